"""What lesson 13 says of runs that are too long for its page: other starts, rates and inputs of the generators on the ring.

    python benchmarks/generators.py [--starts 5]

Each line: what ran, and for each start the share of good samples in percent and the clouds.
"""

import argparse
import math

import torch
from torch import nn

from dl_course import seed
from dl_course.course import choose
from dl_course.stored import code_of

PARTS = (
    *("corners", "centres", "ring", "known", "new", "nearest", "too_near", "judge", "layers", "train", "play"),
    *("T", "left", "noised", "speeds", "clocks", "Denoiser", "diffusion_loss", "undo"),
)
TURNS = 2 ** torch.arange(3) * math.pi / 2


class WithWaves(nn.Module):
    """The lesson's denoiser, which also gets twelve sines and cosines of the point."""

    def __init__(self, denoiser):
        super().__init__()
        self.denoiser = denoiser

    def forward(self, x, t):
        angles = (x[:, :, None] * TURNS).flatten(1)
        return self.denoiser(torch.cat([x, angles.sin(), angles.cos()], dim=1), t)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5)
    starts = range(parser.parse_args().starts)
    torch.set_num_threads(1)
    seed(13)
    lesson = {}
    exec(code_of(choose(["13"])[0].notebook, *PARTS), lesson)

    def say(what, results):
        for step in results[0]:
            told = ", ".join(f"{100 * good:.0f} in {clouds}" for good, clouds, *_ in (each[step] for each in results))
            print(f"{what}, {step} steps: {told}", flush=True)

    def diffusion(start, lr, waves=0):
        seed(start)
        model = lesson["Denoiser"](2 + waves + 8, 64, 64, 2)
        model = WithWaves(model) if waves else model
        lesson["train"](model.parameters(), lesson["known"], lesson["diffusion_loss"](model), 1200, lr=lr)
        return {1200: lesson["judge"](lesson["undo"](model, torch.randn(2000, 2), range(lesson["T"], -1, -1))[-1])}

    def gan(start, steps, turns):
        seen = {}

        def note(step, generator, discriminator):
            with torch.no_grad():
                seen[step] = lesson["judge"](generator(torch.randn(2000, 2)))

        lesson["note"] = note
        seed(start)
        networks = lesson["layers"](2, 64, 64, 2), lesson["layers"](2, 64, 64, 1)
        lesson["play"](*networks, max(steps), turns=turns, watch=steps)
        return seen

    say("diffusion", [diffusion(start, 1e-2) for start in starts])
    say("diffusion at a third of the rate", [diffusion(start, 3.3e-3) for start in starts])
    say("diffusion that sees twelve waves", [diffusion(start, 1e-2, waves=12) for start in starts])
    say("GAN", [gan(start, (1200, 2000, 3000), 1) for start in starts])
    say("GAN, five turns of the generator", [gan(start, (300, 600, 900, 1200), 5) for start in starts])


if __name__ == "__main__":
    main()
