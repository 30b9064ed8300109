"""How fast CIFAR-10 is learnt, three ways: seconds per epoch, images a second, accuracy after a while.

    python benchmarks/cifar_speed.py --folder FOLDER [--seconds 60 120 300] [--only a b c] [--widths 32]
                                      [--bfloat16] [--out OUT]

(a) the deck's network as tutorials train it: DataLoader, PIL transforms one image at a time, batches of 4
(b) the deck's network in `fit`, which is the loop of lesson 10: all images resident as one tensor, batches of 128
(c) the better network of lesson 10, wider, in `fit`, with a learning rate that rises and falls in time; for two thirds of it
    the network sees crops of 24x24, which take 0.6 of the time; when measured it is asked about six views of each image

Networks and augmentation are those that lesson 10 shows, taken from its notebook. The clock stands still while accuracy is
measured. (a) and (b) are one run each, looked at on the way; (c) plans its learning rate for the time it has, so each
duration is a run of its own. --bfloat16 makes (b) and (c) faster on a processor made for it. Without --folder, the images
are those that `load_images` finds. Writes OUT.json and OUT.png.
"""

import argparse
import json
import platform
import time
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from dl_course import reproducible
from dl_course.course import choose
from dl_course.data import load_images
from dl_course.stored import code_of
from dl_course.training import evaluate, fit

MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
SMALL = 24  # pixels of the crops that (c) sees first
WAYS = {
    "a": "tutorial: DataLoader, PIL, batch 4",
    "b": "resident tensor, same network, batch 128",
    "c": "resident tensor, better network",
}

lesson = {}
exec(code_of(choose(["10"])[0].notebook, "first_network", "block", "Residual", "better_network", "augment"), lesson)


class TimeIsUp(Exception):
    """Leaves `fit` where the seconds of training are over."""


class Views(torch.nn.Module):
    """A model that is asked six times about an image: as it is, a pixel up and left, a pixel down and right, each mirrored, too.

    Its answer is the mean of the logits, in which the image as it is counts as much as the other two together.
    """

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        wider = functional.pad(x, (1, 1, 1, 1), "reflect")
        views = [(x, 2), (wider[:, :, :-2, :-2], 1), (wider[:, :, 2:, 2:], 1)]
        return sum(weight / 8 * (self.model(view) + self.model(view.flip(3))) for view, weight in views)


class Watch:
    """A callback of `fit`: measures accuracy when its time has come, then ends the training; stands still meanwhile.

    Args:
        model: What is trained.
        marks: Seconds of training after which to measure; training ends after the last.
        test: (x, y) to measure on.
        views: Another model that is measured as well, at the end.
    """

    def __init__(self, model, marks, test, views=None):
        self.model, self.marks, self.test, self.views = model, sorted(marks), test, views
        self.images, self.accuracy, self.once = 0, {}, None
        self.began = time.perf_counter()

    def seconds(self):
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        return time.perf_counter() - self.began

    def share(self):
        """How much of the time is over, in [0, 1]."""
        return min((time.perf_counter() - self.began) / self.marks[-1], 1.0)

    def seen(self, images):
        self.images += images
        now = self.seconds()
        while len(self.accuracy) < len(self.marks) and now >= self.marks[len(self.accuracy)]:
            self.accuracy[self.marks[len(self.accuracy)]] = evaluate(self.model, self.test)[1]
        if len(self.accuracy) == len(self.marks):
            self.took = now
            if self.views is not None:
                self.once = self.accuracy[self.marks[-1]]
                self.accuracy[self.marks[-1]] = evaluate(self.views, self.test)[1]
            raise TimeIsUp
        self.began = time.perf_counter() - now

    def result(self):
        told = {"images_per_second": self.images / self.took, "images": self.images, "accuracy": self.accuracy}
        return told if self.once is None else told | {"asked_once": self.once}


