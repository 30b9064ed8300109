"""`dl-course`: what its commands print and with which status they end."""

import importlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT
from nbformat.v4 import new_notebook, new_output

import dl_course
from dl_course import cli, stored
from dl_course.cli import check, copies, lab, lessons, main
from dl_course.cli.executing import KernelMissing
from dl_course.course import CourseNotFound
from dl_course.data.catalogue import DataError
from dl_course.errors import NotPossible, UsageError
from dl_course.exercises.marks import ExerciseError
from dl_course.exercises.release import NbgraderMissing
from dl_course.grading.settings import Refused

EXERCISE = "exercises/01_neuron/01_neuron.ipynb"
RIGHT = "def neuron(x, w, b):\n    return sum(i * j for i, j in zip(x, w)) + b"
# One task after the other: its answer, and what is said of it.
ANSWERS = [
    ("", "✗ task 1: there is no `neuron`. Is it misspelt"),
    (RIGHT, "✓ task 2: the weighted sum"),
    ("def neuron(x, w, b):\n    return sum(i * j for i, j in zip(x, w))", "✗ task 3: the bias is missing"),
    ("def neuron(x, w, b:\n    pass", "✗ task 4: your code stopped with SyntaxError: '(' was never closed (line 1)"),
    ('raise NotImplementedError("task 5: write your answer here")', "  task 5: open"),
    (
        'raise NotImplementedError("what a library lacks")',
        "✗ task 6: your code stopped with NotImplementedError: what a",
    ),
]


def answer(path, source):
    notebook = stored.read(path)
    (cell,) = [one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == "task-1"]
    cell.source = source
    stored.write(path, notebook)


# ---------------------------------------------------------------------------------------------------- main


def test_every_command_has_a_module_with_arguments_and_help(capsys):
    for name in cli.COMMANDS:
        module = cli._module(name)
        assert callable(module.run)
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert f"dl-course {name}" in capsys.readouterr().out


def test_alone_it_prints_its_help_and_with_version_its_version(capsys):
    assert main([]) == 0
    told = capsys.readouterr().out
    assert "usage: dl-course" in told
    assert all(f"    {name} " in told for name in cli.COMMANDS)
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"dl-course {dl_course.__version__}\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lst", "There is no command 'lst'. Did you mean 'list'?"),
        ("handin", "There is no command 'handin'. Did you mean 'hand-in'?"),
        ("xyz", "There is no command 'xyz'. Try: dl-course --help"),
    ],
)
def test_a_command_that_is_mistyped(typed, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main([typed, "01"])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [["fly"], ["check"], ["release", "--faster"], ["refresh", "--jobs", "many"]])
def test_wrong_use_ends_with_2_and_says_how_it_is_used(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: dl-course" in capsys.readouterr().err


def test_an_old_python_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    assert main(["doctor"]) == 1
    assert "needs Python 3.11, 3.12 or 3.13. This is Python 3.8" in capsys.readouterr().out


def test_ctrl_c_says_one_word(monkeypatch, capsys, course_folder):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(lessons, "run", interrupted)
    assert main(["list"]) == 130
    assert capsys.readouterr().err == "stopped\n"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError, 2),
        (CourseNotFound, 2),
        (stored.NotebookError, 2),
        (Refused, 2),
        (NotPossible, 1),
        (DataError, 1),
        (ExerciseError, 1),
        (KernelMissing, 1),
        (NbgraderMissing, 1),
        (copies.NoPlaceForCopies, 1),
    ],
)
def test_an_error_that_a_person_meets_is_its_message_and_its_status(error, status, monkeypatch, capsys):
    def stopped(_):
        raise error("A sentence.")

    monkeypatch.setattr(lessons, "run", stopped)
    assert main(["list"]) == status
    assert capsys.readouterr() == ("", "A sentence.\n")


