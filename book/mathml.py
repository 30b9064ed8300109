"""Formulas as MathML, which browsers show by themselves: no script, and screen readers can read it."""

from functools import cache

from docutils import nodes
from math_core import LatexToMathML

_converter = LatexToMathML()


@cache
def mathml(latex: str, block: bool) -> str:
    """A formula as MathML.

    Args:
        latex: The formula in LaTeX, without dollar signs.
        block: Whether it stands on a line of its own.

    Raises:
        math_core.LatexError: It is not LaTeX that the book knows.
    """
    return _converter.convert_with_local_state(latex, displaystyle=block)


def visit_inline(writer, node) -> None:
    writer.body.append(mathml(node.astext(), False))
    raise nodes.SkipNode


def visit_block(writer, node) -> None:
    writer.body.append(f'<div class="dl-math">{mathml(node.astext(), True)}</div>')
    raise nodes.SkipNode
