"""Checks of exercise 05: scaling, holes and categories by the training part alone, parameters, a Keras model, when to stop."""

import numpy as np

from dl_course.checks.judging import (
    Known,
    Wrong,
    as_array,
    compare,
    error_means,
    known,
    parts,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)

NAN = np.nan


def check_standardise(standardise) -> None:
    """Task 1: `standardise(train, new)`, shapes (n, p) and (m, p), gives both scaled by the training part."""
    train, new = (
        np.array([[3.0, 20.0], [1.0, 8.0], [9.0, 4.0], [3.0, 8.0]]),
        np.array([[7.0, 4.0], [1.0, 22.0], [7.0, 16.0]]),
    )
    with task(1, "both parts on the training part's scale"):
        with error_means(
            {
                r"ValueError.*\(4,\)": "something of shape (4,) does not fit: one number for each training row. Mean and deviation belong to the columns: axis=0."
            }
        ):
            result = unchanged(standardise, train, new)
        result = parts(result, 2, "return both parts: `return train_scaled, new_scaled`.")
        compare(
            result[1],
            KNOWN["standardise"],
            hints=[
                "the new rows are scaled by their own mean and deviation, so a patient's value depends on who else was asked.",
                "mean and deviation are measured on all rows: the new rows have leaked into the scale.",
                "the mean is that of the training rows, the deviation that of the new rows; both come from the training rows.",
                "the deviation is that of the training rows, the mean that of the new rows; both come from the training rows.",
                "each row is scaled by itself; mean and deviation belong to the columns: axis=0.",
                "the deviation divides by n - 1; NumPy's std as it is divides by n (pandas and PyTorch divide by n - 1).",
                "the mean is subtracted, but nothing is divided by the deviation.",
                "this is divided by the variance, the square of the deviation.",
                "the deviation multiplies; it has to divide.",
                "the deviation divides, but the mean is not subtracted: is it left out, or measured after the training rows were scaled?",
                "each number is half of what it should be: is the deviation the root of a sum? It is the root of the mean of the squares.",
                "this is divided by the mean distance from the mean; the deviation is the root of the mean of the squares.",
                "only the mean is divided by the deviation: put the difference in brackets before you divide.",
                "the sign is turned round: subtract the mean from the value, not the value from the mean.",
                "the median is subtracted; asked for is the mean.",
                "there is one mean for the whole table; each column needs its own: axis=0.",
                "this maps the training part to 0 to 1; asked for are mean 0 and deviation 1.",
                "the two parts are in the wrong order: first the training rows, then the new ones.",
                "the new rows come back as they were; scale them, too, with what was measured on the training rows before they were scaled.",
                "only the first column is scaled. Is the `return` inside the loop?",
            ],
            what="the new rows [[7, 4], [1, 22], [7, 16]]",
        )
        compare(
            result[0],
            KNOWN["standardise.2"],
            hints=[
                "the training part comes back as it was; it has to be scaled, too.",
                "both parts that come back are the new rows.",
            ],
            what="the training part [[3, 20], [1, 8], [9, 4], [3, 8]]",
        )
        flat = np.array([[5.0, 0.2, 1.0], [5.0, 0.8, 5.0]]), np.array([[5.0, 0.8, 5.0], [7.0, 0.5, 3.0]])
        with np.errstate(all="ignore"):
            result = parts(standardise(*flat), 2, "return both parts: `return train_scaled, new_scaled`.")
        trained, constant = as_array(result[0], "the training part"), as_array(result[1], "the new rows")
        require(
            np.isfinite(constant).all() and np.isfinite(trained).all(),
            "a column that is the same for all training rows has deviation 0, and dividing by it gives nan or infinity. Divide by 1 there.",
        )
        require(
            constant.shape != (2, 2),
            "the column with deviation 0 is left out; it stays, divided by 1.",
        )
        require(
            (np.abs(constant) < 1000).all(),
            "where the deviation is 0, a value that is 2 above the mean becomes huge: it is divided by a tiny number, or by 0 and np.nan_to_num makes a number of infinity. Divide by 1 there.",
        )
        compare(
            constant,
            KNOWN["standardise.3"],
            hints=[
                "in a column with deviation 0 every new value becomes 0; divide by 1 there, and one that is 2 above the mean stays 2 above it.",
                "the column with deviation 0 comes back as it was; its mean has to be subtracted all the same.",
                "a deviation below 1 is replaced by 1; only a deviation of 0 is.",
                "if one column has deviation 0, all columns are divided by 1; only that one column is.",
            ],
            what="the new rows [[5, 0.8, 5], [7, 0.5, 3]] after the training rows [[5, 0.2, 1], [5, 0.8, 5]]",
        )
        compare(trained, KNOWN["standardise.4"], what="the training part [[5, 0.2, 1], [5, 0.8, 5]]")


