"""The network of a playground in NumPy and in PyTorch; network.js is the one that trains in the browser."""

import math

import numpy as np

from dl_course.widgets.playground.generator import Generator
from dl_course.widgets.playground.points import has_classes, is_trained, points_of

START_STREAM, ORDER_STREAM = 2, 3  # of the generator
REMEMBERED = 400  # losses; then every second one is forgotten

# Name -> what is put in for coordinates x1 and x2; the third argument is the sine of NumPy or of PyTorch.
FEATURES = {
    "x1": lambda x1, x2, sin: x1,
    "x2": lambda x1, x2, sin: x2,
    "x1^2": lambda x1, x2, sin: x1 * x1,
    "x2^2": lambda x1, x2, sin: x2 * x2,
    "x1*x2": lambda x1, x2, sin: x1 * x2,
    "sin(pi*x1)": lambda x1, x2, sin: sin(math.pi * x1),
    "sin(pi*x2)": lambda x1, x2, sin: sin(math.pi * x2),
}


def _sigmoid(z):
    return 0.5 + 0.5 * np.tanh(z / 2)  # never overflows


def _softplus(z):
    return np.logaddexp(0, z)


# Name -> its function of the sums z, and the variance of the first weights times the number of inputs.
ACTIVATIONS = {
    "ReLU": (lambda z: np.maximum(z, 0), 2),
    "leaky ReLU": (lambda z: np.where(z > 0, z, 0.1 * z), 2),
    "tanh": (np.tanh, 1),
    "sigmoid": (_sigmoid, 1),
    "softplus": (_softplus, 1),
    "none": (lambda z: z, 1),
}

# Name -> the loss of each point for the output z and the target t, which is -1 or 1 for a class.
LOSSES = {
    "cross-entropy": lambda z, t: _softplus(-t * z),
    "squared error": lambda z, t: (z - t) ** 2,
    "absolute error": lambda z, t: np.abs(z - t),
    "hinge": lambda z, t: np.maximum(0, 1 - t * z),
}


def inputs_of(x: np.ndarray, features: list[str]) -> np.ndarray:
    """What is put in for points of shape (n, 2): shape (n, features)."""
    return np.stack([FEATURES[name](x[:, 0], x[:, 1], np.sin) for name in features], axis=1)


def start_of(state: dict) -> tuple[list, list]:
    """Weights and biases before training: normal weights with variance spread / inputs, biases 0."""
    random = Generator(state["seed"], START_STREAM)
    sizes = [len(state["features"]), *state["hidden"], 1]
    weights = []
    for k, (before, after) in enumerate(zip(sizes, sizes[1:], strict=False), start=1):
        spread = ACTIVATIONS[state["activation"]][1] if k < len(sizes) - 1 else 1
        scale = math.sqrt(spread / before)
        weights.append([[scale * random.normal() for _ in range(before)] for _ in range(after)])
    return weights, [[0.0] * size for size in sizes[1:]]


def output_of(state: dict, x: np.ndarray) -> np.ndarray:
    """The network's output for points of shape (n, 2): shape (n,); above 0 is class 1."""
    values = inputs_of(x, state["features"])
    activation = ACTIVATIONS[state["activation"]][0]
    for k, (weights, biases) in enumerate(zip(state["weights"], state["biases"], strict=True)):
        sums = values @ np.array(weights).T + np.array(biases)
        values = sums if k == len(state["weights"]) - 1 else activation(sums)
    return values[:, 0]


def evaluate(state: dict, data: tuple | None = None) -> dict:
    """Mean loss and share of right answers, for training and test points; None where there are none.

    Args:
        state: The state of a playground.
        data: Its `training_data`, where it is known.
    """
    x, targets, trained = data or training_data(state)
    measured = {}
    for part, rows in (("train", trained), ("test", ~trained)):
        loss = accuracy = None
        if rows.any():
            output = output_of(state, x[rows])
            loss = float(LOSSES[state["loss"]](output, targets[rows]).mean())
            accuracy = float(((output > 0) == (targets[rows] > 0)).mean()) if has_classes(state) else None
        measured[part] = {"loss": loss, "accuracy": accuracy}
    return measured


