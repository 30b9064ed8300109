"""Lesson 11 on images: its U-Net on the drawn things, and transfer between classes of real photographs.

    python benchmarks/architectures.py --drawn                   # IoU of flat, hourglass and U-Net on the drawn masks
    python benchmarks/architectures.py --cifar10 FOLDER           # train/<class>/*.jpg, as load_images takes it
    python benchmarks/architectures.py --cifar10 FOLDER --picture transfer.png

Drawn: 2,000 drawings to train, 500 to test, the lesson's networks with three channels in; same epochs, same rates. Seen after five epochs: everything
marked .27, flat .56, hourglass .57, U-Net .61, the better of two rates each. Transfer: a
small CNN learns five classes of CIFAR-10 from `--images` photographs; then it begins on the five others with 5, 20 and 100
labels each: frozen, fine-tuned, from scratch, and frozen with random numbers; same layers, steps and rates (the better of two
by the test images, for all four alike).
"""

import argparse
from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from dl_course import load_drawings, load_images, seed
from dl_course.course import choose
from dl_course.stored import code_of


def as_tensor(x):
    return torch.from_numpy(x.astype(np.float32) / 255 - 0.5).permute(0, 3, 1, 2).contiguous()


def drawn(epochs):
    namespace = {"nn": nn, "F": F, "torch": torch, "np": np, "pairwise": pairwise}
    exec(code_of(choose(["11"])[0].notebook, "layer", "UNet", "iou"), namespace)
    layer, UNet, iou = (namespace[name] for name in ("layer", "UNet", "iou"))
    drawings = load_drawings()
    x, m = as_tensor(drawings.x_train[:2000]), torch.tensor(drawings.mask_train[:2000])
    x_test, m_test = as_tensor(drawings.x_test[:500]), drawings.mask_test[:500]
    print(f"everything marked: IoU {iou(m_test | True, m_test):.2f}")

    def net(kind):
        if kind == "flat":
            return nn.Sequential(
                layer(3, 19), *[layer(19, 19) for _ in range(4)], nn.Conv2d(19, 1, 1), nn.Flatten(1, 2)
            )
        made = UNet(kind == "U-Net", (8, 16, 32))
        made.down[0] = layer(3, 8)
        return made

    for kind in ("flat", "hourglass", "U-Net"):
        for rate in (0.003, 0.01):
            seed(0)
            network = net(kind)
            adam = torch.optim.Adam(network.parameters(), rate)
            for _ in range(epochs):
                for rows in torch.randperm(len(x)).split(32):
                    adam.zero_grad()
                    F.binary_cross_entropy_with_logits(network(x[rows]), m[rows].float()).backward()
                    adam.step()
            network.eval()
            with torch.no_grad():
                found = torch.cat([network(part) > 0 for part in x_test.split(100)])
            count = sum(p.numel() for p in network.parameters())
            print(f"{kind:>9}, {count:,} parameters, rate {rate}: IoU {iou(found, m_test):.3f}", flush=True)


def body():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    )  # fmt: skip


def fit(network, x, y, rate, steps, batch):
    adam = torch.optim.Adam(network.parameters(), rate)
    for _ in range(steps):
        rows = torch.randperm(len(x))[:batch]
        adam.zero_grad()
        F.cross_entropy(network(x[rows]), y[rows]).backward()
        adam.step()


def right(network, x, y):
    with torch.no_grad():
        return np.mean((torch.cat([network(part) for part in x.split(500)]).argmax(1) == y).numpy())


def transfer(folder, images, picture, old=(0, 1, 2, 3, 4)):
    photos = load_images("cifar10", folder=folder)
    print(photos)
    dice = seed(0)
    is_old = np.isin(photos.y_train, old)
    rows = dice.permutation(np.flatnonzero(is_old))[:images]
    first = nn.Sequential(body(), nn.Linear(512, 10))
    fit(first, as_tensor(photos.x_train[rows]), torch.tensor(photos.y_train[rows]), 2e-3, 6 * images // 64, 64)
    test = np.isin(photos.y_test, old)
    pick = dice.permutation(np.flatnonzero(test))[:1000]
    print(
        f"on its own five classes: {right(first, as_tensor(photos.x_test[pick]), torch.tensor(photos.y_test[pick])):.1%}"
    )
    new = dice.permutation(np.flatnonzero(~test))[:2000]
    x_new, y_new = as_tensor(photos.x_test[new]), torch.tensor(photos.y_test[new])
    labels, scores = (5, 20, 100), {way: [] for way in ("from scratch", "frozen random", "frozen", "fine-tuned")}
    others = [k for k in range(10) if k not in old]
    for n in labels:
        few = np.concatenate([dice.permutation(np.flatnonzero(photos.y_train == k))[:n] for k in others])
        x, y = as_tensor(photos.x_train[few]), torch.tensor(photos.y_train[few])
        for way, told in scores.items():
            runs = []
            for rate in (1e-3, 3e-3):
                seed(1)
                start, head = body(), nn.Linear(512, 10)
                if way in ("frozen", "fine-tuned"):
                    start.load_state_dict(first[0].state_dict())
                start.requires_grad_("frozen" not in way)
                fit(nn.Sequential(start, head), x, y, rate, 100, 64)
                runs.append(right(nn.Sequential(start, head), x_new, y_new))
            told.append(max(runs))
            print(f"{n:>4} labels a class, {way:>13}: " + ", ".join(f"{run:.1%}" for run in runs), flush=True)
    if picture:
        from dl_course import plots

        plots.use_style()
        ax = plots.plot_curves(
            np.log10(labels),
            {way: 100 * np.array(told) for way, told in scores.items()},
            title="Transfer between classes of CIFAR-10",
            xlabel="log10 of the labels of each class",
            ylabel="new photographs right, %",
        )
        ax.figure.savefig(picture)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--cifar10", help="folder of the images")
    parser.add_argument("--images", type=int, default=5000, help="photographs of the five first classes")
    parser.add_argument("--picture", help="where the curves go")
    options = parser.parse_args()
    if not (options.drawn or options.cifar10):
        parser.error("say --drawn, --cifar10 FOLDER, or both.")
    torch.set_num_threads(1)
    if options.drawn:
        drawn(options.epochs)
    if options.cifar10:
        transfer(options.cifar10, options.images, options.picture)


if __name__ == "__main__":
    main()
