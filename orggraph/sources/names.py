"""Names of people: an overlay per dataset beside the data, read only when somebody asks for names.

::

    dataset: voorbeeld
    names:
      - {id: person/a, name: Sanne van der Akker}                       # its parts are read from it
      - {id: person/b, given_name: Bo, particle: in 't, surname: Veld}  # or they are given
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, model_validator

from orggraph import resources
from orggraph.errors import InvalidInput, Misfit, Problem
from orggraph.i18n import T
from orggraph.model.names import PersonName, parse_name
from orggraph.model.problems import problems_of
from orggraph.model.value_object import ValueObject
from orggraph.yamltree import Tree, read_tree


class NameEntry(ValueObject, str_strip_whitespace=True):
    """One name of an overlay: whole, in parts, or whole with the parts that cannot be read from it."""

    id: str = Field(min_length=1)
    name: str = ""
    honorific: str = ""
    given_name: str = ""
    initials: str = ""
    particle: str = ""
    surname: str = ""
    birth_name: str = ""
    suffix: str = ""
    sources: Any = None

    @model_validator(mode="after")
    def _named(self) -> NameEntry:
        if not self.name and not self.surname:
            raise Misfit(T("this gives no name"), ("name", "surname"))
        return self

    def person_name(self) -> PersonName:
        """The name with its parts; what is given counts more than what is read from the whole."""
        parts = self.model_dump(exclude={"id", "name", "sources"}, exclude_defaults=True)
        if self.surname:
            return PersonName(**parts, written=self.name)
        return replace(parse_name(self.name), **parts)


def read_names(datasets: Iterable[str], *folders: Path) -> dict[str, str]:
    """Names by full id, as they are written; see :func:`read_person_names`."""
    return {person: str(name) for person, name in read_person_names(datasets, *folders).items()}


def read_person_names(datasets: Iterable[str], *folders: Path) -> dict[str, PersonName]:
    """Names with their parts by full id, of the datasets for which an overlay ``<dataset>.yaml`` is at hand.

    Parameters
    ----------
    datasets
        Ids of datasets; one without an overlay has no names.
    *folders
        Where to look, before the ``names`` folder of the repository.

    Raises
    ------
    InvalidInput
        An overlay that is no list of records with ``id`` and ``name``.
    """
    names: dict[str, PersonName] = {}
    for dataset in datasets:
        for file in overlays(dataset, *folders)[:1]:
            names |= _overlay(file, dataset)
    return names


def overlays(dataset: str, *folders: Path) -> list[Path]:
    """The files that give the names of a dataset; the first is the one that is read. Parameters as for :func:`read_person_names`."""
    checkout = resources.checkout_path("names")
    places = [*folders, *([checkout] if checkout else [])]
    return [file for place in places if (file := place / f"{dataset}.yaml").is_file()]


def rewrite_entry(file: Path, dataset: str, person: str, entry: dict[str, str] | None) -> bool:
    """Put another entry in the place of that of a person, or none; the other lines stay as they are. Whether there was one.

    Raises
    ------
    InvalidInput
        The file is no list of names, or the entry shares a line with another.
    """
    _overlay(file, dataset)  # says what is wrong with it
    text = file.read_text(encoding="utf-8")
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    records = next(value for key, value in root.value if key.value == "names").value
    spans = [(record.start_mark.line, _last_line(record)) for record in records]
    ids = [next(value.value for key, value in record.value if key.value == "id").removeprefix(f"{dataset}/") for record in records]
    if (local := person.removeprefix(f"{dataset}/")) not in ids:
        return False
    place = ids.index(local)
    first, last = spans[place]
    if any(start <= last and first <= end for number, (start, end) in enumerate(spans) if number != place) or len(spans) == 1:
        hint = T("Give each record a line of its own, and leave one at least.")
        message = T("the entry of {person} cannot be taken out by itself", person=local)
        raise InvalidInput([Problem("names", message, hint, str(file), first + 1)])
    lines = text.splitlines(keepends=True)
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    new = [f"{indent}- {yaml.safe_dump(entry, allow_unicode=True, default_flow_style=True, width=10_000).strip()}\n"] if entry else []
    draft = file.with_name(file.name + ".part")
    draft.write_text("".join([*lines[:first], *new, *lines[last + 1 :]]), encoding="utf-8")
    draft.chmod(file.stat().st_mode)
    draft.replace(file)
    return True


def _last_line(node: Any) -> int:
    """The line on which a record ends; a block's end mark stands at the beginning of what follows, after blank lines and comments."""
    ends = [child.end_mark for pair in node.value for child in pair]
    return int(max(mark.line if mark.column else mark.line - 1 for mark in [*ends, *([node.end_mark] if node.flow_style else [])]))


def _overlay(file: Path, dataset: str) -> dict[str, PersonName]:
    tree = read_tree(file)
    problems = list(tree.problems)
    names: dict[str, PersonName] = {}
    for entry in _entries(tree, problems):
        names[f"{dataset}/{entry.id.removeprefix(dataset + '/')}"] = entry.person_name()
    if problems:
        raise InvalidInput(problems)
    return names


def _entries(tree: Tree, problems: list[Problem]) -> Iterator[NameEntry]:
    """The entries that fit; what does not fit becomes problems."""
    entries = tree.value.get("names") if isinstance(tree.value, dict) else None
    for number, entry in enumerate(entries if isinstance(entries, list) else [None]):
        if not isinstance(entry, dict):
            hint = T("Write names: with records {{id: person/…, name: …}}.")
            problems.append(tree.problem(("names", number), "names", T("this gives no id and name"), hint))
            continue
        try:
            yield NameEntry.model_validate(entry)
        except ValidationError as errors:
            problems += problems_of(errors, NameEntry, tree, ("names", number))
