"""Same numbers on every run: the seed, the device, claims that are executed, a report of the environment."""

import importlib.metadata
import os
import platform
import random
import sys

import numpy as np


def seed(value: int = 0) -> np.random.Generator:
    """Seeds Python, NumPy and those of PyTorch and Keras that are already imported.

    Args:
        value: The seed, int in [0, 2**32).

    Returns:
        A NumPy generator of its own with the same seed, for code that takes one.

    Raises:
        TypeError: `value` is not an int.
        ValueError: `value` is out of range.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"seed must be an int. Received: {value!r} of type {type(value).__name__}.")
    if not 0 <= value < 2**32:
        raise ValueError(f"seed must be in [0, 2**32). Received: {value}.")
    value = int(value)
    random.seed(value)
    np.random.seed(value)  # noqa: NPY002 - for libraries that draw from the global generator
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(value)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(value)
    return np.random.default_rng(value)


def device():
    """The fastest device PyTorch finds here: CUDA, then Apple's MPS, then the CPU.

    Returns:
        A `torch.device`.
    """
    import torch

    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


class ClaimFailed(AssertionError):
    """A sentence of the lesson that turned out to be false."""


def claim(sentence: str, holds) -> None:
    """Prints a sentence of the lesson with a tick, or fails where it is false.

    Args:
        sentence: What is claimed, in words.
        holds: One truth value: a bool, or a NumPy or PyTorch scalar of type bool.

    Raises:
        TypeError: `sentence` is not text, or `holds` is not one truth value.
        ClaimFailed: `holds` is False.
    """
    if not isinstance(sentence, str):
        raise TypeError(f"claim takes the sentence first, as text. Received: {sentence!r}.")
    if getattr(holds, "shape", None) == () and "bool" in str(getattr(holds, "dtype", "")):
        holds = holds.item()
    if not isinstance(holds, bool):
        shape = getattr(holds, "shape", None)
        received = f"an array of shape {tuple(shape)}" if shape is not None else repr(holds)
        raise TypeError(f"claim needs one True or False for {sentence!r}. Received: {received}.")
    if not holds:
        raise ClaimFailed(f"not true: {sentence}")
    print(f"✓ {sentence}")


def environment() -> dict[str, str]:
    """What this machine runs: Python, processor, cores, accelerator, versions of the libraries.

    Imports PyTorch only where something else already did; the versions come from the installed files.

    Returns:
        A dict of text, in the order in which a report prints it.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    report = {
        "Python": f"{platform.python_version()} ({sys.executable})",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": str(cores),
    }
    for name in ("dl-course", "torch", "torchvision", "tensorflow", "keras", "numpy", "matplotlib", "jupyterlab"):
        try:
            report[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            report[name] = "not installed"
    if "torch" in sys.modules:
        report["device"] = str(device())
    return report
