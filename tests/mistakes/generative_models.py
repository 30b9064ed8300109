"""Exercise 13: right answers, and the typical mistakes with a part of the hint that each must get."""

import itertools
import math

import numpy as np
import torch
from torch.nn import functional as F

# ---- task 1: a draw


def draw(mu, log_var, noise):
    return mu[:, None] + torch.exp(log_var / 2)[:, None] * noise


def draw_in_a_loop(mu, log_var, noise):
    codes = []
    for m, v, draws in zip(mu, log_var, noise, strict=True):
        codes.append(torch.stack([m + (v.exp() ** 0.5) * e for e in draws]))
    return torch.stack(codes)


def draw_by_einsum(mu, log_var, noise):
    return torch.einsum("nk,nrk->nrk", torch.exp(log_var / 2), noise) + mu.unsqueeze(1).expand_as(noise)


def draw_by_distributions(mu, log_var, noise):
    normal = torch.distributions.Normal
    shares = normal(0.0, 1.0).cdf(noise.transpose(0, 1))
    return normal(mu, (log_var / 2).exp()).icdf(shares).transpose(0, 1)


def of_draws(part):
    """An answer for mean, log variance and noise of one shape, told to make room for the draws."""
    return lambda mu, log_var, noise: part(mu[:, None].expand_as(noise), log_var[:, None].expand_as(noise), noise)


def draw_own_noise(mu, log_var, noise):
    return draw(mu, log_var, torch.randn_like(noise))


def draw_in_place(mu, log_var, noise):
    noise *= torch.exp(log_var / 2)[:, None]
    return mu[:, None] + noise


def draw_without_gradients(mu, log_var, noise):
    with torch.no_grad():
        return draw(mu, log_var, noise)


def as_many_draws_as_images(mu, log_var, noise):
    return torch.stack([mu + torch.exp(log_var / 2) * noise[:, r] for r in range(len(mu))], dim=1)


# ---- task 2: the KL


def each(mu, log_var, tau):
    return 0.5 * ((mu**2 + log_var.exp()) / tau**2 - 1 - log_var + 2 * np.log(tau))


def kl(mu, log_var, tau):
    return each(mu, log_var, tau).sum(dim=1).mean()


def kl_in_a_loop(mu, log_var, tau):
    total = 0
    for row, variances in zip(mu, log_var, strict=True):
        for m, v in zip(row, variances, strict=True):
            ratio = torch.exp(v) / tau**2
            total = total + (m**2 / tau**2 + ratio - 1 - torch.log(ratio)) / 2
    return total / len(mu)


def kl_in_units_of_tau(mu, log_var, tau):
    mu, log_var = mu / tau, log_var - 2 * float(np.log(tau))
    return 0.5 * (mu**2 + log_var.exp() - 1 - log_var).sum(dim=1).mean()


def kl_of_normals(scale=lambda log_var: torch.exp(log_var / 2), of_tau=lambda tau: tau):
    normal = torch.distributions.Normal

    def answer(mu, log_var, tau):
        drawn_from = normal(torch.zeros_like(mu), torch.full_like(mu, of_tau(tau)))
        return torch.distributions.kl_divergence(normal(mu, scale(log_var)), drawn_from).sum(1).mean()

    return answer


def of_each(part):
    """The KL of each number by another formula, summed and averaged as it should be."""
    return lambda mu, log_var, tau: part(mu, log_var, tau).sum(1).mean()


def price(
    square=lambda mu: mu**2, spread=torch.exp, one=1.0, log=lambda log_var: log_var, of_tau=lambda tau: 2 * np.log(tau)
):
    """The KL of each number of which parts are replaced."""
    return of_each(
        lambda mu, log_var, tau: (
            0.5 * ((square(mu) + spread(log_var)) / tau**2 - one - log(log_var) + of_tau(tau))
        )
    )  # fmt: skip


def kl_of_signs(one, of_log, of_mu, of_sigma):
    """The KL with other signs of its four terms; the right ones are -1, -1, 1, 1."""
    return of_each(
        lambda mu, v, tau: (
            0.5 * (one + of_log * (v - 2 * np.log(tau)) + (of_mu * mu**2 + of_sigma * v.exp()) / tau**2)
        )
    )  # fmt: skip


def kl_of_numpy(mu, log_var, tau):
    variance = torch.tensor(np.exp(log_var.detach().numpy()))
    return 0.5 * ((mu**2 + variance) / tau**2 - 1 - log_var + 2 * np.log(tau)).sum(dim=1).mean()


# ---- task 3: the discriminator's loss


def smooth(scores, label=0.9):
    """The cross-entropy of scores whose label is no whole number."""
    return label * F.softplus(-scores) + (1 - label) * F.softplus(scores)


def loss(generator, discriminator, real, noise):
    made = discriminator(generator(noise).detach())
    real = discriminator(real)
    return -(0.9 * F.logsigmoid(real) + 0.1 * F.logsigmoid(-real)).mean() - F.logsigmoid(-made).mean()


def loss_by_labels(generator, discriminator, real, noise):
    with torch.no_grad():
        made = generator(noise)
    on_real, on_made = discriminator(real), discriminator(made)
    bce = F.binary_cross_entropy_with_logits
    return bce(on_real, torch.full_like(on_real, 0.9)) + bce(on_made, torch.zeros_like(on_made))


def loss_in_a_loop(generator, discriminator, real, noise):
    made = generator(noise).detach()
    on_real = sum(smooth(discriminator(x)) for x in real) / len(real)
    on_made = sum(F.softplus(discriminator(x)) for x in made) / len(made)
    return (on_real + on_made).squeeze()


def loss_together(generator, discriminator, real, noise):
    n = len(real)
    scores = discriminator(torch.cat([real, generator(noise).detach()]))
    return (F.softplus(scores[:n]) - 0.9 * scores[:n]).mean() + F.softplus(scores[n:]).mean()


def loss_of_float32(generator, discriminator, real, noise):
    made = generator(noise).detach()
    real_terms = torch.cat([smooth(discriminator(x[None])).float() for x in real])
    return real_terms.mean() + torch.stack([F.softplus(discriminator(x)).float() for x in made]).mean()


def of_scores(combine, cut=True):
    """A loss of the scores of real and made points."""

    def answer(generator, discriminator, real, noise):
        made = generator(noise)
        return combine(discriminator(real), discriminator(made.detach() if cut else made))

    return answer


def one_mean(generator, discriminator, real, noise):
    scores = discriminator(torch.cat([real, generator(noise).detach()]))
    labels = torch.cat([torch.full((len(real), 1), 0.9).double(), torch.zeros(len(noise), 1).double()])
    return F.binary_cross_entropy_with_logits(scores, labels)


