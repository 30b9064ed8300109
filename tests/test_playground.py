"""playground: what the browser calculates is what PyTorch calculates, and every control works by keyboard and without a kernel."""

import io
import itertools
import json

import numpy as np
import pytest
import torch
from matplotlib.colors import to_rgb
from PIL import Image
from torch.nn import functional as F

from dl_course.data import make_points
from dl_course.plots.style import OKABE_ITO, contrast
from dl_course.stored import WIDGET_VIEW
from dl_course.widgets import playground
from dl_course.widgets.playground import network as twin
from dl_course.widgets.playground import picture, points, state
from dl_course.widgets.playground.generator import Generator
from dl_course.widgets.playground.picture import picture_of

PENALTIES = {"none": (0, 0), "l1": (0.01, 0), "l2": (0, 0.03), "both": (0.003, 0.01)}
CASES = [
    {"data": data, "activation": activation, "loss": loss, "l1": PENALTIES[penalty][0], "l2": PENALTIES[penalty][1]}
    for data, losses in (("circles", list(twin.LOSSES)), ("hills", ["squared error", "absolute error"]))
    for activation, loss, penalty in itertools.product(twin.ACTIVATIONS, losses, PENALTIES)
    if data == "circles" or penalty == "both"
]
STEPS = 100
TORCH_ACTIVATIONS = {
    "ReLU": torch.relu,
    "leaky ReLU": lambda z: F.leaky_relu(z, 0.1),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus,
    "none": lambda z: z,
}
TORCH_LOSSES = {
    "cross-entropy": lambda z, t: F.binary_cross_entropy_with_logits(z, (t + 1) / 2),
    "squared error": F.mse_loss,
    "absolute error": F.l1_loss,
    "hinge": lambda z, t: torch.relu(1 - t * z).mean(),
}


@pytest.fixture(scope="module")
def shipped(chromium):
    """A function that runs JavaScript in which the module that ships is called `module`."""
    page = chromium.new_page()
    page.evaluate(
        "async text => { window.module = await import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'}))) }",
        playground()._esm,
    )
    return page.evaluate


def small(**settings):
    return playground(**{"n": 40, "hidden": [4, 3], "batch_size": 6, "seed": 5, **settings})


# --------------------------------------------------------------------------------------------------------------- mathematics


def by_pytorch(cases, steps):
    """Weights and biases of cases with the same data and activation after so many steps: one network a case, in one stack."""
    s = small(**cases[0]).state
    x, y = points.points_of(s)
    trained = points.is_trained(s, len(x))
    x, t = torch.tensor(x[trained]), torch.tensor((2 * y - 1 if s["data"] == "circles" else y)[trained])
    weights = [torch.tensor([w] * len(cases), dtype=torch.float64, requires_grad=True) for w in s["weights"]]
    biases = [torch.tensor([[b]] * len(cases), dtype=torch.float64, requires_grad=True) for b in s["biases"]]
    l1, l2 = (torch.tensor([case[name] for case in cases], dtype=torch.float64)[:, None, None] for name in ("l1", "l2"))
    names = [case["loss"] for case in cases]
    of_loss = {loss: [i for i, name in enumerate(names) if name == loss] for loss in names}
    optimizer = torch.optim.SGD([*weights, *biases], lr=s["lr"])
    for epoch in itertools.count():
        order = Generator(s["seed"], 3, epoch).shuffled(len(x))
        for first in range(0, len(x), s["batch_size"]):
            rows = order[first : first + s["batch_size"]]
            h = x[rows].expand(len(cases), -1, -1)
            for w, b in zip(weights[:-1], biases[:-1], strict=True):
                h = TORCH_ACTIVATIONS[s["activation"]](h @ w.mT + b)
            z = (h @ weights[-1].mT + biases[-1])[..., 0]
            losses = [len(i) * TORCH_LOSSES[loss](z[i], t[rows].expand(len(i), -1)) for loss, i in of_loss.items()]
            penalty = sum((l1 * w.abs() + l2 / 2 * w**2).sum() for w in weights)
            optimizer.zero_grad()
            (sum(losses) + penalty).backward()
            optimizer.step()
            steps -= 1
            if not steps:
                return [
                    [w[i].tolist() for w in weights] + [b[i, 0].tolist() for b in biases] for i in range(len(cases))
                ]


