"""A person set right, or made unrecognizable, in all that is kept of them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from orggraph.access import Permission
from orggraph.errors import WrongUsage
from orggraph.i18n import T
from orggraph.model.base import Record
from orggraph.model.dataset import LISTS_OF_REFERENCES, REFERENCES, Dataset
from orggraph.model.nodes import Person
from orggraph.model.relationships import AffiliatedWith, Holds
from orggraph.model.terms import Privacy
from orggraph.privacy.mentions import ABOUT, Mention, mentions
from orggraph.privacy.person import Known, known, pattern
from orggraph.sources.names import overlays, rewrite_entry
from orggraph.store import acceptances
from orggraph.store.rewriting import rewrite
from orggraph.store.versions import Cause
from orggraph.workspace import Workspace
from orggraph.workspace.audit import Act, Audit

CORRECTED, REMOVED = "AVG 16: een persoon is gecorrigeerd", "AVG 17: een persoon is onherkenbaar gemaakt"
"""What a version says that followed; it names nobody."""
KEPT_FIELDS: Final = frozenset({"dataset", "start_date", "end_date", "status", "evidence", "sources"})
"""What stays of the record of somebody who was removed; all else about the person goes."""
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Outcome:
    """What was done.

    Attributes
    ----------
    person
        As they were known before.
    called
        What they are called now.
    versions
        How many versions were rewritten.
    left
        Places that could not be reached, or that may be about somebody else.
    """

    person: Known
    called: str
    versions: int
    left: tuple[Mention, ...]


@dataclass(frozen=True)
class _Change:
    """What a text, a reference and a record become."""

    person: Known
    ids: Mapping[str, str]
    called: str
    removed: bool

    @cached_property
    def _ids(self) -> re.Pattern[str] | None:
        return pattern(self.ids)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return pattern(self.person.names)

    def text(self, text: str) -> str:
        """A text in which they are called otherwise; ids in it follow."""
        if self._ids:
            text = self._ids.sub(lambda match: self.ids[match.group().lower()], text)
        return self._names.sub(lambda _match: self.called, text) if self._names else text

    def dataset(self, dataset: Dataset) -> Dataset:
        """A dataset in which they are called otherwise everywhere."""
        info = dataset.info.model_copy(update=self._texts(dataset.info.__dict__))
        nodes = tuple(self._record(node) for node in dataset.nodes)
        return Dataset(info, nodes, tuple(self._record(edge) for edge in dataset.relationships), dataset.warnings, dataset.origin)

    def _record(self, record: R) -> R:
        if isinstance(record, Person) and record.id in self.person.records:
            return record.model_copy(update=self._person(record))
        update = self._references(record.__dict__) | self._texts(
            {name: value for name, value in record.__dict__.items() if name not in REFERENCES | LISTS_OF_REFERENCES}
        )
        return record.model_copy(update=update) if update else record

    def _person(self, record: Person) -> dict[str, Any]:
        """The fields of their own record that change."""
        if not self.removed:
            return self._texts(record.__dict__)
        empty = {name: field.get_default() for name, field in Person.model_fields.items() if name not in KEPT_FIELDS}
        return empty | {"id": self.ids[record.id], "name": self.called, "privacy": Privacy.RESTRICTED}

    def _references(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        single = {name: self.ids[fields[name]] for name in REFERENCES & fields.keys() if fields[name] in self.ids}
        lists = {
            name: tuple(self.ids.get(value, value) for value in fields[name])
            for name in LISTS_OF_REFERENCES & fields.keys()
            if self.ids.keys() & set(fields[name])
        }
        return single | lists

    def _texts(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields whose texts change."""
        changed: dict[str, Any] = {}
        for name, value in fields.items():
            if type(value) is str:
                new: Any = self.text(value)
            elif isinstance(value, tuple) and value and all(type(item) is str for item in value):
                new = tuple(map(self.text, value))
            else:
                continue
            if new != value:
                changed[name] = new
        return changed


