"""What `fit` is given, checked before the first step: each mistake has a sentence of its own."""

import math

import numpy as np

from dl_course import reproducible


def check_options(
    model, optimizer, scheduler, epochs, batch_size, patience, validation, functions, callbacks, seed
) -> None:
    """Everything but the data; `functions` holds those that may be None, by name.

    Raises:
        TypeError, ValueError: An option is of the wrong kind, out of range, or belongs to another model.
    """
    check_model(model)
    for name, value in (("epochs", epochs), ("batch_size", batch_size), ("patience", patience)):
        if name != "patience" or value is not None:
            check_count(value, name)
    check_count(seed, "seed", least=0)
    for name, function in functions.items():
        check_function(function, name)
    if isinstance(callbacks, str) or not hasattr(callbacks, "__iter__") or not all(map(callable, callbacks)):
        raise TypeError(f"callbacks must be a list of functions (step, epoch, logs). Received: {callbacks!r}.")
    if patience is not None and validation is None:
        raise ValueError("patience needs validation=(x, y): without it nobody can tell when to stop.")
    if optimizer is not None:
        _check_optimizer(model, optimizer)
    if scheduler is None:
        return
    if getattr(scheduler, "optimizer", None) is None:
        raise TypeError(f"scheduler must be one of torch.optim.lr_scheduler. Received: {_kind(scheduler)}.")
    if scheduler.optimizer is not optimizer:
        raise ValueError("scheduler belongs to another optimizer. Give the one that it was made with as optimizer=...")
    if watches_validation(scheduler) and validation is None:
        raise ValueError("ReduceLROnPlateau watches the validation loss: give validation=(x, y) as well.")


def check_model(model) -> None:
    """Raises TypeError unless it is a module of PyTorch."""
    import torch

    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"model must be a torch.nn.Module. Received: {_kind(model)}.")


