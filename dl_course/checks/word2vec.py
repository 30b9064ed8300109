"""Checks of exercise 16: contexts, cosine, analogies, the loss of negative sampling, and the pairs of skip-gram."""

import numpy as np

from dl_course.checks.judging import Wrong, compare, known, require, task, unchanged

KNOWN = known(__name__)


def check_contexts(contexts) -> None:
    """Task 1: `contexts(words, radius)` gives one (neighbours, word) for each word of a sentence."""
    with task(1, "the neighbours of each word"):
        words = ["the", "queen", "wore", "her", "crown"]
        _compare_lists(
            contexts(list(words), 2),
            "queen+wore+>the the+wore+her+>queen the+queen+her+crown+>wore queen+wore+crown+>her wore+her+>crown",
            mistakes={
                "each word is its own neighbour: the word to be guessed must not be among the clues.": "the+queen+wore+>the the+queen+wore+her+>queen the+queen+wore+her+crown+>wore queen+wore+her+crown+>her wore+her+crown+>crown",
                "the neighbours to the right of the word are missing.": "+>the the+>queen the+queen+>wore queen+wore+>her wore+her+>crown",
                "the neighbours to the left of the word are missing.": "queen+wore+>the wore+her+>queen her+crown+>wore crown+>her +>crown",
                "near the start, left neighbours are lost: a negative index in a slice counts from the end of the list.": "queen+wore+>the wore+her+>queen the+queen+her+crown+>wore queen+wore+crown+>her wore+her+>crown",
                "on the right you are one short: the end of a slice is not part of it.": "queen+>the the+wore+>queen the+queen+her+>wore queen+wore+crown+>her wore+her+>crown",
                "the words near the ends are missing; they have fewer neighbours, but they count.": "the+queen+her+crown+>wore",
                "the two parts are turned round: first the neighbours, then the word.": "the>queen+wore+ queen>the+wore+her+ wore>the+queen+her+crown+ her>queen+wore+crown+ crown>wore+her+",
                "the word itself is missing: return pairs (neighbours, word).": "queen>wore the>wore>her the>queen>her>crown queen>wore>crown wore>her",
                "this is the whole sentence each time; only words up to `radius` away are neighbours.": "queen+wore+her+crown+>the the+wore+her+crown+>queen the+queen+her+crown+>wore the+queen+wore+crown+>her the+queen+wore+her+>crown",
            },
            what="contexts(['the', 'queen', 'wore', 'her', 'crown'], 2)",
        )
        _compare_lists(
            contexts(["the", "dog", "saw", "the", "cat"], 3),
            "dog+saw+the+>the the+saw+the+cat+>dog the+dog+the+cat+>saw the+dog+saw+cat+>the dog+saw+the+>cat",
            mistakes={
                "a word that appears twice vanishes from its own neighbours: leave out the place, not the word.": "dog+saw+>the the+saw+the+cat+>dog the+dog+the+cat+>saw dog+saw+cat+>the dog+saw+the+>cat",
            },
            what="contexts(['the', 'dog', 'saw', 'the', 'cat'], 3)",
        )


def check_cosine(cosine) -> None:
    """Task 2: `cosine(a, b)` of two vectors of shape (d,) gives one number."""
    with task(2, "the cosine of two vectors"):
        compare(
            unchanged(cosine, np.array([2.0, 1.0, -2.0]), np.array([-1.0, 0.5, 3.0])),
            KNOWN["cosine"],
            hints=[
                "this is the dot product; the two lengths are not yet divided away.",
                "a length is the square root of the dot product of a vector with itself; here the square root is missing.",
                "the lengths are added; the dot product is divided by their product.",
                "only one of the two lengths is divided away (that of a).",
                "only one of the two lengths is divided away (that of b).",
                "this is 1 minus the cosine, which some libraries call the cosine distance.",
                "this is the angle; asked for is its cosine.",
                "this is the distance between the two points; the cosine does not look at lengths.",
                "the sign is lost: opposite directions have a negative cosine.",
                "these are products, number by number; they are not yet added up.",
            ],
            what="cosine([2, 1, -2], [-1, 0.5, 3])",
        )
        compare(cosine(np.array([3.0, 4.0]), np.array([6.0, 8.0])), 1.0, what="cosine([3, 4], [6, 8])")


def check_analogy(analogy) -> None:
    """Task 3: `analogy(vectors, words, a, b, c)`, vectors (n, d), words a list of n, gives one word."""
    words = ["man", "woman", "king", "queen", "cow", "crown", "river", "cheese", "goose", "paris"]
    vectors = np.array(
        [[6, 4, 0], [5, 2, 0], [0, -3, -2], [6, -2, 1], [-1, -4, 6], [-1, 5, 4], [-4, -2, 4], [1, 5, 0], [3, 6, 5], [4, 3, -3]],
        dtype=float,
    )  # fmt: skip
    with task(3, "an analogy, with the question's words left out"):
        answer = unchanged(analogy, vectors, words, "man", "king", "woman")
        require(
            not isinstance(answer, (int, float, np.number)),
            "this is a number, perhaps the position of the answer; return the word itself.",
        )
        require(isinstance(answer, str), f"the answer must be one word. Received: {type(answer).__name__}.")
        hints = {
            "king": "the answer is one of the question's own words; they must be left out.",
            "woman": "the answer is one of the question's own words; they must be left out.",
            "man": "the answer is one of the question's own words; they must be left out.",
            "goose": "you take the step backwards: a is to b, so add b and subtract a.",
            "cow": "a long vector wins by its length: bring all vectors to length 1 first.",
            "river": "this is the nearest by Euclidean distance; asked for is the largest cosine, with all vectors of length 1.",
            "crown": "this is the farthest word of all: the largest cosine wins, not the smallest.",
            "paris": "this is the word nearest to c; the step from a to b plays no part in it.",
        }
        if answer != "queen":
            raise Wrong(hints.get(answer, f"{answer!r} is not right, and it is none of the usual slips."))
        for question, right in {("king", "man", "queen"): "woman", ("man", "goose", "woman"): "crown"}.items():
            again = analogy(vectors.copy(), list(words), *question)
            require(again == right, f"the analogy {question} gives {again!r}, which is not right.")


