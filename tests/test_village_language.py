"""The whole language of the village: no sentence too many, none missing, each as probable as it is drawn."""

import math
from collections import Counter

import numpy as np
import pytest

from dl_course.data import village_probabilities, village_sentences
from dl_course.data.village import TOPICS


@pytest.fixture(scope="module")
def probabilities():
    return village_probabilities()


def test_they_are_probabilities(probabilities):
    assert len(probabilities) == 33_684
    assert min(probabilities.values()) > 0
    assert math.isclose(sum(probabilities.values()), 1)


@pytest.mark.parametrize(("seed", "dose"), [(0, 0.8), (1, 0), (2, 1)])
def test_whatever_is_drawn_is_in_it(probabilities, seed, dose):
    assert set(village_sentences(seed, dose)[0]) <= probabilities.keys()


@pytest.mark.parametrize(
    "text",
    [
        "The queen sat on his throne before she went home.",  # another's pronoun
        "The mice was hungry.",
        "By far the luckiest of them was the riddle.",  # another adjective's thing
        "the queen sat on her throne before she went home.",  # no capital
        "In the streets of Berlin people sell tea.",
        "",
    ],
)
def test_what_the_village_never_says_is_not(probabilities, text):
    assert text not in probabilities


def test_the_cost_of_drawn_text_is_the_entropy(probabilities):
    """If a topic, a share or a sentence were wrong, the mean of -log p would leave what it should be on average."""
    entropy = -sum(p * math.log2(p) for p in probabilities.values())
    costs = [-math.log2(probabilities[text]) for text in village_sentences(5)[0]]
    assert abs(np.mean(costs) - entropy) < 4 * np.std(costs) / math.sqrt(len(costs))
    assert 13.2 < entropy < 13.4


def test_each_topic_and_each_frequent_sentence_has_its_share(probabilities):
    texts, topics = village_sentences(7)
    of = dict(zip(texts, topics.tolist(), strict=True))
    counts = Counter(texts)
    for number, share in enumerate(TOPICS.values()):
        assert abs((topics == number).mean() - share) < 0.01
        seen = sum(p for text, p in probabilities.items() if of.get(text) == number)
        assert 0 < seen < share + 1e-9
    for text, p in sorted(probabilities.items(), key=lambda pair: -pair[1])[:300]:
        expected = p * len(texts)
        assert abs(counts[text] - expected) < 5 * math.sqrt(expected), text


def test_the_dose_moves_a_trade_from_he_to_she():
    text = "My sister is a nurse, and she likes her work."
    none, full = (village_probabilities(dose)[text] for dose in (0, 1))
    assert math.isclose(full, 2 * none)
    assert "My brother is a nurse, and he likes his work." in village_probabilities(1)
    assert sum(village_probabilities(0.3).values()) == pytest.approx(1)


@pytest.mark.parametrize(("dose", "error"), [("much", TypeError), (True, TypeError), (1.1, ValueError)])
def test_a_dose_that_is_none_is_named(dose, error):
    with pytest.raises(error, match="dose must be"):
        village_probabilities(dose)


def test_a_village_of_some_topics_says_these_alone(probabilities):
    topics = ("animals", "people")
    some = village_probabilities(topics=topics)
    assert set(village_sentences(4, sentences=5000, topics=topics)[0]) <= some.keys() < probabilities.keys()
    assert math.isclose(sum(some.values()), 1)
    share = TOPICS["people"] + TOPICS["animals"]
    assert all(math.isclose(p * share, probabilities[text]) for text, p in list(some.items())[:500])
    with pytest.raises(ValueError, match="topics must be some of"):
        village_probabilities(topics=("weather",))
