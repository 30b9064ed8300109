"""Lesson 16's fast CBOW against gensim's: tokens a second with as many threads, and the analogy score of each, in one run.

    python benchmarks/words.py [--threads 1] [--rounds 5] [--epochs 5 10]

What is timed is the code that lesson 16 shows, taken from its notebook. Both train the same model on the village (64
numbers a word, window 5, 5 wrong words, frequent ones skipped at 1e-3) for the same number of passes, in turn; the
fastest round of each counts, since another program can only slow a round down. gensim builds its vocabulary before its
clock starts. Exits with 1 where the lesson's form is slower than half of gensim or scores worse in a kind by more than
a point.
"""

import argparse
import os
import sys
import time


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, nargs="+", default=[5, 10])
    return parser.parse_args()


arguments = parse()
# Before the libraries read them. A passive wait lets threads of other programs run where cores are shared.
os.environ |= {"OMP_NUM_THREADS": str(arguments.threads), "OMP_WAIT_POLICY": "passive"}

import numpy as np  # noqa: E402
import torch  # noqa: E402
from gensim.models import Word2Vec  # noqa: E402

from dl_course.course import choose  # noqa: E402
from dl_course.data import village_analogies  # noqa: E402
from dl_course.stored import code_of  # noqa: E402

SHOWN = [
    "corpus",
    "num_words",
    "sentence",
    "noise",
    "softplus",
    "windows",
    "batches",
    "unit",
    "CBOW",
    "take_step",
    "score",
    "train_fast",
]
lesson = {}
exec(code_of(choose(["16"])[0].notebook, *SHOWN), lesson)
corpus = lesson["corpus"]


def train_gensim(sentences, epochs, seed):
    """gensim's CBOW. Returns (vectors of length 1, seconds)."""
    model = Word2Vec(
        vector_size=64, window=5, negative=5, sample=1e-3, sg=0, min_count=1, workers=arguments.threads, seed=seed + 1
    )
    model.build_vocab(sentences)
    start = time.perf_counter()
    model.train(sentences, total_examples=len(sentences), epochs=epochs)
    return lesson["unit"](model.wv[list(corpus.words)]), time.perf_counter() - start


def train_lesson(epochs, seed):
    start = time.perf_counter()
    vectors, _ = lesson["train_fast"](seed, num_passes=epochs)
    return vectors, time.perf_counter() - start


def race(epochs, sentences):
    """Prints one table; True if the lesson's form is fast and good enough."""
    questions = village_analogies()
    seconds, scores = {"lesson": [], "gensim": []}, {"lesson": [], "gensim": []}
    for seed in range(arguments.rounds):
        runs = {"lesson": train_lesson(epochs, seed), "gensim": train_gensim(sentences, epochs, seed)}
        for name, (vectors, took) in runs.items():
            seconds[name].append(took)
            scores[name].append([lesson["score"](vectors, questions[kind]) for kind in questions])
    means = {name: np.mean(scores[name], axis=0) for name in scores}
    print(f"{epochs} passes, {arguments.threads} threads, best of {arguments.rounds} rounds, mean scores:")
    for name in seconds:
        speed = len(corpus.ids) * epochs / min(seconds[name])
        found = "  ".join(f"{kind} {share:.3f}" for kind, share in zip(questions, means[name], strict=True))
        print(f"  {name:7} {speed:11,.0f} tokens/s   {found}")
    ratio = min(seconds["gensim"]) / min(seconds["lesson"])
    print(f"  the lesson's form runs at {ratio:.2f} of gensim's speed", flush=True)
    return ratio >= 0.5 and (means["lesson"] >= means["gensim"] - 0.01).all()


def main():
    torch.set_num_threads(arguments.threads)
    sentences = corpus.sentences
    print(f"{corpus}; load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    train_lesson(1, 0)  # the first call of each operation is slow
    good = [race(epochs, sentences) for epochs in arguments.epochs]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
