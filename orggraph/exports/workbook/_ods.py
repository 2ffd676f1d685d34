"""The workbook for LibreOffice: the five parts of an OpenDocument 1.3 file.

odfdo has no drop-downs, no frozen rows and no rows to repeat in print: all of these would be XML by hand within its tree.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from orggraph.errors import letters
from orggraph.exports.workbook._xlsx import COVER_WIDTHS, DARK, GREY, LIGHT, MUTED, SPARE
from orggraph.exports.workbook.book import Book, Choices, Head, Page
from orggraph.i18n import T
from orggraph.sources.workbook.layout import COLUMNS, COVER, LISTS
from orggraph.sources.workbook.unread import Raw

MIMETYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"), ("meta", "meta"),
        ("fo", "xsl-fo-compatible"), ("config", "config"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'  # fmt: skip
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CELLS: Final = {
    "text": ("", ""), "title": ('fo:font-size="20pt" fo:font-weight="bold" fo:color="#{dark}"', ""),
    "heading": ('fo:font-size="13pt" fo:font-weight="bold" fo:color="#{dark}"', ""),
    "small": ('fo:font-size="9pt" fo:font-style="italic" fo:color="#{muted}"', ""),
    "strong": ('fo:font-weight="bold"', ""), "muted": ('fo:color="#{muted}"', ""),
    "field": ("", 'fo:background-color="#{light}"'),
    "daily": ('fo:font-weight="bold" fo:color="#ffffff"', 'fo:background-color="#{dark}"'),
    "rare": ('fo:font-weight="bold" fo:color="#{dark}"', 'fo:background-color="#{light}"'),
    "ours": ('fo:font-weight="bold" fo:color="#{dark}"', 'fo:background-color="#{grey}"'),
    "date": ("", ""), "number": ("", ""),
}  # fmt: skip
"""The styles of cells: of their text, and of their box."""


def ods(book: Book) -> bytes:
    """The file."""
    parts = {
        "content.xml": _Content(book).xml(),
        "styles.xml": _styles(),
        "meta.xml": f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta><meta:generator>orggraph</meta:generator>'
        f"<dc:title>{escape(book.title)}</dc:title></office:meta></office:document-meta>",
        "settings.xml": _settings(book),
    }
    files = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in parts)
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>{files}</manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        for name, text in {**parts, "META-INF/manifest.xml": manifest}.items():
            archive.writestr(name, text)
    return buffer.getvalue()


class _Content:
    """The part with all sheets."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.widths: dict[int, str] = {}
        self.rules: dict[str, str] = {}
        self.lists: dict[tuple[str, ...], int] = {}

    def xml(self) -> str:
        """The text of the part."""
        sheets = [self._cover(), *map(self._page, self.book.pages), self._columns(), self._hidden()]
        widths = "".join(
            f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * 0.21:.2f}cm"/></style:style>'
            for width, name in self.widths.items()
        )
        rules = f"<table:content-validations>{''.join(self.rules.values())}</table:content-validations>" if self.rules else ""
        return (
            f'{_HEAD}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>{_formats()}{_cell_styles()}{widths}'
            '<style:style style:name="style" style:family="table" style:master-page-name="Page"><style:table-properties '
            'table:display="true"/></style:style><style:style style:name="hidden" style:family="table"><style:table-properties '
            f'table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{rules}{"".join(sheets)}'
            "</office:spreadsheet></office:body></office:document-content>"
        )

    def _width(self, width: int) -> str:
        return self.widths.setdefault(width, f"co{width}")

    def _table(self, title: str, columns: str, rows: str, style: str = "style") -> str:
        return f'<table:table table:name={quoteattr(title)} table:style-name="{style}">{columns}{rows}</table:table>'

    def _column(self, width: int, style: str = "text") -> str:
        return f'<table:table-column table:style-name="{self._width(width)}" table:default-cell-style-name="{style}"/>'

    def _cover(self) -> str:
        rows = []
        for kind, values in self.book.cover:
            styles = {"value": ("strong", "field", "muted"), "row": ("strong", "text", "text")}.get(kind, (kind, kind, kind))
            wide = kind in ("title", "text", "small") and len(values) == 1
            texts = [str(value) if isinstance(value, int) else value for value in values]
            cells = [cell(value, style, spanned=3 if wide else 1) for value, style in zip(texts, styles, strict=False)]
            rows.append(_row([*cells, *(['<table:covered-table-cell table:number-columns-repeated="2"/>'] if wide else [])]))
        return self._table(COVER[self.book.lang], "".join(map(self._column, COVER_WIDTHS)), "".join(rows))

    def _page(self, page: Page) -> str:
        names = [self._rule(head) for head in page.heads]
        columns = "".join(self._column(head.width, _style(head)) for head in page.heads)
        heads = [
            cell(head.title, "daily" if head.daily else "ours" if head.column.key == "id" else "rare", comment=head.comment)
            for head in page.heads
        ]
        rows = [
            _row([cell(value, _style(head), rule=name) for value, head, name in zip(row, page.heads, names, strict=True)])
            for row in page.rows
        ]
        spare = "".join(cell("", _style(head), rule=name) for head, name in zip(page.heads, names, strict=True))
        rows.append(f'<table:table-row table:number-rows-repeated="{SPARE}">{spare}</table:table-row>')
        return self._table(page.title, columns, f"<table:table-header-rows>{_row(heads)}</table:table-header-rows>{''.join(rows)}")

    def _columns(self) -> str:
        first, *lines = self.book.columns
        heads = _row([cell(text, "daily") for text in first])
        rows = "".join(_row([cell(text, "text") for text in line]) for line in lines)
        columns = "".join(map(self._column, (28, 34, 12, 90)))
        return self._table(COLUMNS[self.book.lang], columns, f"<table:table-header-rows>{heads}</table:table-header-rows>{rows}")

    def _hidden(self) -> str:
        """The sheet with what may be chosen, a list a column."""
        longest = max(map(len, self.lists), default=0)
        rows = [_row([cell(values[row] if row < len(values) else "", "text") for values in self.lists]) for row in range(longest)]
        return self._table(
            LISTS[self.book.lang], self._column(30) * max(len(self.lists), 1), "".join(rows) or _row([cell("", "text")]), "hidden"
        )

    def _rule(self, head: Head) -> str | None:
        """The name of the rule for what may stand in a column."""
        if head.column.key == "id":
            says, condition = T("orggraph makes the id. Leave it as it is, or empty on a new row."), "of:cell-content-text-length()=0"
        elif head.choices:
            says, condition = T("Choose a value from the list."), f"of:cell-content-is-in-list([{self._range(head.choices)}])"
        else:
            return None
        strict = head.column.key == "id" or (head.choices is not None and head.choices.strict)
        key = f"{condition} {strict}"
        name = f"val{list(self.rules).index(key) + 1 if key in self.rules else len(self.rules) + 1}"
        message = (
            f'<table:error-message table:message-type="stop" table:display="{str(strict).lower()}">'
            f"<text:p>{escape(says.render(self.book.lang))}</text:p></table:error-message>"
        )
        self.rules.setdefault(
            key, f'<table:content-validation table:name="{name}" table:condition={quoteattr(condition)} table:allow-empty-cell="true" '
                 f'table:display-list="unsorted">{message}</table:content-validation>')  # fmt: skip
        return name

    def _range(self, choices: Choices) -> str:
        if choices.sheet:
            return f"$'{choices.sheet}'.$A$2:.$A${SPARE * 5}"
        letter = letters(list(self.lists).index(choices.values) + 1 if choices.values in self.lists else len(self.lists) + 1)
        self.lists.setdefault(choices.values, len(self.lists))
        return f"$'{LISTS[self.book.lang]}'.${letter}$1:.${letter}${len(choices.values)}"


