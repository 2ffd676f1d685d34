"""Your place: the bodies one sits in, who sits beside one, and the bodies one and two steps further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orggraph.graph import Graph
from orggraph.graph.reading import holders, into, municipality_of, organization_of, out, seats
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind, Capacity
from orggraph.reports import drawing
from orggraph.reports.kinds.role.hats import Worn, is_home, one_home
from orggraph.reports.page import Block, Card, Cards, Line, Mark, Picture, Prose, Section, Table, line
from orggraph.reports.writer import Writer

MOST_NAMED = 9
"""So many members of a table are named; more are counted."""
MOST_ON_RING = 8
_CHAIRS = frozenset({Capacity.CHAIR})
_ASIDE: Mapping[str, Mark] = {Capacity.SECRETARY: "secretary", Capacity.ADVISER: "adviser"}
_UNSEATED = frozenset({Capacity.DEPUTY_MEMBER, Capacity.OBSERVER, Capacity.GUEST})
"""Capacities that have no place of their own at the table."""
TIES: Mapping[str, tuple[Text, Text]] = {
    "PREPARES": (T("prepares: {own}"), T("is prepared by: {own}")),
    "ADVISES": (T("advises: {own}"), T("is advised by: {own}")),
    "APPOINTS": (T("appoints to: {own}"), T("is appointed by: {own}")),
    "SUPERVISES": (T("supervises: {own}"), T("is supervised by: {own}")),
    "ACCOUNTABLE_TO": (T("accounts to: {own}"), T("is accounted to by: {own}")),
    "INFORMS": (T("informs: {own}"), T("is informed by: {own}")),
    "ESCALATES_TO": (T("brings up to: {own}"), T("hears what is brought up by: {own}")),
    "SUPPORTS": (T("supports: {own}"), T("is supported by: {own}")),
    "PAIRED_WITH": (T("is the counterpart of: {own}"), T("is the counterpart of: {own}")),
}
"""What ties another body to one's own, from that other body; and from one's own to that other. The most telling stand first."""
_TELLING = {kind: i for i, kind in enumerate(TIES)}
MOST_TIES = 3
"""So many ties of one body are told; its own page has all."""


@dataclass
class Seated:
    """Who sits at one table: people (or posts without a holder) by their part in it."""

    body: str
    parts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Per part the people or empty posts, each with the posts by which they sit there."""
    unnamed: int = 0

    def of(self, *parts: str) -> dict[str, list[str]]:
        """Who has one of these parts."""
        return {who: posts for part in parts for who, posts in self.parts.get(part, {}).items()}

    @property
    def everybody(self) -> dict[str, list[str]]:
        """Everybody at the table."""
        return self.of(*self.parts)


def seated(graph: Graph, body: str) -> Seated:
    """Who sits at the table of a body; a record that stands for several counts without names."""
    table = Seated(body)
    for seat in seats(graph, body, voting=False):
        if seat.capacity in _UNSEATED:
            continue
        attributes = graph.nodes[seat.post]
        if attributes.get("per") or (attributes.get("count") or 1) > 1:
            table.unnamed += int(attributes.get("count") or 0)
            continue
        part = "chair" if seat.capacity in _CHAIRS else _ASIDE.get(str(seat.capacity), "member")
        for who in [edge.source for edge in holders(graph, seat.post)] or [seat.post]:
            table.parts.setdefault(part, {}).setdefault(who, []).append(seat.post)
    return table


def section(writer: Writer, me: Worn) -> Section:
    """The section."""
    graph = writer.graph
    tables = {body: seated(graph, body) for body in me.bodies if graph.nodes[body]["label"] == "Body"}
    blocks: list[Block] = [Prose(_opening(writer, me))]
    if tables:
        cards = tuple(_card(writer, me, table) for table in tables.values())
        blocks.append(Cards(cards, tuple((mark, writer.say(text)) for mark, text in KEY)))
        blocks += _often(writer, me, tables)
    near = neighbours(writer, me)
    blocks += _further(writer, me, near)
    return Section(
        "plek",
        writer.say(T("Your place")),
        writer.say(T("Where do I sit, and who sits beside me?")),
        tuple(blocks),
        _silent(writer, tables),
    )