def labels_of_float32(generator, discriminator, real, noise):
    scores = discriminator(real)
    return F.binary_cross_entropy_with_logits(scores, torch.ones(len(real)))


def loss_frozen(generator, discriminator, real, noise):
    generator.requires_grad_(False)
    return loss(generator, discriminator, real, noise)


def loss_that_clears(generator, discriminator, real, noise):
    value = loss(generator, discriminator, real, noise)
    generator.weight.data.zero_()
    return value


def noise_is_a_point(generator, discriminator, real, noise):
    return smooth(discriminator(real)).mean() - F.logsigmoid(-discriminator(noise)).mean()


def both_losses(generator, discriminator, real, noise):
    made = generator(noise)
    return loss(generator, discriminator, real, noise), -F.logsigmoid(discriminator(made)).mean()


def loss_and_backward(generator, discriminator, real, noise):
    value = loss(generator, discriminator, real, noise)
    value.backward()
    return value


def loss_as_number(generator, discriminator, real, noise):
    return loss(generator, discriminator, real, noise).item()


# ---- task 4: noising


def kept_of(betas):
    return torch.cat([torch.ones(1, dtype=betas.dtype), torch.cumprod(1 - betas, 0)])


def noised(x, t, betas, noise):
    a = kept_of(betas)[t][:, None]
    return a.sqrt() * x + (1 - a).sqrt() * noise


def noised_in_a_loop(x, t, betas, noise):
    rows = []
    for row, steps, of in zip(x, t, noise, strict=True):
        kept = 1.0
        for beta in betas[: int(steps)]:
            kept = kept * (1 - float(beta))
        rows.append([kept**0.5 * float(a) + (1 - kept) ** 0.5 * float(e) for a, e in zip(row, of, strict=True)])
    return rows


def noised_by_einsum(x, t, betas, noise):
    kept = torch.stack([torch.prod(1 - betas[:s]) for s in t])
    return torch.einsum("n,nd->nd", torch.sqrt(kept), x) + torch.einsum("n,nd->nd", torch.sqrt(1 - kept), noise)


def noised_in_numpy(x, t, betas, noise):
    a = np.append(1, np.cumprod(1 - np.asarray(betas)))[np.asarray(t)].reshape(-1, 1)
    return np.sqrt(a) * np.asarray(x) + np.sqrt(1 - a) * np.asarray(noise)


def noised_by_logarithms(x, t, betas, noise):
    log_kept = torch.cumsum(F.pad(torch.log1p(-betas), (1, 0)), 0).index_select(0, t)
    return (torch.exp(log_kept / 2) * x.T + torch.sqrt(-torch.expm1(log_kept)) * noise.T).T


def noised_by_factors(signal, rest, look=lambda kept, t: kept[t][:, None], share=kept_of):
    def answer(x, t, betas, noise):
        a = look(share(betas), t)
        return signal(a) * x + rest(a) * noise

    return answer


def root(a):
    return a.sqrt()


def rest(a):
    return (1 - a).sqrt()


def with_one(shares):
    return torch.cat([torch.ones(1, dtype=shares.dtype), shares])


def noised_wrapping_round(x, t, betas, noise):
    a = torch.cumprod(1 - betas, 0)[t - 1][:, None]
    return a.sqrt() * x + (1 - a).sqrt() * noise


def noised_by_last_beta(x, t, betas, noise):
    return kept_of(betas)[t][:, None].sqrt() * x + betas[t - 1][:, None].sqrt() * noise


def noised_step_by_step(x, t, betas, noise):
    rows = []
    for row, steps, of in zip(x, t, noise, strict=True):
        for beta in betas[: int(steps)]:
            row = (1 - beta).sqrt() * row + beta.sqrt() * of
        rows.append(row)
    return torch.stack(rows)


def noised_unless_zero(x, t, betas, noise):
    return noised(x, t.clamp(min=1), betas, noise)


def noised_in_place(x, t, betas, noise):
    a = kept_of(betas)[t][:, None]
    x *= a.sqrt()
    return x + rest(a) * noise


# ---- task 5: the sampler


def sampler(
    times=lambda steps: range(steps, 0, -1),
    when=lambda t, steps: t / steps,
    alpha=lambda kept, t: kept[t] / kept[t - 1],
    back=lambda x, guess, a, k: (x - (1 - a) / (1 - k).sqrt() * guess) / a.sqrt(),
    scale=lambda a, kept, t: (1 - a).sqrt(),
    noisy=lambda t, steps: t > 1,
    which=lambda t: t,
    rows=lambda x, column: torch.cat([x, column], dim=1),
    steps=lambda kept: len(kept) - 1,
    last=lambda x, path: x,
    grad=False,
):
    """A sampler of which parts are replaced."""

    def sample(model, x, kept, noise):
        total, path = steps(kept), [x]
        with torch.set_grad_enabled(grad):
            for t in times(total):
                guess = model(rows(x, torch.full((len(x), 1), when(t, total), dtype=x.dtype)))
                a = alpha(kept, t)
                x = back(x, guess, a, kept[t])
                if noisy(t, total):
                    x = x + scale(a, kept, t) * noise[which(t)]
                path.append(x)
        return last(x, path)

    return sample


@torch.no_grad()
def sample_by_while(model, x, kept, noise):
    t, betas = len(kept) - 1, 1 - kept[1:] / kept[:-1]
    steps = t
    while t > 0:
        guess = model(torch.hstack([x, x.new_full((len(x), 1), t / steps)]))
        b = betas[t - 1]
        x = (x - b * guess / torch.sqrt(1 - kept[t])) / torch.sqrt(1 - b) + (t > 1) * b**0.5 * noise[t]
        t -= 1
    return x


def sample_in_lists(model, x, kept, noise):
    with torch.inference_mode():
        for t in reversed(range(1, len(kept))):
            a = float(kept[t] / kept[t - 1])
            rows = [torch.cat([row, torch.tensor([t / (len(kept) - 1)], dtype=row.dtype)]) for row in x]
            guess = model(torch.stack(rows))
            x = (x - (1 - a) / (1 - float(kept[t])) ** 0.5 * guess) / a**0.5
            x = x + ((1 - a) ** 0.5 if t != 1 else 0) * noise[t]
        return x.tolist()


