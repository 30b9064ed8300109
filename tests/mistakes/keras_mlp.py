"""Exercise 05: right answers, and the typical mistakes with a part of the hint that each must get."""

from itertools import pairwise

import numpy as np


def filled(medians, marks=lambda holes, filled: holes, join=lambda rows, holes: np.column_stack([rows, holes])):
    def answer(train, new):
        holes = np.isnan(new)
        rows = np.where(holes, medians(train, new), new)
        return join(rows, marks(holes, rows))

    return answer


def middle(train, new):
    return np.nanmedian(train, axis=0)


def fill_in_place(train, new):
    holes = np.isnan(new)
    for column in range(new.shape[1]):
        new[holes[:, column], column] = np.nanmedian(train[:, column])
    return np.column_stack([new, holes])


def middle_of(order, lower=0.5, upper=0.5):
    """Medians from `order(column)`, from the two values in the middle as they are weighted."""

    def medians(train, new):
        ordered = [order(column) for column in train.T]
        return np.array([lower * c[(len(c) - 1) // 2] + upper * c[len(c) // 2] for c in ordered])

    return medians


def without_holes(column):
    return column[~np.isnan(column)]


def found_no_hole(train, new):
    holes = new == np.nan  # never true, and that is the mistake
    return np.column_stack([np.where(holes, np.nanmedian(train, axis=0), new), holes])


def interleaved(rows, holes):
    return np.stack([rows, holes], axis=2).reshape(len(rows), -1)


def all_medians_at_once(train, new):
    filled = new.copy()
    filled[np.isnan(new)] = np.nanmedian(train, axis=0)
    return np.column_stack([filled, np.isnan(new)])


def encoded(categories, column_of=lambda word, known: known.index(word) if word in known else None):
    def answer(train, new):
        known = list(categories(train, new))
        columns = [column_of(word, known) for word in new]
        width = max([len(known), *(c + 1 for c in columns if c is not None)])
        return np.array([[float(k == c) for k in range(width)] for c in columns])

    return answer


def by_name(train, new):
    return sorted(set(train))


right_one_hot = encoded(by_name)


def as_numbers(train, new):
    known = by_name(train, new)
    return [known.index(word) if word in known else -1 for word in new]


def without_the_unknown(train, new):
    return right_one_hot(train, [word for word in new if word in train])


def with_nan(train, new):
    return np.array([row if row.any() else row * np.nan for row in right_one_hot(train, new)])


def one_list_repeated(train, new):
    known = by_name(train, new)
    rows = [[0] * len(known)] * len(new)
    for row, word in zip(rows, new, strict=True):
        if word in known:
            row[known.index(word)] = 1
    return rows


def row_not_emptied(train, new):
    known, rows = by_name(train, new), []
    row = [0] * len(known)
    for word in new:
        if word in known:
            row[known.index(word)] = 1
        rows.append(row.copy())
    return rows


def one_place_too_far(train, new):
    known, rows = by_name(train, new), []
    for word in new:
        row = np.zeros(len(known))
        if word in known:
            row[known.index(word) + 1] = 1
        rows.append(row)
    return rows


def sorts_the_given_list(train, new):
    train.sort()
    return right_one_hot(train, new)


def compares_a_list(train, new):
    return (new[:, None] == np.array(by_name(train, new))).astype(float)


def layers(sizes, bias=1):
    return [a * b + bias * b for a, b in pairwise(sizes)]


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def linear(z):
    return z


class Model:
    """What the check asks of a Keras model, in NumPy: wrong ones need no framework."""

    def __init__(self, sizes, activations=(relu, relu, linear), bias=True, alike=False):
        self.activations, self.arrays = activations, []
        for a, b in pairwise(sizes):
            weights = np.full((a, b), 0.1) if alike else np.linspace(-1, 1, a * b).reshape(a, b)
            self.arrays += [weights, np.zeros(b)] if bias else [weights]

    def count_params(self):
        return sum(array.size for array in self.arrays)

    def get_weights(self):
        return self.arrays

    def set_weights(self, arrays):
        self.arrays = arrays

    def __call__(self, x, training=False):
        for k, activation in enumerate(self.activations):
            x = activation(x @ self.arrays[2 * k] + self.arrays[2 * k + 1])
        return x


class NotBuilt(Model):
    def get_weights(self):
        return []


class Dropping(Model):
    def __call__(self, x, training=False):
        return super().__call__(x) * (1 - 0.5 * training)


class SameCountOtherLayers(Model):
    def get_weights(self):
        return self.arrays[::-1]


class WithMore(Model):
    """As if there were a BatchNormalization, which has four vectors."""

    def get_weights(self):
        return [*self.arrays, *np.ones((4, 5))]


def model(sizes, *activations, **more):
    return lambda num_inputs: Model([n or num_inputs for n in sizes], *([activations] if activations else []), **more)


def stop(
    better=lambda loss, best, before: loss < best, over=lambda wait, patience: wait >= patience, reset=True, last=None
):
    """An answer with its own rules for a new best, for when it is over, and for what is returned."""

    def answer(val_losses, patience):
        epoch, best_epoch, wait = 1, 1, 0
        for epoch in range(2, len(val_losses) + 1):
            loss, best, before = val_losses[epoch - 1], val_losses[best_epoch - 1], val_losses[epoch - 2]
            if better(loss, best, before):
                best_epoch, wait = epoch, wait * (not reset)
            else:
                wait += 1
            if over(wait, patience):
                break
        return last(epoch, best_epoch, val_losses) if last else (epoch, best_epoch)

    return answer


def waits(on_equal):
    """An answer that treats a loss as good as the best one in its own way."""

    def answer(val_losses, patience):
        best_epoch, wait = 1, 0
        for epoch, loss in enumerate(val_losses, start=1):
            best = val_losses[best_epoch - 1]
            if loss < best:
                best_epoch, wait = epoch, 0
            elif epoch > 1:
                wait = wait + 1 if loss > best else on_equal(wait)
            if wait == patience:
                break
        return epoch, best_epoch

    return answer


def at_the_first_rise(val_losses, patience):
    for i in range(1, len(val_losses)):
        if val_losses[i] > val_losses[i - 1]:
            return i + 1, i
    return len(val_losses), len(val_losses)


def nothing_if_it_never_stops(val_losses, patience):
    epoch, best = stop()(val_losses, patience)
    return (epoch, best) if epoch < len(val_losses) else None


def one_more_if_it_never_stops(val_losses, patience):
    epoch, waited, best = 1, 0, 1
    while epoch <= len(val_losses) and waited < patience:
        if val_losses[epoch - 1] < val_losses[best - 1] or epoch == 1:
            best, waited = epoch, 0
        else:
            waited += 1
        epoch += 1
    return epoch - (waited == patience), best


def begins_with_the_first(val_losses, patience):
    """The first loss is the best one from the start, so the first epoch brings no new best."""
    return begins_with(val_losses[0], 1)(val_losses, patience)


def counts_rises(val_losses, patience):
    best, waited = 1, 0
    for epoch in range(2, len(val_losses) + 1):
        if val_losses[epoch - 1] < val_losses[best - 1]:
            best = epoch
        waited = waited + 1 if val_losses[epoch - 1] >= val_losses[epoch - 2] else 0
        if waited == patience:
            break
    return (epoch, best) if len(val_losses) > 1 else (1, 1)


def begins_with(best, best_epoch):
    def answer(val_losses, patience):
        lowest, epoch_of_it, waited = best, best_epoch, 0
        for epoch, loss in enumerate(val_losses, start=1):
            if loss < lowest:
                lowest, epoch_of_it, waited = loss, epoch, 0
            else:
                waited += 1
            if waited == patience:
                break
        return epoch, epoch_of_it

    return answer


def less_the_patience(val_losses, patience):
    epoch, _ = stop()(val_losses, patience)
    return epoch, epoch - patience


def loss_and_epoch_exchanged(val_losses, patience):
    best, best_epoch, waited = float("inf"), 0, 0
    for loss, epoch in enumerate(val_losses, start=1):
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return epoch, best_epoch


def counts_first(val_losses, patience):
    best, best_epoch, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        waited += 1
        if waited == patience:
            break
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
    return epoch, best_epoch


def by_a_window(val_losses, patience):
    """Each window of as many losses as the patience against the loss before it."""
    for epoch in range(patience, len(val_losses)):
        if min(val_losses[epoch - patience + 1 : epoch + 1]) >= val_losses[epoch - patience]:
            return epoch + 1, epoch - patience + 1
    return len(val_losses), val_losses.index(min(val_losses)) + 1


def from_the_second_epoch(val_losses, patience):
    best, waited = 0, 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < val_losses[best]:
            best, waited = i, 0
        else:
            waited += 1
        if waited == patience:
            break
    else:
        i = len(val_losses)
        return i, best + 1 if i > 1 else 0
    return i + 1, best + 1


def keras():
    """Keras, imported once, as the exercise does it."""
    from dl_course import start_keras

    start_keras()
    import keras

    return keras


def fill_in_a_loop(train, new):
    from statistics import median

    table = []
    medians = [median(v for v in column if v == v) for column in train.T.tolist()]
    for row in new.tolist():
        filled = [m if v != v else v for v, m in zip(row, medians, strict=True)]
        table.append(filled + [int(v != v) for v in row])
    return table


def fill_in_float32(train, new):
    holes = np.isnan(new)
    filled = new.astype(np.float32)
    filled[holes] = np.broadcast_to(np.nanmedian(train, axis=0), new.shape)[holes]
    return np.hstack([filled, holes.astype(np.float32)])


def fill_in_torch(train, new):
    import torch

    train, new = torch.from_numpy(train), torch.from_numpy(new)
    medians = torch.nanquantile(train, 0.5, dim=0)
    return torch.cat([torch.where(new.isnan(), medians, new), new.isnan()], dim=1)


def fill_in_sklearn(train, new):
    from sklearn.impute import MissingIndicator, SimpleImputer

    marks = MissingIndicator(features="all").fit(train).transform(new)
    return np.hstack([SimpleImputer(strategy="median").fit(train).transform(new), marks])


def one_hot_of_whole_numbers(train, new):
    names = np.unique(train)
    return (np.array(new)[:, None] == names).astype(int)


def one_hot_in_torch(train, new):
    import torch

    names = sorted(set(train))
    table = torch.zeros(len(new), len(names))
    for i, word in enumerate(new):
        if word in names:
            table[i, names.index(word)] = 1
    return table


def one_hot_from_a_dict(train, new):
    names = sorted(set(train))
    rows = dict(zip(names, np.eye(len(names), dtype=np.float32), strict=True))
    return [rows.get(word, np.zeros(len(names), dtype=np.float32)) for word in new]


def one_hot_in_sklearn(train, new):
    from sklearn.preprocessing import OneHotEncoder

    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit([[word] for word in train])
    return encoder.transform([[word] for word in new])


def built_one_by_one(num_inputs):
    model = keras().Sequential()
    model.add(keras().Input(shape=(num_inputs,)))
    for units in (15, 5):
        model.add(keras().layers.Dense(units))
        model.add(keras().layers.ReLU())
    model.add(keras().layers.Dense(1, activation="linear"))
    return model


def built_functional(num_inputs):
    from keras import layers

    inputs = keras().Input((num_inputs,))
    hidden = layers.Dense(15, activation=keras().activations.relu)(inputs)
    hidden = layers.Dense(5, activation=keras().ops.relu)(hidden)
    return keras().Model(inputs, layers.Dense(1)(hidden))


def built_and_compiled(num_inputs):
    from keras import layers

    layer = layers.Dense(15, "relu", name="first")
    made = keras().Sequential([layers.InputLayer((num_inputs,)), layer, layers.Dense(5, "relu"), layers.Dense(1)])
    made.compile(optimizer="adam", loss="mse")
    return made


def built_then_called(num_inputs):
    from keras import layers

    made = keras().Sequential([layers.Dense(15, "relu"), layers.Dense(5, "relu"), layers.Dense(1)])
    made.build((None, num_inputs))
    return made


def built_as_a_class(num_inputs):
    from keras import layers

    class Network(keras().Model):
        def __init__(self):
            super().__init__()
            self.steps = [layers.Dense(15, "relu"), layers.Dense(5, "relu"), layers.Dense(1)]

        def call(self, x):
            for step in self.steps:
                x = step(x)
            return x

    made = Network()
    made(np.zeros((1, num_inputs), dtype=np.float32))
    return made


def built_with_input_that_is_no_tuple(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input(num_inputs), layers.Dense(15, activation="relu"), layers.Dense(1)])


def built_without_a_list(num_inputs):
    from keras import layers

    return keras().Sequential(keras().Input((num_inputs,)), layers.Dense(15, "relu"), layers.Dense(5), layers.Dense(1))


def built_with_a_list_in_the_list(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), [layers.Dense(15), layers.Dense(5)], layers.Dense(1)])


