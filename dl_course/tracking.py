"""Training runs kept in files, for Weights & Biases or TensorBoard: written as callbacks of `fit`, read back here.

No account, no network, nothing printed. Both libraries are optional: pip install -e ".[track]" in the course's folder.
"""

import importlib
import json
import os
import socket
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np


class Tracker:
    """A callback of `fit` that keeps what it is told; use it as a context manager, or close it.

    Attributes:
        directory: Where this run's files lie.
    """

    def __init__(self, directory: Path, log: Callable[[int, dict], None], close: Callable[[], None]):
        self.directory = directory
        self._log, self._close = log, close

    def __call__(self, step: int, epoch: int, logs: dict[str, float]) -> None:
        self._log(step, logs)

    def close(self) -> None:
        """Completes the files. Closing twice does no harm."""
        self._close()
        self._close = lambda: None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def track_wandb(directory: str | os.PathLike = ".", project: str = "dl_course", config: dict | None = None) -> Tracker:
    """Keeps a run in the files of Weights & Biases, offline.

    `wandb sync <run's directory>` sends it to a server later, if one wants to.

    Args:
        directory: Where the folder `wandb/` of the runs is made.
        project: Name under which a server would show it.
        config: What distinguishes this run, such as {"lr": 1e-3}.

    Raises:
        ImportError: wandb is not installed.
    """
    os.environ.setdefault("WANDB_ERROR_REPORTING", "false")  # else it looks for a server that collects its own errors
    wandb = _optional("wandb")
    Path(directory).mkdir(parents=True, exist_ok=True)
    settings = wandb.Settings(
        silent=True,
        console="off",
        disable_git=True,
        disable_code=True,
        x_disable_stats=True,
        x_disable_machine_info=True,
        x_save_requirements=False,
    )
    run = wandb.init(
        project=project,
        config=config or {},
        dir=os.fspath(directory),
        mode="offline",
        reinit="create_new",
        settings=settings,
    )
    folder = Path(run.dir).parent

    def close():
        run.finish()  # returns before wandb's own process has written everything
        _wait_for_the_end(folder)

    return Tracker(folder, lambda step, logs: run.log(logs, step=step), close)


def track_tensorboard(directory: str | os.PathLike = "runs") -> Tracker:
    """Keeps a run in an event file of TensorBoard, in a new folder `run-<number>`; see it with `tensorboard --logdir`.

    Args:
        directory: Where the folders of the runs are made.

    Raises:
        ImportError: TensorBoard is not installed.
    """
    # The file is written through TensorBoard's own records and not through torch.utils.tensorboard, which would import
    # TensorFlow where that is installed: 8 s, and a process in which PyTorch then aborts.
    records = _optional("tensorboard.summary.writer.record_writer")
    event, summary = (_optional(f"tensorboard.compat.proto.{name}_pb2") for name in ("event", "summary"))
    folder = _new_run(Path(directory))
    file = (folder / f"events.out.tfevents.{time.time_ns()}.{socket.gethostname()}").open("xb")
    writer = records.RecordWriter(file)
    writer.write(event.Event(wall_time=time.time(), file_version="brain.Event:2").SerializeToString())

    def log(step: int, logs: dict[str, float]) -> None:
        values = [summary.Summary.Value(tag=name, simple_value=value) for name, value in logs.items()]
        line = event.Event(wall_time=time.time(), step=step, summary=summary.Summary(value=values))
        writer.write(line.SerializeToString())
        if len(logs) > 1:  # an epoch is over: let whoever watches see it
            writer.flush()

    return Tracker(folder, log, file.close)


def read_wandb(directory: str | os.PathLike) -> dict[str, np.ndarray]:
    """What a run of `track_wandb` kept, read from its own file.

    Args:
        directory: The run's directory, or one above it: then its newest run.

    Returns:
        For each name its values in the order of the steps, float64.

    Raises:
        FileNotFoundError: There is no run.
        ValueError: The file is damaged or not of Weights & Biases.
        ImportError: wandb is not installed.
    """
    records = _optional("wandb.proto.wandb_internal_pb2")
    values: dict[str, list[float]] = {}
    for data in _wandb_records(_newest(Path(directory), "*.wandb")):
        record = records.Record.FromString(data)
        if record.WhichOneof("record_type") != "history":
            continue
        for item in record.history.item:
            name = item.key or ".".join(item.nested_key)
            if not name.startswith("_"):  # _step, _runtime, _timestamp
                values.setdefault(name, []).append(float(json.loads(item.value_json)))
    return {name: np.array(column) for name, column in values.items()}


