"""Exercise 16: right answers, and the typical mistakes with a part of the hint that each must get."""

import math
from fractions import Fraction
from itertools import chain

import numpy as np
import torch
from torch.nn import functional as F


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


def contexts_in_a_loop(words, radius):
    pairs = []
    for i in range(len(words)):
        neighbours = ()
        for j in range(len(words)):
            if i != j and abs(i - j) <= radius:
                neighbours += (words[j],)
        pairs.append([neighbours, words[i]])
    return pairs


def contexts_in_arrays(words, radius):
    words, pairs = np.array(words), []
    for i in range(len(words)):
        near = np.arange(max(i - radius, 0), min(i + radius + 1, len(words)))
        pairs.append((words[near[near != i]], str(words[i])))
    return pairs


def contexts_by_position(words, radius):
    places = [
        [j for j in range(i - radius, i + radius + 1) if 0 <= j < len(words) and j != i] for i in range(len(words))
    ]
    return tuple(([words[j] for j in near], words[i]) for i, near in enumerate(places))


def contexts_with_padding(words, radius):
    padded = [None] * radius + words + [None] * radius
    pairs = []
    for i, word in enumerate(words):
        around = padded[i : i + radius] + padded[i + radius + 1 : i + 2 * radius + 1]
        pairs.append(([near for near in around if near is not None], word))
    return pairs


def negative_index(words, radius):
    steps = [step for step in range(-radius, radius + 1) if step]
    return [([words[i + step] for step in steps if i + step < len(words)], words[i]) for i in range(len(words))]


def past_the_end(words, radius):
    steps = [step for step in range(-radius, radius + 1) if step]
    return [([words[i + step] for step in steps], words[i]) for i in range(len(words))]


def padded(words, radius, pad=""):
    longer = [pad] * radius + words + [pad] * radius
    return [(longer[i : i + radius] + longer[i + radius + 1 : i + 2 * radius + 1], w) for i, w in enumerate(words)]


def sides(words, radius):
    return [(words[max(i - radius, 0) : i], words[i + 1 : i + 1 + radius], words[i]) for i in range(len(words))]


def cosine_in_a_loop(a, b):
    dot = squares_a = squares_b = 0
    for p, q in zip(a, b, strict=True):
        dot += p * q
        squares_a += p**2
        squares_b += q**2
    return dot / math.sqrt(squares_a) / math.sqrt(squares_b)


def cosine_torch(a, b):
    import torch

    return torch.nn.functional.cosine_similarity(torch.from_numpy(a), torch.from_numpy(b), dim=0)


def cosine_in_place(a, b):
    result = a @ b
    result /= np.linalg.norm(a)
    result /= np.linalg.norm(b)
    return result


def analogy_in_a_loop(vectors, words, a, b, c):
    lengths = [math.sqrt(sum(x * x for x in row)) for row in vectors.tolist()]
    unit_of = {w: [x / n for x in row] for w, row, n in zip(words, vectors.tolist(), lengths, strict=True)}
    target = [q - p + r for p, q, r in zip(unit_of[a], unit_of[b], unit_of[c], strict=True)]
    best, best_score = None, -math.inf
    for word, vector in unit_of.items():
        score = sum(x * t for x, t in zip(vector, target, strict=True))
        if word not in (a, b, c) and score > best_score:
            best, best_score = word, score
    return best


def analogy_torch(vectors, words, a, b, c):
    import torch

    v = torch.nn.functional.normalize(torch.from_numpy(vectors).float(), dim=1)
    at = [words.index(word) for word in (a, b, c)]
    scores = v @ (v[at[1]] - v[at[0]] + v[at[2]])
    scores[at] = float("-inf")
    return words[scores.argmax()]


def analogy_sorted(vectors, words, a, b, c):
    v = vectors.astype(np.float32) / np.sqrt((vectors**2).sum(axis=1))[:, None].astype(np.float32)
    a_, b_, c_ = (v[words.index(word)] for word in (a, b, c))
    target = b_ - a_ + c_
    order = np.argsort(-(v @ (target / np.linalg.norm(target))))
    return next(words[i] for i in order if words[i] not in (a, b, c))


def analogy_of_the_others(vectors, words, a, b, c):
    """Deletes the question's words from both the scores and the words."""
    at = [words.index(word) for word in (a, b, c)]
    rest = [word for word in words if word not in (a, b, c)]
    return rest[np.argmax(np.delete(scores_of(vectors, words, a, b, c), at))]


def target_alone_of_length_1(v, words, a, b, c):
    u = unit(v)
    a_, b_, c_ = (u[words.index(word)] for word in (a, b, c))
    return analogy(v, words, a, b, c, scores=v @ (b_ - a_ + c_))


def length_1_after_the_step(v, words, a, b, c):
    a_, b_, c_ = (v[words.index(word)] for word in (a, b, c))
    return analogy(v, words, a, b, c, scores=unit(v) @ (b_ - a_ + c_))


def combined(v, words, a, b, c, *signs):
    """The answer for signs[0] a + signs[1] b + signs[2] c."""
    u = unit(v)
    target = sum(sign * u[words.index(word)] for sign, word in zip(signs, (a, b, c), strict=True))
    return analogy(v, words, a, b, c, scores=u @ target)


def scored_low(v, words, a, b, c, low):
    scores = scores_of(v, words, a, b, c)
    scores[[words.index(word) for word in (a, b, c)]] = low
    return words[int(scores.argmax())]


def deleted(v, words, a, b, c):
    at = [words.index(word) for word in (a, b, c)]
    return words[int(np.argmax(np.delete(scores_of(v, words, a, b, c), at)))]


def skips_the_best(v, words, a, b, c, how_many):
    return words[np.argsort(scores_of(v, words, a, b, c))[-1 - how_many]]


def removes(v, words, a, b, c):
    answer = analogy(v, words, a, b, c)
    words.remove(a)
    return answer


def lengths_in_place(v, words, a, b, c):
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    return analogy(v, words, a, b, c)


def lengths_of_columns(v, words, a, b, c):
    return analogy(v, words, a, b, c, scores=scores_of(v / np.linalg.norm(v), words, a, b, c, False))


def loss_in_a_loop(h, right, wrong):
    def cost(z):
        return math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z)) - z

    total = cost(float(right @ h))
    for vector in wrong:
        total += cost(-float(vector @ h))
    return total


