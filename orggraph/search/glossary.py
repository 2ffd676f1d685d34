"""Words that mean the same: phrases of the glossary, and the sign under which each is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from orggraph import resources
from orggraph.search.words import LITTLE, stem, words_of
from orggraph.yamltree import read_tree

SIGN: Final = "="
"""With what the sign of a thing begins; no word does."""
Phrases = dict[tuple[str, ...], str]


class Glossary:
    """Phrases, and the thing that each of them means."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._phrases: Phrases = {}
        for group in groups:
            sign = SIGN + "-".join(words_of(group[0]))
            for phrase in group:
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
