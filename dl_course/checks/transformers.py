"""Checks of exercise 15: tables of weights, a mask, a head of attention, a sampler, the loss of an answer, a head by hand."""

import numpy as np

from dl_course.checks.autograd import LEAVES_AUTOGRAD, PARTLY_CUT, gradient, learns, loss_and_gradients, modes_beside
from dl_course.checks.judging import (
    as_array,
    compare,
    error_means,
    first_that_fails,
    is_bool,
    known,
    parts,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)


def check_can_be_weights(can_be_weights) -> None:
    """Task 1: `can_be_weights(table, causal)` gives True or False."""
    with (
        task(1, "weights, or something else"),
        error_means(
            {
                "unexpected keyword argument 'dim'": "the table comes as an array of NumPy: there it is axis=1. torch.as_tensor makes a tensor of it.",
                "__round__": "round takes one number; np.round takes an array. And how far a row misses 1 is told by abs and <=.",
                "truth value": "an `if`, an `and` or a `not` wants one truth value and gets many: .any() or .all() makes one of them.",
            }
        ),
    ):
        for table, causal, answer, hint in _TABLES:
            received = unchanged(can_be_weights, np.array(table), causal)
            require(
                is_bool(received) and as_array(received).shape == (),
                f"one answer is asked for, True or False. Received: {plain(received)!r}"[:160] + ".",
            )
            require(bool(received) == answer, f"for {table}, causal={causal}, {answer} is right: {hint}")


_TABLES = [
    (
        [[0.5, 0.25, 0.25], [0.25, 0.25, 0.5], [0.125, 0.5, 0.375]],
        False,
        True,
        "each row adds up to 1. The columns need not, and without `causal` all may look ahead.",
    ),
    ([[0.5, 0.5], [1.0, 0.0]], False, True, "each row adds up to 1. A weight of exactly 0 is allowed; only what is *below* 0 is not."),
    (
        [[0.5, 0.25, 0.25], [0.5, 0.25, 0.5], [0.0, 0.5, 0.25]],
        False,
        False,
        "the second row adds up to 1.25. *Each* row must be 1: not the columns, not their mean, not one row alone.",
    ),
    ([[0.5, 0.5], [0.5, 0.25]], False, False, "the last row adds up to 0.75: too little is wrong as well as too much, in every row."),
    ([[0.6, 0.404, -0.004], [0.25, 0.25, 0.5]], False, False, "a number is below 0, and a softmax gives none."),
    (
        [[0.94, 0.02, 0.04], [0.11, 0.01, 0.88], [0.03, 0.95, 0.02]],
        False,
        True,
        "these are the lesson's weights. Sums of such numbers miss 1 a little: ask how far, do not compare with `==`.",
    ),
    ([[0.33, 0.33, 0.33]], False, True, "printed tables are rounded: the row misses 1 by 0.01, and 0.011 is allowed."),
    ([[0.92, 0.35]], False, False, "this row adds up to 1.27."),
    ([[0.5, 0.53]], False, False, "the row misses 1 by 0.03, and 0.011 is allowed."),
    ([[0.5, 0.515]], False, False, "the row misses 1 by 0.015, and 0.011 is allowed."),
    ([[0.5, 0.485]], False, False, "the row misses 1 by 0.015, and 0.011 is allowed."),
    (
        [[1.0, 0.0], [0.4, 0.6]],
        True,
        True,
        "each token looks at itself and before. What lies ahead stands *above* the diagonal, and that is empty.",
    ),
    (
        [[0.3, 0.7], [0.0, 1.0]],
        True,
        False,
        "the first token looks at the second with 0.7. What lies ahead stands above the diagonal.",
    ),
    ([[0.3, 0.7], [0.5, 0.5]], False, True, "without `causal` a token may look at a later one."),
    ([[0.996, 0.004], [0.5, 0.5]], True, False, "also a small weight is a look ahead: the first token looks at the second with 0.004."),
    (
        [[1.0, 0.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0], [0.25, 0.5, 0.25, 0.0], [0.1, 0.2, 0.3, 0.4]],
        True,
        True,
        "each token looks at itself and before, in a table of four as well.",
    ),
    (
        [[1.0, 0.0, 0.0, 0.0], [0.5, 0.25, 0.0, 0.25], [0.25, 0.5, 0.25, 0.0], [0.1, 0.2, 0.3, 0.4]],
        True,
        False,
        "the second token looks at the fourth. *All* that stands above the diagonal lies ahead, not its first row or the numbers next to it alone.",
    ),
    (
        [[0.75, 0.25, 0.0], [0.25, 0.75, 0.0], [0.25, 0.25, 0.5]],
        True,
        False,
        "the first token looks at the second. *All* that stands above the diagonal lies ahead, not its last column alone.",
    ),
    ([[0.5, 0.25], [0.5, 0.5]], False, False, "the first row adds up to 0.75. Each row counts, not the last one alone."),
    ([[0.5, 0.5], [1.001, -0.001]], False, False, "the last number is below 0. A little below is below, in every row."),
    ([[0.5, 0.513]], False, False, "the row misses 1 by 0.013, and 0.011 is allowed. Rounded to two digits it would miss it by 0.01: do not round."),
]  # fmt: skip


