"""A run of the grader: what is new is judged, every result is written as it comes, tables and pages are made at the end."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from dl_course.course import Lesson
from dl_course.exercises.exercise import read_exercise
from dl_course.exercises.marks import ExerciseError
from dl_course.grading import cohort
from dl_course.grading.basis import Basis
from dl_course.grading.cohort import Entry
from dl_course.grading.outcome import results
from dl_course.grading.outcome.results import Decisions, Results
from dl_course.grading.outcome.verdict import Status, verdict
from dl_course.grading.popular import Popular
from dl_course.grading.sandbox import walls
from dl_course.grading.settings import Refused, Settings
from dl_course.progress import Progress


@dataclass
class Outcome:
    """What a run did.

    Attributes:
        judged: Submissions judged in this run.
        kept: Submissions whose result was still valid.
        failed: Submissions that could not be judged.
        again: Submissions that were judged once more, alone, as a process ended or time was up the first time.
        older: Of those judged, how many had a result of an earlier version, which does not say what it depended on.
        decided: Tasks whose points the instructor has decided.
        interrupted: Why it ended early, or nothing.
        released: Lesson -> student -> what of the exercise has changed since the release that the student worked on.
        written: Whether results, tables and pages were written; not where `confirm` said no.
        lessons: Lesson -> protections in force, what is missing now or was when a kept result was judged, the environment,
            seconds.
    """

    judged: int = 0
    kept: int = 0
    failed: int = 0
    again: int = 0
    older: int = 0
    decided: int = 0
    interrupted: str = ""
    released: dict[str, dict] = field(default_factory=dict)
    written: bool = True
    lessons: dict[str, dict] = field(default_factory=dict)


class Change(NamedTuple):
    """Points that are about to change; None where there is no such task, or a person gives the points."""

    student: str
    lesson: str
    task: str
    before: float | None
    after: float | None


def grade(
    lessons: list[Lesson],
    settings: Settings,
    decisions: Decisions | None = None,
    confirm: Callable[[list[Change]], bool] | None = None,
) -> Outcome:
    """Grades these lessons of a cohort.

    Args:
        lessons: What to grade.
        settings: How.
        decisions: The instructor's own, which stand above the verdicts.
        confirm: Is given the points that would change, before anything is written, and says whether to write it. If None,
            every result is written as it comes.

    Raises:
        Refused: The run cannot start: a broken solution, a missing protection.
        InUse: Another grader works on the folder.
        NotADirectoryError: There is no folder of submissions.
    """
    cohort.students(settings.submitted)
    if settings.submitted in (settings.out, *settings.out.parents):
        raise Refused(f"--out must not lie in SUBMITTED, where it would be a student. Received: {settings.out}.")
    try:
        held = Results(settings.out, decisions)
    except OSError as error:
        raise Refused(f"--out {settings.out} cannot be written: {error.strerror}. Choose another folder.") from None
    outcome = Outcome()
    with held.locked():
        began, refused, waiting = time.time(), [], []
        try:
            for lesson in lessons:
                try:
                    _grade_lesson(lesson, settings, held, outcome, waiting.append if confirm else held.save)
                except Refused as error:  # the other lessons are graded all the same
                    refused.append(str(error))
        except KeyboardInterrupt:
            outcome.interrupted = "stopped by Ctrl-C"
        except OSError as error:
            outcome.interrupted = f"{error.strerror or error}: {error.filename or settings.out}"
        if refused and len(refused) == len(lessons):
            raise Refused("\n".join(refused))
        if confirm:
            outcome.written = not outcome.interrupted and confirm(sorted(_changes(waiting, held)))
        which = [(e.student, e.lesson) for lesson in lessons for e in cohort.entries(settings.submitted, lesson)]
        try:
            if outcome.written:
                for result in waiting:
                    held.save(result)
                _write_all(held, which, settings, outcome)
                results.write(settings.out / "run.json", json.dumps(_about(settings, outcome, began), indent=1))
        except OSError as error:
            outcome.interrupted = outcome.interrupted or f"{error.strerror or error}: {error.filename or settings.out}"
    if refused:
        raise Refused("\n".join(refused))
    return outcome


def _changes(waiting, held):
    """The tasks whose points are not what they were."""
    for new in waiting:
        old = held.load(new["student"], new["lesson"])
        if old and old["student"] == new["student"]:
            before, after = ({v["task"]: v["points"] for v in held.decide(one)["verdicts"]} for one in (old, new))
            for task in {**before, **after}:
                if before.get(task) != after.get(task):
                    yield Change(new["student"], new["lesson"], task, before.get(task), after.get(task))


def _write_all(held, which, settings, outcome):
    """Tables and pages, made of the stored results."""
    from dl_course.grading.outcome import feedback, lms, report  # Local has imported them while the solution was judged

    held.write_tables(which)
    for result in held.every(which):
        outcome.decided += sum(row["status"] == Status.DECIDED for row in result["verdicts"])
        if result.get("release"):
            outcome.released.setdefault(result["lesson"], {})[result["student"]] = result["release"]
        feedback.write_feedback(settings.out, result)
    page = report.report(held.every(which), outcome.lessons, outcome.interrupted)
    results.write(settings.out / "report.html", page)
    if settings.lms:
        listed = cohort.listed(settings.submitted) or []
        for name, text in lms.tables(settings.lms, held.every(which), listed).items():
            results.write(settings.out / name, text)


def _about(settings, outcome, began):
    return {
        "version": results.package(),
        "limits": asdict(settings.limits),
        "workers": settings.workers,
        "ray": settings.ray,
        "began": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(began)),
        "seconds": round(time.time() - began, 2),
        **asdict(outcome),
    }


def _grade_lesson(lesson, settings, held, outcome, keep):
    solution = lesson.solution.read_bytes()
    try:
        basis = Basis(read_exercise(lesson.name, solution), settings.limits)
    except ExerciseError as error:
        raise Refused(str(error)) from None
    new, popular, missing = [], Popular(), {}  # protection that a kept result was judged without -> why
    for entry in cohort.entries(settings.submitted, lesson):
        old = held.load(entry.student, entry.lesson)
        data, problem = _bytes(entry, settings)
        valid = _valid(old, entry, basis.key(data, problem + entry.note), basis, settings)
        missing |= old["missing"] if valid else {}
        if valid and [row["task"] for row in old["verdicts"]] == [row["task"] for row in valid] == list(basis.tasks):
            outcome.kept += 1
        else:
            outcome.older += old is not None and "depends" not in old
            new.append(entry)
            popular.count(data)
    about, began = {"standing": [], "missing": {}, "not_imported": {}, "environment": {}}, time.monotonic()
    if new:
        about = _judge_all(lesson, solution, basis, new, popular.modules(), settings, held, outcome, keep)
    about["missing"] = missing | about["missing"]
    outcome.lessons[lesson.name] = {**about, "seconds": round(time.monotonic() - began, 2)}


def _valid(old, entry, key, basis, settings):
    """The verdicts of an earlier run that hold; none of a submission that was judged without a required protection."""
    if not old or (old["student"], old["key"]) != (entry.student, key) or old["failed"]:
        return []
    if settings.require_sandbox and set(old["missing"]) & set(walls.REQUIRED):
        return []
    depends = old.get("depends", {})
    return [
        row
        for row in old["verdicts"]
        if row["task"] in depends and depends[row["task"]] == basis.tasks.get(row["task"])
    ]


def _judge_all(lesson, solution, basis, new, popular, settings, held, outcome, keep):
    with _pool(lesson, solution, settings, popular) as pool, Progress(lesson.name, len(new), unit=" judged") as bar:

        def save(entry, key, valid, missing, result):
            result["verdicts"] += valid
            record = _record(entry, result, key, pool.about["tasks"])
            keep({**record, "depends": basis.tasks, "missing": missing | pool.about["missing"]})
            outcome.judged += 1
            outcome.failed += result["kind"] == "failed"
            outcome.again += "again" in result
            bar.advance()

        def jobs():
            for entry in new:
                data, problem = _bytes(entry, settings)
                key = basis.key(data, problem + entry.note)
                old = held.load(entry.student, entry.lesson)
                valid = _valid(old, entry, key, basis, settings)
                about = (entry, key, valid, old["missing"] if valid else {})
                if problem:
                    save(*about, {"kind": "unreadable", "problem": problem, "verdicts": [], "notes": []})
                else:
                    yield about, data, frozenset(row["task"] for row in valid)

        for about, result in pool.judge(jobs(), settings.workers):
            save(*about, result)
        return {name: pool.about[name] for name in ("standing", "missing", "not_imported", "environment")}


def _pool(lesson, solution, settings, popular):
    if settings.ray:
        from dl_course.grading.cluster import Cluster

        return Cluster(lesson, solution, settings, popular)
    from dl_course.grading.local import Local

    return Local(lesson, solution, settings, popular)


def _bytes(entry: Entry, settings: Settings):
    if entry.path is None:
        return b"", entry.problem
    try:
        return cohort.read(entry.path, settings.limits.notebook_mb), ""
    except cohort.Unfit as error:
        return b"", str(error)


def _record(entry, result, key, tasks):
    """A result as it is stored; a submission that could not be read gets a row a task as well."""
    verdicts, problem = result["verdicts"], result["problem"]
    have = {row["task"] for row in verdicts}
    status = Status.ERROR if result["kind"] == "failed" else Status.UNREADABLE if entry.path else Status.MISSING
    left = [task for task in tasks if task.id not in have]
    verdicts += [verdict(task, status, problem or f"{task.label}: was not judged.") for task in left]
    order = [task.id for task in tasks]
    verdicts.sort(key=lambda row: order.index(row["task"]))
    return {
        "student": entry.student,
        "lesson": entry.lesson,
        "key": key,
        "failed": result["kind"] == "failed",
        "problem": problem,
        "notes": [entry.note, *result["notes"]] if entry.note else result["notes"],
        "code": result.get("code", {}),
        "release": result.get("release", {}),
        "seconds": result.get("seconds", 0.0),
        "verdicts": verdicts,
    }
