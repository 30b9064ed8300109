"""What is imported once before a process forks, so that no fork has to do it; and what a cohort needs of it.

NumPy is always imported, since the codec needs it. Matplotlib, PyTorch, TensorFlow and Keras are imported where the
exercise does so itself, or where enough of the submissions do (Popular): on the course's machines their imports take
1, 2, 8 and 9 seconds and up to half a GB in each of the two processes that fork, which for most lessons is more than
the judging of a whole class. A submission that imports one of them all the same pays for it alone, out of its own limits.
"""

import gc
import importlib
import sys

from dl_course import frameworks

# What is looked for in a notebook's bytes -> the module to import.
_SIGNS = {
    b"matplotlib": "matplotlib.pyplot",
    b"import torch": "torch",
    b"torch.optim": "torch.optim",
    b"sklearn": "sklearn",
    b"scipy": "scipy",
    b"pandas": "pandas",
    b'"%': "IPython.core.inputtransformer2",
    b"IPython": "IPython.display",
}
_SHARE = 0.05  # of the submissions, from which on one import for all is cheaper


def warm_up(names: list[str]) -> dict[str, str]:
    """Imports modules; where torch.optim is among them, takes the first optimizer step as well.

    Args:
        names: Modules.

    Returns:
        Module -> why it could not be imported.
    """
    failed = {}
    # NumPy itself imports its own three only when they are first used.
    for name in ("numpy.random", "numpy.linalg", "numpy.fft", *names):
        try:
            if name.split(".")[0] in ("tensorflow", "keras"):
                sys.modules.setdefault("triton", None)  # TensorFlow and triton both bring LLVM, and abort together
                frameworks.start_keras()
            importlib.import_module(name)
        except Exception as error:
            failed[name] = f"{type(error).__name__}: {error}"
    if "torch.optim" in names and "torch" in sys.modules:
        _first_step(sys.modules["torch"])
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, the pages that forks share
    return failed


def _first_step(torch):
    """What one step loads would cost every fork that trains one to six seconds."""
    torch.set_num_threads(1)
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=0.0)
    weight.sum().backward()
    optimizer.step()


class Popular:
    """Which libraries a cohort uses beyond its lesson's own. It executes nothing and takes no name from a submission."""

    def __init__(self):
        self.seen, self.counts = 0, dict.fromkeys(_SIGNS, 0)

    def count(self, notebook: bytes) -> None:
        """Looks at one notebook's bytes."""
        self.seen += 1
        for sign in _SIGNS:
            self.counts[sign] += sign in notebook

    def modules(self) -> tuple[str, ...]:
        """Modules that at least three and a twentieth of the notebooks use."""
        return tuple(_SIGNS[sign] for sign, count in self.counts.items() if count >= max(3, _SHARE * self.seen))
