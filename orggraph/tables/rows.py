"""Rows: the answer to a query, as a list of dicts that knows its columns and becomes a DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class Rows(list[dict[str, Any]]):
    """A list of rows, column → value. ``columns`` are their names in order; ``more``: the limit cut some off."""

    def __init__(self, rows: Iterable[dict[str, Any]] = (), *, columns: Sequence[str] = (), more: bool = False) -> None:
        super().__init__(rows)
        self.columns = tuple(columns) or (tuple(self[0]) if self else ())
        self.more = more

    def named(self, labels: Mapping[str, str]) -> Rows:
        """The rows with other words for some texts, at any depth: people's names for their function labels."""

        def named(value: Any) -> Any:
            if isinstance(value, str):
                return labels.get(value, value)
            if isinstance(value, list):
                return [named(item) for item in value]
            if isinstance(value, dict):
                return {key: named(item) for key, item in value.items()}
            return value

        return Rows([named(row) for row in self], columns=self.columns, more=self.more)

    def to_df(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame(list(self), columns=list(self.columns) or None)
