"""Under which records and names a person is known, in all datasets and versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from orggraph.access import Permission
from orggraph.errors import NotFound
from orggraph.graph import provenance
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Person
from orggraph.model.terms import Privacy
from orggraph.store import versions
from orggraph.views import lookup
from orggraph.workspace import Workspace

LABEL = "Person"


@dataclass(frozen=True)
class Known:
    """A person as the store knows them.

    Attributes
    ----------
    records
        Ids of their records, in any dataset.
    names
        Their names, as records and lists of names write them; a function label is the name of an office, and none of theirs.
    """

    records: tuple[str, ...]
    names: frozenset[str]

    @property
    def datasets(self) -> list[str]:
        """The datasets that hold a record of them."""
        return sorted({record.partition("/")[0] for record in self.records})

    def of(self, dataset: str) -> frozenset[str]:
        """Ids of their records in one dataset."""
        return frozenset(record for record in self.records if record.startswith(f"{dataset}/"))


def known(work: Workspace, name: str, also: Iterable[str] = ()) -> Known:
    """Find a person, by id or name, of any time; where the datasets of now do not have them, in the versions that are kept.

    Parameters
    ----------
    work
        The store.
    name
        An id, or a name that is one person's.
    also
        Other texts that are only theirs: an earlier name, a mail address.

    Raises
    ------
    NotFound
        Nobody, or several; the error names the candidates.
    Refused
        Who asks may not answer such a request.
    """
    work.require(Permission.AUDIT)
    person = _known(work, name)
    return replace(person, names=person.names | {text.strip() for text in also if text.strip()})


def _known(work: Workspace, name: str) -> Known:
    graph = work.graph(all_times=True, with_names=True)
    try:
        node = lookup.resolve(graph, name, labels=(LABEL,))
    except NotFound as error:
        records = _in_versions(work, name)
        if not records:
            raise error from None
        return _named(work, records)
    rows = provenance(graph).records.get(node, ())
    return _named(work, {node, *(row["id"] for row in rows)})


def _in_versions(work: Workspace, name: str) -> set[str]:
    """Records of somebody of that id or name in datasets as they once were."""
    sought = name.casefold()
    return {
        person.id
        for dataset in _all_versions(work)
        for person in _people(dataset)
        if sought in {person.id, person.id.rsplit("/", 1)[-1], person.name.casefold()}
    }


def _named(work: Workspace, records: Iterable[str]) -> Known:
    """The person of these records, with every name that a version or a list of names has for them."""
    person = Known(tuple(sorted(records)), frozenset())
    names = {name for record, name in work.names(person.datasets).items() if record in person.records}
    for dataset in _all_versions(work, person.datasets):
        own = (record for record in _people(dataset) if record.id in person.records)
        names |= {record.name for record in own if record.privacy is not Privacy.FUNCTIONAL}
    return replace(person, names=frozenset(names))


def _all_versions(work: Workspace, datasets: Iterable[str] | None = None) -> Iterable[Dataset]:
    chosen = None if datasets is None else set(datasets)
    for row in work.versions():
        if row["kind"] != versions.REMOVED and (chosen is None or row["dataset"] in chosen):
            yield versions.dataset_of(work.connection, row["dataset"], row["number"])


def _people(dataset: Dataset) -> list[Person]:
    return [node for node in dataset.nodes if isinstance(node, Person)]


def pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these texts where it stands by itself, not as the part of a longer name or id; None where there is none."""
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, ordered))})(?!-?\w)", re.IGNORECASE) if ordered else None


def texts_of(record: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """Every text of a record with the name of its field, also those in lists."""
    for name, value in record.items():
        for text in value if isinstance(value, tuple | list) else (value,):
            if isinstance(text, str):
                yield name, text
