"""The search of lesson 07 on a Ray cluster, where a node dies in the middle."""

import sys
import threading
import time

import pytest

from dl_course.search import search
from tests.ray_cluster import cluster, patiently  # noqa: F401 (a fixture)

pytest.importorskip("ray", reason="Ray is an extra of the course")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="starts two nodes on one machine")


def test_a_node_that_dies_takes_no_trial_with_it(cluster, tmp_path):  # noqa: F811
    begun = tmp_path / "begun"
    begun.mkdir()

    def slow(settings, state=None):
        epoch = 0 if state is None else state["epoch"]
        (begun / f"{settings['lr']:.6f}-{epoch}-{time.time_ns()}").touch()
        while True:
            epoch += 1
            time.sleep(1)
            yield settings["lr"] + 1 / epoch, {"epoch": epoch}

    node = patiently(lambda: cluster.add_node(num_cpus=1))  # one seat on each node, so the one that dies holds a trial
    cluster.wait_for_nodes()
    killed = []

    def kill_in_the_middle():
        while len(list((tmp_path / "kept").glob("ray/*/checkpoint_*/trial.pt"))) < 2 or len(list(begun.iterdir())) < 2:
            time.sleep(0.1)
        time.sleep(1.5)
        cluster.remove_node(node, allow_graceful=False)
        killed.append(node)

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    rates = [{"lr": rate} for rate in (0.1, 0.2, 0.3, 0.4)]
    trials = search(slow, rates, epochs=6, folder=tmp_path / "kept", address=cluster.address)
    killer.join(timeout=30)
    assert killed
    goes_on_from = [int(path.name.split("-")[1]) for path in begun.iterdir()]
    assert len(goes_on_from) > len(rates)  # what the node held was begun again
    assert max(goes_on_from) > 0  # and from its checkpoint
    for trial, settings in zip(trials, rates, strict=True):
        assert trial.settings == settings
        assert trial.scores == [settings["lr"] + 1 / n for n in range(1, 7)]
