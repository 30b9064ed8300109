"""One look for all figures: colours that are seen on white and told apart without red or green; sizes in one place."""

import ast
import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.colors import rgb_to_hsv, to_rgb
from PIL import Image

from dl_course import plots
from dl_course.plots import shown, style

DARK = "#111111"  # the ground of JupyterLab's dark theme

# What remains of light, of linear RGB, for eyes without one kind of cones. Source: Machado, Oliveira and Fernandes, "A
# Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.0.
EYES = {
    "all cones": np.eye(3),
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
}
XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
WHITE = [0.95047, 1.0, 1.08883]


def lab(colours, eye):
    """CIELAB of colours as an eye sees them, shape (n, 3): a distance of 2 can just be seen side by side."""
    rgb = np.array([to_rgb(colour) for colour in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = np.clip(linear @ np.transpose(EYES[eye]), 0, 1) @ np.transpose(XYZ) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def test_contrast_is_that_of_wcag():
    assert style.contrast("black", "white") == style.contrast("white", "black") == pytest.approx(21)
    assert style.contrast("#767676") == pytest.approx(4.54, abs=0.005)
    assert style.contrast("#E69F00") == pytest.approx(2.25, abs=0.005)


@pytest.mark.parametrize(("name", "colour"), plots.OKABE_ITO.items(), ids=str)
def test_a_line_is_seen_on_white_and_in_the_dark_and_its_name_is_read(name, colour):
    assert style.contrast(colour) >= 3
    assert name == "black" or style.contrast(colour, DARK) >= 3
    assert style.contrast(style.as_text_colour(colour)) >= 4.5
    assert 3 <= style.contrast(style.as_faint(colour)) <= max(3.1, style.contrast(colour))


@pytest.mark.parametrize(("name", "least"), [("INK", 4.5), ("GREY", 4.5), ("RULE", 3)])
def test_what_is_grey_is_seen_and_read(name, least):
    assert style.contrast(getattr(style, name)) >= least
    assert style.contrast(style.INK, style.PALE) >= 4.5


def in_the_dark(colour):
    """A colour of a drawing as the dark theme shows it: what CSS defines as `invert` and `hue-rotate` by half a turn."""
    share = float(re.search(r"invert\(([.\d]+)\) hue-rotate\(180deg\)", shown.LOOK)[1])
    turn = [[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]]
    return np.clip(turn @ (share + (1 - 2 * share) * np.array(to_rgb(colour))), 0, 1)


@pytest.mark.parametrize("colour", [*plots.OKABE_ITO.values(), style.INK, style.GREY, style.RULE], ids=str)
def test_a_drawing_is_seen_and_read_in_the_dark_theme_too(colour):
    assert style.contrast(in_the_dark(colour), DARK) >= 3
    assert colour == style.RULE or style.contrast(in_the_dark(style.as_text_colour(colour)), DARK) >= 4.5
    if np.ptp(to_rgb(colour)) > 0.2:
        light, dark = (rgb_to_hsv(to_rgb(each))[0] for each in (colour, in_the_dark(colour)))
        assert abs(light - dark) < 0.04, "blue stays blue"


def test_white_becomes_the_page_of_the_dark_theme():
    assert style.contrast(in_the_dark(style.PAPER), DARK) < 1.02


@pytest.mark.usefixtures("figures")
def test_the_dark_theme_takes_the_negative_of_drawings_and_of_pictures_not():
    points, half = np.random.default_rng(0).normal(size=(9, 2)), lambda x: 1 / (1 + np.exp(-x.sum(axis=1)))
    drawings = [
        plots.plot_points(points, [0] * 4 + [1] * 5),
        plots.plot_decision_boundary(half, points, [0] * 4 + [1] * 5),
        plots.plot_decision_boundary(lambda x: (half(x) > 0.5).astype(int), points, [0] * 4 + [1] * 5),
    ]
    pictures = [
        plots.plot_matrix([[1.0, 2.0]]),
        plots.plot_images(np.zeros((2, 4, 4)))[0, 0],
        plots.plot_descent(lambda w: (w**2).sum(axis=1), {"a": [[2.0, 1], [1, 0.5]]}),
    ]
    assert {shown.kind_of(ax.figure) for ax in drawings} == {shown.DRAWING}
    assert {shown.kind_of(ax.figure) for ax in pictures} == {shown.PICTURE}


@pytest.mark.parametrize(
    ("value", "text", "told"),
    [(2, "2", "2"), (0.5, "0.5", "0.5"), (1 / 3, "0.33", "≈ 0.33"), (-1.25, "−1.25", "−1.25"), (0.32, "32%", "≈ 32%"),
     (12_000, "12,000", "12,000"), (3.0, "3 kg", "3 kg"), (1e-17, "0", "0"), (np.float32(0.1), "0.1", "≈ 0.1")],
)  # fmt: skip
def test_a_number_that_was_rounded_is_told_behind_the_sign_for_about(value, text, told):
    assert style.about(value, text) == told


def test_what_is_readable_already_stays():
    assert style.as_text_colour("#222222") == "#222222"


@pytest.mark.parametrize("eye", EYES)
def test_colours_are_told_apart(eye):
    at = lab(plots.OKABE_ITO.values(), eye)
    apart = np.linalg.norm(at[:, None] - at, axis=-1) + 1e9 * np.eye(len(at))
    i, j = np.unravel_index(apart.argmin(), apart.shape)
    assert apart.min() > 17.5, f"{list(plots.OKABE_ITO)[i]} and {list(plots.OKABE_ITO)[j]}"


def test_a_stored_picture_keeps_the_colours_of_its_few_markers():
    ax = plots.plot_decision_boundary(
        lambda x: 1 / (1 + np.exp(-x.sum(axis=1))), np.array([[0, 0], [1, 1]]), np.array([0, 1])
    )
    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="png")
    before, after = (
        np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)
        for png in (buffer.getvalue(), shown.with_palette(buffer.getvalue()))
    )
    assert len(np.unique(before.reshape(-1, 3), axis=0)) > 256, "some colours have to go"
    assert np.abs(after - before).max() < 10, "of 255"


