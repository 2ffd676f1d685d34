"""What reaches a council, over all arrangements: drafts and what became of its views, its delegates and their votes, its distance.

Three tables, of one council (``council``) or of all:

- **drafts**: each draft that an act sent to the council, its view or that it gave none, the reply with reasons, and the day of the
  decision, as far as acts are recorded; an act that is not recorded may have been done;
- **delegates**: the voting seats on behalf of the municipality in political and executive bodies that are not its own, with their votes of
  all votes there, and whether the seat accounts to the council or is appointed by it;
- **arrangements**: those in which the municipality takes part, with the fewest steps from the council to a board that governs (as on the
  page *Samenwerkingsvormen*), and their number beside the national median of the register's extract, which is a lower bound.

When drafts come is in the question ``views-due`` of the query library, which the page *Mijn raad* asks.

There is no finding; ``council_distance`` and the rules on views have those. What it does not mean: a reply with reasons is no agreement,
and a delegate who accounts to the council is no delegate who votes as it wishes.

Worked example (a test runs it): a budget was sent to the council on 1 April, it gave a view on 20 May and got a reply on 10 June; a note
was sent on 1 September and it gave no view. So 1 of 1 views has a reply with reasons, and 1 of 2 drafts. Its delegate has 2 of 4 votes.

Cost: linear in the acts, and in the seats of bodies, for each council. Empty, or no council: no table.

What it means: where a reply with reasons is not recorded, the council may ask for it. In Cypher: ``views-due`` and ``votes-and-quorum``
have drafts and votes; for which municipality a seat speaks follows from offices too.
"""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.errors import UnknownName
from orggraph.findings import Analysis, Cell, Column, Finding, Table
from orggraph.graph import Graph
from orggraph.graph.councils import councils, delegates, drafts
from orggraph.graph.forms import forms
from orggraph.graph.reading import organization_of
from orggraph.i18n import Bilingual, N, T
from orggraph.params import Param
from orggraph.register.national import arrangements_of_a_municipality, beside


def council_views(graph: Graph, council: str | None = None) -> list[Finding]:  # noqa: ARG001 - it measures, and judges nothing
    """Give no findings: the tables hold what reaches a council."""
    return []


def tables(graph: Graph, council: str | None = None) -> list[Table]:
    """Drafts, delegates and arrangements.

    Parameters
    ----------
    graph
        The projection.
    council
        Only this council: its id, the last part of that, or its name. None: all.

    Raises
    ------
    UnknownName
        No council is called so.
    """
    there = councils(graph)
    if council is not None:
        chosen = [node for node in there if council in (node, node.rsplit("/", 1)[-1], graph.nodes[node]["name"])]
        if not chosen:
            raise UnknownName(T("council"), council, [node.rsplit("/", 1)[-1] for node in there])
        there = chosen
    return [_drafts(graph, there), _delegates(graph, there), _arrangements(graph, there)] if there else []


def _drafts(graph: Graph, there: Sequence[str]) -> Table:
    every = [(council, draft) for council in there for draft in drafts(graph, council)]
    rows: list[dict[str, Cell]] = [
        {
            "council": council, "draft": draft.about, "sent": draft.sent, "view": NO_VIEW if draft.waived else draft.view,
            "reply": draft.reply, "decided": draft.decided,
        }
        for council, draft in every
    ]  # fmt: skip
    viewed = [draft for _, draft in every if draft.view and not draft.waived]
    sentence = N(
        "{n} draft was sent, as far as is recorded; drafts with a reply with reasons: {replied}, with a view that is recorded: {k}.",
        "{n} drafts were sent, as far as is recorded; drafts with a reply with reasons: {replied}, with a view that is recorded: {k}.",
        len(every), replied=sum(draft.reply is not None for _, draft in every), k=len(viewed),
    )  # fmt: skip
    return Table(DRAFTS, sentence, DRAFTS_BASIS, DRAFT_COLUMNS, rows)


