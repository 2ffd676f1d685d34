"""A drawing as PNG, from its SVG, without a browser."""

from __future__ import annotations

import io
from collections.abc import Sequence

from orggraph.picture.drawing import Drawing
from orggraph.picture.pictures import svg
from orggraph.picture.text_metrics import WEIGHTS, font_family, font_file

SCALE = 2
"""Pixels of the picture for one pixel of the drawing."""


def png(drawing: Drawing, facts: Sequence[tuple[str, str]] = ()) -> bytes:
    """The drawing with its legend as a PNG file; ``facts`` stand below it, as in an SVG.

    It looks the same on every machine.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    pixels = drawn(svg(drawing, facts=facts))
    metadata = PngInfo()
    metadata.add_itxt("Title", drawing.title)
    out = io.BytesIO()
    with Image.open(io.BytesIO(pixels)) as image:
        image.save(out, "PNG", pnginfo=metadata, dpi=(96 * SCALE, 96 * SCALE))
    return out.getvalue()


def drawn(picture: str) -> bytes:
    """An SVG as the bytes of a PNG, by resvg with the typeface of the package alone."""
    import resvg_py

    pixels = resvg_py.svg_to_bytes(
        svg_string=picture,
        zoom=SCALE,
        skip_system_fonts=True,
        font_files=[font_file(weight) for weight in WEIGHTS],
        sans_serif_family=font_family(),
    )
    return bytes(pixels)
