"""A model on its device: where data is placed, in which precision it is calculated, how it is measured."""

import contextlib

from dl_course.training.history import counts_right
from dl_course.training.inputs import as_inputs, as_rows, check_count, check_function, check_model


class Execution:
    """Runs a model on a device, in float32 or in mixed precision.

    In mixed precision, images are laid out with their channels last, which is how its convolutions want them. In
    float32 nothing is rearranged, so that every sum is that of the plain loop.

    Args:
        model: The module; it is moved to the device.
        device: A `torch.device`.
        mixed: Whether to calculate in bfloat16 where that is safe.
    """

    def __init__(self, model, device, mixed: bool):
        import torch

        self.model, self.device, self.mixed = model.to(device), device, mixed
        self._layout = torch.channels_last if mixed else torch.preserve_format
        if mixed:
            model.to(memory_format=torch.channels_last)

    def place(self, x):
        """The tensor on the device, in the layout that is used there."""
        x = x.to(self.device)
        return x.contiguous(memory_format=self._layout) if self.mixed and x.ndim == 4 else x

    def __call__(self, x):
        """The model's output, float32."""
        import torch

        if not self.mixed:
            return self.model(x)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            return self.model(self.place(x)).float()

    def first(self, x):
        """As a call; but what a model says of a batch of the wrong shape is put in words."""
        import torch

        try:
            return self(x)
        except torch.OutOfMemoryError:
            raise
        except (RuntimeError, ValueError, TypeError, IndexError) as error:
            images = " Images have shape (n, channels, height, width) in PyTorch." if x.ndim == 4 else ""
            raise ValueError(f"The model cannot take a batch x of shape {tuple(x.shape)}: {error}.{images}") from error


@contextlib.contextmanager
def _measuring(model):
    """Evaluation mode without gradients; afterwards each part has the mode that it had, a frozen batch norm its own."""
    import torch

    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        for part, training in modes:
            part.training = training


def measure(run: Execution, loss, x, y, batch_size: int) -> tuple[float, float]:
    """Mean loss and share of right rows (nan where y holds no classes), over data on the device."""
    import torch

    total, right = torch.zeros((), device=x.device, dtype=torch.float32), 0
    with _measuring(run.model):
        for first in range(0, len(x), batch_size):
            x_batch, y_batch = x[first : first + batch_size], y[first : first + batch_size]
            y_hat = run(x_batch)
            total += loss(y_hat, y_batch) * len(x_batch)
            right = right + (y_hat.argmax(1) == y_batch).sum() if counts_right(y_hat, y_batch) else float("nan")
    return float(total) / len(x), float(right) / len(x)


def default_loss(y):
    """Cross-entropy where y holds classes, mean squared error where it holds numbers."""
    from torch.nn import functional

    return functional.mse_loss if y.is_floating_point() else functional.cross_entropy


def evaluate(model, data: tuple, *, loss=None, batch_size: int = 1000) -> tuple[float, float]:
    """Measures a model without changing it.

    Args:
        model: A `torch.nn.Module`.
        data: (x, y), tensors or arrays of n rows, as for `fit`.
        loss: As for `fit`.
        batch_size: Rows at a time; changes the speed only.

    Returns:
        Mean loss, and the share of the rows that are right in [0, 1]; nan where y holds no classes.

    Raises:
        TypeError, ValueError: `data` is not what `fit` takes.
    """
    check_model(model)
    check_function(loss, "loss")
    check_count(batch_size, "batch_size")
    x, y = as_rows(data, "data")
    run = Execution(model, _home(model), mixed=False)
    return measure(run, loss or default_loss(y), x.to(run.device), y.to(run.device), batch_size)


def predict(model, x, *, batch_size: int = 1000):
    """The model's output for many rows, calculated in parts and without gradients.

    Args:
        model: A `torch.nn.Module`.
        x: Tensor or array of n rows.
        batch_size: Rows at a time.

    Returns:
        A tensor on the CPU, shape (n, ...).

    Raises:
        TypeError: `model` is no module, `x` are not numbers, `batch_size` is not an int.
        ValueError: `x` has no rows or another shape than the model takes, `batch_size` is below 1.
    """
    import torch

    check_model(model)
    check_count(batch_size, "batch_size")
    x = as_inputs(x, "x")
    run = Execution(model, _home(model), mixed=False)
    with _measuring(model):
        parts = [run.first(x[i : i + batch_size].to(run.device)).cpu() for i in range(0, len(x), batch_size)]
    return torch.cat(parts)


def _home(model):
    """Where the model's parameters are."""
    import torch

    return next((parameter.device for parameter in model.parameters()), torch.device("cpu"))
