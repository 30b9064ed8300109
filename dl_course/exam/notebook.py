"""An exam as two notebooks: the one that a student gets, and its solution, which `dl-course grade` judges by."""

import ast
import hashlib
import textwrap
from collections.abc import Sequence

import nbformat

from dl_course import stored
from dl_course.exam.bank import MODULES
from dl_course.exam.drawing import Drawn
from dl_course.exam.question import KINDS, Choice, Code, Draft, Explain, Number, options
from dl_course.exercises.cells import read_cells
from dl_course.exercises.stamp import stamp
from dl_course.stored import NotebookNode

LETTERS = "abcde"
_HERE = "*Write two or three sentences here, in place of this line.*"
_NAMES = {"np.": "import numpy as np", "torch.": "import torch", "nn.": "from torch import nn"}
_NAMES |= {"F.": "from torch.nn import functional as F", "math.": "import math"}


def name_of(seed: int) -> str:
    """Such as "19_exam_7": the name of the folder and of the notebook."""
    return f"19_exam_{seed}"


def exam(drawn: Sequence[Drawn], seed: int) -> NotebookNode:
    """The notebook that a student gets."""
    made = _notebook(drawn, seed, solved=False)
    own = made.metadata["dl_course"]
    own["release"] = stamp(read_cells(solution(drawn, seed)))
    return made


def solution(drawn: Sequence[Drawn], seed: int) -> NotebookNode:
    """The same with answers, the way to them, and hidden tests: the form that `dl_course.exercises` reads."""
    return _notebook(drawn, seed, solved=True)


def about(drawn: Sequence[Drawn]) -> str:
    """How many questions, minutes and points an exam has, in a sentence."""
    points = sum(each.points for each in drawn)
    return f"{len(drawn)} questions, {points} minutes, {points} points: a minute for each point."


def _notebook(drawn, seed, solved):
    cells = [
        _cell("markdown", "title", _title(drawn, seed, solved)),
        _cell("code", "given", _imports(drawn), grade_id="given", locked=True),
    ]
    for each in drawn:
        cells += _task(each, seed, solved)
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["dl_course"] = {"exam": {"seed": seed}}
    return stored.normalise(made)


def _title(drawn, seed, solved):
    if solved:
        return f"# Mock exam {seed} · Solution\n\n{about(drawn)}"
    return (
        f"# Mock exam {seed}\n\n{about(drawn)}\n\n"
        "Answer without the lessons, with paper and a pocket calculator. A number counts if it is within 1 %, a whole number if it "
        "is exact. Choices have one right option. Run your answer, then the cell below it, which says only whether it has the form that was asked for; "
        "code is run with one example, and judged with others. Begin where you like."
    )


def _imports(drawn):
    drafts = [each.draft for each in drawn if isinstance(each.draft, Code)]
    code = "\n".join(part for draft in drafts for part in (draft.answer, draft.example, draft.tests))
    wanted = [line for name, line in _NAMES.items() if name in code]
    return "\n".join(
        [*sorted(wanted, key=lambda line: (line != "import math", line)), "", _FORM] if wanted else [_FORM]
    )


_FORM = "from dl_course.exam.form import answered, assert_equal, letter, number"