def built_for_whole_tables(num_inputs):
    from keras import layers

    hidden = [layers.Dense(15, "relu"), layers.Dense(5, "relu")]
    return keras().Sequential([keras().Input((None, num_inputs)), *hidden, layers.Dense(1)])


def built_with_units_as_text(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), layers.Dense("15"), layers.Dense("5"), layers.Dense("1")])


def built_with_an_activation_misspelt(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), layers.Dense(15, activation="rellu"), layers.Dense(1)])


def built_in_one_layer(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), layers.Dense(15, 5, 1)])


def built_without_units(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), layers.Dense(activation="relu"), layers.Dense(1)])


def built_with_an_unknown_argument(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), layers.Dense(15, relu=True), layers.Dense(1)])


def built_of_activations(num_inputs):
    from keras import layers

    return keras().Sequential([keras().Input((num_inputs,)), layers.ReLU(15), layers.ReLU(5), layers.Dense(1)])


def built_with_a_layer_not_called(num_inputs):
    from keras import layers

    inputs = keras().Input((num_inputs,))
    hidden = layers.Dense(5, "relu")(layers.Dense(15, "relu")(inputs))
    return keras().Model(hidden, layers.Dense(1))


def only_the_output(num_inputs):
    from keras import layers

    hidden = layers.Dense(15, "relu")(keras().Input((num_inputs,)))
    return layers.Dense(1)(layers.Dense(5, "relu")(hidden))


def built_into_the_class(num_inputs):
    made = keras().Sequential
    made.add(keras().layers.Dense(15, "relu"))
    return made


def built_without_quotes(num_inputs):
    return eval("layers.Dense(15, activation=relu)", {"layers": keras().layers})


def leaky(z):
    return np.where(z > 0, z, 0.2 * z)


def leaky_keras(z):
    return np.where(z > 0, z, 0.3 * z)


def elu(z):
    return np.where(z > 0, z, np.expm1(z))


def swish(z):
    return z * sigmoid(z)


def softplus(z):
    return np.log1p(np.exp(z))


def stop_in_numpy(val_losses, patience):
    losses = np.array(val_losses)
    for epoch in range(1, len(losses) + 1):
        best = losses[:epoch].argmin()
        if epoch - 1 - best == patience:
            break
    return np.array([epoch, best + 1])


def stop_in_torch(val_losses, patience):
    import torch

    losses = torch.tensor(val_losses)
    lowest = torch.cummin(losses, dim=0).values
    best = [int((losses[:epoch] == lowest[epoch - 1]).nonzero()[0]) + 1 for epoch in range(1, len(losses) + 1)]
    last = next((epoch for epoch in range(1, len(losses) + 1) if epoch - best[epoch - 1] >= patience), len(losses))
    return torch.tensor([last, best[last - 1]])


def stop_by_while(val_losses, patience):
    epoch, best_epoch, waited = 0, 0, 0
    while epoch < len(val_losses) and waited < patience:
        epoch += 1
        if best_epoch == 0 or val_losses[epoch - 1] < val_losses[best_epoch - 1]:
            best_epoch, waited = epoch, 0
        else:
            waited += 1
    return [epoch, best_epoch]


