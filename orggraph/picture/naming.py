"""What stands on a card: the name of a node, or how many of what a group holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from orggraph.i18n import Bilingual, Lang, N, T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.terms import BodyKind, OrganizationKind, Side
from orggraph.picture.folding import OTHERS, TELLS_APART, Folded, Item

_KIND_TITLES: Mapping[str, Bilingual] = {
    **{kind.value: kind.names for kind in OrganizationKind},
    **{kind.value: kind.names for kind in BodyKind},
}
_NAMED_FIRST = ("Organization", "Person", "Assignment", "Product", "Decision", "Role", "Topic")
"""By which label a group of all sorts is called."""


def item_name(folded: Folded, item: Item, lang: Lang) -> str:
    """What stands on a card: the name of a node, or how many of what."""
    if not item.group:
        return folded.name(item.members[0])
    n = folded.direct(item)
    if item.label == "Post":
        return N("{n} other post", "{n} other posts", n).render(lang)
    if item.kind == OTHERS:
        return N("{n} body of another cooperation", "{n} bodies of other cooperations", n).render(lang)
    if not item.label:
        return _mixed(folded, item, lang)
    kind = _common_kind(folded, item)
    if kind in _KIND_TITLES:
        return f"{n} × {_KIND_TITLES[kind][lang]}"
    counted = _counted(item.label, n).render(lang)
    side = next((known for known in Side if item.label == "Role" and known == item.kind), None)
    return f"{counted} ({side.names[lang]})" if side else counted


def _mixed(folded: Folded, item: Item, lang: Lang) -> str:
    """A group of all sorts by what is most telling in it."""
    labels = Counter(str(folded.graph.nodes[node].get("label", "")) for node in item.members if not folded.folds(node))
    first = next((label for label in _NAMED_FIRST if label in labels), "")
    rest = N("{n} other", "{n} others", labels.total() - labels[first])
    if not first or len(labels) == 1:
        return (_counted(first, labels[first]) if first else rest).render(lang)
    return T("{first}, {rest}", first=_counted(first, labels[first]), rest=rest).render(lang)


def _common_kind(folded: Folded, item: Item) -> str:
    """The kind that all members of a group share; empty where they differ or have none."""
    kinds = {str(folded.graph.nodes[node].get("kind") or "") for node in item.members if not folded.folds(node)}
    return kinds.pop() if len(kinds) == 1 and item.label in TELLS_APART else ""


def _counted(label: str, n: int) -> Text:
    node = LABELS.get(label)
    if node is None:
        return N("{n} other", "{n} others", n)
    return T("{n} {what}", n=n, what=(node.title if n == 1 else node.plural).lower())


def kind_name(label: str, kind: str | None, lang: Lang) -> str:
    """The kind of a node for people: the name of its kind, else that of its label."""
    if kind and kind in _KIND_TITLES:
        return _KIND_TITLES[kind][lang]
    return LABELS[label].title[lang] if label in LABELS else label
