"""The extract: a compressed file of plain rows, read once, and what in it answers to some words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from orggraph import resources
from orggraph.model.dataset import Dataset
from orggraph.model.meant import slug
from orggraph.model.terms import ArrangementForm
from orggraph.register.country import Country, of_register, years_of
from orggraph.sources._records.register import PUBLISHER, Entry, Participant, Register, Regulation, register_dataset

FILE: Final = "extract.json.gz"
LIKE: Final = 85
"""How like each word must be to a word of a name for that to be meant (rapidfuzz's ratio, of 100)."""
MOST: Final = 20


@dataclass(frozen=True)
class Match:
    """Something of the register that one can begin with."""

    number: str
    """Its number in the register."""
    name: str
    kind: str
    """The register's word for what it is; of an arrangement the abbreviation of its form."""
    participants: int
    """How many take part in it; of an organization: in how many arrangements it takes part."""


@cache
def extract() -> Register:
    """The register as it comes with the package."""
    rows = json.loads(gzip.decompress(_path().read_bytes()))
    entries = {row["id"]: Entry(**row) for row in rows["entries"]}
    regulations = [_regulation(row, entries) for row in rows["regulations"]]
    years = {int(year): {ArrangementForm(form): number for form, number in forms.items()} for year, forms in rows["years"].items()}
    return Register(rows["date"], entries, regulations, years)


@cache
def country() -> Country:
    """The arrangements of the country by the extract, to be counted."""
    return of_register(extract())


def dataset() -> Dataset:
    """The extract as a dataset, to be loaded and asked like any other: the arrangements in force on its date, and who takes part.

    It does not say that it is complete, and holds no arrangements of the past.
    """
    whole = register_dataset(extract(), FILE)
    about = {
        "title": f"{whole.info.title} (uittreksel)", "title_en": f"{whole.info.title_en} (extract)", "complete": (),
        "description": "Regelingen die op de peildatum golden, uit een kopie met ongeveer zeven van de tien; niets van daarvoor.",
        "description_en": "Arrangements that held on the reference date, from a copy that had about seven in ten; nothing of before.",
    }  # fmt: skip
    return replace(whole, info=whole.info.model_copy(update=about))


def is_register(head: Mapping[str, Any]) -> bool:
    """Whether a dataset, by its head, is the register or was made of all of it."""
    return head.get("publisher") == PUBLISHER and {"Arrangement", "PARTICIPATES_IN"}.issubset(head.get("complete") or ())


def origin() -> str:
    """The day on which the register was copied, as it writes it."""
    return extract().date


def write(register: Register, path: Path) -> None:
    """Write an extract: what was in force on the register's own date, and how much in the years before.

    The same register gives the same bytes.
    """
    kept = [
        regulation
        for regulation in register.regulations
        if regulation.start <= register.date and (not regulation.end or regulation.end > register.date)
    ]
    entries = dict(register.entries)
    for regulation in kept:
        named = [*(participant.entry for participant in regulation.participants), *([regulation.body] if regulation.body else [])]
        for entry in named:
            entries.setdefault(entry.id, entry)
    rows = {
        "date": register.date,
        "entries": [_filled(asdict(entries[number])) for number in sorted(entries)],
        "regulations": [_filled(_row(regulation)) for regulation in sorted(kept, key=lambda regulation: regulation.id)],
        "years": {str(year): {form.value: number for form, number in forms.items()} for year, forms in years_of(register).items()},
    }
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def matches(words: str) -> list[Match]:
    """What answers to a number or to words of a name, the nearest first; at most twenty.

    Parameters
    ----------
    words
        A number of the register (with or without ``roo:`` or ``tooi:``), or words of a name, as people write them.
    """
    number = words.strip().removeprefix("roo:").removeprefix("tooi:")
    register = extract()
    exact = [entry.id for entry in register.entries.values() if number in (entry.id, entry.tooi)]
    exact += [regulation.id for regulation in register.regulations if number == regulation.id]
    if exact:
        return [match for match in _everything() if match.number in exact]
    wanted = slug(words).split("-")
    scored = [(_likeness(wanted, name.split("-")), match) for name, match in _by_name()]
    near = sorted((row for row in scored if row[0] >= LIKE), key=lambda row: (-row[0], len(row[1].name), row[1].name, row[1].number))
    return [match for _score, match in near[:MOST]]


def _likeness(wanted: list[str], name: list[str]) -> float:
    """How well the worst of the wanted words is met by a word of a name, of 100; a word may be left unfinished."""
    from rapidfuzz import fuzz

    return min(max(max(fuzz.ratio(word, part), 95 * part.startswith(word)) for part in name) for word in wanted)


@cache
def _everything() -> tuple[Match, ...]:
    register = extract()
    takes_part: dict[str, int] = {}
    for regulation in register.regulations:
        for participant in regulation.participants:
            takes_part[participant.entry.id] = takes_part.get(participant.entry.id, 0) + 1
    organizations = (
        Match(entry.id, entry.name, entry.kind or "Organisatie", takes_part[entry.id])
        for entry in register.entries.values()
        if entry.id in takes_part
    )
    arrangements = (
        Match(regulation.id, regulation.title, regulation.form, len(regulation.participants)) for regulation in register.regulations
    )
    return (*organizations, *arrangements)


@cache
def _by_name() -> tuple[tuple[str, Match], ...]:
    return tuple((slug(match.name), match) for match in _everything())


def _row(regulation: Regulation) -> dict[str, Any]:
    return {
        **{name: value for name, value in vars(regulation).items() if name != "purpose"},
        "body": regulation.body.id if regulation.body else "",
        "participants": [[participant.entry.id, participant.joined, *participant.organs] for participant in regulation.participants],
    }


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in ("", None, (), [])}


def _regulation(row: dict[str, Any], entries: dict[str, Entry]) -> Regulation:
    participants = tuple(_participants(row.pop("participants", []), entries))
    body = entries.get(row.pop("body", ""))
    grounds = tuple(row.pop("grounds", ()))
    return Regulation(**row, body=body, grounds=grounds, participants=participants)


def _participants(rows: Iterable[list[str]], entries: dict[str, Entry]) -> Iterable[Participant]:
    return (Participant(entries[number], joined, tuple(organs)) for number, joined, *organs in rows)


def _path() -> Path:
    return resources.package_path("register", FILE)
