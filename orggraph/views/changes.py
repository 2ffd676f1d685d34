"""What differs between two datasets, as people say it: who came, who went, what is called otherwise since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, Literal

from orggraph.i18n import Lang, T, Text, first_few
from orggraph.model.base import Record, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.dates import last_counted
from orggraph.model.nodes import LABELS
from orggraph.model.problems import shortened
from orggraph.model.relationships import TYPES
from orggraph.model.titles import TITLES, title_of, value_of

Apart = defaultdict[tuple[str, str, str], list[Relationship]]
What = Literal["added", "changed", "removed"]
IDENTITY: Final = frozenset({"dataset", "id", "source", "target"})
NAMES_FIELDS: Final = frozenset({"open", "inferred", "complete"})
HEAD_TITLES: Final = {
    "id": T("Id"), "title": T("Title"), "title_en": T("Title in English"), "description_en": T("Description in English"),
    "reference_date": T("Reference date"), "fictional": T("Invented"),
}  # fmt: skip
ORDER: Final = {"HOLDS": 0, "Dataset": 1} | {kind: number for number, kind in enumerate((*LABELS, *TYPES), 2) if kind != "HOLDS"}
"""People first, then the dataset itself, then nodes and relationships as the model lists them."""


@dataclass(frozen=True)
class FieldChange:
    """What a field was and is, as in the dataset; None where it was, or is, not stated."""

    field: str
    before: Any
    after: Any
    text: Text


@dataclass(frozen=True)
class Change:
    """One thing that differs: a node, a relationship, or the head of the dataset."""

    change: What
    kind: str
    """Its label or type; ``Dataset`` for the head."""
    id: str
    name: str
    """What people call it; for a relationship the names of its ends."""
    fields: tuple[FieldChange, ...]
    text: Text

    def row(self, lang: Lang) -> dict[str, Any]:
        """As JSON has it, with the text in one language."""
        fields = [{"field": field.field, "before": field.before, "after": field.after} for field in self.fields]
        return {
            "change": self.change,
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "fields": fields,
            "text": self.text.render(lang),
        }


def changes(before: Dataset, after: Dataset) -> list[Change]:
    """What differs between two datasets, people who came and went first; equal datasets give nothing.

    A relationship that is gone and one of the same type between the same ends that came are one that changed: its id holds its period.
    """
    names = {node.id: node.name for dataset in (before, after) for node in dataset.nodes}
    differences = [*_head(before.info, after.info), *_nodes(before, after), *_relationships(before, after, names)]
    return sorted(differences, key=lambda change: (ORDER[change.kind], change.name, change.id))


def _head(before: DatasetInfo, after: DatasetInfo) -> Iterator[Change]:
    fields = []
    for name in DatasetInfo.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            words = _words(old, name=name), _words(new, name=name)
            fields.append(FieldChange(name, _plain(old), _plain(new), _was_and_is(HEAD_TITLES.get(name) or TITLES[name], *words)))
    if fields:
        text = T("the dataset itself: {fields}", fields=[field.text for field in fields])
        yield Change("changed", "Dataset", after.id, after.title, tuple(fields), text)


def _nodes(before: Dataset, after: Dataset) -> Iterator[Change]:
    for node in after.nodes:
        old = before.by_id.get(node.id)
        kind, called = node.title, f"“{node.name}”"
        if old is None:
            yield Change("added", node.label(), node.id, node.name, (), T("new: {kind} {name}", kind=kind, name=called))
        elif fields := tuple(_fields(old, node)):
            text = T("{kind} {name}: {fields}", kind=kind, name=called, fields=[field.text for field in fields])
            yield Change("changed", node.label(), node.id, node.name, fields, text)
    for node in before.nodes:
        if node.id not in after.by_id:
            text = T("gone: {kind} {name}", kind=node.title, name=f"“{node.name}”")
            yield Change("removed", node.label(), node.id, node.name, (), text)


def _relationships(before: Dataset, after: Dataset, names: Mapping[str, str]) -> Iterator[Change]:
    old, new = ({edge.id: edge for edge in dataset.relationships} for dataset in (before, after))
    for edge in new.values():
        if edge.id in old and (fields := tuple(_fields(old[edge.id], edge))):
            yield _edge_change("changed", edge, fields, names)
    gone: Apart = defaultdict(list)
    came: Apart = defaultdict(list)
    for edges, others, apart in ((old, new, gone), (new, old, came)):
        for key, edge in edges.items():
            if key not in others:
                apart[edge.type, edge.source, edge.target].append(edge)
    for ends in {**gone, **came}:
        for was, edge in zip_longest(*(sorted(apart[ends], key=lambda edge: edge.start_date or "") for apart in (gone, came))):
            if was is None:
                yield _edge_change("added", edge, (), names)
            elif edge is None:
                yield _edge_change("removed", was, (), names)
            else:
                yield _edge_change("changed", edge, tuple(_fields(was, edge)), names)


def _edge_change(change: What, edge: Relationship, fields: tuple[FieldChange, ...], names: Mapping[str, str]) -> Change:
    source, target = names.get(edge.source, edge.source), names.get(edge.target, edge.target)
    ends = {"source": f"“{source}”", "target": f"“{target}”"}
    texts = [field.text for field in fields]
    if edge.type == "HOLDS":
        text = _holding(change, edge, fields, ends)
    elif change == "changed":
        text = T("{source} {verb} {target}: {fields}", verb=edge.title, fields=texts, **ends)
    elif change == "added":
        text = T("new: {source} {verb} {target}", verb=edge.title, **ends)
    else:
        text = T("no longer: {source} {verb} {target}", verb=edge.title, **ends)
    return Change(change, edge.type, edge.id, f"{source} → {target}", fields, text)


def _holding(change: What, edge: Relationship, fields: tuple[FieldChange, ...], ends: Mapping[str, str]) -> Text:
    """Who came, who went, and who stays longer or shorter."""
    ended = any(field.field == "end_date" and field.before is None for field in fields)
    if change == "added" and edge.start_date:
        return T("{source} came as {target}, on {date}", date=edge.start_date, **ends)
    if change == "added":
        return T("{source} came as {target}", **ends)
    if change == "removed":
        return T("{source} is no longer there as {target}", **ends)
    if ended:
        return T("{source} leaves as {target}, the last day is {date}", date=last_counted(str(edge.end_date)), **ends)
    return T("{source} as {target}: {fields}", fields=[field.text for field in fields], **ends)


def _fields(before: Record, after: Record) -> Iterator[FieldChange]:
    if before.__dict__ == after.__dict__ or before.fingerprint() == after.fingerprint():
        return
    model = type(after)
    for name in model.model_fields:
        old, new = getattr(before, name, None), getattr(after, name, None)
        if old == new or name in IDENTITY:
            continue
        words = (_words(old, model, name), _words(new, model, name))
        title = T("Sources") if name == "sources" else title_of(model, name)
        yield FieldChange(name, _plain(old), _plain(new), _was_and_is(title, *words))


def _was_and_is(title: Text, before: Any, after: Any) -> Text:
    if before is None:
        return T("{field} is now {after}", field=title, after=after)
    if after is None:
        return T("{field} is no longer {before}", field=title, before=before)
    return T("{field} was {before} and is now {after}", field=title, before=before, after=after)


def _words(value: Any, model: type[Record] | None = None, name: str = "") -> Any:
    """A value as a parameter of a text; None where nothing is stated."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return first_few([_words(item, model, name) for item in value], 5)
    if name in NAMES_FIELDS:
        return TITLES.get(value) or (TYPES[value].title if value in TYPES else value)
    if name == "sources":
        return f"{value.source.rpartition('/')[2]} {value.locator}".strip()
    worded = value_of(model, name, value) if model else value
    return f"“{shortened(worded)}”" if isinstance(worded, str) and " " in worded else worded


def _plain(value: Any) -> Any:
    """A value as JSON has it; None where nothing is stated."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value] or None
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return str.__str__(value) if isinstance(value, str) else value
