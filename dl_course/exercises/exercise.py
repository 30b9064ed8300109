"""An exercise as its author wrote it: the tasks, their tests, and what the tests need besides the answers."""

import ast
import builtins
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dl_course.exercises.cells import Cell, read_cells, task_of
from dl_course.exercises.marks import HIDDEN_TESTS, SOLUTION, ExerciseError, hidden_lines, regions, without_hidden
from dl_course.exercises.names import imported_modules, imported_names, loaded_and_stored, python_only, top_level

_HEADING = re.compile(r"^#+ +Task (\d+)(?: *[·:.–-])? +(\S.*?) *$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Task:
    """One graded cell.

    Attributes:
        id: Its `grade_id`.
        label: How it is called, such as "task 1".
        title: What its heading says, such as "The output of a neuron"; empty if it has none.
        points: What it is worth.
        source: The test, with its hidden part.
        visible: The test as a student sees it.
        hidden: Numbers of the lines of `source` that are hidden, from 1.
        answers: `grade_id` of the solution cells that it follows.
        by_hand: Whether a person gives the points.
    """

    id: str
    label: str
    title: str
    points: float
    source: str
    visible: str
    hidden: frozenset[int]
    answers: tuple[str, ...]
    by_hand: bool = False


@dataclass(frozen=True)
class Exercise:
    """A solution notebook, read.

    Attributes:
        name: Such as "01_neuron".
        cells: All its code cells in order.
        tasks: What is graded, in order.
        setup: Given cells that the tests need and that use no answer; they run at the judge's.
        imports: Modules that the given cells and the solutions import.
        names: Names that come from the student: what solution cells define, and given cells make of it.
        classes: Those of the names that the solution defines as classes.
        test_imports: Modules that the tests and `setup` import.
    """

    name: str
    cells: tuple[Cell, ...]
    tasks: tuple[Task, ...]
    setup: tuple[str, ...]
    imports: tuple[str, ...]
    names: frozenset[str]
    classes: frozenset[str] = field(default=frozenset())
    test_imports: tuple[str, ...] = ()

    @cached_property
    def defined(self) -> dict[str, str]:
        """Function or class of a solution -> `grade_id` of its cell."""
        solved = [cell for cell in self.cells if cell.solution and cell.kind == "code"]
        return {name: cell.grade_id for cell in solved for name in top_level(cell.source)}

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)


def read_exercise(name: str, data: bytes) -> Exercise:
    """Reads a solution notebook.

    Args:
        name: Name of the lesson.
        data: The bytes of the notebook.

    Raises:
        ExerciseError: It is no notebook, its marks or points are not in order, it has no graded cell, a `grade_id` twice,
            or code that does not parse.
    """
    file = f"{name}.ipynb"
    try:
        cells = tuple(read_cells(json.loads(data)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExerciseError(f"{file}: is not a notebook: {error}") from None
    refuse_disorder(cells, file)
    tasks = tuple(_tasks(cells))
    if not tasks:
        raise ExerciseError(f"{file}: has no graded cell (nbgrader metadata: grade true, points).")
    code = [cell for cell in cells if cell.kind == "code"]
    try:
        names, classes, setup = _who_defines_what(code)
        imports = tuple(dict.fromkeys(m for cell in code if not cell.grade for m in imported_modules(cell.source)))
    except SyntaxError as error:
        raise ExerciseError(f"{file}: has a cell that does not parse: {error}.") from None
    if any("optim." in cell.source for cell in code) and "torch" in {name.split(".")[0] for name in imports}:
        imports = tuple(dict.fromkeys((*imports, "torch.optim")))
    judged = [*setup, *(task.source for task in tasks if not task.by_hand)]
    tests = tuple(dict.fromkeys(module for source in judged for module in imported_modules(source)))
    return Exercise(name, cells, tasks, setup, imports, names, classes, tests)


def refuse_disorder(cells: Sequence[Cell], file: str) -> None:
    """Refuses a solution whose marks or points two readers could take for different things.

    Args:
        cells: All cells of the notebook.
        file: How it is called in messages; cells are counted from 0.

    Raises:
        ExerciseError: The first thing that is wrong.
    """
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells):
        where = f"{file}, cell {index}"
        found = regions(cell.source, where, cell.kind == "code")
        where += f" ({cell.grade_id})" if cell.grade_id else ""
        if SOLUTION in found and not cell.solution:
            raise ExerciseError(f'{where}: has SOLUTION marks, but its metadata does not say "solution": true.')
        if HIDDEN_TESTS in found and not cell.grade:
            raise ExerciseError(
                f"{where}: hidden tests belong into the check cell, not into the answer."
                if cell.solution
                else f'{where}: has hidden tests, but its metadata does not say "grade": true.'
            )
        if cell.grade_id in seen:
            raise ExerciseError(f"{where}: cell {seen[cell.grade_id]} has the same grade_id. Give each cell its own.")
        if cell.grade_id:
            seen[cell.grade_id] = index
        points = cell.points
        if cell.grade and (isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 < points < 1e6):
            raise ExerciseError(f"{where}: a check needs points above 0. Received: {points!r}.")


def _tasks(cells):
    answers: list[str] = []
    judged = False
    titles = dict(pair for cell in cells if cell.kind == "markdown" for pair in _HEADING.findall(cell.source))
    for cell in cells:
        if cell.grade:
            number, _ = task_of(cell.grade_id) or (None, True)
            by_hand = cell.solution or cell.kind != "code"
            yield Task(
                id=cell.grade_id,
                label=f"task {number}" if number is not None else cell.grade_id or "task",
                title=titles.get(str(number), ""),
                points=float(cell.points),
                source=cell.source,
                visible=without_hidden(cell.source),
                hidden=hidden_lines(cell.source),
                answers=(cell.grade_id,) if by_hand else tuple(answers),
                by_hand=by_hand,
            )
            judged = True
        elif cell.solution:
            answers, judged = ([] if judged else answers), False
            answers.append(cell.grade_id)


def _who_defines_what(cells):
    """Names of the student's, classes among them, and the given cells that the judge runs itself."""
    names, classes, own = set(), set(), []
    for cell in cells:
        if cell.grade:
            continue
        loaded, stored = loaded_and_stored(cell.source)
        if cell.solution or loaded & names:
            names |= stored - imported_names(cell.source)
            tree = ast.parse(python_only(cell.source))
            classes |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        else:
            own.append((cell.source, loaded, stored))
    needed = set()
    for cell in cells:
        if cell.grade:
            needed |= loaded_and_stored(cell.source)[0]
    setup = []
    for source, loaded, stored in reversed(own):
        if stored & needed or "*" in stored:
            needed |= loaded
            setup.append(python_only(source))
    return (frozenset(names - set(dir(builtins))), frozenset(classes), tuple(reversed(setup)))


