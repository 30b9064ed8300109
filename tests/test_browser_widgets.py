"""Figures that move, questions and the playground in a real browser."""

import re

import browser
import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

from dl_course import stored

expect.set_options(timeout=60_000)  # a slow machine that does other things as well
FIGURES = [
    "import matplotlib.pyplot as plt\nfrom dl_course import plots\nfrom dl_course.widgets import Slider, explore\nplots.use_style()",
    "ax = plots.plot_loss([3.0, 2.0, 1.0], title='It \"falls\"')",
    """def draw(ax, kind, w):
    if w > 2:
        raise ValueError("w is too large")
    ax.plot([0, 1], [0, w], "--" if kind == "dashes" else "-")
    ax.set_title(f"slope {w}")


explore(draw, alt="A line.", kind=["line", "dashes", "dots"], w=Slider(-3.0, 3.0, 1.0, 0.5, label="weight w"))""",
]


@pytest.fixture(scope="module")
def figures(desktop, lab):
    """A notebook with a figure and an interactive one, run in the browser: the page, its panel, the file."""
    work, address = lab
    path = work / "notebooks" / "figures.ipynb"
    cells = [new_markdown_cell("# Figures"), *map(new_code_cell, FIGURES)]
    stored.write(path, stored.normalise(new_notebook(cells=cells)))
    page = desktop.new_page()
    panel = browser.open_notebook(page, address, "notebooks/figures.ipynb")
    browser.run_all(page, panel, path)
    yield page, panel, path
    page.close()


def kinds_of_cells(panel):
    return [panel.locator(f".jp-{kind}Cell").count() for kind in ("Markdown", "Code", "Raw")]


def test_the_accessibility_tree_has_what_figures_show_and_what_controls_are_called(figures):
    _, panel, _ = figures
    expect(panel.locator(".jp-OutputArea-output img").first).to_have_accessible_name(
        'It "falls": loss over 3 steps: from 3 to 1.'
    )
    shown = panel.get_by_role("img", name="A line.")
    expect(shown).to_have_count(1)  # the picture that stands in for the widget is hidden
    tree = panel.locator(".dl-explore").aria_snapshot()
    assert 'combobox "kind"' in tree
    assert 'slider "weight w"' in tree
    assert 'textbox "weight w, type a value"' in tree
    assert 'img "slope 1.0. A line. Now: kind line, weight w 1.0."' in tree


def test_keys_move_a_control_and_jupyterlab_takes_none_of_them(figures):
    page, panel, _ = figures
    figure, before = panel.locator(".dl-explore"), kinds_of_cells(panel)
    choice, slider, picture = figure.locator("select"), figure.locator("input[type=range]"), figure.locator("img")
    choice.focus()
    for key in ("r", "a", "b", "x", "d", "d", "y", "m"):
        page.keyboard.press(key)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(choice).to_have_value("dashes")
    expect(picture).to_have_attribute("alt", "slope 1.0. A line. Now: kind dashes, weight w 1.0.")
    page.keyboard.press("Home")
    expect(choice).to_be_focused()
    slider.focus()
    for key in ("r", "b", "d", "d", "ArrowRight", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    expect(slider).to_have_attribute("aria-valuetext", "0.5")
    expect(picture).to_have_attribute("alt", "slope 0.5. A line. Now: kind line, weight w 0.5.")
    expect(figure.get_by_role("status")).to_have_text("slope 0.5")
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "\N{MINUS SIGN}3.0")
    expect(slider).to_be_focused()
    assert kinds_of_cells(panel) == before


def test_a_click_on_a_slider_leaves_the_focus_there(figures):
    page, panel, _ = figures
    slider = panel.locator(".dl-explore input[type=range]")
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    page.wait_for_timeout(300)
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "0.0")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "0.5")


def test_a_key_that_is_held_down_ends_on_the_right_picture(figures):
    page, panel, _ = figures
    figure = panel.locator(".dl-explore")
    figure.locator("input[type=range]").focus()
    page.keyboard.press("Home")
    for _ in range(9):
        page.keyboard.down("ArrowRight")  # repeats, as long as it is not let go
    page.keyboard.up("ArrowRight")
    expect(figure.locator("img")).to_have_attribute("alt", re.compile("weight w 1.5"))


