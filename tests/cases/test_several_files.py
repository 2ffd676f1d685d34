"""Several files at once: a warning of one file is told beside the mistake of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace

CASES = Path(__file__).parent


def test_a_mistake_in_one_file_hides_no_warning_of_another() -> None:
    with pytest.raises(InvalidInput) as refused:
        Workspace.read([CASES / "c01-tm.yaml", CASES / "c08-kringen.yaml"])
    assert {problem.code for problem in refused.value.problems} == {"day_between", "to_itself"}


ONE = """
dataset: {id: one, title: Eén}
Organization: [{id: a, name: Akerland, kind: municipality, identifiers: ['cbs:GM1']}]
"""
OTHER = """
dataset: {id: other, title: Ander}
Body: [{id: a, name: Raad van Akerland, kind: council, tier: political, identifiers: ['cbs:GM1', 'x:1']}]
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.yaml", tmp_path / "other.yaml"]
    for path, text in zip(paths, (ONE, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_an_identifier_of_two_kinds_of_things_in_two_files_is_told_of_the_later(files: list[Path]) -> None:
    one, other = Workspace.read(files)
    [warning] = other.warnings
    assert (one.warnings, warning.code, warning.record, warning.file) == ((), "shared_identifier", "other/body/a", str(files[1]))
    assert "cbs:GM1" in warning.text("en")
    assert "one/organization/a" in warning.text("en")


def test_it_is_told_too_where_the_other_is_in_the_store(connection: Connection, files: list[Path]) -> None:
    work = Workspace(connection)
    work.load(files[0], by="tests")
    assert [problem.record for problem in work.beside(Workspace.read(files[1:]))] == ["other/body/a"]
    assert work.beside(Workspace.read(files[:1])) == []  # what is replaced says nothing against what replaces it