def check_count(value, name: str, least: int = 1) -> None:
    """Raises TypeError or ValueError unless it is a whole number of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an int. Received: {value!r}.")
    if value < least:
        raise ValueError(f"{name} must be at least {least}. Received: {value}.")


def check_function(value, name: str) -> None:
    """Raises TypeError unless it is a function or None."""
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be a function or None. Received: {_kind(value)}.")


def as_device(value):
    """A `torch.device` that is there; the fastest if None."""
    import torch

    if value is None:
        return reproducible.device()
    try:
        device = torch.device(value)
        torch.empty(0, device=device)
    except (RuntimeError, TypeError, AssertionError, NotImplementedError, ModuleNotFoundError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"device must be one that is here, such as 'cpu'. Received: {value!r} ({reason}).") from None
    return device


def watches_validation(scheduler) -> bool:
    """Whether the scheduler is given the validation loss instead of being stepped after each update."""
    import torch

    return isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau)


def _check_optimizer(model, optimizer) -> None:
    import torch

    if not isinstance(optimizer, torch.optim.Optimizer):
        example = "torch.optim.Adam(model.parameters(), lr=1e-3)"
        raise TypeError(f"optimizer must be a torch.optim.Optimizer, such as {example}. Received: {_kind(optimizer)}.")
    own = {id(parameter) for parameter in model.parameters()}
    if not any(id(parameter) in own for group in optimizer.param_groups for parameter in group["params"]):
        raise ValueError(
            "optimizer holds none of this model's parameters. Was the model built again after it? Then build the "
            "optimizer again, too."
        )


def as_rows(data, name: str, like=None):
    """One pair of arrays as a pair of tensors that a model can take.

    Args:
        data: (x, y), tensors or arrays.
        name: How the pair is called in messages.
        like: The pair of training tensors, which validation data must fit.

    Returns:
        x as float32 (or int64 where it holds indices), y as int64 where it holds classes, else as float32.

    Raises:
        TypeError, ValueError: No pair, no numbers, no rows, nan; different lengths; another shape than `like`.
    """
    if not isinstance(data, (tuple, list)) or len(data) != 2:
        raise TypeError(f"{name} must be a pair (x, y). Received: {_kind(data)}.")
    x, y = as_inputs(data[0], f"{name} x"), _cast(_as_tensor(data[1], f"{name} y"), f"{name} y")
    if len(x) != len(y):
        raise ValueError(f"{name} x and y must have as many rows. Received: {len(x)} and {len(y)}.")
    if like is not None:
        for letter, part, other in (("x", x, like[0]), ("y", y, like[1])):
            if part.shape[1:] != other.shape[1:] or part.dtype != other.dtype:
                raise ValueError(f"{name} {letter} must be as that of train, {_rows(other)}. Received: {_rows(part)}.")
    return x, y


def as_inputs(x, name: str):
    """Rows that a model can take: a tensor, float32, or int64 where they hold indices.

    Raises:
        TypeError, ValueError: They are not numbers, bytes, none at all, or not finite.
    """
    x = _as_tensor(x, name)
    if not x.is_floating_point() and x.element_size() == 1:
        raise TypeError(f"{name} holds bytes ({x.dtype}); a model takes float32. For images: x / 255, then normalise.")
    return _cast(x, name)


def _as_tensor(part, name: str):
    import torch

    if not isinstance(part, torch.Tensor):
        part = np.asarray(part)
        if part.dtype.kind not in "fiub":
            raise TypeError(f"{name} must be numbers. Received: {part.dtype}, such as {part.flat[0]!r}.")
    if part.ndim == 0:
        raise ValueError(f"{name} must have one row an example. Received: a single number.")
    if 0 in part.shape:
        raise ValueError(f"{name} has no rows or no columns. Received: shape {tuple(part.shape)}.")
    return part.detach() if isinstance(part, torch.Tensor) else torch.from_numpy(np.ascontiguousarray(part))


def _cast(tensor, name: str):
    """Float32, all of it finite, or int64."""
    if not tensor.is_floating_point():
        return tensor.long()
    tensor = tensor.float()
    # The extremes tell in one pass: nan goes through both. isfinite() would take a second copy of the data.
    if not all(math.isfinite(extreme) for extreme in tensor.aminmax()):
        raise ValueError(f"{name} must be finite. Received: nan or infinity. Clean the data before training.")
    return tensor


def check_first_batch(x, y_hat, y, loss, is_default: bool, labels) -> None:
    """What can only be seen once the model has answered.

    Args:
        x: The batch.
        y_hat: What the model made of it.
        y: What it should be.
        loss: The loss.
        is_default: Whether `fit` chose it.
        labels: All of y.

    Raises:
        TypeError, ValueError: The output does not fit y, or the loss gives no single number.
    """
    import torch

    if not isinstance(y_hat, torch.Tensor):
        raise TypeError(f"The model must return one tensor. Received: {_kind(y_hat)}.")
    if is_default:
        _check_output(x, y_hat, y, labels)
    value = loss(y_hat.detach().requires_grad_(), y)
    if not isinstance(value, torch.Tensor) or value.ndim != 0:
        received = f"shape {tuple(value.shape)}" if isinstance(value, torch.Tensor) else _kind(value)
        raise ValueError(f"loss must give a tensor of one number, such as a mean over the batch. Received: {received}.")
    if not value.requires_grad:
        raise ValueError(
            "loss must be calculated by PyTorch from the model's output, without detach(), numpy() or item()."
        )


def _check_output(x, y_hat, y, labels) -> None:
    got = f"Received: output {tuple(y_hat.shape)}, y {tuple(y.shape)}"
    if y.is_floating_point():
        if y_hat.shape != y.shape:  # broadcasting would give a loss, and a wrong one
            raise ValueError(
                f"For numbers the model's output and y must have the same shape. {got} for x {tuple(x.shape)}."
            )
        return
    if y.ndim != 1:
        raise ValueError(f"Classes must be an integer y of shape (n,); y.argmax(1) undoes one-hot. {got}.")
    if y_hat.ndim != 2 or len(y_hat) != len(y):
        raise ValueError(f"For classes the model's output must have shape (n, number of classes). {got}.")
    for label in (int(labels.min()), int(labels.max())):
        if not 0 <= label < y_hat.shape[1]:
            outputs = y_hat.shape[1]
            raise ValueError(f"y has class {label}, but the model has {outputs} outputs: classes 0 to {outputs - 1}.")


def _rows(tensor) -> str:
    return f"(n, {', '.join(map(str, tensor.shape[1:]))}) {tensor.dtype}" if tensor.ndim > 1 else f"(n,) {tensor.dtype}"


def _kind(value) -> str:
    return repr(value) if isinstance(value, (str, int, float, type(None))) else type(value).__name__
