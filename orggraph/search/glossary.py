"""Words that mean the same: phrases of the glossary, and the sign under which each is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from orggraph import resources
from orggraph.graph import Graph
from orggraph.search.words import LITTLE, stem, words_of
from orggraph.yamltree import read_tree

SIGN: Final = "="
"""With what the sign of a thing begins; no word does."""
EXPLAINED: Final = "Word"
"""The label of the words that a dataset explains: they are read, and nothing is asked of them."""
Phrases = dict[tuple[str, ...], str]


class Glossary:
    """Phrases, and the thing that each of them means."""

    def __init__(self, groups: Iterable[Sequence[str]], base: Glossary | None = None) -> None:
        """The phrases of a base and of groups; a group whose first phrase the base knows means the same thing, and no phrase moves."""
        known: Phrases = dict(base._phrases) if base else {}
        self._phrases: Phrases = dict(known)
        for group in groups:
            sign = known.get(_key(words_of(group[0])), SIGN + "-".join(words_of(group[0])))
            for phrase in filter(words_of, group):
                self._phrases.setdefault(_key(words_of(phrase)), sign)
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)

    def read(self, words: Sequence[str]) -> list[tuple[tuple[str, ...], str | None]]:
        """Words in their order, those of a phrase together with the sign of what it means; the longest phrase goes first."""
        read: list[tuple[tuple[str, ...], str | None]] = []
        at = 0
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                phrase = tuple(words[at : at + size])
                if sign := self._phrases.get(_key(phrase)):
                    read.append((phrase, sign))
                    at += size
                    break
            else:
                read.append(((words[at],), None))
                at += 1
        return read


def _key(words: Sequence[str]) -> tuple[str, ...]:
    """A phrase as it is compared: by the stems of its words; a word of one phrase only stays as it is where it is short."""
    return tuple(word if word in LITTLE else stem(word) for word in words)


@cache
def glossary() -> Glossary:
    """The glossary of the package."""
    return Glossary(read_tree(resources.package_path("search", "glossary.yaml")).value)


def glossary_of(graph: Graph) -> Glossary:
    """The glossary of the package with the words that the datasets of a graph explain: name, abbreviation, other words, English."""
    groups = sorted(list(called(row)) for _, row in graph.nodes(data=True) if row["label"] == EXPLAINED)
    return Glossary(groups, glossary()) if groups else glossary()


def called(word: Mapping[str, Any]) -> Iterator[str]:
    """By what a word that a dataset explains is called; its name first."""
    yield word["name"]
    yield from filter(None, (word.get("abbreviation"), word.get("name_en")))
    yield from word.get("also") or ()
