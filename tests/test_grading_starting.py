"""Bench and nursery are started before it is known what they are to do; one that is not needed leaves nothing behind."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dl_course.grading.border import starting
from dl_course.grading.sandbox import walls
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.trusted.session import Student
from dl_course.grading.trusted.students import NurseryFailed, Students
from tests.grading_cohort import ANSWERS, hand_in, submission, write_lesson

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def alive(process):
    """Whether a process is there and not just waiting to be asked how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def child_of(process):
    """Its first child, once it has one."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if children := Path(f"/proc/{process}/task/{process}/children").read_text().split():
            return int(children[0])
        time.sleep(0.01)
    raise AssertionError("it has started nothing")


def gone(process, seconds=30):
    until = time.monotonic() + seconds
    while alive(process) and time.monotonic() < until:
        time.sleep(0.01)
    return not alive(process)


@pytest.fixture
def nothing_ahead(monkeypatch):
    monkeypatch.setattr(starting, "_ahead", [])


@pytest.mark.usefixtures("nothing_ahead")
def test_what_was_started_ahead_is_taken_once():
    starting.bench_ahead()
    (first,) = starting._ahead
    starting.bench_ahead()
    assert starting._ahead == [first], "one is enough"
    assert starting.bench() is first
    second = starting.bench()
    assert second.process.pid != first.process.pid
    for bench in (first, second):
        bench.socket.close()
        assert bench.process.wait(timeout=30) == 0


@pytest.mark.usefixtures("nothing_ahead")
@pytest.mark.parametrize("how", ["closed", "killed", "ended"])
def test_a_bench_that_is_told_nothing_ends_with_its_nursery_and_leaves_no_folder(how, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    starting.bench_ahead()
    (bench,) = starting._ahead
    nursery = child_of(bench.process.pid)
    if how == "closed":
        bench.socket.close()
        bench.process.wait(timeout=30)
    elif how == "killed":
        bench.process.kill()
        bench.process.wait()
    else:
        starting._end_ahead()
    assert bench.process.returncode is not None
    assert gone(nursery)
    assert not list(tmp_path.iterdir())


def test_a_run_that_judges_nothing_leaves_no_process(tmp_path):
    write_lesson(tmp_path / "course")
    hand_in(tmp_path / "in", "a", submission(*ANSWERS))
    command = [sys.executable, "-m", "dl_course.cli", "grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    command += ["--solutions", str(tmp_path / "course/solutions")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    for said in ("1 judged", "0 judged, 1 unchanged"):
        # Every process of the run inherits this pipe: it ends where none of them is left.
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0, told
        assert said in told


def test_what_a_nursery_is_started_with_tells_nothing_of_who_grades(monkeypatch):
    monkeypatch.setenv("GRADER_SECRET", "x")
    monkeypatch.setenv("HOME", "/home/who-grades")
    assert "GRADER_SECRET" in starting.environment_of_bench()
    told = starting.environment_of_nursery()
    assert "GRADER_SECRET" not in told
    assert "who-grades" not in " ".join(told.values())
    same = ("OMP_NUM_THREADS", "PYTHONHASHSEED", "DL_COURSE_DATA", "TF_ENABLE_ONEDNN_OPTS", "MPLBACKEND")
    assert [told[name] for name in same] == [starting.environment_of_bench()[name] for name in same]


@pytest.mark.parametrize("late", [0, 0.3], ids=["before it is told", "behind"])
def test_a_nursery_that_cannot_start_is_told_of_as_such(monkeypatch, tmp_path, late):
    (tmp_path / "sitecustomize.py").write_text(f"import os, time\ntime.sleep({late})\nos._exit(3)\n")
    monkeypatch.setattr(starting, "_PACKAGE", f"{tmp_path}{os.pathsep}{starting._PACKAGE}")
    nursery = starting.nursery()
    if not late:
        nursery.process.wait(timeout=30)
    with Students([], Limits(), [], nursery=nursery) as students, pytest.raises(NurseryFailed, match="status 3"):
        students.wait_until_ready()


def test_threads_of_an_imported_module_are_tidied_up_in_a_student_process(monkeypatch, tmp_path):
    (tmp_path / "threads_at_import.py").write_text(
        "import logging, threading, time\n"
        "def hold():\n"
        "    while True:\n"
        "        with logging._lock: time.sleep(0.01)\n"
        "threading.Thread(target=hold, daemon=True).start()\n"
    )
    monkeypatch.setattr(starting, "_PACKAGE", f"{tmp_path}{os.pathsep}{starting._PACKAGE}")
    monkeypatch.setattr(walls, "_SYSTEM", (*walls._SYSTEM, str(tmp_path)))
    with Students(["threads_at_import"], Limits(timeout=20), []) as students:
        students.wait_until_ready()
        assert not students.not_imported
        for _ in range(5):  # the lock is held nearly always
            process = students.fork()
            end = threading.Timer(10, process.lifeline.sendall, [b"k"])  # or it would wait for the lock for ever
            end.start()
            student = Student(process)
            student.run(
                "import logging, threading\nlogging.getLogger('a').warning('x')\nn = threading.active_count()", "1"
            )
            assert student.get("n") == 1
            with pytest.raises(TypeError):  # Python's own again
                student.run("import os\nos.register_at_fork()", "cell 2")
            student.run("import gc\ncollects = gc.isenabled()", "cell 3")
            assert student.get("collects")
            end.cancel()
            process.ended()


def test_no_place_for_temporary_files_is_a_sentence(tmp_path):
    write_lesson(tmp_path / "course")
    hand_in(tmp_path / "in", "a", submission(*ANSWERS))
    command = [sys.executable, "-m", "dl_course.cli", "grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    command += ["--solutions", str(tmp_path / "course/solutions")]
    # The first folder is made where it can be; a wrong TMPDIR alone would be passed over for /tmp.
    block = (
        "import tempfile\ndef none(*a, **k): raise OSError(28, 'No space left on device')\ntempfile.mkdtemp = none\n"
    )
    (tmp_path / "sitecustomize.py").write_text(block)
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[1])])
    process = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, timeout=120
    )
    assert process.returncode == 2
    assert "No folder for temporary files can be made: [Errno 28] No space left on device" in process.stderr
    assert "Traceback" not in process.stderr
