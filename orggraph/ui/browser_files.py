"""Streamlit's own files for the browser: from memory, and those of every page asked for with the page, not one after another."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER: Final = Path(st.__file__).parent / "static"
"""Where Streamlit keeps its page, and a manifest of what the scripts of the page import."""
EVERYWHERE: Final = (
    "BidiComponent", "Button", "ButtonGroup", "Checkbox", "DownloadButton", "Html", "Multiselect", "Selectbox", "Spinner", "TextInput",
)  # fmt: skip
"""The elements that the bar at the left and the search need: each a script that Streamlit would fetch when the first one comes."""
FOR_GOOD: Final = {"cache-control": "public, immutable, max-age=31536000"}
"""The name of each of these files holds a hash of what is in it."""


class BrowserFiles:
    """Answers for the files of Streamlit's page from memory; what it does not know goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and scope["method"] == "GET" and path in names():
            await answer(path)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@cache
def names() -> frozenset[str]:
    """The paths of all files, as a browser asks for them."""
    return frozenset(f"/{path.relative_to(FOLDER).as_posix()}" for path in FOLDER.glob("static/**/*") if path.is_file())


@cache
def answer(path: str) -> Response:
    """The whole answer for one of :func:`names`."""
    kind, _ = mimetypes.guess_type(path)
    return Response((FOLDER / path.lstrip("/")).read_bytes(), media_type=kind or "application/octet-stream", headers=FOR_GOOD)


@cache
def preloads() -> bytes:
    """Elements of the head of the page that fetch the scripts of :data:`EVERYWHERE` at once, with all that these import."""
    manifest: Mapping[str, Mapping[str, Any]] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    page = set(_with_imports(manifest, "index.html"))
    files = {key: None for entry, chunk in manifest.items() if chunk.get("name") in EVERYWHERE for key in _with_imports(manifest, entry)}
    scripts = [manifest[key]["file"] for key in files if key not in page]
    return "".join(f'<link rel="modulepreload" crossorigin href="./{script}">' for script in scripts).encode()


def _with_imports(manifest: Mapping[str, Mapping[str, Any]], entry: str) -> Iterator[str]:
    """An entry of the manifest and all that it imports, each once."""
    seen, open_ = {entry}, [entry]
    while open_:
        key = open_.pop()
        yield key
        further = [name for name in manifest[key].get("imports", ()) if name not in seen]
        seen.update(further)
        open_ += further
