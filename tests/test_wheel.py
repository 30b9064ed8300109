"""A wheel in an environment of its own brings lessons, exercises and data along, and grades."""

import csv
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from conftest import NO_GRADING, ROOT

from dl_course import data

LESSON = "00_start_here"
LOADERS = """
import dl_course.data as data
from dl_course.data import catalogue

assert len(data.load_digits().x) == 1797
assert len(data.load_table("diabetes").x) == 442
assert len(data.load_table("breast_cancer").x) == 569
assert len(data.load_images().x_train) == 5000
assert len(data.load_drawings().mask_train) == 5000
assert len(data.load_corpus("village").words) > 100
cards = [data.load_card(path.stem) for path in catalogue.shipped_folder().glob("*.toml")]
print(*sorted({catalogue.shipped_file(card, name) for card in cards for name in card.files}), sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel):
    """Folders of an environment that holds the wheel and nothing of the course else; its libraries are those of this one."""
    folder = wheel.parent / "environment"
    uv = [sys.executable, "-m", "uv", "--quiet", "--offline"]
    subprocess.run([*uv, "venv", "--python", sys.executable, folder], check=True)
    subprocess.run([*uv, "pip", "install", "--python", folder, "--no-deps", wheel], check=True)
    paths = sysconfig.get_paths("venv", {"base": folder, "platbase": folder})
    # Where an editable course is installed, a file *.pth over there says so: it is not read from here.
    libraries = Path(paths["purelib"], "libraries.pth")
    libraries.write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return paths


@pytest.fixture
def run(environment, tmp_path, monkeypatch):
    """Runs a program of the environment, at first in an empty folder; returns what it prints."""
    monkeypatch.chdir(tmp_path)
    for name in ("PYTHONPATH", "VIRTUAL_ENV"):
        monkeypatch.delenv(name, raising=False)

    def run(program, *arguments):
        command = [shutil.which(program, path=environment["scripts"]), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_it_answers_from_its_own_files_and_lists_the_lessons(run, environment):
    package = run("python", "-c", "import dl_course; print(dl_course.__file__)")
    assert Path(package.strip()) == Path(environment["purelib"], "dl_course/__init__.py")
    listed = [line[:2] for line in run("dl-course", "list").splitlines()]
    assert listed == [path.name[:2] for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]


def test_it_finds_a_word_in_its_own_table(run):
    told = run("dl-course", "find", "lernrate")
    assert told.startswith("learning rate (German: Lernrate)")
    assert "_course/notebooks/01_neuron.ipynb" in told.replace("\\", "/")


def test_it_has_the_browser_part_of_every_widget(wheel):
    parts = {f"dl_course/widgets/{path.name}" for path in (ROOT / "dl_course/widgets").glob("*.[jc]s*")}
    assert parts and parts <= set(zipfile.ZipFile(wheel).namelist())


def test_it_loads_every_data_set(run, environment):
    files = [Path(line) for line in run("python", "-c", LOADERS).splitlines()]
    assert {path.parent for path in files} == {Path(environment["purelib"], "dl_course/_course/data")}
    assert {path.name for path in files} == {path.name for path in (ROOT / "data").iterdir() if path.suffix != ".toml"}
    loaders = {name for name in data.__all__ if name.startswith("load_")}
    assert {name for name in loaders if f"data.{name}(" not in LOADERS} == {"load_vectors"}, "it reads a user's file"


@pytest.mark.skipif(NO_GRADING is not None, reason=NO_GRADING or "")
def test_it_grades_with_the_solutions_of_an_instructor(run, tmp_path):
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / f"notebooks/{LESSON}.ipynb", tmp_path / "notebooks")
    shutil.copytree(ROOT / "solutions" / LESSON, tmp_path / "solutions" / LESSON)
    shutil.copytree(ROOT / "solutions" / LESSON, tmp_path / "in/ada" / LESSON)
    shutil.copytree(ROOT / "exercises" / LESSON, tmp_path / "in/bob" / LESSON)
    assert "2 judged" in run("dl-course", "grade", "in", "--out", "out")
    points = {"ada": 0.0, "bob": 0.0, "most": 0.0}
    for row in csv.DictReader(Path("out/grades.csv").read_text(encoding="utf-8").splitlines()):
        points[row["student"]] += float(row["points"])
        points["most"] += float(row["max_points"]) / 2
    assert points["ada"] == points["most"] > 0 == points["bob"]


def test_no_solution_is_in_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert f"dl_course/_course/exercises/{LESSON}/{LESSON}.ipynb" in names
    assert not [name for name in names if "solutions" in name]
