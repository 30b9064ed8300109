"""Makes the exercise a student gets from the solution notebook, with nbgrader's own preprocessors.

How a solution notebook is marked (`marks`, `cells` and `exercise` read it):

- The answer of task 2 is in one code cell with the nbgrader metadata `"grade_id": "task-2", "solution": true,
  "grade": false, "locked": false`, between the lines `### BEGIN SOLUTION` and `### END SOLUTION`. In the exercise these
  lines become `raise NotImplementedError("task 2: write your answer here")`. A second place of the same task is a cell
  with a word more: `task-2-plot`.
- Its check is in a code cell after it with `"grade_id": "task-2-check", "grade": true, "locked": true, "points": 2`.
  Lines between `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS` are left out of the exercise. A second check of the
  same task is `task-2-check-speed`.
- A cell that a student must not edit has `"locked": true` and a grade_id of its own.
"""

import io
import re
import tokenize
from pathlib import Path


from dl_course import stored
from dl_course.errors import NotPossible
from dl_course.exercises.cells import Cell, read_cells, task_of
from dl_course.exercises.exercise import refuse_disorder
from dl_course.exercises.marks import HIDDEN_TESTS, SOLUTION, ExerciseError, between
from dl_course.exercises.stamp import stamp
from dl_course.stored import NotebookNode

STUB = 'raise NotImplementedError("task {number}: write your answer here")'


class NbgraderMissing(NotPossible):
    """nbgrader is not installed."""


def release(solution: Path, exercise: Path, *, check: bool = False) -> bool:
    """Makes the exercise of one solution notebook.

    Args:
        solution: The notebook with answers and hidden tests.
        exercise: Where the exercise goes; replaced in one go.
        check: Write nothing, only compare.

    Returns:
        Whether the exercise changed, or would change.

    Raises:
        NotebookError: `solution` is not a notebook.
        ExerciseError: Its marks are not in order, or an answer would be left in the exercise.
        NbgraderMissing: nbgrader is not installed.
    """
    released = released_notebook(stored.read(solution), str(solution))
    if check:
        return not exercise.is_file() or exercise.read_bytes() != stored.as_text(released).encode()
    return stored.write(exercise, released)


def released_notebook(notebook: NotebookNode, name: str) -> NotebookNode:
    """The exercise that a solution notebook gives; the same input gives the same bytes.

    Args:
        notebook: The solution notebook; left as it is.
        name: How it is called in messages.
    """
    Preprocessors = _preprocessors()
    cells = read_cells(notebook)
    examine(cells, name)
    answers = answer_lines(cells)
    exercise = stored.normalise(stored.copy(notebook))
    resources = {"language": "python"}
    for preprocessor in Preprocessors:
        exercise, resources = preprocessor().preprocess(exercise, resources)
    for cell in exercise.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    own = exercise.metadata.setdefault("dl_course", {})
    own.pop("equivalent_mutants", None)  # each quotes a piece of an answer
    own["release"] = stamp(cells)
    _refuse_answers(exercise, answers, name)
    return stored.normalise(exercise)


def examine(cells: list[Cell], name: str) -> None:
    """Refuses a solution notebook that would leak an answer or lose a grade.

    Raises:
        ExerciseError: The first thing that is wrong.
    """
    refuse_disorder(cells, name)
    answered: dict[int, str] = {}  # number of a task -> where its answer is
    checked = set()
    for index, cell in enumerate(cells):
        where = f"{name}, cell {index}"
        if cell.marked and not cell.grade_id:
            raise ExerciseError(f"{where}: its nbgrader metadata has no grade_id.")
        where += f" ({cell.grade_id})"
        if cell.solution:
            answered[_answer(cell, where)] = where
        elif cell.grade:
            checked.add(_check(cell, answered, where))
    for number, where in answered.items():
        if number not in checked:
            raise ExerciseError(
                f"{where}: no cell after it checks task {number}. It takes one with grade_id task-{number}-check."
            )
    if not answered:
        raise ExerciseError(f'{name}: has no task. A solution cell has the grade_id task-1 and "solution": true.')


