"""Search of hyperparameters: settings are drawn, trained side by side or one after the other, compared, stopped early."""

from dl_course.search.loop import rungs, search
from dl_course.search.settings import Log, Trial, draw, grid

__all__ = ["Log", "Trial", "draw", "grid", "rungs", "search"]
