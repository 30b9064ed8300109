"""Interactive figures: sliders over a function that draws."""

from dl_course.widgets.controls import Slider
from dl_course.widgets.explore import Explorer, explore

__all__ = ["Explorer", "Slider", "explore"]
