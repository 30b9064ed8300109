"""The instructor's page: distribution, tasks, the commonest mistakes, with figures drawn as SVG."""

import statistics
from collections.abc import Iterable

from dl_course.grading.outcome import pages
from dl_course.grading.outcome.pages import BLUE, GREY, ORANGE, text
from dl_course.grading.outcome.statistics import LessonStatistics, collect


def report(results: Iterable[dict], protections: dict[str, dict], interrupted: str = "") -> str:
    """The page over all results of a run.

    Args:
        results: Results as they are stored.
        protections: Lesson -> `standing` and `missing` protections of what was judged now.
        interrupted: Why the run ended early.
    """
    parts = ["<h1>Report of the grader</h1>"]
    if interrupted:
        parts.append(
            f"<p><strong>The run ended early ({text(interrupted)}). This page holds what was judged.</strong></p>"
        )
    for lesson in collect(results):
        parts.append(_lesson(lesson))
    parts.append(_protections(protections))
    return pages.page("Report of the grader", "\n".join(parts))


def _lesson(lesson: LessonStatistics):
    number = len(lesson.shares)
    parts = [
        f"<h2>{text(lesson.lesson)}</h2>",
        f"<p>{number} judged, {lesson.without} without a readable notebook{_names(lesson)}.</p>",
    ]
    if number:
        mean = sum(lesson.shares) / number
        parts.append(
            _figure(
                f"The submission in the middle reaches {_percent(statistics.median(lesson.shares))}",
                _histogram(lesson, mean),
            )
        )
        parts.append(_figure("Points reached in each task", _bars(lesson)))
        parts.append(_table(lesson))
        parts.append(_mistakes(lesson))
    return "\n".join(parts)


def _names(lesson):
    more = ", …" if lesson.without > len(lesson.who) else ""
    return f" ({text(', '.join(lesson.who))}{more})" if lesson.who else ""


def _figure(title, drawing):
    return f"<figure><figcaption>{text(title)}</figcaption>{drawing}</figure>"


def _histogram(lesson, mean):
    counts = [0] * 10
    for share in lesson.shares:
        counts[min(int(share * 10), 9)] += 1
    highest, left, width, top, height = max(counts), 36, 36, 36, 130
    base, parts = top + height, []
    for index, count in enumerate(counts):
        x, tall = left + index * width, height * count / highest
        parts.append(f'<rect x="{x + 2}" y="{base - tall:.1f}" width="{width - 4}" height="{tall:.1f}" fill="{BLUE}"/>')
        if count:
            parts.append(f'<text x="{x + width / 2}" y="{base - 5 - tall:.1f}" text-anchor="middle">{count}</text>')
    for index in range(0, 11, 2):
        parts.append(f'<text x="{left + index * width}" y="{base + 18}" text-anchor="middle">{index * 10} %</text>')
    x = left + mean * 10 * width
    parts.append(f'<path d="M{x:.1f} 4V{base}" stroke="{ORANGE}" stroke-width="2" stroke-dasharray="5 3"/>')
    side, anchor = (-5, "end") if mean > 0.7 else (5, "start")
    parts.append(f'<text x="{x + side:.1f}" y="13" text-anchor="{anchor}">mean {_percent(mean)}</text>')
    parts.append(f'<path d="M{left} {base}h{10 * width}" stroke="{GREY}"/>')
    parts.append(f'<text x="{left + 5 * width}" y="{base + 36}" text-anchor="middle">share of all points</text>')
    middle = top + height / 2
    parts.append(f'<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle">submissions</text>')
    label = f"Histogram of the share of points of {len(lesson.shares)} submissions, mean {_percent(mean)}"
    return _svg(base + 42, label, parts)


def _bars(lesson):
    parts, left, width = [], 76, 284
    for index, task in enumerate(lesson.tasks.values()):
        y = index * 28
        parts.append(f'<text x="{left - 8}" y="{y + 19}" text-anchor="end">{text(task.label[:11])}</text>')
        parts.append(f'<rect x="{left}" y="{y + 5}" width="{width}" height="20" fill="#eee"/>')
        parts.append(f'<rect x="{left}" y="{y + 5}" width="{width * task.difficulty:.1f}" height="20" fill="{BLUE}"/>')
        parts.append(f'<text x="{left + width + 8}" y="{y + 19}">{_percent(task.difficulty)}</text>')
    label = "Mean share of points: " + ", ".join(f"{t.label} {_percent(t.difficulty)}" for t in lesson.tasks.values())
    return _svg(28 * len(lesson.tasks) + 4, label, parts)


def _svg(height, label, parts):
    """A drawing 416 wide, so that its words can be read where it is as wide as a phone."""
    return f'<svg viewBox="0 0 416 {height}" role="img" aria-label="{text(label)}">{"".join(parts)}</svg>'


def _table(lesson):
    rows = []
    for task in lesson.tasks.values():
        telling = "–" if task.discrimination is None else f"{task.discrimination:.2f}"
        states = ", ".join(f"{count} {status}" for status, count in task.statuses.most_common())
        rows.append(
            f'<tr><td class="short">{text(task.label)}</td><td class="number">{_percent(task.difficulty)}</td>'
            f'<td class="number">{telling}</td><td>{text(states)}</td></tr>'
        )
    return (
        '<div class="wide"><table><tr><th>task</th><th class="number">mean</th><th class="number">discrimination</th><th>'
        f"what happened</th></tr>{''.join(rows)}</table></div>"
        '<p class="quiet">Mean: share of the points reached. Discrimination: correlation with all other tasks together; '
        "near 0 or below, the task does not tell who can do the rest.</p>"
    )


def _mistakes(lesson):
    rows = []
    for task in lesson.tasks.values():
        for hint, count in task.hints.most_common(5):
            rows.append(
                (
                    count,
                    f'<tr><td class="number">{count}</td><td class="short">{text(task.label)}</td><td>{text(hint)}</td></tr>',
                )
            )
    if not rows:
        return "<p>No hint fired.</p>"
    rows.sort(key=lambda row: -row[0])
    head = '<tr><th class="number">times</th><th>task</th><th>hint</th></tr>'
    return f'<h2>The commonest mistakes</h2><div class="wide"><table>{head}{"".join(row for _, row in rows[:12])}</table></div>'


def _protections(protections):
    parts = []
    for lesson, about in protections.items():
        parts += [f"<li>{text(lesson)}: {text('; '.join(about['standing']))}</li>"]
        parts += [
            f"<li>{text(lesson)} <strong>without</strong> {text(name)}: {text(why)}</li>"
            for name, why in about["missing"].items()
        ]
    inner = "".join(parts) or "<li>Nothing was judged in the last run; all results were still valid.</li>"
    return f"<h2>Protections in force</h2><ul>{inner}</ul>"


def _percent(share):
    return f"{100 * share:.0f} %"
