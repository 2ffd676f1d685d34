"""What is expected of one, and what one may expect: role cards, and both sides of every pair of roles that meet."""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.graph.edges import Edge
from orggraph.graph.reading import into, out
from orggraph.i18n import N, T
from orggraph.model.terms import Capacity
from orggraph.reports import drawing
from orggraph.reports.kinds.role.hats import Worn
from orggraph.reports.kinds.role.who import named, seated_as
from orggraph.reports.page import Block, Card, Cards, Heading, Line, Pair, Pairs, Prose, Section, Sheet, Words, line
from orggraph.reports.writer import Writer, low

MOST_OPEN = 6
"""So many pairs of which neither side is written down stand as open lines."""


def section(writer: Writer, me: Worn) -> Section:
    """The section."""
    described = [role for role in me.roles if is_described(writer, role)]
    blocks: list[Block] = []
    if described:
        blocks.append(Cards(tuple(_card(writer, me, role) for role in me.roles)))
    elif me.roles:
        n = N("This role is not described in the sources.", "None of these {n} roles is described in the sources.", len(me.roles))
        how = T("Fill the sheet in together with who works with you; it is what a description asks.")
        blocks += [Prose(line(writer.say(n), " ", writer.say(how))), _sheet(writer, me)]
    pairs = _pairs(writer, me)
    if pairs:
        head = T(
            "Left what you may expect of the other, right what the other may expect of you. An empty line is not written down: discuss it."
        )
        blocks += [Heading(writer.say(T("Of each other"))), Prose(line(writer.say(head)))]
        heads = (T("You and the other"), T("You may expect"), T("Is expected of you"), T("not written down"))
        who, gets, gives, bare = map(writer.say, heads)
        blocks.append(Pairs(who, gets, gives, bare, pairs))
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name no role for these hats.")))))
    question = T("What is expected of me, what may I expect, and who supports me?")
    return Section("verwacht", writer.say(T("What is expected of you")), writer.say(question), tuple(blocks), _silent(writer, me, pairs))


def is_described(writer: Writer, role: str) -> bool:
    """Whether the sources say what a role is for, or what its holder answers for."""
    attributes = writer.graph.nodes[role]
    return bool(attributes.get("purpose") or attributes.get("accountabilities"))


def _card(writer: Writer, me: Worn, role: str) -> Card:
    graph, attributes = writer.graph, writer.graph.nodes[role]
    hats = [hat for hat in me.hats if role in hat.roles]
    places = list(dict.fromkeys(writer.short(body) for hat in hats for body in hat.bodies))
    unstated = writer.unstated()
    answers = [line(text) for text in attributes.get("accountabilities", ())]
    facts = [
        (writer.say(T("Answers for")), _several(answers) or unstated),
        (writer.say(T("Supported by")), _support(writer, me, role) or unstated),
    ]
    if attributes.get("expects"):
        facts.insert(1, (writer.say(T("May expect")), _several([line(text) for text in attributes["expects"]])))
    if attributes.get("load_hours"):
        hours = T(
            "{n} hours a week ({source})", n=attributes["load_hours"], source=attributes.get("load_source") or writer.say(T("not stated"))
        )
        facts.append((writer.say(T("Time")), line(writer.say(hours))))
    first = graph.nodes[hats[0].bodies[0]] if hats and hats[0].bodies else {}
    return Card(
        title=line(writer.called(role, attributes)),
        under=line(writer.listing(places)) if places else (),
        about=line(str(attributes["purpose"])) if attributes.get("purpose") else unstated,
        facts=tuple(facts),
        colour=drawing.tier_colour(first.get("tier")),
    )


def _several(lines: list[Line]) -> Line:
    """Lines as one, with a semicolon between them."""
    return tuple(part for i, text in enumerate(lines) for part in ((Words("; "),) if i else ()) + text)


