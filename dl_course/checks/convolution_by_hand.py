"""Checks of exercise 08: a convolution, a misprint in a pooling, sizes and parameters, a fair blur, a network without a place,
and the kernel behind a map."""

import numpy as np

from dl_course.checks.autograd import gradient
from dl_course.checks.judging import (
    Wrong,
    as_array,
    compare,
    error_means,
    known,
    parts,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)

_OF_CONV2D = {
    "Expected 3D .*input to conv2d|weight should have at least three|expected stride to be a single integer": "F.conv2d wants axes for the images and the channels, "
    "too: image[None, None], and for the kernel the same.",
}  # fmt: skip

_IMAGE = np.array(
    [[1, 4, 0, 2, 5, 3], [2, -1, 3, 7, 0, 1], [6, 2, 5, -3, 4, 8], [0, 3, 1, 9, 2, -2], [5, 1, 4, 2, 7, 0]]
)
_KERNEL = np.array([[1, 2, -1], [0, 3, 5], [4, -2, 1]])


def check_convolve(convolve) -> None:
    """Task 1: `convolve(image, kernel, stride, padding)` gives the map of one kernel over an image (height, width)."""
    with task(1, "the convolution"):
        with error_means(_OF_CONV2D):
            result = unchanged(convolve, _IMAGE, _KERNEL, 1, 0, names=("image", "kernel"))
        compare(
            result,
            KNOWN["convolve"],
            hints=[
                "the kernel is turned by half a circle, as in mathematics. Here it is laid on as it is.",
                "the kernel is transposed: its rows lie along the columns of the image.",
                "the map is transposed: its first row holds the places along the upper edge.",
                "this is the mean of the products; the sum is asked for.",
                "this is the largest product of each window; the sum is asked for.",
                "the last place along each axis is missing: there are n - k + 1 of them.",
                "the places of a square are counted, and the image is wider than it is high.",
                "the padding is 0 here, and the map is as large as with padding. Is it typed in?",
                "these are sums of pixels alone: multiply each by its number of the kernel.",
                "here `@` multiplies matrices; in a window each pixel meets its own number, `*`.",
                "only the first place is looked at. Does the `return` stand inside the loop?",
                "these are all the sums, in one row. The map has a row for each row of places.",
            ],
            what="convolve(image of 5x6, kernel of 3x3, stride=1, padding=0)",
            besides="By hand: the first window is [[1, 4, 0], [2, -1, 3], [6, 2, 5]], and its sum is 46.",
        )
        compare(
            unchanged(convolve, _IMAGE, _KERNEL, 2, 0, names=("image", "kernel")),
            KNOWN["convolve.2"],
            hints=[
                "the stride is 2 here, and you go on by 1.",
                "the stride moves you down, and not to the right.",
                "the stride moves you to the right, and not down.",
                "there are as many places as with stride 2, but they lie side by side: multiply by the stride where you cut the window.",
                "the stride is taken for the distance between the numbers of the kernel; that is the dilation.",
            ],
            what="convolve(image of 5x6, kernel of 3x3, stride=2, padding=0)",
        )
        compare(
            unchanged(convolve, _IMAGE, _KERNEL, 1, 1, names=("image", "kernel")),
            KNOWN["convolve.3"],
            hints=[
                "the padding is 1 here, and nothing is added.",
                "the padding is added at the top and on the left alone; each side gets it.",
                "the padding is added at the bottom and on the right alone; each side gets it.",
                "the image is padded with copies of its edge; zeros are asked for.",
                "the rows of zeros are there, the columns are not.",
            ],
            what="convolve(image of 5x6, kernel of 3x3, stride=1, padding=1)",
        )  # fmt: skip
        compare(
            convolve(_IMAGE[:, :4], _KERNEL[:2, 1:], 3, 2),
            KNOWN["convolve.4"],
            hints=[
                "the kernel is 2x2 here, and 3 is used. Is its side typed in?",
                "the padding is 2 here, and 1 is used. Is it typed in?",
                "the stride is 3 here, and 2 is used. Is it typed in?",
            ],
            what="convolve(image of 5x4, kernel of 2x2, stride=3, padding=2)",
        )


