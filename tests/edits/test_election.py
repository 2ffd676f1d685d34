"""An election as a scenario: what falls, worked out by hand on a small region, and what a result file cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.edits import changed
from orggraph.edits.election import of_date, of_results
from orggraph.errors import InvalidInput
from orggraph.graph import Graph, project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views.succession import Fall, emptied, fallen, known, newcomers, orphans, vacancies

DAY = "2026-03-26"
REGION = """
orggraph: 1
dataset: {id: d, title: Proef, reference_date: 2026-03-01}
Source: [{id: lijst, name: Lijst}]
Topic: [{id: wonen, name: Wonen}]
Organization:
  - {id: oost, name: Gemeente Oost, kind: municipality}
  - {id: west, name: Gemeente West, kind: municipality}
Cooperation: [{id: regio, name: Regio}]
Body:
  - {id: raad-oost, name: Raad van Oost, kind: council, tier: political, part_of: organization/oost}
  - {id: college-oost, name: College van Oost, kind: college, tier: executive, part_of: organization/oost}
  - {id: college-west, name: College van West, kind: college, tier: executive, part_of: organization/west}
  - {id: ab, name: Algemeen bestuur, kind: general_board, tier: executive, seats: 3, part_of: cooperation/regio}
  - {id: db, name: Dagelijks bestuur, kind: executive_board, tier: executive, part_of: cooperation/regio}
Post:
  - {id: raadslid-1, name: Raadslid 1, capacity: member, in: body/raad-oost, qualifies_for: post/ab-raad}
  - {id: raadslid-2, name: Raadslid 2, capacity: member, in: body/raad-oost}
  - {id: wethouder-oost, name: Wethouder Oost, capacity: member, in: body/college-oost, covers: topic/wonen, qualifies_for: post/ab-oost}
  - {id: wethouder-west, name: Wethouder van West, capacity: member, in: body/college-west, qualifies_for: post/ab-west}
  - {id: ab-raad, name: AB uit de raad, capacity: member, in: body/ab, on_behalf_of: organization/oost}
  - {id: ab-oost, name: AB voor Oost, capacity: chair, in: body/ab, on_behalf_of: organization/oost, qualifies_for: post/db-oost}
  - {id: ab-west, name: AB voor West, capacity: member, in: body/ab, on_behalf_of: organization/west}
  - {id: db-oost, name: DB uit Oost, capacity: member, in: body/db}
Decision: [{id: woonvisie, name: Woonvisie, owned_by: post/ab-oost}]
Meeting:
  - {id: ab-mei, name: AB van mei, date: 2026-05-10, meeting_of: body/ab}
  - {id: db-april, name: DB van april, date: 2026-04-10, meeting_of: body/db}
Route: [{id: begroting, name: Begroting}]
Step: [{id: vaststellen, name: Begroting vaststellen, action: decide, by: 07-01, at: body/ab}]
Person:
  - id: a
    name: Wethouder A
    holds:
      - {to: post/wethouder-oost, start_date: 2022-03-26}
      - {to: post/ab-oost, start_date: 2022-06-01}
      - {to: post/db-oost, start_date: 2022-06-01}
  - {id: b, name: Raadslid B, holds: [{to: post/raadslid-1, start_date: 2022-03-30}, {to: post/ab-raad, start_date: 2022-06-01}]}
  - {id: c, name: Wethouder C, holds: [{to: post/wethouder-west, start_date: 2022-06-01}, {to: post/ab-west, start_date: 2022-06-01}]}
