"""Makes the data files of the checks: what each comparison expects, and what the typical mistakes give in its place.

    python tools/hint_numbers.py            writes dl_course/checks/*.json
    python tools/hint_numbers.py 02 05      of these lessons
    python tools/hint_numbers.py --check    writes nothing, says which file is not what the tests' answers give

The right value of a comparison is what the right answer in `tests/mistakes/` gives there; the value of a hint is what the
mistake gives that is listed with it. A mistake belongs to the first comparison that it does not pass, and to the hint there
that contains the words it is listed with.
"""

import contextlib
import importlib
import io
import json
import sys
import warnings
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from dl_course import course, frameworks  # noqa: E402
from dl_course.checks import judging  # noqa: E402
from dl_course.errors import UsageError  # noqa: E402

CHECKS = ROOT / "dl_course" / "checks"


class _Names(dict):
    """In place of the numbers of a check: each comparison is handed its own name."""

    def __missing__(self, name):
        return name


def lessons() -> list[str]:
    """Names of the checks that have answers in `tests/mistakes/`."""
    return sorted(path.stem for path in (ROOT / "tests" / "mistakes").glob("[a-z]*.py"))


def comparisons(check, answer, right=None) -> dict[str, tuple]:
    """What a check compares, answered in this way.

    Args:
        check: A check of `dl_course.checks`.
        answer: What it is asked about.
        right: What this function gave for the right answer: the check is left at the first comparison that differs.

    Returns:
        Name of the comparison -> (value received, its hints, its tolerance), as far as the check came.
    """
    module, found = sys.modules[check.__module__], {}

    def note(value, expected, *, hints=(), tolerance=judging.TOLERANCE, **_):
        if isinstance(expected, str):
            found.setdefault(expected, (value, tuple(hints), tolerance))
            if right and expected in right and not judging.same(value, right[expected][0], 1e-9):
                raise judging.Wrong("this comparison is the one that the mistake belongs to")

    kept = module.KNOWN, module.compare
    module.KNOWN, module.compare = _Names(), note
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with contextlib.suppress(judging.Wrong, judging.Open):
                check(answer)
    finally:
        module.KNOWN, module.compare = kept
    return found


def numbers(lesson: str) -> dict[str, dict]:
    """The content of a check's data file."""
    module = importlib.import_module(f"dl_course.checks.{lesson}")
    answers = importlib.import_module(f"mistakes.{lesson}")
    if not hasattr(module, "KNOWN"):
        return {}
    refuse_disorder(lesson, module, answers)
    if "keras" in Path(answers.__file__).read_text(encoding="utf-8"):
        frameworks.start_keras()  # the answers may import Keras before it, as students do: TensorFlow would write here
    entries, right = {}, {}
    for task, answer in answers.RIGHT.items():
        right[task] = comparisons(getattr(module, f"check_{task}"), answer)
        for name, (value, *_) in right[task].items():
            entries[name] = {"right": _listed(value), "wrong": {}}
    for task, mistake, words in answers.MISTAKES:
        for name, (value, hints, _) in comparisons(getattr(module, f"check_{task}"), mistake, right[task]).items():
            if judging.same(value, right[task][name][0], 1e-9):
                continue
            meant = [hint for hint in hints if words in hint]
            if len(meant) > 1:
                raise SystemExit(f"{lesson}, {task}: {words!r} is part of several hints: {meant}. Say more of the one.")
            if meant and (_is_number(value) or not _is_number(right[task][name][0])):
                values = entries[name]["wrong"].setdefault(meant[0], [])
                if not any(judging.same(value, other, 1e-9) for other in values):
                    values.append(_listed(value))
            break
    for task, compared in right.items():
        for name, (_, hints, _) in compared.items():
            if unused := [hint for hint in hints if hint not in entries[name]["wrong"]]:
                raise SystemExit(
                    f"{lesson}, {task}: no mistake of tests/mistakes/{lesson}.py gets the hint {unused[0]!r}. Add one with a "
                    "part of these words, or correct the words there."
                )
    for task, compared in right.items():
        for name, hint, other, value in collisions(entries, compared):
            raise SystemExit(
                f"{lesson}, {task}: at the comparison {name!r} the number of {hint} is also that of {other}: {value}. "
                f"Choose other inputs in dl_course/checks/{lesson}.py."
            )
    return {name: entry if entry["wrong"] else {"right": entry["right"]} for name, entry in sorted(entries.items())}


