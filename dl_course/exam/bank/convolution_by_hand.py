"""Lesson 08: what a convolution calculates, its sizes and parameters, and what moves along."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How wide is the map?", section=5)
def side(rng):
    n, k, s, p, d = [
        (30, 3, 2, 1, 2), (28, 5, 2, 1, 2), (40, 3, 3, 2, 3), (31, 5, 3, 2, 2), (50, 3, 4, 1, 4), (26, 3, 2, 2, 3), (36, 5, 2, 3, 2), (44, 3, 4, 1, 3),
    ][rng.integers(8)]  # fmt: skip
    reach = d * (k - 1) + 1
    room = n + 2 * p - reach
    without_holes = (n + 2 * p - k) // s + 1
    assert room % s, "rounding is part of the question"
    return Number(
        f"An image of {n}x{n} pixels meets a kernel of {k}x{k} numbers with stride {s}, dilation {d}, and {p} pixel{'s' * (p > 1)} of padding on "
        f"each side. The feature map is a square. How many numbers wide is it?",
        answer=room // s + 1,
        solution=f"With dilation {d} the kernel reaches over {d} · ({k} − 1) + 1 = {reach} pixels. The room is {n} + 2 · {p} − {reach} = {room} "
        f"pixels: {room} / {s} = {room / s:.4g}, rounded down {room // s} steps. The first place counts, too: {room // s + 1}.",
        wrong={
            "A part of a place is none: round down. A step that leaves the image is not taken.": room / s + 1,
            "You counted the steps. The first place counts, too.": room // s,
            "The dilation is missing: the holes make the kernel reach further than its number of weights.": without_holes,
            "The stride is missing: it says how far it is from place to place.": room + 1,
        },
    )


@question("combine", "The work of a layer", section=8)
def work(rng):
    height, width = [(10, 20), (20, 30), (12, 22), (10, 12)][rng.integers(4)]
    c_in, c_out, k = int(rng.integers(2, 5)), [5, 10, 20][rng.integers(3)], [3, 5][rng.integers(2)]
    padded = bool(rng.integers(2))
    h, w = (height, width) if padded else (height - k + 1, width - k + 1)
    padding = f"padding {(k - 1) // 2}" if padded else "no padding"
    zeros = " (The zeros of the padding are multiplied like any numbers.)" if padded else ""
    weights = k * k * c_in * c_out
    return Number(
        f"A convolution leads from {c_in} channels to {c_out}, with kernels of {k}x{k}, stride 1 and {padding}. The image has {height}x{width} "
        f"pixels. How many *multiplications* does the layer need for it?{zeros}",
        answer=weights * h * w,
        solution=f"The map has {h}x{w} places. At each one every one of the {c_out} filters multiplies {k} · {k} · {c_in} = {k * k * c_in} numbers: "
        f"{h} · {w} · {c_out} · {k * k * c_in} = {weights * h * w:,}. The biases are only added. The number of parameters, {weights + c_out:,}, "
        f"would not change with the image; the work does.",
        wrong={
            "That is the number of parameters. Each weight is used at every place.": weights + c_out,
            "Those are the weights. Each of them is used at every place.": weights,
            "The channels that come in are missing: a filter has one kernel for each of them.": k * k * c_out * h * w,
            "That is the work of one filter.": k * k * c_in * h * w,
            "You multiplied by the bias, too. It is only added.": (weights + c_out) * h * w,
        }
        | ({} if padded else {"Without padding the map is smaller than the image.": weights * height * width}),
    )


@question("choose", "The pixels are shuffled", section=9)
def shuffled(rng):
    return Choice(
        "In all images, those for training and those for the test, the pixels are shuffled, all in the same way. A dense network and one of "
        "convolutions, which takes the largest number of each map at its end, are then trained anew on them. Which does worse than before?",
        right="The convolutional one: pixels that belong together are not neighbours now.",
        solution="For a dense layer the order of its inputs means nothing: it learns the same weights in another order. A convolution assumes that "
        "neighbours belong together. After the shuffle they do not, and its assumption works against it.",
        wrong={
            "The dense one: each of its weights belongs to one place, and the places have changed.": "It is trained anew, so each weight finds its "
            "pixel at the new place. Every image is shuffled in the same way.",
            "Both: not even a person could recognise anything in such images.": "A person assumes neighbours, too. The dense network "
            "assumes nothing about places, so nothing is lost for it.",
            "Neither: no pixel is lost, and both can learn where it has gone.": "A convolution cannot: it looks at small windows only, with the "
            "same weights everywhere, and has no weight of its own for a place.",
        },
    )


@question("diagnose", "Right, half right, right again", section=12)
def every_fourth(rng):
    return Choice(
        """A network learns digits that stand in the middle of a large black image: three convolutions of 3x3 with ReLU, with a max pooling of 2x2 and stride 2 after the first and after the second; then the largest number of each map, then a dense layer. New digits, moved to the right:

