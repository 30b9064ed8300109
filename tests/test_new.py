"""`dl-course new`: a lesson that meets the rules as it is made, or a sentence and not one file."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import NO_GRADING, ROOT

from dl_course import course
from dl_course.cli import main, new

RULES = ["test_notebooks.py", "test_exercises.py", "test_checks.py", "test_grading_ticks.py"]
ONE_LESSON = ["test_a_lesson_has_one_title", "test_the_readme_says_which_lesson_is_unfinished"]


@pytest.fixture
def without_lessons(tmp_path, monkeypatch):
    """The course without any lesson, which is also the current folder."""
    root = tmp_path / "course"
    lessons = {lesson.name[3:] for lesson in course.lessons(ROOT)}

    def left_out(folder, names):
        of_lessons = os.path.basename(folder) in ("checks", "mistakes")
        return [name for name in names if name == "__pycache__" or (of_lessons and name.partition(".")[0] in lessons)]

    for folder in ("dl_course", "tests", "tools"):
        shutil.copytree(ROOT / folder, root / folder, ignore=left_out)
    for folder in ("data", "notebooks", "solutions", "exercises"):
        (root / folder).mkdir()
    for path in ("README.md", "pyproject.toml", "notebooks/.ruff.toml", "solutions/.ruff.toml"):
        shutil.copy(ROOT / path, root / path)
    monkeypatch.chdir(root)
    return root


def passes(root, *arguments):
    """Runs a module of Python on the course in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(root), "DL_COURSE_DATA": "shipped"}
    result = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def files(root):
    return {path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


@pytest.mark.skipif(bool(NO_GRADING), reason=str(NO_GRADING))
def test_a_new_lesson_meets_every_rule(without_lessons):
    root = without_lessons
    passes(root, "dl_course.cli", "new", "20_two_words", "--title", "Two words")
    rules = [f"tests/{name}" for name in RULES] + [f"tests/test_course.py::{name}" for name in ONE_LESSON]
    (root / "README.md").write_text(only_row(root, "20"), encoding="utf-8")
    passes(root, "pytest", "-q", "-p", "no:cacheprovider", *rules, "notebooks", "solutions")
    passes(root, "dl_course.cli", "release", "--mutants")
    for tool in (["check"], ["format", "--check"]):
        made = ("notebooks", "solutions", "tests/mistakes", "dl_course/checks")
        passes(root, "ruff", *tool, "--no-cache", *made)


def test_what_is_made_is_told_and_the_row_stands_in_its_place(without_lessons, monkeypatch, capsys):
    before = files(without_lessons)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
    assert main(["new", "20_two_words"]) == 1
    shown = capsys.readouterr()
    made = {str(path.relative_to(without_lessons)) for path in files(without_lessons) - before}
    assert made | {"README.md"} == set(re.findall("^(.*): written$", shown.out, flags=re.MULTILINE))
    assert shown.err == "It is written, but not run. Then: make numbers refresh release LESSONS=20\n"
    rows = new.ROW.findall((without_lessons / "README.md").read_text(encoding="utf-8"))
    assert "20" in rows and rows == sorted(rows)
    assert course.choose(["20"])[0].title == "Two words"


def test_a_hint_that_no_mistake_gets_is_named_when_the_numbers_are_made(without_lessons):
    new.make(without_lessons, "20_two_words", "Two words")
    check = without_lessons / "dl_course/checks/two_words.py"
    check.write_text(check.read_text(encoding="utf-8").replace("this counts", "these are"), encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "tools/hint_numbers.py"], cwd=without_lessons, capture_output=True, text=True
    )
    assert made.returncode == 1
    assert (
        "two_words, accuracy: no mistake of tests/mistakes/two_words.py gets the hint 'these are the right"
        in made.stderr
    )


@pytest.mark.parametrize(
    "name", ["6_x", "06", "06_", "06-x", "06_X", "06_2d", "x_06", "06_class", "006_x", "06_x.ipynb", "../06_x"]
)
def test_a_name_that_is_none(without_lessons, name, capsys):
    refused(without_lessons, name, rf"two digits, an underscore and a name.*Received: '{re.escape(name)}'", capsys)


def test_a_number_and_a_name_that_are_there(without_lessons, capsys):
    (without_lessons / "notebooks/06_here.ipynb").write_text("{}")
    refused(without_lessons, "06_other", "There is a lesson 06. There are: 06_here", capsys)
    refused(without_lessons, "07_judging", "The name 'judging' is taken: there is dl_course/checks/judging.py", capsys)
    (without_lessons / "exercises/07_other").mkdir()
    refused(without_lessons, "07_other", "The name 'other' is taken: there is exercises/07_other", capsys)


def test_a_readme_without_a_table(without_lessons, capsys):
    (without_lessons / "README.md").write_text("# A course\n")
    refused(without_lessons, "20_two_words", "README.md has no table of lessons", capsys)


def test_no_checkout_of_the_repository(without_lessons, capsys):
    shutil.rmtree(without_lessons / "tools")
    refused(
        without_lessons, "20_two_words", "in a checkout of the course's repository. Received: .*no tools/new/", capsys
    )


def test_the_libraries_of_authors_are_missing(without_lessons, monkeypatch, capsys):
    monkeypatch.setattr(new.importlib.util, "find_spec", lambda name: None if name == "jupytext" else name)
    refused(without_lessons, "20_two_words", "jupytext must be installed", capsys)


def refused(root, name, words, capsys):
    before = files(root)
    assert main(["new", name]) == 2
    assert re.search(words, capsys.readouterr().err)
    assert files(root) == before, "nothing is written"


def only_row(root, number):
    """The README with one row alone in its table: the other lessons are not here."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    return new.ROW.sub(lambda row: row[0] if row[1] == number else "", readme)
