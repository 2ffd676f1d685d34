"""The page Het land: on the extract that comes with the package, and on a register that was loaded."""

from __future__ import annotations

from pathlib import Path

from orggraph.workspace import connect
from tests.ui.conftest import Opener, written

LANDGRAAF = "34171"
MIRROR = Path(__file__).parents[1] / "data" / "imports" / "nl-gr-roo-yaml" / "organisaties"


def test_it_answers_from_the_extract_with_the_median_and_where_a_municipality_stands(opened: Opener) -> None:
    text = written(opened("het-land", municipality=LANDGRAAF))
    assert "Op 16 mei 2026 staan er 316 geldende regelingen in het register. 344 gemeenten nemen eraan deel, samen 2215 keer." in text
    assert "Gemeente Landgraaf neemt deel aan 16 regelingen. Zet alle 344 gemeenten op volgorde: de middelste neemt deel aan 6" in text
    assert "343 gemeenten hebben er minder, 0 andere even veel, 0 meer." in text
    assert "dit is een uittreksel" in text.lower() and "openbaar lichaam: 199" in text
    english = written(opened("het-land", lang="en", municipality="<b>elsewhere"))
    assert "not in this register" in english and "<b>elsewhere" not in english and "35 groups in the country" in english


def test_a_register_that_is_loaded_comes_first(opened: Opener, regions: Path) -> None:
    with connect(str(regions)) as work:
        work.load(MIRROR, by="the tests")
        try:
            text = written(opened("het-land", lang="en", municipality="roo/organization/26095"))
        finally:
            work.remove("roo")
    assert "On 13 May 2026 the register has 2 arrangements that hold. 5 municipalities take part in them, 5 times together." in text
    assert "Gemeente Duiven takes part in 1 arrangement." in text and "This is an extract" not in text
