"""From when until when somebody holds a post is set right."""

from __future__ import annotations

from orggraph.edits.edit import Draft, Edit, Values, seat
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, T
from orggraph.model.dates import first_after, last_counted
from orggraph.model.nodes import Person, Post
from orggraph.model.relationships import Holds
from orggraph.params import Param


def _correct(draft: Draft, values: Values) -> None:
    holder, post = draft.node(values["person"], Person), draft.node(values["post"], Post)
    held = draft.edges_of(Holds, source=holder.id, target=post.id)
    if len(held) != 1:
        raise WrongUsage(
            T("{person} has {n} terms in {post}; this sets one right.", person=holder.name, n=len(held), post=post.name),
            T("Choose a post that this person holds once."),
        )
    fields = {}
    if values["since"]:
        fields["start_date"] = values["since"]
    if values["last_day"]:
        fields["end_date"] = first_after(values["last_day"])
    if not fields:
        raise WrongUsage(T("This changes nothing."), T("Give since or last_day."))
    changed = draft.change(held[0], **fields)
    last = last_counted(changed.end_date) if changed.end_date else None
    whose = {"person": holder.name, "seat": seat(draft, post), "day": changed.start_date or "?"}
    if last:
        draft.say(T("{person} holds {seat} from {day} up to and including {last}.", last=last, **whose))
    else:
        draft.say(T("{person} holds {seat} from {day}.", **whose))


TERM = Edit(
    "correct-term",
    Bilingual("Verbeter een termijn", "Correct a term"),
    Bilingual("Sinds wanneer of tot en met wanneer iemand een functie heeft.", "From when or until when somebody holds a post."),
    {
        "person": Param("id", None, Bilingual("Wie", "Who"), labels=("Person",)),
        "post": Param("id", None, Bilingual("Welke functie", "Which post"), labels=("Post",)),
        "since": Param("date", None, Bilingual("Sinds; leeg: blijft", "Since; empty: stays"), optional=True),
        "last_day": Param("date", None, Bilingual("Tot en met; leeg: blijft", "Up to and including; empty: stays"), optional=True),
    },
    _correct,
)
