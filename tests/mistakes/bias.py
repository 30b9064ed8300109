"""Exercise 17: right answers, and the typical mistakes with a part of the hint that each must get."""

import math
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

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
        for name, c in ((name, counts[name]) for name in groups)
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


def projection_in_a_loop(words, g):
    result = []
    for word in words:
        dot = sum(p * q for p, q in zip(word, g, strict=True))
        result.append(dot / math.sqrt(sum(p**2 for p in word) * sum(q**2 for q in g)))
    return result


def projection_torch(words, g):
    import torch

    return torch.nn.functional.cosine_similarity(torch.from_numpy(words), torch.from_numpy(g)[None])


def projection_in_place(words, g):
    result = words @ g
    result /= np.sqrt((words**2).sum(axis=1))
    result /= np.sqrt(g @ g)
    return result


def effect_size_in_a_loop(x, y, a, b):
    def cosine(v, w):
        return sum(p * q for p, q in zip(v, w, strict=True)) / math.sqrt(sum(p * p for p in v) * sum(q * q for q in w))

    def s(w):
        return sum(cosine(w, v) for v in a) / len(a) - sum(cosine(w, v) for v in b) / len(b)

    s_x, s_y = [s(w) for w in x.tolist()], [s(w) for w in y.tolist()]
    mean = sum(s_x + s_y) / (len(s_x) + len(s_y))
    variance = sum((each - mean) ** 2 for each in s_x + s_y) / (len(s_x) + len(s_y))
    return (sum(s_x) / len(s_x) - sum(s_y) / len(s_y)) / variance**0.5


def effect_size_torch(x, y, a, b):
    import torch

    x, y, a, b = (torch.nn.functional.normalize(torch.from_numpy(v), dim=1) for v in (x, y, a, b))
    s = torch.cat([x, y]) @ a.T.mean(dim=1) - torch.cat([x, y]) @ b.T.mean(dim=1)
    return (s[: len(x)].mean() - s[len(x) :].mean()) / s.std(correction=0)


def effect_size_float32(x, y, a, b):
    return effect_size(*(v.astype(np.float32) for v in (x, y, a, b)))


def effect_size_in_one(x, y, a, b):
    """All words at once, associations in a table."""
    s = association(np.vstack([x, y]), a, b)
    z = (s - s.mean()) / s.std()
    return z[: len(x)].mean() - z[len(x) :].mean()


def p_value_in_a_loop(s_x, s_y):
    together, observed, large, count = list(s_x) + list(s_y), 0, 0, 0
    for value in s_x:
        observed += value
    for chosen in combinations(range(len(together)), len(s_x)):
        count += 1
        if sum(together[i] for i in chosen) > observed - 1e-9:
            large += 1
    return large / count


def p_value_of_permutations(s_x, s_y):
    m = len(s_x)
    orders = np.array(list(permutations(np.concatenate([s_x, s_y]))))
    differences = orders[:, :m].mean(axis=1) - orders[:, m:].mean(axis=1)
    return np.mean(differences >= np.mean(s_x) - np.mean(s_y) - 1e-9)


def p_value_torch(s_x, s_y):
    import torch

    together = torch.cat([torch.from_numpy(s_x), torch.from_numpy(s_y)])
    splits = torch.combinations(together, len(s_x)).sum(dim=1)
    return (splits >= s_x.sum() - 1e-9).double().mean()


def p_value_rounded(s_x, s_y):
    observed = round(sum(s_x), 9)
    return np.mean([round(sum(c), 9) >= observed for c in combinations([*s_x, *s_y], len(s_x))])


def drawn(s_x, s_y):
    together, rng = np.concatenate([s_x, s_y]), np.random.default_rng(0)
    return np.mean([rng.permutation(together)[: len(s_x)].sum() >= sum(s_x) - 1e-9 for _ in range(1000)])


def counted_after_use(s_x, s_y):
    splits = combinations([*s_x, *s_y], len(s_x))
    return sum(sum(c) >= sum(s_x) - 1e-9 for c in splits) / len(list(splits))


def of_places(s_x, s_y):
    splits = list(combinations(range(len(s_x) + len(s_y)), len(s_x)))
    return sum(sum(c) >= sum(s_x) - 1e-9 for c in splits) / len(splits)


def by_tuples(s_x, s_y):
    s = np.concatenate([s_x, s_y])
    return np.mean([s[c].sum() >= sum(s_x) - 1e-9 for c in combinations(range(len(s)), len(s_x))])


def cut_at(place, x, y, a, b):
    s = association(np.concatenate([x, y]), a, b)
    return (s[:place].mean() - s[place:].mean()) / s.std()


def debias_in_a_loop(w, a, b, g):
    def one(v):
        n = math.sqrt(sum(p * p for p in v))
        return [p / n for p in v]

    def dot(v, u):
        return sum(p * q for p, q in zip(v, u, strict=True))

    def beside(v):
        along = dot(v, g)
        return [p - along * q for p, q in zip(v, g, strict=True)]

    w, a, b, g = one(w), one(a), one(b), one(g)
    middle = beside([(p + q) / 2 for p, q in zip(a, b, strict=True)])
    step = math.sqrt(1 - dot(middle, middle))
    return [one(beside(w)), [m + step * q for m, q in zip(middle, g, strict=True)], [m - step * q for m, q in zip(middle, g, strict=True)]]  # fmt: skip


def debias_torch(w, a, b, g):
    import torch

    w, a, b, g = (torch.nn.functional.normalize(torch.from_numpy(v).float(), dim=0) for v in (w, a, b, g))
    w = w - torch.dot(w, g) * g
    middle = (a + b) / 2
    middle -= torch.dot(middle, g) * g
    along = torch.sqrt(1 - middle.square().sum()) * g
    return w / w.norm(), middle + along, middle - along


def model_card_with_arrays(counts, groups):
    if sorted(counts) != sorted(groups):
        raise ValueError("not the same groups: " + ", ".join(sorted(set(counts) ^ set(groups))))
    tp, fp, fn, tn = (np.array([counts[name][key] for name in groups]) for key in ("tp", "fp", "fn", "tn"))
    for name, positives, negatives in zip(groups, tp + fn, fp + tn, strict=True):
        if positives == 0 or negatives == 0:
            raise ValueError("no rate for " + name)
    people = tp + fp + fn + tn
    table = {"people": people, "selection_rate": (tp + fp) / people, "tpr": tp / (tp + fn), "fpr": fp / (fp + tn)}
    rows = {name: {key: values[i] for key, values in table.items()} for i, name in enumerate(groups)}
    return {"largest_gap": {key: np.ptp(table[key]) for key in MEASURES}, "groups": rows}


