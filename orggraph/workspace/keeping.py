"""The datasets of a workspace: what is in the store, what comes in, and what leaves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orggraph.access import Permission
from orggraph.errors import InvalidInput, LoadConflict, Locate, Problem
from orggraph.i18n import DEFAULT_LANG, Lang
from orggraph.model.identity import bearers, mistaken
from orggraph.model.tables import from_tables
from orggraph.store import loading, reading, schema
from orggraph.store.commits import of_one_version
from orggraph.store.loading import Difference, Loaded
from orggraph.store.versions import Cause
from orggraph.workspace.audit import Act
from orggraph.workspace.findings import Findings
from orggraph.workspace.hiding import Hidden, dataset_without

if TYPE_CHECKING:
    from orggraph.exports import Content
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset


@dataclass(frozen=True)
class Exported:
    """A dataset in another format, and how many records of which kind that format cannot hold."""

    content: Content
    left_out: Mapping[str, int]

    @property
    def file(self) -> bytes:
        """Its one file. Raises TypeError where it is a folder of several."""
        if not isinstance(self.content, bytes):
            raise TypeError("a folder of files")
        return self.content


@dataclass
class AtHand:
    """The dataset that was asked for last, whole, and the one that was checked last: who edits asks for one again and again."""

    last: Dataset | None = None
    checked: Dataset | None = None


class Keeping(Findings):
    """The part of a workspace that keeps datasets."""

    at_hand: AtHand
    hidden: Hidden = frozenset()
    """Permissions whose content is left out of what this workspace gives."""

    if TYPE_CHECKING:  # of the workspace that this is a part of

        def _heads(self, wanted: str | Sequence[str] | None, numbers: Mapping[str, int] | None = None) -> dict[str, Row]: ...

    def datasets(self) -> list[Row]:
        """The datasets in the store: id, title, version, reference date, counts, when and by whom loaded, hash."""
        return reading.datasets(self.connection)

    def load(self, source: str | Path | Dataset, *, by: str | None = None, reason: str | None = None) -> Loaded:
        """Replace exactly one dataset: by a built-in region (its id), a file, or a Dataset. A second load writes nothing."""
        return self.load_all([source], by=by, reason=reason)[0]

    def load_all(
        self,
        sources: Iterable[str | Path | Dataset] = (),
        *,
        by: str | None = None,
        reason: str | None = None,
        may_shrink: bool = True,
    ) -> list[Loaded]:
        """Replace several datasets, each as one unit and one version; none is loaded when one of them has a problem.

        No source: all built-in regions. Unless they ``may_shrink``, none is loaded when one would lose more than a third of
        its records.

        Raises
        ------
        InvalidInput
            With the problems of all the files.
        LoadConflict, TooLarge, Refused
            See :func:`orggraph.store.loading.load`.
        """
        sources = list(sources)
        if same := self.unchanged(sources):
            return [Loaded(difference.dataset, difference.version, difference) for difference in same]
        try:
            datasets = self.read(sources)
        except InvalidInput as refusal:
            raise refusal.while_loading() from None
        schema.prepare(self.connection, beside_others=os.environ.get("ORGGRAPH_BESIDE_OTHERS") == "1")
        before, after = (schema.mark_filled, None) if sources else (schema.begin_filling, schema.end_filling)
        before(self.connection)
        loaded = loading.load_each(self.connection, datasets, by or loading.user(), reason=reason, may_shrink=may_shrink)
        if after:
            after(self.connection)
        return loaded

    def unchanged(self, sources: Iterable[str | Path | Dataset]) -> list[Difference]:
        """Where the store holds exactly what these files gave when they were loaded: that nothing changes; else an empty list.

        The files themselves are hashed, and not read.
        """
        from orggraph import regions
        from orggraph.model.dataset import Dataset
        from orggraph.sources._origin import origin

        sources = list(sources)
        heads = {row["file"]: row for row in self.datasets() if "file" in row}
        same = []
        for source in sources:
            file = None if isinstance(source, Dataset) else origin(regions.source_path(source)).file
            if file not in heads:
                return []
            head = heads[file]
            same.append(Difference(head["id"], head["version"], head_changed=False, warnings=head.get("warnings", 0)))
        return same

    def preview(self, sources: Iterable[str | Path | Dataset] = ()) -> list[Difference]:
        """What :meth:`load_all` would change; nothing is written."""
        return [loading.compare(self.connection, dataset) for dataset in self.read(sources)]

    @staticmethod
    def read(sources: Iterable[str | Path | Dataset] = ()) -> list[Dataset]:
        """Read and check built-in regions and files. Raises InvalidInput with the problems of all of them, warnings included.

        What two of them cannot both mean is a warning of the later one.
        """
        from orggraph import regions
        from orggraph.model.dataset import Dataset

        datasets: list[Dataset] = []
        borne: dict[str, str] = {}
        problems: list[Problem] = []
        for source in list(sources) or regions.names():
            try:
                dataset = source if isinstance(source, Dataset) else _read(regions.source_path(source))
            except InvalidInput as error:
                problems += error.problems
                continue
            clashes = tuple(mistaken(dataset.nodes, _in_file(source), borne))
            datasets.append(replace(dataset, warnings=(*dataset.warnings, *clashes)) if clashes else dataset)
            borne = {identifier: node.id for node in dataset.nodes for identifier in node.identifiers} | borne
        if problems:
            raise InvalidInput([*problems, *(warning for dataset in datasets for warning in dataset.warnings)])
        return datasets

    def save(self, dataset: Dataset, cause: Cause, difference: Difference) -> Loaded:
        """Write a dataset that was changed here, as one load, where the store is still as the difference says. Raises LoadConflict."""
        loaded = loading.load(self.connection, dataset, cause, difference=difference)
        self.remember(dataset)
        return loaded

    def difference(self, after: Dataset, before: Dataset) -> Difference:
        """What :meth:`save` would write of a dataset that was changed here; nothing is written."""
        return loading.compare(self.connection, after, before)

    def beside(self, datasets: Sequence[Dataset]) -> list[Problem]:
        """What datasets to be loaded cannot both mean with those in the store that they do not replace: warnings, without a place."""
        others = self._heads(None).keys() - {dataset.id for dataset in datasets}
        borne = bearers(of_one_version(self.connection, lambda: reading.read_identities(self.connection, others), others)) if others else {}
        return [problem for dataset in datasets for problem in mistaken(dataset.nodes, _in_file(dataset), borne)]

    def dataset(self, name: str) -> Dataset:
        """A dataset of the store, record for record as it was loaded. Raises UnknownName where it is not there."""
        head, at_hand = self._heads(name)[name], self.at_hand
        last = at_hand.last
        if last is None or last.id != name or last.content_hash != head["hash"]:
            at_hand.last = last = from_tables(reading.read_tables(self.connection, [name]))[0]
        return self._allowed(last)

    def checked(self, name: str) -> Dataset:
        """A dataset of the store with its warnings. Raises what :func:`orggraph.model.checks.checked` raises."""
        from orggraph.model.checks import checked

        dataset = self.dataset(name)
        if self.at_hand.checked is not dataset:
            self.remember(dataset := checked(dataset))
        return dataset

    def remember(self, dataset: Dataset) -> None:
        """Keep a checked dataset at hand, for who makes one change after another. It is used where the store holds the same."""
        if not self.hidden:
            self.at_hand.last = self.at_hand.checked = dataset

    def require(self, permission: Permission) -> None:
        """To be called before something beside the store is changed or shown; in a restricted workspace it may raise Refused."""

    def write_down(self, act: Act, dataset: str, subject: str = "") -> None:
        """To be called after something of which the audit holds a line; a restricted workspace writes it."""

    def hand_out(self, form: str, datasets: Iterable[str], subject: str = "") -> None:
        """To be called before data or a document leave to be kept.

        Parameters
        ----------
        form
            What it becomes: the key of an export, the name of a report, the suffix of a file.
        datasets
            Of which datasets.
        subject
            The id that it is about; empty: all of them.

        Raises
        ------
        Refused
            In a restricted workspace, where that is not allowed.
        """

    def export(self, dataset: str, form: str, suffix: str, lang: Lang = DEFAULT_LANG) -> Exported:
        """A dataset in a format for other programs, as the command ``export`` writes it.

        Parameters
        ----------
        dataset
            Its id.
        form
            The key of the format (see :mod:`orggraph.exports`).
        suffix
            The suffix of the file, in lower case; of a format that is a folder ``.zip`` gives it in one file.
        lang
            Language of a format that speaks to people.

        Raises
        ------
        UnknownName
            There is no such dataset, format, or suffix for it.
        """
        from orggraph import exports

        export = exports.get(form, suffix)
        self.hand_out(form, [dataset])
        records = self.dataset(dataset)
        version = next(row["version"] for row in self.datasets() if row["id"] == dataset)
        made_from = exports.Origin.of(records, version, datetime.now(UTC).date().isoformat(), lang)
        content = export.make(records, made_from, suffix)
        if suffix == exports.ARCHIVE and isinstance(content, Mapping):
            content = exports.packed(content, made_from.exported_on)
        return Exported(content, export.left_out(records))

    def remove(self, dataset: str, *, by: str | None = None) -> Loaded:
        """Take a dataset out of the store, as one unit; its versions stay. Raises UnknownName where it is not there."""
        return loading.remove(self.connection, dataset, by)

    def fill_once(self) -> list[Loaded]:
        """Put the built-in regions into an embedded store that never held anything; elsewhere do nothing.

        Where that was cut off, those that are not there yet follow; one that another program is putting there is left to it.
        """
        if self.connection.kind != "embedded" or schema.is_filled(self.connection):
            return []
        from orggraph import regions

        there = {head["id"] for head in self.datasets()}
        if not there:
            return self.load_all(by="orggraph")
        if not schema.is_filling(self.connection):
            return []
        missing = [name for name in regions.names() if name not in there]
        loaded = []
        for dataset in self.read(missing) if missing else ():
            with suppress(LoadConflict):
                loaded.append(loading.load(self.connection, dataset, "orggraph"))
        if len(loaded) == len(missing):
            schema.end_filling(self.connection)
        return loaded

    def _allowed(self, dataset: Dataset) -> Dataset:
        """A dataset without what this workspace keeps back."""
        return dataset_without(dataset, self.hidden) if self.hidden else dataset


def _read(path: Path) -> Dataset:
    from orggraph.sources import read
    from orggraph.sources._origin import origin

    return replace(read(path), origin=origin(path))


def _in_file(source: str | Path | Dataset) -> Locate:
    """Makes a problem with a record of a file; a dataset at hand has no file."""
    from orggraph import regions
    from orggraph.model.dataset import Dataset

    file = None if isinstance(source, Dataset) else str(regions.source_path(source))
    return lambda code, record, message, hint, _field: Problem(code, message, hint, file, record=record)
