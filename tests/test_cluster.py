"""What runs on a Ray cluster: the search of lesson 07 and the grader give what they give without one, also when a node dies."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

if sys.platform != "linux":
    pytest.skip("it starts two nodes on one machine", allow_module_level=True)
pytest.importorskip("ray", reason="Ray is an extra of the course")

import torch

from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from dl_course.search import search
from tests.grading_cohort import ANSWERS, MEAN, hand_in, rows, submission, write_lesson
from tests.ray_cluster import cluster  # noqa: F401 (a fixture)

# An epoch of a trial leaves a file in `folder`; its score after n epochs is lr + 1 / n. It stands still where `folder` says so.
NOTED = """
import os, time
from pathlib import Path


def noted(folder):
    def train(settings, state):
        epoch = 0 if state is None else state["epoch"]
        while True:
            epoch += 1
            (folder / f"{settings['lr']}-{epoch}-{time.time_ns()}").touch()
            stand_still(settings, epoch, folder)
            yield settings["lr"] + 1 / epoch, {"epoch": epoch}

    return train
"""
RATES = [{"lr": rate} for rate in (0.1, 0.2, 0.3, 0.4)]
EPOCHS = 4


def noted(folder, stands_still):
    names = {}
    exec(NOTED + stands_still, names)
    return names["noted"](folder)


def epochs_trained(folder):
    """How often each (rate, epoch) was trained."""
    return Counter(tuple(path.name.split("-")[:2]) for path in folder.iterdir() if path.name[0] == "0")


def test_the_same_scores_to_the_last_bit_and_nothing_printed(cluster, capfd):  # noqa: F811
    def train(settings, state):
        torch.manual_seed(0)
        x, net = torch.randn(64, 8), torch.nn.Linear(8, 1)
        adam = torch.optim.AdamW(net.parameters(), lr=settings["lr"])
        while True:
            adam.zero_grad()
            loss = torch.mean((net(x)[:, 0] - torch.sin(x).sum(1)) ** 2)
            loss.backward()
            adam.step()
            yield loss.item(), {"net": net.state_dict()}

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        here = search(train, RATES[:3], epochs=3)
    finally:
        torch.set_num_threads(threads)
    capfd.readouterr()
    there = search(train, RATES[:3], epochs=3, address=cluster.address)
    assert capfd.readouterr() == ("", "")
    for a, b in zip(here, there, strict=True):
        assert (a.number, a.settings, a.scores) == (b.number, b.settings, b.scores)
        assert all(torch.equal(a.state["net"][name], b.state["net"][name]) for name in a.state["net"])


def test_asha_stops_what_is_not_among_the_best_third_so_far(cluster):  # noqa: F811
    def train(settings, state):
        epoch = 0
        while True:
            epoch += 1
            score = settings["lr"] + 1 / epoch
            yield (score if score < 9 else float("nan")), {"epoch": epoch}

    rates = [{"lr": lr} for lr in (0.3, 0.5, 99, 0.1)]  # one seat: one after the other, in this order
    trials = search(train, rates, epochs=9, keep=3, address=cluster.address)
    assert [len(trial.scores) for trial in trials] == [9, 1, 1, 9]
    for trial in (trials[0], trials[1], trials[3]):
        assert trial.scores == [trial.settings["lr"] + 1 / n for n in range(1, 10)][: len(trial.scores)]


def test_a_search_whose_process_is_killed_goes_on_where_it_was(cluster, tmp_path):  # noqa: F811
    folder, marks = tmp_path / "kept", tmp_path / "marks"
    marks.mkdir()
    stands_still = """
def stand_still(settings, epoch, folder):
    while (settings["lr"], epoch) == (0.2, 3) and not (folder / "killed").exists():
        (folder / "there").touch()
        time.sleep(0.05)
"""
    called = f"""
from dl_course.search import search
search(noted(Path({str(marks)!r})), {RATES}, epochs={EPOCHS}, folder={str(folder)!r}, address={cluster.address!r})
"""
    process = subprocess.Popen([sys.executable, "-c", NOTED + stands_still + called])
    while not (marks / "there").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    (marks / "killed").touch()
    trials = search(noted(marks, stands_still), RATES, epochs=EPOCHS, folder=folder, address=cluster.address)
    assert [trial.settings for trial in trials] == RATES
    assert [trial.scores for trial in trials] == [[each["lr"] + 1 / n for n in range(1, EPOCHS + 1)] for each in RATES]
    twice = {("0.2", "3"): 2}  # only what was being trained
    assert (
        epochs_trained(marks) == {(str(each["lr"]), str(n)): 1 for each in RATES for n in range(1, EPOCHS + 1)} | twice
    )


def test_a_node_that_dies_takes_no_trial_with_it(cluster, tmp_path):  # noqa: F811
    node = cluster.add_node()
    (tmp_path / "doomed").write_text(node.node_id)
    train = noted(
        tmp_path,
        """
def stand_still(settings, epoch, folder):
    import ray

    here = ray.get_runtime_context().get_node_id()
    if epoch == 3 and here == (folder / "doomed").read_text():
        (folder / f"there-{settings['lr']}").touch()
        time.sleep(3600)
    while not list(folder.glob("there-*")):
        time.sleep(0.05)
""",
    )

    def kill_in_the_middle():
        while not list(tmp_path.glob("there-*")):
            time.sleep(0.05)
        cluster.kill(node)

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    trials = search(train, RATES, epochs=EPOCHS, address=cluster.address)
    killer.join(timeout=30)
    assert [trial.settings for trial in trials] == RATES
    assert [trial.scores for trial in trials] == [[each["lr"] + 1 / n for n in range(1, EPOCHS + 1)] for each in RATES]
    ((held,),) = [path.name.split("-")[1:] for path in tmp_path.glob("there-*")]
    twice = {(held, "3"): 2}  # goes on from what it had kept
    assert (
        epochs_trained(tmp_path)
        == {(str(each["lr"]), str(n)): 1 for each in RATES for n in range(1, EPOCHS + 1)} | twice
    )


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
