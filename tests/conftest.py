"""A course of one lesson in a folder of its own, for the tests of the tools."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dl_course import stored
from dl_course.cli import main
from dl_course.cli.doctor import find_browser

# A shell that starts tests in the background lets them ignore Ctrl-C, and whatever they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# PyTorch's triton and TensorFlow both bring LLVM. Of the tests of one worker some import the one first, some the other, and
# the first step of an optimizer would abort it.
sys.modules.setdefault("triton", None)

ROOT = Path(__file__).resolve().parents[1]

# Why nothing can be graded here, if so: the sandbox is built of what Windows does not have.
NO_GRADING = "dl-course grade needs Linux or macOS" if sys.platform == "win32" else None

WIDGET = """\
import base64, ipywidgets, os
from IPython.display import display

dot = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
view = ipywidgets.IntSlider()._repr_mimebundle_()["application/vnd.jupyter.widget-view+json"]
page = '<img alt="one dot" src="data:image/png;base64,' + base64.b64encode(os.urandom(9)).decode() + '">'
display(
    {"text/plain": "a slider", "text/html": page, "image/png": dot, "application/vnd.jupyter.widget-view+json": view},
    raw=True, metadata={"image/png": {"alt": "one dot"}},
)"""

CHECK = """\
from dl_course.checks.judging import compare, task

with task(1, "the weighted sum"):
    compare(neuron([1.0, 2.0], [3.0, 4.0], 0.5), 11.5, mistakes={"the bias is missing": 11.0})
### BEGIN HIDDEN TESTS
assert neuron([0.0], [9.0], 4.0) == 4.0
### END HIDDEN TESTS"""


# What does not ship: the originals that the shipped files were made of, and data too large for the course.
SHARED = Path(os.environ.get("DL_COURSE_SHARED", ROOT.parent / "shared" / "data"))


def shared_file(name):
    """A file of the data that does not ship; without it the test is skipped."""
    if not (SHARED / name).is_file():
        pytest.skip(f"{name} does not ship. To have it: DL_COURSE_SHARED=FOLDER names the folder that holds it")
    return SHARED / name


def pytest_addoption(parser):
    parser.addoption(
        "--every", action="store_true", help="also the tests that take minutes: every picture, every mutant"
    )


def pytest_xdist_auto_num_workers(config):
    """One worker more than there are cores: many tests wait for a page, a kernel or a process."""
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) + 1


def pytest_configure(config):
    """Kernels are reached through the loopback interface, which `unshare -n` leaves down: brings it up, or says so."""
    if not loopback_works() and shutil.which("ip"):
        subprocess.run(["ip", "link", "set", "lo", "up"], capture_output=True)
    if not loopback_works():
        pytest.exit("No notebook can run here: the loopback interface is down. Try: ip link set lo up", returncode=3)


# The files that take longest, longest first. Begun last, one of them would keep one worker busy after the others have ended.
LONGEST = (
    "tests/test_grading_ticks.py",
    "tests/test_checks.py",
    "notebooks/10_cifar_cnn.ipynb",
    "tests/test_frameworks.py",
    "tests/test_browser.py",
    "tests/test_browser_widgets.py",
    "tests/test_cluster.py",
    "notebooks/05_keras_mlp.ipynb",
    "tests/test_grading_border.py",
    "notebooks/14_recurrent_networks.ipynb",
    "notebooks/15_transformers.ipynb",
    "notebooks/18_reinforcement_learning.ipynb",
    "notebooks/13_generative_models.ipynb",
    "notebooks/16_word2vec.ipynb",
    "notebooks/09_keras_cnn.ipynb",
    "notebooks/06_generalization.ipynb",
    "tests/test_book.py",
)


def pytest_collection_modifyitems(items):
    """Brings the longest files to the front; `make test` hands files to its workers in this order."""
    order = {str(ROOT / name): place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(str(item.path), len(order)))


def pytest_runtest_setup(item):
    """Leaves out what takes minutes; the last lines of a run say how to have it."""
    if item.get_closest_marker("every") and not item.config.getoption("--every"):
        pytest.skip("it takes minutes. To have it: make test ARGS=--every")


class NotGraded(pytest.Module):
    """A file of tests that is skipped before it is imported, with the reason."""

    def collect(self):
        pytest.skip(NO_GRADING, allow_module_level=True)


def pytest_pycollect_makemodule(module_path, parent):
    """Tests of grading, test_grading_*.py, are skipped where nothing can be graded."""
    if NO_GRADING and module_path.name.startswith("test_grading_"):
        return NotGraded.from_parent(parent, path=module_path)
    return None


def loopback_works():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        return client.connect_ex(server.getsockname()) == 0


def is_unfinished(path):
    """Whether a notebook still says TODO somewhere, as a lesson does that `dl-course new` has made."""
    return any("TODO" in cell.source for cell in stored.read(path).cells)


