"""An exam on paper: one page for a browser to print, that fetches nothing."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from dl_course.exam.drawing import Drawn
from dl_course.exam.notebook import LETTERS, about, not_right, taught, written
from dl_course.exam.question import KINDS, Choice, Code, Explain, Number, options
from dl_course.exam.text import as_html
from dl_course.pages import templates


def page(drawn: Sequence[Drawn], seed: int, *, solved: bool = False) -> str:
    """The exam, or its solution, as a page of HTML.

    Args:
        drawn: Its questions.
        seed: What they were drawn by.
        solved: With answers, the way to them, and the points of free answers.
    """
    tasks = [_task(each, seed) for each in drawn]
    return _TEMPLATES.get_template("exam.html").render(seed=seed, about=about(drawn), tasks=tasks, solved=solved)


def _task(each, seed):
    draft = each.draft
    kind = {Number: "number", Choice: "choice", Code: "code", Explain: "text"}[type(draft)]
    task = {"number": each.number, "title": each.question.title, "points": each.points, "kind": kind}
    task |= {
        "asks": KINDS[each.question.kind].asks,
        "text": Markup(as_html(draft.text)),
        "solution": Markup(as_html(draft.solution)),
    }
    task["taught"] = taught(each)
    task["not_right"] = [(what, Markup(as_html(why))) for what, why in not_right(draft, seed)]
    if kind == "number":
        task["answer"] = written(draft.answer)
    elif kind == "choice":
        shown = zip(LETTERS, options(draft, seed), strict=False)
        task["options"] = [(letter, Markup(as_html(text)), text == draft.right) for letter, (text, _) in shown]
    elif kind == "code":
        task |= {
            "given": draft.given.strip("\n"),
            "answer": draft.answer.strip("\n"),
            "example": draft.example.strip("\n"),
        }
        task["lines"] = max(3, draft.answer.count("\n") - draft.given.count("\n") + 3)
    else:
        task["look_for"] = list(draft.look_for.items())
    return task


_TEMPLATES = templates(Path(__file__).parent / "templates")
