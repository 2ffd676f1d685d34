"""A page as data: sections of typed blocks, without any markup. Every renderer takes the same page.

All texts are plain and already in one language. What they hold is never read as HTML, as typst or as anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, ClassVar, Literal

from orggraph.i18n import Lang
from orggraph.picture.palette import INK

Tone = Literal["plain", "quiet", "warn"]
Width = Literal["half", "whole"]
Mark = Literal["you", "chair", "secretary", "adviser", "member", "unnamed", "meeting", "day", "now"]


@dataclass(frozen=True)
class Words:
    """A text with what belongs to it.

    Parameters
    ----------
    text
        The text.
    cites
        Numbers of the places in ``Page.sources`` that say it; the first is 1.
    node
        Id of the node that it names, for renderers that have a page of that node.
    open
        Whether it says that nobody has written something down; drawn on a dotted line.
    strong
        Whether it is set apart by weight.
    """

    text: str
    cites: tuple[int, ...] = ()
    node: str | None = None
    open: bool = False
    strong: bool = False


Line = tuple[Words, ...]
"""Texts that stand after each other; a space or comma between them belongs to the texts."""


def line(*parts: str | Words) -> Line:
    """A line of texts and words."""
    return tuple(part if isinstance(part, Words) else Words(part) for part in parts if part)


def plain(parts: Line) -> str:
    """A line as text alone."""
    return "".join(part.text for part in parts)


@dataclass(frozen=True)
class Block:
    """One block of a section; each class of it has one template in each renderer."""

    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        cls.kind = cls.__name__.lower()


@dataclass(frozen=True)
class Prose(Block):
    """A paragraph; ``lead`` stands before it, set apart by weight. A warning stands in a box."""

    words: Line
    lead: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class Heading(Block):
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Figures(Block):
    """A few figures, each as large digits and what they count."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture(Block):
    """A drawing as SVG with ``viewBox``, what it shows for who does not see it (``alt``), its signs with their meaning, its width."""

    svg: str
    alt: str
    key: tuple[tuple[Mark, str], ...] = ()
    width: Width = "whole"


@dataclass(frozen=True)
class Card:
    """A card: a name, what it is about, and facts by name.

    Parameters
    ----------
    title, under, about
        Its name; a line under it; a sentence.
    facts
        Name and value of each fact, in order.
    colour
        Of its edge; ``#rrggbb`` with a contrast of at least 4.5 on white.
    picture
        A small drawing beside the facts.
    badge
        One word that sets it apart.
    """

    title: Line
    under: Line = ()
    about: Line = ()
    facts: tuple[tuple[str, Line], ...] = ()
    colour: str = INK
    picture: Picture | None = None
    badge: str = ""


@dataclass(frozen=True)
class Cards(Block):
    """Cards beside each other, two in a row where there is room; ``key`` explains the signs in their drawings."""

    cards: tuple[Card, ...]
    key: tuple[tuple[Mark, str], ...] = ()


@dataclass(frozen=True)
class Table(Block):
    """A table; the first cell of a row is its name. ``widths`` are the shares of the columns."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two roles that meet: what the one may expect of the other, and the other of the one. What is empty is an open line."""

    role: Line
    other: Line
    gets: tuple[Line, ...] = ()
    gives: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Pairs(Block):
    """Pairs of roles that meet, both sides beside each other; ``who``, ``gets`` and ``gives`` are the heads of pair and sides."""

    who: str
    gets: str
    gives: str
    open: str
    """What an open line says to who does not see it."""
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Contact:
    """Somebody, or a post: name, function, what to ask."""

    name: Line
    function: Line = ()
    about: Line = ()


@dataclass(frozen=True)
class People(Block):
    """Lists of people beside each other, each under a heading."""

    groups: tuple[tuple[str, tuple[Contact, ...]], ...]


@dataclass(frozen=True)
class Stage:
    """A step of a route: its number, what is done, where, under which conditions; ``mine``: one's own turn."""

    number: str
    what: Line
    where: Line = ()
    when: str = ""
    mine: bool = False


@dataclass(frozen=True)
class Way:
    """A route: name, why it is told here, its drawing and its steps."""

    name: Line
    why: str
    picture: Picture
    stages: tuple[Stage, ...]
    met_twice: bool = False


@dataclass(frozen=True)
class Ways(Block):
    """Routes, two beside each other where there is room."""

    ways: tuple[Way, ...]
    mine: str
    """What marks a step of one's own, in words: colour alone says it to nobody who does not see it."""


