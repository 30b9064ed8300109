"""Exercise 07: right answers, and the typical mistakes with a part of the hint that each must get."""

import copy
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# Task 1


def by_root(low, high, count):
    factor = (high / low) ** (1 / (count - 1))
    return [low * factor**k for k in range(count)]


def step_by_step(low, high, count):
    values = [float(low)]
    for _ in range(count - 1):
        values.append(values[-1] * (high / low) ** (1 / (count - 1)))
    return tuple(values)


# Task 2


class Net(nn.Module):
    def __init__(self, inputs, widths, end=lambda y: y[:, 0], bend=torch.relu, start=lambda x: x, bias=True):
        super().__init__()
        sizes = [inputs, *widths]
        self.hidden = nn.ModuleList(nn.Linear(a, b, bias=bias) for a, b in zip(sizes, sizes[1:], strict=False))
        self.last = nn.Linear(sizes[-1], 1)
        self.end, self.bend, self.start = end, bend, start

    def forward(self, x):
        x = self.start(x)
        for k, layer in enumerate(self.hidden):
            x = layer(x)
            x = (
                self.bend(x)
                if self.bend in (torch.relu, torch.tanh, torch.sigmoid)
                else self.bend(x, k, len(self.hidden))
            )
        return self.end(self.last(x))


def netted(**how):
    return lambda inputs, widths: Net(inputs, widths, **how)


def in_a_row(inputs, widths):
    layers = []
    for width in widths:
        layers += [nn.Linear(inputs, width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, 1), nn.Flatten(0))


def lazily(inputs, widths):
    layers = [layer for width in widths for layer in (nn.LazyLinear(width), nn.ReLU())]
    return nn.Sequential(*layers, nn.LazyLinear(1), nn.Flatten(0))


class Clamped(nn.Module):
    def __init__(self, inputs, widths):
        super().__init__()
        for k, (a, b) in enumerate(zip([inputs, *widths], [*widths, 1], strict=True)):
            setattr(self, f"layer{k}", nn.Linear(a, b))
        self.count = len(widths) + 1

    def forward(self, x):
        for k in range(self.count - 1):
            x = getattr(self, f"layer{k}")(x).clamp(min=0)
        return getattr(self, f"layer{self.count - 1}")(x).squeeze(1)


class InAList(nn.Module):
    def __init__(self, inputs, widths):
        super().__init__()
        sizes = [inputs, *widths, 1]
        self.layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)[:, 0]


class PartlyInAList(nn.Module):
    def __init__(self, inputs, widths):
        super().__init__()
        sizes = [inputs, *widths]
        self.layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]
        self.last = nn.Linear(sizes[-1], 1)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x.float()))
        return self.last(x)[:, 0]


class WithoutSuper(Net):
    def __init__(self, inputs, widths):
        self.last = nn.Linear(inputs, 1)


class NoReturn(Net):
    def forward(self, x):
        super().forward(x)


class NoForward(nn.Module):
    def __init__(self, inputs, widths):
        super().__init__()
        sizes = [inputs, *widths, 1]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False))


class Misspelt(Net):
    def forward(self, x):
        return self.lasst(x)


class WithDropout(Net):
    def forward(self, x):
        return super().forward(F.dropout(x, 0.5, self.training))


class WithNorm(Net):
    def __init__(self, inputs, widths):
        super().__init__(inputs, widths)
        self.norm = nn.BatchNorm1d(1)


def one_size(inputs, widths):
    layers = [nn.Linear(inputs, widths[0]), nn.ReLU()] + [nn.Linear(w, w) for w in widths[1:]]
    return nn.Sequential(*layers, nn.Linear(widths[-1], 1), nn.Flatten(0))


def never_empty(inputs, widths):
    sizes = [inputs, *widths]
    layers = [nn.Linear(inputs, widths[0]), nn.ReLU()]
    for a, b in zip(sizes[1:], sizes[2:], strict=False):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(sizes[-1], 1), nn.Flatten(0))


def fixed_inputs(inputs, widths):
    return in_a_row(10, widths)


def with_a_seed(inputs, widths):
    torch.manual_seed(0)
    return in_a_row(inputs, widths)


def from_zeros(inputs, widths):
    made = in_a_row(inputs, widths)
    for parameter in made.parameters():
        nn.init.zeros_(parameter)
    return made


