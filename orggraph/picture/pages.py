"""What the pages that stand by themselves share: the templates with their one head, and what a page may load."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from orggraph import resources

if TYPE_CHECKING:
    from jinja2 import Environment


def templates(package: str, **options: Any) -> Environment:
    """The templates of a package of orggraph, each of which may extend ``base.html``; ``options`` are those of jinja2."""
    from jinja2 import Environment, FileSystemLoader  # late: only who writes a page needs it

    folders = [resources.package_path(name, "templates") for name in (package, "picture")]
    return Environment(loader=FileSystemLoader(folders), autoescape=True, **options)


def policy(script: str) -> str:
    """The content security policy of a page with one script inside: nothing is loaded from elsewhere, and no other script runs."""
    known = "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src '{known}'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
