"""How many pictures a second the playground shows with its largest network: seven inputs, six layers of eight units.

    python benchmarks/playground.py [--seconds 5]

Prints, in chromium without a graphics card: pictures a second while it plays, and the milliseconds of processor that a picture
and its epoch take, in the page's own thread and in the whole browser. Other programs take from the first, not from the others:
below 33 ms in the page's thread leave 30 pictures a second.
"""

import argparse
import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from dl_course.cli.doctor import find_browser
from dl_course.widgets import playground
from dl_course.widgets.playground.network import FEATURES

CASES = {
    "2 inputs, 4 + 2 units, 100 points": {},
    "7 inputs, 6 x 8 units, 100 points": {"features": list(FEATURES), "hidden": [8] * 6},
    "7 inputs, 6 x 8 units, 1,000 points": {"features": list(FEATURES), "hidden": [8] * 6, "n": 2000},
}
PLAY = """async seconds => {
    const { session, view } = document.querySelector(".dl-playground");
    const [start, before] = [performance.now(), session.epochs];
    view.toggle();
    await new Promise(done => setTimeout(done, 1000 * seconds));
    view.toggle();
    return [session.epochs - before, (performance.now() - start) / 1000];
}"""


def of_the_thread(session):
    """Seconds that the page's thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "TaskDuration")


def of_the_browser():
    """Seconds that all processes of the browser have worked."""
    children = psutil.Process().children(recursive=True)
    return sum(sum(child.cpu_times()[:2]) for child in children if "chrom" in child.name())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    seconds = parser.parse_args().seconds
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=flags)
        for name, settings in CASES.items():
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.goto(playground("spiral", lr=0.01, **settings).page(Path(folder, "page.html")).as_uri())
            page.get_by_role("button", name="Play").wait_for()
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.evaluate(PLAY, 1)
            before = of_the_thread(session), of_the_browser()
            pictures, took = page.evaluate(PLAY, seconds)
            worked = [
                1000 * (after - start) / pictures
                for after, start in zip((of_the_thread(session), of_the_browser()), before, strict=True)
            ]
            print(
                f"{name}: {pictures / took:.0f} pictures a second; ms of processor a picture: thread {worked[0]:.1f}, browser {worked[1]:.1f}"
            )
            page.close()
        browser.close()
