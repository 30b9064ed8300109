"""Reading, normalising and writing notebooks."""

import json
import os

import pytest
from conftest import lesson_notebook
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dl_course import stored


def code(*outputs, **metadata):
    return new_notebook(cells=[new_code_cell("x", outputs=list(outputs), metadata=metadata)])


def test_normalise_keeps_the_metadata_that_belongs_to_the_course():
    kept = {"tags": ["a"], "nbgrader": {"grade_id": "b"}, "dl_course": {"c": 1}, "slideshow": {"slide_type": "slide"}}
    notebook = code(**kept, execution={"iopub": "2026"}, collapsed=True, jupyter={"source_hidden": True})
    notebook.metadata = {"widgets": {"state": 1}, "jupytext": {}, "dl_course": {"minutes": {"read": 3}}, "toc": 1}
    stored.normalise(notebook)
    assert notebook.cells[0].metadata == kept
    assert notebook.metadata == {
        "kernelspec": stored.KERNELSPEC,
        "language_info": {"name": "python"},
        "dl_course": {"minutes": {"read": 3}},
    }


def test_normalise_keeps_the_twin_of_a_widget_and_its_description():
    alt = {"image/png": {"alt": "a curve"}}
    data = {"text/plain": "a slider", "image/png": "aGk=", stored.WIDGET_VIEW: {"model_id": "7"}}
    (output,) = stored.normalise(code(new_output("display_data", data=data, metadata=alt))).cells[0].outputs
    assert output.data == {"text/plain": "a slider", "image/png": "aGk="}
    assert output.metadata == alt


def test_normalise_leaves_out_an_output_that_was_a_widget_alone():
    only = new_output("display_data", data={stored.WIDGET_VIEW: {"model_id": "7"}})
    assert stored.normalise(code(only)).cells[0].outputs == []


def test_normalise_joins_streams_that_follow_one_another():
    def out(text, name="stdout"):
        return new_output("stream", name=name, text=text)

    outputs = stored.normalise(code(out("a"), out("b"), out("c", "stderr"), out("d"))).cells[0].outputs
    assert [(output.name, output.text) for output in outputs] == [("stdout", "ab"), ("stderr", "c"), ("stdout", "d")]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("File /home/ada/course/dl_course/data/points.py:7, in f()", "File …/dl_course/data/points.py:7, in f()"),
        ("File ~/x/.venv/lib/python3.12/site-packages/torch/nn.py:1", "File …/site-packages/torch/nn.py:1"),
        (r"File C:\Users\ada\course\dl_course\data.py:3", r"File …/dl_course\data.py:3"),
        ("ZeroDivisionError: a/b", "ZeroDivisionError: a/b"),
    ],
)
def test_normalise_shortens_the_paths_of_a_traceback(line, kept):
    error = new_output("error", ename="E", evalue="e", traceback=[line])
    assert stored.normalise(code(error)).cells[0].outputs[0].traceback == [kept]


def test_normalise_does_not_touch_what_was_written_and_printed():
    notebook = lesson_notebook()
    notebook.cells[1].execution_count = 7
    before = [(cell.id, cell.source) for cell in notebook.cells]
    stored.normalise(notebook)
    assert [(cell.id, cell.source) for cell in notebook.cells] == before
    assert notebook.cells[1].execution_count == 7


def test_written_text_is_stable(tmp_path):
    path = tmp_path / "a" / "b.ipynb"
    assert stored.write(path, stored.normalise(lesson_notebook()))
    first = path.read_bytes()
    assert first.endswith(b"}\n")
    assert b"\\u" not in first, "text is stored as UTF-8"
    assert not stored.write(path, stored.normalise(stored.read(path)))
    assert path.read_bytes() == first
    assert [entry.name for entry in path.parent.iterdir()] == ["b.ipynb"]


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.ipynb"
    stored.write(path, new_notebook())
    before = path.read_bytes()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        stored.write(path, lesson_notebook())
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.ipynb"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "does not exist"),
        (b"", "JSON breaks off"),
        (b'{"cells": [', "JSON breaks off"),
        (b"\xff\xfe\x00", "not text"),
        (b"[]", "not a notebook of format 4"),
        (b'{"nbformat": 3, "worksheets": []}', "not a notebook of format 4"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code"}], "metadata": {}}', "not a whole notebook"),
        (b'{"nbformat": 4, "cells": [5], "metadata": {}}', "not a whole notebook"),
        (
            b'{"nbformat": 4, "cells": [{"cell_type": "x", "source": "", "metadata": {}}], "metadata": {}}',
            "not a whole",
        ),
    ],
)
def test_what_is_no_notebook_is_named(tmp_path, content, words):
    path = tmp_path / "a.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(stored.NotebookError, match=words) as caught:
        stored.read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_named(tmp_path):
    with pytest.raises(stored.NotebookError, match="is a folder"):
        stored.read(tmp_path)


def test_a_notebook_without_cell_ids_gets_them(tmp_path):
    content = {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": []}
    content["cells"].append({"cell_type": "markdown", "source": ["# a\n", "b"], "metadata": {}})
    (tmp_path / "a.ipynb").write_text(json.dumps(content))
    cell = stored.read(tmp_path / "a.ipynb").cells[0]
    assert cell.id
    assert cell.source == "# a\nb"


def test_code_of_a_lesson_is_its_imports_and_what_makes_the_names(tmp_path):
    shown = """import math
A, b = 2, 3
class C: pass
C.d = lambda self: A * math.pi
@staticmethod
def e(): return [A for A in (1, 2)]
for A in range(3): b = A
A = A + 1"""
    cells = [new_code_cell("%matplotlib inline\nA = 99"), *map(new_code_cell, ["A = 1", shown])]
    path = tmp_path / "lesson.ipynb"
    stored.write(path, new_notebook(cells=cells))
    assert stored.code_of(path, "A").split("\n\n") == ["A = 1", "import math", "A, b = (2, 3)", "A = A + 1"]
    names = {}
    exec(stored.code_of(path, "A", "C", "e"), names)
    assert names["C"]().d() == names["A"] * 3.141592653589793
    assert names["e"]() == [1, 2]
    with pytest.raises(stored.NotebookError, match="makes no f, g"):
        stored.code_of(path, "A", "g", "f")
