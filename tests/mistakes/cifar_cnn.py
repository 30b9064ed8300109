"""Exercise 10: right answers, and the typical mistakes with a part of the hint that each must get."""

import math

import numpy as np

EACH_CHANNEL = (0, 1, 2)


def counter(
    conv=lambda c_in, c_out, k: (k * k * c_in + 1) * c_out,
    dense=lambda i, o: (i + 1) * o,
    norm=lambda c: 2 * c,
    pool=lambda k: 0,
    together=sum,
):
    rules = {"conv": conv, "dense": dense, "norm": norm, "pool": pool}
    return lambda layers: together([rules[kind](*sizes) for kind, *sizes in layers if kind in rules])


def normaliser(axes, std=np.std, own=False):
    def normalise(images, train):
        of = images if own else train
        return (images - of.mean(axis=axes)) / std(of, axis=axes)

    return normalise


def shifted(image, down, right, wrap=False):
    moved = np.roll(image, (down, right), axis=(0, 1))
    if not wrap:
        rows, columns = np.indices(image.shape[:2])
        lost = (rows < down) | (rows >= len(image) + down) | (columns < right)
        moved[lost | (columns >= image.shape[1] + right)] = 0
    return moved


def mover(mirror=lambda image: image[:, ::-1], move=shifted, first=True):
    def flip_and_shift(images, mirrored, down, right):
        result = np.empty_like(images)
        for i, image in enumerate(images):
            image = mirror(image) if mirrored[i] and first else image
            image = move(image, down[i], right[i])
            result[i] = mirror(image) if mirrored[i] and not first else image
        return result

    return flip_and_shift


def one_for_all(images, mirrored, down, right):
    return mover()(images, mirrored, down[:1].repeat(len(images)), right[:1].repeat(len(images)))


def in_place(images, mirrored, down, right):
    images[:] = mover()(images, mirrored, down, right)
    return images


def counts(y, y_hat, num_classes):
    table = np.zeros((num_classes, num_classes))
    np.add.at(table, (y, y_hat), 1)
    return table


def shares(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)


def by_column(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    return table / np.maximum(table.sum(axis=0, keepdims=True), 1)


def without_keepdims(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    return table / np.maximum(table.sum(axis=1), 1)


def only_seen(y, y_hat, num_classes):
    return shares(y, y_hat, max(y.max(), y_hat.max()) + 1)


def nan_rows(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    return table / table.sum(axis=1, keepdims=True)


def written_once(y, y_hat, num_classes):
    table = np.zeros((num_classes, num_classes))
    table[y, y_hat] += 1
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)


RIGHT = {
    "output_size": lambda n, k, p, s: (n + 2 * p - k) // s + 1,
    "count_parameters": counter(),
    "normalise": normaliser(EACH_CHANNEL),
    "flip_and_shift": mover(),
    "confusion_shares": shares,
}

ALSO_RIGHT = []

MISTAKES = [
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) // s, "one is missing"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) / s + 1, "whole pixels"),
    ("output_size", lambda n, k, p, s: math.ceil((n + 2 * p - k) / s) + 1, "hangs over the edge"),
    ("output_size", lambda n, k, p, s: (n + p - k) // s + 1, "each side"),
    ("output_size", lambda n, k, p, s: (n - 2 * p - k) // s + 1, "larger, not smaller"),
    ("output_size", lambda n, k, p, s: n + 2 * p - k + 1, "stride is missing"),
    ("output_size", lambda n, k, p, s: (n - k) // s + 1, "padding is missing"),
    ("output_size", lambda n, k, p, s: (n + 2 * p + k) // s + 1, "kernel is added"),
    ("output_size", lambda n, k, p, s: (n + 2 * p) // s, "kernel is missing"),
    ("output_size", lambda n, k, p, s: float((n + 2 * p - k) // s + 1), "must be an int"),
    ("count_parameters", counter(conv=lambda i, o, k: k * k * i * o), "biases of the convolution"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * i + 1) * o), "k by k"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * k + 1) * o), "all input channels"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * k * o + 1) * i), "a bias for each *output*"),
    ("count_parameters", counter(conv=lambda i, o, k: k * k * i * o + 1), "a single bias"),
    ("count_parameters", counter(dense=lambda i, o: i * o), "biases of the dense layer"),
    ("count_parameters", counter(dense=lambda i, o: (o + 1) * i), "not for each input"),
    ("count_parameters", counter(dense=lambda i, o: o * i + 1), "not a single one"),
    ("count_parameters", counter(norm=lambda c: 0), "has parameters, too"),
    ("count_parameters", counter(norm=lambda c: c), "two numbers"),
    ("count_parameters", counter(norm=lambda c: 4 * c), "averages"),
    ("count_parameters", counter(pool=lambda k: k), "a pooling layer"),
    ("count_parameters", counter(together=lambda counts: counts[-1]), "last layer alone"),
    ("count_parameters", counter(together=lambda counts: counts[0]), "first layer alone"),
    ("normalise", normaliser(EACH_CHANNEL, own=True), "of the images themselves"),
    ("normalise", normaliser(None), "one mean for all three colours"),
    ("normalise", normaliser(0), "for every pixel"),
    ("normalise", lambda x, t: x - t.mean(axis=EACH_CHANNEL), "standard deviation is missing"),
    ("normalise", lambda x, t: x / t.std(axis=EACH_CHANNEL), "mean is not subtracted"),
    ("normalise", normaliser(EACH_CHANNEL, std=np.var), "variance"),
    ("normalise", lambda x, t: x - t.mean(axis=EACH_CHANNEL) / t.std(axis=EACH_CHANNEL), "brackets"),
    ("normalise", lambda x, t: -normaliser(EACH_CHANNEL)(x, t), "turned round"),
    ("normalise", lambda x, t: (x / 255 - t.mean(axis=EACH_CHANNEL)) / t.std(axis=EACH_CHANNEL), "divided by 255"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t).astype(np.uint8), "bytes"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t)[0], "must have shape"),
    ("flip_and_shift", mover(mirror=lambda image: image[::-1]), "upside down"),
    ("flip_and_shift", mover(mirror=lambda image: image), "nothing is mirrored"),
    ("flip_and_shift", mover(mirror=lambda image: image[..., ::-1]), "colours"),
    ("flip_and_shift", mover(first=False), "mirror first"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, d, r, wrap=True)), "comes in again"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, -d, -r)), "wrong way"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, d, -r)), "left and right"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, -d, r)), "up and down"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, r, d)), "exchanged"),
    ("flip_and_shift", mover(move=lambda image, d, r: image), "nothing is moved"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, np.full(len(x), True), d, r), "should not be"),
    ("flip_and_shift", one_for_all, "its own"),
    ("flip_and_shift", in_place, "changes the array"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, m, d, r).astype(float), "same type"),
    ("confusion_shares", counts, "these are counts"),
    ("confusion_shares", lambda y, y_hat, k: shares(y_hat, y, k), "is the true class"),
    ("confusion_shares", by_column, "each column sums to 1"),
    ("confusion_shares", lambda y, y_hat, k: counts(y, y_hat, k) / len(y), "all cells together"),
    ("confusion_shares", without_keepdims, "keepdims"),
    ("confusion_shares", only_seen, "never occurs"),
    ("confusion_shares", written_once, "more than once"),
    ("confusion_shares", lambda y, y_hat, k: np.diag(shares(y, y_hat, k)), "the diagonal alone"),
    ("confusion_shares", nan_rows, "row of zeros"),
]  # fmt: skip
