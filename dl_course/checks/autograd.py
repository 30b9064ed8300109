"""Gradients, optimizers and training of a student's in PyTorch, and a step of training in Keras, as tests ask for them.

A tensor's history does not cross from one process to another. So where the grader keeps the student's code in a process of its
own, these functions run there, and give arrays; in a notebook they run on the spot.
"""

import contextlib
import copy
import functools

import numpy as np

from dl_course.checks.judging import require

CHANGES = "the function changes a tensor that it was given; make a new one instead."
SWITCHED_OFF = (
    "PyTorch records no gradients any more, for nobody: torch.set_grad_enabled(False) stays until somebody takes it back. With torch.no_grad(): "
    "it ends by itself."
)
OF_STEPS = {  # what `train_steps` refuses, and what it means
    r"a step changed the x": CHANGES,
    r"a step left PyTorch recording no": SWITCHED_OFF,
}
PARTLY_CUT = "The loss is right, but a part of the way back is cut off."
LEAVES_AUTOGRAD = {  # errors of a loss or a layer in PyTorch that mean the same in every task
    r"does not require grad|grad_fn": "the result has no history, so nothing can be learned through it. Leave out .detach(), .item(), no_grad and NumPy.",
    r"must be Tensor, not|not Tensor|unsupported operand": "PyTorch wants tensors, and gets a list, an array or a number. Stay with tensors on the whole way.",
    r"modified by an inplace|leaf Variable|a view of a leaf": "a tensor that autograd still needs is written over. Make a new one: masked_fill without the underscore, torch.where.",
}  # fmt: skip


def _there(function):
    """Runs it where its first argument lives."""

    @functools.wraps(function)
    def run(first, *args, **kwargs):
        if hasattr(type(first), "run_there"):
            return first.run_there(run, *args, **kwargs)
        return function(first, *args, **kwargs)

    return run


@_there
def gradient(function, *arrays, upstream=None, **more) -> list[np.ndarray]:
    """The gradients of a function, by autograd through it.

    Args:
        function: Takes as many tensors as there are arrays, and returns a tensor of one number.
        *arrays: Where to take the gradients; tensors or arrays of floats.
        upstream: Where the result has more numbers than one: the slope of a loss along each of them, of the result's shape.
        **more: What else the function takes, by its name, such as `tau=2.0`.

    Returns:
        For each array the gradient, of its shape; zeros where the result does not depend on it.

    Raises:
        RuntimeError: The result has another shape than `upstream`, or more numbers than one where there is none; or it has
            no history: it was cut off from its inputs.
    """
    import torch

    leaves = [torch.tensor(np.asarray(array)).requires_grad_() for array in arrays]
    result = function(*leaves, **more)
    result.backward(None if upstream is None else torch.tensor(np.asarray(upstream), dtype=result.dtype))
    return [np.zeros(tuple(x.shape)) if x.grad is None else x.grad.numpy() for x in leaves]


@_there
def links(function, uses) -> list[tuple]:
    """What a student's link of the chain gives, forward and backward, in as many places of one graph as there are uses.

    Args:
        function: Class that extends `torch.autograd.Function`.
        uses: For each use its inputs, a list of arrays of floats, and the slope of the loss along each number of its result,
            an array.

    Returns:
        For each use what came out, and for each input the gradient of its shape, None where the link gave none; no gradients
        where the result has another shape than the slopes. All uses go forward before the first goes back.

    Raises:
        TypeError: The function is no such class.
        ValueError: An input was changed, or the slopes that came back from the loss.
        RuntimeError: PyTorch could not go back.
    """
    import torch

    is_link, made = isinstance(function, type) and issubclass(function, torch.autograd.Function), []
    for arrays, slopes in uses:
        leaves = [torch.tensor(np.asarray(array)).requires_grad_() for array in arrays]
        made.append((leaves, (function.apply if is_link else function)(*leaves), torch.tensor(np.asarray(slopes))))
    if not is_link:
        raise TypeError(f"a class that extends torch.autograd.Function is needed. Received: {function!r}")
    given = []
    for (arrays, _), (leaves, result, slopes) in zip(uses, made, strict=True):
        back = torch.is_tensor(result) and result.shape == slopes.shape
        if back:
            kept = slopes.clone()
            result.backward(slopes)
            if not torch.equal(kept, slopes):
                raise ValueError("the slopes from the loss were changed")
        if not all(np.array_equal(leaf.detach().numpy(), array) for leaf, array in zip(leaves, arrays, strict=True)):
            raise ValueError("an input was changed")
        gradients = [None if leaf.grad is None else leaf.grad.numpy() for leaf in leaves] if back else []
        given.append((result.detach() if torch.is_tensor(result) else result, gradients))
    return given


