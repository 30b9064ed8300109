"""What one submission may use."""

import math
from dataclasses import asdict, dataclass

CORES = 1024  # so many processor cores can be told apart


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission; every submission of a run has the same.

    Attributes:
        timeout: Seconds of wall time of one cell, a student's or a test.
        memory_gb: Memory on top of what the imported libraries take, in GB.
        cells: All cells of a submission together may take this many times `timeout`, wall and CPU.
        disk_mb: What the submission may write, in MB.
        notebook_mb: Largest notebook that is read, in MB.
        threads: Threads of a submission at the same time.
    """

    timeout: float = 30.0
    memory_gb: float = 2.0
    cells: int = 6
    disk_mb: int = 64
    notebook_mb: int = 100
    threads: int = 128

    def __post_init__(self):
        for name, value in asdict(self).items():
            if not 0 < value < math.inf:
                raise ValueError(f"{name} must be above 0 and finite. Received: {value!r}.")

    @property
    def total(self) -> float:
        """Seconds for all cells of a submission together."""
        return self.timeout * self.cells
