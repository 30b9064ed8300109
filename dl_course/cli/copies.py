"""A student's own copies of lessons and exercises: made once, following the course while untouched, never overwritten.

A copy remembers in its own metadata what it was made from (`dl_course.copied`). So it can be renamed, moved or mailed,
two JupyterLabs may run at once, and no second file can disagree with it. Touched is what says something else than it
did: outputs, metadata and the way a program formats the file do not count.
"""

import hashlib
import json
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dl_course
from dl_course import course, stored
from dl_course.errors import NotPossible, UsageError
from dl_course.files import put_aside
from dl_course.stored import NotebookNode


class NoPlaceForCopies(NotPossible):
    """The folder for the copies cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Notebook:
    """One notebook as the course has it.

    Attributes:
        latest: The course's newest version without outputs; None where only an edited one is left.
        edited: The same file with what somebody wrote into it in the course's own folder; None if nobody did.
    """

    latest: NotebookNode | None
    edited: NotebookNode | None = None


def work_folder(root: Path) -> Path:
    """Where the student's copies lie; it may not exist yet.

    DL_COURSE_WORK, or `work/` in the course's folder. Where the course came as an installed package and so has no folder
    that is the student's: `work/` in the current folder, or in the one above it that has it already.
    """
    if named := os.environ.get("DL_COURSE_WORK"):
        return Path(named).expanduser().absolute()
    if not root.is_relative_to(Path(dl_course.__file__).resolve().parent):
        return root / "work"
    here = Path.cwd()
    return next((up / "work" for up in (here, *here.parents) if (up / "work/notebooks").is_dir()), here / "work")


def copy_of(path: Path, root: Path) -> Path:
    """The student's copy of a notebook of the course: the same place, seen from the work folder."""
    return work_folder(root) / path.relative_to(root)


def exercise_of(lesson: course.Lesson, root: Path) -> Path:
    """The exercise as the student has it: the copy, or the course's own where there is no copy."""
    mine = copy_of(lesson.exercise, root)
    return mine if mine.is_file() else lesson.exercise


def one_exercise_of(lesson: course.Lesson, root: Path) -> Path:
    """The exercise as the student has it.

    Raises:
        UsageError: The lesson has none.
    """
    path = exercise_of(lesson, root)
    if not path.is_file() and not lesson.solution.is_file():
        raise UsageError(
            f"Lesson {lesson.number} has no exercise. An exam to practise: dl-course exam --seed 1. "
            "To check what you have answered there: dl-course check work/exams/19_exam_1/19_exam_1.ipynb"
        )
    return path


def shown(path: Path) -> str:
    """A path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def fingerprint(notebook: NotebookNode) -> str:
    """What a notebook says, as 16 hexadecimal digits: kind and source of its cells.

    Empty cells do not count: JupyterLab adds one where the last cell is run by Shift+Enter.
    """
    says = [[cell.cell_type, cell.source] for cell in notebook.cells if cell.source.strip()]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:16]


def remembered(notebook: NotebookNode, what: str) -> dict:
    """What was noted in a notebook, `copied` or `handed_in`: {"version": ..., "sources": ...}, or {}."""
    own = notebook.metadata.get("dl_course")
    noted = own.get(what) if isinstance(own, dict) else None
    return noted if isinstance(noted, dict) else {}


def note(notebook: NotebookNode, what: str, origin: NotebookNode) -> None:
    """Notes the package's version and the fingerprint of a notebook in the metadata of another one, or of itself."""
    own = notebook.metadata.get("dl_course")
    noted = {"version": dl_course.__version__, "sources": fingerprint(origin)}
    notebook.metadata["dl_course"] = {**(own if isinstance(own, dict) else {}), what: noted}


def cleared(notebook: NotebookNode) -> NotebookNode:
    """A notebook of its own without outputs, counts and what a browser keeps in it."""
    notebook = stored.copy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(execution_count=None, outputs=[])
    return stored.normalise(notebook)


