"""The book: what a reader meets on its pages without a kernel and without a network, and what `make book` keeps."""

import importlib.util
import math
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, graded
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image
from playwright.sync_api import expect

from dl_course import stored
from dl_course.course import lessons
from dl_course.widgets import quiz

NEEDED = ("axe_playwright_python", "math_core", "myst_nb", "pydata_sphinx_theme", "sphinx", "ziamath")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
if MISSING:
    pytest.skip(
        f"the book needs {', '.join(MISSING)}. To have it: make test, or pip install -e '.[book,dev]' -c requirements.lock",
        allow_module_level=True,
    )

from book_reader import PHONE, broken_links, cut_off, opened, pages_of, reader, sideways, unfold, violations  # noqa: E402

sys.path.insert(0, str(ROOT / "book"))
from make import Address, address_of, key_of  # noqa: E402
from widgets import MOST_FRAMES, places  # noqa: E402

PICTURES = """\
from dl_course.widgets import Slider, explore, playground


def draw(ax, kind, w, b):
    ax.plot([0, 1], [b, w + b])
    ax.set_title(f"{kind} {w:.2f} {b:.2f}")


CALL"""
MANY = 'explore(draw, alt="A line.", kind=["one", "two"], w=Slider(-3.0, 3.0, 1.0), b=Slider(-3.0, 3.0, -1.0))'
FEW = 'explore(lambda ax, n, m: ax.plot([n, m]), alt="A line.", n=Slider(0, 4, 1), m=Slider(0, 4, 2))'
TRAINS = 'playground("xor", hidden=[2], n=40, seed=0)'
ASKS = 'from dl_course.widgets import quiz\n\nquiz("neuron")'
COLOURED = {
    "text/html": '<pre><span style="color: #0087ff">Dense</span></pre>',
    "text/plain": "\x1b[38;5;33mDense\x1b[0m",
}
ADDRESS = "https://github.com/someone/course"
TERMS = """\
term\tother forms\tgerman\tsentence\tlesson\tcell\tonly\tearlier
loss\tlosses\tVerlust\tHow wrong "it" is, in one number < 2.\t01\tstart\t\t
zebra\t\tZebra\tA striped horse.\t02\tfolded\t\t
stripe\t\tStreifen\tA long thin mark.\t02\tzebra_1\t\t
"""
README = """\
# A course

## Lessons

| | lesson | what you can do afterwards |
|---|---|---|
| 01 | [One](notebooks/01_one.ipynb) | say one |
| 02 | [Two](notebooks/02_two.ipynb) | say two |

## Paths

Two hours: [lesson 01](notebooks/01_one.ipynb).

## Instructors

Read [how lessons are made](CONTRIBUTING.md).

## Licence
"""


def code(source, *outputs, **metadata):
    return new_code_cell(source, outputs=list(outputs), execution_count=1, metadata=metadata)


def shown(call):
    """A cell with a widget, as it is stored when it has run."""
    names = {}
    exec(PICTURES.replace("CALL", f"shown = {call}"), names)
    widget = names["shown"]
    bundle, metadata = widget.still()
    data = {kind: bundle[kind] for kind in ("text/plain", "text/html", "image/png")}
    return code(PICTURES.replace("CALL", call), new_output("display_data", data=data, metadata=metadata))


def asking():
    """A cell with the questions of a lesson, as it is stored when it has run."""
    return code(ASKS, new_output("display_data", data=quiz("neuron").still()))


def wide_picture():
    """A picture of several panels, as it is stored."""
    buffer = BytesIO()
    Image.new("L", (880, 30), 128).save(buffer, "png")
    return f'<img class="dl-drawing" alt="Panels." src="data:image/png;base64,{b64encode(buffer.getvalue()).decode()}">'


def said(text):
    return new_output("stream", text=text)


