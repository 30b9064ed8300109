"""One set of versions: pyproject.toml, requirements.lock, environment.yml, the Makefile and dl-course agree."""

import ast
import contextlib
import os
import re
import shutil
import subprocess
import tomllib
from types import SimpleNamespace

import conftest
import pytest
import yaml
from conftest import NO_GRADING, ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from dl_course import cli

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ASKED = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13")


def locked() -> dict[str, list[Requirement]]:
    found = {}
    for line in LOCK.splitlines():
        if line.strip() and not line.strip().startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("asked", ASKED)
def test_every_dependency_is_locked_at_a_version_that_satisfies_it(asked):
    wanted = Requirement(asked)
    candidates = locked().get(canonicalize_name(wanted.name), [])
    assert candidates, f"{wanted.name} is not in requirements.lock. Run: make lock"
    for candidate in candidates:
        (pin,) = candidate.specifier
        assert pin.operator == "=="
        assert wanted.specifier.contains(pin.version, prereleases=True), f"{candidate} does not satisfy {asked}"


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_lock_names_each_package_once_for_each_machine(python, system):
    machine = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}
    for name, candidates in locked().items():
        fitting = [one for one in candidates if one.marker is None or one.marker.evaluate(machine)]
        assert len(fitting) <= 1, f"{name} is locked {len(fitting)} times for Python {python} on {system}"


def test_the_lock_names_no_host_and_no_path():
    for line in LOCK.splitlines():
        assert "://" not in line
        assert " @ " not in line
        assert line.startswith("#") or not re.search(r"[/\\]", line.split("#")[0]), line


def test_environment_yml_takes_python_from_conda_and_the_rest_from_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [line for line in environment["dependencies"] if isinstance(line, str)]
    (pip,) = [line["pip"] for line in environment["dependencies"] if isinstance(line, dict)]
    assert [Requirement(line).name for line in conda] == ["python", "pip"]
    assert Requirement(conda[0]).specifier == SpecifierSet(PROJECT["requires-python"])
    assert pip == ["-r requirements.lock", "-e ."]
    assert environment["channels"] == ["conda-forge"]


def test_makefile_and_dl_course_accept_the_pythons_of_pyproject():
    accepted = re.search(r"not (\(3, \d+\)) <= .* < (\(3, \d+\))", (ROOT / "Makefile").read_text(encoding="utf-8"))
    oldest, too_new = (ast.literal_eval(text) for text in accepted.groups())
    assert (oldest, too_new) == (cli.OLDEST, cli.TOO_NEW)
    wanted = SpecifierSet(PROJECT["requires-python"])
    for minor in range(8, 20):
        assert wanted.contains(Version(f"3.{minor}")) == (oldest <= (3, minor) < too_new)


def test_the_lock_pins_the_uv_that_the_makefile_installs():
    assert re.search(r"^uv==[0-9.]+$", LOCK, flags=re.MULTILINE)