def check_fill_missing(fill_missing) -> None:
    """Task 2: `fill_missing(train, new)`, shapes (n, p) and (m, p) with nan, gives (m, 2 p): filled, then indicators."""
    train = np.array(
        [[8, 20, 7], [NAN, NAN, 3], [1, 60, 9], [1, NAN, 5], [NAN, 10, 3], [9, 40, 8], [6, NAN, 1]], dtype=float
    )
    new = np.array([[NAN, 5.0, 7.0], [4.75, NAN, 8.0], [NAN, NAN, 9.0], [3.0, 2.0, 1.0]])
    with task(2, "holes filled with the training medians, and marked"):
        with error_means(
            {
                r"ValueError.*\(7,\)": "something of shape (7,) does not fit: one number for each training row. Medians belong to the columns: axis=0."
            }
        ):
            result = unchanged(fill_missing, train, new)
        compare(
            result,
            KNOWN["fill_missing"],
            besides=_halves(result),
            hints=[
                "no hole was found: nan is equal to nothing, not even to itself. Ask np.isnan.",
                "the median of a column with a hole is nan; NumPy has a median that skips holes.",
                "these are the means; an outlier like 60 pulls them. Asked for is the median.",
                "these are the medians of the new rows; they have to come from the training part.",
                "these are the medians of all rows: the new rows have leaked into them.",
                "the holes are filled with 0, which is a measurement that nobody made.",
                "there is one median for the whole table; each column needs its own: axis=0.",
                "the holes of the training part are counted as 0 in its medians; leave them out.",
                "the holes of the training part are counted as the largest values in its medians; leave them out.",
                "this is the value in the middle of the column as it stands; the median is the middle of the sorted values.",
                "of the two values in the middle this takes the lower one; the median of 10, 20, 40, 60 is the mean of both, 30.",
                "of the two values in the middle this takes the upper one; the median of 10, 20, 40, 60 is the mean of both, 30.",
                "the medians are those of the rows without any hole; a row with a hole in one column counts in all the others.",
                "this is the most frequent value of each column; the median is the middle of the sorted values.",
                "the holes are still there, and what was no hole is replaced: np.where(condition, where it is true, where it is false).",
                "the columns that say where the holes were are missing.",
                "the indicators are added to the values; put them beside, in columns of their own.",
                "the indicators are turned round: 1 says that the value was missing.",
                "the indicators come first; put them after the filled columns.",
                "each indicator stands beside its column; first come all filled columns, then all indicators.",
                "the indicators are all 0: were they computed after the holes had been filled?",
                "the indicators stand below the filled rows; put them beside: one row for each new row.",
                "filled columns and indicators come as a pair; put them side by side in one table.",
                "there is one indicator for each row; each column needs its own.",
                "the column without holes has no indicator; each column gets one.",
                "this is one long row of numbers; np.column_stack puts columns side by side.",
                "rows with holes are left out; every new row stays.",
                "this is the training part; fill the new rows.",
            ],
            what="the filled table",
        )