@pytest.fixture(scope="module")
def trained_by_pytorch():
    results = {}
    for _, group in itertools.groupby(CASES, lambda case: (case["data"], case["activation"])):
        group = list(group)
        results |= zip(map(str, group), by_pytorch(group, STEPS), strict=True)
    return results


@pytest.fixture(scope="module")
def trained_in_the_browser(shipped):
    """The states of all cases before and after their steps, calculated by the module that ships."""
    before = [small(**case).state for case in CASES]
    after = shipped(
        "([states, steps]) => states.map(state => { const s = new module.Session(state);"
        " for (let i = 0; i < steps; i++) s.step(); return s.state; })",
        [before, STEPS],
    )
    return before, after


@pytest.mark.parametrize("case", range(len(CASES)), ids=lambda i: "-".join(map(str, CASES[i].values())))
def test_a_hundred_steps_are_those_of_pytorch(trained_in_the_browser, trained_by_pytorch, case):
    before, after = (states[case] for states in trained_in_the_browser)
    assert_same(after["weights"] + after["biases"], trained_by_pytorch[str(CASES[case])])
    moved = np.abs(np.array(after["weights"][-1]) - np.array(before["weights"][-1])).max()
    assert moved > 1e-3, "nothing was trained"


@pytest.mark.parametrize("batch_size", [1, 7, 2000])
def test_python_trains_as_the_browser_does(shipped, batch_size):
    """Epochs, the order of the points, losses and what is remembered of them."""
    features = ["x1", "x2", "x1*x2", "sin(pi*x2)"]
    play = small(data="xor", features=features, batch_size=batch_size, l1=0.001, train_share=0.7)
    start = play.state
    after = shipped(
        "state => { const s = new module.Session(state); s.epoch(); s.epoch(); s.epoch(); return s.state; }", start
    )
    measured = play.train(3)
    assert_same(play.state, after)
    assert play.state["epoch"] == 3 and play.state["history"]["epoch"] == [0, 1, 2, 3]
    assert measured["train"]["loss"] == play.state["history"]["train"][-1] < start["history"]["train"][0]


def assert_same(ours, theirs, at="state", tolerance=1e-9):
    """Nested plain values that are equal but for the last digits of numbers."""
    if isinstance(ours, dict):
        assert set(ours) == set(theirs), at
        for name in ours:
            assert_same(ours[name], theirs[name], f"{at}.{name}", tolerance)
    elif isinstance(ours, list):
        assert len(ours) == len(theirs), at
        for i, pair in enumerate(zip(ours, theirs, strict=True)):
            assert_same(*pair, f"{at}[{i}]", tolerance)
    elif isinstance(ours, float):
        assert ours == pytest.approx(theirs, abs=tolerance), at
    else:
        assert ours == theirs, at


def test_both_draw_the_same_points_and_start_from_a_seed(shipped):
    plays = [playground(data, seed=seed, noise=0.2) for data in points.DATA_SETS for seed in (0, 7, 2**32 - 1)]
    found = shipped(
        "states => states.map(({weights, biases, ...state}) => { const s = new module.Session(state);"
        " return {x: s.points.x, y: s.points.y, trained: s.isTrained, measured: s.measure(), state: s.state}; })",
        [play.state for play in plays],
    )
    for play, theirs in zip(plays, found, strict=True):
        x, y = points.points_of(play.state)
        np.testing.assert_allclose(theirs["x"], x, atol=1e-12)
        np.testing.assert_allclose(theirs["y"], y, atol=1e-12)
        assert theirs["trained"] == points.is_trained(play.state, len(x)).tolist()
        assert_same(play.evaluate(), theirs["measured"])
        assert_same(play.state, theirs["state"])


def test_the_names_are_the_same_on_both_sides(shipped):
    names = shipped("() => ['DATA_SETS', 'FEATURES', 'ACTIVATIONS', 'LOSSES'].map(n => Object.keys(module[n]))")
    assert shipped("() => module.DATA_SETS") == points.DATA_SETS
    assert names[1:] == [list(twin.FEATURES), list(twin.ACTIVATIONS), list(twin.LOSSES)]


def test_other_seeds_other_starts():
    assert small(seed=1).state == small(seed=1).state
    one, two = small(seed=1).state, small(seed=2).state
    assert one["weights"] != two["weights"]
    assert not np.array_equal(points.points_of(one)[0], points.points_of(two)[0])


