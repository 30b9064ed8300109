"""Tests of the drawn computational graph: where nodes stand, what is written, what overlaps, what is refused."""

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from dl_course import plots
from dl_course.plots._layered import _crossings, place
from dl_course.plots.style import OKABE_ITO, alternative_text

pytestmark = pytest.mark.usefixtures("figures")

# (w1 x1 + w2 x2 + b) through a sigmoid, times v, plus c, minus y, squared: the network of lesson 03.
PAPER = {
    "names": ["w1", "x1", "", "w2", "x2", "", "", "b", "z", "h", "v", "", "c", "ŷ", "y", "e", "L"],
    "parents": [[], [], [0, 1], [], [], [3, 4], [2, 5], [], [6, 7], [8], [], [10, 9], [], [11, 12], [], [13, 14], [15]],
    "operations": ["", "", "×", "", "", "×", "+", "", "+", "σ", "", "×", "", "+", "", "−", "x²"],
    "values": [1, 2, 2, -0.5, 3, -1.5, 0.5, 0.5, 1, 0.7311, 2, 1.4621, -0.5, 0.9621, 2, -1.0379, 1.0772],
    "gradients": [-1.63, -0.82, -0.82, -2.45, 0.41, -0.82, -0.82, -0.82, -0.82, -4.15, -1.52, -2.08, -2.08, -2.08, 2.08, -2.08, 1],
    "slopes": [[], [], [2, 1], [], [], [3, -0.5], [1, 1], [], [1, 1], [0.1966], [], [0.7311, 2], [], [1, 1], [], [1, -1], [-2.0758]],
}  # fmt: skip
TWICE = {
    "names": ["x", "a", "w", "q", "f"],
    "parents": [[], [0, 0], [], [2, 0], [1, 3]],
    "operations": ["", "×", "", "×", "+"],
    "values": [3, 9, 5, 15, 24],
    "gradients": [11, 1, 3, 1, 1],
    "slopes": [[], [3, 3], [], [3, 5], [1, 1]],
}
SKIP = {"names": list("abcdefg"), "parents": [[], [], [0, 1], [0, 2], [1, 2], [3, 4], [0, 5]], "values": list(range(7))}
GRAPHS = {"paper": PAPER, "twice": TWICE, "skip": SKIP}


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def named(parents, names):
    points, _ = place(parents, 1.0, 1.0)
    return dict(zip(names, points, strict=True))


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_node_stands_right_of_its_parents_and_apart_from_its_neighbours(graph):
    parents = GRAPHS[graph]["parents"]
    points, _ = place(parents, 1.3, 0.9)
    for child, its in enumerate(parents):
        assert all(points[child, 0] >= points[parent, 0] + 1.3 - 1e-9 for parent in its)
    for a, b in itertools.combinations(points, 2):
        assert abs(a[0] - b[0]) > 1.29 or abs(a[1] - b[1]) >= 0.9 - 1e-9


def test_an_input_stands_right_before_what_needs_it():
    at = named(PAPER["parents"], range(17))
    for leaf, child in [(0, 2), (7, 8), (10, 11), (12, 13), (14, 15)]:
        assert at[child][0] - at[leaf][0] == pytest.approx(1.0)


def test_a_chain_of_computed_nodes_is_straight():
    at = named(PAPER["parents"], range(17))
    assert np.ptp([at[node][1] for node in (6, 8, 9, 11, 13, 15, 16)]) < 0.01
    assert at[2][1] == pytest.approx(-at[5][1], abs=0.01), "the two products lie on both sides of their sum"


def test_nodes_are_read_from_top_to_bottom_like_the_formula():
    at = named(PAPER["parents"], range(17))
    assert at[0][1] > at[1][1] > at[3][1] > at[4][1], "w1 x1 + w2 x2"
    assert at[10][1] > at[9][1], "v times h"


@pytest.mark.parametrize("graph", GRAPHS)
def test_an_edge_that_skips_columns_passes_between_the_nodes(graph):
    parents = GRAPHS[graph]["parents"]
    points, routes = place(parents, 1.0, 1.0)
    assert sorted(routes) == sorted((p, child, k) for child, its in enumerate(parents) for k, p in enumerate(its))
    for (parent, child, _), route in routes.items():
        assert np.allclose(route[[0, -1]], points[[parent, child]])
        assert np.allclose(np.diff(route[:, 0]), 1.0)
        for passage in route[1:-1]:
            assert np.abs(points - passage).max(axis=1).min() > 0.5


