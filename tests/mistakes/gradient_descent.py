"""Exercise 04: right answers, and the typical mistakes with a part of the hint that each must get."""

import itertools

import numpy as np


def momentum(w, v, g, rate, beta):
    v = beta * v + g
    return w - rate * v, v


def momentum_in_place(w, v, g, rate, beta):
    v *= beta
    v += g
    return w - rate * v, v


def adam(
    w, m, s, t, g, rate, b1, b2, eps, *,
    sign=-1, power=lambda b, t: b**t, correct=(True, True), root=np.sqrt, eps_inside=False, top=None, old=False,
    times=False, square=True, full=False, give="uncorrected",
):  # fmt: skip
    new_m = b1 * m + (1 if full else 1 - b1) * g
    new_s = b2 * s + (1 if full else 1 - b2) * (g**2 if square else g)
    used_m, used_s = (m, s) if old else (new_m, new_s)
    factors = [1 - power(b, t) if on else 1 for b, on in zip((b1, b2), correct, strict=True)]
    m_hat, s_hat = (q * f if times else q / f for q, f in zip((used_m, used_s), factors, strict=True))
    below = root(s_hat + eps) if eps_inside else root(s_hat) + eps
    new_w = w + sign * rate * (m_hat if top is None else top(g)) / below
    return {"uncorrected": (new_w, new_m, new_s), "corrected": (new_w, m_hat, s_hat), "old": (new_w, m, s)}[give]


def adam_exchanged(w, m, s, t, g, rate, b1, b2, eps):
    return adam(w, m, s, t, g, rate, b2, b1, eps)


def adam_weights_exchanged(w, m, s, t, g, rate, b1, b2, eps):
    return w, (1 - b1) * m + b1 * g, (1 - b2) * s + b2 * g**2


def having(function, **changes):
    return lambda *arguments: function(*arguments, **changes)


def schedule(step, top, warm, total, *, ramp=lambda step, warm: (step + 1) / warm, last=0, way=None, shape=None):
    if step < warm + last:
        return top * ramp(step, warm)
    share = (way or (lambda step, warm, total: (step - warm) / (total - warm)))(step, warm, total)
    return top * (shape or (lambda share: (1 + np.cos(np.pi * share)) / 2))(share)


def cosine(a, b):
    return a @ b / np.sqrt((a @ a) * (b @ b))


def reached(x, y, w, sizes, level, *, each=cosine, over=np.mean, rest=False, next_one=False):
    """The sizes whose batches reach the level."""
    gradients = 2 * (x @ w - y)[:, None] * x
    full, enough = gradients.mean(axis=0), []
    for size in sizes:
        last = len(x) if rest else len(x) - size + 1
        batches = [gradients[k : k + size].mean(axis=0) for k in range(0, last, size)]
        pairs = list(itertools.pairwise(batches)) if next_one else [(batch, full) for batch in batches]
        if over([each(a, b) for a, b in pairs]) >= level:
            enough.append(size)
    return enough


def mean_first(x, y, w, sizes, level):
    gradients = 2 * (x @ w - y)[:, None] * x
    for size in sorted(sizes):
        batches = [gradients[k : k + size].mean(axis=0) for k in range(0, len(x) - size + 1, size)]
        if cosine(np.mean(batches, axis=0), gradients.mean(axis=0)) >= level:
            return size


RIGHT = {
    "sgd_step": lambda w, g, rate, decay: w - rate * (g + decay * w),
    "momentum_step": momentum,
    "adam_step": adam,
    "warmup_cosine": schedule,
    "smallest_batch": lambda *arguments: min(reached(*arguments)),
}

ALSO_RIGHT = []

