"""Lesson 10: the loop that it writes out is `fit`, and its networks are what it says they are."""

import pytest
import torch

from dl_course.course import choose
from dl_course.stored import code_of
from dl_course.training import fit

SHOWN = ["criterion", "train", "deck_network", "block", "Residual", "better_network", "augment"]


@pytest.fixture(scope="module")
def lesson():
    names = {}
    exec(code_of(choose(["10"])[0].notebook, *SHOWN), names)
    return names


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(70, 3, 32, 32, generator=generator)
    return x, torch.randint(0, 10, (70,), generator=generator)


def size(model):
    return sum(parameter.numel() for parameter in model.parameters())


def test_the_written_loop_gives_the_losses_of_fit(lesson, data):
    torch.manual_seed(1)
    losses = lesson["train"](lesson["deck_network"](), *data, num_epochs=2, batch_size=32)
    torch.manual_seed(1)
    history = fit(lesson["deck_network"](), data, epochs=2, batch_size=32, device="cpu")
    assert len(losses) == 6
    assert history.step_loss.tolist() == losses


@pytest.mark.parametrize("norm", [True, False])
@pytest.mark.parametrize("residual", [True, False])
def test_every_form_of_the_better_network_gives_ten_scores(lesson, data, norm, residual):
    model = lesson["better_network"](norm=norm, residual=residual)
    assert model(data[0]).shape == (70, 10)
    assert any(isinstance(part, torch.nn.BatchNorm2d) for part in model.modules()) is norm
    assert any(isinstance(part, lesson["Residual"]) for part in model.modules()) is residual


def test_sizes(lesson):
    assert size(lesson["deck_network"]()) == 62_006
    assert size(lesson["better_network"]()) == 66_298
    assert size(lesson["better_network"](24)) > 3.9 * 66_298


def test_a_residual_block_adds_its_input(lesson, data):
    double = lesson["Residual"](torch.nn.Identity())
    assert torch.equal(double(data[0]), 2 * data[0])


def test_augmented_images_keep_their_pixels(lesson):
    x = torch.arange(1.0, 1 + 4 * 3 * 32 * 32).reshape(4, 3, 32, 32)
    torch.manual_seed(0)
    seen = set()
    for _ in range(50):
        for before, after in zip(x, lesson["augment"](x), strict=True):
            inside = after[:, 2:-2, 2:-2]
            assert torch.isin(inside, before).all()
            first, second = inside[0, 0, :2].long().tolist()
            seen.add((first - before[0, 2, 2].long().item()) if second > first else "mirrored")
    assert "mirrored" in seen and {-66, 0, 66} <= seen, "mirrored by chance and moved by up to two pixels"
