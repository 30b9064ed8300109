"""benchmarks/seeds.py: every number that seeds is changed and no other; a claim that fails is noted and stops nothing."""

import ast
import importlib.util

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def seeds():
    spec = importlib.util.spec_from_file_location("seeds", ROOT / "benchmarks/seeds.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rng = seed(10)", "rng = seed(2010)"),
        ("np.random.default_rng(3).permutation(5)", "np.random.default_rng(2003).permutation(5)"),
        ("Forest(9, random_state=0)", "Forest(9, random_state=2000)"),
        ("[default_rng(repeat) for repeat in range(4)]", "[default_rng(repeat) for repeat in range(4)]"),
        ("seed()", "seed()"),
    ],
)
def test_numbers_that_seed_are_larger(seeds, before, after):
    assert ast.unparse(seeds.Shifted(2000).visit(ast.parse(before))) == after


def test_claims_are_noted_with_what_became_of_them(seeds):
    rows = []
    claim = seeds.noted_in(rows, 3, 7)
    claim("snow is white", True)
    claim("a loss\tfalls", 1 > 2)
    assert seeds.table(rows) == "3\t7\tyes\tsnow is white\n3\t7\tno\ta loss falls\n"
