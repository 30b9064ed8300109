"""What a cohort imports beyond its lesson's own, so that it is imported once for all.

NumPy is always imported, since the codec needs it. Other libraries are imported where the exercise does so itself, or where
enough of the submissions do; otherwise a submission that imports one pays for it alone, out of its own limits. PyTorch,
TensorFlow and Keras do not fit into these limits, so one submission is enough: a right answer in PyTorch earns its points.
They take 2, 8 and 9 seconds on the course's machines, and up to half a GB in each of the two processes that fork.
"""

# What is looked for in a notebook's bytes -> the module to import.
_SIGNS = {
    b"matplotlib": "matplotlib.pyplot",
    b"import torch": "torch",
    b"from torch": "torch",
    b"keras": "keras",
    b"tensorflow": "keras",
    b"torch.optim": "torch.optim",
    b"sklearn": "sklearn",
    b"scipy": "scipy",
    b"pandas": "pandas",
    b'"%': "IPython.core.inputtransformer2",
    b"IPython": "IPython.display",
}
_SHARE = 0.05  # of the submissions, from which on one import for all is cheaper
_TOO_LARGE = {"torch", "torch.optim", "keras"}  # to be imported within the limits of one submission


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
        """Modules that at least three and a twentieth of the notebooks use; of those that are too large, one is enough."""
        enough = {name: 1 if name in _TOO_LARGE else max(3, _SHARE * self.seen) for name in _SIGNS.values()}
        return tuple(dict.fromkeys(name for sign, name in _SIGNS.items() if self.counts[sign] >= enough[name]))
