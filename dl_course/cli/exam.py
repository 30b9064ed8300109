"""`dl-course exam`: writes a mock exam of 90 minutes, or its solution, as a notebook and as a page to print."""

import argparse
from pathlib import Path

from dl_course import course, stored
from dl_course.cli import copies
from dl_course.errors import UsageError
from dl_course.files import put_aside, whole_file

_GRADE = """to grade exams that were handed in, <student>/19_exam_N/19_exam_N.ipynb:
  dl-course exam --seed N --solution
  dl-course grade HANDED_IN --solutions work/exams/solutions --out DIR
Free answers get their points from a person: DIR/overrides.csv."""


def add_arguments(parser):
    parser.add_argument(
        "--seed",
        type=int,
        required=True,
        metavar="N",
        help="which exam, 0 or more; the same number gives the same exam",
    )
    parser.add_argument("--solution", action="store_true", help="write the solution, too, which grading takes")
    parser.add_argument(
        "--bank",
        type=Path,
        metavar="FOLDER",
        help="an instructor's own questions, in place of those of the same part and kind",
    )
    parser.add_argument("--fresh", action="store_true", help="put an exam with answers aside and write a new one")
    parser.epilog, parser.formatter_class = _GRADE, argparse.RawDescriptionHelpFormatter


def run(arguments) -> int:
    from dl_course.exam import draw, notebook, paper

    seed = arguments.seed
    try:
        drawn = draw(seed, arguments.bank)
    except ValueError as error:
        raise UsageError(str(error)) from None
    folder, name = copies.work_folder(course.course_root()) / "exams", notebook.name_of(seed)
    _write(folder / name / f"{name}.ipynb", notebook.exam(drawn, seed), arguments.fresh)
    _write_page(folder / name / f"{name}.html", paper.page(drawn, seed))
    if arguments.solution:
        _write(folder / "solutions" / name / f"{name}.ipynb", notebook.solution(drawn, seed), arguments.fresh)
        _write_page(folder / "solutions" / name / f"{name}.html", paper.page(drawn, seed, solved=True))
    print(notebook.about(drawn))
    return 0


def _write(path: Path, made, fresh: bool) -> None:
    """Writes a notebook; one that somebody has changed stays, or is put aside."""
    if path.exists() and copies.fingerprint(stored.read(path)) != copies.fingerprint(made):
        if not fresh:
            raise UsageError(f"{copies.shown(path)} is there, and somebody has written in it. --fresh puts it aside.")
        print(f"Put aside: {copies.shown(put_aside(path))}")
    stored.write(path, made)
    print(copies.shown(path))


def _write_page(path: Path, page: str) -> None:
    with whole_file(path, lasting=False) as file:
        file.write(page.encode())
    print(f"{copies.shown(path)}: to print")