def _halves(result) -> str:
    """Which half of the table is right, if one is."""
    known_here, table = KNOWN["fill_missing"], as_array(result, "the filled table") if result is not None else None
    if not isinstance(known_here, Known) or np.shape(table) != np.shape(known_here.right):
        return ""
    right = np.array(known_here.right)
    if same(table[:, :3], right[:, :3]):
        return "All filled columns are right, the indicators are not."
    return "All indicators are right, the filled columns are not." if same(table[:, 3:], right[:, 3:]) else ""


def check_one_hot(one_hot) -> None:
    """Task 3: `one_hot(train, new)`, two lists of words, gives an array of shape (len(new), categories of train)."""
    train = ["west", "east", "west", "north", "coast", "northwest"]
    new = ["north", "south", "west", "east", "northwest", "north"]
    with task(3, "one column a category, none for the unknown"):
        try:
            result = unchanged(one_hot, train, new)
        except (KeyError, ValueError, IndexError) as error:
            raise Wrong(
                f"it stops with {type(error).__name__} at 'south', which the training part does not know. "
                "Such a row gets zeros only."
            ) from None
        square = as_array(one_hot(list(train), sorted(set(train))), "one_hot(...)")
        permuted = square.shape == (5, 5) and same(square.T @ square, np.eye(5))
        require(
            not permuted or same(square, np.eye(5)),
            "the columns are not in the order of the names (a set has no order: it differs from run to run). Sort the categories.",
        )
        table = as_array(result, "one_hot(...)")
        require(
            table.any() or not table.size,
            "all its numbers are 0. Is a word compared with a whole list? They are never equal; compare it with each category.",
        )
        compare(
            result,
            KNOWN["one_hot"],
            besides=_ones(result, new),
            hints=[
                "the categories come from the new rows: 'south' has got a column that no model was trained with.",
                "these are numbers of categories, not columns: one row a word, one column a category.",
                "the unknown word is counted as the first category; its row has zeros only.",
                "the unknown word is counted as the last category; its row has zeros only.",
                "the unknown word has got a column of its own; the model has no weight for it.",
                "the unknown word's row is nan; it has zeros only.",
                "rows and columns are turned round: one row a word.",
                "this is the training part; encode the new words.",
                "the unknown word's row is left out; every word needs its row.",
                "a word that comes twice has one row alone; every word needs its row.",
                "'west' is twice among the training words and has got two columns; each category gets one.",
                "the first category has no column; it gets one like all others.",
                "this is the row of the first word alone. Is the `return` inside the loop?",
                "all rows are one and the same list: [[0] * n] * m repeats one list m times. Make a new one for each word.",
                "a row keeps the ones of the rows before it; begin each row with zeros.",
                "this is one long row of numbers; each word needs a row of its own.",
                "these rows are added up; each word needs a row of its own.",
            ],
            what="one_hot of north, south, west, east, northwest, north",
        )


def _ones(result, words) -> str:
    """What cannot be in a one-hot row."""
    table = as_array(result, "one_hot(...)")
    if table.ndim != 2 or len(table) != len(words):
        return ""
    if not np.isin(table, [0, 1]).all():
        return f"There is an entry of {table[~np.isin(table, [0, 1])][0]:g}: all entries are 0 or 1."
    many = np.flatnonzero(table.sum(axis=1) > 1)
    return (
        f"The row of {words[many[0]]!r} has several ones: a word is of one category, the equal one."
        if many.size
        else ""
    )


