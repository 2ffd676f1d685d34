"""Bad input gets the right spelling or the known value, in the language asked: over every closed list and every field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import LANGUAGES
from orggraph.model import terms
from orggraph.model.base import Record
from orggraph.model.dates import day_after, first_after, first_day
from orggraph.model.fields import Form, forms
from orggraph.model.meant import date_meant, day_of_year_meant, id_meant, slug, term_meant
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES, Holds
from orggraph.model.terms import Term
from orggraph.sources.dataset_yaml import read_dataset

HEAD = {"orggraph": 1, "dataset": {"id": "proef", "title": "Proef"}}
LISTS = [one for one in vars(terms).values() if isinstance(one, type) and issubclass(one, Term) and one is not Term]
FITTING = {"string": "tekst", "integer": "1", "number": "1", "boolean": "true", "partial-date": "2020", "record-id": "topic/x"}
WRONG = {
    "partial-date": "vorige week",
    "day-of-year": "nooit",
    "time-of-day": "half acht",
    "short-name": "Een naam die voor een ring te lang is",
    "mail-address": "griffie",
    "dated": "2015-13 Oude naam",
    "dated-count": "veel",
    "boolean": "misschien",
    "number": "veel",
    "integer": "elf",
    "record-id": "Één Ding",
    "string": {"een": "record"},
}
PLACED = {"dataset", "source", "target", "sources"}
"""Fields that follow from the place of a record, or have a form of their own in a file."""


def problems(document: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as refusal:
        read_dataset(json.dumps(HEAD | document, ensure_ascii=False))
    return refusal.value.problems


def problem(document: dict[str, Any]) -> Problem:
    (only,) = problems(document)
    return only


def hint(document: dict[str, Any], lang: Any = "nl") -> str:
    told = problem(document).hint
    assert told is not None
    return told.render(lang)


def value(form: Form, *, fits: bool) -> Any:
    if form.terms is not None:
        one: Any = next(iter(form.terms)).value if fits else "zomaar iets"
    else:
        one = FITTING.get(form.kind, "") if fits else WRONG[form.kind]
    return [one] if form.many else one


def record(kind: type[Record], field: str) -> dict[str, Any]:
    """The record of a class with all that it must have, in which one field has a wrong value."""
    known = forms(kind)
    needed = [name for name, of_model in kind.model_fields.items() if of_model.is_required() and name not in PLACED]
    made = {name: value(known[name], fits=True) for name in needed}
    made |= {field: value(known[field], fits=False)} if field in known else {}
    return {name: "x" if name == "id" and field != "id" else given for name, given in made.items()}


def document(kind: type[Record], field: str) -> dict[str, Any]:
    if kind in LABELS.values():
        return {kind.__name__: [record(kind, field)]}
    start, end = ("Topic" if labels == ("*",) else labels[0] for labels in (kind.sources_of, kind.targets_of))
    relationship = {"to": f"{end.lower()}/y", **record(kind, field)}
    first = {**record(LABELS[start], "nothing_wrong"), kind.type.lower(): relationship}
    second = record(LABELS[end], "nothing_wrong") | {"id": "y"}
    return {start: [first, second]} if start == end else {start: [first], end: [second]}


FIELDS = [
    (kind, field)
    for kind in (*LABELS.values(), *(kind for kind in TYPES.values() if kind.type != "DOCUMENTED_IN"))
    for field in kind.model_fields
    if field not in PLACED
]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda one: getattr(one, "__name__", one))
def test_a_wrong_value_of_any_field_says_what_is_expected(kind: type[Record], field: str) -> None:
    told = [one for one in problems(document(kind, field)) if one.code not in ("unknown_slot", "unknown_id", "slot_alone", "undated")]
    (only,) = told
    assert only.hint is not None
    assert only.line == 1
    texts = {lang: only.hint.render(lang) for lang in LANGUAGES}
    form = forms(kind)[field]
    if form.terms:
        assert all(term.value in texts["nl"] for term in form.terms)
        assert all(term.nl in texts["nl"] for term in form.terms if term.nl != term.value)
    elif form.kind != "record-id":
        assert texts["nl"] != texts["en"]
    others = {name for _kind, name in FIELDS} - {"as_stated", "id", "name", "by", "to", "date", "part", "number"}
    others -= {term.value for term in form.terms or ()}
    words = set(texts["en"].replace(":", " ").split())
    assert not words & {name for name in others if "_" in name}


@pytest.mark.parametrize("values", LISTS, ids=lambda one: one.__name__)
def test_any_word_for_a_value_of_a_closed_list_gives_that_value(values: type[Term]) -> None:
    for term in values:
        for word in (term.value.upper(), term.nl, term.en, *term.also):
            for lang in LANGUAGES:
                told = term_meant(word, values).render(lang)
                assert told.startswith((f"Schrijf {term.value}", f"Write {term.value}")), word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("18-03-2026", "2026-03-18"),
        ("18/3/2026", "2026-03-18"),
        ("18.03.2026", "2026-03-18"),
        ("20260318", "2026-03-18"),
        ("2026-3-8", "2026-03-08"),
        ("2026/03/18", "2026-03-18"),
        ("18 maart 2026", "2026-03-18"),
        ("18 mrt. 2026", "2026-03-18"),
        ("1 Mei 2024", "2024-05-01"),
        ("18 March 2026", "2026-03-18"),
        ("maart 2026", "2026-03"),
        ("03-2026", "2026-03"),
        ("2026-3", "2026-03"),
        ("vanaf 18 maart 2026", "2026-03-18"),
        ("t/m 18-03-2026", "last_day: 2026-03-18"),
        ("tot en met maart 2026", "last_day: 2026-03"),
    ],
)
def test_a_date_in_another_spelling_is_proposed_in_ours(written: str, meant: str) -> None:
    assert date_meant(written).render("nl") == f"Schrijf {meant}."
    assert date_meant(written).render("en") == f"Write {meant}."
    assert first_day(meant.removeprefix("last_day: "))


@pytest.mark.parametrize("written", ["30-02-2026", "2026-13", "vorig jaar", "1", "", "31-04-2024", "foo 2020"])
def test_what_no_calendar_has_gets_no_date_proposed(written: str) -> None:
    assert "2015-03-31" in date_meant(written).render("nl")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ca. 2019", "as_stated: ca. 2019"),
        ("voorjaar 2019", "as_stated: voorjaar 2019"),
        ("2025-2026", "start_date: 2025 en end_date: 2026"),
        ("2025/26", "start_date: 2025 en end_date: 2026"),
        ("9999-12-31", "laat die weg"),
    ],
)
def test_a_time_that_no_date_holds_goes_into_a_field_that_does(written: str, words: str) -> None:
    assert words in hint({"Topic": [{"id": "a", "name": "A", "start_date": written}]})


def test_a_head_has_no_place_for_words_of_time() -> None:
    told = problem({"dataset": {"id": "proef", "title": "P", "complete_since": "vorig jaar"}})
    assert told.text("nl").endswith("complete_since is geen datum: vorig jaar. Schrijf een jaar, een maand of een dag die bestaat: "
                                    "2015, 2015-03 of 2015-03-31.")  # fmt: skip


def test_a_mistake_in_the_head_does_not_hide_another_in_it() -> None:
    head = {"id": "proef", "title": "P", "complete_since": "vorig jaar", "complete": ["Zetels", "Gremia", "HOLD"]}
    told = [one.hint.render("nl") if one.hint else "" for one in problems({"dataset": head})]
    assert told[1:] == ["Schrijf Post.", "Schrijf Body.", "Bekend: HOLDS."]


BODY = {"id": "r", "name": "R", "kind": "council", "tier": "political"}
POST = {"id": "p", "name": "P"}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"Body": [BODY | {"kind": "raad"}]}, "Schrijf council (gemeenteraad)."),
        ({"Body": [BODY | {"since": "2020"}]}, "Schrijf start_date."),
        ({"Body": [BODY | {"teir": "political"}]}, "Bekend: tier."),
        ({"Post": [POST | {"seats": 11}]}, "Schrijf count."),
        ({"Post": [POST | {"namens": "organization/x"}]}, "Schrijf on_behalf_of."),
        ({"Post": [POST | {"date": "2020"}]}, "date is een veld van Decision, Act, Meeting, Source."),
        ({"Post": [POST | {"single_case": True}]}, "single_case is een veld van Mandate."),
        ({"Organization": [{"id": "dorp", "name": "D", "kind": "partij"}]}, "Schrijf party (politieke partij)."),
        ({"Organisatie": []}, "Schrijf Organization."),
        ({"Organization": [{"id": "Dorp.één", "name": "D", "kind": "party"}]}, "Schrijf dorp-een."),
        ({"Topic": [{"id": "Jan de Vries", "name": "D"}]}, "Schrijf jan-de-vries."),
        ({"Step": [{"id": "s", "name": "S", "action": "vaststellen"}]}, "Schrijf decide (besluiten)."),
        ({"Step": [{"id": "s", "name": "S", "action": "send", "by": "15-09"}]}, "Schrijf 09-15."),
        ({"Step": [{"id": "s", "name": "S", "action": "send", "by": "15 september"}]}, "Schrijf 09-15."),
        ({"dataset": {"id": "Mijn Regio", "title": "T"}}, "Schrijf mijn-regio."),
    ],
)
def test_what_was_meant_is_proposed(document: dict[str, Any], expected: str) -> None:
    assert hint(document) == expected


def test_a_short_id_at_the_end_of_a_relationship_gets_its_section() -> None:
    dorp = {"Organization": [{"id": "dorp", "name": "D", "kind": "municipality"}]}
    assert hint(dorp | {"Post": [POST | {"on_behalf_of": "dorp"}]}) == "Schrijf organization/dorp."
    assert hint({"Body": [BODY], "Post": [POST | {"in": "r"}]}) == "Schrijf body/r."
    assert hint({"Post": [POST | {"in": "r"}]}) == "Schrijf body/r, organization/r, cooperation/r."
    assert hint(dorp | {"Post": [POST | {"on_behalf_of": "organization/Dorp"}]}) == "Schrijf organization/dorp."


@pytest.mark.parametrize(("kind", "value"), [("begroting", "budget"), ("Jaarstukken", "accounts"), ("kadernota", "policy_frame")])
def test_a_kind_that_no_rule_reads_though_it_means_one_that_they_do_is_told(kind: str, value: str) -> None:
    text = json.dumps(HEAD | {"Product": [{"id": "a", "name": "A", "kind": kind}, {"id": "b", "name": "B", "kind": value}]})
    (warning,) = read_dataset(text).warnings
    assert warning.hint is not None
    assert warning.hint.render("nl").startswith(f"Schrijf {value} (")


def test_a_kind_of_its_own_is_free_text() -> None:
    assert read_dataset(json.dumps(HEAD | {"Product": [{"id": "a", "name": "A", "kind": "regionale agenda"}]})).warnings == ()


def test_organs_are_a_closed_list_and_the_dutch_word_gives_its_value() -> None:
    arrangement = {"Arrangement": [{"id": "g", "name": "G", "form": "covenant"}]}
    organs = ["raad", "College", "college van B&W", "burgemeester", "ambtenaren"]
    told = problems(arrangement | {"Organization": [{"id": "a", "name": "A", "kind": "municipality",
                                                     "participates_in": {"to": "arrangement/g", "organs": organs}}]})  # fmt: skip
    assert [one.hint.render("nl") if one.hint else "" for one in told] == [
        "Schrijf council (raad).", "Schrijf college.", "Schrijf college.", "Schrijf mayor (burgemeester).",
        "Bekend: council (raad), college, mayor (burgemeester).",
    ]  # fmt: skip


@given(st.text(max_size=30))
def test_every_proposal_of_an_id_can_be_an_id(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert id_meant(text).render("nl")


@given(st.text(max_size=30))
def test_any_text_as_a_date_gets_a_hint_that_holds(text: str) -> None:
    shown = date_meant(text).render("en")
    if shown.startswith(("Write 1", "Write 2")):
        assert first_day(shown.removeprefix("Write ").rstrip("."))
    day_of_year_meant(text)


# the last day ---------------------------------------------------------------------------------------------------


def holding(**dates: str) -> Holds:
    text = json.dumps(HEAD | {"Post": [POST], "Person": [{"id": "a", "name": "lid", "holds": {"to": "post/p", **dates}}]})
    (only,) = (one for one in read_dataset(text).relationships if isinstance(one, Holds))
    return only


@pytest.mark.parametrize(
    ("last", "end"), [("2024-05-31", "2024-06-01"), ("2024-02-29", "2024-03-01"), ("2024-05", "2024-05"), ("2024", "2024")]
)
def test_a_last_day_is_the_day_before_an_end_date(last: str, end: str) -> None:
    assert holding(last_day=last) == holding(end_date=end)
    assert day_after(first_after(last)) > first_day(last)


def test_one_record_has_one_end() -> None:
    person = {"id": "a", "name": "lid", "last_day": "2024", "end_date": "2024"}
    assert problem({"Person": [person]}).code == "two_ends"
    assert hint({"Person": [{"id": "a", "name": "lid", "last_day": "31 mei 2024"}]}) == "Schrijf 2024-05-31."


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Body: [{id: b, name: B, kind: party, tier: political}]", "party hoort bij Organization. Bekend: "),
        ("Organization: [{id: p, name: P, kind: party, seats: 11}]", "seats is een veld van Body."),
        ("Post: [{id: p, name: P, seats: 11}]", "Schrijf count."),
        ("Arrangement: [{id: a, name: A, kind: public_body, form: light}]", "Schrijf form."),
        (
            "Body: [{id: b, name: B, kind: council, tier: uitvoerend}]",
            "delivery (Uitvoering), political (Politiek), executive (Bestuurlijk)",
        ),
    ],
)
def test_what_belongs_elsewhere_is_said_to_and_a_short_list_is_told_whole(written: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_dataset(f"dataset: {{id: d, title: D}}\n{written}")
    assert any(hint in problem.hint.render("nl") for problem in refused.value.problems if problem.hint)
