"""That running notebooks as tests can fail: what nbval passes, and what it must not."""

import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT
from nbval.plugin import get_sanitize_patterns

from dl_course import stored
from dl_course.cli import refresh

# The lesson with changes by hand -> the cells that must fail. Cell 0 imports, 1 prints and claims, 2 is a widget, 3 stops.
CHANGES = {
    "picture": ({r"alt=\"one dot\"": r"alt=\"two dots\""}, {2}),
    "training": ({"≈ 0.": "≈ 7."}, set()),
    "number": ({'"12\\n"': '"13\\n"', "a slider": "a lever", "1 / 0": "1 / 1"}, {1, 2, 3}),
    "sentence": ({'"✓ 12 is even': '"✓ 12 is odd'}, {1}),
    "claim": ({"3 * 4 % 2 == 0)": "3 * 4 % 2 == 1)"}, {1}),
}


@pytest.fixture(scope="module")
def outcomes(ran_course, tmp_path_factory):
    """What nbval says of each changed lesson, with the options of this project: (name, cell) -> PASSED or FAILED.

    They stand one behind the other in one notebook, so that one kernel runs them all.
    """
    lesson = (ran_course / "notebooks/01_neuron.ipynb").read_text(encoding="utf-8")
    folder, cells = tmp_path_factory.mktemp("changed"), {}
    for name, (changes, _) in CHANGES.items():
        text = lesson
        for before, after in changes.items():
            assert before in text, before
            text = text.replace(before, after, 1)
        notebook = stored.parse(text, name)
        for number, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
            cell.id = f"{name}-{number}"
            cells[name, number] = cell
    notebook.cells = [*cells.values()]
    stored.write(folder / "changed.ipynb", notebook)
    options = ["-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", "--rootdir", folder, "-rA", "-q"]
    options += ["--nbval-sanitize-with", ROOT / "tests/sanitize.cfg"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", *options, folder]
    report = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment).stdout
    found = re.findall(r"^(PASSED|FAILED) (?:.*/)?changed\.ipynb::Cell (\d+)", report, flags=re.MULTILINE)
    return {[*cells][int(number)]: outcome for outcome, number in found}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_by_hand_fails_where_it_is_and_a_number_after_about_may_differ(outcomes, name):
    _, failing = CHANGES[name]
    for cell in range(4):
        assert outcomes[name, cell] == ("FAILED" if cell in failing else "PASSED"), f"{name}, cell {cell}"


def test_a_widget_is_stored_as_its_twin(course_that_has_run):
    cells = stored.read(course_that_has_run / "notebooks/01_neuron.ipynb").cells
    kinds = [set(output.get("data", {})) for cell in cells for output in cell.get("outputs", [])]
    assert {"text/plain", "text/html", "image/png"} in kinds


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("loss ≈ 0.25", "loss ≈ 0.26", True),
        ("loss ≈ 0.25", "loss ≈ -1.5e-07", True),
        ("≈ 12,345 steps", "≈ 9 steps", True),
        ("≈ 93.1 %", "≈ 92.9 %", True),
        ("≈ 93%", "≈ 94%", True),
        ("≈ .5", "≈ \N{MINUS SIGN}3", True),
        ("≈ 1, ≈ 2", "≈ 3, ≈ 4", True),
        ("    ≈ 9%  ≈ 99%", "   ≈ 12% ≈ 100%", True),
        ("loss ≈ 0.25", "loss = 0.25", False),
        ("≈ 0.25 s", "≈ 0.25 min", False),
        ("≈ 1, 2", "≈ 1, 3", False),
        ("≈ 0.5", "≈ nan", False),
        ("0.25", "0.26", False),
    ],
)
def test_only_the_number_after_about_is_left_out_for_nbval_and_for_refresh(one, other, same):
    (regex, replace), picture = get_sanitize_patterns((ROOT / "tests/sanitize.cfg").read_text(encoding="ascii"))
    assert (re.sub(regex, replace, one) == re.sub(regex, replace, other)) is same
    assert (regex, replace) == (refresh.APPROXIMATE.pattern, refresh.NUMBER)
    assert picture == (refresh.PICTURE.pattern, refresh.BYTES)
