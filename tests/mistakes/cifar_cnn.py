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


def normaliser(axes, std=np.std, own=False, **kept):
    def normalise(images, train):
        of = images if own else train
        return (images - of.mean(axis=axes, **kept)) / std(of, axis=axes, **kept)

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


def first_place(n, kernel, padding, stride):
    for _ in range(0, n + 2 * padding - kernel + 1, stride):
        return 1


def places(n, kernel, padding, stride):
    """The places one by one, from the left edge of the padding on."""
    count, at = 0, -padding
    while at + kernel <= n + padding:
        count += 1
        at += stride
    return count


def with_modules(layers):
    from torch import nn

    made = []
    for layer in layers:
        if layer[0] == "conv":
            made.append(nn.Conv2d(layer[1], layer[2], layer[3]))
        elif layer[0] == "dense":
            made.append(nn.Linear(layer[1], layer[2]))
        elif layer[0] == "norm":
            made.append(nn.BatchNorm2d(layer[1]))
    return sum(parameter.numel() for parameter in nn.ModuleList(made).parameters())


def count_one_by_one(layers):
    total = np.int64(0)
    for kind, *sizes in layers:
        if kind in ("conv", "dense"):
            per_output = sizes[0] + 1 if kind == "dense" else sizes[0] * sizes[2] ** 2 + 1
            total += per_output * sizes[1]
        if kind == "norm":
            total += sizes[0]
            total += sizes[0]
    return total


def count_none_for_others(layers):
    """Stops at the first layer that has no parameters."""
    stop = next((i for i, layer in enumerate(layers) if layer[0] in ("relu", "pool")), len(layers))
    return counter()(layers[:stop])


def count_stops_at_others(layers):
    """Knows the kinds that the task names, and no other."""
    for kind, *_ in layers:
        if kind not in ("conv", "dense", "norm", "relu", "pool"):
            raise ValueError(kind)
    return counter()(layers)


def count_returns_at_others(layers):
    return 0 if any(layer[0] in ("relu", "pool") for layer in layers) else counter()(layers)


def count_others_twice(layers):
    """What is left over counts as batch norm."""
    return sum(2 * layer[1] if layer[0] not in ("conv", "dense") else counter()([layer]) for layer in layers)


def count_all_as_convolutions(layers):
    return sum((layer[1] * layer[3] ** 2 + 1) * layer[2] for layer in layers if layer[0] == "conv" or "dense")


def count_others_with_a_number(layers):
    return counter()(layers) + sum(2 * layer[1] for layer in layers if layer[0] in ("dropout", "upsample"))


def count_as_before(layers):
    total = number = 0
    for layer in layers:
        number = counter()([layer]) or number
        total += number
    return total


def count_one_of_each_kind(layers):
    return sum({layer[0]: counter()([layer]) for layer in layers}.values())


def count_all_but_the_last(layers):
    return counter()(layers[:-1]) if len(layers) > 1 else counter()(layers)


def count_each_layer_once(layers):
    return counter()(set(layers))


def count_with_a_list_of_sizes(layers):
    total = 0
    for kind, *sizes in layers:
        if kind in ("conv", "dense"):
            total += counter()([(kind, *sizes)])
        elif kind == "norm" or "batchnorm":  # noqa: SIM222 - that is the mistake
            total += 2 * sizes[0]
    return total


def count_norm_at_else(layers):
    total = 0
    for layer in layers:
        if layer[0] == "conv":
            total += counter()([layer])
        if layer[0] == "dense":
            total += counter()([layer])
        else:
            total += 2 * layer[1]
    return total


def count_refuses_others(layers):
    for layer in layers:
        if layer[0] not in ("conv", "dense", "norm"):
            raise ValueError("what is this layer?")
    return counter()(layers)


def count_no_other_kinds(layers):
    """Knows the three kinds that have parameters."""
    for kind, *_ in layers:
        if kind not in ("conv", "dense", "norm"):
            raise ValueError(kind)
    return counter()(layers)


def count_goes_on(layers, total=[0]):  # noqa: B006 - that is the mistake
    total[0] += counter()(layers)
    return total[0]


def emptied(layers):
    total = 0
    while layers:
        total += counter()([layers.pop()])
    return total


def normalise_by_channel(images, train):
    result = np.zeros(images.shape)
    for channel in range(3):
        values = train[..., channel]
        result[..., channel] = (images[..., channel] - values.mean()) / values.std()
    return result


def normalise_in_place(images, train):
    z = images.astype(float)
    z -= train.mean(axis=EACH_CHANNEL)
    z /= train.std(axis=EACH_CHANNEL)
    return z


def normalise_floats_in_place(images, train):
    """np.asarray makes no copy of an array that has the type already."""
    images = np.asarray(images, dtype=float)
    images -= train.mean(axis=EACH_CHANNEL)
    images /= train.std(axis=EACH_CHANNEL)
    return images


def normalise_train_in_place(images, train):
    train = np.asarray(train, dtype=float)
    mean = train.mean(axis=EACH_CHANNEL)
    train -= mean
    return (images - mean) / train.std(axis=EACH_CHANNEL)


def bytes_alone_divided(images, train):
    if images.dtype == np.uint8:
        images = images / 255
    if train.dtype == np.uint8:
        train = train / 255
    return normaliser(EACH_CHANNEL)(images, train)


def light_alone_divided(images, train):
    images, train = (each / 255 if each.max() > 1 else each for each in (images, train))
    return normaliser(EACH_CHANNEL)(images, train)


def normalise_torch(images, train):
    import torch

    images, train = torch.from_numpy(images).float(), torch.from_numpy(train).float()
    return (images - train.mean(dim=EACH_CHANNEL)) / train.std(dim=EACH_CHANNEL, correction=0)


def normalise_lists(images, train):
    """The definition, pixel by pixel."""
    pixels = train.reshape(-1, 3).tolist()
    means = [sum(pixel[c] for pixel in pixels) / len(pixels) for c in range(3)]
    squares = [sum((pixel[c] - means[c]) ** 2 for pixel in pixels) / len(pixels) for c in range(3)]
    return [
        [
            [[(float(v) - m) / math.sqrt(q) for v, m, q in zip(pixel, means, squares, strict=True)] for pixel in row]
            for row in image
        ]
        for image in images
    ]


def both_together(images, train):
    return normaliser(EACH_CHANNEL)(images, np.concatenate([images, train]))


