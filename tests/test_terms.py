"""The table of terms: each is in the cell that teaches it, and no lesson uses one before; and what `dl-course find` finds."""

import csv
import json
import re
import shutil
from collections import Counter

import pytest
from conftest import ROOT

from dl_course import course, terms
from dl_course.cli import main
from dl_course.terms import Term, Words

TABLE = terms.read(ROOT)
LESSONS = {lesson.number: lesson for lesson in course.lessons(ROOT)}
USES = {number: list(terms.uses(lesson, TABLE)) for number, lesson in LESSONS.items()}
HEAD = ["term", "other forms", "german", "sentence", "lesson", "cell", "only", "earlier"]


def row(name, *others, lesson="02", cell="b", only="", german="Wort", **earlier):
    return Term(name, others, german, f"What {name[::-1]} means.", lesson, cell, frozenset(only.split()), earlier)


def lesson_of(folder, *cells, number="01"):
    """A lesson whose cells of prose are called a, b, c."""
    path = folder / "notebooks" / f"{number}_some.ipynb"
    path.parent.mkdir(exist_ok=True)
    content = [
        {"id": name, "cell_type": "markdown", "source": [text]} for name, text in zip("abc", cells, strict=False)
    ]
    path.write_text(json.dumps({"cells": content}), encoding="utf-8")
    return course.Lesson(path.stem, path, path, path)


# ---------------------------------------------------------------------------------------------------- the table


def test_there_are_at_least_250_of_lessons_that_there_are():
    assert len(TABLE) >= 250
    assert {term.lesson for term in TABLE} <= set(LESSONS)


def test_every_row_says_all_that_it_must():
    with open(ROOT / "book/terms.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == HEAD
    assert [found for found in rows if len(found) != len(HEAD) or [cell.strip() for cell in found] != found] == []
    assert [
        found[0] for found in rows[1:] if not all(found[HEAD.index(name)] for name in ("term", "german", "cell"))
    ] == []
    assert [found[4] for found in rows[1:]] == sorted(found[4] for found in rows[1:]), "in the order of the lessons"


def test_a_sentence_is_short_and_does_not_explain_a_word_by_itself():
    for term in TABLE:
        assert 15 <= len(term.sentence) <= 160, f"{term.name}: {len(term.sentence)} letters"
        assert re.fullmatch(r"[A-Z0-9].*[.?]", term.sentence), term.name
        assert not any(Words([term], term.lesson).find(term.sentence)), f"{term.name} explains itself by itself"


def test_no_two_rows_have_one_name_or_one_place_in_the_glossary():
    assert [name for name, count in Counter(term.name for term in TABLE).items() if count > 1] == []
    assert [place for place, count in Counter(term.anchor for term in TABLE).items() if count > 1] == []


@pytest.mark.parametrize("number", LESSONS)
def test_no_form_has_two_meanings_in_one_lesson(number):
    """A row with `only` goes before one without: of each kind there may be one."""
    for chosen in (True, False):
        meant = [term for term in TABLE if bool(term.only) is chosen and (not chosen or number in term.only)]
        count = Counter(form for term in meant for form in term.forms)
        assert [form for form, times in count.items() if times > 1] == []


def test_each_term_is_in_the_cell_that_teaches_it():
    there = {(use.term, use.cell) for number in LESSONS for use in USES[number] if use.term.lesson == number}
    lost = [f"{term.name}: lesson {term.lesson}, cell {term.cell}" for term in TABLE if (term, term.cell) not in there]
    assert lost == [], "no form of it stands there"


@pytest.mark.parametrize("number", LESSONS)
def test_no_lesson_uses_a_term_before_the_lesson_that_teaches_it(number):
    early = [
        f"{use.term.name} in cell {use.cell}; lesson {use.term.lesson} teaches it"
        for use in USES[number]
        if use.term.lesson > number and not use.announced and number not in use.term.earlier
    ]
    assert early == [], "name that lesson in the sentence, or say in `earlier` why the word may stand there"


def test_what_the_table_says_of_other_lessons_is_so():
    unannounced = {(use.term, number) for number in LESSONS for use in USES[number] if not use.announced}
    for term in TABLE:
        for number, why in term.earlier.items():
            assert number < term.lesson and why, term.name
            assert (term, number) in unannounced, f"{term.name}: lesson {number} need not be named in `earlier`"
        used = {number for number in LESSONS if any(use.term is term for use in USES[number])}
        assert term.only <= used, f"{term.name}: lessons {term.only - used} do not use it"
        assert not term.only or term.lesson in term.only, term.name


# ---------------------------------------------------------------------------------------------------- where a word is used


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("A Gradient\ndescent.", ["gradient descent"]),
        ("**gradients** and losses", ["gradient", "loss"]),
        ("gradient-free, ingredients, `gradient`, $gradient$, [other](gradient.ipynb), <b title='loss'>", []),
        ("$$\\text{loss} = 1$$", ["loss"]),
        ("adam was a man, Adam is none, and L-BFGS another", ["Adam", "L-BFGS"]),
        ("a grad, the\n```\nloss\n```\n", []),
        ("one loss\n\n### Sources\n\n- *Gradient*, a journal", ["loss"]),
    ],
)
def test_a_word_is_found_where_it_is_read(tmp_path, text, there):
    table = [row("gradient"), row("gradient descent"), row("loss", "losses"), row("Adam"), row("L-BFGS")]
    assert [use.term.name for use in terms.uses(lesson_of(tmp_path, text), table)] == there


