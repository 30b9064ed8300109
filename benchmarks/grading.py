"""Measures `dl-course grade` beside `nbgrader autograde` on the same submissions of lesson 01, and how it grows.

    python benchmarks/grading.py                         everything, about ten minutes
    python benchmarks/grading.py --only grade growth     without nbgrader

Both start cold, from one command to the last file written. nbgrader runs with its defaults, once alone and once as four
processes on a quarter of the submissions each; `dl-course grade` runs with its sandbox on, with one worker and four.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dl_course.exercises.marks import without_hidden

ROOT = Path(__file__).resolve().parents[1]
NAME = "01_neuron"
SOLUTION = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
# What honest students write: right answers, and the usual slips.
SLIPS = [
    ("np.mean((y_hat - y) ** 2)", "np.sum((y_hat - y) ** 2)"),
    ("w - learning_rate", "w + learning_rate"),
    ("return max(stable)", "return min(stable)"),
    ("return 1 / (1 + np.exp(-(w @ x + b)))", "return w @ x + b"),
]


def submissions(folder: Path, number: int) -> None:
    """Writes honest submissions: each fifth has one slip."""
    solved = json.loads(SOLUTION.read_text(encoding="utf-8"))
    for cell in solved["cells"]:
        cell["source"] = without_hidden("".join(cell["source"]))
    text = json.dumps(solved)
    for index in range(number):
        made = text
        if index % 5 == 4:
            made = made.replace(*SLIPS[index // 5 % len(SLIPS)])
        path = folder / f"student{index:04}" / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(made, encoding="utf-8")


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}


def memory_of(session: int) -> int:
    """Kilobytes that a session occupies, the students' processes among them, shared pages counted once (PSS)."""
    total = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(process)) == session:
                text = Path("/proc", process, "smaps_rollup").read_text()
                total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE).group(1))
        except (OSError, AttributeError):
            continue
    return total


def timed(commands: list[list[str]], folder: Path) -> dict[str, float]:
    """Runs commands side by side; seconds, processor seconds and the most memory in MB."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": folder, "env": environment()}
    running = [subprocess.Popen(command, start_new_session=True, **quiet) for command in commands]
    most, stop = [0], threading.Event()

    def watch():
        while not stop.wait(0.3):
            most[0] = max(most[0], sum(memory_of(process.pid) for process in running))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    for process in running:
        _, said = process.communicate()
        if process.returncode:
            raise SystemExit(f"{process.args} ended with {process.returncode}:\n{said.decode()[-2000:]}")
    seconds = time.perf_counter() - began
    stop.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor": processor, "memory": most[0] / 1024}


def nbgrader(number: int, processes: int) -> dict[str, float]:
    """`nbgrader autograde`, each process on its own course with its share of the submissions."""
    with tempfile.TemporaryDirectory() as temporary:
        everything = Path(temporary) / "all"
        submissions(everything, number)
        students = sorted(everything.iterdir())
        commands = []
        for index in range(processes):
            course = Path(temporary) / f"course{index}"
            shutil.copytree(SOLUTION.parent, course / "solutions" / NAME)
            shutil.copy(ROOT / "nbgrader_config.py", course)
            for student in students[index::processes]:
                shutil.copytree(student, course / "submitted" / student.name)
            generate = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME, "--create"]
            subprocess.run(generate, cwd=course, env=environment(), check=True, capture_output=True)
            word = f"cd {course} && {sys.executable} -m nbgrader autograde {NAME} --create"
            commands.append(["/bin/sh", "-c", word])
        return timed(commands, Path(temporary))


def grade(number: int, workers: int) -> dict[str, float]:
    """`dl-course grade` with every protection required."""
    with tempfile.TemporaryDirectory() as temporary:
        submissions(Path(temporary) / "in", number)
        command = [sys.executable, "-m", "dl_course.cli", "grade", f"{temporary}/in", "--out", f"{temporary}/out"]
        return timed([[*command, "--workers", str(workers), "--lesson", "01", "--require-sandbox"]], ROOT)


def line(name: str, number: int, result: dict[str, float], base: float | None = None) -> float:
    rate = 60 * number / result["seconds"]
    times = f"{rate / base:6.1f} x" if base else " " * 8
    print(
        f"{name:<34} {number:5} {result['seconds']:8.1f} s {rate:8.0f} a minute {times} "
        f"{result['processor'] / number:7.3f} CPU s each {result['memory']:7.0f} MB",
        flush=True,
    )
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", nargs="*", choices=("nbgrader", "grade", "growth"), default=("nbgrader", "grade", "growth")
    )
    parser.add_argument("--number", type=int, default=40, metavar="N", help="submissions of the comparison (40)")
    arguments = parser.parse_args()
    number, alone = arguments.number, None
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if "nbgrader" in arguments.only:
        alone = line("nbgrader autograde", number, nbgrader(number, 1))
        line("nbgrader autograde, four processes", number, nbgrader(number, 4), alone)
    if "grade" in arguments.only:
        for workers in (1, 4):
            line(f"dl-course grade --workers {workers}", number, grade(number, workers), alone)
    if "growth" in arguments.only:
        for more in (50, 100, 200, 500):
            line("dl-course grade --workers 4", more, grade(more, 4), alone)
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
