"""Exercise 01: right answers, and the typical mistakes with a part of the hint that each must get."""

import math

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# Task 1


def neuron_in_place(x, w, b):
    z = b
    z += np.dot(w, x)
    return 1 / (1 + math.exp(-z))


def neuron_in_a_loop(x, w, b):
    for one, weight in zip(x, w, strict=True):
        b += one * weight
    return 1 / (1 + math.exp(-b))


def neuron_in_torch(x, w, b):
    import torch

    return torch.sigmoid(torch.from_numpy(w) @ torch.from_numpy(x) + b)


def neuron_in_float32(x, w, b):
    return np.float32(1) / (np.float32(1) + np.exp(-(x.astype(np.float32) @ w.astype(np.float32) + np.float32(b))))


def sum_in_place(x, w, b):
    x *= w
    return sigmoid(x.sum() + b)


# Task 2


def error_in_a_loop(y, y_hat):
    total = 0
    for i in range(len(y)):
        total += (y[i] - y_hat[i]) ** 2
    return total / len(y)


def error_in_torch(y, y_hat):
    import torch

    return torch.nn.functional.mse_loss(torch.from_numpy(y_hat).float(), torch.from_numpy(y).float())


def first_error(y, y_hat):
    total = 0
    for i in range(len(y)):
        total += (y[i] - y_hat[i]) ** 2
        return total / len(y)


def divided_in_the_loop(y, y_hat):
    total = 0
    for a, b in zip(y, y_hat, strict=True):
        total = (total + (a - b) ** 2) / len(y)
    return total


def error_in_place(y, y_hat):
    y -= y_hat
    return np.mean(y**2)


def whole_numbers_in_place(y, y_hat):
    error = y - y_hat
    error *= error
    error /= len(y)
    return error.sum()


# Task 3


def step(x, y, w, b, rate):
    error = x @ w + b - y
    return w - rate * 2 * x.T @ error / len(y), b - rate * 2 * np.mean(error)


def gradients(x, y, w, b):
    error = x @ w + b - y
    return 2 * x.T @ error / len(y), 2 * np.mean(error)


def factors(of_w, of_b):
    """A step whose two gradients are too large by these factors."""

    def wrong(x, y, w, b, rate):
        dw, db = gradients(x, y, w, b)
        return w - rate * of_w(*x.shape) * dw, b - rate * of_b(*x.shape) * db

    return wrong


def from_error(error):
    """A step with something else in place of the errors."""

    def wrong(x, y, w, b, rate):
        e = error(x, y, w, b)
        return w - rate * 2 * x.T @ e / len(y), b - rate * 2 * np.mean(e)

    return wrong


def with_gradients(of):
    """A step with other gradients, made of the inputs and the errors."""

    def wrong(x, y, w, b, rate):
        dw, db = of(x, x @ w + b - y)
        return w - rate * dw, b - rate * db

    return wrong


def step_in_a_loop(x, y, w, b, learning_rate):
    n, p = x.shape
    error = [sum(x[i, j] * w[j] for j in range(p)) + b - y[i] for i in range(n)]
    new_w = [float(w[j] - learning_rate * 2 / n * sum(error[i] * x[i, j] for i in range(n))) for j in range(p)]
    b -= learning_rate * 2 / n * sum(error)
    return [new_w, b]


def step_of_copies(x, y, w, b, learning_rate):
    error = x @ w + b - y
    w = w.copy()
    w -= learning_rate * 2 * np.mean(x * error[:, None], axis=0)
    b -= learning_rate * 2 * error.mean()
    return w, b


