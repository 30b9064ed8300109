"""The book's own pages and files: start, instructors, notation, words, what the pages look like and what moves them."""

import csv
import io
import json
import re
from pathlib import Path

from glossary import glossary
from glossary import index as word_index

from dl_course import stored, terms

HERE = Path(__file__).resolve().parent
ROW = re.compile(r"^\| (\d\d) \| \[(.+?)\]\(notebooks/(\d\d_\w+)\.ipynb\) \| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|#)([^)]+)\)")


def write_front(pages, course: Path, lessons: list, address) -> None:
    """Writes everything but lessons and exercises."""
    readme = (course / "README.md").read_text(encoding="utf-8")
    names = [lesson.name for lesson in lessons]
    index = (HERE / "index.md").read_text(encoding="utf-8")
    index = index.replace("PLAYGROUND", pages.playground(_first_playground()))
    index = index.replace("LESSONS", _table(readme, names)).replace(
        "NOTEBOOKS", "\n".join(f"notebooks/{n}" for n in names)
    )
    table = [term for term in terms.read(course) if term.lesson in {lesson.number for lesson in lessons}]
    more = ["paths", "instructors", "notation", *(["glossary", "word-index"] if table else [])]
    index = index.replace("MORE", "\n".join(more)).replace("FIRST", names[0])
    index = index.replace("FROM", f" from [its repository]({address.repository})" if address else "")
    pages.text("index.md", index)
    instructors = (HERE / "instructors.md").read_text(encoding="utf-8")
    pages.text("instructors.md", instructors.replace("README", _from_readme(readme, address)))
    paths = (HERE / "paths.md").read_text(encoding="utf-8")
    pages.text("paths.md", paths.replace("README", _paths(readme, names)))
    notation = (HERE / "notation.md").read_text(encoding="utf-8")
    pages.text("notation.md", notation.replace("NOTATION", _symbols(lessons)))
    if table:
        words = (HERE / "glossary.md").read_text(encoding="utf-8")
        pages.text("glossary.md", words.replace("GLOSSARY", glossary(table, lessons)))
        words = (HERE / "word-index.md").read_text(encoding="utf-8")
        pages.text("word-index.md", words.replace("INDEX", word_index(table, lessons)))
        pages.text("book/terms.tsv", (course / "book" / "terms.tsv").read_text(encoding="utf-8"))
    pages.text("conf.py", (HERE / "conf.py").read_text(encoding="utf-8"))
    for kind in ("static", "templates"):
        for path in (HERE / kind).iterdir():
            pages.text(f"_{kind}/{path.name}", path.read_text(encoding="utf-8"))
    _widgets(pages)
    _font(pages)


def _paths(readme: str, names: list[str]) -> str:
    """The README's section on paths; lessons that are not in this book are numbers without a link."""
    text = re.search(r"^## Paths\n(.*?)(?=^## )", readme, re.DOTALL | re.MULTILINE)
    if not text:
        raise SystemExit("README.md has no section '## Paths', which the book shows.")
    return LINK.sub(lambda found: found[0] if Path(found[2]).stem in names else found[1], text[1])


