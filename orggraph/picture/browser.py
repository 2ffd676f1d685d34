"""The map for a browser: the data that the canvas takes, and a page that stands alone."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from orggraph import resources
from orggraph.i18n import Lang, T
from orggraph.picture.drawing import Card, Drawing, Line
from orggraph.picture.icons import ICONS
from orggraph.picture.pages import policy, templates
from orggraph.picture.palette import LANE
from orggraph.picture.text_metrics import FAMILY, WEIGHTS

_STATIC = ("picture", "static")
_START = """
const data = JSON.parse(document.getElementById("data").textContent);
createMap(document.getElementById("map"), data).update(data);
"""
_ROUND = 0.4
BESIDE = 300
"""Pixels of a window that are left for what stands above and below a canvas that grows with the window."""
_ARCH = 66.0
"""Twice how high, about, a line between two cards of one row rises, in pixels."""


def pyvis_network(drawing: Drawing) -> Any:
    """The drawing as a ``pyvis.network.Network``, directed and with fixed positions.

    Its nodes and edges are what vis-network takes; its own pages are not used, since they fetch scripts from elsewhere.
    """
    from pyvis.network import Network  # late: it imports IPython

    net = Network(directed=True)
    for card in drawing.cards:
        net.add_node(card.id, label=card.name, shape="custom", x=card.x, y=card.y, title=card.about)
    for line in drawing.lines:
        net.add_edge(line.source, line.target, **_edge(line, drawing))
    return net


def _edge(line: Line, drawing: Drawing) -> dict[str, Any]:
    colour = {"color": line.colour, "highlight": line.colour, "hover": line.colour, "opacity": 0.85}
    arrows = {end: {"enabled": line.arrow in (end, "both"), "scaleFactor": 0.5} for end in ("to", "from")}
    return {
        "id": line.id,
        "title": line.about,
        "width": line.width,
        "dashes": list(line.dash) or False,
        "base": line.colour,
        "color": colour,
        "arrows": arrows,
        "smooth": _bend(line, drawing),
        "quiet": line.quiet,
        "hidden": line.quiet,
    }


def _bend(line: Line, drawing: Drawing) -> dict[str, Any]:
    if drawing.view != "swimlanes":
        return {"enabled": False}
    start, other = drawing.place[line.source], drawing.place[line.target]
    if abs(start.y - other.y) < (start.height + other.height) / 2:
        roundness = min(0.22, _ARCH / max(abs(start.x - other.x), 1))
        return {"enabled": True, "type": "curvedCW" if start.x < other.x else "curvedCCW", "roundness": round(roundness, 3)}
    return {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": _ROUND}


def map_data(
    drawings: Sequence[Drawing],
    *,
    key: str,
    height: float,
    tall: float = 0,
    select: str | None = None,
    lang: Lang,
) -> dict[str, Any]:
    """What the map in the browser takes, as values that JSON can hold.

    Parameters
    ----------
    drawings
        The same view for several widths, narrow to wide; the browser takes the widest that it has room for.
    key
        Name of the map on its page; zoom and place are remembered under it.
    height
        Height of the canvas in pixels.
    tall
        Height up to which the canvas grows on a high window; 0: it does not.
    select
        Id of the node to select, or None.
    lang
        Language of the texts of the map itself.
    """
    return {
        "key": key,
        "view": drawings[0].view,
        "title": drawings[0].title,
        "height": height,
        "tall": tall,
        "beside": BESIDE,
        "select": select,
        "drawings": [_drawing_data(drawing, select) for drawing in drawings],
        "icons": ICONS,
        "texts": _texts(lang),
    }


def _drawing_data(drawing: Drawing, select: str | None) -> dict[str, Any]:
    """One drawing; of what a card stands for only the id that is to be selected."""
    net = pyvis_network(drawing)
    whole = drawing.as_dict()
    return {
        "width": drawing.width,
        "height": drawing.height,
        "gutter": drawing.gutter,
        "bands": whole["bands"],
        "guides": whole["guides"],
        "legend": whole["legend"],
        "nodes": net.nodes,
        "edges": net.edges,
        "standsFor": {node: card for node, card in drawing.stands_for.items() if node == select},
        "cards": {card.id: _card_data(card) for card in drawing.cards},
    }


def _card_data(card: Card) -> dict[str, Any]:
    names = ("id", "lines", "sub", "x", "y", "width", "height", "label", "icon", "text_left", "about", "group", "dashed", "solid", "badge")
    return {**{name: getattr(card, name) for name in names}, "strong": LANE[card.lane].strong}


def _texts(lang: Lang) -> Mapping[str, str]:
    texts = {
        "toolbar": T("Zoom and save"),
        "zoomIn": T("Zoom in"),
        "zoomOut": T("Zoom out"),
        "fit": T("Show everything"),
        "png": T("Save as PNG"),
        "legend": T("Legend"),
        "onSelection": T("On selection also"),
        "more": T("more on selection"),
        "hint": T("Click for details, double-click to unfold, drag to move, scroll to zoom"),
        "help": T(
            "Arrow keys go from node to node, Enter selects, the space bar unfolds, Escape clears, plus and minus zoom. "
            "The same content stands in the table."
        ),
    }
    return {name: text.render(lang) for name, text in texts.items()}


def standalone_html(drawing: Drawing | Sequence[Drawing], *, facts: Sequence[tuple[str, str]] = (), lang: Lang) -> str:
    """One file with the map, that needs nothing else and makes no request.

    Parameters
    ----------
    drawing
        One drawing, or the same view for several widths.
    facts
        Pairs of a name and a value that stand above the map: datasets and their versions, date, preferred source.
    lang
        Language of the page.
    """
    drawings = [drawing] if isinstance(drawing, Drawing) else list(drawing)
    last = drawings[-1]
    script, style = _script(), _style()
    data = map_data(drawings, key="standalone", height=round(max(drawing.height for drawing in drawings)), lang=lang)
    return (
        templates("picture")
        .get_template("map.html")
        .render(
            lang=lang,
            title=last.title,
            facts=facts,
            policy=policy(script),
            script=script,
            style=style,
            data=data,
            rows=[(last.place[line.source].name, line.about.split("\n"), last.place[line.target].name) for line in last.lines],
            heads=[text.render(lang) for text in (T("From"), T("Relations"), T("To"))],
            table=T("The same as a table").render(lang),
        )
    )


@cache
def _script() -> str:
    """vis-network and the map as one module without imports and exports."""
    vis = resources.package_path(*_STATIC, "vis-network.min.mjs").read_text(encoding="utf-8")
    body, _, exports = vis.rpartition("export{")
    names = {name: local for local, name in (part.split(" as ") for part in exports.rstrip().rstrip(";}").split(","))}
    own = resources.package_path(*_STATIC, "map.js").read_text(encoding="utf-8")
    own = own.replace('import {Network, DataSet} from "./vis-network.min.mjs";', "").replace("export function", "function")
    head, _, rest = own.partition("export default function (component) {")
    rest = rest[rest.index("\n}\n") + 3 :].replace("import.meta.url", "location.href")
    library = f"const {{Network, DataSet}} = (() => {{{body}\nreturn {{Network: {names['Network']}, DataSet: {names['DataSet']}}};}})();\n"
    return "\n" + f"{library}{head}{rest}{_START}".replace("</script", "<\\/script")


@cache
def _style() -> str:
    files = (resources.package_path(*_STATIC, "map.css"), resources.package_path("picture", "templates", "map_page.css"))
    return "\n" + "\n".join([font_faces(), *(file.read_text(encoding="utf-8") for file in files)])


@cache
def font_faces() -> str:
    """The typeface in both weights as rules of CSS, with the font files inside."""
    return "\n".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,{font_data(weight)}) format('woff2')}}"
        for weight in WEIGHTS
    )


@cache
def font_data(weight: int) -> str:
    """The font file of a weight (400 or 600) in base64."""
    return base64.b64encode(resources.package_path(*_STATIC, f"source-sans-3-latin-{weight}-normal.woff2").read_bytes()).decode()
