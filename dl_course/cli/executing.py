"""Runs notebooks from the first cell to the last, each in a fresh kernel of the Python that runs this."""

import asyncio
import atexit
import importlib.util
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from dl_course.errors import NotPossible
from dl_course.stored import NotebookNode

GRACE = 10  # seconds that a kernel has to react to an interruption


class KernelMissing(NotPossible):
    """No notebook can run here; the message says what to install."""


def execute(
    notebooks: Iterable[tuple[Path, NotebookNode]],
    *,
    on_done: Callable[[Path, NotebookNode, Exception | None], None],
    timeout: int = 300,
    keep_going: bool = False,
    jobs: int = 1,
    environment: dict[str, str] | None = None,
) -> None:
    """Runs notebooks, each in the folder it lies in; outputs are stored in the given notebooks.

    Args:
        notebooks: Path and content of each; the path gives the folder.
        on_done: Called after each with its path, its content and what stopped it, if anything did.
        timeout: Seconds that one cell may take. A cell that takes longer is interrupted.
        keep_going: Whether cells after an error run too.
        jobs: Notebooks that run at the same time.
        environment: Variables that the kernels get beside the present ones.

    Raises:
        KernelMissing: nbclient or ipykernel is not installed.
        KeyboardInterrupt: The user stopped it; the kernels are ended first.
    """
    missing = [name for name in ("nbclient", "ipykernel") if importlib.util.find_spec(name) is None]
    if missing:
        raise KernelMissing(
            f"To run notebooks, {' and '.join(missing)} must be installed for {sys.executable}. "
            "Install the course again with: make clean lab, or: pip install -e . -c requirements.lock"
        )

    async def one(path, notebook, slots):
        async with slots:
            error, client = None, _client(notebook, timeout, keep_going, path)
            try:
                async with _ended_when_stuck(client, timeout + GRACE):
                    # What the kernel itself writes to stderr is not for the reader: cells' stderr is an output.
                    variables = {**os.environ, **(environment or {})}
                    await client.async_execute(env=variables, stderr=subprocess.DEVNULL)
            except Exception as problem:
                error = problem
            finally:
                await _let_go(client)
            if asyncio.current_task().cancelling():  # nbclient takes that for a kernel that died
                raise asyncio.CancelledError
            on_done(path, notebook, error)

    async def every():
        slots = asyncio.Semaphore(max(1, jobs))
        await asyncio.gather(*(one(path, notebook, slots) for path, notebook in notebooks))

    _in_thread(every)


def _client(notebook: NotebookNode, timeout: int, keep_going: bool, path: Path):
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class ThisPython(AsyncKernelManager):
        """Ignores the kernels installed for the user: "python3" may be another Python there."""

        @property
        def kernel_spec(self):
            return KernelSpec(**get_kernel_dict())

    return NotebookClient(
        notebook,
        kernel_manager_class=ThisPython,
        kernel_name="python3",
        timeout=timeout,
        interrupt_on_timeout=True,
        allow_errors=keep_going,
        record_timing=False,
        resources={"metadata": {"path": str(Path(path).resolve().parent)}},
    )


async def _let_go(client) -> None:
    """Ends what nbclient leaves behind when it is stopped while a kernel starts: the kernel, and a call at exit."""
    atexit.unregister(client._cleanup_kernel)
    if client.km is not None and client.km.has_kernel:
        await client.km.shutdown_kernel(now=True)


@asynccontextmanager
async def _ended_when_stuck(client, limit: float):
    """Ends the kernel of a cell that goes on after its interruption; nbclient would wait for it for good."""
    started = {}

    async def watch():
        while not any(time.monotonic() - at > limit for at in started.values()):
            await asyncio.sleep(0.5)
        started["stuck"] = 0
        await client.km.shutdown_kernel(now=True)

    client.on_cell_execute = lambda cell, cell_index: started.update({"cell": time.monotonic()})
    client.on_cell_executed = lambda cell, cell_index, execute_reply: started.pop("cell", None)
    watcher = asyncio.create_task(watch())
    try:
        yield
    except Exception as error:
        if "stuck" in started:
            raise TimeoutError(f"a cell was still running after {limit} s and could not be interrupted") from error
        raise
    finally:
        watcher.cancel()


def _in_thread(coroutine_function) -> None:
    """Runs a coroutine in a thread of its own.

    nbclient takes over Ctrl-C in the main thread, where it would end one kernel and go on with the next notebook.
    """
    ready, outcome = threading.Event(), {}

    def work():
        async def main():
            outcome["loop"], outcome["task"] = asyncio.get_running_loop(), asyncio.current_task()
            ready.set()
            await coroutine_function()

        try:
            asyncio.run(main())
        except BaseException as error:
            outcome["error"] = error

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.2)
    except KeyboardInterrupt:
        ready.wait(5)
        outcome["loop"].call_soon_threadsafe(outcome["task"].cancel)
        thread.join(10)
        raise
    if "error" in outcome:
        raise outcome["error"]