def update(lessons: list[course.Lesson], root: Path, renew: course.Lesson | None = None) -> list[str]:
    """Copies what is not there yet, and lets untouched copies follow the course.

    Args:
        lessons: Whose lesson and exercise to copy.
        root: The course's folder.
        renew: Put the copies of this lesson aside and make new ones: those of which the course has a newer version, or
            both where it has none.

    Returns:
        What the student should know, a line each.

    Raises:
        NoPlaceForCopies: The work folder is the course itself, or cannot be written. What was copied so far is whole.
    """
    work = work_folder(root)
    for part in ("notebooks", "exercises"):
        if (work / part).resolve() == (root / part).resolve():
            raise NoPlaceForCopies(
                f"Your copies cannot lie in {work}: that is the course's own folder. "
                "Name another one in the environment variable DL_COURSE_WORK."
            )
    told, count = [], {"new": 0, "followed": 0}
    edited = _changed_since_commit(root)
    with _writable(work):
        for lesson in lessons:
            ours = {}
            for path in (lesson.notebook, lesson.exercise):
                if path.is_file():
                    try:
                        ours[path] = _read(path, root, path in edited)
                    except stored.NotebookError as error:
                        told.append(f"{error} The course itself is damaged there. Restore it with: git checkout {path}")
            if lesson == renew:
                told += _renew({path: notebook.latest for path, notebook in ours.items()}, root)
            for path, notebook in ours.items():
                told += _update_one(copy_of(path, root), notebook, lesson, count)
    if count["followed"]:
        are = "is" if count["followed"] == 1 else "are"
        told.insert(0, f"{_notebooks(count['followed'])} that you had not changed {are} now as the course has it.")
    if count["new"]:
        place = f"{_notebooks(count['new'])} copied to {shown(work)}: these are yours to change."
        told.insert(0, f"{place} (DL_COURSE_WORK names another folder.)")
    return told


def hand_in(path: Path, to: Path) -> tuple[Path, Path | None]:
    """Writes the file to hand in: an exercise without outputs that says from which version of the course it is.

    Its metadata get `dl_course.handed_in` beside `dl_course.copied`: {"version": of the package, "sources": fingerprint}.

    Returns:
        The file, and the name that an earlier one got if somebody changed that by hand.

    Raises:
        NotebookError: `path` is not a notebook.
        NoPlaceForCopies: `to` cannot be written.
    """
    notebook, aside = cleared(stored.read(path)), None
    note(notebook, "handed_in", notebook)
    with _writable(to.parent):
        if os.path.lexists(to) and _changed_by_hand(to):
            aside = put_aside(to)
        stored.write(to, notebook)
    return to, aside


