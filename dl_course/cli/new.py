"""`dl-course new`: an author's start: all files of a lesson, run and released, from the templates in tools/new/."""

import importlib.util
import keyword
import re
import subprocess
import sys
from pathlib import Path

from dl_course import course
from dl_course.errors import UsageError
from dl_course.files import whole_file

NAME = re.compile(r"\d\d_[a-z][a-z0-9_]*")
ROW = re.compile(r"^\| (\d\d) \| \[.*\n", flags=re.MULTILINE)  # of the README's table of lessons


def add_arguments(parser):
    parser.add_argument("name", metavar="NN_name", help="number and name of the lesson, such as 06_generalization")
    parser.add_argument("--title", help="its title; if none is given, the name as words")


def run(arguments) -> int:
    from dl_course.cli import main

    root = course.course_root()
    made = make(root, arguments.name, arguments.title or arguments.name[3:].replace("_", " ").capitalize())
    for path in made:
        print(f"{path.relative_to(root)}: written")
    numbers = [sys.executable, str(root / "tools" / "hint_numbers.py"), arguments.name]
    steps = (
        lambda: subprocess.run(numbers, cwd=root).returncode,
        lambda: main(["refresh", arguments.name]),
        lambda: main(["release", arguments.name]),
    )
    number = arguments.name[:2]
    if any(step() for step in steps):  # the first that fails is the last
        print(f"It is written, but not run. Then: make numbers refresh release LESSONS={number}", file=sys.stderr)
        return 1
    print(f"Each TODO in it waits for you. To write: make edit LESSONS={number}. The rules: CONTRIBUTING.md")
    return 0


def make(root: Path, name: str, title: str) -> list[Path]:
    """Writes the lesson, its solution, the check with an empty data file, its mistakes, and the README's row.

    Args:
        root: The course's folder.
        name: Number and name, such as "06_generalization".
        title: What the lesson is called.

    Returns:
        The files written; the notebooks among them have not run.

    Raises:
        UsageError: This is no checkout of the course's repository, a library is missing, the name is none, or it or its
            number is taken. Nothing is written.
    """
    templates, readme = root / "tools" / "new", root / "README.md"
    if not templates.is_dir():
        raise UsageError(
            f"A lesson is made in a checkout of the course's repository. Received: {root}, which has no tools/new/."
        )
    missing = [library for library in ("jupytext", "nbgrader") if importlib.util.find_spec(library) is None]
    if missing:
        raise UsageError(
            f"To make a lesson, {' and '.join(missing)} must be installed: pip install -e '.[dev]' -c requirements.lock "
            "(make test does it)."
        )
    if not NAME.fullmatch(name) or keyword.iskeyword(name[3:]):
        raise UsageError(
            "A lesson is named by two digits, an underscore and a name in small letters, which becomes a module of Python: "
            f"06_generalization. Received: {name!r}."
        )
    there = course.lessons(root)
    if any(lesson.number == name[:2] for lesson in there):
        raise UsageError(f"There is a lesson {name[:2]}. There are: {', '.join(lesson.name for lesson in there)}.")
    module = name[3:]
    files = {
        root / "notebooks" / f"{name}.ipynb": "lesson.py",
        root / "solutions" / name / f"{name}.ipynb": "solution.py",
        root / "dl_course" / "checks" / f"{module}.py": "check.py",
        root / "tests" / "mistakes" / f"{module}.py": "mistakes.py",
    }
    data = root / "dl_course" / "checks" / f"{module}.json"
    taken = [path for path in (*files, data, root / "exercises" / name) if path.exists()]
    if taken:
        raise UsageError(f"The name {module!r} is taken: there is {taken[0].relative_to(root)}.")
    row = f"| {name[:2]} | [{title}](notebooks/{name}.ipynb) | TODO: this lesson is empty so far |\n"
    table = _with_row(readme.read_text(encoding="utf-8"), row)
    words = {"folder": name, "module": module, "number": name[:2], "title": title}
    for path, template in files.items():
        text = (templates / template).read_text(encoding="utf-8")
        text = re.sub(r"\blesson_(folder|module|number|title)\b", lambda match: words[match[1]], text)
        _write(path, _notebook(text) if path.suffix == ".ipynb" else text)
    _write(data, "{}\n")  # a check reads it when it is imported: first empty, then with numbers
    _write(readme, table)
    return [*files, data, readme]


def _with_row(readme: str, row: str) -> str:
    """The README with one row more in its table of lessons, in the order of the numbers."""
    rows = list(ROW.finditer(readme))
    if not rows:
        raise UsageError("README.md has no table of lessons: a row of it begins with | 00 | [")
    place = next((found.start() for found in rows if found[0] > row), rows[-1].end())
    return readme[:place] + row + readme[place:]


def _notebook(text: str) -> str:
    """A notebook as it is stored, from a text in the py:percent format."""
    import jupytext

    from dl_course import stored

    return stored.as_text(stored.normalise(jupytext.reads(text, fmt="py:percent")))


def _write(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode())
