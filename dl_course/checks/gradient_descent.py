"""Checks of exercise 04: a step with decay, momentum, Adam, a schedule, and the smallest batch that points the right way."""

import numpy as np

from dl_course.checks.judging import as_array, compare, require, task, unchanged


def check_sgd_step(sgd_step) -> None:
    """Task 1: `sgd_step(w, g, learning_rate, weight_decay)`, w and g of shape (p,), gives the new weights."""
    with task(1, "a step of gradient descent with weight decay"):
        w, g = np.array([2.0, -4.0]), np.array([1.0, 3.0])
        compare(
            unchanged(sgd_step, w, g, 0.1, 0.5),
            [1.8, -4.1],
            mistakes={
                "this step goes uphill: the rate times the gradient is subtracted.": [2.2, -3.9],
                "the decay is missing: with a gradient of 0 your weights stay where they are.": [1.9, -4.3],
                "the decay is not multiplied by the learning rate, so it pulls ten times too hard here.": [0.9, -2.3],
                "the decay pushes the weights away from 0. Look at its sign.": [2.0, -4.5],
                "you add the decay itself to the gradient, the same for every weight; a large weight is pulled harder.": [1.85, -4.35],
                "the learning rate is missing: this is a step of the full length.": [0.0, -5.0],
                "the decay is multiplied by the learning rate twice.": [1.89, -4.28],
                "only the decay acts; the gradient is missing.": [1.9, -3.8],
                "this is the step; asked for are the weights after it.": [0.2, 0.1],
                "the weights are shrunk after they have moved; gradient and decay both look at the weights before the step.": [1.805, -4.085],
                "the whole new weights are shrunk by the decay, and without the learning rate.": [0.95, -2.15],
            },
            what="sgd_step(w=[2, -4], g=[1, 3], learning_rate=0.1, weight_decay=0.5)",
        )  # fmt: skip
        compare(sgd_step(w, g, 0.1, 0.0), [1.9, -4.3], what="the same with weight_decay=0")


def check_momentum_step(momentum_step) -> None:
    """Task 2: `momentum_step(w, v, g, learning_rate, beta)`, arrays of shape (p,), gives the new (w, v)."""
    with task(2, "a step with momentum"):
        arrays = np.array([1.0, -2.0]), np.array([0.5, 1.0]), np.array([2.0, -1.0])
        compare(
            np.concatenate(_arrays(unchanged(momentum_step, *arrays, 0.1, 0.8), ("weights", "memory"))),
            [0.76, -1.98, 2.4, -0.2],
            mistakes={
                "the weights move along the old memory; the gradient of this step has to be in it first.": [0.95, -2.1, 2.4, -0.2],
                "the gradient enters with the weight 1 - beta; some books write it so, the lesson (and PyTorch's SGD) add all of it.": [0.92, -2.06, 0.8, 0.6],
                "nothing fades: the old memory is not multiplied by beta.": [0.75, -2.0, 2.5, 0.0],
                "the learning rate is already in the memory; keep it for the step of the weights.": [0.4, -2.7, 0.6, 0.7],
                "the learning rate acts twice, in the memory and in the step.": [0.94, -2.07, 0.6, 0.7],
                "your memory points downhill and is added, with the learning rate in it; the lesson's sums the gradients as they are.": [1.2, -1.1, 0.2, 0.9],
                "this step goes uphill.": [1.24, -2.02, 2.4, -0.2],
                "this is Nesterov's step; asked for is the plain one.": [0.608, -1.884, 2.4, -0.2],
                "the weights are right, but the memory you return is the old one: the next step would begin without this gradient.": [0.76, -1.98, 0.5, 1.0],
                "beta multiplies the gradient; it is the old memory that fades.": [0.79, -2.02, 2.1, 0.2],
                "this is plain descent: the weights do not follow the memory.": [0.8, -1.9, 2.4, -0.2],
                "the learning rate is missing in the step.": [-1.4, -1.8, 2.4, -0.2],
                "the two are in the wrong order: return the weights first, then the memory.": [2.4, -0.2, 0.76, -1.98],
            },
            what="the new weights and the new memory",
        )  # fmt: skip


