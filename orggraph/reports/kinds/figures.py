"""What analyses measure, as a sheet to hand out: one question, or all of them for a region."""

from __future__ import annotations

from orggraph.analyses import registry, tables
from orggraph.errors import UnknownName
from orggraph.i18n import Bilingual, T
from orggraph.reports.measured import section
from orggraph.reports.page import Page, Prose, Section, line
from orggraph.reports.report import Report, Request
from orggraph.reports.writer import Writer

TITLE = Bilingual("Samenhang in cijfers", "Structure in figures")
MOST_OF_ALL = 12
"""So many rows of a table stand where all questions are in one document."""


def page(request: Request, name: str) -> Page:
    """What one analysis measures, or all of them. Raises UnknownName for an analysis that there is not, or that has no tables."""
    measuring = {kind: analysis for kind, analysis in registry().items() if analysis.tables}
    if name and name not in measuring:
        raise UnknownName(T("analysis with tables"), name, measuring)
    writer = Writer(request.graph, request.lang)
    sections: list[Section] = []
    for kind in [name] if name else measuring:
        made = tables(request.graph, kind)
        question = measuring[kind].question[request.lang]
        most = {} if name else {"most": MOST_OF_ALL}
        sections += [section(request, writer, table, f"{kind}-{n}", question, **most) for n, table in enumerate(made, 1)]
    if not sections:
        nothing = Prose(line(writer.say(T("These data hold nothing to measure here."))))
        sections.append(Section("niets", TITLE[request.lang], measuring[name].question[request.lang] if name else "", (nothing,)))
    under = T("What is measured everywhere, also where nothing asks for attention. No figure says how it should be.")
    title = measuring[name].title[request.lang] if name else writer.say(T("All questions"))
    return writer.page(TITLE[request.lang], title, under=writer.say(under), sections=tuple(sections))


REPORT = Report(
    name="figures",
    title=TITLE,
    about=Bilingual(
        "een analyse met tabellen, zoals voting; zonder onderwerp alle", "an analysis with tables, such as voting; without a subject all"
    ),
    page=page,
    optional=True,
)
"""The sheet of figures."""
