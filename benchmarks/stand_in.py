"""The drawn stand-in beside real CIFAR-10 at the same size: the same recipes, the same table, for each.

    python benchmarks/stand_in.py --real FOLDER [--seeds 3] [--recipes linear mlp ...]

FOLDER (or DL_COURSE_DATA) holds train/<class>/*.jpg and test/<class>/*.jpg, 32x32.
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from dl_course.data.catalogue import shipped_folder
from dl_course.data.cifar10 import CLASSES

TRAIN_PER_CLASS = 500
WANTED = {"linear": (33, 38), "mlp": (42, 45), "cnn": (46, 49)}  # real test accuracy, in percent
ALLOWED = 8  # points by which the stand-in may lie outside


def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))


def mlp():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(3072, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10)
    )


def cnn():
    """The deck's network: 3-6-5, pool, 6-16-5, pool, 120, 84, 10."""
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


class Residual(nn.Module):
    """Two 3x3 convolutions with batch norm, added to their input."""

    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(conv(width, width), conv(width, width))

    def forward(self, x):
        return x + self.body(x)


def conv(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


def better():
    """A small residual network with batch norm, in the manner of the fast CIFAR-10 networks."""
    return nn.Sequential(
        conv(3, 24), nn.MaxPool2d(2), conv(24, 48), nn.MaxPool2d(2), Residual(48),
        conv(48, 96), nn.MaxPool2d(2), Residual(96), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(96, 10),
    )  # fmt: skip


# name -> network, epochs, augmentation, one-cycle schedule
RECIPES = {
    "linear": (linear, 15, False, False),
    "mlp": (mlp, 20, False, False),
    "cnn": (cnn, 30, False, False),
    "cnn + flip, shift": (cnn, 30, True, False),
    "better": (better, 12, False, True),
    "better + flip, shift": (better, 12, True, True),
}


def flip_and_shift(x, generator, reach=2):
    """Mirrors each image with probability 1/2 and moves it by up to `reach` pixels, black where nothing is."""
    n, _, height, width = x.shape
    mirrored = torch.rand(n, generator=generator) < 0.5
    x = torch.where(mirrored[:, None, None, None], x.flip(3), x)
    padded = nn.functional.pad(x, (reach,) * 4)
    top = torch.randint(2 * reach + 1, (n, 1, 1), generator=generator) + torch.arange(height)[None, :, None]
    left = torch.randint(2 * reach + 1, (n, 1, 1), generator=generator) + torch.arange(width)[None, None, :]
    return padded[torch.arange(n)[:, None, None], :, top, left].permute(0, 3, 1, 2)


def train_and_test(recipe, data, seed):
    """Trains one recipe and returns its accuracy on training and test images, in percent.

    Args:
        recipe: Name in `RECIPES`.
        data: Tensors x_train, y_train, x_test, y_test; images float32 of shape (n, 3, 32, 32), standardised.
        seed: Seed of the weights, the order and the augmentation.
    """
    make, epochs, augment, one_cycle = RECIPES[recipe]
    x_train, y_train, x_test, y_test = data
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model, batch = make(), 128
    steps = epochs * (len(x_train) // batch)
    optimizer = torch.optim.AdamW(model.parameters(), 2e-3) if one_cycle else torch.optim.Adam(model.parameters(), 1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps) if one_cycle else None
    for _ in range(epochs):
        order = torch.randperm(len(x_train), generator=generator)
        for start in range(0, len(x_train) - batch + 1, batch):
            chosen = order[start : start + batch]
            x = flip_and_shift(x_train[chosen], generator) if augment else x_train[chosen]
            loss = nn.functional.cross_entropy(model(x), y_train[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            if schedule:
                schedule.step()
    return accuracy(model, x_train, y_train), accuracy(model, x_test, y_test)


@torch.no_grad()
def accuracy(model, x, y):
    model.eval()
    right = sum((model(a).argmax(1) == b).sum().item() for a, b in zip(x.split(500), y.split(500), strict=True))
    return 100 * right / len(y)


def as_tensors(arrays):
    """uint8 images to standardised float32 tensors, by the mean and deviation of each colour in training."""
    x_train, y_train, x_test, y_test = arrays
    mean, deviation = x_train.mean((0, 1, 2)), x_train.std((0, 1, 2))

    def images(x):
        return torch.from_numpy(((x - mean) / deviation).astype(np.float32)).permute(0, 3, 1, 2).contiguous()

    return images(x_train), torch.from_numpy(y_train.astype(int)), images(x_test), torch.from_numpy(y_test.astype(int))


def read_real(folder):
    """The first 500 training images of each class and all test images, as uint8 arrays."""
    from PIL import Image

    arrays = []
    for part, limit in (("train", TRAIN_PER_CLASS), ("test", None)):
        files = [
            (file, k) for k, name in enumerate(CLASSES) for file in sorted((folder / part / name).iterdir())[:limit]
        ]
        arrays.append(np.stack([np.asarray(Image.open(file).convert("RGB")) for file, _ in files]))
        arrays.append(np.array([k for _, k in files]))
    return arrays


def read_drawn(path):
    with np.load(path, allow_pickle=False) as arrays:
        return [arrays[name] for name in ("x_train", "y_train", "x_test", "y_test")]


def verdict(recipe, test):
    if recipe not in WANTED:
        return ""
    low, high = WANTED[recipe][0] - ALLOWED, WANTED[recipe][1] + ALLOWED
    return f"{low} to {high}: {'inside' if low <= test <= high else 'OUTSIDE'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", default=os.environ.get("DL_COURSE_DATA"), help="folder of real CIFAR-10 images")
    parser.add_argument("--drawn", default=shipped_folder() / "cifar10_drawn.npz", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--recipes", nargs="+", choices=RECIPES, default=list(RECIPES), metavar="NAME")
    options = parser.parse_args()
    sets = {}
    if options.drawn.is_file():
        sets["drawn"] = as_tensors(read_drawn(options.drawn))
    if options.real and (Path(options.real) / "train").is_dir():
        sets["real"] = as_tensors(read_real(Path(options.real)))
    else:
        print(
            "Real CIFAR-10 is missing: --real or DL_COURSE_DATA must be a folder with train/<class>/ and test/<class>/."
        )
    print(f"{'recipe':22s} {'data':6s} {'train %':>14s} {'test %':>14s} {'gap':>6s} {'s a run':>8s}  wanted")
    for recipe in options.recipes:
        for name, data in sets.items():
            start = time.perf_counter()
            both = np.array([train_and_test(recipe, data, seed) for seed in range(options.seeds)])
            seconds = (time.perf_counter() - start) / options.seeds
            (train, test), (train_sd, test_sd) = both.mean(0), both.std(0)
            print(
                f"{recipe:22s} {name:6s} {train:7.1f} ± {train_sd:4.1f} {test:7.1f} ± {test_sd:4.1f} "
                f"{train - test:6.1f} {seconds:8.1f}  {verdict(recipe, test) if name == 'drawn' else ''}",
                flush=True,
            )


if __name__ == "__main__":
    main()
