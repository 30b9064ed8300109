"""TROUBLE.md: every message in it is one that the course, or a program beside it, really writes."""

import re

import pytest
from conftest import ROOT

from dl_course.cli import COMMANDS

# Written by the shell, by Python, by git, by JupyterLab.
OTHERS = (
    "dl-course: command not found",
    "ModuleNotFoundError: No module named 'dl_course'",
    "NameError: name … is not defined",
    "error: Your local changes to the following files would be overwritten by merge:",
    "has changed on disk since the last time it was opened or saved.",
    "The kernel for … appears to have died. It will restart automatically.",
)
TEXT = (ROOT / "TROUBLE.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^### `(.+?)`", TEXT, flags=re.MULTILINE)
WITHIN = [" ".join(words.split()) for words in re.findall(r"`(the kernel [^`]+|The notebook [^`]+)`", TEXT)]


def written():
    """Everything that the course writes: its code, with texts joined that lie over several lines."""
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "dl_course").rglob("*.py")))
    joined = re.sub(r"""["']\s*\n\s*f?["']""", "", code)
    return re.sub(r"\{[^{}]*\}", "…", joined) + (ROOT / "Makefile").read_text(encoding="utf-8")


def test_there_are_headings():
    assert len(HEADINGS) >= 10
    assert len(WITHIN) == 2


@pytest.mark.parametrize("message", [*HEADINGS, *WITHIN])
def test_the_message_is_one_that_is_written(message):
    for other in OTHERS:
        message = message.replace(other, "…")
    message = message.replace("task 1", "task …")
    pieces = [piece.strip() for piece in re.split("…|: |[.] ", message) if re.search(r"\w\w", piece)]
    text = written()
    assert [piece for piece in pieces if piece not in text] == []


def test_its_commands_are_commands():
    assert set(re.findall(r"dl-course ([a-z-]+)", TEXT)) <= set(COMMANDS)
