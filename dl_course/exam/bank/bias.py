"""Lesson 17: where bias comes from, how it is measured, what repair can do."""

import math

from dl_course.exam.question import Choice, Code, Explain, Number, question


@question("calculate", "The smallest p", section=2)
def smallest_p(rng):
    first, second = [(2, 2), (2, 3), (3, 3), (2, 4), (3, 4), (4, 4), (2, 5), (2, 6)][rng.integers(8)]
    total = first + second
    splits = math.comb(total, first)
    return Number(
        f"{first} words are said to lean to one side, {second} others to the other. An exact permutation test goes through "
        f"all splits of the {total} words into {first} and {second}, and p is the share of splits whose difference is at "
        "least as large as the one observed. What is the smallest p that these words can ever give, as a number between 0 and 1? (No two words lean "
        "equally far.)",
        answer=1 / splits,
        solution=f"There are {splits} ways to choose {first} of {total} words. The observed split is one of them, so at the "
        f"least p is 1/{splits} = {1 / splits:.3g}"
        + (", above 0.05 however far the words lean." if splits < 20 else ". Count the splits before you test."),
        wrong={
            "The observed split is one of all splits, and it is as large as itself.": 0,
            "You counted every order of the words. Who stands where inside a group makes no difference.": 1
            / math.factorial(total),
            "Each word on either side: that allows groups of other sizes.": 1 / 2**total,
        },
    )


@question("combine", "Two criteria, and the third follows", section=6)
def third(rng):
    base, other = [(0.4, 0.2), (0.5, 0.2), (0.5, 0.25), (0.2, 0.5), (0.25, 0.5), (0.2, 0.4)][rng.integers(6)]
    precision, tpr = [(0.75, 0.6), (0.75, 0.3), (0.8, 0.4), (0.6, 0.3)][rng.integers(4)]

    def fpr(b):
        return b * tpr * (1 - precision) / precision / (1 - b)

    selected = base * tpr / precision
    return Number(
        f"Of group A {base:.0%} are positive, of group B {other:.0%}. In both groups a model finds {tpr:.0%} of the "
        f"positives (TPR), and of those whom it selects {precision:.0%} are positive (precision). Which share of the "
        "*negatives* of group A does it select, as a number between 0 and 1? (Take 1,000 people of A.)".replace(
            "%", " %"
        ),
        answer=fpr(base),
        solution=f"Of 1,000 people {1000 * base:g} are positive, and {1000 * base * tpr:g} of these are selected. They are "
        f"{precision:.0%} of all selected, so {1000 * selected:g} are selected, {1000 * (selected - base * tpr):g} of them "
        f"negative: {1000 * (selected - base * tpr):g} of {1000 * (1 - base):g} negatives, {fpr(base):.3f}. In B it is "
        f"{fpr(other):.3f}. With unequal base rates the three cannot all be equal.".replace("%", " %"),
        wrong={
            "That is the share of negatives among the selected. Asked is the share of selected among the negatives.": 1
            - precision,
            "You divided by all people. Asked is a share of the negatives.": base * tpr * (1 - precision) / precision,
            "That is the share of the positives that it misses. Asked is a share of the negatives.": 1 - tpr,
        },
    )


@question("choose", "A deleted column", section=6)
def deleted(rng):
    column = str(rng.choice(["gender", "origin", "age"]))
    return Choice(
        f"A bank deletes the column *{column}* from its data. “Now our model cannot discriminate.” Which test tells you "
        "whether that is so?",
        right=f"The rates of the decisions, group by group: so the test needs the column *{column}*.",
        solution="Other columns may tell the group (proxies), so look at what the decisions do: selection, true positive "
        "and false positive rates for each group, and whether the other columns predict the group. Who does not record the "
        "group cannot measure the gap.",
        wrong={
            f"None is needed: what is not among its inputs cannot have an effect on a model, and *{column}* is not.": "Where "
            "other columns tell the group, the model finds it there, and training on unequal decisions rewards it.",
            "The accuracy before and after: if it stays as high, nothing of the deleted column was used.": "It can stay "
            "high because the other columns stand in for the deleted one. And accuracy does not look at groups.",
            "Its weights: as long as all are small, no column can stand in for another.": "Many small weights together do "
            "what one large weight did.",
        },
    )


