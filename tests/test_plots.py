"""Tests of the plots: what they draw, what they say about it, what they refuse."""

import base64
import inspect
import itertools
import re
import subprocess
import sys

import matplotlib.pyplot as plt
import nbclient
import nbconvert
import nbformat
import numpy as np
import pytest
from conftest import Tensor

from dl_course import plots
from dl_course.plots import _graph
from dl_course.plots.curves import _running_mean
from dl_course.plots.style import alternative_text

pytestmark = pytest.mark.usefixtures("figures")

X = np.linspace(-1, 1, 5)
POINTS = np.array([[-1.0, 0.0], [1.0, 0.5], [0.0, 1.0], [0.5, -1.0]])
CLASSES = np.array([0, 1, 0, 1])


def relu(z):
    return np.maximum(z, 0)


def of_class(points):
    return (points[:, 0] > 0).astype(int)


GOOD = {
    "plot_curves": lambda **more: plots.plot_curves(X, {"a": X, "b": X**2}, **more),
    "plot_loss": lambda **more: plots.plot_loss([3.0, 2.0, 1.0], **more),
    "plot_fit": lambda **more: plots.plot_fit(X, X, {"line": (X, X)}, **more),
    "plot_bars": lambda **more: plots.plot_bars(["a", "b"], [1, -2], **more),
    "plot_points": lambda **more: plots.plot_points(POINTS, CLASSES, **more),
    "plot_decision_boundary": lambda **more: plots.plot_decision_boundary(of_class, POINTS, CLASSES, **more),
    "plot_neuron": lambda **more: plots.plot_neuron([1, -2], 0.5, inputs=[1, 1], activation=relu, **more),
    "plot_network": lambda **more: plots.plot_network([np.ones((2, 2)), np.ones((2, 1))], None, **more),
    "plot_feature_maps": lambda **more: plots.plot_feature_maps(np.zeros((4, 4, 3)), np.ones((5, 2, 2)), **more),
    "plot_matrix": lambda **more: plots.plot_matrix(np.eye(2), **more),
    "plot_timeline": lambda **more: plots.plot_timeline([1943, 1957], ["a neuron", "a perceptron"], **more),
    "plot_trials": lambda **more: plots.plot_trials(
        {"lr": [0.1, 1, 10], "width": [8, 8, 16]}, [3.0, 2.0, 1.0], log=["lr"], **more
    ),
    "plot_unfolded": lambda **more: plots.plot_unfolded(["1", "2"], ["3", "4"], ["5", ""], first="0", **more),
    "plot_words": lambda **more: plots.plot_words(POINTS, ["king", "queen", "man", "woman"], arrows=[(0, 1)], **more),
}


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()] if ax.get_legend() else []


def pixels(figure):
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)


# Every plot


def test_every_plot_is_tried_here():
    elsewhere = {"plot_images", "plot_graph", "plot_descent"}  # they take no ax, or have a test file of their own
    assert {name for name in plots.__all__ if name.startswith("plot_")} == set(GOOD) | elsewhere


@pytest.mark.parametrize("name", GOOD)
def test_a_plot_makes_a_figure_or_takes_axes_and_names_its_message(name):
    ax = GOOD[name](title="The message")
    assert ax.get_title(loc="left") == "The message"
    before = plt.get_fignums()
    mine = plt.subplots()[1]
    assert GOOD[name](ax=mine) is mine
    assert len(plt.get_fignums()) == len(before) + 1, "it opened a figure although it was given Axes"


@pytest.mark.parametrize("name", GOOD)
def test_a_plot_is_drawn_and_not_blank(name):
    assert (pixels(GOOD[name]().figure) < 200).any(axis=-1).sum() > 100


@pytest.mark.parametrize("name", GOOD)
def test_a_plot_says_what_it_shows(name):
    assert len(alternative_text(GOOD[name]().figure)) > 25


@pytest.mark.parametrize("name", GOOD)
def test_a_plot_refuses_a_wrong_ax_or_title(name):
    with pytest.raises(TypeError, match="ax must be matplotlib Axes or None. Received: str"):
        GOOD[name](ax="here")
    with pytest.raises(TypeError, match="title must be text. Received: 3"):
        GOOD[name](title=3)


@pytest.mark.parametrize("name", [*GOOD, "plot_images"])
def test_after_the_data_everything_is_keyword_only_and_documented(name):
    function = getattr(plots, name)
    parameters = inspect.signature(function).parameters.values()
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters if p.name in ("ax", "title", "fmt", "columns", "classes"))
    for parameter in parameters:
        assert re.search(rf"^    {parameter.name}: ", inspect.getdoc(function), re.MULTILINE), (
            f"{parameter.name} is not documented"
        )


def test_importing_plots_loads_no_framework():
    code = "import sys, dl_course.plots; print(sorted({'torch', 'tensorflow', 'sklearn', 'keras', 'IPython'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# What they refuse

