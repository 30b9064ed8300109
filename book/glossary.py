"""The words of the course in the book: the glossary, the index, and what a word says of itself on the page of a lesson."""

import html
import re
from itertools import groupby

from docutils import nodes
from sphinx import addnodes

from dl_course import terms
from dl_course.course import Lesson
from dl_course.terms import Term

# Where no word is marked: links, code, formulas, headings, and what cells print.
NOT_MARKED = (
    nodes.reference,
    addnodes.pending_xref,
    addnodes.download_reference,
    nodes.FixedTextElement,
    nodes.literal,
    nodes.math,
    nodes.math_block,
    nodes.title,
    nodes.thead,
    nodes.raw,
    nodes.container,
)


def anchor(number: str, cell: str) -> str:
    """The place of a cell on the page of its lesson."""
    return f"cell-{number}-{re.sub(r'[^a-z0-9]+', '-', cell.lower())}"


def glossary(table: list[Term], lessons: list[Lesson]) -> str:
    """All terms by letter, each with its sentence, its German name and the lesson that teaches it."""
    there = {lesson.number: lesson for lesson in lessons}
    letters: dict[str, list[str]] = {}
    for term in table:
        lesson = there[term.lesson]
        also = f" <small>also: {html.escape(', '.join(term.others))}</small>" if term.others else ""
        place = f"notebooks/{lesson.name}.html#{anchor(term.lesson, term.cell)}"
        letters.setdefault(term.name[0].upper(), []).append(
            f'<dt id="{term.anchor}">{html.escape(term.name)}{also}</dt>\n'
            f"<dd>{html.escape(term.sentence)}<br>\n"
            f'<span lang="de">{html.escape(term.german)}</span> · '
            f'<a href="{place}">Lesson {term.lesson}, {html.escape(lesson.title)}</a></dd>'
        )
    links = " ".join(f'<a href="#letter-{letter.lower()}">{letter}</a>' for letter in letters)
    parts = [f'<nav class="dl-letters" aria-label="Letters">{links}</nav>']
    for letter, entries in letters.items():
        lines = "\n".join(entries)
        parts.append(f'(letter-{letter.lower()})=\n\n## {letter}\n\n<dl class="dl-glossary">\n{lines}\n</dl>')
    return "\n\n".join(parts)


def index(table: list[Term], lessons: list[Lesson]) -> str:
    """Each term with the lessons that use it; a number leads to the first cell there, the bold one to where it is taught."""
    first: dict[Term, dict[str, str]] = {}
    for lesson in lessons:
        for use in terms.uses(lesson, table):
            first.setdefault(use.term, {}).setdefault(lesson.number, use.cell)
    names = {lesson.number: lesson.name for lesson in lessons}
    rows = []
    for term in table:
        links = []
        for number, cell in sorted({**first.get(term, {}), term.lesson: term.cell}.items()):
            link = f'<a href="notebooks/{names[number]}.html#{anchor(number, cell)}">{number}</a>'
            links.append(f"<b>{link}</b>" if number == term.lesson else link)
        rows.append((_entry(term), f"<td>{' '.join(links)}</td>", f'<td lang="de">{html.escape(term.german)}</td>'))
    by_german = sorted(table, key=lambda term: (terms.plain(term.german), term.lesson))
    return "\n\n".join(
        [
            _table(("Term", "Lessons", "German"), rows),
            "## By the German word",
            _table(
                ("German", "Term"),
                [
                    (f'<th scope="row" lang="de">{html.escape(term.german)}</th>', _entry(term, "td"))
                    for term in by_german
                ],
            ),
        ]
    )


def _entry(term: Term, tag: str = "th") -> str:
    row = ' scope="row"' if tag == "th" else ""
    return f'<{tag}{row}><a href="glossary.html#{term.anchor}">{html.escape(term.name)}</a></{tag}>'


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f'<div class="pst-scrollable-table-container"><table class="table dl-index">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def mark(app, doctree) -> None:
    """On the page of a lesson, the first place of each term leads to the glossary and carries its sentence for book.js."""
    page = re.fullmatch(r"notebooks/(\d\d)_\w+", app.env.docname)
    if not page:
        return
    app.env.note_dependency("book/terms.tsv")
    _mark_below(doctree, terms.Words(terms.read(app.srcdir), page[1]), set())


def _mark_below(element: nodes.Element, words: terms.Words, marked: set[Term]) -> None:
    """In the order of reading. Each line is a text of its own: they are joined, as a word may go on in the next one."""
    children = []
    for is_text, run in groupby(element.children, lambda child: isinstance(child, nodes.Text)):
        if is_text:
            children += _marked("".join(run), words, marked)
            continue
        for child in run:
            children.append(child)
            if not isinstance(child, NOT_MARKED) and not _is_sources(child):
                _mark_below(child, words, marked)
    element[:] = children


def _is_sources(element: nodes.Element) -> bool:
    """Titles of other people's work are no text of ours."""
    return isinstance(element, nodes.section) and element.next_node(nodes.title).astext() == "Sources"


def _marked(text: str, words: terms.Words, marked: set[Term]) -> list[nodes.Node]:
    parts, done = [], 0
    for match, term in words.find(text):
        if term in marked:
            continue
        marked.add(term)
        link = (
            f'<a class="dl-term" href="../glossary.html#{term.anchor}" data-german="{html.escape(term.german)}" '
            f'data-sentence="{html.escape(term.sentence)}">{html.escape(match[0])}</a>'
        )
        parts += [nodes.Text(text[done : match.start()]), nodes.raw("", link, format="html")]
        done = match.end()
    return [*parts, nodes.Text(text[done:])]
