"""A progress bar in a notebook: a person sees it, a stored output does not hold it."""

from dl_course import progress


def run_as_program_and_as_person(source):
    """Outputs of a cell, run as by a program, then as by a person, whose front end would answer input()."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for _ in range(2)])
    client = NotebookClient(notebook, timeout=120)
    with client.setup_kernel():
        for index, watched in enumerate([False, True]):
            client.kc.allow_stdin = watched
            client.execute_cell(notebook.cells[index], index)
    return [cell.outputs for cell in notebook.cells]


CELL = """
from dl_course import progress
progress._REDRAW = 0
with progress.Progress("training", 3) as bar:
    for _ in range(3):
        bar.advance(1, "loss <0.1>")
print("done")
"""


def test_bar_in_a_notebook():
    (only,), (bar, text) = run_as_program_and_as_person(CELL)
    assert only.text == "done\n", "what a program runs has no bar stored"
    assert bar.output_type == "display_data"
    assert bar.data == {"text/html": ""}, "a person saw a bar, and it is emptied"
    assert text.text == "done\n"


def test_bar_of_unknown_length():
    bar = progress.Progress("file", None, unit=" MB", shown=False)
    bar.advance(3.2)
    assert bar.fraction is None
    assert bar.line() == "3 MB"
