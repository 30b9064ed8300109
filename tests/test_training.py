"""`fit` gives what the plain loop gives, to the last bit; and what is around the loop does what it says."""

import io
import signal
import sys
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

from dl_course import progress
from dl_course.training import Diverged, evaluate, fit, predict
from dl_course.training.inputs import as_device

PROCESSORS = {"an older processor": {"avx2": True}, "one made for bfloat16": {"avx512_bf16": True, "amx_bf16": True}}


@pytest.fixture(autouse=True, params=PROCESSORS)
def processor(request, monkeypatch):
    """Every test passes on both: what a processor offers must not change what `fit` does."""
    offers = PROCESSORS[request.param]
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: offers, raising=False)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: "avx512_bf16" in offers, raising=False)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: "amx_bf16" in offers, raising=False)


def network(seed=0):
    """A small network of the kind of lesson 10, with a batch norm and a dropout to hold the modes to account."""
    torch.manual_seed(seed)
    return nn.Sequential(
        *(nn.Conv2d(3, 6, 5), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        *(nn.Linear(6 * 4 * 4, 20), nn.ReLU(), nn.Dropout(0.2), nn.Linear(20, 4)),
    )


def images(n=70, seed=0):
    generator = torch.Generator().manual_seed(seed)
    y = torch.randint(0, 4, (n,), generator=generator)
    x = torch.randn(n, 3, 12, 12, generator=generator) + y[:, None, None, None]
    return x, y


def blobs(n=60):
    generator = torch.Generator().manual_seed(1)
    y = torch.arange(n) % 2
    return torch.randn(n, 2, generator=generator) + 4 * y[:, None] - 2, y


def linear():
    torch.manual_seed(0)
    return nn.Linear(2, 2)


def plain_loop(model, x, y, epochs, batch_size, optimizer, seed=0, augment=None, scheduler=None):
    """The loop of lesson 10, written out."""
    g = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(epochs):
        order = torch.randperm(len(x), generator=g)
        for i in range(0, len(x), batch_size):
            x_batch, y_batch = x[order[i : i + batch_size]], y[order[i : i + batch_size]]
            x_batch = augment(x_batch) if augment else x_batch
            y_hat = model(x_batch)
            loss = nn.functional.cross_entropy(y_hat, y_batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if scheduler:
                scheduler.step()
            losses.append(loss.item())
    return losses


def test_same_losses_and_weights_as_the_plain_loop():
    x, y = images()
    plain, fitted = network(), network()
    torch.manual_seed(5)
    losses = plain_loop(plain, x, y, 3, 16, torch.optim.Adam(plain.parameters(), lr=1e-3), seed=7)
    torch.manual_seed(5)  # dropout draws from here
    history = fit(fitted, (x, y), epochs=3, batch_size=16, device="cpu", seed=7)
    assert history.step_loss.tolist() == losses
    for name, weights in plain.state_dict().items():
        assert torch.equal(weights, fitted.state_dict()[name]), name


@pytest.mark.parametrize("threads", [1, 2, 4, 64])
def test_same_losses_with_any_number_of_threads(threads, request):
    request.addfinalizer(partial(torch.set_num_threads, torch.get_num_threads()))
    torch.set_num_threads(threads)
    (x, y), plain, fitted = images(20), network(), network()
    torch.manual_seed(5)
    losses = plain_loop(plain, x, y, 1, 16, torch.optim.Adam(plain.parameters(), lr=1e-3))
    torch.manual_seed(5)
    assert fit(fitted, (x, y), epochs=1, batch_size=16, device="cpu").step_loss.tolist() == losses


def test_modes():
    x, y = images()
    plain, fitted = network(), network()
    torch.manual_seed(5)
    losses = plain_loop(plain, x, y, 1, 16, torch.optim.Adam(plain.parameters(), lr=1e-3))
    fitted.eval()  # as an earlier call of fit leaves it
    torch.manual_seed(5)
    assert fit(fitted, (x, y), epochs=1, batch_size=16, device="cpu").step_loss.tolist() == losses
    for mode in (True, False):
        fitted.train(mode)
        evaluate(fitted, (x, y))
        predict(fitted, x)
        assert fitted.training is mode, "measuring leaves the mode as it was"
    fitted.train()
    frozen = next(part for part in fitted.modules() if not list(part.children())).eval()
    evaluate(fitted, (x, y))
    assert fitted.training and not frozen.training, "a frozen part stays frozen"


def test_same_with_augmentation_scheduler_and_validation():
    x, y = images()

    def flip(batch):
        return torch.where(torch.rand(len(batch), 1, 1, 1) < 0.5, batch.flip(3), batch)

    def run(train):
        model = network()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=10)
        torch.manual_seed(5)
        return train(model, optimizer, scheduler)

    losses = run(lambda m, o, s: plain_loop(m, x, y, 2, 16, o, augment=flip, scheduler=s))
    history = run(
        lambda m, o, s: fit(
            m,
            (x, y),
            validation=images(30, 1),
            epochs=2,
            batch_size=16,
            optimizer=o,
            scheduler=s,
            augment=flip,
            device="cpu",
        )
    )
    assert history.step_loss.tolist() == losses, "measuring on the validation rows changes nothing"


def test_history():
    train, validation = images(), images(30, 1)
    model = network()
    history = fit(model, train, validation=validation, epochs=4, batch_size=16, device="cpu")
    assert history.step_loss.shape == (20,)
    for name in ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "seconds"):
        assert getattr(history, name).shape == (4,)
    sizes = np.array([16, 16, 16, 16, 6])
    expected = (history.step_loss.reshape(4, 5) * sizes).sum(1) / 70
    assert np.allclose(history.train_loss, expected, rtol=1e-12)
    assert history.train_loss[-1] < history.train_loss[0]
    assert (history.seconds > 0).all()
    assert not model.training
    with torch.no_grad():
        y_hat = model(validation[0])
    loss, accuracy = evaluate(model, validation)
    assert loss == pytest.approx(nn.functional.cross_entropy(y_hat, validation[1]).item(), rel=1e-6)
    assert accuracy == pytest.approx((y_hat.argmax(1) == validation[1]).float().mean().item())
    assert history.validation_loss[-1] == pytest.approx(loss, rel=1e-6)
    assert history.validation_accuracy[-1] == pytest.approx(accuracy)
    assert torch.equal(predict(model, validation[0], batch_size=7).argmax(1), y_hat.argmax(1))
    assert history.ending == "finished"
    assert str(history).startswith("4 epochs in ")
    assert "\n" not in str(history)
    assert f"validation accuracy {accuracy:.1%} (finished)" in str(history)


