"""Lesson 01: one neuron, regression, softmax."""

import math

import numpy as np

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How far from the origin?", section=3)
def distance(rng):
    a, b, length = [(3, -4, 5), (-6, 8, 10), (5, 12, 13), (8, -15, 17)][rng.integers(4)]
    c = int(rng.integers(6, 12))
    line = f"{a} · x₁ {'−' if b < 0 else '+'} {abs(b)} · x₂ + {c}".replace("-", "−")
    return Number(
        f"A neuron adds up {line} and says yes where the sum is above 0. How far from the origin is the line between yes and no?",
        answer=c / math.hypot(a, b),
        solution=f"|b| / |w| = {c} / √({abs(a)}² + {abs(b)}²) = {c} / {length} = {c / length:.3g}. (With the bias 0 the line would pass through the origin.)",
        wrong={
            "That is the bias alone. Doubling w and b together leaves the line where it is: divide by the length of w.": c,
            "You divided by the sum of |w₁| and |w₂|. The length of w is √(w₁² + w₂²).": c / (abs(a) + abs(b)),
            "You divided by w₁² + w₂². The root is missing.": c / (a**2 + b**2),
        },
    )


@question("combine", "From scores to a step", section=6)
def softmax_step(rng):
    parts = [(2, 7, 1), (6, 3, 1), (7, 1, 2), (4, 15, 1), (1, 1, 8), (2, 3, 15)][rng.integers(6)]
    k = int(rng.integers(3))
    x, lr = [(0.4, 0.5), (0.2, 1.0), (0.8, 0.5), (0.3, 2.0), (0.6, 1.0)][rng.integers(5)]
    total = sum(parts)
    p = parts[k] / total
    logs = [math.log(part) for part in parts]
    names = ", ".join(f"{word}: log {part}" for word, part in zip(("ant", "bee", "fly"), parts, strict=True))
    return Number(
        f"Three neurons with a softmax see an image. Their scores are {names} (natural logarithms). The image shows the "
        f"{('ant', 'bee', 'fly')[k]}. The loss is the cross-entropy. One pixel of the image is {x:g}. "
        f"By how much does the weight from this pixel to the neuron of the {('ant', 'bee', 'fly')[k]} change in one step with this image alone and "
        f"the learning rate {lr:g}? (With its sign.)",
        answer=lr * (1 - p) * x,
        solution=f"exp undoes log, so p = {parts[k]} / ({' + '.join(map(str, parts))}) = {p:g}. The gradient is error times input: "
        f"(p − 1) · {x:g} = −{(1 - p) * x:g}. The step goes against it: −{lr:g} · (−{(1 - p) * x:g}) = +{lr * (1 - p) * x:g}. The score of the truth rises.",
        wrong={
            "The sign is wrong. The truth should get more probability, so its score must rise; the pixel is positive.": -lr
            * (1 - p)
            * x,
            "You divided the scores by their sum. The softmax divides their exponentials.": lr
            * (1 - logs[k] / sum(logs))
            * x,
            "You took p for the error. The target of the true class is 1: the error is p − 1.": -lr * p * x,
            "That is the step of the bias. The gradient of a weight is error times input.": lr * (1 - p),
            "The factor 2 belongs to the squared error. For the cross-entropy it is p − y alone.": 2 * lr * (1 - p) * x,
        },
    )


@question("choose", "Two things, both or neither", section=6)
def several_at_once(rng):
    a, b = [("cat", "dog"), ("car", "bicycle"), ("boat", "bridge")][rng.integers(3)]
    return Choice(
        f"A photo may show a {a}, a {b}, both or neither. A network shall say with which probability it shows a {a}, and with which "
        f"it shows a {b}. What does its last layer look like?",
        right="two neurons, each with a sigmoid of its own",
        solution="These are two questions with yes or no, and both may be yes. Two sigmoids give two opinions that need not add up to 1.",
        wrong={
            "two neurons with a softmax over the two": f"A softmax makes the two compete: they add up to 1. A photo of both could not get more than one half for each, and one of neither gets a {a} or a {b}.",
            f"three neurons with a softmax: {a}, {b}, neither": "Still one of three. A photo that shows both has no class.",
            "one neuron with a sigmoid": f"It gives one number. For a {a} against a {b} that would do; here two numbers are asked for.",
        },
    )


@question("diagnose", "Probabilities of four photos", section=6)
def wrong_axis(rng):
    while True:  # in twentieths, so that what is printed adds up exactly
        cuts = np.sort([rng.choice(np.arange(1, 20), 3, replace=False) for _ in range(3)], axis=1)
        columns = np.diff(cuts, axis=1, prepend=0, append=20) / 20
        if np.abs(columns.sum(axis=0) - 1).min() > 0.12 and columns.min() > 0.04:
            break
    rows = "\n".join(
        f"| {i} | " + " | ".join(f"{value:.2f}" for value in row) + " |" for i, row in enumerate(columns.T, start=1)
    )
    return Choice(
        "Each photo shows one of three animals. This is what a network with three neurons and a softmax says of four photos:\n\n"
        f"| photo | ant | bee | fly |\n|---|---|---|---|\n{rows}\n\n"
        "What went wrong in the code?",
        right="the softmax runs over the photos, not over the classes",
        solution="Each row should add up to 1, and none does. But each *column* does: the photos compete for the ant, not the three animals for a photo. "
        "It is the wrong axis. After every softmax look at the sum of a row.",
        wrong={
            "three sigmoids have been taken in the place of the softmax": "Then no row would have to add up to 1, as here. But three columns that add up to exactly 1 would be a strange chance.",
            "the scores were divided by their sum, without exp": "Divided over the classes, each row would still add up to 1; without exp there would mostly be negative numbers, too.",
            "the largest score was not subtracted before exp": "That changes nothing, or gives `nan` where the scores are very large.",
        },
    )


