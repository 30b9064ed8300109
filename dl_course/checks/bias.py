"""Checks of exercise 17: projection, effect size, permutation test, hard debiasing, and a model card that hides nobody."""

from itertools import combinations

import numpy as np

from dl_course.checks.errors import in_words
from dl_course.checks.judging import (
    TOLERANCE,
    Known,
    Wrong,
    as_array,
    compare,
    first_that_fails,
    known,
    parts,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)

COUNTS = ("tp", "fp", "fn", "tn")
RATES = ("selection_rate", "tpr", "fpr")
# What is asked for, its formula in counts: above and below the line, and in words.
ASKED = {
    "people": (COUNTS, (), "people are all four counts together"),
    "selection_rate": (("tp", "fp"), COUNTS, "asked for is the share of all people that was selected"),
    "tpr": (("tp",), ("tp", "fn"), "asked for is the share of the positives that was selected"),
    "fpr": (("fp",), ("fp", "tn"), "asked for is the share of the negatives that was selected"),
}
WHOLES = {
    ("tp", "fp"): "the selected",
    ("fn", "tn"): "those who were not selected",
    ("tp", "fn"): "the positives",
    ("fp", "tn"): "the negatives",
    ("tp", "tn"): "the right decisions",
    ("fp", "fn"): "the wrong decisions",
    COUNTS: "all people",
}


def check_projection(projection) -> None:
    """Task 1: `projection(words, g)`, shapes (n, d) and (d,), gives the n cosines to g."""
    words = np.array([[3.0, 4.0, -12.0], [-1.0, 2.0, 2.0], [1.0, -1.0, 0.5], [-2.0, -6.0, 3.0]])
    g = np.array([2.0, -3.0, 6.0])
    with task(1, "how far each word points along g"):
        compare(
            unchanged(projection, words, g),
            KNOWN["projection"],
            hints=[
                "these are dot products; neither the lengths of the words nor that of g are divided away.",
                "the lengths of the words are not divided away: a frequent word would look more biased.",
                "this is divided by g·g, the square of the length of g; divide by the length of g and by that of each word.",
                "the length of g is not divided away.",
                "`x / y * z` multiplies by z; put brackets round the product of the two lengths.",
                "the lengths are added; divide by their product.",
                "the squares of both lengths are added under one root; divide by the product of the two lengths.",
                "what is negative is cut off at 0; the sign says to which side a word leans.",
                "these are vectors, the parts of the words along g; asked for is how long they are, with sign.",
                "these are the words without their part along g; asked for is how long that part is, with sign.",
                "these are products, number by number; they are not yet added up for each word.",
                "the products are added up down the columns; each word is a row: axis=1.",
                "these are the cosines of the words to each other; g plays no part.",
                "shape (4,) divided by shape (4, 1) gives a table: each word is divided by every word's length.",
                "the length is that of the whole matrix; each word has its own: axis=1.",
                "the length is that of each column (axis=0); each word is a row: axis=1.",
                "all words are divided by the same length; each word has its own.",
                "the dot products are brought to length 1 together; each is divided by the lengths of its word and of g.",
                "the length of a vector is the square root of the sum of its squares, np.linalg.norm; len(...) counts its numbers.",
                "a length is the square root of the sum of squares: here the root is missing, or taken twice.",
                "a length is not the sum or the largest of the absolute values; it is the square root of the sum of squares.",
                "this is the correlation, which subtracts the mean of each vector first; the cosine does not.",
                "these are the angles; asked for are their cosines.",
                "only the first two numbers of each vector play a part; a vector has d of them.",
                "these are zeros: is the array that you fill one of whole numbers, or is nothing put into it?",
            ],
            what="the projections of [3, 4, -12], [-1, 2, 2], [1, -1, 0.5], [-2, -6, 3] on [2, -3, 6]",
            besides=lambda: first_that_fails(
                (
                    lambda: same(projection(2 * words, g), projection(words, g)),
                    "Words twice as long get other numbers; they must not.",
                ),
                (
                    lambda: same(projection(words, 2 * g), projection(words, g)),
                    "A g twice as long gives other numbers; it must not.",
                ),
                (lambda: same(projection(g[None], g), [1]), "The word g itself gets another number than 1."),
            ),
        )
        compare(
            projection(np.array([[2.0, -4.0, 5.0, -6.0]]), np.array([1.0, 2.0, 4.0, -2.0])),
            KNOWN["projection.2"],
            hints=[
                "only the first three numbers of each vector play a part; a vector has d of them.",
            ],
            what="the projection of [2, -4, 5, -6] alone on [1, 2, 4, -2]",
        )


