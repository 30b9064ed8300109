"""Plain values to bytes and back, for the border between a test and a submission. Decoding executes nothing.

What crosses: None, bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, NumPy arrays and scalars,
PyTorch tensors. They arrive as exactly these types, whatever subclass was sent. What only looks different arrives as what it
is like: np.str_ as str, a Fraction and a Decimal as float, an array of objects that are numbers or text as one of numbers or
text, longdouble as float64, a memoryview and pandas' tables as arrays. Anything else is left to the two hooks.
"""

import math
import struct
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np

MAX_BYTES = 64 * 2**20  # of one message
MAX_ITEMS = 1_000_000  # of all containers of one message together
MAX_DEPTH = 40
MAX_INT_BYTES = 512

_NATIVE = {
    name: np.dtype(name)
    for name in ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
    + ("float16", "float32", "float64", "complex64", "complex128")
}
_NAMES = {dtype: name for name, dtype in _NATIVE.items()}
_LITTLE = {name: dtype.newbyteorder("<") for name, dtype in _NATIVE.items()}
_SEVERAL = {b"l": list, b"t": tuple, b"e": set, b"z": frozenset}
_LENGTH, _FLOAT, _TWO_FLOATS, _ARRAY = map(struct.Struct, ("<I", "<d", "<dd", "<?BB"))


class NotPlain(ValueError):
    """The value cannot cross; the message says why."""


class Malformed(ValueError):
    """The bytes are not a value of this codec."""


class Handle:
    """Stands in a message for something that stays on its side: `kind` says what, `fields` are plain."""

    def __init__(self, kind: str, *fields):
        self.kind, self.fields = kind, fields


def encode(value, leave: Callable[[object], Handle | None] = lambda value: None) -> bytes:
    """The bytes of a value.

    Args:
        value: What to send.
        leave: Asked about everything that is not plain; a handle is sent in its place.

    Raises:
        NotPlain: It is not plain and has no handle, or it is too deep, too long or too large.
    """
    writer = _Writer(leave)
    writer.write(value, 0)
    return bytes(writer.out)


def decode(data: bytes, find: Callable[..., object] | None = None):
    """The value of bytes that `encode` made.

    Args:
        data: The bytes.
        find: Called with kind and fields of each handle, gives what takes its place; handles are refused if None.

    Raises:
        Malformed: The bytes are anything else, or break a limit.
    """
    reader = _Reader(data, find)
    try:
        value = reader.read(0)
    except (struct.error, TypeError, ValueError, OverflowError, MemoryError) as error:
        raise Malformed(f"not a message: {error}") from None
    if reader.at != len(data):
        raise Malformed("bytes are left over")
    return value


