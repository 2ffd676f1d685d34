"""Which consultation lacks its counterpart, its chair or its secretary, and whose seats are not told.

What a kind of body usually has is data (``pairing.yaml`` beside this module). A body on a topic of its own is looked at one by one; one
that stands for several (it has parts of its kind, or covers a topic whose parts have bodies of their own), or that has no topic, lacks no
counterpart that could be named, and is *not assessable*. Silence counts as a gap only where the sources list such things: at the share
``listed`` of the bodies, or because the dataset declares that part complete; below it the count is for information, and where there is none
at all not assessable. Measures: ``counterpart`` (bodies with one, of all on a topic of their own; ``general``: those on none), ``chair``
and ``secretary`` (bodies with such a seat; ``seats``: what is silent about all of them), ``seat_holder`` (seats of a role of which is not
said who takes them), ``overlap`` (topics with bodies of one kind, the one called by all words of the other). Unit: bodies, of all of their
kind on a topic of their own. 0 to all. Default: ``listed`` is a half: where most of a kind have it, a source lists such things. What it
means: somebody may ask who prepares this. What it does not mean: that it must be there.

Worked example (a test runs it): two consultations of executives, on housing and on care; one of officials prepares that on housing: 1 of 2.
In Cypher: ``preparation`` and ``chairs`` have who prepares and who presides; what a kind usually has is data that no statement reads. Cost:
linear in bodies, posts and words of topics. Empty: nothing. One body for everything has no topic of its own and is not assessable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from orggraph.analyses._counterparts import Bodies, Pairing
from orggraph.analyses._templates import Counterpart, Template, templates
from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import by_dataset, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import BodyKind, Capacity
from orggraph.params import Param

Silent = list[tuple[Template, Capacity, list[str]]]
"""Seats that the sources name at none of the bodies of a template."""


def pairing(graph: Graph, listed: float = 0.5) -> list[Finding]:
    """Compare the bodies of each dataset with the templates of what they usually have.

    Parameters
    ----------
    graph
        The projection.
    listed
        From which share on a list counts as one that means to be whole, 0 to 1.

    Returns
    -------
    Per body without a counterpart or seat, where the sources list them, a ``gap`` (0 of 1); per counterpart of another
    kind, role whose holder is not said, and pair of overlapping topics an ``info``. Per dataset and template one finding
    on the cooperation with the count of all. The template is in ``rule``.

    Raises
    ------
    WrongUsage
        When ``listed`` is no share.
    """
    if not 0 <= listed <= 1:
        raise WrongUsage(T("The parameter listed is a share from 0 to 1, not {value}.", value=f"{listed:g}"), T("Write listed=0.5."))
    whole = wholes(graph)
    findings: list[Finding] = []
    for dataset, nodes in by_dataset(graph, "Body").items():
        actual = [body for body in nodes if standing.has(graph.nodes[body], standing.ACTUAL)]
        findings += _Region(graph, whole[dataset], Bodies(graph, dataset, actual), listed).findings()
    return findings


@dataclass(frozen=True)
class _Region:
    """One dataset, and what it is held beside."""

    graph: Graph
    whole: str
    bodies: Bodies
    listed: float

    def findings(self) -> Iterator[Finding]:
        """All findings on the dataset."""
        silent: Silent = []
        stand_ins: dict[BodyKind, list[str]] = defaultdict(list)
        for template in templates().values():
            if template.counterpart:
                pairings = [self.bodies.pairing(template, body) for body in self.bodies.of(template)]
                for kind in template.counterpart.kinds:
                    stand_ins[kind] += [body for pairing in pairings if not pairing.usual for body in pairing.counterparts]
                yield from self._counterparts(template, template.counterpart, pairings)
                for wider, narrower, edges in self.bodies.overlaps(template):
                    yield self._overlap(template, wider, narrower, edges)
        for template in templates().values():
            bodies = [body for body in self.bodies.of(template) if not self.bodies.is_general(body, template)]
            bodies += [body for kind in template.bodies for body in stand_ins[kind]]
            for capacity in template.seats if bodies else ():
                yield from self._seats(template, capacity, bodies, silent)
            yield from self._holders(template, bodies)
        if silent:
            yield self._silent(silent)

    def _is_list(self, some: int, all_: int, types: set[str]) -> bool:
        """Whether what is not in a list may be asked after: it holds enough, or is declared complete."""
        return self.bodies.complete(types) or (some > 0 and some >= self.listed * all_)

    # counterparts ---------------------------------------------------------------------------------------------

    def _counterparts(self, template: Template, usual: Counterpart, pairings: Sequence[Pairing]) -> Iterator[Finding]:
        """What can be said of the counterparts of the bodies that a template is about."""
        general = [
            pairing
            for pairing in pairings
            if not pairing.counterparts and (not self.bodies.topics(pairing.body) or self.bodies.is_general(pairing.body, template))
        ]
        counted = [pairing for pairing in pairings if pairing not in general]
        paired = [pairing for pairing in counted if pairing.counterparts]
        types = {step[1:] for way in usual.ways for step in way}
        if pairings and not paired and not (counted and self.bodies.complete(types)):
            yield self._no_list(template, usual, [pairing.body for pairing in pairings])
            return
        if general:
            yield self._general(template, [pairing.body for pairing in general])
        if counted:
            is_list = self._is_list(len(paired), len(counted), types)
            yield self._counted(template, usual, counted, is_list=is_list)
            for pairing in counted:
                if is_list and not pairing.counterparts:
                    yield self._lacking(template, usual, pairing.body, len(paired), len(counted))
                elif pairing.counterparts and not pairing.usual:
                    yield self._of_another_kind(template, usual, pairing)

    def _counted(self, template: Template, usual: Counterpart, counted: Sequence[Pairing], *, is_list: bool) -> Finding:
        paired = [pairing for pairing in counted if pairing.counterparts]
        lacking = [pairing.body for pairing in counted if not pairing.counterparts]
        others = [body for pairing in paired if not pairing.usual for body in pairing.counterparts]
        text = T(
            "At {n} of {m} {bodies} there is a counterpart ({counterpart}).",
            n=len(paired),
            m=len(counted),
            bodies=template.title,
            counterpart=usual.title,
        )
        inferred = sum(pairing.inferred for pairing in paired)
        if inferred:
            text = T("{text} At {n} of these that is inferred.", text=text, n=inferred)
        if others:
            text = T("{text} Of another kind than usual: {names}.", text=text, names=self._names(others))
        if lacking:
            text = T("{text} The sources name none for {names}.", text=text, names=self._names(lacking))
        if lacking and not is_list:
            text = T("{text} Whether they mean to name all is not said.", text=text)
        return self._finding(
            "counterpart",
            template,
            self.whole,
            text,
            T("Which consultation needs a counterpart, and which does well without?"),
            severity=Severity.GAP if lacking and is_list else Severity.INFO,
            nodes=[pairing.body for pairing in counted],
            edges=[edge for pairing in paired for edge in pairing.edges],
            value=len(paired),
            denominator=len(counted),
        )

    def _lacking(self, template: Template, usual: Counterpart, body: str, paired: int, whole: int) -> Finding:
        text = T(
            "For {body} the sources name no counterpart ({counterpart}); at {n} of {m} {bodies} there is one.",
            body=self._names([body]),
            counterpart=usual.title,
            n=paired,
            m=whole,
            bodies=template.title,
        )
        return self._finding(
            "counterpart",
            template,
            body,
            text,
            T("Who prepares this consultation, and where is that written down?"),
            severity=Severity.GAP,
            remedy=T("Record which body prepares it, or that none is needed."),
            edges=self.bodies.topics(body),
            value=0,
            denominator=1,
        )

    def _of_another_kind(self, template: Template, usual: Counterpart, pairing: Pairing) -> Finding:
        kinds = [BodyKind(self.graph.nodes[body]["kind"]).names for body in pairing.counterparts]
        text = T(
            "The counterpart of {body} is of another kind than usual: {names} ({kinds}, and not {counterpart}).",
            body=self._names([pairing.body]),
            names=self._names(pairing.counterparts),
            kinds=kinds,
            counterpart=usual.title,
        )
        if pairing.inferred:
            text = T("{text} That it is the counterpart is inferred.", text=text)
        return self._finding(
            "counterpart",
            template,
            pairing.body,
            text,
            T("Do the same agreements hold for it as for the others?"),
            remedy=T("Record which of the agreements hold for it."),
            edges=pairing.edges,
            value=1,
            denominator=1,
        )

    def _general(self, template: Template, bodies: Sequence[str]) -> Finding:
        text = T(
            "Not assessable: no topic of its own is named for {names}, so which counterpart belongs there is not said.",
            names=self._names(bodies),
        )
        return self._finding("general", template, self.whole, text, WHO_PREPARES, nodes=bodies, assessable=False)

    def _no_list(self, template: Template, usual: Counterpart, bodies: Sequence[str]) -> Finding:
        text = T(
            "Not assessable: of the {bodies} ({names}) the sources name no counterpart ({counterpart}) anywhere; "
            "whether it is absent or left out cannot be seen.",
            bodies=template.title,
            names=self._names(bodies),
            counterpart=usual.title,
        )
        return self._finding("counterpart", template, self.whole, text, WHO_PREPARES, nodes=bodies, assessable=False)

    # seats ----------------------------------------------------------------------------------------------------

    def _seats(self, template: Template, capacity: Capacity, bodies: Sequence[str], silent: Silent) -> Iterator[Finding]:
        """How many bodies have a seat; what the sources name at none of them is kept for one finding on all."""
        seats = {body: self.bodies.seats(body, capacity) for body in bodies}
        opened = [body for body, edges in seats.items() if edges and all(self.bodies.is_open(edge.source) for edge in edges)]
        unnamed = [body for body, edges in seats.items() if not edges]
        filled = len(seats) - len(opened) - len(unnamed)
        is_list = self._is_list(filled, len(seats), {"Post", "IN"})
        if len(unnamed) == len(seats) and not is_list:
            silent.append((template, capacity, list(seats)))
            return
        params = {"n": filled, "m": len(seats), "bodies": template.title, "capacity": capacity.names}
        text = T("At {n} of {m} {bodies} there is a seat of {capacity}.", **params)
        if opened:
            text = T("{text} Explicitly still to be decided: {names}.", text=text, names=self._names(opened))
        if unnamed:
            text = T("{text} The sources name none for {names}.", text=text, names=self._names(unnamed))
        yield self._finding(
            capacity.value,
            template,
            self.whole,
            text,
            WHO_LEADS,
            severity=Severity.GAP if opened or (unnamed and is_list) else Severity.INFO,
            nodes=list(seats),
            edges=[edge for edges in seats.values() for edge in edges],
            value=filled,
            denominator=len(seats),
        )
        for body in [*opened, *(unnamed if is_list else ())]:
            yield self._no_seat(template, capacity, body, seats[body], params)

    def _no_seat(self, template: Template, capacity: Capacity, body: str, seats: Sequence[Edge], params: dict[str, Any]) -> Finding:
        name = self._names([body])
        if seats:
            text = T("At {body} the seat of {capacity} is explicitly still to be decided.", body=name, **params)
        else:
            text = T("For {body} the sources name no seat of {capacity}; at {n} of {m} {bodies} there is one.", body=name, **params)
        return self._finding(
            capacity.value,
            template,
            body,
            text,
            T("Who takes this seat, and who settles that?"),
            severity=Severity.GAP,
            remedy=T("Settle it and record it, or record that the seat is not needed."),
            edges=seats or self.bodies.topics(body),
            value=0,
            denominator=1,
        )

    def _silent(self, silent: Silent) -> Finding:
        parts = [
            T("{capacity}: {bodies} ({m})", capacity=capacity.names, m=len(bodies), bodies=template.title)
            for template, capacity, bodies in silent
        ]
        text = T(
            "Not assessable: some seats are named nowhere in the sources ({parts}); whether they are absent or left out cannot be seen.",
            parts=parts,
        )
        nodes = [body for _, _, bodies in silent for body in bodies]
        return self._finding("seats", None, self.whole, text, WHO_LEADS, nodes=nodes, assessable=False)

    # who takes them -------------------------------------------------------------------------------------------

    def _holders(self, template: Template, bodies: Sequence[str]) -> Iterator[Finding]:
        """Per role (or seat without one) at how many of its seats the data do not tell who takes it."""
        seats: dict[str, list[Edge]] = defaultdict(list)
        for body in bodies:
            for seat in [seat for capacity in template.holders for seat in self.bodies.seats(body, capacity)]:
                if not self.bodies.is_open(seat.source):
                    seats[next((edge.target for edge in self.bodies.roles(seat.source)), seat.source)].append(seat)
        for role, edges in seats.items():
            unsaid = [seat for seat in edges if not self.bodies.is_taken(seat.source)]
            if unsaid:
                yield self._holder(template, role, unsaid, len(edges))

    def _holder(self, template: Template, role: str, unsaid: Sequence[Edge], all_: int) -> Finding:
        ways = self.bodies.ways(role, [seat.source for seat in unsaid])
        params = {"role": self._names([role]), "n": len(unsaid), "m": all_}
        known = self._names([edge.source for edge in ways.rules or ways.offices])
        if ways.rules:
            text = T("Who is {role} is left to an agreed rule: {names} ({n} of {m} seats).", names=known, **params)
        elif ways.offices:
            text = T(
                "{role} is somebody who also has one of these seats: {names}. Which of them is not said ({n} of {m} seats).",
                names=known,
                **params,
            )
        else:
            text = T("Who is {role} is not said ({n} of {m} seats).", **params)
        return self._finding(
            "seat_holder",
            template,
            role,
            text,
            T("Is it clear to all who takes this seat, and for how long?"),
            remedy=T("Record who takes the seat, or the rule by which that is settled."),
            edges=[*unsaid, *ways.rules, *ways.offices],
            value=len(unsaid),
            denominator=all_,
        )

    # topics ---------------------------------------------------------------------------------------------------

    def _overlap(self, template: Template, wider: str, narrower: str, edges: Sequence[Edge]) -> Finding:
        text = T(
            "{wider} stands beside {narrower}: by their names the topics overlap, and each has a body of its own ({names}).",
            wider=self._names([wider]),
            narrower=self._names([narrower]),
            names=self._names([edge.source for edge in edges]),
        )
        return ANALYSIS.make(
            self.graph,
            measure="overlap",
            rule=template.id,
            severity=Severity.INFO,
            subjects=[wider, narrower],
            text=text,
            question=T("Which matter goes to which of these bodies?"),
            edges=edges,
            value=2,
            remedy=T("Record where the one topic ends and the other begins, or bring them together."),
        )

    def _names(self, nodes: Sequence[str]) -> str:
        return "; ".join(f"“{self.graph.nodes[node]['name']}”" for node in dict.fromkeys(nodes))

    def _finding(
        self,
        measure: str,
        template: Template | None,
        subject: str,
        text: Text,
        question: Text,
        *,
        severity: Severity = Severity.INFO,
        **more: Any,
    ) -> Finding:
        rule = template.id if template else None
        return ANALYSIS.make(
            self.graph, measure=measure, rule=rule, severity=severity, subjects=[subject], text=text, question=question, **more
        )


WHO_PREPARES = T("Who prepares these consultations?")
WHO_LEADS = T("Who leads and who records each of these consultations?")

ANALYSIS = Analysis(
    kind="pairing",
    title=Bilingual("Overleg zonder tegenhanger", "Consultations and their counterparts"),
    question=Bilingual("Welk overleg mist een tegenhanger, een voorzitter of een secretaris?",
        "Which consultation lacks a counterpart, a chair or a secretary?"),
    run=pairing,
    measures={
        "counterpart": Measure(Bilingual("met een tegenhanger", "with a counterpart"), "bodies"),
        "general": Measure(Bilingual("tegenhanger van algemene overleggen", "counterpart of consultations in general"), "bodies"),
        "chair": Measure(Bilingual("met een voorzitter", "with a chair"), "bodies"),
        "secretary": Measure(Bilingual("met een secretaris", "with a secretary"), "bodies"),
        "seats": Measure(Bilingual("plaatsen die nergens staan", "seats named nowhere"), "bodies"),
        "seat_holder": Measure(
            Bilingual("plaatsen waarvan niet vaststaat wie ze inneemt", "seats of which is not said who takes them"), "seats"
        ),
        "overlap": Measure(Bilingual("onderwerpen die naar hun naam overlappen", "topics that overlap by name"), "topics"),
    },
    params={
        "listed": Param(
            "number", 0.5,
            Bilingual("Vanaf welk deel een opsomming als volledig bedoeld geldt (0 tot 1)",
                      "From which share on a list counts as meant to be whole (0 to 1)"),
        ),
    },
)  # fmt: skip
