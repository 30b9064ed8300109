"""A progress bar that a person sees and a stored notebook does not."""

import html
import shutil
import sys
import threading
import time

_REDRAW = 0.1  # seconds


class Progress:
    """A bar for one piece of work; use it as a context manager.

    In a terminal it is one line on standard error, redrawn in place and removed at the end. In a notebook that a person
    runs it is one display, emptied at the end. Where nobody watches (output in a file, a notebook run by a program) it
    writes nothing at all, so that stored outputs stay the same.

    Args:
        what: What is being done, a few words.
        total: How much there is to do, in `unit`; None where that is not known.
        unit: Printed after the numbers, such as " MB"; nothing is counted in print where it is empty.
        shown: False to write nothing in any case.
    """

    def __init__(self, what: str, total: float | None, *, unit: str = "", shown: bool = True):
        self.what, self.total, self.unit = what, total, unit
        self.done, self.text = 0, ""
        self._began = time.monotonic()
        self._drawn = 0.0
        self._lock = threading.Lock()
        self._screen = _screen() if shown else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._screen and self._drawn:
            self._screen.clear()

    def advance(self, amount: float = 1, text: str | None = None) -> None:
        """Moves the bar on; redraws at most ten times a second. May be called from several threads.

        Args:
            amount: How much was done since the last call.
            text: What stands after the bar from now on; unchanged if None.
        """
        with self._lock:
            self.done += amount
            self.text = self.text if text is None else text
            now = time.monotonic()
            if self._screen and now - self._drawn >= _REDRAW:
                self._drawn = now
                self._screen.draw(self)

    @property
    def fraction(self) -> float | None:
        """Share of the work that is done, in [0, 1]; None where the total is not known."""
        return min(1.0, self.done / self.total) if self.total else None

    def line(self) -> str:
        """The numbers after the bar: share, count, time left, text."""
        parts = []
        if self.fraction is not None:
            parts.append(f"{self.fraction:4.0%}")
        if self.unit:
            parts.append(f"{self.done:.0f}{f' of {self.total:.0f}' if self.total else ''}{self.unit}")
        if self.fraction:
            left = (time.monotonic() - self._began) * (1 / self.fraction - 1)
            parts.append(f"{int(left // 60)}:{int(left % 60):02d} left")
        return "  ".join([*parts, self.text] if self.text else parts)


class _Terminal:
    def draw(self, bar: Progress) -> None:
        done = round(24 * (bar.fraction or 0))
        line = f"{bar.what} [{'#' * done}{'.' * (24 - done)}] {bar.line()}"
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write("\r" + line[:width].ljust(width))
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")
        sys.stderr.flush()


class _Notebook:
    def __init__(self):
        self._handle = None

    def draw(self, bar: Progress) -> None:
        value = "" if bar.fraction is None else f' value="{bar.fraction:.3f}"'
        what = html.escape(bar.what)
        self._show(
            f'<div style="display:flex;gap:.8em;align-items:center"><span>{what}</span><progress{value} '
            f'aria-label="{what}" style="width:16em"></progress><span>{html.escape(bar.line())}</span></div>'
        )

    def clear(self) -> None:
        self._show("")

    def _show(self, markup: str) -> None:
        from IPython.display import display

        data = {"text/html": markup}
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)


def _screen():
    """Where a person would see a bar; None where nobody would."""
    if "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
        kernel = getattr(shell, "kernel", None)
        if kernel is not None:
            # The front end says with each cell whether somebody could answer input(). nbclient, nbval and nbconvert
            # say no, and what is displayed there would be stored.
            return _Notebook() if getattr(kernel, "_allow_stdin", False) else None
    return _Terminal() if sys.stderr is not None and sys.stderr.isatty() else None
