"""Rule files: read as one rule base, checked as a whole, every problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from orggraph import resources
from orggraph.errors import InvalidInput, Problem, did_you_mean, nearest
from orggraph.i18n import T
from orggraph.model.problems import problems_of
from orggraph.rules.schema import Hat, Pair, Participants, Rule
from orggraph.rules.scope import patterns
from orggraph.yamltree import Path_, Tree, read_tree

E = TypeVar("E", Hat, Pair, Rule)


@dataclass(frozen=True)
class RuleBase:
    """All hats, pairs and rules, by id. No pair and rule share an id."""

    hats: Mapping[str, Hat]
    pairs: Mapping[str, Pair]
    rules: Mapping[str, Rule] = field(default_factory=dict)


@cache
def rule_base() -> RuleBase:
    """The rule base that comes with the package."""
    return read_rules(sorted(resources.package_path("rules").glob("*.yaml")))


def own_rules(home: Path) -> list[Path]:
    """The rule files that a user keeps: every ``*.yaml`` in the folder ``rules`` of ``ORGGRAPH_HOME``."""
    return sorted((home / "rules").glob("*.yaml"))


def add_rules(files: Iterable[Path | str]) -> RuleBase:
    """The rule base that comes with the package, and the files of a user on top; read again only where a file changed.

    Raises
    ------
    InvalidInput
        As :func:`read_rules`.
    """
    paths = [Path(file) for file in files]
    return _added(tuple(paths), tuple(_stamp(path) for path in paths)) if paths else rule_base()


@lru_cache(maxsize=8)
def _added(files: tuple[Path, ...], _stamps: tuple[object, ...]) -> RuleBase:
    return read_rules(files, rule_base())


def _stamp(path: Path) -> object:
    """What changes when a file does; None for one that is not there, which reading it will say."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def read_rules(files: Sequence[Path], onto: RuleBase | None = None) -> RuleBase:
    """Read rule files as one rule base.

    Parameters
    ----------
    files
        YAML files with ``hats``, ``pairs`` and ``rules``.
    onto
        A base to which they are added; none of its entries can be replaced.

    Raises
    ------
    InvalidInput
        With every problem of all files: an entry with an unknown or missing field, an unknown relationship type, body
        kind or capacity, an id that stands twice, a pair that names an unknown hat, an unknown pattern, or parameters
        that do not fit it.
    """
    reader = _Reader(onto or RuleBase({}, {}))
    for file in files:
        try:
            reader.trees.append(read_tree(file))
        except InvalidInput as error:
            reader.problems += error.problems
    return reader.read()


KINDS: Mapping[str, type[BaseModel]] = {"hats": Hat, "pairs": Pair, "rules": Rule}
"""The lists that a rule file may hold."""


class _Reader:
    def __init__(self, onto: RuleBase) -> None:
        self.hats, self.pairs, self.rules = dict(onto.hats), dict(onto.pairs), dict(onto.rules)
        self.trees: list[Tree] = []
        self.problems: list[Problem] = []

    def read(self) -> RuleBase:
        for tree in self.trees:
            self.problems += tree.problems
            self.problems += _unknown_keys(tree)
            for number, _, hat in self._entries(tree, "hats", Hat):
                self._keep(tree, ("hats", number, "id"), hat, self.hats, (self.hats,))
            for number, _, pair in self._entries(tree, "pairs", Pair):
                self._keep(tree, ("pairs", number, "id"), pair, self.pairs, (self.pairs, self.rules))
            for number, _, rule in self._entries(tree, "rules", Rule):
                self.problems += _misfits(tree, number, rule)
                self._keep(tree, ("rules", number, "id"), rule, self.rules, (self.pairs, self.rules))
        for tree in self.trees:
            self.problems += _unknown_hats(tree, self.pairs, self.hats)
        if self.problems:
            raise InvalidInput(self.problems)
        return RuleBase(self.hats, self.pairs, self.rules)

    def _entries(self, tree: Tree, key: str, kind: type[E]) -> Iterator[tuple[int, Any, E]]:
        """The entries that fit their model, each with its number; what does not fit becomes problems."""
        entries = (tree.value.get(key) if isinstance(tree.value, dict) else None) or []
        if not isinstance(entries, list):
            message = T("{key} must be a list of entries, each beginning with a dash", key=key)
            self.problems.append(tree.problem((key,), "no_list", message, T("Write each entry as `- id: …`.")))
            return
        for number, entry in enumerate(entries):
            try:
                yield number, entry, kind.model_validate(entry)
            except ValidationError as error:
                name = str(entry.get("id", number + 1)) if isinstance(entry, dict) else str(number + 1)
                self.problems += problems_of(error, kind, tree, (key, number), name)

    def _keep(self, tree: Tree, place: Path_, entry: E, into: dict[str, E], taken: Sequence[Mapping[str, object]]) -> None:
        if any(entry.id in entries for entries in taken):
            message = T("the id {id} stands here a second time", id=entry.id)
            hint = T("Give one of the two another id, or remove it.")
            self.problems.append(tree.problem(place, "duplicate_id", message, hint, entry.id))
            return
        into[entry.id] = entry


def _unknown_keys(tree: Tree) -> Iterator[Problem]:
    if not isinstance(tree.value, dict):
        yield tree.problem((), "no_rules", T("this is no rule file: it must hold the keys hats, pairs or rules"))
        return
    for key in tree.value.keys() - KINDS.keys():
        message = T("the key {key} is not known in a rule file", key=key)
        yield tree.problem((key,), "unknown_key", message, did_you_mean(KINDS))


def _misfits(tree: Tree, number: int, rule: Rule) -> Iterator[Problem]:
    """A pattern that is not there, parameters that it does not take, and what it cannot switch on."""
    pattern = patterns().get(rule.pattern)
    if pattern is None:
        message = T("there is no pattern {pattern}", pattern=rule.pattern)
        yield tree.problem(
            ("rules", number, "pattern"), "unknown_pattern", message, did_you_mean(nearest(rule.pattern, patterns())), rule.id
        )
        return
    for index, text in enumerate(rule.texts):
        own = ("periods", index) if rule.periods and rule.periods[index].params else ()
        try:
            pattern.params.model_validate(text.params)
        except ValidationError as error:
            yield from problems_of(error, pattern.params, tree, ("rules", number, *own, "params"), rule.id)
    if pattern.scope == "dataset" and (rule.forms or rule.except_under or rule.participants != Participants()):
        message = T(
            "the pattern {pattern} looks at no arrangement, so forms, participants and except_under mean nothing", pattern=pattern.name
        )
        yield tree.problem(
            ("rules", number), "rule", message, T("Leave them out, or choose a pattern that looks at an arrangement."), rule.id
        )


def _unknown_hats(tree: Tree, pairs: Mapping[str, Pair], hats: Mapping[str, Hat]) -> Iterator[Problem]:
    entries = (tree.value.get("pairs") if isinstance(tree.value, dict) else None) or []
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        pair = pairs.get(str(entry.get("id"))) if isinstance(entry, dict) else None
        if pair is None:
            continue
        for side, named in (("first", pair.first), ("second", pair.second)):
            for position, hat in enumerate(named):
                if hat not in hats:
                    message = T("there is no hat {hat}", hat=hat)
                    yield tree.problem(("pairs", number, side, position), "unknown_hat", message, did_you_mean(nearest(hat, hats)), pair.id)