def write_course(root):
    """A course of two lessons, one of which has all that a lesson can have."""
    one = [
        new_markdown_cell(
            "# 01 · One\n\n| | |\n|---|---|\n| **Time** | a minute |\n\nThe loss is $\\frac{1}{n} \\sum_i |y_i|$, $\\sqrt{2}$ or\n\n"
            "A `loss`, a [loss](02_two.ipynb), **one loss**, two losses.\n\n"
            "$$\\hat y = w x + b + \\text{a sum that is so long that no telephone has room for it, wherever its line ends}.$$\n\n"
            "Then [`exercises/01_one/01_one_and_what_follows_from_it.ipynb`](../exercises/01_one/01_one.ipynb), then "
            "[lesson 02](02_two.ipynb).",
            id="start",
        ),
        new_markdown_cell("## Predict\n\n**Predict first.** What is 3 times 4?"),
        code("print(3 * 4)", said("twelve-was-printed\n"), tags=["predict"]),
        code('from dl_course import claim\n\nclaim("it is", True)', said("✓ so-it-was-claimed\n")),
        new_markdown_cell(
            "It is what it is.\n\n<details>\n<summary>1. Is $x$ a `list`?</summary>\n\nNo, $x = 1$.\n</details>"
        ),
        code(f"print('words ' * 40)  # {'m' * 64}", said("words " * 40)),
        code("print('Dense')", new_output("display_data", data=COLOURED)),
        code("'a figure'", new_output("display_data", data={"text/html": wide_picture(), "text/plain": "a figure"})),
        new_markdown_cell("## Play"),
        shown(MANY),
        shown(FEW),
        shown(TRAINS),
        new_markdown_cell("### Test yourself"),
        asking(),
    ]
    exercise = [
        new_markdown_cell("# Exercise 01 · One"),
        code("raise NotImplementedError", **graded("task-1", solution=True)),
    ]
    answer = [
        new_markdown_cell("# Exercise 01 · One"),
        code("### BEGIN SOLUTION\nthe_secret_answer = 1\n### END SOLUTION"),
    ]
    two = [
        new_markdown_cell(
            "# 02 · Two\n\nA zebra lives here, with a long\nstripe. [Back](01_one.ipynb).\n\n## Sources\n\nA zebra.",
            id="zebra_1",
        ),
        new_markdown_cell("<details>\n<summary>Which?</summary>\n\nThe zebra.\n</details>", id="folded"),
    ]
    for place, cells in {
        "notebooks/01_one": one,
        "notebooks/02_two": two,
        "exercises/01_one/01_one": exercise,
        "solutions/01_one/01_one": answer,
    }.items():
        stored.write(root / f"{place}.ipynb", new_notebook(cells=cells, metadata={"kernelspec": stored.KERNELSPEC}))
    (root / "README.md").write_text(README, encoding="utf-8")
    (root / "pyproject.toml").write_text(f'[project]\n[project.urls]\nRepository = "{ADDRESS}"\n', encoding="utf-8")
    for folder in ("data", "book"):
        (root / folder).mkdir()
    (root / "book/terms.tsv").write_text(TERMS, encoding="utf-8")
    return root


