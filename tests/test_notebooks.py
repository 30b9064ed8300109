"""The lint of notebooks: every committed notebook keeps the rules, and every rule finds what breaks it.

What the cells print is compared elsewhere: nbval runs the same files (see pyproject.toml).
"""

import inspect
import re

import notebook_rules as rules
import pytest
from conftest import ROOT, lesson_notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dl_course import stored
from dl_course.exam.bank import MODULES, self_test

LESSONS = sorted(ROOT.glob("notebooks/*.ipynb"))
SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))
EXAM = "19_exam"  # its exercise is drawn
EXERCISES = sorted(ROOT.glob("exercises/*/*.ipynb"))


def name(value):
    return value.stem if hasattr(value, "stem") else None


def test_there_are_lessons():
    assert LESSONS, "notebooks/ is empty: nothing would be tested"
    assert SOLUTIONS, "solutions/ is empty: nothing would be tested"


def test_lessons_are_numbered_and_named():
    for path in LESSONS:
        assert re.fullmatch(r"\d\d_[a-z0-9_]+", path.stem), path
    numbers = [path.stem[:2] for path in LESSONS]
    assert len(set(numbers)) == len(numbers), "two lessons have one number"


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS], ids=name)
@pytest.mark.parametrize("rule", [*rules.PROSE_RULES, *rules.OUTPUT_RULES], ids=lambda rule: rule.__name__)
def test_notebook(rule, path):
    assert not list(rule(stored.read(path)))


@pytest.mark.parametrize("path", EXERCISES, ids=name)
@pytest.mark.parametrize("rule", rules.PROSE_RULES, ids=lambda rule: rule.__name__)
def test_exercise(rule, path):
    assert not list(rule(stored.read(path)))


@pytest.mark.parametrize("path", EXERCISES, ids=name)
def test_code_of_an_exercise_fits_its_box(path):
    assert not list(rules.code_fits_its_box(stored.read(path)))


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS, *EXERCISES], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_course_leads_to_a_file(path):
    for cell in stored.read(path).cells:
        if cell.cell_type == "markdown":
            for link in re.findall(r"\]\(([^)\s]+)", cell.source):
                if not re.match(r"https?:|mailto:|#|attachment:", link):
                    assert (path.parent / link.partition("#")[0]).is_file(), link


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_lesson_links_to_its_exercise_and_to_the_lessons_it_names(path):
    text = "\n".join(cell.source for cell in stored.read(path).cells if cell.cell_type == "markdown")
    links = set(re.findall(r"\]\(([^)\s]+)\)", text))
    if path.stem == EXAM:
        assert "dl-course exam --seed" in text
    else:
        assert f"../exercises/{path.stem}/{path.stem}.ipynb" in links
    named = set(re.findall(r"\b[Ll]esson (\d\d)\b", text)) - {path.stem[:2]}
    assert {other.name for other in LESSONS if other.stem[:2] in named} <= links


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_lesson_says_its_minutes(path):
    assert not list(rules.says_its_minutes(stored.read(path)))


@pytest.mark.parametrize("path", [path for path in LESSONS if path.stem[3:] in MODULES], ids=name)
def test_lesson_asks_at_its_end_what_the_bank_has_of_it(path):
    notebook = stored.read(path)
    assert not list(rules.asks_at_its_end(notebook))
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert re.findall(r'^quiz\("(.*)"\)$', text, re.MULTILINE) == [path.stem[3:]]
    assert len(self_test(path.stem[3:])) >= 3


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS, *EXERCISES], ids=lambda path: str(path.relative_to(ROOT)))
def test_stored_as_refresh_would_write_it(path):
    text = path.read_text(encoding="utf-8")
    assert stored.as_text(stored.normalise(stored.read(path))) == text, "run: make refresh"


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS, *EXERCISES], ids=lambda path: str(path.relative_to(ROOT)))
def test_smaller_than_the_largest(path):
    assert path.stat().st_size < rules.LARGEST


# ------------------------------------------------------------------------------------ each rule finds what breaks it


def ran(*cells):
    """A notebook whose code cells have run in order, with a title."""
    notebook = lesson_notebook()
    notebook.cells = [new_markdown_cell("# 01 · Title"), *cells]
    count = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
    return notebook


def printing(text, stream="stdout"):
    return ran(new_code_cell("x", outputs=[new_output("stream", name=stream, text=text)]))


def showing(data, metadata=None):
    return ran(new_code_cell("x", outputs=[new_output("display_data", data=data, metadata=metadata or {})]))


def out_of_order():
    notebook = ran(new_code_cell("1"), new_code_cell("2"))
    notebook.cells[1].execution_count, notebook.cells[2].execution_count = 2, 1
    return notebook


def second_run():
    notebook = ran(new_code_cell("1"))
    notebook.cells[1].execution_count = 2
    return notebook


