"""How a list of others is read: a mapping of its columns, as a file in YAML, and a proposal of one from the list itself."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import Field, ValidationError

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import T
from orggraph.model.problems import problems_of
from orggraph.model.value_object import ValueObject
from orggraph.sources._records.table import Row, Table
from orggraph.sources._records.text import day_of, key_of
from orggraph.yamltree import read_tree

Kind = Literal["members", "organogram", "participants"]
HEADER_ROWS: Final = 30
"""So many rows from the top the row with the names of columns is looked for."""
NEEDED: Final[Map[Kind, tuple[tuple[str, ...], ...]]] = {
    "members": (("person",), ("body",)),
    "organogram": (("post",),),
    "participants": (("participant", "arrangement"),),
}
"""Of each group a list takes one, as a column or as a value for all rows."""
FIELDS: Final[Map[Kind, tuple[str, ...]]] = {
    "members": ("person", "person_id", "body", "role", "since", "until", "on_behalf_of", "party", "organization", "note"),
    "organogram": ("post", "post_id", "reports_to", "unit", "person", "person_id", "role", "fte", "since", "until", "organization", "note"),
    "participants": (
        "participant",
        "participant_id",
        "arrangement",
        "arrangement_id",
        "form",
        "since",
        "until",
        "contribution",
        "votes",
        "note",
    ),
}
WORDS: Final[Map[str, str]] = {
    "person_id": r"persoonsnummer|person id|person_id",
    "reports_to": r"valt onder|rapporteert aan|rapporteert|reports to|reports_to|leidinggevende|manager|reporting.*post.*|reports to.*",
    "post_id": r"functienummer|functiecode|post.*(nr|nummer|id|reference|unique).*|nr|id|code",
    "unit": r"afdeling|team|eenheid|unit|organisatieonderdeel|directie|sector|department|division",
    "fte": r"fte|formatie|aantal fte|omvang",
    "since": r"sinds|vanaf|van|start|startdatum|begin|begindatum|ingangsdatum|benoemd|datum benoeming|toetreding|since|from|start.date",
    "until": r"tot|t/m|tot en met|einde|einddatum|aftreden|tot wanneer|until|end|end_date|end date",
    "party": r"partij|fractie|party|political party",
    "on_behalf_of": r"namens|afgevaardigd door|vertegenwoordigt|on behalf of|gemeente|organisatie",
    "body": r"gremium|orgaan|commissie|bestuur|overleg|bestuursorgaan|body|committee|board|raad",
    "post": r"functie|functienaam|functietitel|post|job title|titel|rol|position",
    "role": r"rol|functie|hoedanigheid|role|position|capacity|functie in .*",
    "person": r"naam|persoon|lid|leden|bestuurder|raadslid|wie|volledige naam|name|person|member|functionaris",
    "form": r"vorm|rechtsvorm|samenwerkingsvorm|form",
    "arrangement": r"gemeenschappelijke regeling|regeling|samenwerkingsverband|samenwerking|regelingen|arrangement|cooperation|.*gr.naam",
    "arrangement_id": r"regelingnummer|roo.?id|.*gr.code",
    "participant_id": r"cbs|cbs.?code|gemeentecode|tooi|code",
    "participant": r"deelnemer|deelnemers|gemeente|gemeenten|participant|deelnemende organisatie|organisatie|municipality",
    "contribution": r"bijdrage|contribution",
    "votes": r"stemmen|votes|stemgewicht",
    "organization": r"organisatie|organization|instelling|gemeente",
    "note": r"opmerking|toelichting|note|remark",
}
"""What a column is called that holds a field, whole and without capitals, by field."""
CROSSES: Final = frozenset({"x", "ja", "yes", "1", "v", "✓", "✔", "true"})


class Head(ValueObject, str_strip_whitespace=True):
    """The dataset that a list becomes."""

    id: str | None = None
    title: str | None = None
    reference_date: str | None = None


class Mapping(ValueObject, str_strip_whitespace=True):
    """Which column of a list holds what."""

    list: Kind
    dataset: Head = Head()
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    header: int | None = Field(None, ge=1)
    """The row with the names of columns; absent: the first that has them all."""
    columns: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    """The column of a field; of several the texts are joined by a space."""
    values: dict[str, str] = Field(default_factory=dict)
    """What holds for every row, by field."""
    arrangements: tuple[str, ...] = ()
    """Columns that are an arrangement each, with a cross for who takes part."""
    several: dict[str, str] = Field(default_factory=dict)
    """Fields of which a cell may hold several, and the sign between them."""
    fill: tuple[str, ...] = ()
    """Fields of which an empty cell means what stands above it."""
    notes: tuple[str, ...] = ()
    """Columns that are kept as a note."""
    vacant: tuple[str, ...] = ("vacature", "vacant", "n.n.", "nn", "n.t.b.", "-")
    """Words that stand for nobody."""

    def named(self) -> tuple[str, ...]:
        """Every column that it names."""
        columns = [name for value in self.columns.values() for name in ((value,) if isinstance(value, str) else value)]
        return tuple(dict.fromkeys((*columns, *self.arrangements, *self.notes)))


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file. Raises InvalidInput with every problem of it."""
    tree = read_tree(path)
    problems = list(tree.problems)
    if not isinstance(tree.value, dict):
        raise InvalidInput([tree.problem((), "mapping", T("this is no mapping of columns"), HINT)])
    try:
        mapping = Mapping.model_validate({name: value for name, value in tree.value.items() if value is not None})
    except ValidationError as errors:
        raise InvalidInput([*problems, *problems_of(errors, Mapping, tree, ())]) from None
    known = FIELDS[mapping.list]
    for part, fields in (("columns", mapping.columns), ("values", mapping.values), ("several", mapping.several)):
        for name in fields:
            if name not in (*known, "kind", "scheme"):
                hint = T("Known: {names}.", names=known)
                problems.append(
                    tree.problem((part, name), "unknown_field", T("a list of {list} has no {name}", list=mapping.list, name=name), hint)
                )
    given = {*mapping.columns, *mapping.values, *(("arrangement",) if mapping.arrangements else ())}
    for group in NEEDED[mapping.list]:
        if not given & set(group):
            message = T("a list of {list} takes a column or a value for {names}", list=mapping.list, names=group)
            problems.append(tree.problem(("columns",), "missing_field", message, T("Add it.")))
    if problems:
        raise InvalidInput(problems)
    return mapping