def sample_detached(model, x, kept, noise):
    with torch.no_grad():
        steps = len(kept) - 1
        for t in list(range(1, steps + 1))[::-1]:
            a = torch.divide(kept[t], kept[t - 1])
            column = torch.ones(len(x), 1).double() * t / steps
            x = x - torch.multiply(model(torch.column_stack([x, column])), (1 - a) / (1 - kept[t]) ** 0.5)
            x = x / a**0.5
            x = x if t == 1 else x + noise[t] * (1 - a) ** 0.5
    return x.numpy()


def point_by_point(model, x, kept, noise):
    return torch.stack([sampler()(model, x[[i]], kept, noise[:, [i]])[0] for i in range(len(x))])


def with_kept_before(model, x, kept, noise):
    before = torch.cat([kept[:1], kept[:-1]])
    for t in range(len(kept) - 1, 0, -1):
        a = kept[t] / kept[t - 1]
        with torch.no_grad():
            guess = model(torch.cat([x, torch.full((len(x), 1), t / (len(kept) - 1), dtype=x.dtype)], dim=1))
        x = (x - (1 - a) / (1 - before[t]).sqrt() * guess) / a.sqrt()
        x = x + (1 - a).sqrt() * noise[t] if t > 1 else x
    return x


def sample_in_place(model, x, kept, noise):
    x.copy_(sampler()(model, x, kept, noise))
    return x


def sample_for_good(model, x, kept, noise):
    torch.set_grad_enabled(False)
    return sampler(grad=False)(model, x, kept, noise)


def sample_and_cut_each(model, x, kept, noise):
    return sampler(grad=True)(lambda rows: model(rows).detach(), x, kept, noise)


def sample_frozen(model, x, kept, noise):
    model.requires_grad_(False)
    return sampler()(model, x, kept, noise)


def sample_without_column(model, x, kept, noise):
    with torch.no_grad():
        return model(x)


def sample_two_arguments(model, x, kept, noise):
    with torch.no_grad():
        return model(x, len(kept) - 1)


def sample_own_noise(model, x, kept, noise):
    return sampler()(model, x, kept, torch.randn_like(noise))


def sampler_of_weights(model, x, kept, noise):
    """Reads a layer, and does not ask the network."""
    first = next(layer for layer in model.modules() if hasattr(layer, "weight"))
    return sampler()(lambda rows: rows @ first.weight.T + first.bias, x, kept, noise)


def first_step_only(model, x, kept, noise):
    return sampler(times=lambda steps: [steps], noisy=lambda t, steps: True)(model, x, kept, noise)


# ---- task 6: a score


def near(points, others):
    return np.sqrt(((points[:, None] - others) ** 2).sum(axis=2)).min(axis=1)


def gap(a, b):
    both = np.sort(np.concatenate([a, b]))
    below = [np.searchsorted(np.sort(x), both, side="right") / len(x) for x in (a, b)]
    return np.abs(below[0] - below[1]).max()


def gaps(samples, known):
    half = len(known) // 2
    one, other, made = known[:half], known[half:], samples[:half]
    return gap(near(made, other), near(one, other)), gap(near(other, made), near(other, one))


def score(samples, known):
    return -max(gaps(samples, known))


def score_of_medians(samples, known):
    """Logarithms of quantiles in place of shares."""
    half = len(known) // 2
    one, other, made = known[:half], known[half:], samples[:half]
    shares = np.linspace(0.1, 0.95, 18)
    pairs = [(near(made, other), near(one, other)), (near(other, made), near(other, one))]
    return -sum(np.abs(np.log(np.quantile(a, shares) / np.quantile(b, shares))).sum() for a, b in pairs)


def score_in_torch(samples, known):
    samples, known = torch.tensor(samples), torch.tensor(known)
    half = len(known) // 2
    one, other, made = known[:half], known[half:], samples[:half]
    total = 0.0
    for a, b in (
        (torch.cdist(made, other).min(1).values, torch.cdist(one, other).min(1).values),
        (torch.cdist(other, made).min(1).values, torch.cdist(other, one).min(1).values),
    ):
        for share in (0.2, 0.5, 0.8, 0.9, 0.95):
            total = total + (a < b.quantile(share)).double().sub(share).abs()
    return -(total.mean())


def score_of_shares(samples, known):
    """Three questions: copied, near, covered; as an array of one number without an axis."""
    half = len(known) // 2
    one, other, made = known[:half], known[half:], samples[:half]
    honest, there, back = near(one, other), near(made, other), near(other, made)
    bad = np.mean(there < np.quantile(honest, 0.2)) - 0.2
    far = np.mean(there > np.quantile(honest, 0.8)) - 0.2
    lost = np.mean(back > np.quantile(near(other, one), 0.8)) - 0.2
    return np.array(-max(bad, far, lost))


def means_both_ways(samples, known):
    one, other, made = known[::2], known[1::2], samples[1::2]
    there = near(made, other).mean() - near(one, other).mean()
    back = near(other, made).mean() - near(other, one).mean()
    return -abs(there) - abs(back)


def to_the_next(points):
    """From each point to its neighbour among the same points."""
    square = ((points[:, None] - points) ** 2).sum(axis=2) + 1e9 * np.eye(len(points))
    return np.sqrt(square.min(axis=1))


def means_leaving_one_out(samples, known):
    honest = to_the_next(known).mean()
    return -abs(near(samples, known).mean() - honest) - abs(near(known, samples).mean() - honest)


def score_of_neighbours(samples, known):
    """Whether the nearest of all points is of the same kind; among honest samples, half of the time."""
    points, made = np.concatenate([samples, known]), np.arange(1200) < 600
    square = ((points[:, None] - points) ** 2).sum(axis=2) + 1e9 * np.eye(1200)
    return -abs(np.mean(made[square.argmin(axis=1)] == made) - 0.5)


def one_way(one, other, size=abs, middle=np.mean):
    """Asks how near samples are to some known points, compared with the others, and never the other way round."""
    return lambda samples, known: -size(middle(near(samples, known[one])) - middle(near(known[other], known[one])))


def one_way_in_torch(samples, known):
    samples, known = torch.tensor(samples), torch.tensor(known)
    near_samples = torch.cdist(samples, known[:300]).min(dim=1).values.mean()
    return -(near_samples - torch.cdist(known[300:], known[:300]).min(dim=1).values.mean()).abs()


def medians_and_plain_back(samples, known, half=slice(300, None), rest=slice(300)):
    there = np.median(near(samples, known[half])) - np.median(near(known[rest], known[half]))
    return -abs(there) - np.median(near(known, samples))


def log_density(points, samples):
    square = ((points[:, None] - samples) ** 2).sum(axis=2)
    width = 0.05 * samples.std()
    return float(np.log(np.exp(-square / (2 * width**2)).mean(axis=1) + 1e-300).mean())