def without_last(inputs, widths):
    return nn.Sequential(*list(in_a_row(inputs, widths))[:-2], nn.Flatten(0))


def two_outputs(inputs, widths):
    return nn.Sequential(*list(in_a_row(inputs, widths))[:-2], nn.Linear(widths[-1], 2))


def misfit(inputs, widths):
    sizes = [inputs, *widths]
    layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]
    return nn.Sequential(*reversed(layers), nn.Linear(sizes[-1], 1), nn.Flatten(0))


# Task 3


def squares(y_hat, y):
    return (y_hat[:, 0] - y) ** 2


def measure(
    ready=lambda model: model.eval(),
    grad=torch.no_grad,
    part=lambda y_hat, y: squares(y_hat, y).sum().item(),
    whole=lambda total, rows, batches: total / rows,
    after=lambda model, mode: model.train(mode),
    chosen=lambda batches: batches,
):
    def evaluate(model, batches):
        mode = model.training
        ready(model)
        total = rows = 0
        with grad():
            for x, y in chosen(batches):
                total += part(model(x), y)
                rows += len(y)
        after(model, mode)
        return whole(total, rows, len(batches))

    return evaluate


def evaluate_at_once(model, batches):
    mode = model.training
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    with torch.inference_mode():
        error = F.mse_loss(model.eval()(x).flatten(), y)
    model.train(mode)
    return error


def evaluate_weighted(model, batches):
    mode, model = model.training, model.eval()
    with torch.no_grad():
        means = [F.mse_loss(model(x), y[:, None]).item() for x, y in batches]
    model.train(mode)
    return np.average(means, weights=[len(y) for _, y in batches])


@torch.no_grad()
def evaluate_a_copy(model, batches):
    model = copy.deepcopy(model).eval()
    return np.concatenate([squares(model(x), y).numpy() for x, y in batches]).mean()


def evaluate_row_by_row(model, batches):
    mode, errors = model.training, []
    model.eval()
    with torch.no_grad():
        for x, y in batches:
            errors += [(float(guess) - float(target)) ** 2 for guess, target in zip(model(x), y, strict=True)]
    model.train(mode)
    return math.fsum(errors) / len(errors)


def evaluate_late(model, batches):
    mode, total = model.training, 0
    with torch.no_grad():
        for x, y in batches:
            total += squares(model(x), y).sum().item()
            model.eval()
    model.train(mode)
    return total / sum(len(y) for _, y in batches)


def evaluate_the_last(model, batches):
    return measure(chosen=lambda batches: batches[-1:])(model, batches)


def evaluate_in_numpy(model, batches):
    model.eval()
    return np.mean([((model(x).numpy()[:, 0] - y.numpy()) ** 2).mean() for x, y in batches])


def evaluate_switching_off(model, batches):
    torch.set_grad_enabled(False)
    return measure()(model, batches)


def evaluate_freezing(model, batches):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return measure()(model, batches)


def evaluate_unpacked(model, batches):
    model.eval()
    x, y = batches
    return F.mse_loss(model(x)[:, 0], y).item()


# Task 4


def trainer(
    clear=True,
    rounds=1,
    training=lambda model, k: model.train(),
    measuring=lambda model: model.eval(),
    early=False,
    moves=True,
    judge=lambda validation, training: validation,
    better=lambda new, old: new < old,
    kept=copy.deepcopy,
    restore=lambda model, best: model.load_state_dict(best),
    give=lambda errors: errors,
    keep_before=False,
    update=True,
    number=lambda value: value.item(),
    grad=torch.no_grad,
    learn_from_validation=False,
    told=lambda validation, training: validation,
):
    def train_best(model, optimizer, train, validation, steps):
        def error_of(rows):
            measuring(model)
            with grad():
                return number(torch.mean((model(rows[0]) - rows[1]) ** 2))

        errors, scores, best, smallest = [], [], None, None
        for k in range(steps):
            if early:
                errors.append(error_of(validation))
            before = copy.deepcopy(model.state_dict())
            for _ in range(rounds):
                training(model, k)
                loss = torch.mean((model(train[0]) - train[1]) ** 2)
                if learn_from_validation:
                    loss = loss + torch.mean((model(validation[0]) - validation[1]) ** 2)
                if clear:
                    optimizer.zero_grad()
                loss.backward()
                if moves:
                    optimizer.step()
            if not early:
                errors.append(error_of(validation))
            errors[-1] = told(errors[-1], loss.item())
            score = judge(errors[-1], loss.item())
            scores.append(score)
            if smallest is None or better(score, smallest):
                best = before if keep_before else kept(model.state_dict())
                smallest = score if update or smallest is None else smallest
        restore(model, best)
        return give(errors)

    return train_best


