"""`dl-course check`: runs a student's exercise notebook from a fresh kernel and says which tasks are done."""

import re
import sys
from pathlib import Path

from dl_course import stored
from dl_course.checks import shown
from dl_course.exercises.cells import cells_by_task


def add_arguments(parser):
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="an exercise notebook, as you saved it")
    parser.add_argument(
        "--timeout", type=int, default=120, metavar="S", help="seconds that a cell may take (default 120)"
    )


def run(arguments) -> int:
    from dl_course.cli.executing import KernelMissing, execute

    path, stopped = arguments.notebook, []
    try:
        notebook = stored.read(path)
        if not cells_by_task(notebook):
            print(f"{path} has no task. An exercise of the course lies in exercises/.", file=sys.stderr)
            return 2
        execute(
            [(path, notebook)],
            on_done=lambda path, notebook, error: stopped.append(error),
            timeout=arguments.timeout,
            keep_going=True,
        )
    except stored.NotebookError as error:
        print(error, file=sys.stderr)
        return 2
    except KernelMissing as error:
        print(error, file=sys.stderr)
        return 1
    verdicts = judge(notebook, arguments.timeout)
    for line, _ in verdicts.values():
        print(line)
    if stopped[0] is not None:
        print(f"The notebook could not be run to its end: {_reason(stopped[0])}", file=sys.stderr)
        return 1
    done = sum(is_done for _, is_done in verdicts.values())
    print(f"{done} of {len(verdicts)} tasks done")
    return 0 if done == len(verdicts) else 1


def judge(notebook, timeout: int) -> dict[int, tuple[str, bool]]:
    """What a notebook that has run says of each task.

    A task is done when every check of it showed its tick and none of its cells stopped; the first cell that stopped, the
    answer before the check, gives the words.

    Returns:
        Number of the task -> (one line for the student, whether it is done).
    """
    verdicts = {}
    for number, cells in cells_by_task(notebook).items():
        said, checks, stopped = [], 0, None
        for cell, is_check in cells:
            checks += is_check
            said += [each for each in shown.read(cell.outputs) if each.task == number and is_check]
            errors = [output for output in cell.outputs if output.output_type == "error"]
            stopped = stopped or next((_words(error, number, timeout) for error in errors), None)
        wrong = next((each.text for each in said if each.status == "wrong"), None)
        if wrong or (stopped and not any(each.status == "open" for each in said)):
            verdicts[number] = (wrong or stopped, False)
        elif checks and len(said) >= checks and all(each.status == "done" for each in said):
            verdicts[number] = (said[0].text, True)
        else:
            missing = "" if said else " (its check cell printed no tick)"
            verdicts[number] = (f"  task {number}: open{missing}", False)
    return verdicts


def _words(error, number: int, timeout: int) -> str:
    """One line for the error that stopped a cell."""
    value = re.sub(r"\(\S+\.py, (line \d+)\)", r"(\1)", " ".join(error.evalue.split()))
    if error.ename in ("Open", "NotImplementedError"):
        return f"  task {number}: open"
    if error.ename == "KeyboardInterrupt":
        return f"✗ task {number}: stopped after {timeout} s. Is there a loop that does not end?"
    return f"✗ task {number}: your code stopped with {error.ename}: {value}".rstrip(": ")


def _reason(error: Exception) -> str:
    name = type(error).__name__
    if name == "DeadKernelError":
        return "the Python that ran it ended. Did a cell use up the memory, or call exit()?"
    return f"{error}." if name == "TimeoutError" else f"{name}: {error}"
