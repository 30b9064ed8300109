"""Where the lessons lie, in which order, and what is said when they do not."""

import re
import shutil

import pytest
from conftest import ROOT, is_unfinished

from dl_course import course, stored


@pytest.fixture
def three(course_folder):
    """The course of one lesson with two more."""
    for name in ("10_later", "02_second"):
        shutil.copy(course_folder / "notebooks/01_neuron.ipynb", course_folder / f"notebooks/{name}.ipynb")
    (course_folder / "notebooks/notes.ipynb").write_text("{}")
    return course_folder


def test_lessons_are_in_order_with_their_files(three):
    found = course.lessons()
    assert [lesson.name for lesson in found] == ["01_neuron", "02_second", "10_later"]
    first = found[0]
    assert first.number == "01"
    assert first.notebook == three / "notebooks/01_neuron.ipynb"
    assert first.solution == three / "solutions/01_neuron/01_neuron.ipynb"
    assert first.exercise == three / "exercises/01_neuron/01_neuron.ipynb"
    assert first.title == "One neuron"
    assert first.minutes == {"read": 20, "run": 1}


@pytest.mark.parametrize("heading", ["# 01 · Sums", "# 01: Sums", "# 01. Sums", "# Sums", "intro\n\n# 01 Sums"])
def test_the_title_is_the_first_heading_without_its_number(course_folder, heading):
    path = course_folder / "notebooks/01_neuron.ipynb"
    text = path.read_text(encoding="utf-8").replace("# 01 · One neuron\\n", heading.replace("\n", "\\n") + "\\n")
    path.write_text(text, encoding="utf-8")
    assert course.lessons()[0].title == "Sums"


EXAM = "19_exam"  # its exercise is drawn: dl-course exam


@pytest.mark.parametrize("lesson", course.lessons(ROOT), ids=lambda lesson: lesson.name)
def test_a_lesson_has_one_title(lesson):
    """The first heading of the lesson is its title; the README and the exercise say the same."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"| {lesson.number} | [{lesson.title}](notebooks/{lesson.name}.ipynb) |" in readme
    for path, words in ((lesson.notebook, ""), (lesson.exercise, "Exercise "), (lesson.solution, "Exercise ")):
        if lesson.name == EXAM and words:
            assert not path.exists()
            continue
        heading = stored.read(path).cells[0].source.splitlines()[0]
        assert heading == f"# {words}{lesson.number} · {lesson.title}", path


@pytest.mark.parametrize("lesson", course.lessons(ROOT), ids=lambda lesson: lesson.name)
def test_the_readme_says_which_lesson_is_unfinished(lesson):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {lesson.number} \| .*$", readme, flags=re.MULTILINE)
    assert ("TODO" in row) == any(is_unfinished(path) for path in (lesson.notebook, lesson.solution) if path.exists())


def test_a_lesson_without_heading_and_minutes(course_folder):
    path = course_folder / "notebooks/01_neuron.ipynb"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (lesson,) = course.lessons()
    assert lesson.title == "01_neuron"
    assert lesson.minutes == {}


@pytest.mark.parametrize(
    ("numbers", "names"),
    [
        ([], ["01_neuron", "02_second", "10_later"]),
        (["2"], ["02_second"]),
        (["02"], ["02_second"]),
        (["10_later", "1"], ["10_later", "01_neuron"]),
    ],
)
def test_choose_by_number_or_name(three, numbers, names):
    assert [lesson.name for lesson in course.choose(numbers)] == names


@pytest.mark.parametrize("number", ["3", "0", "", "02_", "notes"])
def test_choose_what_is_not_there(three, number):
    with pytest.raises(ValueError, match=f"There is no lesson '{number}'. There are: 01_neuron, 02_second, 10_later."):
        course.choose([number])


@pytest.mark.parametrize("typed", ["neuron", "01_nueron", "Neuron", "neurons"])
def test_choose_what_is_nearly_there(three, typed):
    with pytest.raises(ValueError, match=f"There is no lesson '{typed}'. Did you mean 01_neuron?"):
        course.choose([typed])


def test_no_lessons_yet(course_folder):
    (course_folder / "notebooks/01_neuron.ipynb").unlink()
    assert course.lessons() == []
    with pytest.raises(ValueError, match="There are: none yet"):
        course.choose(["1"])


def test_the_course_is_found_from_below_and_from_elsewhere(course_folder, tmp_path, monkeypatch):
    assert course.course_root(course_folder / "solutions/01_neuron") == course_folder
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert course.course_root(elsewhere) == ROOT, "an editable install knows where it came from"
    monkeypatch.setattr(course, "__file__", str(elsewhere / "dl_course/course.py"))
    with pytest.raises(
        course.CourseNotFound, match=f"No course here: neither {elsewhere}.*Change to the course's folder"
    ):
        course.course_root(elsewhere)
