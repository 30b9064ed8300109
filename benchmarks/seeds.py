"""Which claims of a lesson hold with other seeds: runs it as a script, each time with its seeds changed.

    python benchmarks/seeds.py 10 [--seeds 0 1 2 3 4] [--data FOLDER]

Seed 0 is the lesson as it is; with seed k each number in `seed(...)`, `default_rng(...)` and `random_state=...` is 1000 k
larger. A claim that fails does not stop the run. What each run claimed and printed goes to benchmarks/seeds/NN.tsv (with
--data: NN-data.tsv), one line each: seed, cell, held (yes, no, or empty for what was printed), text. Cells count from 0.
"""

import argparse
import ast
import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

from dl_course import course, stored

SEEDED = {"seed", "default_rng"}
COLUMNS = ("seed", "cell", "held", "text")


class Shifted(ast.NodeTransformer):
    """Makes each number that seeds something larger."""

    def __init__(self, by: int):
        self.by = by

    def visit_Call(self, node):
        self.generic_visit(node)
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        values = [*node.args[:1]] if called in SEEDED else []
        values += [keyword.value for keyword in node.keywords if keyword.arg == "random_state"]
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, int):
                value.value += self.by
        return node


def noted_in(rows: list[tuple], k: int, index: int):
    """A `claim` that notes its sentence, and whether it holds."""

    def claim(sentence, holds):
        rows.append((k, index, "yes" if bool(holds) else "no", sentence))

    return claim


def run(notebook: Path, k: int) -> list[tuple]:
    """Runs the code cells in this process; a row for each claim, each printed line, and what stopped it."""
    import matplotlib as mpl

    mpl.use("Agg")
    import dl_course
    from dl_course.checks.judging import Wrong

    rows, names = [], {"__name__": "__main__"}
    os.chdir(notebook.parent)
    for index, cell in enumerate(stored.read(notebook).cells):
        if cell.cell_type != "code" or cell.source.lstrip().startswith(("%", "!")):
            continue
        dl_course.claim = names["claim"] = noted_in(rows, k, index)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(Shifted(1000 * k).visit(ast.parse(cell.source)), f"cell {index}", "exec"), names)
        except Wrong as hint:  # a notebook prints it and goes on
            printed.write(str(hint))
        except Exception as error:
            if "raises-exception" not in cell.metadata.get("tags", []):
                return [*rows, (k, index, "no", f"stopped: {type(error).__name__}: {error}")]
        rows += [(k, index, "", line) for line in printed.getvalue().splitlines() if line.strip()]
    return rows


def table(rows) -> str:
    clean = [[str(value).replace("\t", " ").replace("\n", " ") for value in row] for row in rows]
    return "".join("\t".join(row) + "\n" for row in clean)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lesson", help="number or name of a lesson")
    parser.add_argument("--seeds", type=int, nargs="+", default=range(5))
    parser.add_argument("--data", default="shipped", help="what DL_COURSE_DATA says (default: shipped)")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)  # in a process of its own, to stdout
    options = parser.parse_args(arguments)
    (lesson,) = course.choose([options.lesson])
    if options.one is not None:
        sys.stdout.write(table(run(lesson.notebook, options.one)))
        return
    suffix = "" if options.data == "shipped" else "-data"
    path = Path(__file__).parent / "seeds" / f"{lesson.notebook.stem[:2]}{suffix}.tsv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    environment = {**os.environ, "DL_COURSE_DATA": options.data}
    claims = {}
    for k in options.seeds:
        command = [sys.executable, __file__, options.lesson, "--one", str(k)]
        rows = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
        with path.open("a", encoding="utf-8") as file:
            file.write(rows)
        for _, cell, held, text in (line.split("\t") for line in rows.splitlines()):
            if held:
                claims.setdefault((int(cell), text), []).append(held == "yes")
    for (cell, text), held in sorted(claims.items()):
        print(f"{sum(held)} of {len(held)}  cell {cell}: {text}")


if __name__ == "__main__":
    main(sys.argv[1:])
