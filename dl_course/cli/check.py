"""`dl-course check`: runs a student's exercise notebook from a fresh kernel and says which tasks are done."""

import os
import re
import sys
from pathlib import Path

from dl_course import course, stored
from dl_course.checks import shown
from dl_course.cli import copies
from dl_course.errors import UsageError
from dl_course.exercises.cells import cells_by_task


def add_arguments(parser):
    what = "number or name of a lesson, for your copy of its exercise; or the path of an exercise notebook"
    parser.add_argument("exercise", metavar="NN | NOTEBOOK", help=what)
    add_timeout(parser)


def add_timeout(parser):
    parser.add_argument(
        "--timeout", type=int, default=120, metavar="S", help="seconds that a cell may take (default 120)"
    )


def run(arguments) -> int:
    return 0 if examine(find(arguments.exercise), arguments.timeout) else 1


def find(word: str) -> Path:
    """The exercise notebook that a number, a name or a path means.

    Raises:
        UsageError: It is no path, and there is no such lesson or no course here.
    """
    if word.endswith(".ipynb") or os.sep in word:
        return Path(word)
    try:
        root = course.course_root()
        (lesson,) = course.choose([word], root)
    except UsageError:
        if Path(word).exists():
            return Path(word)
        raise
    path = copies.one_exercise_of(lesson, root)
    print(copies.shown(path))
    return path


def examine(path: Path, timeout: int) -> bool:
    """Runs an exercise from a fresh kernel, writes nothing, and prints what it says of each task.

    Returns:
        Whether every task is done.

    Raises:
        NotebookError: It is not a notebook, or not one with tasks.
        KernelMissing: No notebook can run here.
    """
    from dl_course.cli.executing import execute

    notebook, stopped = stored.read(path), []
    if not cells_by_task(notebook):
        raise stored.NotebookError(f"{path} has no task. To check your exercise of a lesson: dl-course check 02")
    execute(
        [(path, notebook)],
        on_done=lambda path, notebook, error: stopped.append(error),
        timeout=timeout,
        keep_going=True,
    )
    verdicts = judge(notebook, timeout)
    for line, _ in verdicts.values():
        print(line)
    if stopped[0] is not None:
        print(f"The notebook could not be run to its end: {_reason(stopped[0])}", file=sys.stderr)
        return False
    done = sum(is_done for _, is_done in verdicts.values())
    if _is_exam(notebook):
        print(
            f"{done} of {len(verdicts)} tasks have an answer of the right form. Whether it is right, the solution says."
        )
    else:
        print(f"{done} of {len(verdicts)} tasks done")
    return done == len(verdicts)


def _is_exam(notebook) -> bool:
    return "exam" in notebook.metadata.get("dl_course", {})


def judge(notebook, timeout: int) -> dict[int, tuple[str, bool]]:
    """What a notebook that has run says of each task.

    A task is done when every check of it showed its tick and none of its cells stopped; the first cell that stopped, the
    answer before the check, gives the words. The checks of an exam show no ticks: an answer is there if none stopped.

    Returns:
        Number of the task -> (one line for the student, whether it is done).
    """
    verdicts = {}
    for number, cells in cells_by_task(notebook).items():
        said, checks, trouble = [], 0, None
        for cell, is_check in cells:
            checks += is_check
            said += [each for each in shown.read(cell.outputs) if each.task == number and is_check]
            errors = [output for output in cell.outputs if output.output_type == "error"]
            wrong = next((each.text for each in said if each.status == "wrong"), None)
            trouble = trouble or wrong or next((_words(error, number, timeout) for error in errors), None)
        if trouble:
            verdicts[number] = (trouble, False)
        elif checks and len(said) >= checks and all(each.status == "done" for each in said):
            verdicts[number] = (said[0].text, True)
        elif checks and _is_exam(notebook):
            verdicts[number] = (f"  task {number}: answered", True)
        else:
            missing = "" if any(each.status == "open" for each in said) else " (its check cell printed no tick)"
            verdicts[number] = (f"  task {number}: open{missing}", False)
    return verdicts


def _words(error, number: int, timeout: int) -> str:
    """One line for the error that stopped a cell."""
    value = re.sub(r"\(\S+\.py, (line \d+)\)", r"(\1)", " ".join(error.evalue.split()))
    if error.ename in ("Open", "NotImplementedError") and re.match(r"task \d+: ", value):
        return f"  task {number}: open"
    if error.ename == "Wrong":  # of a check of an exam
        return f"✗ task {number}: {value.removeprefix(f'✗ task {number}: ')}"
    if error.ename == "KeyboardInterrupt":
        return f"✗ task {number}: stopped after {timeout} s. Is there a loop that does not end?"
    return f"✗ task {number}: your code stopped with {error.ename}: {value}".rstrip(": ")


def _reason(error: Exception) -> str:
    name = type(error).__name__
    if name == "DeadKernelError":
        return "the Python that ran it ended. Did a cell use up the memory, or call exit()?"
    return f"{error}." if name == "TimeoutError" else f"{name}: {error}"
