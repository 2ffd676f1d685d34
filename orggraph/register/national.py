"""What is usual in the country, as far as the extract of the register goes: in how many arrangements a municipality takes part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from orggraph.i18n import T, Text
from orggraph.register.contents import extract


@dataclass(frozen=True)
class Usual:
    """How many arrangements municipalities take part in."""

    median: float
    municipalities: int
    """Of how many."""
    arrangements: int
    """In how many arrangements in force, which are not all that there are; see ORIGIN.md."""
    date: str


@cache
def arrangements_of_a_municipality() -> Usual:
    """The median number of arrangements that a municipality takes part in, over those that take part in any."""
    register = extract()
    counted = Counter(
        number
        for regulation in register.regulations
        for number in {part.entry.id for part in regulation.participants if part.entry.kind == "Gemeente"}
    )
    return Usual(float(median(counted.values())), len(counted), len(register.regulations), register.date)


def beside(here: Sequence[int]) -> Text:
    """In how many arrangements municipalities take part, beside what is usual in the country, as a sentence."""
    usual = arrangements_of_a_municipality()
    return T(
        "A municipality here takes part in {n} arrangements in the middle case ({m} municipalities); in the country that is {k} ({total}).",
        n=float(median(here)) if here else 0, m=len(here), k=usual.median, total=usual.municipalities,
    )  # fmt: skip
