"""Exercise 12: right answers, and the typical mistakes with a part of the hint that each must get."""

import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def fit(x, k, centred=True):
    mean = x.mean(axis=0) if centred else np.zeros(x.shape[1])
    return mean, np.linalg.svd(x - mean, full_matrices=False)[2][:k]


def back(x, mean, v):
    return (x - mean) @ v.T @ v + mean


def pca(x_train, x_new, k):
    return back(x_new, *fit(x_train, k))


def last(x_train, x_new, k):
    mean, v = fit(x_train, None)
    return back(x_new, mean, v[-k:])


def columns(x_train, x_new, k):
    mean, v = fit(x_train, None)
    return back(x_new, mean, v[:, :k].T)


def left(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    return back(x_new, mean, np.linalg.svd(x_train - mean, full_matrices=False)[0][:k])


def with_eigenvectors(choose):
    """PCA by the eigenvectors of the covariance; `choose` takes k components out of (values, vectors)."""

    def answer(x_train, x_new, k):
        centred = x_train - x_train.mean(axis=0)
        return back(x_new, x_train.mean(axis=0), choose(*np.linalg.eigh(centred.T @ centred), k))

    return answer


def standardised(x_train, x_new, k):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return pca((x_train - mean) / std, (x_new - mean) / std, k) * std + mean


def one_mean(x_train, x_new, k):
    return back(x_new, x_train.mean(), np.linalg.svd(x_train - x_train.mean(), full_matrices=False)[2][:k])


def rows_centred(x_train, x_new, k):
    train, new = (x - x.mean(axis=1, keepdims=True) for x in (x_train, x_new))
    v = np.linalg.svd(train, full_matrices=False)[2][:k]
    return new @ v.T @ v + x_new.mean(axis=1, keepdims=True)


def mean_of_all(x_train, x_new, k):
    mean = np.concatenate([x_train, x_new]).mean(axis=0)
    return back(x_new, mean, np.linalg.svd(x_train - mean, full_matrices=False)[2][:k])


def row_means(x_train, x_new, k):
    return back(x_new, x_train.mean(axis=1), np.linalg.svd(x_train - x_train.mean(axis=1))[2][:k])


def centred_in_place(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    x_train -= mean
    v = np.linalg.svd(x_train, full_matrices=False)[2][:k]
    return (x_new - mean) @ v.T @ v + mean


def orthonormal(a):
    return np.linalg.qr(a)[0]


def degrees(cosines):
    return np.degrees(np.arccos(np.clip(cosines, -1, 1)))


def singular(matrix):
    return np.linalg.svd(matrix)[1]


def unit(a):
    return a / np.linalg.norm(a, axis=0)


def angles(a, b):
    return degrees(singular(orthonormal(a).T @ orthonormal(b)))


def pairs(normal, anomalous, tie=0.5):
    return (anomalous[:, None] > normal) + tie * (anomalous[:, None] == normal)


def squared_error(x, mean, v):
    return np.mean((back(x, mean, v) - x) ** 2, axis=1)


def detector(fitted_on="train", threshold_on="held", centred=True, level=None, score=squared_error, judge=np.greater):
    """A detector with one thing done differently."""

    def find(x_train, x_held, x_new, k, false_alarms):
        data = {"train": x_train, "held": x_held, "new": x_new, "both": np.concatenate([x_train, x_held])}
        model = fit(data[fitted_on], k, centred)
        errors = score(data[threshold_on], *model)
        threshold = level(errors, false_alarms) if level else np.quantile(errors, 1 - false_alarms)
        return judge(score(x_new, *model), threshold)

    return find


def each_fitted_on_itself(x_train, x_held, x_new, k, false_alarms):
    held, new = (squared_error(x, *fit(x, k)) for x in (x_held, x_new))
    return new > np.quantile(held, 1 - false_alarms)


def new_fitted_on_itself(x_train, x_held, x_new, k, false_alarms):
    threshold = np.quantile(squared_error(x_held, *fit(x_train, k)), 1 - false_alarms)
    return squared_error(x_new, *fit(x_new, k)) > threshold


def adds_the_mean_in_place(x_train, x_held, x_new, k, false_alarms):
    x_new -= x_train.mean(axis=0)
    return find(x_train, x_held, x_new, k, false_alarms)


find = detector()


def pca_in_float32(x_train, x_new, k):
    return pca(x_train.astype(np.float32), x_new.astype(np.float32), k)


def pca_in_torch(x_train, x_new, k):
    x_train, x_new = torch.from_numpy(x_train), torch.from_numpy(x_new)
    mean = x_train.mean(dim=0)
    v = torch.linalg.svd(x_train - mean, full_matrices=False).Vh[:k]
    return (x_new - mean) @ v.T @ v + mean


def pca_in_sklearn(x_train, x_new, k):
    from sklearn.decomposition import PCA

    model = PCA(n_components=k).fit(x_train)
    return model.inverse_transform(model.transform(x_new))


def pca_in_a_loop(x_train, x_new, k):
    mean, v = fit(x_train, k)
    rows = []
    for x in x_new:
        row = [float(m) for m in mean]
        for component in v:
            code = sum((a - m) * c for a, m, c in zip(x, mean, component, strict=True))
            row = [value + code * c for value, c in zip(row, component, strict=True)]
        rows.append(row)
    return rows


def angles_in_scipy(a, b):
    from scipy.linalg import subspace_angles

    return np.degrees(subspace_angles(a, b))[::-1]


def angles_in_torch(a, b):
    q, r = torch.linalg.qr(torch.from_numpy(a))[0], torch.linalg.qr(torch.from_numpy(b))[0]
    return torch.rad2deg(torch.arccos(torch.linalg.svdvals(q.T @ r).clamp(max=1)))


def angles_in_float32(a, b):
    return angles(a.astype(np.float32), b.astype(np.float32))


def gram_schmidt(a):
    found = []
    for vector in a.T:
        for other in found:
            vector = vector - (vector @ other) * other
        found.append(vector / np.sqrt(vector @ vector))
    return np.array(found).T


def angles_in_a_loop(a, b):
    import math

    cosines = np.linalg.svd(gram_schmidt(a).T @ gram_schmidt(b), compute_uv=False)
    return [math.degrees(math.acos(min(float(c), 1.0))) for c in cosines]


def find_in_a_loop(x_train, x_held_out, x_new, k, false_alarms):
    def scores(x):
        return [float(((a - b) ** 2).mean()) for a, b in zip(pca(x_train, x, k), x, strict=True)]

    threshold = np.quantile(scores(x_held_out), 1 - false_alarms)
    return [bool(score > threshold) for score in scores(x_new)]


def find_in_torch(x_train, x_held_out, x_new, k, false_alarms):
    def scores(x):
        return ((pca_in_torch(x_train, x, k) - torch.from_numpy(x)) ** 2).mean(dim=1)

    return scores(x_new) > torch.quantile(scores(x_held_out), 1 - false_alarms)


def find_in_float32(x_train, x_held_out, x_new, k, false_alarms):
    return find(*(x.astype(np.float32) for x in (x_train, x_held_out, x_new)), k, false_alarms)


def find_by_sums(x_train, x_held_out, x_new, k, false_alarms):
    held, new = (np.sum((x - pca(x_train, x, k)) ** 2, axis=1) for x in (x_held_out, x_new))
    return tuple(new > np.percentile(held, 100 * (1 - false_alarms)))


def find_with_sklearn(x_train, x_held_out, x_new, k, false_alarms):
    held, new = (((x - pca_in_sklearn(x_train, x, k)) ** 2).mean(axis=1) for x in (x_held_out, x_new))
    return list(np.greater(new, np.quantile(held, 1 - false_alarms)))


def chosen(pick, fitted_on=lambda t, x: t):
    """PCA with other components: `pick(all of them, k)`."""

    def answer(x_train, x_new, k):
        mean, v = fit(fitted_on(x_train, x_new), None)
        return back(x_new, mean, pick(v, k))

    return answer


def components_not_centred(x_train, x_new, k):
    return back(x_new, x_train.mean(axis=0), fit(x_train, k, centred=False)[1])


def first_columns(x_train, x_new, k):
    kept = x_new.copy()
    kept[:, k:] = x_train.mean(axis=0)[k:]
    return kept


def with_singular_values(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    _, s, v = np.linalg.svd(x_train - mean, full_matrices=False)
    return (x_new - mean) @ v[:k].T @ np.diag(s[:k]) @ v[:k] + mean


def around_medians(x_train, x_new, k):
    middle = np.median(x_train, axis=0)
    return back(x_new, middle, np.linalg.svd(x_train - middle, full_matrices=False)[2][:k])


def left_columns(x_train, x_new, k):
    mean = x_train.mean(axis=0)
    u = np.linalg.svd(x_train - mean)[0][:, :k]
    return (x_new - mean) @ u @ u.T + mean


def svd_in_one_piece(x_train, x_new, k):
    v = np.linalg.svd(x_train - x_train.mean(axis=0))[:k]
    return x_new @ v.T @ v


def unit_rows(a):
    return a / np.linalg.norm(a, axis=1, keepdims=True)


def rows_orthonormal(a, b):
    return degrees(singular(orthonormal(a.T).T @ orthonormal(b.T)))


def angles_from_a_square(a, b):
    m = orthonormal(a).T @ orthonormal(b)
    return degrees(np.sqrt(np.clip(np.linalg.eigvalsh(m.T @ m)[::-1], 0, 1)))


def angles_with_nan_replaced(a, b):
    cosines = singular(orthonormal(a).T @ orthonormal(b)) * (1 + 1e-12)
    return np.nan_to_num(np.degrees(np.arccos(cosines)), nan=90.0)


def angles_by_projectors(a, b):
    onto_a, onto_b = a @ np.linalg.pinv(a), b @ np.linalg.pinv(b)
    squares = np.sort(np.linalg.eigvals(onto_a @ onto_b @ onto_a).real)[::-1][: min(a.shape[1], b.shape[1])]
    return degrees(np.sqrt(np.maximum(squares, 0)))


def judged_by(held_score, new_score):
    """A detector whose two parts are scored differently: each (x_train, x_held, x, k) -> scores."""

    def find(x_train, x_held, x_new, k, false_alarms):
        threshold = np.quantile(held_score(x_train, x_held, x_held, k), 1 - false_alarms)
        return new_score(x_train, x_held, x_new, k) > threshold

    return find


def usual_score(x_train, x_held, x, k):
    return squared_error(x, *fit(x_train, k))


def plainly(x):
    return x


class Tied(nn.Module):
    """The autoencoder with a word for each of its parts, so that each can be another one."""

    def __init__(
        self,
        d,
        hidden,
        k,
        *,
        relus=(F.relu, F.relu),
        code=plainly,
        end=plainly,
        cut=plainly,
        matrix=plainly,
        encoder_bias=True,
        own=True,
        out=True,
        start=None,
    ):
        super().__init__()
        self.first = nn.Linear(d, hidden, bias=encoder_bias)
        self.second = nn.Linear(hidden, k, bias=encoder_bias)
        if own:
            self.wide = nn.Parameter(torch.zeros(hidden))
        if out:
            self.out = nn.Parameter(torch.zeros(d))
        self.relus, self.code, self.end, self.cut, self.matrix = relus, code, end, cut, matrix
        if start is not None:
            nn.init.constant_(self.first.weight, start)
            nn.init.constant_(self.second.weight, start)

    def encode(self, x):
        return self.second(self.relus[0](self.first(x)))

    def decode(self, z):
        wide = self.wide if hasattr(self, "wide") else self.first.bias
        wide = self.relus[1](F.linear(z, self.matrix(self.second.weight).T, wide))
        return self.end(F.linear(wide, self.matrix(self.first.weight).T, self.out if hasattr(self, "out") else None))

    def forward(self, x):
        return self.decode(self.cut(self.code(self.encode(x))))


def tied(kind=Tied, **changed):
    return lambda d, hidden, k: kind(d, hidden, k, **changed)


class TiedByHand(nn.Module):
    """Parameters alone, the matrices the other way round, biases as rows."""

    def __init__(self, d, hidden, k):
        super().__init__()
        self.a, self.b = nn.Parameter(torch.randn(d, hidden) / d), nn.Parameter(torch.randn(hidden, k) / hidden)
        self.biases = nn.ParameterList([torch.zeros(1, n) for n in (hidden, k, hidden, d)])

    def forward(self, x):
        one, two, three, four = self.biases
        z = (x @ self.a + one).clamp(min=0) @ self.b + two
        return (z @ self.b.T + three).clamp(min=0) @ self.a.T + four


class TiedInALoop(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False))
        self.back = nn.ParameterDict({str(i): nn.Parameter(0.1 * torch.randn(n)) for i, n in enumerate(sizes[:-1])})

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x)) if layer is not self.layers[-1] else layer(x)
        for i in reversed(range(len(self.layers))):
            x = x @ self.layers[i].weight + self.back[str(i)]
            x = torch.relu(x) if i else x
        return x