def around_the_mean_of_train(images, train):
    deviations = images - train.mean(axis=EACH_CHANNEL)
    return deviations / np.sqrt((deviations**2).mean(axis=EACH_CHANNEL))


def by_mean_distance(images, train):
    mean = train.mean(axis=EACH_CHANNEL)
    return (images - mean) / abs(train - mean).mean(axis=EACH_CHANNEL)


def average_deviation(images, train):
    return (images - train.mean(axis=EACH_CHANNEL)) / train.std(axis=(1, 2)).mean(axis=0)


def wrong_rows(images, train):
    rows = train.reshape(3, -1)
    return (images - rows.mean(axis=1)) / rows.std(axis=1)


def typed_in(images, train):
    return (images / 255 - np.array([0.485, 0.456, 0.406])) / np.array([0.229, 0.224, 0.225])


def squared_bytes(images, train):
    mean = train.mean(axis=EACH_CHANNEL)
    return (images - mean) / np.sqrt((train * train).mean(axis=EACH_CHANNEL) - mean**2)


def first_colour(images, train):
    z = images.astype(float)
    for c in range(3):
        z[..., c] = (z[..., c] - train[..., c].mean()) / train[..., c].std()
        return z


def of_bytes_in_torch(images, train):
    import torch

    images, train = torch.from_numpy(images), torch.from_numpy(train)
    return (images - train.mean(dim=EACH_CHANNEL)) / train.std(dim=EACH_CHANNEL)


def last_colour(images, train):
    for c in range(3):
        z = (images[..., c] - train[..., c].mean()) / train[..., c].std()
    return z


def with_the_median(images, train):
    middle = np.median(train, axis=EACH_CHANNEL) if train.dtype == float else train.mean(axis=EACH_CHANNEL)
    return (images - middle) / train.std(axis=EACH_CHANNEL)


def in_bytes(images, train):
    return (images - train.mean(axis=EACH_CHANNEL).astype(np.uint8)) / train.std(axis=EACH_CHANNEL)


def between_0_and_1(images, train):
    low, high = train.min(axis=EACH_CHANNEL), train.max(axis=EACH_CHANNEL)
    return (images - low.astype(float)) / (high - low)


def pixel_by_pixel(images, mirrored, down, right):
    n, height, width, _ = images.shape
    result = np.zeros_like(images)
    for i in range(n):
        for row in range(height):
            for column in range(width):
                to_row, to_column = row + down[i], column + right[i]
                if 0 <= to_row < height and 0 <= to_column < width:
                    result[i, to_row, to_column] = images[i, row, width - 1 - column if mirrored[i] else column]
    return result


def with_slices(images, mirrored, down, right):
    result = []
    for image, flip, d, r in zip(images, mirrored, down, right, strict=True):
        image = np.fliplr(image) if flip else image
        height, width, _ = image.shape
        moved = np.zeros_like(image)
        source = image[max(-d, 0) : height - max(d, 0), max(-r, 0) : width - max(r, 0)]
        moved[max(d, 0) : height + min(d, 0), max(r, 0) : width + min(r, 0)] = source
        result.append(moved)
    return result


def flip_torch(images, mirrored, down, right):
    import torch

    result = []
    for image, flip, d, r in zip(torch.from_numpy(images), mirrored, down.tolist(), right.tolist(), strict=True):
        image = image.flip(1) if flip else image
        image = torch.roll(image, (d, r), dims=(0, 1))
        height, width, _ = image.shape
        image[:d] = 0 if d > 0 else image[:d]
        image[:, :r] = 0 if r > 0 else image[:, :r]
        if d < 0:
            image[height + d :] = 0
        if r < 0:
            image[:, width + r :] = 0
        result.append(image)
    return torch.stack(result)


def old_pixels_stay(image, down, right):
    moved = shifted(image, down, right)
    rows, columns = np.indices(image.shape[:2])
    lost = (rows < down) | (rows >= len(image) + down) | (columns < right) | (columns >= image.shape[1] + right)
    moved[lost] = image[lost]
    return moved


def edge_repeated(image, down, right):
    height, width, _ = image.shape
    padded = np.pad(image, [(height, height), (width, width), (0, 0)], mode="edge")
    return padded[height - down : 2 * height - down, width - right : 2 * width - right]


def minus_zero(image, down, right):
    """`[:-0]` is empty."""
    moved = np.zeros_like(image)
    if down >= 0:
        moved[down:, right:] = image[:-down, :-right]
    else:
        moved[:down, :right] = image[-down:, -right:]
    return moved


def unmoved_is_lost(image, down, right):
    return shifted(image, down, right) if down or right else np.zeros_like(image)


def rolled_as_one_row(image, down, right):
    return np.roll(np.roll(image, down), right)


def rolled_by_the_sum(images, mirrored, down, right):
    turned = np.where(mirrored[:, None, None, None], images[:, :, ::-1], images)
    return np.roll(np.roll(turned, down, axis=1), right, axis=2)


def rolled_in_pairs(images, mirrored, down, right):
    turned = np.where(mirrored[:, None, None, None], images[:, :, ::-1], images)
    return np.roll(turned, (down, right), axis=(1, 2))


def rolled_with_more_moves_than_axes(images, mirrored, down, right):
    return np.roll(images, np.append(down, right), axis=(1, 2, 3))


def cleared_on_the_wrong_side(image, down, right):
    image = np.roll(image, (down, right), axis=(0, 1))
    image[down:] = 0
    image[:, right:] = 0
    return image


def cleared_for_positive(image, down, right):
    image = np.roll(image, (down, right), axis=(0, 1))
    image[:down] = 0
    image[:, :right] = 0
    return image


def cleared_by_distance(image, down, right):
    return cleared_for_positive(
        np.roll(image, (down - abs(down), right - abs(right)), axis=(0, 1)), abs(down), abs(right)
    )


def cleared_at_the_other_end(image, down, right):
    image = np.roll(image, (down, right), axis=(0, 1))
    image[-down:] = 0
    image[:, -right:] = 0
    return image


def second_move_of_the_image(image, down, right):
    moved = shifted(image, down, 0)
    columns = np.indices(image.shape[:2])[1]
    return np.where((columns >= right)[..., None], shifted(image, 0, right), moved)


def second_move_down_of_the_image(image, down, right):
    moved = shifted(image, 0, right)
    rows = np.indices(image.shape[:2])[0]
    return np.where((rows >= down)[..., None], shifted(image, down, 0), moved)


