"""Checks of exercise 05: holes and categories by the training part alone, a Keras model, when to stop, a training that leaks, chance."""

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


def check_fill_missing(fill_missing) -> None:
    """Task 1: `fill_missing(train, new)`, shapes (n, p) and (m, p) with nan, gives (m, 2 p): filled, then indicators."""
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
    with task(1, "holes filled with the training medians, and marked"):
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
    """Task 2: `one_hot(train, new)`, two lists of words, gives an array of shape (len(new), categories of train)."""
    train = ["west", "east", "west", "north", "coast", "northwest"]
    new = ["north", "south", "west", "east", "northwest", "north", "coast"]
    with task(2, "one column a category, none for the unknown"):
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


def check_build_model(build_model) -> None:
    """Task 3: `build_model(num_inputs)` gives a Keras model of 15, 5 and 1 units, relu, relu and nothing."""
    x = np.array(
        [[3, -1, -2, -1, 0, 2, 0], [-2, 0, 1, 2, 2, 3, -1], [3, -2, 1, -1, -1, 1, -1], [1, -1, -2, 2, 0, 2, 2], [3, 0, -1, 1, 3, 3, 3]],
        dtype=np.float32,
    )  # fmt: skip
    with task(3, "a Keras network of 15, 5 and 1 units"):
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
    """Task 4: `stop_early(val_losses, patience)` gives the last epoch that is run and the best one, from 1."""
    with task(4, "stopped in time"):
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


def check_train(train) -> None:
    """Task 5: `train(model, x, y, patient, num_epochs, patience)` trains a model of Keras, (n, p) -> (n, 1), and gives its validation losses."""
    with task(5, "a training that does not deceive itself"):
        x, y, patient = _visits()
        with error_means(_ERRORS_OF_FIT):
            model = _model_with([[1.0], [-2.0]], [0.5])
            losses = _losses(train, model, x, y, patient, 20, 3)
        require(
            not hasattr(losses, "history"),
            'this is what `fit` returns; the list of validation losses lies in it: .history["val_loss"].',
        )
        require(
            not isinstance(losses, dict),
            'this is all that was recorded; return the validation losses alone, ["val_loss"].',
        )
        require(
            not hasattr(losses, "get_weights"), "this is the model; return the validation losses, one for each epoch."
        )
        require(
            losses is None or np.ndim(losses) == 1,
            "return the validation losses after all epochs, a list; one number is not enough.",
        )
        compare(
            as_array(losses, "the validation losses")[:1],
            KNOWN["train"],
            hints=[
                "the first loss is that of the training as it was: nothing is mended before the first epoch.",
                "the first loss shows it: mean and deviation are measured on all rows, so the validation part has leaked into the ruler.",
                "the first loss shows it: the validation part is measured by a ruler of its own; it takes that of the training rows.",
                "the first loss shows it: nothing is standardised.",
                "the first loss shows it: the ruler is still that of rows that do not train any more. Leave the visits out first, then measure.",
                "the first loss shows it: the model trains on patients who are in the validation part as well. Whose visits are in both parts?",
                "the first loss shows it: the visits of patients who are in both parts were taken out of the validation part. That stays the last quarter; they leave the training.",
                "the first loss shows it: visits moved from the training to the validation part. That stays the last quarter as it lies.",
                "the first loss shows it: only one visit of each patient is left for the training. Several visits of one patient may train, if none is in the validation part.",
                "the first loss shows it: the model trains on just those patients who are in the validation part, too. Is the condition turned round?",
                "the first loss shows it: the model also trains on the validation part.",
                "the first loss shows it: the last quarter is taken of the rows that were left. It is the last quarter of all rows.",
                "the deviation divides by n - 1; NumPy's std as it is divides by n.",
                "this is the loss of the training rows; asked for is that of the validation part.",
                "this is the best loss alone, or the losses begin at another epoch; return all of them, from the first epoch on.",
                "the loss is the mean of the absolute errors; the training that was given has the mean squared error, and that was no mistake.",
                "the training is another one than the one that was given: plain gradient descent of rate 0.1, all rows in a batch. That was no mistake.",
                "the targets are standardised, too. The training that was given left them alone, and that was no mistake.",
            ],
            what="the validation loss after the first epoch",
            besides="Rows 12 to 15 of 16 are the validation part here, patients 3, 8, 1 and 9.",
            tolerance=1e-4,
        )
        compare(
            losses,
            KNOWN["train.2"],
            hints=[
                "the first losses are right, but the training goes on to its last epoch. Which loss does the callback watch, does it know `patience`, and is it handed to `fit`?",
                "the training stops at the first epoch without a new best. Does the callback know `patience`?",
                "the patience is one epoch too long.",
                "the patience is one epoch too short.",
                "the losses are cut off after the best one; return those of all epochs that were run.",
            ],
            what="the validation losses with num_epochs=20 and patience=3",
            tolerance=1e-4,
        )
        compare(
            np.concatenate([np.ravel(each) for each in model.get_weights()]),
            KNOWN["train.3"],
            hints=[
                "the losses are right, but the model keeps its last weights, and those of the best epoch were better: the callback can put them back.",
                "the losses are right, but the model that was handed over is as before: another one was trained.",
                "these are the weights after the epoch behind the best one.",
            ],
            what="the two weights and the bias of the model after the training",
            besides="They should be those of the epoch with the lowest validation loss.",
            tolerance=1e-4,
        )
        with error_means(_ERRORS_OF_FIT):
            model = _model_with([[1.0, -0.5], [0.5, 0.25]], [0.4, 0.2], [[0.5], [-1.5]], [0.0])
            losses = _losses(train, model, *_visits(10, 64, 90), 8, 9)
        compare(
            losses,
            KNOWN["train.4"],
            hints=["num_epochs is 8 here, and another number is used."],
            what="the validation losses of a network of two layers for 64 visits, with num_epochs=8 and patience=9,",
            besides="Of 64 visits 38 train: are all of them in one batch, as in the training that was given?",
            tolerance=1e-4,
        )
        with error_means(_ERRORS_OF_FIT):
            model = _model_with([[0.05], [-0.1]], [0.025])  # as before, but all losses are small
            _losses(train, model, x, 0.05 * y, patient, 9, 5)
        compare(
            np.concatenate([np.ravel(each) for each in model.get_weights()]),
            KNOWN["train.5"],
            hints=[
                "where the epochs run out before the patience does, the model keeps its last weights; it shall have those of its best epoch then, too.",
                "the losses are small here, and so are the gains: a loss that is lower by whatever is a new best. Leave min_delta out.",
            ],
            what="the model's weights with num_epochs=9, patience=5 and targets twenty times smaller",
            besides="The best of the nine epochs is the seventh.",
            tolerance=1e-4,
        )


