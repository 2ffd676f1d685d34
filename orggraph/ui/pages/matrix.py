"""Wie zit waar: roles that pull apart, and seats by role, person and organization, each as one matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from orggraph.graph.people import name_order
from orggraph.i18n import Bilingual, N, T, Text
from orggraph.model.terms import Capacity, Tier
from orggraph.picture import export
from orggraph.picture.palette import LANE, MUTED
from orggraph.rules import rule_base
from orggraph.tables import tables
from orggraph.tables.headings import headings, in_words
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import look, take
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.grid import Head, Mark, grid, legend
from orggraph.views import matrices, seats

ADDRESS = Address("matrix", {"matrix": None, "of": None, "tier": [], "several": None})
MANY = 40
"""From so many rows on only people with several seats are shown unasked."""
LOOKS: Mapping[str, str] = {
    "chair": "chair",
    "deputy_chair": "chair",
    "member": "member",
    "deputy_member": "member",
    "secretary": "secretary",
    "adviser": "guest",
    "observer": "guest",
    "guest": "guest",
}
"""How a capacity looks in a cell; a seat without a stated capacity is a ``seat``."""
LETTERS: Mapping[str, Bilingual] = {
    "chair": Bilingual("V", "C"),
    "deputy_chair": Bilingual("pV", "dC"),
    "member": Bilingual("L", "M"),
    "deputy_member": Bilingual("pL", "dM"),
    "secretary": Bilingual("S", "S"),
    "adviser": Bilingual("A", "A"),
    "observer": Bilingual("T", "O"),
    "guest": Bilingual("G", "G"),
}
"""The sign of a capacity."""
SEAT = "•"
PEOPLE = "person-body"


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    st.title(visit.say(T("Who sits where")), anchor=False)
    views = {name: make for name, make in VIEWS.items() if make[1](visit)}
    if not views:
        st.info(visit.say(T("These data hold no seats and no roles that go together.")))
        return
    if ADDRESS["matrix"] not in views:
        ADDRESS["matrix"] = PEOPLE if _mostly_held(visit) else next(iter(views))
    ADDRESS.widget(
        "matrix",
        st.segmented_control,
        visit.say(T("Matrix")),
        list(views),
        format_func=lambda name: visit.say(views[name][0]),
        required=True,
        label_visibility="collapsed",
    )
    views[ADDRESS["matrix"]][2](visit)
    ADDRESS.write()


def _role_cells(visit: Visit) -> list[dict[str, Any]]:
    return matrices.matrix(visit.graph, "role-role")


def _roles(visit: Visit) -> None:
    cells = _role_cells(visit)
    sure, thinkable = [cell for cell in cells if cell["assessable"]], [cell for cell in cells if not cell["assessable"]]
    counted = N(
        "{n} pair of roles that one person holds together pulls apart.",
        "{n} pairs of roles that one person holds together pull apart.",
        len(sure),
    )
    note = T("That is no mistake and no accusation. No law and no source names these pairs: they are our rules, to discuss.")
    st.markdown(f"**{visit.say(counted)}** {visit.say(note)}")
    names = visit.graph.nodes
    used = sorted({role for cell in cells for role in (cell["row"], cell["column"])}, key=lambda role: (names[role]["name"], role))
    marks = {}
    for cell in cells:
        mark = Mark(
            "⇄" if cell["assessable"] else "?",
            _pair_about(visit, cell),
            "tension" if cell["assessable"] else "thinkable",
            f"#{_anchor(cell)}",
        )
        marks[cell["row"], cell["column"]] = marks[cell["column"], cell["row"]] = mark
    heads = [(role, _node_head(visit, role)) for role in used]
    grid(heads, heads, marks, caption=visit.say(T("Roles that pull apart")), corner=visit.say(T("role × role")))
    legend(
        [("⇄", "tension", visit.say(T("pulls apart; the source says that one person holds both")))]
        + ([("?", "thinkable", visit.say(T("would pull apart; no source says that one person holds both")))] if thinkable else [])
    )
    _csv(visit, cells, ("row", "column", "value", "severity", "rules", "objects", "assessable"))
    st.header(visit.say(T("What there is to discuss")), anchor=False)
    st.html(f'<div class="og-pairs">{"".join(_pair(visit, cell) for cell in (*sure, *thinkable))}</div>')


def _anchor(cell: Mapping[str, Any]) -> str:
    return "pair-" + "-".join(cell[end].rsplit("/", 1)[-1] for end in ("row", "column"))


def _pair_about(visit: Visit, cell: Mapping[str, Any]) -> str:
    names, rule = visit.graph.nodes, rule_base().pairs[cell["rule"]]
    return f"{names[cell['row']]['name']} × {names[cell['column']]['name']}: {getattr(rule.title, visit.lang)}"


def _pair(visit: Visit, cell: Mapping[str, Any]) -> str:
    """The explanation of one cell: why, on what, what to discuss, what one may do, and whose rule it is."""
    names = visit.graph.nodes
    title = f"{look.node_link(visit, cell['row'])} ⇄ {look.node_link(visit, cell['column'])}"
    parts = [f"<h3>{title}</h3>"]
    if cell["objects"]:
        objects = ", ".join(look.node_link(visit, node) for node in cell["objects"] if node in names)
        parts.append(f"<p>{look.plain(visit.say(T('Both roles meet on')))} {objects}.</p>")
    for rule_id in cell["rules"]:
        rule = rule_base().pairs[rule_id]
        words = {name: getattr(getattr(rule, name), visit.lang) for name in ("title", "explanation", "question", "remedy")}
        parts.append(f"<p>{look.plain(words['explanation'])}</p><p class='og-ask'>{look.plain(words['question'])}</p>")
        parts.append(f"<p>{look.plain(visit.say(T('One may:')))} {look.plain(words['remedy'])}</p>")
        parts.append(f"<p class='og-rule'>{look.plain(visit.say(T('Our rule: {title}', title=words['title'])))}</p>")
    if not cell["assessable"]:
        parts.append(f"<p class='og-rule'>{look.plain(visit.say(T('No source says that one person holds both: not assessable.')))}</p>")
    kind = "" if cell["assessable"] else " thinkable"
    return f'<article class="og-pair{kind}" id="{_anchor(cell)}">{"".join(parts)}</article>'


def _seats_by_role(visit: Visit) -> None:
    held = seats.seats_by_role(visit.graph)
    cells = [
        {"row": seat.row, "column": seat.body, "value": len(seat.posts), "objects": list(seat.posts), "capacities": list(seat.capacities)}
        for seat in held.seats.values()
    ]
    note = T("A row is a role, a column a body: who has a seat there, and as what. Posts of one role in one body stand together.")
    _seat_matrix(visit, cells, held.rows, note, visit.say(T("role × body")))


def _seats_of(kind: str, note: Text, corner: Text) -> Callable[[Visit], None]:
    def draw(visit: Visit) -> None:
        cells = matrices.matrix(visit.graph, kind)
        rows = sorted({cell["row"] for cell in cells}, key=partial(name_order, visit.graph))
        _seat_matrix(visit, cells, rows, note, visit.say(corner))

    return draw


def _people(visit: Visit) -> None:
    """Persons, or posts without a known holder, by the organization that they come from; narrowed by what the reader chose."""
    cells = matrices.matrix(visit.graph, PEOPLE)
    names = visit.graph.nodes
    rows = sorted({cell["row"] for cell in cells}, key=partial(name_order, visit.graph))
    note = T("Who has a seat in which body; a post where no holder is known.")
    homes = seats.homes(visit.graph, rows)
    narrowed = _narrowed(visit, cells, rows, homes)
    kept = {cell["row"] for cell in narrowed}
    if not kept:
        st.info(visit.say(T("Nobody passes this choice.")))
        return
    elsewhere = visit.say(T("Without an organization of their own"))
    group = {row: names[homes[row]]["name"] if row in homes else elsewhere for row in kept}
    order = sorted(kept, key=lambda row: (row not in homes, group[row], name_order(visit.graph, row)))
    counted = N("{n} of {total} person or post.", "{n} of {total} persons and posts.", len(kept), total=len(rows))
    order_told = T("By organization, then by name; the order ranks nobody.")
    st.caption(" ".join(visit.say(text) for text in (note, counted, order_told)))
    _seat_matrix(visit, narrowed, order, None, visit.say(T("person or post × body")), group)


def _narrowed(visit: Visit, cells: Sequence[Mapping[str, Any]], rows: Sequence[str], homes: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Draw the choice of an organization, of layers and of people with several seats; the cells that pass it."""
    names = visit.graph.nodes
    organizations = sorted(set(homes.values()), key=lambda organization: (names[organization]["name"], organization))
    tiers = {names[cell["column"]].get("tier") for cell in cells}
    ADDRESS["of"] = ADDRESS["of"] if ADDRESS["of"] in organizations else None
    ADDRESS["tier"] = [tier for tier in ADDRESS["tier"] if tier in tiers]
    several = ADDRESS["several"] == "1" if ADDRESS["several"] else len(rows) >= MANY
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ADDRESS.widget(
            "of",
            st.selectbox,
            visit.say(T("Organization")),
            organizations,
            index=None,
            placeholder=visit.say(T("All")),
            format_func=lambda organization: names[organization]["name"],
            width=260,
        )
        ADDRESS.widget(
            "tier",
            st.pills,
            visit.say(T("Layer")),
            [tier.value for tier in Tier if tier in tiers],
            selection_mode="multi",
            format_func=lambda tier: Tier(tier).names[visit.lang],
            width="content",
        )
        st.session_state["matrix_several"] = several

        def changed() -> None:
            ADDRESS["several"] = "1" if st.session_state["matrix_several"] else "0"

        st.toggle(visit.say(T("Only who has more than one seat")), key="matrix_several", on_change=changed)
    of_row = Counter(cell["row"] for cell in cells)
    return [
        cell
        for cell in cells
        if (not ADDRESS["of"] or homes.get(cell["row"]) == ADDRESS["of"])
        and (not ADDRESS["tier"] or names[cell["column"]].get("tier") in ADDRESS["tier"])
        and (not several or of_row[cell["row"]] > 1)
    ]