def nothing_at_0(image, down, right):
    """The branch for negative numbers takes 0 as well, and `[0:]` is everything."""
    moved = shifted(image, down, right)
    if down <= 0:
        moved[down:] = 0
    return moved


def padded_by_4(image, down, right):
    height, width, _ = image.shape
    padded = np.pad(image, [(4, 4), (4, 4), (0, 0)])
    return padded[4 - down : 4 - down + height, 4 - right : 4 - right + width]


def only_the_mirrored(images, mirrored, down, right):
    result = np.zeros_like(images)
    result[mirrored] = mover()(images, mirrored, down, right)[mirrored]
    return result


def only_the_mirrored_moved(images, mirrored, down, right):
    return np.where(mirrored[:, None, None, None], mover()(images, mirrored, down, right), images)


def without_the_last(image, down, right):
    """The range of the rows and of the columns ends one too early."""
    moved = shifted(image, down, right)
    moved[-1:] = moved[:, -1:] = 0
    return moved


def on_grey(image, down, right):
    return np.where(shifted(np.ones_like(image), down, right) > 0, shifted(image, down, right), 128).astype(image.dtype)


def no_lower_bound(image, down, right):
    height, width, _ = image.shape
    result = np.zeros_like(image)
    for row in range(height):
        for column in range(width):
            if row + down < height and column + right < width:
                result[row + down, column + right] = image[row, column]
    return result


def on_ones(image, down, right):
    return np.where(shifted(np.ones_like(image), down, right) > 0, shifted(image, down, right), 1)


def strictly_inside(image, down, right):
    image = image.copy()
    image[0] = image[:, 0] = 0
    return shifted(image, down, right)


def as_a_square(image, down, right):
    result = shifted(image, down, right)
    result[:, len(image) :] = 0
    return result


def only_backwards(move):
    """Right for moves down and to the right."""
    return lambda image, d, r: shifted(image, d, r) if d >= 0 and r >= 0 else move(image, d, r)


def without_bounds(images, mirrored, down, right):
    result = np.zeros_like(images)
    for i, row, column in np.ndindex(images.shape[:3]):
        result[i, row + down[i], column + right[i]] = images[i, row, column]
    return result


def in_larger_images(images, mirrored, down, right):
    turned = np.where(mirrored[:, None, None, None], images[:, :, ::-1], images)
    moves = zip(turned, down, right, strict=True)
    return [np.pad(x, [(max(d, 0), max(-d, 0)), (max(r, 0), max(-r, 0)), (0, 0)]) for x, d, r in moves]


def in_bytes_alone(images, mirrored, down, right):
    return mover()(images.astype(np.uint8), mirrored, down, right)


def returns_inside(images, mirrored, down, right):
    result = np.zeros_like(images)
    for i, image in enumerate(images):
        result[i] = shifted(image[:, ::-1] if mirrored[i] else image, down[i], right[i])
        return result


def red_alone(images, mirrored, down, right):
    result = images.copy()
    result[..., 0] = mover()(images, mirrored, down, right)[..., 0]
    return result


def shares_in_lists(y, y_hat, num_classes):
    table = [[0.0] * num_classes for _ in range(num_classes)]
    for row, column in zip(y, y_hat, strict=True):
        table[row][column] += 1
    for row in table:
        images = sum(row)
        for column in range(num_classes):
            if images > 0:
                row[column] /= images
    return table


def shares_one_hot(y, y_hat, num_classes):
    table = np.eye(num_classes, dtype=np.float32)[y].T @ np.eye(num_classes, dtype=np.float32)[y_hat]
    return table / (table.sum(axis=1, keepdims=True) + np.float32(1e-9))


def shares_torch(y, y_hat, num_classes):
    import torch

    pairs = torch.from_numpy(y) * num_classes + torch.from_numpy(y_hat)
    table = torch.bincount(pairs, minlength=num_classes**2).reshape(num_classes, num_classes).float()
    return table / table.sum(dim=1, keepdim=True).clamp(min=1)


def shares_divided_where(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(table / table.sum(axis=1)[:, None])


def from_one(y, y_hat, num_classes):
    table = np.zeros((num_classes, num_classes))
    for row, column in zip(y, y_hat, strict=True):
        table[row - 1, column - 1] += 1
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)


def whole(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes).astype(int)
    return table // np.maximum(table.sum(axis=1, keepdims=True), 1)


def mistakes_alone(y, y_hat, num_classes):
    return shares(y, y_hat, num_classes) * (1 - np.eye(num_classes))


def by_length(y, y_hat, num_classes):
    """Divides by the number of classes."""
    return counts(y, y_hat, num_classes) / num_classes


def once_by_all(y, y_hat, num_classes):
    return np.minimum(counts(y, y_hat, num_classes), 1) / np.maximum(
        counts(y, y_hat, num_classes).sum(axis=1, keepdims=True), 1
    )


def mistakes_only(y, y_hat, num_classes):
    return shares(y[y != y_hat], y_hat[y != y_hat], num_classes)


def without_class_0(y, y_hat, num_classes):
    table = shares(y, y_hat, num_classes)
    table[0] = table[:, 0] = 0
    return table


def one_row_for_all(y, y_hat, num_classes):
    table = [[0] * num_classes] * num_classes
    for row, column in zip(y, y_hat, strict=True):
        table[row][column] += 1
    return [[count / max(sum(row), 1) for count in row] for row in table]


def from_ones(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes) + 1
    return table / table.sum(axis=1, keepdims=True)


def one_on_the_diagonal(y, y_hat, num_classes):
    table = shares(y, y_hat, num_classes)
    return table + np.diag(table.sum(axis=1) == 0)


def cell_by_cell(count):
    def confusion_shares(y, y_hat, num_classes):
        table = np.zeros((num_classes, num_classes))
        for i, j in np.ndindex(table.shape):
            table[i, j] = count(y, y_hat, i, j) / max(np.sum(y == i), 1)
        return table

    return confusion_shares


def rows_as_long_as_needed(y, y_hat, num_classes):
    return [np.bincount(y_hat[y == k]) / max(np.sum(y == k), 1) for k in range(num_classes)]


def divided_each_time(y, y_hat, num_classes):
    table = np.zeros((num_classes, num_classes))
    for row, column in zip(y, y_hat, strict=True):
        table[row, column] += 1
        table[row] /= table[row].sum()
    return table