def test_the_style_alone_has_sizes_and_colours():
    sizes = {"fontsize", "size", "linewidth", "linewidths", "markersize", "markeredgewidth", "s"}
    for path in sorted((ROOT / "dl_course" / "plots").glob("*.py")):
        if path.name == "style.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search("#[0-9A-Fa-f]{6}", node.value), f"{path.name}, line {node.lineno}: {node.value}"
                assert node.value not in ("white", "black"), f"{path.name}, line {node.lineno}"
            given = {pair.arg: pair.value for pair in node.keywords} if isinstance(node, ast.Call) else {}
            if isinstance(node, ast.Dict):
                given = {getattr(key, "value", None): value for key, value in zip(node.keys, node.values, strict=True)}
            for name, value in given.items():
                if name in sizes and isinstance(value, ast.Constant) and value.value:
                    pytest.fail(f"{path.name}, line {value.lineno}: {name}={value.value} has no name in style.py")


def drawn(ax):
    """Contrast with white of every line and every text of a picture."""
    lines = [style.contrast(line.get_color()) for line in ax.lines if len(line.get_xdata()) > 1]
    texts = [style.contrast(text.get_color()) for text in ax.texts if text.get_text()]
    return lines, texts


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.plot_curves(np.arange(9.0), {f"curve {k}": np.arange(9.0) * k for k in range(7)}),
        lambda: plots.plot_loss({f"run {k}": np.random.default_rng(k).random(60) + k for k in range(7)}, smooth=9),
        lambda: plots.plot_network([np.ones((12, 12)), -np.ones((12, 1))], None),
        lambda: plots.plot_neuron([1.0, -2.0], 0.5, inputs=[1.0, 2.0], activation=np.tanh),
        lambda: plots.plot_words(np.random.default_rng(0).random((10, 2)), list("abcdefghij"), groups=np.arange(10)),
        lambda: plots.plot_timeline([1950, 1960, 1990], ["a", "b", "c"], spans={"winter": (1970, 1980)}),
        lambda: plots.plot_descent(lambda w: (w**2).sum(axis=1), {"a": [[2.0, 1], [1, 0.5]], "b": [[-2.0, 1], [1, 1]]}),
    ],
    ids=["curves", "loss", "network", "neuron", "words", "timeline", "descent"],
)
def test_what_is_drawn_is_seen(draw):
    lines, texts = drawn(draw())
    assert min(lines, default=3) >= 3
    assert min(texts, default=4.5) >= 4.5
    plt.close("all")


@pytest.mark.usefixtures("figures")
def test_edges_of_a_graph_are_seen():
    ax = plots.plot_graph(["a", "b", "c"], [[], [], [0, 1]], values=[1, 2, 3], gradients=[1, 1, 1])
    assert min(style.contrast(patch.get_edgecolor()) for patch in ax.patches if patch.get_linewidth()) >= 3


def test_a_round_number_among_rounded_ones_is_told_as_they_are():
    """A training may end at 21 per cent sharp on one machine and at 20.9 on the next."""
    assert style.short(21.0) == "21"
    assert style.short(21.0, [21.0, 26.34]) == "≈ 21"
    assert style.short(21.0, [21.0, 26.0]) == "21"


def test_alternative_texts_tell_all_bars_of_a_plot_alike(figures):
    assert "a ≈ 21, b ≈ 26" in plots.plot_bars(["a", "b"], [21.0, 26.3], fmt="{:.0f}")._suggested
    assert "a 21, b 26" in plots.plot_bars(["a", "b"], [21.0, 26.0], fmt="{:.0f}")._suggested
    named = plots.plot_bars(["a", "b"], [21.0, 26.3], reference=(25, "chance"), fmt="{:.0f} %")
    assert named._suggested.endswith("b ≈ 26 %. A dashed line, chance, at 25 %.")
    assert "dashed" not in plots.plot_bars(["a", "b"], [21.0, 26.3], reference=25)._suggested
    assert "from ≈ 1 to ≈ 2" in plots.plot_loss([1.0, 1.23456, 2.0])._suggested


def test_a_bar_that_rounds_to_0_is_written_without_a_sign(figures):
    ax = plots.plot_bars(["a", "b", "c", "d"], [1.0, -6e-8, -0.0, -0.25], fmt="{:.0%}", reference=(-1e-9, "chance"))
    assert [text.get_text() for text in ax.texts] == ["100%", "0%", "0%", "−25%", "chance"]
    assert "a ≈ 100%, b ≈ 0%, c ≈ 0%, d ≈ -25%. A dashed line, chance, at 0%." in ax._suggested
