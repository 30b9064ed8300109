"""Mock exams: how they are drawn, what a student gets and does not get, how they are graded."""

import csv
import itertools
import json
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from dl_course import stored
from dl_course.checks.judging import Wrong
from dl_course.cli import main
from dl_course.exam import DIFFERENT, KINDS, Choice, Code, Drawn, Explain, Number, draw, form, kinds_of, notebook, paper
from dl_course.exam.bank import MODULES, bank
from dl_course.exam.text import as_html
from dl_course.exercises.cells import read_cells
from dl_course.exercises.exercise import read_exercise
from dl_course.exercises.stamp import differences

OWN = """
from dl_course.exam.question import Number, question

@question("calculate", "Mine", section=1)
def mine(rng):
    return Number("My own question?", answer=3, solution="3", wrong={"no": 4})
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("DL_COURSE_WORK", str(tmp_path / "work"))
    return tmp_path / "work" / "exams"


@pytest.fixture(scope="module", params=[0, 5])
def made(request):
    """Seed, questions, the exam and its solution."""
    seed = request.param
    drawn = draw(seed)
    return seed, drawn, notebook.exam(drawn, seed), notebook.solution(drawn, seed)


def test_two_exams_share_at_most_three_questions():
    every = [kinds_of(seed) for seed in range(DIFFERENT)]
    for kinds in every:
        assert set(Counter(kinds).values()) == {3}
        assert sum(KINDS[kind].minutes for kind in kinds) == 90
    shared = [sum(a == b for a, b in zip(*pair, strict=True)) for pair in itertools.combinations(every, 2)]
    assert max(shared) == 3 <= 0.3 * len(MODULES)
    assert kinds_of(DIFFERENT) == kinds_of(0)


def test_same_questions_come_back_with_other_numbers():
    first, again, later = draw(3), draw(3), draw(3 + DIFFERENT)
    assert first == again
    assert [each.question for each in first] == [each.question for each in later]
    numbers = [(a.draft, b.draft) for a, b in zip(first, later, strict=True) if isinstance(a.draft, Number)]
    assert sum(a != b for a, b in numbers) >= len(numbers) - 1


def test_exam_is_read_like_an_exercise(made):
    seed, drawn, exam, solution = made
    exercise = read_exercise(notebook.name_of(seed), stored.as_text(solution).encode())
    assert len(exercise.tasks) == len(drawn) == 21
    assert exercise.points == 90
    assert [task.points for task in exercise.tasks] == [each.points for each in drawn]
    assert sum(task.by_hand for task in exercise.tasks) == 3
    assert all(task.title for task in exercise.tasks)
    assert differences(exam.metadata.dl_course.release, read_cells(solution)) == {}


def test_student_gets_no_answer(made):
    _, drawn, exam, _ = made
    text = "\n\n".join(cell.source for cell in exam.cells)
    assert "SOLUTION" not in text and "HIDDEN" not in text
    page = paper.page(drawn, made[0])
    for each in drawn:
        draft = each.draft
        assert draft.solution not in text and draft.solution not in page, each.question.title
        if isinstance(draft, Number):
            assert f"answer_{each.number} = None" in text
        elif isinstance(draft, Choice):
            assert not any(why in text for why in draft.wrong.values())
        elif isinstance(draft, Code):
            assert draft.answer.strip() not in text and draft.tests.strip() not in text
        elif isinstance(draft, Explain):
            assert not any(what in text or what in page for what in draft.look_for)


def test_exam_is_the_same_at_every_call(made):
    seed, drawn, exam, solution = made
    assert stored.as_text(notebook.exam(draw(seed), seed)) == stored.as_text(exam)
    ids = [cell.id for cell in solution.cells]
    assert len(set(ids)) == len(ids)
    assert paper.page(drawn, seed) == paper.page(draw(seed), seed)


def test_page_fetches_nothing_and_shows_every_question(made):
    seed, drawn, *_ = made
    for solved in (False, True):
        page = paper.page(drawn, seed, solved=solved)
        assert not re.search(r"<(script|link|img|iframe)\b|\burl\(|@import", page)
        assert page.count("<section>") == 21
        assert "default-src 'none'" in page
    assert page.count('class="right"') == 21


def test_markdown_of_a_question_is_escaped():
    html = as_html("x<sub>1</sub> `a < b` <img src=x onerror=alert(1)>\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<sub>1</sub>" in html and "<table>" in html and "<img" not in html and "a &lt; b" in html


def test_command_writes_an_exam_and_keeps_what_was_written_in_it(work, capsys):
    assert main(["exam", "--seed", "4"]) == 0
    path = work / "19_exam_4" / "19_exam_4.ipynb"
    assert path.is_file() and path.with_suffix(".html").is_file() and not (work / "solutions").exists()
    assert "21 questions, 90 minutes, 90 points" in capsys.readouterr().out
    assert main(["exam", "--seed", "4"]) == 0  # nobody has touched it
    answered = stored.read(path)
    answered.cells[3].source = "answer_1 = 2.0"
    stored.write(path, answered)
    before = path.read_bytes()
    capsys.readouterr()
    assert main(["exam", "--seed", "4"]) == 2
    assert "--fresh puts it aside" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["exam", "--seed", "4", "--fresh"]) == 0
    aside = [other for other in path.parent.glob("*.ipynb") if other != path]
    assert [other.read_bytes() for other in aside] == [before]
    assert path.read_bytes() != before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--seed", "-1"], "0 or more"),
        (["--seed", "1", "--bank", "nowhere"], "no folder"),
    ],
)
def test_wrong_use_is_told(arguments, said, work, capsys):
    assert main(["exam", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not work.exists()


def test_instructor_brings_own_questions(tmp_path):
    (tmp_path / "neuron.py").write_text(OWN)
    own = bank(tmp_path)
    assert own["neuron"]["calculate"].draft(0).text == "My own question?"
    assert own["neuron"]["combine"] == bank()["neuron"]["combine"]
    assert list(own["neuron"]) == list(KINDS)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("perceptron.py", OWN, "perceptron.py.*named like a part"),
        ("neuron.py", "1 / 0", "neuron.py cannot be used: ZeroDivisionError"),
        ("neuron.py", OWN + OWN.replace("mine", "other"), "two questions of the kind 'calculate'"),
    ],
)
def test_own_questions_that_cannot_be_used_are_named(name, text, said, tmp_path):
    (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=said):
        bank(tmp_path)


def test_form_of_an_answer():
    import numpy as np
    import torch

    assert form.number(1, np.float32(2.5)) == 2.5 and form.number(1, 3) == 3
    for answer in (
        np.array(2.5),
        np.array([2.5]),
        np.array([[2.5]]),
        torch.tensor([2.5]),
        Fraction(5, 2),
        Decimal("2.5"),
    ):
        assert form.number(1, answer) == 2.5
    assert form.letter(1, " B", "abc") == form.letter(1, np.str_("b\n"), "abc") == "b"
    truths = (True, np.True_, np.array(True), torch.tensor(True))
    beyond = (1e400, -1e400, float("nan"), 10**400)
    words = ("2", b"2", bytearray(b"2"), np.array("2"), np.bytes_(b"2"))
    others = ([1, 2], [2.5], np.array([]), np.array([1, 2]), 2 + 0j, object(), ...)
    for answer in (*truths, *beyond, *words, *others):
        with pytest.raises(Wrong, match="answer_1 must be a number"):
            form.number(1, answer)
    for answer in ("d", "ab", "", 1, None.__class__):
        with pytest.raises(Wrong, match="one of the letters a, b, c"):
            form.letter(1, answer, "abc")
    for check in (lambda: form.number(2, None), lambda: form.letter(2, None, "abc")):
        with pytest.raises(NotImplementedError, match="task 2: write your answer here"):
            check()


@pytest.mark.parametrize(
    ("received", "expected", "said"),
    [
        (None, [1, 2], "Expected: [1, 2]. Received: None. Is the `return` missing?"),
        ([1.0, 2.5], [1, 2], "Expected: [1, 2]. Received: [1, 2.5]."),
        ([[4]], 4, "Expected: 4, one number. Received: [[4]], shape (1, 1)."),
        ([], [0.1], "Expected: [0.1], shape (1,). Received: [], shape (0,)."),
        (([1.0], 3), ([1.0], 4), "Expected: ([1], 4). Received: ([1], 3)."),
        ({"a": 1.0}, {"a": 2}, "Expected: {'a': 2}. Received: {'a': 1}."),
        ("neither", "invariant", "Expected: 'invariant'. Received: 'neither'."),
        ([(["dog"], "cat")], [([], "cat")], "Expected: [([], 'cat')]. Received: [(['dog'], 'cat')]."),
        (True, 1, "Expected: 1. Received: True."),
        (float("nan"), 1.0, "Expected: 1. Received: nan."),
        (0.3334, 1 / 3, "Expected: 0.3333333. Received: 0.3334."),
        ([[1, 2], [3]], 1, "Expected: 1. Received: [[1, 2], [3]]."),
    ],
)
def test_a_result_that_is_not_the_expected_one_is_told(received, expected, said):
    with pytest.raises(Wrong) as raised:
        form.assert_equal(received, expected)
    assert str(raised.value) == said


def test_a_long_result_is_told_in_short():
    with pytest.raises(Wrong) as raised:
        form.assert_equal([0.25] * 10_000, 1)
    assert str(raised.value) == "Expected: 1, one number. Received: [0.25, 0.25, ..., 0.25, 0.25], shape (10000,)."
    with pytest.raises(Wrong) as raised:
        form.assert_equal([{"name": 0.25}] * 10_000, 1)
    assert len(str(raised.value)) < 300


def test_a_cell_that_was_not_run_is_told():
    """Only where the check itself asks for a name: an error of the student's code stays what it is."""
    names = {"answered": form.answered}
    check = compile("with answered():\n    found = [descend(k) for k in range(2)]", "<check>", "exec")
    with pytest.raises(Wrong) as raised:
        exec(check, names)
    assert str(raised.value) == "There is no `descend` yet. Run the cell with your answer first."
    exec(compile("def descend(k):\n    return nump.sqrt(k)", "<answer>", "exec"), names)
    with pytest.raises(NameError, match="nump") as raised:
        exec(check, names)
    assert not isinstance(raised.value, Wrong)
    names["descend"] = lambda k: k
    exec(check, names)
    with pytest.raises(ZeroDivisionError), form.answered():
        _ = 1 / 0


