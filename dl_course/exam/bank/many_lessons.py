"""Questions that need two or three lessons."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "A night of training")
def night(rng):
    while True:
        trials, folds, epochs = [10, 20, 30][rng.integers(3)], [4, 5][rng.integers(2)], [5, 10][rng.integers(2)]
        rows, batch = [400, 500, 600, 1000][rng.integers(4)], [32, 64, 100, 128][rng.integers(4)]
        train = rows - rows // folds
        if train % batch and math.ceil(train / batch) not in (math.ceil(rows / batch), folds):
            break
    each = math.ceil(train / batch)
    return Number(
        f"A search tries {trials} settings. Each is judged by {folds}-fold cross-validation on {rows:,} rows, and each network is trained for {epochs} epochs in "
        f"batches of {batch}. The last batch of an epoch may be smaller. How many updates of weights is that in all?",
        answer=trials * folds * epochs * each,
        solution=f"A network trains on {train} rows, as one fold of {rows // folds} is left out: {train} / {batch} = {train / batch:.4g}, so {each} batches an epoch. "
        f"{trials} · {folds} · {epochs} · {each} = {trials * folds * epochs * each:,}.",
        wrong={
            "One fold is left out to judge: a network does not train on all rows.": trials
            * folds
            * epochs
            * math.ceil(rows / batch),
            "The smaller batch at the end of an epoch is a batch, too.": trials * folds * epochs * (train // batch),
            "That is one training a setting. Each fold needs a network of its own.": trials * epochs * each,
            "An update comes after each batch, not after each epoch.": trials * folds * epochs,
        },
    )


@question("combine", "What Adam has to remember")
def adam_memory(rng):
    inputs, hidden, classes = (
        [1000, 2000, 500][rng.integers(3)],
        [20, 50, 100][rng.integers(3)],
        [2, 5, 10][rng.integers(3)],
    )
    weights = inputs * hidden + hidden * classes
    count = weights + hidden + classes
    return Number(
        f"A network has {inputs:,} inputs, a dense hidden layer of {hidden} units and {classes} outputs, with biases. It is trained with Adam. How many *bytes* do its "
        f"parameters, their gradients and Adam's own numbers take together, with 4 bytes a number?",
        answer=16 * count,
        solution=f"({inputs:,} + 1) · {hidden} + ({hidden} + 1) · {classes} = {count:,} parameters. Each has a gradient, and Adam keeps two running means for it, of the "
        f"gradient and of its square: four numbers of 4 bytes. 16 · {count:,} = {16 * count:,}.",
        wrong={
            "Two of four are missing. Adam remembers something about each parameter, and the gradients need a place, too.": 8
            * count,
            "One of four is missing: the parameters, their gradients, and the two running means that Adam keeps.": 12
            * count,
            "Those are the parameters alone (or all the numbers, but not their bytes).": 4 * count,
            "The biases are parameters, too.": 16 * weights,
        },
    )


@question("choose", "Three networks, one trick")
def shared(rng):
    return Choice(
        "A convolution slides over an image, a recurrent network reads a sentence, a Siamese network looks at two pictures. What do all three do?",
        right="They use the same weights several times, and add up the gradients of all uses.",
        solution="At every place, at every step, for both pictures: one set of weights. Each use is a way to the loss, and over several ways slopes add. So the number of "
        "parameters does not grow with the image, the sentence, or the number of pictures.",
        wrong={
            "They give the same answer when their input is moved.": "That is invariance, and none of the three promises it. A convolution's map moves along, "
            "and for a recurrent network the order matters.",
            "They have a set of weights for each place, step or picture, and average these sets.": "There is one set only, which is "
            "used again and again. So nothing has to be averaged.",
            "They learn without labels.": "A convolution or a recurrent network in a classifier learns from labels like any other layer. What is shared says "
            "nothing about the target.",
        },
    )


@question("diagnose", "Better on new rows")
def better_on_new(rng):
    return Choice(
        """A network with a dropout of 0.5 learns digits. Loss and answers of the training rows are added up batch by batch while an epoch runs; the validation rows are measured when the epoch is over, after `model.eval()`.

```
           training           validation
epoch    loss   right       loss   right
    1    2.13    36 %       1.92    67 %
    2    1.70    68 %       1.44    80 %
    4    0.92    82 %       0.71    91 %
    8    0.43    90 %       0.33    93 %
   12    0.31    91 %       0.23    94 %
```

