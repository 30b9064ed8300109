"""The drawn stand-in: it regenerates to the last pixel, and is what its card says."""

import hashlib
import sys

import numpy as np
import pytest

from dl_course.data import load_card
from dl_course.data.catalogue import shipped_file, shipped_folder
from tools.drawn import CLASSES, PLACES, describe_images, describe_one, draw_images, draw_one, pictures
from tools.drawn.canvas import FINE, GRID, Shape, develop, paint, silhouette, textures
from tools.drawn.dice import Dice

NAMES = ("x_train", "y_train", "x_test", "y_test")


@pytest.fixture(scope="module")
def shipped():
    with np.load(shipped_file(load_card("cifar10_drawn"), "cifar10_drawn.npz"), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def assert_regenerates(shipped, drawn, pictures):
    """Of the drawn pictures those that are not black are compared; there must be so many."""
    compared = 0
    for name, array in zip(NAMES, drawn, strict=True):
        assert array.dtype == shipped[name].dtype
        assert array.shape == shipped[name].shape
        there = array.reshape(len(array), -1).any(1) if name.startswith("x") else slice(None)
        assert np.array_equal(array[there], shipped[name][there]), name
        compared += there.sum() if name.startswith("x") else 0
    assert compared == pictures


def test_one_in_twelve_of_the_shipped_pictures_regenerates_to_the_last_pixel(shipped, monkeypatch):
    black = np.zeros((32, 32, 3), np.uint8)
    monkeypatch.setattr(pictures, "draw_one", lambda name, *key: black if key[-1] % 12 else draw_one(name, *key))
    assert_regenerates(shipped, draw_images(), 10 * (500 // 12 + 1 + 100 // 12 + 1))


@pytest.mark.every
def test_the_shipped_arrays_regenerate_to_the_last_pixel(shipped):
    assert_regenerates(shipped, draw_images(workers=2), 6000)


def test_the_shipped_arrays_are_what_the_card_says(shipped):
    assert tuple(shipped) == NAMES
    assert all(array.dtype == np.uint8 for array in shipped.values())
    for part, per_class in (("train", 500), ("test", 100)):
        x, y = shipped[f"x_{part}"], shipped[f"y_{part}"]
        assert x.shape == (10 * per_class, 32, 32, 3)
        assert np.bincount(y).tolist() == [per_class] * 10
        assert len(set(y[:50].tolist())) == 10, "the order is shuffled"
    assert (shipped_folder() / "cifar10_drawn.npz").stat().st_size < 12e6


def test_no_picture_occurs_twice(shipped):
    both = np.concatenate([shipped["x_train"], shipped["x_test"]])
    assert len({image.tobytes() for image in both}) == len(both)


def test_every_picture_has_contrast(shipped):
    both = np.concatenate([shipped["x_train"], shipped["x_test"]]).astype(float)
    assert both.std((1, 2, 3)).min() > 10


def test_neither_the_workers_nor_the_number_of_pictures_change_a_picture():
    one, two = draw_images(5, 2, 1), draw_images(5, 2, 1, workers=2)
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    three = draw_images(5, 3, 1)
    more = {image.tobytes() for image in three[0]}
    assert all(image.tobytes() in more for image in one[0])


def test_another_seed_gives_other_pictures():
    one, two = draw_images(1, 1, 1), draw_images(2, 1, 1)
    assert {image.tobytes() for image in one[0]}.isdisjoint(image.tobytes() for image in two[0])


def test_labels_name_what_was_drawn():
    x_train, y_train, x_test, y_test = draw_images(3, 2, 1)
    for part, x, y, count in ((0, x_train, y_train, 2), (1, x_test, y_test, 1)):
        label = {image.tobytes(): CLASSES[k] for image, k in zip(x, y, strict=True)}
        for name in CLASSES:
            assert [label[draw_one(name, 3, part, k).tobytes()] for k in range(count)] == [name] * count


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((-1,), "seed must be"), ((0, 0), "per_class must be at least 1"), ((0, 1, 0), "Received: 1, 0")],
)
def test_wrong_numbers_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        draw_images(*arguments)


def test_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="airplane, automobile.*Received: 'zebra'"):
        draw_one("zebra", 0)


def test_the_command_writes_the_file(tmp_path, monkeypatch, capsys):
    from tools.drawn import __main__ as command

    monkeypatch.setattr(command, "draw_images", lambda workers: draw_images(3, 1, 1))
    monkeypatch.setattr(sys, "argv", ["drawn", str(tmp_path / "out.npz")])
    command.main()
    assert hashlib.sha256((tmp_path / "out.npz").read_bytes()).hexdigest() in capsys.readouterr().out
    with np.load(tmp_path / "out.npz") as arrays:
        assert arrays["x_train"].shape == (10, 32, 32, 3)


# masks and captions


