"""Datasets of any shape that the model allows, for tests that hold for all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from orggraph.model.base import ANY, Citation, Node, Record, Relationship, can_be_seen
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.dates import first_day, last_day
from orggraph.model.fields import forms
from orggraph.model.nodes import NODES, Act, Claim, Slot, Source, Step
from orggraph.model.relationships import RELATIONSHIPS
from orggraph.model.terms import Status

ID = "proef"
SEPARATE = frozenset({"dataset", "id", "source", "target", "sources", "slot", "subject", "open", "complete", "inferred"})
SOME_FIELD = st.sampled_from([*Record.model_fields, "in", "holds", "covers"])

WRITABLE = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t", exclude_characters="\ufffe\uffff")
TEXT = st.text(WRITABLE, min_size=1, max_size=30).map(str.strip).filter(can_be_seen)
PARTIAL_DATE = st.builds(
    lambda day, length: day.isoformat()[:length], st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from((4, 7, 10))
)
OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    "record-id": st.sampled_from([f"{ID}/person/zij", "elders/body/ab"]),
    "partial-date": PARTIAL_DATE,
    "day-of-year": st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda day: f"{day:%m-%d}"),
    "time-of-day": st.times().map(lambda time: f"{time:%H:%M}"),
    "short-name": TEXT.map(lambda text: text[:20].strip()).filter(can_be_seen),
    "mail-address": st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True),
    "dated": st.builds("{} {}".format, PARTIAL_DATE, TEXT),
    "dated-count": st.builds("{} {}".format, PARTIAL_DATE, st.integers(0, 10**6)),
    "boolean": st.booleans(),
    "number": st.floats(0, 1e9, allow_nan=False),
    "integer": st.integers(0, 10**6),
    "string": TEXT,
}


@st.composite
def datasets(draw: st.DrawFn, most: int = 12) -> Dataset:
    """A dataset of at most so many nodes of one label that passes all checks."""
    info = DatasetInfo(id=ID, title=draw(TEXT), description=draw(st.none() | TEXT), reference_date=draw(st.none() | PARTIAL_DATE))
    sources = [_node(draw, Source, number, []) for number in range(draw(st.integers(0, 3)))]
    labels = draw(st.lists(st.sampled_from([kind for kind in NODES if kind not in (Source, Slot, Claim)]), max_size=most))
    nodes = [_node(draw, label, number, sources) for number, label in enumerate(labels)]
    if nodes and draw(st.booleans()):
        slot = _node(draw, Slot, 0, sources)
        about = draw(st.sampled_from(nodes)).id
        nodes += [slot, *(_node(draw, Claim, number, sources, slot=slot.id, subject=about) for number in range(2))]
    made: dict[str, Relationship] = {}
    for kind in draw(st.lists(st.sampled_from(RELATIONSHIPS[:-1]), max_size=2 * most)):
        relationship = _relationship(draw, kind, nodes, sources)
        if relationship is not None and not _would_be_second(relationship, made):
            made.setdefault(relationship.id, relationship)
    dataset = Dataset(info, (*sources, *nodes), tuple(made.values()))
    assert [problem for problem in check(dataset) if problem.level == "error"] == []
    return dataset


def _node(draw: st.DrawFn, label: type[Node], number: int, sources: list[Node], **more: Any) -> Node:
    fields = _fields(draw, label, sources) | more
    identity = f"{ID}/{label.label().lower()}/{draw(st.sampled_from('abc'))}-{number}"
    return label(dataset=ID, id=identity, open=draw(st.lists(SOME_FIELD, max_size=2)), **fields)


def _relationship(draw: st.DrawFn, kind: type[Relationship], nodes: list[Node], sources: list[Node]) -> Relationship | None:
    starts, ends = ([node for node in nodes if _may(node, labels)] for labels in (kind.sources_of, kind.targets_of))
    if kind.type == "HOLDS":
        ends = [node for node in ends if node.status is not Status.OPEN]
    if not starts or not ends:
        return None
    fields = _fields(draw, kind, sources)
    if kind.type == "HOLDS":
        del fields["start_date"], fields["end_date"]
    start, end = draw(st.sampled_from(starts)), draw(st.sampled_from(ends))
    if isinstance(start, Act) and isinstance(end, Step) and start.action is not end.action:
        return None
    made = kind(dataset=ID, source=start.id, target=end.id, **fields)
    return None if start is end and not made.may_return else made


def _may(node: Node, labels: tuple[str, ...]) -> bool:
    return node.label() in labels or ANY in labels


def _would_be_second(new: Relationship, made: dict[str, Relationship]) -> bool:
    return new.type == "IN" and any((one.type, one.source) == (new.type, new.source) for one in made.values())


def _fields(draw: st.DrawFn, kind: type[Record], sources: list[Node]) -> dict[str, Any]:
    fields = {name: draw(_values(kind, name)) for name in kind.model_fields if name not in SEPARATE}
    start, end = fields["start_date"], fields["end_date"]
    if start and end and first_day(start) > last_day(end):
        fields["start_date"], fields["end_date"] = end, start
    places = (
        st.builds(Citation, source=st.sampled_from([one.id for one in sources]), locator=st.just("") | TEXT) if sources else st.nothing()
    )
    if kind is Act:
        fields["date"] = fields["date"] or draw(PARTIAL_DATE)
    fields["sources"] = tuple(dict.fromkeys(draw(st.lists(places, max_size=3 if sources else 0))))
    return fields


def _values(kind: type[Record], name: str) -> st.SearchStrategy[Any]:
    field, form = kind.model_fields[name], forms(kind)[name]
    value = st.sampled_from(list(form.terms)) if form.terms else OF_KIND[form.kind]
    values = st.lists(value, max_size=3).map(tuple) if form.many else value
    return values if field.is_required() else st.just(field.default) | values
