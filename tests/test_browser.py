"""A lesson and its exercise in a real browser, as a student meets them."""

import os
import shutil
import socket

import browser
import nbformat
import pytest

from dl_course import stored
from dl_course.cli import copies

CHROMIUM = shutil.which("chromium")
LESSON = "notebooks/01_neuron.ipynb"
EXERCISE = "exercises/01_neuron/01_neuron.ipynb"
NO_BIAS = "def neuron(x, w, b):\n    return 1 / (1 + np.exp(-(x @ w)))"


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("chromium is not installed. To have it, on Debian: apt install chromium")
    assert CHROMIUM, "CI has to have chromium: .ci/run installs it"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=CHROMIUM, args=browser.FLAGS)
        yield program
        program.close()


@pytest.fixture(scope="module")
def taken():
    """A port that another program has."""
    with socket.socket() as program:
        program.bind(("127.0.0.1", 0))
        program.listen()
        yield program.getsockname()[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder of JupyterLab's settings, and of what it says."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def lab(chromium, taken, home, tmp_path_factory):
    """The folder with the student's copies, and the address at which JupyterLab serves lesson 01 in it."""
    course = browser.copy_course(tmp_path_factory.mktemp("course"))
    with browser.served(course, home, "01", "--port", str(taken)) as address:
        yield course / "work", address


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    yield page
    page.close()


def test_lesson_runs_and_its_slider_moves_the_figure(page, lab):
    work, address = lab
    assert f"/lab/tree/{LESSON}" in address, "dl-course lab opens the lesson"
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    panel = browser.open_notebook(page, address)
    browser.run_all(page, panel, work / LESSON)
    saved = stored.read(work / LESSON)
    assert copies.remembered(saved, "copied")["sources"] == copies.fingerprint(saved), "running it is not touching it"
    assert not lost_widgets(saved)
    cells = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        if "raises-exception" not in cell.metadata.get("tags", []):
            assert not [output.evalue for output in cell.outputs if output.output_type == "error"], cell.source
    assert not page.get_by_text("Error displaying widget").count()
    before, after = browser.turn_slider(page, panel)
    assert before != after, "the figure did not follow the slider"
    assert not page.get_by_text("Jupyter news").count(), "a question about news covers the lesson"
    elsewhere = [url for url in asked if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))]
    assert not elsewhere, "the page asked another host"


def lost_widgets(notebook):
    """Widgets that a notebook shows and that will be gone when it is opened again."""
    states = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    shown = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    views = {data[stored.WIDGET_VIEW]["model_id"] for data in shown if stored.WIDGET_VIEW in data}
    assert views, "the lesson shows no widget"
    return views - set(states)


def test_prose_is_narrow_and_code_is_wide(page, lab):
    _, address = lab
    panel = browser.open_notebook(page, address)
    rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    prose = panel.locator(".jp-MarkdownOutput").first.bounding_box()["width"]
    code = panel.locator(".jp-CodeCell .jp-Editor").first.bounding_box()["width"]
    assert prose == 46 * rem
    assert code > prose + 100


def test_exercise_gives_its_hint_for_a_wrong_answer(page, lab):
    work, address = lab
    panel = browser.open_notebook(page, address, EXERCISE)
    browser.run_all(page, panel, work / EXERCISE)  # stops at the first check: nothing is done yet
    assert browser.run_cell(page, panel, "check.check_neuron").startswith("○ task 1: write your answer here")
    browser.write_cell(page, panel, "task 1: write your answer here", NO_BIAS)
    hint = browser.run_cell(page, panel, "check.check_neuron")
    assert hint.startswith("✗ task 1: the bias is missing")
    assert "Traceback" not in hint


def test_a_port_in_use_is_passed_by(lab, taken):
    _, address = lab
    assert f":{taken}/" not in address


def test_a_student_is_told_nothing_that_concerns_graders(lab, home):
    said = (home / "lab.txt").read_text()
    assert "http://" in said
    assert "nbgrader" not in said.lower()


PLAYGROUND = ["from dl_course.widgets import playground\n\nplay = playground('xor', seed=3)\nplay",
              "print(play.state['lr'], play.state['data'], play.state['epoch'] > 0)",
              "play.state = {**play.state, 'lr': 1.0, 'l1': 0.01}\n'set'"]  # fmt: skip


def test_the_playground_keeps_its_keys_and_python_its_state(page, lab):
    work, address = lab
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in PLAYGROUND])
    notebook.metadata["kernelspec"] = stored.KERNELSPEC
    stored.write(work / "playground.ipynb", notebook)
    panel = browser.open_notebook(page, address, "playground.ipynb")
    browser.run_cell(page, panel, "import playground")
    widget = panel.locator(".dl-playground")
    widget.get_by_role("combobox", name="Learning rate").select_option("0.3")
    for name in ("Data", "Hidden layers", "Picture of", "Play"):
        control = widget.get_by_role("combobox", name=name).or_(widget.get_by_role("spinbutton", name=name))
        control = control.or_(widget.get_by_role("button", name=name))
        control.focus()
        for key in ("r", "b", "y", "m", "0", "Tab", "Shift+Tab", "ArrowDown", "ArrowUp", "Shift+M", "Control+Enter"):
            page.keyboard.press(key)
        assert control.evaluate("e => document.activeElement === e"), f"the focus left {name}"
    assert panel.locator(".jp-Cell").count() == 3
    assert panel.locator(".jp-CodeCell").count() == 3
    widget.get_by_role("combobox", name="Data").select_option("moons")
    widget.get_by_role("button", name="Epoch").click()
    assert widget.get_by_role("button", name="Epoch").evaluate("e => document.activeElement === e"), (
        "a click leaves the focus"
    )
    assert browser.run_cell(page, panel, "print(play") == "0.3 moons True"
    browser.run_cell(page, panel, "play.state = {")
    widget.get_by_text("Epoch 1").first.wait_for()
    assert widget.get_by_role("combobox", name="Learning rate").input_value() == "1"
