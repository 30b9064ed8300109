"""Same numbers on every run, claims that fail where they are false, a report of the environment."""

import importlib.metadata
import random
import subprocess
import sys

import numpy as np
import pytest

from dl_course import claim, environment, reproducible, seed
from dl_course.reproducible import ClaimFailed


def draws():
    return random.random(), np.random.rand()  # noqa: NPY002 - what seed must also reach


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    first = (seed(7).random(), draws())
    assert (seed(7).random(), draws()) == first
    other = (seed(8).random(), draws())
    assert other[0] != first[0]
    assert all(a != b for a, b in zip(other[1], first[1], strict=True))


def test_the_generator_is_one_of_its_own():
    generator = seed(7)
    generator.random(100)
    after = draws()
    seed(7)
    assert draws() == after


def test_the_seed_is_0_unless_told():
    assert seed().random() == seed(0).random() == np.random.default_rng(0).random()


@pytest.mark.parametrize("value", [0, 1, 2**32 - 1, np.int64(5), np.uint32(5)])
def test_seeds_that_are_fine(value):
    seed(value)


@pytest.mark.parametrize("value", [1.0, "1", None, True, np.float64(1), [1], np.array([1])])
def test_seeds_that_are_no_int(value):
    with pytest.raises(TypeError, match="seed must be an int. Received: "):
        seed(value)


@pytest.mark.parametrize("value", [-1, 2**32])
def test_seeds_out_of_range(value):
    with pytest.raises(ValueError, match=rf"\[0, 2\*\*32\). Received: {value}"):
        seed(value)


def test_torch_is_seeded_where_it_is_imported_and_not_imported_for_it():
    torch = pytest.importorskip("torch")
    seed(3)
    first = torch.rand(3)
    seed(3)
    assert torch.equal(torch.rand(3), first)
    code = "import sys; from dl_course import seed, environment; seed(); environment(); print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_keras_is_seeded_where_it_is_imported(monkeypatch):
    class Keras:
        class utils:  # noqa: N801 - as Keras calls it
            seeds = ()

            @classmethod
            def set_random_seed(cls, value):
                cls.seeds = (*cls.seeds, value)

    monkeypatch.setitem(sys.modules, "keras", Keras)
    seed(9)
    assert Keras.utils.seeds == (9,)


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"), [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_device_takes_the_fastest(monkeypatch, cuda, mps, expected):
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert reproducible.device() == torch.device(expected)


@pytest.mark.parametrize("holds", [True, np.True_, np.array(True), np.float64(1) < 2])
def test_a_true_claim_is_printed(holds, capsys):
    claim("water is wet", holds)
    assert capsys.readouterr().out == "✓ water is wet\n"


def test_a_true_claim_of_a_tensor(capsys):
    torch = pytest.importorskip("torch")
    claim("so", torch.tensor(3.0) > 2)
    assert capsys.readouterr().out == "✓ so\n"
    with pytest.raises(ClaimFailed):
        claim("so", torch.tensor(3.0) > 4)


@pytest.mark.parametrize("holds", [False, np.False_, np.array(False)])
def test_a_false_claim_fails_with_its_sentence_and_prints_nothing(holds, capsys):
    with pytest.raises(ClaimFailed, match="^not true: fire is cold$"):
        claim("fire is cold", holds)
    assert capsys.readouterr().out == ""
    assert issubclass(ClaimFailed, AssertionError)


@pytest.mark.parametrize(
    ("holds", "received"),
    [
        (np.array([True, True]), r"an array of shape \(2,\)"),
        (np.array([True]), r"an array of shape \(1,\)"),
        (np.array(1.0), r"an array of shape \(\)"),
        (np.float64(1), r"an array of shape \(\)"),
        (1, "1"),
        ("yes", "'yes'"),
        (None, "None"),
        ([], r"\[\]"),
    ],
)
def test_a_claim_takes_one_truth_value(holds, received):
    with pytest.raises(TypeError, match=f"needs one True or False for 'so'. Received: {received}"):
        claim("so", holds)


def test_a_claim_takes_the_sentence_first():
    with pytest.raises(TypeError, match="the sentence first, as text. Received: True"):
        claim(True, "so")


def test_environment_names_versions_and_what_is_missing(monkeypatch):
    report = environment()
    assert list(report)[:3] == ["Python", "system", "cores"]
    assert report["numpy"] == np.__version__
    assert int(report["cores"]) >= 1
    assert all(isinstance(value, str) for value in report.values())

    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert environment()["torch"] == "not installed"