def _task(each, seed, solved):
    n, draft, kind = each.number, each.draft, KINDS[each.question.kind]
    text = f"## Task {n} · {each.question.title}\n\n*{each.points} points · {kind.asks}*\n\n{draft.text}"
    answer = {"grade_id": f"task-{n}", "solution": True}
    check = {"grade_id": f"task-{n}-check", "grade": True, "locked": True, "points": each.points}
    if isinstance(draft, Explain):
        answer |= {"grade": True, "points": each.points}
        said = f"{draft.solution}\n\n**Points{taught(each)}**\n\n{look_for(draft)}" if solved else _HERE
        return [_cell("markdown", f"text-{n}", text), _cell("markdown", f"answer-{n}", said, **answer)]
    if isinstance(draft, Choice):
        lettered = list(zip(LETTERS, options(draft, seed), strict=False))
        text += "\n\n" + "\n".join(f"- **{letter}** {option}" for letter, (option, _) in lettered)
        right = next(letter for letter, (option, _) in lettered if option == draft.right)
        there = "".join(letter for letter, _ in lettered)
        stub, solved_as = f"answer_{n} = None  # one of the letters, in quotes", f'answer_{n} = "{right}"'
        form = f'letter({n}, answer_{n}, "{there}")'
        visible, hidden = _visible(form), f'assert {form} == "{right}"'
    elif isinstance(draft, Number):
        stub, solved_as = f"answer_{n} = None  # a number", f"answer_{n} = {written(draft.answer)}"
        form = f"number({n}, answer_{n})"
        hidden = f"from dl_course.exam.question import is_right\n\nassert is_right({form}, {written(draft.answer)})"
        visible = _visible(form)
    else:
        stub, solved_as = unanswered(draft.given.strip("\n"), n), draft.answer.strip("\n")
        visible, hidden = f"# task {n}: an example\n{_visible(draft.example.strip())}", draft.tests.strip("\n")
    cells = [_cell("markdown", f"text-{n}", text)]
    if solved:
        why = "\n".join(f"- **{what}**: {reason}" for what, reason in not_right(draft, seed))
        cells.append(_cell("markdown", f"why-{n}", f"**Solution{taught(each)}.** {draft.solution}\n\n{why}".strip()))
        stub = f"### BEGIN SOLUTION\n{solved_as}\n### END SOLUTION"
        visible += f"\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return [*cells, _cell("code", f"answer-{n}", stub, **answer), _cell("code", f"check-{n}", visible, **check)]


def _visible(code):
    return f"with answered():\n{textwrap.indent(code, '    ')}"


def unanswered(given: str, task: int) -> str:
    """Code with gaps as a student gets it: before the first gap, or in its place, a line says that nothing is written yet.

    Args:
        given: The code; gaps are `...`.
        task: Number of the task.
    """
    tree, lines = ast.parse(given), given.split("\n")
    gaps = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value is ...}
    if not gaps:
        return given
    first = min(gaps) - 1
    line, indent = lines[first], lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    stub = f'{indent}raise NotImplementedError("task {task}: write your answer here")'
    alone = line.strip().startswith("...")
    lines[first : first + 1] = [stub] if alone else [f"{stub}  # take this line out", line]
    return "\n".join(lines)


def not_right(draft: Draft, seed: int) -> list[tuple[str, str]]:
    """What is not right, and why: letters of the other options, numbers of typical mistakes."""
    if isinstance(draft, Choice):
        lettered = zip(LETTERS, options(draft, seed), strict=False)
        return [(letter, why) for letter, (option, why) in lettered if option != draft.right]
    if isinstance(draft, Number):
        return [(written(value), why) for why, value in draft.wrong.items()]
    return []


def written(number: float) -> str:
    """A number without the last bits of its calculation: 0.36, not 0.3599999999999999."""
    return repr(number) if isinstance(number, int) else repr(float(f"{number:.10g}"))


def taught(each: Drawn) -> str:
    """Where to read about it, such as " (lesson 04, section 2)"; empty for a question over several lessons."""
    if each.question.section is None or each.part not in MODULES:
        return ""
    return f" (lesson {MODULES.index(each.part):02}, section {each.question.section})"


def look_for(draft: Explain) -> str:
    """What a free answer must say, as a list with points."""
    return "\n".join(f"- {points} point{'s' * (points > 1)}: {what}" for what, points in draft.look_for.items())


def _cell(kind, name, source, **nbgrader):
    cell = nbformat.v4.new_code_cell(source) if kind == "code" else nbformat.v4.new_markdown_cell(source)
    cell["id"] = hashlib.sha256(name.encode()).hexdigest()[:8]
    if nbgrader:
        cell.metadata["nbgrader"] = {
            "grade": False,
            "locked": False,
            "solution": False,
            "schema_version": 3,
            "task": False,
        } | nbgrader
    return cell
