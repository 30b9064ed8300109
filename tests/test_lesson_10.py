"""Lesson 10: the loop that it writes out is `fit`, and its networks and tools are what it says they are."""

import math

import pytest
import torch

from dl_course.course import choose
from dl_course.stored import code_of
from dl_course.training import fit

SHOWN = [
    "convolve", "num_places", "first_network", "Net", "criterion", "train", "count_pairs", "augment", "block", "Residual",
    "better_network", "he_start", "covered", "standing_on", "last_row", "in_grey",
]  # fmt: skip


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
    losses = lesson["train"](lesson["first_network"](), *data, num_epochs=2, batch_size=32)
    torch.manual_seed(1)
    history = fit(lesson["first_network"](), data, epochs=2, batch_size=32, device="cpu")
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
    assert size(lesson["first_network"]()) == 62_006
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


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 0), (1, 2), (3, 1), (2, 2)])
def test_the_written_convolution_is_that_of_pytorch(lesson, stride, padding):
    generator = torch.Generator().manual_seed(0)
    for side, k in ((7, 3), (8, 4), (5, 5)):
        image, kernel = (torch.randn(n, n, generator=generator) for n in (side, k))
        theirs = torch.nn.functional.conv2d(image[None, None], kernel[None, None], None, stride, padding)[0, 0]
        torch.testing.assert_close(lesson["convolve"](image, kernel, stride, padding), theirs)
        assert lesson["num_places"](side, k, stride, padding) == len(theirs)


def test_the_class_is_the_list_of_layers(lesson, data):
    network, as_class = lesson["first_network"](), lesson["Net"]()
    for theirs, ours in zip(as_class.parameters(), network.parameters(), strict=True):
        theirs.data = ours.data
    assert torch.equal(as_class(data[0]), network(data[0]))


def test_he_start_hands_the_spread_of_a_relu_layer_on(lesson):
    torch.manual_seed(0)
    layer = lesson["he_start"](torch.nn.Sequential(torch.nn.Conv2d(64, 64, 3)))[0]
    assert layer.weight.std().item() == pytest.approx(math.sqrt(2 / (9 * 64)), rel=0.02)
    assert not layer.bias.any()


def test_pairs_are_counted_by_truth_and_answer(lesson):
    counted = lesson["count_pairs"](torch.tensor([3, 3, 3, 0]), torch.tensor([3, 5, 5, 3]))
    assert counted.shape == (10, 10) and counted.sum() == 4
    assert (counted[3, 3], counted[3, 5], counted[0, 3]) == (1, 2, 1)


def test_what_is_covered_is_the_mean_colour_and_nothing_else_changes(lesson):
    x = torch.ones(2, 3, 32, 32)
    assert lesson["covered"](x, slice(22, 32))[:, :, 22:].eq(0).all()
    assert lesson["covered"](x, slice(22, 32), slice(4, 12)).sum() == x.sum() - 2 * 3 * 10 * 8
    assert x.eq(1).all()


def test_an_image_stands_on_the_lowest_rows_of_another(lesson):
    x, ground = torch.ones(3, 3, 32, 32), torch.stack([torch.full((3, 32, 32), 5.0), torch.full((3, 32, 32), 7.0)])
    moved = lesson["standing_on"](x, ground)
    assert moved[:, 0, :22].eq(1).all() and x.eq(1).all()
    assert moved[:, 0, 22, 0].tolist() == [5, 7, 5] and moved[:, 2, 31, 31].tolist() == [5, 7, 5]


def test_the_last_row_is_stretched_over_the_whole_image(lesson, data):
    x = data[0][:3]
    stretched = lesson["standing_on"](x, lesson["last_row"](x.roll(1, 0)))
    assert torch.equal(stretched[:, :, :22], x[:, :, :22])
    for row in range(22, 32):
        assert torch.equal(stretched[:, :, row], x.roll(1, 0)[:, :, 31])


def test_a_grey_image_has_three_equal_channels(lesson, data):
    grey = lesson["in_grey"](data[0])
    assert grey.shape == data[0].shape
    torch.testing.assert_close(grey[:, 0], data[0].mean(1))
    assert torch.equal(grey[:, 0], grey[:, 1]) and torch.equal(grey[:, 0], grey[:, 2])