def model_card_torch(counts, groups):
    import torch

    card = model_card(counts, groups)
    rows = {name: {key: torch.tensor(value) for key, value in row.items()} for name, row in card["groups"].items()}
    values = {key: torch.stack([row[key] for row in rows.values()]) for key in MEASURES}
    return {"groups": rows, "largest_gap": {key: each.max() - each.min() for key, each in values.items()}}


def model_card_step_by_step(counts, groups):
    class NotComplete(ValueError):
        pass

    card = {"groups": {}, "largest_gap": {}}
    for name in groups:
        if name not in counts:
            raise NotComplete(f"{name} is not in the counts")
    for name in counts:
        if name not in groups:
            raise NotComplete(f"{name} is not in the groups")
    for name in groups:
        c = counts[name]
        row = {"people": 0}
        for count in c.values():
            row["people"] += count
        try:
            row["selection_rate"] = (c["tp"] + c["fp"]) / row["people"]
            row["tpr"] = c["tp"] / (c["tp"] + c["fn"])
            row["fpr"] = c["fp"] / (c["fp"] + c["tn"])
        except ZeroDivisionError:
            raise NotComplete(f"a rate of {name} does not exist") from None
        card["groups"][name] = row
    for key in MEASURES:
        gap = 0
        for one in groups:
            for other in groups:
                gap = max(gap, card["groups"][one][key] - card["groups"][other][key])
        card["largest_gap"][key] = gap
    return card


def to_the_middle(w, a, b):
    return unit(w) @ unit(unit(a).mean(axis=0)) - unit(w) @ unit(unit(b).mean(axis=0))


def d_of(s, x, y, a, b):
    s_x, s_y = s(x, a, b), s(y, a, b)
    return (s_x.mean() - s_y.mean()) / np.concatenate([s_x, s_y]).std()


def d_with(whole):
    """The effect size put together in another way from the associations."""
    return lambda x, y, a, b: whole(association(x, a, b), association(y, a, b))


def joined(s_x, s_y):
    return np.concatenate([s_x, s_y])


def lengths_of(scale_w, scale_set):
    """The effect size with other lengths divided away."""

    def s(w, a, b):
        return (scale_w(w) @ scale_set(a).T).mean(axis=1) - (scale_w(w) @ scale_set(b).T).mean(axis=1)

    return lambda *v: d_of(s, *v)


def pairs_of_a_and_b(w, a, b):
    return np.array([np.mean([v @ p - v @ q for p, q in zip(unit(a), unit(b), strict=False)]) for v in unit(w)])


def each_with_its_own(x, y, a, b):
    s_x, s_y = (unit(x) @ unit(a).T).mean(axis=1), (unit(y) @ unit(b).T).mean(axis=1)
    return (s_x.mean() - s_y.mean()) / joined(s_x, s_y).std()


def middle_of_x(x, y, a, b):
    s = association(np.concatenate([x, y]), a, b)
    return (association(x.mean(axis=0, keepdims=True), a, b) - association(y.mean(axis=0, keepdims=True), a, b))[
        0
    ] / s.std()


def of_single_cosines(x, y, a, b):
    difference = association(x, a, b).mean() - association(y, a, b).mean()
    return difference / (unit(np.concatenate([x, y])) @ unit(np.concatenate([a, b])).T).std()


def counted(condition, size=None):
    """Share of splits that a condition on split, rest and observation holds for."""

    def p(s_x, s_y):
        together = [*s_x, *s_y]
        found = []
        for chosen in combinations(range(len(together)), size or len(s_x)):
            split = sum(together[i] for i in chosen)
            found.append(condition(split, sum(together) - split, s_x, s_y))
        return np.mean(found)

    return p


def near(tolerance=0.0, **how):
    """Splits that are larger, or close by NumPy's or Python's own measure."""
    close = (lambda p, q: abs(p - q) <= tolerance) if not how else (lambda p, q: how["by"](p, q))
    return counted(lambda split, rest, x, y: split > sum(x) or close(split, sum(x)))


def orders_above(s_x, s_y):
    together = [*s_x, *s_y]
    orders = [sum(c) >= sum(s_x) - 1e-9 for c in permutations(together, len(s_x))]
    return sum(orders) / math.comb(len(together), len(s_x))


def used_up(s_x, s_y):
    splits = combinations([*s_x, *s_y], len(s_x))
    count = len(list(splits))
    return sum(sum(c) >= sum(s_x) - 1e-9 for c in splits) / count


def all_sizes(s_x, s_y):
    together = [*s_x, *s_y]
    splits = [c for size in range(len(together) + 1) for c in combinations(together, size)]
    return np.mean([sum(c) >= sum(s_x) - 1e-9 for c in splits])


def share_of(of=None, size=None, listed=sorted, tolerance=1e-9):
    """Share of splits with another measure, size or list of words."""

    def p(s_x, s_y):
        words = listed([*s_x, *s_y])
        chosen = combinations(words, size(len(s_x), len(s_y)) if size else len(s_x))
        return np.mean([(of or sum)(c) >= (of or sum)(s_x) - tolerance for c in chosen])

    return p


def neutral(change):
    """Another way to take the part along g from w; the pair is right."""
    return lambda w, a, b, g: (unit(change(unit(w), unit(g))), *debias(w, a, b, g)[1:])


def pair(change):
    """Another way to equalise: `change` gets a, b and g of length 1; w is right."""
    return lambda w, a, b, g: (debias(w, a, b, g)[0], *change(unit(a), unit(b), unit(g)))


def without_half(a, b, g):
    beside = a + b - ((a + b) @ g) * g
    along = np.sqrt(1 - beside @ beside) * g
    return beside + along, beside - along


def beside_and_step(a, b, g, step):
    middle = (a + b) / 2
    beside = middle - (middle @ g) * g
    return beside + step(middle, beside) * g, beside - step(middle, beside) * g


def step_without_g(a, b, g):
    middle = (a + b) / 2
    beside = middle - (middle @ g) * g
    step = np.sqrt(1 - beside @ beside)
    return beside + step, beside - step


def m_at_the_end(a, b, g):
    middle = (a + b) / 2
    beside = middle - (middle @ g) * g
    along = np.sqrt(1 - beside @ beside) * g
    return middle + along, middle - along


def of_unit_length(a, b, g):
    middle = (a + b) / 2
    beside = unit(middle - (middle @ g) * g)
    return beside + g / 2, beside - g / 2


def same_side(a, b, g):
    new_a, _ = beside_and_step(a, b, g, lambda m, beside: np.sqrt(1 - beside @ beside))
    return new_a, new_a


