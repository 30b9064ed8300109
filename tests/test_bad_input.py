"""Bad input to every public function: an error that says what was expected and what came, not one from inside a library.

`CALLS` has for each function a call that is right and, for each parameter, what kind of value it takes; `REFUSED` has for
each kind the values that must be refused. A function or a parameter that is missing here fails a test.
"""

import contextlib
import importlib
import inspect
import traceback
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pytest

import dl_course
from dl_course import data, plots, reproducible, training, widgets
from dl_course.checks import judging

PACKAGE = Path(dl_course.__file__).parent
NAN = float("nan")
X = np.linspace(-1, 1, 4)
POINTS = np.array([[-1.0, 0.0], [1.0, 0.5], [0.0, 1.0], [0.5, -1.0]])
LABELS = [0, 1, 0, 1]
WORDS = ["king", "queen", "man", "woman"]
ANYTHING = object()  # not made of numbers, not text, not callable


class Shown:
    """A value whose name in a test's id is short."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        kind = type(self.value).__name__
        return f"{kind}{self.value.shape}" if hasattr(self.value, "shape") else f"{self.value!r}"[:24].split(" at ")[0]


NO_NUMBERS = ["text", ["a", "b"], ANYTHING, [ANYTHING], {"a": 1.0}]
REFUSED = {
    "numbers": [*NO_NUMBERS, [], [NAN, 1.0], [[1.0], [1.0, 2.0]], np.ones((2, 1, 1, 1, 1)), np.zeros((0, 2))],
    "number": [*NO_NUMBERS, [], NAN, np.inf, [1.0, 2.0]],
    "positive": [*NO_NUMBERS, [], NAN, np.inf, 0, -1.0],
    "count": ["3", 2.5, -1, NAN, [1], ANYTHING],
    "text": [3, ["a"]],
    "words": ["", "  ", 3, ["a"], ANYTHING],  # a text that may not be empty
    "texts": ["text", 3, NAN, [None, None, None, None], ["one of seven"] * 7, ANYTHING],
    "class names": ["text", 3, NAN, [], ["the first alone"], [None, None], ANYTHING],
    "labels": [*NO_NUMBERS, [], [0, 1], [0.5] * 4, [-1] * 4, [10] * 4, [NAN] * 4],
    "function": [3, "text", [1], ANYTHING],
    "axes": ["here", 3, ANYTHING],
    "losses": [*NO_NUMBERS, [], {}, [NAN], {"a": []}, {"a": "text"}, {"a": [NAN]}, [[1.0]]],
    "curves": ["text", X, {}, {"a": "text"}, {"a": X[:2]}, {"a": [NAN] * 4}, {"a": []}],
    "fitted": ["text", X, {"a": 3}, {"a": (X, X[:2])}, {"a": ("x", "y")}, {"a": ([NAN], [1.0])}],
    "reference": ["text", NAN, (NAN, "name"), (1.0, 3), ANYTHING],
    "format": [3, "{:X}", "{:.2q}", "{}{}", "{", ANYTHING],
    "spans": ["text", 3, {"a": 3}, {"a": (2, 1)}, {"a": "text"}, {"a": (NAN, 1)}],
    "arrows": ["text", 3, [(0, 9)], [(0, 1, 2)], [3], [("king", "queen")]],
    "aspect": ["round", NAN, -1, [1, 2], ANYTHING],
    "colour map": ["no such map", 3, ANYTHING],
    "two limits": ["text", 3, (1,), (NAN, 1), (2, 1), ANYTHING],
    "limits": ["text", 3, (0, 1), (1, 0, 0, 1), (NAN, 1, 0, 1), ANYTHING],
    "layers": ["text", [], [np.ones(2)], [np.ones((2, 3)), np.ones((2, 1))], [[[NAN]]], np.ones((2, 2)), 3],
    "biases": ["text", [], [np.ones(3), np.ones(1)], [[NAN, 1], [1]], 3],
    "names of layers": ["text", [], [["a"], ["b"], ["c"]], [1, 2, 3], ANYTHING],
    "parents": ["text", 3, [], [[], [], [2]], [[], [], ["a", "b"]], [[], [], 0], [[], [], [5]], ANYTHING],
    "node names": ["text", 3, NAN, [None, None, None], [], ANYTHING],
    "node numbers": ["text", 3, [], [1.0, 2.0], ["a", "b", "c"], [NAN] * 3, ANYTHING],
    "slopes": ["text", 3, [], [[], [], [1.0]], [[], [], ["a", "b"]], [[], [], [NAN, 1.0]], ANYTHING],
    "step": ["1", 2.5, -1, 99, ANYTHING],
    "paths": ["text", 3, [], [1.0, 2.0], {"a": "text"}, {"a": []}, [["a", "b"]], [[9.0, 9.0]], ANYTHING],
    "pixels": [*NO_NUMBERS, [], np.zeros((2, 2)), np.zeros((0, 4, 4)), np.full((1, 2, 2), NAN), np.full((1, 2, 2, 3), 2.0)],
    "colours": [*NO_NUMBERS, [], np.zeros((2, 2)), np.full((4, 4, 3), NAN), np.full((4, 4, 3), 2.0), np.zeros((0, 4, 3))],
    "kind": ["text", 3, None, [], ANYTHING],
    "name": ["text", 3, [], ANYTHING],
    "even": ["3", 3, 0, -2, 2.5, NAN, True],
    "spread": ["text", -1, NAN, np.inf, [], True],
    "seed": ["text", -1, 2.5, NAN, None, True],
    "share": ["text", -0.1, 1.5, NAN, None, True],
    "at least one": ["3", 2.5, 0, -1, NAN, [1], ANYTHING, True],
    "rare": ["text", 3, {"queen": NAN}, {"queen": 2.0}, {"queen": "text"}, {"blockchain": 0.5}, {3: 0.5}],
    "topics": ["text", 3, [], ["none such"], [3], [[]]],
    "path": [3, ANYTHING, "no/such/place", b"bytes", NAN],
    "corpus": [3, ANYTHING, "no/such/place", b"bytes", NAN],
    "encoding": ["no-such-encoding", 3, ANYTHING],
    "pixels of a side": ["32", 0, -1, 2.5, 10_000, NAN, True, ANYTHING],
    "model": ["text", 3, None, ANYTHING],
    "rows": ["text", 3, None, (), (X,), (X, X[:2]), ([], []), (["a"] * 4, LABELS), ([[NAN]] * 4, LABELS), (POINTS, "text")],
    "more rows": ["text", 3, (), (X, X[:2]), ([], []), (["a"] * 4, LABELS), (np.ones((4, 3)), LABELS)],
    "inputs": [*NO_NUMBERS, [], 3.0, np.zeros((0, 2)), np.ones((4, 7))],
    "optimizer": ["adam", 3, ANYTHING],
    "scheduler": ["cosine", 3, ANYTHING],
    "device": ["toaster", 3.5, ANYTHING],
    "callbacks": [3, "text", [3], ANYTHING],
    "truth": ["text", 1, None, [True], np.array([True, False]), ANYTHING],
    "sentence": [3, None, True, ["a"]],
    "size": ["text", 3, (1,), (0, 1), (NAN, 1), ("a", "b"), ANYTHING],
    "control": ["text", 3, None, [], ANYTHING],
    "low": ["0", NAN, 9, None, True, ANYTHING],
    "high": ["1", NAN, -9, None, True, ANYTHING],
    "slider step": ["1", NAN, 0, -1, 99, ANYTHING, True],
    "plane data": ["text", "own", 3, None, ANYTHING, (X,), (X, X), (POINTS, X[:2]), ([[NAN, 1.0]] * 4, LABELS)],
    "sequential": ["text", 3, ANYTHING],
    "features": ["x1", 3, [], ["x3"], ["x1", "x1"], [3], ANYTHING],
    "hidden": ["text", 3, [0], [9], [1.5], [True], [2] * 7, ANYTHING],
    "rate": ["text", -0.1, 0, 11, NAN, None, True],
    "penalty": ["text", -0.1, 11, NAN, None, True],
    "one point or more": ["3", 1.5, 0, 2001, None, True],
    "two points or more": ["3", 2.5, 1, 2001, None, True],
    "share above 0": ["text", 0, 1.5, NAN, None, True],
    "look-up": [3, None, ANYTHING, [3]],
    "any": [],
}  # fmt: skip
TITLED = {"ax": "axes", "title": "text"}
NAMED = {**TITLED, "xlabel": "text", "ylabel": "text"}


def relu(z):
    return np.maximum(z, 0)


def of_class(points):
    return (points[:, 0] > 0).astype(int)


def height(w):
    return (w**2).sum(axis=1)


def draw(ax, slope):
    ax.plot([0, 1], [0, slope])


def network():
    import torch

    return torch.nn.Linear(2, 2)


VECTORS = data.Vectors(words=("king",), matrix=np.ones((1, 2), np.float32), source="", card=None)


def look_up(word):
    return VECTORS[word]


GRAPH = {"names": ["a", "b", "c"], "parents": [[], [], [0, 1]], "values": [1, 2, 3], "gradients": [1, 1, 1]}
ROWS = (POINTS.astype(np.float32), np.array(LABELS))

# Function -> a call that is right, and what kind of value each parameter takes.
CALLS = {
    plots.plot_curves: ({"x": X, "curves": {"a": X}}, {"x": "numbers", "curves": "curves", "log": "any", **NAMED}),
    plots.plot_loss: ({"losses": [2.0, 1.0]}, {"losses": "losses", "log": "any", "smooth": "count", **NAMED}),
    plots.plot_fit: ({"x": X, "y": X, "curves": {}}, {"x": "numbers", "y": "numbers", "curves": "fitted", **NAMED}),
    plots.plot_trials: (
        {"settings": {"a": X}, "scores": X},
        {"settings": "curves", "scores": "numbers", "log": "any", "best": "count", "score": "text", **TITLED},
    ),
    plots.plot_bars: (
        {"names": WORDS, "values": X},
        {"names": "texts", "values": "numbers", "reference": "reference", "fmt": "format", **NAMED},
    ),
    plots.plot_points: (
        {"x": POINTS, "y": LABELS},
        {"x": "numbers", "y": "labels", "classes": "class names", "aspect": "aspect", "legend": "any", **NAMED},
    ),
    plots.plot_decision_boundary: (
        {"predict": of_class, "x": POINTS, "y": LABELS, "resolution": 8},
        {"predict": "function", "x": "numbers", "y": "labels", "resolution": "count", "classes": "class names",
         "aspect": "aspect", "legend": "any", **NAMED},
    ),
    plots.plot_neuron: (
        {"weights": [1, 2], "bias": 0.5, "inputs": [1, 1], "activation": relu},
        {"weights": "numbers", "bias": "number", "inputs": "numbers", "activation": "function", "activation_name": "text",
         "input_names": "texts", "decimals": "count", **TITLED},
    ),
    plots.plot_network: (
        {"weights": [np.ones((2, 2)), np.ones((2, 1))], "biases": None, "inputs": [1, 1]},
        {"weights": "layers", "biases": "biases", "inputs": "numbers", "activation": "function", "activation_name": "text",
         "output_activation": "function", "output_activation_name": "text", "names": "names of layers", "decimals": "count",
         **TITLED},
    ),
    plots.plot_graph: (
        GRAPH,
        {"names": "node names", "parents": "parents", "operations": "texts", "values": "node numbers",
         "gradients": "node numbers", "slopes": "slopes", "step": "step", "decimals": "count", **TITLED},
    ),
    plots.plot_descent: (
        {"surface": height, "paths": POINTS, "limits": (-2, 2, -2, 2), "resolution": 8},
        {"surface": "function", "paths": "paths", "limits": "limits", "minima": "numbers", "levels": "count",
         "resolution": "count", "aspect": "aspect", **NAMED},
    ),
    plots.plot_images: (
        {"images": np.ones((2, 4, 4))},
        {"images": "pixels", "titles": "texts", "columns": "at least one", "title": "text", "cmap": "colour map",
         "limits": "two limits", "size": "positive"},
    ),
    plots.plot_feature_maps: (
        {"image": np.zeros((4, 4, 3)), "maps": np.ones((2, 3, 3))},
        {"image": "colours", "maps": "numbers", "columns": "at least one", "cmap": "colour map", "limits": "two limits",
         **TITLED},
    ),
    plots.plot_matrix: (
        {"matrix": [[0.5, 1.0]]},
        {"matrix": "numbers", "row_names": "texts", "column_names": "texts", "fmt": "format", "cmap": "colour map",
         "center": "number", **NAMED},
    ),
    plots.plot_timeline: (
        {"years": [1943, 1957, 1969, 1986], "names": WORDS},
        {"years": "numbers", "names": "texts", "spans": "spans", **TITLED},
    ),
    plots.plot_unfolded: (
        {"inputs": WORDS, "states": WORDS, "outputs": WORDS, "first": "0"},
        {"inputs": "texts", "states": "texts", "outputs": "texts", "first": "text", "weights": "texts", **TITLED},
    ),
    plots.plot_words: (
        {"points": POINTS, "names": WORDS, "groups": LABELS},
        {"points": "numbers", "names": "texts", "groups": "labels", "classes": "class names", "arrows": "arrows", **NAMED},
    ),
    plots.describe: ({"ax": None, "text": "A line."}, {"ax": "axes", "text": "words"}),
    plots.use_style: ({}, {}),
    data.make_points: ({"kind": "moons"}, {"kind": "kind", "n": "even", "noise": "spread", "seed": "seed"}),
    data.load_digits: ({}, {}),
    data.load_table: ({"name": "diabetes"}, {"name": "kind"}),
    data.load_card: ({"name": "diabetes"}, {"name": "kind"}),
    data.load_drawings: ({}, {}),
    data.load_images: ({}, {"name": "kind", "folder": "path", "size": "pixels of a side"}),
    data.load_corpus: (
        {"name": __file__}, {"name": "corpus", "min_count": "at least one", "encoding": "encoding"}
    ),
    data.load_vectors: ({}, {"name": "path"}),
    data.make_village: (
        {"sentences": 20},
        {"seed": "seed", "dose": "share", "sentences": "at least one", "rare": "rare", "topics": "topics"},
    ),
    data.village_sentences: (
        {"sentences": 20},
        {"seed": "seed", "dose": "share", "sentences": "at least one", "rare": "rare", "topics": "topics"},
    ),
    data.village_probabilities: ({"topics": ("money",)}, {"dose": "share", "topics": "topics"}),
    data.village_trades: ({}, {}),
    data.village_analogies: ({}, {}),
    look_up: ({"word": "king"}, {"word": "look-up"}),
    training.fit: (
        {"model": network, "train": ROWS, "epochs": 1, "device": "cpu"},
        {"model": "model", "train": "rows", "validation": "more rows", "epochs": "at least one", "batch_size": "at least one",
         "optimizer": "optimizer", "loss": "function", "scheduler": "scheduler", "augment": "function", "device": "device",
         "mixed_precision": "any", "patience": "at least one", "progress": "any", "callbacks": "callbacks", "seed": "seed"},
    ),
    training.evaluate: (
        {"model": network, "data": ROWS},
        {"model": "model", "data": "rows", "loss": "function", "batch_size": "at least one"},
    ),
    training.predict: (
        {"model": network, "x": ROWS[0]}, {"model": "model", "x": "inputs", "batch_size": "at least one"}
    ),
    widgets.explore: (
        {"draw": draw, "alt": "A line.", "slope": widgets.Slider(0, 1, 0)},
        {"draw": "function", "alt": "words", "size": "size", "slope": "control"},
    ),
    widgets.playground: (
        {"data": "xor"},
        {"data": "plane data", "network": "sequential", "features": "features", "hidden": "hidden", "activation": "name",
         "loss": "name", "lr": "rate", "batch_size": "one point or more", "l1": "penalty", "l2": "penalty", "noise": "share",
         "n": "two points or more", "train_share": "share above 0", "seed": "seed"},
    ),
    widgets.quiz: ({"name": "neuron"}, {"name": "kind"}),
    widgets.Slider: (
        {"low": 0, "high": 4, "start": 1},
        {"low": "low", "high": "high", "start": "low", "step": "slider step", "label": "text"},
    ),
    reproducible.seed: ({}, {"value": "seed"}),
    reproducible.claim: ({"sentence": "so", "holds": True}, {"sentence": "sentence", "holds": "truth"}),
    reproducible.device: ({}, {}),
    reproducible.environment: ({}, {}),
}  # fmt: skip
NULLABLE = {"biases"}  # required, or with a default of their own, and None all the same


def cases():
    for function, (_, kinds) in CALLS.items():
        for parameter, kind in kinds.items():
            bad = list(REFUSED[kind])
            default = parameters(function).get(parameter)
            if (
                kind != "any"
                and parameter not in NULLABLE
                and default is not None
                and default.default is inspect._empty
            ):
                bad.append(None)
            for value in bad:
                yield pytest.param(function, parameter, value, id=f"{function.__name__}-{parameter}-{Shown(value)!r}")


def parameters(function):
    return inspect.signature(function).parameters


def arguments(function):
    given = dict(CALLS[function][0])
    if given.get("model") is network:
        given["model"] = network()
    if function is plots.describe:
        given["ax"] = plt.subplots()[1]
    return given


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    yield
    plt.close("all")


def test_every_public_function_and_every_parameter_is_tried():
    public = {
        getattr(module, name)
        for module in (plots, data, training, widgets)
        for name in module.__all__
        if inspect.isfunction(getattr(module, name))
    }
    public |= {getattr(dl_course, name) for name in dl_course.__all__ if inspect.isfunction(getattr(dl_course, name))}
    assert public - {dl_course.start_keras} <= set(CALLS)  # start_keras takes nothing, and imports Keras
    for function, (_, kinds) in CALLS.items():
        named = {p.name for p in parameters(function).values() if p.kind is not p.VAR_KEYWORD}
        assert named <= set(kinds), function.__name__


@pytest.mark.parametrize("function", CALLS, ids=lambda function: function.__name__)
def test_the_call_that_is_changed_is_right_itself(function):
    with contextlib.redirect_stdout(None):
        function(**arguments(function))


@pytest.mark.parametrize(("function", "parameter", "value"), list(cases()))
def test_bad_input_is_refused_in_words(function, parameter, value):
    given = {**arguments(function), parameter: value}
    before = plt.get_fignums()
    with pytest.raises((TypeError, ValueError, data.catalogue.DataError)) as raised:
        function(**given)
    message = str(raised.value)
    innermost = Path(traceback.extract_tb(raised.value.__traceback__)[-1].filename)
    assert PACKAGE in innermost.parents, f"raised by {innermost.name}: {message}"
    repeated = isinstance(value, str) and value in message
    assert parameter in message or function.__name__ in message or repeated, message
    assert "Received" in message or "of shape" in message or repeated, message
    assert plt.get_fignums() == before, "a refused plot leaves an empty figure"


CHECKS = [
    check
    for name in sorted(path.stem for path in (PACKAGE / "checks").glob("*.py"))
    if name not in ("__init__", "judging")
    for attribute, check in vars(importlib.import_module(f"dl_course.checks.{name}")).items()
    if attribute.startswith("check_")
]


@pytest.mark.parametrize("answer", ["text", 3.0, [1, 2], None], ids=repr)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.__module__.rpartition('.')[2]}-{check.__name__}")
def test_an_answer_that_is_no_function_is_named(check, answer):
    with pytest.raises(judging.Wrong, match=f"Expected a function. Received: {type(answer).__name__}"):
        check(answer)