def check_may_look(may_look) -> None:
    """Task 2: `may_look(lengths, n)` gives True and False, shape (batch, n, n)."""
    import torch

    with task(2, "the mask"), error_means(_OF_MASKS):
        received = unchanged(may_look, torch.tensor([2, 4, 3]), 4)
        np.shape(plain(received))  # stops at tables of different sizes
        mask = as_array(received, "the mask")
        require(
            mask.shape == (3, 4, 4),
            f"three sentences of 4 tokens have a mask of shape (3, 4, 4), one table a sentence. Received: {mask.shape}.",
        )
        require(
            is_bool(received),
            "the mask holds numbers; True and False are asked for: True where a token may look. (Numbers would be *added* to the scores.)",
        )
        compare(
            mask.astype(int),
            KNOWN["may_look"],
            hints=[
                "a token may not even look at itself here: the diagonal belongs to what may be seen.",
                "here the tokens look ahead: row i is the one that looks, and what stands before it lies to its left.",
                "this is the opposite, True where something is hidden, as in the lesson. Here True means *may look*.",
                "this is the lesson's mask, True where something is hidden. Here True means *may look*; and the fillers are missing.",
                "the fillers are not hidden: the lengths are not used.",
                "a filler looks at itself here. Nobody may look at a filler, not even a filler.",
                "the fillers are hidden, but the tokens look ahead: the causal part is missing.",
                "the fillers' rows are switched off: then a filler may look nowhere, and its softmax is 0 / 0. Hidden are their columns alone: nobody looks *at* them.",
                "one filler too many may be seen: a sentence of length 2 has the places 0 and 1.",
                "the last real token is hidden, too: a sentence of length 2 has the places 0 and 1.",
                "`|` is or: a token may look where it lies before *and* is no filler, `&`.",
                "all sentences have the mask of the first; each has a length of its own.",
            ],
            what="the mask for the lengths 2, 4 and 3 with n = 4, with 1 for True,",
        )
        second = as_array(may_look(torch.tensor([1, 5]), 6), "the mask")
        require(
            second.shape == (2, 6, 6), f"two sentences and n = 6 give the shape (2, 6, 6). Received: {second.shape}."
        )
        compare(
            second.astype(int),
            KNOWN["may_look.2"],
            hints=["is n taken from the longest sentence? All may be shorter than n."],
            what="the mask for the lengths 1 and 5 with n = 6, with 1 for True,",
        )


_OF_MASKS = {
    r"must match the size|broadcast": "two shapes do not fit. The causal table is (n, n), the fillers are (batch, n): an axis of length 1 in the right place, [:, None, :], brings them together.",
    r"shape mismatch|inhomogeneous": "the tables of the sentences have different sizes; all are (n, n).",
}  # fmt: skip