def _losses(train, model, x, y, patient, num_epochs, patience):
    """What the training gives; it may change the model, and nothing else."""
    given = [each.copy() for each in (x, y, patient)]
    losses = train(model, *given, num_epochs, patience)
    told = getattr(train, "changed_arguments", ())  # of a function that lives in another process
    for index, (name, before, after) in enumerate(zip(("x", "y", "patient"), (x, y, patient), given, strict=True), 1):
        require(
            index not in told and np.array_equal(before, after),
            f"the function changes the array it was given, {name}; make a new one instead.",
        )
    return losses


_ERRORS_OF_FIT = {
    "cardinality": "inputs and targets have different numbers of rows: what is left out of x is left out of y, too.",
    r"boolean index did not match": "a mask has another length than what it is asked of: it has one entry for each of the rows that it chooses from.",
    r"None values not supported|Data is expected to be in format": "validation_data is one pair, (inputs, targets), as they are.",
    r"'(?:list|tuple|ndarray)' object has no attribute 'set_model'|set_model\(\) missing": "callbacks=[...] is a list of callbacks, made with brackets: keras.callbacks.EarlyStopping(...).",
    r"cannot be interpreted as an integer|must be an integer|slice indices": "a position is a whole number: `//` divides to one.",
    r"KeyError.*val_loss": "nothing was recorded as val_loss: `fit` needs validation_data, and at least one row in it.",
    r"expected shape=\(None, 2\), found shape=\(None,\)|Expected shape \(None, 2\), but input has incompatible shape \(None,\)": "the model gets the targets in place of the inputs: pairs are (inputs, targets), in this order.",
}


def _visits(seed=0, visits=16, patients=0):
    """x of shape (n, 2), y of shape (n,) and whose visit each row is: sixteen that are chosen, or as many as asked for, by chance."""
    rng = np.random.default_rng(seed or 78)
    if patients:
        patient = rng.integers(0, patients, visits)
        return rng.normal(size=(visits, 2)) * [1.0, 20.0] + [5.0, 60.0], rng.normal(size=visits), patient
    x = np.round(np.column_stack([rng.normal(50, 12, 16), rng.normal(2, 0.5, 16)]), 1)
    patient = np.array([0, 1, 2, 3, 8, 5, 1, 6, 9, 7, 0, 4, 3, 8, 1, 9])
    return x, np.round(1.5 * rng.normal(size=16), 1), patient