def _support(writer: Writer, me: Worn, role: str) -> Line:
    graph = writer.graph
    nodes = (role, *(hat.post for hat in me.hats if role in hat.roles and hat.post))
    lines = []
    for edge in (edge for node in nodes for edge in out(graph, node, "SUPPORTED_BY")):
        what = edge.attributes.get("what")
        lines.append(
            line(*named(writer, me, edge.target, own=bool(edge.attributes.get("own_municipality"))), f": {low(what)}" if what else "")
        )
    if not lines and graph.nodes[role].get("support"):
        lines = [line(str(graph.nodes[role]["support"]))]
    return _several(lines)


def _pairs(writer: Writer, me: Worn) -> tuple[Pair, ...]:
    """Both sides of every two that expect something of each other, then those that meet at a table and of whom nothing is written."""
    sides: dict[tuple[str, str], tuple[dict[Line, None], dict[Line, None], bool]] = {}
    own = (*me.roles, *me.posts, *me.bodies)
    for mine, other, edge, outgoing in _expectations(writer, own):
        gets, gives, _ = sides.setdefault((mine, other), ({}, {}, bool(edge.attributes.get("own_municipality"))))
        (gets if outgoing else gives)[_expected(writer, edge)] = None
    pairs = [
        Pair(line(writer.called(mine)), named(writer, me, other, own=own_one), tuple(gets), tuple(gives))
        for (mine, other), (gets, gives, own_one) in sorted(sides.items(), key=lambda side: -bool(side[1][0]) - bool(side[1][1]))
    ]
    known = {other for _, other in sides}
    for mine, other in list(_met(writer, me))[: MOST_OPEN * 3]:
        if other not in known and len(pairs) < len(sides) + MOST_OPEN:
            known.add(other)
            pairs.append(Pair(line(writer.called(mine)), named(writer, me, other)))
    return tuple(pairs)


def _expectations(writer: Writer, own: tuple[str, ...]) -> Iterator[tuple[str, str, Edge, bool]]:
    for node in own:
        yield from ((node, edge.target, edge, True) for edge in out(writer.graph, node, "EXPECTS_OF") if edge.target not in own)
        yield from ((node, edge.source, edge, False) for edge in into(writer.graph, node, "EXPECTS_OF") if edge.source not in own)


def _expected(writer: Writer, edge: Edge) -> Line:
    when = edge.attributes.get("when")
    return line(Words(str(edge.attributes["what"]) + (f", {when}" if when else ""), writer.cite(edge.attributes)))


def _met(writer: Writer, me: Worn) -> Iterator[tuple[str, str]]:
    """One's own roles with those of who chairs and keeps the minutes of the same table."""
    graph = writer.graph
    for hat in me.hats:
        for body in hat.bodies if hat.roles else ():
            for post in seated_as(graph, body, Capacity.CHAIR, Capacity.SECRETARY) if graph.nodes[body]["label"] == "Body" else ():
                if post not in me.posts:
                    yield from ((hat.roles[0], edge.target) for edge in out(graph, post, "HAS_ROLE") if edge.target not in me.roles)


def _sheet(writer: Writer, me: Worn) -> Sheet:
    heads = (T("What is it for?"), T("What do I answer for?"), T("What may I expect, of whom?"), T("Who supports me?"))
    rows = tuple(line(writer.called(role)) for role in me.roles)
    return Sheet(writer.say(T("To fill in together")), writer.say(T("Role")), tuple(map(writer.say, heads)), rows)


def _silent(writer: Writer, me: Worn, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    texts = []
    bare = [writer.name(role) for role in me.roles if not is_described(writer, role)]
    if bare and len(bare) < len(me.roles):
        texts.append(writer.say(T("what these roles are for: {roles}", roles=writer.listing(bare))))
    elif bare:
        texts.append(writer.say(T("what these roles are for, and what they expect of each other")))
    half = len([pair for pair in pairs if not pair.gets or not pair.gives])
    if half:
        texts.append(writer.say(T("one side or both in {n} of {total} pairs", n=half, total=len(pairs))))
    return tuple(texts)