NAN = np.array([0.0, np.nan, 1.0, 2.0, 3.0])
BAD = [
    (lambda: plots.plot_curves("text", {"a": X}), TypeError, "x must be numbers of shape (n,). Received: 'text'."),
    (lambda: plots.plot_curves(X[None], {"a": X}), ValueError, "x must have shape (n,). Received: (1, 5)."),
    (lambda: plots.plot_curves(X, X), TypeError, "curves must be a dict of label -> data. Received: ndarray."),
    (lambda: plots.plot_curves(X, {}), ValueError, "curves must have at least one entry. Received: an empty dict."),
    (
        lambda: plots.plot_curves(X, {"a": X[:3]}),
        ValueError,
        "curves['a'] must have the shape of x, (5,). Received: (3,).",
    ),
    (lambda: plots.plot_curves(X, {"a": NAN}), ValueError, "curves['a'] must be finite. Received: nan at index 1."),
    (lambda: plots.plot_loss([]), ValueError, "losses must not be empty. Received shape (0,)."),
    (lambda: plots.plot_loss(["a", "b"]), TypeError, "losses must be numbers of shape (n,)"),
    (lambda: plots.plot_loss([1.0, np.inf]), ValueError, "losses must be finite. Received: inf at index 1."),
    (lambda: plots.plot_loss({"a": [[1.0]]}), ValueError, "losses['a'] must have shape (n,). Received: (1, 1)."),
    (
        lambda: plots.plot_loss([1.0, 0.0], log=True),
        ValueError,
        "losses must be above 0 on a logarithmic axis. Received: 0.0.",
    ),
    (lambda: plots.plot_loss([1.0], smooth=2.5), TypeError, "smooth must be an int. Received: 2.5."),
    (lambda: plots.plot_loss([1.0], smooth=-1), ValueError, "smooth must be at least 0. Received: -1."),
    (lambda: plots.plot_loss(None), TypeError, "losses must be numbers of shape (n,). Received: NoneType."),
    (lambda: plots.plot_fit(X, X[:2], {}), ValueError, "y must have the shape of x, (5,). Received: (2,)."),
    (lambda: plots.plot_fit(X, X, {"a": 3}), TypeError, "curves['a'] must be a pair (xs, ys). Received: int."),
    (lambda: plots.plot_fit(X, X, {"a": (X, X[:2])}), ValueError, "ys of curves['a'] must have the shape of xs, (5,)"),
    (lambda: plots.plot_fit(NAN, X, {}), ValueError, "x must be finite. Received: nan at index 1."),
    (lambda: plots.plot_bars(["a"], [1, 2]), ValueError, "names must have 2 entries. Received: 1."),
    (lambda: plots.plot_bars("ab", [1, 2]), TypeError, "names must be a list of texts. Received: 'ab'."),
    (lambda: plots.plot_bars([None, "b"], [1, 2]), TypeError, "names must be a list of texts. Received in it: None."),
    (lambda: plots.plot_bars([], []), ValueError, "values must not be empty. Received shape (0,)."),
    (lambda: plots.plot_bars(["a"], [1], reference="x"), TypeError, "reference must be numbers"),
    (lambda: plots.plot_points(np.zeros((64, 3))), ValueError, "x must have shape (n, 2). Received: (64, 3)."),
    (lambda: plots.plot_points(np.zeros((0, 2))), ValueError, "x must not be empty. Received shape (0, 2)."),
    (lambda: plots.plot_points([[0, np.nan]]), ValueError, "x must be finite. Received: nan at index (0, 1)."),
    (
        lambda: plots.plot_points([[1, 2], [3]]),
        ValueError,
        "x must be numbers of shape (n, 2). Received rows of unequal length.",
    ),
    (
        lambda: plots.plot_points(POINTS, [0, 1]),
        ValueError,
        "y must have one class a point, shape (4,). Received: (2,).",
    ),
    (
        lambda: plots.plot_points(POINTS, [0, 1, 0.5, 1]),
        ValueError,
        "y must be whole numbers from 0 to 9. Received: 0.5.",
    ),
    (
        lambda: plots.plot_points(POINTS, [0, 1, 0, -1]),
        ValueError,
        "y must be whole numbers from 0 to 9. Received: -1.",
    ),
    (
        lambda: plots.plot_points(POINTS, CLASSES, classes=["one"]),
        ValueError,
        "classes must name every class of y, at least 2",
    ),
    (lambda: plots.plot_decision_boundary(3, POINTS, CLASSES), TypeError, "predict must be a function. Received: 3."),
    (
        lambda: plots.plot_decision_boundary(lambda g: g, POINTS, CLASSES, resolution=3),
        ValueError,
        "what predict returns must have shape (9,). Received: (9, 2).",
    ),
    (
        lambda: plots.plot_decision_boundary(lambda g: g[:, 0] * 5, POINTS, CLASSES),
        ValueError,
        "what predict returns must be classes (int) or probabilities (float in [0, 1]). Received: -6.2",
    ),
    (
        lambda: plots.plot_decision_boundary(lambda g: None, POINTS, CLASSES),
        TypeError,
        "what predict returns must be numbers",
    ),
    (
        lambda: plots.plot_decision_boundary(of_class, POINTS, CLASSES, resolution=1),
        ValueError,
        "resolution must be at least 2",
    ),
    (lambda: plots.plot_neuron([], 0), ValueError, "weights must not be empty. Received shape (0,)."),
    (
        lambda: plots.plot_neuron([1, 2], "b"),
        TypeError,
        "bias must be numbers of shape () (one number) or (1,). Received: 'b'.",
    ),
    (lambda: plots.plot_neuron([1, 2], 0, inputs=[1]), ValueError, "inputs must have shape (2,). Received: (1,)."),
    (lambda: plots.plot_neuron([1, np.nan], 0), ValueError, "weights must be finite. Received: nan at index 1."),
    (
        lambda: plots.plot_neuron([1, 2], 0, activation="relu"),
        TypeError,
        "activation must be a function. Received: 'relu'.",
    ),
    (
        lambda: plots.plot_neuron([1], 0, inputs=[1], activation=lambda z: np.append(z, z)),
        ValueError,
        "what activation returns must have shape (1,). Received: (2,).",
    ),
    (
        lambda: plots.plot_neuron([1], 0, input_names=["a", "b"]),
        ValueError,
        "input_names must have 1 entries. Received: 2.",
    ),
    (
        lambda: plots.plot_network(np.ones((2, 2)), None),
        TypeError,
        "weights must be a list of arrays, one a layer. Received: ndarray.",
    ),
    (
        lambda: plots.plot_network([], None),
        ValueError,
        "weights must have at least one layer. Received: an empty list.",
    ),
    (
        lambda: plots.plot_network([np.ones(2)], None),
        ValueError,
        "weights[0] must have shape (n_in, n_out). Received: (2,).",
    ),
    (
        lambda: plots.plot_network([np.ones((2, 3)), np.ones((2, 1))], None),
        ValueError,
        "weights[1] must have shape (3, n_out), as weights[0] gives that many values. Received: (2, 1).",
    ),
    (
        lambda: plots.plot_network([np.ones((2, 1))], [[1, 2]]),
        ValueError,
        "biases[0] must have shape (1,). Received: (2,).",
    ),
    (
        lambda: plots.plot_network([np.ones((2, 1))], []),
        ValueError,
        "biases must have one entry a layer, 1. Received: 0.",
    ),
    (lambda: plots.plot_network([np.ones((2, 1))], None, inputs=[1, 2, 3]), ValueError, "inputs must have shape (2,)"),
    (lambda: plots.plot_network([np.ones((2, 1))], None, names=["x"]), ValueError, "names must have one list a layer"),
    (lambda: plots.plot_network([[["a"]]], None), TypeError, "weights[0] must be numbers"),
    (lambda: plots.plot_matrix([1, 2]), ValueError, "matrix must have shape (rows, columns). Received: (2,)."),
    (lambda: plots.plot_matrix([[np.nan]]), ValueError, "matrix must be finite. Received: nan at index (0, 0)."),
    (lambda: plots.plot_matrix([["a"]]), TypeError, "matrix must be numbers of shape (rows, columns)"),
    (lambda: plots.plot_matrix(np.eye(2), row_names=["a"]), ValueError, "row_names must have 2 entries. Received: 1."),
    (
        lambda: plots.plot_images(np.zeros((4, 4))),
        ValueError,
        "images must have shape (n, height, width) or (n, height, width, 3)",
    ),
    (lambda: plots.plot_images(np.zeros((0, 4, 4))), ValueError, "images must not be empty. Received shape (0, 4, 4)."),
    (lambda: plots.plot_images(np.full((1, 2, 2, 3), 2.0)), ValueError, "Received: float64 from 2 to 2."),
    (
        lambda: plots.plot_images(np.zeros((2, 4, 4)), titles=["a"]),
        ValueError,
        "titles must have 2 entries. Received: 1.",
    ),
    (lambda: plots.plot_images(np.zeros((2, 4, 4)), columns=0), ValueError, "columns must be at least 1. Received: 0."),
    (lambda: plots.plot_images(["a"]), TypeError, "images must be numbers"),
    (
        lambda: plots.plot_feature_maps(np.zeros((4, 4)), np.ones((2, 3, 3))),
        ValueError,
        "image must have shape (height, width, 3)",
    ),
    (
        lambda: plots.plot_feature_maps(np.full((4, 4, 3), 2.0), np.ones((2, 3, 3))),
        ValueError,
        "image must have colours from 0 to 1 (float) or 0 to 255 (int). Received: float64 from 2 to 2.",
    ),
    (
        lambda: plots.plot_feature_maps(np.zeros((4, 4, 3)), np.ones((3, 3))),
        ValueError,
        "maps must have shape (channels, h, w)",
    ),
    (lambda: plots.describe(None, "text"), TypeError, "ax must be matplotlib Axes. Received: None."),
    (lambda: plots.describe(plt.subplots()[1], " "), ValueError, "text must say what the figure shows"),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_input_is_refused_in_words(call, error, message):
    with pytest.raises(error, match=re.escape(message)):
        call()
    assert not plt.get_fignums() or "describe" in message or "shows" in message, "a refused plot leaves an empty figure"


def test_tensors_pass_without_the_framework_being_known():
    assert plots.plot_loss(Tensor(X)).lines[0].get_ydata().tolist() == X.tolist()


# Curves


def test_lines_are_named_at_their_ends_where_there_is_room():
    ax = plots.plot_curves(X, {"up": X, "down": -X})
    assert texts(ax) == ["up", "down"]
    assert legend(ax) == []


def test_lines_that_end_together_get_a_legend():
    ax = plots.plot_curves(X, {str(k): X + k / 1000 for k in range(6)})
    assert texts(ax) == []
    assert legend(ax) == list("012345")


def test_names_at_the_ends_do_not_overlap():
    x = np.linspace(-4, 4, 50)
    ax = plots.plot_curves(
        x, {"ReLU": relu(x), "leaky": np.where(x > 0, x, 0.1 * x), "soft": np.log1p(np.exp(x)), "tanh": np.tanh(x)}
    )
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == 4
    assert not any(a.y0 < b.y1 - 1 and b.y0 < a.y1 - 1 for i, a in enumerate(boxes) for b in boxes[:i])


def test_names_at_the_ends_stay_above_the_axis():
    ax = plots.plot_curves(X, {"one": 1 - X, "two": 1.02 - X})
    ax.figure.canvas.draw()
    assert min(text.get_window_extent().y0 for text in ax.texts) > ax.get_window_extent().y0 - 3


def test_lines_differ_in_dashes_as_well_as_in_colour():
    lines = plots.plot_curves(X, {str(k): X * k for k in range(5)}).lines
    assert len({line.get_color() for line in lines}) == 5
    assert len({str(line._dash_pattern) for line in lines}) == 5


def test_losses_count_from_one_and_a_run_without_name_has_no_label():
    ax = plots.plot_loss([3.0, 2.0, 1.0])
    assert ax.lines[0].get_xdata().tolist() == [1, 2, 3]
    assert texts(ax) == legend(ax) == []
    assert ax.get_xlabel() == "step"
    assert ax.get_ylabel() == "loss"
    assert ax.get_yscale() == "linear"
    assert plots.plot_loss([3.0, 2.0], log=True).get_yscale() == "log"


@pytest.mark.parametrize("epochs", [1, 3, 20, 300])
def test_epochs_are_whole_numbers(epochs):
    ticks = plots.plot_loss(np.ones(epochs), xlabel="epoch").get_xticks()
    assert (ticks == ticks.round()).all()


def test_runs_of_different_length_get_a_legend():
    assert legend(plots.plot_loss({"short": [3.0, 2.0], "long": [3.0, 2.0, 1.0]})) == ["short", "long"]


def test_smoothing_is_the_mean_around_each_step():
    assert _running_mean(np.array([0.0, 3.0, 6.0, 9.0]), 3).tolist() == [1.5, 3.0, 6.0, 7.5]
    assert len(plots.plot_loss([1.0, 2.0, 3.0], smooth=2).lines) == 2


def test_bars_stand_in_order_with_their_numbers_and_the_reference():
    ax = plots.plot_bars(["first", "second"], [1.5, -2], reference=(1.0, "baseline"))
    assert texts(ax) == ["1.5", "−2", "baseline"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert any(list(line.get_xdata()) == [1.0, 1.0] for line in ax.lines)


def test_the_name_of_the_reference_stands_below_the_title():
    ax = plots.plot_bars(["first", "second"], [1.0, 2.0], reference=(1.0, "chance"), title="A title over the name")
    ax.figure.canvas.draw()
    name, title = ax.texts[-1], next(text for text in (ax.title, ax._left_title) if text.get_text())
    assert name.get_text() == "chance"
    assert name.get_window_extent().y1 < title.get_window_extent().y0


def test_numbers_left_of_the_bars_stay_clear_of_the_names():
    names = ["total_cholesterol", "cholesterol_ratio", "log_triglycerides"]
    for values in ([-37.7, 8.42, 35.7], [-37.7, -0.476, -22.7]):
        ax = plots.plot_bars(names, values)
        ax.figure.canvas.draw()
        beside = max(label.get_window_extent().x1 for label in ax.get_yticklabels())
        assert min(text.get_window_extent().x0 for text in ax.texts) > beside + 3


def test_fit_draws_the_data_and_each_curve():
    ax = plots.plot_fit(X, X**2, {"line": (X, X), "square": (X, X**2)})
    assert ax.collections[0].get_offsets().tolist() == np.c_[X, X**2].tolist()
    assert [line.get_label() for line in ax.lines] == ["line", "square"]
    assert not plots.plot_fit(X, X, {}).lines


# Points


def test_classes_differ_in_colour_and_marker():
    ax = plots.plot_points(np.c_[np.arange(10), np.arange(10)], np.arange(10))
    looks = [(tuple(c.get_facecolor()[0]), c.get_paths()[0].vertices.tobytes()) for c in ax.collections]
    assert len(set(looks)) == 10
    assert len({marker for _, marker in looks}) == 10
    assert legend(ax)[:2] == ["class 0", "class 1"]


def test_the_legend_can_be_left_out():
    assert legend(plots.plot_points(POINTS, CLASSES, legend=False)) == []
    assert legend(plots.plot_decision_boundary(of_class, POINTS, CLASSES, legend=False)) == []


def test_points_without_classes_have_no_legend():
    assert legend(plots.plot_points(POINTS)) == []


def test_predict_gets_float32_points_that_cover_the_data():
    asked = []
    plots.plot_decision_boundary(lambda g: asked.append(g) or of_class(g), POINTS, CLASSES, resolution=20)
    assert len(asked) == 1
    assert asked[0].dtype == np.float32
    assert asked[0].shape == (400, 2)
    assert (asked[0].min(axis=0) < POINTS.min(axis=0)).all()
    assert (asked[0].max(axis=0) > POINTS.max(axis=0)).all()


@pytest.mark.parametrize("as_probability", [False, True])
def test_the_plane_has_the_colour_of_the_class_predicted_there(as_probability):
    def predict(g):
        return 1 / (1 + np.exp(-20 * g[:, 0].astype(float))) if as_probability else of_class(g)

    ax = plots.plot_decision_boundary(predict, POINTS, CLASSES, resolution=50)
    image = ax.images[0]
    shown = image.to_rgba(image.get_array())[..., :3] if as_probability else np.asarray(image.get_array())
    left, right = shown[25, 3], shown[25, 46]
    assert left[2] > left[0], "class 0 is blue"
    assert right[0] > right[2], "class 1 is vermillion"
    assert ("p = 0.5" in legend(ax)) == as_probability


def test_the_boundary_lies_where_the_class_changes():
    ax = plots.plot_decision_boundary(lambda g: (g[:, 0] > 0.3).astype(int), POINTS, CLASSES)
    (line,) = [c for c in ax.collections if type(c).__name__ == "QuadContourSet"]
    assert np.allclose(line.get_paths()[0].vertices[:, 0], 0.3, atol=0.02)


def test_a_plane_of_one_class_or_sure_everywhere_needs_no_line():
    for answer in (lambda g: np.zeros(len(g), int), lambda g: np.full(len(g), 0.9)):
        ax = plots.plot_decision_boundary(answer, POINTS, CLASSES)
        assert not [c for c in ax.collections if type(c).__name__ == "QuadContourSet"]


def test_one_point_alone_has_a_plane_around_it():
    plots.plot_decision_boundary(of_class, POINTS[:1], CLASSES[:1])


# Neurons and networks


def test_a_neuron_shows_every_number_of_its_sum():
    ax = plots.plot_neuron([0.5, -1.2], 0.3, inputs=[1, 2], activation=relu)
    assert texts(ax) == [
        r"z = 0.5·1 + (−1.2)·2 + 0.3 = −1.6      $\hat{y}$ = relu(−1.6) = 0",
        "1", "$x_{1}$", "2", "$x_{2}$", "1", "$w_{1}$ = 0.5", "$w_{2}$ = −1.2", "b = 0.3", "−1.6", "sum z", "relu", "0",
        r"$\hat{y}$",
    ]  # fmt: skip


def test_the_worked_neuron_of_the_curriculum():
    assert "z = 1·2 + 3 = 5" in texts(plots.plot_neuron([1], 3, inputs=[2]))


def test_a_sum_of_rounded_numbers_does_not_claim_to_be_equal():
    assert "z = 0.33·1 + 0 ≈ 0.33" in texts(plots.plot_neuron([1 / 3], 0, inputs=[1]))


def test_a_neuron_without_inputs_has_names_only():
    shown = texts(plots.plot_neuron([0.5], 0.3, input_names=["age"]))
    assert "age" in shown
    assert "Σ" in shown
    assert not any("z =" in text for text in shown)


def test_a_network_shows_its_forward_pass():
    ax = plots.plot_network([[[1, 1], [1, 1]], [[1], [-2]]], [[0, -1], [0]], inputs=[1, 1], activation=relu)
    shown = texts(ax)
    assert [t for t in shown if re.fullmatch(r"[+−]\d", t)] == ["+1", "+1", "+1", "+1", "+1", "−2"]
    assert [t for t in shown if t.startswith("z ")] == ["z 2", "z 1", "z 0"]
    assert [t for t in shown if t.startswith("b ")] == ["b 0", "b −1", "b 0"]
    assert "the output is 0" in alternative_text(ax.figure)


def test_without_activation_a_network_is_linear_and_the_output_has_its_own():
    layers = [[[1.0]], [[1.0]]]
    assert "the output is −3" in alternative_text(plots.plot_network(layers, None, inputs=[-3]).figure)
    ax = plots.plot_network(layers, None, inputs=[-3], activation=relu, output_activation=lambda z: z + 7)
    assert "the output is 7" in alternative_text(ax.figure)


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 2, 2, 1), (3, 4, 2), (4, 4, 4), (1, 1), (3, 1), (2, 8, 1), (10, 1)])
def test_labels_of_a_network_overlap_no_other_text_and_no_node(sizes):
    rng = np.random.default_rng(0)
    weights = [rng.normal(size=pair) for pair in itertools.pairwise(sizes)]
    biases = [rng.normal(size=w.shape[1]) for w in weights]
    ax = plots.plot_network(weights, biases, inputs=rng.normal(size=sizes[0]), activation=relu)
    ax.figure.canvas.draw()
    on_edges = [t for t in ax.texts if t.get_zorder() == 5 and re.fullmatch(r"[+−][\d.]+|0", t.get_text())]
    labels = [t.get_window_extent() for t in on_edges]
    written = [a * b for a, b in itertools.pairwise(sizes) if a * b <= 16]
    assert len(labels) == sum(written)
    others = [t.get_window_extent() for t in ax.texts] + [p.get_window_extent() for p in ax.patches]
    for label in labels:
        assert (
            sum(
                a.x0 < label.x1 - 1 and label.x0 < a.x1 - 1 and a.y0 < label.y1 - 1 and label.y0 < a.y1 - 1
                for a in others
            )
            == 1
        )


