"""Brings the files of a platform's zip into folders of students, one a lesson, as the grader reads them.

Names in the zip are read, never used as paths. Beside the folders lies `students.csv`: whose each folder is, so that `grade
--lms` writes tables in which the platform finds them again, and the next zip's files go to the same folder of the same student.
"""

import collections
import csv
import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from dl_course import course
from dl_course.errors import UsageError
from dl_course.files import put_aside, whole_file
from dl_course.grading import archive, cohort, platforms
from dl_course.grading.outcome.results import cell
from dl_course.grading.platforms import BLIND, letters, number, safe
from dl_course.grading.sandbox.limits import Limits

_NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)*$", re.IGNORECASE)  # some browsers add an ending of their own
_MOST_FILES = 20  # of one submission
_KEYS = ("login", "id_number", "email")


@dataclass
class Collected:
    """What became of a zip.

    Attributes:
        lesson: Name of the lesson.
        folders: Folder of a student -> what to say of the submission.
        counts: How many notebooks are "new", "changed", "same", and how many submissions have "none".
        left_out: What could not be taken from the zip, and why.
        earlier: Folders with this lesson whose students are not in this zip.
        listed: How many the roster has; 0 without one.
        unknown: Names of those who are not in the roster.
        absent: Names of those in the roster who handed in nothing.
    """

    lesson: str
    folders: dict[str, list[str]]
    left_out: list[str]
    earlier: list[str]
    listed: int
    unknown: list[str]
    absent: list[str]
    counts: collections.Counter = field(default_factory=collections.Counter)


def collect(file: Path, lms: str, into: Path, asked: str | None = None, roster: Path | None = None) -> Collected:
    """Brings the submissions in a zip to `<into>/<student>/<lesson>/<lesson>.ipynb`, and writes `students.csv`.

    What is there already with another content is put aside under another name, so nothing is lost.

    Args:
        file: The zip.
        lms: "moodle" or "canvas".
        into: Folder of the students' folders.
        asked: Number or name of the lesson; None to tell it by the names of the notebooks.
        roster: Table of the course's students.

    Raises:
        UsageError: This is no such zip or roster, or nothing says which lesson it is. Nothing was written.
        OSError: `into` cannot be written. What was written so far is whole, and another run goes on.
    """
    rows = cohort.listed(into)
    if rows is None:
        raise UsageError(f"{into / cohort.LISTED} is not one that collect wrote. Give it another name.")
    lessons = [lesson.name for lesson in course.lessons()]
    with archive.opened(file) as opened:
        entries, left_out = archive.entries(opened)
        people, odd = _people(file, lms, list(entries))
        left_out += [f"{archive.shown(name)}: is not named as {lms.capitalize()} does" for name in odd]
        lesson = _lesson(asked, [file.name for person in people for file in person.files], lessons)
        listed = platforms.roster(roster, lms) if roster else []
        unknown, absent = platforms.match(lms, people, listed)
        folders = _folders(people, rows, lesson, lms)
        plans = {folder: _plan(person, lesson, lessons, lms) for folder, person in folders.items()}
        notes = {folder: notes for folder, (_, notes) in plans.items()}
        numbers = collections.Counter(person.identifier for person in people if person.identifier)
        for folder, person in folders.items():
            if numbers[person.identifier] > 1:
                notes[folder].append(f"{person.identifier} stands at several names in this zip")
        earlier = [row for row in rows if row["lesson"] == lesson and row["student"] not in folders]
        absent = [person for person in absent if not any(_same(row, person, lesson, lms) for row in earlier)]
        collected = Collected(
            lesson, notes, left_out, [row["student"] for row in earlier], len(listed),
            [person.name for person in unknown if listed], [person.name or person.identifier for person in absent],
        )  # fmt: skip
        _write_table(
            into, rows, lesson, lms, folders, notes
        )  # first: whose a folder is must be known if this is cut off
        for folder, (targets, _) in plans.items():
            state = _put(opened, entries, targets, into / folder / lesson, notes[folder], left_out)
            collected.counts[state] += 1
        _write_table(into, rows, lesson, lms, folders, notes)
    return collected


