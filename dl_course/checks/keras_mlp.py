"""Checks of exercise 05: scaling, holes and categories by the training part alone, parameters, a Keras model, when to stop."""

import numpy as np

from dl_course.checks.judging import Wrong, as_array, compare, known, parts, require, task, unchanged

KNOWN = known(__name__)

NAN = np.nan


def check_standardise(standardise) -> None:
    """Task 1: `standardise(train, new)`, shapes (n, p) and (m, p), gives both scaled by the training part."""
    train, new = np.array([[0.0, 2.0], [2.0, 4.0], [4.0, 12.0]]), np.array([[2.0, 6.0], [6.0, 0.0]])
    with task(1, "both parts on the training part's scale"):
        result = unchanged(standardise, train, new)
        result = parts(result, 2, "return both parts: `return train_scaled, new_scaled`.")
        compare(
            result[1],
            KNOWN["standardise"],
            hints=[
                "the new rows are scaled by their own mean and deviation, so a patient's value depends on who else was asked.",
                "mean and deviation are measured on all rows: the new rows have leaked into the scale.",
                "the deviation divides by n - 1; `std` as it is divides by n.",
                "the mean is subtracted, but nothing is divided by the deviation.",
                "this is divided by the variance, the square of the deviation.",
                "the deviation divides, but the mean is not subtracted.",
                "there is one mean for the whole table; each column needs its own: axis=0.",
                "this maps the training part to 0 to 1; asked for are mean 0 and deviation 1.",
            ],
            what="the new rows [[2, 6], [6, 0]]",
        )  # fmt: skip
        compare(
            result[0],
            KNOWN["standardise.2"],
            hints=[
                "the training part comes back as it was; it has to be scaled, too.",
            ],
            what="the training part [[0, 2], [2, 4], [4, 12]]",
        )  # fmt: skip
        with np.errstate(all="ignore"):
            constant = np.asarray(standardise(np.array([[5.0], [5.0]]), np.array([[5.0], [7.0]]))[1], dtype=float)
        require(
            np.isfinite(constant).all(),
            "a column that is the same for all training rows has deviation 0, and dividing by it gives nan. Divide by 1 there.",
        )
        compare(constant, [[0.0], [2.0]], what="new rows [[5], [7]] of a column that is always 5 in the training part")


def check_fill_missing(fill_missing) -> None:
    """Task 2: `fill_missing(train, new)`, shapes (n, p) and (m, p) with nan, gives (m, 2 p): filled, then indicators."""
    train = np.array([[1.0, NAN], [2.0, 10.0], [6.0, 20.0], [NAN, 60.0]])
    new = np.array([[NAN, 5.0], [4.0, NAN], [NAN, NAN]])
    mark = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]

    def filled(a, b, marks=mark):
        return np.column_stack([[[a, 5.0], [4.0, b], [a, b]], marks])

    with task(2, "holes filled with the training medians, and marked"):
        result = unchanged(fill_missing, train, new)
        require(
            not np.isnan(as_array(result)).any(),
            "there is still a nan in the result. The median of a column with a hole is nan; NumPy has a median that skips holes.",
        )
        compare(
            result,
            KNOWN["fill_missing"],
            hints=[
                "these are the means; an outlier like 60 pulls them. Asked for is the median.",
                "these are the medians of the new rows; they have to come from the training part.",
                "these are the medians of all rows: the new rows have leaked into them.",
                "the holes are filled with 0, which is a measurement that nobody made.",
                "there is one median for the whole table; each column needs its own: axis=0.",
                "the columns that say where the holes were are missing.",
                "the indicators are turned round: 1 says that the value was missing.",
                "the indicators come first; put them after the filled columns.",
                "the indicators are all 0: were they computed after the holes had been filled?",
                "this is the training part; fill the new rows.",
            ],
            what="the filled table",
        )  # fmt: skip


def check_one_hot(one_hot) -> None:
    """Task 3: `one_hot(train, new)`, two lists of words, gives an array of shape (len(new), categories of train)."""
    train, new = ["west", "east", "west", "north"], ["north", "south", "west", "east", "north"]

    def rows(*columns, width=3):
        return [[float(k == column) for k in range(width)] for column in columns]

    with task(3, "one column a category, none for the unknown"):
        try:
            result = one_hot(list(train), list(new))
        except (KeyError, ValueError, IndexError) as error:
            raise Wrong(
                f"it stops with {type(error).__name__} at 'south', which the training part does not know. "
                "Such a row gets zeros only."
            ) from None
        compare(
            result,
            KNOWN["one_hot"],
            hints=[
                "the columns are in the order of appearance; sort the categories by name.",
                "the categories come from the new rows: 'south' has got a column that no model was trained with.",
                "these are numbers of categories, not columns: one row a word, one column a category.",
                "the unknown word is counted as the first category; its row has zeros only.",
                "the unknown word is counted as the last category; its row has zeros only.",
                "the unknown word has got a column of its own; the model has no weight for it.",
                "rows and columns are turned round: one row a word.",
                "this is the training part; encode the new words.",
                "the unknown word's row is left out; every word needs its row.",
            ],
            what="one_hot of north, south, west, east, north",
        )  # fmt: skip


