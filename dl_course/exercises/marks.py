"""The marks of a solution notebook: which lines of a cell are an answer, which are hidden tests.

nbgrader takes the words BEGIN HIDDEN TESTS for a mark wherever they stand in a line, and nothing that is written otherwise.
A reader with rules of its own would see a test as hidden where nbgrader does not, or the other way round, and one of the two
would show it. So there is one exact form, which both see, and whatever comes near it is refused.
"""

import difflib
import re

from dl_course.errors import NotPossible

SOLUTION, HIDDEN_TESTS = "SOLUTION", "HIDDEN TESTS"
_FORMS = [f"### {end} {what}" for what in (SOLUTION, HIDDEN_TESTS) for end in ("BEGIN", "END")]
_MARK = re.compile(rf" *### (BEGIN|END) ({SOLUTION}|{HIDDEN_TESTS}) *")
_NEARLY = r"(BEGIN|END)[\W_]*(SOLUTION|HIDDEN[\W_]*TEST)"
_SIMILAR = 0.8  # of difflib's ratio: a letter too few passes for the same, "# hidden numbers" does not


class ExerciseError(NotPossible, ValueError):
    """A solution notebook is not in order; the message tells its author the file, the cell and what to do."""


def regions(source: str, where: str, code: bool = True) -> dict[str, list[range]]:
    """What stands between marks.

    Args:
        source: Text of a cell.
        where: File and cell, for messages.
        code: Whether it is a code cell; no other cell may have marks.

    Returns:
        SOLUTION and HIDDEN_TESTS, as far as the cell has them -> numbers of the lines from 1, the two marks included.

    Raises:
        ExerciseError: A mark is not exact, has no partner, or lies in another region or in a cell of another kind.
    """
    found: dict[str, list[range]] = {}
    inside, begin = "", 0
    lines = source.split(
        "\n"
    )  # as nbgrader does; splitlines() knows ends of lines that Python's own line numbers do not
    for number, line in enumerate(lines, start=1):
        at = f"{where}, line {number}"
        mark = _MARK.fullmatch(line) if code else None
        if mark is None:
            if near := _nearly(line, code):
                raise ExerciseError(
                    f"{at}: {line.strip()!r} is nearly a mark. Write {near!r}, on a line of its own of a code cell and "
                    "after nothing but spaces, or choose other words."
                )
        elif mark[1] == "BEGIN":
            if inside:
                raise ExerciseError(f"{at}: BEGIN {mark[2]} inside of {inside}. Close the first with ### END {inside}.")
            inside, begin = mark[2], number
        elif inside != mark[2]:
            raise ExerciseError(f"{at}: END {mark[2]} without its BEGIN.")
        else:
            found.setdefault(inside, []).append(range(begin, number + 1))
            inside = ""
    if inside:
        raise ExerciseError(f"{where}, line {begin}: BEGIN {inside} without ### END {inside}.")
    if found and "\r" in source:
        raise ExerciseError(
            f"{where}: has carriage returns, which shift Python's line numbers. Save it with plain \\n."
        )
    return found


def hidden_lines(source: str) -> frozenset[int]:
    """Numbers of the lines of hidden tests, the marks included."""
    return frozenset(number for region in regions(source, "a test").get(HIDDEN_TESTS, ()) for number in region)


def between(source: str, what: str) -> dict[int, str]:
    """The lines between the marks of SOLUTION or HIDDEN_TESTS, without the marks, by their numbers."""
    lines = source.split("\n")
    return {n: lines[n - 1] for region in regions(source, "a cell").get(what, ()) for n in region[1:-1]}


def without_hidden(source: str) -> str:
    """A test as a student sees it."""
    return without(source, HIDDEN_TESTS)


def without(source: str, what: str) -> str:
    """Text of a cell without its answers (SOLUTION) or HIDDEN_TESTS, their marks included."""
    gone = {number for region in regions(source, "a cell").get(what, ()) for number in region}
    return "\n".join(line for number, line in enumerate(source.split("\n"), start=1) if number not in gone)


def _nearly(line: str, code: bool) -> str:
    """The mark that a line comes near to without being it; empty if none.

    The words in capitals are taken for a mark anywhere, as nbgrader takes them. In a comment small letters are too, and
    so is what differs from a mark by a letter or a word.
    """
    comment = line[line.index("#") :] if "#" in line else ""
    words = re.search(_NEARLY, line) or re.search(_NEARLY, comment, flags=re.IGNORECASE)
    if words:
        what = SOLUTION if words[2].upper() == SOLUTION else HIDDEN_TESTS
        return f"### {words[1].upper()} {what}"
    close = difflib.get_close_matches(comment.strip().upper(), _FORMS, n=1, cutoff=_SIMILAR) if code else []
    return close[0] if close else ""