def loss_torch(h, right, wrong):
    import torch

    h, right, wrong = (torch.from_numpy(v) for v in (h, right, wrong))
    return -torch.nn.functional.logsigmoid(right @ h) - torch.nn.functional.logsigmoid(-wrong @ h).sum()


def loss_float32(h, right, wrong):
    signs = np.array([1.0] + [-1.0] * len(wrong), dtype=np.float32)
    scores = np.vstack([right, wrong]).astype(np.float32) @ h.astype(np.float32)
    return np.logaddexp(np.float32(0), -signs * scores).sum()


def loss_in_place(h, right, wrong):
    z = np.append(right @ h, -(wrong @ h))
    result = np.maximum(-z, 0)
    result += np.log1p(np.exp(-np.abs(z)))
    return np.sum(result)


def cut_off(h, right, wrong, limit=500):
    z = np.clip(np.append(right @ h, -(wrong @ h)), -limit, limit)
    return np.log1p(np.exp(-z)).sum()


def small_number(h, right, wrong):
    return -np.log(sigmoid(right @ h) + 1e-12) - np.log(sigmoid(-wrong @ h) + 1e-12).sum()


def exponentials_of_math(h, right, wrong):
    return math.log(1 + math.exp(-right @ h)) + sum(math.log(1 + math.exp(each @ h)) for each in wrong)


def pairs_in_a_loop(sentences, radius):
    result = []
    for words in sentences:
        for i in range(len(words)):
            for j in range(max(0, i - radius), min(len(words), i + radius + 1)):
                if j != i:
                    result += [[words[i], words[j]]]
    return result


def pairs_in_an_array(sentences, radius):
    return np.array(pairs(sentences, radius))


def ends_at_one_word(sentences, radius):
    result = []
    for words in sentences:
        if len(words) < 2:
            break
        result += pairs([words], radius)
    return result


def through(places):
    """Skip-gram with its own rule of which places are the neighbours of a place."""
    return lambda sentences, radius: [
        (words[i], words[j]) for words in sentences for i in range(len(words)) for j in places(i, radius, len(words))
    ]


def nearest_first(i, radius, n):
    return [j for step in range(1, radius + 1) for j in (i - step, i + step) if 0 <= j < n]


def scores_with(change, low=-np.inf):
    """Analogies by other scores, from the vectors and the places of a, b and c."""

    def answer(v, words, a, b, c):
        at = [words.index(word) for word in (a, b, c)]
        scores = np.array(change(v, *at), float)
        scores[at] = low
        return words[int(scores.argmax())]

    return answer


def with_lengths(lengths):
    """Analogies of vectors that are divided by other lengths."""

    def scores(v, a, b, c):
        u = v / lengths(v)
        return u @ (u[b] - u[a] + u[c])

    return scores_with(scores)


def by_rank(rank):
    def answer(v, words, a, b, c):
        others = [word for word in words if word not in (a, b, c)]
        scores = scores_of(v, words, a, b, c)
        return sorted(others, key=lambda word: -scores[words.index(word)])[rank]

    return answer


def others_of(words, *question):
    return [word for word in words if word not in question]


def begins_at(start):
    """A loop that begins with a best score, and finds nothing below it."""

    def answer(v, words, a, b, c):
        best, found, scores = start, None, scores_of(v, words, a, b, c)
        for word, score in zip(words, scores, strict=True):
            if word not in (a, b, c) and score > best:
                best, found = score, word
        return found

    return answer


def shared_list(words, radius):
    near, result = [], []
    for around, word in contexts(words, radius):
        near += around
        result.append((near, word))
    return result


def takes_out(words, radius):
    result = []
    for i, word in enumerate(words):
        near = window(words, i, radius)
        near.remove(word)
        result.append((near, word))
    return result


def all_or_none(words, radius):
    inside = range(radius, len(words) - radius)
    return [(near if i in inside else [], word) for i, (near, word) in enumerate(contexts(words, radius))]


def terms(
    change=lambda z: np.logaddexp(0, -z), right_score=lambda h, right: right @ h, wrong_score=lambda h, wrong: wrong @ h
):
    """The loss with another cost of a score, or other scores."""
    return lambda h, right, wrong: change(right_score(h, right)).sum() + change(-wrong_score(h, wrong)).sum()


def cleared_list(words, radius):
    near, result = [], []
    for around, word in contexts(words, radius):
        near.clear()
        near += around
        result.append((near, word))
    return result


def of_a_dict(words, radius):
    return [(near, word) for word, near in {word: near for near, word in contexts(words, radius)}.items()]


def minus_log_sigmoid(z):
    """Exact for large scores below 0 only."""
    return np.log(1 + np.exp(z)) - z


def with_math(h, right, wrong):
    return sum(math.log1p(math.exp(z)) - z for z in [right @ h, *-(wrong @ h)])


def with_a_limit(h, right, wrong):
    return sum(-z if z < -30 else math.log(1 + math.exp(z)) - z for z in [right @ h, *-(wrong @ h)])


def once(listed):
    return list(dict.fromkeys(listed))


def cbow(
    near=lambda w, r: torch.cat([w[:, :r], w[:, r + 1 :]], dim=1),
    middle=lambda w, r: w[:, r].long(),
    count=lambda near, pad: (near < pad).sum(1, keepdim=True).clamp(min=1),
    mean=lambda vectors, count: vectors.sum(1) / count,
    scores=lambda h, v, u: h @ u.weight.T,
    loss=lambda scores, word: F.cross_entropy(scores, word),
    radius=lambda w: w.shape[1] // 2,
):
    """The loss of CBOW with all words, one of its steps done in another way."""

    def cbow_loss(v, u, windows):
        r = radius(windows)
        around, word = near(windows, r), middle(windows, r)
        h = mean(v(around), count(around, len(u.weight)))
        return loss(scores(h, v, u), word)

    return cbow_loss


cbow_loss = cbow()


