"""Lessons and their solutions as text, to be edited, and back: `make edit`, `make edited`.

    python tools/edit_lessons.py [NN ...]           writes edit/NN_name_lesson.py and edit/NN_name_solution.py
    python tools/edit_lessons.py --back [NN ...]    brings what was edited in them back, makes the numbers, runs what has
                                                    edits (a solution before its lesson), releases

The text is jupytext's py:percent. For each there is, in edit/.before/, what it was when it was written: a text that differs
from it has edits, a notebook whose text differs from it was changed elsewhere. Neither is ever written over. Beside it, a
file *.not_run says that a notebook has edits with which it has not run to its end.
"""

import argparse
import sys
from pathlib import Path

import hint_numbers
import jupytext
from jupytext.combine import combine_inputs_with_outputs

from dl_course import course, stored
from dl_course.cli import main as dl_course
from dl_course.cli import refresh
from dl_course.files import whole_file

FORMAT = {"extension": ".py", "format_name": "percent"}
HEADER = {"notebook_metadata_filter": "dl_course,-all", "cell_metadata_filter": "all"}  # what belongs to the course


def as_text(notebook) -> str:
    """A notebook without its outputs as text: cells, their metadata, and what the notebook says in `dl_course`."""
    notebook = stored.copy(notebook)
    notebook.metadata["jupytext"] = dict(HEADER)
    return jupytext.writes(notebook, fmt="py:percent")


def with_text(notebook, text: str):
    """The notebook that a text is, with the ids and outputs of the cells that the text leaves as they are."""
    return stored.normalise(combine_inputs_with_outputs(jupytext.reads(text, fmt="py:percent"), notebook, FORMAT))


class Pair:
    """A notebook and its text.

    Attributes:
        notebook: Path of the lesson or its solution.
        text: Path of its text.
        before: Path of what the text was when it was written.
        not_run: Path of what says that the notebook has edits with which it has not run.
    """

    def __init__(self, notebook: Path, text: Path):
        self.notebook, self.text, self.before = notebook, text, text.parent / ".before" / text.name
        self.not_run = self.before.with_name(text.name + ".not_run")

    @property
    def edited(self) -> bool:
        return self.text.is_file() and not (self.before.is_file() and _read(self.text) == _read(self.before))

    def to_text(self) -> None:
        text = as_text(stored.read(self.notebook))
        _write(self.before, text)
        _write(self.text, text)

    def changed_elsewhere(self) -> bool:
        return not self.before.is_file() or as_text(stored.read(self.notebook)) != _read(self.before)

    def run(self, root: Path) -> int:
        """Runs a notebook that has edits and stores its outputs; else leaves it alone."""
        name = self.notebook.relative_to(root)
        if not self.not_run.is_file():
            print(f"{name}: no edits, not run")
            return 0
        if status := refresh.refresh(root, [self.notebook]):
            print(
                f"{name}: the edits are in, the outputs are the old ones. Repair what is said above, then: make edited",
                file=sys.stderr,
            )
            return status
        self.not_run.unlink()
        return 0

    def to_notebook(self) -> None:
        notebook = with_text(stored.read(self.notebook), _read(self.text))
        _write(self.not_run, "")
        stored.write(self.notebook, notebook)
        self.to_text()  # the same but for blank lines: what is written by hand becomes what would be written


def pairs(root: Path, lessons) -> list[Pair]:
    """The solution and the lesson of each, with their texts: what takes seconds to run comes before what takes minutes."""
    folder = root / "edit"
    return [
        Pair(path, folder / f"{lesson.name}_{what}.py")
        for lesson in lessons
        for what, path in (("solution", lesson.solution), ("lesson", lesson.notebook))
    ]


def edit(root: Path, lessons) -> int:
    """Writes the texts, unless one of them has edits."""
    every = pairs(root, lessons)
    if edited := [pair for pair in every if pair.edited]:
        for pair in edited:
            name = pair.text.relative_to(root)
            print(f"{name} has edits. Bring them back with make edited, or delete it to lose them.", file=sys.stderr)
        return 1
    for pair in every:
        pair.to_text()
        print(f"{pair.text.relative_to(root)}: written")
    return 0


def back(root: Path, lessons) -> int:
    """Brings the edits back into the notebooks, unless one of these was changed too; then makes all that follows."""
    every = [pair for pair in pairs(root, lessons) if pair.text.is_file()]
    if not every:
        print("edit/ has no text of these lessons. Write it with: make edit LESSONS=02", file=sys.stderr)
        return 1
    edited = [pair for pair in every if pair.edited]
    if changed := [pair for pair in edited if pair.changed_elsewhere()]:
        for pair in changed:
            text, notebook = pair.text.relative_to(root), pair.notebook.relative_to(root)
            print(
                f"{notebook} was changed since {text} was written from it. Rename {text}, take the new one with make edit, "
                "and carry your edits over.",
                file=sys.stderr,
            )
        return 1
    for pair in edited:
        pair.to_notebook()
        print(f"{pair.notebook.relative_to(root)}: has the edits")
    names = sorted({pair.notebook.stem for pair in every})
    if status := hint_numbers.main(names):
        return status
    for pair in every:
        if status := pair.run(root):
            return status
    return dl_course(["release", *names])


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tools/edit_lessons.py", description="Lessons as text, and back.")
    parser.add_argument("lessons", nargs="*", metavar="NN", help="number or name of a lesson; all if none is given")
    parser.add_argument("--back", action="store_true", help="from the texts to the notebooks")
    options = parser.parse_args(arguments)
    try:
        root = course.course_root()
        return (back if options.back else edit)(root, course.choose(options.lessons, root))
    except (course.CourseNotFound, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
