"""The kernel's side of an interactive figure: draws the frames that the page asks for."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from dl_course.plots.shown import LOOK

_HERE = Path(__file__).parent


def key(place: list[int]) -> str:
    """The name of a place among the frames, as `explore.js` writes it, too."""
    return ",".join(map(str, place))


class Live(anywidget.AnyWidget):
    """What the page knows of a figure; saved with the notebook, it shows the picture without a kernel.

    The page asks with `{"place": [...]}` and is answered with `{"world": n, "place": [...], "frame": {...}}`. Without a place
    it asks for the world alone: another number says that a cell has run since, so that frames may look different now.

    Attributes:
        controls: Label, texts and kind of each control.
        place: Where they stand.
        frames: The frame now, by its key. A page without a kernel can be given more of them, and then moves.
        kind: Class of the `<img>`, for the dark theme.
        size: Width and height of the picture in pixels.
        how_to_move: What is said where no kernel answers.
    """

    _esm = _HERE / "explore.js"
    _css = (_HERE / "explore.css").read_text(encoding="utf-8") + LOOK

    controls = traitlets.List().tag(sync=True)
    place = traitlets.List().tag(sync=True)
    frames = traitlets.Dict().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    size = traitlets.List().tag(sync=True)
    how_to_move = traitlets.Unicode().tag(sync=True)

    def __init__(self, frame: Callable, **traits):
        super().__init__(**traits)
        self._frame = frame
        self.on_msg(self._answer)

    @property
    def shown(self) -> dict | None:
        """The frame of the place, if the page has it."""
        return self.frames.get(key(self.place))

    def _answer(self, _widget, question: dict, _buffers) -> None:
        answer = {"world": _cells_run()}
        if "place" in question:
            answer |= {"place": question["place"], "frame": self._frame(question["place"])}
        self.send(answer)


def _cells_run() -> int:
    try:
        from IPython import get_ipython
    except ImportError:
        return 0
    return getattr(get_ipython(), "execution_count", 0)
