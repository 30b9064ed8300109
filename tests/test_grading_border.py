"""The usual ways to write a test work across the border, and what cannot cross is said to the author."""

import copy
import json
import re
import subprocess
import sys

import pytest

from dl_course.exercises.exercise import read_exercise
from dl_course.grading.local import Local
from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from dl_course.grading.untrusted.magics import runnable
from tests.grading_cohort import exercise, hand_in, rows, write_lesson

# What the student writes, what the author tests. Each test must pass on its answer and fail on the answer broken.
WAYS = {
    "value": ("answer = {'w': [1.0, 2.5], 'name': 'relu'}", "assert answer == {'w': [1.0, 2.5], 'name': 'relu'}"),
    "keyword arguments": ("def f(a, *, b=2):\n    return a * b", "assert f(3) == 6\nassert f(3, b=4) == 12"),
    "numpy scalar": ("def f(x):\n    return np.float32(x.sum())", "assert isinstance(f(np.ones(3)), np.floating) and f(np.ones(3)) == 3"),
    "tuple": ("def f(x):\n    return x.min(), x.argmax()", "low, at = f(np.array([3, 1, 9]))\nassert (low, at) == (1, 2)"),
    "error expected": (
        "def f(x):\n    if x < 0:\n        raise ValueError(f'x must be >= 0. Received: {x}')\n    return x",
        "try:\n    f(-1)\nexcept ValueError as e:\n    assert 'Received: -1' in str(e)\nelse:\n    raise AssertionError\nassert f(2) == 2",
    ),
    "changed in place": (
        "def f(x):\n    x *= 2",
        "x = np.ones(3)\nf(x)\nassert x.tolist() == [2, 2, 2]\nrows = [1]\ng(rows)\nassert rows == [1, 5]",
        "def g(rows):\n    rows.append(5)",
    ),
    "callback": (
        "def f(h, x):\n    return (h(x + 1e-5) - h(x - 1e-5)) / 2e-5",
        "assert abs(f(lambda v: v ** 2, 3.0) - 6) < 1e-6\nassert abs(f(np.tanh, 0.0) - 1) < 1e-6",
    ),
    "callback that raises": (
        "def f(h):\n    try:\n        h()\n    except KeyError:\n        return 'caught'",
        "def bad():\n    raise KeyError('x')\nassert f(bad) == 'caught'",
    ),
    "function returned": ("def f(n):\n    return lambda x: x + n", "add = f(3)\nassert add(4) == 7\nassert callable(add)"),
    "generator": ("def f(n):\n    for i in range(n):\n        yield i * i", "assert list(f(4)) == [0, 1, 4, 9]\nassert next(f(1)) == 0"),
    "printed": (
        "def f():\n    print('loss', 0.5)",
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n    f()\nassert out.getvalue() == 'loss 0.5\\n'",
    ),
    "class with operators": (
        "class Value:\n    def __init__(self, data):\n        self.data = data\n"
        "    def __add__(self, o):\n        return Value(self.data + (o.data if isinstance(o, Value) else o))\n"
        "    __radd__ = __add__\n"
        "    def __mul__(self, o):\n        return Value(self.data * (o.data if isinstance(o, Value) else o))\n"
        "    def __neg__(self):\n        return self * -1\n    def __pow__(self, n):\n        return Value(self.data ** n)",
        "a, b = Value(2.0), Value(5.0)\nassert (1 + -(a * b) ** 2).data == -99\nassert (a + 1).data == 3.0\nassert isinstance(a.data, float)",
    ),
    "attributes and items": (
        "class Net:\n    def __init__(self):\n        self.sizes = [2, 3]\n    def __len__(self):\n        return 2\n"
        "    def __getitem__(self, i):\n        return self.sizes[i]\n    def forward(self, x):\n        return x @ np.ones((2, 3))",
        "net = Net()\nassert net.sizes == [2, 3] and len(net) == 2 and net[1] == 3\nnet.sizes = [9]\nassert net[0] == 9\n"
        "assert net.forward(np.ones((1, 2))).tolist() == [[2, 2, 2]]\nassert hasattr(net, 'sizes') and not hasattr(net, 'depth')",
    ),
    "axes": (
        "import matplotlib.pyplot as plt\ndef f():\n    fig, ax = plt.subplots()\n    ax.plot([0, 1], [2, 3])\n    ax.set_title('Loss')\n    return ax",
        "ax = f()\nassert ax.get_title() == 'Loss'\nassert list(ax.lines[0].get_ydata()) == [2, 3]",
    ),
    "random generator": ("def f(rng):\n    return rng.normal(size=3)", "assert np.array_equal(f(np.random.default_rng(4)), np.random.default_rng(4).normal(size=3))"),
    "given data": ("def f():\n    return numbers.sum()", "assert f() == numbers.sum() == 6"),
    "name made by a given cell": ("def f():\n    return 7", "assert twice == 14"),
    "magics": ("%matplotlib inline\n%time x = 5\ndef f():\n    return x", "assert f() == 5"),
}  # fmt: skip
TORCH = {
    "tensor": ("def f(x):\n    return torch.relu(x)", "import torch\ny = f(torch.tensor([-1.0, 2.0]))\nassert torch.equal(y, torch.tensor([0.0, 2.0]))"),
    "model": (
        "def f():\n    return nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))",
        "import torch\nfrom torch import nn\nm = f()\nassert isinstance(m, nn.Module) and isinstance(m[0], nn.Linear)\n"
        "assert sum(p.numel() for p in m.parameters()) == 23\nassert m(torch.zeros(5, 4)).shape == (5, 2)\n"
        "assert list(m.state_dict()) == ['0.weight', '0.bias', '2.weight', '2.bias']\nassert len(m) == 3\n"
        "m.eval()\nassert m.training is False and m[0].out_features == 3",
    ),
    "model of its own class": (
        "class Net(nn.Module):\n    def __init__(self, width):\n        super().__init__()\n        self.fc = nn.Linear(2, width)\n"
        "    def forward(self, x):\n        return self.fc(x).relu()",
        "import torch\nnet = Net(6)\nassert isinstance(net, torch.nn.Module)\nassert net(torch.ones(3, 2)).min() >= 0\n"
        "assert [tuple(p.shape) for p in net.parameters()] == [(6, 2), (6,)]",
    ),
    "step of training": (
        "def f(model, optimizer, x, y):\n    optimizer.zero_grad()\n    loss = ((model(x) - y) ** 2).mean()\n    loss.backward()\n    optimizer.step()\n    return loss.item()",
        "import torch\nm = torch.nn.Linear(1, 1)\nwith torch.no_grad():\n    m.weight.fill_(1.0); m.bias.fill_(0.0)\n"
        "loss = f(m, torch.optim.SGD(m.parameters(), lr=0.1), torch.ones(4, 1), torch.zeros(4, 1))\n"
        "assert loss == 1.0 and abs(m.weight.item() - 0.8) < 1e-6",
    ),
    "module trained by the test": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(2, 1)\n        self.drop = nn.Dropout(0.5)\n"
        "    def forward(self, x):\n        return self.drop(self.fc(x))\ndef f(n):\n    return Net() if n else None",
        "import torch\nfrom dl_course.checks.autograd import train\nnet = f(1)\nx = torch.ones(64, 2)\n"
        "losses = train(net, x, torch.zeros(64, 1), loss=torch.nn.functional.mse_loss, optimizer=torch.optim.SGD, lr=0.02)\n"
        "assert losses.shape == (10,) and losses[-1] < losses[0]\nnet.eval()\nassert net.training is False and torch.equal(net(x), net(x))\n"
        "net.train()\nassert not torch.equal(net(x), net(x))",
    ),
    "step that changes buffers and the optimizer": (
        "def f():\n    def step(model, optimizer, x):\n        model.train()\n        optimizer.zero_grad()\n        model(x).pow(2).mean().backward()\n"
        "        optimizer.step()\n        return 0\n    return step",
        "import torch\ntorch.manual_seed(1)\nm = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))\n"
        "o = torch.optim.SGD(m.parameters(), lr=0.1, momentum=0.9)\nbefore = m[0].weight.detach().clone()\n"
        "step = f()\nassert step(m, o, torch.randn(8, 2)) == 0\nassert m[1].num_batches_tracked == 1 and not torch.equal(m[0].weight, before)\n"
        "assert o.state[m[0].weight]['momentum_buffer'].abs().sum() > 0\nassert step.changed_arguments == (0, 1)",
    ),
    "optimizer of its own class": (
        "class Half(torch.optim.Optimizer):\n    def __init__(self, params, lr):\n        super().__init__(params, {'lr': lr})\n"
        "    @torch.no_grad()\n    def step(self):\n        for group in self.param_groups:\n            for p in group['params']:\n                p -= group['lr'] / 2 * p.grad\n"
        "def f():\n    return Half",
        "from dl_course.checks.autograd import optimizer_steps\n"
        "steps = optimizer_steps(f(), [np.array([1.0, 2.0])], [[np.array([1.0, 0.0])], [np.array([0.0, 1.0])]], lr=0.2)\n"
        "assert np.allclose(steps, [[[0.9, 2.0]], [[0.9, 1.9]]])",
    ),
    "gradient through a function": (
        "def f():\n    def loss(x, w):\n        return ((x @ w) ** 2).sum()\n    return loss",
        "from dl_course.checks.autograd import gradient\nx, w = np.array([[1.0, 2.0]]), np.array([3.0, 0.5])\n"
        "dx, dw = gradient(f(), x, w)\nassert np.allclose(dx, [[24.0, 4.0]]) and np.allclose(dw, [8.0, 16.0])",
    ),
    "gradient through a function that gives a map": (
        "def f():\n    def squares(x, w):\n        return x**2 * w\n    return squares",
        "from dl_course.checks.autograd import gradient\nx, w = np.array([[1.0, 2.0]]), np.array([3.0, 0.5])\n"
        "dx, dw = gradient(f(), x, w, upstream=[[1, -2]])\nassert np.allclose(dx, [[6.0, -4.0]]) and np.allclose(dw, [1.0, -8.0])",
    ),
    "gradient through a function that also takes a number by its name": (
        "def f():\n    def loss(x, times):\n        return (times * x**2).sum()\n    return loss",
        "from dl_course.checks.autograd import gradient\n(dx,) = gradient(f(), np.array([1.0, -2.0]), times=3.0)\n"
        "assert np.allclose(dx, [6.0, -12.0])",
    ),
    "recording of gradients that is left switched off": (
        "import torch\ndef f():\n    def off(number):\n        torch.set_grad_enabled(number > 1)\n    return off",
        "from dl_course.checks.autograd import switches_off\nassert switches_off(f(), 1) and not switches_off(f(), 2)\n"
        "import torch\nassert torch.is_grad_enabled()",
    ),
    "link of a chain": (
        "class Twice(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n        ctx.k = 2\n        return 2 * x\n"
        "    @staticmethod\n    def backward(ctx, upstream):\n        return ctx.k * upstream\ndef f():\n    return Twice",
        "from dl_course.checks.autograd import links\n"
        "(out, (slope,)), _ = links(f(), [([[1.0, 3.0]], [1.0, -2.0]), ([[5.0]], [1.0])])\n"
        "assert out.tolist() == [2.0, 6.0] and slope.tolist() == [2.0, -4.0]",
    ),
    "loss of layers that are handed over": (
        "def f():\n    def loss(table, other, numbers):\n        return table(numbers).sum() + 0 * other.weight.detach().sum()\n    return loss",
        "import torch\nfrom dl_course.checks.autograd import loss_and_gradients\nlayers = [torch.nn.Embedding(3, 2), torch.nn.Embedding(3, 2)]\n"
        "loss, (slope, none), changed = loss_and_gradients(f(), layers, np.array([2, 0, 2]))\n"
        "assert abs(loss - layers[0].weight.detach()[[2, 0, 2]].sum()) < 1e-6\n"
        "assert slope.tolist() == [[1, 1], [0, 0], [2, 2]] and none is None and not changed",
    ),
    "loss that stops after it has changed what it was given": (
        "def f():\n    def loss(table, numbers):\n        numbers[0] = -1\n        return table(numbers).sum()\n    return loss",
        "import torch\nfrom dl_course.checks.autograd import loss_and_gradients\n"
        "assert loss_and_gradients(f(), [torch.nn.Embedding(3, 2)], np.array([2, 0])) == (None, [], True)",
    ),
    "mode of a model that is handed over": (
        "def f():\n    def loss(model, x):\n        model.eval()\n        model(x)\n        model.train()\n        return model(x).sum()\n    return loss",
        "import torch\nfrom dl_course.checks.autograd import modes_beside\nmodel = torch.nn.Dropout()\n"
        "assert modes_beside(f(), model, np.ones(3)) == [False]\n"
        "assert modes_beside(f(), model.eval(), np.ones(3)) == [True, True] and not model.training",
    ),
    "gradients of a model's parameters": (
        "def f(n):\n    return nn.Linear(n, 1, bias=False)",
        "from dl_course.checks.autograd import parameter_gradients, parameter_values\nnet = f(2)\n"
        "assert [each.shape for each in parameter_values(net)] == [(1, 2)]\n"
        "slopes = parameter_gradients(net, [[1.0, 2.0]], [np.array([[3.0, 1.0]])])\nassert np.allclose(slopes, [[[10.0, 20.0]]])",
    ),
    "loader": (
        "from torch.utils.data import DataLoader, TensorDataset\ndef f(x, y):\n    return DataLoader(TensorDataset(x, y), batch_size=2)",
        "import torch\nloader = f(torch.arange(5.0), torch.arange(5))\nbatches = list(loader)\n"
        "assert len(loader) == 3 and [len(x) for x, _ in batches] == [2, 2, 1]\nassert torch.cat([x for x, _ in batches]).tolist() == [0, 1, 2, 3, 4]",
    ),
}  # fmt: skip
GIVEN = "import numpy as np\nnumbers = np.array([1, 2, 3])"


