"""Own interests: who decides on what concerns himself, and who advises or works for the board he sits on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from orggraph.graph import Graph, reading
from orggraph.graph.datasets import by_dataset
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import Affiliation, BodyKind, OrganizationKind
from orggraph.model.value_object import ValueObject
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope

PRIVATE = frozenset({OrganizationKind.PARTNER, OrganizationKind.DELIVERY_ORGANIZATION})
OWN_AFFAIR = frozenset({Affiliation.OWNER, Affiliation.DIRECTOR, Affiliation.SHAREHOLDER})
"""Ties by which the contracts of an organization are also somebody's own."""
NO_BUSINESS = frozenset(Affiliation) - OWN_AFFAIR - {Affiliation.SUPERVISOR}
"""Ties by which they are not."""
BOARDS = frozenset({BodyKind.GENERAL_BOARD, BodyKind.EXECUTIVE_BOARD})


class OwnInterestParams(ValueObject):
    """What concerns somebody, and of which deciding members it is asked."""

    concern: Literal["assignment", "accounts"]
    offices: tuple[OfficeKind, ...] = ()
    """Only members of a council or college who hold one of these offices there; none: members of any body."""
    except_bodies: tuple[BodyKind, ...] = Field((), description="Bodies whose debates and votes another article is about")


def own_interest(scope: Scope, _params: OwnInterestParams, rule: Rule) -> Iterator[Hit]:
    """Somebody who decides on what concerns himself: an assignment that he carries out, or the accounts of a body that he governs.

    A seat that somebody holds for a municipality in another public body is left out of the first: it is a duty, and no
    interest of one's own. A decision is judged by the law of its own day, and so are the seat and the interest: who took
    either up later was not in it. Where the law changed within the date that is stated, it is a doubt.
    """
    return people.once(_hits(scope, rule, lambda text: OwnInterestParams.model_validate(text.params)))


def _hits(scope: Scope, rule: Rule, params_of: Callable[[Rule], OwnInterestParams]) -> Iterator[Hit]:
    """What concerns the members of a deciding body: of a decision by the text of its own day, of accounts by that of the day asked."""
    for decision in by_dataset(scope.graph, "Decision").get(scope.dataset, ()):
        yield from _by_its_day(scope, rule, params_of, decision)
    for text in scope.texts(rule, scope.on, scope.on):
        for product in by_dataset(scope.graph, "Product").get(scope.dataset, ()):
            yield from (replace(hit, text=text) for hit in _accounts(scope, params_of(text), product))


def _by_its_day(scope: Scope, rule: Rule, params_of: Callable[[Rule], OwnInterestParams], decision: str) -> Iterator[Hit]:
    """What is found on one decision, by the text of its day; by the last of two where the law changed within its date."""
    date = scope.graph.nodes[decision].get("date")
    texts = scope.texts(rule, first_day(date), last_day(date)) if date else scope.texts(rule, scope.on, scope.on)
    hits_of = [{hit.subjects: hit for hit in _assignments(scope, params_of(text), decision)} for text in texts]
    for subjects, hit in (item for hits in hits_of for item in hits.items()):
        both = all(subjects in hits for hits in hits_of)
        why = hit.why if both else T("the law changed within the date that is stated: {date}", date=date)
        yield replace(hit, text=texts[-1], certain=hit.certain and both, why=why)


def _assignments(scope: Scope, params: OwnInterestParams, decision: str) -> Iterator[Hit]:
    graph = scope.graph
    if params.concern != "assignment" or not reading.live(graph.nodes[decision]):
        return
    stakes: dict[str, tuple[Edge, ...]] = {}
    for result in reading.out(graph, decision, "RESULTS_IN"):
        for carried in reading.out(graph, result.target, "CARRIED_OUT_BY"):
            for person, way in _carriers(scope, carried.target):
                if person not in stakes or _own(way):
                    stakes[person] = (result, carried, *way)
    for taken in reading.out(graph, decision, "TAKEN_BY") if stakes else ():
        for person, seat in _members(scope, params, taken.target):
            if person in stakes and not _later(scope, decision, (*seat, *stakes[person])):
                edges = (taken, *seat, *stakes[person])
                assignment = stakes[person][0].target
                statement = T(
                    "{person} is a member of {body}, which decides on {decision}, and carries out what comes of it: {assignment}.",
                    person=scope.name(person),
                    body=scope.name(taken.target),
                    decision=scope.name(decision),
                    assignment=scope.name(assignment),
                )
                sure = _own(stakes[person])
                why = None if sure else T("whether this tie makes the matter a personal one is not stated")
                yield Hit(
                    (person,),
                    _dated(scope, statement, decision),
                    edges=edges,
                    object=decision,
                    value=2,
                    unit="capacities",
                    certain=sure and scope.certain(*edges),
                    why=why,
                )


