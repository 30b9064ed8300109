"""What the course asks of a machine, with the answers that other machines would give."""

import os
import platform
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import conftest
import pytest

from dl_course import reproducible
from dl_course.cli import doctor
from dl_course.data import decoding


@pytest.fixture(params=["Linux", "elsewhere"])
def machine(request, monkeypatch):
    """Makes this a machine of so many cores: one where a process is told which it may use, or one where it is not."""

    def make(cores):
        monkeypatch.setattr(os, "cpu_count", lambda: cores if request.param == "elsewhere" else 999)
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
        if request.param == "elsewhere":
            monkeypatch.delattr(os, "sched_getaffinity")

    return make


@pytest.mark.parametrize(("cores", "processes"), [(1, 1), (2, 2), (4, 4), (64, 8)])
def test_cores(machine, cores, processes, monkeypatch):
    machine(cores)
    assert reproducible.environment()["cores"] == str(cores)
    assert doctor.check_machine()[0].what.startswith("1 core, " if cores == 1 else f"{cores} cores, ")
    started = []
    monkeypatch.setattr(decoding, "decode", lambda path, size: (0, []))
    monkeypatch.setattr(decoding, "_in_a_process", lambda *work: started.append(1) or decoding._here(*work))
    decoding.decode_all(["image.png"] * 10_000, 1)
    assert len(started) == (processes if processes > 1 else 0), "one process needs no other"


def test_doctor_names_the_accelerator_that_is_there(monkeypatch):
    def answers(*_, **__):
        return SimpleNamespace(stdout="NVIDIA A\nNVIDIA B\n")

    def absent(*_, **__):
        raise FileNotFoundError("nvidia-smi")

    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    for system, run, expected in (
        ("linux", answers, "GPU: NVIDIA A, NVIDIA B"),
        ("linux", absent, "no GPU found; the lessons are made for a processor"),
        ("win32", answers, "GPU: NVIDIA A, NVIDIA B"),
        ("darwin", absent, "GPU: Apple's, used through MPS"),
    ):
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setattr(subprocess, "run", run)
        assert [finding.what for finding in doctor.check_gpu()] == [expected]


@pytest.mark.parametrize(("limit", "expected"), [(None, 32.0), ("3000000000", 3.0), ("max", 32.0)])
def test_doctor_counts_the_memory_that_processes_may_use(limit, expected, monkeypatch):
    def read(path):
        if limit is None:
            raise FileNotFoundError(path)
        return limit

    pages = {"SC_PAGE_SIZE": 4000, "SC_PHYS_PAGES": 8_000_000}
    monkeypatch.setattr(os, "sysconf", pages.__getitem__, raising=False)
    monkeypatch.setattr(Path, "read_text", read)
    assert doctor._memory() == expected


def test_doctor_without_sysconf(monkeypatch):
    monkeypatch.delattr(os, "sysconf", raising=False)
    monkeypatch.setitem(sys.modules, "psutil", SimpleNamespace(virtual_memory=lambda: SimpleNamespace(total=16e9)))
    monkeypatch.setattr(Path, "read_text", lambda _: "max")
    assert doctor._memory() == 16.0
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert doctor._memory() is None


@pytest.mark.parametrize(("works", "said"), [([True], None), ([False, True], None), ([False, False], "loopback")])
def test_without_the_loopback_interface_a_sentence_or_a_repair(works, said, monkeypatch):
    repairs, answers = [], [*works, works[-1]]
    monkeypatch.setattr(conftest, "loopback_works", lambda: answers.pop(0))
    monkeypatch.setattr(conftest.shutil, "which", lambda name: f"/sbin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: repairs.append(command[:3]))
    if said:
        with pytest.raises(pytest.exit.Exception, match=said):
            conftest.pytest_configure(None)
    else:
        conftest.pytest_configure(None)
    assert repairs == ([] if works[0] else [["ip", "link", "set"]])
