"""Lessons 16 and 17 on real text and real vectors: the code that they show, on Brown and on GloVe.

    python benchmarks/real_words.py --brown brown.zip --glove glove.6B.50d.txt [--passes 10]

Brown: seconds from the file to the vectors, beside gensim's on one thread, and what the neighbours look like. GloVe: the
projection on she - he of the trades that the file holds, and the WEAT of career against family, with both standard
deviations. Either file may be left out; the first lines of a GloVe file will do.
"""

import argparse
import time

import numpy as np
import torch
from gensim.models import Word2Vec

from dl_course.course import choose
from dl_course.data import load_corpus, load_vectors
from dl_course.stored import code_of

ASKED = ["monday", "three", "she", "king", "president", "house", "water", "france"]
TRADES = [
    "singer",
    "artist",
    "doctor",
    "actor",
    "author",
    "writer",
    "driver",
    "judge",
    "director",
    "lawyer",
    "professor",
    "officer",
    "player",
    "secretary",
    "president",
    "minister",
    "leader",
    "manager",
    "captain",
    "coach",
    "nurse",
    "teacher",
    "engineer",
]
CAREER = ["business", "office", "market", "company", "professional", "corporation", "management", "salary"]
FAMILY = ["home", "family", "children", "parents", "child", "wedding", "marriage", "relatives"]
SHE = ["she", "her", "woman", "women", "mother", "sister", "daughter", "girl"]
HE = ["he", "him", "his", "man", "men", "father", "brother", "son"]


def shown(lesson: str, *names: str) -> dict:
    """What a lesson defines under these names."""
    namespace = {}
    exec(code_of(choose([lesson])[0].notebook, *names), namespace)
    return namespace


def brown(path, passes):
    start = time.perf_counter()
    corpus = load_corpus(path, min_count=5)
    loaded = time.perf_counter() - start
    print(f"{corpus}, loaded in {loaded:.1f} s")
    lesson = shown("16", "softplus", "windows", "batches", "unit", "CBOW", "train_fast")
    lesson |= {
        "corpus": corpus,
        "num_words": len(corpus.words),
        "sentence": np.repeat(np.arange(len(corpus)), np.diff(corpus.offsets)),
        "noise": torch.tensor(corpus.counts**0.75),
    }
    start = time.perf_counter()
    vectors = {"lesson 16": lesson["train_fast"](0, num_passes=passes)[0]}
    seconds = {"lesson 16": time.perf_counter() - start}
    model = Word2Vec(vector_size=64, window=5, negative=5, sample=1e-3, min_count=1, workers=1, seed=1)
    sentences = corpus.sentences
    model.build_vocab(sentences)
    start = time.perf_counter()
    model.train(sentences, total_examples=len(sentences), epochs=passes)
    seconds["gensim"] = time.perf_counter() - start
    vectors["gensim"] = lesson["unit"](model.wv[list(corpus.words)])
    for name, rows in vectors.items():
        print(f"{name}: {passes} passes in {seconds[name]:.1f} s; the nearest words:")
        for word in ASKED:
            scores = rows @ rows[corpus.index[word]]
            near = ", ".join(f"{corpus.words[i]} {scores[i]:.2f}" for i in np.argsort(-scores)[1:7])
            print(f"  {word:10} {near}")


def glove(path):
    vectors = load_vectors(path)
    measure = shown("17", "unit", "projection", "direction", "direct_bias", "association", "weat", "split_p", "weat_p")
    print(f"{path}: {len(vectors)} words")
    held = [word for word in TRADES if word in vectors]
    found = measure["projection"](vectors[held], vectors["she"] - vectors["he"])
    print(f"projection on she - he; not in the file: {', '.join(sorted(set(TRADES) - set(held))) or 'none'}")
    print("  " + ", ".join(f"{held[i]} {found[i]:.2f}" for i in np.argsort(-found)))
    sets = [[word for word in words if word in vectors] for words in (CAREER, FAMILY, HE, SHE)]
    count = min(map(len, sets[:2]))
    sets[:2] = (words[:count] for words in sets[:2])
    rows = [vectors[words] for words in sets]
    d, sample, p = measure["weat"](*rows), measure["weat"](*rows, ddof=1), measure["weat_p"](*rows)
    print(f"WEAT, {' '.join(sets[0])} - {' '.join(sets[1])}, he - she:")
    print(f"  d {d:.3f} (population), {sample:.3f} (sample), p {p:.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brown", metavar="FILE")
    parser.add_argument("--glove", metavar="FILE")
    parser.add_argument("--passes", type=int, default=10)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if not (arguments.brown or arguments.glove):
        parser.error("name a file: --brown or --glove")
    if arguments.glove:
        glove(arguments.glove)
    if arguments.brown:
        brown(arguments.brown, arguments.passes)


if __name__ == "__main__":
    main()
