"""Exercise 05: right answers, and the typical mistakes with a part of the hint that each must get."""

from itertools import pairwise

import numpy as np


def standardise(statistics):
    """An answer that takes mean and deviation from `statistics(train, new, rows)` for each of the two parts."""

    def answer(train, new):
        scaled = []
        for rows in (train, new):
            mean, std = statistics(train, new, rows)
            scaled.append((rows - mean) / np.where(std == 0, 1, std))
        return tuple(scaled)

    return answer


def moments(rows, **more):
    return rows.mean(axis=0), rows.std(axis=0, **more)


def divides_by_zero(train, new):
    return (train - train.mean(axis=0)) / train.std(axis=0), (new - train.mean(axis=0)) / train.std(axis=0)


def standardise_in_place(train, new):
    mean, std = train.mean(axis=0), train.std(axis=0)
    train -= mean
    return train / std, (new - mean) / std


right_scale = standardise(lambda train, new, rows: moments(train))


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
    """What the check asks of a Keras model, in NumPy: the tests need no framework."""

    def __init__(self, sizes, activations=(relu, relu, linear), bias=True, seed=0):
        dice = np.random.default_rng(seed)
        self.activations, self.arrays = activations, []
        for a, b in pairwise(sizes):
            self.arrays.append(dice.normal(0, 1, (a, b)))
            self.arrays += [np.zeros(b)] if bias else []

    def count_params(self):
        return sum(array.size for array in self.arrays)

    def get_weights(self):
        return self.arrays

    def predict(self, x, verbose=1):
        for k, activation in enumerate(self.activations):
            x = activation(x @ self.arrays[2 * k] + self.arrays[2 * k + 1])
        return x


class NotBuilt(Model):
    def count_params(self):
        raise ValueError("You tried to call `count_params`, but the model isn't built.")


class SameCountOtherLayers(Model):
    def get_weights(self):
        return self.arrays[::-1]


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


def nothing_if_it_never_stops(val_losses, patience):
    epoch, best = stop()(val_losses, patience)
    return (epoch, best) if epoch < len(val_losses) else None


RIGHT = {
    "standardise": right_scale,
    "fill_missing": filled(middle),
    "one_hot": right_one_hot,
    "count_parameters": lambda sizes: sum(layers(sizes)),
    "build_model": model([0, 15, 5, 1]),
    "stop_early": stop(),
}

ALSO_RIGHT = []

