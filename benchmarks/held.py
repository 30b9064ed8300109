"""How much of a lesson's code is held by what it prints: changes a number or an operator, and looks whether anything is noticed.

    python benchmarks/held.py 08 [--places 40] [--limit 120]

Each of the places, drawn at random, is changed alone: a number becomes one larger (what is no whole number, half as large
again), an operator its opposite. Left out is what only looks (numbers in calls that draw), what is chosen (rates, epochs,
sizes of layers and samples, noise, seeds) and the number above or below which a claim says that something is, with its
margin: it is what holds the code, and a wider one passes whatever the code. Noticed is a change after which a cell stops,
prints something else, or shows a figure with another alternative text; a number after ≈ may differ, as in the tests. The
lesson runs once; before each changed cell the process is forked, and the child goes on with the change until it is noticed.
One thread, as threads do not survive a fork; lessons with Keras begin anew each time, as TensorFlow does not, either.

Results go to benchmarks/held/NN.tsv, one line a change; a run that is ended goes on there, as long as the code is the same
but for the words that it prints, claims and draws: they are no part of what is compared with what.
"""

import argparse
import ast
import contextlib
import hashlib
import html
import os
import pickle
import random
import re
import signal
from configparser import ConfigParser
from itertools import zip_longest
from pathlib import Path

from dl_course import course, stored

ROOT = Path(__file__).resolve().parents[1]
SWAPS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.MatMult: ast.Mult, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.And: ast.Or, ast.Or: ast.And, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
# Calls whose numbers say how something looks or moves, and names of what somebody chose.
LOOKS = re.compile(r"(^|\.)(plots\..*|ax\w*\..*|axes\..*|fig\w*\..*|plt\..*|explore|Slider|describe|playground|round)$")
LOOKING = re.compile(r"^(figsize|size|fontsize|fmt|linewidth|markersize|color|alpha|columns|resolution|levels|limits)$")
CHOSEN = re.compile(
    r"(^|_)(seeds?|random_state|lr|rates?|learning_rate|epochs?|rounds?|steps?|batch(_size)?|hidden|width|layers?|units|momentum"
    r"|betas?|weight_decay|decay|patience|runs?|tries|draws|n|count|every|generator|value|num_\w+|noise|depth|\w*_size|window)$"
)
NEAR = ("atol", "rtol")
SEEDING = re.compile(r"(^|\.)(seed|default_rng|manual_seed|set_num_threads)$")


def words_of(node):
    """The texts that an expression in a call that says something is made of; not those that choose or calculate."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, (ast.BinOp, ast.IfExp, ast.List, ast.Tuple, ast.keyword)):
        for part in ast.iter_child_nodes(node):
            yield from words_of(part)


def without_words(source: str) -> str:
    """A cell's code as far as it can change a result: no comments, no spaces, no words that are printed, claimed or drawn."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with %magic
        return source
    for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
        if ast.unparse(call.func) in ("print", "claim") or LOOKS.search(ast.unparse(call.func)):
            for word in [word for part in (*call.args, *call.keywords) for word in words_of(part)]:
                word.value = ""
    return ast.dump(tree)


def is_written_out(node) -> bool:
    """Whether an expression holds numbers alone: 2 / 3, (0.1, 0.01), np.geomspace(0.001, 1, 7)."""
    names = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return all(name.id == "np" for name in names)


def bounds_of(claim: ast.Call) -> set:
    """The numbers that a claim says something is above or below, with the margin if there is one, and its tolerances.

    In `a > 2 / 3`, `a < b - 0.1` and `a < 0.9 * b` these are 2 / 3, - 0.1 and 0.9 *.
    """
    nodes = list(ast.walk(claim))
    compared = [node for node in nodes if isinstance(node, ast.Compare) and not isinstance(node.ops[0], ast.Eq)]
    sides = [side for node in compared for side in (node.left, *node.comparators)]
    margins = [side for side in sides if isinstance(side, ast.BinOp)]
    sides += [part for side in margins for part in (side.left, side.right)]
    sides += [word.value for node in nodes if isinstance(node, ast.Call) for word in node.keywords if word.arg in NEAR]
    bounds = {part for side in sides if is_written_out(side) for part in ast.walk(side)}
    return bounds | {margin for margin in margins if bounds & {margin.left, margin.right}}


def parameters(sources) -> dict[str, list[str]]:
    """The names of the parameters of each function and class that a lesson writes."""
    found = {}
    for source in sources:
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.FunctionDef):
                    found[node.name] = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
                if isinstance(node, ast.ClassDef):
                    for part in node.body:
                        if getattr(part, "name", "") == "__init__":
                            found[node.name] = [argument.arg for argument in part.args.args[1:]]
    return found