def counted_both_ways(y, y_hat, num_classes):
    return shares(np.append(y, y_hat), np.append(y_hat, y), num_classes)


def by_largest(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    return table / np.maximum(table.max(axis=1, keepdims=True), 1)


def with_one_too_much(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes)
    return table / (table.sum(axis=1, keepdims=True) + 1)


def ended_at_an_absent_class(y, y_hat, num_classes):
    m = np.zeros((num_classes, num_classes))
    for i in range(num_classes):
        own = y_hat[y == i]
        if len(own) == 0:
            return m
        m[i] = np.bincount(own, minlength=num_classes) / len(own)
    return m


def divided_up_to_an_absent_class(y, y_hat, num_classes):
    m = np.array(counts(y, y_hat, num_classes), float)
    for i in range(num_classes):
        if m[i].sum() == 0:
            break
        m[i] /= m[i].sum()
    return m


def counted_without_minlength(y, y_hat, num_classes):
    table = np.bincount(y * num_classes + y_hat).reshape(num_classes, num_classes)
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)


def as_many_as_true(y, y_hat, num_classes):
    return shares(y, y_hat, max(y) + 1)


def shares_with_pandas(y, y_hat, num_classes):
    import pandas as pd

    classes = range(num_classes)
    return pd.crosstab(y, y_hat, normalize="index").reindex(index=classes, columns=classes, fill_value=0)


def shares_with_histogram(y, y_hat, num_classes):
    table, *_ = np.histogram2d(y, y_hat, bins=num_classes, range=[[0, num_classes]] * 2)
    return np.divide(
        table, table.sum(axis=1, keepdims=True), out=np.zeros(table.shape), where=table.sum(axis=1, keepdims=True) > 0
    )


def shares_in_an_array_of_ints(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes).astype(int)
    for i in range(num_classes):
        table[i] = table[i] / max(table[i].sum(), 1)
    return table


def all_pairs(y, y_hat, num_classes):
    return shares(np.repeat(y, len(y_hat)), np.tile(y_hat, len(y)), num_classes)


def rows_from(first, past=None, otherwise=counts):
    """Only these rows are divided, or filled in."""

    def confusion_shares(y, y_hat, num_classes):
        table = otherwise(y, y_hat, num_classes)
        table[first:past] = shares(y, y_hat, num_classes)[first:past]
        return table

    return confusion_shares


def zeros(y, y_hat, num_classes):
    return np.zeros((num_classes, num_classes))


def zero_divided(y, y_hat, num_classes):
    table = counts(y, y_hat, num_classes).tolist()
    return [[count / sum(row) for count in row] for row in table]


def evenly(y, y_hat, num_classes):
    table = shares(y, y_hat, num_classes)
    table[table.sum(axis=1) == 0] = 1 / num_classes
    return table


RIGHT = {
    "output_size": lambda n, k, p, s: (n + 2 * p - k) // s + 1,
    "count_parameters": counter(),
    "normalise": normaliser(EACH_CHANNEL),
    "flip_and_shift": mover(),
    "confusion_shares": shares,
}

