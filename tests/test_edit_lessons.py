"""Lessons as text and back: nothing is lost on the way, neither what the text does not hold nor anybody's edits."""

import edit_lessons
import pytest
from conftest import ROOT

from dl_course import course, stored

TEXTS = ("edit/01_neuron_lesson.py", "edit/01_neuron_solution.py")
LESSON, SOLUTION = "notebooks/01_neuron.ipynb", "solutions/01_neuron/01_neuron.ipynb"
NOTEBOOKS = [path for lesson in course.lessons(ROOT) for path in (lesson.notebook, lesson.solution) if path.exists()]


@pytest.fixture
def texts(course_that_has_run, monkeypatch):
    """The texts of lesson and solution, just written; the numbers are not made."""
    monkeypatch.setattr(edit_lessons.hint_numbers, "main", lambda arguments: print("numbers") or 0)
    assert edit_lessons.main([]) == 0
    return [course_that_has_run / text for text in TEXTS]


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_notebook_comes_back_as_it_was(path):
    notebook = stored.read(path)
    back = edit_lessons.with_text(notebook, edit_lessons.as_text(notebook))
    assert stored.as_text(back) == path.read_text(encoding="utf-8")


def test_edits_come_back_and_all_that_follows_is_made(texts, course_that_has_run, capsys):
    before = stored.read("notebooks/01_neuron.ipynb")
    lesson, solution = texts
    replace(lesson, "print(3 * 4)", "print(3 * 5)")
    replace(lesson, "read: 20", "read: 25")
    replace(solution, "The weighted sum of a list.", "The weighted sum of two lists.")
    replace(solution, '"points": 2', '"points": 3')
    capsys.readouterr()
    assert edit_lessons.main(["--back", "01"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "solutions/01_neuron/01_neuron.ipynb: has the edits",
        "notebooks/01_neuron.ipynb: has the edits",
        "numbers",
        "solutions/01_neuron/01_neuron.ipynb: unchanged",
        "notebooks/01_neuron.ipynb: written",
        "exercises/01_neuron/01_neuron.ipynb: written",
    ]
    after = stored.read("notebooks/01_neuron.ipynb")
    assert after.metadata.dl_course.minutes.read == 25
    assert after.cells[3].outputs[0].text.startswith("15\n")
    assert [cell.id for cell in after.cells] == [cell.id for cell in before.cells]
    exercise = stored.read("exercises/01_neuron/01_neuron.ipynb")
    assert "two lists" in exercise.cells[1].source
    assert exercise.cells[3].metadata.nbgrader.points == 3
    assert edit_lessons.main(["01"]) == 0, "the text has no edits any more"


def test_only_what_has_edits_is_run(texts, course_that_has_run, capsys):
    lesson = course_that_has_run / LESSON
    replace(lesson, '"12\\n"', '"an older output\\n"')
    replace(texts[1], "The weighted sum of a list.", "The weighted sum of two lists.")
    before = lesson.read_bytes()
    capsys.readouterr()
    assert edit_lessons.main(["--back", "01"]) == 0
    assert lesson.read_bytes() == before, "neither run nor written"
    told = capsys.readouterr().out
    assert f"{LESSON}: no edits, not run" in told
    assert f"{SOLUTION}: written" in told or f"{SOLUTION}: unchanged" in told


def test_edits_that_did_not_run_are_run_again(texts, course_that_has_run, monkeypatch, capsys):
    ran, fails = [], [1]
    monkeypatch.setattr(edit_lessons.refresh, "refresh", lambda root, paths: ran.extend(paths) or sum(fails))
    replace(texts[0], "print(3 * 4)", "print(3 * 5)")
    replace(texts[1], "The weighted sum of a list.", "The weighted sum of two lists.")
    assert edit_lessons.main(["--back"]) == 1
    assert ran == [course_that_has_run / SOLUTION], "the solution comes first, and where it fails the lesson is not run"
    assert f"{SOLUTION}: the edits are in, the outputs are the old ones. Repair" in capsys.readouterr().err
    fails.clear()
    ran.clear()
    assert edit_lessons.main(["--back"]) == 0
    assert ran == [course_that_has_run / name for name in (SOLUTION, LESSON)]
    ran.clear()
    assert edit_lessons.main(["--back"]) == 0
    assert ran == []


def test_a_text_with_edits_is_not_written_over(texts, capsys):
    replace(texts[1], "a list", "two lists")
    edited = [text.read_text(encoding="utf-8") for text in texts]
    assert edit_lessons.main([]) == 1
    assert capsys.readouterr().err == (
        "edit/01_neuron_solution.py has edits. Bring them back with make edited, or delete it to lose them.\n"
    )
    assert [text.read_text(encoding="utf-8") for text in texts] == edited
    texts[1].unlink()
    assert edit_lessons.main([]) == 0
    assert "two lists" not in texts[1].read_text(encoding="utf-8")


def test_a_notebook_that_was_changed_meanwhile_is_not_written_over(texts, course_that_has_run, capsys):
    path = course_that_has_run / "notebooks/01_neuron.ipynb"
    replace(texts[0], "A weighted sum.", "A sum with weights.")
    replace(path, "A weighted sum.", "The weighted sum.")
    edited, changed = texts[0].read_text(encoding="utf-8"), path.read_bytes()
    assert edit_lessons.main(["--back"]) == 1
    assert "notebooks/01_neuron.ipynb was changed since edit/01_neuron_lesson.py was written" in capsys.readouterr().err
    assert (texts[0].read_text(encoding="utf-8"), path.read_bytes()) == (edited, changed)
    texts[0].rename(texts[0].with_name("mine.py"))
    assert edit_lessons.main([]) == 0
    assert "The weighted sum." in texts[0].read_text(encoding="utf-8")


def test_outputs_that_were_made_meanwhile_are_no_change(texts, course_that_has_run):
    path = course_that_has_run / "notebooks/01_neuron.ipynb"
    replace(texts[0], "A weighted sum.", "A sum with weights.")
    replace(path, '"12\\n"', '"13\\n"')
    pair = edit_lessons.pairs(course_that_has_run, course.lessons(course_that_has_run))[1]
    assert pair.edited and not pair.changed_elsewhere()


def test_there_is_nothing_to_bring_back(course_folder, capsys):
    assert edit_lessons.main(["--back"]) == 1
    assert "edit/ has no text of these lessons. Write it with: make edit" in capsys.readouterr().err
    assert edit_lessons.main(["77"]) == 2
    assert "There is no lesson '77'" in capsys.readouterr().err


def test_texts_are_not_committed_and_the_makefile_has_both_ways():
    assert "/edit/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target, command in (
        ("edit", "tools/edit_lessons.py $(LESSONS)"),
        ("edited", "tools/edit_lessons.py --back $(LESSONS)"),
    ):
        assert f"\n{target}: .venv/.dev" in makefile and f"{command}\n" in makefile


def test_a_text_from_before_an_interruption_is_kept(texts):
    (texts[0].parent / ".before" / texts[0].name).unlink()
    assert edit_lessons.main([]) == 1
