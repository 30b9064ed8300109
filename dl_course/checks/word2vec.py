"""Checks of exercise 16: contexts, cosine, analogies, the loss of negative sampling, and the pairs of skip-gram."""

import numpy as np

from dl_course.checks.judging import as_array, compare, known, require, same, task, unchanged

KNOWN = known(__name__)


def check_contexts(contexts) -> None:
    """Task 1: `contexts(words, radius)` gives one (neighbours, word) for each word of a sentence."""
    with task(1, "the neighbours of each word"):
        pairs = unchanged(contexts, ["the", "queen", "wore", "her", "crown"], 2)
        _are_lists_of_words(pairs)
        compare(
            pairs,
            KNOWN["contexts"],
            hints=[
                "each word is its own neighbour: the word to be guessed must not be among the clues.",
                "the neighbours to the right of the word are missing.",
                "the neighbours to the left of the word are missing.",
                "near the start, left neighbours are lost: a negative index in a slice counts from the end of the list.",
                "near the start, words from the end of the sentence turn up: words[-1] is the last word.",
                "on the right you are one short: the end of a slice is not part of it.",
                "on the left you are one short: a slice begins with the place that stands first.",
                "on the right you go one word too far.",
                "the last word of the sentence is never a neighbour; it counts, too.",
                "the first word of the sentence is never a neighbour; it counts, too.",
                "near the ends, words lose all their neighbours; those inside the sentence count.",
                "all words share one list of neighbours; begin a new one for each word.",
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
                "this is the last word alone; collect the pairs of all words.",
                "these are two lists, of neighbours and of words; return one list of pairs.",
                "all stands in one flat list; each word has a pair of its own (append it as a pair).",
                "the word is a list with one entry; a text is asked for.",
                "near the ends, words from the other end turn up (`%` does that): a sentence has ends, and its neighbours end there.",
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
                "list.remove takes out the first of equal words, which may be a neighbour; leave out the place, not the word.",
                "a word that is twice among the neighbours stands there twice.",
                "a word that appears twice has one entry only. Did a dict hold the pairs? It has each key once.",
            ],
            what="contexts(['the', 'dog', 'saw', 'the', 'cat'], 3)",
        )
        compare(
            contexts(["rain"], 2),
            KNOWN["contexts.3"],
            hints=[
                "a word without neighbours counts, too: its list is empty.",
                "a word without neighbours has an empty list, with nothing in it.",
            ],
            what="contexts(['rain'], 2)",
        )


def _are_lists_of_words(pairs) -> None:
    """Neighbours that are a set or positions are told so, whatever else is wrong with them."""
    for pair in pairs if isinstance(pairs, (list, tuple)) else ():
        for part in pair if isinstance(pair, (list, tuple)) else ():
            require(
                not isinstance(part, (set, frozenset)),
                "a set has no order and nothing twice; make a list of the neighbours.",
            )
            entries = part if isinstance(part, (list, tuple)) else [part]
            positions = any(isinstance(each, (int, np.integer)) for each in entries)
            require(not positions, "these are positions; return the words themselves.")


