"""`dl-course doctor`: what this machine has and lacks for the course, and what to do about it.

Imports no framework, and works where packages are missing or broken: that is what it is asked for.
"""

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dl_course import course
from dl_course.cli import OLDEST, TOO_NEW

INSTALL = "In the course's folder: make clean lab, or: pip install -e . -c requirements.lock"
MEMORY, DISK, PORT = 4.0, 2.0, 8888  # GB that the largest lesson takes, GB for downloads and runs, JupyterLab's port


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Attributes:
        level: "good", "note" (nothing to do), "problem".
        what: What was found.
        advice: What to do about a problem.
    """

    level: str
    what: str
    advice: str = ""


def add_arguments(parser):
    pass


def run(arguments) -> int:
    findings = [
        *check_python(),
        *check_packages(),
        *check_kernel(),
        *check_machine(),
        *check_port(),
        *check_gpu(),
        *check_browser(),
        *check_data(),
    ]
    for finding in findings:
        print({"good": "✓", "note": "·", "problem": "✗"}[finding.level], finding.what)
        if finding.advice:
            print("   ", finding.advice)
    problems = sum(finding.level == "problem" for finding in findings)
    print("Everything the course needs is here." if not problems else f"{problems} to be put right.")
    return 1 if problems else 0


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> list[Finding]:
    """Whether this Python fits; one that is too old was sent away before (dl_course.cli.main)."""
    found = f"Python {platform.python_version()} ({sys.executable})"
    if OLDEST <= version < TOO_NEW:
        return [Finding("good", found)]
    advice = "Install Python 3.11, 3.12 or 3.13, then in the course's folder: make clean lab PYTHON=python3.13"
    return [Finding("problem", f"{found}: the course needs 3.11, 3.12 or 3.13", advice)]


def check_packages(root: Path | None = None, installed=importlib.metadata.version) -> list[Finding]:
    """Whether each package that the course names is installed, at the version of the lock.

    Args:
        root: The course's folder; found if None.
        installed: Callable, name of a package -> version; raises PackageNotFoundError.
    """
    names, locked = _wanted(root)
    findings, missing, right = [], [], 0
    for name in names:
        try:
            version = installed(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        versions = locked.get(_plain(name))
        if versions and version not in versions:
            what = f"{name} {version} is installed; the course was tested with {' or '.join(sorted(versions))}"
            findings.append(Finding("problem", what, INSTALL))
        else:
            right += 1
    if missing:
        findings.append(Finding("problem", f"not installed: {', '.join(missing)}", INSTALL))
    if right:
        which = "at the locked version" if locked else "installed"
        findings.insert(0, Finding("good", f"{right} of {len(names)} packages {which}"))
    return findings


def check_kernel() -> list[Finding]:
    """Whether the kernel "python3" is there and is this Python."""
    missing = [name for name in ("ipykernel", "jupyter_client") if importlib.util.find_spec(name) is None]
    if missing:
        return [Finding("problem", f"no kernel: {' and '.join(missing)} cannot be imported", INSTALL)]
    repair = f"Make it anew: {sys.executable} -m ipykernel install --sys-prefix --name python3"
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

        spec = KernelSpecManager(ensure_native_kernel=False).get_kernel_spec("python3")
    except NoSuchKernel:
        return [Finding("problem", "no kernel is called python3", repair)]
    except Exception as error:  # a damaged kernel.json, a broken jupyter_client
        return [Finding("problem", f"the kernel python3 cannot be read: {error}", repair)]
    program = spec.argv[0] if spec.argv else "nothing"
    # Jupyter takes a bare "python" for the Python that runs Jupyter.
    if re.fullmatch(r"python(3(\.\d+)?)?", program) or _same(program, sys.executable):
        return [Finding("good", "the kernel python3 is this Python")]
    what = f"the kernel python3 runs {program}, not this Python ({spec.resource_dir})"
    return [Finding("problem", what, f"Remove {spec.resource_dir}, or make the kernel anew for this Python.")]


def check_machine() -> list[Finding]:
    """Cores, memory, free disk space."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    findings = [Finding("good", f"{cores} core{'s' if cores != 1 else ''}, {platform.machine()}, {platform.system()}")]
    memory = _memory()
    if memory is None:
        findings.append(Finding("note", "memory: could not be read here"))
    elif memory < MEMORY:
        advice = "Close other programs, and shut down a lesson's kernel before you open the next."
        findings.append(
            Finding("problem", f"{memory:.1f} GB of memory; the larger lessons take {MEMORY:.0f} GB", advice)
        )
    else:
        findings.append(Finding("good", f"{memory:.1f} GB of memory"))
    free = shutil.disk_usage(_root() or Path.cwd()).free / 1e9
    if free < DISK:
        findings.append(Finding("problem", f"{free:.1f} GB free on the disk", f"Make room: {DISK:.0f} GB at least."))
    else:
        findings.append(Finding("good", f"{free:.0f} GB free on the disk"))
    return findings


