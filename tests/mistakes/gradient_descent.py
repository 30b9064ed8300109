"""Exercise 04: right answers, and the typical mistakes with a part of the hint that each must get."""

import copy
import itertools
import math

import numpy as np
import torch


def adamax(
    w, m, u, t, g, rate, b1, b2, eps, *,
    mean=lambda m, g, b: b * m + (1 - b) * g, largest=lambda u, g, b: np.maximum(b * u, abs(g)),
    correct=lambda m, b1, b2, t: m / (1 - b1**t), below=lambda u, eps: u + eps, sign=-1, above=None, old="", give="uncorrected",
):  # fmt: skip
    new_m, new_u = mean(m, g, b1), largest(u, g, b2)
    used_m, used_u = m if "m" in old else new_m, u if "u" in old else new_u
    m_hat = correct(used_m if above is None else above(g), b1, b2, t)
    new_w = w + sign * rate * m_hat / below(used_u, eps)
    return {"uncorrected": (new_w, new_m, new_u), "corrected": (new_w, m_hat, new_u), "old": (new_w, m, u)}[give]


def adamax_exchanged(w, m, u, t, g, rate, b1, b2, eps):
    return adamax(w, m, u, t, g, rate, b2, b1, eps)


def having(function, **changes):
    return lambda *arguments: function(*arguments, **changes)


def schedule(step, top, warm, total, *, ramp=lambda step, warm: (step + 1) / warm, last=0, way=None, shape=None):
    if step < warm + last:
        return top * ramp(step, warm)
    share = (way or (lambda step, warm, total: (step - warm) / (total - warm)))(step, warm, total)
    return top * (shape or (lambda share: (1 + np.cos(np.pi * share)) / 2))(share)


def shape_of(rate):
    """The warm-up is right, and what comes after it `rate`; it gets pi and all that the schedule gets."""
    return lambda step, top, warm, total: (
        schedule(step, top, warm, total) if step < warm else rate(np.pi, top, step, warm, total)
    )


def cosine(a, b):
    return a @ b / np.sqrt((a @ a) * (b @ b))


def cut(n, size):
    """The rows of each batch."""
    return [range(k, k + size) for k in range(0, n - size + 1, size)]


def reached(x, y, w, sizes, level, *, each=cosine, over=np.mean, batches=cut, next_one=False, error=None, of_all=None):
    """The sizes whose batches reach the level."""
    gradients = 2 * ((error or (lambda x, y, w: x @ w - y))(x, y, w)[:, None] * x)
    enough = []
    for size in sizes:
        means = [gradients[list(rows)].mean(axis=0) for rows in batches(len(x), size)]
        full = (of_all or (lambda gradients, means: gradients.mean(axis=0)))(gradients, means)
        pairs = list(itertools.pairwise(means)) if next_one else [(mean, full) for mean in means]
        if over([each(a, b) for a, b in pairs]) >= level:
            enough.append(size)
    return enough


def smallest(**changes):
    return lambda *arguments: min(reached(*arguments, **changes))


def with_rest(n, size):
    return [range(k, min(k + size, n)) for k in range(0, n, size)]


def without_last(n, size):
    """As by range(0, n - size, size): what is lost is the last batch, and only where it is full."""
    return [range(k, k + size) for k in range(0, n - size, size)]


def strictly(x, y, w, sizes, level):
    return min(size for size in sizes if over_level(x, y, w, size) > level)


def over_level(x, y, w, size):
    gradients = 2 * (x @ w - y)[:, None] * x
    full = gradients.mean(axis=0)
    return np.mean([cosine(gradients[list(rows)].mean(axis=0), full) for rows in cut(len(x), size)])


def wrong_way(x, y, w, sizes, level):
    return min(size for size in sizes if over_level(x, y, w, size) <= level)


def mean_first(x, y, w, sizes, level):
    gradients = 2 * (x @ w - y)[:, None] * x
    for size in sorted(sizes):
        batches = [gradients[k : k + size].mean(axis=0) for k in range(0, len(x) - size + 1, size)]
        if cosine(np.mean(batches, axis=0), gradients.mean(axis=0)) >= level:
            return size


def from_the_largest(x, y, w, sizes, level):
    best = None
    for size in sorted(sizes, reverse=True):
        if over_level(x, y, w, size) < level:
            break
        best = size
    return best


