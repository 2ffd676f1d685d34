"""How evidence that two records are one adds up: in bits, as Fellegi and Sunter have it.

A point that agrees adds ``log2(m / u)``: how much more often it does in two records of one thing than in those of two.
A rare surname therefore tells more than a frequent one. What does not agree subtracts. To begin with stands the chance that
any two records are one (``A theory for record linkage``, JASA 64, 1969; frequencies after Winkler, 1988).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orggraph.i18n import Text

LEAST = 0.5
"""The lowest score that is proposed: as likely one as two."""
SURE = 0.999
"""The highest score: what is worked out from names is never certain."""
FEW = 200
"""As many records are counted at least."""
EXPECTED = 0.1
"""How many records in all have a second one, of each record: what the chance to begin with follows from."""


@dataclass(frozen=True)
class Reason:
    """One point in which two records agree or differ."""

    text: Text
    bits: float
    """How much it speaks for one thing; below zero: against. Of organizations and bodies a factor, below one: against."""
    against: bool = False


@dataclass(frozen=True)
class Pair:
    """Two nodes that may be one thing."""

    label: str
    first: str
    second: str
    """Ids; the first comes first in the order of texts."""
    score: float
    """How likely they are one by what is known here, from 0 to 1."""
    reasons: tuple[Reason, ...]
    """What speaks for it and against it, the strongest first."""


def start(records: int) -> float:
    """The bits with which any two of so many records begin; a small set is part of a larger world."""
    return math.log2(EXPECTED / max(records, FEW))


def weighed(label: str, first: str, second: str, reasons: Sequence[Reason], records: int) -> Pair:
    """A pair with its score, among so many records."""
    bits = start(records) + sum(reason.bits for reason in reasons)
    ordered = tuple(sorted(reasons, key=lambda reason: -abs(reason.bits)))
    low, high = sorted((first, second))
    return Pair(label, low, high, min(round(1 / (1 + 2.0**-bits), 3), SURE), ordered)


@dataclass(frozen=True)
class Shares:
    """How usual a value is: counted here, and leaning on what is usual at large where few were counted."""

    counted: Mapping[str, int]
    total: int
    usual: float
    """The share of a value at large of which nothing is known."""

    def bits(self, value: str) -> float:
        """What it tells that two records agree on a value."""
        leaning = 1 / self.usual
        return -math.log2((self.counted.get(value, 0) + 1) / (self.total + leaning))
