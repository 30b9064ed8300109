"""Tests of the unfolded recurrent network: its nodes, its weights, what is left out, what is refused."""

import itertools

import numpy as np
import pytest
from matplotlib.patches import Circle

from dl_course import plots
from dl_course.plots.style import alternative_text

pytestmark = pytest.mark.usefixtures("figures")


def drawn(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def nodes(ax):
    return [patch for patch in ax.patches if isinstance(patch, Circle)]


def test_each_step_has_input_state_and_output_and_the_same_weights():
    ax = plots.plot_unfolded(["x1", "x2", "x3"], ["h1", "h2", "h3"], ["o1", "o2", "o3"])
    assert len(nodes(ax)) == 9
    assert [drawn(ax).count(name) for name in ("U", "V", "W")] == [3, 3, 2]
    assert sum(hasattr(text, "arrow_patch") for text in ax.texts) == 8


def test_the_state_before_the_first_step_is_one_more_node_and_one_more_weight():
    ax = plots.plot_unfolded(["1", "2"], ["3", "4"], ["5", "6"], first="0")
    assert len(nodes(ax)) == 7 and drawn(ax).count("W") == 2


def test_an_empty_output_is_left_out():
    ax = plots.plot_unfolded(["1", "2"], ["3", "4"], ["", "6"], weights=["in", "out", "on"])
    assert len(nodes(ax)) == 5 and [drawn(ax).count(name) for name in ("in", "out", "on")] == [2, 1, 1]


def test_time_runs_to_the_right_and_from_inputs_up_to_outputs():
    ax = plots.plot_unfolded(["x1", "x2"], ["h1", "h2"], ["o1", "o2"])
    at = {text.get_text(): text.get_position() for text in ax.texts}
    assert at["x1"][0] == at["h1"][0] == at["o1"][0] < at["x2"][0]
    assert at["x1"][1] < at["h1"][1] < at["o1"][1]


def test_nothing_is_drawn_over_a_node():
    ax = plots.plot_unfolded(list("abcd"), list("efgh"), list("ijkl"), first="0", weights=["UU", "VV", "WW"])
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
    width, height = ax.figure.canvas.get_width_height()
    assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height for box in boxes)


def test_the_alternative_text_tells_the_numbers():
    ax = plots.plot_unfolded(["1", "2"], ["0.5", "0.7"], ["3", ""], title="A state")
    told = alternative_text(ax.figure)
    assert told.startswith("A state") and "over 2 steps" in told
    assert "inputs 1, 2" in told and "0.5, 0.7" in told and "outputs by V: 3." in told
    ax = plots.plot_unfolded(["1"], ["2"], [""])
    assert "outputs by V: none" in alternative_text(ax.figure)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((["1"], ["2", "3"], ["4"]), "states must have as many entries as inputs, 1. Received: 2"),
        ((["1"], ["2"], ["4", "5"]), "outputs must have as many entries as inputs, 1. Received: 2"),
        (([], [], []), "inputs must not be empty"),
    ],
)
def test_lists_of_different_lengths_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_unfolded(*arguments)


def test_three_weights_are_needed():
    with pytest.raises(ValueError, match="weights must have 3 entries"):
        plots.plot_unfolded(["1"], ["2"], ["3"], weights=["U", "V"])
    with pytest.raises(TypeError, match="inputs must be a list of texts"):
        plots.plot_unfolded(np.float64(3), ["2"], ["3"])
