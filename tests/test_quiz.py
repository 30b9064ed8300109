"""quiz: takes an answer by mouse and by keyboard, says why a wrong one is wrong, and can be read where nothing runs."""

import json
from pathlib import Path

import pytest
from book_reader import AXE, JUDGE, WCAG
from conftest import ROOT
from playwright.sync_api import expect

from dl_course import stored
from dl_course.exam.bank import MODULES, self_test
from dl_course.exam.question import Choice, Number, is_right, question
from dl_course.exam.text import as_html
from dl_course.widgets import Quiz, quiz
from dl_course.widgets.quiz import SEEDS

WIDGETS = ROOT / "dl_course/widgets"


@question("calculate", "Twice a < b?")
def twice(rng):
    k = int(rng.integers(3, 9))
    return Number(
        f"What is `2 * {k} / 4`, with w<sub>1</sub> = {k}?\n\n| a | b |\n|---|---:|\n| <b>1</b> | {k} |",
        answer=k / 2,
        solution=f"2 · {k} / 4 = **{k / 2}**.",
        wrong={"You forgot to *divide*.": 2 * k, "You divided by 2.": float(k)},
    )


@question("combine", "How many?")
def how_many(rng):
    return Number("A table has 35 rows and 36 columns of numbers.", 1260, "35 · 36 = 1260.", {"That is the sum.": 71})


@question("choose", "Which?")
def which(rng):
    return Choice(
        "Which one is right?\n\n```\nepoch  loss\n    1  " + "0.6931 " * 9 + "\n```",
        "the `mean`, and what follows from it",
        "A mean does not grow with the data.",
        {
            "the sum": "A sum grows with the data.",
            "the <i>largest</i>": "One example decides.",
            "none of them": "One is.",
        },
    )


EVERY = [twice, how_many, which]


def ours() -> Quiz:
    return Quiz("ours", EVERY)


# ----------------------------------------------------------------------------------------------------------- what it is made of


def test_text_becomes_html_with_tables_and_code_and_no_html_of_its_own():
    page = as_html(
        "w<sub>1</sub> x<sup>2</sup> <b>a</b> `1 < 2` <script>x</script> [a](javascript:x) ![p](http://x.org/y)"
    )
    assert "w<sub>1</sub> x<sup>2</sup> &lt;b&gt;a&lt;/b&gt; <code>1 &lt; 2</code> &lt;script&gt;x" in page
    assert "javascript:" not in page and "<img" not in page and "<script" not in page
    assert as_html("<div onclick=x>\n\n<!-- y -->").count("<p>&lt;") == 2
    assert '<div class="wide"><table>' in as_html("| a |\n|---|\n| 1 |")
    assert as_html("```\n<a> & b\n```") == "<pre><code>&lt;a&gt; &amp; b\n</code></pre>\n"


def test_a_question_comes_with_each_of_its_variants_once():
    numbers, same, choice = (each["variants"] for each in ours().state)
    drafts = [twice.draft(seed) for seed in SEEDS]
    assert [each["value"] for each in numbers] == list(dict.fromkeys(draft.answer for draft in drafts))
    assert 1 < len(numbers) <= len(SEEDS)
    assert len(same) == len(choice) == 1
    assert [mistake["value"] for mistake in numbers[0]["wrong"]] == [4 * numbers[0]["value"], 2 * numbers[0]["value"]]
    assert "<strong>" in numbers[0]["answer"] and "<em>divide</em>" in numbers[0]["wrong"][0]["why"]
    assert json.loads(json.dumps(ours().state)) == ours().state


def test_the_place_of_an_option_does_not_tell_whether_it_is_right():
    def told(k):
        @question("choose", "Which?")
        def one(rng):
            return Choice("a" * k, "r", "s", {"b": "B", "c": "C", "d": "D"})

        (variant,) = Quiz("x", [one]).state[0]["variants"]
        assert all(list(option) == ["text", "why", "right"] for option in variant["options"])
        return [option["right"] for option in variant["options"]].index(True)

    assert {told(k) for k in range(1, 40)} == {0, 1, 2, 3}