class TiedInDouble(nn.Module):
    """An encoder in a row, float64, matmul and add, in eval mode."""

    def __init__(self, d, hidden, k):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(d, hidden), nn.ReLU(), nn.Linear(hidden, k))
        self.c = nn.Parameter(torch.rand(hidden))
        self.e = nn.Parameter(torch.rand(d))
        self.double().eval()

    def forward(self, x):
        wide = torch.matmul(self.encoder(x), self.encoder[2].weight).add(self.c)
        wide = torch.where(wide > 0, wide, torch.zeros_like(wide))
        return torch.einsum("nh,hd->nd", wide, self.encoder[0].weight) + self.e


class DecoderOfLinears(nn.Module):
    """Layers of the decoder that are given the encoder's matrices, transposed, before each use."""

    def __init__(self, d, hidden, k):
        super().__init__()
        self.first, self.second = nn.Linear(d, hidden), nn.Linear(hidden, k)
        self.third, self.fourth = nn.Linear(k, hidden), nn.Linear(hidden, d)
        del self.third.weight, self.fourth.weight

    def forward(self, x):
        self.third.weight, self.fourth.weight = self.second.weight.T, self.first.weight.T
        return self.fourth(self.third(self.second(self.first(x).relu())).relu())


class Untied(Tied):
    def __init__(self, d, hidden, k):
        super().__init__(d, hidden, k, own=False, out=False)
        self.third, self.fourth = nn.Linear(k, hidden), nn.Linear(hidden, d)

    def decode(self, z):
        return self.fourth(F.relu(self.third(z)))