def test_a_value_can_be_typed_and_what_cannot_be_drawn_is_said(figures):
    _, panel, _ = figures
    figure = panel.locator(".dl-explore")
    field, picture = figure.get_by_role("textbox"), figure.locator("img")
    field.fill("2,6")
    field.press("Enter")
    expect(field).to_have_value("2.5")
    words = "No picture for kind line, weight w 2.5: ValueError: w is too large"
    expect(figure.locator(".note")).to_have_text(words)
    expect(figure.get_by_role("status")).to_have_text(words)
    expect(picture).to_have_attribute("alt", words)
    field.fill("\N{MINUS SIGN}1.1")
    field.press("Enter")
    expect(picture).to_have_attribute("alt", "slope -1.0. A line. Now: kind line, weight w \N{MINUS SIGN}1.0.")
    expect(figure.locator(".note")).to_be_hidden()
    field.fill("wide")
    field.press("Enter")
    expect(field).to_have_value("\N{MINUS SIGN}1.0")
    said = figure.get_by_role("status")
    expect(said).to_have_text("slope -1.0. weight w takes a number, and stays at \N{MINUS SIGN}1.0.")
    field.fill("-99")
    field.press("Enter")
    expect(said).to_have_text(re.compile("weight w ends at \N{MINUS SIGN}[0-9.]+[.]$"))
    expect(field).to_be_focused()


def test_saved_closed_and_opened_without_a_kernel_the_picture_stands(figures, lab, home):
    page, panel, path = figures
    panel.locator(".dl-explore").get_by_role("textbox").fill("1.5")
    panel.locator(".dl-explore").get_by_role("textbox").press("Enter")
    expect(panel.locator(".dl-explore").get_by_role("status")).to_have_text("slope 1.5")
    browser.save(page, panel, path)
    notebook = stored.read(path)
    notebook.metadata["kernelspec"] = {"name": "latin", "display_name": "Latin", "language": "latin"}
    notebook.metadata["language_info"] = {"name": "latin"}
    alone = path.with_name("alone.ipynb")
    stored.write(alone, notebook)
    NotebookNotary(data_dir=str(home / "JUPYTER_DATA_DIR")).sign(notebook)  # as if saved by the reader
    page.goto(re.sub(r"/lab\S*\?", "/lab/workspaces/alone/tree/notebooks/alone.ipynb?", lab[1]))
    page.locator(".jp-Dialog button", has_text="No Kernel").click(timeout=60_000)
    picture = page.get_by_role("img", name="slope 1.0. A line. Now: kind line, weight w 1.0.")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth") == 480
    expect(page.get_by_text("To move it, run this cell, after the cells above.")).to_be_visible()


def test_a_picture_whose_widget_is_lost_stands_without_an_error_beside_it(page, lab, home):
    """The kernel is restarted, then the notebook saved: JupyterLab forgets the widgets."""
    work, address = lab
    path = work / "notebooks" / "lost.ipynb"
    stored.write(path, stored.normalise(new_notebook(cells=[*map(new_code_cell, [*FIGURES, PLAYGROUND[0]])])))
    panel = browser.open_notebook(page, address, "notebooks/lost.ipynb")
    browser.run_all(page, panel, path)
    expect(panel.locator(".dl-explore")).to_be_visible()
    expect(panel.locator(".dl-playground")).to_be_visible()
    for still in panel.locator(".dl-still").all():
        expect(still).to_be_hidden()
    saved = stored.read(path)
    saved.metadata.pop("widgets")
    lost = path.with_name("lost_widget.ipynb")
    stored.write(lost, saved)
    NotebookNotary(data_dir=str(home / "JUPYTER_DATA_DIR")).sign(saved)  # as if saved by the reader
    panel = browser.open_notebook(page, address, "notebooks/lost_widget.ipynb")
    expect(panel.get_by_text("Error displaying widget")).to_have_count(2)
    for error in panel.get_by_text("Error displaying widget").all():
        expect(error).to_be_hidden()
    expect(panel.get_by_role("img", name="A line.")).to_be_visible()
    expect(panel.get_by_role("img", name="A network with 2 inputs")).to_be_visible()
    expect(panel.get_by_text("Run the cell to train this network here.")).to_be_visible()


