"""A page in several parts, of which one is shown; it changes what is in the store, and so is closed in the presentation mode."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from orggraph.access import Permission
from orggraph.i18n import T, Text
from orggraph.ui.page import Visit
from orggraph.ui.widgets.address import Address

Parts = Mapping[str, tuple[Text, Callable[[Visit], None], Permission | None]]
"""By name in the address: what the part is called, what draws it, and what it needs; the first is shown where the address names none."""


def show(visit: Visit, title: Text, address: Address, parts: Parts) -> None:
    """Draw the page: its title, the choice of a part (``show`` in the address), and that part."""
    address.read()
    st.title(visit.say(title), anchor=False)
    if visit.presenting:
        st.info(visit.say(T("This page is closed in the presentation mode.")))
        return
    offered = [name for name, (_, _, needed) in parts.items() if needed is None or visit.access.may(needed)]
    wanted = st.query_params.get("show", "")
    if wanted in parts and (needed := parts[wanted][2]):
        visit.access.require(needed)
    address["show"] = address["show"] if address["show"] in offered else offered[0]
    address.widget(
        "show", st.segmented_control, visit.say(T("What to do")), offered, format_func=lambda name: visit.say(parts[name][0]),
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    parts[address["show"]][1](visit)
    address.write()