@contextmanager
def _writable(folder: Path):
    """Says in words that a folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise NoPlaceForCopies(
            f"{folder} cannot be written: {error.strerror}. Make room there or make it writable, or name another folder "
            "for your copies in the environment variable DL_COURSE_WORK."
        ) from None


def _changed_by_hand(path: Path) -> bool:
    try:
        notebook = stored.read(path)
    except stored.NotebookError:
        return True
    return remembered(notebook, "handed_in").get("sources") != fingerprint(notebook)


def _update_one(path: Path, ours: Notebook, lesson: course.Lesson, count: dict[str, int]) -> list[str]:
    """Makes one copy, or lets it follow; returns what to say of it."""
    if path.is_symlink():
        return []  # a student who made a link knows better
    if not path.exists():
        if ours.edited is None:
            _write(path, cleared(ours.latest), ours.latest)
            count["new"] += 1
            return []
        _write(path, ours.edited, ours.latest)
        return [
            f"What you wrote into the course's own {lesson.name}.ipynb was taken over into {shown(path)}: go on there. "
            "The old file is left as it is."
        ]
    try:
        mine = stored.read(path)
    except stored.NotebookError as error:
        return [
            f"{error} It is left as it is. To put it aside and get a new one: dl-course lab {lesson.number} --fresh"
        ]
    origin, now = remembered(mine, "copied").get("sources"), fingerprint(mine)
    if ours.latest is None or origin is None or fingerprint(ours.latest) in (origin, now):
        return []
    if now != origin:
        return [
            f"{shown(path)} is kept as you changed it, and the course has a newer version. "
            f"To put yours aside and get that: dl-course lab {lesson.number} --fresh"
        ]
    _write(path, _with_outputs(cleared(ours.latest), mine), ours.latest)
    count["followed"] += 1
    return []


def _renew(latest: dict[Path, NotebookNode | None], root: Path) -> list[str]:
    """Puts copies of one lesson aside and makes new ones."""
    told, there = [], {path: copy_of(path, root) for path in latest if os.path.lexists(copy_of(path, root))}
    behind = {path: mine for path, mine in there.items() if _is_behind(mine, latest[path])}
    for path, mine in (behind or there).items():
        if latest[path] is None:
            told.append(f"{path} holds answers itself, so there is no new copy of it. Restore it: git checkout {path}")
            continue
        new = cleared(latest[path])
        note(new, "copied", latest[path])
        if not mine.is_symlink() and mine.read_bytes() == stored.as_text(new).encode():
            continue
        aside = put_aside(mine)
        stored.write(mine, new)
        told.append(f"{shown(mine)} is new. Your old one is {shown(aside)}.")
    return told


def _is_behind(path: Path, latest: NotebookNode | None) -> bool:
    """Whether a copy was made from an older version than the course has now, or cannot be read."""
    try:
        origin = remembered(stored.read(path), "copied").get("sources")
    except stored.NotebookError:
        return True
    return latest is not None and origin not in (None, fingerprint(latest))


def _write(path: Path, notebook: NotebookNode, origin: NotebookNode | None) -> None:
    if origin is not None:
        note(notebook, "copied", origin)
    stored.write(path, notebook)


def _with_outputs(new: NotebookNode, mine: NotebookNode) -> NotebookNode:
    """The new version with what the student's cells printed, where the cell is still the same one."""
    printed = {cell.id: cell for cell in mine.cells if cell.cell_type == "code"}
    for cell in new.cells:
        old = printed.get(cell.id)
        if cell.cell_type == "code" and old is not None and old.source == cell.source:
            cell.update(execution_count=old.execution_count, outputs=old.outputs)
    if "widgets" in mine.metadata:
        new.metadata["widgets"] = mine.metadata["widgets"]
    return new


def _read(path: Path, root: Path, changed: bool) -> Notebook:
    """A notebook of the course, told from what somebody wrote into it.

    Git knows the difference. Without git, or where the answers were committed: an answer cell without its
    NotImplementedError was answered.
    """
    here = stored.read(path)
    committed = _committed(path, root) if changed else None
    if committed is not None and fingerprint(committed) != fingerprint(here):
        return Notebook(committed, edited=here)
    answers = [cell for cell in here.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    if any("NotImplementedError" not in cell.source for cell in answers):
        return Notebook(None, edited=here)
    return Notebook(here)


def _changed_since_commit(root: Path) -> set[Path]:
    """Lessons and exercises that differ from the last commit; none where git cannot say."""
    names = _git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "notebooks", "exercises") or b""
    return {root / os.fsdecode(name) for name in names.split(b"\0") if name}


def _committed(path: Path, root: Path) -> NotebookNode | None:
    text = _git(root, "show", f"HEAD:./{path.relative_to(root).as_posix()}")
    try:
        return None if text is None else stored.parse(text.decode(), str(path))
    except (stored.NotebookError, UnicodeDecodeError):
        return None


def _git(root: Path, *words: str) -> bytes | None:
    """What git prints, or None where there is no git, no repository or no commit."""
    try:
        return subprocess.run(["git", "-C", str(root), *words], capture_output=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def _notebooks(count: int) -> str:
    return f"{count} notebook{'s' if count != 1 else ''}"
