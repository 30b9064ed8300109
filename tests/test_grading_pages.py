"""Pages and tables: whole, escaped, without a secret, right in their numbers."""

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from dl_course.cli import main
from dl_course.exercises.exercise import Task
from dl_course.grading.outcome import pages
from dl_course.grading.outcome.feedback import feedback
from dl_course.grading.outcome.lms import tables
from dl_course.grading.outcome.report import report
from dl_course.grading.outcome.statistics import collect
from dl_course.grading.outcome.verdict import Status, verdict
from tests.grading_cohort import ANSWERS, EVEN, MEAN, NAME, exercise, hand_in, rows, submission, write_lesson

pytestmark = pytest.mark.usefixtures("forked_grader")

HERE = str(Path(__file__).resolve().parents[1])
TASKS = [
    Task(f"task-{number}-check", f"task {number}", f"Title {number}", 2.0, "", "", frozenset(), ())
    for number in (1, 2, 3)
]


def result(student, *points, problem="", **more):
    verdicts = []
    for task, value in zip(TASKS, points, strict=False):
        said = "" if value else f"{task.label}: the sum"
        verdicts.append(verdict(task, Status.PASSED if value else Status.WRONG, said, said))
    return {
        "student": student,
        "lesson": "01_neuron",
        "problem": problem,
        "notes": [],
        "verdicts": verdicts,
        "code": {},
    } | more


COHORT = [
    result("a", 2.0, 2.0, 2.0),
    result("b", 2.0, 0.0, 0.0),
    result("c", 0.0, 0.0, 0.0),
    result("d", 0.0, 0.0, 0.0, problem="Nothing"),
]


def test_a_verdict_gives_all_points_or_none_as_its_status_says():
    made = {status: verdict(TASKS[0], status) for status in Status}
    assert {status for status, row in made.items() if row["points"] == 2.0} == {Status.PASSED}
    assert {status for status, row in made.items() if row["points"] is None} == {Status.BY_HAND}
    assert {status for status in Status if status.keeps_points} == {Status.PASSED, Status.BY_HAND}
    assert all(type(row["status"]) is str and row["max_points"] == 2.0 for row in made.values())


def test_words_of_a_verdict_are_printable_and_bounded():
    row = verdict(TASKS[0], Status.WRONG, "a\x1b[31m\nb\u202e" + "c" * 2000, "\x00")
    assert row["message"].startswith("a�[31m\nb�ccc")
    assert len(row["message"]) == 1000 and row["message"].endswith("…")
    assert row["hint"] == "�"


def test_statistics_are_those_one_would_compute_by_hand():
    (lesson,) = collect(COHORT)
    assert lesson.shares == pytest.approx([1, 1 / 3, 0])
    assert lesson.without == 1
    first, second, _ = lesson.tasks.values()
    assert first.difficulty == pytest.approx(2 / 3)
    assert first.discrimination == pytest.approx(0.5)  # (1, 1, 0) with (1, 0, 0)
    assert second.discrimination == pytest.approx(0.8660254)  # (1, 0, 0) with (1, 1/2, 0)
    assert second.hints == {"the sum": 2}


def test_numbers_of_one_student_do_not_split_a_hint():
    hints = [
        f"task 1: the result is {value}, which is not right, and it is none of the usual slips."
        for value in ("3.5", "[1, 2]")
    ]
    cohort = [result("a", 0.0), result("b", 0.0)]
    for one, hint in zip(cohort, hints, strict=True):
        one["verdicts"][0]["hint"] = hint
    (lesson,) = collect(cohort)
    assert list(lesson.tasks["task-1-check"].hints.values()) == [2]


def test_an_untouched_task_is_called_not_answered():
    one = result("a", 0.0)
    one["verdicts"][0] |= {"status": "open", "message": "task 1: write your answer here", "hint": ""}
    made = feedback(one)
    assert "Not answered yet." in made
    assert "your answer here" not in made.lower()


def test_pages_are_whole_and_everything_of_a_student_is_escaped():
    evil = "<script>alert(1)</script>\"'&"
    one = result(evil, 0.0, notes=[evil], code={evil: evil})
    one["verdicts"][0] |= dict.fromkeys(("message", "hint", "label", "title", "status", "task"), evil)
    for made in (feedback(one), report([one], {evil: {"standing": [evil], "missing": {evil: evil}}}, evil)):
        assert "<script" not in made
        assert made.count("&lt;script&gt;") >= 6
        assert not re.search(r"\b(src|href|url|on[a-z]+)\s*[=(]", made)  # one file, nothing fetched
        assert 'name="viewport"' in made


