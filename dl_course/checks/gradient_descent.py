"""Checks of exercise 04: a step with decay, momentum, Adam, a schedule, and the smallest batch that points the right way."""

import numpy as np

from dl_course.checks.judging import as_array, compare, known, parts, require, task, unchanged

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
                "the decay pushes one of the weights away from 0: it needs the weight with its sign.",
                "the brackets are missing: the rate multiplies the gradient alone, and the decay is added in full.",
                "the brackets stand elsewhere: gradient and decay are added, and the sum is multiplied by the weights.",
                "the decay multiplies the gradient; it belongs to the weight.",
                "the pull is as hard for a small weight as for a large one: the sign of a weight is no measure of it.",
                "the weights are squared; the pull is proportional to the weight itself.",
                "there is a factor 2 at the decay, as from the derivative of w²; it is not asked for.",
                "learning_rate and weight_decay are exchanged: which comes first in the list of arguments?",
                "w and g are exchanged: which comes first in the list of arguments?",
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
        compare(
            sgd_step(np.array([1.0, -2.0, 4.0]), np.array([3.0, 0.5, -1.0]), 0.2, 0.0),
            KNOWN["sgd_step.2"],
            hints=[
                "weight_decay is 0 here, and yet the weights are pulled. Is a number typed in its place?",
                "the learning rate is 0.2 here, and 0.1 is used. Is a number typed in its place?",
            ],
            what="sgd_step(w=[1, -2, 4], g=[3, 0.5, -1], learning_rate=0.2, weight_decay=0)",
        )


def check_momentum_step(momentum_step) -> None:
    """Task 2: `momentum_step(w, v, g, learning_rate, beta)`, arrays of shape (p,), gives the new (w, v)."""
    with task(2, "a step with momentum"):
        arrays = np.array([1.0, -2.0]), np.array([0.5, 1.0]), np.array([2.0, -1.0])
        compare(
            _side_by_side(unchanged(momentum_step, *arrays, 0.1, 0.8), ("weights", "memory"), 2),
            KNOWN["momentum_step"],
            hints=[
                "the weights move along the old memory; the gradient of this step has to be in it first.",
                "the gradient enters with the weight 1 - beta; some books write it so, the lesson (and PyTorch's SGD) add all of it.",
                "nothing fades: the old memory is not multiplied by beta.",
                "the learning rate is already in the memory; keep it for the step of the weights.",
                "the learning rate acts twice, in the memory and in the step.",
                "the weights follow a memory into which the gradient enters with 1 - beta; they follow the new memory itself.",
                "the weights follow the old memory, faded; the gradient of this step is missing in the step.",
                "your memory points downhill and is added, with the learning rate in it; the lesson's sums the gradients as they are.",
                "this step goes uphill.",
                "this is Nesterov's step; asked for is the plain one.",
                "the weights are right, but the memory you return is the old one: the next step would begin without this gradient.",
                "beta multiplies the gradient; it is the old memory that fades.",
                "beta multiplies the gradient, too; only the old memory fades.",
                "beta is taken for 0.9, as in the lesson; take the one that was given.",
                "learning_rate and beta are exchanged: which comes first in the list of arguments?",
                "this is the step; asked for are the weights after it.",
                "the memory is right, but the weights have not moved.",
                "the memory you return is the whole step; keep the learning rate out of it.",
                "the brackets are missing: the whole new memory is multiplied by the rate, and subtracted.",
                "this is plain descent: the weights do not follow the memory.",
                "the learning rate is missing in the step.",
                "the two are in the wrong order: return the weights first, then the memory.",
            ],
            what="the new weights and the new memory, side by side,",
        )  # fmt: skip
        arrays = np.array([2.0, 0.0, -1.0]), np.array([0.0, 1.0, -2.0]), np.array([1.0, -4.0, 0.5])
        compare(
            _side_by_side(momentum_step(*arrays, 0.5, 0.25), ("weights", "memory"), 3),
            KNOWN["momentum_step.2"],
            hints=["beta is 0.25 here, and 0.8 is used. Is a number typed in its place?"],
            what="the new weights and the new memory for three weights, side by side,",
        )