def check_count_parameters(count_parameters) -> None:
    """Task 4: `count_parameters(sizes)`, a list of layer sizes, inputs first, gives one number."""
    with task(4, "parameters counted"):
        compare(
            unchanged(count_parameters, [6, 2, 4, 7, 3]),
            KNOWN["count_parameters"],
            hints=[
                "the biases are missing: every unit has one.",
                "the inputs have got biases, too; they are not units and have none.",
                "one bias a layer is not enough: every unit has its own.",
                "the output units have no biases here; every unit has one.",
                "there is a bias for each unit that a layer receives from, and none for its own; a layer has one for each unit of its own.",
                "this is the number of units and inputs; count what connects them.",
                "the sizes are all multiplied; multiply neighbours, and add these products.",
                "the sizes are all multiplied, and the biases added; only neighbours are connected.",
                "all biases together are counted as one; every unit has its own.",
                "only the output units have biases here; every unit has one.",
                "the number before and the number after are added; each of the one is connected with each of the other: multiply.",
                "each size is multiplied by itself; multiply it by the next one.",
                "this is the first layer alone. Is the `return` inside the loop?",
                "this is the last layer alone; add it to the ones before: `+=`.",
                "the last layer is left out. Does the loop end too early?",
                "the first layer is left out. Does the loop begin too late?",
                "every second layer is left out; each size but the ends belongs to two layers.",
                "only the first two layers are counted; a list can have any length.",
                "a layer too many: sizes[-1] is the last size, so one from the last size to the first is counted, too.",
                "there is a bias for each number before the layer and for each unit after it; a layer has one for each unit of its own.",
                "there is a unit too many on both sides of each layer: every unit has one bias, and the biases have no weights.",
                "a layer too many: the last size is the output already; no neuron comes after it.",
                "all biases are added for each layer; each layer has its own alone.",
                "the biases are counted twice.",
                "this is the network of the lesson; count the one that `sizes` says.",
                "these are the layers one by one; add them up.",
                "every layer is connected with every other one here; connect neighbours alone.",
                "the inputs seem to be connected with every layer; each layer receives from the one before.",
            ],
            what="count_parameters([6, 2, 4, 7, 3])",
        )
        compare(
            count_parameters([10, 15, 5, 1]),
            KNOWN["count_parameters.2"],
            what="count_parameters([10, 15, 5, 1])",
        )
        compare(
            count_parameters([2, 1]),
            KNOWN["count_parameters.3"],
            hints=["with two sizes nothing is counted; they are one layer."],
            what="count_parameters([2, 1])",
        )


def check_build_model(build_model) -> None:
    """Task 5: `build_model(num_inputs)` gives a Keras model of 15, 5 and 1 units, relu, relu and nothing."""
    x = np.array(
        [[3, -1, -2, -1, 0, 2, 0], [-2, 0, 1, 2, 2, 3, -1], [3, -2, 1, -1, -1, 1, -1], [1, -1, -2, 2, 0, 2, 2], [3, 0, -1, 1, 3, 3, 3]],
        dtype=np.float32,
    )  # fmt: skip
    with task(5, "a Keras network of 15, 5 and 1 units"):
        with error_means(
            {
                r"NameError.*'(relu|linear|sigmoid|tanh)'": "Keras takes the name of an activation in quotes; without them Python looks for a variable.",
                r"TypeError.*Sequential\.\w+\(\) missing": "keras.Sequential is the class; brackets make a model of it: keras.Sequential().",
            }
        ):
            model = build_model(7)
        require(
            model is not None,
            "build_model gives None. Is the `return` missing, or does it return what model.add or model.compile gives?",
        )
        kind = "a model of PyTorch" if hasattr(model, "state_dict") else type(model).__name__
        if kind == "KerasTensor":
            kind += ", which comes out of a layer; keras.Model(inputs, outputs) makes a model of it"
        require(hasattr(model, "count_params"), f"return the Keras model. Received: {kind}.")
        _right_size(model)
        born = model.get_weights()
        shapes = [tuple(np.shape(array)) for array in born]
        require(
            shapes == [(7, 15), (15,), (15, 5), (5,), (5, 1), (1,)],
            "the number of parameters is right, but not the layers: 15 units, then 5, then 1.",
        )
        require(
            all(np.ptp(array) > 0 for array in born[::2]),
            "all weights of a layer begin with the same number, so its units stay alike for ever. Leave the initializer out.",
        )
        # Whole numbers that tell all activations apart; the weights that a model is born with do so by chance only.
        model.set_weights([np.resize([1.0, -1, 1, 0, -2, 1, -1], shape) for shape in shapes])
        compare(
            model(x),
            KNOWN["build_model"],
            hints=[
                "the hidden layers have no activation, so the whole network is one straight line.",
                "the second hidden layer has no activation.",
                "the first hidden layer has no activation.",
                "the output has a relu, so it can never be negative; a standardised target is, half of the time.",
                "the output has a sigmoid, so it stays between 0 and 1; the target does not.",
                "the output has a tanh, so it stays between -1 and 1; the target does not.",
                "the output is always 1: a softmax of one number. The output layer needs no activation.",
                "the hidden layers have a sigmoid; asked for is relu.",
                "the hidden layers have a tanh; asked for is relu.",
                "one hidden layer has a sigmoid or a tanh; asked for is relu in both.",
                "the hidden layers have another relative of relu; asked for is relu itself.",
            ],
            what="the output, with weights and biases of -2, -1, 0 and 1,",
            tolerance=1e-4,
        )
        require(
            same(model(x, training=True), model(x), 1e-4),
            "the network computes something else while it is trained: leave dropout and the like out.",
        )


