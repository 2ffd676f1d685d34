"""The built-in regions: dataset files, and for each of their sources which place became what.

A source is covered by a list of *places*, in the order of the text. Together they hold every word of it, and each is
known by its number of words and a short hash of them: the text itself is not in the repository. Records cite a place
by its name (``at``), so what a place became is read from the records; a place that became nothing says why.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints, model_validator

from orggraph import resources
from orggraph.errors import OrggraphError, UnknownName, WrongUsage
from orggraph.i18n import Bilingual, T
from orggraph.model.value_object import ValueObject
from orggraph.yamltree import read_tree


class Place(ValueObject):
    """One place of a source: its name, and what identifies its words."""

    at: str = Field(description="Its name, as records cite it: a heading or slide or table row, and a number")
    words: Annotated[int, Field(gt=0)]
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{10}$")]
    left_out: str | None = Field(None, description="The key of the reason why it became no record")
    doubt: str | None = Field(None, description="The key of what it leaves open, and how that was encoded")


class Coverage(ValueObject):
    """All places of one source, in order."""

    source: str = Field(description="Full id of the source")
    words: int = Field(description="Words of the whole text")
    digest: str = Field(description="Hash of the hashes, so that a missing, added or moved place shows")
    reasons: dict[str, Bilingual] = Field(default_factory=dict, description="Why places were left out")
    doubts: dict[str, Bilingual] = Field(default_factory=dict, description="What places leave open")
    places: tuple[Place, ...]

    @model_validator(mode="after")
    def _whole(self) -> Coverage:
        names = [place.at for place in self.places]
        if len(names) != len(set(names)):
            raise ValueError("two places have one name")
        if sum(place.words for place in self.places) != self.words:
            raise ValueError("the places do not hold all words")
        if digest_of(self.places) != self.digest:
            raise ValueError("a place is missing, invented or out of order")
        named = {key for place in self.places for key in (place.left_out, place.doubt) if key}
        unknown = named - {*self.reasons, *self.doubts}
        if unknown:
            raise ValueError(f"reasons and doubts that are not explained: {sorted(unknown)}")
        return self


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, without punctuation."""
    return re.findall(r"\w+", text.lower())


def hash_of(words: list[str]) -> str:
    """The short hash by which a place is known."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:10]


def digest_of(places: tuple[Place, ...]) -> str:
    """The hash over the hashes of all places, in order."""
    return hashlib.sha256(" ".join(place.hash for place in places).encode()).hexdigest()[:16]


EXAMPLE: Final = "voorbeeldregio"
"""The built-in region that is invented, so that everything can be seen in it."""


def names() -> list[str]:
    """The ids of the built-in regions."""
    return sorted(path.stem for path in resources.package_path("regions").glob("*.yaml"))


def path(name: str) -> Path:
    """The dataset file of a built-in region. Raises UnknownName, with the nearest known, for any other name."""
    if name not in names():
        raise UnknownName(T("region"), name, names())
    return resources.package_path("regions", f"{name}.yaml")


def source_path(source: str | Path) -> Path:
    """The file of a built-in region, or the file itself: text is a file only with a separator or a suffix."""
    if isinstance(source, Path):
        return source
    if os.sep in source or "/" in source or Path(source).suffix:
        return Path(source)
    return path(source)


def not_loaded(name: str, loaded: Iterable[str]) -> OrggraphError:
    """Why a dataset is not there: a built-in region that is to be loaded first, or an unknown name."""
    if name in names():
        return WrongUsage(
            T("The dataset {name} is not loaded.", name=name), T("It is a built-in region: `orggraph load {name}` loads it.", name=name)
        )
    return UnknownName(T("dataset"), name, loaded)


@cache
def coverages() -> dict[str, Coverage]:
    """The coverage of every encoded source, by the source's id."""
    files = sorted(resources.package_path("regions", "coverage").glob("*.yaml"))
    read = [Coverage.model_validate(read_tree(file).value) for file in files]
    return {coverage.source: coverage for coverage in read}
