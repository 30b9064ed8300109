"""Lesson 07: PyTorch's tools, a recipe for debugging, and searches with a fair budget."""

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How many epochs does halving cost?", section=10)
def halving(rng):
    trials, keep, first, rungs = [
        (81, 3, 1, 5), (27, 3, 2, 4), (16, 2, 1, 5), (64, 4, 2, 4), (32, 2, 1, 4), (64, 4, 1, 4), (16, 2, 3, 4), (27, 3, 4, 3),
    ][rng.integers(8)]  # fmt: skip
    stops = [first * keep**i for i in range(rungs)]
    alive = [trials // keep**i for i in range(rungs)]
    new = [stop - before for stop, before in zip(stops, [0, *stops], strict=False)]
    answer = sum(a * b for a, b in zip(alive, new, strict=True))
    share = {2: "half", 3: "third", 4: "quarter"}[keep]
    return Number(
        f"Successive halving with {trials} trials. After {', '.join(map(str, stops[:-1]))} epochs the trials that are left are "
        f"compared, and the best {share} of them goes on, from where it stands. Who is left after that is trained up to "
        f"{stops[-1]} epochs. How many epochs are trained in all?",
        answer=answer,
        solution="At each stop the trials that are left, times the *new* epochs: "
        + " + ".join(f"{a} · {b}" for a, b in zip(alive, new, strict=True))
        + f" = {answer:,}. All to the end would be {trials} · {stops[-1]} = {trials * stops[-1]:,}.",
        wrong={
            "You began each trial anew after every stop. A trial goes on from where it stands: only its new epochs are paid.": sum(
                a * b for a, b in zip(alive, stops, strict=True)
            ),
            "That trains every trial to the end. Then nothing would have been stopped early.": trials * stops[-1],
            "You added up the epochs at the stops. At each of them, all trials that are left pay for their new epochs.": sum(
                stops
            ),
        },
    )


@question("combine", "Will one of the tries hit?", section=6)
def hits(rng):
    decades, tries = int(rng.integers(3, 6)), int(rng.integers(2, 5))
    low, near = f"0.{'0' * (decades - 1)}1", [0.01, 0.001, 0.01][decades - 3]
    share, evenly = 1 / decades, 9 * near / (1 - float(low))
    return Number(
        f"A network learns well with a learning rate between {near:g} and {10 * near:g}, and badly elsewhere. You do not know "
        f"that. You draw {tries} rates between {low} and 1 at random, each for itself, evenly on a *logarithmic* scale. How "
        f"probable is it that at least one of them is good? (A number between 0 and 1.)",
        answer=1 - (1 - share) ** tries,
        solution=f"From {low} to 1 there are {decades} factors of ten, and the good rates fill one: a draw hits with "
        f"1/{decades}. All of them miss with ({decades - 1}/{decades}){'⁰¹²³⁴'[tries]}, so the answer is 1 − {(1 - share) ** tries:.4g} = "
        f"{1 - (1 - share) ** tries:.3g}.",
        wrong={
            "You drew the rates evenly, not their exponents. On a logarithmic scale every factor of ten has the same share.": 1
            - (1 - evenly) ** tries,
            "You added the chances up. Two draws may both hit, and then the sum counts twice: ask how probable it is that all miss.": tries
            / decades,
            "That is the chance that all of them miss.": (1 - share) ** tries,
            "That is the chance of a single draw.": share,
            "That is the chance that all of them hit. One is enough.": share**tries,
        },
    )


@question("choose", "A batch that will not be learned", section=5)
def one_batch(rng):
    classes, loss = [(10, 2.30), (20, 3.00), (50, 3.91), (100, 4.61)][rng.integers(4)]
    return Choice(
        f"A network for {classes} classes is trained on one batch of 16 images, always the same, for 500 steps. The cross-entropy begins "
        f"at {loss:.2f}, and after the 500 steps it is {loss:.2f}. (ln {classes} = {loss:.2f}.) What follows?",
        right="The code is wrong, or the learning rate is far from a good one.",
        solution=f"{loss:.2f} is the price of guessing, so nothing was learned. A network has more weights than 16 images need and could learn "
        "them by heart. If it does not, look at the shapes, at the parameters that the optimizer holds, at `zero_grad`, then at the rate.",
        wrong={
            "It has too few images. With thousands of them the same code would learn.": "16 images are easier than thousands: "
            "they can be learned by heart. Who fails here has another trouble.",
            "The labels were shuffled apart from their images.": "Shuffled labels of 16 images can be learned by heart like any "
            "others. This test does not see them; the validation rows do.",
            "The network is overfitting. It needs a larger weight decay or fewer weights.": "Then the loss of these 16 images "
            "would be near 0, as they are what it is trained on.",
        },
    )


@question("diagnose", "A loss that swings", section=5)
def swings(rng):
    return Choice(
        """A line is fitted to 200 rows by plain gradient descent, all rows in each step. Least squares, by formula, reach a loss of 0.24. Two runs with their losses:

```
step          0     5    10    15    20    25    30    35    40
rate 0.04  1.31  0.30  1.06  0.79  0.57  1.04  0.64  0.75  0.94
rate 0.01  1.31  0.85  0.32  0.46  1.00  1.16  0.83  0.51  0.54
```

What is wrong?""",
        right="`optimizer.zero_grad()` is missing.",
        solution="Each step still holds the gradients of all steps before it, so the weights run through the valley and up the other side, "
        "again and again. A smaller rate cures nothing: it only makes the swings slower, here half as fast at a quarter of the rate.",
        wrong={
            "The rate is too high: a smaller one would end the swings.": "A quarter of the rate swings as high, only more slowly. And a rate "
            "that is too high makes the loss grow from the first steps on.",
            "The rows of a batch are drawn at random, and their noise shakes the loss.": "All rows are in each step, so nothing is drawn. And "
            "noise has no rhythm that slows down with the rate.",
            "`loss.backward()` is missing.": "Then there would be no gradient, no step, and the loss would stay at 1.31.",
        },
    )


_AHEAD = '''import copy


def look_ahead(net, optimizer, x, y, steps):
    """The loss after so many more steps. Afterwards all is as it was before.

    That is true of the weights, and of what the optimizer remembers.
    """
    {kept}
    for _ in range(steps):
        loss = F.mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        loss = F.mse_loss(net(x), y).item()
    net.load_state_dict(kept["net"])
    optimizer.load_state_dict(kept["optimizer"])
    return loss
'''


@question("complete", "A checkpoint", section=4)
def checkpoint(rng):
    return Code(
        "Before it goes on, somebody tries out what some more steps would bring, and comes back to where the training stands now. "
        "So all that the steps change must be kept first: write what `kept` is. The last lines show which names are wanted.",
        given=_AHEAD.format(kept="kept = ..."),
        answer=_AHEAD.format(
            kept='now = {"net": net.state_dict(), "optimizer": optimizer.state_dict()}\n    kept = copy.deepcopy(now)'
        ),
        example="""x, y = torch.ones(4, 2), torch.ones(4, 1)
net = nn.Linear(2, 1)
adam = torch.optim.Adam(net.parameters(), lr=0.1)
before = net.weight.tolist()
assert_equal(look_ahead(net, adam, x, y, 0), F.mse_loss(net(x), y))
look_ahead(net, adam, x, y, 5)
assert net.weight.tolist() == before, "the weights have moved"
""",
        tests=f"""def plain(net, optimizer, x, y, steps):
    for _ in range(steps):
        optimizer.zero_grad()
        F.mse_loss(net(x), y).backward()
        optimizer.step()
    return [p.detach().clone() for p in net.parameters()], F.mse_loss(net(x), y).item()


x, y = torch.arange(12.0).reshape(4, 3) / 10, torch.tensor([[1.0], [0.0], [2.0], [1.0]])
for kind, more in ((torch.optim.Adam, {{}}), (torch.optim.SGD, {{"momentum": 0.9}})):
    nets = [nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)) for _ in range(3)]
    for other in nets[1:]:
        other.load_state_dict(nets[0].state_dict())
    optimizers = [kind(net.parameters(), lr=0.05, **more) for net in nets]
    now = [plain(net, optimizer, x, y, {int(rng.integers(2, 6))}) for net, optimizer in zip(nets, optimizers)][0][0]
    ahead = look_ahead(nets[0], optimizers[0], x, y, 4)
    assert all(torch.equal(a, b) for a, b in zip(now, nets[0].parameters()))
    assert_equal(ahead, plain(nets[1], optimizers[1], x, y, 4)[1], tolerance=1e-4)
    on, also = plain(nets[0], optimizers[0], x, y, 3)[0], plain(nets[2], optimizers[2], x, y, 3)[0]
    for a, b in zip(on, also):  # the same training goes on
        assert_equal(a, b)
""",
        solution="A `state_dict` is a window to the numbers of now, no photograph: it needs `copy.deepcopy`. And an optimizer has numbers of "
        "its own, Adam's running means or the momentum: without them another training goes on.",
        wrong={
            "A `state_dict` without a copy goes on with the training.": _AHEAD.format(
                kept='kept = {"net": net.state_dict(), "optimizer": optimizer.state_dict()}'
            ),
            "`dict(...)` copies the names. The tensors are the same ones.": _AHEAD.format(
                kept='kept = {"net": dict(net.state_dict()), "optimizer": dict(optimizer.state_dict())}'
            ),
            "The weights are kept. But what the optimizer remembers has moved on.": _AHEAD.format(
                kept='kept = {"net": copy.deepcopy(net.state_dict()), "optimizer": optimizer.state_dict()}'
            ),
        },
    )


@question("mend", "Layers that never learn", section=2)
def lost_layers(rng):
    inputs, width = int(rng.integers(3, 9)), int(rng.integers(5, 12))
    given = '''class Net(nn.Module):
    """Dense layers with ReLU, as many as there are widths, then one number a row,
    shape (n,)."""

    def __init__(self, inputs, widths):
        super().__init__()
        self.hidden = []
        for width in widths:
            self.hidden.append(nn.Linear(inputs, width))
            inputs = width
        self.last = nn.Linear(inputs, 1)

    def forward(self, x):
        for layer in self.hidden:
            x = torch.relu(layer(x))
        return self.last(x)[:, 0]
'''
    own = inputs * width + width + width + 1
    return Code(
        f"`Net({inputs}, [{width}])` should have {own} parameters. An optimizer that was given `net.parameters()` trains it, without an error, and "
        f"only badly: {width + 1} parameters move, all the others stay as they were at the start. Mend the class.",
        given=given,
        answer=given.replace("self.hidden = []", "self.hidden = nn.ModuleList()"),
        example=f"""net = Net({inputs}, [{width}])
assert_equal(net(torch.zeros(2, {inputs})).shape, (2,))
assert_equal(sum(p.numel() for p in net.parameters()), {own})
""",
        tests="""from dl_course.checks.autograd import gradient_reaches, output

for inputs, widths, expected in ((2, [3], 13), (4, [5, 6], 68), (3, [], 4), (2, [2, 2, 2], 21)):
    net = Net(inputs, widths)
    assert_equal(sum(p.numel() for p in net.parameters()), expected)
    assert_equal(net(torch.randn(7, inputs)).shape, (7,))
    assert all(gradient_reaches(net, np.ones((7, inputs)) / 10 + np.arange(7)[:, None]))
dice = np.random.default_rng(1)
weights = [dice.normal(size=shape) for shape in ((3, 2), (4, 3), (1, 4))]
biases = [dice.normal(size=size) for size in (3, 4, 1)]
x = h = dice.normal(size=(6, 2))
for w, b in zip(weights, biases):
    z = h @ w.T + b
    h = np.maximum(z, 0)
assert_equal(output(Net(2, [3, 4]), x, [*weights, *biases]), z[:, 0])
""",
        solution="PyTorch looks at the attributes of a module, and not into a plain list. In an `nn.ModuleList` (or an `nn.Sequential`) it finds "
        "the layers. To print the number of parameters once would have shown it.",
        wrong={
            "A tuple is no better than a list: PyTorch does not look into it.": given.replace(
                "        self.last =", "        self.hidden = tuple(self.hidden)\n        self.last ="
            ),
            "Only the last hidden layer is an attribute now.": given.replace(
                "        self.last =",
                "        self.layer = self.hidden[-1] if self.hidden else None\n        self.last =",
            ),
        },
    )


@question("explain", "What the best of a hundred says", section=9)
def best_of_hundred(rng):
    return Explain(
        "A search tries 100 settings. Each trial has its own random start. The best one has a validation error of 3.1, and a colleague "
        'reports: "These settings reach 3.1." What is wrong with that, and what would you do before you report a number?',
        solution="3.1 was chosen because it was the smallest of 100 on these validation rows, so it is too good: the winner's curse. It may also owe "
        "its place to a lucky start and not to its settings. Train the best few again from several new starts and report the mean, on test "
        "rows that have chosen nothing, beside the number of trials.",
        look_for={
            "The smallest of many validation errors looks better than it is, as these rows chose it": 1,
            "The winner may have a lucky start in place of better settings": 1,
            "Train the best settings again from new starts, and take the mean": 1,
            "Measure on rows that were not used to choose (and say how many trials there were)": 1,
        },
    )
