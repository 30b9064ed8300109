"""Tracked runs: their files hold what the history holds, nothing is printed, nothing but files is needed."""

import os
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from dl_course import tracking
from dl_course.tracking import read_tensorboard, read_wandb, track_tensorboard, track_wandb
from dl_course.training import fit

ROOT = Path(__file__).resolve().parents[1]


def train(*callbacks, epochs=2):
    torch.manual_seed(0)
    x = torch.randn(60, 3)
    y = (x.sum(1) > 0).long()
    return fit(
        nn.Linear(3, 2), (x, y), validation=(x, y), epochs=epochs, batch_size=8, device="cpu", callbacks=callbacks
    )


def same(read, history, rtol):
    assert read["train_loss"].tolist() == history.step_loss.tolist(), "step losses are float32: kept to the last bit"
    for name in ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "seconds"):
        assert np.allclose(read[f"epoch/{name}"], getattr(history, name), rtol=rtol, atol=0), name
    assert len(read) == 6


def test_tensorboard_keeps_the_history(tmp_path, capfd):
    with track_tensorboard(tmp_path) as track:
        history = train(track)
    same(read_tensorboard(track.directory), history, rtol=1e-6)
    assert capfd.readouterr() == ("", "")


def test_tensorboard_itself_can_read_the_file(tmp_path):
    with track_tensorboard(tmp_path) as track:
        history = train(track)
    program = (
        "import sys, types\n"
        "sys.modules['tensorboard.compat.notf'] = types.ModuleType('notf')\n"
        "from tensorboard.backend.event_processing.event_accumulator import EventAccumulator\n"
        f"events = EventAccumulator({str(track.directory)!r}, size_guidance={{'scalars': 0, 'tensors': 0}})\n"
        "events.Reload()\n"
        "from tensorboard.util import tensor_util\n"
        "rows = events.Tensors('train_loss') if 'train_loss' in events.Tags()['tensors'] else None\n"
        "print([(r.step, float(tensor_util.make_ndarray(r.tensor_proto))) for r in rows] if rows else"
        " [(r.step, r.value) for r in events.Scalars('train_loss')])\n"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert eval(out) == list(enumerate(history.step_loss))


def test_each_run_has_a_folder_and_the_newest_is_read(tmp_path):
    for epochs in (1, 2):
        with track_tensorboard(tmp_path) as track:
            history = train(track, epochs=epochs)
        os.utime(next(track.directory.iterdir()), ns=(epochs, epochs))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run-001", "run-002"]
    same(read_tensorboard(tmp_path), history, rtol=1e-6)


def test_event_file_that_ends_early_or_is_damaged(tmp_path):
    with track_tensorboard(tmp_path) as track:
        train(track)
    (path,) = track.directory.iterdir()
    whole = path.read_bytes()
    complete = read_tensorboard(tmp_path)["train_loss"]
    path.write_bytes(whole[: len(whole) // 2])
    part = read_tensorboard(tmp_path)["train_loss"]
    assert 0 < len(part) < len(complete)
    assert part.tolist() == complete[: len(part)].tolist()
    for at in (3, len(whole) // 2):
        damaged = bytearray(whole)
        damaged[at] ^= 255
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match=f"{path.name}.* is damaged"):
            read_tensorboard(tmp_path)


def test_tensorboard_brings_no_tensorflow(tmp_path):
    program = (
        "import sys\n"
        "from dl_course.tracking import track_tensorboard, read_tensorboard\n"
        f"with track_tensorboard({str(tmp_path)!r}) as track: track(0, 0, {{'train_loss': 0.5}})\n"
        f"print(read_tensorboard({str(tmp_path)!r}), 'tensorflow' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout == "{'train_loss': array([0.5])} False\n"
    assert run.stderr == ""


def test_wandb_keeps_the_history_offline_and_silently(tmp_path, capfd, monkeypatch):
    for name in ("WANDB_MODE", "WANDB_API_KEY", "WANDB_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with track_wandb(tmp_path, "project", {"lr": 1e-3}) as track:
        history = train(track, epochs=40)  # a file of several blocks
    track.close()
    assert track.directory.parent == tmp_path / "wandb"
    (path,) = track.directory.glob("*.wandb")
    assert path.stat().st_size > 2 * 32768
    same(read_wandb(tmp_path), history, rtol=0)
    assert capfd.readouterr() == ("", "")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    part = read_wandb(track.directory)["train_loss"]
    assert 0 < len(part) < len(history.step_loss)
    assert part.tolist() == history.step_loss[: len(part)].tolist()
    path.write_bytes(whole[:5000] + b"?" + whole[5001:])
    with pytest.raises(ValueError, match=f"{path.name} is damaged"):
        read_wandb(tmp_path)
    path.write_bytes(b"<html>")
    with pytest.raises(ValueError, match="not a file of Weights & Biases"):
        read_wandb(tmp_path)


def test_closing_waits_until_the_last_record_is_written(tmp_path, monkeypatch):
    waited, wait = [], tracking._wait_for_the_end
    monkeypatch.setattr(tracking, "_wait_for_the_end", lambda folder: waited.append(folder) or wait(folder))
    with track_wandb(tmp_path) as track:
        history = train(track)
    (path,) = track.directory.glob("*.wandb")
    whole = path.read_bytes()
    assert waited == [track.directory]
    assert read_wandb(track.directory)["train_loss"].tolist() == history.step_loss.tolist()
    time.sleep(0.5)
    assert path.read_bytes() == whole, "something was written after closing"

    late = tmp_path / "late" / path.name  # the same file, whose second half comes later
    late.parent.mkdir()
    late.write_bytes(whole[: len(whole) // 2])
    rest = threading.Timer(0.3, late.write_bytes, [whole])
    rest.start()
    wait(late.parent)
    assert late.read_bytes() == whole
    rest.join()


def test_closing_does_not_wait_for_ever(tmp_path):
    began = time.monotonic()
    tracking._wait_for_the_end(tmp_path, seconds=0.2)
    assert 0.2 <= time.monotonic() - began < 5


def test_records_that_end_just_before_a_block(tmp_path):
    from wandb.proto.wandb_internal_pb2 import HistoryItem, HistoryRecord, Record

    def serialise(value, filler):
        items = [HistoryItem(key="train_loss", value_json=str(value)), HistoryItem(key="_" * filler, value_json="0")]
        return Record(history=HistoryRecord(item=items)).SerializeToString()

    def framed(data):
        return struct.pack("<IHB", zlib.crc32(data, zlib.crc32(b"\x01")), len(data), 1) + data

    header = b":W&B\xe1\xbe\x00"
    for rest in range(1, 7):  # bytes left of a block, too few for the next record's header: zeros
        size = 32768 - rest - len(header) - 7
        first = framed(serialise(0.25, 30000 + size - len(serialise(0.25, 30000))))
        assert len(header + first) == 32768 - rest
        (tmp_path / "run.wandb").write_bytes(header + first + bytes(rest) + framed(serialise(0.5, 1)))
        assert read_wandb(tmp_path)["train_loss"].tolist() == [0.25, 0.5]


@pytest.mark.parametrize("read", [read_wandb, read_tensorboard])
def test_no_run(tmp_path, read):
    with pytest.raises(FileNotFoundError, match="no tracked run"):
        read(tmp_path)


@pytest.mark.parametrize(("track", "library"), [(track_wandb, "wandb"), (track_tensorboard, "tensorboard")])
def test_library_that_is_not_installed(tmp_path, monkeypatch, track, library):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(tracking.importlib, "import_module", missing)
    with pytest.raises(ImportError, match=rf'{library} is needed.*pip install -e "\.\[track\]"'):
        track(tmp_path)
