"""Whatever is handed in gets a row a task and a sentence that helps."""

import json
import os

import pytest

from dl_course.grading import cohort
from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from tests.grading_cohort import (
    ANSWERS,
    DOUBLE,
    EVEN,
    FULL,
    MEAN,
    NAME,
    NOTHING,
    hand_in,
    notebook,
    points_of,
    rows,
    submission,
    write_lesson,
)

pytestmark = pytest.mark.usefixtures("forked_grader")

SOLVED = submission(*ANSWERS)


def edited(change, made=SOLVED):
    made = json.loads(json.dumps(made))
    change(made)
    return made


def marks(cell):
    return cell["metadata"].get("nbgrader", {})


def each(made, kind):
    return [cell for cell in made["cells"] if marks(cell).get(kind)]


def strip_metadata(made):
    for cell in made["cells"]:
        cell["metadata"] = {}


def delete_tests(made):
    made["cells"] = [cell for cell in made["cells"] if not marks(cell).get("grade")]


def delete_answer(made):
    made["cells"] = [cell for cell in made["cells"] if marks(cell).get("grade_id") != "task-2"]


def delete_imports(made):
    made["cells"] = [cell for cell in made["cells"] if "import numpy" not in cell["source"]]


def copy_tests(made):
    made["cells"] += json.loads(json.dumps(each(made, "grade")))


def copy_answer_wrong_last(made):
    copy = json.loads(json.dumps(each(made, "solution")[1]))
    copy["source"] = "def double(x):\n    return 3 * x"
    made["cells"].insert(made["cells"].index(each(made, "solution")[1]) + 1, copy)


def retype_answer(made):
    cell = each(made, "solution")[0]
    cell["cell_type"] = "markdown"


def retype_test(made):
    each(made, "grade")[0]["cell_type"] = "raw"


def order_changed(made):
    made["cells"].sort(key=lambda cell: not marks(cell).get("grade"))