def check_effect_size(effect_size) -> None:
    """Task 2: `effect_size(x, y, a, b)`, rows are word vectors, gives the WEAT's d with the population deviation."""
    x = np.array([[2.0, 1.0, -1.0], [1.0, 2.5, 0.5], [-1.0, 3.0, 2.0], [0.5, -1.0, 2.0]])
    y = np.array([[1.0, -1.0, 0.5], [-2.0, 1.0, 1.0]])
    a, b = (
        np.array([[3.0, 0.0, 1.0], [1.0, 1.0, -2.0]]),
        np.array([[0.0, 2.0, 1.0], [-1.0, 2.0, 0.5], [-2.0, 0.5, 3.0]]),
    )
    with task(2, "the effect size d of the WEAT"):
        compare(
            unchanged(effect_size, x, y, a, b),
            KNOWN["effect_size"],
            hints=[
                "the deviation divides by n - 1; the task asks for the population's, which divides by n.",
                "this is the difference of the means; it is not yet divided by the standard deviation.",
                "`p - q / r` divides only q: put brackets round the difference of the means.",
                "the sign is turned round: x less y, and near to a less near to b.",
                "these associations come from dot products; take the cosine, or bring all vectors to length 1.",
                "only x and y, or only a and b, are divided by their lengths; a cosine divides by both.",
                "the length is that of a whole set, or of each column; each word has its own: axis=1.",
                "the similarities to a word set are added up; a set with more words then weighs more. Take the mean.",
                "the associations of x and of y are added up; the sets have different sizes, so take their means.",
                "the cosine is taken to the middle of a word set; take the mean of the cosines to its words.",
                "one association is taken, that of the middle of x (and of y); take the mean of the words' associations.",
                "b plays no part: an association is the mean cosine to a *less* that to b.",
                "x is compared with a alone, and y with b alone; each word is compared with both.",
                "the cosines to a and to b are added; an association is the one minus the other.",
                "the means of x and y are added; take the one minus the other.",
                "zip ends with the shorter set, so some words of b are left out: a and b have their own means.",
                "these are medians; take means.",
                "the deviations of x and of y are put together (as in Cohen's d); take one, of all words of x and y.",
                "the deviation is of only one set, x or y; take all words of both together.",
                "this is the deviation of the two means; take that of the associations of all words.",
                "the deviation is that of single cosines; take that of the associations, one a word.",
                "this is divided by the variance; the deviation is its square root.",
                "this is divided by the standard error, as in a t-test; divide by the standard deviation.",
                "the deviation is the root of the *mean* of the squares; here it is that of their sum, √n times as large.",
                "this is divided by the range, or by the mean distance from the mean; divide by the standard deviation.",
                "this is divided by the mean of all associations; divide by their standard deviation.",
                "multiplied by the deviation; divide by it.",
                "the nearest word alone counts here; take the mean over the word set.",
                "only the last word of x and of y plays a part; collect the associations of all words.",
                "all associations stand in one list and are cut at the wrong place; x has four words here and y two.",
                "the deviation is that of the vectors' numbers; take that of the associations, one a word.",
                "only the first two words of each set play a part; a set may have any number.",
                "only the first two numbers of each vector play a part; a vector has d of them.",
            ],
            what="the effect size of four words against two",
            besides=lambda: first_that_fails(
                (
                    lambda: same(effect_size(3 * x, y, a, 2 * b), effect_size(x, y, a, b)),
                    "Words of x and b that are longer give another number; they must not.",
                ),
                (
                    lambda: same(effect_size(y, x, a, b), -as_array(effect_size(x, y, a, b))),
                    "If x and y change places, the sign must turn and nothing else; yours does not.",
                ),
                (
                    lambda: same(effect_size(x, y, b, a), -as_array(effect_size(x, y, a, b))),
                    "If a and b change places, the sign must turn and nothing else; yours does not.",
                ),
                (
                    lambda: same(effect_size(np.tile(x, (2, 1)), np.tile(y, (2, 1)), a, b), effect_size(x, y, a, b)),
                    "Each word of x and y taken twice gives another number; it must not.",
                ),
                (
                    lambda: same(effect_size(x, y, np.tile(a, (2, 1)), b), effect_size(x, y, a, b)),
                    "Each word of a taken twice gives another number; it must not.",
                ),
            ),
        )
        compare(
            effect_size(
                np.array([[-2.0, 1.0, 0.0, 1.0], [-1.0, 0.5, 1.0, -2.0]]),
                np.array([[1.0, 1.0, -1.0, 0.5], [2.0, 0.0, 1.0, 2.0], [1.0, -2.0, 0.5, 0.0]]),
                np.array([[1.0, 0.0, 1.0, 2.0]]),
                np.array([[-1.0, 2.0, 1.0, 0.0], [-2.0, -1.0, 0.0, 1.0]]),
            ),
            KNOWN["effect_size.2"],
            hints=[
                "the sign is lost: d is negative where y is nearer to a than x is.",
                "only the first three numbers of each vector play a part; a vector has d of them.",
            ],
            what="d of two sets of which y is nearer to a",
        )
        words = np.array([[2.0, 1.0], [1.0, 3.0], [-1.0, 2.0]])
        compare(
            effect_size(words, np.array([[2.0, 1.0], [-2.0, 0.5]]), np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])),
            KNOWN["effect_size.3"],
            hints=["two words with the same vector count once; each word counts. A Python set loses equal numbers."],
            what="d where a word of x and a word of y have the same vector",
        )


