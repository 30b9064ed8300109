"""What running the search of lesson 07 side by side gains: its wall time one trial after the other, and through Ray.

    python benchmarks/search.py [--epochs 27] [--trials 27] [--slower 1 3] [--rounds 1]
    python benchmarks/search.py --halving 15

Prints, for the lesson's training and for one that takes so many times as long, the seconds of `search` alone, through Ray
with one worker and through Ray with two, and their ratios to the first. Ray is started before, which is told apart; the
processes that each search starts through it count. One thread each, so that two workers have two cores.

With `--halving`, what halving gains instead: in so many searches, each with other rows, settings and start, the error on fresh
rows of halving's winner and of random search's with as many epochs, means over 1,000 draws of 27 trials from 40.
"""

import argparse
import os
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import torch

from dl_course.course import choose
from dl_course.frameworks import start_ray
from dl_course.search import draw, rungs, search
from dl_course.stored import code_of

NAMES = ("x_all", "y_all", "mean", "spread", "y_mean", "y_spread", "x", "y", "parts", "x_train", "x_val", "x_fresh",
         "y_train", "y_val", "y_fresh", "unit", "Net", "step", "FRESH_START", "train", "space", "squares_of")  # fmt: skip


def lesson_of(rows=7):
    """What the lesson defines, with the rows that come from this seed."""
    lesson = {"__name__": "__main__"}  # by this name Ray carries what the lesson defines into other processes
    code = code_of(choose(["07"])[0].notebook, *NAMES)
    assert code.count("random_state=7") == 1
    exec(code.replace("random_state=7", f"random_state={rows}"), lesson)
    return lesson


def trainings(slower):
    """The lesson's training for each of the numbers, with so many times its steps an epoch."""
    lesson = lesson_of()

    def longer(times):
        def train(settings, state):
            going = lesson["train"](settings, state)
            while True:
                for _ in range(times):
                    result = next(going)
                yield result

        return train

    return lesson["space"], {times: longer(times) for times in slower}


def halving_or_random(k):
    """Mean error on fresh rows of the winners of halving and of random search, in search k."""
    lesson = lesson_of(100 + k)
    tries = [{**settings, "start": 1000 * k} for settings in draw(lesson["space"], 40, seed=100 + k)]
    trials = search(lesson["train"], tries, epochs=27)
    scores = np.array([trial.scores for trial in trials])
    fresh = np.array([lesson["squares_of"](trial).mean() for trial in trials])
    rng, winners = np.random.default_rng(0), []
    for _ in range(1000):
        going = rng.permutation(40)[:27]
        seven = going[:7]  # 7 trials of 27 epochs are the 189 of halving
        for stop in rungs(27, keep=3, first=3):
            going = going[np.argsort(scores[going, stop - 1])][: max(1, len(going) // 3)]
        winners.append((going[0], seven[scores[seven, -1].argmin()]))
    return fresh[np.array(winners)].mean(axis=0)


def seconds(call):
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=27)
    parser.add_argument("--trials", type=int, default=27)
    parser.add_argument("--slower", type=int, nargs="+", default=[1, 3])
    parser.add_argument("--rounds", type=int, default=1, help="the fastest of so many counts")
    parser.add_argument("--halving", type=int, help="in so many searches, halving against random search")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.halving:
        pairs = [halving_or_random(k) for k in range(1, options.halving + 1)]
        for k, (halving, random) in enumerate(pairs, start=1):
            print(f"search {k:2}: halving {halving:.2f}, random search {random:.2f}")
        print(f"random search is worse in {sum(a < b for a, b in pairs)} of {len(pairs)}")
        return
    space, by_times = trainings(options.slower)
    import ray.tune

    taken = {}

    def measure(how, **settings):
        for times, train in by_times.items():
            rounds = [
                seconds(
                    lambda train=train: search(train, space, options.trials, epochs=options.epochs, seed=7, **settings)
                )
                for _ in range(options.rounds)
            ]
            taken[how, times] = min(rounds)

    measure("alone")
    starts = []
    for workers in (1, 2):
        starts.append(seconds(lambda workers=workers: start_ray(num_cpus=workers)))
        measure(workers, with_ray=True)
        ray.shutdown()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; Ray was there after", end=" ")
    print(" and ".join(f"{each:.0f} s" for each in starts))
    print(f"{options.trials} trials of {options.epochs} epochs{'alone':>14}{'Ray, 1 worker':>22}{'Ray, 2 workers':>22}")
    for times in options.slower:
        alone, *others = (taken[how, times] for how in ("alone", 1, 2))
        told = "".join(f"{each:>11.1f} s ({each / alone:5.2f})" for each in others)
        print(f"{f'training x {times}':<28}{alone:>8.1f} s{told}")


if __name__ == "__main__":
    main()
