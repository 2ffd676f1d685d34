"""What a workspace finds, and what somebody accepted of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from orggraph.errors import NotFound
from orggraph.i18n import T
from orggraph.store import acceptances, schema
from orggraph.store.settings import settings_from_env
from orggraph.workspace.history import History

if TYPE_CHECKING:
    from orggraph.findings import Finding
    from orggraph.graph import Graph
    from orggraph.model.base import Row
    from orggraph.rules import RuleBase


class Findings(History):
    """The part of a workspace that judges its graphs."""

    _kept: WeakKeyDictionary[Graph, tuple[RuleBase, list[Finding]]]
    _judged: WeakKeyDictionary[Graph, tuple[list[Finding], tuple[list[Row], date], list[Finding]]]
    """What was given last of a graph: the findings as they are, the acceptances and the day, and the findings with these."""

    def find(
        self, graph: Graph, kinds: Sequence[str] = (), params: Mapping[str, Any] | None = None, rules: Sequence[str | Path] = ()
    ) -> list[Finding]:
        """What the analyses find in a graph, with the acceptances that hold.

        An acceptance is compared with the evidence that there is when no source is preferred.

        Parameters
        ----------
        graph, kinds, params
            As :func:`orggraph.find`.
        rules
            Rule files, besides those of the package and of the folder ``rules`` in ``ORGGRAPH_HOME``; all their problems are raised.
        """
        from orggraph.rules import add_rules, own_rules

        base = add_rules([*own_rules(settings_from_env().home), *rules])
        findings = self._find(graph, kinds, params, base)
        state = acceptances.read_all(self.connection), datetime.now(UTC).date()
        last = self._judged.get(graph)
        if last is None or last[0] is not findings or last[1] != state:
            last = findings, state, self._with_acceptances(graph, findings, kinds, params, base, *state)
            self._judged[graph] = last
        return list(last[2])

    def _with_acceptances(
        self,
        graph: Graph,
        findings: Sequence[Finding],
        kinds: Sequence[str],
        params: Mapping[str, Any] | None,
        base: RuleBase,
        rows: Sequence[Row],
        today: date,
    ) -> list[Finding]:
        from orggraph.findings.accepting import acceptance_of, with_acceptance
        from orggraph.graph import provenance

        origins = provenance(graph)
        prints = {finding.id: finding.fingerprint for finding in findings}
        if origins.prefer and findings:
            whole = self.graph(on=_common(origins.on), datasets=list(origins.on), version=self._old(origins.datasets))
            prints |= {finding.id: finding.fingerprint for finding in self._find(whole, kinds, params, base)}
        accepted = {row["id"]: acceptance_of(row) for row in rows}
        return [with_acceptance(finding, prints[finding.id], accepted.get(finding.id), today) for finding in findings]

    def _find(self, graph: Graph, kinds: Sequence[str], params: Mapping[str, Any] | None, base: RuleBase) -> list[Finding]:
        """What the analyses find; all of them with their defaults once for each graph, which never changes, and rule base."""
        from orggraph import analyses

        if kinds or params:
            return analyses.find(graph, kinds, params, base)
        with self.lock:
            kept = self._kept.get(graph)
            if kept is None or kept[0] is not base:
                kept = self._kept[graph] = base, analyses.find(graph, rules=base)
            return kept[1]

    def accept(self, finding: str, *, reason: str, by: str, until: str | None = None) -> Finding:
        """Accept a finding, with a reason; it holds until a date, or until its evidence changes.

        Raises
        ------
        NotFound
            There is no such finding now.
        WrongUsage
            The reason or the name is empty, or ``until`` is no date or lies in the past.
        """
        from orggraph.findings.accepting import acceptance_of, check_acceptance

        check_acceptance(reason, by, until)
        known = next((candidate for candidate in self._everywhere() if candidate.id == finding), None)
        if known is None:
            raise NotFound(T("There is no finding {id}.", id=finding), T("`orggraph findings` lists them with their ids."))
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"id": known.id, "fingerprint": known.fingerprint, "by": by.strip(), "reason": reason.strip(), "at": at}
        schema.prepare(self.connection, beside_others=True)
        acceptances.write(self.connection, row | ({"until": until} if until else {}))
        return replace(known, accepted=acceptance_of(row | {"until": until}))

    def accepted(self) -> list[Finding]:
        """The findings that are accepted now."""
        return [finding for finding in self._everywhere() if finding.accepted]

    def _everywhere(self) -> Iterator[Finding]:
        """What is found in all datasets together, then what each of them gives when it is asked alone and all together do not."""
        from orggraph.graph import provenance

        graph = self.graph()
        by_id = {finding.id: finding for finding in self.find(graph)}
        yield from by_id.values()
        for dataset in provenance(graph).on if provenance(graph).records else ():
            alone = {finding.id: finding for finding in self.find(self.graph(datasets=dataset)) if finding.id not in by_id}
            yield from alone.values()
            by_id |= alone

    def withdraw(self, finding: str) -> None:
        """Take an acceptance back. Raises NotFound where there is none."""
        if not acceptances.remove(self.connection, finding):
            raise NotFound(T("The finding {id} is not accepted.", id=finding), T("`orggraph accepted` lists those that are."))


def _common(dates: Mapping[str, str]) -> str | None:
    """The one date that was asked of all datasets, or None where each was asked at its own."""
    return next(iter(dates.values())) if len(set(dates.values())) == 1 else None
