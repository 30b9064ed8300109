"""Exercise 09: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def keras():
    """Keras, imported once, as the exercise does it."""
    from dl_course import start_keras

    start_keras()
    import keras

    return keras


def scaled(move=lambda images: np.moveaxis(images, 1, -1), scale=lambda x: x / 127.5 - 1):
    return lambda images: scale(move(images))


def reshaped(images):
    n, c, h, w = images.shape
    return images.reshape(n, h, w, c) / 127.5 - 1


def pixel_by_pixel(images):
    n, c, h, w = images.shape
    result = np.zeros((n, h, w, c))
    for i in range(n):
        for k in range(c):
            for row in range(h):
                for column in range(w):
                    result[i, row, column, k] = images[i, k, row, column] / 255 * 2 - 1
    return result


def as_nested_lists(images):
    moved = images.transpose(0, 2, 3, 1).astype(float)
    return ((moved - 127.5) / 127.5).tolist()


def stacked(images):
    return np.stack([images[:, k] for k in range(images.shape[1])], axis=-1).astype(np.float32) * (2 / 255) - 1


def moved_in_torch(images):
    import torch

    return torch.from_numpy(images).permute(0, 2, 3, 1).float() / 127.5 - 1


def counted(biases=lambda table, k: table.shape[1], kernels=lambda table, k: k * k * table.sum(), full=None):
    def answer(table, k):
        channels, filters = table.shape
        return kernels(table, k) + biases(table, k), (full or right_full)(channels, filters, k)

    return answer


def right_full(channels, filters, k):
    return (k * k * channels + 1) * filters


right_count = counted()


def filter_by_filter(table, k):
    first = second = 0
    for column in range(len(table[0])):
        first += 1
        second += 1
        for row in range(len(table)):
            second += k**2
            if table[row][column] == 1:
                first += k**2
    return [first, second]


def counted_in_torch(table, k):
    import torch

    table = torch.tensor(table)
    return torch.stack([table.sum() * k * k, torch.tensor(table.numel() * k * k)]) + table.shape[1]


def without_lonely_biases(table, k):
    return k * k * table.sum() + table.any(axis=0).sum(), right_full(*table.shape, k)


def followed(
    same=lambda n, k, s: -(-n // s),
    valid=lambda n, k, s: (n - k) // s + 1,
    pool=lambda n, p: n // p,
    result=lambda h, w, c, blocks: h * w * c,
    width=lambda height, width: width,
):
    def answer(height, width_, blocks):
        h, w, c = height, width(height, width_), 1
        for kind, *numbers in blocks:
            if kind == "pool":
                h, w = pool(h, numbers[0]), pool(w, numbers[0])
            else:
                c, k, s, padding = numbers
                rule = same if padding == "same" else valid
                h, w = rule(h, k, s), rule(w, k, s)
        return result(h, w, c, blocks)

    return answer


right_size = followed()
right_rules = {"same": lambda n, k, s: -(-n // s), "valid": lambda n, k, s: (n - k) // s + 1}


def first_channels(h, w, c, blocks):
    return h * w * next(block[1] for block in blocks if block[0] == "conv")


def all_channels(h, w, c, blocks):
    return h * w * int(np.prod([block[1] for block in blocks if block[0] == "conv"]))


def parameters(height, width, blocks):
    total, before = 0, 1
    for kind, *numbers in blocks:
        if kind == "conv":
            total += (numbers[1] ** 2 * before + 1) * numbers[0]
            before = numbers[0]
    return total


def with_math(height, width, blocks):
    from math import ceil, floor

    shape = np.array([height, width])
    filters = 0
    for block in blocks:
        if block[0] == "conv":
            filters = block[1]
            if block[4] == "same":
                shape = np.array([ceil(n / block[3]) for n in shape])
            else:
                shape = np.array([floor((n - block[2]) / block[3]) + 1 for n in shape])
        elif block[0] == "pool":
            shape = shape // block[1]
    return np.prod(shape) * filters


def asked_keras(height, width, blocks):
    layers = keras().layers
    made = [keras().Input((height, width, 1))]
    for kind, *numbers in blocks:
        if kind == "pool":
            made.append(layers.MaxPooling2D(numbers[0]))
        else:
            made.append(layers.Conv2D(numbers[0], numbers[1], strides=numbers[2], padding=numbers[3]))
    return keras().Sequential([*made, layers.Flatten()]).output_shape[1]


def by_recursion(height, width, blocks, channels=1):
    if not blocks:
        return height * width * channels
    (kind, *numbers), rest = blocks[0], blocks[1:]
    if kind == "pool":
        return by_recursion(height // numbers[0], width // numbers[0], rest, channels)
    c, k, s, padding = numbers
    cut = 0 if padding == "same" else k - 1
    return by_recursion((height - cut + s - 1) // s, (width - cut + s - 1) // s, rest, c)


def subsample(
    begin=(0.25, 0.0),
    total=None,
    use=lambda total, c, b: total * c + b,
    trainable=(True, True),
    exchanged=False,
    one=False,
):
    """A class of such a layer, made when it is asked for, as it needs Keras."""

    def made():
        ops, layers = keras().ops, keras().layers

        class Subsample(layers.Layer):
            def build(self, input_shape):
                shape = (1,) if one else (input_shape[-1],)
                starts = [each if isinstance(each, str) else keras().initializers.Constant(each) for each in begin]
                weights = [
                    self.add_weight(shape=shape, initializer=start, trainable=learned)
                    for start, learned in zip(starts, trainable, strict=True)
                ]
                self.c, self.b = weights[::-1] if exchanged else weights

            def call(self, x):
                summed = total(ops, x) if total else 4 * ops.average_pool(x, 2, strides=2, padding="valid")
                return use(summed, self.c, self.b)

        return Subsample()

    return made


def by_slices(ops, x):
    h, w = x.shape[1] // 2 * 2, x.shape[2] // 2 * 2
    return x[:, 0:h:2, 0:w:2] + x[:, 1:h:2, 0:w:2] + x[:, 0:h:2, 1:w:2] + x[:, 1:h:2, 1:w:2]


def uncut(ops, x):
    return x[:, 0::2, 0::2] + x[:, 1::2, 0::2] + x[:, 0::2, 1::2] + x[:, 1::2, 1::2]


def in_numpy(ops, x):
    return 4 * ops.average_pool(np.asarray(ops.convert_to_numpy(x)), 2, strides=2)


def in_loops(ops, x):
    n, h, w, c = x.shape
    sums = np.zeros((n, h // 2, w // 2, c))
    for i in range(h // 2):
        for j in range(w // 2):
            sums[:, i, j] = ops.sum(x[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2], axis=(1, 2))
    return sums


def without_self():
    layers = keras().layers

    class Subsample(layers.Layer):
        def build(self, shape):
            self.c = self.add_weight(shape=(shape[-1],), initializer="ones")

        def call(x):  # noqa: N805 - the mistake
            return x

    return Subsample()


def by_reshape(ops, x):
    h, w, c = x.shape[1] // 2, x.shape[2] // 2, x.shape[3]
    return ops.sum(ops.reshape(x[:, : 2 * h, : 2 * w], (-1, h, 2, w, 2, c)), axis=(2, 4))


def by_another_layer():
    layers = keras().layers

    class Subsample(layers.Layer):
        def __init__(self, **more):
            super().__init__(**more)
            self.mean = layers.AveragePooling2D(2)

        def build(self, shape):
            self.scale = self.add_weight(
                shape=(shape[-1],), initializer=lambda s, dtype=None: keras().ops.full(s, 0.25)
            )
            self.shift = self.add_weight(shape=(shape[-1],), initializer="zeros")

        def call(self, x):
            return 4 * self.mean(x) * self.scale + self.shift

    return Subsample()


def without_weights():
    layers = keras().layers

    class Subsample(layers.Layer):
        def call(self, x):
            return keras().ops.average_pool(x, 2, strides=2)

    return Subsample()


def cut_from_the_gradient():
    layers = keras().layers

    class Subsample(layers.Layer):
        def build(self, shape):
            self.c = self.add_weight(shape=(shape[-1],), initializer=keras().initializers.Constant(0.25))
            self.b = self.add_weight(shape=(shape[-1],), initializer="zeros")

        def call(self, x):
            stop = keras().ops.stop_gradient
            return 4 * keras().ops.average_pool(x, 2, strides=2) * stop(self.c) + stop(self.b)

    return Subsample()


def without_call():
    layers = keras().layers

    class Subsample(layers.Layer):
        def build(self, shape):
            self.c = self.add_weight(shape=(shape[-1],), initializer="ones")

    return Subsample()


def other_name():
    layers = keras().layers

    class Subsample(layers.Layer):
        def build(self, shape):
            self.c = self.add_weight(shape=(shape[-1],), initializer="ones")
            self.b = self.add_weight(shape=(shape[-1],), initializer="zeros")

        def call(self, x):
            return keras().ops.average_pool(x, 2) * self.coefficients + self.b

    return Subsample()


def paper(z):
    return 1.7159 * keras().ops.tanh(2 * z / 3)


def built(
    bend=paper, dense_bend=None, end=None, pool="AveragePooling2D", pools=(2, 2), flatten="Flatten", units=(120, 84),
    filters=(6, 16), padding="valid", loss="right", compiled=True, more=(), use_bias=True, k=5,
    known=True, pool_padding="valid", size=lambda height, width: (height, width, 1), last_bend=None, late=False,
):  # fmt: skip
    def answer(height, width, classes):
        layers = keras().layers
        steps = [keras().Input(size(height, width))] if known else []
        for count, side in zip(filters, pools, strict=True):
            steps.append(layers.Conv2D(count, k, activation=None if late else bend, padding=padding, use_bias=use_bias))
            if side:
                steps.append(getattr(layers, pool)(side, padding=pool_padding))
            if late:
                steps.append(layers.Activation(bend))
        if flatten:
            steps.append(getattr(layers, flatten)())
        steps += [layers.Dense(count, activation=dense_bend or bend) for count in units]
        if last_bend:
            steps[-1].activation = keras().activations.get(last_bend)
        steps += [getattr(layers, each)(0.5) for each in more]
        model = keras().Sequential([*steps, layers.Dense(classes, activation=end)])
        right = keras().losses.SparseCategoricalCrossentropy(from_logits=True)
        if compiled:
            model.compile("adam", right if loss == "right" else loss)
        return model

    return answer


def built_and_frozen(height, width, classes):
    model = built()(height, width, classes)
    model.layers[0].trainable = False
    return model


def built_functional(height, width, classes):
    layers = keras().layers
    inputs = x = keras().Input((height, width, 1))
    for count in (6, 16):
        x = layers.Conv2D(count, (5, 5))(x)
        x = layers.Lambda(lambda z: 1.7159 * keras().ops.tanh(z * 0.6666667))(x)
        x = layers.AvgPool2D()(x) if False else layers.AveragePooling2D((2, 2))(x)
    x = layers.Flatten()(x)
    for count in (120, 84):
        x = 1.7159 * keras().ops.tanh(2 / 3 * layers.Dense(count)(x))
    model = keras().Model(inputs, layers.Dense(classes)(x))
    model.compile("sgd", loss=lambda y, s: keras().losses.sparse_categorical_crossentropy(y, s, from_logits=True))
    return model


def built_one_by_one(height, width, classes):
    layers = keras().layers
    model = keras().Sequential()
    model.add(keras().Input(shape=(height, width, 1)))
    for count in (6, 16):
        model.add(layers.Conv2D(count, 5))
        model.add(layers.Activation(paper))
        model.add(layers.AveragePooling2D(pool_size=2, strides=2))
    model.add(layers.Reshape((-1,)))
    for count in (120, 84):
        model.add(layers.Dense(count))
        model.add(layers.Activation(paper))
    model.add(layers.Dense(classes, activation="linear"))
    model.compile(loss=keras().losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


def built_with_c5_as_convolution_sizes(height, width, classes):
    """As a class of its own."""
    layers = keras().layers

    class LeNet(keras().Model):
        def __init__(self):
            super().__init__()
            self.c = [layers.Conv2D(6, 5, activation=paper), layers.Conv2D(16, 5, activation=paper)]
            self.d = [layers.Dense(n, activation=paper) for n in (120, 84)] + [layers.Dense(classes)]
            self.pool, self.flat = layers.AveragePooling2D(2), layers.Flatten()

        def call(self, x):
            for c in self.c:
                x = self.pool(c(x))
            x = self.flat(x)
            for d in self.d:
                x = d(x)
            return x

    model = LeNet()
    model(np.zeros((1, height, width, 1), np.float32))
    model.compile("adam", keras().losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def trained(
    middle=("Conv2D", "GlobalMaxPooling2D"),
    before=(),
    end=None,
    loss=None,
    epochs=15,
    rate=0.01,
    result=lambda model: model,
):
    def answer(x, y):
        layers = keras().layers
        keras().utils.set_random_seed(3)
        make = {
            "Conv2D": lambda: layers.Conv2D(16, 5, activation="relu"),
            "small": lambda: layers.Conv2D(32, 3, activation="relu"),
            "pool": lambda: layers.MaxPooling2D(2),
            "move": lambda: layers.RandomTranslation(0.35, 0.35, fill_mode="constant"),
        }
        steps = [make[name]() if name in make else getattr(layers, name)() for name in (*before, *middle)]
        model = keras().Sequential([keras().Input((16, 16, 1)), *steps, layers.Dense(3, activation=end)])
        raw = keras().losses.SparseCategoricalCrossentropy(from_logits=end is None)
        model.compile(keras().optimizers.Adam(rate), loss or raw)
        if epochs:
            model.fit(x, y, epochs=epochs, batch_size=20, verbose=0)
        return result(model)

    return answer


def trained_on_moved_copies(x, y):
    """Moves the drawings itself, and takes Flatten."""
    rng = np.random.default_rng(0)
    moved = [np.roll(x, tuple(rng.integers(-5, 7, 2)), axis=(1, 2)) for _ in range(30)]
    layers = keras().layers
    keras().utils.set_random_seed(4)
    steps = [layers.Conv2D(16, 5, activation="relu"), layers.MaxPooling2D(3), layers.Flatten()]
    model = keras().Sequential([keras().Input((16, 16, 1)), *steps, layers.Dense(3, activation="softmax")])
    model.compile(keras().optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(np.concatenate(moved), np.tile(y, 30), epochs=3, batch_size=50, verbose=0)
    return model


def labels_of_one_class(x, y):
    return trained(epochs=4)(x, np.zeros_like(y))


def other_drawings(x, y):
    from dl_course.checks.keras_cnn import drawings

    return trained(epochs=4)(*drawings(300, 1, anywhere=True))


RIGHT = {
    "to_keras": scaled(),
    "sparse_parameters": right_count,
    "after_flatten": right_size,
    "Subsample": subsample(),
    "build_lenet": built(),
    "train_reader": trained(),
}

ALSO_RIGHT = [
    ("to_keras", pixel_by_pixel, "four loops"),
    ("to_keras", as_nested_lists, "nested lists"),
    ("to_keras", stacked, "float32, stacked along a new axis"),
    ("to_keras", lambda images: np.einsum("nchw->nhwc", images.astype(float)) / 127.5 - 1, "einsum"),
    ("to_keras", lambda images: np.swapaxes(np.swapaxes(images, 1, 2), 2, 3) * 2.0 / 255.0 - 1.0, "axes swapped twice"),
    ("sparse_parameters", filter_by_filter, "a loop over filters, as a list"),
    ("sparse_parameters", lambda table, k: np.array([table.sum(), table.size]) * k**2 + len(table[0]), "an array"),
    ("sparse_parameters", lambda table, k: (float(k * k * np.count_nonzero(table) + table.shape[1]), float(right_full(*table.shape, k))), "floats"),
    ("sparse_parameters", lambda table, k: (sum(k * k * column.sum() + 1 for column in table.T), sum(k * k * len(table) + 1 for _ in table.T)), "sums over columns"),
    ("after_flatten", with_math, "ceil and floor, NumPy's number"),
    ("after_flatten", by_recursion, "recursion"),
    ("after_flatten", asked_keras, "Keras is asked"),
    ("after_flatten", lambda h, w, blocks: float(right_size(h, w, blocks)), "a float"),
    ("Subsample", subsample(total=by_slices), "four slices"),
    ("Subsample", subsample(total=by_reshape), "reshape and sum"),
    ("Subsample", by_another_layer, "a pooling layer inside, other names"),
    ("Subsample", subsample(total=lambda ops, x: ops.average_pool(x, 2, strides=2, padding="valid"), use=lambda mean, c, b: mean * (4 * c) + b), "the mean, four times the coefficient"),
    ("build_lenet", built_functional, "functional, with operations"),
    ("build_lenet", built_one_by_one, "layers added one by one"),
    ("build_lenet", built_with_c5_as_convolution_sizes, "a class of its own"),
    ("build_lenet", built(flatten="Flatten", loss=lambda y, s: keras().losses.sparse_categorical_crossentropy(y, s, from_logits=True)), "a function as the loss"),
    ("train_reader", trained(end="softmax"), "softmax, and the loss for it"),
    ("train_reader", trained_on_moved_copies, "moved copies, and Flatten"),
    ("train_reader", trained(middle=("small", "small", "GlobalMaxPooling2D")), "two small convolutions"),
    ("train_reader", trained(middle=("Conv2D", "pool", "GlobalMaxPooling2D")), "a pooling between"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("to_keras", moved_in_torch, "PyTorch"),
    ("sparse_parameters", counted_in_torch, "a tensor"),
]

MISTAKES = [
    ("to_keras", reshaped, "reshape takes the numbers"),
    ("to_keras", scaled(lambda images: images.transpose(0, 3, 2, 1)), "height and width are exchanged"),
    ("to_keras", scaled(lambda images: images), "channels are still first"),
    ("to_keras", scaled(scale=lambda x: x / 255), "from 0 to 1 here"),
    ("to_keras", scaled(scale=lambda x: x.astype(float)), "still 0 to 255"),
    ("to_keras", scaled(scale=lambda x: x / 127.5), "from 0 to 2"),
    ("to_keras", scaled(scale=lambda x: x / x.max() * 2 - 1), "the largest grey level here is not 255"),
    ("to_keras", scaled(lambda images: np.moveaxis(images, 1, -1)[..., ::-1]), "blue, green, red"),
    ("to_keras", scaled(scale=lambda x: x * np.uint8(2) / 255 - 1), "ran over"),
    ("to_keras", scaled(lambda images: np.moveaxis(images, 1, -1)[0]), "this is one image"),
    ("to_keras", scaled(scale=lambda x: (x - x.mean()) / x.std()), "standardised"),
    ("to_keras", scaled(scale=lambda x: x / 255 - 0.5), "-0.5 to 0.5"),
    ("to_keras", scaled(scale=lambda x: x / 255 - 1), "from -1 to 0"),
    ("to_keras", scaled(scale=lambda x: x / 128 - 1), "the middle of 0 and 255 is 127.5"),
    ("to_keras", scaled(scale=lambda x: (x * np.uint8(2) - np.uint8(255)) / 255), "ran over"),
    ("to_keras", scaled(scale=lambda x: 1 - x / 127.5), "black and white are exchanged"),
    ("to_keras", scaled(lambda images: images.transpose(0, 2, 1, 3)), "they are the last axis"),
    ("to_keras", lambda images: None, "Is the `return` missing"),
    ("sparse_parameters", counted(biases=lambda table, k: 0), "the biases are missing: one a filter"),
    ("sparse_parameters", counted(biases=lambda table, k: len(table)), "a bias for each map that comes in; it is one a filter"),
    ("sparse_parameters", counted(biases=lambda table, k: table.sum()), "a bias for each connection"),
    ("sparse_parameters", counted(biases=lambda table, k: 1), "one bias for all filters"),
    ("sparse_parameters", counted(kernels=lambda table, k: k * table.sum()), "k is there once"),
    ("sparse_parameters", counted(kernels=lambda table, k: 2 * k * table.sum()), "are multiplied, not added"),
    ("sparse_parameters", counted(kernels=lambda table, k: len(table) * k * k), "the maps that come in are counted"),
    ("sparse_parameters", counted(kernels=lambda table, k: table.sum()), "each is a kernel of k times k"),
    ("sparse_parameters", counted(kernels=lambda table, k: k * k * table.size), "with all connections; it is the second"),
    ("sparse_parameters", counted(kernels=lambda table, k: k * k * (table.size - table.sum())), "that are *not* there"),
    ("sparse_parameters", without_lonely_biases, "looks at nothing has no bias"),
    ("sparse_parameters", lambda table, k: (k * k * table[:, 0].sum() + 1, right_full(*table.shape, k)), "the first filter alone"),
    ("sparse_parameters", lambda table, k: (k * k * (table.sum() + table.shape[1]), right_full(*table.shape, k)), "nothing is added to the kernels"),
    ("sparse_parameters", lambda table, k: right_count(table, k)[0], "return two numbers"),
    ("sparse_parameters", lambda table, k: right_count(table, k)[::-1], "it is the second of the two"),
    ("sparse_parameters", counted(full=lambda c, f, k: k * k * c * f), "all connections: the biases are missing"),
    ("sparse_parameters", counted(full=lambda c, f, k: k * k * c * f + c), "all connections: there is a bias for each map"),
    ("sparse_parameters", counted(full=lambda c, f, k: (k * k + 1) * f), "channels that come in are forgotten"),
    ("sparse_parameters", counted(full=lambda c, f, k: (k * k * f + 1) * c), "all connections: there is a bias for each map"),
    ("sparse_parameters", lambda table, k: right_count(table, 3), "Is it typed in"),
    ("after_flatten", followed(result=lambda h, w, c, blocks: h * w), "this is one map"),
    ("after_flatten", followed(result=first_channels), "of the first convolution"),
    ("after_flatten", followed(result=all_channels), "of all layers are multiplied"),
    ("after_flatten", followed(same=lambda n, k, s: n // s), "rounded *up*"),
    ("after_flatten", followed(same=lambda n, k, s: (n - k) // s + 1), '"same" is treated like "valid"'),
    ("after_flatten", followed(valid=lambda n, k, s: -(-n // s)), '"valid" is treated like "same"'),
    ("after_flatten", followed(same=right_rules["valid"], valid=right_rules["same"]), "`same` and `valid` are exchanged"),
    ("after_flatten", followed(same=lambda n, k, s: -(-n // k), valid=lambda n, k, s: (n - s) // k + 1), "taken for the kernel's side"),
    ("after_flatten", followed(pool=lambda n, p: -(-n // p)), "leaves it out: round down"),
    ("after_flatten", followed(same=lambda n, k, s: n, valid=lambda n, k, s: n - k + 1), "the stride of the convolution is not used"),
    ("after_flatten", followed(pool=lambda n, p: n), "the pooling is not used"),
    ("after_flatten", followed(width=lambda h, w: h), "the image is no square"),
    ("after_flatten", followed(result=lambda h, w, c, blocks: (h + w) * c), "the sides are added"),
    ("after_flatten", followed(pool=lambda n, p: n - p + 1), "the pooling goes on by 1"),
    ("after_flatten", lambda h, w, blocks: right_size(h, w, blocks[:-1]), "the last block is missing"),
    ("after_flatten", lambda h, w, blocks: right_size(h, w, blocks[:1]), "only the first block"),
    ("after_flatten", followed(valid=lambda n, k, s: (n - k) // s), "the 1 is missing"),
    ("after_flatten", parameters, "number of parameters"),
    ("after_flatten", followed(valid=lambda n, k, s: -(-(n - k) // s) + 1), "(n - k) // stride + 1"),
    ("after_flatten", followed(valid=lambda n, k, s: n - k + 1), "it holds with `valid`, too"),
    ("Subsample", subsample(begin=("ones", 0.0)), "at the beginning the coefficients are 1"),
    ("Subsample", subsample(begin=(0.0, 0.0)), "the coefficients are 0"),
    ("Subsample", subsample(begin=(0.25, 0.0), total=lambda ops, x: 4 * ops.max_pool(x, 2, strides=2)), "this is max pooling"),
    ("Subsample", subsample(total=lambda ops, x: ops.average_pool(x, 2, strides=2, padding="valid")), "a sixteenth of the sum"),
    ("Subsample", subsample(begin=(0.25, 1.0)), "the biases begin at 1"),
    ("Subsample", subsample(total=lambda ops, x: 4 * ops.average_pool(x, 2, strides=1, padding="valid")), "the windows overlap"),
    ("Subsample", subsample(total=lambda ops, x: 4 * x[:, :4:2, :6:2]), "upper left pixel alone"),
    ("Subsample", subsample(use=lambda total, c, b: paper(total * c + b)), "the bend is already inside"),
    ("Subsample", subsample(begin=(1.0, 0.0), total=lambda ops, x: ops.average_pool(x, 2, strides=2, padding="valid")), "they multiply their sum"),
    ("Subsample", subsample(use=lambda total, c, b: total * c), "the biases are not added"),
    ("Subsample", subsample(use=lambda total, c, b: total / 4 + b), "the coefficients are not used"),
    ("Subsample", subsample(use=lambda total, c, b: total * c[0] + b), "the first map is used for all"),
    ("Subsample", subsample(begin=(0.0, 0.25), exchanged=True), "lists the biases first"),
    ("Subsample", subsample(use=lambda total, c, b: (total + b) * c), "the biases are multiplied as well"),
    ("Subsample", subsample(use=lambda total, c, b: total * b + c), "exchanged in `call`"),
    ("Subsample", subsample(use=lambda total, c, b: keras().ops.tanh(total * c + b)), "the bend is already inside"),
    ("Subsample", subsample(begin=(0.25, "glorot_uniform")), "the biases begin with random numbers"),
    ("Subsample", subsample(begin=("glorot_uniform", 0.0)), "the coefficients begin with random numbers"),
    ("Subsample", subsample(begin=("0.25", 0.0)), "a number is no initializer"),
    ("Subsample", subsample(total=uncut), "is left over: cut it off"),
    ("Subsample", subsample(total=in_numpy), "Use keras.ops on whole arrays"),
    ("Subsample", subsample(total=in_loops), "Use keras.ops on whole arrays"),
    ("Subsample", without_self, "first argument is self"),
    ("Subsample", subsample(trainable=(True, False)), "leaves the biases"),
    ("Subsample", subsample(trainable=(False, True)), "lists the biases first"),
    ("Subsample", subsample(one=True), "two weights of shape (3,)"),
    ("Subsample", cut_from_the_gradient, "a step of training changes nothing"),
    ("Subsample", without_weights, "no weights that Keras knows"),
    ("Subsample", without_call, "Has the class a method `call(self, x)`"),
    ("Subsample", other_name, "has not put on self"),
    ("Subsample", lambda: (lambda x: x), "a class that extends keras.layers.Layer"),
    ("build_lenet", built(bend="sigmoid"), "the bend is the sigmoid"),
    ("build_lenet", built(bend="tanh"), "a plain tanh"),
    ("build_lenet", built(bend="relu"), "the bend is ReLU"),
    ("build_lenet", built(bend=None, dense_bend="linear"), "no bend at all"),
    ("build_lenet", built(bend=None, dense_bend=paper), "the convolutions have no bend"),
    ("build_lenet", built(dense_bend="linear"), "the dense layers have no bend"),
    ("build_lenet", built(last_bend="linear"), "the dense layer of 84 has no bend"),
    ("build_lenet", built(late=True), "it comes before"),
    ("build_lenet", built(bend=lambda z: 1.7195 * keras().ops.tanh(2 * z / 3)), "to the last digit"),
    ("build_lenet", built(size=lambda height, width: (32, 32, 1)), "made for images of another size"),
    ("build_lenet", built(size=lambda height, width: (height, height, 1)), "made for images of another size"),
    ("build_lenet", built(size=lambda height, width: (width, height, 1)), "made for images of another size"),
    ("build_lenet", built(size=lambda height, width: (None, height, width, 1)), "the axis for the images is not told"),
    ("build_lenet", built(loss=None), "gets no loss here"),
    ("build_lenet", built(end="softmax"), "go through a softmax"),
    ("build_lenet", built(end=paper), "go through the bend"),
    ("build_lenet", built(pool="MaxPooling2D"), "takes the largest"),
    ("build_lenet", built(bend=lambda z: 1.7159 * keras().ops.tanh(z)), "the 2/3 belongs inside"),
    ("build_lenet", built(bend=lambda z: keras().ops.tanh(2 * z / 3)), "multiplied by 1.7159"),
    ("build_lenet", built(bend=lambda z: 1.7159 * keras().ops.tanh(3 * z / 2)), "upside down"),
    ("build_lenet", built(loss="sparse_categorical_crossentropy"), "from_logits is forgotten"),
    ("build_lenet", built(loss="mse"), "that is a *sparse* categorical"),
    ("build_lenet", built(loss="categorical_crossentropy"), "that is a *sparse* categorical"),
    ("build_lenet", built(compiled=False), "the model is not compiled"),
    ("build_lenet", built(bend=lambda z: 1.7159 * np.tanh(2 * z / 3)), "`fit` would stop"),
    ("build_lenet", built(known=False), "how large its images are"),
    ("build_lenet", built(pool_padding="same"), "the poolings pad, and keep the row"),
    ("build_lenet", built(flatten=None), "Flatten is missing, or a pooling"),
    ("build_lenet", built(padding="same"), "the convolutions pad: leave"),
    ("build_lenet", built(pools=(2, None)), "the second pooling is missing"),
    ("build_lenet", built(pools=(None, 2)), "the first pooling is missing"),
    ("build_lenet", built(pools=(None, None)), "there is no pooling"),
    ("build_lenet", built(flatten="GlobalAveragePooling2D"), "Flatten is missing, or a pooling"),
    ("build_lenet", built(units=(120,)), "dense layers of 120, 84 and"),
    ("build_lenet", built(filters=(16, 6)), "with 6 and 16 filters"),
    ("build_lenet", built(k=3), "two convolutions of 5x5"),
    ("build_lenet", built(more=("Dropout",)), "leave dropout"),
    ("build_lenet", built(use_bias=False), "weights and biases, ten arrays"),
    ("build_lenet", built_and_frozen, "leaves some of the ten arrays"),
    ("build_lenet", lambda height, width, classes: built()(height, width, classes).compile(), "what model.compile gives"),
    ("train_reader", trained(middle=("Conv2D", "pool", "Flatten"), epochs=4), "with the *place*"),
    ("train_reader", trained(middle=("Flatten",), epochs=4), "with the *place*"),
    ("train_reader", trained(loss="mse", epochs=1), "a *sparse* categorical cross-entropy"),
    ("train_reader", trained(loss="categorical_crossentropy", epochs=1), "a *sparse* categorical cross-entropy"),
    ("train_reader", trained(epochs=0), "Is it trained, long enough"),
    ("train_reader", labels_of_one_class, "Is it trained, long enough"),
    ("train_reader", other_drawings, "told by the y that the function gets"),
    ("train_reader", trained(epochs=0, result=lambda model: None), "what `fit` gives"),
    ("train_reader", trained(epochs=1, result=lambda model: model.history), "return the trained Keras model"),
    ("train_reader", trained(middle=("Conv2D",), loss=lambda y, s: keras().ops.mean(s), epochs=0), "asked for is (n, 3)"),
]  # fmt: skip
