"""What people do to a workbook: rows and columns move, dates are text, a name stands for a record, a new row has no id."""

from __future__ import annotations

import datetime as dt

import pytest

from orggraph.model.base import Relationship
from orggraph.model.dataset import Dataset
from tests.workbook.conftest import Book

P, G, F = "Mensen en hun functies", "Gremia", "Functies"


def holdings(dataset: Dataset, person: str) -> list[Relationship]:
    return [edge for edge in dataset.relationships if edge.type == "HOLDS" and edge.source == f"klein/person/{person}"]


def test_rows_and_columns_in_another_order_are_the_same(book: Book) -> None:
    for sheet in (P, G, F):
        rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
        head, *lines = [row[::-1] for row in rows]
        book[sheet].delete_rows(1, len(rows))
        for line in ([], ["Bijgewerkt in maart"], head, [], *lines[::-1]):
            book[sheet].append(line)
    assert book.read().content_hash == book.before.content_hash


def test_spaces_capitals_and_columns_of_ones_own_do_no_harm(book: Book) -> None:
    book.put(F, 2, "Zetelt in", "\u00a0 algemeen  BESTUUR ")
    book.put(F, 3, "Zetelt in", "AB")
    book.put(G, 2, "Soort", " Algemeen Bestuur\u00a0")
    book[G].cell(1, 30).value = "Mijn kolom"
    book[G].cell(2, 30).value = "nog bellen"
    book.file.create_sheet("Kladblok")["A1"] = "niet vergeten"
    dataset = book.read()
    assert dataset.content_hash == book.before.content_hash
    assert [problem.sheet for problem in dataset.warnings] == ["Gremia", "Kladblok"]


@pytest.mark.parametrize(
    ("since", "until", "start", "end"),
    [
        ("1 maart 2026", "t/m 31-12-2026", "2026-03-01", "2027-01-01"),
        ("01-03-2026", "31/12/2026", "2026-03-01", "2027-01-01"),
        ("vanaf 2026-03", "tot 1 januari 2027", "2026-03", "2027-01-01"),
        (dt.date(2026, 3, 1), dt.datetime(2026, 12, 31), "2026-03-01", "2027-01-01"),
        (2026, "2027", "2026", "2027"),
        (46082, "maart 2027", "2026-03-01", "2027-03"),
    ],
)
def test_dates_as_people_write_them(book: Book, since: object, until: object, start: str, end: str) -> None:
    book.add(P, Naam="raadslid van Stad", Vervult="Lid AB voor Dorp", Sinds=since, Tot_en_met=until)
    (edge,) = holdings(book.read(), "raadslid-van-stad")
    assert (edge.start_date, edge.end_date) == (start, end)


def test_a_new_row_gets_an_id_of_its_name_and_a_second_row_is_a_second_post(book: Book) -> None:
    book.add(
        G, Naam="Commissie Wonen & Ruimte", Soort="adviescommissie", Laag="Bestuurlijk", Zetels="9", Is_onderdeel_van="Algemeen bestuur"
    )
    book.add(F, Naam="Lid Wonen", Zetelt_in="Commissie Wonen & Ruimte")
    book.add(F, Naam="Voorzitter Wonen", Zetelt_in="Commissie Wonen & Ruimte", Status="feitelijk")
    book.add(P, Naam="dijkgraaf van Stad", Vervult="Lid Wonen", Waarnemend="x")
    book.add(P, Naam="Dijkgraaf van Stad", Vervult="Voorzitter Wonen", Bronnen="Instellingsbesluit: artikel 9")
    dataset = book.read()
    body = dataset.by_id["klein/body/commissie-wonen-ruimte"]
    assert getattr(body, "seats", None) == 9
    first, second = holdings(dataset, "dijkgraaf-van-stad")
    assert getattr(first, "acting", None) is True
    assert second.target == "klein/post/voorzitter-wonen"
    assert [citation.locator for citation in dataset.by_id["klein/person/dijkgraaf-van-stad"].sources] == ["artikel 9"]
    assert book.read().content_hash == dataset.content_hash


def test_merged_cells_each_hold_what_the_first_holds(book: Book) -> None:
    first = book.add(P, Naam="secretaris", Vervult="Lid AB voor Dorp")
    book.add(P, Vervult="Lid AB voor Stad")
    book[P].merge_cells(start_row=first, end_row=first + 1, start_column=1, end_column=1)
    assert len(holdings(book.read(), "secretaris")) == 2


def test_numbers_as_text_and_text_as_numbers(book: Book) -> None:
    book.put("Organisaties", 2, "Inwoners", "12.345")
    book.put(G, 2, "Opmerking", 2026)
    dataset = book.read()
    assert getattr(dataset.by_id["klein/organization/dorp"], "inhabitants", None) == 12345
    assert dataset.by_id["klein/body/ab"].note == "2026"


@pytest.mark.parametrize("text", ["=1+1", '=cmd|"/c calc"!A1', "+31 20", "-", "@iemand", "'s-Graveland", "'=x", "#N/A", "_x0041_", "a\tb"])
def test_what_looks_like_a_formula_is_a_text_in_the_cell_and_comes_back(tmp_path, text: str) -> None:  # type: ignore[no-untyped-def]
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    book = Book(tmp_path, f'orggraph: 1\ndataset: {{id: klein, title: Klein}}\nTopic:\n- {{id: a, name: x, note: "{quoted}"}}\n')
    cell = book["Onderwerpen"].cell(2, book.column("Onderwerpen", "Opmerking"))
    assert cell.data_type == "s"
    assert not str(cell.value).startswith(("=", "+", "-", "@"))
    assert all(cell.data_type != "f" for sheet in book.file for row in sheet.iter_rows() for cell in row)
    assert book.read().by_id["klein/topic/a"].note == text


def test_two_of_one_name_are_told_apart_by_their_id(book: Book) -> None:
    book.add(G, Naam="Algemeen bestuur", Soort="algemeen bestuur", Laag="Bestuurlijk")
    problems = book.problems()
    assert {problem.code for problem in problems} == {"ambiguous"}
    assert all("Algemeen bestuur [body/algemeen-bestuur]" in problem.text("nl") for problem in problems)