def correct(work: Workspace, name: str, called: str, *, by: str, also: Sequence[str] = ()) -> Outcome:
    """Call a person otherwise, everywhere that their name stands (article 16); function labels stay.

    Parameters
    ----------
    work
        The store.
    name
        Id or name of the person.
    called
        Their right name.
    by
        Who does it.
    also
        Other texts that are only theirs.

    Raises
    ------
    WrongUsage
        No name is known for them, or the new one is empty.
    NotFound
        As :func:`orggraph.privacy.person.known`.
    """
    person = known(work, name, also)
    if not called.strip():
        raise WrongUsage(T("A name has at least one letter."), T("Give the right name."))
    if not person.names:
        hint = T("Change the label where it stands: `orggraph edit correct`.")
        raise WrongUsage(T("{name} stands here by function only; no name of theirs is kept.", name=name), hint)
    return _made(work, _Change(person, {}, called.strip(), removed=False), Cause(by, CORRECTED))


def remove(work: Workspace, name: str, *, by: str, also: Sequence[str] = ()) -> Outcome:
    """Make a person unrecognizable (article 17): records stay under a pseudonym, so that the history of bodies stays whole.

    Their name goes from every text, version and list of names, and acceptances of findings about them go. Parameters and errors
    as for :func:`correct`.
    """
    person = known(work, name, also)
    mark = secrets.token_hex(4)
    ids = {record: f"{record.rsplit('/', 1)[0]}/persoon-{mark}" + (f"-{n}" if n else "") for n, record in enumerate(person.records)}
    return _made(work, _Change(person, ids, f"persoon {mark}", removed=True), Cause(by, REMOVED))


def expired(work: Workspace, years: int, today: date) -> list[str]:
    """Ids of people all of whose posts and ties ended at least so many years ago; who has none, or one without end, is not among them.

    Raises
    ------
    WrongUsage
        Less than one year.
    """
    work.require(Permission.AUDIT)
    if years < 1:
        raise WrongUsage(T("At least one year is kept."), T("Give a number of 1 or more."))
    limit = f"{today.year - years:04}-{today.month:02}-{today.day:02}"
    gone: list[str] = []
    for row in work.datasets():
        ends: dict[str, list[str]] = {}
        for edge in work.dataset(row["id"]).relationships:
            if isinstance(edge, Holds | AffiliatedWith):
                ends.setdefault(edge.source, []).append(str(edge.row().get("valid_before", "9999")))
        gone += [person for person, days in ends.items() if max(days) <= limit and person.split("/")[1] == "person"]
    return sorted(record for record in gone if "/person/persoon-" not in record)


def _made(work: Workspace, change: _Change, cause: Cause) -> Outcome:
    before = mentions(work, change.person)
    touched = {mention.dataset for mention in before if mention.dataset and mention.reached} | set(change.person.datasets)
    rewritten = sum(rewrite(work.connection, dataset, change.dataset, change.text, cause) for dataset in sorted(touched))
    _rewrite_acceptances(work, change, before)
    _rewrite_names(work, change)
    Audit.of_environment().rewrite(change.text)
    for dataset in sorted(touched):
        work.write_down(Act.PERSON, dataset, "remove" if change.removed else "correct")
    left = tuple(mention for mention in before if not mention.reached)
    return Outcome(change.person, change.called, rewritten, left)


def _rewrite_acceptances(work: Workspace, change: _Change, places: list[Mention]) -> None:
    concerned = {mention.place: mention.field for mention in places if mention.kind == "acceptance"}
    for row in acceptances.read_all(work.connection):
        if change.removed and concerned.get(row["id"]) == ABOUT:
            acceptances.remove(work.connection, row["id"])
        elif row["id"] in concerned:
            acceptances.write(work.connection, row | {name: change.text(row[name]) for name in ("by", "reason")})


def _rewrite_names(work: Workspace, change: _Change) -> None:
    for dataset in change.person.datasets:
        for file in overlays(dataset, work.names_folder):
            for record in change.person.of(dataset):
                local = record.removeprefix(f"{dataset}/")
                rewrite_entry(file, dataset, record, None if change.removed else {"id": local, "name": change.called})
