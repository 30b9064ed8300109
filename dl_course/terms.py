"""The words of the course: what book/terms.tsv says of each, where the lessons use it, and which one somebody means."""

import csv
import difflib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dl_course.course import Lesson

NOT_PROSE = re.compile(
    r"```.*?```|`[^`\n]*`"  # code
    r"|\(\S+?\.(?:ipynb|md|py)\S*?\)|\(https?://\S+\)|<[^>]*>",  # addresses of links, tags
    re.DOTALL,
)
SOURCES = re.compile(r"^#+ Sources$.*", re.DOTALL | re.MULTILINE)  # titles of other people's work
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+?\$", re.DOTALL)
WORDS_IN_FORMULA = re.compile(r"\\text(?:bf)?\{([^}]*)\}")
BLOCK = re.compile(r"\n(?=\s*(?:\n|[-|#>]|\d+\. ))")  # a paragraph, an item of a list, a row of a table, a heading
NAMED = re.compile(r"(?<=\()(?:\.\./notebooks/)?(\d\d)_\w+\.ipynb|[Ll]essons? (\d\d)\b")
START = re.compile(r"(?<![\w-])\w.")  # of a word
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
ENDINGS = ("s", "es", "e", "n", "en", "er")  # of an English or a German plural
NEAR, FAR = 0.75, 0.6  # likeness of two spellings, from 0 to 1: the same word with a typo, and hardly


@dataclass(frozen=True, eq=False)
class Term:
    """A row of the table.

    Attributes:
        name: As the glossary lists it; what stands in brackets tells it from another meaning of the same word.
        others: Its other forms, such as a plural or an abbreviation. A plural with -s need not be among them.
        german: What the field says in German.
        sentence: What it means.
        lesson: Number of the lesson that teaches it.
        cell: Identifier of the cell there.
        only: Numbers of the lessons in which the word has this meaning; empty: all in which no other row claims it.
        earlier: Number of a lesson before that one -> why the word may stand there.
    """

    name: str
    others: tuple[str, ...]
    german: str
    sentence: str
    lesson: str
    cell: str
    only: frozenset[str]
    earlier: dict[str, str]

    @property
    def forms(self) -> tuple[str, ...]:
        return (re.sub(r" \(.*\)$", "", self.name), *self.others)

    @property
    def anchor(self) -> str:
        """Its place on the page of the glossary."""
        return "term-" + re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@dataclass(frozen=True)
class Use:
    """A term in a block of a cell; `announced`: the block names the lesson that teaches it."""

    term: Term
    cell: str
    announced: bool


