"""Names of people as they are in the Netherlands: title, given name or initials, particle, surname, own surname, suffix.

A name is sorted by its surname without the particle: Sanne van der Akker under A. Accents and capitals make no
difference, and *ij* stands with *y*, as in Dutch telephone books: who looks somebody up does not know whether
the name is spelled IJsbrand or Ysbrand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

PARTICLES: Final = frozenset({
    "aan", "af", "al", "auf", "bij", "d'", "da", "dal", "dalla", "das", "de", "degli", "dei", "del", "della", "den", "der",
    "des", "di", "do", "dos", "du", "el", "in", "la", "las", "le", "les", "lo", "los", "onder", "op", "over", "s'", "'s",
    "s't", "'t", "tho", "thoe", "thor", "to", "toe", "ten", "ter", "te", "tot", "uijt", "uit", "van", "vanden", "vander",
    "ver", "vom", "von", "voor", "vor", "zu", "zum", "zur",
})  # fmt: skip
TITLES: Final = frozenset({
    "mr", "dr", "drs", "ir", "ing", "prof", "jhr", "jkvr", "ds", "bc", "mw", "mevr", "mevrouw", "dhr", "heer", "baron",
    "barones", "graaf", "gravin", "ridder", "freule", "rev", "hon", "sir", "dame",
})  # fmt: skip
SUFFIXES: Final = frozenset({
    "MSc", "BSc", "MA", "BA", "LLM", "LL.M", "LLB", "PhD", "MBA", "MPA", "MPM", "MPH", "EMBA", "RA", "AA", "RC", "RE", "RT",
    "MIM", "MCM", "MCD", "MMC", "MFM", "Jr.", "Sr.", "CPC", "CIIA",
})  # fmt: skip
_INITIALS: Final = re.compile(r"(?:[A-Z][a-z]{0,2}\.-?)+|[A-Z]|IJ\.?")
_BORN: Final = re.compile(r"\s(?:geb\.|geboren)\s")
_BRACKETS: Final = re.compile(r"(.+?),? (\(.*\))")
_AFTER_HYPHEN: Final = re.compile(r"-(?=\S)")


@dataclass(frozen=True)
class PersonName:
    """The parts of a name; what is not known is empty."""

    surname: str
    particle: str = ""
    given_name: str = ""
    initials: str = ""
    birth_name: str = ""
    """The own surname after that of a partner, with its particle."""
    honorific: str = ""
    suffix: str = ""
    written: str = field(default="", compare=False)
    """The whole as somebody wrote it, where they did."""

    def __str__(self) -> str:
        """The name as people write it: mr. Bo de Zwart-van den Aa."""
        if self.written:
            return self.written
        surname = "-".join(part for part in (self.surname, self.birth_name) if part)
        called = self.given_name or self.initials
        return " ".join(part for part in (self.honorific, called, self.particle, surname, self.suffix) if part)

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What names are put in order by: the surnames without particles, then given name, initials and particle."""
        own, _particle = _without_particle(self.birth_name.split())
        return tuple(fold(part) for part in (self.surname, " ".join(own), self.given_name or self.initials, self.particle))


def fold(text: str) -> str:
    """A text as it is compared: without accents, capitals and signs, with *ij* as *y*."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.replace("ij", "y").split())


@lru_cache(maxsize=20_000)
def sort_key(name: str) -> tuple[str, ...]:
    """The key by which a name that is written out is put in order."""
    return parse_name(name).sort_key


def parse_name(text: str) -> PersonName:
    """The parts of a name that is written out: as it is said, or with the surname first and a comma.

    It goes by the words that Dutch names have: titles and suffixes, and particles in lower case. What follows a hyphen
    in the surname, or *geboren*, is the own surname. A name of one word is a surname.
    """
    name, _, born = _BORN.sub("\0", " ".join(text.split())).partition("\0")
    name, suffix = _suffix(name)
    first, comma, rest = name.partition(", ")
    if comma:
        honorific, words = _honorific(rest.split())
        called, trailing = _split_end(words)
        surname, particle = _without_particle(first.split())
        particle = " ".join([*trailing, *particle.split()])
    else:
        honorific, words = _honorific(name.split())
        called, surname, particle = _split_words(words)
    surname_text, own = _hyphened(" ".join(surname))
    given, initials = _called(called)
    return PersonName(surname_text, particle, given, initials, born.strip() or own, honorific, suffix, text)


def _suffix(text: str) -> tuple[str, str]:
    """A name without the words and the brackets that end it, and those."""
    brackets = _BRACKETS.fullmatch(text)
    name, tail = brackets.groups() if brackets else (text, "")
    words = name.split()
    cut = len(words)
    while cut > 1 and words[cut - 1].rstrip(",") in SUFFIXES:
        cut -= 1
    return " ".join(words[:cut]).rstrip(","), " ".join([*words[cut:], tail]).strip()


def _honorific(words: Sequence[str]) -> tuple[str, list[str]]:
    """The titles before a name, and the words after them."""
    cut = 0
    while cut < len(words) - 1 and (_bare(words[cut]) in TITLES or _is_de_heer(words[cut : cut + 2])):
        cut += 1
    return " ".join(words[:cut]), list(words[cut:])


def _is_de_heer(words: Sequence[str]) -> bool:
    return [word.casefold() for word in words] == ["de", "heer"]


def _split_words(words: Sequence[str]) -> tuple[list[str], list[str], str]:
    """Given names, surname and particle of a name as it is said."""
    start = next((at for at, word in enumerate(words) if at and word in PARTICLES), None)
    if start is None and words and words[0].lower() in PARTICLES and len(words) > 1:
        start = 0
    if start is None or start == len(words) - 1:
        return list(words[:-1]), list(words[-1:]), ""
    surname, particle = _without_particle(words[start:])
    return list(words[:start]), surname, particle


def _without_particle(words: Sequence[str]) -> tuple[list[str], str]:
    """A surname without the particles before it, and those; one that is nothing but particles stays whole."""
    cut = 0
    while cut < len(words) - 1 and words[cut].lower() in PARTICLES:
        cut += 1
    return list(words[cut:]), " ".join(words[:cut])


def _split_end(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The given names after a comma, and the particles that end them."""
    cut = len(words)
    while cut and words[cut - 1] in PARTICLES:
        cut -= 1
    return list(words[:cut]), list(words[cut:])


def _hyphened(surname: str) -> tuple[str, str]:
    first, *own = _AFTER_HYPHEN.split(surname, maxsplit=1)
    return (first, own[0]) if own and first else (surname, "")


def _called(words: Sequence[str]) -> tuple[str, str]:
    """Given names and initials, from the words before a surname; a name in brackets is what somebody is called."""
    given = [word.strip("()") for word in words if not _INITIALS.fullmatch(word)]
    return " ".join(given), " ".join(word for word in words if _INITIALS.fullmatch(word))


def _bare(word: str) -> str:
    return word.replace(".", "").rstrip(",").casefold()
