"""Checks of exercise 07: rates by factors, a network of any depth, an evaluation, the best weights, halving, a search."""

import math
from contextlib import contextmanager

import numpy as np

from dl_course.checks.autograd import (
    gradient_reaches,
    leaves_no_trace,
    output,
    parameter_shapes,
    parameter_values,
    watched,
)
from dl_course.checks.judging import (
    Wrong,
    compare,
    error_means,
    known,
    parts,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_rates(rates) -> None:
    """Task 1: `rates(low, high, count)` gives values of shape (count,)."""
    with task(1, "rates by factors"):
        compare(
            rates(0.2, 25, 4),
            KNOWN["rates"],
            hints=[
                "these have the same difference from each to the next; asked for is the same factor.",
                "these are exponents; raise to them.",
                "low and high are taken for exponents of 10; they are the first and the last value themselves.",
                "high is not among them: from the first to the last value there are count - 1 factors.",
                "low is not among them: the first value is low itself.",
                "the factor is always 10; it follows from low, high and count.",
                "the factor is made of the difference high - low; it is made of their ratio.",
                "they fall; asked for is from low to high.",
                "the factor is not taken to a root: from the first to the last value it must be high / low in all.",
            ],
            what="rates(low=0.2, high=25, count=4)",
        )


def check_network(network) -> None:
    """Task 2: `network(inputs, widths)` gives an `nn.Module`: (n, inputs) to numbers (n,)."""
    from torch import nn

    with task(2, "as many layers as you like"):
        x = _some_numbers((3, 4), 2, 5)
        with error_means(_OF_MODULES), _no_stub():
            made = unchanged(network, 4, [5, 3])
            require(made is not None, "network gives None. Is the `return` missing?")
            require(
                isinstance(made, nn.Module),
                "the class itself is returned; brackets make a network of it: Net()."
                if hasattr(made, "mro")
                else f"return an nn.Module. Received: {type(made).__name__}.",
            )
            shapes = parameter_shapes(made, x)
            _right_parameters(shapes, [4, 5, 3, 1])
            numbers = output(made, x, _weights([4, 5, 3, 1]))
        require(numbers is not None, "the network gives None for rows. Is the `return` missing in `forward`?")
        require(
            tuple(np.shape(plain(numbers))) != (3, 1),
            "for 3 rows the network gives a column, shape (3, 1). Asked for is shape (3,): minus targets of shape (3,) a column would make a table.",
        )
        compare(
            numbers,
            KNOWN["network"],
            hints=[
                "the last number goes through a ReLU, so it is never negative; it stays as it is.",
                "the ReLUs are missing: without a bend between them all layers are one.",
                "a ReLU is missing behind the first hidden layer.",
                "a ReLU is missing behind the last hidden layer.",
                "the bend is a tanh; asked for is ReLU.",
                "the bend is a sigmoid; asked for is ReLU.",
                "the inputs go through a ReLU before the first layer.",
                "the number goes through a sigmoid at the end; it stays as it is.",
            ],
            what="the output for three rows, with weights and biases between -1 and 1,",
            tolerance=1e-4,
        )
        require(
            same(output(made, x, _weights([4, 5, 3, 1]), training=True), numbers, 1e-4),
            "the network computes something else while it is trained: leave dropout and the like out.",
        )
        require(
            all(gradient_reaches(made, x)),
            "no gradient reaches the layers: the way back is cut. Is there a detach(), .data, no_grad or NumPy in `forward`?",
        )
        other = network(4, [5, 3])
        parameter_shapes(other, x)
        pairs = zip(parameter_values(made), parameter_values(other), strict=True)
        require(
            not any(np.ndim(a) == 2 and same(a, b) for a, b in pairs),
            "two networks begin with the same weights. A random start is asked for: leave it to nn.Linear, and set no seed here.",
        )
        with error_means(_OF_MODULES), _no_stub():
            line = network(4, [])
            _right_parameters(parameter_shapes(line, x), [4, 1])
            one = output(line, x[:1], _weights([4, 1]))
        require(
            np.shape(plain(one)) == (1,),
            "for one row the output must have shape (1,): squeeze() takes away every axis of length 1, also that of the rows.",
        )
        compare(one, KNOWN["network.2"], what="the output for one row and widths=[]", tolerance=1e-4)


def check_evaluate(evaluate) -> None:
    """Task 3: `evaluate(model, batches)` gives the mean squared error, and leaves the model as it was."""
    import torch

    with task(3, "measured over all rows"):
        x, y = torch.tensor(_some_numbers((7, 3), 10, 4)), torch.tensor(_some_numbers((7,), 11, 4))
        batches = list(zip(x.split(3), y.split(3), strict=True))
        model = _small_model().train()
        with error_means(_OF_STEPS):
            seen = watched(evaluate, model, batches)
        require(
            not any(seen["training"]) and not seen["changed"],
            "the model is in train mode while it is measured: dropout is on, and batch norm takes mean and deviation of the batch. model.eval() is "
            "missing, or comes too late.",
        )
        require(
            not seen["history"],
            "gradients are recorded: what you return still holds the whole graph. Measure under torch.no_grad().",
        )
        compare(
            seen["returned"],
            KNOWN["evaluate"],
            hints=[
                "this is the mean of the batches' means; the last batch is smaller, and its row counts too much. Add up sums.",
                "column minus row is a table: each guess is compared with each target. Make the shapes equal first.",
                "this is the sum over all rows; asked for is the mean.",
                "this is the root of the error; asked for is the mean of the squares.",
                "these are absolute values; asked for are squares.",
                "only the last batch counts here. Is something set to 0 inside the loop, or overwritten?",
                "only the first batch counts here. Does the `return` stand inside the loop?",
                "the sum is divided by the number of batches; divide by the number of rows.",
                "the means of the batches are added up, and the sum is divided by the number of rows: add up sums.",
                "the last batch is missing.",
            ],
            what="the mean squared error of batches of 3, 3 and 1 rows",
            tolerance=1e-4,
        )
        require(
            not any(seen["recorded"]),
            "gradients are recorded while the model measures: time and memory for nothing. That is what torch.no_grad() is for.",
        )
        leaves_no_trace(seen)
        require(
            seen["afterwards"],
            "the model came in train mode and is in eval mode now: the training goes on without dropout. Put it back.",
        )
        rest = watched(evaluate, _small_model().eval(), batches[:2])
        require(
            not rest["afterwards"],
            "the model came in eval mode and is in train mode now: put back the mode that it came in, whichever that was.",
        )
        compare(rest["returned"], KNOWN["evaluate.2"], what="the error of the first two batches", tolerance=1e-4)


def check_train_best(train_best) -> None:
    """Task 4: `train_best(model, optimizer, train, validation, steps)` gives errors; the model holds its best state."""
    import torch

    with task(4, "the best weights kept"):
        train, validation = (
            tuple(torch.tensor(_some_numbers(shape, start + k, 4)) for k, shape in enumerate([(n, 2), (n,)]))
            for n, start in ((8, 70), (5, 72))
        )
        model = _model_to_train()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.8)
        with error_means(_OF_STEPS):
            seen = watched(train_best, model, optimizer, train, validation, 7)
        errors = seen["returned"]
        require(
            errors is not None,
            "train_best gives None. Asked for is the list of validation errors: is the `return` missing?",
        )
        errors = parts(
            errors, 7, "return a list of 7 numbers for 7 steps: the validation error after each of them.", rows=True
        )
        compare(
            errors,
            KNOWN["train_best"],
            hints=[
                "these are the errors before the steps; asked for is the validation error after each step.",
                "these are the losses on the training rows; the validation rows judge.",
                "the gradients are never cleared: PyTorch adds the new ones to the old ones.",
                "the model is measured in train mode: batch norm takes mean and deviation of the validation rows. model.eval() is missing.",
                "after the first measurement the model stays in eval mode. Each step is in train mode.",
                "each step is in eval mode. Each step is in train mode.",
                "the model does not move: the same error each time. Is there a backward() and an optimizer.step()?",
                "two steps are taken in each round.",
                "these are the smallest errors so far; asked for is the error after each step.",
                "gradients of the validation error are used as well: nobody learns from validation rows.",
                "the validation rows are among those that the model learns from: that is a leak.",
                "the loss is the sum over the rows; their mean is asked for.",
                "an optimizer of your own is made: use the one that is handed over.",
                "after a round without a new best the model goes back to the best. It goes on training; the best is only put back in the end.",
            ],
            what="the validation errors of 7 steps",
            tolerance=1e-4,
        )
        require(
            not any(
                recorded and not training for training, recorded in zip(seen["training"], seen["recorded"], strict=True)
            ),
            "gradients are recorded while the model is measured: time and memory for nothing. Measure under torch.no_grad(); .detach() comes too late.",
        )
        compare(
            np.concatenate([np.ravel(plain(value)).astype(float) for value in model.state_dict().values()]),
            KNOWN["train_best.2"],
            hints=[
                "the model holds the state after the last step. A state_dict is a window to the weights: without a copy it moves on with them. And the best must be loaded into *this* model in the end: `model = other` changes only what your function calls `model`.",
                "the model holds the state of the step before the best one. Copy after the step, not before it.",
                "the model holds the state after the first step. Is the smallest error so far updated?",
                "the model holds the state with the largest validation error.",
                "the parameters are the best ones, but the averages of batch norm are those of the end: the state_dict has both.",
                "the model holds the state with the smallest loss on the training rows; the validation rows judge.",
            ],
            what="the model's state in the end",
            tolerance=1e-4,
        )
        model = _model_to_train()
        train_best(model, torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.8), train, validation, 7)
        compare(
            np.concatenate([np.ravel(plain(value)).astype(float) for value in model.state_dict().values()]),
            KNOWN["train_best.3"],
            hints=[
                "with a smaller rate the model holds another state than the best one. Is each error compared with *all* before it?"
            ],
            what="the model's state in the end, with a smaller rate,",
            tolerance=1e-4,
        )
        still = _model_that_stands_still()
        train_best(still, torch.optim.SGD(still.parameters(), lr=0.0), train, validation, 3)
        require(
            int(still.state_dict()["0.num_batches_tracked"]) == 1,
            "here all rounds have the same error, and the model holds the state of a later one; of equal ones the first is asked for.",
        )