@_there
def loss_and_gradients(loss, layers, *arrays) -> tuple:
    """What a loss is, and its gradients with respect to the weights of layers.

    Args:
        loss: Called as `loss(*layers, *arrays)`.
        layers: Layers of PyTorch's with a `weight`, such as `torch.nn.Embedding`.
        *arrays: They are given as tensors.

    Returns:
        What the call returned, without its history; for each layer the gradient of its weight, None where it does not depend
        on it; whether an array or a layer was changed. No gradients where the result is no tensor of one number that has a history.
        Where the call stops with an error and an array was changed before it, None, no gradients and True: the change
        comes first, and may be why it stopped.
    """
    import torch

    tensors = [torch.tensor(np.asarray(array)) for array in arrays]
    before = [copy.deepcopy(layer.state_dict()) for layer in layers]
    try:
        returned = loss(*layers, *tensors)
    except Exception:
        if all(np.array_equal(tensor.numpy(), array) for tensor, array in zip(tensors, arrays, strict=True)):
            raise
        return None, [], True
    gradients = []
    if getattr(returned, "requires_grad", False) and returned.numel() == 1:
        gradients = torch.autograd.grad(returned.sum(), [layer.weight for layer in layers], allow_unused=True)
        gradients = [None if each is None else each.to_dense().numpy() for each in gradients]
    changed = any(not np.array_equal(tensor.numpy(), array) for tensor, array in zip(tensors, arrays, strict=True))
    for layer, state in zip(layers, before, strict=True):
        changed = changed or any(not torch.equal(value, state[name]) for name, value in layer.state_dict().items())
    return (returned.detach() if torch.is_tensor(returned) else returned), gradients, changed


@_there
def optimizer_steps(optimizer, start, gradients, *, rates=None, groups=None, **options) -> list[list[np.ndarray]]:
    """What an optimizer makes of parameters whose gradients are given.

    A gradient is written into the tensor that held the one before, as a backward pass does it.

    Args:
        optimizer: Class that extends `torch.optim.Optimizer`.
        start: The parameters' values, arrays of floats.
        gradients: For each step the gradients, one an array of the parameter's shape, or None where it takes no part.
        rates: For each step the learning rate, which a schedule writes into the parameter groups; None to leave them alone.
        groups: For each parameter options of its own, such as `{"lr": 0.3}`: then each is a group.
        **options: Such as `lr=0.1`.

    Returns:
        The parameters after each step.

    Raises:
        TypeError: The optimizer is no such class.
        ValueError: A step changed a gradient.
    """
    import torch

    parameters = [torch.nn.Parameter(torch.tensor(np.asarray(value))) for value in start]
    alone = [{"params": [each], **own} for each, own in zip(parameters, groups or [], strict=False)]
    made = optimizer(iter(alone or parameters), **options)  # once, as from model.parameters()
    if not isinstance(made, torch.optim.Optimizer):
        raise TypeError(f"a class that extends torch.optim.Optimizer is needed. Received: {type(made).__name__}")
    steps = []
    for number, slopes in enumerate(gradients):
        for group in made.param_groups if rates else ():
            group["lr"] = rates[number]
        for parameter, slope in zip(parameters, slopes, strict=True):
            given = None if slope is None else torch.tensor(np.asarray(slope))
            if given is None or parameter.grad is None:
                parameter.grad = given
            else:
                parameter.grad.copy_(given)
        made.step()
        for parameter, slope in zip(parameters, slopes, strict=True):
            if slope is not None and not (parameter.grad is not None and np.array_equal(parameter.grad.numpy(), slope)):
                raise ValueError("a step changed a gradient")
        steps.append([parameter.detach().numpy().copy() for parameter in parameters])
    return steps


