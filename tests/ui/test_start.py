"""Start: what a region is, the questions that it answers, at most seven matters to discuss."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orggraph.sources.names import read_names
from tests.ui.conftest import Opener, written


def test_gooi_en_vechtstreek(opened: Opener) -> None:
    text = written(opened("", dataset="gooi-en-vechtstreek"))
    assert "Openbaar lichaam" in text
    assert "waarvan 7 uit het openbare register" in text
    assert "Bestuurlijk opdrachtgever: 0 van 8" in text
    assert "Rollen met beschreven doel: 0 van 20" in text  # of every kind one line before the second of any


def test_amersfoort_is_a_covenant_and_names_no_holder(opened: Opener) -> None:
    text = written(opened("", dataset="amersfoort"))
    assert "Bestuursconvenant" in text
    assert "vervuller bekend bij 0" in text


@pytest.mark.parametrize("dataset", ["amersfoort", "gooi-en-vechtstreek"])
def test_at_most_seven_matters_each_ending_in_a_question(opened: Opener, dataset: str) -> None:
    text = written(opened("", dataset=dataset))
    matters = re.findall(r'<article class="og-matter".*?</article>', text, re.DOTALL)
    assert 1 <= len(matters) <= 7
    for matter in matters:
        (asked,) = re.findall(r'<p class="og-ask">(.*?)</p>', matter)
        assert asked.endswith("?</bdi>")


def test_no_person_is_named_on_it(opened: Opener, tmp_path: Path) -> None:
    text = written(opened("", dataset="gooi-en-vechtstreek", names="1"))
    matters = "".join(re.findall(r'<article class="og-matter".*?</article>', text, re.DOTALL))
    names = read_names(["gooi-en-vechtstreek"], tmp_path)
    assert names
    assert not [name for name in names.values() if name in matters]
    assert "/person/" not in matters


def test_a_question_without_an_answer_is_said_and_not_offered(opened: Opener) -> None:
    text = written(opened("", dataset="amersfoort"))
    silent = re.findall(r'<details class="og-silent">.*?</details>', text, re.DOTALL)[0]
    asked = re.findall(r'<ul class="og-questions">.*?</ul>', text, re.DOTALL)[0]
    assert "Wie geeft welke opdracht" in silent
    assert "Wie geeft welke opdracht" not in asked
    assert "query=chairs" in asked


def test_it_says_what_it_is_not(opened: Opener) -> None:
    assert "Geen oordeel over personen" in written(opened("", dataset="amersfoort"))
    assert "No legal advice" in written(opened("", dataset="amersfoort", lang="en"))