def check_stop_early(stop_early) -> None:
    """Task 6: `stop_early(val_losses, patience)` gives the last epoch that is run and the best one, from 1."""
    with task(6, "stopped in time"):
        never = unchanged(stop_early, [3000.0, 2500.0, 2600.0, 1000.0, 1100.0, 1200.0], 3)
        require(never is not None, "if nothing makes it stop, it still has to return the last epoch and the best one.")
        compare(
            parts(never, 2, "return two numbers: the last epoch that is run, and the best one.", rows=True),
            KNOWN["stop_early"],
            hints=[
                "it stops at the first epoch without a new best; `patience` says how many in a row it takes, here 3.",
                "the first number is the best epoch, too; return the last epoch that is run, here the end of the list, and the best one.",
                "epochs are counted from 1; these are positions in the list.",
                "the last epoch is counted from 0; the first epoch has the number 1.",
                "the best epoch is counted from 0; the first epoch has the number 1.",
                "nothing stops the training here, and the list has six epochs: the last one that is run is the sixth.",
                "the two are in the wrong order: first the last epoch that is run, then the best.",
                "these are the losses; return the epochs.",
                "the second number is the best loss; return the epoch that has it.",
                "the first number is the best loss; return the last epoch that is run, and the best epoch.",
                "the best epoch is the one with the lowest loss, not the last one. Is the best loss renewed with each new best?",
                "the best epoch is the one with the lowest loss; this is the one with the highest.",
                "it stops after the first epoch. Is the `return` inside the loop?",
                "no loss here is ever taken for a new best: begin with the first loss or with infinity, not with a number of your own.",
            ],
            besides=lambda: _which(never, "stop_early"),
            what="stop_early([3000, 2500, 2600, 1000, 1100, 1200], patience=3)",
        )
        stopped = stop_early([5.0, 4.0, 4.5, 4.0, 3.0, 3.5, 3.2, 3.1, 1.0, 2.0, 1.9, 1.8, 1.7, 1.6], 3)
        compare(
            stopped,
            KNOWN["stop_early.2"],
            besides=lambda: _which(stopped, "stop_early.2"),
            hints=[
                "the training goes on to the end, although three epochs in a row bring no new best. Compare with the best, not with the epoch before.",
                "one epoch too patient: after the third epoch without a new best it is over.",
                "one epoch too impatient: with patience 3 it stops after the third epoch without a new best, not after the second. Is `patience` used as it is?",
                "it is over after epoch 8, the third without a new best: epoch 9 is not run any more.",
                "the epoch after which it is over is run, too: count it.",
                "the best epoch is right; the first number is the length of the list, not the epoch in which it stops.",
                "the waiting starts anew with every new best; here it only adds up.",
                "this takes the best loss of the whole list; while one trains, the losses to come are not known.",
                "the best epoch must be one that was run; the future is not known yet.",
            ],
            what="stop_early([5, 4, 4.5, 4, 3, 3.5, 3.2, 3.1, 1, 2, 1.9, 1.8, 1.7, 1.6], patience=3)",
        )
        compare(
            stop_early([3.0, 2.0, 2.5, 2.0, 2.0, 2.2, 2.1, 1.0], 2),
            KNOWN["stop_early.3"],
            hints=[
                "a loss that is only as good as the best is taken for a new best.",
                "a loss that is only as good as the best does not count as waiting here; it is no new best, so it does.",
                "a loss that is only as good as the best sets the waiting back here; only a new best does.",
                "it stops in time, but of several equal losses the first one is the best epoch.",
                "the patience seems to be always 3; here it is 2.",
            ],
            what="stop_early([3, 2, 2.5, 2, 2, 2.2, 2.1, 1], patience=2)",
        )
        compare(
            stop_early([2.0, 3.0, 4.0, 5.0, 1.0], 3),
            KNOWN["stop_early.5"],
            hints=["the first epoch is the best one so far; the waiting begins after it."],
            what="stop_early([2, 3, 4, 5, 1], patience=3)",
        )
        compare(
            stop_early([0.8, 0.7999, 0.79985, 0.79984, 0.9, 0.95, 0.1], 2),
            KNOWN["stop_early.6"],
            hints=["a loss that is lower by very little is a new best, too: compare the losses as they are, with `<`."],
            what="stop_early([0.8, 0.7999, 0.79985, 0.79984, 0.9, 0.95, 0.1], patience=2)",
        )
        compare(
            stop_early([0.5], 1),
            KNOWN["stop_early.4"],
            hints=["one epoch is run, and it is the best: the loss before the first one counts as infinite."],
            what="stop_early([0.5], patience=1)",
        )