def check_misprints(misprints) -> None:
    """Task 2: `misprints(table, printed, size, stride)` gives triples (row, column, right number)."""
    with task(2, "the misprints in a max pooling"):
        table = np.array([[3, -1, 4, 1, 5], [-9, 2, -6, 5, 3], [5, 8, 9, 7, -9], [3, 2, 3, 8, 4]])
        printed = np.array([[3, 4, 6, 5], [8, 0, 9, 9], [8, 2, 9, 8]])
        with error_means(_OF_POOLING):
            found = unchanged(misprints, table, printed, 2, 1, names=("table", "printed"))
        require(found is not None, "the list came out as None. Is the `return` missing?")
        compare(
            _triples(found),
            KNOWN["misprints"],
            hints=[
                "only the first misprint is found. Does the `return` stand inside the loop?",
                "the column comes before the row: a triple is (row, column, right number).",
                "rows and columns are counted from 1; they are counted from 0.",
                "the third number is the misprint; what should stand there is asked for.",
                "these are the places that are right; those that are wrong are asked for.",
                "the triples are in the order of the columns; go row by row.",
                "this is average pooling: of a window the largest number is kept.",
                "of each window the smallest number is kept; max pooling keeps the largest.",
                "the stride is 1 here, and you go on by the size of a window.",
                "the last row and the last column are not looked at.",
                "row and column of the table are meant by your numbers; those of the printed table are asked for.",
                "the difference stands in the third place; the right number is asked for.",
                "places where the right number is *smaller* than the printed one are missing: misprints go both ways.",
                "places where the right number is *larger* than the printed one are missing: misprints go both ways.",
            ],
            what="misprints(table of 4x5, printed of 3x4, size=2, stride=1)",
        )
        dark = np.array(
            [
                [-3, -5, -4, -2, -7],
                [-6, -2, -9, -8, -1],
                [-4, -7, -5, -6, -3],
                [-8, -9, -9, -2, -6],
                [-5, -4, -7, -8, -9],
            ]
        )
        compare(
            _triples(misprints(dark, np.array([[-2, -1], [-3, -2]]), 3, 2)),
            KNOWN["misprints.2"],
            hints=[
                "all numbers of this table are below 0, and your largest ones begin with 0.",
                "windows are 3x3 here, and 2x2 are looked at. Is the size typed in?",
                "the stride is 2 here, and you go on by 1.",
                "the sizes of the numbers are compared without their sign.",
            ],
            what="misprints(table of 5x5, all below 0, size=3, stride=2)",
        )  # fmt: skip
        right = misprints(table[:2, :2], np.array([[3]]), 2, 1)
        require(
            not isinstance(right, (str, bytes)) and hasattr(right, "__len__") and len(right) == 0,
            f"a table without misprints gives an empty list. Received: {str(right)[:60]}.",
        )


_OF_POOLING = {
    r"shapes \((?:2,2\) \(3,4|3,4\) \(2,2)\)|tensor a \([24]\) must match the size of tensor b \([24]\)|index 2 is out of bounds for \w+ [01] with size 2": "the printed "
    "table has shape (3, 4). Has your pooled one shape (2, 2)? F.max_pool2d goes on by the size of a window unless it is told the stride.",
    r"zero-size array to reduction|numel\(\) == 0|empty sequence|iterable argument is empty": "a window lies outside of the table and is empty. From one window to "
    "the next it is `stride` pixels; do you go on by `size`?",
    "non-empty 3D or 4D": "F.max_pool2d wants an axis for the channels, too: table[None].",
}  # fmt: skip


def _triples(found):
    """A list of triples as an array, or a hint."""
    require(
        isinstance(found, (list, tuple, np.ndarray)),
        f"return a list of triples. Received: {type(found).__name__}.",
    )
    require(len(found) > 0, "the list is empty, and there are misprints in this table.")
    flat = isinstance(found[0], (int, np.integer))
    require(not flat, "return a *list* of triples, also if it holds a single one: [(row, column, right number)].")
    for each in found:
        require(
            hasattr(each, "__len__") and len(each) == 3,
            "each entry is a triple: (row, column, right number).",
        )
    return as_array([[float(number) for number in each] for each in found], "the list")


