"""A submission as it was handed in: read whatever it is, and laid out as cells to run and tasks to judge, in order."""

import ast
import json
from dataclasses import dataclass, field

from dl_course.exercises.cells import Cell, read_cells
from dl_course.exercises.exercise import Exercise, Task
from dl_course.exercises.names import top_level

_NOTES = 20


class Unreadable(ValueError):
    """Nothing of the submission can be graded; the message tells the student why and what to do."""


@dataclass(frozen=True)
class Run:
    """A cell to execute in the student process."""

    source: str
    label: str
    answers: str = ""


@dataclass
class Plan:
    """Steps in the order of the notebook, and what the student should know about it."""

    steps: list[Run | Task] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def answers(self, exercise: Exercise, most: int = 4000) -> dict[str, str]:
        """Task -> what the student wrote for it, shortened to so many characters."""
        runs = [step for step in self.steps if isinstance(step, Run) and step.answers]
        found = {}
        for task in exercise.tasks:
            source = "\n\n".join(run.source for run in runs if run.answers in task.answers)
            left = len(source) - most
            found[task.id] = source if left <= 0 else f"{source[:most]}\n… and {left:,} more characters"
        return found


def read_submission(data: bytes) -> tuple[list[Cell], object]:
    """A notebook that was handed in.

    Returns:
        Its cells, and the stamp of the exercise that it was made from, as it stands there; None if it has none.

    Raises:
        Unreadable: It is empty, is not JSON, or is not a notebook.
    """
    if not data.strip():
        raise Unreadable("The file is empty. Save the notebook once more and hand it in again.")
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable(
            "The file is not a whole notebook (its JSON is broken). Open it in Jupyter; if it does not open there, "
            "hand in a copy that does."
        ) from None
    if not isinstance(notebook, dict) or not {"cells", "worksheets"} & set(notebook):
        raise Unreadable("The file is not a Jupyter notebook. Hand in the .ipynb file itself.")
    if "worksheets" in notebook:
        notebook = _upgraded(notebook)
    if not isinstance(notebook.get("cells"), list):
        raise Unreadable("The notebook has no list of cells. Open it in Jupyter, save it and hand it in again.")
    noted = notebook.get("metadata")
    for name in ("dl_course", "release"):
        noted = noted.get(name) if isinstance(noted, dict) else None
    return read_cells(notebook), noted


def plan(exercise: Exercise, cells: list[Cell]) -> Plan:
    """Lays out a submission: the student's cells and the given ones run, every task is judged after its answer.

    Tests, points and locked cells are always the author's, wherever the submission has put or changed its copies.
    """
    made = Plan()
    tests = {task.id: task for task in exercise.tasks}
    by_text = {_bare(task.visible): task for task in exercise.tasks if not task.by_hand}
    given = {cell.grade_id: cell for cell in exercise.cells if cell.locked and not cell.grade and cell.grade_id}
    after: dict[str, int] = {}  # task -> number of steps after which it is judged
    runs: list[Run] = []
    owner = {answer: task.id for task in exercise.tasks for answer in task.answers}
    defines = exercise.defined
    seen: dict[str, bool] = {}  # answer -> whether its cell holds more than the stub
    for number, cell in enumerate(cells, start=1):
        test = tests.get(cell.grade_id) or by_text.get(_bare(cell.source))
        if test is not None or (cell.grade and cell.grade_id not in owner):
            if test is not None:
                after[test.id] = max(after.get(test.id, 0), len(runs))
            continue
        answer = _answer(cell, defines, owner, made, seen, number)
        if cell.kind != "code" and not (answer and _is_code(cell.source, answer, exercise)):
            if answer:
                made.notes.append(f"Cell {number} ({answer}) is not a code cell and was not run; make it one again.")
            continue
        if cell.kind != "code":
            made.notes.append(f"Cell {number} ({answer}) was a text cell and was run as code; make it a code cell.")
        source = given[cell.grade_id].source if cell.grade_id in given else cell.source
        if source.strip():
            runs.append(Run(source, f"cell {number}", answer))
        if answer in owner:
            after[owner[answer]] = max(after.get(owner[answer], 0), len(runs))
    if not runs:
        made.notes.append("The notebook has no code in it.")
    _add_missing_given(exercise, cells, runs, after)
    made.steps = _merged(exercise, runs, after)
    if len(made.notes) > _NOTES:
        made.notes[_NOTES:] = [f"And {len(made.notes) - _NOTES} more notes of this kind."]
    return made


def _answer(cell, defines, owner, made, seen, number):
    """Which answer a cell is, by its mark or, where that is lost, by what it defines.

    What defines the name again behind an answer, perhaps to play with it, is none: the check has ticked the first.
    """
    if cell.grade_id in owner:
        if cell.grade_id in seen:
            made.notes.append(f"Cell {number} is a second copy of {cell.grade_id}; the last one counts.")
        seen[cell.grade_id] = bool(cell.source.strip()) and "raise NotImplementedError" not in cell.source
        return cell.grade_id
    if not any(name in cell.source for name in defines):
        return ""
    found = next((defines[name] for name in top_level(cell.source) if name in defines), "")
    if seen.get(found):
        return ""
    if found and found not in seen:
        made.notes.append(f"Cell {number} has lost its mark and was taken for {found} by the name it defines.")
    return found


def _is_code(source, answer, exercise):
    """Whether a text cell is an answer in code after all: it defines something, or, where code is asked for, names a value."""
    if top_level(source):
        return True
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    asked = any(cell.grade_id == answer and cell.kind == "code" for cell in exercise.cells)
    return asked and any(isinstance(statement, ast.Assign) for statement in body)


def _add_missing_given(exercise, cells, runs, after):
    """Puts given cells that were deleted, such as the imports, back before the next answer; edited ones stay edited."""
    have = {_bare(cell.source) for cell in cells} | {cell.grade_id for cell in cells if cell.grade_id}
    first = {_first_line(cell.source) for cell in cells}
    for position, cell in enumerate(exercise.cells):
        if cell.kind != "code" or cell.solution or cell.grade or not cell.source.strip():
            continue
        if have & {_bare(cell.source), cell.grade_id or None} or _first_line(cell.source) in first:
            continue
        later = {answer.grade_id for answer in exercise.cells[position:] if answer.solution}
        place = next((i for i, run in enumerate(runs) if run.answers in later), len(runs))
        runs.insert(place, Run(cell.source, "given cell"))
        for task, steps in after.items():
            after[task] = steps + 1 if steps > place else steps


def _merged(exercise, runs, after):
    steps: list[Run | Task] = []
    waiting = sorted(exercise.tasks, key=lambda task: after.get(task.id, len(runs)))
    for number in range(len(runs) + 1):
        while waiting and after.get(waiting[0].id, len(runs)) <= number:
            steps.append(waiting.pop(0))
        if number < len(runs):
            steps.append(runs[number])
    return steps


def _bare(source):
    return "".join(source.split())


def _first_line(source):
    return next((line.strip() for line in source.splitlines() if line.strip()), "")


def _upgraded(notebook):
    """A notebook of format 3 or older in format 4."""
    cells = []
    for sheet in notebook["worksheets"] if isinstance(notebook["worksheets"], list) else []:
        inside = sheet.get("cells") if isinstance(sheet, dict) else None
        for cell in inside if isinstance(inside, list) else []:
            if isinstance(cell, dict):
                cells.append({**cell, "source": cell.get("input", cell.get("source", ""))})
    return {**notebook, "cells": cells}
