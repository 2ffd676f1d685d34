"""Weighted voting: who can carry or block, and how much each vote matters; counted exactly, over whole numbers.

A coalition wins with ``quota`` votes or more. The number of coalitions of each weight (and size) is counted by adding one voter
after the other, so that no coalition is listed: voters × votes steps for Banzhaf's index, voters² × votes for that of Shapley and Shubik.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb, gcd, lcm
from typing import NamedTuple


class Share(NamedTuple):
    """Which part of the votes carries a decision; ``more``: more than that part is needed, not just as much."""

    part: Fraction
    more: bool = False

    def quota(self, votes: int) -> int:
        """The fewest votes of so many that carry."""
        return int(self.part * votes) + 1 if self.more else ceil(self.part * votes)


HALF = Share(Fraction(1, 2), more=True)
"""More than half of the votes: the rule of Gemeentewet 30, which Wgr 22 applies to the general board of a public body."""
_WORDED: Sequence[tuple[re.Pattern[str], Share]] = tuple(
    (re.compile(words, re.IGNORECASE), share)
    for words, share in (
        (r"twee\s*derden?|2/3|two[\s-]thirds?", Share(Fraction(2, 3))),
        (r"drie\s*kwart|drie\s*vierden?|3/4|three[\s-](quarters?|fourths?)", Share(Fraction(3, 4))),
        (r"vier\s*vijfden?|4/5|four[\s-]fifths?", Share(Fraction(4, 5))),
        (r"unani|eenparig|eenstemmig|algemene stemmen|consensus", Share(Fraction(1))),
        (r"(gewone|volstrekte|absolute|enkelvoudige|simple|ordinary)\s+(meerderheid|majority)|meer dan de helft|more than half", HALF),
    )
)


def majorities(text: str) -> dict[str, Share]:
    """The rules by which a body decides, as far as its text can be read: per clause, in its own words, the share of the votes.

    Clauses are parted by semicolons. A clause that says none of the majorities that are known here is left out.
    """
    read = {}
    for clause in filter(None, map(str.strip, text.split(";"))):
        share = next((share for pattern, share in _WORDED if pattern.search(clause)), None)
        if share:
            read[clause] = share
    return read


@dataclass(frozen=True)
class Power:
    """What the votes of one voter are worth."""

    swings: int
    """Coalitions of the others that win with it and do not without."""
    banzhaf: float
    """Its swings as a share of all swings (normalised index: Banzhaf 1965); 0 for all where nobody has any."""
    decisive: float
    """Its swings as a share of all coalitions of the others: how often it decides where each coalition is as likely (Penrose 1946)."""
    shapley: float
    """The share of the orders in which voters may join where it makes the coalition win (Shapley and Shubik 1954)."""


@dataclass(frozen=True)
class Game:
    """Voters with their votes, whole numbers, and the votes that carry."""

    votes: Mapping[str, int]
    quota: int

    @property
    def total(self) -> int:
        """All votes."""
        return sum(self.votes.values())

    def carries(self, voter: str) -> bool:
        """Whether one voter carries a decision alone."""
        return self.votes[voter] >= self.quota

    def blocks(self, voter: str) -> bool:
        """Whether nothing is carried without one voter."""
        return self.total - self.votes[voter] < self.quota

    def fewest_to_carry(self) -> int | None:
        """How many voters carry a decision together, at the fewest; None: not even all."""
        return self._fewest(self.quota)

    def fewest_to_block(self) -> int | None:
        """How many voters together keep a decision from being carried, at the fewest."""
        return self._fewest(self.total - self.quota + 1)

    def _fewest(self, wanted: int) -> int | None:
        reached = 0
        for number, votes in enumerate(sorted(self.votes.values(), reverse=True), 1):
            reached += votes
            if reached >= wanted:
                return number
        return None

    def winning(self) -> int:
        """How many of the 2ⁿ coalitions win."""
        return sum(n for row in self._coalitions() for n in row[self.quota :])

    def powers(self) -> dict[str, Power]:
        """The power of each voter."""
        counted = self._coalitions()
        n = len(self.votes)
        swings: dict[str, list[int]] = {}
        for voter, votes in self.votes.items():
            others = _without(counted, votes)
            swings[voter] = [sum(row[max(self.quota - votes, 0) : self.quota]) for row in others]
        every = sum(map(sum, swings.values()))
        return {
            voter: Power(
                sum(by_size),
                sum(by_size) / every if every else 0.0,
                sum(by_size) / 2 ** (n - 1),
                float(sum(Fraction(times, n * comb(n - 1, size)) for size, times in enumerate(by_size))),
            )
            for voter, by_size in swings.items()
        }

    def _coalitions(self) -> list[list[int]]:
        """By size and by votes how many coalitions there are."""
        counted = [[0] * (self.total + 1) for _ in range(len(self.votes) + 1)]
        counted[0][0] = 1
        for number, votes in enumerate(self.votes.values(), 1):
            for size in range(number, 0, -1):
                before, row = counted[size - 1], counted[size]
                for weight in range(self.total, votes - 1, -1):
                    row[weight] += before[weight - votes]
        return counted


def _without(counted: list[list[int]], votes: int) -> list[list[int]]:
    """The coalitions in which a voter with so many votes is not: those of all, less those that it joined."""
    others = [list(counted[0])]
    for row in counted[1:-1]:
        before = others[-1]
        others.append([n - (before[weight - votes] if weight >= votes else 0) for weight, n in enumerate(row)])
    return others


def game(votes: Mapping[str, float], share: Share) -> Game:
    """The game of voters with votes that need not be whole, such as 1.5; they are taken as whole numbers in that proportion."""
    exact = {voter: Fraction(given).limit_denominator(1000) for voter, given in votes.items()}
    scale = lcm(*(each.denominator for each in exact.values())) if exact else 1
    whole = {voter: int(each * scale) for voter, each in exact.items()}
    common = gcd(*whole.values()) or 1
    smallest = {voter: each // common for voter, each in whole.items()}
    return Game(smallest, share.quota(sum(smallest.values())))
