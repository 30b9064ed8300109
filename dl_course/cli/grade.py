"""`dl-course grade`: judges what students handed in, in a sandbox, and writes tables and pages."""

import argparse
import os
import sys
from pathlib import Path

from dl_course import course
from dl_course.errors import UsageError

_STATUS = """exit status:
  0  every submission was judged
  1  some could not be judged, or the run ended early
  2  wrong use, or a lesson that was refused
  3  --regrade-changed would change points and was not told to write: nothing has changed"""
_NOT_WRITTEN = 3


def add_arguments(parser):
    parser.add_argument(
        "submitted", type=Path, metavar="SUBMITTED", help="folder with <student>/<NN_name>/<NN_name>.ipynb"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where results go; kept from run to run")
    parser.add_argument("--lesson", action="append", default=[], metavar="NN", help="only this lesson; may be repeated")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="submissions judged at the same time (1)")
    parser.add_argument("--timeout", type=float, default=30.0, metavar="S", help="seconds for each cell (30)")
    parser.add_argument("--memory", type=float, default=2.0, metavar="GB", help="memory beside the libraries' own (2)")
    parser.add_argument("--ray", metavar="ADDRESS", help='judge on a Ray cluster; "local" starts one here')
    parser.add_argument("--lms", choices=("moodle", "canvas"), help="also write the table that this platform imports")
    parser.add_argument(
        "--overrides",
        type=Path,
        metavar="FILE",
        help="table of your own decisions, which stand above the grader's: student, lesson, task, points (at most the "
        "task's), comment (DIR/overrides.csv, if there is one)",
    )
    parser.add_argument(
        "--solutions", type=Path, metavar="FOLDER", help="grade with FOLDER/NN_name/NN_name.ipynb, not the course's"
    )
    parser.add_argument(
        "--regrade-changed",
        action="store_true",
        help="after a test was mended: show whose points change, and ask before anything is written; where nobody can "
        "be asked, nothing is",
    )
    parser.add_argument("--yes", action="store_true", help="with --regrade-changed: write without asking")
    parser.add_argument("--require-sandbox", action="store_true", help="refuse to run without every protection")
    parser.epilog, parser.formatter_class = _STATUS, argparse.RawDescriptionHelpFormatter


def run(arguments) -> int:
    from dl_course.grading.border import starting
    from dl_course.grading.sandbox.limits import Limits
    from dl_course.grading.settings import Settings, require_processes

    require_processes()
    if arguments.yes and not arguments.regrade_changed:
        raise UsageError("--yes belongs to --regrade-changed; without that, nothing is asked.")
    if arguments.workers < 1:
        raise UsageError(f"--workers must be 1 or more. Received: {arguments.workers}.")
    try:
        limits = Limits(timeout=arguments.timeout, memory_gb=arguments.memory)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if not (arguments.ray or os.path.exists(arguments.out)):  # else there may be nothing to judge
        starting.bench_ahead()
    from dl_course.grading import cohort
    from dl_course.grading.outcome.results import InUse
    from dl_course.grading.run import grade

    settings = Settings(
        submitted=arguments.submitted.resolve(),
        out=arguments.out.resolve(),
        workers=arguments.workers,
        limits=limits,
        require_sandbox=arguments.require_sandbox,
        ray=arguments.ray,
        lms=arguments.lms,
        solutions=arguments.solutions and arguments.solutions.resolve(),
    )
    every = course.lessons_of(settings.solutions) if settings.solutions else course.lessons()
    try:
        lessons = _lessons(arguments, settings, every)
        decisions = _decisions(arguments, settings, every, lessons)
        confirm = (lambda changes: _confirm(changes, arguments.yes)) if arguments.regrade_changed else None
        outcome = grade(lessons, settings, decisions, confirm)
    except (NotADirectoryError, InUse) as error:
        raise UsageError(str(error)) from None
    loose = cohort.loose_files(settings.submitted)
    if loose:
        print(f"Not graded, because not in a student's folder: {', '.join(loose[:10])}", file=sys.stderr)
    return _say(outcome, settings)


def _decisions(arguments, settings, every, lessons):
    from dl_course.grading import cohort
    from dl_course.grading.overrides import read_overrides

    path = arguments.overrides or settings.out / "overrides.csv"
    if not (arguments.overrides or path.exists()):
        return {}
    decisions = read_overrides(path, cohort.students(settings.submitted), every)
    unused = sorted({lesson for _, lesson in decisions} - {lesson.name for lesson in lessons})
    if unused:
        print(f"{path}: not used, because not graded in this run: {', '.join(unused)}", file=sys.stderr)
    return decisions


def _confirm(changes, yes):
    """Prints whose points change; whether that is to be written."""
    if not changes:
        print("Nobody's points change.")
        return True
    rows = [changes[0]._fields, *(tuple(map(_shown, change)) for change in changes)]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, wide, strict=True)).rstrip())
    if yes:
        return True
    if not sys.stdin.isatty():
        print("Nobody can be asked here. --yes writes without asking.", file=sys.stderr)
        return False
    said = ""
    while said not in ("y", "yes", "n", "no"):
        try:
            said = input(f"Write these {len(changes)} changes? [y/n] ").strip().lower()
        except EOFError:
            return False
    return said.startswith("y")


def _shown(value):
    if isinstance(value, str):
        return "".join(c if c.isprintable() else "�" for c in value)
    return "–" if value is None else f"{value:.10g}"


def _lessons(arguments, settings, every):
    from dl_course.grading import cohort

    lessons = [lesson for lesson in course.choose(arguments.lesson, every) if lesson.solution.is_file()]
    if not lessons:
        raise UsageError("There is no solution notebook for this lesson, so nothing can be graded with it.")
    if not arguments.lesson:
        lessons = cohort.handed_in(settings.submitted, lessons)
        if not lessons:
            raise UsageError(f"{settings.submitted} has no folder <student>/<NN_name> of a lesson that has a solution.")
    return lessons


def _say(outcome, settings):
    print(
        f"{outcome.judged} judged, {outcome.kept} unchanged since an earlier run, {outcome.failed} could not be judged."
    )
    if outcome.older:
        print(
            f"Results of an earlier version, which do not say what they depended on: {outcome.older}. Judged as a whole."
        )
    if outcome.decided:
        print(f"Tasks whose points you decided: {outcome.decided}.")
    for lesson, students in outcome.released.items():
        print(
            f"{lesson}: made from an earlier release of the exercise: {len(students)}. The report names tasks and students."
        )
    if outcome.again:
        print(f"{outcome.again} judged once more, alone: a process had ended, or time was up.")
    for lesson, about in outcome.lessons.items():
        for protection, why in about["missing"].items():
            print(f"{lesson}: graded WITHOUT {protection}: {why}", file=sys.stderr)
        for module, why in about["not_imported"].items():
            print(f"{lesson}: {module} could not be imported beforehand: {why}", file=sys.stderr)
    if outcome.interrupted:
        then = (
            "What was judged is kept; run the same command again to go on."
            if outcome.written
            else "Nothing was written."
        )
        print(f"Ended early ({outcome.interrupted}). {then}", file=sys.stderr)
    if outcome.written and (settings.out / "report.html").exists():
        print(f"Results: {settings.out / 'grades.csv'}, report: {settings.out / 'report.html'}")
    if outcome.interrupted == "stopped by Ctrl-C":
        return 130
    if not outcome.written and not outcome.interrupted:
        print("Nothing was written.", file=sys.stderr)
        return _NOT_WRITTEN
    return 1 if outcome.failed or outcome.interrupted else 0
