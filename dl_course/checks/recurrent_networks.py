"""Checks of exercise 14: back through time, the GRU of the paper, a clipped step, a text in pieces, windows in time, and a GRU of
two speeds."""

import numpy as np

from dl_course.checks.autograd import OF_STEPS, SWITCHED_OFF, switches_off, train, train_steps
from dl_course.checks.judging import (
    as_array,
    compare,
    error_means,
    first_that_fails,
    known,
    parts,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)
KEPT, READ = 0.5, 0.1  # what task 6 asks for

_X = np.array([0.8, -1.3, 0.5, 1.1])


def check_through_time(through_time) -> None:
    """Task 1: `through_time(x, target, u, w)`, x of shape (T,), gives two numbers."""
    with task(1, "back through time"):
        result = unchanged(through_time, _X, 0.3, 0.7, 1.4)
        require(result is not None, "the result came out as None. Is the `return` missing?")
        two = parts(result, 2, "two numbers are asked for, dL/du and dL/dw: return along_u, along_w.", rows=True)
        compare(
            two,
            KNOWN["through_time"],
            hints=[
                "these are the shares of the last step alone. Go on to the steps before: each used u and w, too.",
                "these are the shares of the first step alone. Add up over the steps (+=).",
                "the slope of tanh is missing: from h to what stands inside it is 1 - h².",
                "the slope of tanh is 1 - h²; yours is 1 - h.",
                "the slope of tanh is taken at the wrong place: with h = tanh(z) it is 1 - h², and not 1 - tanh(h)².",
                "from one step to the one before the slope is multiplied by w; that is missing.",
                "from one step to the one before the slope is multiplied by w; yours by u.",
                "on the way from state to state the slope of tanh is missing.",
                "dL/dw uses h of the same step; what w was multiplied by is the state *before* it.",
                "the two numbers have changed places: first dL/du, then dL/dw.",
                "the 2 of the square is missing.",
                "the sign is wrong: the slope of (h - target)² is 2 (h - target).",
                "the inputs are read from the last to the first.",
                "each step has a loss here; only the last state is compared with the target.",
                "the state begins at 1; it begins at 0.",
                "dL/dw is right in its last step only: h before the step depends on w, too.",
                "this is the mean over the steps; the shares of all steps are added.",
                "the target is not used.",
                "the loop over the steps runs forwards. The loss stands after the last step: begin there, and go back.",
                "each step is given the state, or the slope of tanh, of the *last* one; each has its own.",
            ],
            what="through_time(x=[0.8, -1.3, 0.5, 1.1], target=0.3, u=0.7, w=1.4)",
            besides="For an x of one number it is 2 (h - target) (1 - h²) times x, and 0 for w.",
        )
        compare(
            parts(through_time(_X[:1], 0.9, 0.5, 2.0), 2, "two numbers are asked for.", rows=True),
            KNOWN["through_time.2"],
            hints=["the sign is lost: a slope is below 0 where the loss becomes smaller along it."],
            what="through_time(x=[0.8], target=0.9, u=0.5, w=2)",
        )  # fmt: skip


def with_weights(layer, U, W, b):
    """The layer with these parameters, given as arrays.

    Args:
        layer: A module with the parameters `U`, `W` and `b`.
        U: Shape (3 * size, inputs).
        W: Shape (3 * size, size).
        b: Shape (3 * size,).
    """
    import torch

    state = {name: torch.tensor(np.asarray(a), dtype=torch.float32) for name, a in {"U": U, "W": W, "b": b}.items()}
    layer.load_state_dict(state)
    return layer


_RNG = np.random.default_rng(14)
_U, _W, _B = _RNG.normal(size=(9, 2)), _RNG.normal(size=(9, 3)), _RNG.normal(size=9)
_TEXT, _BEFORE, _WANTED = _RNG.normal(size=(2, 4, 2)), _RNG.normal(size=(2, 3)), _RNG.normal(size=(2, 4, 3))


