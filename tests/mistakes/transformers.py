"""Exercise 15: right answers, and the typical mistakes with a part of the hint that each must get."""

import math

import numpy as np
import torch
from torch.nn import functional as F


def can_be_weights(table, causal):
    table = np.asarray(table)
    fair = (table >= 0).all() and (abs(table.sum(axis=1) - 1) <= 0.011).all()
    return bool(fair and not (causal and np.triu(table, 1).any()))


def by_loops(table, causal):
    for i, row in enumerate(table):
        if abs(sum(row) - 1) > 0.011:
            return False
        for j, number in enumerate(row):
            if number < 0 or (causal and j > i and number != 0):
                return False
    return True


def judge(
    rows=lambda t: (abs(t.sum(1) - 1) <= 0.011).all(),
    low=lambda t: (t >= 0).all(),
    ahead=lambda t: np.triu(t, 1).any(),
    when=bool,
):
    return lambda table, causal: bool(rows(table) and low(table) and not (when(causal) and ahead(table)))


def may_look(lengths, n):
    place = torch.arange(n)
    return (place <= place[:, None]) & (place < torch.as_tensor(lengths)[:, None, None])


def mask_by_loops(lengths, n):
    return [[[j <= i and j < int(length) for j in range(n)] for i in range(n)] for length in lengths]


def mask_in_numpy(lengths, n):
    lengths = np.asarray(lengths)
    return np.tril(np.ones((n, n), dtype=bool)) & (np.arange(n) < lengths[:, None])[:, None, :]


def masks(before=lambda i, j: j <= i, real=lambda i, j, length: j < length, both=lambda a, b: a & b):
    def may_look(lengths, n):
        i, j = torch.arange(n)[:, None], torch.arange(n)
        return both(before(i, j), real(i, j, lengths[:, None, None])).expand(len(lengths), n, n)

    return may_look


def head(x, w_q, w_k, w_v, slope):
    return heads()(x, w_q, w_k, w_v, slope)


def heads(
    scores=lambda q, k, d: q @ k.T / q.shape[1] ** 0.5,
    cost=lambda scores, slope, distance: scores - slope * distance,
    hide=lambda scores, distance: scores.masked_fill(distance < 0, -torch.inf),
    weights=lambda scores: scores.softmax(1),
    after=lambda weights, distance, slope: weights,
    mix=lambda weights, x, w_v: weights @ (x @ w_v),
    give=lambda result: result,
):
    def head(x, w_q, w_k, w_v, slope):
        place = torch.arange(len(x))
        distance = place[:, None] - place
        found = cost(scores(x @ w_q, x @ w_k, x.shape[1]), slope, distance)
        return give(mix(after(weights(hide(found, distance)), distance, slope), x, w_v))

    return head


def head_by_loops(x, w_q, w_k, w_v, slope):
    rows = []
    for i in range(len(x)):
        scores = torch.stack(
            [(x[i] @ w_q) @ (x[j] @ w_k) / math.sqrt(w_q.shape[1]) - slope * (i - j) for j in range(i + 1)]
        )
        rows.append(F.softmax(scores, dim=0) @ (x[: i + 1] @ w_v))
    return torch.stack(rows)


def head_of_pytorch(x, w_q, w_k, w_v, slope):
    place = torch.arange(len(x))
    bias = (-slope * (place[:, None] - place)).masked_fill(place > place[:, None], -torch.inf)
    return F.scaled_dot_product_attention((x @ w_q)[None], (x @ w_k)[None], (x @ w_v)[None], attn_mask=bias.to(x))[0]


def head_with_exponentials(x, w_q, w_k, w_v, slope):
    n = x.shape[0]
    distance = torch.tensor([[float(i - j) for j in range(n)] for i in range(n)], dtype=x.dtype)
    scores = torch.einsum("is,js->ij", x.matmul(w_q), x.matmul(w_k)) * w_q.size(1) ** -0.5 - slope * distance
    terms = torch.exp(scores) * torch.tril(torch.ones(n, n, dtype=x.dtype))
    return terms / terms.sum(dim=1, keepdim=True) @ (x @ w_v)


def head_in_numpy(x, w_q, w_k, w_v, slope):
    arrays = [torch.tensor(each.numpy()) for each in (x, w_q, w_k, w_v)]
    return head(*arrays, float(slope))


def next_probabilities(scores, temperature, top_p):
    return sampler()(scores, temperature, top_p)


def shared(keep, p, s):
    return (p * keep) / (p * keep).sum(1, keepdim=True)


def nucleus(sorted_p, top_p):
    return sorted_p.cumsum(1) - sorted_p < top_p


def sampler(heat=lambda s, t: s / t, soft=lambda s: s.softmax(1), size=nucleus, first=True, after=shared):
    def next_probabilities(scores, temperature, top_p):
        s = heat(torch.as_tensor(scores), temperature)
        p = soft(s)
        values, order = p.sort(1, descending=first)
        keep = torch.zeros_like(p, dtype=torch.bool).scatter(1, order, size(values, top_p))
        return after(keep, p, s)

    return next_probabilities


