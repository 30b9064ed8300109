"""A bar with the time left, where there is a terminal to draw it on."""

import sys
import time

_WIDTH = 30


class Progress:
    """Counts steps; use it as a context."""

    def __init__(self, title: str, total: int, stream=None):
        self.title, self.total, self.done = title, total, 0
        self.stream = stream or sys.stderr
        self.shown = self.stream.isatty()
        self.began, self.drawn = time.monotonic(), 0.0

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if self.shown and (now - self.drawn > 0.1 or self.done == self.total):
            self.drawn = now
            self.stream.write("\r" + self.line(now - self.began) + "\x1b[K")
            self.stream.flush()

    def line(self, seconds: float) -> str:
        """The bar after so many seconds."""
        full = _WIDTH * self.done // max(self.total, 1)
        left = seconds / max(self.done, 1) * (self.total - self.done)
        bar = "█" * full + "·" * (_WIDTH - full)
        return f"{self.title} {bar} {self.done}/{self.total}, {int(left) // 60}:{int(left) % 60:02d} left"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.shown and self.done:
            self.stream.write("\n")
