"""`load_images`: every origin, their order, the cache, and what is said when something is wrong."""

import errno
import gzip
import hashlib
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from conftest import shared_file
from PIL import Image

from dl_course.data import cifar10, idx, load_images
from dl_course.data.cache import ArrayCache, fetched_folder
from dl_course.data.catalogue import DataError
from dl_course.data.decoding import decode, decode_all
from dl_course.files import cache_folder

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """Each test has an empty cache and points to nothing."""
    monkeypatch.setenv("DL_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("DL_COURSE_DATA", raising=False)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of shipped data with 20 + 10 drawn images."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    rng = np.random.default_rng(0)
    path = folder / "cifar10_drawn.npz"
    np.savez_compressed(
        path,
        x_train=rng.integers(0, 256, (20, 32, 32, 3), dtype=np.uint8),
        y_train=np.arange(20, dtype=np.uint8) % 10,
        x_test=rng.integers(0, 256, (10, 32, 32, 3), dtype=np.uint8),
        y_test=np.arange(10, dtype=np.uint8),
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    facts = "".join(f'{name} = "drawn"\n' for name in ("title", "origin", "licence", "shape", "units"))
    (folder / "cifar10_drawn.toml").write_text(f'{facts}\n[files]\n"cifar10_drawn.npz" = "{digest}"\n')
    monkeypatch.setattr("dl_course.data.catalogue.shipped_folder", lambda: folder)
    return folder


def picture(colour, size=(32, 32), mode="RGB"):
    return Image.new("RGB", size, colour).convert(mode)


@pytest.fixture
def folder(tmp_path):
    """Two classes of PNG files, three training and one test image each, in one colour a class."""
    root = tmp_path / "mine"
    for split, count in (("train", 3), ("test", 1)):
        for name, colour in (("cat", (200, 0, 0)), ("dog", (0, 0, 200))):
            (root / split / name).mkdir(parents=True)
            for i in range(count):
                picture(colour).save(root / split / name / f"{i}.png")
    return root


def make_batches(folder: Path, monkeypatch, per_file=4):
    """A small folder as torchvision's, with its own sums in place of CIFAR-10's."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(1)
    sums = {}
    for name in cifar10.MD5:
        batch = {
            b"batch_label": name.encode(),
            b"labels": [int(label) for label in rng.integers(0, 10, per_file)],
            b"data": rng.integers(0, 256, (per_file, 3072), dtype=np.uint8),
        }
        (folder / name).write_bytes(pickle.dumps(batch, protocol=2))
        sums[name] = hashlib.md5((folder / name).read_bytes()).hexdigest()
    monkeypatch.setattr(cifar10, "MD5", sums)


# The three origins and their order


def test_shipped_images(shipped):
    images = load_images("cifar10")
    assert images.x_train.shape == (20, 32, 32, 3)
    assert images.x_train.dtype == np.uint8
    assert images.y_train.dtype == images.y_test.dtype == np.int64
    assert images.classes[0] == "airplane"
    assert images.classes[9] == "truck"
    assert images.source == "shipped: cifar10_drawn.npz"
    assert images.card.title == "drawn"
    assert "20 training and 10 test images" in str(images)


def test_order_of_the_origins(shipped, folder, monkeypatch):
    assert load_images().source.startswith("shipped")
    make_batches(fetched_folder("cifar10") / cifar10.FOLDER, monkeypatch)
    assert load_images().source.startswith("fetched")
    monkeypatch.setenv("DL_COURSE_DATA", str(folder))
    assert load_images().source == f"folder: {folder}"
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    assert load_images().source.startswith("shipped")
    assert load_images(folder=folder).source.startswith("folder")


def test_a_text_in_the_environment_leaves_the_images_alone(shipped, tmp_path, monkeypatch):
    (tmp_path / "vectors.txt").write_text("the 0.1 0.2\n")
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "vectors.txt"))
    assert load_images().source.startswith("shipped")


def test_folder_of_images(folder, capsys):
    images = load_images(folder=folder)
    assert images.x_train.shape == (6, 32, 32, 3)
    assert images.x_test.shape == (2, 32, 32, 3)
    assert images.classes == ("cat", "dog")
    assert images.y_train.tolist() == [0, 0, 0, 1, 1, 1]
    assert images.y_test.tolist() == [0, 1]
    assert images.x_train[0, 5, 5].tolist() == [200, 0, 0]
    assert images.x_test[1, 5, 5].tolist() == [0, 0, 200]
    assert capsys.readouterr() == ("", "")


def test_folder_one_level_below(folder, tmp_path):
    assert load_images(folder=folder.parent).classes == ("cat", "dog")


def test_the_name_of_the_data_set_goes_first(folder, tmp_path):
    folder.rename(tmp_path / "cifar10")
    (tmp_path / "aaa" / "train").mkdir(parents=True)
    assert load_images(folder=tmp_path).source == f"folder: {tmp_path / 'cifar10'}"


def test_two_sets_side_by_side_are_not_chosen_between(folder, tmp_path):
    (tmp_path / "aaa" / "train").mkdir(parents=True)
    with pytest.raises(DataError, match="several sets of images: aaa, mine"):
        load_images(folder=tmp_path)


def test_torchvisions_folder(tmp_path, monkeypatch):
    make_batches(tmp_path / "root" / cifar10.FOLDER, monkeypatch)
    images = load_images(folder=tmp_path / "root")
    assert images.x_train.shape == (20, 32, 32, 3)
    assert images.x_test.shape == (4, 32, 32, 3)
    assert images.card.title.startswith("CIFAR-10")
    with (tmp_path / "root" / cifar10.FOLDER / "data_batch_2").open("rb") as file:
        batch = pickle.load(file, encoding="bytes")
    row = batch[b"data"][1]
    assert images.x_train[5, 3, 7].tolist() == [row[3 * 32 + 7], row[1024 + 3 * 32 + 7], row[2048 + 3 * 32 + 7]]
    assert images.y_train[4:8].tolist() == batch[b"labels"]


# What is changed on the way, with a word


def test_other_sizes_are_cropped_and_resized_with_one_word(folder, capsys):
    wide = Image.new("RGB", (300, 100), (0, 255, 0))
    wide.paste((200, 0, 0), (100, 0, 200, 100))
    wide.save(folder / "train" / "cat" / "0.png")
    wide.save(folder / "train" / "cat" / "1.png")
    images = load_images(folder=folder)
    assert images.x_train[0, 16, 3:-3].tolist() == [[200, 0, 0]] * 26, "the middle square, without the green sides"
    assert capsys.readouterr().out == (
        f"{folder}: 2 images had another size: brought to 32x32, the middle square of each\n"
    )


def test_large_jpeg(folder):
    picture((200, 0, 0), (1600, 1200)).save(folder / "train" / "cat" / "large.jpg")
    assert np.abs(load_images(folder=folder).x_train[3].astype(int) - [200, 0, 0]).max() < 4


def test_turned_photograph_stands_upright(tmp_path):
    photo = Image.new("RGB", (40, 40), (255, 255, 255))
    photo.paste((0, 0, 0), (0, 0, 20, 40))  # black on the left
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise when shown: black on top
    photo.save(tmp_path / "photo.jpg", exif=exif)
    pixels, _ = decode(str(tmp_path / "photo.jpg"), 32)
    assert pixels[4].mean() < 60
    assert pixels[28].mean() > 195


@pytest.mark.parametrize(
    ("save", "word", "expected"),
    [
        (lambda path: Image.new("L", (32, 32), 90).save(path), "1 grey images", [90, 90, 90]),
        (lambda path: Image.new("1", (32, 32), 1).save(path), "1 grey images", [255, 255, 255]),
        (lambda path: Image.new("I;16", (32, 32), 257 * 90).save(path), "1 grey images", [90, 90, 90]),
        (lambda path: picture((200, 0, 0), mode="P").save(path), "1 images with a palette", None),
        (lambda path: Image.new("RGBA", (32, 32), (9, 9, 9, 0)).save(path), "transparent parts", [255, 255, 255]),
        (lambda path: Image.new("LA", (32, 32), (9, 0)).save(path), "transparent parts", [255, 255, 255]),
    ],
)
def test_other_colours_are_converted_with_a_word(folder, capsys, save, word, expected):
    save(folder / "train" / "cat" / "0.png")
    images = load_images(folder=folder)
    assert word in capsys.readouterr().out
    assert images.x_train.shape[-1] == 3
    if expected:
        assert images.x_train[0, 16, 16].tolist() == expected


def test_other_files_are_left_out_with_a_word(folder, capsys):
    (folder / "train" / "cat" / "notes.txt").write_text("cats")
    (folder / "train" / "cat" / ".DS_Store").write_text("")
    (folder / "train" / "cat" / "._0.png").write_text("what a Mac adds")
    assert len(load_images(folder=folder).x_train) == 6
    assert "1 files in the class folders are no images" in capsys.readouterr().out


def test_a_size_of_ones_own(shipped, folder, capsys):
    assert load_images(folder=folder, size=8).x_train.shape == (6, 8, 8, 3)
    capsys.readouterr()
    assert load_images(size=16).x_test.shape == (10, 16, 16, 3)
    assert "from 32x32 to 16x16" in capsys.readouterr().out


# The cache


def test_second_load_comes_from_the_cache_with_the_same_words(folder, capsys, monkeypatch):
    Image.new("L", (32, 32), 90).save(folder / "train" / "cat" / "0.png")
    first = load_images(folder=folder)
    words = capsys.readouterr().out
    monkeypatch.setattr("dl_course.data.folders.decode_all", None)  # a second decoding would fail
    second = load_images(folder=folder)
    assert capsys.readouterr().out == words
    for name in ("x_train", "y_train", "x_test", "y_test"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


@pytest.mark.parametrize("change", ["added", "removed", "written", "renamed"])
def test_a_changed_folder_is_read_again(folder, change):
    before = load_images(folder=folder)
    path = folder / "train" / "cat" / "0.png"
    if change == "added":
        picture((1, 2, 3)).save(folder / "train" / "cat" / "new.png")
    elif change == "removed":
        path.unlink()
    elif change == "written":
        picture((1, 2, 3)).save(path)
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns + 1_000_000))
    else:
        path.rename(folder / "train" / "dog" / "z.png")
    after = load_images(folder=folder)
    same = before.x_train.shape == after.x_train.shape and np.array_equal(before.x_train, after.x_train)
    assert not same or before.y_train.tolist() != after.y_train.tolist()
    assert len(list(cache_folder().iterdir())) == 1, "the arrays of the earlier state are removed"


def test_each_size_is_kept_for_itself(folder):
    load_images(folder=folder, size=8)
    load_images(folder=folder, size=16)
    assert load_images(folder=folder, size=8).x_train.shape == (6, 8, 8, 3)
    assert len(list(cache_folder().iterdir())) == 2


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "foreign"])
def test_a_damaged_cache_is_not_believed(folder, damage):
    expected = load_images(folder=folder).x_train
    (kept,) = cache_folder().iterdir()
    content = bytearray(kept.read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 255
    kept.write_bytes(
        {"truncated": content[:-200], "flipped": content, "empty": b"", "foreign": b"<html>portal</html>"}[damage]
    )
    assert np.array_equal(load_images(folder=folder).x_train, expected)


def test_full_disk_while_caching_loads_anyway(folder, capsys, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("dl_course.data.cache.np.save", full)
    assert len(load_images(folder=folder).x_train) == 6
    assert "could not be kept" in (out := capsys.readouterr().out)
    assert "No space left on device" in out
    assert not any(cache_folder().iterdir()), "nothing half written is left"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_cache_folder_that_cannot_be_made(folder, capsys, monkeypatch):
    monkeypatch.setenv("DL_COURSE_CACHE", "/dev/full/cache")
    assert len(load_images(folder=folder).x_train) == 6
    assert "could not be kept in /dev/full/cache" in capsys.readouterr().out


def test_a_process_killed_while_writing_leaves_nothing_that_is_taken_for_whole(tmp_path):
    program = (
        "import os, signal, numpy as np\n"
        "from dl_course.data.cache import ArrayCache\n"
        "real = np.save\n"
        "def save(file, array, **options):\n"
        "    real(file, array, **options)\n"
        "    if array.size > 100: file.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
        "np.save = save\n"
        "ArrayCache('origin', 'state').save(x=np.ones(1000), y=np.ones(5))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", program], env=environment).returncode == -9
    assert [path.suffix for path in cache_folder().iterdir()] == [".unfinished"]
    assert ArrayCache("origin", "state").load() is None
    ArrayCache("origin", "state").save(x=np.ones(1000), y=np.ones(5))
    assert ArrayCache("origin", "state").load()["x"].sum() == 1000


def test_old_unfinished_files_are_removed():
    cache_folder().mkdir(parents=True)
    old, new = cache_folder() / "a.unfinished", cache_folder() / "b.unfinished"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    ArrayCache("origin", "state").save(x=np.ones(3))
    assert not old.exists()
    assert new.exists(), "another process may be writing it"


# What is wrong, in a sentence that names the file


def refused(match, **arguments):
    with pytest.raises(DataError, match=match) as caught:
        load_images(**arguments)
    return str(caught.value)


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_damaged_images_are_named(folder, suffix):
    path = folder / "train" / "cat" / f"bad.{suffix}"
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)).save(path)
    path.write_bytes(path.read_bytes()[:-400])
    message = refused("is damaged", folder=folder)
    assert str(path) in message
    assert "Replace or remove this file" in message
    path.write_bytes(b"<html>not found</html>")
    assert f"{path} is not an image" in refused("whatever its name says", folder=folder)
    path.write_bytes(b"")
    assert f"{path} is empty" in refused("is empty", folder=folder)


def test_many_damaged_images_are_counted(folder):
    for i in range(5):
        (folder / "train" / "cat" / f"bad{i}.png").write_bytes(b"no")
    assert "bad2.png" in (message := refused("and 2 more", folder=folder))
    assert "Replace or remove these files" in message


def test_image_that_unpacks_to_a_bomb(folder, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert "exceeds limit" in refused("is damaged", folder=folder)


def test_one_class_only(folder):
    for split in ("train", "test"):
        (folder / split / "dog").rename(folder / f"{split}_dog")
    refused("at least two classes.*Received: one, cat", folder=folder)


def test_classes_that_differ(folder):
    (folder / "test" / "dog").rename(folder / "test" / "hound")
    refused("only train/ has dog; only test/ has hound", folder=folder)


def test_empty_class(folder):
    (folder / "test" / "dog" / "0.png").unlink()
    assert str(folder / "test" / "dog") in refused("has no image", folder=folder)


def test_no_test_images(folder):
    (folder / "test").rename(folder / "exam")
    refused("has no folder test/. Expected: train/<class>", folder=folder)


def test_nothing_to_load(tmp_path):
    (tmp_path / "empty" / "papers").mkdir(parents=True)
    refused("holds no images.*Received: papers", folder=tmp_path / "empty")


def test_unreadable_folder(folder, monkeypatch):
    scandir = os.scandir

    def forbidden(path):
        if str(path).endswith("dog"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("dl_course.data.folders.os.scandir", forbidden)
    assert "dog cannot be read (Permission denied)" in refused("Check its permissions", folder=folder)


def test_wrong_pointers_never_fall_back_to_what_ships(shipped, tmp_path, monkeypatch):
    refused("does not exist", folder=tmp_path / "nowhere")
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "nowhere"))
    refused("DL_COURSE_DATA names .*nowhere, which does not exist")
    (tmp_path / "images.zip").write_bytes(b"PK")
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "images.zip"))
    refused("an archive: unpack it")
    refused("which is a file", folder=shipped / "cifar10_drawn.toml")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("truncated", "data_batch_2 is not CIFAR-10's data_batch_2: it is damaged"),
        ("swapped", "data_batch_2 is not CIFAR-10's data_batch_2: it is data_batch_3, so files were swapped"),
        ("missing", "data_batch_2 is missing"),
        ("foreign", "does not hold images as torchvision keeps them"),
        ("hostile", "os.*has no place in a file of images"),
    ],
)
def test_damaged_batches(tmp_path, monkeypatch, damage, words):
    folder = tmp_path / cifar10.FOLDER
    make_batches(folder, monkeypatch)
    path, other = folder / "data_batch_2", folder / "data_batch_3"
    content = path.read_bytes()
    if damage == "truncated":
        path.write_bytes(content[:-10])
    elif damage == "swapped":
        path.write_bytes(other.read_bytes())
        other.write_bytes(content)
    elif damage == "missing":
        path.unlink()
    else:  # with a sum that fits, so that only the content is wrong

        class Hostile:
            def __reduce__(self):
                return os.mkdir, (str(tmp_path / "made"),)

        path.write_bytes(pickle.dumps({b"labels": []} if damage == "foreign" else Hostile(), protocol=2))
        monkeypatch.setitem(cifar10.MD5, path.name, hashlib.md5(path.read_bytes()).hexdigest())
    assert str(folder) in (message := refused(words, folder=folder))
    assert "dl-course fetch cifar10" in message
    assert not (tmp_path / "made").exists()


def test_damaged_after_fetching_is_not_replaced_by_drawings(shipped, monkeypatch):
    folder = fetched_folder("cifar10") / cifar10.FOLDER
    make_batches(folder, monkeypatch)
    load_images()
    (folder / "test_batch").unlink()
    refused("test_batch is missing. Fetch it again")


def test_damaged_shipped_file(shipped):
    path = shipped / "cifar10_drawn.npz"
    path.write_bytes(path.read_bytes()[:-1])
    refused("git checkout data/cifar10_drawn.npz")
    path.unlink()
    refused("is missing. Restore it")


@pytest.mark.parametrize(
    "arguments", [{"name": "imagenet"}, {"name": ["mnist"]}, {"size": 0}, {"size": 32.0}, {"size": True}]
)
def test_wrong_arguments(arguments):
    with pytest.raises(ValueError, match="Received"):
        load_images(**arguments)


# MNIST and Fashion-MNIST: grey


def test_shipped_digits_of_mnist(monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    digits = load_images("mnist")
    assert (digits.x_train.shape, digits.x_test.shape) == ((4000, 28, 28), (1000, 28, 28))
    assert digits.x_train.dtype == digits.x_test.dtype == np.uint8
    assert digits.y_train.tolist() == list(range(10)) * 400, "every beginning holds all classes alike"
    assert digits.y_test.tolist() == list(range(10)) * 100
    assert digits.classes == tuple("0123456789")
    assert digits.source == "shipped: mnist.npz"
    assert digits.card.licence == "CC BY-SA 3.0"
    sums = [hashlib.sha256(x.tobytes()).hexdigest()[:16] for x in (digits.x_train, digits.x_test)]
    assert sums == ["52454974f5606fb1", "05f16c885f80bb90"]


def test_fashion_mnist_does_not_ship(monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    refused("does not ship with the course. Get it with: dl-course fetch fashion_mnist", name="fashion_mnist")


def make_idx(folder: Path, packed=False, n=20):
    """A small MNIST as torchvision keeps it; returns its arrays."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(2)
    arrays = {}
    for key, (name, item) in idx.FILES.items():
        values = rng.integers(0, 256 if item else 10, (n, *item), dtype=np.uint8)
        content = bytes([0, 0, 8, values.ndim]) + np.array(values.shape, ">i4").tobytes() + values.tobytes()
        path = folder / (f"{name}.gz" if packed else name)
        path.write_bytes(gzip.compress(content) if packed else content)
        arrays[key] = values
    return arrays


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("level", [".", "MNIST", "MNIST/raw"])
def test_torchvisions_idx_files(tmp_path, packed, level):
    arrays = make_idx(tmp_path / "MNIST" / "raw", packed)
    images = load_images("mnist", folder=tmp_path / level)
    for key, values in arrays.items():
        assert np.array_equal(getattr(images, key), values)
    assert images.y_train.dtype == np.int64
    assert images.source.startswith("folder: ")


def test_two_sets_of_idx_files_are_told_apart_by_their_folders(tmp_path, monkeypatch):
    make_idx(tmp_path / "MNIST" / "raw", n=3)
    make_idx(tmp_path / "FashionMNIST" / "raw", n=4)
    assert len(load_images("mnist", folder=tmp_path).x_train) == 3
    assert len(load_images("fashion_mnist", folder=tmp_path).x_train) == 4
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path))
    assert len(load_images("fashion_mnist").x_train) == 4


