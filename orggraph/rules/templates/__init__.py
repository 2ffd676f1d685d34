"""Templates as data: which counterpart, and which seats, a kind of body usually has.

Every YAML file beside this module holds ``templates``; all files together are checked as a whole when they are first
read. A template is our own, not a law's: what it finds missing is a question. A new template is one new entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from orggraph import resources
from orggraph.errors import InvalidInput, Problem, did_you_mean
from orggraph.i18n import Bilingual, T
from orggraph.model.problems import problems_of
from orggraph.model.terms import BodyKind, Capacity
from orggraph.rules import Step
from orggraph.yamltree import Tree, read_tree


class Counterpart(BaseModel):
    """The body that belongs beside another: of which kind, and by which ways from the one to the other it is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Bilingual = Field(description="What it is called, in the singular")
    kinds: Annotated[tuple[BodyKind, ...], Field(min_length=1, description="Kinds of body that it usually is")]
    other_kinds: tuple[BodyKind, ...] = Field((), description="Kinds that do the same work; counted, and told")
    ways: Annotated[tuple[tuple[Step, ...], ...], Field(min_length=1, description="From the body to its counterpart")]


class Template(BaseModel):
    """What bodies of these kinds usually have: a counterpart, seats, and somebody who is known to take them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Bilingual = Field(description="What such bodies are called, in the plural")
    bodies: Annotated[tuple[BodyKind, ...], Field(min_length=1, description="Kinds of body that it is about")]
    counterpart: Counterpart | None = None
    seats: tuple[Capacity, ...] = Field((), description="Seats that each of them usually has")
    holders: tuple[Capacity, ...] = Field((), description="Seats of which is asked who takes them")


@cache
def templates() -> Mapping[str, Template]:
    """The templates that come with the package, by id."""
    return read_templates(sorted(resources.package_path("rules", "templates").glob("*.yaml")))


def read_templates(files: Sequence[Path]) -> Mapping[str, Template]:
    """Read files of templates together.

    Parameters
    ----------
    files
        YAML files, each with the key ``templates``.

    Raises
    ------
    InvalidInput
        With every problem of all files: an unknown or missing field, kind of body, seat or relationship type, an id
        that stands twice, a file that holds something else.
    """
    trees = [read_tree(file) for file in files]
    problems = [problem for tree in trees for problem in tree.problems]
    templates: dict[str, Template] = {}
    for tree in trees:
        for number, entry in enumerate(_entries(tree, problems)):
            _read(tree, number, entry, templates, problems)
    if problems:
        raise InvalidInput(problems)
    return templates


def _entries(tree: Tree, problems: list[Problem]) -> list[object]:
    value = tree.value
    if not isinstance(value, dict) or not isinstance(value.get("templates"), list):
        problems.append(tree.problem((), "no_templates", T("this is no file of templates: it must hold a list templates")))
        return []
    for key in value.keys() - {"templates"}:
        message = T("the key {key} is not known in a file of templates", key=key)
        problems.append(tree.problem((key,), "unknown_key", message, did_you_mean(["templates"])))
    return list(value["templates"])


def _read(tree: Tree, number: int, entry: object, into: dict[str, Template], problems: list[Problem]) -> None:
    name = str(entry.get("id", number + 1)) if isinstance(entry, dict) else str(number + 1)
    try:
        template = Template.model_validate(entry)
    except ValidationError as error:
        problems += problems_of(error, Template, tree, ("templates", number), name)
        return
    if template.id in into:
        hint = T("Give one of the two another id, or remove it.")
        problems.append(
            tree.problem(("templates", number, "id"), "duplicate_id", T("the id {id} stands here a second time", id=name), hint, name)
        )
    into[template.id] = template
