"""Texts that are made last, errors that say what to do, and the registry that finds declarations."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from orggraph import errors, plugins
from orggraph.errors import InvalidInput, OrggraphError, Problem, UnknownName, nearest
from orggraph.i18n import N, T


def test_parameters_are_rendered_in_the_language_of_the_whole() -> None:
    inner = T("{names}", names=[{"nl": "rol", "en": "role"}, T("{x}", x={"nl": "post", "en": "seat"})])
    text = T("{inner} / {n}", inner=inner, n=3)
    assert (text.render("nl"), text.render("en"), str(text)) == ("rol, post / 3", "role, seat / 3", "role, seat / 3")


@pytest.mark.parametrize(
    ("number", "nl", "en"),
    [(1.5, "1,5", "1.5"), (40.0, "40", "40"), (46.4, "46,4", "46.4"), (95600, "95.600", "95,600"), (2026, "2026", "2026"), (0, "0", "0")],
)
def test_numbers_are_written_as_the_language_does(number: float, nl: str, en: str) -> None:
    assert (T("{x}", x=number).render("nl"), T("{x}", x=[number]).render("en")) == (nl, en)


@pytest.mark.parametrize(("n", "en", "nl"), [(1, "1 problem found", "1 "), (0, "0 problems found", "0 "), (2, "2 problems found", "2 ")])
def test_counted_texts(n: int, en: str, nl: str) -> None:
    message = InvalidInput([Problem("x", T("x"))] * n).message
    assert message.render("en").startswith(en)
    assert message.render("nl").startswith(nl)
    assert N("{n} a", "{n} b", n).render("en") == f"{n} {'a' if n == 1 else 'b'}"


@pytest.mark.parametrize("hostile", ["{0}", "{name.__class__}", "%s", "{", "}}", "{names}"])
def test_a_parameter_is_never_read_as_a_template(hostile: str) -> None:
    assert T("a {name} b", name=hostile).render("en") == f"a {hostile} b"
    assert T("a {name} b", name=T("{x}", x=hostile)).render("nl") == f"a {hostile} b"


def test_every_error_has_an_exit_status_and_a_text() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, OrggraphError)]
    assert len(kinds) > 8
    assert {kind.exit_status for kind in kinds} == {1, 2, 3}
    error = errors.LoadConflict(T("What is wrong."), T("What to do."))
    assert error.text("en") == str(error) == "What is wrong. What to do."


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("c", T("wrong"), T("Do."), "f.yaml", 3, 5, "d/body/a"), "f.yaml:3:5: d/body/a: wrong. Do."),
        (Problem("c", T("wrong."), None, "f.yaml", 3), "f.yaml:3: wrong."),
        (Problem("c", T("wrong")), "wrong."),
    ],
)
def test_a_problem_on_one_line(problem: Problem, line: str) -> None:
    assert problem.text("en") == line


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("amersfort", ["gooi", "amersfoort"], ("amersfoort",)),
        ("xyz", ["gooi", "amersfoort"], ("amersfoort", "gooi")),
        ("xyz", [f"name-{number}" for number in range(20)], ()),
        ("body/dbb", [f"body/x{number}" for number in range(5000)] + ["body/db"], ("body/db",)),
        ("nope", [*(f"name-{number}" for number in range(20)), "Economie"], ()),
        ("qq", [f"name-{number:02}" for number in range(15)], tuple(f"name-{number:02}" for number in range(15))),
        ("x", [], ()),
    ],
)
def test_the_nearest_known_names(name: str, known: list[str], found: tuple[str, ...]) -> None:
    assert nearest(name, known)[: len(found) or None] == found
    assert UnknownName(T("x"), name, known).nearest == nearest(name, known)


def test_declarations_are_found_where_they_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "some_plugins"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "b.py").write_text("from orggraph.params import Param\nfrom some_plugins.a import ONE\nTHREE = Param('date')\n")
    (package / "a.py").write_text("from orggraph.params import Param\nONE = Param('id')\nALSO_ONE = ONE\nTWO = Param('list')\n")
    (package / "_helper.py").write_text("raise RuntimeError('looked at')\n")
    monkeypatch.syspath_prepend(tmp_path)
    found = plugins.declarations("some_plugins", type(sys.modules["orggraph.params"].Param("id")))
    assert [param.type for param in found] == ["id", "list", "date"]