def _people(file, lms, names):
    if not names:
        raise UsageError(f"{file} holds no file. Did anybody hand in?")
    by = platforms.written_by(names)
    if not by:
        raise UsageError(
            f'No file in {file} has a name that {lms.capitalize()} gives in "download all submissions". The first one is '
            f"{archive.shown(names[0])}."
        )
    if by != lms:
        raise UsageError(f"{file} was made by {by.capitalize()}. Say so: --lms {by}")
    return platforms.people(lms, names)


def _lesson(asked, names, lessons):
    if asked:
        return course.choose([asked])[0].name
    counts = collections.Counter(filter(None, (_lesson_of(name, lessons) for name in names if _NOTEBOOK.search(name))))
    best, most = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    if not best or 2 * most <= counts.total():
        found = ", ".join(f"{name} ({count})" for name, count in counts.most_common()) or "none"
        raise UsageError(
            f"The names of the notebooks do not say which lesson it is. Found: {found}. Say it: --lesson NN"
        )
    return best


def _lesson_of(name, lessons):
    plain = re.sub(r"[ -]", "_", name.casefold())
    return next((lesson for lesson in lessons if re.search(rf"(?<![a-z\d]){lesson}(?![a-z])", plain)), "")


def _same(row, person, lesson, lms):
    """Whether a row of students.csv is this person; None where nothing tells."""
    if row["lms"] != lms:
        return None
    numbers = {number(row["identifier"]), number(person.identifier)}
    comparable = "" not in numbers and (lms == "canvas" or row["lesson"] == lesson)
    if comparable and len(numbers) == 1:
        return True
    for key in _KEYS:
        if row[key] and getattr(person, key):
            return row[key].casefold() == getattr(person, key).casefold()
    return False if comparable else None


def _folders(people, rows, lesson, lms):
    """Folder -> person. Who has one already keeps it; two of one name get their numbers behind it."""
    known, index = collections.defaultdict(list), collections.defaultdict(set)
    for row in rows:
        known[row["student"]].append(row)
        for mark in _marks(row.get):
            index[mark].add(row["student"])
    names = collections.Counter(letters(person.name) for person in people)
    taken = {folder.casefold() for folder in (*known, *cohort.NO_STUDENTS)}
    folders, waiting = {}, []
    for person in people:
        near = sorted(set().union(*(index[mark] for mark in _marks(vars(person).get))))
        answers = {folder: {_same(row, person, lesson, lms) for row in known[folder]} for folder in near}
        sure = [folder for folder, said in answers.items() if True in said and folder not in folders]
        if sure:
            same_name = [f for f in sure if letters(known[f][0]["name"]) == letters(person.name)]
            folders[(same_name or sure)[0]] = person
        else:
            waiting.append((person, [folder for folder, said in answers.items() if said == {None}]))
    for person, possible in waiting:
        alone = names[letters(person.name)] == 1 and person.name != BLIND
        called = [f for f in possible if f not in folders and letters(known[f][0]["name"]) == letters(person.name)]
        if alone and len(called) == 1:
            folders[called[0]] = person
            continue
        base = name = safe(person.name)
        if not alone or name.casefold() in taken:
            base = name = safe(f"{safe(person.name, 80)}_{number(person.identifier)}".rstrip("_"))
        times = 1
        while name.casefold() in taken:
            times += 1
            name = f"{base}_{times}"
        taken.add(name.casefold())
        folders[name] = person
    return folders


def _marks(get):
    """What a row of students.csv may share with a person: where they share none of it, they are not the same."""
    marks = {key: get(key).casefold() for key in _KEYS} | {"number": number(get("identifier"))}
    return [*((key, value) for key, value in marks.items() if value), ("name", letters(get("name")))]