def answer_lines(cells: list[Cell]) -> set[str]:
    """The lines of all answers and hidden tests that say something, without indentation and comment.

    A line says something from three tokens on (`x = 3` does, `return x` and `else:` do not); imports do not.
    """
    code = [cell.source for cell in cells if cell.kind == "code"]
    every = [line for text in code for what in (SOLUTION, HIDDEN_TESTS) for line in between(text, what).values()]
    telling = (_tokens(line) for line in every if not re.match(r"\s*(import|from)\b", line))
    return {" ".join(tokens) for tokens in telling if len(tokens) >= 3}


def _answer(cell: Cell, where: str) -> int:
    """Examines a solution cell and returns the number of its task."""
    number, is_check = task_of(cell.grade_id) or (0, True)
    if is_check:
        raise ExerciseError(
            f"{where}: a solution cell's grade_id is task-1, or task-1-word. Received: {cell.grade_id!r}."
        )
    if cell.kind != "code":
        raise ExerciseError(
            f"{where}: an answer is a code cell, so that it can be checked. Received: a {cell.kind} cell."
        )
    if cell.grade:
        raise ExerciseError(f'{where}: an answer is graded by its check cell. Set "grade": false here.')
    if not between(cell.source, SOLUTION):
        raise ExerciseError(
            f"{where}: has no answer between ### BEGIN SOLUTION and ### END SOLUTION; without these marks nbgrader would "
            "clear all of it."
        )
    return number


def _check(cell: Cell, answered: dict[int, str], where: str) -> int:
    """Examines a check cell and returns the number of its task."""
    number, is_check = task_of(cell.grade_id) or (0, False)
    if not is_check:
        raise ExerciseError(f"{where}: a check cell's grade_id is task-1-check. Received: {cell.grade_id!r}.")
    if cell.kind != "code":
        raise ExerciseError(f"{where}: a check is a code cell. Received: a {cell.kind} cell.")
    if number not in answered:
        raise ExerciseError(f"{where}: no cell before it has the answer of task {number} (grade_id task-{number}).")
    if not cell.locked:
        raise ExerciseError(f'{where}: a check must not be edited. Set "locked": true.')
    return number


def _refuse_answers(exercise: NotebookNode, answers: set[str], name: str) -> None:
    """Refuses an exercise in which a line of an answer is left: as a line of its own, or, where long, inside of one."""
    for index, cell in enumerate(exercise.cells):
        for line in cell.source.splitlines():
            shown = " ".join(_tokens(line.strip().lstrip("#`> ").rstrip("`")))
            for answer in answers:
                if shown == answer or (answer.count(" ") >= 4 and f" {answer} " in f" {shown} "):
                    raise ExerciseError(
                        f"{name}, cell {index}: {line.strip()!r} is a line of an answer or of a hidden test and "
                        "would be left in the exercise. Write it differently, or leave it out."
                    )


def _tokens(line: str) -> list[str]:
    """The words and signs of one line of Python, however far it is from a whole statement."""
    tokens = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(line.strip()).readline):
            if (
                token.type not in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER)
                and token.string.strip()
            ):
                tokens.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass  # an open bracket, a quotation mark in prose: what was read so far is compared
    return tokens


def _preprocessors():
    """nbgrader's steps in the order that matters.

    Locking comes first, since it needs the metadata as the author wrote it. Answers and outputs go before the metadata
    is examined. The checksum is computed twice: before hidden tests go, so that nbgrader finds the same cell in its own
    copy, and after, so that it knows the cell as the student gets it.
    """
    try:
        from nbgrader import preprocessors as nbgrader
    except ImportError:
        raise NbgraderMissing(
            "To release exercises, nbgrader must be installed: pip install -e '.[dev]' -c requirements.lock "
            "(make release does it)."
        ) from None

    class ClearSolutionsWithNumber(nbgrader.ClearSolutions):
        """Puts the number of the task into the stub that replaces its answer."""

        def preprocess_cell(self, cell, resources, cell_index):
            found = task_of(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if found:
                self.code_stub = {"python": STUB.format(number=found[0])}
            return super().preprocess_cell(cell, resources, cell_index)

    return (
        nbgrader.LockCells,
        ClearSolutionsWithNumber,
        nbgrader.ClearOutput,
        nbgrader.CheckCellMetadata,
        nbgrader.ComputeChecksums,
        nbgrader.ClearHiddenTests,
        nbgrader.ComputeChecksums,
    )