@pytest.mark.parametrize("error", [ValueError, RuntimeError, FileNotFoundError])
def test_an_error_of_the_course_itself_keeps_its_traceback(error, monkeypatch):
    def broken(_):
        raise error("a bug")

    monkeypatch.setattr(lessons, "run", broken)
    with pytest.raises(error, match="a bug"):
        main(["list"])


def test_a_missing_library_is_named_with_what_to_do(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "nbformat", None)
    for name in ("dl_course.stored", "dl_course.cli.refresh"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert main(["refresh", "--check"]) == 1
    told = capsys.readouterr().err
    assert "nbformat is not installed" in told
    assert "make lab" in told


COMMANDS = sorted(path.stem for path in (ROOT / "dl_course/cli").glob("[a-z]*.py"))


def test_no_command_waits_for_a_grammar_that_no_notebook_needs():
    """jsonschema builds one in 1.7 s as nbformat imports it; what needs it afterwards can still have it."""
    code = (
        f"import sys\nfor name in {COMMANDS}: __import__('dl_course.cli.' + name)\n"
        "print('nbformat' in sys.modules, 'rfc3987_syntax' in sys.modules, 'lark' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "False", "False"]


@pytest.mark.parametrize("unbuffered", ["", "1"])  # set: each line is written at once; empty: all of them at the end
def test_a_reader_that_has_seen_enough_is_no_error(course_folder, unbuffered):
    command = f"{{ sleep 0.5; {sys.executable} -m dl_course.cli list; }} | true"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered}
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment)
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


@pytest.mark.parametrize("command", ["list", "lab", "release", "refresh"])
def test_outside_of_a_course_a_sentence(command, tmp_path, monkeypatch, capsys):
    from dl_course import course

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course, "__file__", str(tmp_path / "dl_course/course.py"))
    assert main([command]) == 2
    assert "No course here" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------- list


def test_list_counts_the_tasks_that_saved_outputs_call_done(course_that_has_run, capsys):
    assert main(["list"]) == 0
    line = "01  One neuron  20 min to read, 1 min to run  exercise: {} of 1 tasks done\n"
    assert capsys.readouterr().out == line.format(0)
    notebook = stored.read(EXERCISE)
    tick = new_output("stream", text="✓ task 1: the weighted sum\n")
    notebook.cells[-1].outputs = [tick, tick]
    stored.write(EXERCISE, notebook)
    assert main(["list"]) == 0
    assert capsys.readouterr().out == line.format(1)


def test_list_without_lessons_and_with_a_damaged_one(course_folder, capsys):
    lesson = course_folder / "notebooks/01_neuron.ipynb"
    lesson.write_text('{"cells": [')
    assert main(["list"]) == 1
    assert f"{lesson} is damaged" in capsys.readouterr().err
    lesson.unlink()
    assert main(["list"]) == 1
    assert "has no lesson" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------- lab


def test_lab_opens_exactly_the_lesson(course_folder, monkeypatch):
    started = []
    monkeypatch.setattr(lab, "serve", started.append)
    assert main(["lab"]) == 0
    assert main(["lab", "1", "--port", "9999", "--ip", "0.0.0.0", "--no-browser"]) == 0
    for options in started:
        assert f"--ServerApp.root_dir={course_folder / 'work'}" in options
        assert "--LabApp.default_url=/lab/tree/notebooks/01_neuron.ipynb" in options
        assert "--LabApp.news_url=None" in options
    assert {"--ServerApp.port=9999", "--ServerApp.ip=0.0.0.0", "--no-browser"} <= set(started[1])