def _model_with(*weights):
    """A model of Keras with these weights: two for a dense layer, four for two of them with a ReLU between."""
    from dl_course.frameworks import start_keras

    start_keras()  # PyTorch may be used in the same process
    import keras

    *hidden, output = [np.array(each) for each in weights[::2]]
    layers = [keras.layers.Dense(each.shape[1], "relu") for each in hidden]
    model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(output.shape[1])])
    model.set_weights([np.array(each) for each in weights])
    return model


def check_pretended_gains(pretended_gains) -> None:
    """Task 6: `pretended_gains(x, y, num_train, keep, counts)`, x (n, p), y (n,), gives one number for each count."""
    with task(6, "what a look at the new rows pretends") as done:
        x, y = _chance(1)
        with error_means(
            {
                "Incompatible dimensions|shapes .* not aligned|matmul": "weights and columns do not fit. The line has one weight for each column that was kept, and a bias: the new rows "
                "need the same columns, and the column of ones.",
                "operands could not be broadcast": "two arrays do not fit. Correlations and columns are counted in `count`, rows in num_train and the rest; the axis that sums over the rows is 0.",
            }
        ):
            gains = unchanged(pretended_gains, x, y, 24, 4, [4, 27, 278])
        require(
            gains is None or np.ndim(gains) == 1,
            "this is one number (or none for each count); there is one for each of the counts. Does the `return` stand inside the loop?",
        )
        compare(
            gains,
            KNOWN["pretended_gains"],
            hints=[
                "the difference is turned round: R² of the peeking selection minus that of the honest one.",
                "this is R² of the peeking selection alone; subtract that of the honest one.",
                "this is R² of the honest selection alone; subtract it from that of the peeking one.",
                "the columns with the largest correlation *with its sign* are kept; a strongly negative one says as much. Take its size.",
                "the covariance is taken for the correlation: it is large where a column is measured in small units. Divide by the deviations.",
                "the columns that go with y *least* are kept.",
                "R² is measured on the rows that the line was fitted on; measure it on the new ones.",
                "R² compares with the mean of the training targets; here it is the mean of the new ones, as in the formula.",
                "the line has no bias: it needs a column of ones.",
                "for the peeking selection the line is fitted on all rows, too. Only the selection peeks; both lines are fitted on the training rows.",
                "the honest selection is made by the new rows; it is made by the training rows.",
                "the peeking selection is made by the new rows alone; it is made by all rows.",
                "both selections are the same, so nothing can be gained. Which rows does each of them see, and are the numbers that argsort gives used to choose the columns?",
                "the selection looks at all columns each time; of the table only the first `count` columns are there.",
                "one column too few is there: the first `count` columns are x[:, :count].",
                "one column too many is kept.",
                "one column too few is kept.",
                "these are errors in place of R², their means or roots.",
                "this is the quotient of the two; asked for is the difference.",
                "this is the share of the squared correlation; R² is 1 minus the squares that are left, divided by those around the mean.",
                "the line is fitted on the new rows and measured on the training rows.",
            ],
            what="the gains from 4, 27 and 278 columns, with 24 of 40 rows to train on and 4 columns to keep,",
            besides="From 4 columns all 4 are kept, whoever selects: that gain is 0.",
        )
        compare(
            pretended_gains(x[:, ::-1], y[::-1], 15, 2, [50, 7]),
            KNOWN["pretended_gains.2"],
            hints=["4 columns are kept here as well; `keep` is 2.", "24 rows train here as well; num_train is 15."],
            what="the gains from 50 and 7 columns of another table, with 15 rows to train on and 2 columns to keep,",
        )
        done.what += ": chance pretends an R² larger by {:.2f} from 4 columns, {:.2f} from 27, {:.2f} from 278".format(
            *np.round(as_array(gains), 2) + 0.0
        )


def _chance(seed, n=40, p=300):
    """Columns in units of their own, and targets that have nothing to do with them."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, p)) * 10 ** rng.uniform(-1, 1, p) + rng.normal(size=p)
    return x, rng.normal(size=n)


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
