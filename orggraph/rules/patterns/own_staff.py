"""Staff of its own: fires where a form without legal personality is stated to employ people."""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.i18n import T
from orggraph.rules.applying import Hit, NoParams, Pattern, Scope
from orggraph.rules.schema import Rule


def own_staff(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """One hit for an arrangement with more than no staff of its own."""
    fte = scope.attributes.get("staff_fte")
    if fte:
        said = T("{arrangement} states {n} full-time equivalents of staff of its own.", arrangement=scope.name(scope.id), n=fte)
        yield Hit((scope.id,), said, value=fte, unit="fte")


PATTERN = Pattern("own_staff", NoParams, "arrangement", own_staff)
