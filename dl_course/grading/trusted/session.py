"""One conversation of the judge with a student process: questions, answers, and what crosses with them."""

import builtins
import functools
import pickle
import types
from collections.abc import Iterator, Sequence

from dl_course.checks.judging import Wrong
from dl_course.grading.border import codec
from dl_course.grading.border.channel import Closed
from dl_course.grading.border.codec import Handle
from dl_course.grading.trusted.stand_ins import Callable, Remote, stand_in
from dl_course.grading.trusted.students import StudentProcess

_BY_PICKLE = (
    "builtins",
    "math",
    "numpy",
    "torch",
    "torchvision",
    "keras",
    "tensorflow",
    "sklearn",
    "dl_course",
    "collections",
    "random",
)
_THERE = "dl_course.checks.autograd"  # its functions are run where the student's are
_LONGEST = 2000  # characters of an error
_FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, functools.partial)


class Gone(BaseException):
    """The student process ended, or said something that was not asked. No `except Exception` of a test may hold it."""


class CannotCross(BaseException):
    """The test hands over something that cannot cross the border; said to the author of the test."""


class Student:
    """One student process as the judge sees it.

    Attributes:
        process: The process and its lifeline.
    """

    def __init__(self, process: StudentProcess):
        self.process = process
        self._number = 0
        self._functions = []

    def run(self, source: str, label: str) -> None:
        """Executes a cell. Raises what the cell raised, as a builtin error with `line` and `shown`."""
        for error in self.run_each([(source, label)]):
            if error:
                raise error

    def run_each(self, cells: Sequence[tuple[str, str]]) -> Iterator[Exception | None]:
        """Executes cells, given as source and label, one after the other; all are handed over at once.

        Yields:
            For each, as soon as it is done, what it raised, as `run` raises it; None if nothing.
        """
        self._send("run", cells)
        for _ in cells:
            try:
                self._receive((), [])
                yield None
            except Exception as error:
                yield error

    def get(self, name: str, is_class: bool = False):
        """The value of a name: a copy where it is plain, a stand-in otherwise. Raises KeyError if there is none.

        Args:
            name: The name.
            is_class: The solution defines a class of this name, so its objects may have operators. Only the solution
                can say so: an object that comes where a number is expected must not bring operators of its own, which
                could give whatever a comparison needs.
        """
        value = self.ask("get", name)
        if is_class and isinstance(value, Callable):
            object.__setattr__(value, "_builds", True)
        return value

    def ask(self, verb: str, *arguments):
        """One request and its answer, with the questions in between that the student's code has to the test."""
        return self._receive(arguments, self._send(verb, arguments))

    def _send(self, verb, arguments):
        """Sends a request; the arguments that are neither plain nor kept here, in the order in which they were sent."""
        self._number += 1
        live: list = []
        sent = [_handle(each) if issubclass(type(each), Remote) else each for each in arguments]
        try:
            data = codec.encode((self._number, verb, None, *sent), functools.partial(self._leave, live))
            if live:  # now they are known, one pickle of them all keeps an optimizer together with its model
                again = functools.partial(self._leave, [])
                data = codec.encode((self._number, verb, _pickled(live), *sent), again)
        except codec.NotPlain as error:
            raise CannotCross(f"an argument of the student's function cannot cross: {error}") from None
        try:
            self.process.channel.send(data)
        except Closed as error:
            raise Gone(str(error)) from error
        return live

    def _receive(self, arguments, live):
        try:
            while True:
                kind, *rest = self._reply()
                if kind != "ask":
                    return self._result(kind, rest, arguments, live)
                self._answer(*rest)
        except Exception as error:  # what is not the student's own error is a broken message
            if getattr(error, "of_the_student", False):
                raise
            raise Gone(str(error)) from error

    def _reply(self):
        message = codec.decode(self.process.channel.receive(), self._find)
        if type(message) is not tuple or len(message) < 3 or message[0] != self._number:
            raise codec.Malformed("a message came that was not asked for")
        return message[1:]

    def _answer(self, index, args, kwargs):
        if type(index) is not int or not 0 <= index < len(self._functions):
            raise codec.Malformed("a function was called that does not exist")
        if type(args) is not tuple or type(kwargs) is not dict or not all(type(key) is str for key in kwargs):
            raise codec.Malformed("a function was called in no way")
        try:
            reply = ("answer", self._functions[index](*args, **kwargs))
            data = codec.encode((self._number, *reply), functools.partial(self._leave, []))
        except Exception as error:
            data = codec.encode((self._number, "raised", type(error).__name__, str(error)[:500]))
        self.process.channel.send(data)

    def _result(self, kind, rest, arguments, live):
        if kind == "value":
            value, changed, printed = rest
            print(str(printed), end="")
            self.changed = _write_back(value, changed, arguments, live)
            return value
        if kind == "unable":
            raise _said(Wrong(str(rest[0])[:500]), str(rest[0])[:500], 0)
        if kind == "error":
            classes, text, name, line, printed = rest
            print(str(printed), end="")
            raise _error(classes, str(text), str(name), line if type(line) is int else 0)
        raise codec.Malformed("a message of an unknown kind")

    def _leave(self, live, value):
        """What crosses in place of an argument that is not plain; None if nothing can."""
        if isinstance(value, Remote):
            return _handle(value)
        named = isinstance(value, (type, *_FUNCTIONS))
        root = ((value.__module__ if named else type(value).__module__) or "").split(".")[0]
        by_name = root in ("numpy", "torch", "math") or getattr(value, "__module__", "") == _THERE
        if isinstance(value, _FUNCTIONS) and not by_name:
            if value not in self._functions:
                self._functions.append(value)
            return Handle("ask", self._functions.index(value), getattr(value, "__name__", "function"))
        if root not in _BY_PICKLE:
            return None
        live.append(value)
        return Handle("object", len(live) - 1)

    def _find(self, kind, *fields):
        if kind == "yours":
            raise codec.Malformed("a handle that was never given")
        number, name, ancestor, can, iterator, label = fields
        if kind != "theirs" or type(number) is not int or not all(type(f) is str for f in (name, ancestor, label)):
            raise codec.Malformed("a broken handle")
        return stand_in(self, number, name, ancestor, can, iterator, label)


