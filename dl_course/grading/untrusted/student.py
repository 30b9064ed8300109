"""The student process: executes a submission's cells and answers the judge. It has read no solution and no test.

Everything here can be rewritten by the student's code, so nothing here protects anything. The judge takes every reply for
what it is: something the student says.
"""

import ast
import builtins
import io
import linecache
import operator
import pickle
import random
import sys
import types

import numpy as np

from dl_course.grading.border import codec
from dl_course.grading.border.channel import Channel, Closed
from dl_course.grading.border.codec import Handle
from dl_course.grading.untrusted.magics import runnable, shell

_PRINTED = 1 << 16
_LIBRARIES = ("torch", "keras", "tensorflow", "matplotlib", "sklearn", "numpy")
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))


def serve(judge: Channel, standing: list[str]) -> None:
    """Answers requests until the judge closes the channel."""
    random.seed(0)  # Python seeds it anew in each fork
    student = _Student(judge)
    judge.send(codec.encode((0, "hello", standing)))
    while True:
        try:
            student.answer(judge.receive())
        except Closed:
            return


def seed() -> None:
    """Seeds the libraries; done once, as forks inherit it."""
    np.random.seed(0)  # noqa: NPY002 - a student may use the old functions
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(0)


class _Printed(io.TextIOBase):
    """Takes what is printed, up to a length."""

    encoding = "utf-8"

    def __init__(self):
        self.parts, self.room = [], _PRINTED

    def writable(self):
        return True

    def write(self, text):
        if self.room > 0:
            self.parts.append(str(text)[: self.room])
            self.room -= len(self.parts[-1])
        return len(text)

    def take(self):
        text = "".join(self.parts)
        self.__init__()
        return text


class _Student:
    def __init__(self, judge):
        self.judge = judge
        self.kept = {}  # number -> object that stays here
        self.live = []
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(get_ipython=shell, display=print, __builtins__=builtins)
        sys.modules["__main__"] = self.module
        builtins.input = _no_input
        sys.stdout, sys.stderr = _Printed(), _Printed()

    def answer(self, data):
        number, verb, _, *rest = self.decode(data)
        for each in rest if verb == "run" else [rest]:  # cells come many at once, and each has its reply
            self.reply(number, verb, each)
        self.number = None

    def reply(self, number, verb, rest):
        try:
            value = getattr(self, f"do_{verb}")(*rest)
            changed = value[1] if verb == "call" else {}
            value = value[0] if verb == "call" else value
            reply = codec.encode((number, "value", value, changed, self.printed()), self.leave)
        except codec.NotPlain as error:
            reply = codec.encode((number, "unable", f"the result cannot be read: {error}", self.printed()))
        except BaseException as error:
            reply = codec.encode((number, "error", *_described(error), self.printed()))
        self.judge.send(reply)

    def decode(self, data):
        live = []
        message = codec.decode(data, lambda kind, *fields: self.find(live, kind, *fields))
        if message[2]:
            live[:] = pickle.loads(message[2])
            message = codec.decode(data, lambda kind, *fields: self.find(live, kind, *fields))
        self.number, self.live = message[0], live
        return message

    def find(self, live, kind, *fields):
        if kind == "yours":
            return self.kept[fields[0]]
        if kind == "object":
            return live[fields[0]] if live else None
        number, name = fields

        def ask(*args, **kwargs):
            return self.ask(number, args, kwargs)

        ask.__name__ = name
        return ask

    def ask(self, function, args, kwargs):
        """Calls a function that the test handed over: it runs at the judge's."""
        self.judge.send(codec.encode((self.number, "ask", function, args, kwargs), self.leave))
        _, kind, *rest = codec.decode(self.judge.receive(), lambda kind, *fields: self.find([], kind, *fields))
        if kind == "raised":
            raise getattr(builtins, rest[0], RuntimeError)(rest[1])
        return rest[0]

    def leave(self, value):
        """What crosses in place of an object that is not plain."""
        if isinstance(value, _VIEWS):
            return None
        number = id(value)
        self.kept[number] = value
        iterator = hasattr(type(value), "__next__")
        can = callable(value) and not isinstance(value, types.ModuleType)
        return Handle("theirs", number, type(value).__name__, _ancestor(value), can, iterator, _name(value))

    def printed(self):
        return sys.stdout.take() if isinstance(sys.stdout, _Printed) else ""

    def do_run(self, source, label):
        name = f"<{label}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        code = compile(runnable(source), name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        waiting = eval(code, self.module.__dict__)
        if waiting is not None:  # a cell may await, as in Jupyter
            import asyncio

            asyncio.run(waiting)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")

    def do_get(self, name):
        return self.module.__dict__[name]

    def do_call(self, target, args, kwargs):
        before = [_copy(value) for value in args]
        result = target(*args, **kwargs)
        changed = {i: value for i, value in enumerate(args) if _comparable(value) and not _same(before[i], value)}
        changed.update({-1 - i: _state(thing) for i, thing in enumerate(self.live) if _state(thing)})
        return _listed(result), changed

    def do_attribute(self, target, name):
        return _listed(getattr(target, name))

    def do_set(self, target, name, value):
        setattr(target, name, value)

    def do_item(self, target, key):
        return target[key]

    def do_put(self, target, key, value):
        target[key] = value

    def do_length(self, target):
        return len(target)

    def do_iterate(self, target):
        return iter(target)

    def do_next(self, target):
        for value in target:
            return (True, value)
        return (False, None)

    def do_operator(self, name, args):
        return getattr(operator, name)(*args)


def _no_input(prompt=""):
    raise EOFError("input() cannot be answered while grading; a function gets its values as arguments")


def _listed(value):
    return list(value) if isinstance(value, _VIEWS) else value


def _comparable(value):
    torch = sys.modules.get("torch")
    return isinstance(value, (np.ndarray, list, dict, set)) or (torch is not None and isinstance(value, torch.Tensor))


def _copy(value):
    """The bytes of an argument that could be changed in place."""
    if not _comparable(value):
        return None
    try:
        return codec.encode(value, lambda thing: Handle("id", id(thing)))
    except codec.NotPlain:
        return None


def _same(before, value):
    return before is None or before == _copy(value)


def _state(thing):
    """The arrays of a model that the test handed over, or what an optimizer remembers."""
    if hasattr(thing, "named_parameters") or hasattr(thing, "param_groups"):
        return dict(thing.state_dict())
    if hasattr(thing, "get_weights"):
        return {str(i): value for i, value in enumerate(thing.get_weights())}
    return None


def _ancestor(value):
    """The nearest class of a well-known library that the value is an instance of, as "module:name"."""
    for parent in type(value).__mro__:
        if parent.__module__.split(".")[0] in _LIBRARIES:
            return f"{parent.__module__}:{parent.__qualname__}"
    return "builtins:type" if isinstance(value, type) else "builtins:object"


def _name(value):
    name = getattr(value, "__name__", "")
    return name if type(name) is str else ""


def _described(error):
    """Builtin classes of an error, from its own upwards; its message; the line of the student's cell."""
    classes = [c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins"]
    try:
        text = str(error)
    except BaseException:
        text = ""
    if isinstance(error, SyntaxError):
        return (classes, error.msg or "invalid syntax", type(error).__name__, error.lineno or 0)
    if isinstance(error, SystemExit):
        text = "exit() ends a program; a notebook needs none"
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<cell"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return classes, text[:2000], type(error).__name__[:80], line
