"""Texts in two languages: messages of the code, which are made last, and data that stands in both languages.

A message is English with parameters (:func:`T`), and the message itself is the key (gettext's convention). Dutch stands in
``locales/nl/*.po``, one file per area of the code; they are read once, when the first Dutch text is rendered. Installing
compiles them into one file, which is read several times faster; where one of them is newer they are read themselves.
What a declaration or a file says in both languages is a :class:`Bilingual`, asked by ``title[lang]``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, get_args

from orggraph import resources

Lang = Literal["nl", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
DEFAULT_LANG: Lang = "nl"
NAMING = frozenset({"port", "line", "column", "version"})
"""Parameters whose number says which one, not how many: it is written without marks."""
COMPILED: Final = "messages.mo"
"""The file of the translations of a language together, made when the package is installed."""
_DUTCH_MARKS = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Bilingual:
    """A text that stands in both languages where it is declared: a title, a question, the meaning of a column.

    A file writes it as ``{nl: …, en: …}``; pydantic takes it as the type of a field.
    """

    nl: str
    en: str
    __pydantic_config__: ClassVar = {"extra": "forbid", "str_strip_whitespace": True, "str_min_length": 1}

    def __getitem__(self, lang: Lang) -> str:
        return self.nl if lang == "nl" else self.en

    @property
    def both(self) -> tuple[str, str]:
        """The Dutch and the English."""
        return self.nl, self.en

    @property
    def text(self) -> Text:
        """The same as a message, for what takes one."""
        return Text("{words}", {"words": self})

    def lower(self) -> Bilingual:
        """The same in lower case, as within a sentence."""
        return Bilingual(self.nl.lower(), self.en.lower())

    @classmethod
    def each(cls, text: Callable[[Lang], str]) -> Bilingual:
        """The text that a function gives of each language."""
        return cls(text("nl"), text("en"))


def stored(record: Mapping[str, Any], field: str, lang: Lang) -> Any:
    """A field of a record that holds its languages side by side: ``title`` is Dutch, ``title_en`` English.

    What has no English is shown in Dutch. None: the record has neither.
    """
    english = record.get(f"{field}_en") if lang == "en" else None
    return english or record.get(field)


@dataclass(frozen=True)
class Text:
    """A message and its parameters.

    A parameter may be a Text or a Bilingual itself: both are rendered in the language that the whole is rendered in.
    """

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None

    def render(self, lang: Lang = DEFAULT_LANG) -> str:
        """Give the text in one language; a message without a translation stays English."""
        template = self._template(lang)
        return template.format_map({name: value if name in NAMING else _param(value, lang) for name, value in self.params.items()})

    def _template(self, lang: Lang) -> str:
        if not self.message:  # gettext keeps the head of a catalog there
            return ""
        if self.plural is None:
            return catalog(lang).gettext(self.message)
        return catalog(lang).ngettext(self.message, self.plural, 1 if self.params["n"] == 1 else 2)

    def __str__(self) -> str:
        return self.render("en")


def T(message: str, **params: Any) -> Text:  # noqa: N802 - the mark that the extractor looks for
    """Mark a message for translation."""
    return Text(message, params)


def N(singular: str, many: str, n: int, **params: Any) -> Text:  # noqa: N802 - as T, for a counted message
    """Mark a counted message: ``one`` for n = 1, ``many`` otherwise; both may use ``{n}``."""
    return Text(singular, {"n": n, **params}, many)


def more(n: int) -> Text:
    """What ends a list of which only the first are told."""
    return T("and {n} more", n=n)


def first_few(items: Sequence[Any], most: int) -> list[Any]:
    """The first of a list, and how many more there are; all of them where there are no more than that."""
    return [*items[:most], more(len(items) - most)] if len(items) > most else list(items)


@cache
def catalog(lang: Lang) -> NullTranslations:
    """All translations into one language. English is the messages themselves."""
    if lang == "en":
        return NullTranslations()
    folder = resources.package_path("locales", lang)
    made = folder / COMPILED
    written = max(path.stat().st_mtime for path in folder.glob("*.po"))
    return GNUTranslations(BytesIO(made.read_bytes() if made.is_file() and made.stat().st_mtime >= written else compiled(folder)))


def compiled(folder: Path) -> bytes:
    """The translations of a folder as one file of gettext (``.mo``), the same for the same translations."""
    from babel.messages import Catalog  # late: who reads the compiled file does not pay for it
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    day = datetime(2000, 1, 1, tzinfo=UTC)
    whole = Catalog(locale=folder.name, creation_date=day, revision_date=day)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=folder.name):
                if entry.id:
                    whole.add(entry.id, entry.string)
    written = BytesIO()
    write_mo(written, whole)
    return written.getvalue()


def _param(value: Any, lang: Lang) -> Any:
    if isinstance(value, Text):
        return value.render(lang)
    if isinstance(value, Bilingual):
        return value[lang]
    if isinstance(value, list | tuple):
        return ", ".join(str(_param(item, lang)) for item in value)
    return _number(value, lang) if isinstance(value, int | float) else value


def _number(value: float, lang: Lang) -> str:
    """A number as people write it: ``1,5`` and ``95.600`` in Dutch; four digits, which may be a year, stay as they are."""
    if isinstance(value, bool):
        return str(value)
    written = f"{value:,.10g}" if abs(value) >= 10_000 else f"{value:.10g}"
    return written.translate(_DUTCH_MARKS) if lang == "nl" else written
