"""Ways of products and decisions: their steps, order and days, planned and done, and who adopts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field

from orggraph.graph import Graph, edges_by_type, neighbours, reading
from orggraph.graph.kept import kept
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import BodyKind, MandateKind, PowerAct, StepAction
from orggraph.model.value_object import ValueObject
from orggraph.rules.acts import Done, Record, done
from orggraph.rules.needs import Lack, Need
from orggraph.rules.plans import Plan
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope

YEARS_APART = {"budget": -1, "policy_frame": -1, "accounts": 1, "provisional_accounts": 1}
"""In which year a product is made and adopted, counted from the year that it covers; others in that year itself."""


class RouteStepsParams(ValueObject):
    """Which routes (for products of some kinds, for designated decisions, for the arrangement itself), and their steps."""

    what: Bilingual
    products: tuple[str, ...] = ()
    not_products: tuple[str, ...] = Field((), description="Kinds of product whose routes are never meant")
    designated: bool = Field(False, description="Routes for which the arrangement asks a view of the councils")
    arrangement: bool = Field(False, description="Routes of the arrangement itself, as a draft")
    needed: bool = Field(False, description="Whether there must be such a route")
    steps: Annotated[tuple[Need, ...], Field(min_length=1)]


@dataclass(frozen=True)
class _Way:
    """What travels: a route as planned, or what was done for a product, on a route or on none."""

    subject: str
    product: str | None
    measured: Plan | Record
    day: tuple[date, date]
    """The days on which the law is asked, where no act says better."""

    def days(self, need: Need) -> tuple[date, date]:
        """From the first to the last day that a need is about."""
        return (self.measured.span(need) if isinstance(self.measured, Record) else None) or self.day


class _Verdict(NamedTuple):
    """What is wrong on a way: lacks by the texts in force, and terms where the texts differ and so does the answer."""

    lacks: list[Lack]
    text: Rule | None
    terms: list[Text]


def route_steps(scope: Scope, params: RouteStepsParams, rule: Rule) -> Iterator[Hit]:
    """The steps of a way, their order, days and dates: fires where one is too late, too short or in the wrong order.

    What was done is judged by the law of its own day, a plan by the law of the year that its product is made in, else of the
    day asked. A term that began under one text and ended under the next is a doubt, unless it fails both or neither.

    One hit for each way that is stated to differ; one for the arrangement with all that was not found.
    """
    ways = list(_ways(scope, params))
    what, name = params.what, scope.name(scope.id)
    silent: dict[str, list[Text]] = {}
    for way in ways:
        verdict = _judged(scope, rule, way)
        known = scope.declares(_parts(rule, way), way.subject, on=min(way.day[0], scope.on))
        lacks = [lack for lack in verdict.lacks if known or not lack.absent]
        if lacks or verdict.terms:
            yield _hit(scope, params, way, verdict._replace(lacks=lacks))
        elif verdict.lacks:
            silent[_name(scope, way)] = [lack.statement for lack in verdict.lacks]
    if silent:
        open_ = [T("{route}: {lacks}", route=route, lacks=lacks) for route, lacks in silent.items()]
        statement = T("For {what} of {arrangement} the data leave open: {lacks}.", what=what, arrangement=name, lacks=open_)
        nodes = tuple(way.subject for way in ways if _name(scope, way) in silent)
        yield Hit((scope.id,), statement, nodes=nodes, value=len(silent), denominator=len(ways), unit="routes", absent=True, certain=False,
                  why=T("what is not in the data may still be so"))  # fmt: skip
    elif params.needed and not ways:
        statement = T("The data hold no route for {what} of {arrangement}.", what=what, arrangement=name)
        yield Hit((scope.id,), statement, value=0, denominator=1, unit="routes", absent=True)


def _parts(rule: Rule, way: _Way) -> list[str]:
    """What must be complete before absence counts: acts where it is of acts, else the plan."""
    return ["Act"] if isinstance(way.measured, Record) else [part for part in rule.complete if part != "Act"]


def _name(scope: Scope, way: _Way) -> str:
    return scope.name(way.subject if way.product is None else way.product)


def _hit(scope: Scope, params: RouteStepsParams, way: _Way, verdict: _Verdict) -> Hit:
    certain = [lack for lack in verdict.lacks if lack.certain]
    lacks = certain or verdict.lacks
    edges = tuple(edge for lack in lacks for edge in lack.edges)
    statement = T("{route}, {what}: {lacks}.", route=_name(scope, way), what=params.what, lacks=[lack.statement for lack in lacks])
    why = None
    if not lacks:
        statement = T("{route}, {what}: it fits one text and not the other.", route=_name(scope, way), what=params.what)
    if not certain and verdict.terms:
        why = T("it began under one text of the law and ended under the next: {terms}", terms=verdict.terms)
    sure = bool(certain) and scope.certain(*edges)
    return Hit((way.subject,), statement, edges, nodes=(way.product,) if way.product else (), object=way.product, value=len(lacks),
               denominator=len(params.steps), unit="steps", certain=sure, why=why, text=verdict.text)  # fmt: skip


def _judged(scope: Scope, rule: Rule, way: _Way) -> _Verdict:
    """The lacks of a way, each need by the texts in force on its own days."""
    by_step: dict[tuple[object, ...], dict[str, tuple[Rule, Need]]] = {}
    for text in scope.texts(rule, date.min, date.max):
        for need in RouteStepsParams.model_validate(text.params).steps:
            by_step.setdefault((need.actions, need.at), {})[str(text.in_force_from)] = (text, need)
    lacks: list[Lack] = []
    terms: list[Text] = []
    newest: Rule | None = None
    for by_text in by_step.values():
        days = way.days(next(iter(by_text.values()))[1])
        texts = scope.texts(rule, *days)
        verdicts = [(text, list(_lacks(way, by_text, text))) for text in texts]
        stated = [(text, [lack for lack in some if not lack.absent]) for text, some in verdicts]
        if not verdicts:
            continue
        if all(some for _, some in stated) or not any(some for _, some in stated):
            newest = verdicts[-1][0] if verdicts[-1][1] else newest
            lacks += verdicts[-1][1]
        else:
            terms += [_terms(by_text, text) for text in texts]
            lacks += [lack._replace(certain=False) for _, some in stated for lack in some]
            newest = newest or texts[-1]
    return _Verdict(lacks, newest, terms)


def _lacks(way: _Way, by_text: dict[str, tuple[Rule, Need]], text: Rule) -> Iterator[Lack]:
    entry = by_text.get(str(text.in_force_from))
    return way.measured.lacks(entry[1]) if entry else iter(())


def _terms(by_text: dict[str, tuple[Rule, Need]], text: Rule) -> Text:
    """What one text asks, with the day from which it does."""
    entry = by_text.get(str(text.in_force_from))
    terms = entry[1].terms if entry else T("nothing")
    if text.in_force_from is None:
        return T("before: {terms}", terms=terms)
    return T("since {date}: {terms}", date=text.in_force_from.isoformat(), terms=terms)


def _ways(scope: Scope, params: RouteStepsParams) -> Iterator[_Way]:
    """What was done for each product, and the plans of those for which nothing was."""
    acts = done(scope)
    routed: set[str | None] = set()
    for route in reading.labelled(scope.graph, scope.dataset, "Route"):
        if not _is_about(scope, params, route):
            continue
        travels: list[str | None] = [*_products(scope, params, route)]
        steps = {edge.target for edge in reading.out(scope.graph, route, "HAS_STEP")}
        carried = frozenset(_carried_alone(scope, route))
        own = [act for act in acts if act.steps & steps or route in act.about or (not act.steps and act.about & carried)]
        routed |= set(travels)
        for product in travels or [None]:
            yield _way(scope, route, product, [*own, *(act for act in acts if product in act.about)], alone=len(travels) < 2)
    for product in (product for product in _of_kinds(scope, params.products) if product not in routed):
        about = [act for act in acts if product in act.about]
        if about and _is_ours(scope, product, about):
            yield _Way(product, None, Record(scope, about, _year(scope, product)), _day(scope, product))


def _carried_alone(scope: Scope, route: str) -> Iterator[str]:
    """The arrangements and decisions that travel this route and no other: an act about one of these is of this route."""
    for edge in reading.out(scope.graph, route, "ROUTE_FOR"):
        if (
            scope.graph.nodes[edge.target]["label"] in {"Arrangement", "Decision"}
            and len(reading.into(scope.graph, edge.target, "ROUTE_FOR")) == 1
        ):
            yield edge.target


def _way(scope: Scope, route: str, product: str | None, acts: Sequence[Done], *, alone: bool) -> _Way:
    """A route for one product: what was done for it, else what is planned."""
    mine = {act.node: act for act in acts if product in act.about or (alone and not _other(scope, act, product))}
    about = sorted(mine.values(), key=lambda act: (act.first, act.node))
    acted = any(scope.graph.nodes[act.node]["label"] == "Act" for act in about)
    measured = Record(scope, about, _year(scope, product)) if acted else Plan(scope, route)
    return _Way(route, None if alone else product, measured, _day(scope, product))


def _other(scope: Scope, act: Done, product: str | None) -> bool:
    """Whether an act is about another product than this."""
    return any(scope.graph.nodes[node]["label"] == "Product" and node != product for node in act.about)


def _products(scope: Scope, params: RouteStepsParams, route: str) -> list[str]:
    """The products for which a route is looked at; none where it is looked at as such."""
    if params.designated or params.arrangement:
        return []
    nodes = scope.graph.nodes
    travels = [edge.target for edge in neighbours(scope.graph, route, "ROUTE_FOR")]
    return [node for node in travels if nodes[node]["label"] == "Product" and nodes[node].get("kind") in params.products]


def _of_kinds(scope: Scope, kinds: Sequence[str]) -> Iterator[str]:
    """The products of some kinds."""
    for product in reading.labelled(scope.graph, scope.dataset, "Product"):
        if scope.graph.nodes[product].get("kind") in kinds and reading.live(scope.graph.nodes[product]):
            yield product


def _is_ours(scope: Scope, product: str, acts: Sequence[Done]) -> bool:
    """Whether a product without a route is this arrangement's: by what it is part of, or by who acted on it."""
    own = {scope.id, *scope.cooperations, *scope.bodies(), *scope.organizations}
    ends = {edge.target for kind in ("ADOPTED_BY", "PART_OF", "ABOUT", "OWNED_BY") for edge in reading.out(scope.graph, product, kind)}
    return bool(own & (ends or {party for act in acts for party in act.parties}))


