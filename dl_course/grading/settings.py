"""How a run is to be done."""

from dataclasses import dataclass, field
from pathlib import Path

from dl_course.grading.sandbox.limits import Limits


class Refused(RuntimeError):
    """The run cannot start; the message says what to change."""


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
    """

    submitted: Path
    out: Path
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    require_sandbox: bool = False
    namespaces: bool = True
    ray: str | None = None
    lms: str | None = None
