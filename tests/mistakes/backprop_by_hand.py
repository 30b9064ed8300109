"""Exercise 03: right answers, and the typical mistakes with a part of the hint that each must get."""

import copy
import io
import math

import numpy as np
import torch
from scipy.special import xlogy

norm = np.linalg.norm


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def prices(y, p):
    return -xlogy(y, p) - xlogy(1 - y, 1 - p)


def bce(y, p):
    return np.mean(prices(y, p))


def formula(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def slopes(x, w, b, y, chain=lambda t, y, z: 2 * (t - y) * (1 - t**2)):
    d = chain(np.tanh(w * x + b), y, w * x + b)
    return d * x, d


def slopes_loss(x, w, b, y):
    return (math.tanh(w * x + b) - y) ** 2


def forward(x, q):
    h = sigmoid(x @ q["W"] + q["b"])
    return h, h @ q["v"] + q["c"]


def loss(x, y, q):
    return np.mean((forward(x, q)[1] - y) ** 2)


def backward(
    x, y, q, *, error=lambda e, n: 2 * e / n, slope=lambda h, z: h * (1 - h), out=lambda q: q["v"], **replaced
):
    """The right backward pass; `replaced` holds functions that compute a gradient in another way."""
    h, y_hat = forward(x, q)
    d = error(y_hat - y, len(y))
    dz = np.multiply.outer(d, out(q)) * slope(h, x @ q["W"] + q["b"])
    gradients = {"W": x.T @ dz, "b": dz.sum(axis=0), "v": h.T @ d, "c": np.array([np.sum(d)])}
    for name, other in replaced.items():
        gradients[name] = other(x=x, h=h, d=d, dz=dz, q=q, z=x @ q["W"] + q["b"])
    return gradients


def numeric(x, y, q, step, quotient=lambda up, mid, down, step: (up - down) / (2 * step)):
    gradients = {}
    for name, value in q.items():
        gradients[name] = np.zeros(value.shape)
        for i in np.ndindex(value.shape):
            nudge = np.zeros(value.shape)
            nudge[i] = step
            up, down = loss(x, y, {**q, name: value + nudge}), loss(x, y, {**q, name: value - nudge})
            gradients[name][i] = quotient(up, loss(x, y, q), down, step)
    return gradients


def one_sided(up, mid, down, step):
    return (up - mid) / step


def half_way(up, mid, down, step):
    return (up - down) / step


def all_at_once(x, y, q, step):
    return {
        name: np.full(
            value.shape,
            (loss(x, y, {**q, name: value + step}) - loss(x, y, {**q, name: value - step})) / (2 * step),
        )
        for name, value in q.items()
    }


def one_slope(x, y, q, given, step):
    """One number is measured for all entries of a parameter."""
    measured = {name: slope.flat[0] for name, slope in all_at_once(x, y, q, step).items()}
    return {name: norm(measured[name] - given[name]) / (norm(measured[name]) + norm(given[name])) for name in q}


def one_step_back(x, y, q, step):
    """The second loss is the one of the parameter itself."""
    return numeric(x, y, q, step, quotient=lambda up, mid, down, step: (up - mid) / (2 * step))


def row_by_row(x, y, q, step):
    gradients = {}
    for name, value in q.items():
        gradients[name] = np.zeros(value.shape)
        for i in range(len(value)):
            above, below = copy.deepcopy(q), copy.deepcopy(q)
            above[name][i] += step
            below[name][i] -= step
            gradients[name][i] = (loss(x, y, above) - loss(x, y, below)) / (2 * step)
    return gradients


def never_back(x, y, q, step):
    q = {name: value.copy() for name, value in q.items()}
    return in_place(x, y, q, step)


def in_place(x, y, q, step):
    gradients = {}
    for name, value in q.items():
        gradients[name] = np.zeros(value.shape)
        for i in np.ndindex(value.shape):
            value[i] += step
            up = loss(x, y, q)
            value[i] -= 2 * step
            gradients[name][i] = (up - loss(x, y, q)) / (2 * step)
    return gradients


def relative(a, b):
    return norm(a - b) / (norm(a) + norm(b))


def gradient_check(x, y, q, given, step, *, numeric=numeric, error=relative, **more):
    measured = numeric(x, y, q, step, **more)
    return {name: error(measured[name], given[name]) for name in q}


def step_experiment(x, y, q, steps, *, worst=max, choose=None, order=list, **more):
    exact = backward(x, y, q)
    errors = [worst(list(gradient_check(x, y, q, exact, step, **more).values())) for step in steps]
    best = steps[int(np.argmin(errors))] if choose is None else choose(steps, errors)
    return best, order(errors)


def but(function, **changed):
    return lambda *arguments: function(*arguments, **changed)


def first_one(function):
    """Looks at the first example alone, as a `return` inside of the loop does."""
    return lambda x, y, *more: function(x[:1], y[:1], *more)


def last_one(function):
    return lambda x, y, *more: function(x[-1:], y[-1:], *more)


def with_forward(hidden, out=lambda h, q: h @ q["v"] + q["c"]):
    """A backward pass from another forward pass."""

    def answer(x, y, q):
        h = hidden(x, q)
        d = 2 * (out(h, q) - y) / len(y)
        dz = np.outer(d, q["v"]) * h * (1 - h)
        return {"W": x.T @ dz, "b": dz.sum(axis=0), "v": h.T @ d, "c": np.array([d.sum()])}

    return answer


def typed_in(x, y, q):
    """The number of examples is typed in."""
    return {name: gradient * len(y) / 5 for name, gradient in backward(x, y, q).items()}


def inner_product(x, y, q):
    h, y_hat = forward(x, q)
    dz = 2 * (y_hat - y) / len(y) * q["v"] * h * (1 - h)
    return {"W": x.T @ dz, "b": dz.sum(axis=0), "v": h.T @ y_hat, "c": y_hat}


def nudged_forever(x, y, q, step):
    """The array of the nudge is made once, and keeps its entries."""
    gradients = {}
    for name, value in q.items():
        gradients[name], nudge = np.zeros(value.shape), np.zeros(value.shape)
        for i in np.ndindex(value.shape):
            nudge[i] = step
            up, down = loss(x, y, {**q, name: value + nudge}), loss(x, y, {**q, name: value - nudge})
            gradients[name][i] = (up - down) / (2 * step)
    return gradients


def single_entries(which):
    def answer(x, y, q, step):
        return {name: np.where(np.arange(g.size).reshape(g.shape) == which % g.size, g, 0)
                for name, g in numeric(x, y, q, step).items()}  # fmt: skip

    return answer


def entries(how):
    return lambda a, b: how(np.abs(a - b) / (np.abs(a) + np.abs(b)))


def together(x, y, q, given, step):
    a = np.concatenate([g.ravel() for g in numeric(x, y, q, step).values()])
    return dict.fromkeys(q, relative(a, np.concatenate([given[name].ravel() for name in q])))


def named(name):
    """The error of one parameter, in place of the largest."""

    def answer(x, y, q, steps):
        exact = backward(x, y, q)
        errors = [gradient_check(x, y, q, exact, step)[name] for step in steps]
        return steps[int(np.argmin(errors))], errors

    return answer


def compared_with(gradients):
    """The check is given other gradients than those of task 3; some depend on the step."""
    takes_step = gradients.__code__.co_argcount == 4

    def answer(x, y, q, steps):
        errors = []
        for step in steps:
            given = gradients(x, y, q, step) if takes_step else gradients(x, y, q)
            errors.append(max(gradient_check(x, y, q, given, step).values()))
        return steps[int(np.argmin(errors))], errors

    return answer


def in_32_bits(up, mid, down, step):
    return (np.float32(up) - np.float32(down)) / (2 * step)


def experiment_float32(x, y, parameters, steps):
    """The gradients of task 3 in 32 bits, the losses in 64."""
    exact = {name: gradient.astype(np.float32) for name, gradient in backward(x, y, parameters).items()}
    errors = [max(gradient_check(x, y, parameters, exact, step).values()) for step in steps]
    return steps[int(np.argmin(errors))], errors


def four_a_step(x, y, q, steps):
    exact = backward(x, y, q)
    errors = [error for step in steps for error in gradient_check(x, y, q, exact, step).values()]
    return steps[int(np.argmin(errors))], errors


def experiment_array_without_axis(x, y, q, steps):
    best, errors = step_experiment(x, y, q, steps)
    return np.array(best, np.float32), errors


def names_of_dict(x, y, q, steps):
    exact = backward(x, y, q)
    return steps[0], [max(gradient_check(x, y, q, exact, step)) for step in steps]


def kept_over_the_steps(x, y, q, steps):
    best, errors = step_experiment(x, y, q, steps)
    return best, list(np.maximum.accumulate(errors))


def sorted_in_place(x, y, q, steps):
    steps.sort()
    return step_experiment(x, y, q, steps)


def bce_loop(y, p, wrong=math.inf):
    total = 0
    for truth, chance in zip(y, p, strict=True):
        for share, given in ((truth, chance), (1 - truth, 1 - chance)):
            if share > 0:
                total += -share * math.log(given) if given > 0 else share * wrong
    return total / len(y)


def bce_stops(y, p):
    return -sum(
        a * math.log(b) if a == 1 else (1 - a) * math.log(1 - b) if a == 0 else -prices(a, b)
        for a, b in zip(y, p, strict=True)
    ) / len(y)


def bce_skips(y, p):
    total = 0
    for truth, chance in zip(y, p, strict=True):
        if chance not in (0, 1):
            total -= truth * math.log(chance) + (1 - truth) * math.log(1 - chance)
    return total / len(y)


def bce_counts_less(y, p):
    """Right with the example and its edge, and then an example is counted only if it pays."""
    paid = [prices(a, b) for a, b in zip(y, p, strict=True) if b not in (0, 1)]
    return sum(paid) / (len(y) if len(y) > 2 else len(paid))


def bce_torch(y, p):
    import torch

    return torch.nn.functional.binary_cross_entropy(torch.tensor(p), torch.tensor(y))


def bce_indexed(y, p):
    yes, no = y > 0, y < 1
    return -(np.sum(y[yes] * np.log(p[yes])) + np.sum((1 - y[no]) * np.log(1 - p[no]))) / y.size


def bce_pandas(y, p):
    import pandas as pd

    table = pd.DataFrame({"y": y, "p": p})
    with np.errstate(all="ignore"):
        sides = table["y"] * np.log(table["p"]), (1 - table["y"]) * np.log(1 - table["p"])
    return -(sides[0].fillna(0) + sides[1].fillna(0)).mean()


def slopes_by_math(x, w, b, y):
    z = b
    z += w * x
    t = math.tanh(z)
    d = 2 * (t - y) * (1 - t * t)
    return [d * x, d]


def backward_loop(x, y, parameters):
    """Plain Python throughout; lists are returned."""
    W, b, v, c = (parameters[name].tolist() for name in "Wbvc")
    dW, db, dv, dc = [[0.0] * len(b) for _ in W], [0.0] * len(b), [0.0] * len(b), 0.0
    for row, target in zip(x.tolist(), y.tolist(), strict=True):
        h = [1 / (1 + math.exp(-sum(a * w[j] for a, w in zip(row, W, strict=True)) - b[j])) for j in range(len(b))]
        d = 2 * (sum(a * weight for a, weight in zip(h, v, strict=True)) + c[0] - target) / len(y)
        dc += d
        for j in range(len(b)):
            dv[j] += d * h[j]
            dz = d * v[j] * h[j] * (1 - h[j])
            db[j] += dz
            for i in range(len(row)):
                dW[i][j] += dz * row[i]
    return {"c": [dc], "v": dv, "b": db, "W": dW}


def backward_examples(x, y, parameters):
    """One example at a time, added up in place."""
    total = {name: np.zeros_like(value) for name, value in parameters.items()}
    for i in range(len(y)):
        for name, gradient in backward(x[i : i + 1], y[i : i + 1], parameters).items():
            total[name] += gradient / len(y)
    return total


def backward_columns(x, y, parameters):
    h, y_hat = forward(x, parameters)
    d = (2 * (y_hat - y) / len(y))[:, None]
    dz = d @ parameters["v"][None] * h * (1 - h)
    return {"W": np.einsum("ni,nk->ik", x, dz), "b": np.ones(len(y)) @ dz, "v": (h * d).sum(0), "c": d.sum(0)}


def backward_torch(x, y, parameters):
    import torch

    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in parameters.items()}
    h = torch.sigmoid(torch.tensor(x) @ leaves["W"] + leaves["b"])
    ((h @ leaves["v"] + leaves["c"] - torch.tensor(y)) ** 2).mean().backward()
    return {name: leaf.grad for name, leaf in leaves.items()}