class Places(ast.NodeVisitor):
    """Finds the nodes that may be changed, in the order of the code."""

    def __init__(self, functions):
        self.functions = functions  # as `parameters` gives them
        self.found = []  # (node, which of its operators)
        self.bounds = set()  # nodes of numbers that claims compare with

    def visit_Call(self, node):
        name = ast.unparse(node.func)
        if LOOKS.search(name) or SEEDING.search(name):
            return
        if name == "claim":
            self.bounds |= bounds_of(node)
        self.visit(node.func)
        names = self.functions.get(name, [])
        for argument, parameter in zip_longest(node.args, names[: len(node.args)], fillvalue=""):
            if not CHOSEN.search(parameter):
                self.visit(argument)
        for keyword in node.keywords:
            if keyword.arg is None or not (LOOKING.search(keyword.arg) or CHOSEN.search(keyword.arg)):
                self.visit(keyword.value)

    def visit_For(self, node):
        counts = isinstance(node.iter, ast.Call) and ast.unparse(node.iter.func) == "range"
        if not (counts and all(isinstance(bound, ast.Constant) for bound in node.iter.args)):
            self.visit(node.iter)  # how often something is done is chosen
        for statement in [*node.body, *node.orelse]:
            self.visit(statement)

    def visit_Assign(self, node):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if is_written_out(node.value) and any(CHOSEN.search(name) for name in names):
            return
        self.visit(node.value)

    def visit_arguments(self, node):
        named = [*node.posonlyargs, *node.args][-len(node.defaults) :] if node.defaults else []
        pairs = [*zip(named, node.defaults, strict=True), *zip(node.kwonlyargs, node.kw_defaults, strict=True)]
        for argument, default in pairs:
            if default is not None and not CHOSEN.search(argument.arg):
                self.visit(default)

    def visit_FormattedValue(self, node):
        self.visit(node.value)  # not how it is written

    def visit_Constant(self, node):
        if type(node.value) in (int, float) and node not in self.bounds:
            self.found.append((node, 0))

    def visit_BinOp(self, node):
        text = isinstance(node.op, (ast.Mod, ast.Mult, ast.Add)) and isinstance(
            node.left, (ast.Constant, ast.JoinedStr)
        )
        if (
            type(node.op) in SWAPS
            and node not in self.bounds
            and not (text and not isinstance(getattr(node.left, "value", ""), (int, float)))
        ):
            self.found.append((node, 0))
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        self.found.append((node, 0))
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        if type(node.op) in SWAPS:
            self.found.append((node, 0))
        self.visit(node.value)

    def visit_Compare(self, node):
        self.found += [(node, k) for k, operator in enumerate(node.ops) if type(operator) in SWAPS]
        self.generic_visit(node)


def places_of(source: str, functions: dict) -> list:
    finder = Places(functions)
    with contextlib.suppress(SyntaxError):  # a cell with %magic
        finder.visit(ast.parse(source))
    return finder.found


def changed(source: str, number: int, functions: dict) -> tuple[str, str]:
    """The cell with its place of that number changed, and the change in words."""
    tree = ast.parse(source)
    finder = Places(functions)
    finder.visit(tree)
    node, which = finder.found[number]
    before = ast.unparse(node)
    if isinstance(node, ast.Constant):
        node.value = node.value + 1 if isinstance(node.value, int) else 1.5 * node.value or 1.0
    elif isinstance(node, ast.Compare):
        node.ops[which] = SWAPS[type(node.ops[which])]()
    else:
        node.op = SWAPS[type(node.op)]()
    silent = ";" if source.rstrip().endswith(";") else ""
    return ast.unparse(ast.fix_missing_locations(tree)) + silent, f"line {node.lineno}: {before} -> {ast.unparse(node)}"


class Lesson:
    """The code cells of a lesson, and what they give, as the tests compare it."""

    def __init__(self, notebook: Path):
        self.cells = [(i, c.source) for i, c in enumerate(stored.read(notebook).cells) if c.cell_type == "code"]
        self.functions = parameters(source for _, source in self.cells)
        code = "\n\n".join(without_words(source) for _, source in self.cells)
        self.code = hashlib.sha256(code.encode()).hexdigest()[:12]
        rules = ConfigParser(interpolation=None)
        rules.read(ROOT / "tests" / "sanitize.cfg", encoding="utf-8")
        self.rules = [(re.compile(rules[name]["regex"]), rules[name]["replace"]) for name in rules.sections()]

    def drawn(self, count: int) -> list[tuple[int, int]]:
        """Cell, by its place among the code cells, and number of the place in it."""
        every = [
            (k, n) for k, (_, source) in enumerate(self.cells) for n in range(len(places_of(source, self.functions)))
        ]
        return sorted(random.Random(0).sample(every, min(count, len(every))))

    def run(self, shell, source: str) -> str:
        """What a cell prints and shows, with whether it stopped."""
        from IPython.utils.capture import capture_output

        with capture_output() as captured:
            result = shell.run_cell(source, store_history=True)
        told = [captured.stdout]
        for output in captured.outputs:
            told.append(output.data.get("text/plain", ""))
            told += [html.unescape(alt) for alt in re.findall(r'alt="([^"]*)"', output.data.get("text/html", ""))]
        error = result.error_before_exec or result.error_in_exec
        told.append(f"stopped: {type(error).__name__}" if error else "")
        text = "\n".join(told)
        for rule, by in self.rules:
            text = rule.sub(by, text)
        return re.sub(r"0x[0-9a-f]{6,}", "0x", text)


