"""The same search through Ray Tune: one process a trial, on one machine or on a cluster."""

import os
import tempfile
from pathlib import Path

from dl_course.files import whole_file
from dl_course.search.settings import Trial

_TRIES = 3  # how often a trial that lost its machine is begun again, from its last checkpoint


def search_on_ray(
    train, trials: list[Trial], stops: list[int], keep: int | None, folder, address: str | None
) -> list[Trial]:
    """See `search`; `stops` are the epochs of its rungs."""
    # Before Ray is imported: no statistics are sent, no table is drawn, no file is written for a browser.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("TUNE_DISABLE_AUTO_CALLBACK_LOGGERS", "1")
    os.environ.setdefault("RAY_AIR_NEW_OUTPUT", "0")  # the newer one prints also where it shall be silent
    try:
        import ray
        from ray import tune
        from ray.tune.schedulers import ASHAScheduler
    except ImportError:
        raise ImportError('Ray Tune is not installed. Install it: pip install "dl-course[cluster]"') from None

    if folder is not None:
        _check_folder(Path(folder), trials)
    ours = not ray.is_initialized()
    if ours:
        # "local", not None: None would look for a cluster, and wait minutes for one that has ended.
        start = {"address": "local", "include_dashboard": False} if address is None else {"address": address}
        ray.init(log_to_driver=False, logging_level="ERROR", **start)
    scheduler = None
    if keep:
        scheduler = ASHAScheduler(max_t=stops[-1], grace_period=stops[0], reduction_factor=keep)
    config = tune.TuneConfig(metric="score", mode="min", scheduler=scheduler, reuse_actors=True)
    trainable = tune.with_resources(_trainable(train, [trial.settings for trial in trials], stops[-1]), {"cpu": 1})
    try:
        with tempfile.TemporaryDirectory() as passing:
            kept = Path(passing if folder is None else folder).resolve()
            if tune.Tuner.can_restore(str(kept / "ray")):
                tuner = tune.Tuner.restore(str(kept / "ray"), trainable, resume_errored=True)
            else:
                run = tune.RunConfig(
                    name="ray",
                    storage_path=str(kept),
                    verbose=0,
                    failure_config=tune.FailureConfig(max_failures=_TRIES),
                    checkpoint_config=tune.CheckpointConfig(num_to_keep=1),
                )
                numbers = {"number": tune.grid_search([trial.number for trial in trials])}
                tuner = tune.Tuner(trainable, param_space=numbers, tune_config=config, run_config=run)
            for result in tuner.fit():
                if result.error:
                    raise result.error
                trial = trials[result.config["number"]]
                trial.scores, trial.state = _read(result.checkpoint)
    finally:
        if ours:
            ray.shutdown()
    return trials


def _check_folder(folder: Path, trials: list[Trial]) -> None:
    """Ray itself would go on with the settings of the search that the folder holds."""
    path, wanted = folder / "ray-settings.txt", "".join(f"{trial.settings}\n" for trial in trials)
    if path.is_file() and path.read_text(encoding="utf-8") != wanted:
        raise ValueError(f"{folder} holds another search. Name another folder.")
    with whole_file(path, lasting=False) as file:
        file.write(wanted.encode())


def _trainable(train, settings: list[dict], epochs: int):
    """What Ray calls in a process of its own, once for each trial and again after each loss of its machine."""

    def one_trial(config):
        import torch
        from ray import tune

        checkpoint = tune.get_checkpoint()
        scores, state = _read(checkpoint) if checkpoint else ([], None)
        going = train(dict(settings[config["number"]]), state)
        while len(scores) < epochs:
            score, state = next(going)
            scores.append(float(score))
            with tempfile.TemporaryDirectory() as folder:
                torch.save({"scores": scores, "state": state}, Path(folder) / "trial.pt")
                tune.report({"score": scores[-1]}, checkpoint=tune.Checkpoint.from_directory(folder))

    return one_trial


def _read(checkpoint):
    import torch

    with checkpoint.as_directory() as folder:
        held = torch.load(Path(folder) / "trial.pt", weights_only=True)
    return held["scores"], held["state"]
