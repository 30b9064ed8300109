"""Draws the stand-in that ships with the course: `python -m tools.drawn data/cifar10_drawn.npz`."""

import argparse
import hashlib
import os
from pathlib import Path

import numpy as np

from tools.drawn.pictures import draw_images


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.drawn", description=__doc__)
    parser.add_argument("out", type=Path, help="the file to write, such as data/cifar10_drawn.npz")
    out = parser.parse_args().out
    x_train, y_train, x_test, y_test = draw_images(workers=os.cpu_count() or 1)
    np.savez_compressed(out, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    print(f"{out}: {out.stat().st_size} bytes, SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}, for its card")


if __name__ == "__main__":
    main()
