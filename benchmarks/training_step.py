"""What a step of `dl_course.fit` costs beside the bare forward, backward and update on a batch that is already there.

    python benchmarks/training_step.py [--rounds 5] [--steps 60]

Prints, for three networks, milliseconds per step of each and their ratio. The two take turns, so that whatever else the
machine does meets both.
"""

import argparse
import statistics
import time

import torch
from torch import nn

from dl_course.reproducible import device
from dl_course.training import fit

BATCH = 128


def deck_network():
    """The network of lesson 10: 62,006 parameters."""
    return nn.Sequential(
        *(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
    )


def small_mlp():
    """A network so small that everything around it shows."""
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def autoencoder():
    """The deck's: 3072 -> 200 -> 3072."""
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 200), nn.Linear(200, 3072))


CASES = {  # name -> (network, shape of a row, whether y is the row itself)
    "deck's CNN, 32x32x3": (deck_network, (3, 32, 32), False),
    "linear autoencoder 3072-200": (autoencoder, (3072,), True),
    "MLP 64-32-10": (small_mlp, (64,), False),
}


def bare(model, optimizer, criterion, x, y, steps):
    """Seconds per step on one batch that never changes."""
    began = time.perf_counter()
    for _ in range(steps):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
    if x.is_cuda:
        torch.cuda.synchronize()
    return (time.perf_counter() - began) / steps


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=60)
    options = parser.parse_args()
    where = device()
    print(
        f"{where}, {torch.get_num_threads()} threads, batch {BATCH}, {options.rounds} rounds of {options.steps} steps\n"
    )
    print(f"{'':30}{'bare ms':>10}{'fit ms':>10}{'ratio':>8}   of each round")
    for name, (build, shape, itself) in CASES.items():
        torch.manual_seed(0)
        x = torch.randn(BATCH * options.steps, *shape, device=where)
        y = x if itself else torch.randint(0, 10, (len(x),), device=where)
        criterion = nn.functional.mse_loss if itself else nn.functional.cross_entropy
        model = build().to(where)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        bare(model, optimizer, criterion, x[:BATCH], y[:BATCH], options.steps)  # warm up
        fit(model, (x, y), epochs=1, batch_size=BATCH, optimizer=optimizer, mixed_precision=False)
        pairs = []
        for _ in range(options.rounds):
            model.train()
            plain = bare(model, optimizer, criterion, x[:BATCH], y[:BATCH], options.steps)
            history = fit(model, (x, y), epochs=1, batch_size=BATCH, optimizer=optimizer, mixed_precision=False)
            pairs.append((plain, history.seconds[0] / options.steps))
        ratios = sorted(with_fit / plain for plain, with_fit in pairs)
        plain, with_fit = (statistics.median(column) * 1e3 for column in zip(*pairs, strict=True))
        spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"{name:30}{plain:10.3f}{with_fit:10.3f}{statistics.median(ratios):8.2f}   {spread}")


if __name__ == "__main__":
    main()