def other_run():
    notebook = ran(new_code_cell("1"))
    notebook.cells[1].outputs = [new_output("execute_result", data={"text/plain": "1"}, execution_count=7)]
    return notebook


def same_id():
    notebook = ran(new_code_cell("1"), new_code_cell("2"))
    notebook.cells[2].id = notebook.cells[1].id
    return notebook


def prose(*texts):
    return ran(*map(new_markdown_cell, texts))


def slider(*later):
    draw = "def shift(v):\n    return v + a\n\n\ndef draw(ax, b):\n    ax.plot([shift(v) for v in x], b)\n\n\nexplore(draw)"
    return ran(new_code_cell("x, y, a = [1], [2], 3"), new_code_cell(draw), *map(new_code_cell, later))


QUESTION = new_markdown_cell("**Predict first.** Above one half?")
ANSWER = new_code_cell("print(0.7)", metadata={"tags": ["predict"]})
ASKED, FOLDED = "### Test yourself\n\n", "<details>\n<summary>1. Why?</summary>\n\nSo.\n</details>\n\n### Next\n"
QUIZ = new_code_cell('from dl_course.widgets import quiz\n\nquiz("neuron")')
NEXT = new_markdown_cell("### Next\n\nDo the exercise.")
STOPPED = new_output("error", ename="ValueError", evalue="no", traceback=[])
BROKEN = [
    (rules.executed_in_order, out_of_order()),
    (rules.executed_in_order, second_run()),
    (rules.executed_in_order, other_run()),
    (rules.no_error, ran(new_code_cell("x", outputs=[STOPPED]))),
    (rules.no_error, ran(new_code_cell("x", metadata={"tags": ["raises-exception"]}))),
    (rules.no_stderr, printing("UserWarning: so", "stderr")),
    (rules.pictures_are_described, showing({"image/png": "aGk="})),
    (rules.pictures_are_described, showing({"image/png": "aGk="}, {"image/png": {"alt": " "}})),
    (rules.pictures_are_described, showing({"image/png": "aGk="}, {"image/png": {"alt": "a curve"}})),
    (
        rules.pictures_are_described,
        showing({"image/png": "aGk=", "text/html": '<img alt="b">'}, {"image/png": {"alt": "a"}}),
    ),
    (rules.pictures_are_described, showing({"text/html": '<img src="x.png">'})),
    (rules.widgets_have_a_twin, showing({"text/plain": "interactive(children=(FloatSlider(value=0.0)))"})),
    (rules.widgets_have_a_twin, showing({"text/plain": "VBox(children=())"})),
    (rules.headings_form_an_outline, prose("## a", "#### b")),
    (rules.headings_form_an_outline, prose("## a", "# again")),
    (rules.headings_form_an_outline, prose("### a")),
    (rules.links_have_words, prose("see https://example.org")),
    (rules.links_have_words, prose("see <https://example.org>")),
    (rules.links_have_words, prose("see [here](https://example.org)")),
    (rules.links_have_words, prose("see [https://example.org](https://example.org)")),
    (rules.sources_are_linked, prose("### Sources\n\n- A: *a*, 1.\n- B: *b*, 2.\n- C: *c*, 3.")),
    (rules.sources_are_linked, prose("### Sources\n\n- A: [*a*](https://doi.org/5.72)")),
    (rules.sources_are_linked, prose("### Sources\n\n- A: [*a*](https://arxiv.org/1502.01852)")),
    (rules.formulas_are_whole, prose("so $z = \\mu + \\sigma\narepsilon$ it is")),
    (rules.formulas_are_whole, prose("so $z = \\mu\varepsilon$ it is")),
    (rules.formulas_are_whole, prose("the $\theta$ of a\x07lpha")),
    (rules.formulas_are_whole, prose("$$a = \nrac{1}{2}$$")),
    (rules.pictures_in_prose_are_described, prose("![](x.png)")),
    (rules.pictures_in_prose_are_described, prose('<img src="x.png" alt="">')),
    (rules.no_path_of_a_machine, printing("read /home/ada/x.csv")),
    (rules.no_path_of_a_machine, ran(new_code_cell('open("/tmp/x")'))),
    (rules.no_path_of_a_machine, printing(r"C:\Users\ada\x.csv")),
    (rules.no_leftover_of_a_figure, showing({"text/plain": "<Axes: title={'center': 'a'}>"})),
    (rules.no_leftover_of_a_figure, showing({"text/plain": "[Text(0.5, 0, 'x')]"})),
    (rules.no_address_of_an_object, printing("<Neuron object at 0x7f0a>")),
    (rules.cell_ids_differ, same_id()),
    (rules.nothing_hidden_by_a_semicolon, ran(new_code_cell("plot(x);\n"))),
    (rules.compared_by_nbval, ran(new_code_cell("# NBVAL_IGNORE_OUTPUT\n1"))),
    (rules.compared_by_nbval, ran(new_code_cell("1", metadata={"tags": ["nbval-skip"]}))),
    (rules.predictions_come_first, ran(QUESTION, new_code_cell("print(0.7)"))),
    (rules.predictions_come_first, ran(QUESTION, new_markdown_cell("It is."), ANSWER)),
    (rules.predictions_come_first, ran(QUESTION, new_code_cell('claim("it is", True)'), ANSWER)),
    (rules.predictions_come_first, ran(new_markdown_cell("**Predict first** means it."), ANSWER)),
    (
        rules.predictions_come_first,
        ran(QUESTION, new_code_cell('claim("it is", True)', metadata={"tags": ["predict"]})),
    ),
    (rules.sliders_keep_their_world, slider("x = 1")),
    (rules.sliders_keep_their_world, slider("for a, c in []:\n    pass")),
    (rules.sliders_keep_their_world, slider("def shift(v):\n    return v")),
    (rules.asks_at_its_end, prose("## Recap")),
    (rules.asks_at_its_end, prose(f"{ASKED}### Next\n\nDo it.")),
    (rules.asks_at_its_end, prose(ASKED, FOLDED)),
    (rules.asks_at_its_end, ran(new_markdown_cell(ASKED), QUIZ)),
    (rules.asks_at_its_end, ran(new_markdown_cell(ASKED), QUIZ, new_markdown_cell("### Sources\n\n- one"))),
    (rules.asks_at_its_end, ran(new_markdown_cell(ASKED + FOLDED), QUIZ, NEXT)),
    (rules.asks_at_its_end, ran(new_markdown_cell(ASKED), new_code_cell("print(1)"), QUIZ, NEXT)),
    (rules.asks_at_its_end, ran(new_markdown_cell(ASKED), QUIZ, NEXT, new_markdown_cell(ASKED))),
    (rules.says_its_minutes, new_notebook()),
    (rules.says_its_minutes, ran(new_markdown_cell("| **Time** | about 7 minutes to read |"))),
    (rules.code_fits_its_box, ran(new_code_cell("x" * (rules.WIDEST + 1)))),
    (rules.keras_is_started_first, ran(new_code_cell("import keras\nstart_keras()"))),
    (rules.keras_is_started_first, ran(new_code_cell("from tensorflow import nn"))),
]
FINE = [
    (rules.keras_is_started_first, ran(new_code_cell("start_keras()"), new_code_cell("import keras"))),
    (rules.headings_form_an_outline, prose("## a", "### b", "## c", "```\n# a comment\n```")),
    (
        rules.links_have_words,
        prose("see [the paper](https://example.org), `https://x.org`\n\n[1]: https://example.org"),
    ),
    (rules.formulas_are_whole, prose("$$a = \\frac12, \\qquad\n\\beta = 2$$ and $k = 5$\nor $5$; eta is a word")),
    (
        rules.sources_are_linked,
        prose("### Sources\n\n- A: [*a*](https://doi.org/10.1016/0041-5553%2864%2990137-5)\n- B: *b*."),
    ),
    (
        rules.pictures_are_described,
        showing({"image/png": "aGk=", "text/html": '<img alt="a &quot;b&quot;">'}, {"image/png": {"alt": 'a "b"'}}),
    ),
    (rules.no_error, ran(new_code_cell("x", metadata={"tags": ["raises-exception"]}, outputs=[STOPPED]))),
    (
        rules.predictions_come_first,
        ran(QUESTION, new_code_cell("x = 1"), ANSWER, new_code_cell('claim("it is", True)')),
    ),
    (rules.no_path_of_a_machine, printing("File …/site-packages/torch/nn.py; a/tmp/b; https://x.org/tmp/y")),
    (rules.no_address_of_an_object, printing("0xff is 255")),
    (rules.executed_in_order, ran(new_code_cell("1"), new_markdown_cell("x"), new_code_cell("2"))),
    (rules.sliders_keep_their_world, slider("y, b, v = 1, 2, 3", "def f(x):\n    a = [x for x in y]", "print(x)")),
    (rules.says_its_minutes, ran()),
    (rules.asks_at_its_end, ran(new_markdown_cell(f"## Recap\n\n{ASKED}"), QUIZ, NEXT)),
    (rules.code_fits_its_box, ran(new_code_cell("x" * rules.WIDEST))),
]


@pytest.mark.parametrize(("rule", "notebook"), BROKEN, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_finds_what_breaks_it(rule, notebook):
    assert list(rule(notebook))


@pytest.mark.parametrize(("rule", "notebook"), FINE, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_leaves_alone_what_is_fine(rule, notebook):
    assert not list(rule(notebook))


def test_every_rule_is_applied_and_tried():
    written = {value for name, value in vars(rules).items() if inspect.isfunction(value) and not name.startswith("_")}
    applied = {
        *rules.PROSE_RULES,
        *rules.OUTPUT_RULES,
        rules.says_its_minutes,
        rules.code_fits_its_box,
        rules.asks_at_its_end,
    }
    assert written == applied == {rule for rule, _ in BROKEN}
