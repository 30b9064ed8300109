"""Lesson 14: recurrent networks, their gradient, gates, sentences, a year ahead."""

import math

import numpy as np

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How long does the cell remember?", section=4)
def forgets(rng):
    gate, log = [(0.5, "−0.6931"), (0.8, "−0.2231"), (0.9, "−0.1054"), (0.95, "−0.0513"), (0.99, "−0.01005")][
        rng.integers(5)
    ]
    share, log_share = [(0.1, "−2.303"), (0.01, "−4.605")][rng.integers(2)]
    steps = math.ceil(math.log(share) / math.log(gate))
    kept = {
        "The gate says how much is kept, not how much is lost. (The name is upside down.)": math.floor(
            math.log(share) / math.log(1 - gate) + 1e-9
        )
        + 1
    }
    if gate == 0.5:  # then as much is kept as lost
        kept = {}
    return Number(
        f"The forget gate of an LSTM is {gate} at each step, and nothing new is written into the cell. After how many "
        f"steps is less than {share:.0%} of what the cell held left? (ln {gate} = {log}, ln {share} = {log_share})".replace(
            "%", " %"
        ),
        answer=steps,
        solution=f"Each step multiplies by {gate}. {gate} to the power of n is below {share} from n = {log_share} / {log} "
        f"= {float(log_share[1:]) / float(log[1:]):.1f} on: after {steps} steps. (Gradients along the cell shrink likewise.)",
        wrong={
            f"You subtracted {1 - gate:g} at each step. The gate multiplies what is still there.": math.floor(
                (1 - share) / (1 - gate) + 1e-9
            )
            + 1,
            "One step too early: then still more than that is left.": steps - 1,
            **kept,
        },
    )


@question("combine", "Colder words", section=6)
def colder(rng):
    p = [(6, 3, 1), (5, 3, 2), (7, 2, 1), (8, 1, 1), (5, 4, 1), (6, 2, 2), (4, 4, 2)][rng.integers(7)]
    squares = [each**2 for each in p]
    of_all = squares[0] / sum(squares)
    return Number(
        f"A network gives three words the probabilities {p[0] / 10}, {p[1] / 10} and {p[2] / 10}, and all others 0. "
        "You divide its scores by a temperature of 0.5 before the softmax. "
        "Which probability has the first word now, as a number between 0 and 1?",
        answer=of_all,
        solution="To divide the scores by 0.5 doubles them, and e to the power of 2s is the square of e to the power of "
        f"s. So square the probabilities, and bring their sum to 1 again: {p[0] ** 2 / 100} / ({p[0] ** 2 / 100} + "
        f"{p[1] ** 2 / 100} + {p[2] ** 2 / 100}) = {of_all:.3f}. What was probable becomes more probable.",
        wrong={
            "You divided the probability by the temperature. The scores are divided, before the softmax.": p[0] / 5,
            "The three no longer add up to 1: divide by their sum.": p[0] ** 2 / 100,
            "That is what a temperature of 2 does: it makes the words more alike.": math.sqrt(p[0])
            / sum(math.sqrt(each) for each in p),
        },
    )


@question("choose", "Good marks, bad sentences", section=6)
def good_marks(rng):
    words = rng.choice(["four", "five", "six"])
    return Choice(
        "A network was trained to guess the next word. On new sentences its loss is low. When it completes sentences by "
        f"itself, they go wrong after {words} words or so. What differs between the two?",
        right="Judged, it reads words of the text; writing, it reads its own.",
        solution="In training and in the test it always reads the true words (teacher forcing). While it writes it reads "
        "what it chose itself. One odd word, and it is in a place where it never was. A lower temperature makes odd "
        "words rarer.",
        wrong={
            "The loss looks at the last word of each sentence only, so the middle was never learned.": "The loss is taken "
            "at all places at once: each word of a sentence is a guess of its own.",
            "It has learned the training sentences by heart.": "Then its loss on new sentences would be high.",
            "The gradient vanishes over the words that it writes, so the first ones are forgotten.": "While it writes "
            "there is no gradient at all: nothing is trained. What it remembers is in its state.",
        },
    )


