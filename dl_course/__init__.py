"""The companion package of the course: data, plots, widgets, checks and grading.

Importing it loads no framework; every name below is loaded when it is first used.
"""

import importlib
import os

__version__ = "0.1.0"

# TensorFlow prints its start-up messages from C++, where no Python filter reaches them.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# Threads that wait for work spin for some microseconds, then sleep: benchmarks/waiting_threads.py says why.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

_HOME = {
    "claim": "reproducible",
    "device": "reproducible",
    "environment": "reproducible",
    "seed": "reproducible",
    "start_keras": "frameworks",
    "fit": "training",
    "load_corpus": "data",
    "load_digits": "data",
    "load_drawings": "data",
    "load_images": "data",
    "load_table": "data",
    "load_vectors": "data",
    "make_points": "data",
    "make_village": "data",
    "checks": None,
    "data": None,
    "plots": None,
    "training": None,
    "widgets": None,
}

__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"dl_course has no {name!r}. It has: {', '.join(__all__)}.")
    if _HOME[name] is None:
        return importlib.import_module(f"dl_course.{name}")
    return getattr(importlib.import_module(f"dl_course.{_HOME[name]}"), name)


def __dir__():
    return __all__
