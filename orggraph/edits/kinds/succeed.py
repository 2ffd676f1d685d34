"""Somebody takes a post; who held it leaves on the same day."""

from __future__ import annotations

from orggraph.edits.edit import ON, Draft, Edit, Values, person, seat
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, T
from orggraph.model.nodes import Post
from orggraph.model.relationships import Holds
from orggraph.model.terms import Status
from orggraph.params import Param


def _succeed(draft: Draft, values: Values) -> None:
    post, on = draft.node(values["post"], Post), values["on"]
    fresh = person(draft, values["person"])
    before = draft.holdings(on, post=post.id)
    if any(holding.source == fresh.id for holding in before):
        raise WrongUsage(T("{person} holds {post} already.", person=fresh.name, post=post.name), T("Choose somebody else, or another day."))
    if post.count in (None, 1):
        for holding in before:
            draft.end(holding, on)
            draft.say(T("{person} leaves {seat} on {day}.", person=draft.name(holding.source), seat=seat(draft, post), day=on))
    if post.status is Status.OPEN:
        draft.change(post, status=Status.ACTUAL)
    draft.add(Holds(dataset=draft.dataset.id, source=fresh.id, target=post.id, start_date=on, acting=values["acting"]))
    if values["acting"]:
        draft.say(T("{person} acts in {seat} from {day}.", person=fresh.name, seat=seat(draft, post), day=on))
    else:
        draft.say(T("{person} holds {seat} from {day}.", person=fresh.name, seat=seat(draft, post), day=on))


SUCCEED = Edit(
    "succeed",
    Bilingual("Volgt op", "Succeeds"),
    Bilingual(
        "Iemand krijgt een functie; wie haar had, legt haar die dag neer. Ook voor een open plaats.",
        "Somebody takes a post; who held it leaves it that day. Also for an open place.",
    ),
    {
        "post": Param("id", None, Bilingual("Welke functie", "Which post"), labels=("Post",)),
        "person": Param(
            "string",
            None,
            Bilingual("Wie; een nieuwe naam wordt een nieuwe persoon", "Who; a new name becomes a new person"),
            labels=("Person",),
        ),
        "on": ON,
        "acting": Param("boolean", False, Bilingual("Alleen waarnemend", "Only acting")),
    },
    _succeed,
)
