"""Exercise 17: right answers, and the typical mistakes with a part of the hint that each must get."""

from itertools import combinations

import numpy as np

MEASURES = ("selection_rate", "tpr", "fpr")


def length(v):
    return np.linalg.norm(v, axis=-1, keepdims=True)


def unit(v):
    return v / length(v)


def projection(words, g):
    return unit(words) @ unit(g)


def association(w, a, b, scale=unit, mean=np.mean):
    return mean(scale(w) @ scale(a).T, axis=1) - mean(scale(w) @ scale(b).T, axis=1)


def effect_size(x, y, a, b, ddof=0, spread=None, **how):
    s_x, s_y = association(x, a, b, **how), association(y, a, b, **how)
    return (s_x.mean() - s_y.mean()) / (
        np.concatenate([s_x, s_y]).std(ddof=ddof) if spread is None else spread(s_x, s_y)
    )


def sums(s_x, s_y, of=np.sum):
    s = np.concatenate([s_x, s_y])
    return np.array([of(s[list(split)]) for split in combinations(range(len(s)), len(s_x))])


def p_value(s_x, s_y):
    return np.mean(sums(s_x, s_y) >= np.sum(s_x) - 1e-9)


def two_sided(s_x, s_y):
    gap = np.abs(sums(s_x, s_y) - np.mean([*s_x, *s_y]) * len(s_x))
    return np.mean(gap >= gap[0] - 1e-9)


def others(s_x, s_y):
    return sums(s_x, s_y)[1:]


def debias(w, a, b, g, scale=unit, root=np.sqrt, remove=True, back=1.0):
    w, a, b, g = scale(w), scale(a), scale(b), unit(g)
    middle = (a + b) / 2
    beside = middle - (middle @ g) * g if remove else middle
    along = root(abs(1 - beside @ beside)) * g
    return unit(w - (w @ g) * g), beside + back * along, beside - back * along


def not_renormalised(w, a, b, g):
    return unit(w) - (unit(w) @ unit(g)) * unit(g), *debias(w, a, b, g)[1:]


def long_direction(w, a, b, g):
    w, a, b = unit(w), unit(a), unit(b)
    middle = (a + b) / 2
    beside = middle - (middle @ g) * g
    return unit(w - (w @ g) * g), beside + g, beside - g


def only_neutral(w, a, b, g):
    return debias(w, a, b, g)[0], unit(a), unit(b)


def all_neutral(w, a, b, g):
    return tuple(debias(each, a, b, g)[0] for each in (w, a, b))


def keeps_distance(w, a, b, g):
    middle = (unit(a) + unit(b)) / 2
    beside = middle - (middle @ unit(g)) * unit(g)
    return debias(w, a, b, g)[0], beside + (unit(a) @ unit(g)) * unit(g), beside + (unit(b) @ unit(g)) * unit(g)


def rates(c, **changed):
    tp, fp, fn, tn = (c[key] for key in ("tp", "fp", "fn", "tn"))
    people = tp + fp + fn + tn
    right = {"people": people, "selection_rate": (tp + fp) / people, "tpr": tp / (tp + fn), "fpr": fp / (fp + tn)}
    return right | {name: formula(tp, fp, fn, tn) for name, formula in changed.items()}


def model_card(counts, groups, *, strict=True, both=True, gap=lambda values: max(values) - min(values), **changed):
    if strict and set(counts) != set(groups):
        raise ValueError(f"not the groups that were asked for: {sorted(set(counts) ^ set(groups))}")
    card = {}
    for name in [name for name in groups if name in counts] if not both else groups:
        c = counts[name]
        if c["tp"] + c["fn"] == 0 or c["fp"] + c["tn"] == 0:
            raise ValueError(f"{name} has no positives or no negatives")
        card[name] = rates(c, **changed)
    return {"groups": card, "largest_gap": {key: gap([each[key] for each in card.values()]) for key in MEASURES}}


def shows_zero(counts, groups):
    def safe(a, b):
        return a / b if b else 0.0

    if set(counts) != set(groups):
        raise ValueError(f"not the groups that were asked for: {sorted(set(counts) ^ set(groups))}")
    card = {
        name: {
            "people": sum(c.values()),
            "selection_rate": (c["tp"] + c["fp"]) / sum(c.values()),
            "tpr": safe(c["tp"], c["tp"] + c["fn"]),
            "fpr": safe(c["fp"], c["fp"] + c["tn"]),
        }
        for name, c in counts.items()
    }
    gap = {key: max(each[key] for each in card.values()) - min(each[key] for each in card.values()) for key in MEASURES}
    return {"groups": card, "largest_gap": gap}


def divides(counts, groups):
    return model_card({name: counts[name] for name in groups}, groups) if _fine(counts, groups) else 1 / 0