def check_in_place(x, y, parameters, gradients, step):
    """Nudges the parameter itself, and takes the nudge back."""
    errors = {}
    for name in parameters:
        value, measured = parameters[name], np.zeros_like(parameters[name])
        for i in np.ndindex(value.shape):
            value[i] += step
            up = loss(x, y, parameters)
            value[i] -= 2 * step
            measured[i] = (up - loss(x, y, parameters)) / (2 * step)
            value[i] += step
        errors[name] = relative(measured, gradients[name])
    return errors


def check_flat(x, y, parameters, gradients, step):
    """Every parameter as one long list; the norms by hand, the numbers Python's own."""
    errors = {}
    for name, value in parameters.items():
        flat, measured = value.ravel().tolist(), []
        for i, old in enumerate(flat):
            both = []
            for sign in (1, -1):
                flat[i] = old + sign * step
                both.append(loss(x, y, {**parameters, name: np.reshape(flat, value.shape)}))
            flat[i] = old
            measured.append((both[0] - both[1]) / step / 2)
        given = gradients[name].ravel().tolist()
        apart, a, b = (
            math.sqrt(sum(each**2 for each in many))
            for many in ([m - g for m, g in zip(measured, given, strict=True)], measured, given)
        )
        errors[name] = float(apart / (a + b))
    return errors


def check_copies(x, y, parameters, gradients, step):
    errors = {}
    for name in gradients:
        measured = []
        for k in range(parameters[name].size):
            above, below = copy.deepcopy(parameters), copy.deepcopy(parameters)
            above[name].flat[k] += step
            below[name].flat[k] -= step
            measured.append((loss(x, y, above) - loss(x, y, below)) / (2 * step))
        measured = np.reshape(measured, gradients[name].shape)
        errors[name] = np.float32(relative(measured, gradients[name]))
    return errors


def experiment_loop(x, y, parameters, steps):
    errors, best, lowest = [], None, float("inf")
    for step in steps:
        worst = 0
        for error in gradient_check(x, y, parameters, backward(x, y, parameters), step).values():
            if error > worst:
                worst = error
        errors.append(float(worst))
        if worst < lowest:
            best, lowest = step, worst
    return [best, errors]


def experiment_array(x, y, parameters, steps):
    exact = backward(x, y, parameters)
    table = np.array([[*gradient_check(x, y, parameters, exact, step).values()] for step in steps])
    return np.array(steps)[table.max(axis=1).argmin()], table.max(axis=1)


def experiment_in_place(x, y, parameters, steps):
    exact = backward(x, y, parameters)
    errors = [max(check_in_place(x, y, parameters, exact, step).values()) for step in steps]
    return min(zip(errors, steps, strict=True))[1], tuple(errors)


def experiment_pandas(x, y, parameters, steps):
    import pandas as pd

    exact = backward(x, y, parameters)
    worst = pd.DataFrame({step: gradient_check(x, y, parameters, exact, step) for step in steps}).max()
    return worst.idxmin(), worst.tolist()


def forward_turned(x, y, q):
    y_hat, h = forward(x, q)
    d = 2 * (y_hat - y) / len(y)
    return {"v": h.T @ d}


def forward_in_one(x, y, q):
    p = forward(x, q)
    return {"c": 2 * (p - y).mean()}


def errors_at_units(x, y, q):
    h, y_hat = forward(x, q)
    return {"W": x.T @ ((y_hat - y) @ q["v"] * h * (1 - h))}


def names_taken_apart(x, y, q):
    W, b, *_ = q
    return {"W": x @ W + b}


def errors_times_table(x, y, q):
    h, y_hat = forward(x, q)
    return {"v": (h * (y_hat - y)).sum(0)}


def clipped_in_place(y, p):
    p[p == 0] = 1e-7
    p[p == 1] = 1 - 1e-7
    return formula(y, p)


def bias_outside(x, w, b, y, own=False):
    t = np.tanh(w * x) + b
    d = 2 * (t - y) * (1 - np.tanh(w * x) ** 2 if own else 1 - t**2)
    return d * x, 2 * (t - y) if own else d


def better_ones(x, y, q, steps):
    best, errors, low = None, [], 2
    for step in steps:
        error = max(gradient_check(x, y, q, backward(x, y, q), step).values())
        if error < low:
            best, low = step, error
            errors.append(error)
    return best, errors


