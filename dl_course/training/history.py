"""What a training run was like: noted step by step, told to callbacks, handed back as a `History`."""

import copy
import math
import time
from dataclasses import dataclass

import numpy as np

_LOOK_STEPS, _LOOK_SECONDS = 16, 0.2  # between two looks at the losses; each makes an accelerator finish what it has


@dataclass(frozen=True)
class History:
    """What a training run was like. An array without entries stands for what was not measured.

    Attributes:
        step_loss: Loss of each batch before its update, shape (steps,), float64.
        train_loss: Mean loss over the rows of each epoch, as their batches came, shape (epochs,).
        train_accuracy: Share of the rows of each epoch that were right when their batch came, shape (epochs,).
        validation_loss: Mean loss over the validation rows after each epoch, shape (epochs,).
        validation_accuracy: Share of the validation rows that are right after each epoch, shape (epochs,).
        seconds: Duration of each epoch, validation included, shape (epochs,).
        best_epoch: Index of the epoch with the least validation loss; None without validation.
        ending: Why training ended and which weights the model has, a few words.
    """

    step_loss: np.ndarray
    train_loss: np.ndarray
    train_accuracy: np.ndarray
    validation_loss: np.ndarray
    validation_accuracy: np.ndarray
    seconds: np.ndarray
    best_epoch: int | None
    ending: str

    def __str__(self) -> str:
        n = len(self.seconds)
        parts = [f"{n} epoch{'s' * (n != 1)} in {self.seconds.sum():.1f} s"]
        for name in ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy"):
            if len(values := getattr(self, name)):
                parts.append(f"{name.replace('_', ' ')} {_in_words(name, values[-1])}")
        return f"{', '.join(parts)} ({self.ending})"


class Diverged(FloatingPointError):
    """The loss is no number any more. Its `history` holds what was measured until then."""

    def __init__(self, message: str, history: History):
        super().__init__(message)
        self.history = history

    def _render_traceback_(self):
        return [str(self)]  # in a notebook the sentence is enough


class Recorder:
    """Collects the measurements of one run of `fit`.

    Args:
        rows: Number of training rows.
        batch_size: Rows of a batch.
        epochs: How many are wanted.
        callbacks: Called as (step, epoch, logs).
        bar: The progress bar.
    """

    def __init__(self, rows: int, batch_size: int, epochs: int, callbacks, bar):
        self.steps_per_epoch = math.ceil(rows / batch_size)
        self.wanted, self.callbacks, self.bar = epochs, callbacks, bar
        self.ending = "finished"
        self.best_epoch, self.best_weights = None, None
        self._steps: list[float] = []
        self._epochs: dict[str, list[float]] = {
            name: [] for name in ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "seconds")
        }
        self._pending = []
        self._looked = time.monotonic()

    @property
    def epoch(self) -> int:
        """Index of the running epoch."""
        return len(self._epochs["seconds"])

    def begin_epoch(self) -> None:
        self._began = time.monotonic()
        self._first_step, self._rows, self._right, self._total = len(self._steps), 0, 0, 0.0

    def note(self, value, y_hat, y) -> None:
        """Notes one step; its numbers are looked at a little later, many steps at once."""
        self._pending.append((value.detach(), y_hat.detach(), y))
        if len(self._pending) >= _LOOK_STEPS or time.monotonic() - self._looked > _LOOK_SECONDS:
            self.look()

    def look(self) -> None:
        """Reads the numbers of the steps noted since the last look.

        Raises:
            Diverged: One of them is infinite or nan.
        """
        if not self._pending:
            return
        import torch

        values, outputs, targets = zip(*self._pending, strict=True)
        self._pending = []
        losses = torch.stack(values).double().tolist()
        if counts_right(outputs[0], targets[0]):
            self._right += int((torch.cat(outputs).argmax(1) == torch.cat(targets)).sum())
        else:
            self._right = math.nan
        for loss, target in zip(losses, targets, strict=True):
            self._steps.append(loss)
            if not math.isfinite(loss):
                raise Diverged(self._advice(loss), self.history(f"the loss became {loss}"))
            self._rows += len(target)
            self._total += loss * len(target)
            for callback in self.callbacks:
                callback(len(self._steps) - 1, self.epoch, {"train_loss": loss})
        self.bar.advance(len(losses), f"epoch {self.epoch + 1} of {self.wanted}, loss {losses[-1]:.3f}")
        self._looked = time.monotonic()

    def end_epoch(self, validation: tuple[float, float] | None, model) -> None:
        """Closes an epoch: its means, its time, the best weights so far."""
        self.look()
        measured = {"train_loss": self._total / self._rows, "train_accuracy": self._right / self._rows}
        if validation is not None:
            measured["validation_loss"], measured["validation_accuracy"] = validation
            if self.best_epoch is None or validation[0] < min(self._epochs["validation_loss"]):
                self.best_epoch, self.best_weights = self.epoch, copy.deepcopy(model.state_dict())
        measured["seconds"] = time.monotonic() - self._began
        measured = {name: value for name, value in measured.items() if not ("accuracy" in name and math.isnan(value))}
        for callback in self.callbacks:
            callback(len(self._steps) - 1, self.epoch, {f"epoch/{name}": value for name, value in measured.items()})
        for name, value in measured.items():
            self._epochs[name].append(value)

    @property
    def epochs_without_progress(self) -> int:
        """Epochs since the least validation loss."""
        return 0 if self.best_epoch is None else self.epoch - 1 - self.best_epoch

    def history(self, ending: str | None = None) -> History:
        """What was measured so far."""
        arrays = {name: np.array(values, dtype=np.float64) for name, values in self._epochs.items()}
        steps = np.array(self._steps, dtype=np.float64)
        return History(step_loss=steps, **arrays, best_epoch=self.best_epoch, ending=ending or self.ending)

    def _advice(self, loss: float) -> str:
        return (
            f"The loss became {loss} in step {len(self._steps)} (epoch {self.epoch + 1}). Usually the learning rate is "
            "too large: build the model and the optimizer again with a tenth of it. Else the loss takes a logarithm of "
            "0 or divides by 0."
        )


def counts_right(y_hat, y) -> bool:
    """Whether an accuracy can be told: y (n,) holds classes and y_hat (n, classes) a score for each."""
    return not y.is_floating_point() and y.ndim == 1 and y_hat.ndim == 2 and y_hat.shape[1] > 1


def _in_words(name: str, value: float) -> str:
    return f"{value:.1%}" if "accuracy" in name else f"{value:.4g}"