def sampler_in_numpy(scores, temperature, top_p):
    result = np.zeros(scores.shape)
    for row, out in zip(scores, result, strict=True):
        terms = np.exp((row - row.max()) / temperature)
        order = np.argsort(-terms)
        together = np.cumsum(terms[order]) / terms.sum()
        best = order[: np.searchsorted(together, top_p) + 1]
        out[best] = terms[best] / terms[best].sum()
    return result


def sampler_by_lists(scores, temperature, top_p, exp=lambda s, largest, t: math.exp((s - largest) / t)):
    rows = []
    for row in scores.tolist():
        terms = [exp(s, max(row), temperature) for s in row]
        total = 0.0
        for term in sorted(terms, reverse=True):
            total += term
            if total >= top_p * sum(terms):
                break
        rows.append([each / total if each >= term else 0 for each in terms])
    return rows


def sampler_in_float32(scores, temperature, top_p):
    scores = torch.tensor(scores, dtype=torch.float32)
    return sampler()(scores - scores.max(dim=1, keepdim=True).values, temperature, top_p)


def sampler_in_order(scores, temperature, top_p):
    p = (torch.tensor(scores) / temperature).softmax(1)
    return shared(p.cumsum(1) - p < top_p, p, None)


def sampler_with_border(scores, temperature, top_p):
    p = (torch.tensor(scores) / temperature).softmax(1)
    return shared(p > 1 - top_p, p, None)


def sampler_too_early(scores, temperature, top_p):
    p = torch.tensor(scores).softmax(1)
    values, order = p.sort(1, descending=True)
    keep = torch.zeros_like(p, dtype=torch.bool).scatter(1, order, nucleus(values, top_p))
    return (torch.tensor(scores) / temperature).masked_fill(~keep, -torch.inf).softmax(1)


def naive_sampler(scores, temperature, top_p):
    p = np.exp(scores / temperature)
    p = torch.tensor(p / p.sum(axis=1, keepdims=True))
    return sampler(heat=lambda s, t: s, soft=lambda s: p)(scores, temperature, top_p)


def sampler_cut_off(scores, temperature, top_p):
    return naive_sampler(np.clip(scores, -700 * temperature, 700 * temperature), temperature, top_p)


def sampler_of_math(scores, temperature, top_p):
    return sampler_by_lists(scores, temperature, top_p, exp=lambda s, largest, t: math.exp(s / t))


def unmixed(scores, temperature, top_p):
    values, _ = (torch.tensor(scores) / temperature).softmax(1).sort(1, descending=True)
    return shared(nucleus(values, top_p), values, None)


def answer_loss(model, rows, asked):
    return losses()(model, rows, asked)


def losses(
    read=lambda rows, asked: rows[:, :-1],
    target=lambda rows: rows[:, 1:],
    keep=lambda target, asked: asked[:, 1:],
    loss=lambda scores, target, keep: F.cross_entropy(scores[keep], target[keep]),
):
    def answer_loss(model, rows, asked):
        goal = target(rows)
        return loss(model(read(rows, asked)), goal, keep(goal, asked))

    return answer_loss


def every(scores, target, keep):
    """The loss of each place, shape (n, t), 0 where nothing is asked."""
    return F.cross_entropy(
        scores.transpose(1, 2), target.where(keep, torch.tensor(-1)), ignore_index=-1, reduction="none"
    )


def loss_by_loops(model, rows, asked):
    terms = []
    for row, of in zip(rows, asked, strict=True):
        scores = model(row[None])[0]
        terms += [-scores[i - 1].log_softmax(0)[row[i]] for i in range(1, len(row)) if of[i]]
    return sum(terms) / len(terms)


def loss_with_gather(model, rows, asked):
    log_p = F.log_softmax(model(rows), dim=-1)[:, :-1]
    picked = log_p.gather(2, rows[:, 1:, None])[..., 0]
    return -(picked * asked[:, 1:]).sum() / asked[:, 1:].sum()


def loss_with_ignored(model, rows, asked):
    """As the lesson writes it, with -100 for all that is not asked; the model reads what was there."""
    goal = rows.masked_fill(~asked, -100)[:, 1:]
    return F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), goal.flatten())


def lesson_with_ignored(model, rows, asked):
    """The lesson's function, given rows in which -100 stands for all that is not asked."""
    batch = rows.masked_fill(~asked, -100)
    scores = model(batch[:, :-1].clamp(min=0)).flatten(0, 1)
    return F.cross_entropy(scores, batch[:, 1:].flatten(), ignore_index=-100)


def loss_of_single_tokens(model, rows, asked):
    keep = asked[:, 1:]
    return F.cross_entropy(model(rows[:, :-1][keep][:, None])[:, 0], rows[:, 1:][keep])


def loss_of_one_long_text(model, rows, asked):
    keep = asked[:, 1:]
    return F.cross_entropy(model(rows[:, :-1][keep][None])[0], rows[:, 1:][keep])


def loss_that_clears(model, rows, asked):
    loss = answer_loss(model, rows, asked)
    model.weight.data = torch.zeros_like(model.weight)
    return loss


def loss_in_place(model, rows, asked, copied=False):
    scores = model(rows[:, :-1].clone() if copied else rows[:, :-1])
    rows[~asked] = -100
    return F.cross_entropy(scores.flatten(0, 1), rows[:, 1:].flatten())


