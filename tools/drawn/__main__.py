"""Draws the stand-in that ships with the course: `python -m tools.drawn data/cifar10_drawn.npz`.

With `--scenes` it writes masks and surroundings of the same images: `python -m tools.drawn data/drawn_scenes.npz --scenes`.
"""

import argparse
import hashlib
import os
from pathlib import Path

import numpy as np

from tools.drawn.pictures import describe_images, draw_images


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.drawn", description=__doc__)
    parser.add_argument("out", type=Path, help="the file to write, such as data/cifar10_drawn.npz")
    parser.add_argument("--scenes", action="store_true", help="masks and surroundings in place of the images")
    arguments = parser.parse_args()
    out = arguments.out
    if arguments.scenes:
        mask_train, place_train, mask_test, place_test = describe_images()
        masks = {"mask_train": mask_train, "mask_test": mask_test}
        packed = {name: np.packbits(mask.reshape(len(mask), -1), axis=1) for name, mask in masks.items()}
        np.savez_compressed(
            out,
            mask_train=packed["mask_train"],
            place_train=place_train,
            mask_test=packed["mask_test"],
            place_test=place_test,
        )
    else:
        x_train, y_train, x_test, y_test = draw_images(workers=os.cpu_count() or 1)
        np.savez_compressed(out, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    print(f"{out}: {out.stat().st_size} bytes, SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}, for its card")


if __name__ == "__main__":
    main()