@pytest.mark.parametrize("data", points.DATA_SETS)
def test_data_sets_are_what_they_are_called(data):
    x, y = points.make_points(data, 400, 0.0, 3)
    assert x.shape == (400, 2) and y.shape == (400,)
    if data in points.CLASSES:
        assert (y == 1).sum() == 200
    radius = np.hypot(*x.T)
    holds = {
        "circles": lambda: np.array_equal(radius > 1, y == 1),
        "xor": lambda: np.array_equal(x[:, 0] * x[:, 1] < 0, y == 1),
        "blobs": lambda: ((x.sum(axis=1) > 0) == (y == 1)).mean() > 0.99,
        "moons": lambda: x[y == 0, 1].mean() > 0.3 > -0.3 > x[y == 1, 1].mean(),
        "spiral": lambda: abs(radius[y == 1].mean() - radius[y == 0].mean()) < 0.1 and radius.max() < 1.4,
        "plane": lambda: np.allclose(y, x.sum(axis=1) / 3),
        "hills": lambda: np.abs(y).max() < 1.05 and ((y > 0) == (x[:, 0] * x[:, 1] > 0)).all(),
    }
    assert holds[data]()


def test_a_later_point_changes_nothing_for_those_before_it():
    s = small().state
    assert points.is_trained(s, 30).tolist() == points.is_trained(s, 31).tolist()[:30]


def test_a_loss_beyond_all_numbers_ends_the_training_with_finite_weights(shipped):
    play = small(data="plane", activation="none", lr=9.0)
    after = shipped(
        "state => { const s = new module.Session(state); for (let i = 0; i < 999; i++) s.epoch(); return s.state; }",
        play.state,
    )
    play.train(999)
    for s in (after, play.state):
        assert s["diverged"] is True and s["epoch"] < 999
        assert np.isfinite([w for rows in s["weights"] for w in np.ravel(rows)]).all()
        assert np.isfinite(s["history"]["train"]).all()
    assert state.checked(after)
    at = play.state["epoch"]
    assert (play.train(5), play.state["epoch"]) == (play.evaluate(), at)


def test_of_many_losses_every_second_is_forgotten(shipped):
    play = small(n=4, hidden=[], batch_size=2000)
    after = shipped(
        "state => { const s = new module.Session(state); for (let i = 0; i < 450; i++) s.epoch(); return s.state; }",
        play.state,
    )
    play.train(450)
    assert_same(play.state, after)
    assert len(after["history"]["epoch"]) < 400 and after["history"]["epoch"][-1] == 450


# --------------------------------------------------------------------------------------------------------------- from Python


def test_state_goes_out_and_in():
    play = small(data="xor", activation="ReLU")
    play.train(2)
    saved = json.loads(json.dumps(play.state))
    other = playground()
    other.state = saved
    assert other.state == play.state
    assert (other.train(1), other.state) == (play.train(1), play.state)
    other.state["lr"] = 5.0
    assert other.state["lr"] == 0.1, "what is read is a copy"


def test_a_browser_that_shows_it_is_told(monkeypatch):
    play, sent = small(), []
    monkeypatch.setattr(play, "send", sent.append)
    play.state = {**play.state, "lr": 0.5}
    assert sent == [{"state": play.state}]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"lr": 0}, ValueError, "lr must be above 0"),
        ({"hidden": [4]}, ValueError, "weights must have shapes"),
        ({"colour": "red"}, ValueError, "has no key 'colour'"),
        ({"epoch": "three"}, TypeError, "epoch must be an int"),
        ({"diverged": 1}, TypeError, "diverged must be True or False"),
        ({"loss": "hinge", "data": "plane"}, ValueError, "is for classes"),
        ({"biases": [[float("nan")] * 4, [0.0] * 3, [0.0]]}, ValueError, "biases must be finite"),
        ({"history": {"epoch": [0], "train": [], "test": [1]}}, ValueError, "as many epochs as losses"),
        ({"start": {"weights": []}}, TypeError, "start must have weights and biases"),
        ({"data": "own"}, TypeError, "points must be a dict with x and y"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(change, error, words):
    play = small()
    before = play.state
    with pytest.raises(error, match=words):
        play.state = {**before, **change}
    assert play.state == before
    with pytest.raises(ValueError, match="misses"):
        play.state = {"lr": 0.1}
    with pytest.raises(TypeError, match="must be a dict"):
        play.state = 3


@pytest.mark.parametrize("activation", list(twin.ACTIVATIONS))
def test_to_torch_and_back(activation):
    play = small(activation=activation, features=["x1", "x1*x2", "sin(pi*x1)"])
    model = play.to_torch()
    x = np.random.default_rng(0).normal(size=(20, 2))
    with torch.no_grad():
        output = model(torch.tensor(x))[:, 0]
    np.testing.assert_allclose(output, twin.output_of(play.state, x), atol=1e-12)
    back = playground("circles", network=model, n=40, batch_size=6, seed=5)
    for name in ("features", "hidden", "activation", "weights", "biases"):
        assert back.state[name] == play.state[name], name
    assert back.state["start"]["weights"] == play.state["weights"]


def test_starts_from_a_network_of_pytorch_and_returns_to_it(shipped):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.ReLU(), torch.nn.Linear(5, 1, bias=False))
    play = playground("moons", network=model)
    assert play.state["hidden"] == [5] and play.state["activation"] == "ReLU"
    given = model[0].weight.detach().double().tolist()
    assert play.state["weights"][0] == given
    back = shipped(
        "state => { const s = new module.Session(state); s.epoch(); const moved = s.state; s.startOver();"
        " return [moved.weights[0], s.state.weights[0]]; }",
        play.state,
    )
    assert back[0] != given and back[1] == given
    assert (
        playground(network=torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Linear(3, 1))).state["activation"]
        == "none"
    )
    assert playground(network=torch.nn.Sequential(torch.nn.Linear(2, 1))).state["hidden"] == []


