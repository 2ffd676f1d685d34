"""What the readers of foreign files share; it knows none of them.

``entries`` reads JSON by entry, ``reading`` keeps what is wrong with each record, ``text`` knows texts, keys and dates, ``kinds`` what an
organization is, ``imports`` what came in and what was left out, ``seats`` makes posts from memberships, ``table`` reads
rows, and ``mapping`` says which column holds what, ``rdf`` reads
triples, and ``register`` is the Dutch register of government organizations.
"""

from __future__ import annotations

from orggraph.sources._records.entries import Entry, read_entries
from orggraph.sources._records.imports import Import, Period, Place, citation, with_labels
from orggraph.sources._records.kinds import Kind, kind_of
from orggraph.sources._records.mapping import CROSSES, Mapping, header_of, propose, read_mapping, write_mapping
from orggraph.sources._records.rdf import SUFFIXES as RDF_SUFFIXES
from orggraph.sources._records.rdf import read_graph
from orggraph.sources._records.reading import Records
from orggraph.sources._records.register import Entry as RegisterEntry
from orggraph.sources._records.register import Participant, Register, Regulation, known_start, register_dataset
from orggraph.sources._records.seats import MEMBER, Holding, Seat, Seats, capacity_of, is_acting
from orggraph.sources._records.table import Row, Table, holds_sheets, is_own_workbook, is_sheet, read_table
from orggraph.sources._records.text import day_of, key_of, person_key, text_of

__all__ = [
    "CROSSES", "MEMBER", "RDF_SUFFIXES", "Entry",
    "Holding", "Import", "Kind", "Mapping", "Participant", "Period", "Place", "Records", "Register",
    "RegisterEntry", "Regulation", "Row", "Seat", "Seats", "Table", "capacity_of",
    "citation", "day_of", "header_of", "holds_sheets", "is_acting", "is_own_workbook", "is_sheet",
    "key_of", "kind_of", "known_start", "person_key", "propose",
    "read_entries", "read_graph", "read_mapping", "read_table", "register_dataset", "text_of", "with_labels", "write_mapping",
]  # fmt: skip
