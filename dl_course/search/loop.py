"""`search`: trains many settings, one after the other on this machine or side by side through Ray Tune."""

import math
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dl_course.files import whole_file
from dl_course.search.settings import Trial, _check_count, draw


def search(
    train: Callable,
    space: Mapping | Sequence[dict],
    trials: int | None = None,
    *,
    epochs: int,
    keep: int | None = None,
    first: int = 1,
    seed: int = 0,
    folder: str | os.PathLike | None = None,
    with_ray: bool = False,
    address: str | None = None,
) -> list[Trial]:
    """Trains with many settings, and tells how each went.

    Args:
        train: A generator function `train(settings, state)` that trains without end. After each epoch it yields
            `(score, state)`: a number, the smaller the better, and a dict of tensors, numbers and texts from which a new
            call goes on as if nothing had happened. `state` is None at the start.
        space: A space, see `draw`, or a list of settings, such as a `grid`.
        trials: How many settings are drawn from a space.
        epochs: How long a trial is trained at most.
        keep: Successive halving: at each rung only the best one of so many trials goes on. None: all are trained to the end.
        first: Epochs at the first rung; each further rung has `keep` times as many.
        seed: Of what is drawn.
        folder: Keeps the search there, each trial after each epoch. A search that was stopped goes on where it was, if it is
            called again in the same way, with Ray or without. None: nothing is kept.
        with_ray: Whether the trials run side by side in processes, through Ray Tune, each on one processor core. With `keep`, its
            ASHA decides at each rung as the trials arrive and waits for none, so that other trials may be stopped.
        address: Of a running Ray cluster, "auto" for that of this machine. `folder` must then be one that all its machines see.

    Returns:
        The trials in the order in which they were drawn.

    Raises:
        TypeError, ValueError: An argument is not as described, or `folder` holds another search.
        ImportError: Ray is wanted and not installed.

    Source: successive halving, Jamieson and Talwalkar (2016); ASHA, Li and others (2020).
    """
    if isinstance(space, Mapping):
        settings = draw(space, 1 if trials is None else trials, seed)
    else:
        settings = [dict(each) for each in space]
        if trials not in (None, len(settings)) or not settings:
            raise ValueError(
                f"A list of settings is tried as a whole: leave trials out. Received: {trials} of {len(settings)}."
            )
    stops = rungs(epochs, keep, first)
    made = [Trial(number, each) for number, each in enumerate(settings)]
    folder = None if folder is None else Path(folder)
    if with_ray or address is not None:
        from dl_course.search.on_ray import search_on_ray

        search_on_ray(train, made, stops, keep, folder, address)
    else:
        _search_here(train, made, stops, keep, folder)
    return made


def rungs(epochs: int, keep: int | None = None, first: int = 1) -> list[int]:
    """After how many epochs the trials are compared: `first`, `keep` times as many, and so on, at last `epochs`.

    Raises:
        TypeError, ValueError: One of them is no whole number, or `first` is more than `epochs`.
    """
    _check_count(epochs, "epochs")
    if keep is None:
        return [epochs]
    _check_count(keep, "keep", least=2)
    _check_count(first, "first")
    if first > epochs:
        raise ValueError(f"first must be at most epochs, {epochs}. Received: {first}.")
    stops = []
    while first < epochs:
        stops.append(first)
        first *= keep
    return [*stops, epochs]


def _search_here(train, trials: list[Trial], stops: list[int], keep: int | None, folder: Path | None) -> None:
    kept = {trial.number: Kept(trial, folder) for trial in trials}
    running, alive = {}, trials
    for stop in stops:
        for trial in alive:
            while len(trial.scores) < stop:
                if trial.number not in running:
                    running[trial.number] = train(dict(trial.settings), trial.state)
                score, trial.state = told(next(running[trial.number], None))
                trial.scores.append(score)
                kept[trial.number].write()
        if keep:
            alive = sorted(alive, key=lambda trial: rank(trial.scores[stop - 1]))[: max(1, len(alive) // keep)]


def told(yielded) -> tuple[float, dict]:
    """Score and state, as the training yielded them."""
    if not isinstance(yielded, tuple) or len(yielded) != 2 or not isinstance(yielded[1], dict):
        raise TypeError(f"train must yield (score, state) after each epoch, without end. Received: {yielded!r}.")
    return float(yielded[0]), yielded[1]


def rank(score: float) -> float:
    return math.inf if math.isnan(score) else score  # a training that diverged is the worst


class Kept:
    """The file of a trial in a folder; what it holds is taken over at once."""

    def __init__(self, trial: Trial, folder: Path | None):
        self.trial, self.path = trial, folder and folder / f"trial-{trial.number:03}.pt"
        if self.path and self.path.is_file():
            import torch

            held = torch.load(self.path, weights_only=True)
            if held["settings"] != trial.settings:
                raise ValueError(
                    f"{folder} holds another search: trial {trial.number} has {held['settings']}. Name another folder."
                )
            trial.scores, trial.state = held["scores"], held["state"]

    def write(self) -> None:
        if self.path:
            import torch

            content = {"settings": self.trial.settings, "scores": self.trial.scores, "state": self.trial.state}
            with whole_file(self.path, lasting=False) as file:
                torch.save(content, file)