def test_every_page_is_a_document_with_a_main_part_for_phones_and_for_the_dark():
    for made, title in (
        (feedback(result("Zoë", 2.0, 0.0)), "01_neuron, Zoë"),
        (report(COHORT, {}), "Report of the grader"),
        (report([], {}), "Report of the grader"),
    ):
        assert made.startswith('<!doctype html>\n<html lang="en">')
        assert f"<title>{title}</title>" in made
        assert [made.count(f"<{name}>") for name in ("main", "/main", "h1", "/h1", "/html")] == [1] * 5
        assert "prefers-color-scheme: dark" in made
        assert "width=device-width" in made


def test_pages_name_the_tasks_by_their_titles():
    assert "Task 2 · Title 2" in feedback(result("Zoë", 2.0, 0.0))
    assert "Task 3 · Title 3" in report(COHORT, {})
    older = result("Zoë", 2.0)
    del older["verdicts"][0]["title"]  # what an earlier version has stored
    assert re.search(r"</span> Task 1</span>", feedback(older))


def test_templates_escape_by_themselves_and_know_every_name():
    assert pages._TEMPLATES.autoescape is True
    folder = Path(pages.__file__).parent
    assert {path.name for path in folder.glob("templates/*")} == {
        "page.html",
        "feedback.html",
        "report.html",
        "style.css",
    }
    for path in [*folder.glob("templates/*"), *folder.glob("*.py")]:
        assert not re.search(r"\|\s*safe\b|autoescape false|Markup|<[a-z]+[ >].*{[a-z]", path.read_text("utf-8")), (
            path.name
        )
    with pytest.raises(jinja2.UndefinedError):
        pages.render("feedback.html", lesson="01")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_and_lines_stand_out_from_the_page(theme):
    style = (Path(pages.__file__).parent / "templates/style.css").read_text("utf-8")
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", style.split("@media")[theme]))

    def contrast(one, other):
        low, high = sorted(luminance(colours[name]) for name in (one, other))
        return (high + 0.05) / (low + 0.05)

    assert contrast("text", "page") > 7 and contrast("text", "code") > 7
    for name in ("quiet", "blue", "orange", "green", "red"):
        assert contrast(name, "page") >= 4.5, name


def test_a_student_reads_points_and_hint_of_each_task():
    page = feedback(result("Zoë", 2.0, 0.0))
    assert "2 of 4 points" in page
    assert "The sum" in page or "the sum" in page
    assert page.count("<section") == 2


