"""The paths of the README: hours as the lessons state them, and nothing built on what does not come before."""

import json
import math
import re

import pytest
from conftest import ROOT

LESSONS = {path.stem[:2]: path for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = re.search(r"^## Paths\n(.*?)(?=^## )", README, re.DOTALL | re.MULTILINE)[1]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in SECTION.splitlines() if line.startswith("| ")]
PATHS = [row for row in ROWS if row[0].startswith("**")]
WEEKS = [row for row in ROWS if row[0].startswith("week")]


def first_cell(path):
    return "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])


def numbers(text):
    return re.findall(r"\[(\d\d)\]", text)


def minutes(number):
    return json.loads(LESSONS[number].read_text(encoding="utf-8"))["metadata"]["dl_course"]["minutes"]["read"]


def minutes_of_exercise(text):
    found = re.search(r"\((exercises/[^)]+)\)", text)
    if not found:
        return 90  # the mock exam
    return int(re.search(r"about (\d+) minutes", first_cell(ROOT / found[1]))[1])


def hours(total):
    return f"{math.ceil(total / 30) / 2:g} h"


def builds_on(number):
    """The lessons that a lesson names in its first table."""
    row = re.search(r"\*\*Builds on\*\* \|(.*)\|", first_cell(LESSONS[number]))[1]
    row = re.sub(r"\]\([^)]*\)", "]", row)
    found = set()
    for first, last in re.findall(r"\[?(?:lesson )?(\d\d)\]? to \[?(?:lesson )?(\d\d)", row):
        found |= {f"{n:02}" for n in range(int(first), int(last) + 1)}
    return found | set(re.findall(r"\[(?:lesson )?(\d\d)\]", row))


def test_there_are_paths():
    assert len(PATHS) >= 6 and len(WEEKS) == 12


@pytest.mark.parametrize("row", PATHS, ids=lambda row: row[0])
def test_path_builds_on_what_came_before(row):
    path, trusted = numbers(row[1]), set(numbers(row[3]))
    for place, number in enumerate(path):
        assert builds_on(number) <= {*path[:place], *trusted}, f"lesson {number}"
    assert row[2] == hours(sum(map(minutes, path)))


def test_weeks_build_on_what_came_before():
    path = []
    for _, lessons, exercise, told, _ in WEEKS:
        path += numbers(lessons)
        assert set(numbers(exercise)) <= set(path)
        assert told == hours(sum(map(minutes, numbers(lessons))) + minutes_of_exercise(exercise))
    assert path == sorted(path)


def test_everything_is_everything():
    (row,) = [row for row in PATHS if row[0] == "**everything**"]
    assert numbers(row[1]) == sorted(LESSONS)
    exercises = sorted((ROOT / "exercises").glob("*/*.ipynb"))
    told = [re.search(r"about (\d+) minutes", first_cell(path)) for path in exercises]
    assert row[4].endswith(hours(sum(map(minutes, LESSONS)) + sum(int(found[1]) for found in told if found)))


@pytest.mark.parametrize("number", sorted(LESSONS))
def test_minutes_are_counted(number):
    """150 words and 18 lines of code a minute, 45 seconds for a prediction, ten minutes for what moves and asks.

    Sections that are headed *Optional* and the sources do not count. What a lesson states may be 30 % off.
    """
    cells = json.loads(LESSONS[number].read_text(encoding="utf-8"))["cells"]
    words = lines = predictions = 0
    optional = False
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            lines += 0 if optional else sum(bool(line.strip()) for line in text.splitlines())
            continue
        for part in re.split(r"^(?=## )", text.partition("### Sources")[0], flags=re.MULTILINE):
            if part.startswith("## "):
                optional = "Optional" in part.splitlines()[0]
            if not optional:
                words += len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\]\([^)]*\)", "]", part)))
                predictions += part.count("Predict first")
    counted = words / 150 + lines / 18 + 0.75 * predictions + 10
    assert 0.7 < counted / minutes(number) < 1.3, f"lesson {number}: counted {counted:.0f} minutes"
