"""Pages of records that the server need not put in order: each is a stretch of the hashes, which are spread evenly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_DIGITS: Final = 6
AFTER_ALL: Final = "g"
"""Comes after every hash, which is hexadecimal."""


def pages(records: int, most: int) -> Iterator[tuple[str, str]]:
    """The stretches of the property ``hash`` that have about so many records each, or all in one.

    Each is a pair: from this hash on, and before that one. To sort a million records takes a server more than to look through them once
    more for each page, and memory that it may not have.
    """
    count = -(-records // most) or 1
    cuts = [f"{16**_DIGITS * number // count:0{_DIGITS}x}" for number in range(1, count)]
    yield from pairwise(["", *cuts, AFTER_ALL])
