"""Exercise 11: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def iou_of_each(probability, truth):
    return ious()(probability, truth)


def ious(
    mark=lambda p: p > 0.5,
    over=lambda p, m: (p & m).sum((1, 2)),
    under=lambda p, m: (p | m).sum((1, 2)),
    empty=1.0,
    give=lambda x: x,
):
    def iou_of_each(probability, truth):
        p, m = mark(np.asarray(probability)), np.asarray(truth)
        a, b = over(p, m), under(p, m)
        return give(np.where(b == 0, empty, a / np.where(b == 0, 1, b)))

    return iou_of_each


def iou_by_loops(probability, truth):
    result = []
    for p, m in zip(probability, truth, strict=True):
        both = either = 0
        for row, true in zip(p, m, strict=True):
            for a, b in zip(row, true, strict=True):
                both += a > 0.5 and b
                either += a > 0.5 or b
        result.append(both / either if either else 1)
    return result


def iou_with_sets(probability, truth):
    result = []
    for p, m in zip(probability, truth, strict=True):
        p, m = set(np.flatnonzero(p > 0.5).tolist()), set(np.flatnonzero(m).tolist())
        result.append(len(p & m) / len(p | m) if p | m else 1.0)
    return np.array(result, dtype=np.float32)


def iou_in_torch(probability, truth):
    p, m = torch.tensor(probability).flatten(1) > 0.5, torch.tensor(truth).flatten(1)
    both, either = (p & m).sum(1), (p | m).sum(1)
    return torch.where(either == 0, torch.ones(len(p)), both / either)


def iou_bare(probability, truth):
    p = probability > 0.5
    with np.errstate(all="ignore"):
        return (p & truth).sum((1, 2)) / (p | truth).sum((1, 2))


def iou_by_division(probability, truth):
    result = []
    for p, m in zip(probability, truth, strict=True):
        p = p > 0.5
        result.append(int((p & m).sum()) / int((p | m).sum()))
    return result


class Residual(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.first, self.second = nn.Linear(c_in, hidden), nn.Linear(hidden, c_out)
        self.way = nn.Linear(c_in, c_out, bias=False) if c_in != c_out else None

    def forward(self, x):
        f = self.second(torch.relu(self.first(x)))
        return torch.relu(f + (x if self.way is None else self.way(x)))


class OfSequential(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(c_in, hidden), nn.ReLU(), nn.Linear(hidden, c_out))
        self.skip = nn.Sequential() if c_in == c_out else nn.Linear(c_in, c_out, bias=False)
        self.end = nn.ReLU()

    def forward(self, x):
        return self.end(self.layers(x) + self.skip(x))


class OfParameters(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.w1, self.b1 = nn.Parameter(torch.randn(hidden, c_in) / c_in**0.5), nn.Parameter(torch.zeros(hidden))
        self.w2, self.b2 = nn.Parameter(torch.randn(c_out, hidden) / hidden**0.5), nn.Parameter(torch.zeros(c_out))
        if c_in != c_out:
            self.w3 = nn.Parameter(torch.randn(c_out, c_in) / c_in**0.5)

    def forward(self, x):
        f = (x @ self.w1.T + self.b1).clamp(min=0) @ self.w2.T + self.b2
        return (f + (x @ self.w3.T if hasattr(self, "w3") else x)).clamp(min=0)


class WithConvolutions(nn.Module):
    """Kept in a ModuleDict."""

    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        parts = {"down": nn.Linear(c_in, hidden), "up": nn.Linear(hidden, c_out)}
        if c_in != c_out:
            parts["skip"] = nn.Linear(c_in, c_out, bias=False)
        self.parts = nn.ModuleDict(parts)

    def forward(self, x):
        skip = self.parts["skip"](x) if "skip" in self.parts else x
        return F.relu(torch.add(skip, self.parts["up"](F.relu(self.parts["down"](x)))))


def blocks(combine):
    """A class whose forward is combine(skip(x), first, second, x)."""

    class Wrong(Residual):
        def forward(self, x):
            skip = x if self.way is None else self.way(x)
            return combine(skip, self.first, self.second, x)

    return Wrong


class AddsInPlace(Residual):
    def forward(self, x):
        f = self.second(F.relu(self.first(x.clone())))
        if self.way is not None:
            return F.relu(f + self.way(x))
        x += f
        return F.relu(x)


class NoMatrix(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(c_in, hidden), nn.ReLU(), nn.Linear(hidden, c_out))

    def forward(self, x):
        return F.relu(x + self.f(x))


class MatrixAlways(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(c_in, hidden), nn.ReLU(), nn.Linear(hidden, c_out))
        self.skip = nn.Linear(c_in, c_out, bias=False)

    def forward(self, x):
        return F.relu(self.skip(x) + self.f(x))


class MatrixWithBias(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(c_in, hidden), nn.ReLU(), nn.Linear(hidden, c_out))
        self.skip = nn.Identity() if c_in == c_out else nn.Linear(c_in, c_out)

    def forward(self, x):
        return F.relu(self.skip(x) + self.f(x))


class InAList(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.layers = [nn.Linear(c_in, hidden), nn.Linear(hidden, c_out)]

    def forward(self, x):
        return F.relu(x + self.layers[1](F.relu(self.layers[0](x))))


class WithoutSuper(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        self.f = nn.Linear(c_in, c_out)


class WithoutReturn(Residual):
    def forward(self, x):
        F.relu(x + self.second(F.relu(self.first(x))))


class WithNorm(Residual):
    def __init__(self, c_in, hidden, c_out):
        super().__init__(c_in, hidden, c_out)
        self.norm = nn.BatchNorm1d(c_out)


class WithoutBias(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(c_in, hidden, False), nn.ReLU(), nn.Linear(hidden, c_out, False))
        self.skip = nn.Identity() if c_in == c_out else nn.Linear(c_in, c_out, bias=False)

    def forward(self, x):
        return F.relu(self.skip(x) + self.f(x))


class ThreeLayers(WithoutBias):
    def __init__(self, c_in, hidden, c_out):
        super().__init__(c_in, hidden, c_out)
        between = nn.Linear(c_in, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()
        self.f = nn.Sequential(*between, nn.Linear(hidden, c_out))


class SkipBackwards(MatrixWithBias):
    def __init__(self, c_in, hidden, c_out):
        super().__init__(c_in, hidden, c_out)
        if c_in != c_out:
            self.skip = nn.Linear(c_out, c_in, bias=False)


class Transposed(nn.Module):
    """Matrices as in lesson 03, from the left to the right."""

    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.w1, self.b1 = nn.Parameter(torch.randn(c_in, hidden)), nn.Parameter(torch.zeros(hidden))
        self.w2, self.b2 = nn.Parameter(torch.randn(hidden, c_out)), nn.Parameter(torch.zeros(c_out))
        if c_in != c_out:
            self.w3 = nn.Parameter(torch.randn(c_in, c_out))

    def forward(self, x):
        f = F.relu(x @ self.w1 + self.b1) @ self.w2 + self.b2
        return F.relu(f + (x @ self.w3 if hasattr(self, "w3") else x))


class NoHidden(nn.Module):
    def __init__(self, c_in, hidden, c_out):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(c_in, c_out), nn.ReLU(), nn.Linear(c_out, c_out))
        self.skip = nn.Identity() if c_in == c_out else nn.Linear(c_in, c_out, bias=False)

    def forward(self, x):
        return F.relu(self.skip(x) + self.f(x))


def contrastive_loss(network, a, b, letters, temperature):
    return contrasts()(network, a, b, letters, temperature)


def contrasts(
    unit=lambda z: F.normalize(z, dim=1),
    heat=lambda s, t: s / t,
    hide=lambda s, twins: s.masked_fill(twins, -torch.inf),
    loss=lambda s: F.cross_entropy(s, torch.arange(len(s))),
    table=lambda u, v: u @ v.T,
    twins=lambda letters: (letters[:, None] == letters) & ~torch.eye(len(letters), dtype=torch.bool),
):
    def contrastive_loss(network, a, b, letters, temperature):
        u, v = unit(network(a)), unit(network(b))
        return loss(hide(heat(table(u, v), temperature), twins(letters)))

    return contrastive_loss


def contrast_by_loops(network, a, b, letters, temperature):
    u, v, terms = network(a), network(b), []
    for i in range(len(a)):
        scores = [F.cosine_similarity(u[i], v[i], dim=0) / temperature]
        for j in range(len(b)):
            if letters[j] != letters[i]:
                scores.append(F.cosine_similarity(u[i], v[j], dim=0) / temperature)
        terms.append(torch.logsumexp(torch.stack(scores), 0) - scores[0])
    return sum(terms) / len(terms)


def contrast_with_exponentials(network, a, b, letters, temperature):
    u, v = network(a), network(b)
    u, v = u / u.norm(dim=1, keepdim=True), v / v.norm(dim=1, keepdim=True)
    terms = torch.exp(u @ v.T / temperature)
    part = (letters[:, None] != letters[None]) | torch.eye(len(a), dtype=torch.bool)
    return -torch.log(terms.diag() / (terms * part).sum(1)).mean()


def contrast_with_where(network, a, b, letters, temperature):
    cosines = F.cosine_similarity(network(a)[:, None], network(b)[None], dim=-1)
    twins = letters[:, None].eq(letters[None, :]).fill_diagonal_(False)
    return F.nll_loss(torch.where(twins, -1e9, cosines / temperature).log_softmax(1), torch.arange(len(a)))


def hidden_in_place(network, a, b, letters, temperature):
    a /= a.norm(dim=1, keepdim=True)
    return contrastive_loss(network, a, b, letters, temperature)


def contrast_of_inputs(network, a, b, letters, temperature):
    return contrasts(unit=lambda z: z)(lambda x: network(F.normalize(x, dim=1)), a, b, letters, temperature)


def contrast_of_b(network, a, b, letters, temperature):
    return contrastive_loss(network, b, a, letters, temperature)


def scores(network, a, b, t):
    return F.normalize(network(a), dim=1) @ F.normalize(network(b), dim=1).T / t


def contrast_to_letters(network, a, b, letters, t):
    return F.cross_entropy(scores(network, a, b, t), letters)


def contrast_with_twins_right(network, a, b, letters, t):
    part = scores(network, a, b, t).softmax(1)
    return -(part * (letters[:, None] == letters)).sum(1).log().mean()


def contrast_with_twins_and_their_mean(network, a, b, letters, t):
    alike = (letters[:, None] == letters).double()
    return -((scores(network, a, b, t).log_softmax(1) * alike).sum(1) / alike.sum(1)).mean()


def contrast_of_each_letter_once(network, a, b, letters, t):
    seen, rows = set(), []
    for i, letter in enumerate(letters.tolist()):
        if letter not in seen:
            seen.add(letter)
            rows.append(i)
    return contrastive_loss(network, a[rows], b[rows], letters[rows], t)


def contrast_with_least_cosine(network, a, b, letters, t):
    twins = (letters[:, None] == letters) & ~torch.eye(len(a), dtype=torch.bool)
    return F.cross_entropy(scores(network, a, b, 1).masked_fill(twins, -1.0) / t, torch.arange(len(a)))


def train_head(model, optimizer, x, y):
    return steps()(model, optimizer, x, y)


def steps(
    mode=lambda model: model[0].eval(),
    features=lambda model, x: model[0](x).detach(),
    clear=lambda model, optimizer: optimizer.zero_grad(),
    loss=lambda model, z, y: F.cross_entropy(model[1](z), y),
    after=lambda loss, model, z, y: loss.item(),
    step=lambda model, optimizer: optimizer.step(),
):
    def train_head(model, optimizer, x, y):
        mode(model)
        z = features(model, x)
        clear(model, optimizer)
        value = loss(model, z, y)
        value.backward()
        step(model, optimizer)
        return after(value, model, z, y)

    return train_head


def switched_off_for_good(model, optimizer, x, y):
    torch.set_grad_enabled(True)
    loss = train_head(model, optimizer, x, y)
    torch.set_grad_enabled(False)
    return loss


def switched_off(model, optimizer, x, y):
    """Gradients of the body are switched off, and the model goes as a whole."""
    model.train()
    model[0].eval()
    for parameter in model[0].parameters():
        parameter.requires_grad = False
    optimizer.zero_grad()
    loss = nn.CrossEntropyLoss()(model(x), y)
    loss.backward()
    optimizer.step()
    for parameter in model[0].parameters():
        parameter.requires_grad = True
    return float(loss.detach())


def gradients_of_the_head(model, optimizer, x, y):
    """By autograd.grad; the body has None."""
    model.eval()
    head = list(model[1].parameters())
    loss = F.cross_entropy(model(x), y)
    slopes = torch.autograd.grad(loss, head)
    for parameter in model.parameters():
        parameter.grad = None
    for parameter, slope in zip(head, slopes, strict=True):
        parameter.grad = slope
    optimizer.step()
    return loss.detach()


def by_log_softmax(model, optimizer, x, y):
    body, head = model[0].eval(), model[1]
    with torch.inference_mode():
        z = body(x)
    optimizer.zero_grad()
    loss = -head(z.clone()).log_softmax(1)[torch.arange(len(y)), y].mean()
    loss.backward()
    optimizer.step()
    return loss.item()


def by_hand(model, optimizer, x, y):
    model[0].eval()
    loss = F.cross_entropy(model[1](model[0](x).detach()), y)
    for p, slope in zip(model[1].parameters(), torch.autograd.grad(loss, list(model[1].parameters())), strict=True):
        p.data -= 0.2 * slope
    return loss.item()


def with_another_optimizer(model, optimizer, x, y):
    return train_head(model, torch.optim.SGD(model[1].parameters(), lr=0.1), x, y)


def two_rounds(model, optimizer, x, y):
    loss = train_head(model, optimizer, x, y)
    train_head(model, optimizer, x, y)
    return loss


def zeros_in_the_body(model, optimizer, x, y):
    model[0].eval()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    for p in model[0].parameters():
        p.grad.zero_()
    optimizer.step()
    return loss.item()


def twice(model, optimizer):
    optimizer.step()
    optimizer.step()


def clears_the_batch(model, optimizer, x, y):
    loss = train_head(model, optimizer, x, y)
    x.zero_()
    return loss


def all_in_no_grad(model, optimizer, x, y):
    with torch.no_grad():
        loss = F.cross_entropy(model[1](model[0](x)), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def cleared_late(model, optimizer, x, y):
    model[0].eval()
    loss = F.cross_entropy(model[1](model[0](x).detach()), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


def zero_shot(images, captions):
    return names()(images, captions)


def unit(x, axis=-1):
    return x / np.linalg.norm(x, axis=axis, keepdims=True)


def names(each=unit, mean=lambda c: c.mean(1), again=unit, score=lambda i, n: i @ n.T, pick=lambda s: s.argmax(1)):
    return lambda images, captions: pick(score(images, again(mean(each(captions)))))


def names_by_votes(images, captions):
    said = np.einsum("nd,csd->nsc", unit(images), unit(captions)).argmax(2)
    return [int(np.bincount(row, minlength=len(captions)).argmax()) for row in said]


def names_by_loops(images, captions):
    vectors = []
    for several in captions:
        total = sum(row / np.sqrt(np.sum(row**2)) for row in several) / len(several)
        vectors.append(total / np.sqrt(np.sum(total**2)))
    result = []
    for image in images:
        cosines = [float(image @ v) / np.sqrt(float(image @ image)) for v in vectors]
        result.append(cosines.index(max(cosines)))
    return result


def names_in_torch(images, captions):
    images, captions = torch.as_tensor(images), torch.as_tensor(captions)
    vectors = F.normalize(F.normalize(captions, dim=2).mean(1), dim=1)
    return F.cosine_similarity(images[:, None], vectors[None], dim=-1).argmax(1)


def names_with_sums(images, captions):
    vectors = unit(unit(captions).sum(1))
    return np.argsort(unit(images) @ vectors.T, axis=1)[:, -1].astype(float)


def centred(image):
    i, j = np.mgrid[:16, :16]
    total = image.sum()
    return np.roll(image, (round(7.5 - (image * i).sum() / total), round(7.5 - (image * j).sum() / total)), (0, 1))


def blurred(image, times=1):
    for _ in range(times):
        for axis in (0, 1):
            image = np.roll(image, 1, axis) + 2 * image + np.roll(image, -1, axis)
    return image / 16**times


def embed(images):
    return np.stack([blurred(centred(image)).ravel() for image in images])


def embed_best(images):
    rows = []
    for image in images:
        made = blurred(centred(image), 2)
        rows.append((made - made.mean()).ravel())
    return rows


def embed_in_torch(images):
    moved = torch.tensor(np.stack([centred(image) for image in images]), dtype=torch.float32)[:, None]
    return F.avg_pool2d(moved, 3, stride=1, padding=1).flatten(1)


RIGHT = {
    "iou_of_each": iou_of_each,
    "Residual": Residual,
    "contrastive_loss": contrastive_loss,
    "train_head": train_head,
    "zero_shot": zero_shot,
    "embed": embed,
}

ALSO_RIGHT = [
    ("iou_of_each", iou_by_loops, "loops"),
    ("iou_of_each", iou_with_sets, "sets, float32"),
    ("iou_of_each", lambda p, m: [1.0 if not ((a > 0.5) | b).any() else np.mean((a > 0.5)[(a > 0.5) | b] & b[(a > 0.5) | b]) for a, b in zip(p, m, strict=True)], "the mean over the union"),
    ("Residual", OfSequential, "Sequential"),
    ("Residual", OfParameters, "parameters of its own"),
    ("Residual", WithConvolutions, "ModuleDict"),
    ("contrastive_loss", contrast_by_loops, "loops"),
    ("contrastive_loss", contrast_with_exponentials, "exponentials"),
    ("contrastive_loss", contrast_with_where, "where and nll_loss"),
    ("train_head", switched_off, "requires_grad off and on again"),
    ("train_head", gradients_of_the_head, "autograd.grad, a tensor without history"),
    ("train_head", by_log_softmax, "inference_mode and log_softmax"),
    ("zero_shot", names_by_loops, "loops, a list"),
    ("zero_shot", names_with_sums, "sums and argsort, floats"),
    ("zero_shot", lambda i, c: (i @ unit(np.einsum("csd,cs->cd", c, 1 / np.linalg.norm(c, axis=2))).T).argmax(1), "einsum"),
    ("embed", embed_best, "more blur, without the mean, a list"),
    ("embed", lambda images: np.stack([centred(image).ravel() for image in images]), "centred alone"),
    ("embed", lambda images: np.stack([blurred(centred(image), 3)[1:-1, 1:-1].ravel() for image in images]), "without the border"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("iou_of_each", iou_in_torch, "torch"),
    ("zero_shot", names_in_torch, "torch"),
    ("embed", embed_in_torch, "avg_pool2d"),
]

MISTAKES = [
    ("iou_of_each", ious(empty=0.0), "must have 1"),
    ("iou_of_each", iou_bare, "0 / 0 is no number"),
    ("iou_of_each", iou_by_division, "There the IoU shall be 1"),
    ("iou_of_each", ious(mark=lambda p: p >= 0.5), "0.5 itself is marked"),
    ("iou_of_each", lambda p, m: ((p > 0.5) == m).mean((1, 2)), "counts the background"),
    ("iou_of_each", ious(under=lambda p, m: m.sum((1, 2))), "the pixels of the truth"),
    ("iou_of_each", ious(under=lambda p, m: p.sum((1, 2))), "the pixels that the network marks"),
    ("iou_of_each", ious(over=lambda p, m: 2 * (p & m).sum((1, 2)), under=lambda p, m: p.sum((1, 2)) + m.sum((1, 2))), "Dice"),
    ("iou_of_each", ious(under=lambda p, m: p.sum((1, 2)) + m.sum((1, 2))), "counts twice"),
    ("iou_of_each", ious(mark=lambda p: p, over=lambda p, m: (p * m).sum((1, 2)), under=lambda p, m: (p + m - p * m).sum((1, 2))), "first mark what is above 0.5"),
    ("iou_of_each", ious(over=lambda p, m: (p | m).sum((1, 2)), under=lambda p, m: np.ones(len(p))), "the union alone"),
    ("iou_of_each", ious(under=lambda p, m: np.ones(len(p))), "not divided"),
    ("iou_of_each", ious(give=lambda x: 1 - x), "1 - IoU"),
    ("iou_of_each", ious(mark=lambda p: p > 0.65), "another border"),
    ("iou_of_each", ious(mark=lambda p: p.astype(bool)), "another border"),
    ("iou_of_each", lambda p, m: ((p > 0.5) & m).mean((1, 2)), "all the pixels of the image"),
    ("iou_of_each", lambda p, m: (((p > 0.5) & m).sum((1, 2)) + 1) / (((p > 0.5) | m).sum((1, 2)) + 1), "against 0 / 0"),
    ("iou_of_each", ious(under=lambda p, m: (p ^ m).sum((1, 2))), "`^` counts"),
    ("iou_of_each", lambda p, m: (~((p > 0.5) | m)).sum((1, 2)) / (~((p > 0.5) & m)).sum((1, 2)), "of the background"),
    ("iou_of_each", ious(under=lambda p, m: (p + m - (p & m)).sum((1, 2))), "Count first"),
    ("iou_of_each", lambda p, m: ((p > 0.5) & m).sum(1) / ((p > 0.5) | m).sum(1), "Received: shape (3, 4)"),
    ("iou_of_each", ious(mark=lambda p: p), "compare them with 0.5"),
    ("iou_of_each", lambda p, m: np.where(m.sum((1, 2)) == 0, 1.0, iou_of_each(p, m)), "only where *both*"),
    ("iou_of_each", lambda p, m: np.where((p > 0.5).sum((1, 2)) == 0, 1.0, iou_of_each(p, m)), "only where *both*"),
    ("iou_of_each", ious(over=lambda p, m: np.where((p & m).any((1, 2)), (p & m).sum((1, 2)), (p | m).sum((1, 2)))), "only where *both*"),
    ("iou_of_each", ious(give=np.mean), "one number for all images"),
    ("iou_of_each", lambda p, m: None, "Is the `return` missing?"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(g(F.relu(f(x))))), "the skip is missing"),
    ("Residual", blocks(lambda s, f, g, x: s + g(F.relu(f(x)))), "the ReLU at the end is missing"),
    ("Residual", blocks(lambda s, f, g, x: s + F.relu(g(F.relu(f(x))))), "it belongs after it"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s + g(f(x)))), "between the two dense layers"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s)), "f(x) is missing"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s - g(F.relu(f(x))))), "it is added"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s * g(F.relu(f(x))))), "they are added"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(F.relu(s) + g(F.relu(f(x))))), "x passes as it is"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s + g(F.relu(f(F.relu(x)))))), "f is given the ReLU of x"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s + F.relu(g(F.relu(f(x)))))), "one ReLU too many"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(s + g(F.relu(f(x))).detach())), "the way back is cut off"),
    ("Residual", AddsInPlace, "forward changes the x"),
    ("Residual", NoMatrix, "the matrix of the skip"),
    ("Residual", MatrixAlways, "with no parameters"),
    ("Residual", MatrixWithBias, "The matrix of the skip, (4, 3), has no bias"),
    ("Residual", InAList, "has no parameters"),
    ("Residual", WithoutSuper, "super().__init__()"),
    ("Residual", WithoutReturn, "Is the `return` in forward missing?"),
    ("Residual", WithNorm, "no batch norm here"),
    ("Residual", WithoutBias, "A dense layer of f has no bias"),
    ("Residual", SkipBackwards, "from c_out to c_in"),
    ("Residual", ThreeLayers, "here are more"),
    ("Residual", Transposed, "the other way round"),
    ("Residual", blocks(lambda s, f, g, x: F.relu(torch.cat([s, g(F.relu(f(x)))], 1))), "beside each other"),
    ("Residual", NoHidden, "c_in to hidden, hidden to c_out"),
    ("contrastive_loss", contrasts(hide=lambda s, twins: s), "still are negatives"),
    ("contrastive_loss", contrasts(unit=lambda z: z), "no cosines"),
    ("contrastive_loss", contrasts(heat=lambda s, t: s), "the temperature is not used"),
    ("contrastive_loss", contrasts(heat=lambda s, t: s * t), "are multiplied"),
    ("contrastive_loss", contrasts(loss=lambda s: F.cross_entropy(s, torch.arange(len(s)), reduction="sum")), "the mean is asked for"),
    ("contrastive_loss", contrast_of_b, "they are the rows of a"),
    ("contrastive_loss", contrasts(loss=lambda s: (F.cross_entropy(s, torch.arange(len(s))) + F.cross_entropy(s.T, torch.arange(len(s)))) / 2), "here only a asks"),
    ("contrastive_loss", contrasts(hide=lambda s, twins: s.masked_fill(twins, 0.0)), "they need minus infinity"),
    ("contrastive_loss", contrasts(loss=lambda s: -(s.diag() - s.masked_fill(torch.eye(len(s), dtype=torch.bool), -torch.inf).logsumexp(1)).mean()), "the right answer belongs there"),
    ("contrastive_loss", contrasts(loss=lambda s: -F.cross_entropy(s, torch.arange(len(s)))), "never below 0"),
    ("contrastive_loss", contrasts(loss=lambda s: F.cross_entropy(s.softmax(1), torch.arange(len(s)))), "done twice"),
    ("contrastive_loss", contrasts(loss=lambda s: -s.diag().mean()), "negatives are missing"),
    ("contrastive_loss", contrast_of_inputs, "the embeddings should be"),
    ("contrastive_loss", contrasts(table=lambda u, v: u @ u.T), "a is compared with a"),
    ("contrastive_loss", contrasts(unit=lambda z: F.normalize(z, dim=0)), "each row should be"),
    ("contrastive_loss", contrasts(twins=lambda letters: letters[:, None] != letters), "it is the other way round"),
    ("contrastive_loss", contrasts(twins=lambda letters: letters[:, None] == letters), "on the diagonal, hidden as well"),
    ("contrastive_loss", contrasts(heat=lambda s, t: s / 0.1), "the lesson's 0.1"),
    ("contrastive_loss", contrast_to_letters, "letters are taken for places"),
    ("contrastive_loss", lambda network, a, b, letters, t: F.cross_entropy(contrasts(loss=lambda s: s)(network, a, b, letters, t), letters), "letters taken for places"),
    ("contrastive_loss", contrasts(unit=lambda z: z / z.norm()), "all embeddings together"),
    ("contrastive_loss", lambda network, *others: contrastive_loss(lambda x: x, *others), "the inputs are compared"),
    ("contrastive_loss", contrast_with_twins_right, "twins count as right answers"),
    ("contrastive_loss", contrast_with_twins_and_their_mean, "twins count as right answers"),
    ("contrastive_loss", contrast_of_each_letter_once, "questions are left out"),
    ("contrastive_loss", contrast_with_least_cosine, "the smallest cosine, -1"),
    ("contrastive_loss", contrasts(loss=lambda s: s.softmax(1).diag().mean()), "the mean probability"),
    ("contrastive_loss", lambda network, a, b, letters, t: (F.normalize(network(a)) - F.normalize(network(b))).pow(2).sum(1).mean(), "negatives are missing"),
    ("contrastive_loss", lambda *given: contrastive_loss(*given).detach(), "cut off from the network"),
    ("contrastive_loss", lambda *given: contrastive_loss(*given).item(), "cut off from the network"),
    ("contrastive_loss", lambda network, a, b, letters, t: contrastive_loss(network, a, b, letters, 0.5), "typed in"),
    ("contrastive_loss", hidden_in_place, "changes a tensor"),
    ("contrastive_loss", lambda *given: None, "Is the `return` missing?"),
    ("train_head", steps(mode=lambda model: model.train()), "body.eval()"),
    ("train_head", steps(mode=lambda model: None), "body.eval()"),
    ("train_head", steps(clear=lambda model, optimizer: model[1].zero_grad()), "not of the head alone"),
    ("train_head", steps(mode=lambda model: (model.train(), model[0][1].eval())), "the whole body in eval mode"),
    ("train_head", clears_the_batch, "changes a tensor"),
    ("train_head", switched_off_for_good, "records no gradients any more"),
    ("train_head", steps(clear=lambda model, optimizer: None), "old gradients are still in it"),
    ("train_head", zeros_in_the_body, "even if it is 0"),
    ("train_head", steps(features=lambda model, x: model[0](x)), "no gradient goes into the body"),
    ("train_head", steps(clear=lambda model, optimizer: [setattr(p, "grad", None) for p in model[0].parameters()]), "old gradients are still in it"),
    ("train_head", steps(loss=lambda model, z, y: F.cross_entropy(model[1](z).softmax(1), y)), "done twice"),
    ("train_head", steps(loss=lambda model, z, y: F.cross_entropy(model[1](z), y, reduction="sum")), "the mean is asked for"),
    ("train_head", steps(step=twice), "taken twice"),
    ("train_head", two_rounds, "taken twice"),
    ("train_head", by_hand, "momentum and weight decay are lost"),
    ("train_head", with_another_optimizer, "momentum and weight decay are lost"),
    ("train_head", steps(clear=lambda model, optimizer: optimizer.zero_grad(set_to_none=False)), "set_to_none=False"),
    ("train_head", steps(loss=lambda model, z, y: -F.cross_entropy(model[1](z), y)), "uphill"),
    ("train_head", steps(step=lambda model, optimizer: None), "the head does not move"),
    ("train_head", cleared_late, "the head does not move"),
    ("train_head", all_in_no_grad, "around the body alone"),
    ("train_head", steps(after=lambda loss, model, z, y: loss), ".item() makes a number"),
    ("train_head", steps(after=lambda loss, model, z, y: F.cross_entropy(model[1](z), y).item()), "return the one before"),
    ("train_head", steps(after=lambda loss, model, z, y: 4 * loss.item()), "this is the sum over the batch"),
    ("train_head", steps(after=lambda loss, model, z, y: None), "Is the `return` missing?"),
    ("zero_shot", names(each=lambda c: c), "a long one counts more"),
    ("zero_shot", names(again=lambda n: n), "a class whose captions agree"),
    ("zero_shot", names(each=lambda c: c, again=lambda n: n), "no row is brought to length 1"),
    ("zero_shot", names(each=lambda c: c / np.linalg.norm(c), again=lambda n: n / np.linalg.norm(n)), "no row is brought to length 1"),
    ("zero_shot", names(each=lambda c: unit(c, 1)), "along a wrong axis"),
    ("zero_shot", names(each=lambda c: unit(c, 0)), "along a wrong axis"),
    ("zero_shot", names(each=lambda c: c / (c**2).sum(-1, keepdims=True), again=lambda n: n / (n**2).sum(-1, keepdims=True)), "the square of their length"),
    ("zero_shot", names_by_votes, "each caption votes"),
    ("zero_shot", lambda i, c: (i @ unit(c).reshape(-1, c.shape[2]).T).reshape(len(i), len(c), -1).max(2).argmax(1), "the largest cosine decides"),
    ("zero_shot", names(mean=lambda c: c[:, 0]), "only the first caption"),
    ("zero_shot", names(pick=lambda s: s.argmin(1)), "smallest"),
    ("zero_shot", lambda i, c: (i @ unit(c).reshape(-1, c.shape[2]).T).argmax(1), "numbers of captions"),
    ("zero_shot", names(pick=lambda s: s.argmax(1) + 1), "count from 0"),
    ("zero_shot", names(pick=lambda s: s), "argmax says which"),
    ("zero_shot", names(pick=lambda s: s.max(1)), "max the cosine"),
    ("zero_shot", names(mean=lambda c: c.mean(0)), "the mean runs over the classes"),
    ("zero_shot", names(score=lambda i, n: i @ n), "two shapes do not fit"),
    ("zero_shot", lambda i, c: None, "Is the `return` missing?"),
    ("embed", lambda images: images.reshape(len(images), -1), "exactly what the pixels do"),
    ("embed", lambda images: 3 * images.reshape(len(images), -1), "exactly what the pixels do"),
    ("embed", lambda images: np.eye(len(images))[np.arange(len(images)) // 4], "That is chance"),
    ("embed", lambda images: np.ones((len(images), 5)), "That is chance"),
    ("embed", lambda images: np.random.default_rng().normal(size=(len(images), 8)), "That is chance"),
    ("embed", lambda images: images.mean(2), "Something is lost"),
    ("embed", lambda images: np.stack([blurred(image).ravel() for image in images]), "You are on the way"),
    ("embed", lambda images: embed(images).reshape(-1, 16, 16), "must have shape (n, d)"),
    ("embed", lambda images: embed(images).ravel(), "must have shape (n, d)"),
    ("embed", lambda images: np.fft.fft2(images).reshape(len(images), -1), "an array of complex numbers"),
    ("embed", lambda images: np.log(images.reshape(len(images), -1) - 1), "nan or infinity"),
    ("embed", lambda images: None, "Is the `return` missing?"),
]  # fmt: skip