def make(course, out, *words):
    """What `make book` runs; its output."""
    command = [sys.executable, str(ROOT / "book/make.py"), "--course", str(course), "--out", str(out), *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def out(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    assert "drawing 01_one" in make(course, folder)
    return folder


@pytest.fixture(scope="module")
def html(out):
    return out / "html"


@pytest.fixture
def page(html, chromium):
    """The page of the lesson that has everything."""
    with reader(chromium) as window:
        page = opened(window, html / "notebooks/01_one.html")
        yield page
        assert page.faults == []


# ------------------------------------------------------------------------------------------------------------------ every page


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_page_is_accessible_asks_nobody_and_complains_about_nothing(html, chromium, mode):
    with reader(chromium, mode) as window:
        for path in pages_of(html):
            page = opened(window, path)
            unfold(page)
            assert (path.name, page.faults, violations(page)) == (path.name, [], [])
            assert page.locator("html").get_attribute("data-theme") == mode
            page.close()


def test_no_link_is_broken_and_nothing_is_wider_than_a_telephone(html, chromium):
    assert broken_links(html) == []
    with reader(chromium, size=PHONE) as window:
        for path in pages_of(html):
            page = opened(window, path)
            unfold(page)
            assert (path.name, sideways(page), cut_off(page)) == (path.name, 0, [])
            page.close()


def test_a_wide_picture_can_be_read_on_a_telephone(html, chromium):
    with reader(chromium, size=PHONE) as window:
        page = opened(window, html / "notebooks/01_one.html")
        picture = page.get_by_role("img", name="Panels.")
        place = page.get_by_role("group", name="Table or text, scrolls sideways").filter(has=picture)
        picture.scroll_into_view_if_needed()
        assert picture.bounding_box()["width"] == 660
        assert "inset" in place.evaluate("e => getComputedStyle(e).boxShadow"), "one sees that there is more"
        place.focus()
        place.evaluate("e => (e.scrollLeft = 9999)")
        page.wait_for_function("e => getComputedStyle(e).boxShadow == 'none'", arg=place.element_handle())
        assert violations(page) == []
    with reader(chromium) as window:
        picture = opened(window, html / "notebooks/01_one.html").get_by_role("img", name="Panels.")
        assert picture.bounding_box()["width"] < 880, "a desktop shows all of it"


def test_all_buttons_of_the_bar_are_in_a_narrow_window_and_apart(html, chromium):
    with reader(chromium, size={"width": 320, "height": 800}) as window:
        page = opened(window, html / "notebooks/01_one.html")
        places = (
            page.locator(".bd-header")
            .locator("a, button")
            .evaluate_all(
                "all => all.map((e) => e.getBoundingClientRect()).filter((r) => r.width).map((r) => [r.left, r.right])"
            )
        )
        assert len(places) == 4, "contents, name, search, this page"
        rights, lefts = [0, *(right for _, right in places)], [*(left for left, _ in places), 320]
        assert all(right + 4 <= left for right, left in zip(rights, lefts, strict=True)), places


def test_a_line_of_88_letters_fits_beside_the_links(html, chromium):
    with reader(chromium) as window:
        page = opened(window, html / "notebooks/01_one.html")
        expect(page.locator(".bd-sidebar-secondary")).to_be_visible()
        written = page.locator("div.cell_input pre", has_text="words")
        assert len(written.inner_text().strip()) == 88
        assert written.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_solutions_are_nowhere_in_the_book(html):
    assert [path for path in html.rglob("*") if path.is_file() and b"the_secret_answer" in path.read_bytes()] == []


# --------------------------------------------------------------------------------------------------------- what a page can do


def test_a_prediction_and_what_follows_from_it_are_folded_until_asked(page):
    for words in ("twelve-was-printed", "so-it-was-claimed"):
        assert not page.get_by_text(words).first.is_visible()
    assert page.get_by_text("print(3 * 4)").first.is_visible(), "the code is what is to be predicted"
    page.get_by_text("Show what comes out").click()
    for words in ("twelve-was-printed", "✓ so-it-was-claimed"):
        page.get_by_text(words).first.wait_for(state="visible")
    names = page.locator("details.hide > summary").evaluate_all(
        "all => all.map((s) => s.ariaLabel ?? s.innerText.trim())"
    )
    assert names and not [name for name in names if "Toggle" in name], "a fold is called what a reader sees"
    after = page.locator(".tag_hide-cell details").first
    after.locator("summary").click()
    page.locator(".tag_hide-output details > summary").first.click()
    page.locator(".tag_hide-output details > summary").first.click()
    assert not after.evaluate("fold => fold.open"), "what the reader has closed stays closed"


def test_one_control_moves_at_a_time_where_frames_for_all_would_be_too_many(page):
    unfold(page)
    figure = page.locator(".dl-explore").nth(0)
    picture, w, kind = figure.locator("img"), figure.get_by_label("w", exact=True), figure.get_by_label("kind")
    start, at_first = picture.get_attribute("src"), w.input_value()
    w.press("ArrowRight")
    assert picture.get_attribute("src") != start
    assert "Now: kind one, w" in picture.get_attribute("alt")
    kind.select_option("two")
    assert "two 1.00 −1.00" in picture.get_attribute("alt").replace("-", "−")
    assert w.input_value() == at_first
    assert figure.locator(".note").is_hidden()
    assert page.get_by_text("one control moves at a time").count() == 1
    expect(figure.get_by_role("status")).to_have_text(re.compile(r"\. w is back at .*\d\.$"))
    note = page.get_by_text("one control moves at a time").get_attribute("id")
    assert kind.get_attribute("aria-describedby") == note


def test_all_controls_move_together_where_all_frames_are_there(page):
    unfold(page)
    figure = page.locator(".dl-explore").nth(1)
    figure.get_by_label("n", exact=True).press("ArrowRight")
    figure.get_by_label("m", exact=True).press("ArrowRight")
    assert "Now: n 2, m 3." in figure.locator("img").get_attribute("alt")


def test_the_playground_trains(page):
    unfold(page)
    place = page.locator(".dl-playground")
    assert "Epoch 0" in place.inner_text()
    place.get_by_role("button", name="Epoch", exact=True).click()
    place.get_by_text("Epoch 1", exact=True).wait_for()


def test_a_question_takes_an_answer_and_says_why_a_wrong_one_is_wrong(page):
    unfold(page)
    (variant, *_) = next(each for each in quiz("neuron").state if "value" in each["variants"][0])["variants"]
    form = page.locator(".dl-quiz form").filter(has=page.get_by_label("Your answer")).first
    field, status = form.get_by_label("Your answer"), form.get_by_role("status")
    field.click()
    field.fill(str(variant["wrong"][0]["value"]))
    form.get_by_role("button", name="Check").click()
    reason = page.evaluate(
        "html => Object.assign(document.createElement('i'), {innerHTML: html}).innerText", variant["wrong"][0]["why"]
    )
    expect(status).to_contain_text(reason.strip())
    form.get_by_text("Show the solution").click()
    field.press("Control+a")
    page.keyboard.type(str(variant["value"]))
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Right")
    expect(field).to_be_focused()
    expect(page.locator(".dl-quiz .score")).to_contain_text("1 of")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Another one: read it anew.")
    expect(form.get_by_role("button", name="Another one")).to_be_focused()


def test_without_scripts_picture_and_questions_are_there(html, chromium):
    window = chromium.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto((html / "notebooks/01_one.html").as_uri())
    assert page.locator(".dl-live img").count() == 3
    page.get_by_text("Answer to question 1").click()
    expect(page.locator(".dl-still details").first).to_have_js_property("open", True)
    expect(page.get_by_text("run this cell").last).to_be_hidden()
    assert all(picture.get_attribute("alt") for picture in page.locator(".dl-live img").all())
    window.close()


def test_formulas_are_mathml_in_the_font_that_comes_along(page):
    assert page.locator("math").count() >= 4
    assert page.evaluate(
        "document.fonts.check('16px \"Course Math\"') && [...document.fonts].some(f => f.status == 'loaded')"
    )
    assert page.locator("summary math").count() == 1, "a formula in the line that opens an answer"
    assert page.locator(".dl-together:has(math)").first.inner_text().endswith(","), "a comma stays beside its formula"
    root = page.locator("math:has(> msqrt)")
    widths = root.evaluate("e => [e.getBoundingClientRect().width, parseFloat(getComputedStyle(e).fontSize)]")
    assert widths[0] < 1.45 * widths[1], "no hole behind a root"
    assert root.locator("mspace").count() == 1, "the sign stands on the line"


def test_lesson_exercise_and_next_lesson_follow_each_other(page):
    for title in ("Exercise 01 · One", "02 · Two"):
        page.locator(".right-next").click()
        expect(page.locator("h1")).to_contain_text(title)
    page.locator(".left-prev").click()
    expect(page.locator("h1")).to_contain_text("Exercise 01")
    assert page.locator(".dl-contents").first.get_by_text("02 · Two").is_visible()


def test_the_first_place_of_a_word_leads_to_the_glossary(page):
    words = page.locator("a.dl-term")
    assert words.all_inner_texts() == ["loss"], "once, and neither in code nor in a link"
    assert page.locator("p", has=words).inner_text().startswith("The loss is")
    said = page.locator(f"#{words.get_attribute('aria-describedby')}")
    assert said.text_content() == 'How wrong "it" is, in one number < 2. Verlust'
    assert said.get_by_text("Verlust").get_attribute("lang") == "de"
    words.click()
    expect(page.locator("dt:target")).to_contain_text("loss")
    page.get_by_role("link", name="Lesson 01, One").click()
    expect(page).to_have_url(re.compile(r"/notebooks/01_one\.html#cell-01-start$"))


def test_what_a_word_means_comes_with_the_mouse_stays_under_it_and_goes_with_escape(page):
    word, said = page.locator("a.dl-term"), page.get_by_role("tooltip")
    word.hover()
    expect(said).to_be_visible()
    said.hover()
    page.wait_for_timeout(400)
    expect(said).to_be_visible()
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    word.hover()
    expect(said).to_be_visible()
    assert violations(page) == []
    page.mouse.move(5, 5)
    expect(said).to_be_hidden()


def test_what_a_word_means_comes_with_the_focus_and_goes_with_it_or_with_escape(page):
    word, said = page.locator("a.dl-term"), page.get_by_role("tooltip")
    word.focus()
    expect(said).to_be_visible()
    page.keyboard.press("Tab")
    expect(said).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(said).to_be_visible()
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    expect(word).to_be_focused()


def test_a_finger_reads_what_a_word_means_before_it_follows_the_link(html, chromium):
    window = chromium.new_context(has_touch=True, viewport=PHONE, offline=True)
    page = opened(window, html / "notebooks/01_one.html")
    page.locator("a.dl-term").tap()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert (sideways(page), "01_one" in page.url) == (0, True)
    page.locator("a.dl-term").tap()
    expect(page).to_have_url(re.compile("glossary.html#term-loss$"))
    window.close()


def test_the_index_leads_to_the_first_place_in_each_lesson_and_tells_which_one_teaches(html, chromium):
    with reader(chromium) as window:
        page = opened(window, html / "word-index.html")
        row = page.locator("tr", has=page.get_by_role("rowheader", name="zebra")).first
        assert row.locator("td[lang=de]").inner_text() == "Zebra"
        places = [link.get_attribute("href") for link in row.locator("td a").all()]
        assert places == ["notebooks/02_two.html#cell-02-folded"], "the bold one leads to the cell that teaches"
        assert row.locator("b").inner_text() == "02"
        german = page.get_by_role("rowheader", name="Streifen")
        page.locator("tr", has=german).get_by_role("link", name="stripe").click()
        expect(page.locator("dt:target")).to_have_text("stripe")


def test_the_search_finds_a_word(html, chromium):
    with reader(chromium) as window:
        page = opened(window, html / "search.html", "?q=zebra")
        page.locator("#search-results a", has_text="02 · Two").first.wait_for()
        assert page.faults == []


def test_where_the_book_is_published_the_search_shows_the_line_that_it_found(html, chromium):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=html)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page, asked = chromium.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"http://127.0.0.1:{server.server_port}/search.html?q=zebra")
        page.locator("#search-results", has_text="A zebra lives here").wait_for()
        server.shutdown()
    assert {urlsplit(address).hostname for address in asked} == {"127.0.0.1"}
    page.close()


