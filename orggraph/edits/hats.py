"""Which seats the law keeps apart from what somebody holds, as hard rules for a division: by the analysis of colliding hats itself.

All people are put into all seats to be divided, in one projection; a case that the law bars and that rests on one of these holdings
forbids it, one that rests on two forbids these two together. Topics are no seats: of them the law bars nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.analyses import find
from orggraph.edits import Draft
from orggraph.edits.dividing import Rule, apart, fixed
from orggraph.edits.division import Wanted, name_of
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.i18n import T
from orggraph.model.dataset import Dataset
from orggraph.model.relationships import Holds
from orggraph.model.tables import to_tables

KIND = "role_conflicts"


def barred(dataset: Dataset, times: Graph, graph: Graph, wanted: Wanted, on: str) -> tuple[Rule, ...]:
    """The rules of law for a division of seats; none where no seat is divided.

    Parameters
    ----------
    dataset, times
        As they are, and its projection of all times.
    graph
        The projection at the day.
    wanted
        What is to be divided.
    on
        The day.
    """
    seats = [item for item in wanted.items if item in graph and graph.nodes[item]["label"] == "Post"]
    if not seats:
        return ()
    draft = Draft(dataset, times)
    fresh = {(person, seat) for seat in seats for person in wanted.people if not graph.has_edge(person, seat)}
    for person, seat in sorted(fresh):
        draft.add(Holds(dataset=dataset.id, source=person, target=seat, start_date=on))
    cases = [case for finding in find(project(to_tables(draft.changed()), on=on), [KIND]) for case in finding.cases]
    return tuple(rule for case in cases if case.severity is Severity.BAR for rule in _rules(case, fresh, graph))


def _rules(case: Finding, fresh: set[tuple[str, str]], graph: Graph) -> Iterator[Rule]:
    new = sorted({(edge.source, edge.target) for edge in case.edges} & fresh)
    if not new or len({person for person, _seat in new}) > 1:
        return
    person, seats = new[0][0], tuple(seat for _person, seat in new)
    names = {"person": name_of(graph, person), "rule": case.title}
    key = f"law {case.id}"
    if len(seats) == 1:
        yield fixed(key, new[0], T("{person} may not have {item}: {rule}", item=name_of(graph, seats[0]), **names), given=False)
    else:
        text = T("{person} may not have {items} together: {rule}", items=[name_of(graph, seat) for seat in seats], **names)
        yield apart(key, [person], seats, text)