def _fine(counts, groups):
    if set(counts) != set(groups):
        raise ValueError(f"not the groups that were asked for: {sorted(set(counts) ^ set(groups))}")
    return all(c["tp"] + c["fn"] and c["fp"] + c["tn"] for c in counts.values())


def no_names(counts, groups):
    try:
        return model_card(counts, groups)
    except ValueError:
        raise ValueError("something is wrong") from None


def only_missing(counts, groups):
    """Finds a group that is missing, but not one that nobody asked for."""
    for name in groups:
        if name not in counts:
            raise ValueError(f"{name} is missing")
    return model_card({name: counts[name] for name in groups}, groups)


def no_negatives_pass(counts, groups):
    return shows_zero(counts, groups) if all(c["tp"] + c["fn"] for c in counts.values()) else model_card(counts, groups)


RIGHT = {
    "projection": projection,
    "effect_size": effect_size,
    "p_value": p_value,
    "debias": debias,
    "model_card": model_card,
}

ALSO_RIGHT = []

MISTAKES = [
    ("projection", lambda w, g: w @ g, "dot products"),
    ("projection", lambda w, g: w @ unit(g), "frequent word"),
    ("projection", lambda w, g: unit(w) @ g, "length of g"),
    ("projection", lambda w, g: abs(projection(w, g)), "sign is lost"),
    ("projection", lambda w, g: projection(w, g).mean(), "one number a word"),
    ("projection", lambda w, g: np.outer(projection(w, g), unit(g)), "vectors"),
    ("projection", lambda w, g: w @ g / np.linalg.norm(w) / np.linalg.norm(g), "whole matrix"),
    ("projection", lambda w, g: -projection(w, g), "other way"),
    ("projection", lambda w, g: w @ g / ((w**2).sum(axis=1) * (g @ g)), "square root"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, ddof=1), "n - 1"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: 1), "not yet divided"),
    ("effect_size", lambda x, y, a, b: effect_size(y, x, a, b), "turned round"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, b, a), "turned round"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, scale=lambda v: v), "cosine"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, mean=np.sum), "added up"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: np.sqrt((p.var() + q.var()) / 2)), "inside the sets"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: p.std()), "only X"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: np.concatenate([p, q]).var()), "variance"),
    ("p_value", lambda x, y: np.mean(sums(x, y) > np.sum(x) + 1e-9), "at least as large"),
    ("p_value", lambda x, y: np.mean(others(x, y) >= np.sum(x) - 1e-9), "itself"),
    ("p_value", two_sided, "both directions"),
    ("p_value", lambda x, y: np.mean(sums(x, y) <= np.sum(x) + 1e-9), "at most as large"),
    ("p_value", lambda x, y: 1 - p_value(x, y), "1 minus"),
    ("p_value", lambda x, y: p_value(x, y) * len(sums(x, y)), "number of splits"),
    ("p_value", lambda x, y: (p_value(x, y) * len(sums(x, y)) + 1) / (len(sums(x, y)) + 1), "drawn at random"),
    ("p_value", lambda x, y: np.mean(sums(x, y) >= np.sum(x) - np.sum(y) - 1e-9), "different statistic"),
    ("p_value", lambda x, y: np.mean(sums(x, y) >= np.sum(x)), "rounding"),
    ("debias", not_renormalised, "length 1 again"),
    ("debias", long_direction, "length of g"),
    ("debias", lambda *v: debias(*v, scale=lambda x: x), "length 1 first"),
    ("debias", lambda *v: debias(*v, root=lambda x: x), "square root"),
    ("debias", only_neutral, "pair is as it was"),
    ("debias", all_neutral, "lose their difference"),
    ("debias", lambda *v: debias(*v, back=-1.0), "exchanged"),
    ("debias", keeps_distance, "equal and opposite"),
    ("debias", lambda *v: debias(*v, remove=False), "still has its part along g"),
    ("debias", lambda *v: debias(*v)[0], "three vectors"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp / (tp + fp)), "precision"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: (tp + fn) / (tp + fp + fn + tn)), "base rate"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: tp / (tp + fp + fn + tn)), "wrongly"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fp / (fp + tp)), "of those who were selected"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fn / (fn + tp)), "false negative"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: v[0] - v[-1]), "first and the last"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: v[0] - v[1]), "first two"),
    ("model_card", lambda c, g: model_card(c, g, gap=max), "largest value"),
    ("model_card", lambda c, g: model_card(c, g)["groups"], "two parts"),
    ("model_card", lambda c, g: model_card(c, g, strict=False, both=False), "left out silently"),
    ("model_card", lambda c, g: model_card(c, g, strict=False), "KeyError"),
    ("model_card", only_missing, "nobody asked for"),
    ("model_card", shows_zero, "without positives"),
    ("model_card", divides, "ZeroDivisionError"),
    ("model_card", no_negatives_pass, "without negatives"),
    ("model_card", no_names, "name the group"),
]  # fmt: skip
