"""What was worked out for an occasion, on paper: its sentences, its tables, and text that stays text."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader

from orggraph import regions
from orggraph.graph import project
from orggraph.i18n import LANGUAGES, Lang
from orggraph.model.tables import to_tables
from orggraph.reports import occasion
from orggraph.reports.files import FORMS
from orggraph.sources.dataset_yaml import read_dataset

ODD = "Wonen <b>*_#$ =1+1"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_the_same_on_paper_and_to_edit_on(lang: Lang) -> None:
    graph = project(to_tables(read_dataset(regions.path("amersfoort"))))
    tables = [
        occasion.rows("Verdelingen", ["portefeuille", "wie", "1"], [[ODD, "wethouder A", ""]]),
        occasion.rows("Niets", ["portefeuille"], []),
    ]
    made = occasion.page(graph, lang, "Verdeling", "College", ["1 van 1 is geplaatst."], tables)
    paper = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(FORMS[".pdf"].write(made))).pages)
    document = Document(io.BytesIO(FORMS[".docx"].write(made)))
    words = " ".join([*(each.text for each in document.paragraphs), *(cell.text for table in document.tables for cell in table._cells)])
    for text in (paper, words):
        assert "1 van 1 is geplaatst." in " ".join(text.split())
        assert ODD in " ".join(text.split())
        assert "Verdelingen" in text and "Niets" not in text
        assert ("beslissen" if lang == "nl" else "People decide") in text
