"""Checks of exercise 11: the IoU of each image, a residual block, a contrastive loss, a frozen body, names by captions, an embedding by
hand."""

from collections import Counter

import numpy as np

from dl_course.checks.autograd import (
    CHANGES,
    LEAVES_AUTOGRAD,
    OF_STEPS,
    PARTLY_CUT,
    learns,
    loss_and_gradients,
    output,
    parameter_gradients,
    parameter_shapes,
    parameter_values,
    train_steps,
)
from dl_course.checks.judging import (
    as_array,
    compare,
    error_means,
    first_that_fails,
    known,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)
BETTER = 0.05  # what task 6 asks for, above the pixels


def check_iou_of_each(iou_of_each) -> None:
    """Task 1: `iou_of_each(probability, truth)`, both (n, height, width), gives one number an image."""
    probability = np.array(
        [
            [[0.9, 0.6, 0.2, 0.7], [0.8, 0.1, 0.5, 0.3]],
            [[0.4, 0.2, 0.1, 0.3], [0.5, 0.0, 0.2, 0.1]],
            [[0.7, 0.9, 0.8, 0.2], [0.6, 0.9, 0.4, 0.55]],
        ]
    )
    truth = np.array(
        [[[1, 0, 1, 1], [0, 0, 1, 0]], [[0, 0, 0, 0], [0, 0, 0, 0]], [[1, 1, 0, 0], [1, 1, 0, 1]]], dtype=bool
    )
    with task(1, "how good is each mask"), error_means(_OF_IOU), np.errstate(all="ignore"):
        received = unchanged(iou_of_each, probability, truth)
        require(received is not None, "iou_of_each gives None. Is the `return` missing?")
        numbers = as_array(received, "the IoU")
        require(
            numbers.shape != (),
            "this is one number for all images; each image has its own. Sum over the axes of height and width alone.",
        )
        require(
            numbers.shape != (len(truth),) or not np.isnan(numbers.astype(float)).any(),
            "one IoU is nan: in the second image nothing is marked on either side, and 0 / 0 is no number. There it shall be 1.",
        )
        compare(
            received,
            KNOWN["iou_of_each"],
            hints=[
                "the second image, where nothing is marked on either side, must have 1.",
                "0.5 itself is marked here; only what is above it is.",
                "this is the share of pixels that are right. It counts the background, too.",
                "both is divided by the pixels of the truth; divide by those that either marks.",
                "both is divided by the pixels that the network marks; divide by those that either marks.",
                "this is 2 both / (marked + truth), another score (Dice). The IoU divides by the union.",
                "the union is marked + truth *minus both*: here what both mark counts twice.",
                "the probabilities themselves are added up; first mark what is above 0.5.",
                "the union alone is counted, or the numbers of pixels: divide both by either.",
                "the numbers are those of both, not divided.",
                "this is 1 - IoU.",
                "pixels are marked at another border than 0.5.",
                "both is divided by all the pixels of the image; divide by those that either marks.",
                "something is added above and below the line against 0 / 0, and it changes each IoU.",
                "`^` counts what exactly one of the two marks; either is what one or both mark.",
                "this is the IoU of the background: what is *not* marked.",
            ],
            what="the IoU of three images",
        )
        compare(
            unchanged(iou_of_each, *_HALF_EMPTY),
            KNOWN["iou_of_each.2"],
            hints=["1 belongs only where *both* mark nothing. Here one of them marks something, and the IoU is 0."],
            what="the IoU of two images in which only one side marks something, and of one in which both mark one pixel",
        )


# The network marks something in the first alone, the truth in the second alone, both the same pixel in the third.
_HALF_EMPTY = (
    np.array([[[0.9, 0.2], [0.7, 0.1]], [[0.4, 0.1], [0.3, 0.2]], [[0.1, 0.3], [0.8, 0.4]]]),
    np.array([[[0, 0], [0, 0]], [[1, 0], [1, 0]], [[0, 0], [1, 0]]]) > 0,
)