def variety(samples, known):
    """How far each sample is from its neighbour."""
    square = ((samples[:, None] - samples) ** 2).sum(axis=2) + 1e9 * np.eye(len(samples))
    return np.sqrt(square.min(axis=1)).mean()


def variety_as_known(samples, known):
    """Asks the samples among themselves, and never where they lie."""
    return -abs(np.log(variety(samples, known) / variety(known, samples)))


def half_from_half(samples, known):
    half = len(known) // 2
    return -gap(near(samples[half:], samples[:half]), near(known[half:], known[:half]))


def moments(samples, known):
    return -np.abs(samples.mean(0) - known.mean(0)).sum() - np.abs(np.cov(samples.T) - np.cov(known.T)).sum()


def score_without_order(samples, known):
    """Shares below a distance, looked up in numbers that are not sorted."""

    def odd(a, b):
        both = np.sort(np.concatenate([a, b]))
        return np.abs(np.searchsorted(a, both) - np.searchsorted(b, both)).max() / len(a)

    half = len(known) // 2
    one, other, made = known[:half], known[half:], samples[:half]
    return -max(odd(near(made, other), near(one, other)), odd(near(other, made), near(other, one)))


def centred_in_place(samples, known):
    samples -= known.mean(axis=0)
    return score(samples, known - known.mean(axis=0))


RIGHT = {
    "draw_code": draw,
    "kl_loss": kl,
    "discriminator_loss": loss,
    "noised": noised,
    "sample": sampler(),
    "honest_score": score,
}

ALSO_RIGHT = [
    ("draw_code", of_draws(lambda mu, log_var, noise: torch.addcmul(mu, log_var.exp().sqrt(), noise)), "root of the variance, addcmul"),
    ("draw_code", of_draws(lambda mu, log_var, noise: noise * np.e ** (0.5 * log_var) + mu), "a power of e"),
    ("draw_code", draw_in_a_loop, "loops, stacked"),
    ("draw_code", draw_by_einsum, "einsum, expand"),
    ("draw_code", draw_by_distributions, "through PyTorch's distributions"),
    ("kl_loss", kl_in_a_loop, "loops in plain Python"),
    ("kl_loss", kl_of_normals(), "kl_divergence of PyTorch"),
    ("kl_loss", kl_in_units_of_tau, "the lesson's, in units of tau"),
    ("kl_loss", lambda mu, log_var, tau: -0.5 * torch.mean(torch.sum(1 + log_var - np.log(tau**2) - (mu / tau).pow(2) - log_var.exp() / tau**2, 1)), "with its minus"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).sum() / mu.shape[0], "the sum by the number of examples"),
    ("discriminator_loss", loss_by_labels, "labels, no_grad around the generator"),
    ("discriminator_loss", loss_in_a_loop, "loops, softplus"),
    ("discriminator_loss", loss_together, "all points in one table"),
    ("discriminator_loss", loss_of_float32, "every score by itself, float32"),
    ("noised", noised_in_a_loop, "loops in plain Python, lists"),
    ("noised", noised_by_einsum, "products, einsum"),
    ("noised", noised_in_numpy, "NumPy"),
    ("noised", noised_by_logarithms, "sums of logarithms, transposed"),
    ("sample", sample_by_while, "while, betas, a decorator"),
    ("sample", sample_in_lists, "inference_mode, rows one by one, lists"),
    ("sample", point_by_point, "one point after the other"),
    ("sample", sample_detached, "column_stack, an array"),
    ("honest_score", score_of_medians, "quantiles and logarithms"),
    ("honest_score", lambda samples, known: float(-sum(gaps(samples, known))), "the sum of both gaps"),
    ("honest_score", score_of_shares, "three shares, an array of one number"),
    ("honest_score", means_both_ways, "means, even and odd places"),
    ("honest_score", means_leaving_one_out, "means, each point left out in turn"),
    ("honest_score", score_of_neighbours, "of which kind the nearest point is"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("honest_score", score_in_torch, "PyTorch, a tensor of one number"),
]

