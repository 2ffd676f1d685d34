"""What the invented regions lack for figures on governance: arrangements, votes, escalation, routes and decisions; seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator

from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Arrangement, Decision, Post, Route, Step
from orggraph.model.relationships import At, EscalatesTo, Follows, HasStep, Next, ParticipatesIn, PartOf, ResultsIn, TakenBy
from orggraph.model.terms import ArrangementForm, StepAction

BODIES_OF_ONE = 40
"""Bodies to an arrangement; half of them are part of it."""
PARTICIPANTS = 8
NODES_OF_ONE_ROUTE = 500
STEPS = (StepAction.PREPARE, StepAction.ADVISE, StepAction.DISCUSS, StepAction.SEND, StepAction.SUBMIT_VIEW, StepAction.DECIDE)


def governed(dataset: Dataset, seed: int = 1) -> Dataset:
    """A region with, besides what it holds, who governs it; a few in a hundred nodes more."""
    chance = random.Random(seed)
    by_label: dict[str, list[str]] = {}
    for node in dataset.nodes:
        by_label.setdefault(type(node).__name__, []).append(node.id)
    voting = {edge.source for edge in dataset.relationships if edge.type == "ON_BEHALF_OF"}
    nodes: list[Node] = [
        node.model_copy(update={"votes": chance.randint(1, 5)}) if isinstance(node, Post) and node.id in voting else node
        for node in dataset.nodes
    ]
    edges: list[Relationship] = list(dataset.relationships)
    for record in (*_arrangements(dataset.id, by_label, chance), *_routes(dataset.id, len(dataset.nodes), by_label, chance)):
        (nodes if isinstance(record, Node) else edges).append(record)  # type: ignore[arg-type]
    return Dataset(dataset.info, tuple(nodes), tuple({edge.id: edge for edge in edges}.values()))


def _arrangements(name: str, by_label: dict[str, list[str]], chance: random.Random) -> Iterator[Node | Relationship]:
    bodies, towns = by_label["Body"], by_label["Organization"]
    for i in range(max(1, len(bodies) // BODIES_OF_ONE)):
        form = f"{name}/arrangement/a{i}"
        yield Arrangement(dataset=name, id=form, name=f"Regeling {i}", form=ArrangementForm.PUBLIC_BODY, powers_transferred=True)
        for town in chance.sample(towns, min(PARTICIPANTS, len(towns))):
            yield ParticipatesIn(dataset=name, source=town, target=form, contribution=float(chance.randint(1, 90)) * 1000)
        for body in chance.sample(bodies, min(BODIES_OF_ONE // 2, len(bodies))):
            yield PartOf(dataset=name, source=body, target=form)
    for i, body in enumerate(bodies[1:], 1):
        if chance.random() < 0.3:
            yield EscalatesTo(dataset=name, source=body, target=bodies[max(0, i - chance.randint(1, 9))])


def _routes(name: str, size: int, by_label: dict[str, list[str]], chance: random.Random) -> Iterator[Node | Relationship]:
    for i in range(max(1, size // NODES_OF_ONE_ROUTE)):
        route, decision = f"{name}/route/r{i}", f"{name}/decision/d{i}"
        yield Route(dataset=name, id=route, name=f"Route {i}")
        yield Decision(dataset=name, id=decision, name=f"Besluit {i}")
        yield Follows(dataset=name, source=decision, target=route)
        yield TakenBy(dataset=name, source=decision, target=chance.choice(by_label["Body"]))
        yield ResultsIn(dataset=name, source=decision, target=chance.choice(by_label["Assignment"]))
        before = None
        for number, action in enumerate(STEPS, 1):
            step = f"{name}/step/s{i}-{number}"
            yield Step(dataset=name, id=step, name=f"Stap {number} van route {i}", number=number, action=action)
            yield HasStep(dataset=name, source=route, target=step)
            yield At(dataset=name, source=step, target=chance.choice(by_label["Body"]))
            if before:
                yield Next(dataset=name, source=before, target=step)
            before = step