def train_with_every_state(model, optimizer, train, validation, steps):
    states, errors = [], []
    for _ in range(steps):
        optimizer.zero_grad(set_to_none=False)
        F.mse_loss(model.train()(train[0]), train[1]).backward()
        optimizer.step()
        with torch.inference_mode():
            errors.append(float(F.mse_loss(model.eval()(validation[0]), validation[1])))
        states.append(copy.deepcopy(model.state_dict()))
    model.load_state_dict(states[int(np.argmin(errors))])
    return np.array(errors)


def train_with_a_whole_copy(model, optimizer, train, validation, steps):
    errors, best = torch.zeros(steps), None
    for k in range(steps):
        model.train()
        model.zero_grad()
        ((model(train[0]) - train[1]) ** 2).mean().backward()
        optimizer.step()
        model.eval()
        with torch.no_grad():
            errors[k] = F.mse_loss(model(validation[0]), validation[1])
        if k == 0 or errors[k] < errors[:k].min():
            best = copy.deepcopy(model)
    model.load_state_dict(best.state_dict())
    return errors


def train_clearing_late(model, optimizer, train, validation, steps):
    optimizer.zero_grad()
    errors, best = [], {}
    for _ in range(steps):
        model.train()
        torch.sum((model(train[0]) - train[1]) ** 2).div(len(train[1])).backward()
        optimizer.step()
        optimizer.zero_grad()
        model.eval()
        with torch.no_grad():
            error = F.mse_loss(model(validation[0]), validation[1]).item()
        if not errors or error < min(errors):
            best = {name: value.detach().numpy().copy() for name, value in model.state_dict().items()}
        errors.append(error)
    model.load_state_dict({name: torch.tensor(value) for name, value in best.items()})
    return tuple(errors)


def parameters_alone(model, optimizer, train, validation, steps):
    best = {}

    def note(state):
        best.update(
            {name: value.clone() for name, value in state.items() if "running" not in name and "num" not in name}
        )
        return best

    return trainer(kept=note, restore=lambda model, kept: model.load_state_dict(kept, strict=False))(
        model, optimizer, train, validation, steps
    )


def train_under_no_grad(model, optimizer, train, validation, steps):
    with torch.no_grad():
        return trainer()(model, optimizer, train, validation, steps)


def train_one_graph(model, optimizer, train, validation, steps):
    loss = F.mse_loss(model(train[0]), train[1])
    for _ in range(steps):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [loss.item()] * steps


def forgets_the_best(*given):
    known = [float("inf")]

    def better(new, old):
        known.append(old)
        return new < known[-2]

    return trainer(better=better)(*given)


def train_none_kept(model, optimizer, train, validation, steps):
    return trainer(better=lambda new, old: False, kept=lambda state: None)(model, optimizer, train, validation, steps)


def train_without_mean(model, optimizer, train, validation, steps):
    ((model(train[0]) - train[1]) ** 2).backward()


def train_on_all_rows(model, optimizer, train, validation, steps):
    together = tuple(torch.cat(parts) for parts in zip(train, validation, strict=True))
    return trainer()(model, optimizer, together, validation, steps)


def train_with_own_optimizer(model, optimizer, train, validation, steps):
    return trainer()(model, torch.optim.Adam(model.parameters()), train, validation, steps)


def plain_training(model, optimizer, train, validation, steps, mean=torch.mean, back=False):
    errors, best, held = [], None, model
    for _ in range(steps):
        model.train()
        loss = mean((model(train[0]) - train[1]) ** 2)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        model.eval()
        with torch.no_grad():
            errors.append(torch.mean((model(validation[0]) - validation[1]) ** 2).item())
        if errors[-1] == min(errors):
            best, held = copy.deepcopy(model.state_dict()), copy.deepcopy(model)
        elif back:
            model.load_state_dict(best)
    return errors, best, held


def train_by_the_sum(model, *given):
    errors, best, _ = plain_training(model, *given, mean=torch.sum)
    model.load_state_dict(best)
    return errors


