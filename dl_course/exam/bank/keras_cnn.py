"""Lesson 09: LeNet and a classifier of one's own, in Keras."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "The axis in the wrong place", section=2)
def wrong_axis(rng):
    height, width = [(20, 30), (24, 40), (30, 50), (40, 60), (16, 20)][rng.integers(5)]
    filters, k = int(rng.integers(4, 11)), [3, 5][rng.integers(2)]
    answer = (k * k * width + 1) * filters
    return Number(
        f"Colour images come from PyTorch and have the shape (n, 3, {height}, {width}). Nobody moves an axis, and they go into the Keras layer "
        f'`Conv2D({filters}, {k}, padding="same")`. No error appears. How many parameters does the layer get?',
        answer=answer,
        solution=f"Keras takes the last axis for the channels: it sees 3 rows, {height} columns and {width} channels. "
        f"({k} · {k} · {width} + 1) · {filters} = {answer:,}, in place of ({k} · {k} · 3 + 1) · {filters} = {(k * k * 3 + 1) * filters}. The number of "
        f"parameters tells where Keras sees the channels.",
        wrong={
            "That would be right if the channels stood last. Which axis does Keras take for the channels?": (
                k * k * 3 + 1
            )
            * filters,
            "The biases are missing, one a filter.": k * k * width * filters,
            "The channels are the last axis for Keras, not the last but one.": (k * k * height + 1) * filters,
            "One bias a filter, not one for all of them.": k * k * width * filters + 1,
        },
    )


@question("combine", "From the image to the scores", section=3)
def whole_network(rng):
    n, k, filters = [(28, 5, 4), (28, 5, 10), (22, 3, 8), (24, 5, 6), (42, 3, 5), (25, 3, 10), (29, 5, 5)][
        rng.integers(7)
    ]
    classes = [5, 10][rng.integers(2)]
    half = (n - k + 1) // 2
    conv, flat = (k * k + 1) * filters, half * half * filters
    dense = (flat + 1) * classes
    odd = (n - k + 1) % 2
    return Number(
        f"A Keras network for grey images of {n}x{n} pixels: `Conv2D({filters}, {k})` without padding, `MaxPooling2D(2)`, `Flatten()`, "
        f"`Dense({classes})`. How many parameters has it in all?",
        answer=conv + dense,
        solution=f"The convolution has ({k} · {k} · 1 + 1) · {filters} = {conv} and makes maps of {n - k + 1}x{n - k + 1}, the pooling "
        f"{half}x{half}{' (rounded down)' if odd else ''}. `Flatten` gives {half} · {half} · {filters} = {flat:,} numbers, the dense layer has "
        f"({flat:,} + 1) · {classes} = {dense:,}. Together {conv + dense:,}.",
        wrong={
            "Those are the parameters of the dense layer alone.": dense,
            "After `Flatten` there are height · width · channels numbers, of all maps and not of one.": conv
            + (half * half + 1) * classes,
            "The pooling is missing: it makes the maps half as wide before they are flattened.": conv
            + ((n - k + 1) ** 2 * filters + 1) * classes,
            "Without padding the convolution makes the maps smaller than the image.": conv
            + ((n // 2) ** 2 * filters + 1) * classes,
            "The biases are missing, one a filter and one a unit.": conv + dense - filters - classes,
        },
    )


@question("choose", "A loss before any training", section=4)
def first_loss(rng):
    classes, log, seen = [(100, "4.6", 12), (50, "3.9", 11), (20, "3.0", 10), (200, "5.3", 13)][rng.integers(4)]
    return Choice(
        f"A Keras network for {classes} classes ends in `Dense({classes})`, without an activation. Its inputs are scaled. Before any training the "
        f"loss `SparseCategoricalCrossentropy()` is {seen}. (log {classes} ≈ {log}.) What is the most probable cause?",
        right="The loss takes the scores for probabilities: `from_logits=True` was forgotten.",
        solution=f"Who knows nothing pays log {classes} ≈ {log}. The scores are no probabilities: many of them are negative, Keras cuts those off at "
        "0.0000001, and −log 0.0000001 = 16. No error appears, and what is cut off passes no gradient back.",
        wrong={
            f"Nothing is wrong. With as many classes as {classes} a first loss like this one is usual.": f"Usual is the price of guessing, log "
            f"{classes} ≈ {log}.",
            "The softmax is done twice, once in the network and once in the loss.": f"There is no softmax in this network, and one too many "
            f"would not show at first: the loss would be near log {classes}, where it should be.",
            "The learning rate is too high, so that the first step overshoots.": "Before any training there is no step, and so no learning rate.",
        },
    )


@question("diagnose", "97 % here, 70 % there", section=8)
def two_seeds(rng):
    a, b = rng.choice(100, 2, replace=False).tolist()
    return Choice(
        f"""A classifier of pictures is 97 % right on its validation pictures, and 70 % on new ones that the same camera took of the same things. Its data are read so:

