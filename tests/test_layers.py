"""Arrows point down only: reads the imports of every module and holds the order of the layers."""

import ast
import subprocess
import sys

import pytest
from conftest import ROOT

import dl_course

LAYERS = [
    {"files"},
    {"course", "frameworks", "progress", "reproducible", "stored"},
    {"data"},
    {"plots"},
    {"tracking", "training"},
    {"checks"},
    {"grading", "widgets"},
    {"cli"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FRAMEWORKS = {
    "IPython", "gensim", "ipywidgets", "jupyterlab", "keras", "matplotlib", "nbclient", "nbformat", "nbgrader", "numpy",
    "pandas", "PIL", "ray", "scipy", "sklearn", "tensorflow", "torch", "torchvision", "wandb",
}  # fmt: skip
MODULES = sorted(path for path in (ROOT / "dl_course").rglob("*.py") if path != ROOT / "dl_course/__init__.py")


def parts_of(path):
    return path.relative_to(ROOT).with_suffix("").parts


def imported(source, parts):
    """The parts of the package that a module imports, each as the name below `dl_course`.

    Args:
        source: Text of the module.
        parts: Its own place, such as ("dl_course", "plots", "style").
    """
    dotted = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            dotted += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = parts[:-1]  # of a module and of an __init__ alike
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            base += node.module.split(".") if node.module else []
            dotted += [".".join([*base, alias.name]) for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            dotted += [value.value for value in ast.walk(node) if isinstance(value, ast.Constant)]
    found = set()
    for name in dotted:
        top, _, rest = str(name).partition(".")
        if top == "dl_course" and rest:
            first = rest.split(".")[0]
            found.add(dl_course._HOME.get(first) or first)
    return found


def upward(source, parts):
    """The imports of a module that do not point down."""
    own = parts[1]
    return {name for name in imported(source, parts) if name != own and LEVEL[name] >= LEVEL[own]}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(parts_of(path)[1:]))
def test_imports_point_down(path):
    parts = parts_of(path)
    assert parts[1] in LEVEL, f"dl_course.{parts[1]} has no layer. Give it one in {__file__}."
    assert not upward(path.read_text(encoding="utf-8"), parts)


@pytest.mark.parametrize(
    "line",
    [
        "from dl_course import plots",
        "from dl_course.plots import style",
        "import dl_course.plots.style",
        "from ..plots import style",
        "def inside():\n    from dl_course.widgets import explore",
        "from dl_course import checks as judges",
        'importlib.import_module("dl_course.cli")',
    ],
)
def test_an_upward_import_is_found(line):
    assert upward(line, ("dl_course", "data", "tables"))


@pytest.mark.parametrize("line", ["from dl_course import claim", "from . import catalogue", "import numpy"])
def test_a_downward_import_is_fine(line):
    assert not upward(line, ("dl_course", "data", "tables"))


def test_grading_and_widgets_do_not_import_each_other():
    assert upward("from dl_course import widgets", ("dl_course", "grading", "release"))
    assert upward("from dl_course.grading import release", ("dl_course", "widgets", "explore"))


@pytest.mark.parametrize("module", ["dl_course", "dl_course.cli"])
def test_importing_loads_no_framework(module):
    code = f"import sys; import {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert "dl_course" in loaded.split()
    assert not FRAMEWORKS & set(loaded.split())


def test_every_public_name_can_be_loaded():
    for name in dl_course.__all__:
        assert getattr(dl_course, name) is not None
    assert dir(dl_course) == dl_course.__all__
    with pytest.raises(AttributeError, match=r"has no 'loss'\. It has: .*claim"):
        _ = dl_course.loss
