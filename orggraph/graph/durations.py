"""How long several waits take after and beside each other, as a distribution: by formula, and by simulation with a seed.

A wait for a meeting that comes every P days, from a day that may be any, is uniform from 0 to P days. After each other
waits add up: the density of a sum of independent waits is the convolution of their densities (for equal P the law of
Irwin and Hall). Beside each other the last one counts: the distribution function of the latest is the product. Both are
worked out on a grid of :data:`GRID` days, which is as exact as half of that.

References: A. Papoulis, *Probability, Random Variables and Stochastic Processes*, 6-2; J.O. Irwin and P. Hall, *Biometrika* 19 (1927);
D.R. Cox, *Renewal Theory* (1962), 5.4, for the wait between meetings that are not evenly spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

GRID = 0.25
"""Days between two points of the grid."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sawtooth:
    """The wait for a meeting from a day that may be any.

    Parameters
    ----------
    stretches
        Of each stretch of days the wait at its end and at its beginning, in days: within it the wait falls by one a day.
    of
        So many independent bodies meet like this, and the last one counts.
    """

    stretches: tuple[tuple[float, float], ...]
    of: int = 1

    @property
    def longest(self) -> float:
        """The longest wait."""
        return max(most for _, most in self.stretches)

    def cdf(self, x: Numbers) -> Numbers:
        """The share of days from which the wait is at most so long."""
        lows, highs = (np.array(side)[:, None] for side in zip(*self.stretches, strict=True))
        share: Numbers = np.clip(x[None, :] - lows, 0, highs - lows).sum(axis=0) / (highs - lows).sum()
        return share**self.of

    def draw(self, generator: np.random.Generator, n: int) -> Numbers:
        """So many waits at random."""
        lows, highs = (np.array(side) for side in zip(*self.stretches, strict=True))
        which = generator.choice(len(lows), size=(self.of, n), p=(highs - lows) / (highs - lows).sum())
        waits: Numbers = generator.uniform(lows[which], highs[which]).max(axis=0)
        return waits


@dataclass(frozen=True)
class Span:
    """How long a step takes: until the last of its meetings, and at least so many days."""

    waits: tuple[Sawtooth, ...] = ()
    least: float = 0.0

    @property
    def longest(self) -> float:
        """The longest that it takes."""
        return max([self.least, *(wait.longest for wait in self.waits)])

    @property
    def masses(self) -> Numbers:
        """The chance of each number of days, on the grid. Worked out once for all steps that wait alike; nobody may write into it."""
        return _masses(self)

    def draw(self, generator: np.random.Generator, n: int) -> Numbers:
        """So many durations at random."""
        return reduce(np.maximum, [wait.draw(generator, n) for wait in self.waits], np.full(n, self.least))


@lru_cache(maxsize=1024)
def _masses(span: Span) -> Numbers:
    points: Numbers = (np.arange(round(span.longest / GRID) + 2, dtype=np.float64) + 0.5) * GRID
    share = reduce(np.multiply, [wait.cdf(points) for wait in span.waits], np.ones(len(points)))
    share = np.where(points < span.least, 0.0, share)
    masses: Numbers = np.diff(share, prepend=0.0)
    masses.flags.writeable = False
    return masses


def every(days: float, of: int = 1) -> Sawtooth:
    """The wait for what comes every so many days."""
    return Sawtooth(((0.0, float(days)),), of)


def until_all(meetings: Sequence[Sequence[date]]) -> Sawtooth | None:
    """The wait until each of several bodies has met once, by their dated meetings together; None: these have no days in common.

    Asked from each day between the first day on which all have begun to meet and the last on which all still do.
    """
    return _until_all(tuple(tuple(days) for days in meetings))


@lru_cache(maxsize=1024)
def _until_all(meetings: tuple[tuple[date, ...], ...]) -> Sawtooth | None:
    first, last = max(days[0] for days in meetings), min(days[-1] for days in meetings)
    points = sorted({day for days in meetings for day in days if first <= day <= last})
    stretches = []
    for begin, end in pairwise(points):
        done = max(next(day for day in days if day >= end) for days in meetings)
        stretches.append((float((done - end).days), float((done - begin).days)))
    return Sawtooth(tuple(stretches)) if stretches else None


def together(*parts: Numbers) -> Numbers:
    """What comes after each other: the chances of the sum."""
    return reduce(np.convolve, parts, np.ones(1))


def latest(*parts: Numbers) -> Numbers:
    """What runs beside each other: the chances of the longest of independent parts."""
    size = max(len(part) for part in parts)
    shares = [np.cumsum(np.pad(part, (0, size - len(part)))) for part in parts]
    return np.diff(reduce(np.multiply, shares), prepend=0.0)


def quantile(masses: Numbers, share: float) -> float:
    """The number of days within which so large a share is done."""
    return float(np.searchsorted(np.cumsum(masses), share - 1e-9)) * GRID


def mean(masses: Numbers) -> float:
    """The mean, in days."""
    return float(np.arange(len(masses)) @ masses) * GRID
