"""Checks of exercise 05: scaling, holes and categories by the training part alone, parameters, a Keras model, when to stop."""

import numpy as np

from dl_course.checks.judging import (
    Known,
    Wrong,
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
                r"ValueError.*\(4,1?\)": "one number for each of the four training rows does not fit. Mean and deviation belong to the columns: axis=0."
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
                "of mean and deviation one is that of the training rows, the other that of the new rows; both come from the training rows.",
                "each row is scaled by itself; mean and deviation belong to the columns: axis=0.",
                "the deviation divides by n - 1; NumPy's std as it is divides by n (pandas and PyTorch divide by n - 1).",
                "the mean is subtracted, but nothing is divided by the deviation. (np.where takes the condition, then what stands where it holds.)",
                "this is divided by the variance, the square of the deviation.",
                "this is divided by the root of the deviation; NumPy's std is the root already.",
                "this is divided by the largest value or by the range; divide by the standard deviation.",
                "the deviation multiplies; it has to divide.",
                "the deviation divides, but the mean is not subtracted: is it left out, or measured after the training rows were scaled?",
                "the deviation is the root of the mean of the squares; here it is the root of their sum, or the mean distance from the mean.",
                "the squares of the values themselves are taken for the deviation; it takes those of the differences from the mean.",
                "only the mean is divided by the deviation: put the difference in brackets before you divide.",
                "the sign is turned round: subtract the mean from the value, not the value from the mean.",
                "the median is subtracted; asked for is the mean.",
                "there is one deviation for the whole table (and perhaps one mean); each column needs its own: axis=0.",
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
            besides="The new rows are right; the training part takes the same mean and the same deviation.",
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
        [
            [8, 20, 7, 4],
            [NAN, NAN, 3, 6],
            [1, 60, 9, 2],
            [1, NAN, 5, NAN],
            [NAN, 10, 3, 5],
            [9, 40, 8, 9],
            [6, NAN, 1, NAN],
        ]
    )
    new = np.array([[NAN, 5, 7, 2], [4.75, NAN, NAN, 8], [NAN, NAN, 9, 3], [3, 2, 1, 4], [2, 7, NAN, 6]])
    with task(2, "holes filled with the training medians, and marked"):
        with error_means(
            {
                r"ValueError.*\(7,1?\)": "one number for each of the seven training rows does not fit. Medians belong to the columns: axis=0."
            }
        ):
            result = unchanged(fill_missing, train, new)
        compare(
            result,
            KNOWN["fill_missing"],
            besides=lambda: _halves(result, new),
            hints=[
                "no hole was found: nan is equal to nothing, not even to itself. Ask np.isnan.",
                "the median of a column with a hole is nan; NumPy has a median that skips holes.",
                "the holes are still there: were they filled in a copy that is left behind, or is nan times 0 taken for 0? It is nan.",
                "these are the means; an outlier like 60 pulls them. Asked for is the median.",
                "these are the medians of the new rows; they have to come from the training part.",
                "these are the medians of all rows: the new rows have leaked into them.",
                "the holes are filled with 0, which is a measurement that nobody made.",
                "the holes are filled with the largest or the smallest value of the column; asked for is the median.",
                "whole columns are filled where there is a hole; only the holes are.",
                "there is one median for the whole table; each column needs its own: axis=0.",
                "the holes of the training part are counted as 0 in its medians; leave them out.",
                "the holes of the training part are counted as the largest values in its medians; leave them out.",
                "this is the value in the middle of the column as it stands; the median is the middle of the sorted values.",
                "of the two values in the middle this takes one alone; the median of 10, 20, 40, 60 is the mean of both, 30.",
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
                "an indicator is 1 for a whole column; each says it of a single value.",
                "the column without holes has no indicator; each column gets one.",
                "this is one long row of numbers; np.column_stack puts columns side by side.",
                "rows with holes are left out; every new row stays.",
                "this is the training part; fill the new rows.",
            ],
            what="the filled table",
        )


def _halves(result, new) -> str:
    """Which hole is left, or which half of the table is right."""
    known_here, table = KNOWN["fill_missing"], as_array(result, "the filled table") if result is not None else None
    if not isinstance(known_here, Known) or np.shape(table) != np.shape(known_here.right):
        return ""
    right, half = np.array(known_here.right), new.shape[1]
    left = np.argwhere(np.isnan(table))
    if len(left):
        return f"The value in row {left[0][0]} and column {left[0][1]} is the first that is still a hole."
    if same(table[:, :half], right[:, :half]):
        return "All filled columns are right, the indicators are not."
    return "All indicators are right, the filled columns are not." if same(table[:, half:], right[:, half:]) else ""