@pytest.mark.parametrize(
    ("layers", "error", "words"),
    [
        ([torch.nn.Linear(2, 1), torch.nn.Sigmoid()], ValueError, "the last one Linear"),
        ([torch.nn.Linear(3, 1)], ValueError, "must take 2 numbers and give 1"),
        ([torch.nn.Linear(2, 2)], ValueError, "must take 2 numbers and give 1"),
        ([torch.nn.Linear(2, 3), torch.nn.GELU(), torch.nn.Linear(3, 1)], ValueError, "Received: Linear, GELU, Linear"),
        ([torch.nn.Linear(2, 3), torch.nn.LeakyReLU(), torch.nn.Linear(3, 1)], ValueError, "with one of"),
        ([torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1)],
         ValueError, "with one of"),
        ([torch.nn.Linear(2, 9), torch.nn.Tanh(), torch.nn.Linear(9, 1)], ValueError, "hidden must be from 1 to 8"),
        ([], ValueError, "with one of"),
    ],
)  # fmt: skip
def test_a_network_that_is_none_is_refused(layers, error, words):
    with pytest.raises(error, match=words):
        playground(network=torch.nn.Sequential(*layers))
    with pytest.raises(TypeError, match="must be a torch.nn.Sequential"):
        playground(network="a network")
    with pytest.raises(ValueError, match="leave them out"):
        playground(network=torch.nn.Sequential(torch.nn.Linear(2, 1)), hidden=[3])


def test_takes_points_of_ones_own():
    moons = make_points("moons", n=100, seed=1)
    play = playground((moons.x, moons.y), train_share=1)
    assert play.state["data"] == "own" and play.state["loss"] == "cross-entropy"
    assert play.evaluate()["test"] == {"loss": None, "accuracy": None}
    assert play.train(30)["train"]["accuracy"] > 0.8
    numbers = playground((torch.tensor(moons.x), moons.x[:, 0] ** 2), hidden=[8])
    assert numbers.state["loss"] == "squared error"
    assert numbers.train(20)["train"] == {"loss": pytest.approx(0.05, abs=0.05), "accuracy": None}


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        ("donut", ValueError, "data must be one of circles"),
        ("own", ValueError, r"given as \(x, y\)"),
        (3, TypeError, r"data must be a name or \(x, y\)"),
        ((np.ones((3, 3)), [0, 1, 1]), ValueError, r"Received: \(3, 3\) and \(3,\)"),
        ((np.ones((3, 2)), [0, 1]), ValueError, "shape"),
        ((np.ones((2001, 2)), np.ones(2001)), ValueError, "at most 2000 points"),
        (([[1, 2], ["a", "b"]], [0, 1]), TypeError, "data, x must be numbers"),
    ],
)
def test_wrong_data_are_explained(data, error, words):
    with pytest.raises(error, match=words):
        playground(data)


