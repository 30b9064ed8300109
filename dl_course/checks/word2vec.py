"""Checks of exercise 16: contexts, the pairs of skip-gram, two losses, analogies, and among how many words they are found."""

import numpy as np

from dl_course.checks.autograd import loss_and_gradients
from dl_course.checks.judging import as_array, compare, error_means, known, parts, plain, require, task, unchanged

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


def check_skip_gram_pairs(skip_gram_pairs) -> None:
    """Task 2: `skip_gram_pairs(sentences, radius)` gives a list of (word, neighbour)."""
    with task(2, "the training pairs of skip-gram"):
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


def check_negative_sampling_loss(negative_sampling_loss) -> None:
    """Task 3: `negative_sampling_loss(h, right, wrong)`, shapes (d,), (d,), (k, d), gives one number."""
    h, right = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, 0.4])
    wrong = [[1.0, 0.0, -0.5], [-0.3, 0.8, 0.2], [0.6, -1.0, 0.1], [0.2, 0.4, -0.3], [-0.7, 0.3, 0.5], [0.1, 0.9, 0.6]]
    with task(3, "the loss of negative sampling"), np.errstate(all="ignore"):
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


def check_cbow_loss(cbow_loss) -> None:
    """Task 4: `cbow_loss(v, u, windows)`, two nn.Embedding and int32 (n, 2 * radius + 1), gives a tensor of one number."""
    windows = np.array([[6, 6, 0, 1, 2], [6, 0, 1, 2, 3], [3, 1, 4, 4, 5], [2, 5, 3, 6, 6]], dtype=np.int32)
    with task(4, "CBOW with all words"), error_means(_OF_TABLES):
        tables = _two_tables()
        loss, gradients, changed = loss_and_gradients(cbow_loss, tables, windows)
        require(not changed, "the function changes the windows that it was given; make a new tensor instead.")
        require(
            not isinstance(loss, (tuple, list)),
            "return the loss alone: a tensor of one number.",
        )
        compare(
            plain(loss),
            KNOWN["cbow_loss"],
            hints=[
                "the word in the middle is among its own neighbours: then it only has to find itself, and learns nothing of the others.",
                "the mean counts the places without a word as well; divide by the number of neighbours that are there.",
                "the vectors of the neighbours are added up; h is their mean.",
                "the mean goes along the wrong axis, over the windows; the neighbours of a window lie along axis 1.",
                "the sums of all windows are divided by the counts of others: the count of a window belongs to its row. keepdim=True keeps it there.",
                "the scores go through a softmax, and cross_entropy has one inside: here it is done twice. No error says so.",
                "the logarithm is missing: nll_loss takes log-probabilities, and these are scores or probabilities.",
                "the loss is summed over the windows; it is their mean.",
                "the words to be guessed have vectors of their own, those of u; here v stands on both sides.",
                "the word to be guessed stands in the middle; this takes the first or the last place.",
                "these are only the neighbours to the left.",
                "these are only the neighbours to the right.",
                "these are only the two nearest neighbours.",
                "these are yes-or-no questions, one a word; here one of all the words is right: a softmax.",
                "this is turned round, as in skip-gram: CBOW guesses the word from its neighbours.",
                "the sign is turned round: a loss is never below 0.",
                "these are the scores of the right words; the loss is minus the logarithm of their probabilities.",
                "the score of the place without a word is among the scores; it is no word to be guessed.",
                "the word with the number 0 is left out; it is a word like any other. The place without a word has the number `len(u.weight)`.",
                "the last word is taken for the place without a word, whose number is one more: `len(u.weight)`.",
            ],
            what="the loss of four windows of radius 2, among six words,",
            tolerance=1e-4,
        )
        require(
            gradients != [],
            "the loss is right, but it is cut off from the tables: nothing can be learned from it. Return the tensor, and leave out .item(), .detach(), .data and no_grad.",
        )
        for name, gradient in zip("vu", gradients, strict=True):
            require(
                gradient is not None,
                f"the loss is right, but its gradient does not reach {name}. Is there a .detach(), .data, .numpy() or no_grad on the way?",
            )
        compare(
            np.concatenate([np.ravel(each) for each in gradients]),
            KNOWN["cbow_loss.2"],
            what="the loss is right, but its gradient, with v first and then u,",
            besides="Is a part of the graph cut off?",
            tolerance=1e-4,
        )
        import torch

        with torch.no_grad():
            tables[0].weight[1] = 0.0  # a word like any other
        alone = np.array([[6, 2, 6], [0, 3, 6], [1, 5, 2], [6, 0, 4], [3, 3, 1]], dtype=np.int32)
        compare(
            plain(loss_and_gradients(cbow_loss, tables, alone)[0]),
            KNOWN["cbow_loss.3"],
            hints=[
                "a window without any neighbour is left out; it counts, with h = 0.",
                "the number of windows, or of neighbours, is typed in.",
                "a word whose vector is 0 is not counted; it is a word. Only the number `len(u.weight)` says that there is none.",
            ],
            what="the loss of five windows of radius 1, the first one without any neighbour,",
            besides="A window without neighbours has h = 0; 0 / 0 is nan.",
            tolerance=1e-4,
        )


