"""Measures `dl-course grade` beside `nbgrader autograde` on the same submissions, and how it grows.

    python benchmarks/grading.py                         everything, about half an hour
    python benchmarks/grading.py --only grade growth     without nbgrader
    python benchmarks/grading.py --exercises torch       an exercise whose tasks are written in PyTorch

Three exercises: lesson 01, which needs NumPy alone, and two small ones in PyTorch and in Keras. Both graders start cold, from
one command to the last file written. nbgrader runs with its defaults, once alone and, on lesson 01, once as four processes
on a quarter of the submissions each; `dl-course grade` runs with its sandbox on, with one worker and four.
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
FIRST = (ROOT / "solutions/01_neuron/01_neuron.ipynb").read_text(encoding="utf-8")

TORCH = [
    ("import torch\nfrom torch import nn", "", ""),
    (
        "def positive_mean(x):\n    return torch.relu(x).mean()\n",
        "assert abs(float(positive_mean(torch.tensor([-1.0, 3.0]))) - 1.5) < 1e-6",
        "assert abs(float(positive_mean(torch.tensor([[2.0, -4.0], [1.0, 0.0]]))) - 0.75) < 1e-6",
    ),
    (
        "def build(num_inputs):\n    return nn.Sequential(nn.Linear(num_inputs, 8), nn.ReLU(), nn.Linear(8, 1))\n",
        "assert tuple(build(3)(torch.ones(2, 3)).shape) == (2, 1)",
        "assert sum(part.numel() for part in build(5).parameters()) == 57",
    ),
    (
        "def train(x, y, steps):\n"
        "    w = torch.zeros(x.shape[1], requires_grad=True)\n"
        "    optimizer = torch.optim.SGD([w], lr=0.1)\n"
        "    for _ in range(steps):\n"
        "        optimizer.zero_grad()\n"
        "        ((x @ w - y) ** 2).mean().backward()\n"
        "        optimizer.step()\n"
        "    return w.detach()\n",
        "w = train(torch.eye(2), torch.tensor([1.0, -2.0]), 200)\n"
        "assert torch.allclose(w, torch.tensor([1.0, -2.0]), atol=1e-3)",
        "w = train(torch.eye(2), torch.tensor([4.0, 0.5]), 1)\nassert torch.allclose(w, torch.tensor([0.4, 0.05]))",
    ),
]
KERAS = [
    ("import numpy as np\n\nfrom dl_course import start_keras\n\nstart_keras()\n\nimport keras", "", ""),
    (
        "def soft(x):\n    return keras.ops.softmax(x, axis=-1)\n",
        "assert np.allclose(soft(np.zeros((1, 2))), 0.5)",
        "assert np.allclose(soft(np.array([[np.log(3.0), 0.0]])), [[0.75, 0.25]])",
    ),
    (
        "def build(num_inputs):\n"
        "    hidden = keras.layers.Dense(8, activation='relu')\n"
        "    return keras.Sequential([keras.Input((num_inputs,)), hidden, keras.layers.Dense(1)])\n",
        "assert build(3).count_params() == 41",
        "assert tuple(build(5)(np.ones((2, 5), dtype=np.float32)).shape) == (2, 1)",
    ),
    (
        "def train(x, y, epochs):\n"
        "    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer='zeros')])\n"
        "    model.compile(optimizer=keras.optimizers.SGD(0.1), loss='mse')\n"
        "    return model.fit(x, y, epochs=epochs, verbose=0).history['loss']\n",
        "assert np.allclose(train(np.ones((4, 2)), np.full(4, 3.0), 1), 9.0)",
        "losses = train(np.ones((4, 2)), np.full(4, 2.0), 5)\nassert losses[0] > losses[-1]",
    ),
]


def notebook(cells: list[tuple[str, str, str]]) -> str:
    """A solution notebook: cells as code, visible test and hidden test; without tests it is a given cell."""
    made = []
    for number, (source, visible, hidden) in enumerate(cells):
        marks = {"grade": False, "solution": True, "locked": False, "task": False, "schema_version": 3}
        marks["grade_id"] = f"task-{number}"
        test = f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS\n"
        head, body = source.split("\n", 1) if visible else (source, "")
        answer = f"{head}\n    ### BEGIN SOLUTION\n{body}    ### END SOLUTION\n"
        check = marks | {
            "grade": True,
            "solution": False,
            "locked": True,
            "points": 2,
            "grade_id": f"task-{number}-check",
        }
        made += [(answer, {"nbgrader": marks}), (test, {"nbgrader": check})] if visible else [(source, {})]
    empty = {"cell_type": "code", "execution_count": None, "outputs": []}
    parts = [{**empty, "id": f"c{i}", "source": s, "metadata": m} for i, (s, m) in enumerate(made)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": parts, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


# Name -> name of the lesson, solution notebook, and the slips of honest students beside the right answers.
EXERCISES = {
    "numpy": (
        "01_neuron",
        FIRST,
        [
            ("np.mean((y_hat - y) ** 2)", "np.sum((y_hat - y) ** 2)"),
            ("w - learning_rate", "w + learning_rate"),
            ("return max(stable)", "return min(stable)"),
            ("return 1 / (1 + np.exp(-(w @ x + b)))", "return w @ x + b"),
        ],
    ),
    "torch": ("98_torch", notebook(TORCH), [("lr=0.1", "lr=0.2"), ("relu(x)", "abs(x)")]),
    "keras": ("99_keras", notebook(KERAS), [("SGD(0.1)", "SGD(9.0)"), ("Dense(8", "Dense(7")]),
}


def submissions(folder: Path, number: int, exercise: str) -> None:
    """Writes honest submissions: each fifth has one slip."""
    name, text, slips = EXERCISES[exercise]
    solved = json.loads(text)
    for cell in solved["cells"]:
        cell["source"] = without_hidden("".join(cell["source"]))
    text = json.dumps(solved)
    for index in range(number):
        made = text
        if index % 5 == 4:
            made = made.replace(*slips[index // 5 % len(slips)])
        path = folder / f"student{index:04}" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(made, encoding="utf-8")


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Both keep their bytecode; the first run writes it.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PATH": path, "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}


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


class Failed(RuntimeError):
    """A command ended with an error; the message is the end of what it said."""


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
            raise Failed(f"{process.args} ended with {process.returncode}:\n{said.decode()[-2000:]}")
    seconds = time.perf_counter() - began
    stop.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor": processor, "memory": most[0] / 1024}


def write_solution(folder: Path, exercise: str) -> Path:
    """Writes the solution notebook below a folder of solutions, and returns that."""
    name, text, _ = EXERCISES[exercise]
    path = folder / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def nbgrader(number: int, processes: int, exercise: str) -> dict[str, float]:
    """`nbgrader autograde`, each process on its own course with its share of the submissions."""
    name = EXERCISES[exercise][0]
    with tempfile.TemporaryDirectory() as temporary:
        everything = Path(temporary) / "all"
        submissions(everything, number, exercise)
        students = sorted(everything.iterdir())
        commands = []
        for index in range(processes):
            course = Path(temporary) / f"course{index}"
            write_solution(course / "solutions", exercise)
            shutil.copy(ROOT / "nbgrader_config.py", course)
            for student in students[index::processes]:
                shutil.copytree(student, course / "submitted" / student.name)
            generate = [sys.executable, "-m", "nbgrader", "generate_assignment", name, "--create"]
            subprocess.run(generate, cwd=course, env=environment(), check=True, capture_output=True)
            word = f"cd {course} && {sys.executable} -m nbgrader autograde {name} --create"
            commands.append(["/bin/sh", "-c", word])
        return timed(commands, Path(temporary))


def grade(number: int, workers: int, exercise: str) -> dict[str, float]:
    """`dl-course grade` with every protection required."""
    with tempfile.TemporaryDirectory() as temporary:
        submissions(Path(temporary) / "in", number, exercise)
        solutions = write_solution(Path(temporary) / "solutions", exercise)
        command = [sys.executable, "-m", "dl_course.cli", "grade", f"{temporary}/in", "--out", f"{temporary}/out"]
        command += ["--solutions", str(solutions), "--workers", str(workers), "--require-sandbox"]
        return timed([command], ROOT)


def line(name: str, number: int, result: dict[str, float], base: float | None = None) -> float:
    rate = 60 * number / result["seconds"]
    times = f"{rate / base:6.1f} x" if base else " " * 8
    print(
        f"{name:<36} {number:5} {result['seconds']:8.1f} s {rate:8.0f} a minute {times} "
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
    parser.add_argument(
        "--exercises", nargs="*", choices=EXERCISES, default=list(EXERCISES), help="all three by default"
    )
    arguments = parser.parse_args()
    number = arguments.number
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in arguments.exercises:
        alone = None
        if "nbgrader" in arguments.only:
            alone = line(f"{name}: nbgrader autograde", number, nbgrader(number, 1, name))
            if name == "numpy":
                try:
                    line(f"{name}: nbgrader, four processes", number, nbgrader(number, 4, name), alone)
                except Failed as error:  # at times one of the four loses a kernel to another
                    print(f"{name}: nbgrader, four processes: {error}")
        if "grade" in arguments.only:
            for workers in (1, 4):
                line(f"{name}: dl-course grade --workers {workers}", number, grade(number, workers, name), alone)
        if "growth" in arguments.only and name == "numpy":
            for more in (50, 100, 200, 500):
                line(f"{name}: dl-course grade --workers 4", more, grade(more, 4, name), alone)
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
