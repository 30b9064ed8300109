"""overrides.csv: what the instructor decides stands above the grader, in every table and page and after every run."""

import csv
import json

import pytest

from dl_course.cli import main
from dl_course.course import Lesson
from dl_course.errors import UsageError
from dl_course.grading.outcome.feedback import feedback
from dl_course.grading.outcome.results import Results, cell
from dl_course.grading.overrides import read_overrides
from tests import grading_cohort
from tests.grading_cohort import ANSWERS, MEAN, NAME, exercise, hand_in, rows, submission, write_lesson

pytestmark = pytest.mark.usefixtures("forked_grader")

HEAD = "student,lesson,task,points,comment\n"
ODD = ["=1+1", "'=1", "-2+3", "O'Brien", "bytes\udcff", "Zoë"]


@pytest.fixture
def lessons(tmp_path):
    two = exercise()
    two["cells"].append({**grading_cohort.test_cell(1, "assert mean([2.0]) == 2.0", 1), "id": "more"})
    two["cells"][-1]["metadata"]["nbgrader"]["grade_id"] = "task-1-check-speed"
    return [write_lesson(tmp_path / "one"), write_lesson(tmp_path / "two", two, "00_two")]


def read(tmp_path, lessons, text, students=("anna", "ben", *ODD)):
    path = tmp_path / "overrides.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_overrides(path, list(students), lessons)


@pytest.mark.parametrize("task", ["task-2-check", "task-2", "2", "Task 2", "02"])
@pytest.mark.parametrize("lesson", [NAME, "91"])
def test_a_task_is_named_as_a_person_would(tmp_path, lessons, task, lesson):
    assert read(tmp_path, lessons, f"{HEAD}anna,{lesson},{task},1.5,") == {("anna", NAME): {"task-2-check": (1.5, "")}}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (b"\xef\xbb\xbf" + HEAD.encode() + "Zoë,91,1,2,schön\r\n,,,,\r\n".encode(), 2.0),
        (HEAD.replace(",", ";").encode() + "Zoë;91;1;1,5;schön\n".encode("cp1252"), 1.5),
        ("Lesson\tTask\tComment\tPoints\tStudent\n91\t1\tschön\t0\tZoë\n".encode(), 0.0),
        (HEAD.replace("\n", "\r").encode() + 'Zoë,91,1,"1,5",schön'.encode(), 1.5),
    ],
    ids=["Excel's UTF-8", "Excel's CSV in Germany", "other order, tabs", "old ends of lines"],
)
def test_what_a_spreadsheet_makes_of_the_file_is_read(tmp_path, lessons, text, points):
    assert read(tmp_path, lessons, text) == {("Zoë", NAME): {"task-1-check": (points, "schön")}}


def test_odd_names_are_read_as_the_tables_have_them(tmp_path, lessons):
    with open(tmp_path / "made.csv", "w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        csv.writer(file).writerows([cell(name), "91", "1", "1", cell("=good")] for name in ODD)
    found = read(tmp_path, lessons, (tmp_path / "made.csv").read_bytes())
    assert found == {(name, NAME): {"task-1-check": (1.0, "=good")} for name in ODD}
    assert list(read(tmp_path, lessons, HEAD + "=1+1,91,1,1,typed by hand")) == [("=1+1", NAME)]


UNCLEAR = {
    "nobody": ("ana,91,1,1,", "line 2: no student has a folder called 'ana'. Did you mean 'anna'?"),
    "no lesson": ("anna,,1,1,", "line 2: the lesson is missing"),
    "unknown lesson": ("anna,77,1,1,", "line 2: There is no lesson '77'"),
    "unknown task": ("anna,91,9,1,", "line 2: 91_sample has no task '9'. Write one of: task-1-check, task-2-check"),
    "two checks": (
        "anna,0,1,1,",
        "line 2: 00_two has more than one task '1'. Write one of: task-1-check, task-1-check-sp",
    ),
    "no points": ("anna,91,1,,", "line 2: points of task-1-check are a number from 0 to 2. Received: ''"),
    "no number": ("anna,91,1,all,", "Received: 'all'"),
    "nan": ("anna,91,1,nan,", "Received: 'nan'"),
    "negative": ("anna,91,1,-1,", "Received: '-1'"),
    "too many": ("anna,91,1,20,", "a number from 0 to 2. Received: '20'"),
    "twice": ("anna,91,1,1,\n\nanna,91_sample,task-1,2,", "line 4: line 2 decides the same task"),
    "after a comment of two lines": ('anna,91,1,1,"a\nb"\nana,91,1,1,', "line 4: no student"),
    "a comma in a comment": ("anna,91,1,1,late, but good", "line 2: there are more cells than columns"),
    "an open quote": ('anna,91,1,1,"late\nben,91,1,1,', "line 2: is no row of a table"),
    "no text": (b"anna,91,1,1,\nben,91,1,1,\x81", "line 3: is not text. In the spreadsheet, save"),
}


@pytest.mark.parametrize(("text", "said"), UNCLEAR.values(), ids=UNCLEAR)
def test_a_row_that_cannot_be_meant_is_refused_with_its_line(tmp_path, lessons, text, said):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, lessons, HEAD.encode() + text if isinstance(text, bytes) else HEAD + text)
    assert f"{tmp_path / 'overrides.csv'}, line " in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the file is empty"),
        (
            "student,task,points,comment\nanna,1,1,",
            "line 1: the columns must be student, lesson, task, points, comment",
        ),
        (HEAD.encode("utf-16"), "line 1: is not text"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path, lessons, text, said):
    with pytest.raises(UsageError, match=said):
        read(tmp_path, lessons, text)