def test_a_lesson_opens_on_binder_and_colab_where_the_address_is_set(html, page, tmp_path):
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator(".dl-run a").all()}
    assert links == {
        "Binder": "https://mybinder.org/v2/gh/someone/course/main?urlpath=lab%2Ftree%2Fnotebooks%2F01_one.ipynb",
        "Colab": "https://colab.research.google.com/github/someone/course/blob/gh-pages/colab/01_one.ipynb",
    }
    first = stored.read(html / "colab/01_one.ipynb").cells[0]
    assert first.source == f'%pip install --quiet "dl-course @ git+{ADDRESS}"'
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    assert address_of(tmp_path) is None
    with pytest.raises(SystemExit, match="OWNER/NAME"):
        Address("https://example.org")


# ------------------------------------------------------------------------------------------------------------- what is kept


def test_frames_are_kept_until_the_lesson_changes(course, out, tmp_path):
    copy = tmp_path / "course"
    shutil.copytree(course, copy)
    gone = [out / "html/notebooks/99_gone.html", out / "html/_static/figures/gone.png"]
    for path in gone:
        path.write_text("of an earlier book")
    assert "drawing" not in make(copy, out), "nothing has changed"
    assert not any(path.exists() for path in gone)
    assert (out / "html/notebooks/01_one.html").is_file()
    lesson = lessons(copy)[0]
    before = key_of(lesson, ROOT / "dl_course", copy / "data")
    text = lesson.notebook.read_text(encoding="utf-8")
    lesson.notebook.write_text(text.replace("It is what it is.", "It is as it is."), encoding="utf-8")
    assert key_of(lesson, ROOT / "dl_course", copy / "data") == before, "prose draws nothing"
    lesson.notebook.write_text(text.replace("[b, w + b]", "[b, w - b]"), encoding="utf-8")
    changed = key_of(lesson, ROOT / "dl_course", copy / "data")
    assert changed != before
    (copy / "data/points.csv").write_text("1\n")
    assert key_of(lesson, ROOT / "dl_course", copy / "data") != changed