def check_cosine(cosine) -> None:
    """Task 2: `cosine(a, b)` of two vectors of shape (d,) gives one number."""
    with task(2, "the cosine of two vectors"):
        value = unchanged(cosine, np.array([6.0, 2.0, -3.0]), np.array([-1.0, 0.5, 3.0]))
        compare(
            value,
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
                "the sign is lost or turned round: opposite directions have a negative cosine.",
                "0 comes out, and the cosine is negative: is it cut off at 0, or are the digits after the point cut off?",
                "-1 comes out: `//` cuts the digits after the point off, and a dot product divided by its own length is a sign.",
                "np.cos takes an angle; a cosine of vectors comes from the formula, without it.",
                "this is the cosine of the cosine; the formula gives the cosine itself, without np.cos.",
                "these are products, number by number; they are not yet added up.",
                "these are all products of an entry of a with an entry of b; the dot product is one number, a @ b.",
                "this is the first product alone; is the `return` inside the loop?",
                "the entries are added up before they are multiplied; multiply entry by entry, then add up.",
                "these are only the first two entries; the vectors may have any number of them.",
                "the dot product is that of the first two entries only; take all of them.",
                "the length is that of the products a * b; each vector has its own.",
                "the squares of both lengths are added under one root; divide by the product of the two lengths.",
                "the length of a is divided away twice, that of b not at all.",
                "the length of b is divided away twice, that of a not at all.",
                "a length here is the number of entries (len); asked for is the square root of the sum of squares.",
                "a length here is the largest entry; asked for is the square root of the sum of squares.",
                "this is the square of the cosine.",
                "this is turned upside down: the dot product stands above the line, the lengths below.",
                "the dot product is multiplied by the lengths; divide by them.",
                "this is (1 + cosine) / 2, a number from 0 to 1; asked for is the cosine itself.",
                "the products without their signs are added up below the line; each vector has a length of its own there.",
                "under the root of a length the numbers are added up as they are; a length takes their squares.",
                "this is the distance of the two vectors when their length is 1; asked for is their cosine.",
            ],
            what="cosine([6, 2, -3], [-1, 0.5, 3])",
            besides=lambda: "No cosine is below -1 or above 1." if abs(as_array(value)) > 1 else "",
        )
        value = cosine(np.array([0.02, -0.04, 0.08, 0.04]), np.array([0.08, 0.02, 0.04, -0.04]))
        a_little = same(value, 0.22, 0.02)  # 0.24 is right
        compare(
            value,
            KNOWN["cosine.2"],
            hints=[
                "these are only the first three entries; the vectors may have any number of them.",
                "the dot product is that of the first three entries only; take all of them.",
            ],
            what="cosine([0.02, -0.04, 0.08, 0.04], [0.08, 0.02, 0.04, -0.04])",
            besides="Is a number added below the line? None is needed: no vector is all zero." if a_little else "",
        )
        compare(cosine(np.array([3.0, 4.0]), np.array([6.0, 8.0])), 1.0, what="cosine([3, 4], [6, 8])")