def test_grader_gives_the_solution_all_points_and_nothing_else_any(work, tmp_path):
    """The solution, the exam as it was handed out, and one with each answer of another kind of wrong."""
    assert main(["exam", "--seed", "1", "--solution"]) == 0
    name = notebook.name_of(1)
    solved = work / "solutions" / name / f"{name}.ipynb"
    wrong = stored.read(solved)
    for cell in wrong.cells:
        if cell.source.startswith("### BEGIN SOLUTION\nanswer_"):
            cell.source = re.sub(
                r"= (.+)", lambda m: '= "e"' if m[1][0] == '"' else f"= {m[1]} * 1.03 + 1", cell.source
            )
    as_text = stored.read(solved)
    for cell in as_text.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]
    handed_in = {"solved": solved, "empty": work / name / f"{name}.ipynb", "wrong": wrong, "as text": as_text}
    for student, what in handed_in.items():
        path = tmp_path / "submitted" / student / name / f"{name}.ipynb"
        if isinstance(what, Path):
            path.parent.mkdir(parents=True)
            path.write_bytes(what.read_bytes())
        else:
            stored.write(path, what)
    out = tmp_path / "out"
    assert main(["grade", str(tmp_path / "submitted"), "--solutions", str(work / "solutions"), "--out", str(out)]) == 0
    rows = [line.split(",", 6) for line in (out / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]]
    points = Counter()
    for student, _, _, given, most, status, _ in rows:
        if status == "by hand":
            assert not given
        else:
            points[student, status] += float(given) if status == "passed" else float(most)
    assert points["solved", "passed"] == points["as text", "passed"] == 90 - 3 * KINDS["explain"].minutes
    assert not any(points["empty", status] for status in ("passed", "stopped"))
    code = sum(KINDS[kind].minutes for kind in kinds_of(1) if kind in ("complete", "mend"))
    assert points["wrong", "passed"] == code


