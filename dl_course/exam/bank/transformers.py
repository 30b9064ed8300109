"""Lesson 15: tokens, attention, positions, the mask, a small GPT and what it costs."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "What a query gets", section=2)
def gets(rng):
    s, power, square = [(1, "e = 2.72", "e²"), (2, "e² = 7.39", "e⁴")][rng.integers(2)]
    base = int(rng.choice([100, 200, 300]))
    first, second = 10 * int(rng.integers(1, 5)), 10 * int(rng.integers(5, 10))
    weight, plain = 1 / (1 + math.exp(-s)), 1 / (1 + math.exp(-2 * s))
    got = weight * first + (1 - weight) * second
    return Number(
        f"A query and two keys of 4 numbers each. The dot products of the query with the keys are {base + 2 * s} and "
        f"{base}; the values are {first} and {second}. What does the query get from attention? ({power}, "
        f"{square} = {math.exp(2 * s):.3g})",
        answer=got,
        solution=f"Divided by √4 the scores are {base // 2 + s} and {base // 2}. A softmax knows differences only, so they "
        f"may be {s} and 0: the weights are {math.exp(s):.3g} / ({math.exp(s):.3g} + 1) = {weight:.3f} and "
        f"{1 - weight:.3f}. {weight:.3f} · {first} + {1 - weight:.3f} · {second} = {got:.1f}.",
        wrong={
            "The root is missing: the dot products are divided by the root of 4 first.": plain * first
            + (1 - plain) * second,
            "That is a mean weighted by the dot products themselves. The softmax makes weights of them, and sees only "
            "their difference.": ((base + 2 * s) * first + base * second) / (2 * base + 2 * s),
            "The weights have changed places: the larger product gets the larger weight.": (1 - weight) * first
            + weight * second,
        },
    )


@question("combine", "A longer text", section=10)
def longer(rng):
    pairs, single = [(1, 3), (1, 4), (2, 3), (3, 2), (3, 1), (1, 9), (4, 1)][rng.integers(7)]
    times = int(rng.choice([2, 3, 4]))
    word = {2: "twice", 3: "three times", 4: "four times"}[times]
    share = 100 * pairs // (pairs + single)
    factor = (pairs * times**2 + single * times) / (pairs + single)
    return Number(
        f"A transformer reads a text. {share} % of its operations are spent between tokens (scores and weighted means), "
        f"the other {100 - share} % on each token by itself (dense layers). Then it reads a text that is {word} as long. "
        "How many times as many operations does that cost, all in all?",
        answer=factor,
        solution=f"Between tokens there are {times}² = {times**2} times as many pairs, and {times} times as many tokens by "
        f"themselves: {share / 100:g} · {times**2} + {(100 - share) / 100:g} · {times} = {factor:g}. The longer the text, "
        "the more of it is attention.",
        wrong={
            "So much grows what each token costs by itself. What happens between tokens grows faster.": times,
            "So much grows what happens between tokens. The dense layers grow with the length only.": times**2,
            "The two parts do not weigh the same: take their shares.": (times**2 + times) / 2,
            "The shares have changed places.": (single * times**2 + pairs * times) / (pairs + single),
        },
    )


@question("choose", "One head in place of several", section=4)
def one_head(rng):
    heads = int(rng.choice([2, 4, 8]))
    word = {2: "two", 4: "four", 8: "eight"}[heads]
    return Choice(
        f"An attention layer has 48 numbers for each token, and {word} heads. You build it with one head in place of "
        f"{word}. What becomes of its learned parameters, and of the tables of attention weights?",
        right=f"As many parameters as before, and one table in place of {word}.",
        solution=f"The heads cut the same 48 numbers of query, key and value into {word} parts of {48 // heads}; the dense "
        "layers that make them stay as they are. Each head has its own softmax, so each has its own table of n² weights.",
        wrong={
            f"1/{heads} of the parameters, and one table in place of {word}.": "The heads share the 48 numbers: one head "
            "has a query of all 48, made by the same dense layers.",
            f"{word.capitalize()} times as many parameters, as the one head needs a wider query and key.": "Its query is "
            "wider, but there is only one of it: 48 numbers in all, as before.",
            f"As many parameters, and as many tables: each of the {word} is only wider.": "There is one table for each "
            "head, whatever its width.",
        },
    )


@question("diagnose", "Better than the truth", section=6)
def too_good(rng):
    rows = [
        ("GRU", "15.1", "89 %"),
        ("GPT", "15.0", "88 %"),
        ("GPT, new version", "3.1", "0 %"),
        ("the grammar itself", "14.1", "100 %"),
    ]
    table = "\n".join(f"| {a} | {b} | {c} |" for a, b, c in rows)
    return Choice(
        "Three networks learn the sentences of a made-up language whose grammar is known. Each is asked how probable it "
        "finds each token of new sentences, and then it writes 300 sentences itself.\n\n"
        "| | bits for a new sentence | right among those it writes |\n|---|---|---|\n"
        f"{table}\n\n"
        "What is the matter with the new version?",
        right="Each place sees the token that it is to guess: the mask is missing or comes too late.",
        solution="On average nobody pays less than the true probabilities cost, so it has read the answer, which stands "
        "one place to the right. When it writes, nothing stands there, and it is lost. (Other things to check where a "
        "loss is too good: copies of test sentences in the training text, and the unit.)",
        wrong={
            "It knows the training sentences by heart.": "Then new sentences would cost it more, and what it writes "
            "would be right, as copies are.",
            "It has learned the grammar better than the others, and writes at too high a temperature.": "Better than the "
            "grammar itself nobody is on average: the cross-entropy is smallest for the true probabilities.",
            "Its loss was counted with the natural logarithm, that of the others in bits.": "That is a factor of 1.44 only. "
            "And it would not explain why nothing that it writes is right.",
            "Its text has no positions, so it mixes up the order of the tokens.": "Who knows less cannot guess better "
            "than the truth.",
        },
    )


GO_ON = '''def go_on(model, row, n):
    """The tokens of `row` and behind them the n next ones, each time the most
    probable; `row` stays as it is.

    `model` takes whole numbers (1, length) and gives scores (1, length, tokens): at
    each place those for the token that comes next.
    """
    row = list(row)
    with torch.no_grad():
        for _ in range(n):
            scores = model(torch.tensor([row]))
{lines}
    return row
'''
FAKE = """def fake(x):  # what it says depends on the last token, and on how many there are
    places = torch.arange(1, x.shape[1] + 1)
    best = (x + places) % 7
    return 1.0 * F.one_hot(best, 7) + 0.1 * F.one_hot((best + 3) % 7, 7)