def check_analogy(analogy) -> None:
    """Task 3: `analogy(vectors, words, a, b, c)`, vectors (n, d), words a list of n, gives one word."""
    rows = {
        "river": [3, 12, -6, 12], "man": [-2, 0, -4, 8], "crown": [-4, -8, -2, 6], "hen": [-3, -1, -4, 1], "king": [0, 2, 2, 0],
        "bread": [12, -9, 6, 3], "chick": [-8, 8, 0, -2], "woman": [-3, 0, -3, 12], "cow": [0, 2, -6, 8],
        "queen": [-3, 6, 12, -6], "coin": [4, -4, -6, -2], "calf": [0, 2, -2, 2], "street": [9, 9, 12, -12],
    }  # fmt: skip
    questions = [
        ("man", "king", "woman"), ("cow", "calf", "hen"), ("woman", "chick", "queen"), ("hen", "crown", "cow"),
        ("king", "bread", "calf"),
    ]  # fmt: skip
    far = {"sun": [0, -1], "moon": [-1, 0], "star": [-3, 4], "rain": [0, 1], "snow": [1, 1], "wind": [1, 4]}
    farther = {"sun": [4, 1], "moon": [3, -1], "star": [-4, 1], "rain": [-2, 1], "snow": [-3, -2]}
    with task(3, "an analogy, with the question's words left out"):
        answers, own = [], ""
        for question in questions:
            answer = unchanged(analogy, np.array(list(rows.values()), float), list(rows), *question)
            asked = "the answer to '{} is to {} as {} is to ...'".format(*question)
            _one_word(answer, asked)
            if answer in question:
                own = f"It must be none of the question's own words, and {asked} is {answer}."
            answers.append(answer)
        compare(
            answers,
            KNOWN["analogy"],
            hints=[
                "an answer is one of the question's own words; all three must be left out.",
                "you take the step backwards: a is to b, so add b and subtract a.",
                "a long vector wins by its length: bring all vectors to length 1 first, each row by its own length (axis=1).",
                "when the step is made, the rows are not of length 1; first bring each row to length 1 (axis=1), then make the step.",
                "the vectors of the words are not brought to length 1, so a long one wins; bring *all* to length 1 first.",
                "a length is not the sum of the absolute values; it is the square root of the sum of squares.",
                "a length is the square root of the sum of squares; here the square root is missing.",
                "this is the nearest by Euclidean distance; asked for is the largest cosine, with all vectors of length 1.",
                "this is the farthest word of all: the largest cosine wins, and its sign counts.",
                "this is the word nearest to c; the step from a to b plays no part in it.",
                "a is not subtracted: the step leads from a to b.",
                "b plays no part: the step leads from a to b.",
                "c is not added: the step from a to b begins at c.",
                "c is subtracted; the step from a to b begins at c, so c is added.",
                "a and c have changed places: c is subtracted, and a is added.",
                "three entries are taken out of the scores and not out of the words, so the positions no longer fit.",
                "only the first two numbers of each vector play a part; a vector has d of them.",
                "only the first three numbers of each vector play a part; a vector has d of them.",
                "each answer is the word of the question that comes first in the list: is the smallest score taken, is a score nan, or do "
                "the three get the highest one? The largest wins, and what is left out gets -np.inf.",
                "this is the second best word; the best one is asked for.",
                "this is always the first word that is not in the question; compare the scores of all.",
                "this is always the last word that is not in the question: keep the best score with its word.",
            ],
            what=f"the list of the answers to five questions, {', '.join(answers)},",
            besides=own,
        )
        asked = "the answer to 'star is to sun as moon is to ...'"
        answer = analogy(np.array(list(far.values()), float), list(far), "star", "sun", "moon")
        lowest = "all scores are below -1 here, and None comes out: the best score begins too high. -np.inf is below every number."
        require(answer is not None, lowest)
        compare(
            answer,
            KNOWN["analogy.2"],
            hints=[
                "the answer is a itself; all three words of the question must be left out.",
                "the question's words get a score of 0 or -1, and all others are lower here; -np.inf is below every number.",
            ],
            what=asked,
        )
        compare(
            analogy(np.array(list(farther.values()), float), list(farther), "star", "sun", "moon"),
            KNOWN["analogy.3"],
            hints=[
                "the question's words get a score of -2, and all others are lower here; -np.inf is below every number."
            ],
            what=asked,
        )


def _one_word(answer, asked) -> None:
    if answer is None:
        as_array(answer, asked)
    positions = isinstance(answer, (int, np.integer))
    require(not positions, "this is a position; return the word itself.")
    require(isinstance(answer, str), f"{asked} must be one word. Received: {type(answer).__name__}.")


