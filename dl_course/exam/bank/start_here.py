"""Lesson 00: the training cycle, the ways to learn, what linear means."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "One update", section=1)
def one_update(rng):
    w = [0.7, 1.3, 1.7, 2.3][rng.integers(4)]
    g = [-6, -4, -3, -2, 2, 3, 4, 5][rng.integers(8)]
    lr = [0.05, 0.1, 0.2][rng.integers(3)]
    new, sign = round(w - lr * g, 6), "−" if g < 0 else ""
    size = f"({sign}{-g})" if g < 0 else g
    return Number(
        f"A parameter of a network is {w:g}, and the loss is 2.300. With the parameter at {w + 0.001:g} and all others as they "
        f"are, the loss would be {2.3 + 0.001 * g:.3f}. Take the gradient from these numbers. What is the parameter after one update with the "
        f"learning rate {lr:g}?",
        answer=new,
        solution=f"The loss changes by {sign}{0.001 * abs(g):g} where the parameter changes by 0.001: the gradient is {sign}{abs(g)}. The update "
        f"goes against it: {w:g} − {lr:g} · {size} = {new:g}. (With a plus in place of the minus each step would go "
        "uphill, and the loss would rise.)",
        wrong={
            "This step goes uphill: the gradient points to where the loss rises, and the update goes the other way.": w
            + lr * g,
            "You took the change of the loss for the gradient. Divide it by how far the parameter was turned.": w
            - lr * 0.001 * g,
            "The learning rate is missing: a step is a part of the gradient.": w - g,
            "That is the change. The question is where the parameter is after it.": -lr * g,
        },
    )


@question("combine", "Two rounds of k-means", section=3)
def two_rounds(rng):
    points = [
        (0, 4, 8, 13, 15),
        (0, 2, 6, 11, 13),
        (0, 2, 9, 15, 18),
        (0, 2, 12, 13, 17),
        (0, 4, 9, 11, 16),
        (0, 2, 10, 15, 17),
    ]
    shift = int(rng.integers(1, 10))
    points = [point + shift for point in points[rng.integers(len(points))]]
    centres, said = [float(points[0]), float(points[1])], []
    for _ in range(2):
        right = [p for p in points if abs(p - centres[1]) < abs(p - centres[0])]
        left = [p for p in points if p not in right]
        centres = [sum(left) / len(left), sum(right) / len(right)]
        said.append((left, right, centres))
    first, second = said[0][2][1], said[1][2][1]
    rounds = " ".join(
        f"Round {i}: to the left-hand centre belong {', '.join(map(str, a))}, to the right-hand one {', '.join(map(str, b))}; "
        f"the centres move to {c[0]:g} and {c[1]:g}."
        for i, (a, b, c) in enumerate(said, start=1)
    )
    return Number(
        f"Five points lie on a line, at {', '.join(map(str, points[:-1]))} and {points[-1]}. k-means with two centres begins "
        f"with the centres on the first two points, {points[0]} and {points[1]}. In a round each point goes to its nearest "
        "centre, and then each centre moves to the mean of its points. Where is the right-hand centre after **two** rounds?",
        answer=int(second),
        solution=rounds + " A third round would change nothing.",
        wrong={
            "That is where it stands after one round. Now some points are nearer to the other centre: assign them anew.": first,
            "That is halfway between the outermost points of the group. The centre is their mean.": (
                said[1][1][0] + said[1][1][-1]
            )
            / 2,
            "That is the mean of all points. Each centre moves to the mean of its own.": sum(points) / 5,
        },
    )


@question("choose", "Which model is not linear?", section=4)
def not_linear(rng):
    right, solution = [
        (
            "y = a · exp(b · t)",
            "b sits inside the exponential: two models with added weights do not give the sum of the two predictions. It is linear in a alone.",
        ),
        (
            "y = a · sin(b · t)",
            "b sits inside the sine: two models with added weights do not give the sum of the two predictions. It is linear in a alone.",
        ),
        (
            "y = a · b · t + a",
            "It draws only straight lines, but it multiplies two weights. Two models with a = b = 1 have the slope 1 each; the one with the added weights has 4, not 2.",
        ),
    ][rng.integers(3)]
    return Choice(
        "A model has the weights a and b and the input t. Which of these models is **not** linear in the sense that counts for a "
        "model, linear in its parameters?",
        right=right,
        solution=solution,
        wrong={
            "y = a · t + b": "A weighted sum of t and 1. A straight line, and a linear model.",
            "y = a · t² + b · t³": "It is curved, but a weighted sum of the features t² and t³: linear in a and b.",
            "y = a · exp(t) + b": "The exponential makes the feature, no weight is in it. A weighted sum of exp(t) and 1: linear.",
        },
    )


@question("diagnose", "A table of tasks", section=3)
def table_of_tasks(rng):
    beings = [
        "measurements of the beings of a new planet",
        "what each customer of a shop has bought",
        "measurements of stones from the moon",
    ][rng.integers(3)]
    return Choice(
        "A slide shows these examples. One row is wrong. Which, and why?\n\n"
        "| row | given | wanted | task |\n"
        "|---|---|---|---|\n"
        "| 1 | hours of learning, with the points in the exam | the points of somebody new | regression |\n"
        "| 2 | height, weight and age, with 0 for a man, 1 for a woman | 0 or 1 for somebody new | regression |\n"
        f"| 3 | {beings}, nothing else | which kinds there are | clustering |\n"
        "| 4 | a large text, one word covered at a time | the covered word | self-supervised |",
        right="Row 2: 0 and 1 name two classes, so it is a classification",
        solution="Nothing lies between the two, and 1 is not more than 0. The codes could be exchanged, or be A and B.",
        wrong={
            "Row 1: points are whole numbers, so it is a classification": "Points can be ordered and subtracted, and 41 is nearly right where 42 is true. "
            "That is a number, not a name: a regression.",
            "Row 3: nobody has said which kinds there are, so it cannot be learned": "That is what clustering is for: it needs no answers. What the "
            "groups mean, and how many to ask for, is then ours to judge.",
            "Row 4: without labels it is unsupervised": "There is an answer to each task, the covered word. It was taken from the data and "
            "not written by a person: self-supervised.",
        },
    )


_TASKS = '''def tasks(words, width):
    """Covers each word once.

    Returns a list of pairs: the list of its neighbours, up to `width` on either
    side, in the order of the text, and the word itself.
    """
    found = []
    for i, word in enumerate(words):
        {}
        found.append((neighbours, word))
    return found
'''


@question("complete", "A text that asks its own questions", section=3)
def covered_words(rng):
    a, b, c, d = rng.permutation(["cat", "dog", "child", "mouse", "horse", "bird"])[:4].tolist()
    return Code(
        "Self-supervised learning needs no labels: a text makes its own tasks. Write the line that finds the neighbours. A word at the "
        "beginning or the end of the text has fewer of them. The words are a list.",
        given=_TASKS.format("..."),
        answer=_TASKS.format("neighbours = words[max(0, i - width) : i] + words[i + 1 : i + 1 + width]"),
        example=f'found = tasks(["{a}", "{b}", "{c}", "{d}"], 1)\n'
        f'expected = [(["{b}"], "{a}"), (["{a}", "{c}"], "{b}"),\n            (["{b}", "{d}"], "{c}"), (["{c}"], "{d}")]\n'
        "assert_equal(found, expected)",
        tests=f'text = ["the", "{a}", "and", "the", "{b}", "see", "the", "{c}"]\n'
        "for width in (1, 2, 3, 9):\n"
        "    expected = []\n"
        "    for i, word in enumerate(text):\n"
        "        expected.append(([w for j, w in enumerate(text) if 0 < abs(i - j) <= width], word))\n"
        "    assert_equal(tasks(list(text), width), expected)\n"
        f'assert_equal(tasks(["{a}"], 2), [([], "{a}")])',
        solution="The neighbours are what stands before and after; the word itself must not be among them, or the answer is in the question. "
        "A slice that begins below 0 counts from the end of the list, so the beginning needs `max(0, ...)`.",
        wrong={
            "The word itself is among its neighbours: the answer is in the question.": _TASKS.format(
                "neighbours = words[max(0, i - width) : i + width + 1]"
            ),
            "At the beginning of the text words are missing: a slice from -1 begins at the end of the list.": _TASKS.format(
                "neighbours = words[i - width : i] + words[i + 1 : i + 1 + width]"
            ),
        },
    )


_SPLIT = '''def split(x, y, num_test, rng):
    """Puts `num_test` examples aside, drawn by chance.

    Returns x and y to learn from, then x and y of the test.
    """
{}
    return x[num_test:], y[num_test:], x[:num_test], y[:num_test]
'''


@question("mend", "Two parts, drawn by chance", section=1)
def two_parts(rng):
    n, k = int(rng.integers(40, 60)), int(rng.integers(8, 15))
    return Code(
        "The function shall deal images `x` and their labels `y` into two parts: by chance, and each example in one of them. It runs. But a network "
        "that learns from the first part reads the new images no better than somebody who guesses.",
        given=_SPLIT.format("    x = x[rng.permutation(len(x))]\n    y = y[rng.permutation(len(y))]"),
        answer=_SPLIT.format("    order = rng.permutation(len(x))\n    x, y = x[order], y[order]"),
        example="x = np.arange(6)\n"
        "a, b, c, d = split(x, 10 * x, 2, np.random.default_rng(0))\n"
        "assert_equal([len(a), len(c)], [4, 2])\n"
        "assert_equal(sorted([*a, *c]), x)\n"
        "# each image has its own label\n"
        "assert_equal(b, [10 * image for image in a])\n"
        "assert_equal(d, [10 * image for image in c])",
        tests=f"x = np.arange({n})\n"
        "tested = []\n"
        "for start in range(3):\n"
        f"    parts = split(x.copy(), 7 * x + 1, {k}, np.random.default_rng(start))\n"
        "    a, b, c, d = map(np.asarray, parts)\n"
        f"    assert_equal(c.shape, ({k},))\n"
        "    assert_equal(sorted([*a, *c]), x)\n"
        "    assert_equal(b, 7 * a + 1)\n"
        "    assert_equal(d, 7 * c + 1)\n"
        "    tested.append(set(c.tolist()))\n"
        "assert tested[0] != tested[1] or tested[1] != tested[2]\n"
        f"parts = split(np.arange({2 * n}).reshape({n}, 2), np.arange({n}), {k}, np.random.default_rng(5))\n"
        "a, b, c, d = map(np.asarray, parts)\n"
        "assert_equal(a, np.stack([2 * b, 2 * b + 1], axis=1))\n"
        "assert_equal(c, np.stack([2 * d, 2 * d + 1], axis=1))\n"
        f"assert_equal(d.shape, ({k},))",
        solution="Images and labels were shuffled by two different orders, so each image got the label of another: nothing is left to learn. Draw one order, "
        "and use it for both.",
        wrong={
            "Nothing is drawn by chance any more: the test is always the first rows as they lie.": _SPLIT.format(
                "    pass"
            ),
            "Each permutation is still drawn anew.": _SPLIT.format(
                "    order = rng.permutation\n    x, y = x[order(len(x))], y[order(len(y))]"
            ),
        },
    )


@question("explain", "What are hidden layers worth?", section=2)
def what_else_differed(rng):
    old, new = [(81, 96), (78, 93), (84, 95)][rng.integers(3)]
    return Explain(
        "A spam filter was a linear model on five features that an expert had chosen, trained on 2,000 mails. Now it is a network with three hidden "
        f"layers that sees all words, trained on 50,000 mails. On the same test mails it is right on {new} % instead of {old} %. The team "
        f'writes: "hidden layers are worth {new - old} points". What do you answer, and what would you measure?',
        solution="Three things changed at once: the inputs, the number of mails and the model. So nobody knows which of them made the difference; "
        "the hidden layers may have added nothing. I would change one thing at a time: first the linear model on all words and all 50,000 mails, "
        "judged on the same test. What the network has beyond that is what the layers are worth.",
        look_for={
            "several things changed at once (names at least two: inputs, number of mails, layers)": 1,
            "so the gain cannot be put down to the layers": 1,
            "change one thing at a time": 1,
            "names the decisive rival: a model without hidden layers on the same inputs and the same mails": 1,
        },
    )