def graded(grade_id, **metadata):
    """The nbgrader metadata of a cell."""
    default = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**default, "grade_id": grade_id, **metadata}}


def lesson_notebook():
    """A lesson that prints an exact number and an approximate one, keeps a claim, shows a widget and an error."""
    return new_notebook(
        metadata={"dl_course": {"minutes": {"read": 20, "run": 1}}},
        cells=[
            new_markdown_cell("# 01 · One neuron\n\nA weighted sum."),
            new_code_cell("import random\n\nfrom dl_course import claim"),
            new_markdown_cell("## The sum"),
            new_code_cell('print(3 * 4)\nprint(f"≈ {random.random():.3f}")\nclaim("12 is even", 3 * 4 % 2 == 0)'),
            new_code_cell(WIDGET),
            new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
        ],
    )


def solution_notebook():
    """An exercise of one task with its answer and hidden tests."""
    return new_notebook(
        cells=[
            new_markdown_cell("# 01 · Exercise"),
            new_markdown_cell("## Task 1\n\nThe weighted sum of a list."),
            new_code_cell(
                "def neuron(x, w, b):\n"
                '    """The sum of x times w, plus b."""\n'
                "    ### BEGIN SOLUTION\n"
                "    return sum(i * j for i, j in zip(x, w)) + b\n"
                "    ### END SOLUTION",
                metadata=graded("task-1", solution=True),
            ),
            new_code_cell(CHECK, metadata=graded("task-1-check", grade=True, locked=True, points=2)),
        ],
    )


def write_course(root):
    """Writes the course of one lesson; its notebooks have not run yet."""
    stored.write(root / "notebooks/01_neuron.ipynb", stored.normalise(lesson_notebook()))
    stored.write(root / "solutions/01_neuron/01_neuron.ipynb", stored.normalise(solution_notebook()))
    (root / "exercises").mkdir()
    return root


@pytest.fixture
def figures():
    """Figures in the course's style that no window shows; all of them are closed afterwards."""
    import matplotlib
    import matplotlib.pyplot as plt

    from dl_course import plots

    matplotlib.use("Agg")
    with plt.rc_context():
        plots.use_style()
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def chromium():
    """A running browser; without one the test is skipped, in CI it fails."""
    import browser

    program = find_browser()
    if program is None and os.environ.get("CI") != "true":
        pytest.skip("chromium is not installed. To have it, on Debian: apt install chromium-headless-shell")
    assert program, "CI has to have chromium: .ci/run installs it"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=browser.FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def taken():
    """A port that another program has."""
    with socket.socket() as program:
        program.bind(("127.0.0.1", 0))
        program.listen()
        yield program.getsockname()[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder of JupyterLab's settings, and of what it says."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def lab(chromium, taken, home, tmp_path_factory):
    """The folder with the student's copies, and the address at which JupyterLab serves lesson 01 in it."""
    import browser

    course = browser.copy_course(tmp_path_factory.mktemp("course"))
    with browser.served(course, home, "01", "--port", str(taken)) as address:
        yield course / "work", address


@pytest.fixture(scope="module")
def desktop(chromium):
    """A browser window's context of a desktop's size, which keeps JupyterLab's scripts for all pages of a file."""
    with chromium.new_context(viewport={"width": 1400, "height": 1000}) as context:
        yield context


@pytest.fixture
def page(desktop):
    """A page of a desktop's size."""
    page = desktop.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def forked_grader():
    """The processes of the grader are forked from ones that have imported what they need; see `warm_grader`."""
    from warm_grader import warm

    with warm():
        yield


@pytest.fixture
def started_anew(monkeypatch):
    """The grader starts its processes itself, where all other tests of a file have `forked_grader`."""
    from dl_course.grading.border import starting

    monkeypatch.setattr(starting, "subprocess", subprocess)


class Tensor:
    """What a plot sees of a tensor of PyTorch."""

    def __init__(self, array):
        self.array = array

    def detach(self):
        return self

    def cpu(self):
        return self.array


@pytest.fixture
def course_folder(tmp_path, monkeypatch):
    """The folder of a course of one lesson, not yet run, which is also the current folder."""
    root = write_course(tmp_path / "course")
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="session")
def ran_course(tmp_path_factory):
    """The same course with outputs stored and the exercise released, for all tests together: change a copy."""
    root, before = write_course(tmp_path_factory.mktemp("ran") / "course"), Path.cwd()
    os.chdir(root)
    try:
        assert main(["refresh", "--jobs", "2"]) == 0
        assert main(["release"]) == 0
    finally:
        os.chdir(before)
    return root


@pytest.fixture
def course_that_has_run(ran_course, tmp_path, monkeypatch):
    """A copy of the course that has run, which is also the current folder."""
    root = shutil.copytree(ran_course, tmp_path / "course")
    monkeypatch.chdir(root)
    return root
