"""Hostile submissions get their honest score, change nothing of anybody else's and leave nothing behind."""

import os
import socket
import sys
from pathlib import Path

import pytest

from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from tests.grading_attacks import attacks, changed_tests
from tests.grading_cohort import ANSWERS, FULL, hand_in, points_of, rows, submission, write_lesson

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is built of Linux")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    lesson = write_lesson(folder / "course")
    submitted, out = folder / "submitted", folder / "out"
    sibling = hand_in(submitted, "zz sibling", submission(*ANSWERS))
    before = sibling.read_bytes()
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    every = attacks(str(lesson.solution), str(sibling), str(out), server.getsockname()[1]) | changed_tests()
    for name, (made, _) in every.items():
        hand_in(submitted, name, made)
    package = sorted((p, p.stat().st_mtime_ns) for p in Path(sys.modules["dl_course"].__file__).parent.rglob("*.py"))
    outcome = grade([lesson], Settings(submitted, out, workers=4, limits=Limits(timeout=3, memory_gb=1, disk_mb=32)))
    return {
        "out": out,
        "every": every,
        "outcome": outcome,
        "sibling": (before, sibling.read_bytes()),
        "server": server,
        "package": package,
    }


NAMES = sorted(attacks("/s/x.ipynb", "y", "z", 1) | changed_tests())


def test_there_are_enough_of_them():
    assert len(NAMES) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_gets_its_honest_points(graded, name):
    got = points_of(graded["out"])[name]
    assert got == graded["every"][name][1], [r for r in rows(graded["out"]) if r["student"] == name]


def test_nobody_is_left_without_a_verdict(graded):
    statuses = {row["status"] for row in rows(graded["out"])}
    assert "error" not in statuses
    assert graded["outcome"].failed == 0
    assert len(rows(graded["out"])) == 3 * (len(NAMES) + 1)


def test_the_sibling_keeps_file_and_points(graded):
    before, after = graded["sibling"]
    assert before == after
    assert points_of(graded["out"])["zz sibling"] == FULL


def test_nothing_secret_is_in_any_message(graded):
    for row in rows(graded["out"]):
        for secret in ("LOOT", "8.0625", "7.25", "6.03125", "hidden words", "assert (double"):
            assert secret not in row["message"], row


def test_nobody_reached_the_network(graded):
    with pytest.raises(BlockingIOError):
        graded["server"].accept()


def test_no_process_is_left(graded):
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            command = Path("/proc", process, "cmdline").read_bytes()
        except OSError:
            continue
        assert b"4242" not in command
        assert b"dl_course.grading" not in command or _parent_is_another(process)


def _parent_is_another(process):
    """Other graders of this machine may run; none of them is a child of this test."""
    status = Path("/proc", process, "status").read_text()
    return f"PPid:\t{os.getpid()}\n" not in status


def test_nothing_was_written_outside(graded):
    package = Path(sys.modules["dl_course"].__file__).parent
    assert graded["package"] == sorted((p, p.stat().st_mtime_ns) for p in package.rglob("*.py"))
    assert not Path("/tmp/owned-by-a-student").exists()
    assert not list(graded["out"].glob("**/x.json"))


def test_the_protections_are_named(graded):
    (about,) = graded["outcome"].lessons.values()
    assert not about["missing"]
    assert len(about["standing"]) >= 3