def fit_for(model, data, marks, test, batch_size, views=None, **options):
    """`fit` until the last mark; returns images a second and accuracy at each mark."""
    watch = Watch(model, marks, test, views)
    for name in {"scheduler", "augment"} & set(options):  # each knows how much of the time is over
        options[name] = options[name](watch)

    def after_each_step(step, epoch, logs):
        if "train_loss" in logs:
            watch.seen(batch_size)

    try:
        fit(model, data, epochs=1_000_000, batch_size=batch_size, callbacks=[after_each_step], **options)
    except TimeIsUp:
        return watch.result()


def normalised(images, device):
    """uint8 (n, 32, 32, 3) -> float32 (n, 3, 32, 32), each colour with mean 0 and standard deviation 1."""
    x = torch.from_numpy(images).to(device).permute(0, 3, 1, 2).float().div_(255)
    mean, std = (torch.tensor(values, device=device)[:, None, None] for values in (MEAN, STD))
    return (x - mean) / std


def tutorial_batches(images):
    """What the usual tutorial reads its batches from."""
    from PIL import Image
    from torch.utils.data import DataLoader, Dataset
    from torchvision import transforms

    class Pictures(Dataset):
        transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])

        def __len__(self):
            return len(images.x_train)

        def __getitem__(self, i):
            return self.transform(Image.fromarray(images.x_train[i])), int(images.y_train[i])

    return DataLoader(Pictures(), batch_size=4, shuffle=True, num_workers=2)


def way_a(images, device, test, marks, options):
    loader = tutorial_batches(images)
    next(iter(loader))  # whatever is loaded and compiled once
    model = lesson["first_network"]().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    watch = Watch(model, marks, test)
    try:
        while True:
            for x, y in loader:
                loss = functional.cross_entropy(model(x.to(device)), y.to(device))
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                watch.seen(len(x))
    except TimeIsUp:
        return watch.result()


def way_b(images, device, test, marks, options):
    data = normalised(images.x_train, device).contiguous(), torch.from_numpy(images.y_train).to(device)
    mixed = options.bfloat16
    return fit_for(lesson["first_network"](), data, marks, test, 128, device=device, mixed_precision=mixed)


def way_c(images, device, test, marks, options):
    data = normalised(images.x_train, device).contiguous(), torch.from_numpy(images.y_train).to(device)
    runs = [one_better_run(data, device, test, *run, options) for run in zip(marks, options.widths, strict=True)]
    return {
        "images_per_second": float(np.median([run["images_per_second"] for run in runs])),
        "images": [run["images"] for run in runs],
        "accuracy": {mark: run["accuracy"][mark] for mark, run in zip(marks, runs, strict=True)},
        "asked_once": {mark: run["asked_once"] for mark, run in zip(marks, runs, strict=True)},
    }


def one_better_run(data, device, test, seconds, width, options):
    """The better network for so many seconds: the rate rises for a fifth of them, then falls to nothing."""
    torch.manual_seed(0)
    model = lesson["better_network"](width).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.lr, weight_decay=0.05, fused=True)

    def scheduler(watch):
        def factor(step):
            return max(min(watch.share() / 0.2, 1.0) * min((1 - watch.share()) / 0.8, 1.0), 0.005)

        return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)

    def augment(watch):
        def crop(x):
            if watch.share() >= 2 / 3:
                return lesson["augment"](x)
            mirrored = torch.rand(len(x), 1, 1, 1, device=x.device) < 0.5
            down, right = torch.randint(0, 32 - SMALL + 1, (2,)).tolist()
            return torch.where(mirrored, x.flip(3), x)[:, :, down : down + SMALL, right : right + SMALL]

        return crop

    return fit_for(
        model,
        data,
        [seconds],
        test,
        options.batch,
        views=Views(model),
        device=device,
        mixed_precision=options.bfloat16,
        optimizer=optimizer,
        scheduler=scheduler,
        augment=augment,
        loss=partial(functional.cross_entropy, label_smoothing=options.smoothing),
    )


