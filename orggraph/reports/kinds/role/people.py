"""Who is who: who leads one's tables, who prepares them, who helps at home; political and official side as pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orggraph.graph.reading import VOTING, holders, into, municipality_of, out, seats
from orggraph.i18n import T
from orggraph.model.terms import BodyKind, Capacity
from orggraph.reports.kinds.role.hats import Worn
from orggraph.reports.kinds.role.place import MOST_NAMED
from orggraph.reports.kinds.role.who import belongs_to, home_bodies, people_in, posts_with, seated_as
from orggraph.reports.page import Block, Contact, Heading, Line, People, Prose, Section, Table, line
from orggraph.reports.writer import Writer

MOST_CONTACTS = 8


def section(writer: Writer, me: Worn) -> Section:
    """The section."""
    groups = (
        (T("Who leads your tables"), _contacts(writer, me, _seated(writer, me, Capacity.CHAIR))),
        (T("Who prepares them"), _contacts(writer, me, _preparing(writer, me))),
        (T("At home"), _contacts(writer, me, _at_home(writer, me))),
    )
    lists = tuple((writer.say(title), contacts) for title, contacts in groups if contacts)
    blocks: list[Block] = [People(lists)] if lists else []
    blocks += _counterparts(writer, me)
    for body in me.bodies:
        blocks += _by_organization(writer, me, body)
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name nobody round these hats.")))))
    texts = []
    if not any(writer.graph.nodes[body].get("email") for body in me.bodies):
        texts.append(writer.say(T("telephone numbers and mail addresses; ask the secretary for them")))
    if lists and not any(holders(writer.graph, post) for post in _preparing(writer, me)):
        texts.append(writer.say(T("who holds the posts that prepare your meetings")))
    return Section("wie", writer.say(T("Who is who")), writer.say(T("Whom do I turn to?")), tuple(blocks), tuple(texts))


def _seated(writer: Writer, me: Worn, *capacities: Capacity) -> Iterator[str]:
    for body in me.bodies:
        if writer.graph.nodes[body]["label"] == "Body":
            yield from seated_as(writer.graph, body, *capacities)


def _preparing(writer: Writer, me: Worn) -> list[str]:
    """Secretaries and advisers of one's tables, then who leads the bodies that prepare them."""
    graph = writer.graph
    before = [
        post
        for body in me.bodies
        for edge in into(graph, body, "PREPARES")
        if graph.nodes[edge.source]["label"] == "Body" and graph.nodes[edge.source].get("tier") == "official"
        for post in seated_as(graph, edge.source, Capacity.CHAIR)
    ]
    own = [edge.target for post in me.posts for edge in out(graph, post, "PAIRED_WITH")]
    return list(dict.fromkeys([*_seated(writer, me, Capacity.SECRETARY, Capacity.ADVISER), *own, *before]))


def _at_home(writer: Writer, me: Worn) -> list[str]:
    """Who supports one's roles at home, then the town clerk and the clerk of the council."""
    graph, home = writer.graph, me.home
    if home is None:
        return []
    supporting = [
        post
        for node in (*me.roles, *me.posts)
        for edge in out(graph, node, "SUPPORTED_BY")
        if graph.nodes[edge.target]["label"] == "Role"
        for post in posts_with(graph, edge.target, home)
    ]
    official = [edge.source for edge in into(graph, home, "IN") if graph.nodes[edge.source]["label"] == "Post"]
    clerks = [post for body in home_bodies(graph, home, BodyKind.COUNCIL) for post in seated_as(graph, body, Capacity.SECRETARY)]
    first = [post for post in official if any("gemeentesecretaris" in edge.target for edge in out(graph, post, "HAS_ROLE"))]
    return list(dict.fromkeys([*supporting, *first, *clerks]))


def _contacts(writer: Writer, me: Worn, posts: Iterable[str]) -> tuple[Contact, ...]:
    """One contact for each person, with all the posts for which one turns to them; a post without holder by itself."""
    graph = writer.graph
    by_person: dict[str, list[str]] = {}
    for post in posts:
        if post in me.posts:
            continue
        for who in [edge.source for edge in holders(graph, post)] or [post]:
            if who not in me.people and post not in by_person.setdefault(who, []):
                by_person[who].append(post)
    return tuple(_contact(writer, who, posts) for who, posts in list(by_person.items())[:MOST_CONTACTS])


