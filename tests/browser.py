"""Drives JupyterLab in Chromium as a student does: opens a notebook, runs it, turns a slider, reads a hint."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

from conftest import ROOT

from dl_course import stored

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 180  # for a whole lesson on a slow machine


def copy_course(folder):
    """A copy of the course's notebooks, where a student's copies of them go to `work/`: nothing that is committed changes."""
    for name in ("notebooks", "solutions", "exercises"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@contextmanager
def served(course, home, *words):
    """Starts `dl-course lab --no-browser` in a course's folder; yields the address it prints.

    Args:
        course: The course's folder.
        home: A folder of its own for JupyterLab's settings, so that those of the user do not matter.
        words: What follows `dl-course lab --no-browser`.
    """
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR")
    environment = {**os.environ, **{name: str(home / name) for name in (*places, "JUPYTERLAB_WORKSPACES_DIR")}}
    environment.pop("DL_COURSE_WORK", None)
    environment |= {"PYTHONPATH": str(ROOT), "DL_COURSE_DATA": "shipped", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "dl_course.cli", "lab", "--no-browser", *words]
    log = home / "lab.txt"
    with log.open("w") as file:
        server = subprocess.Popen(command, cwd=course, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 90
        while not (address := re.search(r"http://127\.0\.0\.1:\d+/lab\S+token=\w+", log.read_text())):
            assert server.poll() is None, f"dl-course lab ended:\n{log.read_text()}"
            assert time.monotonic() < end, f"dl-course lab printed no address:\n{log.read_text()}"
            time.sleep(0.2)
        yield address[0]
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def open_notebook(page, address, path=None):
    """Opens a notebook, and no other that was open before, and waits until its kernel is idle.

    What covers it at first is dismissed.

    Args:
        page: Playwright's page.
        address: What `served` gave.
        path: The notebook, seen from the work folder; the one of the address if None.

    Returns:
        The locator of the notebook's panel.
    """
    if path is not None:
        address = re.sub(r"/lab\S*\?", f"/lab/tree/{path}?", address)
    page.goto(f"{address}&reset")  # forgets which notebooks stood open
    panel = shown_panel(page)
    panel.locator(".jp-Cell").first.wait_for(timeout=60_000)
    dismiss_dialogs(page)
    # A cell that is run before there is a kernel loses its output and is forgotten.
    page.locator("#jp-main-statusbar", has_text=re.compile(r"\| Idle")).wait_for(timeout=120_000)
    wait_until_idle(page, panel)
    return panel


def shown_panel(page):
    """The locator of the notebook's panel that is not behind another one."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def dismiss_dialogs(page):
    """Answers every question that covers the page with its default."""
    for _ in range(5):
        dialog = page.locator(".jp-Dialog .jp-mod-accept")
        if not dialog.count():
            return
        dialog.last.click()
        page.wait_for_timeout(300)


def wait_until_idle(page, panel, seconds=SECONDS):
    """Waits until no cell of the notebook is running or waiting."""
    idle = panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    end = time.monotonic() + seconds
    quiet = 0
    while quiet < 3:
        assert time.monotonic() < end, "the notebook did not come to its end"
        dismiss_dialogs(page)
        running = panel.locator(".jp-InputPrompt", has_text="*").count()
        quiet = quiet + 1 if idle.count() and not running else 0
        page.wait_for_timeout(300)


def run_all(page, panel, path):
    """Runs every cell by the menu and waits for the end: the last cell was run, or one failed.

    What the page shows is not enough to tell: a kernel that is slow to answer looks idle, and cells out of view are
    not drawn. So the notebook is saved and read.
    """
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Run$")).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click()
    end = time.monotonic() + SECONDS
    while not _came_to_its_end(path):
        assert time.monotonic() < end, "the notebook did not come to its end"
        page.wait_for_timeout(500)
        wait_until_idle(page, panel)
        save(page, panel, path)


def _came_to_its_end(path):
    *before, last = [cell for cell in stored.read(path).cells if cell.cell_type == "code"]
    failed = any(
        output.output_type == "error"
        for cell in before
        for output in cell.outputs
        if "raises-exception" not in cell.metadata.get("tags", [])
    )
    return failed or last.execution_count is not None


def save(page, panel, path):
    """Saves the notebook by the keyboard and waits until the file is written."""
    before = path.stat().st_mtime_ns
    panel.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    end = time.monotonic() + 30
    while path.stat().st_mtime_ns == before or not _is_whole(path):
        assert time.monotonic() < end, "the notebook was not saved"
        dismiss_dialogs(page)
        page.wait_for_timeout(200)


def _is_whole(path):
    """JupyterLab writes into the file itself: for a moment it is empty or ends in the middle."""
    try:
        return bool(stored.read(path))
    except stored.NotebookError:
        return False


def scroll_to(page, panel, locator):
    """Scrolls down until something is in view: JupyterLab draws only the cells that are."""
    window = panel.locator(".jp-WindowedPanel-outer")
    window.evaluate("element => element.scrollTo(0, 0)")
    for _ in range(400):
        page.wait_for_timeout(100)
        if locator.count():
            locator.first.scroll_into_view_if_needed()
            return locator.first
        if window.evaluate(
            "e => { e.scrollBy(0, 0.7 * e.clientHeight); return e.scrollTop + e.clientHeight >= e.scrollHeight - 2 }"
        ):
            page.wait_for_timeout(500)
            if locator.count():
                locator.first.scroll_into_view_if_needed()
                return locator.first
            break
    raise AssertionError(f"not in the notebook: {locator}")


def turn_slider(page, panel, steps=5):
    """Moves the first slider of the notebook by the keyboard.

    Returns:
        The address of the picture below it before and after.
    """
    figure = scroll_to(page, panel, panel.locator(".dl-explore"))
    slider, picture = figure.locator("input[type=range]").first, figure.locator("img")
    before = picture.get_attribute("src")
    slider.focus()
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    end = time.monotonic() + 20
    while (after := picture.get_attribute("src")) == before and time.monotonic() < end:
        page.wait_for_timeout(100)
    return before, after


def write_cell(page, panel, marker, source):
    """Replaces the text of the code cell that contains a marker, runs it, and stays on the cell after it."""
    cell = scroll_to(page, panel, panel.locator(".jp-CodeCell", has_text=marker))
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    wait_until_idle(page, panel)


def run_cell(page, panel, marker):
    """Runs the code cell that contains a marker.

    Returns:
        The text of its output.
    """
    cell = scroll_to(page, panel, panel.locator(".jp-CodeCell", has_text=marker))
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(300)
    wait_until_idle(page, panel)
    return cell.locator(".jp-OutputArea-output").first.inner_text().strip()
