"""A file that was cut off is no valid smaller one; what shows nothing is no name; what would be dropped is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph import regions
from orggraph.cli import run
from orggraph.errors import InvalidInput, Problem, Refused
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace

HEAD = "orggraph: 1\ndataset: {id: a, title: A}\n"


def problems(text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        read_dataset(text)
    return list(refused.value.problems)


def test_each_cut_of_a_written_file_is_refused() -> None:
    text = write_dataset(read_dataset(regions.path("amersfoort")))
    assert text.endswith("\n...\n")
    lines = text.splitlines(keepends=True)
    for number in range(8, len(lines) - 1, 97):
        assert problems("".join(lines[:number]))
    assert [problem.code for problem in problems(text.removesuffix("...\n"))] == ["cut_off"]
    assert read_dataset(text).id == "amersfoort"


def test_a_file_by_hand_needs_no_mark() -> None:
    assert read_dataset(HEAD).id == "a"
    assert read_dataset(HEAD + "...\n").id == "a"


def test_what_stands_after_the_mark_is_said() -> None:
    (problem,) = problems(HEAD + "closed: true\n...\nBody: []\n")
    assert "Na de regel met drie puntjes" in problem.text("nl")


@pytest.mark.parametrize("name", ["\u200b", "\ufeff", "\u202e", "\u3164", "\u2800 \u115f", "\u00ad", "\u2060\u200d"])
def test_a_name_that_shows_nothing_is_none(name: str) -> None:
    (problem,) = problems(HEAD + f'Body:\n- {{id: b, name: "{name}", kind: general_board, tier: executive}}\n')
    assert problem.record == "a/body/b"
    assert "minstens één teken dat te zien is" in problem.text("nl")


@pytest.mark.parametrize("value", ["!!binary aGk=", "!foo bar", "! bar", "!!python/object:os.system x", "!!map {a: b}", "!!seq [a]"])
def test_tags_are_refused(value: str) -> None:
    (problem,) = problems(HEAD + f"Body:\n- {{id: b, name: {value}, kind: general_board, tier: executive}}\n")
    assert (problem.code, problem.line) == ("tag", 4)


def test_a_load_that_takes_out_more_than_a_third_is_asked_about(connection: Connection) -> None:
    towns = [f"- {{id: d{number}, name: Dorp {number}, kind: municipality}}\n" for number in range(9)]
    whole, less, half = (read_dataset(HEAD + "Organization:\n" + "".join(towns[:kept])) for kept in (9, 6, 4))
    with Workspace(connection) as work:
        work.load_all([whole], by="the tests", may_shrink=False)
        work.load_all([less], by="the tests", may_shrink=False)
        work.load_all([whole], by="the tests", may_shrink=False)
        other = read_dataset(HEAD.replace("id: a", "id: b"))
        with pytest.raises(Refused, match="takes out 5 of the 9 records of a"):
            work.load_all([other, half], by="the tests", may_shrink=False)
        assert {head["id"]: head["nodes"] for head in work.datasets()} == {"a": 9}
        work.load_all([half], by="the tests")
        assert work.datasets()[0]["nodes"] == 4


def test_the_command_asks(regions_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    file = tmp_path / "amersfoort.yaml"
    file.write_text("orggraph: 1\ndataset: {id: amersfoort, title: Klein}\n", encoding="utf-8")
    assert run(["load", str(file)]) == 1
    assert "--yes" in capsys.readouterr().err
    assert run(["load", str(file), "--yes"]) == 0
    assert run(["load", "amersfoort"]) == 0