def test_solution_of_an_exam_is_not_in_its_metadata(made):
    exam = made[2]
    assert set(exam.metadata.dl_course) == {"exam", "release"}
    told = json.dumps([cell.metadata for cell in exam.cells])
    assert "answer" not in told


def test_every_code_question_is_judged_across_the_wall(tmp_path):
    """What a test hands to a student's function must be able to go there; each mistake must lose its points there, too."""
    seed, name = 0, "19_exam_0"
    asked = [each for kinds in bank().values() for each in kinds.values() if each.kind in ("complete", "mend")]
    drawn = [Drawn(number, "", each, each.draft(seed)) for number, each in enumerate(asked, start=1)]
    solution = notebook.solution(drawn, seed)
    stored.write(tmp_path / "solutions" / name / f"{name}.ipynb", solution)
    rounds = max(len(each.draft.wrong) for each in drawn)
    for student in range(rounds + 1):
        handed_in = stored.copy(solution)
        answers = {cell.metadata.nbgrader.grade_id: cell for cell in handed_in.cells if "nbgrader" in cell.metadata}
        for each in drawn:
            wrong = list(each.draft.wrong)
            if student and len(wrong) >= student:
                answers[f"task-{each.number}"].source = each.draft.wrong[wrong[student - 1]]
        stored.write(tmp_path / "submitted" / str(student) / name / f"{name}.ipynb", handed_in)
    out = tmp_path / "out"
    arguments = ["--solutions", str(tmp_path / "solutions"), "--out", str(out)]
    assert main(["grade", str(tmp_path / "submitted"), *arguments]) == 0
    with open(out / "grades.csv", encoding="utf-8", newline="") as table:
        status = {(row["student"], row["task"]): row["status"] for row in csv.DictReader(table)}
    for each in drawn:
        for student in range(rounds + 1):
            right = not student or len(each.draft.wrong) < student
            passed = status[str(student), f"task-{each.number}-check"] == "passed"
            assert passed == right, (
                f"{each.question.title}: {'right' if right else list(each.draft.wrong)[student - 1]}"
            )


