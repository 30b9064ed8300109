"""Which libraries a cohort uses beyond its lesson's own, so that they are imported once and not in every submission."""

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
    """Counts; it executes nothing and takes no name from a submission."""

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
