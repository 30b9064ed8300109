"""Exercise 16: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def contexts(words, radius):
    return [(words[max(i - radius, 0) : i] + words[i + 1 : i + 1 + radius], words[i]) for i in range(len(words))]


def window(words, i, radius):
    return words[max(i - radius, 0) : i + 1 + radius]


def cosine(a, b):
    return a @ b / np.sqrt((a @ a) * (b @ b))


def unit(v):
    return v / np.linalg.norm(v, axis=1, keepdims=True)


def scores_of(vectors, words, a, b, c, normalise=True):
    v = unit(vectors) if normalise else vectors
    a, b, c = (v[words.index(word)] for word in (a, b, c))
    return v @ (b - a + c)


def analogy(vectors, words, a, b, c, left_out=None, scores=None):
    scores = np.array(scores_of(vectors, words, a, b, c) if scores is None else scores)
    scores[[words.index(word) for word in ((a, b, c) if left_out is None else left_out)]] = -np.inf
    return words[int(scores.argmax())]


def nearest_by_distance(vectors, words, a, b, c):
    v = vectors
    target = v[words.index(b)] - v[words.index(a)] + v[words.index(c)]
    return analogy(v, words, a, b, c, scores=-np.linalg.norm(v - target, axis=1))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss(h, right, wrong):
    return np.logaddexp(0, -right @ h) + np.logaddexp(0, wrong @ h).sum()


def pairs(sentences, radius):
    return [(word, near) for words in sentences for around, word in contexts(words, radius) for near in around]


def flat(sentences):
    return [[word for words in sentences for word in words]]


RIGHT = {
    "contexts": contexts,
    "cosine": cosine,
    "analogy": analogy,
    "negative_sampling_loss": loss,
    "skip_gram_pairs": pairs,
}

ALSO_RIGHT = []

MISTAKES = [
    ("contexts", lambda w, r: [(window(w, i, r), w[i]) for i in range(len(w))], "its own neighbour"),
    ("contexts", lambda w, r: [(w[max(i - r, 0) : i], w[i]) for i in range(len(w))], "right of the word are missing"),
    ("contexts", lambda w, r: [(w[i + 1 : i + 1 + r], w[i]) for i in range(len(w))], "left of the word are missing"),
    ("contexts", lambda w, r: [(w[i - r : i] + w[i + 1 : i + 1 + r], w[i]) for i in range(len(w))], "negative index"),
    ("contexts", lambda w, r: [(w[max(i - r, 0) : i] + w[i + 1 : i + r], w[i]) for i in range(len(w))], "one short"),
    ("contexts", lambda w, r: contexts(w, r)[r:-r], "near the ends"),
    ("contexts", lambda w, r: [(word, near) for near, word in contexts(w, r)], "turned round"),
    ("contexts", lambda w, r: [near for near, _ in contexts(w, r)], "the word itself is missing"),
    ("contexts", lambda w, r: [(w[:i] + w[i + 1 :], w[i]) for i in range(len(w))], "whole sentence"),
    ("contexts", lambda w, r: [([x for x in window(w, i, r) if x != w[i]], w[i]) for i in range(len(w))], "twice"),
    ("contexts", lambda w, r: 5, "must be a list"),
    ("contexts", lambda w, r: [], "usual slips"),
    ("cosine", lambda a, b: a @ b, "this is the dot product"),
    ("cosine", lambda a, b: a @ b / ((a @ a) * (b @ b)), "square root"),
    ("cosine", lambda a, b: a @ b / (np.linalg.norm(a) + np.linalg.norm(b)), "lengths are added"),
    ("cosine", lambda a, b: a @ b / np.linalg.norm(a), "that of a"),
    ("cosine", lambda a, b: a @ b / np.linalg.norm(b), "that of b"),
    ("cosine", lambda a, b: 1 - cosine(a, b), "cosine distance"),
    ("cosine", lambda a, b: np.arccos(cosine(a, b)), "the angle"),
    ("cosine", lambda a, b: np.linalg.norm(a - b), "distance between"),
    ("cosine", lambda a, b: abs(cosine(a, b)), "opposite"),
    ("cosine", lambda a, b: a * b / np.linalg.norm(a) / np.linalg.norm(b), "not yet added"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=()), "the question's own"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, b, a, c, left_out=(a, b, c)), "the step backwards"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, scores=scores_of(v, w, a, b, c, False)), "long vector"),
    ("analogy", nearest_by_distance, "Euclidean"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, scores=-scores_of(v, w, a, b, c)), "farthest"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, scores=unit(v) @ unit(v)[w.index(c)]), "nearest to c"),
    ("analogy", lambda v, w, a, b, c: w.index(analogy(v, w, a, b, c)), "position"),
    ("analogy", lambda v, w, a, b, c: "cheese", "usual slips"),
    ("negative_sampling_loss", lambda h, r, w: -loss(h, r, w), "never below 0"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h), "the wrong words are missing"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, w @ h).sum(), "the right word is missing"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w @ h).mean(), "the mean"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, -w @ h).sum(), "treated like"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, r @ h) + np.logaddexp(0, -w @ h).sum(), "both signs"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w) / np.log(2), "natural logarithm"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w) / (1 + len(w)), "a mean over all"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w @ h), "one by one"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) - np.logaddexp(0, w @ h).sum(), "subtracted"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w.sum(axis=0) @ h), "added up before"),
    ("negative_sampling_loss", lambda h, r, w: -np.log(sigmoid(r @ h)) - np.log(1 - sigmoid(w @ h)).sum(), "a score of 1000"),
    ("skip_gram_pairs", lambda s, r: pairs(flat(s), r), "across the end"),
    ("skip_gram_pairs", lambda s, r: [(b, a) for a, b in pairs(s, r)], "turned round"),
    ("skip_gram_pairs", lambda s, r: [(x, y) for w in s for i, x in enumerate(w) for y in window(w, i, r)], "with itself"),
    ("skip_gram_pairs", lambda s, r: [(x, y) for w in s for i, x in enumerate(w) for y in w[i + 1 : i + 1 + r]], "only the neighbours to the right"),
    ("skip_gram_pairs", lambda s, r: [(x, y) for w in s for i, x in enumerate(w) for y in w[max(i - r, 0) : i]], "only the neighbours to the left"),
    ("skip_gram_pairs", lambda s, r: pairs(s, 99), "radius"),
    ("skip_gram_pairs", lambda s, r: [(x, near) for w in s for near, x in contexts(w, r)], "one pair a neighbour"),
    ("skip_gram_pairs", lambda s, r: pairs(s[:1], r), "only the first sentence"),
    ("skip_gram_pairs", lambda s, r: sorted(set(pairs(s, r))), "each pair once"),
]  # fmt: skip