def check_adam_step(adam_step) -> None:
    """Task 3: `adam_step(w, m, s, t, g, learning_rate, beta1, beta2, eps)` gives the new (w, m, s); arrays (p,)."""
    with task(3, "a step of Adam"):
        arrays = np.array([1.0, -1.0]), np.array([0.2, -0.4]), np.array([0.04, 0.09]), 3, np.array([1.0, -0.5])
        result = _side_by_side(unchanged(adam_step, *arrays, 0.1, 0.8, 0.9, 0.01), ("weights", "m", "s"), 2)
        compare(
            result[2:],
            KNOWN["adam_step"],
            hints=[
                "you return the corrected memories. They are for this step only; the next one goes on from the uncorrected ones.",
                "the memories you return are the old ones: the next step would begin without this gradient.",
                "s remembers the gradient; it should remember its square.",
                "s remembers the size of the gradient; it should remember its square.",
                "s remembers twice the gradient: a square is written `**2`.",
                "s remembers one number, the sum of all squares; each weight has its own.",
                "beta1 and beta2 are taken for 0.9 and 0.999, as in the lesson; take those that were given.",
                "nothing fades: the old memories are not multiplied by beta1 and beta2.",
                "nothing fades in s: the old memory is not multiplied by beta2.",
                "beta1 is used for both memories; s has beta2.",
                "m has not moved: the gradient has to enter it.",
                "beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to s.",
                "the gradient enters in full; in a running mean it has the weight 1 - beta.",
                "the old memory counts 1 - beta and the gradient beta; it is the other way round.",
                "the order is not (w, m, s).",
            ],
            what="the new m and s, side by side,",
        )  # fmt: skip
        compare(
            result[:2],
            KNOWN["adam_step.2"],
            hints=[
                "the bias correction is missing.",
                "the correction divides by 1 - beta, which is right in the first step only. What happens to it over time?",
                "the correction is one step behind: t counts from 1, so it is the number of this step.",
                "the correction is one step ahead: t already counts this step.",
                "the correction takes (1 - beta)**t: the power belongs to beta alone.",
                "the correction divides by beta**t; what is missing at the start is that share, so 1 - beta**t is there.",
                "the corrections are exchanged: m is corrected by beta1, s by beta2.",
                "only m is corrected; s begins at 0 as well.",
                "only s is corrected; m begins at 0 as well.",
                "the memories are multiplied by 1 - beta**t. They are too small, so what has to be done?",
                "the square root is missing: this divides by the square of a gradient's size.",
                "eps is inside of the square root; it is added after it.",
                "eps is missing, or a tiny number stands in its place: take the one that was given.",
                "eps is added after the division. The brackets around the root and eps are missing.",
                "eps is added to the weights. The brackets around the root and eps are missing.",
                "eps is added to the root of the uncorrected s, as in Keras; the formula here adds it to that of the corrected one.",
                "the root is taken before s is corrected: first correct s, then take its root.",
                "this step goes uphill.",
                "the step follows the gradient alone, as in RMSProp; Adam follows its memory m.",
                "the step uses the memories of before; take this gradient in first.",
                "the learning rate is missing.",
                "the weights have not moved.",
                "this is the step; asked for are the weights after it.",
                "m stands below the fraction and s above it.",
            ],
            mistakes={
                "the root of a negative number is taken (nan): 1 - beta2**t lies between 0 and 1. Is `**` the operator there, and are the brackets in place?": [np.nan] * 2,
            },
            what="the new w",
        )  # fmt: skip
        zeros = np.zeros(3)
        result = adam_step(
            np.array([1.0, 0.0, -2.0]), zeros, zeros.copy(), 1, np.array([2.0, -1.0, 4.0]), 0.3, 0.5, 0.75, 1.0
        )
        compare(
            _side_by_side(result, ("weights", "m", "s"), 3),
            KNOWN["adam_step.3"],
            hints=["t is 1 here, and 3 is used. Is a number typed in its place?"],
            what="the new w, m and s of the first step of three weights, side by side,",
        )  # fmt: skip


