"""The map for a browser: the data that the canvas takes, and a page that stands alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from orggraph import resources
from orggraph.i18n import Lang, T
from orggraph.reports.drawing import Card, Drawing, Line
from orggraph.reports.icons import ICONS
from orggraph.reports.palette import LANE
from orggraph.reports.text_metrics import font_file

_STATIC = ("ui", "map_component", "static")
_ROUND = 0.4


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
    bend: dict[str, Any] = {"enabled": False}
    if drawing.view == "swimlanes":
        one, other = drawing.place[line.source], drawing.place[line.target]
        bend = {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": _ROUND}
        if abs(one.y - other.y) < (one.height + other.height) / 2:
            bend = {"enabled": True, "type": "curvedCW" if one.x < other.x else "curvedCCW", "roundness": 0.22}
    return {
        "id": line.id, "title": line.about, "width": line.width, "dashes": list(line.dash) or False, "base": line.colour, "ids": list(line.ids),
        "arrows": {end: {"enabled": line.arrow in (end, "both"), "scaleFactor": 0.5} for end in ("to", "from")}, "smooth": bend,
        "quiet": line.quiet, "hidden": line.quiet, "color": {"color": line.colour, "highlight": line.colour, "hover": line.colour, "opacity": 0.85},
    }  # fmt: skip


def map_data(
    drawings: Sequence[Drawing], *, key: str, height: float, select: str | None = None, highlight: Sequence[str] = (), lang: Lang
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
    select
        Id of the node to select, or None.
    highlight
        Ids of relationships and nodes to mark: a path, or the evidence of a finding.
    lang
        Language of the texts of the map itself.
    """
    return {
        "key": key, "view": drawings[0].view, "title": drawings[0].title, "height": height, "select": select, "highlight": list(highlight),
        "drawings": [_drawing_data(drawing) for drawing in drawings], "icons": ICONS, "texts": _texts(lang),
    }  # fmt: skip


def _drawing_data(drawing: Drawing) -> dict[str, Any]:
    net = pyvis_network(drawing)
    whole = drawing.as_dict()
    return {
        "width": drawing.width, "height": drawing.height, "gutter": drawing.gutter, "bands": whole["bands"], "guides": whole["guides"],
        "legend": whole["legend"], "standsFor": dict(drawing.stands_for), "nodes": net.nodes, "edges": net.edges,
        "cards": {card.id: _card_data(card) for card in drawing.cards},
    }  # fmt: skip


def _card_data(card: Card) -> dict[str, Any]:
    names = ("id", "lines", "sub", "x", "y", "width", "height", "label", "icon", "about", "group", "dashed", "solid", "badge")
    return {**{name: getattr(card, name) for name in names}, "strong": LANE[card.lane].strong}


def _texts(lang: Lang) -> Mapping[str, str]:
    texts = {
        "toolbar": T("Zoom and save"),
        "zoomIn": T("Zoom in"),
        "zoomOut": T("Zoom out"),
        "fit": T("Show everything"),
        "png": T("Save as PNG"),
        "legend": T("Legend"),
        "onSelection": T("on selection"),
        "help": T(
            "Arrow keys go from node to node, Enter selects, the space bar unfolds, Escape clears, plus and minus zoom. "
            "The same content stands in the table."
        ),
    }
    return {name: text.render(lang) for name, text in texts.items()}


def standalone_html(
    drawing: Drawing | Sequence[Drawing], *, facts: Sequence[tuple[str, str]] = (), highlight: Sequence[str] = (), lang: Lang
) -> str:
    """One file with the map, that needs nothing else and makes no request.

    Parameters
    ----------
    drawing
        One drawing, or the same view for several widths.
    facts
        Pairs of a name and a value that stand above the map: datasets and their versions, date, preferred source.
    highlight
        As for ``map_data``.
    lang
        Language of the page.
    """
    from jinja2 import Environment, FileSystemLoader  # late: only this page needs it

    drawings = [drawing] if isinstance(drawing, Drawing) else list(drawing)
    script, style = _script(), _style()
    data = {**map_data(drawings, key="standalone", height=round(max(one.height for one in drawings)), highlight=highlight, lang=lang)}
    environment = Environment(loader=FileSystemLoader(resources.package_path("reports", "templates")), autoescape=True)
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
    last = drawings[-1]
    return environment.get_template("map.html").render(
        lang=lang, title=last.title, facts=facts, policy=policy + "base-uri 'none'; form-action 'none'", script=script, style=style, data=data,
        rows=[(last.place[line.source].name, line.about.split("\n"), last.place[line.target].name) for line in last.lines],
        heads=[T("From").render(lang), T("Relations").render(lang), T("To").render(lang)], table=T("The same as a table").render(lang),
    )  # fmt: skip


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _script() -> str:
    """vis-network and the map as one module without imports and exports."""
    vis = resources.package_path(*_STATIC, "vis-network.min.mjs").read_text(encoding="utf-8")
    body, _, exports = vis.rpartition("export{")
    names = dict(reversed(part.split(" as ")) for part in exports.rstrip().rstrip(";}").split(","))
    own = resources.package_path(*_STATIC, "map.js").read_text(encoding="utf-8")
    own = own.replace('import {Network, DataSet} from "./vis-network.min.mjs";', "").replace("export function createMap", "function createMap")
    head, _, rest = own.partition("export default function (component) {")
    rest = rest[rest.index("\n}\n") + 3 :].replace("import.meta.url", "location.href")
    start = 'const data = JSON.parse(document.getElementById("data").textContent);\ncreateMap(document.getElementById("map"), data).update(data);\n'
    script = f"const {{Network, DataSet}} = (() => {{{body}\nreturn {{Network: {names['Network']}, DataSet: {names['DataSet']}}};}})();\n{head}{rest}{start}"
    return "\n" + script.replace("</script", "<\\/script")


@cache
def _style() -> str:
    faces = [
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};src:url(data:font/woff2;base64,{font_data(weight)}) format('woff2')}}"
        for weight in (400, 600)
    ]
    page = "body{margin:16px;font-family:'Source Sans 3','Segoe UI',Arial,sans-serif;color:#16202B}h1{font-size:22px;margin:0 0 4px}"
    page += "dl{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0 0 10px;font-size:13px}dl div{display:flex;gap:6px}dt{font-weight:600}dd{margin:0}"
    page += "details{margin-top:16px}table{border-collapse:collapse;font-size:14px}td,th{border:1px solid #d5dae0;padding:4px 8px;text-align:left;vertical-align:top}"
    return "\n" + "\n".join([*faces, page, resources.package_path(*_STATIC, "map.css").read_text(encoding="utf-8")])


@cache
def font_data(weight: int) -> str:
    """The font file of a weight (400 or 600) in base64."""
    with open(font_file(weight), "rb") as file:
        return base64.b64encode(file.read()).decode()
