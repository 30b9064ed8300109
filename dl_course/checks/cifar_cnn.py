"""Checks of exercise 10: a network, shifted images, a step of training, an evaluation, a confusion matrix, images made of images."""

import functools

import numpy as np

from dl_course.checks.autograd import OF_STEPS, gradient_reaches, output, parameter_shapes, train_steps, watched
from dl_course.checks.judging import (
    Wrong,
    as_array,
    compare,
    error_means,
    first_that_fails,
    known,
    parts,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_small_network(small_network) -> None:
    """Task 1: `small_network(side, num_classes)` gives an `nn.Module`: (n, 3, side, side) to scores (n, num_classes)."""
    from torch import nn

    with task(1, "the network from its description"):
        x = _some_numbers((2, 3, 20, 20), 10, 6)
        with error_means(_OF_MODULES):
            network = small_network(20, 5)
            require(network is not None, "small_network gives None. Is the `return` missing?")
            require(
                isinstance(network, nn.Module),
                "the class itself is returned; brackets make a network of it: Net(...)."
                if hasattr(network, "mro")
                else f"return an nn.Module. Received: {type(network).__name__}.",
            )
            shapes = parameter_shapes(network, x)
            _right_parameters(shapes, 5)
            compare(
                next(shape[1] for shape in shapes if len(shape) == 2),
                KNOWN["small_network"],
                hints=[
                    "the dense layer forgets the channels: each of the 6 maps brings all of its places.",
                    "the dense layer forgets the places: each of the 6 maps brings more than one number.",
                    "the dense layer is made for one place too many on each side: half a step is no place, and the last convolution has no padding.",
                    "the dense layer is made for one place too few on each side: the first place counts as well.",
                    "the dense layer does not know of the pooling: it halves the side.",
                    "the dense layer does not know of the stride of the last convolution.",
                    "the size of the dense layer is fixed in your function; it follows from `side`.",
                    "the dense layer does not know of the last convolution: its stencil needs room, and it has 6 channels.",
                ],
                what="the number of inputs of the dense layer for side=20",
            )
            scores = output(network, x, _weights(5, 96))
        require(scores is not None, "the network gives None for images. Is the `return` missing in `forward`?")
        compare(
            scores,
            KNOWN["small_network.2"],
            hints=[
                "the scores go through a softmax: these are probabilities. The loss takes raw scores; its softmax is inside.",
                "the scores go through a log-softmax. The loss takes raw scores; all of that is inside it.",
                "the scores go through a ReLU, so none can be negative; they are returned raw.",
                "the scores go through a sigmoid; they are returned raw.",
                "nothing is added after the second convolution: what went in is missing.",
                "the ReLU comes after the addition; it belongs to the convolution, and the sum is left alone.",
                "the ReLU behind the first convolution is missing.",
                "the ReLU behind the second convolution is missing.",
                "the ReLU behind the third convolution is missing.",
                "the ReLUs behind the convolutions are all missing.",
                "the second convolution is added twice, or what went in is doubled: the sum is x + f(x).",
                "what went in is multiplied by what comes out; it is added.",
                "this pools by the mean; max pooling keeps the largest.",
                "the pooling comes before the residual convolution; it comes after.",
                "the channels are flattened in another order: `flatten(1)` takes them as they are.",
            ],
            what="the scores of two images, with weights and biases between -1 and 1,",
            tolerance=1e-4,
        )
        require(
            same(output(network, x, _weights(5, 96), training=True), scores, 1e-4),
            "the network computes something else while it is trained: leave dropout and the like out.",
        )
        require(
            all(gradient_reaches(network, x)),
            "no gradient reaches the layers: the scores are right, but the way back is cut. Is there a detach(), .data, no_grad or NumPy in `forward`?",
        )
        with error_means(_OF_MODULES):
            other = small_network(9, 3)
            _right_parameters(parameter_shapes(other, x[:, :, :9, :9]), 3)
            scores = output(other, x[:, :, :9, :9], _weights(3, 6))
        compare(scores, KNOWN["small_network.3"], what="the scores for side=9 and num_classes=3", tolerance=1e-4)


_OF_MODULES = {
    "must be tuple of ints,? ?but got float": "a layer is made with a size that is no whole number: `//` divides to one.",
    "mat1 and mat2|mat1 dim 1|input_size": "what comes to the dense layer has another size than it was made for. How many places are left of `side` after "
    "pooling and after the last convolution? It is to be flattened from axis 1 on: axis 0 counts the images.",
    r"KeyError.*\(\d": "the parameters are others in the second network than in the first: one layer is made for a fixed size.",
    "expected input.*channels": "the channels do not fit: a layer gets another number of them than it was made for. Are the layers called in the order of the list?",
    "The size of tensor a .* must match": "what went into the second convolution and what comes out must have the same size, or they cannot be added: 4 channels, and "
    "padding 1 for a 3x3 stencil.",
    r"TypeError.*Sequential|is not a Module subclass": "nn.Sequential takes layers, made with their sizes in brackets: no list, no function, no class. "
    "nn.ReLU() is a layer, F.relu a function.",
    "'(?:Net|\\w+)' object has no attribute": "forward uses a name that __init__ has not put on self. Is it spelt the same in both?",
}


def _right_parameters(shapes, num_classes) -> None:
    """Says which layer is not as described; the inputs of the dense layer are compared elsewhere."""
    stencils = sorted(shape for shape in shapes if len(shape) == 4)
    dense = [shape for shape in shapes if len(shape) == 2]
    lengths = sorted(shape[0] for shape in shapes if len(shape) == 1)
    require(
        len(shapes) > 0,
        "PyTorch finds no parameters. Layers are made in __init__ and put on self; those in a plain list, or made in "
        "`forward`, are not found (nn.ModuleList is a list that is).",
    )
    asked = [(4, 3, 3, 3), (4, 4, 3, 3), (6, 4, 3, 3)]
    require(
        stencils == asked,
        f"the convolutions have weights of the shapes {stencils}. Described are {asked}: to channels, from channels, and the "
        "stencil. One that is missing may lie in a plain list, where PyTorch does not find it.",
    )
    require(len(dense) == 1, f"described is one dense layer. PyTorch finds {len(dense)}.")
    require(
        dense[0][0] == num_classes,
        f"num_classes={num_classes} must give {num_classes} scores. Yours gives {dense[0][0]}.",
    )
    right = sorted([4, 4, 6, num_classes])
    require(
        lengths == right,
        "a layer has no bias; all have." if len(lengths) < 4
        else "the network has more parameters than described. Is there batch norm in it?",
    )  # fmt: skip


def _some_numbers(shape, seed, divisor):
    """Whole numbers from -9 to 9 by chance, divided."""
    return np.random.default_rng(seed).integers(-9, 10, shape) / divisor


def _weights(num_classes, inputs):
    """Numbers for the parameters of `small_network`, a shape each."""
    shapes = [(4, 3, 3, 3), (4, 4, 3, 3), (6, 4, 3, 3), (4,), (6,), (num_classes, inputs), (num_classes,)]
    return [_some_numbers(shape, i, 25) for i, shape in enumerate(dict.fromkeys(shapes))]


def check_flip_and_shift(flip_and_shift) -> None:
    """Task 2: `flip_and_shift(images, mirrored, down, right)` gives images (n, height, width, 3) of the same dtype."""
    grey = np.array([[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]], dtype=np.uint8)
    first, second = (
        grey[..., None] + np.array([0, 50, 100], np.uint8),
        grey[..., None] + np.array([20, 70, 120], np.uint8),
    )
    images = np.concatenate([first, second])
    with task(2, "mirrored and moved"):
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


def check_train_step(train_step) -> None:
    """Task 3: `train_step(model, optimizer, x, y)`, x uint8 (n, height, width, 3), y int32 (n,), gives the loss."""
    import torch

    with task(3, "a step of training"):
        batches = [
            (np.random.default_rng(seed).integers(0, 256, (5, 4, 3, 3), dtype=np.uint8), np.array(y, dtype=np.int32))
            for seed, y in [(1, [2, 0, 1, 1, 2]), (2, [0, 0, 2, 1, 0])]
        ]
        model = _small_model().eval()
        with error_means(_OF_STEPS):
            losses, parameters, history = train_steps(
                train_step, model, torch.optim.SGD(model.parameters(), lr=0.25), batches
            )  # fmt: skip
        loss = losses[0]
        require(loss is not None, "train_step gives None; it returns the loss. Is the `return` missing?")
        require(
            not history,
            "the loss that you return still holds the whole graph behind it; kept in a list, it fills the memory. "
            ".item() makes a number of it.",
        )
        compare(
            loss,
            KNOWN["train_step"],
            hints=[
                "the scores go through a softmax, and cross_entropy has one inside: here it is done twice. No error says so.",
                "the loss is summed over the images; it is their mean.",
                "the bytes are not divided by 255.",
                "reshape and view keep the numbers in their order and cut them elsewhere, which mixes colours and places; permute moves an axis.",
                "rows and columns have changed places: after the channels comes the height, then the width.",
                "the model is in eval mode: batch norm takes its averages. In a step of training it is in train mode.",
                "this is the loss after the step; asked for is the loss that the gradient was taken of.",
                "the logarithm is missing: nll_loss takes log-probabilities, and these are scores or probabilities.",
                "this is the mean squared error; classes take the cross-entropy.",
                "this is the accuracy; asked for is the loss.",
                "the images are normalised by a mean of their own; here they are only divided by 255.",
            ],
            what="the loss of the first step",
            tolerance=1e-4,
        )
        compare(
            _changes(parameters[:1]),
            KNOWN["train_step.2"],
            hints=[
                "the loss is right, but the parameters have not moved: is backward() called, then step(), and zero_grad() not between them?",
                "the parameters have moved, but not as the optimizer that was handed over moves them. Is there another one in your function?",
                "the parameters go uphill: is the loss multiplied by -1?",
                "two steps are taken, and one was asked for.",
                "the gradient is cut to a length; that is not asked for.",
            ],
            what="by how much the first parameters move in the first step",
            tolerance=1e-4,
        )
        compare(
            losses[1],
            KNOWN["train_step.3"],
            what="the loss of the second step",
            tolerance=1e-4,
        )
        compare(
            _changes(parameters),
            KNOWN["train_step.4"],
            hints=[
                "the first step is right, the second is not: the gradients of the first are still there, and PyTorch adds the new ones to them. zero_grad is missing.",
            ],
            what="by how much the first parameters move in the second step",
            tolerance=1e-4,
        )


_OF_STEPS = {
    **OF_STEPS,
    "can't be cast to the desired output type Byte": "the bytes are divided in place and cannot hold digits after the point: make a new tensor, x / 255.",
    "expected scalar type Long|not implemented for '(?:Byte|Int|Char|Short)'|expected target|Expected floating point type for target": "the labels have the wrong type for "
    "cross_entropy: classes are whole numbers of 64 bits, .long(). Fewer bits it does not take, and floats would be probabilities.",
    "not implemented for 'Long'": "PyTorch does not calculate this with whole numbers. Are the scores first, and the classes second?",
    r"expected input.*channels|Expected 3D \(unbatched\) or 4D": "the images come with their channels last; the network wants them before rows and columns: (n, 3, height, width).",
    r"Input type \((?:unsigned char|torch\.ByteTensor|Byte)|Input type .* and (?:weight|bias) type": "the images reach the network as bytes; it takes floats. Are they divided by 255?",
    "does not require grad": "backward() has nothing to go back to: the loss is cut off from the parameters. Was it made under no_grad, or cut by .item(), .data, .detach() or argmax?",
    "mat1 and mat2": "the images have another shape than the network was made for: (n, 3, height, width).",
    "could not be converted|number of dims don't match|permute": "permute takes all four axes once, in their new order: images, channels, rows, columns.",
    "a Tensor with .* elements cannot be converted|only one element tensors": "the loss must be one number, the mean over the images.",
}


def check_evaluate(evaluate) -> None:
    """Task 4: `evaluate(model, x, y, batch_size)` gives mean loss and accuracy, and leaves the model as it was."""
    with task(4, "measured without a trace"):
        x, y = _some_numbers((7, 3, 4, 3), 10, 6), np.array([2, 0, 0, 1, 2, 0, 0])
        model = _small_model().train()
        with error_means(_OF_STEPS):
            seen = watched(evaluate, model, x, y, 3)
        require(
            not any(seen["training"]) and not seen["changed"],
            "the model is in train mode while it is measured: batch norm takes mean and deviation of the batch and changes its averages, "
            "and dropout is on. model.eval() is missing, or comes too late.",
        )
        returned = parts(
            seen["returned"], 2, "return two numbers: the mean loss and the share of right answers.", rows=True
        )
        require(
            not seen["history"],
            "gradients are recorded: what you return still holds the whole graph. Measure under torch.no_grad().",
        )
        compare(
            returned,
            KNOWN["evaluate"],
            hints=[
                "the two are in the wrong order: first the loss, then the accuracy.",
                "this is the mean of the batches' means; the last batch is smaller, and its images count too much. Add up sums.",
                "the last batch is missing, as it is not full.",
                "only the last batch counts here. Is something set to 0 inside the loop, or overwritten?",
                "only the first batch counts here. Does the `return` stand inside the loop?",
                "the loss is the sum over all images; asked for is the mean.",
                "the accuracy is the number of right answers; asked for is their share.",
                "the accuracy is in per cent; asked for is the share.",
                "this is the share of wrong answers.",
                "argmax goes along the wrong axis: the classes lie along axis 1.",
                "the scores go through a softmax, and cross_entropy has one inside: here it is done twice.",
                "the sums are divided by the number of batches; divide by the number of images.",
                "the means of the batches are added up, and the sum is divided by the number of images: add up sums.",
            ],
            what="mean loss and accuracy of seven images in batches of 3",
            tolerance=1e-4,
        )
        require(
            not any(seen["recorded"]),
            "gradients are recorded while the model measures: time and memory for nothing. That is what torch.no_grad() is for.",
        )
        require(
            max(seen["rows"], default=0) <= 3,
            "with batch_size=3 the model gets more than 3 images at once; all of them may not fit into memory.",
        )
        require(
            seen["afterwards"],
            "the model came in train mode and is in eval mode now: the training goes on without batch norm's averages and without dropout. "
            "Put it back.",
        )
        rest = watched(evaluate, _small_model().eval(), x[:5], y[:5], 8)
        require(
            not rest["afterwards"],
            "the model came in eval mode and is in train mode now: put back the mode that it came in, whichever that was.",
        )
        compare(
            rest["returned"],
            KNOWN["evaluate.2"],
            what="mean loss and accuracy of five images, batch_size=8",
            tolerance=1e-4,
        )


def _small_model():
    """A convolution, batch norm that has seen other images, a dense layer. All numbers are fixed, of float64."""
    import torch
    from torch import nn

    model = nn.Sequential(
        nn.Conv2d(3, 2, 2), nn.ReLU(), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(12, 3)
    ).double()  # fmt: skip
    with torch.no_grad():
        for i, parameter in enumerate(model.parameters()):
            parameter.copy_(torch.tensor(_some_numbers(tuple(parameter.shape), i, 12)))
        model[2].weight.copy_(torch.tensor([1.25, 0.75]))
        model[2].running_mean.copy_(torch.tensor([0.5, -0.25]))
        model[2].running_var.copy_(torch.tensor([0.5, 2.0]))
    return model


def _changes(parameters):
    """By how much the first parameters move in the last of the steps; `_small_model` is where they begin."""
    steps = [np.concatenate([p.detach().numpy().ravel() for p in _small_model().parameters()]), *parameters]
    return (steps[-1] - steps[-2])[:6]


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


ENOUGH = 0.9  # the share of the new signs that is asked for
MOST = 8000  # images that may be made


def check_enlarge(enlarge) -> None:
    """Task 6: `enlarge(images, y)`, (24, 16, 16) and (24,), gives images (n, 16, 16) and their classes (n,)."""
    with task(6, "six signs from three"), error_means(_OF_ENLARGING):
        few, y, new, y_new, moved, light = _world(SEED)
        guess = _learned(*_made(enlarge, few, y), new)
        right = guess == y_new
        told = (
            f"On new signs that the check made itself, with a seed of its own, the network is right on {right.mean():.1%}; {ENOUGH:.0%} are "
            "asked for. "
        )
        taken, turned = np.mean(guess == (y_new + 3) % 6), y_new >= 3
        require(
            taken < 0.2,
            told
            + f"{taken:.0%} are taken for their mirror image. Is every image that you mirror in yours under its new "
            "class, and every other one under its old?",
        )
        require(
            right.mean() > 0.25, told + "That is hardly more than chance: does each image still have its own class?"
        )
        require(
            right[turned].mean() > right[~turned].mean() - 0.25,
            told
            + f"Signs 0 to 2 are known at {right[~turned].mean():.0%}, their mirror images at {right[turned].mean():.0%}. Sign 3 mirrors 0, "
            "4 mirrors 1, 5 mirrors 2, and a mirror exchanges left and right. Is that so in yours?",
        )
        gaps = {}
        for axis, way in enumerate(("down or up", "to the right or left")):
            still, far = (right[at].mean() for at in (abs(moved[:, axis]) <= 1, abs(moved[:, axis]) == 3))
            gaps[f"Of those moved by 3 pixels {way} it knows {far:.0%}, of those moved by 1 at most {still:.0%}."] = (
                still - far
            )
        bright, dark = right[light > 0.6].mean(), right[light < 0.35].mean()
        gaps[f"Of those darker than 0.35 it knows {dark:.0%}, of those brighter than 0.6 {bright:.0%}."] = bright - dark
        worst = max(gaps, key=gaps.get)
        more = (
            "You are on the way: more images, or more kinds of them."
            if gaps[worst] < 0.1
            else worst + " Are there such images in yours?"
        )
        require(right.mean() >= ENOUGH, told + more)


_OF_ENLARGING = {
    r"inhomogeneous|setting an array element": "the list that is to become an array holds single images beside stacks of them, or images of other sizes. "
    "np.concatenate puts stacks one behind the other.",
}  # fmt: skip

SEED = 357_221_242_079  # of the signs that the check asks about


def share_right(enlarge, seed: int) -> float:
    """The share of new signs that a network knows which has learned from what `enlarge` made of the few.

    Args:
        enlarge: The answer of task 6.
        seed: Of the signs.

    Raises:
        Wrong: What it gives is not such images and classes.
    """
    few, y, new, y_new, *_ = _world(seed)
    return float(np.mean(_learned(*_made(enlarge, few, y), new) == y_new))


def signs(seed: int) -> tuple:
    """The few images of three signs, and new ones of six: few, their classes, new, their classes.

    Args:
        seed: Another number gives other signs, an int.
    """
    return tuple(part.copy() for part in _world(seed)[:4])


def _made(enlarge, few, y):
    """What the student's function makes of the few images: images and classes that a network can learn from."""
    given = unchanged(enlarge, few, y)
    require(given is not None, "enlarge gives None. Is the `return` missing?")
    images, classes = parts(given, 2, "return two things: the images, and their classes.")
    images, classes = as_array(images, "the images").astype(float), as_array(classes, "the classes")
    require(
        images.ndim == 3 and images.shape[1:] == (16, 16),
        f"the images must have shape (n, 16, 16). Received: {images.shape}. (np.concatenate puts stacks of images one behind the other.)",
    )
    require(
        classes.shape == images.shape[:1],
        f"{len(images)} images need as many classes, shape ({len(images)},). Received: {classes.shape}.",
    )
    require(0 < len(images) <= MOST, f"from 1 to {MOST:,} images may come out. Received: {len(images):,}.")
    low, high = images.min(), images.max()
    require(
        low >= -1e-6 and high <= 1 + 1e-6,
        f"pixels lie between 0 (black) and 1 (white). Received: from {low:.3g} to {high:.3g}.",
    )
    kinds = np.unique(classes)
    require(
        np.isin(kinds, range(6)).all(),
        f"classes are whole numbers from 0 to 5. Received: {', '.join(f'{kind:g}' for kind in kinds[:9])}.",
    )
    absent = sorted(set(range(6)) - set(kinds.tolist()))
    require(
        not absent,
        f"no image of yours is of the class {', '.join(map(str, absent))}, so the network will never say it. What does a mirror make of the signs "
        "that you have, and which class is that?",
    )
    return images, classes.astype(int)


def _learned(images, classes, new) -> np.ndarray:
    """The classes that a small network gives new images after 200 steps of Adam on these.

    Adam is written out: `torch.optim` takes seconds when it is first used, which is longer than all the steps.
    """
    import torch
    from torch import nn

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        pool = nn.ReLU(), nn.MaxPool2d(2)
        seen = nn.Conv2d(1, 8, 3, padding=1), *pool, nn.Conv2d(8, 16, 3, padding=1), *pool
        network, rng = nn.Sequential(*seen, nn.Flatten(), nn.Linear(16 * 4 * 4, 6)), np.random.default_rng(0)
    weights = [*network.parameters()]
    memories = [(torch.zeros_like(w), torch.zeros_like(w)) for w in weights]
    for t in range(1, 201):
        rows = rng.integers(0, len(images), 60)
        x, y = torch.tensor(images[rows, None], dtype=torch.float32), torch.tensor(classes[rows])
        gradients = torch.autograd.grad(nn.functional.cross_entropy(network(x), y), weights)
        with torch.no_grad():
            for w, g, (m, s) in zip(weights, gradients, memories, strict=True):
                m.mul_(0.9).add_(0.1 * g)
                s.mul_(0.999).add_(0.001 * g**2)
                w -= 0.015 * m / (1 - 0.9**t) / ((s / (1 - 0.999**t)).sqrt() + 1e-8)
    with torch.no_grad():
        return network(torch.tensor(new[:, None], dtype=torch.float32)).argmax(1).numpy()


@functools.cache
def _world(seed):
    """Few images and their classes, new ones and theirs, how far each new one is moved (down, right), and how bright it is."""
    rng = np.random.default_rng(seed)
    while True:  # until no sign looks like another one, moved by up to two pixels
        corners = rng.uniform(-0.65, 0.65, (3, 5, 2))
        corners = np.concatenate([corners, corners * [-1, 1]])
        drawn = _drawn(corners)
        places = [np.roll(drawn, (i, j), (1, 2)) for i in range(-2, 3) for j in range(-2, 3)]
        if max(_likeness(drawn, moved) for moved in places) < 0.75:
            break
    y, y_new = np.repeat(np.arange(3), 8), np.repeat(np.arange(6), 100)
    few = _drawn(corners[y] + rng.normal(0, 0.06, (24, 5, 2)))
    moved, light = rng.integers(-3, 4, (600, 2)), rng.uniform(0.2, 1, 600)
    new = _drawn(corners[y_new] + rng.normal(0, 0.06, (600, 5, 2)) + moved[:, None, ::-1] / 8)
    return few, y, new * light[:, None, None], y_new, moved, light


def _drawn(points):
    """Lines through five points each, (n, 5, 2), in images (n, 16, 16); 1 is ink."""
    grid = (np.arange(16) + 0.5) / 8 - 1
    pixel, near = np.stack(np.meshgrid(grid, grid), -1).reshape(1, -1, 2), 9.0
    for k in range(4):
        a, b = points[:, k, None], points[:, k + 1, None]
        along = (((pixel - a) * (b - a)).sum(-1) / ((b - a) ** 2).sum(-1)).clip(0, 1)
        near = np.minimum(near, np.linalg.norm(pixel - a - along[..., None] * (b - a), axis=-1))
    return np.clip(1.5 - near * 8, 0, 1).reshape(-1, 16, 16)


def _likeness(images, others):
    """The largest cosine between an image and another one of the others, both blurred."""
    rows = []
    for x in (images, others):
        for axis in (1, 2):
            x = np.roll(x, 1, axis) + 2 * x + np.roll(x, -1, axis)
        x = x.reshape(len(x), -1)
        rows.append(x / np.linalg.norm(x, axis=1, keepdims=True))
    return np.max(rows[0] @ rows[1].T - np.eye(len(images)))


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
