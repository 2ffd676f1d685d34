"""What a report is, and what it gets: one module in ``kinds`` declares one, and the registry finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from orggraph import plugins
from orggraph.errors import NotFound, UnknownName
from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.graph.people import apart
from orggraph.i18n import Bilingual, Lang, T
from orggraph.model.nodes import LABELS
from orggraph.reports.page import Page
from orggraph.views.lookup import resolve


@dataclass(frozen=True)
class Request:
    """What a report gets: a projection, a language, and the findings, which are worked out only where a report asks for them.

    ``shows_people`` says whether tables of people, and of posts that they hold, may stand in it.
    """

    graph: Graph
    lang: Lang
    find: Callable[[], Sequence[Finding]] = field(default=tuple, repr=False)
    shows_people: bool = True

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the analyses find in the projection."""
        return tuple(self.find())


@dataclass(frozen=True, eq=False)
class Report:
    """A kind of report.

    Parameters
    ----------
    name
        Its name on the command line.
    title, about
        Its title, and what its subject may be, in each language.
    page
        Makes the page about a subject: an id, a name, or whatever the report takes. Raises NotFound where there is no such subject.
    subjects
        Labels of the nodes that it can be about; none where its subject is no node.
    optional
        Whether it is made without a subject too, and is then about the whole region.
    """

    name: str
    title: Bilingual
    about: Bilingual
    page: Callable[[Request, str], Page]
    subjects: tuple[str, ...] = ()
    optional: bool = False


@cache
def registry() -> Mapping[str, Report]:
    """All reports by name."""
    return plugins.by_name("orggraph.reports.kinds", Report, lambda report: report.name)


def get(name: str) -> Report:
    """A report by its name. Raises UnknownName, with the nearest ones."""
    reports = registry()
    if name not in reports:
        raise UnknownName(T("report"), name, reports)
    return reports[name]


def subject(graph: Graph, name: str, labels: Sequence[str]) -> str:
    """The id of the node that a report is about.

    Parameters
    ----------
    graph
        The projection.
    name
        An id, the last part of an id, a name, or the surname of a person.
    labels
        What it may be.

    Raises
    ------
    NotFound
        There is none, there are several (the error names them), or it is something else.
    """
    data = graph.nodes
    slugged = sorted(node for node in graph if node.rsplit("/", 1)[-1] == name and data[node]["label"] in labels)
    if len(slugged) == 1:
        return slugged[0]
    if slugged:
        candidates = [apart(graph, node) for node in slugged]
        raise NotFound(T("{name} names several nodes: {fits}.", name=name, fits=candidates), T("Give the id of one."))
    try:
        return resolve(graph, name, labels=labels)
    except NotFound:
        if name not in graph:
            raise
    kinds = [LABELS[label].title for label in labels]
    wanted = {lang: ", ".join(kind[lang].lower() for kind in kinds) for lang in ("nl", "en")}
    raise NotFound(
        T("{name} is no subject of this report ({what}).", name=data[name]["name"], what=LABELS[data[name]["label"]].title),
        T("It is made about: {kinds}.", kinds=wanted),
    )
