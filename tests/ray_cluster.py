"""A Ray cluster on this machine, of one node to which a test adds others."""

import pytest


def patiently(start):
    """Starts a node, and again, up to six times in all, where it ended itself: Ray gives a node's agents 15 seconds,
    which is too short on a busy machine, and no setting changes it."""
    for attempt in range(6):
        try:
            return start()
        except Exception as error:
            if "timed out" not in str(error).lower() or attempt == 5:
                raise


@pytest.fixture
def cluster():
    import ray
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 1, "include_dashboard": False}
    made = patiently(lambda: Cluster(initialize_head=True, head_node_args=head))
    yield made
    ray.shutdown()
    made.shutdown()
