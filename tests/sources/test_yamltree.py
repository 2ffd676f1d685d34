"""YAML as text with places: what is read, what is refused, and that neither takes long or much."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import yamltree
from orggraph.errors import InvalidInput, Problem
from orggraph.yamltree import read_tree

BILLION_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def the_problem(source: Path | str) -> Problem:
    with pytest.raises(InvalidInput) as caught:
        read_tree(source, file="file.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML with libyaml and without: an installation may have either."""
    monkeypatch.setattr(yamltree, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("2015-01-01", "2015-01-01"),
        ("2015-01", "2015-01"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("12:30:45", "12:30:45"),
        (".inf", ".inf"),
        ("=cmd()", "=cmd()"),
        ("<script>", "<script>"),
        ("'=cmd()'", "=cmd()"),
        ("~", None),
        ("null", None),
        ("", None),
        ("'null'", "null"),
        ("'~'", "~"),
        ("''", ""),
        ('"\\u05d0"', "א"),
        ("'a\n\n  b'", "a\nb"),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_a_scalar_stays_the_text_that_was_written(written: str, read: object) -> None:
    assert read_tree(f"key: {written}\n").value == {"key": read}


@pytest.mark.usefixtures("either_parser")
def test_every_value_knows_its_place() -> None:
    tree = read_tree("a:\n  - b: 1\n    c: [x, y]\n")
    assert tree.value == {"a": [{"b": "1", "c": ["x", "y"]}]}
    assert tree.place(("a", 0, "c", 1)) == (3, 12)
    assert tree.place(("a", 0, "not", "there")) == tree.place(("a", 0)) == (2, 5)


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\nb: *x\n", "anchor", 1),
        (BILLION_LAUGHS, "anchor", 1),
        ("a: 1\nb: *x\n", "anchor", 2),
        ("<<: {a: 1}\nb: *c\n", "anchor", 2),
        ("a: 1\n---\nb: 2\n", "documents", 2),
        ("[" * 21 + "]" * 21, "depth", 1),
        ("? [a, b]\n: 1\n", "key", 1),
        ("? {a: b}\n: 1\n", "key", 1),
        ("~: 1\n", "key", 1),
        ("a: 1\n\tb: 2\n", "syntax", 2),
        ("a: [1, 2\nb: 3\n", "syntax", 2),
        ("a: 'never closed\n", "syntax", 2),
        ("a: b: c\n", "syntax", 1),
        ("%YAML 9.9\n%WRONG\n---\na: 1\n", "syntax", 1),
        ("a: 1\nb: \x00\n", "character", 2),
        ("a: 1\nb: \x07\n", "character", 2),
        ('a: 1\nb: "x\\0y"\n', "character", 2),
        ('a: 1\nb: "x\\ey"\n', "character", 2),
        ('a: 1\nb: "x\\uFFFFy"\n', "character", 2),
        ('"a\\0": 1\n', "character", 1),
    ],
)
def test_what_is_refused_and_where(text: str, code: str, line: int) -> None:
    problem = the_problem(text)
    assert (problem.code, problem.file, problem.line) == (code, "file.yaml", line)
    assert problem.text("en").startswith(f"file.yaml:{line}:")


@pytest.mark.usefixtures("either_parser")
def test_a_key_that_stands_twice_is_told_with_both_lines() -> None:
    tree = read_tree("a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert [(problem.code, problem.line) for problem in tree.problems] == [("duplicate_key", 2), ("duplicate_key", 3)]
    assert "line 1" in tree.problems[1].text("en")


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        ("naam: Eén\n".encode("latin-1"), 1, 8),
        ("a: 1\nnaam: Eén\n".encode("latin-1"), 2, 8),
        ("naam: één\n".encode("utf-16"), 1, 1),
        ("naam: één\n".encode("utf-32"), 1, 1),
        (b"a: 1\nb: \xed\xa0\x80\n", 2, 4),
        (bytes(range(256)), 1, None),
    ],
)
def test_another_encoding_is_told(tmp_path: Path, raw: bytes, line: int, column: int | None) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(raw)
    problem = the_problem(path)
    assert problem.code == "encoding"
    assert "UTF-8" in problem.text("en")
    if column is not None:
        assert (problem.line, problem.column) == (line, column)


def test_utf16_without_a_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes("naam: een\n".encode("utf-16-le"))  # as UTF-8 it is text full of NUL
    assert the_problem(path).code == "character"


def test_a_mark_of_utf8_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: \xc3\xa9\xc3\xa9n\r\n")
    assert read_tree(path).value == {"name": "één"}


def test_nothing_is_read_from_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert the_problem(tmp_path / "absent.yaml").code == "unreadable"
    assert the_problem(tmp_path).code == "unreadable"


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "~\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert read_tree(text).value is None


def within(seconds: float, megabytes: float, work: Callable[[], Problem]) -> Problem:
    tracemalloc.start()
    started = time.process_time()
    problem = work()
    used, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < seconds
    assert peak < megabytes * 2**20
    return problem


def test_100_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.write(b"a: " + b"x" * (100 * 2**20))
    problem = within(1, 2, lambda: the_problem(path))
    assert problem.code == "too_large"
    assert "101 MB" in problem.text("en")


def test_an_endless_file_is_not_read_to_its_end() -> None:
    assert within(2, 70, lambda: the_problem(Path("/dev/zero"))).code == "too_large"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BILLION_LAUGHS, "anchor"),
        ("[" * 500_000, "depth"),
        ("{a: " * 500_000, "depth"),
        ("- " * 500_000, "depth"),
        ("? " * 500_000, "key"),
    ],
)
def test_what_explodes_is_refused_soon(text: str, code: str) -> None:
    assert within(2, 32, lambda: the_problem(text)).code == code


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "MAX_VALUES", 100)
    assert len(read_tree("[" + "1, " * 99 + "]").value) == 99
    assert the_problem("[" + "1, " * 200 + "]").code == "too_large"


@given(st.text(max_size=60))
@settings(max_examples=500)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        tree = read_tree(text)
    except InvalidInput as refused:
        assert all(problem.line for problem in refused.problems)
    else:
        assert isinstance(tree.value, str | list | dict | None)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    try:
        read_tree(path)
    except InvalidInput as refused:
        assert all(problem.file == str(path) for problem in refused.problems)


def test_the_place_of_a_character_counts_characters() -> None:
    problem = the_problem("é: ééé\nß: é\x07\n")
    assert (problem.line, problem.column) == (2, 5)
