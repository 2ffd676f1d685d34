"""The quick guide: two sheets for who is new, on what the app shows of this region, with a map and a role of the region itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orggraph.graph import Graph
from orggraph.graph.people import begun
from orggraph.graph.reading import out
from orggraph.i18n import Bilingual, T, Text
from orggraph.picture import layout, pictures
from orggraph.reports.kinds import role
from orggraph.reports.kinds.role.hats import SUBJECTS, worn
from orggraph.reports.page import Block, Page, Picture, Prose, Section, Table, Words, line
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer

TITLE = Bilingual("Wegwijzer", "Quick guide")
MAP_SIZE = 740.0, 470.0
"""Width and height of the map, in pixels: on the sheet its words are as large as those of a table."""
WAYS: Sequence[tuple[Text, Text, Text]] = (
    (T("I want to know where I sit"), T("My role"), T("Type your name, your post or your municipality.")),
    (
        T("I am looking for somebody or something"),
        T("The bar above every page"),
        T("Press / and type; a question in your own words works too."),
    ),
    (T("I want to see how it hangs together"), T("Relation map"), T("Click a card to read about it; Enter unfolds its members.")),
    (T("I want to know which way a decision goes"), T("Decision routes"), T("Choose a decision; each step says who takes it.")),
    (T("I want to know what asks for a talk"), T("Findings"), T("Each is a question, with the article or the source.")),
    (T("I take over from somebody"), T("Handover"), T("Choose a person, post, body or topic; in Word you edit on.")),
    (T("I want my meetings in my calendar"), T("My role"), T("The button “Calendar” gives all days in one file.")),
    (T("We look together on a screen"), T("Presentation mode"), T("At the left; it leaves out what is about one person.")),
)
"""What somebody wants, where in the app, and how."""
RULES: Sequence[tuple[Text, Text]] = (
    (T("A small number"), T("leads to the place in the source that says it; the list stands at the end of a page.")),
    (T("A dotted line"), T("is something that nobody has written down. Ask it, and have it written down.")),
    (T("A question"), T("is no reproach. It says on what it rests: the law, the source, or a rule of ours.")),
    (T("A date"), T("stands above every page: what you read is as it was then. Another date can be chosen at the left.")),
    (T("A name"), T("of a real person stands there only where somebody who may see it asks for it; else the post.")),
)
"""How to read what stands there."""


def page(request: Request, name: str) -> Page:
    """The guide; ``name``: whose role it shows as an example, or empty. Raises NotFound where there is nobody of that name."""
    graph, writer = request.graph, Writer(request.graph, request.lang)
    node = subject(graph, name, SUBJECTS) if name else _example(graph)
    ways = tuple(tuple(line(writer.say(part)) for part in way) for way in WAYS)
    heads = tuple(writer.say(text) for text in (T("What you want"), T("Where"), T("How")))
    begin = (Table(writer.say(T("Ways in")), heads, ways, (4, 3, 5)),)
    rules = tuple(Prose(line(writer.say(text)), lead=writer.say(lead)) for lead, text in RULES)
    ten = T("One page about one person, post or role: read it in ten minutes, keep it.")
    sections = (
        Section("beginnen", writer.say(T("Where do I begin?")), "", begin),
        Section("kaart", writer.say(T("The region on a map")), writer.say(T("Who is there, and what ties them together?")),
                tuple(_map(writer, node))),
        Section("rol", role.TITLE[request.lang], writer.say(ten), tuple(_mine(request, writer, node)), new_sheet=True),
        Section("lezen", writer.say(T("How do I read it?")), "", rules),
    )  # fmt: skip
    about = T("Two sheets for who is new on a board: where to look, and how to read what stands there.")
    return writer.page(
        TITLE[request.lang], writer.say(T("Find your way")), under=writer.say(about), sections=sections,
        numbered=False, fitted=True,
    )  # fmt: skip


def _example(graph: Graph) -> str | None:
    """Who took up a post last; where nobody is known a role that goes with others, or a post; None where there is none of these."""
    roles = [node for node, data in graph.nodes(data=True) if data["label"] == "Role"]
    together = [node for node in roles if out(graph, node, "COMBINES_WITH")]
    posts = [node for node, data in graph.nodes(data=True) if data["label"] == "Post"]
    return next(iter((*begun(graph), *together, *sorted(posts), *roles)), None)


def _map(writer: Writer, node: str | None) -> Iterator[Block]:
    """The map, with a body of the example in the middle, and what its signs are."""
    graph = writer.graph
    bodies = worn(graph, node).bodies if node else ()
    if not bodies:
        yield Prose(
            line(writer.say(T("The sources name no body in which somebody sits, so that there is nothing to draw here."))), tone="quiet"
        )
        return
    drawn = layout.draw("rings", graph, *MAP_SIZE, centre=bodies[0], steps=1, title=writer.name(bodies[0]), lang=writer.lang)
    alt = T("The map with {body} in the middle, and round it what it is tied to.", body=writer.name(bodies[0]))
    yield Picture(pictures.svg(drawn, legend=False), writer.say(alt))
    text = T(
        "In the middle {body}. A card is a body, a post, a person or a group of these; its colour is its layer. A line is a relationship, "
        "dashed where it follows from something else. In the app a click shows what is behind a card.",
        body="\0",
    )
    before, _, after = writer.say(text).partition("\0")
    yield Prose(line(before, writer.called(bodies[0]), after))


def _mine(request: Request, writer: Writer, node: str | None) -> Iterator[Block]:
    """The beginning of the page of a role, and what its sections answer."""
    if node is None:
        yield Prose(line(writer.say(T("The sources name no person, no post and no role here."))), tone="quiet")
        return
    made = role.page(request, node)
    yield Prose(line(Words(made.title, node=node, strong=True), f", {made.under}"), lead=writer.say(T("For instance:")))
    yield from (block for block in made.opening if not isinstance(block, Prose))  # its texts cite places of another page
    if made.sections:
        heads = writer.say(T("Part")), writer.say(T("What it answers"))
        rows = tuple((line(section.title), line(section.question)) for section in made.sections)
        yield Table(writer.say(T("Parts of the page")), heads, rows, (2, 5))


REPORT = Report(
    name="guide",
    title=TITLE,
    about=Bilingual("de hele regio; wiens rol als voorbeeld dient", "the whole region; whose role serves as an example"),
    page=page,
    optional=True,
)