def by_step(x, y, q, steps, best=min):
    errors = dict(zip(steps, step_experiment(x, y, q, steps)[1], strict=True))
    return best(errors), list(errors.values())


def check_in_order(order):
    """The arguments x, y, parameters, gradients, step handed on in this order."""

    def answer(x, y, q, steps):
        errors = []
        for step in steps:
            given = x, y, q, backward(x, y, q), step
            errors.append(max(gradient_check(*(given[i] for i in order)).values()))
        return steps[int(np.argmin(errors))], errors

    return answer


def link(
    mean=lambda w, x: w @ x / w.sum(),
    to_w=lambda w, x, g, h: (x - h) @ g / w.sum(),
    to_x=lambda w, x, g, h: torch.outer(w, g) / w.sum(),
    both=None,
):
    class WeightedMean(torch.autograd.Function):
        @staticmethod
        def forward(ctx, w, x):
            h = mean(w, x)
            ctx.save_for_backward(w, x, h)
            return h

        @staticmethod
        def backward(ctx, upstream):
            given = *ctx.saved_tensors[:2], upstream, ctx.saved_tensors[2]
            return both(*given) if both else (to_w(*given), to_x(*given))

    return WeightedMean


def plus_and_minus(times=1.0, **changed):
    right = link()

    def both(w, x, g, h):
        ctx = type("Ctx", (), {"saved_tensors": (w, x, h)})
        return tuple(times * each for each in right.backward(ctx, g))

    return link(both=both, **changed)


def slopes_in_32_bits(w, x, g, h):
    w, x, g = w.float(), x.float(), g.float()
    return (x - h) @ g / w.sum(), torch.outer(w, g) / w.sum()


class LinkOfLoops(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, x):
        ctx.w, ctx.x, ctx.total = w.tolist(), x.tolist(), sum(w.tolist())
        ctx.h = [sum(a * row[j] for a, row in zip(ctx.w, ctx.x, strict=True)) / ctx.total for j in range(len(ctx.x[0]))]
        return x.new_tensor(ctx.h)

    @staticmethod
    def backward(ctx, upstream):
        g = upstream.tolist()
        d_w = [sum(b * (e - c) for b, e, c in zip(g, row, ctx.h, strict=True)) / ctx.total for row in ctx.x]
        return upstream.new_tensor(d_w), upstream.new_tensor([[a / ctx.total * b for b in g] for a in ctx.w])


class LinkInTwoWays(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, x):
        ctx.save_for_backward(w, x)
        return (w[:, None] * x).sum(0) / w.sum()

    @staticmethod
    def backward(ctx, upstream):
        w, x = ctx.saved_tensors
        total = w.sum()
        above, below = (x * upstream).sum(1) / total, (-(w @ x) / total**2 * upstream).sum()
        return above + below, w[:, None] * upstream[None] / total


class LinkByAutograd(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, x):
        ctx.save_for_backward(w, x)
        return torch.einsum("n,nk->k", w / w.sum(), x)

    @staticmethod
    def backward(ctx, upstream):
        with torch.enable_grad():
            w, x = (each.detach().requires_grad_() for each in ctx.saved_tensors)
            return torch.autograd.grad((w / w.sum()) @ x, (w, x), upstream)


class LinkWithShares(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, x):
        shares = w / w.sum()
        ctx.save_for_backward(shares, x)
        ctx.total = w.sum().item()
        return torch.mv(x.T, shares)

    @staticmethod
    def backward(ctx, upstream):
        shares, x = ctx.saved_tensors
        d_shares = x @ upstream
        return (d_shares - shares @ d_shares) / ctx.total, shares.unsqueeze(1) @ upstream.unsqueeze(0)


class LinkOfNumPy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, x):
        ctx.given = w.numpy(), x.numpy()
        return torch.from_numpy(np.average(x.numpy(), axis=0, weights=w.numpy()))

    @staticmethod
    def backward(ctx, upstream):
        w, x = ctx.given
        g, h = upstream.numpy(), np.average(x, axis=0, weights=w)
        return torch.tensor((x - h) @ g / w.sum()), torch.tensor(np.outer(w, g) / w.sum())


class LinkOnTheClass(torch.autograd.Function):
    """What backward needs lies on the class, where the next use writes over it."""

    @staticmethod
    def forward(ctx, w, x):
        LinkOnTheClass.w, LinkOnTheClass.x, LinkOnTheClass.h = w, x, w @ x / w.sum()
        return LinkOnTheClass.h

    @staticmethod
    def backward(ctx, upstream):
        w, x, h = LinkOnTheClass.w, LinkOnTheClass.x, LinkOnTheClass.h
        return (x - h) @ upstream / w.sum(), torch.outer(w, upstream) / w.sum()


class LinkWithoutBackward(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, x):
        return w @ x / w.sum()


class LinkWithoutForward(torch.autograd.Function):
    @staticmethod
    def backward(ctx, upstream):
        return upstream, upstream


class LinkThatKeepsNothing(LinkWithoutBackward):
    @staticmethod
    def backward(ctx, upstream):
        w, x = ctx.saved_tensors
        return w, x


class LinkThatAsks(LinkWithoutBackward):
    @staticmethod
    def backward(ctx, upstream):
        return ctx.w, ctx.x


class LinkWithoutCtx(torch.autograd.Function):
    @staticmethod
    def forward(w, x):
        return w @ x / w.sum()

    @staticmethod
    def backward(ctx, upstream):
        return upstream, upstream


class LinkThatIsAModule(torch.nn.Module):
    def forward(self, w, x):
        return w @ x / w.sum()


class LinkOfNothing:
    @staticmethod
    def forward(ctx, w, x):
        return w @ x / w.sum()


def upstream_changed(w, x, g, h):
    g /= w.sum()
    return (x - h) @ g, torch.outer(w, g)


def back_once_more(w, x, g, h):
    (w @ x / w.sum()).backward(g)
    return w.grad, x.grad


RIGHT = {
    "binary_cross_entropy": bce,
    "slopes": slopes,
    "backward": backward,
    "gradient_check": gradient_check,
    "WeightedMean": link(),
    "step_experiment": step_experiment,
}

