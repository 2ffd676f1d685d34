"""Twenty mistakes that people make in a workbook: each is said with sheet, row, column and what to do, all of them at once."""

from __future__ import annotations

import pytest

from orggraph.cli import run
from tests.workbook.conftest import Book

P, G, F, V, O = "Mensen en hun functies", "Gremia", "Functies", "Vergaderingen", "Organisaties"  # noqa: E741

MISTAKES: list[tuple[str, int, str, object, str, str]] = [
    # sheet, row, column, what stands there, what is said, what to do
    (P, 2, "Sinds", "31-02-2026", "dit is geen datum: 31-02-2026", "Schrijf een dag (31-03-2026)"),
    (P, 3, "Sinds", "01-03-26", "dit is geen datum", "in vier cijfers: 01-03-2026"),
    (P, 4, "Sinds", "2020 t/m 2024", "dit is geen datum", "schrijf 2020 onder Sinds, en 2024 onder Tot en met"),
    (P, 2, "Tot en met", "onbekend", "dit is geen datum: onbekend", "of laat de cel leeg"),
    (P, 3, "Vervult", "Lid AB voor Dorpp", "geen gegeven in dit werkboek heet Lid AB voor Dorpp", "Bekend: Lid AB voor Dorp"),
    (P, 4, "Waarnemend", "misschien", "Waarnemend kan niet misschien zijn", "Kies uit: ja, nee"),
    (G, 2, "Soort", "algemeen bestuurtje", "Soort kan niet algemeen bestuurtje zijn", "Kies uit: algemeen bestuur"),
    (G, 3, "Laag", None, "Laag is leeg", "Kies uit: Politiek, Bestuurlijk"),
    (G, 2, "Bronnen", "Instelingsbesluit: artikel 3", "geen bron heet zoals dit begint: Instelingsbesluit", "Bekend: Instellingsbesluit"),
    (G, 3, "Is onderdeel van", "Lid AB voor Dorp", "staat op het blad Functies", "Hier hoort: Gremium"),
    (G, 2, "Zetels", "negen", "Zetels kan niet negen zijn", "een geheel getal"),
    (G, 2, "Korte naam", "AB" * 20, "Korte naam kan niet", "ten hoogste 20 tekens"),
    (F, 3, "Zetelt in", "Algemeen bestuur; Raad", "geen gegeven in dit werkboek heet Raad", "Bekend: Algemeen bestuur"),
    (F, 4, "Hoedanigheid", "voorziter", "Hoedanigheid kan niet voorziter zijn", "Kies uit: voorzitter"),
    (F, 2, "Stemmen", "1.234", "1.234 kan twee getallen zijn", "zonder teken voor duizendtallen"),
    (F, 3, "Namens", "=A2", "hier staat een formule", "plak haar als waarde"),
    (V, 2, "Begint (tijd)", "half acht", "dit is geen tijd: half acht", "Schrijf die als 19:30"),
    (V, 2, "Naam", None, "Naam is leeg", "Vul het in"),
    (O, 3, "Id", "dorp", "de id dorp is al die van Gemeente Dorp in rij 2", "maak de id dan leeg"),
    (O, 2, "Mailadres", "secretariaat", "Mailadres kan niet secretariaat zijn", "griffie@gemeente.example"),
    (O, 1, "Inwoners", "Inwonrs", "er is geen kolom Inwonrs", "Schrijf Inwoners"),
]


def test_twenty_mistakes_give_twenty_messages_with_their_place(book: Book) -> None:
    places = [(sheet, row, book.column(sheet, heading)) for sheet, row, heading, *_rest in MISTAKES]
    for (sheet, row, position), mistake in zip(places, MISTAKES, strict=True):
        book[sheet].cell(row, position).value = mistake[3]  # type: ignore[assignment]
    problems = book.problems()
    said = {(problem.sheet, problem.line, problem.column): problem for problem in problems}
    assert len(problems) == len(said) == len(MISTAKES) == 21, "\n".join(problem.text("nl") for problem in problems)
    for place, (_sheet, _row, _heading, _value, message, hint) in zip(places, MISTAKES, strict=True):
        assert message in said[place].message.render("nl")
        assert said[place].hint is not None
        assert hint in said[place].hint.render("nl")  # type: ignore[union-attr]
    assert [problem.sheet for problem in problems] == sorted((problem.sheet for problem in problems), key=book.file.sheetnames.index)


@pytest.mark.parametrize("mistake", MISTAKES[4:18:6], ids=lambda mistake: f"{mistake[0]}-{mistake[2]}")
def test_each_alone_is_one_message(book: Book, mistake: tuple[str, int, str, object, str, str]) -> None:
    sheet, row, heading, value, message, _hint = mistake
    letter = book.put(sheet, row, heading, value)
    (problem,) = book.problems()
    assert problem.text("nl").startswith(f"{book.path}: blad {sheet}, rij {row}, kolom {letter}: ")
    assert message in problem.text("nl")
    assert problem.text("en").startswith(f"{book.path}: sheet {sheet}, row {row}, column {letter}: ")


def test_the_command_says_the_sheet(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.put(G, 2, "Soort", "bestuurtje")
    book.file.save(book.path)
    assert run(["check", str(book.path), "--format", "csv"]) == 1
    head, row = capsys.readouterr().out.splitlines()
    assert head.startswith("file,sheet,line,column,record")
    assert f"{book.path},Gremia,2,2,Algemeen bestuur" in row


def test_checks_of_the_model_point_at_a_cell_too(book: Book) -> None:
    book.put(P, 2, "Sinds", "2030-01-01")
    letter = book.put(P, 2, "Tot en met", "2029-06-30")
    (problem,) = book.problems()
    assert (problem.sheet, problem.line) == (P, 2)
    assert letter in problem.place("nl")
    assert problem.record == "burgemeester van Dorp"


def test_sheets_and_columns_that_are_gone_are_missed(book: Book) -> None:
    book[G].delete_cols(book.column(G, "Soort"))
    book.file.remove(book[V])
    texts = [problem.text("nl") for problem in book.problems()]
    assert any("blad Gremia, rij 1: de kolom Soort ontbreekt" in text for text in texts)
    assert any("het blad Vergaderingen ontbreekt" in text for text in texts)
    assert len(texts) == 2


def test_a_sheet_with_a_slip_in_its_name_is_no_sheet_of_ones_own(book: Book) -> None:
    book[G].title = "Gremai"
    assert any("noem het dan zo" in problem.text("nl") for problem in book.problems())


def test_a_relationship_has_its_own_fields_alone(book: Book) -> None:
    row = book.add("Verbanden", Van="Dagelijks bestuur", Verband="adviseert", Naar="Algemeen bestuur")
    book["Verbanden"].cell(1, 20).value = "Waarnemend"
    book["Verbanden"].cell(row, 20).value = "ja"
    (problem,) = book.problems()
    assert (problem.sheet, problem.line, problem.column) == ("Verbanden", row, 20)
    assert "adviseert" in problem.text("nl")
