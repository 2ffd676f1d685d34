"""Somebody leaves a post, or all of their posts, and with it what depended on it."""

from __future__ import annotations

from collections.abc import Collection

from orggraph.edits.edit import ON, Draft, Edit, Values, seat
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, T
from orggraph.model.nodes import Person, Post
from orggraph.model.relationships import QualifiesFor
from orggraph.params import Param


def _resign(draft: Draft, values: Values) -> None:
    holder, on = draft.node(values["person"], Person), values["on"]
    held = {holding.target: holding for holding in draft.holdings(on, person=holder.id)}
    left = set(held)
    if values["post"]:
        post = draft.node(values["post"], Post)
        if post.id not in held:
            raise WrongUsage(
                T("{person} does not hold {post} on {day}.", person=holder.name, post=post.name, day=on),
                T("Held then: {names}.", names=[draft.name(node) for node in sorted(held)] or ["-"]),
            )
        left = _depending(draft, post.id, held.keys())
    if not left:
        raise WrongUsage(T("{person} holds no post on {day}.", person=holder.name, day=on), T("Look at the date and the person."))
    for post_id in sorted(left):
        draft.end(held[post_id], on)
        others = [draft.name(other.source) for other in draft.holdings(on, post=post_id) if other.source != holder.id]
        draft.say(T("{person} leaves {seat} on {day}.", person=holder.name, seat=seat(draft, post_id), day=on))
        if not others:
            draft.say(T("{post} is then open.", post=draft.name(post_id)))


def _depending(draft: Draft, post: str, held: Collection[str]) -> set[str]:
    """Of what somebody holds a post, and what depends on it, one after the other; not what another post that stays gives too."""
    qualifying: dict[str, set[str]] = {}
    for edge in draft.edges_of(QualifiesFor):
        if edge.source in held and edge.target in held:
            qualifying.setdefault(edge.target, set()).add(edge.source)
    left = {post}
    while fresh := {target for target, sources in qualifying.items() if target not in left and sources <= left}:
        left |= fresh
    return left


RESIGN = Edit(
    "resign",
    Bilingual("Treedt terug", "Resigns"),
    Bilingual(
        "Iemand legt een functie neer, met wat ervan afhangt; zonder functie: alle functies.",
        "Somebody leaves a post, with what depends on it; without a post: all posts.",
    ),
    {
        "person": Param("id", None, Bilingual("Wie", "Who"), labels=("Person",)),
        "on": ON,
        "post": Param("id", None, Bilingual("Welke functie; leeg: alle", "Which post; empty: all"), optional=True, labels=("Post",)),
    },
    _resign,
)
