"""A student's copies: made once, following the course while untouched, never overwritten."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_output

import dl_course
from dl_course import course, stored
from dl_course.cli import copies, lab, main
from dl_course.grading.trusted import submission

LESSON = "notebooks/01_neuron.ipynb"
EXERCISE = "exercises/01_neuron/01_neuron.ipynb"
MINE = "def neuron(x, w, b):\n    return sum(i * j for i, j in zip(x, w)) + b"
TODAY = date.today()


@pytest.fixture
def started(monkeypatch):
    """What JupyterLab would have been started with, call by call."""
    calls = []
    monkeypatch.setattr(lab, "serve", calls.append)
    monkeypatch.delenv("DL_COURSE_WORK", raising=False)
    return calls


@pytest.fixture
def home(course_that_has_run, started):
    """The course's folder, of which a student has copies."""
    assert main(["lab"]) == 0
    return course_that_has_run


def cells_of(path):
    return [cell.source for cell in stored.read(path).cells]


def change(path, old, new, outputs=None):
    """Changes a notebook as JupyterLab would save it: other indentation, other order, its own metadata."""
    notebook = stored.read(path)
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
        if outputs and cell.cell_type == "code":
            cell.outputs, cell.execution_count = [new_output("stream", text=outputs)], 7
    notebook.metadata["language_info"]["version"] = "3.12.1"
    path.write_text(json.dumps(notebook, indent=4, ensure_ascii=True) + "\n\n", encoding="utf-8")


def newer(root, path=LESSON, old="A weighted sum", new="The weighted sum"):
    """The course gets a newer version of a notebook."""
    change(root / path, old, new)


def commit(root):
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "course"], check=True)


# ---------------------------------------------------------------------------------------------------- first time


def test_lab_copies_without_outputs_in_the_same_layout_and_opens_the_copy(course_that_has_run, started, capsys):
    before = {path: path.read_bytes() for path in course_that_has_run.rglob("*.ipynb")}
    assert main(["lab", "01"]) == 0
    told = capsys.readouterr().out
    assert "2 notebooks copied to work: these are yours to change. (DL_COURSE_WORK names another folder.)" in told
    lesson = stored.read(course_that_has_run / "work" / LESSON)
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert cells_of("work/" + LESSON) == cells_of(LESSON)
    assert cells_of("work/" + EXERCISE) == cells_of(EXERCISE)
    assert lesson.metadata.dl_course.minutes == {"read": 20, "run": 1}, "what the course notes stays"
    assert f"--ServerApp.root_dir={course_that_has_run / 'work'}" in started[0]
    assert f"--LabApp.default_url=/lab/tree/{LESSON}" in started[0]
    assert {path: path.read_bytes() for path in before} == before, "the course itself stays as it is"


def test_lab_for_an_author_opens_the_course_and_copies_nothing(course_that_has_run, started):
    assert main(["lab", "--author"]) == 0
    assert f"--ServerApp.root_dir={course_that_has_run}" in started[0]
    assert not (course_that_has_run / "work").exists()


def test_there_is_nothing_for_an_author_in_an_installed_package(course_that_has_run, started, monkeypatch, capsys):
    monkeypatch.setattr(course, "course_root", lambda: course_that_has_run)
    shutil.rmtree(course_that_has_run / "solutions")
    monkeypatch.setattr(course, "lessons", lambda root: [course.Lesson("01_neuron", root / LESSON, root, root)])
    assert main(["lab", "--author"]) == 2
    assert "is an installed copy of it: clone the course" in capsys.readouterr().err
    assert started == []


