"""`dl-course doctor`: each thing that can be missing is named, with what to do about it."""

import importlib.metadata
import shutil
import socket
import subprocess
import sys
from collections import namedtuple

import pytest
from conftest import ROOT

from dl_course.cli import doctor, main
from dl_course.data import catalogue


def only(findings):
    (finding,) = findings
    return finding


def test_every_problem_has_advice_and_decides_the_status(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "check_kernel", lambda: [doctor.Finding("problem", "no kernel", "Do this.")])
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "✗ no kernel\n    Do this.\n" in shown
    assert shown.splitlines()[-1].endswith("to be put right.")


def test_it_imports_no_framework():
    code = "import sys; from dl_course.cli import main; main(['doctor']); print('torch' in sys.modules, 'keras' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert result.stdout.splitlines()[-1] == "False False", result.stderr


@pytest.mark.parametrize(("version", "level"), [((3, 11), "good"), ((3, 13), "good"), ((3, 14), "problem")])
def test_python(version, level):
    finding = only(doctor.check_python(version))
    assert finding.level == level
    assert bool(finding.advice) == (level == "problem")


def test_packages_at_the_locked_version():
    locked = {name: min(versions) for name, versions in doctor._wanted(ROOT)[1].items()}
    finding = only(doctor.check_packages(ROOT, installed=lambda name: locked[doctor._plain(name)]))
    assert finding.level == "good"


def test_packages_missing_or_at_another_version():
    def installed(name):
        if name == "torch":
            return "1.0+cpu"
        raise importlib.metadata.PackageNotFoundError

    other, missing = doctor.check_packages(ROOT, installed=installed)
    assert other.what.startswith("torch 1.0+cpu is installed; the course was tested with 2.")
    assert missing.what.startswith("not installed: ")
    assert "numpy" in missing.what
    assert "torch," not in missing.what
    assert other.advice == missing.advice == doctor.INSTALL


def test_kernel_of_another_python(tmp_path, monkeypatch):
    kernel = tmp_path / "kernels/python3"
    kernel.mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    spec = '{"argv": ["%s", "-m", "ipykernel"], "display_name": "x", "language": "python"}'
    (kernel / "kernel.json").write_text(spec % "/opt/other/bin/python")
    assert "runs /opt/other/bin/python, not this Python" in only(doctor.check_kernel()).what
    for program in (sys.executable, "python", "python3", "python3.12"):
        (kernel / "kernel.json").write_text(spec % program)
        assert only(doctor.check_kernel()).level == "good"
    (kernel / "kernel.json").write_text("{")
    assert only(doctor.check_kernel()).level == "problem"


def test_kernel_missing(monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def none(*_):
        raise NoSuchKernel("python3")

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", none)
    assert only(doctor.check_kernel()).what == "no kernel is called python3"
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None if name == "ipykernel" else name)
    assert "ipykernel cannot be imported" in only(doctor.check_kernel()).what


def test_little_memory_and_a_full_disk(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor, "_memory", lambda: 2.0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10e9, 9.5e9, 0.5e9))
    _, memory, disk = doctor.check_machine()
    assert (memory.level, disk.level) == ("problem", "problem")
    assert "2.0 GB of memory" in memory.what
    assert "0.5 GB free" in disk.what
    monkeypatch.setattr(doctor, "_memory", lambda: None)
    assert doctor.check_machine()[1].level == "note"


def test_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        finding = only(doctor.check_port(taken.getsockname()[1]))
        assert finding.level == "note"
        assert "takes the next free one" in finding.what


def test_browser_and_gpu(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "leaves out the browser tests" in only(doctor.check_browser()).what
    for there in ("chromium", "chromium-headless-shell"):  # the second one is taken where both are
        monkeypatch.setattr(shutil, "which", lambda name, there=there: name if name in ("chromium", there) else None)
        assert only(doctor.check_browser()).what == f"{there} for the browser tests"
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "platform", "linux")
    assert only(doctor.check_gpu()).level == "note"


def test_data_missing_damaged_and_whole(monkeypatch, tmp_path):
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: folder)
    assert [finding.level for finding in doctor.check_data()] == ["good"]
    (folder / "diabetes.csv").write_text("a,b")
    (folder / "digits.npz").unlink()
    good, *problems = doctor.check_data()
    assert good.level == "good"
    assert [finding.advice for finding in problems] == [
        "Restore it with: git checkout data/diabetes.csv",
        "Restore it with: git checkout data/digits.npz",
    ]
    (folder / "digits.toml").write_text("title =")
    assert "cards cannot be read" in only(doctor.check_data()).what