def check_count_parameters(count_parameters) -> None:
    """Task 4: `count_parameters(sizes)`, a list of layer sizes, inputs first, gives one number."""
    with task(4, "parameters counted"):
        compare(
            count_parameters([4, 3, 2]),
            KNOWN["count_parameters"],
            hints=[
                "the biases are missing: every unit has one.",
                "the inputs have got biases, too; they are not units and have none.",
                "one bias a layer is not enough: every unit has its own.",
                "this is the number of units and inputs; count what connects them.",
                "the sizes are all multiplied; multiply neighbours, and add these products.",
                "this is the first layer alone.",
                "this is the last layer alone.",
                "these are the layers one by one; add them up.",
            ],
            what="count_parameters([4, 3, 2])",
        )
        compare(count_parameters([10, 15, 5, 1]), 251, what="count_parameters([10, 15, 5, 1])")


def check_build_model(build_model) -> None:
    """Task 5: `build_model(num_inputs)` gives a Keras model of 15, 5 and 1 units, relu, relu and nothing."""
    shapes = [(3, 15), (15,), (15, 5), (5,), (5, 1), (1,)]
    x = np.random.default_rng(5).normal(0, 2, (40, 3)).astype(np.float32)
    with task(5, "a Keras network of 15, 5 and 1 units"):
        for _ in range(6):
            model = build_model(3)
            require(model is not None, "build_model gives None. Is the `return` missing?")
            require(hasattr(model, "count_params"), f"return the Keras model. Received: {type(model).__name__}.")
            _right_size(model)
            weights = [np.asarray(array, dtype=float) for array in model.get_weights()]
            require(
                [array.shape for array in weights] == shapes,
                "the number of parameters is right, but not the layers: 15 units, then 5, then 1.",
            )
            right, wrong = _outputs(weights, x)
            compare(model.predict(x, verbose=0), right, mistakes=wrong, what="the output", tolerance=1e-4)
            if all(np.abs(right - other).max() > 1e-2 for other in wrong.values()):
                return  # else these weights cannot tell the mistakes apart: try others


def check_stop_early(stop_early) -> None:
    """Task 6: `stop_early(val_losses, patience)` gives the last epoch that is run and the best one, from 1."""
    with task(6, "stopped in time"):
        result = stop_early([5.0, 4.0, 4.5, 4.0, 3.0, 3.5, 3.2, 3.1, 3.3, 2.9, 1.0], 3)
        result = parts(result, 2, "return two numbers: the last epoch that is run, and the best one.", rows=True)
        compare(
            result,
            KNOWN["stop_early"],
            hints=[
                "the training goes on to the end, although three epochs in a row bring no new best. Compare with the best, not with the epoch before.",
                "one epoch too patient: after the third epoch without a new best it is over.",
                "one epoch too impatient: with patience 3 it stops after the third epoch without a new best, not after the second.",
                "the waiting starts anew with every new best; here it only adds up.",
                "epochs are counted from 1; these are positions in the list.",
                "this takes the best loss of the whole list; while one trains, the losses to come are not known.",
                "the best epoch must be one that was run; the future is not known yet.",
                "the two are in the wrong order: first the last epoch that is run, then the best.",
                "these are the losses; return the epochs.",
            ],
            what="stop_early([5, 4, 4.5, 4, 3, 3.5, 3.2, 3.1, 3.3, 2.9, 1], patience=3)",
        )  # fmt: skip
        compare(
            stop_early([3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0], 3),
            KNOWN["stop_early.2"],
            hints=[
                "a loss that is only as good as the best is taken for a new best.",
                "it stops in time, but of several equal losses the first one is the best epoch.",
            ],
            what="stop_early([3, 2, 2, 2, 2, 2, 1], patience=3)",
        )
        never = stop_early([3.0, 2.0, 1.0], 2)
        require(never is not None, "if nothing makes it stop, it still has to return the last epoch and the best one.")
        compare(never, [3, 3], what="stop_early([3, 2, 1], patience=2)")


def _right_size(model) -> None:
    try:
        count = model.count_params()
    except Exception:
        raise Wrong("the model does not know its inputs yet: let it begin with keras.Input((num_inputs,)).") from None
    compare(
        count,
        KNOWN["right_size"],
        hints=[
            "the hidden layer of 5 units is missing.",
            "the layers are in the wrong order: first 15 units, then 5.",
            "the output layer of 1 unit is missing.",
            "the layers have no biases.",
            "the number of inputs is fixed at 10; use `num_inputs`.",
            "there is a layer too many, with as many units as inputs: keras.Input is not a layer of units.",
        ],
        what="the number of parameters with 3 inputs",
    )


def _outputs(weights, x) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """What the network gives with these weights, and what it gives with other activations."""

    def relu(z):
        return np.maximum(z, 0)

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def none(z):
        return z

    def through(*activations):
        h = x.astype(float)
        for k, activation in enumerate(activations):
            h = activation(h @ weights[2 * k] + weights[2 * k + 1])
        return h

    wrong = {
        "the hidden layers have no activation, so the whole network is one straight line.": through(none, none, none),
        "the second hidden layer has no activation.": through(relu, none, none),
        "the first hidden layer has no activation.": through(none, relu, none),
        "the output has a relu, so it can never be negative; a standardised target is, half of the time.": through(relu, relu, relu),
        "the output has a sigmoid, so it stays between 0 and 1; the target does not.": through(relu, relu, sigmoid),
        "the output is always 1: a softmax of one number. The output layer needs no activation.": np.ones((len(x), 1)),
        "the hidden layers have a sigmoid; asked for is relu.": through(sigmoid, sigmoid, none),
        "the hidden layers have a tanh; asked for is relu.": through(np.tanh, np.tanh, none),
    }  # fmt: skip
    return through(relu, relu, none), wrong