def check_layer_facts(layer_facts) -> None:
    """Task 3: `layer_facts(shape, filters, k, stride, padding, dilation)` gives output shape and two counts."""
    with task(3, "sizes and parameters"):
        words = (
            "return three things: the shape of the output, the parameters of the convolution, those of the dense layer."
        )
        what = "layer_facts((2, 9, 12), filters=5, k=3, stride=2, padding=3, dilation=5)"
        facts = parts(layer_facts((2, 9, 12), 5, 3, 2, 3, 5), 3, words)
        alone = all(any(same(each, side) for side in range(1, 19)) for each in facts)
        require(not alone, "only the shape came. " + words[0].upper() + words[1:])
        shape, parameters, dense = facts
        compare(
            parts(shape, 3, "the shape has three numbers: (channels, height, width). The map of a filter is a table.", rows=True),
            KNOWN["layer_facts.shape"],
            hints=[
                "the channels come first here, as in PyTorch: (channels, height, width).",
                "the output has a channel for each filter, not for each channel of the input.",
                "the padding counts once; it is added on each side.",
                "the padding is missing.",
                "a kernel with dilation d reaches over d (k - 1) + 1 pixels, not over d k.",
                "a kernel with dilation d reaches over d (k - 1) + 1 pixels, not over k + d - 1: each of its k - 1 steps is d long.",
                "the dilation is missing: between the numbers of the kernel there are pixels that it skips.",
                "the dilation is missing, and the 1 as well: the first place counts, too.",
                "the 1 is missing: the first place counts, too.",
                "a step that leaves the image is counted: round down.",
                "the stride is missing: these are the places with stride 1.",
                "height and width are exchanged.",
                "both sides are the height; this image is not square.",
                "the sides of the output are whole numbers: a half place is none. Use //.",
                "the 1 is added before the division by the stride; it is the first place, and no step leads to it.",
            ],
            what=f"the shape of {what}",
        )  # fmt: skip
        compare(
            parameters,
            KNOWN["layer_facts.parameters"],
            hints=[
                "this is the number of the dense layer: the two counts have changed places.",
                "c_in is forgotten: a filter has one kernel for *each* channel of the input.",
                "the biases are missing: one a filter.",
                "there is one bias for all filters here; each filter has its own.",
                "there is a bias for each kernel here; a filter has one, however many kernels it has.",
                "the dilation costs no parameters: between its numbers a kernel has nothing.",
                "the number of places is in it. The same filters are used at every place: that is the point of a convolution.",
                "k is there once; a kernel has k times k numbers.",
                "biases are counted for each channel of the input; there is one a filter.",
                "the number of filters is missing.",
            ],
            what=f"the number of parameters of {what}",
        )
        compare(
            dense,
            KNOWN["layer_facts.dense"],
            hints=[
                "the biases of the dense layer are missing: one for each number that comes out.",
                "there is a bias for each number that goes in; each number that comes out has one.",
                "there is a single bias; each number that comes out has its own.",
                "this dense layer leads to one number a filter; as many numbers are asked for as the whole output has.",
                "the channels of the input are forgotten in the dense layer.",
                "the channels of the output are forgotten in the dense layer.",
                "the channels are forgotten in the dense layer, those of the input and those of the output.",
                "inputs and outputs of a dense layer are multiplied, not added: each pair has a weight.",
            ],
            what=f"the number of parameters of a dense layer in place of {what}",
        )
        compare(
            parts(parts(layer_facts((2, 10, 8), 5, 2, 3, 0, 1), 3, words)[0], 3, words, rows=True),
            KNOWN["layer_facts.2"],
            hints=[
                "the stride is 3 here, and 2 is used. Is it typed in?",
                "the padding is 0 here, and 3 is used. Is it typed in?",
                "the kernel is 2x2 here, and 3 is used. Is it typed in?",
            ],
            what="the shape of layer_facts((2, 10, 8), filters=5, k=2, stride=3, padding=0, dilation=1)",
        )


