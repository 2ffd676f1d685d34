"""The numbers of findings: the same on Start, on Signalen and on the command line, of every region."""

from __future__ import annotations

import csv
import io
import json

import pytest

import orggraph
from orggraph import regions
from orggraph.cli import run
from orggraph.findings import Severity, State, count, total
from tests.ui.conftest import Opener, written


@pytest.mark.parametrize("dataset", regions.names())
def test_start_signalen_and_the_command_line_agree(opened: Opener, capsys: pytest.CaptureFixture[str], dataset: str) -> None:
    with orggraph.connect() as work:
        counted = count(work.find(work.graph(datasets=dataset)))
    capsys.readouterr()

    assert run(["findings", "--dataset", dataset, "--format", "csv"]) == 0
    told = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert len(rows) == sum(counted.values()) > 0
    assert total(counted).render("nl") in told.err
    assert total(counted).render("nl") in written(opened("", dataset=dataset))
    states = next(one for one in opened("signalen", dataset=dataset).get("button_group") if one.key == "findings_state")
    shown = {**{state.value: n for state, n in counted.items()}, "all": len(rows)}
    assert [option.content.rsplit("(", 1)[1].rstrip(")") for option in states.proto.options] == [str(n) for n in shown.values()]


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_every_form_says_the_gravest_first_and_last_what_is_not_assessable(capsys: pytest.CaptureFixture[str], form: str) -> None:
    ranks = {severity.names["en"]: rank for rank, severity in enumerate(Severity)} | {State.UNKNOWN.names["en"]: len(Severity)}
    assert run(["findings", "--dataset", "voorbeeldregio", "--format", form, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    if form == "csv":
        weights = [row["severity"] for row in csv.DictReader(io.StringIO(out))]
    else:
        weights = [Severity(row["severity"]).names["en"] if row["assessable"] else State.UNKNOWN.names["en"] for row in json.loads(out)]

    assert weights == sorted(weights, key=ranks.__getitem__)
    assert set(weights) == set(ranks)


@pytest.mark.usefixtures("opened")
def test_a_severity_holds_nothing_that_is_not_assessable_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    def severities_of(*options: str) -> list[tuple[str, bool]]:
        assert run(["findings", "--dataset", "voorbeeldregio", "--format", "json", *options]) == 0
        return [(row["severity"], row["assessable"]) for row in json.loads(capsys.readouterr().out)]

    assert set(severities_of("--severity", "tension")) == {("tension", True)}
    assert set(severities_of("--severity", "tension", "--not-assessable")) == {("tension", False)}
    assert {assessable for _, assessable in severities_of("--not-assessable")} == {False}
    assert {assessable for _, assessable in severities_of("--assessable")} == {True}
    assert len(severities_of()) == len(severities_of("--assessable")) + len(severities_of("--not-assessable"))