def test_sweeps_remove_a_crossing():
    parents = [[], [], [1], [0], [2, 3], [2], [5, 3, 4]]
    points, _ = place(parents, 1.0, 1.0)
    rows = [[i for i in np.argsort(-points[:, 1]) if points[i, 0] == x] for x in np.unique(points[:, 0])]
    assert len(rows) > 2
    assert _crossings(rows, parents) == 0
    assert _crossings([[0, 1], [2, 3]], [[], [], [1], [0]]) == 1


@pytest.mark.parametrize("where", ["own figure", "step", "narrow"])
@pytest.mark.parametrize("graph", GRAPHS)
def test_no_text_touches_another_or_leaves_the_figure(graph, where):
    if where == "own figure":
        ax = plots.plot_graph(**GRAPHS[graph], title="The message")
    else:
        figure = Figure(figsize=(11.5, 3.9) if where == "step" else (6, 2.4), dpi=80, layout="constrained")
        step = {"step": 14} if where == "step" and graph == "paper" else {}
        ax = plots.plot_graph(**GRAPHS[graph], title="The message", ax=figure.add_subplot(), **step)
    figure = ax.figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    shown = [*[text for text in ax.texts if text.get_text()], ax._left_title]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in shown]
    for name, box in boxes:
        assert 0 <= box.x0 < box.x1 <= figure.bbox.x1, name
        assert 0 <= box.y0 < box.y1 <= figure.bbox.y1, name
    for (name, a), (other, b) in itertools.combinations(boxes, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 2 or b.y1 <= a.y0 + 2
        assert apart, f"{name} and {other}"


def test_the_numbers_are_written_and_the_unknown_ones_not():
    ax = plots.plot_graph(
        ["a", "b", "s"], [[], [], [0, 1]], operations=["", "", "+"], values=[1.25, -2, None], gradients=[None, None, 7]
    )
    assert sorted(texts(ax)) == sorted(
        ["1.25", "−2", "7", "a", "b", "s", "+", "upper number: value    lower number: gradient"]
    )


def test_without_numbers_the_names_stand_in_the_nodes():
    ax = plots.plot_graph(["a", "b", "s"], [[], [], [0, 1]])
    assert sorted(texts(ax)) == ["a", "b", "s"]
    assert "gradient" not in alternative_text(ax.figure)


def test_slopes_stand_on_every_edge_or_on_those_of_the_node_at_work():
    slopes = lambda **more: sorted(
        t for t in texts(plots.plot_graph(**TWICE, **more)) if t.startswith("×") and t != "×"
    )
    assert slopes() == ["×1", "×1", "×3", "×3", "×3", "×5"]
    assert slopes(step=6) == ["×3", "×5"], "back through q"
    assert slopes(step=2) == []


def test_a_slope_below_1_has_three_digits_and_stands_beside_a_straight_edge():
    def height(step, text):
        """How far it stands above the row of the chain."""
        at = {t.get_text(): t.get_position()[1] for t in plots.plot_graph(**PAPER, step=step).texts}
        return at[text] - at["σ"]

    assert height(15, "×0.197") > 0.12, "above"
    assert height(14, "×2") < -0.12, "below, as the other factor comes from above"
    assert height(14, "×0.731") > 0


def numbers(**more):
    """The two numbers in each node of TWICE, in the order of the nodes; "" where nothing is written."""
    ax = plots.plot_graph(**TWICE, **more)
    inside = [text for text in ax.texts if text.get_zorder() == 6]
    rows = [text.get_text() for text in inside if text.get_text() not in "+×" or not text.get_text()]
    names = [i for i, text in enumerate(rows) if text in TWICE["names"]]
    return [tuple(rows[i - 2 : i]) for i in names]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (0, [("3", ""), ("", ""), ("5", ""), ("", ""), ("", "")]),
        (1, [("3", ""), ("9", ""), ("5", ""), ("", ""), ("", "")]),
        (3, [("3", ""), ("9", ""), ("5", ""), ("15", ""), ("24", "")]),
        (4, [("3", ""), ("9", ""), ("5", ""), ("15", ""), ("24", "1")]),
        (5, [("3", ""), ("9", "1"), ("5", ""), ("15", "1"), ("24", "1")]),
        (6, [("3", "5"), ("9", "1"), ("5", "3"), ("15", "1"), ("24", "1")]),
        (7, [("3", "11"), ("9", "1"), ("5", "3"), ("15", "1"), ("24", "1")]),
    ],
)
def test_a_step_shows_what_is_known_by_then(step, expected):
    assert numbers(step=step) == expected


