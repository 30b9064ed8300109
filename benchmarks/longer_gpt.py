"""The GPT of lesson 15, trained up to ten times longer and in three sizes: what an unseen sentence costs, against the operations spent.

    python benchmarks/longer_gpt.py [--widths 24 48 96] [--steps 150 600 2400 6000] [--picture FILE] [--table FILE]

Each point is a training of its own, with its own rise and fall of the learning rate, from one start. The operations are counted by the
rule of the lesson: 6 for each weight and token, rows of the table of tokens left out, as they are looked up. The floor is what the
sentences cost one who knows the grammar. The lesson's cells before its own training are run first, which takes some seconds.

What was seen: the 4,000 sentences are soon known by heart. With 48 numbers a token an unseen sentence costs 21.1, 15.0, 15.4 and 18.0
bits after 150, 600, 2,400 and 6,000 steps, with 24 numbers 33.6, 15.4, 15.2 and 16.5, with 96 18.0, 14.9, 15.3 and 17.8. More computing needs more text.
"""

import argparse
import contextlib
import io
import time
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from dl_course import plots, stored

LESSON = Path(__file__).parents[1] / "notebooks" / "15_transformers.ipynb"


def lesson() -> dict:
    """What the lesson has made before it trains its GPT."""
    made = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in stored.read(LESSON).cells:
            if cell.cell_type == "code":
                if "train(village_gpt" in cell.source:
                    return made
                exec(cell.source, made)
    raise SystemExit(f"{LESSON.name} trains no GPT any more: look for `train(village_gpt`.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--widths", type=int, nargs="+", default=[24, 48, 96], help="numbers a token; the lesson has 48"
    )
    parser.add_argument("--steps", type=int, nargs="+", default=[150, 600, 2400, 6000], help="the lesson makes 600")
    parser.add_argument("--picture", help="where to draw it, a PNG")
    parser.add_argument("--table", help="where to write it, tab-separated")
    options = parser.parse_args()
    made = lesson()
    tokens = sum(len(row) - 1 for row in made["rows"]) / len(made["batches"])
    floor = sum(-made["math"].log2(made["truth"][text]) for text in made["unseen"][:200]) / 200
    lines = [("width", "weights", "steps", "operations", "bits", "seconds")]
    print(*lines[0], sep="\t")
    for width in options.widths:
        for steps in options.steps:
            start = time.perf_counter()
            model = made["train"](
                lambda width=width: made["Transformer"](len(made["names"]), width, 4, 2, places=32, causal=True), steps
            )
            weights = sum(p.numel() for name, p in model.named_parameters() if name not in ("token.weight", "place"))
            spent = 6 * weights * tokens * steps
            row = (
                width,
                weights,
                steps,
                f"{spent:.2e}",
                f"{made['bits_of'](model):.2f}",
                round(time.perf_counter() - start),
            )
            lines.append(row)
            print(*row, sep="\t", flush=True)
    print(f"the grammar itself: {floor:.2f} bits")
    if options.table:
        Path(options.table).write_text("".join("\t".join(map(str, line)) + "\n" for line in lines), encoding="utf-8")
    if options.picture:
        draw(lines[1:], floor, options.picture)


def draw(rows, floor, file):
    """Bits against operations, a line a width, above the floor."""
    plots.use_style()
    _, ax = plt.subplots(figsize=(7, 4.4))
    for k, width in enumerate(sorted({row[0] for row in rows})):
        mine = [(float(row[3]), float(row[4])) for row in rows if row[0] == width]
        ax.plot(*zip(*mine, strict=True), marker="osD^v"[k % 5], label=f"{width} numbers a token")
    ax.axhline(floor, color="black", linestyle=":", label="the grammar itself")
    ax.set(xscale="log", xlabel="operations of the training", ylabel="bits an unseen sentence")
    ax.set_title("The same sentences again and again: at first it pays")
    ax.legend()
    ax.figure.savefig(file, dpi=150, bbox_inches="tight")


if __name__ == "__main__":
    main()
