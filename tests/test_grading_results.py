"""Nothing is lost: interruptions, full disks, two graders at once; a second run does what is new."""

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dl_course.cli import grade as cli
from dl_course.grading import local
from dl_course.grading.local import Local
from dl_course.grading.outcome import results
from dl_course.grading.outcome.results import InUse, Results
from dl_course.grading.run import grade
from dl_course.grading.sandbox import walls
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from tests.grading_cohort import (
    ANSWERS,
    FULL,
    MEAN,
    NAME,
    NOTHING,
    exercise,
    hand_in,
    points_of,
    rows,
    submission,
    write_lesson,
)

pytestmark = pytest.mark.usefixtures("forked_grader")

SLOW = submission("import time\ntime.sleep(0.5)\n" + MEAN)
RUNNER = """
import sys, pathlib
from dl_course.course import Lesson
from dl_course.grading.run import grade
from dl_course.grading.settings import Settings
p = pathlib.Path(sys.argv[1])
path = next(p.glob("course/solutions/*/*.ipynb"))
print(grade([Lesson(path.stem, path, path, path)], Settings(p / "in", p / "out")))
"""


@pytest.fixture
def cohort(tmp_path):
    lesson = write_lesson(tmp_path / "course")
    hand_in(tmp_path / "in", "a", submission(*ANSWERS))
    hand_in(tmp_path / "in", "b", submission(MEAN))
    return tmp_path, lesson


def again(folder, lesson, **settings):
    outcome = grade([lesson], Settings(folder / "in", folder / "out", **settings))
    return outcome.judged, outcome.kept


def test_a_second_run_does_only_what_is_new(cohort):
    folder, lesson = cohort
    assert again(folder, lesson) == (2, 0)
    first = (folder / "out" / "grades.csv").read_bytes()
    assert again(folder, lesson) == (0, 2)
    assert (folder / "out" / "grades.csv").read_bytes() == first
    hand_in(folder / "in", "c", submission())
    assert again(folder, lesson) == (1, 2)
    path = folder / "in" / "b" / NAME / f"{NAME}.ipynb"
    path.write_text(json.dumps(submission(*ANSWERS)))
    assert again(folder, lesson) == (1, 2)
    assert points_of(folder / "out") == {"a": FULL, "b": FULL, "c": NOTHING}


@pytest.mark.parametrize("what", ["solution", "limits", "package", "damaged result"])
def test_a_result_is_kept_only_as_long_as_it_holds(cohort, monkeypatch, what):
    folder, lesson = cohort
    again(folder, lesson)
    if what == "solution":
        lesson.solution.write_text(json.dumps(exercise(points=(5, 3, 4))))
    elif what == "package":
        monkeypatch.setattr(results, "package", lambda *_: "another")
    elif what == "damaged result":
        Results(folder / "out").path("a", NAME).write_text('{"key": ')
        assert again(folder, lesson) == (1, 1)
        return
    limits = Limits(timeout=9) if what == "limits" else Limits()
    assert again(folder, lesson, limits=limits) == (2, 0)
    if what == "solution":
        assert points_of(folder / "out")["a"] == (5, 3, 4)


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("checks/neuron.json", True),
        ("checks/judging.py", True),
        ("grading/sandbox/system_calls.csv", True),
        ("plots/style.py", False),
        ("grading/__pycache__/local.cpython-311.pyc", False),
    ],
)
def test_what_a_verdict_depends_on_is_in_the_name_of_the_package(tmp_path, monkeypatch, file, counts):
    monkeypatch.setattr(results.dl_course, "__file__", str(tmp_path / "__init__.py"))
    names = []
    for content in ("one", "two"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(content)
        names.append(results.package.__wrapped__())
    assert (names[0] != names[1]) is counts


def test_a_student_who_left_leaves_the_tables(cohort):
    folder, lesson = cohort
    again(folder, lesson)
    (folder / "in" / "b" / NAME / f"{NAME}.ipynb").unlink()
    (folder / "in" / "b" / NAME).rmdir()
    (folder / "in" / "b").rmdir()
    again(folder, lesson)
    assert set(points_of(folder / "out")) == {"a"}


def start(folder):
    return subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(folder)], start_new_session=True, stdout=subprocess.PIPE, text=True
    )