def check_warmup_cosine(warmup_cosine) -> None:
    """Task 4: `warmup_cosine(step, max_rate, warmup_steps, total_steps)` gives the rate of a step, a number."""
    with task(4, "warm-up, then a cosine"):
        compare(
            _rates(warmup_cosine, (0, 1, 4, 5, 7, 8, 11), 0.3, 5, 11),
            KNOWN["warmup_cosine"],
            hints=[
                "the first step has the rate 0, so it is lost: the steps count from 0, the warm-up from 1.",
                "the warm-up is one step too long, and its last rate is above the largest one.",
                "this is the warm-up of the lesson, from a hundredth of the rate on; here the first step has 1 / warmup_steps of it.",
                "the warm-up does not end at the largest rate: its last step has all of it.",
                "`//` cuts the digits off: until its last step the warm-up is 0.",
                "in the warm-up max_rate is missing.",
                "after the warm-up max_rate is missing.",
                "the warm-up is missing, or what comes after it takes its place: is there an `else`, or a `return`?",
                "in the warm-up the cosine is multiplied in as well; it begins after it.",
                "after the warm-up the rate stays where it is; the cosine is missing.",
                "the rate drops at the end of the warm-up: your cosine began at step 0, with the first step of the warm-up.",
                "the cosine is not at 0 in the end: how many steps are left for it after the warm-up?",
                "the cosine is short enough, but it begins too early: at its first step it should be at the top.",
                "the cosine is one step ahead: the step numbered warmup_steps is still at the top.",
                "the cosine ends one step too early: the step numbered total_steps is the one with the rate 0.",
                "step and warmup_steps have no brackets around them: `step - warmup_steps / ...` divides first.",
                "this is a straight line down; a cosine is flat at both ends.",
                "this is a quarter of a wave; half a wave is flat at both ends.",
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
            what="max_rate=0.3, warmup_steps=5, total_steps=11: the rates at the steps 0, 1, 4, 5, 7, 8 and 11",
        )  # fmt: skip
        compare(
            _rates(warmup_cosine, (0, 1, 2, 3, 4), 0.8, 1, 4),
            KNOWN["warmup_cosine.2"],
            hints=["the lengths are those of the check before. Are numbers typed in the place of warmup_steps and total_steps?"],
            what="max_rate=0.8, warmup_steps=1, total_steps=4: the rates at the steps 0 to 4",
        )  # fmt: skip


def _rates(warmup_cosine, steps, *arguments) -> list[float]:
    rates = [as_array(warmup_cosine(step, *arguments), "the rate") for step in steps]
    for rate in rates:
        require(rate.shape == (), f"the rate is one number. Received: shape {rate.shape}.")
    return [float(rate) for rate in rates]


def check_smallest_batch(smallest_batch) -> None:
    """Task 5: `smallest_batch(x, y, w, sizes, level)` gives one of the sizes; x (n, p), y (n,), w (p,)."""
    with task(5, "the smallest batch that points the right way"):
        _keeps_the_order(smallest_batch)
        _takes_the_mean_cosine(smallest_batch)
        _cuts_whole_batches(smallest_batch)


def _keeps_the_order(smallest_batch) -> None:
    """Three neighbours always point the right way; of other examples, or another number of them, some do not."""
    compare(
        _size(smallest_batch, *_one_input([-12.0, -12.0, 28.0] * 30), [6, 3, 90, 5, 7, 8, 15], 0.9),
        KNOWN["smallest_batch.order"],
        hints=[
            "batches of 7 do not reach the level, and those of 3 do. Is each of yours one example too short (x[a:b] has b - a rows), or is 1 - cosine compared?",
            "batches of 5 do not reach the level, and those of 3 do. Is the comparison with it turned round, or is each batch one example too long?",
            "this is the largest size that does not reach the level; asked for is the smallest that does.",
            "this is the position in the list; return the size itself.",
            "this is the first size in the list that works; a smaller one comes later.",
            "this is the last size in the list that works, but not the smallest: the list is not sorted.",
            "this is the largest of the list, and batches of 3 neighbours are good enough here. Are the examples shuffled, or dealt out instead of cut? Or is it not the smallest size that you return?",
        ],
        what="the size for 90 examples with one input",
    )  # fmt: skip


def _takes_the_mean_cosine(smallest_batch) -> None:
    index = np.arange(240).reshape(60, 4)
    x = np.sin(2.83 * index**2 + 2.53 * index).round(2)
    y = (x @ [1.0, -2.0, 0.5, 1.5] + 2 * np.sin(0.92 * np.arange(60) ** 2 + 0.3)).round(2)
    w = np.array([0.5, 0.5, -1.0, 0.0])
    sizes = [2, 17, 14, 28, 4, 1, 23, 11]
    compare(
        _size(smallest_batch, x, y, w, sizes, 0.85),
        KNOWN["smallest_batch"],
        hints=[
            "a single example is not enough. Are the gradients averaged before their cosine is taken, the cosines added up, the lengths left out, or is a size taken for a number of batches?",
            "the first batch of 2 reaches the level; the mean over all batches of that size does not.",
            "with this size every batch reaches the level, the worst and the last one, too; it is the mean that has to, and a smaller size is enough for it.",
            "is there a batch too many? What is left over at the end does not fill a batch; leave it out.",
            "you compare each batch with the next one; compare it with the gradient of all examples.",
        ],
        what="the size for 60 examples with four inputs",
    )  # fmt: skip
    compare(
        _size(smallest_batch, x, y, w, sizes, 0.3),
        KNOWN["smallest_batch.level"],
        hints=["the level is 0.3 here, and a single example reaches it. Is a number typed in its place?"],
        what="the size for the same with the level 0.3",
    )
    compare(
        _size(smallest_batch, x, y, np.array([1.0, -1.5, 0.5, 1.0]), sizes, 0.85),
        KNOWN["smallest_batch.weights"],
        hints=["w or y does not enter as it should: the error of a prediction is x @ w - y."],
        what="the size for the same with other weights",
    )


def _cuts_whole_batches(smallest_batch) -> None:
    """With one input each cosine is 1 or -1."""
    examples = _one_input([2.0, 2.0, 1.0, 1.0, -1.0, -3.0, -2.0, -3.0, 4.0, 1.0, 3.0, 2.0, 1.0])
    compare(
        _size(smallest_batch, *examples, [8, 3, 12, 5, 10, 2, 9], 0.5),
        KNOWN["smallest_batch.rest"],
        hints=[
            "of the 6 batches of 2, two point the other way: their cosine is -1, and the mean is 1/3. Does your cosine keep its sign, and is it the mean that you take?",
            "the 4 batches of 3 are examples 0 to 2, 3 to 5, 6 to 8 and 9 to 11, and their mean cosine is 0. Does a batch begin elsewhere, or get what is left over?",
            "two batches of 5 fit into 13 examples, and the second one points the other way. Is it left out?",
            "13 examples hold one batch of 8, which points the other way: compare it with the gradient of all 13, also of those that are in no batch.",
            "a single batch of 9 fits into 13 examples, and it is good enough. Do your batches overlap?",
        ],
        what="the size for 13 examples with one input",
    )  # fmt: skip
    examples = _one_input(
        [1.0, -3.0, 4.0, 3.0, 3.0, 2.0, 1.0, 1.0, -5.0, -1.0, -3.0, 1.0, 2.0, -1.0, 1.0, 1.0]
    )  # in powers of two all is exact: the mean reaches the level to the last digit
    compare(
        _size(smallest_batch, *examples, [8, 16, 2, 4], 0.5),
        KNOWN["smallest_batch.full"],
        hints=[
            "of the 4 batches of 4, three have the cosine 1 and one has -1: the mean is 0.5, exactly the level, and that is enough.",
            "16 examples make two full batches of 8, and the second one points the other way. Is the last batch left out?",
        ],
        what="the size for 16 examples with one input",
    )  # fmt: skip


def _one_input(errors) -> tuple:
    """x, y and w of predictions that are off by these errors."""
    return np.ones((len(errors), 1)), 1.0 - np.array(errors), np.array([1.0])


def _size(smallest_batch, *arguments):
    size = as_array(unchanged(smallest_batch, *arguments), "the size")
    require(not (size.shape == () and 0 < size < 1), "this is a cosine; return the size of the batch that reaches it.")
    return size


def _side_by_side(result, names: tuple[str, ...], length: int) -> np.ndarray:
    """The parts of a result as one long array, or a hint at what is missing."""
    hint = f"return all of them: {', '.join(names)}. Received: {_received(result)}."
    arrays = parts(result, len(names), hint, rows=getattr(result, "ndim", 0) == 2)
    arrays = [as_array(array, f"the new {name}") for array, name in zip(arrays, names, strict=True)]
    for array, name in zip(arrays, names, strict=True):
        require(
            array.shape == (length,),
            f"the new {name} must have shape ({length},), like the old. Received: {array.shape}.",
        )
    return np.concatenate(arrays)


def _received(result) -> str:
    if isinstance(result, (tuple, list)):
        return f"{len(result)} of them"
    return f"an array of shape {tuple(result.shape)}" if hasattr(result, "shape") else type(result).__name__
