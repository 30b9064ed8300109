"""The cells of a notebook with nbgrader's metadata, and which of them belong to which task."""

import re
from dataclasses import dataclass

# The answer of task 2 is `task-2`, a second place of it `task-2-plot`; its check is `task-2-check`, a second one
# `task-2-check-speed`.
_GRADE_ID = re.compile(r"task-(\d+)(?:(-check)(?:-[a-z0-9-]+)?|-(?!check)[a-z0-9-]+)?")


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook, with what nbgrader's metadata says about it.

    Attributes:
        source: Its text.
        grade_id: Its name among nbgrader's cells; empty if it has none.
        solution: Whether students write into it.
        grade: Whether points are given for it.
        locked: Whether students must not change it.
        points: What stands there as its points, be it a number or not.
        kind: "code", "markdown" or "raw".
        marked: Whether it has metadata of nbgrader's at all.
    """

    source: str
    grade_id: str = ""
    solution: bool = False
    grade: bool = False
    locked: bool = False
    points: object = None
    kind: str = "code"
    marked: bool = False


def read_cells(notebook: dict) -> list[Cell]:
    """The cells of a notebook of format 4, whatever else is wrong with it."""
    cells = []
    for raw in notebook["cells"]:
        if not isinstance(raw, dict):
            continue
        source = raw.get("source", "")
        metadata = raw.get("metadata")
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        said = nbgrader if isinstance(nbgrader, dict) else {}
        cells.append(
            Cell(
                source="".join(map(str, source)) if isinstance(source, list) else str(source),
                grade_id=str(said.get("grade_id") or ""),
                solution=said.get("solution") is True,
                grade=said.get("grade") is True,
                locked=said.get("locked") is True,
                points=said.get("points"),
                kind=str(raw.get("cell_type", "code")),
                marked=nbgrader is not None,
            )
        )
    return cells


def task_of(grade_id: str) -> tuple[int, bool] | None:
    """Number of the task that a cell of this name belongs to, and whether it is its check; None if it is neither."""
    match = _GRADE_ID.fullmatch(grade_id)
    return (int(match[1]), bool(match[2])) if match else None


def cells_by_task(notebook) -> dict[int, list]:
    """The code cells of each task, its answers and its checks, by number in the order of the numbers.

    Args:
        notebook: A notebook as nbformat reads it, outputs and all.

    Returns:
        Number of the task -> pairs of the cell and whether it is a check.
    """
    tasks = {}
    for raw in notebook.cells:
        found = task_of(raw.metadata.get("nbgrader", {}).get("grade_id", ""))
        if found and raw.cell_type == "code":
            tasks.setdefault(found[0], []).append((raw, found[1]))
    return dict(sorted(tasks.items()))