| moved by pixels | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |
|---|---|---|---|---|---|---|---|---|---|
| correct, % | 94 | 53 | 31 | 53 | 94 | 53 | 30 | 53 | 94 |

What costs the network its correct answers?""",
        right="The poolings skip places: only moves of four pixels are whole steps for both.",
        solution="Two strides of 2 make steps of 4 pixels. After a move by 4 the last maps are the old ones, moved by one place, and their largest "
        "numbers stay. After a move by 1, 2 or 3 the windows stand at places that were skipped before. With stride 1 nothing would be skipped.",
        wrong={
            "The convolutions are not equivariant.": "With stride 1 a convolution is: its map moves along with the image. And then a move by 4 "
            "would not be free.",
            "The dense layer at the end has another weight for every place.": "It gets one number a map, the largest, and does not learn where that "
            "was. If places mattered to it, a move by 8 would cost more than a move by 1.",
            "It has only seen digits in the middle, so it knows them worse the further away they stand.": "At 8 pixels it is "
            "as good as in the middle. It is not the distance that counts.",
        },
    )


@question("complete", "One matrix product", section=9)
def im2col(rng):
    k, size = int(rng.integers(2, 4)), int(rng.integers(4, 7))
    image = rng.integers(-5, 6, (size, size + 1)).tolist()
    kernel = rng.integers(-3, 4, (k, k)).tolist()
    given = '''def convolve(image, kernel, stride):
    """The convolution of a table with a square kernel, as it is, no padding."""
    k = len(kernel)
    rows = range(0, image.shape[0] - k + 1, stride)
    columns = range(0, image.shape[1] - k + 1, stride)
    windows = ...
    return (windows @ kernel.ravel()).reshape(len(rows), len(columns))
'''
    return Code(
        "A convolution can be written as one matrix product: a table with a row for each window, times the kernel as a column. Fill in the table "
        "`windows`. (`a.ravel()` lays a table out in one row.)",
        given=given,
        answer=given.replace(
            "...", "np.array(\n        [image[i : i + k, j : j + k].ravel() for i in rows for j in columns]\n    )"
        ),
        example="""image = np.array([[1, 2, 1, 0], [1, 0, 2, 3], [2, 0, 4, 4]])
kernel = np.array([[0, 1], [2, 0]])
assert_equal(convolve(image, kernel, 1), [[4, 1, 4], [4, 2, 11]])
assert_equal(convolve(image, kernel, 2), [[4, 4]])
""",
        tests=f"""image, kernel = np.array({image}), np.array({kernel})
expected = F.conv2d(torch.tensor(image)[None, None], torch.tensor(kernel)[None, None])[0, 0]
for stride in (1, 2, 3):
    assert_equal(convolve(image, kernel, stride), expected[::stride, ::stride])
