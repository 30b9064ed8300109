"""`dl-course find`: what a word of the course means, what it is called in German, and where it is taught."""

from pathlib import Path

from dl_course import course, terms
from dl_course.cli import copies
from dl_course.course import Lesson
from dl_course.errors import NotPossible
from dl_course.terms import Term

MOST = 5  # near ones that are shown in full


def add_arguments(parser):
    parser.add_argument("words", nargs="+", metavar="TERM", help="a word or several, in English or German")


def run(arguments) -> int:
    root = course.course_root()
    table = terms.read(root)
    if not table:
        raise NotPossible(f"{root / 'book/terms.tsv'} is not there. Restore it with: git checkout book")
    wanted = " ".join(arguments.words)
    exact, near = terms.find(wanted, table)
    if not exact and not near:
        close = terms.nearest(wanted, table)
        meant = f" Did you mean {' or '.join(close)}?" if close else " Try another word for it, or a part of the word."
        raise NotPossible(f"The course explains no {wanted!r}.{meant}")
    if not exact:
        print(f"The course explains no {wanted!r}. Near it:\n")
    lessons = {lesson.number: lesson for lesson in course.lessons(root)}
    used = {number: {use.term for use in terms.uses(lesson, table)} for number, lesson in lessons.items()}
    print("\n\n".join(_told(term, lessons, used, root) for term in exact or near[:MOST]))
    if rest := near if exact else near[MOST:]:
        print(f"\nSee also: {', '.join(term.name for term in rest)}")
    return 0


def _told(term: Term, lessons: dict[str, Lesson], used: dict[str, set[Term]], root: Path) -> str:
    lesson = lessons[term.lesson]
    mine = copies.copy_of(lesson.notebook, root)
    path = copies.shown(mine if mine.is_file() else lesson.notebook)
    called = ", ".join((term.name, *term.others))
    heading = terms.heading_of(lesson, term)
    others = [number for number in lessons if term in used[number] and number != term.lesson]
    lines = [
        f"{called} (German: {term.german})",
        f"  {term.sentence}",
        f"  Lesson {term.lesson}, {lesson.title}: {'at its beginning' if heading.endswith(lesson.title) else heading}",
        f"  {path}",
    ]
    if others:
        lines.append(f"  Also in lessons {' '.join(others)}")
    return "\n".join(lines)