def read(root: Path) -> list[Term]:
    """The table of a course, sorted by name; no rows where the course has none."""
    path = Path(root) / "book" / "terms.tsv"
    if not path.is_file():
        return []
    with open(path, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [
        Term(
            name=row["term"],
            others=tuple(_parts(row["other forms"])),
            german=row["german"],
            sentence=row["sentence"],
            lesson=row["lesson"],
            cell=row["cell"],
            only=frozenset(row["only"].split()),
            earlier={
                number: why.strip()
                for numbers, why in (each.split(":", 1) for each in _parts(row["earlier"]))
                for number in numbers.split()
            },
        )
        for row in rows
    ]
    return sorted(found, key=lambda term: (plain(term.name), term.lesson))


class Words:
    """The terms as one lesson means them: of two rows with one form the one that names the lesson."""

    def __init__(self, terms: list[Term], number: str):
        self.of_form = {}
        for term in terms:
            if term.only and number not in term.only:
                continue
            for form in term.forms:
                if term.only or form not in self.of_form:
                    self.of_form[form] = term

        start_with: dict[str, list[str]] = {}
        for form in sorted(self.of_form, key=len, reverse=True):
            start_with.setdefault(form[:2].lower(), []).append(form)
        self.patterns = {letters: self._pattern(forms) for letters, forms in start_with.items()}

    @staticmethod
    def _pattern(forms: list[str]) -> re.Pattern:
        """Matches one of the forms; one without capitals also with them, each with the -s of a plural."""
        each = []
        for form in forms:
            text = re.escape(form).replace(r"\ ", r"\s+")
            each.append(f"(?i:{text})" if form == form.lower() else text)
        return re.compile(rf"({'|'.join(each)})s?(?![\w-])")

    def find(self, text: str) -> Iterator[tuple[re.Match, Term]]:
        """Each place of a text in which a term stands; of two that begin there the longer one."""
        done = 0
        for start in START.finditer(text):
            pattern = self.patterns.get(start[0].lower())
            match = pattern and start.start() >= done and pattern.match(text, start.start())
            if match:
                done = match.end()
                form = re.sub(r"\s+", " ", match[1])
                yield match, self.of_form.get(form) or self.of_form[form.lower()]


def cells(lesson: Lesson) -> dict[str, str]:
    """The prose of a lesson up to its sources, identifier of a cell -> Markdown."""
    content = json.loads(lesson.notebook.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: SOURCES.sub("", "".join(cell["source"])) for cell in content if cell["cell_type"] == "markdown"}


def prose(markdown: str) -> str:
    """What of a text is read as words."""
    text = FORMULA.sub(
        lambda formula: " ".join(["", *WORDS_IN_FORMULA.findall(formula[0]), ""]), NOT_PROSE.sub(" ", markdown)
    )
    return text.replace("*", "")


def uses(lesson: Lesson, terms: list[Term]) -> Iterator[Use]:
    """Where a lesson uses terms, block by block."""
    words = Words(terms, lesson.number)
    for cell, markdown in cells(lesson).items():
        for block in BLOCK.split(markdown):
            named = {number for pair in NAMED.findall(block) for number in pair}
            for term in dict.fromkeys(term for _, term in words.find(prose(block))):
                yield Use(term, cell, term.lesson in named)


def heading_of(lesson: Lesson, term: Term) -> str:
    """The heading under which a lesson teaches a term."""
    words, last = Words([term], term.lesson), ""
    for cell, markdown in cells(lesson).items():
        for block in BLOCK.split(markdown):
            if heading := HEADING.search(block):
                last = prose(heading[1]).strip()
            if cell == term.cell and any(words.find(prose(block))):
                return last
    return last


def find(wanted: str, terms: list[Term]) -> tuple[list[Term], list[Term]]:
    """The terms that somebody means, in English or German, however it is typed.

    Returns:
        Those that are called so, and others that are near, the nearest first.
    """
    typed = _spellings(wanted)
    words = [_stems(word) for word in _words(wanted)]
    exact, likeness = [], {}
    for term in terms:
        names = [*term.forms, *_german(term)]
        spelt = set().union(*map(_spellings, names))
        if typed & spelt or _stems(wanted) & set().union(*map(_stems, names)):
            exact.append(term)
        elif words and any(all(_begins(word, name) for word in words) for name in names):
            likeness[term] = 1.0
        else:
            likeness[term] = max(difflib.SequenceMatcher(None, one, two).ratio() for one in typed for two in spelt)
    least = 1.0 if exact else NEAR
    near = [term for term in likeness if likeness[term] >= least]
    return exact, sorted(near, key=likeness.get, reverse=True)


def nearest(wanted: str, terms: list[Term]) -> list[str]:
    """What to ask about where nothing is near: names that are a little like it."""
    names = {one: name for term in terms for name in (*term.forms, *_german(term)) for one in _spellings(name)}
    close = difflib.get_close_matches(min(_spellings(wanted)), names, n=3, cutoff=FAR)
    return list(dict.fromkeys(names[one] for one in close))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _german(term: Term) -> list[str]:
    return [part.strip() for part in re.split(r"[,()]", term.german) if part.strip()]


def plain(text: str) -> str:
    """A text without capitals, accents, spaces and signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _spellings(text: str) -> set[str]:
    """With ä as a, and as ae."""
    spread = text.casefold()
    for umlaut, letters in {"ä": "ae", "ö": "oe", "ü": "ue"}.items():
        spread = spread.replace(umlaut, letters)
    return {plain(each).replace("iz", "is") for each in (text, spread)}  # optimizer, optimiser


def _stems(text: str) -> set[str]:
    """The spellings, and what may be their singular."""
    spelt = _spellings(text)
    return spelt | {
        one[: -len(end)] for one in spelt for end in ENDINGS if one.endswith(end) and len(one) - len(end) > 3
    }


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s-]+", text) if plain(word)]


def _begins(stems: set[str], name: str) -> bool:
    """Whether a word of a name begins like what was typed."""
    words = set().union(*map(_spellings, _words(name)))
    return any(len(stem) > 2 and word.startswith(stem) for stem in stems for word in words)