def _contact(writer: Writer, who: str, posts: list[str]) -> Contact:
    graph = writer.graph
    tasks = [
        str(text)
        for post in posts
        for edge in out(graph, post, "HAS_ROLE")
        for text in graph.nodes[edge.target].get("accountabilities", ())
    ]
    desks = [
        str(graph.nodes[edge.target]["email"]) for post in posts for edge in out(graph, post, "IN") if graph.nodes[edge.target].get("email")
    ]
    about = "; ".join(list(dict.fromkeys(tasks))[:2] + list(dict.fromkeys(desks))[:1])
    if who in posts:
        return Contact(line(writer.called(who)), line(writer.say(T("no holder known"))), line(about))
    cited = [graph.nodes[post] for post in posts]
    functions = writer.listed([(writer.called(post),) for post in posts[:3]])
    return Contact(line(writer.called(who, *cited[:1])), functions, line(about))


def _counterparts(writer: Writer, me: Worn) -> list[Block]:
    """Political, official counterpart, support: a row for each post or body that has a counterpart."""
    graph = writer.graph
    rows: list[tuple[Line, ...]] = []
    for node in (*me.posts, *me.bodies):
        pairs = [edge.target for edge in out(graph, node, "PAIRED_WITH")] + [edge.source for edge in into(graph, node, "PAIRED_WITH")]
        mine, support = line(writer.called(node)), _support(writer, me, node) or writer.unstated()
        rows += [(mine, _with_people(writer, other), support) for other in dict.fromkeys(pairs)]
    if not rows:
        return []
    head = (T("Political"), T("Official counterpart"), T("Support"))
    caption = writer.say(T("Your side and the official side"))
    return [Heading(caption), Table(caption, tuple(map(writer.say, head)), tuple(rows), (1.4, 1.6, 1.4))]


def _with_people(writer: Writer, node: str) -> Line:
    graph = writer.graph
    posts = [node] if graph.nodes[node]["label"] == "Post" else seated_as(graph, node, Capacity.CHAIR)
    people = people_in(graph, posts)
    return line(writer.called(node), ": " if people else "", *writer.names(people))


def _support(writer: Writer, me: Worn, node: str) -> Line:
    graph = writer.graph
    if graph.nodes[node]["label"] != "Post":
        return writer.names(people_in(graph, seated_as(graph, node, Capacity.SECRETARY)))
    roles = [edge.target for edge in out(graph, node, "HAS_ROLE")]
    posts = [
        post
        for role in roles
        for edge in out(graph, role, "SUPPORTED_BY")
        if graph.nodes[edge.target]["label"] == "Role"
        for post in posts_with(graph, edge.target, me.home)
    ]
    return writer.names(people_in(graph, posts)[:3])


def _by_organization(writer: Writer, me: Worn, body: str) -> list[Block]:
    """The members of a large table by the organization for which they sit there, with their votes."""
    graph = writer.graph
    if graph.nodes[body]["label"] != "Body":
        return []
    rows: dict[str, list[str]] = {}
    for seat in seats(graph, body):
        if (
            seat.capacity in VOTING
            and seat.capacity != Capacity.CHAIR
            and (of := municipality_of(graph, seat.post) or belongs_to(graph, seat.post))
        ):
            rows.setdefault(of, []).append(seat.post)
    if len(rows) < 3 or sum(map(len, rows.values())) <= MOST_NAMED:
        return []
    weighed = any(graph.nodes[post].get("votes") for posts in rows.values() for post in posts)
    head = [T("For"), T("Members"), *([T("Votes")] if weighed else [])]
    cells = [
        (
            line(writer.called(of), writer.say(T(" (you)")) if of == me.home else ""),
            writer.names(people_in(graph, posts)) or writer.unstated(),
            *([line(" + ".join(f"{graph.nodes[post].get('votes') or 0:g}" for post in posts))] if weighed else []),
        )
        for of, posts in sorted(rows.items(), key=lambda row: writer.name(row[0]))
    ]
    title = writer.say(T("{body}, by organization", body=writer.name(body)))
    return [Heading(title), Table(title, tuple(map(writer.say, head)), tuple(cells), (1.2, 2.4, 0.6) if weighed else (1.2, 3))]
