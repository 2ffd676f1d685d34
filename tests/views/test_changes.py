"""What differs, as people say it: each kind of record and each field has words in both languages; equal datasets differ in nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings

from orggraph import regions
from orggraph.model.base import Node
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Person, Post
from orggraph.model.relationships import Holds, In
from orggraph.model.terms import BodyKind, Tier
from orggraph.sources import read
from orggraph.views.changes import Change, changes
from tests.strategies import datasets

BODY = Body(dataset="d", id="d/body/ab", name="Algemeen bestuur", kind=BodyKind.GENERAL_BOARD, tier=Tier.EXECUTIVE)
POST = Post(dataset="d", id="d/post/voorzitter", name="Voorzitter")
PEOPLE = [Person(dataset="d", id=f"d/person/{name}", name=f"Burgemeester {name.upper()}") for name in "ab"]


def region(*edges: Any, nodes: tuple[Node, ...] = (), **info: Any) -> Dataset:
    seat = In(dataset="d", source=POST.id, target=BODY.id)
    return Dataset(DatasetInfo(id="d", title="D", **info), (BODY, POST, *PEOPLE, *nodes), (seat, *edges))


def holds(who: int, **more: Any) -> Holds:
    return Holds(dataset="d", source=PEOPLE[who].id, target=POST.id, **more)


def told(before: Dataset, after: Dataset, lang: Any = "en") -> list[str]:
    return [change.text.render(lang) for change in changes(before, after)]


def test_who_came_and_who_went() -> None:
    a, b = holds(0, start_date="2020"), holds(1, start_date="2026-03-01")
    assert told(region(a), region(a, b)) == ["“Burgemeester B” came as “Voorzitter”, on 2026-03-01"]
    assert told(region(a, b), region(a)) == ["“Burgemeester B” is no longer there as “Voorzitter”"]
    ended = holds(0, start_date="2020", end_date="2026-03-01")
    (change,) = changes(region(a), region(ended))
    assert (change.change, change.text.render("en")) == ("changed", "“Burgemeester A” leaves as “Voorzitter”, the last day is 2026-02-28")
    assert told(region(a), region(ended), "nl") == ["“Burgemeester A” gaat weg als “Voorzitter”, de laatste dag is 2026-02-28"]


def test_what_is_new_gone_and_called_otherwise() -> None:
    other = Body(dataset="d", id="d/body/db", name="Dagelijks bestuur", kind=BodyKind.EXECUTIVE_BOARD, tier=Tier.EXECUTIVE)
    assert told(region(), region(nodes=(other,))) == [f"new: {Body.title.en} “Dagelijks bestuur”"]
    assert told(region(nodes=(other,)), region()) == [f"gone: {Body.title.en} “Dagelijks bestuur”"]
    renamed = replace(region(), nodes=(BODY.model_copy(update={"name": "Het AB", "note": None}), POST, *PEOPLE))
    (change,) = changes(region(), renamed)
    assert change.row("en") == {
        "change": "changed", "kind": "Body", "id": "d/body/ab", "name": "Het AB",
        "fields": [{"field": "name", "before": "Algemeen bestuur", "after": "Het AB"}],
        "text": f"{Body.title.en} “Het AB”: Name was “Algemeen bestuur” and is now “Het AB”",
    }  # fmt: skip
    assert told(region(), region(reference_date="2026")) == ["the dataset itself: Reference date is now 2026"]


def test_a_region_equals_itself_and_every_difference_has_words() -> None:
    for name in regions.names():
        dataset = read(regions.source_path(name))
        bare = Dataset(dataset.info, dataset.nodes[:1], ())
        assert changes(dataset, dataset) == []
        for before, after in ((dataset, bare), (bare, dataset)):
            _readable(changes(before, after))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=datasets(), after=datasets())
def test_there_is_a_difference_exactly_where_the_hashes_differ(before: Dataset, after: Dataset) -> None:
    found = changes(before, after)
    assert bool(found) == (before.content_hash != after.content_hash)
    _readable(found)
    assert {change.kind for change in changes(after, before)} == {change.kind for change in found}


def _readable(found: list[Change]) -> None:
    for change in found:
        for lang in ("nl", "en"):
            text = change.text.render(lang)
            assert text
            assert "None" in change.name or not {"None", "()", "[]"} & set(text.split())
        assert all(field.before != field.after for field in change.fields)
