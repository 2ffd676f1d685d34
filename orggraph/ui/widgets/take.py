"""The one button by which something is taken along: offered to who may, and written in the audit when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import streamlit as st

from orggraph.access import Permission
from orggraph.ui.page import Visit

Made = str | bytes
Make = Callable[[], Made]


def button(
    visit: Visit,
    label: str,
    data: Made | Make,
    file_name: str,
    mime: str | None = None,
    *,
    subject: str = "",
    audited: bool = True,
    **how: Any,
) -> None:
    """Offer a file.

    Parameters
    ----------
    visit
        The reader's choices; who may take nothing along sees no button.
    label
        What stands on it.
    data
        The content, or what makes it when the button is pressed.
    file_name, mime
        Name and type of the file.
    subject
        The id that it is about, for the audit.
    audited
        Whether the audit is written here; False where what makes the content does that.
    **how
        As for Streamlit's own button.
    """
    if not visit.access.may(Permission.EXPORT):
        return

    def handed_out() -> Made:
        if audited:
            visit.work.hand_out(PurePath(file_name).suffix.lstrip("."), visit.datasets, subject)
        return data() if callable(data) else data

    st.download_button(label, handed_out, file_name, mime, on_click="ignore", **how)
