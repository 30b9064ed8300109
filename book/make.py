"""Makes the book: `python book/make.py` writes book/_build/html from the stored notebooks.

--no-frames      nothing moves on the pages; for those who write, as no lesson is run
--out FOLDER     another folder than book/_build
--course FOLDER  another course than the one around this file
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from widgets import is_widget

HERE = Path(__file__).resolve().parent
# Parts of the package that no picture of a lesson depends on.
NOT_DRAWN = {"cli", "grading", "checks", "exercises", "exam"}


class Address:
    """Where the repository lies: `Repository` of `[project.urls]` in pyproject.toml, such as https://github.com/name/course."""

    def __init__(self, repository: str):
        self.repository = repository.removesuffix("/").removesuffix(".git")
        place = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)", self.repository)
        if not place:
            raise SystemExit(
                f"Repository in pyproject.toml must be https://github.com/OWNER/NAME. Received: {repository}"
            )
        self.name = place[1]

    def binder(self, path: str) -> str:
        """Opens a notebook of the main branch in JupyterLab on Binder."""
        return f"https://mybinder.org/v2/gh/{self.name}/main?urlpath={quote(f'lab/tree/{path}', safe='')}"

    def colab(self, lesson: str) -> str:
        """Opens in Colab the copy that the published book has: its first cell installs the course."""
        return f"https://colab.research.google.com/github/{self.name}/blob/gh-pages/colab/{lesson}.ipynb"

    def file(self, path: str) -> str:
        return f"{self.repository}/blob/main/{path}"


def address_of(course: Path) -> Address | None:
    """The repository's address, None as long as none is set."""
    project = tomllib.loads((course / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    repository = project.get("urls", {}).get("Repository")
    return Address(repository) if repository else None


def key_of(lesson, package: Path, data: Path) -> str:
    """Changes with the code of a lesson, with the package that draws it and with the data."""
    parts = [
        cell["source"] for cell in json.loads(lesson.notebook.read_bytes())["cells"] if cell["cell_type"] == "code"
    ]
    found = hashlib.sha256(json.dumps(parts).encode())
    files = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in NOT_DRAWN]
    files += [path for path in data.rglob("*") if path.is_file()]
    files.append(HERE / "widgets.py")
    for path in sorted(files):
        found.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def moves(lesson) -> bool:
    """Whether a lesson has something that moves."""
    from dl_course import stored

    return any(is_widget(output) for cell in stored.read(lesson.notebook).cells for output in cell.get("outputs", []))


def frames_of(lesson, out: Path, course: Path) -> Path:
    """The folder with a lesson's widgets: kept from an earlier book, or made by running the lesson now."""
    from dl_course.course import came_along

    package = came_along() / "dl_course"
    folder = out / "frames" / lesson.name
    kept = folder / key_of(lesson, package, course / "data")
    if not kept.is_dir() and not moves(lesson):
        kept.mkdir(parents=True)
    if kept.is_dir():
        return kept
    print(f"drawing {lesson.name}", flush=True)
    unfinished = folder / "unfinished"
    shutil.rmtree(folder, ignore_errors=True)
    environment = {**os.environ, "DL_COURSE_DATA": "shipped"}
    command = [sys.executable, str(HERE / "widgets.py"), str(lesson.notebook), str(unfinished)]
    ended = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if ended.returncode:
        raise SystemExit(f"{lesson.name} could not be run:\n{ended.stdout[-3000:]}")
    unfinished.rename(kept)
    return kept


def forget_pages(html: Path, source: Path) -> None:
    """Removes pages, pictures and frames of which there is no source any more: Sphinx only adds."""
    for page in html.glob("*/**/*.html"):
        if "_static" not in page.parts and not (source / page.relative_to(html)).with_suffix(".ipynb").is_file():
            page.unlink()
    for path in [*html.glob("_static/figures/*"), *html.glob("_static/frames/*")]:
        if not (source / path.relative_to(html)).is_file():
            path.unlink()


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Makes the book.")
    parser.add_argument("--out", type=Path, default=HERE / "_build")
    parser.add_argument("--course", type=Path, default=HERE.parent)
    parser.add_argument("--no-frames", action="store_true")
    given = parser.parse_args(words)
    out, course = given.out.resolve(), given.course.resolve()

    from front import colab_copy, write_front
    from mathml import mathml
    from pages import Pages

    from dl_course.course import lessons

    every = lessons(course)
    frames = {lesson.name: None for lesson in every}
    if not given.no_frames:
        with ThreadPoolExecutor(2) as two:
            made = two.map(lambda lesson: frames_of(lesson, out, course), every)
            frames = {lesson.name: folder for lesson, folder in zip(every, made, strict=True)}
    address = address_of(course)
    pages = Pages(out / "source", frames, mathml, address)
    for lesson in every:
        pages.lesson(lesson)
        if lesson.exercise.exists():
            pages.exercise(lesson)
    write_front(pages, course, every, address)
    pages.forget_the_rest()
    forget_pages(out / "html", out / "source")

    from sphinx.cmd.build import build_main

    failed = build_main(
        ["-b", "html", "-W", "--keep-going", "-q", "-d", str(out / "doctrees"), str(out / "source"), str(out / "html")]
    )
    if failed:
        return failed
    (out / "html" / ".nojekyll").touch()  # else GitHub leaves out folders whose names begin with _
    shutil.rmtree(out / "html" / "colab", ignore_errors=True)
    if address:
        (out / "html" / "colab").mkdir()
        for lesson in every:
            copy = colab_copy(lesson.notebook, address)
            (out / "html" / "colab" / lesson.notebook.name).write_text(copy, encoding="utf-8")
    print(f"The book: {out / 'html' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
