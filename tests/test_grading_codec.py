"""The codec carries plain values exactly, refuses the rest, and survives any bytes."""

import contextlib
import math
import random
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from dl_course.grading.border import codec
from dl_course.grading.border.codec import Handle, Malformed, NotPlain, decode, encode

PLAIN = [
    None, True, False, 0, -1, 255, 2**64, -(2**4000), 0.5, -0.0, math.inf, 1 + 2j, "", "é 漢 \0", b"\xff", [], [1, [2, "x"]],
    (1,), {"a": 1, (1, "b"): [None]}, {1, 2}, [True, 1, 1.0], frozenset({1}), {frozenset({"a"})}, {frozenset(): 1},
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_arrive_as_they_were(value):
    back = decode(encode(value))
    assert back == value
    assert type(back) is type(value)
    assert repr(back) == repr(value)


def test_nan_and_signed_zero_arrive():
    assert math.isnan(decode(encode(math.nan)))
    assert math.copysign(1, decode(encode(-0.0))) == -1


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint64", "int64", "float16", "float32", "float64", "complex128", ">f8"]
)
@pytest.mark.parametrize("shape", [(), (3,), (2, 0, 4), (2, 3, 2)])
def test_arrays_arrive_with_shape_and_type(dtype, shape):
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    back = decode(encode(array))
    assert type(back) is np.ndarray
    assert back.shape == shape
    assert back.dtype == array.dtype.newbyteorder("=")
    assert np.array_equal(back, array)
    back[...] = 0  # a copy that may be written


def test_scalars_words_and_strides():
    assert type(decode(encode(np.float32(2.5)))) is np.float32
    words = np.array([["a", "bcd"]])
    assert np.array_equal(decode(encode(words)), words)
    assert np.array_equal(decode(encode(np.arange(6).reshape(2, 3).T)), [[0, 3], [1, 4], [2, 5]])


def test_tensors_arrive_as_leaves_without_history():
    torch = pytest.importorskip("torch")
    parameter = torch.nn.Parameter(torch.ones(2))
    back = decode(encode([parameter, parameter * 2, torch.tensor(3)]))
    assert [type(t) for t in back] == [torch.Tensor] * 3
    assert [t.requires_grad for t in back] == [True, False, False]
    assert back[1].tolist() == [2.0, 2.0]
    assert back[2].item() == 3


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset, dict])
def test_what_a_container_holds_arrives_whatever_it_says_of_itself(kind):
    held = {1: 2.0} if kind is dict else [3]
    endless = {
        "__iter__": lambda _: iter(int, 1),
        "__len__": lambda _: 7,
        "copy": lambda _: [8],
        "items": lambda _: [(8, 9)],
    }
    made = type("Mine", (kind,), endless)(held)
    arrived = codec.decode(codec.encode(made))
    assert (type(arrived), arrived) == (kind, kind(held))


def test_subclasses_arrive_as_what_they_extend():
    class Lie(float):
        __eq__ = lambda self, other: True
        __hash__ = float.__hash__

    class Array(np.ndarray):
        pass

    value = [Lie(2), OrderedDict(a=1), np.ones(2).view(Array), type("S", (str,), {})("x")]
    assert [type(part) for part in decode(encode(value))] == [float, dict, np.ndarray, str]


def test_what_is_not_plain_is_left_to_the_hook():
    data = encode([object(), 1], lambda value: Handle("kept", 7))
    assert decode(data, lambda kind, *fields: (kind, fields)) == [("kept", (7,)), 1]
    with pytest.raises(Malformed):
        decode(data)


@pytest.mark.parametrize(
    "value",
    [
        object(),
        np.array([object()]),
        np.zeros(2, "datetime64[s]"),
        1 << 5000,
        Fraction(10**400),
        np.broadcast_to(0.0, (10**5, 10**5)),
    ],
    ids=["object", "objects", "dates", "long", "endless", "large"],
)
def test_what_cannot_cross_is_refused(value):
    with pytest.raises(NotPlain):
        encode(value)


def test_depth_and_length_are_bounded(monkeypatch):
    deep = []
    deep.append(deep)
    with pytest.raises(NotPlain, match="levels deep"):
        encode(deep)
    monkeypatch.setattr(codec, "MAX_ITEMS", 100)
    with pytest.raises(NotPlain, match="more than 100 items"):
        encode([[0] * 60, [0] * 60])


def test_no_bytes_do_anything_but_decode_or_fail():
    generator = random.Random(0)
    good = encode([1, "text", {"k": np.arange(4.0)}, (None, {2}), np.array(["w"])])
    for _ in range(20000):
        broken = bytearray(good)
        for _ in range(generator.randint(1, 4)):
            broken[generator.randrange(len(broken))] = generator.randrange(256)
        with contextlib.suppress(Malformed):
            decode(bytes(broken[: generator.randint(1, len(broken))]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"l\xff\xff\xff\xff",
        b"s\x05\x00\x00\x00abc",
        b"A\x00\x05\x01int64" + b"\xff" * 12,
        b"NN",
        b"P",
        b"l\1\0\0\0" * 99,
    ],
)
def test_dangerous_bytes_are_refused(data):
    with pytest.raises(Malformed):
        decode(data)


def test_a_byte_that_is_neither_true_nor_false_becomes_true():
    data = encode(np.array([True, False])).replace(b"\x01\x00", b"\x07\x00")
    back = decode(data[:-2] + b"\x07\x00")
    assert back.tolist() == [True, False]
    assert back.view(np.uint8).tolist() == [1, 0]


class Whole(int):
    pass


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (np.str_("a"), "a"),
        ([np.str_("a"), {np.str_("k"): np.str_("v")}], ["a", {"k": "v"}]),
        (np.bytes_(b"a"), b"a"),
        (memoryview(b"ab"), np.array([97, 98], np.uint8)),
        (np.longdouble(0.5), np.float64(0.5)),
        (np.array([0.5, 2], np.longdouble), np.array([0.5, 2.0])),
        (np.array([1 + 2j], np.clongdouble), np.array([1 + 2j])),
        (np.array([1, 2], object), np.array([1, 2])),
        (np.array([[1, 2.5], [Whole(3), np.float32(4)]], object), np.array([[1, 2.5], [3, 4]])),
        (np.array([Fraction(1, 4), 2], object), np.array([0.25, 2])),
        (Fraction(1, 3), 1 / 3),
        ((Decimal("0.1"), [Decimal("-Infinity")]), (0.1, [-math.inf])),
        (np.array(["a", "bc"], object), np.array(["a", "bc"])),
        (np.array([], object), np.array([])),
        (np.array([1, "a", None], object), [1, "a", None]),
        (np.array([[1], [1, 2]], object), [[1], [1, 2]]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_only_looks_different_arrives_as_what_it_is_like(value, arrives):
    back = decode(encode(value))
    assert type(back) is type(arrives)
    assert repr(back) == repr(arrives)  # of an array: numbers, shape and type


def test_tables_of_pandas_arrive_as_arrays():
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"a": [1, 2], "b": [0.5, 1.5]}, index=["x", "y"])
    assert np.array_equal(decode(encode(table)), [[1, 0.5], [2, 1.5]])
    assert np.array_equal(decode(encode([table["a"]]))[0], [1, 2])
    assert np.array_equal(decode(encode(table.index)), ["x", "y"])
    table["b"] = ["u", "v"]
    assert decode(encode(table)) == [[1, "u"], [2, "v"]]