ALSO_RIGHT = [
    ("output_size", lambda n, kernel, padding, stride: math.floor((n + 2 * padding - kernel) / stride) + 1, "math.floor"),
    ("output_size", lambda n, kernel, padding, stride: np.floor((n + 2 * padding - kernel) / stride) + 1, "np.floor, a float"),
    ("output_size", lambda n, kernel, padding, stride: np.floor((n + 2 * padding - kernel) / stride + 1).astype(int), "np.int64"),
    ("output_size", lambda n, kernel, padding, stride: len(range(0, n + 2 * padding - kernel + 1, stride)), "len of a range"),
    ("output_size", lambda n, kernel, padding, stride: (n + 2 * padding - kernel + stride) // stride, "the stride in place of the 1"),
    ("output_size", places, "a loop"),
    ("output_size", lambda n, kernel, padding, stride: np.arange(0, n + 2 * padding - kernel + 1, stride).size, "np.arange"),
    ("count_parameters", count_one_by_one, "np.int64 added up in a loop"),
    ("count_parameters", with_modules, "PyTorch's layers"),
    ("count_parameters", lambda layers: float(counter()(layers)), "a float"),
    ("count_parameters", counter(together=np.sum), "np.sum"),
    ("normalise", normalise_by_channel, "a loop over the channels"),
    ("normalise", normalise_in_place, "in place on a copy"),
    ("normalise", normalise_torch, "PyTorch"),
    ("normalise", normalise_lists, "lists of lists"),
    ("normalise", lambda images, train: normaliser(EACH_CHANNEL)(images / 255, train / 255), "both divided by 255"),
    ("normalise", lambda images, train: normaliser(EACH_CHANNEL)(images, train).astype(np.float32), "float32"),
    ("normalise", lambda images, train: (images - train.mean(axis=EACH_CHANNEL)) / (train.std(axis=EACH_CHANNEL) + 1e-8), "1e-8 against a division by 0"),
    ("flip_and_shift", pixel_by_pixel, "a loop over the pixels"),
    ("flip_and_shift", with_slices, "a list of arrays"),
    ("flip_and_shift", flip_torch, "PyTorch"),
    ("flip_and_shift", lambda images, mirrored, down, right: pixel_by_pixel(images, mirrored, down, right).tolist(), "lists of lists"),
    ("confusion_shares", shares_in_lists, "lists of lists"),
    ("confusion_shares", shares_one_hot, "float32, one-hot"),
    ("confusion_shares", shares_torch, "PyTorch"),
    ("confusion_shares", shares_divided_where, "nan turned into 0"),
    ("confusion_shares", shares_with_histogram, "a histogram"),
    ("confusion_shares", shares_with_pandas, "pandas"),
]  # fmt: skip

MISTAKES = [
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) // s, "one is missing"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) / s + 1, "whole pixels"),
    ("output_size", lambda n, k, p, s: math.ceil((n + 2 * p - k) / s) + 1, "one place too many"),
    ("output_size", lambda n, k, p, s: (n + p - k) // s + 1, "once for the left"),
    ("output_size", lambda n, k, p, s: (n - 2 * p - k) // s + 1, "larger, not smaller"),
    ("output_size", lambda n, k, p, s: n + 2 * p - k + 1, "stride is missing"),
    ("output_size", lambda n, k, p, s: (n - k) // s + 1, "padding is missing"),
    ("output_size", lambda n, k, p, s: n - k + 1, "both missing"),
    ("output_size", lambda n, k, p, s: (n + 2 * p + k) // s + 1, "kernel is added"),
    ("output_size", lambda n, k, p, s: (n + 2 * p) // s, "the kernel is missing"),
    ("output_size", lambda n, k, p, s: n // s, "a pooling layer"),
    ("output_size", lambda n, k, s, p: (n + 2 * p - k) // s + 1, "two numbers have changed places"),
    ("output_size", lambda n, k, p, s: ((n + 2 * p - k) // s + 1) ** 2, "one side"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) * s + 1, "multiply"),
    ("output_size", lambda n, k, p, s: n + 2 * p - k // s + 1, "brackets"),
    ("output_size", lambda n, k, p, s: int(n + 2 * p - k / s + 1), "brackets"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k + 1) // s, "divided with the rest"),
    ("output_size", lambda n, k, p, s: round((n + 2 * p - k) / s) + 1, "one place too many"),
    ("output_size", lambda n, k, p, s: print(end=""), "Is the `return` missing?"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) // s + 2, "one place too many"),
    ("output_size", lambda n, k, p, s: (n + 2 * p) // s + 1, "the kernel is missing"),
    ("output_size", lambda n, k, p, s: len(range(0, n + 2 * p, s)), "the kernel is missing"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - 5) // s + 1, "a number is fixed"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k // 2) // s + 1, "half of the kernel"),
    ("output_size", lambda n, k, p, s: (n + 2 * p) // k, "divides by the kernel"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - s) // k + 1, "two numbers have changed places"),
    ("output_size", lambda n, k, p, s: (n - k) // s + 2 * p + 1, "outside the division"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - 3) // s + 1, "a number is fixed"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) // 2 + 1, "a number is fixed"),
    ("output_size", lambda n, k, p, s: (n + 2 - k) // s + 1, "a number is fixed"),
    ("output_size", lambda n, k, p, s: (n + 4 - k) // s + 1, "a number is fixed"),
    ("output_size", lambda n, k, p, s: (n + p**2 - k) // s + 1, "once for the left"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) // s - 1, "a 1 is subtracted"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) % s + 1, "what is left over"),
    ("output_size", lambda n, k, p, s: len(range(0, n, s)), "kernel and padding play no part"),
    ("output_size", lambda n, k, p, s: n > k, "must be one number"),
    ("output_size", lambda n, k, p, s: n + 2 * p - k - s + 1, "stride is subtracted"),
    ("output_size", lambda n, k, p, s: (n + 2 * p - k) // (s + 1), "stride + 1"),
    ("output_size", lambda n, k, p, s: 28, "the answer of the example returned"),
    ("output_size", lambda n, k, p, s: (n - k) // s + p + 1, "as good as one of 39"),
    ("output_size", lambda n, k, p, s: (n + 2 + p - k) // s + 1, "as good as one of 39"),
    ("output_size", first_place, "first place alone"),
    ("output_size", lambda n, k, p, s: len(range(0, n + 2 * p - k, s)), "the last place is missing"),
    ("output_size", lambda n, k, p, s: list(range(0, n + 2 * p - k + 1, s)), "must be one number"),
    ("output_size", lambda n, k, p, s: str((n + 2 * p - k) // s + 1), "must be numbers"),
    ("count_parameters", counter(conv=lambda i, o, k: k * k * i * o), "biases of the convolution"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * i + 1) * o), "k by k"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * k + 1) * o), "all input channels"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * k * o + 1) * i), "a bias for each *output*"),
    ("count_parameters", counter(conv=lambda i, o, k: k * k * i * o + 1), "each stencil has one bias"),
    ("count_parameters", counter(conv=lambda i, o, k: (k * k + 1) * i * o), "each stencil has one bias"),
    ("count_parameters", counter(conv=lambda i, o, k: k * k * (i + o) + o), "each with each"),
    ("count_parameters", counter(dense=lambda i, o: i * o), "biases of the dense layer"),
    ("count_parameters", counter(dense=lambda i, o: (o + 1) * i), "a dense layer has one bias"),
    ("count_parameters", counter(dense=lambda i, o: o * i + 1), "a dense layer has one bias"),
    ("count_parameters", counter(dense=lambda i, o: i + o), "multiplied, not added"),
    ("count_parameters", counter(norm=lambda c: 0), "has parameters, too"),
    ("count_parameters", counter(norm=lambda c: c), "neither one nor three"),
    ("count_parameters", counter(norm=lambda c: 2), "for all channels together"),
    ("count_parameters", counter(norm=lambda c: 4 * c), "averages"),
    ("count_parameters", counter(pool=lambda k: k), "a pooling layer"),
    ("count_parameters", counter(pool=lambda k: k * k), "a pooling layer"),
    ("count_parameters", counter(pool=lambda k: 2 * k), "a pooling layer"),
    ("count_parameters", counter(together=lambda counts: counts[-1] if counts else 0), "last layer alone"),
    ("count_parameters", counter(together=lambda counts: counts[0] if counts else 0), "first layer alone"),
    ("count_parameters", count_none_for_others, "the third layer and all after it"),
    ("count_parameters", counter(together=lambda counts: counts), "must be one number"),
    ("count_parameters", counter(together=np.prod), "the layers are multiplied, or"),
    ("count_parameters", lambda layers: counter()(layers) or None, "have 0 parameters"),
    ("count_parameters", lambda layers: [(i + 1) * o for _, i, o in layers], "taken apart into 3 names"),
    ("count_parameters", emptied, "changes the list"),
    ("count_parameters", counter(conv=lambda i, o, k: 9 * i * o + o), "side of the stencil is fixed"),
    ("count_parameters", counter(norm=lambda c: c * c), "this is a power"),
    ("count_parameters", counter(conv=lambda i, o, k: i * o * k * 2 + o), "no square of k"),
    ("count_parameters", counter(conv=lambda i, o, k: i * o * k ^ 2 + o), "no square of k"),
    ("count_parameters", counter(conv=lambda i, o, k: (i * k + 1) * o * k), "more than once for each stencil"),
    ("count_parameters", counter(conv=lambda i, o, k: (i * k * k + o) * o), "more than once for each stencil"),
    ("count_parameters", counter(conv=lambda i, o, k: (i + 1) * o * k * k), "more than once for each stencil"),
    ("count_parameters", counter(conv=lambda i, o, k: i * o * k * k + o + i), "for each input channel as well"),
    ("count_parameters", counter(conv=lambda i, o, k: i + o + k), "that belong multiplied"),
    ("count_parameters", counter(conv=lambda i, o, k: i * k * k + o), "that belong multiplied"),
    ("count_parameters", counter(conv=lambda i, o, k: k * k + o), "that belong multiplied"),
    ("count_parameters", counter(conv=lambda i, o, k: 2 * i * o * k * k), "each stencil has one bias"),
    ("count_parameters", counter(conv=lambda i, o, k: i * o * k * k + k), "Twice as many stencils"),
    ("count_parameters", counter(conv=lambda i, o, k: (2 * i * k * k + 1) * o), "one input channel more"),
    ("count_parameters", counter(dense=lambda i, o: (i + 1) * (o + 1)), "a dense layer has one bias"),
    ("count_parameters", counter(dense=lambda i, o: i * (o + o)), "counted twice"),
    ("count_parameters", counter(norm=lambda c: 2**c), "this is a power"),
    ("count_parameters", counter(norm=lambda c: 2 * c + 1), "over two 4"),
    ("count_parameters", count_refuses_others, "your function stops at a layer of kind relu or pool"),
    ("count_parameters", counter(conv=lambda i, o, k: i * o * k), "k is taken once"),
    ("count_parameters", counter(dense=lambda i, o: i * o + o + i), "a dense layer has one bias"),
    ("count_parameters", counter(norm=lambda c: c + 2), "over two 4"),
    ("count_parameters", counter(norm=lambda c: 3 * c), "neither one nor three"),
    ("count_parameters", lambda layers: counter()(layers[:2]), "the third layer and all after it"),
    ("count_parameters", lambda layers: counter()(layers[:-1]), "nothing is counted"),
    ("count_parameters", lambda layers: 95, "answer of the example"),
    ("count_parameters", counter(dense=lambda i, o: 0), "dense layers are not counted"),
    ("count_parameters", count_returns_at_others, "or one without parameters ends the count"),
    ("count_parameters", counter(together=lambda counts: np.prod([n for n in counts if n])), "you multiply them"),
    ("count_parameters", count_as_before, "as much as the one before"),
    ("count_parameters", count_one_of_each_kind, "of each kind"),
    ("count_parameters", count_all_but_the_last, "the last layer is missing"),
    ("count_parameters", count_goes_on, "goes on from call to call"),
    ("count_parameters", count_each_layer_once, "of two equal layers one is left out"),
    ("count_parameters", count_with_a_list_of_sizes, "is always true"),
    ("count_parameters", count_norm_at_else, "2 * c_in too much"),
    ("count_parameters", count_no_other_kinds, "has 0 parameters: go on"),
    ("count_parameters", counter(conv=lambda k, i, o: (k * k * i + 1) * o), "the side of the stencil stands last"),
    ("count_parameters", counter(conv=lambda i, k, o: (k * k * i + 1) * o), "the side of the stencil stands last"),
    ("count_parameters", count_stops_at_others, "stops at a layer of a kind"),
    ("count_parameters", count_others_with_a_number, "does not know are counted"),
    ("count_parameters", count_others_twice, "has not so many"),
    ("count_parameters", count_all_as_convolutions, "has not so many"),
    ("count_parameters", lambda layers: sum(layer.size for layer in layers), "has no .size"),
    ("normalise", normaliser(EACH_CHANNEL, own=True), "of the images themselves"),
    ("normalise", normaliser(None), "one mean for all three colours"),
    ("normalise", normaliser(0), "all three axes at once"),
    ("normalise", normaliser((0, 1)), "all three axes at once"),
    ("normalise", normaliser((0, 2)), "all three axes at once"),
    ("normalise", normaliser((1, 2)), "all three axes at once"),
    ("normalise", normaliser(-1), "do not fit element by element"),
    ("normalise", lambda x, t: x - t.mean(axis=EACH_CHANNEL), "standard deviation is missing"),
    ("normalise", lambda x, t: x / t.std(axis=EACH_CHANNEL), "mean is not subtracted"),
    ("normalise", normaliser(EACH_CHANNEL, std=np.var), "variance"),
    ("normalise", lambda x, t: x - t.mean(axis=EACH_CHANNEL) / t.std(axis=EACH_CHANNEL), "brackets"),
    ("normalise", lambda x, t: -normaliser(EACH_CHANNEL)(x, t), "turned round"),
    ("normalise", lambda x, t: (x / 255 - t.mean(axis=EACH_CHANNEL)) / t.std(axis=EACH_CHANNEL), "the images are divided by 255"),
    ("normalise", lambda x, t: x / 255, "between 0 and 1"),
    ("normalise", between_0_and_1, "smallest and the largest"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t).astype(np.uint8), "must be float"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t).astype(int), "must be float"),
    ("normalise", in_bytes, "a byte cannot be negative"),
    ("normalise", normaliser(EACH_CHANNEL, std=lambda v, axis: v.std(axis=axis, ddof=1)), "n - 1"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) * t.std(axis=EACH_CHANNEL), "multiplied"),
    ("normalise", lambda x, t: (x + t.mean(axis=EACH_CHANNEL)) / t.std(axis=EACH_CHANNEL), "is added"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(t, t), "these are the training images"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t)[0], "must have shape"),
    ("normalise", lambda x, t: np.subtract(x, t.mean(axis=EACH_CHANNEL), out=x), "an array of whole numbers is changed in place"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x.astype(int), t), "with digits after the point, or"),
    ("normalise", normaliser((1, 2), keepdims=True), "all three axes at once"),
    ("normalise", normaliser(3, keepdims=True), "all three axes at once"),
    ("normalise", normalise_floats_in_place, "changes the array it was given, images"),
    ("normalise", normalise_train_in_place, "changes the array it was given, train"),
    ("normalise", bytes_alone_divided, "bytes and floats both count"),
    ("normalise", light_alone_divided, "dark images count"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x.astype(np.uint8), t.astype(np.uint8)), "with digits after the point, or"),
    ("normalise", both_together, "of both sets together"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) / x.std(axis=EACH_CHANNEL), "of mean and deviation one"),
    ("normalise", lambda x, t: (x - x.mean(axis=EACH_CHANNEL)) / t.std(axis=EACH_CHANNEL), "of mean and deviation one"),
    ("normalise", around_the_mean_of_train, "measured around it"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) / t.std(), "one deviation for all three"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t[:1]), "the first training image"),
    ("normalise", average_deviation, "of single images"),
    ("normalise", wrong_rows, "reshape(3, -1)"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t[..., ::-1]), "the colours are exchanged"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) / t.mean(axis=EACH_CHANNEL), "divides by the mean;"),
    ("normalise", by_mean_distance, "the mean distance from the mean"),
    ("normalise", lambda x, t: (x - t.mean()) / t.std(axis=EACH_CHANNEL), "one mean for all three."),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x / 255, t / 255) / 255, "255 times"),
    ("normalise", last_colour, "only one colour"),
    ("normalise", first_colour, "only the first colour"),
    ("normalise", lambda x, t: (t - x.mean(axis=EACH_CHANNEL)) / x.std(axis=EACH_CHANNEL), "images and train have changed places"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) / np.sqrt(t.std(axis=EACH_CHANNEL)), "a root already"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) / (t / 255).std(axis=EACH_CHANNEL), "255 times"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL)) / 255, "standard deviation is missing"),
    ("normalise", lambda x, t: (x - t.mean(axis=EACH_CHANNEL).round()) / t.std(axis=EACH_CHANNEL).round(), "rounded to whole numbers"),
    ("normalise", normaliser((1, 2, 3), keepdims=True), "all three axes at once"),
    ("normalise", of_bytes_in_torch, "of whole numbers: .float() first"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t).clip(-1, 1), "cut off"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t).clip(0, 1), "cut off"),
    ("normalise", typed_in, "fixed in your function"),
    ("normalise", lambda x, t: (x / 255 - 0.5) / 0.5, "fixed in your function"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t / 255), "training images are divided by 255"),
    ("normalise", squared_bytes, "bytes are squared"),
    ("normalise", lambda x, t: (x - t.min(axis=EACH_CHANNEL)) / (t.max(axis=EACH_CHANNEL) - t.min(axis=EACH_CHANNEL)), "smallest and the largest"),
    ("normalise", lambda x, t: (normaliser(EACH_CHANNEL)(x, t), t.mean(axis=EACH_CHANNEL)), "images alone"),
    ("normalise", with_the_median, "the median"),
    ("normalise", lambda x, t: normaliser(EACH_CHANNEL)(x, t).round(4), "is rounded"),
    ("normalise", lambda x, t: normaliser([0, 1, 2])(x, t), "Several axes are one tuple"),
    ("normalise", lambda x, t: (x - t.mean(0, 1, 2)) / t.std(0, 1, 2), "in brackets of its own"),
    ("normalise", lambda x, t: normaliser(0)(x.reshape(-1, 3), t.reshape(-1, 3)), "must have shape"),
    ("flip_and_shift", mover(mirror=lambda image: image[::-1]), "upside down"),
    ("flip_and_shift", mover(mirror=lambda image: image), "nothing is mirrored"),
    ("flip_and_shift", mover(mirror=lambda image: image[..., ::-1]), "colours are reversed"),
    ("flip_and_shift", mover(mirror=np.flip), "every axis"),
    ("flip_and_shift", mover(mirror=lambda image: image[::-1, ::-1]), "half a turn"),
    ("flip_and_shift", mover(first=False), "Mirror first"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, m, d, np.where(m, -r, r)), "and then leave its sign"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, m, np.where(m, 0, d), np.where(m, 0, r)), "mirrored, but not moved"),
    ("flip_and_shift", mover(mirror=lambda image: image[:, -np.arange(image.shape[1])]), "column 0 has stayed"),
    ("flip_and_shift", mover(mirror=lambda image: image[:, image.shape[1] - np.arange(image.shape[1])]), "the last column is width - 1"),
    ("flip_and_shift", without_bounds, "What moves out is lost"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, d, r, wrap=True)), "comes in again"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, -d, -r)), "wrong way"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, d, -r)), "left and right"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, -d, r)), "up and down"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, r, d)), "exchanged"),
    ("flip_and_shift", mover(move=lambda image, d, r: image), "this image is not moved"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, d, 0)), "only down"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, 0, r)), "only to the right"),
    ("flip_and_shift", mover(move=old_pixels_stay), "the old pixels"),
    ("flip_and_shift", mover(move=edge_repeated), "the edge is repeated"),
    ("flip_and_shift", mover(move=minus_zero), "With n = 0, `[:-n]` is empty"),
    ("flip_and_shift", mover(move=unmoved_is_lost), "not moved comes out empty"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, max(d, 0), max(r, 0))), "taken for 0"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, abs(d), abs(r))), "the minus is lost"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, np.full(len(x), True), d, r), "should not be"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, np.full(len(x), m.any()), d, r), "should not be"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, ~m, d, r), "should not be"),
    ("flip_and_shift", one_for_all, "its own"),
    ("flip_and_shift", in_place, "changes the array"),
    ("flip_and_shift", returns_inside, "inside the loop"),
    ("flip_and_shift", red_alone, "all three colours"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, m, d, r)[0], "keep their shape"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, m, d, r).astype(float), "same type"),
    ("flip_and_shift", mover(move=rolled_as_one_row), "in one long row"),
    ("flip_and_shift", rolled_by_the_sum, "by the sum of all"),
    ("flip_and_shift", rolled_in_pairs, "np.roll takes one number"),
    ("flip_and_shift", rolled_with_more_moves_than_axes, "np.roll takes one number"),
    ("flip_and_shift", mover(move=cleared_on_the_wrong_side), "zeros are on the wrong side"),
    ("flip_and_shift", mover(move=cleared_for_positive), "nearly everything"),
    ("flip_and_shift", mover(move=no_lower_bound), "a negative index counts"),
    ("flip_and_shift", mover(move=only_backwards(lambda x, d, r: shifted(x, d, r, wrap=True))), "comes in again at the other end"),
    ("flip_and_shift", mover(move=only_backwards(old_pixels_stay)), "still there if the number is negative"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, max(d, 0), r)), "taken for 0"),
    ("flip_and_shift", mover(move=lambda image, d, r: shifted(image, d, max(r, 0))), "taken for 0"),
    ("flip_and_shift", mover(move=cleared_at_the_other_end), "zeros are on the wrong side"),
    ("flip_and_shift", mover(move=second_move_of_the_image), "goes on with what the first one gave"),
    ("flip_and_shift", mover(move=second_move_down_of_the_image), "goes on with what the first one gave"),
    ("flip_and_shift", mover(move=nothing_at_0), "taken for a negative one"),
    ("flip_and_shift", mover(move=padded_by_4), "Is a number fixed in it"),
    ("flip_and_shift", only_the_mirrored, "left out, as it is not mirrored"),
    ("flip_and_shift", only_the_mirrored_moved, "Are only those that are mirrored"),
    ("flip_and_shift", mover(move=on_ones), "there are ones"),
    ("flip_and_shift", mover(move=strictly_inside), "the first row and the first column"),
    ("flip_and_shift", mover(move=as_a_square), "height and width"),
    ("flip_and_shift", mover(move=without_the_last), "where does the range end"),
    ("flip_and_shift", mover(move=cleared_by_distance), "nearly everything"),
    ("flip_and_shift", mover(move=on_grey), "everywhere else there should be zeros"),
    ("flip_and_shift", lambda x, m, d, r: mover()(x, m, d, r) * (np.arange(len(x)) < 1)[:, None, None, None], "the loop end too early"),
    ("flip_and_shift", in_larger_images, "in several sizes"),
    ("flip_and_shift", in_bytes_alone, "keeps their type"),
    ("confusion_shares", counts, "these are counts"),
    ("confusion_shares", lambda y, y_hat, k: shares(y_hat, y, k), "is the true class"),
    ("confusion_shares", by_column, "each column sums to 1"),
    ("confusion_shares", lambda y, y_hat, k: counts(y, y_hat, k) / len(y), "all cells together"),
    ("confusion_shares", without_keepdims, "keepdims"),
    ("confusion_shares", by_length, "number of classes"),
    ("confusion_shares", whole, "an array of whole numbers that takes them"),
    ("confusion_shares", shares_in_an_array_of_ints, "an array of whole numbers that takes them"),
    ("confusion_shares", all_pairs, "is every y paired"),
    ("confusion_shares", rows_from(0, 1), "only the first row is divided"),
    ("confusion_shares", rows_from(0, 1, zeros), "only the first row is filled in"),
    ("confusion_shares", rows_from(1), "the first row is not divided"),
    ("confusion_shares", rows_from(1, otherwise=zeros), "class 0 is missing"),
    ("confusion_shares", lambda y, y_hat, k: shares(y[1:], y_hat[1:], k), "the first image is left out"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y_hat, k).round(2), "rounded"),
    ("confusion_shares", lambda y, y_hat, k: 100 * shares(y, y_hat, k), "per cent"),
    ("confusion_shares", mistakes_alone, "the diagonal is missing"),
    ("confusion_shares", lambda y, y_hat, k: 1 - shares(y, y_hat, k), "1 minus"),
    ("confusion_shares", from_one, "classes are counted from 0"),
    ("confusion_shares", only_seen, "never occurs"),
    ("confusion_shares", written_once, "is counted once"),
    ("confusion_shares", lambda y, y_hat, k: np.diag(shares(y, y_hat, k)), "the diagonal alone"),
    ("confusion_shares", lambda y, y_hat, k: np.mean(y == y_hat), "the accuracy of all"),
    ("confusion_shares", nan_rows, "row of zeros"),
    ("confusion_shares", zero_divided, "divided by 0"),
    ("confusion_shares", evenly, "shared out evenly"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y_hat, k).T, "is the true class"),
    ("confusion_shares", once_by_all, "is counted once"),
    ("confusion_shares", mistakes_only, "only the mistakes"),
    ("confusion_shares", without_class_0, "class 0 is missing"),
    ("confusion_shares", one_row_for_all, "all rows are the same"),
    ("confusion_shares", from_ones, "counts begin with 1"),
    ("confusion_shares", with_one_too_much, "1 too much"),
    ("confusion_shares", by_largest, "its largest count or its length"),
    ("confusion_shares", lambda y, y_hat, k: counts(y, y_hat, k) / np.maximum(np.linalg.norm(counts(y, y_hat, k), axis=1, keepdims=True), 1), "its largest count or its length"),
    ("confusion_shares", cell_by_cell(lambda y, y_hat, i, j: np.sum((y == i) | (y_hat == j))), "`|` is or"),
    ("confusion_shares", cell_by_cell(lambda y, y_hat, i, j: np.sum(y == i & y_hat == j)), "and needs brackets"),
    ("confusion_shares", cell_by_cell(lambda y, y_hat, i, j: np.sum((y == i) and (y_hat == j))), "and needs brackets"),
    ("confusion_shares", lambda *given: np.array(rows_as_long_as_needed(*given)), "unless its minlength says more"),
    ("confusion_shares", rows_as_long_as_needed, "whose rows have different lengths, [2, 3, 3]"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y_hat, 3)[np.unique(y)][:, np.unique(y)], "also if a class is not among"),
    ("confusion_shares", divided_each_time, "divided again for each image"),
    ("confusion_shares", counted_both_ways, "counted both ways"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y, k), "compared with itself"),
    ("confusion_shares", lambda y, y_hat, k: counts(y, y_hat, k) / np.maximum(counts(y_hat, y, k).sum(axis=1), 1)[:, None], "that were called i"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y_hat, k) * np.eye(k), "only the diagonal is filled"),
    ("confusion_shares", lambda y, y_hat, k: counts(y[:1], y_hat[:1], k), "only the first image is counted"),
    ("confusion_shares", lambda y, y_hat, k: np.exp(counts(y, y_hat, k)) / np.exp(counts(y, y_hat, k)).sum(axis=1, keepdims=True), "softmax of the counts"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y_hat, k) - (counts(y, y_hat, k).sum(axis=1, keepdims=True) == 0), "belongs to that class"),
    ("confusion_shares", one_on_the_diagonal, "a 1 on the diagonal"),
    ("confusion_shares", ended_at_an_absent_class, "Does your loop end there"),
    ("confusion_shares", divided_up_to_an_absent_class, "Does your loop end there"),
    ("confusion_shares", as_many_as_true, "Its size is num_classes"),
    ("confusion_shares", counted_without_minlength, "unless its minlength says more"),
    ("confusion_shares", lambda y, y_hat, k: np.zeros(k, k), "in brackets of its own"),
    ("confusion_shares", lambda y, y_hat, k: shares(y, y_hat, 10), "must have shape (3, 3)"),
]  # fmt: skip