_OF_IOU = {
    r"ufunc 'bitwise_|'bitwise_|unsupported operand.*&|unsupported operand type\(s\) for \|": "`&` and `|` want True and False on both sides; the probabilities are floats: compare them with 0.5 first.",
    r"boolean subtract": "NumPy does not subtract True and False. Count first, with .sum, and subtract the counts.",
    r"truth value": "an `if`, an `and` or an `or` wants one truth value and gets many: & and | work pixel by pixel, np.where chooses number by number.",
    r"ZeroDivisionError": "where nothing is marked on either side the union is 0. There the IoU shall be 1.",
    r"out of bounds|Dimension out of range": "the axes are 0 (images), 1 (height) and 2 (width).",
}  # fmt: skip


def _numbers(shapes, seed):
    rng = np.random.default_rng(seed)
    return [np.round(rng.normal(size=shape), 2) for shape in shapes]


def check_Residual(Residual) -> None:  # noqa: N802 - the class that students write
    """Task 2: `Residual(c_in, hidden, c_out)` takes (n, c_in) and gives (n, c_out)."""
    x = np.array([[1.0, -0.5, 2.0], [-1.5, 0.75, 0.25], [0.5, 1.25, -1.0], [2.0, 0.25, 0.5]])
    with task(2, "a residual block that changes the width"), error_means(_OF_BLOCKS):
        sizes = {
            (hidden, c_out): [(hidden, 3), (hidden,), (c_out, hidden), (c_out,)] + [(c_out, 3)] * (c_out != 3)
            for hidden, c_out in ((5, 3), (5, 4))
        }
        models = []
        for (hidden, c_out), shapes in sizes.items():
            model = Residual(3, hidden, c_out)
            require(
                (model is not None and hasattr(model, "parameters")) or hasattr(type(model), "run_there"),
                "Residual must be a class that extends nn.Module.",
            )
            _counts(parameter_shapes(model, x), shapes, f"Residual(3, {hidden}, {c_out})")
            models.append(model)
        for number, ((hidden, c_out), shapes) in enumerate(sizes.items()):
            model, called = models[number], f"Residual(3, {hidden}, {c_out})"
            first, second = (parameter_values(Residual(3, hidden, c_out)) for _ in range(2))
            require(
                any(not np.array_equal(a, b) for a, b in zip(first, second, strict=True)),
                "two new blocks have the same numbers: do not set them, nn.Linear begins at random.",
            )
            numbers = _numbers(shapes, 21 + number)
            received = output(model, x, numbers, untouched=True)
            require(received is not None, "the block gives None. Is the `return` in forward missing?")
            require(
                as_array(plain(received), "the block").shape != (len(x), 2 * c_out),
                "x and f(x) stand beside each other, as in a U-Net; in a residual block they are added.",
            )
            compare(
                plain(received),
                KNOWN["Residual" + (".2" if number else "")],
                hints=[] if number else _WRONG_BLOCKS,
                what=f"{called} with given weights",
                tolerance=1e-4,
            )
            slopes = parameter_gradients(model, x, numbers)
            own = {each.shape: each for each in slopes}
            for k, shape in enumerate(shapes):
                compare(
                    own[shape],
                    KNOWN["Residual.slope" + (f".{k + 1 + 4 * number}" if k + number else "")],
                    what=f"the gradient of the parameter of shape {shape}",
                    besides="The numbers are right, but a part of the way back is cut off: is there a .detach(), .data or no_grad?",
                    tolerance=1e-4,
                )


_WRONG_BLOCKS = [
    "nothing is added to f(x): the skip is missing.",
    "the ReLU at the end is missing: it comes after the sum.",
    "the ReLU comes before the sum, on f(x) alone; it belongs after it.",
    "the ReLU between the two dense layers of f is missing.",
    "f(x) is missing: this is the skip alone.",
    "f(x) is subtracted; it is added.",
    "x and f(x) are multiplied; they are added.",
    "the ReLU is applied to the skip, too, before the sum; x passes as it is.",
    "f is given the ReLU of x; it gets x itself.",
    "there is one ReLU too many, on f(x) before the sum.",
]


