"""How a run is to be done."""

import importlib
import sys
from dataclasses import dataclass, field
from pathlib import Path

from dl_course.errors import UsageError
from dl_course.grading.sandbox.limits import Limits


class Refused(UsageError):
    """The run cannot start; the message says what to change."""


def require_processes() -> None:
    """Refuses a system that has no way to fork, limit and lock processes; called before what needs them is imported.

    Raises:
        Refused: It is such a system.
    """
    for name in ("fcntl", "resource"):
        try:
            importlib.import_module(name)
        except ImportError:
            raise Refused(
                "Grading needs Linux, or macOS, where limits of time and memory are the only protection: the Python of "
                f"{sys.platform} has no module {name}. On Windows, install and run the course inside WSL."
            ) from None


@dataclass
class Settings:
    """How to grade.

    Attributes:
        submitted: Folder of the students' folders.
        out: Where results go.
        workers: Submissions judged at the same time.
        limits: Of one submission.
        require_sandbox: Refuse to run where a required protection is missing.
        namespaces: Use namespaces where the kernel allows them.
        ray: Address of a Ray cluster; None to judge on this machine.
        lms: "moodle" or "canvas" to write their table as well.
        solutions: Folder of solutions that is not the course's own; None for the course's.
    """

    submitted: Path
    out: Path
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    require_sandbox: bool = False
    namespaces: bool = True
    ray: str | None = None
    lms: str | None = None
    solutions: Path | None = None