@_there
def train(model, x, y, *, loss, optimizer, steps=10, **options) -> np.ndarray:
    """Trains a model in train mode, on all examples in each step.

    Args:
        model: Object of a class that extends `torch.nn.Module`.
        x: Inputs, a tensor.
        y: Targets, a tensor.
        loss: Of PyTorch's, such as `torch.nn.functional.mse_loss`.
        optimizer: Class of PyTorch's, such as `torch.optim.SGD`.
        steps: How many.
        **options: Of the optimizer, such as `lr=0.1`.

    Returns:
        The loss before each step, shape (steps,).
    """
    model.train()
    made = optimizer(model.parameters(), **options)
    losses = []
    for _ in range(steps):
        made.zero_grad()
        value = loss(model(x), y)
        value.backward()
        made.step()
        losses.append(value.item())
    return np.array(losses)


@_there
def parameter_shapes(model, x) -> list[tuple[int, ...]]:
    """The shapes of a model's parameters, in their order.

    Args:
        model: Object of a class that extends `torch.nn.Module`.
        x: An input, an array of floats; lazy layers take their sizes from it.
    """
    import torch

    with contextlib.suppress(Exception), torch.no_grad():
        model(torch.tensor(np.asarray(x, dtype=np.float32)))
    return [() if torch.nn.parameter.is_lazy(p) else tuple(p.shape) for p in model.parameters()]


@_there
def output(model, x, numbers, training: bool = False, *, untouched: bool = False):
    """What a model gives, in float64, if its parameters are these numbers.

    Args:
        model: Object of a class that extends `torch.nn.Module`; it stays as it is.
        x: The input, an array of floats.
        numbers: For each shape of a parameter the numbers that it gets, as a list of arrays.
        training: Whether the model is in train mode.
        untouched: Whether the input must stay as it is.

    Returns:
        What `model(x)` gives, a tensor without its history, or whatever else it is.

    Raises:
        ValueError: The model changed its input.
    """
    import torch

    model = copy.deepcopy(model).double().train(training)
    given = {array.shape: torch.tensor(array) for array in numbers}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(given[tuple(parameter.shape)])
        x = torch.tensor(np.asarray(x, dtype=np.float64))
        before = x.clone()
        result = model(x)
    if untouched and not torch.equal(x, before):
        raise ValueError("the model changed its input")
    return result


@_there
def gradient_reaches(model, x) -> list[bool]:
    """Whether the gradient of what a model gives reaches each of its parameters.

    Args:
        model: Object of a class that extends `torch.nn.Module`; it stays as it is.
        x: The input, an array of floats.
    """
    import torch

    model = copy.deepcopy(model).double()
    result = model(torch.tensor(np.asarray(x, dtype=np.float64)))
    if result.requires_grad:
        result.sum().backward()
    return [parameter.grad is not None for parameter in model.parameters()]


@_there
def parameter_values(model) -> list[np.ndarray]:
    """The parameters of a model as they are, in their order."""
    return [parameter.detach().numpy().copy() for parameter in model.parameters()]


@_there
def parameter_gradients(model, x, numbers) -> list[np.ndarray]:
    """The gradient of each parameter, in float64, if the parameters are these numbers; the loss is the mean square of the output.

    Args:
        model: Object of a class that extends `torch.nn.Module`; it stays as it is.
        x: The input, an array of floats.
        numbers: For each shape of a parameter the numbers that it gets, as a list of arrays.

    Returns:
        For each parameter, in their order, an array of its shape; zeros where no gradient comes to it.
    """
    import torch

    model = copy.deepcopy(model).double()
    given = {array.shape: torch.tensor(array) for array in numbers}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(given[tuple(parameter.shape)])
    result = model(torch.tensor(np.asarray(x, dtype=np.float64)))
    if getattr(result, "requires_grad", False):
        result.pow(2).mean().backward()
    return [
        np.zeros(tuple(p.shape)) if p.grad is None else p.grad.numpy() for p in model.parameters()
    ]  # fmt: skip