def _of_a_head():
    """x, w_q, w_k, w_v and the slope, of sizes that tell the axes apart."""
    shapes = ((5, 3), (3, 2), (3, 2), (3, 3))
    arrays = [
        np.round(1.5 * np.sin(1.7 * np.arange(np.prod(shape)) + i), 2).reshape(shape) for i, shape in enumerate(shapes)
    ]
    return [*arrays, np.array(0.5)]


def check_head(head) -> None:
    """Task 3: `head(x, w_q, w_k, w_v, slope)` with tensors gives shape (n, out)."""
    import torch

    with task(3, "a head without positions"), error_means(_OF_HEADS):
        arrays = _of_a_head()
        rows = unchanged(head, *map(torch.tensor, arrays))
        require(
            not isinstance(rows, tuple),
            "return what the head gives alone, a tensor of shape (n, out).",
        )
        empty = np.isnan(as_array(rows, "the head")).any(axis=-1)
        require(
            not (empty.shape == (5,) and empty[0] and not empty[1:].any()),
            "row 0 is nan: it has nothing to look at. A token may look at itself; hidden is what lies *ahead*.",
        )
        require(
            not empty.any(),
            "there is nan. Was the mask multiplied? 0 times minus infinity is nan: masked_fill or torch.where put it in.",
        )
        compare(
            plain(rows),
            KNOWN["head"],
            hints=[
                "the softmax runs along the queries; it belongs along the keys, so that each row adds up to 1.",
                "the root is missing: products of long queries and keys are too large.",
                "the root is that of the numbers of a token, d; it is that of a query, `size`.",
                "the mask comes after the softmax: then the rows add up to less than 1, and what is hidden still counts below the line.",
                "tokens look ahead: the mask is missing.",
                "what lies ahead has the score 0, and e^0 is 1: hidden is a score of minus infinity.",
                "the distance is added: then what is far is preferred. It costs.",
                "the slope is not used.",
                "the slope is divided by the root as well; it is subtracted after the division.",
                "the slope is raised to the power of the distance; it counts once a place, `slope` times the distance.",
                "the scores are divided by the distance; `slope` times the distance is subtracted from them.",
                "what lies ahead is hidden by a number that is not small enough; minus infinity is.",
                "the distance is subtracted from the weights; it is subtracted from the scores, before the softmax.",
                "the weights are applied to x; the values are x @ w_v.",
                "queries and keys have changed places: rows are queries.",
                "the scores are multiplied by the root; they are divided by it.",
                "the scores are divided by `size`; they are divided by its root.",
                "the root is that of the number of tokens; it is that of a query, `size`.",
                "the distance is squared; each place costs the same.",
                "all that stands before costs the same; what is farther costs more, `slope` for each place.",
                "the keys are made with w_q; they have a matrix of their own, w_k.",
                "the mask hides what lies before; what lies ahead has j larger than i.",
                "the distance is taken without its slope; it counts `slope` times.",
                "a token may look at itself alone or not at all here. Hidden is what lies *ahead*.",
            ],
            what="the head for five tokens",
            besides=first_that_fails((lambda: same(plain(rows)[0], arrays[0][0] @ arrays[3], 1e-4), "Row 0 sees itself alone: it must be x[0] @ w_v.")),
        )  # fmt: skip
        upstream = np.array(
            [[1.0, -0.5, 0.25], [0.5, 2.0, -1.0], [-1.0, 1.5, 0.5], [0.25, 1.0, 2.0], [1.5, -0.75, 1.0]]
        )
        slopes = gradient(head, *arrays, upstream=upstream)
        for name, slope, number in zip(
            ("x", "w_q", "w_k", "w_v", "slope"), slopes, ("", ".2", ".3", ".4", ".5"), strict=True
        ):
            require(
                np.any(slope),
                f"the numbers are right, but no gradient reaches {name}. Is there a .detach(), .data, .item(), no_grad or NumPy on the way?",
            )
            compare(
                slope,
                KNOWN[f"head.gradient{number}"],
                what=f"the gradient along {name}",
                besides="The numbers are right, but a part of the way back is cut off.",
                tolerance=1e-4,
            )
        one = head(*map(torch.tensor, [arrays[0][:1], *arrays[1:]]))
        require(
            same(plain(one), arrays[0][:1] @ arrays[3], 1e-4),
            "a text of one token must give x @ w_v, shape (1, out); yours does not. Is a size typed in, or squeezed away?",
        )


