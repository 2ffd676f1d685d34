"""A person's rights, on both servers: everything found, set right everywhere, and gone without a trace but what is listed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from orggraph.access import Access, Right
from orggraph.errors import InvalidInput, NotFound, Refused, WrongUsage
from orggraph.privacy import correct, expired, known, mentions, remove
from orggraph.sources.names import read_names, rewrite_entry
from orggraph.store import acceptances, versions
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace
from orggraph.workspace.audit import Act, Audit
from orggraph.workspace.restricted import restrict

REGION, NAME, RECORD = "regio", "Sanne van der Akker", "regio/person/sanne-van-der-akker"
FILE = f"""\
orggraph: 1
dataset: {{id: {REGION}, title: Regio, description: Aangelegd door {NAME}}}
Body:
- {{id: ab, name: Algemeen bestuur, kind: general_board, tier: political, note: '{NAME} zat de eerste keer voor'}}
- {{id: db, name: Dagelijks bestuur, kind: executive_board, tier: executive, note: Van der Akker-Smit is iemand anders}}
- {{id: ag, name: Agendacommissie, kind: advisory_committee, tier: executive, note: Zie de brief van Van der Akker}}
Post:
- {{id: lid, name: Lid, in: body/ab}}
- {{id: lid-2, name: Lid, in: body/ab}}
- {{id: voorzitter, name: Voorzitter, in: body/db}}
Person:
- {{id: sanne-van-der-akker, name: {NAME}, privacy: public_office, identifiers: ['bsn:1'], description: Woont in Elst,
   holds: [{{to: post/lid, start_date: '2015', end_date: '2018', note: Sanne van der Akker is gekozen}}]}}
