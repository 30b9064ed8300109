"""The search of lesson 07: what is drawn, what is trained, what is kept."""

import sys
from itertools import pairwise

import numpy as np
import pytest
import torch

from dl_course.search import Log, draw, grid, rungs, search

SPACE = {"lr": Log(1e-4, 1), "width": [8, 16, 32], "share": (0.2, 0.8)}


def train(settings, state=None):
    """Its score after n epochs is lr + 1 / n."""
    epoch = 0 if state is None else int(state["epoch"])
    while True:
        epoch += 1
        yield settings["lr"] + 1 / epoch, {"epoch": torch.tensor(epoch)}


def test_values_are_drawn_from_their_space_and_by_factors():
    drawn = draw(SPACE, 2000, seed=3)
    rates = np.array([each["lr"] for each in drawn])
    assert rates.min() >= 1e-4
    assert rates.max() <= 1
    assert abs(np.mean(rates < 1e-2) - 0.5) < 0.05
    assert {each["width"] for each in drawn} == {8, 16, 32}
    assert all(0.2 <= each["share"] <= 0.8 for each in drawn)
    assert draw(SPACE, 5, seed=3) == drawn[:5] != draw(SPACE, 5, seed=4)


def test_a_grid_has_both_ends_and_all_pairs():
    tries = grid({"lr": Log(0.01, 1), "width": [8, 16]}, points=3)
    assert [(round(each["lr"], 9), each["width"]) for each in tries] == [
        (0.01, 8), (0.01, 16), (0.1, 8), (0.1, 16), (1, 8), (1, 16)
    ]  # fmt: skip


def test_rungs():
    assert rungs(27, 3, 3) == [3, 9, 27]
    assert rungs(10, 2) == [1, 2, 4, 8, 10]
    assert rungs(5) == [5]
    assert rungs(3, 3, 3) == [3]


def test_every_trial_is_trained_to_the_end():
    trials = search(train, SPACE, 4, epochs=3, seed=1)
    assert [trial.number for trial in trials] == [0, 1, 2, 3]
    for trial, settings in zip(trials, draw(SPACE, 4, seed=1), strict=True):
        assert trial.settings == settings
        assert trial.scores == [settings["lr"] + 1 / n for n in (1, 2, 3)]
        assert trial.state == {"epoch": 3}


def test_halving_trains_the_best_third_further():
    trials = search(train, SPACE, 9, epochs=9, keep=3, seed=1)
    by_rate = sorted(trials, key=lambda trial: trial.settings["lr"])
    assert [len(trial.scores) for trial in by_rate] == [9, 3, 3, 1, 1, 1, 1, 1, 1]


def test_a_trial_that_diverges_is_the_worst():
    def diverging(settings, state=None):
        while True:
            yield (float("nan") if settings["lr"] == 2 else 1.0), {}

    trials = search(diverging, [{"lr": 2}, {"lr": 3}], epochs=4, keep=2)
    assert [len(trial.scores) for trial in trials] == [1, 4]


def test_a_search_that_was_stopped_goes_on(tmp_path):
    trained = []

    def fragile(settings, state=None):
        for result in train(settings, state):
            trained.append(settings["lr"])
            if len(trained) == 6:
                raise KeyboardInterrupt
            yield result

    with pytest.raises(KeyboardInterrupt):
        search(fragile, SPACE, 3, epochs=4, folder=tmp_path / "kept")
    trials = search(fragile, SPACE, 3, epochs=4, folder=tmp_path / "kept")
    assert len(trained) == 13  # of 12 one was lost
    assert [trial.scores for trial in trials] == [trial.scores for trial in search(train, SPACE, 3, epochs=4)]
    assert all(a < b for a, b in pairwise(sorted(path.name for path in (tmp_path / "kept").iterdir())))


def test_a_folder_of_another_search_is_refused(tmp_path):
    search(train, SPACE, 2, epochs=1, folder=tmp_path)
    with pytest.raises(ValueError, match="holds another search"):
        search(train, SPACE, 2, epochs=1, seed=9, folder=tmp_path)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: Log(0, 1), "0 < low < high"),
        (lambda: draw({"lr": 3}, 1), "lr must be Log"),
        (lambda: draw({"lr": (2, 1)}, 1), "low < high"),
        (lambda: draw([], 1), "dict of name -> values"),
        (lambda: search(train, SPACE, 0, epochs=1), "trials must be at least 1"),
        (lambda: search(train, SPACE, 1, epochs=1.5), "epochs must be a whole number"),
        (lambda: search(train, SPACE, 1, epochs=3, keep=1), "keep must be at least 2"),
        (lambda: search(train, SPACE, 1, epochs=3, keep=2, first=4), "first must be at most epochs"),
        (lambda: search(train, [{"lr": 1}], 2, epochs=3), "leave trials out"),
        (lambda: search(lambda settings, state: iter([1.0]), SPACE, 1, epochs=1), "must yield"),
    ],
)
def test_what_is_wrong_is_said(call, said):
    with pytest.raises((TypeError, ValueError), match=said):
        call()


def test_without_ray_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ImportError, match=r"pip install -e \"\.\[cluster\]\""):
        search(train, SPACE, 1, epochs=1, with_ray=True)


def test_ray_refuses_a_folder_of_another_search_before_it_starts(monkeypatch, tmp_path):
    search(train, SPACE, 2, epochs=1, folder=tmp_path)
    monkeypatch.setattr("dl_course.search.on_ray.start_ray", lambda address: sys.exit(f"started: {address}"))
    with pytest.raises(SystemExit, match="started: local"):
        search(train, SPACE, 2, epochs=1, with_ray=True, folder=tmp_path)
    with pytest.raises(SystemExit, match="started: auto"):
        search(train, SPACE, 2, epochs=1, address="auto", folder=tmp_path)
    with pytest.raises(ValueError, match="holds another search"):
        search(train, SPACE, 2, epochs=1, seed=9, with_ray=True, folder=tmp_path)
