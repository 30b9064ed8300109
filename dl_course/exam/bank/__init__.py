"""The bank: one module a lesson, and two over several lessons; each has one question of each kind."""

import functools
import importlib
import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from dl_course.errors import UsageError
from dl_course.exam.question import KINDS, Choice, Code, Draft, Explain, Question

# The order of the questions in an exam.
MODULES = (
    "start_here", "neuron", "activations", "backprop_by_hand", "gradient_descent", "keras_mlp", "generalization",
    "hyperparameter_search", "convolution_by_hand", "keras_cnn", "cifar_cnn", "architectures", "autoencoder_vs_pca",
    "generative_models", "recurrent_networks", "transformers", "word2vec", "bias", "reinforcement_learning",
    "many_lessons", "misconceptions",
)  # fmt: skip


def questions(name: str, own: Path | None = None) -> dict[str, Question]:
    """The questions of one module, by kind.

    Args:
        name: One of MODULES.
        own: A folder with an instructor's own modules, named likewise; what they have stands in place of the course's.

    Raises:
        UsageError: There is no such module, or one of `own` cannot be used.
    """
    if name not in MODULES:
        raise UsageError(f"There is no part {name!r} of the bank. There are: {', '.join(MODULES)}.")
    found = _of(importlib.import_module(f"{__name__}.{name}"))
    file = own / f"{name}.py" if own else None
    return found | _of(_loaded(file)) if file and file.is_file() else found


def bank(own: Path | None = None) -> dict[str, dict[str, Question]]:
    """All questions: name of the module -> kind -> question.

    Raises:
        UsageError: `own` is no folder, a file in it is named like none of MODULES, or cannot be used.
    """
    if own is not None:
        if not own.is_dir():
            raise UsageError(f"{own} is no folder with questions.")
        strange = [path.name for path in sorted(own.glob("*.py")) if path.stem not in MODULES]
        if strange:
            raise UsageError(f"{own / strange[0]}: a file is named like a part of the bank: {', '.join(MODULES)}.")
    return {name: questions(name, own) for name in MODULES}


def self_test(name: str, own: Path | None = None) -> list[Question]:
    """The questions of a part that a lesson asks at its end."""
    return [each for kind, each in questions(name, own).items() if KINDS[kind].in_lessons]


def _of(module: ModuleType) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for each in vars(module).values():
        if isinstance(each, Question):
            if each.kind in found:
                raise UsageError(
                    f"{module.__file__}: two questions of the kind {each.kind!r}. One is left out, or goes."
                )
            found[each.kind] = each
    return {kind: replace(found[kind], make=_unbroken(found[kind].make)) for kind in KINDS if kind in found}


_CODE = re.compile(r"(```.*?```|`[^`]*`|^\|[ -].*$)", flags=re.DOTALL | re.MULTILINE)
_KEPT = re.compile(r"(?<=\S) (?=[·/] \S)|(?<= [·/=]) (?=\S)|(?<=\d) (?=%)|(?<=[ (][^\W\d]) (?==)|(?<=^[^\W\d]) (?==)")


def unbroken(text: str) -> str:
    """The text with spaces at which no line breaks, where a line that breaks would tear a short formula; code stays."""
    parts = _CODE.split(text)  # every other one is code, or a row of a table
    parts[::2] = [_KEPT.sub("\N{NO-BREAK SPACE}", part) for part in parts[::2]]
    return "".join(parts)


@functools.cache  # one for each question, so that two of the same compare equal
def _unbroken(make):
    @functools.wraps(make)  # the numbers of a question come from its name
    def made(rng) -> Draft:
        draft = make(rng)
        own = {"text": unbroken(draft.text), "solution": unbroken(draft.solution)}
        if isinstance(draft, Choice):
            own["right"] = unbroken(draft.right)
            own["wrong"] = {unbroken(option): unbroken(why) for option, why in draft.wrong.items()}
        elif isinstance(draft, Explain):
            own["look_for"] = {unbroken(what): points for what, points in draft.look_for.items()}
        elif not isinstance(draft, Code):
            own["wrong"] = {unbroken(why): number for why, number in draft.wrong.items()}
        return replace(draft, **own)

    return made


def _loaded(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"dl_course_own_bank_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"{file} cannot be used: {type(error).__name__}: {error}") from None
    return module
