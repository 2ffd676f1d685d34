"""One field of one record is set right."""

from __future__ import annotations

from pydantic import ValidationError

from orggraph.edits.edit import Draft, Edit, Values
from orggraph.errors import UnknownName, WrongUsage
from orggraph.i18n import Bilingual, T
from orggraph.params import Param
from orggraph.views import lookup

FIXED = frozenset({"id", "dataset", "sources", "slot"})
"""Fields by which records hang together; these are not set by hand."""


def _correct(draft: Draft, values: Values) -> None:
    record = draft.nodes[lookup.resolve(draft.graph, values["subject"])]
    field, value = values["field"], values["value"] or None
    fields = type(record).model_fields.keys() - FIXED
    if field not in fields:
        raise UnknownName(T("field"), field, fields)
    before = getattr(record, field)
    plural = isinstance(before, tuple)
    meant = [part.strip() for part in (value or "").split(",") if part.strip()] if plural else value
    try:
        changed = draft.change(record, **{field: meant})
    except ValidationError as error:
        words = error.errors()[0]["msg"]
        raise WrongUsage(T("{field} cannot be {value}.", field=field, value=value or "-"), T("{words}", words=words)) from None
    draft.say(
        T(
            "{name}: {field} was {before}, becomes {after}.",
            name=record.name,
            field=field,
            before=_words(before),
            after=_words(getattr(changed, field)),
        )
    )


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value if value is not None else "-")


CORRECT = Edit(
    "correct",
    Bilingual("Verbeter een gegeven", "Correct a field"),
    Bilingual(
        "Eén veld van één ding krijgt een andere waarde; leeg: niet bekend.", "One field of one thing gets another value; empty: not known."
    ),
    {
        "subject": Param("id", None, Bilingual("Van wat", "Of what")),
        "field": Param("string", None, Bilingual("Welk veld, zoals in het bestand", "Which field, as in the file")),
        "value": Param("string", None, Bilingual("De waarde", "The value"), optional=True),
    },
    _correct,
)
