"""A small network that trains in the browser: `playground`."""

from dl_course.widgets.playground.widget import Playground, playground

__all__ = ["Playground", "playground"]
