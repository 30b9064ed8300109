"""Interactive figures, a network that trains in the browser, and the questions with which a lesson ends."""

from dl_course.widgets.controls import Slider
from dl_course.widgets.explore import Explorer, explore
from dl_course.widgets.playground import Playground, playground
from dl_course.widgets.quiz import Quiz, quiz

__all__ = ["Explorer", "Playground", "Quiz", "Slider", "explore", "playground", "quiz"]