def check_p_value(p_value) -> None:
    """Task 3: `p_value(s_x, s_y)`, associations of shapes (m,) and (n,), gives the exact one-sided p."""
    with task(3, "the p-value of a permutation test"):
        value = _counted(p_value, np.array([-6.0, 4.0, -2.0]), np.array([-6.0, 0.0, 5.0, -4.0, -6.0]))
        compare(
            value,
            KNOWN["p_value"],
            mistakes=_why_all(p_value) if same(value, 1) else None,
            besides=lambda: _about_share(as_array(value), 56),
            hints=[
                "you count only larger splits; one that is exactly as large counts, too: at least as large.",
                "3 splits count here: are only those counted that are exactly as large, or those from the largest number of X on? Its sum is the limit.",
                "the split that was observed does not count itself here; it is one of the 56.",
                "this counts differences in both directions; the test is one-sided.",
                "this compares absolute values; the test is one-sided, and -16 is not at least as large as -4.",
                "this is the share of splits that are at most as large.",
                "this is twice the share, as for a two-sided test; the test is one-sided.",
                "this is the number of splits; asked for is their share of all.",
                "the number of splits is divided by the number of words, or of the other splits; divide it by that of all splits.",
                "this adds one above and below, as for splits drawn at random; here all splits are counted, ours among them.",
                "of the splits that are exactly as large, only the observed one counts; all of them do: at least as large.",
                "a split that is exactly as large counts half here; it counts whole: at least as large.",
                "the splits and the observation are measured with different statistics: sum against sum, or difference against difference.",
                "each split is compared with Y, with the words that it leaves over or with all words; compare it with X, the split that was observed.",
                "this counts orders above and splits below; the same words in another order are one split.",
                "these splits have other sizes; choose as many words as X has.",
                "equal numbers are different words, and equal sums different splits; a set loses them.",
                "this counts the sums of Y's words only; put all words together.",
                "this is the sum of X; asked for is the share of splits whose sum is at least as large.",
                "the largest association of each split is compared; compare sums.",
                "p is never 0, as the split that was observed counts. Is a sum taken along the wrong axis (in an array of splits each "
                "is a row: axis=1), does `//` cut the share off, is the count set to 0 inside the loop, or did something use the "
                "splits up? combinations(...) can be gone through once; a list can be again.",
                "p is 1 only if no split is smaller, and here many are. Is the `return` inside the loop, are only the words of X "
                "chosen from, or is something else added up than the numbers?",
            ],
            what="p for [-6, 4, -2] against [-6, 0, 5, -4, -6]",
        )
        compare(
            p_value(np.array([0.1, 0.2]), np.array([0.3, 0.0])),
            KNOWN["p_value.2"],
            hints=[
                "a split that is equal on paper is lost by rounding (0.1 + 0.2 is not 0.3 for a computer): count what is within 1e-9.",
                "sums that differ by 0.1 count as equal here; only those within 1e-9 are.",
                "these splits have three words each, and X has two here: choose as many as X has.",
            ],
            what="p for [0.1, 0.2] against [0.3, 0.0]",
        )
        close = np.array([100 - 5e-9, 130.0, -40.0, 100 - 3e-10, -90.0])
        compare(
            p_value(np.array([100.0]), close),
            KNOWN["p_value.3"],
            hints=[
                "sums that differ by 5e-9 count as equal here; only those within 1e-9 are. np.isclose and math.isclose also allow "
                "for a share of the numbers themselves (rtol, rel_tol).",
                "a sum that is 3e-10 smaller does not count here; what is within 1e-9 is equal.",
                "X has a single word here, and that is a set like any other: count its splits, too.",
            ],
            what="p for [100] against [100 - 5e-9, 130, -40, 100 - 3e-10, -90]",
        )
        compare(
            p_value(np.array([2.0, 1.0]), np.array([1 - 1.5e-9, 2 - 7e-10, -5.0, 0.25])),
            KNOWN["p_value.4"],
            hints=[
                "a sum that is 7e-10 smaller does not count here; what differs by less than 1e-9 is equal. Rounded numbers, and the "
                "differences of two sums, have other limits.",
                "a sum that is 1.5e-9 smaller counts here; only what differs by less than 1e-9 is equal. Means have another limit.",
            ],
            what="p for [2, 1] against [1 - 1.5e-9, 2 - 7e-10, -5, 0.25]",
        )