"""


@question("complete", "It writes", section=7)
def writes(rng):
    start = int(rng.integers(1, 5))
    row, expected = [start], [start]
    for _ in range(3):
        expected.append((expected[-1] + len(expected)) % 7)
    return Code(
        "A language model goes on with a text: it reads the row, the most probable next token is put behind it, and it "
        "reads again. Complete the loop. `fake`, in the example, is a model to try it with.",
        given=GO_ON.format(lines="            ..."),
        answer=GO_ON.format(lines="            row.append(int(scores[0, -1].argmax()))"),
        example=FAKE + f"\n\nassert_equal(go_on(fake, {row}, 3), {expected})",
        tests=FAKE + "for start in ([0], [3, 6, 1], [5, 5, 5, 5]):\n"
        "    expected, given = list(start), list(start)\n"
        "    for _ in range(6):\n"
        "        expected.append((expected[-1] + len(expected)) % 7)\n"
        "    assert_equal(go_on(fake, given, 6), expected)\n"
        "    assert given == start\n"
        "assert_equal(go_on(fake, [2, 4], 0), [2, 4])",
        solution="The scores stand at every place; what comes next for the whole row are those at the last one. The new "
        "token is read with all the others in the next round.",
        wrong={
            "The scores of the first place know the first token only.": GO_ON.format(
                lines="            row.append(int(scores[0, 0].argmax()))"
            ),
            "The new token goes behind the row, not in its last place.": GO_ON.format(
                lines="            row[-1] = int(scores[0, -1].argmax())"
            ),
        },
    )


CAUSAL = '''def causal_attention(q, k, v):
    """The weighted means for all places, (n, d); no place may look at a later one.
    q, k, v: (n, d)."""
    n, d = q.shape
    scores = q @ k.T / math.sqrt(d)
    later = torch.ones(n, n, dtype=torch.bool).triu({first})
    {lines}
    return weights @ v
'''


@question("mend", "The first place", section=5)
def first_place(rng):
    value = int(rng.integers(4, 9))
    return Code(
        "A head of a GPT: no token may look ahead. The first token sees itself alone, so it should get exactly its own "
        f"value. What came instead: with equal keys and with {value}, {value} and {value} as values, the first place gets "
        f"{value / 3:.2f}, and its answer changes when a later key does.",
        given=CAUSAL.format(first=1, lines="weights = scores.softmax(-1).masked_fill(later, 0)"),
        answer=CAUSAL.format(first=1, lines="weights = scores.masked_fill(later, -torch.inf).softmax(-1)"),
        example=f"out = causal_attention(torch.ones(3, 2), torch.ones(3, 2), torch.full((3, 2), {value}.0))\n"
        f"assert_equal(out, torch.full((3, 2), {value}.0))",
        tests="torch.manual_seed(4)\n"
        "q, k, v = torch.randn(3, 6, 5).double()\n"
        "right = F.scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True)[0]\n"
        "assert_equal(causal_attention(q, k, v), right)\n"
        "other = k.clone()\n"
        "other[-1] = 9.0\n"
        "assert_equal(causal_attention(q, other, v)[:-1], right[:-1])\n"
        "assert_equal(causal_attention(q, k, v)[0], v[0])",
        solution="The mask belongs before the softmax: a score of −∞ gets the weight 0, and the others share the whole 1. "
        "After the softmax the later tokens have already taken their share, and have had a say in everybody's.",
        wrong={
            "A score of 0 is no mask: its weight is e⁰, not 0.": CAUSAL.format(
                first=1, lines="weights = scores.masked_fill(later, 0).softmax(-1)"
            ),
            "The softmax runs along the keys of one query; so the later queries have a say, too.": CAUSAL.format(
                first=1, lines="weights = scores.masked_fill(later, -torch.inf).softmax(-2)"
            ),
            "Now a token may not even look at itself, and the first one has nothing left to look at.": CAUSAL.format(
                first=0, lines="weights = scores.masked_fill(later, -torch.inf).softmax(-1)"
            ),
        },
    )


@question("explain", "BERT as a writer", section=11)
def story(rng):
    what = str(rng.choice(["a story", "a letter", "a poem"]))
    return Explain(
        f"BERT is an encoder: blocks without a mask, trained to guess covered words. Someone wants it to write {what}, word "
        "after word. What is the trouble, and how must such blocks be trained so that they can write?",
        solution="BERT has always guessed a gap with the text on both sides in view. At the end of what has been written "
        "there is nothing on the right, a place in which it never was. Blocks that shall write are trained with a causal "
        "mask to guess the next token at each place from what stands before it; then reading and writing are the same "
        "task.",
        look_for={
            "it was trained with text on both sides; while writing, the right side is missing": 2,
            "a causal mask: no place sees what comes after it": 1,
            "trained to guess the next token": 1,
        },
    )