def _which(result, name) -> str:
    """Which of the two epochs is right, if one is."""
    known_here, pair = KNOWN[name], as_array(result)
    if not isinstance(known_here, Known) or pair.shape != (2,):
        return ""
    last, best = (same(came, right) for came, right in zip(pair, known_here.right, strict=True))
    if last == best:
        return ""
    return f"The {'last epoch that is run' if last else 'best epoch'} is right, the {'best' if last else 'last'} one is not."


def _right_size(model) -> None:
    try:
        count = model.count_params()
    except Exception:
        raise Wrong("the model does not know its inputs yet: let it begin with keras.Input((num_inputs,)).") from None
    wanted = getattr(model, "input_shape", None)
    require(
        not isinstance(wanted, tuple) or len(wanted) == 2,
        f"the model takes inputs of shape {wanted}, where None is the number of rows. Expected: (None, 7), from keras.Input((num_inputs,)).",
    )
    compare(
        count,
        KNOWN["right_size"],
        hints=[
            "the hidden layer of 5 units is missing.",
            "the hidden layer of 15 units is missing, or nothing goes on from it.",
            "the output layer has as many units as there are inputs; asked for is one number.",
            "there is a BatchNormalization too many; the network of lesson 05 has none.",
            "there is one layer of 1 unit too many.",
            "both hidden layers have 15 units; the second one has 5.",
            "the layers are in the wrong order: first 15 units, then 5.",
            "the output layer of 1 unit is missing.",
            "the layers have no biases.",
            "the number of inputs is fixed at 10; use `num_inputs`.",
            "there is a layer too many, with as many units as inputs: keras.Input is not a layer of units.",
            "the hidden layers have no units: layers.ReLU is an activation alone. A layer of 15 units is layers.Dense(15, ...).",
            "the model has no parameters yet, as it does not know its inputs.",
        ],
        what="the number of parameters with 7 inputs",
    )
