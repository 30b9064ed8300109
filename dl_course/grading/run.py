"""A run of the grader: what is new is judged, every result is written as it comes, tables and pages are made at the end."""

import json
import time
from dataclasses import asdict, dataclass, field

from dl_course.course import Lesson
from dl_course.grading import cohort
from dl_course.grading.cohort import Entry
from dl_course.grading.outcome import feedback, lms, report, results
from dl_course.grading.outcome.results import Results
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
        interrupted: Why it ended early, or nothing.
        lessons: Lesson -> protections in force, what is missing now or was when a kept result was judged, the environment,
            seconds.
    """

    judged: int = 0
    kept: int = 0
    failed: int = 0
    again: int = 0
    interrupted: str = ""
    lessons: dict[str, dict] = field(default_factory=dict)


def grade(lessons: list[Lesson], settings: Settings) -> Outcome:
    """Grades these lessons of a cohort.

    Raises:
        Refused: The run cannot start: a broken solution, a missing protection.
        InUse: Another grader works on the folder.
        NotADirectoryError: There is no folder of submissions.
    """
    cohort.students(settings.submitted)
    if settings.submitted in (settings.out, *settings.out.parents):
        raise Refused(f"--out must not lie in SUBMITTED, where it would be a student. Received: {settings.out}.")
    try:
        held = Results(settings.out)
    except OSError as error:
        raise Refused(f"--out {settings.out} cannot be written: {error.strerror}. Choose another folder.") from None
    outcome = Outcome()
    with held.locked():
        began, refused = time.time(), []
        try:
            for lesson in lessons:
                try:
                    _grade_lesson(lesson, settings, held, outcome)
                except Refused as error:  # the other lessons are graded all the same
                    refused.append(str(error))
        except KeyboardInterrupt:
            outcome.interrupted = "stopped by Ctrl-C"
        except OSError as error:
            outcome.interrupted = f"{error.strerror or error}: {error.filename or settings.out}"
        if refused and len(refused) == len(lessons):
            raise Refused("\n".join(refused))
        which = [(e.student, e.lesson) for lesson in lessons for e in cohort.entries(settings.submitted, lesson)]
        try:
            _write_all(held, which, settings, outcome)
            results.write(settings.out / "run.json", json.dumps(_about(settings, outcome, began), indent=1))
        except OSError as error:
            outcome.interrupted = outcome.interrupted or f"{error.strerror or error}: {error.filename or settings.out}"
    if refused:
        raise Refused("\n".join(refused))
    return outcome


def _write_all(held, which, settings, outcome):
    """Tables and pages, made of the stored results."""
    held.write_tables(which)
    for result in held.every(which):
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


def _grade_lesson(lesson, settings, held, outcome):
    solution = lesson.solution.read_bytes()
    new, popular, missing = [], Popular(), {}  # protection that a kept result was judged without -> why
    for entry in cohort.entries(settings.submitted, lesson):
        old = held.load(entry.student, entry.lesson)
        data, problem = _bytes(entry, settings)
        same = old and old["student"] == entry.student and old["key"] == _key(entry, data, problem, solution, settings)
        if same and not old["failed"] and _walled(old, settings):
            outcome.kept += 1
            missing |= old["missing"]
        else:
            new.append(entry)
            popular.count(data)
    about, began = {"standing": [], "missing": {}, "not_imported": {}, "environment": {}}, time.monotonic()
    if new:
        about = _judge_all(lesson, solution, new, popular.modules(), settings, held, outcome)
    about["missing"] = missing | about["missing"]
    outcome.lessons[lesson.name] = {**about, "seconds": round(time.monotonic() - began, 2)}


def _walled(old, settings):
    """Whether a result may be kept: a submission that was judged without a required protection is judged again."""
    return not settings.require_sandbox or not set(old["missing"]) & set(walls.REQUIRED)


def _judge_all(lesson, solution, new, popular, settings, held, outcome):
    with _pool(lesson, solution, settings, popular) as pool, Progress(lesson.name, len(new), unit=" judged") as bar:

        def save(entry, result, key):
            held.save({**_record(entry, result, key, pool.about["tasks"]), "missing": pool.about["missing"]})
            outcome.judged += 1
            outcome.failed += result["kind"] == "failed"
            outcome.again += "again" in result
            bar.advance()

        def jobs():
            for entry in new:
                data, problem = _bytes(entry, settings)
                key = _key(entry, data, problem, solution, settings)
                if problem:
                    save(entry, {"kind": "unreadable", "problem": problem, "verdicts": [], "notes": []}, key)
                else:
                    yield (entry, key), data

        for (entry, key), result in pool.judge(jobs(), settings.workers):
            save(entry, result, key)
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


def _key(entry, data, problem, solution, settings):
    return results.key(data, problem + entry.note, solution, settings.limits)


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
        "seconds": result.get("seconds", 0.0),
        "verdicts": verdicts,
    }
