"""Acceptances of findings: what one takes, and what it does to a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from orggraph.errors import WrongUsage
from orggraph.findings.finding import Acceptance, Finding
from orggraph.i18n import T
from orggraph.model.dates import is_day
from orggraph.model.meant import day_asked


def acceptance_of(row: Mapping[str, Any]) -> Acceptance:
    """The acceptance that a store holds as a row."""
    return Acceptance(row["id"], row["fingerprint"], row["by"], row["reason"], row["at"], row.get("until"))


def with_acceptance(finding: Finding, fingerprint: str, acceptance: Acceptance | None, today: date) -> Finding:
    """A finding with an acceptance, where that still holds of the evidence that there is today."""
    holds = acceptance if acceptance and acceptance.holds(fingerprint, today) else None
    return replace(finding, fingerprint=fingerprint, accepted=holds)


def check_acceptance(reason: str, by: str, until: str | None) -> None:
    """Raises WrongUsage where the reason or the name is empty, or ``until`` is no day to come."""
    if not reason.strip() or not by.strip():
        raise WrongUsage(T("An acceptance has a reason and says by whom."), T("A role is enough as a name."))
    if until is not None:
        if not is_day(until):
            raise WrongUsage(T("{date} is no date.", date=until), T("Write a day: 2027-03-31."))
        if day_asked(until) < datetime.now(UTC).date():
            raise WrongUsage(T("{date} lies in the past.", date=until), T("Give a later day, or none."))
