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


def detector(fitted_on="train", threshold_on="held", centred=True, level=None, score=None):
    """A detector with one thing done differently."""

    def find(x_train, x_held, x_new, k, false_alarms):
        data = {"train": x_train, "held": x_held, "new": x_new, "both": np.concatenate([x_train, x_held])}
        model = fit(data[fitted_on], k, centred)
        measure = score or (lambda x, mean, v: np.mean((back(x, mean, v) - x) ** 2, axis=1))
        errors = measure(data[threshold_on], *model)
        threshold = level(errors, false_alarms) if level else np.quantile(errors, 1 - false_alarms)
        return measure(x_new, *model) > threshold

    return find


find = detector()

RIGHT = {
    "count_parameters": lambda sizes: count(chain(sizes)),
    "pca_reconstruct": pca,
    "principal_angles": angles,
    "auc": lambda normal, anomalous: pairs(normal, anomalous).mean(),
    "find_anomalies": find,
}

ALSO_RIGHT = []

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
    ("pca_reconstruct", lambda t, x, k: back(x, *fit(t, k, centred=False)), "nothing was centred"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - t.mean(axis=0), "never added back"),
    ("pca_reconstruct", lambda t, x, k: x @ fit(t, k)[1].T @ fit(t, k)[1] + t.mean(axis=0), "were not centred before"),
    ("pca_reconstruct", lambda t, x, k: x @ fit(t, k)[1].T @ fit(t, k)[1], "the new data are not"),
    ("pca_reconstruct", lambda t, x, k: back(x, x.mean(axis=0), fit(t, k)[1]), "their own mean"),
    ("pca_reconstruct", last, "the last components"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ fit(t, k)[1].T, "this is the code; decode"),
    ("pca_reconstruct", lambda t, x, k: -(x - t.mean(axis=0)) @ fit(t, k)[1].T, "sign turned round"),
    ("pca_reconstruct", lambda t, x, k: pca(x, x, k), "found in the new data"),
    ("pca_reconstruct", columns, "transposed already"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k + 1), "k + 1 numbers"),
    ("pca_reconstruct", lambda t, x, k: pca(t, t, k), "these are the training data"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, 1), "use k"),
    ("principal_angles", lambda a, b: degrees(singular(a.T @ b)), "were not made orthonormal"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(a.T @ b))), "a cosine lies above 1"),
    ("principal_angles", lambda a, b: degrees(singular(unit(a).T @ unit(b))), "not yet at right angles"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ b)), "only one of the two"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b)), "these are radians"),
    ("principal_angles", lambda a, b: np.cos(np.radians(angles(a, b))), "these are the cosines"),
    ("principal_angles", lambda a, b: angles(a, b)[::-1], "order is turned round"),
    ("principal_angles", lambda a, b: degrees(orthonormal(a).T @ orthonormal(b)), "between single columns"),
    ("principal_angles", lambda a, b: degrees((orthonormal(a) * orthonormal(b)).sum(axis=0)), "pairs column with column"),
    ("principal_angles", lambda a, b: degrees((unit(a) * unit(b)).sum(axis=0)), "no preferred columns"),
    ("principal_angles", lambda a, b: 90 - angles(a, b), "this is arcsin"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(orthonormal(a).T @ orthonormal(b)) * (1 + 1e-12))), "Clip before arccos"),
    ("auc", lambda n, a: pairs(n, a, 0).mean(), "ties are left out"),
    ("auc", lambda n, a: pairs(n, a, 1).mean(), "ties count in full"),
    ("auc", lambda n, a: pairs(a, n).mean(), "it is turned round"),
    ("auc", lambda n, a: pairs(a, n, 1).mean(), "turned round, and ties in full"),
    ("auc", lambda n, a: pairs(a, n, 0).mean(), "turned round, and ties left out"),
    ("auc", lambda n, a: pairs(n, a).sum(), "number of pairs"),
    ("auc", lambda n, a: pairs(n, a).sum() / len(a), "number of anomalies"),
    ("auc", lambda n, a: pairs(n, a).sum() / len(n), "number of normal"),
    ("auc", lambda n, a: pairs(n, a).mean(axis=1), "the area is one number"),
    ("find_anomalies", detector(threshold_on="train"), "comes from the training data"),
    ("find_anomalies", detector(level=np.quantile), "wrong end"),
    ("find_anomalies", detector(threshold_on="new"), "comes from the new data"),
    ("find_anomalies", detector(level=lambda e, _: e.max()), "largest held-out error"),
    ("find_anomalies", detector(level=lambda e, _: e.mean()), "asked for is a quantile"),
    ("find_anomalies", lambda *a: ~find(*a), "it is turned round"),
    ("find_anomalies", detector(fitted_on="held"), "for the threshold alone"),
    ("find_anomalies", detector(centred=False), "PCA was not centred"),
    ("find_anomalies", detector(threshold_on="both"), "mixes training and held-out"),
    ("find_anomalies", detector(score=lambda x, m, v: (((x - m) @ v.T) ** 2).mean(axis=1)), "the size of the code"),
    ("find_anomalies", lambda t, h, x, k, f: np.mean((pca(x, x, k) - x) ** 2, axis=1) > np.quantile(np.mean((pca(t, h, k) - h) ** 2, axis=1), 1 - f), "fitted on the new data"),
    ("find_anomalies", lambda *a: np.flatnonzero(find(*a)), "these are the positions"),
    ("find_anomalies", lambda t, h, x, k, f: np.mean((pca(t, x, k) - x) ** 2, axis=1), "these are scores"),
    ("find_anomalies", lambda *a: find(*a).any(), "this is one number"),
]  # fmt: skip
