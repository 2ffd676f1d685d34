"""The looks of the shared parts, and the few ways in which a text becomes HTML."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from orggraph.graph import standing
from orggraph.model.nodes import LABELS
from orggraph.model.terms import Status
from orggraph.picture.naming import kind_name
from orggraph.picture.palette import LANE
from orggraph.ui.page import Visit


def apply() -> None:
    """Put the style sheet of the shared parts in the page."""
    st.html(f"<style>{_sheet()}</style>")


def plain(text: object) -> str:
    """A value as HTML text, set apart so that its writing direction touches nothing else."""
    return f"<bdi>{escape(str(text))}</bdi>"


def link(text: object, href: str) -> str:
    """A link that stays in this window."""
    return f'<a href="{escape(href, quote=True)}" target="_self">{plain(text)}</a>'


def node_link(visit: Visit, node: str, text: str | None = None) -> str:
    """A link to the page of a node, named by the node."""
    return link(text or visit.graph.nodes[node]["name"], visit.link("onderdeel", id=node))


def source_link(visit: Visit, source: str, name: str, locator: str = "") -> str:
    """A link to the page of a source, with the place in it."""
    return link(f"{name}, {locator}" if locator else name, visit.link("bron", id=source, place=locator))


def chips(visit: Visit, node: str) -> str:
    """What a node is, as chips: its layer, its kind, and that it is not (surely) so."""
    attributes = visit.graph.nodes[node]
    tier = LANE.get(str(attributes.get("tier")))
    chips = [_chip(tier.title.render(visit.lang), tier.strong)] if tier else []
    label = attributes["label"]
    kind = kind_name(label, attributes.get("kind"), visit.lang)
    chips.append(_chip(kind, "#43505E"))
    if kind != LABELS[label].title[visit.lang] and label not in ("Body", "Organization"):
        chips.append(_chip(LABELS[label].title[visit.lang], "#43505E"))
    status = standing.of(attributes)
    if status is not Status.ACTUAL:
        chips.append(_outlined(status.names[visit.lang]))
    return "".join(chips)


def _chip(text: str, colour: str) -> str:
    return f'<span class="og-chip" style="background:{colour}">{escape(text)}</span>'


def _outlined(text: str) -> str:
    return f'<span class="og-chip og-chip-open">{escape(text)}</span>'


def as_text(text: object) -> str:
    """A value for a place where Streamlit reads Markdown: every sign that means something there is escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~>$:<&])", r"\\\1", " ".join(str(text).split()))


def as_code(text: object) -> str:
    """A value as code where Streamlit reads Markdown."""
    return "`" + " ".join(str(text).replace("`", "'").split()) + "`"


def capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


@cache
def _sheet() -> str:
    return (Path(__file__).parent / "widgets.css").read_text(encoding="utf-8")
