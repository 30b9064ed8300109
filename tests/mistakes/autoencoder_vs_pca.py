"""Exercise 12: right answers, and the typical mistakes with a part of the hint that each must get."""

from itertools import pairwise

import numpy as np


def chain(sizes):
    return [*sizes, *sizes[-2::-1]]


def count(sizes):
    return sum(a * b + b for a, b in pairwise(sizes))


def weights(sizes):
    return sum(a * b for a, b in pairwise(sizes))


def grow(sizes):
    sizes += sizes[-2::-1]
    return count(sizes)


def fit(x, k, centred=True):
    mean = x.mean(axis=0) if centred else np.zeros(x.shape[1])
    return mean, np.linalg.svd(x - mean, full_matrices=False)[2][:k]


def back(x, mean, v):
    return (x - mean) @ v.T @ v + mean


def pca(x_train, x_new, k):
    return back(x_new, *fit(x_train, k))


def last(x_train, x_new, k):
    mean, v = fit(x_train, None)
    return back(x_new, mean, v[-k:])


def columns(x_train, x_new, k):
    mean, v = fit(x_train, None)
    return back(x_new, mean, v[:, :k].T)


def left(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    return back(x_new, mean, np.linalg.svd(x_train - mean, full_matrices=False)[0][:k])


def with_eigenvectors(choose):
    """PCA by the eigenvectors of the covariance; `choose` takes k components out of (values, vectors)."""

    def answer(x_train, x_new, k):
        centred = x_train - x_train.mean(axis=0)
        return back(x_new, x_train.mean(axis=0), choose(*np.linalg.eigh(centred.T @ centred), k))

    return answer


def standardised(x_train, x_new, k):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return pca((x_train - mean) / std, (x_new - mean) / std, k) * std + mean


def one_mean(x_train, x_new, k):
    return back(x_new, x_train.mean(), np.linalg.svd(x_train - x_train.mean(), full_matrices=False)[2][:k])


def rows_centred(x_train, x_new, k):
    train, new = (x - x.mean(axis=1, keepdims=True) for x in (x_train, x_new))
    v = np.linalg.svd(train, full_matrices=False)[2][:k]
    return new @ v.T @ v + x_new.mean(axis=1, keepdims=True)


def mean_of_all(x_train, x_new, k):
    mean = np.concatenate([x_train, x_new]).mean(axis=0)
    return back(x_new, mean, np.linalg.svd(x_train - mean, full_matrices=False)[2][:k])


def row_means(x_train, x_new, k):
    return back(x_new, x_train.mean(axis=1), np.linalg.svd(x_train - x_train.mean(axis=1))[2][:k])


def centred_in_place(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    x_train -= mean
    v = np.linalg.svd(x_train, full_matrices=False)[2][:k]
    return (x_new - mean) @ v.T @ v + mean


def orthonormal(a):
    return np.linalg.qr(a)[0]


def degrees(cosines):
    return np.degrees(np.arccos(np.clip(cosines, -1, 1)))


def singular(matrix):
    return np.linalg.svd(matrix)[1]


def unit(a):
    return a / np.linalg.norm(a, axis=0)


def angles(a, b):
    return degrees(singular(orthonormal(a).T @ orthonormal(b)))


def pairs(normal, anomalous, tie=0.5):
    return (anomalous[:, None] > normal) + tie * (anomalous[:, None] == normal)


def squared_error(x, mean, v):
    return np.mean((back(x, mean, v) - x) ** 2, axis=1)


def detector(fitted_on="train", threshold_on="held", centred=True, level=None, score=squared_error, judge=np.greater):
    """A detector with one thing done differently."""

    def find(x_train, x_held, x_new, k, false_alarms):
        data = {"train": x_train, "held": x_held, "new": x_new, "both": np.concatenate([x_train, x_held])}
        model = fit(data[fitted_on], k, centred)
        errors = score(data[threshold_on], *model)
        threshold = level(errors, false_alarms) if level else np.quantile(errors, 1 - false_alarms)
        return judge(score(x_new, *model), threshold)

    return find


def each_fitted_on_itself(x_train, x_held, x_new, k, false_alarms):
    held, new = (squared_error(x, *fit(x, k)) for x in (x_held, x_new))
    return new > np.quantile(held, 1 - false_alarms)


def new_fitted_on_itself(x_train, x_held, x_new, k, false_alarms):
    threshold = np.quantile(squared_error(x_held, *fit(x_train, k)), 1 - false_alarms)
    return squared_error(x_new, *fit(x_new, k)) > threshold


def adds_the_mean_in_place(x_train, x_held, x_new, k, false_alarms):
    x_new -= x_train.mean(axis=0)
    return find(x_train, x_held, x_new, k, false_alarms)


find = detector()


def count_in_a_loop(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += 2 * sizes[i] * sizes[i + 1] + sizes[i] + sizes[i + 1]
    return total


def count_in_torch(sizes):
    import torch

    sizes = torch.tensor(sizes)
    return 2 * (sizes[:-1] * sizes[1:]).sum() + sizes[:-1].sum() + sizes[1:].sum()


def count_layers_of_torch(sizes):
    from torch import nn

    net = nn.Sequential(*[nn.Linear(a, b) for a, b in pairwise(chain(sizes))])
    return sum(weights.numel() for weights in net.parameters())


def pca_in_float32(x_train, x_new, k):
    return pca(x_train.astype(np.float32), x_new.astype(np.float32), k)


def pca_in_torch(x_train, x_new, k):
    import torch

    x_train, x_new = torch.from_numpy(x_train), torch.from_numpy(x_new)
    mean = x_train.mean(dim=0)
    v = torch.linalg.svd(x_train - mean, full_matrices=False).Vh[:k]
    return (x_new - mean) @ v.T @ v + mean


def pca_in_sklearn(x_train, x_new, k):
    from sklearn.decomposition import PCA

    model = PCA(n_components=k).fit(x_train)
    return model.inverse_transform(model.transform(x_new))


def pca_in_a_loop(x_train, x_new, k):
    mean, v = fit(x_train, k)
    rows = []
    for x in x_new:
        row = [float(m) for m in mean]
        for component in v:
            code = sum((a - m) * c for a, m, c in zip(x, mean, component, strict=True))
            row = [value + code * c for value, c in zip(row, component, strict=True)]
        rows.append(row)
    return rows


def angles_in_scipy(a, b):
    from scipy.linalg import subspace_angles

    return np.degrees(subspace_angles(a, b))[::-1]


def angles_in_torch(a, b):
    import torch

    q, r = torch.linalg.qr(torch.from_numpy(a))[0], torch.linalg.qr(torch.from_numpy(b))[0]
    return torch.rad2deg(torch.arccos(torch.linalg.svdvals(q.T @ r).clamp(max=1)))


def angles_in_float32(a, b):
    return angles(a.astype(np.float32), b.astype(np.float32))


def gram_schmidt(a):
    found = []
    for vector in a.T:
        for other in found:
            vector = vector - (vector @ other) * other
        found.append(vector / np.sqrt(vector @ vector))
    return np.array(found).T


def angles_in_a_loop(a, b):
    import math

    cosines = np.linalg.svd(gram_schmidt(a).T @ gram_schmidt(b), compute_uv=False)
    return [math.degrees(math.acos(min(float(c), 1.0))) for c in cosines]


def auc_in_a_loop(normal, anomalous):
    score = 0
    for a in anomalous:
        for n in normal:
            score += 1 if a > n else 0.5 if a == n else 0
    return score / (len(normal) * len(anomalous))


def counter_set_at_ties(normal, anomalous):
    won = 0
    for a in anomalous:
        for n in normal:
            if a > n:
                won += 1
            if a == n:
                won = 0.5
    return won / (len(normal) * len(anomalous))


def auc_in_torch(normal, anomalous):
    import torch

    difference = torch.from_numpy(anomalous)[:, None] - torch.from_numpy(normal)
    return (torch.sign(difference).mean() + 1) / 2


def auc_in_sklearn(normal, anomalous):
    from sklearn.metrics import roc_auc_score

    return roc_auc_score([0] * len(normal) + [1] * len(anomalous), [*normal, *anomalous])


def auc_by_ranks(normal, anomalous):
    together = np.concatenate([anomalous, normal])
    ranks = [(together < a).sum() + ((together == a).sum() + 1) / 2 for a in anomalous]
    return np.float32((sum(ranks) - len(anomalous) * (len(anomalous) + 1) / 2) / (len(anomalous) * len(normal)))


def auc_by_counting(normal, anomalous):
    normal = np.sort(normal)
    below = np.searchsorted(normal, anomalous, "left") + np.searchsorted(normal, anomalous, "right")
    return below.mean() / 2 / len(normal)


def auc_in_place(normal, anomalous):
    total = np.float64(0)
    for a in anomalous:
        total += (a > normal).mean()
        total += 0.5 * (a == normal).mean()
    total /= len(anomalous)
    return total


def negative_area(normal, anomalous):
    thresholds = np.sort(np.concatenate([normal, anomalous, [np.inf, -np.inf]]))
    hits = [(anomalous >= t).mean() for t in thresholds]
    alarms = [(normal >= t).mean() for t in thresholds]
    return np.trapezoid(hits, alarms)


def never_below_one_half(normal, anomalous):
    area = pairs(normal, anomalous).mean()
    return max(area, 1 - area)


def find_in_a_loop(x_train, x_held_out, x_new, k, false_alarms):
    def scores(x):
        return [float(((a - b) ** 2).mean()) for a, b in zip(pca(x_train, x, k), x, strict=True)]

    threshold = np.quantile(scores(x_held_out), 1 - false_alarms)
    return [bool(score > threshold) for score in scores(x_new)]


def find_in_torch(x_train, x_held_out, x_new, k, false_alarms):
    import torch

    def scores(x):
        return ((pca_in_torch(x_train, x, k) - torch.from_numpy(x)) ** 2).mean(dim=1)

    return scores(x_new) > torch.quantile(scores(x_held_out), 1 - false_alarms)


def find_in_float32(x_train, x_held_out, x_new, k, false_alarms):
    return find(*(x.astype(np.float32) for x in (x_train, x_held_out, x_new)), k, false_alarms)


def find_by_sums(x_train, x_held_out, x_new, k, false_alarms):
    held, new = (np.sum((x - pca(x_train, x, k)) ** 2, axis=1) for x in (x_held_out, x_new))
    return tuple(new > np.percentile(held, 100 * (1 - false_alarms)))


def find_with_sklearn(x_train, x_held_out, x_new, k, false_alarms):
    held, new = (((x - pca_in_sklearn(x_train, x, k)) ** 2).mean(axis=1) for x in (x_held_out, x_new))
    return list(np.greater(new, np.quantile(held, 1 - false_alarms)))


def chosen(pick, fitted_on=lambda t, x: t):
    """PCA with other components: `pick(all of them, k)`."""

    def answer(x_train, x_new, k):
        mean, v = fit(fitted_on(x_train, x_new), None)
        return back(x_new, mean, pick(v, k))

    return answer


def components_not_centred(x_train, x_new, k):
    return back(x_new, x_train.mean(axis=0), fit(x_train, k, centred=False)[1])


def first_columns(x_train, x_new, k):
    kept = x_new.copy()
    kept[:, k:] = x_train.mean(axis=0)[k:]
    return kept


def with_singular_values(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    _, s, v = np.linalg.svd(x_train - mean, full_matrices=False)
    return (x_new - mean) @ v[:k].T @ np.diag(s[:k]) @ v[:k] + mean


def around_medians(x_train, x_new, k):
    middle = np.median(x_train, axis=0)
    return back(x_new, middle, np.linalg.svd(x_train - middle, full_matrices=False)[2][:k])


def left_columns(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    u = np.linalg.svd(x_train - mean)[0][:, :k]
    return (x_new - mean) @ u @ u.T + mean


def svd_in_one_piece(x_train, x_new, k):
    v = np.linalg.svd(x_train - x_train.mean(axis=0))[:k]
    return x_new @ v.T @ v


def unit_rows(a):
    return a / np.linalg.norm(a, axis=1, keepdims=True)


def rows_orthonormal(a, b):
    return degrees(singular(orthonormal(a.T).T @ orthonormal(b.T)))


def angles_from_a_square(a, b):
    m = orthonormal(a).T @ orthonormal(b)
    return degrees(np.sqrt(np.clip(np.linalg.eigvalsh(m.T @ m)[::-1], 0, 1)))


def angles_with_nan_replaced(a, b):
    cosines = singular(orthonormal(a).T @ orthonormal(b)) * (1 + 1e-12)
    return np.nan_to_num(np.degrees(np.arccos(cosines)), nan=90.0)


def angles_by_projectors(a, b):
    onto_a, onto_b = a @ np.linalg.pinv(a), b @ np.linalg.pinv(b)
    squares = np.sort(np.linalg.eigvals(onto_a @ onto_b @ onto_a).real)[::-1][: min(a.shape[1], b.shape[1])]
    return degrees(np.sqrt(np.maximum(squares, 0)))


def area_without_a_start(normal, anomalous):
    thresholds = np.sort(np.concatenate([normal, anomalous]))[::-1]
    return np.trapezoid([(anomalous >= t).mean() for t in thresholds], [(normal >= t).mean() for t in thresholds])


def area_without_an_end(normal, anomalous):
    thresholds = np.unique(np.concatenate([normal, anomalous]))[::-1]
    return np.trapezoid([(anomalous > t).mean() for t in thresholds], [(normal > t).mean() for t in thresholds])


def area_by_trapezoids(normal, anomalous):
    thresholds = [np.inf, *np.unique(np.concatenate([normal, anomalous]))[::-1]]
    return np.trapezoid([(anomalous >= t).mean() for t in thresholds], [(normal >= t).mean() for t in thresholds])


def nearly_tied(normal, anomalous):
    near = np.isclose(anomalous[:, None], normal, atol=0.05)
    return np.where(near, 0.5, anomalous[:, None] > normal).mean()


def counted_in_unsorted(normal, anomalous):
    return np.mean([np.searchsorted(normal, anomalous, side) for side in ("left", "right")]) / len(normal)


def ties_taken_out(normal, anomalous):
    won, lost = pairs(normal, anomalous, 0).sum(), pairs(anomalous, normal, 0).sum()
    return won / (won + lost)


def judged_by(held_score, new_score):
    """A detector whose two parts are scored differently: each (x_train, x_held, x, k) -> scores."""

    def find(x_train, x_held, x_new, k, false_alarms):
        threshold = np.quantile(held_score(x_train, x_held, x_held, k), 1 - false_alarms)
        return new_score(x_train, x_held, x_new, k) > threshold

    return find


def usual_score(x_train, x_held, x, k):
    return squared_error(x, *fit(x_train, k))


RIGHT = {
    "count_parameters": lambda sizes: count(chain(sizes)),
    "pca_reconstruct": pca,
    "principal_angles": angles,
    "auc": lambda normal, anomalous: pairs(normal, anomalous).mean(),
    "find_anomalies": find,
}

ALSO_RIGHT = [
    ("count_parameters", count_in_a_loop, "a loop in plain Python"),
    ("count_parameters", lambda sizes: np.dot(np.array(chain(sizes))[:-1] + 1, chain(sizes)[1:]), "np.int64"),
    ("count_parameters", lambda sizes: np.float32(count(chain(sizes))), "np.float32"),
    ("pca_reconstruct", pca_in_a_loop, "a loop in plain Python, lists"),
    ("pca_reconstruct", pca_in_float32, "float32"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[:, ::-1][:, :k].T), "eigenvectors"),
    ("pca_reconstruct", lambda x_train, x_new, k: pca(x_train, x_new, k).tolist(), "lists"),
    ("principal_angles", angles_by_projectors, "eigenvalues of projectors"),
    ("auc", area_by_trapezoids, "the area under the curve itself"),
    ("principal_angles", angles_in_a_loop, "Gram and Schmidt, lists"),
    ("principal_angles", angles_in_float32, "float32"),
    ("principal_angles", lambda a, b: tuple(map(np.float32, angles(a, b))), "a tuple of np.float32"),
    ("auc", auc_in_a_loop, "a loop in plain Python"),
    ("auc", auc_by_ranks, "ranks, np.float32"),
    ("auc", auc_by_counting, "sorted and counted"),
    ("auc", auc_in_place, "numbers changed in place"),
    ("find_anomalies", find_in_a_loop, "a loop in plain Python, a list of bool"),
    ("find_anomalies", find_in_float32, "float32"),
    ("find_anomalies", find_by_sums, "sums, percentile, a tuple of np.bool_"),
]

ALSO_RIGHT_PYTORCH = [
    ("count_parameters", count_in_torch, "PyTorch"),
    ("count_parameters", count_layers_of_torch, "the layers of PyTorch, counted"),
    ("pca_reconstruct", pca_in_torch, "PyTorch"),
    ("principal_angles", angles_in_torch, "PyTorch"),
    ("auc", auc_in_torch, "PyTorch"),
    ("find_anomalies", find_in_torch, "PyTorch"),
]

ALSO_RIGHT_SLOW_TO_IMPORT = [
    ("principal_angles", angles_in_scipy, "SciPy"),
    ("pca_reconstruct", pca_in_sklearn, "scikit-learn"),
    ("auc", auc_in_sklearn, "scikit-learn"),
    ("find_anomalies", find_with_sklearn, "scikit-learn, a list of np.bool_"),
]

MISTAKES = [
    ("count_parameters", lambda s: weights(chain(s)), "weights alone"),
    ("count_parameters", count, "the encoder alone"),
    ("count_parameters", lambda s: 2 * count(s), "the encoder twice"),
    ("count_parameters", lambda s: weights(s) + sum(chain(s)[1:]), "shares its weights"),
    ("count_parameters", lambda s: count([*s, *s[::-1]]), "passed once, not twice"),
    ("count_parameters", lambda s: sum(chain(s)), "numbers in the layers"),
    ("count_parameters", lambda s: count(chain(s)) + s[0], "the input has none"),
    ("count_parameters", lambda s: count(chain(s)) if len(s) > 2 else count(s), "only half is counted"),
    ("count_parameters", lambda s: count(chain(s)) if len(s) > 2 else 2 * count(s), "it gives 5 numbers"),
    ("count_parameters", grow, "changes the list"),
    ("count_parameters", lambda s: 90, "none of the usual slips"),
    ("count_parameters", lambda s: [a * b + b for a, b in pairwise(chain(s))], "heir sum is right"),
    ("count_parameters", lambda s: s[0] * s[1] + s[1], "or it there and back"),
    ("count_parameters", lambda s: (count(s), count(s[::-1])), "heir sum is right"),
    ("count_parameters", lambda s: count([s[0], s[1], s[0]]), "or it there and back"),
    ("count_parameters", lambda s: count([s[-2], s[-1], s[-2]]), "the last layer before the code alone"),
    ("count_parameters", lambda s: count(chain(s)[:-1]), "the last layer of the decoder"),
    ("count_parameters", lambda s: count([*s, *s[::-1][:-1]]), "the code is a layer twice"),
    ("count_parameters", lambda s: count(s + s[1:]), "in the order of the encoder (it"),
    ("count_parameters", lambda s: 2 * count(s[::-1]), "the decoder's biases are right"),
    ("count_parameters", lambda s: count(chain(s)) - s[-1], "the code or the output has no biases"),
    ("count_parameters", lambda s: count(chain(s)) - s[0], "the code or the output has no biases"),
    ("count_parameters", lambda s: count([s[0], s[-1], s[0]]), "straight from the input to the code"),
    ("count_parameters", lambda s: count(list(np.add(s, s[::-1]))), "adds their entries"),
    ("count_parameters", lambda s: 2 * int(np.prod(s)), "the sizes are all multiplied"),
    ("count_parameters", lambda s: int(np.prod(s)), "the sizes are all multiplied"),
    ("count_parameters", lambda s: count(chain(s)) + sum(chain(s)[1:]), "counted twice"),
    ("count_parameters", lambda s: 2 * weights(s) + 2 * len(s) - 2, "one bias a layer"),
    ("count_parameters", lambda s: count(s) + weights(s), "the encoder or the decoder has no biases"),
    ("count_parameters", lambda s: count([*s, s[0]]), "straight back"),
    ("count_parameters", lambda s: count(chain(s[:3])), "a list can have any length"),
    ("count_parameters", lambda s: count(s + reversed(s)), "gives no list"),
    ("count_parameters", lambda s: count(s + s.reverse()), "what is added to a list is None"),
    ("count_parameters", lambda s: (s.reverse(), count(chain(s[::-1])))[1], "changes the list"),
    ("count_parameters", lambda s: 2 * weights(s) + 2 * sum(s), "the sum of the sizes, or twice that"),
    ("count_parameters", lambda s: 2 * weights(s) + sum(s), "the sum of the sizes, or twice that"),
    ("count_parameters", lambda s: count(s + s), "a layer leads from the code to the input"),
    ("count_parameters", lambda s: weights(s) + count(s[::-1]), "the encoder or the decoder has no biases"),
    ("count_parameters", lambda s: count(s[::-1]), "the decoder alone"),
    ("count_parameters", lambda s: count(chain(s[:-1])), "its last size belongs to a layer"),
    ("count_parameters", lambda s: print(end=""), "Is the `return` missing?"),
    ("count_parameters", lambda s: count([*s[:-1], *s[-2::-1]]), "the code is left out"),
    ("count_parameters", lambda s: sum(a + b for a, b in pairwise(chain(s))), "sizes are added"),
    ("pca_reconstruct", lambda t, x, k: back(x, *fit(t, k, centred=False)), "nothing is centred: without"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - t.mean(axis=0), "or subtracted once more"),
    ("pca_reconstruct", lambda t, x, k: x @ fit(t, k)[1].T @ fit(t, k)[1] + t.mean(axis=0), "were not centred before"),
    ("pca_reconstruct", lambda t, x, k: x @ fit(t, k)[1].T @ fit(t, k)[1], "the new data are not"),
    ("pca_reconstruct", lambda t, x, k: back(x, x.mean(axis=0), fit(t, k)[1]), "their own mean"),
    ("pca_reconstruct", last, "the last components"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ fit(t, k)[1].T, "this is the code; decode"),
    ("pca_reconstruct", lambda t, x, k: -(x - t.mean(axis=0)) @ fit(t, k)[1].T, "this is the code; decode"),
    ("pca_reconstruct", lambda t, x, k: pca(x, x, k), "found in the new data"),
    ("pca_reconstruct", columns, "transposed already"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k + 1), "k + 1 numbers"),
    ("pca_reconstruct", lambda t, x, k: pca(t, t, k), "these are the training data"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, 1), "use k"),
    ("pca_reconstruct", one_mean, "one mean for the whole table, or for each row"),
    ("pca_reconstruct", row_means, "the mean belongs to the columns"),
    ("pca_reconstruct", left, "the first matrix of the decomposition"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[:, :k].T), "the last components"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[:k]), "in its columns"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[-k:]), "in its columns"),
    ("pca_reconstruct", standardised, "divided by the deviations"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, 3), "nothing was cut off"),
    ("pca_reconstruct", chosen(lambda v, k: v[:k], lambda t, x: np.concatenate([t, x])), "leaked into them"),
    ("pca_reconstruct", components_not_centred, "subtracted before they are found"),
    ("pca_reconstruct", chosen(lambda v, k: v[1 : k + 1]), "the second component alone"),
    ("pca_reconstruct", first_columns, "the first k columns are kept"),
    ("pca_reconstruct", with_singular_values, "the singular values are in the result"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) + t.mean(axis=0), "added twice"),
    ("pca_reconstruct", around_medians, "the medians are subtracted"),
    ("pca_reconstruct", lambda t, x, k: ((x - t.mean(axis=0)) @ fit(t, k)[1].T, pca(t, x, k)), "two things are returned"),
    ("pca_reconstruct", chosen(lambda v, k: v[k]), "`vt[k]` is one row"),
    ("pca_reconstruct", left_columns, "rows of the third matrix, not of u"),
    ("pca_reconstruct", chosen(lambda v, k: v[1:k]), "no component is left"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - t.mean(axis=0) + x.mean(axis=0), "of the new data is added"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - 2 * t.mean(axis=0), "or subtracted once more"),
    ("pca_reconstruct", lambda t, x, k: back(x, *fit(t, k, centred=False)) + t.mean(axis=0), "nothing is centred: without"),
    ("pca_reconstruct", lambda t, x, k: components_not_centred(t, x, k) - t.mean(axis=0), "subtracted before they are found"),
    ("pca_reconstruct", chosen(lambda v, k: v[[0, 1, 2][k - 1 : k] if k < 3 else slice(None)]), "the component number k alone"),
    ("pca_reconstruct", chosen(lambda v, k: v[[0, 2, 1]][:k]), "the first and the last component"),
    ("pca_reconstruct", chosen(lambda v, k: v[1:] if k == 2 else v[:k]), "the second and the third"),
    ("pca_reconstruct", svd_in_one_piece, "Take them apart first"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k)[-1], "the last row alone"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k)[0], "he first row alone"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k).T, "ows and columns have changed places"),
    ("pca_reconstruct", lambda t, x, k: x - pca(t, x, k), "what is lost"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k).squeeze(), "a single new example"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ fit(t, k)[1] + t.mean(axis=0), "here 3 meets 1"),
    ("pca_reconstruct", centred_in_place, "changes the array"),
    ("pca_reconstruct", lambda t, x, k: print(end=""), "Is the `return` missing?"),
    ("pca_reconstruct", lambda t, x, k: back(x, t.mean(axis=1, keepdims=True), fit(t, k)[1]), "the mean belongs to the columns"),
    ("pca_reconstruct", rows_centred, "one mean for the whole table, or for each row"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ np.linalg.eigh(np.cov(t))[1], "np.cov wants x_train.T"),
    ("pca_reconstruct", mean_of_all, "leaked into them"),
    ("principal_angles", lambda a, b: degrees(singular(a.T @ b)), "were not made orthonormal"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(a.T @ b))), "a cosine lies above 1"),
    ("principal_angles", lambda a, b: degrees(singular(unit(a).T @ unit(b))), "not yet at right angles"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ b)), "only one of the two"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b)), "these are radians"),
    ("principal_angles", lambda a, b: np.cos(np.radians(angles(a, b))), "these are the cosines"),
    ("principal_angles", lambda a, b: angles(a, b)[::-1], "from the last to the first"),
    ("principal_angles", lambda a, b: degrees(orthonormal(a).T @ orthonormal(b)), "a table of 2 by 2"),
    ("principal_angles", lambda a, b: degrees(np.linalg.svd(orthonormal(a).T @ orthonormal(b))[0]), "a table of 2 by 2"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.abs(orthonormal(a).T @ orthonormal(b))), None)[:2], "between single columns; directions"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.abs(unit(a).T @ unit(b))), None)[:2], "between single columns; directions"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b)) * 180, "divide by pi"),
    ("principal_angles", lambda a, b: np.degrees(np.cos(singular(orthonormal(a).T @ orthonormal(b)))), "np.cos turns"),
    ("principal_angles", lambda a, b: np.cos(singular(orthonormal(a).T @ orthonormal(b))), "np.cos turns"),
    ("principal_angles", lambda a, b: degrees(singular(a.T @ orthonormal(b))), "all angles are 0"),
    ("principal_angles", angles_from_a_square, "between a line and a plane"),
    ("principal_angles", lambda a, b: degrees((orthonormal(a) * orthonormal(b)).sum(axis=0)), "pairs column with column"),
    ("principal_angles", lambda a, b: degrees((unit(a) * unit(b)).sum(axis=0)), "no preferred columns"),
    ("principal_angles", lambda a, b: 90 - angles(a, b), "this is arcsin"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(orthonormal(a).T @ orthonormal(b)) * (1 + 1e-12))), "Clip before arccos"),
    ("principal_angles", lambda a, b: degrees(singular((a / np.linalg.norm(a)).T @ (b / np.linalg.norm(b)))), "were not made orthonormal"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b))[::-1], "these are radians"),
    ("principal_angles", lambda a, b: singular(orthonormal(a).T @ orthonormal(b))[::-1], "these are the cosines"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ orthonormal(b)) ** 2), "squares of the cosines"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.abs(np.linalg.eigvals(orthonormal(a).T @ orthonormal(b))))), "eigenvalues"),
    ("principal_angles", lambda a, b: np.degrees(singular(orthonormal(a).T @ orthonormal(b))), "turned into degrees without arccos"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(np.linalg.qr(a)[1].T @ np.linalg.qr(b)[1]))), "a cosine lies above 1"),
    ("principal_angles", lambda a, b: angles(a, b)[0], "he first number alone"),
    ("principal_angles", lambda a, b: angles(a, b)[-1], "he last number alone"),
    ("principal_angles", lambda a, b: angles(a[:, :1], b[:, :1]), "only the first column of each"),
    ("principal_angles", lambda a, b: angles(a[:, : min(a.shape[1], b.shape[1])], b), "only the first column is used; all"),
    ("principal_angles", rows_orthonormal, "all angles are 0"),
    ("principal_angles", lambda a, b: angles(a - a.mean(axis=0), b - b.mean(axis=0)), "the columns were centred"),
    ("principal_angles", lambda a, b: degrees(singular(unit_rows(a).T @ unit_rows(b))), "the rows have length 1"),
    ("principal_angles", lambda a, b: np.radians(np.radians(angles(a, b))), "the other way is np.degrees"),
    ("principal_angles", lambda a, b: np.degrees(1 - np.cos(np.radians(angles(a, b)))), "1 minus the cosine"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a) @ orthonormal(b).T)), "as many as a has rows"),
    ("principal_angles", angles_with_nan_replaced, "an angle of 90 degrees"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ orthonormal(b)).clip(max=0.999999)), "two bases of the same plane came out"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.linalg.eigvals(orthonormal(a).T @ orthonormal(b)).real)), "eigenvalues"),
    ("principal_angles", lambda a, b: angles(a, b).mean(), "he mean of the right numbers"),
    ("principal_angles", lambda a, b: angles(a[:, :2], np.column_stack([b, b])[:, :2]), "min(k, m)"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a) @ orthonormal(b))), "here 2 meets 4"),
    ("principal_angles", lambda a, b: np.linalg.qr(a).T @ b, "take them apart"),
    ("principal_angles", lambda a, b: print(end=""), "Is the `return` missing?"),
    ("principal_angles", lambda a, b: degrees(np.linalg.svd(orthonormal(a).T @ orthonormal(b))), "the singular values are the second"),
    ("principal_angles", lambda a, b: degrees(abs(np.diag(orthonormal(a).T @ orthonormal(b)))), "pairs column with column"),
    ("principal_angles", lambda a, b: degrees((a * b).sum() / np.linalg.norm(a) / np.linalg.norm(b)), "two long vectors"),
    ("auc", lambda n, a: pairs(n, a, 0).mean(), "ties are left out"),
    ("auc", lambda n, a: pairs(n, a, 1).mean(), "ties count in full; each"),
    ("auc", lambda n, a: pairs(a, n).mean(), "it is turned round: counted are"),
    ("auc", lambda n, a: pairs(a, n, 1).mean(), "in full or not at all"),
    ("auc", lambda n, a: pairs(a, n, 0).mean(), "in full or not at all"),
    ("auc", lambda n, a: pairs(n, a).sum(), "number of pairs"),
    ("auc", lambda n, a: pairs(n, a).sum() / len(a), "divided by another number than"),
    ("auc", lambda n, a: pairs(n, a).sum() / len(n), "divided by another number than"),
    ("auc", lambda n, a: pairs(n, a).mean(axis=1), "the area is one number"),
    ("auc", lambda n, a: np.diag(pairs(n, a)).mean(), "only scores that stand side by side"),
    ("auc", lambda n, a: np.diag(pairs(n, a)).sum() / n.size / a.size, "only scores that stand side by side"),
    ("auc", lambda n, a: np.diag(pairs(n, a)).sum() / n.size, "only scores that stand side by side"),
    ("auc", lambda n, a: np.diag(pairs(np.sort(n), np.sort(a))).mean(), "are sorted scores compared"),
    ("auc", lambda n, a: np.diag(pairs(np.sort(n), np.sort(a))).sum() / n.size / a.size, "the scores are sorted, and"),
    ("auc", lambda n, a: pairs(n[: len(a)], a).mean(), "only the first m"),
    ("auc", lambda n, a: pairs(n[: len(a)], a).sum() / n.size / a.size, "only the first m"),
    ("auc", lambda n, a: pairs(n, a)[:, 0].sum() / n.size / a.size, "first normal example alone, divided"),
    ("auc", lambda n, a: pairs(n, a)[:, -1].sum() / n.size / a.size, "set to 0 in the loop"),
    ("auc", lambda n, a: pairs(n, a)[-1].sum() / n.size / a.size, "set to 0 in the loop"),
    ("auc", lambda n, a: pairs(n, a)[:, -1].mean(), "3 of 5"),
    ("auc", lambda n, a: pairs(n, a)[:-1].sum() / n.size / a.size, "an example is left out"),
    ("auc", lambda n, a: pairs(n, a)[:, :-1].sum() / n.size / a.size, "an example is left out"),
    ("auc", lambda n, a: pairs(n, a)[:-1, :-1].sum() / n.size / a.size, "an example is left out"),
    ("auc", lambda n, a: pairs(n, a).sum() / (n.size + a.size) ** 2, "divided by another number than"),
    ("auc", area_without_an_end, "the area after the last threshold"),
    ("auc", lambda n, a: a.mean() - n.mean(), "the difference of the means"),
    ("auc", lambda n, a: (a > n.max()).mean(), "this is 0 or 1"),
    ("auc", lambda n, a: pairs(n, a).sum() / (len(n) + len(a)), "divided by another number than"),
    ("auc", lambda n, a: pairs(n, a).sum() // (len(n) * len(a)), "this is 0 or 1"),
    ("auc", lambda n, a: (a > np.median(n)).mean(), "3 of 5"),
    ("auc", lambda n, a: (a > n.mean()).mean(), "3 of 5"),
    ("auc", lambda n, a: 100 * pairs(n, a).mean(), "100 times as large"),
    ("auc", ties_taken_out, "divided by the pairs without ties"),
    ("auc", lambda n, a: pairs(n, a, 0).mean() - pairs(a, n, 0).mean(), "minus that of pairs lost"),
    ("auc", lambda n, a: np.where(a[:, None] > n, 1, 0.5).mean(), "that the anomaly loses"),
    ("auc", lambda n, a: pairs(np.unique(n), np.unique(a)).mean(), "equal scores count only once"),
    ("auc", lambda n, a: pairs(n, a)[-1].mean(), "for the last anomaly alone"),
    ("auc", lambda n, a: pairs(n, a)[:, 0].mean(), "the share for the first normal example alone"),
    ("auc", lambda n, a: pairs(n, a, 0.25).mean(), "one quarter"),
    ("auc", counted_in_unsorted, "np.searchsorted needs sorted"),
    ("auc", nearly_tied, "are no tie"),
    ("auc", area_without_a_start, "the area before the first threshold"),
    ("auc", lambda n, a: pairs(n, a, 0).mean() + pairs(n, a, 1).mean(), "the mean of both"),
    ("auc", lambda n, a: pairs(n, a)[0].sum() / len(n) / len(a), "the first anomaly alone"),
    ("auc", lambda n, a: round(float(pairs(n, a).mean()), 2), "it is rounded"),
    ("auc", lambda n, a: pairs(n, a).any(), "must be numbers, not True and False"),
    ("auc", lambda n, a: pairs(n, a)[0, 0], "this is 0 or 1"),
    ("auc", lambda n, a: pairs(n, a)[0].mean(), "the first anomaly alone"),
    ("auc", lambda n, a: pairs(n, a)[0, 0] / len(n) / len(a), "in the inner loop"),
    ("auc", lambda n, a: pairs(n, a, 0).mean() + 0.5, "never above 1"),
    ("auc", negative_area, "from right to left"),
    ("auc", never_below_one_half, "worse than chance"),
    ("auc", lambda n, a: (a > n).mean(), "every anomaly meets every normal example"),
    ("auc", lambda n, a: print(end=""), "Is the `return` missing?"),
    ("auc", lambda n, a: pairs(n, a).sum() / n.size**2, "divided by another number than"),
    ("auc", lambda n, a: pairs(n, a).sum() / a.size**2, "divided by another number than"),
    ("auc", lambda n, a: pairs(n, a).sum() / n.size * a.size, "divided by another number than"),
    ("auc", lambda n, a: pairs(n, a).sum() / n.size + a.size, "divided by another number than"),
    ("auc", lambda n, a: (pairs(n, a, 0) + pairs(n, a, 1) / 2).mean(), "one and a half"),
    ("auc", counter_set_at_ties, "becomes one half at a tie"),
    ("auc", lambda n, a: pairs(n, a, 0).mean() + (a[:, None] == n).sum() / 2, "the number of ties is added"),
    ("find_anomalies", detector(threshold_on="train"), "comes from the training data"),
    ("find_anomalies", detector(level=np.quantile), "wrong end"),
    ("find_anomalies", detector(threshold_on="new"), "comes from the new data"),
    ("find_anomalies", detector(level=lambda e, _: e.max()), "no new example is called"),
    ("find_anomalies", detector(level=lambda e, _: e.mean()), "judged as if they were new"),
    ("find_anomalies", lambda *a: ~find(*a), "it is turned round"),
    ("find_anomalies", detector(fitted_on="held"), "for the threshold alone"),
    ("find_anomalies", detector(centred=False), "PCA was not centred"),
    ("find_anomalies", detector(threshold_on="both"), "mixes training and held-out"),
    ("find_anomalies", detector(score=lambda x, m, v: (((x - m) @ v.T) ** 2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) - x).mean(axis=1)), "positive and negative ones cancel"),
    ("find_anomalies", detector(score=lambda x, m, v: np.abs(back(x, m, v) - x).mean(axis=1)), "absolute errors"),
    ("find_anomalies", detector(score=lambda x, m, v: np.sqrt(squared_error(x, m, v))), "the root of"),
    ("find_anomalies", detector(score=lambda x, m, v: ((back(x, m, v) - x) ** 2).max(axis=1)), "the largest squared error"),
    ("find_anomalies", detector(score=lambda x, m, v: ((back(x, m, v) - x) ** 2).mean(axis=0)), "axis=1"),
    ("find_anomalies", detector(level=lambda e, _: np.percentile(e, 95)), "1 is called an anomaly"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 1 - f / 2)), "the threshold is too high."),
    ("find_anomalies", detector(level=lambda e, f: e.mean() * (1 - f)), "the threshold is too low."),
    ("find_anomalies", detector(level=lambda e, f: np.percentile(e, 1 - f)), "np.percentile, which counts"),
    ("find_anomalies", detector(level=lambda e, _: np.median(e)), "8 are called anomalies"),
    ("find_anomalies", detector(level=lambda e, f: f), "the share itself for the threshold"),
    ("find_anomalies", detector(level=lambda e, f: 1 - f), "the threshold is too low."),
    ("find_anomalies", each_fitted_on_itself, "fitted on the new data"),
    ("find_anomalies", new_fitted_on_itself, "fitted on the new data"),
    ("find_anomalies", detector(fitted_on="both"), "for the threshold alone"),
    ("find_anomalies", lambda t, h, x, k, f: find(t, h, x, 1, f), "k = 2 is judged as"),
    ("find_anomalies", lambda t, h, x, k, f: find(t, h, x, 2, f), "k = 1 is judged as"),
    ("find_anomalies", detector(level=lambda e, _: np.quantile(e, 0.75)), "seems to be always 0.25"),
    ("find_anomalies", judged_by(lambda t, h, x, k: usual_score(h, h, t, k), usual_score), "have changed places"),
    ("find_anomalies", lambda t, h, x, k, f: ((pca(t, x, k) - t) ** 2).mean(axis=1) > 1, "from its own reconstruction"),
    ("find_anomalies", lambda *a: [bool(find(*a)[0])], "this is one answer"),
    ("find_anomalies", judged_by(lambda t, h, x, k: squared_error(x, *fit(x, k)), usual_score), "a PCA of their own"),
    ("find_anomalies", judged_by(lambda t, h, x, k: usual_score(h, h, t, k), lambda t, h, x, k: usual_score(h, h, x, k)), "the other way round"),
    ("find_anomalies", detector(score=lambda x, m, v: ((x - m) ** 2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) ** 2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (x**2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) - x).mean(axis=1) ** 2), "positive and negative ones cancel"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 1 - f, method="higher")), "of 16 other held-out"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 1 - f, method="lower")), "as with a threshold too low"),
    ("find_anomalies", detector(level=lambda e, _: e.mean() + e.std()), "the threshold is too high."),
    ("find_anomalies", detector(level=lambda e, f: (1 - f) * e.max()), "of 16 other held-out"),
    ("find_anomalies", judged_by(usual_score, lambda t, h, x, k: np.sqrt(usual_score(t, h, x, k))), "of two kinds, a mean and a sum, or a square"),
    ("find_anomalies", detector(level=lambda e, f: e[0]), "from one held-out example alone"),
    ("find_anomalies", judged_by(lambda t, h, x, k: 4 * usual_score(t, h, x, k), usual_score), "a mean and a sum"),
    ("find_anomalies", lambda *a: (find(*a), 0.5), "which is no single array"),
    ("find_anomalies", lambda *a: ["yes" if alarm else "no" for alarm in find(*a)], "these are words"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 100 * (1 - f))), "shares from 0 to 1"),
    ("find_anomalies", detector(judge=np.greater_equal), "exactly at the threshold"),
    ("find_anomalies", lambda *a: np.flatnonzero(find(*a)), "only the anomalies are there"),
    ("find_anomalies", lambda t, h, x, k, f: x[find(t, h, x, k, f)], "only the anomalies are there"),
    ("find_anomalies", detector(judge=lambda scores, _: scores), "these are scores"),
    ("find_anomalies", lambda *a: find(*a).astype(int), "must be True or False"),
    ("find_anomalies", lambda *a: find(*a).any(), "this is one answer"),
    ("find_anomalies", lambda t, h, x, k, f: find(t, h, h, k, f), "these are the held-out examples"),
    ("find_anomalies", detector(judge=lambda scores, threshold: [True for s in scores if s > threshold]), "only the anomalies are there"),
    ("find_anomalies", detector(judge=lambda scores, threshold: bool(scores > threshold)), "an array has one for each element"),
    ("find_anomalies", adds_the_mean_in_place, "changes the array"),
    ("find_anomalies", lambda *a: print(end=""), "Is the `return` missing?"),
    ("find_anomalies", judged_by(usual_score, lambda t, h, x, k: 4 * usual_score(t, h, x, k)), "of two kinds, a mean and a sum, or a square"),
    ("find_anomalies", judged_by(usual_score, lambda t, h, x, k: np.sqrt(4 * usual_score(t, h, x, k))), "of two kinds, a mean and a sum, or a square"),
    ("find_anomalies", detector(judge=lambda scores, threshold: scores[scores > threshold]), "only the anomalies are there"),
    ("find_anomalies", detector(judge=lambda scores, threshold: np.where(scores > threshold)), "only the anomalies are there"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) - x**2).mean(axis=1)), "the difference is squared, and not"),
    ("find_anomalies", judged_by(*[lambda t, h, x, k: squared_error(t, *fit(x, k))] * 2), "one answer for each training example"),
    ("find_anomalies", lambda t, h, x, k, f: usual_score(t, h, x, k) > usual_score(t, h, h, k), "the threshold is one number"),
]  # fmt: skip
