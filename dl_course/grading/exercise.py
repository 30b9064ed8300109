"""An exercise as its author wrote it: the tasks, their tests, and what the tests need besides the answers."""

import ast
import builtins
import json
import re
from dataclasses import dataclass, field

_HIDDEN = re.compile(r"###\s*(BEGIN|END) HIDDEN TESTS")
_SOLUTION = re.compile(r"###\s*(BEGIN|END) SOLUTION")

_SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class NotAnExercise(ValueError):
    """The solution notebook cannot be graded with; said to its author."""


@dataclass(frozen=True)
class Cell:
    """A code cell of a notebook, with what nbgrader's metadata says about it."""

    source: str
    grade_id: str = ""
    solution: bool = False
    grade: bool = False
    locked: bool = False
    points: float = 0.0
    kind: str = "code"


@dataclass(frozen=True)
class Task:
    """One graded cell.

    Attributes:
        id: Its `grade_id`.
        label: How it is called, such as "task 1".
        points: What it is worth.
        source: The test, with its hidden part.
        hidden: Numbers of the lines of `source` that are hidden, from 1.
        answers: `grade_id` of the solution cells that it follows.
        by_hand: Whether a person gives the points.
    """

    id: str
    label: str
    points: float
    source: str
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

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)


def read_exercise(name: str, data: bytes) -> Exercise:
    """Reads a solution notebook.

    Args:
        name: Name of the lesson.
        data: The bytes of the notebook.

    Raises:
        NotAnExercise: It is no notebook, has no graded cell, a `grade_id` twice, or code that does not parse.
    """
    try:
        cells = tuple(read_cells(json.loads(data)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAnExercise(f"The solution of {name} is not a notebook: {error}") from None
    ids = [cell.grade_id for cell in cells if cell.grade_id]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise NotAnExercise(f"The solution of {name} has these grade_id twice: {', '.join(twice)}. Rename one of each.")
    tasks = tuple(_tasks(cells))
    if not tasks:
        raise NotAnExercise(f"The solution of {name} has no graded cell (nbgrader metadata: grade true, points).")
    code = [cell for cell in cells if cell.kind == "code"]
    try:
        names, classes, setup = _who_defines_what(code)
        imports = tuple(dict.fromkeys(m for cell in code if not cell.grade for m in _imported(cell.source)))
    except SyntaxError as error:
        raise NotAnExercise(f"The solution of {name} has a cell that does not parse: {error}.") from None
    if any("optim." in cell.source for cell in code) and "torch" in {name.split(".")[0] for name in imports}:
        imports = tuple(dict.fromkeys((*imports, "torch.optim")))
    judged = [*setup, *(task.source for task in tasks if not task.by_hand)]
    tests = tuple(dict.fromkeys(module for source in judged for module in _imported(source)))
    return Exercise(name, cells, tasks, setup, imports, names, classes, tests)


def read_cells(notebook: dict) -> list[Cell]:
    """The cells of a notebook of format 4, whatever else is wrong with it."""
    cells = []
    for raw in notebook["cells"]:
        if not isinstance(raw, dict):
            continue
        source = raw.get("source", "")
        source = "".join(map(str, source)) if isinstance(source, list) else str(source)
        metadata = raw.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        marks = marks if isinstance(marks, dict) else {}
        points = marks.get("points")
        cells.append(
            Cell(
                source=source,
                grade_id=str(marks.get("grade_id") or ""),
                solution=marks.get("solution") is True,
                grade=marks.get("grade") is True,
                locked=marks.get("locked") is True,
                points=float(points) if isinstance(points, (int, float)) else 0.0,
                kind=str(raw.get("cell_type", "code")),
            )
        )
    return cells


def hidden_lines(source: str) -> frozenset[int]:
    """Numbers of the lines between the marks of hidden tests, the marks included."""
    hidden, inside = set(), False
    for number, line in enumerate(source.splitlines(), start=1):
        mark = _HIDDEN.search(line)
        if mark:
            inside = mark.group(1) == "BEGIN"
        if mark or inside:
            hidden.add(number)
    return frozenset(hidden)


def without_hidden(source: str) -> str:
    """A test as a student sees it."""
    hidden = hidden_lines(source)
    return "\n".join(line for number, line in enumerate(source.splitlines(), start=1) if number not in hidden)


def loaded_and_stored(source: str) -> tuple[set[str], set[str]]:
    """Names that code reads, and names that its top level defines."""
    tree = ast.parse(python_only(source))
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    stored, level = set(), list(tree.body)
    while level:
        node = level.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            stored.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            stored.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            stored |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif not isinstance(node, _SCOPES):
            level += ast.iter_child_nodes(node)
    return loaded, stored


def python_only(source: str) -> str:
    """Code without the lines that only IPython understands."""
    lines = source.splitlines()
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in lines)


def _tasks(cells):
    answers: list[str] = []
    judged = False
    for cell in cells:
        if cell.grade:
            number = re.search(r"\d+", cell.grade_id)
            label = f"task {number.group()}" if number else cell.grade_id or "task"
            by_hand = cell.solution or cell.kind != "code"
            own = (cell.grade_id,) if by_hand else tuple(answers)
            yield Task(cell.grade_id, label, cell.points, cell.source, hidden_lines(cell.source), own, by_hand)
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
            names |= stored - _imports_of(cell.source)
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


def _imports_of(source):
    tree = ast.parse(python_only(source))
    found = [alias for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    return {(alias.asname or alias.name).split(".")[0] for alias in found}


def _imported(source):
    for node in ast.walk(ast.parse(python_only(source))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            if node.module == "dl_course.checks":  # its names are modules
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
