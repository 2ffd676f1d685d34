"""What the formats in XML share: texts that XML can hold, elements, and bytes that are the same each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

SEPARATOR: Final = " | "
"""Between the items of a list, in a format that knows no lists."""
UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def fit(text: str) -> str:
    """A text that XML can hold; what it cannot is a replacement character."""
    return UNFIT.sub("\ufffd", text)


def child(parent: _Element, tag: str, **attributes: str) -> _Element:
    """A new last element in another, of its namespace."""
    from lxml import etree

    space = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{space}}}{tag}", {name: fit(value) for name, value in attributes.items()})


def serialized(root: _Element) -> bytes:
    """The document, indented."""
    from lxml import etree

    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
