"""A lesson and its exercise in a real browser, as a student meets them."""

import json

import browser
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dl_course import stored
from dl_course.cli import copies

LESSON = "notebooks/01_neuron.ipynb"
EXERCISE = "exercises/01_neuron/01_neuron.ipynb"
KERAS_COLOURS = {"#00d7ff", "#00af00", "#0087ff"}
NO_BIAS = "def neuron(x, w, b):\n    return 1 / (1 + np.exp(-(x @ w)))"


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


# The colours of code in a notebook and of what it prints, each with its ground.
COLOURS_OF_CODE = """(panel) => {
  const paper = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const numbers = (colour) => {
    paper.clearRect(0, 0, 1, 1);
    paper.fillStyle = colour;
    paper.fillRect(0, 0, 1, 1);
    return [...paper.getImageData(0, 0, 1, 1).data];
  };
  const found = {};
  for (const part of panel.querySelectorAll(".jp-CodeCell .cm-line span, .jp-OutputArea pre span, a > code")) {
    let ground = part;
    while (ground && numbers(getComputedStyle(ground).backgroundColor)[3] < 255) ground = ground.parentElement;
    const pair = [getComputedStyle(part).color, getComputedStyle(ground).backgroundColor].map((one) => numbers(one).slice(0, 3));
    found[pair] = [part.textContent, ...pair];
  }
  return Object.values(found);
}"""


def luminance(colour):
    shares = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), shares, strict=True))


def trusted(work, home, name, cells):
    """Writes a notebook whose outputs JupyterLab shows without asking, as if its reader had saved it."""
    notebook = stored.normalise(new_notebook(cells=cells))
    stored.write(work / name, notebook)
    NotebookNotary(data_dir=str(home / "JUPYTER_DATA_DIR")).sign(notebook)


def shows(html):
    """A cell whose stored output is that HTML."""
    return new_code_cell("1", outputs=[new_output("display_data", data={"text/html": html, "text/plain": "1"})])


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_each_colour_of_code_can_be_read(page, lab, home, theme):
    work, address = lab
    settings = home / "JUPYTERLAB_SETTINGS_DIR/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"theme": theme}))
    source = "# A comment\n@cache\ndef half(x):\n    return [x.real / 2.5, 'text', None, self]"
    # As Keras colours model.summary().
    summary = "".join(f'<span style="color: {c}; text-decoration-color: {c}">{c}</span>' for c in KERAS_COLOURS)
    links = new_markdown_cell("[`a/path.ipynb`](a/path.ipynb), [a page](page.ipynb)")
    trusted(work, home, "colours.ipynb", [new_code_cell(source), shows(f"<pre>{summary}</pre>"), links])
    try:
        panel = browser.open_notebook(page, address, "colours.ipynb")
        panel.locator("pre span").first.wait_for()
        found = panel.evaluate(COLOURS_OF_CODE)
        linked, plain = (
            panel.locator(one).evaluate("part => getComputedStyle(part).color")
            for one in ("a > code", "a:not(:has(code))")
        )
    finally:
        settings.unlink()
    assert linked == plain
    assert {text for text, *_ in found} > KERAS_COLOURS | {"a/path.ipynb"}
    assert len(found) >= 6 + len(KERAS_COLOURS)
    faint = []
    for text, *pair in found:
        dark, light = sorted(map(luminance, pair))
        if (light + 0.05) / (dark + 0.05) < 4.5:
            faint.append(text)
    assert not faint


def test_what_is_folded_or_printed_keeps_its_distance_and_stored_questions_are_narrow(page, lab, home):
    work, address = lab
    fold = "<details><summary>Why?</summary>\n\nBecause.\n\n</details>"
    code = "<pre><code>h = x + 1\n</code></pre><p>What is h?</p>"
    table = "<table><tr><td>word</td></tr></table>"
    still = f'<div class="dl-still"><div><p>{"Long. " * 99}</p>{code}{fold}</div>{table}<p>Next.</p></div>'
    printed = new_output("stream", name="stdout", text="told\n")
    told = new_code_cell("1", outputs=[printed, *shows("<img alt='drawn' width=9 height=9>").outputs])
    trusted(work, home, "folds.ipynb", [new_markdown_cell(fold + "\n\nNext."), shows(still), told])
    panel = browser.open_notebook(page, address, "folds.ipynb")
    rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    for place in (panel.locator(".jp-MarkdownOutput"), panel.locator(".dl-still")):
        folded, after = place.locator("details").bounding_box(), place.get_by_text("Next.").bounding_box()
        assert after["y"] - (folded["y"] + folded["height"]) >= 0.85 * rem
    assert panel.locator(".dl-still p").first.bounding_box()["width"] == 46 * rem
    assert (
        panel.locator(".dl-still p").first.bounding_box()["x"]
        == panel.locator(".jp-MarkdownOutput p").first.bounding_box()["x"]
    )
    code, asked = panel.locator(".dl-still pre").bounding_box(), panel.get_by_text("What is h?").bounding_box()
    assert asked["y"] - (code["y"] + code["height"]) >= 0.85 * rem
    assert panel.locator(".dl-still td").evaluate("cell => getComputedStyle(cell).textAlign") == "left"
    printed, drawn = (panel.locator(".jp-OutputArea-child").nth(k).bounding_box() for k in (-2, -1))
    assert drawn["y"] - (printed["y"] + printed["height"]) >= 0.4 * rem


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