def refuse_disorder(lesson: str, module, answers) -> None:
    """Says which answer has no check, which check no answer, and which mistake neither."""
    file, checks = f"tests/mistakes/{lesson}.py", f"dl_course/checks/{lesson}.py"
    for task in answers.RIGHT:
        if not hasattr(module, f"check_{task}"):
            raise SystemExit(f"{file}: RIGHT has {task!r}, but there is no check_{task} in {checks}.")
    for check in vars(module):
        if check.startswith("check_") and check.removeprefix("check_") not in answers.RIGHT:
            raise SystemExit(f"{file}: RIGHT has no {check.removeprefix('check_')!r}, but {checks} has {check}.")
    for listed in (name for name in vars(answers) if name == "MISTAKES" or name.startswith("ALSO_RIGHT")):
        for task, *_ in getattr(answers, listed):
            if task not in answers.RIGHT:
                raise SystemExit(f"{file}: RIGHT has no {task!r}, but {listed} has.")


def collisions(entries: dict, compared: dict[str, tuple]) -> Iterator[tuple]:
    """The name of a comparison, two of its hints (or "the right answer") and the number that both have."""
    for name, (_, _, tolerance) in compared.items():
        values = [("the right answer", entries[name]["right"])]
        values += [(repr(hint), value) for hint, many in entries[name].get("wrong", {}).items() for value in many]
        for (hint, value), (other_hint, other) in combinations(values, 2):
            if hint != other_hint and judging.same(value, other, tolerance):
                yield name, hint, other_hint, value


def _listed(value):
    """A value as lists of Python's own numbers and words; to twelve digits: the last ones differ between processors."""
    if isinstance(value, str):
        return str(value)
    if not _is_number(value):
        return [_listed(each) for each in value]
    array = np.asarray(judging.plain(value))
    if array.dtype.kind == "b":
        return array.tolist()
    return _rounded(array.astype(float).tolist())


def _is_number(value):
    try:
        judging.as_array(value)
    except judging.Wrong:
        return False
    return True


def _rounded(value):
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if not np.isfinite(value):
        return value
    short = float(f"{value:.12g}")
    return int(short) if short == int(short) and abs(short) < 1e15 else short


def as_text(entries: dict) -> str:
    """One line a value, so that a change is seen where it is."""
    lines = []
    for name, entry in entries.items():
        wrong = [f"   {json.dumps(h, ensure_ascii=False)}: {json.dumps(v)}" for h, v in entry.get("wrong", {}).items()]
        block = f' "{name}": {{\n  "right": {json.dumps(entry["right"])}'
        if wrong:
            block += ',\n  "wrong": {\n' + ",\n".join(wrong) + "\n  }"
        lines.append(block + "\n }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def agrees(stored, made) -> bool:
    """Whether two data files hold the same names and hints, and the same numbers up to the rounding of float32.

    That of float32 differs between processors, and some answers calculate in it.
    """
    if isinstance(stored, dict) and isinstance(made, dict):
        return list(stored) == list(made) and all(agrees(stored[key], made[key]) for key in stored)
    return judging.same(stored, made, 1e-6)


def main(arguments: list[str]) -> int:
    """Writes the files, or with --check only compares; the exit status says whether all agreed."""
    wrong, numbers_of = 0, [argument for argument in arguments if not argument.startswith("-")]
    try:
        chosen = [lesson.name[3:] for lesson in course.choose(numbers_of, ROOT)] if numbers_of else lessons()
    except UsageError as error:
        raise SystemExit(str(error)) from None
    for lesson in chosen:
        path = CHECKS / f"{lesson}.json"
        stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        made = numbers(lesson)
        if agrees(stored, made):
            continue
        wrong += 1
        print(f"{path.relative_to(ROOT)} {'is not what the answers give' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            path.write_text(as_text(made), encoding="utf-8")
    return int(bool(wrong)) if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