@question("diagnose", "The most accurate model", section=6)
def most_accurate(rng):
    return Choice(
        "A made-up world: two groups with exactly the same skills. In the past, somebody of group B had to be better to be "
        "hired. Three models learn from these decisions.\n\n"
        "| the model sees | agrees with past decisions | hired in A minus hired in B |\n|---|---|---|\n"
        "| test result and group | 80.5 % | 40 points |\n"
        "| test result and five columns that hint at the group | 80.0 % | 29 points |\n"
        "| test result alone | 76.1 % | 0 points |\n\n"
        "“We take the first, it is the most accurate.” What is wrong with this?",
        right="It is accurate about decisions that were unfair themselves.",
        solution="The label is not 'is good at the job' but 'was hired by people who asked more of B'. Who repeats the "
        "penalty agrees more often. Judged by such labels the fair model is the worst, so accuracy cannot warn.",
        wrong={
            "It is overfitted to the past decisions, as it sees more columns than the third one.": "One column more, and no sign of "
            "overfitting. What it learned from the column was really in the decisions.",
            "The second is nearly as accurate and does not use the group, so it is the fair one.": "Its five columns tell the "
            "group, and most of the gap is there again.",
            "Nothing: it agrees best with past decisions, and has found out that the skills differ.": "The skills are the same, as "
            "the text says. The gap was made by the decisions.",
            "The third is less accurate, so it has wronged more people.": "It disagrees more often with decisions that "
            "wronged people. That is no wrong done by it.",
        },
    )


PPMI = '''def ppmi(near):
    """The PMI of each two words, with 0 in place of whatever is below 0.

    near: (words, words), symmetric; near[a, b] says how often a and b stand near
    each other. No row is all zeros.
    """
    total = near.sum()
    chance = {chance}
    with np.errstate(divide="ignore"):  # the logarithm of 0 is −∞, which is below 0
        return {result}
'''
CHANCE = "near.sum(axis=1, keepdims=True) * near.sum(axis=0) / total"


@question("complete", "More often than by chance", section=2)
def by_chance(rng):
    n = int(rng.choice([2, 3, 4]))
    return Code(
        "Vectors without a network start from a table of the PMI: the logarithm (to the base e) of how often two words "
        "stand near each other, divided by how often they would by chance. By chance means: the share of a's row in the "
        "whole table, times the share of b's column, times the whole. Keep what is above 0, and put 0 for the rest.",
        given=PPMI.format(chance="...", result="..."),
        answer=PPMI.format(chance=CHANCE, result="np.maximum(np.log(near / chance), 0)"),
        example=f"near = {n}.0 * np.array([[0, 3, 1], [3, 0, 0], [1, 0, 2]])\n"
        "a, b = np.log(2.5), np.log(20 / 9)\n"
        "assert_equal(ppmi(near), [[0, a, 0], [a, 0, 0], [0, 0, b]])",
        tests="near = np.array([[6.0, 2, 0, 4], [2, 2, 8, 0], [0, 8, 10, 6], [4, 0, 6, 2]])\n"
        "before, rows = near.copy(), [12, 12, 24, 12]\n"
        "right = [[max(0.0, math.log(near[a, b] * 60 / rows[a] / rows[b])) if near[a, b] else 0.0 for b in range(4)] "
        "for a in range(4)]\n"
        "assert_equal(ppmi(near), right)\n"
        "assert_equal(ppmi(7 * near), right)\n"
        "assert_equal(near, before)",
        solution="By chance: (row sum / total) · (column sum / total) · total. A frequent word stands near everything; only "
        "what goes beyond that says something.",
        wrong={
            "It must be divided by what chance gives, else frequent words are near to everything.": PPMI.format(
                chance="1", result="np.maximum(np.log(near / chance), 0)"
            ),
            "The whole is missing: two shares multiplied are a share, not a count.": PPMI.format(
                chance="near.sum(axis=1, keepdims=True) * near.sum(axis=0) / total**2",
                result="np.maximum(np.log(near / chance), 0)",
            ),
            "Below 0 stands for less often than by chance; that was to become 0, not a positive number.": PPMI.format(
                chance=CHANCE, result="np.where(near > 0, abs(np.log(near / chance)), 0)"
            ),
        },
    )


