"""Where a person stands: records, texts, versions, names, acceptances; and what may be about them and cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orggraph.i18n import T, Text
from orggraph.model.base import Node, Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.names import parse_name
from orggraph.privacy.person import Known, pattern, texts_of
from orggraph.sources.names import overlays
from orggraph.store import acceptances, versions
from orggraph.workspace import Workspace
from orggraph.workspace.audit import Act, Audit

ABOUT = "finding"
"""The field of an acceptance that is about them, whether it names them or not."""
CONTEXT = 40
"""Characters that are shown on either side of a mention."""


@dataclass(frozen=True)
class Mention:
    """A place where a person stands.

    Attributes
    ----------
    kind
        ``record``, ``relationship``, ``text``, ``version``, ``names``, ``acceptance``, ``audit``, ``export`` or ``file``.
    dataset, place, field
        Where: the dataset, the record or file, and its field.
    text
        What stands there.
    reached
        Whether a correction or removal changes it; what may only be about them (a surname alone), or lies in a file, is not.
    """

    kind: str
    dataset: str
    place: str
    field: str
    text: Text
    reached: bool = True


def mentions(work: Workspace, person: Known) -> list[Mention]:
    """Every place where a person stands, with what is kept there: what an answer to a request for access holds."""
    here = {row["id"] for row in work.datasets()}
    return [
        *(mention for name in sorted(here) for mention in _in_dataset(work.dataset(name), person)),
        *_in_versions(work, person),
        *_in_names(work, person),
        *_in_acceptances(work, person),
        *_in_audit(person),
        *_in_files(work, person),
    ]


def _in_dataset(dataset: Dataset, person: Known) -> Iterator[Mention]:
    own = person.of(dataset.id)
    named, surnamed = pattern(person.names), pattern(_surnames(person))
    for record in (*dataset.nodes, *dataset.relationships):
        kind, place = _kind(record, own)
        for name, text in texts_of(record.__dict__):
            if kind:
                if name not in {"id", "dataset"}:
                    yield Mention(kind, dataset.id, place, name, _as_is(text))
            elif named and (meeting := named.search(text)):
                yield Mention("text", dataset.id, place, name, _around(text, *meeting.span()))
            elif surnamed and (meeting := surnamed.search(text)):
                yield Mention("text", dataset.id, place, name, _around(text, *meeting.span()), reached=False)
    for name, text in texts_of(dataset.info.model_dump(mode="json", exclude_none=True)):
        if named and (meeting := named.search(text)):
            yield Mention("text", dataset.id, "dataset", name, _around(text, *meeting.span()))


def _kind(record: Record, own: frozenset[str]) -> tuple[str, str]:
    if isinstance(record, Node):
        return ("record" if record.id in own else ""), record.id
    assert isinstance(record, Relationship)  # noqa: S101 - a record is one or the other
    return ("relationship" if {record.source, record.target} & own else ""), f"{record.source} {record.type} {record.target}"


def _in_versions(work: Workspace, person: Known) -> Iterator[Mention]:
    sought = pattern({*person.names, *person.records})
    if sought is None:
        return
    for row in work.versions():
        content = versions.content_of(work.connection, row["dataset"], row["number"])
        words = " ".join(str(row[name] or "") for name in ("by", "reason", "source"))
        if sought.search(content) or sought.search(words):
            text = T("version {version}, of {date}", version=row["number"], date=row["at"][:10])
            yield Mention("version", row["dataset"], f"{row['dataset']}@{row['number']}", "", text)


def _in_names(work: Workspace, person: Known) -> Iterator[Mention]:
    for dataset in person.datasets:
        for record, name in work.names([dataset]).items():
            if record in person.records:
                file = overlays(dataset, work.names_folder)[0]
                yield Mention("names", dataset, file.name, record, _as_is(name))


def _in_acceptances(work: Workspace, person: Known) -> Iterator[Mention]:
    named = pattern(person.names)
    about = {finding.id for finding in work.accepted() if finding.about & set(person.records)}
    for row in acceptances.read_all(work.connection):
        words = f"{row['by']}: {row['reason']}"
        if row["id"] in about or (named and named.search(words)):
            yield Mention("acceptance", "", row["id"], ABOUT if row["id"] in about else "reason", _as_is(words))


def _in_audit(person: Known) -> Iterator[Mention]:
    """Lines about them; and what was taken along of a dataset that holds them, which nobody can take back."""
    sought = pattern({*person.names, *person.records})
    for entry in Audit.of_environment().read():
        if sought and sought.search(f"{entry.who} {entry.subject}"):
            yield Mention("audit", entry.dataset, entry.at, entry.act, _as_is(f"{entry.who} {entry.subject}".strip()))
        elif entry.act == Act.EXPORT and entry.dataset in {"*", *person.datasets}:
            yield Mention("export", entry.dataset, entry.at, entry.act, _as_is(f"{entry.who}: {entry.subject}"), reached=False)


def _in_files(work: Workspace, person: Known) -> Iterator[Mention]:
    """What left the store, or came from outside it."""
    files = {
        (row["dataset"], row["source"])
        for row in work.versions()
        if row["dataset"] in person.datasets and row["source"] and "@" not in row["source"]
    }
    for dataset, file in sorted(files):
        text = T("the file it was loaded from: change it there too, or the next load brings this back")
        yield Mention("file", dataset, Path(file).name, "", text, reached=False)
    text = T("backups, exports, documents and published folders that were made: their owners change them")
    yield Mention("file", "", "", "", text, reached=False)


def _surnames(person: Known) -> set[str]:
    """Surnames with their particles: a text that has one may be about them, or about somebody else."""
    parts = [parse_name(name) for name in person.names]
    return {f"{name.particle} {name.surname}".strip() for name in parts if len(name.surname) > 2}


def _around(text: str, start: int, end: int) -> Text:
    before, after = max(0, start - CONTEXT), end + CONTEXT
    return _as_is(("…" if before else "") + text[before:after] + ("…" if after < len(text) else ""))


def _as_is(text: str) -> Text:
    return T("{words}", words=text)
