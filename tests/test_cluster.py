"""What runs on a Ray cluster: the search of lesson 07 and the grader give what they give without one, also when a node dies."""

import contextlib
import json
import math
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

if sys.platform != "linux":
    pytest.skip("it starts two nodes on one machine", allow_module_level=True)
pytest.importorskip("ray", reason="Ray is an extra of the course")

import numpy as np
import torch

from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from dl_course.search import search
from tests.grading_cohort import ANSWERS, MEAN, hand_in, rows, submission, write_lesson
from tests.ray_cluster import cluster  # noqa: F401 (a fixture)

# Each epoch leaves a file in `folder`, RATE:EPOCH:TIME. As text, so that Ray carries it into other processes as it is.
NOTED = """
import time
from pathlib import Path


def noted(train, stand_still, folder):
    def noting(settings, state):
        epoch = 0 if state is None else state["epoch"]
        for score, kept in train(settings, state):
            epoch += 1
            (folder / f"{settings['lr']}:{epoch}:{time.time_ns()}").touch()
            stand_still(settings, epoch, folder)
            yield score, {**kept, "epoch": epoch}

    return noting
"""
# Momentum by hand: an optimizer of PyTorch imports its compiler first, four seconds in each process.
REGRESSION = """
def train(settings, state):
    import torch

    torch.manual_seed(0)
    x, net = torch.randn(64, 8), torch.nn.Linear(8, 1)
    speed, steps = [torch.zeros_like(weight) for weight in net.parameters()], 0
    if state:
        net.load_state_dict(state["net"])
        speed, steps = state["momentum"]["speed"], state["momentum"]["steps"]

    def loss():
        return torch.mean((net(x)[:, 0] - x.sum(1)) ** 2)

    while True:
        net.zero_grad()
        loss().backward()
        with torch.no_grad():
            speed = [0.5 * v + weight.grad for v, weight in zip(speed, net.parameters(), strict=True)]
            for v, weight in zip(speed, net.parameters(), strict=True):
                weight -= settings["lr"] * v
        steps += 1
        yield loss().item(), {"net": net.state_dict(), "momentum": {"speed": speed, "steps": steps}}


def stand_still(settings, epoch, folder):
    if settings["lr"] == 0.1 and epoch == 5 and not (folder / "there").exists():
        (folder / "there").touch()
        time.sleep(3600)
"""
ON_THE_DOOMED_NODE = """
def train(settings, state):
    epoch = 0 if state is None else state["epoch"]
    while True:
        epoch += 1
        yield settings["lr"] + 1 / epoch, {}


def stand_still(settings, epoch, folder):
    import ray

    doomed = (folder / "doomed").read_text()
    if epoch == 3 and ray.get_runtime_context().get_node_id() == doomed:
        (folder / f"there:{settings['lr']}").touch()
        time.sleep(3600)
    # Until Ray knows: then what the node held is begun again in a process that is there.
    while epoch == 3 and [node for node in ray.nodes() if node["NodeID"] == doomed and node["Alive"]]:
        time.sleep(0.1)
"""


def names_of(*sources):
    names = {}
    exec("".join(sources), names)
    return names


@contextlib.contextmanager
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def times_trained(folder, rates, epochs):
    """How often each trial was trained its first, second, ... epoch."""
    noted = Counter(tuple(path.name.split(":")[:2]) for path in folder.glob("*:*:*"))
    assert sum(noted.values()) == sum(noted[str(rate), str(n)] for rate in rates for n in range(1, epochs + 1))
    return [[noted[str(rate), str(n)] for n in range(1, epochs + 1)] for rate in rates]