def wait_for_results(folder, number):
    until = time.monotonic() + 60
    while len(list((folder / "out").glob("results/*/[!.]*.json"))) < number:
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def slow(tmp_path):
    lesson = write_lesson(tmp_path / "course")
    for number in range(12):
        hand_in(tmp_path / "in", f"s{number:02}", SLOW)
    return tmp_path, lesson


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_keeps_what_is_done_and_leaves_nobody_running(slow, signal_):
    folder, lesson = slow
    runner = start(folder)
    wait_for_results(folder, 3)
    if signal_ == signal.SIGINT:
        os.killpg(runner.pid, signal_)  # as a terminal does
    else:
        runner.kill()
    printed, _ = runner.communicate(timeout=30)
    done = len(list((folder / "out").glob("results/*/[!.]*.json")))
    assert 3 <= done < 12
    if signal_ == signal.SIGINT:
        assert "stopped by Ctrl-C" in printed
        assert len(points_of(folder / "out")) == done
    until = time.monotonic() + 20
    while processes_of(runner.pid):
        assert time.monotonic() < until, processes_of(runner.pid)
        time.sleep(0.1)
    judged, kept = again(folder, lesson, workers=4)
    assert kept >= done
    assert judged + kept == 12
    assert set(points_of(folder / "out").values()) == {(2, 0, 0)}


def processes_of(session):
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(process)
    return found


