"""Checks of exercise 13: a draw with slopes, the KL, a discriminator's loss, noising, sampling, a score for generators."""

import numpy as np

from dl_course.checks.autograd import CHANGES, gradient, loss_and_gradients, watched
from dl_course.checks.judging import (
    as_array,
    compare,
    error_means,
    first_that_fails,
    is_bool,
    known,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)

_OWN_NOISE = "a second call with the same numbers gives something else: noise of your own is drawn. Take the noise that is given."

_MU = np.array([[0.6, -1.3, 2.2, 0.3], [1.7, 0.4, -0.9, 1.2], [-0.7, 1.9, 0.8, -1.4]])
_LOG_VAR = np.array([[1.2, -0.7, 0.3, -1.1], [-1.6, 0.8, 2.1, 0.4], [0.9, -0.2, -1.3, 1.5]])
_NOISE, _BACK = np.random.default_rng(13).normal(size=(2, 3, 3, 4)).round(1)  # as many draws as pictures

_OF_TENSORS = {
    "does not require grad|has no attribute 'backward'": "the numbers may be right, but no slope comes through: the result is cut off from what it was made of. Stay with PyTorch's "
    "functions on the whole way, without .detach(), .data, .item(), torch.tensor(...), NumPy or no_grad.",
    r"Can't call numpy\(\)": "this leaves PyTorch, and no slope comes through NumPy. torch.exp, torch.sqrt and the like do the same.",
    "Mismatch in shape: grad_output|upstream": "the result has another shape than asked for. Which axes are summed away?",
    r"size of tensor a \(\d+\) must match": "the shapes do not fit. mu and log_var have one row for each image, noise has several: [:, None] makes room for the draws.",
    "normal expects (?:all elements of )?std": "torch.normal draws anew, and through its draw comes no slope. Take the noise that is given.",
}


def check_draw_code(draw_code) -> None:
    """Task 1: `draw_code(mu, log_var, noise)` with mu and log_var (n, k), noise (n, r, k) gives a tensor (n, r, k)."""
    import torch

    with task(1, "a draw that lets slopes through"), error_means(_OF_TENSORS):
        given = [torch.tensor(each) for each in (_MU, _LOG_VAR, _NOISE)]
        codes = unchanged(draw_code, *given, names=("mu", "log_var", "noise"))
        require(
            codes is None or same(codes, draw_code(*given)),
            _OWN_NOISE,
        )
        require(
            not isinstance(codes, (list, tuple)) or not any(hasattr(type(each), "detach") for each in codes),
            "this is a list of tensors; torch.stack makes one tensor of them, and lets slopes through.",
        )
        compare(
            codes,
            KNOWN["draw_code"],
            hints=[
                "the noise is multiplied by the variance; it is to be multiplied by the standard deviation, its root.",
                "the noise is multiplied by log_var itself. Its exponential is the variance.",
                "the noise is not scaled: this is mu + noise.",
                "the noise is left out: this is mu alone.",
                "mu is left out.",
                "e^log_var is divided by 2; it is the exponent that is halved: its root is asked for.",
                "mu is scaled as well: only the noise is.",
                "the noise is subtracted; add it.",
                "the exponent has the wrong sign: this divides by the standard deviation.",
                "mu is multiplied; it is added.",
                "the root of e^log_var is taken twice, or the exponent divided by 4.",
                "the noise is multiplied by e^(2 log_var); log_var is to be halved, not doubled.",
                "mu and noise are in each other's place: it is the noise that is scaled.",
                "mu stands in the exponent; the standard deviation is made of log_var alone.",
                "each *draw* gets its own mean and variance; they belong to the images, the first axis of noise. [:, None] makes room for the draws.",
                "some go along the images, some along the draws: mu and log_var both need [:, None].",
                "log_var is squared; its exponential is the variance.",
            ],
            what="draw_code of three images, three draws and four numbers",
            besides=lambda: (
                "Is a root or a logarithm taken of log_var? It may be negative."
                if np.isnan(as_array(codes)).any()
                else "Where log_var is 0, the noise is added as it is."
            ),
        )
        slopes = gradient(draw_code, _MU, _LOG_VAR, _NOISE, upstream=_BACK)
        require(
            bool(np.any(slopes[0])),
            "the numbers are right, but no slope comes to mu. It is cut off, by .detach(), .data, torch.tensor(...) or torch.normal.",
        )
        require(
            bool(np.any(slopes[1])),
            "the numbers are right, but no slope comes to log_var: the standard deviation is cut off, by .detach(), .data, "
            "torch.tensor(...) or no_grad. So the encoder would never learn how sure to be.",
        )
        compare(slopes[0], KNOWN["draw_code.2"], what="the slope along mu")
        compare(slopes[1], KNOWN["draw_code.3"], what="the slope along log_var")
        compare(
            draw_code(*map(torch.tensor, (_MU[:2, :3], _LOG_VAR[:2, :3], _NOISE[:2, :, :3]))),
            KNOWN["draw_code.4"],
            what="draw_code of two images, three draws and three numbers",
        )


