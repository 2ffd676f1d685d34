"""A workspace that keeps to what somebody may: the one place where rights, and the presentation mode, take effect.

Pages, commands, tools, documents and published folders ask a workspace. A restricted one gives graphs, findings, answers and
datasets without what is kept back, refuses what may not be done, and writes the audit. So what is added tomorrow keeps to it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from orggraph.access import Access, Permission
from orggraph.tables.rows import Rows
from orggraph.workspace import Workspace
from orggraph.workspace.audit import Act, Audit
from orggraph.workspace.hiding import FIELDS, OF_PEOPLE, QUERIES, Hidden, Kept, head_without, hidden_from, may_be_shown, of, unsigned

if TYPE_CHECKING:
    from orggraph.findings import Finding, Table
    from orggraph.graph import Graph
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset
    from orggraph.store import backup as backups
    from orggraph.store.loading import Difference, Loaded
    from orggraph.store.versions import Cause

KEPT: Final = 256
"""So many restricted workspaces are kept, one for each session that came last."""


def restrict(work: Workspace, access: Access) -> Restricted:
    """A workspace that keeps to an access; over the same store, with the same graphs. The same one for who asks again."""
    with work.lock:
        made = work.restricted.get(access)
        if not isinstance(made, Restricted):
            made = work.restricted[access] = Restricted(work, access)
        work.restricted.move_to_end(access)
        if len(work.restricted) > KEPT:
            work.restricted.popitem(last=False)
        return made


def counts_people(graph: Graph, table: Table) -> bool:
    """Whether a table of figures has people, or the posts that they hold, in its rows."""
    from orggraph.graph.datasets import label_of

    named = [row.get(name) for name, column in table.columns.items() if column.kind == "node" for row in table.rows]
    nodes = [node for value in named if value for node in ([value] if isinstance(value, str) else value)]  # type: ignore[union-attr]
    return any(label_of(graph, str(node)) in OF_PEOPLE for node in nodes)


class Restricted(Workspace):
    """A workspace that gives all of another one's that an access allows, and raises Refused for the rest."""

    def __init__(self, work: Workspace, access: Access) -> None:
        # One store, and the same graphs and findings: nothing is made twice.
        self.__dict__.update(work.__dict__)
        self.access = access
        self.hidden = hidden_from(access)
        self.audit = Audit.of_environment()
        self._named: set[str] = set()
        self._choices_of: WeakKeyDictionary[Graph, tuple[Any, ...]] = WeakKeyDictionary()
        self._kept_back: tuple[object, Kept] = None, Kept(self.hidden)

    # what is seen ---------------------------------------------------------------------------------------------

    def datasets(self) -> list[Row]:
        """The datasets in the store; by whom loaded is a remark."""
        return [head_without(row, self.hidden) for row in super().datasets()]

    def versions(self, dataset: str | None = None) -> list[Row]:
        """The versions; by whom and why is a remark."""
        return [head_without(row, self.hidden) for row in super().versions(dataset)]

    def graph(
        self,
        on: str | None = None,
        datasets: str | Sequence[str] | None = None,
        prefer: str | Sequence[str] = (),
        with_names: bool = False,
        all_times: bool = False,
        version: int | Mapping[str, int] | None = None,
    ) -> Graph:
        """The projection without what is kept back; see :meth:`Workspace.graph`. Raises Refused for names that may not be seen."""
        from orggraph.graph import provenance

        made = super().graph(on, datasets, prefer, with_names, all_times, version)
        if with_names:
            self._see_names(provenance(made).on)
        self._choices_of[made] = on, datasets, prefer, with_names, all_times, version
        return made

    def names(self, datasets: Iterable[str]) -> dict[str, str]:  # type: ignore[override] # who asks matters here
        """Names of people by id; that they were seen is written once for each dataset. Raises Refused."""
        datasets = list(datasets)
        self._see_names(datasets)
        return super().names(datasets)

    def has_names(self, datasets: Iterable[str]) -> bool:
        return self.access.may(Permission.NAMES) and super().has_names(datasets)

    def find(self, graph: Graph, *args: Any, **choices: Any) -> list[Finding]:
        """What the analyses find, but what is about one person or about loads, and without who accepted it, where that is kept back.

        They look at loads whoever asks, so that the rest of the findings is the same for all.
        """
        findings = super().find(self._analysed(graph), *args, **choices)
        if self._hides(Permission.LOADS):
            findings = [finding for finding in findings if may_be_shown(graph, finding)]
        return unsigned(findings) if self._hides(Permission.REMARKS) else findings

    def show(self, graph: Graph, name: str) -> dict[str, Any]:
        """Everything about one node, but what comes together at a person or post where loads are kept back."""
        record = super().show(graph, name)
        return {key: value for key, value in record.items() if not (key == "measures" and self._hides(Permission.LOADS))}

    def tables(self, graph: Graph, kind: str, params: Mapping[str, Any] | None = None) -> list[Table]:
        """What an analysis measures everywhere. Raises Refused where loads are kept back and all of it is about people."""
        made = super().tables(graph, kind, params)
        kept = [table for table in made if not (self._hides(Permission.LOADS) and counts_people(graph, table))]
        if made and not kept:
            self.access.require(Permission.LOADS)
        return kept

    def query(self, name: str, **params: Any) -> Rows:
        """The answer to a question of the library, with what is kept back as not stated. Raises Refused where that is all of it."""
        for permission, names in QUERIES.items():
            if name in names:
                self.access.require(permission)
        if params.get("with_names"):
            self._see_names(self._heads(params.get("datasets") or params.get("dataset")))
        rows = super().query(name, **params)
        return self._kept_from_answers().rows_without(rows) if self.hidden else rows

    def cypher(self, *args: Any, **choices: Any) -> Rows:
        """Raises Refused: of a free statement nobody can say what it shows."""
        self.access.require(Permission.CYPHER)
        if choices.get("with_names"):
            self._see_names(self._heads(None))
        return super().cypher(*args, **choices)

    def require(self, permission: Permission) -> None:
        """Raise Refused where something may not be done."""
        self.access.require(permission)

    def write_down(self, act: Act, dataset: str, subject: str = "") -> None:
        self.audit.write(self.access, act, dataset, subject)

    # what leaves ----------------------------------------------------------------------------------------------

    def hand_out(self, form: str, datasets: Iterable[str], subject: str = "") -> None:
        """Write that data or a document leave. Raises Refused."""
        self.access.require(Permission.EXPORT)
        about = f"{form} {subject}".strip()
        for dataset in datasets:
            self.audit.write(self.access, Act.EXPORT, dataset, about)

    def backup(self, file: Path) -> backups.Summary:
        """All of the store in a file: only for who may change it too, for it holds all."""
        self.access.require(Permission.EDIT)
        self.hand_out("backup", ["*"])
        return super().backup(file)

    # what is changed ------------------------------------------------------------------------------------------

    def load_all(self, sources: Iterable[str | Path | Dataset] = (), **how: Any) -> list[Loaded]:
        self._may_change(Permission.EDIT)
        loaded = super().load_all(sources, **how)
        self._write_changes(Act.LOAD, loaded)
        return loaded

    def preview(self, sources: Iterable[str | Path | Dataset] = ()) -> list[Difference]:
        self.access.require(Permission.EDIT)
        return super().preview(sources)

    def difference(self, after: Dataset, before: Dataset) -> Difference:
        self.access.require(Permission.EDIT)
        return super().difference(after, before)

    def save(self, dataset: Dataset, cause: Cause, difference: Difference) -> Loaded:
        self._may_change(Permission.EDIT)
        loaded = super().save(dataset, cause, difference)
        self._write_changes(Act.EDIT, [loaded])
        return loaded

    def remove(self, dataset: str, *, by: str | None = None) -> Loaded:
        self._may_change(Permission.EDIT)
        gone = super().remove(dataset, by=by)
        self.audit.write(self.access, Act.REMOVE, dataset)
        return gone

    def restore(self, dataset: str, number: int, *, by: str | None = None, reason: str | None = None) -> Loaded:
        self._may_change(Permission.EDIT)
        loaded = super().restore(dataset, number, by=by, reason=reason)
        self.audit.write(self.access, Act.RESTORE, dataset, f"{dataset}@{number}")
        return loaded

    def restore_backup(self, file: Path, *, replace_all: bool = False) -> backups.Summary:
        self._may_change(Permission.EDIT)
        summary = super().restore_backup(file, replace_all=replace_all)
        self.audit.write(self.access, Act.RESTORE, "*", "backup")
        return summary

    def keep_versions(self, most: int | None) -> int:
        self._may_change(Permission.EDIT)
        gone = super().keep_versions(most)
        self.audit.write(self.access, Act.SETTINGS, "*", "versions")
        return gone

    def accept(self, finding: str, *, reason: str, by: str, until: str | None = None) -> Finding:
        self._may_change(Permission.ACCEPT)
        accepted = super().accept(finding, reason=reason, by=by, until=until)
        self.audit.write(self.access, Act.ACCEPT, accepted.dataset, accepted.id)
        return accepted

    def withdraw(self, finding: str) -> None:
        self._may_change(Permission.ACCEPT)
        super().withdraw(finding)
        self.audit.write(self.access, Act.WITHDRAW, "", finding)

    # ----------------------------------------------------------------------------------------------------------

    def _hides(self, permission: Permission) -> bool:
        return permission in self.hidden

    def _analysed(self, graph: Graph) -> Graph:
        """What the analyses look at for a projection of this workspace: the same, with loads; any other graph as it is."""
        if not self._hides(Permission.LOADS) or graph not in self._choices_of:
            return graph
        return _with(self, self.hidden - {Permission.LOADS}).graph(*self._choices_of[graph])

    def _see_names(self, datasets: Iterable[str]) -> None:
        """Write whose names are seen, once for each dataset that has them. Raises Refused."""
        self.access.require(Permission.NAMES)
        for dataset in datasets:
            if dataset not in self._named and super().has_names([dataset]):
                self.audit.write(self.access, Act.NAMES, dataset)
                self._named.add(dataset)

    def _may_change(self, permission: Permission) -> None:
        """Before a change: that it may be made, and that the audit can hold it."""
        for needed in (permission, *self.hidden):  # who does not see all of a record cannot write it back
            self.access.require(needed)
        self.audit.ready()

    def _write_changes(self, act: Act, loaded: Iterable[Loaded]) -> None:
        for each in loaded:
            if not each.difference.is_empty:
                self.audit.write(self.access, act, each.dataset, f"{each.dataset}@{each.version}")

    def _kept_from_answers(self) -> Kept:
        """What answers must not hold, read again after a load."""
        state = tuple((row["id"], row["version"], row["hash"]) for row in super().datasets())
        if self._kept_back[0] != state:
            self._kept_back = state, _read_kept(self)
        return self._kept_back[1]


def _with(work: Restricted, hidden: Hidden) -> Workspace:
    """The workspace for what analyses look at; what it gives does not leave this module."""
    other = Workspace.__new__(Workspace)
    other.__dict__.update(work.__dict__)
    other.hidden = hidden
    return other


def _read_kept(work: Restricted) -> Kept:
    remarks: set[str] = set()
    if Permission.REMARKS in work.hidden:
        for pattern in ("(n:Entity)", "(:Entity)-[n]->()"):
            rows = work.connection.read(f"MATCH {pattern} WHERE n.note IS NOT NULL RETURN DISTINCT n.note AS note")
            remarks |= {row["note"] for row in rows}
    fields = sorted(of(FIELDS, work.hidden))
    claims = work.connection.read("MATCH (c:Claim) WHERE c.field IN $fields RETURN c.id AS id", fields=fields)
    return Kept(work.hidden, frozenset(remarks), frozenset(row["id"] for row in claims))
