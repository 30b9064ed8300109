"""After a test was mended: what is concerned is judged again, whose points change is shown and asked; releases and solutions."""

import json
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import dl_course
from dl_course.cli import grade as cli
from dl_course.cli import main
from dl_course.exercises.exercise import read_exercise
from dl_course.exercises.stamp import differences, fingerprints, in_words, stamp
from dl_course.grading import basis, local
from dl_course.grading.basis import Basis
from dl_course.grading.outcome.results import Results
from dl_course.grading.outcome.statistics import collect
from dl_course.grading.run import Change, grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from dl_course.grading.trusted.submission import read_submission
from tests.grading_cohort import (
    ANSWERS,
    DOUBLE,
    EVEN,
    FULL,
    MEAN,
    NAME,
    TEST_2,
    TEST_3,
    TESTS,
    exercise,
    hand_in,
    points_of,
    submission,
    write_lesson,
)

pytestmark = pytest.mark.usefixtures("forked_grader")

MENDED = TEST_2.replace("(2, 3)", "(2, 4)")
HARDER = TEST_3.replace("is_even(0) is True", "is_even(0) is True and is_even(10**30)")
SMALL = "def is_even(n):\n    return n % 2 == 0 and n < 10**9"


@pytest.fixture
def graded(tmp_path, monkeypatch):
    """A cohort that was graded, and what was judged after that: (student's bytes, tasks that were not judged)."""
    lesson = write_lesson(tmp_path / "course")
    lesson.notebook.parent.mkdir()
    lesson.notebook.write_text("{}")
    monkeypatch.chdir(tmp_path / "course")
    hand_in(tmp_path / "in", "anna", submission(*ANSWERS))
    hand_in(tmp_path / "in", "ben", submission(MEAN, DOUBLE, SMALL))
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out"))
    judged = []
    send = local.Bench.judge

    def seen(self, jobs, *arguments, **more):
        return send(self, (judged.append(job[2:]) or job for job in jobs), *arguments, **more)

    monkeypatch.setattr(local.Bench, "judge", seen)
    return tmp_path, lesson, judged


def mend(lesson, **what):
    lesson.solution.write_text(json.dumps(exercise(**what)))


def words(folder, *more):
    return ["grade", str(folder / "in"), "--out", str(folder / "out"), "--regrade-changed", *more]


def everything(folder):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".lock"}


def test_only_the_task_concerned_is_judged_again(graded, capsys):
    folder, lesson, judged = graded
    path = Results(folder / "out").path("anna", NAME)
    stored = json.loads(path.read_text())
    stored["verdicts"][0]["points"] = 1.5  # so that one sees that it is kept as it is
    path.write_text(json.dumps(stored))
    mend(lesson, tests=(TESTS[0], MENDED, TESTS[2]))
    assert main(words(folder)) == 0
    kept = frozenset({"task-1-check", "task-3-check"})
    assert judged == [(), (kept,), (kept,)], "the solution, and two submissions"
    assert "Nobody's points change.\n2 judged" in capsys.readouterr().out
    assert points_of(folder / "out") == {"anna": (1.5, 3, 4), "ben": FULL}
    assert main(["grade", str(folder / "in"), "--out", str(folder / "out")]) == 0
    assert "0 judged, 2 unchanged" in capsys.readouterr().out