def test_a_page_without_a_kernel_has_questions_options_and_folded_answers():
    bundle = ours().still()
    page = bundle["text/html"]
    assert bundle["text/plain"] == "quiz: ours"
    assert page.count("<details>") == page.count("</details>") == 3
    assert "1. Twice a &lt; b?" in page and "<b>3. Which?</b>" in page
    open_part = "".join(part.partition("</details>")[2] for part in f"</details>{page}".split("<details>"))
    assert "35 · 36 = 1260" not in open_part and "A mean does not grow" not in open_part
    assert open_part.count("<li>") == 4 and "<code>mean</code>" in open_part
    assert page.count("grows with the data") == 0, "why an option is wrong is told who chose it"
    assert "run this cell" in page and "<style" not in page and "<script" not in page


def test_shows_what_can_be_read_and_then_the_widget_in_its_place(monkeypatch):
    shown = []
    monkeypatch.setattr("dl_course.widgets.still.display", lambda bundle, raw, metadata=None: shown.append(bundle))
    asked = ours()
    asked._ipython_display_()
    still, live = shown
    assert still == asked.still()
    assert live[stored.WIDGET_VIEW]["model_id"] == asked.widget.model_id
    assert asked.widget.questions == asked.state
    assert ".dl-still" in asked.widget._css


@pytest.mark.parametrize("name", [part for part in MODULES if (ROOT / f"dl_course/exam/bank/{part}.py").is_file()])
def test_the_questions_of_each_part_can_be_shown(name):
    shown = quiz(name)
    assert len(shown.state) == len(self_test(name))
    for each in shown.state:
        for variant in each["variants"]:
            texts = [variant["text"], variant["answer"], *(option["text"] for option in variant.get("options", []))]
            assert all(text.strip() for text in texts)
            assert not [text for text in texts if "&lt;/" in text], "HTML that is not let through"
            assert [option["right"] for option in variant.get("options", [{"right": True}])].count(True) == 1


def test_wrong_use_is_explained():
    with pytest.raises(ValueError, match=r"name must be one of start_here, neuron, .* Received: 'neurons'"):
        quiz("neurons")


# ------------------------------------------------------------------------------------------------------- what an answer can mean


@pytest.fixture(scope="module")
def blank(chromium):
    """A page with the functions of quiz.js."""
    page = chromium.new_page()
    source = (WIDGETS / "quiz.js").read_text(encoding="utf-8")
    page.evaluate(
        "async (source) => { window.quiz = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))); }",
        source,
    )
    yield page
    page.close()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", [2]), ("2.0", [2]), (" 2,5 ", [2.5]), ("1/3", [1 / 3]), ("1e-3", [0.001]), ("\N{MINUS SIGN}2", [-2]), ("-.5", [-0.5]),
        ("+4.", [4]), ("1 260", [1260]), ("1\N{NARROW NO-BREAK SPACE}260", [1260]), ("1,260", [1.26, 1260]), ("1,260.5", [1260.5]),
        ("1,000,000", [1_000_000]), ("0.125", [0.125]), ("0,125", [0.125]),
        ("1.260", [1.26, 1260]), ("3.204.832", [3_204_832]), ("1.260,5", [1260.5]), ("3'204_832", [3_204_832]), ("1.26,5", []), ("1.5E+3", [1500]), ("-1 / 4", [-0.25]), ("0,5/2", [0.25]), ("25 %", [25, 0.25]),
        ("", []), ("two", []), ("1/0", []), ("1/2/3", []), ("1.2.3", []), ("2 px", []), ("0x10", []), ("Infinity", []), ("e5", []), ("--2", []),
        ("1,2,3", []), ("/", []), ("%", []), ("3/", []),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_a_number(blank, text, numbers):
    assert blank.evaluate("text => quiz.readings(text)", text) == pytest.approx(numbers)


ANSWERS = [2, 0, -3, 1260, 2.0, 0.5, -0.25, 1e-3, 0.0, 1e6, 10**6]
TYPED = ["2", "2.0", "1.99", "2.02", "2.0203", "-3", "1260", "1250", "0.5", "0.505", "0.506", "-0.25", "0.25", "0.001", "0.00101", "0",
         "1e-10", "1e-8", "1260.000000001", "1260.00001", "1e6", "1.009e6"]  # fmt: skip