def check_kl_loss(kl_loss) -> None:
    """Task 2: `kl_loss(mu, log_var, tau)`, two tensors of shape (n, k) and a number, gives a tensor of one number."""
    import torch

    with task(2, "the KL, its misprint mended"), error_means({**_OF_PRICES, **_OF_TENSORS}):
        value = unchanged(kl_loss, torch.tensor(_MU), torch.tensor(_LOG_VAR), 1.7, names=("mu", "log_var", "tau"))
        require(
            value is None or np.shape(plain(value)) != (3,),
            "this is one number for each example; take their mean.",
        )
        require(
            value is None or np.shape(plain(value)) != (4,),
            "this is one number for each number of the code: the sum goes along the wrong axis. A code lies in a row, along axis 1.",
        )
        require(
            value is None or np.shape(plain(value)) != (3, 4),
            "this is one number for each number of each code: sum along axis 1, and take the mean of that.",
        )
        compare(
            value,
            KNOWN["kl_loss"],
            hints=[
                "this is the misprint: below 0, so being far from where one draws would earn a reward. The sign of the whole is turned round.",
                "tau is not used: this is the lesson's KL, from the standard normal distribution.",
                "the examples are summed, too; take their mean.",
                "the mean goes over the numbers of the code, too; they are summed, and only the examples are averaged.",
                "the sum goes over the examples and the mean over the numbers of the code; it is the other way round.",
                "the factor 1/2 is missing.",
                "log_var stands where the variance belongs; the variance is its exponential.",
                "the standard deviation stands where the variance belongs: the exponent is not to be halved here.",
                "the 1 is missing, or it has the wrong sign. For mu = 0 and sigma = tau the KL is 0.",
                "mu is not squared.",
                "the logarithm of the variance has the wrong sign.",
                "the logarithm of the variance is missing.",
                "the logarithm is taken of log_var, or of the standard deviation: log_var *is* the logarithm of the variance.",
                "the 1 is subtracted once, from the sum; it belongs to each number of the code.",
                "not all signs have been changed; the whole bracket is turned round.",
                "mu^2 is missing.",
                "the variance is the exponential of log_var, not its square.",
                "the exponential of log_var is the variance already; it is squared once more.",
                "the 1 is subtracted once from the sum of everything; it belongs to each number of each code. And the examples are averaged.",
                "tau stands where its square belongs.",
                "tau is squared twice: it is a standard deviation, and so it goes into PyTorch's Normal as it is.",
                "a variance stands where PyTorch's Normal wants the standard deviation, e^(log_var / 2); or e^log_var is squared once more: it is the variance already.",
                "the logarithm of tau is missing: log(sigma^2 / tau^2) is log_var minus the logarithm of tau^2.",
                "the logarithm of tau has the wrong sign: log(sigma^2 / tau^2) is log_var minus the logarithm of tau^2.",
                "the logarithm of tau^2 is twice that of tau.",
                "mu^2 is not divided by tau^2.",
                "sigma^2 is not divided by tau^2.",
                "this multiplies by tau^2; it is divided by it.",
                "log_var is divided by tau^2. It is the variance that is divided, inside the logarithm.",
                "this is the KL the other way round, of the distribution that codes are drawn from, from theirs.",
                "the logarithm of tau^2 is added once, to the sum; it belongs to each number of the code.",
                "the 1 and the logarithm of tau^2 count once in each code, behind the sum; they belong to each number of the code.",
                "2 tau stands where tau^2 belongs, in the fraction or in the logarithm.",
                "this is the lesson's KL divided by tau^2. tau belongs inside the bracket, as in the misprinted formula.",
                "this is 0. Are numbers below 0 cut off, by clamp or relu? The misprint's are all below 0: mend its signs.",
            ],
            what="kl_loss of three codes of four numbers, with tau = 1.7,",
            besides=lambda: (
                "Is a logarithm or a root taken of log_var? It may be negative."
                if np.isnan(as_array(value)).any()
                else ""
            ),
        )
        require(
            value is not None and hasattr(type(value), "detach"),
            "the number is right, but it is no tensor, so no slope can go back from it.",
        )
        slopes = gradient(kl_loss, _MU, _LOG_VAR, tau=1.7)
        require(bool(np.any(slopes[0])), f"the number is right, but no slope comes to mu. {_CUT_OFF}")
        require(bool(np.any(slopes[1])), f"the number is right, but no slope comes to log_var. {_CUT_OFF}")
        compare(slopes[0], KNOWN["kl_loss.2"], what="the number is right, but the slope along mu")
        compare(
            slopes[1],
            KNOWN["kl_loss.3"],
            hints=[
                f"the number is right, but the slope along log_var lacks the part of sigma^2. {_CUT_OFF}",
                f"the number is right, but the slope along log_var lacks the part of the logarithm. {_CUT_OFF}",
            ],
            what="the number is right, but the slope along log_var",
        )
        compare(
            kl_loss(torch.tensor(_MU[:1, :2]), torch.tensor(_LOG_VAR[:1, :2]), 1.7),
            KNOWN["kl_loss.4"],
            hints=["the number of examples, or of numbers in the code, is typed in."],
            what="kl_loss of one code of two numbers, with tau = 1.7,",
        )
        compare(
            kl_loss(torch.tensor(_MU), torch.tensor(_LOG_VAR), 0.4),
            KNOWN["kl_loss.5"],
            hints=["tau is typed in."],
            what="kl_loss of the three codes with tau = 0.4",
        )


