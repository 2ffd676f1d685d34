"""What must hold of a dataset as a whole, whatever file or object it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from itertools import combinations, islice

from orggraph.errors import InvalidInput, Locate, Problem, did_you_mean, nearest
from orggraph.i18n import T, Text
from orggraph.model.base import ANY, Citation, Node, Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.dates import day_after, first_day, last_day
from orggraph.model.doubt import doubts
from orggraph.model.holders import certain, check_holders, overlap
from orggraph.model.identity import mistaken
from orggraph.model.lookalikes import lookalikes
from orggraph.model.meant import kind_meant, term_meant, term_named
from orggraph.model.nodes import LABELS, Act, Claim, Post, Product, Slot, Source, Step, Whole
from orggraph.model.relationships import TYPES
from orggraph.model.terms import ProductKind, Status

NEVER = "9999"
"""Before this text lies every day; it stands where no end is known."""
SUGGESTED = 50
"""Unknown ids for which the nearest known is looked for: among many records that takes time, and nobody reads on."""


def check(dataset: Dataset, locate: Locate | None = None, also_known: Collection[str] = (), *, most: int | None = None) -> list[Problem]:
    """Every problem of a dataset, at once: errors first, then warnings.

    Parameters
    ----------
    dataset
        The records to check.
    locate
        Makes a problem from (code, record key, message, hint, field); a reader of files adds the place in the file.
        A record's key is its id.
    also_known
        Ids that exist although their record could not be read: an end that names one is no second problem.
    most
        How many problems to look for; None: all.
    """
    make = locate or (lambda code, record, message, hint, _field: Problem(code, message, hint, record=record))
    run = _Checks(dataset, make, set(also_known))
    problems = list(islice(run.all(), most))
    return sorted(problems, key=lambda problem: problem.level)  # error comes before warning


def checked(dataset: Dataset, file: str | None = None) -> Dataset:
    """The dataset with its warnings.

    Raises
    ------
    InvalidInput
        With every problem, where one of them is an error.
    """

    def locate(code: str, record: str, message: Text, hint: Text | None, _field: str) -> Problem:
        return Problem(code, message, hint, file, record=record)

    problems = check(dataset, locate)
    if any(problem.level == "error" for problem in problems):
        raise InvalidInput(problems)
    return dataset.with_warnings(tuple(problems))


def as_ids(names: Iterable[str], dataset: str) -> Iterator[str]:
    """Ids as a file of the dataset writes them: without its own name in front."""
    return (name.removeprefix(f"{dataset}/") for name in names)


class _Checks:
    def __init__(self, dataset: Dataset, make: Locate, also_known: set[str]) -> None:
        self.dataset, self.make, self.also_known = dataset, make, also_known
        self.nodes = dataset.by_id
        self.suggested = 0
        self.outside: set[str] = set()
        self.holdings: dict[str, list[Relationship]] = defaultdict(list)
        self.outgoing: dict[tuple[str, str], list[Relationship]] = defaultdict(list)
        for relationship in dataset.relationships:
            self.outgoing[relationship.source, relationship.type].append(relationship)

    def all(self) -> Iterator[Problem]:
        yield from self._ids()
        for node in self.dataset.nodes:
            yield from self._period(node)
            yield from self._citations(node.sources, node)
            yield from self._open(node)
            yield from self._complete(node.id, node.complete if isinstance(node, Whole) else ())
        yield from self._acts()
        yield from self._products()
        for relationship in self.dataset.relationships:
            yield from self._period(relationship)
            start = self.nodes.get(relationship.source)
            inherited = start.sources if start else ()  # a file's relationship has them from its record: told there
            yield from self._citations([citation for citation in relationship.sources if citation not in inherited], relationship)
            yield from self._ends(relationship)
            yield from self._to_itself(relationship)
        yield from self._relationships_once()
        yield from self._posts()
        yield from self._holders()
        yield from self._seats()
        yield from self._outlived()
        yield from self._without_form()
        yield from self._claims()
        yield from doubts(self.dataset, self.make)
        yield from mistaken(self.dataset.nodes, self.make)
        yield from lookalikes(self.dataset.nodes, self.make)
        yield from self._complete(self.dataset.id, self.dataset.info.complete)

    def _near(self, name: str, known: Iterable[str]) -> Text | None:
        """A hint with the nearest known ids, for as many problems as somebody may read."""
        self.suggested += 1
        return did_you_mean(nearest(name, known)) if self.suggested <= SUGGESTED else None

    def _ids(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for node in self.dataset.nodes:
            expected = f"{self.dataset.id}/{node.label().lower()}/"
            if not node.id.startswith(expected):
                message = T("the id {id} must start with {start}", id=node.id, start=expected)
                yield self.make("foreign_id", node.id, message, T("Give the record an id of its own dataset and label."), "id")
            if node.id in seen:
                message = T("the id {id} stands here a second time", id=node.id)
                yield self.make("duplicate_id", node.id, message, T("Give one of the two another id, or remove it."), "id")
            seen.add(node.id)

    def _period(self, record: Node | Relationship) -> Iterator[Problem]:
        if record.start_date and record.end_date and first_day(record.start_date) > last_day(record.end_date):
            message = T("it ends ({end}) before it starts ({start})", end=record.end_date, start=record.start_date)
            yield self.make("period", record.id, message, T("Exchange or correct the two dates."), "end_date")

    def _citations(self, citations: Iterable[Citation], record: Node | Relationship) -> Iterator[Problem]:
        for citation in citations:
            if not isinstance(self.nodes.get(citation.source), Source) and citation.source not in self.also_known:
                known = (node.id.rsplit("/", 1)[-1] for node in self.dataset.nodes if isinstance(node, Source))
                name = citation.source.rsplit("/", 1)[-1]
                hint = self._near(name, known) or T("Add the source under Source.")
                yield self.make("unknown_source", record.id, T("there is no source {name}", name=name), hint, "sources")

    def _open(self, node: Node) -> Iterator[Problem]:
        if not node.open:
            return
        fields = {*type(node).model_fields, *(kind.lower() for kind in TYPES)}
        for name in node.open:
            if name not in fields:
                hint = did_you_mean(nearest(name, fields))
                yield self.make("unknown_field", node.id, T("open names {name}, which is no field", name=name), hint, "open")

    def _ends(self, relationship: Relationship) -> Iterator[Problem]:
        for end, labels in ((relationship.source, relationship.sources_of), (relationship.target, relationship.targets_of)):
            node = self.nodes.get(end)
            if node is None:
                if end not in self.also_known:
                    yield self._no_end(relationship, end)
            elif ANY not in labels and node.label() not in labels:
                message = T(
                    "{type} cannot have a {label} ({id}) at this end; it takes {labels}",
                    type=relationship.type.lower(),
                    label=node.label(),
                    id=end,
                    labels=labels,
                )
                yield self.make("wrong_end", relationship.id, message, T("Name another record, or use another relationship."), "")

    def _to_itself(self, relationship: Relationship) -> Iterator[Problem]:
        if relationship.source == relationship.target and not relationship.may_return:
            message = T("{type} goes from a record to itself", type=relationship.type.lower())
            yield self.make("to_itself", relationship.id, message, T("Name another record, or leave it out."), "")

    def _no_end(self, relationship: Relationship, end: str) -> Problem:
        ids = as_ids([*self.nodes, *self.also_known], self.dataset.id)
        if not end.startswith(f"{self.dataset.id}/"):
            hint: Text | None = T("A relationship stays within its dataset; name the shared thing by identifiers.")
        else:
            hint = self._near(end.removeprefix(f"{self.dataset.id}/"), ids) or T("Add that record, or correct the id.")
        return self.make("unknown_id", relationship.id, T("there is no record {id}", id=end), hint, "")

    def _relationships_once(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for relationship in self.dataset.relationships:
            if relationship.id in seen:
                message = T("{type} to {id} is stated twice, in different ways", type=relationship.type.lower(), id=relationship.target)
                hint = T("Merge the two, or give each its own period, or a slot if sources differ.")
                yield self.make("duplicate_relationship", relationship.id, message, hint, "")
            seen.add(relationship.id)

    def _posts(self) -> Iterator[Problem]:
        for node in self.dataset.nodes:
            if not isinstance(node, Post):
                continue
            pairs = combinations(self.outgoing[node.id, "IN"], 2)
            if any(not (place.slot and other.slot) and overlap(certain(place), certain(other)) for place, other in pairs):
                message = T("a post has at most one {type} at a time", type="in")
                hint = T("Make a second post, give each its own period, or give differing claims a slot.")
                yield self.make("too_many", node.id, message, hint, "in")

    def _holders(self) -> Iterator[Problem]:
        for relationship in self.dataset.relationships:
            post = self.nodes.get(relationship.target)
            if relationship.type != "HOLDS" or not isinstance(post, Post):
                continue
            self.holdings[post.id].append(relationship)
            if post.status is Status.OPEN:
                message = T("{post} is an open post and cannot have a holder", post=post.id)
                yield self.make("open_post_held", relationship.id, message, T("Make the post actual, or remove the holder."), "")
            around = [post, *(self.nodes[seat.target] for seat in self.outgoing[post.id, "IN"] if seat.target in self.nodes)]
            for outer in around:
                if not _inside(relationship, outer):
                    self.outside.add(relationship.id)
                    message = T("the holder's period does not lie within that of {id}", id=outer.id)
                    yield self.make("period_outside", relationship.id, message, T("Correct one of the two periods."), "start_date")

    def _seats(self) -> Iterator[Problem]:
        for identity, holdings in self.holdings.items():
            post = self.nodes[identity]
            if isinstance(post, Post):
                yield from check_holders(post, holdings, self.make)

    def _outlived(self) -> Iterator[Problem]:
        """Holders without an end of a post that ended with something that it hangs on; a post's own end is that of its holder too."""
        if not any(node.end_date for node in self.dataset.nodes):
            return
        on = self._today()
        for row in self.dataset.relationship_rows:
            ended = row["type"] == "HOLDS" and "ends_with" in row and row["valid_before"] <= on
            if ended and row["ends_with"] != row["target"] and row["id"] not in self.outside:
                message = T(
                    "{post} ended with {id} ({date}), and its holder does not say so",
                    post=row["target"],
                    id=row["ends_with"],
                    date=row["ends_on"],
                )
                hint = T("Give the holder an end, or correct that of {id}.", id=row["ends_with"])
                yield self.make("outlived", row["id"], message, hint, "").warning()

    def _without_form(self) -> Iterator[Problem]:
        """Cooperations without an end of which every arrangement has ended: they go on in some form, or have ended too."""
        if not any(node.end_date for node in self.dataset.nodes):
            return
        rows = {row["id"]: row for row in self.dataset.node_rows}
        ends: dict[str, list[str]] = defaultdict(list)
        for row in self.dataset.relationship_rows:
            if row["type"] == "GOVERNED_BY" and row["target"] in rows:
                ends[row["source"]].append(min(row.get("valid_before", NEVER), rows[row["target"]].get("valid_before", NEVER)))
        for whole, days in ends.items():
            if whole in rows and "valid_before" not in rows[whole] and max(days) <= self._today():
                message = T("every arrangement of {id} has ended (before {date}), and it has no end itself", id=whole, date=max(days))
                hint = T("Give it an end, or add the arrangement under which it goes on.")
                yield self.make("outlived", whole, message, hint, "").warning()

    def _today(self) -> str:
        """The day of which the dataset speaks, else today."""
        reference = self.dataset.info.reference_date
        return (first_day(reference) if reference else datetime.now(UTC).date()).isoformat()

    def _claims(self) -> Iterator[Problem]:
        answers: dict[str, int] = defaultdict(int)
        records: tuple[Node | Relationship, ...] = (*self.dataset.nodes, *self.dataset.relationships)
        for record in records:
            if record.slot:
                answers[record.slot] += 1
                if record.slot not in self.nodes and record.slot not in self.also_known:
                    known = as_ids((node.id for node in self.dataset.nodes if isinstance(node, Slot)), self.dataset.id)
                    hint = self._near(record.slot.removeprefix(f"{self.dataset.id}/"), known) or T("Add it under Slot.")
                    yield self.make("unknown_slot", record.id, T("there is no slot {id}", id=record.slot), hint, "slot")
        for node in self.dataset.nodes:
            if isinstance(node, Slot) and answers[node.id] < 2:
                message = T("{n} claim answers this; a difference takes at least two", n=answers[node.id])
                yield self.make("slot_alone", node.id, message, T("Add the other claim, or remove the slot."), "")
            if isinstance(node, Claim) and node.subject not in self.nodes and node.subject not in self.also_known:
                close = self._near(node.subject, self.nodes) or T("Add that record, or correct the id.")
                yield self.make("unknown_id", node.id, T("there is no record {id}", id=node.subject), close, "subject")

    def _complete(self, record: str, parts: Iterable[str]) -> Iterator[Problem]:
        for name in parts:
            if name not in LABELS and name not in TYPES:
                hint = kind_meant(name)
                yield self.make("unknown_part", record, T("complete names {name}, which is no label or type", name=name), hint, "complete")

    def _products(self) -> Iterator[Problem]:
        for node in self.dataset.nodes:
            if not isinstance(node, Product) or not node.kind or node.kind in list(ProductKind):
                continue
            if term_named(node.kind, ProductKind):
                message = T("no rule reads the kind {kind}", kind=node.kind)
                yield self.make("unread_kind", node.id, message, term_meant(node.kind, ProductKind), "kind").warning()

    def _acts(self) -> Iterator[Problem]:
        for node in self.dataset.nodes:
            if isinstance(node, Act) and not (node.date or node.as_stated or "date" in node.open or node.status is Status.OPEN):
                hint = T("Give the day on which it was done; as_stated keeps the words for a time that is no date.")
                yield self.make("undated", node.id, T("an act has no date"), hint, "")
        for (identity, kind), relationships in self.outgoing.items():
            act = self.nodes.get(identity)
            for relationship in relationships if kind == "ACT_OF" and isinstance(act, Act) else ():
                step = self.nodes.get(relationship.target)
                if isinstance(step, Step) and isinstance(act, Act) and step.action is not act.action:
                    message = T(
                        "its action is {action}, that of the step {id} is {other}",
                        action=act.action.names,
                        id=step.id,
                        other=step.action.names,
                    )
                    yield self.make("other_action", act.id, message, T("Name the step that the act carries out."), "action")


def _inside(inner: Record, outer: Record) -> bool:
    """Whether one period can lie within another, each partial date read as widely as it can be."""
    if inner.start_date and outer.start_date and last_day(inner.start_date) < first_day(outer.start_date):
        return False
    if inner.start_date and outer.end_date and first_day(inner.start_date) > last_day(outer.end_date):
        return False
    if inner.end_date and outer.start_date and not inner.start_date and day_after(inner.end_date) <= first_day(outer.start_date):
        return False
    return not (inner.end_date and outer.end_date and first_day(inner.end_date) > day_after(outer.end_date))
