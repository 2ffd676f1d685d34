"""What one must know today: hats, votes, the first meeting and what is on its table, who replaces one, what is new."""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.graph import provenance
from orggraph.i18n import N, T
from orggraph.reports.kinds.role.expected import is_described
from orggraph.reports.kinds.role.hats import Worn, is_home, one_home
from orggraph.reports.kinds.role.seats import deputies, is_new, vote
from orggraph.reports.kinds.role.year import Moment
from orggraph.reports.page import Block, Figures, Prose, line
from orggraph.reports.writer import Writer

MOST_FIGURES = 4


def blocks(writer: Writer, me: Worn, every: Sequence[Moment]) -> tuple[Block, ...]:
    """Figures and a few lines."""
    if not me.hats:
        return (_nothing(writer),)
    parts: list[Block] = [Figures(tuple(_figures(writer, me, every)[:MOST_FIGURES]))]
    first = _first(me, every)
    if first and first.items:
        parts.append(Prose(line("; ".join(first.items), "."), lead=writer.say(T("First on the table:"))))
    new = [hat for hat in me.hats if is_new(writer, hat) and hat.holding]
    if new:
        texts = [
            line(writer.called(hat.node), writer.say(T(", since {date}", date=writer.date(hat.holding.attributes.get("start_date")))))
            for hat in new
            if hat.holding
        ]
        parts.append(Prose(line(*writer.listed(texts), "."), lead=writer.say(T("New for you:"))))
    return tuple(parts)


def _first(me: Worn, every: Sequence[Moment]) -> Moment | None:
    return next((moment for moment in every if not moment.last and moment.body in me.bodies), None)


def _figures(writer: Writer, me: Worn, every: Sequence[Moment]) -> list[tuple[str, str]]:
    graph, n = writer.graph, len(me.hats)
    away = [hat for hat in me.hats if not all(is_home(graph, body) for body in hat.bodies)]
    if me.home and one_home(graph, me) and 0 < len(away) < n:
        counted = T("hats: {away} in the region, {own} in {home}", away=len(away), own=n - len(away), home=writer.short(me.home))
    else:
        counted = N("hat", "hats", n)
    figures = [(str(n), writer.say(counted))]
    weighed = next(((hat, votes) for hat in me.hats if (votes := vote(graph, hat)) and votes[1]), None)
    if weighed:
        hat, (own, total) = weighed
        figures.append((f"{own:g} / {total:g}", writer.say(T("votes in {body}", body=writer.short(hat.bodies[0])))))
    first = _first(me, every)
    if first:
        place = ", ".join(filter(None, [writer.short(first.body), first.start, first.place]))
        figures.append((writer.date(first.day, year=first.day[:4] != writer.day[:4]), writer.say(T("first meeting: {place}", place=place))))
    if any(hat.post for hat in away) and me.label != "Role":
        replaced = len([hat for hat in away if any(people for _, people in deputies(graph, hat))])
        figures.append((f"{replaced} / {len(away)}", writer.say(T("regional seats with a deputy who is named"))))
    if me.roles:
        described = len([role for role in me.roles if is_described(writer, role)])
        figures.append((f"{described} / {len(me.roles)}", writer.say(T("roles that the sources describe"))))
    figures.append((str(len(me.bodies)), writer.say(N("body in which you sit", "bodies in which you sit", len(me.bodies)))))
    return figures


def _nothing(writer: Writer) -> Prose:
    """Nothing is held on the day asked; when it is described."""
    day = writer.date(writer.day)
    reference = [str(head["reference_date"]) for head in provenance(writer.graph).datasets.values() if head.get("reference_date")]
    text = T("On {day} the sources name no hat here.", day=day)
    other = (
        T("The region is described as of {date}: choose that date, or another person or post.", date=writer.date(max(reference)))
        if reference
        else None
    )
    return Prose(line(writer.say(text), f" {writer.say(other)}" if other else ""), tone="warn")