def check_halving(halving) -> None:
    """Task 5: `halving(errors, keep, first)` with errors (trials, epochs) gives the winner's row and the epochs spent."""
    with task(5, "who goes on"):
        errors = _table(11, 13, TABLE)
        found = parts(
            unchanged(halving, errors, 2, 3),
            2,
            "return two ints: the row of the winner, and the number of epochs trained in all.",
            rows=True,
        )
        compare(
            found,
            KNOWN["halving"],
            hints=[
                "the two are in the wrong order: first the winner, then the epochs.",
                "those with the largest errors go on; small errors are good.",
                "a trial that goes on is counted from epoch 1 again; it is only trained further.",
                "all trials are counted to the last column; most were stopped before.",
                "the trials are compared by their smallest error so far; asked for is that in the epoch of the rung.",
                "the trials are compared one epoch late: after 3 epochs the error stands in column 2.",
                "at each rung `keep` trials go on; asked for is one of `keep`.",
                "the winner is numbered among those that are left; asked for is its row in the whole table.",
                "the last stretch is missing: who is left is trained to the last column.",
                "of 11 trials 6 go on; 11 // 2 is 5.",
                "there is one rung only. Go on until the last column.",
                "the rungs are `first` epochs apart; each must have `keep` times as many epochs as the one before.",
                "the trials are compared by the mean of their errors so far; asked for is the error in the epoch of the rung.",
                "the epochs of a stretch are counted after the cut: those who leave at a rung were trained up to it.",
                "this is the winner's error; asked for is its row.",
            ],
            what="(winner, epochs) of 11 trials and 13 epochs, keep=2, first=3",
        )
        second = halving(_table(9, 5, TABLE + 1), 3, 2)
        compare(second, KNOWN["halving.2"], what="(winner, epochs) of 9 trials and 5 epochs, keep=3, first=2")
        with error_means({"empty sequence|out of (?:bounds|range)|is empty": _NONE_LEFT}):
            third = halving(_table(2, 6, TABLE + 2), 3, 2)
        compare(
            third,
            KNOWN["halving.3"],
            hints=[_NONE_LEFT],
            what="(winner, epochs) of 2 trials and 6 epochs, keep=3, first=2",
        )
        overtaken = np.array(
            [[5.0, 3.0, 3.1, 9.0], [6.0, 3.5, 3.2, 1.0], [7.0, 8.0, 9.1, 10.0], [8.0, 9.0, 10.1, 11.0]]
        )
        compare(
            halving(overtaken, 2, 2),
            KNOWN["halving.4"],
            hints=[
                "the winner is the best at the last rung; those who are left are trained on, and the last column decides."
            ],
            what="(winner, epochs) where of two that are left the second is better in the end",
        )


