"""A post moves to another body."""

from __future__ import annotations

from orggraph.edits.edit import ON, Draft, Edit, Values, holds_on
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, T
from orggraph.model.nodes import Body, Post
from orggraph.model.relationships import In
from orggraph.params import Param


def _move(draft: Draft, values: Values) -> None:
    post, body, on = draft.node(values["post"], Post), draft.node(values["to"], Body), values["on"]
    places = [edge for edge in draft.edges_of(In, source=post.id) if holds_on(edge, on)]
    if any(edge.target == body.id for edge in places):
        raise WrongUsage(T("{post} is in {body} already.", post=post.name, body=body.name), T("Choose another body."))
    for edge in places:
        draft.end(edge, on)
        draft.say(T("{post} leaves {body} on {day}.", post=post.name, body=draft.name(edge.target), day=on))
    draft.add(In(dataset=draft.dataset.id, source=post.id, target=body.id, start_date=on))
    draft.say(T("{post} is a seat in {body} from {day}; who holds it goes along.", post=post.name, body=body.name, day=on))


MOVE = Edit(
    "move",
    Bilingual("Functie verplaatst", "Post moves"),
    Bilingual("Een functie gaat naar een ander gremium, met wie haar vervult.", "A post goes to another body, with who holds it."),
    {
        "post": Param("id", None, Bilingual("Welke functie", "Which post"), labels=("Post",)),
        "to": Param("id", None, Bilingual("Naar welk gremium", "To which body"), labels=("Body",)),
        "on": ON,
    },
    _move,
)