def _counted(p_value, s_x, s_y):
    """The p-value; a word more if nothing was counted."""
    used_up = "Did something use the splits up before? combinations(...) can be gone through once; a list can be again."
    try:
        value = unchanged(p_value, s_x, s_y)
    except ZeroDivisionError as error:
        raise Wrong(f"{in_words(error)} {used_up}") from error
    require(np.isfinite(as_array(value, "p")).all(), f"infinity or nan comes out: something is divided by 0. {used_up}")
    return value


def _why_all(p_value) -> dict[str, float]:
    """The hint of a p of 1, where other numbers tell what led to it."""
    huge = p_value(np.array([3e9, 3e9]), np.zeros(3))
    if same(huge, 0):
        return {
            "are the places of the words added up, and not their numbers? combinations(range(n), m) gives places.": 1.0
        }
    return {"splits count that are smaller by 14: is it 1e9 where 1e-9 is meant?": 1.0} if same(huge, 0.1) else {}


def _about_share(p, splits) -> str:
    """What is true of a number that is not the share of any count of splits."""
    if p.ndim or not np.isfinite(p):
        return ""
    if p < 0 or p > 1:
        return "A share lies between 0 and 1."
    if round(float(p) * splits, 1) == 1:
        return f"One split of {splits} counts here, and there are more that are large enough. Is the `return` inside the loop?"
    whole = abs(p * splits - np.round(p * splits)) < 0.03  # rounded, it may be one
    return (
        ""
        if whole
        else f"It is no multiple of 1/{splits}, and there are {splits} splits: each of them counts once, none is drawn."
    )