def check_negative_sampling_loss(negative_sampling_loss) -> None:
    """Task 4: `negative_sampling_loss(h, right, wrong)`, shapes (d,), (d,), (k, d), gives one number."""
    h, right = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, 0.4])
    wrong = [[1.0, 0.0, -0.5], [-0.3, 0.8, 0.2], [0.6, -1.0, 0.1], [0.2, 0.4, -0.3], [-0.7, 0.3, 0.5], [0.1, 0.9, 0.6]]
    with task(4, "the loss of negative sampling"), np.errstate(all="ignore"):
        compare(
            unchanged(negative_sampling_loss, h, right, np.array(wrong)),
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
                "this is the term of the last wrong word alone; all terms are added up, that of the right word too.",
                "only the first three of the wrong words play a part; there may be any number.",
                "only the first four of the wrong words play a part; there may be any number.",
                "only the first five of the wrong words play a part; there may be any number.",
                "the sigmoid's probabilities are added up as they are; each needs its logarithm.",
                "the term of the right word is added once for each wrong word; it counts once.",
                "the wrong words' vectors are averaged, and the term of the middle is taken k times; each word has its own.",
                "the number of each entry goes through the logarithm by itself for the right word; u·h is one number.",
                "the signs of the scores are lost: a right word with a low score costs, a wrong one with a high score.",
                "the scores are divided by the lengths, as in a cosine; here they are dot products.",
                "this is the sum of the scores on the wrong side of 0; the sigmoid is smooth.",
                "tanh stands in place of the sigmoid; (1 + tanh(z)) / 2 is the sigmoid of 2z.",
                "these are squared errors; asked for are logarithms.",
                "these are powers of 2 and logarithms to the base 2; the formula has e and the natural logarithm.",
                "the number of each entry goes through the logarithm by itself for the wrong words; n·h is one number for each of them.",
                "the number of each entry goes through the logarithm by itself for all words; a dot product is one number.",
            ],
            what="the loss of one right and six wrong words",
        )
        large = as_array(negative_sampling_loss(np.array([3000.0]), np.array([-1.0]), np.array([[1.0]])))
        stable = "Write -log(sigmoid(z)) as log(1 + e^-z), and look up np.logaddexp."
        require(np.isfinite(large).all(), f"a score of 3000 gives infinity or nan. {stable}")
        if large.shape == ():
            require(
                large > 5999.9,
                f"for a right word with the score -3000 and a wrong one with 3000 the loss came out as {large:.4g}, which is too "
                "small: are large scores cut off, or is a small number added inside the logarithm, or a probability kept from "
                f"0? {stable}",
            )
            require(large < 1e100, f"a huge number stands where infinity was; that is as wrong. {stable}")
        compare(large, 6000.0, what="the loss for h = [3000], right = [-1], wrong = [[1]]")
        sure = as_array(negative_sampling_loss(np.array([3000.0]), np.array([1.0]), np.array([[-1.0]])))
        require(
            np.isfinite(sure).all(),
            "for a right word with the score 3000 and a wrong one with -3000 your loss is infinity or nan: e^3000 overflows. "
            "The other way round it was right.",
        )
        compare(sure, 0.0, what="the loss for h = [3000], right = [1], wrong = [[-1]]")


def check_skip_gram_pairs(skip_gram_pairs) -> None:
    """Task 5: `skip_gram_pairs(sentences, radius)` gives a list of (word, neighbour)."""
    with task(5, "the training pairs of skip-gram"):
        compare(
            unchanged(skip_gram_pairs, [["we", "slept"], ["the", "cow", "ate", "hay"], ["rain"], ["fish", "swim"]], 1),
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
                "the last sentences are missing: does your loop end at a sentence of one word, or one too early?",
                "the pairs are sorted, or a set has lost their order: keep the order of the text.",
                "each word has a list of its own; put all pairs into one.",
                "all stands in one flat list; each pair is a pair of its own (append it as a pair).",
                "whole sentences are taken for words: a loop over the sentences, in it one over the words of each.",
                "letters are taken for words: a loop over the sentences, in it one over the words of each.",
                "sentences of two words are left out; their words are neighbours, too.",
                "the words at the ends of a sentence have no pairs; they have fewer neighbours, but they count.",
                "for each word its neighbours go from left to right; here the right ones come first.",
                "a word without neighbours gives no pair; here it is paired with itself.",
                "there are no pairs at all. A neighbour exactly `radius` away counts, too: does a `<` or a range leave it out?",
                "the last word of a sentence is never a neighbour; it counts, too.",
                "these are the pairs of only the first word; is the `return` inside the loop?",
                "single letters turn up. Is something taken apart that is a text? contexts gives (neighbours, word), in this order.",
            ],
            what="skip_gram_pairs([['we', 'slept'], ['the', 'cow', 'ate', 'hay'], ['rain'], ['fish', 'swim']], 1)",
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
                "these are only the words exactly `radius` away; the nearer ones count, too.",
            ],
            what="skip_gram_pairs([['a', 'b', 'a', 'c']], 2)",
        )
        compare(
            skip_gram_pairs([["we", "slept"]], 3),
            KNOWN["skip_gram_pairs.3"],
            hints=[
                "a sentence that is shorter than the radius is left out: its words have fewer neighbours, but they count.",
            ],
            what="skip_gram_pairs([['we', 'slept']], 3)",
        )