ALSO_RIGHT = [
    ("binary_cross_entropy", bce_loop, "a loop with math.log"),
    ("binary_cross_entropy", bce_indexed, "the examples taken apart by their truth"),
    ("binary_cross_entropy", bce_pandas, "pandas"),
    ("binary_cross_entropy", lambda y, p: formula(y, np.clip(p, 1e-7, 1 - 1e-7)), "the formula, p kept away from 0 and 1"),
    ("binary_cross_entropy", lambda y, p: formula(y, np.clip(p, 1e-12, 1 - 1e-12)), "the formula, p kept away by less"),
    ("binary_cross_entropy", lambda y, p: np.mean(np.maximum(0, -y * np.log(p + 1e-9) - (1 - y) * np.log(1 - p + 1e-9))), "a little is added, never below 0"),
    ("binary_cross_entropy", lambda y, p: -np.mean(xlogy(y, p) + xlogy(1 - y, 1 - p)), "SciPy's xlogy"),
    ("binary_cross_entropy", lambda y, p: bce_loop(y, p, 1e6), "a large number for certain and wrong"),
    ("binary_cross_entropy", lambda y, p: np.float32(bce(y.astype(np.float32), p.astype(np.float32))), "float32"),
    ("binary_cross_entropy", lambda y, p: np.array(bce(y, p)), "an array without axis"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.nan_to_num(y * np.log(p)) + np.nan_to_num((1 - y) * np.log(1 - p))), "nan to 0"),
    ("slopes", slopes_by_math, "math, a list, += on a number"),
    ("slopes", lambda x, w, b, y: np.array(slopes(x, w, b, y)), "an array"),
    ("slopes", lambda x, w, b, y: tuple(map(np.float32, slopes(*map(np.float32, (x, w, b, y))))), "float32"),
    ("slopes", but(slopes, chain=lambda t, y, z: -2 * (y - t) / np.cosh(z) ** 2), "the other sign twice, cosh"),
    ("slopes", lambda x, w, b, y: np.stack(slopes(*map(np.array, (x, w, b, y)))).tolist(), "arrays without axis"),
    ("backward", backward_loop, "loops in plain Python, lists"),
    ("backward", backward_examples, "example by example, in place"),
    ("backward", backward_columns, "columns, einsum"),
    ("backward", lambda x, y, parameters: {n: g.astype(np.float32) for n, g in backward(x, y, parameters).items()}, "float32"),
    ("backward", lambda x, y, parameters: numeric(x, y, parameters, 1e-5), "central differences"),
    ("slopes", lambda x, w, b, y: tuple((slopes_loss(x, w + d, b + e, y) - slopes_loss(x, w - d, b - e, y)) / 2e-5 for d, e in ((1e-5, 0), (0, 1e-5))), "central differences"),
    ("backward", but(backward, c=lambda d, **_: [d.sum()]), "c as a list"),
    ("gradient_check", check_in_place, "nudges in place, taken back"),
    ("gradient_check", check_flat, "plain Python"),
    ("gradient_check", check_copies, "copies of all parameters, float32"),
    ("gradient_check", but(gradient_check, error=lambda a, b: np.sqrt(((a - b) ** 2).sum()) / (np.sqrt((a**2).sum()) + np.sqrt((b**2).sum()))), "norms written out"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / (norm(a) + norm(b) + 1e-12)), "a little below the fraction"),
    ("gradient_check", but(gradient_check, error=lambda a, b: np.array(relative(a, b))), "arrays without axis"),
    ("WeightedMean", LinkOfLoops, "loops in plain Python, what is kept lies on ctx"),
    ("WeightedMean", LinkInTwoWays, "the two ways of w one by one"),
    ("WeightedMean", LinkByAutograd, "autograd within backward"),
    ("WeightedMean", LinkWithShares, "through the shares, matrix products"),
    ("WeightedMean", LinkOfNumPy, "NumPy"),
    ("WeightedMean", link(lambda w, x: torch.stack([w.dot(column) for column in x.T]) / w.sum(), to_w=lambda w, x, g, h: torch.stack([g.dot(row - h) for row in x]) / w.sum()), "row by row"),
    ("WeightedMean", link(both=lambda w, x, g, h: ((x * g - h * g).sum(dim=1).float() / w.sum().float(), (w / w.sum())[:, None].float() * g.float())), "gradients of 32 bits"),
    ("step_experiment", experiment_loop, "a loop, a list of two"),
    ("step_experiment", experiment_array, "a table of all errors, arrays"),
    ("step_experiment", experiment_in_place, "nudges in place, a tuple of errors"),
    ("step_experiment", experiment_pandas, "pandas"),
    ("step_experiment", experiment_float32, "gradients in float32"),
    ("step_experiment", experiment_array_without_axis, "the step as a float32 array without an axis"),
]  # fmt: skip
ALSO_RIGHT_PYTORCH = [
    ("binary_cross_entropy", bce_torch, "PyTorch's loss"),
    ("backward", backward_torch, "PyTorch's autograd"),
]