def _year(scope: Scope, product: str | None) -> int | None:
    """The year in which a product is made and adopted, by the one that it covers; None where no single year is stated."""
    if product is None:
        return None
    attributes = scope.graph.nodes[product]
    years = re.findall(r"\b(?:19|20)\d{2}\b", str(attributes.get("period") or ""))
    return int(years[0]) + YEARS_APART.get(attributes.get("kind", ""), 0) if len(set(years)) == 1 else None


def _day(scope: Scope, product: str | None) -> tuple[date, date]:
    """The days on which the law is asked of a plan: the year in which its product is made, else the day asked."""
    year = _year(scope, product)
    return (scope.on, scope.on) if year is None else (date(year, 1, 1), date(year, 12, 31))


class _Travel(NamedTuple):
    """Of what a route is, and what travels it: asked of each route by every rule for every arrangement."""

    of: frozenset[str]
    targets: frozenset[str]
    kinds: frozenset[str]
    """The kinds of all that travels it."""
    products: frozenset[str]
    """The kinds of the products among these."""


def _travel(graph: Graph, route: str) -> _Travel:
    nodes = graph.nodes
    targets = [edge.target for edge in neighbours(graph, route, "ROUTE_FOR")]
    return _Travel(
        frozenset(edge.target for edge in reading.out(graph, route, "ROUTE_OF")),
        frozenset(targets),
        frozenset(str(nodes[node].get("kind")) for node in targets),
        frozenset(str(nodes[node].get("kind")) for node in targets if nodes[node]["label"] == "Product"),
    )