@pytest.mark.parametrize(
    ("start", "counts"),
    [
        ([18], [40]),
        ([49], [99]),
        ([0, 18, 9], [5, 150, 200]),
        ([0, 0], [1000, 2]),
        ([99, 4], [100, 5]),
        ([7] * 4, [8] * 4),
    ],
)
def test_the_places_that_are_drawn_are_few_and_hold_start_and_ends(start, counts):
    stay, drawn, together = places(start, counts)
    assert len(drawn) <= MOST_FRAMES
    assert len({tuple(place) for place in drawn}) == len(drawn)
    for values, first, count in zip(stay, start, counts, strict=True):
        assert {0, first, count - 1} <= set(values)
        assert values == sorted(set(values))
    home = [values.index(first) for values, first in zip(stay, start, strict=True)]
    away = [sum(index != at for index, at in zip(place, home, strict=True)) for place in drawn]
    assert together or max(away) == 1
    assert together == (len(counts) == 1 or math.prod(counts) <= MOST_FRAMES)
    assert home in drawn


def test_the_books_own_pages_are_filled_and_a_course_without_terms_gets_no_glossary(course, tmp_path, monkeypatch):
    import front

    written = {}

    class Pages:
        source = Path()

        def text(self, name, text):
            written[name] = text

        def playground(self, state):
            return ""

    monkeypatch.setattr(front, "_font", lambda pages: None)
    copy = tmp_path / "course"
    shutil.copytree(course, copy)
    front.write_front(Pages(), copy, lessons(copy), None)
    assert "paths\ninstructors\nnotation\nglossary\nword-index" in written["index.md"]
    assert "A striped horse." in written["glossary.md"] and "Zebra" in written["word-index.md"]
    assert "how lessons are made (`CONTRIBUTING.md`)" in written["instructors.md"]
    name = lessons(course)[0].name
    assert re.search(rf"\| \$\S+\$ \| .+ \| .*\[\d\d\]\(notebooks/{name}\.ipynb\)", written["notation.md"])
    written.clear()
    (copy / "book/terms.tsv").unlink()
    front.write_front(Pages(), copy, lessons(copy), None)
    assert "glossary" not in written["index.md"] and "glossary.md" not in written


