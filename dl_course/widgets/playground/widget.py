"""A small network that trains before the reader's eyes, in a notebook or on a page without a kernel."""

import base64
import copy
import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

import anywidget
import traitlets

from dl_course.plots.shown import DRAWING, as_html
from dl_course.widgets.playground import network
from dl_course.widgets.playground.network import from_torch
from dl_course.widgets.playground.picture import alternative_text, picture_of
from dl_course.widgets.playground.state import checked, new_state

HERE = Path(__file__).parent
MODULES = ["generator.js", "points.js", "network.js", "session.js", "drawing.js", "view.js"]


def _one_module() -> str:
    """The modules as one, in an order in which each comes after those that it imports."""
    texts = [(HERE / name).read_text(encoding="utf-8") for name in MODULES]
    return "".join(re.sub(r'^import \{[^}]*\} from "\./\w+\.js";.*\n', "", text, flags=re.MULTILINE) for text in texts)


class Playground(anywidget.AnyWidget):
    """What `playground` returns; as the last line of a cell it shows itself."""

    _esm = _one_module()
    _css = (HERE / "playground.css").read_text(encoding="utf-8")
    _state = traitlets.Dict().tag(sync=True)

    @property
    def state(self) -> dict:
        """All of it as plain values: settings, weights, epochs, losses. Each read gives a copy; what is set is shown.

        `weights[k][j][i]` is the weight from unit i to unit j of layer k, as in `torch.nn.Linear`. `history` has the losses
        of past epochs, `start` the weights that *Start over* goes back to, None for those of the seed.

        Raises:
            TypeError, ValueError: What is set is not a whole state, or does not fit together.
        """
        return copy.deepcopy(self._state)

    @state.setter
    def state(self, state: dict) -> None:
        self._state = checked(state)
        self.send({"state": self._state})

    def train(self, epochs: int) -> dict:
        """Trains here, in PyTorch, with the numbers that the browser would get.

        It ends early, and says `diverged` in the state, where the loss grows beyond all numbers.

        Args:
            epochs: How often every training point is used once more, at least 0.

        Returns:
            What `evaluate` gives afterwards.

        Raises:
            TypeError: `epochs` is not an int.
            ValueError: It is negative.
        """
        if isinstance(epochs, bool) or not isinstance(epochs, int):
            raise TypeError(f"epochs must be an int. Received: {epochs!r}.")
        if epochs < 0:
            raise ValueError(f"epochs must be at least 0. Received: {epochs}.")
        self.state = network.train(self.state, epochs)
        return self.evaluate()

    def evaluate(self) -> dict:
        """Mean loss and share of right answers in [0, 1], as `{"train": {"loss": ..., "accuracy": ...}, "test": {...}}`.

        None stands where there are no points, and for the accuracy where numbers are predicted.
        """
        return network.evaluate(self._state)

    def to_torch(self):
        """The network as it is now: a `torch.nn.Sequential` in float64, from (n, 2) to (n, 1); above 0 is class 1."""
        return network.to_torch(self._state)

    def html(self) -> str:
        """A piece of a web page that runs without a kernel and asks no other host."""
        state = json.dumps(self._state).replace("<", "\\u003c")
        return (
            f'<div class="dl-playground-place"><script type="application/json">{state}</script></div>\n'
            f"<style>\n{self._css}</style>\n"
            f'<script type="module">\n{self._esm}\nmountAll(".dl-playground-place");\n</script>\n'
        )

    def page(self, path: str | Path, title: str = "Playground") -> Path:
        """Writes a web page with this playground, complete in one file.

        Args:
            path: File to write, such as "playground.html".
            title: Title of the page.

        Returns:
            The path.
        """
        head = (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
            f"<title>{html.escape(title)}</title>\n</head>\n<body>\n<main>\n<h1>{html.escape(title)}</h1>\n"
        )
        path = Path(path)
        path.write_text(f"{head}{self.html()}</main>\n</body>\n</html>\n", encoding="utf-8")
        return path

    def still(self) -> tuple[dict, dict]:
        """The network as a page without a kernel shows it: a MIME bundle with a picture in words, too, and its metadata."""
        png, alt = picture_of(self._state), alternative_text(self._state, self.evaluate())
        picture = as_html(png, alt, DRAWING)
        page = f'<div class="dl-still">{picture}<p>Run the cell to train this network here.</p></div>'
        png = base64.b64encode(png).decode()
        return {"text/plain": repr(self), "text/html": page, "image/png": png}, {"image/png": {"alt": alt}}

    def _ipython_display_(self) -> None:
        """The picture, and the live network, which hides it."""
        from dl_course.widgets.still import show

        show(self, *self.still())

    def __repr__(self) -> str:
        state = self._state
        return f"playground: {state['data']}, hidden layers {state['hidden']}, {state['activation']}"