def check_my_search(my_search) -> None:
    """Task 6: `my_search(score, budget)` gives a rate at most a factor of 5 from the best one."""
    with task(6, "a search of your own"):
        for best, budget, salt in _PLAYED:
            score, spent, tried = _noted(*imitated(best, salt))
            with error_means(_OF_SEARCHES):
                lr = my_search(score, budget)
            lr = _one_rate(lr, tried)
            require(
                sum(spent) <= budget,
                f"{sum(spent)} epochs were trained, the budget was {budget}. Divide it among the tries first.",
            )
            if best / 5 <= lr <= 5 * best:
                continue
            errors = [error for _, _, error in tried]
            near = [rate for rate, _, _ in tried if best / 5 <= rate <= 5 * best]
            missed = f"the best rate is {best}, yours came out as {lr:.2g}"
            require(
                not any(same(lr, rate) for rate, _, error in tried if error == max(errors)),
                f"{missed}. It is the one with the largest error that you saw: small errors are good.",
            )
            require(
                any(near),
                f"{missed}. You tried {len(tried)} rates from {min(r for r, _, _ in tried):.2g} to {max(r for r, _, _ in tried):.2g}, and none of them lay "
                "near the best. Do they cover the whole range, by factors?",
            )
            require(
                max(epochs for _, epochs, _ in tried) > 3,
                f"{missed}. No try was longer than 3 epochs: what you compare is mostly noise.",
            )
            raise Wrong(
                f"{missed}, although you tried {len(near)} rates near the best. How is the one chosen that is returned?"
            )


