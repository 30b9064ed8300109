"""Starts Keras and Ray: no message of theirs reaches the page. PyTorch can be used beside TensorFlow."""

import contextlib
import importlib.util
import os
import re
import sys
import tempfile

# Lines that TensorFlow writes while it is imported, of the levels info, warning and error, in its two formats; and Ray's.
_START_UP = re.compile(
    rb"^(?:WARNING: All log messages before absl::InitializeLog\(\)"
    rb"|[IWE]\d{4} \d\d:\d\d:[\d.]+\s+\d+ \S+:\d+\]"
    rb"|\d{4}-\d\d-\d\d \d\d:\d\d:[\d.]+: [IWE] "
    rb"|To enable the following instructions:"
    rb"|\[[\d :,-]+ W \d+ \d+\] network_util\.cc:)"  # Ray, where there is no network
)


def start_keras() -> None:
    """Imports Keras with its backend; `import keras` costs nothing afterwards.

    Call it before anything imports Keras or TensorFlow. It takes care of what is of no use to a reader:

    - TensorFlow writes messages from C++ where no Python filter reaches them, some before it reads
      `TF_CPP_MIN_LOG_LEVEL`. They are left out; everything else that the import writes is passed on, and so is all
      of it where the import fails.
    - TensorFlow warns that tracing is slow when a notebook builds its fifth small model. Its logger is set to errors.
    - PyTorch's triton and TensorFlow both bring LLVM. If triton comes second, the process is aborted, which happens
      at the first step of an optimizer of PyTorch. So triton comes first here, where it is installed. Where
      TensorFlow is there already, triton is barred from this process: `torch.compile` then has to do without it,
      which it can on a CPU.

    Raises:
        ImportError: Keras or its backend (`KERAS_BACKEND`) is not installed.
    """
    import logging  # what it hangs on each fork, a process of the grader does without

    _settle_triton()
    with _without_start_up_messages():
        import keras  # noqa: F401

        if importlib.util.find_spec("tensorflow"):
            import tensorflow  # noqa: F401  (on another backend Keras imports it late, at the first save)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)


def start_ray(address: str = "local", **settings) -> bool:
    """Connects this process to a Ray cluster, or starts one on this machine. Nothing is printed, no statistics are sent.

    Args:
        address: Of a running cluster, "auto" for that of this machine; "local" starts one that ends with this process.
        **settings: More for `ray.init`, such as `num_cpus`.

    Returns:
        Whether it was done here. False: the process is connected already, and whoever did that also ends it.

    Raises:
        ImportError: Ray is not installed.
        OSError, ValueError: No cluster answers there.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # read when Ray is imported
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray

    if ray.is_initialized():
        return False
    # "local", not None: None would look for a cluster, and wait minutes for one that has ended.
    alone = address == "local"
    if alone:
        settings["include_dashboard"] = False
    for tries_left in (2, 1, 0) if alone else (0,):
        try:
            with _without_start_up_messages():
                ray.init(address=address, log_to_driver=False, logging_level="CRITICAL", **settings)
        except Exception as error:
            # Ray gives what it starts 15 seconds, whatever is set, which a busy machine may need more than once.
            if not (tries_left and "timed out" in str(error)):
                raise
        else:
            break
    return True


def _settle_triton() -> None:
    if "triton" in sys.modules:
        return
    if "tensorflow" in sys.modules:
        sys.modules["triton"] = None
    elif importlib.util.find_spec("tensorflow"):
        with contextlib.suppress(ImportError):
            import triton  # noqa: F401


@contextlib.contextmanager
def _without_start_up_messages():
    """Holds back what is written to the file descriptor of stderr, then passes on all but the start-up messages."""
    sys.stderr.flush()
    try:
        original = os.dup(2)
    except OSError:  # there is no stderr, so nothing can be seen there
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        failed = True
        try:
            yield
            failed = False
        finally:
            sys.stderr.flush()
            os.dup2(original, 2)
            os.close(original)
            held.seek(0)
            for line in held:
                if failed or not _START_UP.match(line):
                    os.write(2, line)