def check_debias(debias) -> None:
    """Task 4: `debias(w, a, b, g)`, four vectors of shape (d,), gives the neutralised w and the equalised a and b."""
    w, g = np.array([1.0, 2.0, -2.0, 4.0]), np.array([-1.0, 2.0, 4.0, 2.0])
    a, b = np.array([0.3, -0.4, 0.5, 0.2]), np.array([0.2, 0.3, -0.6, -0.1])
    with task(4, "neutralised and equalised"):
        result = _three_vectors(unchanged(debias, w, a, b, g), 4)
        compare(
            result[0],
            KNOWN["debias"],
            hints=[
                "w is neutral, but not of length 1 again.",
                "the length of g matters here; bring g to length 1 before you project.",
                "this is the part of w along g; it is to be taken away.",
                "the part along g is added; take it away.",
                "w·g is a number, how long the part is; the part itself is that number times g.",
                "`w * g * g` multiplies number by number; the part along g is (w·g) g, with a dot product.",
                "w is as it was, only of length 1; its part along g is still there.",
                "this is the new a; the new w comes first: w, a, b.",
                "the direction is that from b to a; g is given, take it from the arguments.",
                "the part along a is taken from w; take that along g.",
                "this is the middle of a and b, neutralised; neutralise w.",
            ],
            what="the neutralised w",
            besides=_about_neutral(result[0], g),
        )
        require(
            all(np.isfinite(each).all() for each in result[1:]),
            "there is nan or infinity in the equalised pair. A root of a negative number gives nan: 1 - |m⊥|² is negative where "
            "a, b or g is longer than 1, or m is not half of the sum of a and b.",
        )
        compare(
            [result[1], result[2]],
            KNOWN["debias.2"],
            hints=[
                "bring a and b to length 1 first, before you take their middle.",
                "the middle is half of the sum of a and b; the half is missing.",
                "`a + b / 2` halves only b; put brackets round the sum.",
                "the middle, or m⊥, is brought to length 1; it stays as long as it is.",
                "the step along g is the square root of 1 - |m⊥|², or the new words have not length 1.",
                "under the root stands |m⊥|², the square of the length; here it is not squared.",
                "the step along g is the square root of 1 - |m⊥|², not the part m·g that was taken away.",
                "the step is added to each number; it goes along g: the root times g.",
                "m stands where m⊥ belongs: the new words are m⊥ and a step along g.",
                "only a is new; b is as it was, of length 1. It gets m⊥ minus the step.",
                "the part along g is added to the middle; take it away.",
                "under the root belongs m without its part along g, or the new words have not length 1.",
                "the step along g is missing its root: g times the square root of 1 - |m⊥|², not g itself.",
                "the step along g is halved; it is the whole root.",
                "under the root stands |m⊥|², one number; here each number of m is squared by itself.",
                "the middle is half of the sum of a and b, and here it is half of their difference.",
                "the pair is as it was, only of length 1; only w has been repaired.",
                "the pair is neutralised, so the words lose their difference in gender; equalise keeps it, in equal parts.",
                "a and b are exchanged: the new a lies on the side of g.",
                "a and b lie on the same side; b goes to the other one, with a minus.",
                "a and b keep their own steps along g; the two steps must be equal and opposite, and so long that both words have length 1.",
                "b is made from the new a; keep the old a until both are done.",
                "the middle still has its part along g; take it away first.",
                "for the pair, g has not length 1.",
                "m·g is a number, how long the part is; the part that m loses is that number times g.",
                "`m * g * g` multiplies number by number; the part of m along g is (m·g) g, with a dot product.",
                "the part of w along g is taken from the middle; it loses its own, (m·g) g.",
                "g itself is taken from the middle; it loses its part along g, (m·g) g.",
            ],
            what="the equalised pair",
            besides=_about_pair(result[1], result[2], g),
        )
        w, a, b = np.array([1.0, 1.0, -3.0]), np.array([-1.0, 2.0, 0.5]), np.array([-3.0, 1.0, -2.0])
        result = _three_vectors(debias(w, a, b, np.array([2.0, -2.0, 1.0])), 3)
        compare(
            [result[1], result[2]],
            KNOWN["debias.3"],
            hints=[
                "a·g is negative here, and a gets the plus all the same: b lies further on the other side.",
                "a and b lie on the same side here: a gets the plus and b the minus, whatever the signs of a·g and b·g are.",
            ],
            what="the equalised pair where a·g and b·g are negative",
        )


def _three_vectors(result, size) -> list:
    hint = "return three vectors: `return w_new, a_new, b_new`."
    result = [as_array(each) for each in parts(result, 3, hint, rows=True)]
    require(any(each.ndim for each in result), hint)
    for name, each in zip("wab", result, strict=True):
        table = " Is that a table of all products (np.outer)? w·g is one number." if each.shape == (size, size) else ""
        require(
            each.shape == (size,),
            f"the new {name} must have shape ({size},), as it was. Received: {each.shape}.{table}",
        )
    return result


def _about_neutral(w, g) -> str:
    """What is wrong with a neutralised word, of the two things that it must be."""
    along, length = w @ g / np.linalg.norm(g), np.linalg.norm(w)
    if abs(along) > TOLERANCE:
        return f"It still has a part along g, of length {abs(along):.3g}."
    return f"It has no part along g, and its length is {length:.3g}, not 1." if abs(length - 1) > TOLERANCE else ""


