"""The pages of the rivals of the map: the same nodes and relationships, as their users would give them, on a page of a local server."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path

from orggraph.graph import Graph

COLOUR = "#C2185B"
"""Of every node, so that one can be found in the picture."""
HOST = """<!doctype html><meta charset="utf-8"><title>agraph</title>
<style>body {{ margin: 0 }} iframe {{ border: 0; width: 100%; height: {high}px }}</style>
<iframe src="agraph/index.html"></iframe><script>
const args = {args};
addEventListener("message", event => {{
  if (event.data.type !== "streamlit:componentReady") return;
  document.querySelector("iframe").contentWindow.postMessage({{type: "streamlit:render", args, dfs: [], disabled: false}}, "*");
}});
</script>"""
"""What Streamlit does around a component: it sends the arguments once the component is ready."""


def write(graph: Graph, folder: Path, size: int, wide: int, high: int) -> None:
    """Write ``neo4j-viz-SIZE.html`` and ``agraph-SIZE.html``, each with every node and relationship, and the names of the nodes."""
    (folder / f"neo4j-viz-{size}.html").write_text(_neo4j_viz(graph, high), encoding="utf-8")
    (folder / f"agraph-{size}.html").write_text(_agraph(graph, folder, wide, high), encoding="utf-8")


def _neo4j_viz(graph: Graph, high: int) -> str:
    from neo4j_viz import Node, Relationship, VisualizationGraph

    nodes = [Node(id=node, caption=str(data["name"]), color=COLOUR) for node, data in graph.nodes(data=True)]
    edges = [Relationship(id=str(key), source=source, target=target) for source, target, key in graph.edges(keys=True)]
    body = VisualizationGraph(nodes, edges).render(height=f"{high}px").data
    return f'<!doctype html><meta charset="utf-8"><title>neo4j-viz</title><body style="margin:0">{body}</body>'


def _agraph(graph: Graph, folder: Path, wide: int, high: int) -> str:
    import streamlit_agraph
    from streamlit_agraph import Config, Edge, Node

    built = Path(streamlit_agraph.__file__).parent / "frontend" / "build"
    shutil.copytree(built, folder / "agraph", dirs_exist_ok=True)
    nodes = [Node(id=node, label=str(data["name"]), color=COLOUR).to_dict() for node, data in graph.nodes(data=True)]
    edges = [Edge(source=source, target=target).to_dict() for source, target in graph.edges()]
    config = json.dumps(vars(Config(width=wide, height=high, directed=True, physics=True, hierarchical=False)))
    args = {"data": json.dumps({"nodes": nodes, "edges": edges}), "config": config, "key": None, "default": None}
    return HOST.format(args=json.dumps(args).replace("</", "<\\/"), high=high)


def is_node(pixel: object, within: int = 12) -> bool:
    """Whether a pixel (red, green, blue) has the colour of a node, with so much difference in each."""
    wanted = [int(COLOUR[i : i + 2], 16) for i in (1, 3, 5)]
    return isinstance(pixel, tuple) and all(abs(one - other) < within for one, other in zip(pixel, wanted, strict=True))


def versions() -> str:
    """The versions of the rivals."""
    return ", ".join(f"{name} {version(name)}" for name in ("neo4j-viz", "streamlit-agraph"))