def check_PaperGRU(PaperGRU) -> None:  # noqa: N802 - the class that students write
    """Task 2: `PaperGRU(inputs, size)` extends `nn.Module`, with the parameters `U`, `W` and `b`."""
    import torch
    from torch.nn import functional as F

    words = {
        "Missing key|Unexpected key|size mismatch": "the parameters are U of shape (3 * size, inputs), W of shape (3 * size, size) and b of shape (3 * size,); leave __init__ as it was.",
        "mat1 and mat2 shapes|size of tensor|must match the size|inconsistent tensor size": "the sizes do not fit: with one row an example it is x @ U.T, and U, W, b have three blocks of rows: .chunk(3) cuts them.",
        "not enough values to unpack": "what comes out of x @ U.T has its three blocks side by side: .chunk(3, dim=1). Without dim its rows are cut, and those are the examples.",
        "for @: '(int|float)'|must be Tensor, not (int|float)|Tensors?, but got (int|float)": "in place of h stands a number; zeros are a tensor of shape (n, size), one row an example.",
        "UnboundLocalError|operand.*NoneType|NoneType' object has no attribute|not NoneType": "h may be None: that stands for zeros, one row of `size` of them an example.",
        "does not require grad|no grad_fn": "what comes out has no history: no `.detach()`, no `torch.no_grad()` and no NumPy in forward.",
        "modified by an inplace operation": "a tensor is changed in place that the way back needs. Make a new h at each step, and a list of them.",
    }
    with task(2, "the GRU of the paper"), error_means(words):
        layer = PaperGRU(2, 3)
        require(isinstance(layer, torch.nn.Module), f"PaperGRU has to be a class that extends nn.Module. Received: {type(layer).__name__}.")  # fmt: skip
        layer = with_weights(layer, _U, _W, _B)
        x, before, wanted = (torch.tensor(a, dtype=torch.float32) for a in (_TEXT, _BEFORE, _WANTED))
        states = unchanged(layer, x, names=("x",))
        require(states is not None, "forward gave None. Is the `return` missing?")
        require(
            not isinstance(states, (tuple, list)),
            "forward gives one tensor, the states after all steps: torch.stack makes one of a list. Received: a "
            f"{type(states).__name__}.",
        )
        require(not isinstance(states, np.ndarray), "forward gives a tensor with a history: no NumPy in it.")
        require(
            as_array(states, "what forward gives").shape != (2, 3),
            "the states after *all* steps are asked for, shape (n, steps, size): torch.stack(states, dim=1).",
        )
        compare(
            states,
            KNOWN["PaperGRU"],
            hints=[
                "this is PyTorch's GRU: r is multiplied with W_n h. In the paper it is multiplied with h, before W_n.",
                "r is multiplied with W_n h + b_n; in the paper it is multiplied with h, before W_n, and b_n stays as it is.",
                "r is multiplied with all that stands inside the tanh; it is multiplied with h alone.",
                "z and 1 - z have changed places: z h + (1 - z) n.",
                "r and z have changed places: the first block of rows is that of r.",
                "the blocks are read in the order z, r, n; they are r, z, n.",
                "the blocks are read in the order n, r, z; they are r, z, n.",
                "the gate r is not used: it acts on h inside of n.",
                "the tanh around n is missing.",
                "the gates have no sigmoid.",
                "n has a sigmoid; it has a tanh.",
                "the biases are missing.",
                "each step begins with the same h: what a step gives has to go into the next.",
                "W is transposed: h @ W.T.",
                "the states come in the order from the last step to the first.",
                "the axes of examples and steps have changed places: x has the shape (n, steps, inputs).",
            ],
            what="the states for x of shape (2, 4, 2) and a size of 3",
            besides=lambda: first_that_fails(
                (lambda: same(as_array(states)[:, 0], KNOWN["PaperGRU"].right[0][:1] + KNOWN["PaperGRU"].right[1][:1], 1e-4), "it is wrong in the first step already, where h is 0."),
                (lambda: False, "the first step is right; from the second one on h is no longer 0, and W counts."),
            ),
            tolerance=1e-4,
        )  # fmt: skip
        compare(
            unchanged(layer, x, before, names=("x", "h")),
            KNOWN["PaperGRU.2"],
            hints=["the state that is handed over is not used: forward(x, h) begins with h."],
            what="the states for x and a state h to begin with",
            tolerance=1e-4,
        )
        U, W, b = (np.sin(1.7 * np.arange(np.prod(shape)) + 1).reshape(shape) for shape in ((12, 1), (12, 4), (12,)))
        compare(
            with_weights(PaperGRU(1, 4), U, W, b)(torch.tensor(_TEXT[:, :2, :1], dtype=torch.float32)),
            KNOWN["PaperGRU.4"],
            hints=["a size is typed in; here `inputs` is 1 and `size` is 4."],
            what="the states for x of shape (2, 2, 1) and a size of 4",
            tolerance=1e-4,
        )
        losses = train(layer, x, wanted, loss=F.mse_loss, optimizer=torch.optim.SGD, lr=0.5, steps=4)
        compare(
            losses,
            KNOWN["PaperGRU.3"],
            hints=[
                "the states are right, but the gradient is cut between the steps: no .detach() on the way.",
                "the states are right, but training changes nothing: the parameters get no gradient.",
            ],
            what="the losses of four steps of training",
            tolerance=1e-3,
        )


