"""How fast CIFAR-10 is learnt, three ways: seconds per epoch, images a second, accuracy after a while.

    python benchmarks/cifar_speed.py --folder FOLDER [--marks 60 120 300] [--only a b c] [--out OUT]

(a) the deck's network as tutorials train it: DataLoader, PIL transforms one image at a time, batches of 4
(b) the deck's network in the loop of lesson 10: all images resident as one tensor, batches of 128
(c) a small network in the manner of airbench: whitening, batch norm, a learning rate that rises and falls in time

The clock stands still while accuracy is measured. (a) and (b) are one run each, looked at on the way; (c) plans its
learning rate for the time it has, so each mark is a run of its own. Without --folder, the images are those that
`load_images` finds. Writes OUT.json and OUT.png.
"""

import argparse
import json
import platform
import time
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from dl_course import reproducible
from dl_course.data import load_images
from dl_course.training.execution import Execution, mixed_precision_helps

MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
WAYS = {
    "a": "tutorial: DataLoader, PIL, batch 4",
    "b": "resident tensor, same network, batch 128",
    "c": "resident tensor, better network, batch 256",
}


class Clock:
    """Seconds of training; stands still inside `with clock.stopped():`."""

    def __init__(self, device):
        self._device, self._began = device, time.perf_counter()

    def seconds(self):
        if self._device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - self._began

    def stopped(self, work):
        now = self.seconds()
        result = work()
        self._began = time.perf_counter() - now
        return result


def deck_network():
    """The network of lesson 10: 62,006 parameters."""
    return nn.Sequential(
        *(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
    )


def airbench_like(x, widths):
    """Whitening, then three blocks of two convolutions. Source: Jordan, 94% on CIFAR-10 in 3.29 seconds, 2024."""

    def block(before, after):
        return nn.Sequential(
            *(
                nn.Conv2d(before, after, 3, padding="same", bias=False),
                nn.MaxPool2d(2),
                nn.BatchNorm2d(after),
                nn.GELU(),
            ),
            *(nn.Conv2d(after, after, 3, padding="same", bias=False), nn.BatchNorm2d(after), nn.GELU()),
        )

    whitening = nn.Conv2d(3, 24, 2)
    patches = functional.unfold(x[:5000], 2).transpose(1, 2).reshape(-1, 12)
    values, vectors = torch.linalg.eigh(patches.T @ patches / len(patches))
    directions = (vectors / values.add(5e-4).sqrt()).T.reshape(12, 3, 2, 2)
    whitening.weight.data = torch.cat([directions, -directions])
    whitening.weight.requires_grad_(False)
    nn.init.zeros_(whitening.bias)
    w1, w2, w3 = widths
    head = nn.Linear(w3, 10, bias=False)
    head.weight.data /= 3
    return nn.Sequential(
        *(whitening, nn.GELU(), block(24, w1), block(w1, w2), block(w2, w3)), *(nn.MaxPool2d(3), nn.Flatten(), head)
    )


def normalised(images, device):
    """uint8 (n, 32, 32, 3) -> float32 (n, 3, 32, 32), each colour with mean 0 and standard deviation 1."""
    x = torch.from_numpy(images).to(device).permute(0, 3, 1, 2).float().div_(255)
    mean, std = (torch.tensor(values, device=device)[:, None, None] for values in (MEAN, STD))
    return ((x - mean) / std).contiguous()


def accuracy(forward, x, y):
    """Share of the test images that are right."""
    forward.model.eval()
    with torch.inference_mode():
        right = sum(
            (forward(x[i : i + 1000]).argmax(1) == y[i : i + 1000]).sum().item() for i in range(0, len(x), 1000)
        )
    forward.model.train()
    return right / len(x)


def tutorial_batches(images, device):
    """(a) what the usual tutorial does, epoch after epoch."""
    from PIL import Image
    from torch.utils.data import DataLoader, Dataset
    from torchvision import transforms

    class Pictures(Dataset):
        transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])

        def __len__(self):
            return len(images.x_train)

        def __getitem__(self, i):
            return self.transform(Image.fromarray(images.x_train[i])), int(images.y_train[i])

    loader = DataLoader(Pictures(), batch_size=4, shuffle=True, num_workers=2)
    while True:
        for x, y in loader:
            yield x.to(device), y.to(device)