_CUT_OFF = "Something is cut off from what it was made of. Stay with PyTorch's functions on the whole way, without .detach(), .data, torch.tensor(...), NumPy or no_grad."

_OF_PRICES = {
    r"must be Tensor, not (?:float|int)": "tau is a plain number, and PyTorch's functions want a tensor. np.log takes numbers.",
    r"missing 1 required positional argument|takes 2 positional arguments but 3|unexpected keyword argument 'tau'": "kl_loss takes three things: mu, log_var and tau.",
}


def check_discriminator_loss(discriminator_loss) -> None:
    """Task 3: `discriminator_loss(generator, discriminator, real, noise)`, two layers and two tensors, gives a tensor of one number."""
    with task(3, "the discriminator's loss"), error_means({**_OF_SCORES, **_OF_TENSORS}):
        real = np.array([[0.5, -1.0], [1.5, 0.5], [-0.5, 2.0]])
        noise = np.array([[1.0, 0.5, -0.5], [-1.5, 1.0, 0.25]])
        loss, slopes, changed = loss_and_gradients(discriminator_loss, _two_layers(), real, noise)
        require(not changed, CHANGES)
        again, _, _ = loss_and_gradients(discriminator_loss, _two_layers(), real, noise)
        require(loss is None or same(again, loss), _OWN_NOISE)
        require(
            not isinstance(loss, (tuple, list)),
            "return the loss of the discriminator alone: a tensor of one number.",
        )
        compare(
            loss,
            KNOWN["discriminator_loss"],
            hints=[
                "real and made are in each other's place: this wants made points to be called real.",
                "the label of the real points is 1 here; asked for is 0.9.",
                "the real points have 0.9 log D; 0.1 log(1 - D) is missing.",
                "the made points are smoothed as well; their label stays 0.",
                "0.9 and 0.1 have changed places.",
                "only the real points are in it.",
                "only the made points are in it.",
                "this is the generator's loss; the discriminator wants made points to be called made.",
                "both terms call for the same: made points are to be called made, -log(1 - D).",
                "the scores go through a sigmoid, and the loss has one inside: here it is done twice.",
                "the sigmoid is missing: the logarithm needs the probability, and these are scores.",
                "this is half of it: the two means are added. (One mean over all points together is something else again.)",
                "one mean is taken over all points together; real and made have a mean each.",
                "the logarithms are summed; take a mean over the real and a mean over the made points.",
                "the sign is turned round: a loss is never below 0.",
                "these are probabilities without their logarithm.",
                "these are squared errors of the probabilities; asked for are logarithms.",
                "the two are subtracted; add them.",
                "these are the scores themselves, without sigmoid and logarithm.",
                "F.cross_entropy chooses among several classes, and a single score is a single class: that is always right, and costs 0. Yes or no is asked here.",
            ],
            what="the loss for three real and two made points",
            besides="A mean over the real and a mean over the made points, and D is the sigmoid of the score.",
        )
        require(
            slopes != [] and slopes[1] is not None,
            "the loss is right, but no slope comes to the discriminator: it would learn nothing. Is there a .detach(), .item(), .data or no_grad behind it? "
            "Cut off the *made points*, before the discriminator sees them.",
        )
        require(
            slopes[0] is None or not np.any(slopes[0]),
            "the loss is right, but its slopes reach the generator: it would be trained to be found out. Cut the made points off: .detach().",
        )
        compare(
            slopes[1],
            KNOWN["discriminator_loss.2"],
            hints=[
                "the loss is right, but the slopes of the made points do not come to the discriminator: its scores of them are cut off. Cut off the points, not the scores.",
                "the loss is right, but the slopes of the real points do not come to the discriminator.",
            ],
            what="the loss is right, but its slope along the discriminator's weights",
        )
        sure, _, _ = loss_and_gradients(discriminator_loss, _two_layers(2000.0), real, noise)
        require(
            bool(np.isfinite(as_array(sure)).all()),
            "for scores of some thousands your loss is infinity or nan: the sigmoid is rounded to 0, and log 0 is infinite. F.logsigmoid, F.softplus or "
            "F.binary_cross_entropy_with_logits do both in one.",
        )
        compare(
            sure,
            KNOWN["discriminator_loss.3"],
            what="the loss for scores of some thousands",
            besides="A small number that is added inside the logarithm, or .clamp, cuts the loss off, and where it is cut off there is no slope. F.logsigmoid needs neither.",
            tolerance=1e-4,
        )


