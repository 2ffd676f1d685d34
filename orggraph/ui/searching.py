"""The search of the app: the index of what a reader looks at, and the route that answers while somebody types.

The route stands behind the same guard as every page (own hosts, own origin), reads only, and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse

from orggraph.access import Access
from orggraph.errors import OrggraphError, StoreError
from orggraph.graph import Graph
from orggraph.graph.kept import kept
from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang
from orggraph.search import Index, PageEntry, Result, build, results
from orggraph.ui import reader, visit
from orggraph.ui.page import address, allowed, registry
from orggraph.workspace import Workspace
from orggraph.workspace.hiding import KINDS, hidden_from, of, refused_queries
from orggraph.workspace.restricted import Restricted, restrict

ROUTE: Final = "zoek"
"""Where the search answers."""


def index_of(work: Workspace, graph: Graph) -> Index:
    """The index of a graph with the pages of the app; an analysis is asked only of what it says something of."""
    return kept(graph, ("search",), lambda: build(graph, page_entries(), work.find(graph) if len(graph) else ()))


def _beyond(graph: Graph) -> Index:
    """The index of the regions that are not looked at: their names, and the questions that those fill."""
    return kept(graph, ("search beyond",), lambda: build(graph))


def page_entries() -> list[PageEntry]:
    """The pages that stand in the navigation or say by which words they are searched for."""
    return [PageEntry(page.path, page.title, page.words, page.takes) for page in registry() if page.in_navigation or page.words]


def answer(request: Request) -> JSONResponse:
    """What fits the words of ``q``, in what the reader's choices show: results, each with its address, or a message why not."""
    given = request.query_params
    lang: Lang = next((lang for lang in LANGUAGES if lang == given.get("lang")), DEFAULT_LANG)
    try:
        access = reader.of_request(request)
        access = access.present() if given.get("present") == "1" else access
        work = restrict(visit.shared_workspace(), access)
        return _json(_listed(work, given.getlist("dataset"), given.get("q", ""), lang, _choices(request)))
    except StoreError as error:
        visit.forget_workspace()
        return _json([], (error.hint or error.message).render(lang), HTTPStatus.SERVICE_UNAVAILABLE)
    except OrggraphError as error:
        return _json([], error.text(lang), HTTPStatus.BAD_REQUEST)


def _json(listed: list[dict[str, Any]], message: str = "", status: HTTPStatus = HTTPStatus.OK) -> JSONResponse:
    return JSONResponse({"results": listed, "message": message}, status, headers={"cache-control": "no-store"})


def _choices(request: Request) -> dict[str, Any]:
    """The reader's choices, as the addresses of results repeat them."""
    given = request.query_params
    single = {name: given.get(name) for name in ("lang", "date", "names", "present")}
    return {**single, "dataset": given.getlist("dataset"), "prefer": given.getlist("prefer")}


def _listed(work: Restricted, datasets: list[str], typed: str, lang: Lang, choices: Mapping[str, Any]) -> list[dict[str, Any]]:
    known = [head["id"] for head in work.datasets()]
    chosen = [name for name in datasets if name in known] or known
    graph = work.graph(on=choices["date"], datasets=chosen, prefer=choices["prefer"], with_names=choices["names"] == "1")
    others = [name for name in known if name not in chosen]

    def beyond() -> Index:
        return _beyond(work.graph(on=choices["date"], datasets=others, with_names=choices["names"] == "1"))

    listed = results(index_of(work, graph), typed, lang, beyond=beyond if others else None)
    return [_as_listed(result, choices) for result in listed if not _is_left_out(result, work.access)]


def _is_left_out(result: Result, access: Access) -> bool:
    """Whether a result leads to what may not be seen."""
    page = next((page for page in registry() if page.path == result.page), None)
    kinds, refused = of(KINDS, hidden_from(access)), refused_queries(access)
    return result.params.get("query") in refused or result.params.get("kind") in kinds or not (page is None or allowed(page, access))


def _as_listed(result: Result, choices: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: getattr(result, name) for name in ("kind", "title", "about", "near", "dataset")}
    region = {"dataset": [result.dataset], "prefer": []} if result.dataset else {}
    return {**fields, "href": address(result.page, {**choices, **region, **result.params})}
