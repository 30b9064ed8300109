"""Exercise 03: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np

norm = np.linalg.norm


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def bce(y, p):
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))


def formula(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def slopes(x, w, b, y, chain=lambda t, y, z: 2 * (t - y) * (1 - t**2)):
    d = chain(np.tanh(w * x + b), y, w * x + b)
    return d * x, d


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


RIGHT = {
    "binary_cross_entropy": bce,
    "slopes": slopes,
    "backward": backward,
    "gradient_check": gradient_check,
    "step_experiment": step_experiment,
}

ALSO_RIGHT = []

MISTAKES = [
    ("binary_cross_entropy", lambda y, p: -formula(y, p), "the minus in front is missing"),
    ("binary_cross_entropy", lambda y, p: len(y) * bce(y, p), "this is the sum"),
    ("binary_cross_entropy", lambda y, p: -np.log(np.where(y == 1, p, 1 - p)), "one by one"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p)), "examples with y = 0 pay nothing"),
    ("binary_cross_entropy", lambda y, p: -np.mean((1 - y) * np.log(1 - p)), "examples with y = 1 pay nothing"),
    ("binary_cross_entropy", lambda y, p: formula(1 - y, p), "have changed places"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(p)), "price is taken from p"),
    ("binary_cross_entropy", lambda y, p: -np.mean(y * np.log(p) - (1 - y) * np.log(1 - p)), "are subtracted"),
    ("binary_cross_entropy", lambda y, p: formula(y, p) / np.log(2), "base 2"),
    ("binary_cross_entropy", lambda y, p: formula(y, p) / np.log(10), "base 10"),
    ("binary_cross_entropy", lambda y, p: np.mean((y - p) ** 2), "mean squared error"),
    ("binary_cross_entropy", formula, "0 times the logarithm of 0"),
    ("binary_cross_entropy", lambda y, p: formula(y, np.clip(p, 0.1, 0.9)), "none of the usual slips"),
    ("binary_cross_entropy", lambda y, p: print(end=""), "Is the `return` missing?"),
    ("slopes", but(slopes, chain=lambda t, y, z: (t - y) * (1 - t**2)), "the 2 from"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y)), "the slope of tanh is missing"),
    ("slopes", but(slopes, chain=lambda t, y, z: 1 - t**2), "the error is missing"),
    ("slopes", lambda *a: (slopes(*a)[1], slopes(*a)[1]), "w and b have the same slope"),
    ("slopes", lambda *a: (slopes(*a)[0], slopes(*a)[0]), "b has the slope of w"),
    ("slopes", lambda *a: slopes(*a)[::-1], "the slopes have changed places"),
    ("slopes", lambda *a: tuple(-s for s in slopes(*a)), "the sign is turned round"),
    ("slopes", lambda x, w, b, y: (slopes(x, w, b, y)[1] * w, slopes(x, w, b, y)[1]), "multiplied by w itself"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - t)), "here the square is missing"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * t * (1 - t)), "slope of the sigmoid"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - np.tanh(t) ** 2)), "applied twice"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (t - y) * (1 - z**2)), "computed from the sum z"),
    ("slopes", but(slopes, chain=lambda t, y, z: 2 * (z - y) * (1 - t**2)), "before the tanh"),
    ("slopes", lambda *a: slopes(*a)[0], "return both"),
    ("backward", but(backward, error=lambda e, n: e / n), "the factor 2 from"),
    ("backward", but(backward, error=lambda e, n: 2 * e), "this is a sum"),
    ("backward", but(backward, error=lambda e, n: e), "the mean has become a sum"),
    ("backward", but(backward, error=lambda e, n: -2 * e / n), "sign is turned round"),
    ("backward", but(backward, out=lambda q: np.ones(3)), "weights v are missing"),
    ("backward", but(backward, slope=lambda h, z: 1.0), "the sigmoid's slope is missing"),
    ("backward", but(backward, slope=lambda h, z: h), "here 1 - h is missing"),
    ("backward", but(backward, slope=lambda h, z: 1 - h), "here h is missing"),
    ("backward", but(backward, slope=lambda h, z: 1 - h**2), "slope of tanh"),
    ("backward", but(backward, slope=lambda h, z: sigmoid(h) * (1 - sigmoid(h))), "applied again"),
    ("backward", but(backward, slope=lambda h, z: z * (1 - z)), "computed from the sum z"),
    ("backward", but(backward, slope=lambda h, z: h * (1 - h) / len(h)), "the mean is taken twice"),
    ("backward", but(backward, b=lambda h, q, **_: (q["v"] * h * (1 - h)).mean(0)), "the error is missing"),
    ("backward", but(backward, v=lambda z, d, **_: z.T @ d), "for v you used the sum z"),
    ("backward", but(backward, v=lambda h, d, **_: (h * (1 - h)).T @ d), "for v you used the sigmoid's slope"),
    ("backward", but(backward, v=lambda d, **_: np.full(3, d.sum())), "all entries of v are equal"),
    ("backward", but(backward, v=lambda h, d, q, **_: h.T @ d * q["v"]), "v's gradient is multiplied by v"),
    ("backward", but(backward, v=lambda h, d, **_: h.mean(0) * d.sum()), "the mean of h was multiplied"),
    ("backward", but(backward, W=lambda x, dz, **_: (x.T @ dz).T), "turned on its side"),
    ("backward", but(backward, W=lambda x, dz, **_: np.outer(x.mean(0), dz.sum(0))), "the mean input was multiplied"),
    ("backward", but(backward, W=lambda x, d, q, **_: x.T @ np.outer(d, q["v"])), "on the way to W the sigmoid's slope"),
    ("backward", but(backward, W=lambda x, dz, **_: x.T @ dz / len(x)), "taken twice on the way to W"),
    ("backward", but(backward, c=lambda d, **_: d), "Over which axis"),
    ("backward", but(backward, b=lambda dz, **_: dz.sum(axis=1)), "Over which axis"),
    ("backward", but(backward, c=lambda **_: -0.1), "must have the shape of c"),
    ("backward", lambda x, y, q: {"W": backward(x, y, q)["W"]}, "the gradient of b, v, c is missing"),
    ("backward", lambda x, y, q: list(backward(x, y, q).values()), "return a dict"),
    ("backward", lambda x, y, q: q.update(W=-q["W"]) or backward(x, y, q), "changes the dict it was given"),
    ("gradient_check", but(gradient_check, quotient=one_sided), "step to both sides"),
    ("gradient_check", but(gradient_check, quotient=half_way), "2 steps apart"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b)), "this is the absolute error"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / norm(a)), "numerical gradient alone"),
    ("gradient_check", but(gradient_check, error=lambda a, b: norm(a - b) / norm(b)), "given gradient alone"),
    ("gradient_check", but(gradient_check, error=lambda a, b: abs(norm(a) - norm(b)) / (norm(a) + norm(b))), "compares the lengths"),
    ("gradient_check", but(gradient_check, error=lambda a, b: abs(a - b).max() / (abs(a).max() + abs(b).max())), "this is the largest entry"),
    ("gradient_check", but(gradient_check, numeric=all_at_once), "nudged at once"),
    ("gradient_check", but(gradient_check, numeric=never_back), "not taken back"),
    ("gradient_check", but(gradient_check, numeric=in_place), "changes the dict it was given"),
    ("gradient_check", lambda x, y, q, g, s: gradient_check(x, y, q, backward(x, y, q), s), "with your own gradients"),
    ("gradient_check", lambda x, y, q, g, s: gradient_check(x, y, q, g, 0.5), "Do you use the step"),
    ("gradient_check", lambda *a: list(gradient_check(*a).values()), "return a dict"),
    ("gradient_check", lambda *a: {"W": 1.0}, "the error of b, v, c is missing"),
    ("step_experiment", but(step_experiment, worst=np.mean), "this is the mean over"),
    ("step_experiment", but(step_experiment, worst=min), "this is the smallest over"),
    ("step_experiment", but(step_experiment, worst=sum), "this is the sum over"),
    ("step_experiment", but(step_experiment, quotient=one_sided), "this is the forward difference"),
    ("step_experiment", but(step_experiment, order=sorted), "the errors are sorted"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: max(s)), "this is the largest step"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[int(np.argmax(e))]), "this is the largest step"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: min(s)), "this is the smallest step"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: int(np.argmin(e))), "position in the list"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: s[0]), "the first of the list"),
    ("step_experiment", but(step_experiment, choose=lambda s, e: 1e-8), "best step of forward differences"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, y, q, s)[0], "return two things"),
    ("step_experiment", lambda x, y, q, s: step_experiment(x, y, q, s[:5]), "one error for each of the 6"),
    ("step_experiment", lambda x, y, q, s: s.sort() or step_experiment(x, y, q, s), "changes the list it was given"),
]  # fmt: skip
