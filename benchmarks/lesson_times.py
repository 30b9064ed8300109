"""Where the seconds of each lesson go: in imports, in training, in the rest. One lesson after the other, each alone.

    OMP_NUM_THREADS=2 taskset -c 0,1 python benchmarks/lesson_times.py [NN ...]

A cell that imports a library at its top counts as imports. Of the others, those that train are recognised by what they
say (`TRAINS`) and that they take more than a tenth of a second of the processor. Wall time includes the kernel's start.
"""

import ast
import asyncio
import re
import sys
import time

import psutil

from dl_course import course, stored
from dl_course.cli.executing import _client

TRAINS = re.compile(r"\bfit\(|learn\(|train\w*\(|\.step\(\)|descend\(|for (?:step|epoch|repeat|_) in|contest\(|loss\(")


def imports(cell) -> bool:
    return any(isinstance(line, (ast.Import, ast.ImportFrom)) for line in ast.parse(cell.source).body)


def processor(client) -> float:
    """Seconds of the processor that the kernel has used."""
    times = psutil.Process(client.km.provisioner.pid).cpu_times()
    return times.user + times.system


async def run(lesson):
    """For each code cell its number, kind and processor seconds; the wall time of all; that of the imports."""
    notebook, cells, began = stored.read(lesson.notebook), [], {}
    client = _client(notebook, 300, False, lesson.notebook)

    def before(cell, cell_index):
        began["wall"], began["cpu"] = time.perf_counter(), processor(client)

    def after(cell, cell_index, execute_reply):
        wall, cpu = time.perf_counter() - began["wall"], processor(client) - began["cpu"]
        trains = cpu > 0.1 and TRAINS.search(cell.source)
        cells.append((cell_index, "imports" if imports(cell) else "training" if trains else "rest", wall, cpu))

    client.on_cell_execute, client.on_cell_executed = before, after
    start = time.perf_counter()
    await client.async_execute()
    return cells, time.perf_counter() - start


def main(wanted):
    head = (
        f"{'lesson':<24}{'wall':>7}{'CPU':>7}  CPU of: {'imports':>8}{'training':>9}{'rest':>6}{'imports of wall':>17}"
    )
    print(head + "  cells that train", flush=True)
    for lesson in course.choose(wanted):
        cells, wall = asyncio.run(run(lesson))
        cpu = {kind: sum(each[3] for each in cells if each[1] == kind) for kind in ("imports", "training", "rest")}
        share = sum(each[2] for each in cells if each[1] == "imports") / wall
        numbers = f"{wall:7.1f}{sum(cpu.values()):7.1f}{cpu['imports']:18.1f}{cpu['training']:9.1f}{cpu['rest']:6.1f}"
        trained = " ".join(str(number) for number, kind, *_ in cells if kind == "training")
        print(f"{lesson.notebook.stem:<24}{numbers}{share:17.0%}  {trained}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
