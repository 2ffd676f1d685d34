"""The hand-out of a finding: its question, the facts, the evidence drawn, the article in its own words, and the places that say so.

For a table at which people decide: one page of paper a finding. Several are asked by their ids with a comma between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orggraph.errors import NotFound
from orggraph.findings import Finding, weight
from orggraph.findings.listing import origin_of
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, N, T
from orggraph.model.relationships import TYPES
from orggraph.picture import evidence, pictures
from orggraph.picture.palette import SEVERITY_COLOUR
from orggraph.reports.page import Block, Line, Page, Picture, Prose, Question, Questions, Section, Table, Words, line
from orggraph.reports.report import Report, Request
from orggraph.reports.writer import NOT_THIS, Writer

BETWEEN = ","
"""Between the ids of several findings; no id has it."""
WIDTH = 760.0
"""Width of the drawing, in pixels."""
ROOM: Sequence[tuple[int, float, int]] = ((4, 140.0, 6), (9, 200.0, 4), (14, 330.0, 2))
"""Up to so many things: the height of their drawing in pixels, and how many lines of evidence fit under it on the page."""
ROWS_ALONE = 9
"""So many lines fit where nothing is drawn; the page of the finding has them all."""
ON_A_LINE, USUAL, FEWEST = 100, 4, 2
"""Signs on a line; lines that a finding usually has (each further one takes the room of a line of evidence); the fewest of these."""
REST = "; "


def _page(request: Request, subject: str) -> Page:
    findings = [_called(request, name) for name in dict.fromkeys(subject.split(BETWEEN)) if name]
    if not findings:
        raise NotFound(T("No finding is named."), T("orggraph findings shows which there are."))
    writer = Writer(request.graph, request.lang)
    if len(findings) == 1:
        return _of_one(writer, findings[0])
    sections = tuple(
        Section(f"signaal-{n}", _names(finding), finding.title[writer.lang], (_case(writer, finding), *_proof(writer, finding)))
        for n, finding in enumerate(findings, 1)
    )
    title = writer.say(N("{n} finding to discuss", "{n} findings to discuss", len(findings)))
    return writer.page(writer.say(_KIND), title, sections=sections, closing=_closing(writer))


def _called(request: Request, name: str) -> Finding:
    """A finding by its id, or the beginning of it where that names one."""
    fits = [finding for finding in request.findings if finding.id.startswith(name.strip())]
    if len(fits) != 1:
        several = T("{name} begins the ids of {n} findings.", name=name, n=len(fits))
        none = T("There is no finding {id} here: not in this region, or not on this date.", id=name)
        raise NotFound(several if fits else none, T("orggraph findings shows which there are."))
    return fits[0]


def _of_one(writer: Writer, finding: Finding) -> Page:
    """One page of paper: the question is its title."""
    parts = [
        Section("feiten", writer.say(T("What is the case")), "", (*_facts(writer, finding), *_quoted(writer, finding))),
        Section("bewijs", writer.say(T("What it rests on")), "", tuple(_proof(writer, finding))),
    ]
    return writer.page(
        writer.say(_KIND), writer.say(finding.question), under=f"{_names(finding)} · {finding.title[writer.lang]}", sections=tuple(parts),
        numbered=False, notices=(weight(finding)[writer.lang],), closing=_closing(writer), fitted=True,
    )  # fmt: skip


def _closing(writer: Writer) -> str:
    return f"{writer.say(T('To discuss: a person decides.'))} {writer.say(NOT_THIS)}"


def _names(finding: Finding) -> str:
    """What the finding is about."""
    return " × ".join(subject.name for subject in finding.subjects)


def _facts(writer: Writer, finding: Finding) -> Iterator[Block]:
    cites = writer.cite_places(finding.sources)
    for case in finding.cases:
        yield Prose(line(*_account(writer, case, cites)))
    if finding.object and finding.object in writer.graph:
        yield Prose(line(writer.called(finding.object)), lead=writer.say(T("It concerns:")))
    if finding.remedy:
        yield Prose(line(writer.say(finding.remedy)), lead=writer.say(T("One may:")))
    if finding.accepted:
        accepted = T("Accepted by {by} on {date}: {reason}", by=finding.accepted.by, date=writer.date(finding.accepted.at[:10]),
                     reason=finding.accepted.reason)  # fmt: skip
        yield Prose(line(writer.say(accepted)), tone="quiet")


def _account(writer: Writer, case: Finding, cites: tuple[int, ...]) -> Line:
    return (Words(writer.say(case.text), cites),)


def _quoted(writer: Writer, finding: Finding) -> Iterator[Block]:
    """The article in its own words, and where the rule comes from."""
    basis = [writer.say(case.basis) for case in finding.cases if case.basis]
    quotes = dict.fromkeys(case.quote for case in finding.cases if case.quote)
    for quote in quotes:
        yield Prose(line(f"“{quote}”"), lead=f"{basis[0]}:" if basis else "", tone="warn")
    parts = [writer.say(origin_of(finding)), *([] if quotes else dict.fromkeys(basis))]
    if finding.origin == "law":
        parts.append(writer.say(T("what the law asks here is for a lawyer to say")))
    yield Prose(line(REST.join(parts)), tone="quiet")


def _case(writer: Writer, finding: Finding) -> Block:
    """A finding among several: what is the case, its weight, and the article."""
    cites = writer.cite_places(finding.sources)
    lines = [part for i, case in enumerate(finding.cases) for part in ((" ",) if i else ()) + _account(writer, case, cites)]
    quotes = [f"“{case.quote}”" for case in finding.cases if case.quote]
    basis = [writer.say(case.basis) for case in finding.cases if case.basis]
    parts = [writer.say(origin_of(finding)), *dict.fromkeys(basis), *dict.fromkeys(quotes)]
    question = Question(
        writer.say(finding.question), line(*lines), weight(finding)[writer.lang], REST.join(parts), SEVERITY_COLOUR[finding.severity]
    )
    return Questions((question,))


def _proof(writer: Writer, finding: Finding) -> Iterator[Block]:
    """The evidence drawn, where it fits, and as a table with the places that say so."""
    height, rows = _room(writer, finding)
    if height:
        drawn = evidence.drawn(writer.graph, finding, WIDTH, height, writer.lang)
        yield Picture(pictures.svg(drawn, legend=False), writer.say(T("The evidence as a network; the table says the same.")))
    edges = [edge for edge in finding.edges if edge.source in writer.graph and edge.target in writer.graph]
    if edges:
        yield _table(writer, edges[:rows])
        if len(edges) > rows:
            more = N(
                "{n} more line of evidence is on the page of this finding.",
                "{n} more lines of evidence are on the page of this finding.",
                len(edges) - rows,
            )
            yield Prose(line(writer.say(more)), tone="quiet")
    else:
        nodes = [node for node in finding.nodes if node in writer.graph]
        yield Prose(writer.listed([(writer.called(node, writer.graph.nodes[node]),) for node in nodes[:rows]]))


def _room(writer: Writer, finding: Finding) -> tuple[float, int]:
    """The height of the drawing (0: none), and how many lines of evidence fit beside it."""
    texts = [text for case in finding.cases for text in (case.text, case.remedy) if text] + [finding.question]
    longer = max(0, sum(len(writer.say(text)) // ON_A_LINE for text in texts) - USUAL)
    if evidence.can_be_drawn(writer.graph, finding):
        for most, height, rows in ROOM:
            if len(finding.nodes) <= most:
                return height, max(FEWEST, rows - longer)
    return 0.0, max(FEWEST, ROWS_ALONE - longer)


def _table(writer: Writer, edges: Sequence[Edge]) -> Table:
    heads = tuple(writer.say(text) for text in (T("From"), T("Relation"), T("To")))
    return Table(writer.say(T("Evidence")), heads, tuple(_row(writer, edge) for edge in edges), (4, 3, 4))


def _row(writer: Writer, edge: Edge) -> tuple[Line, ...]:
    relation = TYPES[edge.attributes["type"]].title[writer.lang]
    return line(writer.called(edge.source)), line(relation), line(writer.called(edge.target, edge.attributes))


_KIND = T("Finding to discuss")

REPORT = Report(
    name="finding",
    title=Bilingual("Signaal op één blad", "Finding on one page"),
    about=Bilingual("een signaal, of meer met een komma ertussen", "a finding, or several with a comma between them"),
    page=_page,
)