def _seat_matrix(
    visit: Visit,
    cells: Sequence[Mapping[str, Any]],
    rows: Sequence[str],
    note: Text | None,
    corner: str,
    group: Mapping[str, str] | None = None,
) -> None:
    """One matrix of seats; ``group`` names per row what it stands under."""
    if note:
        st.markdown(visit.say(note))
    bodies = seats.by_tier(visit.graph, sorted({cell["column"] for cell in cells}))
    marks = {(cell["row"], cell["column"]): _seat_mark(visit, cell) for cell in cells}
    heads = [(row, replace(_node_head(visit, row), group=(group or {}).get(row, ""))) for row in rows]
    grid(heads, [(body, _node_head(visit, body)) for body in bodies], marks, caption=visit.say(T("Who sits where")), corner=corner)
    used = {capacity for cell in cells for capacity in cell["capacities"][:1]}
    signs = [
        (LETTERS[capacity.value][visit.lang], LOOKS[capacity.value], capacity.names[visit.lang])
        for capacity in Capacity
        if capacity.value in used
    ]
    without = [(SEAT, "seat", visit.say(T("capacity not stated")))] if any(not cell["capacities"] for cell in cells) else []
    legend([*signs, *without])
    _csv(visit, cells, ("row", "column", "value", "capacities", "objects"))


