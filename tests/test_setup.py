"""One set of versions: pyproject.toml, requirements.lock, environment.yml, the Makefile and dl-course agree."""

import ast
import re
import tomllib

import pytest
import yaml
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from dl_course import cli

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ASKED = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
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
    for path in ("dl_course/__init__.py", "dl_course/cli/__init__.py", "dl_course/cli/__main__.py"):
        ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_ci_runs_what_the_readme_says():
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^(exec )?make test$", (ROOT / ".ci/run").read_text(encoding="utf-8"), flags=re.MULTILINE)
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert ".ci/run" in [step.get("run") for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_readme_lists_every_lesson_and_its_links_lead_somewhere():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert sorted(link for link in links if link.startswith("notebooks/")) == [
        f"notebooks/{path.name}" for path in sorted(ROOT.glob("notebooks/*.ipynb"))
    ]
    assert [link for link in links if not (ROOT / link).exists()] == []