class UntiedCopies(Untied):
    def __init__(self, d, hidden, k):
        super().__init__(d, hidden, k)
        self.third.weight = nn.Parameter(self.second.weight.T.clone())
        self.fourth.weight = nn.Parameter(self.first.weight.T.clone())


class UntiedPartly(Tied):
    def __init__(self, d, hidden, k):
        super().__init__(d, hidden, k, out=False)
        self.fourth = nn.Linear(hidden, d)

    def decode(self, z):
        return self.fourth(F.relu(F.linear(z, self.second.weight.T, self.wide)))


class TiedToATensor(Untied):
    def __init__(self, d, hidden, k):
        super().__init__(d, hidden, k)
        self.third.weight = self.second.weight.T


class BiasSubtracted(Tied):
    def decode(self, z):
        wide = F.relu((z - self.second.bias) @ self.second.weight + self.wide)
        return (wide - self.first.bias) @ self.first.weight + self.out


class OneBiasOnly(Tied):
    def decode(self, z):
        return F.relu(z @ self.second.weight) @ self.first.weight + self.out


class NoBiasUsed(Tied):
    def decode(self, z):
        return F.relu(z @ self.second.weight) @ self.first.weight


class WithResidual(Tied):
    def forward(self, x):
        return x + super().forward(x)


class CodeOnly(Tied):
    def forward(self, x):
        return self.encode(x)


class Both(Tied):
    def forward(self, x):
        z = self.encode(x)
        return z, self.decode(z)


class NothingReturned(Tied):
    def forward(self, x):
        super().forward(x)


class NoForward(nn.Module):
    def __init__(self, d, hidden, k):
        super().__init__()
        self.first, self.second = nn.Linear(d, hidden), nn.Linear(hidden, k)
        self.a, self.b = nn.Parameter(torch.zeros(hidden)), nn.Parameter(torch.zeros(d))


class NoSuper(nn.Module):
    def __init__(self, d, hidden, k):
        self.first = nn.Linear(d, hidden)


class NotTransposed(Tied):
    def decode(self, z):
        return F.linear(F.relu(F.linear(z, self.second.weight, self.wide)), self.first.weight, self.out)


class LayersCalledBack(Tied):
    def decode(self, z):
        return self.first(F.relu(self.second(z)))


class PlainTensors(nn.Module):
    def __init__(self, d, hidden, k):
        super().__init__()
        self.a, self.b = torch.randn(hidden, d), torch.randn(k, hidden)

    def forward(self, x):
        return F.relu(F.relu(x @ self.a.T) @ self.b.T @ self.b) @ self.a


class LayerAsMatrix(Tied):
    def decode(self, z):
        return F.relu(z @ self.second.T + self.wide) @ self.first.T + self.out


class Misspelt(Tied):
    def forward(self, x):
        return self.decode(self.code_of(x))


class MadeInForward(Tied):
    def decode(self, z):
        last = nn.Linear(z.shape[1], self.wide.shape[0]).to(z.dtype)
        wide = F.relu(F.linear(z, self.second.weight.T, self.wide) + last.bias)
        return F.linear(wide, self.first.weight.T, self.out)


class WithDropout(Tied):
    def encode(self, x):
        return F.dropout(super().encode(x), 0.5, self.training)


class WithNorm(Tied):
    def __init__(self, d, hidden, k):
        super().__init__(d, hidden, k)
        self.norm = nn.BatchNorm1d(hidden)

    def forward(self, x):
        return self.decode(self.second(F.relu(self.norm(self.first(x)))))


class FixedSizes(Tied):
    def __init__(self, d, hidden, k):
        super().__init__(64, 256, 8)


class FixedHidden(Tied):
    def __init__(self, d, hidden, k):
        super().__init__(d, 4, k)


def under_no_grad(x_to_x):
    def cut(x):
        with torch.no_grad():
            return x_to_x(x)

    return cut


class AllUnderNoGrad(Tied):
    def forward(self, x):
        with torch.no_grad():
            return super().forward(x)


class InNumpy(Tied):
    def forward(self, x):
        return super().forward(x).detach().numpy()


def an_object(d, hidden, k):
    return nn.Sequential


def scorer(
    rows=lambda images: images.flatten(1) / 16,
    error=lambda x, y: ((y - x) ** 2).mean(dim=1),
    ready=lambda model: model.eval(),
    grad=torch.no_grad,
    after=lambda model, mode: model.train(mode),
    seen=plainly,
    give=plainly,
):
    """Scores with one thing done differently; `seen` is what the model gets of the rows."""

    def anomaly_scores(model, images):
        mode = model.training
        ready(model)
        x = rows(images)
        with grad():
            scores = error(x, model(seen(x)))
        after(model, mode)
        return give(scores)

    return anomaly_scores


def scores_switching_off(model, images):
    torch.set_grad_enabled(False)
    return scorer()(model, images)


def scores_freezing(model, images):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return scorer()(model, images)


def scores_over_the_images(model, images):
    images //= 16
    return scorer()(model, images)


def scores_one_by_one(model, images):
    was = model.training
    model.train(False)
    scores = []
    with torch.inference_mode():
        for image in images:
            row = image.double().reshape(1, -1).div(16)
            scores.append(F.mse_loss(model(row), row).item())
    model.train(was)
    return scores


def scores_of_a_copy(model, images):
    model = copy.deepcopy(model).eval().requires_grad_(False)
    rows = images.to(torch.float32).view(len(images), -1) / 16.0
    return F.mse_loss(model(rows), rows, reduction="none").mean(-1).numpy()


@torch.no_grad()
def scores_in_numpy(model, images):
    mode = model.training
    model.eval()
    rows = images.numpy().reshape(images.shape[0], -1).astype(np.float64) / 16
    back = model(torch.from_numpy(rows)).detach().numpy()
    model.train() if mode else model.eval()
    return np.square(back - rows).mean(axis=1)


def scores_by_norms(model, images):
    mode = model.training
    model.eval()
    rows = nn.Flatten()(images).double() * 0.0625
    with torch.no_grad():
        lengths = torch.linalg.vector_norm(model(rows) - rows, dim=1)
    model.train(mode)
    return lengths**2 / rows.shape[1]


def scores_of_arrays(model, images):
    rows = images.numpy().reshape(len(images), -1) / 16
    with torch.no_grad():
        return ((model.eval()(rows) - rows) ** 2).mean(axis=1)


def scores_in_bytes(model, images):
    images /= 16
    return scorer(rows=lambda images: images.flatten(1))(model, images)