def test_every_unclear_line_is_told_at_once(tmp_path, lessons):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, lessons, HEAD + "nobody,91,1,1,\n" * 30)
    assert str(caught.value).count("no student") == 20
    assert "And 10 more lines" in str(caught.value)


def test_a_decision_stands_in_tables_and_pages_and_survives_every_run(tmp_path, monkeypatch, capsys):
    made = exercise()
    by_hand = {"cell_type": "markdown", "metadata": {"nbgrader": {}}, "source": "Say why.", "id": "essay"}
    by_hand["metadata"]["nbgrader"] = {"grade": True, "solution": True, "locked": False, "points": 5}
    by_hand["metadata"]["nbgrader"] |= {"grade_id": "essay", "schema_version": 3, "task": False}
    made["cells"].append(by_hand)
    lesson: Lesson = write_lesson(tmp_path / "course", made)
    (tmp_path / "course/notebooks").mkdir()
    lesson.notebook.write_text("{}")
    hand_in(tmp_path / "in", "=anna", submission(MEAN))
    hand_in(tmp_path / "in", "ben", submission(*ANSWERS))
    monkeypatch.chdir(tmp_path / "course")
    out = tmp_path / "out"
    words = ["grade", str(tmp_path / "in"), "--out", str(out), "--lms", "canvas"]
    (out).mkdir()
    decided = out / "overrides.csv"
    decided.write_text(HEAD + "=anna,91,2,1.5,right idea\n=anna,91,essay,4,\nben,91,1,0,copied\n")
    before = decided.read_bytes()
    for run in range(2):
        assert main(words) == 0
        assert "Tasks whose points you decided: 3." in capsys.readouterr().out
        told = [(row["student"], row["points"], row["status"], row["message"]) for row in rows(out)]
        assert told[:4] == [
            ("=anna", "2", "passed", ""),
            ("=anna", "1.5", "decided", "task 2: decided by your instructor: right idea"),
            ("=anna", "0", "open", told[2][3]),
            ("=anna", "4", "decided", "essay: decided by your instructor."),
        ]
        assert told[4] == ("ben", "0", "decided", "task 1: decided by your instructor: copied")
        with open(out / "summary.csv", newline="") as file:
            assert [row["points"] for row in csv.DictReader(file)] == ["7.5", "7"]
        assert (out / "canvas.csv").read_text().splitlines()[2].endswith(",7.5")
        assert "Decided by your instructor: right idea" in (out / f"feedback/=anna/{NAME}.html").read_text()
        assert decided.read_bytes() == before
        assert json.loads((out / "run.json").read_text())["judged"] == (0 if run else 2)
    assert Results(out).load("=anna", NAME)["verdicts"][1]["points"] == 0, "the grader's own verdict stays"
    decided.unlink()
    assert main([*words, "--overrides", str(decided)]) == 2
    assert "overrides.csv cannot be read: No such file" in capsys.readouterr().err
    decided.write_text(HEAD + "cleo,91,1,1,\n")
    assert main(words) == 2
    assert "no student has a folder called 'cleo'" in capsys.readouterr().err
    assert rows(out)[1]["status"] == "decided", "nothing was done by halves"
    decided.unlink()
    assert main(words) == 0
    assert [row["points"] for row in rows(out)] == ["2", "0", "0", "", "2", "3", "4", ""]


def test_a_decision_on_a_lesson_that_is_not_graded_now_is_told(tmp_path, monkeypatch, capsys):
    for name in (NAME, "92_other"):
        lesson = write_lesson(tmp_path / "course", name=name)
        lesson.notebook.parent.mkdir(exist_ok=True)
        lesson.notebook.write_text("{}")
    hand_in(tmp_path / "in", "anna", submission())
    monkeypatch.chdir(tmp_path / "course")
    (tmp_path / "mine.csv").write_text(HEAD + "anna,92,1,1,\n")
    words = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--overrides", str(tmp_path / "mine.csv")]
    assert main(words) == 0
    assert "not used, because not graded in this run: 92_other" in capsys.readouterr().err


def test_a_page_shows_a_decision_as_one():
    row = {"task": "t", "label": "task 1", "title": "", "points": 1.0, "max_points": 2.0, "status": "decided"}
    row |= {"message": "task 1: decided by your instructor: <b>", "hint": ""}
    page = feedback({"student": "a", "lesson": "x", "problem": "", "notes": [], "verdicts": [row], "code": {}})
    assert "✎" in page and "Decided by your instructor: &lt;b&gt;" in page