def _model():
    import torch
    from torch import nn

    torch.manual_seed(14)
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double()


_BATCHES = [(_RNG.normal(size=(n, 3)), scale * _RNG.normal(size=(n, 2))) for n, scale in ((6, 5), (5, 0.4), (4, 6))]


def check_clipped_step(clipped_step) -> None:
    """Task 3: `clipped_step(model, optimizer, x, y, limit)` takes one step and gives two numbers."""
    import torch

    words = {
        **OF_STEPS,
        "a Tensor with .* elements cannot be converted": "the gradients of all parameters together have one length; yours is several numbers.",
        "operand.*NoneType|NoneType' object has no attribute": "there is no gradient yet where you read it: the gradients stand in p.grad after loss.backward().",
    }
    with task(3, "a step with a short leash"), error_means(words):
        model = _model()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.6)
        returned, after, history = train_steps(clipped_step, model, optimizer, _BATCHES, leftover=True, limit=2.0)
        require(returned[0] is not None, "the step gave None. Is the `return` missing?")
        for each in returned:
            parts(each, 2, "two numbers are asked for: the loss before the step, and the length of the gradient.", rows=True)  # fmt: skip
        require(np.any(np.diff(after, axis=0)), "the parameters do not move. Is optimizer.step() missing?")
        compare(
            as_array(returned[0])[0],
            KNOWN["clipped_step.3"],
            hints=[
                "the loss is the mean of the squares; yours is their sum.",
                "the loss is that after the step; return the one before.",
                "the two numbers have changed places: first the loss.",
            ],
            what="the loss before the first step",
            tolerance=1e-4,
        )
        compare(
            after,
            KNOWN["clipped_step"],
            hints=[
                "the step is not that of the optimizer: this one remembers the steps before. Write the clipped gradients to p.grad and call optimizer.step().",
                "nothing is clipped: the parameters move as far as without a limit. Its place is between backward() and step().",
                "each parameter is clipped alone; all gradients together are one vector, with one length.",
                "each number is cut at ± limit; that changes the direction. Multiply all by the same number.",
                "the gradient becomes as long as the limit always; a shorter one stays as it is.",
                "old gradients are still in it: optimizer.zero_grad() before the backward pass.",
                "the model came with gradients from before, and they are in your first step: zero_grad() belongs before the backward pass, not behind the step.",
                "two steps of the optimizer are taken; one is asked for.",
                "the biases are left out: all parameters' gradients together are one vector.",
                "a long gradient is multiplied by the limit; multiply by limit / length.",
                "the length is the root of the sum of all squares; yours is the sum of the absolute values.",
                "the length is the root of the sum of all squares; yours is the largest number.",
                "the length is the root of the sum of all squares; the root is missing.",
                "the length is the root of the sum of all squares; yours is the sum of the parameters' lengths.",
                "the limit is 2 here, and 1 is used. Is it typed in?",
                "the *loss* is cut at the limit; then its gradient is 0. Cut the gradient.",
            ],
            what="what three steps make of the parameters",
            tolerance=1e-4,
        )
        compare(
            [list(map(float, as_array(each))) for each in returned],
            KNOWN["clipped_step.2"],
            hints=[
                "the length is that after clipping; return the one before.",
                "the second number is the length's square.",
                "the second number is the factor of the clipping; return the length of the gradient.",
            ],
            what="what three steps gave",
            tolerance=1e-4,
        )
        require(not history, "what you return still holds the graph, and with it all of its memory: .item() makes a number of it.")  # fmt: skip


def _gru():
    import torch

    torch.manual_seed(15)
    return torch.nn.GRU(2, 3, batch_first=True).double()


