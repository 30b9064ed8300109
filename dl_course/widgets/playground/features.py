"""The inputs of a playground as a layer of PyTorch. It imports PyTorch: load it where a network is wanted."""

import torch

from dl_course.widgets.playground.network import FEATURES


class Features(torch.nn.Module):
    """Points, shape (n, 2) -> what the network takes, shape (n, features).

    Args:
        names: Names of the features, as in the playground's state.
    """

    def __init__(self, names: list[str]):
        super().__init__()
        self.names = list(names)

    def forward(self, x):
        return torch.stack([FEATURES[name](x[:, 0], x[:, 1], torch.sin) for name in self.names], dim=1)

    def extra_repr(self) -> str:
        return ", ".join(self.names)