def _counts(own, shapes, called) -> None:
    """Whether a block has the parameters that it needs, and no others."""
    own, needed, skip = sorted(map(tuple, own)), sorted(shapes), (*shapes[3], shapes[0][1])
    if own == needed:
        return
    require(
        own != [],
        f"{called} has no parameters. Make the layers in __init__, as attributes: self.first = nn.Linear(...).",
    )
    more, missing = Counter(own) - Counter(needed), Counter(needed) - Counter(own)
    require(
        bool(more) or any(len(shape) == 2 for shape in missing),
        f"{called} has the parameters {own}; needed are {needed}. A dense layer of f has no bias.",
    )
    require(
        sorted(shape[::-1] for shape in own) != needed,
        f"{called} has the matrices the other way round: {own}. A dense layer keeps its matrix as (out, in), as nn.Linear does.",
    )
    require(
        len(own) <= len(needed) or not any(len(shape) == 2 and shape != skip for shape in more),
        f"{called} has the parameters {own}; needed are {needed}. f has two dense layers, and here are more.",
    )
    require(
        not (len(own) < len(needed)),
        f"{called} has the parameters {own}; needed are {needed}. Is one of them made in forward, kept in a plain list, a bare tensor (no nn.Parameter), or left out (such as the matrix of the skip, where the widths differ)?",
    )
    require(
        not (len(needed) == 4 and len(own) > 4),
        f"{called} has parameters more than it needs: {own}. Where c_in equals c_out the skip is x itself, with no parameters; and there is no batch norm here.",
    )
    require(
        not (len(needed) == 5 and len(own) > 5),
        f"{called} has parameters more than it needs: {own}. The matrix of the skip, {skip}, has no bias; and there is no batch norm here.",
    )
    require(
        not (skip in missing and skip[::-1] in more),
        f"{called} has the parameters {own}; needed are {needed}. The matrix of the skip goes from c_out to c_in.",
    )
    require(
        False, f"{called} has parameters of the shapes {own}; needed are {needed}: c_in to hidden, hidden to c_out."
    )


_OF_BLOCKS = {
    r"super\(\).__init__|cannot assign module before": "super().__init__() must be the first line of __init__.",
    r"mat1 and mat2|size mismatch|must match the size|shapes cannot be multiplied": "two shapes do not fit: f goes from c_in to hidden to c_out, and what is added to it must have c_out numbers, too.",
    r"not implemented|NotImplementedError: Module": "the class has no `forward`: that is what is called by block(x).",
    r"takes \d+ positional argument|missing \d+ required positional": "Residual(c_in, hidden, c_out) takes three numbers, and forward takes x.",
    r"changed its input": "forward changes the x that it was given (x += ... does); make a new tensor: x + ...",
    r"no attribute": "a layer is used that __init__ did not make, or under another name.",
    r"StopIteration|KeyError": "the parameters are not those of two dense layers, and of the matrix of the skip where the widths differ.",
}  # fmt: skip


def _layer(d, size, seed):
    """A dense layer of float64 with fixed numbers."""
    import torch

    layer = torch.nn.Linear(d, size).double()
    with torch.no_grad():
        weight, bias = _numbers([(size, d), (size,)], seed)
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.copy_(torch.tensor(bias))
    return layer