def test_the_sign_of_a_weight_is_seen_without_colour():
    ax = plots.plot_network([[[1.0, -1.0]]], None)
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--"]


def test_a_larger_weight_is_a_wider_line():
    widths = [line.get_linewidth() for line in plots.plot_network([[[0.1, 1.0, -3.0]]], None).lines]
    assert widths == sorted(widths)
    assert widths[0] < widths[2] / 2


def test_a_wide_layer_is_drawn_with_a_gap_and_without_numbers():
    rng = np.random.default_rng(0)
    ax = plots.plot_network([rng.normal(size=(64, 5)), rng.normal(size=(5, 1))], None, inputs=np.ones(64))
    assert "⋮" in texts(ax)
    assert "input (64)" in texts(ax)
    assert len(ax.patches) == 6 + 5 + 1
    assert any("dashed orange" in text for text in texts(ax))


def test_numbers_are_written_short_and_with_a_true_minus():
    assert [_graph.number(v, 2) for v in (1.0, -0.5, 0.123, -1e-17, 10, 100.0)] == [
        "1",
        "−0.5",
        "0.12",
        "0",
        "10",
        "100",
    ]
    assert [_graph.number(v, 2, sign=True) for v in (1, -1, 0)] == ["+1", "−1", "0"]
    assert _graph.number(100, 0) == "100"
    assert _graph.number(-0.0012, 2) == "−0.001"


