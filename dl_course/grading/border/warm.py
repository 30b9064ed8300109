"""What is imported once before a process forks, so that no fork has to do it."""

import gc
import importlib
import sys

from dl_course import frameworks


def warm_up(names: list[str]) -> dict[str, str]:
    """Imports modules; with torch, goes back through a first graph, and with torch.optim takes a first step as well.

    Args:
        names: Modules.

    Returns:
        Module -> why it could not be imported.
    """
    failed = {}
    gc.disable()  # while modules are made there is little garbage, and much to look through for it
    # NumPy itself imports its own three only when they are first used.
    for name in ("numpy.random", "numpy.linalg", "numpy.fft", *names):
        try:
            if name.split(".")[0] in ("tensorflow", "keras"):
                sys.modules.setdefault("triton", None)  # TensorFlow and triton both bring LLVM, and abort together
                frameworks.start_keras()
            importlib.import_module(name)
        except Exception as error:
            failed[name] = f"{type(error).__name__}: {error}"
    if "torch" in sys.modules:
        _first_way_back(sys.modules["torch"])
    if "torch.optim" in names and "torch" in sys.modules:
        _first_step(sys.modules["torch"])
    gc.enable()
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, the pages that forks share
    return failed


def _first_way_back(torch):
    """The first `backward` that is given a slope loads sympy, which would cost every fork a second or two."""
    torch.zeros(1, requires_grad=True).backward(torch.zeros(1))


def _first_step(torch):
    """What one step loads would cost every fork that trains one to six seconds."""
    torch.set_num_threads(1)
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=0.0)
    weight.sum().backward()
    optimizer.step()
