"""explore: the picture follows the controls, survives without a kernel, and wrong use is explained."""

import base64

import pytest

from dl_course.widgets import Explorer, Slider, explore


def draw(ax, slope=1.0, kind="line"):
    ax.plot([0, 1], [0, slope], "--" if kind == "dashes" else "-")
    ax.set_ylim(-5, 5)


@pytest.fixture
def explorer() -> Explorer:
    return explore(draw, alt="A line.", slope=Slider(-3.0, 3.0, 1.0), kind=["line", "dashes"])


def inputs(explorer):
    *controls, _, picture = explorer.widget.children
    return controls, picture


def test_starts_with_the_start_values(explorer):
    controls, picture = inputs(explorer)
    assert explorer.values == {"slope": 1.0, "kind": "line"}
    assert [control.value for control in controls] == [1.0, "line"]
    assert picture.value == explorer.png


def test_picture_follows_the_controls(explorer):
    (slope, kind), picture = inputs(explorer)
    first = picture.value
    slope.value = -2.0
    second = picture.value
    assert explorer.values["slope"] == -2.0
    assert second != first
    kind.value = "dashes"
    assert picture.value not in (first, second)
    slope.value, kind.value = 1.0, "line"
    assert picture.value == first


def test_leaves_picture_and_words_without_a_kernel(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == "interactive figure: slope, kind"
    assert "application/vnd.jupyter.widget-view+json" in data
    assert metadata == {"image/png": {"alt": "A line."}}


def test_whole_numbers_get_whole_steps():
    controls, _ = inputs(explore(draw, alt="A line.", slope=Slider(1, 9, 3)))
    assert type(controls[0].value) is int
    assert controls[0].step == 1


def test_label_and_step_are_used():
    controls, _ = inputs(
        explore(draw, alt="A line.", slope=Slider(0.0, 1.0, 0.5, step=0.25, label="slope of the line"))
    )
    assert controls[0].description == "slope of the line"
    assert controls[0].step == 0.25


@pytest.mark.parametrize(("width", "step"), [(6, 0.05), (1, 0.01), (2, 0.02), (0.3, 0.002), (250, 2.0)])
def test_steps_are_round_numbers(width, step):
    controls, _ = inputs(explore(draw, alt="A line.", slope=Slider(0.0, float(width), 0.0)))
    assert controls[0].step == pytest.approx(step)


def test_picture_keeps_its_size():
    _, picture = inputs(explore(draw, alt="A line.", size=(5, 3), slope=Slider(0.0, 1.0, 0.0)))
    assert (picture.layout.width, picture.layout.height) == ("400px", "240px")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"draw": "line", "alt": "A line.", "slope": Slider(0, 1, 0)}, TypeError, "draw must be a function"),
        ({"draw": draw, "alt": "  ", "slope": Slider(0, 1, 0)}, TypeError, "alt must be a sentence"),
        ({"draw": draw, "alt": "A line."}, ValueError, "at least one control"),
        ({"draw": draw, "alt": "A line.", "slope": 3}, TypeError, "slope must be a Slider or a list"),
        ({"draw": draw, "alt": "A line.", "kind": []}, ValueError, "at least one value"),
    ],
)
def test_wrong_use_is_explained(arguments, error, words):
    with pytest.raises(error, match=words):
        explore(**arguments)


@pytest.mark.parametrize(
    ("values", "error"),
    [((3, 1, 2), ValueError), ((0, 1, 5), ValueError), ((1, 1, 1), ValueError), (("0", 1, 0), TypeError),
     ((0, 1, True), TypeError), ((0, 1, float("nan")), ValueError)],
)  # fmt: skip
def test_wrong_slider_is_explained(values, error):
    with pytest.raises(error, match="Received"):
        Slider(*values)


def test_the_axes_keep_their_place():
    def measured(ax, n):
        ax.set_ylabel("long label\n" * n)
        places.append(ax)

    places = []
    explorer = explore(measured, alt="A line.", n=Slider(1, 4, 1))
    (n,), _ = inputs(explorer)
    first = places[-1].get_position().bounds
    n.value = 4
    assert places[-1].get_position().bounds == pytest.approx(first)


def test_a_drawing_that_fails_keeps_the_last_picture_and_says_why():
    def fails_beyond_two(ax, n):
        if n > 2:
            raise ValueError("n is too large")
        ax.plot([0, n])

    explorer = explore(fails_beyond_two, alt="A line.", n=Slider(0, 4, 1))
    (n,), picture = inputs(explorer)
    before = picture.value
    n.value = 3
    assert picture.value == before
    assert "n is too large" in explorer.message
    n.value = 2
    assert explorer.message == ""
