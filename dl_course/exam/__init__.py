"""Questions over the whole course: the self-tests of the lessons and mock exams from one bank."""

from dl_course.exam.drawing import DIFFERENT, Drawn, draw, kinds_of
from dl_course.exam.question import KINDS, Choice, Code, Explain, Number, Question, question

__all__ = [
    "DIFFERENT",
    "KINDS",
    "Choice",
    "Code",
    "Drawn",
    "Explain",
    "Number",
    "Question",
    "draw",
    "kinds_of",
    "question",
]
