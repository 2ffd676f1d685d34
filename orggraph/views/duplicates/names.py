"""Two names of people: in what they agree and differ, as Dutch people have and write names.

A title says nothing. A particle may be left out, or be written to the surname. Of two surnames (married, own) one is enough,
in either order. Initials go with given names, and a short form with the name that it is short for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from orggraph.i18n import T
from orggraph.model.names import PARTICLES, fold, parse_name
from orggraph.views.duplicates.evidence import Reason, Shares

NEAR_SURNAME = 0.93
"""How like each other surnames are that may be one, misspelt (Jaro-Winkler)."""
SHORT = 3
"""Letters that a short form of a given name has at least."""
_PARTS = re.compile(r"[.\s-]+")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True)
class Name:
    """A name as it is compared: folded, in its parts."""

    surnames: tuple[str, ...]
    """The surname and the own surname, without particles and spaces."""
    particle: str
    whole: str
    """The particle and the first surname, written together."""
    given: tuple[str, ...]
    initials: str
    """The first letters of all given names and initials, in the order in which they stand."""
    generation: str
    words: tuple[str, ...]
    """All words of it but title and particles, in the order of the alphabet: for names that are written the other way round."""


@lru_cache(maxsize=100_000)
def name_of(written: str) -> Name:
    """A name that somebody wrote, as it is compared."""
    parts = parse_name(written)
    called = _PARTS.split(parts.given_name)
    capital = [word for word in called if word.lower() in PARTICLES]  # Flemish: Jan De Waele, Jan Van den Berghe
    given = tuple(fold(word) for word in called if word.lower() not in PARTICLES and fold(word))
    particle = fold(" ".join([*capital, parts.particle])).replace(" ", "")
    surnames = tuple(fold(_bare(surname)).replace(" ", "") for surname in (parts.surname, parts.birth_name) if fold(surname))
    suffix = fold(parts.suffix)
    return Name(
        surnames, particle, particle + "".join(surnames[:1]), given, _initials(written, given, parts.initials),
        suffix if suffix in _GENERATIONS else "", tuple(sorted({*surnames, *given})),
    )  # fmt: skip


def _initials(written: str, given: tuple[str, ...], initials: str) -> str:
    """The first letters of given names and initials as they stand; what somebody is called (S.J. (Sanne)) is no more than its initial."""
    letters = "".join(fold(part)[:1] for part in _PARTS.split(initials))
    names = "".join(word[0] for word in given)
    if names and letters.startswith(names):
        return letters
    first = next((word for word in written.replace("(", " ").split() if fold(word) in given or word in initials.split()), "")
    return letters + names if first in initials.split() else names + letters


def _bare(surname: str) -> str:
    words = surname.split()
    while len(words) > 1 and words[0].lower() in PARTICLES:
        words = words[1:]
    return " ".join(words)


@dataclass(frozen=True)
class Usual:
    """How usual surnames and given names are among the people who are compared."""

    surnames: Shares
    given: Shares


def reasons(one_name: Name, other: Name, usual: Usual) -> list[Reason] | None:
    """In what two names agree and differ; None: they have no surname in common, nor all words in another order."""
    surname = _surname(one_name, other, usual)
    if surname is None:
        if one_name.words == other.words and len(one_name.words) > 1:
            bits = sum(sorted((usual.given.bits(word) for word in one_name.words), reverse=True)[:2])
            return [Reason(T("the same names in another order"), bits)]
        return None
    return [surname, *_particles(one_name, other), *_called(one_name, other, usual), *_generations(one_name, other)]


def _surname(name: Name, other: Name, usual: Usual) -> Reason | None:
    shared = set(name.surnames) & set(other.surnames)
    if shared:
        bits = max(usual.surnames.bits(surname) for surname in shared)
        if name.surnames == other.surnames:
            return Reason(T("the same surname"), bits)
        return Reason(T("one surname in common: a married, own or former name"), bits - 1.5)
    if name.whole in (*other.surnames, other.whole) or other.whole in name.surnames:
        return Reason(
            T("the same surname, with its particle written to it"), usual.surnames.bits(name.surnames[0] if name.surnames else "")
        )
    near = [(_alike(left, right), left, right) for left in name.surnames for right in other.surnames]
    best, left, right = max(near, default=(0.0, "", ""))
    if best >= NEAR_SURNAME:
        return Reason(T("nearly the same surname"), min(usual.surnames.bits(left), usual.surnames.bits(right)) - 4.0)
    return None


def _alike(left: str, right: str) -> float:
    """1 for a slip of one letter in a name of four letters or more, else Jaro-Winkler's likeness."""
    if max(len(left), len(right)) >= 4 and min(len(left), len(right)) >= 3 and OSA.distance(left, right, score_cutoff=1) <= 1:
        return 1.0
    return JaroWinkler.similarity(left, right) if min(len(left), len(right)) >= 6 else 0.0


def _particles(name: Name, other: Name) -> Iterator[Reason]:
    if name.particle == other.particle or name.surnames[:1] != other.surnames[:1]:
        return
    if name.particle and other.particle:
        yield Reason(T("another particle"), -6.0, against=True)
    else:
        yield Reason(T("a particle in one of the two"), -1.0, against=True)


def _called(name: Name, other: Name, usual: Usual) -> Iterator[Reason]:
    if not (name.initials and other.initials):
        return
    if name.given and other.given:
        yield _given(name, other, usual)
        first, second = name.initials, other.initials
        if len(first) > 1 and len(second) > 1 and first[0] == second[0] and first[1] != second[1]:
            yield Reason(T("another second initial"), -3.0, against=True)
        return
    fitting = _fitting(name, other)
    if fitting:
        yield Reason(T("the initials fit"), min(3.5 * fitting, 9.0))
    elif set(name.initials) & set(other.initials):
        yield Reason(T("the initials fit in part"), -2.0, against=True)
    else:
        yield Reason(T("other initials"), -9.0, against=True)


def _given(name: Name, other: Name, usual: Usual) -> Reason:
    """Two names that both have a given name in full."""
    if name.given[0] == other.given[0]:
        return Reason(T("the same given name"), usual.given.bits(name.given[0]))
    if shared := set(name.given) & set(other.given):
        return Reason(T("a given name in common"), max(usual.given.bits(word) for word in shared) - 2.0)
    if any(_short_form(left, right) for left in name.given for right in other.given):
        return Reason(T("a given name and its short form, or nearly the same"), 2.5)
    if name.initials[0] == other.initials[0]:
        return Reason(T("another given name with the same initial"), -4.0, against=True)
    return Reason(T("another given name"), -9.0, against=True)


def _short_form(left: str, right: str) -> bool:
    short, full = sorted((left, right), key=len)
    if len(short) < SHORT:
        return False
    slip = len(short) > SHORT and OSA.distance(short, full, score_cutoff=1) <= 1 and short[0] == full[0]
    return slip or full.startswith(short) or (len(short) > SHORT and short in full)


def _fitting(name: Name, other: Name) -> int:
    """How many initials agree, where one of the two names has initials alone; 0: the first does not."""
    short, long = sorted((name.initials, other.initials), key=len)
    if long.startswith(short):
        return len(short)
    given = name.given or other.given
    only = other.initials if name.given else name.initials
    return 1 if given and given[0][0] in only else 0


def _generations(name: Name, other: Name) -> Iterator[Reason]:
    if name.generation and other.generation and name.generation != other.generation:
        yield Reason(T("another generation: junior, senior"), -12.0, against=True)
