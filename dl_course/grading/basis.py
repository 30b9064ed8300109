"""What a verdict depends on. A stored verdict holds as long as all of this is the same: the submission, the limits, the grader
and the checks, what is given to all tasks, and the task itself with its hidden part. Not prose, and not the author's answers.
"""

import hashlib
import json
from pathlib import Path

import dl_course
from dl_course.exercises.exercise import Exercise, Task
from dl_course.exercises.marks import SOLUTION, without
from dl_course.exercises.names import imported_modules, loaded_and_stored
from dl_course.grading.outcome import results
from dl_course.grading.sandbox.limits import Limits

_CHECKS = "dl_course.checks."


class Basis:
    """What the verdicts on one lesson depend on.

    Attributes:
        tasks: `grade_id` of each task, in order -> hash of what is its own.
    """

    def __init__(self, exercise: Exercise, limits: Limits):
        """Reads it.

        Args:
            exercise: The solution notebook, read.
            limits: Of one submission.
        """
        self.tasks = {task.id: _own(task, exercise) for task in exercise.tasks}
        shared = [cell for cell in exercise.cells if cell.kind == "code" and not cell.grade]
        cells = [(c.grade_id, c.locked, _names(c) if c.solution else c.source) for c in shared]
        names = (exercise.setup, exercise.imports, sorted(exercise.names), sorted(exercise.classes))
        files = check_files(exercise.test_imports)
        self._shared = _hash(results.package(files), repr(limits), cells, names)

    def key(self, submission: bytes, note: str) -> str:
        """What all verdicts on one submission depend on, as a hash.

        Args:
            submission: The bytes of the notebook.
            note: What was odd about its place.
        """
        return _hash(self._shared, hashlib.sha256(submission).hexdigest(), note)


def check_files(modules: tuple[str, ...]) -> tuple[Path, ...]:
    """The files of `dl_course.checks` that these modules are made of or import, with their numbers."""
    folder, found, waiting = Path(dl_course.__file__).parent / "checks", set(), list(modules)
    while waiting:
        module = waiting.pop()
        file = folder / f"{module.removeprefix(_CHECKS)}.py"
        if module.startswith(_CHECKS) and file not in found and file.is_file():
            found |= {file, file.with_suffix(".json")}
            waiting += imported_modules(file.read_text(encoding="utf-8"))
    return tuple(sorted(file for file in found if file.is_file()))


def _own(task: Task, exercise: Exercise) -> str:
    stubs = [without(cell.source, SOLUTION) for cell in exercise.cells if cell.grade_id in task.answers]
    return _hash(task.id, task.label, task.title, task.points, task.source, task.by_hand, task.answers, stubs)


def _names(cell):
    return sorted(loaded_and_stored(cell.source)[1])


def _hash(*parts) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