def test_train_accuracy_counts_the_rows_of_the_epoch():
    x, y = blobs()
    still = torch.optim.SGD((model := linear()).parameters(), lr=0.0)
    history = fit(model, (x, y), epochs=2, batch_size=7, optimizer=still, device="cpu")
    assert history.train_accuracy == pytest.approx([evaluate(model, (x, y))[1]] * 2)


def test_numpy_arrays_of_any_float():
    x, y = blobs()
    a = fit(linear(), (x, y), epochs=2, device="cpu")
    b = fit(linear(), (x.double().numpy(), y.numpy().astype(np.int32)), epochs=2, device="cpu")
    assert a.step_loss.tolist() == b.step_loss.tolist()


def test_regression():
    x = torch.randn(50, 3, generator=torch.Generator().manual_seed(0))
    y = x @ torch.tensor([[1.0], [2.0], [3.0]])
    torch.manual_seed(0)
    model = nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    history = fit(model, (x, y), validation=(x, y), epochs=60, batch_size=10, optimizer=optimizer, device="cpu")
    assert history.train_loss[-1] < 1e-6
    assert history.train_accuracy.shape == history.validation_accuracy.shape == (0,)
    assert "accuracy" not in str(history)


def test_one_output_has_no_accuracy():
    def loss(y_hat, y):
        return nn.functional.binary_cross_entropy_with_logits(y_hat[:, 0], y.float())

    torch.manual_seed(0)
    assert fit(nn.Linear(2, 1), blobs(), epochs=1, loss=loss, device="cpu").train_accuracy.shape == (0,)


def test_rows_that_are_looked_up():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Embedding(5, 4), nn.Flatten(), nn.Linear(8, 5))
    x = torch.randint(0, 5, (40, 2))
    assert fit(model, (x, x[:, 0]), epochs=3, device="cpu").step_loss.shape == (3,)


def test_seed_is_the_order():
    x, y = blobs()
    runs = [fit(linear(), (x, y), epochs=1, batch_size=8, device="cpu", seed=seed).step_loss for seed in (0, 0, 1)]
    assert runs[0].tolist() == runs[1].tolist()
    assert runs[0].tolist() != runs[2].tolist()


def test_early_stopping_takes_the_best_weights():
    x, y = blobs()
    model = linear()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    wrong = (x, 1 - y)  # so that validation worsens while training improves
    weights = []
    history = fit(
        model,
        (x, y),
        validation=wrong,
        epochs=50,
        batch_size=60,
        optimizer=optimizer,
        patience=3,
        device="cpu",
        callbacks=[lambda step, epoch, logs: weights.append(model.weight.clone()) if "epoch/seconds" in logs else None],
    )
    assert history.best_epoch == 0
    assert len(history.seconds) == 4
    assert history.ending == "stopped after 3 epochs without a lower validation loss; weights of epoch 1"
    assert torch.equal(model.weight, weights[0])
    assert evaluate(model, wrong)[0] == pytest.approx(history.validation_loss.min())


