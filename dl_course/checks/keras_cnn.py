"""Checks of exercise 09: channels last, a table of connections, the numbers after Flatten, a layer of 1998, LeNet, and drawings
that stand elsewhere."""

import numpy as np

from dl_course.checks.autograd import keras_step
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

_SHAPES = {
    "plus": ["..#..", "..#..", "#####", "..#..", "..#.."],
    "cross": ["#...#", ".#.#.", "..#..", ".#.#.", "#...#"],
    "ring": [".###.", "#...#", "#...#", "#...#", ".###."],
}


def drawings(count: int, number: int, anywhere: bool) -> tuple[np.ndarray, np.ndarray]:
    """Noisy drawings of a plus (class 0), a cross (1) or a ring (2), each 5x5 pixels large.

    Args:
        count: How many.
        number: Which ones: another number gives others.
        anywhere: Whether they stand anywhere, or all in the middle.

    Returns:
        Images, shape (count, 16, 16, 1), float32; classes, shape (count,), int.
    """
    rng = np.random.default_rng(number)
    patterns = np.array([[[mark == "#" for mark in row] for row in rows] for rows in _SHAPES.values()], dtype=float)
    x, y = rng.normal(0, 0.2, (count, 16, 16)), rng.integers(0, 3, count)
    places = rng.integers(0, 12, (count, 2)) if anywhere else np.full((count, 2), 5)
    for image, kind, (top, left) in zip(x, y, places, strict=True):
        image[top : top + 5, left : left + 5] += patterns[kind]
    return x[..., None].astype(np.float32), y


def check_to_keras(to_keras) -> None:
    """Task 1: `to_keras(images)`, (n, channels, height, width) from 0 to 255, gives (n, height, width, channels) from -1 to 1."""
    with task(1, "channels last, from -1 to 1"):
        images = np.array([7, 250, 31, 96, 5, 180, 64, 222, 143, 12, 201, 77, 58, 119, 236, 90, 165, 44] * 2, np.uint8)
        images = (images.reshape(2, 3, 2, 3) + np.array([0, 9]).reshape(2, 1, 1, 1)).astype(np.uint8)
        compare(
            unchanged(to_keras, images),
            KNOWN["to_keras"],
            hints=[
                "the shape is right and the pixels are not: reshape takes the numbers in their old order. Axes are moved, by np.moveaxis or transpose.",
                "height and width are exchanged.",
                "the channels are still first.",
                "the grey levels go from 0 to 1 here; asked for is -1 to 1.",
                "the grey levels are still 0 to 255.",
                "the grey levels go from 0 to 2: something is left to be subtracted.",
                "the largest grey level here is not 255, and still 255 is the end of the scale: divide by a fixed number.",
                "the channels are in the opposite order: blue, green, red.",
                "the numbers ran over: uint8 knows 0 to 255 alone. Make floats of them first.",
                "this is one image; all of them are asked for.",
                "the images are standardised by their mean and spread; here 0 becomes -1 and 255 becomes 1, always.",
                "the grey levels go from -0.5 to 0.5.",
                "the grey levels go from -1 to 0: 255 becomes 0, and it shall become 1.",
                "the middle of 0 and 255 is 127.5; with 128 the brightest becomes 0.99.",
                "black and white are exchanged: 0 becomes -1, and 255 becomes 1.",
                "the channels come before the pixels' columns; they are the last axis.",
            ],
            what="to_keras(images of shape (2, 3, 2, 3))",
        )


