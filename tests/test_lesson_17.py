"""Lesson 17: its measures of bias agree with values worked out by hand, and with a second reading of the papers' formulas."""

import importlib.util
import itertools
import json
import math
from fractions import Fraction

import numpy as np
import pytest
from conftest import shared_file

from dl_course import stored
from dl_course.course import course_root
from dl_course.data import load_vectors

LESSON = ("unit", "projection", "direction", "direct_bias", "association", "weat", "split_p", "weat_p", "ranks", "neutralise",
          "equalise", "recovered")  # fmt: skip
SOLUTION = ("projection", "effect_size", "p_value", "debias", "model_card")

# Rows of whole lengths 5, 13, 17, 25: every cosine between two of them is a fraction.
X = [(3, 4), (12, 5), (15, -8)]
Y = [(-4, 3), (-5, 12), (-24, 7)]
A = [(4, 3), (8, 15)]
B = [(-3, 4), (-7, 24), (5, -12)]


def functions_of(path: str, wanted: tuple[str, ...]) -> dict:
    """The functions of a notebook, as they are shown."""
    names = {}
    exec(stored.code_of(course_root() / path, *wanted), names)
    return names


@pytest.fixture(scope="module")
def lesson():
    return functions_of("notebooks/17_bias.ipynb", LESSON)


@pytest.fixture(scope="module")
def solution():
    return functions_of("solutions/17_bias/17_bias.ipynb", SOLUTION)


def rows(*sets):
    return [np.array(each, dtype=float) for each in sets]


# ------------------------------------------------------------------------------- the formulas once more, with loops


def cosine(u, v):
    dot, squares = sum(p * q for p, q in zip(u, v, strict=True)), sum(p * p for p in u) * sum(q * q for q in v)
    if isinstance(squares, int):
        assert math.isqrt(squares) ** 2 == squares
        return Fraction(dot, math.isqrt(squares))
    return dot / math.sqrt(squares)


def s(w, a, b):
    return sum(cosine(w, each) for each in a) / len(a) - sum(cosine(w, each) for each in b) / len(b)


def difference_and_variance(x, y, a, b, ddof):
    of_x, of_y = [s(w, a, b) for w in x], [s(w, a, b) for w in y]
    both = of_x + of_y
    middle = sum(both) / len(both)
    variance = sum((each - middle) ** 2 for each in both) / (len(both) - ddof)
    return sum(of_x) / len(of_x) - sum(of_y) / len(of_y), variance


def effect(x, y, a, b, ddof=0):
    difference, variance = difference_and_variance(x, y, a, b, ddof)
    return float(difference) / math.sqrt(variance)


def exact_p(of_x, of_y):
    """S(Xi, Yi) of the paper over all splits, as large as the one observed or larger."""
    both, size = [*of_x, *of_y], len(of_x)

    def statistic(chosen):
        return sum(both[i] for i in chosen) - sum(both[i] for i in range(len(both)) if i not in chosen)

    ways = list(itertools.combinations(range(len(both)), size))
    return Fraction(sum(statistic(way) >= statistic(range(size)) for way in ways), len(ways))


# -------------------------------------------------------------------------------------------------------- the tests


def test_weat_agrees_with_fractions(lesson):
    difference, variance = difference_and_variance(X, Y, A, B, 0)
    assert isinstance(difference, Fraction) and isinstance(variance, Fraction), "no rounding anywhere"
    p = exact_p([s(w, A, B) for w in X], [s(w, A, B) for w in Y])
    assert lesson["weat_p"](*rows(X, Y, A, B)) == pytest.approx(float(p))
    for ddof in (0, 1):
        assert lesson["weat"](*rows(X, Y, A, B), ddof=ddof) == pytest.approx(effect(X, Y, A, B, ddof), abs=1e-12)
    assert lesson["weat"](*rows(X, Y, A, B)) == lesson["weat"](*rows(X, Y, A, B), ddof=0), "the population's by default"