_SMALL = np.array(
    [[1.0, 3.0, 0.0, 2.0, -2.0], [4.0, -1.0, 2.0, 5.0, 1.0], [0.0, 2.0, 3.0, -3.0, 6.0], [2.0, 1.0, -4.0, 0.0, 3.0]]
)
_WEIGHTS = np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 1.5], [2.5, 0.25, 6.0]])
_BACK = np.array(
    [[1.0, -1.0, 0.0, 0.5, 2.0], [0.0, 1.0, -0.5, 1.0, 0.0], [2.0, 0.0, 1.0, -2.0, 1.0], [-1.0, 0.5, 0.0, 1.0, 3.0]]
)
_CUT = "is cut off from the gradient: its history is lost. numpy(), .item(), .detach(), .data, no_grad() and torch.tensor(...) of tensors all do that. Calculate with tensors to the end; torch.stack puts single ones together."


def check_fair_blur(fair_blur) -> None:
    """Task 4: `fair_blur(image, kernel)`, tensors (height, width) and (k, k), gives a tensor (height, width) with gradients."""
    import torch

    with task(4, "a blur without a frame, and its gradients"):
        image, kernel = torch.tensor(_SMALL), torch.tensor(_WEIGHTS)
        with error_means(_OF_CONV2D | _OF_BLURRING):
            blurred = unchanged(fair_blur, image, kernel)
        compare(
            blurred,
            KNOWN["fair_blur"],
            hints=[
                "this is the sum with zeros around; it is not divided by anything.",
                "each sum is divided by all the weights. At the edge only those count that lie on the image.",
                "each sum is divided by the number of pixels that are there; divide by their weights.",
                "each sum is divided by the number of all weights, k times k; divide by the weights that lie on the image.",
                "the image is padded with copies of its edge; take the mean of the pixels that are really there.",
                "the image is padded with its mirror image; take the mean of the pixels that are really there.",
                "the kernel is turned by half a circle; it is laid on as it is.",
                "two axes of length 1 are left over from F.conv2d: take them away with [0, 0].",
                "the map is smaller than the image: the kernel is laid only where it fits in full. Pad with zeros, and count what is there.",
                "the kernel is transposed.",
                "the weights are all alike; use those of the kernel.",
                "pixels that are 0 are left out where you divide. A black pixel lies on the image, too: its place counts, not its number.",
                "at the upper and the left edge pixels of the opposite edge are in it: an index below 0 counts from the end.",
            ],
            what="fair_blur(image of 4x5, kernel of 3x3)",
            besides=lambda: _page(fair_blur),
        )  # fmt: skip
        try:
            slopes = gradient(fair_blur, _SMALL, _WEIGHTS, upstream=_BACK)
        except Exception as error:
            if "'list' object has no attribute 'backward'" in str(error):
                raise Wrong(
                    "the numbers are right, but this is a list. torch.stack makes one tensor of a list of tensors."
                ) from error
            if (
                "does not require grad" in str(error)
                or "Can't call numpy" in str(error)
                or "has no attribute 'backward'" in str(error)
            ):
                raise Wrong(f"the numbers are right, but the result {_CUT}") from error
            raise
        for name, got in zip(("image", "kernel"), slopes, strict=True):
            require(bool(np.any(got)), f"the numbers are right, but the {name} {_CUT}")
        compare(
            slopes[0], KNOWN["fair_blur.image"],
            hints=["some of the pixels are cut off from the gradient. Is a part of the result calculated without them, or put into a new tensor?"],
            what="the gradient that reaches the image",
        )  # fmt: skip
        compare(
            slopes[1], KNOWN["fair_blur.kernel"],
            hints=[
                "the sum of the weights, by which you divide, is cut off from the gradient; it depends on the kernel, too.",
                "the sum of products is cut off from the kernel; only what you divide by still hangs on it.",
            ],
            what="the gradient that reaches the kernel",
        )  # fmt: skip
        compare(
            fair_blur(image[:3, :3], torch.tensor(np.pad(_WEIGHTS, 1, constant_values=0.5))),
            KNOWN["fair_blur.2"],
            hints=["the kernel is 5x5 here, and one pixel is padded. Is it typed in?"],
            what="fair_blur(image of 3x3, kernel of 5x5)",
        )


