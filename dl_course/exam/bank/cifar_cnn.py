"""Lesson 10: a network that sees, its training loop, its parts, and what it looks at."""

import math
from itertools import combinations

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How many numbers come out?", section=3)
def numbers_out(rng):
    n, k, stride, padding = [
        (16, 3, 2, 0), (20, 5, 2, 0), (32, 3, 2, 1), (24, 5, 2, 2), (14, 3, 2, 1), (30, 5, 3, 1), (12, 3, 2, 0), (18, 5, 2, 1),
    ][rng.integers(8)]  # fmt: skip
    c_in, c_out = [(3, 6), (8, 16), (16, 32), (6, 10)][rng.integers(4)]
    room = n + 2 * padding - k
    side = room // stride + 1
    extra = f", padding={padding}" if padding else ""
    rounded = f"{room / stride:.4g}, rounded down {room // stride}" if room % stride else f"{room // stride}"
    return Number(
        f"`nn.Conv2d({c_in}, {c_out}, {k}, stride={stride}{extra})` gets an image of {n}x{n} pixels with {c_in} channels. How many numbers come out, in all "
        f"maps together?",
        answer=c_out * side * side,
        solution=f"Along one side the kernel has {n} + 2 · {padding} − {k} = {room} pixels of room. {room} / {stride} = {rounded}, plus 1 for the first "
        f"place: {side}. Each of the {c_out} filters makes one map: {c_out} · {side} · {side} = {c_out * side * side:,}.",
        wrong={
            "That is one map. Each filter makes one.": side * side,
            "You counted the steps along a side. The first place counts, too.": c_out * (side - 1) ** 2,
            "The stride is missing.": c_out * (room + 1) ** 2,
            "The maps of the channels that come in are added up: a filter makes one map, however many channels it sees.": c_in
            * c_out
            * side
            * side,
            "Those are the parameters of the layer, not what it gives.": (k * k * c_in + 1) * c_out,
        },
    )


@question("combine", "Mistakes with a name", section=6)
def in_their_kind(rng):
    while True:
        right = rng.integers(10, 16, 4)
        a, b, c, d = (int(v) for v in rng.integers(2, 7, 4))  # within a kind
        others = rng.integers(0, 3, (2, 2, 2))
        table = [
            [right[0], a, others[0, 0, 0], others[0, 0, 1]], [b, right[1], others[0, 1, 0], others[0, 1, 1]],
            [others[1, 0, 0], others[1, 0, 1], right[2], c], [others[1, 1, 0], others[1, 1, 1], d, right[3]],
        ]  # fmt: skip
        table = [[int(value) for value in row] for row in table]
        total = sum(map(sum, table))
        mistakes, kept = total - sum(table[i][i] for i in range(4)), a + b + c + d
        wrong = {
            "Right answers are no mistakes: leave the diagonal out.": (kept + total - mistakes) / total,
            "That is a share of all images. It is asked of the mistakes.": kept / total,
            "Those mistakes leave their kind.": 1 - kept / mistakes,
            "Those are the mistakes about animals only.": (a + b) / mistakes,
            "That is the accuracy.": 1 - mistakes / total,
        }
        if not any(math.isclose(a, b, rel_tol=0.02) for a, b in combinations([kept / mistakes, *wrong.values()], 2)):
            break
    names = ["cat", "dog", "car", "ship"]
    rows = "\n".join(
        f"| **{name}** | " + " | ".join(map(str, row)) + " |" for name, row in zip(names, table, strict=True)
    )
    return Number(
        f"""A row for each true class, a column for what the network said:

| it is | cat | dog | car | ship |
|---|---|---|---|---|
{rows}

Cat and dog are animals, car and ship are vehicles. What share of the *mistakes* stays in its kind, an animal called another animal, a vehicle another vehicle? (A number between 0 and 1.)""",
        answer=kept / mistakes,
        solution=f"Beside the diagonal there are {mistakes} mistakes. {a} + {b} + {c} + {d} = {kept} of them stay in their kind: {kept} / {mistakes} = "
        f"{kept / mistakes:.3g}. (As a control, deal the same answers out to the images at random.)",
        wrong=wrong,
    )


