"""Lesson 07: what it shows of Ray's own code runs, with the lesson's training and Ray pretended."""

import sys
from types import ModuleType, SimpleNamespace

from conftest import ROOT

from dl_course.course import choose
from dl_course.stored import code_of, read

NAMES = ("x_all", "y_all", "mean", "spread", "y_mean", "y_spread", "x", "y", "parts", "x_train", "x_val", "x_fresh",
         "y_train", "y_val", "y_fresh", "unit", "Net", "step", "FRESH_START", "train")  # fmt: skip


class Enough(Exception):
    """Ray ends a trial that the scheduler stops."""


def pretended(kept, reports):
    """Ray's modules as far as the lesson uses them: one trial, from what is kept, stopped after two epochs."""
    tune, schedulers = ModuleType("ray.tune"), ModuleType("ray.tune.schedulers")

    def report(metrics, *, checkpoint):
        reports.append((metrics, checkpoint))
        if len(reports) == 2:
            raise Enough

    class Tuner:
        def __init__(self, trainable, *, param_space, tune_config):
            self.trainable, self.space, self.config = trainable, param_space, tune_config

        def fit(self):
            try:
                self.trainable(self.space)
            except Enough:
                return SimpleNamespace(get_dataframe=lambda: [metrics for metrics, _ in reports])

    tune.get_checkpoint, tune.report, tune.Tuner = lambda: kept, report, Tuner
    tune.loguniform, tune.choice = lambda low, high: (low * high) ** 0.5, min
    tune.TuneConfig = lambda *, metric, mode, num_samples, scheduler: metric
    schedulers.ASHAScheduler = lambda *, max_t, grace_period, reduction_factor: max_t
    ray = ModuleType("ray")
    ray.tune, tune.schedulers = tune, schedulers
    return {"ray": ray, "ray.tune": tune, "ray.tune.schedulers": schedulers}


def test_rays_own_code_trains_as_the_lesson_does_and_goes_on(monkeypatch):
    lesson = choose(["07"])[0].notebook
    (text,) = [cell.source for cell in read(ROOT / lesson).cells if "tune.Tuner(" in cell.source]
    shown = text.split("```python\n")[1].split("```")[0]
    names = {}
    exec(code_of(lesson, *NAMES), names)
    states = []
    for kept in (None, "file"):
        reports = []
        for name, module in pretended(kept, reports).items():
            monkeypatch.setitem(sys.modules, name, module)
        again = {**names, "written": lambda state: state, "read": lambda file: states[0]}
        exec(shown, again)
        assert [set(row) for row in again["table"]] == [{"error"}, {"error"}]
        states.append(reports[-1][1])
    assert [state["epoch"] for state in states] == [2, 4]