def _is_about(scope: Scope, params: RouteStepsParams, route: str) -> bool:
    attributes = scope.graph.nodes[route]
    if not reading.live(attributes):
        return False
    travel = kept(scope.graph, ("travel", route), lambda: _travel(scope.graph, route))
    if travel.of and travel.of.isdisjoint((scope.id, *scope.cooperations)):
        return False
    if not travel.kinds.isdisjoint(params.not_products):
        return False
    if params.designated:
        return bool(attributes.get("view_required"))
    if params.arrangement:
        return scope.id in travel.targets
    return not travel.products.isdisjoint(params.products)


ROUTE_STEPS = Pattern("route_steps", RouteStepsParams, "arrangement", route_steps, acts=True)


class AdoptionYearParams(ValueObject):
    """Kinds of product that are adopted in the year before or after the one that they cover."""

    products: Annotated[tuple[str, ...], Field(min_length=1)]


def adoption_year(scope: Scope, params: AdoptionYearParams, _rule: Rule) -> Iterator[Hit]:
    """In which year a product is adopted: fires where the decision is of another year than its period asks for.

    One hit for each product.
    """
    for product in _of_kinds(scope, params.products):
        year = _year(scope, product)
        acts = [act for act in done(scope) if product in act.about and act.action == StepAction.DECIDE and act.day]
        if year is None or not acts or not _is_ours(scope, product, acts):
            continue
        adopted = acts[-1]
        if not adopted.first.year <= year <= adopted.last.year:
            statement = T(
                "{product} is adopted on {day}; it has to be in {year}.",
                product=scope.name(product),
                day=adopted.day or "?",
                year=str(year),
            )
            yield Hit((product,), statement, adopted.edges, (adopted.node,), value=abs(adopted.first.year - year), unit="years")


