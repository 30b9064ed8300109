"""The errors that a person meets at the command line: `dl-course` prints their message and ends with their status.

Any other exception is a bug, and keeps its traceback.
"""


class UsageError(ValueError):
    """The course is used wrongly; the message says what was expected, what was received and what to do."""

    status = 2


class NotPossible(RuntimeError):
    """What was asked for cannot be done here; the message says why and what to do."""

    status = 1