_OF_SCORES = {
    r"'(?:float|int)' object has no attribute 'size'": "the labels are a plain number; PyTorch wants one for each score, torch.full_like(scores, 0.9).",
    r"One of the differentiated Tensors": "a layer is left frozen, requires_grad is off: it could never learn again. Leave its parameters alone, and cut the *made points* off: .detach().",
    r"backward through the graph a second time": "return the loss; whoever trains calls backward().",
    r"mat1 and mat2|size mismatch": "two shapes do not fit. The generator gets the noise, the discriminator gets points: the real ones, and those that the generator makes.",
    r"must match|Target size": "scores and labels have different shapes or numbers. The scores are (n, 1); torch.ones_like(scores) fits.",
    r"all elements of (?:input|target) should be between|Assertion .*>= 0": "binary_cross_entropy wants probabilities, and these are scores. binary_cross_entropy_with_logits takes scores.",
    r"expected scalar type|dtype": "two types of numbers meet: all is float64 here. torch.ones_like(scores) makes labels of the right type.",
}


def _two_layers(size: float = 1.0):
    """A generator from 3 to 2 numbers and a discriminator from 2 to 1, of fixed numbers.

    Both bend, so that they have to be called: their weights alone do not say what they give.
    """
    import torch
    from torch import nn

    layers = [
        nn.Sequential(nn.Linear(3, 2), nn.LeakyReLU(0.25)).double(),
        nn.Sequential(nn.Linear(2, 1), nn.LeakyReLU(0.5)).double(),
    ]
    numbers = [([[0.5, -1.0, 0.75], [1.25, 0.5, -0.25]], [0.25, -0.5]), ([[0.75, -1.25]], [0.5])]
    with torch.no_grad():
        for layer, (weight, bias) in zip(layers, numbers, strict=True):
            layer[0].weight.copy_(torch.tensor(weight))
            layer[0].bias.copy_(torch.tensor(bias))
            layer.weight = layer[0].weight
        layers[1].weight.mul_(size)
    return layers