# Best rate, epochs, and which noise.
_PLAYED = [
    (0.00045, 200, 1),
    (0.22, 260, 1),
    (0.0055, 230, 1),
    (0.05, 200, 1),
    (0.001, 200, 2),
    (0.12, 220, 4),
    (0.018, 200, 5),
]


def imitated(best: float, salt: int):
    """A training that is only a formula, for task 6.

    Args:
        best: The best learning rate.
        salt: Another noise for another number.

    Returns:
        The function `score(lr, epochs)`, and a list to which each call adds its epochs.
    """
    spent = []

    def score(lr, epochs):
        lr, epochs = float(plain(lr)), float(plain(epochs))
        if not 0.9999e-4 <= lr <= 1.0001:
            raise ValueError(f"score takes rates from 0.0001 to 1. Received: {lr}")
        if epochs < 1 or epochs != int(epochs):
            raise ValueError(f"score takes a whole number of epochs from 1 on. Received: {epochs}")
        spent.append(int(epochs))
        away = math.log10(lr / best)
        return 1 + away**2 + 2 / epochs * math.sin(12_345 * math.log10(lr) + 7.7 * epochs + salt)

    return score, spent


def _noted(score, spent):
    """The same, and a list of (rate, epochs, error)."""
    tried = []

    def noted(lr, epochs):
        error = score(lr, epochs)
        tried.append((float(plain(lr)), int(epochs), error))
        return error

    return noted, spent, tried


def one_number(value) -> float:
    """The one number that was returned, alone or in a list or an array; else a hint."""
    try:
        numbers = np.asarray(plain(value))
        floats = numbers.astype(float)
    except (TypeError, ValueError):
        numbers = floats = None
    require(
        floats is not None and numbers.dtype.kind in "iufO" and not isinstance(value, dict),
        f"return the rate, one number. Received: {type(value).__name__}.",
    )
    require(floats.size == 1, f"return the rate, one number. Received: {floats.size} numbers.")
    return float(floats.reshape(()))


def _one_rate(lr, tried) -> float:
    require(lr is not None, "my_search gives None. Is the `return` missing?")
    require(len(tried) > 0, "score was never called: nothing was trained, so the rate is a guess.")
    value = one_number(lr)
    errors, rates = [error for _, _, error in tried], [rate for rate, _, _ in tried]
    require(
        not any(same(value, error) for error in errors) or any(same(value, rate) for rate in rates),
        "this is the smallest error; asked for is the rate that has it."
        if same(value, min(errors))
        else "this is an error; asked for is a rate.",
    )
    require(
        math.isfinite(value) and 0.9999e-4 <= value <= 1.0001,
        f"a rate between 0.0001 and 1 is asked for. Received: {value:g}. Is it the place in your list, or an exponent?",
    )
    return value


_NONE_LEFT = "of 2 trials 2 // 3, that is none, would go on; at least one does."

WEIGHTS = 73  # one at which the output has both signs
TABLE = 0  # one at which each mistake gives another answer

_OF_MODULES = {
    r"AttributeError.*before Module\.__init__\(\) call": "the __init__ of a class of your own begins with super().__init__().",
    "mat1 and mat2|mat1 dim 1": "a layer gets another number of inputs than it was made for: each takes as many as the one before it gives, the first `inputs`.",
    "IndexError|StopIteration": "for an empty list of widths there is one layer, from the inputs to one number.",
    r"TypeError.*Sequential|is not a Module subclass": "nn.Sequential takes layers, made with their sizes in brackets and one by one: nn.Sequential(*layers). "
    "nn.ReLU() is a layer, torch.relu a function.",
    "'(?:Net|\\w+)' object has no attribute": "forward uses a name that __init__ has not put on self. Is it spelt the same in both?",
    r"KeyError.*\(": "the parameters have other shapes than described. Each hidden layer has its width, the last layer one number.",
}

