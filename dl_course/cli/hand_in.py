"""`dl-course hand-in`: says what of an exercise is done, and writes the one file to hand in."""

from dl_course import course
from dl_course.cli import check, copies, lessons


def add_arguments(parser):
    parser.add_argument("lesson", metavar="NN", help="number or name of the lesson")
    parser.add_argument("--no-check", action="store_true", help="do not run the notebook; believe what it printed")
    check.add_timeout(parser)


def run(arguments) -> int:
    root = course.course_root()
    (lesson,) = course.choose([arguments.lesson], root)
    path = copies.one_exercise_of(lesson, root)
    done, tasks = lessons.progress(path)
    print(f"{copies.shown(path)}, as you saved it: {done} of {tasks} tasks done")
    if not arguments.no_check:
        print("Run from a fresh kernel:")
        check.examine(path, arguments.timeout)
    made, aside = copies.hand_in(path, copies.work_folder(root) / "hand-in" / path.name)
    if aside:
        print(f"Somebody had changed {copies.shown(made)}. That is now {copies.shown(aside)}.")
    print(f"Hand in this file: {copies.shown(made)}")
    return 0
