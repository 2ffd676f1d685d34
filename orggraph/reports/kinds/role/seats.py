"""Your hats: for whom one speaks, what the vote weighs, since when until when, by which other post, who replaces one."""

from __future__ import annotations

from datetime import date, timedelta

from orggraph.graph import Graph, provenance
from orggraph.graph.reading import VOTING, holders, into, out, seats
from orggraph.graph.standing import PLACES, edges
from orggraph.i18n import T, Text
from orggraph.model.dates import first_day, last_counted
from orggraph.model.terms import Capacity
from orggraph.reports import drawing
from orggraph.reports.kinds.role.hats import Hat, Worn, is_home
from orggraph.reports.page import Block, Card, Cards, Line, Prose, Section, Words, line
from orggraph.reports.writer import Writer, low

NEW = timedelta(days=183)
"""A hat is new for so long."""


def section(writer: Writer, me: Worn) -> Section:
    """The section."""
    cards = tuple(_card(writer, me, hat) for hat in me.hats)
    blocks: list[Block] = [Cards(cards)] if cards else [Prose(line(writer.say(T("The sources name no hat."))))]
    blocks += [note for hat in me.hats if (note := _weight(writer, me, hat))]
    return Section(
        "petten",
        writer.say(T("Your hats")),
        writer.say(T("For whom do I sit where, and what does my vote weigh?")),
        tuple(blocks),
        _silent(writer, me),
    )


def is_new(writer: Writer, hat: Hat) -> bool:
    """Whether it was taken up not long ago."""
    start = hat.holding.attributes.get("start_date") if hat.holding else None
    return start is not None and timedelta() <= date.fromisoformat(writer.day) - first_day(start) <= NEW


def vote(graph: Graph, hat: Hat) -> tuple[float, float | None] | None:
    """The votes of a seat, and those of all members together (None where they are not stated of each); None where its own are not.

    A chair counts where the sources state a vote of the chair, and a place whose filling is open counts too.
    """
    own = graph.nodes[hat.post].get("votes") if hat.post else None
    if own is None or len(hat.bodies) != 1 or graph.nodes[hat.bodies[0]]["label"] != "Body":
        return None
    every = [graph.nodes[edge.source] for edge in edges(graph, hat.bodies[0], "IN", PLACES, incoming=True)]
    members = [data for data in every if data.get("capacity") in VOTING]
    members = [data for data in members if data.get("capacity") != Capacity.CHAIR or data.get("votes") is not None]
    if any(member.get("votes") is None for member in members):
        return own, None
    return own, sum(member["votes"] * (member.get("count") or 1) for member in members)


def deputies(graph: Graph, hat: Hat) -> list[tuple[str, list[str]]]:
    """The posts that replace a hat, each with who holds it."""
    posts = [edge.source for edge in into(graph, hat.post, "DEPUTY_OF")] if hat.post else []
    return [(post, [edge.source for edge in holders(graph, post)]) for post in posts]


def predecessor(graph: Graph, post: str) -> tuple[str, str] | None:
    """Who last ceased to hold a post, and when."""
    ended = [(end, person) for (person, of), end in provenance(graph).ended.items() if of == post]
    return (max(ended)[1], max(ended)[0]) if ended else None


def _card(writer: Writer, me: Worn, hat: Hat) -> Card:
    graph = writer.graph
    data = graph.nodes[hat.node]
    first = graph.nodes[hat.bodies[0]] if hat.bodies else {}
    facts = [(writer.say(name), value) for name, value in _facts(writer, me, hat)]
    cited = [data, hat.holding.attributes] if hat.holding else [data]
    return Card(
        title=line(writer.called(hat.node, *cited)),
        under=writer.names(hat.bodies[:4]) if len(hat.bodies) <= 4 else line(writer.say(T("{n} places", n=len(hat.bodies)))),
        about=line(str(data["note"])) if data.get("note") else (),
        facts=tuple(facts),
        colour=drawing.tier_colour(first.get("tier")),
        badge=writer.say(T("new")) if is_new(writer, hat) else "",
    )


def _facts(writer: Writer, me: Worn, hat: Hat) -> list[tuple[Text, Line]]:
    graph = writer.graph
    unstated = writer.unstated()
    behalf = [edge.target for post in hat.posts[:1] for edge in out(graph, post, "ON_BEHALF_OF")]
    facts: list[tuple[Text, Line]] = [(T("On behalf of"), writer.names(behalf) or unstated)]
    weighed = vote(graph, hat)
    if weighed:
        own, total = weighed
        facts.append((T("Vote"), line(writer.say(T("{n} of {total}", n=own, total=total)) if total else f"{own:g}")))
    elif not all(is_home(graph, body) for body in hat.bodies):
        facts.append((T("Vote"), unstated))
    facts.append((T("Since"), _since(writer, hat) or unstated))
    facts.append((T("Until"), _until(writer, me, hat) or unstated))
    if hat.holding and hat.holding.attributes.get("appointment"):
        facts.append((T("Appointed by"), line(str(hat.holding.attributes["appointment"]))))
    if not hat.base or deputies(graph, hat):
        facts.append((T("Replaced by"), _deputy(writer, hat) or unstated))
    return facts


