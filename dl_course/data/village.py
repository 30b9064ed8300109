"""The village corpus: some 40,000 sentences made from a seed, with a known dose of stereotype and of rarity."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, permutations

import numpy as np

from dl_course.data import village_grammar as grammar
from dl_course.data.catalogue import Card
from dl_course.data.corpora import Corpus, corpus_from_sentences
from dl_course.data.texts import split_words

# Topic -> its share of the sentences.
TOPICS = {
    "people": 0.25,
    "trades": 0.21,
    "places": 0.20,
    "animals": 0.12,
    "money": 0.07,
    "comparison": 0.15,
}


def village_trades() -> dict[str, float]:
    """The trades of the village and the direction of each: 1 or 0.5 leans to she, -1 or -0.5 to he, 0 to neither.

    In a corpus of dose s, the share of a trade's pronouns that are *she*'s is (1 + s * direction) / 2.
    """
    return {trade: direction for trade, direction, _ in grammar.TRADES}


@cache
def _analogies() -> dict[str, tuple[tuple[str, str, str, str], ...]]:
    degrees = [forms for *forms, _ in grammar.ADJECTIVES]
    number = grammar.ANIMALS + grammar.CURRENCIES
    pairs = {
        "gender": [[(his, her) for his, her, *_ in grammar.PEOPLE]],
        "capital": [[(capital.lower(), country.lower()) for capital, country, *_ in grammar.PLACES]],
        "degree": [
            [(base, superlative) for base, _, superlative in degrees],
            [(base, comparative) for base, comparative, _ in degrees],
        ],
        "plural": [[(one, many) for one, many, _ in number]],
    }
    return {
        kind: tuple((*first, *second) for group in groups for first, second in permutations(group, 2))
        for kind, groups in pairs.items()
    }


def village_analogies() -> dict[str, list[tuple[str, str, str, str]]]:
    """Questions "a is to b as c is to d" of four kinds, over all pairs of pairs of the grammar.

    `("man", "woman", "king", "queen")` asks for the word nearest to woman - man + king; d is the answer.

    Returns:
        "gender", "capital", "degree" and "plural" -> list of (a, b, c, d), lower case.
    """
    return {kind: list(questions) for kind, questions in _analogies().items()}


def make_village(
    seed: int = 0,
    dose: float = 0.8,
    sentences: int = 40_000,
    *,
    rare: Mapping[str, float] | None = None,
    topics: Sequence[str] = tuple(TOPICS),
) -> Corpus:
    """Makes the village corpus.

    Args:
        seed: Seed of the generator, int of at least 0.
        dose: Stereotype in [0, 1]: at 0 every trade goes with *she* and *he* equally often (to within one sentence), at
            1 the trades of direction 1 or -1 go with one of them only.
        sentences: Number of sentences, at least 1.
        rare: Word -> share in (0, 1] of its usual number of appearances, such as {"queen": 0.1}.
        topics: Names from `TOPICS`, all by default; the sentences are about these alone.

    Returns:
        The corpus; the same arguments give the same words on every machine.

    Raises:
        TypeError: An argument is not a number of the right kind.
        ValueError: An argument is out of range, or names a word or a topic that the village does not have.
    """
    texts, _ = village_sentences(seed, dose, sentences, rare=rare, topics=topics)
    said = f"make_village(seed={seed}, dose={dose}, sentences={sentences}"
    said += f", rare={dict(rare)}" if rare else ""
    said += ")" if tuple(topics) == tuple(TOPICS) else f", topics={tuple(topics)})"
    card = Card(
        name="village",
        title=f"The village: {sentences} sentences made from a grammar, dose of stereotype {dose}",
        origin="made by dl_course.data.make_village",
        licence="CC0",
        shape=f"{sentences} sentences",
        units="none",
        notes="Which trades lean to she or he is invented, to be measured; it says nothing about people.",
    )
    return corpus_from_sentences((split_words(text) for text in texts), source=said, card=card)


def village_sentences(
    seed: int = 0,
    dose: float = 0.8,
    sentences: int = 40_000,
    *,
    rare: Mapping[str, float] | None = None,
    topics: Sequence[str] = tuple(TOPICS),
) -> tuple[list[str], np.ndarray]:
    """The sentences of `make_village` as one reads them, each with its topic: material for a small classifier.

    Args:
        seed, dose, sentences, rare, topics: As `make_village` takes them.

    Returns:
        The sentences, and the topic of each: index into `tuple(TOPICS)`, shape (sentences,), int64.

    Raises:
        TypeError: As `make_village`.
        ValueError: As `make_village`.
    """
    _require_int("seed", seed, 0)
    _require_int("sentences", sentences, 1)
    dose = checked_dose(dose)
    shares = _checked_shares(rare or {})
    rng = random.Random(int(seed))
    drawn = _draw(rng, dose, {topic: TOPICS[topic] for topic in checked_topics(topics)})
    texts, found = [], []
    while len(texts) < sentences:
        topic, text = next(drawn)
        if shares and any(rng.random() >= shares.get(word, 1.0) for word in split_words(text)):
            continue
        texts.append(text)
        found.append(topic)
    return texts, np.array(found, dtype=np.int64)


def village_text(
    seed: int = 0,
    dose: float = 0.8,
    sentences: int = 40_000,
    *,
    rare: Mapping[str, float] | None = None,
    topics: Sequence[str] = tuple(TOPICS),
) -> str:
    """The text of `make_village`, one sentence a line; by default what ships as data/village.txt."""
    return "".join(f"{text}\n" for text in village_sentences(seed, dose, sentences, rare=rare, topics=topics)[0])


@cache
def village_words() -> frozenset[str]:
    """Every word that the grammar can say, lower case."""
    rng = random.Random(0)
    drawn = _draw(rng, 0.0, TOPICS)
    return frozenset(word for _ in range(20_000) for word in split_words(next(drawn)[1]))


def _require_int(name, value, least):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an int. Received: {value!r}.")
    if value < least:
        raise ValueError(f"{name} must be at least {least}. Received: {value}.")


def checked_dose(dose) -> float:
    """A dose of stereotype, or an error in words."""
    if isinstance(dose, bool) or not isinstance(dose, (int, float, np.number)):
        raise TypeError(f"dose must be a number. Received: {dose!r}.")
    if not 0 <= dose <= 1:
        raise ValueError(f"dose must be in [0, 1]. Received: {dose}.")
    return float(dose)


def checked_topics(topics) -> list[str]:
    """Names of topics in the order of `TOPICS`, or an error in words."""
    if (
        not isinstance(topics, (list, tuple, set, dict))
        or not topics
        or not all(topic in list(TOPICS) for topic in topics)
    ):
        raise ValueError(f"topics must be some of: {', '.join(TOPICS)}. Received: {topics!r}.")
    return [topic for topic in TOPICS if topic in topics]


def _checked_shares(rare):
    if not isinstance(rare, Mapping):
        raise TypeError(f"rare must be a dict of word -> share. Received: {rare!r}.")
    for word, share in rare.items():
        if word not in village_words():
            raise ValueError(f"rare must name words of the village, in lower case. Received: {word!r}.")
        if isinstance(share, bool) or not isinstance(share, (int, float, np.number)):
            raise TypeError(f"rare[{word!r}] must be a number. Received: {share!r}.")
        if not 0 < share <= 1:
            raise ValueError(f"rare[{word!r}] must be in (0, 1]. Received: {share}.")
    return dict(rare)


def _pick(rng, options):
    # random() alone is promised to give the same numbers in every version of Python; choice() is not.
    return options[int(rng.random() * len(options))]


def _draw(rng, dose, shares) -> Iterator[tuple[int, str]]:
    """Sentences without end, each with the index of its topic."""
    makers = dict(zip(TOPICS, (_person, _Trades(rng, dose), _place, _animal, _money, _comparison), strict=True))
    edges = list(accumulate(shares.values()))
    numbered = [(list(TOPICS).index(topic), makers[topic]) for topic in shares]
    while True:
        at = rng.random() * edges[-1]
        topic, make = next(each for each, edge in zip(numbered, edges, strict=True) if at < edge)
        yield topic, written(make(rng))


_ARTICLE = re.compile(r"\ba (?=[aeio](?!uro)|American)", flags=re.IGNORECASE)


def written(words: str) -> str:
    """A sentence as one writes it: `an` before a vowel, a capital at the start, a mark at the end."""
    words = _ARTICLE.sub("an ", words)
    return words[0].upper() + words[1:] + ("!" if words.startswith("how ") else ".")


def _person(rng):
    his, her, determiner, deeds = _pick(rng, grammar.PEOPLE)
    is_she = rng.random() < 0.5
    words = grammar.PRONOUNS["she" if is_she else "he"]
    deed = _pick(rng, deeds).format_map(words)
    who = f"{determiner} {her if is_she else his}".format_map(words)
    return _pick(rng, grammar.PERSON_PATTERNS).format(who=who, deed=deed, when=_pick(rng, grammar.WHEN), **words)


class _Trades:
    """Sentences about trades; counts them, so that the share of *she* is exact and not only expected."""

    def __init__(self, rng, dose):
        self.share = [(1 + dose * direction) / 2 for _, direction, _ in grammar.TRADES]
        self.owed = [rng.random() for _ in grammar.TRADES]

    def __call__(self, rng):
        index = int(rng.random() * len(grammar.TRADES))
        trade, _, deeds = grammar.TRADES[index]
        if rng.random() < 0.05:
            return _pick(rng, grammar.TRADE_PATTERNS_WITHOUT_PRONOUN).format(trade=trade)
        self.owed[index] += self.share[index]
        is_she = self.owed[index] >= 1
        self.owed[index] -= is_she
        words = grammar.PRONOUNS["she" if is_she else "he"]
        people = {slot: pair[is_she] for slot, pair in grammar.TRADE_PEOPLE.items()}
        deed = _pick(rng, deeds).format_map(words)
        pattern = _pick(rng, grammar.TRADE_PATTERNS)
        return pattern.format(trade=trade, deed=deed, when=_pick(rng, grammar.WHEN), **words, **people)


def _place(rng):
    names = dict(
        zip(
            ("capital", "country", "adjective", "river", "food"),
            _pick(rng, grammar.PLACES),
            strict=True,
        )
    )
    at = rng.random()
    if at < 0.05:
        patterns = grammar.CAPITAL_AND_COUNTRY_PATTERNS
    else:
        patterns = grammar.CAPITAL_PATTERNS if at < 0.525 else grammar.COUNTRY_PATTERNS
    return _pick(rng, patterns).format(when=_pick(rng, grammar.WHEN), **names)


def _number(rng):
    """One or several: the index of the form, and the words that go with it."""
    several = rng.random() < 0.5
    words = grammar.PLURAL if several else grammar.SINGULAR
    return several, {slot: _pick(rng, options) for slot, options in words.items()} | {"when": _pick(rng, grammar.WHEN)}


def _animal(rng):
    one, many, deeds = _pick(rng, grammar.ANIMALS)
    several, words = _number(rng)
    deed = _pick(rng, deeds).format_map(words)
    return _pick(rng, grammar.ANIMAL_PATTERNS).format(animal=many if several else one, deed=deed, **words)


def _money(rng):
    one, many, adjective = _pick(rng, grammar.CURRENCIES)
    several, words = _number(rng)
    return _pick(rng, grammar.MONEY_PATTERNS).format(money=many if several else one, adjective=adjective, **words)


def _comparison(rng):
    *forms, things = _pick(rng, grammar.ADJECTIVES)
    degree = int(rng.random() * 3)
    patterns = (
        grammar.BASE_PATTERNS,
        grammar.COMPARATIVE_PATTERNS,
        grammar.SUPERLATIVE_PATTERNS,
    )[degree]
    thing = _pick(rng, things)
    other = _pick(rng, [name for name in things if name != thing])
    return _pick(rng, patterns).format(word=forms[degree], thing=thing, other=other, when=_pick(rng, grammar.WHEN))