@pytest.mark.parametrize("data", ["circles", "hills"])
def test_leaves_picture_and_words_without_a_kernel(data, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "dl_course.widgets.still.display", lambda bundle, raw, metadata=None: shown.append((bundle, metadata))
    )
    play = playground(data, seed=2, hidden=[3])
    play._ipython_display_()
    (content, metadata), (live, _) = shown
    assert live[WIDGET_VIEW]["model_id"] == play.model_id
    assert WIDGET_VIEW not in content
    assert content["text/plain"] == f"playground: {data}, hidden layers [3], tanh"
    assert content["image/png"].startswith("iVBOR")
    alt = f"A network with 2 inputs, hidden layers of 3 units, tanh, on the data {data}, after 0 epochs. Loss on training points ≈ "
    assert metadata["image/png"]["alt"].startswith(alt)
    assert content["text/html"].startswith(
        f'<div class="dl-still"><img class="dl-drawing" alt="{metadata["image/png"]["alt"]}" src="data:image/png;base64,iVBOR'
    )


@pytest.mark.parametrize(
    ("hidden", "title", "words"),
    [([3], "tanh, after 0 epochs", "hidden layers of 3 units, tanh,"), ([], "After 0 epochs", "no hidden layer, on")],
)
def test_the_picture_names_the_activation_where_there_is_one(hidden, title, words, monkeypatch):
    titles = []
    monkeypatch.setattr(picture, "plot_network", lambda *args, title, **how: titles.append(title))
    assert words in playground(hidden=hidden).still()[1]["image/png"]["alt"]
    assert titles == [title]


# --------------------------------------------------------------------------------------------------------------- in the browser


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    """Opens the page of a playground from its file, without a network; gives it with the requests that it made."""
    context = chromium.new_context(offline=True)
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(60_000)
    file = tmp_path_factory.mktemp("site") / "page.html"

    def opened(**settings):
        asked.clear()
        page.set_viewport_size({"width": 1000, "height": 800})
        page.emulate_media(color_scheme="null", reduced_motion="null")
        page.goto(playground(**settings).page(file, title="Play <here>").as_uri())
        page.get_by_role("button", name="Play").wait_for()
        return page, asked

    yield opened
    context.close()
    assert not errors


def numbers(page):
    return page.locator(".numbers").inner_text().replace("\n", " ")


def focused(page):
    """Name of the control that has the focus."""
    return page.evaluate(
        "() => { const e = document.activeElement; return (e.labels?.[0]?.querySelector('span') ?? e).innerText }"
    )


def control(page, name):
    """A list, a field or a box, by the name that a screen reader says."""
    return page.locator("select, input").and_(page.get_by_role("combobox", name=name, exact=True)
                                              .or_(page.get_by_role("spinbutton", name=name, exact=True))
                                              .or_(page.get_by_role("checkbox", name=name, exact=True)))  # fmt: skip


def test_a_page_trains_without_kernel_and_network(site):
    page, asked = site(data="xor", seed=3)
    assert page.title() == "Play <here>"
    assert numbers(page).startswith("Epoch 0 Training (")
    play = page.locator("button.main")
    page.evaluate("""() => { const told = (window.told = []), status = document.querySelector("[role=status]");
        new MutationObserver(() => told.push(status.innerText)).observe(status, { childList: true }) }""")
    page.keyboard.press("Tab")
    assert focused(page) == "▶ Play"
    page.keyboard.press("Space")
    page.wait_for_function("() => parseInt(document.querySelector('.numbers').innerText.slice(6)) > 20")
    assert play.inner_text() == "❚❚ Pause"
    assert focused(page) == "❚❚ Pause", "the focus stays"
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.main').innerText.includes('Play')")
    epoch = numbers(page).split(" Training")[0]
    page.wait_for_function(
        "text => document.querySelector('.spoken').innerText.startsWith(text)", arg=f"{epoch}. Training loss"
    )
    assert page.locator("canvas").evaluate_all("all => all.every(c => c.getAttribute('aria-label').length > 20)")
    page.get_by_role("button", name="Start over").press("Enter")
    page.wait_for_function("() => document.querySelector('.numbers').innerText.startsWith('Epoch 0')")
    page.get_by_role("button", name="Step").press("Enter")
    page.wait_for_function("() => document.querySelector('.numbers').innerText.startsWith('Epoch 0, step 1')")
    page.get_by_role("button", name="Epoch").press("Enter")
    page.wait_for_function("() => document.querySelector('.numbers').innerText.startsWith('Epoch 1')")
    assert asked == [page.url]