def picture(writer: Writer, me: Worn) -> Picture | None:
    """The rings; None where there is no body to draw."""
    graph = writer.graph
    near = neighbours(writer, me)
    spots = []
    for body in me.bodies[:MOST_ON_RING]:
        attributes = graph.nodes[body]
        table = seated(graph, body) if attributes["label"] == "Body" else Seated(body)
        beads = tuple(
            (str(i), graph.nodes[near_body.nodes[0]].get("tier")) for i, near_body in enumerate(near, 1) if near_body.first == body
        )
        spots.append(drawing.Spot(writer.short(body), attributes.get("tier"), _people(graph, table), beads))
    if not spots:
        return None
    alt = T(
        "Your place: you in the middle, round you {bodies}. A number on a line is how many people sit there; the numbers on a "
        "body are those of the bodies one step further, in the list below.",
        bodies=[writer.name(body) for body in me.bodies[:MOST_ON_RING]],
    )
    return Picture(drawing.ring(spots, writer.say(T("you"))), writer.say(alt), width="half")


def _people(graph: Graph, table: Seated) -> int:
    return len([who for who in table.everybody if graph.nodes[who]["label"] == "Person"]) + table.unnamed


def _opening(writer: Writer, me: Worn) -> Line:
    graph = writer.graph
    n = len(me.bodies)
    if not n:
        return line(writer.say(T("The sources name no body in which these hats sit.")))
    away = [body for body in me.bodies if not is_home(graph, body)]
    if me.label == "Role":
        texts = N("These hats belong in {n} place.", "These hats belong in {n} places.", n)
    elif me.home and one_home(graph, me) and len(away) < n and away:
        both = {"n": n, "away": len(away), "own": n - len(away), "home": writer.name(me.home)}
        texts = T("You sit in {n} bodies: {away} in the region and {own} in {home} itself.", **both)
    else:
        texts = N("You sit in {n} body.", "You sit in {n} bodies.", n)
    how = T(
        "In the drawing you are in the middle. A number on a line is how many people sit at that table; a number on a body is one step "
        "further, and stands in the list below."
    )
    return line(writer.say(texts), " ", writer.say(how))


def _card(writer: Writer, me: Worn, table: Seated) -> Card:
    graph, body = writer.graph, table.body
    attributes = graph.nodes[body]
    own = {*me.posts, *me.people}
    facts: list[tuple[str, Line]] = [
        (writer.say(T("Chair")), _who(writer, me, table.of("chair"), also_member=table.of("member")) or writer.unstated())
    ]
    facts.append((writer.say(T("Secretary")), _who(writer, me, table.of("secretary")) or writer.unstated()))
    if table.of("adviser"):
        facts.append((writer.say(T("Adviser")), _who(writer, me, table.of("adviser"))))
    others = {
        who: posts for who, posts in table.of("member").items() if who not in own and not own & set(posts) and who not in table.of("chair")
    }
    same = {who: posts for who, posts in others.items() if me.home and any(municipality_of(graph, post) == me.home for post in posts)}
    if same and not is_home(graph, body):
        facts.append((writer.say(T("Also for {home}", home=_town(writer, me.home))), _who(writer, me, same)))
        others = {who: posts for who, posts in others.items() if who not in same}
    facts.append((writer.say(T("Beside you")), _beside(writer, me, others, table.unnamed)))
    alt = N("Table with {n} seat", "Table with {n} seats", len(table.everybody) + table.unnamed)
    drawn = drawing.table(_marks(me, table), attributes.get("tier"))
    about = line(str(attributes["description"])) if attributes.get("description") else ()
    return Card(
        title=line(writer.called(body, attributes)),
        about=about,
        facts=tuple(facts),
        colour=drawing.tier_colour(attributes.get("tier")),
        picture=Picture(drawn, writer.say(alt)),
    )


def _marks(me: Worn, table: Seated) -> list[Mark]:
    own = set(me.posts)
    marks: list[Mark] = []
    parts: tuple[tuple[str, Mark], ...] = (("chair", "chair"), ("member", "member"), ("secretary", "secretary"), ("adviser", "adviser"))
    placed: set[str] = set()
    for part, mark in parts:
        for who, posts in table.of(part).items():
            if who in placed:
                continue
            placed.add(who)
            mine = who in me.people or own & set(posts)
            marks.append("you" if mine else "unnamed" if who in posts else mark)
    return marks + ["unnamed"] * min(table.unnamed, 40)