image = np.arange(20.0).reshape(4, 5)
assert_equal(convolve(image, np.array([[2.0]]), 1), 2 * image)
""",
        solution="Each place of the kernel is a row: the window that lies under it, laid out in the same order as the kernel. The rows come line by "
        "line, as `reshape` wants them back.",
        wrong={
            "The windows run down the columns first: the map comes out with its axes mixed up.": given.replace(
                "...", "np.array([image[i : i + k, j : j + k].ravel() for j in columns for i in rows])"
            ),
            "The kernel is turned. That is the convolution of mathematics.": given.replace(
                "...", "np.array([image[i : i + k, j : j + k].ravel()[::-1] for i in rows for j in columns])"
            ),
        },
    )


@question("mend", "It sees too far", section=11)
def field(rng):
    k = [3, 5][rng.integers(2)]
    given = '''def receptive_field(layers):
    """How many pixels wide one number of the last map sees. A layer is (kernel
    side, stride, dilation)."""
    field, step = 1, 1
    for k, stride, dilation in layers:
        step *= stride
        field += dilation * (k - 1) * step
    return field
'''
    answer = given.replace(
        "        step *= stride\n        field += dilation * (k - 1) * step\n",
        "        field += dilation * (k - 1) * step\n        step *= stride\n",
    )
    return Code(
        f"The function should say how many pixels wide the field is that a number of the last map can see. A single layer of {k}x{k} sees {k} pixels, "
        f"whatever its stride. For stride 2 the function says {1 + 2 * (k - 1)}. For stacks with stride 1 everywhere it is right.",
        given=given,
        answer=answer,
        example=f"""assert_equal(receptive_field([({k}, 2, 1)]), {k})
assert_equal(receptive_field([(3, 1, 1), (3, 1, 1)]), 5)
assert_equal(receptive_field([]), 1)
""",
        tests=f"""assert_equal(receptive_field([({k}, 3, 1)]), {k})
assert_equal(receptive_field([(3, 2, 1), ({k}, 1, 1)]), {3 + 2 * (k - 1)})
assert_equal(receptive_field([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)]), 16)
assert_equal(receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)]), 15)
assert_equal(receptive_field([(2, 2, 1), (3, 1, 3), (2, 2, 1), (3, 1, 1)]), 24)
""",
        solution="A step in front of a layer is as many pixels as the strides of the layers *before* it, multiplied. Its own stride only counts for "
        "those that come after: so first `field`, then `step`.",
        wrong={
            "A stride before the layer no longer counts. Two strides of 2 make steps of 4 pixels.": given.replace(
                "        step *= stride\n", "        step = 1\n"
            ),
            "Strides multiply. They do not add up.": answer.replace("step *= stride", "step += stride"),
        },
    )


@question("explain", "Convolutions over a table", section=9)
def table(rng):
    what, columns = [
        ("patients", "age, sex, weight, blood pressure"),
        ("houses", "price, year, rooms, distance to the station"),
        ("students", "age, subject, points, hours of sleep"),
    ][rng.integers(3)]
    return Explain(
        f"A table has 5,000 {what} as rows and 40 columns ({columns}, ...). A colleague lets kernels of three numbers slide along the *columns*: "
        f'"That has far fewer weights than a dense layer, so it will learn better." What does a convolution assume, does it hold here, and '
        f"how could you find out without believing anybody?",
        solution="A convolution assumes that neighbours belong together and that the same pattern means the same at every place. In a table the order "
        "of the columns is arbitrary, and a number means something else in each of them: few weights are only a gain where the assumptions are true. "
        "Train both, with equal care; or shuffle the columns, which changes nothing for the dense layer.",
        look_for={
            "It assumes that neighbours belong together (look near)": 1,
            "It assumes that the same weights fit at every place (look everywhere alike)": 1,
            "Neither holds for columns of a table: their order is arbitrary, their meanings and units differ": 1,
            "A test: compare with a dense layer on new rows, or put the columns into another order": 1,
        },
    )
