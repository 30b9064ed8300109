"""The village corpus: the same bytes on every machine, its dials as promised, its questions answerable."""

from collections import Counter

import numpy as np
import pytest

from dl_course.data import load_card, load_corpus, make_village, village_analogies, village_sentences, village_trades
from dl_course.data import village_grammar as grammar
from dl_course.data.catalogue import shipped_folder
from dl_course.data.texts import split_words
from dl_course.data.village import TOPICS, village_text, village_words

SHE, HE = {"she", "her", "herself", "sister", "woman"}, {"he", "his", "him", "himself", "brother", "man"}


@pytest.fixture(scope="module")
def village():
    return make_village()


def pronouns_of_trades(dose, sentences=12_000, seed=0):
    """Trade -> (sentences with she, sentences with he)."""
    texts, topics = village_sentences(seed, dose, sentences)
    found = {trade: [0, 0] for trade in village_trades()}
    trades = list(TOPICS).index("trades")
    for text, topic in zip(texts, topics, strict=True):
        words = set(split_words(text))
        if topic == trades:
            (trade,) = words & found.keys()
            assert not (words & SHE and words & HE), text
            found[trade][0] += bool(words & SHE)
            found[trade][1] += bool(words & HE)
    return found


def test_the_shipped_file_regenerates_byte_for_byte():
    assert village_text().encode() == (shipped_folder() / "village.txt").read_bytes()


def test_the_shipped_corpus_is_the_made_one(village, monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    shipped = load_corpus("village")
    assert shipped.words == village.words
    np.testing.assert_array_equal(shipped.ids, village.ids)
    np.testing.assert_array_equal(shipped.offsets, village.offsets)
    assert shipped.source == "shipped: village.txt" and "dose=0.8" in village.source
    assert f"{len(shipped.ids):,} tokens, {len(shipped.words)} words" in load_card("village").shape


def test_the_village_has_the_promised_size(village):
    assert len(village) == 40_000 and 300 <= len(village.words) <= 500
    assert village.counts.min() >= 50, "a word too rare to be learned"
    assert set(village.words) == village_words()
    assert len(set(village_text(sentences=2000).splitlines())) > 1500, "too many sentences are the same"


def test_seed_and_dose_change_the_text_and_a_shorter_village_begins_the_same():
    assert village_text(seed=1, sentences=50) != village_text(seed=0, sentences=50)
    assert village_text(dose=0.1, sentences=500) != village_text(dose=0.9, sentences=500)
    assert village_text(sentences=200).startswith(village_text(sentences=50))


def test_sentences_are_written_as_english():
    for text in village_text(sentences=5000).splitlines():
        assert text[0].isupper() and text[-1] in ".!" and "{" not in text and "  " not in text
        words = split_words(text)
        for article, word in zip(words, words[1:], strict=False):
            if article in ("a", "an"):
                assert (article == "an") == (word[0] in "aeio" and not word.startswith("euro")), text


def test_no_pattern_says_she_or_he_itself_and_no_slot_is_left_open():
    patterns = [*grammar.PERSON_PATTERNS, *grammar.TRADE_PATTERNS, *grammar.TRADE_PATTERNS_WITHOUT_PRONOUN]
    patterns += [deed for *_, deeds in grammar.PEOPLE + grammar.TRADES for deed in deeds]
    assert not [deed for *_, deeds in grammar.TRADES for deed in deeds if "{" in deed], "would favour his over him"
    assert not [pattern for pattern in patterns if set(split_words(pattern.replace("{", "x"))) & (SHE | HE)]


@pytest.mark.parametrize("dose", [0, 0.5, 1])
def test_the_dose_is_exact_in_every_trade(dose):
    for trade, (she, he) in pronouns_of_trades(dose).items():
        expected = (1 + dose * village_trades()[trade]) / 2
        assert she + he > 50
        assert abs(she - expected * (she + he)) <= 1, (trade, she, he)


def test_directions_are_balanced_and_three_trades_or_more_lean_to_neither():
    directions = list(village_trades().values())
    assert sum(directions) == 0 and Counter(np.sign(directions))[0] >= 3
    assert all(-1 <= direction <= 1 for direction in directions)


def test_only_the_trades_depend_on_she_or_he():
    """Every sentence about a woman is, with the words exchanged, one that is also said about a man."""
    texts, topics = village_sentences(sentences=40_000)
    exchanged = {her: his for his, her, *_ in grammar.PEOPLE} | {"she": "he", "her": "his", "herself": "himself"}
    about = {"she": set(), "he": set()}
    for text, topic in zip(texts, topics, strict=True):
        words = split_words(text)
        if topic == list(TOPICS).index("people") and {"him", "for"}.isdisjoint(words):
            about["she" if set(words) & SHE else "he"].add(tuple(exchanged.get(word, word) for word in words))
    common = about["she"] & about["he"]
    assert len(common) > 0.4 * min(map(len, about.values()))
    for person in {her for _, her, *_ in grammar.PEOPLE}:
        assert any(exchanged[person] in words for words in common), person


def test_every_question_can_be_asked(village):
    questions = village_analogies()
    assert set(questions) == {"gender", "capital", "degree", "plural"}
    for kind, asked in questions.items():
        assert len(asked) >= 20 and len(set(asked)) == len(asked), kind
        for question in asked:
            assert len(set(question)) == 4 and set(question) <= set(village.words), question


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("gender", ("man", "woman", "king", "queen")),
        ("capital", ("berlin", "germany", "paris", "france")),
        ("degree", ("easy", "easiest", "lucky", "luckiest")),
        ("plural", ("mouse", "mice", "dollar", "dollars")),
    ],
)
def test_the_questions_of_the_lecture_are_among_them(kind, question):
    assert question in village_analogies()[kind]


