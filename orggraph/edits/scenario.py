"""A scenario: several changes to one dataset under one name, kept beside the data and never in them.

A file of it is YAML: ``scenario`` (its name), ``dataset``, ``on`` (the day looked at), ``source`` and ``changes``, each with the
key of an edit and its parameters. A proposal has besides ``version``, that of the dataset from which it was worked out, and
``does``, the changes in words, which are for people and not read.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from orggraph.errors import InvalidInput, NotFound, Problem, WrongUsage, did_you_mean, nearest
from orggraph.i18n import T
from orggraph.model.dates import first_day
from orggraph.model.meant import slug
from orggraph.yamltree import Path_, Tree, read_tree

FIELDS = ("scenario", "dataset", "on", "source", "version", "changes", "does")
SUFFIX = ".yaml"


@dataclass(frozen=True)
class Change:
    """One edit with its parameters, as they are written; and where, in a file."""

    edit: str
    values: Mapping[str, Any]
    file: str | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Scenario:
    """Changes under one name; with none of them it is the dataset as it is."""

    name: str
    dataset: str
    changes: tuple[Change, ...] = ()
    on: str | None = None
    """The day looked at; None: the last day on which one of the changes begins, else the reference date."""
    source: str | None = None
    """Where it is known from, in words; what comes or changes cites it."""
    version: int | None = None
    """That of the dataset from which a proposal was worked out."""


def change_of(text: str) -> Change:
    """A change as it is written on one line: ``resign person="wethouder A" on=2026-05-01``.

    Raises
    ------
    WrongUsage
        Where a part is no ``name=value``, or a quotation mark is not closed.
    """
    try:
        key, *pairs = shlex.split(text)
    except ValueError:
        raise WrongUsage(
            T("{text} is no change.", text=text), T("Write the edit, then name=value for each parameter, between quotation marks.")
        ) from None
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise WrongUsage(T("{given} is no parameter.", given=pair), T("Write name=value."))
        values[name] = value
    return Change(key, values)


def line_of(change: Change) -> str:
    """A change on one line, as :func:`change_of` reads it."""
    values = ((name, ",".join(value) if isinstance(value, list | tuple) else str(value)) for name, value in change.values.items())
    return " ".join([change.edit, *(f"{name}={shlex.quote(value)}" for name, value in values)])


def read_scenario(path: Path) -> Scenario:
    """Read a scenario from a file. Raises InvalidInput with all that is wrong in it, each with its line."""
    tree = read_tree(path)
    if not isinstance(tree.value, dict):
        hint = T("Write scenario, dataset and changes; `orggraph what-if --save` makes such a file.")
        raise InvalidInput([Problem("no_scenario", T("this is no scenario"), hint, tree.file)])
    problems = [*tree.problems, *_wrong_fields(tree)]
    changes = _changes(tree, problems)
    if problems:
        raise InvalidInput(problems)
    given = tree.value
    version = given.get("version")
    return Scenario(
        given["scenario"], given["dataset"], changes, given.get("on"), given.get("source"), int(version) if version else None
    )  # fmt: skip


def _wrong_fields(tree: Tree) -> list[Problem]:
    given = tree.value
    problems = [
        tree.problem((name,), "unknown_field", T("{name} is no field of a scenario", name=name), did_you_mean(nearest(name, FIELDS)))
        for name in given
        if name not in FIELDS
    ]
    problems += [
        tree.problem((name,), "missing", T("{name} is not stated", name=name), T("Write {name}: …", name=name))
        for name in ("scenario", "dataset")
        if not isinstance(given.get(name), str)
    ]
    if given.get("version") and not str(given["version"]).isdigit():
        message = T("{given} is no version.", given=given["version"])
        problems.append(tree.problem(("version",), "version", message, T("Write its number, or leave it out.")))
    if given.get("on") is not None and not _is_day(given["on"]):
        hint = T("Expected here: {what}.", what=T("a year, a month or a day: 2015, 2015-03 or 2015-03-31"))
        problems.append(tree.problem(("on",), "date", T("{given} is no date", given=given["on"]), hint))
    return problems


def _is_day(text: object) -> bool:
    try:
        return bool(first_day(str(text)))
    except ValueError:
        return False


def _changes(tree: Tree, problems: list[Problem]) -> tuple[Change, ...]:
    given = tree.value.get("changes") or []
    hint = T("Write changes as a list: - edit: resign, and below it the parameters, each on a line.")
    if not isinstance(given, list):
        problems.append(tree.problem(("changes",), "no_list", T("changes is no list"), hint))
        return ()
    changes = []
    for place, entry in enumerate(given):
        path: Path_ = ("changes", place)
        if not isinstance(entry, dict) or not isinstance(entry.get("edit"), str):
            problems.append(tree.problem(path, "no_edit", T("change {n} names no edit", n=place + 1), hint))
            continue
        values = {name: value for name, value in entry.items() if name != "edit" and value is not None}
        changes.append(Change(entry["edit"], values, tree.file, tree.place(path)[0]))
    return tuple(changes)


def write_scenario(scenario: Scenario, does: Sequence[str] = ()) -> str:
    """A scenario as a file; with the version it is a proposal, and says in words what it does."""
    content = {
        "scenario": scenario.name, "dataset": scenario.dataset, "version": scenario.version, "on": scenario.on, "source": scenario.source,
        "does": list(does), "changes": [{"edit": change.edit, **change.values} for change in scenario.changes],
    }  # fmt: skip
    written = {name: value for name, value in content.items() if value or name == "changes"}
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=120)


# kept beside the data ---------------------------------------------------------------------------------------------


def kept_scenarios(home: Path) -> dict[str, Path]:
    """The scenarios that are kept on this machine: the file of each, by the name under which it is kept."""
    return {path.stem: path for path in sorted((home / "scenarios").glob(f"*{SUFFIX}"))}


def keep_scenario(home: Path, scenario: Scenario) -> Path:
    """Keep a scenario under its name, in place of one of that name; gives its file. Raises WrongUsage where the name has no letter."""
    stem = slug(scenario.name)
    if not stem:
        raise WrongUsage(T("A scenario needs a name."), T("Give it one of letters or digits."))
    path = home / "scenarios" / f"{stem}{SUFFIX}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_scenario(scenario), encoding="utf-8")
    return path


def kept_scenario(home: Path, name: str) -> Path:
    """The file of a kept scenario. Raises NotFound with the names of those that are there."""
    kept = kept_scenarios(home)
    stem = name if name in kept else slug(name)
    if stem not in kept:
        raise NotFound(T("No scenario {name} is kept here.", name=name), did_you_mean(nearest(name, kept)))
    return kept[stem]


def forget_scenario(home: Path, name: str) -> None:
    """Throw a kept scenario away. Raises NotFound where there is none of that name."""
    kept_scenario(home, name).unlink()