```python
read = keras.utils.image_dataset_from_directory
size = {{"image_size": (64, 64), "batch_size": 32}}
train = read("pictures", subset="training", validation_split=0.2, seed={a}, **size)
check = read("pictures", subset="validation", validation_split=0.2, seed={b}, **size)
```

What is wrong?""",
        right="Both calls need the same `seed`: many of the pictures in `check` are in `train`, too.",
        solution="Each call shuffles all pictures by its own seed and cuts off its share. With another seed the second one takes another fifth of them, "
        "and about 80 % of that fifth were trained on. It is a leak, and it raises no error.",
        wrong={
            "`validation_split=0.2` is too little. With half of the pictures the 97 % would come down to what is true.": "A fifth of the pictures is "
            "rough, but it does not make a number 27 points too good.",
            "The first call must say 0.8, and the second 0.2.": "Both name the share that is kept for validation. With 0.8 the training part "
            "would be a fifth of the pictures.",
            "The validation pictures must not be resized.": "They must: the network takes one size, and the new pictures are resized "
            "in the same way.",
        },
    )


@question("complete", "A loss that takes scores", section=4)
def from_scores(rng):
    scores = rng.integers(-3, 4, (3, 4)).tolist()
    labels = rng.integers(0, 4, 3).tolist()
    given = '''def cross_entropy(scores, labels):
    """Mean cross-entropy: scores (n, classes) of any size, labels (n,) whole
    numbers from 0."""
    # The largest score of a row becomes 0: no exp is too large, no softmax changes.
    scores = scores - scores.max(axis=1, keepdims=True)
    log_shares = ...  # the logarithm of the softmax, (n, classes)
    return ...
'''
    answer = given.replace(
        "...  # the logarithm of the softmax, (n, classes)",
        "scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))",
    ).replace("return ...", "return -log_shares[np.arange(len(labels)), labels].mean()")
    return Code(
        "What Keras does with `from_logits=True`: take the softmax of the scores, then minus the logarithm of the share of the right class, and the "
        "mean over the rows. It must stay finite for scores as large as 1,000. Fill in the two lines. (log(a / b) = log a − log b.)",
        given=given,
        answer=answer,
        example="""scores = np.array([[0.0, 0.0], [1000.0, 0.0]])
assert_equal(cross_entropy(scores[:1], np.array([1])), math.log(2))
assert_equal(cross_entropy(scores[1:], np.array([1])), 1000)
""",
        tests=f"""scores, labels = np.array({scores}, dtype=float), np.array({labels})
for factor in (1, 100):
    expected = F.cross_entropy(factor * torch.tensor(scores), torch.tensor(labels))
    assert_equal(cross_entropy(factor * scores, labels), expected)
