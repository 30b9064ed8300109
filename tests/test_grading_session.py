"""The judge takes one answer to each question: what comes unasked, twice or in no known form ends the submission."""

import operator
import os
import socket
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest

from dl_course.grading.border import codec
from dl_course.grading.border.channel import Channel, Closed
from dl_course.grading.border.codec import Handle
from dl_course.grading.trusted.bench import Report
from dl_course.grading.trusted.sentences import sentence_of
from dl_course.grading.trusted.session import Gone, Student
from dl_course.grading.trusted.stand_ins import stand_in


def conversation(*replies):
    """A session whose student sends these messages, whatever it is asked."""
    ours, theirs = channels()
    for reply in replies:
        theirs.send(codec.encode(reply))
    return Student(SimpleNamespace(channel=ours, theirs=theirs))


def channels():
    """Two ends of a conversation; who waits for five seconds is told that nobody is there."""
    ends = socket.socketpair()
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 5, 0))
    return [Channel(end.detach()) for end in ends]


@pytest.mark.parametrize("sizes", [(0,), (3, 0, 5), (1 << 12, 4088, 4089, 1), (1 << 20, 7), (1 << 24, 1 << 16)])
def test_messages_of_any_size_arrive_whole_and_one_by_one(sizes):
    ours, theirs = channels()
    messages = [bytes(index % 251 for index in range(size)) for size in sizes]
    with ThreadPoolExecutor(1) as pool:  # a large one is not sent before somebody reads
        sending = pool.submit(lambda: [theirs.send(message) for message in messages])
        assert [ours.receive() for _ in messages] == messages
        sending.result()
    theirs.close()
    with pytest.raises(Closed, match="the other side closed"):
        ours.receive()


def test_a_message_in_pieces_arrives_whole():
    ours, theirs = channels()
    message = struct.pack("<Q", 5) + b"whole" + struct.pack("<Q", 2) + b"ab"
    with ThreadPoolExecutor(1) as pool:
        received = pool.submit(lambda: [ours.receive(), ours.receive()])
        for byte in message:
            os.write(theirs.descriptor, bytes([byte]))
            time.sleep(0.005)
        assert received.result() == [b"whole", b"ab"]


def test_a_message_that_ends_early_or_is_announced_as_too_large_is_none():
    ours, theirs = channels()
    os.write(theirs.descriptor, struct.pack("<Q", 5) + b"who")
    theirs.close()
    with pytest.raises(Closed):
        ours.receive()
    ours, theirs = channels()
    os.write(theirs.descriptor, struct.pack("<Q", 1 << 40))
    with pytest.raises(codec.Malformed, match="1,099,511,627,776 bytes"):
        ours.receive()
    ours.close()
    ours.close()  # once more does no harm
    with pytest.raises(Closed):
        theirs.send(b"x")


def value(number, what):
    return (number, "value", what, {}, "")


def test_an_answer_to_the_question_is_taken():
    student = conversation(value(1, 3.0), value(2, 4.0))
    assert (student.get("x"), student.get("x")) == (3.0, 4.0)


def test_cells_are_sent_at_once_and_told_of_one_by_one():
    student = conversation(value(1, None))
    running = student.run_each([("x = 1", "cell 1"), ("1 / 0", "cell 2"), ("y = x", "cell 3")])
    assert next(running) is None, "the first is told of before the second is done"
    _, verb, _, *cells = codec.decode(student.process.theirs.receive())
    assert (verb, [label for _, label in cells]) == ("run", ["cell 1", "cell 2", "cell 3"])
    for reply in ((1, "error", ["ZeroDivisionError"], "division by zero", "ZeroDivisionError", 1, ""), value(1, None)):
        student.process.theirs.send(codec.encode(reply))
    failed, last = running
    assert (type(failed), failed.line, last) == (ZeroDivisionError, 1, None)


def test_more_replies_than_cells_end_it():
    student = conversation(value(1, None), value(1, None), value(1, None))
    assert list(student.run_each([("x = 1", "cell 1"), ("y = 2", "cell 2")])) == [None, None]
    with pytest.raises(Gone, match="not asked for"):
        student.get("x")


