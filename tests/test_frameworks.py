"""Keras and Ray start without a word, and PyTorch can be used beside TensorFlow."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_notebook

from dl_course import frameworks, stored
from dl_course.cli import refresh
from dl_course.cli.executing import execute

WITH_KERAS = [
    path
    for path in sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("solutions/*/*.ipynb")])
    if "start_keras()" in path.read_text(encoding="utf-8")
]

STEP_OF_KERAS = """
import sys
from dl_course import start_keras
start_keras()
import keras
import numpy
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(numpy.ones((4, 2)), numpy.ones(4), verbose=0)
"""
STEP_OF_TORCH = """
import sys
import torch
w = torch.nn.Parameter(torch.ones(2))
optimizer = torch.optim.Adam([w])
w.sum().backward()
optimizer.step()
assert w[0] < 1
assert "tensorflow" in sys.modules
"""

CHATTER = b"""\
WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
I0000 00:00:1795230905.964706   26209 cudart_stub.cc:31] Could not find cuda drivers on your machine
2026-11-21 03:00:00.123456: I tensorflow/core/util/port.cc:153] oneDNN custom operations are on.
To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow
"""
TROUBLE = b"libcublas.so: cannot open shared object file\n"


def test_keras_is_quiet_and_a_step_of_torch_does_not_abort():
    said = "print('a step of each', file=sys.stderr, flush=True)"
    done = subprocess.run(
        [sys.executable, "-c", f"{STEP_OF_KERAS}{said}{STEP_OF_TORCH}"],
        env={**os.environ, "KERAS_BACKEND": "tensorflow"},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.startswith("a step of each")
    assert done.stdout == ""


def test_only_start_up_messages_are_left_out(capfd):
    with frameworks._without_start_up_messages():
        os.write(2, CHATTER + TROUBLE)
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err.encode() == TROUBLE
    os.write(2, CHATTER)
    assert capfd.readouterr().err.encode() == CHATTER, "afterwards nothing is held back"


def test_where_the_import_fails_everything_is_shown(capfd):
    def import_that_fails():
        with frameworks._without_start_up_messages():
            os.write(2, CHATTER)
            raise ImportError

    with pytest.raises(ImportError):
        import_that_fails()
    assert capfd.readouterr().err.encode() == CHATTER


def test_triton_is_barred_where_tensorflow_came_first(monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", object())
    monkeypatch.setitem(sys.modules, "triton", None)
    del sys.modules["triton"]
    frameworks._settle_triton()
    assert sys.modules["triton"] is None


@pytest.fixture(scope="module")
def on_torch(request):
    """Every notebook with Keras, run on PyTorch, and what went wrong; one kernel runs them all and imports Keras once.

    Lessons train for a minute, so without --every only the exercises run.
    """
    every = request.config.getoption("--every")
    chosen = [path for path in WITH_KERAS if every or path.parent.name != "notebooks"]
    notebooks, cells, problems = {path: stored.read(path) for path in chosen}, [], []
    for notebook in notebooks.values():
        cells += [*notebook.cells, new_code_cell("keras.utils.clear_session()\n%reset -f")]
    backend = "import keras\nassert keras.backend.backend() == 'torch'"
    cells += [new_code_cell(source) for source in (backend, STEP_OF_KERAS, STEP_OF_TORCH)]
    execute(
        [(ROOT / "notebooks/keras.ipynb", new_notebook(cells=cells))],
        on_done=lambda path, notebook, error: problems.extend(refresh._errors(path, notebook, error)),
        environment={"KERAS_BACKEND": "torch", "DL_COURSE_DATA": "shipped"},
    )
    return notebooks, problems


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.every if path.parent.name == "notebooks" else ()) for path in WITH_KERAS],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_notebook_prints_and_claims_the_same_with_keras_on_torch(on_torch, path):
    notebooks, problems = on_torch
    assert not problems
    assert not refresh.differences(stored.read(path), stored.normalise(notebooks[path]), path.stem)


def test_there_are_notebooks_with_keras():
    assert len(WITH_KERAS) >= 2


@pytest.fixture
def ray(monkeypatch):
    """Stands for Ray, where an address says that a cluster is running which has ended; notes how it was started."""
    started = []

    def init(address=None, **settings):
        if address in (None, "auto"):
            raise ConnectionError("asked a cluster that has ended")
        started.append({"address": address, **settings})

    ray = SimpleNamespace(init=init, is_initialized=lambda: False, started=started)
    monkeypatch.setitem(sys.modules, "ray", ray)
    return ray


def test_ray_on_this_machine_asks_no_cluster_and_shows_no_page(ray):
    assert frameworks.start_ray()
    (started,) = ray.started
    assert (started["address"], started["include_dashboard"], started["log_to_driver"]) == ("local", False, False)
    assert started["logging_level"] == "CRITICAL"  # at ERROR it tells that a dashboard nobody asked for came too late
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"


def test_a_cluster_that_runs_is_joined_as_it_is(ray):
    assert frameworks.start_ray("10.0.0.1:6379")
    assert "include_dashboard" not in ray.started[0]
    with pytest.raises(ConnectionError):
        frameworks.start_ray("auto")
    ray.is_initialized = lambda: True
    assert not frameworks.start_ray()
    assert len(ray.started) == 1


@pytest.mark.parametrize(("said", "starts"), [("The node timed out during startup.", 3), ("no memory", 1)])
def test_ray_that_starts_too_slowly_is_started_again(ray, said, starts):
    def init(**_):
        ray.started.append(said)
        raise RuntimeError(said)

    ray.init = init
    with pytest.raises(RuntimeError, match=said):
        frameworks.start_ray()
    assert len(ray.started) == starts


def test_the_grader_asks_no_cluster_that_has_ended(ray):
    from dl_course.grading.cluster import Cluster
    from dl_course.grading.settings import Refused

    def settings(address):
        return SimpleNamespace(ray=address)

    with pytest.raises(AttributeError, match="remote"):  # started, and the stand-in has no more
        Cluster(None, b"", settings("local"))
    assert ray.started[0]["address"] == "local"
    with pytest.raises(Refused, match="no cluster answers"):
        Cluster(None, b"", settings("auto"))