@pytest.fixture(scope="module")
def scenes():
    with np.load(shipped_file(load_card("drawn_scenes"), "drawn_scenes.npz"), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def test_one_in_forty_of_the_shipped_masks_and_places_regenerates(scenes, monkeypatch):
    nothing = np.zeros((32, 32), bool), "sky"
    monkeypatch.setattr(
        pictures, "describe_one", lambda name, *key: nothing if key[-1] % 40 else describe_one(name, *key)
    )
    mask_train, place_train, mask_test, place_test = describe_images()
    compared = 0
    for part, masks, places in (("train", mask_train, place_train), ("test", mask_test, place_test)):
        there = masks.any((1, 2))
        assert np.array_equal(np.packbits(masks.reshape(len(masks), -1), axis=1)[there], scenes[f"mask_{part}"][there])
        assert np.array_equal(places[there], scenes[f"place_{part}"][there])
        compared += there.sum()
    assert compared == 10 * (13 + 3)


def test_drawings_come_with_the_images_that_ship_and_with_captions(shipped):
    from dl_course.data import load_drawings
    from dl_course.data.drawings import _PLACES

    assert tuple(_PLACES) == PLACES
    drawings = load_drawings()
    for name in NAMES:
        assert np.array_equal(getattr(drawings, name), shipped[name])
    for part, count in (("train", 5000), ("test", 1000)):
        assert getattr(drawings, f"mask_{part}").shape == (count, 32, 32)
        captions, y = getattr(drawings, f"caption_{part}"), shipped[f"y_{part}"]
        assert all(CLASSES[k] in caption for k, caption in zip(y, captions, strict=True))
    share = drawings.mask_train.mean((1, 2))
    assert 0.2 < share.mean() < 0.35 and share.min() > 0
    assert "an automobile in the snow" in drawings.caption_train


def test_a_mask_holds_what_is_seen_of_the_polygons_that_count():
    ground = Shape([(-1, -1), (33, -1), (33, 33), (-1, 33)], (0, 0, 0))
    thing = Shape([(8, 8), (24, 8), (24, 24), (8, 24)], (200, 200, 200))
    grass = Shape([(12, 0), (16, 0), (16, 32), (12, 32)], (0, 90, 0))
    mask = silhouette([ground, thing, grass], 1, 2, textures(Dice(0)))
    wanted = np.zeros((32, 32), bool)
    wanted[8:24, 8:24] = True
    wanted[:, 12:16] = False
    assert np.array_equal(mask, wanted)


# chance


def test_dice_give_these_numbers_on_every_machine():
    dice = Dice(1, 2, 3)
    assert [dice.whole(0, 999) for _ in range(5)] == [738, 895, 877, 798, 781]
    assert Dice(1, 2, 3).bytes(5).tolist() == [144, 185, 201, 246, 248]


def test_dice_keep_to_their_ranges():
    dice = Dice(0)
    assert {dice.whole(2, 4) for _ in range(200)} == {2, 3, 4}
    assert all(-3.5 < dice.bell(1) < 3.5 for _ in range(200))
    picked = [dice.pick({"often": 9, "seldom": 1}) for _ in range(500)]
    assert 400 < picked.count("often") < 500


# pixels


def _painted(*shapes):
    return paint(list(shapes), textures(Dice(0)))


def test_a_rectangle_covers_its_points_and_no_others():
    ground = Shape([(-1, -1), (33, -1), (33, 33), (-1, 33)], (0, 0, 0))
    image = _painted(ground, Shape([(4, 8), (20, 8), (20, 10), (4, 10)], (200, 100, 50)))
    wanted = np.zeros((GRID, GRID), bool)
    wanted[8 * FINE : 10 * FINE, 4 * FINE : 20 * FINE] = True
    assert np.array_equal(image[..., 0] == 200, wanted)
    assert np.array_equal(image[..., 1] == 100, wanted)


def test_a_polygon_is_filled_as_even_and_odd_crossings_say():
    corners = [(3.3, 2.1), (29.7, 8.4), (12.2, 30.9), (20.5, 3.7), (1.2, 22.8)]  # crosses itself
    image = _painted(Shape([(-1, -1), (33, -1), (33, 33), (-1, 33)], (0, 0, 0)), Shape(corners, (9, 9, 9)))
    for row in range(0, GRID, 5):
        for column in range(0, GRID, 5):
            x, y = (column + 0.5) / FINE, (row + 0.5) / FINE
            crossings = 0
            for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
                if (y0 <= y) != (y1 <= y) and x0 + (y - y0) * (x1 - x0) / (y1 - y0) < x:
                    crossings += 1
            assert (image[row, column, 0] == 9) == (crossings % 2 == 1), (row, column)


def test_later_shapes_hide_earlier_ones_and_shadows_darken_what_lies_under_them():
    ground = Shape([(-1, -1), (33, -1), (33, 33), (-1, 33)], (100, 100, 100))
    shadow = Shape([(0, 0), (16, 0), (16, 32), (0, 32)], (0, 0, 0), shade=128)
    thing = Shape([(8, 0), (24, 0), (24, 32), (8, 32)], (200, 200, 200))
    row = _painted(ground, shadow, thing)[40, :, 0]
    assert row[:: 8 * FINE].tolist() == [50, 200, 200, 100]


def test_a_developed_picture_is_of_the_right_kind():
    image = develop(np.full((GRID, GRID, 3), 128, np.int32), Dice(4))
    assert image.shape == (32, 32, 3)
    assert image.dtype == np.uint8