def _about_pair(a, b, g) -> str:
    """What is wrong with an equalised pair, of the three things that it must be."""
    known_here = KNOWN["debias.2"]
    if isinstance(known_here, Known):
        new_a, new_b = np.array(known_here.right)
        if same(a + b, new_a + new_b):
            return "Their middle is right, the step along g is not."
        if same(a - b, new_a - new_b):
            return "The step along g is right, their middle is not."
    for name, each in (("a", a), ("b", b)):
        length = np.linalg.norm(each)
        if abs(length - 1) > TOLERANCE:
            return f"The new {name} has the length {length:.3g}, not 1."
    apart = a - b - (a - b) @ g / (g @ g) * g
    if np.linalg.norm(apart) > TOLERANCE:
        return "Their difference is not along g alone, and it must be."
    return "Both have length 1 and differ along g only. What they share must be their middle's part at a right angle to g, and is not."


def check_model_card(model_card) -> None:
    """Task 5: `model_card(counts, groups)`, counts of each group, gives the rates and gaps, or refuses."""
    counts = {
        "South": {"tp": 24, "fp": 6, "fn": 16, "tn": 34},
        "North": {"tn": 45, "fn": 10, "fp": 20, "tp": 50},
        "East": {"tp": 9, "fp": 9, "fn": 21, "tn": 61},
    }
    groups = ["North", "South", "East"]
    with task(5, "a model card"):
        card = _unless_refused(unchanged, model_card, counts, groups)
        _check_form(card, groups)
        columns = {key: [card["groups"][name][key] for name in groups] for key in ("people", *RATES)}
        compare(
            columns["people"],
            KNOWN["model_card.people"],
            mistakes=_formula_of("people", columns["people"], counts, groups),
            hints=[
                "these are the people of all groups together; each group has its own number.",
                "this is how many counts a group has; people are the four counts added up.",
            ],
            what="people, group by group,",
        )
        compare(
            columns["selection_rate"],
            KNOWN["model_card.selection_rate"],
            mistakes=_formula_of("selection_rate", columns["selection_rate"], counts, groups),
            hints=[
                "`a + b / c` divides only b; put brackets round the sum: this is no share, it is above 1.",
                "the counts are taken by their position; each dict may have its own order, so take them by name: row['tp'].",
                "`//` cuts the digits after the point off; divide with `/`.",
            ],
            what="selection_rate, group by group,",
        )
        compare(
            columns["tpr"],
            KNOWN["model_card.tpr"],
            mistakes=_formula_of("tpr", columns["tpr"], counts, groups),
            hints=[
                "`a / b + c` divides by b alone; put brackets round the sum: this is no share, it is above 1.",
                "these are zeros: `//` cuts the digits after the point off; divide with `/`.",
            ],
            what="tpr, group by group,",
        )
        compare(
            columns["fpr"],
            KNOWN["model_card.fpr"],
            mistakes=_formula_of("fpr", columns["fpr"], counts, groups),
            what="fpr, group by group,",
        )
        compare(
            [card["largest_gap"][key] for key in RATES],
            KNOWN["model_card"],
            hints=[
                "this is the gap between the first two groups, or between the two largest rates; another pair is further apart.",
                "this is the largest value; the gap is largest less smallest.",
                "the sign is turned round: largest less smallest, so a gap is never below 0.",
                "this is the largest divided by the smallest; the gap is largest less smallest.",
                "this is the standard deviation; the gap is largest less smallest.",
                "the mean of the rates plays a part; the gap is largest less smallest.",
                "this is the gap of neighbours in the list; compare every group with every other.",
            ],
            what="largest_gap",
        )
        _check_gap_order(model_card)
        _check_single_counts_of_zero(model_card)
        _check_refusals(model_card, counts)


