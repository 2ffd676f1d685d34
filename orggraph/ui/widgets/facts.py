"""The properties of a node as people read them: a title per field, and the value in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from orggraph.i18n import T
from orggraph.model.base import Node, Record
from orggraph.model.dates import dated, last_counted
from orggraph.model.fields import forms
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.titles import title_of
from orggraph.ui.page import Visit
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import capital

ELSEWHERE = frozenset({"id", "name", "description", "note", "evidence", "status", "sources", "slot", "dataset", "open", "inferred", "tier",
                       "kind", "meetings_min", "meetings_max", "privacy", "meaning", "meaning_en"})  # fmt: skip
"""Fields that a page shows in a place of their own."""
BOUNDS = (
    (T("Begins with"), "starts_with", "starts_on", "start_date"),
    (T("Ends with"), "ends_with", "ends_on", "end_date"),
)
"""With what it begins and ends where that is something else: title, the id of that, the date there, and as which field it reads."""


def facts(visit: Visit, label: str, attributes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Title and value of each field that a node has, in the order of the model; as texts, not as HTML."""
    model = LABELS[label]
    meetings = _meetings(visit, attributes)
    if meetings:
        yield visit.say(T("Meetings a year")), meetings
    for field in model.model_fields:
        value = attributes.get(field)
        if field in ELSEWHERE or value in (None, (), []):
            continue
        yield title(visit, model, field), words(visit, model, field, value)
    for head, cause, day, field in BOUNDS:
        if attributes.get(cause) in visit.graph:
            yield visit.say(head), f"{visit.graph.nodes[attributes[cause]]['name']} ({_date(attributes[day], field, visit)})"
    if attributes.get("interrupted"):
        yield visit.say(T("Not between")), "; ".join(_period(gap, visit) for gap in attributes["interrupted"])
    if attributes.get("open"):
        yield visit.say(T("Still to be decided")), ", ".join(_open(visit, model, name) for name in attributes["open"])


def title(visit: Visit, model: type[Record], field: str) -> str:
    """What people call a field."""
    return visit.say(title_of(model, field))


def words(visit: Visit, model: type[Node], field: str, value: Any) -> str:
    """A value as people read it: a term by its name, yes or no, a date written out."""
    if isinstance(value, bool):
        return visit.say(T("yes") if value else T("no"))
    if isinstance(value, list | tuple):
        return "; ".join(words(visit, model, field, item) for item in value)
    form = forms(model)[field]
    if form.terms:
        return form.terms(value).names[visit.lang]
    if form.kind in _IN_WORDS:
        return _IN_WORDS[form.kind](str(value), field, visit)
    if field == "complete":
        return _part(str(value), visit)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _date(value: str, field: str, visit: Visit) -> str:
    return in_words(last_counted(value) if field == "end_date" else value, visit.lang)


def _period(gap: str, visit: Visit) -> str:
    """A period in which something did not hold, by its first and its last day."""
    first, before = gap.split("/")
    days = {"first": in_words(first, visit.lang), "last": in_words(last_counted(before), visit.lang)}
    return visit.say(T("{first} and {last}", **days))


def _dated(value: str, _field: str, visit: Visit) -> str:
    """What was so until a date, or the number on a day."""
    when, what = dated(value)
    if when is None:
        return what
    if what.isdecimal():
        return visit.say(T("{n} ({date})", n=int(what), date=in_words(when, visit.lang)))
    return visit.say(T("{name} (until {date})", name=what, date=in_words(when, visit.lang)))


_IN_WORDS: Mapping[str, Callable[[str, str, Visit], str]] = {"partial-date": _date, "dated": _dated, "dated-count": _dated}


def _part(name: str, visit: Visit) -> str:
    """A label or relationship type that is complete, by its name."""
    return (LABELS[name].plural if name in LABELS else TYPES[name].title)[visit.lang].lower()


def _open(visit: Visit, model: type[Node], name: str) -> str:
    if name.upper() in TYPES:  # a file names relationships in lower case
        return TYPES[name.upper()].title[visit.lang]
    return title(visit, model, name).lower() if name in model.model_fields else name


def _meetings(visit: Visit, attributes: Mapping[str, Any]) -> str:
    least, most = attributes.get("meetings_min"), attributes.get("meetings_max")
    if least is not None and most is not None and least != most:
        return visit.say(T("{least} to {most}", least=least, most=most))
    if least is None and most is None:
        return ""
    return str(most if least is None else least)


def heading(visit: Visit, label: str, attributes: Mapping[str, Any]) -> str:
    """The kind of a node with a capital, as its page says it."""
    kind = forms(LABELS[label]).get("kind")
    if kind is not None and kind.terms and attributes.get("kind"):
        return capital(kind.terms(attributes["kind"]).names[visit.lang])
    return LABELS[label].title[visit.lang]
