"""What a reader must know of a record before using it: the one definition of *doubt*.

Worked out where records become rows, so that every query, table and page says the same of the same record.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from orggraph.i18n import T, Text
from orggraph.model.base import Row
from orggraph.model.terms import Evidence, Status

DISPUTED: Final = "disputed"
STAYS: Final = "until_successor"
NOTE: Final = "note: "
"""What stands before the words of a note among the marks."""
WORDS: Final[dict[str, Text]] = {
    Evidence.INFERRED: T("inferred"),
    Evidence.EXTERNAL: T("from elsewhere"),
    Status.PROPOSED: T("proposed"),
    Status.OPEN: T("still to be decided"),
    Status.FORMER: T("no longer so"),
    DISPUTED: T("sources differ"),
    STAYS: T("until the successor"),
}
"""Every mark, and what people call it."""


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
    values = (row["evidence"], row.get("standing", row["status"]), DISPUTED if disputed else "", STAYS if row.get(STAYS) else "")
    words = [f"{NOTE}{row[name]}" for name in ("note", "as_stated") if name in row]
    marks = [*(value for value in values if value in WORDS), *words]
    return {"marks": marks} if marks else {}