def _formula_of(asked, values, counts, groups) -> dict:
    """The hint of a wrong formula: which sum of counts the values are, or which sum divided by which."""
    table = np.array([[counts[name][key] for key in COUNTS] for name in groups], float)
    sums = {
        keys: table[:, [COUNTS.index(key) for key in keys]].sum(axis=1)
        for n in range(1, 5)
        for keys in combinations(COUNTS, n)
    }
    found = [(above, ()) for above in sums if same(values, sums[above])]
    found += [
        (above, below) for above in sums for below in sums if above != below and same(values, sums[above] / sums[below])
    ]
    right_above, right_below, words = ASKED[asked]
    if not found or found[0] == (right_above, right_below):
        return {}
    above, below = found[0]
    formula = " + ".join(above) if len(above) == 1 or not below else f"({' + '.join(above)})"
    formula += (" / " + (below[0] if len(below) == 1 else f"({' + '.join(below)})")) if below else ""
    whole = f", a share of {WHOLES[below]}" if below in WHOLES and set(above) < set(below) else ""
    return {f"{asked} is {formula} here{whole}; {words}.": values}


def _unless_refused(call, model_card, *arguments):
    """The card; a hint if a table with nothing amiss is refused as if a group were wrong in it."""
    try:
        return call(model_card, *arguments)
    except ValueError as error:
        if any(name in str(error) for name in arguments[-1]):
            raise Wrong(
                f"a ValueError stops your function though nothing is wrong with the groups or with the counts: {error}"
            ) from None
        raise


def _check_form(card, groups) -> None:
    form = 'return {"groups": {name: {...}}, "largest_gap": {...}}, the two parts of the card.'
    require(card is not None, "the card came out as None. Is the `return` missing?")
    require(isinstance(card, dict), f"{form} Received: {type(card).__name__}.")
    require(set(card) == {"groups", "largest_gap"}, f"{form} Received the keys: {_names(card)}.")
    rows, gap = card["groups"], card["largest_gap"]
    require(
        isinstance(rows, dict),
        f'card["groups"] must be a dict, with a row for each name. Received: {type(rows).__name__}.',
    )
    for name in groups:
        loop = {
            (groups[0],): " Is the `return` inside the loop?",
            (groups[-1],): " Is the dict made anew inside the loop?",
        }
        missing = f'card["groups"] has no row for {name}. Its keys are: {_names(rows)}.{loop.get(tuple(rows), "")}'
        require(name in rows, missing)
    for name in rows:
        require(name in groups, f'card["groups"] has a row too many, for {name}. The groups are: {_names(groups)}.')
    require(
        list(rows) == groups,
        f"the groups must stand in the order of `groups`: {_names(groups)}. Received: {_names(rows)}.",
    )
    for name, row in rows.items():
        keys = f"the row of {name} must be a dict with the keys people, {', '.join(RATES)}."
        require(isinstance(row, dict), f"{keys} Received: {type(row).__name__}.")
        require(set(row) == {"people", *RATES}, f"{keys} Received the keys: {_names(row)}.")
    first = rows[groups[0]]
    require(
        not all(same(row, first) for row in rows.values()),
        "all groups show the same row. Is one dict filled for all of them? Make a new one inside the loop.",
    )
    keys = f"largest_gap must be a dict with the keys {', '.join(RATES)}, and no others."
    require(isinstance(gap, dict), f"{keys} Received: {type(gap).__name__}.")
    loop = {RATES[:1]: " Is the `return` inside the loop?", RATES[-1:]: " Is the dict made anew inside the loop?"}
    require(set(gap) == set(RATES), f"{keys} Received the keys: {_names(gap)}.{loop.get(tuple(gap), '')}")


def _names(keys) -> str:
    return ", ".join(map(str, keys)) or "none"


def _check_gap_order(model_card) -> None:
    """The largest gap is between the second and the third group."""
    rows = {"a": (5, 5, 5, 5), "b": (9, 1, 1, 9), "c": (1, 3, 9, 7)}
    counts = {name: dict(zip(COUNTS, row, strict=True)) for name, row in rows.items()}
    gap = model_card(counts, ["a", "b", "c"])["largest_gap"]
    compare(
        [gap[key] for key in RATES],
        KNOWN["check_gap_order"],
        hints=[
            "this is the gap between the first and the last group; another pair is further apart.",
        ],
        what="largest_gap where the last two groups are furthest apart",
    )