def _delegates(graph: Graph, there: Sequence[str]) -> Table:
    every = [(council, delegate) for council in there for delegate in delegates(graph, council)]
    rows: list[dict[str, Cell]] = [
        {
            "council": council, "body": delegate.body, "seat": delegate.post, "votes": delegate.votes, "of": delegate.of,
            "share": delegate.votes / delegate.of if delegate.votes is not None and delegate.of else None,
            "accounts": delegate.accounts or None,
        }
        for council, delegate in every
    ]  # fmt: skip
    sentence = T(
        "On behalf of the municipality there are {n} voting seats in {bodies} bodies that are not its own; {k} of these {n} account to the "
        "council or are appointed by it, as far as is stated.",
        n=len(every), bodies=len({delegate.body for _, delegate in every}), k=sum(delegate.accounts for _, delegate in every),
    )  # fmt: skip
    return Table(DELEGATES, sentence, DELEGATES_BASIS, DELEGATE_COLUMNS, rows)


def _arrangements(graph: Graph, there: Sequence[str]) -> Table:
    every = forms(graph, graph)
    rows: list[dict[str, Cell]] = [
        {"council": council, "arrangement": form.node, "steps": form.distances.get(council), "bodies": len(form.boards)}
        for council in there
        for form in every
        if organization_of(graph, council) in {edge.source for edge in form.participants}
    ]
    usual = arrangements_of_a_municipality()
    counted = [sum(row["council"] == council for row in rows) for council in there]
    sentence = beside(counted)
    if len(there) == 1:
        sentence = T(
            "The municipality takes part in {n} arrangements here; in the country the middle of {total} in {k}.",
            n=counted[0], k=usual.median, total=usual.municipalities,
        )  # fmt: skip
    basis = T(
        "What holds on the date asked. Steps to a board that governs; empty: no way is known. The national figure is of {n} arrangements "
        "in the extract of the register of {date}, which is not the whole register: a lower bound.",
        n=usual.arrangements, date=usual.date,
    )  # fmt: skip
    return Table(ARRANGEMENTS, sentence, basis, ARRANGEMENT_COLUMNS, rows, bar="steps")


NO_VIEW = Bilingual("gaf geen zienswijze", "gave no view")
DRAFTS = Bilingual("Ontwerpen en zienswijzen", "Drafts and views")
DELEGATES = Bilingual("Afgevaardigden en stemmen", "Delegates and votes")
ARRANGEMENTS = Bilingual("Over alle regelingen", "Over all arrangements")
DRAFTS_BASIS = T("By the acts that are recorded up to the date asked; what is empty is not recorded, and may have been done.")
DELEGATES_BASIS = T(
    "Voting seats in political and executive bodies of which the data say that they are on behalf of the municipality. Votes are of all "
    "votes that are stated in that body."
)
DRAFT_COLUMNS = {
    "council": Column(Bilingual("raad", "council"), "node"),
    "draft": Column(Bilingual("ontwerp", "draft"), "node"),
    "sent": Column(Bilingual("toegezonden", "sent"), "date"),
    "view": Column(Bilingual("zienswijze", "view"), "date"),
    "reply": Column(Bilingual("gemotiveerd antwoord", "reply with reasons"), "date"),
    "decided": Column(Bilingual("besloten", "decided"), "date"),
}
DELEGATE_COLUMNS = {
    "council": Column(Bilingual("raad", "council"), "node"),
    "body": Column(Bilingual("gremium", "body"), "node"),
    "seat": Column(Bilingual("zetel", "seat"), "node"),
    "votes": Column(Bilingual("stemmen", "votes"), "number"),
    "of": Column(Bilingual("van alle stemmen", "of all votes"), "number"),
    "share": Column(Bilingual("deel", "share"), "share"),
    "accounts": Column(Bilingual("verantwoordt aan de raad", "accounts to the council")),
}
ARRANGEMENT_COLUMNS = {
    "council": Column(Bilingual("raad", "council"), "node"),
    "arrangement": Column(Bilingual("regeling", "arrangement"), "node"),
    "steps": Column(Bilingual("stappen tot het bestuur", "steps to the board"), "count"),
    "bodies": Column(Bilingual("gremia", "bodies"), "count"),
}

ANALYSIS = Analysis(
    kind="council_views",
    title=Bilingual("Wat de raden bereikt", "What reaches the councils"),
    question=Bilingual("Wat is er met de zienswijzen van de raden gedaan?", "What was done with the views of the councils?"),
    run=council_views,
    tables=tables,
    params={"council": Param("id", None, Bilingual("alleen deze raad", "only this council"), optional=True, labels=("Body",))},
)  # fmt: skip