def test_a_step_says_what_it_does():
    says = lambda step: texts(plots.plot_graph(**PAPER, step=step))[-1]
    assert says(0) == "the inputs are known"
    assert says(5) == "forward: h = 0.7311"
    assert says(10) == "back: the gradient of L is 1"
    assert says(15) == "back: −4.15 × 0.1966 = −0.8159 to z"
    assert says(14) == "back: −2.08 × 0.7311 = −1.5207 to v,  −2.08 × 2 = −4.16 to h"


def test_the_node_at_work_and_its_edges_are_marked():
    colours = lambda step: [to_hex(p.get_edgecolor()).upper() for p in plots.plot_graph(**PAPER, step=step).patches]
    assert OKABE_ITO["orange"] not in colours(0)
    assert colours(7).count(OKABE_ITO["blue"]) == 2
    assert colours(12).count(OKABE_ITO["vermillion"]) == 2
    assert colours(7).count(OKABE_ITO["orange"]) == 2, "the box and its operation"


def test_the_way_back_points_at_the_parents():
    def tips(step):
        graph = {"operations": ["", "σ"], "values": [1, 2], "gradients": [3, 1], "slopes": [[], [3]]}
        ax = plots.plot_graph(["a", "f"], [[], [0]], step=step, **graph)
        heads = [p.get_xy() for p in ax.patches if type(p).__name__ == "Polygon"]
        return [head[0, 0] - head[1, 0] for head in heads]

    assert tips(1)[0] > 0 > tips(3)[0]


def test_the_alternative_text_tells_the_calculation():
    told = alternative_text(plots.plot_graph(**TWICE, title="Two ways").figure)
    assert told.startswith("Two ways: A computational graph of 5 nodes")
    assert "q = 15 (×) from w and x, gradient 1" in told


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"names": "abc"}, TypeError, "names must be a list of texts"),
        ({"parents": [[], []]}, ValueError, "parents must have 3 entries"),
        ({"parents": 3}, TypeError, "parents must be a list of lists"),
        ({"parents": [[], 0, [0, 1]]}, TypeError, r"parents\[1\] must be a list of node numbers"),
        ({"parents": [[], [2], [0, 1]]}, ValueError, "in the order in which they are computed. Received: 2"),
        ({"parents": [[], [], [0, -1]]}, ValueError, r"each of parents\[2\] must be at least 0"),
        ({"operations": ["+"]}, ValueError, "operations must have 3 entries"),
        ({"values": [1, 2]}, ValueError, "values must have 3 entries"),
        ({"values": 5}, TypeError, "values must be a list of numbers"),
        ({"values": [1, 2, np.nan]}, ValueError, r"values\[2\] must be finite"),
        ({"gradients": [1, "2", 3]}, TypeError, r"gradients\[1\] must be numbers"),
        ({"slopes": [[], [], [1]]}, ValueError, "one number for each parent"),
        ({"slopes": 1}, TypeError, "slopes must be a list of lists"),
        ({"step": 1}, ValueError, "step needs values, gradients and slopes"),
        ({"step": 4}, ValueError, "at most 3: there and back through 1 nodes. Received: 4"),
        ({"step": 1.0}, TypeError, "step must be an int"),
        ({"ax": "here"}, TypeError, "ax must be matplotlib Axes"),
    ],
)
def test_wrong_arguments_are_named(wrong, error, message):
    good = {"names": ["a", "b", "s"], "parents": [[], [], [0, 1]], "values": [1, 2, 3]}
    with pytest.raises(error, match=message):
        plots.plot_graph(**{**good, **wrong})


def test_tensors_are_numbers():
    torch = pytest.importorskip("torch")
    ax = plots.plot_graph(["a"], [[]], values=torch.tensor([2.5], requires_grad=True))
    assert texts(ax) == ["2.5", "a"]