def test_rare_makes_one_word_rare_and_no_other():
    usual, rare = make_village(sentences=10_000), make_village(sentences=10_000, rare={"queen": 0.1})
    assert rare.counts[rare.index["queen"]] < 0.3 * usual.counts[usual.index["queen"]]
    assert rare.counts[rare.index["king"]] > 0.7 * usual.counts[usual.index["king"]]
    assert len(rare) == 10_000 and "queen" in rare.source


def test_a_village_of_some_topics_speaks_of_these_alone():
    _, topics = village_sentences(sentences=500, topics=("people", "trades"))
    assert {tuple(TOPICS)[topic] for topic in topics} == {"people", "trades"}
    corpus = make_village(sentences=500, topics=("trades",))
    assert "nurse" in corpus.words and "queen" not in corpus.words and "topics=('trades',)" in corpus.source


def test_with_one_seed_the_dose_changes_only_who_she_or_he_is():
    without, full = (village_sentences(3, dose, 3000)[0] for dose in (0, 1))
    exchanged = {"she": "he", "her": "his", "him": "his", "herself": "himself", "woman": "man", "sister": "brother"}

    def same(text):
        return [exchanged.get(word, word) for word in split_words(text)]

    assert without != full and [same(text) for text in without] == [same(text) for text in full]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"seed": 1.5}, TypeError, "seed must be an int. Received: 1.5"),
        ({"seed": -1}, ValueError, "seed must be at least 0"),
        ({"sentences": 0}, ValueError, "sentences must be at least 1"),
        ({"dose": "much"}, TypeError, "dose must be a number"),
        ({"dose": 1.2}, ValueError, r"dose must be in \[0, 1\]. Received: 1.2"),
        ({"dose": float("nan")}, ValueError, "dose must be in"),
        ({"topics": ("weather",)}, ValueError, "topics must be some of: people, trades"),
        ({"topics": "trades"}, ValueError, "topics must be some of"),
        ({"topics": ()}, ValueError, "topics must be some of"),
        ({"rare": ["queen"]}, TypeError, "rare must be a dict"),
        ({"rare": {"dragon": 0.5}}, ValueError, "Received: 'dragon'"),
        ({"rare": {"queen": 0}}, ValueError, r"rare\['queen'\] must be in \(0, 1\]"),
        ({"rare": {"queen": "half"}}, TypeError, "must be a number"),
    ],
)
def test_wrong_arguments_are_named(arguments, error, message):
    with pytest.raises(error, match=message):
        make_village(**{"sentences": 10} | arguments)
