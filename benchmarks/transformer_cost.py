"""What lesson 15 counts, timed: writing with and without the cache of keys and values, and a pass over longer and longer texts.

    python benchmarks/transformer_cost.py [--width 128] [--longest 2048]

The network is the lesson's own: its cells that define it are run, and nothing is trained. Times are the best of three.
"""

import argparse
import time
from pathlib import Path

from dl_course import stored

LESSON = Path(__file__).parents[1] / "notebooks" / "15_transformers.ipynb"
NEEDED = ("import math\n", "def attention(", "class Attention(", "def go_on(")


def lesson_names() -> dict:
    """What the cells of the lesson define that build the network and let it go on."""
    names = {}
    for cell in stored.read(LESSON).cells:
        if cell.cell_type == "code" and any(each in cell.source for each in NEEDED):
            exec(cell.source, names)
    return names


def best(action, *arguments) -> float:
    """Seconds, the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        action(*arguments)
        times.append(time.perf_counter() - start)
    return min(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, default=128, help="numbers a token (default 128)")
    parser.add_argument("--longest", type=int, default=2048, help="tokens of the longest text (default 2048)")
    options = parser.parse_args()
    names = lesson_names()
    torch = names["torch"]
    model = names["Transformer"](300, options.width, heads=4, blocks=2, places=options.longest, causal=True).eval()
    print("tokens written   without cache   with cache   faster")
    for n in (30, 120):
        without, cached = (best(names["go_on"], model, [0], n, cached) for cached in (False, True))
        print(f"{n:>14}   {without:>12.3f}s   {cached:>9.3f}s   {without / cached:.1f} times", flush=True)
    print("length   one pass   than half the length")
    before = None
    with torch.no_grad():
        n = 64
        while n <= options.longest:
            row = torch.zeros(1, n, dtype=torch.long)
            seconds = best(model, row)
            print(f"{n:>6}   {seconds:>7.4f}s" + (f"   {seconds / before:.2f} times" if before else ""))
            before, n = seconds, 2 * n


if __name__ == "__main__":
    main()