def make_shell(folder: Path):
    os.environ.update(
        MPLBACKEND="module://matplotlib_inline.backend_inline", OMP_NUM_THREADS="1", TF_NUM_INTRAOP_THREADS="1"
    )
    os.chdir(folder)
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    with contextlib.suppress(ImportError):
        import torch

        torch.set_num_threads(1)
    return shell


def in_child(work, limit: float):
    """The result of `work()` in a forked process, or what ended it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.setitimer(signal.ITIMER_PROF, limit)  # of processor time; ends the process, as no handler is set
        try:
            result = work()
        except BaseException as error:
            result = f"the process: {type(error).__name__}"
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else "out of time"


def noticed(lesson: Lesson, shell, start: int, source: str, expected: list[str]) -> str:
    """Where a changed cell is noticed, going on from it; empty if nowhere."""
    for k in range(start, len(lesson.cells)):
        if lesson.run(shell, source if k == start else lesson.cells[k][1]) != expected[k]:
            return f"cell {lesson.cells[k][0]}"
    return ""


def measure(lesson: Lesson, notebook: Path, table: Path, count: int, limit: float) -> None:
    rows = {}
    if table.exists():
        head, *lines = table.read_text(encoding="utf-8").splitlines()
        if head == f"# code {lesson.code}":
            rows = {tuple(map(int, line.split("\t")[:2])): line for line in lines[1:]}
    todo = [place for place in lesson.drawn(count) if place not in rows]

    def note(place, where):
        k, number = place
        words = " ".join(changed(lesson.cells[k][1], number, lesson.functions)[1].split())
        rows[place] = f"{k}\t{number}\t{lesson.cells[k][0]}\t{where or 'no'}\t{words}"
        text = [f"# code {lesson.code}", "place\tnumber\tcell\tnoticed\tchange", *(rows[key] for key in sorted(rows))]
        table.parent.mkdir(exist_ok=True)
        table.write_text("\n".join(text) + "\n", encoding="utf-8")
        print(f"{notebook.stem[:2]} cell {lesson.cells[k][0]:3} {where or 'NOT NOTICED':14} {words}", flush=True)

    if todo and any("keras" in source for _, source in lesson.cells):

        def everything():
            shell = make_shell(notebook.parent)
            return [lesson.run(shell, source) for _, source in lesson.cells]

        expected = in_child(everything, 20 * limit)
        for place in todo:

            def anew(place=place):
                shell = make_shell(notebook.parent)
                for _, source in lesson.cells[: place[0]]:
                    lesson.run(shell, source)
                return noticed(
                    lesson, shell, place[0], changed(lesson.cells[place[0]][1], place[1], lesson.functions)[0], expected
                )

            note(place, in_child(anew, 20 * limit))
    elif todo:
        shell = make_shell(notebook.parent)
        expected = in_child(lambda: [lesson.run(shell, source) for _, source in lesson.cells], 20 * limit)
        assert isinstance(expected, list), expected
        control = in_child(lambda: noticed(lesson, shell, 0, lesson.cells[0][1], expected), 20 * limit)
        assert control == "", f"without a change something is noticed: {control}"
        for k, (_, source) in enumerate(lesson.cells):
            for place in [place for place in todo if place[0] == k]:
                text = changed(source, place[1], lesson.functions)[0]
                note(place, in_child(lambda k=k, text=text: noticed(lesson, shell, k, text, expected), limit))
            lesson.run(shell, source)
            if not any(place[0] > k for place in todo):
                break
    held = sum(line.split("\t")[3] != "no" for line in rows.values())
    print(f"{notebook.stem}: {held} of {len(rows)} changes noticed, {held / max(len(rows), 1):.0%}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lesson", help="its number")
    parser.add_argument("--places", type=int, default=40)
    parser.add_argument(
        "--limit", type=float, default=120, help="processor seconds for a change; what takes longer is noticed"
    )
    given = parser.parse_args()
    os.environ.setdefault("DL_COURSE_DATA", "shipped")
    notebook = next(lesson.notebook for lesson in course.lessons(ROOT) if lesson.number == given.lesson)
    measure(Lesson(notebook), notebook, ROOT / "benchmarks" / "held" / f"{given.lesson}.tsv", given.places, given.limit)