def test_every_control_has_a_name_and_is_reached_by_tab(site):
    page, _ = site(hidden=[8] * 6)
    for details in page.locator("details").all():
        details.locator("summary").press("Enter")
    controls = page.locator("button, select, input, summary").filter(visible=True)
    nameless = controls.evaluate_all("all => all.filter(c => !(c.labels?.[0]?.innerText ?? c.innerText).trim()).length")
    assert nameless == 0
    seen = []
    page.locator("button").first.focus()
    while (name := focused(page)) not in seen:
        seen.append(name)
        page.keyboard.press("Tab")
    expected = ["▶ Play", "Step", "Epoch", "Start over", "Data", "Activation", "Learning rate", "Hidden layers", "Units in layer 6",
                "x₁", "sin πx₂", "Picture of", "test points (hollow)", "More settings", "Loss", "Batch size", "L1 regularisation",
                "L2 regularisation", "Noise", "Points", "Share for training", "Seed of points and start", "Epochs a picture",
                "A single weight", "Into", "From", "Weight", "Your own points", "Class", "At x₁", "Add point", "Remove last", "Remove all", "Undo"]  # fmt: skip
    assert not set(expected) - set(seen)
    outline = page.evaluate(
        "() => { const b = document.querySelector('button'); b.focus(); return getComputedStyle(b).outlineStyle }"
    )
    assert outline == "solid", "the focus is visible"


def test_settings_are_changed_by_keyboard(site):
    page, _ = site()
    session = page.evaluate_handle("() => document.querySelector('.dl-playground').session")
    settings = lambda: session.evaluate("s => s.settings")
    control(page, "Data").select_option("spiral")
    control(page, "Hidden layers").press("ArrowUp")
    control(page, "Units in layer 3").wait_for()
    control(page, "Units in layer 3").press("ArrowUp")
    assert focused(page) == "Units in layer 3"
    control(page, "x₁x₂").press("Space")
    control(page, "Learning rate").select_option("0.3")
    assert settings()["data"] == "spiral" and settings()["hidden"] == [4, 2, 3] and settings()["lr"] == 0.3
    assert settings()["features"] == ["x1", "x2", "x1*x2"]
    control(page, "Data").select_option("hills")
    assert settings()["loss"] == "squared error"
    page.get_by_text("above 0").filter(visible=True).wait_for()
    page.wait_for_function("() => !document.querySelector('.right').innerText.includes('class 1')")
    control(page, "Units in layer 3").fill("99")
    assert settings()["hidden"] == [4, 2, 3], "what is out of range changes nothing"
    control(page, "Hidden layers").focus()
    assert control(page, "Units in layer 3").input_value() == "3"


def test_a_weight_is_chosen_read_and_changed(site):
    page, _ = site(hidden=[3, 2])
    page.get_by_text("A single weight").press("Enter")
    weight = lambda *place: page.evaluate(
        "place => document.querySelector('.dl-playground').session.getWeight(...place)", place
    )
    control(page, "Into").select_option(label="layer 2, unit 2")
    control(page, "From").select_option(label="layer 1, unit 3")
    page.wait_for_function(
        "text => document.querySelector('output').innerText === text", arg=f"now {weight(1, 1, 2):.4f}"
    )
    control(page, "Weight").fill("1.25")
    assert weight(1, 1, 2) == 1.25
    control(page, "From").select_option(label="the bias")
    control(page, "Weight").fill("-2")
    assert weight(1, 1, None) == -2
    x, y = (
        page.evaluate("""() => { const view = document.querySelector('.dl-playground').view, {places, tile} = view.plan;
        const from = places[0][1], to = places[1][0]; return [from.left + tile + 3, from.top + tile / 2] }""")
    )
    page.locator("canvas").first.click(position={"x": x, "y": y})
    page.wait_for_function("() => document.querySelectorAll('select').length && [...document.querySelectorAll('select')]"
                           ".some(s => s.selectedOptions[0].text === 'input x₂')")  # fmt: skip


