"""What a cohort's results say about the tasks: how hard, how telling, and which mistakes are common."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dl_course.exercises.stamp import in_words
from dl_course.grading.outcome.results import total
from dl_course.grading.outcome.similarity import Similarity
from dl_course.grading.outcome.verdict import name_of

_NAMED = 20


@dataclass
class TaskStatistics:
    """One task over all who handed something in.

    Attributes:
        label: How it is called.
        name: The same with its title.
        max_points: What could be reached.
        shares: Share of the points that each reached, in [0, 1].
        rests: Share that each reached in all other tasks.
        statuses: How often each status came up.
        hints: How often each hint fired.
    """

    label: str
    name: str
    max_points: float
    shares: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    hints: Counter = field(default_factory=Counter)

    @property
    def difficulty(self) -> float | None:
        """Mean share of the points: 1 is a gift, 0 is out of reach."""
        return statistics.fmean(self.shares) if self.shares else None

    @property
    def discrimination(self) -> float | None:
        """Correlation of this task with all others together; None where one of them does not vary."""
        if len(self.shares) < 3 or len(set(self.shares)) < 2 or len(set(self.rests)) < 2:
            return None
        return statistics.correlation(self.shares, self.rests)


@dataclass
class LessonStatistics:
    """A lesson over its cohort.

    Attributes:
        lesson: Its name.
        shares: Share of all points that each reached, in [0, 1].
        tasks: `grade_id` -> its statistics.
        without: How many handed in nothing that could be read.
        who: The first few of them.
        released: What differs from the release that a submission was made from -> whose.
        alike: Which submissions resemble each other.
    """

    lesson: str
    shares: list[float] = field(default_factory=list)
    tasks: dict[str, TaskStatistics] = field(default_factory=dict)
    without: int = 0
    who: list[str] = field(default_factory=list)
    released: dict[str, list[str]] = field(default_factory=dict)
    alike: Similarity = field(default_factory=Similarity)


def collect(results: Iterable[dict]) -> list[LessonStatistics]:
    """Statistics of results that come one after the other; only numbers of them are kept, no code."""
    lessons: dict[str, LessonStatistics] = {}
    for result in results:
        lesson = lessons.setdefault(result["lesson"], LessonStatistics(result["lesson"]))
        if result["problem"]:
            lesson.without += 1
            lesson.who += [result["student"]] if len(lesson.who) < _NAMED else []
            continue
        if release := result.get("release"):
            lesson.released.setdefault(in_words(release["differs"]), []).append(result["student"])
        lesson.alike.add(result["student"], result.get("code", {}))
        reached, most = total(result)
        lesson.shares.append(reached / most if most else 0.0)
        for verdict in result["verdicts"]:
            if verdict["points"] is None:
                continue
            worth = verdict["max_points"]
            task = lesson.tasks.setdefault(verdict["task"], TaskStatistics(verdict["label"], name_of(verdict), worth))
            task.shares.append(verdict["points"] / worth if worth else 0.0)
            task.rests.append((reached - verdict["points"]) / (most - worth) if most > worth else 0.0)
            task.statuses[verdict["status"]] += 1
            if verdict["hint"]:
                task.hints[_general(verdict["hint"])] += 1
    return list(lessons.values())


def _general(hint):
    """A hint without the numbers of one student."""
    hint = hint.split(": ", 1)[-1] if hint.startswith("task ") else hint
    return re.sub(r" is (\[.*\]|[^ ]+), which is not right", " is …, which is not right", hint, flags=re.DOTALL)