"""


def post(name: str) -> str:
    return f"d/post/{name}"


@pytest.fixture(scope="module")
def region() -> Dataset:
    return read_dataset(REGION)


@pytest.fixture(scope="module")
def before(region: Dataset) -> Graph:
    return project(to_tables(region), on=DAY)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "uitslag.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_falls_as_worked_out_by_hand(region: Dataset, before: Graph, tmp_path: Path) -> None:
    path = written(tmp_path, "Gemeente;Persoon;Uitslag\nOost;Wethouder A;verloren\nGemeente Oost;Nieuw Raadslid;gewonnen\n")
    election = of_results(before, "d", DAY, "verkiezing", path)
    assert (election.offices, election.stated) == (3, 1)
    assert "nieuw" in election.notes[0].render("nl")
    after = project(to_tables(changed(region, election.scenario.changes)), on=DAY)
    falls = fallen(before, after)
    assert falls == [Fall("d/person/a", post("wethouder-oost"), ((post("ab-oost"),), (post("db-oost"),)))]
    bodies = {row.body.rsplit("/", 1)[-1]: row for row in emptied(before, after, falls)}
    assert {name: (row.before, row.after, row.seats, row.chairless, row.half_empty) for name, row in bodies.items()} == {
        "college-oost": (1, 0, 1, False, True),
        "ab": (3, 2, 3, True, False),
        "db": (1, 0, 1, False, True),
    }
    assert [(row.work, row.tie, row.post) for row in orphans(before, after, falls)] == [
        ("d/decision/woonvisie", "OWNED_BY", post("ab-oost"))
    ]
    (topic,) = known(before, after, falls)
    assert (topic.topic, topic.before, topic.after, round(topic.years, 1), topic.dated) == ("d/topic/wonen", 1, 0, 4.0, 1)
    order = [(row.post, row.by, row.meeting) for row in vacancies(after, falls)]
    assert order == [
        (post("wethouder-oost"), "2026-07-01", "2026-04-10"),
        (post("ab-oost"), "2026-07-01", "2026-04-10"),
        (post("db-oost"), None, "2026-04-10"),
    ]
    assert newcomers(before, after) == ["d/person/nieuw-raadslid"]


def test_without_a_file_all_councillors_and_aldermen_leave(region: Dataset, before: Graph) -> None:
    election = of_date(before, "d", DAY, "alles")
    assert (election.offices, election.stated) == (3, None)
    after = project(to_tables(changed(region, election.scenario.changes)), on=DAY)
    falls = fallen(before, after)
    assert [fall.post for fall in falls] == [post("wethouder-oost"), post("raadslid-1"), post("wethouder-west")]
    assert sum(len(fall.seats) for fall in falls) == 7
    assert before.number_of_nodes() == project(to_tables(region), on=DAY).number_of_nodes(), "the data stay as they are"


def test_a_seat_that_another_post_gives_too_does_not_fall() -> None:
    text = REGION.replace(
        "in: body/raad-oost, qualifies_for: post/ab-raad}", "in: body/raad-oost, qualifies_for: [post/ab-raad, post/ab-oost]}"
    )
    both = read_dataset(text.replace("    holds:\n", "    holds:\n      - {to: post/raadslid-1, start_date: 2022-03-30}\n"))
    graph = project(to_tables(both), on=DAY)
    (change, *_more) = [each for each in of_date(graph, "d", DAY, "x").scenario.changes if each.values["post"] == post("wethouder-oost")]
    after = project(to_tables(changed(both, [change])), on=DAY)
    assert [fall.seats for fall in fallen(graph, after)] == [(post("wethouder-oost"),)]


def test_nobody_lost_nothing_falls(before: Graph, tmp_path: Path) -> None:
    election = of_results(before, "d", DAY, "niets", written(tmp_path, "municipality,person,result\nOost,Raadslid B,won\n"))
    assert (election.scenario.changes, election.stated) == ((), 1)
    assert fallen(before, before) == [] == emptied(before, before, [])


def test_what_a_file_cannot_say_is_raised_at_once_with_its_line(before: Graph, tmp_path: Path) -> None:
    lines = ["gemeente;persoon;uitslag", "Oost;Wethouder D;verloren", "Ost;Wethouder A;verloren", "West;Wethouder A;verloren",
             "Oost;Wethouder A;misschien", *[f"Oost;Nieuw {n};gewonnen" for n in "xyz"]]  # fmt: skip
    with pytest.raises(InvalidInput) as refusal:
        of_results(before, "d", DAY, "x", written(tmp_path, "\n".join(lines)))
    problems = {problem.line: problem.text("en") for problem in refusal.value.problems}
    assert "Wethouder A" in problems[2] and "Gemeente Oost" in problems[3], "the nearest that is known"
    assert "holds no seat in the council or college of Gemeente West" in problems[4]
    assert "misschien is no result" in problems[5]
    assert {7, 8} <= problems.keys(), "one seat is free, three are won"
    for text in ("", "gemeente;naam\nOost;A\n"):
        with pytest.raises(InvalidInput):
            of_results(before, "d", DAY, "x", written(tmp_path, text))