# Matrices and images


def test_a_matrix_is_written_in_its_cells():
    assert texts(plots.plot_matrix([[0.5, -1.0]])) == ["0.50", "−1.00"]
    assert texts(plots.plot_matrix([[3, 12]])) == ["3", "12"]
    assert texts(plots.plot_matrix([[3, 12]], fmt="{:.1f}")) == ["3.0", "12.0"]
    assert texts(plots.plot_matrix([[3, 12]], fmt=None)) == []


def test_a_large_matrix_has_a_colour_bar_instead():
    ax = plots.plot_matrix(np.arange(400).reshape(20, 20))
    assert texts(ax) == []
    assert len(ax.child_axes) == 1


def test_numbers_contrast_with_their_cell():
    from dl_course.plots.style import luminance

    for center in (None, 0):
        values = np.linspace(-1, 1, 225).reshape(15, 15)
        ax = plots.plot_matrix(values, center=center)
        for value, text in zip(values.flat, ax.texts, strict=True):
            image = ax.images[0]
            cell = luminance(image.cmap(image.norm(value))[:3])
            ink = luminance(text.get_color())
            assert (max(cell, ink) + 0.05) / (min(cell, ink) + 0.05) >= 4.5


@pytest.mark.parametrize("count", [3, 20])
def test_names_of_columns_do_not_lie_on_each_other(count):
    ax = plots.plot_matrix(np.eye(count), column_names=["grandmother"] * count, fmt=None)
    ax.figure.canvas.draw()
    width = ax.get_window_extent().width / count
    for label in ax.get_xticklabels():
        angle = np.radians(label.get_rotation())
        assert label.get_fontsize() / 72 * ax.figure.dpi / np.sin(angle) <= 1.1 * width