def test_a_block_that_names_the_lesson_announces_its_words(tmp_path):
    text = "A loss, see [there](02_other.ipynb).\n\n- A loss of lesson 02.\n- A loss.\n\nA loss of lesson 03."
    assert [use.announced for use in terms.uses(lesson_of(tmp_path, text), [row("loss")])] == [True, True, False, False]


def test_of_two_rows_with_one_form_the_one_counts_that_names_the_lesson(tmp_path):
    table = [row("bias"), row("bias (of a fit)", only="01")]
    assert [use.term.name for use in terms.uses(lesson_of(tmp_path, "bias"), table)] == ["bias (of a fit)"]
    assert [use.term.name for use in terms.uses(lesson_of(tmp_path, "bias", number="03"), table)] == ["bias"]


def test_the_heading_is_the_last_one_before_the_word(tmp_path):
    lesson = lesson_of(tmp_path, "# One\n\nloss", "## 2. Two\n\n### *Three*\n\nThe `loss`, the loss.\n\n## Four")
    assert terms.heading_of(lesson, row("loss", lesson="01")) == "Three"


# ---------------------------------------------------------------------------------------------------- dl-course find


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gradient descent", "gradient descent"),
        ("Gradient Descents", "gradient descent"),
        ("gradeint decsent", "gradient descent"),
        ("Gradientenabstieg", "gradient descent"),
        ("Faltungen", "convolution"),
        ("Faltng", "convolution"),
        ("Überanpassung", "overfitting"),
        ("ueberanpassung", "overfitting"),
        ("Uberanpasung", "overfitting"),
        ("künstliche Intelligenz", "artificial intelligence"),
        ("RELU", "ReLU"),
        ("mini batches", "mini-batch"),
        ("minibatch", "mini-batch"),
        ("optimizer", "optimiser"),
        ("batch normalization", "batch norm"),
        ("boosted", "gradient-boosted trees"),
        ("descent stochastic", "stochastic gradient descent"),
    ],
)
def test_find_forgives_how_a_word_is_typed(typed, first):
    exact, near = terms.find(typed, TABLE)
    assert [*exact, *near][0].name == first


def test_find_tells_sentence_german_lesson_heading_and_place(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DL_COURSE_WORK", "nowhere")
    assert main(["find", "lernrate"]) == 0
    told = capsys.readouterr().out
    (term,) = [term for term in TABLE if term.name == "learning rate"]
    assert told.startswith(f"learning rate (German: {term.german})\n  {term.sentence}\n")
    assert (
        "Lesson 01, One neuron: The answer by small steps\n  notebooks/01_neuron.ipynb\n  Also in lessons 00 02 03 04"
        in told
    )


def test_find_tells_all_meanings_of_a_word_and_what_is_called_like_it(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["find", "BIAS"]) == 0
    told = capsys.readouterr().out
    assert all(f"Lesson {number}, " in told for number in ("01", "06", "17"))
    assert "See also: " in told and "inductive bias" in told.splitlines()[-1]


def test_find_shows_what_is_near_and_ends_with_1_where_nothing_is(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["find", "sofmax"]) == 0
    assert capsys.readouterr().out.startswith("The course explains no 'sofmax'. Near it:\n\nsoftmax (German: ")
    assert main(["find", "Faltungskern"]) == 1
    assert re.match(r"The course explains no 'Faltungskern'\. Did you mean .*Filterkern", capsys.readouterr().err)
    assert main(["find", "xyzzy"]) == 1
    assert (
        capsys.readouterr().err == "The course explains no 'xyzzy'. Try another word for it, or a part of the word.\n"
    )


def test_find_leads_to_the_copy_of_a_student(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DL_COURSE_WORK", str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    shutil.copy(LESSONS["01"].notebook, tmp_path / "notebooks")
    main(["find", "learning rate"])
    assert str(tmp_path / "notebooks" / LESSONS["01"].notebook.name) in capsys.readouterr().out


def test_find_in_a_course_without_the_table(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("notebooks", "solutions"):
        (tmp_path / folder).mkdir()
    assert main(["find", "loss"]) == 1
    assert "git checkout book" in capsys.readouterr().err
