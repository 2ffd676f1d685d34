"""Names that the eye cannot tell apart: letters of other alphabets in the place of Latin ones, or other forms of the same letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from orggraph.errors import Locate, Problem
from orggraph.i18n import T
from orggraph.model.base import Node

_OTHERS = "АВСЕНІЈКМОРЅТХУаеорсухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι"  # Cyrillic, then Greek
_LATIN = "ABCEHIJKMOPSTXYaeopcyxijshdqwABEZHIKMNOPTYXovi"
LOOKS = str.maketrans(_OTHERS, _LATIN)
"""Letters that fonts draw as a Latin one: those of Cyrillic and Greek in the confusables of Unicode Technical Standard 39."""


def skeleton(name: str) -> str:
    """What the eye sees of a name: compatible forms as one, letters by their look, case and width of spaces left out."""
    return " ".join(unicodedata.normalize("NFKC", name).translate(LOOKS).casefold().split())


def lookalikes(nodes: Iterable[Node], make: Locate) -> Iterator[Problem]:
    """Names that read as that of an earlier record of the same label, and are written with other letters: a warning each.

    Two records with the very same name are none: people share names.
    """
    seen: dict[tuple[str, str], Node] = {}
    for node in nodes:
        first = seen.setdefault((type(node).__name__, skeleton(node.name)), node)
        if _plain(first.name) != _plain(node.name):
            letters = ", ".join(dict.fromkeys(letter for letter in first.name + node.name if letter.translate(LOOKS) != letter))
            message = T("the name {name} looks like that of {other}, and is written with other letters", name=node.name, other=first.id)
            hint = T("Type it again, if it is the same; letters of another alphabet: {letters}.", letters=letters)
            hint = hint if letters else T("Type it again, if it is the same.")
            yield make("look_alike", node.id, message, hint, "name").warning()


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
