"""A Word document that is being written: paragraphs, headings, tables and pictures with what a reader of the screen needs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from orggraph.i18n import Bilingual, Lang
from orggraph.picture import raster
from orggraph.picture.palette import INK, MUTED
from orggraph.reports.page import Line, Words
from orggraph.reports.plain_text import for_xml

TYPEFACE = "Calibri"
SHEET, EDGE = (Mm(210), Mm(297)), Mm(20)
"""A4, and the white round it."""
PICTURE = {"half": Mm(82), "whole": Mm(166)}
TALLEST = Mm(150)
MOST_IN_PROPERTY = 255
"""So many characters has a property of a document."""
LOCALES = Bilingual("nl-NL", "en-GB")
LINK = "1F5C99"
SIZES = {"Normal": 10.5, "Title": 24.0, "Subtitle": 12.0, "Heading 1": 16.0, "Heading 2": 12.5, "Caption": 9.0}


class Paper:
    """A document in one language; ``places`` are how many sources have a mark that a number leads to."""

    def __init__(self, title: str, lang: Lang, places: int = 0) -> None:
        self.document: Document = docx.Document()
        self.places = places
        self._set_up(lang)
        properties = self.document.core_properties
        properties.title = for_xml(title)[:MOST_IN_PROPERTY]
        properties.language, properties.author, properties.comments = LOCALES[lang], "orggraph", ""
        properties.created = properties.modified = datetime.now(UTC)

    def _set_up(self, lang: Lang) -> None:
        styles = self.document.styles
        for name, size in SIZES.items():
            font = styles[name].font
            font.name, font.size, font.italic, font.color.rgb = TYPEFACE, Pt(size), False, _colour(INK)
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LOCALES[lang])
        section = self.document.sections[0]
        section.page_width, section.page_height = SHEET
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = EDGE

    def heading(self, words: Line | str, level: int) -> Paragraph:
        """A heading; level 0 is the title of the document."""
        return self.add(words, "Title" if level == 0 else f"Heading {level}")

    def add(self, words: Line | str = (), style: str = "Normal") -> Paragraph:
        """A paragraph."""
        paragraph = self.document.add_paragraph(style=style)
        self.write(paragraph, words)
        return paragraph

    def write(self, paragraph: Paragraph, words: Line | str, *, strong: bool = False, quiet: bool = False) -> None:
        """Add texts to a paragraph, with the numbers of their places."""
        for part in (Words(words),) if isinstance(words, str) else words:
            run = paragraph.add_run(for_xml(part.text))
            run.bold = True if strong or part.strong else None
            run.italic = True if part.open else None
            if quiet or part.open:
                run.font.color.rgb = _colour(MUTED)
            self._cite(paragraph, part.cites)

    def _cite(self, paragraph: Paragraph, numbers: Iterable[int]) -> None:
        for i, number in enumerate(number for number in numbers if number <= self.places):
            if i:
                paragraph.add_run(" ").font.superscript = True
            link = _element("w:hyperlink", anchor=_mark(number))
            run = paragraph.add_run(str(number))
            run.font.superscript, run.font.color.rgb = True, RGBColor.from_string(LINK)
            link.append(run._r)
            paragraph._p.append(link)

    def place(self, number: int, text: str, address: str | None) -> None:
        """A place in the sources, which its number leads to; a link where it has an address."""
        paragraph = self.document.add_paragraph(style="Normal")
        paragraph._p.append(_element("w:bookmarkStart", id=str(number), name=_mark(number)))
        self.write(paragraph, f"{number}. ")
        run = paragraph.add_run(for_xml(text))
        paragraph._p.append(_element("w:bookmarkEnd", id=str(number)))
        if address:
            self._link(run, address)

    def _link(self, run: Run, address: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.color.rgb, run.font.underline = RGBColor.from_string(LINK), True
        run._r.addprevious(link)
        link.append(run._r)

    def picture(self, svg: str, alt: str, width: str = "whole") -> None:
        """A drawing as PNG; ``alt`` says what it shows."""
        paragraph = self.add()
        drawn = paragraph.add_run().add_picture(io.BytesIO(raster.drawn(svg)))
        room = min(PICTURE[width] / drawn.width, TALLEST / drawn.height)
        drawn.width, drawn.height = round(drawn.width * room), round(drawn.height * room)
        drawn._inline.docPr.set("descr", for_xml(alt))

    def table(self, caption: str, head: Sequence[str], widths: Sequence[float] = ()) -> Table:
        """A table with its head, which is repeated on every sheet; the caption stands above it."""
        if caption:
            self.add(caption, "Caption").paragraph_format.keep_with_next = True
        table: Table = self.document.add_table(1, len(head), style="Table Grid")
        properties = table._tbl.tblPr
        properties.append(_element("w:tblCaption", val=for_xml(caption)))
        table.autofit = False
        shares = list(widths) or [1.0] * len(head)
        room = SHEET[0] - 2 * EDGE
        for column, share in zip(table.columns, shares, strict=True):
            column.width = round(room * share / sum(shares))
            for cell in column.cells:
                cell.width = column.width
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            self._fill(cell, text, strong=True)
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="E9EEF3"))
        return table

    def row(self, table: Table, cells: Sequence[Line]) -> None:
        """A row, which stays together on one sheet; its first cell is its name."""
        row = table.add_row()  # type: ignore[no-untyped-call]
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
        for i, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            self._fill(cell, words, strong=i == 0)

    def _fill(self, cell: _Cell, words: Line | str, *, strong: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        self.write(paragraph, words, strong=strong)
        for run in paragraph.runs:
            run.font.size = Pt(9)

    def foot(self, text: str) -> None:
        """A line at the foot of every sheet, with the number of the sheet."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        self.write(paragraph, f"{text} · ", quiet=True)
        field = _element("w:fldSimple", instr="PAGE")
        field.append(paragraph.add_run("1")._r)
        paragraph._p.append(field)

    def bytes(self) -> bytes:
        """The document as a file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def _mark(number: int) -> str:
    return f"bron-{number}"


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(text.removeprefix("#"))


def _element(tag: str, /, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
