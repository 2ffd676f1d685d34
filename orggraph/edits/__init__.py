"""Changes to a dataset in the short forms in which people say them: somebody resigns, a body begins, municipalities merge.

A change is first proposed: what it does in words, what it means for the findings. Applied it is one load, as of a file.
Several changes under one name are a scenario (:mod:`orggraph.edits.scenario`): worked out in the same way, and not written unless
somebody applies it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from orggraph import plugins
from orggraph.edits.comparing import Comparison, compare
from orggraph.edits.edit import Draft, Edit, Values
from orggraph.edits.scenario import Change, Scenario
from orggraph.errors import InvalidInput, LoadConflict, NotFound, OrggraphError, Problem, UnknownName, WrongUsage, did_you_mean, nearest
from orggraph.findings import Finding
from orggraph.graph import Graph, project
from orggraph.i18n import T, Text
from orggraph.model.base import Citation, Node
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

__all__ = ["Change", "Comparison", "Draft", "Edit", "Proposal", "Scenario", "apply", "beside", "changed", "propose", "registry", "what_if"]


@cache
def registry() -> Mapping[str, Edit]:
    """Every edit by its key. Raises ValueError for two of one key."""
    return plugins.by_name("orggraph.edits.kinds", Edit, lambda edit: edit.key)


@dataclass(frozen=True)
class Proposal:
    """What a scenario, or one edit, would change; nothing is written yet."""

    scenario: Scenario
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
    graph_before: Graph = field(repr=False)
    graph: Graph = field(repr=False)
    """The projection after it: one of its own, so that nothing that is kept of another is taken for it."""
    comparison: Comparison = field(repr=False)

    @property
    def appearing(self) -> tuple[Finding, ...]:
        """The findings that come."""
        return self.comparison.appearing()

    @property
    def solved(self) -> tuple[Finding, ...]:
        """The findings that go."""
        return self.comparison.solved()


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
    change = Change(key, given)
    on = _bound(change).get("on")
    proposal = _worked_out(work, Scenario(key, dataset, (change,), on, source), _made)
    if proposal.after is proposal.before:
        raise WrongUsage(T("This changes nothing."), T("It is so already."))
    return proposal


def what_if(work: Workspace, scenario: Scenario) -> Proposal:
    """Work out a scenario: its changes one after the other, and every analysis before and after them.

    Without changes, or with changes that come to nothing, all is equal.

    Parameters
    ----------
    work
        The store that holds the dataset of the scenario.
    scenario
        Changes and the day looked at; by default the last day on which a change begins, so that all of them hold.

    Raises
    ------
    UnknownName
        For a dataset that is not there.
    InvalidInput
        With every change that cannot be, and where it stands; or with what would be wrong in the dataset after it.
    """
    days = [values["on"] for values in (_days(change) for change in scenario.changes) if values.get("on")]
    return _worked_out(work, replace(scenario, on=scenario.on or max(days, default=None)), _all_made)


def beside(proposals: Sequence[Proposal]) -> Comparison:
    """Several scenarios of one dataset and day in one table.

    Raises
    ------
    WrongUsage
        Where they are of two datasets, versions of it or days, so that they have no common before.
    """
    first = proposals[0]
    for other in proposals[1:]:
        if (other.before.id, other.version, other.on) != (first.before.id, first.version, first.on):
            raise WrongUsage(
                T("{name} and {other} do not begin from the same data and day.", name=first.scenario.name, other=other.scenario.name),
                T("Give all of them one dataset and one day, with on or --date."),
            )
    before = [case.before for case in first.comparison.cases if case.before]
    after: dict[str, list[Finding]] = {}
    for proposal in proposals:
        name = proposal.scenario.name if proposal.scenario.name not in after else f"{proposal.scenario.name} ({len(after) + 1})"
        after[name] = [case.after[0] for case in proposal.comparison.cases if case.after[0]]
    return compare(before, after)


def changed(dataset: Dataset, changes: Sequence[Change], graph: Graph | None = None) -> Dataset:
    """A dataset after changes, checked; without a store.

    Parameters
    ----------
    dataset
        As it is.
    changes
        Made one after the other.
    graph
        Its projection of all times, where it is at hand.

    Raises
    ------
    InvalidInput
        With every change that cannot be, or what would be wrong after them.
    """
    draft = Draft(dataset, graph or project(to_tables(dataset), all_times=True))
    _all_made(draft, changes)
    return checked(draft.changed())


def apply(work: Workspace, proposal: Proposal, *, by: str | None = None) -> Loaded:
    """Write a proposal, as one load; the version says why in the words of the proposal.

    Raises
    ------
    LoadConflict
        The dataset is no longer as it was when the change was proposed; nothing is written.
    """
    difference = work.difference(proposal.after, proposal.before)
    if difference.version != proposal.version or proposal.scenario.version not in (None, proposal.version):
        raise _changed_meanwhile(work, proposal.before.id)
    reason = "; ".join(sentence.render() for sentence in proposal.sentences)
    cause = Cause(by or loading.user(), reason)
    return work.save(proposal.after, cause, difference)


def _changed_meanwhile(work: Workspace, dataset: str) -> LoadConflict:
    """The error for who comes second: who came first, and when."""
    head = next((row for row in work.datasets() if row["id"] == dataset), None)
    if head is None:
        return conflict(dataset)
    return LoadConflict(
        T("{dataset} was changed meanwhile, by {by} on {at}.", dataset=dataset, by=head["loaded_by"], at=head["loaded_at"]),
        T("Nothing of yours was written. Look at the proposal again, and apply it then."),
    )


def _worked_out(work: Workspace, scenario: Scenario, make: Callable[[Draft, Sequence[Change]], None]) -> Proposal:
    """Before and after of a scenario, whose changes ``make`` puts into a draft."""
    dataset, on = scenario.dataset, scenario.on
    version = next((int(row["version"]) for row in work.datasets() if row["id"] == dataset), 0)
    before = work.checked(dataset)
    draft = Draft(before, work.graph(datasets=dataset, all_times=True), lambda record: _elsewhere(work, record))
    if scenario.source and scenario.changes:
        draft.citation = _citation(draft, scenario.source)
    make(draft, scenario.changes)
    fresh = draft.changed()
    graph = work.graph(on=on, datasets=dataset)
    findings = work.find(graph)
    after = checked(fresh)
    if after.content_hash == before.content_hash:
        same = compare(findings, {scenario.name: findings})
        return Proposal(scenario, version, before, before, tuple(draft.sentences), (), on, graph, graph, same)
    known = {(problem.code, problem.record, problem.text()) for problem in before.warnings}
    warnings = tuple(problem for problem in after.warnings if (problem.code, problem.record, problem.text()) not in known)
    changed = project(to_tables(after), on=on)
    comparison = compare(findings, {scenario.name: work.find(changed)})
    return Proposal(scenario, version, before, after, tuple(draft.sentences), warnings, on, graph, changed, comparison)


def _made(draft: Draft, changes: Sequence[Change]) -> None:
    """Make changes; the first that cannot be is raised."""
    for change in changes:
        values = _bound(change)
        registry()[change.edit].change(draft, values)


def _all_made(draft: Draft, changes: Sequence[Change]) -> None:
    """Make changes; all that cannot be are raised together, each with its place."""
    problems: list[Problem] = []
    for number, change in enumerate(changes, 1):
        try:
            _made(draft, [change])
        except OrggraphError as error:
            problems += _problems(error, number, change)
    if problems:
        raise InvalidInput(problems)


def _problems(error: OrggraphError, number: int, change: Change) -> Iterator[Problem]:
    if isinstance(error, InvalidInput):
        yield from error.problems
        return
    message = T("change {n}, {edit}: {what}", n=number, edit=change.edit, what=error.message)
    yield Problem("change", message, error.hint, change.file, change.line)


def _bound(change: Change) -> Values:
    """The values of a change. Raises UnknownName or WrongUsage for an edit or a parameter that is not there, or does not fit."""
    if change.edit not in registry():
        raise UnknownName(T("edit"), change.edit, registry())
    return bind(registry()[change.edit].params, change.values)


def _days(change: Change) -> Values:
    """As :func:`_bound`; none where the change cannot be, which is raised where it is made."""
    try:
        return _bound(change)
    except OrggraphError:
        return {}


def _elsewhere(work: Workspace, record: str) -> Node:
    """A record of any dataset of the store, by its id."""
    dataset = work.dataset(record.partition("/")[0])
    if record not in dataset.by_id:
        raise NotFound(T("There is no {name} in {dataset}.", name=record, dataset=dataset.id), did_you_mean(nearest(record, dataset.by_id)))
    return dataset.by_id[record]


def _citation(draft: Draft, words: str) -> Citation:
    """The source of that name in the dataset; where there is none, a new one."""
    known = next((node for node in draft.nodes.values() if isinstance(node, Source) and node.name.casefold() == words.casefold()), None)
    if known is None:
        known = Source(dataset=draft.dataset.id, id=draft.new_id(Source, words), name=words)
        draft.add(known)
    return Citation(source=known.id)
