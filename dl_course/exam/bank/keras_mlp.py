"""Lesson 05: data that is ready, leaks, a network on a table."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "Count the parameters", section=7)
def count_parameters(rng):
    inputs, hidden, outputs = [(784, 128, 10), (100, 20, 5), (30, 50, 4), (64, 100, 10), (200, 40, 3), (12, 8, 6)][
        rng.integers(6)
    ]
    first, second = inputs * hidden + hidden, hidden * outputs + outputs
    return Number(
        f"A network has {inputs} inputs, one dense hidden layer of {hidden} units and a dense output layer of {outputs} units. How many parameters does it learn?",
        answer=first + second,
        solution=f"Each unit has a weight for each of its inputs, and a bias. {inputs} · {hidden} + {hidden} = {first:,} and {hidden} · {outputs} + {outputs} = {second:,}, "
        f"together {first + second:,}. The first layer alone has {100 * first / (first + second):.0f} % of them.",
        wrong={
            "The biases are missing: one for each unit.": inputs * hidden + hidden * outputs,
            "These are the parameters of the hidden layer. The output layer has some, too.": first,
            "The inputs have no biases, they are only handed on.": first + second + inputs,
            "The layers come one after the other: their parameters are added, not multiplied.": inputs
            * hidden
            * outputs,
        },
    )


@question("combine", "Back to points", section=7)
def back_to_points(rng):
    mse, root = [(0.25, 0.5), (0.36, 0.6), (0.49, 0.7), (0.64, 0.8), (0.81, 0.9)][rng.integers(5)]
    mean, std = [(150, 60), (200, 40), (120, 20), (500, 80), (60, 10)][rng.integers(5)]
    return Number(
        f"A target has the mean {mean} points and the standard deviation {std} points, both on the training rows. With these the target is standardised. A network is trained, and on new rows its "
        f"mean squared error on the standardised target is {mse:g}. How large is its error in points, as the root of the mean squared error?",
        answer=round(root * std, 6),
        solution=f"√{mse:g} = {root:g} standard deviations, and one of them is {std} points: {root:g} · {std} = {root * std:g}. The mean cancels: it stands in the target and in the "
        f"prediction. (Somebody who always says the mean is off by about {std}.)",
        wrong={
            "Take the root first: the mean squared error is in squared standard deviations.": mse * std,
            "The mean stands in the target and in the prediction: in their difference it cancels.": root * std + mean,
            "That is the mean squared error in squared points. Take the root.": mse * std**2,
            "That is still in standard deviations.": root,
        },
    )


@question("choose", "Weights from another library", section=11)
def not_transposed(rng):
    size = [32, 64, 16][rng.integers(3)]
    return Choice(
        f"Keras stores the weights of a dense layer as (inputs, units), PyTorch as (units, inputs). A student copies a hidden layer with {size} inputs and {size} units from Keras to PyTorch, with its biases, and forgets "
        "to transpose. What happens?",
        right="It runs without a word, and its outputs are nonsense",
        solution=f"{size} by {size} fits either way, so nothing can raise an error. Each weight now belongs to another pair of input and unit. No error shows it; a comparison does: the same inputs through both "
        "networks, once.",
        wrong={
            "PyTorch raises an error, because the two shapes do not fit": "They do: both are square. With different numbers of inputs and units you would have been lucky.",
            "The outputs are right: only the layout in memory differs": "The layout says which weight belongs to which input. A matrix and its transpose do different things.",
            "It runs, with the right outputs, but it cannot be trained further": "The outputs are wrong already. Training would go on, from a bad start.",
        },
    )


# 1,000 people, 45 of them ill, 20 columns (one is higher in the ill by 1); the ill copied to 19 rows each, then a split 3 : 1; 20-64-1 with ReLU,
# Adam 0.003 in batches of 50. New people: 4,000.
_RUN = """epoch   loss                   ill found
        training  validation   validation
    1     0.56      0.59          65 %
    5     0.28      0.34          93 %
   10     0.12      0.17         100 %
   20     0.03      0.09         100 %
   30     0.01      0.07         100 %