_OF_HEADS = {
    **LEAVES_AUTOGRAD,
    r"Can't call numpy\(\) on Tensor": "the head leaves PyTorch for NumPy; gradients cannot follow there. Stay with tensors.",
    r"mat1 and mat2|size mismatch|inconsistent tensor size": "two shapes do not fit in a product: x is (n, d), a w is (d, size), and the keys must be turned over, .T.",
    r"must match the size": "two shapes do not fit: the scores are (n, n), one row a query, and so are distance and mask.",
}  # fmt: skip


def check_next_probabilities(next_probabilities) -> None:
    """Task 4: `next_probabilities(scores, temperature, top_p)` gives probabilities, shape (n, tokens)."""
    scores = np.array([[1.0, 3.0, 2.0, 0.5, -1.0], [4.0, 0.0, 1.5, 3.5, 2.5], [1.8, 2.0, 1.6, 1.7, 1.9]])
    with task(4, "the sampler"), error_means(_OF_SAMPLERS):
        received = as_array(unchanged(next_probabilities, scores, 0.8, 0.9), "the probabilities")
        compare(
            received,
            KNOWN["next_probabilities"],
            hints=[
                "the scores are multiplied by the temperature; they are divided by it.",
                "the temperature is not used.",
                "all tokens take part: top_p is not used, or the least probable token comes first.",
                "the probabilities of the others were set to 0, but those left do not share 1: they must add up to 1.",
                "the others have the score 0, which is e^0 = 1 in the softmax: they need minus infinity.",
                "those left go through a softmax again; they are probabilities already, so divide them by their sum.",
                "the softmax runs over the texts; it runs over the tokens, along axis 1.",
                "the token that reaches top_p is left out. Those that take part have *at least* top_p together.",
                "one token too many takes part: top_p was reached before it.",
                "the probabilities are added up in the order of the tokens; begin with the most probable.",
                "who is less probable than 1 - top_p is left out; asked for is what they have together.",
                "who takes part is found before the temperature; first the temperature, then top_p.",
                "in each row take part as many tokens as in the first one; each row has a number of its own.",
                "in each row take part as many tokens: that is top-k. How many it takes depends on the row.",
                "these are logarithms of probabilities.",
                "the scores are divided by their sum; a softmax takes e to their power first.",
                "the largest gets 1 and the others 0: this is the most probable token, no sampler.",
                "the probabilities stand in the order of their size; they belong at the places of their tokens.",
            ],
            what="the probabilities of three rows with temperature 0.8 and top_p 0.9",
            tolerance=1e-4,
            besides=first_that_fails((lambda: same(received.sum(axis=1), [1, 1], 1e-4), "Each row must add up to 1; yours do not.")),
        )  # fmt: skip
        compare(
            next_probabilities(scores[:1], 2.0, 0.6),
            KNOWN["next_probabilities.2"],
            hints=["is top_p or the temperature typed in? Here they are 0.6 and 2."],
            what="the probabilities of one row with temperature 2 and top_p 0.6",
            tolerance=1e-4,
        )
        compare(
            next_probabilities(scores, 0.8, 0.2),
            KNOWN["next_probabilities.3"],
            hints=[
                "who is much less probable than the first one is left out; asked for is what they have together.",
            ],
            what="the probabilities with top_p 0.2",
            besides="The most probable token has more than that alone: it takes part, and no other.",
            tolerance=1e-4,
        )
        with np.errstate(all="ignore"):
            large = as_array(
                next_probabilities(np.array([[990, 990 - 1 / 64, 500], [-990, -990 - 1 / 64, -995]]), 1 / 64, 0.9)
            )
        require(
            np.isfinite(large).all(),
            "scores of 990 at temperature 1/64 give nan: e to such a power is too large for the computer, or too small. Subtract the largest score of the row first (softmax does it by itself).",
        )
        compare(
            large,
            KNOWN["next_probabilities.4"],
            hints=[
                "very large scores are cut off; only their differences count.",
                "what takes no part has a score such as -100, and these scores lie below that. Minus infinity is below all.",
            ],
            what="the probabilities of scores near 990 and -990, with temperature 1/64 and top_p 0.9",
            tolerance=1e-4,
        )