def each_beside(a, b, g):
    """Each keeps its own part beside g."""
    a, b = a - (a @ g) * g, b - (b @ g) * g
    return a + np.sqrt(1 - a @ a) * g, b - np.sqrt(1 - b @ b) * g


def of_middle(middle):
    """Another middle; the rest is right."""

    def equalised(a, b, g):
        beside = middle(a, b) - (middle(a, b) @ g) * g
        along = np.sqrt(abs(1 - beside @ beside)) * g
        return beside + along, beside - along

    return equalised


def less(part):
    """Another part that is taken from the middle."""

    def equalised(a, b, g):
        beside = (a + b) / 2 - part((a + b) / 2, g)
        along = np.sqrt(abs(1 - beside @ beside)) * g
        return beside + along, beside - along

    return equalised


def w_of_the_middle(w, a, b, g):
    return debias(w, a, b, g)[0], *less(lambda m, g: (unit(w) @ g) * g)(unit(a), unit(b), unit(g))


def by_their_own_signs(w, a, b, g):
    new_w, new_a, new_b = debias(w, a, b, g)
    return new_w, new_a if a @ g > 0 else new_b, new_a if b @ g > 0 else new_b


def b_of_the_new_a(a, b, g):
    a, _ = of_middle(lambda p, q: (p + q) / 2)(a, b, g)
    return a, of_middle(lambda p, q: (p + q) / 2)(a, b, g)[1]


def to_its_own_side(w, a, b, g):
    """The sign of each word's own part along g decides."""
    new_w, new_a, new_b = debias(w, a, b, g)
    return (new_w, new_a, new_b) if a @ g > 0 else (new_w, new_b, new_a)


def as_in_the_paper(w, a, b, g):
    """Steps along g with the sign of what each word has more of than the middle."""
    new_w, new_a, new_b = debias(w, a, b, g)
    side = np.sign((unit(a) - (unit(a) + unit(b)) / 2) @ g)
    middle, step = (new_a + new_b) / 2, (new_a - new_b) / 2
    return new_w, middle + side * step, middle - side * step


def exact(made, number=Fraction):
    """The same result with each number as a Fraction or a Decimal."""
    if isinstance(made, dict):
        return {key: exact(value, number) for key, value in made.items()}
    return [exact(each, number) for each in made] if np.ndim(made) else number(float(made))


def long_in_the_pair(w, a, b, g):
    a, b = unit(a), unit(b)
    middle = (a + b) / 2
    beside = middle - (middle @ unit(g)) * unit(g)
    along = np.sqrt(1 - beside @ beside) * g
    return debias(w, a, b, g)[0], beside + along, beside - along


def as_rows(w, a, b, g):
    new_w, new_a, new_b = debias(w, a, b, g)
    return new_w[None], new_a[None], new_b[None]


def w_in_place(w, a, b, g):
    result = debias(w, a, b, g)
    w /= np.linalg.norm(w)
    return result


def card_with(change):
    """The right card, changed by `change(card, counts, groups)`."""
    return lambda counts, groups: change(model_card(counts, groups), counts, groups)


def rows_with(change):
    """The right card with another row for each group."""
    return card_with(
        lambda card, counts, groups: {**card, "groups": {name: change(row) for name, row in card["groups"].items()}}
    )


def said(words):
    """The right card, and other words in the error."""

    def card(counts, groups):
        try:
            return model_card(counts, groups)
        except ValueError as error:
            raise ValueError(words(error, counts, groups)) from None

    return card


def counts_the_groups(counts, groups):
    if len(counts) != len(groups):
        raise ValueError(", ".join(set(counts) ^ set(groups)))
    return model_card(counts, groups, strict=False)


def always_refuses(counts, groups):
    for name in groups:
        raise ValueError(f"{name} is missing")


def people_of(count):
    """The card with another number of people, and the right rates."""

    def card(counts, groups):
        made = model_card(counts, groups)
        for name, row in made["groups"].items():
            row["people"] = count(counts, counts[name])
        return made

    return card


def by_position(counts, groups):
    if set(counts) != set(groups):
        raise ValueError(f"not the groups that were asked for: {sorted(set(counts) ^ set(groups))}")
    keys = ("tp", "fp", "fn", "tn")
    return model_card({name: dict(zip(keys, counts[name].values(), strict=True)) for name in groups}, groups)


def rates_changed(change):
    """The card with every rate changed, the gaps calculated from them."""
    return lambda counts, groups: model_card(
        counts,
        groups,
        selection_rate=lambda tp, fp, fn, tn: change(tp + fp, tp + fp + fn + tn),
        tpr=lambda tp, fp, fn, tn: change(tp, tp + fn),
        fpr=lambda tp, fp, fn, tn: change(fp, fp + tn),
    )


def in_another_order(counts, groups):
    card = by_position(counts, groups)  # refuses as it should
    for name, row in counts.items():
        tp, fn, fp, tn = row.values()
        card["groups"][name] = rates({"tp": tp, "fp": fp, "fn": fn, "tn": tn})
    return card


def gap_of_pairs(values):
    return max(abs(p - q) for p, q in combinations(values, 2))


def needs_both(names, sums):
    """Refuses with `and` where `or` is meant: of the two ways that names differ, or of the two sums."""

    def card(counts, groups):
        missing, unasked = set(groups) - set(counts), set(counts) - set(groups)
        if (missing and unasked) if names else (missing or unasked):
            raise ValueError(f"{missing} {unasked}")
        rows = {name: counts[name] for name in groups}
        for name, row in rows.items():
            none = row["tp"] + row["fn"] == 0, row["fp"] + row["tn"] == 0
            if all(none) if sums else any(none):
                raise ValueError(name)
        made = {name: rates(row) for name, row in rows.items()}
        gaps = {
            key: max(row[key] for row in made.values()) - min(row[key] for row in made.values()) for key in MEASURES
        }
        return {"groups": made, "largest_gap": gaps}

    return card


def in_the_order_of_the_counts(counts, groups):
    card = model_card(counts, groups)
    return {**card, "groups": {name: card["groups"][name] for name in counts}}


def refuses_zeros(counts, groups):
    for name, row in counts.items():
        if 0 in row.values():
            raise ValueError(f"{name} has a count of 0")
    return model_card(counts, groups)


def refuses_who_is_not_selected(counts, groups):
    for name, row in counts.items():
        if row["tp"] + row["fp"] == 0 or row["fn"] + row["tn"] == 0:
            raise ValueError(f"{name} has a rate that does not exist")
    return model_card(counts, groups)


def only_positives(key):
    """Asks one count for 0 where it should ask a sum."""

    def card(counts, groups):
        for name, row in counts.items():
            if row[key] == 0:
                raise ValueError(f"{name} has a rate that does not exist")
        return model_card(counts, groups)

    return card