def test_a_search_with_asha_whose_process_is_killed_goes_on_to_the_last_bit(cluster, tmp_path, capfd):  # noqa: F811
    rates = [0.01, 0.0001, math.inf, 0.1]  # one seat: they arrive at the rungs one after the other
    tries = [{"lr": rate} for rate in rates]
    kept, marks = tmp_path / "kept", tmp_path / "marks"
    marks.mkdir()
    here = names_of(NOTED, REGRESSION)
    with one_thread():  # as each trial on the cluster has
        alone = search(here["train"], tries, epochs=9)
    assert math.isnan(alone[2].scores[0])

    how = {"epochs": 9, "keep": 3, "folder": str(kept), "address": cluster.address}
    called = f"""
from math import inf
from dl_course.search import search
search(noted(train, stand_still, Path({str(marks)!r})), {tries}, **{how})
"""
    process = subprocess.Popen([sys.executable, "-c", NOTED + REGRESSION + called])
    while not (marks / "there").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    trials = search(here["noted"](here["train"], here["stand_still"], marks), tries, **how)

    assert capfd.readouterr() == ("", "")  # neither of the two has said a word
    assert [trial.settings for trial in trials] == tries
    once = [1] * 9
    stopped = [1] + [0] * 8  # at the first rung, and not begun again
    assert times_trained(marks, rates, 9) == [once, stopped, stopped, [1, 1, 1, 1, 2, 1, 1, 1, 1]]
    for trial, full in zip(trials, alone, strict=True):
        if trial.number != 2:
            assert trial.scores == full.scores[: len(trial.scores)]
        if len(trial.scores) == 9:
            assert all(torch.equal(trial.state["net"][name], full.state["net"][name]) for name in full.state["net"])
    with one_thread():  # the same folder without Ray and without halving: the stopped ones go on, too
        finished = search(here["train"], tries, epochs=9, folder=kept)
    assert np.array_equal([trial.scores for trial in finished], [trial.scores for trial in alone], equal_nan=True)


def test_a_node_that_dies_takes_no_trial_with_it(cluster, tmp_path):  # noqa: F811
    rates = [0.1, 0.2, 0.3, 0.4]
    node = cluster.add_node()  # one seat on each node, so the one that dies holds a trial
    (tmp_path / "doomed").write_text(node.node_id)
    names = names_of(NOTED, ON_THE_DOOMED_NODE)

    def kill_in_the_middle():
        while not list(tmp_path.glob("there:*")):
            time.sleep(0.05)
        cluster.kill(node)

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    train = names["noted"](names["train"], names["stand_still"], tmp_path)
    trials = search(train, [{"lr": rate} for rate in rates], epochs=4, address=cluster.address)
    killer.join(timeout=30)
    assert [(trial.number, trial.settings["lr"]) for trial in trials] == list(enumerate(rates))
    assert [trial.scores for trial in trials] == [
        [rate + 1, rate + 1 / 2, rate + 1 / 3, rate + 1 / 4] for rate in rates
    ]
    (held,) = [float(path.name.split(":")[1]) for path in tmp_path.glob("there:*")]
    goes_on = [1, 1, 2, 1]  # where it was when the node died
    assert times_trained(tmp_path, rates, 4) == [goes_on if rate == held else [1] * 4 for rate in rates]


def test_a_node_that_dies_costs_no_points(cluster, tmp_path):  # noqa: F811
    lesson = write_lesson(tmp_path / "course")
    kinds = [
        submission(*ANSWERS),
        submission(MEAN),
        submission(),
        "{broken",
        submission("def mean(x):\n    return sum(x)"),
    ]
    for number in range(200):
        made = kinds[number % len(kinds)]
        hand_in(tmp_path / "in", f"s{number:03}", made if isinstance(made, str) else json.dumps(made))
    node = cluster.add_node()  # one seat on each node, so the one that dies holds work
    results, killed = tmp_path / "out-ray" / "results", []

    def kill_in_the_middle():
        while len(list(results.glob("*/s*.json"))) < 60:
            time.sleep(0.05)
        cluster.kill(node)
        killed.append(len(list(results.glob("*/s*.json"))))

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    settings = Settings(tmp_path / "in", tmp_path / "out-ray", 2, Limits(timeout=20), ray=cluster.address)
    outcome = grade([lesson], settings)
    killer.join(timeout=30)
    assert killed
    assert killed[0] < 200
    assert (outcome.judged, outcome.failed) == (200, 0)
    for workers in (1, 4):
        grade([lesson], Settings(tmp_path / "in", tmp_path / f"out-{workers}", workers, Limits(timeout=20)))
    tables = {(tmp_path / f"out-{how}" / "grades.csv").read_bytes() for how in ("ray", 1, 4)}
    assert len(tables) == 1
    assert len(rows(tmp_path / "out-ray")) == 600


def test_an_address_without_a_cluster_is_refused(tmp_path):
    lesson = write_lesson(tmp_path / "course")
    hand_in(tmp_path / "in", "a", submission())
    with pytest.raises(Refused, match="no cluster answers"):
        grade([lesson], Settings(tmp_path / "in", tmp_path / "out", ray="127.0.0.1:1"))