def check_sparse_parameters(sparse_parameters) -> None:
    """Task 2: `sparse_parameters(table, k)`, a table (channels in, filters) of 0 and 1, gives two whole numbers."""
    with task(2, "the table of connections"):
        table = np.array([[1, 0, 1, 1, 0, 1], [0, 1, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0], [1, 0, 1, 1, 0, 0]])
        words = "return two numbers: the parameters by the table, and those with all connections."
        by_table, full = parts(unchanged(sparse_parameters, table, 3), 2, words, rows=True)
        compare(
            by_table,
            KNOWN["sparse_parameters"],
            hints=[
                "the biases are missing: one a filter.",
                "there is a bias for each map that comes in; it is one a filter.",
                "there is a bias for each connection; a filter has one, however many maps it looks at.",
                "there is one bias for all filters together; each has its own.",
                "k is there once; a kernel has k times k numbers.",
                "the sides of a kernel are multiplied, not added: k times k.",
                "the maps that come in are counted, not the connections.",
                "these are the connections alone, each with one number; each is a kernel of k times k.",
                "this is the number with all connections; it is the second of the two. Where the table says 0 there is no kernel.",
                "the connections that are *not* there are counted.",
                "a filter that looks at nothing has no bias here; it has one all the same.",
                "the first filter alone is counted, or a whole row for it.",
                "the numbers of kernels and of parameters are mixed: nothing is added to the kernels' numbers but biases.",
            ],
            what="the first number of sparse_parameters(table of 4x6, k=3)",
        )
        compare(
            full,
            KNOWN["sparse_parameters.2"],
            hints=[
                "with all connections: the biases are missing.",
                "with all connections: there is a bias for each map that comes in; it is one a filter. (A row of the table is a map that comes in, a column a filter.)",
                "with all connections: the channels that come in are forgotten.",
            ],
            what="the second number of sparse_parameters(table of 4x6, k=3)",
        )
        compare(
            parts(sparse_parameters(np.array([[1, 1], [1, 0], [0, 1], [0, 0]]), 2), 2, words, rows=True),
            KNOWN["sparse_parameters.3"],
            hints=["the side of the kernels is 2 here, and another one is used. Is it typed in?"],
            what="sparse_parameters(table of 4x2, k=2)",
        )


def check_after_flatten(after_flatten) -> None:
    """Task 3: `after_flatten(height, width, blocks)` gives one whole number."""
    with task(3, "the numbers after Flatten"):
        blocks = [("conv", 6, 5, 1, "valid"), ("pool", 3), ("conv", 7, 3, 2, "same")]
        compare(
            unchanged(after_flatten, 41, 57, blocks),
            KNOWN["after_flatten"],
            hints=[
                "this is one map; Flatten lays all of them in one row.",
                "these are the channels of the first convolution; the last one's come out.",
                "the filters of all layers are multiplied; the channels are those of the last convolution.",
                "with padding `same` and a stride the side is divided by the stride and rounded *up*.",
                'padding "same" is treated like "valid" here.',
                'padding "valid" is treated like "same" here: a kernel of k takes k - 1 pixels away.',
                "a pooling that finds no whole window at the edge leaves it out: round down.",
                "the stride is taken for the kernel's side, and the side for the stride: a block is (kind, filters, k, stride, padding).",
                "the stride of the convolution is not used.",
                "the pooling is not used.",
                "the image is no square: height and width are followed one by one.",
                "the sides are added; they are multiplied.",
                "the pooling goes on by 1; in Keras it goes on by its size if nothing else is said.",
                "the last block is missing.",
                "only the first block is used. Does the `return` stand inside the loop?",
                "this is the number of parameters; the numbers that come out are asked for.",
            ],
            what=f"after_flatten(41, 57, {blocks})",
        )
        compare(
            after_flatten(19, 12, [("conv", 4, 4, 3, "valid")]),
            KNOWN["after_flatten.2"],
            hints=[
                "with padding `valid` and a stride: (n - k) // stride + 1.",
                "`same` and `valid` are exchanged.",
                "the stride is used with `same` alone; it holds with `valid`, too.",
                "the 1 is missing: the first place counts, too.",
            ],
            what='after_flatten(19, 12, [("conv", 4, 4, 3, "valid")])',
        )
        compare(
            after_flatten(
                9, 14, [("conv", 3, 3, 1, "same"), ("conv", 4, 3, 1, "same"), ("conv", 5, 2, 1, "same"), ("pool", 2)]
            ),
            KNOWN["after_flatten.3"],
            what='after_flatten(9, 14, [("conv", 3, 3, 1, "same"), ("conv", 4, 3, 1, "same"), ("conv", 5, 2, 1, "same"), ("pool", 2)])',
        )


_OF_LAYERS = {
    r"[Nn]o gradients|does not require grad": "a step of training changes nothing: the way back to the weights is cut, or they cannot be trained.",
    r"'NoneType' object is not subscriptable": "Keras finds no shape to build the layer from. Has the class a method `call(self, x)`, spelt so, beside `build(self, input_shape)`?",
    r"infer the output shape|[Cc]annot convert a symbolic|__array__": "Keras also calls `call` before there are numbers, and the number of images is None then; NumPy's arrays and loops over images cannot do that. Use keras.ops on whole arrays.",
    r"does not have a `call\(\)` method|NotImplementedError": "Keras calls the method `call`: is it there, in the class, and spelt so?",
    r"add_weight": "in `build`, a weight is made by self.add_weight(shape=..., initializer=...).",
    r"super\(\)\.__init__|before calling `super": "an __init__ of your own begins with super().__init__().",
    r"object has no attribute": "`call` uses a name that `build` has not put on self. Is it spelt the same in both?",
    r"[Ii]ncompatible shapes|must be equal|not broadcast|Dimensions must|size of tensor": "numbers of different shape meet. The coefficients have shape (channels,), and the channels are the last axis. Where the height or the width is odd, a row or a column is left over: cut it off.",
    r"interpret initializer identifier: [\d.]": "a number is no initializer; keras.initializers.Constant makes one of it.",
    r"too many positional arguments|takes 1 positional argument but 2": "a method's first argument is self: def call(self, x).",
}


