"""The library's questions as tools that only read, for programs that speak the Model Context Protocol over stdio.

One tool a question of ``cypher/``, and ``datasets``, ``findings``, ``show``, ``path`` and ``roles``. An answer is what ``--format json``
prints on the command line. Whether people are named is settled by whoever starts the server, not by whoever asks. Needs the extra
``mcp``; the only module that imports the protocol's library.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from orggraph import analyses, queries
from orggraph.access import Access, Permission, of_machine
from orggraph.errors import OrggraphError, UnknownName, WrongUsage
from orggraph.findings import Severity, chosen
from orggraph.i18n import Lang, T, Text
from orggraph.params import Param, ParamType
from orggraph.queries import Query
from orggraph.views import lookup
from orggraph.workspace import Workspace, connect
from orggraph.workspace.hiding import refused_queries
from orggraph.workspace.restricted import Restricted, restrict

if TYPE_CHECKING:
    from mcp import types
    from mcp.server import Server

    from orggraph.graph import Graph

MOST: Final = 200
"""Rows or findings in an answer where nobody asks for another number; so much a language model can take in."""
JSON_TYPES: Final[Mapping[ParamType, Mapping[str, Any]]] = {
    "string": {"type": "string"},
    "id": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string"},
    "list": {"type": "array", "items": {"type": "string"}},
}
Arguments = dict[str, Any]
Answer = dict[str, Any]


class NotInstalled(OrggraphError):
    """The extra that speaks the protocol is not installed."""


@dataclass(frozen=True)
class Tool:
    """One tool: what it is for, what it takes, and the function that answers."""

    name: str
    title: str
    about: str
    takes: Mapping[str, Any]
    """Arguments as properties of a JSON Schema."""
    needs: Sequence[str]
    answer: Callable[[Workspace, Arguments], Answer]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return {"type": "object", "properties": dict(self.takes), "required": list(self.needs), "additionalProperties": False}


def tools(lang: Lang, access: Access | None = None, *, with_names: bool = False) -> dict[str, Tool]:
    """All tools by name.

    Parameters
    ----------
    lang
        Language of titles, descriptions and of the texts in answers.
    access
        What who asks may see; a question that is refused to them is no tool. Default: of the user of this machine.
    with_names
        Whether answers name people where an overlay is at hand.
    """
    left_out = {queries.PASSED_OVER, *refused_queries(access or of_machine())}
    own = [_datasets(lang), _findings(lang, with_names), *_of_nodes(lang, with_names)]
    questions = [_question(query, lang, with_names) for query in queries.registry().values() if query.name not in left_out]
    return {tool.name: tool for tool in (*own, *questions)}


def _question(query: Query, lang: Lang, with_names: bool) -> Tool:
    def answer(work: Workspace, given: Arguments) -> Answer:
        most, where = given.pop("limit", MOST), _where(given)
        rows = work.query(query.name, with_names=with_names, **where, **given)
        return {"rows": list(rows[:most]), "of": len(rows)}

    columns = "; ".join(f"{name}: {meaning[lang]}" for name, meaning in query.columns.items() if not name.endswith("_id"))
    about = f"{query.question[lang]} {T('Columns: {columns}.', columns=columns).render(lang)}"
    takes = {name: _property(param, lang) for name, param in query.params.items()} | _shared(lang) | _limit(lang)
    needs = [name for name, param in query.params.items() if param.default is None and not param.optional]
    return Tool(query.name, query.title[lang], about, takes, needs, answer)


def _property(param: Param, lang: Lang) -> dict[str, Any]:
    made = {**JSON_TYPES[param.type], "description": (param.about[lang] if param.about else "")}
    if param.values:
        made["enum"] = list(param.values)
        made["description"] += ": " + ", ".join(f"{value} ({names[lang]})" for value, names in param.values.items())
    if param.default is not None:
        made["default"] = param.default
    return made


def _datasets(lang: Lang) -> Tool:
    about = T("The datasets in the store: id, title, version, reference date, number of nodes and relationships.")
    fields = ("id", "title", "version", "reference_date", "nodes", "relationships", "fictional")
    return Tool(
        "datasets",
        T("Datasets").render(lang),
        about.render(lang),
        {},
        (),
        lambda work, _: {"datasets": [{name: row.get(name) for name in fields} for row in work.datasets()]},
    )


def _findings(lang: Lang, with_names: bool) -> Tool:
    def answer(work: Workspace, given: Arguments) -> Answer:
        most, kinds, severities, about = (given.pop(name, None) for name in ("limit", "kinds", "severities", "subject"))
        graph = work.graph(with_names=with_names, **_as_graph(_where(given)))
        subject = lookup.resolve(graph, about) if about else None
        kept = chosen(work.find(graph, kinds or ()), severities=severities or (), subject=subject)
        return {"findings": [finding.to_json(lang) for finding in kept[: most or MOST]], "of": len(kept)}

    kinds = {kind: analysis.title[lang] for kind, analysis in analyses.registry().items()}
    takes = {
        "kinds": _several(T("Only these analyses"), kinds, lang),
        "severities": _several(T("Only so grave"), {severity.value: severity.names[lang] for severity in Severity}, lang),
        "subject": {"type": "string", "description": T("Only findings about this node: id or name").render(lang)},
    }
    about = T("What the analyses find in the role graph: facts to discuss, each with value, denominator, sources and a question.")
    return Tool("findings", T("Findings").render(lang), about.render(lang), takes | _shared(lang) | _limit(lang), (), answer)


def _of_nodes(lang: Lang, with_names: bool) -> list[Tool]:
    """The tools that ask about one node or two, each with the arguments that name them."""

    def of_nodes(names: Sequence[str], ask: Callable[..., Any], as_: str | None, work: Workspace, given: Arguments) -> Answer:
        ends = [given.pop(name) for name in names]
        made = ask(work, work.graph(with_names=with_names, **_as_graph(_where(given))), *ends)
        return {as_: made} if as_ else dict(made)

    declared: list[tuple[str, Text, Text, Mapping[str, Text], Callable[..., Any], str | None]] = [
        ("show", T("One node"), T("Everything about one node: properties, relationships, claims, sources."),
         {"node": T("The node: id or name")}, _show, None),
        ("path", T("Shortest path"), T("The shortest path between two nodes, whatever the direction of its relationships."),
         {"start": T("Where it begins: id or name"), "end": T("Where it ends: id or name")}, _path, None),
        ("roles", T("Posts of a person"), T("The posts that a person holds at the same time, with role, body, capacity and period."),
         {"person": T("The person: id or name")}, _roles, "rows"),
    ]  # fmt: skip
    return [
        Tool(
            name,
            title.render(lang),
            about.render(lang),
            {end: {"type": "string", "description": what.render(lang)} for end, what in ends.items()} | _shared(lang),
            tuple(ends),
            partial(of_nodes, tuple(ends), ask, as_),
        )
        for name, title, about, ends, ask, as_ in declared
    ]


def _show(work: Workspace, graph: Graph, node: str) -> dict[str, Any]:
    return work.show(graph, node)


def _path(work: Workspace, graph: Graph, start: str, end: str) -> dict[str, Any]:
    return work.path(graph, start, end)


def _roles(work: Workspace, graph: Graph, person: str) -> list[dict[str, Any]]:
    return work.roles(graph, person)


def _shared(lang: Lang) -> dict[str, Any]:
    """The arguments of every tool that reads the graph."""
    return {
        "datasets": {**JSON_TYPES["list"], "description": T("Ids of the datasets to ask; default: all").render(lang)},
        "date": {"type": "string", "description": T("The date asked; default: each dataset's reference date").render(lang)},
        "prefer": {**JSON_TYPES["list"], "description": T("Ids of sources that go before others where they differ").render(lang)},
    }


def _limit(lang: Lang) -> dict[str, Any]:
    return {"limit": {"type": "integer", "minimum": 1, "default": MOST, "description": T("So many rows at most").render(lang)}}


def _several(about: Text, names: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    words = ", ".join(f"{value} ({name})" for value, name in names.items())
    return {"type": "array", "items": {"type": "string", "enum": list(names)}, "description": f"{about.render(lang)}: {words}"}


def _where(given: Arguments) -> Arguments:
    """The shared arguments, taken out of what was given, as a query of the library takes them."""
    date, datasets, prefer = (given.pop(name, None) for name in ("date", "datasets", "prefer"))
    return {"datasets": datasets or None, "on": date, "prefer": prefer or ()}


def _as_graph(where: Arguments) -> Arguments:
    return {name: where[name] for name in ("on", "datasets", "prefer")}


def call(work: Workspace, known: Mapping[str, Tool], name: str, given: Mapping[str, Any] | None) -> Answer:
    """The answer of one tool.

    Raises
    ------
    UnknownName
        An unknown tool or argument. WrongUsage for an argument that is missing or of another type; what the tool itself refuses.
    """
    if name not in known:
        raise UnknownName(T("tool"), name, known)
    tool, arguments = known[name], {key: value for key, value in (given or {}).items() if value is not None}
    for key, value in arguments.items():
        if key not in tool.takes:
            raise UnknownName(T("parameter"), key, tool.takes)
        _check(key, value, tool.takes[key])
    for key in tool.needs:
        if key not in arguments:
            raise WrongUsage(T("The parameter {name} must be given.", name=key), T("Write {name}=….", name=key))
    return tool.answer(work, arguments)


def _check(name: str, value: Any, declared: Mapping[str, Any]) -> None:
    """Refuse a value of another type, before something deeper trips over it."""
    fits: Mapping[str, Callable[[Any], bool]] = {
        "array": lambda given: isinstance(given, list) and all(isinstance(text, str) for text in given),
        "integer": lambda given: isinstance(given, int) and not isinstance(given, bool) and given >= declared.get("minimum", given),
        "number": lambda given: isinstance(given, int | float) and not isinstance(given, bool),
        "boolean": lambda given: isinstance(given, bool),
        "string": lambda given: isinstance(given, str),
    }
    if not fits[declared["type"]](value):
        raise WrongUsage(
            T("The parameter {name} cannot be {value}.", name=name, value=value), T("Expected here: {what}.", what=declared["type"])
        )


def serve(lang: Lang, access: Access, *, with_names: bool = False) -> None:
    """Answer over standard input and output until the other side closes, what ``access`` may see.

    Raises
    ------
    NotInstalled
        The extra ``mcp`` is not there. Refused for names that may not be seen. StoreUnreachable where no store answers.
    """
    try:
        import anyio
        from mcp.server.stdio import stdio_server
    except ImportError:
        raise NotInstalled(
            T("The library that speaks the protocol is not installed."), T("Install the extra: pip install 'orggraph[mcp]'.")
        ) from None

    async def until_closed(server: Server[Any]) -> None:
        async with stdio_server() as (reads, writes):
            await server.run(reads, writes, server.create_initialization_options())

    if with_names:
        access.require(Permission.NAMES)
    with connect() as work:
        work.fill_once()
        anyio.run(until_closed, _server(restrict(work, access), lang, with_names))


def _server(work: Restricted, lang: Lang, with_names: bool) -> Server[Any]:
    import anyio
    from mcp import types
    from mcp.server import Server

    known = tools(lang, work.access, with_names=with_names)
    harmless = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    listed = [
        types.Tool(name=tool.name, title=tool.title, description=tool.about, input_schema=tool.schema, annotations=harmless)
        for tool in known.values()
    ]
    waiting = anyio.Lock()  # one question at a time: the session with the store is one

    async def list_tools(*_: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(_: Any, request: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            async with waiting:
                answer = await anyio.to_thread.run_sync(call, work, known, request.name, request.arguments)
        except OrggraphError as error:
            return types.CallToolResult(content=[types.TextContent(text=error.text(lang))], is_error=True)
        text = json.dumps(answer, ensure_ascii=False, default=str)
        return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=json.loads(text))

    about = T(
        "The role graph of Dutch regional government: who holds which post where, which roles meet in one person, what has no owner. "
        "Everything here only reads. A finding is a matter to discuss and never a verdict on a person; what is not stated is not none. "
        "Name the dataset, the date and the sources of what you tell; invented datasets say so (fictional)."
    )
    return Server(
        "orggraph",
        version=version("orggraph"),
        instructions=about.render(lang),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
