"""CBOW of lesson 16 against gensim's: tokens a second with as many threads, and the analogy score of each, in one run.

    python benchmarks/words.py [--threads 1] [--rounds 5] [--epochs 10]

Both train the same model on the village (64 numbers a word, window 5, 5 wrong words, frequent ones skipped at 1e-3) for
the same number of passes, in turn; the fastest round of each counts, since another program can only slow a round down.
Exits with 1 where the lesson's form is slower than half of gensim or scores worse in a kind by more than a point.
"""

import argparse
import os
import sys
import time


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=10)
    return parser.parse_args()


arguments = parse()
# Before the libraries read them. A passive wait lets threads of other programs run where cores are shared.
os.environ |= {"OMP_NUM_THREADS": str(arguments.threads), "OMP_WAIT_POLICY": "passive"}

import numpy as np  # noqa: E402
import torch  # noqa: E402
from gensim.models import Word2Vec  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

from dl_course.data import load_corpus, village_analogies  # noqa: E402

DIM, RADIUS, WRONG, SAMPLE = 64, 5, 5, 1e-3


def windows(ids, sentence, radius, pad):
    """Every token's neighbours in its sentence, shape (number of tokens, 2 * radius); `pad` where there is none."""
    columns = []
    for shift in (*range(-radius, 0), *range(1, radius + 1)):
        same = np.roll(sentence, -shift) == sentence
        columns.append(np.where(same, np.roll(ids, -shift), pad))
    return np.stack(columns, axis=1)


def train_fast(corpus, epochs, seed=0, dim=DIM, batch_size=8192, lr=0.03, shared=32, sample=SAMPLE):
    """CBOW with large batches and `EmbeddingBag`; the targets of a batch share their wrong words and their radius.

    The radius is drawn from 1 to RADIUS, as word2vec draws it for each target. Batches are runs of the text, taken in a
    random order: no row has to be copied out of order.

    Returns:
        Vectors of the words, shape (number of words, dim), float32.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    words = len(corpus.words)
    sentence = np.repeat(np.arange(len(corpus)), np.diff(corpus.offsets))
    ratio = sample * corpus.counts.sum() / corpus.counts if sample else np.ones(words)
    keep = np.minimum(1, np.sqrt(ratio) + ratio)[corpus.ids]  # word2vec's rule for skipping frequent words
    noise = torch.tensor(corpus.counts**0.75)
    inputs = nn.EmbeddingBag(words + 1, dim, mode="mean", padding_idx=words)
    outputs = nn.Embedding(words, dim)
    nn.init.normal_(inputs.weight.data[:-1], std=0.1 * dim**-0.5)  # small: what is drawn here stays as noise
    nn.init.zeros_(outputs.weight)
    optimizer = torch.optim.Adam([*inputs.parameters(), *outputs.parameters()], lr=lr)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.1, total_iters=epochs)
    for _ in range(epochs):
        kept = rng.random(len(corpus.ids)) < keep
        ids = corpus.ids[kept]
        context = torch.from_numpy(windows(ids, sentence[kept], RADIUS, pad=words)).split(batch_size)
        target = torch.from_numpy(ids).split(batch_size)
        for batch in rng.permutation(len(target)):
            radius = int(rng.integers(1, RADIUS + 1))
            mean = inputs(context[batch][:, RADIUS - radius : RADIUS + radius].contiguous())
            right = outputs(target[batch])
            wrong = outputs(torch.multinomial(noise, shared, replacement=True))
            loss = F.softplus(-(mean * right).sum(dim=1)).mean() + WRONG * F.softplus(mean @ wrong.T).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    return inputs.weight.detach()[:-1].numpy()


def train_gensim(corpus, sentences, epochs, threads, seed=0):
    """gensim's CBOW; the vocabulary is built before the clock starts. Returns (vectors, seconds)."""
    model = Word2Vec(
        vector_size=DIM, window=RADIUS, negative=WRONG, sample=SAMPLE, sg=0, min_count=1, workers=threads, seed=seed + 1
    )
    model.build_vocab(sentences)
    start = time.perf_counter()
    model.train(sentences, total_examples=len(sentences), epochs=epochs)
    return model.wv[list(corpus.words)], time.perf_counter() - start


def score(corpus, vectors, leave_out=True):
    """Kind of analogy -> share of its questions answered rightly."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    shares = {}
    for kind, questions in village_analogies().items():
        a, b, c, d = np.array([[corpus.index[word] for word in question] for question in questions]).T
        scores = (unit[b] - unit[a] + unit[c]) @ unit.T
        if leave_out:
            for asked in (a, b, c):
                scores[np.arange(len(d)), asked] = -np.inf
        shares[kind] = float((scores.argmax(axis=1) == d).mean())
    return shares


def report(name, tokens, seconds, scores):
    print(
        f"{name:7} {tokens / seconds:11,.0f} tokens/s   " + "  ".join(f"{kind} {v:.3f}" for kind, v in scores.items())
    )


def main():
    torch.set_num_threads(arguments.threads)
    corpus = load_corpus("village")
    sentences = corpus.sentences
    tokens = len(corpus.ids) * arguments.epochs
    print(f"{corpus}; {arguments.epochs} passes, {arguments.threads} threads, best of {arguments.rounds} rounds")
    train_fast(corpus, epochs=1)  # the first call of each operation is slow
    seconds, scores = {"lesson": [], "gensim": []}, {"lesson": [], "gensim": []}
    for seed in range(arguments.rounds):
        start = time.perf_counter()
        vectors = train_fast(corpus, arguments.epochs, seed=seed)
        seconds["lesson"].append(time.perf_counter() - start)
        scores["lesson"].append(score(corpus, vectors))
        vectors, took = train_gensim(corpus, sentences, arguments.epochs, arguments.threads, seed=seed)
        seconds["gensim"].append(took)
        scores["gensim"].append(score(corpus, vectors))
    means = {name: {kind: np.mean([s[kind] for s in scores[name]]) for kind in scores[name][0]} for name in scores}
    for name in seconds:
        report(name, tokens, min(seconds[name]), means[name])
    ratio = min(seconds["gensim"]) / min(seconds["lesson"])
    print(f"the lesson's form runs at {ratio:.2f} of gensim's speed")
    worse = [kind for kind in means["lesson"] if means["lesson"][kind] < means["gensim"][kind] - 0.01]
    return 1 if ratio < 0.5 or worse else 0


if __name__ == "__main__":
    sys.exit(main())
