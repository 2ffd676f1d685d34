"""The public mirror of the Dutch register of government organizations in YAML: one file a record, in folders by kind.

It is read into the same register as the export in XML, and so becomes the same dataset. A record with ``gr_meta`` is an arrangement, any
other an organization. The mirror bears no date of its own: that of the latest check of a record counts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.dataset import Dataset
from orggraph.sources._records import (
    Participant,
    Place,
    Records,
    Register,
    RegisterEntry,
    Regulation,
    day_of,
    known_start,
    register_dataset,
    text_of,
)  # fmt: skip
from orggraph.yamltree import Tree, read_start, read_tree

KINDS: Final = {
    "gemeente": "Gemeente", "provincie": "Provincie", "waterschap": "Waterschap", "ministerie": "Ministerie",
    "gemeenschappelijke-regeling": "Regionaal samenwerkingsorgaan",
}  # fmt: skip
"""The register's word for a kind, by the mirror's."""
HINT: Final = T("Take the mirror's folder of one version.")
MARKS: Final = ("roo_id:", "gr_meta:", "deelnemende_organisaties:", "samenwerkingsvorm:", "identifiers:")
_MARK: Final = re.compile(r"^  roo_id:|^gr_meta:", re.MULTILINE)


def read(path: Path) -> Dataset:
    """The organizations and arrangements of a folder, with the folders in it, or of one file.

    Raises
    ------
    InvalidInput
        Where a file is no YAML, or a record has no number in the register.
    """
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    reader = _Reader(path)
    trees = [tree for tree in (_tree(file, reader.records) for file in files) if tree is not None]
    reader.records.run(trees, reader.add, lambda tree: Place(str(tree.file), 1))
    reader.records.done()
    register = reader.register
    if not register.entries and not register.regulations:
        raise InvalidInput([Problem("empty", T("the folder holds no record of the register's mirror"), HINT, str(path))])
    return register_dataset(register, str(path))


def _tree(file: Path, records: Records) -> Tree | None:
    """A file; None, with its problems kept, where it cannot be read."""
    try:
        tree = read_tree(file)
    except InvalidInput as refusal:
        records.problems += refusal.problems
        return None
    records.problems += tree.problems
    return tree if isinstance(tree.value, dict) and "identifiers" in tree.value else None


class _Reader:
    def __init__(self, path: Path) -> None:
        self.register, self.records = Register(), Records(path, HINT)

    def add(self, tree: Tree) -> None:
        """Keep the organization or arrangement of a file."""
        record: dict[str, Any] = tree.value
        self.register.date = max(self.register.date, _day(record.get("last_verified")))
        if record.get("gr_meta"):
            self.register.regulations.append(self._regulation(record, record["gr_meta"]))
        else:
            entry = self._organization(record)
            self.register.entries[entry.id] = entry

    def _organization(self, record: dict[str, Any]) -> RegisterEntry:
        name = record["names"][-1]
        council = record.get("council") or {}
        self.register.left_out["parties"] += len(council.get("parties") or ())
        seats = text_of(council.get("total_seats"))
        identifiers = record["identifiers"]
        return RegisterEntry(
            text_of(identifiers["roo_id"]), text_of(name["value"]), kind=KINDS.get(text_of(record.get("type")), ""),
            tooi=_last(identifiers.get("tooi")), start=known_start(_day(record.get("roo_start_datum") or name.get("valid_from"))),
            end=_day(name.get("valid_until") or record.get("valid_until")),
            seats=int(seats) if seats.isdecimal() else None,
        )  # fmt: skip

    def _regulation(self, record: dict[str, Any], meta: dict[str, Any]) -> Regulation:
        participants = meta.get("deelnemende_organisaties") or []
        self.register.left_out["shares"] += sum("verdeelsleutel" in participant for participant in participants)
        body, previous = meta.get("regionaal_samenwerkingsorgaan"), meta.get("previous_version") or {}
        return Regulation(
            text_of(record["identifiers"]["roo_id"]),
            text_of(meta.get("citeertitel")) or text_of(record["names"][-1]["value"]),
            text_of((meta.get("samenwerkingsvorm") or {}).get("afkorting")),
            _day(meta.get("datum_inwerkingtreding")),
            _day(meta.get("datum_uitwerkingtreding")),
            _named(body) if body else None,
            tuple(text_of(ground.get("opschrift")) for ground in meta.get("wettelijke_grondslagen") or ()),
            text_of(meta.get("doel")),
            tuple(
                Participant(
                    _named(participant), _day(participant.get("toetredings_datum")),
                    tuple(text_of(organ.get("naam")) for organ in participant.get("bestuursorganen") or ()),
                )
                for participant in participants
            ),
            text_of(previous.get("roo_id")),
        )  # fmt: skip


def _named(record: dict[str, Any]) -> RegisterEntry:
    return RegisterEntry(text_of(record["roo_id"]), text_of(record["naam"]), tooi=_last(record.get("tooi")))


def _last(address: Any) -> str:
    return text_of(address).rpartition("/")[2]


def _day(value: Any) -> str:
    return day_of(value)[0] or ""


def _fits(path: Path, start: str) -> bool:
    """Whether it is a record of the mirror, or a folder of them; a few are looked at."""
    if path.is_dir():
        files = [file for _number, file in zip(range(3), path.rglob("*.yaml"), strict=False)]
        return bool(files) and all(_MARK.search(read_start(file)) for file in files)
    return bool(_MARK.search(start))


SOURCE = sources.Source(
    Bilingual("spiegel van het Register van Overheidsorganisaties", "mirror of the register of government organizations"),
    (".yaml", sources.FOLDER), read, _fits, None, MARKS,
)  # fmt: skip