def test_the_centre_of_a_matrix_is_white():
    image = plots.plot_matrix([[-1.0, 0.0, 5.0]], center=0).images[0]
    assert image.cmap(image.norm(0.0))[:3] == pytest.approx((1, 1, 1), abs=0.01)
    assert image.norm.vmin == -5


def test_a_constant_matrix_is_drawn():
    plots.plot_matrix(np.zeros((2, 2)))
    plots.plot_matrix(np.zeros((2, 2)), center=0)


def test_images_fill_a_grid_and_share_their_grey_levels():
    axes = plots.plot_images(np.arange(5 * 4).reshape(5, 2, 2), columns=3, titles=list("abcde"))
    assert axes.shape == (2, 3)
    assert [ax.get_title() for ax in axes.flat] == ["a", "b", "c", "d", "e", ""]
    assert not axes[1, 2].images
    assert not axes[1, 2].axison
    assert {ax.images[0].get_clim() for ax in axes.flat[:5]} == {(0, 19)}


def test_colour_images_are_shown_as_they_are():
    image = np.random.default_rng(0).integers(0, 256, (1, 4, 4, 3))
    assert (np.asarray(plots.plot_images(image)[0, 0].images[0].get_array()) == image[0]).all()


# Style and alternative text


def test_the_style_has_the_palette():
    published = {
        "blue": "#0072B2",
        "vermillion": "#D55E00",
        "green": "#009E73",
        "purple": "#CC79A7",
        "black": "#000000",
    }
    assert published.items() <= plots.OKABE_ITO.items() and set(plots.OKABE_ITO) - set(published) == {
        "orange",
        "sky",
        "yellow",
    }
    assert plt.rcParams["axes.prop_cycle"].by_key()["color"] == list(plots.OKABE_ITO.values())
    assert plt.rcParams["figure.dpi"] == 80


