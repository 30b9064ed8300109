"""Every sentence that the village can say, with its probability: what no model of its text can beat."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations, product

from dl_course.data import village_grammar as grammar
from dl_course.data.village import TOPICS, checked_dose, checked_topics, written


def village_probabilities(dose: float = 0.8, *, topics: Sequence[str] = tuple(TOPICS)) -> dict[str, float]:
    """The whole language of the village, as `village_sentences` writes it.

    A text is a sentence of the village if it is a key. With the probabilities come the entropy of the text, which is
    the least that any model can pay for it, and the share of the language that a text has said.

    Args:
        dose: Stereotype in [0, 1], as `make_village` takes it; it changes the probabilities, not the sentences.
        topics: Names from `TOPICS`, as `make_village` takes them.

    Returns:
        Sentence -> how often it is drawn, of one drawing; together they are 1. (`village_sentences` evens the pronouns of a
        trade out over its text, so that one sentence tells a little about the next; the probabilities leave that out.)

    Raises:
        TypeError: The dose is no number.
        ValueError: The dose is out of range, or the village does not have a topic.
    """
    makers = {
        "people": _people(),
        "trades": _trades(checked_dose(dose)),
        "places": _places(),
        "animals": _animals(),
        "money": _money(),
        "comparison": _comparisons(),
    }
    found = defaultdict(float)
    chosen = {topic: TOPICS[topic] for topic in checked_topics(topics)}
    for topic, share in chosen.items():
        for part, patterns, slots in makers[topic]:
            for pattern in patterns:
                times = grammar.WHEN if "{when}" in pattern else ("",)
                for when in times:
                    text = written(pattern.format(when=when, **slots))
                    found[text] += share / sum(chosen.values()) * part / len(patterns) / len(times)
    return dict(found)


# Each of these gives, for its topic: the share of a choice of words, the patterns that it may stand in, the words by slot.
_Choices = Iterator[tuple[float, tuple[str, ...], dict[str, str]]]


def _people() -> _Choices:
    for (his, her, determiner, deeds), is_she in product(grammar.PEOPLE, (False, True)):
        words = grammar.PRONOUNS["she" if is_she else "he"]
        who = f"{determiner} {her if is_she else his}".format_map(words)
        for deed in deeds:
            slots = {"who": who, "deed": deed.format_map(words)} | words
            yield 1 / len(grammar.PEOPLE) / 2 / len(deeds), grammar.PERSON_PATTERNS, slots


def _trades(dose) -> _Choices:
    for trade, direction, deeds in grammar.TRADES:
        share = 1 / len(grammar.TRADES)
        yield 0.05 * share, grammar.TRADE_PATTERNS_WITHOUT_PRONOUN, {"trade": trade}
        for is_she in (False, True):
            words = grammar.PRONOUNS["she" if is_she else "he"]
            people = {slot: pair[is_she] for slot, pair in grammar.TRADE_PEOPLE.items()}
            part = (1 + dose * direction * (1 if is_she else -1)) / 2
            for deed in deeds:
                slots = {"trade": trade, "deed": deed.format_map(words)} | words | people
                yield 0.95 * share * part / len(deeds), grammar.TRADE_PATTERNS, slots


def _places() -> _Choices:
    kinds = (
        (0.05, grammar.CAPITAL_AND_COUNTRY_PATTERNS),
        (0.475, grammar.CAPITAL_PATTERNS),
        (0.475, grammar.COUNTRY_PATTERNS),
    )
    for place, (part, patterns) in product(grammar.PLACES, kinds):
        slots = dict(zip(("capital", "country", "adjective", "river", "food"), place, strict=True))
        yield part / len(grammar.PLACES), patterns, slots


def _numbers() -> Iterator[tuple[float, bool, dict[str, str]]]:
    for several, slots in ((False, grammar.SINGULAR), (True, grammar.PLURAL)):
        choices = list(product(*slots.values()))
        for words in choices:
            yield 1 / 2 / len(choices), several, dict(zip(slots, words, strict=True))


def _animals() -> _Choices:
    for (one, many, deeds), (part, several, words) in product(grammar.ANIMALS, _numbers()):
        for deed in deeds:
            slots = {"animal": many if several else one, "deed": deed.format_map(words)} | words
            yield part / len(grammar.ANIMALS) / len(deeds), grammar.ANIMAL_PATTERNS, slots


def _money() -> _Choices:
    for (one, many, adjective), (part, several, words) in product(grammar.CURRENCIES, _numbers()):
        slots = {"money": many if several else one, "adjective": adjective} | words
        yield part / len(grammar.CURRENCIES), grammar.MONEY_PATTERNS, slots


def _comparisons() -> _Choices:
    degrees = (grammar.BASE_PATTERNS, grammar.COMPARATIVE_PATTERNS, grammar.SUPERLATIVE_PATTERNS)
    for *forms, things in grammar.ADJECTIVES:
        pairs = list(permutations(things, 2))
        for (word, patterns), (thing, other) in product(zip(forms, degrees, strict=True), pairs):
            part = 1 / len(grammar.ADJECTIVES) / len(degrees) / len(pairs)
            yield part, patterns, {"word": word, "thing": thing, "other": other}