def _plan(person, lesson, lessons, lms):
    """Which file of a submission gets which name, and what to say of it."""
    wanted, notes = f"{lesson}.ipynb", ["late"] if person.late else []
    notebooks = [file for file in person.files if _NOTEBOOK.search(file.name) and not file.typed]
    of = {file: _lesson_of(file.name, lessons) for file in notebooks}
    mine = [file for file in notebooks if of[file] == lesson]
    pool = mine or [file for file in notebooks if not of[file]]
    exact = sorted((file for file in pool if file.name == wanted), key=lambda file: file.inside)
    newest = max(mine, key=lambda file: file.number, default=None) if lms == "canvas" else None
    chosen = pool[0] if len(pool) == 1 else newest or next(iter(exact), None)
    called = ", ".join(file.name for file in notebooks[:5])
    if len(mine) > 1:
        notes.append(f"handed in {len(mine)} notebooks ({called}); taken: {chosen.name if chosen else 'none'}")
    elif len(pool) > 1:
        notes.append(f"several notebooks ({called}), and none is called {wanted}")
    elif not pool and notebooks:
        notes.append(f"wrong lesson? The notebook is called {called}")
    elif not notebooks:
        typed = all(file.typed for file in person.files)
        have = "what was typed into the page" if typed else ", ".join(file.name for file in person.files[:5])
        notes.append(f"no notebook; there is only: {have}")
    if chosen and chosen not in mine:
        notes.append(f"the notebook is called {chosen.name}")
    if chosen and lms == "canvas" and chosen in mine and re.search(r"-\d+\.ipynb$", chosen.name):
        notes.append(f"handed in again ({chosen.name})")
    if chosen and chosen.inside:
        notes.append("the notebook lay in a folder")
    targets, taken = ([(chosen, wanted)] if chosen else []), {wanted.casefold()}
    for file in [file for file in notebooks or person.files if file != chosen][:_MOST_FILES]:
        name, times = file.name, 1
        while name.casefold() in taken:
            times += 1
            name = f"{times}_{file.name}"
        taken.add(name.casefold())
        targets.append((file, name))
    return targets, notes


def _put(opened, entries, targets, folder, notes, said):
    """Writes the files of one submission.

    Returns:
        What became of the notebook: "new", "changed", "same" or "none".
    """
    if folder.is_symlink() or folder.parent.is_symlink():
        said.append(f"{folder}: a folder on the way is a link, so nothing was written there")
        return "none"
    left, done = Limits().notebook_mb << 20, "none"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder.with_suffix(".ipynb").name
    for file, name in targets:
        data, problem = archive.read(opened, entries[file.at], left)
        if problem:
            notes.append(f"{file.name} {problem}")
            said.append(f"{folder.parent.name}: {file.name} {problem}")
            continue
        left -= len(data)
        if name == wanted and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            notes.append(f"{file.name} holds no notebook")
        state = _write(folder / name, data, notes)
        done = state if name == wanted else done
    if done == "none" and (folder / wanted).exists():
        notes.append("the notebook of an earlier zip stays, and is graded")
    return done


def _write(path, data, notes):
    there = os.path.lexists(path)
    plain = path.is_file() and not path.is_symlink() and path.stat().st_size == len(data)
    if plain and path.read_bytes() == data:
        return "same"
    with whole_file(path, lasting=False) as file:  # the zip is still there
        file.write(data)
        file.flush()
        if there:
            notes.append(f"{path.name} has changed; the earlier one is now {put_aside(path).name}")
    return "changed" if there else "new"


def _write_table(into, rows, lesson, lms, folders, notes):
    every = {(row["student"], row["lesson"]): row for row in rows}
    for folder, person in folders.items():
        about = {name: getattr(person, name) for name in ("identifier", "name", "id_number", "login", "email")}
        new = {"student": folder, "lesson": lesson, "lms": lms, **about, "note": "; ".join(notes[folder])}
        old = every.get((folder, lesson), {})
        every[folder, lesson] = old | {name: value for name, value in new.items() if value or name == "note"}
    text = io.StringIO()
    columns = [*cohort.COLUMNS, *(name for row in rows[:1] for name in row if name not in cohort.COLUMNS)]
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    for _, row in sorted(every.items()):
        writer.writerow({name: cell(value) for name, value in row.items()})
    with whole_file(into / cohort.LISTED) as file:
        file.write(text.getvalue().encode("utf-8-sig"))