_KEPT = np.array([1.0, 0.86, 0.59, 0.31, 0.07])
_BETAS = np.array([0.14, 0.32, 0.47, 0.78])


def check_noised(noised) -> None:
    """Task 4: `noised(x, t, betas, noise)` with x (n, d), t (n,), betas (T,) and noise (n, d) gives a tensor (n, d)."""
    import torch

    with task(4, "noise at once"), error_means(_OF_NOISING):
        x = np.array([[2.0, -1.0, 0.5], [1.5, 3.0, -2.5], [-0.5, 1.0, 4.0]])  # as many rows as columns
        t, noise = np.array([3, 1, 4]), np.array([[0.3, -1.1, 0.8], [1.6, 0.2, -0.7], [-1.4, 0.9, 0.4]])
        points = unchanged(noised, *map(torch.tensor, (x, t, _BETAS, noise)), names=("x", "t", "betas", "noise"))
        require(points is None or same(points, noised(*map(torch.tensor, (x, t, _BETAS, noise)))), _OWN_NOISE)
        compare(
            points,
            KNOWN["noised"],
            hints=[
                "each *column* gets its own t; it belongs to the rows. What is looked up by t has shape (n,): [:, None] makes a column of it.",
                "the roots are missing: what is left is a share of the variance, and numbers are multiplied by its root.",
                "the root of the noise's share is missing.",
                "the root of the data's share is missing.",
                "the noise is multiplied by 1 - the root; it is the root of 1 minus the share that is left.",
                "data and noise have each other's factor.",
                "the noise is not scaled: multiply it by the root of what is not left.",
                "the noise is missing.",
                "t is off by one: after t steps the first t betas have worked, and after none all is left.",
                "the shares are multiplied up twice.",
                "the noise is subtracted; add it.",
                "all points get the t of the first one.",
                "x is not scaled: it is multiplied by the root of what is left.",
                "the noise is multiplied by both roots; brackets are wrong.",
                "all points get the largest t.",
                "the betas are multiplied up; it is 1 - beta that each step keeps.",
                "the betas are added up; what each step keeps is multiplied: each takes its share of what is left.",
                "only the last of the t steps is done: what all of them keep is multiplied.",
                "the last step is done t times; each of the first t steps is done once, with its own beta.",
                "some factor goes along the rows, the other along the columns: both need [:, None].",
                "the noise is multiplied by the root of the last step's beta alone; all t steps have filled up.",
                "each step adds the same noise once more; go to step t at once, with all that is not left.",
                "what is left is a share of the variance: x is multiplied by its root, and the noise by the root of 1 minus the share, not of its square.",
            ],
            what="three points of three numbers, after 3, 1 and 4 steps,",
        )
        t, noise = np.array([0, 2]), noise[:2, :2]
        compare(
            noised(*map(torch.tensor, (x[:2, :2], t, _BETAS[:3], noise))),
            KNOWN["noised.2"],
            hints=[
                "a point with t = 0 gets noise; nothing is to be done with it.",
                "for t = 0 this looks up [-1], and that is the last share. Put a 1 in front of the shares, and look up t.",
            ],
            what="two points of two numbers, after 0 and 2 steps,",
        )


