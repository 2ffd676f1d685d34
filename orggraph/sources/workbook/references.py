"""Records by their names: what a cell that refers to a record says, and which record a name means."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Final

from orggraph.errors import did_you_mean, nearest
from orggraph.i18n import T, Text
from orggraph.model.base import ANY, Citation, is_record_id
from orggraph.model.nodes import LABELS
from orggraph.sources.workbook.unread import LONGEST, Unread, folded

MANY: Final = 8
"""So many records of one name are told."""
LONGEST_NAME: Final = 200
"""Longer names are proposed to nobody."""
_BRACKETS: Final = re.compile(r"(?:.*\S)?\s*\[([^\[\]\s]+)\]", re.DOTALL)


class Names:
    """The records of a workbook by name and by id.

    Parameters
    ----------
    dataset
        The id of the dataset.
    """

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset
        self.names: dict[str, str] = {}
        self.called: dict[str, list[str]] = defaultdict(list)
        self.slugs: dict[str, list[str]] = defaultdict(list)
        self._cited: dict[str, tuple[str, str]] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] | None = None

    def add(self, identity: str, name: str, also: Iterable[str] = ()) -> None:
        """Note a record: its id, its name, and what else it is called."""
        if identity in self.names:
            return
        self.names[identity] = name
        self.slugs[identity.rsplit("/", 1)[-1]].append(identity)
        for word in dict.fromkeys(filter(None, map(folded, (name, *also)))):
            self.called[word].append(identity)

    def short(self, identity: str) -> str:
        """An id as it stands within the dataset: ``body/ab``."""
        return identity.removeprefix(f"{self.dataset}/")

    def record(self, text: str, labels: Collection[str]) -> str:
        """The id of the record that a text means, of one of these labels.

        Raises
        ------
        Unread
            Where no record is called so, or several are.
        """
        text = text.strip()
        wanted = LABELS if ANY in labels else labels
        named = self._named(text, wanted)
        if len(named) > 1:
            named = [identity for identity in named if self.names[identity] == text] or named
        if not named:
            named = self._by_id(text, wanted)
        if len(named) == 1:
            return named[0]
        if named:
            raise _ambiguous(text, [f"{text} [{self.short(identity)}]" for identity in named])
        raise self._unknown(text, wanted)

    def _named(self, text: str, labels: Collection[str]) -> list[str]:
        """The records of these labels that are called so."""
        word, lower = folded(text), {label.lower() for label in labels}
        return [identity for identity in self.called.get(word, ()) if label_of(identity) in lower]

    def _by_id(self, text: str, labels: Collection[str]) -> list[str]:
        """The records of that id, whole, without the dataset, or without the label."""
        bracketed = _BRACKETS.fullmatch(text)
        identity = (bracketed[1] if bracketed else text).lower()
        known = [whole for whole in (identity, f"{self.dataset}/{identity}") if whole in self.names]
        if known:
            return known[:1]
        if is_record_id(identity) and not identity.startswith(f"{self.dataset}/"):
            return [identity]  # of another dataset: whether that may be is for the checks of the model
        lower = {label.lower() for label in labels}
        return [whole for whole in self.slugs.get(identity, ()) if label_of(whole) in lower]

    def _unknown(self, text: str, labels: Collection[str]) -> Unread:
        titles = [LABELS[label].title for label in labels] if len(labels) < len(LABELS) else []
        others = [label for label in LABELS if label not in labels and self._named(text, (label,))]
        if others:
            message = T("{name} is on the sheet {sheets}, and what stands here is another kind of record", name=text,
                        sheets=[LABELS[label].plural for label in others])  # fmt: skip
            return Unread("wrong_end", message, T("Here belongs: {kinds}.", kinds=titles))
        return Unread("unknown_name", T("no record in this workbook is called {name}", name=text), lambda: self._near(text, labels))

    def _near(self, text: str, labels: Collection[str]) -> Text:
        lower = {label.lower() for label in labels}
        known = {name for identity, name in self.names.items() if label_of(identity) in lower and len(name) <= LONGEST_NAME}
        return did_you_mean(nearest(text, known)) or T("Add it on its own sheet, or correct the name.")

    def written(self, identity: str, labels: Collection[str]) -> str:
        """What a cell says of a record: its name, and its id where the name alone does not say which."""
        name = self.names.get(identity, "")
        for text in (name, f"{name} [{self.short(identity)}]"):
            if name and not re.search(r"[;\n,]", text) and self._means(text, identity, labels):
                return text
        return f"[{self.short(identity)}]"

    def _means(self, text: str, identity: str, labels: Collection[str]) -> bool:
        try:
            return self.record(text, labels) == identity
        except Unread:
            return False

    def citations(self, text: str) -> list[Citation]:
        """The sources that a cell names, each on a line of its own, with the place in it."""
        if text.startswith("["):
            try:
                return [Citation(source=f"{self.dataset}/source/{source}", locator=place) for source, place in json.loads(text)]
            except (ValueError, TypeError, RecursionError):
                pass
        lines = [line for line in text.split("\n") if line.strip()]
        return [citation for line in lines for citation in self._citations_of(line)]

    def _citations_of(self, line: str) -> list[Citation]:
        pieces = line.split(";")
        if len(pieces) > 1 and all(piece.strip() and self._source(piece) for piece in pieces):
            return [self._citation(piece) for piece in pieces]
        return [self._citation(line)]

    def _citation(self, text: str) -> Citation:
        source = self._source(text)
        if source is None:
            words = re.split(r"[:,;]", text)[0].strip()
            raise Unread(
                "unknown_source", T("no source is called as this begins: {words}", words=words), lambda: self._near(words, ("Source",))
            )
        return Citation(source=source[0], locator=source[1])

    def _source(self, text: str) -> tuple[str, str] | None:
        """The source by whose name or id a text begins, the longest that fits, and what comes after it."""
        text = text.strip()
        if text not in self._cited:
            matches = ((pattern.match(text), identity) for pattern, identity in self._sources())
            fits = [(match.end(), identity) for match, identity in matches if match]
            if not fits:
                return None
            end = max(fits)[0]
            longest = {identity for length, identity in fits if length == end}
            if len(longest) > 1:
                raise _ambiguous(text, [f"[{identity.rsplit('/', 1)[-1]}]" for identity in sorted(longest)])
            self._cited[text] = longest.pop(), re.sub(r"^\s*[:,]?\s*", "", text[end:])
        return self._cited[text]

    def _sources(self) -> list[tuple[re.Pattern[str], str]]:
        if self._patterns is None:
            self._patterns = []
            for identity, name in self.names.items():
                if label_of(identity) == "source":
                    slug = identity.rsplit("/", 1)[-1]
                    spelled = [rf"\[{re.escape(slug)}\]", rf"{re.escape(slug)}(?=[\s:,]|$)"]
                    if len(name) <= LONGEST:  # no cell can cite a longer one, and to make a pattern of it takes long
                        spelled.append(_loosely(name))
                    self._patterns += [(re.compile(spelling, re.IGNORECASE), identity) for spelling in spelled]
        return self._patterns

    def cited(self, citations: Iterable[Citation]) -> str:
        """What a cell says of sources; :meth:`citations` reads the same from it."""
        given = list(citations)
        for form in (lambda name, _slug: name, lambda _name, slug: f"[{slug}]"):
            if (text := self._lines(given, form)) is not None:
                return text
        return json.dumps([[citation.source.rsplit("/", 1)[-1], citation.locator] for citation in given], ensure_ascii=False)

    def _lines(self, given: list[Citation], form: Callable[[str, str], str]) -> str | None:
        lines = []
        for citation in given:
            source = form(self.names.get(citation.source, ""), citation.source.rsplit("/", 1)[-1])
            lines.append(f"{source}: {citation.locator}" if citation.locator else source)
        text = "\n".join(lines)
        try:
            return text if self.citations(text) == given else None
        except Unread:
            return None


def _ambiguous(name: str, spellings: list[str]) -> Unread:
    message = T("{n} records are called {name}", n=len(spellings), name=name)
    return Unread("ambiguous", message, T("Write which: {names}.", names=spellings[:MANY]))


def _loosely(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split())) + r"(?=[\s:,(]|$)"


def label_of(identity: str) -> str:
    """The label in an id, in lower case."""
    return identity.split("/")[1]


def several(text: str, meaning: Callable[[str], str]) -> list[str]:
    """What each part of a cell means: the whole, or what stands on its lines, between semicolons, or between commas.

    Raises
    ------
    Unread
        What is wrong with the first part that means nothing.
    """
    try:
        return [meaning(text)]
    except Unread as refusal:
        if refusal.code == "ambiguous":
            raise
        whole = refusal
    for signs in ("\n", "\n;", "\n;,"):
        parts = [part.strip() for part in re.split(f"[{signs}]", text) if part.strip()]
        try:
            return list(map(meaning, parts))
        except Unread:
            continue
    parts = [part.strip() for part in re.split(r"[\n;]" if re.search(r"[\n;]", text) else ",", text) if part.strip()]
    for part in parts if len(parts) > 1 else ():
        meaning(part)
    raise whole
