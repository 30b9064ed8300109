"""A Ray cluster on this machine: one node with one seat, to which a test adds others that it may kill."""

import contextlib
import shutil
import socket
import tempfile

import pytest

# Ray's own time before it takes a node for dead is half a minute; that a busy one answers late is no reason to.
QUICK = {
    "RAY_health_check_initial_delay_ms": "1000",
    "RAY_health_check_period_ms": "300",
    "RAY_health_check_timeout_ms": "60000",
    "RAY_worker_register_timeout_seconds": "300",
    "RAY_agent_register_timeout_ms": "300000",
    "RAY_worker_niceness": "0",  # else what works steps back behind all other tests
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
AGENT, PORT = "--dashboard_agent_command=", "--dashboard_agent_listen_port=1024"


@contextlib.contextmanager
def without_helpers():
    """Nodes start without what serves Ray's dashboard, Python processes of four processor seconds each.

    A node waits for its agents, and ends itself if one has not said its port within 15 seconds, which no setting
    changes and a busy machine needs. So ports are given: that of the runtime environments is real, at the others nobody
    listens, and in place of the dashboard's agent stands a `cat`, which ends with the node.
    """
    from ray._private import node, services

    start = services.start_ray_process

    def alone(command, process_type, *args, **kwargs):
        if process_type == "raylet":
            command = [f"{AGENT}sh -c cat" if part.startswith(AGENT) else part for part in command] + [PORT]
        return start(command, process_type, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "start_ray_process", alone)
        patch.setattr(node.Node, "start_api_server", lambda self, **_: None)
        yield


def ports():
    with socket.socket() as free:
        free.bind(("", 0))
        number = free.getsockname()[1]
    return {"runtime_env_agent_port": number, "metrics_agent_port": 1025, "metrics_export_port": 1026}


class Cluster:
    """
    Attributes:
        address: What a program connects to.
    """

    def __init__(self):
        from ray.cluster_utils import Cluster as OfRay

        with without_helpers():
            head = {"include_dashboard": False, "include_log_monitor": False, "no_monitor": True}
            self._made = OfRay(initialize_head=True, head_node_args={"num_cpus": 1, **head, **ports()})
        self.address = self._made.address

    def add_node(self):
        """Another node, of one seat, so that work for two is on both."""
        with without_helpers():
            node = self._made.add_node(num_cpus=1, **ports())
        self._made.wait_for_nodes()
        return node

    def kill(self, node) -> None:
        self._made.remove_node(node, allow_graceful=False)

    def end(self) -> None:
        self._made.shutdown()


@pytest.fixture(scope="module")
def cluster():
    import ray

    with pytest.MonkeyPatch.context() as patch:
        folder = tempfile.mkdtemp(prefix="ray-")  # the names of sockets in it must be short
        patch.setenv("RAY_TMPDIR", folder)
        for name, value in QUICK.items():
            patch.setenv(name, value)
        made = Cluster()
        yield made
        ray.shutdown()
        made.end()
        shutil.rmtree(folder, ignore_errors=True)