_OF_NOISING = {
    r"must match the size": "the shapes do not fit: what is looked up by t has one number for each point, shape (n,), and x has shape (n, d). [:, None] makes a column of it.",
    r"only (?:integer tensors|one element tensors|length-1 arrays|0-dimensional)|cannot be converted to Scalar|tensors used as indices": "t holds one number of steps for each point, not one for all. An array of all shares, indexed by t, looks all of them up at once.",
    r"out of bounds|out of range": "something is asked for a place that it has not. There are T betas, and T + 1 shares that may be left, after 0 to T steps: a 1 comes first.",
}


def check_sample(sample) -> None:
    """Task 5: `sample(model, x, kept, noise)` with x (n, d), kept (T + 1,) and noise (T + 1, n, d) gives a tensor (n, d)."""
    with task(5, "the sampler"), error_means(_OF_SAMPLING):
        x = np.array([[0.7, -1.2], [1.9, 0.4], [-0.6, 1.5]])
        noise = np.random.default_rng(6).normal(size=(5, 3, 2))
        seen = watched(sample, _denoiser(), x, _KEPT, noise)
        points = seen["returned"]
        require(not seen["overwritten"] and not seen["changed"], CHANGES)
        require(points is None or same(watched(sample, _denoiser(), x, _KEPT, noise)["returned"], points), _OWN_NOISE)
        require(
            not isinstance(points, (list, tuple)) or len(points) != 5,
            "this is the whole path; return the points at t = 0 alone.",
        )
        compare(
            points,
            KNOWN["sample"],
            hints=[
                "the last step adds noise; it is the only one that must not.",
                "no step adds noise; all but the last do.",
                "the first step, from T on, adds no noise; it is the last one that must not.",
                "each step is skipped to the data at once: alpha_t is kept[t] / kept[t - 1], not kept[t].",
                "the steps go from 1 to T; sampling begins with the most noise, at T.",
                "the last column is t; the network was told t / T.",
                "the last column belongs to another t than the step.",
                "the division by the root of alpha_t is missing.",
                "it is divided by alpha_t; take its root.",
                "the guess is divided by 1 - kept[t]; take its root.",
                "the guess is subtracted whole; its factor is (1 - alpha_t) / root of (1 - kept[t]).",
                "the noise is multiplied by 1 - alpha_t; take its root.",
                "the noise is multiplied by the root of 1 - kept[t]; it is the root of 1 - alpha_t.",
                "the noise is multiplied by the root of alpha_t; it is the root of 1 - alpha_t.",
                "yours is 1 minus alpha_t, where alpha_t stands.",
                "the noise is not scaled.",
                "this is the noise of the lesson, a little smaller; here it is multiplied by the root of 1 - alpha_t.",
                "the noise of another step is taken; noise[t] belongs to the step from t.",
                "the guess is added; subtract it.",
                "the last step, from t = 1 on, is missing.",
                "the first step, from T on, is missing.",
                "only the first step is done. Does the `return` stand inside the loop?",
                "the column with t / T stands first; it belongs to the end of the row.",
                "these are the points as they came in. Is the new x kept, from step to step?",
                "the root of alpha_t divides the guess alone; it stands before the whole bracket.",
                "the guess is divided by the root of 1 - alpha_t; it is the root of 1 - kept[t].",
                "each step divides by the root of kept[t] and subtracts the whole noise: that is the jump to the data at once.",
            ],
            what="three points after four steps",
            besides=first_that_fails(
                (
                    lambda: not np.isnan(as_array(points)).any(),
                    "alpha_t, that is kept[t] / kept[t - 1], is below 1: more is left of the data one step earlier.",
                ),
                (
                    lambda: np.isfinite(as_array(points)).all(),
                    "something is divided by 0: kept[0] is 1. There is no step from t = 0, and a step from t divides by the root of 1 - kept[t], not of 1 - kept[t - 1].",
                ),
            ),
            tolerance=1e-4,
        )
        require(
            not any(seen["recorded"]) and not seen["history"],
            "the points are right, but gradients are recorded: each call of the network builds a graph, if only for a moment. Sample under torch.no_grad().",
        )
        require(
            not seen["switched_off"],
            "the points are right, but PyTorch records no gradients from here on, in the whole notebook: `with torch.no_grad():` ends by itself.",
        )
        require(
            not seen["frozen"],
            "the points are right, but the network is left frozen, requires_grad is off: it could never learn again. `with torch.no_grad():` leaves it alone.",
        )
        again = watched(sample, _denoiser(), x[:2], _KEPT[:3], noise[:3, :2])
        compare(
            again["returned"],
            KNOWN["sample.2"],
            hints=["the number of steps is typed in; it is len(kept) - 1."],
            what="two points after two steps",
            tolerance=1e-4,
        )


