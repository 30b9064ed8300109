"""Exercise 08: right answers, and the typical mistakes with a part of the hint that each must get."""

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# Task 1


def convolving(pad=np.pad, of=lambda window, kernel: np.sum(window * kernel), down=None, right=None, turn=None, less=0):
    def convolve(image, kernel, stride, padding):
        if turn is not None:
            kernel = turn(kernel)
        image, k = pad(image, padding), len(kernel)
        rows = range(0, image.shape[0] - k + 1 - less, down or stride)
        columns = range(0, image.shape[1] - k + 1 - less, right or stride)
        return np.array([[of(image[i : i + k, j : j + k], kernel) for j in columns] for i in rows])

    return convolve


convolve = convolving()


def convolve_by_size(image, kernel, stride, padding):
    k, (height, width) = len(kernel), image.shape
    padded = np.zeros((height + 2 * padding, width + 2 * padding))
    padded[padding : padding + height, padding : padding + width] = image
    result = np.zeros(((height + 2 * padding - k) // stride + 1, (width + 2 * padding - k) // stride + 1))
    for i in range(len(result)):
        for j in range(result.shape[1]):
            for a in range(k):
                for b in range(k):
                    result[i, j] += padded[i * stride + a, j * stride + b] * kernel[a, b]
    return result


def convolve_by_lists(image, kernel, stride, padding):
    return convolve(image, kernel, stride, padding).tolist()


def convolve_by_scipy(image, kernel, stride, padding):
    from scipy import signal  # where it is used: to import it takes a second

    return signal.correlate2d(np.pad(image, padding), kernel, mode="valid")[::stride, ::stride]


def convolve_by_windows(image, kernel, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, padding), np.shape(kernel))
    return np.einsum("ijab,ab->ij", windows[::stride, ::stride], kernel)


def convolve_in_torch(image, kernel, stride, padding):
    image, kernel = (torch.tensor(each, dtype=torch.float32)[None, None] for each in (image, kernel))
    return F.conv2d(image, kernel, stride=stride, padding=padding)[0, 0]


def convolve_without_axes(image, kernel, stride, padding):
    image, kernel = (torch.tensor(each, dtype=torch.float32) for each in (image, kernel))
    return F.conv2d(image, kernel, stride=stride, padding=padding)


def convolve_with_one_axis(image, kernel, stride, padding):
    image, kernel = (torch.tensor(each, dtype=torch.float32)[None] for each in (image, kernel))
    return F.conv2d(image, kernel, stride=stride, padding=padding)[0]


def convolve_arrays(image, kernel, stride, padding):
    return F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]


def as_square(image, kernel, stride, padding):
    return convolve(image, kernel, stride, padding)[:, : len(convolve(image, kernel, stride, padding))]


def side_by_side(image, kernel, stride, padding):
    all_places = convolve(image, kernel, 1, padding)
    height, width = convolve(image, kernel, stride, padding).shape
    return all_places[:height, :width]


def dilated(image, kernel, stride, padding):
    image, kernel = (torch.tensor(each, dtype=torch.float64)[None, None] for each in (image, kernel))
    return F.conv2d(image, kernel, dilation=stride, padding=padding)[0, 0].numpy()


def fixed(place, value):
    """The right answer with one argument typed in."""

    def answer(*arguments):
        return convolve(*arguments[:place], value, *arguments[place + 1 :])

    return answer


def three_typed_in(image, kernel, stride, padding):
    return convolve(image, np.pad(kernel, [(0, 3 - len(kernel))] * 2), stride, padding)


def in_place(image, kernel, stride, padding):
    result = convolve(image, kernel, stride, padding)
    image *= 2
    return result


# Task 2


