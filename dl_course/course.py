"""Where the lessons lie: finds the course's folder and lists its lessons."""

import difflib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from dl_course.errors import UsageError


class CourseNotFound(UsageError):
    """No folder with `notebooks/` was found."""


@dataclass(frozen=True)
class Lesson:
    """One numbered lesson and the files that belong to it.

    Attributes:
        name: Number and name, such as "01_neuron".
        notebook: The lesson itself.
        solution: The exercise with its answers.
        exercise: The exercise as a student gets it.
    """

    name: str
    notebook: Path
    solution: Path
    exercise: Path

    @property
    def number(self) -> str:
        return self.name[:2]

    @property
    def minutes(self) -> dict[str, int]:
        """Minutes to read and to run, as the lesson's metadata states them."""
        return json.loads(self.notebook.read_text(encoding="utf-8"))["metadata"].get("dl_course", {}).get("minutes", {})

    @property
    def title(self) -> str:
        """The lesson's first heading."""
        cells = json.loads(self.notebook.read_text(encoding="utf-8"))["cells"]
        text = "".join(cells[0]["source"]) if cells else ""
        heading = re.search(r"^# (?:\d\d\s*[·:.]?\s*)?(.+)$", text, flags=re.MULTILINE)
        return heading.group(1).strip() if heading else self.name


def came_along() -> Path:
    """The folder with `data/` and `notebooks/` that came with the package: inside a wheel, else the one around it."""
    package = Path(__file__).resolve().parent
    inside = package / "_course"
    return inside if inside.is_dir() else package.parent


def course_root(start: Path | None = None) -> Path:
    """The folder that holds `notebooks/`: here, above here, or the one that came with the package.

    Args:
        start: Folder to start at; the current one if None.

    Raises:
        CourseNotFound: None of these folders is the course.
    """
    here = Path(start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir() and (folder / "solutions").is_dir():
            return folder
    if (came_along() / "notebooks").is_dir():
        return came_along()
    raise CourseNotFound(
        f"No course here: neither {here} nor a folder above it has notebooks/ and solutions/. "
        "Change to the course's folder and try again."
    )


def lessons(root: Path | None = None) -> list[Lesson]:
    """All lessons of the course in their order."""
    root = course_root(root)
    found = []
    for notebook in sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        name = notebook.stem
        found.append(
            Lesson(
                name=name,
                notebook=notebook,
                solution=root / "solutions" / name / f"{name}.ipynb",
                exercise=root / "exercises" / name / f"{name}.ipynb",
            )
        )
    return found


def lessons_of(solutions: Path) -> list[Lesson]:
    """The lessons of a folder of solutions, NN_name/NN_name.ipynb, that need not be those of the course.

    Raises:
        UsageError: There is none.
    """
    found = [path for path in sorted(solutions.glob("[0-9][0-9]_*/*.ipynb")) if path.stem == path.parent.name]
    if not found:
        raise UsageError(f"{solutions} has no NN_name/NN_name.ipynb. Of a whole course, name its folder solutions.")
    return [Lesson(name=path.stem, notebook=path, solution=path, exercise=path) for path in found]


def choose(numbers: list[str], every: Path | list[Lesson] | None = None) -> list[Lesson]:
    """The lessons with these numbers or names; all of them if the list is empty.

    Args:
        numbers: What a person typed.
        every: The lessons to choose from, or the course's folder.

    Raises:
        UsageError: There is no such lesson.
    """
    every = every if isinstance(every, list) else lessons(every)
    if not numbers:
        return every
    chosen = []
    for wanted in numbers:
        match = [lesson for lesson in every if wanted in (lesson.name, lesson.number, lesson.number.lstrip("0"))]
        if not match:
            have = ", ".join(lesson.name for lesson in every) or "none yet"
            raise UsageError(f"There is no lesson {wanted!r}.{_meant(wanted, every)} There are: {have}.")
        chosen += match
    return chosen


def _meant(wanted: str, every: list[Lesson]) -> str:
    """A question after the lesson whose name is close to what was typed."""
    names = {form: lesson.name for lesson in every for form in (lesson.name[3:], lesson.name)}
    close = difflib.get_close_matches(wanted.lower(), names, n=1)
    return f" Did you mean {names[close[0]]}?" if close else ""