@pytest.mark.parametrize(("root", "expected"), [(0, True), (1000, False)])
def test_only_root_needs_allow_root(root, expected, monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: root, raising=False)
    options = lab.server_options(tmp_path, Path("notebooks/01_a.ipynb"), 8888, None, False)
    assert ("--allow-root" in options) is expected
    assert "--no-browser" not in options


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "container": "podman"}, False),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "1.2.3.4"}, False),
        ("win32", {}, True),
    ],
)
def test_a_browser_is_opened_where_it_can_be_seen(platform, variables, expected, monkeypatch):
    for name in (
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "BROWSER",
        "WSL_DISTRO_NAME",
        "SSH_CONNECTION",
        "container",
        "CODESPACES",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("KUBERNETES_SERVICE_HOST", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(lab.Path, "exists", lambda _: False)
    monkeypatch.setattr(sys, "platform", platform)
    assert lab.can_show_browser() is expected


@pytest.mark.parametrize(
    ("words", "said"),
    [(["77"], "There is no lesson '77'"), (["--port", "0"], "between 1 and 65535. Received: 0")],
)
def test_lab_used_wrongly(course_folder, capsys, words, said):
    assert main(["lab", *words]) == 2
    assert said in capsys.readouterr().err


def test_lab_without_jupyterlab(course_folder, capsys, monkeypatch):
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: None)
    assert main(["lab"]) == 1
    assert "JupyterLab is not installed" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------- check


def test_check_says_of_each_task_what_is_right_and_what_is_wrong(course_that_has_run, capsys):
    notebook = stored.read(EXERCISE)
    *cells, place, judge = notebook.cells
    for number, (source, _) in enumerate(ANSWERS, start=1):
        for cell in (place, judge):
            cell.metadata.nbgrader.grade_id = cell.metadata.nbgrader.grade_id.replace(f"-{number - 1}", f"-{number}")
            cell.id = cell.metadata.nbgrader.grade_id
        place.source, judge.source = source, judge.source.replace(f"task({number - 1}", f"task({number}")
        cells += stored.copy(new_notebook(cells=[place, judge])).cells
    notebook.cells = cells
    stored.write(EXERCISE, notebook)
    assert main(["check", EXERCISE, "--timeout", "60"]) == 1
    *said, done = capsys.readouterr().out.splitlines()
    assert [line for line, (_, start) in zip(said, ANSWERS, strict=True) if not line.startswith(start)] == []
    assert done == "1 of 6 tasks done"


def test_check_of_a_right_answer_ends_with_0(course_that_has_run, capsys):
    answer(EXERCISE, RIGHT)
    assert main(["check", EXERCISE]) == 0
    assert capsys.readouterr().out == "✓ task 1: the weighted sum\n1 of 1 tasks done\n"


def test_check_ends_a_loop_that_does_not(course_that_has_run, capsys):
    answer(EXERCISE, "while True:\n    pass")
    assert main(["check", EXERCISE, "--timeout", "1"]) == 1
    said, done = capsys.readouterr().out.splitlines()
    assert said == "✗ task 1: stopped after 1 s. Is there a loop that does not end?"
    assert done == "0 of 1 tasks done"


def test_check_of_an_untouched_exercise_and_of_one_that_ends_its_python(course_that_has_run, capsys):
    before = stored.read(EXERCISE)
    assert main(["check", EXERCISE]) == 1
    assert capsys.readouterr().out == "  task 1: open\n0 of 1 tasks done\n"
    assert stored.read(EXERCISE) == before, "check does not write"
    answer(EXERCISE, "import os\nos._exit(0)")
    assert main(["check", EXERCISE]) == 1
    assert "could not be run to its end: the Python that ran it ended" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nothing.ipynb", "does not exist"),
        ("notebooks", "is a folder"),
        ("broken.ipynb", "is not a notebook"),
        ("notebooks/01_neuron.ipynb", "has no task"),
    ],
)
def test_check_of_something_else(course_folder, capsys, path, words):
    (course_folder / "broken.ipynb").write_text('{"cells":')
    assert main(["check", path]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_check_without_a_kernel(course_that_has_run, capsys, monkeypatch):
    executing = importlib.import_module("dl_course.cli.executing")
    monkeypatch.setattr(executing.importlib.util, "find_spec", lambda name: None if name == "ipykernel" else name)
    assert main(["check", EXERCISE]) == 1
    assert "ipykernel must be installed" in capsys.readouterr().err


def test_two_checks_of_a_task_need_two_ticks(course_that_has_run):
    notebook = stored.read("solutions/01_neuron/01_neuron.ipynb")
    second = stored.copy(notebook).cells[-1]
    second.metadata.nbgrader.grade_id = "task-1-check-more"
    second.outputs = []
    assert check.judge(notebook, 1)[1][1]
    notebook.cells.append(second)
    assert check.judge(notebook, 1)[1] == ("  task 1: open (its check cell printed no tick)", False)


# ---------------------------------------------------------------------------------------------------- refresh


def test_refresh_check_names_what_changed_and_writes_nothing(course_that_has_run, capsys):
    lesson = course_that_has_run / "notebooks/01_neuron.ipynb"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace('"12\\n"', '"13\\n"'), encoding="utf-8")
    before = lesson.read_bytes()
    assert main(["refresh", "--check", "--jobs", "2"]) == 1
    shown = capsys.readouterr()
    assert "notebooks/01_neuron.ipynb, cell 3: prints something else" in shown.err
    assert "-stdout: 13" in shown.err
    assert "+stdout: 12" in shown.err
    assert "≈" not in shown.err, "the number after ≈ may differ"
    assert "solutions/01_neuron/01_neuron.ipynb: prints what is stored" in shown.out
    assert lesson.read_bytes() == before