_OF_SAMPLERS = {
    r"'numpy.ndarray' object has no attribute '(?:topk|softmax|masked_fill|clone)'|must be Tensor, not": "the scores come as an array of NumPy here; torch.as_tensor makes a tensor of them.",
    r"OverflowError|math range error": "e to such a power is too large for the computer: subtract the largest score of the row first.",
    r"Dimension out of range|out of bounds": "an axis or a place is asked for that is not there: the tokens lie along axis 1.",
    r"broadcast|must match the size": "two shapes do not fit: the sum of each row needs shape (n, 1), so keep its axis.",
}  # fmt: skip


def _bigram(tokens):
    """A model that knows the last token alone, of float64, with fixed numbers."""
    import torch

    model = torch.nn.Embedding(tokens, tokens).double()
    with torch.no_grad():
        model.weight.copy_(torch.tensor(np.round(2 * np.sin(1.3 * np.arange(tokens**2)), 2).reshape(tokens, tokens)))
    return model


def _listening(tokens):
    """A model whose scores depend on the last three tokens: on each as in `_bigram`, and the mean of that."""
    from torch import nn

    table = _bigram(tokens)
    model = nn.Sequential(table, nn.ZeroPad2d((0, 0, 2, 0)), nn.AvgPool2d((3, 1), stride=1))
    model.weight = table.weight
    return model