def test_what_the_environment_names_is_for_the_set_that_it_is_called_like(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", str(folder))
    assert load_images("cifar10").source == f"folder: {folder}"
    assert load_images("mnist").source == "shipped: mnist.npz", "images of no name are those of the lessons"
    monkeypatch.setenv("DL_COURSE_DATA", str(folder.rename(tmp_path / "mnist")))
    assert load_images("mnist").source == f"folder: {tmp_path / 'mnist'}"
    assert load_images("cifar10").source == "shipped: cifar10_drawn.npz"
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "nowhere"))
    refused("DL_COURSE_DATA names .*nowhere, which does not exist", name="mnist")


def test_fetched_idx_files_come_before_what_ships():
    arrays = make_idx(fetched_folder("mnist"), packed=True)
    images = load_images("mnist")
    assert images.source == f"fetched: {fetched_folder('mnist')}"
    assert np.array_equal(images.x_test, arrays["x_test"])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: None, "t10k-images-idx3-ubyte is missing"),
        (lambda data: data[:-1], "does not hold images of 28x28 pixels.*15,695 bytes"),
        (lambda data: b"", "does not hold images"),
        (lambda data: data[:3] + b"\1" + data[4:], "does not hold images"),
        (lambda data: data[:7] + b"\x13" + data[8:-784], "19 images and 20 labels to test"),
    ],
)
def test_damaged_idx_files(tmp_path, damage, words):
    make_idx(tmp_path / "raw")
    path = tmp_path / "raw" / "t10k-images-idx3-ubyte"
    content = damage(path.read_bytes())
    path.unlink() if content is None else path.write_bytes(content)
    assert "dl-course fetch mnist" in refused(words, name="mnist", folder=tmp_path)


