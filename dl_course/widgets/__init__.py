"""Interactive figures: sliders over a function that draws, and a network that trains in the browser."""

from dl_course.widgets.controls import Slider
from dl_course.widgets.explore import Explorer, explore
from dl_course.widgets.playground import Playground, playground

__all__ = ["Explorer", "Playground", "Slider", "explore", "playground"]