def test_weat_on_paper(lesson):
    # Cosines to A: 1, .6 | 0, -1; to B: 0, .8 | 1, 0; s: 1, -.2 | -1, -1. Means .4 and -1; mean of all -.3,
    # squared deviations 1.69 .01 .49 .49 = 2.68; population variance .67, sample variance 2.68 / 3.
    words = rows([(1, 0), (3, 4)], [(0, 1), (-1, 0)], [(2, 0)], [(0, 5)])
    assert lesson["association"](*words[:1], *words[2:]) == pytest.approx([1, -0.2])
    assert lesson["weat"](*words) == pytest.approx(1.4 / math.sqrt(0.67))
    assert lesson["weat"](*words, ddof=1) == pytest.approx(1.4 / math.sqrt(2.68 / 3))
    assert lesson["weat_p"](*words) == pytest.approx(1 / 6)
    assert lesson["weat_p"](words[1], words[0], *words[2:]) == 1


@pytest.mark.parametrize("sizes", [(4, 4, 3, 2), (3, 5, 2, 4), (5, 2, 1, 1)])
def test_measures_agree_with_loops_over_the_papers_formulas(sizes, lesson, solution):
    rng = np.random.default_rng(sum(sizes))
    for _ in range(5):
        x, y, a, b = (rng.standard_normal((size, 6)) for size in sizes)
        as_lists = [each.tolist() for each in (x, y, a, b)]
        of_x, of_y = ([s(w, *as_lists[2:]) for w in each] for each in as_lists[:2])
        assert lesson["weat"](x, y, a, b) == pytest.approx(effect(*as_lists), abs=1e-10)
        assert lesson["weat"](x, y, a, b, 1) == pytest.approx(effect(*as_lists, 1), abs=1e-10)
        assert lesson["weat_p"](x, y, a, b) == pytest.approx(float(exact_p(of_x, of_y)))
        assert solution["effect_size"](x, y, a, b) == pytest.approx(effect(*as_lists), abs=1e-10)
        assert solution["p_value"](np.array(of_x), np.array(of_y)) == pytest.approx(float(exact_p(of_x, of_y)))
        g = a[0] - b[0]
        expected = [cosine(w, g.tolist()) for w in as_lists[0]]
        assert lesson["projection"](x, g) == pytest.approx(expected)
        assert solution["projection"](x, g) == pytest.approx(expected)
        assert lesson["direct_bias"](x, g) == pytest.approx(sum(map(abs, expected)) / len(expected))


def test_p_counts_equal_splits_and_the_observed_one(solution):
    for of_x, of_y in (([5, 1, 4], [2, 3, 1, 4]), ([2, 2], [2, 2]), ([0], [1, 2, 3]), ([9, 8], [1, 2, 3])):
        assert solution["p_value"](np.array(of_x, float), np.array(of_y, float)) == pytest.approx(
            float(exact_p(of_x, of_y))
        )
    assert exact_p([9, 8], [1, 2, 3]) == Fraction(1, 10)


def test_sample_and_population_differ_by_the_factor_that_the_lesson_names(lesson):
    words = rows(X, Y, A, B)
    assert lesson["weat"](*words, ddof=1) == pytest.approx(lesson["weat"](*words) * math.sqrt(5 / 6), abs=1e-12)


def test_effect_size_of_equal_sets_is_at_most_two(lesson):
    x = np.array([[1.0, 0.0], [2.0, 0.0]])
    assert lesson["weat"](x, -x, x[:1], -x[:1]) == pytest.approx(2)


def test_direction_is_that_of_the_pairs(lesson):
    first = np.array([[0.0, 1, 1], [1, 0, 1]])
    second = first * [1, 1, -1]
    assert lesson["direction"](first, second) == pytest.approx([0, 0, 1], abs=1e-12)
    assert lesson["direction"](second, first) == pytest.approx([0, 0, -1], abs=1e-12)
    # Differences (4, 0), (0, 3) and (4, 0): the first singular vector is the longer axis.
    pairs = np.array([[1.0, 0], [0, 1], [1, 0]])
    assert abs(lesson["direction"](pairs, -pairs)) == pytest.approx([1, 0], abs=1e-12)


