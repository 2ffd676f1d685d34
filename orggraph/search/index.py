"""The index: words to what they stand in, and the search over it.

What is typed becomes terms, each with the words that it may mean and how surely: the word itself, one with the same
stem, one of the glossary, the start of a word, a part of a compound, one that is spelled nearly so. A thing scores by the
share of the terms that it explains, rare words weighing more than common ones (inverse document frequency). A question
explains its own words, and the names that fill its parameters: that is what puts «who replaces me», filled with a body, before
the body itself.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from rapidfuzz import fuzz, process

from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.search.entries import DATED, Entry, PageEntry, of_analyses, of_graph, of_library, of_pages
from orggraph.search.filling import LEAST_STATED, Named, fill
from orggraph.search.glossary import SIGN, Glossary, glossary_of
from orggraph.search.words import LITTLE, is_asked, parts_of, stands_in, stem, words_of

EXACT, SAME_THING, SAME_STEM, STARTS, PART, WHOLE = 1.0, 0.95, 0.93, 0.9, 0.75, 0.7
"""How surely a word means another: itself, by the glossary, by its stem, as its start, as a part of it, as what it is a part of."""
NEARLY, LEAST_ALIKE = 0.86, 76
"""How much a word that is spelled nearly so counts, times its likeness; and the least likeness, of 100."""
SHORTEST_PART, SHORTEST_FUZZY, SHORTEST_START = 4, 4, 2
MOST_MEANT = 80
"""At so many words that begin alike the rest is left out: the reader types on."""
SPLIT = 0.8
"""A word that is known less surely than this is taken apart where it can be."""
LONGEST_TYPED = 200
MOST_TERMS = 24
UNKNOWN = 0.45
"""What a word weighs that stands nowhere, beside one that is as rare as can be."""
PHRASE, PHRASE_SIGN = 0.5, "~"
"""What a phrase of little words weighs, and with what it begins as a word of the index."""
LEAST_NEAR = 55
"""The least likeness, of 100, of what is offered where nothing fits."""
LEAST = 0.36
"""The least score that is shown."""
ASKED_NAME = 0.86
"""How much a name counts where a question is asked."""
BARE = 0.92
"""How much a question counts where no question is asked and a word or two stand there: they may be a name."""
PREVIEWED = 8
MOST_BEYOND = 3
"""So much of what only another region has is offered."""
SHORTEST_TYPED = 2

Title = tuple[tuple[str, ...], ...]
"""A name as its telling words, each with what it means."""
Typed = dict[str, tuple[float, int]]
"""Known word → how surely it was typed, and by which term."""


@dataclass(frozen=True)
class Term:
    """A word, or a phrase of the glossary, that was typed: what it weighs, and what it may mean."""

    weight: float
    meant: Mapping[str, float]
    """Known word → how surely it is meant."""


@dataclass(frozen=True)
class Match:
    """What was found: the entry, how well it fits, and the parameters that the words fill."""

    entry: Entry
    score: float
    filled: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    near: bool = False
    """Whether nothing fits and this only resembles what was typed."""


class Index:
    """What can be searched for in one graph, with the questions, analyses and pages around it."""

    def __init__(self, entries: Iterable[Entry], graph: Graph, about: Mapping[str, Collection[str]] | None = None) -> None:
        self.entries = tuple(entries)
        self.graph = graph
        self.about = about
        self.glossary = glossary_of(graph)
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._titles: list[tuple[Title, ...]] = []
        self._phrases: set[tuple[str, ...]] = set()
        counted: Counter[str] = Counter()
        for at, entry in enumerate(self.entries):
            self._titles.append(tuple(_title(alias, self.glossary) for alias, _ in entry.aliases))
            words: dict[str, float] = {}
            for text, weight in entry.words or entry.aliases:
                words |= {word: max(weight, words.get(word, 0.0)) for word in _all_words(text, self.glossary)}
            for word, weight in words.items():
                self._postings[word][at] = weight
            if entry.label not in DATED:
                counted.update(words)
            for phrase in entry.phrases:
                self._phrases.add(tuple(words_of(phrase)))
                self._postings[PHRASE_SIGN + " ".join(words_of(phrase))][at] = 1.0
        most = math.log(1 + len(self.entries))
        self._rarity = {word: max(0.15, math.log(1 + len(self.entries) / max(1, counted[word])) / most) for word in self._postings}
        self._known = tuple(word for word in self._postings if not word.startswith((SIGN, PHRASE_SIGN)))
        self._sorted = sorted(self._known)
        self._backwards = sorted(known[::-1] for known in self._known)
        self._stems: dict[str, list[str]] = defaultdict(list)
        for word in self._known:
            self._stems[stem(word)].append(word)
        self._meanings: dict[tuple[str, bool], Mapping[str, float]] = {}

    def search(self, typed: str, most: int = PREVIEWED) -> list[Match]:
        """What fits the words best, best first; where nothing does, what resembles them, marked so."""
        terms = self._terms(typed[:LONGEST_TYPED])
        if not terms or len("".join(words_of(typed))) < SHORTEST_TYPED:
            return []
        ranked = sorted(self._scored(terms, is_question=is_asked(words_of(typed))), key=lambda match: (-match.score, match.entry.key))
        return ranked[:most] or self._near(typed)

    def knows(self, typed: str, results: Sequence[Match]) -> bool:
        """Whether what was answered here fits, and no word of it means nothing here."""
        return bool(results) and not results[0].near and self._unknown(typed) == 0

    def beyond(self, typed: str, results: Sequence[Match], other: Index) -> list[Match]:
        """What fits the words as well in another index that knows more of them; only what the other's names explain."""
        if other._unknown(typed) >= self._unknown(typed):
            return []
        best = max((match.score for match in results if not match.near), default=0.0)
        better = [match for match in other.search(typed) if match.score >= best and not match.near]
        return [match for match in better if match.entry.kind == "node" or (match.entry.kind == "question" and match.filled)][:MOST_BEYOND]

    def _unknown(self, typed: str) -> int:
        """How many of the words typed mean nothing here for sure."""
        return sum(not _is_known(term) for term in self._terms(typed[:LONGEST_TYPED]))

    def _terms(self, typed: str) -> list[Term]:
        """The words typed as terms; little words only where there is nothing else."""
        words = words_of(typed)
        read = self.glossary.read(words)
        telling = [(phrase, sign) for phrase, sign in read if sign or phrase[0] not in LITTLE] or read
        terms: list[Term] = []
        for phrase, sign in telling[:MOST_TERMS]:
            last = not typed.endswith(" ") and phrase == read[-1][0]
            if sign:
                meant = {**self._meant(phrase[0], last=last), sign: SAME_THING} if len(phrase) == 1 else {sign: EXACT}
                terms.append(self._term(meant, size=1))
            else:
                terms += self._of_word(phrase[0], last=last)
        return [*terms, *self._of_phrases(words)]

    def _of_phrases(self, words: Sequence[str]) -> list[Term]:
        """The phrases of little words that stand in what was typed, each as a term of its own."""
        return [Term(PHRASE, {PHRASE_SIGN + " ".join(phrase): EXACT}) for phrase in sorted(self._phrases) if stands_in(phrase, words)]

    def _of_word(self, word: str, *, last: bool) -> list[Term]:
        meant = self._meant(word, last=last)
        sure = max(meant.values(), default=0.0)
        if sure < SPLIT and (parts := parts_of(word, self._postings)):
            return [self._term({**meant, **self._with_sign(part)}, size=len(parts)) for part in parts]
        return [self._term(meant, size=1)]

    def _with_sign(self, word: str) -> Mapping[str, float]:
        sign = self.glossary.read([word])[0][1]
        return {**self._meant(word, last=False), **({sign: SAME_THING} if sign else {})}

    def _term(self, meant: Mapping[str, float], *, size: int) -> Term:
        known = [self._rarity[word] for word, sure in meant.items() if sure >= NEARLY and word in self._rarity]
        some = [self._rarity[word] for word in meant if word in self._rarity]
        weight = min(known) if known else max(some) * 0.9 if some else UNKNOWN
        return Term(weight / size**0.5, meant)

    def _meant(self, word: str, *, last: bool) -> Mapping[str, float]:
        """The known words that a word may mean, each with how surely."""
        key = (word, last)
        if key not in self._meanings:
            if len(self._meanings) > 5_000:
                self._meanings.clear()
            self._meanings[key] = self._look_up(word, last=last)
        return self._meanings[key]

    def _look_up(self, word: str, *, last: bool) -> Mapping[str, float]:
        meant: dict[str, float] = {}
        for other in self._stems.get(stem(word), ()):
            meant[other] = SAME_STEM
        if word in self._postings:
            meant[word] = EXACT
        if len(word) >= (SHORTEST_START if last else SHORTEST_PART):
            begun = [known for known in _beginning(self._sorted, word) if known not in meant]
            meant |= dict.fromkeys(begun[:MOST_MEANT], STARTS if last and not meant else PART)
        if len(word) >= SHORTEST_PART:
            ended = (known[::-1] for known in _beginning(self._backwards, word[::-1]))
            meant |= {known: PART for known in ended if known not in meant}
            meant |= {last_part: WHOLE for last_part in self._parts(word, ends=True) if last_part not in meant}
            meant |= {first_part: WHOLE * 0.8 for first_part in self._parts(word, ends=False) if first_part not in meant}
        if len(word) >= SHORTEST_FUZZY and max(meant.values(), default=0.0) < STARTS:
            alike = process.extract(word, self._known, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=8)
            for known, likeness, _ in alike:
                meant[known] = max(meant.get(known, 0.0), NEARLY * likeness / 100)
        return meant

    def _parts(self, word: str, *, ends: bool) -> list[str]:
        """The known words with which a word ends, or begins."""
        sizes = range(SHORTEST_PART, len(word))
        parts = (word[-size:] if ends else word[:size] for size in sizes)
        return [part for part in parts if part in self._postings]

    def _scored(self, terms: Sequence[Term], *, is_question: bool) -> Iterable[Match]:
        whole = sum(term.weight for term in terms)
        explained = self._explained(terms)
        typed = _typed_words(terms)
        named = self._named(explained, typed)
        for at, shares in explained.items():
            entry = self.entries[at]
            if entry.kind in ("question", "findings") or entry.takes:
                match = self._as_question(entry, shares, terms, named, whole)
                if entry.kind != "page" and not is_question and len(terms) <= 2:
                    match = replace(match, score=match.score * BARE)
            else:
                share = sum(terms[term].weight * sure for term, sure in shares.items()) / whole
                match = Match(entry, entry.prior * (0.75 * share + 0.25 * self._titled(at, typed)) * (ASKED_NAME if is_question else 1.0))
            if match.score >= LEAST:
                yield match

    def _explained(self, terms: Sequence[Term]) -> dict[int, dict[int, float]]:
        """Per entry the terms that it explains, each with how surely."""
        explained: dict[int, dict[int, float]] = defaultdict(dict)
        for number, term in enumerate(terms):
            for word, sure in term.meant.items():
                for at, weight in self._postings.get(word, {}).items():
                    explained[at][number] = max(explained[at].get(number, 0.0), sure * weight)
        return explained

    def _titled(self, at: int, typed: Typed) -> float:
        """How much of the best of its names was typed."""
        best = 0.0
        for title, (_, good) in zip(self._titles[at], self.entries[at].aliases, strict=True):
            whole = sum(self._weight(words) for words in title)
            stated = sum(self._weight(words) * max((typed[word][0] for word in words if word in typed), default=0.0) for words in title)
            best = max(best, good * stated / whole if whole else 0.0)
        return best

    def _weight(self, words: Sequence[str]) -> float:
        return self._rarity.get(words[0], UNKNOWN)

    def _named(self, explained: Mapping[int, Mapping[int, float]], typed: Typed) -> list[Named]:
        """The nodes whose names stand in the words."""
        named = []
        for at in explained:
            entry = self.entries[at]
            if entry.kind == "node" and (stated := self._titled(at, typed)) >= LEAST_STATED:
                titles = self._titles[at]
                sure: dict[int, float] = {}
                for word in (word for title in titles for words in title for word in words if word in typed):
                    sure[typed[word][1]] = max(typed[word][0], sure.get(typed[word][1], 0.0))
                named.append(Named(entry.key, entry.title["nl"], entry.label, stated, sure, entry.prior))
        return named

    def _as_question(self, entry: Entry, shares: Mapping[int, float], terms: Sequence[Term], named: Sequence[Named], whole: float) -> Match:
        """A question, with the parameters that the names fill."""
        own = {term for term, sure in shares.items() if sure >= SAME_STEM}
        if entry.kind == "findings" and self.about is not None:
            named = [name for name in named if name.id in self.about.get(entry.key, ())]
        filled = fill(self.graph, entry.takes or {}, named, [term.weight for term in terms], own)
        by_names = {term: SAME_THING * sure for names in filled.values() for name in names for term, sure in name.sure.items()}
        share = sum(term.weight * max(shares.get(at, 0.0), by_names.get(at, 0.0)) for at, term in enumerate(terms)) / whole
        intent = sum(terms[at].weight * sure for at, sure in shares.items() if at not in by_names) / whole
        if not intent:
            return Match(entry, 0.0)
        return Match(entry, entry.prior * (0.85 * share + 0.15 * min(1.0, 2 * intent)), filled)

    def _near(self, typed: str) -> list[Match]:
        """What resembles the words, where nothing fits them."""
        titles = {
            at: " ".join(words_of(entry.title["nl"])) for at, entry in enumerate(self.entries) if len(entry.title["nl"]) >= SHORTEST_FUZZY
        }
        alike = process.extract(" ".join(words_of(typed)), titles, scorer=fuzz.WRatio, score_cutoff=LEAST_NEAR, limit=3)
        return [Match(self.entries[at], likeness / 100, near=True) for _, likeness, at in alike]


