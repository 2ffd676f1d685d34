"""What a load would write, and what it wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orggraph.model.base import Row


@dataclass(frozen=True)
class Difference:
    """What a load would write: rows that come, rows that change, and the keys of what goes."""

    dataset: str
    version: int
    """The version in the store from which this was worked out; 0 where the dataset is not there."""
    before: Row | None = None
    """The head of the last version that is kept of it, also where it was taken out since."""
    nodes_added: Sequence[Row] = ()
    nodes_changed: Sequence[Row] = ()
    nodes_removed: Sequence[str] = ()
    relationships_added: Sequence[Row] = ()
    relationships_changed: Sequence[Row] = ()
    relationships_removed: Sequence[Row] = ()
    """Rows with ``id``, ``type`` and ``source``."""
    head_changed: bool = True
    warnings: int = 0
    """Of a file that is known to be unchanged: how many warnings it gave when it was read."""

    @property
    def size(self) -> int:
        """The number of records to write."""
        return sum(map(len, self._parts()))

    @property
    def next_version(self) -> int:
        """The number of the version that the load makes; numbers go on where a dataset was taken out."""
        return max(self.version, self.before["number"] if self.before else 0) + 1

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write at all."""
        return not self.head_changed

    def counts(self) -> dict[str, int]:
        """Added, changed and removed, nodes and relationships together."""
        added, changed, removed, *more = map(len, self._parts())
        return {"added": added + more[0], "changed": changed + more[1], "removed": removed + more[2]}

    def _parts(self) -> tuple[Sequence[Any], ...]:
        return (
            self.nodes_added, self.nodes_changed, self.nodes_removed,
            self.relationships_added, self.relationships_changed, self.relationships_removed,
        )  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """The outcome of a load: the version now in the store, and what was written."""

    dataset: str
    version: int
    difference: Difference = field(repr=False)
