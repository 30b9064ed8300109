"""Submissions that are alike where most others differ: a reason to look, never a proof.

Of the code, comments, layout and texts are left out, and every variable becomes the same word. What remains is cut into
overlapping pieces (Schleimer, Wilkerson and Aiken 2003 keep some of them; answers are short enough to keep all). Pieces that
many submissions have are the task's own, so only rare ones count. The code is never executed nor parsed, as a submission
may be made to break a parser.
"""

import keyword
import re
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

PIECE = 9  # words and signs in a row
GROUP = 4  # submissions that may have a piece before it counts as the task's own
SHARE = 0.6  # of the smaller one's rare pieces
PIECES = 20  # in common, at least
_WORDS = re.compile(
    r"""
    \#[^\n]* | [\s\\]+                                       # comments and layout
    | [rbfu]{0,2} (?: \'{3}.*?(?:\'{3}|\Z) | "{3}.*?(?:"{3}|\Z) | '[^'\n]*'? | "[^"\n]*"? )  # text
    | (?P<name> [^\W\d]\w* )
    | (?P<other> \.\s*[^\W\d]\w* | [\d.]+\w* | . )           # np.mean stays: who copies renames variables
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class Pair(NamedTuple):
    """Two submissions that share what hardly any other has.

    Attributes:
        share: Rare pieces that they share, as a share of those of the one that has fewer, in [0, 1].
        pieces: How many that are.
        students: Both, in order.
    """

    share: float
    pieces: int
    students: tuple[str, str]


@dataclass
class Similarity:
    """The pieces of each submission of a lesson."""

    _pieces: dict[str, array] = field(default_factory=dict)

    def add(self, student: str, code: dict[str, str]) -> None:
        """Keeps the pieces of one submission.

        Args:
            student: Whose it is.
            code: `grade_id` of a task -> its answer.
        """
        found = set().union(*(pieces(answer) for answer in code.values()))
        self._pieces[student] = array("I", sorted(found))

    def pairs(self) -> list[Pair]:
        """The pairs that are alike, most alike first; those who share most come first where shares are equal."""
        having = Counter(piece for found in self._pieces.values() for piece in found)
        rare, owners = Counter(), defaultdict(list)
        for student, found in self._pieces.items():
            for piece in found:
                if having[piece] <= GROUP:
                    rare[student] += 1
                    if having[piece] > 1:
                        owners[piece].append(student)
        shared = Counter(pair for students in owners.values() for pair in combinations(sorted(students), 2))
        alike = (Pair(count / min(rare[a], rare[b]), count, (a, b)) for (a, b), count in shared.items())
        return sorted(
            (pair for pair in alike if pair.pieces >= PIECES and pair.share >= SHARE),
            key=lambda pair: (-pair.share, -pair.pieces, pair.students),
        )


def pieces(source: str) -> set[int]:
    """The pieces of one answer as numbers: the same whatever its variables, comments, texts and layout."""
    words = []
    for found in _WORDS.finditer(source):
        if name := found["name"]:
            words.append(name if keyword.iskeyword(name) else "name")
        elif found["other"]:
            words.append(found["other"])
    return {
        crc32("\n".join(words[start : start + PIECE]).encode("utf-8", "backslashreplace"))
        for start in range(len(words) - PIECE + 1)
    }
