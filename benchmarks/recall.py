"""Lesson 14, section 5, from other starts: who learns to say the first of 20 letters, and after how many steps.

    python benchmarks/recall.py [--starts 5] [--steps 300 1000 2000] [--rates 0.003] [--only RNN GRU LSTM]

By the lesson's own code. In a quiet minute a core trains about 20 networks for 300 steps. *mixed* reads 2 to 20 letters in
no order: the control for texts that grow.
"""

import argparse

import torch
from torch import nn

from dl_course import seed
from dl_course.course import choose, course_root
from dl_course.stored import code_of


def lesson(rate):
    """The names of the lesson that are needed; Adam has this learning rate."""
    root, names = course_root(), {}
    notebook = choose(["14"], root)[0].notebook
    code = code_of(notebook, "letters_to_rows", "recall", "open_memory", "orthogonal")
    if code.count("lr=0.003") != 1:
        raise ValueError("the lesson's recall has another learning rate than 0.003")
    exec(code.replace("lr=0.003", f"lr={rate}"), names)
    return names


def mixed(letters_to_rows):
    """Batches of training have a length of their own, from 2; the 1,000 sequences of the test have the full one."""

    def rows(n, length):
        return letters_to_rows(n, length if n == 1000 else int(torch.randint(2, length + 1, ())))

    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--steps", type=int, nargs="+", default=[300, 1000, 2000])
    parser.add_argument("--rates", type=float, nargs="+", default=[0.003])
    parser.add_argument("--only", nargs="+", metavar="WAY")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for rate in arguments.rates:
        names = lesson(rate)
        plain = names["letters_to_rows"]
        ways = {
            "RNN": (nn.RNN, {}),
            "GRU": (nn.GRU, {}),
            "LSTM": (nn.LSTM, {}),
            "LSTM, forget bias 1": (nn.LSTM, {"prepare": lambda cell, names=names: names["open_memory"](cell, 1.0)}),
            "LSTM, forget bias 3": (nn.LSTM, {"prepare": names["open_memory"]}),
            "RNN, W orthogonal": (nn.RNN, {"prepare": names["orthogonal"]}),
            "RNN, texts grow": (nn.RNN, {"grow": True}),
            "RNN, texts mixed": (nn.RNN, {}),
        }
        for steps in arguments.steps:
            for name in arguments.only or ways:
                kind, options = ways[name]
                names["letters_to_rows"] = mixed(plain) if "mixed" in name else plain
                shares = []
                for start in range(arguments.starts):
                    names["seed"] = lambda _, start=start: seed(start)
                    shares.append(names["recall"](kind, steps=steps, **options))
                said = " ".join(f"{share:.2f}" for share in shares)
                print(f"rate {rate:g}, {steps:5d} steps {name:>20}: {said}", flush=True)


if __name__ == "__main__":
    main()