class _Writer:
    def __init__(self, leave):
        self.out = bytearray()
        self.leave = leave
        self.items = 0

    def write(self, value, depth):
        if depth > MAX_DEPTH:
            raise NotPlain(f"it is nested more than {MAX_DEPTH} levels deep")
        kind = type(value)  # first what is most often sent
        if kind is float:
            self.out += b"f" + _FLOAT.pack(value)
        elif kind is np.ndarray or kind is np.float64:
            self.array(value, depth)
        elif kind is str:
            self.sized(b"s", value.encode("utf-8", "replace"))
        elif kind is tuple:
            self.several(b"t", value, depth)
        elif kind is list:
            self.several(b"l", value.copy(), depth)
        elif value is None:
            self.out += b"N"
        elif value is True or value is False:
            self.out += b"1" if value else b"0"
        elif kind is int:
            self.integer(value)
        elif kind is dict:
            self.dictionary(value, depth)
        elif kind is Handle:
            self.handle(value, depth)
        elif isinstance(value, (np.ndarray, np.generic)) and not isinstance(value, (str, bytes)):
            self.array(value, depth)
        elif isinstance(value, int):
            self.integer(value)
        elif isinstance(value, float):
            self.out += b"f" + _FLOAT.pack(value)
        elif isinstance(value, complex):
            self.out += b"c" + _TWO_FLOATS.pack(value.real, value.imag)
        elif isinstance(value, str):
            self.sized(b"s", str.encode(value, "utf-8", "replace"))
        elif isinstance(value, (bytes, bytearray)):
            self.sized(b"b", bytes(value))
        elif isinstance(value, list):
            self.several(b"l", list.copy(value), depth)
        elif isinstance(value, tuple):
            self.several(b"t", tuple(tuple.__iter__(value)), depth)
        elif isinstance(value, frozenset):
            self.several(b"z", list(frozenset.__iter__(value)), depth)
        elif isinstance(value, set):
            self.several(b"e", list(set.__iter__(value)), depth)
        elif isinstance(value, dict):
            self.dictionary(value, depth)
        elif isinstance(value, (Fraction, Decimal)):  # so late, as this question is a slow one
            self.out += b"f" + _FLOAT.pack(_as_float(value))
        elif isinstance(value, memoryview) or _of_pandas(value):
            self.array(np.asarray(value), depth)
        elif not self.tensor(value, depth):
            handle = self.leave(value)
            if handle is None:
                raise NotPlain(f"it is a {kind.__name__}")
            self.handle(handle, depth)

    def handle(self, handle, depth):
        self.out += b"H"
        self.write(handle.kind, depth + 1)
        self.write(tuple(handle.fields), depth + 1)

    def integer(self, value):
        size = (int.bit_length(value) + 8) // 8
        if size > MAX_INT_BYTES:
            raise NotPlain(f"it is a whole number of more than {MAX_INT_BYTES * 8} bits")
        self.sized(b"i", int.to_bytes(value, size, "little", signed=True))

    def dictionary(self, value, depth):
        self.several(b"d", [part for pair in dict.items(value) for part in pair], depth)

    def sized(self, tag, data):
        self.out += tag + _LENGTH.pack(len(data)) + data
        if len(self.out) > MAX_BYTES:
            raise NotPlain(f"it is larger than {MAX_BYTES >> 20} MB")

    def several(self, tag, items, depth):
        self.items += len(items)
        if self.items > MAX_ITEMS:
            raise NotPlain(f"it has more than {MAX_ITEMS:,} items")
        self.out += tag + _LENGTH.pack(len(items))
        for item in items:
            self.write(item, depth + 1)

    def array(self, value, depth, tag=None, flag=False):
        tag = tag or (b"x" if isinstance(value, np.generic) else b"A")
        value = np.asarray(value)
        name = _NAMES.get(value.dtype)
        if name is None:
            if value.dtype.kind in "US":
                self.out += b"W"
                self.write(list(map(int, value.shape)), depth + 1)
                self.several(b"l", value.ravel().tolist(), depth + 1)
                return
            if value.dtype.kind == "O":
                self.objects(value, depth)
                return
            if value.dtype in (np.longdouble, np.clongdouble) and value.dtype.itemsize > 8:
                value = value.astype(np.complex128 if value.dtype.kind == "c" else np.float64)
            name = _NAMES.get(value.dtype.newbyteorder("="))
            if name is None:
                raise NotPlain(f"it is an array of {value.dtype}")
        if value.nbytes > MAX_BYTES:
            raise NotPlain(f"it is an array of {value.nbytes >> 20} MB; at most {MAX_BYTES >> 20} MB cross")
        little = value.astype(_LITTLE[name], copy=False)
        self.out += tag + _ARRAY.pack(flag, len(name), value.ndim) + name.encode()
        self.out += struct.pack(f"<{value.ndim}Q", *value.shape)
        self.sized(b"", little.tobytes())

    def objects(self, value, depth):
        """Writes an array of objects: as one of numbers or text where they are all that, else as lists."""
        if value.size > MAX_ITEMS:
            raise NotPlain(f"it has more than {MAX_ITEMS:,} items")
        every = [_as_float(each) if isinstance(each, (Fraction, Decimal)) else each for each in value.ravel().tolist()]
        plain = value.tolist()
        if all(isinstance(each, str) for each in every):
            plain = np.array(every, dtype=str if every else float).reshape(value.shape)
        elif all(isinstance(each, (bool, int, float, complex, np.bool_, np.number)) for each in every):
            numbers = np.array(every)
            plain = numbers.reshape(value.shape) if numbers.dtype.kind in "biufc" else plain
        self.write(plain, depth + 1)

    def tensor(self, value, depth):
        """Writes a tensor of PyTorch, or as an array one of TensorFlow; False if it is neither."""
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            plain = value.detach().cpu()
            if plain.is_sparse or plain.is_quantized:
                raise NotPlain("it is a sparse or quantized tensor")
            if plain.dtype == torch.bfloat16:
                plain = plain.float()
            # A tensor with a history loses it here; without the flag, `backward` on it fails instead of doing nothing.
            self.array(plain.numpy(), depth, b"T", bool(value.requires_grad and value.is_leaf))
            return True
        tensorflow = sys.modules.get("tensorflow")
        if tensorflow is not None and isinstance(value, (tensorflow.Tensor, tensorflow.Variable)):
            self.array(np.asarray(value.numpy()), depth)
            return True
        if type(value).__module__.startswith("keras.") and type(value).__name__ in ("Variable", "KerasVariable"):
            self.array(np.asarray(value), depth)
            return True
        return False


