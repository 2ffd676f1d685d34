"""A file of wishes and rules for a division of portfolios.

The file belongs to who wrote the wishes; it is read, and never put into a dataset. A file is YAML:

    division: College van Oost
    dataset: voorbeeldregio
    people: [wethouder A, wethouder B]
    portfolios: [wonen, energie]
    wishes:
      wethouder A: {wonen: 5, energie: -2}
    goals: {energie: 2}
    hours: {wonen: 8, energie: 6}
    rules: {at_most: 3, at_least: 1, most_hours: 16, everything: true, must: {wonen: wethouder A}, must_not: {}, apart: [[wonen, energie]]}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from orggraph.edits.dividing import Pair
from orggraph.edits.division import Wanted, name_of
from orggraph.errors import InvalidInput, NotFound, Problem, did_you_mean, nearest
from orggraph.graph import Graph
from orggraph.i18n import T, Text
from orggraph.views.lookup import resolve
from orggraph.yamltree import Path_, Tree, read_tree

FIELDS = ("division", "dataset", "on", "people", "portfolios", "wishes", "goals", "hours", "rules")
RULES = ("at_most", "at_least", "most_hours", "everything", "must", "must_not", "apart")
STRONGEST = 5


def read_division(path: Path, graph: Graph, base: Wanted | None = None) -> Wanted:
    """What a file asks, on top of what a body gives.

    A portfolio that is no topic or post of the data is a new one, by its word.

    Raises
    ------
    InvalidInput
        With all that is wrong in the file, each with its line.
    """
    tree = read_tree(path)
    if not isinstance(tree.value, dict):
        hint = T("Write people, portfolios, wishes and rules; the page on dividing in the docs shows a file.")
        raise InvalidInput([Problem("no_division", T("this is no division"), hint, tree.file)])
    return _File(tree, graph, base or Wanted((), ())).read()


class _File:
    """A file of wishes while it is read."""

    def __init__(self, tree: Tree, graph: Graph, base: Wanted) -> None:
        self.tree, self.graph, self.base = tree, graph, base
        self.problems: list[Problem] = list(tree.problems)
        self.people, self.items = list(base.people), list(base.items)

    def read(self) -> Wanted:
        given, rules = self.tree.value, self._map(("rules",))
        self._unknown((), given, FIELDS)
        self._unknown(("rules",), rules, RULES)
        for place, name in enumerate(self._list(("people",))):
            self._add(self.people, self._person(("people", place), name))
        for place, name in enumerate(self._list(("portfolios",))):
            self._add(self.items, self._portfolio(("portfolios", place), name, new=True))
        wanted = replace(
            self.base, people=tuple(self.people), items=tuple(self.items), wishes={**self.base.wishes, **self._wishes()},
            goals=self._numbers(("goals",)), hours=self._numbers(("hours",)), **self._limits(rules),
            everything=str(rules.get("everything", "")).lower() in ("true", "yes", "ja"), must=self._pairs("must"),
            must_not=self._pairs("must_not"), apart=self._apart(),
        )  # fmt: skip
        if self.problems:
            raise InvalidInput(self.problems)
        return wanted

    def _add(self, names: list[str], name: str | None) -> None:
        if name and name not in names:
            names.append(name)

    def _limits(self, rules: Mapping[str, Any]) -> dict[str, Any]:
        limits = {name: self._number(("rules", name), rules[name]) for name in ("at_most", "at_least", "most_hours") if rules.get(name)}
        return {name: limit if name == "most_hours" or limit is None else int(limit) for name, limit in limits.items() if limit is not None}

    def _wishes(self) -> dict[Pair, float]:
        wishes: dict[Pair, float] = {}
        for name, mine in self._map(("wishes",)).items():
            person = self._person(("wishes", name), name, known=True)
            for word, strength in mine.items() if isinstance(mine, dict) else ():
                path = ("wishes", name, word)
                item, wish = self._portfolio(path, word), self._number(path, strength)
                if wish is not None and abs(wish) > STRONGEST:
                    self._wrong(path, T("a wish is from -5 (rather not) to 5 (gladly), not {n}", n=wish), None)
                elif person and item and wish is not None:
                    wishes[person, item] = wish
        return wishes

    def _pairs(self, rule: str) -> tuple[Pair, ...]:
        pairs = []
        for word, people in self._map(("rules", rule)).items():
            path = ("rules", rule, word)
            item = self._portfolio(path, word)
            for name in people if isinstance(people, list) else [people]:
                person = self._person(path, name, known=True)
                if item and person:
                    pairs.append((person, item))
        return tuple(pairs)

    def _apart(self) -> tuple[tuple[str, ...], ...]:
        groups = []
        for place, group in enumerate(self._list(("rules", "apart"))):
            path = ("rules", "apart", place)
            items = [self._portfolio(path, word) for word in (group if isinstance(group, list) else [])]
            groups.append(tuple(item for item in items if item))
        return tuple(groups)

    def _numbers(self, path: Path_) -> dict[str, float]:
        numbers = ((self._portfolio((*path, word), word), self._number((*path, word), text)) for word, text in self._map(path).items())
        return {item: value for item, value in numbers if item and value is not None}

    def _number(self, path: Path_, text: Any) -> float | None:
        try:
            return float(str(text).replace(",", "."))
        except ValueError:
            self._wrong(path, T("{given} is no number", given=text), None)
            return None

    def _person(self, path: Path_, name: Any, *, known: bool = False) -> str | None:
        try:
            person = resolve(self.graph, str(name), labels=("Person",))
        except NotFound as error:
            self._wrong(path, error.message, error.hint)
            return None
        if known and person not in self.people:
            hint = did_you_mean([name_of(self.graph, each) for each in self.people])
            self._wrong(path, T("{name} is not among those to divide among", name=name), hint)
            return None
        return person

    def _portfolio(self, path: Path_, word: Any, *, new: bool = False) -> str | None:
        try:
            item = resolve(self.graph, str(word), labels=("Topic", "Post"))
        except NotFound:
            item = str(word)
        if not new and item not in self.items:
            names = [name_of(self.graph, each) for each in self.items]
            near = nearest(str(word), [*names, *(each.rsplit("/", 1)[-1] for each in self.items)])
            self._wrong(path, T("{name} is not among the portfolios", name=word), did_you_mean(near or names))
            return None
        return item

    def _map(self, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = self._of(path, dict, T("write it as name: value, one on a line"))
        return mapping

    def _list(self, path: Path_) -> list[Any]:
        entries: list[Any] = self._of(path, list, T("write it as a list: - one on a line"))
        return entries

    def _of(self, path: Path_, kind: type[Any], hint: Text) -> Any:
        value = self.tree.value
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        if value is None or isinstance(value, kind):
            return value if value is not None else kind()
        self._wrong(path, T("{name} cannot be read", name=str(path[-1])), hint)
        return kind()

    def _unknown(self, path: Path_, given: Mapping[str, Any], fields: tuple[str, ...]) -> None:
        for name in given:
            if name not in fields:
                self._wrong((*path, name), T("{name} is no field of a division", name=name), did_you_mean(nearest(name, fields)))

    def _wrong(self, path: Path_, message: Text, hint: Text | None) -> None:
        self.problems.append(self.tree.problem(path, "division", message, hint))