def train_detaching(model, optimizer, train, validation, steps):
    errors, best = [], None
    for _ in range(steps):
        F.mse_loss(model.train()(train[0]), train[1]).backward()
        optimizer.step()
        optimizer.zero_grad()
        errors.append(F.mse_loss(model.eval()(validation[0]).detach(), validation[1]).item())
        if errors[-1] == min(errors):
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return errors


def train_going_back(model, *given):
    errors, best, _ = plain_training(model, *given, back=True)
    model.load_state_dict(best)
    return errors


def train_renaming(model, *given):
    errors, _, model = plain_training(model, *given)
    return errors


# Task 5


def halver(
    rank=lambda errors, alive, stop: errors[alive, stop - 1],
    count=lambda alive, keep: max(1, len(alive) // keep),
    best_first=True,
    cost=lambda alive, done, stop: len(alive) * (stop - done),
    grow=lambda stop, keep, first: stop * keep,
    last=True,
    rungs=None,
    give=lambda winner, spent, alive, place, errors: (winner, spent),
):
    def halving(errors, keep, first):
        errors = np.asarray(errors)
        trials, epochs = errors.shape
        alive, spent, done, stop, passed = np.arange(trials), 0, 0, first, 0
        while stop < epochs and (rungs is None or passed < rungs):
            spent += cost(alive, done, stop)
            order = np.argsort(rank(errors, alive, stop))
            alive = alive[(order if best_first else order[::-1])[: count(alive, keep)]]
            done, stop, passed = stop, grow(stop, keep, first), passed + 1
        spent += cost(alive, done, epochs) if last else 0
        place = int(np.argmin(errors[alive, -1]))
        return give(int(alive[place]), int(spent), alive, place, errors)

    return halving


def halving_in_lists(errors, keep, first):
    alive = list(range(len(errors)))
    epochs = len(errors[0])
    spent, done = 0, 0
    for stop in [first * keep**k for k in range(20) if first * keep**k < epochs] + [epochs]:
        spent += len(alive) * (stop - done)
        done = stop
        if stop < epochs:
            alive = sorted(alive, key=lambda i: errors[i][stop - 1])[: max(1, len(alive) // keep)]
    return [min(alive, key=lambda i: errors[i][-1]), spent]


def halving_in_lists_to_nobody(errors, keep, first):
    alive, spent, done, epochs = list(range(len(errors))), 0, 0, len(errors[0])
    while first < epochs:
        spent += len(alive) * (first - done)
        alive = sorted(alive, key=lambda i: errors[i][first - 1])[: len(alive) // keep]
        done, first = first, first * keep
    return min(alive, key=lambda i: errors[i][-1]), spent + len(alive) * (epochs - done)


def halving_counted_late(errors, keep, first):
    alive, spent, done, epochs = list(range(len(errors))), 0, 0, len(errors[0])
    while first < epochs:
        alive = sorted(alive, key=lambda i: errors[i][first - 1])[: max(1, len(alive) // keep)]
        spent += len(alive) * (first - done)
        done, first = first, first * keep
    return min(alive, key=lambda i: errors[i][-1]), spent + len(alive) * (epochs - done)


def halving_by_the_last_rung(errors, keep, first):
    alive, spent, done, epochs = list(range(len(errors))), 0, 0, len(errors[0])
    while first < epochs:
        spent += len(alive) * (first - done)
        alive = sorted(alive, key=lambda i: errors[i][first - 1])[: max(1, len(alive) // keep)]
        done, first = first, first * keep
    return alive[0], spent + len(alive) * (epochs - done)


def halving_by_ages(errors, keep, first):
    errors = torch.tensor(np.asarray(errors))
    ages, alive, stop = torch.zeros(len(errors), dtype=torch.int64), torch.arange(len(errors)), first
    while stop < errors.shape[1]:
        ages[alive] = stop
        best = errors[alive, stop - 1].topk(max(1, len(alive) // keep), largest=False).indices
        alive, stop = alive[best], stop * keep
    ages[alive] = errors.shape[1]
    return alive[errors[alive, -1].argmin()], ages.sum()


def halving_recursively(errors, keep, first, alive=None, done=0):
    alive = list(range(len(errors))) if alive is None else alive
    if first >= errors.shape[1]:
        spent = len(alive) * (errors.shape[1] - done)
        return alive[int(np.argmin([errors[i, -1] for i in alive]))], spent
    limit = sorted(errors[i, first - 1] for i in alive)[max(1, len(alive) // keep) - 1]
    going = [i for i in alive if errors[i, first - 1] <= limit]
    winner, later = halving_recursively(errors, keep, first * keep, going, first)
    return winner, later + len(alive) * (first - done)


def halving_as_array(errors, keep, first):
    return np.array(halver()(errors, keep, first), dtype=float)


def halving_in_place(errors, keep, first):
    result = halver()(errors, keep, first)
    errors.sort(axis=0)
    return result


# Task 6


def tries_of(low=1e-4, high=1.0, count=15, linear=False):
    return np.linspace(low, high, count) if linear else np.geomspace(low, high, count)


def searcher(tries=tries_of, epochs=None, choose=np.argmin, give=lambda tried, errors, at: float(tried[at])):
    def my_search(score, budget):
        tried = tries()
        errors = [score(float(lr), budget // len(tried) if epochs is None else epochs) for lr in tried]
        return give(tried, errors, int(choose(errors)))

    return my_search


def coarse_then_fine(score, budget):
    low, high, left = -4.0, 0.0, budget
    for share in (2, 1):
        exponents = [low + (high - low) * k / 7 for k in range(8)]
        epochs = left // share // 8
        errors = [score(10**e, epochs) for e in exponents]
        left -= 8 * epochs
        middle = exponents[errors.index(min(errors))]
        low, high = max(-4.0, middle - 0.5), min(0.0, middle + 0.5)
    return 10**middle


def halved_search(score, budget):
    alive = list(np.geomspace(1e-4, 1, 16))
    errors = [score(lr, 5) for lr in alive]
    alive = [alive[i] for i in np.argsort(errors)[:8]]
    return min(alive, key=lambda lr: score(lr, (budget - 80) // 8))


def random_draws(score, budget):
    rng = np.random.default_rng(0)
    tried = 10 ** rng.uniform(-4, 0, 20)
    return np.float32(tried[np.argmin([score(lr, budget // 20) for lr in tried])])


def tensors_searched(score, budget):
    tried = torch.logspace(-4, 0, 14, dtype=torch.float64)
    return tried[torch.tensor([score(lr.item(), budget // 14) for lr in tried]).argmin()]


RIGHT = {
    "rates": lambda low, high, count: low * (high / low) ** (np.arange(count) / (count - 1)),
    "network": netted(),
    "evaluate": measure(),
    "train_best": trainer(),
    "halving": halver(),
    "my_search": searcher(),
}

ALSO_RIGHT = [
    ("rates", by_root, "a list, the factor by a root"),
    ("rates", step_by_step, "a tuple, multiplied step by step"),
    ("rates", lambda low, high, count: np.geomspace(low, high, count), "np.geomspace"),
    ("rates", lambda low, high, count: np.exp(np.linspace(np.log(low), np.log(high), count)), "by exp and log"),
    (
        "rates",
        lambda low, high, count: torch.logspace(math.log10(low), math.log10(high), count),
        "torch.logspace, float32",
    ),
    ("network", in_a_row, "nn.Sequential, nn.Flatten"),
    ("network", lazily, "lazy layers"),
    ("network", Clamped, "attributes by setattr, clamp, squeeze"),
    ("network", lambda inputs, widths: in_a_row(inputs, widths).double().eval(), "float64, in eval mode"),
    ("evaluate", evaluate_at_once, "all rows at once, a tensor"),
    ("evaluate", evaluate_weighted, "means weighted by their rows"),
    ("evaluate", evaluate_a_copy, "a copy of the model, NumPy"),
    ("evaluate", evaluate_row_by_row, "a loop over the rows"),
    ("train_best", train_with_every_state, "all states kept, an array"),
    ("train_best", train_with_a_whole_copy, "a copy of the whole model, a tensor"),
    ("train_best", train_clearing_late, "gradients cleared late, weights kept as arrays, a tuple"),
    ("train_best", trainer(kept=lambda state: {k: v.clone() for k, v in state.items()}), "each tensor cloned"),
    ("halving", halving_in_lists, "lists"),
    ("halving", halving_by_ages, "PyTorch, the age of each trial"),
    ("halving", halving_recursively, "recursion, a limit"),
    ("halving", halving_as_array, "an array of floats"),
    ("my_search", coarse_then_fine, "coarse, then fine"),
    ("my_search", halved_search, "successive halving"),
    ("my_search", random_draws, "random draws, float32"),
    ("my_search", tensors_searched, "a tensor"),
    ("my_search", lambda score, budget: [searcher()(score, budget)], "a list of one"),
]

MISTAKES = [
    ("rates", lambda low, high, count: np.linspace(low, high, count), "the same difference"),
    ("rates", lambda low, high, count: np.arange(low, high + 0.01, (high - low) / (count - 1)), "the same difference"),
    ("rates", lambda low, high, count: np.linspace(np.log10(low), np.log10(high), count), "these are exponents"),
    ("rates", lambda low, high, count: np.linspace(np.log(low), np.log(high), count), "these are exponents"),
    ("rates", lambda low, high, count: np.logspace(low, high, count), "taken for exponents of 10"),
    ("rates", lambda low, high, count: low * (high / low) ** (np.arange(count) / count), "high is not among them"),
    (
        "rates",
        lambda low, high, count: low * (high / low) ** (np.arange(1, count + 1) / count),
        "low is not among them",
    ),
    ("rates", lambda low, high, count: low * 10.0 ** np.arange(count), "always 10"),
    ("rates", lambda low, high, count: low * (high - low) ** (np.arange(count) / (count - 1)), "of the difference"),
    ("rates", lambda low, high, count: np.geomspace(high, low, count), "they fall"),
    ("rates", lambda low, high, count: low * (high / low) ** np.arange(count), "not taken to a root"),
    ("rates", lambda low, high, count: np.geomspace(low, high, count + 1), "must have shape (4,)"),
    ("rates", lambda low, high, count: np.exp(np.linspace(low, high, count)), "none of the usual slips"),
    ("rates", lambda low, high, count: print(end=""), "Is the `return` missing"),
    ("network", netted(end=lambda y: y), "gives a column"),
    ("network", netted(end=lambda y: y.squeeze()), "for one row"),
    ("network", netted(end=lambda y: torch.relu(y)[:, 0]), "goes through a ReLU, so"),
    ("network", netted(end=lambda y: torch.sigmoid(y)[:, 0]), "a sigmoid at the end"),
    ("network", netted(bend=lambda x, k, n: x), "ReLUs are missing"),
    ("network", netted(bend=lambda x, k, n: torch.relu(x) if k else x), "behind the first hidden layer"),
    ("network", netted(bend=lambda x, k, n: torch.relu(x) if k < n - 1 else x), "behind the last hidden layer"),
    ("network", netted(bend=torch.tanh), "is a tanh"),
    ("network", netted(bend=torch.sigmoid), "the bend is a sigmoid"),
    ("network", netted(start=torch.relu), "before the first layer"),
    ("network", netted(end=lambda y: y[:, 0].detach()), "the way back is cut"),
    ("network", netted(bias=False), "a layer has no bias"),
    ("network", with_a_seed, "two networks begin with the same weights"),
    ("network", from_zeros, "two networks begin with the same weights"),
    ("network", InAList, "finds no parameters"),
    ("network", PartlyInAList, "is one missing, or in a plain list"),
    ("network", WithoutSuper, "begins with super().__init__()"),
    ("network", NoReturn, "missing in `forward`"),
    ("network", NoForward, "has no method `forward`"),
    ("network", Misspelt, "has not put on self"),
    ("network", WithDropout, "leave dropout"),
    ("network", WithNorm, "Is there batch norm"),
    ("network", one_size, "Described are"),
    ("network", fixed_inputs, "Described are"),
    ("network", two_outputs, "Described are"),
    ("network", without_last, "is one missing, or in a plain list"),
    ("network", misfit, "gets another number of inputs"),
    ("network", never_empty, "for an empty list"),
    ("network", lambda inputs, widths: Net, "the class itself"),
    ("network", lambda inputs, widths: print(end=""), "Is the `return` missing"),
    ("network", lambda inputs, widths: [nn.Linear(inputs, 1)], "return an nn.Module"),
    ("network", lambda inputs, widths: nn.Sequential([nn.Linear(inputs, 1)]), "one by one"),
    ("network", lambda inputs, widths: nn.Sequential(nn.Linear(inputs, 5), torch.relu), "torch.relu a function"),
    ("network", lambda inputs, widths: in_a_row(inputs, [widths.pop(0), *widths]), "changes the list"),
    ("evaluate", measure(ready=lambda model: model), "model.eval() is missing"),
    ("evaluate", evaluate_late, "or comes too late"),
    (
        "evaluate",
        measure(part=lambda y_hat, y: squares(y_hat, y).mean().item(), whole=lambda t, rows, n: t / n),
        "mean of the batches' means",
    ),
    ("evaluate", measure(part=lambda y_hat, y: ((y_hat - y) ** 2).mean().item() * len(y)), "is a table"),
    ("evaluate", measure(part=lambda y_hat, y: ((y_hat - y) ** 2).sum().item()), "is a table"),
    (
        "evaluate",
        measure(part=lambda y_hat, y: ((y_hat - y) ** 2).mean().item(), whole=lambda t, rows, n: t / n),
        "is a table",
    ),
    ("evaluate", measure(whole=lambda t, rows, n: t), "the sum over all rows"),
    ("evaluate", measure(whole=lambda t, rows, n: (t / rows) ** 0.5), "the root of the error"),
    ("evaluate", measure(part=lambda y_hat, y: abs(y_hat[:, 0] - y).sum().item()), "absolute values"),
    ("evaluate", evaluate_the_last, "only the last batch"),
    ("evaluate", measure(chosen=lambda batches: batches[:1]), "only the first batch"),
    ("evaluate", measure(whole=lambda t, rows, n: t / n), "divided by the number of batches"),
    ("evaluate", measure(part=lambda y_hat, y: squares(y_hat, y).mean().item()), "are added up, and the sum"),
    ("evaluate", measure(chosen=lambda batches: batches[:-1]), "the last batch is missing"),
    ("evaluate", measure(grad=torch.enable_grad), "time and memory for nothing"),
    (
        "evaluate",
        measure(grad=torch.enable_grad, part=lambda y_hat, y: squares(y_hat, y).sum()),
        "still holds the whole graph",
    ),
    ("evaluate", measure(after=lambda model, mode: None), "is in eval mode now"),
    ("evaluate", measure(after=lambda model, mode: model.train()), "came in eval mode"),
    ("evaluate", evaluate_switching_off, "for nobody"),
    ("evaluate", evaluate_freezing, "can no longer be trained"),
    ("evaluate", measure(whole=lambda t, rows, n: None), "Is the `return` missing"),
    ("evaluate", evaluate_in_numpy, "turned into NumPy"),
    ("evaluate", evaluate_unpacked, "each batch is a pair"),
    ("train_best", trainer(kept=lambda state: state), "is a window to the weights"),
    ("train_best", trainer(restore=lambda model, best: None), "is a window to the weights"),
    ("train_best", trainer(kept=dict), "is a window to the weights"),
    ("train_best", trainer(kept=copy.copy), "is a window to the weights"),
    ("train_best", trainer(keep_before=True), "the step before the best one"),
    ("train_best", trainer(better=lambda new, old: False), "after the first step"),
    ("train_best", trainer(better=lambda new, old: new > old), "largest validation error"),
    ("train_best", trainer(better=lambda new, old: new <= old), "of equal ones the first"),
    ("train_best", forgets_the_best, "compared with *all* before it"),
    ("train_best", parameters_alone, "the state_dict has both"),
    ("train_best", trainer(judge=lambda validation, training: training), "with the smallest loss on the training rows"),
    ("train_best", trainer(early=True), "errors before the steps"),
    ("train_best", trainer(told=lambda validation, training: training), "losses on the training rows; the"),
    ("train_best", trainer(clear=False), "never cleared"),
    ("train_best", trainer(measuring=lambda model: model), "measured in train mode"),
    ("train_best", trainer(training=lambda model, k: model.train() if k == 0 else model), "stays in eval mode"),
    ("train_best", trainer(training=lambda model, k: model.eval()), "each step is in eval mode"),
    ("train_best", trainer(moves=False, training=lambda model, k: model.eval()), "does not move"),
    ("train_best", trainer(rounds=2), "two steps are taken"),
    ("train_best", trainer(give=lambda errors: list(np.minimum.accumulate(errors))), "the smallest errors so far"),
    ("train_best", trainer(learn_from_validation=True), "nobody learns from validation rows"),
    ("train_best", train_on_all_rows, "among those that the model learns from"),
    ("train_best", train_by_the_sum, "the sum over the rows"),
    ("train_best", train_with_own_optimizer, "an optimizer of your own"),
    ("train_best", train_going_back, "goes back to the best"),
    ("train_best", train_renaming, "changes only what your function calls"),
    ("train_best", trainer(grad=torch.enable_grad), "while the model is measured: time and memory"),
    ("train_best", train_detaching, "comes too late"),
    ("train_best", trainer(give=min), "return a list of 7 numbers"),
    ("train_best", trainer(give=lambda errors: None), "is the `return` missing"),
    ("train_best", train_under_no_grad, "nothing to go back to"),
    ("train_best", train_one_graph, "through an old graph"),
    ("train_best", train_none_kept, "gets None"),
    ("train_best", train_without_mean, "starts from one number"),
    ("halving", halver(give=lambda winner, spent, *_: (spent, winner)), "in the wrong order"),
    ("halving", halver(best_first=False), "with the largest errors go on"),
    ("halving", halver(cost=lambda alive, done, stop: len(alive) * stop), "counted from epoch 1 again"),
    (
        "halving",
        halver(give=lambda winner, spent, alive, place, errors: (winner, errors.size)),
        "counted to the last column",
    ),
    ("halving", halver(rank=lambda errors, alive, stop: errors[alive, :stop].min(axis=1)), "smallest error so far"),
    ("halving", halver(rank=lambda errors, alive, stop: errors[alive, stop]), "one epoch late"),
    ("halving", halver(count=lambda alive, keep: keep), "`keep` trials go on"),
    ("halving", halver(give=lambda winner, spent, alive, place, errors: (place, spent)), "numbered among those"),
    ("halving", halver(last=False), "last stretch is missing"),
    (
        "halving",
        halver(rank=lambda errors, alive, stop: errors[alive, :stop].mean(axis=1)),
        "the mean of their errors so far",
    ),
    ("halving", halving_counted_late, "counted after the cut"),
    (
        "halving",
        halver(give=lambda winner, spent, alive, place, errors: (errors[winner, -1], spent)),
        "this is the winner's error",
    ),
    ("halving", halving_by_the_last_rung, "the best at the last rung"),
    ("halving", halving_in_lists_to_nobody, "at least one does"),
    ("halving", halver(count=lambda alive, keep: -(-len(alive) // keep)), "11 // 2 is 5"),
    ("halving", halver(count=lambda alive, keep: len(alive) // keep), "at least one does"),
    ("halving", halver(count=lambda alive, keep: len(alive) // keep or len(alive)), "at least one does"),
    ("halving", halver(rungs=1), "one rung only"),
    ("halving", halver(grow=lambda stop, keep, first: stop + first), "`first` epochs apart"),
    ("halving", halver(give=lambda winner, *_: winner), "return two ints"),
    ("halving", halver(give=lambda *_: None), "return two ints"),
    ("halving", halving_in_place, "changes the array"),
    ("my_search", searcher(tries=lambda: tries_of(linear=True)), "by factors"),
    ("my_search", searcher(tries=lambda: [0.1, 0.01]), "none of them lay"),
    ("my_search", searcher(epochs=1), "mostly noise"),
    ("my_search", searcher(tries=lambda: [1e-4, 1e-2, 1.0]), "none of them lay"),
    ("my_search", searcher(choose=np.argmax), "largest error"),
    ("my_search", searcher(give=lambda tried, errors, at: min(errors)), "the smallest error"),
    ("my_search", searcher(give=lambda tried, errors, at: errors[0]), "this is an error"),
    ("my_search", searcher(give=lambda tried, errors, at: at), "the place in your list"),
    ("my_search", searcher(give=lambda tried, errors, at: (tried[at], errors[at])), "one number"),
    ("my_search", searcher(give=lambda tried, errors, at: {"lr": tried[at]}), "Received: dict"),
    ("my_search", searcher(give=lambda tried, errors, at: str(tried[at])), "Received: str"),
    ("my_search", searcher(give=lambda tried, errors, at: bool(tried[at])), "Received: bool"),
    ("my_search", searcher(give=lambda tried, errors, at: None), "Is the `return` missing"),
    ("my_search", searcher(epochs=50), "the budget was"),
    ("my_search", lambda score, budget: 0.01, "never called"),
    ("my_search", searcher(tries=lambda: np.linspace(-4, 0, 15)), "Is an exponent taken"),
    ("my_search", searcher(tries=lambda: tries_of(count=400)), "whole number of epochs"),
    ("my_search", searcher(give=lambda tried, errors, at: tried[7]), "How is the one chosen"),
]
