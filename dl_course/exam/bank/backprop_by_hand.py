"""Lesson 03: losses, the chain rule, checking a gradient."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "Two ways to the result", section=3)
def two_ways(rng):
    while True:
        x, a, b = int(rng.integers(2, 7)), int(rng.integers(1, 8)), int(rng.integers(2, 8))
        p, q = x + a, b * x
        right, one, other, value, product = q + b * p, q, b * p, p * q, b * q * p
        if len({right, one, other, value, product, b}) == 6:
            break
    return Number(
        f"The graph of f is built by these three lines:\n\n```\np = x + {a}\nq = {b} * x\nf = p * q\n```\n\nWhat is df/dx at x = {x}?",
        answer=right,
        solution=f"There are two ways from x to f, with p = {p} and q = {q}. Over p the slopes are 1 and q: {one}. Over q they are {b} and p: "
        f"{b} · {p} = {other}. Multiply along a way, add over the ways: {one} + {other} = {right}.",
        wrong={
            "That is the way over p alone. x also moves q.": one,
            "That is the way over q alone. x also moves p.": other,
            "Slopes multiply along one way; over several ways they add.": product,
            "You multiplied the slopes of p and q. Each of them also passes the product, where its slope is the other factor.": b,
            "That is f itself.": value,
        },
    )


@question("combine", "A gradient on paper", section=4)
def gradient_on_paper(rng):
    while True:
        x1, x2 = [int(v) for v in rng.choice([-3, -2, 2, 3, 4, 5], 2)]
        w1, w2 = [int(v) for v in rng.choice([-2, -1, 1, 2, 3], 2)]
        v, c, y = int(rng.choice([-8, -6, -4, 4, 6, 8])), int(rng.integers(-3, 4)), int(rng.integers(-4, 5))
        b = -(w1 * x1 + w2 * x2)
        y_hat = v // 2 + c
        d = 2 * (y_hat - y)
        right = d * v / 4 * x1
        others = [right, -right, right / 2, right * 4, d * v * 0.5 * x1, right / x1, d / 4 * x1, d * 0.5]
        if d and b and len({round(value, 6) for value in others}) == len(others):
            break
    text = f"z = {w1}·x₁ + {w2}·x₂ + {b}\nh = σ(z)\nŷ = {v}·h + {c}\nL = (ŷ − y)²".replace("+ -", "− ").replace(
        "-", "−"
    )
    numbers = f"x₁ = {x1}, x₂ = {x2} and y = {y}".replace("-", "−")
    steps = (
        f"Forward: z = 0, h = σ(0) = 0.5, ŷ = {y_hat}. Backward: ∂L/∂ŷ = 2 · (ŷ − y) = {d}; times {v}, the weight of h, gives ∂L/∂h = {d * v}; "
        f"times h (1 − h) = 0.25 gives ∂L/∂z = {d * v / 4:g}; times x₁ = {x1} gives {right:g}. "
        "(If x₁ were 0, so would this be: a weight on an input that is always 0 never learns.)"
    )
    return Number(
        f"A network small enough for paper:\n\n```\n{text}\n```\n\nσ is the sigmoid. The first number in z is the weight w₁. What is ∂L/∂w₁ for {numbers}?",
        answer=right,
        solution=steps.replace("-", "−"),
        wrong={
            "The sign is wrong: the error is prediction minus target.": -right,
            "The factor 2 from the square is missing.": right / 2,
            "The slope of the sigmoid is missing: at z = 0 it is 0.25.": right * 4,
            "You multiplied by h. The slope of the sigmoid is h (1 − h).": d * v * 0.5 * x1,
            "That is ∂L/∂z, the gradient of the bias. For the weight one more slope is missing, the input.": right / x1,
            "The weight of h is missing: it lies on the way from the loss to z.": d / 4 * x1,
            "That is the gradient of the weight of h. The question is about w₁.": d * 0.5,
        },
    )


@question("choose", "How many passes backwards?", section=10)
def passes(rng):
    outputs, parameters = [("three", "2,000"), ("five", "50,000"), ("four", "10,000")][rng.integers(3)]
    return Choice(
        f"A network has {outputs} outputs and {parameters} parameters. For one example you need the gradient of *each* output with respect to all "
        "parameters. How many backward passes does that take?",
        right=f"{outputs}, one for each output",
        solution="Backwards, one pass answers for one output and all parameters. (Training needs one, as the loss is a single number.)",
        wrong={
            "one, as a pass gives all slopes there are": "A pass begins with one number and gives the slopes of that number. The outputs are several numbers; begun with "
            "all of them at once, it gives the gradient of their sum.",
            f"{parameters}, one for each parameter": "So it is with finite differences, or forwards. Backwards, all parameters are answered for at once.",
            "one for each layer": "One pass walks through all layers, from the end to the beginning.",
        },
    )


# Two moons, 200 points: 2-8-1 with tanh and sigmoid, plain descent with rate 0.2 on all points, seed 0.
_RUN = """step   loss   right, training examples
   0  -0.69      50 %
   5  -0.76      50 %
  10  -0.89      36 %
  15  -1.12      27 %
  20  -1.58      22 %
  25  -2.46      19 %"""


@question("diagnose", "A loss that falls beautifully", section=9)
def falls_beautifully(rng):
    return Choice(
        "A slide prints a loss for questions with yes (y = 1) or no (y = 0), where p is the probability of yes:\n\n"
        "`L = 1/n · Σ [ y · log(p) + (1 − y) · log(1 − p) ]`\n\n"
        f"A student types it in and trains a small network:\n\n```\n{_RUN}\n```\n\nWhere is the mistake?".replace(
            "-", "−"
        ).replace("|−", "|-"),
        right="In the formula: the minus in front is missing, so that the truth is made improbable",
        solution="The logarithm of a probability is at most 0, so a loss of it needs a minus. As it stands, L falls without end as the truth gets less probability, "
        "and training does what it is told: the loss falls, and right answers become wrong.",
        wrong={
            "In the formula: the second term is too much, as only log(p) counts": "Where y = 0 the truth got the probability 1 − p, so it needs its own "
            "term. And without it the loss would still be below 0.",
            "In the training: the learning rate is too large, so that each step lands higher up on the other side": "Then the loss would rise or swing. This one falls at "
            "every line.",
            "In the data: too few examples for the network, which learns them by heart": "Then more and more of the *training* examples would be right. Here ever fewer are.",
        },
    )


_PARTS = '''def gradient_in_parts(w, parts):
    """The gradient of the mean squared error over all examples of all parts.

    w: weights, a tensor that requires a gradient. parts: list of (x, y), all of the
    same size.
    """
    w.grad = None
    for x, y in parts:
        loss = ((x @ w - y) ** 2).mean()
        {}
    return {}
'''


@question("complete", "A batch in parts", section=9)
def batch_in_parts(rng):
    n, p, seed = int(rng.integers(3, 6)), int(rng.integers(2, 5)), int(rng.integers(1000))
    return Code(
        "A batch is too large for the memory. So it is taken in parts, one after the other, and PyTorch adds their gradients up in `w.grad`. Write what is missing in the "
        "loop, one or two lines, so that the result is the gradient of the mean over the whole batch.",
        given=_PARTS.format("...", "w.grad"),
        answer=_PARTS.format("(loss / len(parts)).backward()", "w.grad"),
        example="w = torch.zeros(1, requires_grad=True)\n"
        "first = torch.tensor([[1.0]]), torch.tensor([3.0])\n"
        "second = torch.tensor([[1.0]]), torch.tensor([5.0])\n"
        "# the whole batch: ((w - 3)² + (w - 5)²) / 2 has the slope -8 at w = 0\n"
        "assert_equal(gradient_in_parts(w, [first, second]), [-8])",
        tests=f"torch.manual_seed({seed})\n"
        f"for k in (1, 2, {n}):\n"
        f"    xs, ys = torch.randn(k, 6, {p}), torch.randn(k, 6)\n"
        f"    v = torch.randn({p}, requires_grad=True)\n"
        "    ((xs.flatten(0, 1) @ v - ys.flatten()) ** 2).mean().backward()\n"
        "    whole = v.grad.clone()\n"
        "    for _ in range(2):  # a second call gives the same\n"
        "        assert_equal(gradient_in_parts(v, list(zip(xs, ys))), whole, tolerance=1e-4)",
        solution="`backward()` adds to `.grad`, so the loop needs no sum of its own. The gradients of the parts add up to that of the *sum* of their losses; "
        "for the mean, each loss is divided by the number of parts.",
        wrong={
            "These are added up: the gradient of the sum of the parts' losses, and not of their mean.": _PARTS.format(
                "loss.backward()", "w.grad"
            ),
            "Only the last part is left: the reset stands inside of the loop.": _PARTS.format(
                "w.grad = None\n        loss.backward()", "w.grad"
            ),
            "The loss is a mean over its part already: divide by the number of parts, not of examples.": _PARTS.format(
                "(loss / len(x)).backward()", "w.grad"
            ),
        },
    )


_GRAPH = '''def gradients(graph):
    """The gradient of the last value with respect to every value of a graph.

    graph: list of (name, parents); each value comes after its parents. parents is a
    list of (name of the parent, local slope). A value that is used twice stands
    there twice.
    """
    gradient = {{name: 0.0 for name, _ in graph}}
    gradient[graph[-1][0]] = 1.0
    for name, parents in {}:
        for parent, slope in parents:
            gradient[parent] {} slope * gradient[name]
    return gradient
'''


@question("mend", "Eleven, not three", section=7)
def eleven(rng):
    a, b = int(rng.integers(2, 8)), int(rng.integers(2, 8))
    return Code(
        "The function walks through a graph from the end and passes gradients on. For f = x · x + w · x with x = 3 and w = 5 it should give df/dx = 11. "
        "It says 3. For graphs in which each value is used once its answers are right.",
        given=_GRAPH.format("reversed(graph)", "="),
        answer=_GRAPH.format("reversed(graph)", "+="),
        example='graph = [("x", []), ("w", []), ("q", [("x", 3.0), ("x", 3.0)]),\n'
        '         ("r", [("w", 3.0), ("x", 5.0)]), ("f", [("q", 1.0), ("r", 1.0)])]\n'
        'assert_equal(gradients(graph), {"x": 11, "w": 3, "q": 1, "r": 1, "f": 1})',
        tests=f'graph = [("x", []), ("p", [("x", {a}.0)]), ("q", [("x", {b}.0), ("p", 2.0)]), ("f", [("p", 3.0), ("q", -1.0)])]\n'
        f'assert_equal(gradients(graph), {{"x": {a} - {b}, "p": 1, "q": -1, "f": 1}})\n'
        f'assert_equal(gradients([("x", []), ("f", [("x", {a}.0)])]), {{"x": {a}, "f": 1}})\n'
        f'graph = [("x", []), ("y", []), ("f", [("x", {b}.0), ("x", {a}.0), ("y", 1.0)])]\n'
        f'assert_equal(gradients(graph), {{"x": {a + b}, "y": 1, "f": 1}})',
        solution="A value that is used more than once gets a gradient along each way, and these add up: `+=`. (The walk from the end makes sure that a value passes its gradient "
        "on only after all that it flows into have reported.)",
        wrong={
            "Slopes multiply along a way. Over several ways they add.": _GRAPH.format("reversed(graph)", "*="),
            "From the beginning a value passes its gradient on before it has it.": _GRAPH.format("graph", "+="),
        },
    )


@question("explain", "Why not train on the accuracy?", section=3)
def accuracy_as_loss(rng):
    return Explain(
        '"In the end only the share of right answers counts. So let us take it as the loss, with a minus in front, and train on that by gradient descent." Why '
        "does that not work, and what does the cross-entropy do better?",
        solution="The accuracy does not change when a weight moves a little, as long as no answer changes sides; there its slope is 0, and where an answer flips it jumps and has no "
        "slope. So the gradient is 0 nearly everywhere and tells no weight where to go. The cross-entropy changes with every small change of a probability: its slope, "
        "p − y for the score, says for each example in which direction and how hard to push, most of all where the network is sure and wrong.",
        look_for={
            "a small change of a weight mostly changes no answer, so the accuracy stays the same": 1,
            "so its slope is 0 nearly everywhere (and there is none at the jumps)": 1,
            "gradient descent lives on slopes: with slope 0 no weight moves": 1,
            "the cross-entropy changes smoothly with the probabilities, so it has a slope that says where to go": 1,
        },
    )
