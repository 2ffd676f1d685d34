"""Words as they are compared: endings, compounds, phrases, the glossary."""

from __future__ import annotations

import pytest

from orggraph.search.glossary import SIGN, Glossary, glossary
from orggraph.search.words import LITTLE, is_asked, parts_of, stands_in, stem, words_of


@pytest.mark.parametrize(
    "forms",
    [
        ("raad", "raden"), ("bots", "botsen", "botst", "botsende"), ("vervang", "vervangt", "vervangen", "vervanger", "vervanging"),
        ("pet", "petten"), ("brief", "brieven"), ("zienswijze", "zienswijzen"), ("voorzitter", "voorzitters"),
        ("replace", "replaces", "replacement"), ("seat", "seats"),
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(word) for form in forms for word in words_of(form)}) == 1


@pytest.mark.parametrize(("word", "other"), [("raad", "rand"), ("bestuur", "bestel"), ("ab", "abs"), ("kamer", "kaart")])
def test_other_words_have_another_stem(word: str, other: str) -> None:
    assert stem(word) != stem(other)


def test_a_compound_is_taken_apart_where_both_parts_are_known() -> None:
    known = {"regio", "begroting", "route", "raad"}
    assert parts_of("regiobegroting", known) == ("regio", "begroting")
    assert parts_of("begrotingsroute", known) == ("begroting", "route")
    assert parts_of("gemeenteraad", known) is None


def test_words_lose_accents_signs_and_capitals() -> None:
    assert words_of("Coördinator, B&W (Fryslân)") == ["coordinator", "b", "en", "w", "fryslan"]


def test_a_phrase_may_have_two_words_among_its_own() -> None:
    assert stands_in(["wie", "gaat", "over"], words_of("wie gaat er over afval"))
    assert not stands_in(["wie", "gaat", "over"], words_of("wie gaat morgen met de fiets over de brug"))
    assert not stands_in(["wie", "gaat", "over"], words_of("over wie gaat"))


def test_the_longest_phrase_of_a_glossary_goes_first() -> None:
    read = Glossary([["bestuur", "board"], ["algemeen bestuur", "AB"]]).read(words_of("algemeen bestuur en board"))
    assert [(phrase, sign) for phrase, sign in read if sign] == [
        (("algemeen", "bestuur"), f"{SIGN}algemeen-bestuur"),
        (("board",), f"{SIGN}bestuur"),
    ]


@pytest.mark.parametrize(
    "alike", [("AB", "algemeen bestuur"), ("PFHO", "portefeuillehoudersoverleg"), ("hoed", "petten"), ("wethouder", "portefeuillehouder"),
              ("B&W", "college"), ("griffier", "griffie")],
)  # fmt: skip
def test_the_glossary_knows_what_means_the_same(alike: tuple[str, str]) -> None:
    signs = [glossary().read(words_of(phrase))[0][1] for phrase in alike]
    assert signs[0] is not None
    assert signs[0] == signs[1]


def test_little_words_ask() -> None:
    assert is_asked(words_of("wie zit waar"))
    assert not is_asked(words_of("algemeen bestuur"))
    assert {"de", "van", "the"} <= LITTLE