_OF_STEPS = {
    "more than 1 value per channel": "the model is in train mode while it is measured: batch norm asks for the mean of a batch of one row. model.eval() is missing, "
    "or comes too late.",
    "does not require grad": "what backward() starts from has nothing to go back to: it was calculated under torch.no_grad(), or is a plain number.",
    "grad can be implicitly created": "backward() starts from one number; take the mean first.",
    "must match the size": "shapes do not fit. Is it x that goes into the model, and y that is compared?",
    "second time": "backward() goes through an old graph again: calculate the loss anew in each step.",
    "too many values to unpack|not enough values": "each batch is a pair (x, y): for x, y in batches.",
    "can't be converted to|Numpy is not available|on Tensor that requires grad": "a tensor with a graph is turned into NumPy: take .item() or measure under torch.no_grad().",
    "load_state_dict|NoneType(?!' object is not callable)": "in the end load_state_dict gets None, or something that is no state. Is the best one kept after the very first step?",
}

_OF_SEARCHES = {
    "takes a whole number of epochs": "score takes a whole number of epochs from 1 on: `//` divides to one, and the budget must be enough for all tries.",
    "takes rates from": "score takes rates from 0.0001 to 1; another one was asked for. Is an exponent taken for a rate?",
}


@contextmanager
def _no_stub():
    """PyTorch raises for a module without `forward` what else means an open task."""
    try:
        yield
    except NotImplementedError as error:
        if "forward" not in str(error):
            raise
        raise Wrong(
            "the class has no method `forward`, or it stands outside of the class: look at its indentation."
        ) from error


def _right_parameters(shapes, sizes) -> None:
    """Says which layer is not as described."""
    require(
        len(shapes) > 0,
        "PyTorch finds no parameters. Layers are made in __init__ and put on self; those in a plain list, or made in "
        "`forward`, are not found (nn.ModuleList is a list that is).",
    )
    widths = sizes[1:-1]
    asked = [(after, before) for before, after in zip(sizes, sizes[1:], strict=False)]
    weights = [shape for shape in shapes if len(shape) == 2]
    require(
        len(weights) >= len(asked),
        f"with widths={widths} there are {len(asked)} dense layers. PyTorch finds {len(weights)}: is one missing, or in a plain list?",
    )
    require(
        sorted(weights) == sorted(asked),
        f"with inputs={sizes[0]} and widths={widths} the weights have the shapes {weights}. Described are {asked}: numbers out, numbers in.",
    )
    lengths = sorted(shape[0] for shape in shapes if len(shape) == 1)
    require(
        lengths == sorted(sizes[1:]),
        "a layer has no bias; all have." if len(lengths) < len(asked)
        else "the network has more parameters than described. Is there batch norm in it?",
    )  # fmt: skip


def _some_numbers(shape, seed, divisor):
    """Whole numbers from -9 to 9 by chance, divided."""
    return np.random.default_rng(seed).integers(-9, 10, shape) / divisor


def _weights(sizes):
    """Numbers for the parameters of `network`, a shape each."""
    pairs = list(zip(sizes, sizes[1:], strict=False))
    shapes = [(after, before) for before, after in pairs] + [(after,) for _, after in pairs]
    return [_some_numbers(shape, WEIGHTS + i, 9) for i, shape in enumerate(shapes)]


def _table(trials, epochs, seed):
    """Errors of which no two are equal."""
    order = np.random.default_rng(seed).permutation(trials * epochs)
    return (order.reshape(trials, epochs) + 5) / 10


def _small_model():
    """Dropout and batch norm, from 3 inputs to a column, in float64, with averages of its own."""
    import torch
    from torch import nn

    model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4, 1)).double()
    _set_parameters(model)
    with torch.no_grad():
        model(torch.tensor(_some_numbers((20, 3), 30, 3)))
    return model


def _model_to_train():
    """Batch norm, from 2 inputs to numbers of shape (n,), in float64."""
    from torch import nn

    model = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 1), nn.Flatten(0)).double()
    _set_parameters(model)
    return model


def _model_that_stands_still():
    """Its errors stay as they are if the rate is 0; batch norm counts the rounds all the same."""
    from torch import nn

    model = nn.Sequential(nn.BatchNorm1d(2, momentum=0.0), nn.Linear(2, 1), nn.Flatten(0)).double()
    _set_parameters(model)
    return model


def _set_parameters(model) -> None:
    import torch

    with torch.no_grad():
        for i, parameter in enumerate(model.parameters()):
            parameter.copy_(torch.tensor(_some_numbers(tuple(parameter.shape), 50 + i, 9)))
