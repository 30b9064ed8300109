"""A network of dense layers as numbers: its weights checked, its nodes named, its values computed."""

import numpy as np

from dl_course.plots._arrays import as_function, as_names, as_numbers, as_text


def checked_layers(weights, biases):
    """Weights and biases as float arrays that fit each other, or the reason why they do not."""
    if hasattr(weights, "shape") or not isinstance(weights, (list, tuple)):
        raise TypeError(f"weights must be a list of arrays, one a layer. Received: {type(weights).__name__}.")
    if not weights:
        raise ValueError("weights must have at least one layer. Received: an empty list.")
    weights = [as_numbers(w, f"weights[{k}]", ("n_in", "n_out")).astype(float) for k, w in enumerate(weights)]
    for k in range(1, len(weights)):
        if weights[k].shape[0] != weights[k - 1].shape[1]:
            raise ValueError(
                f"weights[{k}] must have shape ({weights[k - 1].shape[1]}, n_out), as weights[{k - 1}] gives that many "
                f"values. Received: {weights[k].shape}."
            )
    if biases is None:
        return weights, [None] * len(weights)
    if hasattr(biases, "shape") or not isinstance(biases, (list, tuple)):
        raise TypeError(f"biases must be a list of arrays, one a layer, or None. Received: {type(biases).__name__}.")
    if len(biases) != len(weights):
        raise ValueError(f"biases must have one entry a layer, {len(weights)}. Received: {len(biases)}.")
    return weights, [
        None if b is None else as_numbers(b, f"biases[{k}]", (weights[k].shape[1],)).astype(float)
        for k, b in enumerate(biases)
    ]


def checked_activation(function, name):
    """A callable, or None for the identity."""
    return None if function is None else as_function(function, name)


def activation_name_of(function, name, parameter: str) -> str:
    """The name given, or that of the function, unless it is a lambda."""
    own = getattr(function, "__name__", "")
    return as_text(name, parameter) or (own if own.isidentifier() else "")


def applied(act, z, name) -> np.ndarray:
    """What the activation makes of `z`, of the same shape."""
    return z if act is None else as_numbers(act(z), f"what {name} returns", z.shape).astype(float)


def forward(weights, biases, inputs, acts):
    """Sums before and values after each activation, the inputs first among the values; None, None without inputs."""
    if inputs is None:
        return None, None
    sums, values = [], [inputs]
    for k, (w, b, act) in enumerate(zip(weights, biases, acts, strict=True)):
        sums.append(values[-1] @ w + (0 if b is None else b))
        values.append(applied(act, sums[-1], "output_activation" if k == len(weights) - 1 else "activation"))
    return sums, values


def node_names(names, sizes) -> list[list[str]]:
    """One list of names a layer, inputs first: those given, or x1, h1 and y-hat."""
    last = len(sizes) - 1
    if names is not None:
        if isinstance(names, str) or not hasattr(names, "__len__") or len(names) != len(sizes):
            raise ValueError(f"names must have one list a layer, inputs first: {len(sizes)}. Received: {names!r}.")
        return [as_names(layer, f"names[{k}]", sizes[k]) for k, layer in enumerate(names)]

    def one(k, i):
        if k == 0:
            return f"$x_{{{i + 1}}}$"
        if k == last:
            return r"$\hat{y}$" if sizes[k] == 1 else rf"$\hat{{y}}_{{{i + 1}}}$"
        return f"$h_{{{i + 1}}}$" if last == 2 else f"$h^{{({k})}}_{{{i + 1}}}$"

    return [[one(k, i) for i in range(size)] for k, size in enumerate(sizes)]