def lesson_of(ways, folder, given=GIVEN):
    answers, tests = ["\n".join([way[0], *way[2:]]) for way in ways.values()], [way[1] for way in ways.values()]
    made = exercise(answers, tests, [1] * len(ways), given)
    for number, way in enumerate(ways, start=1):  # a cell of its own namespace
        for cell in made["cells"]:
            cell["source"] = (
                re.sub(r"\bf\(", f"f{number}(", cell["source"]) if _belongs(cell, number) else cell["source"]
            )
        if way == "name made by a given cell":
            at = next(i for i, cell in enumerate(made["cells"]) if _belongs(cell, number)) + 1
            made["cells"].insert(at, {"cell_type": "code", "metadata": {}, "source": f"twice = 2 * f{number}()"})
    return write_lesson(folder, made), made


def _belongs(cell, number):
    marks = cell["metadata"].get("nbgrader", {})
    return marks.get("grade_id") in (f"task-{number}", f"task-{number}-check")


def broken(made):
    """The same submission with every number in its answers changed by one."""
    other = copy.deepcopy(made)
    for cell in other["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            lines = cell["source"].splitlines()
            cell["source"] = "\n".join(
                line if line.startswith(("def", "class", "%m")) else re.sub(r"\breturn (?!lambda)", "return 3, ", line)
                for line in lines
            )
    return other


def run(tmp_path, ways, given=GIVEN, timeout=20):
    """Rows of the solved and of the broken submission for each way; the solution itself was judged before them."""
    lesson, made = lesson_of(ways, tmp_path / "course", given)
    hand_in(tmp_path / "in", "solved", made)
    hand_in(tmp_path / "in", "broken", broken(made))
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out", workers=2, limits=Limits(timeout=timeout)))
    found = {(row["student"], row["task"]): row for row in rows(tmp_path / "out")}
    return {way: [found[who, f"task-{i}-check"] for who in ("solved", "broken")] for i, way in enumerate(ways, start=1)}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return run(tmp_path_factory.mktemp("border"), WAYS)


@pytest.fixture(scope="module")
def with_torch(tmp_path_factory):
    pytest.importorskip("torch")
    return run(tmp_path_factory.mktemp("torch"), TORCH, GIVEN + "\nimport torch\nfrom torch import nn")


@pytest.mark.parametrize("way", WAYS)
def test_a_usual_test_passes_across_the_border(usual, way):
    solved, _ = usual[way]
    assert solved["status"] == "passed", solved


@pytest.mark.parametrize(
    "way",
    sorted(
        set(WAYS) - {"value", "changed in place", "printed", "generator", "callback that raises", "function returned"}
    ),
)
def test_a_usual_test_fails_on_a_broken_answer(usual, way):
    _, other = usual[way]
    assert other["status"] not in ("passed", "error"), other


@pytest.mark.parametrize("way", TORCH)
def test_tensors_and_models_cross(with_torch, way):
    solved, other = with_torch[way]
    assert solved["status"] == "passed", solved
    assert other["status"] not in ("passed", "error"), other


@pytest.mark.parametrize(
    ("answer", "test", "said"),
    [
        ("def f(x):\n    return 1", "class Mine:\n    pass\nassert f(Mine()) == 1", "cannot cross"),
        ("def f(x):\n    return 1", "assert f(2) == 2", "this does not hold: assert f(2) == 2"),
        ("def f(x):\n    return object()", "assert f(2) + 1", "not a plain value"),
    ],
    ids=["argument", "wrong solution", "result"],
)
def test_the_author_is_told_before_any_student(tmp_path, answer, test, said):
    lesson = write_lesson(tmp_path, exercise([answer], [test], [1]))
    with pytest.raises(Refused, match=re.escape(said)):
        Local(lesson, lesson.solution.read_bytes(), Settings(tmp_path, tmp_path))


def test_what_tests_and_their_given_cells_import_is_there_before_a_judge_is_forked():
    tests = ["import torch\nassert f(numbers) == 1", "from dl_course.checks import neuron"]
    made = exercise(["def f(x):\n    return 1", "def g():\n    import keras"], tests, [1, 1], GIVEN)
    found = read_exercise("x", json.dumps(made).encode())
    assert set(found.test_imports) == {"numpy", "torch", "dl_course.checks", "dl_course.checks.neuron"}
    assert set(found.imports) == {"numpy", "keras"}


def test_a_part_of_the_package_is_there_before_a_student_is_forked_and_what_is_no_module_is_not_asked_for():
    answer = "from dl_course import claim, plots\ndef f(x):\n    return 1"
    made = exercise([answer], ["assert f(2) == 1"], [1])
    assert read_exercise("x", json.dumps(made).encode()).imports == ("numpy", "dl_course", "dl_course.plots")


@pytest.mark.skipif(sys.platform != "linux", reason="takes a Linux of the course's machines")
def test_keras_models_cross(tmp_path):
    pytest.importorskip("keras")
    ways = {
        "model": (
            "def f():\n    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, 'relu'), keras.layers.Dense(1)])",
            "m = f()\nassert m.count_params() == 19\nassert np.shape(m.predict(np.zeros((2, 4)), verbose=0)) == (2, 1)\n"
            "assert [w.shape for w in m.get_weights()] == [(4, 3), (3,), (3, 1), (1,)]\n"
            "assert len(m.layers) == 2 and m.layers[0].units == 3",
        ),
        "fit": (
            "def f(x, y):\n    m = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])\n    m.compile('sgd', 'mse')\n"
            "    return m.fit(x, y, epochs=3, verbose=0).history['loss']",
            "losses = f(np.ones((8, 1)), np.ones((8, 1)))\nassert len(losses) == 3 and losses[2] < losses[0]",
        ),
        "model that is handed over": (
            "def f(model, x, callbacks):\n    history = model.fit(x, 0 * x, epochs=9, callbacks=callbacks, verbose=0)\n    return len(history.history['loss'])",
            "import keras\nm = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])\nm.compile('sgd', 'mse')\n"
            "before = m.get_weights()\n"
            "assert f(m, np.ones((4, 1)), [keras.callbacks.EarlyStopping('loss', min_delta=9.0, patience=1)]) == 2\n"
            "assert not np.allclose(before[0], m.get_weights()[0])",
        ),
    }
    result = run(tmp_path, ways, GIVEN + "\nimport keras", timeout=60)
    for way, (solved, other) in result.items():
        assert solved["status"] == "passed", (way, solved)
        assert other["status"] not in ("passed", "error"), (way, other)


def test_what_a_way_back_loads_is_loaded_before_the_fork():
    code = (
        "import sys; from dl_course.grading.border.warm import warm_up; warm_up(['torch']); import torch; before = set(sys.modules);"
        "torch.ones(2, requires_grad=True).backward(torch.ones(2)); print(sorted(set(sys.modules) - before))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "[]\n"


@pytest.mark.parametrize(
    "source", ['def f():\n    """Is it so?\n    Yes."""', "x = [\n    7\n    % 2\n]", "await f()  # when?"]
)
def test_what_is_python_as_it_stands_needs_no_ipython(monkeypatch, source):
    monkeypatch.setitem(sys.modules, "IPython.core.inputtransformer2", None)
    assert runnable(source) == source
    with pytest.raises(ImportError):
        runnable(f"{source}\nf?")
