"""A published region: every link leads to a page, nothing is asked of the web, hostile names stay text, and it is whole or not there."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from pypdf import PdfReader

from orggraph import analyses, regions
from orggraph.graph import project, provenance
from orggraph.model.tables import to_tables
from orggraph.picture.export import CannotWrite
from orggraph.publish.addresses import Addresses
from orggraph.publish.folder import put_folder
from orggraph.publish.site import WITHOUT_PAGE, publish
from orggraph.sources.dataset_yaml import read_dataset
from tests.browser.hostile_region import hostile_region
from tests.reports.conftest import region


def documents(folder: Path) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
    for file in sorted(folder.rglob("*.html")):
        yield file, lxml.html.document_fromstring(file.read_bytes())


def test_every_link_of_every_page_leads_to_something_that_is_there(published: Path) -> None:
    pages = dict(documents(published))
    ids = {file: set(tree.xpath("//@id")) for file, tree in pages.items()}
    web = {row.get("url") for row in provenance(region("amersfoort")).sources.values()}
    followed = 0
    for file, tree in pages.items():
        for address in tree.xpath("//@src | //@href"):
            parts = urlsplit(address)
            if parts.scheme:
                assert address in web, (file, address)
                continue
            there = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            assert there.is_file(), (file, address)
            assert not parts.fragment or parts.fragment in ids[there], (file, address)
            followed += 1
    assert followed > 1000
    assert not [source for tree in pages.values() for source in tree.xpath("//@src") if urlsplit(source).scheme]


def test_every_body_post_and_role_has_a_page_that_the_search_knows(published: Path) -> None:
    text = (published / "assets" / "search-index.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("window.orggraphIndex = ").rstrip(";\n"))
    graph = region("amersfoort")
    assert all((published / "pages" / file).is_file() for _, _, file in rows)
    titles = sorted(data["name"] for _, data in graph.nodes(data=True) if data["label"] not in WITHOUT_PAGE)
    assert not set(titles) - {name for name, _, _ in rows}
    assert len(rows) >= len(titles) > 150


def test_every_page_says_dataset_and_date(published: Path) -> None:
    for file, tree in documents(published):
        text = tree.text_content()
        assert "amersfoort" in text, file
        assert "peildatum 1 januari 2024" in text, file


@pytest.mark.parametrize("asked", [False, True])
def test_people_stand_under_their_name_only_where_that_is_asked(tmp_path: Path, asked: bool) -> None:
    tables = to_tables(read_dataset(regions.path("gooi-en-vechtstreek")))
    person = next(node for node, data in project(tables).nodes(data=True) if data["label"] == "Person")
    publish(project(tables, names={person: "Quirijn Proefpersoon"} if asked else None), [], tmp_path / "out", "nl")
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "out").rglob("*.*") if file.is_file()]
    assert any("Proefpersoon" in text for text in texts) is asked


def test_names_that_mean_something_in_html_stay_text(tmp_path: Path) -> None:
    graph = project(to_tables(read_dataset(hostile_region())))
    publish(graph, analyses.find(graph), tmp_path / "out", "en")
    for file, tree in documents(tmp_path / "out"):
        if file.name != "map.html":
            assert {script.get("src", "").rsplit("/", 1)[-1] for script in tree.iter("script")} == {"search-index.js", "site.js"}, file
            assert not tree.xpath("//@*[starts-with(name(), 'on')]"), file
            assert not tree.xpath("//img | //iframe"), file


def test_each_post_has_its_document_where_that_is_asked(tmp_path: Path) -> None:
    graph = project(to_tables(read_dataset(hostile_region())))
    steps: list[tuple[int, int]] = []
    publish(graph, analyses.find(graph), tmp_path / "out", "nl", role_packs=lambda n, total: steps.append((n, total)))
    posts = [node for node, data in graph.nodes(data=True) if data["label"] == "Post"]
    documents = sorted((tmp_path / "out" / "role-packs").iterdir())
    assert len(documents) == len(posts) > 0
    assert steps == [(n, len(posts)) for n in range(1, len(posts) + 1)]
    for document in documents:
        page = tmp_path / "out" / "pages" / f"{document.stem}.html"
        assert f'href="../role-packs/{document.name}"' in page.read_text(encoding="utf-8")
        text = "".join(sheet.extract_text() for sheet in PdfReader(document).pages)
        assert "Mijn rol" in text


def test_the_cards_of_the_map_lead_to_the_pages(published: Path) -> None:
    (map_page,) = [tree for file, tree in documents(published) if file.name == "map.html"]
    content = json.loads(map_page.get_element_by_id("data").text_content())
    led = {node["L"]: node["p"] for node in content["nodes"] if "p" in node}
    assert {"Body", "Organization", "Post", "Role"} <= set(led)
    assert all((published / "pages" / node["p"]).is_file() for node in content["nodes"] if "p" in node)


def test_a_folder_that_holds_something_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite, match="not an empty folder"):
        put_folder(tmp_path, [("pages/a.html", "a")])
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert put_folder(folder, [("pages/a.html", "é")]) == 2
    assert (folder / "pages" / "a.html").read_text(encoding="utf-8") == "é"


def test_where_there_is_no_more_room_nothing_is_left(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(CannotWrite):
            put_folder(tmp_path / "out", [("pages/a.html", "a"), ("pages/b.html", "b" * 5000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_ids_that_give_the_same_name_have_files_of_their_own() -> None:
    addresses = Addresses.of(["d/body/a-b", "d/body/a.b", "d/body/A-B", "d/map", "d/body/" + "x" * 300], ["d/body/a-b"], datasets=1)
    files = list(addresses.files.values())
    assert len({file.lower() for file in files}) == len(files)
    assert max(map(len, files)) < 120
    assert addresses.link("d/body/a-b", inside=False) == f"pages/{addresses.link('d/body/a-b', inside=True)}"
    assert addresses.link("elsewhere", inside=True) is None