def scores_without_grad_too_late(model, images):
    mode = model.training
    model.eval()
    rows = images.flatten(1) / 16
    back = model(rows)
    with torch.no_grad():
        scores = ((back - rows) ** 2).mean(1)
    model.train(mode)
    return scores


def ready_too_late(model, images):
    rows = images.flatten(1) / 16
    with torch.no_grad():
        back = model(rows)
        model.eval()
    model.train()
    return ((back - rows) ** 2).mean(1)


def to_the_nearest(known, x):
    return np.array([np.min(np.sum((known - each) ** 2, axis=1)) for each in x])


def slips(
    known=lambda x: x[:300],
    held=lambda x: x[300:],
    score=to_the_nearest,
    level=lambda scores: np.quantile(scores, 0.95),
    judge=np.greater,
):
    """A detector of slips with one thing done differently; `held` of normal and new moments gives those of the threshold."""

    def find_slips(x_normal, x_new):
        fitted = known(x_normal)
        threshold = level(score(fitted, held(x_normal)))
        return judge(score(fitted, x_new), threshold)

    return find_slips


def flat(k, standardise=False):
    def score(known, x):
        spread = known.std(axis=0) if standardise else 1
        return squared_error(x / spread, *fit(known / spread, k))

    return score


def products(x):
    i, j = np.triu_indices(x.shape[1])
    return np.column_stack([x, x[:, i] * x[:, j]])


def flat_with_products(known, x):
    mean, spread = known.mean(axis=0), known.std(axis=0)
    return squared_error(products((x - mean) / spread), *fit(products((known - mean) / spread), 8))


def five_neighbours(known, x):
    squares = (x**2).sum(1)[:, None] - 2 * x @ known.T + (known**2).sum(1)
    return np.sort(squares, axis=1)[:, :5].mean(axis=1)


def slips_in_a_loop(x_normal, x_new):
    """The nearest neighbour within the flat sheet of four numbers, a list of bool."""
    mean, v = fit(x_normal[::2], 4)
    known, held, new = ((x - mean) @ v.T for x in (x_normal[::2], x_normal[1::2], x_new))
    usual = sorted(to_the_nearest(known, held))
    return [bool(score > usual[int(0.95 * len(usual))]) for score in to_the_nearest(known, new)]


def slips_by_an_autoencoder(x_normal, x_new):
    torch.manual_seed(0)
    mean, spread = x_normal.mean(axis=0), x_normal.std()
    cut = 3 * len(x_normal) // 4
    known, held, new = (
        torch.tensor((x - mean) / spread, dtype=torch.float32) for x in (x_normal[:cut], x_normal[cut:], x_new)
    )
    net = nn.Sequential(nn.Linear(12, 48), nn.Tanh(), nn.Linear(48, 2), nn.Linear(2, 48), nn.Tanh(), nn.Linear(48, 12))
    adam = torch.optim.Adam(net.parameters(), lr=0.02)
    for _ in range(300):
        loss = ((net(known) - known) ** 2).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
    with torch.no_grad():
        held, new = (((net(x) - x) ** 2).mean(dim=1) for x in (held, new))
    return new > torch.quantile(held, 0.95)


def from_the_mean(known, x):
    return np.sum((x - known.mean(axis=0)) ** 2, axis=1)


def mahalanobis(known, x):
    away = x - known.mean(axis=0)
    return np.sum(away @ np.linalg.inv(np.cov(known.T)) * away, axis=1)


def largest_of_a_sensor(known, x):
    return np.max(np.abs(x - known.mean(axis=0)) / known.std(axis=0), axis=1)


def slips_of_the_new(x_normal, x_new):
    scores = to_the_nearest(x_normal, x_new)
    return scores > np.quantile(scores, 0.9)


def slips_fitted_on_the_new(x_normal, x_new):
    return to_the_nearest(x_new, x_new) > np.quantile(to_the_nearest(x_normal[:300], x_normal[300:]), 0.95)


def slips_fitted_on_half_of_the_new(x_normal, x_new):
    known = np.concatenate([x_normal[:300], x_new[::2]])
    return to_the_nearest(known, x_new) > np.quantile(to_the_nearest(known, x_normal[300:]), 0.95)


def typed_threshold(x_normal, x_new):
    return to_the_nearest(x_normal, x_new) > 0.005


def changes_the_normal(x_normal, x_new):
    x_normal -= x_normal.mean(axis=0)
    return slips()(x_normal, x_new)


def centred_new_in_place(x_normal, x_new):
    x_new -= x_normal.mean(axis=0)
    return slips()(x_normal - x_normal.mean(axis=0), x_new)


RIGHT = {
    "pca_reconstruct": pca,
    "principal_angles": angles,
    "TiedAutoencoder": Tied,
    "anomaly_scores": scorer(),
    "find_anomalies": find,
    "find_slips": slips(),
}

ALSO_RIGHT = [
    ("pca_reconstruct", pca_in_a_loop, "a loop in plain Python, lists"),
    ("pca_reconstruct", pca_in_float32, "float32"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[:, ::-1][:, :k].T), "eigenvectors"),
    ("pca_reconstruct", lambda x_train, x_new, k: pca(x_train, x_new, k).tolist(), "lists"),
    ("principal_angles", angles_by_projectors, "eigenvalues of projectors"),
    ("principal_angles", angles_in_a_loop, "Gram and Schmidt, lists"),
    ("principal_angles", angles_in_float32, "float32"),
    ("principal_angles", lambda a, b: tuple(map(np.float32, angles(a, b))), "a tuple of np.float32"),
    ("find_anomalies", find_in_a_loop, "a loop in plain Python, a list of bool"),
    ("find_anomalies", find_in_float32, "float32"),
    ("find_anomalies", find_by_sums, "sums, percentile, a tuple of np.bool_"),
    ("TiedAutoencoder", TiedByHand, "parameters alone, matrices the other way round, biases as rows"),
    ("TiedAutoencoder", TiedInALoop, "lists of layers and of biases, loops"),
    ("TiedAutoencoder", TiedInDouble, "an encoder in a row, einsum, float64"),
    ("TiedAutoencoder", DecoderOfLinears, "layers of the decoder that get the matrices at each use"),
    ("anomaly_scores", scores_one_by_one, "a loop, inference_mode, a list"),
    ("anomaly_scores", scores_of_a_copy, "a copy of the model, mse_loss, float32"),
    ("anomaly_scores", scores_in_numpy, "NumPy, a decorator"),
    ("anomaly_scores", scores_by_norms, "lengths of the differences"),
    ("find_slips", slips_in_a_loop, "in the codes of PCA, a list of bool"),
    ("find_slips", slips(score=five_neighbours), "five neighbours, vectorised"),
    ("find_slips", slips(score=flat_with_products), "PCA of the products of all sensors"),
    ("find_slips", slips(level=np.max), "no false alarm among those held out"),
]