def test_without_patience_the_last_weights_stay():
    x, y = blobs()
    model = linear()
    history = fit(model, (x, y), validation=(x, 1 - y), epochs=3, device="cpu")
    assert history.best_epoch == 0
    assert evaluate(model, (x, 1 - y))[0] == pytest.approx(history.validation_loss[-1])


def test_scheduler_that_watches():
    x, y = blobs()
    model = linear()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=0)
    fit(model, (x, y), validation=(x, 1 - y), epochs=3, optimizer=optimizer, scheduler=scheduler, device="cpu")
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.001)


def test_callbacks_hear_every_step_and_epoch_in_order():
    heard = []
    history = fit(
        network(),
        images(),
        validation=images(30, 1),
        epochs=2,
        batch_size=16,
        device="cpu",
        callbacks=[lambda step, epoch, logs: heard.append((step, epoch, logs))],
    )
    steps = [(step, epoch, logs["train_loss"]) for step, epoch, logs in heard if "train_loss" in logs]
    assert steps == [(i, i // 5, loss) for i, loss in enumerate(history.step_loss)]
    assert [(step, epoch) for step, epoch, logs in heard if "epoch/train_loss" in logs] == [(4, 0), (9, 1)]
    assert heard[5][2]["epoch/validation_accuracy"] == history.validation_accuracy[0]
    assert heard[-1][2]["epoch/train_loss"] == history.train_loss[-1]


# Endings


def test_loss_that_is_no_number_any_more():
    x, y = blobs()
    model = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e30)
    with pytest.raises(Diverged, match="learning rate is too large") as caught:
        fit(model, (x, y.float()[:, None]), epochs=50, batch_size=20, optimizer=optimizer, device="cpu")
    history = caught.value.history
    assert not np.isfinite(history.step_loss[-1])
    assert np.isfinite(history.step_loss[:-1]).all()
    assert caught.value._render_traceback_() == [str(caught.value)]


def interrupting(after):
    calls = [0]

    def augment(x):
        calls[0] += 1
        if calls[0] > after:
            signal.raise_signal(signal.SIGINT)
        return x

    return augment


def test_interrupted_training_gives_back_what_it_has(capsys):
    x, y = blobs()
    model, weights = linear(), []
    history = fit(
        model,
        (x, y),
        validation=(x, y),
        epochs=9,
        batch_size=20,
        augment=interrupting(after=7),
        device="cpu",
        callbacks=[lambda step, epoch, logs: weights.append(model.weight.clone()) if "epoch/seconds" in logs else None],
    )
    assert history.step_loss.shape == (7,)
    assert history.train_loss.shape == (2,)
    assert capsys.readouterr().out == "Training was stopped by hand in epoch 3 of 9; weights of epoch 2.\n"
    assert torch.equal(model.weight, weights[1])


def test_interrupted_before_anything(capsys):
    history = fit(linear(), blobs(), epochs=9, augment=interrupting(after=0), device="cpu")
    assert history.step_loss.shape == history.train_loss.shape == (0,)
    assert str(history) == "0 epochs in 0.0 s (stopped by hand in epoch 1 of 9)"
    assert "epoch 1 of 9" in capsys.readouterr().out


# Precision


def test_mixed_precision_calculates_in_bfloat16_and_hands_on_float32():
    seen = []
    model = network()
    model[0].register_forward_hook(
        lambda module, x, y: seen.append((y.dtype, x[0].is_contiguous(memory_format=torch.channels_last)))
    )
    x, y = images(256)
    outputs = []

    def loss(y_hat, y):
        outputs.append(y_hat.dtype)
        return nn.functional.cross_entropy(y_hat, y)

    history = fit(model, (x, y), epochs=3, batch_size=32, loss=loss, device="cpu", mixed_precision=True)
    assert set(seen) == {(torch.bfloat16, True)}
    assert set(outputs) == {torch.float32}
    plain = fit(network(), (x, y), epochs=3, batch_size=32, device="cpu")
    assert history.train_loss[-1] == pytest.approx(plain.train_loss[-1], abs=0.1)
    assert model[0].weight.dtype == torch.float32


# Devices


@pytest.mark.parametrize("present", [True, False])
def test_the_fastest_device_unless_told(monkeypatch, present):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: present)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert as_device(None).type == ("cuda" if present else "cpu")
    assert as_device("cpu").type == "cpu"


def test_a_device_that_is_not_here(monkeypatch):
    def absent(*_, device):
        raise AssertionError(f"Torch not compiled with {device} enabled")

    model = linear()
    monkeypatch.setattr(torch, "empty", absent)
    with pytest.raises(
        ValueError, match=r"device must be one that is here, such as 'cpu'. Received: 'cuda' \(Torch not"
    ):
        fit(model, blobs(), epochs=1, device="cuda")


