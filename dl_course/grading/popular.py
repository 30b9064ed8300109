"""What a cohort imports beyond its lesson's own, so that it is imported once for all.

NumPy is always imported, since the codec needs it. Matplotlib, PyTorch, TensorFlow and Keras are imported where the
exercise does so itself, or where enough of the submissions do: on the course's machines their imports take 1, 2, 8 and
9 seconds and up to half a GB in each of the two processes that fork, which for most lessons is more than the judging of a
whole class. A submission that imports one of them all the same pays for it alone, out of its own limits.
"""

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