def check_contrastive_loss(contrastive_loss) -> None:
    """Task 3: `contrastive_loss(network, a, b, letters, temperature)` gives a tensor of one number."""
    a, b = _numbers([(5, 3), (5, 3)], 35)
    letters, temperature = np.array([2, 0, 2, 1, 0]), np.array(0.5)
    with task(3, "a contrastive loss that knows of twins"), error_means(_OF_CONTRAST):
        loss, gradients, changed = loss_and_gradients(contrastive_loss, [_layer(3, 2, 32)], a, b, letters, temperature)
        require(loss is not None, "the loss is None. Is the `return` missing?")
        require(not changed, CHANGES)
        require(not isinstance(loss, (tuple, list)), "return the loss alone: a tensor of one number.")
        numbers = as_array(plain(loss), "the loss")
        require(
            np.isfinite(numbers.astype(float)).all(),
            "the loss is nan or infinite. Is the right answer, on the diagonal, hidden as well? Or are letters taken for places?",
        )
        compare(
            plain(loss),
            KNOWN["contrastive_loss"],
            hints=[
                "rows of the same letter still are negatives; they do not take part.",
                "embeddings are not brought to length 1: these are dot products, no cosines.",
                "the temperature is not used.",
                "the cosines are multiplied by the temperature; they are divided by it.",
                "this is the sum over the questions; the mean is asked for.",
                "the questions are the rows of b; they are the rows of a.",
                "both ways are averaged; here only a asks.",
                "twins have the score 0 here, which is e^0 = 1 in the softmax: they need minus infinity.",
                "only negatives are counted in the denominator; the right answer belongs there, too.",
                "the sign is turned round: a loss is never below 0.",
                "the scores go through a softmax, and cross_entropy has one inside: here it is done twice.",
                "only positives count here: negatives are missing.",
                "the inputs are brought to length 1; the embeddings should be.",
                "a is compared with a; the answers are the rows of b.",
                "each column of the embeddings is brought to length 1; each row should be (dim=1).",
                "the wrong ones are left out, and the twins stay: it is the other way round.",
                "the temperature is the lesson's 0.1; take the one that is given.",
                "letters are taken for places: the right answer of question i is row i of b.",
                "all embeddings together are brought to length 1; each has a length of its own.",
                "the inputs are compared; compare the embeddings that the network makes of them.",
                "twins count as right answers here; they do not take part.",
                "questions are left out: each row of a is one, also where its letter has come before.",
                "twins have the smallest cosine, -1, and still count a little in the softmax; only minus infinity hides them.",
                "this is the mean probability of the right answers; the loss is the mean of its -log.",
            ],
            what="the loss of five questions with letters [2, 0, 2, 1, 0] and temperature 0.5",
            tolerance=1e-4,
            besides=first_that_fails((lambda: numbers.shape == (), "It must be one number.")),
        )
        learns(gradients, "network")
        compare(gradients[0], KNOWN["contrastive_loss.2"], what="the gradient", besides=PARTLY_CUT, tolerance=1e-4)
        a, b = _numbers([(3, 4), (3, 4)], 33)
        other = loss_and_gradients(contrastive_loss, [_layer(4, 3, 34)], a, b, np.array([5, 1, 3]), np.array(1.5))[0]
        compare(
            plain(other),
            KNOWN["contrastive_loss.3"],
            hints=["is a number of rows, of letters or the temperature typed in?"],
            what="the loss of three questions with three letters and temperature 1.5",
            tolerance=1e-4,
        )
        alone = loss_and_gradients(contrastive_loss, [_layer(4, 3, 34)], a, b, np.array([4, 4, 4]), np.array(1.5))[0]
        require(
            same(plain(alone), 0.0, 1e-6),
            "where all letters are the same there are no wrong answers, and the loss is 0. Yours is not.",
        )


_OF_CONTRAST = {
    **LEAVES_AUTOGRAD,
    r"Can't call numpy\(\) on Tensor": "the loss leaves PyTorch for NumPy; gradients cannot follow there. Stay with tensors.",
    r"mat1 and mat2|must match the size|size mismatch": "two shapes do not fit: the embeddings are (n, e), and u @ v.T is (n, n), one question a row.",
    r"out of bounds|Target": "the right answer of question i is place i: torch.arange(n).",
}  # fmt: skip


def _pretrained():
    """`nn.Sequential(body, head)` of float64 with fixed numbers, a batch norm and a dropout in the body."""
    import torch
    from torch import nn

    body = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Dropout(0.5))
    model = nn.Sequential(body, nn.Linear(4, 3)).double()
    with torch.no_grad():
        for parameter, values in zip(
            model.parameters(), _numbers([p.shape for p in model.parameters()], 41), strict=True
        ):
            parameter.copy_(torch.tensor(values))
        body[1].running_mean.copy_(torch.tensor([0.5, -0.25, 0.75, 0.1]))
        body[1].running_var.copy_(torch.tensor([0.5, 2.0, 1.0, 1.5]))
    return model