def test_what_an_old_python_reads_is_written_for_it():
    for path in ("__init__.py", "errors.py", "cli/__init__.py", "cli/__main__.py"):
        ast.parse((ROOT / "dl_course" / path).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_ci_runs_what_the_readme_says():
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^(exec )?make test$", (ROOT / ".ci/run").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert ".ci/run" in commands_of("linux")


def commands_of(job):
    """The lines that a job of the workflow runs."""
    return [line for step in WORKFLOW["jobs"][job]["steps"] for line in step.get("run", "").splitlines()]


def test_ci_sets_windows_up_as_the_readme_says():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    with_pip = re.findall("`(.+?)`", re.search(r"With pip:\n?(.+?) Then", readme, flags=re.DOTALL)[1])
    assert len(with_pip) == 3
    assert commands_of("windows")[:3] == with_pip


def test_ci_runs_tests_that_are_there_where_there_is_no_linux():
    chosen = WORKFLOW["env"]["LESSONS_AND_CHECKS"].split()
    assert [path for path in chosen if not (ROOT / path).exists()] == []
    assert not [path for path in chosen if "grading" in path]
    for job in ("macos", "windows"):
        assert "$LESSONS_AND_CHECKS" in commands_of(job)[-1]


def test_ci_meets_new_releases_once_a_week():
    assert "schedule" in WORKFLOW[True], "YAML reads the key `on` as a truth value"
    assert WORKFLOW["jobs"]["newest"]["if"] == "github.event_name == 'schedule'"
    assert commands_of("newest") == ["make lock", ".ci/run"]


def test_the_longest_files_are_begun_first_and_the_others_keep_their_order():
    assert [name for name in conftest.LONGEST if not (ROOT / name).is_file()] == []
    names = ["tests/test_a.py", conftest.LONGEST[1], "notebooks/b.ipynb", conftest.LONGEST[0], "tests/test_a.py"]
    items = [SimpleNamespace(path=ROOT / name, number=number) for number, name in enumerate(names)]
    conftest.pytest_collection_modifyitems(items)
    assert [item.number for item in items] == [3, 1, 0, 2, 4]
    called = [
        line for line in [*(ROOT / "Makefile").open(encoding="utf-8"), *commands_of("windows")] if "pytest -n" in line
    ]
    assert len(called) == 2
    assert all(" --dist loadfile --no-loadscope-reorder " in line for line in called), "xdist would take its own order"


@pytest.mark.parametrize(("marked", "asked", "runs"), [(1, 0, False), (1, 1, True), (0, 0, True)])
def test_what_takes_minutes_runs_only_where_it_is_asked_for(marked, asked, runs):
    config = SimpleNamespace(getoption={"--every": asked}.get)
    item = SimpleNamespace(get_closest_marker={"every": marked}.get, config=config)
    with contextlib.nullcontext() if runs else pytest.raises(pytest.skip.Exception, match="make test ARGS=--every"):
        conftest.pytest_runtest_setup(item)
    assert 'make test ARGS="--every -m every"' in commands_of("linux"), "once a week"


def test_who_lacks_a_file_that_does_not_ship_is_told_how_to_have_it(tmp_path, monkeypatch):
    monkeypatch.setattr(conftest, "SHARED", tmp_path)
    with pytest.raises(pytest.skip.Exception, match="a.txt does not ship. To have it: DL_COURSE_SHARED=FOLDER"):
        conftest.shared_file("a.txt")
    (tmp_path / "a.txt").touch()
    assert conftest.shared_file("a.txt") == tmp_path / "a.txt"


@pytest.mark.skipif(NO_GRADING is not None, reason="nothing can be graded here")
def test_tests_of_grading_are_skipped_with_a_reason_where_nothing_can_be_graded(request, monkeypatch):
    path, folder = ROOT / "tests/test_grading_codec.py", request.node.getparent(pytest.Module).parent
    assert conftest.pytest_pycollect_makemodule(path, folder) is None
    monkeypatch.setattr(conftest, "NO_GRADING", "not on this system")
    assert conftest.pytest_pycollect_makemodule(ROOT / "tests/test_data.py", folder) is None
    module = conftest.pytest_pycollect_makemodule(path, folder)
    with pytest.raises(pytest.skip.Exception, match="not on this system"):
        module.collect()


def test_the_readme_lists_every_lesson_and_its_links_lead_somewhere():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert sorted({link for link in links if link.startswith("notebooks/")}) == [
        f"notebooks/{path.name}" for path in sorted(ROOT.glob("notebooks/*.ipynb"))
    ]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_contributing_says_what_is_so():
    """What authors read: each target that is named sets up .venv by itself, each file is there, each message is said."""
    text, makefile = ((ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "Makefile"))
    named = {word for line in re.findall(r"make ((?:[a-z]+ ?)+)(?=[`A-Z\n]|  )", text) for word in line.split()}
    assert {"test", "format", "lint", "edit", "edited", "numbers", "mutants", "lock"} <= named
    assert [target for target in sorted(named) if f"\n{target}: .venv/.dev" not in makefile] == []
    paths = re.findall(r"`((?:dl_course|tests|tools|data|benchmarks)/[\w./]*)`", text)
    assert [path for path in paths if not re.search(r"\bname\b", path) and not (ROOT / path).exists()] == []
    said = (ROOT / "dl_course/grading/mutants.py").read_text(encoding="utf-8")
    assert all(
        words in text and words in said for words in ("survives", "gets a tick and then no points", "the reason")
    )


# What `make` does with an environment whose programs only note how they were called.

PROGRAM = """#!/bin/sh
case "$(basename "$0") $*" in
"python3 -m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; cp "$0" .venv/bin/uv; cp "$0" .venv/bin/ruff;;
uv*) echo "uv $*" >> calls; exit "${UV_FAILS:-0}";;
python*pytest*) echo "${PYTHONDONTWRITEBYTECODE:-kept}" > bytecode;;
python*pip*-e*) echo "pip $*" >> calls;;
esac
"""


@pytest.fixture
def make(tmp_path, monkeypatch):
    """`make` in a folder with the course's Makefile; returns its exit status, what it said, and the calls of uv and pip."""
    if not shutil.which("make"):
        pytest.skip("make is not here")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "python3").write_text(PROGRAM)
    (tmp_path / "python3").chmod(0o755)
    for name in ("TORCH", "MAKEFLAGS", "MAKELEVEL"):
        monkeypatch.delenv(name, raising=False)

    def make(*words, **variables):
        (tmp_path / "calls").write_text("")
        command = ["make", f"PYTHON={tmp_path}/python3", *words]
        done = subprocess.run(command, cwd=tmp_path, env=os.environ | variables, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr, (tmp_path / "calls").read_text().splitlines()

    return make


@pytest.mark.parametrize("target", ["lab", "test", "lint", "format", "refresh", "release", "mutants", "lock"])
def test_the_wish_for_the_small_build_of_pytorch_arrives_at_uv(make, target):
    status, said, calls = make(target, "TORCH=cpu")
    assert status == 0, said
    assert calls[0].endswith("-c requirements.lock --torch-backend cpu")


def test_the_wish_may_stand_in_the_environment_and_is_kept(make, tmp_path):
    _, _, (call,) = make("lab", TORCH="cpu")
    assert call.endswith("--torch-backend cpu")
    assert make("lab")[::2] == (0, []), "nothing is installed twice"
    _, _, (call,) = make("test")
    assert call.endswith("--torch-backend cpu"), "what is added later goes with the build that is there"


def test_bytecode_is_kept_whatever_the_caller_wants(make, tmp_path):
    status, said, _ = make("test", PYTHONDONTWRITEBYTECODE="1")
    assert status == 0, said
    assert (tmp_path / "bytecode").read_text() == "kept\n"


def test_without_a_wish_uv_takes_the_build_of_the_registry_and_pip_may_take_its_place(make):
    status, _, calls = make("lab")
    assert (status, len(calls)) == (0, 1)
    assert "torch-backend" not in calls[0]
    make("clean")
    status, said, calls = make("lab", UV_FAILS="1")
    assert status == 0
    assert [call[:3] for call in calls] == ["uv ", "pip"]
    assert "trying pip" in said


def test_the_large_build_never_takes_the_place_of_the_small_one(make):
    status, said, calls = make("lab", "TORCH=cpu", UV_FAILS="1")
    assert status != 0
    assert [call[:3] for call in calls] == ["uv "], "pip is not tried"
    assert "PyTorch's own package index" in said
    assert "make clean lab" in said
    status, _, (call,) = make("clean", "lab")
    assert status == 0
    assert "torch-backend" not in call


@pytest.mark.parametrize(("first", "second"), [([], ["TORCH=cpu"]), (["TORCH=cpu"], ["TORCH="])])
def test_an_environment_keeps_its_build_of_pytorch(make, first, second):
    make("lab", *first)
    status, said, calls = make("lab", *second)
    assert status != 0
    assert calls == []
    assert f"make clean lab {second[0]}" in said
    assert make("lab")[0] == 0, "the environment is as it was"
    status, said, (call,) = make("clean", "lab", *second)
    assert status == 0, said
    assert ("torch-backend" in call) == ("cpu" in second[0])


def test_another_wish_than_cpu_is_refused(make):
    status, said, calls = make("lab", "TORCH=2.0")
    assert status != 0
    assert calls == []
    assert "TORCH must be cpu, or not be set. Received: 2.0" in said