def sources_as_lists(made):
    for cell in made["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def nonsense_cells(made):
    made["cells"] += [None, 3, "x", {}, {"cell_type": 7, "source": None, "metadata": []}, {"source": {"a": 1}}]


def output_of_50_mb(made):
    made["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (50 << 20)}]


def old(made):
    cells = [{**cell, "input": cell["source"], "language": "python"} for cell in made["cells"]]
    for cell in cells:
        del cell["source"]
    return {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }


def points_without_end(made):
    for cell in made["cells"]:
        if marks(cell):
            marks(cell)["points"] = 10**400


def many_copies(made):
    made["cells"] += json.loads(json.dumps(each(made, "solution"))) * 100


# Student -> (what is handed in, points, words of the first message or of a note)
NOTEBOOKS = {
    "solved": (SOLVED, FULL, ""),
    "untouched": (submission(), NOTHING, "task 1: replace this line"),
    "a sum": (submission("def mean(x):\n    return sum(x)"), NOTHING, "this is the sum; the mean divides"),
    "empty file": ("", NOTHING, "The file is empty"),
    "broken JSON": (json.dumps(SOLVED)[:-50], NOTHING, "its JSON is broken"),
    "deep JSON": ("[" * 100_000, NOTHING, "its JSON is broken"),
    "bytes": (b"\x89PNG\r\n\x1a\n\xff\xfe", NOTHING, "its JSON is broken"),
    "other JSON": ('{"a": 1}', NOTHING, "not a Jupyter notebook"),
    "a list": ("[1, 2]", NOTHING, "not a Jupyter notebook"),
    "no cells": ('{"cells": [], "nbformat": 4}', NOTHING, "its cell is empty or deleted"),
    "cells no list": ('{"cells": 5}', NOTHING, "no list of cells"),
    "old format": (old(SOLVED), FULL, ""),
    "50 MB of output": (edited(output_of_50_mb), FULL, ""),
    "metadata removed": (edited(strip_metadata), FULL, "has lost its mark and was taken for task-1"),
    "tests deleted": (edited(delete_tests), FULL, ""),
    "answer deleted": (edited(delete_answer), (2, 0, 4), "task 2: its cell is empty or deleted"),
    "imports deleted": (edited(delete_imports), FULL, ""),
    "tests twice": (edited(copy_tests), FULL, ""),
    "answer twice": (edited(copy_answer_wrong_last), (2, 0, 4), "is a second copy of task-2; the last one counts"),
    "answer as text": (edited(retype_answer), FULL, "was a text cell and was run as code"),
    "test as text": (edited(retype_test), FULL, ""),
    "tests first": (edited(order_changed), FULL, ""),
    "lists of lines": (edited(sources_as_lists), FULL, ""),
    "nonsense cells": (edited(nonsense_cells), FULL, ""),
    "magics": (submission(*ANSWERS, before="%matplotlib inline\n%time 1 + 1\n%load_ext autoreload"), FULL, ""),
    "cell magic": (submission("%%time\n" + MEAN, DOUBLE, EVEN), FULL, ""),
    "help": (submission("np.mean?\n?np.sum\n%who\n" + MEAN, DOUBLE, EVEN), FULL, ""),
    "await": (submission("import asyncio\nawait asyncio.sleep(0)\n" + MEAN, DOUBLE, EVEN), FULL, ""),
    "error behind an await": (submission("import asyncio\nawait asyncio.sleep(0)\n1 / 0\n" + MEAN, DOUBLE, EVEN), (0, 3, 4), "ZeroDivisionError: division by zero (line 3)"),
    "output as a stream": (submission("import sys\nassert sys.stdout.writable() and not sys.stderr.closed\nsys.stdout.writelines(['a', 'b'])\n" + MEAN, DOUBLE, EVEN), FULL, ""),
    "played with at the end": (submission(*ANSWERS, after="def mean(x):\n    return 0"), FULL, ""),
    "answered at the end": (submission(None, DOUBLE, EVEN, after=MEAN), FULL, ""),
    "shell": (submission("!pip install x\n" + MEAN, DOUBLE, EVEN), (0, 3, 4), "!pip is not run while grading"),
    "bash": (submission("%%bash\nls", DOUBLE, EVEN), (0, 3, 4), "%%bash is not run while grading"),
    "input": (submission("n = input()\n" + MEAN, DOUBLE, EVEN), (0, 3, 4), "input() cannot be answered"),
    "failing cell before": (submission(*ANSWERS, before="1 / 0"), FULL, ""),
    "syntax error": (submission("def mean(x)\n    return 1", DOUBLE, EVEN), (0, 3, 4), "SyntaxError: expected ':' (line 1)"),
    "renamed function": (submission(MEAN.replace("mean", "average"), DOUBLE, EVEN), (0, 3, 4), "there is no `mean`"),
    "no return": (submission("def mean(x):\n    sum(x) / len(x)", DOUBLE, EVEN), (0, 3, 4), "Is the `return` missing?"),
    "own error": (submission("def mean(x):\n    return x[9]", DOUBLE, EVEN), (0, 3, 4), "IndexError: list index out of range, in line 2"),
    "warning": (submission("import warnings\nwarnings.warn('x')\n" + MEAN, DOUBLE, EVEN), FULL, ""),
    "exit": (submission("exit()\n" + MEAN, DOUBLE, EVEN), (0, 3, 4), "exit() ends a program"),
    "display": (submission("from IPython.display import HTML, display\ndisplay(HTML('x'))\n" + MEAN, DOUBLE, EVEN), FULL, ""),
    "only text": (notebook([{"cell_type": "markdown", "metadata": {}, "source": "I give up"}]), NOTHING, "no code in it"),
    "points": (edited(points_without_end), FULL, ""),
    "worksheets": ('{"worksheets": [1, {"cells": 3}, {"cells": [null, 2]}, {}]}', NOTHING, "its cell is empty or deleted"),
    "worksheets no list": ('{"worksheets": {"cells": []}}', NOTHING, "its cell is empty or deleted"),
    "a cell of 65 MB": (submission("x = 1 #" + "x" * (65 << 20) + "\n" + MEAN, DOUBLE, EVEN), (0, 3, 4), "more than 1 MB of code and was not run"),
    "memory": ("[" + '"xy",' * (12 << 20) + "1]", NOTHING, "takes more than 0.5 GB. Clear its outputs"),
    "many copies": (edited(many_copies), FULL, "more notes of this kind"),
    "__anna": (SOLVED, FULL, ""),
    ".bob": (SOLVED, FULL, ""),
    "a name, \"quoted\"": (SOLVED, FULL, ""),
    "=cmd|'calc'!A1": (SOLVED, FULL, ""),
    "Zoë Müller-Łódź": (SOLVED, FULL, ""),
    "李小龙": (SOLVED, FULL, ""),
    "O'Brien; DROP & <b>": (SOLVED, FULL, ""),
    "x" * 200: (SOLVED, FULL, ""),
    "line\nbreak": (SOLVED, FULL, ""),
}  # fmt: skip
FOLDERS = {
    "folder missing": "Nothing was handed in",
    "folder empty": "No notebook was handed in. The folder is empty.",
    "a pdf": "No notebook was handed in. There is only: answer.pdf.",
    "several": "several notebooks (a.ipynb, b.ipynb)",
    "link to the solution": "is a link",
    "linked folder": "is a link",
    "a pipe": "is not a file",
    "too large": "at most 70 MB",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed-in")
    lesson = write_lesson(folder / "course")
    submitted = folder / "in"
    for student, (made, _, _) in NOTEBOOKS.items():
        hand_in(submitted, student, made)
    for student in FOLDERS:
        (submitted / student).mkdir()
        if student not in ("folder missing", "linked folder"):
            (submitted / student / NAME).mkdir()
    name = f"{NAME}.ipynb"
    (submitted / "a pdf" / NAME / "answer.pdf").write_text("x")
    for other in "ab":
        (submitted / "several" / NAME / f"{other}.ipynb").write_text(json.dumps(SOLVED))
    (submitted / "link to the solution" / NAME / name).symlink_to(lesson.solution)
    (submitted / "linked folder" / NAME).symlink_to(lesson.solution.parent)
    os.mkfifo(submitted / "a pipe" / NAME / name)
    with open(submitted / "too large" / NAME / name, "wb") as file:
        file.truncate(71 << 20)
    hand_in(submitted, "other name", SOLVED).rename(submitted / "other name" / NAME / "my work.ipynb")
    hand_in(submitted, "loose", SOLVED).rename(submitted / "loose" / name)
    (submitted / "loose" / NAME).rmdir()
    hand_in(submitted, "capitals", SOLVED, NAME.upper())
    (submitted / "capitals" / NAME.upper() / f"{NAME.upper()}.ipynb").rename(
        submitted / "capitals" / NAME.upper() / name
    )
    os.mkdir(os.fsencode(submitted) + b"/no \xff text")
    (submitted / "all.zip").write_text("x")
    (submitted / "__MACOSX").mkdir()
    hand_in(submitted, "two folders", SOLVED)
    hand_in(submitted, "two folders", "{}", NAME.replace("_", "-"))
    outcome = grade([lesson], Settings(submitted, folder / "out", 4, Limits(timeout=5, notebook_mb=70, memory_gb=0.5)))
    return folder / "out", outcome, submitted, lesson


def notes(out, student):
    from dl_course.grading.outcome.results import Results

    return " ".join(Results(out).load(student, NAME)["notes"])


@pytest.mark.parametrize("student", NOTEBOOKS, ids=lambda s: repr(s[:30]))
def test_a_notebook_gets_its_points_and_a_sentence(graded, student):
    out, *_ = graded
    _, points, words = NOTEBOOKS[student]
    assert points_of(out)[student] == points, [r for r in rows(out) if r["student"] == student]
    said = " ".join(row["message"] for row in rows(out) if row["student"] == student) + notes(out, student)
    assert words in said
    assert all(row["message"] for row in rows(out) if row["student"] == student and row["points"] == "0")


@pytest.mark.parametrize("student", FOLDERS)
def test_a_folder_without_a_notebook_gets_a_sentence(graded, student):
    out, *_ = graded
    mine = [row for row in rows(out) if row["student"] == student]
    assert len(mine) == 3
    assert all(FOLDERS[student] in row["message"] for row in mine), mine


@pytest.mark.parametrize(
    ("student", "word"), [("other name", "my work.ipynb"), ("loose", "beside the folder"), ("capitals", "")]
)
def test_a_notebook_in_the_wrong_place_is_found(graded, student, word):
    out, *_ = graded
    assert points_of(out)[student] == FULL
    assert word in notes(out, student)


def test_a_second_folder_for_the_lesson_is_told(graded):
    out, *_ = graded
    assert points_of(out)["two folders"] == FULL
    assert f"{NAME} was graded, and not: {NAME.replace('_', '-')}." in notes(out, "two folders")


def test_a_page_stays_small_and_says_what_was_left_out(graded):
    out, *_ = graded
    pages = {page.parent.name: page for page in (out / "feedback").glob("*/*.html")}
    assert max(page.stat().st_size for page in pages.values()) < 200_000
    assert "more characters" in pages["many copies"].read_text()


def test_every_student_has_one_line_in_the_summary(graded):
    import csv

    out, outcome, submitted, _ = graded
    with open(out / "summary.csv", encoding="utf-8", newline="") as file:
        summary = list(csv.DictReader(file))
    assert len(summary) == len(cohort.students(submitted)) == len({row["student"] for row in summary})
    assert {row["max_points"] for row in summary} == {"9"}
    assert "__MACOSX" not in {row["student"] for row in summary}
    assert outcome.failed == 0


def test_names_that_are_no_text_and_loose_files_are_told(graded):
    out, _, submitted, _ = graded
    assert any("no \\udcff text" in row["student"] for row in rows(out))
    assert cohort.loose_files(submitted) == ["all.zip"]


def test_lessons_are_told_by_what_was_handed_in(graded):
    *_, submitted, lesson = graded
    other = type(lesson)("92_other", lesson.notebook, lesson.solution, lesson.exercise)
    assert cohort.handed_in(submitted, [lesson, other]) == [lesson]
