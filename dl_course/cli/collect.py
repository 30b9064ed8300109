"""`dl-course collect`: what a learning platform hands out, in the layout that `dl-course grade` reads."""

import sys
from pathlib import Path

from dl_course.errors import NotPossible


def add_arguments(parser):
    parser.add_argument("file", type=Path, metavar="FILE", help='the zip of "download all submissions"')
    parser.add_argument("--lms", choices=("moodle", "canvas"), required=True, help="the platform that made it")
    parser.add_argument(
        "--into", type=Path, default=Path("submitted"), metavar="SUBMITTED", help="where to (submitted)"
    )
    parser.add_argument("--lesson", metavar="NN", help="the lesson; else told by the names of the notebooks")
    parser.add_argument(
        "--roster", type=Path, metavar="FILE", help="CSV of the course's students, as the platform exports it"
    )


def run(arguments) -> int:
    from dl_course.grading.settings import require_processes

    require_processes()
    from dl_course.grading.archive import shown
    from dl_course.grading.collecting import collect

    try:
        done = collect(arguments.file, arguments.lms, arguments.into, arguments.lesson, arguments.roster)
    except OSError as error:
        raise NotPossible(
            f"{error.filename or arguments.into} cannot be written: {error.strerror}. What was collected is kept. Make room "
            "there or make it writable, and run the same command again."
        ) from None

    def say(what, names):
        if names:
            print(f"{what}: {', '.join(sorted(map(shown, names)))}")

    print(
        f"{done.lesson}: {len(done.folders)} handed in. Notebooks: {done.counts['new']} new, {done.counts['changed']} "
        f"changed, {done.counts['same']} as before; {done.counts['none']} without one."
    )
    for folder, notes in sorted(done.folders.items()):
        if notes:
            print(f"{folder}: {'; '.join(notes)}")
    say("Kept from an earlier zip, and not in this one", done.earlier)
    say("Not in the roster", done.unknown)
    say(f"Handed in nothing, of {done.listed} in the roster", done.absent)
    for line in done.left_out:
        print(f"Left out: {line}", file=sys.stderr)
    if arguments.lms == "moodle" and not done.listed:
        print(
            "Moodle's gradebook finds students by name of user or e-mail, which this zip does not tell: see --roster."
        )
    return 1 if done.left_out else 0
