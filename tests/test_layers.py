"""Arrows point down only: reads the imports of every module and holds the order of the layers."""

import ast
import subprocess
import sys

import pytest
from conftest import ROOT

import dl_course

LAYERS = [
    {"errors", "files", "pages"},
    {"course", "frameworks", "progress", "reproducible", "stored"},
    {"data", "terms"},
    {"plots"},
    {"search", "tracking", "training"},
    {"checks"},
    {"exercises"},
    {"exam"},
    {"grading", "widgets"},
    {"cli"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FRAMEWORKS = {
    "IPython", "anywidget", "gensim", "ipywidgets", "jupyterlab", "keras", "matplotlib", "nbclient", "nbformat", "nbgrader", "numpy",
    "pandas", "PIL", "ray", "scipy", "sklearn", "tensorflow", "torch", "torchvision", "wandb",
}  # fmt: skip
MODULES = sorted(path for path in (ROOT / "dl_course").rglob("*.py") if path != ROOT / "dl_course/__init__.py")


def parts_of(path):
    return path.relative_to(ROOT).with_suffix("").parts


def dotted_names(source, parts):
    """What a module imports, each with its whole name; what it takes from a module stands behind that module's name.

    Args:
        source: Text of the module.
        parts: Its own place, such as ("dl_course", "plots", "style").
    """
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = parts[:-1]  # of a module and of an __init__ alike
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            base += node.module.split(".") if node.module else []
            names += [".".join([*base, alias.name]) for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            names += [str(value.value) for value in ast.walk(node) if isinstance(value, ast.Constant)]
    return names


def imported(source, parts):
    """The parts of the package that a module imports, each as the name below `dl_course`."""
    found = set()
    for name in dotted_names(source, parts):
        top, _, rest = name.partition(".")
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
    assert upward("from dl_course import widgets", ("dl_course", "grading", "run"))
    assert upward("from dl_course.grading import run", ("dl_course", "widgets", "explore"))


# ------------------------------------------------------------------------------------------------ the two sides of the grader

# Room of the grader -> the other rooms that it may import; "" are the modules of a run, which lie in no room.
ROOMS = {
    "": {"trusted", "untrusted", "outcome", "border", "sandbox"},
    "trusted": {"outcome", "border", "sandbox"},
    "untrusted": {"border", "sandbox"},
    "outcome": {"sandbox"},
    "border": set(),
    "sandbox": set(),
}
GRADING = [path for path in MODULES if parts_of(path)[1] == "grading" and path.name != "__init__.py"]
FORBIDDEN = ("grading.trusted", "grading.outcome", "exercises", "checks")  # to the side of the students


def room_of(parts):
    return parts[2] if len(parts) > 3 else ""


def rooms_imported(source, parts):
    """The other rooms of the grader that a module imports."""
    places = (name.split(".") for name in dotted_names(source, parts) if name.startswith("dl_course.grading."))
    found = {place[2] if place[2] in ROOMS else "" for place in places}
    return found - {room_of(parts)}


def reached(start):
    """All modules of the package that are imported with a module, directly or by those it imports, wherever in them."""
    seen, waiting = set(), [start]
    while waiting:
        parts = waiting.pop().split(".")
        for length in range(1, len(parts) + 1):  # a module is imported with the packages around it
            name = ".".join(parts[:length])
            place = ROOT.joinpath(*parts[:length])
            path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
            if name not in seen and path.is_file():
                seen.add(name)
                own = [*parts[:length], "__init__"] if place.is_dir() else parts[:length]
                waiting += [
                    n for n in dotted_names(path.read_text(encoding="utf-8"), own) if n.startswith("dl_course.")
                ]
    return seen


def forbidden(names):
    return {name for name in names if name.startswith(tuple(f"dl_course.{part}" for part in FORBIDDEN))}


@pytest.mark.parametrize("path", GRADING, ids=lambda path: "/".join(parts_of(path)[2:]))
def test_a_room_of_the_grader_imports_only_what_it_may(path):
    parts = parts_of(path)
    assert room_of(parts) in ROOMS, f"{room_of(parts)} is no room. Give it one in {__file__}."
    assert rooms_imported(path.read_text(encoding="utf-8"), parts) <= ROOMS[room_of(parts)]


@pytest.mark.parametrize(
    "path", [p for p in GRADING if room_of(parts_of(p)) == "untrusted"], ids=lambda path: path.stem
)
def test_the_side_of_the_students_reaches_no_test_no_solution_and_no_result(path):
    found = reached(".".join(parts_of(path)))
    assert "dl_course.grading.border.codec" in found or path.stem == "magics"
    assert not forbidden(found)


def test_the_wall_is_seen_through_a_third_module_and_inside_of_a_function():
    assert "dl_course.exercises.marks" in forbidden(reached("dl_course.grading.trusted.bench"))
    assert "dl_course.checks.judging" in forbidden(reached("dl_course.grading.trusted.judge"))
    assert rooms_imported(
        "def f():\n    from dl_course.grading.trusted import judge", ("dl_course", "grading", "border", "x")
    )
    assert rooms_imported("from dl_course.grading import run", ("dl_course", "grading", "sandbox", "x")) == {""}


def test_a_process_of_the_students_side_has_loaded_nothing_of_the_other():
    code = "import sys; import dl_course.grading.untrusted.nursery; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert "dl_course.grading.untrusted.student" in loaded.split()
    assert not forbidden(loaded.split())


@pytest.mark.parametrize("module", ["dl_course", "dl_course.cli", "dl_course.grading.trusted.bench"])
def test_importing_loads_no_framework(module):
    code = f"import sys; import {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert "dl_course" in loaded.split()
    assert not FRAMEWORKS & set(loaded.split())


@pytest.mark.parametrize(
    "module", ["dl_course.training", "dl_course.tracking", "dl_course.data", "dl_course.exam", "dl_course.widgets"]
)
def test_importing_loads_no_pytorch(module):
    subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; assert 'torch' not in sys.modules"], check=True, cwd=ROOT
    )


def test_every_public_name_can_be_loaded():
    for name in dl_course.__all__:
        assert getattr(dl_course, name) is not None
    assert dir(dl_course) == dl_course.__all__
    with pytest.raises(AttributeError, match=r"has no 'loss'\. It has: .*claim"):
        _ = dl_course.loss