def test_describe_replaces_and_joins():
    figure, (left, right) = plt.subplots(1, 2)
    assert plots.describe(left, "First.") is left
    plots.describe(left, "Left\n  falls.")
    plots.describe(right, "Right rises.")
    assert figure.alt == alternative_text(figure) == "Left falls. Right rises."


def test_a_figure_without_description_says_its_titles_axes_and_labels():
    figure, (left, _) = plt.subplots(1, 2)
    left.plot(X, X, label="train")
    left.set(title="It falls", xlabel="epoch", ylabel="loss")
    figure.suptitle("Two runs")
    assert alternative_text(figure) == "Two runs. It falls. loss against epoch. train."
    assert alternative_text(plt.figure()) == "Figure."


def test_an_alternative_text_tells_where_a_curve_turns():
    x = np.array([-2.0, 0.0, 2.0, 4.0])
    curves = {"hill": [0, 1, 0.25, 0], "waves": [0, 1, -1, 0], "rising": [0, 1, 2, 3], "nearly": [0, 9.9, 10.9, 10]}
    told = alternative_text(plots.plot_curves(x, curves).figure)
    hill, waves = "hill from 0 to 0, up to 1 at 0", "waves from 0 to 0, up to 1 at 0, down to -1 at 2"
    assert told == f"Curves over x from -2 to 4: {hill}; {waves}; rising from 0 to 3; nearly from 0 to 10."
    told = alternative_text(plots.plot_curves(x, {"rounded": [0, 1 / 3, 0, 0]}).figure)
    assert "up to ≈ 0.333 at ≈ 0" in told  # the place is compared no more than the height
    falls = [1.0, 0.01, 0.001, 0.1]
    assert "down to" not in alternative_text(plots.plot_loss(falls[:2] + [0.001, 0.05]).figure)
    assert "from 1 to 0.1, down to 0.001 at 3" in alternative_text(plots.plot_loss(falls, log=True).figure)
    noisy = [3, 9, 3, 2, 1, 1, 1, 1]
    assert "up to 9 at 2" in alternative_text(plots.plot_loss(noisy).figure)
    assert "up to" not in alternative_text(plots.plot_loss(noisy, smooth=6).figure)


