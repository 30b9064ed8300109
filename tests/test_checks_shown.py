"""The band under a check cell: in a notebook it stops nothing, elsewhere a tick is printed and a hint raised."""

import sys
from types import SimpleNamespace

import pytest

from dl_course.checks import shown
from dl_course.checks.judging import Open, Wrong, require, task


def check_first(answer):
    with task(1, "the sum"):
        require(answer == 1, "the bias is missing & <b>not</b> added")


def check_second(answer):
    with task(2, "the loss"):
        if answer is None:
            raise NotImplementedError("task 2: write your answer here")


@pytest.fixture
def notebook(monkeypatch):
    """A kernel that keeps what is displayed, as the outputs of a cell."""
    outputs = []

    def display(data, raw):
        assert raw
        outputs.append({"output_type": "display_data", "data": data})

    ipython = SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object()))
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", SimpleNamespace(display=display))
    monkeypatch.setattr(shown, "_done", {})
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return outputs


def test_a_notebook_counts_what_is_done_and_takes_back_what_no_longer_is(notebook):
    check_first(1)
    check_second(0)
    check_first(2)
    check_second(0)
    assert [output["data"]["text/plain"] for output in notebook] == [
        "✓ task 1: the sum (1 of 2 done)",
        "✓ task 2: the loss (2 of 2 done)",
        "✗ task 1: the bias is missing & <b>not</b> added",
        "✓ task 2: the loss (1 of 2 done)",
    ]


@pytest.mark.parametrize(
    ("hint", "band"),
    [
        ("the *sum* of `a < b`, not", "the <em>sum</em> of <code>a &lt; b</code>, not"),
        ("asked for is (*not yet*).", "asked for is (<em>not yet</em>)."),
        ("2 *k and 3 *k, a*b*c, f(*rows, *new)", "2 *k and 3 *k, a*b*c, f(*rows, *new)"),
        ("`one` tick, ` a lone one", "<code>one</code> tick, ` a lone one"),
    ],
)
def test_stress_and_code_are_seen_in_the_band_and_products_stay(notebook, hint, band):
    with task(1, "x"):
        raise Wrong(hint)
    assert f"✗ task 1: {band}</div>" in notebook[0]["data"]["text/html"]
    assert notebook[0]["data"]["text/plain"] == f"✗ task 1: {hint}"


def test_no_check_stops_a_notebook_but_ctrl_c_does(notebook):
    check_first(2)
    check_second(None)
    assert [each.status for each in shown.read(notebook)] == ["wrong", "open"]
    with pytest.raises(KeyboardInterrupt), task(1, "x"):
        raise KeyboardInterrupt


def test_the_band_is_text_to_a_browser_and_to_a_screen_reader(notebook):
    check_first(2)
    html = notebook[0]["data"]["text/html"]
    assert 'role="status"' in html
    assert "&amp; &lt;b&gt;not" in html
    assert "<b>" not in html


def test_what_is_shown_is_read_again(notebook):
    check_first(1)
    check_first(2)
    check_second(None)
    assert shown.read(notebook) == [
        shown.Shown(1, "done", "✓ task 1: the sum"),
        shown.Shown(1, "wrong", "✗ task 1: the bias is missing & <b>not</b> added"),
        shown.Shown(2, "open", "task 2: write your answer here"),
    ]


def test_what_is_printed_or_raised_is_read_too():
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "5\n✓ task 3: softmax\nso ✓ task 4: said a student\n"},
        {"output_type": "error", "ename": "Wrong", "evalue": "✗ task 5: the sign\nis wrong"},
        {"output_type": "error", "ename": "NameError", "evalue": "name 'x' is not defined"},
        {"output_type": "stream", "name": "stdout", "text": "task 6: my notes"},
    ]
    assert [(each.task, each.status) for each in shown.read(outputs)] == [(3, "done"), (5, "wrong")]


def test_under_nbgrader_a_hint_is_raised_so_that_no_points_are_given(notebook, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(Wrong):
        check_first(2)
    with pytest.raises(Open):
        check_second(None)
    check_first(1)
    assert capsys.readouterr().out == "✓ task 1: the sum\n"
    assert notebook == []


def test_without_a_kernel_nothing_is_displayed(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    check_first(1)
    assert capsys.readouterr().out == "✓ task 1: the sum\n"
