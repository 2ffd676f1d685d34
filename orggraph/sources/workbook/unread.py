"""What a cell may hold that is no value of its column."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from orggraph.i18n import Text

LONGEST: Final = 32_767
"""Characters that a cell of a spreadsheet holds at most."""


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula, which nobody works out here."""


@dataclass(frozen=True)
class Failure:
    """A cell in which the spreadsheet shows an error, such as ``#REF!``."""

    words: str


Raw = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Formula | Failure
"""What a cell holds; an empty text is an empty cell."""


class Unread(Exception):
    """A cell that cannot be read: what is wrong with it, and what to do.

    Parameters
    ----------
    code, message
        As of a problem.
    hint
        What to do, or a function that works it out: only who tells it pays for the nearest names.
    """

    def __init__(self, code: str, message: Text, hint: Text | Callable[[], Text | None] | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self._hint = code, message, hint

    @property
    def hint(self) -> Text | None:
        """What to do."""
        return self._hint() if callable(self._hint) else self._hint


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """A text as it is compared: without accents, capitals, signs that nobody sees and spaces too many."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = (sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join("".join(plain).casefold().replace("’", "'").split())