def test_debiasing_on_paper(lesson, solution):
    g = np.array([0.0, 0, 2])
    assert lesson["neutralise"](np.array([[3.0, 4, 12]]), g)[0] == pytest.approx([0.6, 0.8, 0])
    a, b = lesson["equalise"](np.array([[0.0, 0, 1]]), np.array([[5.0, 0, 0]]), g)
    assert a[0] == pytest.approx([0.5, 0, math.sqrt(0.75)])
    assert b[0] == pytest.approx([0.5, 0, -math.sqrt(0.75)])
    words = solution["debias"](np.array([3.0, 4, 12]), np.array([0.0, 0, 1]), np.array([5.0, 0, 0]), g)
    assert np.array(words) == pytest.approx(np.array([[0.6, 0.8, 0], a[0], b[0]]))


def test_debiasing_does_what_it_promises(lesson):
    rng = np.random.default_rng(0)
    w, a, b, g = rng.standard_normal((6, 5)), *rng.standard_normal((2, 4, 5)), rng.standard_normal(5)
    w, (a, b) = lesson["neutralise"](w, g), lesson["equalise"](a, b, g)
    for each in (w, a, b):
        assert np.linalg.norm(each, axis=1) == pytest.approx(np.ones(len(each)))
    assert w @ g == pytest.approx(np.zeros(6), abs=1e-12)
    assert w @ a.T == pytest.approx(w @ b.T, abs=1e-12), "a neutral word is as near to the one as to the other"
    assert (a @ g > 0).all()
    assert lesson["association"](w, a, b) == pytest.approx(np.zeros(6), abs=1e-12)


def test_recovered_leaves_the_word_itself_out(lesson):
    side = np.array([1, 1, -1, -1])
    parted = np.array([[1.0, 0.1], [1, 0], [0, 1], [0.1, 1]])
    assert lesson["recovered"](parted, side) == 4
    assert lesson["recovered"](parted, np.array([1, -1, 1, -1])) == 0


def test_ranks_share_places(lesson):
    assert lesson["ranks"]([[3, 1], [3, 7]]).tolist() == [2.5, 1, 2.5, 4]


@pytest.fixture(scope="module")
def prose():
    """What the lesson says in its cells of text."""
    cells = stored.read(course_root() / "notebooks/17_bias.ipynb").cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_what_the_lesson_measures_on_glove(lesson, monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    shown = functions_of("notebooks/17_bias.ipynb", ("work", "home", "he", "she"))
    v = load_vectors("glove")
    words = [v[shown[name]].astype(float) for name in ("work", "home", "he", "she")]
    as_lists = [each.tolist() for each in words]
    of_x, of_y = ([s(w, *as_lists[2:]) for w in each] for each in as_lists[:2])
    population, p = lesson["weat"](*words), lesson["weat_p"](*words)
    assert population == pytest.approx(effect(*as_lists), abs=1e-10)
    assert p == pytest.approx(float(exact_p(of_x, of_y)))
    assert (round(population, 2), round(p, 3)) == (1.57, 0.005)


def test_trades_are_rated_as_the_paper_found(monkeypatch):
    professions = json.loads(shared_file("bolukbasi.json").read_text(encoding="utf-8"))["gender"]["professions"]
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    v, crowd = load_vectors("glove"), functions_of("notebooks/17_bias.ipynb", ("rated", "crowd"))["crowd"]
    assert crowd == {name: -seen for name, given, seen in professions if name in v and abs(given) < 0.25}


@pytest.mark.every
def test_figures_from_google_news_are_those_that_the_lesson_shows(prose):
    folder = shared_file("word2vec_google_news_26k.bin").parent
    for name in ("bolukbasi", "weat", "occupation_female_share"):
        shared_file(f"{name}.json")
    spec = importlib.util.spec_from_file_location("real_bias", course_root() / "benchmarks/real_bias.py")
    spec.loader.exec_module(real_bias := importlib.util.module_from_spec(spec))
    measured = real_bias.measure(folder)
    assert len(measured) > 20
    assert {name: told for name, told in measured.items() if told not in prose} == {}