_OF_BLURRING = {
    "expected scalar type|to have the same dtype": "tensors of two types meet. The image is of float64 here, and torch.ones(...) or .float() is not: torch.ones_like(image) takes "
    "the type of the image.",
    "Padding size . is not supported": "F.pad with another mode than zeros wants axes for the images and the channels, too: image[None, None]. (Zeros are asked for.)",
}  # fmt: skip


def _page(fair_blur):
    """What it makes of a white page, in words."""
    import torch

    page = as_array(fair_blur(torch.ones(4, 5, dtype=torch.float64), torch.tensor(_WEIGHTS)))
    return (
        ""
        if same(page, np.ones((4, 5)))
        else f"A white page, all ones, must stay white; its corner becomes {page.flat[0]:.3g}."
    )


_LAYERS = (
    np.array([[[1.0, -1.0, 2.0], [0.5, 1.0, 0.0], [0.0, -2.0, 1.0]], [[-1.0, -2.0, 0.0], [-1.0, -1.5, -1.0], [-3.0, 0.0, -0.5]],
              [[-1.0, -2.0, -1.0], [-2.0, -1.0, -1.0], [-1.0, -3.0, 3.0]]])[:, None],
    np.array([0.5, -1.0, 0.25]),
    np.array([[1.0, -0.5, 0.25], [0.5, 0.25, -1.0], [-0.25, 1.0, 0.5], [0.75, -1.0, 1.0]]),
    np.array([0.1, -0.2, 0.3, 0.4]),
)  # fmt: skip
_DRAWING = np.array([[4.0, 1.0, 3.0], [1.0, -1.0, 0.0], [5.0, 0.0, 4.0]])  # its corner decides the third map


def with_parameters(model, values):
    """The model with other parameters: each array of `values` goes where its shape fits (a last 1x1 does not count).

    Args:
        model: A module with one parameter for each array.
        values: Arrays of shapes that differ.
    """
    import torch

    state = {}
    for name, old in model.state_dict().items():
        (new,) = (each for each in values if _bare(each.shape) == _bare(tuple(old.shape)))
        state[name] = torch.tensor(np.asarray(new), dtype=torch.float32).reshape(tuple(old.shape))
    model.load_state_dict(state)
    return model


def _bare(shape):
    return shape[:-2] if len(shape) == 4 and shape[-2:] == (1, 1) else shape