def check_Subsample(Subsample) -> None:  # noqa: N802 - the class that students write
    """Task 4: `Subsample()` is a layer of Keras: (n, height, width, channels) to (n, height // 2, width // 2, channels)."""
    with task(4, "a layer of 1998"):
        x = np.random.default_rng(94).integers(-5, 6, (2, 5, 6, 3)).astype(np.float32)
        with error_means(_OF_LAYERS):
            layer = Subsample()
            require(layer is not None, "Subsample() gives None; it is a class that extends layers.Layer.")
            require(
                hasattr(layer, "get_weights"),
                f"Subsample is a class that extends keras.layers.Layer. Received, from Subsample(): {type(layer).__name__}.",
            )
            first = layer(x)
        require(first is not None, "the layer gives None. Is the `return` missing in `call`?")
        shapes = [tuple(np.shape(array)) for array in layer.get_weights()]
        require(
            len(shapes) > 0,
            "the layer has no weights that Keras knows of: make them in `build` by self.add_weight(...).",
        )
        require(
            shapes == [(3,), (3,)],
            f"with 3 channels it has two weights of shape (3,): the coefficients, then the biases. Received: {shapes}.",
        )
        for name, begin, array in zip(
            ("coefficients", "biases"), ("Constant(0.25)", "zeros"), layer.get_weights(), strict=True
        ):
            require(
                np.ptp(array) == 0,
                f"the {name} begin with random numbers, as Keras' weights do if nothing is said. initializer= says it: {begin}.",
            )
        compare(
            first,
            KNOWN["Subsample"],
            hints=[
                "at the beginning the coefficients are 1; they shall be 1/4.",
                "at the beginning the coefficients are 0, so nothing comes through; they shall be 1/4.",
                "this is max pooling; the sum of the four is asked for.",
                "this is a sixteenth of the sum: the mean is multiplied by 1/4 once more. The coefficient takes the *sum*.",
                "the biases begin at 1; they shall be 0.",
                "the windows overlap; each pixel belongs to one.",
                "each window gives its upper left pixel alone.",
                "the bend is already inside; the layer is linear.",
                "coefficients and biases are exchanged in `call`: the sum is multiplied by what begins at 0.",
            ],
            what="the layer at its beginning, of images of shape (2, 5, 6, 3),",
            tolerance=1e-4,
        )
        require(
            not same(layer.get_weights(), [[0.0] * 3, [0.25] * 3]),
            "Keras lists the biases first: they are made before the coefficients, or the coefficients cannot be trained "
            "(trainable=False).",
        )
        layer.set_weights([np.array([0.5, -1.0, 2.0], np.float32), np.array([3.0, 0.25, -7.0], np.float32)])
        compare(
            layer(x),
            KNOWN["Subsample.2"],
            hints=[
                "the coefficients multiply the mean of the four; they multiply their sum.",
                "the biases are not added.",
                "the biases are multiplied as well: add them after the coefficients.",
                "the coefficients are not used.",
                "the coefficient of the first map is used for all of them.",
            ],
            what="the layer with coefficients (0.5, -1, 2) and biases (3, 0.25, -7)",
            tolerance=1e-4,
        )
        wanted = np.zeros((2, 2, 3, 3), dtype=np.float32)
        with error_means(_OF_LAYERS):
            after = keras_step(Subsample(), x, wanted, 0.1, as_fit=True)
        require(
            not same(after, [[0.25] * 3, [0.0] * 3]),
            "a step of training changes nothing: the weights cannot be trained, or the way back to them is cut (NumPy in `call`?).",
        )
        compare(
            after,
            KNOWN["Subsample.3"],
            hints=[
                "a step of training changes the coefficients and leaves the biases: are they trainable?",
            ],
            what="the weights after a step of gradient descent",
            tolerance=1e-4,
        )


