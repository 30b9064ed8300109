"""The judge takes one answer to each question: what comes unasked, twice or in no known form ends the submission."""

import socket
from types import SimpleNamespace

import pytest

from dl_course.grading import channel, codec
from dl_course.grading.codec import Handle
from dl_course.grading.session import Gone, Student


def conversation(*replies):
    """A session whose student sends these messages, whatever it is asked."""
    ours, theirs = socket.socketpair()
    for reply in replies:
        channel.send(theirs, codec.encode(reply))
    return Student(SimpleNamespace(channel=ours, theirs=theirs))


def value(number, what):
    return (number, "value", what, {}, "")


def test_an_answer_to_the_question_is_taken():
    student = conversation(value(1, 3.0), value(2, 4.0))
    assert (student.get("x"), student.get("x")) == (3.0, 4.0)


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
    ids=repr,
)
def test_a_message_of_no_known_form_ends_it(reply):
    with pytest.raises(Gone):
        conversation(reply).get("x")