MISTAKES = [
    ("sgd_step", lambda w, g, r, d: w + r * (g + d * w), "uphill"),
    ("sgd_step", lambda w, g, r, d: w - r * g, "the decay is missing"),
    ("sgd_step", lambda w, g, r, d: w - r * g - d * w, "not multiplied by the learning rate"),
    ("sgd_step", lambda w, g, r, d: w - r * (g - d * w), "away from 0"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + d), "the same for every weight"),
    ("sgd_step", lambda w, g, r, d: w - (g + d * w), "the learning rate is missing"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + r * d * w), "learning rate twice"),
    ("sgd_step", lambda w, g, r, d: w - r * d * w, "only the decay acts"),
    ("sgd_step", lambda w, g, r, d: r * (g + d * w), "this is the step"),
    ("sgd_step", lambda w, g, r, d: (w - r * g) * (1 - r * d), "after they have moved"),
    ("sgd_step", lambda w, g, r, d: (w - r * g) * (1 - d), "without the learning rate"),
    ("sgd_step", lambda w, g, r, d: w.__isub__(r * (g + d * w)), "changes the array"),
    ("sgd_step", lambda w, g, r, d: print(end=""), "Is the `return` missing?"),
    ("sgd_step", lambda w, g, r, d: w - r * (g + 0.5 * w), "usual slips"),
    ("momentum_step", lambda w, v, g, r, b: (w - r * v, b * v + g), "along the old memory"),
    ("momentum_step", lambda w, v, g, r, b: momentum(w, v, (1 - b) * g, r, b), "weight 1 - beta"),
    ("momentum_step", lambda w, v, g, r, b: momentum(w, v, g, r, 1), "nothing fades"),
    ("momentum_step", lambda w, v, g, r, b: (w - (b * v + r * g), b * v + r * g), "already in the memory"),
    ("momentum_step", lambda w, v, g, r, b: momentum(w, v, r * g, r, b), "acts twice"),
    ("momentum_step", lambda w, v, g, r, b: (w + (b * v - r * g), b * v - r * g), "points downhill"),
    ("momentum_step", lambda w, v, g, r, b: momentum(w, v, g, -r, b)[:1] + (b * v + g,), "uphill"),
    ("momentum_step", lambda w, v, g, r, b: (w - r * (g + b * (b * v + g)), b * v + g), "Nesterov"),
    ("momentum_step", lambda w, v, g, r, b: (momentum(w, v, g, r, b)[0], v), "memory you return is the old one"),
    ("momentum_step", lambda w, v, g, r, b: (w - r * (v + b * g), v + b * g), "beta multiplies the gradient"),
    ("momentum_step", lambda w, v, g, r, b: (w - r * g, b * v + g), "plain descent"),
    ("momentum_step", lambda w, v, g, r, b: momentum(w, v, g, 1, b), "learning rate is missing"),
    ("momentum_step", lambda *a: momentum(*a)[::-1], "wrong order"),
    ("momentum_step", lambda *a: momentum(*a)[0], "return all of them: weights, memory. Received: an array of shape (2,)"),
    ("momentum_step", lambda *a: (momentum(*a)[0], 1.0), "the new memory must have shape (2,)"),
    ("momentum_step", momentum_in_place, "changes the array"),
    ("adam_step", having(adam, give="corrected"), "you return the corrected memories"),
    ("adam_step", having(adam, give="old"), "the memories you return are the old ones"),
    ("adam_step", having(adam, square=False), "it should remember its square"),
    ("adam_step", adam_exchanged, "beta1 and beta2 are exchanged"),
    ("adam_step", having(adam, full=True), "the gradient enters in full"),
    ("adam_step", adam_weights_exchanged, "the old memory counts 1 - beta"),
    ("adam_step", lambda *a: adam(*a)[1:] + adam(*a)[:1], "the order is not (w, m, s)"),
    ("adam_step", having(adam, correct=(False, False)), "the bias correction is missing"),
    ("adam_step", having(adam, power=lambda b, t: b), "right in the first step only"),
    ("adam_step", having(adam, power=lambda b, t: b ** (t - 1)), "one step behind"),
    ("adam_step", having(adam, power=lambda b, t: b ** (t + 1)), "one step ahead"),
    ("adam_step", having(adam, correct=(True, False)), "only m is corrected"),
    ("adam_step", having(adam, correct=(False, True)), "only s is corrected"),
    ("adam_step", having(adam, times=True), "multiplied by 1 - beta**t"),
    ("adam_step", having(adam, root=lambda q: q), "the square root is missing"),
    ("adam_step", having(adam, eps_inside=True), "eps is inside"),
    ("adam_step", lambda *a: adam(*a[:-1], 0.0), "eps is missing"),
    ("adam_step", having(adam, sign=1), "uphill"),
    ("adam_step", having(adam, top=lambda g: g), "as in RMSProp"),
    ("adam_step", having(adam, old=True), "memories of before"),
    ("adam_step", lambda w, m, s, t, g, r, *rest: adam(w, m, s, t, g, 1.0, *rest), "the learning rate is missing"),
    ("adam_step", lambda *a: adam(*a)[0], "return all of them: weights, m, s."),
    ("adam_step", lambda *a: adam(*a)[:2], "Received: 2 of them."),
    ("adam_step", lambda *a: None, "Received: NoneType."),
    ("warmup_cosine", having(schedule, ramp=lambda step, warm: step / warm), "the first step has the rate 0"),
    ("warmup_cosine", having(schedule, last=1), "one step too long"),
    ("warmup_cosine", having(schedule, last=-9), "the warm-up is missing"),
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
    ("smallest_batch", mean_first, "a single example is not enough"),
    ("smallest_batch", lambda *a: min(reached(*a, each=lambda a, b: a @ b)), "forget to divide by the lengths"),
    ("smallest_batch", lambda *a: min(reached(*a, over=lambda c: c[0])), "the first batch of each size"),
    ("smallest_batch", lambda *a: max(set(a[3]) - set(reached(*a))), "does not reach the level"),
    ("smallest_batch", lambda *a: a[3].index(min(reached(*a))), "the position in the list"),
    ("smallest_batch", lambda *a: min(reached(*a, rest=True)), "a batch too many"),
    ("smallest_batch", lambda *a: reached(*a)[-1], "the last size in the list"),
    ("smallest_batch", lambda *a: min(reached(*a, over=min)), "every single batch"),
    ("smallest_batch", lambda *a: reached(*a)[0], "the first size in the list"),
    ("smallest_batch", lambda *a: min(reached(*a, next_one=True)), "with the next one"),
    ("smallest_batch", lambda *a: max(a[3]), "more than enough"),
    ("smallest_batch", lambda *a: 0.8724, "this is a cosine"),
    ("smallest_batch", lambda x, y, w, *rest: min(reached(x, y, 0 * w, *rest)), "does not depend on w"),
    ("smallest_batch", lambda x, y, w, sizes, level: 7, "the level 0.3 came out as 7"),
]  # fmt: skip