def _check_single_counts_of_zero(model_card) -> None:
    """A count may be 0; and a single group has no gap."""
    rows = {"a": (0, 2, 3, 6), "b": (4, 0, 0, 8), "c": (1, 5, 3, 0), "nobody": (0, 0, 3, 6), "everybody": (4, 7, 0, 0)}
    counts = {name: dict(zip(COUNTS, row, strict=True)) for name, row in rows.items()}
    try:
        card = model_card(counts, list(counts))
    except NotImplementedError:
        raise
    except ValueError as error:
        raise Wrong(
            "a group with a count of 0, or of which nobody or everybody is selected, is refused, though it has positives (tp + fn) "
            f"and negatives (fp + tn); only if one of these sums is 0 does a rate not exist. ({error})"
        ) from None
    compare(
        [[card["groups"][name][key] for key in RATES] for name in rows],
        KNOWN["check_single_counts_of_zero"],
        what="the rates of groups in which a count is 0",
    )
    try:
        alone = model_card({"a": counts["a"]}, ["a"])
    except ValueError as error:
        raise Wrong(
            f"a single group is no mistake, and there your function stops with a ValueError: {error}. No two groups can be "
            "compared then (max of an empty list stops, too), and the gap is 0."
        ) from None
    compare([alone["largest_gap"][key] for key in RATES], [0, 0, 0], what="largest_gap of a single group")


def _check_refusals(model_card, counts) -> None:
    full, last = list(counts), list(counts)[-1]
    both_names = _and_for_or(model_card, (counts, [*full, "West"]), (counts, full[:-1]), (counts, [*full[:-1], "West"]))
    missing = "a group of `groups` is missing in the counts"
    _refuses(
        model_card,
        counts,
        [*full, "West"],
        ["West"],
        missing,
        "who is not measured must not vanish from it.",
        both_names,
    )
    unasked = "the counts have a group that is not in `groups`"
    _refuses(model_card, counts, full[:-1], [last], unasked, "a card that leaves it out hides a group.", both_names)
    none = [({"tp": 0, "fn": 0}, "positives", "TPR"), ({"fp": 0, "tn": 0}, "negatives", "FPR")]
    rows = [{"tp": 3, "fp": 4, "fn": 5, "tn": 6} | changed for changed, *_ in [*none, (none[0][0] | none[1][0],)]]
    tables = [({**counts, "West": row}, [*full, "West"]) for row in rows]
    both_sums = _and_for_or(model_card, *tables)
    for table, (_, what, rate) in zip(tables, none, strict=False):
        without, why = f"a group has no {what}", f"it has no {rate} then, and not one of 0."
        _refuses(model_card, *table, ["West"], without, why, both_sums)
    both = f"`groups` has West in place of {last}, so the names differ and their number does not"
    _refuses(model_card, counts, [*full[:-1], "West"], ["West", last], both, "one group is missing, another is hidden.")


def _and_for_or(model_card, one, other, both) -> str:
    """A word on a function that refuses the third table and neither of the first two."""
    refused = []
    for counts, groups in (one, other, both):
        try:
            model_card({key: dict(row) for key, row in counts.items()}, list(groups))
            refused.append(False)
        except Exception as error:
            refused.append(isinstance(error, ValueError))
    only_both = " Only where both are so does your function refuse; each of the two alone is enough."
    return only_both if refused == [False, False, True] else ""


def _refuses(model_card, counts, groups, names, situation, why, also="") -> None:
    """The call must stop with a ValueError that holds one of the names."""
    try:
        card = model_card({key: dict(row) for key, row in counts.items()}, list(groups))
    except NotImplementedError:
        raise
    except ValueError as error:
        said = str(error)
        if any(name in said for name in names):
            return
        hint = f"the ValueError must name the group that it is about, here {' or '.join(names)}. It says: {said}"
        if any(name.lower() in said.lower() for name in names):
            hint += " (The name must stand there as it is spelt, large and small letters, too.)"
        elif "set()" in said or "[]" in said:
            hint += " (That is an empty difference; the difference the other way round is not.)"
        elif "{" in said:
            hint += " (A text puts in what stands between { and } only with an f before its quotes.)"
        raise Wrong(hint) from None
    except Exception as error:
        raise Wrong(
            f"{situation}, and your function stops with {type(error).__name__}. Look first, and raise a ValueError that "
            f"names the group.{also}"
        ) from None
    require(
        isinstance(card, dict),
        f"{situation}, and your function returns something of type {type(card).__name__}. Stop it with "
        "`raise ValueError(...)` and the name of the group.",
    )
    raise Wrong(f"{situation}, and a card comes out all the same; raise a ValueError: {why}{also}")
