"""Checks of exercise 04: a step with decay, momentum, Adam, a schedule, and the smallest batch that points the right way."""

import numpy as np

from dl_course.checks.judging import as_array, compare, known, require, task, unchanged

KNOWN = known(__name__)


def check_sgd_step(sgd_step) -> None:
    """Task 1: `sgd_step(w, g, learning_rate, weight_decay)`, w and g of shape (p,), gives the new weights."""
    with task(1, "a step of gradient descent with weight decay"):
        w, g = np.array([2.0, -4.0]), np.array([1.0, 3.0])
        compare(
            unchanged(sgd_step, w, g, 0.1, 0.5),
            KNOWN["sgd_step"],
            hints=[
                "this step goes uphill: the rate times the gradient is subtracted.",
                "the decay is missing: with a gradient of 0 your weights stay where they are.",
                "the decay is not multiplied by the learning rate, so it pulls ten times too hard here.",
                "the decay pushes the weights away from 0. Look at its sign.",
                "you add the decay itself to the gradient, the same for every weight; a large weight is pulled harder.",
                "the learning rate is missing: this is a step of the full length.",
                "the decay is multiplied by the learning rate twice.",
                "only the decay acts; the gradient is missing.",
                "this is the step; asked for are the weights after it.",
                "the weights are shrunk after they have moved; gradient and decay both look at the weights before the step.",
                "the whole new weights are shrunk by the decay, and without the learning rate.",
            ],
            what="sgd_step(w=[2, -4], g=[1, 3], learning_rate=0.1, weight_decay=0.5)",
        )  # fmt: skip
        compare(sgd_step(w, g, 0.1, 0.0), [1.9, -4.3], what="the same with weight_decay=0")


def check_momentum_step(momentum_step) -> None:
    """Task 2: `momentum_step(w, v, g, learning_rate, beta)`, arrays of shape (p,), gives the new (w, v)."""
    with task(2, "a step with momentum"):
        arrays = np.array([1.0, -2.0]), np.array([0.5, 1.0]), np.array([2.0, -1.0])
        compare(
            np.concatenate(_arrays(unchanged(momentum_step, *arrays, 0.1, 0.8), ("weights", "memory"))),
            KNOWN["momentum_step"],
            hints=[
                "the weights move along the old memory; the gradient of this step has to be in it first.",
                "the gradient enters with the weight 1 - beta; some books write it so, the lesson (and PyTorch's SGD) add all of it.",
                "nothing fades: the old memory is not multiplied by beta.",
                "the learning rate is already in the memory; keep it for the step of the weights.",
                "the learning rate acts twice, in the memory and in the step.",
                "your memory points downhill and is added, with the learning rate in it; the lesson's sums the gradients as they are.",
                "this step goes uphill.",
                "this is Nesterov's step; asked for is the plain one.",
                "the weights are right, but the memory you return is the old one: the next step would begin without this gradient.",
                "beta multiplies the gradient; it is the old memory that fades.",
                "this is plain descent: the weights do not follow the memory.",
                "the learning rate is missing in the step.",
                "the two are in the wrong order: return the weights first, then the memory.",
            ],
            what="the new weights and the new memory",
        )  # fmt: skip


