"""The drawing of a route."""

from __future__ import annotations

from lxml import etree

from orggraph.reports.course import Branch, Station, course

NAMES = {"political": "Politiek", "executive": "Bestuurlijk", "": "Overigen"}
SVG = "{http://www.w3.org/2000/svg}"


def test_each_step_has_a_circle_in_its_layers_and_its_words() -> None:
    stations = [
        Station("1", "Voorstel", ("DB",), ("executive",), branches=(Branch(1), Branch(2, sure=False))),
        Station("2", "<script>", ("een van deze: raad, DB",), ("political", "executive"), dashed=True),
        Station("3", "Besluit", (), ("executive",), decides=True),
    ]
    for width in (440, 860):
        drawn = etree.fromstring(course(stations, NAMES, width=width))
        texts = [text.text for text in drawn.iter(f"{SVG}text")]
        assert texts.count("2") == 2
        assert {"Politiek", "Bestuurlijk", "<script>", "een van deze: raad, DB"} <= set(texts)
        assert "Overigen" not in texts
        assert len(list(drawn.iter(f"{SVG}circle"))) == 5  # one, two in a row, and the two of a decision
        assert ["stroke-dasharray" in path.attrib for path in drawn.iter(f"{SVG}path")] == [False, True]


def test_no_word_runs_out_of_the_drawing() -> None:
    drawn = etree.fromstring(course([Station("1", "bestuursovereenkomst " * 30, ("x" * 300,))], NAMES))
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    lines = [text for text in drawn.iter(f"{SVG}text") if text.attrib["text-anchor"] == "start" and text.getparent() is drawn]
    assert len(lines) == 6
    assert all(0 < float(line.attrib["y"]) < height and float(line.attrib["x"]) < width / 2 for line in lines)
