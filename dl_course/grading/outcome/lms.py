"""Tables that learning platforms import: one row a student, one column a lesson."""

import csv
import html
import io
from collections.abc import Iterable

from dl_course.grading.outcome.results import cell, number, total


def tables(kind: str, results, listed: Iterable[dict] = ()) -> dict[str, str]:
    """The tables for a platform, by the names of their files. What each reads was taken from its own importer.

    Moodle (Grades > Import > CSV file; docs.moodle.org "Grade import", `grade/import/csv/classes/load_data.php`): the
    columns are mapped by hand on the page after the upload: map from `username` to username (or from the e-mail address or
    the ID number, where they are known), a lesson to its grade item (or to a new one) and its feedback to the same item's
    feedback. `-` is no grade. One name that is no user of the course ends the whole import, and so does a grade above 100
    unless the site allows it; an empty name would give the row to the student above, so there is none. Feedback that is
    mapped without its grade erases the grade, so both stand side by side here.

    Moodle's grading worksheet (the assignment > Upload grading worksheet; `mod/assign/feedback/offline/importgradeslib.php`)
    is for one assignment, finds a student by the participant's number, and needs no more than that: one table a lesson, for
    those whose number `dl-course collect` found. Without a date of the last change Moodle leaves grades alone that are
    there already, unless its box for that is ticked.

    Canvas (Gradebook > Import; `lib/gradebook_importer.rb`): the header starts with Student and ID and has Section
    before the first assignment; a student is found by ID, then SIS User ID, then SIS Login ID, then by the name in the
    first column. A row whose first cell holds "Points Possible" gives the points. A column is taken for the assignment
    of exactly this title; for one that is new, Canvas asks. An empty cell where Canvas has a grade is a change like
    any other, which its page shows before it is saved.

    Args:
        kind: "moodle" or "canvas".
        results: Results as they are stored.
        listed: Rows of `students.csv`. The name of a folder that is not in it is taken for the login.

    Raises:
        ValueError: `kind` is another platform.
    """
    if kind not in ("moodle", "canvas"):
        raise ValueError(f"lms must be moodle or canvas. Received: {kind!r}.")
    students: dict[str, dict[str, tuple[float, str]]] = {}
    most: dict[str, float] = {}
    for result in results:
        reached, possible = total(result)
        said = "; ".join(filter(None, (verdict["message"] for verdict in result["verdicts"])))
        students.setdefault(result["student"], {})[result["lesson"]] = (reached, result["problem"] or said)
        most[result["lesson"]] = possible
    listed = [row for row in listed if row["lms"] == kind]
    known: dict[str, dict] = {}
    for row in listed:
        known.setdefault(row["student"], {}).update({name: value for name, value in row.items() if value})
    if kind == "canvas":
        return {"canvas.csv": _text(_canvas(students, most, known))}
    worksheets = {f"moodle-{lesson}.csv": _worksheet(students, lesson, listed) for lesson in most}
    filled = {name: _text(rows) for name, rows in worksheets.items() if len(rows) > 1}
    return {"moodle.csv": _text(_moodle(students, most, known)), **filled}


def _text(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _moodle(students, most, known):
    names = {"username": "login", "ID number": "id_number", "Email address": "email"}
    by = {heading: name for heading, name in names.items() if any(name in about for about in known.values())}
    by = by or {"username": "login"}
    rows = [[*by, *(["Full name"] if known else []), *(name for m in most for name in (m, f"{m} (feedback)"))]]
    for student, lessons in students.items():
        about = known.get(student, {})
        cells = [about.get(name, student) for name in by.values()]
        cells += [cell(about.get("name", student))] if known else []
        for lesson in most:
            reached, said = lessons.get(lesson, (None, ""))
            cells += ["-" if reached is None else number(reached), cell(said)]
        rows.append(cells)
    return rows


def _worksheet(students, lesson, listed):
    rows = [["Identifier", "Full name", "Grade", "Last modified (grade)", "Feedback comments"]]
    for row in listed:
        reached, said = students.get(row["student"], {}).get(lesson, (None, ""))
        if row["lesson"] == lesson and row["identifier"] and reached is not None:
            feedback = cell(html.escape(said, quote=False))
            rows.append([row["identifier"], cell(row["name"]), number(reached), "-", feedback])
    return rows


def _canvas(students, most, known):
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *most]]
    rows += [["Points Possible", "", "", "", "", *map(number, most.values())]]
    for student, lessons in students.items():
        about = known.get(student, {"name": student, "login": student})
        who = [about.get(name, "") for name in ("name", "identifier", "id_number", "login")]
        who[0] = cell(who[0]) if who[1] else who[0]  # found by the ID, not by the name
        points = [number(lessons[lesson][0]) if lesson in lessons else "" for lesson in most]
        rows.append([*who, "", *points])
    return rows
