"""The instructor's page: distribution, tasks, the commonest mistakes, with figures drawn as SVG."""

import statistics
from collections.abc import Iterable

from dl_course.grading.outcome.pages import percent, render
from dl_course.grading.outcome.similarity import GROUP
from dl_course.grading.outcome.statistics import LessonStatistics, collect

_MISTAKES = 12
_NAMED = 200
_PAIRS = 20


def report(results: Iterable[dict], protections: dict[str, dict], interrupted: str = "") -> str:
    """The page over all results of a run.

    Args:
        results: Results as they are stored.
        protections: Lesson -> `standing` and `missing` protections of what was judged now.
        interrupted: Why the run ended early.
    """
    lessons = [_lesson(lesson) for lesson in collect(results)]
    return render("report.html", lessons=lessons, protections=protections, interrupted=interrupted)


def _lesson(lesson: LessonStatistics) -> dict:
    judged, tasks = len(lesson.shares), list(lesson.tasks.values())
    said = {"name": lesson.lesson, "judged": judged, "without": lesson.without, "who": lesson.who, "tasks": tasks}
    if not judged:
        return said
    mistakes = [(count, task.label, hint) for task in tasks for hint, count in task.hints.most_common(5)]
    mistakes.sort(key=lambda row: -row[0])
    pairs = lesson.alike.pairs()
    return {
        **said,
        "median": statistics.median(lesson.shares),
        "histogram": _histogram(lesson.shares),
        "mistakes": mistakes[:_MISTAKES],
        "pairs": pairs[:_PAIRS],
        "pairs_more": len(pairs[_PAIRS:]),
        "group": GROUP,
        "released": [(what, who[:_NAMED], len(who)) for what, who in lesson.released.items()],
    }


def _histogram(shares: list[float]) -> dict:
    counts = [0] * 10
    for share in shares:
        counts[min(int(share * 10), 9)] += 1
    mean = statistics.fmean(shares)
    label = f"Histogram of the share of points of {len(shares)} submissions, mean {percent(mean)}"
    return {"counts": counts, "highest": max(counts), "mean": mean, "label": label}
