"""The stamp of an exercise: which tasks a student was given. It goes with the notebook from the release to the grader.

It lies in the notebook's metadata, `dl_course.release`: {"version": of the course, "tasks": {"1": fingerprint, ...}}.
What counts is the code that a student gets. Prose, answers, hidden tests and points do not, so no stamp tells of them.
"""

import hashlib
import json
import re
from collections.abc import Iterable

import dl_course
from dl_course.exercises.cells import Cell, task_of
from dl_course.exercises.marks import HIDDEN_TESTS, SOLUTION, without

GIVEN = "given"  # the cells that belong to no task


def fingerprints(cells: Iterable[Cell]) -> dict[str, str]:
    """Number of a task, or GIVEN -> fingerprint of its cells as a student gets them.

    Args:
        cells: Those of the solution notebook.
    """
    sources: dict[str, list[str]] = {}
    for cell in cells:
        if cell.kind == "code":
            number, _ = task_of(cell.grade_id) or (GIVEN, False)
            sources.setdefault(str(number), []).append(without(without(cell.source, SOLUTION), HIDDEN_TESTS))
    return {name: hashlib.sha256(json.dumps(own).encode()).hexdigest()[:16] for name, own in sources.items()}


def stamp(cells: Iterable[Cell]) -> dict:
    """The stamp of the exercise that these cells of a solution notebook give; the same cells give the same one."""
    return {"version": dl_course.__version__, "tasks": fingerprints(cells)}


def differences(noted: object, cells: Iterable[Cell]) -> dict:
    """What of an exercise is not as it was when a notebook was made from it.

    Args:
        noted: The stamp that the notebook carries, whatever a student has made of it.
        cells: Those of the solution notebook today.

    Returns:
        {} where nothing differs or there is no stamp; else {"version": of the stamp, "differs": ["2", "3"]}.
    """
    tasks = noted.get("tasks") if isinstance(noted, dict) else None
    if not isinstance(tasks, dict):
        return {}
    differs = [name for name, now in fingerprints(cells).items() if tasks.get(name) != now]
    version = noted.get("version")
    known = isinstance(version, str) and re.fullmatch(r"[0-9a-z.+-]{1,20}", version)
    return {"version": version if known else "", "differs": differs} if differs else {}


def in_words(differs: Iterable[str]) -> str:
    """Such as "tasks 2, 3 and given cells differ"."""
    tasks = [name for name in differs if name != GIVEN]
    parts = [f"task{'s' if len(tasks) > 1 else ''} {', '.join(tasks)}"] if tasks else []
    parts += ["given cells"] if GIVEN in differs else []
    return f"{' and '.join(parts)} differ{'s' if len(tasks) == 1 and len(parts) == 1 else ''}"
