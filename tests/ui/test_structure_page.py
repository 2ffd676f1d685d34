"""Samenhang: every analysis with tables says its sentence there in both languages; the presentation mode shows no table of people."""

from __future__ import annotations

import pytest

from orggraph.analyses import registry
from tests.ui.conftest import Opener, everything, written

MEASURING = sorted(kind for kind, analysis in registry().items() if analysis.tables)


@pytest.mark.parametrize("kind", MEASURING)
def test_each_question_opens_with_its_sentence_in_the_language_asked(opened: Opener, kind: str) -> None:
    for lang in ("nl", "en"):
        test = opened("samenhang", dataset="voorbeeldregio", question=kind, lang=lang)
        assert not test.exception
        assert "og-sentence" in everything(test)


def test_it_opens_with_how_crowded_it_is(opened: Opener) -> None:
    text = everything(opened("samenhang", dataset="voorbeeldregio", lang="en"))

    first = text.index("og-sentence")
    assert "How crowded it is for a municipality" in text
    assert first < text.index("og-bars") < text.index("og-table")


def test_an_unknown_question_says_so_and_shows_those_that_there_are(opened: Opener) -> None:
    test = opened("samenhang", dataset="voorbeeldregio", question="bestaat-niet")

    assert not test.exception
    assert "Die vraag is er niet" in written(test)


def test_the_presentation_mode_shows_no_table_of_people(opened: Opener) -> None:
    test = opened("samenhang", dataset="voorbeeldregio", question="key_persons", present="1")

    assert "staat hier geen tabel van mensen" in written(test)
    assert "og-table" not in everything(test)
