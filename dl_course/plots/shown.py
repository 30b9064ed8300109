"""How a figure is shown in a notebook: its alternative text in the page's own <img>, its colours in the dark theme."""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from PIL import Image

from dl_course.plots.style import GROUND, alternative_text

DRAWING, PICTURE = "dl-drawing", "dl-picture"
"""Classes of an <img>. Of a drawing the dark theme shows the negative with its hues: blue stays blue, white becomes the page.
In a picture, light and dark mean something, so that it is dimmed alone."""

_THEMES = ('[data-jp-theme-light="false"]', '[data-theme="dark"]', ".vscode-dark")
_FILTERS = {DRAWING: "invert(.93) hue-rotate(180deg)", PICTURE: "brightness(.85)"}
LOOK = f".{DRAWING},.{PICTURE}{{border-radius:8px}}" + "".join(
    f"{','.join(f'{theme} .{kind}' for theme in _THEMES)}{{filter:{how}}}" for kind, how in _FILTERS.items()
)
"""The style sheet of both: JupyterLab and nbconvert, Sphinx, VS Code each name their dark theme in another way."""


def kind_of(figure: Figure) -> str:
    """`PICTURE` where the brightness of areas means something (images, maps of heights), else `DRAWING`."""
    areas = [
        part
        for ax in figure.axes
        for part in ax.collections
        if isinstance(part, QuadMesh) or getattr(part, "filled", False)
    ]
    return PICTURE if areas or _images(figure) else DRAWING


def as_html(png: bytes, alt: str, kind: str, size: tuple[int, int] | None = None) -> str:
    """A picture as a page holds it.

    Args:
        png: The picture.
        alt: What it shows.
        kind: `DRAWING` or `PICTURE`.
        size: Width and height in the page, in pixels; those of the picture if None.
    """
    measures = ' width="{}" height="{}"'.format(*size) if size else ""
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return f'<img class="{kind}" alt="{html.escape(alt)}"{measures} src="{address}">\n<style>{LOOK}</style>'


def with_palette(png: bytes) -> bytes:
    """The same picture in at most 256 colours, a third of the size: a notebook with many figures stays small.

    No colour moves far, however few pixels have it: those of small markers are what a legend is read by.
    """
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def show_alternative_texts() -> None:
    """From now on a figure that IPython displays as PNG is displayed as <img alt=...>, too; nothing outside of IPython."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return
    if "inline" in plt.get_backend():
        import matplotlib_inline.backend_inline  # noqa: F401  (registers its formatter now; later it would undo ours)
    formatters = shell.display_formatter.formatters
    try:
        draw = formatters["image/png"].pop(Figure)
    except KeyError:
        return
    shell.display_formatter.mimebundle_formatter.for_type(Figure, _Shown(draw))


def _images(figure: Figure) -> list:
    return [image for ax in figure.axes for image in ax.images if image.get_gid() != GROUND]


class _Shown:
    """A figure as <img> for pages, and as PNG for viewers that know images only."""

    def __init__(self, draw):
        self.draw = draw

    def __call__(self, figure: Figure, include=None, exclude=None):
        if figure.axes and not any(ax.get_subplotspec() for ax in figure.axes):
            figure.set_layout_engine("none")  # there is no grid to lay out, and matplotlib would warn about it
        drawn = self.draw(figure, metadata={"Software": None})  # so that bytes do not depend on matplotlib's version
        if drawn is None:
            return None
        png, about = drawn if isinstance(drawn, tuple) else (drawn, {})
        png = base64.b64decode(png) if isinstance(png, str) else png
        photographs = any(np.ndim(image.get_array()) == 3 for image in _images(figure))
        png = png if photographs else with_palette(png)
        alt, size = alternative_text(figure), (about["width"], about["height"]) if "width" in about else None
        bundle = {"text/html": as_html(png, alt, kind_of(figure), size), "image/png": base64.b64encode(png).decode()}
        return bundle, {"image/png": {**about, "alt": alt}}
