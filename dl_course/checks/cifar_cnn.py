"""Checks of exercise 10: sizes and parameters of a network, normalised and shifted images, a confusion matrix."""

import numpy as np

from dl_course.checks.judging import as_array, compare, require, task, unchanged


def check_output_size(output_size) -> None:
    """Task 1: `output_size(n, kernel, padding, stride)`, four int, gives an int."""
    with task(1, "the size of the output"):
        result = output_size(8, 5, 4, 2)
        compare(
            result,
            6,
            mistakes={
                "one is missing: a stencil as large as the image stands at one place, not at none.": 5,
                "a stencil stands at whole pixels only: the result is a whole number.": 6.5,
                "rounded up: a stencil that hangs over the edge does not count.": 7,
                "the padding is added on each side, so it counts twice.": 4,
                "the padding makes the image larger, not smaller.": -2,
                "the stride is missing: the stencil moves `stride` pixels at a time.": 12,
                "the padding is missing.": 2,
                "the kernel is added; the larger the stencil, the fewer places it has.": 11,
                "the kernel is missing: the stencil must lie inside as a whole.": 8,
            },
            what="output_size(n=8, kernel=5, padding=4, stride=2)",
        )
        require(
            isinstance(result, (int, np.integer)),
            f"the result must be an int, as it counts places. Received: {type(result).__name__}. What does `//` do?",
        )
        compare(output_size(32, 5, 0, 1), 28, what="output_size(n=32, kernel=5, padding=0, stride=1)")


def check_count_parameters(count_parameters) -> None:
    """Task 2: `count_parameters(layers)` with layers a list of tuples gives an int."""
    with task(2, "the number of parameters"):
        compare(
            count_parameters([("conv", 4, 7, 3)]),
            259,
            mistakes={
                "the biases of the convolution are missing.": 252,
                "a stencil is k by k pixels; this takes k alone.": 91,
                "each stencil goes through all input channels, and has weights of its own for each.": 70,
                "a bias for each *output* channel: there are c_out stencils, not c_in.": 256,
                "this has a single bias; each stencil has its own.": 253,
            },
            what='count_parameters([("conv", 4, 7, 3)])',
        )
        compare(
            count_parameters([("dense", 6, 5)]),
            35,
            mistakes={
                "the biases of the dense layer are missing.": 30,
                "a dense layer has one bias for each output, not for each input.": 36,
                "a dense layer has one bias for each output, not a single one.": 31,
            },
            what='count_parameters([("dense", 6, 5)])',
        )
        compare(
            count_parameters([("norm", 9)]),
            18,
            mistakes={
                "batch norm has parameters, too: a scale and a shift for each channel.": 0,
                "batch norm has two numbers for each channel, a scale and a shift.": 9,
                "the averages that batch norm collects are not trained, so they do not count.": 36,
            },
            what='count_parameters([("norm", 9)])',
        )
        compare(
            count_parameters([("conv", 1, 2, 3), ("relu",), ("pool", 2), ("dense", 8, 3)]),
            47,
            mistakes={
                "this is the last layer alone: add up.": 27,
                "this is the first layer alone; does your function return inside the loop?": 20,
                "a pooling layer has nothing to learn, so it has no parameters.": 49,
            },
            what="a network of four layers",
        )


def check_normalise(normalise) -> None:
    """Task 3: `normalise(images, train)`, both of shape (n, height, width, 3), gives images of the same shape."""
    train = np.array([[[[10, 40, 100], [30, 60, 180]]], [[[20, 20, 120], [60, 80, 240]]]], dtype=np.uint8)
    images = np.array([[[[40, 10, 200], [15, 90, 90]]]], dtype=np.uint8)
    right = np.array([[[[0.534522, -1.788854, 0.730297], [-0.801784, 1.788854, -1.278019]]]])
    with task(3, "normalised by the training images, colour by colour"):
        compare(
            unchanged(normalise, images, train),
            right,
            mistakes={
                "these are the mean and deviation of the images themselves; take those of the training images.": [
                    [[[1, -1, 1], [-1, 1, -1]]]
                ],
                "this is one mean for all three colours; each colour has its own.": [
                    [[[-0.592999, -1.037749, 1.778998], [-0.963624, 0.14825, 0.14825]]]
                ],
                "these are statistics for every pixel on its own; take them over images, rows and columns at once.": [
                    [[[5, -2, 9], [-2, 2, -4]]]
                ],
                "the mean is subtracted; the division by the standard deviation is missing.": [
                    [[[10, -40, 40], [-15, 40, -70]]]
                ],
                "the mean is not subtracted.": [[[[2.13809, 0.447214, 3.651484], [0.801784, 4.024922, 1.643168]]]],
                "divided by the variance; the standard deviation is its square root.": [
                    [[[0.028571, -0.08, 0.013333], [-0.042857, 0.08, -0.023333]]]
                ],
                "the division comes before the subtraction: put brackets round images - mean.": [
                    [[[38.396433, 7.763932, 197.078813], [13.396433, 87.763932, 87.078813]]]
                ],
                "the sign is turned round: light pixels become negative.": -right,
                "the images are divided by 255 and the training images are not; treat both alike.": [
                    [[[-1.595183, -2.234314, -2.906863], [-1.600424, -2.220283, -2.914739]]]
                ],
                "the result is cut to whole bytes: it must be float.": right.astype(int).astype(np.uint8),
            },
            what="the normalised images",
            tolerance=2e-6,
        )