@_there
def train_steps(
    train_step, model, optimizer, batches, *, leftover: bool = False, **more
) -> tuple[list, list[np.ndarray], bool]:
    """What a step of training gives, and what it makes of a model, one batch after the other.

    Args:
        train_step: Called as `train_step(model, optimizer, x, y, **more)`.
        model: Of float64; inputs of any float type are turned into it.
        optimizer: Of the model's parameters.
        batches: Pairs of arrays (x, y); they are given as tensors.
        leftover: Whether each parameter has a gradient at first, as after a step behind which nobody has cleared up.
        **more: What else the step takes, by its name, such as `limit=1.0`.

    Returns:
        What each step returned, all parameters in one row after each, and whether something returned has a history.

    Raises:
        ValueError: A step changed its batch, or left PyTorch's recording of gradients switched off; that is put back.
    """
    import torch

    returned, parameters, recording = [], [], torch.is_grad_enabled()
    for parameter in model.parameters() if leftover else ():
        parameter.grad = torch.ones_like(parameter)
    with _seen(model):
        for x, y in batches:
            batch = torch.tensor(x), torch.tensor(y)
            try:
                returned.append(train_step(model, optimizer, *batch, **more))
                switched_off = recording and not torch.is_grad_enabled()
            finally:
                torch.set_grad_enabled(recording)
            if not all(
                np.array_equal(after.detach().numpy(), before) for after, before in zip(batch, (x, y), strict=True)
            ):
                raise ValueError("a step changed the x or the y that it was given")
            if switched_off:
                raise ValueError("a step left PyTorch recording no gradients")
            parameters.append(np.concatenate([p.detach().numpy().ravel() for p in model.parameters()]))
    return returned, parameters, _has_history(returned)


@_there
def watched(evaluate, model, *arguments) -> dict:
    """What a function that measures a model gives, and what it does with the model.

    Args:
        evaluate: Called as `evaluate(model, *arguments)`.
        model: Of float64; inputs of any float type are turned into it.
        *arguments: Arrays are given as tensors.

    Returns:
        `returned`; for each call of the model its `rows`, whether it was in train mode (`training`) and whether
        gradients were recorded (`recorded`); the mode `afterwards`; whether the model's state was `changed`; whether
        something returned has a `history`; whether a tensor that was handed over has other numbers now (`overwritten`); whether PyTorch records no gradients afterwards (`switched_off`), and
        whether a parameter no longer wants any (`frozen`). These two are put back.
    """
    import torch

    before = copy.deepcopy(model.state_dict())
    wanted, recording = [parameter.requires_grad for parameter in model.parameters()], torch.is_grad_enabled()
    try:
        with _seen(model) as calls:
            given = [torch.tensor(each) if isinstance(each, np.ndarray) else each for each in arguments]
            kept = [each.clone() if isinstance(each, torch.Tensor) else each for each in given]
            returned = evaluate(model, *given)
    finally:
        switched_off = recording and not torch.is_grad_enabled()
        torch.set_grad_enabled(recording)
        frozen = [parameter.requires_grad for parameter in model.parameters()] != wanted
        for parameter, wants in zip(model.parameters(), wanted, strict=False):
            parameter.requires_grad_(wants)
    changed = any(not torch.equal(value, before[name]) for name, value in model.state_dict().items())
    named = {name: [call[i] for call in calls] for i, name in enumerate(("rows", "training", "recorded"))}
    return {
        "returned": returned,
        **named,
        "afterwards": model.training,
        "changed": changed,
        "history": _has_history(returned),
        "overwritten": any(
            isinstance(a, torch.Tensor) and not torch.equal(a, b) for a, b in zip(kept, given, strict=True)
        ),
        "switched_off": switched_off,
        "frozen": frozen,
    }


