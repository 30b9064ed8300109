"""Lesson 16: words as vectors, what they learn, how it is measured."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "How many pairs?", section=3)
def pairs(rng):
    words, radius = int(rng.integers(6, 11)), int(rng.choice([2, 3]))
    count = 2 * sum(words - step for step in range(1, radius + 1))
    return Number(
        f"Skip-gram learns from pairs of a word and one of its neighbours. A neighbour is at most {radius} places away, to "
        f"the left or to the right, in the same sentence. How many pairs does a sentence of {words} words give?",
        answer=count,
        solution=" and ".join(f"{words - step} pairs of places are {step} apart" for step in range(1, radius + 1))
        + f". Each gives two pairs of words, as either can be the word and the other its neighbour: {count}. "
        f"CBOW makes {words} examples of the same sentence, one for each word.",
        wrong={
            "The words near both ends of the sentence have fewer neighbours.": 2 * radius * words,
            "Each two neighbours give two pairs: either can be the word.": count // 2,
            "So many examples has CBOW. Skip-gram makes one of each neighbour.": words,
        },
    )


@question("combine", "Is the step right?", section=6)
def step(rng):
    target, name = [((3, 4), 5), ((6, 8), 10), ((4, 3), 5), ((8, 6), 10)][rng.integers(4)]
    answer = [(0, 2), (3, 0), (5, 12), (12, 5), (-5, 12)][rng.integers(5)]
    a = (int(rng.integers(1, 4)), -int(rng.integers(1, 4)))
    c = (int(rng.integers(-3, 0)), int(rng.integers(1, 4)))
    b = (target[0] + a[0] - c[0], target[1] + a[1] - c[1])

    def shown(v):
        return f"({v[0]}, {v[1]})".replace("-", "−")

    def cosine(v, w):
        return (v[0] * w[0] + v[1] * w[1]) / (math.hypot(*v) * math.hypot(*w))

    dot, length = target[0] * answer[0] + target[1] * answer[1], math.hypot(*answer)
    found = cosine(target, answer)
    other = (a[0] - b[0] + c[0], a[1] - b[1] + c[1])
    wrong = {
        "That is the dot product. The cosine divides by both lengths.": dot,
        "You divided by one of the two lengths only.": dot / name,
        "The step goes from a to b, so it is b − a.": cosine(other, answer),
    }
    return Number(
        f"Four words have the vectors a = {shown(a)}, b = {shown(b)}, c = {shown(c)} and d = {shown(answer)}. Somebody "
        "claims: *a is to b as c is to d*. Take the step from a to b, carry it to c, and give the cosine between where it "
        "ends and d. (Leave the vectors as long as they are.)",
        answer=found,
        solution=f"b − a + c = {shown(target)}, of length {name}. The dot product with d is {dot}, and d has the length "
        f"{length:g}: {dot} / ({name} · {length:g}) = {found:.3g}.".replace("-", "−"),
        wrong={
            why: value for why, value in wrong.items() if not math.isclose(value, found, rel_tol=0.02, abs_tol=1e-6)
        },
    )


@question("choose", "Opposites that are near", section=2)
def opposites(rng):
    a, b, gap = [
        ("hot", "cold", "the soup is too ____"),
        ("early", "late", "the train came too ____"),
        ("big", "small", "the shoes are too ____"),
    ][rng.integers(3)]
    return Choice(
        f"In most word vectors that were learned from text, *{a}* and *{b}* have a large cosine, although they are "
        "opposites. Why?",
        right="They fit the same gaps, and the vectors are made from these.",
        solution=f"Company tells which words can replace each other in a sentence: “{gap}”. Opposites can. So near "
        "means 'used alike', and not 'means the same'.",
        wrong={
            "The cosine leaves out the sign, so opposite directions count as equal.": "The cosine of opposite directions "
            "is −1, the smallest there is.",
            "The vectors have too few numbers to hold opposites apart.": "A single number could do that: it need only have "
            "two signs. More numbers do not change which gaps a word fits.",
            "They were rarely drawn as wrong words for each other.": "Wrong words are drawn by how often they occur, the "
            "same ones for all. What pulls the two together are the right answers.",
        },
    )


@question("diagnose", "Where it begins", section=3)
def first_loss(rng):
    k, terms, losses = [
        (10, 3, "2.079 1.20 0.76 0.59 0.48 0.35"),
        (8, 2, "1.386 0.85 0.54 0.41 0.34 0.25"),
        (12, 4, "2.773 1.67 1.04 0.74 0.60 0.45"),
        (15, 6, "4.159 2.40 1.57 1.12 0.87 0.63"),
    ][rng.integers(4)]
    run = "\n".join(
        f"step {step:>3}  loss {loss}" for step, loss in zip((0, 100, 200, 300, 400, 600), losses.split(), strict=True)
    )
    first = losses.split(maxsplit=1)[0]
    return Choice(
        f"CBOW with negative sampling: each example has one right word and {k} wrong ones, and the loss of an example is "
        "the *sum* over all these yes-or-no questions. The vectors u of the words that are guessed all start at 0. "
        f"(ln 2 = 0.693)\n\n```text\n{run}\n```\n\nWhat do you make of it?",
        right=f"Only {terms} of the {k + 1} questions are in the loss.",
        solution=f"With u = 0 each score is 0, each neuron says 0.5, and each question costs ln 2. So the first loss must be "
        f"{k + 1} · 0.693 = {(k + 1) * math.log(2):.2f}. {first} is {terms} · 0.693. (A mean in place of the sum would "
        "be 0.69.) The rest of the run looks healthy: only the first number tells.",
        wrong={
            "All is well: before the training a loss may be any number, and then it falls nicely.": "Before the training "
            "this loss can be calculated: all scores are 0.",
            "The loss is a mean over the questions in place of the sum.": "Then the first loss would be 0.69, whatever the "
            "number of wrong words.",
            "The wrong words count as right ones, too.": "At scores of 0 yes and no cost the same, so the first loss "
            "would be that of a right program.",
        },
    )


NEAREST = '''def nearest(vectors, word, count):
    """The numbers of the `count` words with the largest cosine to `word`, the
    nearest first; not `word` itself.

    vectors: one row a word, of any length; word: its number. No two cosines are
    equal. `vectors` stays as it is.
    """
    unit = {unit}
    cosines = {cosines}
    {hide}
    return np.argsort(-cosines)[:count]
'''
UNIT = "vectors / np.linalg.norm(vectors, axis=1, keepdims=True)"


@question("complete", "The nearest words", section=3)
def nearest_words(rng):
    count = int(rng.choice([2, 3]))
    found = [3, 1, 2][:count]
    return Code(
        "Which words are nearest to a word? The measure is the cosine: the dot product of the vectors after each was "
        "brought to length 1. The word itself would always win, so it is left out.",
        given=NEAREST.format(unit="...", cosines="...", hide="..."),
        answer=NEAREST.format(unit=UNIT, cosines="unit @ unit[word]", hide="cosines[word] = -np.inf"),
        example="vectors = np.array([[1.0, 0.0], [3.0, 3.0], [-2.0, 9.0], [5.0, 1.0], [-4.0, 0.5]])\n"
        f"assert_equal(nearest(vectors, 0, {count}), {found})",
        tests="vectors = np.array([[0.1, 0.2, 0.0], [30.0, 0.0, 1.0], [1.0, 2.1, 0.1], [-1.0, -2.0, 0.3], [0.0, 7.0, 0.0]])\n"
        "before = vectors.copy()\n"
        "assert_equal(nearest(vectors, 0, 4), [2, 4, 1, 3])\n"
        "assert_equal(nearest(vectors, 1, 1), [0])\n"
        "assert_equal(vectors, before)",
        solution="The length is divided away, else long vectors (of frequent words, among others) would be near to all. The "
        "word itself has the cosine 1 and must go before the sorting.",
        wrong={
            "Without the length 1 a dot product prefers long vectors.": NEAREST.format(
                unit="vectors", cosines="unit @ unit[word]", hide="cosines[word] = -np.inf"
            ),
            "The word itself is still among the answers.": NEAREST.format(
                unit=UNIT, cosines="unit @ unit[word]", hide="pass"
            ),
            "One length for the whole table leaves the rows as unequal as they were.": NEAREST.format(
                unit="vectors / np.linalg.norm(vectors)", cosines="unit @ unit[word]", hide="cosines[word] = -np.inf"
            ),
        },
    )


MEAN = '''def mean_of_neighbours(vectors, near):
    """The mean of each example's neighbours, (batch, dim).

    vectors: (words + 1, dim), whose last row is 0. near: (batch, places), the
    numbers of the neighbours; where none stands it holds the number of the last
    row. Each example has at least one neighbour.
    """
    none = len(vectors) - 1
    {lines}
'''


@question("mend", "Short means at the edge", section=3)
def edges(rng):
    places = int(rng.choice([4, 5, 6]))
    row = [1, 0] + [3] * (places - 2)
    return Code(
        "CBOW averages the vectors of the neighbours. At the beginning and at the end of a sentence some neighbours are "
        "missing; their places hold the number of a row of zeros, which shall not count. What came instead: no error, but "
        "where neighbours are missing the mean is too short.",
        given=MEAN.format(lines="return vectors[near].mean(dim=1)"),
        answer=MEAN.format(
            lines="count = (near < none).sum(dim=1, keepdim=True)\n    return vectors[near].sum(dim=1) / count"
        ),
        example="vectors = torch.tensor([[2.0, 0.0], [4.0, 2.0], [6.0, 6.0], [0.0, 0.0]])\n"
        f"near = torch.tensor([{row}])\n"
        "assert_equal(mean_of_neighbours(vectors, near), [[3, 1]])",
        tests="torch.manual_seed(5)\n"
        "vectors = torch.cat([torch.randn(6, 3), torch.zeros(1, 3)])\n"
        "near = torch.tensor([[0, 1, 2, 3], [6, 6, 4, 6], [5, 6, 5, 0], [6, 1, 2, 6]])\n"
        "right = [vectors[[0, 1, 2, 3]].mean(0), vectors[4], vectors[[5, 5, 0]].mean(0), vectors[[1, 2]].mean(0)]\n"
        "assert_equal(mean_of_neighbours(vectors, near), torch.stack(right))",
        solution="The zeros add nothing to the sum, but `mean` divides by all places. Divide by the number of places that "
        "hold a word, for each example by its own.",
        wrong={
            "All examples are divided by the same number. Each has its own.": MEAN.format(
                lines="count = (near < none).sum(dim=1).float().mean()\n    return vectors[near].sum(dim=1) / count"
            ),
            "A sum without a division grows with the number of neighbours.": MEAN.format(
                lines="return vectors[near].sum(dim=1)"
            ),
        },
    )


@question("explain", "Three questions to a score", section=6)
def score(rng):
    share = int(rng.choice([70, 75, 80]))
    return Explain(
        f"A paper on word vectors says: “Our method answers {share} % of a list of analogies *a is to b as c is to ...* "
        "right.” Which three things do you ask before you believe that the step from a to b has found the answers?",
        solution="First, whether the three words of the question were left out of the possible answers: often the nearest "
        "word of all is b or c itself. Second, what a cheap rule gets, the word nearest to c (or to b) alone: where this is "
        "as good, the step did nothing. Third, how much the score varies from seed to seed, with an interval.",
        look_for={
            "were the question's own words left out?": 1,
            "what does the word nearest to c alone (or b alone) score; then the step does nothing": 2,
            "how does it vary over seeds (several runs, an interval)": 1,
        },
    )