def step_in_torch(x, y, w, b, learning_rate):
    import torch

    x, y = torch.from_numpy(x), torch.from_numpy(y)
    w = torch.tensor(w, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    ((x @ w + b - y) ** 2).mean().backward()
    return w.detach() - learning_rate * w.grad, b.detach() - learning_rate * b.grad


def step_in_float32(x, y, w, b, learning_rate):
    new_w, new_b = step(x, y, w, b, learning_rate)
    return new_w.astype(np.float32), np.float32(new_b)


def step_in_place(x, y, w, b, rate):
    error = x @ w + b - y
    w -= rate * 2 * x.T @ error / len(y)
    return w, b - rate * 2 * np.mean(error)


def bias_after_weights(x, y, w, b, rate):
    w = w - rate * 2 * x.T @ (x @ w + b - y) / len(y)
    return w, b - rate * 2 * np.mean(x @ w + b - y)


def weights_after_bias(x, y, w, b, rate):
    b = b - rate * 2 * np.mean(x @ w + b - y)
    return w - rate * 2 * x.T @ (x @ w + b - y) / len(y), b


def changes(x, y, w, b, rate, sign=-1):
    dw, db = gradients(x, y, w, b)
    return sign * rate * dw, sign * rate * db


def every_weight_alike(x, y, w, b, rate):
    change = rate * 2 * np.mean(x @ w + b - y)
    return w - change, b - change


def one_number_for_all_weights(x, y, w, b, rate):
    error = x @ w + b - y
    return w - rate * 2 * np.mean(x * error[:, None]), b - rate * 2 * np.mean(error)


def steps_of_examples(x, y, w, b, rate, divide=False):
    for i in range(len(y)):
        error = x[i] @ w + b - y[i]
        w, b = w - rate * 2 * error * x[i] / (len(y) if divide else 1), b - rate * 2 * error / (len(y) if divide else 1)
    return w, b


def step_of_one(which, divide):
    def wrong(x, y, w, b, rate):
        error = x[which] @ w + b - y[which]
        n = len(y) if divide else 1
        return w - rate * 2 * error * x[which] / n, b - rate * 2 * error / n

    return wrong


def along_the_other_axis(x, y, w, b, rate):
    error = x @ w + b - y
    return w - rate * 2 * np.mean(x * error[:, None], axis=1), b - rate * 2 * np.mean(error)


def only_the_sign(x, y, w, b, rate):
    dw, db = gradients(x, y, w, b)
    return w - rate * np.sign(dw), b - rate * np.sign(db)


# Task 4


def softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def shifted(shift):
    """Softmax with something else in place of the largest score of each row."""

    def answer(scores):
        e = np.exp(scores - shift(scores))
        return e / e.sum(axis=1, keepdims=True)

    return answer


def softmax_in_torch(scores):
    import torch

    return torch.softmax(torch.from_numpy(scores), dim=1)


def softmax_of_lists(scores):
    rows = []
    for row in scores.tolist():
        e = [math.exp(score - max(row)) for score in row]
        rows.append([one / sum(e) for one in e])
    return rows


def softmax_row_by_row(scores):
    result = np.zeros(scores.shape)
    for i, row in enumerate(scores):
        e = np.exp(row - row.max())
        result[i] = e / e.sum()
    return result


def softmax_by_logarithms(scores):
    shifted = scores - scores.max(axis=1)[:, None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=1))[:, None])


def without_keepdims(z):
    e = np.exp(z)
    return e / e.sum(axis=1)


def only_two_rows(z):
    return np.array([softmax(z[i : i + 1])[0] for i in range(2)])


def cut_off(z):
    return softmax(np.clip(z, -500, 500))


def hidden_nan(z):
    e = np.exp(z)
    return np.nan_to_num(e / e.sum(axis=1, keepdims=True))


def never_zero(z):
    e = np.exp(z - z.max())
    return e / (e.sum(axis=1, keepdims=True) + 1e-12)


def squeezed_above(z):
    return np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z).sum(axis=1, keepdims=True)


def squeezed_below(z):
    return np.exp(z) / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)


# Task 5


def losses(x, y, rate, num_steps, start=0.0, bias=0.0, sign=1, step=step):
    w, b, seen = np.full(x.shape[1], start), bias, []
    for _ in range(num_steps + 1):
        seen.append(np.mean((x @ w + sign * b - y) ** 2))
        w, b = step(x, y, w, b, rate)
    return np.array(seen)


def stable_rates(x, y, rates, num_steps, **how):
    return [rate for rate in rates if (np.diff(losses(x, y, rate, num_steps, **how)) <= 0).all()]


def largest(**how):
    return lambda x, y, rates, n: max(stable_rates(x, y, rates, n, **how))


def largest_first(x, y, rates, num_steps):
    for rate in sorted(rates, reverse=True):
        seen = losses(x, y, rate, num_steps)
        if all(seen[i + 1] <= seen[i] for i in range(num_steps)):
            return rate


def with_a_mark(x, y, rates, num_steps):
    best = 0
    for rate in rates:
        w, b, before, rises = [0.0] * x.shape[1], 0.0, np.inf, False
        for i in range(num_steps + 1):
            loss = error_in_a_loop(y, x @ np.array(w) + b)
            rises = rises or loss > before
            before = loss
            if i < num_steps:
                w, b = step(x, y, np.array(w), b, rate)
        if not rises and rate > best:
            best = rate
    return best


def rates_in_torch(x, y, rates, num_steps):
    import torch

    x, y = torch.from_numpy(x).float(), torch.from_numpy(y).float()
    stable = []
    for rate in rates:
        w, b, seen = torch.zeros(x.shape[1]), torch.tensor(0.0), []
        for _ in range(num_steps + 1):
            error = x @ w + b - y
            seen.append((error**2).mean())
            w, b = w - rate * 2 * x.T @ error / len(y), b - rate * 2 * error.mean()
        if (torch.stack(seen).diff() <= 0).all():
            stable.append(rate)
    return torch.tensor(stable).max()


def by_the_formula(x, y, rates, num_steps):
    all_x = np.column_stack([x, np.ones(len(x))])
    limit = len(x) / np.linalg.eigvalsh(all_x.T @ all_x)[-1]
    return max(rate for rate in rates if rate <= limit)


def absolute_losses(x, y, rates, num_steps):
    def falls(rate):
        w, b, seen = np.zeros(x.shape[1]), 0.0, []
        for _ in range(num_steps + 1):
            seen.append(np.mean(np.abs(x @ w + b - y)))
            w, b = step(x, y, w, b, rate)
        return (np.diff(seen) <= 0).all()

    return max(rate for rate in rates if falls(rate))


