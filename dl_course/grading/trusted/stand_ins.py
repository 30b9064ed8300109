"""Stand-ins, in the judge, for what lives in the student process; every use of one is a question across the border."""

import sys

_LIBRARIES = ("torch", "keras", "tensorflow", "matplotlib", "sklearn")
_OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")


def stand_in(student, number: int, name: str, ancestor: str, can: bool, iterator: bool, label: str) -> "Remote":
    """A stand-in of a class of its own, called as the student's class is.

    Args:
        student: The session that is asked.
        number: How the student process calls the object.
        name: Name of its class.
        ancestor: The nearest class of a well-known library, as "module:name".
        can: Whether it can be called.
        iterator: Whether it gives values one after the other.
        label: Its `__name__`.
    """
    bases = (Callable,) if can is True else (Remote,)
    bases = (Iterator, *bases) if iterator is True else bases
    made = type("".join(filter(str.isidentifier, name))[:60] or "object", bases, {})(student, number, ancestor)
    object.__setattr__(made, "__name__", label[:80])
    return made


class Remote:
    """An object that stays with the student. It is compared with nothing, is neither true nor false, and is no number.

    It cannot be a member of a set either: there it would be told from any number by its hash alone.
    """

    _builds = False  # a class of the solution: what it returns has operators
    _built = False

    def __init__(self, student, number, ancestor):
        for name, value in (("_student", student), ("_number", number), ("_ancestor", ancestor)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._student.ask("attribute", self, name)

    def __setattr__(self, name, value):
        self._student.ask("set", self, name, value)

    def __getitem__(self, key):
        return self._student.ask("item", self, key)

    def __setitem__(self, key, value):
        self._student.ask("put", self, key, value)

    def __len__(self):
        length = self._student.ask("length", self)
        if type(length) is not int or not 0 <= length < 2**31:
            raise TypeError("len() of the answer is not a whole number")
        return length

    def __iter__(self):
        iterator = self._student.ask("iterate", self)
        while True:
            answer = self._student.ask("next", iterator)
            if type(answer) is not tuple or answer[0] is not True:
                return
            yield answer[1]

    def _refuse(self, *_, **__):
        raise TypeError(f"the answer is of type {type(self).__name__}, not a plain value")

    __eq__ = __hash__ = __bool__ = __array__ = __index__ = __contains__ = _refuse  # != asks ==, int and float ask index

    @property
    def __class__(self):
        """The class of a library that it descends from, so that `isinstance(model, torch.nn.Module)` holds."""
        module, _, path = self._ancestor.partition(":")
        found = sys.modules.get(module) if module.split(".")[0] in _LIBRARIES else None
        for part in path.split("."):
            found = getattr(found, part, None)
        own = isinstance(found, type) and found.__module__.split(".")[0] in _LIBRARIES  # not what the library imports
        return found if own else type(self)

    def __repr__(self):
        return f"<{type(self).__name__} of the submission>"


class Callable(Remote):
    """A function, a class or a model of the student's."""

    def __call__(self, *args, **kwargs):
        result = self._student.ask("call", self, args, kwargs)
        object.__setattr__(self, "changed_arguments", self._student.changed)
        if self._builds and isinstance(result, Remote):
            object.__setattr__(result, "_built", True)
        return result

    def run_there(self, function, *args, **kwargs):
        """What `function(self, ...)` gives in the student process: see `dl_course.checks.autograd`."""
        return self._student.ask("call", function, (self, *args), kwargs)


class Iterator(Remote):
    def __iter__(self):
        return self

    def __next__(self):
        answer = self._student.ask("next", self)
        if type(answer) is not tuple or answer[0] is not True:
            raise StopIteration
        return answer[1]


def _operator(name, order):
    def apply(self, *other):
        if not self._built:
            self._refuse()
        parts = (self, *other) if order else (*other, self)
        result = self._student.ask("operator", name, parts)
        if not isinstance(result, Remote):  # it could be whatever a comparison needs
            raise TypeError(
                f"{name} of a {type(self).__name__} gave a {type(result).__name__}, not an object of a class"
            )
        object.__setattr__(result, "_built", True)
        return result

    return apply


for _name in _OPERATORS:
    setattr(Remote, f"__{_name}__", _operator(_name, True))
    setattr(Remote, f"__r{_name}__", _operator(_name, False))
for _name in ("neg", "pos", "abs"):
    setattr(Remote, f"__{_name}__", _operator(_name, True))
