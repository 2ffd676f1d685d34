"""Where each page of a published region stands: names of files from ids, alike on every system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

PAGES: Final = "pages"
"""The folder of all pages but the first."""
START, MAP, FINDINGS, ROLES = "start", "map", "findings", "roles"
"""Pages that are of no node."""
ROLE_OF: Final = "role-of "
"""Before the id of a node: the page of who is new there."""
PACKS: Final = "role-packs"
"""The folder of documents to take along."""
PACK_OF: Final = "role-pack-of "
"""Before the id of a post: the document of who is new in it."""
IN_WEIGHT: Final = "weight "
"""Before a weight: the findings of that weight."""
LONGEST = 80
_UNSAFE = re.compile(r"[^a-z0-9]+")


def slug(node: str, *, datasets: int) -> str:
    """The name of a file from an id; the dataset stands in it only where there are several."""
    parts = node.split("/")
    return _UNSAFE.sub("-", "-".join(parts if datasets > 1 or len(parts) < 3 else parts[1:]).lower()).strip("-")[:LONGEST] or "page"


@dataclass(frozen=True)
class Addresses:
    """Files by what they are about.

    Parameters
    ----------
    files
        Name of a file within ``PAGES``, by the id of a node, or by one of the names and prefixes of this module.
    """

    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[str], roles: Iterable[str], packs: Iterable[str] = (), *, datasets: int) -> Addresses:
        """Give each node, and each page of who is new there, a file of its own; and the document of each post in ``packs``."""
        files = {name: f"{name}.html" for name in (MAP, FINDINGS, ROLES)}
        taken = set(files.values())
        wanted = [*((node, "") for node in sorted(nodes)), *((node, "role-of-") for node in sorted(roles))]
        for node, before in wanted:
            name = base = before + slug(node, datasets=datasets)
            n = 1
            while f"{name}.html" in taken:
                n += 1
                name = f"{base}-{n}"
            taken.add(f"{name}.html")
            files[f"{ROLE_OF}{node}" if before else node] = f"{name}.html"
        documents = {f"{PACK_OF}{post}": f"../{PACKS}/{files[post].removesuffix('.html')}.pdf" for post in packs}
        return cls({**files, **documents})

    def link(self, name: str, *, inside: bool) -> str | None:
        """The relative address of a page, or None; ``inside``: from a page in ``PAGES``, else from the first page."""
        if name == START:
            return "../index.html" if inside else "index.html"
        if name.startswith(IN_WEIGHT):
            return f"{self.link(FINDINGS, inside=inside)}#{name.removeprefix(IN_WEIGHT)}"
        file = self.files.get(name)
        return file and (file if inside else f"{PAGES}/{file}".replace(f"{PAGES}/../", ""))

    def path(self, name: str) -> str:
        """Where a file stands in the folder, by what it is about."""
        return str(self.link(name, inside=False))