_OF_SAMPLING = {
    r"mat1 and mat2|size mismatch": "the network gets rows of another length than it was made for: the numbers of the point, and one more column with t / T.",
    r"Sizes of tensors must match|same number of dimensions|zero-dimensional": "torch.cat puts columns together along dim=1, and both must be tables with n rows: torch.full((n, 1), t / T, dtype=x.dtype).",
    r"expected scalar type|same dtype": "two types of numbers meet: x is of float64, and torch.full(...) or torch.ones(...) are not unless dtype=x.dtype says so.",
    r"out of bounds|out of range": "kept or noise is asked for a place that it has not: t goes from T = len(kept) - 1 down to 1.",
    r"takes 2 positional arguments but 3": "the network takes one table: the points with t / T as one more column.",
    r"must be Tensor, not (?:float|int)": "PyTorch's functions want a tensor here; a plain number needs ** 0.5 or math.sqrt.",
}


def _denoiser():
    """A network from a point of two numbers and t / T to two numbers, of fixed numbers; it bends, so that it has to be called."""
    import torch
    from torch import nn

    layer = nn.Linear(3, 2).double()
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[0.8, -0.3, 0.6], [0.2, 0.9, -0.7]]))
        layer.bias.copy_(torch.tensor([0.15, -0.35]))
    return nn.Sequential(layer, nn.Softsign())


def check_honest_score(honest_score) -> None:
    """Task 6: `honest_score(samples, known)` with arrays of shape (600, 2) gives one number, the larger the better."""
    with task(6, "a score that nobody fools"):
        worlds, scores = (5, 36, 115), []  # in these, asking one way only is fooled, however the known points are split
        for number in worlds:
            known_points, samples = world(number)
            order = np.random.default_rng(number).permutation(sorted(samples))  # not always the new points first
            scores.append({str(name): _score(honest_score, samples[name], known_points) for name in order})
        flat = [score for each in scores for score in each.values()]
        require(max(flat) > min(flat), "all samples get the same score, new points and cheats alike.")
        fooled = [(cheat, k) for cheat in _CHEATS for k, each in enumerate(scores) if not each[cheat] < each["new"]]
        if not fooled:
            return
        require(
            not _by_place(honest_score),
            "sample number i is compared with known point number i, and both come in no order. Which points lie near each other?",
        )
        require(
            not all(each["new"] < min(v for k, v in each.items() if k != "new") for each in scores),
            "new points get the smallest score in each world. Is the sign turned round? Larger means better.",
        )
        cheat, k = fooled[0]
        signed = all(2 * abs(each["new"]) < min(each["copier"], -each["haze"]) for each in scores)
        hint = _SIGNED if cheat == "copier" and signed else _CHEATS[cheat]
        require(
            False,
            f"in world {worlds[k]}, {cheat} gets {scores[k][cheat]:.4g} and the new points get {scores[k]['new']:.4g}: {hint}",
        )


