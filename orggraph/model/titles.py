"""What people call the fields of the model, and how they read a value that is no free text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from orggraph.i18n import T, Text
from orggraph.model.base import Record
from orggraph.model.dates import last_counted
from orggraph.model.fields import forms

TITLES: Mapping[str, Text] = {
    "act": T("Lets the holder"),
    "action": T("What is done"),
    "complete": T("Complete here"),
    "complete_since": T("Complete since"),
    "consent_holder": T("Consent of the holder"),
    "consent_superior": T("Consent of whom the holder works under"),
    "former_names": T("Former names"),
    "inhabitants_on": T("Inhabitants counted on"),
    "inhabitants_then": T("Inhabitants on other days"),
    "seats": T("Seats"),
    "single_case": T("For one case"),
    "name": T("Name"),
    "intended_rung": T("Intended rung of participation"),
    "kind": T("Kind"),
    "tier": T("Layer"),
    "description": T("Description"),
    "part": T("Part"),
    "accountabilities": T("Answers for"),
    "as_stated": T("Time, in the words of the source"),
    "capacity": T("Capacity"),
    "condition": T("When"),
    "conditions": T("Conditions"),
    "consent": T("Consent given"),
    "count": T("Stands for how many"),
    "date": T("Date"),
    "decides": T("How it decides"),
    "due": T("Ready by"),
    "due_as_stated": T("Planning, as the source has it"),
    "end_date": T("Up to and including"),
    "evaluation_clause": T("On evaluation"),
    "exit_clause": T("On leaving and ending"),
    "abbreviation": T("Abbreviation"),
    "also": T("Also called"),
    "email": T("Mail address"),
    "end_time": T("Until (time)"),
    "expects": T("May expect"),
    "meaning": T("Meaning"),
    "meaning_en": T("Meaning in English"),
    "name_en": T("In English"),
    "own_municipality": T("Of the own municipality"),
    "papers": T("Papers"),
    "short_name": T("Short name"),
    "start_time": T("Begins (time)"),
    "form": T("Legal form"),
    "identifiers": T("In registers"),
    "not_same_as": T("Is another than"),
    "inhabitants": T("Inhabitants"),
    "legal_basis": T("Legal basis"),
    "licence": T("Licence"),
    "limit": T("Up to"),
    "load_hours": T("Normal load, hours a week"),
    "load_source": T("Where that norm comes from"),
    "majority": T("Majority"),
    "means": T("Money and means"),
    "number": T("Number in the source"),
    "per": T("One for each"),
    "period": T("Period"),
    "place": T("Place"),
    "powers": T("Powers"),
    "powers_transferred": T("Powers transferred"),
    "progress": T("Progress"),
    "publisher": T("Publisher"),
    "purpose": T("Purpose"),
    "quorum": T("Quorum"),
    "result": T("Decided"),
    "scope": T("Scope"),
    "side": T("Side"),
    "side_functions_published": T("Side functions published"),
    "staff_fte": T("Staff (fte)"),
    "start_date": T("Since"),
    "status": T("Status"),
    "statute": T("Special statute"),
    "submandate_allowed": T("May be passed on"),
    "support": T("Support"),
    "verified_by": T("Checked by"),
    "verified_on": T("Last checked"),
    "view_required": T("Councils give a view"),
    "votes": T("Votes"),
    "evidence": T("Origin"),
    "at_mode": T("One of these or all"),
    "optional": T("May be passed by"),
    "target": T("Where it leads"),
    "written": T("In writing"),
    "id": T("Id"),
    "sources": T("Sources"),
    "note": T("Note"),
    "slot": T("Point of difference"),
    "inferred": T("Concluded by us"),
    "open": T("Still to be decided"),
    "staff_about": T("Staff is about that"),
    "clauses": T("Clauses on"),
    "privacy": T("Privacy"),
    "days_min": T("Days at least"),
    "by": T("Each year at the latest on"),
    "public": T("In public"),
    "url": T("Web address"),
    "difference": T("Kind of difference"),
    "subject": T("About which record"),
    "field": T("Which field"),
    "acting": T("Acting"),
    "share": T("Part-time share"),
    "ground": T("Ground"),
    "admitted": T("Admitted on"),
    "until_successor": T("Until there is a successor"),
    "ex_officio": T("By itself"),
    "organs": T("Organs"),
    "joined": T("Joined on"),
    "contribution": T("Contribution (euros a year)"),
    "voluntary": T("By choice"),
    "what": T("What"),
    "when": T("By when"),
    "weight": T("Weight"),
    "meetings_min": T("Meetings a year, at least"),
    "meetings_max": T("Meetings a year, at most"),
    "value": T("What the source says"),
    "appointment": T("Basis of the appointment"),
    "title": T("Title"),
    "title_en": T("Title in English"),
    "description_en": T("Description in English"),
    "reference_date": T("Reference date"),
    "fictional": T("Invented"),
}
"""Short titles; a field that has none here is called by its description in the model."""


def title_of(model: type[BaseModel], field: str) -> Text:
    """What people call a field."""
    return TITLES[field] if field in TITLES else Text(model.model_fields[field].description or field)


def value_of(model: type[Record], field: str, value: Any) -> Any:
    """A value as a parameter of a text: a term by its name, yes or no, the last day of what ends on a day."""
    if isinstance(value, bool):
        return T("yes") if value else T("no")
    if terms := forms(model)[field].terms:
        return terms(value).names
    return last_counted(value) if field == "end_date" else value
