"""The exercises: made from their solutions, and every stub fails only with its own NotImplementedError."""

import re
from types import SimpleNamespace

import pytest
from conftest import ROOT, graded, is_unfinished
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dl_course import stored
from dl_course.checks import shown
from dl_course.cli.executing import execute
from dl_course.exercises import release
from dl_course.exercises.cells import cells_by_task

SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def exercise_of(solution):
    return ROOT / "exercises" / solution.parent.name / solution.name


def test_there_are_exercises():
    assert SOLUTIONS, "solutions/ is empty: nothing would be tested"


def test_every_lesson_has_an_exercise_and_every_exercise_a_lesson():
    lessons = [path.stem for path in sorted(ROOT.glob("notebooks/*.ipynb")) if path.stem != "19_exam"]  # that is drawn
    assert [path.stem for path in SOLUTIONS] == lessons
    assert [path.stem for path in sorted(ROOT.glob("exercises/*/*.ipynb"))] == lessons
    assert all(path.parent.name == path.stem for path in SOLUTIONS)


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_the_exercise_is_what_its_solution_gives(solution):
    assert not release.release(solution, exercise_of(solution), check=True), "run: make release"


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_no_mark_is_left(solution):
    text = exercise_of(solution).read_text(encoding="utf-8")
    assert "### BEGIN" not in text
    assert "### END" not in text


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_tasks_are_numbered_from_one_and_the_solution_does_all(solution):
    tasks = cells_by_task(stored.read(solution))
    assert list(tasks) == list(range(1, len(tasks) + 1))
    if solution.stem == "00_start_here":
        assert len(tasks) == 1
    else:
        assert (1 if is_unfinished(solution) else 4) <= len(tasks) <= 6
    for number, cells in tasks.items():
        for cell, is_check in cells:
            if is_check:
                assert [(said.task, said.status) for said in shown.read(cell.outputs)] == [(number, "done")]


def number_of(word):
    """The number that a word or digits stand for; "a tick" is one."""
    word = {"a": "one"}.get(word.lower(), word.lower())
    return WORDS.index(word) if word in WORDS else int(word) if word.isdigit() else word


def words_against_counts(notebook):
    """What the words of an exercise count wrongly: the tasks and minutes in its first cell, the ticks below "Done?"."""
    first, last = notebook.cells[0].source, notebook.cells[-1].source
    tasks = len(cells_by_task(notebook))
    minutes = notebook.metadata.get("dl_course", {}).get("minutes", {}).get("read")
    said = re.search(r"^(\w+) tasks?, (?:about )?(\w+) minutes\.", first, flags=re.MULTILINE)
    done = re.search(r"^## Done\?\n\n(\w+) ticks?\b", last, flags=re.MULTILINE)
    if not said:
        yield 'the first cell must say "Five tasks, about 45 minutes." at the beginning of a line'
    elif number_of(said[1]) != tasks or number_of(said[2]) != minutes:
        yield f"the first cell says {said[0]!r}; there are {tasks} tasks, and above it `minutes:` `read: {minutes}`"
    if not done:
        yield 'the last cell must begin with "## Done?" and "Five ticks"'
    elif number_of(done[1]) != tasks:
        yield f"the last cell says {done[1]!r} ticks; there are {tasks} tasks"


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_the_words_of_an_exercise_count_its_tasks_minutes_and_ticks(solution):
    if is_unfinished(solution):
        pytest.skip("its words are not written yet")
    assert list(words_against_counts(stored.read(solution))) == []


@pytest.mark.parametrize(
    ("first", "minutes", "last", "told"),
    [
        ("Two tasks, about 45 minutes. They", 45, "Two ticks: so", []),
        ("Two tasks, ten minutes.", 10, "2 ticks.", []),
        ("One task, about 45 minutes.", 45, "Two ticks:", ["'One task, about 45 minutes.'; there are 2 tasks"]),
        ("Two tasks, about 45 minutes.", 50, "Two ticks:", ["`minutes:` `read: 50`"]),
        ("Two tasks, about 45 minutes.", 45, "A tick means done", ["says 'A' ticks; there are 2"]),
        ("Some tasks", 45, "Two ticks:", ["the first cell must say"]),
        ("Two tasks, about 45 minutes.", 45, "All is done", ["the last cell must begin"]),
    ],
)
def test_words_that_count_wrongly_are_told(first, minutes, last, told):
    notebook = new_notebook(metadata={"dl_course": {"minutes": {"read": minutes, "run": 1}}})
    notebook.cells = [new_markdown_cell(f"# Exercise 06 · X\n\n{first}")]
    notebook.cells += [new_code_cell("", metadata=graded(f"task-{number}", solution=True)) for number in (1, 2)]
    notebook.cells += [new_markdown_cell(f"## Done?\n\n{last}")]
    found = list(words_against_counts(notebook))
    assert len(found) == len(told)
    assert all(words in said for words, said in zip(told, found, strict=True))


def chosen(items):
    """The solutions of the tests that are run and ask for `ran`: `-k activations` runs one exercise and not all."""
    paths = {item.callspec.params["solution"] for item in items if "ran" in getattr(item, "fixturenames", ())}
    return sorted(paths)


def test_only_the_exercises_that_were_asked_for_are_run():
    def item(solution, *fixtures):
        return SimpleNamespace(fixturenames=fixtures, callspec=SimpleNamespace(params={"solution": solution}))

    assert chosen([item("b", "ran"), item("a", "solution", "ran"), item("c", "solution"), SimpleNamespace()]) == [
        "a",
        "b",
    ]


@pytest.fixture(scope="module")
def ran(request):
    """The exercises as students get them, with what they print; one kernel runs them and imports each library once."""
    paths = chosen(request.session.items)
    notebooks, cells, stopped = {path.stem: stored.read(exercise_of(path)) for path in paths}, [], []
    for notebook in notebooks.values():
        cells += [new_code_cell("%reset -f"), *notebook.cells]
    execute(
        [(ROOT / "exercises/all.ipynb", new_notebook(cells=cells))],
        on_done=lambda path, notebook, error: stopped.append(error),
        keep_going=True,
        environment={"DL_COURSE_DATA": "shipped"},
    )
    assert stopped == [None]
    return notebooks


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_stubs_fail_only_with_their_own_error(ran, solution):
    notebook = ran[solution.stem]
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code"), "it was run to its end"
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                assert re.match(r"task \d+\b", output.evalue), f"{output.ename}: {output.evalue}\n\n{cell.source}"
                assert output.ename in ("NotImplementedError", "Open")
    for number, cells in cells_by_task(notebook).items():
        for cell, is_check in cells:
            if is_check:
                said = [(each.task, each.status) for each in shown.read(cell.outputs)]
                assert said == [(number, "open")], f"the check of task {number} must call it open"
                assert not any(output.output_type == "error" for output in cell.outputs), "Run All would stop here"
