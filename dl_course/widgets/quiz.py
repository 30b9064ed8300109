"""The questions at the end of a lesson: they take an answer, and say why a wrong one is wrong."""

import html
from functools import cached_property
from pathlib import Path

import anywidget
import traitlets

from dl_course.exam.bank import MODULES, self_test
from dl_course.exam.question import Choice, Number, Question, options
from dl_course.exam.text import as_html, one_line

HOW_TO_ANSWER = "To answer, and to be told why a wrong answer is wrong, run this cell."
SEEDS = range(5)  # of the numbers that a question can be asked with
_HERE = Path(__file__).parent


class LiveQuiz(anywidget.AnyWidget):
    """What the page knows of the questions; it asks for nothing more, and nothing comes back.

    Attributes:
        questions: For each its `title` and its `variants`, as `quiz.js` takes them.
    """

    _esm = _HERE / "quiz.js"
    _css = (_HERE / "quiz.css").read_text(encoding="utf-8")

    questions = traitlets.List().tag(sync=True)


class Quiz:
    """What `quiz` returns; as the last line of a cell it shows itself.

    Attributes:
        name: The part of the bank.
        state: All questions as the browser part takes them: a list of dicts.
    """

    def __init__(self, name: str, questions: list[Question]):
        self.name = name
        self.state = [{"title": each.title, "variants": _variants(each)} for each in questions]

    @cached_property
    def widget(self) -> LiveQuiz:
        """The live questions, an anywidget."""
        return LiveQuiz(questions=self.state)

    def still(self) -> dict:
        """The questions as a page without a kernel shows them, with folded answers: a MIME bundle."""
        parts = []
        for number, each in enumerate(self.state, start=1):
            first = each["variants"][0]
            offered = "".join(f"<li>{option['text']}</li>\n" for option in first.get("options", []))
            parts.append(
                f"<p><b>{number}. {html.escape(each['title'])}</b></p>\n{first['text']}"
                + (f"<ul>\n{offered}</ul>\n" if offered else "")
                + f"<details>\n<summary>Answer to question {number}</summary>\n{first['answer']}</details>\n"
            )
        page = f'<div class="dl-still">\n<div>\n{"".join(parts)}</div>\n<p>{HOW_TO_ANSWER}</p>\n</div>'
        return {"text/plain": repr(self), "text/html": page}

    def _ipython_display_(self) -> None:
        """The questions to read, and the widget, which hides them."""
        from dl_course.widgets.still import show

        show(self.widget, self.still())

    def __repr__(self) -> str:
        return f"quiz: {self.name}"


def quiz(name: str) -> Quiz:
    """Asks the questions with which a lesson ends.

    Args:
        name: The lesson's name without its number, such as "neuron", or another part of the bank (`dl_course.exam`).

    Returns:
        A `Quiz`; as the last line of a cell it shows itself. Nothing that is answered is stored or sent.

    Raises:
        ValueError: There is no such part.
    """
    if name not in MODULES:
        raise ValueError(f"name must be one of {', '.join(MODULES)}. Received: {name!r}.")
    return Quiz(name, self_test(name))


def _variants(question: Question) -> list[dict]:
    """The question with the numbers of each seed, those that are different."""
    drafts: list[tuple[int, Number | Choice]] = []
    for seed in SEEDS:
        draft = question.draft(seed)
        if draft not in [known for _, known in drafts]:
            drafts.append((seed, draft))
    return [_choice(draft, seed) if isinstance(draft, Choice) else _number(draft) for seed, draft in drafts]


def _choice(draft: Choice, seed: int) -> dict:
    offered = [
        {"text": one_line(text), "why": as_html(why), "right": text == draft.right}
        for text, why in options(draft, seed)
    ]
    answer = f"<p><b>{one_line(draft.right)}</b></p>\n{as_html(draft.solution)}"
    return {"text": as_html(draft.text), "options": offered, "answer": answer}


def _number(draft: Number) -> dict:
    wrong = [{**_compared(value), "why": as_html(why)} for why, value in draft.wrong.items()]
    return {"text": as_html(draft.text), **_compared(draft.answer), "wrong": wrong, "answer": as_html(draft.solution)}


def _compared(value: float) -> dict:
    """A number as `isRight` in quiz.js takes it: a whole one is met exactly."""
    return {"value": float(value), "exact": isinstance(value, int)}
