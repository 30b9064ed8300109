"""Grades the bank of submissions of `tests/grading_bank.py` and prints every row that is not as it should be.

    python benchmarks/grading_bank.py                              as this user, with all protections
    python benchmarks/grading_bank.py --no-namespaces --user nobody --busy --workers 4
    python benchmarks/grading_bank.py --lesson 01 --runs 20        the same rows each time?
    python benchmarks/grading_bank.py --lesson 01 --kill 20        each kind of process, at 20 random moments
    python benchmarks/grading_bank.py --scale 2000                 how time and memory grow
    python benchmarks/grading_bank.py --ray 2000                   on two nodes, one of which is killed in the middle

A fault is a point too many or too few, a row that is missing or that could not be judged, or a word of a hidden test in
anything that was written. What was judged a second time is counted and printed: it is no fault, and not kept quiet.
"""

import argparse
import contextlib
import csv
import json
import os
import pwd
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.grading_bank import SECRET, Case, cases, exercises  # noqa: E402

# Runs one grading in a process of its own, so that it can be killed; the command line has no way to do without namespaces.
_GRADE = """
import json, sys
from pathlib import Path
from dl_course import course
from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
said = json.loads(sys.argv[1])
lessons = [lesson for lesson in course.lessons(Path(said["root"])) if lesson.name in said["lessons"]]
limits = Limits(timeout=said["timeout"], memory_gb=said["memory"], disk_mb=32)
settings = Settings(Path(said["submitted"]), Path(said["out"]), said["workers"], limits, namespaces=said["namespaces"], ray=said["ray"])
outcome = grade(lessons, settings)
print(json.dumps({"judged": outcome.judged, "kept": outcome.kept, "failed": outcome.failed, "again": outcome.again,
    "interrupted": outcome.interrupted, "missing": sorted({m for about in outcome.lessons.values() for m in about["missing"]})}))
"""


class Bank:
    """The submissions as a folder, and the points that each must get.

    Attributes:
        folder: Where everything lies.
        cases: Name of the student -> the case.
    """

    def __init__(self, folder: Path, numbers: tuple[str, ...], only: str):
        """Writes the submissions whose mechanism fits the pattern."""
        self.folder, self.cases = folder, {}
        self.canary = folder / "canary"
        folder.mkdir(exist_ok=True)
        self.canary.write_text("")
        os.utime(self.canary, (1e9, 1e9))
        for exercise in exercises(numbers):
            for case in cases(exercise, str(self.canary)):
                if re.search(only, case.mechanism):
                    student = f"{len(self.cases):04} {case.lesson[:2]}"
                    self.cases[student] = case
                    _write(folder / "in" / student, case)
        self.lessons = sorted({case.lesson for case in self.cases.values()})

    def faults(self, out: Path) -> list[str]:
        """What is not as it should be in the results."""
        found, rows = [], _rows(out)
        for student, case in self.cases.items():
            mine = [row for row in rows if row["student"] == student and row["lesson"] == case.lesson]
            got = tuple(float(row["points"] or 0) for row in mine)
            if got != case.points or any(row["status"] == "error" for row in mine):
                lines = [f"      {row['task']} {row['status']}: {row['message'][:230]}" for row in mine]
                found.append("\n".join([f"{case.lesson} {case.mechanism}: {got}, not {case.points}", *lines]))
        for path in sorted(out.rglob("*")):
            if path.is_file() and SECRET.encode() in path.read_bytes():
                student = next((name for name in self.cases if name in str(path)), "")
                what = self.cases[student].mechanism if student else ""
                found.append(f"{path.relative_to(out)} ({what}) holds a word of a hidden test")
        about = self.canary.stat()
        if about.st_mtime != 1e9 or not about.st_mode & 0o400 or os.listxattr(self.canary):
            found.append("a file of the grader's was changed")
        return found


def _write(folder, case: Case):
    path = folder / case.lesson / f"{case.lesson}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(case.notebook)


