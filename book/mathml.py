"""Formulas as MathML, which browsers show by themselves: no script, and screen readers can read it."""

import re
from functools import cache

from docutils import nodes
from math_core import LatexToMathML

_converter = LatexToMathML()
# As high as a capital and as deep as a tail: without it the root sign of a low letter hangs below the line.
STRUT = '<mspace height="0.76em" depth="0.2em"></mspace>'


@cache
def mathml(latex: str, block: bool) -> str:
    """A formula as MathML.

    Args:
        latex: The formula in LaTeX, without dollar signs.
        block: Whether it stands on a line of its own.

    Raises:
        math_core.LatexError: It is not LaTeX that the book knows.
    """
    return _converter.convert_with_local_state(latex, displaystyle=block).replace("<msqrt>", f"<msqrt>{STRUT}")


def keep_marks(_app, doctree) -> None:
    """A mark behind a formula stays on its line: a browser may break between the two, as it may beside a picture."""
    for formula in list(doctree.findall(nodes.math)):
        beside = formula.parent
        place = beside.index(formula)
        after = beside[place + 1] if place + 1 < len(beside) else None
        marks = re.match(r"[^\s\w(\[{]+", after.astext()) if isinstance(after, nodes.Text) else None
        if marks:
            rest = nodes.Text(after.astext()[marks.end() :])
            kept = nodes.inline("", "", formula.deepcopy(), nodes.Text(marks[0]), classes=["dl-together"])
            beside[place : place + 2] = [kept, rest]


def visit_inline(writer, node) -> None:
    writer.body.append(mathml(node.astext(), False))
    raise nodes.SkipNode


def visit_block(writer, node) -> None:
    writer.body.append(f'<div class="dl-math">{mathml(node.astext(), True)}</div>')
    raise nodes.SkipNode