def _who(writer: Writer, me: Worn, people: Mapping[str, Sequence[str]], also_member: Mapping[str, Sequence[str]] | None = None) -> Line:
    return writer.listed([_person(writer, me, who, posts, also=bool(also_member and who in also_member)) for who, posts in people.items()])


def _person(writer: Writer, me: Worn, who: str, posts: Sequence[str], *, also: bool = False) -> Line:
    if who in me.people or set(me.posts) & set(posts):
        return line(writer.say(T("you")))
    if who in posts:
        return line(writer.called(who), " ", writer.say(T("(no holder known)")))
    return line(writer.called(who), writer.say(T(" (member too)")) if also else "")


def _beside(writer: Writer, me: Worn, others: Mapping[str, Sequence[str]], unnamed: int) -> Line:
    graph = writer.graph
    if len(others) > MOST_NAMED:
        return line(writer.say(N("{n} member; see “Who is who”", "{n} members; see “Who is who”", len(others) + unnamed)))
    texts = []
    for who, posts in others.items():
        town = next(filter(None, (municipality_of(graph, post) for post in posts)), None)
        texts.append(
            line(*_person(writer, me, who, posts), f" ({_town(writer, town)})" if town and town != me.home and who not in posts else "")
        )
    if unnamed:
        texts.append(line(writer.say(N("{n} other, not by name", "{n} others, not by name", unnamed))))
    return writer.listed(texts) or writer.unstated()


def _town(writer: Writer, organization: str | None) -> str:
    """A municipality by its short name, else without the word before it."""
    if organization is None:
        return ""
    return str(writer.graph.nodes[organization].get("short_name") or writer.name(organization).removeprefix("Gemeente "))


KEY: tuple[tuple[Mark, Text], ...] = (
    ("you", T("you")),
    ("chair", T("chair")),
    ("secretary", T("secretary")),
    ("adviser", T("adviser")),
    ("member", T("member")),
    ("unnamed", T("not by name")),
)


def _often(writer: Writer, me: Worn, tables: Mapping[str, Seated]) -> list[Block]:
    """Whom one meets at more than one table."""
    at: dict[str, list[str]] = {}
    for body, table in tables.items():
        for who in table.everybody:
            if who not in me.people and writer.graph.nodes[who]["label"] == "Person":
                at.setdefault(who, []).append(body)
    together: dict[tuple[str, ...], list[str]] = {}
    for who, bodies in at.items():
        if len(bodies) > 1:
            together.setdefault(tuple(bodies), []).append(who)
    texts = [
        line(*writer.names(people), f" ({writer.listing(writer.short(body) for body in bodies)})")
        for bodies, people in sorted(together.items(), key=lambda near_body: (-len(near_body[0]), near_body[0]))
    ]
    parts = [part for i, near_body in enumerate(texts) for part in (("; ",) if i else ()) + near_body]
    return [Prose(line(*parts, "."), lead=writer.say(T("You meet them more often:")))] if texts else []


@dataclass
class Near:
    """A body one step further, or several of one kind that are tied alike; ``first`` is the own body on which its number stands."""

    nodes: tuple[str, ...]
    first: str
    ties: dict[tuple[str, int], list[str]]
    """Per tie and direction the own bodies."""


def neighbours(writer: Writer, me: Worn) -> list[Near]:
    """The bodies one step from one's own, by the own body that they are tied to first."""
    graph, own = writer.graph, me.bodies
    ties: dict[str, dict[tuple[str, int], list[str]]] = {}
    for body in own:
        for kind, other, way in _tied(graph, body):
            if other not in own:
                ties.setdefault(other, {}).setdefault((kind, way), []).append(body)
    order = {body: i for i, body in enumerate(own)}
    alike: dict[str, list[str]] = {}
    for other in ties:
        elsewhere = is_home(graph, other) and me.home is not None and organization_of(graph, other) != me.home
        alike.setdefault(str(graph.nodes[other]["kind"]) if elsewhere else other, []).append(other)
    bodies_near = []
    for nodes in alike.values():
        how: dict[tuple[str, int], list[str]] = {}
        for tie, bodies in (near_body for node in nodes for near_body in ties[node].items()):
            how[tie] = [body for body in own if body in {*how.get(tie, ()), *bodies}]
        first = min((body for bodies in how.values() for body in bodies), key=order.__getitem__)
        bodies_near.append(Near(tuple(sorted(nodes)), first, how))
    return sorted(bodies_near, key=lambda near_body: (order[near_body.first], len(near_body.nodes), writer.name(near_body.nodes[0])))