# What is refused


X, Y = torch.zeros(8, 2), torch.arange(8) % 2


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"model": "resnet"}, TypeError, "model must be a torch.nn.Module. Received: 'resnet'"),
        ({"train": X}, TypeError, r"train must be a pair \(x, y\). Received: Tensor"),
        ({"train": (["a", "b"], Y[:2])}, TypeError, "train x must be numbers. Received: <U1"),
        ({"train": ("text", Y)}, TypeError, "train x must be numbers"),
        ({"train": (X[:0], Y[:0])}, ValueError, r"train x has no rows or no columns. Received: shape \(0, 2\)"),
        ({"train": (X, Y[:5])}, ValueError, "as many rows. Received: 8 and 5"),
        ({"train": (X.to(torch.uint8), Y)}, TypeError, "holds bytes"),
        ({"train": (X / 0, Y)}, ValueError, "must be finite. Received: nan or infinity"),
        ({"train": (1.0, Y)}, ValueError, "a single number"),
        ({"train": (X, Y + 1)}, ValueError, "y has class 2, but the model has 2 outputs: classes 0 to 1"),
        ({"train": (X, Y - 1)}, ValueError, "y has class -1"),
        ({"train": (X, nn.functional.one_hot(Y))}, ValueError, r"argmax\(1\) undoes one-hot"),
        ({"train": (X, Y.float())}, ValueError, r"same shape. Received: output \(8, 2\), y \(8,\)"),
        ({"train": (torch.zeros(8, 5), Y)}, ValueError, r"cannot take a batch x of shape \(8, 5\)"),
        ({"train": (torch.zeros(8, 6, 6, 3), Y)}, ValueError, r"Images have shape \(n, channels, height, width\)"),
        ({"validation": (torch.zeros(8, 3), Y)}, ValueError, r"as that of train, \(n, 2\).*Received: \(n, 3\)"),
        ({"validation": (X, Y.float())}, ValueError, "validation y must be as that of train"),
        ({"epochs": 0}, ValueError, "epochs must be at least 1. Received: 0"),
        ({"epochs": 2.5}, TypeError, "epochs must be an int. Received: 2.5"),
        ({"batch_size": "128"}, TypeError, "batch_size must be an int. Received: '128'"),
        ({"patience": 3}, ValueError, "patience needs validation"),
        ({"optimizer": "adam"}, TypeError, "optimizer must be a torch.optim.Optimizer.*Received: 'adam'"),
        ({"scheduler": 0.1}, TypeError, "scheduler must be one of torch.optim.lr_scheduler. Received: 0.1"),
        ({"loss": lambda y_hat, y: (y_hat - 1) ** 2}, ValueError, r"one number.*Received: shape \(8, 2\)"),
        ({"loss": lambda y_hat, y: 0.5}, ValueError, "one number.*Received: 0.5"),
        ({"loss": lambda y_hat, y: y_hat.detach().sum()}, ValueError, "without detach"),
    ],
)
def test_refused(change, error, words):
    arguments = {"model": nn.Linear(2, 2), "train": (X, Y), "epochs": 1, "device": "cpu", **change}
    with pytest.raises(error, match=words):
        fit(arguments.pop("model"), arguments.pop("train"), **arguments)


def test_optimizer_of_another_model():
    optimizer = torch.optim.SGD(nn.Linear(2, 2).parameters())
    with pytest.raises(ValueError, match="none of this model's parameters"):
        fit(nn.Linear(2, 2), (X, Y), epochs=1, device="cpu", optimizer=optimizer)


def test_scheduler_of_another_optimizer():
    model = nn.Linear(2, 2)
    optimizer, other = (torch.optim.SGD(model.parameters(), lr=0.1) for _ in range(2))
    scheduler = torch.optim.lr_scheduler.StepLR(other, 1)
    with pytest.raises(ValueError, match="belongs to another optimizer"):
        fit(model, (X, Y), epochs=1, optimizer=optimizer, scheduler=scheduler)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer)
    with pytest.raises(ValueError, match="watches the validation loss"):
        fit(model, (X, Y), epochs=1, optimizer=optimizer, scheduler=plateau)


# The bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_bar_is_one_line_in_a_terminal_and_goes_away(monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr(progress, "_REDRAW", 0)
    monkeypatch.setattr(progress, "_screen", progress._Terminal)
    fit(linear(), blobs(), epochs=3, batch_size=10, device="cpu")
    written = terminal.getvalue()
    assert "training [" in written
    assert "epoch 3 of 3, loss " in written
    assert "\n" not in written
    assert written.endswith("\r")
    assert not written.split("\r")[-2].strip(), "wiped"


def test_no_bar_where_nobody_watches(capfd):
    fit(linear(), blobs(), epochs=3, device="cpu")
    assert capfd.readouterr() == ("", "")