def check_place_blind(place_blind) -> None:
    """Task 5: `place_blind(filters, classes)` gives a network for images (n, 1, height, width)."""
    import torch

    with task(5, "a network that does not mind where"):
        model = place_blind(3, 4)
        require(model is not None, "the network came out as None. Is the `return` missing?")
        require(
            isinstance(model, torch.nn.Module),
            f"return a network, an object of a class that extends nn.Module (its name and brackets make one). Received: {type(model).__name__}.",
        )
        with error_means(
            {
                "uninitialized parameter": "a lazy layer has no parameters before it has seen images. How many numbers go into the dense layer is known, one a filter: nn.Linear."
            }
        ):
            shapes = [_bare(tuple(each.shape)) for each in model.parameters()]
        _require_layers(shapes)
        model = with_parameters(model, _LAYERS)
        image = np.zeros((8, 9))
        image[3:6, 2:5] = _DRAWING
        with error_means(
            {
                "mat1 and mat2 shapes cannot be multiplied": "the dense layer does not fit what comes to it. After the largest number of each map there is one number a filter (and nn.Flatten makes a row of them).",
                "linear need to be at least 1D": "the dense layer gets one number. The largest of *each* map is asked for: .max() alone takes that of all maps of all images, .amax((2, 3)) goes along rows and columns.",
            }
        ):
            scores = model(_tensor(image, -image))
        require(
            as_array(scores, "the scores").shape == (2, 4),
            f"two images and four classes give scores of shape (2, 4). Received: {as_array(scores).shape}.",
        )
        compare(
            scores, KNOWN["place_blind"],
            hints=[
                "there is no bend between the convolution and the dense layer: ReLU is missing.",
                "of each map the mean goes on; the largest number is asked for.",
                "the sum of each map goes on; the largest number is asked for.",
                "of each map the smallest number goes on; the largest is asked for.",
                "these are probabilities. Return the scores, without a softmax.",
                "ReLU comes after the dense layer, too: scores may be below 0.",
                "ReLU comes after the dense layer, and is missing before it.",
                "this bend is no ReLU.",
                "the maps are not those of every window: is there a stride, or a pooling before the largest number is taken?",
            ],
            what="the scores of a drawing in the middle and of its negative, with given parameters",
        )  # fmt: skip
        corners = np.zeros((4, 8, 9))
        for each, (top, left) in zip(corners, [(0, 0), (0, 6), (5, 0), (5, 6)], strict=True):
            each[top : top + 3, left : left + 3] = _DRAWING
        compare(
            model(_tensor(*corners)), KNOWN["place_blind.2"],
            hints=[
                "in the middle all is right, in a corner the scores are others: windows that touch the drawing are missing. The first of them touches it with one number of its kernel only.",
                "in the middle all is right, in a corner the scores are others: the padding copies the drawing. Outside the image it shall be 0.",
            ],
            what="the scores of the drawing in each of the four corners",
        )  # fmt: skip
        wide = np.zeros((6, 13))
        wide[2:5, 7:10] = _DRAWING
        with error_means(
            {".": "the network takes 8x9 pixels and not 6x13. Is a size typed in? Images may have every size."}
        ):
            scores = model(_tensor(wide))
        compare(
            scores, KNOWN["place_blind.3"],
            hints=["a pixel further to the right the scores are others. Is there a stride, or a pooling with a stride of its own?"],
            what="the scores of the drawing on 6x13 pixels",
        )  # fmt: skip


def _tensor(*images):
    import torch

    return torch.tensor(np.stack(images), dtype=torch.float32)[:, None]


def _require_layers(shapes):
    """Hints where the parameters are not those of the four layers."""
    if sorted(shapes) == sorted(each.shape for each in _LAYERS):
        return
    require(bool(shapes), "the network has no parameters. Are its layers made in __init__, after super().__init__(), and kept as self.name?")  # fmt: skip
    first = [shape for shape in shapes if len(shape) == 4]
    require(bool(first), "there is no convolution of 3x3: nn.Conv2d(1, filters, 3).")
    require(len(first) == 1, "there are two convolutions; one is asked for.")
    require(first[0] == (3, 1, 3, 3), f"with 3 filters the weights of the convolution have shape (3, 1, 3, 3). Received: {first[0]}.")  # fmt: skip
    dense = [shape for shape in shapes if len(shape) == 2]
    require(bool(dense), "there is no dense layer from one number a filter to one score a class.")
    require(len(dense) == 1, "there are two dense layers; one is asked for.")
    require(dense[0] != (3, 4), "the dense layer is the wrong way round: nn.Linear(inputs, outputs).")
    require(dense[0][1] == 3, f"the dense layer has {dense[0][1]} inputs. Of each map one number goes on, the largest, so with 3 filters there are 3.")  # fmt: skip
    require(dense[0] == (4, 3), f"with 3 filters and 4 classes the weights of the dense layer have shape (4, 3). Received: {dense[0]}.")  # fmt: skip
    raise Wrong(f"both layers have biases, and nothing else has parameters. The shapes of yours: {shapes}.")