_CHEATS = {
    "copier": "copies lie nearest to known points, and have the right mean and spread. How near do *new* points come?",
    "collapsed": "it stays in one cloud, and is as near to known points as new ones are. Ask the other way round, too: how near are the known points to the samples?",
    "half": "half of the clouds are missing. Which known points have no sample near them?",
    "haze": "its points are too far from the known ones, and that costs it too little.",
    "bump": "it has the right middle and the right spread, and lies where no cloud is. Mean and deviation do not see that.",
    "mirror": "it is the new points with left and right, or up and down, exchanged: the distances among its points are the right ones. Does it also lie where the known points lie, along *both* axes?",
}

_SIGNED = "your score is above 0 for what is too near, and below 0 for what is too far. Too near is as wrong as too far: is an abs missing?"


def _by_place(honest_score) -> bool:
    """Whether a score compares points at the same place: it changes when the samples are shuffled, not when both are alike."""
    known_points, samples = world(1)
    score, rng = _score(honest_score, samples["new"], known_points), np.random.default_rng(0)
    for _ in range(4):
        order = rng.permutation(len(known_points))
        together = _score(honest_score, samples["new"][order], known_points[order])
        if abs(together - score) > 1e-6 * abs(score):
            return False
    return abs(_score(honest_score, samples["new"][order], known_points) - score) > 1e-3 * abs(score)


def _score(honest_score, samples, known_points) -> float:
    """What the student's function says, one finite number, or a hint."""
    value = unchanged(honest_score, samples, known_points, names=("samples", "known"))
    shape = as_array(value, "the score").shape
    require(
        shape == () and not is_bool(value),
        f"return one number for all samples together. Received: {'True or False' if is_bool(value) else f'shape {shape}'}.",
    )
    score = float(as_array(value))
    require(
        np.isfinite(score),
        "the score is nan or infinity. Was something divided by 0, or the logarithm of 0 taken? Copies may lie at a distance of nearly 0.",
    )
    return score


def world(number: int, count: int = 600) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Known points of some clouds in the plane, and samples of generators; each number is another world.

    Args:
        number: Which world.
        count: How many known points, and how many samples of each generator.

    Returns:
        Known points, shape (count, 2); name of a generator -> its samples, shape (count, 2): "new" is the world itself, the
        others fail.
    """
    rng = np.random.default_rng(number)
    clouds, unit = int(rng.integers(4, 8)), 10.0 ** rng.integers(-1, 2)
    centres = np.empty((0, 2))
    while len(centres) < clouds:
        place = rng.uniform(-4, 4, 2)
        if len(centres) == 0 or np.linalg.norm(centres - place, axis=1).min() > 2:
            centres = np.vstack([centres, place])
    width = rng.uniform(0.15, 0.25)

    def points(of, width=width):
        return centres[rng.integers(0, of, count)] + width * rng.normal(size=(count, 2))

    seen = points(clouds)
    new = points(clouds)
    samples = {
        "new": new,
        "collapsed": points(1),
        "half": points(clouds // 2),
        "bump": rng.multivariate_normal(seen.mean(axis=0), np.cov(seen.T), count),
        "haze": points(clouds, 2 * width),
        "copier": seen[rng.integers(0, count, count)] + 0.001 * width * rng.normal(size=(count, 2)),
        "mirror": new * np.where(np.arange(2) == number % 2, -1, 1),
    }
    return unit * seen, {name: unit * each for name, each in samples.items()}