def check_adam_step(adam_step) -> None:
    """Task 3: `adam_step(w, m, s, t, g, learning_rate, beta1, beta2, eps)` gives the new (w, m, s); arrays (p,)."""
    with task(3, "a step of Adam"):
        arrays = np.array([1.0, -1.0]), np.array([0.2, -0.4]), np.array([0.04, 0.09]), 3, np.array([1.0, 0.5])
        w, m, s = _arrays(unchanged(adam_step, *arrays, 0.1, 0.8, 0.9, 0.01), ("weights", "m", "s"))
        compare(
            np.concatenate([m, s]),
            KNOWN["adam_step"],
            hints=[
                "you return the corrected memories. They are for this step only; the next one goes on from the uncorrected ones.",
                "the memories you return are the old ones: the next step would begin without this gradient.",
                "s remembers the gradient; it should remember its square.",
                "beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to s.",
                "the gradient enters in full; in a running mean it has the weight 1 - beta.",
                "the old memory counts 1 - beta and the gradient beta; it is the other way round.",
                "the order is not (w, m, s).",
            ],
            what="the new m and s",
        )  # fmt: skip
        compare(
            w,
            KNOWN["adam_step.2"],
            hints=[
                "the bias correction is missing.",
                "the correction divides by 1 - beta, which is right in the first step only. What happens to it over time?",
                "the correction is one step behind: t counts from 1, so it is the number of this step.",
                "the correction is one step ahead: t already counts this step.",
                "only m is corrected; s begins at 0 as well.",
                "only s is corrected; m begins at 0 as well.",
                "the memories are multiplied by 1 - beta**t. They are too small, so what has to be done?",
                "the square root is missing: this divides by the square of a gradient's size.",
                "eps is inside of the square root; it is added after it.",
                "eps is missing: where a gradient is always 0, this divides by 0.",
                "this step goes uphill.",
                "the step follows the gradient alone, as in RMSProp; Adam follows its memory m.",
                "the step uses the memories of before; take this gradient in first.",
                "the learning rate is missing.",
            ],
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
            KNOWN["warmup_cosine"],
            hints=[
                "the first step has the rate 0, so it is lost: the steps count from 0, the warm-up from 1.",
                "the warm-up is one step too long, and its last rate is above the largest one.",
                "the warm-up is missing.",
                "after the warm-up the rate stays where it is; the cosine is missing.",
                "the rate drops at the end of the warm-up: your cosine began at step 0, with the first step of the warm-up.",
                "the cosine is not at 0 in the end: how many steps are left for it after the warm-up?",
                "the cosine is short enough, but it begins too early: at its first step it should be at the top.",
                "this is a straight line down; a cosine is flat at both ends.",
                "after the warm-up the rate is twice as large as it should be: 1 + cos reaches from 0 to 2.",
                "the rate becomes negative: a cosine reaches from -1 to 1, a rate must not.",
                "the rate becomes negative: the cosine is halved, but not lifted above 0.",
                "the cosine moves much too little: np.cos takes radians, and half a wave is pi long.",
                "np.cos takes radians, not degrees: half a wave is pi long.",
                "this is a whole wave, down and up again; half a wave is enough.",
                "after the warm-up the rate rises from 0: that is 1 - cos.",
                "this is a sine; it begins in the middle and not at the top.",
                "this is the share of the largest rate; multiply by max_rate.",
            ],
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
            KNOWN["smallest_batch"],
            hints=[
                "a single example is not enough. Do you average the gradients before you take their cosine, or forget to divide by the lengths?",
                "your cosine looks at the first batch of each size only; take the mean over all batches of that size.",
                "this is the largest size that does not reach the level; asked for is the smallest that does.",
                "this is the position in the list; return the size itself.",
                "is there a batch too many? What is left over at the end does not fill a batch; leave it out.",
                "this is the last size in the list that works, but not the smallest: the list is not sorted.",
                "with this size every single batch reaches the level; it is the mean that has to.",
                "this is the first size in the list that works; a smaller one comes later.",
                "you compare each batch with the next one; compare it with the gradient of all examples.",
                "this is the largest of the list, and it is more than enough.",
            ],
            what="the size",
        )  # fmt: skip
        compare(smallest_batch(x, y, w, list(sizes), 0.3), 1, what="the size for the level 0.3")
        compare(
            smallest_batch(x, y, np.array([1.0, -1.5, 0.5, 1.0]), list(sizes), 0.85),
            KNOWN["smallest_batch.2"],
            hints=[
                "the answer does not depend on w. The error of a prediction is x @ w - y.",
            ],
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