def check_flip_and_shift(flip_and_shift) -> None:
    """Task 4: `flip_and_shift(images, mirrored, down, right)` gives images (n, height, width, 3) of the same dtype."""
    grey = np.array([[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]], dtype=np.uint8)
    first, second = (
        grey[..., None] + np.array([0, 50, 100], np.uint8),
        grey[..., None] + np.array([20, 70, 120], np.uint8),
    )
    images = np.concatenate([first, second])
    with task(4, "mirrored and moved"):
        result = unchanged(flip_and_shift, images, np.array([False, True]), np.array([1, 0]), np.array([2, 1]))
        shape = as_array(result, "the result").shape
        require(shape == images.shape, f"the images must keep their shape {images.shape}. Received: {shape}.")
        compare(
            np.asarray(result)[0, :, :, 0],
            [[0, 0, 0, 0], [0, 0, 1, 2], [0, 0, 5, 6]],
            mistakes={
                "what leaves on one side comes in again on the other; there should be zeros.": [
                    [11, 12, 9, 10], [3, 4, 1, 2], [7, 8, 5, 6]
                ],
                "the image moves the wrong way in both directions.": [[7, 8, 0, 0], [11, 12, 0, 0], [0, 0, 0, 0]],
                "left and right are mixed up: a positive number moves to the right.": [
                    [0, 0, 0, 0], [3, 4, 0, 0], [7, 8, 0, 0]
                ],
                "up and down are mixed up: a positive number moves down, to larger row numbers.": [
                    [0, 0, 5, 6], [0, 0, 9, 10], [0, 0, 0, 0]
                ],
                "the two moves are exchanged: rows go down, columns go to the right.": [
                    [0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 2, 3]
                ],
                "nothing is moved.": grey[0],
                "this image is mirrored and should not be: look at `mirrored` for each image.": [
                    [0, 0, 0, 0], [0, 0, 4, 3], [0, 0, 8, 7]
                ],
            },
            what="the red channel of an image moved 1 down and 2 to the right",
        )  # fmt: skip
        compare(
            np.asarray(result)[1, :, :, 0],
            [[0, 24, 23, 22], [0, 28, 27, 26], [0, 32, 31, 30]],
            mistakes={
                "the image is mirrored upside down: left and right change places, not top and bottom.": [
                    [0, 29, 30, 31], [0, 25, 26, 27], [0, 21, 22, 23]
                ],
                "nothing is mirrored.": [[0, 21, 22, 23], [0, 25, 26, 27], [0, 29, 30, 31]],
                "the colours are reversed, and not the columns: which axis is the width?": [
                    [0, 121, 122, 123], [0, 125, 126, 127], [0, 129, 130, 131]
                ],
                "mirror first and move afterwards: mirroring turns a move to the right into one to the left.": [
                    [23, 22, 21, 0], [27, 26, 25, 0], [31, 30, 29, 0]
                ],
                "all images move as the first one does; each has its own numbers.": [
                    [0, 0, 0, 0], [0, 0, 24, 23], [0, 0, 28, 27]
                ],
            },
            what="the red channel of an image mirrored, then moved 1 to the right",
        )  # fmt: skip
        green = [[0, 74, 73, 72], [0, 78, 77, 76], [0, 82, 81, 80]]
        compare(np.asarray(result)[1, :, :, 1], green, what="the green channel of the same image")
        require(
            np.asarray(result).dtype == images.dtype,
            f"the result must have the same type as the images, {images.dtype}. Received: {np.asarray(result).dtype}.",
        )
        back = np.asarray(flip_and_shift(images[:1], np.array([False]), np.array([-1]), np.array([-3])))
        compare(
            back[0, :, :, 0],
            [[8, 0, 0, 0], [12, 0, 0, 0], [0, 0, 0, 0]],
            what="the red channel of an image moved 1 up and 3 to the left",
        )


def check_confusion_shares(confusion_shares) -> None:
    """Task 5: `confusion_shares(y, y_hat, num_classes)` gives shape (num_classes, num_classes)."""
    y, y_hat = np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 2, 1])
    with task(5, "the confusion matrix in shares"):
        with np.errstate(invalid="ignore"):
            full = confusion_shares(np.array([0, 0, 0, 0, 1, 1, 2]), np.array([0, 0, 0, 1, 2, 1, 2]), 3)
            result = unchanged(confusion_shares, y, y_hat, 3)
        compare(
            full,
            [[0.75, 0.25, 0], [0, 0.5, 0.5], [0, 0, 1]],
            mistakes={
                "these are counts; divide each row by its sum.": [[3, 1, 0], [0, 1, 1], [0, 0, 1]],
                "the row is the true class and the column what was said; yours are the other way round.": [
                    [1, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5]
                ],
                "each column sums to 1; each row should, as a row holds all images of one true class.": [
                    [1, 0.5, 0], [0, 0.5, 0.5], [0, 0, 0.5]
                ],
                "all cells together sum to 1; divide each row by its own sum.": np.array([[3, 1, 0], [0, 1, 1], [0, 0, 1]]) / 7,
                "row i is divided by the wrong sums: keepdims=True keeps the axis of the row sums.": [
                    [0.75, 0.5, 0], [0, 0.5, 1], [0, 0, 1]
                ],
                "this is the diagonal alone, the accuracy of each class; the whole matrix is asked for.": [0.75, 0.5, 1],
                "`table[y, y_hat] += 1` counts a pair once even where it occurs more than once.": [
                    [0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 1]
                ],
            },
            what="the matrix of seven images",
        )  # fmt: skip
        require(
            not np.isnan(as_array(result)).any(),
            "a class without any image gives nan (0 divided by 0); it should give a row of zeros.",
        )
        compare(result, [[0.75, 0.25, 0], [0, 0.5, 0.5], [0, 0, 0]], what="the matrix where no image is of class 2")
        larger = as_array(confusion_shares(y, y_hat, 4)).shape
        require(
            larger == (4, 4), f"num_classes=4 must give shape (4, 4), also if a class never occurs. Received: {larger}."
        )