def cell(value: Raw, style: str, *, rule: str | None = None, comment: str = "", spanned: int = 1) -> str:
    """A cell with its value, its comment, and the rule for what may stand in it."""
    more = f' table:content-validation-name="{rule}"' if rule else ""
    more += f' table:number-columns-spanned="{spanned}" table:number-rows-spanned="1"' if spanned > 1 else ""
    note = f"<office:annotation>{_paragraphs(comment)}</office:annotation>" if comment else ""
    if isinstance(value, dt.date):
        typed = f' office:value-type="date" office:date-value="{value.isoformat()}"'
        return f'<table:table-cell table:style-name="date"{more}{typed}>{note}<text:p>{value:%d-%m-%Y}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        typed = f' office:value-type="float" office:value="{value!r}"'
        return f'<table:table-cell table:style-name="number"{more}{typed}>{note}<text:p>{value!r}</text:p></table:table-cell>'
    if value == "":
        return f'<table:table-cell table:style-name="{style}"{more}/>'
    return (
        f'<table:table-cell table:style-name="{style}"{more} office:value-type="string">{note}{_paragraphs(str(value))}</table:table-cell>'
    )


def _paragraphs(text: str) -> str:
    """The paragraphs of a text; spaces and tabs as elements, since a reader folds them otherwise."""
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))


