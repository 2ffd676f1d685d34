"""Pages of records that the server need not put in order: each is a stretch of the hashes, which are spread evenly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_DIGITS: Final = 6
AFTER_ALL: Final = "g"
"""Comes after every hash, which is hexadecimal."""


PAGE = 50_000
"""Records in one answer: two of them, with all their properties, fit in what the embedded server keeps for answers (256 MB)."""


def pages(records: int) -> Iterator[tuple[str, str]]:
    """The stretches of the property ``hash`` that have about as many records as fit in one answer (:data:`PAGE`).

    Each is a pair: from this hash on, and before that one. To sort a million records takes a server more than to look through them once
    more for each page, and memory that it may not have.
    """
    count = -(-records // PAGE) or 1
    cuts = [f"{16**_DIGITS * number // count:0{_DIGITS}x}" for number in range(1, count)]
    yield from pairwise(["", *cuts, AFTER_ALL])
