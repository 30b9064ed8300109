"""Exercise 06: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from dl_course.widgets import playground

# Task 1


def dealing(key=lambda name, count, first: (-count, name), best=lambda loads: loads.index(min(loads)), weight=lambda count: count,
            start=0, each=lambda piles, patients: [piles[name] for name in patients], k_=None):  # fmt: skip
    def patient_folds(patients, k):
        k = k_ or k
        listed = [int(name) for name in patients]
        names = sorted(set(listed), key=lambda name: key(name, listed.count(name), listed.index(name)))
        loads, piles = [0] * k, {}
        for name in names:
            pile = best(loads)
            loads[pile] += weight(listed.count(name))
            piles[name] = pile + start
        return np.array(each(piles, listed))

    return patient_folds


patient_folds = dealing()


def folds_by_quicksort(patients, k):
    names, index, counts = np.unique(patients, return_inverse=True, return_counts=True)
    pile, load = np.zeros(len(names), dtype=int), np.zeros(k)
    for i in np.argsort(-counts):
        pile[i] = load.argmin()
        load[pile[i]] += counts[i]
    return pile[index]


def folds_by_numpy(patients, k):
    names, index, counts = np.unique(patients, return_inverse=True, return_counts=True)
    pile, load = np.zeros(len(names), dtype=int), np.zeros(k)
    for i in np.argsort(-counts, kind="stable"):
        pile[i] = load.argmin()
        load[pile[i]] += counts[i]
    return pile[index]


def folds_as_list(patients, k):
    return patient_folds(patients, k).tolist()


def folds_in_torch(patients, k):
    return torch.tensor(patient_folds(patients, k))


def folds_by_marks(patients, k):
    piles, left = np.full(len(patients), -1), set(np.asarray(patients).tolist())
    while left:
        name = min(left, key=lambda name: (-np.sum(np.asarray(patients) == name), name))
        loads = [np.sum(piles == pile) for pile in range(k)]
        piles[np.asarray(patients) == name] = int(np.argmin(loads))
        left.remove(name)
    return piles


def last_lowest(loads):
    return max(i for i, load in enumerate(loads) if load == min(loads))


def dealt_like_cards(patients, k):
    names = {
        name: i % k
        for i, name in enumerate(sorted(set(patients.tolist()), key=lambda name: (-np.sum(patients == name), name)))
    }
    return np.array([names[name] for name in patients])


def folds_in_place(patients, k):
    piles = patient_folds(patients, k)
    patients[:] = piles
    return patients


# Task 2


def judging(ruler=None, middle=None, learn=None, test=None, own_ruler=False, end=None, penalty=None, add=1.0, subtract=1.0, spread=None,
            square=np.square, strength_=None):  # fmt: skip
    """The right answer, but for what is given."""

    def honest_error(x, y, piles, strength):
        strength = strength_ or strength
        errors = []
        for pile in sorted(set(piles.tolist())):
            new = piles == pile
            old = ~new if learn is None else learn(new)
            asked = new if test is None else test(new)
            measured = x[old] if ruler is None else ruler(x, old)
            mean, std = measured.mean(0), measured.std(0)
            if spread is not None:
                mean, std = spread(measured)
            z, z_new = (x[old] - mean) / std, (x[asked] - mean) / std
            if own_ruler:
                z_new = (x[asked] - x[asked].mean(0)) / np.where(x[asked].std(0) > 0, x[asked].std(0), 1)
            level = y[old].mean() if middle is None else middle(y, old)
            price = strength * np.eye(x.shape[1]) if penalty is None else penalty(strength, x.shape[1], len(z))
            w = np.linalg.solve(z.T @ z + price, z.T @ (y[old] - subtract * level))
            errors.append(square(add * level + z_new @ w - y[asked]))
        return np.concatenate(errors).mean() if end is None else end(errors)

    return honest_error


honest_error = judging()


def piles_from_zero(x, y, piles, strength):
    errors = np.zeros(len(y))
    for pile in range(len(np.unique(piles))):
        new, old = piles == pile, piles != pile
        mean, std = x[old].mean(0), x[old].std(0)
        z, z_new = (x[old] - mean) / std, (x[new] - mean) / std
        w = np.linalg.solve(z.T @ z + strength * np.eye(x.shape[1]), z.T @ (y[old] - y[old].mean()))
        errors[new] = (y[old].mean() + z_new @ w - y[new]) ** 2
    return errors.mean()


def with_penalised_ones(x, y, piles, strength):
    errors = np.zeros(len(y))
    for pile in np.unique(piles):
        new, old = piles == pile, piles != pile
        mean, std = x[old].mean(0), x[old].std(0)
        z, z_new = (np.c_[np.ones(len(part)), (part - mean) / std] for part in (x[old], x[new]))
        w = np.linalg.solve(z.T @ z + strength * np.eye(z.shape[1]), z.T @ y[old])
        errors[new] = (z_new @ w - y[new]) ** 2
    return errors.mean()


def honest_in_torch(x, y, piles, strength):
    x, y, piles = (torch.tensor(each) for each in (x, y, piles))
    total = 0.0
    for pile in piles.unique():
        new = piles == pile
        mean, std = x[~new].mean(0), x[~new].std(0, correction=0)
        z, z_new, level = (x[~new] - mean) / std, (x[new] - mean) / std, y[~new].mean()
        w = torch.linalg.solve(z.T @ z + strength * torch.eye(x.shape[1], dtype=x.dtype), z.T @ (y[~new] - level))
        total = total + ((level + z_new @ w - y[new]) ** 2).sum()
    return total / len(y)


def honest_by_sklearn(x, y, piles, strength):
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), Ridge(strength))
    return np.mean((cross_val_predict(model, x, y, groups=piles, cv=LeaveOneGroupOut()) - y) ** 2)


def honest_row_by_row(x, y, piles, strength):
    total = 0.0
    for i, pile in enumerate(piles):
        old = [j for j in range(len(y)) if piles[j] != pile]
        mean, std = np.mean(x[old], axis=0), np.std(x[old], axis=0)
        z = (x[old] - mean) / std
        w = np.linalg.inv(z.T @ z + strength * np.identity(x.shape[1])) @ z.T @ (y[old] - np.mean(y[old]))
        total += (np.mean(y[old]) + (x[i] - mean) / std @ w - y[i]) ** 2
    return float(total / len(y))


def by_bias_column(x, y, piles, strength):
    errors = np.zeros(len(y))
    for pile in set(piles.tolist()):
        new = piles == pile
        mean, std = x[~new].mean(0), x[~new].std(0)
        z, z_new = (np.column_stack([np.ones(len(part)), (part - mean) / std]) for part in (x[~new], x[new]))
        price = np.diag([0.0] + [strength] * x.shape[1])
        errors[new] = z_new @ np.linalg.solve(z.T @ z + price, z.T @ y[~new]) - y[new]
    return np.mean(errors**2)


def root(errors):
    return np.sqrt(np.concatenate(errors).mean())


# Task 3


def calibrating(confidence=None, piece=None, distance=abs, end=None, right=None, middle=False):
    def calibration_error(probabilities, y, bins):
        sure = probabilities.max(1) if confidence is None else confidence(probabilities, y)
        hit = probabilities.argmax(1) == y
        where = np.minimum(np.floor(sure * bins), bins - 1) if piece is None else piece(sure, bins)
        pairs = []
        for i in range(bins):
            there = where == i
            if there.any():
                said = (i + 0.5) / bins if middle else sure[there].mean()
                share = hit[there].mean() if right is None else right(hit[there])
                pairs.append((there.sum(), distance(said - share)))
        return sum(n * d for n, d in pairs) / len(y) if end is None else end(pairs, len(y), bins)

    return calibration_error


calibration_error = calibrating()


def calibration_by_loop(probabilities, y, bins):
    groups = [[] for _ in range(bins)]
    for row, truth in zip(probabilities, y, strict=True):
        best = max(range(len(row)), key=lambda k: row[k])
        groups[min(int(row[best] * bins), bins - 1)].append((row[best], best == truth))
    total = 0.0
    for group in groups:
        total += abs(sum(sure for sure, _ in group) - sum(hit for _, hit in group))
    return total / len(y)


def calibration_in_torch(probabilities, y, bins):
    sure, answer = torch.tensor(probabilities).max(1)
    off = sure - (answer == torch.tensor(y)).double()
    piece = (sure * bins).long().clamp(max=bins - 1)
    return torch.zeros(bins, dtype=torch.float64).index_add(0, piece, off).abs().sum() / len(off)


def calibration_by_borders(probabilities, y, bins):
    sure, hit = np.max(probabilities, 1), np.argmax(probabilities, 1) == y
    piece = np.clip(np.digitize(sure, np.linspace(0, 1, bins + 1)) - 1, 0, bins - 1)
    return np.abs(np.bincount(piece, sure - hit, bins)).sum() / len(y)


def calibration_by_histogram(probabilities, y, bins):
    sure, hit = probabilities.max(axis=-1), probabilities.argmax(axis=-1) == np.asarray(y)
    off, _ = np.histogram(sure, bins=bins, range=(0, 1), weights=sure - hit)
    return float(np.sum(np.abs(off)) / sure.size)


def lost_at_one(sure, bins):
    return np.floor(sure * bins)


def one_alone(probabilities, y, bins):
    sure, hit = probabilities.max(1), probabilities.argmax(1) == y
    off = {}
    for piece, error in zip(np.floor(sure * bins), sure - hit, strict=True):
        off[piece] = off.get(piece, 0.0) + error
    return sum(map(abs, off.values())) / len(y)


def below(sure, bins):
    return np.maximum(np.ceil(sure * bins) - 1, 0)


def equal_numbers(sure, bins):
    return np.argsort(np.argsort(sure, kind="stable")) * bins // len(sure)


def between(sure, bins):
    return np.minimum(np.floor((sure - sure.min()) / (np.ptp(sure) + 1e-12) * bins), bins - 1)


def each_alone(probabilities, y, bins):
    return np.mean(np.abs(probabilities.max(1) - (probabilities.argmax(1) == y)))


# Task 4


class DropConnect(nn.Module):
    """The right answer; what a mistake does in its place is in its methods."""

    def __init__(self, inputs, outputs, p):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / inputs**0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.p = p

    def used(self):
        if not self.training:
            return self.weight
        return self.weight * (torch.rand_like(self.weight) >= self.p) / (1 - self.p)

    def forward(self, x):
        return F.linear(x, self.used(), self.bias)


class ByDropout(DropConnect):
    def used(self):
        return F.dropout(self.weight, self.p, self.training)


class ByLayer(DropConnect):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.drop = nn.Dropout(self.p)

    def forward(self, x):
        return x @ self.drop(self.weight).T + self.bias


class ByBernoulli(DropConnect):
    def used(self):
        if not self.training:
            return self.weight
        mask = torch.bernoulli(torch.full(self.weight.shape, 1.0 - self.p))
        return self.weight.mul(mask).div(1 - self.p)


class ByWhere(DropConnect):
    def used(self):
        whole = self.weight / (1 - self.p)
        dropped = torch.rand(self.weight.shape) < self.p
        return torch.where(dropped, torch.zeros(()), whole) if self.training else self.weight


class InNumPy(DropConnect):
    def forward(self, x):
        if self.training:
            kept = torch.from_numpy(np.random.random(self.weight.shape) >= self.p)  # noqa: NPY002
            return torch.matmul(x, (self.weight * kept / (1 - self.p)).t()) + self.bias
        return torch.matmul(x, self.weight.t()) + self.bias


def dropping(used, **methods):
    """A class whose weights of a pass are `used(self)`, and whose other methods are given."""
    return type("DropConnect", (DropConnect,), {"used": used, **methods})


def kept(layer, p=None):
    return torch.rand_like(layer.weight) >= (layer.p if p is None else p)


def in_train(used):
    return lambda self: used(self) if self.training else self.weight


class Fixed(DropConnect):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.mask = kept(self)

    def used(self):
        return self.weight * self.mask / (1 - self.p) if self.training else self.weight


class NoClass:
    def __init__(self, *sizes):
        pass


class OtherNames(nn.Module):
    def __init__(self, inputs, outputs, p):
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)

    def forward(self, x):
        return self.dense(x)


def units_forward(self, x):
    return F.dropout(F.linear(x, self.weight), self.p, self.training) + self.bias


def inputs_forward(self, x):
    mask = (torch.rand(x.shape[1]) >= self.p).float() / (1 - self.p)
    return F.linear(x * mask if self.training else x, self.weight, self.bias)


def outputs_forward(self, x):
    mask = (torch.rand(len(self.weight)) >= self.p).float()[:, None] / (1 - self.p)
    return F.linear(x, self.weight * mask if self.training else self.weight, self.bias)


def biases_too(self, x):
    mask = (torch.rand_like(self.bias) >= self.p) / (1 - self.p)
    return F.linear(x, self.used(), self.bias * mask if self.training else self.bias)


def row_by_row(self, x):
    return torch.stack([F.linear(row, self.used(), self.bias) for row in x])


def changes_data(self):
    if self.training:
        self.weight.data *= kept(self)
        return self.weight / (1 - self.p)
    return self.weight


def scales_and_returns(self):
    if self.training:
        self.weight *= kept(self)
    return self.weight


def past_the_mask(self):
    return self.weight + (DropConnect.used(self) - self.weight).detach()


def cut_off(self, x):
    return F.linear(x, self.used(), self.bias).detach() + 0 * (self.weight.sum() + self.bias.sum())


def seeded(self):
    torch.manual_seed(0)
    return self.weight * kept(self) / (1 - self.p) if self.training else self.weight


# Task 5


class Lasso(torch.optim.Optimizer):
    """The right answer; a mistake changes `moved`, or the loop."""

    def __init__(self, params, lr, l1):
        super().__init__(params, {"lr": lr, "l1": l1})

    def moved(self, p, lr, l1):
        w = p - lr * p.grad
        return w.sign() * (w.abs() - lr * l1).clamp(min=0)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.copy_(self.moved(p, group["lr"], group["l1"]))


def moving(moved):
    return type("Lasso", (Lasso,), {"moved": lambda self, p, lr, l1: moved(p, p.grad, lr, l1)})


def stepping(step):
    return type("Lasso", (Lasso,), {"step": torch.no_grad()(step)})


def pulled(w, length):
    return w.sign() * (w.abs() - length).clamp(min=0)


def by_where(w, g, lr, l1):
    w = w - lr * g
    return torch.where(w > lr * l1, w - lr * l1, torch.where(w < -lr * l1, w + lr * l1, 0.0))


def by_softshrink(w, g, lr, l1):
    return F.softshrink(w - lr * g, lr * l1)


def by_relu(w, g, lr, l1):
    w = w - lr * g
    return torch.relu(w - lr * l1) - torch.relu(-w - lr * l1)


def by_clamp(w, g, lr, l1):
    w = w - lr * g
    return w - w.clamp(-lr * l1, lr * l1)


def in_place(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is None:
                continue
            p.add_(p.grad, alpha=-group["lr"])
            p.sub_(p.clamp(-group["lr"] * group["l1"], group["lr"] * group["l1"]))


def new_name(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p = self.moved(p, group["lr"], group["l1"])


def first_group_only(self):
    first = self.param_groups[0]
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.copy_(self.moved(p, first["lr"], first["l1"]))


def returns_early(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.copy_(self.moved(p, group["lr"], group["l1"]))
                return


def returns_at_none(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is None:
                return
            p.copy_(self.moved(p, group["lr"], group["l1"]))


def pulls_all(self):
    for group in self.param_groups:
        for p in group["params"]:
            w = p if p.grad is None else p - group["lr"] * p.grad
            p.copy_(pulled(w, group["lr"] * group["l1"]))


def asks_nobody(self):
    for group in self.param_groups:
        for p in group["params"]:
            p.copy_(self.moved(p, group["lr"], group["l1"]))


def changes_gradient(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad += group["l1"] * p.sign()
                p -= group["lr"] * p.grad


def by_if(w, g, lr, l1):
    w = w - lr * g
    return w - lr * l1 if w > 0 else w + lr * l1


class OldRate(Lasso):
    def __init__(self, params, lr, l1):
        super().__init__(params, lr, l1)
        for group in self.param_groups:
            group["first"] = group["lr"]

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.copy_(self.moved(p, group["first"], group["l1"]))


# Task 6

BENT = ["x1", "x2", "sin(pi*x1)", "sin(pi*x2)"]


def playing(epochs=40, give=lambda play, measured: play.state, **settings):
    wanted = {"n": 400, "noise": 0.05, "features": BENT, "hidden": [8, 8], "activation": "tanh", "lr": 0.3} | settings

    def spiral(seed):
        data = wanted.get("data", "spiral")
        rest = {name: value for name, value in wanted.items() if name != "data"}
        play = playground(data, **({"seed": seed} | rest))
        measured = play.train(epochs) if epochs else None
        return give(play, measured)

    return spiral


def spiral_in_parts(seed):
    play = playground(
        "spiral", n=400, noise=0.05, seed=seed, features=BENT, hidden=[8, 8, 8], activation="tanh", lr=0.2
    )
    for _ in range(4):
        play.train(10)
    return dict(play.state)


RIGHT = {
    "patient_folds": patient_folds,
    "honest_error": honest_error,
    "calibration_error": calibration_error,
    "DropConnect": DropConnect,
    "Lasso": Lasso,
    "spiral": playing(),
}

ALSO_RIGHT = [
    ("patient_folds", folds_by_numpy, "numbers sorted by numpy"),
    ("patient_folds", folds_as_list, "a list"),
    ("patient_folds", folds_by_marks, "the next one looked for each time"),
    ("honest_error", honest_row_by_row, "row by row"),
    ("honest_error", by_bias_column, "a bias that is not penalised"),
    ("honest_error", judging(end=lambda errors: sum(e.sum() for e in errors) / sum(map(len, errors))), "added up over the piles"),
    ("calibration_error", calibration_by_loop, "a loop over the examples"),
    ("calibration_error", calibration_by_borders, "borders by numpy"),
    ("calibration_error", calibration_by_histogram, "a histogram with weights"),
    ("DropConnect", ByDropout, "dropout of the weights as a function"),
    ("DropConnect", ByLayer, "dropout of the weights as a layer"),
    ("DropConnect", ByBernoulli, "drawn by bernoulli"),
    ("DropConnect", ByWhere, "chosen by where"),
    ("DropConnect", InNumPy, "drawn by numpy"),
    ("Lasso", moving(by_where), "three cases by where"),
    ("Lasso", moving(by_relu), "two bends"),
    ("Lasso", moving(by_clamp), "what is cut off by clamp"),
    ("Lasso", stepping(in_place), "in place"),
    ("spiral", playing(hidden=[8, 8, 8], lr=0.2), "three hidden layers"),
    ("spiral", spiral_in_parts, "trained in parts"),
    ("spiral", playing(40, features=[*BENT, "x1*x2"], l2=0.0002), "one more feature and a penalty"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("patient_folds", folds_in_torch, "a tensor"),
    ("honest_error", honest_in_torch, "tensors"),
    ("calibration_error", calibration_in_torch, "tensors"),
    ("Lasso", moving(by_softshrink), "the function of pytorch"),
]

MISTAKES = [
    ("patient_folds", lambda patients, k: np.arange(len(patients)) % k, "rows are dealt one by one"),
    ("patient_folds", dealt_like_cards, "dealt like cards"),
    ("patient_folds", dealing(key=lambda name, count, first: first), "in the order of their first row"),
    ("patient_folds", dealing(key=lambda name, count, first: name), "in the order of their numbers"),
    ("patient_folds", dealing(key=lambda name, count, first: (count, name)), "the patient with the fewest rows comes first"),
    ("patient_folds", dealing(best=lambda loads: loads.index(max(loads))), "the pile with the most rows"),
    ("patient_folds", dealing(weight=lambda count: 1), "dealt like cards"),
    ("patient_folds", dealing(key=lambda name, count, first: (-count, -name)), "the larger number comes first"),
    ("patient_folds", dealing(best=last_lowest), "the last is taken"),
    ("patient_folds", dealing(start=1), "counted from 1"),
    ("patient_folds", dealing(each=lambda piles, patients: [piles[name] for name in sorted(piles)]), "one number a patient"),
    ("patient_folds", dealing(k_=3), "Is k typed in?"),
    ("patient_folds", lambda patients, k: (patient_folds(patients, k) + 1) % k, "Patient 12 has the most rows"),
    ("patient_folds", folds_in_place, "the array it was given"),
    ("patient_folds", lambda patients, k: patients % k, "from the patient's number itself"),
    ("patient_folds", folds_by_quicksort, "keeps the order of equals"),
    ("patient_folds", lambda patients, k: [np.flatnonzero(patient_folds(patients, k) == i).tolist() for i in range(k)], "must be numbers"),
    ("patient_folds", lambda patients, k: None, "Is the `return` missing?"),
    ("honest_error", judging(ruler=lambda x, old: x), "the ruler (mean and standard deviation of the columns) is measured on all rows"),
    ("honest_error", judging(own_ruler=True), "by a ruler of their own"),
    ("honest_error", judging(middle=lambda y, old: y.mean()), "the mean of the targets comes from all rows"),
    ("honest_error", judging(ruler=lambda x, old: x, middle=lambda y, old: y.mean()), "ruler and mean of the targets come from all rows"),
    ("honest_error", judging(learn=lambda new: np.ones_like(new)), "the weights are learned from all rows"),
    ("honest_error", judging(test=lambda new: ~new), "the error on the training rows"),
    ("honest_error", judging(learn=lambda new: new, test=lambda new: ~new), "it is the other way round"),
    ("honest_error", judging(end=lambda errors: np.mean([e.mean() for e in errors])), "the mean of the piles' means"),
    ("honest_error", judging(end=lambda errors: min(e.mean() for e in errors)), "the best pile alone"),
    ("honest_error", judging(end=lambda errors: max(e.mean() for e in errors)), "the worst pile alone"),
    ("honest_error", judging(end=lambda errors: errors[-1].mean()), "the last pile alone"),
    ("honest_error", judging(end=lambda errors: errors[0].mean()), "the first pile alone"),
    ("honest_error", judging(end=lambda errors: np.concatenate(errors).sum()), "the sum of the squared errors"),
    ("honest_error", judging(end=root), "the root of what is asked for"),
    ("honest_error", judging(square=np.abs), "absolute errors"),
    ("honest_error", judging(add=0.0), "not added again"),
    ("honest_error", judging(add=0.0, subtract=0.0), "not added again"),
    ("honest_error", judging(penalty=lambda s, c, n: 0.0), "there is no penalty"),
    ("honest_error", judging(penalty=lambda s, c, n: n * s * np.eye(c)), "strength times the number of rows"),
    ("honest_error", judging(penalty=lambda s, c, n: -s * np.eye(c)), "the penalty is subtracted"),
    ("honest_error", judging(penalty=lambda s, c, n: s), "added to all numbers"),
    ("honest_error", judging(spread=lambda m: (m.mean(0), m.std(0, ddof=1))), "divided by n - 1"),
    ("honest_error", judging(spread=lambda m: (m.mean(0), 1.0)), "centred and not divided"),
    ("honest_error", judging(spread=lambda m: (0.0, 1.0)), "used as they are"),
    ("honest_error", judging(spread=lambda m: (m.mean(), m.std())), "share one mean"),
    ("honest_error", judging(square=lambda error: error), "the mean error with its sign"),
    ("honest_error", judging(strength_=1.5), "the strength is 4 here"),
    ("honest_error", judging(spread=lambda m: (m.mean(0), m.var(0))), "divided by their variance"),
    ("honest_error", judging(penalty=lambda s, c, n: s / 2 * np.eye(c)), "half of what is asked for"),
    ("honest_error", with_penalised_ones, "a column of ones"),
    ("honest_error", piles_from_zero, "called 1 and 5"),
    ("honest_error", lambda x, y, piles, strength: np.linalg.solve(x @ x.T + strength * np.eye(len(x)), x.T @ y), "columns x columns"),
    ("honest_error", lambda *a: None, "Is the `return` missing?"),
    ("calibration_error", calibrating(end=lambda pairs, n, bins: np.mean([d for _, d in pairs])), "each piece counts the same"),
    ("calibration_error", calibrating(distance=float), "too sure and too unsure cancel"),
    ("calibration_error", calibrating(piece=lambda sure, bins: np.zeros(len(sure)), distance=abs), "all examples are one piece"),
    ("calibration_error", each_alone, "each example is a piece of its own"),
    ("calibration_error", calibrating(confidence=lambda p, y: p[np.arange(len(y)), y]), "of the *true* class"),
    ("calibration_error", calibrating(piece=below), "into the piece below"),
    ("calibration_error", calibrating(piece=lost_at_one), "a confidence of 1 is lost"),
    ("calibration_error", one_alone, "a confidence of 1 has a piece of its own"),
    ("calibration_error", calibrating(end=lambda pairs, n, bins: sum(k * d for k, d in pairs)), "divide by the number of examples"),
    ("calibration_error", calibrating(piece=equal_numbers), "equal numbers of examples"),
    ("calibration_error", calibrating(end=lambda pairs, n, bins: max(d for _, d in pairs)), "the largest distance"),
    ("calibration_error", calibrating(distance=np.square), "the distances are squared"),
    ("calibration_error", calibrating(piece=between), "between the smallest and the largest"),
    ("calibration_error", calibrating(right=lambda hit: 1 - hit.mean()), "the share that is wrong"),
    ("calibration_error", calibrating(end=lambda pairs, n, bins: sum(d for _, d in pairs) / bins), "the empty ones too"),
    ("calibration_error", calibrating(middle=True), "the middle of the piece"),
    ("calibration_error", lambda p, y, bins: calibration_error(p, y, 4), "Is the number typed in?"),
    ("calibration_error", lambda p, y, bins: 1 - np.mean(p.argmax(1) == y), "is 0.095 off"),
    ("calibration_error", lambda p, y, bins: [calibration_error(p, y, bins)], "only the shape is not"),
    ("calibration_error", lambda *a: None, "Is the `return` missing?"),
    ("DropConnect", dropping(lambda self: self.weight / (1 - self.p)), "in eval mode nothing is scaled"),
    ("DropConnect", dropping(lambda self: self.weight * kept(self) if self.training else self.weight * (1 - self.p)), "the weights are multiplied by 1 - p. That is done"),
    ("DropConnect", dropping(DropConnect.used, forward=lambda self, x: F.linear(x, self.used())), "the biases are missing"),
    ("DropConnect", dropping(lambda self: self.weight * kept(self) / (1 - self.p)), "something is dropped there, too"),
    ("DropConnect", dropping(lambda self: self.weight), "no weight is dropped"),
    ("DropConnect", dropping(in_train(lambda self: self.weight / (1 - self.p))), "no weight is set to 0"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * 0)), "all weights are 0"),
    ("DropConnect", dropping(DropConnect.used, forward=outputs_forward), "whole outputs are dropped"),
    ("DropConnect", dropping(DropConnect.used, forward=inputs_forward), "whole inputs are dropped"),
    ("DropConnect", dropping(DropConnect.used, forward=units_forward), "equal rows of a batch"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self, 1 - self.p) / (1 - self.p))), "not to be kept"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self, 0.5) / (1 - self.p))), "about 25% of the weights are dropped. Yours"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self))), "stay as they are; divide"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self) / self.p)), "are divided by p"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self) * (1 - self.p))), "are multiplied by 1 - p; divide"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self) / (1 - self.p) ** 2)), "by 0 or by 1/(1 - p)"),
    ("DropConnect", dropping(DropConnect.used, forward=biases_too), "of an input of zeros"),
    ("DropConnect", Fixed, "each pass drops the same weights"),
    ("DropConnect", dropping(seeded), "each pass drops the same weights"),
    ("DropConnect", dropping(DropConnect.used, forward=row_by_row), "equal rows of a batch"),
    ("DropConnect", dropping(lambda self: DropConnect.used(self).detach()), "no gradient reaches"),
    ("DropConnect", dropping(past_the_mask), "the gradient is not that of the pass"),
    ("DropConnect", dropping(DropConnect.used, forward=cut_off), "the gradient is not that of the pass"),
    ("DropConnect", dropping(changes_data), "lost for ever"),
    ("DropConnect", dropping(scales_and_returns), "a parameter is changed in place"),
    ("DropConnect", dropping(lambda self: DropConnect.used(self).T), "the sizes do not fit"),
    ("DropConnect", dropping(in_train(lambda self: self.weight * kept(self, 0.25) / 0.75)), "Is p typed in?"),
    ("DropConnect", NoClass, "a class that extends nn.Module"),
    ("DropConnect", OtherNames, "leave __init__ as it was"),
    ("DropConnect", dropping(DropConnect.used, forward=lambda self, x: None), "None"),
    ("Lasso", stepping(new_name), "no parameter moves"),
    ("Lasso", moving(lambda w, g, lr, l1: w - lr * g), "this is plain descent"),
    ("Lasso", moving(lambda w, g, lr, l1: pulled(w, lr * l1)), "nothing but the pull"),
    ("Lasso", moving(lambda w, g, lr, l1: (w - lr * g) - lr * l1 * (w - lr * g).sign()), "this is L1 by its slope"),
    ("Lasso", moving(lambda w, g, lr, l1: w - lr * (g + l1 * w.sign())), "this is L1 by its slope"),
    ("Lasso", moving(lambda w, g, lr, l1: w - lr * (g + l1 * w)), "this is the pull of L2"),
    ("Lasso", moving(lambda w, g, lr, l1: (w - lr * g) * (1 - lr * l1)), "this is the pull of L2"),
    ("Lasso", moving(lambda w, g, lr, l1: pulled(w - lr * g, l1)), "the pull is the strength alone"),
    ("Lasso", moving(lambda w, g, lr, l1: pulled(w - lr * g, lr)), "the pull is the rate alone"),
    ("Lasso", moving(lambda w, g, lr, l1: pulled(w, lr * l1) - lr * g), "the pull comes before"),
    ("Lasso", moving(lambda w, g, lr, l1: pulled(w + lr * g, lr * l1)), "this goes uphill"),
    ("Lasso", moving(lambda w, g, lr, l1: (w - lr * g) + lr * l1 * (w - lr * g).sign()), "away from 0"),
    ("Lasso", moving(lambda w, g, lr, l1: (w - lr * g - lr * l1).clamp(min=0)), "negative weights are lost"),
    ("Lasso", moving(lambda w, g, lr, l1: ((w - lr * g).abs() - lr * l1).clamp(min=0)), "the sign is lost"),
    ("Lasso", moving(lambda w, g, lr, l1: (w - lr * g) * ((w - lr * g).abs() > lr * l1)), "the others are not pulled"),
    ("Lasso", stepping(returns_early), "only the first parameter"),
    ("Lasso", moving(lambda w, g, lr, l1: w.sign() * ((w - lr * g).abs() - lr * l1).clamp(min=0)), "before the step along the gradient; it may"),
    ("Lasso", OldRate, "goes on with the first one"),
    ("Lasso", stepping(first_group_only), "takes those of the first one"),
    ("Lasso", stepping(pulls_all), "a parameter without a gradient is pulled"),
    ("Lasso", stepping(returns_at_none), "pass over it, and go on"),
    ("Lasso", stepping(asks_nobody), "its p.grad is None"),
    ("Lasso", stepping(changes_gradient), "which belongs to the backward pass"),
    ("Lasso", moving(by_if), "go number by number"),
    ("Lasso", lambda params, lr, l1: list(params), "a class that extends"),
    ("spiral", playing(hidden=[4], features=["x1", "x2"], epochs=20), "it underfits"),
    ("spiral", playing(hidden=[], epochs=5), "here is no hidden layer"),
    ("spiral", playing(activation="none", epochs=5), "the activation is none"),
    ("spiral", playing(l2=0.1, epochs=5), "Is it too strong?"),
    ("spiral", playing(epochs=0), "not trained yet"),
    ("spiral", playing(epochs=101, hidden=[1], batch_size=400), "at most 100 epochs"),
    ("spiral", playing(epochs=1, noise=0.0), "noise must be 0.05"),
    ("spiral", playing(epochs=1, n=2000), "n must be 400"),
    ("spiral", playing(epochs=1, data="circles"), "data must be 'spiral'"),
    ("spiral", playing(epochs=1, seed=7), "seed must be 0"),
    ("spiral", playing(epochs=1, train_share=0.9), "train_share must be 0.5"),
    ("spiral", playing(epochs=1, give=lambda play, measured: measured), "return play.state"),
    ("spiral", playing(epochs=1, give=lambda play, measured: play), "return play.state"),
    ("spiral", playing(epochs=1, give=lambda play, measured: None), "Is the `return` missing?"),
]  # fmt: skip
