"""The graph as a file: the form follows from the suffix. A file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from orggraph.errors import OrggraphError, UnknownName
from orggraph.exports import Content, graphs
from orggraph.graph import Graph, provenance
from orggraph.i18n import Lang, T, stored
from orggraph.model.base import Row
from orggraph.picture import layout, pictures, raster, region
from orggraph.picture.drawing import Drawing
from orggraph.picture.region_page import region_page

WIDTH, HEIGHT = 1400, 800
"""Size in pixels of a picture in a file; a PNG has twice as many."""

Writer = Callable[[Graph, Lang], bytes]


INVENTED: Final = T("Invented: people, places and sources in it do not exist")


class CannotWrite(OrggraphError):
    """A file that cannot be written: the folder is missing, full, or not ours."""


def facts(graph: Graph, lang: Lang) -> list[tuple[str, str]]:
    """What every export says of itself: that it is invented; the datasets with their versions, the date, the sources, those preferred."""
    origins = provenance(graph)
    invented = [head for head in origins.datasets.values() if head.get("fictional")]
    heads = [
        f"{stored(head, 'title', lang)} (v{head['version']})" if "version" in head else name for name, head in origins.datasets.items()
    ]
    facts = [
        (T("Invented"), T("people, places and sources in it do not exist").render(lang) if invented else ""),
        (T("Dataset"), ", ".join(heads)),
        (T("As of"), ", ".join(dict.fromkeys(origins.on.values()))),
        (T("Sources"), ", ".join(row["name"] for row in origins.sources.values())),
        (T("Followed where sources differ"), ", ".join(origins.sources[source]["name"] for source in origins.prefer)),
    ]
    return [(name.render(lang), value) for name, value in facts if value]


ORIGIN: Final = ("dataset", "dataset_version", "as_of", "sources_followed", "invented")
"""Columns that a table has more than its rows, so that a file says what it was made from."""


def with_origin(graph: Graph, rows: Iterable[Row]) -> list[Row]:
    """Rows with the columns of ``ORIGIN``, each row alike: a line above or below the table would break readers of CSV.

    A row that has a dataset of its own keeps it.
    """
    origins = provenance(graph)
    origin = {
        "dataset": ", ".join(origins.on),
        "dataset_version": ", ".join(str(head["version"]) for head in origins.datasets.values() if "version" in head),
        "as_of": ", ".join(dict.fromkeys(origins.on.values())),
        "sources_followed": ", ".join(origins.prefer) or "all",
        "invented": any(head.get("fictional") for head in origins.datasets.values()),
    }
    return [{**origin, **row} for row in rows]


def write(graph: Graph, path: Path, lang: Lang) -> None:
    """Write a picture of the graph, or the graph itself.

    Parameters
    ----------
    graph
        The projection.
    path
        The file; its suffix is one of ``WRITERS``. What stands there is replaced only when the new file is whole.
    lang
        Language of the texts.

    Raises
    ------
    UnknownName
        A suffix that is none of these.
    CannotWrite
        The file cannot be written; nothing is left behind.
    """
    if path.suffix not in WRITERS:
        raise UnknownName(T("form of picture"), path.suffix or str(path), WRITERS)
    put(path, WRITERS[path.suffix](graph, lang))


def put(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all. Raises CannotWrite; what stood there stays, and nothing is left behind."""
    made: str | None = None
    try:
        handle, made = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(0o666 & ~_umask())
        Path(made).replace(path)
    except OSError as error:
        if made:
            Path(made).unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def put_all(path: Path, content: Content) -> None:
    """Write what a format makes: a file, or the files of a folder, which is made. Raises CannotWrite."""
    for name, file in content.items() if isinstance(content, Mapping) else [("", content)]:
        target = path / name if name else path
        if name:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise cannot_write(target.parent, error) from error
        put(target, file)


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """The error for a file or folder that cannot be written, in the words of the system."""
    return CannotWrite(
        T("{file} cannot be written: {words}.", file=str(path), words=error.strerror or str(error)),
        T("Choose a folder that exists and in which you may write, with room on the disk."),
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _drawn(graph: Graph, lang: Lang) -> Drawing:
    return layout.swimlanes(graph, WIDTH, HEIGHT, title=_title(graph, lang), lang=lang)


def _title(graph: Graph, lang: Lang) -> str:
    heads = provenance(graph).datasets.values()
    return ", ".join(str(stored(head, "title", lang)) for head in heads)


def _html(graph: Graph, lang: Lang) -> bytes:
    return region_page(region.content(graph, title=_title(graph, lang), lang=lang), facts=facts(graph, lang)).encode()


def _svg(graph: Graph, lang: Lang) -> bytes:
    return pictures.svg(_drawn(graph, lang), facts=facts(graph, lang)).encode()


def _png(graph: Graph, lang: Lang) -> bytes:
    return raster.png(_drawn(graph, lang), facts(graph, lang))


def _json(graph: Graph, _lang: Lang) -> bytes:
    return pictures.graph_json(graph).encode()


def _graphml(graph: Graph, _lang: Lang) -> bytes:
    return graphs.graphml(graph)


def _gexf(graph: Graph, _lang: Lang) -> bytes:
    return graphs.gexf(graph)


WRITERS: Final[Mapping[str, Writer]] = {".html": _html, ".svg": _svg, ".png": _png, ".json": _json, ".graphml": _graphml, ".gexf": _gexf}
"""Per suffix what makes the file."""