def _rows(out: Path) -> list[dict]:
    with open(out / "grades.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _command(bank: Bank, out: Path, arguments, **changed) -> list[str]:
    said = {"root": str(ROOT), "lessons": bank.lessons, "submitted": str(bank.folder / "in"), "out": str(out)}
    said |= {"timeout": arguments.timeout, "memory": arguments.memory, "workers": arguments.workers}
    said |= {"namespaces": not arguments.no_namespaces, "ray": None, **changed}
    command = [sys.executable, "-P", "-c", _GRADE, json.dumps(said)]
    if arguments.user:
        user = pwd.getpwnam(arguments.user)
        command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]
    return command


def _environment():
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return os.environ | {"PYTHONPATH": path, "DL_COURSE_DATA": "shipped", "PYTHONDONTWRITEBYTECODE": "1"}


def _start(bank: Bank, out: Path, arguments, **changed) -> subprocess.Popen:
    if arguments.user:
        home = bank.folder / "home"
        home.mkdir(exist_ok=True)
        out.mkdir(exist_ok=True)
        for folder in (out, home, bank.canary):
            shutil.chown(folder, arguments.user)
    environment = _environment() | ({"HOME": str(bank.folder / "home")} if arguments.user else {})
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    return subprocess.Popen(_command(bank, out, arguments, **changed), env=environment, **pipes)


