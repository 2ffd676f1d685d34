"""What holders answered to whether it is still right: counted, and made into changes that are shown before they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from orggraph.edits import Change, Proposal, Scenario, what_if
from orggraph.edits.edit import holds_on
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import T, Text
from orggraph.model.base import Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.dates import first_day
from orggraph.model.meant import day_asked
from orggraph.model.relationships import Holds
from orggraph.sources.workbook.checklist import SHEET, Answer, Answers, Reply
from orggraph.workspace import Workspace


@dataclass(frozen=True)
class Outcome:
    """What came back, and what follows from it."""

    dataset: str
    confirmed: int
    """Lines that are still right."""
    changed: int
    """Lines from which a change follows."""
    unanswered: int
    by_hand: tuple[Answer, ...]
    """Lines answered in words, from which no change can be made by itself."""
    overtaken: tuple[Problem, ...]
    """Answers to what was changed after the list was made; nothing is done with them."""
    changes: tuple[Change, ...]

    def sentence(self) -> Text:
        """What came back, in numbers of lines."""
        return T(
            "Confirmed: {confirmed}. Changed: {changed}. In words: {hand}. Changed meanwhile: {overtaken}. No answer: {none}.",
            confirmed=self.confirmed,
            changed=self.changed,
            hand=len(self.by_hand),
            overtaken=len(self.overtaken),
            none=self.unanswered,
        )


def outcome(work: Workspace, lists: Sequence[Answers], on: str) -> Outcome:
    """What follows from lists that came back, beside what the store holds now.

    Parameters
    ----------
    work
        The store with the dataset of the lists.
    lists
        As :func:`orggraph.sources.workbook.checklist.read_answers` gives them; of one dataset.
    on
        The day on which the answers were given.

    Raises
    ------
    InvalidInput
        Where the lists are of several datasets, two are of one person, or a line ends before it begins. UnknownName where the
        dataset is not in the store.
    """
    _refuse_mixed(lists)
    on = day_asked(on).isoformat()
    dataset = work.dataset(lists[0].dataset)
    held = {edge.id: edge for edge in dataset.relationships if isinstance(edge, Holds)}
    terms = Counter((edge.source, edge.target) for edge in held.values())
    counted: Counter[str] = Counter()
    by_hand: list[Answer] = []
    overtaken: list[Problem] = []
    changes: list[Change] = []
    problems: list[Problem] = []
    for answers in lists:
        for answer in answers.answers:
            if answer.reply is Reply.NONE:
                counted["none"] += 1
                continue
            holding = held.get(answer.line.holding)
            if holding is None or holding.source != answers.person or not holds_on(holding, on):
                overtaken.append(_overtaken(answer, holding))
                continue
            if answer.other or (answer.reply is not Reply.RIGHT and terms[holding.source, holding.target] > 1):
                by_hand.append(answer)
            fresh = list(_changes(answer, holding, dataset, on, problems, single=terms[holding.source, holding.target] == 1))
            counted["right" if answer.reply is Reply.RIGHT else "changed"] += bool(fresh)
            changes += fresh
    if problems:
        raise InvalidInput(problems)
    return Outcome(dataset.id, counted["right"], counted["changed"], counted["none"], tuple(by_hand), tuple(overtaken), tuple(changes))


def proposed(work: Workspace, result: Outcome, name: str) -> Proposal | None:
    """The changes that follow, worked out together; None where none follows. ``name``: what people call them."""
    return what_if(work, Scenario(name, result.dataset, result.changes)) if result.changes else None


def _changes(
    answer: Answer, holding: Relationship, dataset: Dataset, on: str, problems: list[Problem], *, single: bool
) -> Iterator[Change]:
    ends = {"person": holding.source, "post": holding.target}
    if answer.reply is Reply.RIGHT:
        by = dataset.by_id[holding.source].name
        yield Change("confirm", {"subject": holding.source, "post": holding.target, "on": on, "by": by})
        return
    if not single:
        return
    if answer.reply is Reply.STOPPED and answer.stopped:
        first = first_day(answer.stopped)
        if holding.start_date and first_day(holding.start_date) >= first:
            message = T("it would end on {day}, and it begins on {start}", day=answer.stopped, start=holding.start_date)
            problems.append(answer.problem("period", message, T("Correct the date, or answer “otherwise” with the right dates.")))
            return
        yield Change("correct-term", ends | {"last_day": (first - timedelta(days=1)).isoformat()})
    elif answer.since or answer.last_day:
        dates = {"since": answer.since, "last_day": answer.last_day}
        yield Change("correct-term", ends | {name: value for name, value in dates.items() if value})


def _overtaken(answer: Answer, holding: Relationship | None) -> Problem:
    message = (
        T("{post}: this was changed after the list was made", post=answer.line.name)
        if holding is None
        else T("{post}: this no longer holds, or is of somebody else", post=answer.line.name)
    )
    return answer.problem("overtaken", message, T("Nothing is done with the answer. Ask again with a new list.")).warning()


def _refuse_mixed(lists: Sequence[Answers]) -> None:
    """Raises InvalidInput where lists cannot be read together."""
    problems = []
    seen: dict[str, str] = {}
    for answers in lists:
        if answers.dataset != lists[0].dataset:
            message = T("this list is of {dataset}, and the first one of {other}", dataset=answers.dataset, other=lists[0].dataset)
            problems.append(Problem("mixed", message, T("Read the lists of one dataset at a time."), answers.file, sheet=SHEET["nl"]))
        if answers.person in seen:
            message = T("this list is of the same person as {file}", file=seen[answers.person])
            problems.append(Problem("twice", message, T("Keep the last one."), answers.file, sheet=SHEET["nl"]))
        seen.setdefault(answers.person, answers.file)
    if problems:
        raise InvalidInput(problems)