def cbow_one_by_one(v, u, windows):
    terms, pad = [], u.num_embeddings
    for *row, _ in zip(*windows.T.tolist(), windows, strict=True):
        word = row.pop(len(row) // 2)
        around = [each for each in row if each != pad]
        h = v(torch.tensor(around)).mean(0) if around else torch.zeros(u.embedding_dim).to(u.weight)
        terms.append(torch.logsumexp(u.weight @ h, 0) - u.weight[word] @ h)
    return sum(terms) / len(terms)


def cbow_with_a_mask(v, u, windows):
    r = windows.shape[1] // 2
    there = windows != u.num_embeddings
    there[:, r] = False
    weights = there / there.sum(1, keepdim=True).clamp(min=1)
    h = (weights.unsqueeze(-1).to(v.weight) * v(windows)).sum(1)
    chances = torch.log_softmax(h @ u.weight.T, dim=-1)
    return -chances[torch.arange(len(h)), windows[:, r].long()].mean()


def cbow_in_a_bag(v, u, windows):
    r = windows.shape[1] // 2
    near = windows[:, [i for i in range(2 * r + 1) if i != r]]
    h = F.embedding_bag(near, v.weight, mode="mean", padding_idx=len(u.weight))
    return F.nll_loss((h @ u.weight.T).log_softmax(1), windows[:, r].to(torch.int64))


def cbow_one_hot(v, u, windows):
    r = windows.shape[1] // 2
    windows = windows.long()
    bags = F.one_hot(windows, len(v.weight)).sum(1) - F.one_hot(windows[:, r], len(v.weight))
    bags = bags[:, :-1].to(v.weight)
    h = bags / bags.sum(1, keepdim=True).clamp(min=1) @ v.weight[:-1]
    scores = torch.einsum("nd,wd->nw", h, u.weight)
    truth = F.one_hot(windows[:, r], len(u.weight))
    return -(truth * (scores - scores.logsumexp(1, keepdim=True))).sum() / len(windows)


def cbow_in_place(v, u, windows):
    """The middle becomes a place without a word, in the windows themselves."""
    r, pad = windows.shape[1] // 2, u.num_embeddings
    word = windows[:, r].long()
    windows[:, r] = pad
    count = (windows < pad).sum(1, keepdim=True).clamp(min=1)
    return F.cross_entropy(v(windows).sum(1) / count @ u.weight.T, word)


def turned_round(v, u, windows):
    r = windows.shape[1] // 2
    scores = v(windows[:, r]) @ u.weight.T
    near = torch.cat([windows[:, :r], windows[:, r + 1 :]], dim=1)
    return F.cross_entropy(
        scores[:, None].expand(-1, 2 * r, -1).reshape(-1, len(u.weight)), near.long().ravel(), ignore_index=6
    )


def without_a_graph(v, u, windows):
    with torch.no_grad():
        return cbow_loss(v, u, windows)


def lonely_left_out(v, u, windows):
    r = windows.shape[1] // 2
    pad = len(u.weight)
    return cbow_loss(v, u, windows[[(row != pad).sum().item() > 1 or r == 2 for row in windows]])


def shares_by_size(
    vectors, words, questions, sizes, level, *, right=lambda answer, d: answer == d, cut=lambda listed, n: listed[:n],
    ask=None, share=np.mean, choose=lambda sizes, shares, level: max(n for n, share in zip(sizes, shares, strict=True) if share >= level),
    order=list,
):  # fmt: skip
    shares = []
    for n in sizes:
        shares.append(share([right((ask or analogy)(cut(vectors, n), cut(words, n), *q[:3]), q[3]) for q in questions]))
    return choose(sizes, shares, level), order(shares)


def by_size(**changed):
    return lambda *arguments: shares_by_size(*arguments, **changed)


def among(choose):
    """Chooses from the sizes that reach the level, in the order of the list."""
    return by_size(
        choose=lambda sizes, shares, level: choose([n for n, s in zip(sizes, shares, strict=True) if s >= level])
    )


def shares_in_a_loop(vectors, words, questions, sizes, level):
    largest, shares = 0, []
    for size in sizes:
        right = 0
        for a, b, c, d in questions:
            if analogy(vectors[:size], words[:size], a, b, c) == d:
                right += 1
        share = right / len(questions)
        shares.append(share)
        if share >= level and size > largest:
            largest = size
    return largest, shares


def shares_in_an_array(vectors, words, questions, sizes, level):
    table = np.array([[analogy(vectors[:n], words[:n], a, b, c) == d for a, b, c, d in questions] for n in sizes])
    shares = table.mean(axis=1).astype(np.float32)
    return np.array(sizes)[shares >= level].max(), shares


def shares_with_a_dict(vectors, words, questions, sizes, level):
    found = {}
    for size in sorted(sizes):
        answers = [analogy(vectors[:size], words, *three) for *three, _ in questions]
        found[size] = sum(map(str.__eq__, answers, [d for *_, d in questions])) / len(questions)
    return [float(max(size for size in found if found[size] >= level)), tuple(found[size] for size in sizes)]


def shares_torch(vectors, words, questions, sizes, level):
    shares = torch.tensor([shares_by_size(vectors, words, questions, [n], 0)[1][0] for n in sizes], dtype=torch.float64)
    return torch.tensor(sizes)[shares >= level].max(), shares


def counted_on(vectors, words, questions, sizes, level):
    right, shares = 0, []
    for n in sizes:
        right += sum(analogy(vectors[:n], words[:n], a, b, c) == d for a, b, c, d in questions)
        shares.append(right / len(questions))
    return 10, shares


def by_number(vectors, words, questions, sizes, level):
    return 10, [
        share * len(questions) / n
        for n, share in zip(sizes, shares_by_size(vectors, words, questions, sizes, 0)[1], strict=True)
    ]


def words_alone(vectors, words, questions, sizes, level):
    """Only the list of words is cut."""
    return 10, [np.mean([analogy(vectors, words[:n], *q[:3]) == q[3] for q in questions]) for n in sizes]


RIGHT = {
    "contexts": contexts,
    "skip_gram_pairs": pairs,
    "negative_sampling_loss": loss,
    "cbow_loss": cbow_loss,
    "analogy": analogy,
    "shares_by_size": shares_by_size,
}

ALSO_RIGHT = [
    ("contexts", contexts_in_a_loop, "a loop, lists of a tuple and a word"),
    ("contexts", contexts_in_arrays, "arrays of words"),
    ("contexts", contexts_by_position, "a tuple of pairs, by position"),
    ("contexts", contexts_with_padding, "padding taken out again"),
    ("contexts", lambda w, r: [(np.array(near, dtype=str), np.str_(word)) for near, word in contexts(w, r)], "arrays in pairs"),
    ("analogy", analogy_in_a_loop, "a loop, a dict of vectors"),
    ("analogy", analogy_torch, "PyTorch"),
    ("analogy", analogy_sorted, "sorted, float32, the target of length 1"),
    ("analogy", analogy_of_the_others, "a shorter list of words"),
    ("analogy", scores_with(lambda v, a, b, c: -np.linalg.norm(unit(v) - (unit(v)[b] - unit(v)[a] + unit(v)[c]), axis=1)), "distances of unit vectors"),
    ("analogy", by_rank(0), "a sorted list of the others"),
    ("analogy", begins_at(-np.inf), "a loop with a best score"),
    ("negative_sampling_loss", lambda *v: Fraction(float(loss(*v))), "a Fraction"),
    ("negative_sampling_loss", loss_in_a_loop, "a loop with math"),
    ("negative_sampling_loss", loss_torch, "PyTorch"),
    ("negative_sampling_loss", loss_float32, "float32, signs"),
    ("negative_sampling_loss", loss_in_place, "in place"),
    ("skip_gram_pairs", pairs_in_a_loop, "a loop, lists of two"),
    ("skip_gram_pairs", pairs_in_an_array, "an array of words"),
    ("skip_gram_pairs", lambda sentences, radius: tuple(pairs(sentences, radius)), "a tuple"),
    ("skip_gram_pairs", lambda sentences, radius: list(chain.from_iterable(pairs([words], radius) for words in sentences)), "itertools"),
    ("cbow_loss", cbow_one_by_one, "window by window"),
    ("cbow_loss", cbow_with_a_mask, "a mask, log-softmax"),
    ("cbow_loss", cbow_in_a_bag, "embedding_bag, nll_loss"),
    ("cbow_loss", cbow_one_hot, "one-hot rows, matrix products"),
    ("cbow_loss", lambda v, u, windows: cbow_loss(v, u, windows.clone()).float().reshape(()), "32 bits"),
    ("shares_by_size", shares_in_a_loop, "a loop"),
    ("shares_by_size", shares_in_an_array, "arrays, 32 bits"),
    ("shares_by_size", shares_with_a_dict, "a dict, the words not cut, a list with a tuple"),
    ("shares_by_size", shares_torch, "PyTorch"),
]  # fmt: skip

MISTAKES = [
    ("contexts", lambda w, r: [(window(w, i, r), w[i]) for i in range(len(w))], "its own neighbour"),
    ("contexts", lambda w, r: [(w[max(i - r, 0) : i], w[i]) for i in range(len(w))], "right of the word are missing"),
    ("contexts", lambda w, r: [(w[i + 1 : i + 1 + r], w[i]) for i in range(len(w))], "left of the word are missing"),
    ("contexts", lambda w, r: [(w[i - r : i] + w[i + 1 : i + 1 + r], w[i]) for i in range(len(w))], "left neighbours are lost"),
    ("contexts", negative_index, "words[-1] is the last word"),
    ("contexts", past_the_end, "one too far"),
    ("contexts", lambda w, r: [(w[max(i - r, 0) : i] + w[i + 1 : i + r], w[i]) for i in range(len(w))], "right you are one short"),
    ("contexts", lambda w, r: contexts(w, r + 1), "one word too far on each side"),
    ("contexts", lambda w, r: contexts(w, 1), "only the nearest neighbours"),
    ("contexts", lambda w, r: contexts(w, 2), "this is radius 2"),
    ("contexts", lambda w, r: contexts(w, r)[r:-r], "the words near the ends are missing"),
    ("contexts", lambda w, r: contexts(w, r)[r:], "the words near the ends are missing"),
    ("contexts", lambda w, r: contexts(w, r)[:-r], "the words near the ends are missing"),
    ("contexts", padded, "outside the sentence"),
    ("contexts", lambda w, r: padded(w, r, "<pad>"), "outside the sentence"),
    ("contexts", lambda w, r: [(word, near) for near, word in contexts(w, r)], "turned round"),
    ("contexts", lambda w, r: [near for near, _ in contexts(w, r)], "the word itself is missing"),
    ("contexts", sides, "in two lists"),
    ("contexts", lambda w, r: [([left, right], word) for left, right, word in sides(w, r)], "in two lists"),
    ("contexts", lambda w, r: [(" ".join(near), word) for near, word in contexts(w, r)], "one text"),
    ("contexts", lambda w, r: [(right + left, word) for left, right, word in sides(w, r)], "order of the text"),
    ("contexts", lambda w, r: [(left[::-1] + right, word) for left, right, word in sides(w, r)], "order of the text"),
    ("contexts", lambda w, r: [(sorted(near), word) for near, word in contexts(w, r)], "order of the text"),
    ("contexts", lambda w, r: [(x, word) for near, word in contexts(w, r) for x in near], "form of skip-gram"),
    ("contexts", lambda w, r: [(word, x) for near, word in contexts(w, r) for x in near], "form of skip-gram"),
    ("contexts", lambda w, r: [(w[:i] + w[i + 1 :], w[i]) for i in range(len(w))], "whole sentence"),
    ("contexts", lambda w, r: contexts(w, r)[:1], "is the `return` inside"),
    ("contexts", lambda w, r: contexts(w, r)[0], "is the `return` inside"),
    ("contexts", lambda w, r: [([x for x in window(w, i, r) if x != w[i]], w[i]) for i in range(len(w))], "vanishes from its own"),
    ("contexts", lambda w, r: [contexts(w, r)[w.index(word)] for word in w], "words.index"),
    ("contexts", lambda w, r: [pair for pair in contexts(w, r) if pair[0]], "its list is empty"),
    ("contexts", lambda w, r: {word: near for near, word in contexts(w, r)}, "must be a list. Received: dict"),
    ("contexts", lambda w, r: 5, "must be a list. Received: int"),
    ("contexts", lambda w, r: contexts(w[:-1], r), "must have 5 entries. Received: 4. The first wrong one has the index 2. There is"),
    ("contexts", lambda w, r: [*contexts(w, r)[:4], (["wore"], "crown")], "Of its 5 entries 4 are right; the first wrong one has the index 4"),
    ("contexts", lambda w, r: None, "Is the `return` missing?"),
    ("contexts", lambda w, r: [(w[max(i - r + 1, 0) : i] + w[i + 1 : i + 1 + r], w[i]) for i in range(len(w))], "on the left you are one short"),
    ("contexts", lambda w, r: [((w[:i] + w[i + 1 :])[max(i - r, 0) : i + r + 1], w[i]) for i in range(len(w))], "on the right you go"),
    ("contexts", lambda w, r: [(w[max(i - r, 0) : i] + w[i + 1 : min(i + 1 + r, len(w) - 1)], w[i]) for i in range(len(w))], "the last word of the sentence"),
    ("contexts", lambda w, r: [(w[max(i - r, 1) : i] + w[i + 1 : i + 1 + r], w[i]) for i in range(len(w))], "the first word of the sentence"),
    ("contexts", all_or_none, "lose all their neighbours"),
    ("contexts", shared_list, "share one list"),
    ("contexts", takes_out, "list.remove"),
    ("contexts", lambda w, r: [([w[j] for j in nearest_first(i, r, len(w))], w[i]) for i in range(len(w))], "order of the text"),
    ("contexts", lambda w, r: [(set(near), word) for near, word in contexts(w, r)], "a set has no order"),
    ("contexts", lambda w, r: [(nearest_first(i, r, len(w)), w[i]) for i in range(len(w))], "these are positions"),
    ("contexts", lambda w, r: contexts(w, r)[-1:], "this is the last word alone"),
    ("contexts", lambda w, r: ([near for near, _ in contexts(w, r)], w), "these are two lists"),
    ("contexts", lambda w, r: [x for near, word in contexts(w, r) for x in (*near, word)], "one flat list"),
    ("contexts", lambda w, r: [x for pair in contexts(w, r) for x in pair], "one flat list"),
    ("contexts", lambda w, r: [(near, [word]) for near, word in contexts(w, r)], "a list with one entry"),
    ("contexts", lambda w, r: [(once(near), word) for near, word in contexts(w, r)], "stands there twice"),
    ("contexts", lambda w, r: [(near or [""], word) for near, word in contexts(w, r)], "with nothing in it"),
    ("contexts", lambda w, r: [[].append(near, word) for near, word in contexts(w, r)], "append takes one thing"),
    ("contexts", lambda w, r: [([w[(i + k) % len(w)] for k in range(-r, r + 1) if k], w[i]) for i in range(len(w))], "from the other end"),
    ("contexts", of_a_dict, "Did a dict hold the pairs"),
    ("contexts", cleared_list, "share one list"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=()), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=(a, b)), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=(a, c)), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=(a,)), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=(b,)), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=(c,)), "all three must be left out"),
    ("analogy", lambda v, w, *q: w[(w.index(analogy(v, w, *q)) + 1) % len(w)], "none of the question's own words"),
    ("analogy", lambda v, w, a, b, c: skips_the_best(v, w, a, b, c, 1), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: skips_the_best(v, w, a, b, c, 3), "all three must be left out"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, left_out=(b, c)), "the answer is a itself"),
    ("analogy", lambda v, w, a, b, c: scored_low(v, w, a, b, c, 0), "a score of 0 or -1"),
    ("analogy", lambda v, w, a, b, c: scored_low(v, w, a, b, c, -1), "a score of 0 or -1"),
    ("analogy", deleted, "the positions no longer fit"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, 1, -1, 1), "the step backwards"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, 0, 0, 1), "nearest to c"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, 0, 1, 0), "a is not subtracted"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, 0, 1, 1), "a is not subtracted"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, 1, 1, 1), "a is not subtracted"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, -1, 1, 0), "c is not added"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, -1, 1, -1), "so c is added"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, 1, 1, -1), "changed places"),
    ("analogy", lambda v, w, a, b, c: combined(v, w, a, b, c, -1, 0, 1), "b plays no part:"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, scores=scores_of(v, w, a, b, c, False)), "by its length: bring"),
    ("analogy", length_1_after_the_step, "when the step is made"),
    ("analogy", lengths_of_columns, "by its length: bring"),
    ("analogy", target_alone_of_length_1, "of the words are not brought to length 1"),
    ("analogy", nearest_by_distance, "Euclidean"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, scores=-scores_of(v, w, a, b, c)), "farthest"),
    ("analogy", lambda v, w, a, b, c: analogy(v, w, a, b, c, scores=abs(scores_of(v, w, a, b, c))), "farthest"),
    ("analogy", lambda v, w, a, b, c: w.index(analogy(v, w, a, b, c)), "this is a position"),
    ("analogy", lambda v, w, a, b, c: [analogy(v, w, a, b, c)], "must be one word. Received: list"),
    ("analogy", lambda v, w, a, b, c: (analogy(v, w, a, b, c), 0.3), "must be one word. Received: tuple"),
    ("analogy", lambda v, w, a, b, c: v[w.index(analogy(v, w, a, b, c))], "must be one word. Received: ndarray"),
    ("analogy", lambda v, w, a, b, c: "cheese", "five questions, cheese, cheese"),
    ("analogy", removes, "changes the list"),
    ("analogy", lengths_in_place, "changes the array"),
    ("analogy", scores_with(lambda v, a, b, c: unit(v) @ (unit(v)[b] - unit(v)[a] + unit(v)[c]), -2), "a score of -2"),
    ("analogy", begins_at(0), "the best score begins too high"),
    ("analogy", begins_at(-1), "the best score begins too high"),
    ("analogy", with_lengths(lambda v: np.abs(v).sum(axis=1, keepdims=True)), "sum of the absolute values"),
    ("analogy", with_lengths(lambda v: (v**2).sum(axis=1, keepdims=True)), "here the square root is missing"),
    ("analogy", lambda v, *q: analogy(v[:, :2], *q), "the first two numbers"),
    ("analogy", lambda v, *q: analogy(v[:, :3], *q), "the first three numbers"),
    ("analogy", lambda v, w, *q: w[min(w.index(word) for word in q)], "is the smallest score taken"),
    ("analogy", by_rank(1), "second best"),
    ("analogy", lambda v, w, *q: others_of(w, *q)[0], "always the first word"),
    ("analogy", lambda v, w, *q: others_of(w, *q)[-1], "always the last word"),
    ("analogy", lambda v, w, a, b, c: unit(v)[b] - unit(v)[a] + unit(v)[c], "words.index(text) gives its place"),
    ("negative_sampling_loss", lambda h, r, w: -loss(h, r, w), "never below 0"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h), "the wrong words are missing"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, w @ h).sum(), "the right word is missing"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w @ h).mean(), "the mean"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, -w @ h).sum(), "treated like the right"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, r @ h) + np.logaddexp(0, w @ h).sum(), "treated like a wrong"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, r @ h) + np.logaddexp(0, -w @ h).sum(), "both signs"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w) / np.log(2), "in bits"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w) / np.log(10), "base 10"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w) / (1 + len(w)), "a mean over all"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w @ h), "one by one"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) - np.logaddexp(0, w @ h).sum(), "the wrong words are subtracted"),
    ("negative_sampling_loss", lambda h, r, w: -np.logaddexp(0, -r @ h) + np.logaddexp(0, w @ h).sum(), "the right word is subtracted"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w.sum(axis=0) @ h), "added up before"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, w.mean(axis=0) @ h), "added up before"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) - np.log(sigmoid(-w @ h).sum()), "of a sum"),
    ("negative_sampling_loss", lambda h, r, w: np.log(np.exp(r @ h) + np.exp(w @ h).sum()) - r @ h, "a softmax"),
    ("negative_sampling_loss", lambda h, r, w: -r @ h + (w @ h).sum(), "the scores themselves"),
    ("negative_sampling_loss", lambda h, r, w: sigmoid(-r @ h) + sigmoid(w @ h).sum(), "logarithm is missing"),
    ("negative_sampling_loss", lambda h, r, w: np.exp(-loss(h, r, w)), "this is a probability"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w[:1]), "only the first of"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w[-1:]), "only the last"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + np.logaddexp(0, h @ w).sum(), "here 3 meets 6"),
    ("negative_sampling_loss", lambda h, r, w: -np.log(sigmoid(r @ h)) - np.log(1 - sigmoid(w @ h)).sum(), "a score of 3000"),
    ("negative_sampling_loss", cut_off, "are large scores cut off"),
    ("negative_sampling_loss", lambda h, r, w: loss(np.clip(h, -1000, 1000), r, w), "came out as 2000, which is too small"),
    ("negative_sampling_loss", small_number, "are large scores cut off"),
    ("negative_sampling_loss", lambda h, r, w: np.nan_to_num(loss(h, r, w) + np.log(np.exp(np.abs(w @ h).max())) - np.abs(w @ h).max()), "where infinity was"),
    ("negative_sampling_loss", exponentials_of_math, "too large to be calculated"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, w[-1] @ h), "the last wrong word alone"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w[:3]), "the first three"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w[:4]), "the first four"),
    ("negative_sampling_loss", lambda h, r, w: loss(h, r, w[:5]), "the first five"),
    ("negative_sampling_loss", terms(lambda z: -sigmoid(z)), "added up as they are"),
    ("negative_sampling_loss", lambda h, r, w: (np.logaddexp(0, -r @ h) + np.logaddexp(0, w @ h)).sum(), "once for each wrong word"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -r @ h) + len(w) * np.logaddexp(0, w.mean(axis=0) @ h), "are averaged"),
    ("negative_sampling_loss", terms(right_score=lambda h, right: right * h), "by itself for the right word"),
    ("negative_sampling_loss", terms(lambda z: np.logaddexp(0, -np.abs(z)), wrong_score=lambda h, wrong: wrong @ h), "the signs of the scores are lost"),
    ("negative_sampling_loss", lambda h, r, w: np.logaddexp(0, -abs(r @ h)) + np.logaddexp(0, abs(w @ h)).sum(), "the signs of the scores are lost"),
    ("negative_sampling_loss", terms(right_score=cosine, wrong_score=lambda h, wrong: unit(wrong) @ h / np.linalg.norm(h)), "as in a cosine"),
    ("negative_sampling_loss", terms(lambda z: np.maximum(-z, 0)), "on the wrong side of 0"),
    ("negative_sampling_loss", terms(lambda z: -np.log((1 + np.tanh(z)) / 2)), "tanh stands"),
    ("negative_sampling_loss", terms(lambda z: (1 - sigmoid(z)) ** 2), "squared errors"),
    ("negative_sampling_loss", lambda *v: round(loss(*v), 3), "rounded"),
    ("negative_sampling_loss", terms(lambda z: np.logaddexp2(0, -z)), "powers of 2"),
    ("negative_sampling_loss", terms(wrong_score=lambda h, wrong: wrong * h), "by itself for the wrong words"),
    ("negative_sampling_loss", terms(right_score=lambda h, right: right * h, wrong_score=lambda h, wrong: wrong * h), "by itself for all words"),
    ("negative_sampling_loss", terms(minus_log_sigmoid), "e^3000 overflows"),
    ("negative_sampling_loss", with_math, "too large to be calculated"),
    ("negative_sampling_loss", with_a_limit, "too large to be calculated"),
    ("skip_gram_pairs", lambda s, r: pairs(flat(s), r), "across the end"),
    ("skip_gram_pairs", lambda s, r: [(b, a) for a, b in pairs(s, r)], "turned round"),
    ("skip_gram_pairs", lambda s, r: [(x, y) for w in s for i, x in enumerate(w) for y in window(w, i, r)], "with itself as well"),
    ("skip_gram_pairs", through(lambda i, r, n: range(i + 1, min(i + 1 + r, n))), "only the neighbours to the right"),
    ("skip_gram_pairs", through(lambda i, r, n: range(max(i - r, 0), i)), "only the neighbours to the left"),
    ("skip_gram_pairs", lambda s, r: pairs(s, 99), "every word of the sentence"),
    ("skip_gram_pairs", lambda s, r: pairs(s, 1), "only the nearest"),
    ("skip_gram_pairs", lambda s, r: pairs(s, r + 1), "one word too far"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(max(i - r, 0), min(i + r, n)) if j != i]), "the end of a slice or a range"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(i - r, min(i + r + 1, n)) if j != i]), "words[-1] is the last word"),
    ("skip_gram_pairs", lambda s, r: [(w[i], x) for w in s for i in range(len(w)) for x in w[i - r : i] + w[i + 1 : i + 1 + r]], "left neighbours are lost"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(i - r, i + r + 1) if j != i]), "one too far"),
    ("skip_gram_pairs", lambda s, r: [(x, near) for w in s for near, x in contexts(w, r)], "one pair a neighbour"),
    ("skip_gram_pairs", lambda s, r: [(near, x) for w in s for near, x in contexts(w, r)], "one pair a neighbour"),
    ("skip_gram_pairs", lambda s, r: [pairs([w], r) for w in s], "each sentence has a list"),
    ("skip_gram_pairs", lambda s, r: [a + " " + b for a, b in pairs(s, r)], "each pair is one text"),
    ("skip_gram_pairs", lambda s, r: pairs(s[:1], r), "only the first sentence"),
    ("skip_gram_pairs", lambda s, r: pairs(s[-1:], r), "only the last sentence"),
    ("skip_gram_pairs", ends_at_one_word, "end at a sentence of one word"),
    ("skip_gram_pairs", lambda s, r: sorted(set(pairs(s, r))), "lost their order"),
    ("skip_gram_pairs", lambda s, r: once(pairs(s, r)), "appears twice is there only once"),
    ("skip_gram_pairs", lambda s, r: [(x, y) for w in s for i, x in enumerate(w) for y in window(w, i, r) if x != y], "its other self"),
    ("skip_gram_pairs", lambda s, r: [(x, y) for w in s for x in w for y in contexts(w, r)[w.index(x)][0]], "words.index"),
    ("skip_gram_pairs", through(nearest_first), "from left to right"),
    ("skip_gram_pairs", lambda s, r: (pair for pair in pairs(s, r)), "a generator, which can be gone through only once"),
    ("skip_gram_pairs", lambda s, r: pairs(s, r)[::-1], "from the last to the first"),
    ("skip_gram_pairs", lambda s, r: 2 * pairs(s, r), "10 do not belong there"),
    ("skip_gram_pairs", lambda s, r: set(pairs(s, r)), "must be a list. Received: set"),
    ("skip_gram_pairs", lambda s, r: dict(pairs(s, r)), "must be a list. Received: dict"),
    ("skip_gram_pairs", lambda s, r: sorted(pairs(s, r)), "the pairs are sorted, or"),
    ("skip_gram_pairs", lambda s, r: [[(x, y) for y in near] for w in s for near, x in contexts(w, r)], "each word has a list"),
    ("skip_gram_pairs", lambda s, r: [x for pair in pairs(s, r) for x in pair], "one flat list"),
    ("skip_gram_pairs", lambda s, r: [(word, near) for around, word in contexts(s, r) for near in around], "whole sentences are taken"),
    ("skip_gram_pairs", lambda s, r: pairs([x for w in s for x in w], r), "letters are taken"),
    ("skip_gram_pairs", lambda s, r: pairs([w for w in s if len(w) > 2], r), "of two words are left out"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(i - r, i + r + 1) if j != i] if r <= i < n - r else []), "the words at the ends"),
    ("skip_gram_pairs", through(lambda i, r, n: [*range(i + 1, min(i + 1 + r, n)), *range(max(i - r, 0), i)]), "the right ones come first"),
    ("skip_gram_pairs", lambda s, r: [p for w in s for p in pairs([w], r) or [(w[0], w[0])]], "here it is paired with itself"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in (i - r, i + r) if 0 <= j < n]), "exactly `radius` away"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(n) if r == 1 == abs(i - j) or 0 < abs(i - j) < r]), "these are only the nearest"),
    ("skip_gram_pairs", through(lambda i, r, n: [*range(i - 1, max(i - r, 0) - 1, -1), *range(i + 1, min(i + 1 + r, n))]), "from left to right, in the order"),
    ("skip_gram_pairs", lambda s, r: [].append(1, 2), "append takes one thing"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(n) if 0 < abs(i - j) < r]), "there are no pairs at all"),
    ("skip_gram_pairs", through(lambda i, r, n: [j for j in range(max(i - r, 0), min(i + r + 1, n - 1)) if j != i]), "the last word of a sentence is never"),
    ("skip_gram_pairs", lambda s, r: pairs(s, r)[:1], "of only the first word"),
    ("skip_gram_pairs", lambda s, r: [(word, near) for w in s for word, around in contexts(w, r) for near in around], "single letters turn up"),
    ("skip_gram_pairs", lambda s, r: pairs([w for w in s if len(w) > r], r), "shorter than the radius"),
    ("cbow_loss", cbow(near=lambda w, r: w), "the word in the middle is among its own neighbours"),
    ("cbow_loss", cbow(count=lambda near, pad: near.shape[1]), "the mean counts the places without a word"),
    ("cbow_loss", cbow(mean=lambda vectors, count: vectors.sum(1)), "are added up; h is their mean"),
    ("cbow_loss", cbow(mean=lambda vectors, count: vectors.mean(0)), "the mean goes along the wrong axis"),
    ("cbow_loss", cbow(mean=lambda vectors, count: vectors.sum(0) / count), "the mean goes along the wrong axis"),
    ("cbow_loss", cbow(mean=lambda vectors, count: vectors.mean(2)), "the mean goes along the wrong axis"),
    ("cbow_loss", cbow(mean=lambda vectors, count: vectors.sum(1) / count[:, 0]), "belongs to its row"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores.softmax(1), word)), "one inside: here it is done twice"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.nll_loss(scores.softmax(1), word)), "nll_loss takes log-probabilities"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.nll_loss(scores, word)), "nll_loss takes log-probabilities"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores, word, reduction="sum")), "summed over the windows"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores, word, reduction="none")), "must have no axis (one number). Received: shape (4,)"),
    ("cbow_loss", cbow(scores=lambda h, v, u: h @ v.weight[:-1].T), "here v stands on both sides"),
    ("cbow_loss", cbow(scores=lambda h, v, u: h @ v.weight.T), "the place without a word is among the scores"),
    ("cbow_loss", cbow(middle=lambda w, r: w[:, -1].long() % 6), "this takes the first or the last place"),
    ("cbow_loss", cbow(near=lambda w, r: w[:, :r]), "only the neighbours to the left"),
    ("cbow_loss", cbow(near=lambda w, r: w[:, r + 1 :]), "only the neighbours to the right"),
    ("cbow_loss", cbow(near=lambda w, r: w[:, [r - 1, r + 1]]), "only the two nearest"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.binary_cross_entropy_with_logits(scores, F.one_hot(word, 6).to(scores))), "these are yes-or-no questions"),
    ("cbow_loss", turned_round, "this is turned round"),
    ("cbow_loss", cbow(loss=lambda scores, word: -F.cross_entropy(scores, word)), "the sign is turned round"),
    ("cbow_loss", cbow(loss=lambda scores, word: scores.gather(1, word[:, None]).mean()), "the scores of the right words"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores, word).item()), "cut off from the tables"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores, word).detach()), "cut off from the tables"),
    ("cbow_loss", without_a_graph, "cut off from the tables"),
    ("cbow_loss", cbow(scores=lambda h, v, u: h.detach() @ u.weight.T), "its gradient does not reach v"),
    ("cbow_loss", cbow(scores=lambda h, v, u: h @ u.weight.data.T), "its gradient does not reach u"),
    ("cbow_loss", cbow(scores=lambda h, v, u: h @ torch.cat([u.weight[:3], u.weight[3:].detach()]).T), "Is a part of the graph cut off?"),
    ("cbow_loss", cbow(middle=lambda w, r: w[:, r]), "the labels have the wrong type"),
    ("cbow_loss", cbow(middle=lambda w, r: w[:, r].float()), "the labels have the wrong type"),
    ("cbow_loss", lambda v, u, windows: cbow_loss(u, v, windows), "Are v and u in each other's place?"),
    ("cbow_loss", cbow(near=lambda w, r: torch.cat([w[:, :r], w[:, r + 1 :]], dim=1).float()), "a table is asked with floats"),
    ("cbow_loss", cbow(scores=lambda h, v, u: h @ u.T), "v and u are layers"),
    ("cbow_loss", cbow(scores=lambda h, v, u: u(h)), "a table is asked with floats"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores.T, word)), "two shapes do not fit"),
    ("cbow_loss", cbow(middle=lambda w, r: w), "takes one class for each window"),
    ("cbow_loss", lambda v, u, windows: F.cross_entropy(v(windows) @ u.weight.T, windows[:, 2].long()), "takes one class for each window"),
    ("cbow_loss", cbow(middle=lambda w, r: w[:, r].tolist()), "Stay with tensors on the whole way"),
    ("cbow_loss", cbow_in_place, "changes the windows"),
    ("cbow_loss", cbow(loss=lambda scores, word: (F.cross_entropy(scores, word), scores)), "return the loss alone"),
    ("cbow_loss", cbow(loss=lambda scores, word: None), "Is the `return` missing?"),
    ("cbow_loss", cbow(radius=lambda w: 2, near=lambda w, r: w[:, [i for i in range(w.shape[1]) if i != r]]), "is the radius typed in?"),
    ("cbow_loss", lonely_left_out, "without any neighbour is left out"),
    ("cbow_loss", cbow(count=lambda near, pad: ((near > 0) & (near < pad)).sum(1, keepdim=True).clamp(min=1)), "the word with the number 0"),
    ("cbow_loss", cbow(count=lambda near, pad: (near < pad - 1).sum(1, keepdim=True).clamp(min=1)), "the last word is taken for"),
    ("cbow_loss", cbow(mean=lambda vectors, count: vectors.sum(1) / vectors.abs().sum(2).gt(0).sum(1, keepdim=True).clamp(min=1)), "a word whose vector is 0"),
    ("cbow_loss", cbow(count=lambda near, pad: (near < pad).sum(1, keepdim=True)), "h = 0; 0 / 0"),
    ("cbow_loss", cbow(count=lambda near, pad: (near < pad).sum(1, keepdim=True)), "0 / 0 is nan"),
    ("cbow_loss", cbow(loss=lambda scores, word: F.cross_entropy(scores, word, reduction="sum") / 4), "or of neighbours, is typed in"),
    ("shares_by_size", by_size(cut=lambda listed, n: listed, choose=lambda *_: 10), "the share that the whole list has"),
    ("shares_by_size", by_size(cut=lambda listed, n: listed), "with your shares no size reaches the level"),
    ("shares_by_size", by_size(share=sum, choose=lambda *_: 10), "the numbers of right answers"),
    ("shares_by_size", by_size(right=lambda answer, d: answer != d, choose=lambda *_: 10), "the shares of wrong answers"),
    ("shares_by_size", by_size(share=lambda each: 100 * np.mean(each)), "the shares are in per cent"),
    ("shares_by_size", counted_on, "are counted on to the next"),
    ("shares_by_size", by_size(order=sorted), "the shares are sorted"),
    ("shares_by_size", by_size(order=lambda shares: sorted(shares, reverse=True)), "the shares are sorted"),
    ("shares_by_size", by_size(cut=lambda listed, n: listed[: n + 1]), "one word too many"),
    ("shares_by_size", by_size(cut=lambda listed, n: listed[: n - 1]), "a word of a question is not in the list"),
    ("shares_by_size", by_size(cut=lambda listed, n: listed[-n:]), "a word of a question is not in the list"),
    ("shares_by_size", by_size(share=lambda each: each[0] / len(each), choose=lambda *_: 10), "only the first question counts"),
    ("shares_by_size", by_size(share=lambda each: each[-1] / len(each), choose=lambda *_: 10), "only the last question counts"),
    ("shares_by_size", by_number, "divided by the number of words"),
    ("shares_by_size", by_size(right=lambda answer, d: answer is None, choose=lambda *_: 10), "nothing is right"),
    ("shares_by_size", by_size(ask=lambda v, w, a, b, c: analogy(v, w, b, a, c), choose=lambda *_: 10), "the step goes from b to a"),
    ("shares_by_size", lambda vectors, words, questions, sizes, level: (10, sizes), "these are the sizes"),
    ("shares_by_size", words_alone, "cut both, [:size]"),
    ("shares_by_size", among(min), "this is the smallest size at which the level is reached"),
    ("shares_by_size", by_size(choose=lambda sizes, shares, level: sizes[int(np.argmax(shares))]), "or that with the largest share"),
    ("shares_by_size", among(lambda good: good[0]), "this is the first size of the list"),
    ("shares_by_size", among(lambda good: good[-1]), "this is the last size of the list"),
    ("shares_by_size", by_size(choose=lambda sizes, shares, level: max(sizes)), "the largest of all sizes"),
    ("shares_by_size", by_size(choose=lambda sizes, shares, level: 2), "this is a place in the list"),
    ("shares_by_size", by_size(choose=lambda sizes, shares, level: min(s for s in shares if s >= level)), "this is a share"),
    ("shares_by_size", among(len), "the number of sizes at which"),
    ("shares_by_size", by_size(choose=lambda sizes, shares, level: min(n for n, s in zip(sizes, shares, strict=True) if s < level)), "at which the level is missed"),
    ("shares_by_size", by_size(choose=lambda sizes, shares, level: max(n for n, s in zip(sizes, shares, strict=True) if s > level)), "just the level is enough"),
    ("shares_by_size", lambda *a: shares_by_size(*a)[::-1], "the two are in the wrong order"),
    ("shares_by_size", lambda *a: shares_by_size(*a)[0], "return two things"),
    ("shares_by_size", by_size(choose=lambda *_: None), "and the size is None"),
]  # fmt: skip
