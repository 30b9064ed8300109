"""Tests of the map of a loss: what it draws of a descent, what it says about it, what it refuses."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from conftest import Tensor
from matplotlib.colors import to_hex

from dl_course import plots
from dl_course.plots.style import alternative_text

pytestmark = pytest.mark.usefixtures("figures")

LIMITS = (-3, 3, -2, 2)
PATH = np.array([[2.0, 1.0], [1.0, 0.5], [0.5, 0.25]])


def bowl(w):
    return (w**2).sum(axis=1)


def draw(paths=PATH, surface=bowl, **more):
    return plots.plot_descent(surface, paths, **{"limits": LIMITS, "resolution": 20, **more})


def line(ax, name):
    return next(drawn for drawn in ax.lines if drawn.get_label() == name)


def markers(ax):
    """Those of start and end; dots of steps are smaller."""
    return [drawn.get_marker() for drawn in ax.lines if len(drawn.get_xdata()) == 1 and drawn.get_markersize() > 7]


# What it draws


def test_the_path_is_drawn_where_it_went():
    ax = draw({"descent": PATH})
    np.testing.assert_allclose(line(ax, "descent").get_xydata(), PATH)
    assert ax.get_xlim() == (-3, 3)
    assert ax.get_ylim() == (-2, 2)


def test_a_dot_for_each_step_a_circle_at_the_start_a_marker_at_the_end():
    ax = draw(PATH)
    dots = [drawn for drawn in ax.lines if drawn.get_linestyle() == "None" and len(drawn.get_xdata()) == len(PATH)]
    assert len(dots) == 1
    single = [drawn for drawn in ax.lines if len(drawn.get_xdata()) == 1]
    np.testing.assert_allclose([drawn.get_xydata()[0] for drawn in single], PATH[[0, -1]])
    assert to_hex(single[0].get_markerfacecolor()) == "#ffffff"
    assert single[1].get_markerfacecolor() == plots.OKABE_ITO["blue"]


def test_very_many_steps_are_a_line_without_dots():
    many = np.linspace([2, 1], [0, 0], 200)
    assert not [drawn for drawn in draw(many).lines if len(drawn.get_xdata()) == 200 and drawn.get_marker() == "o"]


def test_paths_differ_by_colour_and_by_dashes_and_are_named_in_a_legend():
    ax = draw({"one": PATH, "two": -PATH})
    one, two = line(ax, "one"), line(ax, "two")
    assert one.get_color() != two.get_color()
    assert one._dash_pattern != two._dash_pattern
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two"]


def test_a_path_alone_has_no_legend():
    assert draw(PATH).get_legend() is None


def test_the_surface_alone():
    ax = draw({})
    assert ax.lines[:] == []
    assert len(ax.collections) == 2, "bands and lines between them"


def test_minima_are_marked():
    ax = draw(minima=[[0, 0], [1, 1]])
    stars = next(drawn for drawn in ax.lines if drawn.get_marker() == "*")
    np.testing.assert_allclose(stars.get_xydata(), [[0, 0], [1, 1]])
    end = [drawn for drawn in ax.lines if len(drawn.get_xdata()) == 1][-1]
    assert stars.get_markersize() > 2 * end.get_markersize(), "seen around the end of a descent that stands on it"


def test_low_is_pale_and_high_is_dark():
    figure = draw({}, surface=lambda w: w[:, 0], levels=6).figure
    figure.canvas.draw()
    shown = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int).sum(axis=2)
    ax = figure.axes[0]
    at = [ax.transData.transform((x, 0.5)).astype(int) for x in (-2.9, 2.9)]
    low, high = (shown[shown.shape[0] - y, x] for x, y in at)
    assert low > high + 100


def test_bands_are_closer_where_the_surface_is_low():
    heights = np.sort([level for drawn in draw({}).collections for level in getattr(drawn, "levels", [])])
    heights = np.unique(heights.round(9))
    assert (np.diff(heights, 2) > -1e-6).all()
    assert heights[1] - heights[0] < heights[-1] - heights[-2]


def test_a_flat_surface_is_drawn():
    draw(PATH, surface=lambda w: np.ones(len(w)))


def test_limits_come_from_the_paths_where_none_are_given():
    ax = plots.plot_descent(bowl, PATH, resolution=10)
    left, right = ax.get_xlim()
    assert left < 0.5
    assert right > 2.0
    ax = plots.plot_descent(bowl, [[1.0, 1.0]], resolution=10)
    assert ax.get_xlim() == (0, 2)


def test_it_takes_tensors_lists_and_axes():
    mine = plt.subplots()[1]
    assert draw(Tensor(PATH), ax=mine) is mine
    np.testing.assert_allclose(mine.lines[0].get_xydata(), PATH)
    draw([[0, 0], [1, 1]])


# Descents that leave


def diverging(steps=2000):
    return np.array([[1.0, 1.0]]) * (-1.5) ** np.arange(steps)[:, None]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(diverging(1500), id="to 1e264"),
        pytest.param([[1.0, 1.0], [np.inf, 1.0], [np.nan, np.nan]], id="to infinity and nan"),
        pytest.param([[1.0, 1.0], [-np.inf, np.nan]], id="to minus infinity"),
    ],
)
def test_a_descent_that_diverges_is_drawn_until_it_leaves(path):
    ax = draw({"away": path})
    ax.figure.canvas.draw()
    shown = line(ax, "away").get_xydata()
    assert np.isfinite(shown).all()
    assert np.abs(shown).max() < 50
    assert markers(ax) == ["o"], "only the start has a marker"
    assert "out of the picture" in alternative_text(ax.figure)


def test_the_last_step_of_one_that_leaves_keeps_its_direction():
    shown = line(draw({"away": [[1.0, 1.0], [1000.0, 500.5]]}), "away").get_xydata()
    assert len(shown) == 2
    step = shown[1] - shown[0]
    assert step[0] > 3, "the line reaches the edge"
    np.testing.assert_allclose(step[1] / step[0], 0.5)


def test_one_that_leaves_and_comes_back_is_drawn_to_its_end():
    ax = draw({"back": [[1.0, 1.0], [5.0, 1.0], [0.0, 0.0]]})
    assert len(line(ax, "back").get_xdata()) == 3
    assert markers(ax) == ["o", "o"]


def test_one_that_ends_just_outside_has_no_end_marker():
    assert markers(draw({"out": [[1.0, 1.0], [3.5, 1.0]]})) == ["o"]


# What it says


def test_the_alternative_text_tells_start_steps_and_end():
    text = alternative_text(draw({"slow": PATH}, title="A bowl").figure)
    assert "A bowl" in text
    assert "slow from (2, 1), height 5, in 2 steps to (0.5, 0.25), height ≈ 0.312" in text


def test_the_number_of_steps_of_one_that_leaves_is_its_own():
    assert "in 1499 steps out of the picture" in alternative_text(draw(diverging(1500)).figure)


def test_title_and_names():
    ax = draw(title="The message", xlabel="w", ylabel="b", aspect="equal")
    assert ax.get_title(loc="left") == "The message"
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_aspect()) == ("w", "b", 1.0)


# What it refuses

BAD = [
    (lambda: draw(surface=3), TypeError, "surface must be a function. Received: 3."),
    (lambda: draw("text"), TypeError, "paths must be numbers of shape (n, 2). Received: 'text'."),
    (lambda: draw([[1.0, 2.0, 3.0]]), ValueError, "paths must have shape (n, 2). Received: (1, 3)."),
    (lambda: draw([[1.0, 2.0], [3.0]]), ValueError, "paths must be numbers of shape (n, 2). Received rows of unequal"),
    (lambda: draw({"a": [1.0, 2.0]}), ValueError, "paths['a'] must have shape (n, 2). Received: (2,)."),
    (lambda: draw(np.zeros((0, 2))), ValueError, "paths must not be empty. Received shape (0, 2)."),
    (lambda: draw({"a": [[9.0, 0.0]]}), ValueError, "must begin inside of the picture, limits (-3.0, 3.0, -2.0, 2.0)."),
    (lambda: draw([[np.nan, 0.0]]), ValueError, "must begin inside of the picture"),
    (lambda: draw(limits=(3, -3, -2, 2)), ValueError, "limits must be (left, right, bottom, top), left < right"),
    (lambda: draw(limits=(-3, 3)), ValueError, "limits must have shape (4,). Received: (2,)."),
    (lambda: draw([[1.0, 1.0], [np.inf, 1.0]], limits=None), ValueError, "limits must be given for a path that diverges"),
    (lambda: draw({}, limits=None), ValueError, "limits must be given where there is no path"),
    (lambda: draw(surface=lambda w: w), ValueError, "what surface returns must have shape (400,). Received: (400, 2)."),
    (lambda: draw(surface=lambda w: w[:, 0] / 0.0), ValueError, "what surface returns must be finite."),
    (lambda: draw(minima=[0, 0]), ValueError, "minima must have shape (m, 2). Received: (2,)."),
    (lambda: draw(levels=1), ValueError, "levels must be at least 2. Received: 1."),
    (lambda: draw(resolution=2.5), TypeError, "resolution must be an int. Received: 2.5."),
    (lambda: draw(ax="here"), TypeError, "ax must be matplotlib Axes or None. Received: str."),
    (lambda: draw(title=3), TypeError, "title must be text. Received: 3."),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("call", "error", "message"), BAD, ids=[message for _, _, message in BAD])
def test_it_says_what_is_wrong(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert message in str(raised.value)
    assert not plt.get_fignums() or error is TypeError, "a figure was left behind"