def _as_float(value):
    """A Fraction or a Decimal as a float; a check takes it as one, too."""
    try:
        return float(value)
    except (ValueError, OverflowError):
        raise NotPlain(f"it is a {type(value).__name__} that no float comes near") from None


def _of_pandas(value):
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series, pandas.Index))


class _Reader:
    def __init__(self, data, find):
        if len(data) > MAX_BYTES + 4096:
            raise Malformed("the message is too large")
        self.data, self.at, self.find, self.items = data, 0, find, 0

    def take(self, size):
        part = self.data[self.at : self.at + size]
        if len(part) != size:
            raise Malformed("the message ends early")
        self.at += size
        return part

    def number(self, form):
        (number,) = form.unpack_from(self.data, self.at)
        self.at += form.size
        return number

    def read(self, depth):
        if depth > MAX_DEPTH + 4:
            raise Malformed("nested too deep")
        tag = self.data[self.at : self.at + 1]
        if not tag:
            raise Malformed("the message ends early")
        self.at += 1
        if tag == b"N":
            return None
        if tag == b"f":
            return self.number(_FLOAT)
        if tag == b"i":
            data = self.take(self.number(_LENGTH))
            if len(data) > MAX_INT_BYTES:
                raise Malformed("a number is too long")
            return int.from_bytes(data, "little", signed=True)
        if tag == b"s":
            return str(self.take(self.number(_LENGTH)), "utf-8")
        if tag in _SEVERAL:
            return _SEVERAL[tag](self.several(depth))
        if tag in b"AxT":
            return self.array(tag)
        if tag in b"01":
            return tag == b"1"
        if tag == b"d":
            items = self.several(depth)
            return dict(zip(items[::2], items[1::2], strict=True))
        if tag == b"b":
            return bytes(self.take(self.number(_LENGTH)))
        if tag == b"c":
            return complex(self.number(_FLOAT), self.number(_FLOAT))
        if tag == b"W":
            return self.words(depth)
        if tag == b"H" and self.find is not None:
            kind, fields = self.read(depth + 1), self.read(depth + 1)
            if type(kind) is not str or type(fields) is not tuple:
                raise Malformed("a handle is broken")
            return self.find(kind, *fields)
        raise Malformed(f"unknown tag {tag!r}")

    def several(self, depth):
        count = self.number(_LENGTH)
        self.items += count
        if self.items > MAX_ITEMS:
            raise Malformed("too many items")
        return [self.read(depth + 1) for _ in range(count)]

    def array(self, tag):
        flag, length, ndim = _ARRAY.unpack(self.take(_ARRAY.size))
        name = str(self.take(length), "ascii")
        shape = struct.unpack(f"<{ndim}Q", self.take(8 * ndim))
        if name not in _LITTLE or ndim > 16 or max(shape, default=0) > MAX_BYTES:
            raise Malformed("an array is not of numbers, or its shape is impossible")
        dtype = _LITTLE[name]
        data = self.take(self.number(_LENGTH))
        if math.prod(shape) * dtype.itemsize != len(data):
            raise Malformed("an array's bytes do not fit its shape")
        if name == "bool":  # a byte that is neither 0 nor 1 would be a third truth value
            data = bytes(np.frombuffer(data, np.uint8) != 0)
        array = np.ndarray(shape, dtype, data).astype(_NATIVE[name])
        if tag == b"x":
            return array[()]
        if tag == b"A":
            return array
        import torch

        return torch.from_numpy(array).requires_grad_(flag and array.dtype.kind in "fc")

    def words(self, depth):
        shape, words = self.read(depth + 1), self.read(depth + 1)
        if type(shape) is not list or type(words) is not list or not all(type(word) is str for word in words):
            raise Malformed("an array of text is broken")
        if len(shape) > 16 or any(type(n) is not int or n < 0 for n in shape):
            raise Malformed("an array of text has an impossible shape")
        if sum(map(len, words)) > MAX_BYTES or len(words) * max(map(len, words), default=0) > MAX_BYTES // 4:
            raise Malformed("an array of text is too large")
        try:
            return np.array(words, dtype=str).reshape(shape)
        except ValueError:
            raise Malformed("an array of text does not fit its shape") from None