def stop_by_index(val_losses, patience):
    for epoch in range(1, len(val_losses) + 1):
        best = val_losses.index(min(val_losses[:epoch])) + 1
        if epoch - best >= patience:
            return epoch, best
    return epoch, best


def stop_in_float32(val_losses, patience):
    epoch, best = stop_in_numpy(val_losses, patience)
    return np.float32(epoch), np.float32(best)


def fill_in_pandas(train, new):
    import pandas as pd

    new = pd.DataFrame(new)
    return pd.concat([new.fillna(pd.DataFrame(train).median()), new.isna()], axis=1)


def one_hot_in_pandas(train, new):
    import pandas as pd

    return pd.get_dummies(pd.Categorical(new, categories=sorted(set(train))), dtype=float)


def one_hot_in_pandas_by_columns(train, new):
    import pandas as pd

    return pd.get_dummies(pd.Series(new)).reindex(columns=sorted(set(train)), fill_value=False).astype(int)


def most_frequent(train, new):
    columns = [[v for v in column if v == v] for column in train.T.tolist()]
    return np.array([max(column, key=column.count) for column in columns])


def whole_columns_filled(train, new):
    return np.column_stack([np.where(np.isnan(new).any(axis=0), middle(train, new), new), np.isnan(new)])


def first_hole_filled(train, new):
    """Of each row, that is."""
    holes = np.isnan(new)
    return np.column_stack([np.where(holes & (holes.cumsum(axis=1) == 1), middle(train, new), new), holes])


def holes_kept(train, new):
    holes = np.isnan(new)
    return np.column_stack([np.where(holes, new, middle(train, new)), holes])


def words_that(fits):
    return lambda train, new: [[int(fits(word, name)) for name in by_name(train, new)] for word in new]


def counted_in_train(train, new):
    return right_one_hot(train, new) * np.array([train.count(name) for name in by_name(train, new)])


def one_row_of(which):
    return lambda train, new: filled(middle)(train, new)[which]


def sparse_one_hot(train, new):
    from sklearn.preprocessing import OneHotEncoder

    return OneHotEncoder(handle_unknown="ignore").fit([[w] for w in train]).transform([[w] for w in new])


def built_in_torch(num_inputs):
    import torch

    return torch.nn.Sequential(torch.nn.Linear(num_inputs, 15), torch.nn.ReLU(), torch.nn.Linear(15, 1))


def built_of_one_layer_twice(num_inputs):
    layer = keras().layers.Dense(15, "relu")
    return keras().Sequential([keras().Input((num_inputs,)), layer, layer, keras().layers.Dense(1)])


def built_with(*between, **dense):
    """A model of Keras with layers of these names between the hidden ones."""

    def answer(num_inputs):
        from keras import layers

        more = [getattr(layers, name)(*args) for name, *args in between]
        hidden = [layers.Dense(15, "relu", **dense), *more, layers.Dense(5, "relu", **dense)]
        return keras().Sequential([keras().Input((num_inputs,)), *hidden, layers.Dense(1)])

    return answer


def built_past_the_first_layer(num_inputs):
    from keras import layers

    inputs = keras().Input((num_inputs,))
    layers.Dense(15, "relu")(inputs)
    return keras().Model(inputs, layers.Dense(1)(layers.Dense(5, "relu")(inputs)))


def built_with_the_class_of_an_activation(num_inputs):
    from keras import layers

    hidden = [layers.Dense(units, activation=layers.ReLU) for units in (15, 5)]
    return keras().Sequential([keras().Input((num_inputs,)), *hidden, layers.Dense(1)])


def built_with_a_layer_for_an_input(num_inputs):
    from keras import layers

    inputs, hidden = keras().Input((num_inputs,)), layers.Dense(15, "relu")
    return keras().Model(inputs, layers.Dense(1)(layers.Dense(5, "relu")(hidden)))


def built_with_forward(num_inputs):
    class Network(keras().Model):
        def forward(self, x):
            return x

    made = Network()
    made(np.zeros((1, num_inputs)))
    return made


def built_and_fitted(num_inputs):
    made = built_one_by_one(num_inputs)
    made.compile(loss="mean_square_error")
    made.fit(np.zeros((2, num_inputs)), np.zeros(2), verbose=0)
    return made


def gelu(z):
    from scipy.special import erf

    return z * (1 + erf(z / np.sqrt(2))) / 2


def relu6(z):
    return np.clip(z, 0, 6)


def selu(z):
    return 1.05070098 * np.where(z > 0, z, 1.67326324 * np.expm1(np.minimum(z, 0)))


def one_hot_by_index(train, new):
    names = by_name(train, new)
    rows = np.vstack([np.eye(len(names)), np.zeros(len(names))])
    return rows[[names.index(word) if word in names else -1 for word in new]]


def built_in_parts(num_inputs):
    from keras import layers

    hidden = keras().Sequential([layers.Dense(15, "relu"), layers.Dense(5, lambda z: keras().ops.maximum(z, 0))])
    return keras().Sequential([keras().Input((num_inputs,)), hidden, layers.Dense(1)])


def stop_in_windows(val_losses, patience):
    lowest = np.minimum.accumulate(val_losses)
    best = 1
    for epoch in range(1, len(lowest) + 1):
        best = epoch if epoch == 1 or lowest[epoch - 1] < lowest[epoch - 2] else best
        if epoch - best == patience:
            break
    return epoch, best


def forward(arrays, x):
    """What a network of one or two dense layers gives, and what comes out of its hidden layer before the ReLU."""
    hidden = x @ arrays[0] + arrays[1]
    return (hidden[:, 0], None) if len(arrays) == 2 else ((relu(hidden) @ arrays[2] + arrays[3])[:, 0], hidden)


def squares(arrays, x, y):
    return np.mean((forward(arrays, x)[0] - y) ** 2)


def descended(arrays, x, y, lr):
    """The arrays after one step of gradient descent on the mean squared error of all rows."""
    out, hidden = forward(arrays, x)
    slope = (2 * (out - y) / len(y))[:, None]
    if hidden is None:
        slopes = [x.T @ slope, slope.sum(axis=0)]
    else:
        before = (slope @ arrays[2].T) * (hidden > 0)
        slopes = [x.T @ before, before.sum(axis=0), relu(hidden).T @ slope, slope.sum(axis=0)]
    return [array - lr * change for array, change in zip(arrays, slopes, strict=True)]


def parted(patient):
    """Which rows train, and which validate."""
    first = 3 * len(patient) // 4
    return np.flatnonzero(~np.isin(patient[:first], patient[first:])), np.arange(first, len(patient))


def parted_by_rows(patient):
    first = 3 * len(patient) // 4
    return np.arange(first), np.arange(first, len(patient))


def taken_from_validation(patient):
    train, new = parted_by_rows(patient)
    return train, new[~np.isin(patient[new], patient[train])]


def moved_to_validation(patient):
    train, _ = parted(patient)
    return train, np.setdiff1d(np.arange(len(patient)), train)


def one_visit_each(patient):
    train, new = parted(patient)
    return train[np.unique(patient[train], return_index=True)[1]], new


def only_those_in_both(patient):
    train, new = parted_by_rows(patient)
    return train[np.isin(patient[train], patient[new])], new


