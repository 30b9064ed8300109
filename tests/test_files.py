"""A file is there whole or not at all, whatever stops its writing; nothing else is left beside it."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import ROOT

from dl_course import files
from dl_course.files import cache_folder, whole_file

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "grades.csv"
    path.write_bytes(b"before")
    return path


def untouched(path):
    return path.read_bytes() == b"before" and list(path.parent.iterdir()) == [path]


def write(path, content=b"after", **options):
    with whole_file(path, **options) as file:
        file.write(content)


@pytest.mark.parametrize("lasting", [True, False])
def test_a_file_is_replaced_and_a_folder_is_made(path, lasting):
    path.chmod(0o640)
    write(path, lasting=lasting)
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == 0o640, "who may read it stays"
    write(path.parent / "new" / "folder" / ("long name" * 25), lasting=lasting)
    assert len(list(path.parent.rglob("*"))) == 4


def test_the_old_file_is_there_until_the_new_one_is_whole(path):
    with whole_file(path) as file:
        file.write(b"after")
        file.flush()
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"


def test_what_must_last_is_on_the_disk_before_it_gets_its_name_and_its_name_after_that(path, monkeypatch):
    calls, real, replace = [], os.fsync, Path.replace
    monkeypatch.setattr(files.os, "fsync", lambda handle: calls.append("fsync") or real(handle))
    monkeypatch.setattr(Path, "replace", lambda self, to: calls.append("replace") or replace(self, to))
    write(path)
    assert calls == (["fsync", "replace", "fsync"] if hasattr(os, "O_DIRECTORY") else ["fsync", "replace"])
    calls.clear()
    write(path, lasting=False)
    assert calls == ["replace"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_stopped_while_writing(path, error):
    def stopped():
        with whole_file(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        stopped()
    assert untouched(path)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_the_disk_fails_at_the_end(path, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(*((files.os, "fsync") if step == "fsync" else (Path, "replace")), full)
        with pytest.raises(OSError, match="No space left"):
            write(path)
    assert untouched(path)


def test_no_more_room_in_the_middle(path):
    pytest.importorskip("resource")
    program = (
        "import resource, sys; from dl_course.files import whole_file\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "with whole_file(sys.argv[1]) as file: file.write(bytes(100_000))"
    )
    done = subprocess.run([sys.executable, "-c", program, path], env=ENVIRONMENT, capture_output=True, text=True)
    assert "File too large" in done.stderr
    assert untouched(path)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_in_the_middle(path):
    program = (
        "import sys, time; from dl_course.files import whole_file\n"
        "with whole_file(sys.argv[1]) as file: file.write(bytes(100_000)); print('half', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, path], env=ENVIRONMENT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"half\n"
    assert len(list(path.parent.iterdir())) == 2
    process.send_signal(signal.SIGINT)
    process.wait(30)
    process.stdout.close()
    assert process.returncode != 0
    assert untouched(path)


@contextlib.contextmanager
def without_rights():
    """As somebody to whom folders can be closed; root writes everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders are closed otherwise on Windows")
def test_a_folder_that_may_only_be_read():
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "grades.csv"
        path.write_bytes(b"before")
        path.parent.chmod(0o555)
        with without_rights(), pytest.raises(PermissionError):
            write(path)
        assert untouched(path)
        with without_rights(), pytest.raises(PermissionError):
            write(path.parent / "new" / "grades.csv")
        path.parent.chmod(0o755)


def test_the_cache_is_where_the_system_keeps_caches(monkeypatch, tmp_path):
    monkeypatch.setenv("DL_COURSE_CACHE", "~/mine")
    assert cache_folder() == Path.home() / "mine"
    monkeypatch.setenv("DL_COURSE_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().name == ("Cache" if os.name == "nt" else "dl_course")
    if sys.platform == "linux":
        assert cache_folder() == tmp_path / "dl_course"
    assert not any(tmp_path.iterdir()), "asking makes nothing"
