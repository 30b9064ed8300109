"""explore: the picture follows the controls, survives without a kernel, and wrong use is explained."""

import base64
import io
import re

import pytest
from PIL import Image

from dl_course import plots, stored
from dl_course.widgets import Explorer, Slider, explore
from dl_course.widgets.controls import control
from dl_course.widgets.live import Live


def draw(ax, slope=1.0, kind="line"):
    ax.plot([0, 1], [0, slope], "--" if kind == "dashes" else "-")
    ax.set_ylim(-5, 5)
    ax.set_title(f"slope ${slope}$", loc="left")


def fails_beyond_two(ax, n):
    if n > 2:
        raise ValueError("n is too large")
    ax.plot([0, n])


def a_line(**controls) -> Explorer:
    return explore(draw, alt="A line.", **controls)


@pytest.fixture
def explorer() -> Explorer:
    return a_line(slope=Slider(-3.0, 3.0, 1.0, 0.5), kind=["line", "dashes"])


@pytest.fixture
def page(explorer, monkeypatch):
    """Asks the kernel's side as the page does; gives the answer."""
    answers = []
    monkeypatch.setattr(Live, "send", lambda self, content, buffers=None: answers.append(content))

    def ask(**question):
        explorer.widget._handle_custom_msg(question, [])
        return answers.pop()

    return ask


def test_starts_with_the_start_values(explorer):
    assert explorer.values == {"slope": 1.0, "kind": "line"}
    assert explorer.widget.place == [8, 0]
    assert list(explorer.widget.frames) == ["8,0"]
    assert base64.b64decode(explorer.widget.frames["8,0"]["picture"]) == explorer.png


def test_a_question_of_the_page_is_answered_with_what_is_shown_there(explorer, page):
    here, there, dashed = (page(place=place) for place in ([8, 0], [1, 0], [8, 1]))
    assert here["place"] == [8, 0]
    assert here["frame"]["picture"] == explorer.widget.frames["8,0"]["picture"]
    assert len({answer["frame"]["picture"] for answer in (here, there, dashed)}) == 3
    assert there["frame"]["alt"] == "slope -2.5. A line. Now: slope −2.5, kind line."
    assert there["frame"]["said"] == "slope -2.5"
    assert there["frame"]["ms"] > 0
    assert page() == {"world": here["world"]}, "a question without a place draws nothing"


def test_the_page_is_told_that_a_cell_has_run_since(page, monkeypatch):
    class Shell:
        execution_count = 7

    monkeypatch.setattr("IPython.get_ipython", Shell)
    assert page()["world"] == 7


def test_what_the_page_has_come_to_is_what_the_explorer_says(explorer):
    frame = explorer.frame([0, 1])
    explorer.widget.set_state({"place": [0, 1], "frames": {"0,1": frame}})
    assert explorer.values == {"slope": -3.0, "kind": "dashes"}
    assert explorer.png == base64.b64decode(frame["picture"])
    assert explorer.alt == "slope -3.0. A line. Now: slope −3.0, kind dashes."


def test_an_alternative_text_can_be_a_function_of_the_values():
    explorer = explore(draw, alt=lambda slope: f"A line of slope {slope}.", slope=Slider(-3, 3, 1))
    assert explorer.alt == "A line of slope 1."
    frame = explorer.frame([0])
    assert frame["alt"] == frame["said"] == "A line of slope -3."


def test_leaves_picture_and_words_without_a_kernel(explorer):
    data, metadata = explorer.still()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == "interactive figure: slope, kind"
    alt = "slope 1.0. A line. Now: slope 1.0, kind line."
    assert metadata == {"image/png": {"alt": alt}}
    assert f'alt="{alt}"' in data["text/html"]
    assert f'src="data:image/png;base64,{data["image/png"]}"' in data["text/html"]
    assert "<p>To move it, run this cell, after the cells above.</p>" in data["text/html"]
    assert explorer.widget.model_id not in data["text/html"], "it is another one at every run"


def test_shows_the_picture_and_then_the_widget_in_its_place(explorer, monkeypatch):
    shown = []
    monkeypatch.setattr("dl_course.widgets.still.display", lambda bundle, raw, metadata=None: shown.append(bundle))
    explorer._ipython_display_()
    still, live = shown
    assert still == explorer.still()[0]
    assert live == {stored.WIDGET_VIEW: {"version_major": 2, "version_minor": 1, "model_id": explorer.widget.model_id}}


