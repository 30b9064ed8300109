"""What a student is told about an error or a dead process."""

import signal

from dl_course.checks.errors import in_words
from dl_course.checks.judging import Wrong, is_open
from dl_course.exercises.exercise import Task
from dl_course.grading.outcome.verdict import Status


def test_file(task: Task) -> str:
    """Name under which the code of a test appears in a traceback."""
    return f"<test {task.id}>"


def sentence_of(task, error):
    """Status, sentence and, where a check gave one, hint for an error of the visible part of a test."""
    cause = error if getattr(error, "of_the_student", False) else error.__cause__
    if is_open(error):
        return Status.OPEN, str(error)
    if getattr(cause, "of_the_student", False) and not isinstance(cause, Wrong):
        return Status.STOPPED, f"{task.label}: {in_words(cause)}"
    if isinstance(error, Wrong):
        hint = str(error).removeprefix("✗ ")
        hint = hint if hint.startswith(task.label) else f"{task.label}: {hint}"
        return Status.WRONG, hint, hint
    if isinstance(error, AssertionError):
        text = str(error) or f"this does not hold: {_line(task, error)}"
        return Status.WRONG, f"{task.label}: {text}", f"{task.label}: {text}"
    return Status.WRONG, f"{task.label}: your answer could not be compared: {type(error).__name__}: {error}"


# All that is ever told of a hidden part that did not pass.
FURTHER = {
    Status.WRONG: "a further test of your answer failed.",
    Status.TIMEOUT: "a further test of your answer was not done in time.",
    Status.ENDED: "a further test of your answer ended the Python process.",
}


def is_of_hidden_part(message: str) -> bool:
    """Whether a sentence is about the hidden part of a test: the visible check had passed the answer."""
    return message.endswith(tuple(FURTHER.values()))


def _lines(task, error):
    """Lines of the test that were being executed when an error came up, outermost first."""
    lines, trace = [], error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == test_file(task):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines


def _line(task, error):
    lines, executed = task.source.split("\n"), _lines(task, error)
    return lines[executed[-1] - 1].strip() if executed and executed[-1] <= len(lines) else "the check"


def shown(error):
    line = f" (line {error.line})" if getattr(error, "line", 0) else ""
    return f"{getattr(error, 'shown', None) or f'{type(error).__name__}: {error}'}{line}"


FORGED = "was ended: it sent the grader a message that was not asked for."


def ending(status):
    words = {
        -signal.SIGXCPU: "used up its processor time.",
        -signal.SIGSEGV: "crashed the Python process; a recursion without end can do that.",
        -signal.SIGKILL: "was ended: it used up its processor time, its memory or its threads.",
    }
    return words.get(status, f"ended the Python process (status {status}).")