def test_tables_of_the_platforms():
    moodle = list(csv.reader(io.StringIO(tables("moodle", COHORT)["moodle.csv"])))
    assert moodle[0] == ["username", "01_neuron", "01_neuron (feedback)"]
    assert moodle[2] == ["b", "2", "task 2: the sum; task 3: the sum"]
    canvas = list(csv.reader(io.StringIO(tables("canvas", COHORT)["canvas.csv"])))
    assert canvas[0][:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert canvas[1] == ["Points Possible", "", "", "", "", "6"]
    assert canvas[2] == ["a", "", "", "a", "", "6"]
    with pytest.raises(ValueError, match="moodle or canvas"):
        tables("ilias", COHORT)


@pytest.fixture
def course(tmp_path, monkeypatch):
    write_lesson(tmp_path / "course")
    (tmp_path / "course/notebooks").mkdir()
    (tmp_path / "course/notebooks" / f"{NAME}.ipynb").write_text("{}")
    hand_in(tmp_path / "in", "a & b", submission(MEAN, "def double(x):\n    return '<b>'", EVEN))
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path


def test_the_command_grades_and_writes_everything(course, capsys):
    out = course / "out"
    assert main(["grade", str(course / "in"), "--out", str(out), "--lms", "canvas", "--timeout", "9"]) == 0
    assert "1 judged, 0 unchanged since an earlier run, 0 could not be judged." in capsys.readouterr().out
    assert {path.name for path in out.iterdir()} >= {
        "grades.csv",
        "summary.csv",
        "run.json",
        "report.html",
        "canvas.csv",
        "feedback",
    }
    page = (out / "feedback" / "a & b" / f"{NAME}.html").read_text()
    assert "&lt;b&gt;" in page
    for secret in ("8.0625", "HIDDEN", "2 * x", "hidden words"):
        assert secret not in page.replace("double(x), 2 * x)", "")  # the visible check may be quoted
    assert main(["grade", str(course / "in"), "--out", str(out), "--lms", "canvas", "--timeout", "9"]) == 0
    assert "0 judged, 1 unchanged" in capsys.readouterr().out
    assert len(rows(out)) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{in}", "--workers", "0"], "--workers must be 1 or more"),
        (["{in}", "--timeout", "0"], "timeout must be above 0"),
        (["{in}", "--lesson", "77"], "There is no lesson '77'"),
        (["{in}/nowhere"], "SUBMITTED must be a folder"),
        (["{empty}"], "has no folder <student>/<NN_name>"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(course, capsys, words, said):
    words = [word.format(**{"in": course / "in", "empty": course / "empty"}) for word in words]
    (course / "empty" / "student").mkdir(parents=True)
    assert main(["grade", *words, "--out", str(course / "out")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("module", ["fcntl", "resource"])
@pytest.mark.parametrize(
    "words", [["grade", "in", "--out", "out"], ["release", "--mutants"]], ids=lambda words: words[0]
)
def test_where_grading_cannot_run_a_sentence_says_so(course, module, words):
    pretend = f"import sys; sys.platform = 'win32'; sys.modules[{module!r}] = None"
    code = f"{pretend}; from dl_course.cli import main; sys.exit(main({words!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": HERE}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, "one sentence, no traceback"
    assert done.stderr.startswith("Grading needs Linux, or macOS")
    assert f"win32 has no module {module}" in done.stderr and "WSL" in done.stderr


def test_a_solution_that_does_not_pass_is_refused(course, capsys):
    write_lesson(course / "other", exercise([ANSWERS[0], "def double(x):\n    return x", ANSWERS[2]]))
    target = course / "course/solutions" / NAME / f"{NAME}.ipynb"
    target.write_bytes((course / "other/solutions" / NAME / f"{NAME}.ipynb").read_bytes())
    assert main(["grade", str(course / "in"), "--out", str(course / "out")]) == 2
    assert "does not reach its own points" in capsys.readouterr().err


LONG = """\
def gradient_step(X, y, w, b, rate):
    # the residuals first
    residual = X @ w + b - y
    n = len(y)
    slope = 2 * X.T @ residual / n
    shift = 2 * residual.sum() / n
    return w - rate * slope, b - rate * shift
"""
DISGUISED = """\
def gradient_step(data, target, weights, bias, speed):
    \"\"\"My own work.\"\"\"
    error = data @ weights + bias - target   # what is wrong

    count = len(target)
    down = 2 * data.T @ error / count
    aside = 2 * error.sum() / count
    return (weights - speed * down, bias - speed * aside)
"""
OTHERS = [
    f"def gradient_step(X, y, w, b, rate):\n    total = {i}\n" + "".join(line * (i % 5 + 1) for line in body)
    for i, body in enumerate(
        [["    w = w - rate * np.mean(X, axis=0)\n"], ["    for row in X:\n        b -= rate * row.max()\n"]] * 4
    )
]


def alike(answers):
    return [
        pair.students
        for lesson in collect(result(name, 2.0, code={"task-1": code}) for name, code in answers.items())
        for pair in lesson.alike.pairs()
    ]


def test_a_copy_is_found_in_its_disguise_and_nothing_else_is():
    answers = {f"other {i}": code for i, code in enumerate(OTHERS)} | {"a": LONG, "b": DISGUISED}
    assert alike(answers) == [("a", "b")]
    made = report((result(name, 2.0, code={"task-1": code}) for name, code in answers.items()), {})
    assert "a, b" in made and "not a proof" in made


def test_what_many_write_is_the_tasks_own():
    assert alike({f"student {i}": LONG for i in range(5)}) == [], "five have it: more than a group"
    assert len(alike({f"student {i}": LONG for i in range(4)})) == 6


def test_short_answers_are_never_alike():
    short = "def mean_squared_error(y, t):\n    return np.mean((y - t) ** 2)\n"
    assert alike({"a": short, "b": short}) == []


@pytest.mark.parametrize("odd", ["(" * 5000, "def f(:\n  \x00 'open", "if x:\n    y\n  z", "\ud800 = 1", ""])
def test_code_that_cannot_be_read_ends_no_report(odd):
    assert alike({"a": odd, "b": LONG, "c": DISGUISED}) == [("b", "c")]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pages_keep_wcag_on_a_phone_and_on_a_desk(chromium, tmp_path, mode):
    book_reader = pytest.importorskip("book_reader", reason="axe is not installed. To have it: make test")
    wide = "    return " + " + ".join(f"number_{i}" for i in range(40))
    many = {f"student {i:02} with a name that is long": f"def f{i}():\n{wide}\n" for i in range(3)} | {
        "a": LONG,
        "b": DISGUISED,
    }
    cohort = [
        result(name, 2.0, 2.0 * (i % 2), 0.0, code={"task-2-check": code}, notes=["Cell 3 was a text cell."])
        for i, (name, code) in enumerate(many.items())
    ]
    for name, made in {"feedback": feedback(cohort[0]), "report": report(cohort, {})}.items():
        path = tmp_path / f"{name}.html"
        path.write_text(made, encoding="utf-8")
        for size in (book_reader.PHONE, book_reader.DESK):
            with book_reader.reader(chromium, mode, size) as window:
                page = book_reader.opened(window, path)
                page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
                assert book_reader.violations(page) == []
                assert book_reader.sideways(page) == 0
                assert page.faults == []