_LONG = _RNG.normal(size=(5, 10, 2)), _RNG.uniform(-1, 1, (5, 10, 3))


def check_train_in_pieces(train_in_pieces) -> None:
    """Task 4: `train_in_pieces(model, optimizer, x, y, length)` gives the loss of each piece."""
    import torch

    words = {
        **OF_STEPS,
        "backward through the graph a second time|modified by an inplace operation": "the state still holds the graph of the piece before, which has been used up: cut it with state.detach().",
        "does not require grad": "what the loss is made of has no history: detach the *state* that goes on, and not the states of this piece.",
        r"got \[1, 4, 3\]": "the sequences are cut, and not the steps: those are the second axis, x[:, first : first + length].",
        r"tensor a \(5\) must match": "the model's second result, the state after the piece, is compared with the targets; the first one has the states of all steps.",
        "hx should also be": "the state that goes on has the shape (1, n, size), as the second of the two that the model gives. Yours lacks the first axis.",
        "Expected hidden|hidden size|hidden to be": "the state that goes on is the second of the two that the model gives: states, state = model(piece, state).",
        "sequence length to be larger than 0": "an empty piece is read: after the last step there is none.",
        "no attribute 'detach'": "a state of None cannot be detached; detach what the model gave.",
        "size of tensor|must match the size": "piece and targets have not the same steps: the steps are the second axis, x[:, first : first + length].",
        "'tuple' object has no attribute": "the model gives two things: states, last = model(piece, state).",
    }
    with task(4, "a long text in pieces"), error_means(words):
        model = _gru()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.9, momentum=0.6)
        returned, after, history = train_steps(train_in_pieces, model, optimizer, [_LONG], length=4)
        losses = returned[0]
        require(losses is not None, "the function gave None. Is the `return` missing?")
        require(
            isinstance(losses, (list, tuple)) or np.ndim(as_array(losses, "the losses")) == 1,
            "a list is asked for, with the loss of each piece.",
        )
        require(
            not history,
            "what you return still holds the graph, and with it all of its memory: .item() makes a number of a loss.",
        )
        start = np.concatenate([p.detach().numpy().ravel() for p in _gru().parameters()])
        require(not same(after[0], start, 1e-9), "the parameters do not move: one step of the optimizer for each piece.")  # fmt: skip
        compare(
            losses,
            KNOWN["train_in_pieces"],
            hints=[
                "the steps are not those of the optimizer: this one remembers the steps before. Call optimizer.step() for each piece.",
                "each piece begins with the state 0: the state goes on from piece to piece.",
                "each piece begins with the state of the first one; the state goes on from piece to piece.",
                "the last piece is missing: it has 2 steps only, and counts.",
                "the whole sequence is one piece here.",
                "old gradients are still in it: optimizer.zero_grad() before each backward pass.",
                "the sequences are cut, and not the steps: those are the second axis.",
                "there is one step for all pieces together; there is one for each.",
                "these are sums of squares; the loss is their mean.",
                "the pieces are made equally long; they have `length` steps, and only the last is shorter.",
                "this is the loss of the last step of each piece; all of its steps count.",
                "the losses of the pieces are added up while you go; each piece has its own.",
                "the state that goes on was read a second time, with the changed weights; keep the one that came out.",
                "the pieces overlap: the next one begins where the last one ended.",
                "the pieces have 5 steps; 4 are asked for.",
                "the pieces come from the last to the first.",
                "each loss is that after the step; give the one before.",
            ],
            what="the losses for 10 steps in pieces of 4",
            besides="There are three pieces, of 4, 4 and 2 steps; the first loss is that of the model as it came.",
            tolerance=1e-4,
        )
        compare(
            after[0],
            KNOWN["train_in_pieces.2"],
            hints=[
                "the last step of the optimizer is missing.",
                "the parameters move once more than there are pieces.",
            ],
            what="what became of the parameters",
            tolerance=1e-4,
        )
        model = _gru()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.9, momentum=0.6)
        texts = [tuple(each[:, :steps] for each in _LONG) for steps in (10, 9)]
        returned, _, _ = train_steps(train_in_pieces, model, optimizer, texts, length=3)
        compare(
            np.concatenate([as_array(each, "the losses") for each in returned]),
            KNOWN["train_in_pieces.3"],
            hints=[
                "the last piece is missing where it is one step long; it counts, too.",
                "the pieces have 4 steps here, too, and 3 are asked for: is the length typed in?",
            ],
            what="the losses for 10 steps in pieces of 3, and then for 9 steps",
            tolerance=1e-4,
        )