def loss_in_a_window(model, rows, asked, scored_first=False):
    """Writes -100 into what it takes for a copy."""
    scores = model(rows[:, :-1].clone()) if scored_first else None
    target = rows[:, 1:]
    target[~asked[:, 1:]] = -100
    scores = model(rows[:, :-1]) if scores is None else scores
    return F.cross_entropy(scores.transpose(1, 2), target)


def loss_of_a_clone(model, rows, asked):
    target = rows[:, 1:].clone()
    target[~asked[:, 1:]] = -100
    return F.cross_entropy(model(rows[:, :-1]).transpose(1, 2), target)


def loss_until_0(model, rows, asked, ahead=0):
    terms = []
    for row, of in zip(rows, asked, strict=True):
        scores = model(row[None])[0]
        for i in range(1, len(row)):
            if row[i - ahead] == 0:
                break
            if of[i]:
                terms.append(F.cross_entropy(scores[i - 1], row[i]))
    return torch.stack(terms).mean()


def loss_of_answers_alone(model, rows, asked):
    terms = []
    for row, of in zip(rows, asked, strict=True):
        answer = row[of]
        if len(answer) > 1:
            terms.append(F.cross_entropy(model(answer[None, :-1])[0], answer[1:], reduction="none"))
    return torch.cat(terms).mean()


def loss_along(axis, loss=F.nll_loss):
    def answer_loss(model, rows, asked):
        log_p = model(rows[:, :-1]).log_softmax(axis)
        return loss(log_p.transpose(1, 2), rows.masked_fill(~asked, -100)[:, 1:])

    return answer_loss


def loss_in_another_mode(training, put_back=False):
    def loss(model, rows, asked):
        before = model.training
        model.train(training)
        value = answer_loss(model, rows, asked)
        model.train(before if put_back else training)
        return value

    return loss


def ends(keep, first):
    """Of the places that are kept, in each row, the first of those that stand together, or the last."""
    other = F.pad(keep[:, :-1], (1, 0)) if first else F.pad(keep[:, 1:], (0, 1))
    return keep & ~other


def clock_hands(n, d):
    angles = np.arange(n)[:, None] / 10_000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d)


def turn(steps, angle_of=lambda steps, i: steps / 10_000 ** (i / 8), scale=1.0):
    w = np.zeros((8, 8))
    for i in range(0, 8, 2):
        c, s = math.cos(angle_of(steps, i)), math.sin(angle_of(steps, i))
        w[i : i + 2, i : i + 2] = [[c, s], [-s, c]]
    return scale * w


def look_back(steps):
    return turn(steps), 200 * np.eye(8)


def keys_turned(steps):
    return 15 * np.eye(8), turn(-steps, scale=15.0)


def tensors(steps):
    w_q, w_k = look_back(steps)
    return torch.tensor(w_q, dtype=torch.float32), torch.tensor(w_k)


def trained(steps):
    """By gradient descent on the weights of the right places."""
    torch.manual_seed(0)
    places = torch.tensor(clock_hands(24, 8))
    w_q, w_k = (torch.randn(8, 8, dtype=torch.float64, requires_grad=True) for _ in range(2))
    adam = torch.optim.Adam([w_q, w_k], lr=0.3)
    ahead = torch.ones(24, 24, dtype=torch.bool).triu(1)
    for _ in range(250):
        scores = (places @ w_q) @ (places @ w_k).T / 8**0.5
        loss = F.cross_entropy(scores.masked_fill(ahead, -torch.inf)[steps:], torch.arange(24 - steps))
        adam.zero_grad()
        loss.backward()
        adam.step()
    return w_q.detach(), w_k.detach()


RIGHT = {
    "can_be_weights": can_be_weights,
    "may_look": may_look,
    "head": head,
    "next_probabilities": next_probabilities,
    "answer_loss": answer_loss,
    "look_back": look_back,
}