def resident_batches(x, y, size, augment=None):
    """(b) and (c): rows of tensors that are there as a whole, in a new order each epoch."""
    generator = torch.Generator().manual_seed(0)
    while True:
        order = torch.randperm(len(x), generator=generator).to(x.device)
        for first in range(0, len(x), size):
            rows = order[first : first + size]
            yield (augment(x, rows) if augment else x.index_select(0, rows)), y.index_select(0, rows)


def flip_and_shift(x, rows, reach=2):
    """Images mirrored at random and moved by up to `reach` pixels; `x` has a margin of that width."""
    n, size = len(rows), x.shape[-1] - 2 * reach
    moved = torch.randint(0, 2 * reach + 1, (2, n, 1), device=x.device) + torch.arange(size, device=x.device)
    mirrored = torch.rand(n, 1, device=x.device) < 0.5
    columns = torch.where(mirrored, moved[1].flip(1), moved[1])
    # The colours come last in what this gives, which is the layout that convolutions like; the view says so.
    return x[rows[:, None, None], :, moved[0][:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def learn(forward, batches, optimizer, criterion, budget, marks, test, rate=None):
    """Trains for `budget` seconds; returns images a second and accuracy at each mark.

    Args:
        rate: Share of the time that is over -> factor of the learning rate; constant if None.
    """
    base = [group["lr"] for group in optimizer.param_groups]
    look = 1 if forward.device.type == "cpu" else 20  # steps; looking at the clock makes a GPU finish what it has
    clock, now, seen, found, left = Clock(forward.device), 0.0, 0, {}, sorted(marks)
    for step in count():
        if step % look == 0:
            now = clock.seconds()
        while left and now >= left[0]:
            found[left.pop(0)] = clock.stopped(lambda: accuracy(forward, *test))
        if now >= budget:
            break
        if rate is not None:
            for group, lr in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = lr * rate(now / budget)
        x, y = next(batches)
        value = criterion(forward(x), y)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        seen += len(x)
    return {"images_per_second": seen / now, "images": seen, "accuracy": found}


def way_a(images, device, test, marks, options):
    forward = Execution(deck_network(), device, mixed=False)
    optimizer = torch.optim.Adam(forward.model.parameters(), lr=1e-3)
    batches = tutorial_batches(images, device)
    next(batches)  # the worker processes start before the clock does
    return learn(forward, batches, optimizer, functional.cross_entropy, max(marks), marks, test)


def way_b(images, device, test, marks, options):
    x, y = normalised(images.x_train, device), torch.from_numpy(images.y_train).to(device)
    forward = Execution(deck_network(), device, mixed=False)
    optimizer = torch.optim.Adam(forward.model.parameters(), lr=1e-3)
    return learn(forward, resident_batches(x, y, 128), optimizer, functional.cross_entropy, max(marks), marks, test)


def way_c(images, device, test, marks, options):
    x, y = normalised(images.x_train, device), torch.from_numpy(images.y_train).to(device)
    padded = functional.pad(x, (2,) * 4, "reflect")
    together = {"images_per_second": [], "images": [], "accuracy": {}}
    for mark in marks:
        torch.manual_seed(0)
        model = airbench_like(x, options.widths).to(memory_format=torch.channels_last)
        forward = Execution(model, device, mixed_precision_helps(device, x))
        norms = [p for name, p in model.named_parameters() if p.requires_grad and p.ndim == 1]
        others = [p for name, p in model.named_parameters() if p.requires_grad and p.ndim > 1]
        groups = [{"params": norms, "lr": 4 * options.lr, "weight_decay": 0.0}, {"params": others}]
        optimizer = torch.optim.SGD(groups, lr=options.lr, momentum=0.85, nesterov=True, weight_decay=5e-4)
        result = learn(
            forward,
            resident_batches(padded, y, 256, flip_and_shift),
            optimizer,
            lambda y_hat, y: functional.cross_entropy(y_hat, y, label_smoothing=0.1),
            mark,
            [mark],
            test,
            rate=lambda share: min(share / 0.2, 1.0) * min((1 - share) / 0.8, 1.0),
        )
        together["images_per_second"].append(result["images_per_second"])
        together["images"].append(result["images"])
        together["accuracy"] |= result["accuracy"]
    together["images_per_second"] = float(np.median(together["images_per_second"]))
    return together


def draw(results, marks, title, path):
    """Two panels: images a second, and accuracy after each mark."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    looks = {"a": ("#D55E00", "s"), "b": ("#0072B2", "o"), "c": ("#009E73", "^")}
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    names = list(results)[::-1]
    speeds = [results[name]["images_per_second"] for name in names]
    what = [f"({name}) {WAYS[name].replace(': ', ':, ').replace(', ', chr(10), 1)}" for name in names]
    bars = left.barh(what, speeds, color=[looks[name][0] for name in names], height=0.6)
    left.bar_label(bars, [f"{speed:,.0f}" for speed in speeds], padding=4)
    left.set(xlim=(0, 1.15 * max(speeds)), xlabel="training images a second")
    left.xaxis.set_major_formatter("{x:,.0f}")
    left.xaxis.set_major_locator(plt.MaxNLocator(5))
    left.set_title("Speed", loc="left")
    for name, result in results.items():
        colour, marker = looks[name]
        heights = [100 * result["accuracy"][mark] for mark in marks]
        right.plot(marks, heights, marker=marker, color=colour)
        for mark, height in zip(marks, heights, strict=True):
            above = name != "a"  # (a) and (b) may lie close together
            where = {"xytext": (0, 7 if above else -7), "va": "bottom" if above else "top", "ha": "center"}
            right.annotate(f"{height:.1f}", (mark, height), textcoords="offset points", color=colour, **where)
        right.annotate(
            f"({name})", (marks[-1], heights[-1]), (18, 0), textcoords="offset points", va="center", color=colour
        )
    right.set(xlabel="seconds of training", ylabel="test accuracy, %", ylim=(0, 100), xlim=(0, 1.12 * max(marks)))
    right.set_xticks(marks)
    right.set_title("Accuracy after the same time", loc="left")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.suptitle(title, fontsize=9, color="0.3")
    figure.savefig(path, dpi=100)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", help="folder of CIFAR-10, as load_images takes it")
    parser.add_argument("--marks", type=float, nargs="+", default=[60, 120, 300], help="seconds of training")
    parser.add_argument("--only", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--widths", type=int, nargs=3, default=[32, 128, 128], help="of the better network")
    parser.add_argument("--lr", type=float, default=0.1, help="highest learning rate of the better network")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(""))
    options = parser.parse_args()
    marks = sorted(options.marks)
    images = load_images(folder=options.folder)
    device = reproducible.device()
    test = normalised(images.x_test, device), torch.from_numpy(images.y_test).to(device)
    bf16 = "bfloat16 for (c)" if mixed_precision_helps(device, test[0]) else "float32"
    where = (
        "GPU"
        if device.type == "cuda"
        else f"{torch.get_num_threads()} threads, {torch.backends.cpu.get_cpu_capability()}"
    )
    kind = "drawn" if images.source.startswith("shipped") else "real"
    title = f"{len(images.x_train):,} {kind} training images; {platform.machine()}, {where}, {bf16}"
    print(title, images.source, sep="\n", flush=True)
    results = {}
    for name in options.only:
        torch.manual_seed(0)
        result = {"a": way_a, "b": way_b, "c": way_c}[name](images, device, test, marks, options)
        result["seconds_per_epoch"] = len(images.x_train) / result["images_per_second"]
        results[name] = result
        reached = ", ".join(f"{share:.1%} after {mark:g} s" for mark, share in result["accuracy"].items())
        speed = f"{result['images_per_second']:9,.0f} images/s{result['seconds_per_epoch']:8.1f} s/epoch"
        print(f"({name}) {WAYS[name]:44}{speed}  {reached}", flush=True)
    if {"a", "b"} <= set(results):
        times = results["b"]["images_per_second"] / results["a"]["images_per_second"]
        print(f"(b) sees {times:.1f} times the images a second of (a)")
    options.out.with_suffix(".json").write_text(json.dumps({"title": title, "results": results}, indent=2) + "\n")
    draw(results, marks, title, options.out.with_suffix(".png"))


if __name__ == "__main__":
    main()
