"""Lesson 04: steps, batches, momentum and Adam."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How many steps?", section=4)
def how_many_steps(rng):
    n, size = [(1000, 64), (2000, 128), (500, 32), (1700, 128), (930, 64), (1200, 32 * 7)][rng.integers(6)]
    epochs = [10, 20, 5, 12][rng.integers(4)]
    each, full = math.ceil(n / size), n // size
    last = n - full * size
    return Number(
        f"{n:,} training examples are taken in batches of {size}; the last batch of an epoch is smaller than the others and is used, too. Each batch is one step. How many "
        f"steps are {epochs} epochs?",
        answer=each * epochs,
        solution=f"An epoch has {full} full batches and one of the last {last} examples: {each} steps. {epochs} · {each} = {each * epochs}.",
        wrong={
            "You dropped the last batch of each epoch. It is smaller, but a step like the others.": full * epochs,
            "An epoch ends with its smaller batch; the next one begins anew. So round before you multiply by the epochs.": math.ceil(
                n * epochs / size
            ),
            "That is one epoch.": each,
            "A step is not an example: each step takes a whole batch.": n * epochs,
        },
    )


@question("combine", "Steep walls, flat floor", section=2)
def flat_floor(rng):
    steep, flat, start, steps = [
        (4, 1, 160, 2), (10, 1, 200, 2), (8, 2, 320, 2), (50, 5, 300, 2), (20, 4, 250, 2), (5, 1, 125, 3), (10, 1, 1000, 3), (4, 1, 640, 3),
    ][rng.integers(8)]  # fmt: skip
    rate, factor = 1 / steep, 1 - flat / steep
    right = round(start * factor**steps, 6)
    return Number(
        f"Along w₁ the loss is a parabola of curvature {flat}, along w₂ one of curvature {steep}. Plain gradient descent uses one rate for both, **half** of the largest "
        f"with which it does not diverge. Along w₁ it begins at the distance {start} from the bottom. How far from the bottom is it along w₁ after {steps} steps?",
        answer=right,
        solution=f"The steep direction sets the limit: 2 / {steep}, half of it is {rate:g}. Each step multiplies the distance along w₁ by 1 − {rate:g} · {flat} = {factor:g}; "
        f"{steps} steps: {start} · {factor:g}{'²' if steps == 2 else '³'} = {right:g}. (Along w₂ the factor is 0: there in one step.)",
        wrong={
            "You took the limit itself. The rate is half of it.": start * (1 - 2 * flat / steep) ** steps,
            "The flat direction does not set the rate: with half of its own limit the steep one would diverge.": 0,
            f"That is after one step. There are {steps}.": start * factor,
            "A step takes a part of the distance that is left, not of the first one.": start
            * (1 - steps * flat / steep),
        },
    )


@question("choose", "The same error in a smaller unit", section=6)
def loss_in_cents(rng):
    unit, other, factor = [("euros", "cents", 100), ("metres", "millimetres", 1000), ("hours", "minutes", 60)][
        rng.integers(3)
    ]
    return Choice(
        f"A network is trained on the mean absolute error in {unit}. Somebody gives the same error in {other}: the loss and each of its gradients are {factor:,} times as large. "
        "Start, batches and learning rate stay. What happens to the **first step** of plain gradient descent, and of Adam?",
        right=f"that of plain descent is {factor:,} times as long, that of Adam stays",
        solution="Plain descent steps the rate times the gradient. Adam divides the gradient by its usual size, and that has grown by as much: its first step is "
        "about the rate for each weight (ε aside), whatever the loss is measured in.",
        wrong={
            f"both are {factor:,} times as long": "For plain descent that is so. Adam divides by the size of the gradients, which has grown by as much.",
            "both stay, as the minimum lies where it was": "The minimum stays. But plain descent steps the rate times the gradient, and that has grown.",
            f"that of plain descent stays, that of Adam is {factor:,} times shorter, as it divides by the size of the gradient": "Adam divides a larger gradient by a larger size: the "
            "quotient stays. Plain descent divides by nothing.",
        },
    )


# y = 3x + noise at 200 places from 1 to 5, one weight, mean squared error, curvature 20.7, rate 0.11.
_RUN = """step  weight  gradient    loss
   0    0.00     −62.1     94.2
   1    6.83      79.0    152.0
   2   −1.86    −100.6    245.6
   3    9.20     128.0    397.3
   4   −4.88    −162.9    643.0
   5   13.04     207.3   1041.0
   6   −9.77    −263.8   1685.7"""


@question("diagnose", "Up and up", section=1)
def up_and_up(rng):
    return Choice(
        "A neuron with a single weight is fitted to 200 points by gradient descent on the mean squared error. All points are in each step. "
        f"The weight, its gradient and the loss *before* each step:\n\n```\n{_RUN}\n```\n\nWhat is wrong?",
        right="The learning rate is too large: each step lands beyond the bottom, farther away than before",
        solution="The weight jumps from one side of the bottom to the other, and each time farther out, where the slope is steeper and so the next step longer. "
        "0.11 · 62.1 = 6.83: the steps go the right way, they are just too long. The curvature allows 2 / λ and no more.",
        wrong={
            "The sign is wrong: the gradient is added": "Where the gradient is negative the weight grows, and where it is positive it falls: that is downhill. With the wrong "
            "sign it would run away to one side.",
            "`zero_grad()` is missing: old gradients are added to the new": "Then a gradient would not fit the weight beside it. Here each does: it is larger by about 20.7 "
            "where the weight is larger by 1, from the first line to the last.",
            "A local minimum: the descent is caught between two hills, and cannot get out": "The loss of this neuron is a bowl with one minimum. And who is caught has a loss that no longer changes; "
            "here it grows with each step.",
        },
    )


_DESCEND = '''def descend(gradient, w, lr, tolerance, max_steps):
    """Gradient descent that stops where the ground is flat.

    gradient: function that gives the gradient at w, an array. Before each step the
    length of the gradient, the root of the sum of its squares, is compared with
    `tolerance`: if it is below, no step is taken any more. Returns the weights and
    the number of steps that were taken.
    """
    for step in range(max_steps):
        g = gradient(w)
        {}
    return w, max_steps
'''


@question("complete", "When to stop", section=1)
def when_to_stop(rng):
    lr, start = [0.1, 0.2, 0.25][rng.integers(3)], int(rng.integers(3, 9))
    return Code(
        "Nobody knows beforehand how many steps a descent needs. A common rule: stop as soon as the gradient is nearly 0. Write what is missing in the loop, two or three lines.",
        given=_DESCEND.format("..."),
        answer=_DESCEND.format(
            "if np.sqrt(np.sum(g**2)) < tolerance:\n            return w, step\n        w = w - lr * g"
        ),
        example="def slope(w):  # of the sum of the squares of w\n    return 2 * w\n\n"
        "found = descend(slope, np.array([3.0, 4.0]), 0.25, 1.0, 100)\n"
        "# the gradient is 10 long, then 5, 2.5, 1.25, 0.625: four steps\n"
        "assert_equal(found, ([0.1875, 0.25], 4))",
        tests="curve = np.array([2.0, 1.0, 0.5])\n"
        f"first = np.array([{start}.0, -2.0, 1.0])\n"
        "for tol in (5.0, 0.5, 0.01, 1e-6):\n"
        "    for most in (1, 7, 400):\n"
        "        v, count = first.copy(), 0\n"
        "        while count < most and math.dist(curve * v, [0, 0, 0]) >= tol:\n"
        f"            v, count = v - {lr} * curve * v, count + 1\n"
        f"        assert_equal(descend(lambda u: curve * u, first.copy(), {lr}, tol, most), (v, count))\n"
        f"assert_equal(descend(lambda u: 0 * u, first.copy(), {lr}, 1e-3, 50), (first, 0))",
        solution="First the question, then the step: where the gradient is short enough already, the weights stay. `step` counts from 0, so it is the number of steps "
        "that are done. (On a plateau or a saddle such a rule stops, too: flat is not yet a minimum.)",
        wrong={
            "The step is taken before the question: one step too many.": _DESCEND.format(
                "w = w - lr * g\n        if np.sqrt(np.sum(g**2)) < tolerance:\n            return w, step + 1"
            ),
            "That is the largest entry of the gradient, not its length.": _DESCEND.format(
                "if np.abs(g).max() < tolerance:\n            return w, step\n        w = w - lr * g"
            ),
            "`step` counts from 0: before the first step it is 0, and that many have been taken.": _DESCEND.format(
                "if np.sqrt(np.sum(g**2)) < tolerance:\n            return w, step + 1\n        w = w - lr * g"
            ),
            "It never stops early.": _DESCEND.format("w = w - lr * g"),
        },
    )


_BATCHES = '''def epoch(n, batch_size, rng):
    """The row numbers of one epoch: shuffled, and cut into batches. The last batch
    may be smaller."""
    {}
'''


@question("mend", "Every example once", section=4)
def every_example_once(rng):
    n, size = int(rng.integers(40, 70)), int(rng.integers(6, 11))
    return Code(
        "An epoch is one pass through all examples: each is in exactly one batch. The number and the sizes of the batches are right here. But somebody has counted: in one epoch some examples "
        "come several times and others never.",
        given=_BATCHES.format("return [rng.permutation(n)[k : k + batch_size] for k in range(0, n, batch_size)]"),
        answer=_BATCHES.format(
            "order = rng.permutation(n)\n    return [order[k : k + batch_size] for k in range(0, n, batch_size)]"
        ),
        example="batches = epoch(10, 4, np.random.default_rng(0))\n"
        "assert_equal([len(rows) for rows in batches], [4, 4, 2])\n"
        "assert_equal(sorted(row for rows in batches for row in rows), range(10))",
        tests="orders = []\n"
        f"for start, (n_, size_) in enumerate([({n}, {size}), ({n}, {size}), ({5 * size}, {size}), (3, 8), ({n}, 1)]):\n"
        "    found = epoch(n_, size_, np.random.default_rng(start))\n"
        "    assert_equal([len(batch) for batch in found], [min(size_, n_ - k) for k in range(0, n_, size_)])\n"
        "    rows_ = [row for batch in found for row in batch]\n"
        "    assert_equal(sorted(rows_), range(n_))\n"
        "    orders.append(list(map(int, rows_)))\n"
        f"assert orders[0] != list(range({n})) and orders[0] != orders[1], 'not shuffled'",
        solution="The permutation stood inside of the loop: each batch was cut from a shuffle of its own. Shuffle once an epoch, then cut.",
        wrong={
            "Each example once, but nothing is shuffled: each epoch has the same batches.": _BATCHES.format(
                "order = np.arange(n)\n    return [order[k : k + batch_size] for k in range(0, n, batch_size)]"
            ),
            "The last, smaller batch is dropped.": _BATCHES.format(
                "order = rng.permutation(n)\n    return [order[k : k + batch_size] for k in range(0, n - batch_size + 1, batch_size)]"
            ),
        },
    )


@question("explain", "A larger batch", section=4)
def four_times_the_batch(rng):
    small, factor, word, part = [
        (64, 4, "halves", "a quarter"),
        (32, 4, "halves", "a quarter"),
        (32, 16, "falls to a quarter", "a sixteenth"),
    ][rng.integers(3)]
    return Explain(
        f"You go from batches of {small} to batches of {small * factor} and keep the learning rate. How does the noise of the direction change, how many "
        "steps has an epoch now, and how far does an epoch get? What do many people do with the learning rate?",
        solution=f"The noise of an average falls like 1/√B: with {factor} times the examples it {word}. An epoch has {part} of the steps. As long as the noise was not what held "
        f"you back, a step leads about as far as before, so an epoch makes about {part} of the progress. Therefore many raise the rate along with the batch, as "
        "far as the curvature allows.",
        look_for={
            f"the noise falls like one over the root of the batch size: it {word}": 1,
            f"an epoch has {part} of the steps": 1,
            f"a step leads about as far as before (far from the minimum), so an epoch gets about {part} as far": 1,
            "people raise the learning rate (within the limit of the curvature)": 1,
        },
    )
