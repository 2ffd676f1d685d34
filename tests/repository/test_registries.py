"""What every registry holds to: it is not empty, its titles stand in both languages, and no two entries share a name."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from orggraph import analyses, queries, sources
from orggraph.i18n import LANGUAGES, Bilingual
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.reports.report import registry as reports
from orggraph.ui.page import registry as pages

TITLES: dict[str, Iterable[Bilingual]] = {
    "analyses": [analysis.title for analysis in analyses.registry().values()],
    "labels": [label.title for label in LABELS.values()],
    "pages": [page.title for page in pages()],
    "queries": [query.title for query in queries.registry().values()],
    "relationship types": [kind.title for kind in TYPES.values()],
    "reports": [report.title for report in reports().values()],
    "sources": [source.name for source in sources.registry()],
}


@pytest.mark.parametrize("registry", TITLES)
def test_titles_stand_in_both_languages_and_tell_entries_apart(registry: str) -> None:
    titles = list(TITLES[registry])

    assert len(titles) >= 2
    for lang in LANGUAGES:
        named = [title[lang] for title in titles]
        assert all(name.strip() == name and name for name in named)
        assert len(set(named)) == len(named)


def test_pages_and_sources_are_known_by_one_path() -> None:
    assert len({page.path for page in pages()}) == len(pages())
    assert len({source.key for source in sources.registry()}) == len(sources.registry())