A colleague says: "New rows cannot be easier. Something is wrong." What explains the numbers?""",
        right="The training rows were answered with dropout, and by earlier weights.",
        solution="Nothing is wrong. Half of the units were switched off, and most of the batches met a network that knew less than at the end of the epoch. Measured alike, after the last epoch "
        "and in eval mode, the training rows had a loss of 0.19 and 96 % right: better than the new ones, as usual.",
        wrong={
            "Some of the training rows are in the validation part, too: a leak.": "A leak can make the validation as good as the training. Measured alike it "
            "is not better: the two columns were not taken in the same way.",
            "It underfits: with so much dropout the network cannot learn its training rows.": "In eval mode it has 96 % of them right. The training column is "
            "low because dropout is on while it is taken.",
            "By chance the easier rows have come into the validation part, so split once more.": "With other splits it looks the same (we tried three). What differs "
            "is how the two columns are measured.",
        },
    )


@question("complete", "A ruler for each fold")
def folds(rng):
    k = int(rng.integers(3, 6))
    given = '''def cross_validated(x, y, k, fit):
    """Mean squared error on rows that were not learned from: the mean over k folds.

    `fit(x, y)` learns from rows and gives a function that predicts. It wants
    columns with mean 0 and standard deviation 1 (`std` of NumPy).
    """
    errors = []
    for fold in np.array_split(np.arange(len(x)), k):
        rest = np.setdiff1d(np.arange(len(x)), fold)
        mean, spread = ...
        predict = fit((x[rest] - mean) / spread, y[rest])
        errors.append(...)
    return np.mean(errors)
'''
    answer = given.replace("mean, spread = ...", "mean, spread = x[rest].mean(axis=0), x[rest].std(axis=0)").replace(
        "errors.append(...)", "errors.append(np.mean((predict((x[fold] - mean) / spread) - y[fold]) ** 2))"
    )
    return Code(
        "k-fold cross-validation without a leak. In each round the rows of `fold` are the new ones, and nothing about them may be used before they are "
        "predicted. They are measured with the same ruler as the others. Fill in the two places.",
        given=given,
        answer=answer,
        example="""def mean_of_y(x, y):
    return lambda new: np.full(len(new), y.mean())


x, y = np.arange(8.0).reshape(4, 2) ** 2, np.array([0.0, 0.0, 2.0, 2.0])
assert_equal(cross_validated(x, y, 2, mean_of_y), 4)
""",
        tests=f"""def nearest(x, y):
    assert_equal(x.mean(axis=0), [0, 0, 0])
    assert_equal(x.std(axis=0), [1, 1, 1])
    return lambda new: y[((new[:, None] - x[None]) ** 2).sum(axis=2).argmin(axis=1)]


def first_column(x, y):
    return lambda new: new[:, 0]


dice = np.random.default_rng({int(rng.integers(1000))})
x, y = dice.normal(size=(22, 3)) * [1, 10, 0.1] + 5, dice.normal(size=22)
for how_many in (2, {k}):
    by_hand = {{"nearest": [], "first": []}}
    for fold in np.array_split(np.arange(22), how_many):
        rest = [i for i in range(22) if i not in fold]
        a = (x[rest] - x[rest].mean(axis=0)) / x[rest].std(axis=0)
        b = (x[fold] - x[rest].mean(axis=0)) / x[rest].std(axis=0)
        by_hand["nearest"].append(np.mean((nearest(a, y[rest])(b) - y[fold]) ** 2))
        by_hand["first"].append(np.mean((b[:, 0] - y[fold]) ** 2))
    assert_equal(cross_validated(x, y, how_many, nearest), np.mean(by_hand["nearest"]))
    assert_equal(cross_validated(x, y, how_many, first_column), np.mean(by_hand["first"]))