@question("choose", "Is the new idea worth it?", section=8)
def one_run_each(rng):
    low = [68.4, 70.5, 74.1, 81.3][rng.integers(4)]
    gain = [0.6, 0.7, 0.8][rng.integers(3)]
    return Choice(
        f"A colleague trains a network once as it was and once with a new layer: {low} % and {low + gain:.1f} % of 10,000 validation images right. With other "
        f"random starts each of these numbers moves by about a point. What do these two runs say about the new layer?",
        right="Nothing yet: the difference is no larger than what another start does.",
        solution="Only a difference larger than what the seed does is a result. Train both several times, from the same starts, and see whether the "
        "difference stays.",
        wrong={
            f"It helps: {gain * 100:.0f} more of 10,000 images are right, far too many for chance.": "That asks for the chance in the images alone. Another start "
            "moves the number as far, with the same images and without any new layer.",
            f"It helps a little, by {gain} points, as nothing else was changed between the two runs.": "An ablation changes one thing. But two "
            "runs of the very same network would have differed as much.",
            "It does not help: a gain of less than a point is worth nothing.": "Nobody knows whether there is a gain. A small one that comes with "
            "every start would be real.",
        },
    )


@question("diagnose", "Nine of ten right, and a high loss", section=6)
def softmax_twice(rng):
    return Choice(
        """A convolutional network learns the ten digits with `nn.CrossEntropyLoss`. The run:

```
          training          new digits
epoch   loss   right      loss   right
    0   2.30    12 %      2.30    11 %
    1   2.23    38 %      2.24    37 %
    2   1.92    58 %      1.93    57 %
    3   1.69    82 %      1.70    81 %
    5   1.62    86 %      1.63    84 %
   10   1.59    88 %      1.61    87 %
   30   1.56    90 %      1.58    88 %
```

Why is the loss so high for so many right answers?""",
        right="The network ends in a softmax, and the loss takes the softmax once more.",
        solution="Probabilities between 0 and 1 are small scores. Even a perfect answer, 1 for the right class and 0 for nine others, pays −log(e / (e + 9)) = "
        "1.46 then. So the loss stays high although most answers are right. Scores go into the loss.",
        wrong={
            "A tenth of the labels are wrong, so that hardly more than 90 % can be right.": "Then the loss could be far lower: who is right nine "
            "times in ten, and says 90 % each time, pays only about 0.5.",
            "The learning rate is too small, so that the loss had no time to fall.": "82 % after three epochs is fast, and 90 % right could go with "
            "a loss of 0.3. Something keeps the loss up whatever the rate.",
            "It overfits, and pays for the digits that it has not learned by heart.": "The loss is as high on the training digits, which it could have learned by heart.",
            "The dense layer at the end is too small for ten classes.": "The answers show that it tells ten classes apart. A network that is "
            "right so often could be sure, too, and pay nearly nothing.",
        },
    )


@question("complete", "The two lives of batch norm", section=8)
def batch_norm(rng):
    given = '''def batch_norm(x, kept_mean, kept_var, training):
    """Standardises each channel of x, shape (n, channels, height, width).

    In training by mean and variance of the batch; in use by the kept ones, shape
    (channels,).
    """
    if training:
        mean = ...
        var = ...
    else:
        mean, var = kept_mean, kept_var
    return (x - mean[:, None, None]) / torch.sqrt(var[:, None, None] + 1e-5)
'''
    answer = given.replace("mean = ...", "mean = x.mean(dim=(0, 2, 3))").replace(
        "var = ...", "var = x.var(dim=(0, 2, 3), unbiased=False)"
    )
    return Code(
        "The heart of batch norm, without its scale and shift. Each channel is a quantity of its own. The mean and the variance of the batch run over its "
        "images and over all their pixels. (The variance is the mean of the squared distances to the mean: `x.var(..., unbiased=False)`.)",
        given=given,
        answer=answer,
        example="""# one image, two channels of two pixels
x = torch.tensor([1.0, 3.0, 10.0, 30.0]).reshape(1, 2, 1, 2)
out = batch_norm(x, torch.zeros(2), torch.ones(2), training=True)
assert_equal(out, [[[[-1, 1]], [[-1, 1]]]], tolerance=1e-3)
out = batch_norm(x, torch.zeros(2), torch.ones(2), training=False)
assert_equal(out, x, tolerance=1e-3)
""",
        tests=f"""torch.manual_seed({int(rng.integers(1000))})
x = torch.randn(6, 3, 4, 5) * torch.tensor([1.0, 5.0, 0.3])[:, None, None] + torch.tensor([0.0, 7.0, -2.0])[:, None, None]
x[0] += 3
mean, var = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([4.0, 1.0, 0.25])
for batch in (x, x[:1]):
    right = F.batch_norm(batch, None, None, training=True)
    assert_equal(batch_norm(batch, mean, var, training=True), right, tolerance=1e-3)
    right = F.batch_norm(batch, mean, var)
    assert_equal(batch_norm(batch, mean, var, training=False), right, tolerance=1e-3)
""",
        solution="One mean and one variance a channel: the axes of the images (0), rows (2) and columns (3) are averaged away, axis 1 is left.",
        wrong={
            "That is a mean for each image: other images in the batch would play no part.": answer.replace(
                "return (x - mean[:, None, None]) / torch.sqrt(var[:, None, None]", "return (x - mean) / torch.sqrt(var"
            )
            .replace("dim=(0, 2, 3)", "dim=(2, 3), keepdim=True")
            .replace(
                "mean, var = kept_mean, kept_var", "mean, var = kept_mean[:, None, None], kept_var[:, None, None]"
            ),
            "That is one mean for all channels together.": answer.replace(
                "x.mean(dim=(0, 2, 3))", "x.mean().expand(x.shape[1])"
            ),
            "The standard deviation is not the variance: the root is taken below.": answer.replace("x.var(", "x.std("),
        },
    )


