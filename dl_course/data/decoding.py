"""Image files to square pixels in colour or grey, in this process or, where there are many, in several.

Pillow spends most of its time on a small image in Python code, so threads do not help; processes do. This file is also
the program that they run, which is why it imports nothing of the package.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from PIL import Image, ImageOps

_WORTH_A_PROCESS = 1000  # images; fewer are decoded before another Python has started
_BLOCK = 256  # images sent at a time


def decode(path: str, size: int, grey: bool = False) -> tuple[np.ndarray, list[str]]:
    """One image as RGB or as grey, its middle square brought to size x size pixels.

    Returns:
        Pixels of shape (size, size, 3), or (size, size) for grey, uint8, and what had to be done to them: of "grey",
        "coloured", "palette", "transparent", "other colours", "resized".

    Raises:
        OSError, ValueError: The file cannot be read or is no whole image.
    """
    done, mode = [], "L" if grey else "RGB"
    with Image.open(path) as image:
        if image.size != (size, size):
            done.append("resized")
            if min(image.size) >= 8 * size:
                image.draft(None, (4 * size, 4 * size))  # a large JPEG need not be decoded in full
            image = ImageOps.exif_transpose(image)
        if image.mode != mode:
            image, kind = _to(mode, image)
            done.append(kind)
        if image.size != (size, size):
            image = ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS)
        return np.asarray(image), done


def _to(mode: str, image: Image.Image) -> tuple[Image.Image, str]:
    kinds = {"1": "grey", "L": "grey", "P": "palette"}
    if mode == "L":
        kinds = {"1": "", "L": "", "P": "palette", "RGB": "coloured"}  # what is grey already needs no word
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")  # else whatever colour lies under the transparent parts shows
        return Image.alpha_composite(paper, image.convert("RGBA")).convert(mode), "transparent"
    if image.mode.startswith("I"):  # 16 bits a pixel, which Pillow would clip instead of scale
        values = np.clip(np.asarray(image, dtype=np.int64) // 257, 0, 255).astype(np.uint8)
        return Image.fromarray(values).convert(mode), kinds["L"]
    return image.convert(mode), kinds.get(image.mode, "other colours")


def decode_all(
    paths: list[str], size: int, advance=lambda images: None, grey: bool = False
) -> tuple[np.ndarray, Counter, dict[str, str]]:
    """Decodes many images.

    Args:
        paths: The files.
        size: Side of the square, pixels.
        advance: Called, from several threads, with the number of images that have just been done.
        grey: Whether to bring them to grey.

    Returns:
        Pixels of shape (n, size, size, 3), or (n, size, size) for grey, uint8; how many images needed which treatment
        (see `decode`); and for each file that is no whole image what is wrong with it.
    """
    workers = max(1, min(8, _cores(), len(paths) // _WORTH_A_PROCESS))
    decode_share = _in_a_process if workers > 1 else _here
    pixels = _space(len(paths), size, grey)
    bounds = [len(paths) * i // workers for i in range(workers + 1)]
    shares = [slice(first, last) for first, last in pairwise(bounds)]
    with ThreadPoolExecutor(workers) as threads:  # each thread waits for one process
        reports = list(threads.map(lambda share: decode_share(paths[share], pixels[share], advance), shares))
    treated, broken = Counter(), {}
    for report in reports:
        treated.update(report["treated"])
        broken.update(report["broken"])
    return pixels, treated, broken


def _space(images: int, size: int, grey: bool) -> np.ndarray:
    return np.zeros((images, size, size) if grey else (images, size, size, 3), dtype=np.uint8)


def _here(paths: list[str], pixels: np.ndarray, advance=lambda images: None) -> dict[str, dict]:
    """Decodes into `pixels`, shape (n, size, size, 3), or (n, size, size) for grey."""
    treated, broken = Counter(), {}
    for i, path in enumerate(paths):
        try:
            pixels[i], done = decode(path, pixels.shape[1], grey=pixels.ndim == 3)
            treated.update(done)
        except Exception as error:  # Pillow's plugins raise what they like at damaged files
            broken[path] = _reason(error, path)
        advance(1)
    return {"treated": treated, "broken": broken}


def _in_a_process(paths: list[str], pixels: np.ndarray, advance) -> dict[str, dict]:
    # -P: this file's folder is full of names that must not shadow other modules.
    program = [sys.executable, "-P", os.path.abspath(__file__), str(pixels.shape[1]), str(pixels.ndim)]
    pipes = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
    }
    try:
        worker = subprocess.Popen(program, **pipes)
    except OSError:  # no process to be had here
        return _here(paths, pixels, advance)
    with worker:
        worker.stdin.write(json.dumps(paths).encode())
        worker.stdin.close()
        for first in range(0, len(paths), _BLOCK):
            block = pixels[first : first + _BLOCK]
            received = worker.stdout.readinto(block.data.cast("B"))
            if received < block.nbytes:
                raise RuntimeError("A process that decodes images was ended from outside. Is there memory left?")
            advance(len(block))
        return json.loads(worker.stdout.read())


def _reason(error: Exception, path: str) -> str:
    if isinstance(error, PermissionError):
        return "may not be read (its permissions forbid it)"
    if os.path.exists(path) and os.path.getsize(path) == 0:
        return "is empty"
    if isinstance(error, Image.UnidentifiedImageError):
        return "is not an image, whatever its name says"
    if isinstance(error, FileNotFoundError):
        return "vanished while it was read"
    return f"is damaged ({error})"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _work(size: int, axes: int) -> None:
    """Answers a list of paths on standard input with their pixels, then a report, on standard output."""
    paths = json.loads(sys.stdin.buffer.read())
    report = {"treated": Counter(), "broken": {}}
    for first in range(0, len(paths), _BLOCK):
        block = paths[first : first + _BLOCK]
        pixels = _space(len(block), size, grey=axes == 3)
        part = _here(block, pixels)
        sys.stdout.buffer.write(pixels.data)
        report["treated"].update(part["treated"])
        report["broken"].update(part["broken"])
    sys.stdout.buffer.write(json.dumps(report).encode())


if __name__ == "__main__":
    _work(int(sys.argv[1]), int(sys.argv[2]))