_OF_TABLES = {
    r"expected scalar type Long|not implemented for '(?:Int|Float|Double)'|expected target|must be (?:of type )?(?:an )?(?:int64|Long)|Expected dtype int64|LongTensor|Expected floating point type for target|dtype of index": "the labels have the wrong type for "
    "cross_entropy: classes are whole numbers of 64 bits, .long(). Fewer bits it does not take, and floats would be probabilities.",
    r"Target \d+ is out of bounds": "what is to be guessed is the place without a word here. The word stands in the middle of its window, whatever the radius: is the radius typed in?",
    r"index out of range in self|out of bounds": "a number is looked up that a table has no row for: only v has a row for the place without a word, the last one. Are v and u in each other's place?",
    r"got torch\.(?:Float|Double)|Expected tensor for argument #1 'indices'": "a table is asked with floats; words are whole numbers.",
    r"multi-target|Expected target size": "cross_entropy takes one class for each window: the scores are (n, words), and the words in the middle (n,).",
    r"must be Tensor, not (?!Embedding)": "PyTorch wants a tensor here, and gets a list, a number or an array. Stay with tensors on the whole way.",
    r"mat1 and mat2|size mismatch|must match the size|Expected input batch_size|inconsistent|shape .* is invalid": "two shapes do not fit. near is (n, 2 * radius), v(near) is (n, 2 * radius, dim), h is (n, dim), and the scores are (n, words): h @ u.weight.T.",
    r"'Embedding' object (?:is not subscriptable|has no attribute)|unsupported operand type.*Embedding|must be Tensor, not Embedding": "v and u are layers: v(numbers) looks rows up, and u.weight is the whole table.",
    r"Dimension out of range": "an axis is asked for that is not there. Print the shape: h has two axes, windows and numbers.",
}  # fmt: skip


def _two_tables():
    """v for six words and the place without one, u for six words; four numbers each."""
    import torch
    from torch import nn

    rng = np.random.default_rng(3)
    v, u = nn.Embedding(7, 4, padding_idx=6).double(), nn.Embedding(6, 4).double()
    with torch.no_grad():
        v.weight[:6] = torch.tensor(rng.integers(-9, 10, (6, 4)) / 6)
        u.weight[:] = torch.tensor(rng.integers(-9, 10, (6, 4)) / 6)
    return [v, u]


def check_analogy(analogy) -> None:
    """Task 5: `analogy(vectors, words, a, b, c)`, vectors (n, d), words a list of n, gives one word."""
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
    with task(5, "an analogy, with the question's words left out"):
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


_NAMES = [
    "man",
    "woman",
    "king",
    "queen",
    "hero",
    "heroine",
    "cow",
    "hen",
    "bread",
    "coin",
    "river",
    "street",
    "castle",
    "crown",
    "goose",
    "mouse",
]
_ROWS = [
    [3, 5, 1, -1], [2, 2, 2, -6], [-4, -1, -2, 0], [-6, -6, 1, -3], [-5, -3, 4, -3], [-6, -8, 7, -7], [-6, -6, -6, 0], [2, -2, -1, -4],
    [-5, 1, -6, 4], [-6, -4, -4, -4], [-3, 4, 0, -5], [6, -5, 5, 5], [4, 2, 1, -2], [-6, 6, -2, -4], [2, -3, 2, 1], [3, -6, -1, -6],
]  # fmt: skip
_PAIRS = [("man", "woman"), ("king", "queen"), ("hero", "heroine")]
_QUESTIONS = [(*p, *q) for p in _PAIRS for q in _PAIRS if p != q] + [
    ("king", "man", "queen", "woman"),
    ("queen", "woman", "king", "man"),
]