_BATCHES = [
    (values, np.array(y))
    for values, y in zip(_numbers([(4, 3)] * 3, 42), ([0, 2, 1, 1], [1, 0, 2, 0], [2, 2, 0, 1]), strict=True)
]


def check_train_head(train_head) -> None:
    """Task 4: `train_head(model, optimizer, x, y)` takes one step with the head alone and gives the loss before it."""
    import torch

    with task(4, "a step for the head alone"), error_means(_OF_HEADS):
        model, before = _pretrained(), _pretrained()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.5, weight_decay=0.1)
        returned, after, history = train_steps(train_head, model, optimizer, _BATCHES)
        require(returned[0] is not None, "the step gives None. Is the `return` missing?")
        require(
            not history,
            "what you return still holds the graph, and with it all of its memory: .item() makes a number of it.",
        )
        norm, old = model[0][1], before[0][1]
        require(
            same(norm.running_mean, old.running_mean, 1e-9),
            "the running means of the body's batch norm have changed. Without gradients it still learns them, as long as it is in train mode: body.eval().",
        )
        size = sum(p.numel() for p in before[0].parameters())
        body = np.concatenate([p.detach().numpy().ravel() for p in before[0].parameters()])
        head = np.concatenate([p.detach().numpy().ravel() for p in before[1].parameters()])
        require(
            not same(after[-1][size:], head, 1e-9), "the head does not move. Is backward() or optimizer.step() missing?"
        )
        require(
            len(optimizer.state) > 0,
            "the optimizer that is given takes no step: the step is taken by hand or with another optimizer, and momentum and weight decay are lost.",
        )
        if not same([each[:size] for each in after], [body] * 3, 1e-9):
            moved = max(np.abs(each[:size] - body).max() for each in after)
            require(
                moved > 0.3,
                "the body moves a little: the optimizer holds it, too, and pulls at each parameter that has a gradient, by weight decay even if it is 0. Its gradients must be None: zero_grad(set_to_none=True), and nothing backward into the body.",
            )
            require(
                False,
                "the body moves, too. Only the head is to be trained: no gradient goes into the body (no_grad, or .detach() behind it).",
            )
        compare(
            [each[size:] for each in after],
            KNOWN["train_head"],
            hints=[
                "old gradients are still in it: optimizer.zero_grad() before the backward pass.",
                "the scores go through a softmax, and cross_entropy has one inside: here it is done twice.",
                "the step is taken twice.",
                "the loss is the sum over the batch; the mean is asked for.",
                "the step goes uphill: the sign of the loss is turned round.",
            ],
            what="what three steps make of the head",
            tolerance=1e-4,
            besides="Trained is the mean cross-entropy of head(body(x)), with the whole body in eval mode, a dropout in it, too.",
        )
        compare(
            [float(as_array(each)) for each in returned],
            KNOWN["train_head.2"],
            hints=[
                "the loss is that after the step; return the one before.",
                "this is the sum over the batch; the mean is asked for.",
            ],
            what="what three steps gave",
            tolerance=1e-4,
        )
        model = _pretrained()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2, weight_decay=0.1)
        _, after, _ = train_steps(train_head, model, optimizer, _BATCHES[:1], leftover=True)
        require(
            not same(after[-1][:size], (1 - 0.2 * 0.1) * body, 1e-9),
            "the body's gradients of an earlier step are set to 0, and weight decay pulls all the same. They must be None: is there a set_to_none=False?",
        )
        require(
            same(after[-1][:size], body, 1e-9),
            "the body moves if its parameters still have gradients of an earlier step. Clear those of all parameters, not of the head alone: optimizer.zero_grad().",
        )