def build(graph: Graph, pages: Sequence[PageEntry] = (), findings: Iterable[Finding] | None = None) -> Index:
    """The index of a graph, with the library, the analyses and the pages of an app.

    Parameters
    ----------
    graph
        The projection whose nodes are searched; it says by which names people go.
    pages
        The pages of the app.
    findings
        What the analyses find in it: an analysis is then asked only of what it says something of. None: of anything.
    """
    about: dict[str, set[str]] | None = None if findings is None else defaultdict(set)
    for finding in findings or ():
        for case in finding.cases:
            cast("dict[str, set[str]]", about)[case.kind] |= finding.about
    return Index([*of_pages(pages), *of_library(), *of_analyses(), *of_graph(graph)], graph, about)


def _is_known(term: Term) -> bool:
    """Whether a term means something for sure, and does not only resemble or hold a known word."""
    return max(term.meant.values(), default=0.0) >= STARTS


def _beginning(ordered: Sequence[str], start: str) -> Sequence[str]:
    """Of words in order those that begin so."""
    return ordered[bisect_left(ordered, start) : bisect_right(ordered, start + "\U0010ffff")]


def _title(name: str, glossary: Glossary) -> Title:
    """The telling words of a name, each with the sign of what it means; a phrase of the glossary is its sign."""
    title: list[tuple[str, ...]] = []
    for phrase, sign in glossary.read(words_of(name)):
        if sign:
            title.append((phrase[0], sign) if len(phrase) == 1 else (sign,))
        else:
            title += [(word,) for word in phrase if word not in LITTLE]
    return tuple(title) or tuple((word,) for word in words_of(name))


def _all_words(text: str, glossary: Glossary) -> list[str]:
    """The telling words of a text, and the signs of what they mean."""
    words: list[str] = []
    for phrase, sign in glossary.read(words_of(text)):
        words += [*([sign] if sign else []), *(word for word in phrase if word not in LITTLE)]
    return words or words_of(text)


def _typed_words(terms: Sequence[Term]) -> Typed:
    """Each known word that may be meant: how surely, and by which term."""
    typed: Typed = {}
    for at, term in enumerate(terms):
        for word, sure in term.meant.items():
            if sure > typed.get(word, (0.0, 0))[0]:
                typed[word] = sure, at
    return typed
