"""Words explained: those of the region's own glossary and of a short list of ours, where they occur on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orggraph.graph import provenance
from orggraph.graph.reading import labelled
from orggraph.i18n import Lang, T, Text, stored
from orggraph.reports.page import Block, Glossary, Line, Prose, Section, Words, line, texts
from orggraph.reports.writer import Writer

_ACRONYM = 5
OURS: tuple[tuple[tuple[str, ...], Text, Text], ...] = (
    (("AB", "algemeen bestuur", "general board"), T("AB"),
     T("General board: where all participants sit; it adopts budget and accounts.")),
    (("DB", "dagelijks bestuur", "executive board"), T("DB"),
     T("Executive board: prepares what the general board decides, and carries it out.")),
    (("PFHO", "portefeuillehoudersoverleg"), T("PFHO"),
     T("Meeting of portfolio holders: aldermen with the same portfolio agree and advise.")),
    (("AO", "ambtelijk overleg"), T("AO"),
     T("Meeting of officials: prepares what the portfolio holders discuss.")),
    (("BO", "bestuurlijk overleg"), T("BO"),
     T("Meeting of executives on one subject, with a chair and a secretary.")),
    (("zienswijze", "zienswijzen", "view", "views"), T("View (zienswijze)"),
     T("What a council thinks of a draft, before the board decides. The board answers with reasons.")),
    (("kadernota", "policy frame"), T("Policy frame (kadernota)"), T("Starting points for the budget of next year.")),
    (("Wgr",), T("Wgr"),
     T("The act on joint arrangements: how municipalities work together under public law.")),
    (("gemeenschappelijk orgaan", "joint body"), T("Joint body"), T("A lighter arrangement: one board, no legal person.")),
    (("mandaat", "mandate"), T("Mandate"),
     T("Authority to decide in the name of another. Not: your seat.")),
    (("griffier", "clerk of the council"), T("Clerk of the council (griffier)"),
     T("Supports the council, and guards that drafts reach it in time.")),
    (("RVE",), T("RVE"), T("Delivery unit with a manager who answers for its results.")),
    (("RSA",), T("RSA"), T("Regional agenda that the councils adopt together.")),
    (("quorum",), T("Quorum"), T("How many must be present before there may be a decision.")),
)  # fmt: skip
"""The words by which it is found, the word, and what it means."""


def section(writer: Writer, before: Iterable[Section]) -> Section:
    """The section, for the words in the sections before it."""
    text = " ".join(texts(tuple(before)))
    entries = list(_entries(writer, text))
    blocks: tuple[Block, ...] = (
        (Glossary(tuple(entries)),) if entries else (Prose(line(writer.say(T("No word on this page needs an explanation.")))),)
    )
    return Section("woorden", writer.say(T("Words")), writer.say(T("What does that mean?")), blocks)


def _entries(writer: Writer, text: str) -> Iterator[tuple[str, Line]]:
    graph, folded = writer.graph, text.casefold()
    words = sorted({node for dataset in provenance(graph).on for node in labelled(graph, dataset, "Word")})
    own = [graph.nodes[node] for node in words if occurs(_forms(graph.nodes[node]), text, folded)]
    known = {form.casefold() for data in own for form in _forms(data)}
    entries = [(_head(data, writer.lang), line(Words(_meaning(data, writer.lang), writer.cite(data)))) for data in own]
    for forms, head, meaning in OURS:
        if known.isdisjoint(form.casefold() for form in forms) and occurs(forms, text, folded):
            entries.append((writer.say(head), line(writer.say(meaning))))
    yield from sorted(entries, key=lambda entry: entry[0].casefold())


def _forms(data: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(filter(None, (data["name"], data.get("abbreviation"), data.get("name_en"), *data.get("also", ()))))


def _head(data: Mapping[str, Any], lang: Lang) -> str:
    name = str(stored(data, "name", lang))
    return f"{name} ({data['abbreviation']})" if data.get("abbreviation") else name


def _meaning(data: Mapping[str, Any], lang: Lang) -> str:
    return str(stored(data, "meaning", lang))


def occurs(forms: Iterable[str], text: str, folded: str) -> bool:
    """Whether a word stands in a text; a short one in capitals only so. ``folded`` is the text with its case folded."""
    # A plain look first: the pattern is slow, and most words do not occur.
    return any(
        form.casefold() in folded
        and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, 0 if form.isupper() and len(form) <= _ACRONYM else re.IGNORECASE)
        for form in forms
    )
