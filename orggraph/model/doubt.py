"""How sure a dataset is of what it says: that doubt stands in its own fields, where every view shows it, and not in notes alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from orggraph.errors import Locate, Problem, did_you_mean, nearest
from orggraph.i18n import T
from orggraph.model.base import Node, Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Slot
from orggraph.model.terms import Difference, Evidence

OURS = re.compile(
    r"\bafgeleid\b(?! van)|\baf te leiden\b|\bvan ons\b|\b(naar )?onze (lezing|aanname|keuze|uitleg)\b|\bwij (lezen|nemen|vatten)\b"
    r"|\bvolgt uit\b|\bnaar de volgorde\b|\b(is|are) inferred\b|\bours\b|\b(we|our) (read|reading|assume|assumption)\b",
    re.IGNORECASE,
)
"""Words by which a note admits that a value is not the source's own."""


def doubts(dataset: Dataset, make: Locate) -> Iterator[Problem]:
    """What is wrong, or probably meant otherwise, in how a dataset marks its doubts.

    Parameters
    ----------
    dataset
        The records.
    make
        Makes a problem from code, record key, message, hint and field.

    Returns
    -------
    An error where ``inferred`` names what is no field with a value; a warning where only a note admits that a value of a
    stated record is inferred, and where sources are said to differ while fewer than two sides are stated.
    """
    sides: dict[str, list[Record]] = defaultdict(list)
    records: tuple[Node | Relationship, ...] = (*dataset.nodes, *dataset.relationships)
    for record in records:
        if record.slot:
            sides[record.slot].append(record)
        yield from _named(record, make)
        if record.evidence is Evidence.STATED and not record.inferred and OURS.search(record.note or ""):
            message = T("only its note says that something here is inferred")
            hint = T("Name the fields under inferred, or write evidence: inferred where it may not be so at all.")
            yield make("confessed", record.id, message, hint, "note").warning()
    for slot in dataset.nodes:
        if isinstance(slot, Slot) and slot.difference is not Difference.READINGS:
            stated = [side for side in sides[slot.id] if side.evidence is not Evidence.INFERRED]
            if len(stated) < 2 <= len(sides[slot.id]):
                message = T("it rests on a reading: fewer than two of its sides are stated")
                hint = T("Write difference: readings, or state the other side.")
                yield make("one_reading", slot.id, message, hint, "difference").warning()


def _named(record: Node | Relationship, make: Locate) -> Iterator[Problem]:
    fields = [name for name in type(record).model_fields if getattr(record, name) not in (None, (), "")]
    for name in record.inferred:
        if name not in fields:
            message = T("inferred names {name}, which is no field with a value here", name=name)
            yield make("unknown_field", record.id, message, did_you_mean(nearest(name, fields)), "inferred")
