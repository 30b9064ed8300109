"""`dl-course`: what a person types. One module a command; the command's module is loaded when it is asked for.

This file, `dl_course/__init__.py` and `dl_course/errors.py` are written so that Python 3.8 can read them: an old Python is
told so in words.
"""

import argparse
import importlib
import sys

import dl_course
from dl_course.errors import NotPossible, UsageError

OLDEST, TOO_NEW = (3, 11), (3, 14)

# Command -> what it is for. Its module has `add_arguments(parser)` and `run(arguments)`, which returns the exit status; what
# cannot go on raises one of dl_course.errors.
COMMANDS = {
    "list": "the lessons, how long they take, what is done",
    "lab": "open JupyterLab at your copy of a lesson",
    "check": "run your exercise and say which tasks are done",
    "hand-in": "write the one file of an exercise to hand in",
    "exam": "write a mock exam of 90 minutes, or its solution",
    "find": "what a word means, in English or German, and which lesson teaches it",
    "fetch": "download real data, or list which data there is",
    "doctor": "what this machine has and lacks for the course",
    "new": "start a lesson: its notebook, exercise, check and mistakes (for authors)",
    "release": "make exercises/ from solutions/",
    "collect": "bring what Moodle or Canvas hands out into folders for `grade`",
    "grade": "judge what students handed in",
    "refresh": "run lessons and solutions again and store their outputs",
}

# A module called list would hide the built-in of that name in this package; hand-in is no name of a module.
MODULES = {"list": "lessons", "hand-in": "hand_in"}


def main(argv=None):
    """Runs one command.

    Args:
        argv: The words after `dl-course`; those of the command line if None.

    Returns:
        Exit status: 0 all is well, 1 something is not (it was said what), 2 wrong use, 130 interrupted.
    """
    if sys.version_info[:2] < OLDEST:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        print(f"The course needs Python 3.11, 3.12 or 3.13. This is Python {version} ({sys.executable}).")
        print("Install a newer one, then in the course's folder: make lab")
        return 1
    argv = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that has no ✓ shows ? instead of failing
    try:
        parser = _parser(argv)
        if not argv:
            parser.print_help()
            return 0
        if not argv[0].startswith("-") and argv[0] not in COMMANDS:
            parser.error(_no_such_command(argv[0]))
        arguments = parser.parse_args(argv)
        status = _module(arguments.command).run(arguments)
        sys.stdout.flush()  # a reader that is gone is noticed here, and not when Python ends
        return status
    except (UsageError, NotPossible) as error:
        print(error, file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "dl_course":
            raise
        print(f"{error.name} is not installed for {sys.executable}.", file=sys.stderr)
        print("Install the course with: make lab, or: pip install -e . -c requirements.lock", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as `head`, has seen enough
        return 0


def _parser(argv):
    """The parser with the arguments of the one command that is asked for, so that no other module is loaded."""
    parser = argparse.ArgumentParser(prog="dl-course", description="A deep-learning course in notebooks.")
    parser.add_argument("--version", action="version", version="dl-course " + dl_course.__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if name in argv[:1]:
            _module(name).add_arguments(command)
    return parser


def _no_such_command(word):
    import difflib

    close = difflib.get_close_matches(word, COMMANDS, n=1)
    return f"There is no command {word!r}. " + (f"Did you mean {close[0]!r}?" if close else "Try: dl-course --help")


def _module(command):
    return importlib.import_module("dl_course.cli." + MODULES.get(command, command))
