"""Signalen: filter, evidence, sources, accept and withdraw, CSV."""

from __future__ import annotations

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest

import orggraph
from orggraph.findings import Finding, count
from orggraph.ui.pages import findings as page
from tests.ui.conftest import Opener, written

GOOI = "gooi-en-vechtstreek"


def gooi_findings() -> list[Finding]:
    with orggraph.connect() as work:
        return work.find(work.graph(datasets=GOOI))


def one_of(kind: str, measure: str, label: str) -> Finding:
    return next(one for one in gooi_findings() if (one.kind, one.measure, one.subjects[0].label) == (kind, measure, label))


def buttons(test: AppTest) -> list[str]:
    return [one.label for one in test.button if str(one.key).startswith("finding_")]


def test_every_finding_is_listed(opened: Opener) -> None:
    found = gooi_findings()
    assert len(found) > 50
    for state, n in count(found).items():
        test = opened("signalen", dataset=GOOI, state=state.value)
        while any(one.key == "findings_more" for one in test.button):
            test.button(key="findings_more").click().run()
        assert len(buttons(test)) == n


def test_the_finding_of_a_link_is_shown_with_text_question_rule_and_sources(opened: Opener) -> None:
    finding = one_of("role_conflicts", "roles", "Role")
    test = opened("signalen", dataset=GOOI, finding=finding.id)
    text = written(test)
    assert finding.question.render("nl") in text
    assert "regel van ons; geen wet en geen bron noemt hem" in text
    assert "gaat samen met" in text
    assert "/bron?" in text
    assert len(test.get("bidi_component")) == 2  # the evidence drawn, and what brings the finding in sight in the list


@pytest.mark.parametrize(
    ("kind", "measure", "teller"),
    [("contradictions", "differing", "volgens wat de bronnen zelf zeggen"), ("ownership", "contractor", "een telling van ons; geen wet")],
)
def test_a_finding_without_a_rule_says_who_tells_it(opened: Opener, kind: str, measure: str, teller: str) -> None:
    finding = next(one for one in gooi_findings() if (one.kind, one.measure) == (kind, measure))
    assert teller in written(opened("signalen", dataset=GOOI, finding=finding.id))


def test_a_filter_keeps_what_it_asks(opened: Opener) -> None:
    test = opened("signalen", dataset=GOOI, kind="role_overload", state="info")
    assert len(buttons(test)) == sum(one.kind == "role_overload" and one.assessable for one in gooi_findings()) > 0
    test = opened("signalen", dataset=GOOI, severity="gap", subject="gooi-en-vechtstreek/assignment/4")
    assert buttons(test)
    assert len(buttons(test)) < 8


def test_an_unknown_finding_is_said(opened: Opener) -> None:
    test = opened("signalen", dataset=GOOI, finding="0123456789abcdef")
    assert "0123456789abcdef" in test.warning[0].value


def test_accept_and_withdraw(opened: Opener) -> None:
    finding = one_of("ownership", "political_owner", "Cooperation")
    test = opened("signalen", dataset=GOOI, finding=finding.id)
    assert any("Een functie volstaat als naam" in one.value for one in test.caption)
    accept = next(one for one in test.button if one.label == "Aanvaarden")
    accept.click().run()
    assert "een reden" in test.error[0].value
    test.text_area(key=f"accept_reason_{finding.id}").set_value("Besproken; <b>volgt</b> in maart")
    test.text_input(key=f"accept_by_{finding.id}").set_value("bestuurssecretaris")
    next(one for one in test.button if one.label == "Aanvaarden").click().run()
    assert "Aanvaard door bestuurssecretaris" in written(test)
    assert "&lt;b&gt;volgt&lt;/b&gt;" in written(test)
    test = opened("signalen", dataset=GOOI, state="accepted")
    assert len(buttons(test)) == 1
    next(one for one in test.button if one.label == "Aanvaarding intrekken").click().run()
    assert buttons(test) == []
    assert [one for one in gooi_findings() if one.accepted] == []


@pytest.mark.usefixtures("regions")
def test_the_table_holds_every_column_and_no_formula() -> None:
    from types import SimpleNamespace
    from typing import Any, cast

    from orggraph.tables import tables

    with orggraph.connect() as work:
        graph = work.graph(datasets=GOOI)
        found = work.find(graph)
    visit = cast(Any, SimpleNamespace(graph=graph, lang="nl", say=lambda text: text.render("nl")))
    text = tables.to_csv([page._flat(visit, one) for one in found], page.COLUMNS)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(found)
    assert tuple(rows[0]) == page.COLUMNS
    assert all(row["question"].endswith("?") for row in rows)


def test_it_opens_on_what_asks_for_action_and_information_is_apart(opened: Opener) -> None:
    text = written(opened("signalen", dataset="voorbeeldregio"))
    heads = [part.partition("</bdi>")[0] for part in text.split('<h2 class="og-severity"><bdi>')[1:]]
    assert heads[0] == "De wet vraagt anders"
    assert "Ter informatie" not in heads


def test_a_finding_and_a_choice_can_be_taken_along(opened: Opener) -> None:
    test = opened("signalen", dataset=GOOI)
    labels = [one.proto.label for one in test.get("download_button")]
    assert "Op één blad (PDF)" in labels
    assert any(label.endswith("signalen om uit te delen (PDF)") for label in labels)
    assert "Alles van deze keuze als tabel (CSV)" in labels