def test_points_are_added_by_click_and_by_keyboard(site):
    page, _ = site(data="xor", train_share=1)
    count = lambda: page.evaluate("() => document.querySelector('.dl-playground').session.points.x.length")
    page.get_by_text("Your own points").press("Enter")
    page.get_by_role("button", name="Remove all").press("Enter")
    page.get_by_text("There is no point to train on.").wait_for()
    for x1, x2, label in [(1, 1, "0"), (-1, -1, "0"), (1, -1, "1")]:
        control(page, "At x₁").fill(str(x1))
        control(page, "At x₂").fill(str(x2))
        control(page, "Class").select_option(label)
        page.get_by_role("button", name="Add point").press("Enter")
    size = page.locator(".right canvas").bounding_box()["width"]
    page.locator(".right canvas").click(position={"x": 0.2 * size, "y": 0.2 * size})
    assert count() == 4
    state = page.evaluate("() => document.querySelector('.dl-playground').session.state")
    (x1, x2), reach = state["points"]["x"][3], 1.7
    assert (x1, x2) == (pytest.approx(-0.6 * reach, abs=0.05), pytest.approx(0.6 * reach, abs=0.05))
    assert state["points"]["y"] == [0, 0, 1, 1]
    play = playground()
    play.state = state
    assert play.evaluate()["train"]["loss"] > play.train(100)["train"]["loss"]
    page.get_by_role("button", name="Remove last").press("Enter")
    assert count() == 3
    page.get_by_role("button", name="Undo").press("Enter")
    assert count() == 4


def test_what_happens_is_said_once_and_nothing_before_a_reader_does_something(site):
    page, _ = site(data="xor", train_share=1)
    said = page.locator(".dl-playground").get_by_role("status")
    page.wait_for_function("() => document.querySelector('.dl-playground canvas').ariaLabel")
    assert said.inner_text() == ""
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    page.wait_for_function("() => document.querySelector('.spoken').innerText.startsWith('Epoch 0, step 1.')")
    page.get_by_text("Your own points").press("Enter")
    page.get_by_role("button", name="Add point").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.spoken').innerText.startsWith('Point added: class 1 at 0, 0. 201 points.')"
    )
    page.get_by_role("button", name="Remove last").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.spoken').innerText.startsWith('Last point removed. 200 points.')"
    )
    page.get_by_text("A single weight").press("Enter")
    assert page.locator("output").get_attribute("aria-live") == "off", (
        "it changes a hundred times while the network trains"
    )


def test_who_leaves_it_playing_hears_no_more_of_it(site):
    page, _ = site(data="xor")
    page.evaluate("""() => {
        const now = performance.now.bind(performance);
        let later = 0;
        performance.now = () => now() + (later += 6000); // each look at the clock is six seconds after the last
        window.told = 0;
        new MutationObserver(() => window.told++).observe(document.querySelector(".spoken"), { childList: true });
    }""")
    played = "epochs => document.querySelector('.dl-playground').session.epochs > epochs"
    epochs = lambda: page.evaluate("() => document.querySelector('.dl-playground').session.epochs")
    page.locator("button.main").press("Enter")
    page.wait_for_function("() => window.told > 3")
    page.evaluate("() => document.activeElement.blur()")
    page.wait_for_function(played, arg=epochs() + 2)
    told = page.evaluate("() => window.told")
    page.wait_for_function(played, arg=epochs() + 20)
    assert page.evaluate("() => window.told") == told
    page.locator("button.main").focus()
    page.wait_for_function("told => window.told > told", arg=told)


def test_keys_that_run_a_cell_press_no_button_and_only_wrong_numbers_are_called_wrong(site):
    page, _ = site(data="xor")
    count = lambda: page.evaluate("() => document.querySelector('.dl-playground').session.points.x.length")
    page.get_by_text("Your own points").press("Enter")
    before = count()
    for keys in ("Shift+Enter", "Control+Enter"):
        page.get_by_role("button", name="Remove all").press(keys)
    assert count() == before
    page.get_by_text("A single weight").press("Enter")
    weight = control(page, "Weight")
    page.wait_for_function("() => [...document.querySelectorAll('input')].some(i => /\\.\\d{3}/.test(i.value))")
    assert weight.get_attribute("aria-invalid") == "false", "a trained weight lies between two steps"
    control(page, "Hidden layers").fill("99")
    assert control(page, "Hidden layers").get_attribute("aria-invalid") == "true"
    weight.focus()
    assert control(page, "Hidden layers").get_attribute("aria-invalid") == "false", (
        "what is in force stands there again"
    )


