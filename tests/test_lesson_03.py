"""Lesson 03: its scalar autograd is at most sixty lines, stands alone, and its slopes are right."""

import ast
import json
import math

import pytest

from dl_course.course import course_root

FORMULAS = {
    "+": lambda a, b: a + b + 3 + a,
    "×": lambda a, b: a * b * a * 2,
    "−": lambda a, b: (a - b) * (a - 1.5) * (2 - b),
    "tanh": lambda a, b: (a * b).tanh(),
    "sigmoid": lambda a, b: (a + b).sigmoid() * a,
    "log": lambda a, b: (a * a + 1).log() * b,
    "square": lambda a, b: (a - b).square().square(),
}


def autograd_cells() -> list[str]:
    """The lesson's cells that define `Value`, its methods, or what they call."""
    notebook = json.loads((course_root() / "notebooks" / "03_backprop_by_hand.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [source for source in sources if any(map(_builds_value, ast.parse(source).body))]


def _builds_value(statement) -> bool:
    if isinstance(statement, (ast.ClassDef, ast.FunctionDef)):
        return statement.name in ("Value", "as_value", "ordered")
    targets = [
        node for node in ast.walk(statement) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    ]
    return any(isinstance(node.value, ast.Name) and node.value.id == "Value" for node in targets)


@pytest.fixture(scope="module")
def autograd():
    names = {"math": math}
    for source in autograd_cells():
        exec(source, names)
    return names


def test_it_is_at_most_sixty_lines_all_counted():
    cells = autograd_cells()
    assert len(cells) == 4
    assert sum(len(source.strip().splitlines()) for source in cells) <= 60


@pytest.mark.parametrize("operation", FORMULAS)
def test_its_slopes_agree_with_central_differences(operation, autograd):
    value, formula, step = autograd["Value"], FORMULAS[operation], 1e-6
    a, b = value(0.7), value(-0.4)
    formula(a, b).backward()
    measured = [
        (formula(value(0.7 + u), value(-0.4 + v)).data - formula(value(0.7 - u), value(-0.4 - v)).data) / (2 * step)
        for u, v in ((step, 0), (0, step))
    ]
    assert [a.grad, b.grad] == pytest.approx(measured, rel=1e-7, abs=1e-9)


def test_backward_adds_to_inputs_and_starts_inner_values_anew(autograd):
    a = autograd["Value"](3.0)
    inner = a.square()
    result = inner * 2
    result.backward()
    result.backward()
    assert (a.grad, inner.grad, result.grad) == (24.0, 2.0, 1.0)