def check_answer_loss(answer_loss) -> None:
    """Task 5: `answer_loss(model, rows, asked)` with rows and asked of shape (n, t) gives a tensor of one number."""
    rows = np.array([[0, 3, 1, 0, 3, 2], [2, 0, 1, 0, 0, 0], [1, 3, 2, 0, 1, 0]])
    asked = np.array([[0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 0, 0], [0, 1, 0, 1, 1, 0]], dtype=bool)
    with task(5, "the loss of an answer"), error_means(_OF_LOSSES):
        loss, gradients, changed = loss_and_gradients(answer_loss, [_bigram(4)], rows, asked)
        require(not changed, _CHANGED)
        require(not isinstance(loss, (tuple, list)), "return the loss alone: a tensor of one number.")
        compare(
            plain(loss),
            KNOWN["answer_loss"],
            hints=[
                "each place is asked for the token that it has just read; it should be asked for the next one.",
                "each place is asked for the token before it: the shift goes the wrong way.",
                "`asked` is not shifted: it stands beside the token that is to be guessed, and that one is guessed a place earlier.",
                "the questions are to be guessed, too; only answers are.",
                "questions and fillers are to be guessed, too: `asked` is not used.",
                "what is not asked is to be guessed, and what is asked is not.",
                "questions or answers are covered up: the model reads everything. It is only not asked for all of it.",
                "this is the mean of the rows' means: long answers have more tokens, and each token counts the same.",
                "this is the sum; divide by the number of tokens that are to be guessed.",
                "the sum is divided by all places; divide by the number of tokens that are to be guessed.",
                "the scores of what is not asked are made 0, and such a place costs the logarithm of `tokens` still. Leave it out.",
                "the scores go through a softmax, and cross_entropy has one inside: here it is done twice.",
                "the logarithm is missing: nll_loss takes log-probabilities, and these are scores or probabilities.",
                "these are bits; the cross-entropy takes the natural logarithm.",
                "the sign is turned round: a loss is never below 0.",
                "only the last token of each answer is guessed; all of them are.",
                "only the first token of each answer is guessed; all of them are.",
                "this is the sum over each row, and the mean of those; divide by the number of tokens.",
                "these are yes-or-no questions, one a token; here one of all the tokens is right: a softmax.",
                "only the first row counts here.",
                "what is to be guessed is left out where it is token 0. That is a word, too; `asked` says what is to be guessed.",
                "all tokens but 0 are to be guessed. Questions are not, and 0 is a word, too: `asked` says what is.",
                "what is not asked is to be guessed as token 0, and counts. Such places take no part in the mean.",
                "a row ends at its first 0 here. 0 may be a word: go on, and let `asked` say what is to be guessed.",
                "the first token of each answer is left out. It is to be guessed, from the question.",
                "the model reads the tokens of answers alone. Give it whole rows: what is guessed depends on the question.",
                "reshape keeps the order of the numbers, so each place gets scores of several. transpose(1, 2) exchanges two axes.",
                "the softmax runs along the wrong axis: over the texts or the places. It runs over the tokens, the last axis of the scores.",
            ],
            what="the loss of three texts in which 3, 1 and 3 tokens are asked",
            tolerance=1e-4,
        )
        learns(gradients, "model")
        compare(gradients[0], KNOWN["answer_loss.2"], what="the gradient", besides=PARTLY_CUT, tolerance=1e-4)
        other = np.array([[1, 0, 2, 0, 0, 1], [2, 2, 0, 0, 0, 0]])
        of_other = np.array([[0, 0, 1, 0, 1, 1], [0, 1, 1, 0, 0, 0]], dtype=bool)
        compare(
            plain(loss_and_gradients(answer_loss, [_bigram(3)], other, of_other)[0]),
            KNOWN["answer_loss.3"],
            hints=["a number of tokens or of texts is typed in."],
            what="the loss of two texts in which 3 and 2 tokens are asked",
            tolerance=1e-4,
        )
        compare(
            plain(loss_and_gradients(answer_loss, [_listening(4)], rows, asked)[0]),
            KNOWN["answer_loss.4"],
            hints=[
                "the model is shown one token at a time, and cannot know what stood before it. Give it whole rows.",
                "the model reads the answers alone, one behind the other. Give it whole rows, with their questions.",
                "the rows are turned round, and the model reads from the end to the beginning.",
                "the scores are made of the model's `weight`; the model has to be called.",
            ],
            what="the loss of a model that looks at the last three tokens",
            tolerance=1e-4,
        )
        require(
            not modes_beside(answer_loss, _bigram(4), rows, asked),
            "the loss puts the model into eval mode: dropout is off then, and may stay off for the rest of the training. Leave the mode as it is.",
        )
        require(
            not modes_beside(answer_loss, _bigram(4).eval(), rows, asked),
            "the loss puts the model into train mode, and whoever measures it in eval mode gets dropout. Leave the mode as it is.",
        )


_CHANGED = (
    "the function changes a tensor or the model that it was given. (rows[:, 1:] is a window into rows, so -100 is written into rows "
    "itself: .clone() first.)"
)
_OF_LOSSES = {
    r"weight tensor should be defined": "weight= of cross_entropy is for classes, a number for each. Keep the places that are asked: scores[guessed] and targets[guessed].",
    r"tensors used as indices must be": "`asked` picks places because it is True and False; floats pick none.",
    r"size mismatch \(got input": "True and False pick places; whole numbers, 0 and 1, are numbers of rows. Leave `asked` as it comes.",
    r"modified by an inplace": "a tensor that was given is written over, and the way back still needs it. rows[:, 1:] is a window into rows, so -100 is written into rows itself: .clone() first.",
    r"index out of range in self": "the model is given a number that it has no row for, such as -100. Tokens are 0 and above.",
    r"Target -\d+ is out of bounds": "cross_entropy is asked for a class below 0. Leave those places out: scores[guessed] and targets[guessed], or ignore_index.",
    r"shape '\[.*\]' is invalid for input of size|Target \d+ is out of bounds": "a number is typed in where the model has another number of tokens: flatten(0, 1), or scores.shape[-1].",
    r"view size is not compatible": "what was cut out of a tensor does not lie in one piece, and view wants that: reshape or flatten in its place.",
    r"Expected target size|multi-target|batch_size": "scores are (n, t, tokens) and targets (n, t). cross_entropy wants the classes on axis 1: one row a token, as scores[guessed] or flatten(0, 1) give them.",
    r"expected scalar type Long|Expected floating point type|not implemented for": "the targets have the wrong type: classes are whole numbers of 64 bits.",
    r"got torch\.(?:Float|Double)|Expected tensor for argument #1 'indices'": "the model is given floats; tokens are whole numbers.",
    r"must match the size|shape mismatch|shape of the mask": "two shapes do not fit. The scores of the places 0 to t - 2 belong to the tokens at 1 to t - 1, and so does what `asked` says of these.",
    r"must be Tensor, not": "PyTorch wants a tensor here, and gets a list, a number or an array. Stay with tensors on the whole way.",
}  # fmt: skip


