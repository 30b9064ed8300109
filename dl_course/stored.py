"""What a stored notebook looks like: read with clear words, normalised, written in one go."""

import ast
import json
import re
import sys
from pathlib import Path

from dl_course.errors import UsageError
from dl_course.files import whole_file

# nbformat imports jsonschema, which builds a grammar of addresses if it finds one: 1.7 s at the start of every command,
# for a format that no notebook has. Without it jsonschema leaves that format out.
_absent = sys.modules.setdefault("rfc3987_syntax", None) is None
try:
    import nbformat
    from nbformat import NotebookNode
finally:
    if _absent:
        del sys.modules["rfc3987_syntax"]

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
# `deletable` and `editable` are what nbgrader locks a released cell with.
CELL_METADATA = ("deletable", "dl_course", "editable", "nbgrader", "slideshow", "tags")
# What comes before the package's or a library's own folder in a path.
MACHINE = re.compile(r"(?:~|[A-Za-z]:)?[/\\][^\s:'\"]*[/\\](?=(?:site-packages|dl_course|lib[/\\]python3[.\d]*)[/\\])")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class NotebookError(UsageError):
    """A file is not a notebook, or not one that the course can use; the message says which and why."""


def read(path: Path) -> NotebookNode:
    """Reads a notebook.

    Raises:
        NotebookError: The file is missing, is not JSON or is not a notebook of format 4.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotebookError(f"{path} does not exist.") from None
    except IsADirectoryError:
        raise NotebookError(f"{path} is a folder. Name the notebook in it.") from None
    except UnicodeDecodeError:
        raise NotebookError(f"{path} is not a notebook: it is not text.") from None
    except OSError as error:
        raise NotebookError(f"{path} cannot be read: {error.strerror}.") from None
    return parse(text, str(path))


def parse(text: str, name: str) -> NotebookNode:
    """The notebook that a text is.

    Args:
        text: The content of its file.
        name: How the file is called in messages.

    Raises:
        NotebookError: The text is not JSON or is not a notebook of format 4.
    """
    try:
        content = json.loads(text)
    except ValueError as error:
        raise NotebookError(f"{name} is not a notebook: its JSON breaks off ({error}).") from None
    if not isinstance(content, dict) or content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        raise NotebookError(f"{name} is not a notebook of format 4. Open and save it in JupyterLab.")
    try:
        notebook = nbformat.from_dict(content)
        notebook.nbformat_minor = max(notebook.get("nbformat_minor", 0), 5)
        for cell in notebook.cells:
            cell.source = "".join(cell.source)
            cell.setdefault("id", nbformat.v4.nbbase.random_cell_id())
        notebook = nbformat.v4.rwbase.rejoin_lines(notebook)
        nbformat.validate(notebook)
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise NotebookError(f"{name} is not a whole notebook: {reason}") from None
    return notebook


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Keeps of a notebook what belongs to the course, so that the same content gives the same bytes.

    Metadata of the notebook is reduced to the kernel, the language and `dl_course`, that of a cell to `tags`,
    `nbgrader`, `dl_course`, `slideshow` and nbgrader's locks. Widget state is dropped, and the widget view from the
    outputs: what stays is the static twin beside it. Streams that follow one another become one. Source, cell ids,
    execution counts and the rest of the outputs stay as they are.

    Returns:
        The same notebook, changed in place.
    """
    own = notebook.metadata.get("dl_course")
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE})
    if own is not None:
        notebook.metadata["dl_course"] = own
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in CELL_METADATA if key in cell.metadata})
        if cell.cell_type == "code":
            cell.outputs = _merged(_without_machine(output) for output in cell.outputs)
    return notebook


def copy(notebook: NotebookNode) -> NotebookNode:
    """A notebook of its own with the same content."""
    return nbformat.from_dict(json.loads(json.dumps(notebook)))


def as_text(notebook: NotebookNode) -> str:
    """The notebook as it is stored: JSON with indent 1, sorted keys, UTF-8, a newline at the end."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def write(path: Path, notebook: NotebookNode) -> bool:
    """Writes the notebook so that an interruption leaves the old file or the new one.

    Returns:
        Whether the file changed.
    """
    path, content = Path(path), as_text(notebook).encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    with whole_file(path) as file:
        file.write(content)
    return True


def _without_machine(output: NotebookNode) -> NotebookNode:
    """Drops the widget view; shortens the paths of a traceback to what is the same on every machine."""
    for part in ("data", "metadata"):
        if part in output:
            output[part].pop(WIDGET_VIEW, None)
    if output.output_type == "error":
        output.traceback = [MACHINE.sub("…/", line) for line in output.traceback]
    return output


def _merged(outputs) -> list[NotebookNode]:
    """Joins stream outputs of the same name that follow one another, and leaves out outputs that show nothing."""
    merged = []
    for output in outputs:
        if output.output_type == "stream" and merged and merged[-1].get("name") == output.name:
            merged[-1].text += output.text
        elif output.output_type != "display_data" or output.data:
            merged.append(output)
    return merged


def code_of(path: Path, *names: str) -> str:
    """The code by which a notebook imports, and by which it makes these names: what a lesson shows, to test or time it.

    Statements are taken from the top level, in order: every import, and what defines or assigns one of the names,
    or an attribute of it.

    Raises:
        NotebookError: The notebook cannot be read or makes no such name.
    """
    taken, made = [], set()
    for cell in read(path).cells:
        if cell.cell_type != "code" or cell.source.lstrip().startswith(("%", "!")):
            continue
        for statement in ast.parse(cell.source).body:
            made |= (makes := _made_by(statement) & set(names))
            if makes or isinstance(statement, (ast.Import, ast.ImportFrom)):
                taken.append(ast.unparse(statement))
    if missing := set(names) - made:
        raise NotebookError(f"{path} makes no {', '.join(sorted(missing))}.")
    return "\n\n".join(taken)


def _made_by(statement: ast.stmt) -> set[str]:
    """The names that a statement defines, assigns, or assigns an attribute of."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    stored = [node for target in targets for node in ast.walk(target) if isinstance(getattr(node, "ctx", 0), ast.Store)]
    owners = [node.value if isinstance(node, ast.Attribute) else node for node in stored]
    return {node.id for node in owners if isinstance(node, ast.Name)}
