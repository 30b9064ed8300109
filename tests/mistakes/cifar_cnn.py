"""Exercise 10: right answers, and the typical mistakes with a part of the hint that each must get."""

import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


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


def places(side, ceil=False):
    half = (side + ceil) // 2
    return (half - 3) // 2 + 1


class Net(nn.Module):
    """The network with a word for each of its parts, so that each can be left out."""

    def __init__(
        self,
        inputs,
        num_classes,
        *,
        relus=(F.relu, F.relu, F.relu),
        join=lambda x, f: x + f,
        pool=lambda x: F.max_pool2d(x, 2),
        early=False,
        flat=lambda x: x.flatten(1),
        end=lambda x: x,
        sizes=(4, 4, 6),
        bias=True,
        padding=1,
        kernel=3,
    ):
        super().__init__()
        one, two, three = sizes
        self.conv1 = nn.Conv2d(3, one, kernel, padding=padding, bias=bias)
        self.conv2 = nn.Conv2d(one, two, 3, padding=padding)
        self.conv3 = nn.Conv2d(two, three, 3, stride=2)
        self.fc = nn.Linear(inputs, num_classes)
        self.relus, self.join, self.pool, self.early, self.flat, self.end = relus, join, pool, early, flat, end

    def forward(self, x):
        first, second, third = self.relus
        x = first(self.conv1(x))
        x = self.pool(x) if self.early else x
        x = self.join(x, second(self.conv2(x)))
        x = x if self.early else self.pool(x)
        return self.end(self.fc(self.flat(third(self.conv3(x)))))


def network(inputs=lambda side: 6 * places(side) ** 2, kind=Net, **changed):
    return lambda side, num_classes: kind(inputs(side), num_classes, **changed)


def plainly(x):
    return x


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