def test_what_notebooks_show_by_a_relative_path_is_a_notebook():
    """Only notebooks are copied, so a picture or data file beside a lesson would be missing in the copy."""
    for path in [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")]:
        for cell in stored.read(path).cells:
            if cell.cell_type == "markdown":
                for link in _links(cell.source):
                    target = (path.parent / link).resolve()
                    assert target.suffix == ".ipynb" and target.is_relative_to(ROOT), f"{path.name}: {link}"
                    assert target.relative_to(ROOT).parts[0] in ("notebooks", "exercises"), f"{path.name}: {link}"
    others = [path for path in (ROOT / "notebooks").iterdir() if path.suffix != ".ipynb" and path.name[0] != "."]
    assert not others, "copies would lack it"


def _links(text):
    found = re.findall(r"\]\(([^)\s#]+)[^)]*\)|(?:src|href)=[\"']([^\"'#]+)", text)
    return [
        link for pair in found for link in pair if link and "://" not in link and not link.startswith("attachment:")
    ]


# ---------------------------------------------------------------------------------------------------- following


def test_saving_and_running_is_not_touching_and_an_untouched_copy_follows(home, capsys):
    mine = home / "work" / LESSON
    change(mine, "", "", outputs="seen\n")
    notebook = stored.read(mine)
    notebook.cells.append(new_code_cell(""))  # Shift+Enter on the last cell
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    stored.write(mine, notebook)
    before = mine.read_bytes()
    capsys.readouterr()
    assert main(["lab"]) == 0
    assert mine.read_bytes() == before, "no newer version: nothing is written"
    newer(home)
    newer(home, old="print(3 * 4)", new="print(12)")
    assert main(["lab"]) == 0
    assert "1 notebook that you had not changed is now as the course has it." in capsys.readouterr().out
    assert cells_of(mine) == cells_of(LESSON)
    after = stored.read(mine)
    kept = {cell.source.split("\n")[0]: [one.text for one in cell.outputs] for cell in after.cells if "outputs" in cell}
    assert kept.pop("print(12)") == [], "this cell is another one now"
    assert set(map(tuple, kept.values())) == {("seen\n",)}, "what the other cells printed is the student's"
    assert "widgets" in after.metadata
    assert main(["lab"]) == 0
    assert "is now as" not in capsys.readouterr().out


def test_a_touched_copy_is_kept_and_said_to_be_behind_until_it_is_renewed(home, capsys):
    mine = home / "work" / EXERCISE
    change(mine, 'raise NotImplementedError("task 1: write your answer here")', "return 7")
    before = mine.read_bytes()
    capsys.readouterr()
    assert main(["lab"]) == 0
    assert EXERCISE not in capsys.readouterr().out, "the course has nothing newer"
    newer(home, EXERCISE, "The weighted sum of a list", "A weighted sum of lists")
    for _ in range(2):
        assert main(["lab"]) == 0
        told = capsys.readouterr().out
        assert f"work/{EXERCISE} is kept as you changed it, and the course has a newer version" in told
        assert "dl-course lab 01 --fresh" in told
        assert mine.read_bytes() == before
    change(home / "work" / LESSON, "The sum", "My notes")
    notes = (home / "work" / LESSON).read_bytes()
    assert main(["lab", "01", "--fresh"]) == 0
    aside = mine.with_name(f"01_neuron-{TODAY}.ipynb")
    assert f"work/{EXERCISE} is new. Your old one is {copies.shown(aside)}." in capsys.readouterr().out
    assert aside.read_bytes() == before
    assert cells_of(mine) == cells_of(EXERCISE)
    assert (home / "work" / LESSON).read_bytes() == notes, "the course has no newer lesson, so it stays"


def test_fresh_never_takes_a_name_that_is_there(home, capsys):
    mine = home / "work" / LESSON
    for answer in ("one", "two", "three"):
        change(mine, "The sum", answer)
        assert main(["lab", "1", "--fresh"]) == 0
    found = sorted(mine.parent.glob("*.ipynb"))
    asides = [f"01_neuron-{TODAY}-2.ipynb", f"01_neuron-{TODAY}-3.ipynb", f"01_neuron-{TODAY}.ipynb"]
    assert [path.name for path in found] == [*asides, "01_neuron.ipynb"]
    assert ["## two" in cells_of(path) for path in found] == [True, False, False, False]
    capsys.readouterr()
    assert main(["lab", "1", "--fresh"]) == 0
    assert sorted(mine.parent.glob("*.ipynb")) == found, "what is new already is not put aside"
    assert "Your old one" not in capsys.readouterr().out


def test_a_name_that_another_lab_takes_at_the_same_moment(home, monkeypatch):
    mine = home / "work" / LESSON
    taken = mine.with_name(f"01_neuron-{TODAY}.ipynb")
    taken.write_text("another's")
    exists, first = os.path.lexists, [taken]
    monkeypatch.setattr(os.path, "lexists", lambda path: exists(path) if path != taken or not first else first.clear())
    assert copies.put_aside(mine) == mine.with_name(f"01_neuron-{TODAY}-2.ipynb")
    assert taken.read_text() == "another's"


def test_fresh_where_the_file_system_knows_no_second_names(home, monkeypatch):
    def impossible(*names, **options):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", impossible)
    monkeypatch.setattr(os, "supports_follow_symlinks", set())
    change(home / "work" / LESSON, "The sum", "Mine")
    assert main(["lab", "1", "--fresh"]) == 0
    assert "## Mine" in cells_of(f"work/notebooks/01_neuron-{TODAY}.ipynb")
    assert cells_of("work/" + LESSON) == cells_of(LESSON)


def test_fresh_without_a_lesson_asks_for_it(home, capsys):
    assert main(["lab", "--fresh"]) == 2
    assert "dl-course lab 02 --fresh" in capsys.readouterr().err


def test_renamed_stays_and_renamed_or_deleted_is_copied_again(home):
    mine = home / "work" / LESSON
    change(mine, "The sum", "Mine")
    renamed = mine.rename(mine.with_name("my notes.ipynb"))
    content = renamed.read_bytes()
    (home / "work" / EXERCISE).unlink()
    newer(home)
    assert main(["lab"]) == 0
    assert renamed.read_bytes() == content
    assert cells_of(mine) == cells_of(LESSON)
    assert cells_of("work/" + EXERCISE) == cells_of(EXERCISE)


def test_a_lesson_that_the_course_drops_or_renames_leaves_the_copy(home):
    mine = home / "work" / LESSON
    before = mine.read_bytes()
    for path in (LESSON, EXERCISE, "solutions/01_neuron/01_neuron.ipynb"):
        new = home / path.replace("01_neuron", "01_one_neuron")
        new.parent.mkdir(exist_ok=True)
        (home / path).rename(new)
    assert main(["lab"]) == 0
    assert mine.read_bytes() == before
    assert (home / "work/notebooks/01_one_neuron.ipynb").is_file()


def test_a_copy_whose_origin_is_not_known_is_the_students(home, capsys):
    mine = home / "work" / LESSON
    notebook = stored.read(mine)
    notebook.metadata["dl_course"] = "mine"
    stored.write(mine, notebook)
    before = mine.read_bytes()
    newer(home)
    capsys.readouterr()
    assert main(["lab"]) == 0
    assert mine.read_bytes() == before
    assert "newer" not in capsys.readouterr().out


def test_a_damaged_copy_is_kept_and_can_be_renewed(home, capsys):
    mine = home / "work" / EXERCISE
    mine.write_text('{"cells": [')
    assert main(["lab"]) == 0
    told = capsys.readouterr().out
    assert "its JSON breaks off" in told
    assert "It is left as it is. To put it aside and get a new one: dl-course lab 01 --fresh" in told
    assert mine.read_text() == '{"cells": ['
    assert main(["lab", "01", "--fresh"]) == 0
    assert mine.with_name(f"01_neuron-{TODAY}.ipynb").read_text() == '{"cells": ['
    assert cells_of(mine) == cells_of(EXERCISE)


def test_a_damaged_notebook_of_the_course_stops_nothing_else(home, capsys):
    (home / LESSON).write_text("no notebook")
    shutil.rmtree(home / "work/exercises")
    before = (home / "work" / LESSON).read_bytes()
    lesson = course.Lesson("01_neuron", home / LESSON, home, home / EXERCISE)
    (told, *_) = [line for line in copies.update([lesson], home) if "damaged" in line]
    assert f"git checkout {home / LESSON}" in told
    assert (home / "work" / LESSON).read_bytes() == before
    assert (home / "work" / EXERCISE).is_file()


# ---------------------------------------------------------------------------------------------------- links


def test_a_link_in_the_place_of_a_copy_is_left_and_put_aside_as_a_link(home, tmp_path):
    elsewhere = (home / "work" / LESSON).rename(tmp_path / "elsewhere.ipynb")
    mine = home / "work" / LESSON
    mine.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    newer(home)
    assert main(["lab"]) == 0
    assert mine.is_symlink()
    assert elsewhere.read_bytes() == before
    assert main(["lab", "1", "--fresh"]) == 0
    assert not mine.is_symlink()
    assert mine.with_name(f"01_neuron-{TODAY}.ipynb").is_symlink()
    assert elsewhere.read_bytes() == before
    mine.unlink()
    mine.symlink_to(tmp_path / "nothing.ipynb")
    assert main(["lab"]) == 0
    assert mine.is_symlink(), "also where it leads nowhere"


def test_a_work_folder_that_is_a_link_is_fine_unless_it_is_the_course(course_that_has_run, started, tmp_path, capsys):
    (tmp_path / "big disk").mkdir()
    (course_that_has_run / "work").symlink_to(tmp_path / "big disk")
    assert main(["lab"]) == 0
    assert (tmp_path / "big disk" / EXERCISE).is_file()
    (course_that_has_run / "work").unlink()
    (course_that_has_run / "work").symlink_to(course_that_has_run)
    assert main(["lab"]) == 1
    assert "that is the course's own folder" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------- places


def test_another_place_for_a_course_that_cannot_be_written(course_that_has_run, started, tmp_path, monkeypatch, capsys):
    folders = [course_that_has_run, *(path for path in course_that_has_run.rglob("*") if path.is_dir())]
    monkeypatch.setenv("DL_COURSE_WORK", str(tmp_path / "mine" / "deep"))
    before = sorted(course_that_has_run.rglob("*"))
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert main(["lab"]) == 0
        assert main(["list"]) == 0
        assert main(["hand-in", "01", "--no-check"]) == 0
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert sorted(course_that_has_run.rglob("*")) == before
    assert f"--ServerApp.root_dir={tmp_path / 'mine/deep'}" in started[0]
    assert (tmp_path / "mine/deep" / EXERCISE).is_file()
    assert f"Hand in this file: {tmp_path / 'mine/deep/hand-in/01_neuron.ipynb'}" in capsys.readouterr().out


def test_the_place_is_seen_from_the_course_or_from_here_where_the_course_is_a_package(tmp_path, monkeypatch):
    package = Path(dl_course.__file__).parent
    monkeypatch.delenv("DL_COURSE_WORK", raising=False)
    monkeypatch.chdir(tmp_path)
    assert copies.work_folder(tmp_path / "clone") == tmp_path / "clone/work"
    assert copies.work_folder(package / "course") == tmp_path / "work"
    (tmp_path / "work/notebooks").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work/notebooks")
    assert copies.work_folder(package / "course") == tmp_path / "work"
    monkeypatch.setenv("DL_COURSE_WORK", "~/mine")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert copies.work_folder(package / "course") == tmp_path / "mine"


def test_commands_find_the_course_from_inside_the_copies(home, monkeypatch, capsys):
    monkeypatch.chdir(home / "work/exercises/01_neuron")
    assert main(["list"]) == 0
    assert "One neuron" in capsys.readouterr().out


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_more(home, monkeypatch, capsys, started, code):
    """Full, read-only, not ours: one sentence, nothing half, nothing lost."""
    before = {path: path.read_bytes() for path in (home / "work").rglob("*.ipynb")}
    newer(home)
    (home / "work" / EXERCISE).unlink()
    del before[home / "work" / EXERCISE]

    def full(*arguments, **options):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", full)
    started.clear()
    assert main(["lab"]) == 1
    error = capsys.readouterr().err
    assert f"{home / 'work'} cannot be written: {os.strerror(code)}. Make room there or make it writable" in error
    assert "DL_COURSE_WORK" in error
    assert started == []
    assert {path: path.read_bytes() for path in (home / "work").rglob("*") if path.is_file()} == before
    assert main(["hand-in", "01", "--no-check"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_disk_that_is_really_full(course_that_has_run, started, tmp_path, monkeypatch, capsys):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        monkeypatch.setenv("DL_COURSE_WORK", str(disk))
        assert main(["lab"]) == 0, "so much fits"
        mine = disk / LESSON
        change(mine, "The sum", "Mine")
        before = mine.read_bytes()
        (disk / "rest").write_bytes(b"")
        try:
            with (disk / "rest").open("wb", buffering=0) as file:
                while file.write(b"x" * 512):
                    pass
        except OSError:
            pass
        newer(course_that_has_run)
        assert main(["lab", "01", "--fresh"]) == 1
        assert "No space left on device" in capsys.readouterr().err
        kept = [path.read_bytes() for path in disk.glob("notebooks/*.ipynb")]
        assert before in kept
        assert all(json.loads(content) for content in kept), "no half file"
        (disk / "rest").unlink()
        assert main(["lab", "01", "--fresh"]) == 0
        assert cells_of(mine) == cells_of(LESSON)
        assert before in [path.read_bytes() for path in disk.glob("notebooks/*.ipynb")]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_killed_in_the_middle_leaves_no_half_file(course_that_has_run, started, monkeypatch):
    """The process ends without a word just before, or just after, each file gets its name."""
    program = (
        "import os\n"
        "from dl_course import course\n"
        "from dl_course.cli import copies\n"
        "whole = os.replace\n"
        "def dying(*names):\n"
        "    global when\n"
        "    when -= 1\n"
        "    if when == 0: os._exit(9)\n"
        "    whole(*names)\n"
        "    when -= 1\n"
        "    if when == 0: os._exit(9)\n"
        "os.replace = dying\n"
        "for when in (1, 2, 3, 4):\n"
        "    if os.fork() == 0:\n"
        "        os.environ['DL_COURSE_WORK'] = f'work-{when}'\n"
        "        copies.update(course.lessons(), course.course_root())\n"
        "        os._exit(0)\n"
        "    print(os.waitstatus_to_exitcode(os.wait()[1]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["9"] * 4
    found = []
    for when in (1, 2, 3, 4):
        found.append(sum(bool(stored.read(path)) for path in Path(f"work-{when}").rglob("[!.]*.ipynb")))
        monkeypatch.setenv("DL_COURSE_WORK", f"work-{when}")
        assert main(["lab"]) == 0
        assert cells_of(f"work-{when}/{EXERCISE}") == cells_of(EXERCISE)
    assert found == [0, 1, 1, 2]


def test_two_labs_at_once_lose_nothing(home):
    mine = home / "work" / LESSON
    change(mine, "The sum", "Mine")
    newer(home)
    (home / "work" / EXERCISE).unlink()
    (lesson,) = course.lessons(home)
    failed = []

    def work():
        try:
            copies.update([lesson], home, renew=lesson)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert cells_of(mine) == cells_of(LESSON)
    assert cells_of("work/" + EXERCISE) == cells_of(EXERCISE)
    asides = list(mine.parent.glob(f"01_neuron-{TODAY}*.ipynb"))
    assert any("## Mine" in cells_of(path) for path in asides)


# ---------------------------------------------------------------------------------------------------- carried over


@pytest.mark.parametrize("git", [True, False])
def test_answers_in_the_courses_own_exercise_are_taken_over_once(course_that_has_run, started, capsys, git):
    theirs = course_that_has_run / EXERCISE
    if git:
        commit(course_that_has_run)
    change(theirs, 'raise NotImplementedError("task 1: write your answer here")', "return 7", outputs="seen")
    before = theirs.read_bytes()
    assert main(["lab"]) == 0
    told = capsys.readouterr().out
    assert f"was taken over into work/{EXERCISE}: go on there. The old file is left as it is." in told
    assert "1 notebook copied" in told
    mine = course_that_has_run / "work" / EXERCISE
    assert cells_of(mine) == cells_of(theirs)
    assert [cell.outputs for cell in stored.read(mine).cells if "outputs" in cell][-1][0].text == "seen"
    assert theirs.read_bytes() == before
    change(mine, "return 7", "return 8")
    content = mine.read_bytes()
    assert main(["lab"]) == 0
    assert "taken over" not in capsys.readouterr().out
    assert mine.read_bytes() == content
    assert main(["lab", "01", "--fresh"]) == 0
    told = capsys.readouterr().out
    if git:
        assert "write your answer here" in "".join(cells_of(mine)), "new means without anybody's answers"
        assert copies.remembered(stored.read(mine), "copied")
    else:
        assert f"Restore it: git checkout {theirs}" in told
        assert mine.read_bytes() == content


def test_a_draft_and_a_note_are_taken_over_where_git_knows_the_original(course_that_has_run, started, capsys):
    commit(course_that_has_run)
    change(course_that_has_run / LESSON, "The sum", "My own words")
    change(course_that_has_run / EXERCISE, "The weighted sum of a list", "A note", outputs="seen")
    assert main(["lab"]) == 0
    assert capsys.readouterr().out.count("was taken over") == 2
    assert "## My own words" in cells_of("work/" + LESSON)


def test_running_a_tracked_notebook_is_no_answer(course_that_has_run, started, capsys):
    commit(course_that_has_run)
    for path in (LESSON, EXERCISE):
        change(course_that_has_run / path, "", "", outputs="seen")
    assert main(["lab"]) == 0
    assert "taken over" not in capsys.readouterr().out


def test_no_exercise_of_the_course_is_taken_for_an_answered_one():
    for lesson in [lesson for lesson in course.lessons(ROOT) if lesson.exercise.exists()]:
        assert copies._read(lesson.exercise, ROOT, changed=False).edited is None, lesson.name
        assert copies._read(lesson.solution, ROOT, changed=False).edited is not None, lesson.name


# ---------------------------------------------------------------------------------------------------- check, list


def answered(path):
    notebook = stored.read(path)
    (cell,) = [one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == "task-1"]
    cell.source = MINE
    notebook.cells[-1].outputs = [new_output("stream", text="✓ task 1: the weighted sum\n")]
    stored.write(path, notebook)


def test_check_and_list_look_at_the_copy_and_else_at_the_course(home, capsys):
    answered(home / "work" / EXERCISE)
    capsys.readouterr()
    for word in ("01", "1", "01_neuron"):
        assert main(["check", word]) == 0
        assert capsys.readouterr().out == f"work/{EXERCISE}\n✓ task 1: the weighted sum\n1 of 1 tasks done\n"
    assert main(["list"]) == 0
    assert "1 of 1 tasks done" in capsys.readouterr().out
    assert main(["check", EXERCISE]) == 1, "a path is that file"
    shutil.rmtree(home / "work")
    assert main(["check", "01"]) == 1
    assert capsys.readouterr().out.endswith(f"{EXERCISE}\n  task 1: open\n0 of 1 tasks done\n")
    assert main(["list"]) == 0
    assert "0 of 1 tasks done" in capsys.readouterr().out


def test_check_of_a_name_that_is_nearly_one(home, capsys):
    assert main(["check", "neurn"]) == 2
    assert "There is no lesson 'neurn'. Did you mean 01_neuron?" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------- hand-in


def test_hand_in_says_what_is_done_and_writes_what_the_grader_reads(home, capsys):
    mine = home / "work" / EXERCISE
    answered(mine)
    before = mine.read_bytes()
    origin = copies.fingerprint(stored.read(home / EXERCISE))
    capsys.readouterr()
    assert main(["hand-in", "01"]) == 0
    assert capsys.readouterr().out == (
        f"work/{EXERCISE}, as you saved it: 1 of 1 tasks done\n"
        "Run from a fresh kernel:\n"
        "✓ task 1: the weighted sum\n"
        "1 of 1 tasks done\n"
        "Hand in this file: work/hand-in/01_neuron.ipynb\n"
    )
    assert mine.read_bytes() == before
    made = stored.read("work/hand-in/01_neuron.ipynb")
    assert made.metadata.dl_course.copied == {"version": dl_course.__version__, "sources": origin}
    assert made.metadata.dl_course.handed_in == {
        "version": dl_course.__version__,
        "sources": copies.fingerprint(stored.read(mine)),
    }
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in made.cells)
    assert made.metadata.dl_course.release == stored.read(home / EXERCISE).metadata.dl_course.release
    handed_in = submission.read_submission(Path("work/hand-in/01_neuron.ipynb").read_bytes())
    assert handed_in == submission.read_submission(mine.read_bytes())
    assert [cell.source for cell in handed_in[0] if cell.grade_id == "task-1"] == [MINE]


def test_the_grader_gives_the_points_of_what_was_handed_in(home, tmp_path, capsys):
    answered(home / "work" / EXERCISE)
    assert main(["hand-in", "01", "--no-check"]) == 0
    assert "fresh kernel" not in capsys.readouterr().out
    place = tmp_path / "submitted/anna/01_neuron"
    place.mkdir(parents=True)
    shutil.copy("work/hand-in/01_neuron.ipynb", place)
    assert main(["grade", str(tmp_path / "submitted"), "--out", str(tmp_path / "graded")]) == 0
    assert (tmp_path / "graded/summary.csv").read_text().splitlines()[1].startswith("anna,01_neuron,2")


def test_hand_in_again_replaces_its_own_file_and_nothing_that_somebody_wrote(home, capsys):
    for _ in range(2):
        assert main(["hand-in", "01", "--no-check"]) == 0
    made = home / "work/hand-in/01_neuron.ipynb"
    assert [path.name for path in made.parent.iterdir()] == ["01_neuron.ipynb"]
    change(made, "task 1: write your answer here", "here by mistake")
    capsys.readouterr()
    assert main(["hand-in", "01", "--no-check"]) == 0
    aside = made.with_name(f"01_neuron-{TODAY}.ipynb")
    assert f"Somebody had changed work/hand-in/01_neuron.ipynb. That is now work/hand-in/{aside.name}." in (
        capsys.readouterr().out
    )
    assert "here by mistake" in "".join(cells_of(aside))
    assert cells_of(made) == cells_of("work/" + EXERCISE)


@pytest.mark.parametrize("words", [["77"], ["neuron"]])
def test_hand_in_of_no_lesson(home, capsys, words):
    assert main(["hand-in", *words]) == 2
    assert "There is no lesson" in capsys.readouterr().err


def test_hand_in_of_a_damaged_notebook(home, capsys):
    (home / "work" / EXERCISE).write_text("{")
    assert main(["hand-in", "01"]) == 2
    assert "its JSON breaks off" in capsys.readouterr().err
    assert not (home / "work/hand-in").exists()
