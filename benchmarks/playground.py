"""How many pictures a second the playground shows with its largest network: seven inputs, six layers of eight units.

    python benchmarks/playground.py [--seconds 5]

Prints for the default network and the largest one, in chromium without a graphics card: pictures a second while it plays, and the
milliseconds of one epoch and one picture, median and fastest. Other programs take from the first; the fastest hardly changes.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from dl_course.widgets import playground
from dl_course.widgets.playground.network import FEATURES

CASES = {
    "2 inputs, 4 + 2 units, 100 points": {},
    "7 inputs, 6 x 8 units, 100 points": {"features": list(FEATURES), "hidden": [8] * 6},
    "7 inputs, 6 x 8 units, 1,000 points": {"features": list(FEATURES), "hidden": [8] * 6, "n": 2000},
}
MEASURE = """async seconds => {
    const { session, view } = document.querySelector(".dl-playground");
    const took = [];
    for (const [thing, name] of [[session, "epoch"], [view, "update"]]) {
        const times = [];
        const action = thing[name].bind(thing);
        thing[name] = () => { const start = performance.now(); action(); times.push(performance.now() - start); };
        took.push(times);
    }
    const start = performance.now();
    view.toggle();
    await new Promise(done => setTimeout(done, 1000 * seconds));
    view.toggle();
    return { pictures: took[1].length / (performance.now() - start) * 1000, epochs: took[0], updates: took[1] };
}"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    seconds = parser.parse_args().seconds
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, settings in CASES.items():
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.goto(playground("spiral", lr=0.01, **settings).page(Path(folder, "page.html")).as_uri())
            page.get_by_role("button", name="Play").wait_for()
            took = page.evaluate(MEASURE, seconds)
            parts = [f"{what} {statistics.median(took[key]):.1f} ({min(took[key]):.1f})"
                     for what, key in (("epoch", "epochs"), ("picture", "updates"))]  # fmt: skip
            print(f"{name}: {took['pictures']:.0f} pictures a second; ms: {', '.join(parts)}")
            page.close()
        browser.close()
