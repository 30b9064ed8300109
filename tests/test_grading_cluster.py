"""The same bytes from a Ray cluster as from one worker and from four, also when a node dies in the middle."""

import json
import sys
import threading
import time

import pytest

from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from tests.grading_cohort import ANSWERS, MEAN, hand_in, rows, submission, write_lesson
from tests.ray_cluster import cluster, patiently  # noqa: F401 (a fixture)

pytest.importorskip("ray")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="starts two nodes on one machine")


def test_a_node_that_dies_costs_nothing(cluster, tmp_path):  # noqa: F811
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
    node = patiently(lambda: cluster.add_node(num_cpus=1))  # one seat on each node, so the one that dies holds work
    cluster.wait_for_nodes()
    results, killed = tmp_path / "out-ray" / "results", []

    def kill_in_the_middle():
        while len(list(results.glob("*/s*.json"))) < 60:
            time.sleep(0.05)
        cluster.remove_node(node, allow_graceful=False)
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