_SERIES = np.array([3, 8, 1, 9, 4, 7, 2, 6, 5, 11, 10, 13, 12, 19, 15, 20, 14, 17], dtype=float)


def check_windows_in_time(windows_in_time) -> None:
    """Task 5: `windows_in_time(series, length, ahead, cut)` gives four arrays."""
    words = {
        "index .* out of bounds|out of range": "an index is past the end: the last window is the one whose answer is the last value."
    }
    with task(5, "windows, split in time"), error_means(words):
        result = unchanged(windows_in_time, _SERIES, 4, 3, 11)
        require(result is not None, "the result came out as None. Is the `return` missing?")
        four = parts(result, 4, "four arrays are asked for: x_train, y_train, x_test, y_test.")
        for name, of in zip(("x_train", "y_train", "x_test", "y_test"), four, strict=True):
            require(of is not None, f"{name} is None.")
        # The answers first: who takes the wrong answer also splits otherwise, and should hear of the answer.
        for index, name, hints in (
            (
                1,
                "y_train",
                [
                    "the answer lies `ahead` steps after the window's *last* value; yours after the first.",
                    "the answer lies one step too far.",
                    "the answer lies one step too near: `ahead` steps after the window's last value.",
                    "the answer is the value right after the window; `ahead` is not used.",
                    "training holds windows whose answer lies in the test: it is the *answer* that must lie before cut.",
                    "training lacks windows: all whose answer lies before cut belong to it.",
                    "cut is the first answer of the test; you have it in training.",
                    "cut is compared with the answers' values; it is an index of the series, as is the place of an answer.",
                    "the windows do not overlap; there is one for each place where it fits.",
                    "training gets the first share of the windows; cut is an index of the series, that of the first answer in the test.",
                    "the windows of the test are in training, and the other way round.",
                    "the windows come from the last to the first; keep the order of time.",
                    "an answer is one number, and y has the shape (windows,).",
                    "the four stand in another order: x_train, y_train, x_test, y_test.",
                    "the answers are all values on the way; only the one `ahead` steps on is asked for.",
                ],
            ),
            (0, "x_train", ["the windows are one value longer than asked for."]),
            (
                3,
                "y_test",
                [
                    "the test begins with the first window that lies after cut as a whole; a window may begin before, its answer counts.",
                    "the last window is missing.",
                    "the test holds all windows; those of training are in it.",
                    "the answers of the test are not those of its windows.",
                ],
            ),
            (2, "x_test", []),
        ):
            compare(
                four[index],
                KNOWN["windows_in_time" + (f".{index + 1}" if index else "")],
                hints=hints,
                what=f"{name} of windows_in_time(series of 18, length=4, ahead=3, cut=11)",
            )  # fmt: skip
        again = parts(windows_in_time(_SERIES[:9] + 0.5, 2, 1, 6), 4, "four arrays are asked for.")
        compare(
            again[1],
            KNOWN["windows_in_time.5"],
            hints=[
                "length, ahead or cut is another one here. Is one of them typed in?",
                "the values are cut to whole numbers; the series holds floats.",
            ],
            what="y_train of windows_in_time(series of 9 with halves, length=2, ahead=1, cut=6)",
        )
        compare(again[0], KNOWN["windows_in_time.6"], hints=[], what="x_train of the same")
        compare(again[2], KNOWN["windows_in_time.7"], hints=[], what="x_test of the same")


def memory_of(gru, inputs: int, size: int, seed: int = 0) -> tuple[float, float]:
    """What a GRU keeps over 200 letters, and how far the last letter moves its state.

    A difference that has grown is no memory either: twice as large counts as half.

    Args:
        gru: An `nn.GRU` of one layer with batch_first=True.
        inputs: How many letters there are.
        size: How many numbers the state has.
        seed: Of the letters and states that it is tried on.

    Returns:
        The share of a small difference between two states that is left at the end, and the distance of the states after
        texts that differ in their last letter; means over 20 texts.
    """
    left, read = _left_and_read(gru, inputs, size, seed)
    kept = np.where(left > 1, 1 / np.maximum(left, 1), left)
    return float(kept.mean()), float(read.mean())


