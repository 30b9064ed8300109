"""A notebook cell as Python: magics that change nothing are passed over, commands of the shell are refused with a word."""

import ast
import contextlib

_HARMLESS = frozenset(
    ["autoreload", "capture", "config", "load_ext", "matplotlib", "pylab", "precision", "reload_ext", "time", "timeit"]
    + ["pinfo", "pinfo2", "psearch", "who", "whos"]  # help, and lists of names
)


class NotRun(RuntimeError):
    """A line of a cell that is not run while grading."""


def runnable(source: str) -> str:
    """The cell with IPython's own syntax replaced by calls of `get_ipython()`."""
    if not any(line.lstrip()[:1] in ("%", "!", "?") or "= !" in line or "= %" in line or line.rstrip().endswith("?")
               for line in source.splitlines()):  # fmt: skip
        return source
    # A docstring that asks something is Python: IPython, which takes long to import, would leave it as it is.
    with contextlib.suppress(Exception):
        compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


class _Shell:
    def run_line_magic(self, name, line, *_, **__):
        if name not in _HARMLESS:
            raise NotRun(f"%{name} is not run while grading; write it in Python or delete the line")
        if name in ("time", "timeit") and line.strip() and not line.lstrip().startswith("-"):
            import __main__

            exec(line, __main__.__dict__)

    def run_cell_magic(self, name, line, cell):
        if name not in ("time", "timeit", "capture"):
            raise NotRun(f"%%{name} is not run while grading; write the cell in Python")
        import __main__

        exec(compile(runnable(cell), "<cell>", "exec"), __main__.__dict__)

    def system(self, command, *_, **__):
        raise NotRun(f"!{command.split()[0] if command.split() else ''} is not run while grading; delete the line")

    getoutput = getoutput_nothing = system

    def __getattr__(self, name):
        raise NotRun(f"get_ipython().{name} does not exist while grading")


_shell = _Shell()


def shell():
    """Takes the place of IPython's `get_ipython`."""
    return _shell