- {{id: b, name: lid B, holds: [{{to: post/lid-2, start_date: '2020'}}]}}
- {{id: c, name: voorzitter C, holds: [{{to: post/voorzitter, start_date: '2015', end_date: '2018'}}]}}
"""


@pytest.fixture
def work(connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A region of three versions in which somebody stands everywhere that they can, and who is known by function with a name apart."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(tmp_path / "home"))
    names = tmp_path / "home" / "names" / f"{REGION}.yaml"
    names.parent.mkdir(parents=True)
    names.write_text(
        f"# van de griffie\ndataset: {REGION}\nnames:\n- {{id: person/b, name: Bo Veld}}\n- id: person/c\n  name: Cas Duin\n",
        encoding="utf-8",
    )
    workspace = Workspace(connection)
    file = tmp_path / "regio.yaml"
    for number, text in enumerate(
        (FILE, FILE.replace("Woont in Elst", "Woont in Elst en Lent"), FILE.replace("ab, name", "ab, seats: 5, name"))
    ):
        file.write_text(text, encoding="utf-8")
        workspace.load(file, by=NAME if number else "griffie", reason=f"Op verzoek van {NAME}" if number == 2 else None)
    acceptances.write(connection, {"id": "1", "fingerprint": "1", "by": NAME, "reason": f"{NAME} weet ervan", "at": "2026-01-01"})
    return workspace


def everything(work: Workspace) -> str:
    """All that the store and the lists of names hold, as one text."""
    contents = [versions.content_of(work.connection, row["dataset"], row["number"]) for row in work.versions() if row["kind"] != "removed"]
    nodes = work.connection.read("MATCH (n) WHERE NOT n:VersionPart RETURN properties(n) AS row")
    edges = work.connection.read("MATCH ()-[r]->() RETURN properties(r) AS row")
    names = [file.read_text(encoding="utf-8") for file in work.names_folder.glob("*.yaml")]
    return "\n".join([*contents, json.dumps([nodes, edges], default=str), *names])


def test_everything_about_somebody_is_listed(work: Workspace) -> None:
    places = mentions(work, known(work, "van der akker"))
    kinds = {(place.kind, place.field) for place in places if place.reached}
    assert kinds >= {("record", "description"), ("relationship", "note"), ("text", "note"), ("text", "description"), ("version", "")}
    assert ("acceptance", "reason") in kinds
    assert sum(place.kind == "version" for place in places) == 3
    beyond = {(place.kind, place.place) for place in places if not place.reached}
    assert beyond == {("text", f"{REGION}/body/ag"), ("file", "regio.yaml"), ("file", "")}  # a surname alone may be somebody else


def test_a_removed_person_stands_nowhere_and_the_rest_is_whole(work: Workspace) -> None:
    before = [work.at_version(REGION, number) for number in (1, 2, 3)]
    outcome = remove(work, NAME, by="functionaris")
    after = everything(work)
    for trace in (NAME, "sanne-van-der-akker", "bsn:1", "Woont in Elst"):
        assert trace not in after
    assert "Van der Akker-Smit is iemand anders" in after
    assert outcome.versions == 3
    assert [row["number"] for row in work.versions(REGION)] == [1, 2, 3, 4]
    for old, number in zip(before, (1, 2, 3), strict=True):
        new = work.at_version(REGION, number)  # read back, it is checked by its hash
        assert (len(new.nodes), len(new.relationships)) == (len(old.nodes), len(old.relationships))
    assert work.dataset(REGION).content_hash == work.at_version(REGION, 4).content_hash
    assert [row["post"] for row in work.roles(work.graph(on="2016", datasets=REGION), outcome.called)] == [f"{REGION}/post/lid"]
    with pytest.raises(NotFound):
        known(work, NAME)


def test_a_person_who_is_only_in_an_old_version_is_removed_too(work: Workspace) -> None:
    work.remove(REGION)
    remove(work, NAME, by="functionaris")
    assert NAME not in everything(work)
    assert work.datasets() == []
    assert [row["kind"] for row in work.versions(REGION)][-2:] == ["removed", "removed"]


def test_a_corrected_name_stands_everywhere(work: Workspace) -> None:
    correct(work, NAME, "Sanne van den Akker", by="griffie")
    after = everything(work)
    assert NAME not in after
    assert "Sanne van den Akker zat de eerste keer voor" in after
    assert "bsn:1" in after
    assert RECORD in {node.id for node in work.dataset(REGION).nodes}


def test_a_name_of_a_list_is_corrected_and_removed_there(work: Workspace) -> None:
    file = work.names_folder / f"{REGION}.yaml"
    correct(work, "Bo Veld", "Bo van 't Veld", by="griffie")
    assert read_names([REGION], work.names_folder)[f"{REGION}/person/b"] == "Bo van 't Veld"
    remove(work, "Cas Duin", by="griffie")
    assert read_names([REGION], work.names_folder) == {f"{REGION}/person/b": "Bo van 't Veld"}
    assert file.read_text(encoding="utf-8").startswith("# van de griffie\n")
    assert "voorzitter C" not in everything(work)


def test_who_has_only_a_function_has_no_name_to_correct(work: Workspace) -> None:
    (work.names_folder / f"{REGION}.yaml").unlink()
    with pytest.raises(WrongUsage, match="by function only"):
        correct(work, "voorzitter C", "Cas Duin", by="griffie")
    with pytest.raises(WrongUsage):
        correct(work, NAME, " ", by="griffie")


def test_nobody_and_several_are_told(work: Workspace) -> None:
    for name in ("Niemand Hier", ""):
        with pytest.raises(NotFound):
            known(work, name)


def test_people_whose_last_post_ended_long_ago_are_listed(work: Workspace) -> None:
    assert expired(work, 5, date(2024, 1, 1)) == [f"{REGION}/person/c", RECORD]
    assert expired(work, 5, date(2023, 12, 31)) == []
    remove(work, NAME, by="griffie")
    assert expired(work, 5, date(2024, 1, 1)) == [f"{REGION}/person/c"]
    with pytest.raises(WrongUsage):
        expired(work, 0, date(2024, 1, 1))


def test_the_audit_names_them_no_longer_and_what_was_taken_along_is_listed(work: Workspace) -> None:
    audit = Audit(work.names_folder.parent)
    audit.write(Access("sanne@regio.example", Right.MEMBER), Act.NAMES, REGION)
    audit.write(Access("griffie", Right.SECRETARY), Act.EXPORT, REGION, f"pdf {RECORD}")
    audit.write(Access("griffie", Right.SECRETARY), Act.EXPORT, REGION, "workbook")
    keeper = restrict(work, Access("functionaris", Right.ADMINISTRATOR))
    outcome = remove(keeper, NAME, by="functionaris", also=["sanne@regio.example"])
    text = "".join(file.read_text(encoding="utf-8") for file in audit.folder.iterdir())
    assert "sanne" not in text
    assert [entry.act for entry in audit.read()].count("person") == 1
    assert [mention.text.render() for mention in outcome.left if mention.kind == "export"] == ["griffie: workbook"]


@pytest.mark.parametrize("right", [right for right in Right if right is not Right.ADMINISTRATOR])
def test_only_an_administrator_answers_such_a_request(work: Workspace, right: Right) -> None:
    kept = restrict(work, Access("iemand", right))
    for request in (lambda: known(kept, NAME), lambda: remove(kept, NAME, by="x"), lambda: expired(kept, 5, date(2024, 1, 1))):
        with pytest.raises(Refused):
            request()
    assert NAME in everything(work)


def test_an_entry_that_shares_its_line_is_left_with_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "regio.yaml"
    file.write_text("dataset: regio\nnames: [{id: person/a, name: A B}, {id: person/b, name: C D}]\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"regio\.yaml:2"):
        rewrite_entry(file, "regio", "regio/person/a", None)
    assert "A B" in file.read_text(encoding="utf-8")