def _left_and_read(gru, inputs, size, seed):
    """For each of 20 texts what is left of a difference, and how far the last letter moves the state.

    By the parameters alone: what else an object does that calls itself a GRU does not count.
    """
    import torch

    with torch.random.fork_rng(devices=[]):  # the student's random numbers stay as they are
        exact = torch.nn.GRU(inputs, size, batch_first=True)
    given = {name: torch.as_tensor(value) for name, value in gru.state_dict().items()}
    none = {name: torch.zeros(3 * size) for name in exact.state_dict() if name.startswith("bias")}
    exact.load_state_dict(none | given)

    rng = np.random.default_rng(seed)
    letters = np.eye(inputs)[rng.integers(inputs, size=(20, 200))]
    state, away = rng.uniform(-0.5, 0.5, (1, 20, size)), rng.normal(size=(1, 20, size))
    away *= 0.1 / np.linalg.norm(away, axis=2, keepdims=True)
    a, b = (np.tile(np.eye(inputs)[k], (20, 1, 1)) for k in (0, 1))

    def last(text, start):
        with torch.no_grad():
            return exact(*(torch.tensor(each, dtype=torch.float32) for each in (text, start)))[1].double().numpy()

    end = last(letters, state)
    left = np.linalg.norm(last(letters, state + away) - end, axis=2) / 0.1
    return left, np.linalg.norm(last(a, end) - last(b, end), axis=2)


def check_two_speeds(two_speeds) -> None:
    """Task 6: `two_speeds(inputs, size)` gives an untrained `nn.GRU` that keeps and reads."""
    import torch

    words = {
        "leaf Variable|in-place operation": "a parameter that is to be trained is changed in place. Do it inside `with torch.no_grad():`.",
        "'GRU' object has no attribute 'bias_": "with bias=False a GRU has no biases that could be set.",
        "cannot assign": "a parameter stays a parameter, and no tensor can take its place: write into it, gru.bias_ih_l0[first:last] = ..., inside `with torch.no_grad():`.",
        "size mismatch|Missing key|Unexpected key": "the GRU has `inputs` numbers as input and `size` as state, one layer, and batch_first=True.",
    }
    with task(6, "a GRU of two speeds"), error_means(words):
        for number, (inputs, size) in enumerate(((4, 32), (5, 14))):
            require(not switches_off(two_speeds, inputs, size), SWITCHED_OFF)
            gru = two_speeds(inputs, size)
            require(gru is not None, "the function gave None. Is the `return` missing?")
            require(isinstance(gru, torch.nn.GRU), f"an nn.GRU is asked for. Received: {type(gru).__name__}.")
            require(
                bool(gru.batch_first) and gru.num_layers == 1 and not gru.bidirectional,
                "the GRU has one layer, reads in one direction, and has batch_first=True.",
            )
            kept, read = np.mean([memory_of(gru, inputs, size, seed) for seed in range(3)], axis=0)
            came = f"Kept: {kept:.3f}, read: {read:.4f}" + (
                f" (with {inputs} letters and a state of {size})." if number else "."
            )
            require(np.isfinite([kept, read]).all(), f"the states are not finite. {came}")
            require(
                kept >= KEPT or np.mean([_left_and_read(gru, inputs, size, seed)[0] for seed in range(3)]) < 1.2,
                f"small differences *grow* here: after 200 letters the state says nothing of what it was. Weights this large make chaos. {came}",
            )
            typed = " Here it is another size than before: is 32 typed in?" if number else ""
            few = (
                " The state is smaller than before: do enough of its units still read, or is their number typed in?"
                if number
                else ""
            )
            if kept < KEPT and read < READ / 5:
                hint = "little is kept, and little is read. Is it the block of z that you changed, the second of three?"
                if kept > 0.2:
                    hint = "the gates are nearly shut, and still not enough is kept. Must all units have the same bias?"
                require(False, f"{hint} {came}")
            require(
                kept >= KEPT or kept > 0.02,
                f"next to nothing is kept. The gate z, the second of the three blocks of rows, must be near 1.{typed} {came}",
            )
            require(
                kept >= KEPT,
                f"more is kept than before, but less than half: 0.99 a step leaves 13 % after 200.{typed} {came}",
            )
            require(
                read >= READ,
                f"it keeps, and is nearly deaf to what it reads: where z is 1, nothing new comes in. Must all units be alike?{few} {came}",
            )
