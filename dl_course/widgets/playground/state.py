"""What a playground can be set to, and the check of everything that comes from outside."""

from collections.abc import Iterable, Mapping
from numbers import Integral, Real

import numpy as np

from dl_course.widgets.playground import network
from dl_course.widgets.playground.points import DATA_SETS, has_classes

MOST_LAYERS, MOST_UNITS, MOST_POINTS, MOST_SEED = 6, 8, 2000, 2**32 - 1
SETTINGS = [
    "data", "n", "noise", "train_share", "features", "hidden", "activation", "loss", "lr", "batch_size", "l1", "l2", "seed",
]  # fmt: skip
PROGRESS = ["points", "weights", "biases", "start", "epoch", "batch", "diverged", "history"]


def new_state(settings: Mapping, points: tuple | None = None, start: dict | None = None) -> dict:
    """The state of a playground in which nothing was trained yet.

    Args:
        settings: A value for each of `SETTINGS`; loss None is the one that fits the data.
        points: Points of one's own, (x, y), where `settings["data"]` is "own".
        start: Weights and biases to start from, as in a state; drawn from the seed if None.

    Raises:
        TypeError, ValueError: A setting is unknown, of another kind or out of its range.
    """
    state = {name: settings[name] for name in SETTINGS} | {"points": _checked_points(points) if points else None}
    if state["loss"] is None:
        _one_of(state["data"], "data", [*DATA_SETS, "own"])
        state["loss"] = "cross-entropy" if has_classes(state) else "squared error"
    state = _checked_settings(state)
    weights, biases = (start["weights"], start["biases"]) if start else network.start_of(state)
    state |= {"weights": weights, "biases": biases, "start": start, "epoch": 0, "batch": 0, "diverged": False}
    measured = network.evaluate(state)
    history = {"epoch": [0], "train": [measured["train"]["loss"]], "test": [measured["test"]["loss"]]}
    return checked({**state, "history": history})


def checked(state: Mapping) -> dict:
    """The state as plain Python values, or an error that says what is wrong with it.

    Raises:
        TypeError: It is no dict, or a value is of another kind.
        ValueError: A key is missing or unknown, a value is out of its range, or weights do not fit the layers.
    """
    if not isinstance(state, Mapping):
        raise TypeError(f"state must be a dict. Received: {type(state).__name__}.")
    missing, unknown = set(SETTINGS + PROGRESS) - set(state), set(state) - set(SETTINGS + PROGRESS)
    if missing or unknown:
        wrong = f"misses {', '.join(sorted(missing))}" if missing else f"has no key {', '.join(map(repr, unknown))}"
        raise ValueError(f"state {wrong}. Change a state that a playground gave: {{**play.state, 'lr': 0.1}}.")
    points = state["points"]
    if state["data"] == "own":
        if not isinstance(points, Mapping) or not {"x", "y"} <= set(points):
            raise TypeError(f"points must be a dict with x and y where data is 'own'. Received: {points!r}.")
        points = _checked_points((points["x"], points["y"]))
    plain = _checked_settings({**state, "points": points})
    plain |= _checked_numbers(state, plain, "state")
    plain["start"] = None if state["start"] is None else _checked_numbers(state["start"], plain, "start")
    for name in ("epoch", "batch"):
        plain[name] = _whole(state[name], name, 0, 10**12)
    if not isinstance(state["diverged"], bool):
        raise TypeError(f"diverged must be True or False. Received: {state['diverged']!r}.")
    plain |= {"diverged": state["diverged"], "points": points, "history": _checked_history(state["history"])}
    return plain


def _checked_settings(state: Mapping) -> dict:
    checked = {
        "data": _one_of(state["data"], "data", [*DATA_SETS, "own"]),
        "n": _whole(state["n"], "n", 2, MOST_POINTS),
        "noise": _number(state["noise"], "noise", 0, 1),
        "train_share": _number(state["train_share"], "train_share", 0, 1, above=True),
        "features": _features(state["features"]),
        "hidden": _hidden(state["hidden"]),
        "activation": _one_of(state["activation"], "activation", list(network.ACTIVATIONS)),
        "loss": _one_of(state["loss"], "loss", list(network.LOSSES)),
        "lr": _number(state["lr"], "lr", 0, 10, above=True),
        "batch_size": _whole(state["batch_size"], "batch_size", 1, MOST_POINTS),
        "l1": _number(state["l1"], "l1", 0, 10),
        "l2": _number(state["l2"], "l2", 0, 10),
        "seed": _whole(state["seed"], "seed", 0, MOST_SEED),
    }
    for_classes = ("cross-entropy", "hinge")
    if checked["loss"] in for_classes and not has_classes({**state, **checked}):
        raise ValueError(
            f"loss {checked['loss']!r} is for classes; for numbers it is 'squared error' or 'absolute error'."
        )
    return {**checked, "points": state["points"]}


