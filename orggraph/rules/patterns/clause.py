"""What an arrangement says of a matter: fires where its field is empty, and at once where it says that there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from orggraph.errors import nearest
from orggraph.i18n import T
from orggraph.model.nodes import Arrangement
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Misfit, Rule, Words


def _known(name: str) -> str:
    if name not in Arrangement.model_fields:
        raise Misfit(T("an arrangement has no field {name}", name=name), nearest(name, Arrangement.model_fields))
    return name


FieldName = Annotated[str, AfterValidator(_known)]


class Params(BaseModel):
    """The field, what it is called, and the field that says outright (by no) that there is nothing to state."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: FieldName
    what: Words
    denied_by: FieldName | None = None


def clause(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for an arrangement that says nothing of the matter."""
    if scope.attributes.get(params.field):
        return
    denied = params.denied_by is not None and scope.attributes.get(params.denied_by) is False
    what, name = params.what.texts, scope.name(scope.id)
    said = (
        T("{arrangement} has no {what}, by its own words.", arrangement=name, what=what)
        if denied
        else T("The data name no {what} of {arrangement}.", arrangement=name, what=what)
    )
    yield Hit((scope.id,), said, value=0, denominator=1, unit="clauses", absent=not denied)


PATTERN = Pattern("clause", Params, "arrangement", clause)