def run(bank: Bank, out: Path, arguments, **changed) -> dict:
    """Grades the bank once.

    Returns:
        What the run said of itself, with "seconds" and "cpu" of it and all its processes.

    Raises:
        SystemExit: It could not start.
    """
    began, before = time.perf_counter(), os.times()
    process = _start(bank, out, arguments, **changed)
    said, wrong = process.communicate()
    last = json.loads(said.splitlines()[-1]) if process.returncode == 0 else {"interrupted": "it raised an error"}
    if last["interrupted"]:
        raise SystemExit(f"the grader ended early: {last['interrupted']}\n{wrong[-3000:]}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {**last, "seconds": time.perf_counter() - began, "cpu": cpu}


@contextlib.contextmanager
def busy(wanted: bool):
    """Keeps every core busy with two endless loops."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * os.cpu_count() * wanted)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def _said(name, said):
    figures = "{judged} judged, {kept} kept, {failed} failed, {again} judged again".format(**said)
    print(f"{name}: {figures}; {said['seconds']:.0f} s, {said['cpu']:.0f} CPU s", flush=True)
    if said["missing"]:
        print(f"    without: {'; '.join(said['missing'])}")


def once(bank: Bank, arguments) -> int:
    """One run, and its faults."""
    out = bank.folder / "out"
    with busy(arguments.busy):
        _said("one run", run(bank, out, arguments))
    found = bank.faults(out)
    for fault in found:
        print("  FAULT", fault)
    print(
        f"{len(bank.cases)} submissions, {len({c.mechanism for c in bank.cases.values()})} mechanisms, {len(found)} faults"
    )
    return len(found)


def several(bank: Bank, arguments) -> int:
    """Many runs: the rows of each beside those of the first."""
    first, found = None, 0
    with busy(arguments.busy):
        for number in range(arguments.runs):
            out = bank.folder / f"out-{number}"
            _said(f"run {number + 1}", run(bank, out, arguments))
            rows = _rows(out)
            first = first or rows
            other = [(old, new) for old, new in zip(first, rows, strict=True) if old != new]
            for old, new in other:
                print(f"  DIFFERENT {bank.cases[old['student']].mechanism}: {old} / {new}")
            found += len(other) + (len(faults := bank.faults(out)) if number == 0 else 0)
            for fault in faults if number == 0 else ():
                print("  FAULT", fault)
    print(f"{arguments.runs} runs of {len(bank.cases)} submissions, {found} faults and different rows")
    return found


def _processes(session: int) -> dict[str, list[int]]:
    """The processes of a grader by what they are."""
    found: dict[str, list[int]] = {"runner": [session]}
    parents, commands = {}, {}
    for process in map(int, filter(str.isdigit, os.listdir("/proc"))):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            parents[process] = int(status[1])
            commands[process] = Path(f"/proc/{process}/cmdline").read_bytes()
    for process, command in commands.items():
        above, parent = process, parents[process]
        while parent > 1 and above != session:
            above, parent = parent, parents.get(parent, 0)
        if above != session or process == session:
            continue
        own, depth = parents[process], 0
        name = "bench" if b"grading.trusted" in command else "nursery" if b"untrusted.nursery" in command else ""
        while commands.get(own) == command:
            own, depth = parents[own], depth + 1
        kinds = {("bench", 0): "bench", ("bench", 1): "judge", ("nursery", 0): "nursery's keeper"}
        kinds |= {("nursery", 1): "nursery", ("nursery", 2): "student"}
        if (name, depth) in kinds:
            found.setdefault(kinds[name, depth], []).append(process)
    return found


def killed(bank: Bank, arguments) -> int:
    """Kills one process of each kind at random moments, runs again where the run ended by it, and compares all rows."""
    out = bank.folder / "reference"
    whole = run(bank, out, arguments)
    _said("undisturbed", whole)
    reference, found, chance = _rows(out), 0, random.Random(arguments.seed)
    for fault in bank.faults(out):
        found += 1
        print("  FAULT", fault)
    kinds = ["runner", "bench", "judge", "nursery", "student"]
    kinds += [] if arguments.no_namespaces else ["nursery's keeper"]
    for kind in kinds:
        counts, bad = Counter(), 0
        for number in range(arguments.kill):
            out = bank.folder / f"{kind}-{number}"
            process = _start(bank, out, arguments)
            until = time.monotonic() + chance.uniform(0.05, 1.0) * whole["seconds"]
            hit = False
            while process.poll() is None and not hit:
                time.sleep(0.02)
                if time.monotonic() > until and (there := _processes(process.pid).get(kind)):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(chance.choice(there), signal.SIGKILL)
                        hit = True
            said, wrong = process.communicate()
            counts["killed" if hit else "ended before"] += 1
            if process.returncode == 0:
                last = json.loads(said.splitlines()[-1])
                counts["went on"] += hit
                counts["submissions judged again"] += last["again"]
                counts["submissions that failed"] += last["failed"]
            second = run(bank, out, arguments)
            counts["submissions left to the second run"] += second["judged"]
            if second["failed"] or _rows(out) != reference:
                bad += 1
                other = [(a, b) for a, b in zip(reference, _rows(out), strict=False) if a != b]
                print(f"  FAULT {kind}, {number}: {second} {other[:2]} {wrong[-500:]}", flush=True)
            shutil.rmtree(out)
        found += bad
        print(f"{kind}: {dict(counts)}; {bad} faults", flush=True)
    return found


def _memory(session: int) -> int:
    """Kilobytes of the runner alone, whose results must not pile up."""
    with contextlib.suppress(OSError, TypeError):
        return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{session}/status").read_text())[1])
    return 0


def scale(folder: Path, arguments) -> int:
    """Time and memory of a quarter, a half and all of so many submissions."""
    found = 0
    (exercise,) = exercises(("01",))
    kinds = [case for case in cases(exercise) if case.mechanism in ("solved", "untouched", "odd: tests first")]
    for count in (arguments.scale // 4, arguments.scale // 2, arguments.scale):
        bank = Bank(folder / f"scale-{count}", (), "")
        bank.cases = {f"{number:05} 01": kinds[number % len(kinds)] for number in range(count)}
        bank.lessons = [exercise.name]
        for student, case in bank.cases.items():
            _write(bank.folder / "in" / student, case)
        out = bank.folder / "out"
        began, before, most = time.perf_counter(), os.times(), 0
        process = _start(bank, out, arguments)
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(0.1)
        seconds, after = time.perf_counter() - began, os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        faults = bank.faults(out)
        second = run(bank, out, arguments)
        print(
            f"{count} submissions: {seconds:.0f} s, {1000 * cpu / count:.0f} CPU ms each, {most / 1024:.0f} MB in the runner; "
            f"{len(faults)} faults; the second run keeps {second['kept']} in {second['seconds']:.1f} s",
            flush=True,
        )
        found += len(faults) + (second["kept"] != count)
    return found


def _patiently(start, tries=6):
    """Starts a node, and again where it ended itself: Ray gives a node 15 seconds, too few on a busy machine."""
    for left in reversed(range(tries)):
        try:
            return start()
        except Exception as error:
            if "timed out" not in str(error).lower() or not left:
                raise
    return None


def on_a_cluster(folder: Path, arguments) -> int:
    """A cohort on a cluster of two nodes, one killed in the middle; then moved elsewhere and resumed on this machine."""
    import threading

    from ray.cluster_utils import Cluster

    (exercise,) = exercises(("01",))
    kinds = [case for case in cases(exercise) if case.mechanism.startswith(("solved", "untouched", "odd: tests"))]
    bank = Bank(folder / "cohort", (), "")
    bank.cases = {f"{number:05} 01": kinds[number % len(kinds)] for number in range(arguments.ray)}
    bank.lessons = [exercise.name]
    for student, case in bank.cases.items():
        _write(bank.folder / "in" / student, case)
    os.environ.update(_environment())
    head = {"num_cpus": 1, "include_dashboard": False}
    cluster = _patiently(lambda: Cluster(initialize_head=True, head_node_args=head))
    node = _patiently(lambda: cluster.add_node(num_cpus=1))
    cluster.wait_for_nodes()
    out, at = bank.folder / "out-ray", []

    def kill_in_the_middle():
        while len(at) < 1:
            time.sleep(0.2)
            if len(list((out / "results").glob("*/*.json"))) > arguments.ray // 2:
                cluster.remove_node(node, allow_graceful=False)
                at.append(len(list((out / "results").glob("*/*.json"))))

    threading.Thread(target=kill_in_the_middle, daemon=True).start()
    said = run(bank, out, arguments, ray=cluster.address, workers=2)
    cluster.shutdown()
    _said(f"cluster, a node killed after {at}", said)
    _said("this machine", run(bank, bank.folder / "out", arguments))
    same = (out / "grades.csv").read_bytes() == (bank.folder / "out" / "grades.csv").read_bytes()
    print(f"the same bytes of grades.csv: {same}")
    moved = Bank(folder / "elsewhere", (), "")
    moved.cases, moved.lessons = bank.cases, bank.lessons
    shutil.copytree(bank.folder / "in", moved.folder / "in")
    shutil.copytree(out, moved.folder / "out")
    for path in sorted((moved.folder / "out" / "results").glob("*/*.json"))[::3]:
        path.unlink()
    said = run(moved, moved.folder / "out", arguments)
    _said("resumed elsewhere, a third of the results taken away", said)
    alike = (moved.folder / "out" / "grades.csv").read_bytes() == (out / "grades.csv").read_bytes()
    print(f"the same bytes of grades.csv: {alike}")
    return (not same) + (not alike) + len(bank.faults(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", action="append", metavar="NN", help="only this lesson; may be repeated")
    parser.add_argument(
        "--only", default="", metavar="PATTERN", help="only mechanisms that fit this regular expression"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=5.0, metavar="S", help="seconds for each cell (5)")
    parser.add_argument("--memory", type=float, default=1.0, metavar="GB", help="with Keras it takes 2 (1)")
    parser.add_argument("--user", default="", metavar="NAME", help="grade as this user, by setpriv")
    parser.add_argument("--no-namespaces", action="store_true")
    parser.add_argument("--busy", action="store_true", help="two endless loops for each core beside it")
    parser.add_argument("--runs", type=int, default=0, metavar="N")
    parser.add_argument("--kill", type=int, default=0, metavar="N")
    parser.add_argument("--scale", type=int, default=0, metavar="N")
    parser.add_argument("--ray", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0, help="of the moments at which a process is killed (0)")
    arguments = parser.parse_args()
    from dl_course.course import lessons

    with tempfile.TemporaryDirectory(prefix="bank-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        numbers = tuple(arguments.lesson or [lesson.name[:2] for lesson in lessons(ROOT)])
        if arguments.scale or arguments.ray:
            found = (scale if arguments.scale else on_a_cluster)(folder, arguments)
        else:
            bank = Bank(folder, numbers, arguments.only)
            found = (killed if arguments.kill else several if arguments.runs else once)(bank, arguments)
    sys.exit(found > 0)


if __name__ == "__main__":
    main()