def last_quarter_of_what_is_left(patient):
    train, new = parted(patient)
    left = np.concatenate([train, new])
    return left[: 3 * len(left) // 4], left[3 * len(left) // 4 :]


def trainer(
    parts=parted,
    rulers=lambda x, train, new: (x[train], x[train]),
    loss=squares,
    measured="new",
    watched="new",
    patience=lambda patience: patience,
    epochs=lambda epochs: epochs,
    keep=lambda best, last, behind, first: best,
    lr=0.1,
    give=lambda losses, best: losses,
    also=None,
    target=linear,
    ddof=0,
    over=0.0,
):
    """The training in NumPy, as Keras does it, with one thing done differently.

    Args:
        rulers: The rows that mean and deviation are measured on, for the training rows and for the new ones.
        keep: Which of the epochs' arrays the model is left with.
        also: A second split, by which the rows of the training are chosen for the ruler alone.
    """

    def train(model, x, y, patient, num_epochs, how_long):
        rows, new = parts(patient)
        y = target(y)
        one, other = rulers(x, also(patient)[0] if also else rows, new)
        mine = (x[rows] - one.mean(axis=0)) / one.std(axis=0, ddof=ddof)
        theirs = (x[new] - other.mean(axis=0)) / other.std(axis=0, ddof=ddof)
        arrays = [np.array(array, float) for array in model.get_weights()]
        lowest, waited, losses, kept, best = np.inf, 0, [], [arrays], 1
        for _ in range(epochs(num_epochs)):
            before = loss(arrays, mine, y[rows])
            arrays = descended(arrays, mine, y[rows], lr)
            now = {"train": before, "new": loss(arrays, theirs, y[new])}
            losses.append(float(now[measured]))
            kept.append(arrays)
            if now[watched] < lowest - over:
                lowest, waited, best = now[watched], 0, len(losses)
            else:
                waited += 1
            if waited >= patience(how_long):
                break
        chosen = keep(kept[best], kept[-1], kept[min(best + 1, len(kept) - 1)], kept[0])
        model.set_weights([np.array(array, dtype=np.float32) for array in chosen])
        return give(losses, best)

    return train


def best_kept_only_when_stopped(model, x, y, patient, num_epochs, patience):
    start = model.get_weights()
    losses = trainer()(model, x, y, patient, num_epochs, patience)
    if len(losses) == num_epochs:
        model.set_weights(start)
        trainer(keep=lambda best, last, *_: last)(model, x, y, patient, num_epochs, patience)
    return losses


def ruler_of_each(x, train, new):
    return x[train], x[new]


def ruler_of_all(x, train, new):
    return x, x


def no_ruler(x, train, new):
    unit = np.array([[-1.0] * x.shape[1], [1.0] * x.shape[1]])
    return unit, unit


def as_it_was(**changed):
    return trainer(
        **{"parts": parted_by_rows, "rulers": ruler_of_all, "watched": "train", "keep": lambda best, last, *_: last}
        | changed
    )


def absolute(arrays, x, y):
    return np.mean(np.abs(forward(arrays, x)[0] - y))


def forever(patience):
    return 10**6


def fitted(
    model,
    x,
    y,
    patient,
    num_epochs,
    patience,
    *,
    compiled=True,
    callbacks=None,
    data=lambda x, y: (x, y),
    batches=0,
    give=lambda history: history.history["val_loss"],
):
    """The training with Keras itself."""
    cut = len(x) * 3 // 4
    stays = ~np.isin(patient[:cut], patient[cut:])
    mean, std = x[:cut][stays].mean(axis=0), x[:cut][stays].std(axis=0)
    z = (x - mean) / std
    stop = keras().callbacks.EarlyStopping(monitor="val_loss", patience=patience, restore_best_weights=True)
    if compiled:
        model.compile(optimizer=keras().optimizers.SGD(learning_rate=0.1), loss="mse")
    history = model.fit(
        z[:cut][stays], y[:cut][stays], validation_data=data(z[cut:], y[cut:]), epochs=num_epochs, batch_size=batches or len(x),
        callbacks=[stop] if callbacks is None else callbacks(stop), verbose=0,
    )  # fmt: skip
    return give(history)


def fitted_epoch_by_epoch(model, x, y, patient, num_epochs, patience):
    """Early stopping by hand around train_on_batch; an array of losses, the ruler of scikit-learn."""
    from sklearn.preprocessing import StandardScaler

    number = len(x) - len(x) // 4
    theirs = set(patient[number:].tolist())
    rows = [i for i in range(number) if int(patient[i]) not in theirs]
    scaler = StandardScaler().fit(x[rows])
    train, new = scaler.transform(x[rows]), scaler.transform(x[number:])
    model.compile(keras().optimizers.SGD(0.1), loss=keras().losses.MeanSquaredError())
    losses, best = [], model.get_weights()
    for _ in range(num_epochs):
        model.train_on_batch(train, y[rows])
        losses.append(float(np.mean((np.asarray(model(new))[:, 0] - y[number:]) ** 2)))
        if losses[-1] == min(losses):
            best = model.get_weights()
        elif len(losses) - 1 - int(np.argmin(losses)) >= patience:
            break
    model.set_weights(best)
    return np.array(losses)


class Keeper:
    """Makes a callback of Keras that stops and keeps by itself."""

    def __new__(cls, patience):
        class Keeping(keras().callbacks.Callback):
            best, weights, waited = np.inf, None, 0

            def on_epoch_end(self, epoch, logs=None):
                if logs["val_loss"] < self.best:
                    self.best, self.weights, self.waited = logs["val_loss"], self.model.get_weights(), 0
                else:
                    self.waited += 1
                self.model.stop_training = self.waited >= patience

            def on_train_end(self, logs=None):
                self.model.set_weights(self.weights)

        return Keeping()


def fitted_by_a_callback(model, x, y, patient, num_epochs, patience):
    return tuple(fitted(model, x, y, patient, num_epochs, patience, callbacks=lambda stop: [Keeper(patience)]))


def fitted_as_columns(model, x, y, patient, num_epochs, patience):
    """Targets as a column, float32."""
    x, y = x.astype(np.float32), y.astype(np.float32)[:, None]
    return np.float32(fitted(model, x, y, patient, num_epochs, patience))


def fitted_a_copy(model, *rest):
    copy = Model([1, 1])
    copy.set_weights(model.get_weights())
    return trainer()(copy, *rest)


def fitted_with(**changed):
    return lambda *given: fitted(*given, **changed)


def fitted_without_the_rows_of_y(model, x, y, patient, num_epochs, patience):
    model.compile(optimizer="sgd", loss="mse")
    return model.fit(x[:4], y[:3], verbose=0).history["loss"]


def fitted_with_a_mask_too_long(model, x, y, patient, num_epochs, patience):
    cut = 3 * len(x) // 4
    return x[:cut][~np.isin(patient, patient[cut:])]


def cut_by_a_float(model, x, y, patient, num_epochs, patience):
    return x[: len(x) * 0.75]


def standardised_in_place(model, x, y, patient, num_epochs, patience):
    rows, _ = parted(patient)
    x -= x[rows].mean(axis=0)
    return trainer()(model, x, y, patient, num_epochs, patience)


def correlations(x, y):
    x, y = x - x.mean(axis=0), y - y.mean()
    return (x * y[:, None]).sum(axis=0) / np.sqrt((x**2).sum(axis=0) * (y**2).sum())


def strongest(x, y, keep):
    return np.argsort(-np.abs(correlations(x, y)))[:keep]


def share_explained(y, y_hat, centre=None):
    return 1 - np.sum((y - y_hat) ** 2) / np.sum((y - (y.mean() if centre is None else centre)) ** 2)


def gains(
    select=strongest,
    peeks=lambda num_train, n: slice(None),
    honest=lambda num_train, n: slice(num_train),
    bias=True,
    score=lambda y, y_hat, centre: share_explained(y, y_hat),
    together=lambda peeking, fair: peeking - fair,
    learn=lambda num_train, n: slice(num_train),
    judge=lambda num_train, n: slice(num_train, None),
    peeking_learn=None,
    columns=lambda count: count,
    kept=lambda keep: keep,
    give=np.array,
):
    """The experiment with one thing done differently."""

    def pretended_gains(x, y, num_train, keep, counts):
        n, found = len(y), []
        for count in counts:
            table, scores = x[:, : columns(count)], []
            for rows, more in ((peeks, peeking_learn), (honest, None)):
                chosen = table[:, select(table[rows(num_train, n)], y[rows(num_train, n)], kept(keep))]
                chosen = np.column_stack([chosen, np.ones(n)]) if bias else chosen
                train, new = (more or learn)(num_train, n), judge(num_train, n)
                w = np.linalg.lstsq(chosen[train], y[train], rcond=None)[0]
                scores.append(score(y[new], chosen[new] @ w, y[train].mean()))
            found.append(together(*scores))
        return give(found)

    return pretended_gains


def gains_in_sklearn(x, y, num_train, keep, counts):
    from sklearn.feature_selection import SelectKBest, f_regression
    from sklearn.linear_model import LinearRegression
    from sklearn.pipeline import make_pipeline

    def judged(model, table):
        return model.fit(table[:num_train], y[:num_train]).score(table[num_train:], y[num_train:])

    result = []
    for count in counts:
        table = x[:, :count]
        seen = SelectKBest(f_regression, k=keep).fit(table, y).transform(table)
        honest = make_pipeline(SelectKBest(f_regression, k=keep), LinearRegression())
        result.append(judged(LinearRegression(), seen) - judged(honest, table))
    return result


def gains_in_torch(x, y, num_train, keep, counts):
    import torch

    x, y = torch.from_numpy(x.copy()), torch.from_numpy(y.copy())

    def judged(table, rows):
        size = torch.corrcoef(torch.cat([table[rows].T, y[rows][None]]))[-1, :-1].abs()
        inputs = torch.cat([table[:, size.topk(keep).indices], torch.ones(len(y), 1, dtype=y.dtype)], dim=1)
        w = torch.linalg.lstsq(inputs[:num_train], y[:num_train, None]).solution[:, 0]
        left = y[num_train:] - inputs[num_train:] @ w
        return 1 - (left**2).sum() / ((y[num_train:] - y[num_train:].mean()) ** 2).sum()

    rows = torch.arange(len(y))
    return torch.stack([judged(x[:, :n], rows) - judged(x[:, :n], rows[:num_train]) for n in counts])


def gains_in_loops(x, y, num_train, keep, counts):
    """Plain loops over the columns, corrcoef, the normal equations of centred columns, a tuple of float."""

    def judged(count, rows):
        size = [abs(np.corrcoef(x[:rows, j], y[:rows])[0, 1]) for j in range(count)]
        chosen = sorted(range(count), key=lambda j: size[j])[count - keep :]
        a, b = x[:num_train][:, chosen], y[:num_train]
        w = np.linalg.pinv(a - a.mean(axis=0)) @ (b - b.mean())
        y_hat = (x[num_train:][:, chosen] - a.mean(axis=0)) @ w + b.mean()
        return 1 - np.mean((y[num_train:] - y_hat) ** 2) / np.var(y[num_train:])

    return tuple(float(judged(count, len(y)) - judged(count, num_train)) for count in counts)


def covariances(x, y, keep):
    return np.argsort(-np.abs(((x - x.mean(axis=0)) * (y - y.mean())[:, None]).sum(axis=0)))[:keep]


def first_of_the_order(x, y, keep):
    return np.sort(np.argsort(-np.abs(correlations(x, y))))[:keep]


def gains_returned_too_early(x, y, num_train, keep, counts):
    return gains()(x, y, num_train, keep, counts)[0]


def gains_changing_the_table(x, y, num_train, keep, counts):
    x -= x.mean(axis=0)
    return gains()(x, y, num_train, keep, counts)


def gains_without_columns_of_the_new(x, y, num_train, keep, counts):
    w = np.linalg.lstsq(np.column_stack([x[:num_train, :keep], np.ones(num_train)]), y[:num_train], rcond=None)[0]
    return [y[num_train:] - x[num_train:, :keep] @ w]


RIGHT = {
    "fill_missing": filled(middle),
    "one_hot": right_one_hot,
    "build_model": model([0, 15, 5, 1]),
    "stop_early": stop(),
    "train": trainer(),
    "pretended_gains": gains(),
}

ALSO_RIGHT = [
    ("fill_missing", fill_in_a_loop, "a loop in plain Python, lists"),
    ("fill_missing", fill_in_float32, "float32"),
    ("fill_missing", fill_in_sklearn, "scikit-learn"),
    ("fill_missing", lambda train, new: filled(middle)(train, new).tolist(), "lists"),
    ("one_hot", lambda train, new: [[int(word == name) for name in sorted(set(train))] for word in new], "lists of int"),
    ("one_hot", one_hot_of_whole_numbers, "vectorised, integers"),
    ("one_hot", one_hot_from_a_dict, "a list of float32 arrays"),
    ("one_hot", one_hot_in_sklearn, "scikit-learn"),
    ("one_hot", lambda train, new: tuple(map(tuple, right_one_hot(train, new).astype(np.uint8))), "tuples of uint8"),
    ("build_model", built_one_by_one, "layer by layer, activations as layers"),
    ("build_model", built_functional, "functional, activations as functions"),
    ("build_model", built_and_compiled, "InputLayer, compiled"),
    ("build_model", built_then_called, "built afterwards"),
    ("build_model", built_as_a_class, "a class of its own"),
    ("one_hot", one_hot_by_index, "rows of np.eye, taken by index"),
    ("build_model", built_in_parts, "a Sequential in a Sequential, a lambda"),
    ("stop_early", stop_in_windows, "the lowest loss so far"),
    ("stop_early", by_a_window, "a window as long as the patience"),
    ("stop_early", stop_in_numpy, "NumPy, an array for the pair"),
    ("stop_early", stop_by_while, "a while loop, a list for the pair"),
    ("stop_early", stop_by_index, "min and index"),
    ("stop_early", stop_in_float32, "a pair of np.float32"),
    ("train", fitted, "Keras, a mask"),
    ("train", fitted_epoch_by_epoch, "train_on_batch, stopped by hand, scikit-learn, an array"),
    ("train", fitted_by_a_callback, "a callback of its own, a tuple"),
    ("train", fitted_as_columns, "float32, targets as a column"),
    ("pretended_gains", gains_in_sklearn, "scikit-learn, a pipeline, a list"),
    ("pretended_gains", gains_in_loops, "loops, the pseudo-inverse, a tuple of float"),
    ("pretended_gains", gains(select=lambda x, y, keep: np.argpartition(correlations(x, y) ** 2, -keep)[-keep:]), "squared correlations, partitioned"),
    ("pretended_gains", gains(give=lambda found: np.float32(found).tolist()), "float32, a list"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("fill_missing", fill_in_torch, "PyTorch"),
    ("one_hot", one_hot_in_torch, "PyTorch"),
    ("stop_early", stop_in_torch, "PyTorch"),
    ("pretended_gains", gains_in_torch, "PyTorch"),
]

ALSO_RIGHT_PANDAS = [
    ("fill_missing", fill_in_pandas, "pandas"),
    ("one_hot", one_hot_in_pandas, "pandas, Categorical"),
    ("one_hot", one_hot_in_pandas_by_columns, "pandas, reindex"),
]

MISTAKES = [
    ("fill_missing", lambda train, new: filled(middle)(train, new).astype(int), "the digits after the point are cut off"),
    ("fill_missing", found_no_hole, "nan is equal to nothing"),
    ("fill_missing", filled(lambda train, new: np.median(train, axis=0)), "a median that skips holes"),
    ("fill_missing", filled(lambda train, new: np.nanmean(train, axis=0)), "these are the means"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(new, axis=0)), "medians of the new rows"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(np.concatenate([train, new]), axis=0)), "leaked into them"),
    ("fill_missing", filled(lambda train, new: 0.0), "filled with 0"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(train)), "one median for the whole table"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(train, axis=1)), "each of the seven training rows"),
    ("fill_missing", filled(lambda train, new: np.median(np.nan_to_num(train), axis=0)), "counted as 0"),
    ("fill_missing", filled(middle_of(np.sort)), "counted as the largest"),
    ("fill_missing", filled(middle_of(without_holes)), "as it stands"),
    ("fill_missing", filled(middle_of(lambda column: np.sort(without_holes(column)), 1, 0)), "takes one alone"),
    ("fill_missing", filled(middle_of(lambda column: np.sort(without_holes(column)), 0, 1)), "takes one alone"),
    ("fill_missing", filled(middle, join=lambda rows, holes: rows), "where the holes were are missing"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: ~holes), "turned round"),
    ("fill_missing", filled(middle, join=lambda rows, holes: np.column_stack([holes, rows])), "come first"),
    ("fill_missing", filled(middle, join=interleaved), "stands beside its column"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: np.isnan(rows)), "all 0"),
    ("fill_missing", filled(middle, join=lambda rows, holes: np.concatenate([rows, holes])), "stand below the filled rows"),
    ("fill_missing", filled(middle, join=lambda rows, holes: (rows, holes)), "come as a pair"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: holes.any(axis=1)), "there is one indicator for each row"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: holes[:, holes.any(axis=0)]), "has no indicator"),
    ("fill_missing", filled(middle, join=np.append), "one long row of numbers"),
    ("fill_missing", lambda train, new: filled(middle)(train, new[~np.isnan(new).any(axis=1)]), "rows with holes are left out"),
    ("fill_missing", lambda train, new: filled(middle)(train, train), "this is the training part; fill"),
    ("fill_missing", filled(middle, join=lambda rows, holes: np.hstack(rows, holes)), "np.hstack takes one list of arrays"),
    ("fill_missing", lambda train, new: np.column_stack([filled(middle)(train, new)[:, :4], np.isnan(train)]), "can be put together only if"),
    ("fill_missing", all_medians_at_once, "as many values as there are places"),
    ("fill_missing", filled(lambda train, new: np.median(train[~np.isnan(train).any(axis=1)], axis=0)), "rows without any hole"),
    ("fill_missing", filled(most_frequent), "the most frequent value"),
    ("fill_missing", holes_kept, "and what was no hole"),
    ("fill_missing", filled(middle, join=np.add), "are added to the values"),
    ("fill_missing", filled(middle, join=lambda rows, holes: np.concatenate(rows, holes)), "take one list of arrays"),
    ("fill_missing", one_row_of(0), "the first row alone"),
    ("fill_missing", one_row_of(-1), "the last row alone"),
    ("fill_missing", filled(lambda train, new: np.nanmax(train, axis=0)), "the largest or the smallest"),
    ("fill_missing", filled(lambda train, new: np.nanmin(train, axis=0)), "the largest or the smallest"),
    ("fill_missing", filled(lambda train, new: np.nanquantile(train, 0.75, axis=0)), "All indicators are right"),
    ("fill_missing", lambda train, new: np.column_stack([new, np.isnan(new)]), "the holes are still there: were"),
    ("fill_missing", lambda train, new: np.column_stack([new * ~np.isnan(new) + middle(train, new) * np.isnan(new), np.isnan(new)]), "the holes are still there: were"),
    ("fill_missing", whole_columns_filled, "whole columns are filled"),
    ("fill_missing", first_hole_filled, "The value in row 1 and column 2 is the first"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: holes.any(axis=0) | (holes & False)), "for a whole column"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: holes[:, ::-1]), "All filled columns are right"),
    ("fill_missing", fill_in_place, "changes the array"),
    ("fill_missing", lambda train, new: print(end=""), "Is the `return` missing?"),
    ("one_hot", encoded(lambda train, new: dict.fromkeys(train)), "Sort the categories"),
    ("one_hot", encoded(lambda train, new: sorted(set(train), reverse=True)), "Sort the categories"),
    ("one_hot", encoded(lambda train, new: sorted(set(train), key=len)), "Sort the categories"),
    ("one_hot", encoded(lambda train, new: sorted(set(new))), "come from the new rows"),
    ("one_hot", encoded(lambda train, new: sorted(set(train) | set(new))), "come from the new rows"),
    ("one_hot", as_numbers, "numbers of categories"),
    ("one_hot", encoded(by_name, lambda word, known: known.index(word) if word in known else 0), "the row of the unknown word"),
    ("one_hot", encoded(by_name, lambda word, known: min(np.searchsorted(known, word), 4)), "the row of the unknown word"),
    ("one_hot", encoded(by_name, lambda word, known: [*known, word].index(word)), "a column of its own"),
    ("one_hot", with_nan, "the row of the unknown word"),
    ("one_hot", lambda train, new: right_one_hot(train, new).T, "have changed places"),
    ("one_hot", lambda train, new: right_one_hot(train, train), "this is the training part; encode"),
    ("one_hot", without_the_unknown, "left out"),
    ("one_hot", encoded(lambda train, new: sorted(train)), "has got two columns"),
    ("one_hot", lambda train, new: right_one_hot(train, new)[:, 1:], "The first column is missing"),
    ("one_hot", lambda train, new: right_one_hot(train, new)[0], "the first row alone"),
    ("one_hot", lambda train, new: right_one_hot(train, new)[:1], "the first row alone"),
    ("one_hot", one_list_repeated, "one and the same list"),
    ("one_hot", row_not_emptied, "keeps the ones"),
    ("one_hot", lambda train, new: right_one_hot(train, new).ravel(), "only the shape is not"),
    ("one_hot", lambda train, new: right_one_hot(train, new).sum(axis=0), "are added up"),
    ("one_hot", lambda train, new: right_one_hot(train, new).astype(bool), "must be numbers, not True and False"),
    ("one_hot", encoded(by_name, lambda word, known: known.index(word)), "it stops with ValueError"),
    ("one_hot", lambda train, new: [np.eye(5)[{name: i for i, name in enumerate(by_name(train, new))}[word]] for word in new], "it stops with KeyError"),
    ("one_hot", lambda train, new: [[int(word == name) for name in sorted(train)] for word in new], "has got two columns"),
    ("one_hot", lambda train, new: right_one_hot(train, sorted(set(new))), "that comes twice has one row"),
    ("one_hot", words_that(lambda word, name: word in name), "The row of 'north' has several ones"),
    ("one_hot", words_that(lambda word, name: name in word), "The row of 'northwest' has several ones"),
    ("one_hot", words_that(lambda word, name: word[0] == name[0]), "The row of 'north' has several ones"),
    ("one_hot", counted_in_train, "There is an entry of 2"),
    ("one_hot", lambda train, new: np.where(right_one_hot(train, new) == 1, "1", "0"), "an array of words"),
    ("one_hot", lambda train, new: [[str(int(word == name)) for name in by_name(train, new)] for word in new], "a list of rows of words, such as '0'"),
    ("one_hot", lambda train, new: [[int(word == name or word not in train) for name in by_name(train, new)] for word in new], "the row of the unknown word"),
    ("one_hot", lambda train, new: right_one_hot(train, new).tolist()[-1], "the last row alone"),
    ("one_hot", lambda train, new: [row.tolist() if row.any() else 0 for row in right_one_hot(train, new)], "whose rows have different lengths, [5, 1, 5"),
    ("one_hot", lambda train, new: [[1 for name in by_name(train, new) if name == word] for word in new], "whose rows have different lengths, [1, 0, 1"),
    ("one_hot", one_place_too_far, "is asked for along axis 0, which has 5 entries"),
    ("one_hot", lambda train, new: np.column_stack([np.zeros(len(new)), right_one_hot(train, new)]), "The first column is too many"),
    ("one_hot", sparse_one_hot, ".toarray() makes an array"),
    ("one_hot", lambda train, new: [[int(by_name(train, new) == word) for _ in by_name(train, new)] for word in new], "compared with a whole list"),
    ("one_hot", lambda train, new: [int(by_name(train, new) == word) for word in new], "compared with a whole list"),
    ("one_hot", compares_a_list, "a list takes one index"),
    ("one_hot", sorts_the_given_list, "changes the list"),
    ("build_model", model([0, 15, 1]), "with 7 inputs: 15 and 1. Asked"),
    ("build_model", model([0, 5, 15, 1]), "with 7 inputs: 5, 15 and 1. Asked"),
    ("build_model", model([0, 15, 5]), "with 7 inputs: 15 and 5. Asked"),
    ("build_model", model([0, 15, 5, 1], bias=False), "a layer has no biases"),
    ("build_model", model([10, 15, 5, 1]), "fixed at 10"),
    ("build_model", model([0, 0, 15, 5, 1]), "with 7 inputs: 7, 15, 5 and 1. Asked"),
    ("build_model", lambda n: NotBuilt([n, 15, 5, 1]), "does not know its inputs"),
    ("build_model", model([0]), "has no weights yet"),
    ("build_model", model([0, 15, 5, 2]), "with 7 inputs: 15, 5 and 2. Asked"),
    ("build_model", lambda n: SameCountOtherLayers([n, 15, 5, 1]), "with 7 inputs: 1, 5 and 15. Asked"),
    ("build_model", model([0, 15, 15, 1]), "with 7 inputs: 15, 15 and 1. Asked"),
    ("build_model", built_into_the_class, "brackets make a model of it"),
    ("build_model", built_without_quotes, "takes the name of an activation in quotes"),
    ("build_model", lambda n: None, "Is the `return` missing"),
    ("build_model", lambda n: [15, 5, 1], "return the Keras model"),
    ("build_model", built_past_the_first_layer, "What leads to no output does not count"),
    ("build_model", model([0, 15, 5, 0]), "with 7 inputs: 15, 5 and 7. Asked"),
    ("build_model", lambda n: WithMore([n, 15, 5, 1]), "has no normalisation"),
    ("build_model", built_with(("LayerNormalization",)), "has no normalisation"),
    ("build_model", model([0, 15, 5, 1, 1], relu, relu, linear, linear), "15, 5, 1 and 1. Asked"),
    ("build_model", built_with_the_class_of_an_activation, "layers.ReLU is a layer"),
    ("build_model", built_with_a_layer_for_an_input, "Call each layer with what came out"),
    ("build_model", built_with_forward, "Keras calls the method `call`"),
    ("build_model", built_and_fitted, "Keras knows no loss mean_square_error"),
    ("build_model", built_with(kernel_initializer="zeros"), "begin with the same number"),
    ("build_model", model([0, 15, 5, 1], alike=True), "begin with the same number"),
    ("build_model", built_with(("Dropout", 0.3)), "leave dropout"),
    ("build_model", lambda n: Dropping([n, 15, 5, 1]), "leave dropout"),
    ("build_model", built_in_torch, "Received: a model of PyTorch"),
    ("build_model", built_of_one_layer_twice, "Is one layer used in two places?"),
    ("build_model", model([0, 15, 5, 1], gelu, gelu, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], relu6, relu6, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], selu, selu, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], relu, sigmoid, linear), "a sigmoid or a tanh"),
    ("build_model", model([0, 15, 5, 1], relu, np.tanh, linear), "a sigmoid or a tanh"),
    ("build_model", model([0, 15, 5, 1], sigmoid, relu, linear), "a sigmoid or a tanh"),
    ("build_model", model([0, 15, 5, 1], np.tanh, relu, linear), "a sigmoid or a tanh"),
    ("build_model", model([0, 15, 5, 1], linear, linear, linear), "one straight line"),
    ("build_model", model([0, 15, 5, 1], relu, linear, linear), "second hidden layer has no"),
    ("build_model", model([0, 15, 5, 1], linear, relu, linear), "first hidden layer has no"),
    ("build_model", model([0, 15, 5, 1], relu, relu, relu), "the output has a relu"),
    ("build_model", model([0, 15, 5, 1], relu, relu, sigmoid), "the output has a sigmoid"),
    ("build_model", model([0, 15, 5, 1], relu, relu, np.tanh), "the output has a tanh"),
    ("build_model", model([0, 15, 5, 1], relu, relu, softmax), "always 1"),
    ("build_model", model([0, 15, 5, 1], sigmoid, sigmoid, linear), "have a sigmoid"),
    ("build_model", model([0, 15, 5, 1], np.tanh, np.tanh, linear), "have a tanh"),
    ("build_model", model([0, 15, 5, 1], leaky, leaky, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], leaky_keras, leaky_keras, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], elu, elu, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], swish, swish, linear), "another relative of relu"),
    ("build_model", model([0, 15, 5, 1], softplus, softplus, linear), "another relative of relu"),
    ("build_model", built_with_input_that_is_no_tuple, "a comma makes one"),
    ("build_model", built_without_a_list, "takes one list of layers"),
    ("build_model", built_with_a_list_in_the_list, "each entry of the list must be a layer"),
    ("build_model", built_for_whole_tables, "where None is the number of rows"),
    ("build_model", built_with_units_as_text, "a whole number without quotes"),
    ("build_model", built_with_an_activation_misspelt, "Keras knows no activation"),
    ("build_model", built_in_one_layer, "Keras knows no activation"),
    ("build_model", built_without_units, "Dense needs its 'units'"),
    ("build_model", built_with_an_unknown_argument, "Dense knows no argument called relu"),
    ("build_model", built_of_activations, "layers.ReLU is an activation alone"),
    ("build_model", built_with_a_layer_not_called, "call each layer with the one before"),
    ("build_model", only_the_output, "keras.Model(inputs, outputs) makes a model"),
    ("stop_early", at_the_first_rise, "at the first epoch without a new best"),
    ("stop_early", stop(over=lambda wait, patience: wait >= 1), "at the first epoch without a new best"),
    ("stop_early", stop(last=lambda epoch, best, losses: (best, best)), "the first number is the best epoch, too"),
    ("stop_early", waits(on_equal=lambda wait: wait), "does not count as waiting here"),
    ("stop_early", waits(on_equal=lambda wait: 0), "sets the waiting back here"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, best - (epoch == 8))), "The last epoch that is run is right"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch - 1, best - 1)), "positions in the list"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch - 1, best)), "are counted from 0"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, best - 1)), "are counted from 0"),
    ("stop_early", one_more_if_it_never_stops, "the last one that is run is the seventh"),
    ("stop_early", stop(last=lambda epoch, best, losses: (best, epoch)), "in the wrong order: first the last"),
    ("stop_early", stop(last=lambda epoch, best, losses: (losses[epoch - 1], losses[best - 1])), "a loss is returned"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, losses[best - 1])), "a loss is returned"),
    ("stop_early", stop(last=lambda epoch, best, losses: (losses[best - 1], best)), "a loss is returned"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, epoch)), "not the last one"),
    ("stop_early", less_the_patience, "the last epoch less `patience`"),
    ("stop_early", loss_and_epoch_exchanged, "enumerate gives the number first"),
    ("stop_early", stop(over=lambda wait, patience: False), "nothing ever stops the training"),
    ("stop_early", stop(over=lambda wait, patience: 0 == wait == patience), "nothing ever stops the training"),
    ("stop_early", counts_first, "before that is looked at"),
    ("stop_early", stop(better=lambda loss, best, before: loss > best), "the one with the highest"),
    ("stop_early", lambda losses, patience: (1, 1), "after the first epoch"),
    ("stop_early", begins_with(1.0, 0), "is ever taken for a new best"),
    ("stop_early", begins_with(1000.0, 1), "is ever taken for a new best"),
    ("stop_early", stop(last=lambda epoch, best, losses: best), "return two numbers"),
    ("stop_early", nothing_if_it_never_stops, "nothing makes it stop"),
    ("stop_early", stop(better=lambda loss, best, before: loss < before), "the training goes on to the end"),
    ("stop_early", stop(over=lambda wait, patience: wait > patience), "too patient"),
    ("stop_early", stop(over=lambda wait, patience: wait + 1 >= patience), "too impatient"),
    ("stop_early", stop(reset=False), "it only adds up"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, losses.index(min(losses)) + 1)), "the future"),
    ("stop_early", lambda losses, patience: (min(losses.index(min(losses)) + 1 + patience, len(losses)), losses.index(min(losses)) + 1), "best loss of the whole list"),
    ("stop_early", stop(better=lambda loss, best, before: loss <= best), "is taken for a new best."),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, max(e for e in range(1, epoch + 1) if losses[e - 1] == losses[best - 1]))), "the first one is the best epoch"),
    ("stop_early", stop(over=lambda wait, patience: wait >= 3), "always 3"),
    ("stop_early", counts_rises, "the training goes on to the end"),
    ("stop_early", stop(over=lambda wait, patience: wait >= 2), "Is `patience` used as it is"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch + (epoch < len(losses)), best)), "epoch 9 is not run"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch - (epoch < len(losses)), best)), "that one is run"),
    ("stop_early", stop(last=lambda epoch, best, losses: (len(losses), best)), "the length of the list"),
    ("stop_early", lambda losses, patience: (losses.index(min(losses)) + 1 + patience, losses.index(min(losses)) + 1), "the last one that is run is the seventh"),
    ("stop_early", begins_with_the_first, "the waiting begins after it"),
    ("stop_early", stop(better=lambda loss, best, before: loss < best - 1e-3), "lower by very little"),
    ("stop_early", stop(better=lambda loss, best, before: round(loss, 2) < round(best, 2)), "lower by very little"),
    ("stop_early", stop(better=lambda loss, best, before: loss < best - 3e-5), "lower by very little"),
    ("stop_early", from_the_second_epoch, "one epoch is run"),
    ("train", as_it_was(), "as it was"),
    ("train", as_it_was(rulers=lambda x, train, new: (x[train], x[train])), "Whose visits are in both parts"),
    ("train", as_it_was(parts=parted), "measured on all rows"),
    ("train", trainer(rulers=ruler_of_all), "measured on all rows"),
    ("train", trainer(rulers=ruler_of_each), "a ruler of its own"),
    ("train", trainer(rulers=no_ruler), "nothing is standardised"),
    ("train", trainer(also=parted_by_rows), "rows that do not train any more"),
    ("train", trainer(parts=parted_by_rows), "Whose visits are in both parts"),
    ("train", trainer(parts=taken_from_validation), "taken out of the validation part"),
    ("train", trainer(parts=moved_to_validation), "moved from the training"),
    ("train", trainer(parts=one_visit_each), "only one visit of each patient"),
    ("train", trainer(parts=only_those_in_both), "Is the condition turned round"),
    ("train", trainer(parts=lambda patient: (np.arange(len(patient)), parted(patient)[1])), "also trains on the validation part"),
    ("train", trainer(parts=last_quarter_of_what_is_left), "the last quarter of all rows"),
    ("train", trainer(ddof=1), "divides by n - 1"),
    ("train", trainer(measured="train"), "this is the loss of the training rows"),
    ("train", trainer(give=lambda losses, best: [min(losses)]), "the best loss alone"),
    ("train", trainer(give=lambda losses, best: losses[1:]), "the best loss alone"),
    ("train", trainer(loss=absolute), "mean of the absolute errors"),
    ("train", trainer(lr=0.01), "the training is another one"),
    ("train", trainer(lr=0.001), "the training is another one"),
    ("train", trainer(target=lambda y: (y - y.mean()) / y.std()), "the targets are standardised"),
    ("train", trainer(target=lambda y: (y - y[parted(np.arange(16))[0]].mean()) / y[parted(np.arange(16))[0]].std()), "the targets are standardised"),
    ("train", trainer(watched="train"), "goes on to its last epoch"),
    ("train", trainer(watched="train", keep=lambda best, last, *_: last), "goes on to its last epoch"),
    ("train", trainer(patience=forever), "goes on to its last epoch"),
    ("train", trainer(patience=lambda patience: 1), "at the first epoch without a new best"),
    ("train", trainer(patience=lambda patience: patience + 1), "one epoch too long"),
    ("train", trainer(patience=lambda patience: patience - 1), "one epoch too short"),
    ("train", trainer(give=lambda losses, best: losses[:best]), "cut off after the best one"),
    ("train", trainer(keep=lambda best, last, *_: last), "keeps its last weights"),
    ("train", trainer(keep=lambda best, last, behind, first: first), "is as before"),
    ("train", fitted_a_copy, "is as before"),
    ("train", trainer(keep=lambda best, last, behind, first: behind), "behind the best one"),
    ("train", trainer(epochs=lambda epochs: 20), "num_epochs is 8 here"),
    ("train", best_kept_only_when_stopped, "where the epochs run out"),
    ("train", trainer(over=0.01), "Leave min_delta out"),
    ("train", trainer(give=lambda losses, best: None), "Is the `return` missing?"),
    ("train", trainer(give=lambda losses, best: losses[-1]), "one number is not enough"),
    ("train", trainer(give=lambda losses, best: {"val_loss": losses}), "this is all that was recorded"),
    ("train", lambda model, *rest: model, "this is the model"),
    ("train", standardised_in_place, "changes the array it was given, x"),
    ("train", fitted_with_a_mask_too_long, "a mask has another length"),
    ("train", fitted_without_the_rows_of_y, "is left out of y, too"),
    ("train", cut_by_a_float, "a position is a whole number"),
    ("train", fitted_with(compiled=False), "is compiled before it is trained"),
    ("train", fitted_with(callbacks=lambda stop: [keras().callbacks.EarlyStopping]), "made with brackets"),
    ("train", fitted_with(data=lambda x, y: x), "one pair"),
    ("train", fitted_with(data=lambda x, y: (x[:0], y[:0])), "at least one row in it"),
    ("train", fitted_with(data=lambda x, y: (y, x)), "in place of the inputs"),
    ("train", fitted_with(data=lambda x, y: None, callbacks=lambda stop: []), "`fit` needs validation_data"),
    ("train", fitted_with(batches=32), "are all of them in one batch"),
    ("train", fitted_with(give=linear), "what `fit` returns"),
    ("pretended_gains", gains(together=lambda peeking, fair: fair - peeking), "turned round"),
    ("pretended_gains", gains(together=lambda peeking, fair: peeking), "peeking selection alone; subtract"),
    ("pretended_gains", gains(together=lambda peeking, fair: fair), "honest selection alone; subtract"),
    ("pretended_gains", gains(select=lambda x, y, keep: np.argsort(-correlations(x, y))[:keep]), "with its sign"),
    ("pretended_gains", gains(select=covariances), "the covariance is taken"),
    ("pretended_gains", gains(select=lambda x, y, keep: np.argsort(np.abs(correlations(x, y)))[:keep]), "least"),
    ("pretended_gains", gains(judge=lambda num_train, n: slice(num_train)), "rows that the line was fitted on"),
    ("pretended_gains", gains(score=share_explained), "mean of the training targets"),
    ("pretended_gains", gains(bias=False), "the line has no bias"),
    ("pretended_gains", gains(peeking_learn=lambda num_train, n: slice(None)), "the line is fitted on all rows, too"),
    ("pretended_gains", gains(honest=lambda num_train, n: slice(num_train, None)), "honest selection is made by the new rows"),
    ("pretended_gains", gains(peeks=lambda num_train, n: slice(num_train, None)), "by the new rows alone"),
    ("pretended_gains", gains(honest=lambda num_train, n: slice(None)), "both selections are the same"),
    ("pretended_gains", gains(peeks=lambda num_train, n: slice(num_train)), "both selections are the same"),
    ("pretended_gains", gains(columns=lambda count: None), "looks at all columns each time"),
    ("pretended_gains", gains(columns=lambda count: count - 1), "one column too few is there"),
    ("pretended_gains", gains(kept=lambda keep: keep + 1), "one column too many"),
    ("pretended_gains", gains(kept=lambda keep: keep - 1), "one column too few is kept"),
    ("pretended_gains", gains(score=lambda y, y_hat, centre: np.mean((y - y_hat) ** 2)), "errors in place of R²"),
    ("pretended_gains", gains(score=lambda y, y_hat, centre: np.sqrt(np.mean((y - y_hat) ** 2))), "errors in place of R²"),
    ("pretended_gains", gains(together=lambda peeking, fair: peeking / fair), "the quotient"),
    ("pretended_gains", gains(score=lambda y, y_hat, centre: np.corrcoef(y, y_hat)[0, 1] ** 2), "squared correlation"),
    ("pretended_gains", gains(select=first_of_the_order), "both selections are the same"),
    ("pretended_gains", gains(learn=lambda num_train, n: slice(num_train, None), judge=lambda num_train, n: slice(num_train)), "fitted on the new rows"),
    ("pretended_gains", gains(kept=lambda keep: 4), "`keep` is 2"),
    ("pretended_gains", lambda x, y, num_train, keep, counts: gains()(x, y, 24, keep, counts), "num_train is 15"),
    ("pretended_gains", gains_returned_too_early, "inside the loop"),
    ("pretended_gains", gains_changing_the_table, "changes the array"),
    ("pretended_gains", gains_without_columns_of_the_new, "do not fit"),
    ("pretended_gains", lambda *given: print(end=""), "Is the `return` missing?"),
]  # fmt: skip
