"""Python's own errors in words: each sentence is provoked with the very mistake that it is for."""

import numpy as np
import pytest

from dl_course.checks import errors
from dl_course.checks.errors import in_words
from dl_course.checks.judging import Wrong, task

# Python itself warns of some of these mistakes where they stand.
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")


def torch():
    return pytest.importorskip("torch")


def keras():
    pytest.importorskip("keras")
    from dl_course import start_keras

    start_keras()
    import keras

    return keras


def dense(*args, **kwargs):
    return keras().layers.Dense(*args, **kwargs)


def layer_not_called():
    inputs = keras().Input((3,))
    keras().Model(inputs, dense(1))


def same_layer_twice():
    layer = dense(5)
    keras().Sequential([keras().Input((3,)), layer, layer])


def made(x=None, y=None, loss="mse"):
    """A model of two inputs that is given these rows and labels, if any."""
    model = keras().Sequential([keras().Input((2,)), dense(1)])
    if x is None:
        return model
    model.compile(loss=loss)
    return model.fit(x, y, verbose=0)


def of_ones_own(start):
    class Network(keras().Model):
        def __init__(self):
            if start:
                super().__init__()
            self.layer = dense(1)

    return Network()


def torch_of_ones_own():
    class Network(torch().nn.Module):
        def __init__(self):
            self.layer = torch().nn.Linear(1, 1)

    return Network()


def medians_into_holes():
    a = np.zeros((2, 3))
    a[a == 0] = np.ones(3)


def used_before():
    total += 1  # noqa: F821, F841


def deep(x):
    return deep(x)


def two(a, b):
    return a


def cycle():
    t = torch()
    w = t.ones(1, requires_grad=True)
    loss = (w**2).sum()
    loss.backward()
    loss.backward()


def leaf():
    w = torch().ones(1, requires_grad=True)
    w -= 1


def changed(pair):
    pair[0] = 3


def raises_text():
    raise "wrong"  # noqa: B016