def _seat_mark(visit: Visit, cell: Mapping[str, Any]) -> Mark:
    names = visit.graph.nodes
    capacities = sorted(
        cell["capacities"], key=lambda capacity: seats.ORDER.index(capacity) if capacity in seats.ORDER else len(seats.ORDER)
    )
    sign = LETTERS[capacities[0]][visit.lang] if capacities else SEAT
    more = f"+{len(cell['objects']) - 1}" if len(cell["objects"]) > 1 else ""
    posts = "; ".join(names[post]["name"] for post in cell["objects"]) or visit.say(T("takes part"))
    href = visit.link("onderdeel", id=cell["objects"][0] if len(cell["objects"]) == 1 else cell["column"])
    about = f"{names[cell['row']]['name']} – {names[cell['column']]['name']}: {posts}"
    return Mark(sign + more, about, LOOKS[capacities[0]] if capacities else "seat", href)


def _node_head(visit: Visit, node: str) -> Head:
    tier = LANE.get(str(visit.graph.nodes[node].get("tier")))
    return Head(look.node_link(visit, node), tier.strong if tier else MUTED)


def _csv(visit: Visit, cells: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    names = visit.graph.nodes
    rows = [{**cell, "row_name": names[cell["row"]]["name"], "column_name": names[cell["column"]]["name"]} for cell in cells]
    name = f"wie-zit-waar-{'-'.join(visit.datasets)}-{ADDRESS['matrix']}.csv"
    columns = ("row_name", "column_name", *columns, *export.ORIGIN)
    text = tables.to_csv(in_words(export.with_origin(visit.graph, rows), visit.lang), columns, headings(columns, visit.lang))
    take.button(visit, visit.say(T("Save as CSV")), text, name, "text/csv", icon=":material/download:")


def _is_seated(visit: Visit) -> bool:
    """Whether there is a seat of which the holder is known."""
    return bool(_held(visit))


def _held(visit: Visit) -> set[str]:
    """The rows of the matrix of people that are persons."""
    nodes = visit.graph.nodes
    return {cell["row"] for cell in matrices.matrix(visit.graph, PEOPLE) if nodes[cell["row"]]["label"] == "Person"}


def _mostly_held(visit: Visit) -> bool:
    """Whether the data tell of most seats who has them."""
    cells, held = matrices.matrix(visit.graph, PEOPLE), _held(visit)
    return 2 * sum(cell["row"] in held for cell in cells) > len(cells)


VIEWS: Mapping[str, tuple[Text, Callable[[Visit], object], Callable[[Visit], None]]] = {
    "role-role": (T("Roles that pull apart"), _role_cells, _roles),
    "role-body": (T("Roles in bodies"), lambda visit: seats.seats_by_role(visit.graph).rows, _seats_by_role),
    "organization-body": (
        T("Organizations in bodies"),
        lambda visit: matrices.matrix(visit.graph, "organization-body"),
        _seats_of("organization-body", T("Which organization has a seat in which body."), T("organization × body")),
    ),
    PEOPLE: (T("People in bodies"), _is_seated, _people),
}
"""Per matrix its title, whether these data hold something for it, and what draws it."""


page = Page(
    path="wie-zit-waar",
    title=Bilingual("Wie zit waar", "Who sits where"),
    icon="grid_on",
    order=20,
    render=render,
    group="look",
    words="matrix tabel personen overleggen bezetting leden rollen die wringen people bodies table members",
)