def check_adam_step(adam_step) -> None:
    """Task 3: `adam_step(w, m, s, t, g, learning_rate, beta1, beta2, eps)` gives the new (w, m, s); arrays (p,)."""
    with task(3, "a step of Adam"):
        arrays = np.array([1.0, -1.0]), np.array([0.2, -0.4]), np.array([0.04, 0.09]), 3, np.array([1.0, 0.5])
        w, m, s = _arrays(unchanged(adam_step, *arrays, 0.1, 0.8, 0.9, 0.01), ("weights", "m", "s"))
        compare(
            np.concatenate([m, s]),
            [0.36, -0.22, 0.136, 0.106],
            mistakes={
                "you return the corrected memories. They are for this step only; the next one goes on from the uncorrected ones.": [0.737704918032787, -0.4508196721311478, 0.5018450184501846, 0.3911439114391145],
                "the memories you return are the old ones: the next step would begin without this gradient.": [0.2, -0.4, 0.04, 0.09],
                "s remembers the gradient; it should remember its square.": [0.36, -0.22, 0.136, 0.131],
                "beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to s.": [0.28, -0.31, 0.232, 0.122],
                "the gradient enters in full; in a running mean it has the weight 1 - beta.": [1.16, 0.18, 1.036, 0.331],
                "the old memory counts 1 - beta and the gradient beta; it is the other way round.": [0.84, 0.32, 0.904, 0.234],
                "the order is not (w, m, s).": [0.136, 0.106, 0.8973142484656405, -0.9290511432293768],
            },
            what="the new m and s",
        )  # fmt: skip
        compare(
            w,
            [0.8973142484656405, -0.9290511432293768],
            mistakes={
                "the bias correction is missing.": [0.9049584693266979, -0.9344411608849492],
                "the correction divides by 1 - beta, which is right in the first step only. What happens to it over time?": [0.8469635501033672, -0.8941863085660373],
                "the correction is one step behind: t counts from 1, so it is the number of this step.": [0.883183495944815, -0.9192638226681408],
                "the correction is one step ahead: t already counts this step.": [0.9045554685183153, -0.9340694697800143],
                "only m is corrected; s begins at 0 as well.": [0.8052427650137252, -0.8656581165675189],
                "only s is corrected; m begins at 0 as well.": [0.9498893532512326, -0.9653769578959359],
                "the memories are multiplied by 1 - beta**t. They are too small, so what has to be done?": [0.9130207318494648, -0.9401852372265839],
                "the square root is missing: this divides by the square of a gradient's size.": [0.855873381308568, -0.8876164739696982],
                "eps is inside of the square root; it is added after it.": [0.8968869962477547, -0.9288208567360333],
                "eps is missing: where a gradient is always 0, this divides by 0.": [0.8958647245765206, -0.9279167147658951],
                "this step goes uphill.": [1.10268575153436, -1.070948856770623],
                "the step follows the gradient alone, as in RMSProp; Adam follows its memory m.": [0.8608037590312015, -1.078688732054691],
                "the step uses the memories of before; take this gradient in first.": [0.8960306666387758, -0.8601919814709194],
                "the learning rate is missing.": [-0.02685751534359526, -0.2905114322937679],
            },
            what="the new w",
        )  # fmt: skip


def check_warmup_cosine(warmup_cosine) -> None:
    """Task 4: `warmup_cosine(step, max_rate, warmup_steps, total_steps)` gives the rate of a step, a number."""
    steps = (0, 1, 3, 4, 6, 8, 12)
    with task(4, "warm-up, then a cosine"):
        rates = [as_array(warmup_cosine(step, 0.4, 4, 12), "the rate") for step in steps]
        require(all(rate.shape == () for rate in rates), f"the rate is one number. Received: shape {rates[0].shape}.")
        compare(
            rates,
            [0.1, 0.2, 0.4, 0.4, 0.3414213562373095, 0.2, 0.0],
            mistakes={
                "the first step has the rate 0, so it is lost: the steps count from 0, the warm-up from 1.": [0.0, 0.1, 0.3, 0.4, 0.3414213562373095, 0.2, 0.0],
                "the warm-up is one step too long, and its last rate is above the largest one.": [0.1, 0.2, 0.4, 0.5, 0.3414213562373095, 0.2, 0.0],
                "the warm-up is missing.": [0.2, 0.276536686473018, 0.38477590650225735, 0.4, 0.3414213562373095, 0.2, 0.0],
                "after the warm-up the rate stays where it is; the cosine is missing.": [0.1, 0.2, 0.4, 0.4, 0.4, 0.4, 0.4],
                "the rate drops at the end of the warm-up: your cosine began at step 0, with the first step of the warm-up.": [0.1, 0.2, 0.4, 0.3, 0.2, 0.1, 0.0],
                "the cosine is not at 0 in the end: how many steps are left for it after the warm-up?": [0.1, 0.2, 0.4, 0.4, 0.3732050807568878, 0.3, 0.1],
                "the cosine is short enough, but it begins too early: at its first step it should be at the top.": [0.1, 0.2, 0.4, 0.2, 0.05857864376269051, 0.0, 0.2],
                "this is a straight line down; a cosine is flat at both ends.": [0.1, 0.2, 0.4, 0.4, 0.3, 0.2, 0.0],
                "after the warm-up the rate is twice as large as it should be: 1 + cos reaches from 0 to 2.": [0.1, 0.2, 0.4, 0.8, 0.682842712474619, 0.4, 0.0],
                "the rate becomes negative: a cosine reaches from -1 to 1, a rate must not.": [0.1, 0.2, 0.4, 0.4, 0.28284271247461906, 0.0, -0.4],
                "the rate becomes negative: the cosine is halved, but not lifted above 0.": [0.1, 0.2, 0.4, 0.2, 0.14142135623730953, 0.0, -0.2],
                "the cosine moves much too little: np.cos takes radians, and half a wave is pi long.": [0.1, 0.2, 0.4, 0.4, 0.3937824843421289, 0.3755165123780746, 0.30806046117362795],
                "np.cos takes radians, not degrees: half a wave is pi long.": [0.1, 0.2, 0.4, 0.4, 0.305064397763546, 0.11038527677416599, 0.08030798618842838],
                "this is a whole wave, down and up again; half a wave is enough.": [0.1, 0.2, 0.4, 0.4, 0.2, 0.0, 0.4],
                "after the warm-up the rate rises from 0: that is 1 - cos.": [0.1, 0.2, 0.4, 0.0, 0.05857864376269049, 0.2, 0.4],
                "this is a sine; it begins in the middle and not at the top.": [0.1, 0.2, 0.4, 0.2, 0.3414213562373095, 0.4, 0.2],
                "this is the share of the largest rate; multiply by max_rate.": [0.25, 0.5, 1.0, 1.0, 0.8535533905932737, 0.5, 0.0],
            },
            what="the rates at the steps 0, 1, 3, 4, 6, 8 and 12 of 12, 4 of them warm-up,",
        )  # fmt: skip