def looks(w_q, w_k, causal: bool = True) -> np.ndarray:
    """The weights of attention over the 24 places of task 6, shape (24, 24)."""
    hands = 1 / 10_000 ** (np.arange(0, 8, 2) / 8)
    angles = np.arange(24)[:, None] * hands
    places = np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(24, 8)
    with np.errstate(all="ignore"):  # numbers may be too large
        scores = (places @ np.asarray(w_q, float)) @ (places @ np.asarray(w_k, float)).T / np.sqrt(8)
        if causal:
            scores[np.triu_indices(24, 1)] = -np.inf
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True)


def check_look_back(look_back) -> None:
    """Task 6: `look_back(steps)` gives w_q and w_k, both of shape (8, 8)."""
    with task(6, "a head that looks back"):
        for steps in (1, 2, 3, 4, 6):
            given = look_back(steps)
            require(given is not None, "look_back gives None. Is the `return` missing?")
            matrices = parts(given, 2, "return two things: w_q and w_k.", rows=True)
            matrices = [as_array(plain(each), name) for each, name in zip(matrices, ("w_q", "w_k"), strict=True)]
            for name, matrix in zip(("w_q", "w_k"), matrices, strict=True):
                require(matrix.shape == (8, 8), f"{name} must have shape (8, 8). Received: {matrix.shape}.")
                require(bool(np.isfinite(matrix.astype(float)).all()), f"{name} holds nan or infinity.")
            weights = looks(*matrices)
            require(bool(np.isfinite(weights).all()), "the weights are nan: the numbers of w_q and w_k are too large.")
            right = np.mean([weights[i, i - steps] for i in range(steps, 24)])
            shifts = (looks(*matrices, causal=False).argmax(axis=1) - np.arange(24)).tolist()
            usual = max(set(shifts), key=shifts.count)
            require(
                right >= 0.9 or usual <= 0 or shifts.count(usual) < 12,
                f"for steps={steps} the queries look like the keys of the places *ahead*, where the mask is: the hands are turned the wrong way.",
            )
            turned = sum(bool(np.any(matrix - np.diag(np.diag(matrix)))) for matrix in matrices)
            _says_where(weights, steps, right, turned)


def _says_where(weights, steps, right, turned) -> None:
    """Says what a head does that does not look the right number of places back."""
    told = f"for steps={steps} the weight of the right place is {right:.2f} on average; at least 0.9 is asked for. "
    rows = range(8, 24)
    back = [i - int(weights[i].argmax()) for i in rows]
    sharp = np.mean([weights[i].max() for i in rows])
    usual = max(set(back), key=back.count)
    if right >= 0.9:
        return
    require(
        not (usual == steps and back.count(usual) > 12),
        told + "The right place has the largest weight, so the direction is right. What makes a softmax sharper?",
    )
    if usual == 0 and back.count(0) > 12:
        why = (
            "A query must look like the key of another place: the hands must be turned.",
            "The hands are turned too little: each turns by `steps` times its own speed.",
            "Queries and keys that are turned alike still agree: turn one of the two alone.",
        )
        require(False, f"{told}The tokens look at themselves. {why[turned]}")
    require(
        not (sharp > 0.5 and back.count(usual) > 12),
        told
        + f"The tokens look {usual} places back. A hand turns by `steps` times its own speed: is steps used, and the speed of each?",
    )
    require(sharp > 0.5, told + "No place stands out: the largest weights are small, or lie elsewhere at each place.")
    require(False, told + "The tokens look at different distances.")