PROVOKED = [
    (lambda: 1 if np.arange(3) > 1 else 0, "an array has one for each element"),
    (lambda: 1 if torch().arange(3) > 1 else 0, "a tensor has one for each element"),
    (lambda: np.ones((2, 3)) - np.ones(2), "arrays of the shapes (2,3) and (2,) do not fit element by element"),
    (
        lambda: np.ones((2, 3)) @ np.ones((2, 3)),
        "here 3 meets 2. Print both shapes: are the two in the wrong order, or is a .T missing? Or has one",
    ),
    (lambda: np.dot(np.ones((2, 3)), np.ones(2)), "arrays of the shapes (2,3) and (2,) cannot be multiplied"),
    (lambda: torch().ones(2, 3) @ torch().ones(2, 3), "matrices of the shapes 2x3 and 2x3 cannot be multiplied"),
    (lambda: torch().ones(3) + torch().ones(2), "tensors with 3 and 2 entries"),
    (lambda: torch().ones(1, 2).double() @ torch().ones(2, 1), "another dtype than is needed"),
    (lambda: torch().nn.functional.cross_entropy(torch().ones(2, 3), torch().ones(2)), "class labels .long()"),
    (lambda: torch().ones(1).sum().backward(), "has nothing to go back to"),
    (lambda: torch().ones(2, requires_grad=True).backward(), "starts from one number"),
    (leaf, "changed in place while gradients are recorded"),
    (cycle, "twice on the same forward pass"),
    (lambda: torch().ones(2, requires_grad=True).numpy(), "call .detach() before .numpy()"),
    (lambda: np.array([[1.0, 2.0], [3.0]]), "rows have different lengths"),
    (lambda: np.zeros(3).__setitem__(0, [1, 2]), "cannot become an array"),
    (lambda: np.ones(3).__setitem__(slice(3), np.ones(2)), "has shape (2,), its place has shape (3,)"),
    (lambda: (lambda pair: [a for a, b in pair])([(1, 2, 3)]), "taken apart into 2 names"),
    (lambda: np.arange(3).item(), "this is an array of several"),
    (lambda: __import__("math").log(torch().ones(3)), "torch.log takes tensors"),
    (lambda: __import__("math").exp(np.arange(3)), "one number is needed"),
    (lambda: max([]), "max(...) is asked of something empty"),
    (lambda: np.zeros(2, 3), "a shape, or several axes, are one tuple"),
    (lambda: np.ones((2, 3)).mean(axis=[0, 1]), "Several axes are one tuple"),
    (lambda: range([1, 2]), "range(len(a)) counts through a list"),
    (lambda: np.arange(6).reshape(2, 2), "an array of 6 numbers does not fill the shape (2,2)"),
    (lambda: np.roll(np.ones((2, 3)), ([1, 0], [2, 0]), axis=(0, 1)), "np.roll takes one number of places"),
    (lambda: np.roll(np.ones((2, 3)), [1, 0, 2], axis=(0, 1)), "np.roll takes one number of places"),
    (lambda: np.where(np.ones(2) > 0, 1), "np.where takes the condition"),
    (lambda: np.linalg.norm(np.ones((2, 2, 2)), axis=(0, 1, 2)), "it takes no third"),
    (lambda: 1 @ np.ones(2), "`@` multiplies matrices"),
    (lambda: np.ones(2).shape[1], "The shape of an array has one entry for each axis"),
    (lambda: (1,).kind, "a tuple has no .kind"),
    (lambda: min(x for x in ()), "min(...) is asked of something empty"),
    (lambda: np.split(np.arange(5), 2), "np.split makes equal parts"),
    (lambda: np.linalg.multi_dot([np.ones((2, 2))]), "multi_dot needs two matrices"),
    (lambda: [1, 2][1 / 1], "must be a whole number"),
    (lambda: np.concatenate(np.ones(2), np.ones(3)), "take one list of arrays"),
    (lambda: np.linalg.norm(np.ones(2), axis=1), "a single vector has only axis 0"),
    (lambda: len(x for x in ()), "something of type generator does not tell"),
    (lambda: changed((1, 2)), "entries of a tuple cannot be changed"),
    (lambda: {[1]: 2}, "of type list can be no key"),
    (lambda: [1] > 2, "`>` compares numbers, and here one side is a list"),
    (lambda: {} > 2, "`>` cannot compare something of type dict with something of type int"),
    (lambda: "a" + 1, "`+` joins one str to another"),
    (lambda: [1] + (2,), "`+` joins one list to another"),
    (lambda: [].append(1, 2), "list.append takes one thing and was given 2"),
    (lambda: ().append(1), "a tuple cannot be changed and has no .append"),
    (lambda: ["a"]["a"], "a list is asked by position"),  # noqa: RUF016
    (raises_text, "`raise` needs an error"),
    (lambda: range(2.0), "must be a whole number"),
    (lambda: np.arange(3)[1.0], "an index must be a whole number (or a list"),
    (lambda: None + 1, "one side of `+` is None"),
    (lambda: 1 - None, "one side of `-` is None"),
    (lambda: 0.5 ^ 2, "`^` is no power in Python"),
    (lambda: np.ones(2) ^ 2, "`^` is no power in Python"),
    (lambda: np.ones(2) + torch().ones(2), "a NumPy array and a tensor do not add"),
    (lambda: np.ones(2) * torch().ones(2), "a NumPy array and a tensor do not add"),
    (lambda: 1 - two, "one side of `-` is a function that is not called"),
    (lambda: np.exp * 2, "one side of `*` is a function that is not called"),
    (lambda: np.ones(2).sum / 2, "one side of `/` is a function that is not called"),
    (lambda: (1, 2) - (3, 4), "one side of `-` is a tuple"),
    (lambda: [1] - [2], "`-` does not work between list and list"),
    (lambda: [1, 2] * 0.5, "repeats the list"),
    (lambda: None[0], "something is None here, and None is not subscriptable"),
    (lambda: [a for a, b in [1, 2]], "a single thing of type int cannot be taken apart"),
    (lambda: (lambda a, b: 0)(*[1]), "is called without 'b'"),
    (lambda: np.exp(np.array([None])), "NumPy cannot calculate with"),
    (lambda: np.arange(3).__itruediv__(2), "an array of whole numbers is changed in place"),
    (lambda: two(1, 2, 3), "`two` takes 2 arguments and was given 3"),
    (lambda: two(1, c=2), "knows no argument called c"),
    (lambda: (2)(3), "round brackets call a function"),
    (lambda: np.ones(2)(3), "and this is none, but of type numpy.ndarray"),
    (lambda: [x + 1 for x in 3], "a single thing of type int"),
    (lambda: 3[0], "square brackets take an entry"),
    (lambda: np.float64(3)[0], "and this is a single number"),
    (lambda: max(np.float64(3)), "max, min and sum need something with many entries"),
    (lambda: [1].shape, "a list has no .shape"),
    (lambda: np.linalg.svd(np.eye(2))[:1].T, "Take them apart first"),
    (lambda: np.linalg.solve(np.ones(2), np.ones(2)), "np.linalg calculates with matrices"),
    (lambda: np.linalg.multi_dot([np.ones(2), np.ones(2), np.ones((2, 2))]), "np.linalg calculates with matrices"),
    (lambda: np.ones((1, 1)) @ np.array("W"), "a text is calculated with"),
    (lambda: np.linalg.svd(np.full((2, 2), np.nan)), "holds nan or infinity"),
    (lambda: np.quantile([1, 2], 95), "np.quantile takes shares from 0 to 1"),
    (same_layer_twice, "Is one layer used in two places?"),
    (lambda: np.arange(2).append(1), "an array has no .append"),
    (lambda: torch().ones(1).astype(float), "a tensor has no .astype"),
    (lambda: None.data, "something is None where .data is asked of it"),
    (lambda: np.sigmoid(1), "numpy has no `sigmoid`"),
    (used_before, "before it is given a value there"),
    (lambda: wrong_name, "there is no `wrong_name`"),  # noqa: F821
    (lambda: np.arange(3)[0, 1], "an array with 1 axes is asked with 2 indices"),
    (lambda: np.arange(3)[np.ones(3)], "an array stands in square brackets"),
    (lambda: np.arange(3)[3], "index 3 is asked for along axis 0, which has 3 entries"),
    (lambda: [1][1], "one too far"),
    (lambda: 1 / 0, "divided by 0"),
    (lambda: {}["W"], "no entry 'W'"),
    (lambda: deep(1), "calls itself without end"),
    (lambda: __import__("math").exp(1000), "too large to be calculated"),
    (lambda: np.column_stack([np.ones((2, 3)), np.ones((4, 3))]), "here 2 entries meet 4 along axis 0"),
    (medians_into_holes, "as many values as there are places in the mask: 6, and not 3"),
    (lambda: list("ab")[:, None], "a list takes one index at a time"),
    (lambda: np.hstack(np.ones(2), np.ones(2)), "np.hstack takes one list of arrays"),
    (lambda: keras().Input(3), "a shape is a tuple"),
    (lambda: dense(5, "rellu"), "Keras knows no activation rellu."),
    (lambda: keras().Sequential([[dense(5)]]), "each entry of the list must be a layer"),
    (lambda: dense("5"), "a whole number without quotes"),
    (lambda: dense(5, relu=True), "Dense knows no argument called relu"),
    (layer_not_called, "a model ends with what comes out of its last layer"),
    (
        lambda: keras().Sequential(dense(5), dense(4), dense(3), dense(1)),
        "Sequential of Keras takes one list of layers",
    ),
    (lambda: made().compile(optimizer="adm"), "Keras knows no optimizer adm."),
    (lambda: dense(5)(dense(4)), "a layer is called with what is no output of a layer"),
    (lambda: keras().Sequential([dense(5, name="h"), dense(5, name="h")]), "two layers of the model are called h"),
    (lambda: keras().Sequential([dense(5)]).count_params(), "the model has no weights yet"),
    (lambda: made().fit(np.zeros((1, 2)), np.zeros(1)), "compiled before it is trained"),
    (lambda: made(np.zeros((1, 2)), np.array(["a"])), "Keras is given text"),
    (lambda: made(np.zeros((1, 2)), np.zeros(2)), "inputs and labels have different numbers of rows"),
    (
        lambda: made(np.zeros((1, 2)), np.zeros((1, 3)), "categorical_crossentropy"),
        "the labels have shape (None, 3), and",
    ),
    (
        lambda: made()(np.zeros(2)),
        "made for inputs of shape (None, 2), where None is the number of rows, and gets (2,)",
    ),
    (lambda: keras().Input("inputs"), "a shape is a tuple of whole numbers"),
    (lambda: np.maximum(keras().Input((2,)), 0), "layers and keras.ops can"),
    (lambda: keras().Model(2, dense(1)(keras().Input((2,)))), "a model begins with keras.Input"),
    (lambda: keras().Model(keras().Input((2,)), dense(1)(keras().Input((2,)))), "is not made from the inputs"),
    (lambda: keras().Model([dense(1)]), "keras.Model wants both ends"),
    (lambda: of_ones_own(True)(np.zeros((1, 2))), "Keras calls the method `call`"),
    (lambda: of_ones_own(False)(np.zeros((1, 2))), "begins with super().__init__()"),
    (lambda: of_ones_own(False).build((None, 2)), "begins with super().__init__()"),
    (lambda: torch().nn.Module()(2.0), "the class has no method `forward`"),
    (lambda: torch().softmax(torch().arange(3), 0), "tensors of the type Long"),
    (lambda: torch().optim.Optimizer([torch().ones(1)], {}).step(), "your class lacks a method that it must have"),
    (lambda: torch_of_ones_own(), "begins with super().__init__()"),
    (lambda: torch().relu(np.ones(2)), "relu of PyTorch takes tensors"),
    (lambda: torch().conv2d(torch().ones(1, 1, 2, 2), np.ones((1, 1, 2, 2))), "conv2d of PyTorch takes tensors"),
    (lambda: torch().ones(2, 2, 2).max((1, 2)), "x.amax((2, 3))"),
    (lambda: torch().nn.Sequential(torch().nn.ReLU), "neither nn.ReLU nor F.relu"),
    (lambda: torch().relu(torch().ones(2, 2).max(1)), "torch.max along an axis gives two things"),
    (lambda: torch().ones(2, 2).min(1).mean(), "torch.min along an axis gives two things"),
    (lambda: torch().arange(3).mean(), "no mean and no deviation of whole numbers"),
    (lambda: __import__("itertools").combinations([1]), "`combinations` is called without its argument r"),
    (lambda: 1 / np.linalg.norm, "one side of `/` is a function that is not called"),
    (lambda: np.concatenate([np.mean([1.0]), np.mean([2.0])]), "here a single number stands among them"),
    (lambda: [1] + [2].reverse(), "what is added to a list is None"),
    (lambda: np.linalg.qr(np.eye(2)).T, "take them apart, q, r = np.linalg.qr(a)"),
    (lambda: dense(activation="relu"), "Dense needs its 'units'"),
    (lambda: next(each for each in [1, 2] if each > 3), "next(...) found nothing"),
    (lambda: np.eye(2) @ 0.5, "and one side is a single number"),
    (lambda: np.arange(7).reshape(3, 2), "an array of 7 numbers does not fill the shape (3,2)"),
    (lambda: [1.0, 2.0].index(0.5), "a value is looked for in a list that does not hold it"),
    (lambda: [1.0, 2.0] >= 0.5, "`>=` compares numbers, and here one side is a list"),
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("mistake", "words"), PROVOKED, ids=[words for _, words in PROVOKED])
def test_an_error_is_said_in_words_and_in_pythons_own(mistake, words):
    with pytest.raises(Exception) as raised:  # noqa: PT011
        mistake()
    said = in_words(raised.value)
    assert words in said
    assert f"(Python says {type(raised.value).__name__}" in said
    assert "{" not in said.partition("(Python says")[0]
    assert "..)" not in said.replace("...", "")


