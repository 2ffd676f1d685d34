"""Texts that are made last: an English message with parameters, rendered in the language asked.

The message itself is the key (gettext's convention). Dutch stands in ``locales/nl/*.po``, one file per
area of the code; they are read once, when the first Dutch text is rendered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from orggraph import resources

Lang = Literal["nl", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
DEFAULT_LANG: Lang = "nl"
_DUTCH_MARKS = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Text:
    """A message and its parameters.

    A parameter may be a Text itself, or a mapping per language such as ``{"nl": …, "en": …}``: both are
    rendered in the language that the whole is rendered in.
    """

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None

    def render(self, lang: Lang = DEFAULT_LANG) -> str:
        """Give the text in one language; a message without a translation stays English."""
        template = self._template(lang)
        return template.format_map({name: _param(value, lang) for name, value in self.params.items()})

    def _template(self, lang: Lang) -> str:
        forms = catalog(lang).get(self.message)
        if self.plural is None:
            return forms[0] if forms else self.message
        single = self.params["n"] == 1
        if forms:
            return forms[0 if single else 1]
        return self.message if single else self.plural

    def __str__(self) -> str:
        return self.render("en")


def T(message: str, **params: Any) -> Text:  # noqa: N802 - the mark that the extractor looks for
    """Mark a message for translation."""
    return Text(message, params)


def N(singular: str, many: str, n: int, **params: Any) -> Text:  # noqa: N802 - as T, for a counted message
    """Mark a counted message: ``one`` for n = 1, ``many`` otherwise; both may use ``{n}``."""
    return Text(singular, {"n": n, **params}, many)


@cache
def catalog(lang: Lang) -> Mapping[str, tuple[str, ...]]:
    """All translations into one language: message → its forms. English is the messages themselves."""
    if lang == "en":
        return {}
    from babel.messages.pofile import read_po  # late: only who renders Dutch pays for it

    forms: dict[str, tuple[str, ...]] = {}
    for path in sorted(resources.package_path("locales", lang).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=lang):
                key = entry.id if isinstance(entry.id, str) else entry.id[0]
                values = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
                if key and all(values):
                    forms[key] = values
    return forms


def _param(value: Any, lang: Lang) -> Any:
    if isinstance(value, Text):
        return value.render(lang)
    if isinstance(value, Mapping) and lang in value:
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
