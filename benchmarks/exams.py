"""Ten mock exams: their points, minutes and what they share; each solution graded, and each exam as it was handed out.

    python benchmarks/exams.py [SEED ...]

Prints a row an exam. About ten seconds each.
"""

import csv
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from dl_course import stored
from dl_course.cli import main as dl_course
from dl_course.exam import KINDS, draw, notebook


def measure(seeds: list[int], folder: Path) -> dict[tuple[str, str], float]:
    """Points by (student, exam): of "solved", which hands in the solution, and of "empty", which hands in the exam as it is."""
    for seed in seeds:
        drawn, name = draw(seed), notebook.name_of(seed)
        made = {"solved": notebook.solution(drawn, seed), "empty": notebook.exam(drawn, seed)}
        stored.write(folder / "solutions" / name / f"{name}.ipynb", made["solved"])
        for student, what in made.items():
            stored.write(folder / "submitted" / student / name / f"{name}.ipynb", what)
    out = folder / "out"
    status = dl_course(
        ["grade", str(folder / "submitted"), "--solutions", str(folder / "solutions"), "--out", str(out)]
    )
    if status:
        raise SystemExit(status)
    with open(out / "summary.csv", encoding="utf-8", newline="") as table:
        return {(row["student"], row["lesson"]): float(row["points"]) for row in csv.DictReader(table)}


def main() -> None:
    seeds = [int(word) for word in sys.argv[1:]] or list(range(1, 11))
    with tempfile.TemporaryDirectory() as folder:
        points = measure(seeds, Path(folder))
    print(f"{'seed':>5} {'questions':>9} {'minutes':>7} {'points':>6} {'by hand':>7} {'solved':>6} {'empty':>5}  kinds")
    for seed in seeds:
        drawn = draw(seed)
        by_hand = sum(each.points for each in drawn if each.question.kind == "explain")
        kinds = [sum(each.question.kind == kind for each in drawn) for kind in KINDS]
        minutes = sum(KINDS[each.question.kind].minutes for each in drawn)
        name = notebook.name_of(seed)
        row = (
            seed,
            len(drawn),
            minutes,
            sum(each.points for each in drawn),
            by_hand,
            points["solved", name],
            points["empty", name],
        )
        print("{:>5} {:>9} {:>7} {:>6} {:>7} {:>6g} {:>5g}".format(*row), "", *kinds)
    shared = []
    for a, b in combinations(seeds, 2):
        mine, yours = ({each.question.make for each in draw(seed)} for seed in (a, b))
        shared.append(len(mine & yours))
    if shared:
        print(
            f"{len(shared)} pairs share {sum(shared) / len(shared):.2f} of 21 questions on average, {max(shared)} at most"
        )


if __name__ == "__main__":
    main()