def _one_of(value, name: str, known: list[str]) -> str:
    """The known name that is meant; capital letters do not matter."""
    for each in known:
        if isinstance(value, str) and value.casefold() == each.casefold():
            return each
    raise ValueError(f"{name} must be one of {', '.join(known)}. Received: {value!r}.")


def _number(value, name: str, low: float, high: float, above: bool = False) -> float:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number. Received: {value!r}.")
    if not low <= value <= high or (above and value == low):
        raise ValueError(f"{name} must be {'above' if above else 'from'} {low} {'and at most' if above else 'to'} {high}. "
                         f"Received: {value}.")  # fmt: skip
    return float(value)


def _whole(value, name: str, low: int, high: int) -> int:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an int. Received: {value!r}.")
    if not low <= value <= high:
        raise ValueError(f"{name} must be from {low} to {high}. Received: {value}.")
    return int(value)


def _several(value, name: str, what: str) -> list:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a list of {what}. Received: {value!r}.")
    return list(value)


def _features(value) -> list[str]:
    names = [_one_of(name, "features", list(network.FEATURES)) for name in _several(value, "features", "names")]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"features must be at least one name, each once. Received: {names}.")
    return [name for name in network.FEATURES if name in names]


def _hidden(value) -> list[int]:
    sizes = [_whole(size, "hidden", 1, MOST_UNITS) for size in _several(value, "hidden", "units in each hidden layer")]
    if len(sizes) > MOST_LAYERS:
        raise ValueError(f"hidden must have at most {MOST_LAYERS} layers. Received: {len(sizes)}.")
    return sizes


def _checked_points(points: tuple) -> dict:
    x, y = (_array(values, f"data, {name}") for values, name in zip(points, ("x", "y"), strict=True))
    x = x.reshape(0, 2) if x.size == 0 else x
    if x.ndim != 2 or x.shape[1] != 2 or y.shape != (len(x),):
        raise ValueError(f"data must be x of shape (n, 2) and y of shape (n,). Received: {x.shape} and {y.shape}.")
    if len(x) > MOST_POINTS:
        raise ValueError(f"data must have at most {MOST_POINTS} points. Received: {len(x)}.")
    return {"x": x.tolist(), "y": y.tolist()}


def _checked_numbers(state: Mapping, settings: Mapping, name: str) -> dict:
    """Weights and biases that fit the layers."""
    sizes = [len(settings["features"]), *settings["hidden"], 1]
    if not isinstance(state, Mapping) or not {"weights", "biases"} <= set(state):
        raise TypeError(f"{name} must have weights and biases. Received: {state!r}.")
    plain = {}
    for kind, shapes in (
        ("weights", list(zip(sizes[1:], sizes, strict=False))),
        ("biases", [(size,) for size in sizes[1:]]),
    ):
        arrays = [_array(array, kind) for array in _several(state[kind], kind, "arrays")]
        if [array.shape for array in arrays] != shapes:
            raise ValueError(f"{kind} must have shapes {shapes} for the layers {sizes}. "
                             f"Received: {[array.shape for array in arrays]}.")  # fmt: skip
        plain[kind] = [array.tolist() for array in arrays]
    return plain


def _checked_history(history) -> dict:
    names = ("epoch", "train", "test")
    if not isinstance(history, Mapping) or set(history) != set(names):
        raise TypeError(f"history must be a dict of epoch, train and test. Received: {history!r}.")
    if len({len(history[name]) for name in names}) != 1:
        raise ValueError("history must have as many epochs as losses.")
    return {name: list(history[name]) for name in names}


def _array(values, name: str) -> np.ndarray:
    if hasattr(values, "detach"):
        values = values.detach().cpu()
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be numbers. Received rows of unequal length.") from None
    if array.size and array.dtype.kind not in "buif":
        raise TypeError(f"{name} must be numbers. Received: {values!r}.")
    array = array.astype(float)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite numbers. Received: {array[~np.isfinite(array)][0]}.")
    return array