ALSO_RIGHT_PYTORCH = [
    ("pca_reconstruct", pca_in_torch, "PyTorch"),
    ("principal_angles", angles_in_torch, "PyTorch"),
    ("find_anomalies", find_in_torch, "PyTorch"),
    ("find_slips", slips_by_an_autoencoder, "an autoencoder with a bend"),
]

ALSO_RIGHT_SLOW_TO_IMPORT = [
    ("principal_angles", angles_in_scipy, "SciPy"),
    ("pca_reconstruct", pca_in_sklearn, "scikit-learn"),
    ("find_anomalies", find_with_sklearn, "scikit-learn, a list of np.bool_"),
]

MISTAKES = [
    ("pca_reconstruct", lambda t, x, k: back(x, *fit(t, k, centred=False)), "nothing is centred: without"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - t.mean(axis=0), "or subtracted once more"),
    ("pca_reconstruct", lambda t, x, k: x @ fit(t, k)[1].T @ fit(t, k)[1] + t.mean(axis=0), "were not centred before"),
    ("pca_reconstruct", lambda t, x, k: x @ fit(t, k)[1].T @ fit(t, k)[1], "the new data are not"),
    ("pca_reconstruct", lambda t, x, k: back(x, x.mean(axis=0), fit(t, k)[1]), "their own mean"),
    ("pca_reconstruct", last, "the last components"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ fit(t, k)[1].T, "this is the code; decode"),
    ("pca_reconstruct", lambda t, x, k: -(x - t.mean(axis=0)) @ fit(t, k)[1].T, "this is the code; decode"),
    ("pca_reconstruct", lambda t, x, k: pca(x, x, k), "found in the new data"),
    ("pca_reconstruct", columns, "transposed already"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k + 1), "k + 1 numbers"),
    ("pca_reconstruct", lambda t, x, k: pca(t, t, k), "these are the training data"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, 1), "use k"),
    ("pca_reconstruct", one_mean, "one mean for the whole table, or for each row"),
    ("pca_reconstruct", row_means, "the mean belongs to the columns"),
    ("pca_reconstruct", left, "the first matrix of the decomposition"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[:, :k].T), "the last components"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[:k]), "in its columns"),
    ("pca_reconstruct", with_eigenvectors(lambda values, vectors, k: vectors[-k:]), "in its columns"),
    ("pca_reconstruct", standardised, "divided by the deviations"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, 3), "nothing was cut off"),
    ("pca_reconstruct", chosen(lambda v, k: v[:k], lambda t, x: np.concatenate([t, x])), "leaked into them"),
    ("pca_reconstruct", components_not_centred, "subtracted before they are found"),
    ("pca_reconstruct", chosen(lambda v, k: v[1 : k + 1]), "the second component alone"),
    ("pca_reconstruct", first_columns, "the first k columns are kept"),
    ("pca_reconstruct", with_singular_values, "the singular values are in the result"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) + t.mean(axis=0), "added twice"),
    ("pca_reconstruct", around_medians, "the medians are subtracted"),
    ("pca_reconstruct", lambda t, x, k: ((x - t.mean(axis=0)) @ fit(t, k)[1].T, pca(t, x, k)), "two things are returned"),
    ("pca_reconstruct", chosen(lambda v, k: v[k]), "`vt[k]` is one row"),
    ("pca_reconstruct", left_columns, "rows of the third matrix, not of u"),
    ("pca_reconstruct", chosen(lambda v, k: v[1:k]), "no component is left"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - t.mean(axis=0) + x.mean(axis=0), "of the new data is added"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k) - 2 * t.mean(axis=0), "or subtracted once more"),
    ("pca_reconstruct", lambda t, x, k: back(x, *fit(t, k, centred=False)) + t.mean(axis=0), "nothing is centred: without"),
    ("pca_reconstruct", lambda t, x, k: components_not_centred(t, x, k) - t.mean(axis=0), "subtracted before they are found"),
    ("pca_reconstruct", chosen(lambda v, k: v[[0, 1, 2][k - 1 : k] if k < 3 else slice(None)]), "the component number k alone"),
    ("pca_reconstruct", chosen(lambda v, k: v[[0, 2, 1]][:k]), "the first and the last component"),
    ("pca_reconstruct", chosen(lambda v, k: v[1:] if k == 2 else v[:k]), "the second and the third"),
    ("pca_reconstruct", svd_in_one_piece, "Take them apart first"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k)[-1], "the last row alone"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k)[0], "he first row alone"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k).T, "ows and columns have changed places"),
    ("pca_reconstruct", lambda t, x, k: x - pca(t, x, k), "what is lost"),
    ("pca_reconstruct", lambda t, x, k: pca(t, x, k).squeeze(), "a single new example"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ fit(t, k)[1] + t.mean(axis=0), "here 3 meets 1"),
    ("pca_reconstruct", centred_in_place, "changes the array"),
    ("pca_reconstruct", lambda t, x, k: print(end=""), "Is the `return` missing?"),
    ("pca_reconstruct", lambda t, x, k: back(x, t.mean(axis=1, keepdims=True), fit(t, k)[1]), "the mean belongs to the columns"),
    ("pca_reconstruct", rows_centred, "one mean for the whole table, or for each row"),
    ("pca_reconstruct", lambda t, x, k: (x - t.mean(axis=0)) @ np.linalg.eigh(np.cov(t))[1], "np.cov wants x_train.T"),
    ("pca_reconstruct", mean_of_all, "leaked into them"),
    ("principal_angles", lambda a, b: degrees(singular(a.T @ b)), "were not made orthonormal"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(a.T @ b))), "a cosine lies above 1"),
    ("principal_angles", lambda a, b: degrees(singular(unit(a).T @ unit(b))), "not yet at right angles"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ b)), "only one of the two"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b)), "these are radians"),
    ("principal_angles", lambda a, b: np.cos(np.radians(angles(a, b))), "these are the cosines"),
    ("principal_angles", lambda a, b: angles(a, b)[::-1], "from the last to the first"),
    ("principal_angles", lambda a, b: degrees(orthonormal(a).T @ orthonormal(b)), "a table of 2 by 2"),
    ("principal_angles", lambda a, b: degrees(np.linalg.svd(orthonormal(a).T @ orthonormal(b))[0]), "a table of 2 by 2"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.abs(orthonormal(a).T @ orthonormal(b))), None)[:2], "between single columns; directions"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.abs(unit(a).T @ unit(b))), None)[:2], "between single columns; directions"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b)) * 180, "divide by pi"),
    ("principal_angles", lambda a, b: np.degrees(np.cos(singular(orthonormal(a).T @ orthonormal(b)))), "np.cos turns"),
    ("principal_angles", lambda a, b: np.cos(singular(orthonormal(a).T @ orthonormal(b))), "np.cos turns"),
    ("principal_angles", lambda a, b: degrees(singular(a.T @ orthonormal(b))), "all angles are 0"),
    ("principal_angles", angles_from_a_square, "between a line and a plane"),
    ("principal_angles", lambda a, b: degrees((orthonormal(a) * orthonormal(b)).sum(axis=0)), "pairs column with column"),
    ("principal_angles", lambda a, b: degrees((unit(a) * unit(b)).sum(axis=0)), "no preferred columns"),
    ("principal_angles", lambda a, b: 90 - angles(a, b), "this is arcsin"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(orthonormal(a).T @ orthonormal(b)) * (1 + 1e-12))), "Clip before arccos"),
    ("principal_angles", lambda a, b: degrees(singular((a / np.linalg.norm(a)).T @ (b / np.linalg.norm(b)))), "were not made orthonormal"),
    ("principal_angles", lambda a, b: np.radians(angles(a, b))[::-1], "these are radians"),
    ("principal_angles", lambda a, b: singular(orthonormal(a).T @ orthonormal(b))[::-1], "these are the cosines"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ orthonormal(b)) ** 2), "squares of the cosines"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.abs(np.linalg.eigvals(orthonormal(a).T @ orthonormal(b))))), "eigenvalues"),
    ("principal_angles", lambda a, b: np.degrees(singular(orthonormal(a).T @ orthonormal(b))), "turned into degrees without arccos"),
    ("principal_angles", lambda a, b: np.degrees(np.arccos(singular(np.linalg.qr(a)[1].T @ np.linalg.qr(b)[1]))), "a cosine lies above 1"),
    ("principal_angles", lambda a, b: angles(a, b)[0], "he first number alone"),
    ("principal_angles", lambda a, b: angles(a, b)[-1], "he last number alone"),
    ("principal_angles", lambda a, b: angles(a[:, :1], b[:, :1]), "only the first column of each"),
    ("principal_angles", lambda a, b: angles(a[:, : min(a.shape[1], b.shape[1])], b), "only the first column is used; all"),
    ("principal_angles", rows_orthonormal, "all angles are 0"),
    ("principal_angles", lambda a, b: angles(a - a.mean(axis=0), b - b.mean(axis=0)), "the columns were centred"),
    ("principal_angles", lambda a, b: degrees(singular(unit_rows(a).T @ unit_rows(b))), "the rows have length 1"),
    ("principal_angles", lambda a, b: np.radians(np.radians(angles(a, b))), "the other way is np.degrees"),
    ("principal_angles", lambda a, b: np.degrees(1 - np.cos(np.radians(angles(a, b)))), "1 minus the cosine"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a) @ orthonormal(b).T)), "as many as a has rows"),
    ("principal_angles", angles_with_nan_replaced, "an angle of 90 degrees"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a).T @ orthonormal(b)).clip(max=0.999999)), "two bases of the same plane came out"),
    ("principal_angles", lambda a, b: np.sort(degrees(np.linalg.eigvals(orthonormal(a).T @ orthonormal(b)).real)), "eigenvalues"),
    ("principal_angles", lambda a, b: angles(a, b).mean(), "he mean of the right numbers"),
    ("principal_angles", lambda a, b: angles(a[:, :2], np.column_stack([b, b])[:, :2]), "min(k, m)"),
    ("principal_angles", lambda a, b: degrees(singular(orthonormal(a) @ orthonormal(b))), "here 2 meets 4"),
    ("principal_angles", lambda a, b: np.linalg.qr(a).T @ b, "take them apart"),
    ("principal_angles", lambda a, b: print(end=""), "Is the `return` missing?"),
    ("principal_angles", lambda a, b: degrees(np.linalg.svd(orthonormal(a).T @ orthonormal(b))), "the singular values are the second"),
    ("principal_angles", lambda a, b: degrees(abs(np.diag(orthonormal(a).T @ orthonormal(b)))), "pairs column with column"),
    ("principal_angles", lambda a, b: degrees((a * b).sum() / np.linalg.norm(a) / np.linalg.norm(b)), "two long vectors"),
    ("find_anomalies", detector(threshold_on="train"), "comes from the training data"),
    ("find_anomalies", detector(level=np.quantile), "wrong end"),
    ("find_anomalies", detector(threshold_on="new"), "comes from the new data"),
    ("find_anomalies", detector(level=lambda e, _: e.max()), "no new example is called"),
    ("find_anomalies", detector(level=lambda e, _: e.mean()), "judged as if they were new"),
    ("find_anomalies", lambda *a: ~find(*a), "it is turned round"),
    ("find_anomalies", detector(fitted_on="held"), "for the threshold alone"),
    ("find_anomalies", detector(centred=False), "PCA was not centred"),
    ("find_anomalies", detector(threshold_on="both"), "mixes training and held-out"),
    ("find_anomalies", detector(score=lambda x, m, v: (((x - m) @ v.T) ** 2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) - x).mean(axis=1)), "positive and negative ones cancel"),
    ("find_anomalies", detector(score=lambda x, m, v: np.abs(back(x, m, v) - x).mean(axis=1)), "absolute errors"),
    ("find_anomalies", detector(score=lambda x, m, v: np.sqrt(squared_error(x, m, v))), "the root of"),
    ("find_anomalies", detector(score=lambda x, m, v: ((back(x, m, v) - x) ** 2).max(axis=1)), "the largest squared error"),
    ("find_anomalies", detector(score=lambda x, m, v: ((back(x, m, v) - x) ** 2).mean(axis=0)), "axis=1"),
    ("find_anomalies", detector(level=lambda e, _: np.percentile(e, 95)), "1 is called an anomaly"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 1 - f / 2)), "the threshold is too high."),
    ("find_anomalies", detector(level=lambda e, f: e.mean() * (1 - f)), "the threshold is too low."),
    ("find_anomalies", detector(level=lambda e, f: np.percentile(e, 1 - f)), "np.percentile, which counts"),
    ("find_anomalies", detector(level=lambda e, _: np.median(e)), "8 are called anomalies"),
    ("find_anomalies", detector(level=lambda e, f: f), "the share itself for the threshold"),
    ("find_anomalies", detector(level=lambda e, f: 1 - f), "the threshold is too low."),
    ("find_anomalies", each_fitted_on_itself, "fitted on the new data"),
    ("find_anomalies", new_fitted_on_itself, "fitted on the new data"),
    ("find_anomalies", detector(fitted_on="both"), "for the threshold alone"),
    ("find_anomalies", lambda t, h, x, k, f: find(t, h, x, 1, f), "k = 2 is judged as"),
    ("find_anomalies", lambda t, h, x, k, f: find(t, h, x, 2, f), "k = 1 is judged as"),
    ("find_anomalies", detector(level=lambda e, _: np.quantile(e, 0.75)), "seems to be always 0.25"),
    ("find_anomalies", judged_by(lambda t, h, x, k: usual_score(h, h, t, k), usual_score), "have changed places"),
    ("find_anomalies", lambda t, h, x, k, f: ((pca(t, x, k) - t) ** 2).mean(axis=1) > 1, "from its own reconstruction"),
    ("find_anomalies", lambda *a: [bool(find(*a)[0])], "this is one answer"),
    ("find_anomalies", judged_by(lambda t, h, x, k: squared_error(x, *fit(x, k)), usual_score), "a PCA of their own"),
    ("find_anomalies", judged_by(lambda t, h, x, k: usual_score(h, h, t, k), lambda t, h, x, k: usual_score(h, h, x, k)), "the other way round"),
    ("find_anomalies", detector(score=lambda x, m, v: ((x - m) ** 2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) ** 2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (x**2).mean(axis=1)), "the score is the size of the code"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) - x).mean(axis=1) ** 2), "positive and negative ones cancel"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 1 - f, method="higher")), "of 16 other held-out"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 1 - f, method="lower")), "as with a threshold too low"),
    ("find_anomalies", detector(level=lambda e, _: e.mean() + e.std()), "the threshold is too high."),
    ("find_anomalies", detector(level=lambda e, f: (1 - f) * e.max()), "of 16 other held-out"),
    ("find_anomalies", judged_by(usual_score, lambda t, h, x, k: np.sqrt(usual_score(t, h, x, k))), "of two kinds, a mean and a sum, or a square"),
    ("find_anomalies", detector(level=lambda e, f: e[0]), "from one held-out example alone"),
    ("find_anomalies", judged_by(lambda t, h, x, k: 4 * usual_score(t, h, x, k), usual_score), "a mean and a sum"),
    ("find_anomalies", lambda *a: (find(*a), 0.5), "which is no single array"),
    ("find_anomalies", lambda *a: ["yes" if alarm else "no" for alarm in find(*a)], "these are words"),
    ("find_anomalies", detector(level=lambda e, f: np.quantile(e, 100 * (1 - f))), "shares from 0 to 1"),
    ("find_anomalies", detector(judge=np.greater_equal), "exactly at the threshold"),
    ("find_anomalies", lambda *a: np.flatnonzero(find(*a)), "only the anomalies are there"),
    ("find_anomalies", lambda t, h, x, k, f: x[find(t, h, x, k, f)], "only the anomalies are there"),
    ("find_anomalies", detector(judge=lambda scores, _: scores), "these are scores"),
    ("find_anomalies", lambda *a: find(*a).astype(int), "must be True or False"),
    ("find_anomalies", lambda *a: find(*a).any(), "this is one answer"),
    ("find_anomalies", lambda t, h, x, k, f: find(t, h, h, k, f), "these are the held-out examples"),
    ("find_anomalies", detector(judge=lambda scores, threshold: [True for s in scores if s > threshold]), "only the anomalies are there"),
    ("find_anomalies", detector(judge=lambda scores, threshold: bool(scores > threshold)), "an array has one for each element"),
    ("find_anomalies", adds_the_mean_in_place, "changes the array"),
    ("find_anomalies", lambda *a: print(end=""), "Is the `return` missing?"),
    ("find_anomalies", judged_by(usual_score, lambda t, h, x, k: 4 * usual_score(t, h, x, k)), "of two kinds, a mean and a sum, or a square"),
    ("find_anomalies", judged_by(usual_score, lambda t, h, x, k: np.sqrt(4 * usual_score(t, h, x, k))), "of two kinds, a mean and a sum, or a square"),
    ("find_anomalies", detector(judge=lambda scores, threshold: scores[scores > threshold]), "only the anomalies are there"),
    ("find_anomalies", detector(judge=lambda scores, threshold: np.where(scores > threshold)), "only the anomalies are there"),
    ("find_anomalies", detector(score=lambda x, m, v: (back(x, m, v) - x**2).mean(axis=1)), "the difference is squared, and not"),
    ("find_anomalies", judged_by(*[lambda t, h, x, k: squared_error(t, *fit(x, k))] * 2), "one answer for each training example"),
    ("find_anomalies", lambda t, h, x, k, f: usual_score(t, h, x, k) > usual_score(t, h, h, k), "the threshold is one number"),
    ("TiedAutoencoder", Untied, "there are four matrices"),
    ("TiedAutoencoder", UntiedCopies, "there are four matrices"),
    ("TiedAutoencoder", UntiedPartly, "There should be two matrices"),
    ("TiedAutoencoder", TiedToATensor, "takes the place of a parameter only"),
    ("TiedAutoencoder", tied(relus=(plainly, F.relu)), "behind the encoder's first layer is missing"),
    ("TiedAutoencoder", tied(relus=(F.relu, plainly)), "ReLU in the decoder"),
    ("TiedAutoencoder", tied(relus=(plainly, plainly)), "both ReLUs are missing"),
    ("TiedAutoencoder", tied(relus=(torch.tanh, torch.tanh)), "in place of the two ReLUs"),
    ("TiedAutoencoder", tied(relus=(torch.sigmoid, torch.sigmoid)), "in place of the two ReLUs"),
    ("TiedAutoencoder", tied(code=F.relu), "the code goes through a ReLU"),
    ("TiedAutoencoder", tied(end=F.relu), "the result goes through a ReLU"),
    ("TiedAutoencoder", tied(end=torch.sigmoid), "the result goes through a sigmoid"),
    ("TiedAutoencoder", tied(matrix=torch.detach), "through the encoder alone"),
    ("TiedAutoencoder", tied(matrix=lambda w: w.data), "through the encoder alone"),
    ("TiedAutoencoder", tied(matrix=lambda w: torch.tensor(w.tolist(), dtype=w.dtype)), "through the encoder alone"),
    ("TiedAutoencoder", tied(cut=torch.detach), "its code is cut off"),
    ("TiedAutoencoder", AllUnderNoGrad, "at all"),
    ("TiedAutoencoder", InNumpy, "or NumPy in `forward`"),
    ("TiedAutoencoder", tied(own=False), "share the bias of the 4 hidden numbers"),
    ("TiedAutoencoder", tied(out=False, own=False), "the decoder has no biases"),
    ("TiedAutoencoder", tied(out=False), "There should be four biases"),
    ("TiedAutoencoder", tied(encoder_bias=False), "the encoder has no biases"),
    ("TiedAutoencoder", tied(start=0.0), "begins with the same number"),
    ("TiedAutoencoder", tied(start=0.1), "begins with the same number"),
    ("TiedAutoencoder", BiasSubtracted, "subtracts the encoder's biases"),
    ("TiedAutoencoder", OneBiasOnly, "only one of the decoder's biases"),
    ("TiedAutoencoder", NoBiasUsed, "biases of the decoder are not added"),
    ("TiedAutoencoder", WithResidual, "the input is added"),
    ("TiedAutoencoder", CodeOnly, "this is the code"),
    ("TiedAutoencoder", Both, "gives several things"),
    ("TiedAutoencoder", NothingReturned, "missing in `forward`"),
    ("TiedAutoencoder", NoForward, "no method `forward`"),
    ("TiedAutoencoder", NoSuper, "super().__init__()"),
    ("TiedAutoencoder", NotTransposed, "a matrix meets a row of another length"),
    ("TiedAutoencoder", LayersCalledBack, "a matrix meets a row of another length"),
    ("TiedAutoencoder", PlainTensors, "finds no parameters"),
    ("TiedAutoencoder", LayerAsMatrix, "a layer is no tensor"),
    ("TiedAutoencoder", Misspelt, "has not put on self"),
    ("TiedAutoencoder", MadeInForward, "made by chance in `forward`"),
    ("TiedAutoencoder", WithDropout, "leave dropout"),
    ("TiedAutoencoder", WithNorm, "There should be four biases"),
    ("TiedAutoencoder", FixedSizes, "Is a size fixed"),
    ("TiedAutoencoder", FixedHidden, "Is a size fixed"),
    ("TiedAutoencoder", an_object, "a class that extends nn.Module"),
    ("TiedAutoencoder", lambda d, hidden, k: None, "gives None"),
    ("anomaly_scores", scorer(error=lambda x, y: ((y - x) ** 2).mean(dim=0)), "one error for each pixel"),
    ("anomaly_scores", scorer(error=lambda x, y: ((y - x) ** 2).mean()), "one number for all images"),
    ("anomaly_scores", scorer(error=lambda x, y: F.mse_loss(y, x)), "one number for all images"),
    ("anomaly_scores", scorer(error=lambda x, y: F.mse_loss(y, x, reduction="none")), "one number for each pixel of each image"),
    ("anomaly_scores", scorer(error=lambda x, y: ((y - x) ** 2).sum(dim=1)), "the squares are summed"),
    ("anomaly_scores", scorer(error=lambda x, y: ((y - x) ** 2).mean(dim=1).sqrt()), "root of the mean square"),
    ("anomaly_scores", scorer(error=lambda x, y: (y - x).abs().mean(dim=1)), "absolute differences"),
    ("anomaly_scores", scorer(error=lambda x, y: (y - x).mean(dim=1)), "averaged before they are squared"),
    ("anomaly_scores", scorer(error=lambda x, y: (y - x).mean(dim=1) ** 2), "averaged before they are squared"),
    ("anomaly_scores", scorer(error=lambda x, y: ((y - x) ** 2).amax(dim=1)), "the largest squared error"),
    ("anomaly_scores", scorer(error=lambda x, y: (y**2).mean(dim=1)), "mean square of the reconstruction"),
    ("anomaly_scores", scorer(error=lambda x, y: (x**2).mean(dim=1)), "mean square of the reconstruction"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1).float()), "are not divided by 16"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1) / 255), "divided by 255"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1).float(), seen=lambda x: x / 16), "have two rulers"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1).double(), seen=lambda x: x / 16), "have two rulers"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1).double() / 16, seen=lambda x: 16 * x), "have two rulers"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1) / images.flatten(1).amax(1, keepdim=True)), "its own largest value"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1) / images.max()), "its own largest value"),
    ("anomaly_scores", scores_of_arrays, "takes tensors"),
    ("anomaly_scores", scorer(rows=lambda images: images.mT.flatten(1) / 16), "transposed before"),
    ("anomaly_scores", scorer(rows=lambda images: images / 16), "lay each image in one row"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten() / 16), "lay each image in one row"),
    ("anomaly_scores", scorer(rows=lambda images: images.flatten(1)), "reach the model as bytes"),
    ("anomaly_scores", scorer(rows=lambda images: images / 16, seen=lambda x: x.flatten(1)), "with height and width do not fit"),
    ("anomaly_scores", scores_in_bytes, "cannot hold digits after the point"),
    ("anomaly_scores", scorer(ready=plainly), "model.eval() is missing"),
    ("anomaly_scores", ready_too_late, "or comes too late"),
    ("anomaly_scores", scorer(grad=torch.enable_grad), "still holds the whole graph"),
    ("anomaly_scores", scorer(grad=torch.enable_grad, give=torch.detach), "time and memory for nothing"),
    ("anomaly_scores", scores_without_grad_too_late, "time and memory for nothing"),
    ("anomaly_scores", scorer(after=lambda model, mode: None), "is in eval mode now"),
    ("anomaly_scores", scorer(after=lambda model, mode: model.train()), "came in eval mode"),
    ("anomaly_scores", scores_switching_off, "for nobody"),
    ("anomaly_scores", scores_freezing, "can no longer be trained"),
    ("anomaly_scores", scores_over_the_images, "written over, in place"),
    ("anomaly_scores", scorer(give=lambda scores: None), "Is the `return` missing?"),
    ("anomaly_scores", scorer(give=lambda scores: scores - scores.mean()), "is subtracted from the scores"),
    ("anomaly_scores", scorer(give=lambda scores: scores / scores.mean()), "is subtracted from the scores"),
    ("find_slips", slips(score=flat(2)), "too few slips are found"),
    ("find_slips", slips(score=flat(4)), "too few slips are found"),
    ("find_slips", slips(score=flat(8)), "PCA has no eye"),
    ("find_slips", slips(score=from_the_mean), "too few slips are found"),
    ("find_slips", slips(score=mahalanobis), "too few slips are found"),
    ("find_slips", slips(score=largest_of_a_sensor), "too few slips are found"),
    ("find_slips", slips(known=plainly, held=plainly), "nearly every normal moment"),
    ("find_slips", slips(level=lambda scores: np.quantile(scores, 0.05)), "nearly every normal moment"),
    ("find_slips", slips(level=lambda scores: np.quantile(scores, 0.7)), "too many false alarms"),
    ("find_slips", slips(judge=np.less), "nearly every normal moment"),
    ("find_slips", slips(judge=np.less, level=np.median), "Is the answer turned round"),
    ("find_slips", slips(level=lambda scores: 20 * np.max(scores)), "is the threshold too high"),
    ("find_slips", slips_of_the_new, "the threshold comes from the new moments"),
    ("find_slips", slips_fitted_on_the_new, "know the new moments already"),
    ("find_slips", slips_fitted_on_half_of_the_new, "too few slips"),
    ("find_slips", typed_threshold, "Is a number typed in"),
    ("find_slips", slips(judge=lambda scores, threshold: scores), "Are these scores"),
    ("find_slips", slips(judge=lambda scores, threshold: (scores > threshold).astype(int)), "must be True or False"),
    ("find_slips", slips(judge=lambda scores, threshold: np.flatnonzero(scores > threshold)), "return True or False for each of the 600"),
    ("find_slips", slips(judge=lambda scores, threshold: (scores > threshold).any()), "one answer for all 600"),
    ("find_slips", slips(score=lambda known, x: np.mean((x - known.mean(0)) ** 2, axis=0)), "one answer for each of the 12 sensors"),
    ("find_slips", slips(judge=lambda scores, threshold: ["slip" if s > threshold else "fine" for s in scores]), "these are words"),
    ("find_slips", lambda x_normal, x_new: np.zeros(len(x_new), bool), "no moment is called a slip"),
    ("find_slips", lambda x_normal, x_new: np.ones(len(x_new), bool), "nearly every normal moment"),
    ("find_slips", changes_the_normal, "changes the array it was given, x_normal"),
    ("find_slips", centred_new_in_place, "changes the array it was given, x_new"),
    ("find_slips", lambda x_normal, x_new: print(end=""), "Is the `return` missing?"),
    ("find_slips", lambda x_normal, x_new: ((x_new - x_normal) ** 2).mean(axis=1) > 1, "slip"),
]  # fmt: skip