def network_in_a_row(side, num_classes):
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding="same"), nn.ReLU(), Residual(nn.Conv2d(4, 4, 3, padding=1), nn.ReLU()),
        nn.MaxPool2d(2), nn.Conv2d(4, 6, (3, 3), (2, 2)), nn.ReLU(inplace=True), nn.Flatten(),
        nn.Linear(6 * ((side // 2 - 1) // 2) ** 2, num_classes),
    )  # fmt: skip


def network_that_tries(side, num_classes):
    """The size of the dense layer by sending an image through."""

    class Tried(nn.Module):
        def __init__(self):
            super().__init__()
            self.convs = nn.ModuleList([nn.Conv2d(3, 4, 3, 1, 1), nn.Conv2d(4, 4, 3, 1, 1), nn.Conv2d(4, 6, 3, 2)])
            self.dense = nn.Linear(self.seen(torch.zeros(1, 3, side, side)).shape[1], num_classes)

        def seen(self, x):
            x = torch.relu(self.convs[0](x))
            x = x + self.convs[1](x).clamp(min=0)
            return self.convs[2](nn.MaxPool2d(2)(x)).relu().reshape(len(x), -1)

        def forward(self, x):
            return self.dense(self.seen(x))

    return Tried()


def network_of_lazy_layers(side, num_classes):
    front = nn.Sequential(nn.LazyConv2d(4, 3, padding=1), nn.ReLU())
    middle = Residual(nn.LazyConv2d(4, 3, padding=1), nn.ReLU())
    return nn.Sequential(
        front, middle, nn.MaxPool2d(2), nn.LazyConv2d(6, 3, 2), nn.ReLU(), nn.Flatten(), nn.LazyLinear(num_classes)
    )


def network_in_float64(side, num_classes):
    return Net(6 * places(side) ** 2, num_classes).double().eval()


class WithoutSuper(nn.Module):
    def __init__(self, inputs, num_classes):
        self.conv1 = nn.Conv2d(3, 4, 3, padding=1)


class InAList(nn.Module):
    def __init__(self, inputs, num_classes):
        super().__init__()
        self.layers = [nn.Conv2d(3, 4, 3, padding=1), nn.Linear(inputs, num_classes)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class MadeInForward(nn.Module):
    def __init__(self, inputs, num_classes):
        super().__init__()
        self.sizes = inputs, num_classes

    def forward(self, x):
        return Net(*self.sizes)(x)


class PartlyInAList(Net):
    def __init__(self, inputs, num_classes):
        super().__init__(inputs, num_classes)
        third = self.conv3
        del self.conv3
        self.convs = [third]

    @property
    def conv3(self):
        return self.convs[0]

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.max_pool2d(x + F.relu(self.conv2(x)), 2)
        return self.fc(F.relu(self.convs[0](x)).flatten(1))


class NoReturn(Net):
    def forward(self, x):
        super().forward(x)


class NoForward(nn.Module):
    def __init__(self, inputs, num_classes):
        super().__init__()
        self.net = Net(inputs, num_classes)
        self.conv1, self.conv2, self.conv3, self.fc = self.net.conv1, self.net.conv2, self.net.conv3, self.net.fc


class WithNorm(Net):
    def __init__(self, inputs, num_classes):
        super().__init__(inputs, num_classes)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        x = F.relu(self.norm(self.conv1(x)))
        x = F.max_pool2d(x + F.relu(self.conv2(x)), 2)
        return self.fc(F.relu(self.conv3(x)).flatten(1))


class WithDropout(Net):
    def forward(self, x):
        return F.dropout(super().forward(x), 0.5, self.training)


class TwoDense(Net):
    def __init__(self, inputs, num_classes):
        super().__init__(inputs, num_classes)
        self.fc = nn.Sequential(nn.Linear(inputs, 8), nn.ReLU(), nn.Linear(8, num_classes))


class Misspelt(Net):
    def forward(self, x):
        return self.conv_1(x)


class OutOfOrder(Net):
    def forward(self, x):
        return self.conv1(self.conv2(x))


def as_classes(y):
    return y.long()


def as_images(x):
    return x.permute(0, 3, 1, 2) / 255


def stepper(
    images=as_images,
    labels=as_classes,
    loss=F.cross_entropy,
    scores=plainly,
    clear=True,
    train=True,
    give=lambda v: v.item(),
):
    def train_step(model, optimizer, x, y):
        if train is not None:
            model.train(train)
        if clear:
            optimizer.zero_grad()
        value = loss(scores(model(images(x))), labels(y))
        value.backward()
        optimizer.step()
        return give(value)

    return train_step


def step_in_one_row(model, optimizer, x, y):
    x = x.float().div(255).movedim(-1, 1).contiguous()
    model.train()
    value = nn.CrossEntropyLoss()(model(x), y.to(torch.int64))
    value.backward()
    optimizer.step()
    for parameter in model.parameters():
        parameter.grad = None
    return value.tolist()


def step_by_log_softmax(model, optimizer, x, y):
    model.train()
    scores = model(torch.einsum("nhwc->nchw", x.float() / 255.0))
    value = F.nll_loss(scores.log_softmax(dim=1), y.long())
    model.zero_grad()
    value.backward()
    optimizer.step()
    return value.detach()


def step_that_switches_off(model, optimizer, x, y):
    torch.set_grad_enabled(True)
    value = stepper()(model, optimizer, x, y)
    torch.set_grad_enabled(False)
    return value


def step_that_changes_the_labels(model, optimizer, x, y):
    value = stepper()(model, optimizer, x, y)
    y.zero_()
    return value


def step_by_one_hot(model, optimizer, x, y):
    """The cross-entropy written out, the gradient taken by torch.autograd."""
    model = model.train()
    x = torch.from_numpy(x.numpy().transpose(0, 3, 1, 2).astype(np.float32) / np.float32(255))
    scores = model(x)
    right = scores[torch.arange(len(y)), y.long()]
    value = (torch.logsumexp(scores, 1) - right).mean()
    for parameter, slope in zip(model.parameters(), torch.autograd.grad(value, list(model.parameters())), strict=True):
        parameter.grad = slope
    optimizer.step()
    return value.item()


def step_under_closure(model, optimizer, x, y):
    images, classes = x.permute(0, 3, 1, 2).to(torch.float64).mul(1 / 255), y.type(torch.LongTensor)
    model.train(True)

    def closure():
        optimizer.zero_grad(set_to_none=False)
        value = F.cross_entropy(model(images), classes)
        value.backward()
        return value

    return optimizer.step(closure).item()


def step_in_bytes(model, optimizer, x, y):
    x /= 255
    return stepper(images=lambda x: x.permute(0, 3, 1, 2))(model, optimizer, x, y)


def step_cleared_too_late(model, optimizer, x, y):
    model.train()
    value = F.cross_entropy(model(as_images(x)), y.long())
    value.backward()
    optimizer.zero_grad()
    optimizer.step()
    return value.item()


def step_without(part):
    def train_step(model, optimizer, x, y):
        model.train()
        optimizer.zero_grad()
        value = F.cross_entropy(model(as_images(x)), y.long())
        if part != "backward":
            value.backward()
        if part != "step":
            optimizer.step()
        return value.item()

    return train_step


def step_under_no_grad(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    with torch.no_grad():
        scores = model(as_images(x))
    value = F.cross_entropy(scores, y.long())
    value.backward()
    optimizer.step()
    return value.item()


def step_of_a_number(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    value = torch.tensor(F.cross_entropy(model(as_images(x)), y.long()).item())
    value.backward()
    optimizer.step()
    return value.item()


def step_of_another_optimizer(model, optimizer, x, y):
    return stepper()(model, torch.optim.SGD(model.parameters(), lr=0.01), x, y)


def step_of_adam(model, optimizer, x, y):
    return stepper()(model, torch.optim.Adam(model.parameters()), x, y)


def step_uphill(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    value = F.cross_entropy(model(as_images(x)), y.long())
    (-value).backward()
    optimizer.step()
    return value.item()


def step_twice(model, optimizer, x, y):
    first = stepper()(model, optimizer, x, y)
    stepper()(model, optimizer, x, y)
    return first


def step_then_loss(model, optimizer, x, y):
    stepper()(model, optimizer, x, y)
    return F.cross_entropy(model(as_images(x)), y.long()).item()


def step_clipped(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    value = F.cross_entropy(model(as_images(x)), y.long())
    value.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 0.1)
    optimizer.step()
    return value.item()


def step_then_accuracy(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    scores = model(as_images(x))
    value = F.cross_entropy(scores, y.long())
    value.backward()
    optimizer.step()
    return (scores.argmax(1) == y).float().mean().item()


def step_of_argmax(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    value = (model(as_images(x)).argmax(1) != y).double().mean()
    value.backward()
    optimizer.step()
    return value.item()


def squared(scores, y):
    return F.mse_loss(scores, F.one_hot(y, 3).to(scores.dtype))


def standardised(x):
    x = as_images(x)
    return (x - x.mean((0, 2, 3), keepdim=True)) / x.std((0, 2, 3), keepdim=True, correction=0)


def measure(
    ready=lambda model: model.eval(),
    after=lambda model, mode: model.train(mode),
    scores=plainly,
    right=lambda scores, y: (scores.argmax(1) == y).sum().item(),
    step=None,
    per=lambda loss, right, n, batches: (loss / n, right / n),
    grad=torch.no_grad,
    loss=lambda scores, y: F.cross_entropy(scores, y, reduction="sum").item(),
    past=lambda n, size: n,
):
    def evaluate(model, x, y, batch_size):
        mode, total, correct, batches = model.training, 0.0, 0, 0
        ready(model)
        with grad():
            for i in range(0, past(len(x), batch_size), step or batch_size):
                y_batch = y[i : i + (step or batch_size)]
                out = scores(model(x[i : i + (step or batch_size)]))
                total, correct, batches = total + loss(out, y_batch), correct + right(out, y_batch), batches + 1
        after(model, mode)
        return per(total, correct, len(x), batches)

    return evaluate


def evaluate_of_all_scores(model, x, y, batch_size):
    mode = model.training
    model.eval()
    with torch.inference_mode():
        scores = torch.cat([model(batch) for batch in x.split(batch_size)])
        result = F.cross_entropy(scores, y), (scores.argmax(dim=-1) == y).double().mean()
    model.train(mode)
    return result


@torch.no_grad()
def evaluate_by_a_loader(model, x, y, batch_size):
    from torch.utils.data import DataLoader, TensorDataset

    was_training = model.training
    model.eval()
    losses, hits = [], []
    for x_batch, y_batch in DataLoader(TensorDataset(x, y), batch_size=batch_size):
        scores = model(x_batch)
        losses += F.cross_entropy(scores, y_batch, reduction="none").tolist()
        hits += (scores.max(1).indices == y_batch).tolist()
    if was_training:
        model.train()
    return [sum(losses) / len(losses), sum(hits) / len(hits)]


def evaluate_weighted(model, x, y, batch_size):
    """Mean of each batch, weighted by its size; one image after the other would be as good."""
    mode, model.training = model.training, model.training
    model.train(False)
    total, share, criterion = 0, 0, nn.CrossEntropyLoss()
    with torch.no_grad():
        for first in range(0, len(y), batch_size):
            rows = slice(first, first + batch_size)
            scores = model(x[rows])
            total += criterion(scores, y[rows]) * len(y[rows])
            share += (scores.softmax(1).argmax(1) == y[rows]).float().sum()
    model.train(mode)
    return np.array([float(total), float(share)]) / len(y)


def evaluate_by_a_copy(model, x, y, batch_size):
    other = copy.deepcopy(model).eval().requires_grad_(False)
    scores = torch.cat([other.forward(x[i : i + batch_size].clone()) for i in range(0, len(x), batch_size)])
    return F.cross_entropy(scores, y).item(), (scores.argmax(1) == y).float().mean().item()


def evaluate_late(model, x, y, batch_size):
    """eval() comes after the first batch."""
    mode = model.training
    with torch.no_grad():
        model(x[:batch_size])
        model.eval()
    result = measure()(model, x, y, batch_size)
    model.train(mode)
    return result


def evaluate_one_batch(model, x, y, batch_size):
    return measure()(model, x[:batch_size], y[:batch_size], batch_size)


def evaluate_the_last(model, x, y, batch_size):
    first = (len(x) - 1) // batch_size * batch_size
    return measure()(model, x[first:], y[first:], batch_size)


def evaluate_whole_batches(model, x, y, batch_size):
    n = max(len(x) // batch_size * batch_size, 1)
    return measure()(model, x[:n], y[:n], batch_size)


def evaluate_whole_batches_of_all(model, x, y, batch_size):
    n = len(x) // batch_size * batch_size
    loss, right = measure(per=lambda loss, right, n, batches: (loss, right))(model, x[:n], y[:n], batch_size)
    return loss / len(x), right / len(x)


def evaluate_with_graph(model, x, y, batch_size):
    mode = model.training
    model.eval()
    scores = torch.cat([model(batch) for batch in x.split(batch_size)])
    model.train(mode)
    return F.cross_entropy(scores, y), (scores.argmax(1) == y).float().mean()


def means_of_batches(model, x, y, batch_size):
    return measure(
        loss=lambda scores, y: F.cross_entropy(scores, y).item(),
        right=lambda scores, y: (scores.argmax(1) == y).float().mean().item(),
        per=lambda loss, right, n, batches: (loss / batches, right / batches),
    )(model, x, y, batch_size)


def mean_of_losses(model, x, y, batch_size):
    return measure(
        loss=lambda scores, y: F.cross_entropy(scores, y).item(),
        per=lambda loss, right, n, batches: (loss / batches, right / n),
    )(model, x, y, batch_size)


def enlarger(
    places=range(-3, 4), lights=(0.25, 0.5, 1), mirror=lambda x: x[:, :, ::-1], name=lambda y: y + 3, axes=(1, 2), kept=slice(None),
    result=lambda made, classes: (np.concatenate(made), np.concatenate(classes)),
):  # fmt: skip
    def enlarge(images, y):
        made, classes = [], []
        for down in places:
            for right in places:
                moved = np.roll(images, (down, right), axis=axes)
                for light in lights:
                    made += [light * moved, light * mirror(moved)][kept]
                    classes += [y, name(y)][kept]
        return result(made, classes)

    return enlarge


def enlarge_by_chance(images, y):
    rng = np.random.default_rng(3)
    made, classes = [], []
    for k in rng.integers(0, len(images), 3000):
        image, label, (down, right) = images[k], y[k], rng.integers(0, 7, 2)
        if rng.random() < 0.5:
            image, label = np.fliplr(image), label + 3
        image = np.pad(image, 3)[down : down + 16, right : right + 16]
        made.append(rng.uniform(0.2, 1) * image)
        classes.append(int(label))
    return made, classes


def enlarge_torch(images, y):
    x, y = torch.tensor(images), torch.tensor(y)
    x, y = torch.cat([x, x.flip(2)]), torch.cat([y, y + 3])
    generator = torch.Generator().manual_seed(1)
    rows = torch.randint(len(x), (4000,), generator=generator)
    moves = torch.randint(-3, 4, (4000, 2), generator=generator).tolist()
    x = torch.stack([image.roll(move, (0, 1)) for image, move in zip(x[rows], moves, strict=True)])
    return x * (0.2 + 0.8 * torch.rand(4000, 1, 1, generator=generator)), y[rows]


def enlarge_in_place(images, y):
    images *= 0.5
    return enlarger()(images, y)


def enlarge_both_names(images, y):
    x, classes = enlarger()(images, y)
    return x, np.where(np.arange(len(x)) % 2, classes, (classes + 3) % 6)


def enlarge_shuffled(images, y):
    x, classes = enlarger()(images, y)
    return np.random.default_rng(0).permutation(x), classes


RIGHT = {
    "small_network": network(),
    "flip_and_shift": mover(),
    "train_step": stepper(),
    "evaluate": measure(),
    "confusion_shares": shares,
    "enlarge": enlarger(),
}

ALSO_RIGHT = [
    ("small_network", network_in_a_row, "nn.Sequential, a class for the sum"),
    ("small_network", network_that_tries, "an image sent through, nn.ModuleList, methods of tensors"),
    ("small_network", network_of_lazy_layers, "lazy layers"),
    ("small_network", network_in_float64, "float64, in eval mode"),
    ("train_step", step_in_one_row, "movedim, CrossEntropyLoss, gradients cleared at the end"),
    ("train_step", step_by_log_softmax, "einsum, log_softmax and nll_loss, model.zero_grad"),
    ("train_step", step_by_one_hot, "logsumexp, NumPy's transpose, torch.autograd.grad"),
    ("train_step", step_under_closure, "a closure, float64"),
    ("evaluate", evaluate_of_all_scores, "scores put together, inference_mode, tensors"),
    ("evaluate", evaluate_by_a_loader, "a DataLoader, a decorator, a list"),
    ("evaluate", evaluate_weighted, "means weighted by size, an array"),
    ("evaluate", evaluate_by_a_copy, "a copy of the model whose parameters want no gradient"),
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
    ("enlarge", enlarge_by_chance, "by chance, cut out of a larger image, lists"),
    ("enlarge", enlarge_torch, "PyTorch"),
    ("enlarge", enlarger(lights=(0.3, 0.8)), "two degrees of brightness"),
    ("enlarge", enlarger(lights=(0.2, 0.6), mirror=lambda x: np.flip(x, 2), result=lambda made, classes: [np.vstack(made), np.hstack(classes).astype(float)]), "np.flip, classes as floats, a list"),
]  # fmt: skip

MISTAKES = [
    ("small_network", network(end=lambda s: s.softmax(1)), "through a softmax"),
    ("small_network", network(end=lambda s: s.log_softmax(1)), "through a log-softmax"),
    ("small_network", network(end=F.relu), "through a ReLU, so none"),
    ("small_network", network(end=torch.sigmoid), "through a sigmoid"),
    ("small_network", network(join=lambda x, f: f), "nothing is added"),
    ("small_network", network(relus=(F.relu, plainly, F.relu), join=lambda x, f: F.relu(x + f)), "ReLU comes after the addition"),
    ("small_network", network(join=lambda x, f: F.relu(x - f)), "none of the usual slips"),
    ("small_network", network(relus=(plainly, F.relu, F.relu)), "behind the first convolution is missing"),
    ("small_network", network(relus=(F.relu, plainly, F.relu)), "behind the second convolution is missing"),
    ("small_network", network(relus=(F.relu, F.relu, plainly)), "behind the third convolution is missing"),
    ("small_network", network(relus=(plainly,) * 3), "are all missing"),
    ("small_network", network(join=lambda x, f: x + 2 * f), "is added twice"),
    ("small_network", network(join=lambda x, f: 2 * x + f), "is added twice"),
    ("small_network", network(join=lambda x, f: x * f), "is multiplied by"),
    ("small_network", network(pool=lambda x: F.avg_pool2d(x, 2)), "pools by the mean"),
    ("small_network", network(early=True), "pooling comes before"),
    ("small_network", network(flat=lambda x: x.permute(0, 2, 3, 1).flatten(1)), "in another order"),
    ("small_network", network(lambda side: 6), "forgets the places"),
    ("small_network", network(lambda side: places(side) ** 2), "forgets the channels"),
    ("small_network", network(lambda side: 6 * places(side + 2) ** 2), "one place too many"),
    ("small_network", network(lambda side: 6 * (places(side) - 1) ** 2), "one place too few"),
    ("small_network", network(lambda side: 6 * places(2 * side) ** 2), "does not know of the pooling"),
    ("small_network", network(lambda side: 6 * (side // 2 - 2) ** 2), "does not know of the stride"),
    ("small_network", network(lambda side: 6 * places(32) ** 2), "is fixed in your function"),
    ("small_network", network(lambda side: 4 * (side // 2) ** 2), "does not know of the last convolution"),
    ("small_network", network(lambda side: 6 * (side // 2) ** 2), "does not know of the last convolution"),
    ("small_network", network(lambda side: 96), "made for a fixed size"),
    ("small_network", network(flat=lambda x: x.flatten()), "axis 0 counts the images"),
    ("small_network", network(flat=lambda x: x), "axis 0 counts the images"),
    ("small_network", network(sizes=(4, 4, 8)), "Described are"),
    ("small_network", network(sizes=(6, 6, 6)), "Described are"),
    ("small_network", network(kernel=5), "Described are"),
    ("small_network", network(kind=PartlyInAList), "may lie in a plain list"),
    ("small_network", network(kind=InAList), "finds no parameters"),
    ("small_network", network(kind=MadeInForward), "finds no parameters"),
    ("small_network", network(bias=False), "a layer has no bias"),
    ("small_network", network(padding=0), "must have the same size"),
    ("small_network", lambda side, k: Net(6 * places(side) ** 2, 10), "Yours gives 10"),
    ("small_network", network(kind=WithoutSuper), "begins with super().__init__()"),
    ("small_network", network(kind=NoReturn), "missing in `forward`"),
    ("small_network", network(kind=NoForward), "has no method `forward`"),
    ("small_network", network(kind=WithNorm), "Is there batch norm"),
    ("small_network", network(kind=WithDropout), "leave dropout"),
    ("small_network", network(kind=TwoDense), "described is one dense layer"),
    ("small_network", network(kind=Misspelt), "has not put on self"),
    ("small_network", network(kind=OutOfOrder), "in the order of the list"),
    ("small_network", lambda side, k: Net, "the class itself"),
    ("small_network", lambda side, k: print(end=""), "Is the `return` missing"),
    ("small_network", lambda side, k: [nn.Conv2d(3, 4, 3)], "return an nn.Module"),
    ("small_network", lambda side, k: nn.Sequential([nn.Conv2d(3, 4, 3)]), "takes layers, made with their sizes"),
    ("small_network", lambda side, k: nn.Sequential(nn.Conv2d(3, 4, 3), F.relu), "F.relu a function"),
    ("train_step", stepper(clear=False), "PyTorch adds the new ones"),
    ("train_step", step_cleared_too_late, "zero_grad() not between them"),
    ("train_step", step_without("backward"), "have not moved"),
    ("train_step", step_without("step"), "have not moved"),
    ("train_step", stepper(scores=lambda s: s.softmax(1)), "here it is done twice"),
    ("train_step", stepper(scores=lambda s: s.softmax(0)), "none of the usual slips"),
    ("train_step", stepper(loss=lambda s, y: F.cross_entropy(s, y, reduction="sum")), "summed over"),
    ("train_step", stepper(loss=lambda s, y: F.cross_entropy(s, y, reduction="none")), "starts from one number"),
    ("train_step", stepper(loss=F.nll_loss), "the logarithm is missing"),
    ("train_step", stepper(loss=F.nll_loss, scores=lambda s: s.softmax(1)), "the logarithm is missing"),
    ("train_step", stepper(loss=squared), "the mean squared error"),
    ("train_step", stepper(images=lambda x: x.permute(0, 3, 1, 2).float()), "not divided by 255"),
    ("train_step", stepper(images=lambda x: x.permute(0, 3, 1, 2)), "reach the network as bytes"),
    ("train_step", stepper(images=lambda x: x.permute(0, 3, 1, 2) // 255), "reach the network as bytes"),
    ("train_step", stepper(images=lambda x: x / 255), "with their channels last"),
    ("train_step", stepper(images=lambda x: x.reshape(len(x), 3, 4, 3) / 255), "mixes colours and places"),
    ("train_step", stepper(images=lambda x: x.permute(0, 3, 2, 1) / 255), "rows and columns have changed"),
    ("train_step", stepper(images=lambda x: x.permute(3, 1, 2) / 255), "permute takes all four axes"),
    ("train_step", stepper(images=standardised), "by a mean of their own"),
    ("train_step", stepper(labels=plainly), "have the wrong type"),
    ("train_step", stepper(labels=lambda y: y.float()), "have the wrong type"),
    ("train_step", stepper(labels=lambda y: y.short()), "have the wrong type"),
    ("train_step", stepper(train=None), "is in eval mode"),
    ("train_step", stepper(train=False), "is in eval mode"),
    ("train_step", stepper(give=plainly), "holds the whole graph"),
    ("train_step", stepper(give=lambda value: None), "Is the `return` missing"),
    ("train_step", step_under_no_grad, "nothing to go back to"),
    ("train_step", step_of_a_number, "nothing to go back to"),
    ("train_step", step_of_argmax, "nothing to go back to"),
    ("train_step", step_of_another_optimizer, "Is there another one"),
    ("train_step", step_of_adam, "Is there another one"),
    ("train_step", step_uphill, "go uphill"),
    ("train_step", step_twice, "two steps are taken"),
    ("train_step", step_then_loss, "the loss after the step"),
    ("train_step", step_then_accuracy, "this is the accuracy"),
    ("train_step", step_clipped, "cut to a length"),
    ("train_step", step_that_switches_off, "records no gradients any more"),
    ("train_step", step_that_changes_the_labels, "changes a tensor"),
    ("evaluate", measure(ready=plainly), "model.eval() is missing"),
    ("evaluate", evaluate_late, "or comes too late"),
    ("evaluate", measure(grad=torch.enable_grad), "time and memory for nothing"),
    ("evaluate", evaluate_with_graph, "still holds the whole graph"),
    ("evaluate", means_of_batches, "mean of the batches' means"),
    ("evaluate", mean_of_losses, "mean of the batches' means"),
    ("evaluate", evaluate_one_batch, "only the first batch"),
    ("evaluate", evaluate_the_last, "only the last batch"),
    ("evaluate", evaluate_whole_batches, "as it is not full"),
    ("evaluate", evaluate_whole_batches_of_all, "as it is not full"),
    ("evaluate", measure(per=lambda loss, right, n, batches: (loss, right / n)), "the sum over all images"),
    ("evaluate", measure(per=lambda loss, right, n, batches: (loss / n, right)), "number of right answers"),
    ("evaluate", measure(per=lambda loss, right, n, batches: (loss / n, 100 * right / n)), "in per cent"),
    ("evaluate", measure(per=lambda loss, right, n, batches: (loss / n, 1 - right / n)), "the share of wrong answers"),
    ("evaluate", measure(per=lambda loss, right, n, batches: (right / n, loss / n)), "in the wrong order"),
    ("evaluate", measure(per=lambda loss, right, n, batches: (loss / batches, right / batches)), "by the number of batches"),
    ("evaluate", measure(per=lambda loss, right, n, batches: loss / n), "return two numbers"),
    ("evaluate", measure(right=lambda scores, y: (scores.argmax(1) == y).double().mean().item()), "means of the batches are added up"),
    ("evaluate", measure(loss=F.cross_entropy), "means of the batches are added up"),
    ("evaluate", measure(loss=F.cross_entropy, right=lambda scores, y: (scores.argmax(1) == y).double().mean().item()), "means of the batches are added up"),
    ("train_step", stepper(loss=lambda scores, y: F.cross_entropy(y, scores)), "Are the scores first"),
    ("train_step", step_in_bytes, "cannot hold digits after the point"),
    ("small_network", network(end=lambda s: s.detach()), "the way back is cut"),
    ("small_network", network(lambda side: 6 * ((side // 2 - 3) / 2 + 1) ** 2), "no whole number"),
    ("evaluate", measure(right=lambda scores, y: (scores.argmax(0) == y).sum().item()), "along the wrong axis"),
    ("evaluate", measure(scores=lambda s: s.softmax(1)), "here it is done twice"),
    ("evaluate", measure(after=lambda model, mode: None), "is in eval mode now"),
    ("evaluate", measure(after=lambda model, mode: model.train()), "came in eval mode"),
    ("evaluate", measure(after=lambda model, mode: model.train(not mode)), "is in eval mode now"),
    ("evaluate", measure(step=10), "more than 3 images at once"),
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
    ("enlarge", lambda images, y: (images, y), "of the class 3, 4, 5"),
    ("enlarge", enlarger(name=lambda y: y), "of the class 3, 4, 5"),
    ("enlarge", enlarger(kept=slice(0, 1)), "of the class 3, 4, 5"),
    ("enlarge", enlarger(kept=slice(1, 2)), "of the class 0, 1, 2"),
    ("enlarge", enlarger(name=lambda y: y - 3), "from 0 to 5. Received: -3, -2, -1"),
    ("enlarge", enlarge_both_names, "are taken for their mirror image"),
    ("enlarge", enlarger(name=lambda y: 5 - y), "Sign 3 mirrors 0"),
    ("enlarge", enlarger(mirror=lambda x: x[:, ::-1]), "a mirror exchanges left and right"),
    ("enlarge", enlarger(mirror=lambda x: x.transpose(0, 2, 1)), "a mirror exchanges left and right"),
    ("enlarge", enlarger(mirror=lambda x: x), "are taken for their mirror image"),
    ("enlarge", enlarger(places=[0]), "moved by 3 pixels"),
    ("enlarge", enlarger(places=range(-2, 3)), "moved by 3 pixels"),
    ("enlarge", enlarger(places=range(-2, 3), lights=(0.3, 1)), "with a seed of its own"),
    ("enlarge", enlarger(places=range(4)), "moved by 3 pixels"),
    ("enlarge", enlarger(axes=(0, 1)), "to the right or left it knows"),
    ("enlarge", enlarger(lights=(1,)), "darker than 0.35"),
    ("enlarge", enlarge_shuffled, "hardly more than chance"),
    ("enlarge", enlarge_in_place, "changes the array"),
    ("enlarge", enlarger(lights=(0.2, 0.4, 0.6, 0.8, 1)), "may come out. Received: 11,760"),
    ("enlarge", enlarger(lights=(51, 255)), "Received: from 0 to 255"),
    ("enlarge", enlarger(result=lambda made, classes: None), "Is the `return` missing?"),
    ("enlarge", enlarger(result=lambda made, classes: np.concatenate(made)), "return two things"),
    ("enlarge", enlarger(result=lambda made, classes: (np.concatenate(made).reshape(-1, 256), np.concatenate(classes))), "must have shape (n, 16, 16)"),
    ("enlarge", enlarger(result=lambda made, classes: (made, classes)), "puts stacks of images one behind the other"),
    ("enlarge", enlarger(result=lambda made, classes: (np.concatenate(made), np.eye(6)[np.concatenate(classes)])), "need as many classes"),
    ("enlarge", enlarger(result=lambda made, classes: (np.concatenate(made), np.arange(6))), "need as many classes"),
    ("enlarge", lambda images, y: (np.array([*images, images]), y), "holds single images beside stacks"),
]  # fmt: skip