def _symbols(lessons: list) -> str:
    """The table of notation; each number leads to its lesson."""
    names = {lesson.number: lesson.name for lesson in lessons}
    with open(HERE / "notation.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = ["| Symbol | Meaning | Lessons |", "|---|---|---|"]
    for row in rows:
        numbers = [number for number in row["lessons"].split() if number in names]
        links = ", ".join(f"[{number}](notebooks/{names[number]}.ipynb)" for number in numbers)
        if numbers:
            lines.append(f"| ${row['symbol']}$ | {row['meaning']} | {links} |")
    return "\n".join(lines)


def _first_playground() -> dict:
    from dl_course.widgets import playground

    return playground("circles", hidden=(4, 2), seed=0).state


def _table(readme: str, names: list[str]) -> str:
    """The lessons as the README lists them, with what one can do afterwards."""
    rows = [
        f"| {number} | [{title}](notebooks/{name}.ipynb) | {what} |"
        for number, title, name, what in ROW.findall(readme)
        if name in names
    ]
    return "\n".join(["| No. | Lesson | What you can do afterwards |", "|---|---|---|", *rows])


def _from_readme(readme: str, address) -> str:
    """The README's section for instructors; its links lead to the repository, if one is set."""
    text = re.search(r"^## Instructors\n(.*?)(?=^## )", readme, re.DOTALL | re.MULTILINE)
    if not text:
        raise SystemExit("README.md has no section '## Instructors', which the book shows.")

    def link(found: re.Match) -> str:
        return f"[{found[1]}]({address.file(found[2])})" if address else f"{found[1]} (`{found[2]}`)"

    return LINK.sub(link, text[1])


def _widgets(pages) -> None:
    """The front ends of all widgets as one plain script: a page opened from a disk may not load modules."""
    from dl_course.widgets.live import Live
    from dl_course.widgets.playground.widget import Playground
    from dl_course.widgets.quiz import LiveQuiz

    parts = {"explore": _text(Live._esm), "playground": _text(Playground._esm), "quiz": _text(LiveQuiz._esm)}
    ends = {"explore": "return { render };", "playground": "return { mount };", "quiz": "return { render };"}
    scripts = []
    for name, text in parts.items():
        plain = text.replace("export default { render };", "")
        plain = re.sub(r"^export (default )?", "", plain, flags=re.MULTILINE)
        scripts.append(f'dlWidgets["{name}"] = (() => {{\n"use strict";\n{plain}\n{ends[name]}\n}})();\n')
    pages.text("_static/widgets.js", "window.dlWidgets = {};\n" + "".join(scripts) + "window.dlWidgetsReady();\n")
    pages.text("_static/widgets.css", f"{Live._css}\n{Playground._css}\n{LiveQuiz._css}\n")


def _text(front_end) -> str:
    """A front end as text: anywidget keeps the one of a file as its path or as what is in it."""
    return front_end.read_text(encoding="utf-8") if isinstance(front_end, Path) else str(front_end)


def _font(pages) -> None:
    """The glyphs that the formulas need, out of STIX Two Math: not every system has a font for MathML."""
    import ziamath
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(Path(ziamath.__file__).parent / "fonts" / "STIXTwoMath-Regular.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.flavor = "woff"
    letters = set()
    for path in pages.written:
        if path.suffix in {".ipynb", ".md"}:
            letters |= set(path.read_text(encoding="utf-8"))
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes=[
            *map(ord, letters),
            *range(0x20, 0x7F),
            *range(0x391, 0x3F6),
            *range(0x2100, 0x2300),
            *range(0x1D400, 0x1D800),
            0x302,
            0x304,
            0x5E,
            0xAF,
            0x2026,
            0x22EF,
            *range(0x2308, 0x230C),  # round down and up: brackets that grow
            0x2016,
            0x27C2,
            0x27F6,
        ]
    )
    subsetter.subset(font)
    _narrow_roots(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer)
    pages._file(pages.source / "_static" / "math.woff", buffer.getvalue())
    notice = "\n\n".join(filter(None, (font["name"].getDebugName(number) for number in (0, 13, 14))))
    told = "math.woff has a part of the glyphs of STIX Two Math; its large root signs are narrower."
    pages.text("_static/math-font-licence.txt", f"{told}\n\n{notice}\n")


def _narrow_roots(font) -> None:
    """Makes every root sign as wide as the smallest: Chromium leaves room for the widest, and what is left is a hole in the line."""
    variants = font["MATH"].table.MathVariants
    root = font.getBestCmap()[ord("\N{SQUARE ROOT}")]
    made = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    width = font["hmtx"][root][0]
    larger = {record.VariantGlyph for record in made.MathGlyphVariantRecord}
    for name in larger | {part.glyph for part in made.GlyphAssembly.PartRecords}:
        glyph = font["glyf"][name]
        glyph.coordinates.scale((width / font["hmtx"][name][0], 1))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)


def colab_copy(notebook: Path, address) -> str:
    """A lesson for Colab: its first cell installs the course."""
    content = json.loads(json.dumps(stored.read(notebook)))
    content["cells"].insert(
        0,
        {
            "cell_type": "code", "execution_count": None, "id": "install", "metadata": {}, "outputs": [],
            "source": f'%pip install --quiet "dl-course @ git+{address.repository}"',
        },
    )  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