@question("diagnose", "A forecast with 99 %", section=7)
def share_price(rng):
    prices = [round(100 + each, 1) for each in np.cumsum(rng.choice([-1.6, -0.7, 0.8, 1.3], 6))]
    off = rng.choice([-0.2, -0.1, 0.1, 0.2], 5)
    table = "\n".join(
        f"| {day} | {price:.1f} | {before + each:.1f} |"
        for day, price, before, each in zip(range(2, 7), prices[1:], prices, off, strict=False)
    )
    return Choice(
        "“Our LSTM forecasts the price of a share a day ahead with an accuracy of 99 %!” It was trained on the years "
        f"before, and these are days of the test. (Day 1 had the price {prices[0]:.1f}.)\n\n"
        f"| day | price | forecast for this day |\n|---|---|---|\n{table}\n\n"
        "What do you say?",
        right="It repeats the price of the day before; show what that rule alone gets.",
        solution="Each forecast is the price of the day *before*, to within 0.2. As prices move by little a day, that is "
        "always 'right to 1 or 2 %', and on a plot the two curves lie on each other. What counts is the error beside "
        "that of the rule 'as yesterday', which costs nothing.",
        wrong={
            "It is overfitted: the forecasts are far too near to the prices for a test.": "They are as near as "
            "yesterday's price is to today's. For that nothing has to be learned by heart.",
            "It is shifted by a day because of the split: shuffle the days, then split.": "A series is split in time. "
            "Shuffled, the network could look at days before and after those of the test.",
            "It is a good forecast: the mean error is about a hundredth of the price.": "So is that of 'as yesterday'. "
            "A small error means nothing without the error of a rule that costs nothing.",
        },
    )


LSTM = '''def lstm_states(f, i, o, g):
    """The states h of an LSTM after each step, as an array; all its gates are known
    already.

    f, i, o: forget, input and output gate, between 0 and 1; g: what might be
    written. All of shape (steps,). The cell starts at 0.
    """
    C, states = 0.0, []
    for t in range(len(g)):
        C = {C}
        states.append({h})
    return np.array(states)
'''


@question("complete", "A cell and its gates", section=4)
def cell(rng):
    kept = float(rng.choice([0.5, 0.25]))
    return Code(
        "An LSTM with one cell. At each step the forget gate `f` says how much of the old cell is kept, the input gate "
        "`i` how much of the new `g` is written into it, and the output gate `o` how much of the cell is shown as the "
        "state `h`. The cell may grow beyond 1, so it goes through a `tanh` on its way to the state (and only there).",
        given=LSTM.format(C="...", h="..."),
        answer=LSTM.format(C="f[t] * C + i[t] * g[t]", h="o[t] * np.tanh(C)"),
        example=f"f, i, o = np.array([0.0, {kept}]), np.array([1.0, 0.0]), np.ones(2)\n"
        "h = lstm_states(f, i, o, np.array([0.8, -0.9]))\n"
        f"assert_equal(h, [np.tanh(0.8), np.tanh({kept} * 0.8)])",
        tests="f, i, o, g = np.array([[0.5, 1.0, 0.9, 0.2], [0.3, 1.0, 0.7, 1.0], [1.0, 0.0, 0.5, 0.8], [0.6, 0.9, -0.4, "
        "0.7]])\n"
        "C = [0.18, 1.08, 0.692, 0.8384]\n"
        "assert_equal(lstm_states(f, i, o, g), o * np.tanh(C))\n"
        "one = np.ones(50)\n"
        "assert_equal(lstm_states(one, one, one, one), np.tanh(np.arange(1, 51)))",
        solution="C ← f · C + i · g, h = o · tanh(C). The two gates f and i are independent: a cell can keep all *and* "
        "take in something new.",
        wrong={
            "One gate for both is the GRU's way. Here what is written has a gate of its own.": LSTM.format(
                C="f[t] * C + (1 - f[t]) * g[t]", h="o[t] * np.tanh(C)"
            ),
            "The cell goes through the tanh on its way to the state.": LSTM.format(
                C="f[t] * C + i[t] * g[t]", h="o[t] * C"
            ),
            "The tanh must not come back into the cell: then it shrinks at each step.": LSTM.format(
                C="np.tanh(f[t] * C + i[t] * g[t])", h="o[t] * C"
            ),
            "f = 1 keeps all.": LSTM.format(C="(1 - f[t]) * C + i[t] * g[t]", h="o[t] * np.tanh(C)"),
        },
    )