def check_port(port: int = PORT) -> list[Finding]:
    """Whether JupyterLab's port is free on this machine."""
    try:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
    except OSError:
        return [Finding("note", f"port {port} is in use; dl-course lab takes the next free one")]
    return [Finding("good", f"port {port} is free for JupyterLab")]


def check_gpu() -> list[Finding]:
    """Which accelerator there is; the course needs none."""
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return [Finding("good", "GPU: Apple's, used through MPS")]
    try:
        command = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
        names = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout.split("\n")
    except (OSError, subprocess.SubprocessError):
        return [Finding("note", "no GPU found; the lessons are made for a processor")]
    return [Finding("good", "GPU: " + ", ".join(name.strip() for name in names if name.strip()))]


def find_browser() -> str | None:
    """The browser of the tests: Chromium without its window, which takes less work than the whole, if that is installed."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def check_browser() -> list[Finding]:
    """Whether there is the browser of the tests; a student needs none of that name."""
    found = find_browser()
    if found:
        return [Finding("good", f"{found} for the browser tests")]
    return [Finding("note", "no chromium; make test leaves out the browser tests")]


def check_data() -> list[Finding]:
    """Whether the shipped data files are what their cards say."""
    try:
        from dl_course.data import catalogue
    except ImportError as error:
        return [Finding("problem", f"the data could not be checked: {error}", INSTALL)]
    findings, whole = [], 0
    try:
        cards = [catalogue.load_card(path.stem) for path in sorted(catalogue.shipped_folder().glob("*.toml"))]
    except (catalogue.DataError, tomllib.TOMLDecodeError, TypeError) as error:
        return [Finding("problem", f"the data cards cannot be read: {error}", "Restore them with: git checkout data")]
    for card in cards:
        for filename in card.files:
            try:
                catalogue.shipped_file(card, filename)
                whole += 1
            except catalogue.DataError as error:
                what, _, advice = str(error).partition(". Restore")
                findings.append(Finding("problem", what, f"Restore{advice}" if advice else ""))
    if whole:
        findings.insert(0, Finding("good", f"{whole} data files are what their cards say"))
    return findings


def _wanted(root: Path | None) -> tuple[list[str], dict[str, set[str]]]:
    """Names of the packages that the course itself asks for, and the locked versions of every package."""
    root = root or _root()
    if root and (root / "pyproject.toml").is_file():
        asked = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    else:
        try:
            asked = [line for line in importlib.metadata.requires("dl-course") or [] if "extra ==" not in line]
        except importlib.metadata.PackageNotFoundError:
            asked = []
    locked = {}
    if root and (root / "requirements.lock").is_file():
        for line in (root / "requirements.lock").read_text(encoding="utf-8").splitlines():
            match = re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line)
            if match:
                locked.setdefault(_plain(match[1]), set()).add(match[2])
    return [re.match(r"[A-Za-z0-9._-]+", line)[0] for line in asked], locked


def _memory() -> float | None:
    """Memory that processes may use, in GB: that of the machine, or the container's limit where it is lower."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        try:
            import psutil

            total = psutil.virtual_memory().total
        except ImportError:
            return None
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            total = min(total, int(Path(limit).read_text()))
        except (OSError, ValueError):
            continue
    return total / 1e9


def _root() -> Path | None:
    try:
        return course.course_root()
    except course.CourseNotFound:
        return None


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _same(one: str, other: str) -> bool:
    """Whether two programs lie in the same environment. Links are not followed: they all end at the same Python."""
    return Path(os.path.abspath(one)).parent == Path(os.path.abspath(other)).parent