def pattern(shape) -> np.ndarray:
    """Weights of this shape that let every bend be seen: neither all alike nor so large that it saturates."""
    count = int(np.prod(shape))
    scale = 1.0 if len(shape) == 1 else 1.5 / np.sqrt(count / shape[-1])
    return (scale * np.cos(1.7 * np.arange(count) + 0.4)).reshape(shape).astype(np.float32)


def check_build_lenet(build_lenet) -> None:
    """Task 5: `build_lenet(height, width, classes)` gives a compiled Keras model: (n, height, width, 1) to scores (n, classes)."""
    with task(5, "LeNet with the bend of the paper, and its loss"):
        x = np.random.default_rng(95).normal(size=(4, 21, 28, 1)).astype(np.float32)
        y = np.array([3, 0, 6, 3])
        with error_means(
            {
                r"NameError.*'(tanh|relu|sigmoid|linear)'": "Keras takes the name of an activation in quotes; without them Python looks for a variable.",
                r"expected axis -1|expected shape": _OTHER_SIZE,
                r"Kernel shape must have": "keras.Input wants the shape of one image, (height, width, 1): the axis for the images is not told.",
                r"ndim|expected .*dim|incompatible": "a layer gets another number of axes than it can take: images are (height, width, 1), and before a dense layer comes Flatten.",
                r"missing 1 required positional argument: 'pool_size'": "a pooling layer wants the side of its window: layers.AveragePooling2D(2).",
            }
        ):
            model = build_lenet(21, 28, 7)
            require(
                model is not None,
                "build_lenet gives None. Is the `return` missing, or does it return what model.compile gives?",
            )
            require(
                hasattr(model, "count_params") and hasattr(model, "compute_loss"),
                f"return the Keras model. Received: {type(model).__name__}.",
            )
            require(
                bool(model.built),
                "the model does not know yet how large its images are, so it has no weights to count. It begins with keras.Input((height, width, 1)).",
            )
            model(x)
        shapes = [tuple(np.shape(array)) for array in model.get_weights()]
        _right_layers(shapes)
        model.set_weights([pattern(shape) for shape in shapes])
        scores = model(x, training=False)
        compare(
            scores,
            KNOWN["build_lenet.2"],
            hints=[
                "the bend is the sigmoid; the paper's is 1.7159 tanh(2z/3).",
                "the bend is a plain tanh; the paper's is 1.7159 tanh(2z/3).",
                "the bend is ReLU; the paper's is 1.7159 tanh(2z/3).",
                "there is no bend at all: the network is one straight line.",
                "the convolutions have no bend.",
                "the dense layers have no bend.",
                "the dense layer of 84 has no bend.",
                "the bend comes after the pooling; it comes before.",
                "the scores go through a softmax; they are returned raw.",
                "the scores go through the bend; they are returned raw.",
                "the pooling takes the largest; asked for is the mean.",
                "the factor is 1.7159, to the last digit.",
                "the bend is 1.7159 tanh(z): the 2/3 belongs inside.",
                "the bend is tanh(2z/3): it is multiplied by 1.7159.",
                "the bend is 1.7159 tanh(3z/2): the fraction is upside down.",
            ],
            what="the scores of four images of 21x28, with weights of the check,",
            tolerance=1e-3,
        )
        require(
            same(model(x, training=True), scores, 1e-3),
            "the network computes something else while it is trained: leave dropout and augmentation out.",
        )
        require(model.compiled is True, "the model is not compiled: model.compile(optimizer=..., loss=...).")
        with error_means(
            {
                r"No loss to compute": "model.compile gets no loss here: loss=...",
                "": "the loss stops. Labels are whole numbers, shape (n,): that is a *sparse* categorical cross-entropy, and the scores have shape (n, classes).",
            }
        ):
            loss = model.compute_loss(x, y, scores)
        compare(
            loss,
            KNOWN["build_lenet.3"],
            hints=[
                "the loss takes the scores for probabilities: from_logits is forgotten.",
            ],
            what="the loss of four images with the labels 3, 0, 6, 3",
            tolerance=1e-3,
        )
        wanted = np.random.default_rng(96).normal(size=(4, 7)).astype(np.float32)
        with error_means({"symbolic|__array__": _IN_NUMPY, "expected shape": _OTHER_SIZE}):
            after = keras_step(model, x, wanted, 0.5, as_fit=True)
        require(
            not any(same(array, pattern(shape), 1e-7) for array, shape in zip(after, shapes, strict=True)),
            "a step of training leaves some of the ten arrays as they are: they cannot be trained, or the way back to them is cut.",
        )


