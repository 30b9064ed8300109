"""How long threads should spin before they sleep: a training step alone on its processors, and beside another one.

    python benchmarks/waiting_threads.py [--cores 0 1] [--rounds 3]

The threads of PyTorch meet after each operation. Who waits there by spinning is ready at once, but keeps a processor from
others that have work; who sleeps must be woken. The package and the Makefile choose a short spin (GOMP_SPINCOUNT). Prints
milliseconds per step, the best of some rounds, for the two networks of lesson 10 and a small dense one; "beside" is the
slower of two processes that share the cores, each with a thread for every core.
"""

import argparse
import os
import subprocess
import sys

SETTINGS = {
    "sleep at once": {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0"},
    "spin 1,000 (the course)": {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "1000"},
    "spin 10,000": {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "10000"},
    "spin 300,000 (OpenMP's own)": {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "300000"},
}
NETWORKS = ("first CNN", "better CNN", "small dense")


def steps(rounds):
    """Prints milliseconds per step of each network, with the settings of this process."""
    import time

    import torch
    from torch import nn
    from torch.nn import functional

    from dl_course.course import choose
    from dl_course.stored import code_of

    lesson = {}
    exec(code_of(choose(["10"])[0].notebook, "first_network", "block", "Residual", "better_network"), lesson)
    dense = nn.Sequential(nn.Flatten(), nn.Linear(3072, 64), nn.ReLU(), nn.Linear(64, 10))
    torch.manual_seed(0)
    x, y = torch.randn(32, 3, 32, 32), torch.randint(0, 10, (32,))
    for model, count in ((lesson["first_network"](), 60), (lesson["better_network"](), 20), (dense, 200)):
        optimizer = torch.optim.Adam(model.parameters())
        best = float("inf")
        for _ in range(rounds + 1):  # the first warms up
            began = time.perf_counter()
            for _ in range(count):
                optimizer.zero_grad()
                functional.cross_entropy(model(x), y).backward()
                optimizer.step()
            best = min(best, (time.perf_counter() - began) / count)
        print(f"{1000 * best:.2f}", flush=True)


def measured(setting, processes, options):
    """For each network the milliseconds of the slowest of so many processes."""
    environment = os.environ | setting | {"OMP_NUM_THREADS": str(len(options.cores))}
    command = [sys.executable, __file__, "--steps", "--rounds", str(options.rounds)]
    command += ["--cores", *map(str, options.cores)]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    outputs = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("A measuring process failed; its message is above.")
    return [max(map(float, values)) for values in zip(*(output.split() for output in outputs), strict=True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cores", type=int, nargs="+", default=[0, 1], help="processors to share")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.sched_setaffinity(0, options.cores)  # Linux only
    if options.steps:
        steps(options.rounds)
        return
    print(f"{'ms per step, batch 32':<30}" + "".join(f"{name + ' alone':>19}{'beside':>9}" for name in NETWORKS))
    for name, setting in SETTINGS.items():
        alone, beside = measured(setting, 1, options), measured(setting, 2, options)
        cells = "".join(f"{a:19.1f}{b:9.1f}" for a, b in zip(alone, beside, strict=True))
        print(f"{name:<30}{cells}", flush=True)


if __name__ == "__main__":
    main()