@pytest.mark.filterwarnings("ignore")
def test_every_sentence_is_for_an_error_that_is_provoked_here():
    said = []
    for mistake, _ in PROVOKED:
        with pytest.raises(Exception) as raised:  # noqa: PT011
            mistake()
        said.append(in_words(raised.value))
    unused = [
        words for _, _, words in errors._WORDS if not any(words[:12] in each or _starts(words, each) for each in said)
    ]
    assert unused == []


def _starts(words, said):
    pieces = [
        piece
        for piece in words.replace("{0}", "\0").replace("{1}", "\0").replace("{2}", "\0").split("\0")
        if len(piece) > 12
    ]
    return bool(pieces) and max(pieces, key=len).partition("{")[0] in said


def test_another_error_is_told_as_it_is():
    assert in_words(ValueError("odd")) == "your code stopped with ValueError: odd."
    assert in_words(ValueError()) == "your code stopped with ValueError."


def test_colours_and_arguments_that_keras_adds_are_left_out():
    error = ValueError(
        "when calling Dense.call().\n\n\x1b[1mNo numbers.\x1b[0m\n\nArguments received by Dense.call():\n • x=1"
    )
    assert in_words(error) == "your code stopped with ValueError: when calling Dense.call(). No numbers."


def test_all_the_forms_that_pytorch_would_take_are_left_out():
    with pytest.raises(TypeError, match="expected one of") as raised:
        torch().ones(2, 2).max((0, 1))
    assert in_words(raised.value).endswith("combination of arguments - got (tuple).)")


def test_the_line_of_the_students_cell_is_named():
    cell = "def f():\n    return [1][1]\n"
    names = {}
    exec(compile(cell, "<cell 3>", "exec"), names)
    with pytest.raises(Wrong, match=r"\(Python says IndexError: list index out of range, in line 2 of its cell\.\)$"):
        with task(1, "x"):
            names["f"]()
