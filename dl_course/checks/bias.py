"""Checks of exercise 17: projection, effect size, permutation test, hard debiasing, and a model card that hides nobody."""

import numpy as np

from dl_course.checks.judging import Wrong, as_array, compare, known, parts, require, task, unchanged

KNOWN = known(__name__)

RATES = ("selection_rate", "tpr", "fpr")


def check_projection(projection) -> None:
    """Task 1: `projection(words, g)`, shapes (n, d) and (d,), gives the n cosines to g."""
    words, g = np.array([[3.0, 4.0], [-1.0, 2.0], [0.5, -0.5]]), np.array([1.0, -2.0])
    with task(1, "how far each word points along g"):
        compare(
            unchanged(projection, words, g),
            KNOWN["projection"],
            hints=[
                "these are dot products; neither the lengths of the words nor that of g are divided away.",
                "the lengths of the words are not divided away: a frequent word would look more biased.",
                "the length of g is not divided away.",
                "the sign is lost; it says to which side a word leans.",
                "this is one number for all words, their mean; asked for is one number a word.",
                "these are vectors, the parts of the words along g; asked for is how long they are, with sign.",
                "the length is that of the whole matrix; each word has its own: axis=1.",
                "all signs are turned round: a word that points the other way from g has a negative cosine.",
                "a length is the square root of the sum of squares; here the square root is missing.",
            ],
            what="the projections of [3, 4], [-1, 2], [0.5, -0.5] on [1, -2]",
        )


def check_effect_size(effect_size) -> None:
    """Task 2: `effect_size(x, y, a, b)`, rows are word vectors, gives the WEAT's d with the population deviation."""
    x, y = np.array([[2.0, 1.0], [1.0, 2.5], [-1.0, 3.0]]), np.array([[1.0, -1.0], [-2.0, 1.0]])
    a, b = np.array([[3.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 2.0], [-1.0, 2.0], [-2.0, 0.5]])
    with task(2, "the effect size d of the WEAT"):
        compare(
            unchanged(effect_size, x, y, a, b),
            KNOWN["effect_size"],
            hints=[
                "the deviation divides by n - 1; the task asks for the population's, which divides by n.",
                "this is the difference of the means; it is not yet divided by the standard deviation.",
                "the sign is turned round: x less y, and near to a less near to b.",
                "these associations come from dot products; take the cosine, or bring all vectors to length 1.",
                "the similarities to a word set are added up; a set with more words then weighs more. Take the mean.",
                "this is the spread inside the sets (as in Cohen's d); the WEAT takes that of all words of x and y together.",
                "the deviation is of only X; take all words of x and y together.",
                "this is divided by the variance; the deviation is its square root.",
            ],
            what="the effect size of three words against two",
        )
        first = np.array([[4.0, 0.0], [3.0, 0.0]])
        compare(effect_size(first, -first, first[:1], -first[:1]), 2.0, what="d of two sets that are opposite")


def check_p_value(p_value) -> None:
    """Task 3: `p_value(s_x, s_y)`, associations of shapes (m,) and (n,), gives the exact one-sided p."""
    with task(3, "the p-value of a permutation test"):
        compare(
            unchanged(p_value, np.array([8.0, 6.0, 4.0]), np.array([2.0, 2.0, 6.0, -1.0])),
            KNOWN["p_value"],
            hints=[
                "you count only larger splits; one that is exactly as large counts, too: at least as large.",
                "the split that was observed does not count itself here; it is one of the 35.",
                "this counts differences in both directions; the test is one-sided.",
                "this is the share of splits that are at most as large.",
                "this is 1 minus the p-value: a large difference has a small p.",
                "this is the number of splits; asked for is their share of all.",
                "this adds one above and below, as for splits drawn at random; here all splits are counted, ours among them.",
                "the splits and the observation are measured with different statistics: sum against sum, or difference against difference.",
            ],
            what="p for [8, 6, 4] against [2, 2, 6, -1]",
        )
        compare(
            p_value(np.array([0.1, 0.2]), np.array([0.3, 0.0])),
            KNOWN["p_value.2"],
            hints=[
                "a split that is equal on paper is lost by rounding (0.1 + 0.2 is not 0.3 for a computer): count what is within 1e-9.",
            ],
            what="p for [0.1, 0.2] against [0.3, 0.0]",
        )


def check_debias(debias) -> None:
    """Task 4: `debias(w, a, b, g)`, four vectors of shape (d,), gives the neutralised w and the equalised a and b."""
    w, a, b = np.array([1.0, 2.0, -2.0]), np.array([3.0, 0.0, 4.0]), np.array([0.0, 2.0, -1.0])
    g = np.array([0.0, 1.0, 2.0])
    with task(4, "neutralised and equalised"):
        result = unchanged(debias, w, a, b, g)
        hint = "return three vectors: `return w_new, a_new, b_new`."
        result = [as_array(each) for each in parts(result, 3, hint, rows=True)]
        require([each.shape for each in result] == [(3,), (3,), (3,)], hint)
        compare(
            result[0],
            KNOWN["debias"],
            hints=[
                "w is neutral, but not of length 1 again.",
                "the length of g matters here; bring g to length 1 before you project.",
            ],
            what="the neutralised w",
        )
        compare(
            [result[1], result[2]],
            KNOWN["debias.2"],
            hints=[
                "bring a and b to length 1 first, before you take their middle.",
                "the step along g is the square root of 1 - |m|², or the new words have not length 1.",
                "the pair is as it was, only of length 1; only w has been repaired.",
                "the pair is neutralised, so the words lose their difference in gender; equalise keeps it, in equal parts.",
                "a and b are exchanged: the new a lies on the side of g.",
                "a and b keep their own steps along g; the two steps must be equal and opposite, and so long that both words have length 1.",
                "the middle still has its part along g; take it away first.",
            ],
            what="the equalised pair",
        )