def test_code_with_gaps_says_that_nothing_is_written():
    given = 'def f(x):\n    """Three dots ..."""\n    y = ...\n    return ...\n'
    stub = 'raise NotImplementedError("task 4: write your answer here")'
    assert notebook.unanswered(given, 4).split("\n")[2:4] == [f"    {stub}  # take this line out", "    y = ..."]
    assert notebook.unanswered("def f(x):\n    ...\n    return x", 4) == f"def f(x):\n    {stub}\n    return x"
    assert notebook.unanswered("def f(x):\n    return x", 4) == "def f(x):\n    return x"


def test_numbers_are_written_without_the_bits_of_their_calculation():
    assert [notebook.written(number) for number in (0.1 + 0.2, 8.0, 3, 1 / 3)] == ["0.3", "8.0", "3", "0.3333333333"]


def test_solution_says_where_it_is_taught_and_why_others_are_wrong(made):
    _, drawn, _, solution = made
    text = "\n\n".join(cell.source for cell in solution.cells)
    page = paper.page(drawn, made[0], solved=True)
    assert text.count("(lesson ") == page.count("(lesson ") == 19
    for each in drawn:
        if isinstance(each.draft, Choice):
            assert all(why in text for why in each.draft.wrong.values())
        elif isinstance(each.draft, Number):
            assert all(why in text for why in each.draft.wrong)


@pytest.mark.parametrize("command", ["check", "hand-in"])
def test_lesson_of_the_exam_says_what_its_exercise_is(command, capsys):
    assert main([command, "19"]) == 2
    assert "Lesson 19 has no exercise. An exam to practise: dl-course exam --seed 1." in capsys.readouterr().err


def test_student_checks_an_exam_at_home(work, capsys):
    """The visible checks: an answer has the form that was asked for, or is open."""
    assert main(["exam", "--seed", "2"]) == 0
    path = work / "19_exam_2" / "19_exam_2.ipynb"
    answered = stored.read(path)
    first = next(cell for cell in answered.cells if cell.source.startswith("answer_") and "number" in cell.source)
    task = first.metadata.nbgrader.grade_id.removeprefix("task-")
    first.source = f'answer_{task} = "two"'
    stored.write(path, answered)
    capsys.readouterr()
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert f"✗ task {task}: answer_{task} must be a number" in said
    assert "0 of 18 tasks have an answer" in said
    first.source = "# nothing"
    stored.write(path, answered)
    assert main(["check", str(path)]) == 1
    assert f"✗ task {task}: There is no `answer_{task}` yet. Run the cell" in capsys.readouterr().out
    first.source = f"answer_{task} = 2"
    stored.write(path, answered)
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert f"  task {task}: answered\n" in said, "right or wrong, an exam does not say"
    assert "1 of 18 tasks have an answer of the right form. Whether it is right, the solution says." in said