@pytest.mark.parametrize("number", [0, 2, -1, "1", None, 1.5, [1]])
def test_an_answer_to_another_question_ends_it(number):
    with pytest.raises(Gone):
        conversation(value(number, 3.0)).get("x")


def test_an_answer_in_advance_is_not_taken_for_the_next_question():
    student = conversation(value(1, 3.0), value(1, 3.0))
    assert student.get("x") == 3.0
    with pytest.raises(Gone, match="not asked for"):
        student.get("x")


@pytest.mark.parametrize(
    "reply",
    [
        3.0,
        (1,),
        (1, "value"),
        [1, "value", 3.0, {}, ""],
        (1, "done", 3.0, {}, ""),
        (1, "value", Handle("yours", 0), {}, ""),
        (1, "value", Handle("theirs", "0", "a", "b", True, False, ""), {}, ""),
        (1, "value", Handle("object", 0), {}, ""),
        (1, "value", None, {0: 1}, ""),
        (1, "value", None, {"0": 1}, ""),
        (1, "ask", 0, (), {}),
    ],
    ids=[
        "no tuple",
        "no kind",
        "no value",
        "a list",
        "unknown kind",
        "a handle of the test's",
        "a handle with a number",
    ]
    + ["an object", "an argument that was not given", "an argument without a number", "a function that was not given"],
)
def test_a_message_of_no_known_form_ends_it(reply):
    with pytest.raises(Gone):
        conversation(reply).get("x")


USES = {
    "==": lambda it: it == 3,
    "==, from the other side": lambda it: operator.eq(3, it),
    "!=": lambda it: it != 3,
    "truth": bool,
    "member of a set": lambda it: {it},
    "has a member": lambda it: 3 in it,
    "float": float,
    "int": int,
    "index": operator.index,
    "array": np.asarray,
    "+": lambda it: it + 1,
    "+, from the other side": lambda it: 1 + it,
    "-": operator.neg,
}


@pytest.mark.parametrize("use", USES)
def test_a_stand_in_is_used_for_no_plain_value(use):
    class Asked:
        def ask(self, *_):
            return True

    it = stand_in(Asked(), 1, "Liar", "builtins:object", True, False, "")
    with pytest.raises(TypeError, match="the answer is of type Liar, not a plain value"):
        USES[use](it)


def test_a_judge_says_where_it_is_once_and_then_each_second_that_it_lives():
    said, now = [], [0.0]
    report = Report(lambda what: said.append((now[0], what[1])), lambda: now[0])
    for now[0], place in (
        (0.0, "cell 1"),
        (0.4, "cell 1"),
        (0.5, "task-1"),
        (1.4, "task-1"),
        (1.5, "task-1"),
        (2, "task-1"),
    ):
        report("at", place)
    assert said == [(0.0, "cell 1"), (0.5, "task-1"), (1.5, "task-1")]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("task 1: write your answer here", ("open", "task 1: write your answer here")),
        ("a padding of 4", ("stopped", "task 2: your code stopped with NotImplementedError: a padding of 4")),
    ],
)
def test_a_task_is_open_by_its_stub_alone(text, verdict):
    error = (1, "error", ["NotImplementedError", "RuntimeError"], text, "NotImplementedError", 0, "")
    with pytest.raises(NotImplementedError) as raised:
        conversation(error).get("x")
    status, sentence = sentence_of(SimpleNamespace(label="task 2"), raised.value)
    assert (status.value, sentence.rstrip(".")) == verdict


def test_the_text_of_an_error_is_cut():
    error = (1, "error", ["ValueError"], "x" * 10**4, "ValueError", 1, "")
    with pytest.raises(ValueError, match="^x{2000}$"):
        conversation(error).get("x")


@pytest.mark.parametrize(("ancestor", "told"), [("RcParams", True), ("Path", False), ("functools.partial", False)])
def test_a_stand_in_is_of_a_class_that_a_library_defines_and_of_none_that_it_imports(ancestor, told):
    matplotlib = pytest.importorskip("matplotlib")
    found = operator.attrgetter(ancestor)(matplotlib)
    it = stand_in(None, 1, "Liar", f"matplotlib:{ancestor}", False, False, "")
    assert isinstance(it, found) is told