def test_the_page_judges_a_number_as_python_does(blank):
    for answer in ANSWERS:
        asked = {"value": float(answer), "exact": isinstance(answer, int)}
        for text in TYPED:
            (value,) = blank.evaluate("text => quiz.readings(text)", text)
            assert value == float(text)
            said = blank.evaluate("([value, asked]) => quiz.isRight(value, asked)", [value, asked])
            assert said == is_right(value, answer), (text, answer)


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("1260", "done", "35 · 36 = 1260."), ("1,260", "done", "35 · 36"), ("1261", "wrong", "once more on paper"),
        ("71", "wrong", "That is the sum."), ("-1260", "wrong", "The sign is wrong."), ("many", "open", "Type a number"),
    ],
)  # fmt: skip
def test_an_answer_is_told_what_is_wrong_with_it(blank, text, status, words):
    (variant,) = ours().state[1]["variants"]
    said = blank.evaluate("([text, variant]) => quiz.judge(text, variant)", [text, variant])
    assert said["status"] == status
    assert words in said["title"] + said["why"]
    if status == "wrong":
        assert said["title"] == f"Not {text}"
        assert "1260" not in said["why"]


def test_where_two_mistakes_lead_to_one_number_both_are_named(blank):
    wrong = [{"value": 4.0, "exact": True, "why": "<p>A.</p>"}, {"value": 4.01, "exact": False, "why": "<p>B.</p>"}]
    said = blank.evaluate("(wrong) => quiz.judge('4', {value: 2, exact: true, wrong, answer: ''}).why", wrong)
    assert said == "<p>More than one mistake leads there.</p><p>A.</p><p>B.</p>"


def test_who_is_near_is_told_to_round_later(blank):
    variant = {"value": 0.333, "exact": False, "wrong": [], "answer": "<p>a</p>"}
    said = [blank.evaluate("([text, variant]) => quiz.judge(text, variant).why", [t, variant]) for t in ("0.32", "0.2")]
    assert "more digits" in said[0] and "more digits" not in said[1]


def test_no_question_of_the_bank_is_solved_by_the_answer_to_its_typical_mistake(blank):
    for name in (part for part in MODULES if (ROOT / f"dl_course/exam/bank/{part}.py").is_file()):
        for each in quiz(name).state:
            for variant in each["variants"]:
                for mistake in variant.get("wrong", []):
                    ask = "([text, variant]) => quiz.judge(text, variant)"
                    said = blank.evaluate(ask, [repr(mistake["value"]), variant])
                    assert said["status"] == "wrong" and mistake["why"] in said["why"], (name, each["title"])


# ------------------------------------------------------------------------------------------------------------------ in a page


PAGE = """async ([source, questions]) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  document.body.innerHTML = '<main><h1>Lesson</h1><div class="jp-Cell" tabindex="0"><div class="place"></div></div></main>';
  document.documentElement.lang = "en";
  document.title = "Lesson";
  window.heard = [];
  document.addEventListener("keydown", ({key}) => heard.push(key));
  widget.render({model: {get: (name) => ({questions})[name]}, el: document.querySelector(".place")});
}"""


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    ask(page, ours().state)
    yield page
    page.close()


def ask(page, state, style=""):
    page.evaluate(PAGE, [(WIDGETS / "quiz.js").read_text(encoding="utf-8"), state])
    page.add_style_tag(content=(WIDGETS / "quiz.css").read_text(encoding="utf-8") + style)


def question_of(page, number):
    return page.locator(".dl-quiz form").nth(number - 1)


def right_and_wrong(number):
    """The places of the right option and of the others."""
    right = [option["right"] for option in ours().state[number - 1]["variants"][0]["options"]]
    return right.index(True), [place for place, it_is in enumerate(right) if not it_is]


def test_a_wrong_option_gets_its_reason_and_the_right_one_counts(page):
    form = question_of(page, 3)
    right, wrong = right_and_wrong(3)
    options, said = form.get_by_role("radio"), form.get_by_role("status")
    expect(form.get_by_text("Show the solution")).to_be_hidden()
    form.get_by_role("button", name="Check").click()
    expect(said).to_have_text("\N{WHITE CIRCLE}Choose one first.")
    expect(form.get_by_text("Show the solution")).to_be_hidden()
    reasons = [option["why"] for option in ours().state[2]["variants"][0]["options"]]
    names = [label.text_content() for label in form.locator("label > span").all()]
    for k in wrong:
        options.nth(k).check()
        form.get_by_role("button", name="Check").click()
        expect(said).to_contain_text(f"Not \u201c{names[k]}\u201d")  # which still stands when another one is chosen
        assert said.locator("div").inner_html().endswith(f"\u201d</strong>{reasons[k]}")
    assert form.get_by_text("✗ tried").count() == len(wrong)
    form.get_by_text("Show the solution").click()
    expect(form.get_by_text("A mean does not grow with the data.")).to_be_visible()
    expect(page.locator(".score")).to_have_text("0 of 3 right")
    options.nth(right).check()
    form.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("Right")
    expect(page.locator(".score")).to_have_text("1 of 3 right")
    assert said.get_attribute("data-status") == "done"
    expect(form.get_by_text("Show the solution")).to_be_hidden()
    expect(form.get_by_role("button", name="Another one")).to_be_hidden()