@dataclass(frozen=True)
class Day:
    """A day: as people write it and as ISO, what is on it, what belongs to it; ``last``: a day by which something is due."""

    text: str
    iso: str
    what: Line
    more: tuple[str, ...] = ()
    colour: str = INK
    last: bool = False


@dataclass(frozen=True)
class Dates(Block):
    """Days in order; ``due`` says in a word what a day is by which something must be done."""

    days: tuple[Day, ...]
    due: str


@dataclass(frozen=True)
class Question:
    """A question to discuss, what is the case, what kind of knowledge it rests on (``tag``, ``colour``), and the article or place."""

    question: str
    words: Line
    tag: str
    basis: str = ""
    colour: str = INK


@dataclass(frozen=True)
class Questions(Block):
    """Questions to discuss."""

    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Task:
    """Something that is open, and who can close it."""

    what: Line
    ask: Line = ()


@dataclass(frozen=True)
class Tasks(Block):
    """Open matters, each with a box to tick on paper; ``ask`` stands before who can close it."""

    tasks: tuple[Task, ...]
    ask: str


@dataclass(frozen=True)
class Glossary(Block):
    """Words with their meaning."""

    words: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Sheet(Block):
    """A form to fill in together on paper: a row per name, an open line per field."""

    caption: str
    name: str
    fields: tuple[str, ...]
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """A part of a page: its heading, the question that it answers, its blocks, and what the sources do not say.

    ``silent`` is said once, at its end; ``new_sheet``: on paper it begins a sheet.
    """

    id: str
    title: str
    question: str
    blocks: tuple[Block, ...]
    silent: tuple[str, ...] = ()
    new_sheet: bool = False


@dataclass(frozen=True)
class Place:
    """A place in a source, and where the source can be found (``http`` or ``https``, or None)."""

    id: str
    name: str
    locator: str = ""
    url: str | None = None

    @property
    def label(self) -> str:
        """Source and place."""
        return f"{self.name}, {self.locator}" if self.locator else self.name


@dataclass(frozen=True)
class Event:
    """A day in a calendar file: stable id, date, what, where, times ``HH:MM`` where they are known, a longer text."""

    uid: str
    date: str
    what: str
    place: str = ""
    start: str = ""
    end: str = ""
    about: str = ""


@dataclass(frozen=True)
class Page:
    """A document about one subject.

    Parameters
    ----------
    kind, title, under
        Which report it is; its subject; a line under that.
    lang
        Language of all texts.
    region
        Titles of the datasets.
    facts
        Name and value of what every export says of itself: dataset and version, date, sources.
    day
        The day asked, as people write it.
    notices
        What must be said before all else: that it is invented, that people are shown by function.
    opening
        Blocks between title and sections, of kinds that bear no heading of their own.
    sections, sources, events
        The content; the places that ``Words.cites`` points at; days for a calendar file.
    closing
        What it is not.
    numbered
        Whether sections bear numbers and a list of contents leads to them.
    fitted
        Whether it is one sheet of paper, and one more for each section with ``new_sheet``: a PDF is then drawn smaller where it
        would take more.
    """

    kind: str
    title: str
    lang: Lang
    region: str
    day: str
    under: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    closing: str = ""
    numbered: bool = True
    fitted: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError where a heading would stand above those of the sections."""
        headed = [block.kind for block in self.opening if isinstance(block, HEADED)]
        if headed:
            raise ValueError(f"these stand in a section: {', '.join(headed)}")


HEADED = (Heading, Cards, Pairs, People, Ways, Questions)
"""Kinds of block that bear headings: they stand in a section, so that no level of heading is passed over."""
BLOCKS: tuple[type[Block], ...] = tuple(Block.__subclasses__())
"""Every kind of block; a renderer has a template for each."""


def as_data(value: Any) -> Any:
    """A page, or a part of it, as what JSON can hold; each block says its ``kind``."""
    if is_dataclass(value):
        values = {item.name: as_data(getattr(value, item.name)) for item in fields(value)}
        if isinstance(value, Block):
            values["kind"] = value.kind
        if isinstance(value, Place):
            values["label"] = value.label
        return values
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {name: as_data(item) for name, item in value.items()}
    return value


def texts(value: Any) -> Iterator[str]:
    """All texts of a page or of a part of it, without its drawings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _read(value.__class__):
            yield from texts(getattr(value, name))


@cache
def _read(kind: type) -> tuple[str, ...]:
    """The fields of a part of a page that people read."""
    return tuple(item.name for item in fields(kind) if item.name not in UNREAD)


UNREAD = frozenset({"svg", "node", "id", "colour", "iso"})
"""Fields that hold no text: drawings, ids, colours, days as ISO."""