def check_model_card(model_card) -> None:
    """Task 5: `model_card(counts, groups)`, counts of each group, gives the rates and gaps, or refuses."""
    counts = {
        "north": {"tp": 40, "fp": 10, "fn": 10, "tn": 40},
        "east": {"tp": 9, "fp": 9, "fn": 21, "tn": 61},
        "south": {"tp": 24, "fp": 6, "fn": 16, "tn": 34},
    }
    groups = ["north", "east", "south"]
    with task(5, "a model card"):
        card = model_card({name: dict(each) for name, each in counts.items()}, list(groups))
        _check_form(card, groups)
        for name, people, selected, tpr, fpr in (
            ("north", 100, 0.5, 0.8, 0.2), ("east", 100, 0.18, 0.3, 9 / 70), ("south", 80, 0.375, 0.6, 0.15)
        ):  # fmt: skip
            tp, fp, fn, _ = counts[name].values()
            row = card["groups"][name]
            compare(row["people"], people, what=f"people in {name}")
            compare(
                row["selection_rate"],
                selected,
                mistakes={
                    "this is the base rate, the share of positives; the selection rate counts who was selected.": (
                        tp + fn
                    )
                    / people,
                    "those who were wrongly selected are selected, too: tp + fp.": tp / people,
                },
                what=f"selection_rate of {name}",
            )
            compare(
                row["tpr"],
                tpr,
                mistakes={
                    "this is the precision: positives among the selected. The TPR is the selected among the positives.": tp
                    / (tp + fp)
                },
                what=f"tpr of {name}",
            )
            compare(
                row["fpr"],
                fpr,
                mistakes={
                    "this is the share of those who were selected; the FPR is a share of all negatives, fp + tn.": fp
                    / (fp + tp),
                    "this is the false negative rate; the FPR counts the wrongly selected among the negatives.": fn
                    / (fn + tp),
                },
                what=f"fpr of {name}",
            )
        compare(
            [card["largest_gap"][key] for key in RATES],
            KNOWN["model_card"],
            hints=[
                "this is the gap between the first and the last group; another pair is further apart.",
                "this is the largest value; the gap is largest less smallest.",
            ],
            what="largest_gap",
        )
        _check_gap_order(model_card)
        _check_refusals(model_card, counts)


def _check_form(card, groups) -> None:
    form = 'return {"groups": {name: {...}}, "largest_gap": {...}}, the two parts of the card.'
    require(isinstance(card, dict), f"the card must be a dict. Received: {type(card).__name__}.")
    require(set(card) == {"groups", "largest_gap"}, f"{form} Received the keys: {', '.join(map(str, card))}.")
    require(isinstance(card["groups"], dict) and list(card["groups"]) == groups, "the card must show every group, in the order of `groups`.")  # fmt: skip
    for name, row in card["groups"].items():
        wanted = {"people", *RATES}
        require(isinstance(row, dict) and set(row) == wanted, f"the row of {name} must have the keys people, {', '.join(RATES)}.")  # fmt: skip
    gap = card["largest_gap"]
    require(isinstance(gap, dict) and set(gap) == set(RATES), f"largest_gap must have the keys {', '.join(RATES)}.")


def _check_gap_order(model_card) -> None:
    """The largest gap is between the second and the third group."""
    rows = {"a": (5, 5, 5, 5), "b": (9, 1, 1, 9), "c": (1, 3, 9, 7)}
    counts = {name: dict(zip(("tp", "fp", "fn", "tn"), row, strict=True)) for name, row in rows.items()}
    gap = model_card(counts, ["a", "b", "c"])["largest_gap"]
    compare(
        [gap[key] for key in RATES],
        KNOWN["check_gap_order"],
        hints=[
            "this is the gap between the first two groups, which need not be the largest.",
        ],
        what="largest_gap where the last two groups are furthest apart",
    )


def _check_refusals(model_card, counts) -> None:
    full = list(counts)
    _refuses(model_card, counts, [*full, "west"], "west", "a group that is missing from the counts is left out silently. Who is not measured must not vanish from the card.")  # fmt: skip
    _refuses(model_card, counts, full[:2], "south", "there is a group in the counts that nobody asked for; a card that leaves it out hides a group.")  # fmt: skip
    for changed, what in (({"tp": 0, "fn": 0}, "positives"), ({"fp": 0, "tn": 0}, "negatives")):
        row = {"tp": 3, "fp": 4, "fn": 5, "tn": 6} | changed
        rate = "TPR" if what == "positives" else "FPR"
        _refuses(model_card, {**counts, "west": row}, [*full, "west"], "west", f"a group without {what} has no {rate}, not one of 0: refuse it.")  # fmt: skip


def _refuses(model_card, counts, groups, name, hint) -> None:
    """The call must stop with a ValueError that names the group."""
    try:
        model_card({key: dict(row) for key, row in counts.items()}, list(groups))
    except NotImplementedError:
        raise
    except ValueError as error:
        require(
            name in str(error), f"the ValueError must name the group that it is about, here {name}. It says: {error}"
        )
        return
    except Exception as error:
        raise Wrong(
            f"it stops with {type(error).__name__}, which tells a reader nothing; look first, and raise a ValueError that "
            f"names the group. ({hint})"
        ) from None
    raise Wrong(hint)