HINT: Final = T("orggraph import FILE --guess proposes one.")


def header_of(table: Table, mapping: Mapping, file: str) -> tuple[Row, dict[str, int]]:
    """The row with the names of columns, and the place of each column that a mapping names.

    Raises
    ------
    InvalidInput
        With every column that is missing, and those that are there.
    """
    wanted = {folded(name): name for name in mapping.named()}
    rows = [row for row in table.rows if mapping.header is None or row.number == mapping.header][:HEADER_ROWS]
    best = max(rows, key=lambda row: len(wanted.keys() & {folded(cell) for cell in row.cells}), default=None)
    if best is None:
        raise InvalidInput([Problem("empty", T("the list holds no row {n}", n=mapping.header or 1), None, file)])
    places = {folded(cell): number for number, cell in reversed(list(enumerate(best.cells)))}
    there = [cell.strip() for cell in best.cells if cell.strip()][:20]
    problems = [
        Problem("missing_column", T("the column {name} is missing", name=name), T("There are: {names}.", names=there), file, best.number)
        for key, name in wanted.items()
        if key not in places
    ]
    if problems:
        raise InvalidInput(problems)
    return best, {name: places[key] for key, name in wanted.items()}


def folded(name: str) -> str:
    """The name of a column as it is compared: without capitals and with single spaces."""
    return " ".join(name.split()).casefold()


def propose(table: Table, path: Path) -> Mapping:
    """The mapping that fits a list best, by the names of its columns and by what stands in them.

    Raises
    ------
    InvalidInput
        Where the list has no two columns.
    """
    header = next((row for row in table.rows[:HEADER_ROWS] if sum(bool(cell.strip()) for cell in row.cells) >= 2), None)
    if header is None:
        raise InvalidInput([Problem("no_list", T("no row of it has two columns with a name"), None, str(path))])
    names = [cell.strip() for cell in header.cells]
    rows = [row for row in table.rows if row.number > header.number][:500]
    crossed = tuple(name for number, name in enumerate(names) if name and _is_crossed(rows, number))
    kind = _kind(names, crossed)
    columns: dict[str, str | tuple[str, ...]] = {}
    for field in sorted(FIELDS[kind], key=list(WORDS).index):
        match = next((name for name in names if name and name not in (*columns.values(), *crossed) and is_called(name, field)), None)
        if match:
            columns[field] = match
    if kind == "participants" and not crossed and "arrangement" not in columns:
        columns |= _repeated(names, rows, tuple(str(name) for name in columns.values()))
    form = {name: value for name, value in table.form.items() if value and (name, value) not in (("encoding", "utf-8"), ("delimiter", ","))}
    values = {"scheme": "cbs"} if "participant_id" in columns and folded(str(columns["participant_id"])).startswith("cbs") else {}
    missing = {group[0]: "?" for group in NEEDED[kind] if not {*columns, *(("arrangement",) if crossed else ())} & set(group)}
    return Mapping(
        list=kind, dataset=Head(id=key_of(path.stem), title=path.stem), header=header.number, columns=columns, values=values | missing,
        arrangements=crossed if kind == "participants" else (), **form,
    )  # fmt: skip


def _kind(names: Sequence[str], crossed: Sequence[str]) -> Kind:
    held = {field for field in WORDS for name in names if is_called(name, field)}
    if "reports_to" in held:
        return "organogram"
    people = {"person", "role", "party", "since"} & held
    if len(crossed) >= 2 or "arrangement" in held or ("participant" in held and not people):
        return "participants"
    return "members"


def is_called(name: str, field: str) -> bool:
    """Whether a column may hold a field, by what it is called."""
    return bool(re.fullmatch(WORDS[field], folded(name).replace("_", " ")) or re.fullmatch(WORDS[field], folded(name)))


def _is_crossed(rows: Sequence[Row], number: int) -> bool:
    """Whether a column holds crosses and nothing else."""
    values = {row.cells[number].strip().casefold() for row in rows if number < len(row.cells)} - {"", "-", "nee", "no", "0", "false"}
    return bool(values) and values <= CROSSES


def _repeated(names: Sequence[str], rows: Sequence[Row], taken: tuple[str, ...]) -> dict[str, str | tuple[str, ...]]:
    """The first column of texts, neither dates nor numbers, in which values return: what the rows take part in."""
    for number, name in enumerate(names):
        values = [row.cells[number].strip() for row in rows if number < len(row.cells) and row.cells[number].strip()]
        if (
            name
            and name not in taken
            and len(set(values)) < len(values)
            and not any(value.isdigit() or _is_date(value) for value in values[:20])
        ):
            return {"arrangement": name}
    return {}


def _is_date(value: str) -> bool:
    return day_of(value[:100])[0] is not None


def write_mapping(mapping: Mapping) -> str:
    """A mapping as a file that a person reads and corrects."""
    content = mapping.model_dump(mode="json", exclude_defaults=True)
    content["dataset"] = {name: value for name, value in content.get("dataset", {}).items() if value}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