def _tied(graph: Graph, body: str) -> Iterator[tuple[str, str, int]]:
    """The bodies that a body is tied to: the kind of tie, the other, and whether it is said from the other (0) or from this one (1)."""
    for kind in TIES:
        yield from ((kind, edge.source, 0) for edge in into(graph, body, kind) if graph.nodes[edge.source]["label"] == "Body")
        yield from ((kind, edge.target, 1) for edge in out(graph, body, kind) if graph.nodes[edge.target]["label"] == "Body")


def _further(writer: Writer, me: Worn, near: Sequence[Near]) -> list[Block]:
    if not near:
        return []
    graph = writer.graph
    rows = tuple(
        (line(f"{i}. ", *_near_name(writer, near_body)), line(_ties(writer, near_body)), *_led(writer, me, near_body))
        for i, near_body in enumerate(near, 1)
    )
    head = (T("Body"), T("How it is tied to yours"), T("Chair"), T("Secretary"))
    table = Table(writer.say(T("One step further")), tuple(map(writer.say, head)), rows, (1.5, 1.9, 1.0, 1.0))
    reached = {*me.bodies, *(node for near_body in near for node in near_body.nodes)}
    beyond = sorted({other for near_body in near for node in near_body.nodes for _, other, _ in _tied(graph, node)} - reached)
    blocks: list[Block] = [table]
    if beyond:
        texts = N("{n} body: {names}.", "{n} bodies: {names}.", len(beyond), names=writer.listing(writer.short(body) for body in beyond))
        blocks.append(Prose(line(writer.say(texts)), lead=writer.say(T("Two steps further:")), tone="quiet"))
    return blocks


def _near_name(writer: Writer, near_body: Near) -> Line:
    if len(near_body.nodes) == 1:
        return (writer.called(near_body.nodes[0], writer.graph.nodes[near_body.nodes[0]]),)
    kind = BodyKind(str(writer.graph.nodes[near_body.nodes[0]]["kind"]))
    return line(writer.say(T("{n} × {kind}, of the others", n=len(near_body.nodes), kind=kind.names)))


def _ties(writer: Writer, near_body: Near) -> str:
    """The most telling ties."""
    telling = sorted(near_body.ties.items(), key=lambda texts: _TELLING[texts[0][0]])[:MOST_TIES]
    texts = [Text(TIES[kind][way].message, {"own": writer.listing(map(writer.short, bodies))}) for (kind, way), bodies in telling]
    return "; ".join(map(writer.say, texts))


def _led(writer: Writer, me: Worn, near_body: Near) -> tuple[Line, Line]:
    if len(near_body.nodes) > 1:
        return line("–"), line("–")
    table = seated(writer.graph, near_body.nodes[0])
    return _who(writer, me, table.of("chair")) or writer.unstated(), _who(writer, me, table.of("secretary")) or writer.unstated()


def _silent(writer: Writer, tables: Mapping[str, Seated]) -> tuple[str, ...]:
    without = [writer.short(body) for body, table in tables.items() if not table.of("chair")]
    bare = [writer.short(body) for body, table in tables.items() if not _people(writer.graph, table)]
    councils = [
        body
        for body in tables
        if writer.graph.nodes[body].get("kind") in {BodyKind.COUNCIL, BodyKind.COLLEGE} and not tables[body].of("chair")
    ]
    texts = []
    if without:
        law = T("who chairs {bodies}; of a council and a college the law says that it is the mayor", bodies=writer.listing(without))
        texts.append(writer.say(law if councils else T("who chairs {bodies}", bodies=writer.listing(without))))
    if bare:
        texts.append(writer.say(T("who sits in {bodies}", bodies=writer.listing(bare))))
    return tuple(texts)
