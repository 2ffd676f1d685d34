"""A document to take along for each post, several at a time: typesetting is most of the work, and needs no lock of Python."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from orggraph.reports import pdf
from orggraph.reports.page import Page
from orggraph.reports.report import Request, get

Tell = Callable[[int, int], None]
"""Gets how many are made, of how many."""


def packs(request: Request, posts: Sequence[str], tell: Tell) -> Iterator[tuple[str, bytes]]:
    """The page of who is new in a post as PDF, for each post in the order given.

    Parameters
    ----------
    request
        Projection, language and findings.
    posts
        Ids of posts.
    tell
        Is called after each with how far it is.
    """
    make = partial(_pack, request, get("role").page)
    at_once = os.cpu_count() or 1
    with ThreadPoolExecutor(at_once) as pool:
        for first in range(0, len(posts), at_once):  # few at a time, so that few documents wait in memory
            some = posts[first : first + at_once]
            for n, (post, made) in enumerate(zip(some, pool.map(make, some), strict=True), first + 1):
                yield post, made
                tell(n, len(posts))


def _pack(request: Request, page: Callable[[Request, str], Page], post: str) -> bytes:
    return pdf.render(page(request, post))
