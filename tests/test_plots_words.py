"""Tests of the map of words: names beside their points and clear of one another, equal scales, arrows, refusals."""

import numpy as np
import pytest

from dl_course import plots
from dl_course.plots.style import alternative_text

pytestmark = pytest.mark.usefixtures("figures")

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
NAMES = ["man", "woman", "king", "queen"]


def boxes(ax):
    ax.figure.draw_without_rendering()
    return {text.get_text(): text.get_window_extent() for text in ax.texts if text.get_text()}


@pytest.mark.parametrize("seed", range(4))
def test_names_do_not_overlap_and_lie_on_no_point(seed):
    points = np.random.default_rng(seed).uniform(size=(30, 2))
    ax = plots.plot_words(points, [f"neighbour{i}"[: 4 + i % 7] + str(i) for i in range(30)])
    places = list(boxes(ax).values())
    clashes = sum(a.shrunk(0.97, 0.8).overlaps(b.shrunk(0.97, 0.8)) for i, a in enumerate(places) for b in places[:i])
    assert len(places) == 30
    assert clashes == 0
    dots = ax.transData.transform(points)
    assert sum(box.contains(*dot) for box in places for dot in dots) <= 1


def test_a_name_stands_beside_its_own_point():
    ax = plots.plot_words(SQUARE, NAMES)
    places = boxes(ax).values()  # draws, after which the transform is the final one
    for dot, box in zip(ax.transData.transform(SQUARE), places, strict=True):
        middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
        assert np.linalg.norm(middle - dot) < 50


def test_names_stay_inside_the_figure():
    ax = plots.plot_words(SQUARE, ["grandmother", "grandfather", "grandmothers", "grandfathers"])
    width, height = ax.figure.canvas.get_width_height()
    for box in boxes(ax).values():
        assert 0 <= box.x0 < box.x1 <= width
        assert 0 <= box.y0 < box.y1 <= height


def test_both_axes_have_the_same_scale():
    ax = plots.plot_words(SQUARE * (5, 1), NAMES)
    boxes(ax)
    origin, right, up = ax.transData.transform([[0, 0], [1, 0], [0, 1]])
    assert np.isclose(right[0] - origin[0], up[1] - origin[1], rtol=1e-3)


def test_arrows_join_their_words():
    ax = plots.plot_words(SQUARE, NAMES, arrows=[(0, 2), (1, 3)])
    arrows = [text for text in ax.texts if text.arrow_patch]
    assert [(tuple(a.xyann), tuple(a.xy)) for a in arrows] == [((0, 0), (0, 1)), ((1, 0), (1, 1))]
    assert "an arrow from man to king" in alternative_text(ax.figure)


def test_groups_differ_in_colour_and_marker_and_have_a_legend():
    ax = plots.plot_words(SQUARE, NAMES, groups=[0, 1, 0, 1], classes=["he", "she"])
    first, second = ax.collections
    assert tuple(first.get_facecolor()[0]) != tuple(second.get_facecolor()[0])
    assert first.get_paths()[0].vertices.shape != second.get_paths()[0].vertices.shape
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["he", "she"]


def test_an_empty_name_is_a_point_alone():
    ax = plots.plot_words(SQUARE, ["man", "", "king", ""])
    assert set(boxes(ax)) == {"man", "king"}


def test_points_in_one_place_are_drawn():
    assert len(boxes(plots.plot_words(np.zeros((2, 2)), ["one", "two"]))) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"points": SQUARE[:, :1]}, "points must have shape"),
        ({"names": NAMES[:2]}, "names must have 4 entries"),
        ({"arrows": [(0, 4)]}, "each from 0 to 3"),
        ({"arrows": [3]}, "pairs of rows"),
        ({"groups": [0, 1, 2, 0], "classes": ["a", "b"]}, "at least 3"),
    ],
)
def test_wrong_use_is_explained(arguments, words):
    arguments = {"points": SQUARE, "names": NAMES} | arguments
    with pytest.raises(ValueError, match=words):
        plots.plot_words(arguments.pop("points"), arguments.pop("names"), **arguments)
