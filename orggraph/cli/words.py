"""A node and a path in words, for people. JSON has what the machine has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from orggraph.i18n import Lang, T, Text
from orggraph.model.base import Record
from orggraph.model.fields import forms
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.titles import title_of
from orggraph.tables import wording
from orggraph.tables.wording import Vocabulary, Wording, vocabulary

Line = dict[str, Any]
NAMES_FIELDS = frozenset({"open", "inferred"})
"""Fields that name fields and relationship types."""


def node_lines(record: Mapping[str, Any], lang: Lang) -> list[Line]:
    """A node, as ``show`` has it, as rows of three columns: what, its value, and what must be known of it."""
    label = record["labels"][0]
    fields = {name: value for name, value in record["properties"].items() if name not in ("marks", "id", "dataset")}
    lines = [
        _line(T("id"), record["id"], lang, record["properties"].get("marks", ())),
        _line(T("kind"), vocabulary("label")[label][lang], lang),
    ]
    lines += [_line(*_field(name, value, label, lang), lang) for name, value in fields.items()]
    for edge in record["relationships"]:
        outward = edge["source"] == record["id"]
        lines.append(
            _line(
                relationship_in_words(edge["type"], outward=outward, lang=lang),
                edge["target"] if outward else edge["source"],
                lang,
                edge["properties"].get("marks", ()),
            )
        )
    for claim in record["claims"]:
        name, value = _field(claim["field"], claim["value"], label, lang)
        lines.append(_line(T("claim: {field}", field=name), value, lang))
    lines += [_line(T("source"), f"{source['id']} {source['locator']}".strip(), lang) for source in record["sources"]]
    lines += [_line(_measure(name), value, lang) for name, value in record.get("measures", {}).items()]
    lines += [_line(T("is: {dataset}", dataset=own["dataset"]), own["id"], lang) for own in record.get("records", ())]
    for name, stated in record.get("differences", {}).items():
        for claim in stated:
            title, value = _field(name, claim["value"], label, lang)
            lines.append(_line(T("differs: {field}", field=title), f"{value} ({claim['dataset']})", lang))
    return lines


def relationship_in_words(type_: str, *, outward: bool, lang: Lang) -> str:
    """A step of a path: what the relationship is called, and an arrow in its direction."""
    return f"{TYPES[type_].title[lang]} {'→' if outward else '←'}"


def _line(what: Text | str, value: Any, lang: Lang, marks: Sequence[str] = ()) -> Line:
    return {"what": what if isinstance(what, str) else what.render(lang), "value": value, "marks": marks}


def _field(name: str, value: Any, label: str, lang: Lang) -> tuple[str, Any]:
    """The title of a field, and its value in words where it has a closed list; what the store adds has its own name."""
    model = LABELS[label]
    if name not in model.model_fields:
        return name, wording.worded(value, Wording(), lang)
    return title_of(model, name).render(lang).lower(), wording.worded(value, Wording(_list_of(name, model)), lang)


def _list_of(field: str, model: type[Record]) -> Vocabulary:
    """The closed list that a field takes values of; nothing where it takes any."""
    if field in NAMES_FIELDS:
        return {**vocabulary("type"), **vocabulary("field")}
    declared = forms(model)[field].terms
    return {term.value: term.names for term in declared} if declared else {}


def _measure(name: str) -> Text | str:
    from orggraph.analyses import registry  # late: only a person has measures

    titles = registry()["role_overload"].measures
    return T("{measure}", measure=titles[name].title) if name in titles else name
