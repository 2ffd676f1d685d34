"""A store with a region in which all that not everybody may see is marked by words that stand nowhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from orggraph.access import Access, Permission, Right
from orggraph.model.base import Record
from orggraph.model.nodes import Person, Role, Source
from orggraph.model.relationships import Prefers
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from orggraph.workspace.restricted import Restricted, restrict
from tests.conftest import connected, empty

REGION = "proefregio"
FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"
MARKS = {
    Permission.NAMES: ("Naamzeker",),
    Permission.REMARKS: ("Opmerkzeker", "Redenzeker", "Doorzeker", "Laderzeker", "Versiezeker"),
    Permission.LOADS: ("Lastzeker", "43.21987"),
    Permission.PREFERENCES: ("Wenszeker", "76.54321"),
}
"""By permission the words that only who has it may meet, wherever they look."""


def forbidden(right: Right) -> list[str]:
    """The words that somebody of this right may not meet."""
    access = Access("x", right)
    return [word for permission, words in MARKS.items() if not access.may(permission) for word in words]


def allowed(right: Right) -> list[str]:
    """The words that somebody of this right may meet."""
    return [word for words in MARKS.values() for word in words if word not in forbidden(right)]


def text_of(content: Any, name: str = "") -> str:
    """What a file says: of a folder or an archive all of its files, of a table in columns its rows, of a picture what stands beside it.

    The pixels of a PNG stay unread: they are drawn from what the SVG is written from, which is read whole.
    """
    if isinstance(content, dict):
        return "\n".join(text_of(each, inner) for inner, each in content.items())
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(text_of(archive.read(inner), inner) for inner in archive.namelist())
    if content[:4] == b"\x89PNG":
        with Image.open(io.BytesIO(content)) as picture:
            return f"{name}\n{picture.text} {picture.info}"  # type: ignore[attr-defined]
    if content[:4] == b"PAR1":
        parquet = pytest.importorskip("pyarrow.parquet")
        return str(parquet.read_table(io.BytesIO(content)).to_pylist())
    if content[:4] == b"%PDF":
        pypdf = pytest.importorskip("pypdf")
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return f"{name}\n{content.decode(errors='replace')}"


def _marked(record: Record) -> Record:
    changed: dict[str, Any] = {"note": "Opmerkzeker over dit gegeven"} if not isinstance(record, Source) else {}
    if isinstance(record, Role):
        changed |= {"load_hours": 43.21987, "load_source": "Lastzeker 12"}
    if isinstance(record, Prefers):
        changed |= {"weight": 76.54321, "as_stated": "Wenszeker al jaren"}
    return record.model_copy(update=changed)


@pytest.fixture(scope="module")
def home(embedded_home: Path) -> Iterator[Path]:
    """The folder of the store, with an overlay of names for the region."""
    file = embedded_home / "names" / f"{REGION}.yaml"
    file.parent.mkdir(exist_ok=True)
    people = [node.id for node in read_dataset(FILE).nodes if isinstance(node, Person)]
    entries = [{"id": person.partition("/")[2], "name": f"Naamzeker {person.rsplit('/', 1)[1]}"} for person in people]
    file.write_text(yaml.safe_dump({"dataset": REGION, "names": entries}), encoding="utf-8")
    yield embedded_home
    file.unlink()


@pytest.fixture(scope="module")
def whole(home: Path, embedded_server: ServerAddress) -> Iterator[Workspace]:
    """All of the store, to which nobody's right applies; the tests of a module share it."""
    assert home.is_dir()
    with connected(embedded_server) as opened:
        yield marked(opened)


def marked(opened: Connection) -> Workspace:
    """A store that holds just the marked region, with findings that were accepted."""
    empty(opened)
    work = Workspace(opened)
    region = read_dataset(FILE)
    records = [tuple(map(_marked, each)) for each in (region.nodes, region.relationships)]
    work.load(type(region)(region.info, *records), by="Laderzeker", reason="Versiezeker")  # type: ignore[arg-type]
    for finding in work.find(work.graph())[:12]:
        work.accept(finding.id, reason="Redenzeker", by="Doorzeker")
    return work


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands, pages and the audit use the folder of the store."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(home))


@pytest.fixture(params=list(Right))
def work(request: pytest.FixtureRequest, whole: Workspace) -> Restricted:
    """The store as somebody of each right has it."""
    return restrict(whole, Access("iemand@voorbeeld.nl", request.param))
