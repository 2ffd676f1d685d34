"""Somebody says that it is still so."""

from __future__ import annotations

from orggraph.edits.edit import Draft, Edit, Values, seat
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, N, T
from orggraph.model.nodes import Body, Person, Post
from orggraph.model.relationships import In
from orggraph.params import Param
from orggraph.views import lookup

LABELS = (Person.label(), Post.label(), Body.label())


def _confirm(draft: Draft, values: Values) -> None:
    node, on = lookup.resolve(draft.graph, values["subject"], labels=LABELS), values["on"]
    posts = {edge.source for edge in draft.edges_of(In, target=node)} | {node}
    holdings = [holding for holding in draft.holdings(on) if holding.target in posts or holding.source == node]
    if values["post"]:
        post = draft.node(values["post"], Post)
        holdings = [holding for holding in holdings if holding.target == post.id]
    if not holdings:
        raise WrongUsage(T("Nobody holds anything there on {day}.", day=on), T("Look at the date and at what was chosen."))
    for holding in holdings:
        draft.change(holding, verified_on=on, verified_by=values["by"])
    if values["post"]:
        draft.say(
            T("{person} still holds {seat}, said {by} on {day}.", person=draft.name(holdings[0].source), seat=seat(draft, post),
              by=values["by"], day=on)
        )  # fmt: skip
        return
    draft.say(
        N(
            "{name}: {n} holding is still right, said {by} on {day}.",
            "{name}: {n} holdings are still right, said {by} on {day}.",
            len(holdings),
            name=draft.name(node),
            by=values["by"],
            day=on,
        )
    )


CONFIRM = Edit(
    "confirm",
    Bilingual("Klopt nog", "Still right"),
    Bilingual(
        "Wie wat vervult is nagegaan en klopt: van een persoon, een functie of een heel gremium.",
        "Who holds what was checked and is right: of a person, a post or a whole body.",
    ),
    {
        "subject": Param("id", None, Bilingual("Persoon, functie of gremium", "Person, post or body"), labels=LABELS),
        "post": Param(
            "id",
            None,
            Bilingual("Welke functie van die persoon; leeg: alle", "Which post of that person; empty: all"),
            optional=True,
            labels=("Post",),
        ),
        "on": Param("date", None, Bilingual("Wanneer het is nagegaan", "When it was checked")),
        "by": Param("string", None, Bilingual("Wie het zei; een functie is genoeg", "Who said so; a function is enough")),
    },
    _confirm,
)