def check_negative_sampling_loss(negative_sampling_loss) -> None:
    """Task 4: `negative_sampling_loss(h, right, wrong)`, shapes (d,), (d,), (k, d), gives one number."""
    h, right = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, 0.4])
    wrong = np.array([[1.0, 0.0, -0.5], [-0.3, 0.8, 0.2], [0.6, -1.0, 0.1]])
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
                "both signs are turned round: a right word with a high score must cost little.",
                "this is in bits; take the natural logarithm.",
                "this is a mean over all the yes-or-no questions; the loss is their sum.",
                "the wrong words come out one by one; add their terms up.",
                "the terms of the wrong words are subtracted; every wrong answer costs, so all terms are added.",
                "the wrong words' scores are added up before the sigmoid; each is a question of its own.",
            ],
            what="the loss of one right and three wrong words",
        )
        large = float(
            np.asarray(negative_sampling_loss(np.array([1000.0]), np.array([-1.0]), np.array([[1.0]])), float)
        )
        require(
            np.isfinite(large),
            "a score of 1000 gives infinity or nan. Write -log(sigmoid(z)) as log(1 + e^-z), and look up np.logaddexp.",
        )
        compare(large, 2000.0, what="the loss for h = [1000], right = [-1], wrong = [[1]]")


def check_skip_gram_pairs(skip_gram_pairs) -> None:
    """Task 5: `skip_gram_pairs(sentences, radius)` gives a list of (word, neighbour)."""
    with task(5, "the training pairs of skip-gram"):
        _compare_lists(
            skip_gram_pairs([["the", "cow", "ate", "hay"], ["we", "slept"]], 1),
            "the>cow cow>the cow>ate ate>cow ate>hay hay>ate we>slept slept>we",
            mistakes={
                "you look across the end of a sentence: its last word and the first of the next are no neighbours.": "the>cow cow>the cow>ate ate>cow ate>hay hay>ate hay>we we>hay we>slept slept>we",
                "the pairs are turned round: skip-gram guesses the neighbour from the word, so the word comes first.": "cow>the the>cow ate>cow cow>ate hay>ate ate>hay slept>we we>slept",
                "each word is paired with itself as well.": "the>the the>cow cow>the cow>cow cow>ate ate>cow ate>ate ate>hay hay>ate hay>hay we>we we>slept slept>we slept>slept",
                "these are only the neighbours to the right.": "the>cow cow>ate ate>hay we>slept",
                "these are only the neighbours to the left.": "cow>the ate>cow hay>ate slept>we",
                "the radius plays no part: every word of the sentence is a neighbour here.": "the>cow the>ate the>hay cow>the cow>ate cow>hay ate>the ate>cow ate>hay hay>the hay>cow hay>ate we>slept slept>we",
                "this is the form of CBOW, all neighbours at once; skip-gram has one pair a neighbour.": "the>cow+ cow>the+ate+ ate>cow+hay+ hay>ate+ we>slept+ slept>we+",
                "these are the pairs of only the first sentence; is the `return` inside the loop?": "the>cow cow>the cow>ate ate>cow ate>hay hay>ate",
                "each pair once, sorted: keep the order of the text, and every pair as often as it appears.": "ate>cow ate>hay cow>ate cow>the hay>ate slept>we the>cow we>slept",
            },
            what="skip_gram_pairs([['the', 'cow', 'ate', 'hay'], ['we', 'slept']], 1)",
        )
        _compare_lists(
            skip_gram_pairs([["a", "b", "a", "c"]], 2),
            "a>b a>a b>a b>a b>c a>a a>b a>c c>b c>a",
            mistakes={
                "a pair that appears twice is there only once; keep every one.": "a>b a>a b>a b>c a>c c>b c>a",
                "a word that appears twice is never paired with its other self: leave out the place, not the word.": "a>b b>a b>a b>c a>b a>c c>b c>a",
            },
            what="skip_gram_pairs([['a', 'b', 'a', 'c']], 2)",
        )


def _compare_lists(value, expected: str, *, mistakes: dict[str, str], what: str) -> None:
    """Compares a list of entries; as text "a>b" is the pair of two words, "a+b+>c" that of a list of words and a word."""
    if value is None:
        raise Wrong(f"{what} is None. Is the `return` missing?")
    require(isinstance(value, (list, tuple)), f"{what} must be a list. Received: {type(value).__name__}.")
    received, right = _plain(value), _read(expected)
    if received == right:
        return
    for hint, wrong in mistakes.items():
        if received == _read(wrong):
            raise Wrong(hint)
    place = next((i for i, (a, b) in enumerate(zip(received, right, strict=False)) if a != b), len(received))
    raise Wrong(
        f"{what} has {len(received)} entries, of {len(right)} expected, and the first that is not right is at position "
        f"{place}; it is none of the usual slips. Work that entry out by hand."
    )


def _read(text: str) -> list:
    return [
        [part.split("+")[:-1] if len(part) > 1 and part.endswith("+") else [] if part == "+" else part
         for part in entry.split(">")]
        for entry in text.split(" ")
    ]  # fmt: skip


def _plain(value):
    return [_plain(each) for each in value] if isinstance(value, (list, tuple, np.ndarray)) else value
