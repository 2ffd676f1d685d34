"""How evenly something is divided: two figures for the same question, each with its range."""

from __future__ import annotations

from collections.abc import Sequence


def herfindahl(values: Sequence[float]) -> float | None:
    """The sum of the squares of the shares (Herfindahl 1950, Hirschman 1964): 1 where one has all, 1 / n where all n have as much.

    One divided by it is the number of holders of equal size that would be as concentrated. None: there is nothing to divide.
    """
    total = sum(values)
    return sum((value / total) ** 2 for value in values) if total else None


def gini(values: Sequence[float]) -> float | None:
    """Half of the mean difference of two values, divided by the mean (Gini 1912): 0 where all have as much, (n - 1) / n where one has all.

    Who has nothing counts. None: there is nothing to divide.
    """
    total, n = sum(values), len(values)
    if not total:
        return None
    return sum((2 * place - n - 1) * value for place, value in enumerate(sorted(values), 1)) / (n * total)
