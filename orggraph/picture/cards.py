"""From chosen items to cards with wrapped text, and from relationships to merged lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from orggraph.graph import standing
from orggraph.i18n import Lang, T, Text, first_few
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Evidence, Status
from orggraph.picture.drawing import FONT, LINE, SMALL, Band, Card, Drawing, LegendEntry, Line
from orggraph.picture.folding import Folded, Item
from orggraph.picture.icons import icon_of
from orggraph.picture.naming import item_name, kind_name
from orggraph.picture.palette import LANE, RELATION
from orggraph.picture.text_metrics import shorten, text_width, wrap

PAD_RIGHT = 8.0
PAD_Y = 6.0
BADGE_ROOM = 5.0
"""How much higher a card is with a badge, so that the badge covers no text."""
MOST_LINES = 4
EVIDENCE_INFERRED = Evidence.INFERRED.names
_MOST_NAMED = 8
_FAN = 7


def make_card(folded: Folded, item: Item, width: float, lang: Lang, sub: str = "", *, icons: bool = True) -> Card:
    """A card of a given width at (0, 0), as high as its text needs.

    Parameters
    ----------
    folded
        The graph.
    item
        What the card stands for.
    width
        The widest that the card may be, in pixels; a card with little text is narrower.
    lang
        Language of the counts and kinds.
    sub
        A second, smaller text: what ties the node to the centre of a picture.
    icons
        Whether the card has an icon; without one its text has more room.
    """
    icon = "" if not icons else "group" if item.group else icon_of(item.label, item.kind)
    left = 30.0 if icon else 10.0
    inner = width - left - PAD_RIGHT
    name = item_name(folded, item, lang)
    lines = wrap(name, inner, FONT, MOST_LINES) or (kind_name(item.label, item.kind, lang),)
    sub = shorten(sub or _times(folded, item), inner, SMALL, 400)
    posts = [] if item.group else [node for node in item.members[1:] if folded.graph.nodes[node].get("label") == "Post"]
    held = sum(map(folded.held, posts))
    height = 2 * PAD_Y + LINE * (len(lines) + bool(sub)) + (BADGE_ROOM if posts else 0)
    text = max([text_width(line, FONT) for line in lines] + [text_width(sub, SMALL, 400)])
    return Card(
        id=item.id, name=name, lines=lines, sub=sub, x=0, y=0, width=round(min(width, text + left + PAD_RIGHT + 2), 1), height=height,
        lane=item.lane, label=item.label, icon=icon, about=_about(folded, item, lang),
        members=item.members, group=item.group, dashed=not item.group and folded.is_open(item.members[0]),
        solid=item.label in ("Body", "Cooperation", "Organization") and not (not item.group and folded.is_open(item.members[0])),
        badge=f"{held}/{len(posts)}" if held else str(len(posts)) if posts else "",
    )  # fmt: skip


def _times(folded: Folded, item: Item) -> str:
    count = None if item.group else folded.graph.nodes[item.members[0]].get("count")
    return f"× {count}" if count else ""


def _about(folded: Folded, item: Item, lang: Lang) -> str:
    """What a pointer or a screen reader is told: full name, kind and lane, and what is folded onto the card."""
    parts = [item_name(folded, item, lang), f"{kind_name(item.label, item.kind, lang)} · {LANE[item.lane].title.render(lang)}"]
    if not item.group and folded.is_open(item.members[0]):
        status = standing.of(folded.graph.nodes[item.members[0]])
        parts.append(T("{status}", status=EVIDENCE_INFERRED if status is Status.ACTUAL else status.names).render(lang))
    named = item.members if item.group else item.members[1:]
    names = _first_few([folded.name(node) for node in named], lang)
    return "\n".join([*parts, *(f"– {name}" for name in names)])


def make_lines(folded: Folded, items: Sequence[Item], lang: Lang) -> list[Line]:
    """One line per pair of cards between which a relationship runs, with the look of the most telling type."""
    place = {member: item.id for item in items for member in item.members}
    merged: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for source, target, key, data in folded.graph.edges(keys=True, data=True):
        start, other = place.get(source), place.get(target)
        if start is not None and other is not None and start != other and data.get("type") in RELATION:
            merged.setdefault((min(start, other), max(start, other)), []).append((data["type"], source, target, str(data.get("id", key))))
    return [
        _line(folded, place, pair, sorted(ties, key=lambda f: (RELATION[f[0]].rank, f[1:])), lang) for pair, ties in sorted(merged.items())
    ]


def _line(folded: Folded, place: Mapping[str, str], pair: tuple[str, str], ties: list[tuple[str, str, str, str]], lang: Lang) -> Line:
    kind, first, _, _ = ties[0]
    style = RELATION[kind]
    source, target = pair if place[first] == pair[0] else (pair[1], pair[0])
    ways = {place[start] == source for relation, start, _, _ in ties if RELATION[relation].arrow}
    arrow = "both" if len(ways) == 2 else "to" if ways == {True} else "from" if ways else "none"
    sentences = dict.fromkeys(f"{folded.name(s)} {TYPES[relation].title[lang]} {folded.name(t)}" for relation, s, t, _ in ties)
    lines = _first_few(list(sentences), lang)
    types = tuple(dict.fromkeys(relation for relation, *_ in ties))
    width = 1.6 if len(ties) == 1 else 2.2 if len(ties) < 5 else 3.0
    return Line(
        f"{pair[0]}>{pair[1]}",
        source,
        target,
        kind,
        types,
        tuple(f[3] for f in ties),
        "\n".join(lines),
        style.colour,
        style.dash,
        width,
        arrow,
    )


def _first_few(names: Sequence[str], lang: Lang) -> list[str]:
    return [name.render(lang) if isinstance(name, Text) else name for name in first_few(names, _MOST_NAMED)]


def hush(lines: Iterable[Line], most: int) -> list[Line]:
    """Keep whole types visible, the most telling first, up to ``most`` lines; the other lines become quiet.

    A type is drawn for all its lines or for none, so that the legend stays true.
    """
    of_type: dict[str, list[Line]] = {}
    for line in lines:
        of_type.setdefault(line.type, []).append(line)
    seen, kinds = 0, set()
    for kind in sorted(of_type, key=lambda kind: RELATION[kind].rank):
        if seen + len(of_type[kind]) <= most and not _is_fan(of_type[kind]):
            seen += len(of_type[kind])
            kinds.add(kind)
    return [line if line.type in kinds else replace(line, quiet=True) for alike in of_type.values() for line in alike]


def _is_fan(lines: Sequence[Line]) -> bool:
    """Whether most lines of a type run from one card to everything: that says little, and covers the rest."""
    ends = Counter(end for line in lines for end in (line.source, line.target))
    return len(lines) >= _FAN and max(ends.values()) >= 0.7 * len(lines)


def legend_of(cards: Sequence[Card], lines: Sequence[Line], lang: Lang, lanes: bool) -> tuple[LegendEntry, ...]:
    """What the colours and dashes of a picture mean: the lanes that it has, then its relations, quiet ones last."""
    used = {card.lane for card in cards}
    entries = [LegendEntry(lane.title.render(lang), lane.strong) for lane in LANE.values() if lane.id in used] if lanes else []
    types: dict[str, bool] = {}
    for line in lines:
        types[line.type] = types.get(line.type, True) and line.quiet
    for kind, quiet in sorted(types.items(), key=lambda pair: (pair[1], RELATION[pair[0]].rank)):
        entries.append(LegendEntry(TYPES[kind].title[lang], RELATION[kind].colour, RELATION[kind].dash, quiet))
    return tuple(entries)


def make_drawing(
    view: str,
    size: tuple[float, float],
    cards: Sequence[Card],
    lines: Sequence[Line],
    *,
    title: str,
    lang: Lang,
    bands: tuple[Band, ...] = (),
    guides: tuple[tuple[tuple[float, float], ...], ...] = (),
    gutter: float = 0.0,
) -> Drawing:
    """A finished drawing: cards and lines with their legend, and where each node of the graph is to be found.

    Parameters
    ----------
    view
        Name of the view.
    size
        Width and height in pixels.
    cards, lines
        What is drawn, in place.
    title
        Name of the picture.
    lang
        Language of the texts.
    bands, guides, gutter
        Lanes, lines behind the cards, and the width of the strip that names the lanes.
    """
    place = {member: card.id for card in cards for member in card.members}
    return Drawing(
        view, lang, title or T("Relation map").render(lang), round(size[0], 1), round(size[1], 1), tuple(cards), tuple(lines), bands,
        guides,
        legend_of(cards, lines, lang, lanes=True), gutter, place,
    )  # fmt: skip