@pytest.mark.parametrize(
    ("slider", "count", "start", "first", "last", "texts"),
    [
        (Slider(1, 9, 3), 9, 2, 1, 9, ("1", "9")),
        (Slider(-3.0, 3.0, 1.0), 121, 80, -3.0, 3.0, ("−3.00", "3.00")),
        (Slider(0.0, 1.0, 0.5, step=0.25), 5, 2, 0.0, 1.0, ("0.00", "1.00")),
        (Slider(0.02, 1.1, 0.9, step=0.02), 55, 44, 0.02, 1.1, ("0.02", "1.10")),
        (Slider(0, 1, 0.5, 0.3), 3, 1, 0.2, 0.8, ("0.2", "0.8")),
        (Slider(-0.5, 0.1, 0.0, 0.1), 7, 5, -0.5, 0.1, ("−0.5", "0.1")),
        (Slider(0, 1, 1 / 3, 0.5), 2, 0, 0.333333333333, 0.833333333333, ("0.333", "0.833")),
        (Slider(1e-6, 3e-6, 1e-6, 1e-6), 3, 0, 1e-6, 3e-6, ("0.000001", "0.000003")),
    ],
    ids=str,
)
def test_a_slider_has_round_values_written_as_they_are_spoken(slider, count, start, first, last, texts):
    made = control("w", slider)
    assert (len(made.values), made.start) == (count, start)
    assert (made.values[0], made.values[-1]) == (first, last)
    assert (made.texts[0], made.texts[-1]) == texts
    assert made.values[made.start] == pytest.approx(slider.start, abs=1e-12)
    assert not any(re.search(r"^−0\.?0*$", text) for text in made.texts), "zero has no sign"


def test_whole_numbers_stay_whole():
    assert {type(value) for value in control("n", Slider(1, 9, 3)).values} == {int}
    assert {type(value) for value in control("n", Slider(0, 2, 1, 0.5)).values} == {float}


def test_a_slider_has_no_zero_below_zero():
    first, *_ = control("noise", Slider(0.0, 0.8, 0.3, 0.1)).values  # 0.3 - 3 * 0.1 is a little less than 0
    assert str(first) == "0.0", "NumPy takes -0.0 for a negative spread"


@pytest.mark.parametrize(("width", "step"), [(6, 0.05), (1, 0.01), (2, 0.02), (0.3, 0.002), (250, 2.0)])
def test_steps_are_round_numbers(width, step):
    first, second, *_ = control("w", Slider(0.0, float(width), 0.0)).values
    assert second - first == pytest.approx(step)


def test_labels_are_those_of_the_sliders_or_the_names(explorer):
    assert [each["label"] for each in explorer.widget.controls] == ["slope", "kind"]
    (labelled,) = a_line(slope=Slider(0.0, 1.0, 0.5, label="slope of the line")).widget.controls
    assert labelled["label"] == "slope of the line"


def test_a_list_offers_its_values_by_their_names(explorer):
    made = control("dims", [(2, 3), None, 0.5])
    assert (made.texts, made.values[1], made.slides) == (["(2, 3)", "None", "0.5"], None, False)


def test_picture_keeps_its_size():
    explorer = a_line(size=(5, 3), slope=Slider(0.0, 1.0, 0.0))
    assert explorer.widget.size == [400, 240]
    assert Image.open(io.BytesIO(explorer.png)).size == (400, 240)


def test_the_dark_theme_is_told_a_drawing_from_a_picture(explorer):
    image = explore(lambda ax, k: ax.imshow([[0, k]]), alt="Two pixels.", k=Slider(1, 3, 1))
    assert [explorer.widget.kind, image.widget.kind] == ["dl-drawing", "dl-picture"]
    assert ".dl-drawing" in explorer.widget._css


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
     ((0, 1, True), TypeError), ((0, 1, float("nan")), ValueError), ((0, float("inf"), 1), ValueError),
     ((0, 1, 0, 1e-6), ValueError), ((0, 1_000_000, 0), ValueError)],
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
    explorer.frame([3])
    first, last = places
    assert last.get_position().bounds == pytest.approx(first.get_position().bounds)


def test_a_colour_bar_keeps_its_place_beside_what_it_explains():
    explorer = explore(
        lambda ax, k: plots.plot_matrix([[0.0, 1.0], [k / 2, 0.5]], ax=ax, fmt=None),
        alt="Four cells.",
        k=Slider(0, 2, 1),
    )
    assert explorer.frame([1])["picture"] == explorer.frame([1])["picture"] == base64.b64encode(explorer.png).decode()


def test_what_has_another_number_of_axes_than_the_first_picture_is_laid_out_anew():
    def halves(ax, bars):
        drawn.append(ax.figure)
        image = ax.imshow([[0.0, 1.0]])
        for _ in range(bars):
            ax.figure.colorbar(image, ax=ax)

    drawn = []
    explorer = explore(halves, alt="Two cells.", bars=Slider(0, 2, 0))
    assert explorer.frame([1])["trouble"] == ""
    picture, bar = drawn[-1].axes
    assert picture.get_position().x1 < bar.get_position().x0


def test_a_drawing_that_fails_says_why_and_the_next_one_is_drawn():
    explorer = explore(fails_beyond_two, alt="A line.", n=Slider(0, 4, 1))
    frame = explorer.frame([3])
    assert frame["picture"] == ""
    assert frame["trouble"] == frame["said"] == frame["alt"] == "No picture for n 3: ValueError: n is too large"
    assert explorer.frame([2])["trouble"] == ""


def test_a_drawing_that_fails_at_the_start_stops_its_author():
    with pytest.raises(ValueError, match="n is too large"):
        explore(fails_beyond_two, alt="A line.", n=Slider(0, 4, 3))


def test_a_figure_of_the_course_is_drawn_without_pyplot_keeping_it():
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    explore(lambda ax, k: plots.plot_bars(["a", "b"], [1, k], ax=ax), alt="Two bars.", k=Slider(1, 3, 1))
    assert plt.get_fignums() == before
