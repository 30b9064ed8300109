"""Every question of the bank, for many seeds: right answers are right, wrong ones wrong, and each says what it must."""

import ast
import json
import math
import re
from types import FunctionType

import numpy as np
import pytest
from conftest import ROOT

from dl_course.exam import form
from dl_course.exam.bank import MODULES, questions, unbroken
from dl_course.exam.question import KINDS, Choice, Code, Explain, Number, is_right, options

SEEDS = range(20)
WIDTH = 84  # of a line of code on paper
LESSONS = {path.stem[3:]: path for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
EVERY = [(part, kind) for part in MODULES for kind in KINDS]
every_question = pytest.mark.parametrize(("part", "kind"), EVERY, ids=[f"{part}-{kind}" for part, kind in EVERY])


def asked(part, kind):
    found = questions(part)
    assert kind in found, f"dl_course/exam/bank/{part}.py has no question of the kind {kind!r}"
    return found[kind]


def texts(draft):
    """All that a reader may see of a question."""
    yield from (draft.text, draft.solution)
    if isinstance(draft, Number):
        yield from draft.wrong
    elif isinstance(draft, Choice):
        yield from (draft.right, *draft.wrong, *draft.wrong.values())
    elif isinstance(draft, Code):
        yield from (draft.given, draft.answer, draft.example, *draft.wrong)
    else:
        yield from draft.look_for


def run(code, names=None):
    import torch
    from torch import nn
    from torch.nn import functional as F

    given = {"np": np, "math": math, "torch": torch, "nn": nn, "F": F, "assert_equal": form.assert_equal}
    names = given if names is None else dict(names)
    torch.manual_seed(0)
    exec(compile(code, "<question>", "exec"), names)
    return names


def fails(code, tests, names=None):
    try:
        run(tests, run(code, names))
    except Exception:
        return True
    return False


@every_question
def test_question_is_whole(part, kind):
    question = asked(part, kind)
    for seed in SEEDS:
        draft = question.draft(seed)
        assert draft == question.draft(seed), "the same seed gives another question"
        for text in texts(draft):
            assert isinstance(text, str) and text.strip(), "a text is empty"
            assert "$" not in text and "np.float64" not in text and "np.int64" not in text, text
        assert len(draft.text.split()) <= 160, "a question is read in less than a minute"


@every_question
def test_answer_is_right_and_mistakes_are_wrong(part, kind):
    question = asked(part, kind)
    answers = set()
    for seed in SEEDS:
        draft = question.draft(seed)
        if isinstance(draft, Number):
            assert math.isfinite(draft.answer) and is_right(draft.answer, draft.answer)
            assert type(draft.answer) in (int, float), f"a plain number. Received: {type(draft.answer)}"
            assert draft.wrong, "at least one typical mistake"
            for why, value in draft.wrong.items():
                assert math.isfinite(value) and not is_right(value, draft.answer), f"seed {seed}: {why}"
            answers.add(round(draft.answer, 9))
        elif isinstance(draft, Choice):
            assert 2 <= len(draft.wrong) <= 4
            assert len({draft.right, *draft.wrong}) == 1 + len(draft.wrong)
            assert len(set(draft.wrong.values())) == len(draft.wrong), "two options are wrong for the same reason"
            assert sorted(text for text, _ in options(draft, seed)) == sorted([draft.right, *draft.wrong])
        elif isinstance(draft, Explain):
            assert sum(draft.look_for.values()) == KINDS[kind].minutes and len(draft.look_for) >= 2
    if KINDS[kind].asks.startswith("calculate"):
        assert len(answers) >= 5, f"20 seeds give only {len(answers)} different answers"


@pytest.mark.parametrize("kind", ["complete", "mend"])
@pytest.mark.parametrize("part", MODULES)
def test_code_is_judged_by_what_it_gives(part, kind):
    question = asked(part, kind)
    for seed in SEEDS[:3]:
        draft = question.draft(seed)
        names = run(draft.answer)
        run(draft.example, names)
        run(draft.tests, names)
        assert "assert" in draft.tests and "assert" in draft.example
        assert fails(draft.given, draft.tests), "what is given passes already"
        assert ("..." in draft.given) == (kind == "complete")
        assert draft.wrong, "at least one typical wrong answer"
        for why, wrong in draft.wrong.items():
            run(wrong)
            assert fails(wrong, draft.tests), f"passes, though: {why}"


@every_question
def test_code_fits_on_paper(part, kind):
    for seed in SEEDS:
        draft = asked(part, kind).draft(seed)
        code = [draft.given, draft.answer, draft.example] if isinstance(draft, Code) else draft.text.split("```")[1::2]
        wide = [line for text in code for line in text.splitlines() if len(line) > WIDTH]
        assert not wide, wide


@pytest.mark.parametrize("kind", ["complete", "mend"])
@pytest.mark.parametrize("part", MODULES)
def test_example_says_what_came_out(part, kind):
    example = asked(part, kind).draft(0).example
    silent = [
        ast.unparse(node) for node in ast.walk(ast.parse(example)) if isinstance(node, ast.Assert) and not node.msg
    ]
    assert not silent, silent


@every_question
def test_title_holds_for_every_seed(part, kind):
    question = asked(part, kind)
    for seed in SEEDS:
        numbers = re.findall(r"\d+", question.title)
        assert all(re.search(rf"\b{number}\b", question.draft(seed).text) for number in numbers), question.title


@pytest.mark.parametrize("kind", ["choose", "diagnose"])
@pytest.mark.parametrize("part", MODULES)
def test_nothing_else_is_named_like_an_option(part, kind):
    draft = asked(part, kind).draft(0)
    shown = "\n".join([draft.text, draft.right, *draft.wrong])
    assert not re.search(r"^\W*[A-Ea-e]\b[^a-z=]*(\||  |,|:)", shown, flags=re.MULTILINE), shown


def answering(draft, turn):
    """The right answer to a question of code, whose functions give `turn(what they give)`; None if it is a class."""

    def turned(function):
        return lambda *arguments, **named: turn(function(*arguments, **named))

    names = run(draft.answer)
    functions = {name: each for name, each in names.items() if isinstance(each, FunctionType)}
    own = {name: turned(each) for name, each in functions.items() if each.__code__.co_filename == "<question>"}
    return names | own if own else None


def is_made_of_numbers(value):
    if isinstance(value, (list, tuple)):
        return all(map(is_made_of_numbers, value)) and len({np.shape(each) for each in value}) == 1
    return hasattr(value, "shape") or isinstance(value, (int, float))


def each_array(value, turn):
    """A result whose arrays, lists of numbers and numbers are changed, each by itself, where several are in it."""
    if isinstance(value, dict):
        return {key: each_array(part, turn) for key, part in value.items()}
    if isinstance(value, tuple) or (isinstance(value, list) and not is_made_of_numbers(value)):
        return type(value)(each_array(part, turn) for part in value)
    if isinstance(value, bool) or not is_made_of_numbers(value):
        return value
    return turn(np.array(form.plain(value)))


def in_float32(array):
    return array.astype(np.float32) if array.dtype.kind == "f" else array


def as_tensors(array):
    import torch

    return torch.as_tensor(array)


def with_lists(value):
    """The same with a list wherever a tuple was, and the other way round."""
    other = {list: tuple, tuple: list}.get(type(value))
    return other(map(with_lists, value)) if other else value


RIGHT = {
    "arrays": lambda value: each_array(value, lambda array: array),
    "float32": lambda value: each_array(value, in_float32),
    "tensors": lambda value: each_array(value, as_tensors),
    "lists": lambda value: each_array(value, lambda array: array.tolist()),
    "lists for tuples": with_lists,
}
AXES = {"before": lambda array: array[None], "behind": lambda array: array[..., None]}


@pytest.mark.parametrize("kind", ["complete", "mend"])
@pytest.mark.parametrize("part", MODULES)
def test_a_right_result_is_right_in_every_form(part, kind):
    draft = asked(part, kind).draft(0)
    for name, turn in RIGHT.items():
        names = answering(draft, turn)
        assert names or (part, kind) == ("hyperparameter_search", "mend"), "only there the answer is a class"
        for what, code in (("example", draft.example), ("tests", draft.tests)):
            try:
                run(code, names or run(draft.answer))
            except Exception as error:
                raise AssertionError(f"{what}: {name} do not pass") from error


@pytest.mark.parametrize("kind", ["complete", "mend"])
@pytest.mark.parametrize("part", MODULES)
def test_a_result_with_one_axis_too_many_is_wrong(part, kind):
    """In all that a function gives, and in a single part of what it gives."""
    draft = asked(part, kind).draft(0)

    def widened(value, place, axis):
        if place is not None and isinstance(value, tuple):
            place = place % len(value)
            return tuple(each_array(each, axis) if i == place else each for i, each in enumerate(value))
        wider = each_array(value, axis)
        return [value] if wider == value and isinstance(value, (str, list)) else wider

    for name, axis in AXES.items():
        for place in (None, 0, -1):
            names = answering(draft, lambda value, place=place, axis=axis: widened(value, place, axis))
            for what, code in (("example", draft.example), ("tests", draft.tests)):
                assert not names or fails("", code, names), f"{what}: an axis {name} passes (part: {place})"


@pytest.mark.parametrize("kind", ["complete", "mend"])
@pytest.mark.parametrize("part", MODULES)
def test_an_empty_result_is_no_right_one(part, kind):
    """To `allclose` an empty array is near to any number: shapes must be asked for."""
    import torch

    draft = asked(part, kind).draft(0)
    for nothing in (np.array([]), np.zeros((0, 1)), torch.tensor([]), [], None):
        names = answering(draft, lambda value, nothing=nothing: nothing)
        for code in (draft.example, draft.tests):
            assert not names or fails("", code, names), nothing


@every_question
def test_section_is_in_its_lesson(part, kind):
    section = asked(part, kind).section
    if part not in LESSONS:
        assert section is None
        return
    cells = json.loads(LESSONS[part].read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert str(section) in re.findall(r"^## (\d+)\.", text, flags=re.MULTILINE)


def test_right_option_is_not_told_by_its_length():
    """A student who always takes the longest option has little more than chance, and so has who takes the shortest."""
    choices = [asked(part, kind).draft(0) for part in MODULES for kind in ("choose", "diagnose")]
    lengths = [[len(each.right), *map(len, each.wrong)] for each in choices]
    longest = sum(own[0] == max(own) for own in lengths)
    shortest = sum(own[0] == min(own) for own in lengths)
    assert longest <= 0.4 * len(choices) and shortest <= 0.4 * len(choices), (longest, shortest, len(choices))


def test_no_question_twice():
    drafts = [(asked(part, kind).title, asked(part, kind).draft(0).text) for part, kind in EVERY]
    assert len({title for title, _ in drafts}) == len({text for _, text in drafts}) == len(EVERY) >= 80


def test_each_part_is_asked_in_a_lesson():
    """That of a lesson at its end (test_notebooks.py); what is over several lessons in the last one."""
    of_many = [part for part in MODULES if part not in LESSONS]
    assert of_many == ["many_lessons", "misconceptions"]
    cells = json.loads(LESSONS["exam"].read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert re.findall(r'^quiz\("(.*)"\)$', text, re.MULTILINE) == of_many


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("|b| / |w| = 7 / √(5² + 12²) and 0.54", "|b|~/~|w| =~7~/~√(5² + 12²) and 0.54"),
        ("2 · 3 = 6, so n = 5, that is 20 %", "2~·~3 =~6, so n~=~5, that is 20~%"),
        (
            "`a / b = 5 %` and\n| a = 1 | 5 % |\n```\nc = d / e\n```",
            "`a / b = 5 %` and\n| a = 1 | 5 % |\n```\nc = d / e\n```",
        ),
        ("one and/or the other, 5 of them", "one and/or the other, 5 of them"),
    ],
)
def test_short_formulas_do_not_break_over_lines(text, kept):
    assert unbroken(text) == kept.replace("~", "\N{NO-BREAK SPACE}")
    assert unbroken(unbroken(text)) == unbroken(text)