def check_smallest_batch(smallest_batch) -> None:
    """Task 5: `smallest_batch(x, y, w, sizes, level)` gives one of the sizes; x (n, p), y (n,), w (p,)."""
    index = np.arange(240).reshape(60, 4)
    x = np.sin(2.83 * index**2 + 2.53 * index).round(2)
    y = (x @ [1.0, -2.0, 0.5, 1.5] + 2 * np.sin(0.92 * np.arange(60) ** 2 + 0.3)).round(2)
    w = np.array([0.5, 0.5, -1.0, 0.0])
    sizes = [2, 17, 14, 9, 28, 4, 1, 23, 7, 11]
    with task(5, "the smallest batch that points the right way"):
        result = as_array(smallest_batch(x, y, w, list(sizes), 0.85), "the size")
        is_cosine = result.shape == () and 0 < result < 1
        require(not is_cosine, "this is a cosine; return the size of the batch that reaches it.")
        compare(
            result,
            7,
            mistakes={
                "a single example is not enough. Do you average the gradients before you take their cosine, or forget to divide by the lengths?": 1,
                "your cosine looks at the first batch of each size only; take the mean over all batches of that size.": 2,
                "this is the largest size that does not reach the level; asked for is the smallest that does.": 4,
                "this is the position in the list; return the size itself.": 8,
                "is there a batch too many? What is left over at the end does not fill a batch; leave it out.": 9,
                "this is the last size in the list that works, but not the smallest: the list is not sorted.": 11,
                "with this size every single batch reaches the level; it is the mean that has to.": 14,
                "this is the first size in the list that works; a smaller one comes later.": 17,
                "you compare each batch with the next one; compare it with the gradient of all examples.": 23,
                "this is the largest of the list, and it is more than enough.": 28,
            },
            what="the size",
        )  # fmt: skip
        compare(smallest_batch(x, y, w, list(sizes), 0.3), 1, what="the size for the level 0.3")
        compare(
            smallest_batch(x, y, np.array([1.0, -1.5, 0.5, 1.0]), list(sizes), 0.85),
            14,
            mistakes={"the answer does not depend on w. The error of a prediction is x @ w - y.": 7},
            what="the size for other weights",
        )


def _arrays(result, names: tuple[str, ...]) -> list[np.ndarray]:
    """The parts of a result, each of shape (2,), or a hint at what is missing."""
    listed = ", ".join(names)
    require(
        isinstance(result, (tuple, list)) and len(result) == len(names),
        f"return all of them: {listed}. Received: {_received(result)}.",
    )
    parts = [as_array(part, f"the new {name}") for part, name in zip(result, names, strict=True)]
    for part, name in zip(parts, names, strict=True):
        require(part.shape == (2,), f"the new {name} must have shape (2,), like the old. Received: {part.shape}.")
    return parts


def _received(result) -> str:
    if isinstance(result, (tuple, list)):
        return f"{len(result)} of them"
    return f"an array of shape {result.shape}" if hasattr(result, "shape") else type(result).__name__
