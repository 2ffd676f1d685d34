"""An arrangement gets another legal form; bodies go on as one."""

from __future__ import annotations

from orggraph.edits.edit import ON, Draft, Edit, Values, holds_on
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, N, T
from orggraph.model.base import Node
from orggraph.model.nodes import Arrangement, Body, Post
from orggraph.model.relationships import GovernedBy, In, OnBehalfOf, ParticipatesIn, PartOf, Succeeds
from orggraph.model.terms import ArrangementForm
from orggraph.params import Param


def _change_form(draft: Draft, values: Values) -> None:
    before, on, form = draft.node(values["arrangement"], Arrangement), values["on"], ArrangementForm(values["form"])
    if before.form is form:
        raise WrongUsage(T("{name} has the form {form} already.", name=before.name, form=form.names), T("Choose another form."))
    name = values["name"] or f"{before.name} ({form.nl})"
    after = Arrangement(dataset=draft.dataset.id, id=draft.new_id(Arrangement, name), name=name, form=form, start_date=on)
    draft.add(after)
    draft.say(T("{before} goes on as {after}, {form}, on {day}.", before=before.name, after=name, form=form.names, day=on))
    for kind in (ParticipatesIn, GovernedBy, PartOf):
        _follow(draft, kind, before, after, on)
    draft.end(before, on)
    draft.add(Succeeds(dataset=draft.dataset.id, source=after.id, target=before.id, start_date=on))


def _follow(draft: Draft, kind: type[ParticipatesIn] | type[GovernedBy] | type[PartOf], before: Node, after: Node, on: str) -> None:
    """Let what hangs on one thing end with it, and go on with what follows it."""
    for edge in [edge for edge in draft.edges_of(kind) if before.id in (edge.source, edge.target) and holds_on(edge, on)]:
        ends = {name: after.id if end == before.id else end for name, end in (("source", edge.source), ("target", edge.target))}
        draft.add(kind.model_validate({**edge.model_dump(), **ends, "start_date": on, "sources": ()}))
        draft.end(edge, on)


def _merge_bodies(draft: Draft, values: Values) -> None:
    on = values["on"]
    into = draft.node(values["into"], Body)
    merging = [body for body in (draft.node(name, Body) for name in values["bodies"]) if body.id != into.id]
    if not merging:
        raise WrongUsage(T("A merger needs another body beside {name}.", name=into.name), T("Write their names with a comma between."))
    names = [body.name for body in merging]
    draft.say(
        N("{names} goes on in {into} on {day}.", "{names} go on in {into} on {day}.", len(names), names=names, into=into.name, day=on)
    )
    speaking = {_speaks_for(draft, post, on) for post in _posts(draft, into, on)}
    for body in merging:
        for post in _posts(draft, body, on):
            principal = _speaks_for(draft, post, on)
            if principal not in speaking:
                speaking.add(principal)
                _moved(draft, post, into, on)
        draft.close(body, on)
        draft.add(Succeeds(dataset=draft.dataset.id, source=into.id, target=body.id, start_date=on))


def _posts(draft: Draft, body: Body, on: str) -> list[Post]:
    posts = (draft.nodes[edge.source] for edge in draft.edges_of(In, target=body.id) if holds_on(edge, on))
    return [post for post in posts if isinstance(post, Post) and holds_on(post, on)]


def _speaks_for(draft: Draft, post: Post, on: str) -> tuple[str | None, str | None]:
    """What tells a seat apart from others in its body: its capacity, and for whom it speaks; without that the seat itself."""
    principal = next((edge.target for edge in draft.edges_of(OnBehalfOf, source=post.id) if holds_on(edge, on)), None)
    return (post.capacity, principal) if principal or post.capacity in ("chair", "secretary") else (None, post.id)


def _moved(draft: Draft, post: Post, into: Body, on: str) -> None:
    for edge in draft.edges_of(In, source=post.id):
        if holds_on(edge, on):
            draft.end(edge, on)
    draft.add(In(dataset=draft.dataset.id, source=post.id, target=into.id, start_date=on))
    draft.say(T("{post} is a seat in {body} from {day}; who holds it goes along.", post=post.name, body=into.name, day=on))


CHANGE_FORM = Edit(
    "change-form",
    Bilingual("Krijgt een andere vorm", "Gets another form"),
    Bilingual(
        "Een regeling gaat verder in een andere rechtsvorm, met dezelfde deelnemers en gremia.",
        "An arrangement goes on in another legal form, with the same participants and bodies.",
    ),
    {
        "arrangement": Param("id", None, Bilingual("Welke regeling", "Which arrangement"), labels=(Arrangement.label(),)),
        "form": Param(
            "string", None, Bilingual("Welke vorm", "Which form"), values={term.value: term.names for term in ArrangementForm}
        ),
        "on": ON,
        "name": Param("string", None, Bilingual("De naam erna; leeg: met de vorm erachter", "The name after it; empty: with the form"),
                      optional=True),
    },
    _change_form,
)  # fmt: skip
MERGE_BODIES = Edit(
    "merge-bodies",
    Bilingual("Gremia gaan samen", "Bodies merge"),
    Bilingual(
        "Gremia gaan op in één; per hoedanigheid en deelnemer gaat één zetel mee, de andere eindigen.",
        "Bodies become one; per capacity and participant one seat goes along, the others end.",
    ),
    {
        "bodies": Param("list", None, Bilingual("Welke gremia, met komma's", "Which bodies, with commas"), labels=("Body",)),
        "into": Param("id", None, Bilingual("Verder als", "Go on as"), labels=("Body",)),
        "on": ON,
    },
    _merge_bodies,
)