4,000 new people: 12 % of the ill found"""


@question("diagnose", "Too good", section=6)
def too_good(rng):
    return Choice(
        "1,000 people, 45 of them ill. As these are few, each ill row is copied until there are 19 of it. Then all rows are shuffled, and a quarter of them is put aside for "
        f"validation. A network is trained:\n\n```\n{_RUN}\n```\n\nThe new people were drawn from the same population, by chance. What is the first thing to change?",
        right="Split first, and copy only within the training part",
        solution="Copies of one ill person lie on both sides, so validation asks for rows that were learned by heart. It is a leak, and a leak shows like this: too good, until really new "
        "data come. With the split first, the validation part would have warned.",
        wrong={
            "Stop earlier, at epoch 5: after that it overfits": "By the validation loss nothing tells to stop: it falls until the end. The numbers that should warn are the ones that leak.",
            "Take a validation part of one half instead of a quarter": "Of 19 copies of a person some would still lie on either side. It is not the size.",
            "Find new people who are more like the first 1,000": "They come from the same population. A model that works only for the people it has seen is of no use.",
        },
    )


_CLIP = '''def clip_outliers(train, new, percent):
    """The new rows without extreme values, column by column.

    train, new: shape (n, columns) and (m, columns). In each column, what is below
    the `percent`-th percentile becomes that percentile; what is above the (100 -
    `percent`)-th becomes that one.
    """
    {}
'''


@question("complete", "A slip of the finger", section=4)
def slip_of_the_finger(rng):
    n, percent, seed = int(rng.integers(30, 60)), int(rng.integers(2, 9)), int(rng.integers(1000))
    return Code(
        "Somebody may have typed 321 for 32.1. Cut the extreme values of new rows off. All that the preparation uses is measured on the training part. `np.percentile(a, q)` gives percentiles, "
        "`np.clip(a, low, high)` cuts; both know about columns. One to three lines.",
        given=_CLIP.format("..."),
        answer=_CLIP.format(
            "low, high = np.percentile(train, [percent, 100 - percent], axis=0)\n    return np.clip(new, low, high)"
        ),
        example="train = np.column_stack([np.arange(101), 10 * np.arange(101)])\n"
        "new = np.array([[50, 321], [-7, 2000]])\n"
        "assert_equal(clip_outliers(train, new, 10), [[50, 321], [10, 900]])",
        tests=f"dice = np.random.default_rng({seed})\n"
        f"for q in ({percent}, 25, 1):\n"
        f"    old = dice.normal(size=({n}, 3)) * [1, 10, 100] + [0, 50, -300]\n"
        f"    fresh = dice.normal(size=(12, 3)) * [4, 40, 400] + [1, 50, -300]\n"
        "    limits = [(np.percentile(column, q), np.percentile(column, 100 - q)) for column in old.T]\n"
        "    expected = [[min(max(v, a), b) for v, (a, b) in zip(row, limits)] for row in fresh]\n"
        "    assert_equal(clip_outliers(old.copy(), fresh.copy(), q), expected)",
        solution="Percentiles of the *training* rows, one for each column (`axis=0`), applied to the new rows. From the new rows themselves they would leak, and a slip among few rows would set "
        "its own limit.",
        wrong={
            "These limits are measured on the new rows.": _CLIP.format(
                "low, high = np.percentile(new, [percent, 100 - percent], axis=0)\n    return np.clip(new, low, high)"
            ),
            "Without an axis there is one limit for all columns, whatever their units.": _CLIP.format(
                "low, high = np.percentile(train, [percent, 100 - percent])\n    return np.clip(new, low, high)"
            ),
            "Clipped are the training rows. The new ones were asked for.": _CLIP.format(
                "low, high = np.percentile(train, [percent, 100 - percent], axis=0)\n    return np.clip(train, low, high)[: len(new)]"
            ),
        },
    )


_PREPARE = '''def prepare(train, test):
    """Both parts, with each column standardised by mean and standard deviation of
    the training part."""
{}
    return train, test
'''


@question("mend", "One ruler for both parts", section=2)
def one_ruler_for_both(rng):
    n, seed = int(rng.integers(5, 20)), int(rng.integers(1000))
    return Code(
        "Both parts shall be measured with the ruler of the training part. The training part comes out right. But in the test part a person of average age, 50 years, still has about the age 50, and the network predicts "
        "nonsense for it.",
        given=_PREPARE.format(
            "    train = (train - train.mean(axis=0)) / train.std(axis=0)\n    test = (test - train.mean(axis=0)) / train.std(axis=0)"
        ),
        answer=_PREPARE.format(
            "    mean, std = train.mean(axis=0), train.std(axis=0)\n    train = (train - mean) / std\n    test = (test - mean) / std"
        ),
        example="train, test = prepare(np.array([[40.0], [60.0]]), np.array([[50.0], [70.0]]))\n"
        "assert_equal(train, [[-1], [1]])\n"
        "assert_equal(test, [[0], [2]])",
        tests=f"dice = np.random.default_rng({seed})\n"
        f"a = 30 + 8 * dice.normal(size=({n}, 3))\n"
        f"b = 40 + 3 * dice.normal(size=(4, 3))\n"
        "for b in (b, b[:1]):\n"
        "    c, d = prepare(a.copy(), b.copy())\n"
        "    assert_equal(c, (a - a.mean(axis=0)) / a.std(axis=0))\n"
        "    assert_equal(d, (b - a.mean(axis=0)) / a.std(axis=0))",
        solution="The first line overwrites `train`. In the second one its mean is 0 and its standard deviation 1, so the test part is not changed at all. Keep mean and standard deviation first, or "
        "prepare the test part before the training part.",
        wrong={
            "Now the test part has a ruler of its own: it is no longer measured like the training part.": _PREPARE.format(
                "    train = (train - train.mean(axis=0)) / train.std(axis=0)\n    test = (test - test.mean(axis=0)) / test.std(axis=0)"
            ),
            "Measured on both parts together: the test part has a say in its own preparation.": _PREPARE.format(
                "    both = np.concatenate([train, test])\n    mean, std = both.mean(axis=0), both.std(axis=0)\n"
                "    train = (train - mean) / std\n    test = (test - mean) / std"
            ),
        },
    )


@question("explain", "For whom does it work?", section=1)
def for_whom(rng):
    low, high, old = [(20, 45, 75), (18, 40, 70), (25, 50, 80)][rng.integers(3)]
    return Explain(
        f"A network predicts how a disease goes on. It was trained on patients from {low} to {high} years of age and tested on 300 others of the same study: the error is small. A clinic wants to use it "
        f'for patients of {old}. "The test set has shown that it works", says the manager. What do you answer? What does a network say beyond its data, and would you notice if it were wrong there? What do you propose?',
        solution=f"The test set answers for patients like those of the study; of people of {old} it knows nothing. Beyond its data a network still gives an answer, mostly by going straight on from where its data end. That may be wrong, perhaps always in the same direction, and "
        "nothing warns you. So: do not use it for them until it was tested on older patients, or train it on patients of all ages.",
        look_for={
            "the test set comes from the same recruitment, so it says nothing about other ages (not representative)": 1,
            "beyond its data a network goes on (mostly straight on), whatever is true there": 1,
            "you would not notice: nothing in its answer warns (the errors may even lie all in one direction)": 1,
            "a proposal: collect and test older patients first, train on all ages, or limit its use": 1,
        },
    )
