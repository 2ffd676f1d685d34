"""What stands above the columns of tables that no query makes, and the closed lists of their values, for people.

One list serves the commands and the pages, so that a file of either has the same headings. JSON has the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orggraph.i18n import Lang, T, Text
from orggraph.tables import wording
from orggraph.tables.wording import Row, Wording, vocabulary

HEADINGS: Mapping[str, Text] = {
    "id": T("id"),
    "kind": T("kind"),
    "severity": T("severity"),
    "dataset": T("dataset"),
    "text": T("text"),
    "question": T("question"),
    "quote": T("quote"),
    "title": T("title"),
    "params": T("parameters"),
    "columns": T("columns"),
    "name": T("name"),
    "row": T("row"),
    "column": T("column"),
    "value": T("value"),
    "rule": T("rule"),
    "objects": T("on what"),
    "marks": T("take note"),
    "node": T("node"),
    "relationship": T("relationship"),
    "post": T("post"),
    "role": T("role"),
    "body": T("body"),
    "capacity": T("capacity"),
    "start_date": T("since"),
    "last_day": T("up to and including"),
    "as_stated": T("time, in the words of the source"),
    "ends_with": T("ends with"),
    "what": T("what"),
    "version": T("version"),
    "reference_date": T("reference date"),
    "nodes": T("nodes"),
    "relationships": T("relationships"),
    "loaded_at": T("loaded at"),
    "loaded_by": T("loaded by"),
    "hash": T("hash"),
    "dataset_version": T("version of the dataset"),
    "as_of": T("as of"),
    "sources_followed": T("sources followed"),
    "invented": T("invented"),
    "measure": T("measure"),
    "date": T("date"),
    "object": T("on what"),
    "denominator": T("of how many"),
    "unit": T("unit"),
    "figures": T("figures"),
    "assessable": T("assessable"),
    "remedy": T("what can be done"),
    "origin": T("origin"),
    "basis": T("basis"),
    "sources": T("sources"),
    "accepted_by": T("accepted by"),
    "accepted_reason": T("why accepted"),
    "accepted_until": T("accepted until"),
    "row_name": T("name of the row"),
    "column_name": T("name of the column"),
    "rules": T("rules"),
    "capacities": T("capacities"),
    "from": T("from"),
    "to": T("to"),
    "relation": T("relation"),
    "type": T("type"),
    "evidence": T("origin"),
    "status": T("standing"),
    "from_id": T("from (id)"),
    "to_id": T("to (id)"),
    "added": T("added"),
    "changed": T("changed"),
    "removed": T("removed"),
    "file": T("file"),
    "line": T("line"),
    "code": T("code"),
    "message": T("message"),
    "hint": T("hint"),
    "record": T("record"),
    "change": T("change"),
    "subjects": T("subjects"),
    "before": T("before"),
    "after": T("after"),
    "act": T("act"),
    "article": T("article"),
    "versions": T("versions"),
    "in_force_from": T("in force from"),
    "in_force_until": T("in force until"),
    "adapt_by": T("adapt by"),
    "applies_to": T("applies to"),
    "states": T("states"),
    "complete": T("complete"),
    "severity_before": T("severity before"),
    "severity_after": T("severity after"),
    "basis_before": T("basis before"),
    "basis_after": T("basis after"),
    "explanation": T("explanation"),
    "matter": T("matter"),
    "edit": T("edit"),
    "person": T("person"),
    "confirmed": T("confirmed"),
    "holdings": T("holdings"),
    "about": T("what it is"),
    "command": T("command"),
    "number": T("number"),
    "participants": T("participants"),
    "running": T("runs"),
    "home": T("folder"),
    "pid": T("process"),
    "port": T("port"),
    "memory": T("memory (bytes)"),
    "level": T("level"),
    "at": T("at"),
    "by": T("by"),
    "reason": T("reason"),
    "source": T("source"),
    "findings": T("findings"),
    "new": T("new"),
    "gone": T("gone"),
    "place": T("order"),
    "latest": T("at the latest"),
    "report": T("report"),
    "seats": T("seats"),
    "meeting": T("first meeting"),
    "step": T("step"),
    "waiting": T("waits for it"),
    "years": T("years of holding that go"),
    "tie": T("tie"),
    "note": T("note"),
    "organization": T("organization"),
    "takes_along": T("seats that go with it"),
    "subject": T("about what"),
    "turn": T("what became of it"),
    "scenario": T("scenario"),
    "edits": T("number of changes"),
    "solved": T("solved"),
    "acceptances": T("acceptances"),
}
"""A column that has none here is called by its name."""


WORDINGS: Mapping[str, str] = {
    "capacity": "Capacity", "capacities": "Capacity", "severity": "Severity", "evidence": "Evidence", "status": "Status",
    "matter": "Upkeep",
}  # fmt: skip
"""Columns with values of a closed list, and the list."""


def headings(columns: Sequence[str], lang: Lang) -> list[str]:
    """What stands above columns, in the language asked."""
    return [HEADINGS[column].render(lang) if column in HEADINGS else column for column in columns]


def in_words(rows: Iterable[Mapping[str, Any]], lang: Lang) -> list[Row]:
    """Rows as people read them."""
    lists = {column: Wording(vocabulary(name)) for column, name in WORDINGS.items()}
    return wording.in_words(map(dict, rows), lists, lang)
