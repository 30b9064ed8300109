"""Checks of exercise 10: sizes and parameters of a network, normalised and shifted images, a confusion matrix."""

import numpy as np

from dl_course.checks.judging import as_array, compare, known, require, task, unchanged

KNOWN = known(__name__)


def check_output_size(output_size) -> None:
    """Task 1: `output_size(n, kernel, padding, stride)`, four int, gives an int."""
    with task(1, "the size of the output"):
        result = output_size(8, 5, 4, 2)
        compare(
            result,
            KNOWN["output_size"],
            hints=[
                "one is missing: a stencil as large as the image stands at one place, not at none.",
                "a stencil stands at whole pixels only: the result is a whole number.",
                "rounded up: a stencil that hangs over the edge does not count.",
                "the padding is added on each side, so it counts twice.",
                "the padding makes the image larger, not smaller.",
                "the stride is missing: the stencil moves `stride` pixels at a time.",
                "the padding is missing.",
                "the kernel is added; the larger the stencil, the fewer places it has.",
                "the kernel is missing: the stencil must lie inside as a whole.",
            ],
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
            KNOWN["count_parameters"],
            hints=[
                "the biases of the convolution are missing.",
                "a stencil is k by k pixels; this takes k alone.",
                "each stencil goes through all input channels, and has weights of its own for each.",
                "a bias for each *output* channel: there are c_out stencils, not c_in.",
                "this has a single bias; each stencil has its own.",
            ],
            what='count_parameters([("conv", 4, 7, 3)])',
        )
        compare(
            count_parameters([("dense", 6, 5)]),
            KNOWN["count_parameters.2"],
            hints=[
                "the biases of the dense layer are missing.",
                "a dense layer has one bias for each output, not for each input.",
                "a dense layer has one bias for each output, not a single one.",
            ],
            what='count_parameters([("dense", 6, 5)])',
        )
        compare(
            count_parameters([("norm", 9)]),
            KNOWN["count_parameters.3"],
            hints=[
                "batch norm has parameters, too: a scale and a shift for each channel.",
                "batch norm has two numbers for each channel, a scale and a shift.",
                "the averages that batch norm collects are not trained, so they do not count.",
            ],
            what='count_parameters([("norm", 9)])',
        )
        compare(
            count_parameters([("conv", 1, 2, 3), ("relu",), ("pool", 2), ("dense", 8, 3)]),
            KNOWN["count_parameters.4"],
            hints=[
                "this is the last layer alone: add up.",
                "this is the first layer alone; does your function return inside the loop?",
                "a pooling layer has nothing to learn, so it has no parameters.",
            ],
            what="a network of four layers",
        )


def check_normalise(normalise) -> None:
    """Task 3: `normalise(images, train)`, both of shape (n, height, width, 3), gives images of the same shape."""
    train = np.array([[[[10, 40, 100], [30, 60, 180]]], [[[20, 20, 120], [60, 80, 240]]]], dtype=np.uint8)
    images = np.array([[[[40, 10, 200], [15, 90, 90]]]], dtype=np.uint8)
    with task(3, "normalised by the training images, colour by colour"):
        compare(
            unchanged(normalise, images, train),
            KNOWN["normalise"],
            hints=[
                "these are the mean and deviation of the images themselves; take those of the training images.",
                "this is one mean for all three colours; each colour has its own.",
                "these are statistics for every pixel on its own; take them over images, rows and columns at once.",
                "the mean is subtracted; the division by the standard deviation is missing.",
                "the mean is not subtracted.",
                "divided by the variance; the standard deviation is its square root.",
                "the division comes before the subtraction: put brackets round images - mean.",
                "the sign is turned round: light pixels become negative.",
                "the images are divided by 255 and the training images are not; treat both alike.",
                "the result is cut to whole bytes: it must be float.",
            ],
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
            KNOWN["flip_and_shift"],
            hints=[
                "what leaves on one side comes in again on the other; there should be zeros.",
                "the image moves the wrong way in both directions.",
                "left and right are mixed up: a positive number moves to the right.",
                "up and down are mixed up: a positive number moves down, to larger row numbers.",
                "the two moves are exchanged: rows go down, columns go to the right.",
                "nothing is moved.",
                "this image is mirrored and should not be: look at `mirrored` for each image.",
            ],
            what="the red channel of an image moved 1 down and 2 to the right",
        )  # fmt: skip
        compare(
            np.asarray(result)[1, :, :, 0],
            KNOWN["flip_and_shift.2"],
            hints=[
                "the image is mirrored upside down: left and right change places, not top and bottom.",
                "nothing is mirrored.",
                "the colours are reversed, and not the columns: which axis is the width?",
                "mirror first and move afterwards: mirroring turns a move to the right into one to the left.",
                "all images move as the first one does; each has its own numbers.",
            ],
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
            KNOWN["confusion_shares"],
            hints=[
                "these are counts; divide each row by its sum.",
                "the row is the true class and the column what was said; yours are the other way round.",
                "each column sums to 1; each row should, as a row holds all images of one true class.",
                "all cells together sum to 1; divide each row by its own sum.",
                "row i is divided by the wrong sums: keepdims=True keeps the axis of the row sums.",
                "this is the diagonal alone, the accuracy of each class; the whole matrix is asked for.",
                "`table[y, y_hat] += 1` counts a pair once even where it occurs more than once.",
            ],
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