TPR = '''def gap(selected, qualified, in_a):
    """The true positive rate of group A minus that of group B: of the qualified,
    which share is selected?

    Three arrays of True and False, one entry a person. There are qualified and
    selected people in both groups.
    """

    def rate(group):
{lines}

    return rate(in_a) - rate(~in_a)
'''


@question("mend", "Of whom is it a share?", section=6)
def of_whom(rng):
    qualified, other = [(4, 2), (5, 2), (10, 4)][rng.integers(3)]
    return Code(
        "Equal opportunity asks: of those who are qualified, is the same share selected in both groups? `gap` returns the "
        f"difference. In A {qualified} people are qualified and all are selected; in B {qualified} are qualified and "
        f"{other} of them are selected; nobody else is selected. The gap should be {1 - other / qualified:g}. What came "
        "instead is 0: “equal opportunity”.",
        given=TPR.format(lines="        return qualified[selected & group].mean()"),
        answer=TPR.format(lines="        return selected[qualified & group].mean()"),
        example=f"in_a = np.arange({2 * qualified + 4}) < {qualified + 2}\n"
        f"qualified = np.arange({2 * qualified + 4}) % {qualified + 2} < {qualified}\n"
        f"selected = qualified & (in_a | (np.arange({2 * qualified + 4}) < {qualified + 2 + other}))\n"
        f"assert_equal(gap(selected, qualified, in_a), {1 - other / qualified:g})",
        tests="in_a = np.array([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], bool)\n"
        "qualified = np.array([1, 1, 1, 1, 0, 1, 1, 0, 0, 0], bool)\n"
        "selected = np.array([1, 0, 0, 0, 1, 1, 1, 1, 1, 0], bool)\n"
        "assert_equal(gap(selected, qualified, in_a), 0.25 - 1)\n"
        "assert_equal(gap(selected, qualified, ~in_a), 1 - 0.25)\n"
        "assert_equal(gap(selected[::2], qualified[::2], in_a[::2]), 1 / 2 - 1)",
        solution="`qualified[selected & group]` looks at the selected and asks who is qualified: that is the precision. The "
        "true positive rate looks at the qualified and asks who is selected. What stands in the brackets is the whole of "
        "which a share is taken.",
        wrong={
            "That is the share of the whole group: the selection rate of the qualified and all others.": TPR.format(
                lines="        return selected[group].mean()"
            ),
            "That is a share of the whole group: it grows where more people are qualified.": TPR.format(
                lines="        return (selected & qualified)[group].mean()"
            ),
        },
    )


@question("explain", "Whose vectors are more biased?", section=2)
def more_biased(rng):
    ours, theirs = [(1.9, 1.6), (1.8, 1.5), (1.9, 1.5)][rng.integers(3)]
    return Explain(
        f"“In the WEAT our vectors have an effect size of d = {ours}, theirs only d = {theirs}. So ours are more biased.” "
        "Why does this not follow, and what would you ask for?",
        solution="d is the difference of the two groups' mean associations, divided by the spread of all associations; it "
        "says how well the groups can be told apart, not how far they are, and it cannot pass 2. Vectors with less noise "
        "get a larger d with the same or a smaller difference. I would ask for the difference itself, for p, for the number "
        "of words, and which standard deviation was taken.",
        look_for={
            "d is a difference divided by a spread (told apart, not how large; at most 2)": 2,
            "less spread or noise makes d larger although the difference is the same": 1,
            "asks for the difference itself, p, number of words, or which standard deviation": 1,
        },
    )
