"""Training of PyTorch models: `fit` is the loop of lesson 10 with what every real run needs around it."""

from dl_course.training.execution import evaluate, predict
from dl_course.training.history import Diverged, History
from dl_course.training.loop import fit

__all__ = ["Diverged", "History", "evaluate", "fit", "predict"]
