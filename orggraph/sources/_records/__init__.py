"""What the readers of foreign files share; it knows none of them.

``entries`` reads JSON by entry, ``reading`` keeps what is wrong with each record, ``text`` knows texts, keys and dates, ``kinds`` what an
organization is, ``imports`` what came in and what was left out, and ``seats`` makes posts from memberships.
"""

from __future__ import annotations

from orggraph.sources._records.entries import Entry, read_entries
from orggraph.sources._records.imports import Import, Period, Place, citation, with_labels
from orggraph.sources._records.kinds import Kind, kind_of
from orggraph.sources._records.reading import Records
from orggraph.sources._records.seats import MEMBER, Holding, Seat, Seats, capacity_of, is_acting
from orggraph.sources._records.text import day_of, key_of, person_key, text_of

__all__ = [
    "MEMBER", "Entry", "Holding", "Import", "Kind", "Period", "Place", "Records", "Seat", "Seats", "capacity_of", "citation", "day_of",
    "is_acting", "key_of", "kind_of", "person_key", "read_entries", "text_of", "with_labels",
]  # fmt: skip
