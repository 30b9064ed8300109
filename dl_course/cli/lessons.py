"""`dl-course list`: the lessons, how long they take, and what of their exercises is done."""

import sys
from pathlib import Path

from dl_course import course, stored
from dl_course.checks import shown
from dl_course.cli import copies
from dl_course.errors import NotPossible
from dl_course.exercises.cells import cells_by_task


def add_arguments(parser):
    pass


def run(arguments) -> int:
    root = course.course_root()
    found = course.lessons(root)
    if not found:
        raise NotPossible(f"{root / 'notebooks'} has no lesson. Restore it with: git checkout notebooks")
    rows, problems = [], []
    for lesson in found:
        try:
            rows.append((lesson.number, lesson.title, _minutes(lesson), _exercise(copies.exercise_of(lesson, root))))
        except (stored.NotebookError, ValueError, KeyError) as error:
            rows.append((lesson.number, lesson.name[3:], "cannot be read", ""))
            problems.append(str(error) if isinstance(error, stored.NotebookError) else f"{lesson.notebook} is damaged.")
    width = max(len(row[1]) for row in rows)
    for number, title, minutes, exercise in rows:
        print(f"{number}  {title:<{width}}  {minutes:<28}  {exercise}".rstrip())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def progress(exercise: Path) -> tuple[int, int]:
    """How many tasks of an exercise are done, as its saved outputs say, and how many there are.

    Raises:
        NotebookError: The file is not a notebook.
    """
    notebook = stored.read(exercise)
    said = [each for cell in notebook.cells for each in shown.read(cell.get("outputs", ()))]
    done = {each.task for each in said if each.status == "done"}
    return len(done), len(done.union(cells_by_task(notebook)))


def _minutes(lesson) -> str:
    minutes = lesson.minutes
    return ", ".join(f"{minutes[what]} min to {what}" for what in ("read", "run") if what in minutes)


def _exercise(exercise: Path) -> str:
    if not exercise.is_file():
        return ""
    done, tasks = progress(exercise)
    return f"exercise: {done} of {tasks} tasks done"