def popped(counts, groups):
    card = model_card(counts, groups)
    counts.pop(groups[0])
    return card


def printed(counts, groups):
    if set(counts) != set(groups):
        return "these are not the groups"
    return model_card(counts, groups)


RIGHT = {
    "projection": projection,
    "effect_size": effect_size,
    "p_value": p_value,
    "debias": debias,
    "model_card": model_card,
}

ALSO_RIGHT = [
    ("projection", projection_in_a_loop, "a loop, a list"),
    ("projection", projection_torch, "PyTorch"),
    ("projection", projection_in_place, "in place"),
    ("projection", lambda words, g: projection(words.astype(np.float32), g.astype(np.float32)), "float32"),
    ("projection", lambda words, g: tuple(np.einsum("nd,d->n", unit(words), unit(g))), "a tuple of np.float64"),
    ("projection", lambda words, g: exact(projection(words, g)), "Fractions"),
    ("projection", lambda words, g: np.array(exact(projection(words, g), Decimal)), "an array of Decimals"),
    ("projection", lambda words, g: 1 - ((unit(words) - unit(g)) ** 2).sum(axis=1) / 2, "by the distance"),
    ("effect_size", effect_size_in_a_loop, "a loop"),
    ("effect_size", lambda *v: exact(effect_size(*v), Decimal), "a Decimal"),
    ("effect_size", lambda *v: np.array(effect_size(*v)), "an array without axis"),
    ("effect_size", effect_size_torch, "PyTorch"),
    ("effect_size", effect_size_float32, "float32"),
    ("effect_size", effect_size_in_one, "all words standardised first"),
    ("p_value", p_value_in_a_loop, "a loop"),
    ("p_value", p_value_of_permutations, "all orders, a difference of means"),
    ("p_value", p_value_torch, "PyTorch"),
    ("p_value", lambda x, y: Fraction(p_value(x, y)).limit_denominator(1000), "a Fraction"),
    ("p_value", near(by=lambda p, q: np.isclose(p, q, rtol=0, atol=1e-9)), "isclose without rtol"),
    ("p_value", lambda x, y: np.float32(p_value(x, y)), "np.float32"),
    ("p_value", near(1e-9), "the distance of two sums"),
    ("debias", as_in_the_paper, "sides as in the paper"),
    ("debias", lambda *v: exact(debias(*v)), "Fractions"),
    ("debias", debias_in_a_loop, "a loop, lists"),
    ("debias", debias_torch, "PyTorch, float32"),
    ("debias", lambda w, a, b, g: np.array(debias(w, a, b, g)), "an array of three rows"),
    ("debias", lambda w, a, b, g: [v.astype(np.float32) for v in debias(w, a, b, g)], "a list, float32"),
    ("model_card", model_card_with_arrays, "arrays of NumPy"),
    ("model_card", model_card_torch, "tensors"),
    ("model_card", lambda c, g: exact(model_card(c, g)), "Fractions"),
    ("model_card", said(lambda error, c, g: f"{sorted(set(c) ^ set(g)) or error} is not in {g} or not in {list(c)}"), "more words"),
    ("model_card", model_card_step_by_step, "step by step, an error class of its own"),
    ("model_card", people_of(lambda counts, row: float(sum(row.values()))), "people as a float"),
    ("model_card", lambda counts, groups: rates_changed(lambda part, whole: np.float32(part / whole))(counts, groups), "np.float32"),
]  # fmt: skip

