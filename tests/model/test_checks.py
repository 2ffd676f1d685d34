"""What must hold of a dataset: each rule with a case that breaks it and one that keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import LABELS, Body, Claim, Person, Post, Role, Slot, Source, Topic
from orggraph.model.relationships import TYPES, HasRole, Holds, In, PartOf
from orggraph.model.terms import BodyKind, Difference, Status, Tier

AB = "d/body/ab"
SEAT = "d/post/seat"


def topic(name: str = "a", **more: Any) -> Topic:
    return Topic(**{"dataset": "d", "id": f"d/topic/{name}", "name": name, **more})


def body(name: str = "ab", **more: Any) -> Body:
    return Body(dataset="d", id=f"d/body/{name}", name=name, kind=BodyKind.GENERAL_BOARD, tier=Tier.EXECUTIVE, **more)


def post(name: str = "seat", **more: Any) -> Post:
    return Post(dataset="d", id=f"d/post/{name}", name=name, **more)


def person() -> Person:
    return Person(dataset="d", id="d/person/a", name="wethouder A")


def role(name: str) -> Role:
    return Role(dataset="d", id=f"d/role/{name}", name=name)


def source(name: str = "s") -> Source:
    return Source(dataset="d", id=f"d/source/{name}", name=name)


def slot(name: str = "q") -> Slot:
    return Slot(dataset="d", id=f"d/slot/{name}", name=name, difference=Difference.CONTRADICTS)


def claim(name: str, subject: str, **more: Any) -> Claim:
    return Claim(dataset="d", id=f"d/claim/{name}", name=name, subject=subject, field="quorum", value=name, **more)


def part_of(start: str, end: str, **more: Any) -> PartOf:
    return PartOf(dataset="d", source=start, target=end, **more)


def holds(**more: Any) -> Holds:
    return Holds(dataset="d", source="d/person/a", target=SEAT, **more)


def seat_in(target: str = AB, **more: Any) -> In:
    return In(dataset="d", source=SEAT, target=target, **more)


def has_role(name: str, **more: Any) -> HasRole:
    return HasRole(dataset="d", source=SEAT, target=f"d/role/{name}", **more)


Records = list[Node | Relationship]
CITED = (Citation(source="d/source/s", locator="p. 1"),)
IN_SLOT = {"slot": "d/slot/q"}

BROKEN: list[tuple[str, Records]] = [
    ("foreign_id", [topic(id="e/topic/a")]),
    ("foreign_id", [topic(id="d/body/a")]),
    ("duplicate_id", [topic(), topic(name="a")]),
    ("period", [topic(start_date="2015-02", end_date="2015-01")]),
    ("period", [topic(start_date="2015", end_date="2014")]),
    ("period", [topic(start_date="2015-01-02", end_date="2015-01-01")]),
    ("period", [topic(), topic("b"), part_of("d/topic/b", "d/topic/a", start_date="2015", end_date="2014")]),
    ("unknown_source", [topic(sources=CITED)]),
    ("unknown_source", [topic(sources=[Citation(source="d/topic/a")])]),
    ("unknown_source", [topic(), topic("b"), part_of("d/topic/b", "d/topic/a", sources=CITED)]),
    ("unknown_field", [topic(open=["nmae"])]),
    ("unknown_id", [topic(), part_of("d/topic/a", "d/topic/b")]),
    ("unknown_id", [topic(), part_of("d/topic/b", "d/topic/a")]),
    ("unknown_id", [topic(), part_of("d/topic/a", "e/topic/b")]),
    ("wrong_end", [topic(), source(), part_of("d/topic/a", "d/source/s")]),
    ("wrong_end", [topic(), source(), part_of("d/source/s", "d/topic/a")]),
    ("duplicate_relationship", [topic(), topic("b"), part_of("d/topic/b", "d/topic/a", note="x"), part_of("d/topic/b", "d/topic/a")]),
    ("duplicate_relationship", [post(), role("a"), has_role("a"), has_role("a", note="x")]),
    ("too_many", [post(), body(), body("db"), seat_in(), seat_in("d/body/db")]),
    ("open_post_held", [post(status=Status.OPEN), person(), holds()]),
    ("period_outside", [post(start_date="2015"), person(), holds(start_date="2014")]),
    ("period_outside", [post(start_date="2015"), person(), holds(end_date="2014")]),
    ("period_outside", [post(end_date="2015"), person(), holds(start_date="2016")]),
    ("period_outside", [post(end_date="2015"), person(), holds(end_date="2017")]),
    ("period_outside", [post(), body(end_date="2015-06-01"), seat_in(), person(), holds(start_date="2015-06-02")]),
    ("unknown_slot", [topic(**IN_SLOT)]),
    ("slot_alone", [slot()]),
    ("slot_alone", [slot(), topic(**IN_SLOT)]),
    ("unknown_id", [topic(), slot(), claim("1", "d/topic/b", **IN_SLOT), claim("2", "d/topic/a", **IN_SLOT)]),
]  # fmt: skip

KEPT: list[Records] = [
    [],
    [topic(), topic("b"), part_of("d/topic/b", "d/topic/a")],
    [topic(start_date="2015", end_date="2015")],
    [topic(start_date="2015-06-01", end_date="2015")],
    [topic(start_date="2015-01-01", end_date="2015-01-01")],
    [topic(sources=CITED), source()],
    [topic(open=["name", "part_of"])],
    [topic(), topic("b"), part_of("d/topic/b", "d/topic/a", end_date="2015"), part_of("d/topic/b", "d/topic/a", start_date="2016")],
    [post(), role("a"), has_role("a"), body(), seat_in()],
    [post(), role("a"), role("b"), has_role("a"), has_role("b")],
    [post(), role("a"), role("b"), slot(), has_role("a", **IN_SLOT), has_role("b", slot="d/slot/q")],
    [post(status=Status.OPEN)],
    [post(start_date="2015", end_date="2016"), body(), seat_in(), person(), holds(start_date="2015-03", end_date="2016-12")],
    [post(start_date="2015", end_date="2015"), person(), holds(start_date="2015", end_date="2016-01-01")],
    [post(start_date="2015", end_date="2016"), person(), holds()],
    [slot(), topic(**IN_SLOT), topic("b", **IN_SLOT)],
    [topic(), slot(), claim("1", "d/topic/a", **IN_SLOT), claim("2", "d/topic/a", **IN_SLOT)],
]


def dataset(records: Records, **more: Any) -> Dataset:
    nodes = tuple(one for one in records if isinstance(one, Node))
    return Dataset(DatasetInfo(id="d", title="D", **more), nodes, tuple(one for one in records if isinstance(one, Relationship)))


@pytest.mark.parametrize(("code", "records"), BROKEN, ids=[f"{number} {code}" for number, (code, _) in enumerate(BROKEN)])
def test_what_is_broken_is_told_with_record_and_remedy(code: str, records: Records) -> None:
    (problem,) = check(dataset(records))
    assert problem.code == code
    assert problem.record in {one.id for one in records}
    assert problem.hint is not None


@pytest.mark.parametrize("records", KEPT, ids=range(len(KEPT)))
def test_what_holds_is_silent(records: Records) -> None:
    assert check(dataset(records)) == []


def test_what_is_declared_complete_must_be_known() -> None:
    assert check(dataset([], complete=["Body", "HOLDS"])) == []
    assert [problem.code for problem in check(dataset([], complete=["Bodies"]))] == ["unknown_part"]


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("Raad van Oost", "Raad van \N{CYRILLIC CAPITAL LETTER O}ost", True),
        ("Raad", "R\N{CYRILLIC SMALL LETTER A}ad", True),
        ("AB", "\N{GREEK CAPITAL LETTER ALPHA}\N{GREEK CAPITAL LETTER BETA}", True),
        ("Raad", "\N{FULLWIDTH LATIN CAPITAL LETTER R}aad", True),
        ("Raad", "Raad", False),
        ("Raad", "RAAD  ", False),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "Caf\N{LATIN SMALL LETTER E WITH ACUTE}", False),
        ("Raad", "Raat", False),
        ("\N{GREEK CAPITAL LETTER OMEGA}", "O", False),
    ],
)
def test_names_that_the_eye_cannot_tell_apart(name: str, other: str, alike: bool) -> None:
    bodies = [body(str(number), sources=CITED).model_copy(update={"name": words}) for number, words in enumerate((name, other))]
    problems = check(dataset([source("s"), *bodies]))
    assert [(problem.code, problem.record, problem.level) for problem in problems] == [("look_alike", "d/body/1", "warning")] * alike


def test_only_so_many_problems_are_looked_for() -> None:
    broken = dataset([topic(str(number), sources=CITED) for number in range(20)])
    assert len(check(broken)) == 20
    assert len(check(broken, most=7)) == 7


@pytest.mark.parametrize("kind", [*LABELS.values(), *TYPES.values()], ids=[*LABELS, *TYPES])
def test_each_label_and_type_has_names_and_described_fields(kind: type[Node] | type[Relationship]) -> None:
    assert kind.__doc__
    texts = [kind.title, kind.plural] if issubclass(kind, Node) else [kind.title]
    assert all(names.nl and names.en for names in texts)
    undescribed = [name for name, field in kind.model_fields.items() if not field.description and name != "dataset"]
    assert undescribed == []


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_the_ends_of_a_type_are_labels(kind: type[Relationship]) -> None:
    assert kind.sources_of
    assert {*kind.sources_of, *kind.targets_of} - {"*"} <= set(LABELS)
    assert set(kind.tells_apart) <= set(kind.model_fields)


def test_no_label_has_the_name_of_a_type() -> None:
    assert not {label.upper() for label in LABELS} & set(TYPES)
    assert len({name.lower() for name in TYPES}) == len(TYPES)