def test_whose_points_change_is_shown_and_nothing_is_written_unasked(graded, capsys, monkeypatch):
    folder, lesson, _ = graded
    mend(lesson, tests=(*TESTS[:2], HARDER))
    before = everything(folder / "out")
    assert main(words(folder)) == 3
    said = capsys.readouterr()
    table = [line.split() for line in said.out.splitlines() if "ben" in line or "before" in line or "anna" in line]
    assert table == [["student", "lesson", "task", "before", "after"], ["ben", NAME, "task-3-check", "4", "0"]]
    assert "Nothing was written" in said.err
    assert everything(folder / "out") == before
    answers = iter(["perhaps", "n"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda asked: next(answers))
    assert main(words(folder)) == 3
    assert everything(folder / "out") == before
    monkeypatch.setattr("builtins.input", lambda asked: "Y")
    assert main(words(folder)) == 0
    assert points_of(folder / "out") == {"anna": FULL, "ben": (2, 3, 0)}
    mend(lesson)
    monkeypatch.setattr("builtins.input", lambda asked: pytest.fail("--yes does not ask"))
    assert main(words(folder, "--yes")) == 0
    assert points_of(folder / "out")["ben"] == FULL


def test_an_end_before_the_answer_changes_nothing(graded, capsys, monkeypatch):
    folder, lesson, _ = graded
    mend(lesson, tests=(*TESTS[:2], HARDER))
    before = everything(folder / "out")
    judge = local.Local.judge

    def stopped(self, jobs, at_once):
        for done, one in enumerate(judge(self, jobs, at_once)):
            if done and one[0] != "solution":
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(local.Local, "judge", stopped)
    assert main(words(folder, "--yes")) == 130
    assert "Nothing was written." in capsys.readouterr().err
    assert everything(folder / "out") == before


def test_a_decided_task_does_not_change(graded, capsys):
    folder, lesson, _ = graded
    (folder / "out/overrides.csv").write_text("student,lesson,task,points,comment\nben,91,3,1,oral\n")
    mend(lesson, tests=(*TESTS[:2], HARDER))
    assert main(words(folder)) == 0
    assert "Nobody's points change" in capsys.readouterr().out
    assert points_of(folder / "out")["ben"] == (2, 3, 1)


def test_a_result_of_an_earlier_version_is_judged_as_a_whole_and_that_is_said(graded, capsys):
    folder, _, judged = graded
    path = Results(folder / "out").path("anna", NAME)
    stored = json.loads(path.read_text())
    del stored["depends"]
    path.write_text(json.dumps(stored))
    assert main(words(folder)) == 0
    assert judged == [(), (frozenset(),)]
    assert (
        "Results of an earlier version, which do not say what they depended on: 1. Judged as a whole."
        in capsys.readouterr().out
    )


def test_yes_alone_is_wrong_use(graded, capsys):
    folder, _, _ = graded
    assert main(["grade", str(folder / "in"), "--out", str(folder / "out"), "--yes"]) == 2
    assert "--yes belongs to --regrade-changed" in capsys.readouterr().err


def test_a_name_cannot_write_into_the_terminal(capsys):
    assert cli._confirm([Change("\x1b[2J\udcff", NAME, "t", None, 1.0)], True)
    assert capsys.readouterr().out.splitlines()[1].split() == ["�[2J�", NAME, "t", "–", "1"]


# ------------------------------------------------------------------------------------------------ what a verdict depends on


def basis_of(made, limits=None):
    return Basis(read_exercise(NAME, json.dumps(made).encode()), limits or Limits())


def concerned(**what):
    """The tasks concerned by a change of the solution."""
    old, new = basis_of(exercise()), basis_of(exercise(**what))
    if old.key(b"", "") != new.key(b"", ""):
        return "all"
    return [task[5] for task, own in new.tasks.items() if own != old.tasks[task]]


def test_a_task_is_concerned_by_its_own_cells_and_by_what_all_share():
    assert concerned() == []
    assert concerned(tests=(TESTS[0], MENDED, TESTS[2])) == ["2"]
    assert concerned(points=(2, 5, 4)) == ["2"]
    assert concerned(answers=(MEAN, DOUBLE, EVEN.replace("(n):\n", '(n):\n    """Of a number."""\n'))) == ["3"]
    assert concerned(answers=(MEAN, DOUBLE.replace("2 * x", "x + x"), EVEN)) == []
    assert concerned(answers=(MEAN, DOUBLE + "factor = 2", EVEN)) == "all"
    assert concerned(given="import numpy as np\nimport math") == "all"
    given = (
        "import random\nseed = random.random()"  # runs at the judge's once a test needs it, and changes what follows
    )
    old, new = (basis_of(exercise(tests=(TESTS[0], test, TESTS[2]), given=given)) for test in (TEST_2, TEST_2 + "seed"))
    assert old.key(b"", "") != new.key(b"", "")
    prose = exercise()
    prose["cells"][0]["source"] = "# Another title"
    assert basis_of(prose).tasks == basis_of(exercise()).tasks


def test_all_are_concerned_by_the_submission_the_limits_and_the_checks(monkeypatch):
    old = basis_of(exercise())
    keys = {
        old.key(b"", ""),
        old.key(b"a", ""),
        old.key(b"", "a"),
        basis_of(exercise(), Limits(timeout=9)).key(b"", ""),
    }
    monkeypatch.setattr(basis.results, "package", lambda files: "another")
    assert len(keys | {basis_of(exercise()).key(b"", "")}) == 5


def test_the_checks_of_a_lesson_are_those_that_its_tests_reach():
    found = {path.name for path in basis.check_files(("numpy", "dl_course.checks", "dl_course.checks.neuron"))}
    assert found == {"neuron.py", "neuron.json", "judging.py", "shown.py", "errors.py", "relation.py"}


# ------------------------------------------------------------------------------------------------ releases


def cells_of(**what):
    return read_exercise(NAME, json.dumps(exercise(**what)).encode()).cells


def test_a_stamp_tells_of_the_code_that_a_student_gets_and_of_nothing_else():
    same = cells_of(
        tests=(TESTS[0], MENDED, HARDER), points=(1, 1, 1), answers=(MEAN, DOUBLE.replace("2 *", "2.0 *"), EVEN)
    )
    assert fingerprints(same) == fingerprints(cells_of())
    noted = stamp(cells_of())
    assert noted["version"] == dl_course.__version__
    now = cells_of(tests=(TESTS[0].replace("9.0}", "9}"), TESTS[1], TESTS[2]), given="import numpy as np\nn = 3")
    assert differences(noted, now) == {"version": dl_course.__version__, "differs": ["given", "1"]}
    assert differences(noted, cells_of(answers=(MEAN, DOUBLE, "# of n\n" + EVEN)))["differs"] == ["3"]
    assert in_words(["given", "1"]) == "task 1 and given cells differ"
    assert in_words(["1"]) == "task 1 differs" and in_words(["2", "3"]) == "tasks 2, 3 differ"


@pytest.mark.parametrize("solution", sorted(ROOT.glob("solutions/*/*.ipynb")), ids=lambda path: path.stem)
def test_what_was_handed_out_today_differs_in_nothing(solution):
    handed_out = ROOT / "exercises" / solution.parent.name / solution.name
    _, noted = read_submission(handed_out.read_bytes())
    cells = read_exercise(solution.stem, solution.read_bytes()).cells
    assert noted["tasks"] and differences(noted, cells) == {}


@pytest.mark.parametrize("noted", [None, 1, [], {}, {"tasks": []}, {"version": "0.1"}])
def test_without_a_stamp_nothing_is_said(noted):
    assert differences(noted, cells_of()) == {}


def test_a_stamp_that_a_student_has_changed_says_nothing_of_its_own():
    found = differences({"version": "<b>" * 1000, "tasks": {"2": ["x"], "evil": "<b>"}}, cells_of())
    assert found == {"version": "", "differs": ["given", "1", "2", "3"]}


def test_a_submission_from_an_earlier_release_is_told_to_the_instructor_alone(tmp_path, capsys):
    lesson = write_lesson(tmp_path / "course")
    made = submission(*ANSWERS)
    made["metadata"] = {"dl_course": {"release": stamp(cells_of())}}
    hand_in(tmp_path / "in", "anna", made)
    hand_in(tmp_path / "in", "ben", submission(*ANSWERS))
    settings = Settings(tmp_path / "in", tmp_path / "out")
    assert grade([lesson], settings).released == {}
    mend(lesson, answers=(MEAN, '"""New."""\n' + DOUBLE, "# new\n" + EVEN))
    outcome = grade([lesson], settings)
    cli._say(outcome, settings)
    assert f"{NAME}: made from an earlier release of the exercise: 1." in capsys.readouterr().out
    told = json.loads((tmp_path / "out/run.json").read_text())["released"]
    assert told == {NAME: {"anna": {"version": dl_course.__version__, "differs": ["2", "3"]}}}
    assert (
        "release of the exercise: tasks 2, 3 differ. 1 submission: anna." in (tmp_path / "out/report.html").read_text()
    )
    assert "release" not in (tmp_path / f"out/feedback/anna/{NAME}.html").read_text()
    assert points_of(tmp_path / "out") == {"anna": FULL, "ben": FULL}
    assert grade([lesson], settings).kept == 2
    assert json.loads((tmp_path / "out/run.json").read_text())["released"] == told, "kept results tell it, too"


def test_the_report_names_those_of_an_earlier_release_by_what_differs():
    row = {
        "task": "t",
        "label": "task 1",
        "title": "",
        "points": 1.0,
        "max_points": 2.0,
        "status": "passed",
        "hint": "",
    }
    made = [
        {
            "student": name,
            "lesson": NAME,
            "problem": "",
            "verdicts": [row],
            "release": {"version": "", "differs": differs},
        }
        for name, differs in (("a", ["2"]), ("b", ["2", "3"]), ("c", ["2"]))
    ]
    (lesson,) = collect(made)
    assert lesson.released == {"task 2 differs": ["a", "c"], "tasks 2, 3 differ": ["b"]}


# ------------------------------------------------------------------------------------------------ --solutions


def test_solutions_of_ones_own_are_graded_with_and_hidden(tmp_path, monkeypatch, capsys):
    lesson = write_lesson(tmp_path / "mine", name="77_own")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    spy = f"found = []\ntry:\n    found = open({str(tmp_path / 'mine/solutions/notes.txt')!r}).read()\nexcept OSError:\n    pass\n"
    (tmp_path / "mine/solutions/notes.txt").write_text("secret")
    hand_in(tmp_path / "in", "anna", submission(*ANSWERS), "77_own")
    hand_in(tmp_path / "in", "spy", submission("def mean(x):\n    return 3.0 if found else 0.0", before=spy), "77_own")
    words = [
        "grade",
        str(tmp_path / "in"),
        "--out",
        str(tmp_path / "out"),
        "--solutions",
        str(lesson.solution.parents[1]),
    ]
    assert main(words) == 0, capsys.readouterr().err
    assert points_of(tmp_path / "out")["anna"] == FULL
    if "namespaces" in str(json.loads((tmp_path / "out/run.json").read_text())["lessons"]["77_own"]["standing"]):
        assert points_of(tmp_path / "out")["spy"] == (0, 0, 0)
    assert main([*words, "--lesson", "01"]) == 2
    assert "There is no lesson '01'" in capsys.readouterr().err
    assert main([*words[:-1], str(tmp_path)]) == 2
    assert "has no NN_name/NN_name.ipynb" in capsys.readouterr().err


def test_a_folder_of_solutions_that_submissions_can_read_is_refused(tmp_path):
    lesson = write_lesson(tmp_path / "course")
    open_to_all = Path(dl_course.__file__).parent / "checks"
    hand_in(tmp_path / "in", "anna", submission())
    with pytest.raises(Refused, match="checks lies inside .*, which submissions must read"):
        grade([lesson], Settings(tmp_path / "in", tmp_path / "out", solutions=open_to_all))