def check_shares_by_size(shares_by_size) -> None:
    """Task 6: `shares_by_size(vectors, words, questions, sizes, level)` gives (largest good size, list of shares)."""
    with task(6, "among how many words an analogy is found") as done:
        vectors, sizes = np.array(_ROWS, float), [12, 8, 10, 6, 16, 7]
        with error_means(_OF_SIZES):
            result = unchanged(
                shares_by_size,
                vectors,
                _NAMES,
                _QUESTIONS,
                sizes,
                0.7,
                names=["vectors", "words", "questions", "sizes", ""],
            )
            largest, shares = _size_and_shares(result)
        compare(
            shares,
            KNOWN["shares_by_size"],
            hints=[
                "all sizes have the share that the whole list has: only the first `size` words may exist, and their vectors.",
                "these are the numbers of right answers; asked for are their shares.",
                "these are the shares of wrong answers.",
                "the shares are in per cent; the share of all is 1.",
                "the right answers of one size are counted on to the next: begin with 0 for each.",
                "the shares are sorted; they stand in the order of `sizes`.",
                "there is one word too many: [:size] takes the first `size` of a list.",
                "only the first question counts. Does a `return`, or the division, stand inside the loop?",
                "only the last question counts: add up.",
                "the right answers are divided by the number of words; divide by the number of questions.",
                "nothing is right. A question is (a, b, c, d), and d is right: does your analogy get a, b and c, and is its answer compared with d?",
                "the step goes from b to a here: your analogy takes a, b, c in this order.",
                "these are the sizes, in the place of their shares.",
            ],
            what="the list of the shares among 12, 8, 10, 6, 16 and 7 words",
        )  # fmt: skip
        compare(
            largest,
            KNOWN["shares_by_size.2"],
            hints=[
                "this is the smallest size at which the level is reached, or that with the largest share; the largest size is asked for.",
                "this is the first size of the list at which the level is reached; they come in no order.",
                "this is the last size of the list at which the level is reached; they come in no order.",
                "this is the largest of all sizes; look at its share.",
                "this is a place in the list; return the size itself.",
                "this is a share; return the size that has it.",
                "this is the number of sizes at which the level is reached; return the largest of them.",
                "this is the smallest size at which the level is missed.",
            ],
            what="the largest size with a share of at least 0.7, of 12, 8, 10, 6, 16 and 7,",
        )  # fmt: skip
        largest, shares = _size_and_shares(shares_by_size(vectors, _NAMES, _QUESTIONS, [8, 16, 10, 12], 0.75))
        compare(
            [largest, *shares],
            KNOWN["shares_by_size.3"],
            hints=["a share that is just the level is enough: at least 0.75, and among 10 words it is 0.75."],
            what="the largest size with a share of at least 0.75, and the shares, for the sizes 8, 16, 10 and 12,",
        )
        _, shares = _size_and_shares(shares_by_size(*_real_words(), [14, 100, 500, 2441], 0.0))
        compare(
            shares, KNOWN["shares_by_size.4"], what="the shares among 14, 100, 500 and 2441 real words", tolerance=0.05
        )
        told = [f"{100 * float(share):.0f} %" for share in shares]
        done.what += (
            f". 14 questions about real capitals, always the same: among the 14 words of the questions {told[0]} are right, "
            f"among 100 words {told[1]}, among 500 {told[2]}, among 2,441 {told[3]}"
        )


_OF_SIZES = {
    r"is not in (?:the )?list": "a word of a question is not in the list. All of them are among the first `size` words: does your list begin with the first word, and does it have `size` of them?",
    r"list index out of range|index \d+ is out of bounds": "the list of words is shorter than the table of vectors: cut both, [:size].",
    r"(?:max|min)\(\) (?:arg is an empty|iterable argument is empty)": "with your shares no size reaches the level. Print them: among few words nearly all questions are right.",
    r"values to unpack": "a question is four words, (a, b, c, d).",
}


def _size_and_shares(result) -> tuple:
    largest, shares = parts(
        result, 2, "return two things: the largest size that is good enough, and the list of shares."
    )
    require(
        not (np.ndim(plain(largest)) == 1 and np.ndim(plain(shares)) == 0),
        "the two are in the wrong order: first the size, then the list of shares.",
    )
    require(
        largest is not None or shares is None,
        "the shares are there, and the size is None. Was no share ever as large as the level, or was nothing kept?",
    )
    return largest, as_array(shares, "the list of shares")


def _real_words() -> tuple:
    """GloVe's vectors that ship with the course, the words of the questions first; two questions for each of seven capitals."""
    from dl_course.data.catalogue import load_card, shipped_file

    with np.load(shipped_file(load_card("glove"), "glove.npz"), allow_pickle=False) as arrays:
        words, matrix = arrays["words"].tolist(), arrays["matrix"].astype(float)
    pairs = [
        ("france", "paris"), ("japan", "tokyo"), ("russia", "moscow"), ("england", "london"), ("china", "beijing"),
        ("iraq", "baghdad"), ("israel", "jerusalem"),
    ]  # fmt: skip
    asked = [word for pair in pairs for word in pair]
    words_in_order = asked + [word for word in words if word not in asked]
    place = {word: i for i, word in enumerate(words)}
    questions = [
        (*pairs[(i + k) % 7], *pairs[i]) for i in range(7) for k in (1, 4)
    ]  # all 42 take a slow answer too long
    return matrix[[place[word] for word in words_in_order]], words_in_order, questions
