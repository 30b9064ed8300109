"""What a step of `dl_course.fit` costs beside the bare forward, backward and update on a batch that is already there.

    python benchmarks/training_step.py [--rounds 7] [--steps 40]

Prints, for three networks, milliseconds per step of each and their ratio, and what `fit` does before its first step. The
two take turns, so that whatever else the machine does meets both.
"""

import argparse
import statistics
import time

import torch
from torch import nn

from dl_course.course import choose
from dl_course.reproducible import device
from dl_course.stored import code_of
from dl_course.training import fit

BATCH = 128

lesson = {}
exec(code_of(choose(["10"])[0].notebook, "first_network"), lesson)


def small_mlp():
    """A network so small that everything around it shows."""
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def autoencoder():
    """The deck's: 3072 -> 200 -> 3072."""
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 200), nn.Linear(200, 3072))


CASES = {  # name -> (network, shape of a row, whether y is the row itself)
    "deck's CNN, 32x32x3": (lesson["first_network"], (3, 32, 32), False),
    "linear autoencoder 3072-200": (autoencoder, (3072,), True),
    "MLP 64-32-10": (small_mlp, (64,), False),
}


def clock(device):
    """Seconds: of the processor on a CPU, all threads together, so that other programs do not count; else of the wall."""
    if device.type == "cpu":
        return time.process_time()
    torch.cuda.synchronize()
    return time.perf_counter()


def bare(model, optimizer, criterion, x, y, steps):
    """Seconds per step on one batch that never changes."""
    began = clock(x.device)
    for _ in range(steps):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
    return (clock(x.device) - began) / steps


def fitted(model, optimizer, x, y, steps):
    """Seconds per step of `fit`, and its seconds before the first step: from runs of one and of three epochs."""
    took = []
    for epochs in (1, 3):
        model.train()
        began = clock(x.device)
        fit(model, (x, y), epochs=epochs, batch_size=BATCH, optimizer=optimizer)
        took.append(clock(x.device) - began)
    model.train()
    per_epoch = (took[1] - took[0]) / 2
    return per_epoch / steps, took[0] - per_epoch


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=40)
    options = parser.parse_args()
    where = device()
    print(
        f"{where}, {torch.get_num_threads()} threads, batch {BATCH}, {options.rounds} rounds of {options.steps} steps"
    )
    print(f"medians; {'processor' if where.type == 'cpu' else 'wall'} time\n")
    print(f"{'':30}{'bare ms':>10}{'fit ms':>10}{'ratio':>8}{'set-up ms':>12}   ratio in each round")
    for name, (build, shape, itself) in CASES.items():
        torch.manual_seed(0)
        x = torch.randn(BATCH * options.steps, *shape, device=where)
        y = x if itself else torch.randint(0, 10, (len(x),), device=where)
        criterion = nn.functional.mse_loss if itself else nn.functional.cross_entropy
        model = build().to(where)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        rounds = []
        for _ in range(options.rounds + 1):
            plain = bare(model, optimizer, criterion, x[:BATCH], y[:BATCH], options.steps)
            rounds.append((plain, *fitted(model, optimizer, x, y, options.steps)))
        rounds = rounds[1:]  # the first one warms up
        ratios = sorted(step / plain for plain, step, _ in rounds)
        plain, step, set_up = (statistics.median(column) * 1e3 for column in zip(*rounds, strict=True))
        spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"{name:30}{plain:10.3f}{step:10.3f}{statistics.median(ratios):8.2f}{set_up:12.1f}   {spread}")


if __name__ == "__main__":
    main()
