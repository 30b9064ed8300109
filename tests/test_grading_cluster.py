"""The same rows from a Ray cluster, also when one of its nodes dies in the middle."""

import json
import sys
import threading
import time

import pytest

from dl_course.grading.limits import Limits
from dl_course.grading.run import grade
from dl_course.grading.settings import Refused, Settings
from tests.grading_cohort import ANSWERS, MEAN, hand_in, rows, submission, write_lesson

ray = pytest.importorskip("ray")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="starts two nodes on one machine")


@pytest.fixture
def cluster():
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    yield made
    ray.shutdown()
    made.shutdown()


def test_a_node_that_dies_costs_nothing(cluster, tmp_path):
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
    node = cluster.add_node(num_cpus=2)
    cluster.wait_for_nodes()
    results, killed = tmp_path / "out-ray" / "results", []

    def kill_in_the_middle():
        while len(list(results.glob("*/s*.json"))) < 60:
            time.sleep(0.05)
        cluster.remove_node(node, allow_graceful=False)
        killed.append(len(list(results.glob("*/s*.json"))))

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    settings = Settings(tmp_path / "in", tmp_path / "out-ray", 4, Limits(timeout=20), ray=cluster.address)
    outcome = grade([lesson], settings)
    killer.join(timeout=30)
    assert killed
    assert killed[0] < 200
    assert (outcome.judged, outcome.failed) == (200, 0)
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out", 2, Limits(timeout=20)))
    assert rows(tmp_path / "out-ray") == rows(tmp_path / "out")
    assert len(rows(tmp_path / "out")) == 600


def test_an_address_without_a_cluster_is_refused(tmp_path):
    lesson = write_lesson(tmp_path / "course")
    hand_in(tmp_path / "in", "a", submission())
    with pytest.raises(Refused, match="no cluster answers"):
        grade([lesson], Settings(tmp_path / "in", tmp_path / "out", ray="127.0.0.1:1"))
