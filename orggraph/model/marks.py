"""What a reader must know of a record before using it: the one definition of *doubt*, and the words for it.

Worked out where records become rows, so that every query, table and page says the same of the same record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from orggraph.i18n import Bilingual, Lang, T, Text
from orggraph.model.terms import Evidence, Status

if TYPE_CHECKING:
    from orggraph.model.base import Row

DISPUTED: Final = "disputed"
STAYS: Final = "until_successor"
PARTLY: Final = "partly_inferred"
NOTE: Final = "note: "
"""What stands before the words of a note among the marks."""
NAMES: Final[Mapping[str, Bilingual | Text]] = {
    **{term: term.names for term in (Evidence.INFERRED, Evidence.EXTERNAL, Status.PROPOSED, Status.OPEN, Status.FORMER)},
    DISPUTED: T("sources differ"),
    STAYS: T("until the successor"),
    PARTLY: T("inferred in part"),
}
"""Every mark, with its name in each language."""


def marked(row: Row, subjects_of_claims: Collection[str]) -> Row:
    """The property ``marks`` of a row: marks, then its note and the source's words for its time; nothing where there is none.

    Parameters
    ----------
    row
        A node or relationship, with the standing that what it hangs on leaves it.
    subjects_of_claims
        Ids of the nodes of which sources state a property differently.
    """
    disputed = "slot" in row or row["id"] in subjects_of_claims
    values = (
        row["evidence"],
        row.get("standing", row["status"]),
        DISPUTED if disputed else "",
        STAYS if row.get(STAYS) else "",
        PARTLY if row.get("inferred") else "",
    )
    words = [f"{NOTE}{row[name]}" for name in ("note", "as_stated") if name in row]
    marks = [*(value for value in values if value in NAMES), *words]
    return {"marks": marks} if marks else {}


def marks_of(*records: Mapping[str, Any]) -> list[str]:
    """The marks of several records together, each once."""
    return list(dict.fromkeys(mark for record in records for mark in record.get("marks", ())))


def words(marks: Iterable[str], lang: Lang, *, notes: bool = True) -> str:
    """Marks as people read them, each once; without ``notes`` only those of the closed list."""
    texts = [
        mark.removeprefix(NOTE) if mark.startswith(NOTE) else T("{mark}", mark=NAMES[mark]).render(lang)
        for mark in marks
        if mark in NAMES or (notes and mark.startswith(NOTE))
    ]
    return "; ".join(dict.fromkeys(texts))