def draw(results, marks, title, path):
    """Two panels: images a second, and accuracy after each mark."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    from dl_course.plots import style

    looks = {"a": (style.COLOURS[1], "s"), "b": (style.COLOURS[0], "o"), "c": (style.COLOURS[2], "^")}
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
        right.plot(marks, heights, marker=marker, color=colour, label=f"({name})")
        for mark, height in zip(marks, heights, strict=True):
            above = name != "a"  # (a) and (b) may lie close together
            where = {"xytext": (0, 7 if above else -7), "va": "bottom" if above else "top", "ha": "center"}
            right.annotate(
                f"{height:.1f}", (mark, height), textcoords="offset points", color=style.as_text_colour(colour), **where
            )
    right.set(xlabel="seconds of training", ylabel="test accuracy, %", ylim=(0, 100), xlim=(0, 1.12 * max(marks)))
    right.set_xticks(marks)
    right.legend(frameon=False, loc="lower right", ncols=len(results))
    right.set_title("Accuracy after the same time", loc="left")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.suptitle(title, fontsize=9, color=style.GREY)
    figure.savefig(path, dpi=100)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", help="folder of CIFAR-10, as load_images takes it")
    parser.add_argument("--seconds", type=float, nargs="+", default=[60, 120, 300], help="of training")
    parser.add_argument("--only", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument(
        "--widths",
        type=int,
        nargs="+",
        help="of the better network's first layer, one for each of the seconds or one for all; 12 in the lesson, here 24 "
        "for up to 60 s and 32 for more (multiples of 8 waste nothing)",
    )
    parser.add_argument("--batch", type=int, default=128, help="of the better network")
    parser.add_argument("--lr", type=float, default=0.005, help="highest learning rate of the better network")
    parser.add_argument("--smoothing", type=float, default=0.1, help="of the better network's labels")
    parser.add_argument("--bfloat16", action="store_true", help="let `fit` calculate in mixed precision")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(""))
    options = parser.parse_args()
    options.seconds.sort()
    options.widths = options.widths or [24 if seconds <= 60 else 32 for seconds in options.seconds]
    if len(options.widths) == 1:
        options.widths *= len(options.seconds)
    if len(options.widths) != len(options.seconds):
        parser.error("--widths takes one number, or one for each of the seconds")
    return options


def main():
    options = arguments()
    marks = options.seconds
    images = load_images(folder=options.folder)
    device = reproducible.device()
    test = normalised(images.x_test, device).contiguous(), torch.from_numpy(images.y_test).to(device)
    precision = "bfloat16" if options.bfloat16 else "float32"
    where = (
        "GPU"
        if device.type == "cuda"
        else f"{torch.get_num_threads()} threads, {torch.backends.cpu.get_cpu_capability()}"
    )
    kind = "drawn" if images.source.startswith("shipped") else "real"
    title = f"{len(images.x_train):,} {kind} training images; {platform.machine()}, {where}, {precision}"
    print(title, images.source, sep="\n", flush=True)
    results = {}
    for name in options.only:
        torch.manual_seed(0)
        result = {"a": way_a, "b": way_b, "c": way_c}[name](images, device, test, marks, options)
        result["seconds_per_epoch"] = len(images.x_train) / result["images_per_second"]
        results[name] = result
        reached = ", ".join(f"{share:.1%} after {mark:g} s" for mark, share in result["accuracy"].items())
        speed = f"{result['images_per_second']:9,.0f} images/s{result['seconds_per_epoch']:8.1f} s/epoch"
        if "asked_once" in result:
            once = ", ".join(f"{share:.1%}" for share in result["asked_once"].values())
            reached += f" (asked once about each image: {once})"
        print(f"({name}) {WAYS[name]:44}{speed}  {reached}", flush=True)
    if {"a", "b"} <= set(results):
        times = results["b"]["images_per_second"] / results["a"]["images_per_second"]
        print(f"(b) sees {times:.1f} times the images a second of (a)")
    options.out.with_suffix(".json").write_text(json.dumps({"title": title, "results": results}, indent=2) + "\n")
    draw(results, marks, title, options.out.with_suffix(".png"))


if __name__ == "__main__":
    main()