def test_an_alternative_text_counts_in_words_and_leaves_out_empty_titles():
    losses = [3.0, 2.0, 1.0]
    told = [alternative_text(plots.plot_loss(losses, xlabel=name).figure) for name in ("epoch", "part of a network")]
    assert told == ["loss over 3 epochs: from 3 to 1.", "loss over part of a network (3 values): from 3 to 1."]
    axes = plots.plot_images(np.zeros((3, 4, 4)), titles=["cat", "", ""])
    assert alternative_text(axes[0, 0].figure) == "3 grey images of 4 by 4 pixels: cat."
    axes = plots.plot_images(np.zeros((3, 4, 4)), cmap="RdBu")
    assert alternative_text(axes[0, 0].figure) == "3 images of 4 by 4 pixels."


def test_an_alternative_text_tells_planes_apart():
    x, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]

    def told(predict, **options):
        return alternative_text(plots.plot_decision_boundary(predict, x, y, **options).figure).partition(
            "prediction: "
        )[2]

    right, up = (lambda p: (p[:, 0] > 0.5).astype(int)), (lambda p: np.clip(p[:, 1] / 4 + 0.3, 0, 1))
    assert told(right) == "class 0 on ≈ 50 %, class 1 on ≈ 50 %. ≈ 2 of the points lie in their own colour."
    assert told(up, classes=["no", "yes"]) == "no on ≈ 74 %, yes on ≈ 26 %. ≈ 2 of the points lie in their own colour."
    assert told(lambda p: (np.round(p).sum(axis=1) == 1) * 1).endswith(" ≈ 4 of the points lie in their own colour.")
    assert told(lambda p: np.full(len(p), 3), classes=["no", "yes"]).startswith(
        "no on ≈ 0 %, yes on ≈ 0 %, class 3 on ≈ 100 %"
    )


@pytest.mark.parametrize("shape", [(4, 30), (30, 4), (20, 20)])
def test_the_bar_of_colours_is_as_high_as_the_matrix(shape, figures):
    ax = plots.plot_matrix(np.random.default_rng(0).normal(size=shape))
    ax.figure.canvas.draw()
    (bar,) = ax.child_axes
    assert bar.get_window_extent().height == pytest.approx(ax.images[0].get_window_extent().height)