def read_tensorboard(directory: str | os.PathLike) -> dict[str, np.ndarray]:
    """What a run of `track_tensorboard` kept, read from its event file.

    Args:
        directory: The run's directory, or one above it: then its newest run.

    Returns:
        For each name its values in the order of the steps, float64 of the float32 that TensorBoard keeps.

    Raises:
        FileNotFoundError: There is no run.
        ValueError: The file is damaged or not of TensorBoard.
        ImportError: TensorBoard is not installed.
    """
    event = _optional("tensorboard.compat.proto.event_pb2")
    checksum = _optional("tensorboard.compat.tensorflow_stub.pywrap_tensorflow").masked_crc32c
    path = _newest(Path(directory), "events.out.tfevents.*")
    content, at, values = path.read_bytes(), 0, {}
    while at + 12 <= len(content):
        length, length_sum = struct.unpack_from("<QI", content, at)
        if checksum(content[at : at + 8]) != length_sum:
            raise ValueError(f"{path} is damaged or no event file of TensorBoard (at byte {at}).")
        data, at = content[at + 12 : at + 12 + length], at + 16 + length
        if at > len(content):
            break  # the run was ended while it wrote this one
        if checksum(data) != struct.unpack_from("<I", content, at - 4)[0]:
            raise ValueError(f"{path} is damaged (before byte {at}).")
        for value in event.Event.FromString(data).summary.value:
            values.setdefault(value.tag, []).append(value.simple_value)
    return {name: np.array(column, dtype=np.float64) for name, column in values.items()}


def _wait_for_the_end(folder: Path, seconds: float = 60.0) -> None:
    """Waits until the run's file holds its last record, at most so long."""
    records, until = _optional("wandb.proto.wandb_internal_pb2"), time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            kinds = {
                records.Record.FromString(data).WhichOneof("record_type")
                for data in _wandb_records(_newest(folder, "*.wandb"))
            }
        except (FileNotFoundError, ValueError):
            kinds = set()
        if "exit" in kinds:
            return
        time.sleep(0.02)


def _wandb_records(path: Path):
    """The records of a .wandb file: LevelDB's log format, with a header of its own and CRC-32 in place of CRC-32C."""
    content, at, block = path.read_bytes(), 7, 32768
    if content[:6] != b":W&B\xe1\xbe":
        raise ValueError(f"{path} is not a file of Weights & Biases.")
    parts = []
    while at + 7 <= len(content):
        if block - at % block < 7:  # too short for a header: filled with zeros
            at += block - at % block
            continue
        checksum, length, kind = struct.unpack_from("<IHB", content, at)
        data, at = content[at + 7 : at + 7 + length], at + 7 + length
        if at > len(content):
            return  # the run was ended while it wrote this one
        if zlib.crc32(data, zlib.crc32(bytes([kind]))) != checksum:
            raise ValueError(f"{path} is damaged (before byte {at}).")
        parts.append(data)
        if kind in (1, 4):  # a whole record, or the last part of one; 2 and 3 are its first and middle parts
            yield b"".join(parts)
            parts = []


def _new_run(directory: Path) -> Path:
    number = 1
    while True:
        try:
            (folder := directory / f"run-{number:03d}").mkdir(parents=True)
            return folder
        except FileExistsError:
            number += 1


def _newest(directory: Path, pattern: str) -> Path:
    files = [path for path in directory.rglob(pattern) if path.is_file()]
    if not files:
        raise FileNotFoundError(f"There is no tracked run ({pattern}) in {directory}.")
    return max(files, key=lambda path: path.stat().st_mtime_ns)


def _optional(module: str):
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        message = f'{library} is needed for this and is not installed ({error}). In the course\'s folder: pip install -e ".[track]"'
        raise ImportError(message) from None