ALSO_RIGHT = [
    ("can_be_weights", by_loops, "loops"),
    ("can_be_weights", lambda t, causal: np.all(t >= 0) & np.allclose(t.sum(axis=-1), 1, rtol=0, atol=0.011) & (not causal or np.allclose(t, np.tril(t))), "NumPy's own truth value"),
    ("can_be_weights", lambda t, causal: min(map(min, t)) >= 0 and all(0.989 <= sum(row) <= 1.011 for row in t) and not (causal and any(any(row[i + 1 :]) for i, row in enumerate(t))), "min, all and any"),
    ("may_look", mask_by_loops, "lists"),
    ("may_look", mask_in_numpy, "NumPy"),
    ("may_look", lambda lengths, n: torch.stack([torch.ones(n, n).tril().bool() & (torch.arange(n) < length) for length in lengths]), "one table after the other"),
    ("may_look", lambda lengths, n: ~masks(before=lambda i, j: j > i, real=lambda i, j, length: j >= length, both=lambda a, b: a | b)(lengths, n), "what is hidden, turned over"),
    ("head", head_by_loops, "loops"),
    ("head", head_of_pytorch, "PyTorch's own attention with a bias"),
    ("head", head_with_exponentials, "exponentials"),
    ("head", heads(hide=lambda s, distance: torch.where(distance < 0, -1e9, s)), "minus a billion"),
    ("next_probabilities", sampler_in_numpy, "NumPy"),
    ("next_probabilities", sampler_by_lists, "lists"),
    ("next_probabilities", sampler(after=lambda keep, p, s: s.masked_fill(~keep, -torch.inf).softmax(1)), "minus infinity"),
    ("next_probabilities", lambda s, temperature, top_p: sampler()(torch.tensor(s).float(), temperature, top_p), "float32"),
    ("next_probabilities", sampler_in_float32, "float32, the largest first"),
    ("next_probabilities", lambda s, temperature, top_p: sampler()(s.astype(np.float64), temperature, top_p).numpy(), "an array"),
    ("answer_loss", loss_by_loops, "text by text"),
    ("answer_loss", loss_with_gather, "gather"),
    ("answer_loss", loss_with_ignored, "-100 for what is not asked"),
    ("answer_loss", loss_of_a_clone, "-100 written into a clone"),
    ("answer_loss", losses(loss=lambda scores, target, keep: every(scores, target, keep).sum() / keep.sum()), "sum and count"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.nll_loss(scores.log_softmax(-1)[keep], target[keep])), "nll_loss"),
    ("look_back", keys_turned, "the keys are turned"),
    ("look_back", trained, "trained"),
    ("look_back", lambda steps: [each.tolist() for each in look_back(steps)], "lists"),
    ("look_back", lambda steps: np.stack(look_back(steps)), "an array of two matrices"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("can_be_weights", lambda t, causal: bool((torch.tensor(t) >= 0).all() and ((torch.tensor(t).sum(1) - 1).abs() < 0.0111).all() and (not causal or torch.tensor(t).triu(1).sum() == 0)), "torch"),
    ("look_back", tensors, "tensors"),
]  # fmt: skip

