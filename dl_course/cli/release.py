"""`dl-course release`: makes exercises/ from solutions/, or says where they drifted apart."""

import sys

from dl_course import course
from dl_course.errors import NotPossible
from dl_course.stored import NotebookError


def add_arguments(parser):
    parser.add_argument("lessons", nargs="*", metavar="NN", help="number or name of a lesson; all if none is given")
    parser.add_argument(
        "--mutants", action="store_true", help="change every answer a little: each change must lose points"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail where exercises/ is not up to date")


def run(arguments) -> int:
    from dl_course.exercises import release
    from dl_course.exercises.marks import ExerciseError

    root = course.course_root()
    chosen = course.choose(arguments.lessons, root)
    problems = 0
    if arguments.mutants:
        return _try_mutants(chosen)
    for lesson in chosen:
        if not lesson.solution.is_file():
            if arguments.lessons or lesson.exercise.is_file():
                print(f"{lesson.name}: solutions/{lesson.name}/{lesson.name}.ipynb does not exist", file=sys.stderr)
                problems += 1
            continue
        try:
            changed = release.release(lesson.solution, lesson.exercise, check=arguments.check)
        except (NotebookError, ExerciseError) as error:  # the other lessons are released all the same
            print(error, file=sys.stderr)
            problems += 1
            continue
        shown = lesson.exercise.relative_to(root)
        if arguments.check and changed:
            print(
                f"{shown} is not what its solution gives. Make it again with: dl-course release {lesson.number}",
                file=sys.stderr,
            )
            problems += 1
        else:
            print(f"{shown}: {'written' if changed else 'up to date'}")
    return 1 if problems else 0


def _try_mutants(chosen) -> int:
    """Prints how many changed answers lose points, and those that do not."""
    from dl_course.grading.settings import Refused, require_processes

    require_processes()
    from dl_course.grading.mutants import score

    clean = True
    for lesson in chosen:
        if not lesson.solution.is_file():
            continue
        try:
            found = score(lesson)
        except Refused as error:  # the command was used well; it is the solution that has to change
            raise NotPossible(str(error)) from None
        print(found)
        clean = clean and found.clean
    return 0 if clean else 1