ANSWERS = '''def answers(rnn, out, batches):
    """What the network says at the end of each sequence.

    batches: a list of tensors (sequences, steps, inputs). No sequence goes on where
    another one ended.
    """
    state, found = None, []
    with torch.no_grad():
        for batch in batches:
            states, state = rnn(batch{state})
            found.append(out(states[:, -1]))
    return torch.cat(found)
'''
RNN = """torch.manual_seed({seed})
rnn, out = nn.{kind}(2, 4, batch_first=True), nn.Linear(4, 1)
one, two = torch.randn(2, 3, 5, 2)
"""


@question("mend", "The company of other sentences", section=6)
def company(rng):
    kind = str(rng.choice(["GRU", "RNN"]))
    return Code(
        "`answers` asks a trained network about many sequences, batch by batch. The answer to a sequence should depend on "
        "this sequence alone. What came instead: no error, but the same sequence gets another answer when other batches "
        "stand before its own.",
        given=ANSWERS.format(state=", state"),
        answer=ANSWERS.format(state=""),
        example=RNN.format(seed=1, kind=kind)
        + "both, alone = answers(rnn, out, [one, two]), answers(rnn, out, [two])\n"
        + "assert_equal(np.shape(alone), (3, 1))\n"
        + "assert_equal(both[3:], alone)",
        tests=RNN.format(seed=2, kind="GRU")
        + "three = torch.randn(1, 7, 2)\n"
        + "alone = torch.cat([out(rnn(each)[0][:, -1]) for each in (two, one, three, one)])\n"
        + "assert_equal(answers(rnn, out, [two, one, three, one]), alone)\n"
        + RNN.format(seed=3, kind="LSTM")
        + "assert_equal(answers(rnn, out, [two, one])[3:], answers(rnn, out, [one]))",
        solution="The state of one batch was handed on to the next one, where other sequences stand. Each new sequence "
        "begins with an empty state. (Handing it on is right where a batch *goes on* with the same texts.)",
        wrong={
            "`detach` cuts the gradient, and the state is still a stranger's.": ANSWERS.format(
                state=", state if state is None else state.detach()"
            ),
        },
    )


@question("explain", "Clipped, and still forgetful", section=3)
def forgetful(rng):
    steps = int(rng.choice([40, 50, 60]))
    return Explain(
        f"A recurrent network does not use what it read {steps} steps ago. A colleague clips its gradient to length 1, and "
        "nothing changes. Why does clipping not help here, and what might?",
        solution="Going back, the gradient is multiplied at each step by the slopes of that step. Where these make it "
        f"shorter, next to nothing of it is left after {steps} steps, beside the large part of the near past. Clipping only "
        "shortens gradients that are too long, all parts by the same factor, so it brings nothing back. What may help: "
        "gates with an open forget gate, an orthogonal start of W, or texts that grow from short to long.",
        look_for={
            "the part from far back vanishes: a product of many factors, too short beside the near past": 2,
            "clipping makes long gradients shorter (all parts alike), never a short one longer": 1,
            "a cure: open forget gate (LSTM, GRU), orthogonal W, growing texts": 1,
        },
    )