def test_refresh_leaves_notebooks_that_fail(course_folder, capsys):
    failing = {
        "notebooks/01_neuron.ipynb": ("raise ValueError('not so')", "cell 1: ValueError: not so"),
        "notebooks/02_b.ipynb": ("import sys\nprint('oh', file=sys.stderr)", "cell 1: wrote to stderr:\n    oh"),
        "notebooks/03_c.ipynb": ("import os\nos._exit(1)", "could not be run to its end: DeadKernelError"),
    }
    notebook, before = stored.read("notebooks/01_neuron.ipynb"), {}
    for path, (source, _) in failing.items():
        notebook.cells[1].source = source
        stored.write(Path(path), notebook)
        before[path] = Path(path).read_bytes()
    assert main(["refresh"]) == 1
    shown = capsys.readouterr()
    for path, (_, words) in failing.items():
        assert f"{Path(path)}, {words}" in shown.err or f"{Path(path)}: {words}" in shown.err
        assert f"{Path(path)} keeps the outputs that it had." in shown.err
        assert Path(path).read_bytes() == before[path]
    assert "solutions/01_neuron/01_neuron.ipynb: written" in shown.out, "the others are refreshed"


def test_refresh_interrupted_leaves_everything_as_it_was(course_folder, capsys):
    lesson = course_folder / "notebooks/01_neuron.ipynb"
    notebook = stored.read(lesson)
    notebook.cells[1].source = "import time\ntime.sleep(60)"
    stored.write(lesson, notebook)
    before = lesson.read_bytes()
    threading.Timer(3, os.kill, (os.getpid(), signal.SIGINT)).start()
    assert main(["refresh", "--jobs", "2"]) == 130
    assert capsys.readouterr().err == "stopped\n"
    assert lesson.read_bytes() == before


def test_notebooks_run_in_this_python_whatever_kernel_the_user_has_installed(course_folder, tmp_path, monkeypatch):
    kernel = tmp_path / "kernels/python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text('{"argv": ["/bin/false"], "display_name": "x", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    lesson = course_folder / "notebooks/01_neuron.ipynb"
    notebook = stored.read(lesson)
    notebook.cells[
        1
    ].source = "import os, sys\nprint(sys.executable, os.environ['DL_COURSE_DATA'], os.path.basename(os.getcwd()))"
    notebook.cells[3].source = "1"
    stored.write(lesson, notebook)
    (course_folder / "solutions/01_neuron/01_neuron.ipynb").unlink()
    assert main(["refresh"]) == 0
    assert stored.read(lesson).cells[1].outputs[0].text == f"{sys.executable} shipped notebooks\n"
