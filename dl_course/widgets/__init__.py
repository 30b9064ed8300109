"""Interactive figures: sliders over a function that draws."""

from dl_course.widgets.explore import Explorer, Slider, explore

__all__ = ["Explorer", "Slider", "explore"]