ADOPTION_YEAR = Pattern("adoption_year", AdoptionYearParams, "arrangement", adoption_year)


class AdoptedByParams(ValueObject):
    """Kinds of product, the kind of body that adopts them, and the acts that it may not hand over by these kinds of authority."""

    products: Annotated[tuple[str, ...], Field(min_length=1)]
    by: BodyKind
    acts: tuple[PowerAct, ...] = ()
    kinds: tuple[MandateKind, ...] = (MandateKind.DELEGATION,)


def adopted_by(scope: Scope, params: AdoptedByParams, _rule: Rule) -> Iterator[Hit]:
    """Who adopts a product: fires where a body of the cooperation other than the one entitled does, or was given the power.

    One hit for each product that another body adopts or adopted, and for each authority by which another body may.
    """
    nodes = scope.graph.nodes
    others = set(scope.bodies()) - set(scope.bodies(params.by))
    for act in done(scope):
        for product in sorted(node for node in act.about if nodes[node].get("kind") in params.products):
            for body in sorted(act.parties & others if act.action == StepAction.DECIDE else ()):
                statement = T(
                    "{product} was adopted by {body} on {day}.", product=scope.name(product), body=scope.name(body), day=act.day or "?"
                )
                yield Hit((product,), statement, act.edges, object=body, value=1, denominator=1, unit="products")
    for edge in edges_by_type(scope.graph, "ADOPTED_BY"):
        if edge.target in others and reading.live(edge.attributes) and nodes[edge.source].get("kind") in params.products:
            statement = T("{product} is adopted by {body}.", product=scope.name(edge.source), body=scope.name(edge.target))
            yield Hit(
                (edge.source,), statement, (edge,), object=edge.target, value=1, denominator=1, unit="products", certain=scope.certain(edge)
            )
    for edge in edges_by_type(scope.graph, "GRANTED_TO"):
        power = nodes[edge.source]
        if (
            edge.target in others
            and reading.live(edge.attributes)
            and power.get("act") in params.acts
            and power.get("kind") in params.kinds
        ):
            statement = T(
                "{power} gives {body} this power: {act}.",
                power=scope.name(edge.source),
                body=scope.name(edge.target),
                act=PowerAct(power["act"]).names,
            )
            yield Hit(
                (edge.source,), statement, (edge,), object=edge.target, value=1, denominator=1, unit="powers", certain=scope.certain(edge)
            )


ADOPTED_BY = Pattern("adopted_by", AdoptedByParams, "arrangement", adopted_by)
