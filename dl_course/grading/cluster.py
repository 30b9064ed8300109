"""Judging on a Ray cluster: the same bench, one in each actor; what a dying node held is judged on another."""

import os
import socket
from collections.abc import Iterable, Iterator

from dl_course.course import Lesson
from dl_course.grading.local import Local, failed
from dl_course.grading.settings import Refused, Settings

_TRIES = 4


class _Seat:
    """An actor: a bench on some node of the cluster."""

    def __init__(self, lesson: Lesson, solution: bytes, settings: Settings):
        self.local = Local(lesson, solution, settings)

    def about(self) -> dict:
        return self.local.about

    def judge(self, data: bytes) -> dict:
        ((_, result),) = self.local.judge([(None, data)], 1)
        return result


class Cluster:
    """As many benches as there are workers, on all nodes of a cluster.

    Attributes:
        about: What the first bench told of itself.
    """

    def __init__(self, lesson: Lesson, solution: bytes, settings: Settings):
        """Connects and starts the first bench.

        Raises:
            Refused: Ray is not installed, the address does not answer, or the bench refuses.
        """
        try:
            import ray
        except ImportError:
            raise Refused("--ray needs Ray: pip install 'dl-course[cluster]' on every node.") from None
        self._ray = ray
        self._ours = not ray.is_initialized()
        if self._ours:
            try:
                os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
                address = None if settings.ray == "local" else settings.ray
                _knock(settings.ray)
                ray.init(address=address, log_to_driver=False, include_dashboard=False if address is None else None)
            except (OSError, ValueError) as error:
                raise Refused(f"--ray {settings.ray}: no cluster answers there: {error}") from None
        self._arguments = ray.put((lesson, solution, settings))
        # A node that dies takes its actors along; Ray starts them elsewhere and sends their task again.
        options = {"num_cpus": 1, "max_restarts": -1, "max_task_retries": _TRIES, "scheduling_strategy": "SPREAD"}
        self._seat = ray.remote(**options)(_Seat)
        self._seats: list = []
        try:
            first = self._new_seat()
            self.about = ray.get(first.about.remote())
        except ray.exceptions.RayError as error:
            self.__exit__()
            cause = getattr(error, "cause", None) or error
            raise Refused(str(cause)) from None

    def _new_seat(self):
        lesson, solution, settings = self._ray.get(self._arguments)
        seat = self._seat.remote(lesson, solution, settings)
        self._seats.append(seat)
        return seat

    def judge(self, jobs: Iterable[tuple[object, bytes]], at_once: int) -> Iterator[tuple[object, dict]]:
        """Judges jobs, pairs of a name and a notebook's bytes, so many at once.

        Yields:
            Pairs of the name and the result, in the order in which they are done.
        """
        ray, waiting, flying = self._ray, iter(jobs), {}
        while len(self._seats) < at_once:
            self._new_seat()
        free = self._seats[:at_once]
        again: list = []
        while True:
            while free and (job := again.pop() if again else _first(waiting)) is not None:
                (name, data), tried = job
                seat = free.pop()
                flying[seat.judge.remote(data)] = (seat, name, data, tried)
            if not flying:
                return
            (ready, *_), _ = ray.wait(list(flying))
            seat, name, data, tried = flying.pop(ready)
            try:
                result = ray.get(ready)
            except ray.exceptions.RayError as error:
                self._seats.remove(seat)
                seat = self._new_seat()
                if tried < _TRIES:
                    again.append(((name, data), tried + 1))
                    result = None
                else:
                    result = failed(f"{type(error).__name__} on the cluster")
            free.append(seat)
            if result is not None:
                yield name, result

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for seat in self._seats:
            self._ray.kill(seat)
        if self._ours:
            self._ray.shutdown()


def _knock(address):
    """Asks whether anyone listens at host:port; Ray itself would wait for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=10).close()


def _first(jobs):
    job = next(jobs, None)
    return None if job is None else (job, 1)
