"""`dl-course refresh`: runs lessons and solutions again and stores their outputs, or says where these changed."""

import difflib
import re
import sys
from pathlib import Path

from dl_course import course, stored
from dl_course.checks.shown import read as read_shown

# The number after ≈ came out of training and differs between machines, and with it the spaces that fill its column, as the
# bytes of a picture do.
# tests/sanitize.cfg says the same to nbval.
APPROXIMATE = re.compile(r"[ ]*\u2248 *[-+\u2212]?(?:\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
NUMBER = " ABOUT NUMBER"
PICTURE = re.compile(r'(?<=src="data:image/png;base64,)[^"]*')
BYTES = "PICTURE"
TEXT = ("text/plain", "text/html", "text/markdown", "text/latex")


def add_arguments(parser):
    parser.add_argument("lessons", nargs="*", metavar="NN", help="number or name of a lesson; all if none is given")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a stored text differs")
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="notebooks that run at the same time (default 1)"
    )
    parser.add_argument(
        "--timeout", type=int, default=300, metavar="S", help="seconds that a cell may take (default 300)"
    )


def run(arguments) -> int:
    root = course.course_root()
    paths = [path for lesson in course.choose(arguments.lessons, root) for path in (lesson.notebook, lesson.solution)]
    there = [path for path in paths if path.is_file()]
    return refresh(root, there, check=arguments.check, jobs=arguments.jobs, timeout=arguments.timeout)


def refresh(root: Path, paths: list[Path], *, check: bool = False, jobs: int = 1, timeout: int = 300) -> int:
    """Runs notebooks of the course in `root`; the exit status says whether all went well."""
    from dl_course.cli.executing import execute

    problems = []

    def done(path, notebook, error):
        told = _finish(path, path.relative_to(root), notebook, error, check)
        problems.extend(told)
        for line in told:
            print(line, file=sys.stderr, flush=True)

    execute(
        [(path, stored.read(path)) for path in paths],
        on_done=done,
        timeout=timeout,
        jobs=jobs,
        environment={"DL_COURSE_DATA": "shipped"},
    )
    return 1 if problems else 0


def _finish(path: Path, shown: Path, notebook, error, check: bool) -> list[str]:
    """Writes or compares one notebook that has run; what is wrong with it, in words."""
    told = _errors(shown, notebook, error)
    if told:
        return told if check else [*told, f"{shown} keeps the outputs that it had."]
    stored.normalise(notebook)
    if check:
        told = differences(stored.read(path), notebook, str(shown))
        if not told:
            print(f"{shown}: prints what is stored", flush=True)
        return told
    print(f"{shown}: {'written' if stored.write(path, notebook) else 'unchanged'}", flush=True)
    return []


def _errors(shown: Path, notebook, error) -> list[str]:
    """Which cell stopped the notebook, or wrote to stderr."""
    told = []
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                told.append(f"{shown}, cell {index}: {output.ename}: {output.evalue}\n{_indented(cell.source)}")
            for said in read_shown([output]):
                if said.status != "done" and shown.parts[0] == "solutions":  # a lesson may show a hint
                    told.append(f"{shown}, cell {index}: {said.text}")
            if output.output_type == "stream" and output.name == "stderr":
                told.append(f"{shown}, cell {index}: wrote to stderr:\n{_indented(output.text.rstrip())}")
    if error is not None and not told:
        told.append(f"{shown}: could not be run to its end: {type(error).__name__}: {str(error).strip()}")
    return told


def differences(before, after, name: str) -> list[str]:
    """The cells whose text output changed, apart from numbers after ≈.

    Args:
        before: The notebook as it is stored.
        after: The same notebook after a run.
        name: How it is called in the messages.

    Returns:
        One message a cell, with the lines that differ.
    """
    told = []
    for index, (old, new) in enumerate(zip(before.cells, after.cells, strict=True)):
        if old.cell_type != "code":
            continue
        was, now = _text(old.outputs), _text(new.outputs)
        if was != now:
            lines = list(difflib.unified_diff(was, now, "stored", "now", n=0, lineterm=""))[2:]
            changed = "\n".join(line for line in lines if not line.startswith("@@"))
            told.append(f"{name}, cell {index}: prints something else than what is stored\n{_indented(changed)}")
    return told


def _text(outputs) -> list[str]:
    """Everything an output shows as text, line by line; numbers after ≈ and the bytes of pictures replaced."""
    lines = []
    for output in outputs:
        if output.output_type == "stream":
            lines += [f"{output.name}: {line}" for line in output.text.splitlines()]
        elif output.output_type == "error":
            lines.append(f"{output.ename}: {output.evalue}")
        else:
            for kind, content in sorted(output.data.items()):
                lines += content.splitlines() if kind in TEXT and isinstance(content, str) else [f"({kind})"]
    return [PICTURE.sub(BYTES, APPROXIMATE.sub(NUMBER, line)) for line in lines]


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())