@_there
def switches_off(function, *arguments) -> bool:
    """Whether PyTorch records no gradients any more after a call of the function. That is put back.

    Args:
        function: Of the student's; what it gives does not matter.
        *arguments: Its arguments.
    """
    import torch

    recording = torch.is_grad_enabled()
    try:
        function(*arguments)
        return recording and not torch.is_grad_enabled()
    finally:
        torch.set_grad_enabled(recording)


@_there
def modes_beside(function, model, *arrays) -> list[bool]:
    """The modes that a model is found in, while a function of the student's calls it and afterwards, beside its own.

    Args:
        function: Called as `function(model, *arrays)`; what it gives does not matter.
        model: It is put back into the mode that it is in.
        *arrays: They are given as tensors.

    Returns:
        For each call of the model, and for the end, whether it was in train mode, where that is not as it was before.
    """
    import torch

    was, modes = model.training, []
    hook = model.register_forward_pre_hook(lambda module, _: modes.append(module.training))
    try:
        function(model, *(torch.tensor(np.asarray(array)) for array in arrays))
        return [mode for mode in [*modes, model.training] if mode != was]
    finally:
        hook.remove()
        model.train(was)


def learns(gradients: list, of: str) -> None:
    """Refuses a loss that is right, and from which no gradient goes back.

    Args:
        gradients: Of its weights, as `loss_and_gradients` gives them; the first counts.
        of: What is to learn, as in "cut off from the network".

    Raises:
        Wrong: It is so.
    """
    require(
        gradients != [] and gradients[0] is not None,
        f"the loss is right, but it is cut off from the {of}: nothing can be learned from it. Return the tensor, and leave out .item(), .detach(), .data, no_grad and NumPy.",
    )


def leaves_no_trace(seen: dict) -> None:
    """Refuses a measurement after which PyTorch records nothing any more, or the model cannot be trained.

    Args:
        seen: As `watched` gives it.

    Raises:
        Wrong: It is so.
    """
    require(not seen["switched_off"], SWITCHED_OFF)
    require(
        not seen["frozen"],
        "the parameters want no gradients any more: the model can no longer be trained. torch.no_grad() leaves them as they are.",
    )


@_there
def keras_step(layer, x, y, rate: float, as_fit: bool = False) -> list[np.ndarray]:
    """What one step of gradient descent makes of a layer of Keras, the loss being the mean squared error.

    Args:
        layer: Of a class that extends `keras.layers.Layer`; it is changed.
        x: Inputs, an array of floats with an axis for the examples.
        y: What should come out, an array of floats.
        rate: The learning rate.
        as_fit: Whether Keras compiles the step first, as `fit` does, for a second; else it is run line by line.

    Returns:
        The layer's weights after the step.
    """
    import keras

    model = keras.Sequential([keras.Input(x.shape[1:]), layer])
    model.compile(keras.optimizers.SGD(rate), "mse", run_eagerly=not as_fit)
    model.train_on_batch(x, y)
    return layer.get_weights()


def _has_history(returned) -> bool:
    """Whether a tensor, or one in a list or a tuple, would keep its whole graph in memory."""
    if isinstance(returned, (list, tuple)):
        return any(map(_has_history, returned))
    return getattr(returned, "requires_grad", False)


@contextlib.contextmanager
def _seen(model):
    """Notes each forward pass: rows, train mode, whether gradients are recorded. Floats become float64."""
    import torch

    calls, kind = [], type(model)

    def exact(value):
        return value.double() if torch.is_tensor(value) and value.is_floating_point() else value

    class Noted(kind):  # of a class: a copy of the model is noted, too
        def forward(self, x, *more, **named):  # a recurrent one takes a state, too, and gives two things
            more, named = [exact(each) for each in more], {name: exact(each) for name, each in named.items()}
            result = super().forward(exact(x), *more, **named)
            first = result[0] if isinstance(result, tuple) else result
            calls.append((len(x), self.training, first.requires_grad))
            return result

    model.__class__ = Noted
    try:
        yield calls
    finally:
        model.__class__ = kind
