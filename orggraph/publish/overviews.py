"""Pages about the whole region: the first page, the findings, and the list of role pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from orggraph.findings import Finding, in_order, weight
from orggraph.findings.listing import origin_of
from orggraph.graph import Graph, neighbours, provenance
from orggraph.i18n import Lang, T, stored
from orggraph.model.nodes import LABELS
from orggraph.picture.naming import kind_name
from orggraph.picture.palette import SEVERITY_COLOUR
from orggraph.publish.addresses import FINDINGS, MAP, ROLE_OF, ROLES
from orggraph.publish.node import anchor
from orggraph.reports.page import Block, Figures, Heading, Page, Prose, Question, Questions, Section, Table, Words, line
from orggraph.reports.writer import Writer

LISTED = ("Cooperation", "Body", "Organization", "Person", "Role", "Route", "Mandate", "Assignment", "Product", "Topic", "Decision")
"""What the first page lists, in this order; posts stand with their bodies."""
COUNTED = ("Body", "Post", "Person", "Role")


def start_page(graph: Graph, findings: Sequence[Finding], lang: Lang) -> Page:
    """The first page: counts, where to begin, and everything by kind."""
    writer = Writer(graph, lang)
    of: dict[str, list[str]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        of[data["label"]].append(node)
    counts = [(str(len(of[label])), LABELS[label].plural[lang].lower()) for label in COUNTED if of[label]]
    begin = [
        (Words(writer.say(T("Look at the map")), node=MAP),),
        (Words(writer.say(T("Read the findings to discuss")), node=FINDINGS),),
        (Words(writer.say(T("Read what a role asks")), node=ROLES),),
    ]
    opening: tuple[Block, ...] = (
        Figures((*counts, (str(len(findings)), writer.say(T("findings"))))),
        *(Prose(words) for words in begin),
    )
    sections = tuple(
        Section(label.lower(), LABELS[label].plural[lang], "", tuple(_lists(writer, label, of[label]))) for label in LISTED if of[label]
    )
    heads = provenance(graph).datasets.values()
    title = ", ".join(str(stored(head, "title", lang)) for head in heads)
    return writer.page(writer.say(T("Start")), title, opening=opening, sections=sections, numbered=False)


def _lists(writer: Writer, label: str, nodes: Iterable[str]) -> Iterator[Block]:
    """Nodes of one label, by their kind."""
    data = writer.graph.nodes
    by_kind = sorted(nodes, key=lambda node: (kind_name(label, data[node].get("kind"), writer.lang), writer.name(node), node))
    for kind, group in groupby(by_kind, key=lambda node: kind_name(label, data[node].get("kind"), writer.lang)):
        names = [(Words(writer.name(node), node=node),) for node in group]
        if kind != LABELS[label].title[writer.lang]:
            yield Heading(capital(kind))
        yield Prose(line(*(part for i, name in enumerate(names) for part in ((" · ",) if i else ()) + name)))


def findings_page(graph: Graph, findings: Sequence[Finding], lang: Lang) -> Page:
    """All findings, by how much they ask."""
    writer = Writer(graph, lang)
    groups = groupby(in_order(findings), key=lambda finding: (anchor(finding), weight(finding)[lang]))
    sections = tuple(
        Section(name, capital(title), "", (Questions(tuple(_question(writer, finding) for finding in group)),))
        for (name, title), group in groups
    )
    nothing = () if sections else (Prose(line(writer.say(T("Nothing was found.")))),)
    closing = writer.say(T("To discuss: a person decides."))
    return writer.page(
        writer.say(T("To discuss")), writer.say(T("Findings")), opening=nothing, sections=sections, numbered=False, notices=(closing,)
    )


def _question(writer: Writer, finding: Finding) -> Question:
    graph = writer.graph
    about = [(Words(subject.name, node=subject.id if subject.id in graph else None),) for subject in finding.subjects]
    cites = writer.cite_places(finding.sources)
    cases = [part for case in finding.cases for part in (" ", Words(writer.say(case.text), cites))]
    basis = dict.fromkeys(writer.say(case.basis) for case in finding.cases if case.basis)
    return Question(
        writer.say(finding.question),
        line(*writer.listed(about), ".", *cases),
        weight(finding)[writer.lang],
        "; ".join([writer.say(origin_of(finding)), *basis]),
        SEVERITY_COLOUR[finding.severity],
    )


def roles_page(graph: Graph, roles: Sequence[str], lang: Lang) -> Page:
    """The list of pages of who is new in a role."""
    writer = Writer(graph, lang)
    sections = []
    for label in ("Person", "Role"):
        own = sorted((node for node in roles if graph.nodes[node]["label"] == label), key=lambda node: (writer.name(node), node))
        if not own:
            continue
        rows = tuple(
            (line(Words(writer.name(node), node=f"{ROLE_OF}{node}")), writer.names(e.target for e in neighbours(graph, node, "HOLDS")))
            for node in own
        )
        heads = LABELS[label].title[lang], LABELS["Post"].plural[lang]
        table = Table(LABELS[label].plural[lang], heads, rows) if label == "Person" else _alone(rows, label, lang)
        sections.append(Section(label.lower(), LABELS[label].plural[lang], "", (table,)))
    about = writer.say(T("One guided page each, for who is new: place, hats, what is expected, meetings, open matters."))
    return writer.page(
        writer.say(T("Roles")), writer.say(T("What a role asks")), opening=(Prose(line(about)),), sections=tuple(sections), numbered=False
    )


def _alone(rows: Sequence[Sequence[tuple[Words, ...]]], label: str, lang: Lang) -> Table:
    """The names without more."""
    return Table(LABELS[label].plural[lang], (LABELS[label].title[lang],), tuple((row[0],) for row in rows))


def capital(text: str) -> str:
    """A text as a heading: its first letter large."""
    return text[:1].upper() + text[1:]