@question("mend", "The more it is covered", section=9)
def occlusion(rng):
    side = int(rng.integers(2, 4))
    given = '''def occlusion(sureness, image, size):
    """How much the sureness falls if a square of the image (channels, height,
    width) is covered by zeros."""
    height, width = image.shape[1] // size, image.shape[2] // size
    before = sureness(image)
    fall = torch.zeros(height, width)
    for i in range(height):
        for j in range(width):
            covered = image
            covered[:, i * size : (i + 1) * size, j * size : (j + 1) * size] = 0
            fall[i, j] = before - sureness(covered)
    return fall
'''
    return Code(
        "For each square of the image the function should say how much a network loses when this square *alone* is covered. `sureness` takes an image and "
        "gives a number. Instead, each value counts the squares before it as well, and afterwards the "
        "image itself is black.",
        given=given,
        answer=given.replace("covered = image\n", "covered = image.clone()\n"),
        example=f"""image = torch.ones(1, {2 * side}, {2 * side})
fall = occlusion(lambda x: x.sum().item(), image, {side})
assert_equal(fall, [[{side**2}, {side**2}], [{side**2}, {side**2}]])
assert image.min() == 1, "the image itself was changed"
""",
        tests=f"""image = torch.arange(96.0).reshape(2, 6, 8)
before = image.clone()
for size in (2, {side}):
    fall = occlusion(lambda x: x[0].sum().item() - 2 * x[1, 0, 0].item(), image, size)
    assert_equal(image, before)
    expected = F.avg_pool2d(before[None, :1], size)[0, 0] * size**2
    expected[0, 0] -= 2 * before[1, 0, 0]
    assert_equal(fall, expected)
""",
        solution="`covered = image` gives the same tensor a second name. So every square stays covered while the next one is tried. `image.clone()` makes a "
        "new one for each place.",
        wrong={
            "The copy is made once. From the second square on the first is still covered.": given.replace(
                "covered = image\n", "pass\n"
            ).replace("    fall = torch", "    covered = image.clone()\n    fall = torch"),
            "`image[:]` is a view of the same numbers, no copy.": given.replace(
                "covered = image\n", "covered = image[:]\n"
            ),
        },
    )


@question("explain", "95 % here, 60 % there", section=8)
def one_image_at_a_time(rng):
    return Explain(
        "A network with batch norm has 95 % of the validation images right, measured in shuffled batches of 100. The program that uses it gets one image at a "
        "time, and 60 % are right. No error appears. Which line is probably missing, why does it matter so much there, and why did the measurement "
        "not show it?",
        solution="`model.eval()` is missing in the program (and perhaps in the measurement). In training mode batch norm standardises with mean and spread of the "
        "batch; a single image is its own batch, so what it has more of than other images is taken away. A shuffled batch of 100 has "
        "nearly the statistics of all images, so the wrong mode does hardly any harm there; or the measurement said `eval()` itself.",
        look_for={
            "`model.eval()` is missing": 1,
            "In training mode batch norm uses the statistics of the batch, in eval mode those collected in training": 1,
            "A single image is standardised by itself, which removes what sets it apart": 1,
            "The measurement hid it: a large shuffled batch resembles all the data (or it called `eval()` itself)": 1,
        },
    )
