"""Templates as data: which counterpart, and which seats, a kind of body usually has.

They stand in ``pairing.yaml`` beside the one analysis that counts by them, and are checked when they are first read. A
template is our own, not a law's: what it finds missing is a question. A new template is one new entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError, model_validator

from orggraph import resources
from orggraph.errors import InvalidInput, Misfit
from orggraph.i18n import Bilingual, T
from orggraph.model.problems import problems_of
from orggraph.model.terms import BodyKind, Capacity
from orggraph.model.value_object import ValueObject
from orggraph.rules import Step
from orggraph.yamltree import read_tree


class Counterpart(ValueObject):
    """The body that belongs beside another: of which kind, and by which ways from the one to the other it is known."""

    title: Bilingual = Field(description="What it is called, in the singular")
    kinds: Annotated[tuple[BodyKind, ...], Field(min_length=1, description="Kinds of body that it usually is")]
    other_kinds: tuple[BodyKind, ...] = Field((), description="Kinds that do the same work; counted, and told")
    ways: Annotated[tuple[tuple[Step, ...], ...], Field(min_length=1, description="From the body to its counterpart")]


class Template(ValueObject):
    """What bodies of these kinds usually have: a counterpart, seats, and somebody who is known to take them."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Bilingual = Field(description="What such bodies are called, in the plural")
    bodies: Annotated[tuple[BodyKind, ...], Field(min_length=1, description="Kinds of body that it is about")]
    counterpart: Counterpart | None = None
    seats: tuple[Capacity, ...] = Field((), description="Seats that each of them usually has")
    holders: tuple[Capacity, ...] = Field((), description="Seats of which is asked who takes them")


class _File(ValueObject):
    """A file of templates."""

    templates: tuple[Template, ...]

    @model_validator(mode="after")
    def _is_told_apart(self) -> _File:
        ids = [template.id for template in self.templates]
        for name in ids:
            if ids.count(name) > 1:
                raise Misfit(T("two templates have the id {id}", id=name))
        return self


@cache
def templates() -> Mapping[str, Template]:
    """The templates that come with the package, by id."""
    return read_templates(resources.package_path("analyses", "pairing.yaml"))


def read_templates(file: Path) -> Mapping[str, Template]:
    """Read a YAML file with a list ``templates``.

    Raises
    ------
    InvalidInput
        With every problem of it: an unknown or missing field, kind of body, seat or relationship type, an id that stands twice.
    """
    tree = read_tree(file)
    try:
        read = _File.model_validate(tree.value)
    except ValidationError as errors:
        raise InvalidInput([*tree.problems, *problems_of(errors, _File, tree, ())]) from None
    if tree.problems:
        raise InvalidInput(tree.problems)
    return {template.id: template for template in read.templates}
