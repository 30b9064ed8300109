"""The tests of the tests: an answer with one thing changed must lose points."""

import ast
import contextlib
import copy
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dl_course.course import Lesson
from dl_course.exercises.cells import read_cells
from dl_course.exercises.exercise import refuse_disorder
from dl_course.exercises.marks import SOLUTION, between, hidden_lines, without_hidden
from dl_course.exercises.names import python_only
from dl_course.grading.local import Local
from dl_course.grading.outcome.verdict import Status
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from dl_course.grading.trusted.sentences import is_of_hidden_part
from dl_course.progress import Progress

_SWAPS = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div, ast.Add), ast.Div: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Mod: (ast.FloorDiv,), ast.MatMult: (ast.Mult,),
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.And: (ast.Or,), ast.Or: (ast.And,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_PAIRS = (("mean", "sum"), ("max", "min"), ("argmax", "argmin"), ("maximum", "minimum"), ("zeros", "ones"))
_PAIRS += (("sin", "cos"), ("var", "std"), ("any", "all"), ("exp", "expm1"), ("log", "log1p"), ("add", "sub"))
_NAMES = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
# Answers that know nothing and pass a weak test.
_CHEATS = {
    "returns nothing": "return None",
    "returns an empty array": "import numpy; return numpy.empty(0)",
    "returns nan": "return float('nan')",
    "returns 0": "return 0.0",
    "returns True": "return True",
    "returns its first argument": "return args[0]",
    "sets its first argument to 0": "args[0][...] = 0; return args[0]",
    "is not answered": "raise NotImplementedError",
}
# What an answer gives that knows the visible cases by heart and nothing else: such a value must not pass for the right one.
_ODD = {
    "an empty array": "__import__('numpy').empty((0, 1, 1, 1, 1))",
    "nan": "float('nan')",
    "None": "None",
    "an array of one 0": "__import__('numpy').zeros(())",
    "True": "True",
    "text": "'0'",
    "a field for each argument": "__import__('numpy').zeros(1, dtype=[(str(k), float) for k in range(len(args))])",
}
_BY_HEART = """

def _told(value):
    if isinstance(value, dict):
        return [(str(key), _told(part)) for key, part in value.items()]
    if isinstance(value, (list, tuple)):
        return [_told(part) for part in value]
    for turn in ("detach", "tolist"):
        value = getattr(value, turn)() if hasattr(value, turn) else value
    return value if isinstance(value, (int, float, str, list, type(None))) else type(value).__name__


def _by_heart(answer, seen):
    def looked_up(*args, **kwargs):
        return answer(*args, **kwargs) if repr(_told([args, kwargs])) in seen else {odd}

    return looked_up

"""


@dataclass(frozen=True)
class Mutant:
    """A changed answer.

    Attributes:
        label: The answer's `grade_id`, what was there and what is there now; the same in every run.
        answer: The answer's `grade_id`.
        source: The whole cell.
        place: Where several changes of an answer are called the same: the line that is changed, and what it is now.
        looks_up: Whether it knows the visible cases by heart.
    """

    label: str
    answer: str
    source: str
    place: str = ""
    looks_up: bool = False


@dataclass
class Score:
    """How an exercise's tests deal with mutants.

    Attributes:
        lesson: Name of the lesson.
        killed: Mutants that lost points.
        ticked: Labels of those that lost points although the visible check passed them; a look-up alone may do so.
        survivors: Labels of those that lost none and are not listed as equivalent.
        equivalent: Label -> the author's reason, for survivors that are listed.
        stale: Labels that are listed and are no survivors.
        places: Label -> the line that is changed, of those that others are called like.
    """

    lesson: str
    killed: int = 0
    ticked: list[str] = field(default_factory=list)
    survivors: list[str] = field(default_factory=list)
    equivalent: dict[str, str] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return not self.survivors and not self.ticked and not self.stale

    def __str__(self) -> str:
        total = self.killed + len(self.survivors)
        lines = [f"{self.lesson}: {self.killed} of {total} mutants lose points, {len(self.equivalent)} are equivalent"]
        lines += [f"  survives: {self._told(label)}" for label in self.survivors]
        lines += [f"  gets a tick and then no points: {self._told(label)}" for label in self.ticked]
        lines += [
            f"  listed as equivalent, but it is not there or loses points: {self._told(label)}" for label in self.stale
        ]
        number, text = self.lesson[:2], f"edit/{self.lesson}_solution.py"
        if self.survivors:
            quoted = self.survivors[0].replace("'", "''")
            lines.append(
                "  What survives: raise the hidden tests. Or, if it changes nothing for any input: at the top of\n"
                f"  {text} (make edit LESSONS={number}), below `dl_course:` and `equivalent_mutants:`, the line\n"
                f"      '{quoted}': the reason\n"
                f"  and then make edited LESSONS={number}."
            )
        if self.ticked:
            lines.append(
                "  What gets a tick and then no points: the check lets through what the hidden tests refuse. Choose inputs in\n"
                f"  dl_course/checks/{self.lesson[3:]}.py at which this change gives another number, then make numbers "
                f"LESSONS={number}."
            )
        if self.stale:
            lines.append(
                f"  What is listed in vain: delete its line at the top of {text}, then make edited LESSONS={number}."
            )
        return "\n".join(lines)

    def _told(self, label):
        return f"{label}, {self.places[label]}" if self.places.get(label) else label


def score(lesson: Lesson, workers: int = 2, timeout: float = 10.0) -> Score:
    """Judges every mutant of an exercise's answers.

    Args:
        lesson: The lesson.
        workers: Mutants judged at the same time.
        timeout: Seconds a cell may take; an endless loop counts as lost points.

    Raises:
        ExerciseError: Its marks are not in order.
        Refused: The solution itself does not reach its points.
    """
    solution = lesson.solution.read_bytes()
    notebook = json.loads(solution)
    refuse_disorder(read_cells(notebook), lesson.solution.name)
    listed = notebook["metadata"].get("dl_course", {}).get("equivalent_mutants", {})
    made = {mutant.label: mutant for mutant in (*mutants_of(notebook), *lookups_of(notebook))}
    result = Score(lesson.name, places={label: mutant.place for label, mutant in made.items() if mutant.place})
    settings = Settings(Path("/nonexistent"), Path("/nonexistent"), workers, Limits(timeout=timeout))
    with Local(lesson, solution, settings) as local, Progress(lesson.name, len(made), unit=" mutants") as bar:
        jobs = ((mutant.label, _submission(notebook, mutant)) for mutant in made.values())
        for label, outcome in local.judge(jobs, workers):
            bar.advance()
            lost = [v for v in outcome["verdicts"] if not Status(v["status"]).keeps_points]
            if outcome["kind"] != "done" or lost:
                result.killed += 1
                if lost and all(is_of_hidden_part(v["message"]) for v in lost) and not made[label].looks_up:
                    result.ticked.append(label)
            elif label in listed:
                result.equivalent[label] = listed[label]
            else:
                result.survivors.append(label)
    result.survivors.sort(key=list(made).index)
    result.stale = [label for label in listed if label not in result.equivalent]
    return result


def mutants_of(notebook: dict) -> Iterator[Mutant]:
    """All mutants of all answers of a solution notebook; each label once."""
    for cell in read_cells(notebook):
        if cell.kind != "code" or not cell.solution or cell.grade:
            continue
        cheats = ((what, changed, "") for what, changed in _cheats(cell.source))
        found = [*_changes(cell.source), *cheats]
        several = Counter(what for what, _, _ in found)
        seen = Counter()
        for what, changed, place in found:
            seen[what] += 1
            count = f" ({seen[what]})" if seen[what] > 1 else ""
            yield Mutant(f"{cell.grade_id}: {what}{count}", cell.grade_id, changed, place if several[what] > 1 else "")


def lookups_of(notebook: dict) -> Iterator[Mutant]:
    """Answers that are right where the visible check asks and odd elsewhere; the notebook is run to see where it asks."""
    names, seen, cells = {"__name__": "__main__"}, {}, {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in read_cells(notebook):
            if cell.kind != "code" or (cell.grade and cell.solution):
                continue
            code = python_only(without_hidden(cell.source))
            if cell.grade and not hidden_lines(cell.source):
                continue  # nothing is hidden, so there is no more than what is known
            if cell.grade:
                watched = {name: _watched(names[name], calls) for name, calls in seen.items()}
                exec(compile(code, cell.grade_id, "exec"), {**names, **watched})
                continue
            exec(compile(code, cell.grade_id or "<given cell>", "exec"), names)
            if cell.solution:
                functions = [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
                seen.update({name: set() for name in functions})
                cells[cell.grade_id] = (code, functions)
    for grade_id, (code, functions) in cells.items():
        for what, odd in _ODD.items() if any(seen[name] for name in functions) else ():
            known = "".join(f"{name} = _by_heart({name}, {sorted(seen[name])!r})\n" for name in functions)
            source = code + _BY_HEART.replace("{odd}", odd) + known
            yield Mutant(
                f"{grade_id}: knows the visible cases, and else returns {what}", grade_id, source, looks_up=True
            )


def _watched(function, calls):
    tools: dict = {}
    exec(_BY_HEART.replace("{odd}", "None"), tools)

    def watched(*args, **kwargs):
        calls.add(repr(tools["_told"]([args, kwargs])))
        return function(*args, **kwargs)

    return watched


def _submission(notebook, mutant):
    changed = {**notebook, "cells": list(notebook["cells"])}
    for index, cell in enumerate(changed["cells"]):
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == mutant.answer:
            changed["cells"][index] = {**cell, "source": mutant.source}
    return json.dumps(changed).encode()


def _changes(source):
    """What was changed, the changed cell and the changed line, for every place between the marks of the solution."""
    lines = between(source, SOLUTION)
    tree = ast.parse(source)
    whole = ast.unparse(tree)
    inside = [node for node in ast.walk(tree) if getattr(node, "lineno", 0) in lines]
    for number, node in enumerate(inside):
        for other in _others(node):
            twin = copy.deepcopy(tree)
            target = [n for n in ast.walk(twin) if getattr(n, "lineno", 0) in lines][number]
            changed = ast.unparse(ast.fix_missing_locations(_Replace(target, other).visit(twin)))
            before, after = _shown(node), _shown(other)
            if changed != whole:
                yield f"`{before}` → `{after}`", changed, f"line {node.lineno}: {_changed_line(whole, changed)}"


def _changed_line(before, after):
    """The first line that differs, as it was and as it is."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    was, now = next((was.strip(), now.strip()) for was, now in pairs if was != now)
    return f"`{was}` becomes `{now}`"


def _others(node):
    """What may stand in a node's place."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        for kind in _SWAPS.get(type(node.op), ()):
            yield _with(node, op=kind())
    if isinstance(node, ast.BinOp):
        yield from (node.left, node.right)
        if isinstance(node.op, (ast.MatMult, ast.Sub, ast.Div)):
            yield _with(node, left=node.right, right=node.left)
    elif isinstance(node, ast.Compare):
        for kind in _SWAPS.get(type(node.ops[0]), ()):
            yield _with(node, ops=[kind(), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=_SWAPS[type(node.op)][0]())
        yield from node.values
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _other_constants(node.value))
    elif isinstance(node, ast.Call):
        yield from _other_calls(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Tuple):
        yield ast.Return(ast.UnaryOp(ast.USub(), node.value))
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield ast.Return(_with(node.value, elts=node.value.elts[::-1]))
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr)) and not _is_docstring(node):
        yield ast.Pass()


def _other_constants(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [value + 1, -value] if value else [1.0]
    return []


def _other_calls(node):
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in _NAMES:
        other = copy.deepcopy(node.func)
        setattr(other, "attr" if isinstance(other, ast.Attribute) else "id", _NAMES[name])
        yield _with(node, func=other)
    if len(node.args) == 1 and name not in ("len", "range", "float", "int", "list", "tuple"):
        yield node.args[0]
    elif not node.args and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name == "range":
        for step in (ast.Add(), ast.Sub()):
            last = ast.BinOp(node.args[min(1, len(node.args) - 1)], step, ast.Constant(1))
            yield _with(node, args=[*node.args[:1], last, *node.args[2:]] if len(node.args) > 1 else [last])
    for index, keyword in enumerate(node.keywords):
        yield _with(node, keywords=node.keywords[:index] + node.keywords[index + 1 :])
        if keyword.arg in ("axis", "dim"):
            axis = ast.Constant(0 if ast.unparse(keyword.value) != "0" else 1)
            changed = [*node.keywords[:index], ast.keyword(keyword.arg, axis), *node.keywords[index + 1 :]]
            yield _with(node, keywords=changed)


def _cheats(source):
    """The cell with functions that know nothing."""
    tree = ast.parse(source)
    for what, body in _CHEATS.items():
        twin = copy.deepcopy(tree)
        functions = [node for node in twin.body if isinstance(node, ast.FunctionDef)]
        for function in functions:
            function.body = ast.parse(body).body
            function.args = ast.parse("def f(*args, **kwargs): pass").body[0].args
        if functions:
            yield what, ast.unparse(ast.fix_missing_locations(twin))


class _Replace(ast.NodeTransformer):
    def __init__(self, target, other):
        self.target, self.other = target, other

    def visit(self, node):
        return copy.deepcopy(self.other) if node is self.target else self.generic_visit(node)


def _with(node, **changed):
    twin = copy.copy(node)
    for name, value in changed.items():
        setattr(twin, name, value)
    return twin


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _shown(node):
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 90 else text[:89] + "…"