MISTAKES = [
    ("projection", lambda w, g: w @ g, "neither the lengths"),
    ("projection", lambda w, g: w @ unit(g), "frequent word"),
    ("projection", lambda w, g: unit(w) @ g, "length of g is not"),
    ("projection", lambda w, g: abs(projection(w, g)), "without their signs"),
    ("projection", lambda w, g: projection(w, g).mean(), "the mean of the right numbers"),
    ("projection", lambda w, g: np.outer(projection(w, g), unit(g)), "vectors"),
    ("projection", lambda w, g: w @ g / np.linalg.norm(w) / np.linalg.norm(g), "whole matrix"),
    ("projection", lambda w, g: -projection(w, g), "every sign is wrong"),
    ("projection", lambda w, g: np.outer(w @ g, g) / (g @ g), "vectors"),
    ("projection", lambda w, g: w @ g / ((w**2).sum(axis=1) * (g @ g)), "or taken twice"),
    ("projection", lambda w, g: w @ g / np.linalg.norm(w, axis=1) * np.linalg.norm(g), "put brackets"),
    ("projection", lambda w, g: w @ g / (np.linalg.norm(w, axis=1) + np.linalg.norm(g)), "lengths are added; divide"),
    ("projection", lambda w, g: np.maximum(projection(w, g), 0), "cut off at 0"),
    ("projection", lambda w, g: projection(w, g).sum(), "the sum of the right numbers"),
    ("projection", lambda w, g: projection(w, g)[0], "the first number alone"),
    ("projection", lambda w, g: w - np.outer(w @ unit(g), unit(g)), "without their part along g"),
    ("projection", lambda w, g: w @ g / (np.abs(w).sum(axis=1) * np.abs(g).sum()), "or the largest of the absolute values"),
    ("projection", lambda w, g: w @ g / (abs(w).max(axis=1) * abs(g).max()), "or the largest of the absolute values"),
    ("projection", lambda w, g: w @ g / np.sqrt(length(w)[:, 0] * length(g)), "or taken twice"),
    ("projection", lambda w, g: w @ g / (len(w) * len(g)), "len(...) counts its numbers"),
    ("projection", lambda w, g: w @ g / (w.shape[1] * len(g)), "len(...) counts its numbers"),
    ("projection", lambda w, g: unit(w) @ g / len(g), "len(...) counts its numbers"),
    ("projection", lambda w, g: w @ g / np.linalg.norm, "a function that is not called"),
    ("projection", lambda w, g: w @ g / (w.std(axis=1) * length(g)), "The word g itself"),
    ("projection", lambda w, g: np.cos(w @ g), "Words twice as long get other numbers"),
    ("projection", lambda w, g: unit(w) @ np.sqrt(abs(g)), "A g twice as long gives other numbers"),
    ("projection", lambda w, g: 1 - projection(w, g), "1 minus what it should be"),
    ("projection", lambda w, g: np.arccos(projection(w, g)), "the angles"),
    ("projection", lambda w, g: np.degrees(np.arccos(projection(w, g))), "the angles"),
    ("projection", lambda w, g: projection(w, g)[:, None], "only the shape is not"),
    ("projection", lambda w, g: projection(w, g).squeeze(), "must have shape (1,)"),
    ("projection", lambda w, g: w @ g / np.linalg.norm(w, axis=0) / np.linalg.norm(g), "do not fit element by element"),
    ("projection", lambda w, g: g @ w / np.linalg.norm(w, axis=1), "in the wrong order"),
    ("projection", lambda w, g: w @ g / (g @ g), "divided by g·g"),
    ("projection", lambda w, g: w @ g / np.sqrt((w**2).sum(axis=1) + g @ g), "under one root"),
    ("projection", lambda w, g: projection(w, g)[-1], "the last number alone"),
    ("projection", lambda w, g: unit(w) * unit(g), "number by number"),
    ("projection", lambda w, g: (unit(w) * unit(g)).sum(axis=0), "down the columns"),
    ("projection", lambda w, g: unit(w) @ unit(w).T, "to each other"),
    ("projection", lambda w, g: w @ g / length(w) / length(g), "gives a table"),
    ("projection", lambda w, g: w / np.linalg.norm(w, axis=0) @ unit(g), "of each column"),
    ("projection", lambda w, g: w @ g / length(w).max() / length(g), "by the same length"),
    ("projection", lambda w, g: unit(w @ g), "to length 1 together"),
    ("projection", lambda w, g: np.array([np.corrcoef(v, g)[0, 1] for v in w]), "correlation"),
    ("projection", lambda w, g: projection(w[:, :2], g[:2]), "the first two numbers"),
    ("projection", lambda w, g: projection(w[:, :3], g[:3]), "the first three numbers"),
    ("projection", lambda w, g: projection(w, g).astype(int), "these are zeros"),
    ("projection", lambda w, g: np.round(projection(w, g), 3), "rounded"),
    ("projection", lambda w, g: np.linalg.norm(w[0], axis=1), "a single vector has only axis 0"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, ddof=1), "n - 1"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: 1), "not yet divided"),
    ("effect_size", lambda x, y, a, b: effect_size(y, x, a, b), "turned round"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, b, a), "turned round"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, scale=lambda v: v), "dot products"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, mean=np.sum), "similarities to a word set"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: np.sqrt((p.var() + q.var()) / 2)), "are put together"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: p.std()), "of only one set"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: np.concatenate([p, q]).var()), "variance"),
    ("effect_size", d_with(lambda p, q: (p.sum() - q.sum()) / joined(p, q).std()), "x and of y are added up"),
    ("effect_size", lambda *v: d_of(to_the_middle, *v), "middle of a word set"),
    ("effect_size", lambda *v: d_of(lambda w, a, b: (unit(w) @ unit(a).T).mean(axis=1), *v), "b plays no part"),
    ("effect_size", lambda *v: d_of(lambda w, a, b: association(w, a, b) + 2 * (unit(w) @ unit(b).T).mean(axis=1), *v), "cosines to a and to b are added"),
    ("effect_size", d_with(lambda p, q: (p.mean() + q.mean()) / joined(p, q).std()), "means of x and y are added"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / (p.std() + q.std())), "are put together"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / q.std()), "of only one set"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.std([p.mean(), q.mean()])), "the two means"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / (joined(p, q).std() / np.sqrt(len(p) + len(q)))), "t-test"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) * joined(p, q).std()), "multiplied"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, mean=np.max), "nearest word alone"),
    ("effect_size", lambda x, y, a, b: abs(effect_size(x, y, a, b)), "the sign is lost"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.std(list(set(p.tolist()) | set(q.tolist())))), "count once"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / (p + q).std()), "do not fit element by element"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.concatenate(p, q).std()), "one list of arrays"),
    ("effect_size", d_with(lambda p, q: p.mean() - q.mean() / joined(p, q).std()), "divides only q"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / (p.std() + q.std()) * 2), "are put together"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / joined(p, q).mean()), "mean of all associations"),
    ("effect_size", d_with(lambda p, q: (np.median(p) - np.median(q)) / joined(p, q).std()), "medians"),
    ("effect_size", d_with(lambda p, q: (p[-1] - q[-1]) / joined(p, q).std()), "only the last word"),
    ("effect_size", lengths_of(unit, lambda v: v), "are divided by their lengths; a cosine"),
    ("effect_size", lengths_of(lambda v: v, unit), "are divided by their lengths; a cosine"),
    ("effect_size", lengths_of(*[lambda v: v / np.linalg.norm(v)] * 2), "of a whole set, or"),
    ("effect_size", lambda *v: d_of(lambda w, a, b: unit(w) @ unit(a.mean(axis=0)) - unit(w) @ unit(b.mean(axis=0)), *v), "middle of a word set"),
    ("effect_size", lambda *v: d_of(pairs_of_a_and_b, *v), "zip ends"),
    ("effect_size", lambda x, y, a, b: cut_at((len(x) + len(y)) // 2, x, y, a, b), "cut at the wrong place"),
    ("effect_size", lambda x, y, a, b: cut_at(len(y), x, y, a, b), "cut at the wrong place"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: np.concatenate([x, y]).std()), "of the vectors' numbers"),
    ("effect_size", lambda x, y, a, b: effect_size(x, y, a, b, spread=lambda p, q: unit(np.concatenate([x, y])).std()), "of the vectors' numbers"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.array([p, q]).std()), "one behind the other"),
    ("effect_size", lambda *v: effect_size(*v, scale=lambda rows: rows / np.linalg.norm(rows, axis=0)), "of a whole set, or"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.sqrt((len(p) * p.var() + len(q) * q.var()) / (len(p) + len(q)))), "are put together"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.sqrt((p.var(ddof=1) * 3 + q.var(ddof=1)) / 4)), "are put together"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.sqrt(joined(p, q).var() * len(joined(p, q)))), "√n times as large"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / np.ptp(joined(p, q))), "by the range, or"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / abs(joined(p, q) - joined(p, q).mean()).mean()), "by the range, or"),
    ("effect_size", each_with_its_own, "x is compared with a alone"),
    ("effect_size", d_with(lambda p, q: p.mean() - q.mean() * 2), "If x and y change places"),
    ("effect_size", d_with(lambda p, q: (p.mean() - q.mean()) / abs(joined(p, q)).max() * len(joined(p, q))), "taken twice gives another"),
    ("effect_size", d_with(lambda p, q: np.mean(p.mean() - q.mean()) / np.concatenate([p.mean(), q.mean()]).std()), "a single number stands among them"),
    ("effect_size", middle_of_x, "the middle of x"),
    ("effect_size", of_single_cosines, "of single cosines"),
    ("effect_size", lambda *v: effect_size(*(each[:2] for each in v)), "the first two words"),
    ("effect_size", lambda *v: effect_size(*(each[:, :2] for each in v)), "the first two numbers"),
    ("effect_size", lambda *v: effect_size(*(each[:, :3] for each in v)), "the first three numbers"),
    ("effect_size", lambda *v: round(effect_size(*v), 2), "rounded"),
    ("p_value", lambda x, y: np.mean(sums(x, y) > np.sum(x) + 1e-9), "count only larger"),
    ("p_value", lambda x, y: np.mean(others(x, y) >= np.sum(x) - 1e-9), "itself"),
    ("p_value", two_sided, "both directions"),
    ("p_value", lambda x, y: np.mean(sums(x, y) <= np.sum(x) + 1e-9), "at most as large"),
    ("p_value", lambda x, y: 1 - p_value(x, y), "1 minus what it should be"),
    ("p_value", lambda x, y: p_value(x, y) * len(sums(x, y)), "their share of all"),
    ("p_value", lambda x, y: (p_value(x, y) * len(sums(x, y)) + 1) / (len(sums(x, y)) + 1), "drawn at random"),
    ("p_value", lambda x, y: np.mean(sums(x, y) >= np.sum(x) - np.sum(y) - 1e-9), "different statistic"),
    ("p_value", lambda x, y: np.mean(sums(x, y) >= np.sum(x)), "rounding"),
    ("p_value", share_of(of=lambda c: abs(sum(c))), "absolute values"),
    ("p_value", lambda x, y: 2 * p_value(x, y), "twice the share"),
    ("p_value", share_of(size=lambda m, n: (m + n) // 2), "have other sizes"),
    ("p_value", share_of(size=lambda m, n: n), "have other sizes"),
    ("p_value", share_of(listed=lambda words: sorted(set(words))), "a set loses them"),
    ("p_value", lambda x, y: np.mean(np.unique(sums(x, y)) >= np.sum(x) - 1e-9), "a set loses them"),
    ("p_value", lambda x, y: np.mean(sums(x, y) >= np.mean(x) - np.mean(y) - 1e-9), "different statistic"),
    ("p_value", lambda x, y: np.mean(sums(x, y, of=np.mean) >= np.sum(x) - 1e-9), "different statistic"),
    ("p_value", lambda x, y: np.mean([sum(c) >= sum(x) - 1e-9 for c in combinations(y, len(x))]), "Y's words only"),
    ("p_value", lambda x, y: np.sum(x), "the sum of X"),
    ("p_value", share_of(tolerance=0.15), "differ by 0.1"),
    ("p_value", lambda x, y: np.mean([sum(c) >= sum(x) for c in combinations(x + y, len(x))]), "puts one behind the other"),
    ("p_value", counted(lambda split, rest, x, y: split == sum(x)), "3 splits count here"),
    ("p_value", counted(lambda split, rest, x, y: split >= rest - 1e-9), "compared with Y, with"),
    ("p_value", counted(lambda split, rest, x, y: split / len(x) >= rest / len(y) - 1e-9), "compared with Y, with"),
    ("p_value", counted(lambda split, rest, x, y: split >= sum(y) - 1e-9), "compared with Y, with"),
    ("p_value", counted(lambda split, rest, x, y: split - rest >= sum(x) - 1e-9), "different statistic"),
    ("p_value", counted(lambda split, rest, x, y: split >= sum(x) - 1e-9, size=2), "have other sizes"),
    ("p_value", counted(lambda split, rest, x, y: split >= sum(x) - 1e-9, size=3), "three words each"),
    ("p_value", all_sizes, "have other sizes"),
    ("p_value", orders_above, "counts orders above"),
    ("p_value", share_of(of=max), "the largest association"),
    ("p_value", lambda x, y: p_value(x, y) * len(sums(x, y)) / len([*x, *y]), "the number of words, or"),
    ("p_value", lambda x, y: p_value(x, y) / (1 - p_value(x, y)), "the number of words, or"),
    ("p_value", lambda x, y: np.mean(np.array(list(combinations([*x, *y], len(x)))).sum(axis=0) >= sum(x) - 1e-9), "along the wrong axis"),
    ("p_value", lambda x, y: np.mean([sum(c) >= sum(x) - 1e-9 for c in combinations([*x, *y])]), "without its argument r"),
    ("p_value", lambda x, y: 100 * p_value(x, y), "100 times as large"),
    ("p_value", lambda x, y: round(p_value(x, y), 2), "rounded"),
    ("p_value", used_up, "gone through once"),
    ("p_value", lambda x, y: p_value(x, y) // 1, "never 0"),
    ("p_value", lambda x, y: p_value(x, y[:0]), "Is the `return` inside"),
    ("p_value", lambda x, y: p_value(x, y) if len(x) > 1 else 1.0, "a single word here"),
    ("p_value", counted(lambda split, rest, x, y: split >= np.mean(x)), "different statistic"),
    ("p_value", lambda x, y: np.mean([sum(c) > sum(x) or c == tuple(x) for c in combinations([*x, *y], len(x))]), "only the observed one counts"),
    ("p_value", lambda x, y: np.mean([sum(c) >= sum(x) - 1e-9 for c in set(combinations(sorted([*x, *y]), len(x)))]), "a set loses them"),
    ("p_value", near(1e-8), "differ by 5e-9"),
    ("p_value", near(by=np.isclose), "differ by 5e-9"),
    ("p_value", near(by=lambda p, q: round(p, 6) == round(q, 6)), "differ by 5e-9"),
    ("p_value", near(1e-12), "3e-10 smaller"),
    ("p_value", counted(lambda split, rest, x, y: split >= sum(x) * (1 - 1e-9)), "count only larger"),
    ("p_value", lambda x, y: np.mean([sum(c) >= sum(x) for c in combinations(np.concatenate(x, y), len(x))]), "one list of arrays"),
    ("p_value", lambda x, y: 1 / len(combinations([*x, *y], len(x))), "list(...) makes a list of combinations"),
    ("p_value", lambda x, y: np.mean([sum(c) >= sum(x) - 1e-9 for c in set(combinations([*x, *y], len(x)))]), "a set loses them"),
    ("p_value", counted(lambda split, rest, x, y: (split > sum(x) + 1e-9) + 0.5 * (abs(split - sum(x)) < 1e-9)), "counts half here"),
    ("p_value", drawn, "It is no multiple of 1/56"),
    ("p_value", lambda x, y: sum(sums(x, y) >= sum(x) - 1e-9) / 20, "A share lies between 0 and 1"),
    ("p_value", lambda x, y: 1 / len(sums(x, y)), "Is the `return` inside the loop"),
    ("p_value", counted_after_use, "Did something use the splits up"),
    ("p_value", lambda x, y: counted_after_use(x.tolist(), y.tolist()), "Did something use the splits up"),
    ("p_value", of_places, "are the places of the words added up"),
    ("p_value", lambda x, y: np.mean(sums(x, y) >= np.sum(x) - 1e9), "is it 1e9"),
    ("p_value", by_tuples, "a list takes several places"),
    ("p_value", p_value_rounded, "7e-10 smaller"),
    ("p_value", near(by=lambda p, q: round(p - q, 9) == 0), "7e-10 smaller"),
    ("p_value", counted(lambda split, rest, x, y: split - rest >= sum(x) - sum(y) - 1e-9), "7e-10 smaller"),
    ("p_value", lambda x, y: np.mean(sums(x, y, of=np.mean) >= np.mean(x) - 1e-9), "1.5e-9 smaller"),
    ("debias", not_renormalised, "length 1 again"),
    ("debias", long_direction, "length of g"),
    ("debias", lambda *v: debias(*v, scale=lambda x: x), "length 1 first"),
    ("debias", lambda *v: debias(*v, root=lambda x: x), "the square root of 1 - |m⊥|², or"),
    ("debias", only_neutral, "pair is as it was"),
    ("debias", all_neutral, "lose their difference"),
    ("debias", lambda *v: debias(*v, back=-1.0), "exchanged"),
    ("debias", keeps_distance, "equal and opposite"),
    ("debias", lambda *v: debias(*v, remove=False), "still has its part along g"),
    ("debias", lambda *v: debias(*v)[0], "three vectors"),
    ("debias", neutral(lambda w, g: (w @ g) * g), "it is to be taken away"),
    ("debias", neutral(lambda w, g: w + (w @ g) * g), "the part along g is added"),
    ("debias", neutral(lambda w, g: w - w @ g), "the part itself is"),
    ("debias", neutral(lambda w, g: w - w * g * g), "number by number"),
    ("debias", neutral(lambda w, g: w), "w is as it was"),
    ("debias", pair(without_half), "the half is missing"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: np.sqrt(1 - np.linalg.norm(beside)))), "here it is not squared"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: np.sqrt(1 - m @ m))), "under the root belongs"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: 1)), "not g itself"),
    ("debias", pair(same_side), "the same side;"),
    ("debias", pair(lambda a, b, g: same_side(a, b, -g)), "the same side;"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: 1 - np.linalg.norm(beside))), "here it is not squared"),
    ("debias", pair(lambda a, b, g: tuple(map(unit, beside_and_step(a, b, g, lambda m, beside: 1)))), "not g itself"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: m @ g)), "not the part m·g"),
    ("debias", pair(step_without_g), "the root times g"),
    ("debias", pair(m_at_the_end), "m stands where m⊥ belongs"),
    ("debias", pair(lambda a, b, g: (of_middle(lambda p, q: (p + q) / 2)(a, b, g)[0], b)), "only a is new"),
    ("debias", pair(less(lambda m, g: -(m @ g) * g)), "is added to the middle"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: np.sqrt(1 + beside @ beside))), "Their middle is right"),
    ("debias", pair(of_unit_length), "is brought to length 1; it stays"),
    ("debias", lambda w, a, b, g: (unit(unit(w) - (unit(w) @ unit(a)) * unit(a)), *debias(w, a, b, g)[1:]), "the part along a is taken from w"),
    ("debias", lambda w, a, b, g: (debias(unit(a) + unit(b), a, b, g)[0], *debias(w, a, b, g)[1:]), "neutralise w"),
    ("debias", lambda w, a, b, g: (unit(w) - unit(w) @ unit(g), *debias(w, a, b, g)[1:]), "the part itself is"),
    ("debias", long_in_the_pair, "for the pair"),
    ("debias", as_rows, "must have shape (4,), as it was. Received: (1, 4)"),
    ("debias", lambda *v: debias(*v)[:2], "three vectors"),
    ("debias", lambda *v: dict(zip("wab", debias(*v), strict=True)), "three vectors"),
    ("debias", w_in_place, "changes the array"),
    ("debias", to_its_own_side, "gets the plus all the same"),
    ("debias", lambda w, a, b, g: (w - (w @ unit(g)) * unit(g), *debias(w, a, b, g)[1:]), "and its length is"),
    ("debias", neutral(lambda w, g: w - 2 * (w @ g) * g), "It still has a part along g"),
    ("debias", lambda *v: tuple(np.round(each, 3) for each in debias(*v)), "rounded"),
    ("debias", lambda *v: (*debias(*v)[1:], debias(*v)[0]), "the new w comes first"),
    ("debias", lambda w, a, b, g: debias(w, a, b, a - b), "g is given"),
    ("debias", lambda w, a, b, g: debias(w, a, b, unit(a) - unit(b)), "g is given"),
    ("debias", pair(of_middle(lambda a, b: a + b / 2)), "halves only b"),
    ("debias", pair(less(lambda m, g: m @ g)), "the part that m loses"),
    ("debias", lambda w, a, b, g: pair(less(lambda m, _: m @ g))(w, a, b, g), "the part that m loses"),
    ("debias", pair(less(lambda m, g: m * g * g)), "the part of m along g"),
    ("debias", pair(less(lambda m, g: m * g)), "the part of m along g"),
    ("debias", pair(less(lambda m, g: g)), "g itself is taken"),
    ("debias", w_of_the_middle, "the part of w along g is taken"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: np.sqrt(1 - beside**2))), "squared by itself"),
    ("debias", pair(of_middle(lambda a, b: (a - b) / 2)), "half of their difference"),
    ("debias", by_their_own_signs, "a and b lie on the same side here"),
    ("debias", lambda w, a, b, g: (unit(w) - np.outer(unit(w), unit(g)), *debias(w, a, b, g)[1:]), "a table of all products"),
    ("debias", pair(of_middle(lambda a, b: unit(a + b))), "is brought to length 1; it stays"),
    ("debias", pair(lambda a, b, g: beside_and_step(a, b, g, lambda m, beside: np.sqrt(1 - beside @ beside) / 2)), "is halved"),
    ("debias", pair(each_beside), "pair is as it was"),
    ("debias", pair(b_of_the_new_a), "from the new a"),
    ("debias", pair(lambda a, b, g: beside_and_step(*of_middle(lambda p, q: (2 * p + q) / 3)(a, b, g), g, lambda m, beside: np.sqrt(1 - beside @ beside))), "at a right angle to g, and is not"),
    ("debias", pair(lambda a, b, g: (unit(a + b), unit(a - b))), "is not along g alone"),
    ("debias", lambda *v: [each * np.nan for each in debias(*v)], "there is nan in the neutralised w"),
    ("debias", pair(of_middle(lambda a, b: (a + b) * np.nan)), "nan or infinity in the equalised pair"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp / (tp + fp)), "tpr is tp / (tp + fp) here, a share of the selected; asked"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: (tp + fn) / (tp + fp + fn + tn)), "is (tp + fn) / (tp + fp + fn + tn) here, a share of all people; asked"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: tp / (tp + fp + fn + tn)), "is tp / (tp + fp + fn + tn) here"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fp / (fp + tp)), "fpr is fp / (tp + fp) here, a share of the selected"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fn / (fn + tp)), "fpr is fn / (tp + fn) here, a share of the positives"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: v[0] - v[-1]), "first and the last"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: v[0] - v[1] if len(v) > 1 else 0), "first two groups, or"),
    ("model_card", lambda c, g: model_card(c, g, gap=max), "largest value"),
    ("model_card", lambda c, g: model_card(c, g)["groups"], "two parts"),
    ("model_card", lambda c, g: model_card(c, g, strict=False, both=False), "must not vanish"),
    ("model_card", lambda c, g: model_card(c, g, strict=False), "KeyError"),
    ("model_card", only_missing, "hides a group"),
    ("model_card", shows_zero, "no TPR then"),
    ("model_card", divides, "ZeroDivisionError"),
    ("model_card", no_negatives_pass, "no FPR then"),
    ("model_card", no_names, "name the group"),
    ("model_card", people_of(lambda counts, row: row["tp"] + row["fn"]), "people is tp + fn here; people are all four"),
    ("model_card", people_of(lambda counts, row: row["tp"] + row["fp"]), "people is tp + fp here; people are all four"),
    ("model_card", people_of(lambda counts, row: sum(sum(each.values()) for each in counts.values())), "of all groups together"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: (fn + tn) / (tp + fp + fn + tn)), "is (fn + tn) / (tp + fp + fn + tn) here"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: tp + fp), "selection_rate is tp + fp here; asked"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: (tp + tn) / (tp + fp + fn + tn)), "is (tp + tn) / (tp + fp + fn + tn) here"),
    ("model_card", by_position, "by name"),
    ("model_card", in_another_order, "by their position"),
    ("model_card", lambda c, g: model_card(c, g, gap=gap_of_pairs), "a single group is no mistake"),
    ("model_card", needs_both(True, False), "each of the two alone is enough"),
    ("model_card", needs_both(False, True), "each of the two alone is enough"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp / (tp + tn)), "tpr is tp / (tp + tn) here, a share of the right decisions"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fp / (fp + fn)), "fpr is fp / (fp + fn) here, a share of the wrong decisions"),
    ("model_card", card_with(lambda card, c, g: {**card, "largest_gap": {"selection_rate": card["largest_gap"]["selection_rate"]}}), "selection_rate. Is the `return` inside the loop"),
    ("model_card", card_with(lambda card, c, g: {**card, "groups": {g[0]: card["groups"][g[0]]}}), "North. Is the `return` inside the loop"),
    ("model_card", rates_changed(lambda part, whole: part // whole), "`//` cuts"),
    ("model_card", rates_changed(lambda part, whole: 100 * part / whole), "100 times as large"),
    ("model_card", rates_changed(lambda part, whole: round(part / whole, 2)), "rounded"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp / (tp + fp + fn + tn)), "tpr is tp / (tp + fp + fn + tn) here, a share of all people"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: fn / (tp + fn)), "tpr is fn / (tp + fn) here"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp / (fn + 1e-12)), "tpr is tp / fn here"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fp / (tp + fp + fn + tn)), "fpr is fp / (tp + fp + fn + tn) here"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: tn / (fp + tn)), "fpr is tn / (fp + tn) here"),
    ("model_card", lambda c, g: model_card(c, g, fpr=lambda tp, fp, fn, tn: fp / (tn + 1e-12)), "fpr is fp / tn here"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: min(v) - max(v)), "never below 0"),
    ("model_card", lambda c, g: model_card(c, g, gap=np.std), "standard deviation"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: max(v) - np.mean(v)), "the mean of the rates plays a part"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: max(abs(np.diff(v)), default=0)), "of neighbours"),
    ("model_card", in_the_order_of_the_counts, "stand in the order of `groups`"),
    ("model_card", lambda c, g: model_card(c, g, gap=np.mean), "the mean of the rates plays a part"),
    ("model_card", refuses_who_is_not_selected, "nobody or everybody is selected"),
    ("model_card", refuses_zeros, "a group with a count of 0"),
    ("model_card", only_positives("tn"), "a group with a count of 0"),
    ("model_card", popped, "changes the dict"),
    ("model_card", printed, "of type str"),
    ("model_card", counts_the_groups, "their number does not"),
    ("model_card", said(lambda error, c, g: str(error).lower()), "large and small letters"),
    ("model_card", said(lambda error, c, g: f"{set(c) - set(g)} is missing"), "the other way round is not"),
    ("model_card", said(lambda error, c, g: "{name} is missing"), "only with an f"),
    ("model_card", always_refuses, "though nothing is wrong"),
    ("model_card", people_of(lambda counts, row: len(row)), "how many counts"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: (tp + fp) / (fn + tn + 1e-12)), "is (tp + fp) / (fn + tn) here"),
    ("model_card", lambda c, g: model_card(c, g, selection_rate=lambda tp, fp, fn, tn: tp + fp / (tp + fp + fn + tn)), "`a + b / c`"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp / tp + fn if tp else fn), "`a / b + c`"),
    ("model_card", lambda c, g: model_card(c, g, tpr=lambda tp, fp, fn, tn: tp // (tp + fn)), "these are zeros"),
    ("model_card", lambda c, g: model_card(c, g, gap=lambda v: max(v) / (min(v) or 1)), "divided by the smallest"),
    ("model_card", card_with(lambda card, c, g: {**card, "groups": list(card["groups"].values())}), "Received: list"),
    ("model_card", card_with(lambda card, c, g: {**card, "groups": {g[-1]: card["groups"][g[-1]]}}), "Is the dict made anew inside the loop"),
    ("model_card", card_with(lambda card, c, g: {**card, "groups": {**card["groups"], "all": {}}}), "a row too many, for all"),
    ("model_card", card_with(lambda card, c, g: {**card, "groups": dict.fromkeys(g, card["groups"][g[-1]])}), "the same row"),
    ("model_card", card_with(lambda card, c, g: {**card, "largest_gap": max(card["largest_gap"].values())}), "Received: float"),
    ("model_card", rows_with(lambda row: {key.upper(): value for key, value in row.items()}), "Received the keys: PEOPLE"),
]  # fmt: skip
