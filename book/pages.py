"""Turns a stored notebook into a page of the book: pictures as files, widgets that move without a kernel, predictions folded."""

import base64
import copy
import hashlib
import html
import io
import json
import re
from pathlib import Path

from glossary import anchor
from nbformat.v4 import new_markdown_cell
from PIL import Image
from widgets import asked_in, is_widget

from dl_course import stored
from dl_course.course import Lesson
from dl_course.plots.shown import DRAWING, PICTURE
from dl_course.widgets import quiz
from dl_course.widgets.explore import HOW_TO_MOVE

DATA = re.compile(r'src="data:image/png;base64,([^"]+)"')
KIND = re.compile(rf'class="({DRAWING}|{PICTURE})"')
SIZED = re.compile(r"<img\b[^>]*\b(?:width|height)=")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
STYLE = re.compile(r"\s*<style>.*?</style>", re.DOTALL)
FORMULA = re.compile(r"\$([^$]+)\$")
SUMMARY = re.compile(r"(?<=<summary>)(.*?)(?=</summary>)", re.DOTALL)


class Pages:
    """Writes pages into a folder that Sphinx reads.

    Args:
        source: That folder; what is written lies in it as in the course, so that relative links hold.
        frames: Where the widgets of each lesson lie: `frames[name]` is a folder as widgets.py makes it, or None.
        formula: Callable, a formula in LaTeX -> MathML.
        address: Of the repository, or None: then no link opens a lesson elsewhere.
    """

    def __init__(self, source: Path, frames: dict, formula, address=None):
        self.source, self.frames, self.formula, self.address = source, frames, formula, address
        self.written: set[Path] = set()

    def lesson(self, lesson: Lesson) -> None:
        """The page of a lesson; that of its exercise follows it in the book."""
        notebook = copy.deepcopy(stored.read(lesson.notebook))
        self._cells(notebook, lesson.name, up="..")
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                place = anchor(lesson.number, cell.id)
                # Before a tag a target of Markdown would be lost; before a heading a tag would hide the page's title.
                mark = f'<span id="{place}"></span>' if cell.source.startswith("<") else f"({place})="
                cell.source = f"{mark}\n\n{cell.source}"
        notebook.cells.insert(1, new_markdown_cell(self._run_it(lesson), id="run-it"))
        if lesson.exercise.exists():
            toctree = f"```{{toctree}}\n:hidden:\n\n../exercises/{lesson.name}/{lesson.name}\n```"
            notebook.cells.append(new_markdown_cell(toctree, id="exercise-page"))
        self._write(f"notebooks/{lesson.name}.ipynb", notebook)

    def exercise(self, lesson: Lesson) -> None:
        """The page of an exercise, as students get it."""
        notebook = copy.deepcopy(stored.read(lesson.exercise))
        self._cells(notebook, lesson.name, up="../..")
        notebook.cells.insert(1, new_markdown_cell(self._solve_it(lesson), id="solve-it"))
        self._write(f"exercises/{lesson.name}/{lesson.name}.ipynb", notebook)

    def playground(self, state: dict, up: str = ".") -> str:
        """A playground as a piece of a page."""
        return self._alive("playground", "", state)

    def _alive(self, kind: str, still: str, state) -> str:
        """A widget whose state stands in the page, with what a page without scripts shows."""
        data = json.dumps(state).replace("<", "\\u003c")
        return f'<div class="dl-live" data-kind="{kind}">{still}<script type="application/json">{data}</script></div>'

    def _cells(self, notebook, name: str, up: str) -> None:
        hidden = False  # from a question on, until the text goes on
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                hidden = False
                cell.source = SUMMARY.sub(self._inline, cell.source)
                continue
            tags = cell.metadata.get("tags", [])
            if cell.cell_type != "code":
                continue
            asked = "predict" in tags
            fold = ["hide-output"] if asked else ["hide-cell"] if hidden else []
            hidden = hidden or asked
            words = "Show what comes out" if asked else "Show what follows from it"
            cell.metadata = {"tags": fold, "mystnb": {"code_prompt_show": words, "code_prompt_hide": "Hide it"}}
            if not cell.outputs and asked:
                cell.metadata = {}
            count = 0
            for output in cell.outputs:
                if asked_in(output):
                    state = quiz(asked_in(output)).state
                    output.data = {"text/html": self._alive("quiz", output.data["text/html"], state)}
                elif is_widget(output):
                    self._live(output, name, number, count, up)
                    count += 1
                elif output.get("data", {}).get("text/html", "").lstrip().startswith("<pre"):
                    output.data = {"text/plain": COLOUR.sub("", output.data["text/plain"])}  # meant for white paper
                elif "text/html" in output.get("data", {}):
                    page = self._pictures(STYLE.sub("", output.data["text/html"]), up)
                    output.data = {"text/html": page}

    def _inline(self, summary: re.Match) -> str:
        """The line that opens an answer: Markdown does not reach into it."""
        text = FORMULA.sub(lambda found: self.formula(html.unescape(found[1]), False), summary[1])
        return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)

    def _live(self, output, name: str, number: int, count: int, up: str) -> None:
        """The still picture of a widget, and what book.js makes the widget of."""
        still = self._pictures(STYLE.sub("", output.data["text/html"]), up)
        folder = self.frames.get(name)
        if folder is None:  # a book without frames, for those who write: it is made in seconds
            output.data = {"text/html": still}
            return
        content = json.loads((folder / f"{number}-{count}.json").read_text(encoding="utf-8"))
        content["look"] = f"{content.get('look')} dark-light"
        picture = re.search(r"<img[^>]*>", still)[0]
        if content["kind"] == "playground":
            output.data = {"text/html": self._alive("playground", picture, content["state"])}
            return
        script = f"_static/frames/{name}-{number}-{count}.js"
        text = f'dlFrames("{name}-{number}-{count}", {json.dumps(content)});\n'
        self._file(self.source / script, text.encode())
        width, height = content["size"]
        picture = re.sub(r' (?:width|height)="\d+"', "", picture).replace(
            "<img", f'<img width="{width}" height="{height}"'
        )
        output.data = {
            "text/html": f'<div class="dl-live" data-kind="explore" data-frames="{up}/{script}" '
            f'data-name="{name}-{number}-{count}">{picture}</div>'
        }
        assert HOW_TO_MOVE not in output.data["text/html"]

    def _pictures(self, page: str, up: str) -> str:
        """The pictures of an output as files: a page of a megabyte less, of which a phone loads what is looked at."""

        def as_file(found: re.Match) -> str:
            content = base64.b64decode(found[1])
            name = f"_static/figures/{hashlib.sha256(content).hexdigest()[:16]}.png"
            self._file(self.source / name, content)
            with Image.open(io.BytesIO(content)) as picture:
                size = "" if SIZED.search(page) else f' width="{picture.width}" height="{picture.height}"'
            return f'src="{up}/{name}" loading="lazy"{size}'

        # The theme leaves pictures of this class as they are in the dark: ours bring their own negative.
        return KIND.sub(r'class="\1 dark-light"', DATA.sub(as_file, page))

    def _run_it(self, lesson: Lesson) -> str:
        places = []
        if self.address:
            places = [
                f'<a href="{self.address.binder(f"notebooks/{lesson.name}.ipynb")}">Binder</a>',
                f'<a href="{self.address.colab(lesson.name)}">Colab</a>',
            ]
        elsewhere = f" Without installing: {' or '.join(places)}." if places else ""
        return f'<p class="dl-run">Run it yourself, in JupyterLab: <code>dl-course lab {lesson.number}</code>.{elsewhere}</p>'

    def _solve_it(self, lesson: Lesson) -> str:
        place = self.address and self.address.binder(f"exercises/{lesson.name}/{lesson.name}.ipynb")
        elsewhere = f' Without installing: <a href="{place}">Binder</a>.' if place else ""
        return (
            '<p class="dl-run">This page is for reading. To solve it, and to be told what is wrong: '
            f"<code>dl-course lab {lesson.number}</code>.{elsewhere}</p>"
        )

    def _write(self, name: str, notebook) -> None:
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
        self._file(self.source / name, text.encode())

    def _file(self, path: Path, content: bytes) -> None:
        """Writes a file if it changed: Sphinx reads a page again whose file is newer."""
        self.written.add(path)
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def text(self, name: str, text: str) -> None:
        """Writes a page of the book's own."""
        self._file(self.source / name, text.encode())

    def forget_the_rest(self) -> None:
        """Removes what earlier books had and this one has not."""
        for path in sorted(self.source.rglob("*"), reverse=True):
            if path.is_file() and path not in self.written:
                path.unlink()
