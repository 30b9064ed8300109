"""Checks of exercise 16: contexts, cosine, analogies, the loss of negative sampling, and the pairs of skip-gram."""

import numpy as np

from dl_course.checks.judging import as_array, compare, known, require, task, unchanged

KNOWN = known(__name__)


def check_contexts(contexts) -> None:
    """Task 1: `contexts(words, radius)` gives one (neighbours, word) for each word of a sentence."""
    with task(1, "the neighbours of each word"):
        compare(
            unchanged(contexts, ["the", "queen", "wore", "her", "crown"], 2),
            KNOWN["contexts"],
            hints=[
                "each word is its own neighbour: the word to be guessed must not be among the clues.",
                "the neighbours to the right of the word are missing.",
                "the neighbours to the left of the word are missing.",
                "near the start, left neighbours are lost: a negative index in a slice counts from the end of the list.",
                "near the start, words from the end of the sentence turn up: words[-1] is the last word.",
                "on the right you are one short: the end of a slice is not part of it.",
                "you go one word too far on each side.",
                "these are only the nearest neighbours; all words up to `radius` away count.",
                "the words near the ends are missing; they have fewer neighbours, but they count.",
                "places outside the sentence are no neighbours: leave them out.",
                "the two parts are turned round: first the neighbours, then the word.",
                "the word itself is missing: return pairs (neighbours, word).",
                "the neighbours to the left and to the right are in two lists; put them into one.",
                "the neighbours are one text; a list of texts is asked for.",
                "the neighbours are not in the order of the text.",
                "these are pairs of two words, the form of skip-gram; here each word has one list with all its neighbours.",
                "this is the whole sentence each time; only words up to `radius` away are neighbours.",
                "this is the first word alone; is the `return` inside the loop?",
            ],
            what="contexts(['the', 'queen', 'wore', 'her', 'crown'], 2)",
        )
        compare(
            contexts(["the", "dog", "saw", "the", "cat"], 3),
            KNOWN["contexts.2"],
            hints=[
                "a word that appears twice vanishes from its own neighbours: leave out the place, not the word.",
                "words.index finds the first place of a word: the second `the` gets the neighbours of the first.",
                "the radius plays no part: this is radius 2, and 3 is asked for.",
            ],
            what="contexts(['the', 'dog', 'saw', 'the', 'cat'], 3)",
        )
        compare(
            contexts(["rain"], 2),
            KNOWN["contexts.3"],
            hints=["a word without neighbours counts, too: its list is empty."],
            what="contexts(['rain'], 2)",
        )


def check_cosine(cosine) -> None:
    """Task 2: `cosine(a, b)` of two vectors of shape (d,) gives one number."""
    with task(2, "the cosine of two vectors"):
        compare(
            unchanged(cosine, np.array([6.0, 2.0, -3.0]), np.array([-1.0, 0.5, 3.0])),
            KNOWN["cosine"],
            hints=[
                "this is the dot product; the two lengths are not yet divided away.",
                "a length is the square root of the dot product of a vector with itself; here the square root is missing.",
                "the lengths are added; the dot product is divided by their product.",
                "only one of the two lengths is divided away (that of a).",
                "only one of the two lengths is divided away (that of b).",
                "`x / y * z` multiplies by z; put brackets round the product of the two lengths.",
                "the dot product is divided by the number of entries; divide by the two lengths.",
                "a length is not the sum of the absolute values; it is the square root of the sum of squares.",
                "this is 1 minus the cosine, which some libraries call the cosine distance.",
                "this is the angle; asked for is its cosine.",
                "this is the distance between the two points; the cosine does not look at lengths.",
                "this is the correlation, which subtracts the mean of each vector first; the cosine does not.",
                "the sign is lost: opposite directions have a negative cosine.",
                "a negative cosine is cut off at 0; opposite directions have a negative cosine.",
                "these are products, number by number; they are not yet added up.",
                "these are only the first two entries; the vectors may have any number of them.",
            ],
            what="cosine([6, 2, -3], [-1, 0.5, 3])",
        )
        compare(cosine(np.array([3.0, 4.0]), np.array([6.0, 8.0])), 1.0, what="cosine([3, 4], [6, 8])")