def test_by_keyboard_alone_a_number_is_answered_tried_again_and_asked_anew(page):
    form, variants = question_of(page, 1), ours().state[0]["variants"]
    field, said = form.get_by_label("Your answer"), form.get_by_role("status")
    page.locator(".jp-Cell").focus()
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.type(f"{variants[0]['wrong'][0]['value']:g}")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("You forgot to divide.")
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(str(variants[0]["value"]).replace(".", ","))
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Right")
    expect(page.locator(".score")).to_have_text("1 of 3 right")
    for _ in range(len(variants)):
        text = form.locator(".text").inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(form.get_by_role("button", name="Another one")).to_be_focused()
        page.keyboard.press("Enter")
        expect(form.get_by_role("button", name="Another one")).to_be_focused()
        assert form.locator(".text").inner_text() != text
        expect(said).to_have_text("\N{WHITE CIRCLE}Another one: read it anew.")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
    assert variants[0]["text"] == form.locator(".text").inner_html(), "the last one is followed by the first"
    expect(page.locator(".score")).to_have_text("1 of 3 right")


def test_by_keyboard_alone_an_option_is_chosen(page):
    form = question_of(page, 3)
    right, _ = right_and_wrong(3)
    form.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(right):
        page.keyboard.press("ArrowDown")
    assert not form.get_by_role("status").inner_text(), "to look at an option is not to answer"
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("Right")
    expect(form.get_by_role("radio").nth(right)).to_be_focused()


def test_no_key_is_left_to_the_notebook_and_escape_leads_back_to_it(page):
    question_of(page, 1).get_by_label("Your answer").focus()
    for key in ("d", "d", "r", "Enter", "Control+a", "ArrowDown", "Control+s", "Shift+Enter"):
        page.keyboard.press(key)
    assert page.evaluate("heard.filter((key) => key.length === 1 || key === 'Enter')") == ["s", "Enter"]
    assert not question_of(page, 1).get_by_role("status").inner_text().count("Not"), "Shift+Enter does not answer"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "jp-Cell"


def test_the_accessibility_tree_says_what_is_asked_and_what_each_control_is(page):
    tree = page.locator(".dl-quiz").aria_snapshot()
    assert 'group "Test yourself"' in tree
    assert 'group "1. Twice a < b?"' in tree
    assert 'textbox "Your answer"' in tree
    assert 'radio "the mean, and what follows from it"' in tree
    assert tree.count("status") == 4
    described = page.locator("fieldset").first.get_attribute("aria-describedby")
    assert page.locator(f"[id='{described}']").inner_text().startswith("What is 2 *")


def answered_wrongly(page):
    """All that can be seen of the questions: one right, one wrong, one with its solution unfolded."""
    for number, text in ((1, "99"), (2, "1260")):
        question_of(page, number).get_by_label("Your answer").fill(text)
        question_of(page, number).get_by_role("button", name="Check").click()
    question_of(page, 3).get_by_role("radio").nth(right_and_wrong(3)[1][0]).check()
    question_of(page, 3).get_by_role("button", name="Check").click()
    question_of(page, 3).get_by_text("Show the solution").click()


@pytest.mark.parametrize("width", [1400, 400])
@pytest.mark.parametrize(
    "colours", ["color: #222; background: #fff", "color: #eee; background: #111; color-scheme: dark"]
)
def test_it_is_accessible_and_fits(page, width, colours):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_style_tag(content=f"body {{ {colours} }} html {{ font-size: {32 if width == 400 else 16}px }}")
    answered_wrongly(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(JUDGE, WCAG)["violations"]
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    code = page.locator(".dl-quiz pre")
    assert code.get_attribute("tabindex") == ("0" if width == 400 else None)


def test_the_focus_is_seen(page):
    for role, name in (("textbox", "Your answer"), ("button", "Check"), ("radio", None)):
        part = page.get_by_role(role, name=name).first
        part.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert part.evaluate("one => getComputedStyle(one).outlineWidth") == "2px", role


def test_nothing_moves_that_nobody_moves():
    style = Path(WIDGETS / "quiz.css").read_text(encoding="utf-8")
    assert "transition" not in style and "animation" not in style
