"""How long a slider takes from the key to the picture in the page, with pictures drawn before and not, and when held down.

python benchmarks/widgets.py

Needs chromium. Medians over keys, the better one of two rounds: other work on the machine only adds to them.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from dl_course import stored
from dl_course.cli.doctor import find_browser

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402

CELLS = {
    "set-up": """import io, time
import numpy as np
from matplotlib.figure import Figure
from dl_course import make_points, plots
from dl_course.widgets import Slider, explore
plots.use_style()
POINTS = make_points("blobs", n=200, noise=0.7, seed=3)""",
    "boundary": """def boundary(ax, w1):
    plots.plot_decision_boundary(lambda x: 1 / (1 + np.exp(-(x @ [w1, 1.0]))), POINTS.x, POINTS.y, ax=ax, resolution=60)

explore(boundary, alt="Two classes.", w1=Slider(-3.0, 3.0, 0.0))""",
    "curves": """def curves(ax, w1):
    x = np.linspace(-2, 2, 801)
    plots.plot_curves(x, {"sine": np.sin(w1 * x), "cosine": np.cos(w1 * x)}, ax=ax)

explore(curves, alt="Two waves.", w1=Slider(-3.0, 3.0, 0.0))""",
    "bars": """def bars(ax, w1):
    plots.plot_bars(list("abcdef"), np.arange(6) * w1, ax=ax)

explore(bars, alt="Six bars.", w1=Slider(-3.0, 3.0, 0.0))""",
}
# For each key the time until a picture that came after it is on the screen.
WATCH = """figure => {
  const picture = figure.querySelector("img");
  window.keys = [];
  figure.addEventListener("keydown", () => window.keys.push({at: performance.now(), shown: null}), true);
  picture.addEventListener("load", () => requestAnimationFrame(() => {
    for (const key of window.keys) key.shown ??= performance.now();
  }));
}"""
HERE = ["ArrowRight", "ArrowLeft"] * 5  # to and fro: drawn before
AHEAD = ["ArrowRight"] * 6  # one way, with time to draw ahead
AWAY = ["PageUp"] * 8  # a tenth of the way each: not drawn before


def milliseconds(page, keys, pause):
    """From each key to its picture; `pause` ms lie between two keys."""
    page.evaluate("window.keys.length = 0")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(pause)
    page.wait_for_timeout(1500)
    return [key["shown"] - key["at"] for key in page.evaluate("window.keys") if key["shown"]]


def held(page, figure, repeats=40):
    """A key that repeats 30 times a second: how many pictures were shown, and whether the last is the right one."""
    page.keyboard.press("Home")
    page.wait_for_timeout(1500)
    figure.evaluate("f => { f.count = 0; f.querySelector('img').addEventListener('load', () => f.count++) }")
    for _ in range(repeats):
        page.keyboard.down("ArrowRight")
        page.wait_for_timeout(33)
    page.keyboard.up("ArrowRight")
    page.wait_for_timeout(1500)
    value = figure.locator("input[type=range]").get_attribute("aria-valuetext")
    shown = figure.evaluate("f => f.count")
    return shown, value in figure.locator("img").get_attribute("alt")


def measure(page, panel, rounds=2):
    for number, name in enumerate(list(CELLS)[1:]):
        browser.scroll_to(page, panel, panel.locator(".dl-explore").nth(number))
        figure = panel.locator(".dl-explore").nth(number)
        figure.evaluate(WATCH)
        best = {}
        for turn in range(rounds):
            figure.locator("input[type=range]").focus()
            for key in ("Home", *["ArrowRight"] * 8 * turn):
                page.keyboard.press(key)
            page.wait_for_timeout(1500)
            tried = (("not drawn", AWAY, 700), ("drawn before", HERE, 200), ("drawn ahead", AHEAD, 500))
            for what, keys, pause in tried:
                taken = milliseconds(page, keys, pause)
                best[what] = min(best.get(what, 9e9), statistics.median(taken))
        pictures, right = held(page, figure)
        told = ", ".join(f"{what} {ms:.0f} ms" for what, ms in best.items())
        print(f"{name:>10}: {told}; held down: {pictures} pictures of 40, the last one {'right' if right else 'WRONG'}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course, home = browser.copy_course(Path(folder)), Path(folder) / "home"
        home.mkdir()
        with browser.served(course, home, "00", "--port", "9700") as address:
            path = course / "work/notebooks/figures.ipynb"
            stored.write(path, stored.normalise(new_notebook(cells=[*map(new_code_cell, CELLS.values())])))
            chromium = playwright.chromium.launch(executable_path=find_browser(), args=browser.FLAGS)
            page = chromium.new_page(viewport={"width": 1400, "height": 1000})
            panel = browser.open_notebook(page, address, "notebooks/figures.ipynb")
            browser.run_all(page, panel, path)
            measure(page, panel)
            chromium.close()
