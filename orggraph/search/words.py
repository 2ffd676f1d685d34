"""Words as they are compared: without accents and endings, little words set apart, compounds taken apart.

The stemmer is for finding, not for grammar: it takes off the endings of Dutch and English words, so that what
people type and what stands in a name meet (raden, raad; botsen, botsende; replaces, replacement).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Final

from orggraph.model.names import fold


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared, in their order."""
    return fold(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("&", " en ")).split()


LITTLE: Final = frozenset(
    words_of("""
    de het een der den des van voor in op bij aan met uit over om te ten ter tot door als dan dat die dit deze er of en is zijn was
    ben bent wordt worden heeft hebben heb had kan kunnen mag mogen moet moeten zal zullen wil willen gaat gaan doet doen geeft
    wie wat waar welke welk wanneer hoe hoeveel waarom waarover waarvoor ik je jij u hij zij ze we wij men mij me mijn jouw uw ons onze
    hun haar zich niet geen ook nog nu al wel toe na naar onder boven tussen zonder zo er daar hier elk elke alle alles ander andere
    iets iemand iedereen meer meeste veel zit zitten staat staan komt komen krijgt krijgen moment kant
    the a an of for in on at with from by to as than that this these those there is are was be been has have had can may must shall
    will who what where which when how many much why i you he she it we they me my your our their not no also still now each every all
    other some do does did get gets go goes come comes and or
    """)
)
"""Words that tell little by themselves; they count only where nothing else was typed."""
ASKING: Final = frozenset(
    words_of("wie wat waar welke welk wanneer hoe hoeveel waarom waarover waarvoor who what where which when how why")
)
"""Words with which a question begins."""
_ENDINGS: Final = ("heden", "ingen", "ende", "eren", "ment", "ing", "end", "ers", "tje", "en", "er", "es", "ed", "e", "s")
_SHORTEST_STEM: Final = 3
_DOUBLED: Final = re.compile(r"([b-df-hj-np-tv-z])\1$")
_THIRD_PERSON: Final = re.compile(r"[bcdfgklmnprsvz]t$")
_LONG: Final = re.compile(r"([aeou])\1")
_LAST: Final = str.maketrans({"v": "f", "z": "s"})
_LINKS: Final = ("", "s", "en", "e")
"""What may stand between the parts of a Dutch compound."""
_SHORTEST_PART: Final = 4
MOST_BETWEEN: Final = 2


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its endings: what forms of one word have in common."""
    if not word.isalpha() or len(word) <= _SHORTEST_STEM:
        return word
    rest = word
    for _ in range(2):
        ending = next((end for end in _ENDINGS if rest.endswith(end) and len(rest) - len(end) >= _SHORTEST_STEM), "")
        rest = rest.removesuffix(ending)
    if _THIRD_PERSON.search(rest) and len(rest) > _SHORTEST_STEM + 1:
        rest = rest[:-1].removesuffix("s")
    rest = _LONG.sub(r"\1", _DOUBLED.sub(r"\1", rest))
    return rest[:-1] + rest[-1].translate(_LAST)


def parts_of(word: str, known: Container[str]) -> tuple[str, str] | None:
    """The two known words that a compound is made of, as regiobegroting of regio and begroting; None where it is none."""
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, last = word[:cut], word[cut:]
        if last not in known:
            continue
        for link in _LINKS:
            bare = first[: len(first) - len(link)]
            if first.endswith(link) and len(bare) >= _SHORTEST_PART - 1 and bare in known:
                return bare, last
    return None


def is_asked(words: Sequence[str]) -> bool:
    """Whether the words are a question, and not only a name."""
    return any(word in ASKING for word in words)


def stands_in(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words of a phrase stand in a text in their order, with at most two other words among them."""
    for start, word in enumerate(words):
        if word != phrase[0]:
            continue
        at = start
        for sought in phrase[1:]:
            at = next((i for i in range(at + 1, len(words)) if words[i] == sought), len(words))
        if at < min(len(words), start + len(phrase) + MOST_BETWEEN):
            return True
    return False
