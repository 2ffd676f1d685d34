"""Texts, keys and dates of foreign files: what a record may bear, and what of it is refused before anything is made."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from orggraph.errors import Misfit
from orggraph.i18n import T
from orggraph.model.base import can_be_seen
from orggraph.model.dates import first_day
from orggraph.model.meant import iso_date

MOST_SIGNS: Final = 20_000
"""Signs of one value; the longest purpose in the public register has some five thousand."""
MOST_KEY: Final = 80
LANGUAGE_ORDER: Final = ("nl", "en")
NO_DATE: Final = frozenset({"", "-", "?", "0000", "0000-00-00", "null", "none", "onbekend", "unknown", "n.v.t.", "nvt"})
_UNPRINTABLE: Final = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.ASCII)
_ZEROS: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-00)+", re.ASCII)


def text_of(value: Any) -> str:
    """A value as one line of text; of a value in several languages the Dutch, else the English, else the first.

    Raises
    ------
    Misfit
        Where it is no text, is longer than ``MOST_SIGNS``, or holds a sign that no store can.
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = _of_languages(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Misfit(T("a text was expected, and this is none: {words}", words=_short(value)))
    text = str(value)
    if len(text) > MOST_SIGNS:
        raise Misfit(T("a value of {n} signs; at most {most} are read", n=len(text), most=MOST_SIGNS))
    if sign := _UNPRINTABLE.search(text):
        raise Misfit(T("the sign {code} cannot be stored", code=f"U+{ord(sign[0]):04X}"))
    text = " ".join(text.split())
    return text if can_be_seen(text) else ""


def key_of(text: str) -> str:
    """A part of an id from any text: the same for the same text, never empty, of a bounded length."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not key:
        return f"x-{_digest(text)}"
    return key if len(key) <= MOST_KEY else f"{key[:MOST_KEY].strip('-')}-{_digest(text)}"


def person_key(identifier: str, name: str) -> str:
    """A part of the id of a person, in which no name can be read: people bear function labels.

    Parameters
    ----------
    identifier
        What the file calls the person; empty: nothing, and then the name tells people apart.
    name
        The name as the file has it.
    """
    key = key_of(identifier) if identifier else ""
    words = {word for word in key_of(name).split("-") if len(word) > 2}
    return key if key and not words & set(key.split("-")) else f"p-{_digest(identifier or key_of(name))}"


def day_of(value: Any) -> tuple[str | None, str | None]:
    """A date of a foreign file: the partial date, or else the words that stand there; neither where nothing is stated.

    A moment is its day; ``2015-00-00`` is the year; ``31-03-2015`` and ``31 maart 2015`` are days as well.
    """
    text = text_of(value)
    if text.lower() in NO_DATE:
        return None, None
    if moment := _MOMENT.fullmatch(text):
        text = moment[1]
    if zeros := _ZEROS.fullmatch(text):
        text = zeros[1] if zeros[2] in (None, "00") else f"{zeros[1]}-{zeros[2]}"
    try:
        first_day(text)
    except ValueError:
        meant = iso_date(text)
        return (meant, None) if meant else (None, text)
    return text, None


def _of_languages(value: Mapping[Any, Any]) -> Any:
    """The value in the language that is asked first, of a map such as ``{"lang:en": …}``."""
    by_language = {str(name).rpartition(":")[2]: text for name, text in value.items()}
    return next((by_language[lang] for lang in LANGUAGE_ORDER if by_language.get(lang)), next(iter(by_language.values()), None))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _short(value: Any) -> str:
    written = ascii(value)
    return written if len(written) <= 40 else f"{written[:40]}…"
