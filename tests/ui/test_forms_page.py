"""The page Samenwerkingsvormen: the forms of a region side by side."""

from __future__ import annotations

import re

from orggraph.analyses import tables
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.resources import package_path
from orggraph.sources.dataset_yaml import read_dataset
from tests.ui.conftest import Opener, written


def test_former_present_and_proposed_forms_stand_side_by_side(opened: Opener) -> None:
    text = written(opened("samenwerkingsvormen", dataset="arnhem-nijmegen"))
    heads = [
        text.index(name) for name in ("<bdi>Stadsregio</bdi>", "<bdi>Gemeenschappelijk Orgaan</bdi>", "Programmatische Netwerk-Alliantie")
    ]
    assert heads == sorted(heads)
    assert "<bdi>voorgesteld</bdi></span>" in text and "sinds 2006, tot en met 2015" in text
    assert "besluitroutes?" in text and "niet vermeld" in text and "niet te beoordelen" in text


def test_of_many_forms_the_reader_chooses(opened: Opener) -> None:
    test = opened("samenwerkingsvormen", dataset="voorbeeldregio", lang="en")
    assert written(test).count('<th scope="col">') == 4
    other = opened(
        "samenwerkingsvormen", dataset="voorbeeldregio", lang="en",
        form=["voorbeeldregio/arrangement/regeling-2015", "voorbeeldregio/arrangement/regeling-2024", "<b>weg"],
    )  # fmt: skip
    text = written(other)
    assert text.count('<th scope="col">') == 2
    assert "not on this date" in text and "A form of the link is not in this region" in text
    assert "councils" in text and "<b>weg" not in text


def test_each_cell_says_where_it_stands_and_the_map_shows_two_forms(opened: Opener) -> None:
    pair = [f"voorbeeldregio/arrangement/{slug}" for slug in ("regeling-2024", "alliantie")]
    text = written(opened("samenwerkingsvormen", dataset="voorbeeldregio", form=pair))
    cells = re.findall(r"<td>(.+?)</td>", text)
    silent = [cell for cell in cells if "og-numbers" not in cell and "niet vermeld" not in cell and "niet te beoordelen" not in cell]
    assert sum("og-numbers" in cell for cell in cells) > 12
    worked_out = ("raden", "route", "gremi", "zetel")
    assert all(any(word in cell for word in worked_out) or cell == "<bdi>geen</bdi>" for cell in silent), silent
    assert "<bdi>Mandaat</bdi>: " in text and "tot 2 miljoen euro per overeenkomst" in text and "verleend aan" in text
    assert "forms=voorbeeldregio%2Farrangement%2F" in text


def test_what_each_form_asks_stands_side_by_side_with_of_how_many(opened: Opener) -> None:
    test = opened("samenwerkingsvormen", dataset="voorbeeldregio", lang="en", form=["voorbeeldregio/arrangement/regeling-2024"])
    text = written(test)
    [table] = tables(graph_of("voorbeeldregio"), "forms")
    row = next(row for row in table.rows if row["form"] == "voorbeeldregio/arrangement/regeling-2024")
    assert f"at least {row['meetings']} meetings a year, as stated of {row['meetings_of']} of {row['bodies']}" in text
    assert f"{row['heard']} of {row['routes']} routes" in text
    assert f"{row['seats']} seats, {row['people']} people known" in text
    assert "question=forms" in text


def graph_of(name: str) -> Graph:
    return project(to_tables(read_dataset(package_path("regions", f"{name}.yaml"))))