def test_nothing_half_written_is_left(cohort, monkeypatch):
    folder, lesson = cohort
    left = Results(folder / "out").path("a", NAME)
    left.parent.mkdir()
    left = left.with_name(f".{left.name}.0a1b2c3d.unfinished")
    left.write_text("{")  # by a grader that was killed
    others = [
        ".viminfo.1",
        ".notes/.draft.2",
        ".x.unfinished",
        "results/.keep.1",
        "results/mine/.x.0a1b2c3d.unfinished",
    ]
    for name in others:
        (folder / "out" / name).parent.mkdir(exist_ok=True)
        (folder / "out" / name).write_text("not the grader's")

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(results.os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            results.write(folder / "out" / "page.html", "text")
    assert {path.name for path in (folder / "out").iterdir()} == {"results", ".viminfo.1", ".notes", ".x.unfinished"}
    again(folder, lesson)
    assert not left.exists()
    assert all((folder / "out" / name).exists() for name in others)
    assert points_of(folder / "out")["a"] == FULL


def test_two_graders_do_not_work_on_one_folder(cohort):
    folder, lesson = cohort
    with Results(folder / "out").locked(), pytest.raises(InUse, match=f"process {os.getpid()}"):
        again(folder, lesson)
    assert again(folder, lesson) == (2, 0)


def test_a_full_disk_keeps_what_is_done(cohort, monkeypatch):
    folder, lesson = cohort
    again(folder, lesson)
    hand_in(folder / "in", "c", submission(*ANSWERS))
    hand_in(folder / "in", "d", submission(*ANSWERS))
    real, calls = os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(results.os, "fsync", full)
        outcome = grade([lesson], Settings(folder / "in", folder / "out"))
    assert "No space left" in outcome.interrupted
    assert not list((folder / "out").rglob("*.unfinished"))  # no temporary file is left
    assert again(folder, lesson) == (1, 3)
    assert len(rows(folder / "out")) == 12


def test_a_disk_that_is_full_before_the_first_notebook_ends_the_run(cohort, monkeypatch):
    folder, lesson = cohort
    (folder / "in" / "0 nothing").mkdir()  # its row is written while jobs are being handed out

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(results.os, "fsync", full)
    outcome = grade([lesson], Settings(folder / "in", folder / "out"))
    assert "No space left" in outcome.interrupted
    assert outcome.judged == 0


def test_a_lesson_that_is_refused_does_not_stop_the_others(cohort):
    folder, lesson = cohort
    bad = write_lesson(folder / "bad", exercise(points=(1, 1, 1), answers=(MEAN, MEAN, MEAN)), "90_bad")
    hand_in(folder / "in", "a2", submission(*ANSWERS), "90_bad")
    with pytest.raises(Refused, match="90_bad does not reach its own points"):
        grade([bad, lesson], Settings(folder / "in", folder / "out"))
    assert points_of(folder / "out")["a"] == FULL


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_bench_that_dies_is_started_again(slow):
    folder, lesson = slow
    seen = {}
    with Local(lesson, lesson.solution.read_bytes(), Settings(folder / "in", folder / "out")) as local:
        jobs = ((number, json.dumps(SLOW).encode()) for number in range(4))
        for number, result in local.judge(jobs, 2):
            if not seen:
                folder = Path(local.about["folder"])
                assert folder.is_dir()
                local._bench.process.kill()
            seen[number] = [verdict["points"] for verdict in result["verdicts"]]
    assert seen == {number: [2, 0, 0] for number in range(4)}
    assert not folder.exists()


def test_a_missing_protection_is_refused_where_it_is_required(cohort):
    folder, lesson = cohort
    with pytest.raises(Refused, match="--require-sandbox"):
        again(folder, lesson, require_sandbox=True, namespaces=False)


def test_a_result_without_a_required_protection_is_judged_again_and_its_lack_is_told(cohort, monkeypatch):
    folder, lesson = cohort
    again(folder, lesson, namespaces=False)
    outcome = grade([lesson], Settings(folder / "in", folder / "out"))
    assert (outcome.judged, outcome.kept) == (0, 2)
    assert walls.NAMESPACES in outcome.lessons[NAME]["missing"]  # of what is kept
    if walls.NAMESPACES in _standing(folder, lesson):
        assert again(folder, lesson, require_sandbox=True) == (2, 0)
        assert again(folder, lesson, require_sandbox=True) == (0, 2)


def _standing(folder, lesson):
    with Local(lesson, lesson.solution.read_bytes(), Settings(folder / "in", folder / "out")) as local:
        return local.about["standing"]


def test_a_place_for_results_that_cannot_be_is_refused_in_a_sentence(cohort):
    folder, lesson = cohort
    for place, words in [
        ("in", "must not lie in SUBMITTED"),
        ("in/out", "must not lie in SUBMITTED"),
        ("file/x", "cannot be"),
    ]:
        (folder / "file").write_text("")
        with pytest.raises(Refused, match=words):
            grade([lesson], Settings(folder / "in", folder / place))
    with pytest.raises(Refused, match="cannot be written"):
        grade([lesson], Settings(folder / "in", Path("/proc/x")))
    with pytest.raises(ValueError, match="timeout must be above 0 and finite. Received: inf"):
        Limits(timeout=float("inf"))


def test_the_rows_are_the_same_with_one_worker_and_four(slow):
    folder, lesson = slow
    hand_in(folder / "in", "a", submission(*ANSWERS))
    hand_in(
        folder / "in",
        "random",
        submission("import random\ndef mean(x):\n    return random.random() + np.random.rand()"),
    )
    tables = []
    for workers in (1, 4):
        grade([lesson], Settings(folder / "in", folder / f"out{workers}", workers))
        tables.append((folder / f"out{workers}" / "grades.csv").read_bytes())
    assert tables[0] == tables[1]


def children_of(process):
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def kill_one(local, what):
    """Kills a judge, or the inner one of the two processes of the nursery, while a submission is judged."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for child in children_of(local._bench.process.pid):
            nursery = b"untrusted.nursery" in Path(f"/proc/{child}/cmdline").read_bytes()
            if (what == "nursery") == nursery:
                os.kill(children_of(child)[0] if nursery and children_of(child) else child, signal.SIGKILL)
                return
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.usefixtures("started_anew")
@pytest.mark.parametrize("what", ["judge", "nursery"])
def test_a_process_of_the_grader_that_dies_costs_nobody_a_point(slow, what):
    folder, lesson = slow
    settings = Settings(folder / "in", folder / "out")
    with Local(lesson, lesson.solution.read_bytes(), settings) as local:
        killer = threading.Timer(0.3, kill_one, (local, what))
        killer.start()
        jobs = ((number, json.dumps(SLOW).encode()) for number in range(4))
        found = dict(local.judge(jobs, 2))
    killer.join()
    assert {n: [v["points"] for v in result["verdicts"]] for n, result in found.items()} == {
        key: [2, 0, 0] for key in range(4)
    }
    assert any("again" in result for result in found.values())


def test_how_many_were_judged_again_is_told(cohort, capsys):
    folder, lesson = cohort
    hand_in(folder / "in", "c", submission("import os\nos._exit(3)"))
    outcome = grade([lesson], Settings(folder / "in", folder / "out"))
    assert outcome.again == 1
    assert json.loads((folder / "out" / "run.json").read_text())["again"] == 1
    assert cli._say(outcome, Settings(folder / "in", folder / "out")) == 0
    assert "1 judged once more, alone" in capsys.readouterr().out


def test_a_name_like_a_formula_is_one_to_no_spreadsheet_and_is_read_back(tmp_path):
    lesson = write_lesson(tmp_path / "course")
    names = ["=1+1", "@SUM(1)", "+x", "-2+3", "'=1", "O'Brien", "-5", "=cmd|'calc'!A1"]
    for name in names:
        (tmp_path / "in" / name).mkdir(parents=True)
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out"))
    with open(tmp_path / "out" / "grades.csv", encoding="utf-8", newline="") as file:
        written = {row["student"] for row in csv.DictReader(file)}
    assert {name for name in written if name[0] in "=+@"} == set()
    assert sorted(map(results.uncell, written)) == sorted(names)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not say which cores there are")
def test_places_share_no_core_as_long_as_there_are_enough(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 4, 6, 8})
    assert local._cores(0, 1) == []  # nobody beside it: all
    assert [local._cores(slot, 2) for slot in range(2)] == [[0, 4, 8], [2, 6]]
    assert [local._cores(slot, 7) for slot in range(7)] == [[0], [2], [4], [6], [8], [0], [2]]
