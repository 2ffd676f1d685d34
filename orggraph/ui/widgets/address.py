"""What a page shows, kept in the session and written in the address, so that a link leads to the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

Value = str | list[str] | None


class Address:
    """The choices of one page.

    Parameters
    ----------
    page
        Name under which they are kept in the session.
    defaults
        Per name in the address what holds without a choice: a text, a list of texts, or None. Defaults are not written.
    """

    def __init__(self, page: str, defaults: Mapping[str, Value]) -> None:
        self._page = page
        self._defaults = dict(defaults)

    def __getitem__(self, name: str) -> Any:
        return self._kept().get(name, self._defaults[name])

    def __setitem__(self, name: str, value: Value) -> None:
        self._kept()[name] = value

    def read(self) -> None:
        """Take over what the address says, when the page is opened or a link within it is followed."""
        given = {name: st.query_params.get_all(name) for name in self._defaults if name in st.query_params}
        if given and given != st.session_state.get(self._written):
            for name, values in given.items():
                self[name] = values if isinstance(self._defaults[name], list) else values[-1] or None
        st.session_state[self._written] = given

    def write(self) -> None:
        """Write what differs from the defaults into the address."""
        wanted = {name: self[name] for name, default in self._defaults.items() if self[name] != default and self[name]}
        values = {name: [value] if isinstance(value, str) else list(value) for name, value in wanted.items()}
        if values != {name: st.query_params.get_all(name) for name in self._defaults if name in st.query_params}:
            others = {name: st.query_params.get_all(name) for name in st.query_params if name not in self._defaults}
            st.query_params.from_dict({**others, **values})
        st.session_state[self._written] = values

    def widget(self, name: str, draw: Callable[..., Any], label: str, options: list[Any], **more: Any) -> None:
        """Draw a widget whose value is one of the choices."""
        key = f"{self._page}_{name}"
        st.session_state[key] = self[name]

        def changed() -> None:
            self[name] = st.session_state[key]

        draw(label, options, key=key, on_change=changed, **more)

    @property
    def _written(self) -> str:
        return f"{self._page}_written"

    def _kept(self) -> dict[str, Value]:
        kept: dict[str, Value] = st.session_state.setdefault(f"{self._page}_chosen", {})
        return kept
