"""One line of several findings: what one rule leaves open, and all that is for information on one person or post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import pytest

from orggraph import regions
from orggraph.analyses import find, registry
from orggraph.findings import Figure, Finding, Severity, State, Subject, gather, in_order, state_of
from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES, Bilingual, T
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset


def finding(kind: str, *subjects: str, severity: Severity = Severity.INFO, **more: object) -> Finding:
    about = tuple(Subject(f"d/{one}/1", one.capitalize(), one.upper()) for one in subjects)
    made = Finding(kind, kind, severity, "d", "2026-01-01", about, Bilingual(kind, kind), T("{words}", words=f"{kind}."), T("x?"))
    return replace(made, nodes=tuple(one.id for one in about), fingerprint=kind, **more)


def silent(kind: str, *subjects: str, rule: str | None = None) -> Finding:
    return finding(kind, *subjects, severity=Severity.BAR, rule=rule, assessable=False)


@pytest.fixture(scope="module", params=regions.names())
def region(request: pytest.FixtureRequest) -> Graph:
    return project(to_tables(read_dataset(regions.path(request.param))))


def test_what_one_rule_cannot_say_of_several_is_one_line() -> None:
    [line, other] = gather([silent("a", "body", rule="r"), silent("a", "role", "post", rule="r"), silent("a", "body", rule="s")])

    assert [subject.id for subject in line.subjects] == ["d/body/1", "d/role/1", "d/post/1"]
    assert line.text.render("en") == "Not assessable in 2 cases: a. These are: “BODY”, “ROLE” × “POST”."
    assert (line.assessable, line.value, other.parts) == (False, None, ())
    assert [part["subjects"][0]["id"] for part in line.to_json("nl")["parts"]] == ["d/body/1", "d/role/1"]
    assert set(line.nodes) == {subject.id for subject in line.subjects}


def test_the_id_of_what_is_not_assessable_is_that_of_the_rule_and_no_subject() -> None:
    [two] = gather([silent("a", "body", rule="r"), silent("a", "role", rule="r")])
    [three] = gather([silent("a", "body", rule="r"), silent("a", "role", rule="r"), silent("a", "post", rule="r")])

    assert two.id == three.id
    assert two.fingerprint != three.fingerprint
    assert two.id not in {part.id for part in two.parts}


def test_what_is_for_information_on_one_person_is_one_line() -> None:
    figures = (Figure("posts", Bilingual("f", "f"), 3, 4),)
    [line] = gather([finding("b", "person", figures=figures), finding("a", "person", rule="r", basis=T("Gemw 13"))])

    assert (line.kind, line.rule, [part.kind for part in line.parts]) == ("a", "r", ["a", "b"])
    assert line.text.render("en") == "a. b."
    assert line.figures == figures


@pytest.mark.parametrize("severity", [one for one in Severity if one is not Severity.INFO])
def test_what_asks_for_more_stays_apart(severity: Severity) -> None:
    found = gather([finding("a", "person"), finding("b", "person", severity=severity), finding("c", "body"), finding("d", "body")])

    assert [one.kind for one in found] == ["b", "a", "c", "d"]
    assert not any(one.parts for one in found)


def test_the_order_of_what_is_given_shifts_nothing() -> None:
    given = [silent("a", "body", rule="r"), silent("a", "role", rule="r"), finding("b", "person"), finding("c", "person")]

    assert all(gather(order) == gather(given) for order in permutations(given))


def per_line(findings: Iterable[Finding], state: State) -> Counter[object]:
    asked = [one for one in findings if state_of(one) is state]
    if state is State.UNKNOWN:
        return Counter((one.kind, one.measure, one.rule, one.dataset) for one in asked)
    return Counter(one.subjects[0].id for one in asked if one.subjects[0].label in ("Person", "Post"))


def test_in_every_region_a_line_is_there_once_and_nothing_is_lost(region: Graph) -> None:
    findings = find(region)
    raw = [one for analysis in registry().values() for one in analysis.run(region)]

    assert set(per_line(findings, State.INFO).values()) <= {1}
    assert set(per_line(findings, State.UNKNOWN).values()) <= {1}
    assert {one.id for line in findings for one in line.cases} == {one.id for one in raw}
    assert len({one.id for one in findings}) == len(findings)
    assert findings == in_order(findings)
    assert all({one.id for one in line.subjects} <= set(line.nodes) for line in findings)
    assert all(line.to_json(lang)["text"] for line in findings for lang in LANGUAGES)
