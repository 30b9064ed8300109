"""`dl-course grade`: judges what students handed in, in a sandbox, and writes tables and pages."""

import sys
from pathlib import Path

from dl_course import course
from dl_course.errors import UsageError


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
    parser.add_argument("--require-sandbox", action="store_true", help="refuse to run without every protection")


def run(arguments) -> int:
    from dl_course.grading.sandbox.limits import Limits
    from dl_course.grading.settings import Settings, require_processes

    require_processes()
    from dl_course.grading import cohort
    from dl_course.grading.outcome.results import InUse
    from dl_course.grading.run import grade

    if arguments.workers < 1:
        raise UsageError(f"--workers must be 1 or more. Received: {arguments.workers}.")
    try:
        limits = Limits(timeout=arguments.timeout, memory_gb=arguments.memory)
    except ValueError as error:
        raise UsageError(str(error)) from None
    settings = Settings(
        submitted=arguments.submitted.resolve(),
        out=arguments.out.resolve(),
        workers=arguments.workers,
        limits=limits,
        require_sandbox=arguments.require_sandbox,
        ray=arguments.ray,
        lms=arguments.lms,
    )
    try:
        lessons = _lessons(arguments, settings)
        outcome = grade(lessons, settings)
    except (NotADirectoryError, InUse) as error:
        raise UsageError(str(error)) from None
    loose = cohort.loose_files(settings.submitted)
    if loose:
        print(f"Not graded, because not in a student's folder: {', '.join(loose[:10])}", file=sys.stderr)
    return _say(outcome, settings)


def _lessons(arguments, settings):
    from dl_course.grading import cohort

    lessons = [lesson for lesson in course.choose(arguments.lesson) if lesson.solution.is_file()]
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
    if outcome.again:
        print(f"{outcome.again} judged once more, alone: a process had ended, or time was up.")
    for lesson, about in outcome.lessons.items():
        for protection, why in about["missing"].items():
            print(f"{lesson}: graded WITHOUT {protection}: {why}", file=sys.stderr)
        for module, why in about["not_imported"].items():
            print(f"{lesson}: {module} could not be imported beforehand: {why}", file=sys.stderr)
    if outcome.interrupted:
        print(
            f"Ended early ({outcome.interrupted}). What was judged is kept; run the same command again to go on.",
            file=sys.stderr,
        )
    if (settings.out / "report.html").exists():
        print(f"Results: {settings.out / 'grades.csv'}, report: {settings.out / 'report.html'}")
    if outcome.interrupted == "stopped by Ctrl-C":
        return 130
    return 1 if outcome.failed or outcome.interrupted else 0