def _handle(stand_in):
    return Handle("yours", object.__getattribute__(stand_in, "_number"))


def _pickled(live):
    try:
        return pickle.dumps(live)
    except Exception as error:
        names = ", ".join(sorted({type(thing).__name__ for thing in live}))
        raise CannotCross(f"an argument of the student's function ({names}) cannot cross: {error}") from None


def _said(error, shown, line):
    error.of_the_student, error.shown, error.line = True, shown, line
    return error


def _error(classes, text, name, line):
    """The student's error as the nearest builtin one, so that a test can expect it."""
    text = text[:_LONGEST]
    found = RuntimeError
    for candidate in classes if type(classes) is list else ():
        kind = getattr(builtins, candidate, None) if type(candidate) is str else None
        if isinstance(kind, type) and issubclass(kind, Exception) and kind not in _NOT_BUILT:
            found = kind
            break
    shown = f"{name}: {text}" if text else name
    return _said(found(text.strip("'") if found is KeyError else text), shown[:1000], line)


_NOT_BUILT = (
    Exception,
    StopIteration,
    StopAsyncIteration,
    UnicodeDecodeError,
    UnicodeEncodeError,
    UnicodeTranslateError,
)
_NOT_BUILT += (BaseExceptionGroup, ExceptionGroup)


def _write_back(value, changed, arguments, live):
    """Carries changes made in place back to the test's own arguments, and says which arguments were changed.

    Only a function that returns nothing changes plain arguments of the test: otherwise a test such as
    `f(x) == 2 * x` could be met by emptying x.
    """
    if type(changed) is not dict or not changed:
        return ()
    given = arguments[1] if len(arguments) > 2 else ()
    told = set()
    for index, new in changed.items():
        if type(index) is not int:
            raise codec.Malformed("a changed argument has no number")
        if index < 0:
            model = live[-1 - index]
            if _load(model, new):
                told |= {place for place, value in enumerate(given) if value is model}
        else:
            told.add(index)
            if value is None:
                _replace(given[index], new)
    return tuple(sorted(told))


def _replace(old, new):
    if isinstance(old, list) and type(new) is list:
        old[:] = new
    elif isinstance(old, (dict, set)) and type(new) is type(old):
        old.clear()
        old.update(new)
    elif hasattr(old, "dtype") and getattr(new, "dtype", None) == old.dtype and new.shape == old.shape:
        if hasattr(old, "detach"):
            old.detach().copy_(new.detach())
        else:
            old[...] = new


def _load(model, state):
    """Gives a model or an optimizer what it has become in the student process; whether that is anything new."""
    if type(state) is not dict:
        raise codec.Malformed("a model without arrays")
    before = _numbers(_state_of(model))
    try:
        if hasattr(model, "load_state_dict"):
            model.load_state_dict(state)
        else:
            model.set_weights([state[str(i)] for i in range(len(state))])
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError) as error:
        raise _said(Wrong("what was handed over was given other layers or parameters"), str(error)[:200], 0) from None
    return before != _numbers(_state_of(model))


def _state_of(model):
    return model.state_dict() if hasattr(model, "state_dict") else model.get_weights()


def _numbers(state):
    """A state as bytes, which can be compared whatever is in it."""
    return codec.encode(state, lambda value: Handle("other", type(value).__name__))