assert_equal(cross_entropy(np.zeros((6, 10)), np.arange(6)), math.log(10))
assert_equal(cross_entropy(np.array([[900.0, 0.0]]), np.array([1])), 900)
assert_equal(cross_entropy(np.array([[500.0, -500.0], [0.0, 0.0]]), np.array([0, 0])), math.log(2) / 2)
""",
        solution="log(e^s / Σ e^s) = s − log Σ e^s, with the sum over the classes. Then each row keeps the entry of its label. Who takes the softmax first and "
        "the logarithm afterwards meets log 0 where a share is too small for a float.",
        wrong={
            "The sum runs over the images (axis 0) in place of the classes.": answer.replace(
                ".sum(axis=1", ".sum(axis=0"
            ),
            "The share of an unlikely class becomes 0, and its logarithm infinite.": answer.replace(
                "scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))",
                "np.log(np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))",
            ),
            "`log_shares[:, labels]` takes every label's column for every row.": answer.replace(
                "log_shares[np.arange(len(labels)), labels]", "log_shares[:, labels]"
            ),
        },
    )


@question("mend", "Frogs on their backs", section=8)
def mirror(rng):
    given = '''def mirrored(pictures, training, rng):
    """Pictures (n, height, width, channels): left and right change places, in about
    half of them."""
    turned = rng.random(len(pictures)) < 0.5
    result = pictures.copy()
    result[turned] = pictures[turned][:, ::-1]
    return result
'''
    answer = given.replace("[:, ::-1]", "[:, :, ::-1]").replace(
        "    turned =", "    if not training:\n        return pictures\n    turned ="
    )
    return Code(
        "Augmentation for pictures in the order that Keras wants. In training, each picture is mirrored by chance: what was left is right. In use "
        "nothing may change. Instead, frogs lie on their backs, and a program that asks about the same picture twice gets two "
        "answers. Mend both mistakes.",
        given=given,
        answer=answer,
        example="""pictures = np.arange(12).reshape(2, 2, 3, 1)
for k in range(4):
    assert_equal(mirrored(pictures, False, np.random.default_rng(k)), pictures)
    trained = np.asarray(mirrored(pictures, True, np.random.default_rng(k)))
    row = trained[0, 0].tolist()
    assert row in ([[0], [1], [2]], [[2], [1], [0]]), row
""",
        tests=f"""pictures = np.random.default_rng({int(rng.integers(100))}).random((200, 4, 3, 2))
before = pictures.copy()
for k in range(3):
    assert_equal(mirrored(pictures, False, np.random.default_rng(k)), before)
    got = np.asarray(mirrored(pictures, True, np.random.default_rng(k)))
    assert_equal(got.shape, before.shape)
    swapped = np.isclose(got, before[:, :, ::-1]).all(axis=(1, 2, 3))
    assert_equal(got, np.where(swapped[:, None, None, None], before[:, :, ::-1], before))
    assert 60 < swapped.sum() < 140
assert_equal(pictures, before)
""",
        solution="The axes are n, height, width, channels: left and right lie along axis 2, axis 1 turns a picture upside down. And augmentation belongs "
        "to training: in use the answer must not depend on chance.",
        wrong={
            "They still hang upside down: axis 1 is the height.": answer.replace("[:, :, ::-1]", "[:, ::-1]"),
            "It still changes pictures in use.": given.replace("[:, ::-1]", "[:, :, ::-1]"),
            "That turns the channels round, red for blue.": answer.replace("[:, :, ::-1]", "[..., ::-1]"),
        },
    )


@question("explain", "Units that like one class", section=7)
def choosy_units(rng):
    return Explain(
        "A paper shows, for units of the last hidden layer of a trained network, the pictures that excite them most. For each unit most of them are of "
        'one class. The authors write: "So the units have learned concepts." Which measurement is missing, how is it done, and what would you conclude '
        "from its result?",
        solution="The control: the same network with the random weights of its start, the same pictures, the same number. Random units may be choosy, too, as "
        "pictures of one class resemble each other. Only what the trained units have beyond the random ones was learned. And how choosy they are should be "
        "a number over all units, not a few chosen examples.",
        look_for={
            "The same must be measured in a network that has learned nothing (random weights)": 1,
            "With everything else equal: architecture, pictures, the way it is counted": 1,
            "Random units may well prefer one class, too, as its pictures are alike": 1,
            "Only the difference to the control speaks for learning": 1,
        },
    )