_OF_HEADS = {
    **OF_STEPS,
    r"does not require grad": "nothing that was calculated has a gradient: no_grad also stands around the head. It belongs around the body alone.",
    r"backward through the graph a second time": "backward() is called twice on the same graph.",
    r"only one element tensors|can only convert|only integer tensors|only length-1|a Tensor with": "one number is asked for: the mean loss.",
    r"mat1 and mat2|shapes cannot be multiplied": "the head gets what the body gives: model[1](model[0](x)).",
    r"Target size|Expected target|expected scalar type|Expected floating": "cross_entropy takes raw scores (n, classes) and whole classes (n,).",
}  # fmt: skip


def check_zero_shot(zero_shot) -> None:
    """Task 5: `zero_shot(images, captions)`, (n, d) and (classes, several, d), gives a class for each image."""
    images, captions = _NAMED
    with task(5, "several captions for one name"), error_means(_OF_NAMES):
        received = unchanged(zero_shot, images, captions)
        require(received is not None, "zero_shot gives None. Is the `return` missing?")
        numbers = as_array(received, "the classes")
        require(
            numbers.shape == (len(images),),
            f"one class an image is asked for, shape ({len(images)},). Received shape {numbers.shape}"
            + (": these are the cosines; argmax says which is largest." if numbers.ndim == 2 else "."),
        )
        require(
            not np.any(numbers.astype(float) % 1),
            "the classes are whole numbers: argmax gives the place of the largest cosine, max the cosine.",
        )
        compare(
            received,
            KNOWN["zero_shot"],
            hints=[
                "the captions are not brought to length 1 before the mean: a long one counts more.",
                "the mean is not brought to length 1 again: a class whose captions agree counts more.",
                "no row is brought to length 1. (A norm without an axis is one length for all of them.)",
                "lengths run along a wrong axis: the numbers of a caption lie along the last one.",
                "rows are divided by the square of their length; its root is missing.",
                "each caption votes for a class; the mean of the class should decide.",
                "the caption with the largest cosine decides; the mean of the class should.",
                "only the first caption of each class is used.",
                "argmin takes the *smallest* cosine.",
                "these are numbers of captions, not of classes.",
                "classes count from 0.",
                "the mean runs over the classes; it runs over the captions of each class, axis 1.",
            ],
            what="the classes of twelve images, four classes with three captions each",
            besides="The order is: captions to length 1, mean over axis 1, to length 1, cosine, argmax.",
        )
        few = unchanged(zero_shot, images[:5], captions[:2, :1])
        compare(
            few,
            KNOWN["zero_shot.2"],
            besides="Is a number of captions or of classes typed in?",
            what="five images, two classes with one caption each",
        )


def _named():
    rng = np.random.default_rng(51)
    images = np.round(rng.normal(size=(12, 3)) * rng.uniform(0.2, 4, (12, 1)), 2)
    captions = np.round(rng.normal(size=(4, 3, 3)) * rng.uniform(0.2, 6, (4, 3, 1)), 2)
    return images, captions


_NAMED = _named()

_OF_NAMES = {
    r"broadcast|must match the size|shapes|mismatch": "two shapes do not fit: a length needs keepdims=True before one divides by it; images are (n, d), names (classes, d), their products (n, classes).",
    r"out of bounds|Dimension out of range": "captions have the axes 0 (classes), 1 (captions of a class) and 2 (numbers).",
    r"'numpy.ndarray' object has no attribute '(?:norm|argmin|topk|softmax)'|must be Tensor": "arrays of NumPy come in; torch.as_tensor makes a tensor of them.",
}  # fmt: skip


def pixels(images):
    """The embedding that does nothing."""
    return np.asarray(images, float).reshape(len(images), -1)


