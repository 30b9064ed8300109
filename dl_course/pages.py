"""Pages from templates: one file each, nothing fetched, and everything that is put in is escaped by the engine."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates(folder: Path) -> Environment:
    """The templates of a folder; one that asks for a name it was not given raises `jinja2.UndefinedError`.

    Args:
        folder: Where the files lie.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