def check_analogy(analogy) -> None:
    """Task 3: `analogy(vectors, words, a, b, c)`, vectors (n, d), words a list of n, gives one word."""
    rows = {
        "man": [-5, -1, 4], "rain": [-1, 5, -1], "king": [-2, -6, 2], "woman": [-3, 1, 0], "queen": [-4, 3, -5],
        "goose": [-2, 6, 2], "cow": [4, -1, -5], "river": [1, 0, -1], "crown": [2, 3, 4], "paris": [-2, 3, -2],
        "palace": [-2, 4, 5], "street": [4, -1, -4], "bread": [1, 0, 0], "coin": [2, 2, 4],
    }  # fmt: skip
    far = {"sun": [0, -1], "moon": [-1, 0], "star": [-3, 4], "rain": [0, 1], "snow": [1, 1], "wind": [1, 4]}
    with task(3, "an analogy, with the question's words left out"):
        compare(
            unchanged(analogy, np.array(list(rows.values()), float), list(rows), "man", "king", "woman"),
            KNOWN["analogy"],
            hints=[
                "the answer is one of the question's own words; all three must be left out.",
                "you take the step backwards: a is to b, so add b and subtract a.",
                "a long vector wins by its length: bring all vectors to length 1 first.",
                "this is the nearest by Euclidean distance; asked for is the largest cosine, with all vectors of length 1.",
                "this is the farthest word of all: the largest cosine wins, and its sign counts.",
                "this is the word nearest to c; the step from a to b plays no part in it.",
                "a is not subtracted: the step leads from a to b.",
                "c is not added: the step from a to b begins at c.",
                "c is subtracted; the step from a to b begins at c, so c is added.",
                "a and c have changed places: c is subtracted, and a is added.",
                "this is a position; return the word itself.",
                "three entries are taken out of the scores and not out of the words, so the positions no longer fit.",
            ],
            what="the answer to 'man is to king as woman is to ...'",
        )
        compare(
            analogy(np.array(list(far.values()), float), list(far), "star", "sun", "moon"),
            KNOWN["analogy.2"],
            hints=[
                "the answer is a itself; all three words of the question must be left out.",
                "the question's words get a score of 0 or -1, and all others are lower here; -np.inf is below every number.",
                "the vectors of the words are not brought to length 1, so a long one wins; bring *all* to length 1 first.",
            ],
            what="the answer to 'star is to sun as moon is to ...'",
        )