def exam(embed, images) -> float:
    """How often the same letter is nearest by cosine, among 20 letters of which one example each is known.

    Args:
        embed: From (n, height, width) to (n, d).
        images: Shape (letters, each, height, width).

    Returns:
        The share of right answers in 60 exams.
    """
    letters, each, *size = images.shape
    order = np.random.default_rng().permutation(letters * each)  # a place among the images must not tell the letter
    given = as_array(plain(embed(images.reshape(letters * each, *size)[order])), "the embedding").astype(float)
    require(
        given.ndim == 2 and len(given) == letters * each,
        f"the embedding must have shape (n, d), one row an image. Received: {given.shape} for n = {letters * each}.",
    )
    require(bool(np.isfinite(given).all()), "the embedding holds nan or infinity.")
    z = np.empty_like(given)
    z[order] = given / np.maximum(np.linalg.norm(given, axis=1, keepdims=True), 1e-12)
    z = z.reshape(letters, each, -1)
    dice, right = np.random.default_rng(61), 0
    for _ in range(60):
        chosen, (a, b) = dice.choice(letters, 20, replace=False), dice.choice(each, 2, replace=False)
        likeness = z[chosen, a] @ z[chosen, b].T
        right += np.sum(likeness.argmax(axis=0) == np.arange(20))
    return right / 60 / 20


def check_embed(embed) -> None:
    """Task 6: `embed(images)`, (n, 16, 16), gives an embedding (n, d)."""
    with task(6, "an embedding by hand"), error_means(_OF_EMBEDDINGS):
        images = invented_letters()
        probe = unchanged(embed, images[:3].reshape(-1, 16, 16))
        require(probe is not None, "embed gives None. Is the `return` missing?")
        base, own = exam(pixels, images), exam(embed, images)
        told = f"yours is right on {own:.2f}, the pixels on {base:.2f}; at least {BETTER} more is asked for. "
        whole = as_array(plain(embed(images[:6].reshape(-1, 16, 16))), "the embedding")
        require(
            own > 0.08,
            told + "That is chance, 0.05: does the same image get the same row, and another image another one?",
        )
        require(
            abs(own - base) > 1e-9,
            told
            + "It is exactly what the pixels do: the cosines have not changed. Length does not matter for a cosine.",
        )
        require(
            own >= base - 0.01,
            told + "Something is lost: how much of the letter can still be seen in your row?",
        )
        require(
            own >= base + BETTER,
            told
            + "You are on the way. Which of the changes (turned, shifted, larger, shaky) does it not yet overlook? Where is the middle of the ink?",
        )
        alone = as_array(plain(embed(images[:1].reshape(-1, 16, 16))), "the embedding")
        require(
            alone.shape[1:] == whole.shape[1:],
            "the number of numbers a row depends on how many images come in; it must be the same always.",
        )


def invented_letters(seed=60, letters=100, each=4, size=16):
    """The invented letters of the exercise."""
    rng = np.random.default_rng(seed)
    points = np.repeat(rng.uniform(-0.75, 0.75, (letters, 1, 5, 2)), each, axis=1).reshape(-1, 5, 2)
    points = points + rng.normal(0, 0.08, points.shape)
    angle = rng.normal(0, 0.35, len(points))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = np.einsum("ijn,nkj->nki", turn, points) * rng.uniform(0.8, 1.15, (len(points), 1, 1))
    points = points + rng.uniform(-0.2, 0.2, (len(points), 1, 2))
    grid = (np.arange(size) + 0.5) / size * 2 - 1
    pixel = np.stack(np.meshgrid(grid, grid), -1).reshape(1, -1, 2)
    near = np.full((len(points), size * size), 9.0)
    for k in range(4):
        a, b = points[:, k, None], points[:, k + 1, None]
        along = (((pixel - a) * (b - a)).sum(-1) / ((b - a) ** 2).sum(-1)).clip(0, 1)
        near = np.minimum(near, np.linalg.norm(pixel - a - along[..., None] * (b - a), axis=-1))
    return np.clip(1.5 - near * size / 2, 0, 1).reshape(letters, each, size, size)


_OF_EMBEDDINGS = {
    r"cannot convert float NaN|invalid value": "a number is nan: is there a division by 0?",
    r"IndexError|out of bounds": "a place outside the image is asked for.",
}  # fmt: skip
