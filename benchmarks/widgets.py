"""How long a slider of lessons 01 and 02 takes to redraw, as a ratio to drawing an empty figure.

python benchmarks/widgets.py
"""

import io
import time

import numpy as np
from matplotlib.figure import Figure

from dl_course import make_points, plots
from dl_course.widgets import Slider, explore


def boundary(ax, w1):
    plots.plot_decision_boundary(lambda x: 1 / (1 + np.exp(-(x @ [w1, 1.0]))), POINTS.x, POINTS.y, ax=ax, resolution=60)


def curves(ax, w1):
    x = np.linspace(-2, 2, 801)
    plots.plot_curves(x, {"sine": np.sin(w1 * x), "cosine": np.cos(w1 * x)}, ax=ax)


def matrix(ax, w1):
    plots.plot_matrix(np.array([[w1, 1.0], [2.0, 3.0]]), row_names=["a", "b"], column_names=["c", "d"], ax=ax)


def seconds(action, repeats=20):
    action()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return np.median(taken)


def empty():
    figure = Figure(figsize=(6, 4), dpi=80)
    figure.add_subplot()
    figure.savefig(io.BytesIO(), format="png")


if __name__ == "__main__":
    plots.use_style()
    POINTS = make_points("blobs", n=200, noise=0.7, seed=3)
    bare = seconds(empty)
    print(f"{'an empty figure':>20}: {1000 * bare:4.0f} ms")
    for draw in (boundary, curves, matrix):
        slider = next(iter(explore(draw, alt="benchmark", w1=Slider(-3.0, 3.0, 1.0)).widget.children))
        values = iter(np.tile([0.5, 1.5], 100))

        def move(slider=slider, values=values):
            slider.value = next(values)

        taken = seconds(move)
        print(f"{draw.__name__:>20}: {1000 * taken:4.0f} ms, {taken / bare:.1f} times an empty figure")
