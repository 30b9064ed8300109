"""Tables that learning platforms import: one row a student, one column a lesson."""

import csv
import io

from dl_course.grading.results import number, total


def table(kind: str, results) -> str:
    """The table for a platform.

    Moodle (Grades > Import > CSV file) maps `username` to its own field; feedback has a column of its own.
    Canvas (Grades > Import) recognises students by `SIS Login ID` and reads the line "Points Possible".

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
            cells += ["-" if reached is None else number(reached), said]
        writer.writerow([student, *cells])


def _canvas(writer, students, most):
    writer.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *most])
    writer.writerow(["Points Possible", "", "", "", "", *map(number, most.values())])
    for student, lessons in students.items():
        points = [number(lessons[lesson][0]) if lesson in lessons else "" for lesson in most]
        writer.writerow([student, "", "", student, "", *points])
