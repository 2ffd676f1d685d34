"""Names of people, as they stand in Dutch lists: the parts of a name, and the order of a list of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orggraph.model.names import PARTICLES, TITLES, PersonName, fold, parse_name, sort_key


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sanne van der Akker", PersonName("Akker", "van der", "Sanne")),
        ("Bo de Zwart-van den Aa", PersonName("Zwart", "de", "Bo", birth_name="van den Aa")),
        ("Bo de Zwart geb. van den Aa", PersonName("Zwart", "de", "Bo", birth_name="van den Aa")),
        ("mr. dr. Ruud IJsbrand", PersonName("IJsbrand", "", "Ruud", honorific="mr. dr.")),
        ("Éva Zomer", PersonName("Zomer", "", "Éva")),
        ("'t Hart, Kees", PersonName("Hart", "'t", "Kees")),
        ("Akker, Sanne van der", PersonName("Akker", "van der", "Sanne")),
        ("Akker, mr. S. van der", PersonName("Akker", "van der", initials="S.", honorific="mr.")),
        ("J. Bakker", PersonName("Bakker", initials="J.")),
        ("drs. J.W. van 't Hof MSc", PersonName("Hof", "van 't", initials="J.W.", honorific="drs.", suffix="MSc")),
        ("drs. J.W. van 't Hof, MSc", PersonName("Hof", "van 't", initials="J.W.", honorific="drs.", suffix="MSc")),
        ("Th. (Theo) Smit", PersonName("Smit", "", "Theo", "Th.")),
        ("Ans Smit (Lokaal Belang)", PersonName("Smit", "", "Ans", suffix="(Lokaal Belang)")),
        ("Jan Willem in 't Veld", PersonName("Veld", "in 't", "Jan Willem")),
        ("Kees uit den Boogaard", PersonName("Boogaard", "uit den", "Kees")),
        ("Van Dijk", PersonName("Dijk", "Van")),
        ("de heer Van Dijk", PersonName("Dijk", "Van", honorific="de heer")),
        ("Jan-Willem Bakker", PersonName("Bakker", "", "Jan-Willem")),
        ("An Bakker-Smit", PersonName("Bakker", "", "An", birth_name="Smit")),
        ("Zomer", PersonName("Zomer")),
        ("S. el Khattabi", PersonName("Khattabi", "el", initials="S.")),
    ],
)
def test_a_name_has_its_parts(text: str, name: PersonName) -> None:
    assert parse_name(text) == name


def test_names_stand_by_surname_without_particle_and_ij_with_y() -> None:
    names = ["Ype Ynsma", "Sanne van der Akker", "Bo de Zwart-van den Aa", "mr. dr. Ruud IJsbrand", "Éva Zomer", "'t Hart, Kees",
             "J. Bakker", "Ans Ysbrand", "A. Bakker", "Jan Idema"]  # fmt: skip
    assert sorted(names, key=sort_key) == [
        "Sanne van der Akker", "A. Bakker", "J. Bakker", "'t Hart, Kees", "Jan Idema", "Ype Ynsma", "Ans Ysbrand",
        "mr. dr. Ruud IJsbrand", "Éva Zomer", "Bo de Zwart-van den Aa",
    ]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [("IJsbrand", "ysbrand"), ("Éva", "eva"), ("Ĳsbrand", "Ysbrand"), ("'t Hart", "T HART")])
def test_spelling_makes_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


WORD = (
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
    .map(str.capitalize)
    .filter(lambda word: word.casefold() not in TITLES | PARTICLES)
)


@given(WORD, st.sampled_from(["", "de", "van der", "in 't"]), WORD, st.sampled_from(["", "mr.", "prof. dr."]))
def test_a_name_that_is_written_out_is_read_back(given_name: str, particle: str, surname: str, honorific: str) -> None:
    name = PersonName(surname, particle, given_name, honorific=honorific)
    assert parse_name(str(name)).sort_key == name.sort_key


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(sort_key(text), tuple)
