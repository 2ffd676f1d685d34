"""What a node is in other datasets: that there is more in one that is not chosen, and where those that are chosen differ."""

from __future__ import annotations

from orggraph.graph.datasets import differences
from orggraph.i18n import T
from orggraph.model.nodes import LABELS
from orggraph.ui.page import Visit
from orggraph.ui.widgets.facts import title, words
from orggraph.ui.widgets.look import link, plain


def elsewhere(visit: Visit, node: str) -> str:
    """That there is more of a node in other datasets, with a link; and what chosen ones state differently (safe HTML)."""
    parts = []
    for dataset in visit.work.elsewhere(visit.graph, node):
        together = visit.link("onderdeel", id=node, dataset=[*visit.datasets, dataset])
        more = T("There is more of this in {region}.", region=visit.region(dataset))
        parts.append(f'<p class="og-note">{plain(visit.say(more))} {link(visit.say(T("Look at both together")), together)}</p>')
    model = LABELS[visit.graph.nodes[node]["label"]]
    for name, stated in differences(visit.graph, node).items():
        both = "; ".join(f"{words(visit, model, name, value)} ({visit.region(dataset)})" for dataset, value in stated)
        differ = T("The regions differ on {field}: {both}.", field=title(visit, model, name).lower(), both=both)
        parts.append(f'<p class="og-note">{plain(visit.say(differ))}</p>')
    return "".join(parts)