def check_negative_sampling_loss(negative_sampling_loss) -> None:
    """Task 4: `negative_sampling_loss(h, right, wrong)`, shapes (d,), (d,), (k, d), gives one number."""
    h, right = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, 0.4])
    wrong = np.array([[1.0, 0.0, -0.5], [-0.3, 0.8, 0.2], [0.6, -1.0, 0.1], [0.2, 0.4, -0.3]])
    with task(4, "the loss of negative sampling"), np.errstate(all="ignore"):
        compare(
            unchanged(negative_sampling_loss, h, right, wrong),
            KNOWN["negative_sampling_loss"],
            hints=[
                "the sign is turned round: a loss of logarithms of probabilities is never below 0.",
                "the wrong words are missing; without them all vectors collapse.",
                "the right word is missing.",
                "over the wrong words this is the mean; the formula has their sum.",
                "the wrong words are treated like the right one: for them, a high score must cost.",
                "the right word is treated like a wrong one: for it, a low score must cost.",
                "both signs are turned round: a right word with a high score must cost little.",
                "this is in bits; take the natural logarithm.",
                "this is the logarithm to the base 10; take the natural one, np.log.",
                "this is a mean over all the yes-or-no questions; the loss is their sum.",
                "the wrong words come out one by one; add their terms up.",
                "the terms of the wrong words are subtracted; every wrong answer costs, so all terms are added.",
                "the term of the right word is subtracted; every wrong answer costs, so all terms are added.",
                "the wrong words' scores are added up before the sigmoid; each is a question of its own.",
                "the logarithm is taken of a sum; each wrong word has a logarithm of its own.",
                "this is a softmax over all words, which negative sampling avoids; here each word is a yes-or-no question.",
                "sigmoid and logarithm are missing: these are the scores themselves.",
                "the logarithm is missing: these are the probabilities of a wrong answer, added up.",
                "this is a probability, that of all answers being right; the loss is minus its logarithm.",
                "this takes only the first of the wrong words; is the `return` inside the loop?",
                "this takes only the last of the wrong words; add up with `+=`.",
            ],
            what="the loss of one right and four wrong words",
        )
        large = as_array(negative_sampling_loss(np.array([1000.0]), np.array([-1.0]), np.array([[1.0]])))
        require(
            np.isfinite(large).all(),
            "a score of 1000 gives infinity or nan. Write -log(sigmoid(z)) as log(1 + e^-z), and look up np.logaddexp.",
        )
        compare(
            large,
            KNOWN["negative_sampling_loss.2"],
            hints=[
                "large scores are cut off, or a small number is added inside the logarithm; both make a large loss too small. "
                "Write -log(sigmoid(z)) as log(1 + e^-z), and look up np.logaddexp."
            ],
            what="the loss for h = [1000], right = [-1], wrong = [[1]]",
        )


def check_skip_gram_pairs(skip_gram_pairs) -> None:
    """Task 5: `skip_gram_pairs(sentences, radius)` gives a list of (word, neighbour)."""
    with task(5, "the training pairs of skip-gram"):
        compare(
            unchanged(skip_gram_pairs, [["the", "cow", "ate", "hay"], ["we", "slept"], ["rain"], ["fish", "swim"]], 1),
            KNOWN["skip_gram_pairs"],
            hints=[
                "you look across the end of a sentence: its last word and the first of the next are no neighbours.",
                "the pairs are turned round: skip-gram guesses the neighbour from the word, so the word comes first.",
                "each word is paired with itself as well.",
                "these are only the neighbours to the right.",
                "these are only the neighbours to the left; the end of a slice or a range is not part of it.",
                "the radius plays no part: every word of the sentence is a neighbour here.",
                "you go one word too far on each side.",
                "near the start, words from the end of the sentence turn up: words[-1] is the last word.",
                "this is the form of CBOW, all neighbours at once; skip-gram has one pair a neighbour.",
                "each sentence has a list of its own; put all pairs into one.",
                "each pair is one text; a pair is two.",
                "these are the pairs of only the first sentence; is the `return` inside the loop?",
                "these are the pairs of only the last sentence; begin the list before the loop.",
                "your loop ends at a sentence of one word; go on with the next.",
                "each pair once, sorted: keep the order of the text, and every pair as often as it appears.",
            ],
            what="skip_gram_pairs([['the', 'cow', 'ate', 'hay'], ['we', 'slept'], ['rain'], ['fish', 'swim']], 1)",
        )
        compare(
            skip_gram_pairs([["a", "b", "a", "c"]], 2),
            KNOWN["skip_gram_pairs.2"],
            hints=[
                "a pair that appears twice is there only once; keep every one.",
                "a word that appears twice is never paired with its other self: leave out the place, not the word.",
                "words.index finds the first place of a word: the second `a` gets the neighbours of the first.",
                "near the start, left neighbours are lost: a negative index in a slice counts from the end of the list.",
                "the radius plays no part: these are only the nearest neighbours.",
                "the neighbours of a word go from left to right, in the order of the text.",
            ],
            what="skip_gram_pairs([['a', 'b', 'a', 'c']], 2)",
        )