_ERRORS = '''def two_errors(p, is_ill, threshold):
    """How many of the ill are missed, and how many false alarms there are.

    p: probability of being ill, shape (n,). is_ill: the truth, True or False, shape
    (n,). Somebody is called ill where p is above the threshold.
    """
    called = p > threshold
{}
    return missed, alarms
'''


@question("complete", "Two kinds of errors", section=5)
def two_errors(rng):
    n, seed = int(rng.integers(30, 60)), int(rng.integers(1000))
    return Code(
        "A neuron gives probabilities, a threshold makes decisions of them. Count the two kinds of errors: ill people who are not called ill, and "
        "healthy people who are. One or two lines.",
        given=_ERRORS.format("    ..."),
        answer=_ERRORS.format("    missed = np.sum(~called & is_ill)\n    alarms = np.sum(called & ~is_ill)"),
        example="p = np.array([0.9, 0.4, 0.4, 0.1, 0.2])\n"
        "is_ill = np.array([True, True, False, False, True])\n"
        "assert_equal(two_errors(p, is_ill, 0.5), (2, 0))\n"
        "assert_equal(two_errors(p, is_ill, 0.3), (1, 1))",
        tests=f"dice = np.random.default_rng({seed})\n"
        f"p, is_ill = dice.integers(0, 11, {n}) / 10, dice.random({n}) < 0.4\n"
        "for threshold in (0.0, 0.2, 0.5, 0.9, 1.0):\n"
        "    wanted_missed = sum(1 for q, ill in zip(p, is_ill) if ill and not q > threshold)\n"
        "    wanted_alarms = sum(1 for q, ill in zip(p, is_ill) if q > threshold and not ill)\n"
        "    assert_equal(two_errors(p, is_ill, threshold), (wanted_missed, wanted_alarms))",
        solution="Missed: ill and *not* called ill. False alarm: called ill and *not* ill. With a lower threshold there are fewer of the first "
        "kind, or as many, and more of the second, or as many.",
        wrong={
            "The two are exchanged.": _ERRORS.format(
                "    missed = np.sum(called & ~is_ill)\n    alarms = np.sum(~called & is_ill)"
            ),
            "These are the right answers: the ill that are found, and the healthy that are left alone.": _ERRORS.format(
                "    missed = np.sum(called & is_ill)\n    alarms = np.sum(~called & ~is_ill)"
            ),
            "These are shares. The question is how many.": _ERRORS.format(
                "    missed = np.mean(~called & is_ill)\n    alarms = np.mean(called & ~is_ill)"
            ),
        },
    )


_SCALE = '''def standardise(x):
    """Each column with mean 0 and standard deviation 1; x has shape (examples,
    columns)."""
    return {}
'''


@question("mend", "A ruler for each column", section=4)
def one_ruler(rng):
    n, seed = int(rng.integers(5, 12)), int(rng.integers(1000))
    return Code(
        "After `standardise` each input should say how many standard deviations it lies from the average patient. Nothing stops, but the columns "
        "still differ in size: in the example, the first column comes out between −0.98 and −0.87.",
        given=_SCALE.format("(x - x.mean()) / x.std()"),
        answer=_SCALE.format("(x - x.mean(axis=0)) / x.std(axis=0)"),
        example="x = np.array([[20.0, 150.0], [30.0, 250.0], [20.0, 250.0], [30.0, 150.0]])\n"
        "assert_equal(standardise(x), [[-1, -1], [1, 1], [-1, 1], [1, -1]])",
        tests=f"dice = np.random.default_rng({seed})\n"
        f"for columns in (2, 3, {n}):\n"
        f"    x = 100 * dice.random(columns) + (1 + 9 * dice.random(columns)) * dice.normal(size=({n}, columns))\n"
        "    expected = np.stack([(column - column.mean()) / column.std() for column in x.T], axis=1)\n"
        "    assert_equal(standardise(x.copy()), expected)",
        solution="Without an axis, `mean` and `std` are one number for the whole table. `axis=0` runs down the rows and gives one for each column.",
        wrong={
            "With axis=1 each patient is measured with a ruler of their own, over columns of different units.": _SCALE.format(
                "(x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)"
            ),
            "The means are those of the columns now; the standard deviation still is that of the whole table.": _SCALE.format(
                "(x - x.mean(axis=0)) / x.std()"
            ),
        },
    )


@question("explain", "The loss before the first step", section=5)
def first_loss(rng):
    first = [5.2, 3.8, 12.7][rng.integers(3)]
    return Explain(
        "A friend trains one neuron with a sigmoid to tell two classes apart, by gradient descent on the binary cross-entropy. All weights and the "
        f"bias begin at 0, says the friend. The first loss that is printed, before any step, is {first}. Why can that not be? Name one "
        "thing that may have gone wrong, and how you would find out.",
        solution="With all weights and the bias at 0 every sum is 0, so the neuron says 0.5 for each example, whatever the data. Each then pays "
        "−log 0.5 = log 2 ≈ 0.69, and so does their mean. So either the weights do not begin at 0 and meet large inputs: print the first "
        "probabilities, which must all be 0.5. Or the losses were added up and not averaged: train on half of the examples, and the first loss halves.",
        look_for={
            "with weights and bias 0 it says 0.5 for every example, whatever the data": 1,
            "so the mean loss is −log 0.5 = log 2 ≈ 0.69": 1,
            "a cause that fits: weights that are not 0 (with large inputs), a sum in place of the mean, or an error in the formula": 1,
            "a way to find out that fits the cause (print p before the first step, other numbers of examples, ...)": 1,
        },
    )