MISTAKES = [
    ("standardise", standardise(lambda train, new, rows: moments(rows)), "scaled by their own mean"),
    ("standardise", standardise(lambda train, new, rows: moments(np.concatenate([train, new]))), "leaked into the scale"),
    ("standardise", standardise(lambda train, new, rows: moments(train, ddof=1)), "divides by n - 1"),
    ("standardise", standardise(lambda train, new, rows: (train.mean(axis=0), np.ones(2))), "nothing is divided"),
    ("standardise", standardise(lambda train, new, rows: (train.mean(axis=0), train.var(axis=0))), "divided by the variance"),
    ("standardise", standardise(lambda train, new, rows: (0, train.std(axis=0))), "the mean is not subtracted"),
    ("standardise", standardise(lambda train, new, rows: (train.mean(), train.std())), "one mean for the whole table"),
    ("standardise", standardise(lambda train, new, rows: (train.min(axis=0), np.ptp(train, axis=0))), "to 0 to 1"),
    ("standardise", lambda train, new: (train, right_scale(train, new)[1]), "comes back as it was"),
    ("standardise", lambda train, new: right_scale(train, new)[1][0, 0], "return both parts"),
    ("standardise", divides_by_zero, "deviation 0"),
    ("standardise", standardise_in_place, "changes the array"),
    ("fill_missing", filled(lambda train, new: np.nanmean(train, axis=0)), "these are the means"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(new, axis=0)), "medians of the new rows"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(np.concatenate([train, new]), axis=0)), "leaked into them"),
    ("fill_missing", filled(lambda train, new: 0.0), "filled with 0"),
    ("fill_missing", filled(lambda train, new: np.median(train, axis=0)), "a median that skips holes"),
    ("fill_missing", filled(lambda train, new: np.nanmedian(train)), "one median for the whole table"),
    ("fill_missing", filled(middle, join=lambda rows, holes: rows), "where the holes were are missing"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: ~holes), "turned round"),
    ("fill_missing", filled(middle, join=lambda rows, holes: np.column_stack([holes, rows])), "come first"),
    ("fill_missing", filled(middle, marks=lambda holes, rows: np.isnan(rows)), "all 0"),
    ("fill_missing", lambda train, new: filled(middle)(train, train), "this is the training part; fill"),
    ("fill_missing", fill_in_place, "changes the array"),
    ("one_hot", encoded(lambda train, new: dict.fromkeys(train)), "order of appearance"),
    ("one_hot", encoded(lambda train, new: sorted(set(new))), "come from the new rows"),
    ("one_hot", encoded(lambda train, new: sorted(set(train) | set(new))), "come from the new rows"),
    ("one_hot", as_numbers, "numbers of categories"),
    ("one_hot", encoded(by_name, lambda word, known: known.index(word) if word in known else 0), "as the first category"),
    ("one_hot", encoded(by_name, lambda word, known: min(np.searchsorted(known, word), 2)), "as the last category"),
    ("one_hot", encoded(by_name, lambda word, known: [*known, word].index(word)), "a column of its own"),
    ("one_hot", lambda train, new: right_one_hot(train, new).T, "turned round"),
    ("one_hot", lambda train, new: right_one_hot(train, train), "this is the training part; encode"),
    ("one_hot", without_the_unknown, "left out"),
    ("one_hot", encoded(by_name, lambda word, known: known.index(word)), "it stops with ValueError"),
    ("count_parameters", lambda sizes: sum(layers(sizes, bias=0)), "the biases are missing"),
    ("count_parameters", lambda sizes: sum(layers(sizes)) + sizes[0], "the inputs have got biases"),
    ("count_parameters", lambda sizes: sum(layers(sizes, bias=0)) + len(sizes) - 1, "one bias a layer"),
    ("count_parameters", sum, "the number of units and inputs"),
    ("count_parameters", np.prod, "all multiplied"),
    ("count_parameters", lambda sizes: layers(sizes)[0], "the first layer alone"),
    ("count_parameters", lambda sizes: layers(sizes)[-1], "the last layer alone"),
    ("count_parameters", layers, "one by one"),
    ("build_model", model([0, 15, 1]), "hidden layer of 5 units is missing"),
    ("build_model", model([0, 5, 15, 1]), "in the wrong order"),
    ("build_model", model([0, 15, 5]), "output layer of 1 unit is missing"),
    ("build_model", model([0, 15, 5, 1], bias=False), "have no biases"),
    ("build_model", model([10, 15, 5, 1]), "fixed at 10"),
    ("build_model", model([0, 0, 15, 5, 1]), "a layer too many"),
    ("build_model", lambda n: NotBuilt([n, 15, 5, 1]), "does not know its inputs"),
    ("build_model", lambda n: SameCountOtherLayers([n, 15, 5, 1]), "but not the layers"),
    ("build_model", lambda n: None, "Is the `return` missing"),
    ("build_model", lambda n: [15, 5, 1], "return the Keras model"),
    ("build_model", model([0, 15, 5, 1], linear, linear, linear), "one straight line"),
    ("build_model", model([0, 15, 5, 1], relu, linear, linear), "second hidden layer has no"),
    ("build_model", model([0, 15, 5, 1], linear, relu, linear), "first hidden layer has no"),
    ("build_model", model([0, 15, 5, 1], relu, relu, relu), "the output has a relu"),
    ("build_model", model([0, 15, 5, 1], relu, relu, sigmoid), "the output has a sigmoid"),
    ("build_model", model([0, 15, 5, 1], relu, relu, softmax), "always 1"),
    ("build_model", model([0, 15, 5, 1], sigmoid, sigmoid, linear), "have a sigmoid"),
    ("build_model", model([0, 15, 5, 1], np.tanh, np.tanh, linear), "have a tanh"),
    ("stop_early", stop(better=lambda loss, best, before: loss < before), "the training goes on to the end"),
    ("stop_early", stop(over=lambda wait, patience: wait > patience), "too patient"),
    ("stop_early", stop(over=lambda wait, patience: wait + 1 >= patience), "too impatient"),
    ("stop_early", stop(reset=False), "it only adds up"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch - 1, best - 1)), "positions in the list"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, len(losses) if best == 5 else best)), "the future"),
    ("stop_early", lambda losses, patience: (losses.index(min(losses)) + 1 + patience, losses.index(min(losses)) + 1), "best loss of the whole list"),
    ("stop_early", stop(last=lambda epoch, best, losses: (best, epoch)), "in the wrong order: first the last"),
    ("stop_early", stop(last=lambda epoch, best, losses: (losses[epoch - 1], losses[best - 1])), "these are the losses"),
    ("stop_early", stop(last=lambda epoch, best, losses: best), "return two numbers"),
    ("stop_early", stop(better=lambda loss, best, before: loss <= best), "only as good as the best"),
    ("stop_early", stop(last=lambda epoch, best, losses: (epoch, max(e for e in range(1, epoch + 1) if losses[e - 1] == losses[best - 1]))), "the first one is the best epoch"),
    ("stop_early", nothing_if_it_never_stops, "nothing makes it stop"),
]  # fmt: skip