_OTHER_SIZE = (
    "the model is made for images of another size: keras.Input((height, width, 1)) with both arguments, in this order."
)

_IN_NUMPY = (
    "the output is right, but `fit` would stop: it compiles the network first, and NumPy cannot calculate with what has no numbers yet. Use keras.ops, "
    "as in keras.ops.tanh."
)


def _right_layers(shapes) -> None:
    """Says how the layers differ from those that are asked for, by the shapes of their weights."""
    kernels = [shape for shape in shapes if len(shape) == 4]
    tables = [shape for shape in shapes if len(shape) == 2]
    require(
        [(k[0], k[1], k[3]) for k in kernels] == [(5, 5, 6), (5, 5, 16)],
        "asked for are two convolutions of 5x5, with 6 and 16 filters. Received: "
        + (", ".join(f"{k[0]}x{k[1]} with {k[3]}" for k in kernels) or "none")
        + ".",
    )
    units = [table[1] for table in tables]
    require(
        units == [120, 84, 7],
        f"asked for are dense layers of 120, 84 and `classes` units. Received, for classes=7: {', '.join(map(str, units)) or 'none'}.",
    )
    compare(
        tables[0][0],
        KNOWN["build_lenet"],
        hints=[
            "only the channels reach the dense layer: Flatten is missing, or a pooling over all places leaves one number a map.",
            "the convolutions pad: leave `padding` out.",
            "the poolings pad, and keep the row that is left over where the side is odd: leave `padding` out.",
            "the second pooling is missing.",
            "the first pooling is missing.",
            "there is no pooling.",
        ],
        what="the number of inputs of the first dense layer for images of 21x28",
    )
    require(
        len(shapes) == 10,
        "each of the five layers has weights and biases, ten arrays in all, and no other layer has any. "
        f"Received: {len(shapes)} arrays.",
    )


def check_train_reader(train_reader) -> None:
    """Task 6: `train_reader(x, y)`, drawings in the middle, gives a trained Keras model that knows them anywhere."""
    with task(6, "drawings that stand elsewhere"):
        judge_reader(train_reader, 961, 962, classes=(2, 0, 1))


_OTHER_LABELS = (
    "the loss wants another kind of labels. These are whole numbers, shape (n,), and three scores or probabilities come out: a *sparse* categorical "
    "cross-entropy."
)


def judge_reader(train_reader, known_ones: int, new_ones: int, classes: tuple[int, int, int]) -> None:
    """Trains on drawings in the middle and asks about new ones that stand anywhere.

    Args:
        train_reader: The answer.
        known_ones: Number of the drawings to train on.
        new_ones: Number of those that it is asked about.
        classes: Which class a plus, a cross and a ring are here, so that it must be learned from what is handed over.
    """
    (x, y), (x_new, y_new) = drawings(300, known_ones, anywhere=False), drawings(600, new_ones, anywhere=True)
    y, y_new = np.array(classes)[y], np.array(classes)[y_new]
    with error_means({r"must have the same rank|Dimensions must be equal": _OTHER_LABELS}):
        model = unchanged(train_reader, x, y, names=("x", "y"))
    require(
        model is not None,
        "train_reader gives None. Is the `return` missing, or does it return what `fit` gives?",
    )
    require(
        hasattr(model, "get_weights"),
        f"return the trained Keras model. Received: {type(model).__name__}.",
    )
    rights = []
    for images, right in ((x, y), (x_new, y_new)):
        scores = as_array(model(images, training=False), "what the model gives")
        require(
            scores.shape == (len(images), 3),
            f"the model gives shape {scores.shape}; asked for is (n, 3), a score or a probability a class.",
        )
        rights.append(np.mean(scores.argmax(axis=1) == right))
    old, new = rights
    if new >= 0.85:
        return
    if old < 0.7:
        raise Wrong(
            f"of the drawings that it was trained on it has {old:.0%} right. Is it trained, long enough, and does the loss fit what "
            "comes out (scores: from_logits=True)? Which drawing is which class is told by the y that the function gets."
        )
    raise Wrong(
        f"of its own drawings it has {old:.0%} right, of new ones that stand anywhere {new:.0%}; 85 % are asked for. What does your "
        "network do with the *place* of what a kernel finds? Or has it never seen a drawing elsewhere? If the place does not matter to it: is "
        "it trained long enough, does it keep the largest response (a mean drowns it), and does the loss fit what comes out (scores: from_logits=True)?"
    )
