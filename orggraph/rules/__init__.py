"""The rule base: which hats there are, how data shows them, and which pairs of hats pull apart.

Rules are data. Every YAML file beside this module may hold ``hats`` and ``pairs``; all files together are one rule
base, checked as a whole when it is first read. A new rule is one new entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from orggraph import resources
from orggraph.errors import InvalidInput, Problem, did_you_mean, nearest
from orggraph.i18n import T
from orggraph.model.relationships import TYPES
from orggraph.model.terms import BodyKind, Capacity
from orggraph.yamltree import Tree, read_tree

M = TypeVar("M", bound=BaseModel)
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Pattern = Annotated[str, StringConstraints(pattern=r"^[a-z0-9*?-]+$")]


def _known_step(step: str) -> str:
    if step[:1] not in "<>" or step[1:] not in TYPES:
        hint = ", ".join(nearest(step[1:], TYPES))
        raise ValueError(f"a step is > (from source to target) or < (back) and a relationship type; {step!r} is not. Nearest: {hint}")
    return step


Step = Annotated[str, AfterValidator(_known_step)]
"""One step through the graph: ``>TYPE`` along a relationship, ``<TYPE`` against it."""


class Words(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    nl: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    @property
    def texts(self) -> dict[str, str]:
        """The text per language, as a parameter for a message."""
        return {"nl": self.nl, "en": self.en}


class Seat(BaseModel):
    """A kind of seat: in a body of one of these kinds, in one of these capacities (none given: in any)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bodies: Annotated[tuple[BodyKind, ...], Field(min_length=1)]
    capacities: tuple[Capacity, ...] = ()


class Hat(BaseModel):
    """A part that somebody plays, and how data of any region shows it.

    The words of a role win: only a role that fits no hat by its ``roles`` is known by the ``seats`` of its posts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    title: Words
    roles: tuple[Pattern, ...] = Field((), description="Shell patterns over the slug of a role's id")
    seats: tuple[Seat, ...] = Field((), description="Kinds of seat that show it")
    objects: tuple[Step, ...] = Field((), description="Steps from a person, post or role to what the hat is worn for")

    @model_validator(mode="after")
    def _shown(self) -> Hat:
        if not (self.roles or self.seats or self.objects):
            raise ValueError("a hat needs roles, seats or objects by which it is known")
        return self


class Meeting(BaseModel):
    """Two ways through the graph, one from each hat. The hats meet where both ways arrive at the same node."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: tuple[Step, ...] = ()
    second: tuple[Step, ...] = ()


class Place(BaseModel):
    """What two roles are about where no fact joins them: the nodes at the end of a way from one of the two."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Literal["first", "second"]
    way: tuple[Step, ...] = ()


class Pair(BaseModel):
    """Two hats that pull apart when one person wears both. A rule of our own: no law says it, no source names it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    severity: Literal["tension"] = "tension"
    origin: Literal["ours"] = "ours"
    title: Words
    explanation: Words = Field(description="Why they pull apart")
    question: Words = Field(description="What to discuss; ends with a question mark")
    remedy: Words = Field(description="What one may do about it")
    first: Annotated[tuple[Slug, ...], Field(min_length=1, description="Hats on the one side")]
    second: Annotated[tuple[Slug, ...], Field(min_length=1, description="Hats on the other side")]
    meet: Annotated[tuple[Meeting, ...], Field(min_length=1)]
    places: tuple[Place, ...] = Field((), description="For roles only: the first of these that leads somewhere gives the object")
    also_uncombined: bool = Field(False, description="Name the pair also where no source says that one person holds both roles")

    @model_validator(mode="after")
    def _asks(self) -> Pair:
        if not (self.question.nl.endswith("?") and self.question.en.endswith("?")):
            raise ValueError("the question must end with a question mark, in both languages")
        if set(self.first) & set(self.second):
            raise ValueError("a hat stands on both sides")
        return self


@dataclass(frozen=True)
class RuleBase:
    """All hats and all pairs, by id."""

    hats: Mapping[str, Hat]
    pairs: Mapping[str, Pair]


@cache
def rule_base() -> RuleBase:
    """The rule base that comes with the package."""
    return read_rules(sorted(resources.package_path("rules").glob("*.yaml")))


def read_rules(files: list[Path]) -> RuleBase:
    """Read rule files as one rule base.

    Raises
    ------
    InvalidInput
        With every problem of all files: an entry with an unknown or missing field, an unknown relationship type, body
        kind or capacity, an id that stands twice, a pair that names an unknown hat.
    """
    trees = [read_tree(file) for file in files]
    problems = [problem for tree in trees for problem in tree.problems]
    hats: dict[str, Hat] = {}
    pairs: dict[str, Pair] = {}
    for tree in trees:
        problems += _unknown_keys(tree)
        _read(tree, "hats", Hat, hats, problems)
        _read(tree, "pairs", Pair, pairs, problems)
    problems += [problem for tree in trees for problem in _unknown_hats(tree, pairs, hats)]
    if problems:
        raise InvalidInput(problems)
    return RuleBase(hats, pairs)


def _unknown_keys(tree: Tree) -> Iterator[Problem]:
    if not isinstance(tree.value, dict):
        yield tree.problem((), "no_rules", T("this is no rule file: it must hold the keys hats or pairs"))
        return
    for key in tree.value.keys() - {"hats", "pairs"}:
        message = T("the key {key} is not known in a rule file", key=key)
        yield tree.problem((key,), "unknown_key", message, did_you_mean(["hats", "pairs"]))


def _read(tree: Tree, key: str, kind: type[M], into: dict[str, M], problems: list[Problem]) -> None:
    entries = (tree.value.get(key) if isinstance(tree.value, dict) else None) or []
    for number, entry in enumerate(entries):
        name = str(entry.get("id", number + 1)) if isinstance(entry, dict) else str(number + 1)
        try:
            rule = kind.model_validate(entry)
        except ValidationError as error:
            for one in error.errors():
                message = T("{field}: {words}", field=".".join(map(str, one["loc"])) or "?", words=one["msg"])
                problems.append(tree.problem((key, number, *one["loc"]), "rule", message, T("Correct this entry of the rule file."), name))
            continue
        if name in into:
            message = T("the id {id} stands here a second time", id=name)
            problems.append(
                tree.problem((key, number, "id"), "duplicate_id", message, T("Give one of the two another id, or remove it."), name)
            )
        into[name] = rule


def _unknown_hats(tree: Tree, pairs: Mapping[str, Pair], hats: Mapping[str, Hat]) -> Iterator[Problem]:
    entries = (tree.value.get("pairs") if isinstance(tree.value, dict) else None) or []
    for number, entry in enumerate(entries):
        pair = pairs.get(str(entry.get("id"))) if isinstance(entry, dict) else None
        if pair is None:
            continue
        for side, named in (("first", pair.first), ("second", pair.second)):
            for position, hat in enumerate(named):
                if hat not in hats:
                    message = T("there is no hat {hat}", hat=hat)
                    yield tree.problem(("pairs", number, side, position), "unknown_hat", message, did_you_mean(nearest(hat, hats)), pair.id)
