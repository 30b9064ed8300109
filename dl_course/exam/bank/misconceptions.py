"""Over the whole course: what pages and talks about deep learning often get wrong."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "A divergence below zero")
def below_zero(rng):
    tables = [
        ((0.8, 0.1, 0.1), (0.4, 0.2, 0.4)),
        ((0.6, 0.3, 0.1), (0.3, 0.3, 0.4)),
        ((0.7, 0.25, 0.05), (0.35, 0.25, 0.4)),
        ((0.3, 0.05, 0.65), (0.15, 0.2, 0.65)),
    ]
    p, q = tables[rng.integers(4)]
    order = rng.permutation(3)
    p, q = [p[i] for i in order], [q[i] for i in order]
    if rng.random() < 0.5:
        p, q = q, p
    logs = [round(math.log2(a / b)) for a, b in zip(p, q, strict=True)]
    divergence = sum(a * log for a, log in zip(p, logs, strict=True))
    other = -sum(b * log for b, log in zip(q, logs, strict=True))
    shown = [f"({log})".replace("-", "−") if log < 0 else f"{log}" for log in logs]
    terms = " + ".join(f"{a:g} · {log}" for a, log in zip(p, shown, strict=True))
    return Number(
        "A page gives the Kullback-Leibler divergence of p from q as Σ p · log₂(q / p), and gets a number below 0. A KL "
        "divergence is never below 0.\n\n| outcome | A | B | C |\n|---|---|---|---|\n"
        f"| p | {p[0]:g} | {p[1]:g} | {p[2]:g} |\n| q | {q[0]:g} | {q[1]:g} | {q[2]:g} |\n\n"
        "Draw from p, and ask on average by how much the logarithm of the probability is larger under p than under q. How "
        "many bits (logarithm to the base 2) is it?",
        answer=divergence,
        solution=f"Σ p · log₂(p / q) = {terms} = {divergence:g}. The page has lost the sign: log(q / p) = −log(p / q).",
        wrong={
            "That is the page's number: the logarithm must be larger under p, where one draws.": -divergence,
            "You drew from q. Then the answer is another one: a divergence has a direction.": other,
            "Each outcome counts as often as it is drawn, not a third each.": sum(logs) / 3,
        },
    )


@question("combine", "The exponent counts from when?")
def exponent(rng):
    gamma, t = [(0.5, 2), (0.5, 3), (0.8, 2), (0.8, 1), (0.9, 1), (0.9, 2), (0.9, 3)][rng.integers(7)]
    reward = int(rng.integers(2, 7))
    right = reward / (1 - gamma)
    page = gamma**t * right
    undiscounted = {"The rewards before that step are discounted, too.": reward * t} if 1 < t != right / reward else {}
    return Number(
        f"An agent gets a reward of {reward} at each step, for ever; γ = {gamma}. A page gives the return at step t as "
        "R<sub>t</sub>\u00a0=\u00a0Σ\u00a0γ<sup>i</sup>\u00a0r<sub>i</sub>, with the sum over i = t, t + 1, t + 2, ... So the exponent counts "
        f"from the start of the game, and not from now. By how much is the page's R<sub>{t}</sub> too small? (1 + γ + γ² + "
        "... = 1 / (1 − γ))",
        answer=right - page,
        solution=f"At step {t} the future looks as it does at every step: R = {reward} / (1 − {gamma}) = {right:g}. The page "
        f"begins with {gamma} to the power of {t} in place of 1, so all of it is {gamma**t:g} times as large: {page:g}. "
        f"{right:g} − {page:g} = {right - page:g}.",
        wrong={
            "That is the page's value itself.": page,
            "That is the right return. Asked is how much the page misses of it.": right,
            "The page's sum begins with i = t, so its first power of γ is t.": right - gamma ** (t + 1) * right,
            **undiscounted,
        },
    )


@question("choose", "Four sentences from the net")
def sentences(rng):
    rights = [
        (
            "With more parameters the error on new data can fall again.",
            "Beyond the point where the training data just fit, the error on new data often falls again (double descent).",
        ),
        (
            "The weights in attention are calculated anew for each input.",
            "They come from the queries and keys of this input. What is learned are the layers that make these.",
        ),
        (
            "A recurrent network has as many weights for 7 steps as for 700.",
            "The same weights serve all steps; only the state goes on.",
        ),
    ]
    wrongs = [
        (
            "To say which one of ten things a picture shows is a multi-label problem.",
            "One class of several is multi-class. Multi-label means that any number of them may be right at once.",
        ),
        (
            "A CNN knows an object wherever it stands, as convolution is invariant to shifts.",
            "Convolution is equivariant: where the input moves, its map moves along. The layers behind may well mind where.",
        ),
        (
            "A forget gate of 1 empties the cell of an LSTM.",
            "The gate says how much of the cell is kept: 1 keeps all.",
        ),
        (
            "In attention the values say how relevant a token is.",
            "Queries and keys say that. A value is what is passed on.",
        ),
        (
            "Where training and test error are equal, a model is good.",
            "Both can be equally bad: a model that is too simple has no gap, either.",
        ),
        (
            "If the discriminator is right in 50 %, a GAN's samples are like real ones.",
            "It says only that this discriminator has nothing more to say. A weak one guesses in front of poor samples, too.",
        ),
    ]
    right, why = rights[rng.integers(3)]
    return Choice(
        "Each of these sentences stands on some page about deep learning. Which one is right?",
        right=right,
        solution=why,
        wrong=dict(wrongs[i] for i in rng.permutation(6)[:3]),
    )


@question("diagnose", "A sheet of formulas")
def formulas(rng):
    lines = {  # name: right line, broken line, why the right one is right, what is wrong with the broken one
        "1, the step downhill": (
            "w ← w − η · ∂L/∂w",
            "w ← w + η · ∂L/∂w",
            "The gradient points uphill, so the step goes against it.",
            "The gradient points uphill: with a plus the loss grows.",
        ),
        "2, the cross-entropy": (
            "L = −Σ y · ln ŷ",
            "L = Σ y · ln ŷ",
            "The logarithm of a probability is at most 0, so the minus makes a loss of it.",
            "The minus is lost: then the loss falls without end as the right class gets less probability.",
        ),
        "3, the attention": (
            "softmax(Q Kᵀ / √d) · V",
            "softmax(Q Kᵀ) · V / √d",
            "The scores are divided by the root before the softmax.",
            "The root belongs inside: it keeps the scores small, so that the softmax does not stick to one key. Outside it "
            "only makes the answer smaller.",
        ),
        "4, the cell of an LSTM": (
            "C ← f · C + i · g",
            "C ← f · (C + i · g)",
            "Of the old cell f is kept, of the new g as much as i says is added.",
            "The forget gate says how much of the *old* cell is kept; what is new has a gate of its own.",
        ),
        "5, the value of an action": (
            "Q(s, a) = r + γ · max Q(s′, a′)",
            "Q(s, a) = γ · r + max Q(s′, a′)",
            "The reward now counts in full, what comes later is discounted.",
            "The discount is in the wrong place: what comes now is not discounted, what comes later is.",
        ),
    }
    broken = list(lines)[rng.integers(5)]
    sheet = "\n".join(f"{name[0]}   {line[name == broken]}" for name, line in lines.items())
    return Choice(
        "Somebody has put five formulas on one sheet: gradient descent, the cross-entropy for one-hot labels y and "
        "probabilities ŷ, attention with d numbers in a query, the cell C of an LSTM with forget gate f, input gate i and "
        "new content g, and the Bellman equation.\n\n"
        f"```text\n{sheet}\n```\n\n"
        "One line has a slip. Which one?",
        right=broken,
        solution=f"It should be `{lines[broken][0]}`. {lines[broken][3]}",
        wrong={name: line[2] for name, line in lines.items() if name != broken},
    )


MOVES = '''def with_a_moved_input(f, x, by):
    """Whether `f` is "invariant" (its answer stays the same when the input moves),
    "equivariant" (its answer moves along, just as far), or "neither". x: (n,). The
    input moves in a circle: what leaves at the end comes in at the start.

    `f` gives answers of one axis. What is both, for its answer looks the same
    wherever it moves, counts as "invariant".
    """
    answer = f(x)
    of_moved = f(torch.roll(x, by))
    if {same}:
        return "invariant"
    if {along}:
        return "equivariant"
    return "neither"
'''


@question("complete", "Invariant, equivariant, or neither")
def moved_input(rng):
    by = int(rng.choice([2, 3]))
    return Code(
        "“A convolution is invariant to shifts”, many pages say, and mean something else. *Invariant*: when the input moves, the "
        "answer stays the same. *Equivariant*: the answer moves along. Complete a test that tells the two apart. "
        "(`torch.roll(x, by)` moves x to the right; `torch.allclose(a, b)` says whether two answers are equal.)",
        given=MOVES.format(same="...", along="..."),
        answer=MOVES.format(
            same="torch.allclose(of_moved, answer)", along="torch.allclose(of_moved, torch.roll(answer, by))"
        ),
        example="x = torch.tensor([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0])\n"
        f"found = with_a_moved_input(lambda x: 2 * x, x, {by})\n"
        'assert_equal(found, "equivariant")\n'
        f"found = with_a_moved_input(lambda x: x.sum(0, keepdim=True), x, {by})\n"
        'assert_equal(found, "invariant")\n'
        f"found = with_a_moved_input(lambda x: x * torch.arange(7), x, {by})\n"
        'assert_equal(found, "neither")',
        tests="x = torch.tensor([8.0, 6.0, 7.0, 5.0, 3.0, 0.0, 9.0])\n"
        "for by in (1, 2, 3):\n"
        '    assert_equal(with_a_moved_input(lambda x: x - 2 * torch.roll(x, 1), x, by), "equivariant")\n'
        '    assert_equal(with_a_moved_input(lambda x: torch.relu(x - 5), x, by), "equivariant")\n'
        '    assert_equal(with_a_moved_input(lambda x: x.max(0, keepdim=True).values, x, by), "invariant")\n'
        '    assert_equal(with_a_moved_input(lambda x: x.sort().values, x, by), "invariant")\n'
        '    assert_equal(with_a_moved_input(lambda x: x.flip(0), x, by), "neither")\n'
        '    assert_equal(with_a_moved_input(lambda x: x[:3], x, by), "neither")\n'
        '    assert_equal(with_a_moved_input(lambda x: x.cumsum(0), x, by), "neither")',
        solution="Move and then apply, against apply and then move. A convolution passes the second test, a maximum over all "
        "places the first. What stands behind the convolutions decides whether a network minds where something is.",
        wrong={
            "The answer is moved back in the wrong direction: then only what is twice as far away would fit.": MOVES.format(
                same="torch.allclose(of_moved, answer)", along="torch.allclose(torch.roll(of_moved, by), answer)"
            ),
            "The input moved, the answer not: the answers are to be compared, not the inputs.": MOVES.format(
                same="torch.allclose(torch.roll(x, by), x)", along="torch.allclose(of_moved, torch.roll(answer, by))"
            ),
            "The two names are the other way round.": MOVES.format(
                same="torch.allclose(of_moved, torch.roll(answer, by))", along="torch.allclose(of_moved, answer)"
            ),
        },
    )


ACCURACY = '''def accuracy(model, batches):
    """The share of all examples that the model classifies right.

    batches: a list of pairs (x, y); the last one may be smaller. `model` gives
    scores (examples, classes).
    """
    {start}
    with torch.no_grad():
        for x, y in batches:
            {line}
    return {end}
'''
COUNT = "right += (model(x).argmax(dim=1) == y).sum().item()\n            seen += len(y)"


@question("mend", "Half of them right?")
def mean_of_means(rng):
    size = int(rng.choice([3, 4, 7, 9]))
    return Code(
        f"A network classifies {size + 1} examples, in a batch of {size}, all wrong, and a last batch of 1, right. Its "
        f"accuracy should be 1 of {size + 1}. What came instead is 0.5. Nobody noticed for long: with batches of equal size "
        "all was well.",
        given=ACCURACY.format(
            start="shares = []",
            line="shares.append((model(x).argmax(dim=1) == y).float().mean().item())",
            end="sum(shares) / len(shares)",
        ),
        answer=ACCURACY.format(start="right, seen = 0, 0", line=COUNT, end="right / seen"),
        example=f"wrong = torch.eye(2)[[0] * {size}], torch.ones({size}).long()\n"
        "right = torch.eye(2)[[1]], torch.tensor([1])\n"
        f"assert_equal(accuracy(nn.Identity(), [wrong, right]), 1 / {size + 1})",
        tests="torch.manual_seed(6)\n"
        "scores, y = torch.randn(23, 4), torch.randint(4, (23,))\n"
        "right = (scores.argmax(1) == y).float().mean().item()\n"
        "for size in (23, 10, 5, 22):\n"
        "    batches = list(zip(scores.split(size), y.split(size)))\n"
        "    assert_equal(accuracy(nn.Identity(), batches), right)",
        solution="A mean of means is the mean of all only where all batches have the same size. Count the right answers and "
        "the examples, and divide once. (The same holds for a loss over batches.)",
        wrong={
            "The number of batches times the size of the last one is not the number of examples.": ACCURACY.format(
                start="right, count = 0, 0",
                line="right, count = right + (model(x).argmax(dim=1) == y).sum().item(), count + 1",
                end="right / (count * len(y))",
            ),
            "To leave out the last batch leaves out its examples.": ACCURACY.format(
                start="right, seen, batches = 0, 0, batches[:-1] or batches", line=COUNT, end="right / seen"
            ),
        },
    )


@question("explain", "A reason to be seen?")
def because(rng):
    who, word = [("empress", "she"), ("emperor", "he"), ("queen", "she")][rng.integers(3)]
    return Explain(
        f"A page shows a table of attention weights of a language model. In one head the last token gives its largest weight, "
        f"40 %, to *{who}*, and the next word is *{word}*. “So we see: the model says *{word}* because it looks at *{who}*.” "
        "What is wrong with this conclusion, and how would you test it?",
        solution="The table shows where one head looks, not what the answer depends on: other heads and blocks may bring the "
        "same, and an earlier block may have carried it to other tokens, so this look may not be needed. A reason can be "
        f"tested: change *{who}*, or hide it from this head, and see whether the probability of *{word}* falls; and for "
        "comparison hide another token, too.",
        look_for={
            "a map shows where a head looks, not what the answer depends on; other heads or blocks may carry the same": 2,
            "test: change or hide the token, and see whether the answer changes": 1,
            "a comparison: another token (or another head, all heads)": 1,
        },
    )