def misprinted(of=np.max, swap=False, start=0, third=lambda best, printed: int(best), wrong=lambda best, printed: best != printed,
               step=lambda size, stride: stride, window=None, less=0, by_columns=False, first=False, place=False):  # fmt: skip
    def misprints(table, printed, size, stride):
        found, size, go = [], window or size, step(size, stride)
        rows, columns = printed.shape
        places = [(i, j) for i in range(rows - less) for j in range(columns - less)]
        for i, j in sorted(places, key=lambda p: p[::-1]) if by_columns else places:
            cut = table[i * go : i * go + size, j * go : j * go + size]
            if not cut.size:
                continue
            best = of(cut)
            if wrong(best, printed[i, j]):
                there = (
                    (i * go + np.argmax(cut) // cut.shape[1], j * go + np.argmax(cut) % cut.shape[1])
                    if place
                    else (i, j)
                )
                found.append((*(there[::-1] if swap else there), third(best, printed[i, j])))
        if start:
            found = [(i + 1, j + 1, best) for i, j, best in found]
        return found[:1] if first else found

    return misprints


misprints = misprinted()


def misprints_by_comparing(table, printed, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(table, (size, size))[::stride, ::stride]
    best = windows.max((2, 3))
    return [(i, j, best[i, j]) for i, j in np.argwhere(best != printed)]


def misprints_by_loop(table, printed, size, stride):
    found = []
    for i in range(len(printed)):
        for j in range(len(printed[0])):
            largest = -math.inf
            for a in range(size):
                for b in range(size):
                    largest = max(largest, table[i * stride + a][j * stride + b])
            if printed[i][j] != largest:
                found.append([i, j, largest])
    return found


def misprints_in_torch(table, printed, size, stride):
    best = F.max_pool2d(torch.tensor(table, dtype=torch.float32)[None], size, stride)[0]
    return [(int(i), int(j), int(best[i, j])) for i, j in torch.argwhere(best != torch.tensor(printed))]


def pooled_without_stride(table, printed, size, stride):
    best = F.max_pool2d(torch.tensor(table, dtype=torch.float32)[None], size)[0]
    return [(int(i), int(j), int(best[i, j])) for i, j in torch.argwhere(best != torch.tensor(printed))]


def pooled_without_stride_in_numpy(table, printed, size, stride):
    best = F.max_pool2d(torch.tensor(table, dtype=torch.float32)[None], size)[0].numpy()
    return [(i, j, best[i, j]) for i, j in np.argwhere(printed != best)]


def pooled_without_stride_by_loop(table, printed, size, stride):
    best = F.max_pool2d(torch.tensor(table, dtype=torch.float32)[None], size)[0]
    places = np.ndindex(printed.shape)
    return [(i, j, int(best[i, j])) for i, j in places if best[i, j] != printed[i, j]]


def pooled_without_channels(table, printed, size, stride):
    return F.max_pool2d(torch.tensor(table, dtype=torch.float32), size, stride)


def windows_by_size(largest):
    def misprints(table, printed, size, stride):
        found = []
        for r in range(printed.shape[0]):
            for c in range(printed.shape[1]):
                best = largest(table[r * size : (r + 1) * size, c * size : (c + 1) * size])
                if best != printed[r, c]:
                    found.append((r, c, int(best)))
        return found

    return misprints


def misprints_as_array(table, printed, size, stride):
    return np.array(misprints(table, printed, size, stride)).reshape(-1, 3)


# Task 3


def facts(side=None, filters_first=True, count=None, dense=None, swap=False):
    """The right answer but for one part."""

    def layer_facts(shape, filters, k, stride, padding, dilation):
        channels, height, width = shape
        size = side or (lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s + 1)
        h, w = (size(n, k, stride, padding, dilation) for n in (height, width))
        places = right_places(shape, k, stride, padding, dilation)
        parameters = (count or (lambda c, f, k, d, n: (k * k * c + 1) * f))(channels, filters, k, dilation, places)
        dense_ = dense or (lambda c, f, n_in, n_out: (c * n_in + 1) * f * n_out)
        out = (filters, w, h) if swap else (filters, h, w)
        return (
            (out if filters_first else (h, w, filters)),
            parameters,
            dense_(channels, filters, height * width, places),
        )

    return layer_facts


def right_places(shape, k, stride, padding, dilation):
    return math.prod((n + 2 * padding - dilation * (k - 1) - 1) // stride + 1 for n in shape[1:])


layer_facts = facts()


def facts_by_torch(shape, filters, k, stride, padding, dilation):
    layer = nn.Conv2d(shape[0], filters, k, stride=stride, padding=padding, dilation=dilation)
    out = layer(torch.zeros(1, *shape)).shape[1:]
    inputs, outputs = math.prod(shape), math.prod(out)
    return out, sum(each.numel() for each in layer.parameters()), inputs * outputs + outputs


def facts_by_counting(shape, filters, k, stride, padding, dilation):
    sides = []
    for n in shape[1:]:
        starts = range(0, n + 2 * padding - dilation * (k - 1), stride)
        sides.append(len(starts))
    out = [filters, *sides]
    parameters = filters * shape[0] * k**2 + filters
    return [out, parameters, int(np.prod(shape)) * int(np.prod(out)) + int(np.prod(out))]


def counts_exchanged(*arguments):
    out, parameters, dense = layer_facts(*arguments)
    return out, dense, parameters


def facts_as_array(shape, filters, k, stride, padding, dilation):
    out, parameters, dense = layer_facts(shape, filters, k, stride, padding, dilation)
    return np.array(out), np.int64(parameters), float(dense)


def facts_by_floor(shape, filters, k, stride, padding, dilation):
    reach = (k - 1) * dilation + 1
    out = (filters, *(math.floor((n + 2 * padding - reach) / stride + 1) for n in shape[1:]))
    return out, filters + filters * shape[0] * k * k, (math.prod(shape) + 1) * math.prod(out)


# Task 4


def blurring(divide=None, mode="constant", turn=None, cut=lambda image, kernel: (image, kernel), cut_below=lambda kernel: kernel, side=None,
             cut_above=lambda kernel: kernel):  # fmt: skip
    def fair_blur(image, kernel):
        image, kernel = cut(image, kernel)
        kernel = kernel if turn is None else turn(kernel)
        p = side or len(kernel) // 2
        padded = F.pad(image[None, None], (p, p, p, p), mode=mode)
        total = F.conv2d(padded, cut_above(kernel)[None, None])[0, 0]
        there = F.pad(torch.ones_like(image)[None, None], (p, p, p, p))
        below = F.conv2d(there, cut_below(kernel)[None, None])[0, 0]
        return total / below if divide is None else divide(total, below, there, kernel)

    return fair_blur


fair_blur = blurring()


def blur_by_loop(image, kernel):
    k, (height, width) = len(kernel) // 2, image.shape
    rows = []
    for i in range(height):
        row = []
        for j in range(width):
            top, left = max(i - k, 0), max(j - k, 0)
            part = image[top : i + k + 1, left : j + k + 1]
            weight = kernel[top - i + k : top - i + k + part.shape[0], left - j + k : left - j + k + part.shape[1]]
            row.append((part * weight).sum() / weight.sum())
        rows.append(torch.stack(row))
    return torch.stack(rows)


def blur_by_unfold(image, kernel):
    k = len(kernel)

    def product(x):
        return kernel.flatten() @ F.unfold(x[None, None], k, padding=k // 2)[0]

    return (product(image) / product(torch.ones_like(image))).reshape(image.shape)


def blur_by_shifts(image, kernel):
    k = len(kernel)
    p = k // 2
    padded, there = F.pad(image, (p, p, p, p)), F.pad(torch.ones_like(image), (p, p, p, p))
    height, width = image.shape
    total = below = 0
    for a in range(k):
        for b in range(k):
            total = total + kernel[a, b] * padded[a : a + height, b : b + width]
            below = below + kernel[a, b] * there[a : a + height, b : b + width]
    return total / below


def blur_by_same(image, kernel):
    return (
        F.conv2d(image[None], kernel[None, None], padding="same")
        / F.conv2d(torch.ones_like(image)[None], kernel[None, None], padding="same")
    ).squeeze(0)


def blur_of_single_numbers(image, kernel):
    return torch.tensor([[value.item() for value in row] for row in fair_blur(image, kernel)], dtype=image.dtype)


def blur_in_numpy(image, kernel):
    return fair_blur(image, kernel).detach().numpy()


def blur_by_numpy(image, kernel):
    from scipy import signal

    image, kernel = image.numpy(), kernel.numpy()
    p = len(kernel) // 2
    there = signal.correlate2d(np.pad(np.ones(image.shape), p), kernel, mode="valid")
    return torch.tensor(signal.correlate2d(np.pad(image, p), kernel, mode="valid") / there)


def only_first_row_hangs(image, kernel):
    return torch.cat([fair_blur(image, kernel)[:1], fair_blur(image.detach(), kernel)[1:]])


def blur_without_axes(image, kernel):
    return F.conv2d(image, kernel, padding=1)


def blur_with_one_axis(image, kernel):
    return F.conv2d(image[None], kernel[None], padding=1)[0]


def blur_of_float32_ones(image, kernel):
    there = torch.ones(image.shape)[None, None]
    total = F.conv2d(image[None, None], kernel[None, None], padding=1)
    return (total / F.conv2d(there, kernel[None, None], padding=1))[0, 0]


def blur_of_a_mirrored_image(image, kernel):
    return F.pad(image, (1, 1, 1, 1), mode="reflect")


def blur_of_bright_pixels(image, kernel):
    lit = (image != 0).to(image.dtype)
    total, below = (F.conv2d(each[None, None], kernel[None, None], padding=1)[0, 0] for each in (image, lit))
    return total / below


def blur_that_wraps(image, kernel):
    p, (height, width), rows = len(kernel) // 2, image.shape, []
    for i in range(height):
        for j in range(width):
            total = below = 0
            for a, b in np.ndindex(*kernel.shape):
                r, c = i + a - p, j + b - p
                if r < height and c < width:
                    total, below = total + image[r, c] * kernel[a, b], below + kernel[a, b]
            rows.append(total / below)
    return torch.stack(rows).reshape(height, width)


# Task 5


class Net(nn.Module):
    def __init__(self, filters, classes):
        super().__init__()
        self.look = nn.Conv2d(1, filters, 3, padding=2)
        self.decide = nn.Linear(filters, classes)

    def forward(self, x):
        return self.decide(torch.relu(self.look(x)).amax((2, 3)))


class Backwards(nn.Module):
    """Layers in another order, and a dense layer that is a convolution of 1x1."""

    def __init__(self, filters, classes):
        super().__init__()
        self.out = nn.Conv2d(filters, classes, 1)
        self.first = nn.Conv2d(1, filters, 3)

    def forward(self, x):
        maps = self.first(F.pad(x, (2, 2, 2, 2))).clamp(min=0)
        largest = maps.flatten(2).max(dim=2).values
        return self.out(largest[:, :, None, None])[:, :, 0, 0]


class Forgetful(nn.Module):
    def __init__(self, filters, classes):
        nn.Module.__init__(self)
        self.layers = [nn.Conv2d(1, filters, 3, padding=2), nn.Linear(filters, classes)]

    def forward(self, x):
        return self.layers[1](self.layers[0](x).relu().amax((2, 3)))


class Misspelt(nn.Module):
    def __init__(self, filters, classes):
        super().__init__()
        self.look = nn.Conv2d(1, filters, 3, padding=2)
        self.decide = nn.Linear(filters, classes)

    def foward(self, x):
        return self.decide(torch.relu(self.look(x)).amax((2, 3)))


class WithoutSuper(nn.Module):
    def __init__(self, filters, classes):
        self.look = nn.Conv2d(1, filters, 3, padding=2)


class Typed(Net):
    def forward(self, x):
        maps = torch.relu(self.look(x))
        return self.decide(F.max_pool2d(maps, (10, 11)).flatten(1))


class OddAtWide(Net):
    def forward(self, x):
        x = torch.relu(self.look(x))
        return self.decide((x[:, :, ::2, ::2] if x.shape[-1] == 15 else x).amax((2, 3)))


class Of(Net):
    """The right network, but for what becomes of the maps and of the scores."""

    def __init__(self, filters, classes, padding, bend, of, end, mode):
        super().__init__(filters, classes)
        self.look = nn.Conv2d(1, filters, 3, padding=padding, padding_mode=mode)
        self.bend, self.of, self.end = bend, of, end

    def forward(self, x):
        return self.end(self.decide(self.of(self.bend(self.look(x)))))


def largest(x):
    return x.amax((2, 3))


def network(padding=2, bend=torch.relu, of=largest, end=lambda x: x, mode="zeros"):
    return lambda filters, classes: Of(filters, classes, padding, bend, of, end, mode)


def place_blind(filters, classes):
    ends = nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(filters, classes)
    return nn.Sequential(nn.Conv2d(1, filters, 3, padding=2), nn.ReLU(), *ends)


def pooled_before_relu(filters, classes):
    pool = nn.AdaptiveMaxPool2d(1), nn.ReLU(), nn.Flatten()
    return nn.Sequential(nn.ZeroPad2d(2), nn.Conv2d(1, filters, 3), *pool, nn.Linear(filters, classes))


def layers(*made):
    return lambda filters, classes: nn.Sequential(*[make(filters, classes) for make in made])


def pooled_first(pool):
    return layers(lambda f, c: pool, CONV, RELU, POOL, FLAT, DENSE)


CONV, DENSE = lambda f, c: nn.Conv2d(1, f, 3, padding=2), lambda f, c: nn.Linear(f, c)
POOL, FLAT, RELU = lambda f, c: nn.AdaptiveMaxPool2d(1), lambda f, c: nn.Flatten(), lambda f, c: nn.ReLU()


# Task 6


def windows_of(image, k):
    return np.lib.stride_tricks.sliding_window_view(np.pad(image, k // 2), (k, k)).reshape(-1, k * k)


def solved(sides=(1, 3, 5, 7), after=lambda kernel: kernel, close=1e-4, windows=windows_of):
    def find_kernel(image, result):
        for k in sides:
            rows = windows(image, k)
            kernel = np.linalg.lstsq(rows, result.ravel(), rcond=None)[0]
            if np.abs(rows @ kernel - result.ravel()).max() < close:
                break
        return after(kernel.reshape(k, k))

    return find_kernel


find_kernel = solved()


def windows_inside(image, k):
    return np.lib.stride_tricks.sliding_window_view(image, (k, k)).reshape(-1, k * k)


def nearest(measure):
    def find_kernel(image, result):
        found = {}
        for k in (1, 3, 5, 7):
            rows = windows_of(image, k)
            kernel = np.linalg.lstsq(rows, result.ravel(), rcond=None)[0]
            found[k] = measure(rows @ kernel - result.ravel()), kernel.reshape(k, k)
        return min(found.values(), key=lambda each: each[0])[1]

    return find_kernel


def of_what_passes(sides=(1, 3, 5, 7), close=lambda error: error.max() < 1e-4):
    def find_kernel(image, result):
        for k in sides:
            rows = windows_of(image, k)
            kernel = np.linalg.lstsq(rows, result.ravel(), rcond=None)[0]
            if close(np.abs(rows @ kernel - result.ravel())):
                return kernel.reshape(k, k)
        return None

    return find_kernel


def solved_as_square(image, result):
    return np.linalg.solve(windows_of(image, 1), result.ravel())


def solved_for_a_table(image, result):
    return np.linalg.lstsq(windows_of(image, 1), result, rcond=None)[0]


def trained(steps, rate):
    def find_kernel(image, result):
        for k in (1, 3, 5, 7):
            rows, target, kernel = windows_of(image, k), result.ravel(), np.zeros(k * k)
            for _ in range(steps):
                error = rows @ kernel - target
                kernel -= rate * rows.T @ error / len(target)
            if np.abs(rows @ kernel - target).max() < 0.05:
                break
        return kernel.reshape(k, k)

    return find_kernel


def trained_roughly(image, result):
    kernel = trained(3000, 0.3)(image, result)
    return kernel * 0.97


def from_the_largest(image, result):
    k = 7
    kernel = np.linalg.lstsq(windows_of(image, k), result.ravel(), rcond=None)[0].reshape(k, k)
    while (
        len(kernel) > 1 and np.allclose(kernel[[0, -1]], 0, atol=1e-6) and np.allclose(kernel[:, [0, -1]], 0, atol=1e-6)
    ):
        kernel = kernel[1:-1, 1:-1]
    return kernel


def learned_in_torch(image, result):
    x, y = (torch.tensor(each)[None, None] for each in (image, result))
    for k in (1, 3, 5, 7):
        kernel = torch.zeros(1, 1, k, k, dtype=x.dtype, requires_grad=True)
        optimizer = torch.optim.LBFGS([kernel], max_iter=200, line_search_fn="strong_wolfe")

        def loss(kernel=kernel, optimizer=optimizer, k=k):
            optimizer.zero_grad()
            error = F.mse_loss(F.conv2d(x, kernel, padding=k // 2), y)
            error.backward()
            return error

        optimizer.step(loss)
        if loss() < 1e-6:
            break
    return kernel[0, 0]


def normal_equations(image, result):
    for k in (1, 3, 5, 7):
        rows = windows_of(image, k)
        kernel = np.linalg.solve(rows.T @ rows, rows.T @ result.ravel())
        if np.allclose(rows @ kernel, result.ravel()):
            return [list(row) for row in kernel.reshape(k, k)]
    return None


RIGHT = {
    "convolve": convolve,
    "misprints": misprints,
    "layer_facts": layer_facts,
    "fair_blur": fair_blur,
    "place_blind": place_blind,
    "find_kernel": find_kernel,
}

ALSO_RIGHT = [
    ("convolve", convolve_by_size, "four loops and the formula for the size"),
    ("convolve", convolve_by_lists, "a list of lists"),
    ("convolve", convolve_by_scipy, "SciPy's correlate2d, every so many places"),
    ("convolve", convolve_by_windows, "windows side by side"),
    ("misprints", misprints_by_comparing, "all windows at once, then argwhere"),
    ("misprints", misprints_by_loop, "a loop through each window, lists in a list"),
    ("misprints", misprints_as_array, "an array of three columns"),
    ("layer_facts", facts_by_counting, "places counted by range, lists"),
    ("layer_facts", facts_as_array, "an array, NumPy's numbers, a float"),
    ("layer_facts", facts_by_floor, "rounded down by math.floor"),
    ("fair_blur", blur_by_loop, "a loop, put together by stack"),
    ("fair_blur", blur_by_unfold, "im2col"),
    ("fair_blur", blur_by_shifts, "the image moved, once for each weight"),
    ("fair_blur", blur_by_same, "padding same, three axes"),
    ("place_blind", Net, "a class of one's own"),
    ("place_blind", Backwards, "a class with its layers in another order, dense as 1x1"),
    ("place_blind", pooled_before_relu, "the largest number first, then ReLU"),
    ("find_kernel", trained(3000, 0.3), "gradient descent by hand"),
    ("find_kernel", from_the_largest, "the largest side first, then zeros cut off"),
    ("find_kernel", normal_equations, "normal equations, a list of lists"),
]
ALSO_RIGHT_PYTORCH = [
    ("convolve", convolve_in_torch, "PyTorch"),
    ("misprints", misprints_in_torch, "PyTorch"),
    ("layer_facts", facts_by_torch, "PyTorch"),
    ("find_kernel", learned_in_torch, "PyTorch"),
]

MISTAKES = [
    ("convolve", convolving(turn=lambda w: w[::-1, ::-1]), "turned by half a circle"),
    ("convolve", convolving(turn=np.transpose), "the kernel is transposed"),
    ("convolve", lambda *a: convolve(*a).T, "the map is transposed"),
    ("convolve", convolving(of=lambda x, w: np.mean(x * w)), "this is the mean of the products"),
    ("convolve", convolving(of=lambda x, w: np.max(x * w)), "the largest product"),
    ("convolve", convolving(of=lambda x, w: np.sum(x)), "sums of pixels alone"),
    ("convolve", convolving(of=lambda x, w: np.sum(x @ w)), "`@` multiplies matrices"),
    ("convolve", convolving(less=1), "the last place along each axis is missing"),
    ("convolve", as_square, "the places of a square"),
    ("convolve", fixed(3, 1), "the padding is 0 here, and the map"),
    ("convolve", lambda *a: convolve(*a)[0, 0], "only the first place"),
    ("convolve", lambda *a: convolve(*a).ravel(), "all the sums, in one row"),
    ("convolve", convolve_without_axes, "axes for the images and the channels"),
    ("convolve", convolve_with_one_axis, "axes for the images and the channels"),
    ("convolve", convolve_arrays, "conv2d of PyTorch takes tensors"),
    ("convolve", in_place, "changes the array it was given, image"),
    ("convolve", fixed(2, 1), "the stride is 2 here, and you go on by 1"),
    ("convolve", convolving(right=1), "moves you down, and not to the right"),
    ("convolve", convolving(down=1), "moves you to the right, and not down"),
    ("convolve", side_by_side, "they lie side by side"),
    ("convolve", dilated, "that is the dilation"),
    ("convolve", fixed(3, 0), "and nothing is added"),
    ("convolve", convolving(pad=lambda x, p: np.pad(x, [(p, 0)] * 2)), "at the top and on the left alone"),
    ("convolve", convolving(pad=lambda x, p: np.pad(x, [(0, p)] * 2)), "at the bottom and on the right alone"),
    ("convolve", convolving(pad=lambda x, p: np.pad(x, p, mode="edge")), "copies of its edge"),
    ("convolve", convolving(pad=lambda x, p: np.pad(x, [(p, p), (0, 0)])), "the columns are not"),
    ("convolve", three_typed_in, "and 3 is used"),
    ("convolve", lambda x, w, s, p: convolve(x, w, s, min(p, 1)), "and 1 is used"),
    ("convolve", lambda x, w, s, p: convolve(x, w, min(s, 2), p), "and 2 is used"),
    ("misprints", misprinted(first=True), "only the first misprint"),
    ("misprints", misprinted(swap=True), "the column comes before the row"),
    ("misprints", misprinted(start=1), "counted from 1"),
    ("misprints", misprinted(third=lambda best, printed: int(printed)), "the third number is the misprint"),
    ("misprints", misprinted(wrong=lambda best, printed: best == printed), "the places that are right"),
    ("misprints", misprinted(by_columns=True), "in the order of the columns"),
    ("misprints", misprinted(of=np.mean, third=lambda best, printed: float(best)), "average pooling"),
    ("misprints", misprinted(of=np.min), "the smallest number is kept"),
    ("misprints", misprinted(step=lambda size, stride: 2 if size == 2 else stride), "and you go on by the size of a window"),
    ("misprints", misprinted(less=1), "the last row and the last column"),
    ("misprints", misprinted(place=True), "row and column of the table are meant"),
    ("misprints", misprinted(third=lambda best, printed: int(best - printed)), "the difference stands"),
    ("misprints", misprinted(wrong=lambda best, printed: best > printed), "*smaller* than the printed one"),
    ("misprints", misprinted(wrong=lambda best, printed: best < printed), "*larger* than the printed one"),
    ("misprints", pooled_without_stride, "unless it is told the stride"),
    ("misprints", pooled_without_stride_in_numpy, "unless it is told the stride"),
    ("misprints", pooled_without_stride_by_loop, "unless it is told the stride"),
    ("misprints", pooled_without_channels, "an axis for the channels"),
    ("misprints", windows_by_size(np.max), "do you go on by `size`?"),
    ("misprints", windows_by_size(lambda cut: max(cut.ravel())), "do you go on by `size`?"),
    ("misprints", windows_by_size(lambda cut: torch.tensor(cut).max()), "do you go on by `size`?"),
    ("misprints", misprinted(of=lambda cut: max(0, *cut.ravel())), "begin with 0"),
    ("misprints", misprinted(window=2), "and 2x2 are looked at"),
    ("misprints", misprinted(step=lambda size, stride: 1), "the stride is 2 here, and you go on by 1"),
    ("misprints", misprinted(of=lambda cut: cut.ravel()[np.argmax(np.abs(cut))] if cut.max() < 0 else cut.max()), "without their sign"),
    ("misprints", lambda *a: [each[:2] for each in misprints(*a)], "each entry is a triple"),
    ("misprints", lambda *a: [], "the list is empty"),
    ("misprints", lambda *a: misprints(*a)[0], "a *list* of triples"),
    ("misprints", lambda *a: {each[:2]: each[2] for each in misprints(*a)}, "Received: dict"),
    ("misprints", lambda *a: misprints(*a) or None, "gives an empty list. Received: None"),
    ("misprints", lambda *a: None, "Is the `return` missing?"),
    ("layer_facts", facts(filters_first=False), "the channels come first"),
    ("layer_facts", lambda shape, *a: ((shape[0], *layer_facts(shape, *a)[0][1:]), *layer_facts(shape, *a)[1:]), "a channel for each filter"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + p - d * (k - 1) - 1) // s + 1), "the padding counts once"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n - d * (k - 1) - 1) // s + 1), "the padding is missing"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - d * k) // s + 1), "not over d k"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - k) // s + 1), "there are pixels that it skips"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - k) // s), "and the 1 as well"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s), "the 1 is missing: the first"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: -((n + 2 * p - d * (k - 1) - 1) // -s) + 1), "a step that leaves the image"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: n + 2 * p - d * (k - 1)), "the places with stride 1"),
    ("layer_facts", facts(swap=True), "height and width are exchanged"),
    ("layer_facts", lambda shape, *a: layer_facts((*shape[:2], shape[1]), *a), "both sides are the height"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) / s + 1), "whole numbers"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - d * (k - 1)) // s), "added before the division"),
    ("layer_facts", facts(side=lambda n, k, s, p, d: (n + 2 * p - (k + d - 1)) // s + 1), "not over k + d - 1"),
    ("layer_facts", lambda *a: layer_facts(*a)[0], "only the shape came"),
    ("layer_facts", counts_exchanged, "the two counts have changed places"),
    ("layer_facts", lambda *a: layer_facts(*a)[:2], "return three things"),
    ("layer_facts", lambda *a: (math.prod(layer_facts(*a)[0]), *layer_facts(*a)[1:]), "the shape has three numbers"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: (k * k + 1) * f), "c_in is forgotten"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: k * k * c * f), "the biases are missing: one a filter"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: k * k * c * f + 1), "one bias for all filters"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: (k * k + 1) * c * f), "a bias for each kernel"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: ((d * (k - 1) + 1) ** 2 * c + 1) * f), "the dilation costs no parameters"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: (k * k * c + 1) * f * n), "the number of places is in it"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: (k * c + 1) * f), "k is there once"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: k * k * c * f + c), "for each channel of the input; there is one a filter"),
    ("layer_facts", facts(count=lambda c, f, k, d, n: k * k * c + 1), "the number of filters is missing"),
    ("layer_facts", facts(dense=lambda c, f, i, o: c * i * f * o), "the biases of the dense layer are missing"),
    ("layer_facts", facts(dense=lambda c, f, i, o: c * i * (f * o + 1)), "a bias for each number that goes in"),
    ("layer_facts", facts(dense=lambda c, f, i, o: c * i * f * o + 1), "a single bias"),
    ("layer_facts", facts(dense=lambda c, f, i, o: (c * i + 1) * f), "to one number a filter"),
    ("layer_facts", facts(dense=lambda c, f, i, o: (i + 1) * f * o), "the channels of the input are forgotten in"),
    ("layer_facts", facts(dense=lambda c, f, i, o: (c * i + 1) * o), "the channels of the output are forgotten in"),
    ("layer_facts", facts(dense=lambda c, f, i, o: (i + 1) * o), "those of the input and those of the output"),
    ("layer_facts", facts(dense=lambda c, f, i, o: c * i + f * o), "multiplied, not added"),
    ("layer_facts", lambda s, f, k, stride, p, d: layer_facts(s, f, k, 2, p, d), "the stride is 3 here"),
    ("layer_facts", lambda s, f, k, stride, p, d: layer_facts(s, f, k, stride, 3, d), "the padding is 0 here"),
    ("layer_facts", lambda s, f, k, stride, p, d: layer_facts(s, f, 3, stride, p, d), "the kernel is 2x2 here"),
    ("fair_blur", blurring(divide=lambda total, *_: total), "not divided by anything"),
    ("fair_blur", blurring(divide=lambda total, below, there, w: total / w.sum()), "divided by all the weights"),
    ("fair_blur", blurring(divide=lambda total, below, there, w: total / F.conv2d(there, torch.ones_like(w)[None, None])[0, 0]), "by the number of pixels that are there"),
    ("fair_blur", blurring(divide=lambda total, below, there, w: total / w.numel()), "the number of all weights"),
    ("fair_blur", blurring(mode="replicate", divide=lambda total, below, there, w: total / w.sum()), "copies of its edge"),
    ("fair_blur", blurring(mode="reflect", divide=lambda total, below, there, w: total / w.sum()), "its mirror image"),
    ("fair_blur", blurring(turn=lambda w: w.flip(0, 1)), "turned by half a circle"),
    ("fair_blur", blurring(turn=lambda w: w.T), "the kernel is transposed"),
    ("fair_blur", blurring(turn=torch.ones_like), "the weights are all alike"),
    ("fair_blur", lambda x, w: fair_blur(x, w)[None, None], "two axes of length 1"),
    ("fair_blur", lambda x, w: F.conv2d(x[None, None], w[None, None])[0, 0] / w.sum(), "smaller than the image"),
    ("fair_blur", blur_without_axes, "axes for the images and the channels"),
    ("fair_blur", blur_with_one_axis, "axes for the images and the channels"),
    ("fair_blur", blur_of_float32_ones, "takes the type of the image"),
    ("fair_blur", blur_of_a_mirrored_image, "Zeros are asked for"),
    ("fair_blur", blur_of_bright_pixels, "A black pixel lies on the image, too"),
    ("fair_blur", blur_that_wraps, "an index below 0 counts from the end"),
    ("fair_blur", lambda x, w: [list(row) for row in fair_blur(x, w)], "but this is a list"),
    ("fair_blur", lambda x, w: list(fair_blur(x, w)), "but this is a list"),
    ("fair_blur", blur_of_single_numbers, "the result is cut off"),
    ("fair_blur", blur_in_numpy, "the result is cut off"),
    ("fair_blur", blur_by_numpy, "the result is cut off"),
    ("fair_blur", blurring(cut=lambda x, w: (x, w.detach())), "the kernel is cut off"),
    ("fair_blur", blurring(cut=lambda x, w: (x.data, w)), "the image is cut off"),
    ("fair_blur", only_first_row_hangs, "some of the pixels are cut off"),
    ("fair_blur", blurring(cut_below=lambda w: w.detach()), "by which you divide, is cut off"),
    ("fair_blur", blurring(cut_above=lambda w: w.detach()), "only what you divide by"),
    ("fair_blur", blurring(side=1), "one pixel is padded"),
    ("fair_blur", lambda x, w: None, "Is the `return` missing?"),
    ("place_blind", network(bend=lambda x: x), "ReLU is missing"),
    ("place_blind", network(of=lambda x: x.mean((2, 3))), "the mean goes on"),
    ("place_blind", network(of=lambda x: x.sum((2, 3))), "the sum of each map"),
    ("place_blind", network(of=lambda x: x.amin((2, 3))), "the smallest number goes on"),
    ("place_blind", network(end=lambda x: x.softmax(1)), "without a softmax"),
    ("place_blind", network(end=torch.relu), "after the dense layer, too"),
    ("place_blind", network(bend=lambda x: x, end=torch.relu), "and is missing before it"),
    ("place_blind", network(bend=torch.tanh), "this bend is no ReLU"),
    ("place_blind", network(bend=torch.sigmoid), "this bend is no ReLU"),
    ("place_blind", network(padding=1), "with one number of its kernel only"),
    ("place_blind", network(padding=0), "with one number of its kernel only"),
    ("place_blind", network(mode="replicate"), "the padding copies the drawing"),
    ("place_blind", layers(lambda f, c: nn.Conv2d(1, f, 3, stride=2, padding=2), RELU, POOL, FLAT, DENSE), "not those of every window"),
    ("place_blind", network(of=lambda x: x[:, :, ::2, ::2].amax((2, 3))), "not those of every window"),
    ("place_blind", pooled_first(nn.MaxPool2d(2)), "not those of every window"),
    ("place_blind", pooled_first(nn.AvgPool2d(2)), "not those of every window"),
    ("place_blind", network(of=lambda x: F.avg_pool2d(x, 2).amax((2, 3))), "not those of every window"),
    ("place_blind", Misspelt, "the class has no method `forward`"),
    ("place_blind", WithoutSuper, "begins with super().__init__()"),
    ("place_blind", network(of=lambda x: torch.max(x.flatten(2), dim=2)), "torch.max along an axis gives two things"),
    ("place_blind", network(of=lambda x: x.max(2).max(2)), "torch.max along an axis gives two things"),
    ("place_blind", network(of=lambda x: x.max(dim=(2, 3))), "x.amax((2, 3))"),
    ("place_blind", network(of=torch.max), "takes that of all maps of all images"),
    ("place_blind", layers(CONV, RELU, POOL, FLAT, lambda f, c: nn.LazyLinear(c)), "a lazy layer"),
    ("place_blind", layers(CONV, lambda f, c: F.relu, POOL, FLAT, DENSE), "neither nn.ReLU nor F.relu"),
    ("place_blind", OddAtWide, "Is there a stride"),
    ("place_blind", Typed, "Is a size typed in?"),
    ("place_blind", Forgetful, "no parameters"),
    ("place_blind", lambda f, c: Net, "Received: type"),
    ("place_blind", lambda f, c: None, "Is the `return` missing?"),
    ("place_blind", lambda f, c: Net(f, c)(torch.zeros(1, 1, 8, 9)), "Received: Tensor"),
    ("place_blind", lambda f, c: [nn.Conv2d(1, f, 3), nn.Linear(f, c)], "Received: list"),
    ("place_blind", layers(CONV, RELU, lambda f, c: nn.Conv2d(f, f, 3), POOL, FLAT, DENSE), "two convolutions"),
    ("place_blind", layers(FLAT, DENSE), "there is no convolution"),
    ("place_blind", layers(CONV, RELU, POOL, FLAT), "there is no dense layer"),
    ("place_blind", layers(lambda f, c: nn.Conv2d(1, f, 5, padding=4), RELU, POOL, FLAT, DENSE), "Received: (3, 1, 5, 5)"),
    ("place_blind", layers(lambda f, c: nn.Conv2d(1, c, 3, padding=2), RELU, POOL, FLAT, lambda f, c: nn.Linear(c, c)), "Received: (4, 1, 3, 3)"),
    ("place_blind", layers(CONV, RELU, FLAT, lambda f, c: nn.Linear(f * 110, c)), "the dense layer has 330 inputs"),
    ("place_blind", layers(CONV, RELU, POOL, FLAT, lambda f, c: nn.Linear(f, f)), "have shape (4, 3). Received: (3, 3)"),
    ("place_blind", layers(CONV, RELU, POOL, FLAT, lambda f, c: nn.Linear(c, f)), "the wrong way round"),
    ("place_blind", layers(CONV, RELU, POOL, FLAT, DENSE, RELU, lambda f, c: nn.Linear(c, c)), "two dense layers"),
    ("place_blind", layers(lambda f, c: nn.Conv2d(1, f, 3, padding=2, bias=False), RELU, POOL, FLAT, DENSE), "both layers have biases"),
    ("place_blind", layers(CONV, RELU, POOL, DENSE), "the dense layer does not fit"),
    ("place_blind", network(end=lambda x: x[0]), "scores of shape (2, 4). Received: (4,)"),
    ("find_kernel", solved(after=lambda w: w[::-1, ::-1]), "turned by half a circle"),
    ("find_kernel", solved(after=np.transpose), "the kernel is found, transposed"),
    ("find_kernel", trained_roughly, "not within 0.01"),
    ("find_kernel", solved(sides=[3], after=np.zeros_like), "every number is 0"),
    ("find_kernel", solved(sides=[3]), "a frame of zeros"),
    ("find_kernel", solved(sides=[7]), "a frame of zeros"),
    ("find_kernel", solved(sides=[1, 3]), "3x3 do not explain the map"),
    ("find_kernel", solved(sides=[1, 3, 5]), "5x5 do not explain the map"),
    ("find_kernel", solved(after=np.ravel), "makes a square of a row"),
    ("find_kernel", solved(after=lambda w: w if len(w) > 1 else w[0, 0]), "has shape (1, 1)"),
    ("find_kernel", lambda x, y: None, "Is the `return` missing"),
    ("find_kernel", nearest(lambda error: np.abs(error).max()), "not the one whose error is smallest"),
    ("find_kernel", nearest(lambda error: np.mean(error**2)), "not the one whose error is smallest"),
    ("find_kernel", nearest(lambda error: np.abs(error).mean()), "not the one whose error is smallest"),
    ("find_kernel", nearest(lambda error: np.linalg.norm(error)), "not the one whose error is smallest"),
    ("find_kernel", of_what_passes(sides=(1, 3, 5)), "did no side pass your test?"),
    ("find_kernel", of_what_passes(close=lambda error: error.max() == 0), "did no side pass your test?"),
    ("find_kernel", solved(after=len), "this is the side"),
    ("find_kernel", solved(windows=windows_inside), "with k // 2 zeros around"),
    ("find_kernel", solved_for_a_table, "in one row, np.ravel"),
    ("find_kernel", solved_as_square, "as many equations as unknowns"),
    ("find_kernel", trained(300, 5.0), "the steps are too large"),
    ("find_kernel", trained(3000, 5.0), "the steps are too large"),
]  # fmt: skip
