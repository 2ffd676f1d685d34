"""Organizations and bodies that may be one: by the words of their names, and of a body by those of what it is part of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from rapidfuzz.distance import OSA

from orggraph.graph import Graph, neighbours
from orggraph.i18n import T
from orggraph.model.names import fold
from orggraph.views.duplicates.evidence import Pair, Reason

GENERIC = frozenset({
    "gemeente", "gem", "provincie", "waterschap", "hoogheemraadschap", "stichting", "st", "vereniging", "ver", "cooperatie", "bv", "nv",
    "de", "het", "een", "en", "van", "der", "den", "te", "in", "voor", "gemeenschappelijke", "regeling", "gr", "openbaar", "lichaam",
    "samenwerkingsverband", "the", "of", "and", "municipality",
})  # fmt: skip
"""Words that say what kind of thing a name is of, or nothing; what is left is the name itself."""
MOST = 200
"""Things that share a word of their name that are all compared; a word that more share tells nothing."""
ALIKE = 0.8
"""Which part of the words of two names they share at least, a rare word counting more."""

SAME_NAME = 0.95
"""The score of two things of one name, of which no more is known."""
FEW_WORDS = 60
"""Characters of a description that says no more than what kind of thing it is."""


@dataclass(frozen=True)
class Thing:
    """An organization or body, to compare."""

    node: str
    words: frozenset[str]
    whole: frozenset[str]
    kind: str
    former: frozenset[frozenset[str]]
    about: str
    """What it is in a few words, where the data say so; "" where they do not."""
    schemes: frozenset[str]
    dataset: str


@lru_cache(maxsize=100_000)
def core(name: str) -> str:
    """A name without the words that every such name has: Gemeente Amersfoort as Amersfoort; one of such words alone stays whole."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in GENERIC] or words)


@dataclass(frozen=True)
class Compared:
    """How many things there are, how many pairs of them were compared, and those that share enough of their names."""

    records: int
    compared: int
    pairs: tuple[Pair, ...]


def pairs(graph: Graph, label: str) -> Compared:
    """The nodes of a label, compared where they share a word of their names."""
    there = {node: data for node, data in graph.nodes(data=True) if data["label"] == label}
    things = [_thing(graph, node, data) for node, data in sorted(there.items())]
    counted = Counter(word for thing in things for word in thing.words)
    rare = {word: math.log2(1 + len(things) / number) for word, number in counted.items()}
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, thing in enumerate(things):
        for key in _keys(thing, label):
            blocks[key].append(number)
    chosen = {pair for block in blocks.values() if len(block) <= MOST for pair in combinations(block, 2)}
    made = tuple(pair for left, right in sorted(chosen) for pair in _weighed(label, things[left], things[right], rare))
    return Compared(len(things), len(chosen), made)


def _thing(graph: Graph, node: str, data: Mapping[str, Any]) -> Thing:
    whole = next((edge.target for edge in neighbours(graph, node, "PART_OF")), None) or next(
        (edge.target for edge in neighbours(graph, node, "HOSTED_BY")), None
    )
    dated = (fold(name).partition(" ")[2] for name in data.get("former_names", ()) if fold(name)[:1].isdigit())
    return Thing(
        node,
        frozenset(core(str(data["name"])).split()),
        frozenset(core(str(graph.nodes[whole]["name"])).split()) if whole else frozenset(),
        str(data["kind"]),
        frozenset(frozenset(core(name).split()) for name in (*data.get("former_names", ()), *dated)),
        fold(str(data.get("description", ""))),
        frozenset(identifier.partition(":")[0] for identifier in data.get("identifiers", ())),
        str(data["dataset"]),
    )


def _keys(thing: Thing, label: str) -> Iterator[str]:
    """The words of a name; of a body, with each word of what it is part of: every board has the same name."""
    for word in thing.words:
        if label != "Body":
            yield word
            yield "".join(sorted(set(word)))  # the same letters: a slip of two that changed places, or of one doubled
        for other in thing.whole if label == "Body" else ():
            yield f"{word} {other}"


def _weighed(label: str, thing: Thing, other: Thing, rare: Mapping[str, float]) -> Iterator[Pair]:
    if thing.kind != other.kind:
        return
    if thing.words in other.former or other.words in thing.former:
        alike, reason = 0.95, Reason(T("one bore the name of the other before"), 0.95)
    else:
        alike = _shared(thing.words, other.words, rare)
        reason = Reason(T("the same name") if alike == 1 else T("nearly the same name"), alike)
    wholes = _shared(thing.whole, other.whole, rare) if label == "Body" else 1.0
    if alike >= ALIKE and wholes >= ALIKE:
        against = list(_against(thing, other))
        around = [Reason(T("part of the same"), wholes)] if label == "Body" else []
        score = round(SAME_NAME * alike * wholes * math.prod(factor.bits for factor in against), 3)
        yield Pair(label, thing.node, other.node, score, (reason, *around, *against))


def _against(thing: Thing, other: Thing) -> Iterator[Reason]:
    """What speaks against two things of one name being one, each with the factor by which it lessens the score."""
    if max(len(thing.about), len(other.about)) <= FEW_WORDS and thing.about and other.about and thing.about != other.about:
        yield Reason(T("described as something else"), 0.6, against=True)
    if thing.schemes & other.schemes:
        beside = thing.dataset == other.dataset
        factor = 0.75 if beside and thing.words == other.words else 0.5
        yield (
            Reason(T("a register has both"), factor, against=True)
            if beside
            else Reason(T("other identifiers in one register"), 0.3, against=True)
        )


def _shared(words: frozenset[str], others: frozenset[str], rare: Mapping[str, float]) -> float:
    """Which part of the words of two names is in both, each by how rare it is; a slip of one letter in a long word is none."""
    if words == others:
        return 1.0
    slips = {
        other: word
        for word in words - others
        for other in others - words
        if min(len(word), len(other)) >= 6 and OSA.distance(word, other, score_cutoff=1) <= 1
    }
    meant = frozenset(slips.get(word, word) for word in others)
    total = sum(rare.get(word, 1.0) for word in words | meant)
    return (sum(rare.get(word, 1.0) for word in words & meant) - 0.2 * len(slips)) / total if total else 0.0
