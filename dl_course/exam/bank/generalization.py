"""Lesson 06: splits, overfitting, medicines, rare classes."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How sure is that number?", section=2)
def how_sure(rng):
    p, n, points = [
        (90, 100, 3),
        (80, 100, 4),
        (80, 400, 2),
        (50, 100, 5),
        (50, 400, 2.5),
        (75, 300, 2.5),
        (90, 400, 1.5),
    ][rng.integers(7)]
    spread = p / 100 * (1 - p / 100)
    return Number(
        f"A network gets {p} % of {n} test examples right. They were drawn by chance, and nothing was chosen by them. How many percentage points is the standard error of this number?",
        answer=float(points),
        solution=f"√(p (1 − p) / n) = √({p / 100:g} · {1 - p / 100:g} / {n}) = {points / 100:g}, that is {points:g} points. In about 19 of 20 cases the truth lies within twice that.",
        wrong={
            "Take the root: that is the square of the standard error.": 100 * spread / n,
            "The n is missing. The more examples, the smaller the error.": 100 * math.sqrt(spread),
            "The root goes over n, too: four times the examples halve the error.": 100 * math.sqrt(spread) / n,
            "That is twice the standard error.": 2 * points,
            "That is right as a share. In percentage points it is a hundred times that.": points / 100,
        },
    )


@question("combine", "An alarm: is it true?", section=14)
def true_alarms(rng):
    n, share = [(2000, 5), (1000, 10), (2000, 10), (10000, 2), (2000, 2), (5000, 4)][rng.integers(6)]
    found, spared = [(80, 90), (90, 80), (90, 95), (80, 85), (75, 90)][rng.integers(5)]
    ill = n * share // 100
    true, false = ill * found / 100, (n - ill) * (100 - spared) / 100
    return Number(
        f"{n:,} people are tested, {share} % of them are ill. A network calls {found} % of the ill ill, and leaves {spared} % of the healthy alone. What share of those "
        "whom it calls ill are really ill, in per cent?",
        answer=100 * true / (true + false),
        solution=f"{ill} are ill, of whom it finds {true:g}. {n - ill:,} are healthy, and {100 - spared} % of them, {false:g}, are false alarms. {true:g} / ({true:g} + {false:g}) = "
        f"{100 * true / (true + false):.1f} %. The healthy are many, so even a small share of them is a lot of false alarms.",
        wrong={
            "That is the share of the ill that are found. Asked is the share of the alarms that are true.": found,
            "That is the balanced accuracy.": (found + spared) / 2,
            "That is right as a share. Asked is a number in per cent.": true / (true + false),
            "You counted as if there were as many ill people as healthy ones.": 100 * found / (found + 100 - spared),
        },
    )


@question("choose", "No gap", section=5)
def no_gap(rng):
    share = [2, 3, 4][rng.integers(3)]
    return Choice(
        f"A network tells ill people from healthy ones; {share} % are ill. It is right on {100 - share}.0 % of the training part, and on {100 - share}.0 % of the validation part. What follows?",
        right="It may have learned nothing: whoever always says healthy has as much",
        solution=f"A gap of 0 says that training and validation are alike, not that either is good. With {share} % ill people, always healthy is right on {100 - share} %. Look at how many of the ill it "
        "finds, or at the balanced accuracy.",
        wrong={
            "It is ready for use: with no gap between the two parts it does not overfit": f"That may be true and worth nothing: who says healthy to everybody has no gap either, and also {100 - share} %.",
            "It overfits: so high a training accuracy shows that it learns by heart": "Learning by heart shows in a validation accuracy below that of the training. Here both are the same.",
            f"It cannot underfit, as {100 - share} % is a high accuracy": "High compared with what? The simplest rule has it, too. It may underfit as badly as that rule.",
        },
    )


# 400 digits for training, 1,397 for the test; 64-64-10 with ReLU and dropout 0.7, Adam 0.003 in batches of 50; eval() never called.
_RUN = """epoch   training loss   right, training   right, test
   10        1.04             64 %            61 %
   30        0.56             83 %            76 %
   50        0.49             86 %            80 %
   60        0.32             88 %          81.2 %

