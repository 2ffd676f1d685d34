"""Texts that are made last, errors that say what to do, and the registry that finds declarations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from orggraph import errors, plugins
from orggraph.errors import InvalidInput, OrggraphError, Problem, UnknownName, nearest
from orggraph.i18n import Bilingual, Lang, N, T, stored
from orggraph.model.problems import problems_of
from orggraph.params import Param
from orggraph.yamltree import read_tree


def test_parameters_are_rendered_in_the_language_of_the_whole() -> None:
    inner = T("{names}", names=[Bilingual("rol", "role"), T("{x}", x=Bilingual("post", "seat"))])
    text = T("{inner} / {n}", inner=inner, n=3)
    assert (text.render("nl"), text.render("en"), str(text)) == ("rol, post / 3", "role, seat / 3", "role, seat / 3")


def test_what_stands_in_two_languages_is_asked_by_its_language() -> None:
    title = Bilingual("rol", "role")
    assert (title["nl"], title["en"], Bilingual.each(lambda lang: title[lang].upper()), title.text.render("nl")) == (
        "rol", "role", Bilingual("ROL", "ROLE"), "rol",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record", "nl", "en"),
    [
        ({"title": "Regio", "title_en": "Region"}, "Regio", "Region"),
        ({"title": "Regio"}, "Regio", "Regio"),
        ({"title": "Regio", "title_en": None}, "Regio", "Regio"),
        ({}, None, None),
    ],
)
def test_a_stored_field_without_english_is_shown_in_dutch(record: dict[str, Any], nl: str | None, en: str | None) -> None:
    assert (stored(record, "title", "nl"), stored(record, "title", "en")) == (nl, en)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"nl": "a"}, ("missing_field", "het veld title.en ontbreekt", "Voeg het toe.")),
        ({"nl": "a", "en": "b", "de": "c"}, ("unknown_field", "er is geen veld title.de", "Bekend: nl, en.")),
        ({"nl": " ", "en": "b"}, ("bad_value", "title.nl kan niet   zijn", "Hier wordt verwacht: een tekst.")),
        ("a", ("bad_value", "title kan niet a zijn", "Hier wordt verwacht: een tekst in twee talen: een onder nl en een onder en.")),
    ],
)
def test_a_file_is_told_which_language_is_wrong(value: Any, problem: tuple[str, str, str]) -> None:
    class Entry(BaseModel):
        title: Bilingual

    with pytest.raises(ValidationError) as refusal:
        Entry.model_validate({"title": value})
    tree = read_tree(yaml.safe_dump({"title": value}))
    (found,) = problems_of(refusal.value, Entry, tree, ())
    assert (found.code, found.message.render("nl"), found.hint and found.hint.render("nl")) == problem


@pytest.mark.parametrize(
    ("number", "nl", "en"),
    [(1.5, "1,5", "1.5"), (40.0, "40", "40"), (46.4, "46,4", "46.4"), (95600, "95.600", "95,600"), (2026, "2026", "2026"), (0, "0", "0")],
)
def test_numbers_are_written_as_the_language_does(number: float, nl: str, en: str) -> None:
    assert (T("{x}", x=number).render("nl"), T("{x}", x=[number]).render("en")) == (nl, en)


@pytest.mark.parametrize("name", ["port", "line", "column", "version"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_number_that_names_has_no_marks(name: str, lang: Lang) -> None:
    assert T(f"{{{name}}}", **{name: 45457}).render(lang) == "45457"


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


def test_two_declarations_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "twice_declared"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name in ("a", "b"):
        (package / f"{name}.py").write_text(f"from orggraph.params import Param\n{name.upper()} = Param('id')\n")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ValueError, match="two declarations in twice_declared are called 'id'"):
        plugins.by_name("twice_declared", Param, lambda param: param.type)


def test_only_what_was_to_be_loaded_is_said_not_to_be() -> None:
    refusal = InvalidInput([Problem("code", T("wrong"), None)])
    assert refusal.text("nl").splitlines()[-1] == "1 probleem gevonden."
    assert refusal.while_loading().text("nl").splitlines()[-1] == "1 probleem gevonden; er is niets geladen."
    assert refusal.while_loading().problems == refusal.problems
