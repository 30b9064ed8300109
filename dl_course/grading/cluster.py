"""Judging on a Ray cluster: the same bench, one in each actor; what a dying node held is judged on another."""

import socket
from collections.abc import Iterable, Iterator

from dl_course.course import Lesson
from dl_course.frameworks import start_ray
from dl_course.grading.local import Local, failed
from dl_course.grading.settings import Refused, Settings

_TRIES = 4


class _Seat:
    """An actor: a bench on some node of the cluster."""

    def __init__(self, lesson: Lesson, solution: bytes, settings: Settings, popular: tuple[str, ...]):
        self.local = Local(lesson, solution, settings, popular)

    def about(self) -> dict:
        return self.local.about

    def judge(self, *what) -> dict:
        ((_, result),) = self.local.judge([(None, *what)], 1)
        return result


class Cluster:
    """As many benches as there are workers, on all nodes of a cluster.

    Attributes:
        about: What the first bench told of itself.
    """

    def __init__(self, lesson: Lesson, solution: bytes, settings: Settings, popular: tuple[str, ...] = ()):
        """Connects and starts the first bench.

        Raises:
            Refused: Ray is not installed, the address does not answer, or the bench refuses.
        """
        try:
            import ray
        except ImportError:
            raise Refused(
                '--ray needs Ray on every node. In the course\'s folder: pip install -e ".[cluster]"'
            ) from None
        self._ray = ray
        try:
            if not ray.is_initialized():
                _knock(settings.ray)
            self._ours = start_ray(settings.ray)
        except (OSError, ValueError) as error:
            raise Refused(f"--ray {settings.ray}: no cluster answers there: {error}") from None
        self._arguments = (lesson, solution, settings, popular)
        # Ray would restart an actor of a dead node only where there is room, and hold its task until then.
        self._seat = ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(_Seat)
        self._starting: dict = {}  # what tells that an actor is ready -> the actor
        self._free: list = []
        try:
            self._start_seat()
            (ready,) = self._starting
            self.about = ray.get(ready)
            self._free.append(self._starting.pop(ready))
        except ray.exceptions.RayError as error:
            self.__exit__()
            cause = getattr(error, "cause", None) or error
            raise Refused(str(cause)) from None

    def _start_seat(self):
        seat = self._seat.remote(*self._arguments)
        self._starting[seat.about.remote()] = seat

    def judge(self, jobs: Iterable[tuple], at_once: int) -> Iterator[tuple[object, dict]]:
        """Judges jobs as Local takes them, so many at once; what a dead node held is judged again.

        Yields:
            Pairs of the name and the result, in the order in which they are done.

        Raises:
            Refused: No actor can be started any more.
        """
        ray, waiting, again, flying = self._ray, iter(jobs), [], {}
        for _ in range(at_once - 1):
            self._start_seat()
        lost = 0
        while True:
            while self._free and (job := again.pop() if again else _first(waiting)) is not None:
                (_, *what), _ = job
                seat = self._free.pop()
                flying[seat.judge.remote(*what)] = (seat, job)
            if not flying and self._free:
                return
            (ready, *_), _ = ray.wait([*flying, *self._starting])
            seat, job = flying.pop(ready) if ready in flying else (self._starting.pop(ready), None)
            try:
                result = ray.get(ready)
            except ray.exceptions.RayError as error:
                lost += 1
                if lost > _TRIES * at_once:
                    raise Refused(f"The cluster loses one process after the other: {error}") from None
                self._start_seat()
                if job and job[1] < _TRIES:
                    again.append((job[0], job[1] + 1))
                elif job:
                    yield job[0][0], failed(f"{type(error).__name__} on the cluster")
                continue
            self._free.append(seat)
            if job:
                yield job[0][0], result

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for seat in [*self._free, *self._starting.values()]:
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
