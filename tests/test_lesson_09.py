"""Lesson 09: what its benchmark takes out of it is there, and its digits are prepared as it says."""

import ast

import numpy as np
from conftest import ROOT

from dl_course.course import choose
from dl_course.stored import code_of


def test_the_benchmark_finds_its_parts_in_the_lesson():
    tree = ast.parse((ROOT / "benchmarks/lenet.py").read_text(encoding="utf-8"))
    (parts,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "PARTS"
    ]
    code = code_of(choose(["09"])[0].notebook, *parts)
    assert all(f"def {name}(" in code for name in parts)


def test_digits_are_framed_by_paper_and_scaled():
    names = {"np": np}
    exec(code_of(choose(["09"])[0].notebook, "prepare"), names)
    prepared = names["prepare"](np.full((3, 28, 28), 255, np.uint8))
    assert prepared.shape == (3, 32, 32, 1)
    assert np.allclose(prepared[:, 2:-2, 2:-2], 1.175)
    assert np.allclose(prepared[:, :2], -0.1)
    assert np.allclose(prepared[:, :, -2:], -0.1)


def test_the_nearest_neighbour_is_the_nearest():
    names = {"np": np}
    exec(code_of(choose(["09"])[0].notebook, "nearest"), names)
    rng = np.random.default_rng(0)
    known, new = rng.normal(size=(20, 4, 4, 1)), rng.normal(size=(30, 4, 4, 1))
    distances = np.square(known[None] - new[:, None]).sum(axis=(2, 3, 4))
    assert np.array_equal(names["nearest"](known, np.arange(20), new), distances.argmin(axis=1))