MISTAKES = [
    ("can_be_weights", judge(rows=lambda t: (abs(t.sum(0) - 1) <= 0.011).all()), "The columns need not"),
    ("can_be_weights", judge(rows=lambda t: True), "*Each* row must be 1"),
    ("can_be_weights", judge(rows=lambda t: abs(t.sum() - len(t)) <= 0.011), "*Each* row must be 1"),
    ("can_be_weights", judge(rows=lambda t: abs(t.sum(1).mean() - 1) <= 0.011), "*Each* row must be 1"),
    ("can_be_weights", judge(rows=lambda t: abs(t[0].sum() - 1) <= 0.011), "*Each* row must be 1"),
    ("can_be_weights", judge(rows=lambda t: (abs(t.sum(1) - 1) <= 0.011).any()), "*Each* row must be 1"),
    ("can_be_weights", judge(rows=lambda t: (t.sum(1) - 1 <= 0.011).all()), "too little is wrong as well"),
    ("can_be_weights", judge(low=lambda t: True), "a softmax gives none"),
    ("can_be_weights", judge(rows=lambda t: (t.sum(1) == 1).all()), "printed tables are rounded"),
    ("can_be_weights", judge(rows=lambda t: np.allclose(t.sum(1), 1)), "printed tables are rounded"),
    ("can_be_weights", judge(rows=lambda t: (abs(t.sum(1) - 1) <= 0.1).all()), "misses 1 by 0.03"),
    ("can_be_weights", judge(rows=lambda t: (t.sum(1).round() == 1).all()), "*Each* row must be 1"),
    ("can_be_weights", judge(ahead=lambda t: np.tril(t, -1).any()), "stands *above* the diagonal"),
    ("can_be_weights", judge(ahead=lambda t: np.triu(t).any()), "looks at itself and before"),
    ("can_be_weights", judge(ahead=lambda t: False), "the first token looks at the second with 0.7"),
    ("can_be_weights", judge(when=lambda causal: True), "The columns need not"),
    ("can_be_weights", judge(ahead=lambda t: (np.triu(t, 1) > 0.01).any()), "also a small weight"),
    ("can_be_weights", judge(ahead=lambda t: (np.triu(t, 1) > 0.005).any()), "also a small weight"),
    ("can_be_weights", judge(low=lambda t: (t > 0).all()), "exactly 0 is allowed"),
    ("can_be_weights", judge(low=lambda t: (t <= 1).all()), "a softmax gives none"),
    ("can_be_weights", judge(rows=lambda t: (abs(t.sum(dim=1) - 1) <= 0.011).all()), "axis=1"),
    ("can_be_weights", judge(rows=lambda t: (round(t.sum(1), 2) == 1).all()), "np.round takes an array"),
    ("can_be_weights", judge(rows=lambda t: (abs(t.sum(1) - 1) <= 0.02).all()), "misses 1 by 0.015"),
    ("can_be_weights", judge(low=lambda t: (t >= -0.05).all()), "a number is below 0"),
    ("can_be_weights", judge(ahead=lambda t: np.diagonal(t, 1).any()), "the second token looks at the fourth"),
    ("can_be_weights", judge(ahead=lambda t: t[0, 1:].any()), "the second token looks at the fourth"),
    ("can_be_weights", judge(ahead=lambda t: len(t) > 3 or np.triu(t, 1).any()), "in a table of four"),
    ("can_be_weights", judge(ahead=lambda t: t[:-1, -1].any()), "not its last column alone"),
    ("can_be_weights", judge(rows=lambda t: abs(t[-1].sum() - 1) <= 0.011), "not the last one alone"),
    ("can_be_weights", judge(low=lambda t: t[0].min() >= 0), "in every row"),
    ("can_be_weights", judge(low=lambda t: (t >= -0.0035).all()), "A little below is below"),
    ("can_be_weights", judge(rows=lambda t: (abs(np.round(t.sum(1), 2) - 1) <= 0.0101).all()), "do not round"),
    ("can_be_weights", lambda t, causal: t.sum(1) == 1, "one answer is asked for"),
    ("can_be_weights", lambda t, causal: bool(t.sum(1) == 1), "one truth value and gets many"),
    ("can_be_weights", lambda t, causal: "yes" if can_be_weights(t, causal) else "no", "one answer is asked for"),
    ("can_be_weights", lambda t, causal: None, "Received: None"),
    ("can_be_weights", lambda t, causal: True, "*Each* row must be 1"),
    ("can_be_weights", lambda t, causal: False, "each row adds up to 1"),
    ("may_look", masks(before=lambda i, j: j < i), "may not even look at itself"),
    ("may_look", masks(before=lambda i, j: j >= i), "look ahead: row i"),
    ("may_look", lambda lengths, n: ~may_look(lengths, n), "this is the opposite"),
    ("may_look", masks(real=lambda i, j, length: length > 0), "the fillers are not hidden"),
    ("may_look", lambda lengths, n: torch.ones(len(lengths), n, n, dtype=torch.bool).triu(1), "and the fillers are missing"),
    ("may_look", masks(real=lambda i, j, length: (j < length) | (i == j)), "a filler looks at itself"),
    ("may_look", lambda lengths, n: [torch.ones(int(length), int(length)).tril().bool().tolist() for length in lengths], "have different sizes"),
    ("may_look", masks(before=lambda i, j: (j <= i) | (j > i)), "the causal part is missing"),
    ("may_look", masks(real=lambda i, j, length: i < length), "0 / 0"),
    ("may_look", masks(real=lambda i, j, length: (i < length) & (j < length)), "0 / 0"),
    ("may_look", masks(real=lambda i, j, length: j <= length), "one filler too many"),
    ("may_look", masks(real=lambda i, j, length: j < length - 1), "the last real token is hidden"),
    ("may_look", masks(both=lambda a, b: a | b), "`|` is or"),
    ("may_look", lambda lengths, n: may_look(lengths[:1].repeat(len(lengths)), n), "mask of the first"),
    ("may_look", lambda lengths, n: may_look(lengths, n).int(), "the mask holds numbers"),
    ("may_look", lambda lengths, n: may_look(lengths, n)[0], "one table a sentence"),
    ("may_look", lambda lengths, n: torch.arange(n) <= torch.arange(n)[:, None], "one table a sentence"),
    ("may_look", lambda lengths, n: (torch.arange(n) <= torch.arange(n)[:, None]) & (torch.arange(n) < lengths[:, None]), "(n, n)"),
    ("may_look", lambda lengths, n: may_look(lengths, int(max(lengths))), "(2, 6, 6)"),
    ("may_look", lambda lengths, n: torch.zeros(len(lengths), n, n).masked_fill(~may_look(lengths, n), -torch.inf), "the mask holds numbers"),
    ("may_look", lambda lengths, n: None, "None"),
    ("may_look", lambda lengths, n: may_look(lengths, n) & (torch.arange(n) < max(lengths)) if n < 6 else may_look(torch.tensor([5, 5]), n), "longest sentence"),
    ("head", heads(weights=lambda s: s.softmax(0)), "runs along the queries"),
    ("head", heads(scores=lambda q, k, d: q @ k.T), "the root is missing"),
    ("head", heads(scores=lambda q, k, d: q @ k.T / d**0.5), "the numbers of a token, d"),
    ("head", heads(hide=lambda s, distance: s, after=lambda w, distance, slope: w.masked_fill(distance < 0, 0)), "mask comes after the softmax"),
    ("head", heads(hide=lambda s, distance: s), "the mask is missing"),
    ("head", heads(hide=lambda s, distance: s.masked_fill(distance < 0, 0)), "e^0 is 1"),
    ("head", heads(hide=lambda s, distance: s.tril()), "e^0 is 1"),
    ("head", heads(cost=lambda s, slope, distance: s + slope * distance), "the distance is added"),
    ("head", heads(cost=lambda s, slope, distance: s), "the slope is not used"),
    ("head", heads(scores=lambda q, k, d: q @ k.T, cost=lambda s, slope, distance: (s - slope * distance) / 2**0.5), "divided by the root as well"),
    ("head", heads(cost=lambda s, slope, distance: s, after=lambda w, distance, slope: w - slope * distance.clamp(min=0)), "subtracted from the weights"),
    ("head", heads(mix=lambda w, x, w_v: w @ x), "applied to x"),
    ("head", heads(scores=lambda q, k, d: k @ q.T / 2**0.5), "have changed places"),
    ("head", heads(scores=lambda q, k, d: q @ k.T * 2**0.5), "multiplied by the root"),
    ("head", heads(scores=lambda q, k, d: q @ k.T / 2), "divided by `size`"),
    ("head", heads(hide=lambda s, distance: s.masked_fill(distance > 0, -torch.inf)), "hides what lies before"),
    ("head", heads(cost=lambda s, slope, distance: s - distance), "without its slope"),
    ("head", heads(hide=lambda s, distance: s.masked_fill((distance <= 0) & (distance.sum(1, keepdim=True) > -10), -torch.inf)), "at itself alone or not"),
    ("head", heads(hide=lambda s, distance: s.masked_fill(distance <= 0, -torch.inf)), "row 0 is nan"),
    ("head", heads(hide=lambda s, distance: s + (distance < 0) * -torch.inf), "Was the mask multiplied"),
    ("head", heads(hide=lambda s, distance: s.masked_fill(distance < 0, -10)), "not small enough"),
    ("head", heads(cost=lambda s, slope, distance: s - slope**distance), "to the power of the distance"),
    ("head", heads(cost=lambda s, slope, distance: s / (1 + slope * distance)), "divided by the distance"),
    ("head", heads(cost=lambda s, slope, distance: s / (1 + distance.abs())), "divided by the distance"),
    ("head", heads(scores=lambda q, k, d: q @ k.T / len(q) ** 0.5), "that of the number of tokens"),
    ("head", heads(cost=lambda s, slope, distance: s - slope * distance**2), "the distance is squared"),
    ("head", heads(cost=lambda s, slope, distance: s - slope * (distance > 0)), "all that stands before costs the same"),
    ("head", lambda x, w_q, w_k, w_v, slope: head(x, w_q, w_q, w_v, slope), "made with w_q"),
    ("head", head_in_numpy, "leaves PyTorch"),
    ("head", heads(give=lambda result: result.detach()), "has no history"),
    ("head", heads(scores=lambda q, k, d: q @ k.detach().T / 2**0.5), "cut off"),
    ("head", heads(cost=lambda s, slope, distance: s - float(slope) * distance), "no gradient reaches slope"),
    ("head", heads(scores=lambda q, k, d: q @ k / 2**0.5), "do not fit in a product"),
    ("head", heads(give=lambda result: None), "None"),
    ("head", heads(give=lambda result: result.squeeze()), "of one token"),
    ("next_probabilities", sampler(heat=lambda s, t: s * t), "multiplied by the temperature"),
    ("next_probabilities", sampler(heat=lambda s, t: s), "the temperature is not used"),
    ("next_probabilities", sampler(size=lambda v, top_p: v >= 0), "top_p is not used, or"),
    ("next_probabilities", sampler(first=False), "the least probable token comes first"),
    ("next_probabilities", sampler(after=lambda keep, p, s: p * keep), "do not share 1"),
    ("next_probabilities", sampler(after=lambda keep, p, s: s.masked_fill(~keep, 0).softmax(1)), "e^0 = 1"),
    ("next_probabilities", sampler(after=lambda keep, p, s: (s * keep).softmax(1)), "e^0 = 1"),
    ("next_probabilities", sampler(after=lambda keep, p, s: p.masked_fill(~keep, -torch.inf).softmax(1)), "a softmax again"),
    ("next_probabilities", sampler(soft=lambda s: s.softmax(0)), "over the texts"),
    ("next_probabilities", sampler(size=lambda v, top_p: v.cumsum(1) <= top_p), "reaches top_p is left out"),
    ("next_probabilities", sampler(size=lambda v, top_p: F.pad(nucleus(v, top_p)[:, :-1], (1, 0), value=True)), "one token too many"),
    ("next_probabilities", sampler_in_order, "in the order of the tokens"),
    ("next_probabilities", sampler_with_border, "less probable than 1 - top_p"),
    ("next_probabilities", sampler(size=lambda v, top_p: nucleus(v, top_p)[:1].expand_as(v)), "as in the first one"),
    ("next_probabilities", sampler(size=lambda v, top_p: torch.arange(v.shape[1]).expand_as(v) < 3), "that is top-k"),
    ("next_probabilities", sampler(size=lambda v, top_p: v >= (1 - top_p) * v[:, :1]), "much less probable than the first one"),
    ("next_probabilities", sampler_too_early, "found before the temperature"),
    ("next_probabilities", sampler(after=lambda keep, p, s: shared(keep, p, s).log()), "logarithms"),
    ("next_probabilities", sampler(size=lambda v, top_p: v >= 0, after=lambda keep, p, s: p.log()), "logarithms"),
    ("next_probabilities", sampler(soft=lambda s: s / s.sum(1, keepdim=True)), "divided by their sum"),
    ("next_probabilities", sampler(after=lambda keep, p, s: F.one_hot(p.argmax(1), p.shape[1])), "no sampler"),
    ("next_probabilities", unmixed, "in the order of their size"),
    ("next_probabilities", sampler(heat=lambda s, t: s / 0.8), "typed in"),
    ("next_probabilities", sampler(size=lambda v, top_p: nucleus(v, 0.9)), "typed in"),
    ("next_probabilities", naive_sampler, "give nan"),
    ("next_probabilities", sampler_of_math, "too large for the computer"),
    ("next_probabilities", sampler_cut_off, "cut off"),
    ("next_probabilities", sampler(after=lambda keep, p, s: s.masked_fill(~keep, -100).softmax(1)), "Minus infinity is below all"),
    ("next_probabilities", lambda s, t, top_p: s.softmax(1), "torch.as_tensor"),
    ("next_probabilities", sampler(after=lambda keep, p, s: p * keep / (p * keep).sum(1)), "two shapes do not fit"),
    ("next_probabilities", lambda s, t, top_p: None, "None"),
    ("answer_loss", losses(target=lambda rows: rows[:, :-1]), "it has just read"),
    ("answer_loss", losses(read=lambda rows, asked: rows, target=lambda rows: rows, keep=lambda target, asked: asked), "it has just read"),
    ("answer_loss", losses(read=lambda rows, asked: rows[:, 1:]), "it has just read"),
    ("answer_loss", losses(read=lambda rows, asked: rows[:, 1:], target=lambda rows: rows[:, :-1]), "shift goes the wrong way"),
    ("answer_loss", losses(read=lambda rows, asked: rows[:, 1:], target=lambda rows: rows[:, :-1], keep=lambda target, asked: asked[:, :-1]), "shift goes the wrong way"),
    ("answer_loss", losses(keep=lambda target, asked: asked[:, :-1]), "`asked` is not shifted"),
    ("answer_loss", losses(read=lambda rows, asked: rows, target=lambda rows: rows.roll(-1, 1), keep=lambda target, asked: asked), "`asked` is not shifted"),
    ("answer_loss", losses(keep=lambda target, asked: torch.tensor([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0], [1, 1, 1, 1, 0]]).bool() if target.shape[1] == 5 else asked[:, 1:]), "the questions are to be guessed"),
    ("answer_loss", losses(keep=lambda target, asked: target >= 0), "`asked` is not used"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten()), "`asked` is not used"),
    ("answer_loss", losses(keep=lambda target, asked: ~asked[:, 1:]), "what is asked is not"),
    ("answer_loss", lesson_with_ignored, "questions or answers are covered up"),
    ("answer_loss", losses(read=lambda rows, asked: rows[:, :-1] * asked[:, :-1]), "questions or answers are covered up"),
    ("answer_loss", losses(read=lambda rows, asked: rows[:, :-1] * ~asked[:, :-1]), "questions or answers are covered up"),
    ("answer_loss", lambda model, rows, asked: -model(rows).log_softmax(1)[:, :-1].gather(2, rows[:, 1:, None])[..., 0][asked[:, 1:]].mean(), "along the wrong"),
    ("answer_loss", losses(loss=lambda scores, target, keep: (every(scores, target, keep).sum(1) / keep.sum(1)).mean()), "rows' means"),
    ("answer_loss", losses(loss=lambda scores, target, keep: every(scores, target, keep).sum()), "this is the sum; divide"),
    ("answer_loss", losses(loss=lambda scores, target, keep: every(scores, target, keep).mean()), "divided by all places"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy((scores * keep[..., None]).flatten(0, 1), target.flatten())), "Leave it out"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores[keep].softmax(-1), target[keep])), "done twice"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.nll_loss(scores[keep].softmax(-1), target[keep])), "nll_loss takes log-probabilities"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.nll_loss(scores[keep], target[keep])), "nll_loss takes log-probabilities"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores[keep], target[keep]) / math.log(2)), "these are bits"),
    ("answer_loss", losses(loss=lambda scores, target, keep: -F.cross_entropy(scores[keep], target[keep])), "never below 0"),
    ("answer_loss", losses(keep=lambda target, asked: ends(asked, first=False)[:, 1:]), "only the last token of each answer"),
    ("answer_loss", losses(keep=lambda target, asked: ends(asked, first=True)[:, 1:]), "only the first token of each answer"),
    ("answer_loss", losses(loss=lambda scores, target, keep: every(scores, target, keep).sum(1).mean()), "the sum over each row"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.binary_cross_entropy_with_logits(scores[keep], F.one_hot(target[keep], scores.shape[-1]).to(scores))), "yes-or-no questions"),
    ("answer_loss", lambda model, rows, asked: answer_loss(model, rows[:1], asked[:1]), "only the first row"),
    ("answer_loss", losses(keep=lambda target, asked: asked[:, 1:] & (target > 0)), "That is a word, too"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), (rows * asked)[:, 1:].flatten(), ignore_index=0), "That is a word, too"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).transpose(1, 2), rows[:, 1:], ignore_index=0), "all tokens but 0"),
    ("answer_loss", losses(keep=lambda target, asked: target > 0), "all tokens but 0"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), (rows * asked)[:, 1:].flatten()), "guessed as token 0"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).transpose(1, 2), rows.where(asked, 0)[:, 1:], reduction="sum") / asked.sum(), "guessed as token 0"),
    ("answer_loss", loss_until_0, "ends at its first 0"),
    ("answer_loss", lambda model, rows, asked: loss_until_0(model, rows, asked, ahead=1), "ends at its first 0"),
    ("answer_loss", losses(keep=lambda target, asked: asked[:, 1:] & asked[:, :-1]), "the first token of each answer is left out"),
    ("answer_loss", loss_of_answers_alone, "the tokens of answers alone"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[asked][None, :-1])[0], rows[asked][1:]), "the tokens of answers alone"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores.reshape(len(scores), -1, target.shape[1]), target.masked_fill(~keep, -100))), "transpose(1, 2) exchanges"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores.reshape(len(scores), -1, target.shape[1]), target, reduction="none")[keep].mean()), "transpose(1, 2) exchanges"),
    ("answer_loss", loss_along(1), "the last axis of the scores"),
    ("answer_loss", loss_along(1, F.cross_entropy), "the last axis of the scores"),
    ("answer_loss", loss_along(0), "the last axis of the scores"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.nll_loss(scores[keep].log_softmax(0), target[keep])), "the last axis of the scores"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores.flatten(0, 1), target.flatten(), weight=keep.flatten().double())), "is for classes"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores.transpose(1, 2), target, weight=keep)), "is for classes"),
    ("answer_loss", loss_in_a_window, "a window into rows"),
    ("answer_loss", lambda model, rows, asked: loss_in_a_window(model, rows, asked, scored_first=True), "a window into rows"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores[keep], target[keep])[None]), "must have no axis"),
    ("answer_loss", loss_in_another_mode(False), "into eval mode"),
    ("answer_loss", loss_in_another_mode(False, put_back=True), "into eval mode"),
    ("answer_loss", loss_in_another_mode(True), "into train mode"),
    ("answer_loss", losses(loss=lambda scores, target, keep: every(scores, target, keep).sum() / 7), "typed in"),
    ("answer_loss", loss_of_single_tokens, "one token at a time"),
    ("answer_loss", loss_of_one_long_text, "the answers alone"),
    ("answer_loss", lambda model, rows, asked: losses()(lambda read: model(read.flip(1)).flip(1), rows, asked), "from the end to the beginning"),
    ("answer_loss", lambda model, rows, asked: losses()(lambda read: model.weight[read], rows, asked), "has to be called"),
    ("answer_loss", loss_that_clears, "changes a tensor or the model"),
    ("answer_loss", loss_in_place, "the way back still needs it"),
    ("answer_loss", lambda model, rows, asked: loss_in_place(model, rows, asked, copied=True), "changes a tensor or the model"),
    ("answer_loss", losses(read=lambda rows, asked: rows.masked_fill(~asked, -100)[:, :-1]), "has no row for"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores.flatten(0, 1), target.where(keep, torch.tensor(-1)).flatten())), "a class below 0"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).view(-1, 4), rows.masked_fill(~asked, -100)[:, 1:].reshape(-1)), "a number is typed in"),
    ("answer_loss", lambda model, rows, asked: F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows.masked_fill(~asked, -100)[:, 1:].view(-1)), "reshape or flatten in its place"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores, target)), "as scores[guessed] or flatten(0, 1) give them"),
    ("answer_loss", losses(keep=lambda target, asked: asked[:, 1:].float()), "floats pick none"),
    ("answer_loss", losses(keep=lambda target, asked: asked[:, 1:].long()), "numbers of rows"),
    ("answer_loss", losses(keep=lambda target, asked: asked), "so does what `asked` says"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores[keep], target[keep]).item()), "cut off from the model"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(scores[keep].detach(), target[keep])), "cut off from the model"),
    ("answer_loss", losses(read=lambda rows, asked: rows[:, :-1].float()), "tokens are whole numbers"),
    ("answer_loss", losses(loss=lambda scores, target, keep: None), "None"),
    ("answer_loss", losses(loss=lambda scores, target, keep: (F.cross_entropy(scores[keep], target[keep]), scores)), "the loss alone"),
    ("answer_loss", losses(loss=lambda scores, target, keep: F.cross_entropy(torch.cat([scores[keep][:3].detach(), scores[keep][3:]]), target[keep])), "way back is cut off"),
    ("look_back", lambda steps: (np.eye(8), np.eye(8)), "look at themselves"),
    ("look_back", lambda steps: (200 * np.eye(8), np.eye(8)), "look at themselves"),
    ("look_back", lambda steps: (turn(-steps), 200 * np.eye(8)), "turned the wrong way"),
    ("look_back", lambda steps: (turn(-steps), 200 * turn(steps)), "turned the wrong way"),
    ("look_back", lambda steps: (turn(-steps), np.eye(8)), "turned the wrong way"),
    ("look_back", lambda steps: (turn(steps), 200 * turn(steps)), "turn one of the two alone"),
    ("look_back", lambda steps: (turn(steps), np.eye(8)), "What makes a softmax sharper"),
    ("look_back", lambda steps: (turn(1), 200 * np.eye(8)), "is steps used"),
    ("look_back", lambda steps: (turn(min(steps, 2)), 200 * np.eye(8)), "is steps used"),
    ("look_back", lambda steps: (turn(steps, lambda steps, i: steps), 200 * np.eye(8)), "the speed of each"),
    ("look_back", lambda steps: (turn(steps, lambda steps, i: steps / 10_000**i), 200 * np.eye(8)), "turned too little"),
    ("look_back", lambda steps: (np.zeros((8, 8)), np.eye(8)), "No place stands out"),
    ("look_back", lambda steps: turn(steps), "two things"),
    ("look_back", lambda steps: (turn(steps)[:4, :4], np.eye(4)), "must have shape (8, 8)"),
    ("look_back", lambda steps: (turn(steps), np.nan * np.eye(8)), "nan or infinity"),
    ("look_back", lambda steps: (turn(steps), 1e308 * np.eye(8) * 10), "nan or infinity"),
    ("look_back", lambda steps: (1e200 * turn(steps), 1e200 * np.eye(8)), "too large"),
    ("look_back", lambda steps: None, "None"),
]  # fmt: skip
