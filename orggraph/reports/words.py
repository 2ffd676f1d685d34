"""The words of the renderers themselves: what stands on every page beside its content."""

from __future__ import annotations

from collections.abc import Mapping

from orggraph.i18n import Lang, T, Text

_LABELS: Mapping[str, Text] = {
    "contents": T("Contents"),
    "skip": T("To the text"),
    "sources": T("Sources"),
    "source": T("Source"),
    "silent": T("The sources do not say:"),
    "as_of": T("as of {date}"),
}


def labels(lang: Lang, day: str) -> dict[str, str]:
    """These words in one language; ``as_of`` with the day asked."""
    texts = {name: text.render(lang) for name, text in _LABELS.items() if name != "as_of"}
    return {**texts, "as_of": T("as of {date}", date=day).render(lang)}