def test_a_damaged_packed_file_and_a_label_that_is_none(tmp_path):
    make_idx(tmp_path / "a", packed=True)
    path = tmp_path / "a" / "train-labels-idx1-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-9] + b"?" * 9)
    refused("train-labels-idx1-ubyte.gz cannot be read", name="mnist", folder=path.parent)
    make_idx(tmp_path / "b")
    path = tmp_path / "b" / "train-labels-idx1-ubyte"
    path.write_bytes(path.read_bytes()[:-1] + b"\x0b")
    refused("the labels up to 11. Expected: a label from 0 to 9", name="mnist", folder=path.parent)


def test_a_folder_of_images_becomes_grey(folder, capsys):
    Image.new("L", (28, 28), 90).save(folder / "train" / "cat" / "0.png")
    Image.new("1", (28, 28), 1).save(folder / "train" / "cat" / "1.png")
    Image.new("I;16", (28, 28), 257 * 90).save(folder / "train" / "cat" / "2.png")
    images = load_images("mnist", folder=folder)
    assert images.x_train.shape == (6, 28, 28)
    assert images.x_train[:3, 5, 5].tolist() == [90, 255, 90]
    assert images.x_train[3, 5, 5] == round(0.114 * 200), "blue, as the eye weighs it"
    assert "5 images in colour: turned into grey" in (out := capsys.readouterr().out)
    assert "5 images had another size: brought to 28x28" in out
    assert "grey images" not in out
    assert images.card.shape.startswith("x_train (6, 28, 28) uint8")
    assert load_images(folder=folder, size=28).x_train.shape == (6, 28, 28, 3), "kept apart from the grey ones"


