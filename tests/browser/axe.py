"""What axe finds of a page; it works out nothing but what a failing test shows, as on a long page the rest takes a minute."""

from __future__ import annotations

from typing import Any

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page

ON_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that look at colours: what else axe finds of a page is the same in the dark."""
RUN = """options => axe.run(document, {resultTypes: ["violations"], selectors: false, ...options}).then(answer =>
  answer.violations.map(rule => [rule.id, rule.impact, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]))"""


def violations(page: Page, *, colours_alone: bool = False) -> list[tuple[str, list[str]]]:
    """Each rule that a page breaks, with the first places where it does."""
    return [(rule, places) for rule, _, places in _run(page, ON_COLOURS if colours_alone else {})]


def serious(page: Page, *, colours_alone: bool = False) -> list[tuple[str, list[str]]]:
    """As :func:`violations`, of the rules whose breach keeps somebody out."""
    return [(rule, places) for rule, impact, places in _run(page, ON_COLOURS if colours_alone else {}) if impact in ("serious", "critical")]


def _run(page: Page, options: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    page.evaluate(AXE_SCRIPT)
    answer: list[tuple[str, str, list[str]]] = page.evaluate(RUN, options)
    return answer