def _own(way: tuple[Edge, ...]) -> bool:
    """Whether a way to who carries something out makes it somebody's own affair: no tie in it is other than by ownership."""
    ties = [edge.attributes.get("kind") for edge in way if edge.attributes["type"] == "AFFILIATED_WITH"]
    return all(kind in OWN_AFFAIR for kind in ties)


def _later(scope: Scope, decision: str, edges: tuple[Edge, ...]) -> bool:
    """Whether a seat or an interest certainly began after a decision."""
    date = scope.graph.nodes[decision].get("date")
    starts = [start for edge in edges if (start := edge.attributes.get("start_date"))]
    return date is not None and any(first_day(start) > last_day(date) for start in starts)


def _dated(scope: Scope, statement: Text, decision: str) -> Text:
    date = scope.graph.nodes[decision].get("date")
    return T("{said} The decision is of {date}.", said=statement, date=date) if date else statement


def _carriers(scope: Scope, node: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """The people who carry something out: themselves, or by a post in or tie to a partner or delivery organization."""
    graph = scope.graph
    attributes = graph.nodes[node]
    if attributes["label"] == "Person":
        yield node, ()
    elif attributes["label"] == "Organization" and attributes.get("kind") in PRIVATE:
        yield from ((tie.source, (tie,)) for tie in reading.into(graph, node, "AFFILIATED_WITH"))
        for inside in reading.into(graph, node, "IN"):
            if not reading.out(graph, inside.source, "ON_BEHALF_OF"):
                yield from ((holding.source, (holding, inside)) for holding in reading.holders(graph, inside.source))
    elif attributes["label"] == "Post":
        for inside in reading.out(graph, node, "IN"):
            if graph.nodes[inside.target].get("kind") in PRIVATE and not reading.out(graph, node, "ON_BEHALF_OF"):
                yield from ((holding.source, (holding, inside)) for holding in reading.holders(graph, node))


def _accounts(scope: Scope, params: OwnInterestParams, product: str) -> Iterator[Hit]:
    graph = scope.graph
    if params.concern != "accounts" or graph.nodes[product].get("kind") != "accounts" or not reading.live(graph.nodes[product]):
        return
    governing: dict[str, tuple[Edge, ...]] = {}
    for kind in ("OWNED_BY", "PART_OF", "ABOUT"):
        for edge in reading.out(graph, product, kind):
            for board in _boards(scope, edge.target):
                for seat in reading.seats(graph, board):
                    for holding in reading.holders(graph, seat.post):
                        governing.setdefault(holding.source, (edge, holding, seat.edge))
    for adopted in reading.out(graph, product, "ADOPTED_BY") if governing else ():
        for person, seat_edges in _members(scope, params, adopted.target):
            if person in governing:
                edges = (adopted, *seat_edges, *governing[person])
                statement = T(
                    "{person} is a member of {body}, which adopts {accounts}, and of {board}, whose accounts these are.",
                    person=scope.name(person),
                    body=scope.name(adopted.target),
                    accounts=scope.name(product),
                    board=scope.name(governing[person][-1].target),
                )
                yield Hit((person,), statement, edges=edges, object=product, value=2, unit="capacities", certain=scope.certain(*edges))


def _boards(scope: Scope, node: str) -> tuple[str, ...]:
    """The boards that govern a body, organization or cooperation."""
    if scope.graph.nodes[node].get("kind") in BOARDS:
        return (node,)
    inside = reading.parts(scope.graph, (node,))
    return tuple(board for board in inside if scope.graph.nodes[board].get("kind") in BOARDS)


def _public(graph: Graph, body: str) -> bool:
    """Whether no other form than that of a public body is stated of the arrangement that a body is part of."""
    above = [edge.target for edge in reading.out(graph, body, "PART_OF")]
    above += [edge.target for node in above for edge in reading.out(graph, node, "GOVERNED_BY")]
    return all(graph.nodes[node].get("form", "public_body") in {"public_body", "plusregio"} for node in above)


def _members(scope: Scope, params: OwnInterestParams, body: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """The voting members of a body, with the edges by which they are; only in the offices asked for."""
    kind = scope.graph.nodes[body].get("kind")
    if scope.graph.nodes[body]["label"] != "Body" or (kind in params.except_bodies and _public(scope.graph, body)):
        return
    for seat in reading.seats(scope.graph, body):
        office = reading.office(scope.graph, seat.post) if params.offices else None
        if not params.offices or (office and office.kind in params.offices):
            for holding in reading.holders(scope.graph, seat.post):
                yield holding.source, (holding, seat.edge)


OWN_INTEREST = Pattern("own_interest", OwnInterestParams, "dataset", own_interest, acts=True)


class BoardInterestParams(ValueObject):
    """The kind of board that decides, and what concerns its members."""

    board: BodyKind
    concern: Literal["assignment", "accounts"]


def board_interest(scope: Scope, params: BoardInterestParams, rule: Rule) -> Iterator[Hit]:
    """A member of a board that decides on what concerns that member: an assignment, or the accounts of another body governed.

    The board's own accounts are left out: the law itself lets it adopt these.
    """
    boards, own = frozenset(scope.bodies(params.board)), frozenset(scope.bodies())
    for hit in people.once(_hits(scope, rule, lambda _text: OwnInterestParams(concern=params.concern))):
        governed = hit.edges[-1].target
        if hit.edges[0].target in boards and not (params.concern == "accounts" and governed in own):
            yield hit


BOARD_INTEREST = Pattern("board_interest", BoardInterestParams, "arrangement", board_interest, acts=True)


class AdviserOrContractorParams(ValueObject):
    """The kinds of board whose members are looked at."""

    boards: Annotated[tuple[BodyKind, ...], Field(min_length=1)]


class _Tie(NamedTuple):
    """What binds a member to a party: the edges, in words, and whether it makes the party's contracts the member's own."""

    edges: tuple[Edge, ...]
    statement: Text
    own: bool = True


def adviser_or_contractor(scope: Scope, params: AdviserOrContractorParams, _rule: Rule) -> Iterator[Hit]:
    """A member of a board who also advises it, or is tied to a party that works for it for money.

    One hit for each member and each body advised or party tied to. Advice, and a tie by employment or membership alone, need
    not be what the law forbids.
    """
    contracts, bodies = _contracts(scope), frozenset(scope.bodies())
    for board in scope.bodies(*params.boards):
        for seat in reading.seats(scope.graph, board):
            for holding in reading.holders(scope.graph, seat.post):
                ties = _ties(scope, holding.source)
                for party in contracts.keys() & ties.keys():
                    edges = (holding, seat.edge, *ties[party].edges, *contracts[party])
                    yield _contractor(scope, board, party, ties[party], edges)
                for other in reading.posts_of(scope.graph, holding.source):
                    if scope.graph.nodes[other.target].get("capacity") == "adviser":
                        places = [place for place in reading.out(scope.graph, other.target, "IN") if place.target in bodies]
                        yield from (_adviser(scope, board, place.target, (holding, seat.edge, other, place)) for place in places)


def _contractor(scope: Scope, board: str, party: str, tie: _Tie, edges: tuple[Edge, ...]) -> Hit:
    person, assignment = edges[0].source, edges[-1].source
    statement = T(
        "{person} is a member of {board}, and {tie} {party}, which works for the cooperation: {assignment}.",
        person=scope.name(person),
        board=scope.name(board),
        tie=tie.statement,
        party=scope.name(party),
        assignment=scope.name(assignment),
    )
    if party == person:
        statement = T(
            "{person} is a member of {board}, and works for the cooperation on own account: {assignment}.",
            person=scope.name(person),
            board=scope.name(board),
            assignment=scope.name(assignment),
        )
    why = None if tie.own else T("whether this tie makes the contracts of the party also the member's is not stated")
    return Hit((person,), statement, edges, object=party, value=2, unit="capacities", certain=tie.own and scope.certain(*edges), why=why)


def _adviser(scope: Scope, board: str, body: str, edges: tuple[Edge, ...]) -> Hit:
    statement = T(
        "{person} is a member of {board}, and adviser in {body}.",
        person=scope.name(edges[0].source),
        board=scope.name(board),
        body=scope.name(body),
    )
    why = T("whether the advice is for pay, in a dispute or for another party is not stated")
    return Hit((edges[0].source,), statement, edges, object=body, value=2, unit="capacities", certain=False, why=why)


def _ties(scope: Scope, person: str) -> dict[str, _Tie]:
    """What a person is tied to: himself, organizations by a post there, and those affiliated with."""
    ties = {person: _Tie((), T("works"))}
    for edge in reading.out(scope.graph, person, "AFFILIATED_WITH"):
        kind = edge.attributes.get("kind")
        words = T("is affiliated ({kind}) with", kind=Affiliation(kind).names) if kind else T("is affiliated with")
        ties[edge.target] = _Tie((edge,), words, own=kind in OWN_AFFAIR)
    for other in reading.posts_of(scope.graph, person):
        for place in reading.out(scope.graph, other.target, "IN"):
            ties[place.target] = _Tie((other, place), T("holds the post {post} with", post=scope.name(other.target)))
    return ties


def _contracts(scope: Scope) -> dict[str, tuple[Edge, ...]]:
    """People and organizations outside that carry out an assignment of the cooperation, each with the edges that say so."""
    nodes = scope.graph.nodes
    own = {*scope.bodies(), *scope.organizations}
    own |= {edge.source for node in own for edge in reading.into(scope.graph, node, "IN")}
    ways: dict[str, tuple[Edge, ...]] = {}
    for node in sorted(own):  # of several that commission it the first is shown, whatever the order of loading
        for given in reading.into(scope.graph, node, "COMMISSIONED_BY"):
            for done in reading.out(scope.graph, given.source, "CARRIED_OUT_BY"):
                outside = nodes[done.target]["label"] in {"Organization", "Person"} and done.target not in {*own, *scope.participants}
                if outside:
                    ways.setdefault(done.target, (given, done))
    return ways


class ContractWithOwnParams(ValueObject):
    """Of which office holders."""

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]


def contract_with_own(scope: Scope, params: ContractWithOwnParams, _rule: Rule) -> Iterator[Hit]:
    """An office holder who works for the own municipality for money: himself, or by a party that is his own affair.

    Ordinary employment with such a party says nothing; a tie of a kind that is not stated is a doubt.
    """
    return people.once(_own_contracts(scope, params))


def _own_contracts(scope: Scope, params: ContractWithOwnParams) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        own = [office for office in offices if office.kind in params.offices]
        ties = _ties(scope, person) if own else {}
        for party, tie in ties.items():
            contracts = [(office, _contract(scope, party, office.organization)) for office in own] if _business(scope, tie) else []
            yield from (_own_contract(scope, office, person, party, (*tie.edges, *way), tie) for office, way in contracts if way)


def _business(scope: Scope, tie: _Tie) -> bool:
    """Whether a tie may make the party's contracts one's own: none by service or membership, and no official post."""
    if any(edge.attributes.get("kind") in NO_BUSINESS for edge in tie.edges):
        return False
    posts = [edge.target for edge in tie.edges if edge.attributes["type"] == "HOLDS"]
    return not any(authority.official(scope.graph, post) for post in posts)


def _own_contract(scope: Scope, office: Office, person: str, party: str, way: tuple[Edge, ...], tie: _Tie) -> Hit:
    edges = (*office.edges, *way)
    names = {
        "person": scope.name(person),
        "office": people.office_since(office),
        "place": scope.name(office.organization),
        "assignment": scope.name(way[-1].source),
    }
    if party == person:
        statement = T("{person} is {office} of {place}, and works for it on own account: {assignment}.", **names)
    else:
        statement = T(
            "{person} is {office} of {place}, and {tie} {party}, which works for it: {assignment}.",
            tie=tie.statement,
            party=scope.name(party),
            **names,
        )
    why = None if tie.own else T("whether this tie makes the contracts of the party also the member's is not stated")
    return Hit((person,), statement, edges, object=party, value=2, unit="capacities", certain=tie.own and scope.certain(*edges), why=why)


def _contract(scope: Scope, party: str, municipality: str) -> tuple[Edge, ...]:
    """An assignment of a municipality, its bodies or its posts that a party outside it carries out: the edges that say so."""
    if reading.employer(scope.graph, party) == municipality:
        return ()
    for done in reading.into(scope.graph, party, "CARRIED_OUT_BY"):
        for given in reading.out(scope.graph, done.source, "COMMISSIONED_BY"):
            if reading.employer(scope.graph, given.target) == municipality:
                return (given, done)
    return ()


CONTRACT_WITH_OWN = Pattern("contract_with_own", ContractWithOwnParams, "dataset", contract_with_own)


ADVISER_OR_CONTRACTOR = Pattern("adviser_or_contractor", AdviserOrContractorParams, "arrangement", adviser_or_contractor)
