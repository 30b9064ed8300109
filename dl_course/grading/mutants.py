"""The tests of the tests: an answer with one thing changed must lose points."""

import ast
import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dl_course.course import Lesson
from dl_course.exercises.cells import read_cells
from dl_course.exercises.exercise import read_exercise, refuse_disorder
from dl_course.exercises.marks import SOLUTION, between
from dl_course.grading.local import Local
from dl_course.grading.outcome.verdict import Status
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from dl_course.grading.trusted.judge import hidden_part
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
# Answers that know nothing and pass a weak test. The visible part of a test is left out for them: an answer may know its cases
# from a table, and earns nothing by that.
_CHEATS = {
    "returns nothing": "return None",
    "returns an empty array": "import numpy; return numpy.empty(0)",
    "returns an empty array of many axes": "import numpy; return numpy.empty((0, 1, 1, 1, 1))",
    "returns nan": "return float('nan')",
    "returns 0": "return 0.0",
    "returns True": "return True",
    "returns its first argument": "return args[0]",
    "sets its first argument to 0": "args[0][...] = 0; return args[0]",
    "is not answered": "raise NotImplementedError",
}


@dataclass(frozen=True)
class Mutant:
    """A changed answer.

    Attributes:
        label: The answer's `grade_id`, what was there and what is there now; the same in every run.
        answer: The answer's `grade_id`.
        source: The whole cell.
        cheats: Whether it knows nothing.
    """

    label: str
    answer: str
    source: str
    cheats: bool


@dataclass
class Score:
    """How an exercise's tests deal with mutants.

    Attributes:
        lesson: Name of the lesson.
        killed: Mutants that lost points.
        survivors: Labels of those that did not and are not listed as equivalent.
        equivalent: Label -> the author's reason, for survivors that are listed.
        stale: Labels that are listed and are no survivors.
    """

    lesson: str
    killed: int = 0
    survivors: list[str] = field(default_factory=list)
    equivalent: dict[str, str] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.survivors and not self.stale

    def __str__(self) -> str:
        total = self.killed + len(self.survivors)
        lines = [f"{self.lesson}: {self.killed} of {total} mutants lose points, {len(self.equivalent)} are equivalent"]
        lines += [f"  survives: {label}" for label in self.survivors]
        lines += [f"  listed as equivalent, but it is not there or loses points: {label}" for label in self.stale]
        if self.survivors:
            lines.append("  Raise the hidden tests, or list it with a reason in the solution notebook's metadata:")
            lines.append('  {"dl_course": {"equivalent_mutants": {"<label>": "<reason>"}}}')
        return "\n".join(lines)


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
    bare = _without_visible(lesson.name, solution)
    listed = notebook["metadata"].get("dl_course", {}).get("equivalent_mutants", {})
    made = {mutant.label: mutant for mutant in mutants_of(notebook)}
    result = Score(lesson.name)
    settings = Settings(Path("/nonexistent"), Path("/nonexistent"), workers, Limits(timeout=timeout))
    with Progress(lesson.name, len(made), unit=" mutants") as bar:
        for cheats, data in ((False, solution), (True, bare)):
            with Local(lesson, data, settings) as local:
                mutants = (mutant for mutant in made.values() if mutant.cheats is cheats)
                jobs = ((mutant.label, _submission(notebook, mutant)) for mutant in mutants)
                for label, outcome in local.judge(jobs, workers):
                    bar.advance()
                    if outcome["kind"] != "done" or not all(
                        Status(v["status"]).keeps_points for v in outcome["verdicts"]
                    ):
                        result.killed += 1
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
        seen = {}
        every = [(False, *change) for change in _changes(cell.source)] + [
            (True, *cheat) for cheat in _cheats(cell.source)
        ]
        for cheats, what, changed in every:
            seen[what] = seen.get(what, 0) + 1
            count = f" ({seen[what]})" if seen[what] > 1 else ""
            yield Mutant(f"{cell.grade_id}: {what}{count}", cell.grade_id, changed, cheats)


def _without_visible(name, solution):
    """The solution with tests that have a hidden part and nothing else, as far as that stands alone."""
    notebook = json.loads(solution)
    hidden = {task.id: hidden_part(task) for task in read_exercise(name, solution).tasks if not task.by_hand}
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = hidden.get(grade_id) or cell["source"]
    return json.dumps(notebook).encode()


def _submission(notebook, mutant):
    changed = {**notebook, "cells": list(notebook["cells"])}
    for index, cell in enumerate(changed["cells"]):
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == mutant.answer:
            changed["cells"][index] = {**cell, "source": mutant.source}
    return json.dumps(changed).encode()


def _changes(source):
    """What was changed, and the changed cell, for every place between the marks of the solution."""
    lines = between(source, SOLUTION)
    tree = ast.parse(source)
    inside = [node for node in ast.walk(tree) if getattr(node, "lineno", 0) in lines]
    for number, node in enumerate(inside):
        for other in _others(node):
            twin = copy.deepcopy(tree)
            target = [n for n in ast.walk(twin) if getattr(n, "lineno", 0) in lines][number]
            changed = ast.unparse(ast.fix_missing_locations(_Replace(target, other).visit(twin)))
            before, after = _shown(node), _shown(other)
            if changed != ast.unparse(tree):
                yield f"`{before}` → `{after}`", changed


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