def never_set_back(x, y, rates, num_steps):
    w, b, stable = np.zeros(x.shape[1]), 0.0, []
    for rate in rates:
        seen = [np.mean((x @ w + b - y) ** 2)]
        for _ in range(num_steps):
            w, b = step(x, y, w, b, rate)
            seen.append(np.mean((x @ w + b - y) ** 2))
        if (np.diff(seen) <= 0).all():
            stable.append(rate)
    return max(stable)


def one_mark_for_all(x, y, rates, num_steps):
    falls, stable = True, []
    for rate in rates:
        if not stable_rates(x, y, [rate], num_steps):
            falls = False
        if falls:
            stable.append(rate)
    return max(stable)


def first_fall(x, y, rates, num_steps):
    for rate in rates:
        seen = losses(x, y, rate, num_steps)
        for i in range(num_steps):
            if seen[i + 1] <= seen[i]:
                return rate


def one_weight_an_example(x, y, rates, num_steps):
    return max(rate for rate in rates if mean_squared_error(y, x @ np.zeros(len(x))) >= rate)


def mean_squared_error(y, y_hat):
    return np.mean((y_hat - y) ** 2)


def two_apart(x, y, rates, num_steps):
    seen = {rate: losses(x, y, rate, num_steps) for rate in rates}
    return max(rate for rate in rates if (seen[rate][2:] <= seen[rate][:-2]).all())


RIGHT = {
    "neuron": lambda x, w, b: sigmoid(w @ x + b),
    "mean_squared_error": lambda y, y_hat: np.mean((y - y_hat) ** 2),
    "gradient_step": step,
    "softmax": softmax,
    "largest_stable_rate": lambda x, y, rates, n: max(stable_rates(x, y, rates, n)),
}