def playground(
    data: str | tuple = "circles",
    *,
    network=None,
    features: Iterable[str] | None = None,
    hidden: Iterable[int] | None = None,
    activation: str | None = None,
    loss: str | None = None,
    lr: float = 0.1,
    batch_size: int = 10,
    l1: float = 0.0,
    l2: float = 0.0,
    noise: float = 0.1,
    n: int = 200,
    train_share: float = 0.5,
    seed: int = 0,
) -> Playground:
    """A network for points in the plane, to be built, trained and taken apart in the browser.

    Args:
        data: "circles", "xor", "blobs", "moons" or "spiral" (two classes), "plane" or "hills" (a number at each place); or
            points of your own, (x, y): x of shape (n, 2), standardised, y of shape (n,), classes 0 and 1 or any numbers.
        network: A `torch.nn.Sequential` to start from: Linear layers with one kind of activation between them, the last one with
            one output. It brings features, hidden layers and activation along.
        features: What is put in: some of "x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(pi*x1)", "sin(pi*x2)". The first two if None.
        hidden: Units of each hidden layer: at most 6 numbers from 1 to 8. (4, 2) if None.
        activation: "ReLU", "leaky ReLU", "tanh", "sigmoid", "softplus" or "none". Tanh if None.
        loss: "cross-entropy" or "hinge" (classes), "squared error" or "absolute error" (numbers, or classes as -1 and 1); the
            first that fits the data if None.
        lr: Learning rate, above 0.
        batch_size: Points of one step, at least 1.
        l1: Adds `l1` times the sum of all |w| to what is minimised; biases stay out.
        l2: Adds half of `l2` times the sum of all w².
        noise: Standard deviation of what is added to the points, or to the numbers of "plane" and "hills", 0 to 1.
        n: Number of points, at most 2,000; not used for points of your own.
        train_share: Share of the points that is trained on, above 0; the rest are test points.
        seed: Of points, start and order. The same seed gives the same training, in the browser and by `train`.

    Returns:
        A `Playground`; as the last line of a cell it shows itself.

    Raises:
        TypeError, ValueError: An argument is of another kind or out of its range, or does not fit the others.

    Source:
        D. Smilkov, S. Carter et al., "Direct-Manipulation Visualization of Deep Networks", 2017: TensorFlow Playground.
    """
    points, start = None, None
    if not isinstance(data, str):
        if not isinstance(data, (tuple, list)) or len(data) != 2:
            raise TypeError(f"data must be a name or (x, y). Received: {data!r}.")
        data, points = "own", data
    elif data == "own":
        raise ValueError("data of your own are given as (x, y). Received: 'own'.")
    if network is not None:
        if not (features is hidden is activation is None):
            raise ValueError("network brings features, hidden and activation along: leave them out.")
        start = from_torch(network)
        features, hidden, activation = start["features"], start["hidden"], start["activation"]
        start = {name: start[name] for name in ("weights", "biases")}
    settings = {
        "data": data, "n": n, "noise": noise, "train_share": train_share, "loss": loss, "lr": lr, "batch_size": batch_size,
        "l1": l1, "l2": l2, "seed": seed,
        "features": ["x1", "x2"] if features is None else features,
        "hidden": [4, 2] if hidden is None else hidden,
        "activation": "tanh" if activation is None else activation,
    }  # fmt: skip
    return Playground(_state=new_state(settings, points, start))
