"""A recurrent network, unfolded over the steps of its sequence."""

from matplotlib.axes import Axes

from dl_course.plots._arrays import as_names, as_text
from dl_course.plots._graph import Sheet, width_of
from dl_course.plots.style import GREY, NOTE, OKABE_ITO, PALE, as_text_colour, leaves_no_figure, name_axes, suggest

_RADIUS, _GAP, _RISE = 0.36, 1.7, 1.25


@leaves_no_figure
def plot_unfolded(inputs, states, outputs, *, first="", weights=("U", "V", "W"), ax=None, title=None) -> Axes:
    """Draws a recurrent network once a step: inputs below, states in the middle, outputs on top.

    Args:
        inputs: What stands in the input's node at each step, n texts.
        states: The same for the state, n texts.
        outputs: The same for the output, n texts; an empty one leaves the node out.
        first: What stands in the node of the state before the first step; an empty text leaves the node out.
        weights: Names of the weights from input to state, from state to output, and from state to state.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.

    Returns:
        The Axes.

    Raises:
        TypeError: A list is not made of texts.
        ValueError: The lists differ in length, or are empty; there are not three weights.
    """
    inputs = as_names(inputs, "inputs")
    states, outputs = as_names(states, "states"), as_names(outputs, "outputs")
    for name, texts in {"states": states, "outputs": outputs}.items():
        if len(texts) != len(inputs):
            raise ValueError(f"{name} must have as many entries as inputs, {len(inputs)}. Received: {len(texts)}.")
    into, out_of, across = as_names(weights, "weights", 3)
    first = as_text(first, "first")
    left = -_GAP if first else 0.0
    sheet = Sheet(ax, left - 0.6, (len(inputs) - 1) * _GAP + 0.6, -_RISE - 0.8, _RISE + 0.5)
    if first:
        sheet.node(left, 0, first, radius=_RADIUS, fill=PALE)
    for step, (x, h, o) in enumerate(zip(inputs, states, outputs, strict=True)):
        at = step * _GAP
        sheet.node(at, -_RISE, x, radius=_RADIUS, fill=PALE)
        sheet.node(at, 0, h, radius=_RADIUS)
        _arrow(sheet, (at, -_RISE), (at, 0), into, "green")
        if o:
            sheet.node(at, _RISE, o, radius=_RADIUS)
            _arrow(sheet, (at, 0), (at, _RISE), out_of, "blue")
        if step or first:
            _arrow(sheet, (at - _GAP, 0), (at, 0), across, "vermillion")
    middle = (left + (len(inputs) - 1) * _GAP) / 2
    sheet.text(middle, -_RISE - 0.6, "the same weights at each step", colour=GREY, size=NOTE)
    name_axes(sheet.ax, title)
    told = f"from {into} and the state before by {across}" if len(inputs) > 1 or first else f"by {into}"
    suggest(
        sheet.ax,
        f"A recurrent network over {len(inputs)} steps: inputs {', '.join(inputs)}; each state comes {told}: "
        f"{', '.join(states)}; outputs by {out_of}: {', '.join(filter(None, outputs)) or 'none'}.",
    )
    return sheet.ax


def _arrow(sheet, start, end, name, colour) -> None:
    """From node to node, with the name of its weight beside it."""
    colour = OKABE_ITO[colour]
    (x, y), (x_end, y_end) = start, end
    if x == x_end:
        sheet.arrow((x, y + _RADIUS), (x, y_end - _RADIUS), colour)
        sheet.text(x + 0.1 + width_of([name]) / 2, (y + y_end) / 2, name, colour=as_text_colour(colour))
    else:
        sheet.arrow((x + _RADIUS, y), (x_end - _RADIUS, y), colour)
        sheet.text((x + x_end) / 2, y + 0.2, name, colour=as_text_colour(colour))
