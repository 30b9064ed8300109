"""Makes the exercise a student gets from the solution notebook, with nbgrader's own preprocessors.

How a solution notebook is marked:

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

from nbformat import NotebookNode

from dl_course import stored

ANSWER = re.compile(r"task-(\d+)(?:-(?!check)[a-z0-9-]+)?")
CHECK = re.compile(r"task-(\d+)-check(?:-[a-z0-9-]+)?")
MARKS = ("SOLUTION", "HIDDEN TESTS")
STUB = 'raise NotImplementedError("task {number}: write your answer here")'


class ReleaseError(ValueError):
    """A solution notebook cannot be released; the message names the file, the cell and what to do."""


class NbgraderMissing(RuntimeError):
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
        ReleaseError: Its marks are not in order, or an answer would be left in the exercise.
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
    examine(notebook, name)
    answers = answer_lines(notebook)
    exercise = stored.normalise(stored.copy(notebook))
    resources = {"language": "python"}
    for preprocessor in Preprocessors:
        exercise, resources = preprocessor().preprocess(exercise, resources)
    for cell in exercise.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    exercise.metadata.get("dl_course", {}).pop("equivalent_mutants", None)  # each quotes a piece of an answer
    _refuse_answers(exercise, answers, name)
    return stored.normalise(exercise)


def examine(notebook: NotebookNode, name: str) -> None:
    """Refuses a solution notebook whose marks would leak an answer or lose a grade.

    Raises:
        ReleaseError: The first thing that is wrong.
    """
    seen, answered, checked = {}, {}, {}
    for index, cell in enumerate(notebook.cells):
        where = f"{name}, cell {index}"
        regions = _regions(cell.source, where)
        grader = cell.metadata.get("nbgrader")
        if grader is None:
            if regions:
                raise ReleaseError(
                    f"{where}: has {regions[0]} marks, but no nbgrader metadata, so it would not be cleared."
                )
            continue
        grade_id = grader.get("grade_id")
        if not grade_id:
            raise ReleaseError(f"{where}: its nbgrader metadata has no grade_id.")
        where = f"{where} ({grade_id})"
        if grade_id in seen:
            raise ReleaseError(f"{where}: cell {seen[grade_id]} has the same grade_id. Give each cell its own.")
        seen[grade_id] = index
        if grader.get("solution"):
            answered[_answer(cell, grader, regions, where)] = where
        elif "SOLUTION" in regions:
            raise ReleaseError(f'{where}: has SOLUTION marks, but its metadata does not say "solution": true.')
        elif grader.get("grade"):
            checked[_check(cell, grader, answered, where)] = where
        elif "HIDDEN TESTS" in regions:
            raise ReleaseError(f'{where}: has hidden tests, but its metadata does not say "grade": true.')
    for number, where in answered.items():
        if number not in checked:
            raise ReleaseError(
                f"{where}: no cell after it checks task {number}. It takes one with grade_id task-{number}-check."
            )
    if not answered:
        raise ReleaseError(f'{name}: has no task. A solution cell has the grade_id task-1 and "solution": true.')


def answer_lines(notebook: NotebookNode) -> set[str]:
    """The lines of all answers and hidden tests that say something, without indentation and comment.

    A line says something from three tokens on (`x = 3` does, `return x` and `else:` do not); imports do not.
    """
    lines = set()
    for cell in notebook.cells:
        inside = False
        for line in cell.source.splitlines():
            if any(f"BEGIN {mark}" in line for mark in MARKS):
                inside = True
            elif any(f"END {mark}" in line for mark in MARKS):
                inside = False
            elif inside and len(_tokens(line)) >= 3 and not re.match(r"\s*(import|from)\b", line):
                lines.add(" ".join(_tokens(line)))
    return lines


def _answer(cell, grader, regions, where) -> str:
    """Examines a solution cell and returns the number of its task."""
    match = ANSWER.fullmatch(grader["grade_id"])
    if not match:
        raise ReleaseError(
            f"{where}: a solution cell's grade_id is task-1, or task-1-word. Received: {grader['grade_id']!r}."
        )
    if cell.cell_type != "code":
        raise ReleaseError(
            f"{where}: an answer is a code cell, so that it can be checked. Received: a {cell.cell_type} cell."
        )
    if grader.get("grade"):
        raise ReleaseError(f'{where}: an answer is graded by its check cell. Set "grade": false here.')
    if "SOLUTION" not in regions:
        raise ReleaseError(f"{where}: has no ### BEGIN SOLUTION and ### END SOLUTION, so all of it would be cleared.")
    if "HIDDEN TESTS" in regions:
        raise ReleaseError(f"{where}: hidden tests belong into the check cell, not into the answer.")
    return match[1]


def _check(cell, grader, answered, where) -> str:
    """Examines a check cell and returns the number of its task."""
    match = CHECK.fullmatch(grader["grade_id"])
    if not match:
        raise ReleaseError(f"{where}: a check cell's grade_id is task-1-check. Received: {grader['grade_id']!r}.")
    if cell.cell_type != "code":
        raise ReleaseError(f"{where}: a check is a code cell. Received: a {cell.cell_type} cell.")
    if match[1] not in answered:
        raise ReleaseError(f"{where}: no cell before it has the answer of task {match[1]} (grade_id task-{match[1]}).")
    points = grader.get("points")
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not points > 0:
        raise ReleaseError(f"{where}: a check needs points above 0. Received: {points!r}.")
    if not grader.get("locked"):
        raise ReleaseError(f'{where}: a check must not be edited. Set "locked": true.')
    return match[1]


def _regions(source: str, where: str) -> list[str]:
    """Which marks a cell has, in balanced pairs."""
    found, inside = [], None
    for line in source.splitlines():
        for mark in MARKS:
            if f"BEGIN {mark}" in line:
                if inside:
                    raise ReleaseError(
                        f"{where}: BEGIN {mark} inside of {inside}. Close the first with ### END {inside}."
                    )
                inside = mark
                found.append(mark)
            elif f"END {mark}" in line:
                if inside != mark:
                    raise ReleaseError(f"{where}: END {mark} without its BEGIN.")
                inside = None
    if inside:
        raise ReleaseError(f"{where}: BEGIN {inside} without ### END {inside}.")
    return found


def _refuse_answers(exercise: NotebookNode, answers: set[str], name: str) -> None:
    """Refuses an exercise in which a line of an answer is left: as a line of its own, or, where long, inside of one."""
    for index, cell in enumerate(exercise.cells):
        for line in cell.source.splitlines():
            shown = " ".join(_tokens(line.strip().lstrip("#`> ").rstrip("`")))
            for answer in answers:
                if shown == answer or (answer.count(" ") >= 4 and f" {answer} " in f" {shown} "):
                    raise ReleaseError(
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
            match = ANSWER.fullmatch(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if match:
                self.code_stub = {"python": STUB.format(number=match[1])}
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