the last test again, three times, no training between:
                                    80.3 %, 79.7 %, 82.4 %"""


@question("diagnose", "Four results of one network", section=9)
def four_results(rng):
    return Choice(
        "A network for digits has one hidden layer with dropout 0.7. Loss and accuracy are measured on its 400 training digits and on 1,397 test digits, and the last test is done over on the same digits:\n\n"
        f"```\n{_RUN}\n```\n\nWhy does the last test give four results?",
        right="`eval()` was not called: dropout goes on in the tests",
        solution="The same network gives the same digits different answers, so something in it is drawn anew each time: dropout, which belongs to the training alone. It costs accuracy as well. After `eval()` this "
        "network had 93.6 %, each time.",
        wrong={
            "The test is too small: with 1,397 digits a result is off by a point or two": "A standard error says how much *other* digits would change the result. The same digits and the same weights must give "
            "the same number.",
            "It overfits, so that its answers to test digits are mere luck": "Overfitted or not, the same weights give the same digits the same answers. No gap between training and test makes one test give four results.",
            "The learning rate is too large, so that the weights never come to rest": "Between the last four tests nothing is trained: the weights do not move at all.",
        },
    )


_BALANCED = '''def balanced_accuracy(truth, said):
    """The mean, over the classes that occur in `truth`, of the share of each class
    that is right.

    truth, said: class of each example, whole numbers, shape (n,).
    """
    shares = []
    for c in np.unique(truth):
        {}
    return float(np.mean(shares))
'''


@question("complete", "Where one class is rare", section=14)
def rare_class(rng):
    n, classes, seed = int(rng.integers(40, 80)), int(rng.integers(3, 6)), int(rng.integers(1000))
    return Code(
        "Accuracy hides a rare class. Balanced accuracy does not: each class counts as much as every other one, however rare it is. Write the line in the loop, for any number of classes.",
        given=_BALANCED.format("..."),
        answer=_BALANCED.format("shares.append(np.mean(said[truth == c] == c))"),
        example="truth = np.array([0, 0, 0, 0, 1, 2, 2])\n"
        "said = np.array([0, 0, 0, 1, 1, 0, 2])\n"
        "assert_equal(balanced_accuracy(truth, said), (3 / 4 + 1 + 1 / 2) / 3)",
        tests=f"dice = np.random.default_rng({seed})\n"
        "for _ in range(4):\n"
        f"    true_ = np.sort((dice.random({n}) ** 2 * {classes}).astype(int))\n"
        f"    said_ = np.where(dice.random({n}) < 0.6, true_, dice.integers(0, {classes}, {n}))\n"
        "    each = [sum(t == s == k for t, s in zip(true_, said_)) / sum(t == k for t in true_) for k in set(true_)]\n"
        "    assert_equal(balanced_accuracy(true_.copy(), said_.copy()), sum(each) / len(each))\n"
        f"assert_equal(balanced_accuracy(np.repeat([4, 7], [{n}, 1]), np.full({n + 1}, 4)), 0.5)",
        solution="Of the examples whose *truth* is c, the share that is called c. Who always names the frequent one of two classes gets 1 and 0, and so 0.5.",
        wrong={
            "That is the share of right ones among those that are *called* c.": _BALANCED.format(
                "shares.append(np.mean(truth[said == c] == c))"
            ),
            "Divided by all examples, the shares add up to the accuracy, and rare classes count little again.": _BALANCED.format(
                "shares.append(np.mean((said == c) & (truth == c)))"
            ),
            "That counts the examples of other classes that were not called c as right, too: the accuracy of one class against the rest.": _BALANCED.format(
                "shares.append(np.mean((said == c) == (truth == c)))"
            ),
        },
    )


_REPORT = '''def report(results):
    """The test accuracy of the setting that is best on validation.

    Where several are equal on validation, the first of them counts. results: for
    each setting, in the order in which it was tried, the pair (validation accuracy,
    test accuracy).
    """
    return {}
'''


@question("mend", "The number for the report", section=12)
def number_for_the_report(rng):
    a, b, c = [round(0.6 + 0.05 * int(v), 2) for v in rng.choice(6, 3, replace=False)]
    low, high = sorted([a, b])
    return Code(
        "From a search the test accuracy of the best setting is to be reported, and the test must not choose anything. The numbers of the function are sometimes a little too good. "
        "(Python compares pairs like words: by the first entry, and if that is equal, by the second.)",
        given=_REPORT.format("max(results)[1]"),
        answer=_REPORT.format("max(results, key=lambda result: result[0])[1]"),
        example="assert_equal(report([(0.85, 0.90), (0.80, 0.95)]), 0.90)\n"
        "assert_equal(report([(0.90, 0.70), (0.90, 0.80)]), 0.70)",
        tests=f"assert_equal(report([(0.5, 0.9), (0.7, {low}), (0.7, {high}), (0.6, 0.99)]), {low})\n"
        f"assert_equal(report([(0.7, {high}), (0.7, {low})]), {high})\n"
        f"assert_equal(report([(0.4, 0.9), (0.4, {c})]), 0.9)\n"
        f"assert_equal(report([(0.1, {c})]), {c})\n"
        f"assert_equal(report([(0.2, 0.9), (0.3, {a}), (0.8, {b})]), {b})",
        solution="Where two settings are equal on validation, `max` asked the test. With a small validation part that happens often. The key looks at validation alone, and `max` keeps the first of equals.",
        wrong={
            "That is the best test accuracy of all: the test has chosen.": _REPORT.format(
                "max(result[1] for result in results)"
            ),
            "That reports the validation accuracy, by which the setting was chosen: it flatters.": _REPORT.format(
                "max(result[0] for result in results)"
            ),
            "Sorted as pairs, ties are still decided by the test.": _REPORT.format("sorted(results)[-1][1]"),
        },
    )


@question("explain", "Smaller batches generalise better?", section=12)
def smaller_batches(rng):
    return Explain(
        'A slide says: "Small batches generalise better." A colleague trained once with batches of 32 and once with batches of 512, both with the rate 0.001 for 20 epochs, and got 91 % and 88 % on the test. '
        "Why does that not settle it, and what would a fair experiment look like?",
        solution="More than the batch has changed: in 20 epochs the large batches take a sixteenth of the steps, and a rate that suits one size need not suit the other. So search the rate for each size, on "
        "validation and with as many tries, and say whether the number of steps or of epochs is held equal. And one run each is luck: take several starts, and give both results with their error on the test.",
        look_for={
            "with the same epochs the sizes take different numbers of steps: say which is held equal, or try both": 1,
            "each batch size gets a search of the learning rate of its own, with as many tries": 1,
            "the rate is chosen on validation; the test chooses nothing": 1,
            "several starts, or an error bar: three points of one run each may be luck": 1,
        },
    )