# A kernel that takes `ms` for each frame, and writes down the place that it is asked for.
FAKE_KERNEL = """async ([source, ms]) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const asked = [];
  const frame = {picture: "", alt: "a", said: "", trouble: "", ms};
  const traits = {
    controls: [{label: "w", texts: [...Array(40).keys()].map(String), slides: true}], frames: {"20": frame},
    place: [20], size: [10, 10], kind: "dl-drawing", how_to_move: "",
  };
  let answer = null;
  const model = {
    get: (name) => traits[name], set() {}, save_changes() {}, off() {}, on: (_, handler) => (answer = handler),
    send: ({place}) => setTimeout(() => {
      if (place) asked.push(place[0]);
      answer(place ? {world: 1, place, frame} : {world: 1});
    }),
  };
  widget.render({model, el: document.body});
  document.querySelector("input[type=range]").focus();
  await new Promise((done) => setTimeout(done, 300));
  asked.length = 0;
  const slider = document.querySelector("input[type=range]");
  slider.value = 30;
  slider.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done, 300));
  return asked;
}"""


@pytest.mark.parametrize(
    ("ms", "asked"),
    [
        (20, [30, 31, 32, 33, 34, 35, 36, 29]),  # what comes next on the way, then what is beside it
        (150, [30, 31, 32, 33]),  # 400 ms of drawing ahead: a reader's next key does not wait for more
        (350, [30]),  # the cell that a reader runs would wait
    ],
)
def test_so_much_is_drawn_ahead_that_the_next_key_finds_the_kernel_free(page, ms, asked):
    source = (browser.ROOT / "dl_course/widgets/explore.js").read_text(encoding="utf-8")
    assert page.evaluate(FAKE_KERNEL, [source, ms]) == asked


# In a cell of JupyterLab, which hears what the figure lets through.
IN_A_CELL = """async (source) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  document.body.innerHTML = '<div class="jp-Cell" tabindex="0"><div class="place"></div></div>';
  const traits = {
    controls: [{label: "w", texts: ["1", "2"], slides: true}], frames: {}, place: [0], size: [10, 10], kind: "", how_to_move: "",
  };
  const model = {get: (name) => traits[name], set() {}, save_changes() {}, off() {}, on() {}, send() {}};
  widget.render({model, el: document.querySelector(".place")});
  window.heard = [];
  document.addEventListener("keydown", ({key}) => heard.push(key));
  document.querySelector("input[type=range]").focus();
}"""


def test_escape_leads_from_a_figure_back_to_its_cell_and_no_key_selects_all_cells(page):
    page.evaluate(IN_A_CELL, (browser.ROOT / "dl_course/widgets/explore.js").read_text(encoding="utf-8"))
    assert page.locator(".dl-explore").evaluate("e => e.ariaDescription") == "Escape leads back to the cell."
    for keys in ("r", "Control+a", "Control+s", "Shift+Enter"):
        page.keyboard.press(keys)
    assert page.evaluate("heard.filter((key) => key.length === 1 || key === 'Enter')") == ["s", "Enter"]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "jp-Cell"


# Two lists and a slider, in the style of the figures.
LISTS = """async (source) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const one = "The empress ruled the empire while she sang herself a song.";
  const traits = {
    controls: [{label: "sentence", texts: [one, one.replace("she", "he")], slides: false},
      {label: "head", texts: ["1", "2"], slides: false}, {label: "w", texts: ["1", "2"], slides: true}],
    frames: {}, place: [0, 0, 0], size: [10, 10], kind: "", how_to_move: "",
  };
  widget.render({model: {get: (name) => traits[name], set() {}, save_changes() {}, off() {}, on() {}, send() {}}, el: document.body});
  const measure = (node) => {
    const free = node.cloneNode(true);
    free.style.cssText = "position: absolute; min-width: 0; max-width: none; width: max-content";
    node.after(free);
    const [shown, whole] = [node, free].map((each) => each.getBoundingClientRect().width);
    free.remove();
    return [shown, whole];
  };
  const [sentence, head] = [...document.querySelectorAll("select")].map(measure);
  const right = Math.max(...[...document.querySelectorAll(".controls > *")].map((e) => e.getBoundingClientRect().right));
  return {sentence, head, slider: document.querySelector("input[type=range]").getBoundingClientRect().width, right};
}"""