# ------------------------------------------------------------------------------------------------- the book that is published


BOOK = ROOT / "book/_build/html"
THERE = [str(path.relative_to(BOOK)) for path in pages_of(BOOK)]


@pytest.fixture
def whole():
    if not THERE:
        pytest.skip("there is no book yet. To have it: make book-test")
    return BOOK


@pytest.mark.every
def test_the_whole_book_is_there_small_and_no_link_in_it_is_broken(whole):
    assert len(THERE) >= 2 * len(lessons(ROOT)) + 3
    assert broken_links(whole) == []
    assert sum(path.stat().st_size for path in whole.rglob("*") if path.is_file()) < 60e6


@pytest.mark.every
@pytest.mark.parametrize("name", THERE or [None])
def test_a_page_of_the_whole_book_moves_is_accessible_and_fits_a_telephone(whole, chromium, name):
    """With all that is folded open, and every widget alive."""
    for mode in ("light", "dark"):
        with reader(chromium, mode) as window:
            page = opened(window, whole / name)
            unfold(page)
            assert violations(page) == []
            if mode == "light":
                assert moved(page) == []
                page.set_viewport_size(PHONE)
                assert (sideways(page), cut_off(page)) == (0, [])
            assert page.faults == []


def moved(page):
    """Moves each control of each figure; the labels of those that show no other picture, and playgrounds that do not train."""
    still = []
    for figure in page.locator(".dl-explore").all():
        for control in figure.locator("select, input[type=range]").all():
            before = figure.locator("img").get_attribute("alt")
            control.press("ArrowRight" if control.input_value() != control.get_attribute("max") else "ArrowLeft")
            if control.evaluate("one => one.matches('select')"):
                control.select_option(index=1)
            if figure.locator("img").get_attribute("alt") == before:
                still.append(before)
    for place in page.locator(".dl-playground").all():
        place.get_by_role("button", name="Epoch", exact=True).click()
        place.get_by_text("Epoch 1", exact=True).wait_for()
    return still
