"""The table of notation: whatever a formula of a lesson uses is in it, and what it names is used."""

import csv
import re

import pytest
from conftest import ROOT

from dl_course import course, stored

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)
NOT_SYMBOLS = re.compile(
    r"\\(?:text|textbf|operatorname\*?|mathrm)\{[^}]*\}"  # words
    r"|\\(?:begin|end)\{[^}]*\}"
    r"|\\(?:frac|dfrac|tfrac|sqrt|sum|log|exp|max|min|cos|cdot|cup|cap|times|partial|left|right|big|in|to|le|ge|pm|infty|leftarrow"
    r"|approx|dots|ldots|lfloor|rfloor|lvert|rvert|lVert|rVert|qquad|quad|mathbf)(?![A-Za-z])"
)
SYMBOL = re.compile(r"\\(?:hat|bar)\{?\s*(?:[a-z]|\\[a-z]+)\}?|\\[A-Za-z]+|[A-Za-z]")
LESSONS = {lesson.number: lesson for lesson in course.lessons(ROOT)}


def rows():
    with open(ROOT / "book" / "notation.tsv", encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def used(lesson):
    """The symbols in the formulas of a lesson."""
    text = "\n".join(cell.source for cell in stored.read(lesson.notebook).cells if cell.cell_type == "markdown")
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    formulas = [NOT_SYMBOLS.sub(" ", big or small) for big, small in FORMULA.findall(text)]
    return {re.sub(r"[{}\s]+", " ", symbol).strip() for formula in formulas for symbol in SYMBOL.findall(formula)}


def known(number):
    return {row["symbol"] for row in rows() if number in row["lessons"].split()}


@pytest.mark.parametrize("number", LESSONS)
def test_every_symbol_of_a_lesson_is_in_the_table(number):
    assert used(LESSONS[number]) - known(number) == set(), f"say in book/notation.tsv what it means in lesson {number}"


@pytest.mark.parametrize("number", LESSONS)
def test_what_the_table_names_is_in_the_lesson(number):
    assert known(number) - used(LESSONS[number]) == set(), f"lesson {number} does not use it"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["symbol"])
def test_the_book_can_write_each_symbol_and_what_it_means(row, monkeypatch):
    pytest.importorskip("math_core", reason="the book needs math_core")
    monkeypatch.syspath_prepend(ROOT / "book")
    from mathml import mathml

    for big, small in FORMULA.findall(f"${row['symbol']}$ {row['meaning']}"):
        assert mathml(big or small, False)


def test_the_table_says_a_thing_once_and_names_lessons_that_there_are():
    said = [(row["symbol"], row["meaning"]) for row in rows()]
    assert len(set(said)) == len(said)
    assert {number for row in rows() for number in row["lessons"].split()} <= set(LESSONS)
    assert all(row["lessons"] for row in rows())