def never_new(x, y, w, sizes, level):
    cosines, enough = [], []
    for size in sizes:
        cosines += [over_level(x, y, w, size)] * (len(x) // size)
        if np.mean(cosines) >= level:
            enough.append(size)
    return min(enough, default=sizes[0])


def last_of_a_mixed_list(x, y, w, sizes, level):
    cosines, best = [], None
    for size in sizes:
        cosines += [over_level(x, y, w, size)] * (len(x) // size)
        best = size if np.mean(cosines) >= level else best
    return best


def list_never_new(x, y, w, sizes, level):
    cosines = []
    for size in sorted(sizes):
        cosines += [over_level(x, y, w, size)] * (len(x) // size)
        if np.mean(cosines) >= level:
            return size


def y_not_cut(x, y, w, sizes, level):
    def gradient(x, y):
        return x.T @ (x @ w - y[: len(x)])

    full = gradient(x, y)
    means = {s: np.mean([cosine(gradient(x[r.start : r.stop], y), full) for r in cut(len(x), s)]) for s in sizes}
    return min(size for size in sizes if means[size] >= level)


def exchanged(w, g, learning_rate, weight_decay):
    return w - weight_decay * (g + learning_rate * w)


def copied_adamax(w, m, u, t, g, *rest):
    """Adamax with the numbers of the lesson."""
    return adamax(w, m, u, t, g, 0.1, 0.9, 0.999, 1e-8)


def adamax_changes_m(w, m, u, t, g, learning_rate, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * g
    return adamax(w, (m - (1 - beta1) * g) / beta1, u, t, g, learning_rate, beta1, beta2, eps)


def adamax_above(above):
    """Adamax's step in another way; `above` gets m, u, t, beta1, beta2, eps and the rate, and gives what is subtracted."""

    def answer(w, m, u, t, g, rate, b1, b2, eps):
        _, m, u = adamax(w, m, u, t, g, rate, b1, b2, eps)
        return w - above(m, u, t, b1, b2, eps, rate), m, u

    return answer


def adamax_corrected(remember):
    """Adamax that corrects u as well, and goes on from what `remember` makes of both memories, as they are and corrected."""

    def answer(w, m, u, t, g, rate, b1, b2, eps):
        _, m, u = adamax(w, m, u, t, g, rate, b1, b2, eps)
        m_hat, u_hat = m / (1 - b1**t), u / (1 - b2**t)
        return w - rate * m_hat / (u_hat + eps), *remember(m, u, m_hat, u_hat)

    return answer


def adamax_t_times(w, m, u, t, *rest):
    for k in range(1, t + 1):
        w, m, u = adamax(w, m, u, k, *rest)
    return w, m, u


def adamax_memories(remember):
    """Adamax with other memories."""

    def answer(w, m, u, t, g, rate, b1, b2, eps):
        return w, *remember(m, u, g, b1, b2, eps)

    return answer


def lessons_warm_up(step, max_rate, warmup_steps, total_steps, first=0.01):
    if step < warmup_steps:
        return max_rate * (first + (1 - first) * min(step / warmup_steps, 1))
    return schedule(step, max_rate, warmup_steps, total_steps)


def no_brackets(step, max_rate, warmup_steps, total_steps):
    if step < warmup_steps:
        return max_rate * (step + 1) / warmup_steps
    share = step - warmup_steps / (total_steps - warmup_steps)
    return max_rate * (1 + np.cos(np.pi * share)) / 2


def cosine_in_both(step, max_rate, warmup_steps, total_steps):
    share = (step - warmup_steps) / (total_steps - warmup_steps)
    return max_rate * min((step + 1) / warmup_steps, 1) * (1 + np.cos(np.pi * share)) / 2


def array_and_tensor(w, g, learning_rate, weight_decay):
    """What NumPy says of w + torch.tensor(...)."""
    raise TypeError("Concatenation operation is not implemented for NumPy arrays, use np.concatenate() instead.")


def sgd_loop(w, g, learning_rate, weight_decay):
    return [a - learning_rate * (b + weight_decay * a) for a, b in zip(w, g, strict=True)]


def sgd_shrinks(w, g, learning_rate, weight_decay):
    w = w.copy()
    w *= 1 - learning_rate * weight_decay
    w -= learning_rate * g
    return w


def sgd_scalars(w, g, learning_rate, weight_decay):
    weight_decay *= learning_rate
    new = np.zeros(w.shape)
    for i in range(len(w)):
        new[i] = w[i] - learning_rate * g[i] - weight_decay * w[i]
    return tuple(new)


def single(function):
    """In float32 throughout."""

    def answer(*arguments):
        return function(*(each if isinstance(each, (int, list)) else np.float32(each) for each in arguments))

    return answer


def by_pandas(function):
    """The arrays are columns."""

    def answer(*arguments):
        import pandas as pd

        result = function(*(pd.Series(each) if isinstance(each, np.ndarray) else each for each in arguments))
        return tuple(each.to_numpy() for each in result) if isinstance(result, tuple) else result.to_numpy()

    return answer


def adamax_in_place(w, m, u, t, g, learning_rate, beta1, beta2, eps):
    """Copies of the arrays, and the numbers themselves, are changed in place."""
    w, m, u = w.copy(), m.copy(), u.copy()
    m += (1 - beta1) * (g - m)
    u *= beta2
    u[abs(g) > u] = abs(g)[abs(g) > u]
    beta1 **= t
    w -= learning_rate * (m / (1 - beta1)) / (u + eps)
    return w, m, u


def adamax_loop(w, m, u, t, g, learning_rate, beta1, beta2, eps):
    new = [[], [], []]
    power = 1
    for _ in range(t):
        power *= beta1
    for i in range(len(w)):
        a, b = beta1 * m[i] + (1 - beta1) * g[i], max(beta2 * u[i], g[i], -g[i])
        step = learning_rate * a / (1 - power) / (b + eps)
        for numbers, number in zip(new, (w[i] - step, a, b), strict=True):
            numbers.append(float(number))
    return new


def adamax_stacked(w, m, u, t, g, learning_rate, beta1, beta2, eps):
    m, u = np.average([m, g], axis=0, weights=[beta1, 1 - beta1]), np.max([beta2 * u, np.abs(g)], axis=0)
    return np.stack([w - learning_rate / (1 - np.power(beta1, np.int64(t))) * m / (eps + u), m, u])


def warmup_by_math(step, max_rate, warmup_steps, total_steps):
    if step >= warmup_steps:
        step -= warmup_steps
        total_steps -= warmup_steps
        return max_rate / 2 * (1 + math.cos(math.pi * step / total_steps))
    step += 1
    return max_rate * step / warmup_steps


def warmup_by_where(step, max_rate, warmup_steps, total_steps):
    share = np.maximum(step - warmup_steps, 0) / (total_steps - warmup_steps)
    return np.where(
        step < warmup_steps, max_rate * (step + 1) / warmup_steps, max_rate * np.cos(np.pi * share / 2) ** 2
    )


def warmup_from_a_table(step, max_rate, warmup_steps, total_steps):
    up = np.linspace(0, 1, warmup_steps + 1)[1:]
    down = (1 + np.cos(np.linspace(0, np.pi, total_steps - warmup_steps + 1))) / 2
    return max_rate * np.concatenate([up, down])[step]


def batch_by_slices(x, y, w, sizes, level):
    def gradient(x, y):
        return 2 / len(y) * x.T @ (x @ w - y)

    full = gradient(x, y)
    full = full / np.linalg.norm(full)
    for size in sorted(sizes):
        cosines = []
        for k in range(len(y) // size):
            g = gradient(x[k * size : (k + 1) * size], y[k * size : (k + 1) * size])
            cosines.append(g @ full / np.linalg.norm(g))
        if sum(cosines) / len(cosines) >= level:
            return size


def batch_reshaped(x, y, w, sizes, level):
    gradients, best = (x @ w - y)[:, None] * x, math.inf
    full = gradients.sum(axis=0)
    for size in np.array(sizes):
        count = len(x) // size
        g = gradients[: count * size].reshape(count, size, -1).sum(axis=1)
        cosines = g @ full / (np.linalg.norm(g, axis=1) * np.linalg.norm(full))
        if cosines.mean() >= level:
            best = min(best, size)
    return best


def batch_plain(x, y, w, sizes, level):
    """Plain Python throughout."""
    x, y, w = x.tolist(), y.tolist(), w.tolist()
    rows = [[2 * (sum(map(float.__mul__, r, w)) - t) * a for a in r] for r, t in zip(x, y, strict=True)]

    def mean(some):
        return [sum(column) / len(some) for column in zip(*some, strict=True)]

    def dot(a, b):
        return sum(map(float.__mul__, a, b))

    full, found = mean(rows), []
    for size in sizes:
        batches = [mean(rows[k : k + size]) for k in range(0, len(rows), size) if k + size <= len(rows)]
        cosines = [dot(g, full) / (math.sqrt(dot(g, g)) * math.sqrt(dot(full, full))) for g in batches]
        if sum(cosines) / len(cosines) >= level:
            found += [size]
    return float(sorted(found)[0])


def batch_split(x, y, w, sizes, level):
    gradients = x * (x @ w - y).reshape(-1, 1)
    good = {}
    for size in sizes:
        kept = len(x) - len(x) % size
        means = np.array([g.mean(axis=0) for g in np.split(gradients[:kept], kept // size)])
        good[size] = np.mean([cosine(g, gradients.mean(axis=0)) for g in means])
    return np.int64(min(size for size, value in good.items() if value >= level))


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        super().__init__(params, {"lr": lr, "beta": beta})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    memory = self.state[p]
                    memory["v"] = group["beta"] * memory.get("v", 0.0) + p.grad
                    p -= group["lr"] * memory["v"]


def optimizer(
    *, new=lambda v, p, lr, beta: beta * v + p.grad, back=lambda v, p, lr, beta: lr * v, first=0.0, keep=True,
    groups=slice(None), params=slice(None), options=lambda group, all_groups: group,
):  # fmt: skip
    """An optimizer that is right but for what is changed.

    Args:
        new: The new memory.
        back: What is subtracted from the parameter.
        first: The memory before the first step.
        keep: Whether there is a memory.
        groups: Of them all, those that move.
        params: Of those of a group, those that move.
        options: Where lr and beta come from.
    """

    class Momentum(torch.optim.Optimizer):
        def __init__(self, params, lr, beta):
            super().__init__(params, {"lr": lr, "beta": beta})

        @torch.no_grad()
        def step(self):
            for group in self.param_groups[groups]:
                chosen = options(group, self.param_groups)
                lr, beta = chosen["lr"], chosen["beta"]
                for p in group["params"][params]:
                    if p.grad is None:
                        continue
                    v = self.state[p].get("v", first)
                    after = new(v, p, lr, beta)
                    p -= back(after, p, lr, beta)
                    if keep:
                        self.state[p]["v"] = after

    return Momentum


def stepping(step, base=Momentum):
    """An optimizer whose `step` is this one."""
    return type("Momentum", (base,), {"step": torch.no_grad()(step)})


def each_with_gradient(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                yield p, self.state[p], group["lr"], group["beta"]


class MomentumWithBuffers(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        super().__init__(params, {"lr": lr, "beta": beta})
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p]["memory"] = torch.zeros_like(p)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                self.state[p]["memory"].mul_(group["beta"]).add_(p.grad)
                p.add_(self.state[p]["memory"], alpha=-group["lr"])


class MomentumWithADict(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        defaults = {"lr": lr, "beta": beta}
        super().__init__(params, defaults)
        self.memory = {}

    def step(self):
        for group in self.param_groups:
            lr, beta = group["lr"], group["beta"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                if p in self.memory:
                    self.memory[p] = beta * self.memory[p] + p.grad
                else:
                    self.memory[p] = p.grad.clone()
                p.data = p.data - lr * self.memory[p]


class MomentumOfLists(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        super().__init__(params, {"lr": lr, "beta": beta})
        self.memories = [[torch.zeros(p.shape) for p in group["params"]] for group in self.param_groups]

    def step(self):
        with torch.no_grad():
            for group, memories in zip(self.param_groups, self.memories, strict=True):
                for i, p in enumerate(group["params"]):
                    if p.grad is None:
                        continue
                    memories[i] = memories[i] * group["beta"] + p.grad
                    p.copy_(p - group["lr"] * memories[i])


class MomentumAllAtOnce(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        super().__init__(params, {"lr": lr, "beta": beta})

    @torch.no_grad()
    def step(self, closure=None):
        loss = closure() if closure else None
        for group in self.param_groups:
            moved = [p for p in group["params"] if p.grad is not None]
            memories = [self.state[p].setdefault("v", torch.zeros_like(p)) for p in moved]
            torch._foreach_mul_(memories, group["beta"])
            torch._foreach_add_(memories, [p.grad for p in moved])
            torch._foreach_sub_(moved, torch._foreach_mul(memories, group["lr"]))
        return loss


class MomentumOfNumbers(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        super().__init__(params, {"lr": lr, "beta": beta})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                v = self.state[p].get("v", [0] * p.numel())
                v = [group["beta"] * a + b for a, b in zip(v, p.grad.flatten().tolist(), strict=True)]
                self.state[p]["v"] = v
                p.sub_(group["lr"] * torch.tensor(v).reshape(p.shape))


def moves_nothing(self):
    for p, state, lr, beta in each_with_gradient(self):
        state["v"] = beta * state.get("v", 0.0) + p.grad
        p = p - lr * state["v"]


def one_memory(self):
    for p, _, lr, beta in each_with_gradient(self):
        self.v = beta * getattr(self, "v", 0.0) + p.grad
        p -= lr * self.v


def first_is_the_gradient(self):
    for p, state, lr, beta in each_with_gradient(self):
        state["v"] = beta * state["v"] + p.grad if "v" in state else p.grad
        p -= lr * state["v"]


def first_not_remembered(self):
    for p, state, lr, beta in each_with_gradient(self):
        state["v"] = beta * state["v"] + p.grad if "v" in state else torch.zeros_like(p)
        p -= lr * state["v"]


def kept_from_the_first(self):
    for p, state, lr, beta in each_with_gradient(self):
        v = beta * state.get("v", 0.0) + p.grad
        state.setdefault("v", v)
        p -= lr * v


def changes_the_gradient(self):
    for p, state, lr, beta in each_with_gradient(self):
        p.grad += beta * state.get("v", 0.0)
        state["v"] = p.grad.clone()
        p -= lr * p.grad


def clears_the_gradient(self):
    for p, state, lr, beta in each_with_gradient(self):
        state["v"] = beta * state.get("v", 0.0) + p.grad
        p -= lr * state["v"]
        p.grad = None


def asks_for_what_is_not_there(self):
    for p, state, lr, beta in each_with_gradient(self):
        state["v"] = beta * state["v"] + p.grad
        p -= lr * state["v"]


def no_gradient_is_not_expected(self):
    for group in self.param_groups:
        for p in group["params"]:
            self.state[p]["v"] = group["beta"] * self.state[p].get("v", 0.0) + p.grad
            p -= group["lr"] * self.state[p]["v"]


def no_gradient_is_zero(self):
    for group in self.param_groups:
        for p in group["params"]:
            g = torch.zeros_like(p) if p.grad is None else p.grad
            self.state[p]["v"] = group["beta"] * self.state[p].get("v", 0.0) + g
            p -= group["lr"] * self.state[p]["v"]


def no_gradient_fades(self):
    for group in self.param_groups:
        for p in group["params"]:
            self.state[p]["v"] = group["beta"] * self.state[p].get("v", torch.zeros_like(p))
            if p.grad is not None:
                self.state[p]["v"] += p.grad
                p -= group["lr"] * self.state[p]["v"]


def no_gradient_forgets(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is None:
                self.state[p].clear()
                continue
            self.state[p]["v"] = group["beta"] * self.state[p].get("v", 0.0) + p.grad
            p -= group["lr"] * self.state[p]["v"]


def no_gradient_ends_the_loop(self):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is None:
                return
            self.state[p]["v"] = group["beta"] * self.state[p].get("v", 0.0) + p.grad
            p -= group["lr"] * self.state[p]["v"]


class NoSuper(torch.optim.Optimizer):
    def __init__(self, params, lr, beta):
        self.params, self.lr, self.beta = list(params), lr, beta

    @torch.no_grad()
    def step(self):
        for p in self.params:
            p -= self.lr * p.grad
            self.state[p]["v"] = p.grad


class NoOptions(Momentum):
    def __init__(self, params, lr, beta):
        torch.optim.Optimizer.__init__(self, params, {})


class GoneThrough(Momentum):
    def __init__(self, params, lr, beta):
        self.memory = {p: torch.zeros_like(p) for p in params}
        super().__init__(params, lr, beta)


class NoOptimizer:
    def __init__(self, params, lr, beta):
        self.params = list(params)

    def step(self):
        pass


class RateOfTheStart(Momentum):
    def __init__(self, params, lr, beta):
        super().__init__(params, lr, beta)
        self.lr = lr

    @torch.no_grad()
    def step(self):
        for p, state, _, beta in each_with_gradient(self):
            state["v"] = beta * state.get("v", 0.0) + p.grad
            p -= self.lr * state["v"]


class WithGradients(Momentum):
    def step(self):
        for p, state, lr, beta in each_with_gradient(self):
            state["v"] = beta * state.get("v", 0.0) + p.grad
            p -= lr * state["v"]


def train(model, x, y, lr, num_steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(num_steps):
        loss = ((model(x).squeeze(1) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def loop(
    *, optimizer=torch.optim.SGD, loss=lambda y_hat, y: ((y_hat[:, 0] - y) ** 2).mean(), clear="before", back=None,
    trained=lambda model: model.parameters(), rate=lambda lr, x: lr, steps=lambda i, num_steps: True, after=False,
    model_of=lambda model: model, result=lambda losses: losses, **options,
):  # fmt: skip
    """A training loop that is right but for what is changed."""

    def train(model, x, y, lr, num_steps):
        model = model_of(model)
        made, losses = optimizer(trained(model), lr=rate(lr, x), **options), []
        for i in range(num_steps):
            if clear == "before":
                made.zero_grad()
            value = loss(model(x), y)
            (back or torch.Tensor.backward)(value)
            if clear == "between":
                made.zero_grad()
            if steps(i, num_steps):
                made.step()
            losses.append((loss(model(x), y) if after else value).item())
        return result(losses)

    return train


def train_by_hand(model, x, y, lr, num_steps):
    """Without an optimizer."""
    losses = []
    for _ in range(num_steps):
        loss = torch.mean((model(x) - y[:, None]) ** 2)
        slopes = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for p, slope in zip(model.parameters(), slopes, strict=True):
                p -= lr * slope
        losses.append(loss.item())
    return np.array(losses)


def train_with_the_librarys_loss(model, x, y, lr, num_steps):
    optimizer, mse, losses = torch.optim.SGD(model.parameters(), lr), torch.nn.MSELoss(), []
    model.train()
    while len(losses) < num_steps:
        model.zero_grad()
        loss = mse(model(x), y.view(-1, 1))
        loss.backward()
        optimizer.step()
        losses += [loss]
    return losses


def train_cleared_after(model, x, y, lr, num_steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = torch.zeros(num_steps)
    for i in range(num_steps):
        errors = model(x).flatten() - y
        loss = errors @ errors / len(y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
        losses[i] = loss.detach()
    return losses


def train_in_double(model, x, y, lr, num_steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = ()
    for _ in range(num_steps):
        for p in model.parameters():
            p.grad = None
        loss = torch.nn.functional.mse_loss(model(x)[..., 0].double(), y.double())
        loss.backward()
        optimizer.step()
        losses = (*losses, loss.detach().numpy())
    return losses


def crossed(y_hat, y):
    """Each prediction with each target."""
    return ((y_hat - y) ** 2).mean()


def train_once_forward(model, x, y, lr, num_steps):
    optimizer, losses = torch.optim.SGD(model.parameters(), lr=lr), []
    loss = ((model(x)[:, 0] - y) ** 2).mean()
    for _ in range(num_steps):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def first_row(y_hat, y):
    return ((y_hat[0] - y) ** 2).mean()


RIGHT = {
    "sgd_step": lambda w, g, rate, decay: w - rate * (g + decay * w),
    "Momentum": Momentum,
    "adamax_step": adamax,
    "warmup_cosine": schedule,
    "train": train,
    "smallest_batch": lambda *arguments: min(reached(*arguments)),
}

ALSO_RIGHT = [
    ("sgd_step", sgd_loop, "a loop, a list"),
    ("sgd_step", sgd_shrinks, "a copy changed in place"),
    ("sgd_step", sgd_scalars, "index by index, *= on a number, a tuple"),
    ("sgd_step", single(RIGHT["sgd_step"]), "float32"),
    ("sgd_step", by_pandas(RIGHT["sgd_step"]), "pandas"),
    ("sgd_step", lambda w, g, learning_rate, weight_decay: np.subtract(w, np.multiply(learning_rate, np.add(g, np.multiply(weight_decay, w)))), "NumPy's functions"),
    ("Momentum", MomentumWithBuffers, "buffers from the start, changed in place"),
    ("Momentum", MomentumWithADict, "a dict of its own, a clone of the first gradient, p.data"),
    ("Momentum", MomentumOfLists, "lists of memories in float32, p.copy_"),
    ("Momentum", MomentumAllAtOnce, "all of a group at once, with a closure"),
    ("Momentum", MomentumOfNumbers, "Python's numbers"),
    ("Momentum", optimizer(), "step by step"),
    ("adamax_step", adamax_in_place, "copies and numbers changed in place, a mask"),
    ("adamax_step", adamax_loop, "loops, a list of lists"),
    ("adamax_step", single(adamax), "float32"),
    ("adamax_step", by_pandas(adamax), "pandas"),
    ("adamax_step", adamax_stacked, "an array of three rows, NumPy's functions"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.where(b * u > np.sqrt(g**2), b * u, np.sqrt(g**2))), "np.where, the root of a square"),
    ("warmup_cosine", warmup_by_math, "math, -= on a number"),
    ("warmup_cosine", warmup_by_where, "np.where, the square of a cosine"),
    ("warmup_cosine", warmup_from_a_table, "all rates, and one taken out"),
    ("warmup_cosine", lambda step, max_rate, warmup_steps, total_steps: np.float32(schedule(step, max_rate, warmup_steps, total_steps)), "float32"),
    ("warmup_cosine", lambda step, max_rate, warmup_steps, total_steps: max_rate * min(1, (step + 1) / warmup_steps) * np.cos(max(0, step - warmup_steps) / (total_steps - warmup_steps) * np.pi / 2) ** 2, "one line"),
    ("warmup_cosine", having(schedule, shape=lambda share: 1 - np.sin(np.pi / 2 * share) ** 2), "by a sine"),
    ("train", train_by_hand, "no optimizer, an array"),
    ("train", train_with_the_librarys_loss, "MSELoss, a while, a list of tensors"),
    ("train", train_cleared_after, "cleared at the end, to zeros; a tensor"),
    ("train", train_in_double, "the loss in double precision, a tuple of arrays"),
    ("train", loop(), "cleared at the beginning"),
    ("smallest_batch", batch_by_slices, "the first of the sorted sizes, a loop"),
    ("smallest_batch", batch_reshaped, "reshaped, without a loop over the batches, NumPy's int"),
    ("smallest_batch", batch_plain, "plain Python, a float"),
    ("smallest_batch", batch_split, "np.split, a dict"),
    ("smallest_batch", single(lambda *arguments: min(reached(*arguments))), "float32"),
    ("smallest_batch", smallest(error=lambda x, y, w: y - x @ w), "the error the other way round"),
]  # fmt: skip

MISTAKES = [
    ("sgd_step", lambda w, g, r, d: w + r * (g + d * w), "uphill"),
    ("sgd_step", lambda w, g, r, d: w - r * g, "the decay is missing"),
    ("sgd_step", lambda w, g, r, d: w - r * g - d * w, "not multiplied by the learning rate"),
    ("sgd_step", lambda w, g, r, d: w - r * (g - d * w), "Look at its sign"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d), "the same for every weight"),
    ("sgd_step", lambda w, g, r, d: w - (g + d * w), "the learning rate is missing"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + r * d * w), "learning rate twice"),
    ("sgd_step", lambda w, g, r, d: w - r * d * w, "only the decay acts"),
    ("sgd_step", lambda w, g, r, d: r * (g + d * w), "this is the step"),
    ("sgd_step", lambda w, g, r, d: (w - r * g) * (1 - r * d), "after they have moved"),
    ("sgd_step", lambda w, g, r, d: (w - r * g) * (1 - d), "without the learning rate"),
    ("sgd_step", lambda w, g, r, d: w.__isub__(r * (g + d * w)), "changes the array"),
    ("sgd_step", lambda w, g, r, d: print(end=""), "Is the `return` missing?"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + 0.35 * w), "the weights are pulled"),
    ("sgd_step", lambda w, g, r, d: w - 0.1 * (g + d * w), "0.1 is used"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * np.abs(w)), "away from 0: it needs"),
    ("sgd_step", lambda w, g, r, d: w - r * g + d * w, "added in full"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d) * w, "the brackets stand elsewhere"),
    ("sgd_step", lambda w, g, r, d: w - r * (d * g + w), "the decay multiplies the gradient"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * np.sign(w)), "as hard for a small weight"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * w**2), "the weights are squared"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + 2 * d * w), "a factor 2 at the decay"),
    ("sgd_step", exchanged, "learning_rate and weight_decay are exchanged"),
    ("sgd_step", lambda g, w, r, d: w - r * (g + d * w), "w and g are exchanged"),
    ("sgd_step", lambda w, g, r, d: (w - r * (g + d * w))[0], "must have shape (3,). Received: no axis"),
    ("sgd_step", lambda w, g, r, d: np.array([w[i] - r * (g[i] + d * w[i]) for i in range(2)]), "your function moves 2"),
    ("sgd_step", lambda w, g, r, d: np.array([w[i] - r * (g[i] + d * w[i]) for i in range(3)]), "and 3 before. Is their number typed in"),
    ("sgd_step", lambda w, g, r, d: [a - r * (b + d * a) for a, b in zip(w[:1], g, strict=False)], "does the `return` stand inside the loop"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * g), "the decay multiplies the gradient"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * w / 2), "the decay is halved"),
    ("sgd_step", lambda w, g, r, d: w - r * (np.mean(g) + d * w), "the gradients of all weights"),
    ("sgd_step", lambda w, g, r, d: w - r * (np.sum(g) + d * w), "the gradients of all weights"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * np.sum(w)), "the weights are put together"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * w @ w), "the weights are put together"),
    ("sgd_step", lambda w, g, r, d: w - 0.5 * (g + d * w), "0.5 is used, that of the example"),
    ("sgd_step", lambda w, g, r, d: np.round(w - r * (g + d * w), 2), "it is rounded"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * np.maximum(w, 0)), "Of its 3 numbers 2 are right"),
    ("sgd_step", lambda w, g, r, d: list(w) - r * (list(g) + d * list(w)), "a list times a number"),
    ("sgd_step", lambda w, g, r, d: w - lr * (g + d * w), "there is no `lr`"),  # noqa: F821
    ("sgd_step", lambda w, g, r, d: "w", "must be numbers. Received: str"),
    ("sgd_step", array_and_tensor, "a NumPy array and a tensor do not add"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d * w) / 3, "divided by the number of weights"),
    ("Momentum", stepping(moves_nothing), "no parameter moves"),
    ("Momentum", stepping(lambda self: None), "no parameter moves"),
    ("Momentum", optimizer(back=lambda v, p, lr, beta: -lr * v), "goes uphill"),
    ("Momentum", optimizer(keep=False), "this is plain descent"),
    ("Momentum", optimizer(back=lambda v, p, lr, beta: lr * p.grad), "this is plain descent"),
    ("Momentum", stepping(one_memory), "share one memory"),
    ("Momentum", optimizer(params=slice(1)), "only the first parameter of the group moves"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: beta * v + (1 - beta) * p.grad), "weight 1 - beta"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: v + p.grad), "nothing fades"),
    ("Momentum", optimizer(back=lambda v, p, lr, beta: lr * (v - p.grad) / beta), "along the old memory"),
    ("Momentum", optimizer(back=lambda v, p, lr, beta: lr * (p.grad + beta * v)), "Nesterov"),
    ("Momentum", optimizer(back=lambda v, p, lr, beta: v), "the learning rate is missing"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: beta * v + lr * p.grad), "acts twice"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: v + beta * p.grad), "beta multiplies the gradient; it"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: beta * (v + p.grad)), "beta multiplies the gradient, too"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: 0.9 * v + p.grad), "0.9 is used"),
    ("Momentum", stepping(first_is_the_gradient), "the first memory is p.grad itself"),
    ("Momentum", stepping(first_not_remembered), "the first gradient never gets into the memory"),
    ("Momentum", stepping(kept_from_the_first), "the new memory is not kept"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: beta * v - p.grad), "goes uphill"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: beta * p + p.grad), "in place of the old memory"),
    ("Momentum", optimizer(back=lambda v, p, lr, beta: p - lr * v), "replaced by its step"),
    ("Momentum", stepping(changes_the_gradient), "the step changes p.grad"),
    ("Momentum", stepping(clears_the_gradient), "the step changes p.grad"),
    ("Momentum", stepping(asks_for_what_is_not_there), "is an empty dict before the first step"),
    ("Momentum", NoSuper, "calls super().__init__(params, ...)"),
    ("Momentum", GoneThrough, "can be gone through only once"),
    ("Momentum", NoOptimizer, "Received: NoOptimizer"),
    ("Momentum", lambda params, lr, beta: None, "Momentum has to be a class that extends"),
    ("Momentum", type("Momentum", (), {"step": lambda self: None}), "Momentum has to be a class that extends"),
    ("Momentum", stepping(lambda self: self.params), "the parameters are in the groups"),
    ("Momentum", stepping(lambda self: [p.grad for p in self.param_groups]), "a group is a dict"),
    ("Momentum", NoOptions, "a group holds what"),
    ("Momentum", WithGradients, "Put the update under torch.no_grad()"),
    ("Momentum", RateOfTheStart, "goes on with the first one"),
    ("Momentum", optimizer(new=lambda v, p, lr, beta: beta * v + lr * p.grad, back=lambda v, p, lr, beta: v), "a schedule breaks it"),
    ("Momentum", optimizer(options=lambda group, groups: groups[0]), "takes those of the first one"),
    ("Momentum", optimizer(options=lambda group, groups: {**group, "lr": groups[0]["lr"]}), "a rate of its own"),
    ("Momentum", optimizer(options=lambda group, groups: {**group, "beta": groups[0]["beta"]}), "a beta of its own"),
    ("Momentum", optimizer(groups=slice(1)), "only the first group moves"),
    ("Momentum", stepping(no_gradient_is_not_expected), "its p.grad is None"),
    ("Momentum", stepping(no_gradient_is_zero), "moves on, along its memory"),
    ("Momentum", stepping(no_gradient_fades), "without a gradient fades"),
    ("Momentum", stepping(no_gradient_forgets), "is forgotten"),
    ("Momentum", stepping(no_gradient_ends_the_loop), "the others stand still"),
    ("adamax_step", having(adamax, give="corrected"), "you return the corrected m"),
    ("adamax_step", adamax_corrected(lambda m, u, m_hat, u_hat: (m, u_hat)), "you return the corrected u"),
    ("adamax_step", adamax_corrected(lambda m, u, m_hat, u_hat: (m_hat, u_hat)), "you return both memories corrected"),
    ("adamax_step", having(adamax, give="old"), "the memories you return are the old ones"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: b * u + (1 - b) * g**2), "the s of Adam"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: b * u + (1 - b) * abs(g)), "a running mean of the sizes"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: b * u + abs(g)), "the sum of its two numbers"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.minimum(b * u, abs(g))), "the smaller of its two numbers"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(b * u, g)), "loses a gradient below 0"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: abs(np.maximum(b * u, g))), "loses a gradient below 0"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(b * u, g**2)), "with the square of the gradient"),
    ("adamax_step", adamax_memories(lambda m, u, g, b1, b2, eps: (b1 * m + (1 - b1) * g, np.maximum(b2 * u, abs(b1 * m + (1 - b1) * g)))), "compared with the new m"),
    ("adamax_step", adamax_memories(lambda m, u, g, b1, b2, eps: (m + (1 - b1) * g, np.maximum(u, abs(g)))), "nothing fades: the old memories"),
    ("adamax_step", adamax_memories(lambda m, u, g, b1, b2, eps: (m + g, np.maximum(u, abs(g)))), "nothing fades: the old memories"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(u, abs(g))), "nothing fades in u"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: b * np.maximum(u, abs(g))), "only the old u fades"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.where(abs(g) > u, abs(g), b * u)), "compare it with the u that has faded"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(b * u, (1 - b) * abs(g))), "into a maximum it enters in full"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: abs(g)), "u forgets"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum((1 - b) * u, abs(g))), "is u multiplied by 1 - beta2?"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: b * u), "this gradient is not in u"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: max(b * u, abs(g), key=np.linalg.norm)), "Each weight by itself"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(b * u, abs(g).max())), "the largest of all weights"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.full(len(u), max(np.max(b * u), np.max(abs(g))))), "the largest of all weights"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(b * u, np.linalg.norm(g))), "the largest of all weights"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: max(b * u, abs(g))), "np.maximum treats every element by itself"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.max(b * u, abs(g))), "np.maximum compares two"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: max([*(b * u), *abs(g)])), "must have shape (4,), like the old"),
    ("adamax_step", adamax_memories(lambda m, u, g, b1, b2, eps: (b1 * m + (1 - b1) * g, np.maximum(b2 * u, abs(g)) + eps)), "eps is in the u that you return"),
    ("adamax_step", adamax_memories(lambda m, u, g, b1, b2, eps: (b1 * m + (1 - b1) * g, np.maximum(b2 * u, abs(g) + eps))), "as in PyTorch"),
    ("adamax_step", having(adamax, mean=lambda m, g, b: np.maximum(b * m, abs(g))), "m is a running mean"),
    ("adamax_step", having(adamax, mean=lambda m, g, b: np.maximum(b * m, g)), "m is a running mean"),
    ("adamax_step", copied_adamax, "0.9 and 0.999"),
    ("adamax_step", adamax_memories(lambda m, u, g, b1, b2, eps: (b1 * m + (1 - b1) * g, np.maximum(b1 * u, abs(g)))), "used for both memories"),
    ("adamax_step", adamax_t_times, "more than one step"),
    ("adamax_step", having(adamax, mean=lambda m, g, b: m), "m has not moved"),
    ("adamax_step", adamax_exchanged, "beta1 and beta2 are exchanged"),
    ("adamax_step", having(adamax, mean=lambda m, g, b: b * m + g), "the gradient enters m in full"),
    ("adamax_step", having(adamax, mean=lambda m, g, b: (1 - b) * m + b * g), "the old m counts 1 - beta1"),
    ("adamax_step", lambda *a: adamax(*a)[1:] + adamax(*a)[:1], "the order is not (w, m, u)"),
    ("adamax_step", lambda *a: (adamax(*a)[0], adamax(*a)[2], adamax(*a)[1]), "the order is not (w, m, u)"),
    ("adamax_step", lambda *a: (adamax(*a)[1], adamax(*a)[0], adamax(*a)[2]), "the order is not (w, m, u)"),
    ("adamax_step", having(adamax, mean=lambda m, g, b: b * m - (1 - b) * g), "the new m came out"),
    ("adamax_step", having(adamax, largest=lambda u, g, b: np.maximum(b * u, -g)), "the new u came out"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m), "the bias correction of m is missing"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b1)), "right in the first step only"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b1 ** (t - 1))), "one step behind"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b1 ** (t + 1))), "one step ahead"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b1) ** t), "belongs to beta1 alone"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / b1**t), "divides by beta1**t"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b2**t)), "the correction has beta2"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * m / (1 - b1**t) / (u / (1 - b2**t) + eps)), "u is corrected, too"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * m / (u / (1 - b2**t) + eps)), "u is corrected, and m is not"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m * (1 - b1**t)), "multiplied by 1 - beta1**t"),
    ("adamax_step", having(adamax, below=lambda u, eps: np.sqrt(u) + eps), "the root of u is taken"),
    ("adamax_step", having(adamax, below=lambda u, eps: np.sqrt(u + eps)), "the root of u + eps is taken"),
    ("adamax_step", having(adamax, below=lambda u, eps: u), "eps is missing"),
    ("adamax_step", lambda *a: adamax(*a[:-1], 1e-8), "a tiny number stands in its place"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * (m / (1 - b1**t) / u + eps)), "eps is added after the division"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * m / (1 - b1**t) / u - eps), "eps is added to the weights"),
    ("adamax_step", having(adamax, sign=1), "uphill"),
    ("adamax_step", having(adamax, above=lambda g: g), "as in RMSProp"),
    ("adamax_step", having(adamax, above=lambda g: g, correct=lambda m, b1, b2, t: m), "as in RMSProp"),
    ("adamax_step", having(adamax, old="mu"), "memories of before"),
    ("adamax_step", having(adamax, old="u"), "uses the u of before"),
    ("adamax_step", having(adamax, old="m"), "uses the m of before"),
    ("adamax_step", lambda w, m, u, t, g, r, *rest: adamax(w, m, u, t, g, 1.0, *rest), "the learning rate is missing"),
    ("adamax_step", lambda *a: (a[0], *adamax(*a)[1:]), "the weights have not moved"),
    ("adamax_step", lambda *a: (a[0] - adamax(*a)[0], *adamax(*a)[1:]), "this is the step"),
    ("adamax_step", lambda *a: (adamax(*a)[0] - a[0], *adamax(*a)[1:]), "this is the step"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * (u + eps) / (m / (1 - b1**t))), "m stands below"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * u / (m / (1 - b1**t) + eps)), "m stands below"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * (m / 1 - b1**t) / (u + eps)), "`m / 1 - beta1**t` divides by 1 first"),
    ("adamax_step", adamax_above(lambda m, u, t, b1, b2, eps, r: r * m / 1 - b1**t / (u + eps)), "`m / 1 - beta1**t` divides by 1 first"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b1 * t)), "is `**` the operator"),
    ("adamax_step", having(adamax, correct=lambda m, b1, b2, t: m / (1 - b1 ^ t)), "is no power"),
    ("adamax_step", lambda w, m, u, t, *a: adamax(w, m, u, 3, *a), "t is 1 here"),
    ("adamax_step", lambda *a: adamax(*a)[0], "return all of them: weights, m, u."),
    ("adamax_step", lambda *a: adamax(*a)[:2], "Received: 2 of them."),
    ("adamax_step", lambda *a: (*adamax(*a), a[3] + 1), "Received: 4 of them"),
    ("adamax_step", lambda *a: print(end=""), "None came out. Is the `return` missing?"),
    ("adamax_step", adamax_changes_m, "changes the array"),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: step / warm), "the first step has the rate 0"),
    ("warmup_cosine", having(schedule, last=1), "one step too long"),
    ("warmup_cosine", having(schedule, last=-9), "the warm-up is missing, or"),
    ("warmup_cosine", having(schedule, shape=lambda share: 1.0), "the cosine is missing"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: step / total), "the rate drops"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: (step - warm) / total), "not at 0 in the end"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: step / (total - warm)), "begins too early"),
    ("warmup_cosine", having(schedule, shape=lambda share: 1 - share), "a straight line"),
    ("warmup_cosine", having(schedule, shape=lambda share: 1 + np.cos(np.pi * share)), "twice as large"),
    ("warmup_cosine", having(schedule, shape=lambda share: np.cos(np.pi * share)), "a rate must not"),
    ("warmup_cosine", having(schedule, shape=lambda share: np.cos(np.pi * share) / 2), "not lifted above 0"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.cos(share)) / 2), "moves much too little"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.cos(180 * share)) / 2), "not degrees"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.cos(2 * np.pi * share)) / 2), "a whole wave"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 - np.cos(np.pi * share)) / 2), "that is 1 - cos"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.sin(np.pi * share)) / 2), "a sine"),
    ("warmup_cosine", lambda step, top, warm, total: schedule(step, 1.0, warm, total), "multiply by max_rate"),
    ("warmup_cosine", lambda *a: np.array([schedule(*a)]), "the rate is one number. Received: shape (1,)"),
    ("warmup_cosine", lambda *a: None, "Is the `return` missing?"),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: step / (warm - 1)), "the first step has the rate 0"),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: (step + 1) / (warm + 1)), "does not end at the largest"),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: (step + 1) // warm), "until its last step the warm-up is 0"),
    ("warmup_cosine", lambda step, top, warm, total: schedule(step, top, warm, total, ramp=lambda step, warm: (step + 1) / total), "divided by total_steps"),
    ("warmup_cosine", having(schedule, shape=lambda share: np.cos(np.pi / 2 * share)), "a quarter of a wave"),
    ("warmup_cosine", lessons_warm_up, "the warm-up of the lesson"),
    ("warmup_cosine", lambda step, top, warm, total: schedule(step, 1 if step < warm else top, warm, total), "in the warm-up max_rate is missing"),
    ("warmup_cosine", lambda step, top, warm, total: schedule(step, top if step < warm else 1, warm, total), "after the warm-up max_rate is missing"),
    ("warmup_cosine", cosine_in_both, "multiplied in as well"),
    ("warmup_cosine", no_brackets, "`step - warmup_steps / ...` divides first"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: (step + 1 - warm) / (total - warm)), "one step ahead"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: (step - warm) / (total - warm - 1)), "one step too early"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: (step - warm) / (total - warm + 1)), "not at 0 in the end"),
    ("warmup_cosine", lambda step, top, warm, total: schedule(step, top, 7, 18), "the lengths are those"),
    ("warmup_cosine", lambda step, top, warm, total: [schedule(k, top, warm, total) for k in range(total)], "the rate is one number"),
    ("warmup_cosine", lambda step, top, warm, total: schedule(step, top, warm, total) if step < warm else None, "Is the `return` missing?"),
    ("warmup_cosine", having(schedule, shape=lambda share: math.cos(np.array([share, 1]))), "one number is needed"),
    ("warmup_cosine", having(schedule, shape=lambda share: np.exp(-share)), "At step 18, the end, it should be 0."),
    ("warmup_cosine", having(schedule, shape=lambda share: 1 - share**2), "the cosine begins and ends where it should"),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: (step + 2) / (warm + 1)), "At step 0 it should be a seventh"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: (step - warm) / total - warm), "below the fraction the brackets"),
    ("warmup_cosine", shape_of(lambda angle, top, step, warm, total: top * (1 + np.cos(angle * (step - warm) / total - warm)) / 2), "below the fraction the brackets"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: step - warm / total - warm), "no brackets stand around"),
    ("warmup_cosine", shape_of(lambda angle, top, step, warm, total: top * (1 + np.cos(angle * step - warm / total - warm)) / 2), "no brackets stand around"),
    ("warmup_cosine", shape_of(lambda angle, top, step, warm, total: top * (1 + np.cos(angle * step - warm / (total - warm))) / 2), "`step - warmup_steps / ...` divides first"),
    ("warmup_cosine", having(schedule, shape=lambda share: 1 + np.cos(np.pi * share) / 2), "only a part of it is halved"),
    ("warmup_cosine", having(schedule, shape=lambda share: 0.5 + np.cos(np.pi * share)), "only a part of it is halved"),
    ("warmup_cosine", shape_of(lambda angle, top, step, warm, total: top + np.cos(angle * (step - warm) / (total - warm)) / 2), "only a part of it is halved"),
    ("warmup_cosine", shape_of(lambda angle, top, step, warm, total: top / 2 + np.cos(angle * (step - warm) / (total - warm))), "only a part of it is halved"),
    ("warmup_cosine", shape_of(lambda angle, top, step, warm, total: (top + np.cos(angle * (step - warm) / (total - warm))) / 2), "only a part of it is halved"),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: step + 1 / warm), "step + 1 has no brackets"),
    ("warmup_cosine", lambda step, top, warm, total: top * step + 1 / warm if step < warm else schedule(step, top, warm, total), "step + 1 has no brackets"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.cos(np.pi) * share) / 2), "cos(pi) is a number"),
    ("warmup_cosine", having(schedule, shape=lambda share: 1 + np.cos(np.pi * share / 2)), "half of the angle"),
    ("warmup_cosine", having(schedule, way=lambda step, warm, total: (step - warm) // (total - warm)), "the share is 0 until the end"),
    ("warmup_cosine", lambda *a: round(schedule(*a), 2), "the rate is rounded"),
    ("warmup_cosine", lambda *a: round(schedule(*a), 3), "the rate is rounded"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.cos(3.14 * share)) / 2), "3.14 is not exact enough"),
    ("warmup_cosine", lambda step, top, warm, total: top * min(1, (step + 1) / warm) * (1 + np.cos(np.pi * step / total)) / 2, "a cosine that began at step 0"),
    ("warmup_cosine", lambda step, top, warm, total: top if step == warm - 1 else schedule(step, top, warm, total, ramp=lambda step, warm: step / warm), "put right by hand"),
    ("warmup_cosine", lambda step, top, warm, total: [schedule(step, top, warm, total)], "Received: shape (1,)"),
    ("warmup_cosine", having(schedule, shape=lambda share: (1 + np.cos(pi * share)) / 2), "there is no `pi`"),  # noqa: F821
    ("train", loop(clear="", loss=crossed), "this is the loop as it was"),
    ("train", loop(loss=crossed), "the first loss is wrong already"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat - y[None]) ** 2).mean()), "the first loss is wrong already"),
    ("train", loop(clear=""), "the first two losses are right"),
    ("train", loop(clear="between"), "no weight ever moves"),
    ("train", loop(steps=lambda i, num_steps: False), "no weight ever moves"),
    ("train", loop(back=lambda loss: torch.tensor(loss.item(), requires_grad=True).backward()), "no weight ever moves"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat.detach()[:, 0] - y) ** 2).mean()), "nothing to go back to"),
    ("train", loop(loss=first_row), "with the first prediction alone"),
    ("train", loop(loss=lambda y_hat, y: (y_hat.mean() - y.mean()) ** 2), "are averaged before"),
    ("train", loop(loss=lambda y_hat, y: (y_hat[:, 0] - y).mean() ** 2), "are averaged before"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat[:, 0] - y) ** 2).sum()), "this is the sum of the squares"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat[:, 0] - y) ** 2).mean() / 2), "this is half"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat[:, 0] - y) ** 2).mean().sqrt()), "this is the root"),
    ("train", loop(loss=lambda y_hat, y: (y_hat[:, 0] - y).abs().mean()), "the differences are not squared"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat[:, 0] - y.long()) ** 2).mean()), "cut to whole numbers"),
    ("train", loop(loss=lambda y_hat, y: (y_hat[:, 0] - y) ** 2), "backward() starts from one number"),
    ("train", loop(after=True), "these are the losses after each step"),
    ("train", loop(back=lambda loss: (-loss).backward()), "goes uphill"),
    ("train", loop(optimizer=torch.optim.Adam), "this is Adam"),
    ("train", loop(optimizer=torch.optim.RMSprop), "this is Adam, or another"),
    ("train", loop(momentum=0.9), "this is momentum"),
    ("train", loop(result=lambda losses: losses[-1:] * len(losses)), "all of the losses are the last one"),
    ("train", loop(rate=lambda lr, x: lr / len(x)), "divided by the number of examples"),
    ("train", loop(result=lambda losses: losses[-1]), "must have shape (4,). Received: no axis"),
    ("train", loop(result=lambda losses: losses[1:]), "must have shape (4,). Received: shape (3,)"),
    ("train", loop(result=lambda losses: None), "Is the `return` missing?"),
    ("train", lambda model, x, y, lr, num_steps: model, "this is the model; return the losses"),
    ("train", lambda model, x, y, lr, num_steps: model(x.tolist()), "hand x over as it is"),
    ("train", lambda model, x, y, lr, num_steps: model(x.double()), "have different dtypes"),
    ("train", loop(back=lambda loss: loss.item().backward()), "a plain number, which has no history"),
    ("train", loop(trained=lambda model: model), "with its brackets"),
    ("train", loop(trained=lambda model: model.parameters), "with its brackets"),
    ("train", loop(loss=lambda y_hat, y: ((y_hat.squeeze(2) - y) ** 2).mean()), "it has the axes 0 and 1"),
    ("train", train_once_forward, "backward() was called twice"),
    ("train", loop(model_of=copy.deepcopy), "a copy of it was trained"),
    ("train", loop(steps=lambda i, num_steps: i < num_steps - 1), "the last step is missing"),
    ("train", lambda *a: loop()(*a[:-1], a[-1] + 1)[:-1], "one step too far"),
    ("train", loop(rate=lambda lr, x: 0.1), "0.1 is used"),
    ("train", loop(trained=lambda model: (model[-1] if hasattr(model, "__len__") else model).parameters()), "only the last layer"),
    ("train", loop(trained=lambda model: [p for p in model.parameters() if p.ndim == 2 or (len(p) == 1 and len([*model.parameters()]) == 2)]), "the biases of this network"),
    ("smallest_batch", smallest(batches=lambda n, size: [range(k, n, n // size)[:size] for k in range(n // size)]), "neither shuffled nor dealt out"),
    ("smallest_batch", smallest(batches=lambda n, size: [range(k, k + size - 1) for k in range(0, n - size + 1, size)]), "one example too short"),
    ("smallest_batch", smallest(batches=lambda n, size: [range(k, min(n, k + size + 1)) for k in range(0, n - size + 1, size)]), "Is each batch made of 3 neighbours"),
    ("smallest_batch", lambda *a: a[3][-1], "the one whose mean you compare"),
    ("smallest_batch", lambda *a: a[3].index(min(reached(*a))), "of the sizes [24] came out 0. Return the size itself"),
    ("smallest_batch", lambda *a: reached(*a)[-1], "Does each size that is large enough take the place"),
    ("smallest_batch", lambda *a: reached(*a)[0], "Asked for is the smallest, not the first"),
    ("smallest_batch", from_the_largest, "Does your search end at a size that is not"),
    ("smallest_batch", lambda *a: max(a[3]), "90 is the largest of the list"),
    ("smallest_batch", mean_first, "averaged before the cosine"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b), "large where they are long"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / np.sqrt(a @ a)), "the length of the batch's gradient alone"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / np.sqrt(b @ b)), "the length of the whole gradient alone"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / (a @ a)), "the square of one length"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / np.sqrt(a @ a) * np.sqrt(b @ b)), "brackets are missing below"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / (a @ a) / (b @ b)), "the squares of the two lengths"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / np.sqrt(a @ a) / (b @ b)), "the square of the other"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / (np.sqrt(a @ a) + np.sqrt(b @ b))), "the sum of the two lengths"),
    ("smallest_batch", smallest(each=lambda a, b: a @ b / (abs(a).sum() * abs(b).sum())), "for two equal vectors"),
    ("smallest_batch", smallest(each=lambda a, b: np.arccos(np.clip(cosine(a, b), -1, 1))), "as of an angle"),
    ("smallest_batch", smallest(each=lambda a, b: np.sqrt((a @ a) / (b @ b)), over=max), "Which number do you compare"),
    ("smallest_batch", smallest(over=sum), "the sum of the cosines"),
    ("smallest_batch", lambda *a: min(a[3]), "Is the level looked at"),
    ("smallest_batch", smallest(over=lambda c: sum(c) / (len(c) + 1)), "one more than there are"),
    ("smallest_batch", lambda x, y, w, sizes, level: min(s for s in sizes if over_level(x, y, w, s) * (len(x) // s) / (len(x) / s) >= level), "divided by 24 / 5"),
    ("smallest_batch", smallest(batches=lambda n, size: np.array_split(range(n), size)), "for the number of batches"),
    ("smallest_batch", smallest(over=lambda c: c[0]), "only the first batch"),
    ("smallest_batch", smallest(over=lambda c: c[-1]), "only the last batch"),
    ("smallest_batch", smallest(over=min), "this is the worst"),
    ("smallest_batch", smallest(over=max), "one good batch is enough"),
    ("smallest_batch", smallest(over=lambda c: round(np.mean(c), 2)), "the mean is rounded"),
    ("smallest_batch", lambda *a: min(reached(*a[:4], a[4] - 0.01)), "a mean 0.01 below"),
    ("smallest_batch", lambda *a: min(reached(*a[:4], a[4] - 0.0001)), "if only just"),
    ("smallest_batch", smallest(batches=with_rest), "taken for a batch"),
    ("smallest_batch", smallest(batches=lambda n, size: np.array_split(range(n), n // size)), "share what is left over"),
    ("smallest_batch", smallest(batches=lambda n, size: cut(n, size)[:-1] or cut(n, size)), "the last one is left out"),
    ("smallest_batch", smallest(batches=without_last), "for the size 24 your loop makes no batch"),
    ("smallest_batch", smallest(batches=lambda n, size: [range(k, k + size) for k in range(n - size + 1)]), "your batches overlap"),
    ("smallest_batch", smallest(batches=lambda n, size: [range(k, k + size) for k in range(n // size)]), "your batches overlap"),
    ("smallest_batch", smallest(over=lambda c: max(np.cumsum(c) / np.arange(1, len(c) + 1))), "after the loop over all batches"),
    ("smallest_batch", last_of_a_mixed_list, "are cosines of the sizes before still"),
    ("smallest_batch", list_never_new, "Are cosines of another size still"),
    ("smallest_batch", smallest(next_one=True, over=lambda c: np.mean(c or [1])), "with the next one"),
    ("smallest_batch", smallest(of_all=lambda gradients, means: np.mean(means, axis=0)), "the mean of their own gradients"),
    ("smallest_batch", never_new, "the cosines of the sizes before"),
    ("smallest_batch", lambda *a: min(s for s in a[3] if s == 24 or s in reached(*a[:4], 0.5)), "the level is typed in"),
    ("smallest_batch", smallest(error=lambda x, y, w: -y), "w is missing"),
    ("smallest_batch", smallest(error=lambda x, y, w: x @ w), "the targets are missing"),
    ("smallest_batch", smallest(error=lambda x, y, w: x @ w + y), "the targets are added"),
    ("smallest_batch", smallest(error=lambda x, y, w: np.sign(x @ w - y)), "only the sign of each error"),
    ("smallest_batch", smallest(error=lambda x, y, w: (x @ w - y) ** 2), "the errors are squared"),
    ("smallest_batch", y_not_cut, "cut y like x"),
    ("smallest_batch", smallest(each=lambda a, b: abs(cosine(a, b))), "yours lose their sign"),
    ("smallest_batch", smallest(over=np.median), "this is the median"),
    ("smallest_batch", strictly, "exactly the level"),
    ("smallest_batch", wrong_way, "the wrong way round"),
    ("smallest_batch", reached, "return one size, the smallest, as a number"),
    ("smallest_batch", lambda *a: a[3].sort() or min(reached(*a)), "changes the list it was given"),
    ("smallest_batch", lambda *a: None, "is a `return` missing"),
    ("smallest_batch", lambda *a: min(a[3]) if min(a[3]) in reached(*a) else None, "end the loop too early"),
    ("smallest_batch", smallest(batches=lambda n, size: np.split(np.arange(n), n // size)), "np.split makes equal parts"),
    ("smallest_batch", smallest(batches=lambda n, size: np.arange(n).reshape(-1, size)), "left over that has to be cut off"),
    ("smallest_batch", smallest(over=list), "compares numbers, and here one side is a list"),
    ("smallest_batch", smallest(error=lambda x, y, w: w @ x - y), "are the two in the wrong order"),
]  # fmt: skip