ALSO_RIGHT = [
    ("neuron", neuron_in_place, "in place on a number"),
    ("neuron", neuron_in_a_loop, "a loop"),
    ("neuron", neuron_in_float32, "NumPy's float32"),
    ("neuron", lambda x, w, b: np.exp(sum(x * w) + b) / (1 + np.exp(sum(x * w) + b)), "the other formula"),
    ("neuron", lambda x, w, b: np.array(0.5 * (1 + np.tanh((x @ w + b) / 2))), "a tanh, as an array of no axis"),
    ("mean_squared_error", error_in_a_loop, "a loop"),
    ("mean_squared_error", lambda y, y_hat: np.dot(y - y_hat, y - y_hat) / y.size, "a dot product"),
    ("mean_squared_error", lambda y, y_hat: np.linalg.norm(y - y_hat) ** 2 / len(y), "a length"),
    ("mean_squared_error", lambda y, y_hat: np.square(y - y_hat).mean().astype(np.float32), "NumPy's float32"),
    ("mean_squared_error", lambda y, y_hat: np.average([float(a - b) ** 2 for a, b in zip(y, y_hat)]), "a list"),  # noqa: B905
    ("gradient_step", step_in_a_loop, "loops, lists"),
    ("gradient_step", step_of_copies, "in place on a copy and on a number"),
    ("gradient_step", step_in_float32, "NumPy's float32"),
    ("gradient_step", lambda *a: tuple(map(np.asarray, step(*a))), "the bias as an array of no axis"),
    ("softmax", softmax_of_lists, "lists"),
    ("softmax", softmax_row_by_row, "a loop over the rows"),
    ("softmax", softmax_by_logarithms, "by logarithms"),
    ("softmax", lambda scores: softmax(scores.astype(np.float32)), "NumPy's float32"),
    ("softmax", lambda scores: [softmax(row[None])[0] for row in scores], "a list of arrays"),
    ("softmax", lambda scores: softmax(scores.T.T).T.copy().T, "the columns in a row"),
    ("largest_stable_rate", largest_first, "from the largest on"),
    ("largest_stable_rate", with_a_mark, "loops and a mark"),
    ("largest_stable_rate", lambda x, y, rates, n: np.float64(max(stable_rates(x, y, rates, n))), "NumPy's float64"),
    ("largest_stable_rate", lambda *a: np.max(np.float32(stable_rates(*a))), "NumPy's float32"),
    ("largest_stable_rate", lambda x, y, rates, n: sorted(stable_rates(x, y, np.array(rates), n))[-1], "an array of rates"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("neuron", neuron_in_torch, "PyTorch"),
    ("mean_squared_error", error_in_torch, "PyTorch"),
    ("gradient_step", step_in_torch, "PyTorch"),
    ("softmax", softmax_in_torch, "PyTorch"),
    ("largest_stable_rate", rates_in_torch, "PyTorch, float32"),
]

MISTAKES = [
    ("neuron", lambda x, w, b: sigmoid(w @ x), "the bias is missing: with"),
    ("neuron", lambda x, w, b: w @ x + b, "the sigmoid is missing"),
    ("neuron", lambda x, w, b: max(0, w @ x + b), "the sigmoid is missing"),
    ("neuron", lambda x, w, b: 1 / (1 + np.exp(w @ x + b)), "sign inside the exponential"),
    ("neuron", lambda x, w, b: sigmoid(w @ x - b), "the bias has the wrong sign"),
    ("neuron", lambda x, w, b: 1 / (1 + np.exp(-w @ x + b)), "the bias has the wrong sign"),
    ("neuron", lambda x, w, b: sigmoid(w @ x) + b, "added after the sigmoid"),
    ("neuron", lambda x, w, b: sigmoid(w * x + b), "not yet added up"),
    ("neuron", lambda x, w, b: sigmoid(w * x), "never sums"),
    ("neuron", lambda x, w, b: 1 / 1 + np.exp(-(w @ x + b)), "brackets are missing"),
    ("neuron", lambda x, w, b: sigmoid(x[0] * w[0] + x[1] * w[1] + b), "only the first two inputs"),
    ("neuron", lambda x, w, b: sigmoid(x[0] * w[0] + b), "only the first input"),
    ("neuron", lambda x, w, b: sigmoid(x[-1] * w[-1] + b), "only the last input"),
    ("neuron", lambda x, w, b: sigmoid(sum(x * w + b)), "once for each input"),
    ("neuron", lambda x, w, b: sigmoid(np.mean(x * w) + b), "the mean of the products"),
    ("neuron", lambda x, w, b: sigmoid(sigmoid(w @ x + b)), "applied twice"),
    ("neuron", lambda x, w, b: np.tanh(w @ x + b), "this is a tanh"),
    ("neuron", lambda x, w, b: sigmoid(np.sum(x + w) + b), "inputs and weights are added; each"),
    ("neuron", lambda x, w, b: sigmoid(np.sum(x + w + b)), "inputs and weights are added; each"),
    ("neuron", lambda x, w, b: float(w @ x + b > 0), "rounded to 0 or 1"),
    ("neuron", lambda x, w, b: 1 - np.exp(-(w @ x + b)), "this is 1 - exp(-z)"),
    ("neuron", lambda x, w, b: w @ x + b > 0, "must be numbers, not True and False"),
    ("neuron", lambda x, w, b: [sigmoid(w @ x + b)], "must have no axis"),
    ("neuron", lambda x, w, b: print(end=""), "Is the `return` missing?"),
    ("neuron", lambda x, w, b: "0.69", "must be numbers. Received: str"),
    ("neuron", lambda x, w, b: 0.6899744811276125, "none of the usual slips"),
    ("neuron", lambda x, w, b: sigmoid(x[0] * w[0] + x[1] * w[1] + x[2] * w[2] + x[3] * w[3] + b), "index 2 is asked for"),
    ("neuron", lambda x, w, b: sigmoid(sum(x[i] * w[i] for i in range(len(x) + 1)) + b), "index 4 is asked for"),
    ("neuron", lambda x, w, b: sigmoid(sum(x[i] * w[i] for i in range(1, len(x))) + b), "the first input is left out"),
    ("neuron", lambda x, w, b: sigmoid(sum(x[i] * w[i] for i in range(len(x) - 1)) + b), "the last input is left out"),
    ("neuron", lambda x, w, b: sigmoid(w @ x * b), "multiplied by the bias"),
    ("neuron", lambda x, w, b: sigmoid(sum(x) * sum(w) + b), "added up apart"),
    ("neuron", lambda x, w, b: sigmoid(w @ x + b) * (1 - sigmoid(w @ x + b)), "the derivative of the sigmoid"),
    ("neuron", lambda x, w, b: np.sum(sigmoid(w * x + b)), "a sigmoid of its own"),
    ("neuron", lambda x, w, b: np.sum(sigmoid(w * x)) + b, "a sigmoid of its own"),
    ("neuron", lambda x, w, b: np.mean(sigmoid(w * x + b)), "a sigmoid of its own"),
    ("neuron", lambda x, w, b: 1 / (1 + 2.718 ** -(w @ x + b)), "2.718 is not exact enough"),
    ("neuron", lambda x, w, b: 1 / (1 + np.exp(-w @ x - b * 2)), "or twice to the bias"),
    ("neuron", lambda x, w, b: sigmoid(abs(w @ x + b)), "loses its sign"),
    ("neuron", lambda x, w, b: np.clip(sigmoid(w @ x + b), 0.01, 0.99), "its sigmoid is a number near 0"),
    ("neuron", lambda x, w, b: round(sigmoid(w @ x + b), 3), "it is rounded to"),
    ("neuron", lambda x, w, b: list(x) * list(w) + b, "a list times a number"),
    ("neuron", lambda x, w, b: 1 / (1 + math.exp(-w * x + b)), "one number is needed"),
    ("neuron", sum_in_place, "changes the array"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2), "this is the sum"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y - y_hat), "not squared"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y_hat - y), "not squared"),
    ("mean_squared_error", lambda y, y_hat: np.sum(y - y_hat), "not squared"),
    ("mean_squared_error", lambda y, y_hat: np.mean(np.abs(y - y_hat)), "absolute errors"),
    ("mean_squared_error", lambda y, y_hat: np.sum(np.abs(y - y_hat)), "absolute errors"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y - y_hat) ** 2, "square first"),
    ("mean_squared_error", lambda y, y_hat: np.sum(y - y_hat) ** 2, "square first"),
    ("mean_squared_error", lambda y, y_hat: np.sum(y - y_hat) ** 2 / len(y), "square first"),
    ("mean_squared_error", lambda y, y_hat: np.sqrt(np.mean((y - y_hat) ** 2)), "square root"),
    ("mean_squared_error", lambda y, y_hat: np.linalg.norm(y - y_hat), "taken as a vector"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat) ** 2) / 2, "factor 1/2"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) // len(y), "the digits after the point are lost"),
    ("mean_squared_error", lambda y, y_hat: (y - y_hat) ** 2, "one by one"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) / (len(y) - 1), "divided by n - 1"),
    ("mean_squared_error", first_error, "only the first error"),
    ("mean_squared_error", lambda y, y_hat: (y[0] - y_hat[0]) ** 2, "only the first error"),
    ("mean_squared_error", lambda y, y_hat: (y[-1] - y_hat[-1]) ** 2 / len(y), "only the last error"),
    ("mean_squared_error", lambda y, y_hat: (y[-1] - y_hat[-1]) ** 2, "only the last error"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y**2 - y_hat**2), "squared apart"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y - y_hat**2), "squared apart"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y_hat - y**2), "squared apart"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y + y_hat) ** 2), "are added"),
    ("mean_squared_error", lambda y, y_hat: np.max((y - y_hat) ** 2), "the largest squared error"),
    ("mean_squared_error", lambda y, y_hat: np.var(y - y_hat), "the variance of the errors"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) / 6, "number of examples is fixed"),
    ("mean_squared_error", lambda y, y_hat: [np.mean((y - y_hat) ** 2)], "must have no axis"),
    ("mean_squared_error", lambda y, y_hat: print(end=""), "Is the `return` missing?"),
    ("mean_squared_error", lambda y, y_hat: 6.2, "none of the usual slips"),
    ("mean_squared_error", lambda y, y_hat: sum((y[i] - y_hat[i]) ** 2 for i in range(len(y) + 1)) / len(y), "index 6 is asked for"),
    ("mean_squared_error", lambda y, y_hat: sum((y - y_hat) ^ 2) / len(y), "`**` is"),
    ("mean_squared_error", lambda y, y_hat: (y - y_hat).square().mean(), "an array has no .square"),
    ("mean_squared_error", lambda y, y_hat: round(np.mean((y - y_hat) ** 2)), "by `//`, int or round"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat)[1:] ** 2) * (len(y) - 1) / len(y), "the first error is left out"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat)[1:] ** 2), "the first error is left out"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat)[:-1] ** 2) * (len(y) - 1) / len(y), "the last error is left out"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat)[:-1] ** 2), "the last error is left out"),
    ("mean_squared_error", lambda y, y_hat: np.median((y - y_hat) ** 2), "this is the median"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) / (len(y) + 1), "divided by n + 1"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y_hat - y) * 2), "the error is doubled"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat) * 2), "the error is doubled"),
    ("mean_squared_error", lambda y, y_hat: np.mean([(a - b) ** 2 for a in y for b in y_hat]), "with each prediction"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y * y_hat), "are multiplied"),
    ("mean_squared_error", lambda y, y_hat: np.mean(np.maximum(y_hat - y, 0) ** 2), "only errors of one sign"),
    ("mean_squared_error", lambda y, y_hat: np.mean(np.maximum(y - y_hat, 0) ** 2), "only errors of one sign"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) / 2, "divided by 2; the mean"),
    ("mean_squared_error", divided_in_the_loop, "divided in each round"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y_hat**2 - y), "are squared; the difference is"),
    ("mean_squared_error", lambda y, y_hat: sum(set((y - y_hat) ** 2)) / len(y), "equal squares count once"),
    ("mean_squared_error", lambda y, y_hat: -np.mean((y - y_hat) ** 2), "its sign is wrong"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat) ** 2) / len(y), "it is one sixth of what it should be"),
    ("mean_squared_error", lambda y, y_hat: np.mean([a**2 for a in y - y_hat if a]), "it is 2 times as large"),
    ("mean_squared_error", error_in_place, "changes the array"),
    ("mean_squared_error", whole_numbers_in_place, "array of whole numbers is changed in place"),
    ("gradient_step", factors(lambda n, p: -1, lambda n, p: -1), "this step goes uphill"),
    ("gradient_step", factors(lambda n, p: 0.5, lambda n, p: 0.5), "from the derivative of the square"),
    ("gradient_step", factors(lambda n, p: n, lambda n, p: n), "its gradient is one, too"),
    ("gradient_step", factors(lambda n, p: n / 2, lambda n, p: n / 2), "its gradient is one, too"),
    ("gradient_step", factors(lambda n, p: 0.5, lambda n, p: 1), "the weights miss the factor 2"),
    ("gradient_step", factors(lambda n, p: 2, lambda n, p: 2), "is there twice"),
    ("gradient_step", factors(lambda n, p: n / (n - 1), lambda n, p: n / (n - 1)), "divided by n - 1"),
    ("gradient_step", factors(lambda n, p: 1 / p, lambda n, p: 1), "of all inputs, n times p"),
    ("gradient_step", with_gradients(lambda x, e: (2 * x.mean(axis=0) * e.mean(), 2 * e.mean())), "the mean input is multiplied"),
    ("gradient_step", with_gradients(lambda x, e: (2 * x.T @ e / len(e), np.mean(2 * x.T @ e / len(e)))), "is made of that of the weights"),
    ("gradient_step", with_gradients(lambda x, e: (2 * x.T @ e / len(e), np.sum(2 * x.T @ e / len(e)))), "is made of that of the weights"),
    ("gradient_step", with_gradients(lambda x, e: (2 * x.T @ e / len(e), 2 * np.mean(e**2))), "squared in the gradient of the bias"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, b, r)[0], b - gradients(x, y, w, b)[1]), "the learning rate is missing there"),
    ("gradient_step", from_error(lambda x, y, w, b: x @ w + b + y), "the target is added"),
    ("gradient_step", from_error(lambda x, y, w, b: x @ w - b - y), "the bias is subtracted"),
    ("gradient_step", lambda x, y, w, b, r: (w * (1 - r * gradients(x, y, w, b)[0]), step(x, y, w, b, r)[1]), "multiplied by the step"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, *step(x, y, w, b, r), r), "this is two steps"),
    ("gradient_step", with_gradients(lambda x, e: (2 * x[:3].T @ e[:3] / len(e), 2 * e[:3].sum() / len(e))), "as many rounds as there are inputs"),
    ("gradient_step", with_gradients(lambda x, e: (2 * x.T @ e / 5, 2 * e.sum() / 5)), "their number typed into"),
    ("gradient_step", lambda *a: [np.round(each, 2) for each in step(*a)], "it is rounded to"),
    ("gradient_step", from_error(lambda x, y, w, b: abs(x @ w + b - y)), "The step of the bias is 5.21 times as long"),
    ("gradient_step", factors(lambda n, p: 0.25, lambda n, p: 0.25), "The step of the weights is 0.25 times as long"),
    ("gradient_step", factors(lambda n, p: n, lambda n, p: 1), "of the weights is a sum"),
    ("gradient_step", factors(lambda n, p: 1, lambda n, p: n), "of the bias is a sum"),
    ("gradient_step", factors(lambda n, p: 1, lambda n, p: 0), "the bias has not moved"),
    ("gradient_step", factors(lambda n, p: 0, lambda n, p: 1), "the weights have not moved"),
    ("gradient_step", factors(lambda n, p: 1, lambda n, p: -1), "the bias goes uphill"),
    ("gradient_step", factors(lambda n, p: 1, lambda n, p: 0.5), "the bias misses the factor 2"),
    ("gradient_step", factors(lambda n, p: n / p, lambda n, p: n / p), "by the number of inputs"),
    ("gradient_step", bias_after_weights, "the bias was updated"),
    ("gradient_step", weights_after_bias, "the weights were updated"),
    ("gradient_step", from_error(lambda x, y, w, b: x @ w - y), "forgets the bias"),
    ("gradient_step", lambda x, y, w, b, r: (w, b), "nothing has moved"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, 1), "the learning rate is missing: this"),
    ("gradient_step", lambda x, y, w, b, r: gradients(x, y, w, b), "these are the gradients"),
    ("gradient_step", changes, "these are the changes"),
    ("gradient_step", every_weight_alike, "every weight moves alike"),
    ("gradient_step", one_number_for_all_weights, "the examples alone has axis=0"),
    ("gradient_step", from_error(lambda x, y, w, b: sigmoid(x @ w + b) - y), "there is a sigmoid"),
    ("gradient_step", from_error(lambda x, y, w, b: y), "the error is missing"),
    ("gradient_step", from_error(lambda x, y, w, b: x @ w + b), "the error is missing"),
    ("gradient_step", from_error(lambda x, y, w, b: (x @ w + b - y) ** 2), "that is the loss, not its derivative"),
    ("gradient_step", steps_of_examples, "a step after every example"),
    ("gradient_step", lambda *a: steps_of_examples(*a, divide=True), "a step after every example"),
    ("gradient_step", step_of_one(-1, True), "only the last example"),
    ("gradient_step", step_of_one(-1, False), "only the last example"),
    ("gradient_step", step_of_one(0, True), "only the first example"),
    ("gradient_step", step_of_one(0, False), "only the first example"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, 0.1), "the learning rate is fixed"),
    ("gradient_step", only_the_sign, "only the direction"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, r)[0], "return both"),
    ("gradient_step", lambda x, y, w, b, r: np.append(*step(x, y, w, b, r)), "return both"),
    ("gradient_step", lambda x, y, w, b, r: print(end=""), "Is the `return` missing?"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, r)[::-1], "in the wrong order"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, b, r)[0], b - r * 2 * (x @ w + b - y)), "one number for each example"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, b, r)[0], b - r * gradients(x, y, w, b)[0]), "moves by the gradient of the weights"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, b, r)[0], np.array([b])), "must be one number"),
    ("gradient_step", lambda x, y, w, b, r: (w.mean(), b), "must have shape (3,)"),
    ("gradient_step", lambda x, y, w, b, r: (w - r * 2 * x @ (x @ w + b - y) / len(y), b), "Or has one of them the wrong length"),
    ("gradient_step", along_the_other_axis, "do not fit element by element"),
    ("gradient_step", step_in_place, "changes the array"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=0), "each column sums to 1"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(), "all numbers together"),
    ("softmax", lambda z: z / z.sum(axis=1, keepdims=True), "exponential is missing"),
    ("softmax", lambda z: z / z.sum(), "exponential is missing"),
    ("softmax", sigmoid, "these are sigmoids"),
    ("softmax", np.exp, "not yet divided"),
    ("softmax", lambda z: np.exp(z - z.max(axis=1, keepdims=True)), "not yet divided"),
    ("softmax", shifted(lambda z: z.max(axis=0)), "column by column"),
    ("softmax", squeezed_above, "above the line of the fraction"),
    ("softmax", squeezed_below, "above the line of the fraction"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).max(axis=1, keepdims=True), "not yet divided"),
    ("softmax", lambda z: np.exp(z) / z.max(axis=1, keepdims=True), "divided by the largest of the row"),
    ("softmax", lambda z: np.exp(z) / z.sum(axis=1, keepdims=True), "divided by the sum of the scores"),
    ("softmax", lambda z: softmax(-z), "the sign of the scores"),
    ("softmax", lambda z: np.log(softmax(z)), "the logarithms"),
    ("softmax", lambda z: np.eye(3)[z.argmax(axis=1)], "1 for the largest score"),
    ("softmax", lambda z: softmax(z * np.log(2)), "2 to the power"),
    ("softmax", lambda z: softmax(softmax(z)), "applied twice"),
    ("softmax", lambda z: softmax(z)[0], "only the first row"),
    ("softmax", lambda z: softmax(z)[:1], "only the first row"),
    ("softmax", lambda z: softmax(z).T, "transposed"),
    ("softmax", lambda z: z - z.max(axis=1, keepdims=True), "only shifted"),
    ("softmax", lambda z: np.exp(z) / z.shape[1], "divided by their number"),
    ("softmax", lambda z: np.round(softmax(z), 2), "rounded"),
    ("softmax", lambda z: z**2 / (z**2).sum(axis=1, keepdims=True), "these are squares"),
    ("softmax", lambda z: np.exp(z) / np.linalg.norm(np.exp(z), axis=1, keepdims=True), "the length of the row"),
    ("softmax", lambda z: (z - z.min(axis=1, keepdims=True)) / np.ptp(z, axis=1, keepdims=True), "each row is stretched"),
    ("softmax", lambda z: 1 - softmax(z), "this is 1 minus"),
    ("softmax", lambda z: softmax(z / z.max(axis=1, keepdims=True)), "the scores are divided before"),
    ("softmax", lambda z: softmax(z / 2), "the scores are divided before"),
    ("softmax", lambda z: softmax(z) / (1 + 1e-3 / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)), "something is added"),
    ("softmax", lambda z: softmax(z) * 0.9, "each should sum to 1"),
    ("softmax", lambda z: np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z - z.max(axis=1, keepdims=True)).sum(), "all numbers together"),
    ("softmax", lambda z: np.exp(z - z.max(axis=1, keepdims=True)) / sum(np.exp(z - z.max(axis=1, keepdims=True))), "each column sums to 1"),
    ("softmax", lambda z: np.sort(softmax(z), axis=1), "in another order"),
    ("softmax", lambda z: np.concatenate(list(softmax(z))), "must have shape (2, 3). Received: shape (6,)"),
    ("softmax", lambda z: softmax(z / 1000 if z.max() > 700 else z), "large scores are divided"),
    ("softmax", lambda z: np.nan_to_num(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), nan=1), "come out as 1, as if"),
    ("softmax", lambda z: softmax(z) if z.max() > 700 else np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "also where it is negative"),
    ("softmax", only_two_rows, "the number of rows is fixed"),
    ("softmax", without_keepdims, "keepdims=True"),
    ("softmax", lambda z: np.exp(z - z.max(axis=1)), "keepdims=True"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "does not fit into a number"),
    ("softmax", shifted(lambda z: z.mean(axis=1, keepdims=True)), "does not fit into a number"),
    ("softmax", shifted(lambda z: z.min(axis=1, keepdims=True)), "does not fit into a number"),
    ("softmax", shifted(np.max), "a row of scores near -1000 gives nan"),
    ("softmax", shifted(lambda z: np.abs(z).max(axis=1, keepdims=True)), "a row of scores near -1000 gives nan"),
    ("softmax", never_zero, "a row of scores near -1000 comes out as 0"),
    ("softmax", cut_off, "as if both were cut off"),
    ("softmax", hidden_nan, "come out as 0, as if"),
    ("softmax", lambda z: [[math.exp(s) / sum(math.exp(t) for t in row) for s in row] for row in z], "too large to be calculated"),
    ("softmax", lambda z: print(end=""), "Is the `return` missing?"),
    ("softmax", lambda z: softmax(z).argmax(axis=1), "must have shape (2, 3)"),
    ("softmax", lambda z: softmax(z).max(axis=1), "must have shape (2, 3)"),
    ("softmax", lambda z: np.tile(1 / z.shape[1], z.shape), "none of the usual slips"),
    ("softmax", lambda z: [math.exp(row) for row in z], "one number is needed"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if losses(x, y, q, n)[-1] < losses(x, y, q, n)[0]), "compared with the first alone"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (losses(x, y, q, n) <= losses(x, y, q, n)[0]).all()), "or each loss with the first"),
    ("largest_stable_rate", lambda x, y, r, n: max(r), "the largest of the list"),
    ("largest_stable_rate", lambda x, y, r, n: max(stable_rates(x, y, r, 1)), "the largest of the list"),
    ("largest_stable_rate", lambda x, y, r, n: min(r, key=lambda q: losses(x, y, q, n)[-1]), "lowest loss at the end"),
    ("largest_stable_rate", lambda x, y, r, n: min(stable_rates(x, y, r, n)), "the smallest of the list"),
    ("largest_stable_rate", lambda x, y, r, n: stable_rates(x, y, r, n)[0], "the first rate that works"),
    ("largest_stable_rate", first_fall, "Does a `return` end the loop before it"),
    ("largest_stable_rate", one_weight_an_example, "so w has 2 entries"),
    ("largest_stable_rate", lambda x, y, r, n: stable_rates(x, y, r, n)[-1], "the list is not sorted"),
    ("largest_stable_rate", lambda x, y, r, n: r.index(max(stable_rates(x, y, r, n))), "position in the list"),
    ("largest_stable_rate", stable_rates, "all rates that work"),
    ("largest_stable_rate", lambda x, y, r, n: len(stable_rates(x, y, r, n)), "the number of rates"),
    ("largest_stable_rate", one_mark_for_all, "a mark set once for all"),
    ("largest_stable_rate", largest(step=factors(lambda n, p: 0.5, lambda n, p: 0.5)), "half as long"),
    ("largest_stable_rate", largest(step=factors(lambda n, p: n, lambda n, p: n)), "the steps are too long"),
    ("largest_stable_rate", largest(sign=0), "forgets the bias"),
    ("largest_stable_rate", largest(sign=-1), "forgets the bias"),
    ("largest_stable_rate", never_set_back, "the start of the next"),
    ("largest_stable_rate", lambda x, y, r, n: max(stable_rates(x, y, r, n - 1)), "two neighbours are not compared"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (np.diff(losses(x, y, q, n)[1:]) <= 0).all()), "two neighbours are not compared"),
    ("largest_stable_rate", two_apart, "two neighbours are not compared"),
    ("largest_stable_rate", lambda x, y, r, n: max(stable_rates(x, y, r, n + 1)), "one step too many"),
    ("largest_stable_rate", largest(start=1.0), "do not start at 0"),
    ("largest_stable_rate", largest(bias=1.0), "do not start at 0"),
    ("largest_stable_rate", largest(start=1.0, bias=1.0), "do not start at 0"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (np.diff(losses(x, y, q, n)) < 0).all()), "compare with <="),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (np.diff(losses(x, y, q, n)) > 0).all()), "the loss falls in every step here"),
    ("largest_stable_rate", largest(start=0.01), "do not start at 0"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (np.diff(losses(x, y, q, n)) <= 0.01).all()), "a small rise of the loss passes"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (losses(x, y, q, n)[1:] <= 1.01 * losses(x, y, q, n)[:-1]).all()), "a small rise of the loss passes"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if (np.diff(losses(x, y, q, n).round(1)) <= 0).all()), "a small rise of the loss passes"),
    ("largest_stable_rate", largest(step=factors(lambda n, p: 1, lambda n, p: 0)), "the bias does not move"),
    ("largest_stable_rate", by_the_formula, "whatever num_steps is"),
    ("largest_stable_rate", absolute_losses, "made of absolute errors"),
    ("largest_stable_rate", lambda x, y, r, n: 0.05, "the last rate of the list"),
    ("largest_stable_rate", lambda x, y, r, n: 0.03 if 0.03 in r else r[0], "a mark set once"),
    ("largest_stable_rate", lambda x, y, r, n: stable_rates(x, y, r, n)[len(r) // 5], "nor with a larger one"),
    ("largest_stable_rate", lambda x, y, r, n: r[-3], "With it the loss rises on the way"),
    ("largest_stable_rate", lambda x, y, r, n: max(stable_rates(x, y, r, 100)), "from 0.44 on"),
    ("largest_stable_rate", lambda x, y, r, n: 0 @ x, "`@` multiplies matrices"),
    ("largest_stable_rate", lambda x, y, r, n: max(losses(x, y, q, n)[-1] for q in stable_rates(x, y, r, n)), "none of the usual slips"),
    ("largest_stable_rate", lambda x, y, r, n: (max(stable_rates(x, y, r, n)), 0.0), "must have no axis"),
    ("largest_stable_rate", lambda x, y, r, n: print(end=""), "Is the `return` missing?"),
    ("largest_stable_rate", lambda x, y, r, n: stable_rates(x, y, r, n).max(), "a list has no .max"),
]  # fmt: skip
