"""Checks of exercise 10: sizes and parameters of a network, normalised and shifted images, a confusion matrix."""

import numpy as np

from dl_course.checks.judging import (
    Wrong,
    as_array,
    compare,
    error_means,
    first_that_fails,
    is_bool,
    known,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_output_size(output_size) -> None:
    """Task 1: `output_size(n, kernel, padding, stride)`, four int, gives an int."""
    with task(1, "the size of the output"):
        compare(
            _numbers(output_size, "output_size", [(40, 16, 10, 3), (10, 4, 2, 3), (33, 7, 1, 4)]),
            KNOWN["output_size"],
            hints=[
                "one is missing: a stencil as large as the image stands at one place, not at none.",
                "a 1 is subtracted; it is added, as the place where nothing has moved yet counts, too.",
                "a stencil stands at whole pixels only: the result is a whole number.",
                "this is one place too many: a stencil that hangs over the edge does not count.",
                "the last place is missing: a stencil that ends exactly at the edge still counts.",
                "the 1 is divided with the rest. It is the first place, where nothing has moved yet: it is not divided by the stride.",
                "the padding is added once for the left and once for the right: twice its number, neither once nor its square.",
                "the padding makes the image larger, not smaller.",
                "the padding stands outside the division: on it, too, the stencil moves `stride` pixels at a time.",
                "the stride is missing: the stencil moves `stride` pixels at a time.",
                "the stride is subtracted; divide by it.",
                "the padding is missing.",
                "padding and stride are both missing.",
                "kernel and padding play no part in this: the stencil must lie inside as a whole.",
                "the kernel is added; the larger the stencil, the fewer places it has.",
                "the kernel is missing: the whole stencil must lie inside.",
                "half of the kernel is taken off; the whole stencil must lie inside.",
                "this divides by the kernel; from one place to the next it is `stride` pixels.",
                "this holds for a pooling layer whose stride is its kernel, without padding; all four numbers play a part here.",
                "two numbers have changed places: n, kernel, padding, stride is the order.",
                "a number is fixed in your function, or the answer of the example returned; use the four that it is given.",
                "these are the places in a square; asked for is the number along one side.",
                "you multiply by the stride; the larger it is, the fewer places there are.",
                "only the kernel is divided by the stride: brackets are missing.",
                "this divides by stride + 1; the 1 belongs to the result.",
                "`%` gives what is left over; `//` divides.",
                "this is the first place alone. Does the `return` stand inside the loop?",
            ],
            what="output_size of (40, 16, 10, 3), of (10, 4, 2, 3) and of (33, 7, 1, 4)",
            besides=lambda: first_that_fails(
                (
                    lambda: output_size(9, 9, 0, 4) == 1,
                    "A stencil as large as the image stands at one place; yours does not.",
                ),
                (
                    lambda: output_size(33, 7, 3, 1) == output_size(39, 7, 0, 1),
                    "An image of 33 pixels with 3 of padding on each side is as good as one of 39; yours are not.",
                ),
                (
                    lambda: output_size(35, 7, 0, 4) == output_size(36, 8, 0, 4),
                    "If image and stencil both grow by 1, nothing changes; yours does.",
                ),
                (
                    lambda: output_size(35, 7, 0, 4) == output_size(39, 7, 0, 4) - 1,
                    "An image larger by one stride has one place more; yours does not.",
                ),
            ),
        )


def check_count_parameters(count_parameters) -> None:
    """Task 2: `count_parameters(layers)` with layers a list of tuples gives an int."""
    with task(2, "the number of parameters"):
        sizes = [(4, 7, 5), (3, 2, 4)]
        convolutions = [([("conv", *each)],) for each in sizes]
        first = _numbers(lambda layers: unchanged(count_parameters, layers), "count_parameters", convolutions)
        require(
            np.array_equal(first, _numbers(count_parameters, "count_parameters", convolutions)),
            "a second call with the same layers gives another number: the sum goes on from call to call. "
            "Begin it inside the function.",
        )
        compare(
            first,
            KNOWN["count_parameters"],
            hints=[
                "the biases of the convolution are missing.",
                "a stencil is k by k pixels; this takes k alone.",
                "each stencil goes through all input channels, and has weights of its own for each.",
                "a bias for each *output* channel: there are c_out stencils, not c_in.",
                "each stencil has one bias; here there is a single one, or one for each pair of channels, each pixel or each weight.",
                "the channels are added; input and output channels are connected each with each.",
                "the side of the stencil is fixed in your function; it is the last number of the layer.",
                "the numbers of the layer are read in another order; the side of the stencil stands last.",
                "this is 2 * c_in too much: do the lines of batch norm run for a convolution, too? An `else` belongs to the last "
                "`if` alone.",
                "this is no square of k: `**` makes one, neither `* 2` nor `^`.",
                "the bias is counted more than once for each stencil. Are brackets wrong?",
                "there is a bias for each input channel as well; each stencil has one, and nothing else has.",
                "numbers of a layer are added that belong multiplied: each stencil has weights in rows, columns and channels, and there are c_out.",
                "the biases are missing, and k is taken once; a stencil has k rows and k columns.",
                "nothing is counted. Does the loop run over all layers, and is the kind compared with the right word?",
                "95 is the answer of the example; calculate with the layers that are given.",
            ],
            what="count_parameters of a convolution of (4, 7, 5), and of one of (3, 2, 4)",
            besides=lambda: first_that_fails(
                (
                    lambda: count_parameters([("conv", 4, 14, 5)]) == 2 * count_parameters([("conv", 4, 7, 5)]),
                    "Twice as many stencils have twice as many parameters; yours do not.",
                ),
                (
                    lambda: count_parameters([("conv", 5, 7, 1)]) == count_parameters([("conv", 4, 7, 1)]) + 7,
                    "With k = 1, one input channel more is one weight more for each stencil; yours is not.",
                ),
            ),
        )
        compare(
            _numbers(count_parameters, "count_parameters", [([("dense", 6, 5)],), ([("dense", 3, 8)],)]),
            KNOWN["count_parameters.2"],
            hints=[
                "the biases of the dense layer are missing.",
                "a dense layer has one bias for each output: not for each input, not for the inputs, too, and not a single one.",
                "inputs and outputs are multiplied, not added: there is a weight for each pair.",
                "the weights of the dense layer are counted twice. Is it a * (b + b)?",
                "dense layers are not counted. Is the kind compared with the right word?",
            ],
            what="count_parameters of a dense layer of (6, 5), and of one of (3, 8)",
        )
        compare(
            _numbers(count_parameters, "count_parameters", [([("norm", 9)],), ([("norm", 5)],)]),
            KNOWN["count_parameters.3"],
            hints=[
                "batch norm has parameters, too: a scale and a shift for each channel.",
                "batch norm has two numbers for each channel, a scale and a shift: neither one nor three.",
                "this is one scale and one shift for all channels together; each channel has its own.",
                "the averages that batch norm collects are not trained, so they do not count.",
                "this is a power; batch norm connects no channel with another: two numbers for each.",
            ],
            what="count_parameters of batch norm over 9 channels, and over 5",
            besides="Batch norm over one channel has 2 parameters, over two 4.",
        )
        network = [("conv", 1, 2, 3), ("norm", 2), ("relu",), ("pool", 3), ("dense", 8, 3), ("relu",), ("dense", 3, 2)]
        stops = {
            kind: f"your function stops at a layer of kind {kind}. Every other kind has 0 parameters: go on."
            for kind in ("relu", "pool")
        }
        stops["ValueError"] = (
            "your function stops at a layer of kind relu or pool. Every other kind has 0 parameters: go on."
        )
        stops["IndexError"] = (
            '`("relu",)` has not so many entries. Which layers reach this line? (`a == 1 or 2` is always true.)'
        )
        with error_means(stops):
            count = count_parameters(network)
        compare(
            count,
            KNOWN["count_parameters.4"],
            hints=[
                "this is the last layer alone: add up. (`=+` is not `+=`.)",
                "this is the first layer alone; does your function return inside the loop?",
                "the third layer and all after it are missing: go on after a layer without parameters.",
                "a pooling layer has nothing to learn, so it has no parameters.",
                "add the layers up; you multiply them.",
                "this is 0: the layers are multiplied, or one without parameters ends the count. Add up, and go on.",
                "a layer without parameters counts as much as the one before it.",
                "of each kind only the last layer is counted.",
                "the last layer is missing.",
            ],
            what="a network of seven layers",
        )
        compare(
            count_parameters([("dense", 4, 4), ("relu",), ("dense", 4, 4)]),
            KNOWN["count_parameters.6"],
            hints=["of two equal layers one is left out: each counts. A set or a dict keeps only one."],
            what="count_parameters of two equal dense layers",
        )
        others = [("flatten",), ("dropout", 0.5), ("upsample", 2)]
        try:
            compare(
                count_parameters([*others, ("dense", 6, 5)]),
                KNOWN["count_parameters.5"],
                hints=["layers of a kind that your function does not know are counted; every other kind has none."],
                what=f"count_parameters of {others} and a dense layer",
            )
        except (Wrong, NotImplementedError):
            raise
        except Exception as error:
            raise Wrong(
                f"your function stops at a layer of a kind that it does not know, of {others}; every other kind has none."
            ) from error
        none = count_parameters([("relu",), ("pool", 2)])
        require(none is not None, "layers that have nothing to learn have 0 parameters together, not None.")
        compare(none, 0, what='count_parameters([("relu",), ("pool", 2)])')


def check_normalise(normalise) -> None:
    """Task 3: `normalise(images, train)`, both of shape (n, height, width, 3), gives images of the same shape."""
    # Mean 30, 100 and 180, standard deviation 12, 30 and 15.
    train = np.array(
        [
            [[[10, 110, 155], [50, 50, 195]], [[26, 90, 205], [34, 150, 175]]],
            [[[34, 70, 165], [18, 90, 185]], [[42, 130, 185], [26, 110, 175]]],
        ],
        dtype=np.uint8,
    )
    images = np.array([[[[42, 40, 210], [6, 100, 195]], [[30, 160, 150], [54, 115, 180]]]], dtype=np.uint8)
    with task(3, "normalised by the training images, colour by colour"):
        given = unchanged(normalise, images, train)
        own = normalise(train, train)
        require(not isinstance(given, tuple) or len(given) == 1, "return the normalised images alone.")
        compare(
            given,
            KNOWN["normalise"],
            hints=[
                "these are the mean and deviation of the images themselves; take those of the training images.",
                "these are mean and deviation of both sets together; take those of the training images alone.",
                "of mean and deviation one is that of the training images, the other that of the images; take both from the training images.",
                "the mean is that of the training images, but the deviation is measured around it in the images.",
                "images and train have changed places: normalise(images, train).",
                "this divides by the mean; divide by the standard deviation.",
                "this divides by the root of the standard deviation; np.std is a root already.",
                "this divides by the mean distance from the mean; the standard deviation is the root of the mean square.",
                "this is the deviation of each colour, but one mean for all three.",
                "one of the two is divided by 255 and the other is not: the result is 255 times too small or too large.",
                "this is one mean for all three colours; each colour has its own.",
                "this is one deviation for all three colours; each colour has its own.",
                "mean and deviation are those of the first training image; take them over all.",
                "the deviation is the average of those of single images; take it over all pixels of a colour at once.",
                "the rows of reshape(3, -1) are not the colours: the colour is the last axis.",
                "the colours are exchanged: mean and deviation stand in the reverse order.",
                "only one colour is left; put all three side by side along the last axis.",
                "only the first colour is normalised. Does the `return` stand inside the loop?",
                "large values are cut off; return them as they are.",
                "mean and deviation are fixed in your function; calculate them from the training images.",
                "these statistics do not run over all pixels of a colour; take them over images, rows and columns, all three axes at once.",
                "the mean is subtracted; the division by the standard deviation is missing.",
                "the mean is not subtracted.",
                "divided by the variance; the standard deviation is its square root.",
                "the division comes before the subtraction: put brackets round images - mean.",
                "the sign is turned round: light pixels become negative.",
                "the images are divided by 255 and the training images are not; treat both alike.",
                "the training images are divided by 255 and the images are not; treat both alike.",
                "this brings the images between 0 and 1; mean and standard deviation of the training images play no part in it.",
                "this scales by the smallest and the largest value; take mean and standard deviation.",
                "the result is cut to whole numbers; it must be float.",
                "the mean is turned into bytes, and a byte cannot be negative: 6 - 30 becomes 232. Calculate in float.",
                "bytes are squared, and a byte ends at 255: 20 * 20 becomes 144. Calculate in float.",
                "the deviation divides by n - 1 (ddof=1, or PyTorch's default); divide by n, as np.std does.",
                "multiplied by the standard deviation; divide by it.",
                "the mean is added; subtract it.",
                "these are the training images, normalised; asked for are the images.",
            ],
            what="what normalise gives",
            besides=first_that_fails(
                (
                    lambda: same(np.mean(as_array(own), axis=(0, 1, 2)), [0, 0, 0]),
                    "The training images themselves must get the mean 0 in each colour; yours do not.",
                ),
                (
                    lambda: same(np.std(as_array(own), axis=(0, 1, 2)), [1, 1, 1]),
                    "The training images themselves must get the deviation 1 in each colour; yours do not.",
                ),
            ),
        )
        images = (np.arange(24) * 7 % 23).reshape(1, 2, 4, 3) * 10.25
        train = (np.arange(120) ** 2 % 37).reshape(5, 2, 4, 3) * 6.75
        compare(
            unchanged(normalise, images, train, names=("images", "train")),
            KNOWN["normalise.2"],
            hints=[
                "images with digits after the point, or their mean and deviation, are cut or rounded to whole numbers.",
                "this is the median; take the mean.",
            ],
            what="what normalise gives for float images",
        )
        compare(
            normalise(np.array([[[[1, 0, 1], [0, 1, 1]]]], dtype=np.uint8), train),
            KNOWN["normalise.3"],
            hints=[
                "the images are divided by 255 and the training images are not: bytes and floats both count from 0 to 255.",
                "the training images are divided by 255 and the images are not: dark images count from 0 to 255, too.",
            ],
            what="what normalise gives for dark images of bytes and training images of floats",
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
        with error_means(
            {
                "IndexError": "a place is asked for that is not in the image, which is 3 high and 4 wide. What moves out is lost: is every place "
                "compared with height and width, in this order? And the last column is width - 1."
            }
        ):
            given = unchanged(flip_and_shift, images, np.array([False, True]), np.array([1, 0]), np.array([2, 1]))
        sizes = [np.shape(plain(image)) for image in given] if isinstance(given, (list, tuple)) else []
        require(len(set(sizes)) < 2, f"the images come out in several sizes, {sizes}; each keeps its own.")
        result = as_array(given)
        require(
            result.shape == images.shape, f"the images must keep their shape {images.shape}. Received: {result.shape}."
        )
        compare(
            result[0, :, :, 0],
            KNOWN["flip_and_shift"],
            hints=[
                "what leaves on one side comes in again on the other; there should be zeros.",
                "the image moves the wrong way in both directions.",
                "left and right are mixed up: a positive number moves to the right.",
                "up and down are mixed up: a positive number moves down, to larger row numbers.",
                "the two moves are exchanged: rows go down, columns go to the right.",
                "this image is not moved. Are only those that are mirrored?",
                "this image is empty. Is it left out, as it is not mirrored?",
                "the second move begins with the image as it was; it goes on with what the first one gave.",
                "this moves only down, and not to the right.",
                "this moves only to the right, and not down.",
                "where nothing comes in the old pixels are still there; begin with zeros.",
                "the edge is repeated where nothing comes in; there should be zeros.",
                "this image is mirrored and should not be: look at `mirrored` for each image.",
                "np.roll without its axis moves all numbers in one long row.",
                "np.roll moves every image by the sum of all the numbers it is given; each image has its own.",
                "the zeros are on the wrong side: after a move down the first rows are empty.",
                "where nothing comes in there are ones; there should be zeros.",
                "the first row and the first column of the image are lost: they have the number 0.",
                "the last column is lost: height and width are not the same.",
                "the last row and the last column that come in are lost: where does the range end?",
            ],
            what="the red channel of an image moved 1 down and 2 to the right",
            besides="What has come in is right; everywhere else there should be zeros."
            if result[0, 1:, 2:, 0].tolist() == [[1, 2], [5, 6]]
            else "",
        )  # fmt: skip
        compare(
            result[1, :, :, 0],
            KNOWN["flip_and_shift.2"],
            hints=[
                "the image is mirrored upside down: left and right change places, not top and bottom.",
                "nothing is mirrored. Is it asked with `is True`, which an entry of an array never is? Or is the mirrored image "
                "not kept? np.fliplr gives a new one.",
                "the colours are reversed, and not the columns: which axis is the width?",
                "np.flip turns round every axis, rows and colours too, unless it is told which.",
                "this is half a turn: rows and columns are both reversed; only the columns should be.",
                "the mirrored image has moved to the left. Mirror first and move afterwards, as mirroring turns the move round; and then leave its sign.",
                "this image is mirrored, but not moved; it is both.",
                "column 0 has stayed where it was: mirrored, column b becomes column width - 1 - b, not -b.",
                "all images move as the first one does; each has its own numbers.",
                "the second image is empty. Does the `return` stand inside the loop, does the loop end too early, or is a move of "
                "0 taken for a negative one? `[0:]` is everything.",
            ],
            what="the red channel of an image mirrored, then moved 1 to the right",
        )  # fmt: skip
        compare(
            result[1, :, :, 1],
            KNOWN["flip_and_shift.3"],
            hints=["only the red channel is mirrored and moved; all three colours should be."],
            what="the green channel of the same image",
        )
        dtype = getattr(plain(given), "dtype", images.dtype)  # a list has none
        require(
            dtype == images.dtype,
            f"the result must have the same type as the images, {images.dtype}. Received: {dtype}.",
        )
        compare(
            as_array(flip_and_shift(images[:1], np.array([False]), np.array([-1]), np.array([-3])))[0, :, :, 0],
            KNOWN["flip_and_shift.4"],
            hints=[
                "negative numbers move up and to the left; here they are taken for 0.",
                "negative numbers move up and to the left; here the minus is lost.",
                "for a negative number the zeros belong at the other end: `[:-1]` is nearly everything.",
                "what leaves at the top or on the left comes in again at the other end: a negative index counts from there.",
                "where nothing comes in the old pixels are still there if the number is negative.",
            ],
            what="the red channel of an image moved 1 up and 3 to the left",
        )
        compare(
            as_array(flip_and_shift(images[:1], np.array([False]), np.array([0]), np.array([0])))[0, :, :, 0],
            KNOWN["flip_and_shift.5"],
            hints=["an image that is not moved comes out empty; it should stay as it is."],
            what="the red channel of an image that is not moved",
        )
        compare(
            as_array(flip_and_shift(images[:1] / 8, np.array([True]), np.array([0]), np.array([1])))[0, :, :, 0],
            KNOWN["flip_and_shift.6"],
            hints=["images with digits after the point are cut to whole numbers; the result keeps their type."],
            what="the red channel of a float image mirrored, then moved 1 to the right",
        )
        wide = (np.arange(360) % 251 + 1).astype(np.uint8).reshape(1, 3, 40, 3)
        compare(
            _of_a_wide_image(flip_and_shift, wide, np.array([False]), np.array([1]), np.array([-36]))[0, :, :, 0],
            KNOWN["flip_and_shift.7"],
            what="the red channel of an image of 3 by 40 pixels, moved 1 down and 36 to the left",
        )


def check_confusion_shares(confusion_shares) -> None:
    """Task 5: `confusion_shares(y, y_hat, num_classes)` gives shape (num_classes, num_classes)."""
    y, y_hat = np.array([1, 0, 0, 1, 0, 1, 1]), np.array([2, 0, 1, 2, 0, 1, 2])
    with task(5, "the confusion matrix in shares"):
        with np.errstate(invalid="ignore"):
            with error_means(
                {
                    "truth value": "an `if`, an `and` or a chain of comparisons wants one truth value and gets an array. `&` does it entry by "
                    "entry, and needs brackets, as it comes before `==`: (y == i) & (y_hat == j).",
                    "inhomogeneous": "the rows have different lengths. np.bincount counts up to the largest number that occurs, unless its "
                    "minlength says more.",
                }
            ):
                full = as_array(
                    unchanged(confusion_shares, np.append(y, 2), np.append(y_hat, 2), 3), "the matrix of eight images"
                )
            compare(
                full,
                KNOWN["confusion_shares"],
                hints=[
                    "these are counts; divide each row by its sum.",
                    "the row is the true class and the column what was said; yours are the other way round.",
                    "each column sums to 1; each row should, as a row holds all images of one true class.",
                    "all cells together sum to 1; divide each row by its own sum.",
                    "row i is divided by the wrong sums: keepdims=True keeps the axis of the row sums.",
                    "the counts are divided by the number of classes; divide each row by its own sum.",
                    "the shares are cut to whole numbers. Is it `//`, or an array of whole numbers that takes them?",
                    "the shares are rounded; return them as they are.",
                    "these are shares in per cent; a row should sum to 1.",
                    "the diagonal is missing: an image that was called rightly counts, too.",
                    "this is 1 minus the share.",
                    "your classes begin with 1; classes are counted from 0.",
                    "this is the diagonal alone, the accuracy of each class; the whole matrix is asked for.",
                    "this is the accuracy of all images; the matrix says which class is taken for which.",
                    "a pair of classes that occurs more than once is counted once.",
                    "only the mistakes are counted; an image that was called rightly counts, too.",
                    "class 0 is missing: the first class has the number 0.",
                    "all rows are the same. Is one list put in as every row, as `[[0] * 3] * 3` does? Or is every y paired "
                    "with every y_hat?",
                    "the counts begin with 1; begin with 0.",
                    "there is 1 too much in the number that each row is divided by.",
                    "each row is divided by its largest count or its length; divide it by its sum.",
                    "`|` is or: counted is where y is i *and* y_hat is j, `&`.",
                    "each row is divided again for each image: count all first, divide afterwards.",
                    "each pair is counted both ways; a row holds the images of one true class alone.",
                    "y is compared with itself; the column is what the network said.",
                    "row i is divided by the number of images that were called i; divide by those that are i.",
                    "only the diagonal is filled in; the mistakes belong into the table as well.",
                    "only the first image is counted. Does the `return` stand inside the loop?",
                    "only the first row is divided by its sum. Does the `return` stand inside the loop?",
                    "only the first row is filled in. Does the `return` stand inside the loop?",
                    "the first row is not divided by its sum: the first class has the number 0.",
                    "the first image is left out: it has the number 0.",
                    "this is the softmax of the counts; divide each row by its sum.",
                ],
                what="the matrix of eight images",
                besides=first_that_fails(
                    (lambda: same(as_array(full).sum(axis=1), [1, 1, 1]), "Each row must sum to 1; yours do not."),
                ),
            )
            result = _with_absent_classes(confusion_shares, y, y_hat, 3)
        require(
            as_array(result).shape != (2, 2),
            "num_classes=3 must give shape (3, 3), also if a class is not among the true ones. Received: (2, 2).",
        )
        require(
            not np.isnan(as_array(result)).any(),
            "a class without any image gives nan (0 divided by 0); it should give a row of zeros.",
        )
        compare(
            result,
            KNOWN["confusion_shares.2"],
            hints=[
                "the row of a class without any image is shared out evenly; it should be a row of zeros.",
                "a class without any image has a 1 on the diagonal; it should have a row of zeros.",
            ],
            what="the matrix where no image is of class 2",
            besides="Its last row belongs to that class: zeros.",
        )
        larger = _with_absent_classes(confusion_shares, y, y_hat, 4)
        require(
            as_array(larger).shape == (4, 4),
            f"num_classes=4 must give shape (4, 4), also if a class never occurs. Received: {as_array(larger).shape}.",
        )
        compare(larger, KNOWN["confusion_shares.3"], what="the matrix of four classes, two of them without images")
        y, y_hat = np.array([2, 0, 0, 2, 0, 2, 2]), np.array([3, 0, 2, 3, 0, 2, 3])
        compare(
            _with_absent_classes(confusion_shares, y, y_hat, 4),
            KNOWN["confusion_shares.4"],
            hints=[
                "what comes after a class without any image is left as it was. Does your loop end there? Go on with the next class.",
            ],
            what="the matrix of four classes, of which 1 and 3 are without images",
        )


def _numbers(function, name, inputs):
    """What a function that gives one number gives for each of several inputs: a hint then has more than one witness."""
    results = []
    for arguments in inputs:
        called = f"{name}({', '.join(map(str, arguments))})"
        value = function(*arguments)
        shape = as_array(value, called).shape
        require(
            shape == () and not is_bool(value),
            f"{called} must be one number. Received: {'True or False' if is_bool(value) else f'shape {shape}'}.",
        )
        results.append(float(as_array(value)))
    return np.array(results)


def _of_a_wide_image(flip_and_shift, *arguments):
    """Calls a function that did a small image."""
    try:
        return as_array(flip_and_shift(*arguments))
    except (Wrong, NotImplementedError):
        raise
    except Exception as error:
        raise Wrong(
            "your function stops at an image of 3 by 40 pixels, moved 1 down and 36 to the left; with smaller moves it goes on. "
            "Is a number fixed in it?"
        ) from error


def _with_absent_classes(confusion_shares, y, y_hat, num_classes):
    """Calls the function where some class does not occur."""
    try:
        return confusion_shares(y, y_hat, num_classes)
    except IndexError as error:
        raise Wrong(
            "the table is too small where a class never occurs among the true ones. Its size is num_classes."
        ) from error
