"""Changes to a dataset in the short forms in which people say them: somebody resigns, a body begins, municipalities merge.

A change is first proposed: what it does in words, what it means for the findings. Applied it is one load, as of a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from orggraph import plugins
from orggraph.edits.edit import Draft, Edit, Values
from orggraph.errors import LoadConflict, Problem, UnknownName, WrongUsage
from orggraph.findings import Finding
from orggraph.graph import project
from orggraph.i18n import T, Text
from orggraph.model.base import Citation
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Source
from orggraph.model.tables import to_tables
from orggraph.params import bind
from orggraph.store import loading
from orggraph.store.commits import conflict
from orggraph.store.loading import Loaded
from orggraph.store.versions import Cause
from orggraph.workspace import Workspace

__all__ = ["Draft", "Edit", "Proposal", "apply", "propose", "registry"]


@cache
def registry() -> Mapping[str, Edit]:
    """Every edit by its key. Raises ValueError for two of one key."""
    return plugins.by_name("orggraph.edits.kinds", Edit, lambda edit: edit.key)


@dataclass(frozen=True)
class Proposal:
    """What an edit would change; nothing is written yet."""

    edit: Edit
    values: Values
    version: int
    """That of the dataset in the store from which it was worked out."""
    before: Dataset
    after: Dataset
    sentences: tuple[Text, ...]
    """What is done, in people's words, in the order in which it is done."""
    warnings: tuple[Problem, ...]
    """What the checks say of the dataset after it and did not say before."""
    on: str | None
    """The day at which findings were compared; None: the dataset's reference date."""
    appearing: tuple[Finding, ...]
    solved: tuple[Finding, ...]


def propose(work: Workspace, dataset: str, key: str, given: Mapping[str, Any], *, source: str | None = None) -> Proposal:
    """Work out what an edit changes in a dataset of the store, and what that means for the findings.

    Parameters
    ----------
    work, dataset
        The store, and the id of a dataset in it.
    key
        The edit, as in :func:`registry`.
    given
        Its parameters by name; nodes by id, name or last part of an id.
    source
        Where it is known from, in words ("letter of 3 May"); every record that comes or changes cites it. Default: nothing.

    Raises
    ------
    UnknownName, NotFound, WrongUsage
        For an edit, dataset, parameter or node that is not there, or a change that means nothing.
    InvalidInput
        With what would be wrong in the dataset after it; what was wrong before is not counted.
    """
    if key not in registry():
        raise UnknownName(T("edit"), key, registry())
    edit = registry()[key]
    values = bind(edit.params, given)
    version = next((int(row["version"]) for row in work.datasets() if row["id"] == dataset), 0)
    before = work.dataset(dataset)
    draft = Draft(before, work.graph(datasets=dataset, all_times=True))
    if source:
        draft.citation = _citation(draft, source)
    edit.change(draft, values)
    fresh = draft.changed()
    if fresh.content_hash == before.content_hash:
        raise WrongUsage(T("This changes nothing."), T("It is so already."))
    after = checked(fresh)
    known = {(problem.code, problem.record, problem.text()) for problem in checked(before).warnings}
    warnings = tuple(problem for problem in after.warnings if (problem.code, problem.record, problem.text()) not in known)
    on = values.get("on")
    appearing, solved = _compared(work.find(work.graph(on=on, datasets=dataset)), work.find(project(to_tables(after), on=on)))
    return Proposal(edit, values, version, before, after, tuple(draft.sentences), warnings, on, appearing, solved)


def apply(work: Workspace, proposal: Proposal, *, by: str | None = None) -> Loaded:
    """Write a proposal, as one load; the version says why in the words of the proposal.

    Raises
    ------
    LoadConflict
        The dataset is no longer as it was when the change was proposed; nothing is written.
    """
    difference = loading.compare(work.connection, proposal.after)
    if difference.version != proposal.version:
        raise _changed_meanwhile(work, proposal.before.id)
    reason = "; ".join(sentence.render() for sentence in proposal.sentences)
    cause = Cause(by or loading.user(), reason)
    return loading.load(work.connection, proposal.after, cause, difference=difference)


def _changed_meanwhile(work: Workspace, dataset: str) -> LoadConflict:
    """The error for who comes second: who came first, and when."""
    head = next((row for row in work.datasets() if row["id"] == dataset), None)
    if head is None:
        return conflict(dataset)
    return LoadConflict(
        T("{dataset} was changed meanwhile, by {by} on {at}.", dataset=dataset, by=head["loaded_by"], at=head["loaded_at"]),
        T("Nothing of yours was written. Look at the proposal again, and apply it then."),
    )


def _citation(draft: Draft, words: str) -> Citation:
    """The source of that name in the dataset; where there is none, a new one."""
    known = next((node for node in draft.nodes.values() if isinstance(node, Source) and node.name.casefold() == words.casefold()), None)
    if known is None:
        known = Source(dataset=draft.dataset.id, id=draft.new_id(Source, words), name=words)
        draft.add(known)
    return Citation(source=known.id)


def _compared(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that come and those that go, in their order, by their ids."""
    earlier, later = {finding.id for finding in before}, {finding.id for finding in after}
    return tuple(each for each in after if each.id not in earlier), tuple(each for each in before if each.id not in later)
