"""Every edit, on a real store: what it says, what it changes, what it refuses, and that nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orggraph.edits import Proposal, apply, propose, registry
from orggraph.errors import LoadConflict, NotFound, OrggraphError, UnknownName, WrongUsage
from orggraph.i18n import LANGUAGES
from orggraph.model.nodes import Body, Organization, Person, Post, Source
from orggraph.model.relationships import Holds, In, OnBehalfOf, ParticipatesIn, Succeeds
from orggraph.store import comparing
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace
from tests.edits.conftest import FILE

REGION = "proefregio"
DAY = "2024-06-01"
GOOD: dict[str, dict[str, Any]] = {
    "resign": {"person": "bestuurder A", "on": DAY},
    "succeed": {"post": "ab-lid-berken", "person": "Nieuw Iemand", "on": DAY},
    "add-body": {"name": "Stuurgroep Water", "kind": "stuurgroep", "tier": "Bestuurlijk", "part_of": "Proefregio", "on": DAY, "seats": 5},
    "dissolve": {"body": "pfho", "on": DAY},
    "move": {"post": "ab-secretaris", "to": "db", "on": DAY},
    "confirm": {"subject": "Algemeen bestuur", "on": DAY, "by": "griffie"},
    "join": {"organization": "Gemeente Wilgen", "arrangement": "regeling", "like": "Gemeente Elzen", "on": DAY},
    "leave": {"organization": "Gemeente Berken", "arrangement": "regeling", "on": DAY},
    "merge": {"organizations": "Gemeente Elzen, Gemeente Berken", "into": "Samenstad", "on": DAY},
    "change-form": {"arrangement": "regeling", "form": "gemeenschappelijk orgaan", "on": DAY},
    "merge-bodies": {"bodies": "pfho, db", "into": "ab", "on": DAY},
    "correct": {"subject": "db", "field": "seats", "value": "9"},
    "correct-term": {"person": "bestuurder A", "post": "db-lid-elzen", "since": "2022-08-01"},
    "same": {"record": "bestuurder A", "other": "proefregio/person/b"},
    "differ": {"record": "bestuurder A", "other": "proefregio/person/b"},
}


def made(work: Workspace, key: str, **changed: Any) -> Proposal:
    return propose(work, REGION, key, GOOD[key] | changed, source="Brief van 20 april 2026")


def test_there_is_a_case_for_every_edit() -> None:
    assert GOOD.keys() == registry().keys()


def test_the_docs_have_a_row_for_every_edit() -> None:
    table = (Path(__file__).parents[2] / "docs" / "how-to" / "keep.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {key for key in registry() if not any(f"`{key}`" in row for row in rows)} == set()


@pytest.mark.parametrize("key", GOOD)
def test_an_edit_says_what_it_does_and_changes_only_that(work: Workspace, key: str) -> None:
    proposal = made(work, key)
    assert proposal.sentences
    for sentence in proposal.sentences:
        for lang in LANGUAGES:
            assert "{" not in sentence.render(lang)
    before, after = proposal.before, proposal.after
    gone = set(before.by_id) - set(after.by_id)
    assert not gone, "an edit ends things, it never takes them away"
    (source,) = (node for node in after.nodes if isinstance(node, Source) and node.id not in before.by_id)
    changed = [node for node in after.nodes if before.by_id.get(node.id) != node and node is not source]
    known = set(map(repr, before.relationships))
    edges = [edge for edge in after.relationships if repr(edge) not in known]
    assert changed or edges
    for record in (*changed, *edges):
        assert any(citation.source == source.id for citation in record.sources), record
    assert len(after.relationships) >= len(before.relationships)


@pytest.mark.parametrize("key", [key for key in GOOD if "on" in GOOD[key]])
def test_a_day_that_is_none_is_refused(work: Workspace, key: str) -> None:
    with pytest.raises(WrongUsage, match="2026-13-01"):
        made(work, key, on="2026-13-01")


@pytest.mark.parametrize(
    ("key", "name"), [(key, name) for key, edit in registry().items() for name, param in edit.params.items() if param.type == "id"]
)
def test_a_name_that_is_not_there_is_refused(work: Workspace, key: str, name: str) -> None:
    with pytest.raises(NotFound, match="Xyzzy"):
        made(work, key, **{name: "Xyzzy"})


@pytest.mark.parametrize("key", GOOD)
def test_what_must_be_given_must_be_given(work: Workspace, key: str) -> None:
    with pytest.raises(WrongUsage):
        propose(work, REGION, key, {})


def test_an_unknown_edit_says_the_nearest(work: Workspace) -> None:
    with pytest.raises(UnknownName, match="resign"):
        propose(work, REGION, "resing", {})


def test_who_resigns_leaves_all_posts_and_they_are_open(work: Workspace) -> None:
    proposal = made(work, "resign")
    person = f"{REGION}/person/a"
    ends = {edge.end_date for edge in proposal.after.relationships if isinstance(edge, Holds) and edge.source == person}
    assert ends == {DAY}
    assert [sentence.render("nl") for sentence in proposal.sentences][:2] == [
        "bestuurder A legt per 2024-06-01 neer: Lid AB voor Elzen (Algemeen bestuur).",
        "Lid AB voor Elzen is daarna open.",
    ]


def test_a_resignation_takes_along_what_depends_on_the_post(work: Workspace) -> None:
    proposal = made(work, "resign", post="elzen-wethouder")
    ended = {edge.target for edge in proposal.after.relationships if isinstance(edge, Holds) and edge.end_date == DAY}
    assert ended == {f"{REGION}/post/{name}" for name in ("elzen-wethouder", "ab-lid-elzen", "db-lid-elzen")}


def test_a_successor_takes_the_seat_on_the_day_on_which_it_is_left(work: Workspace) -> None:
    proposal = made(work, "succeed")
    fresh = next(node for node in proposal.after.nodes if isinstance(node, Person) and node.name == "Nieuw Iemand")
    (holding,) = (edge for edge in proposal.after.relationships if isinstance(edge, Holds) and edge.source == fresh.id)
    before = [
        edge for edge in proposal.after.relationships if isinstance(edge, Holds) and edge.target == holding.target and edge is not holding
    ]
    assert holding.start_date == DAY
    assert [edge.end_date for edge in before if edge.end_date] == [DAY]


def test_an_end_before_the_start_is_refused(work: Workspace) -> None:
    with pytest.raises(WrongUsage, match="does not hold"):
        made(work, "resign", on="1990-01-01", post="ab-lid-elzen")
    with pytest.raises(WrongUsage, match="begins on 2021"):
        made(work, "leave", on="2021", organization="Gemeente Berken")


def test_who_holds_a_seat_cannot_succeed_in_it(work: Workspace) -> None:
    with pytest.raises(WrongUsage, match="already"):
        made(work, "succeed", person="bestuurder B")


def test_a_merger_gives_one_open_seat_a_body(work: Workspace) -> None:
    proposal = made(work, "merge")
    after = proposal.after
    merged = next(node for node in after.nodes if isinstance(node, Organization) and node.name == "Samenstad")
    seats = [edge.source for edge in after.relationships if isinstance(edge, OnBehalfOf) and edge.target == merged.id]
    bodies = [edge.target for seat in seats for edge in after.relationships if isinstance(edge, In) and edge.source == seat]
    assert bodies
    assert not [edge for edge in after.relationships if isinstance(edge, Holds) and edge.target in seats]
    assert {edge.target for edge in after.relationships if isinstance(edge, Succeeds)} == {
        f"{REGION}/organization/elzen",
        f"{REGION}/organization/berken",
    }
    assert {after.by_id[f"{REGION}/organization/{name}"].end_date for name in ("elzen", "berken")} == {DAY}
    joined = [edge.target for edge in after.relationships if isinstance(edge, ParticipatesIn) and edge.source == merged.id]
    assert joined == [f"{REGION}/arrangement/regeling"]


def test_who_joins_has_the_seats_of_the_example(work: Workspace) -> None:
    after = made(work, "join").after
    seats = {node.name for node in after.nodes if isinstance(node, Post) and node.start_date == DAY}
    assert seats == {"Lid AB voor Elzen (Gemeente Wilgen)"}


def test_a_correction_of_a_closed_value_is_checked(work: Workspace) -> None:
    with pytest.raises(WrongUsage, match="kind"):
        made(work, "correct", field="kind", value="clubje")
    with pytest.raises(UnknownName, match="seats"):
        made(work, "correct", field="setas", value="9")
    (body,) = (node for node in made(work, "correct").after.nodes if node.id.endswith("/body/db"))
    assert isinstance(body, Body)
    assert body.seats == 9


def test_who_is_who_is_decided_and_decided_anew(embedded_connection: Connection, tmp_path: Path) -> None:
    work, other = Workspace(embedded_connection), tmp_path / "elders.yaml"
    other.write_text(
        "dataset: {id: elders, title: Elders}\nPerson:\n  - {id: z, name: Z}\nOrganization:\n  - {id: o, name: O, kind: partner}\n"
    )
    work.load(FILE)
    work.load(other)

    def persons() -> set[str]:
        return {node for node, data in work.graph(all_times=True).nodes(data=True) if data["label"] == "Person"}

    before = persons()
    for record, partner in ((f"{REGION}/person/a", f"{REGION}/person/b"), (f"{REGION}/person/a", "elders/person/z")):
        pair = {"record": record, "other": partner}
        apply(work, propose(work, REGION, "same", pair))
        assert len(persons()) == len(before) - 1
        assert len(work.query("roles-of-person", person=partner, on="2026-01-01")) >= len(work.query("roles-of-person", person=record))
        apply(work, propose(work, REGION, "differ", pair))
        assert persons() == before
        assert partner in work.dataset(REGION).by_id[record].not_same_as  # type: ignore[attr-defined]
        with pytest.raises(WrongUsage, match="changes nothing"):
            propose(work, REGION, "differ", pair)
    apply(work, propose(work, REGION, "same", pair))
    assert work.elsewhere(work.graph(datasets=REGION), record) == {"elders": "elders/person/z"}
    with pytest.raises(WrongUsage, match=REGION):
        propose(work, "elders", "differ", {"record": "z", "other": record})


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (f"{REGION}/person/a", "one record"),
        (f"{REGION}/organization/elzen", "cannot be the same"),
        (f"{REGION}/person/niemand", "niemand"),
        ("nergens/person/a", "nergens"),
    ],
)
def test_what_cannot_be_the_same_is_refused(work: Workspace, other: str, message: str) -> None:
    with pytest.raises(OrggraphError, match=message):
        propose(work, REGION, "same", {"record": "bestuurder A", "other": other})


def test_what_is_so_already_is_no_change(work: Workspace) -> None:
    with pytest.raises(WrongUsage, match="changes nothing"):
        propose(work, REGION, "correct", {"subject": "db", "field": "meetings_min", "value": "10"})


def test_a_proposal_says_which_findings_come_and_go(work: Workspace) -> None:
    proposal = made(work, "dissolve")
    assert proposal.appearing or proposal.solved
    assert not {finding.id for finding in proposal.appearing} & {finding.id for finding in proposal.solved}


def test_applied_it_is_in_the_store_and_nothing_before_is_lost(connection: Connection) -> None:
    work = Workspace(connection)
    work.load(FILE)
    proposal = made(work, "resign")
    loaded = apply(work, proposal, by="griffie")
    assert loaded.version == 2
    assert work.dataset(REGION).content_hash == proposal.after.content_hash
    with pytest.raises(WrongUsage):
        made(work, "resign")
    assert work.query("roles-of-person", dataset=REGION, on="2024-06-02", person="bestuurder A") == []


def test_who_comes_second_sees_that_it_was_changed(connection: Connection) -> None:
    work = Workspace(connection)
    work.load(FILE)
    first, second = made(work, "resign"), made(work, "correct")
    apply(work, first, by="griffie")
    with pytest.raises(LoadConflict, match="griffie"):
        apply(work, second, by="secretaris")
    assert work.dataset(REGION).content_hash == first.after.content_hash


def test_edits_in_a_row_leave_the_store_as_one_load_of_the_last_would(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the second changes is worked out from what the first left at hand: no record is read again."""
    work = Workspace(connection)
    work.load(FILE)
    present, readings = comparing.present, []
    monkeypatch.setattr(comparing, "present", lambda *given: readings.append(given) or present(*given))
    for key in ("succeed", "correct"):
        proposal = made(work, key)
        apply(work, proposal, by="griffie")
    assert len(readings) <= 1
    assert comparing.between(present(connection, REGION), proposal.after, REGION).size == 0


@pytest.mark.parametrize("key", GOOD)
def test_names_stay_text(work: Workspace, key: str) -> None:
    """A name that is markup or a formula goes in as text, or is refused; never a traceback."""
    for name, param in registry()[key].params.items():
        if param.type != "string" or param.values is not None:
            continue
        for hostile in ("<script>alert(1)</script>", '=HYPERLINK("x")', "a" * 10_000, "\u202enaam"):
            try:
                proposal = made(work, key, **{name: hostile})
            except OrggraphError as refusal:
                assert refusal.text("nl")
            else:
                assert proposal.sentences


def test_every_parameter_is_explained() -> None:
    assert all(param.about for edit in registry().values() for param in edit.params.values())