MISTAKES = [
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + log_var.exp() * noise), "multiplied by the variance"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + log_var * noise), "by log_var itself"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + noise), "the noise is not scaled"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu), "the noise is left out"),
    ("draw_code", of_draws(lambda mu, log_var, noise: torch.exp(log_var / 2) * noise), "mu is left out"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + torch.exp(log_var) / 2 * noise), "exponent that is halved"),
    ("draw_code", of_draws(lambda mu, log_var, noise: torch.exp(log_var / 2) * (mu + noise)), "mu is scaled as well"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu - torch.exp(log_var / 2) * noise), "the noise is subtracted"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + torch.exp(-log_var / 2) * noise), "has the wrong sign"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu * torch.exp(log_var / 2) * noise), "mu is multiplied"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + torch.exp(log_var / 2).sqrt() * noise), "taken twice"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + torch.exp(2 * log_var) * noise), "halved, not doubled"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + torch.sqrt(log_var) * noise), "there is nan"),
    ("draw_code", of_draws(lambda mu, log_var, noise: noise + torch.exp(log_var / 2) * mu), "in each other's place"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + torch.exp(mu / 2) * noise), "mu stands in the exponent"),
    ("draw_code", of_draws(lambda mu, log_var, noise: mu + log_var**2 * noise), "log_var is squared"),
    ("draw_code", lambda mu, log_var, noise: mu + torch.exp(log_var / 2) * noise, "each *draw* gets its own mean"),
    ("draw_code", lambda mu, log_var, noise: mu[:, None] + torch.exp(log_var / 2) * noise, "both need [:, None]"),
    ("draw_code", lambda mu, log_var, noise: mu + torch.exp(log_var / 2)[:, None] * noise, "both need [:, None]"),
    ("draw_code", as_many_draws_as_images, "must have shape (2, 3, 3)"),
    ("draw_code", draw_own_noise, "noise of your own is drawn"),
    (
        "draw_code",
        of_draws(lambda mu, log_var, noise: torch.normal(mu, torch.exp(log_var / 2))),
        "noise of your own is drawn",
    ),
    ("draw_code", draw_in_place, "changes the array it was given, noise"),
    ("draw_code", lambda mu, log_var, noise: draw(mu, log_var.detach(), noise), "no slope comes to log_var"),
    ("draw_code", lambda mu, log_var, noise: draw(mu.data, log_var, noise), "no slope comes to mu"),
    ("draw_code", draw_without_gradients, "no slope comes through"),
    ("draw_code", lambda mu, log_var, noise: torch.tensor(draw(mu, log_var, noise).tolist()), "no slope comes through"),
    ("draw_code", lambda mu, log_var, noise: draw(mu, log_var, noise).tolist(), "no slope comes through"),
    ("draw_code", lambda mu, log_var, noise: list(draw(mu, log_var, noise)), "torch.stack makes one tensor"),
    (
        "draw_code",
        lambda mu, log_var, noise: mu[:, None] + torch.tensor(np.exp(log_var.numpy() / 2))[:, None] * noise,
        "no slope comes through NumPy",
    ),
    ("draw_code", lambda mu, log_var, noise: draw(mu, log_var, noise).mean(), "must have shape (3, 3, 4)"),
    ("draw_code", lambda mu, log_var, noise: print(end=""), "Is the `return` missing?"),
    ("kl_loss", lambda mu, log_var, tau: -kl(mu, log_var, tau), "this is the misprint"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var, 1.0), "tau is not used"),
    ("kl_loss", lambda mu, log_var: kl(mu, log_var, 1.0), "takes three things"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).sum(), "the examples are summed"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).mean(), "the mean goes over the numbers of the code"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).sum(0).mean(), "it is the other way round"),
    ("kl_loss", lambda mu, log_var, tau: 2 * kl(mu, log_var, tau), "the factor 1/2 is missing"),
    ("kl_loss", price(spread=lambda log_var: log_var), "log_var stands where"),
    ("kl_loss", price(spread=lambda v: v, log=lambda v: torch.log(v.abs())), "log_var stands where"),
    ("kl_loss", price(spread=lambda log_var: torch.exp(log_var / 2)), "the standard deviation stands"),
    ("kl_loss", price(one=0.0), "the 1 is missing"),
    ("kl_loss", price(one=-1.0), "the 1 is missing"),
    ("kl_loss", price(square=lambda mu: mu), "mu is not squared"),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (mu / tau + v.exp() / tau**2 - 1 - v + 2 * np.log(tau))),
        "mu is not squared",
    ),
    ("kl_loss", price(log=lambda log_var: -log_var), "variance has the wrong sign"),
    ("kl_loss", price(log=lambda log_var: 0), "the logarithm of the variance is missing"),
    ("kl_loss", price(log=lambda log_var: log_var / 2), "*is* the logarithm"),
    ("kl_loss", lambda mu, log_var, tau: price(one=0.0)(mu, log_var, tau) - 0.5, "subtracted once, from the sum"),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (1 + v - np.log(tau**2) + (mu**2 - v.exp()) / tau**2)),
        "not all signs have been changed",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (1 + v - np.log(tau**2) + (v.exp() - mu**2) / tau**2)),
        "not all signs have been changed",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (1 - v + np.log(tau**2) + (mu**2 - v.exp()) / tau**2)),
        "not all signs have been changed",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (1 + v - np.log(tau**2) + (mu**2 + v.exp()) / tau**2)),
        "not all signs have been changed",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) / tau**2 - 1 + v - np.log(tau**2))),
        "not all signs have been changed",
    ),
    ("kl_loss", price(square=lambda mu: 0), "mu^2 is missing"),
    ("kl_loss", price(spread=lambda log_var: log_var**2), "not its square"),
    ("kl_loss", price(spread=lambda v: v**2, log=lambda v: torch.log(v**2)), "not its square"),
    ("kl_loss", price(spread=lambda log_var: log_var.exp() ** 2), "is the variance already; it is squared"),
    ("kl_loss", price(spread=lambda v: v.exp() ** 2, log=lambda v: 2 * v), "or e^log_var is squared once more"),
    *[
        ("kl_loss", kl_of_signs(*signs), "not all signs have been changed")
        for signs in itertools.product((1, -1), repeat=4)
        if signs not in {(1, 1, -1, -1), (-1, -1, 1, 1), (1, -1, 1, 1)}  # the misprint; right; the 1 alone
    ],
    ("kl_loss", price(spread=lambda v: torch.exp(v / 2), log=lambda v: v / 2), "the standard deviation stands"),
    (
        "kl_loss",
        price(spread=lambda v: torch.exp(v / 2), log=lambda v: v / 2, of_tau=np.log),
        "the standard deviation stands",
    ),
    ("kl_loss", price(log=lambda v: v / 2, of_tau=np.log), "*is* the logarithm"),
    (
        "kl_loss",
        lambda mu, v, tau: 0.5 * (((mu**2 + v.exp()) / tau**2 - v).sum(1) - 1 + 2 * np.log(tau)).mean(),
        "count once in each code",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) / (2 * tau) - 1 - v + np.log(2 * tau))),
        "2 tau stands where tau^2",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) / (2 * tau) - 1 - v + 2 * np.log(tau))),
        "2 tau stands where tau^2",
    ),
    ("kl_loss", price(of_tau=lambda tau: np.log(2 * tau)), "2 tau stands where tau^2"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var, 1.0) / tau**2, "the lesson's KL divided by tau^2"),
    ("kl_loss", lambda mu, log_var, tau: (-kl(mu, log_var, tau)).clamp(min=0), "cut off, by clamp"),
    ("kl_loss", of_each(lambda mu, log_var, tau: (-each(mu, log_var, tau)).clamp(min=0)), "cut off, by clamp"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var, tau)[None], "must have no axis (one number)"),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: (mu**2 + v.exp()) / tau**2 - 1 - math.log(v.exp() / tau**2)),
        "torch.log takes tensors",
    ),
    ("kl_loss", kl_of_numpy, "lacks the part of sigma^2"),
    ("kl_loss", price(spread=lambda log_var: log_var.exp().detach()), "lacks the part of sigma^2"),
    ("kl_loss", price(log=lambda log_var: log_var.detach()), "lacks the part of the logarithm"),
    ("kl_loss", price(spread=lambda log_var: log_var, log=torch.log), "a logarithm or a root taken of log_var"),
    ("kl_loss", lambda mu, log_var, tau: (each(mu, log_var, tau) + 0.5).sum() - 0.5, "once from the sum of everything"),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) / tau - 1 - v + 2 * np.log(tau))),
        "tau stands where its square",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) / tau - 1 - v + np.log(tau))),
        "tau stands where its square",
    ),
    ("kl_loss", kl_of_normals(of_tau=lambda tau: tau**2), "tau is squared twice"),
    ("kl_loss", kl_of_normals(scale=torch.exp), "a variance stands where PyTorch's Normal"),
    ("kl_loss", price(of_tau=lambda tau: 0), "the logarithm of tau is missing"),
    ("kl_loss", price(of_tau=lambda tau: -2 * np.log(tau)), "the logarithm of tau has the wrong sign"),
    ("kl_loss", price(of_tau=np.log), "twice that of tau"),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (mu**2 + v.exp() / tau**2 - 1 - v + 2 * np.log(tau))),
        "mu^2 is not divided",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * (mu**2 / tau**2 + v.exp() - 1 - v + 2 * np.log(tau))),
        "sigma^2 is not divided",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) * tau**2 - 1 - v + 2 * np.log(tau))),
        "multiplies by tau^2",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) * tau**2 - 1 - v - 2 * np.log(tau))),
        "multiplies by tau^2",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + v.exp()) / tau**2 - 1 - v / tau**2)),
        "log_var is divided by tau^2",
    ),
    (
        "kl_loss",
        of_each(lambda mu, v, tau: 0.5 * ((mu**2 + tau**2) / v.exp() - 1 + v - 2 * np.log(tau))),
        "the KL the other way round",
    ),
    (
        "kl_loss",
        lambda mu, log_var, tau: price(of_tau=lambda tau: 0)(mu, log_var, tau) + np.log(tau),
        "added once, to the sum",
    ),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var, 1.7), "tau is typed in"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var, torch.exp(torch.log(tau))), "tau is a plain number"),
    ("kl_loss", lambda mu, log_var, tau: torch.tensor(5.0), "none of the usual slips"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).sum(1), "one number for each example"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).mean(0), "one number for each number of the code"),
    ("kl_loss", each, "one number for each number of each code"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var, tau).item(), "it is no tensor"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu.detach(), log_var.detach(), tau), "no slope comes through"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu.detach(), log_var, tau), "no slope comes to mu"),
    ("kl_loss", lambda mu, log_var, tau: kl(mu, log_var.detach(), tau), "no slope comes to log_var"),
    ("kl_loss", lambda mu, log_var, tau: each(mu, log_var, tau).sum() / 3, "is typed in"),
    ("kl_loss", lambda mu, log_var, tau: print(end=""), "Is the `return` missing?"),
    (
        "discriminator_loss",
        of_scores(lambda r, m: F.softplus(r).mean() + smooth(m).mean()),
        "in each other's place",
    ),
    ("discriminator_loss", of_scores(lambda r, m: smooth(r).mean()), "only the real points"),
    ("discriminator_loss", of_scores(lambda r, m: F.softplus(m).mean()), "only the made points"),
    ("discriminator_loss", of_scores(lambda r, m: F.softplus(-m).mean(), cut=False), "this is the generator's loss"),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r).mean() + F.softplus(-m).mean()),
        "both terms call for the same",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r.sigmoid()).mean() + F.softplus(m.sigmoid()).mean()),
        "here it is done twice",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: -(0.9 * torch.log(r) + 0.1 * torch.log(1 - r)).mean() - torch.log(1 - m).mean()),
        "there is nan",
    ),
    (
        "discriminator_loss",
        of_scores(
            lambda r, m: (
                -(0.9 * torch.log(r.abs()) + 0.1 * torch.log((1 - r).abs())).mean() - torch.log((1 - m).abs()).mean()
            )
        ),
        "the sigmoid is missing",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: (smooth(r).mean() + F.softplus(m).mean()) / 2),
        "this is half of it",
    ),
    ("discriminator_loss", one_mean, "one mean is taken over all"),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r).sum() + F.softplus(m).sum()),
        "the logarithms are summed",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: -smooth(r).mean() - F.softplus(m).mean()),
        "the sign is turned round",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: -(0.9 * r.sigmoid() + 0.1 * (1 - r.sigmoid())).mean() - (1 - m.sigmoid()).mean()),
        "without their logarithm",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: ((0.9 - r.sigmoid()) ** 2).mean() + (m.sigmoid() ** 2).mean()),
        "squared errors",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r).mean() - F.softplus(m).mean()),
        "the two are subtracted",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r).mean() + F.softplus(m).mean(), cut=False),
        "its slopes reach the generator",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r).mean() + F.softplus(m.detach()).mean()),
        "do not come to the discriminator: its scores",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r.detach()).mean() + F.softplus(m).mean()),
        "the slopes of the real points",
    ),
    ("discriminator_loss", loss_as_number, "no slope comes to the discriminator"),
    (
        "discriminator_loss",
        of_scores(
            lambda r, m: (
                -(0.9 * torch.log(r.sigmoid()) + 0.1 * torch.log(1 - r.sigmoid())).mean()
                - torch.log(1 - m.sigmoid()).mean()
            )
        ),
        "infinity or nan",
    ),
    (
        "discriminator_loss",
        of_scores(
            lambda r, m: (
                -(0.9 * torch.log(r.sigmoid() + 1e-8) + 0.1 * torch.log(1 - r.sigmoid() + 1e-8)).mean()
                - torch.log(1 - m.sigmoid() + 1e-8).mean()
            )
        ),
        "cuts the loss off",
    ),
    (
        "discriminator_loss",
        of_scores(
            lambda r, m: (
                F.binary_cross_entropy(r.sigmoid().clamp(1e-7, 1 - 1e-7), torch.full_like(r, 0.9))
                + F.binary_cross_entropy(m.sigmoid().clamp(1e-7, 1 - 1e-7), torch.zeros_like(m))
            )
        ),
        "cuts the loss off",
    ),
    ("discriminator_loss", of_scores(lambda r, m: F.softplus(-r).mean() + F.softplus(m).mean()), "asked for is 0.9"),
    (
        "discriminator_loss",
        of_scores(lambda r, m: 0.9 * F.softplus(-r).mean() + F.softplus(m).mean()),
        "0.1 log(1 - D) is missing",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r).mean() + smooth(m, 0.1).mean()),
        "the made points are smoothed as well",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: smooth(r, 0.1).mean() + F.softplus(m).mean()),
        "0.9 and 0.1 have changed places",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: F.cross_entropy(r, torch.full_like(r, 0.9)) + F.cross_entropy(m, torch.zeros_like(m))),
        "Yes or no is asked",
    ),
    (
        "discriminator_loss",
        of_scores(lambda r, m: F.binary_cross_entropy_with_logits(r, 0.9) + F.softplus(m).mean()),
        "the labels are a plain number",
    ),
    ("discriminator_loss", loss_and_backward, "whoever trains calls backward"),
    ("discriminator_loss", of_scores(lambda r, m: smooth(r) + F.softplus(m)), "must match the size"),
    ("discriminator_loss", of_scores(lambda r, m: smooth(r)), "must have no axis"),
    (
        "discriminator_loss",
        of_scores(
            lambda r, m: F.binary_cross_entropy(r, torch.ones_like(r)) + F.binary_cross_entropy(m, torch.zeros_like(m))
        ),
        "wants probabilities, and these are scores",
    ),
    ("discriminator_loss", labels_of_float32, "different shapes"),
    ("discriminator_loss", of_scores(lambda r, m: m.mean() - r.mean()), "these are the scores themselves"),
    (
        "discriminator_loss",
        lambda g, d, real, noise: loss(g, d, real, torch.randn_like(noise)),
        "noise of your own is drawn",
    ),
    ("discriminator_loss", noise_is_a_point, "the discriminator gets points"),
    ("discriminator_loss", loss_frozen, "a layer is left frozen"),
    ("discriminator_loss", loss_that_clears, "changes a tensor"),
    ("discriminator_loss", both_losses, "alone: a tensor of one number"),
    ("discriminator_loss", lambda *_: print(end=""), "Is the `return` missing?"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept[t]), "each *column* gets its own t"),
    ("noised", noised_by_factors(lambda a: a, lambda a: 1 - a), "the roots are missing"),
    ("noised", noised_by_factors(root, lambda a: 1 - a), "the root of the noise's share"),
    ("noised", noised_by_factors(lambda a: a, rest), "the root of the data's share"),
    ("noised", noised_by_factors(root, lambda a: 1 - a.sqrt()), "it is the root of 1 minus"),
    ("noised", noised_by_factors(rest, root), "each other's factor"),
    ("noised", noised_by_factors(root, lambda a: 1), "the noise is not scaled"),
    ("noised", noised_by_factors(root, lambda a: 0), "the noise is missing"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept[t - 1][:, None]), "t is off by one"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept[1:][t.clamp(max=3)][:, None]), "t is off by one"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept.cumprod(0)[t][:, None]), "multiplied up twice"),
    ("noised", noised_by_factors(root, lambda a: -rest(a)), "the noise is subtracted"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept[t[0]]), "the t of the first one"),
    ("noised", noised_by_factors(lambda a: 1, rest), "x is not scaled"),
    ("noised", noised_by_factors(root, lambda a: root(a) * rest(a)), "multiplied by both roots"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept[-1]), "the largest t"),
    (
        "noised",
        lambda x, t, betas, noise: root(kept_of(betas)[t])[:, None] * x + rest(kept_of(betas)[t]) * noise,
        "both need [:, None]",
    ),
    (
        "noised",
        lambda x, t, betas, noise: root(kept_of(betas)[t]) * x + rest(kept_of(betas)[t])[:, None] * noise,
        "both need [:, None]",
    ),
    ("noised", lambda x, t, betas, noise: noised(x, t, betas, torch.randn_like(x)), "noise of your own is drawn"),
    (
        "noised",
        noised_by_factors(
            root, rest, lambda kept, t: kept[t][:, None] ** t[:, None], share=lambda betas: with_one(1 - betas)
        ),
        "the last step is done t times",
    ),
    ("noised", noised_unless_zero, "a point with t = 0 gets noise"),
    ("noised", noised_wrapping_round, "looks up [-1]"),
    ("noised", noised_by_last_beta, "the last step's beta alone"),
    ("noised", noised_step_by_step, "each step adds the same noise"),
    ("noised", noised_by_factors(lambda a: a, lambda a: (1 - a**2).sqrt()), "not of its square"),
    ("noised", noised_in_place, "changes the array it was given, x"),
    ("noised", lambda x, t, betas, noise: noised(x, int(t), betas, noise), "one number of steps for each point"),
    ("noised", noised_by_factors(root, rest, lambda kept, t: kept[t + 1][:, None]), "a place that it has not"),
    ("noised", lambda x, t, betas, noise: noised(x, t, betas, noise).T, "rows and columns have changed places"),
    ("noised", lambda x, t, betas, noise: print(end=""), "Is the `return` missing?"),
    (
        "noised",
        noised_by_factors(root, rest, share=lambda betas: with_one(torch.cumprod(betas, 0))),
        "the betas are multiplied up",
    ),
    (
        "noised",
        noised_by_factors(root, rest, share=lambda betas: with_one(1 - torch.cumsum(betas, 0)).clamp(min=0)),
        "the betas are added up",
    ),
    ("noised", noised_by_factors(root, rest, share=lambda betas: with_one(1 - betas)), "only the last of the t steps"),
    (
        "noised",
        noised_by_factors(root, rest, share=lambda betas: torch.cumprod(1 - betas, 0)),
        "a place that it has not",
    ),
    ("noised", noised_by_factors(root, rest, share=lambda betas: 1 - betas), "a place that it has not"),
    ("sample", sampler(noisy=lambda t, steps: True), "the last step adds noise"),
    ("sample", sampler(noisy=lambda t, steps: False), "no step adds noise"),
    ("sample", sampler(noisy=lambda t, steps: t < steps), "the first step, from T on, adds no noise"),
    ("sample", sampler(alpha=lambda kept, t: kept[t]), "alpha_t is kept[t] / kept[t - 1]"),
    ("sample", sampler(times=lambda steps: range(1, steps + 1)), "the steps go from 1 to T"),
    ("sample", sampler(when=lambda t, steps: t), "the last column is t"),
    ("sample", sampler(when=lambda t, steps: (t - 1) / steps), "belongs to another t"),
    ("sample", sampler(when=lambda t, steps: t / (steps + 1)), "belongs to another t"),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: x - (1 - a) / (1 - k).sqrt() * guess),
        "division by the root of alpha_t is missing",
    ),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: (x - (1 - a) / (1 - k).sqrt() * guess) / a),
        "divided by alpha_t; take its root",
    ),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: (x - (1 - a) / (1 - k) * guess) / a.sqrt()),
        "divided by 1 - kept[t]; take its root",
    ),
    ("sample", sampler(back=lambda x, guess, a, k: (x - guess) / a.sqrt()), "the guess is subtracted whole"),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: (x + (1 - a) / (1 - k).sqrt() * guess) / a.sqrt()),
        "the guess is added",
    ),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: x - (1 - a) / (1 - k).sqrt() * guess / a.sqrt()),
        "it stands before the whole bracket",
    ),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: (x - (1 - a).sqrt() * guess) / a.sqrt()),
        "the root of 1 - alpha_t; it",
    ),
    ("sample", sampler(when=lambda t, steps: t // steps), "belongs to another t"),
    ("sample", sampler(times=lambda steps: range(steps, -1, -1)), "no step from t = 0"),
    ("sample", sample_and_cut_each, "if only for a moment"),
    ("sample", sampler(scale=lambda a, kept, t: 1 - a), "multiplied by 1 - alpha_t"),
    ("sample", sampler(scale=lambda a, kept, t: (1 - kept[t]).sqrt()), "the root of 1 - kept[t]; it is"),
    ("sample", sampler(scale=lambda a, kept, t: a.sqrt()), "by the root of alpha_t; it is"),
    ("sample", sampler(alpha=lambda kept, t: 1 - kept[t] / kept[t - 1]), "yours is 1 minus alpha_t"),
    ("sample", with_kept_before, "divided by 0: kept[0] is 1"),
    ("sample", sampler(scale=lambda a, kept, t: 1), "the noise is not scaled"),
    (
        "sample",
        sampler(scale=lambda a, kept, t: ((1 - a) * (1 - kept[t - 1]) / (1 - kept[t])).sqrt()),
        "the noise of the lesson",
    ),
    ("sample", sampler(which=lambda t: t - 1), "the noise of another step"),
    ("sample", sampler(which=lambda t: -t), "the noise of another step"),
    ("sample", sampler(which=lambda t: 0), "the noise of another step"),
    ("sample", sampler(when=lambda t, steps: (steps - t) / steps), "belongs to another t"),
    (
        "sample",
        sampler(back=lambda x, guess, a, k: (x - (1 - k).sqrt() * guess) / k.sqrt()),
        "the jump to the data at once",
    ),
    ("sample", sampler(alpha=lambda kept, t: kept[t - 1] / kept[t]), "is below 1"),
    ("sample", sample_own_noise, "noise of your own is drawn"),
    ("sample", lambda model, x, kept, noise: x, "as they came in"),
    ("sample", sampler(times=lambda steps: range(steps, 1, -1)), "from t = 1 on, is missing"),
    ("sample", sampler(times=lambda steps: range(steps - 1, 0, -1)), "from T on, is missing"),
    ("sample", first_step_only, "Does the `return` stand inside the loop"),
    ("sample", sampler(rows=lambda x, column: torch.cat([column, x], dim=1)), "stands first"),
    ("sample", sampler(last=lambda x, path: path), "the whole path"),
    ("sample", sampler(last=lambda x, path: torch.stack(path)), "must have shape (3, 2)"),
    ("sample", sampler(grad=True), "gradients are recorded"),
    ("sample", sample_in_place, "changes a tensor"),
    ("sample", sample_for_good, "in the whole notebook"),
    ("sample", sample_frozen, "left frozen"),
    ("sample", sampler_of_weights, "none of the usual slips"),
    ("sample", sampler(steps=lambda kept: 4), "a place that it has not"),
    ("sample", sampler(when=lambda t, steps: t / 4), "the number of steps is typed in"),
    ("sample", sample_without_column, "rows of another length"),
    ("sample", sampler(rows=lambda x, column: torch.cat([x, column])), "along dim=1"),
    ("sample", sample_two_arguments, "the network takes one table"),
    ("sample", lambda *_: print(end=""), "Is the `return` missing?"),
    ("honest_score", lambda samples, known: -near(samples, known).mean(), "copier gets"),
    ("honest_score", lambda samples, known: -near(known, samples).mean(), "copier gets"),
    ("honest_score", lambda samples, known: log_density(known, samples), "copier gets"),
    ("honest_score", lambda samples, known: -gaps(samples, known)[0], "collapsed gets"),
    ("honest_score", one_way(slice(300), slice(300, None)), "Ask the other way round, too"),
    ("honest_score", one_way(slice(300, None), slice(300)), "Ask the other way round, too"),
    ("honest_score", one_way(slice(0, None, 2), slice(1, None, 2)), "Ask the other way round, too"),
    ("honest_score", one_way(slice(1, None, 2), slice(0, None, 2)), "Ask the other way round, too"),
    ("honest_score", one_way(slice(400), slice(400, None)), "Ask the other way round, too"),
    ("honest_score", one_way(slice(300), slice(300, None), middle=np.median), "Ask the other way round, too"),
    ("honest_score", one_way(slice(300, None), slice(300), middle=np.median), "Ask the other way round, too"),
    ("honest_score", one_way(slice(300), slice(300, None), size=np.square), "Ask the other way round, too"),
    ("honest_score", one_way_in_torch, "Ask the other way round, too"),
    (
        "honest_score",
        lambda samples, known: -abs(near(samples, known).mean() - to_the_next(known).mean()),
        "Ask the other way round, too",
    ),
    ("honest_score", one_way(slice(300), slice(300, None), size=float), "is an abs missing"),
    ("honest_score", one_way(slice(300, None), slice(300), size=float, middle=np.median), "is an abs missing"),
    ("honest_score", medians_and_plain_back, "copier gets"),
    (
        "honest_score",
        lambda samples, known: medians_and_plain_back(samples, known, slice(300), slice(300, None)),
        "copier gets",
    ),
    ("honest_score", lambda samples, known: -abs(samples - known).mean(), "both come in no order"),
    ("honest_score", lambda samples, known: np.linalg.norm(samples - known, axis=1).mean(), "both come in no order"),
    ("honest_score", lambda samples, known: np.corrcoef(samples[:, 0], known[:, 0])[0, 1], "both come in no order"),
    ("honest_score", lambda samples, known: near(samples, known).mean(), "half gets"),
    ("honest_score", lambda samples, known: samples.std(), "copier gets"),
    ("honest_score", variety, "haze gets"),
    ("honest_score", moments, "gets"),
    ("honest_score", lambda samples, known: -abs(samples.std() - known.std()), "the right mean and spread"),
    ("honest_score", lambda samples, known: -score(samples, known), "Is the sign turned round"),
    ("honest_score", lambda samples, known: 1.0, "the same score"),
    ("honest_score", lambda samples, known: near(samples, known), "one number for all samples"),
    ("honest_score", lambda samples, known: bool(near(samples, known).mean() > 0.1), "True or False"),
    ("honest_score", lambda samples, known: np.log(near(samples, samples)).mean(), "nan or infinity"),
    ("honest_score", score_without_order, "collapsed gets"),
    ("honest_score", variety_as_known, "the distances among its points are the right ones"),
    ("honest_score", half_from_half, "the distances among its points are the right ones"),
    ("honest_score", lambda samples, known: score(samples * [1, 0], known * [1, 0]), "along *both* axes"),
    ("honest_score", lambda samples, known: score(samples * [0, 1], known * [0, 1]), "along *both* axes"),
    ("honest_score", lambda samples, known: score(samples[:60], known[:60]), "copier gets"),
    ("honest_score", centred_in_place, "changes the array it was given, samples"),
    ("honest_score", lambda samples, known: print(end=""), "Is the `return` missing?"),
]