""",
        solution="Mean and spread come from `rest` alone, anew in each round, and both parts are measured with them. The error is that of the rows in `fold`.",
        wrong={
            "The rows of the fold have helped to make the ruler: a leak, if mostly a small one.": answer.replace(
                "x[rest].mean(axis=0), x[rest].std(axis=0)", "x.mean(axis=0), x.std(axis=0)"
            ),
            "The error is that of the rows that were learned from.": answer.replace("x[fold]", "x[rest]").replace(
                "y[fold]", "y[rest]"
            ),
            "The new rows got no ruler: the model was fitted to standardised columns.": answer.replace(
                "predict((x[fold] - mean) / spread)", "predict(x[fold])"
            ),
        },
    )


@question("mend", "From the second epoch on")
def mode(rng):
    epochs = int(rng.integers(3, 6))
    given = '''def train(model, optimizer, batches, validation, epochs):
    """Trains on all batches in each epoch; gives the validation error after it."""
    errors = []
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            loss = F.mse_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            errors.append(F.mse_loss(model(validation[0]), validation[1]).item())
    return errors
'''
    return Code(
        "A network with dropout should be trained with it in every epoch, and measured without it. In the first epoch it is so. From the second one on the training "
        "loss is far lower, and the network overfits as if there were no dropout. No error appears. Mend the function.",
        given=given,
        answer=given.replace(
            "    model.train()\n    for _ in range(epochs):\n", "    for _ in range(epochs):\n        model.train()\n"
        ),
        example=f"""model = nn.Sequential(nn.Linear(2, 1), nn.Dropout(1.0))
# A dropout of 1: in train mode all is 0, and nothing can be learned.
model[0].weight.data[:], model[0].bias.data[:] = 1, 0
batch = (torch.ones(4, 2), torch.full((4, 1), 5.0))
sgd = torch.optim.SGD(model.parameters(), lr=0.1)
errors = train(model, sgd, [batch], batch, {epochs})
assert_equal(errors, [(2 - 5) ** 2] * {epochs})
""",
        tests="""for start_in_eval in (False, True):
    model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.BatchNorm1d(1), nn.Dropout(1.0))
    model.train(not start_in_eval)
    model[0].weight.data[:] = 3
    ones = torch.ones(5, 1)
    batches = [(torch.randn(3, 1), ones[:3]), (torch.randn(2, 1), ones[:2])]
    errors = train(model, torch.optim.SGD(model.parameters(), lr=0.25), batches, (ones, -ones), 3)
    assert model[1].num_batches_tracked == 6 and model[0].weight.item() == 3
    model.eval()
    assert_equal(len(errors), 3)
    assert_equal(errors[-1], F.mse_loss(model(ones), -ones), tolerance=1e-4)
model = nn.Linear(1, 1, bias=False)
model.weight.data[:] = 0
batches = [(torch.ones(3, 1), torch.ones(3, 1)), (torch.ones(2, 1), torch.ones(2, 1))]
validation = (torch.ones(5, 1), 2 * torch.ones(5, 1))
errors = train(model, torch.optim.SGD(model.parameters(), lr=0.25), batches, validation, 3)
assert_equal(errors, [(2 - 0.75) ** 2, (2 - 0.9375) ** 2, (2 - 0.984375) ** 2])
""",
        solution="`model.eval()` lasts until somebody says `model.train()`. It must be said at the beginning of *each* epoch, after every measurement.",
        wrong={
            "Now the validation rows are measured with dropout.": given.replace("        model.eval()\n", ""),
            "It is said after the last epoch only.": given.replace(
                "    return errors", "    model.train()\n    return errors"
            ),
        },
    )


@question("explain", "Few patients, many scans")
def few_patients(rng):
    patients, scans = [(108, 20), (90, 30), (120, 15)][rng.integers(3)]
    rare = patients // 3
    return Explain(
        f"A hospital has scans of two kinds of tumours: {patients} patients, about {scans} scans of each, {rare} patients with the rarer kind. A network is to tell them "
        f"apart. How do you split, what do you start training from, with which number do you judge, and against which rival?",
        solution="Split by patient, so that all scans of a patient are on one side, in folds, as there are few patients, and keep the share of the rare kind in each. Begin with "
        "a network that was trained on other images, frozen or fine-tuned, and compare with one from scratch. Report the balanced accuracy (or the errors of "
        "each kind), beside a simple rival: always the commoner kind has two thirds right, but a balanced accuracy of 50 %.",
        look_for={
            "All scans of a patient stay on one side of the split (grouped; in folds, as patients are few)": 1,
            "Transfer: begin with a trained network (frozen or fine-tuned), as there is little data": 1,
            "Accuracy hides the rare kind: balanced accuracy or the errors of each kind": 1,
            "A simple rival: always the commoner kind, a line, the nearest neighbour, or the network from scratch": 1,
        },
    )
