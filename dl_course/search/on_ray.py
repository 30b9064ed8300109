"""The same search through Ray Tune: one process a trial, on one machine or on a cluster."""

import os
import tempfile
from pathlib import Path

from dl_course.frameworks import start_ray
from dl_course.search.loop import Kept, rank, told
from dl_course.search.settings import Trial

_TRIES = 3  # how often a trial that lost its machine is begun again, from what it kept last
_WORST = 1e300  # for Tune, which calculates with scores, in place of one that is no number


def search_on_ray(
    train, trials: list[Trial], stops: list[int], keep: int | None, folder: Path | None, address: str | None
) -> None:
    """See `search`; `stops` are the epochs of its rungs."""
    # Before Ray is imported: no table is drawn, no file is written for a browser.
    os.environ.setdefault("TUNE_DISABLE_AUTO_CALLBACK_LOGGERS", "1")
    os.environ.setdefault("TUNE_DISABLE_SIGINT_HANDLER", "1")  # it would return what it has, as if that were all
    os.environ.setdefault("RAY_AIR_NEW_OUTPUT", "0")  # the newer one prints also where it shall be silent
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(passing, "trials") if folder is None else folder.resolve()
        for trial in trials:
            Kept(trial, folder)  # says so if the folder holds another search
        try:
            ours = start_ray("local" if address is None else address)
            import ray
            from ray import tune
            from ray.tune.schedulers import ASHAScheduler
        except ImportError:
            raise ImportError(
                'Ray Tune is not installed. In the course\'s folder: pip install -e ".[cluster]"'
            ) from None

        scheduler = None
        if keep:
            scheduler = ASHAScheduler("epoch", max_t=stops[-1], grace_period=stops[0], reduction_factor=keep)
        tuner = tune.Tuner(
            tune.with_resources(_trainable(train, [trial.settings for trial in trials], stops, folder), {"cpu": 1}),
            param_space={"number": tune.grid_search([trial.number for trial in trials])},
            tune_config=tune.TuneConfig(metric="score", mode="min", scheduler=scheduler, reuse_actors=True),
            run_config=tune.RunConfig(
                name="ray",
                storage_path=passing,
                verbose=0,
                failure_config=tune.FailureConfig(max_failures=_TRIES),
            ),
        )
        try:
            for result in tuner.fit():
                if result.error:
                    raise result.error
        finally:
            if ours:
                ray.shutdown()
        for trial in trials:
            Kept(trial, folder)


def _trainable(train, settings: list[dict], stops: list[int], folder: Path):
    """What Ray calls in a process of its own, once for each trial and again after each loss of its machine."""

    def one_trial(config):
        from ray import tune

        trial = Trial(config["number"], settings[config["number"]])
        kept, going = Kept(trial, folder), None
        for stop in stops:
            while len(trial.scores) < stop:
                going = going or train(dict(trial.settings), trial.state)
                score, trial.state = told(next(going, None))
                trial.scores.append(score)
                kept.write()
            # Also for what was kept of an earlier call: the scheduler decides on it as it did then.
            tune.report({"epoch": stop, "score": min(rank(trial.scores[stop - 1]), _WORST)})

    return one_trial