def check_one_hot(one_hot) -> None:
    """Task 3: `one_hot(train, new)`, two lists of words, gives an array of shape (len(new), categories of train)."""
    train = ["west", "east", "west", "north", "coast", "northwest"]
    new = ["north", "south", "west", "east", "northwest", "north", "coast"]
    with task(3, "one column a category, none for the unknown"):
        try:
            result = unchanged(one_hot, train, new)
        except (KeyError, ValueError, IndexError) as error:
            one_hot(list(train), [word for word in new if word in train])  # stops here, too, if that is not the reason
            raise Wrong(
                f"it stops with {type(error).__name__} at 'south', which the training part does not know. "
                "Such a row gets zeros only."
            ) from None
        table = as_array(result, "one_hot(...)")
        square = as_array(one_hot(list(train), sorted(set(train))), "one_hot(...)")
        permuted = square.shape == (5, 5) and same(square.T @ square, np.eye(5))
        require(
            not permuted or same(square, np.eye(5)),
            "the columns are not in the order of the names (a set has no order: it differs from run to run). Sort the categories.",
        )
        require(
            table.any() or not table.size,
            "all its numbers are 0. Is a word compared with a whole list, or changed first? Compare it as it is with each category.",
        )
        unknown = new.index("south")
        others = np.delete(table, unknown, axis=0) if table.shape == (len(new), 5) else table
        require(
            table is others or not table[unknown].any() or not same(others.sum(axis=1), np.ones(len(others))),
            "the row of the unknown word, 'south', holds other numbers than 0. Is it taken for a known one? It has zeros only.",
        )
        compare(
            result,
            KNOWN["one_hot"],
            besides=_ones(result, new),
            hints=[
                "the categories come from the new rows: 'south' has got a column that no model was trained with.",
                "these are numbers of categories, not columns: one row a word, one column a category.",
                "the unknown word has got a column of its own; the model has no weight for it.",
                "this is the training part; encode the new words.",
                "the unknown word's row is left out; every word needs its row.",
                "a word that comes twice has one row alone; every word needs its row.",
                "'west' is twice among the training words and has got two columns; each category gets one.",
                "all rows are one and the same list: [[0] * n] * m repeats one list m times. Make a new one for each word.",
                "a row keeps the ones of the rows before it; begin each row with zeros.",
                "these rows are added up; each word needs a row of its own.",
            ],
            what="one_hot of north, south, west, east, northwest, north, coast",
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
                "these are the biases alone, without or with the inputs; each connection has a weight, too.",
                "each unit has a bias of its own; here there is one for each layer, for each size, or for all together.",
                "some units have no bias here; every unit has one, those of the first and of the last layer, too.",
                "a layer has one bias for each unit of its own, and none for what it receives from.",
                "the biases are counted twice, or those of all layers in each layer; every unit has one.",
                "the weights are counted twice.",
                "the sizes are all multiplied; multiply neighbours, and add these products.",
                "the layers are multiplied; add them up.",
                "the number before and the number after are added; each of the one is connected with each of the other: multiply.",
                "each size is multiplied by itself; multiply it by the next one.",
                "this is the first layer alone. Is the `return` inside the loop?",
                "this is the last layer alone; add it to the ones before: `+=`, from a 0 that stands before the loop.",
                "some layers are left out. Does the loop begin too late, end too early, or take every second pair?",
                "there is a layer too many: sizes[-1] is the last size, the output, and no layer comes after it.",
                "this is the network of the lesson; count the one that `sizes` says.",
                "these are the layers one by one; add them up.",
                "layers are connected that are no neighbours; each receives from the one before alone.",
            ],
            besides=lambda: first_that_fails(
                (
                    lambda: same(count_parameters([6, 2, 4]), count_parameters([6, 2]) + count_parameters([2, 4])),
                    "Two layers have as many as both alone, [6, 2, 4] as [6, 2] and [2, 4]; yours do not.",
                ),
                (
                    lambda: same(count_parameters([7, 4]) - count_parameters([6, 4]), 4),
                    "One input more means one weight more for each unit, 4 from [6, 4] to [7, 4]; yours does not.",
                ),
                (
                    lambda: same(count_parameters([6, 5]) - count_parameters([6, 4]), 7),
                    "One unit more means a weight from each input and a bias more, 7 from [6, 4] to [6, 5]; yours does not.",
                ),
            ),
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
                r"calling Dense\.call\(\)": 'the activation of a layer stops. It is a name in quotes, "relu", or a function; layers.ReLU is a layer.',
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
            _right_layers(model)
            model(x)
        born = model.get_weights()
        shapes = [np.shape(array) for array in born]
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
        never = unchanged(stop_early, [3000.0, 2500.0, 2600.0, 2400.0, 1000.0, 1100.0, 1200.0], 4)
        require(never is not None, "if nothing makes it stop, it still has to return the last epoch and the best one.")
        compare(
            parts(never, 2, "return two numbers: the last epoch that is run, and the best one.", rows=True),
            KNOWN["stop_early"],
            hints=[
                "it stops at the first epoch without a new best; `patience` says how many in a row it takes, here 4.",
                "the first number is the best epoch, too; return the last epoch that is run, here the end of the list, and the best one.",
                "epochs are counted from 1; here both, the last or the best one, are counted from 0: positions in the list.",
                "the best epoch is the one with the lowest loss; the last epoch less `patience` is it only where the training is stopped.",
                "nothing stops the training here, and the list has seven epochs: the last one that is run is the seventh.",
                "the two are in the wrong order: first the last epoch that is run, then the best.",
                "a loss is returned in place of an epoch (enumerate gives the number first, then the loss); return the last and the best epoch.",
                "the best epoch is the one with the lowest loss, not the last one. Is the best loss renewed with each new best?",
                "the best epoch is the one with the lowest loss; this is the one with the highest.",
                "it stops after the first epoch. Is the `return` inside the loop?",
                "no loss here is ever taken for a new best: begin with the first loss or with infinity, not with a number of your own.",
            ],
            besides=lambda: _which(never, "stop_early"),
            what="stop_early([3000, 2500, 2600, 2400, 1000, 1100, 1200], patience=4)",
        )
        stopped = stop_early([5.0, 4.0, 4.5, 4.0, 3.0, 3.5, 3.2, 3.1, 1.0, 2.0, 1.9, 1.8, 1.7, 1.6], 3)
        compare(
            stopped,
            KNOWN["stop_early.2"],
            besides=lambda: _which(stopped, "stop_early.2"),
            mistakes=_never_over(stop_early, stopped),
            hints=[
                "the training goes on to the end, although three epochs in a row bring no new best. Compare with the best, not with the epoch before.",
                "epoch 5 brings a new best, and before that is looked at, it is over: compare the loss first, then count.",
                "one epoch too patient: after the third epoch without a new best it is over.",
                "one epoch too impatient: with patience 3 it stops after the third epoch without a new best, not after the second. Is `patience` used as it is, and does a new best set the waiting to 0?",
                "it is over after epoch 8, the third without a new best: that one is run, and epoch 9 is not run any more.",
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


def _never_over(stop_early, stopped) -> dict:
    """The hint of a training that goes on to the end, if it does so always."""
    if not same(stopped, [14, 9]) or not same(stop_early([1.0, 2.0, 3.0, 4.0], 1), [4, 1]):
        return {}
    return {
        "nothing ever stops the training. Is the `break` (or `return`) there, is it reached, and what is counted?": stopped
    }


def _which(result, name) -> str:
    """Which of the two epochs is right, if one is."""
    known_here, pair = KNOWN[name], as_array(result)
    if not isinstance(known_here, Known) or pair.shape != (2,):
        return ""
    last, best = (same(came, right) for came, right in zip(pair, known_here.right, strict=True))
    if last == best:
        return ""
    return f"The {'last epoch that is run' if last else 'best epoch'} is right, the {'best' if last else 'last'} one is not."


def _right_layers(model) -> None:
    """Says how the layers of a model of Keras differ from those that are asked for, by the shapes of its weights."""
    shapes = [np.shape(array) for array in model.get_weights()]
    require(
        len(shapes) > 0,
        "the model has no weights yet, as it does not know its inputs: let it begin with keras.Input((num_inputs,)). (In a class of "
        "your own, __init__ makes the layers and `call` uses them.)",
    )
    wanted = getattr(model, "input_shape", None)
    require(
        not isinstance(wanted, tuple) or len(wanted) == 2,
        f"the model takes inputs of shape {wanted}, where None is the number of rows. Expected: (None, 7), from keras.Input((num_inputs,)).",
    )
    tables, biases = ([shape for shape in shapes if len(shape) == axes] for axes in (2, 1))
    units = [shape[1] for shape in tables]
    which = f"{', '.join(map(str, units[:-1]))} and {units[-1]}" if len(units) > 1 else str(*units)
    few = (
        " What leads to no output does not count, and layers.ReLU is an activation alone, without units."
        if len(units) < 3
        else ""
    )
    require(
        units == [15, 5, 1],
        f"the layers have these numbers of units, with 7 inputs: {which}. Asked for are 15, 5 and 1, in this order.{few}",
    )
    require(tables[0][0] == 7, f"the number of inputs is fixed at {tables[0][0]}; use `num_inputs`.")
    require(len(biases) >= 3, "a layer has no biases; leave `use_bias` out.")
    require(
        len(shapes) == 6,
        "there are weights besides those of the three layers; the network of lesson 05 has no normalisation.",
    )