def _spaced(line: str) -> str:
    escaped = escape(line, {"\r": "&#13;"}).replace("\t", "<text:tab/>")
    first = escaped[:1].replace(" ", "<text:s/>")
    return first + escaped[1:].replace("  ", " <text:s/>")


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _style(head: Head) -> str:
    if head.column.key == "id":
        return "muted"
    kind = head.column.form.kind
    return "date" if kind == "partial-date" else "number" if kind in ("integer", "number") else "text"


def _formats() -> str:
    """A day; a number such as 2015 is a year, and looks like one. A text stays a text, whatever is typed."""
    day = ('<number:day number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
           '<number:year number:style="long"/>')  # fmt: skip
    return (
        '<number:number-style style:name="Nyear"><number:number number:decimal-places="0" number:min-integer-digits="1"/>'
        "</number:number-style>"
        f'<number:date-style style:name="Nday">{day}<style:map style:condition="value()&lt;3000" style:apply-style-name="Nyear"/>'
        '</number:date-style><number:text-style style:name="Ntext"><number:text-content/></number:text-style>'
    )


def _cell_styles() -> str:
    colours = {"dark": DARK.lower(), "light": LIGHT.lower(), "grey": GREY.lower(), "muted": MUTED.lower()}
    styles = []
    for name, (text, box) in _CELLS.items():
        data = {"date": "Nday", "number": ""}.get(name, "Ntext")
        style = f' style:data-style-name="{data}"' if data else ""
        wrap = "" if name in ("title", "heading", "small") else ' fo:wrap-option="wrap"'
        side = '<style:paragraph-properties fo:text-align="start"/>' if name == "date" else ""
        styles.append(
            f'<style:style style:name="{name}" style:family="table-cell"{style}>'
            f'<style:table-cell-properties style:vertical-align="top"{wrap} '
            f"{box.format(**colours)}/>{side}<style:text-properties {text.format(**colours)}/></style:style>"
        )
    return "".join(styles)


def _styles() -> str:
    """The page in print: A4, landscape, as wide as the sheet."""
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:automatic-styles><style:page-layout style:name="pm">'
        '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
        'style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="Page" style:page-layout-name="pm"><style:footer><text:p><text:sheet-name>?</text:sheet-name> · '
        "<text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
    )


def _settings(book: Book) -> str:
    """What stays in view: the headings and the first column of each sheet."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    def frozen(title: str, columns: int) -> str:
        places = (
            ("HorizontalSplitMode", "short", 2 if columns else 0), ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", columns), ("VerticalSplitPosition", "int", 1),
            ("PositionRight", "int", columns), ("PositionBottom", "int", 1),
        )  # fmt: skip
        items = "".join(item(*place) for place in places)
        return f"<config:config-item-map-entry config:name={quoteattr(title)}>{items}</config:config-item-map-entry>"

    sheets = "".join(frozen(page.title, 1) for page in book.pages) + frozen(COLUMNS[book.lang], 0)
    return (
        f'{_HEAD}<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named></config:config-item-map-entry>'
        "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )
