"""Tables that learning platforms import: one row a student, one column a lesson."""

import csv
import io

from dl_course.grading.outcome.results import cell, number, total


def table(kind: str, results) -> str:
    """The table for a platform. What each reads was taken from its own importer.

    Moodle (Grades > Import > CSV file; docs.moodle.org "Grade import", `grade/import/csv/classes/load_data.php`): the
    columns are mapped by hand on the page after the upload: map from `username` to username, a lesson to its grade item
    (or to a new one) and its feedback to the same item's feedback. `-` is no grade. One name that is no user of the
    course ends the whole import, and so does a grade above 100 unless the site allows it. Feedback that is mapped
    without its grade erases the grade, so both stand side by side here.

    Canvas (Gradebook > Import; `lib/gradebook_importer.rb`): the header starts with Student and ID and has Section
    before the first assignment; a student is found by ID, then SIS User ID, then SIS Login ID, then by the name in the
    first column. A row whose first cell holds "Points Possible" gives the points. A column is taken for the assignment
    of exactly this title; for one that is new, Canvas asks. An empty cell where Canvas has a grade is a change like
    any other, which its page shows before it is saved.

    Args:
        kind: "moodle" or "canvas".
        results: Results as they are stored. The name of a student's folder is taken for the login.

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
    out = io.StringIO()
    writer = csv.writer(out)
    (_moodle if kind == "moodle" else _canvas)(writer, students, most)
    return out.getvalue()


def _moodle(writer, students, most):
    writer.writerow(["username", *[name for lesson in most for name in (lesson, f"{lesson} (feedback)")]])
    for student, lessons in students.items():
        cells = []
        for lesson in most:
            reached, said = lessons.get(lesson, (None, ""))
            cells += ["-" if reached is None else number(reached), cell(said)]
        writer.writerow([student, *cells])


def _canvas(writer, students, most):
    writer.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *most])
    writer.writerow(["Points Possible", "", "", "", "", *map(number, most.values())])
    for student, lessons in students.items():
        points = [number(lessons[lesson][0]) if lesson in lessons else "" for lesson in most]
        writer.writerow([student, "", "", student, "", *points])
