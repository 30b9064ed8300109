"""Lesson 02: why a bend, forward passes, units that are dead."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


def _sum(*terms):
    """A sum as one writes it: (2, "h₁"), (-3, "") is 2 · h₁ − 3."""
    text = ""
    for number, name in terms:
        sign = "−" if number < 0 else "+"
        text += f" {sign} " if text else ("−" if number < 0 else "")
        text += name if name and abs(number) == 1 else f"{abs(number)} · {name}" if name else f"{abs(number)}"
    return text


@question("calculate", "Two units and a bend", section=3)
def two_units(rng):
    while True:
        x = [int(v) for v in rng.integers(1, 4, 2)]
        w = [[int(v) for v in rng.choice([-3, -2, -1, 1, 2, 3], 2)] for _ in range(2)]
        b = [int(v) for v in rng.choice([-2, -1, 1, 2], 2)]
        v, c = [int(v) for v in rng.choice([-4, -3, 2, 3, 4, 5], 2)], int(rng.choice([-3, -2, 1, 2]))
        z = [w[k][0] * x[0] + w[k][1] * x[1] + b[k] for k in range(2)]
        h = [max(0, value) for value in z]
        out = v[0] * h[0] + v[1] * h[1] + c
        no_bend = v[0] * z[0] + v[1] * z[1] + c
        size = v[0] * abs(z[0]) + v[1] * abs(z[1]) + c
        if z[0] * z[1] < 0 and out < 0 and len({out, no_bend, size, out - c, 0}) == 5:
            break
    sums = [_sum((w[k][0], "x₁"), (w[k][1], "x₂"), (b[k], "")) for k in range(2)]
    last = _sum((v[0], "h₁"), (v[1], "h₂"), (c, ""))
    show = [str(value).replace("-", "−") for value in (*z, out)]
    return Number(
        "A network has two hidden units with ReLU and one output without activation:\n\n"
        f"```\nh₁ = relu({sums[0]})\nh₂ = relu({sums[1]})\nŷ  = {last}\n```\n\n"
        f"What is ŷ for x₁ = {x[0]} and x₂ = {x[1]}?",
        answer=out,
        solution=f"The two sums are {show[0]} and {show[1]}, so h₁ = {h[0]} and h₂ = {h[1]}. The output is {last} = {show[2]}; it may be negative, "
        "as no ReLU follows.",
        wrong={
            "Without the ReLU it would be that. A unit with a negative sum says 0.": no_bend,
            "You took the size of a negative sum. ReLU makes it 0.": size,
            "There is no ReLU after the output: it may be negative.": 0,
            "The bias of the output is missing.": out - c,
        },
    )


@question("combine", "Two layers in one", section=1)
def collapsed_bias(rng):
    while True:
        w0, w1 = ([int(v) for v in rng.choice([-3, -2, 2, 3, 4], 2)] for _ in range(2))
        b0, b1 = [int(v) for v in rng.choice([-2, -1, 1, 2, 3], 2)], int(rng.choice([-5, -3, 2, 4, 6]))
        weight = w0[0] * w1[0] + w0[1] * w1[1]
        through = b0[0] * w1[0] + b0[1] * w1[1]
        bias, x = through + b1, int(rng.choice([2, 3, 10]))
        if len({bias, through, sum(b0) + b1, b1, weight, weight * x + bias}) == 6 and through != 0:
            break
    lines = f"h₁ = {_sum((w0[0], 'x'), (b0[0], ''))}\nh₂ = {_sum((w0[1], 'x'), (b0[1], ''))}\nŷ  = {_sum((w1[0], 'h₁'), (w1[1], 'h₂'), (b1, ''))}"
    minus = [str(value).replace("-", "−") for value in (weight, through, b1, bias)]
    return Number(
        f"Somebody has forgotten the activation between two layers:\n\n```\n{lines}\n```\n\n"
        "One neuron ŷ = w · x + b does the same for every x. What is its **bias** b?",
        answer=bias,
        solution=f"Put h₁ and h₂ into the last line. What stands with x is the weight, {minus[0]}. What stands alone is the bias: the biases of the first "
        f"layer, each times the weight that it passes, make {minus[1]}; with the {minus[2]} of the second layer that is {minus[3]}. In matrices: b₀ W₁ + b₁.",
        wrong={
            "The bias of the second layer is missing.": through,
            "The biases of the first layer pass the second, too: each is multiplied by its weight there.": sum(b0) + b1,
            "The biases of the first layer do not get lost: they pass the second layer.": b1,
            "That is the weight of the one neuron.": weight,
        },
    )


@question("choose", "Degrees below zero", section=7)
def relu_at_the_end(rng):
    low, high = [(-20, 35), (-15, 30), (-30, 25)][rng.integers(3)]
    return Choice(
        f"A network shall predict temperatures from {low} to {high} °C".replace("-", "−")
        + ". Somebody puts a ReLU after its output neuron. The targets stay in °C. What happens?",
        right="It never says less than 0, and where it says 0 no gradient tells it to learn",
        solution="relu(z) is never negative, so a frosty day gets at best a 0. And where the sum is negative, the slope of the ReLU is 0: from that day nothing is "
        "learned. For a number that may be anything, the output has no activation.",
        wrong={
            "Nothing: the layers before it can learn to make the output negative": "Whatever they learn, the last thing that happens is relu, and its result is never below 0.",
            "Hot days come out too low, as the ReLU squeezes large numbers": "That would be a sigmoid or a tanh. A positive sum passes a ReLU unchanged.",
            "The gradients vanish on all days, as the slope of a ReLU is small": "Where the sum is positive the slope is 1. It is 0 only where the sum is negative.",
        },
    )


# Two moons, times 2 and plus 20, not standardised: 2-32-1 with ReLU, plain descent with rate 0.1 in batches of 50, seed 1.
_RUN = """epoch  loss   right   silent units  largest gradient
                      (of 32)       of the hidden layer
    0  0.876   50 %        12            1.233
    1  0.611   81 %        29            0.370
    2  0.682   50 %        31            0.156
    3  0.693   50 %        32            0.000
    4  0.693   50 %        32            0.000
    5  0.693   50 %        32            0.000"""


@question("diagnose", "A flat line", section=6)
def flat_line(rng):
    return Choice(
        "A network with 32 hidden ReLU units learns to tell two classes of equal size apart. After each epoch somebody counts the *silent* units, those "
        f"that say 0 for **every** training example:\n\n```\n{_RUN}\n```\n\nWhat has happened?",
        right="All units have been pushed to where no example reaches them, so that no gradient brings them back",
        solution="A unit that is 0 for every example has the slope 0 for every example: it is dead. Steps that were too long for these inputs have killed all 32, and since then the "
        "gradient of the hidden layer is exactly 0. The output still learns its bias: one half for everybody, log 2 ≈ 0.693.",
        wrong={
            "The descent has arrived: at a minimum the gradient is 0": "After epoch 1 the loss was lower and 81 % were right. One half for each example is what "
            "it costs to know nothing: log 2.",
            "The learning rate is too small by now, so that the network hardly moves; with a larger one it would go on learning": "With a gradient of 0 a step is 0, "
            "whatever the rate. Longer steps have killed the units in the first place.",
            "The network learns by heart: it has too many units for its data, and each unit only knows a few examples": "Then more and more of the training "
            "examples would be right. Here it is half of them, a guess.",
        },
    )


_DEAD = '''def dead_units(x, weights, biases):
    """How many ReLU units of each hidden layer say 0 for every example.

    x: all examples, shape (n, inputs). weights[k] has the shape (inputs of layer k,
    its units), biases[k] the shape (units,). Returns a list with one number for
    each layer.
    """
    dead = []
    h = x
    for w, b in zip(weights, biases):
        {}
    return dead
'''


@question("complete", "Count the dead", section=6)
def count_the_dead(rng):
    n, units, seed = int(rng.integers(4, 9)), int(rng.integers(8, 14)), int(rng.integers(1000))
    return Code(
        "A loss does not move. To look for dead units, send all training examples through the hidden layers, each a weighted sum and a ReLU, and count in each layer "
        "the units that are 0 for every example. One to three lines.",
        given=_DEAD.format("..."),
        answer=_DEAD.format("h = np.maximum(0, h @ w + b)\n        dead.append(int((h == 0).all(axis=0).sum()))"),
        example="x = np.array([[1.0, 2.0], [3.0, -1.0]])\n"
        "weights = [np.array([[1.0, 1.0, -1.0], [0.0, -1.0, -1.0]])]\n"
        "biases = [np.array([0.0, 0.0, 0.0])]\n"
        "# the sums: [1, -1, -3] for the first example, [3, 4, -2] for the second\n"
        "assert_equal(dead_units(x, weights, biases), [1])",
        tests=f"dice = np.random.default_rng({seed})\n"
        f"sizes = [3, {units}, {units + 2}, 5]\n"
        "for _ in range(5):\n"
        f"    x = dice.normal(size=({n}, 3))\n"
        "    ws = [dice.normal(size=(a, b)) for a, b in zip(sizes, sizes[1:])]\n"
        "    bs = [dice.normal(size=b) - 1.5 for b in sizes[1:]]\n"
        "    wanted, a = [], x\n"
        "    for w_, b_ in zip(ws, bs):\n"
        "        a = (a @ w_ + b_) * (a @ w_ + b_ > 0)\n"
        "        wanted.append(sum(1 for unit in a.T if not unit.any()))\n"
        "    assert_equal(dead_units(x, ws, bs), wanted)",
        solution="Down the rows (axis 0) run the examples: `all(axis=0)` says for each unit whether it is 0 for all of them. A unit that is 0 for one example is not "
        "dead. The next layer sees the activations of this one.",
        wrong={
            "That counts examples for which no unit says anything: the axis is the other one.": _DEAD.format(
                "h = np.maximum(0, h @ w + b)\n        dead.append(int((h == 0).all(axis=1).sum()))"
            ),
            "Zero for one example is normal. Dead is zero for all of them.": _DEAD.format(
                "h = np.maximum(0, h @ w + b)\n        dead.append(int((h == 0).any(axis=0).sum()))"
            ),
            "The ReLU is missing: the next layer would see negative numbers.": _DEAD.format(
                "h = h @ w + b\n        dead.append(int((h <= 0).all(axis=0).sum()))"
            ),
        },
    )


_START = '''def start(inputs, units, rng):
    """Random weights for a layer before a ReLU: normal, of variance 2 / inputs.

    Their mean is 0, and their shape is (inputs, units).
    """
    return {}
'''


@question("mend", "A start for many layers", section=6)
def start_of_a_layer(rng):
    inputs, seed = int(rng.choice([50, 80, 100, 200])), int(rng.integers(1000))
    return Code(
        "Weights of variance 2 / inputs keep a signal alive through many layers with ReLU. With the function below it is gone after a few "
        "layers: each makes it several times smaller. (`rng.normal` draws with the standard deviation 1.)",
        given=_START.format("rng.normal(size=(inputs, units)) * 2 / inputs"),
        answer=_START.format("rng.normal(size=(inputs, units)) * np.sqrt(2 / inputs)"),
        example="w = np.asarray(start(200, 300, np.random.default_rng(0)))\n"
        "assert_equal(w.shape, (200, 300))\n"
        "assert abs(w.var() / 0.01 - 1) < 0.1, f'the variance is {w.var():.6f}, not 0.01'",
        tests="for inputs, units in (" + f"({inputs}, 400), (300, 50), (8, 2000)):\n"
        f"    w = np.asarray(start(inputs, units, np.random.default_rng({seed})))\n"
        "    assert_equal(w.shape, (inputs, units))\n"
        "    assert abs(w.mean()) < 0.05 * np.sqrt(2 / inputs)\n"
        "    assert abs(w.var() * inputs / 2 - 1) < 0.08\n"
        "    assert 0.63 < np.mean(np.abs(w) < w.std()) < 0.73",
        solution="A factor multiplies the standard deviation, and the variance by its square. So the factor is the root of the variance, √(2 / inputs).",
        wrong={
            "That is the right spread for as many units as inputs; what counts is how many numbers a sum has, the inputs.": _START.format(
                "rng.normal(size=(inputs, units)) * np.sqrt(2 / units)"
            ),
            "The 2 must be under the root, too: as it stands the variance is 4 / inputs.": _START.format(
                "rng.normal(size=(inputs, units)) * 2 / np.sqrt(inputs)"
            ),
            "1 / inputs fits tanh. A ReLU takes half of the mean square away.": _START.format(
                "rng.normal(size=(inputs, units)) / np.sqrt(inputs)"
            ),
        },
    )


@question("explain", "Are they dead?", section=6)
def are_they_dead(rng):
    share = [40, 55, 35, 60][rng.integers(4)]
    return Explain(
        f"During training, {share} % of the ReLU units of a network say 0 for the batch that somebody looks at. The loss is falling. "
        f'"{share} % of the network are dead", says a colleague. "We need leaky ReLU." What do you answer? Say what a dead unit is, why it harms, and what you would count.',
        solution="Zero for an example is what a ReLU is for: a unit may be silent for this batch and speak for others. Dead is a unit that says 0 for every "
        "example of the training set; then its slope is 0 everywhere, and it gets no gradient any more. So count the units that are 0 for all training examples. If these "
        "are few, nothing needs a cure, and the falling loss says the same; if many, look at the start and the learning rate first.",
        look_for={
            "zero for one example or one batch is normal; the units may be active for others": 1,
            "dead means zero for every training example": 1,
            "why that matters: slope 0 everywhere, so no gradient and no way back": 1,
            "count over the whole training set before changing anything": 1,
        },
    )