def test_grey_images_at_another_size(monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    assert load_images("mnist", size=14).x_test.shape == (1000, 14, 14)


# Many images


@pytest.mark.parametrize("grey", [False, True])
def test_processes_decode_as_this_process_does(tmp_path, monkeypatch, grey):
    rng = np.random.default_rng(0)
    paths = []
    for i in range(24):
        paths.append(str(tmp_path / f"{i}.png"))
        Image.fromarray(rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)).save(paths[-1])
    Path(paths[7]).write_bytes(b"no image")
    Image.new("L", (5, 5)).save(paths[20])
    here = decode_all(paths, 32, grey=grey)
    monkeypatch.setattr("dl_course.data.decoding._WORTH_A_PROCESS", 8)
    monkeypatch.setattr("dl_course.data.decoding._cores", lambda: 3)
    done = []
    apart = decode_all(paths, 32, done.append, grey)
    assert sum(done) == 24
    assert max(done) > 1, "this came from processes"
    assert np.array_equal(here[0], apart[0])
    assert here[1:] == apart[1:]
    assert set(apart[2]) == {paths[7]}


def test_real_cifar10_as_a_folder(tmp_path):
    archive = shared_file("cifar10-jpeg.zip")
    import zipfile

    with zipfile.ZipFile(archive) as file:
        chosen = [name for name in file.namelist() if name.endswith("0.jpg") and "/00" in name]
        file.extractall(tmp_path / "real", chosen)
    images = load_images(folder=tmp_path / "real")
    assert images.classes == cifar10.CLASSES
    assert len(images.x_train) == len(images.x_test) == 100
    assert np.bincount(images.y_train).tolist() == [10] * 10
    assert 90 < images.x_train.mean() < 150