def test_a_rate_that_is_too_large_is_told(site):
    page, _ = site(data="plane", activation="none", lr=9.0)
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("alert").filter(has_text="Choose a smaller learning rate").wait_for()
    assert page.locator("button.main").inner_text() == "▶ Play"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_a_phone_and_has_contrast(site, scheme):
    page, _ = site(hidden=[8] * 6)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    for details in page.locator("details").all():
        details.locator("summary").press("Enter")
    page.wait_for_timeout(200)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    colours = page.evaluate(
        """() => { const root = document.querySelector('.dl-playground'), probe = document.createElement('i'); root.append(probe);
        return Object.fromEntries(['paper', 'ink', 'grey', 'rule', 'field', 'vermillion', 'blue', 'on-blue'].map(name => {
            probe.style.color = `var(--${name})`; return [name, getComputedStyle(probe).color.match(/\\d+/g).map(c => c / 255)] })) }"""
    )
    assert (sum(colours["paper"]) < 1) == (scheme == "dark")
    for text, ground in (("ink", "paper"), ("ink", "field"), ("grey", "paper"), ("on-blue", "blue")):
        assert contrast(colours[text], colours[ground]) >= 4.5, text
    for line in ("rule", "vermillion", "blue"):
        assert contrast(colours[line], colours["paper"]) >= 3, line


CORNERS = ([[-1.0, -1.0], [1.0, 1.0]], [0, 1])  # class 0 below, class 1 above
NUMBERS = (CORNERS[0], [-1.5, 1.5])


def likeness(pixels, name):
    """Which pixels have a colour of the course."""
    return np.abs(np.asarray(pixels, dtype=int)[..., :3] - 255 * np.array(to_rgb(OKABE_ITO[name]))).max(axis=-1) < 12


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("data", "below", "above"), [(CORNERS, "blue", "vermillion"), (NUMBERS, "vermillion", "blue")])
def test_in_the_browser_classes_have_the_colours_of_every_figure(site, data, below, above, scheme):
    page, _ = site(data=data, train_share=1)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_timeout(200)
    ends = page.evaluate("""() => { const { view, session } = document.querySelector(".dl-playground"), { y } = session.points;
        const pen = view.picture.getContext("2d"), size = view.picture.width, { reach } = view.plane;
        return [Math.min(...y), Math.max(...y)].map((end) => { const [x1, x2] = session.points.x[y.indexOf(end)];
            const at = [x1 / reach + 1, 1 - x2 / reach].map((share) => Math.floor((size * share) / 2));
            return [...pen.getImageData(...at, 1, 1).data] }) }""")
    if scheme == "light":
        assert likeness(ends, below)[0] and likeness(ends, above)[1], ends
    assert [blue > red for red, _, blue, _ in ends] == [below == "blue", above == "blue"], ends
    told = page.locator(".right .legend > span").all_inner_texts()
    wanted = ["below 0, class 0", "above 0, class 1"] if data is CORNERS else ["above 0", "below 0"]
    assert told == wanted, "the disc, then the square"


def test_in_the_picture_classes_have_the_colours_of_every_figure():
    play = playground(CORNERS, hidden=[], train_share=1, seed=1)
    play.train(100)
    with Image.open(io.BytesIO(picture_of(play.state))) as image:
        pixels = np.array(image.convert("RGB")).astype(int)
    bluer = pixels[..., 2] - pixels[..., 0]  # blue against red
    width = pixels.shape[1]
    assert bluer[-90:-60, int(0.6 * width) : int(0.66 * width)].mean() > 40, "class 0 is blue, and lies below"
    assert bluer[60:90, int(0.8 * width) : int(0.86 * width)].mean() < -40, "class 1 is vermillion, and lies above"


def test_readers_who_want_less_motion_get_two_pictures_a_second(site):
    page, _ = site(hidden=[2])
    page.emulate_media(reduced_motion="reduce")
    epochs = page.evaluate("""() => { const { view, session } = document.querySelector(".dl-playground"), waiting = [];
        window.requestAnimationFrame = (action) => waiting.push(action);
        view.player.play();
        for (let now = 0; now <= 1000; now += 50) waiting.splice(0).forEach((action) => action(now));
        return session.epochs; }""")
    assert epochs == 3, "at 0, 500 and 1000 milliseconds"


def test_two_in_one_page_are_two(chromium, tmp_path):
    file = tmp_path / "two.html"
    parts = ['<meta charset="utf-8">', playground("xor").html(), playground("spiral", hidden=[8]).html()]
    file.write_text("".join(parts), encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.get_by_role("button", name="Play").nth(1).wait_for()
    assert control(page, "Data").evaluate_all("all => all.map(s => s.value)") == ["xor", "spiral"]
    page.close()
