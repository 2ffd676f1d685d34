"""How the documentation is built: offline, warnings are errors, reference pages made from the code."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]  # generate.py, and scripts/ of the checkout

project = "orggraph"
author = "the orggraph maintainers"
project_copyright = "the orggraph maintainers, EUPL-1.2"
version = release = version_of("orggraph")
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "README.md"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
nitpicky = False

html_theme = "furo"
html_title = "orggraph"
html_static_path = ["_static"]
html_show_sourcelink = False
html_copy_source = False


def _generate(_app: Any) -> None:
    import generate

    generate.write(HERE / "reference" / "generated")


def setup(app: Any) -> None:
    """Make the reference pages before the first page is read."""
    app.connect("builder-inited", _generate)
