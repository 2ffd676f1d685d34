"""An editor for Cypher: colours, completion from the model, the schema beside it, and what was asked before, kept in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from orggraph.i18n import Lang, T, Text
from orggraph.model.base import Record
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.titles import title_of
from orggraph.picture.schema_picture import svg

WORDS: Mapping[str, Text] = {
    "ask": T("Ask"),
    "label": T("Cypher"),
    "hint": T("Ctrl+Enter asks, Ctrl+Space completes, Esc leaves the field."),
    "saved": T("Kept"),
    "history": T("Asked before"),
    "none": T("Nothing yet; it is kept in this browser alone."),
    "forget": T("Forget"),
    "name": T("Name to keep it under"),
    "keep": T("Keep"),
    "schema": T("The schema"),
    "labels": T("Labels"),
    "types": T("Relationships"),
    "properties": T("Properties"),
    "parameters": T("Parameters that are filled"),
    "insert": T("Put it at the cursor"),
}
PHRASES = (T("Completions"), T("Selection deleted"))
"""What CodeMirror itself says to a reader who listens."""
OF_THE_STORE: Mapping[str, Text] = {
    "valid_from": T("First day on which it holds"),
    "valid_before": T("First day on which it no longer holds"),
    "standing": T("What it is with all that it hangs on"),
    "marks": T("What must be known of it"),
}
"""Properties that the store adds to every record."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("orggraph.cypher_editor", js="editor.js", css="editor.css", isolate_styles=True)


def editor(
    lang: Lang, *, key: str, text: str, example: str, parameters: Sequence[tuple[str, str]], on_asked: Callable[[str], None]
) -> None:
    """Show the editor.

    Parameters
    ----------
    lang
        Language of its words.
    key
        Unique on the page.
    text
        What it opens with; another text takes the place of what is written, the same leaves it.
    example
        The text that gives way to what this reader wrote before in this browser.
    parameters
        Name and meaning of the parameters that the page fills.
    on_asked
        Gets the statement when the reader asks it, before the page is drawn anew.
    """

    def took() -> None:
        on_asked(str(st.session_state[key]["asked"]["text"]))

    fixed = _fixed(lang)
    schema = {**fixed["schema"], "parameters": [{"name": name, "title": about} for name, about in parameters]}
    _component()(key=key, data={**fixed, "schema": schema, "text": text, "example": example}, on_asked_change=took)


@cache
def _fixed(lang: Lang) -> dict[str, Any]:
    """What is the same for every reader of a language."""
    return {
        "lang": lang,
        "words": {name: word.render(lang) for name, word in WORDS.items()},
        "phrases": {phrase.message: phrase.render(lang) for phrase in PHRASES},
        "picture": svg(lang),
        "schema": schema(lang),
    }


def schema(lang: Lang) -> dict[str, list[dict[str, Any]]]:
    """Labels, relationship types and properties of the model, each with what people call it."""
    labels = [{"name": name, "title": model.title[lang], "properties": _properties(model)} for name, model in LABELS.items()]
    types = [
        {
            "name": name,
            "title": model.title[lang],
            "properties": _properties(model),
            "more": f"({' | '.join(model.sources_of)}) → ({' | '.join(model.targets_of)})",
        }
        for name, model in TYPES.items()
    ]
    titles = {name: title.render(lang) for name, title in OF_THE_STORE.items()}
    for model in (*LABELS.values(), *TYPES.values()):
        for name in _properties(model):
            if name not in titles:
                titles[name] = title_of(model, name).render(lang)
    return {"labels": labels, "types": types, "properties": [{"name": name, "title": titles[name]} for name in sorted(titles)]}


def _properties(model: type[Record]) -> list[str]:
    """The fields of a class that stand in the store as properties."""
    return [name for name in model.model_fields if name not in ("sources", "source", "target")] + list(OF_THE_STORE)