def training_data(state: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points (n, 2), what the output shall be (n,), -1 or 1 for a class, and which of them are trained on (n,)."""
    x, y = points_of(state)
    return x, 2 * y - 1 if has_classes(state) else y, is_trained(state, len(x))


def to_torch(state: dict):
    """The network as a `torch.nn.Sequential` in float64."""
    import torch

    from dl_course.widgets.playground.features import Features

    layers = [] if state["features"] == ["x1", "x2"] else [Features(state["features"])]
    for k, (weights, biases) in enumerate(zip(state["weights"], state["biases"], strict=True)):
        linear = torch.nn.Linear(len(weights[0]), len(weights), dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(weights, dtype=torch.float64))
            linear.bias.copy_(torch.tensor(biases, dtype=torch.float64))
        layers.append(linear)
        if k < len(state["weights"]) - 1 and state["activation"] != "none":
            layers.append(_modules()[state["activation"]]())
    return torch.nn.Sequential(*layers)


def from_torch(model) -> dict:
    """What a playground needs of a PyTorch network: features, hidden, activation, weights and biases.

    Raises:
        TypeError: `model` is no `torch.nn.Sequential`.
        ValueError: It is not Linear layers with one kind of activation between them, or has more than one output.
    """
    import torch

    from dl_course.widgets.playground.features import Features

    if not isinstance(model, torch.nn.Sequential):
        raise TypeError(f"network must be a torch.nn.Sequential. Received: {type(model).__name__}.")
    layers = list(model)
    features = layers.pop(0).names if layers and isinstance(layers[0], Features) else ["x1", "x2"]
    linear, between = layers[0::2], layers[1::2]
    if not any(isinstance(layer, torch.nn.Linear) for layer in between):
        kinds = {_name_of(layer) for layer in between}
    else:  # Linear upon Linear: no activation
        linear, between, kinds = layers, [], {"none"}
    fits = (
        linear
        and all(isinstance(layer, torch.nn.Linear) for layer in linear)
        and len(linear) + len(between) == len(layers)
    )
    if not fits or len(between) not in (0, len(linear) - 1) or len(kinds) > 1 or None in kinds:
        raise ValueError(
            f"network must be Linear layers with one of {', '.join(ACTIVATIONS)} between them, the last one Linear. "
            f"Received: {', '.join(type(layer).__name__ for layer in layers)}."
        )
    if linear[0].in_features != len(features) or linear[-1].out_features != 1:
        raise ValueError(
            f"network must take {len(features)} numbers and give 1, whose sign is the class. "
            f"Received: {linear[0].in_features} and {linear[-1].out_features}."
        )
    return {
        "features": list(features),
        "hidden": [layer.out_features for layer in linear[:-1]],
        "activation": kinds.pop() if kinds else "none",
        "weights": [layer.weight.detach().double().cpu().tolist() for layer in linear],
        "biases": [
            [0.0] * layer.out_features if layer.bias is None else layer.bias.detach().double().cpu().tolist()
            for layer in linear
        ],
    }


def train(state: dict, epochs: int) -> dict:
    """The state after so many more epochs, by PyTorch; the browser gets the same numbers.

    It ends earlier, with `diverged` True and the last finite weights, where a loss is no longer finite.
    """
    import torch

    model = to_torch(state)
    linear = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
    parameters = list(model.parameters())
    penalised = linear if state["l1"] or state["l2"] else []
    loss = _losses()[state["loss"]]
    data = training_data(state)
    x, targets = (torch.tensor(values[data[2]]) for values in data[:2])
    size, batch = state["batch_size"], state["batch"]
    state = {**state, "history": {name: list(values) for name, values in state["history"].items()}}
    for epoch in range(state["epoch"], state["epoch"] + epochs):
        if state["diverged"] or len(x) == 0:
            break
        order = Generator(state["seed"], ORDER_STREAM, epoch).shuffled(len(x))
        for first in range(batch * size, len(x), size):
            rows = order[first : first + size]
            objective = loss(model(x[rows])[:, 0], targets[rows])
            for layer in penalised:
                objective = (
                    objective + state["l1"] * layer.weight.abs().sum() + state["l2"] / 2 * layer.weight.square().sum()
                )
            slopes = torch.autograd.grad(objective, parameters)
            with torch.no_grad():
                for parameter, slope in zip(parameters, slopes, strict=True):
                    parameter -= state["lr"] * slope
        batch = 0
        state = _after(state, linear, data)
    return state


def _after(state: dict, linear: list, data: tuple) -> dict:
    """The state with the weights of the layers and one more epoch, or the old one where a number is no longer finite."""
    new = {**state, "batch": 0, "epoch": state["epoch"] + 1}
    new["weights"] = [layer.weight.tolist() for layer in linear]
    new["biases"] = [layer.bias.tolist() for layer in linear]
    with np.errstate(over="ignore", invalid="ignore"):
        losses = {part: measured["loss"] for part, measured in evaluate(new, data).items()}
    if not all(loss is None or math.isfinite(loss) for loss in losses.values()):
        return {**state, "batch": 0, "diverged": True}
    history = new["history"]
    if len(history["epoch"]) >= REMEMBERED:
        history = {name: values[::2] for name, values in history.items()}
    new["history"] = {name: [*history[name], {"epoch": new["epoch"], **losses}[name]] for name in history}
    return new


def _modules() -> dict:
    """Name -> what makes this activation in PyTorch."""
    from torch import nn

    return {
        "ReLU": nn.ReLU,
        "leaky ReLU": lambda: nn.LeakyReLU(0.1),
        "tanh": nn.Tanh,
        "sigmoid": nn.Sigmoid,
        "softplus": nn.Softplus,
        "none": nn.Identity,
    }


def _name_of(layer) -> str | None:
    """The name of a module that is one of the activations."""
    return next((name for name, make in _modules().items() if repr(make()) == repr(layer)), None)


def _losses() -> dict:
    """Name -> mean loss of outputs z for targets t, in PyTorch."""
    from torch.nn import functional as F

    return {
        "cross-entropy": lambda z, t: F.binary_cross_entropy_with_logits(z, (t + 1) / 2),
        "squared error": F.mse_loss,
        "absolute error": F.l1_loss,
        "hinge": lambda z, t: (1 - t * z).clamp(min=0).mean(),
    }
