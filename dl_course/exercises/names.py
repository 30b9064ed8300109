"""Which names the code of a cell reads, defines and imports."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec

_SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def loaded_and_stored(source: str) -> tuple[set[str], set[str]]:
    """Names that code reads, and names that its top level defines."""
    tree = ast.parse(python_only(source))
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    stored, level = set(), list(tree.body)
    while level:
        node = level.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            stored.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            stored.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            stored |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif not isinstance(node, _SCOPES):
            level += ast.iter_child_nodes(node)
    return loaded, stored


def python_only(source: str) -> str:
    """Code without the lines that only IPython understands."""
    lines = source.splitlines()
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in lines)


def top_level(source: str) -> list[str]:
    """Names of the functions and classes that code defines at its top level; none where it does not parse."""
    if "def" not in source and "class" not in source:
        return []
    try:
        tree = ast.parse(python_only(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


def imported_names(source: str) -> set[str]:
    """Names that imports at the top level of code define."""
    tree = ast.parse(python_only(source))
    found = [alias for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    return {(alias.asname or alias.name).split(".")[0] for alias in found}


def imported_modules(source: str) -> Iterator[str]:
    """Modules that code imports, wherever in it."""
    for node in ast.walk(ast.parse(python_only(source))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            if node.module == "dl_course.checks":  # its names are modules
                yield from within
            elif node.module == "dl_course":  # some of its names are: `plots` imports Matplotlib
                yield from filter(find_spec, within)