@pytest.mark.parametrize("width", [1400, 390])
def test_a_list_shows_a_whole_sentence_where_there_is_room(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_style_tag(path=browser.ROOT / "dl_course/widgets/explore.css")
    found = page.evaluate(LISTS, (browser.ROOT / "dl_course/widgets/explore.js").read_text(encoding="utf-8"))
    shown, whole = found["sentence"]
    assert found["right"] <= width
    assert found["head"][0] >= found["slider"] - 1
    if width > 1000:
        assert shown >= whole - 1


# A figure of nine inches with one slider, in the style of the figures.
WIDE = """async (source) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
  const traits = {
    controls: [{label: "w", texts: ["1", "2"], slides: true}], place: [0], size: [720, 288], kind: "", how_to_move: "",
    frames: {"0": {picture: dot, alt: "a", said: "", trouble: "", ms: 1}},
  };
  widget.render({model: {get: (name) => traits[name], set() {}, save_changes() {}, off() {}, on() {}, send() {}}, el: document.body});
  const picture = document.querySelector("img");
  await picture.decode();
  return [picture, document.querySelector(".controls")].map((node) => node.getBoundingClientRect().right);
}"""


@pytest.mark.parametrize("width", [1400, 390])
def test_a_picture_is_as_wide_as_it_was_drawn_where_there_is_room(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_style_tag(content="body { margin: 0 }")
    page.add_style_tag(path=browser.ROOT / "dl_course/widgets/explore.css")
    picture, controls = page.evaluate(WIDE, (browser.ROOT / "dl_course/widgets/explore.js").read_text(encoding="utf-8"))
    assert picture == min(720, width)
    assert controls <= min(44 * 14, width)


# A question with a printed table, in a cell as JupyterLab styles it.
TABLE = """async (source) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  document.body.innerHTML = '<style>.jp-OutputArea-output pre {white-space: pre-wrap; word-break: break-all}</style><div></div>';
  const place = document.querySelector("div");
  place.className = "jp-OutputArea-output";
  const row = "epoch   training loss   right, training   right, test";
  const variant = {text: `<pre><code>${row}\\n${row}</code></pre>`, value: 1, exact: true, wrong: [], answer: ""};
  widget.render({model: {get: () => [{title: "A table", variants: [variant]}]}, el: place});
  await new Promise((done) => setTimeout(done, 100));
}"""


def test_a_printed_table_in_a_question_keeps_its_lines_and_the_keys_scroll_it(page):
    page.set_viewport_size({"width": 300, "height": 800})
    page.evaluate(TABLE, (browser.ROOT / "dl_course/widgets/quiz.js").read_text(encoding="utf-8"))
    page.add_style_tag(path=browser.ROOT / "dl_course/widgets/quiz.css")
    table = page.get_by_role("group", name="Code, scrolls sideways")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('pre').scrollLeft > 0")
    lines = table.evaluate("pre => pre.clientHeight / parseFloat(getComputedStyle(pre).lineHeight)")
    assert lines < 3.5, "two lines and the space around them"


PLAYGROUND = ["from dl_course.widgets import playground\n\nplay = playground('xor', seed=3)\nplay",
              "print(play.state['lr'], play.state['data'], play.state['epoch'] > 0)",
              "play.state = {**play.state, 'lr': 1.0, 'l1': 0.01}\n'set'"]  # fmt: skip


QUIZ = """\
from dl_course.exam import Choice, Number, question
from dl_course.widgets import Quiz


@question("calculate", "Half")
def half(rng):
    k = int(rng.integers(1, 9))
    return Number(f"Half of {2 * k}?", k, f"It is {k}.", {"That is twice as much.": 4 * k})


@question("choose", "One of three")
def one_of_three(rng):
    return Choice("Which is it?", "this", "Yes, it is.", {"that": "That is another one.", "the other": "It is another one."})


Quiz("ours", [half, one_of_three])"""


def test_questions_take_answers_by_mouse_and_keyboard_and_can_be_read_without_a_kernel(page, lab):
    work, address = lab
    notebook = nbformat.v4.new_notebook(cells=[new_markdown_cell("# Questions"), new_code_cell(QUIZ)])
    path = work / "notebooks" / "questions.ipynb"
    stored.write(path, stored.normalise(notebook))
    panel = browser.open_notebook(page, address, "notebooks/questions.ipynb")
    browser.run_cell(page, panel, "import Quiz")
    quiz, still = panel.locator(".dl-quiz"), panel.locator(".dl-still")
    expect(quiz).to_be_visible()
    expect(still).to_be_hidden()
    before = kinds_of_cells(panel)
    first, second = quiz.locator("form").nth(0), quiz.locator("form").nth(1)
    field, said = first.get_by_label("Your answer"), first.get_by_role("status")
    double = int(re.search(r"Half of (\d+)", first.inner_text())[1])
    field.click()
    page.keyboard.type(f"{2 * double}d")
    for key in ("Backspace", "Enter"):
        page.keyboard.press(key)
    expect(said).to_contain_text("That is twice as much.")
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{double / 2:g}")
    page.keyboard.press("Enter")
    expect(said).to_contain_text(f"It is {double // 2}.")
    expect(quiz.locator(".score")).to_have_text("1 of 2 right")
    first.get_by_role("button", name="Another one").click()
    expect(first.get_by_role("button", name="Another one")).to_be_focused()
    assert f"Half of {double}?" not in first.inner_text()
    second.get_by_text("that", exact=True).click()
    second.get_by_role("button", name="Check").click()
    expect(second.get_by_role("status")).to_contain_text("Not \u201cthat\u201d")
    expect(second.get_by_role("status")).to_contain_text("That is another one.")
    radios = second.get_by_role("radio")
    radios.first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
    second.get_by_label("this", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(second.get_by_role("status")).to_contain_text("Yes, it is.")
    expect(quiz.locator(".score")).to_have_text("2 of 2 right")
    assert kinds_of_cells(panel) == before
    field.focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')"), "Escape leads back to the cell"
    radios.first.focus()
    page.keyboard.press("Shift+Enter")
    expect(quiz.locator(".score")).to_have_text("0 of 2 right")  # the cell has run again
    browser.save(page, panel, path)
    saved = stored.normalise(stored.read(path))
    (output,) = saved.cells[1].outputs
    assert output.data["text/plain"] == "quiz: ours" and "That is another one" not in output.data["text/html"]
    saved.metadata["kernelspec"] = {"name": "latin", "display_name": "Latin", "language": "latin"}
    saved.metadata["language_info"] = {"name": "latin"}
    alone = path.with_name("questions_alone.ipynb")
    stored.write(alone, saved)
    page.goto(re.sub(r"/lab\S*\?", "/lab/workspaces/questions/tree/notebooks/questions_alone.ipynb?", address))
    page.locator(".jp-Dialog button", has_text="No Kernel").click(timeout=60_000)
    expect(page.get_by_text(f"Half of {double}?")).to_be_visible()
    page.get_by_text("Answer to question 1").click()
    expect(page.get_by_text(f"It is {double // 2}.")).to_be_visible()
    expect(page.get_by_text("run this cell")).to_be_visible()


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
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')"), "Escape leads back to the cell"
    assert browser.run_cell(page, panel, "print(play") == "0.3 moons True"
    browser.run_cell(page, panel, "play.state = {")
    widget.get_by_text("Epoch 1").first.wait_for()
    assert widget.get_by_role("combobox", name="Learning rate").input_value() == "1"