def test_a_figure_in_a_notebook_and_in_its_page_carries_its_alternative_text():
    cells = [
        "import matplotlib.pyplot as plt\nfrom dl_course import plots\nplots.use_style()\nplots.use_style()",
        "ax = plots.plot_loss([3.0, 2.0, 1.0], title='It falls')",
        "ax = plt.subplots()[1]\nax = plots.describe(ax, 'An empty square.')",
        "from IPython.display import display\nfigure = plt.figure()\nplt.close(figure)\nfigure.add_axes((0, 0, 1, 1))\ndisplay(figure)",
        "plt.figure();",
        "ax = plt.subplots()[1]\nax = ax.imshow([[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]])",
        "%config InlineBackend.figure_formats = ['retina']\nplots.use_style()\nax = plots.plot_loss([2.0, 1.0])",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    outputs = [cell.outputs for cell in notebook.cells]
    assert outputs[0] == []
    (falls,), (described,), (shown,), empty, (photograph,), (retina,) = outputs[1:]
    alt = "It falls: loss over 3 steps: from 3 to 1."
    assert falls.metadata["image/png"] == {"alt": alt}
    for output in (falls, described, shown, photograph, retina):
        (img,) = re.findall("<img[^>]*>", output.data["text/html"])
        assert f'alt="{output.metadata["image/png"]["alt"]}"' in img, "a page shows the <img>, not the PNG"
        assert f'src="data:image/png;base64,{output.data["image/png"].strip()}"' in img
        assert f'class="{"dl-picture" if output is photograph else "dl-drawing"}"' in img
    assert described.metadata["image/png"]["alt"] == "An empty square."
    assert shown.metadata["image/png"]["alt"] == "Figure."
    assert "image/png" not in (empty[0].data if empty else {})
    assert retina.metadata["image/png"]["alt"].startswith("loss over 2 steps")
    assert f'width="{retina.metadata["image/png"]["width"]}"' in retina.data["text/html"]
    assert not any("needs_background" in output.metadata for output in (falls, described))
    png = base64.b64decode(falls.data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert b"Software" not in png
    palette, colours = 3, 2  # the byte of a PNG's header that says how its colours are stored
    assert png[25] == palette, "a drawing is stored with few colours, so that notebooks stay small"
    assert base64.b64decode(photograph.data["image/png"])[25] & ~4 == colours, "photographs keep all their colours"
    width = int.from_bytes(png[16:20], "big")
    assert width != 560, "the picture is cut to its content, as without the course's style"
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert re.search(f'<img[^>]* alt="{alt}"', page)
    assert "No description has been provided" not in page


def test_a_curve_may_have_no_name():
    assert texts(plots.plot_curves(X, {"": X})) == []


def test_timeline_is_true_to_scale_and_names_every_event():
    ax = plots.plot_timeline([1943, 1957, 2022], ["neuron", "perceptron", "chat"], spans={"winter": (1969, 1982)})
    dots = [line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == [1943, 1957, 2022]
    texts = [text.get_text() for text in ax.texts]
    assert {"neuron", "perceptron", "chat", "1943", "2022", "winter"} <= set(texts)


@pytest.mark.parametrize(
    ("years", "names", "spans", "words"),
    [([1990, 1980], ["a", "b"], None, "years must rise"), ([1990], ["a", "b"], None, "names"),
     ([1990, 1995], ["a", "b"], {"gap": (1995, 1990)}, "low < high")],
)  # fmt: skip
def test_timeline_explains_wrong_use(years, names, spans, words):
    with pytest.raises(ValueError, match=words):
        plots.plot_timeline(years, names, spans=spans)


# Feature maps


def test_feature_maps_stand_in_rows_beside_the_image_and_share_one_scale():
    maps = np.arange(5 * 4).reshape(5, 2, 2)
    ax = plots.plot_feature_maps(np.zeros((4, 4, 3), np.uint8), maps, columns=3)
    image, *drawn = ax.images
    assert [np.asarray(each.get_array()).tolist() for each in drawn] == maps.tolist()
    assert {each.get_clim() for each in drawn} == {(0, 19)}
    boxes = [each.get_extent() for each in drawn]
    assert image.get_extent()[1] < min(left for left, *_ in boxes)
    assert [round(top, 2) for *_, top in boxes] == [2.06, 2.06, 2.06, 1.0, 1.0]
    assert boxes[0][:2] == boxes[3][:2]
    assert max(right for _, right, *_ in boxes) <= ax.get_xlim()[1]


def test_trials_are_lines_of_which_the_best_stand_out():
    ax = plots.plot_trials({"lr": [0.01, 0.1, 1.0]}, [3.0, 1.0, 2.0], log=["lr"], best=1)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["lr", "loss"]
    lines = [line for line in ax.lines if len(set(line.get_xdata())) == 2]
    assert sorted(np.round(line.get_ydata(), 6).tolist() for line in lines) == [[0, 1], [0.5, 0], [1, 0.5]]
    (best,) = [line for line in lines if line.get_label() == "no. 1"]
    assert np.allclose(best.get_ydata(), [0.5, 0])


def test_the_best_trials_differ_in_more_than_colour():
    ax = plots.plot_trials({"lr": [1.0, 2.0, 3.0, 4.0]}, [4.0, 1.0, 2.0, 3.0])
    best = [line for line in ax.lines if line.get_label().startswith("no. ")]
    assert len({line.get_marker() for line in best}) == 3
    assert [line.is_dashed() for line in sorted(best, key=lambda line: line.get_label())] == [False, True, True]


def test_each_of_few_values_is_named_on_its_scale_and_the_ends_of_many():
    ax = plots.plot_trials(
        {"width": [8, 16, 32, 16], "decay": [5.0, 5.0, 5.0, 5.0]}, [3.0, 1.0, 2.0, 4.0], log=["width"]
    )
    named = {}
    for text in ax.texts:
        named.setdefault(text.xy[0], {})[text.get_text()] = round(float(text.xy[1]), 6)
    assert named == {0: {"8": 0, "16": 0.5, "32": 1}, 1: {"5": 0.5}, 2: {"1": 0, "2": 0.333333, "3": 0.666667, "4": 1}}
    many = plots.plot_trials({"rate": np.arange(1.0, 8)}, np.arange(7.0))
    assert [text.get_text() for text in many.texts] == ["1", "7", "0", "6"]


def test_trials_of_unequal_length_or_below_zero_are_refused():
    with pytest.raises(ValueError, match=r"must have the shape of scores, \(2,\)"):
        plots.plot_trials({"lr": [1.0, 2.0, 3.0]}, [1.0, 2.0])
    with pytest.raises(ValueError, match="lr must be above 0"):
        plots.plot_trials({"lr": [0.0, 2.0]}, [1.0, 2.0], log=["lr"])