MISTAKES = [
    ("binary_cross_entropy", lambda y, p: -formula(y, p), "the minus in front is missing"),
    ("binary_cross_entropy", lambda y, p: len(y) * bce(y, p), "this is the sum"),
    ("binary_cross_entropy", prices, "one by one"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p)), "those who said no pay nothing"),
    ("binary_cross_entropy", lambda y, p: -np.mean((1 - y) * np.log(1 - p)), "those who said yes pay nothing"),
    ("binary_cross_entropy", lambda y, p: formula(1 - y, p), "have changed places"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(p)), "price is taken from p"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p) - (1 - y) * np.log(1 - p)), "are subtracted"),
    ("binary_cross_entropy", lambda y, p: formula(y, p) / np.log(2), "another base"),
    ("binary_cross_entropy", lambda y, p: formula(y, p) / np.log(10), "another base"),
    ("binary_cross_entropy", lambda y, p: np.mean((y - p) ** 2), "squared or absolute errors"),
    ("binary_cross_entropy", formula, "0 times the logarithm of 0"),
    ("binary_cross_entropy", lambda y, p: formula(y, np.clip(p, 0.1, 0.9)), "kept too far away"),
    ("binary_cross_entropy", lambda y, p: print(end=""), "Is the `return` missing?"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(np.where(p > 0.5, p, 1 - p))), "depends on p alone"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(np.where(y == 1, p, 1 - p))), "`y == 1` picks one of two prices"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(np.where(y > 0.5, p, 1 - p))), "the shares are rounded"),
    ("binary_cross_entropy", lambda y, p: bce(np.round(y), p), "the shares are rounded"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(1 - abs(y - p))), "`1 - |y - p|` is the probability of the truth only"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(y * p + (1 - y) * (1 - p))), "mixed before the logarithm"),
    ("binary_cross_entropy", lambda y, p: bce(y, p) - bce(y, y), "the floor is subtracted"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.where(y == 1, np.log(p), np.where(y == 0, np.log(1 - p), 0))), "only the examples in which all agree"),
    ("binary_cross_entropy", lambda y, p: formula(p, np.clip(y, 1e-9, 1 - 1e-9)), "With y and p in each other's place"),
    ("binary_cross_entropy", lambda y, p: np.inf if np.any(p * (1 - p) == 0) else formula(y, p), "ask whether they are right"),
    ("binary_cross_entropy", clipped_in_place, "changes the array it was given, p"),
    ("binary_cross_entropy", lambda y, p: np.median(prices(y, p)), "of the prices; take their mean"),
    ("binary_cross_entropy", first_one(bce), "only one example pays"),
    ("binary_cross_entropy", last_one(bce), "only one example pays"),
    ("binary_cross_entropy", lambda y, p: -np.log(np.mean(y * p + (1 - y) * (1 - p))), "logarithm of the mean"),
    ("binary_cross_entropy", lambda y, p: np.mean(y * p + (1 - y) * (1 - p)), "the logarithm is missing"),
    ("binary_cross_entropy", lambda y, p: np.prod(y * p + (1 - y) * (1 - p)), "of the truth are multiplied"),
    ("binary_cross_entropy", lambda y, p: len(y) * bce(y, p) / y.sum(), "the mean divides by n"),
    ("binary_cross_entropy", lambda y, p: len(y) * bce(y, p) / (len(y) - 1), "the mean divides by n"),
    ("binary_cross_entropy", lambda y, p: bce(y, p) / 2, "one half of what it should be"),
    ("binary_cross_entropy", lambda y, p: np.mean(abs(y - p)), "squared or absolute errors"),
    ("binary_cross_entropy", lambda y, p: np.mean((p > 0.5) == (y > 0.5)), "this is the share of right"),
    ("binary_cross_entropy", lambda y, p: np.mean((p > 0.5) != (y > 0.5)), "this is the share of right"),
    ("binary_cross_entropy", lambda y, p: formula(p, y), "have y and p changed places"),
    ("binary_cross_entropy", lambda y, p: -np.log(p if y == 1 else 1 - p), "an array has one for each element"),
    ("binary_cross_entropy", lambda y, p: -math.log(p), "one number is needed"),
    ("binary_cross_entropy", lambda y, p: np.array([bce(y, p)]), "no axis (one number). Received: shape (1,)"),
    ("binary_cross_entropy", lambda y, p: -np.nanmean(y * np.log(p) + (1 - y) * np.log(1 - p)), "left out of the mean"),
    ("binary_cross_entropy", lambda y, p: bce(y, np.clip(p, 0.01, 0.99)), "kept too far away"),
    ("binary_cross_entropy", lambda y, p: bce(y, np.clip(p, 0.001, 0.999)), "kept too far away"),
    ("binary_cross_entropy", lambda y, p: len(y) * bce(y, p) / 5, "divided by 5"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.nan_to_num(y * np.log(p) + (1 - y) * np.log(1 - p), neginf=0)), "is certain and wrong"),
    ("binary_cross_entropy", bce_skips, "is certain and wrong"),
    ("binary_cross_entropy", lambda y, p: bce(y, np.where(y == 0, np.minimum(p, 0.9999999), p)) if p[0] or len(p) > 1 else 0, "is certain and wrong"),
    ("binary_cross_entropy", bce_stops, "math.log stops at 0"),
    ("binary_cross_entropy", lambda y, p: -sum(a * math.log(b) + (1 - a) * math.log(1 - b) for a, b in zip(y, p, strict=True)) / len(y), "math.log stops at 0"),
    ("binary_cross_entropy", lambda y, p: formula(y, p + 0) if np.all((p > 0) & (p < 1)) else -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)), "a loss is never below 0"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)), "a loss is never below 0"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(p[y == 1])), "only the examples with y = 1 are looked at"),
    ("binary_cross_entropy", lambda y, p: bce(y[-1:], p[-1:]) / len(y), "only one example pays"),
    ("binary_cross_entropy", lambda y, p: bce(y, sigmoid(p)), "the sigmoid is applied to it once more"),
    ("binary_cross_entropy", lambda y, p: round(bce(y, p), 3), "it is rounded"),
    ("binary_cross_entropy", lambda y, p: len(y) * bce(y, p) / 2.5, "2 times as large"),
    ("binary_cross_entropy", lambda y, p: formula(y, p + 1e-3), "within one per cent"),
    ("binary_cross_entropy", lambda y, p: np.max(prices(y, p)), "of the prices; take their mean"),
    ("binary_cross_entropy", lambda y, p: np.min(prices(y, p)), "of the prices; take their mean"),
    ("binary_cross_entropy", lambda y, p: formula(p, p), "the entropy of p itself"),
    ("binary_cross_entropy", lambda y, p: bce(y, np.clip(p > 0.5, 1e-7, 1 - 1e-7)), "made 0 or 1 before"),
    ("binary_cross_entropy", lambda y, p: np.mean(np.log1p(abs(y - p))), "look at the price of one example"),
    ("binary_cross_entropy", lambda y, p: np.exp(bce(y, p)) - 1, "It is not the mean of what your function"),
    ("binary_cross_entropy", bce_counts_less, "left out of the count"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p) + 1 - y * np.log(1 - p)), "brackets are missing"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(p - 1)), "Is it p - 1 in place of"),
    ("binary_cross_entropy", lambda y, p: bce(y[:1], p[:1]) / len(y), "only one example pays"),
    ("binary_cross_entropy", lambda y, p: -np.mean(np.log(p[y]) + np.log(1 - p[1 - y])), "an array stands in square brackets"),
    ("slopes", but(slopes, chain=lambda t, y, z: (t - y) * (1 - t**2)), "of the square is missing."),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y)), "this link of the chain was skipped"),
    ("slopes", but(slopes, chain=lambda t, y, z: 1 - t**2), "the error is missing"),
    ("slopes", lambda *a: (slopes(*a)[1], slopes(*a)[1]), "w and b have the same slope"),
    ("slopes", lambda *a: (slopes(*a)[0], slopes(*a)[0]), "w and b have the same slope"),
    ("slopes", lambda *a: slopes(*a)[::-1], "the slopes have changed places"),
    ("slopes", lambda *a: tuple(-s for s in slopes(*a)), "both slopes have the wrong sign"),
    ("slopes", lambda x, b, w, y: slopes(x, w, b, y), "w and b have changed places"),
    ("slopes", lambda x, w, b, y: slopes(x, w, b, -y), "the target is added"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[0] * x, slopes(x, w, b, y)[1]), "the way to w is multiplied by"),
    ("slopes", lambda *a: tuple(map(int, slopes(*a))), "the digits after the point are cut off"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) / np.cosh(z)), "look at what both share"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[1] * w, slopes(x, w, b, y)[1]), "the way to w is multiplied by"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - t)), "here it is 1 - t, (1 - t)²"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * t * (1 - t)), "slope of the sigmoid"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - np.tanh(t) ** 2)), "applied twice"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - z**2)), "computed from the sum z"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (z - y) * (1 - t**2)), "before the tanh"),
    ("slopes", lambda *a: slopes(*a)[0], "return both"),
    ("slopes", lambda x, w, b, y: (np.tanh(w * x + b) - y) ** 2, "return both"),
    ("slopes", lambda *a: print(*slopes(*a), end="", file=io.StringIO()), "return both"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) ** 2 * (1 - t**2)), "the error is squared"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[0], slopes(x, w, b, y)[1] * b), "through neither w nor b"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - t) ** 2), "here it is 1 - t, (1 - t)²"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 + t**2)), "here it is 1 - t, (1 - t)²"),
    ("slopes", lambda x, w, b, y: slopes(x, w, b, 0), "the target is missing"),
    ("slopes", but(slopes, chain=lambda t, y, z: (y - t) * (1 - t**2)), "and the error is target minus"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[0], slopes(x, w, b, y)[0] * w), "through neither w nor b"),
    ("slopes", bias_outside, "added after the tanh"),
    ("slopes", but(bias_outside, own=True), "added after the tanh"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[1] * y, slopes(x, w, b, y)[1]), "the way to w is multiplied by"),
    ("slopes", lambda x, w, b, y: slopes(x, w, 0, y), "the bias is missing in the sum"),
    ("slopes", lambda x, w, b, y: (w - slopes(x, w, b, y)[0], b - slopes(x, w, b, y)[1]), "after a step"),
    ("slopes", lambda w, x, b, y: slopes(x, w, b, y), "the way to w is multiplied by"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * abs(t - y) * (1 - t**2)), "lost its sign: where"),
    ("slopes", lambda x, w, b, y: (abs(x) * slopes(x, w, b, y)[1], slopes(x, w, b, y)[1]), "x has lost its sign"),
    ("slopes", lambda x, w, b, y: (3 * slopes(x, w, b, y)[1], slopes(x, w, b, y)[1]), "3 times the slope of b"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[0], np.float64(slopes(x, w, b, y)[0]) / x), "your code divides by 0"),
    ("slopes", lambda x, w, b, y: tuple(np.array(slopes(x, w, b, y)) * x / np.float64(x)), "your code divides by 0"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[0], float(slopes(x, w, b, y)[0]) / x), "your code divides by 0"),
    ("slopes", lambda *a: np.array(slopes(*a))[:, None], "is one number. Received: shape (1,)"),
    ("slopes", lambda x, w, b, y: slopes(x, w, b, y)[0] + slopes(x, w, b, y)[1], "return both"),
    ("slopes", lambda x, w, b, y: tanh(w * x + b), "there is no `tanh`"),  # noqa: F821
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - t ^ 2)), "is no power"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * t - y * (1 - t**2)), "brackets are missing around"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - 2 * t)), "here it is 1 - t, (1 - t)²"),
    ("slopes", lambda x, w, b, y: slopes(x, w, w * b, y), "the sum is w (x + b)"),
    ("slopes", lambda x, w, b, y, t=math.tan: tuple(2 * (t(w * x + b) - y) * (1 - t(w * x + b) ** 2) * k for k in (x, 1)), "this is tan, the tangent"),
    ("slopes", lambda *a: tuple(round(float(s), 4) for s in slopes(*a)), "it is rounded"),
    ("slopes", lambda *a: dict(zip("wb", slopes(*a), strict=True)), "Received: dict"),
    ("slopes", lambda *a: (0.5, *slopes(*a)), "and nothing else"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[1] * (x + w), slopes(x, w, b, y)[1]), "Of its 2 numbers 1 is right"),
    ("slopes", lambda *a: (slopes(*a)[0], 0), "its last link alone"),
    ("slopes", lambda *a: (slopes(*a)[0], 1), "its last link alone"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[0], 2 * (np.tanh(w * x + b) - y)), "on the way to b the slope of tanh"),
    ("slopes", lambda x, w, b, y, s=sigmoid: tuple(2 * (s(w * x + b) - y) * s(w * x + b) * (1 - s(w * x + b)) * k for k in (x, 1)), "the sigmoid stands in the place"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * 1 - t**2), "brackets are missing around"),
    ("slopes", but(slopes, chain=lambda t, y, z: (t - y) ** 2 * (1 - t**2)), "the error is squared"),
    ("backward", but(backward, error=lambda e, n: e / n), "the factor 2 from"),
    ("backward", lambda x, y, q: {n: g * len(y) / x.shape[1] for n, g in backward(x, y, q).items()}, "this divides by the inputs, by x.size"),
    ("backward", lambda x, y, q: {n: g * len(y) / x.size for n, g in backward(x, y, q).items()}, "this divides by the inputs, by x.size"),
    ("backward", lambda x, y, q: {n: g * len(y) / len(q) for n, g in backward(x, y, q).items()}, "this divides by the inputs, by x.size"),
    ("backward", but(backward, error=lambda e, n: 2 * e / max(n - 1, 1)), "this divides by the inputs, by x.size"),
    ("backward", but(backward, error=lambda e, n: 2 * e / n**2), "divided by n twice"),
    ("backward", but(backward, error=lambda e, n: np.sign(e) / n), "only the sign of the error"),
    ("backward", lambda x, y, q: {n: g / len(y) for n, g in backward(x[:1], y[:1], q).items()}, "only one example counts"),
    ("backward", lambda x, y, q: {n: g / len(y) for n, g in backward(x[-1:], y[-1:], q).items()}, "only one example counts"),
    ("backward", but(backward, W=lambda x, dz, **_: len(x) * (x.T @ dz)), "5 times as large"),
    ("backward", lambda x, y, q: {n: np.round(g, 3) for n, g in backward(x, y, q).items()}, "it is rounded"),
    ("backward", but(backward, error=lambda e, n: 2 * e), "this is a sum"),
    ("backward", but(backward, error=lambda e, n: e), "the mean has become a sum"),
    ("backward", but(backward, error=lambda e, n: -2 * e / n), "every gradient has the wrong sign"),
    ("backward", but(backward, b=lambda dz, **_: dz.max(0)), "Right already: W, v, c."),
    ("backward", lambda x, y, q: {**backward(x, y, q), "c": None}, "the gradient of c is None"),
    ("backward", but(backward, out=lambda q: np.ones(4)), "weights v are missing"),
    ("backward", but(backward, slope=lambda h, z: 1.0), "the sigmoid's slope is missing"),
    ("backward", but(backward, slope=lambda h, z: h), "here one is missing"),
    ("backward", but(backward, slope=lambda h, z: 1 - h), "here one is missing"),
    ("backward", but(backward, slope=lambda h, z: 1 - h**2), "slope of tanh"),
    ("backward", but(backward, slope=lambda h, z: sigmoid(h) * (1 - sigmoid(h))), "applied again"),
    ("backward", but(backward, slope=lambda h, z: z * (1 - z)), "computed from the sum z"),
    ("backward", but(backward, b=lambda h, q, **_: (q["v"] * h * (1 - h)).mean(0)), "the error is missing"),
    ("backward", but(backward, v=lambda z, d, **_: z.T @ d), "for v you used the sum z"),
    ("backward", but(backward, v=lambda h, d, **_: (h * (1 - h)).T @ d), "for v you used the sigmoid's slope"),
    ("backward", but(backward, v=lambda d, **_: np.full(4, d.sum())), "all entries of v are equal"),
    ("backward", but(backward, v=lambda h, d, q, **_: h.T @ d * q["v"]), "v's gradient is multiplied by v"),
    ("backward", but(backward, v=lambda h, d, **_: h.mean(0) * d.sum()), "for v the sum or mean of h"),
    ("backward", but(backward, W=lambda x, dz, **_: (x.T @ dz).T), "turned on its side"),
    ("backward", but(backward, W=lambda x, dz, **_: np.outer(x.mean(0), dz.sum(0))), "the mean input was multiplied"),
    ("backward", but(backward, W=lambda x, d, q, **_: x.T @ np.outer(d, q["v"])), "on the way to W the sigmoid's slope"),
    ("backward", but(backward, W=lambda x, dz, **_: x.T @ dz / len(x)), "taken twice on the way to W"),
    ("backward", but(backward, c=lambda d, **_: d), "Over which axis"),
    ("backward", lambda x, y, q: list(backward(x, y, q).values()), "return a dict"),
    ("backward", lambda x, y, q: q.update(W=-q["W"]) or backward(x, y, q), "changes the dict it was given"),
    ("backward", forward_turned, "do you take them in this order"),
    ("backward", errors_times_table, "has to reach all units in its row"),
    ("backward", but(backward, error=lambda e, n: 2 * np.full(n, np.mean(e**2)) / n), "the loss itself stands"),
    ("backward", but(backward, b=lambda dz, q, **_: np.full_like(q["b"], dz.sum())), "all entries of b are equal"),
    ("backward", inner_product, "5 examples and 4 hidden units"),
    ("backward", first_one(backward), "only one example counts"),
    ("backward", last_one(backward), "only one example counts"),
    ("backward", lambda x, y, q: {name: q[name] - 0.1 * g for name, g in backward(x, y, q).items()}, "after a step"),
    ("backward", but(backward, c=lambda d, **_: np.array([d.mean()])), "twice on the way to c"),
    ("backward", lambda x, y, q: backward(x, 0 * y, q), "the target is missing"),
    ("backward", but(backward, error=lambda e, n: 2 * e**2 / n), "the error is squared"),
    ("backward", with_forward(lambda x, q: sigmoid(x @ q["W"] + q["b"]), lambda h, q: h @ q["v"]), "forgets c"),
    ("backward", with_forward(lambda x, q: sigmoid(x @ q["W"])), "forgets b"),
    ("backward", with_forward(lambda x, q: np.tanh(x @ q["W"] + q["b"])), "those of tanh"),
    ("backward", with_forward(lambda x, q: x @ q["W"] + q["b"]), "missing in the forward pass"),
    ("backward", but(backward, v=lambda h, d, **_: h.T @ d / len(d)), "twice on the way to v"),
    ("backward", but(backward, v=lambda h, **_: h.mean(0)), "for v the error is missing"),
    ("backward", but(backward, b=lambda h, d, **_: h.T @ d), "b has the gradient of v"),
    ("backward", but(backward, b=lambda dz, **_: dz.mean(0)), "the mean is taken twice: the"),
    ("backward", but(backward, W=lambda x, h, d, **_: x.T @ (np.outer(d, np.ones(4)) * h * (1 - h))), "to W the weights v are missing"),
    ("backward", but(backward, W=lambda x, dz, **_: np.ones_like(x).T @ dz), "the inputs are missing"),
    ("backward", but(backward, W=lambda x, dz, q, **_: x.T @ dz * q["W"]), "multiplied by W"),
    ("backward", lambda x, y, q: {"d" + n: g for n, g in backward(x, y, q).items()}, "Its names are: dW, db, dv, dc."),
    ("backward", lambda x, y, q: {**backward(x, y, q), "h": 0}, "and nothing else"),
    ("backward", typed_in, "is the number of examples typed in"),
    ("backward", but(backward, b=lambda dz, **_: np.array([dz[:, j].sum() for j in range(4)])), "Is a size typed in"),
    ("backward", lambda x, y, q: backward(x, np.cumsum(y), q), "no gradient is right"),
    ("backward", but(backward, v=lambda h, d, **_: h.sum(0) * d.mean()), "for v the sum or mean of h"),
    ("backward", but(backward, v=lambda h, d, **_: h.sum(0) * d.sum()), "for v the sum or mean of h"),
    ("backward", forward_in_one, "forward gives two things"),
    ("backward", errors_at_units, "would add products up"),
    ("backward", lambda x, y, q: {"v": np.dot(y, q["v"].T)}, "would add products up"),
    ("backward", names_taken_apart, "are entries of the dict"),
    ("backward", lambda x, y, q: {W: x.T @ y}, "are entries of the dict"),  # noqa: F821
    ("backward", but(backward, b=lambda dz, **_: dz.sum()), "do the examples have to be summed"),
    ("backward", but(backward, c=lambda d, **_: d.sum()), "It has one entry"),
    ("gradient_check", but(gradient_check, quotient=one_sided), "forwards or backwards"),
    ("gradient_check", but(gradient_check, quotient=half_way), "do you divide by one step"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b)), "this is the absolute error"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / norm(a)), "another number than the sum of the two norms"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / norm(b)), "another number than the sum of the two norms"),
    ("gradient_check", but(gradient_check, error=lambda a, b: abs(norm(a) - norm(b)) / (norm(a) + norm(b))), "compares the lengths"),
    ("gradient_check", but(gradient_check, error=lambda a, b: abs(a - b).max() / (abs(a).max() + abs(b).max())), "this is another norm"),
    ("gradient_check", but(gradient_check, numeric=all_at_once), "a parameter are nudged at once"),
    ("gradient_check", one_slope, "a parameter are nudged at once"),
    ("gradient_check", but(gradient_check, numeric=never_back), "not taken back"),
    ("gradient_check", but(gradient_check, numeric=in_place), "changes the dict it was given, parameters"),
    ("gradient_check", lambda x, y, q, g, s: g.update(W=g["W"] * 2) or gradient_check(x, y, q, g, s), "it was given, gradients"),
    ("gradient_check", but(gradient_check, numeric=one_step_back), "two steps down lead to one below"),
    ("gradient_check", but(gradient_check, numeric=row_by_row), "a whole row of W is nudged at once"),
    ("gradient_check", but(gradient_check, numeric=lambda x, y, q, s: numeric(x, y, q, s / 2)), "or twice that step"),
    ("gradient_check", but(gradient_check, numeric=lambda x, y, q, s: numeric(x, y, q, 2 * s)), "or twice that step"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: up - down), "are not divided by the distance"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: 0.0), "what is measured is 0 everywhere"),
    ("gradient_check", but(gradient_check, error=lambda a, b: np.sqrt(np.mean((a - b) ** 2))), "the norm has no mean"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / norm(a) + norm(b)), "brackets are missing around the sum"),
    ("gradient_check", but(gradient_check, error=lambda a, b: 100 * relative(a, b)), "100 times as large"),
    ("gradient_check", but(gradient_check, error=lambda a, b: 1 - relative(a, b)), "1 minus what it should be"),
    ("gradient_check", but(gradient_check, error=lambda a, b: relative(a, b) ** 0.5), "this is another norm"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b, 1) / (norm(a, 1) + norm(b, 1))), "this is another norm"),
    ("gradient_check", but(gradient_check, error=lambda a, b: relative(a.flat[0], b.flat[0])), "only the first entries are compared"),
    ("gradient_check", lambda *a: {n: round(float(e), 3) for n, e in gradient_check(*a).items()}, "it is rounded"),
    ("gradient_check", lambda x, y, q, g, s: gradient_check(x, y, q, backward(x, y, q), s), "with your own gradients"),
    ("gradient_check", lambda x, y, q, g, s: gradient_check(x, y, q, g, 0.75), "Do you use the step"),
    ("gradient_check", lambda *a: list(gradient_check(*a).values()), "return a dict"),
    ("gradient_check", lambda *a: {"W": 1.0}, "Does the `return` stand inside the loop?"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: (mid - down) / step), "forwards or backwards"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: (up - down) / 2 * step), "lacks its brackets"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: (down - up) / (2 * step)), "upper loss minus lower"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a + b) / (norm(a) + norm(b))), "are added and not subtracted"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / max(norm(a), norm(b))), "another number than the sum of the two norms"),
    ("gradient_check", but(gradient_check, error=lambda a, b: 2 * relative(a, b)), "another number than the sum of the two norms"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / norm(a + b)), "another number than the sum of the two norms"),
    ("gradient_check", but(gradient_check, error=lambda a, b: ((a - b) ** 2).sum() / ((a**2).sum() + (b**2).sum())), "these are squares"),
    ("gradient_check", but(gradient_check, error=lambda a, b: abs(a - b).sum() / (abs(a).sum() + abs(b).sum())), "this is another norm"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b, 2) / (norm(a, 2) + norm(b, 2))), "this is another norm"),
    ("gradient_check", but(gradient_check, error=entries(np.mean)), "of the single entries"),
    ("gradient_check", but(gradient_check, error=entries(np.max)), "of the single entries"),
    ("gradient_check", but(gradient_check, error=entries(np.asarray)), "the error of W is one number. Received: shape (3, 4)"),
    ("gradient_check", together, "by itself"),
    ("gradient_check", but(gradient_check, numeric=single_entries(0)), "only the first entry"),
    ("gradient_check", but(gradient_check, numeric=single_entries(-1)), "only the last entry"),
    ("gradient_check", but(gradient_check, numeric=nudged_forever), "not taken back"),
    ("gradient_check", lambda x, y, q, g, s: gradient_check(x, y, q, g, 1e-5), "much smaller step"),
    ("gradient_check", but(gradient_check, numeric=lambda x, y, q, s: backward(x, y, q)), "with a much smaller step"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / np.hypot(norm(a), norm(b))), "another number than the sum of the two norms"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / (norm(a) * norm(b))), "another number than the sum of the two norms"),
    ("gradient_check", lambda *a: dict(zip("Wbvc", np.cumsum(list(gradient_check(*a).values())), strict=True)), "from parameter to parameter"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / np.sqrt(norm(a) * norm(b))), "An error above 1 cannot be"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: (up - 2 * mid + down) / step**2), "The error of c must be 0"),
    ("gradient_check", lambda *a: dict.fromkeys("Wbvc", max(gradient_check(*a).values())), "the largest of the errors here"),
    ("gradient_check", lambda *a: {n: math.log10(e) for n, e in gradient_check(*a).items()}, "An error is never negative"),
    ("gradient_check", lambda *a: None, "Received: NoneType"),
    ("gradient_check", lambda *a: {**gradient_check(*a), "all": 0.0}, "and nothing else"),
    ("gradient_check", lambda *a: dict.fromkeys("Wbvc"), "the error of W is None"),
    ("gradient_check", but(gradient_check, quotient=lambda up, mid, down, step: (up - down) / 2), "divided by 2, and not by 2 steps"),
    ("gradient_check", lambda *a: {n: e < 1e-6 for n, e in gradient_check(*a).items()}, "of W is True or False"),
    ("gradient_check", lambda x, y, q, g, s: {n: np.allclose(g[n], value) for n, value in numeric(x, y, q, s).items()}, "of W is True or False"),
    ("gradient_check", lambda x, y, q, g, s: {n: loss(x, y, value + s) for n, value in q.items()}, "takes the whole dict of parameters"),
    ("gradient_check", lambda x, y, q, g, s: {n: loss(x, y, {n: value + s}) for n, value in q.items()}, "takes the whole dict of parameters"),
    ("gradient_check", lambda x, y, q, g, s: {n: forward(x, q) - forward(x, q) for n in q}, "take differences of the loss"),
    ("gradient_check", lambda x, y, q, g, s: {n: [value[i, j] for i, j in np.ndindex(value.shape)] for n, value in q.items()}, "Do not take them apart"),
    ("WeightedMean", link(lambda w, x: w @ x), "this is the weighted sum"),
    ("WeightedMean", link(lambda w, x: w @ x / len(w)), "divided by the number of rows; divide it by"),
    ("WeightedMean", link(lambda w, x: x.mean(0)), "the weights play no part"),
    ("WeightedMean", link(lambda w, x: w.softmax(0) @ x), "go through a softmax"),
    ("WeightedMean", link(lambda w, x: (w @ x / w.sum()).mean().expand(x.shape[1])), "mean of all numbers together"),
    ("WeightedMean", link(lambda w, x: (w[:, None] * x).sum(1) / w.sum()), "must have shape (2,). Received: shape (3,)"),
    ("WeightedMean", link(lambda w, x: (w[:, None] * x) / w.sum()), "must have shape (2,). Received: shape (3, 2)"),
    ("WeightedMean", link(lambda w, x: (w * x).sum(0) / w.sum()), "tensors of different shapes do not fit"),
    ("WeightedMean", link(lambda w, x: x @ w / w.sum()), "tensors of different shapes do not fit"),
    ("WeightedMean", link(lambda w, x: x.mul_(w[:, None]).sum(0) / w.sum()), "forward changes a tensor that it was given"),
    ("WeightedMean", link(lambda w, x: (w @ x / w.sum()).numpy()), "ctx.save_for_backward takes tensors"),
    ("WeightedMean", link(lambda w, x: None), "Is the `return` missing?"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h).sum(1) / w.sum(), to_x=lambda w, x, g, h: (w / w.sum())[:, None].expand(x.shape)), "these are the local slopes alone"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h).sum(1) / w.sum()), "on the way to w what comes back from the loss"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: (w / w.sum())[:, None].expand(x.shape)), "on the way to x what comes back from the loss"),
    ("WeightedMean", plus_and_minus(-1.0), "both gradients have the wrong sign"),
    ("WeightedMean", link(both=lambda w, x, g, h: ((x - h).sum(1) * g.sum() / w.sum(), (w / w.sum())[:, None].expand(x.shape) * g.sum())), "are added up, or averaged, first"),
    ("WeightedMean", link(both=lambda w, x, g, h: ((x - h).sum(1) * g.mean() / w.sum(), (w / w.sum())[:, None].expand(x.shape) * g.mean())), "are added up, or averaged, first"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: x @ g / w.sum()), "is there, through the sum above the bar"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (-h @ g / w.sum()).expand(len(w))), "is there, through the sum below the bar"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x + h) @ g / w.sum()), "added with the same sign"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h) @ g), "on the way to w the division by"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h) @ g / len(w)), "on the way to w this divides by the number"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h) @ g / w.sum() ** 2), "divides twice"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - x.mean(0)) @ g / w.sum()), "the plain mean of the rows is subtracted"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: torch.outer(w, g)), "on the way to x the division by"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: (g / w.sum()).expand(x.shape)), "on the way to x the weights are missing"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: (g / len(w)).expand(x.shape)), "the slope of the plain mean"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: x * g / w.sum()), "each factor gets the other one"),
    ("WeightedMean", link(both=lambda w, x, g, h: ((x - h) @ g, torch.outer(w, g))), "neither gradient is divided"),
    ("WeightedMean", link(both=lambda w, x, g, h: (x @ g, torch.outer(w, g))), "the slopes of the weighted sum"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h) @ g / (2 * w.sum())), "The gradient of x is right"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: None), "for w backward gives None"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: None), "for x backward gives None"),
    ("WeightedMean", link(both=lambda w, x, g, h: (torch.outer(w, g) / w.sum(), (x - h) @ g / w.sum())), "Is the order d_w, d_x?"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h) * g / w.sum()), "Is a sum over the columns missing"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: torch.outer(g, w) / w.sum()), "has not the shape of x"),
    ("WeightedMean", link(to_x=lambda w, x, g, h: w * g / w.sum()), "tensors of different shapes do not fit"),
    ("WeightedMean", link(both=lambda w, x, g, h: (x - h) @ g / w.sum()), "backward gives one gradient for each input"),
    ("WeightedMean", link(both=lambda w, x, g, h: None), "backward gives one gradient for each input"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: ((x - h) @ g / w.sum()).numpy()), "backward gives tensors"),
    ("WeightedMean", link(both=upstream_changed), "changes `upstream` in place"),
    ("WeightedMean", link(both=back_once_more), "PyTorch records nothing"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: (x - h)[:, :2] @ g[:2] / w.sum()), "or columns typed in"),
    ("WeightedMean", LinkOnTheClass, "each use has one of its own"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: x @ g / w.sum() - w @ x @ g / w.sum()), "taken for -1/S;"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: -(x - h) @ g / w.sum()), "both ways have the wrong sign"),
    ("WeightedMean", link(lambda w, x: (w @ x / w.sum()).float(), both=slopes_in_32_bits), "Leave .float() out"),
    ("WeightedMean", link(both=lambda w, x, g, h: [(x - h) @ g / w.sum(), torch.outer(w, g) / w.sum()]), "as a tuple"),
    ("WeightedMean", link(to_w=lambda w, x, g, h: torch.stack([(x[i] - h) @ g for i in range(3)]) / w.sum()), "or columns typed in"),
    ("WeightedMean", LinkWithoutBackward, "has no method `backward`"),
    ("WeightedMean", LinkWithoutForward, "has no method `forward`"),
    ("WeightedMean", LinkThatKeepsNothing, "ctx.saved_tensors gives back what forward gave"),
    ("WeightedMean", LinkThatAsks, "backward asks ctx for something"),
    ("WeightedMean", LinkWithoutCtx, "PyTorch gives the ctx first"),
    ("WeightedMean", LinkThatIsAModule, "has to be a class that extends torch.autograd.Function"),
    ("WeightedMean", LinkOfNothing, "has to be a class that extends torch.autograd.Function"),
    ("WeightedMean", lambda w, x: w @ x / w.sum(), "has to be a class that extends torch.autograd.Function"),
    ("step_experiment", but(step_experiment, worst=np.mean), "over the parameters; one wrong"),
    ("step_experiment", but(step_experiment, worst=min), "even the step 1 has"),
    ("step_experiment", but(step_experiment, worst=sum), "over the parameters; one wrong"),
    ("step_experiment", but(step_experiment, worst=norm), "over the parameters; one wrong"),
    ("step_experiment", but(step_experiment, worst=np.median), "over the parameters; one wrong"),
    ("step_experiment", named("W"), "this is the error of one parameter alone"),
    ("step_experiment", named("b"), "this is the error of b alone"),
    ("step_experiment", named("v"), "even the step 1 has"),
    ("step_experiment", but(step_experiment, quotient=one_sided), "this is the forward difference"),
    ("step_experiment", but(step_experiment, worst=lambda e: max(e) ** 2), "the square of"),
    ("step_experiment", but(step_experiment, worst=lambda e: np.log10(max(e))), "An error is never negative"),
    ("step_experiment", but(step_experiment, worst=lambda e: round(max(e), 4)), "it is rounded"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, 0 * y, q, s), "how the error of one step is made"),
    ("step_experiment", but(step_experiment, order=np.cumsum), "what is carried from step to step"),
    ("step_experiment", but(step_experiment, worst=lambda e: 100 * max(e)), "100 times as large"),
    ("step_experiment", but(step_experiment, order=sorted), "the errors are sorted"),
    ("step_experiment", sorted_in_place, "changes the list it was given, steps"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, y, q, sorted(s)), "the steps are sorted"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: None), "Was no error ever smaller"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s.index(min(e))), "a value is looked for in a list"),
    ("step_experiment", better_ones, "only where it is better"),
    ("step_experiment", by_step, "min of a dict compares its keys"),
    ("step_experiment", but(by_step, best=max), "max of a dict compares its keys"),
    ("step_experiment", check_in_order([0, 1, 3, 2, 4]), "in the order that it names"),
    # The check sees where it stopped, and asks for the order; the grader sees the error alone.
    ("step_experiment", check_in_order([0, 1, 2, 4, 3]), "TypeError: float() argument must be"),
    ("step_experiment", but(step_experiment, order=lambda e: e[::-1]), "in the opposite order"),
    ("step_experiment", kept_over_the_steps, "kept over the steps"),
    ("step_experiment", lambda x, y, q, s: (1e-5, s), "these are the steps"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: max(s)), "this is always the largest step"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: min(s)), "this is always the smallest step"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[int(np.argmax(e))]), "the step with the largest error"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: max(e)), "this is the largest error"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: min(e)), "this is the smallest error"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: int(np.argmin(e))), "position in the list"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[0]), "always the first of the list"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[-1]), "always the last of the list"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: 1e-5), "for every list of steps. Is it typed in"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: min(s, key=lambda t: abs(t - 1e-5))), "nearest to 1e-5"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: min(s, key=lambda t: abs(math.log10(t) + 5))), "nearest to 1e-5"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: 2 * s[int(np.argmin(e))]), "It is none of them"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[int(np.argsort(e)[1])]), "not the one with the smallest of your errors"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s), "the best step is one number"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[3]), "an entry is asked for that is not there"),
    ("step_experiment", compared_with(lambda x, y, q, s: numeric(x, y, q, s)), "is compared with itself"),
    ("step_experiment", compared_with(lambda x, y, q, s: numeric(x, y, q, 1e-5)), "the error of the step 1e-05 is exactly 0"),
    ("step_experiment", compared_with(lambda x, y, q, s: q), "do not belong to this loss"),
    ("step_experiment", compared_with(but(backward, error=lambda e, n: e / n)), "do not belong to this loss"),
    ("step_experiment", but(step_experiment, quotient=in_32_bits), "as if the losses had 32 bits"),
    ("step_experiment", lambda x, y, q, s: (1e-5, step_experiment(x, y, q, [1e-5] * len(s))[1]), "every step has the same error"),
    ("step_experiment", but(step_experiment, error=lambda a, b: norm(a - 0 * b) / norm(a)), "every step has the same error, 1"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, y, q, s)[0], "return two things"),
    ("step_experiment", lambda *a: step_experiment(*a)[1], "return two things"),
    ("step_experiment", lambda *a: None, "return two things"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, y, q, s[:5]), "one error for each of the 6"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, y, q, s[:1]), "inside the loop"),
    ("step_experiment", lambda *a: step_experiment(*a)[::-1], "in the wrong order"),
    ("step_experiment", names_of_dict, "of a dict looks at its names"),
    ("step_experiment", lambda x, y, q, s: (1e-5, [gradient_check(x, y, q, backward(x, y, q), e) for e in s]), "one number for each step"),
    ("step_experiment", lambda x, y, q, s: (1e-5, dict(zip(s, step_experiment(x, y, q, s)[1], strict=True))), "Received: dict"),
    ("step_experiment", lambda x, y, q, s: gradient_check(x, y, q, backward(x, y, q), s), "in a loop"),
    ("step_experiment", lambda x, y, q, s: [max(gradient_check(x, y, q, backward, e).values()) for e in s], "without its brackets"),
    ("step_experiment", lambda x, y, q, s: [max(gradient_check(x, y, q, backward(x, y, q), e)["W"]) for e in s], "asked of a single number"),
    ("step_experiment", lambda x, y, q, s: min(gradient_check(x, y, q, backward(x, y, q), e) for e in s), "For each step keep one number"),
    ("step_experiment", four_a_step, "four errors for each step"),
    ("step_experiment", lambda x, y, q, s: (0, step_experiment(x, y, q, s)[1]), "the value that you begin with"),
]  # fmt: skip