_SEEN = np.random.default_rng(131).normal(size=(15, 17))
_SECRETS = {
    "find_kernel": np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75], [-2.0, 1.0, 3.0]]),
    "find_kernel.2": np.array([[1.5]]),
    "find_kernel.3": np.pad(np.array([[-2.0, 1.5, 1.0], [1.0, -1.5, 0.5], [2.5, 0.5, -0.25]]), 1, constant_values=0.05),
    "find_kernel.4": np.arange(49.0).reshape(7, 7) % 5 - 1.75,
}  # fmt: skip


def check_find_kernel(find_kernel) -> None:
    """Task 6: `find_kernel(image, result)`, both (height, width), gives the smallest kernel that explains the map."""
    with task(6, "the kernel behind a map, 3x3, 1x1, 5x5 and 7x7"):
        for name, secret in _SECRETS.items():
            k = len(secret)
            windows = np.lib.stride_tricks.sliding_window_view(np.pad(_SEEN, k // 2), (k, k))
            # Rounded, which no answer notices that is right to 0.01: so sides larger than k are nearer, on every machine. With
            # this image so is the largest error, too.
            result = np.round(np.einsum("ijab,ab->ij", windows, secret), 12)
            with error_means(_OF_CONV2D | _OF_SOLVING):
                found = unchanged(find_kernel, _SEEN, result, names=("image", "result"))
            require(found is not None, "the kernel came out as None. Is the `return` missing, or did no side pass your test? The sides are 1, 3, 5 and 7, and an error of floats is small, never exactly 0.")  # fmt: skip
            array = as_array(found, "the kernel")
            if k == 1:
                require(array.shape != (), "the kernel of one number has shape (1, 1).")
            require(array.shape != () or not same(array, k), "this is the side; the numbers of the kernel are asked for, shape (k, k).")  # fmt: skip
            require(array.ndim == 2, f"the kernel has two axes, (k, k). Received: shape {array.shape}. reshape(k, k) makes a square of a row.")  # fmt: skip
            require(bool(np.all(np.abs(array) < 1e3)), "the numbers of the kernel grow without end, or are nan. With gradient descent: the steps are too large.")  # fmt: skip
            if array.shape[0] > k and array.shape[0] == array.shape[1] and array.shape[0] % 2:
                extra = (len(array) - k) // 2
                require(not same(array[extra:-extra, extra:-extra], secret, 0.01), f"a frame of zeros is around the true kernel. Larger sides explain the map as well: take the smallest whose error is near 0, not the one whose error is smallest. Yours is {array.shape[0]}x{array.shape[0]}.")  # fmt: skip
            compare(
                array, KNOWN[name],
                hints=_HINTS_OF_KERNEL[name],
                what="the kernel",
                besides=lambda array=array, windows=windows, secret=secret: _explains(array, windows, secret),
                tolerance=0.01,
            )  # fmt: skip


_OF_SOLVING = {
    r"Incompatible dimensions|size\(-2\) should match": "the map has a number for each pixel of the image, so there is a window for each of them, with k // 2 zeros around the image; and np.linalg.lstsq wants "
    "these numbers in one row, np.ravel(result).",
    "must be square|batches of square": "np.linalg.solve wants as many equations as unknowns. Here each pixel gives an equation, and there are more of them: np.linalg.lstsq.",
}  # fmt: skip

_HINTS_OF_KERNEL = {
    "find_kernel": [
        "the kernel is found, turned by half a circle: as in mathematics, not as it was laid on.",
        "the kernel is found, transposed.",
        "close, but not within 0.01. With gradient descent: more steps, or larger ones.",
        "every number is 0, as at the start. Does your loop change the kernel?",
    ],
    "find_kernel.2": [],
    "find_kernel.3": ["the kernel is 5x5 here, and 3x3 do not explain the map. Try the next side as long as the error is not near 0."],
    "find_kernel.4": ["the kernel is 7x7 here, and 5x5 do not explain the map. Is 7 among the sides that you try?"],
}  # fmt: skip


def _explains(array, windows, secret):
    """How far the map of the kernel that was found is from the given one."""
    if array.shape != secret.shape:
        return ""
    error = np.abs(np.einsum("ijab,ab->ij", windows, array - secret)).max()
    return f"Its map differs from the given one by up to {error:.2g}."
