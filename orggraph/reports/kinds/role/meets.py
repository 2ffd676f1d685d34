"""Where your hats meet: findings that concern one, as questions; and what the map shows of one's own ways crossing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.graph.reading import into, organization_of, out
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind
from orggraph.reports.kinds.role.hats import Worn, is_home
from orggraph.reports.kinds.role.ways import Turn, name_of
from orggraph.reports.page import Block, Prose, Question, Questions, Section, Words, line
from orggraph.reports.writer import Writer
from orggraph.views.concerns import Concern, concerning

HATS = "role_conflicts"
CONCERNING = frozenset({HATS, "composition"})
"""Kinds of finding that ask something of who sits somewhere. Counts of what comes together with people have no place here."""
TAGS: Mapping[str, tuple[Text, str]] = {
    "law": (T("law"), "#6F3699"),
    "source": (T("source"), "#17693F"),
    "ours": (T("our rule"), "#9E4908"),
    "map": (T("map"), "#43505E"),
}
"""What kind of knowledge a question rests on, and its colour; white text on it can be read."""
_GOVERNS = frozenset({BodyKind.GENERAL_BOARD, BodyKind.EXECUTIVE_BOARD})
"""Boards, which govern an organization."""
MOST_QUESTIONS = 12


def section(writer: Writer, me: Worn, findings: Sequence[Finding], turns: Sequence[Turn]) -> Section:
    """The section."""
    concerns = asking(writer.graph, me, findings)
    questions = list(islice(_every(writer, me, concerns, turns), MOST_QUESTIONS))
    blocks: list[Block] = []
    if questions:
        how = T(
            "No reproach and no legal advice: questions to ask beforehand. “Law” names the article; “our rule” is ours, no law asks it; "
            "“map” follows from the data alone."
        )
        blocks += [Prose(line(writer.say(how))), Questions(tuple(questions))]
        left = sum(1 for _ in _every(Writer(writer.graph, writer.lang), me, concerns, turns)) - len(questions)  # cites nothing on this page
        if left:
            rest = N("{n} more question stands among the findings.", "{n} more questions stand among the findings.", left)
            blocks.append(Prose(line(writer.say(rest)), tone="quiet"))
    else:
        blocks.append(Prose(line(writer.say(T("Nothing in the data says that these hats meet themselves.")))))
    side = writer.graph.nodes[me.subject].get("side_functions_published") if me.label == "Person" else False
    known = (
        T("whether you have other posts (the sources say only that side functions are published)")
        if side
        else T("whether you have other posts than these")
    )
    question = T("Where do I meet myself?")
    return Section("raken", writer.say(T("Where your hats meet")), writer.say(question), tuple(blocks), (writer.say(known),))


def asking(graph: Graph, me: Worn, findings: Sequence[Finding]) -> list[Concern]:
    """The findings that ask something of who wears these hats, the nearest first.

    Of two hats that pull apart both must be worn; what rests on a body alone asks nothing of each of its members.
    """
    cases = (case for finding in findings for case in finding.cases)
    concerns = [case for case in cases if case.kind in CONCERNING and case.assessable and not case.accepted]
    own = me.circle.own
    return [
        concern
        for concern in concerning(graph, concerns, me.circle)
        if (concern.way != "evidence" or not own.isdisjoint(concern.through))
        and (concern.finding.kind != HATS or all(subject.id in own for subject in concern.finding.subjects))
    ]


def _every(writer: Writer, me: Worn, concerns: Sequence[Concern], turns: Sequence[Turn]) -> Iterator[Question]:
    """All questions, those about oneself before those about a body in which one sits."""
    yield from _questions(writer, [concern.finding for concern in concerns if concern.way != "body"])
    yield from _crossing(writer, turns)
    yield from _both_sides(writer, me)
    yield from _questions(writer, [concern.finding for concern in concerns if concern.way == "body"])


def _questions(writer: Writer, findings: Sequence[Finding]) -> Iterator[Question]:
    """One question for all findings that ask the same by the same rule."""
    alike: dict[tuple[str | None, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, writer.say(finding.question)), []).append(finding)
    for (_, question), same in sorted(alike.items(), key=lambda item: (item[1][0].kind != HATS, item[1][0].origin != "law")):
        first = same[0]
        tag, colour = TAGS[first.origin]
        cites = writer.cite_places(first.sources)
        yield Question(
            question, line(Words(_text(writer, same), cites)), writer.say(tag), writer.say(first.basis) if first.basis else "", colour
        )


def _text(writer: Writer, same: Sequence[Finding]) -> str:
    """What is the case; of several pairs of hats the pairs, then why they pull apart once."""
    if len(same) == 1 or same[0].kind != HATS:
        return writer.say(same[0].text)
    places = list(dict.fromkeys(writer.name(finding.object) for finding in same if finding.object in writer.graph and finding.object))
    pairs = list(dict.fromkeys(" × ".join(subject.name for subject in finding.subjects) for finding in same if len(finding.subjects) > 1))
    if pairs:
        text = writer.say(
            T("{n} pairs: {pairs}.", n=len(pairs), pairs="; ".join(pairs)) if len(pairs) > 1 else T("{pairs}.", pairs=pairs[0])
        )
        return f"{text} {_why(writer, same[0])}"
    return f"{writer.say(same[0].text)} {writer.say(T('So too at: {places}.', places=writer.listing(places[1:])))}"


def _why(writer: Writer, finding: Finding) -> str:
    """Why two hats pull apart: what the finding says after it has named them."""
    return writer.say(finding.text).partition(". ")[2]


def _crossing(writer: Writer, turns: Sequence[Turn]) -> Iterator[Question]:
    """Decisions that one meets in more than one hat."""
    tag, colour = TAGS["map"]
    for turn in turns:
        if len(turn.places) < 2:
            continue
        steps = [step for step in turn.steps if step in turn.mine]
        where = [
            writer.say(
                T(
                    "step {n}, {what} ({place})",
                    n=writer.graph.nodes[step].get("number") or 0,
                    what=writer.name(step),
                    place=writer.short(turn.mine[step][0]),
                )
            )
            for step in steps
        ]
        words = T("You meet this decision more than once: {steps}.", steps=writer.listing(where))
        question = T("Do I say the same in each hat on: {route}?", route=name_of(writer, turn.route))
        cites = writer.cite(writer.graph.nodes[turn.route])
        yield Question(
            writer.say(question), line(Words(writer.say(words), cites)), writer.say(tag), writer.say(T("follows from the route")), colour
        )


def _both_sides(writer: Writer, me: Worn) -> Iterator[Question]:
    """Authorities that a body of one's own gives to an organization that another body of one's own governs."""
    graph = writer.graph
    tag, colour = TAGS["map"]
    boards = [body for body in me.bodies if graph.nodes[body].get("kind") in _GOVERNS]
    governed = {whole: body for body in reversed(boards) for whole in _wholes(graph, body)}
    seen: dict[tuple[str, str], list[str]] = {}
    for body in filter(lambda body: is_home(graph, body), me.bodies):
        for edge in into(graph, body, "GRANTED_BY"):
            for to in out(graph, edge.source, "GRANTED_TO"):
                for whole in _wholes_of(graph, to.target):
                    if whole in governed:
                        seen.setdefault((body, governed[whole]), []).append(edge.source)
    for (giving, governing), powers in seen.items():
        question = T("Do I speak of {body} as who gives it work, or as who governs it?", body=writer.name(governing))
        words = T(
            "{giving} grants there: {powers}. You also sit in {governing}.",
            giving=writer.name(giving),
            powers=writer.listing(writer.name(power) for power in dict.fromkeys(powers)),
            governing=writer.name(governing),
        )
        cites = writer.cite(*(graph.nodes[power] for power in powers))
        yield Question(
            writer.say(question), line(Words(writer.say(words), cites)), writer.say(tag), writer.say(T("no law forbids it")), colour
        )


def _wholes(graph: Graph, body: str) -> set[str]:
    return {edge.target for edge in out(graph, body, "PART_OF")} if graph.nodes[body]["label"] == "Body" else {body}


def _wholes_of(graph: Graph, node: str) -> set[str]:
    """What a post or body belongs to, as far as an own body may govern it."""
    bodies = {edge.target for edge in out(graph, node, "IN")} if graph.nodes[node]["label"] == "Post" else {node}
    wholes = {whole for body in bodies if body in graph for whole in _wholes(graph, body)} | bodies
    return wholes | {of for body in bodies if graph.nodes[body]["label"] == "Body" and (of := organization_of(graph, body))}