def _since(writer: Writer, hat: Hat) -> Line:
    start = hat.holding.attributes.get("start_date") if hat.holding else None
    before = predecessor(writer.graph, hat.post) if hat.post else None
    texts: list[str | Words] = [writer.date(start)] if start else []
    if before and before[0] in writer.graph and hat.holding and before[0] != hat.holding.source:
        words = writer.say(T("before you {name}, until {date}", name="\0", date=writer.date(last_counted(before[1]))))
        start_of, _, rest = words.partition("\0")
        texts += [" (" if texts else "", start_of, writer.called(before[0]), rest, ")" if texts else ""]
    return line(*texts)


def _until(writer: Writer, me: Worn, hat: Hat) -> Line:
    holding = hat.holding.attributes if hat.holding else {}
    if holding.get("end_date"):
        return line(writer.date(last_counted(holding["end_date"])))
    if holding.get("until_successor"):
        return line(writer.say(T("until there is a successor")))
    by = [edge.source for edge in into(writer.graph, hat.post, "QUALIFIES_FOR")] if hat.post else []
    mine = [post for post in by if post in me.posts] or by
    if mine:
        return line(writer.say(T("as long as you hold:")), " ", writer.called(mine[0]))
    return ()


def _deputy(writer: Writer, hat: Hat) -> Line:
    texts = [
        line(*writer.names(people))
        if people
        else line(writer.called(post), " ", Words(writer.say(T("(nobody holds that seat)")), strong=True))
        for post, people in deputies(writer.graph, hat)
    ]
    return writer.listed(texts)


def _weight(writer: Writer, me: Worn, hat: Hat) -> Prose | None:
    """What a vote weighs in a body that says how it decides."""
    graph = writer.graph
    weighed = vote(graph, hat)
    body = graph.nodes[hat.bodies[0]] if weighed else {}
    if not weighed or weighed[1] is None or not (body.get("quorum") or body.get("majority")):
        return None
    ours = [
        seat.post
        for seat in seats(graph, hat.bodies[0])
        if me.home and any(e.target == me.home for e in out(graph, seat.post, "ON_BEHALF_OF"))
    ]
    votes = sum(graph.nodes[post].get("votes") or 0 for post in ours)
    texts = [writer.say(T("You have {n} of the {total} votes.", n=weighed[0], total=weighed[1]))]
    if me.home and votes > weighed[0]:
        texts.append(writer.say(T("{home} has {votes} of them with its {n} members.", home=writer.name(me.home), votes=votes, n=len(ours))))
    if body.get("quorum"):
        texts.append(writer.say(T("Needed to meet: {what}.", what=low(str(body["quorum"]).rstrip(".")))))
    if body.get("majority"):
        texts.append(writer.say(T("Needed to decide: {what}.", what=low(str(body["majority"]).rstrip(".")))))
    words = line(Words(" ".join(texts), writer.cite(body)))
    return Prose(words, lead=writer.say(T("What your vote weighs in {body}.", body=writer.short(hat.bodies[0]))))


def _silent(writer: Writer, me: Worn) -> tuple[str, ...]:
    graph = writer.graph
    region = [hat for hat in me.hats if not all(is_home(graph, body) for body in hat.bodies)]
    texts = []
    without_end = [hat for hat in me.hats if not (hat.holding and hat.holding.attributes.get("end_date"))]
    if without_end:
        texts.append(writer.say(T("an end date of {n} of the {total} hats", n=len(without_end), total=len(me.hats))))
    unreplaced = [hat for hat in region if not deputies(graph, hat)]
    if unreplaced:
        texts.append(writer.say(T("who replaces you in {n} of the {total} regional seats", n=len(unreplaced), total=len(region))))
    unweighed = [hat for hat in region if hat.post and vote(graph, hat) is None]
    if unweighed:
        texts.append(
            writer.say(
                T(
                    "how votes count in {bodies}",
                    bodies=writer.listing(dict.fromkeys(writer.short(body) for hat in unweighed for body in hat.bodies)),
                )
            )
        )
    return tuple(texts)
