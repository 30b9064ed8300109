"""`dl-course fetch`: a server on this machine that does what networks do."""

import argparse
import contextlib
import errno
import gzip
import hashlib
import http.server
import io
import json
import pickle
import tarfile
import threading

import numpy as np
import pytest

from dl_course.cli import fetch as command
from dl_course.cli import main
from dl_course.data import cifar10, fetch, idx, load_images, load_vectors
from dl_course.data.cache import fetched_folder
from dl_course.data.catalogue import DataError
from dl_course.files import cache_folder

NAME = "cifar-10-python.tar.gz"
SUM = []  # of the archive that is served


class Server(http.server.ThreadingHTTPServer):
    """Serves files by the last part of their address; `behaviour` says how, a word a request, the last for all that follow.

    Args:
        content: Of the one file that is served under any name; or of each file.
    """

    daemon_threads = True

    def __init__(self, content):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content, self.behaviour, self.requests = content, ["well"], []

    def url(self, name=NAME):
        return f"http://127.0.0.1:{self.server_port}/{name}"


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        server = self.server
        how = server.behaviour.pop(0) if len(server.behaviour) > 1 else server.behaviour[0]
        wanted = self.headers.get("Range")
        server.requests.append((self.path, wanted))
        content, first, status = server.content, 0, 200
        if isinstance(content, dict):
            content = content[self.path.rpartition("/")[2]]
        if how.isdigit():
            return self.send_error(int(how))
        if how == "page":
            content = b"<!DOCTYPE html><title>Log in to the guest network</title>"
        elif how == "wrong":
            content = content[:50] + b"?" + content[51:]
        elif wanted and how != "ignores ranges":
            first, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
            if first >= len(content):
                return self.send_error(416)
        self.send_response(status)
        if status == 206:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        if how != "says no length":
            self.send_header("Content-Length", str(len(content) - first))
        self.end_headers()
        body = content[first:]
        self.wfile.write(body[: len(body) // 2] if how == "cuts off" else b"" if how == "cuts at once" else body)
        self.close_connection = True
        return None


@contextlib.contextmanager
def serving(content):
    server = Server(content)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DL_COURSE_CACHE", str(tmp_path / "cache"))
    for name in ("DL_COURSE_DATA", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(fetch, "_pause", lambda idle: 0)


def add(archive, name, content):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


@pytest.fixture
def server(monkeypatch):
    """A small CIFAR-10 with sums of its own, served on this machine; its archive also holds what must not come out."""
    rng = np.random.default_rng(0)
    file, sums = io.BytesIO(), {}
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        add(archive, "../escaped", b"no")
        add(archive, "/tmp/escaped", b"no")
        link = tarfile.TarInfo(f"{cifar10.FOLDER}/data_batch_1")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name in (*cifar10.MD5, "batches.meta"):
            data = rng.integers(0, 256, (2, 3072), dtype=np.uint8)
            content = pickle.dumps({b"data": data, b"labels": [1, 2]}, protocol=2)
            add(archive, f"{cifar10.FOLDER}/{name}", content)
            sums[name] = hashlib.md5(content).hexdigest()
        add(archive, f"{cifar10.FOLDER}/install.sh", b"echo no")
    del sums["batches.meta"]
    monkeypatch.setattr(cifar10, "MD5", sums)
    content = file.getvalue()
    SUM[:] = [hashlib.md5(content).hexdigest()]
    with serving(content) as server:
        from_(monkeypatch, server.url())
        yield server


def from_(monkeypatch, *urls, md5=None, members=None):
    """Lets CIFAR-10 be fetched from these addresses."""
    members = (
        tuple(f"{cifar10.FOLDER}/{name}" for name in (*cifar10.MD5, "batches.meta")) if members is None else members
    )

    def files(shown):
        return [fetch.File(urls, md5 or SUM[0], NAME, members)]

    monkeypatch.setitem(fetch.ENTRIES, "cifar10", fetch.Entry(cifar10.CARD, "0.6 GB", files))


def part():
    return cache_folder() / "fetched" / "cifar10.part" / NAME


def left():
    """Names of what lies where fetched data is kept."""
    return sorted(path.name for path in (cache_folder() / "fetched").iterdir())


def refused(match):
    with pytest.raises(DataError, match=match) as caught:
        fetch.fetch("cifar10")
    assert not fetched_folder("cifar10").exists()
    return str(caught.value)


def test_fetched_data_is_loaded(server):
    folder = fetch.fetch("cifar10")
    assert left() == ["cifar10"], "the archive and all unfinished work are gone"
    names = sorted(path.name for path in (folder / cifar10.FOLDER).iterdir())
    assert names == sorted([*cifar10.MD5, "batches.meta"]), "nothing else was unpacked"
    assert not (cache_folder() / "escaped").exists()
    images = load_images("cifar10")
    assert images.source == f"fetched: {folder / cifar10.FOLDER}"
    assert images.x_train.shape == (10, 32, 32, 3)
    fetch.fetch("cifar10")
    assert len(server.requests) == 1, "what is there and whole is not fetched again"


def test_damaged_after_fetching_is_fetched_again(server):
    folder = fetch.fetch("cifar10")
    (folder / cifar10.FOLDER / "test_batch").write_bytes(b"")
    fetch.fetch("cifar10")
    assert fetch.is_whole(folder)


def test_connection_that_is_cut_is_continued(server):
    server.behaviour = ["cuts off", "cuts off", "well"]
    fetch.fetch("cifar10")
    first, second, third = (wanted for _, wanted in server.requests)
    half = len(server.content) // 2
    assert first is None
    assert second == f"bytes={half}-"
    assert int(third.removeprefix("bytes=").rstrip("-")) > half


def test_connection_that_stays_cut(server):
    server.behaviour = ["cuts off", "cuts at once"]
    assert "goes on from there" in refused("cut again and again")
    assert part().stat().st_size == len(server.content) // 2
    server.behaviour = ["well"]
    fetch.fetch("cifar10")
    assert server.requests[-1][1] == f"bytes={len(server.content) // 2}-"


def test_server_that_cannot_continue_sends_everything_anew(server):
    server.behaviour = ["cuts off", "ignores ranges"]
    assert fetch.is_whole(fetch.fetch("cifar10"))


def test_server_that_states_no_length(server):
    server.behaviour = ["says no length"]
    assert fetch.is_whole(fetch.fetch("cifar10"))


def test_whole_part_is_not_downloaded_again(server):
    part().parent.mkdir(parents=True)
    part().write_bytes(server.content)
    assert fetch.is_whole(fetch.fetch("cifar10"))


def test_part_of_another_file_is_thrown_away(server):
    part().parent.mkdir(parents=True)
    part().write_bytes(b"\x1f\x8bof another file")
    assert fetch.is_whole(fetch.fetch("cifar10"))
    assert [wanted for _, wanted in server.requests] == ["bytes=17-", None]


def test_wrong_bytes_are_deleted(server):
    server.behaviour = ["wrong"]
    refused("its MD5 sum differs.*deleted")
    assert not part().exists()


def test_page_of_a_captive_portal(server):
    server.behaviour = ["page"]
    assert "Open a browser, log in" in refused("A web page came")
    assert part().stat().st_size == 0
    server.behaviour = ["well"]
    assert fetch.is_whole(fetch.fetch("cifar10"))


@pytest.mark.parametrize(
    ("code", "words"), [("404", "answers 404"), ("503", "answers 503"), ("407", "name and a password")]
)
def test_server_that_refuses(server, code, words):
    server.behaviour = [code]
    assert "HTTPS_PROXY" in refused(words)


def test_no_network(server, monkeypatch):
    from_(monkeypatch, "http://127.0.0.1:9/x.tar.gz")
    assert "HTTPS_PROXY" in refused("http://127.0.0.1:9/x.tar.gz cannot be reached")


def test_proxy_is_honoured(server, monkeypatch):
    away = f"http://data.invalid/{NAME}"
    from_(monkeypatch, away)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    fetch.fetch("cifar10")
    assert server.requests == [(away, None)], "the whole address went to the proxy"


def test_stopped_by_hand_goes_on_later(server, monkeypatch, capsys):
    server.behaviour = ["cuts off", "well"]

    def stop(idle):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "_pause", stop)
        assert command.run(argparse.Namespace(list=False, name="cifar10")) == 130
    assert "goes on from there" in capsys.readouterr().err
    assert left() == ["cifar10.part"]
    assert fetch.is_whole(fetch.fetch("cifar10"))
    assert server.requests[-1][1] == f"bytes={len(server.content) // 2}-"


@pytest.mark.parametrize("step", ["_receive", "shutil.copyfileobj"])
def test_full_disk(server, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(f"dl_course.data.fetch.{step}", full)
        assert "DL_COURSE_CACHE" in refused("is full")
    assert fetch.is_whole(fetch.fetch("cifar10"))
    assert left() == ["cifar10"]


def test_cache_that_cannot_be_written(server, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DL_COURSE_CACHE", str(tmp_path / "file"))
    assert "DL_COURSE_CACHE" in refused("cannot be written")


def test_the_next_address_is_tried(server, monkeypatch):
    from_(monkeypatch, "http://127.0.0.1:9/x.tar.gz", server.url())
    assert fetch.is_whole(fetch.fetch("cifar10"))


def test_an_archive_without_what_is_wanted(server, monkeypatch):
    from_(monkeypatch, server.url(), members=("no/such",))
    refused("cannot be unpacked .no/such is not in it. and was deleted")


def test_torchvision_knows_the_same_files():
    from torchvision.datasets import CIFAR10, MNIST, FashionMNIST

    assert dict(CIFAR10.train_list + CIFAR10.test_list) == cifar10.MD5
    assert CIFAR10.base_folder == cifar10.FOLDER
    (archive,) = fetch.ENTRIES["cifar10"].files(False)
    assert archive.urls[0].startswith("https://")
    assert (archive.name, archive.md5) == (NAME, CIFAR10.tgz_md5)
    for name, dataset, classes in (("mnist", MNIST, idx.DIGITS), ("fashion_mnist", FashionMNIST, idx.CLOTHES)):
        files = fetch.ENTRIES[name].files(False)
        assert [file.name for file in files] == [f"{name}.gz" for name, _ in idx.FILES.values()]
        assert len({file.md5 for file in files}) == 4
        assert all(url.endswith(f"/{file.name}") for file in files for url in file.urls)
        assert [each[:1] for each in dataset.classes] == [each[:1] for each in classes]


# Sets of several files, and one whose sum is not known beforehand


def small_idx():
    """The four files of a small MNIST, packed."""
    rng = np.random.default_rng(3)
    packed = {}
    for key, (name, item) in idx.FILES.items():
        n = 20 if key.endswith("train") else 10
        values = rng.integers(0, 256, (n, *item)) if item else np.arange(n) % 10
        header = bytes([0, 0, 8, 1 + len(item)]) + np.array(values.shape, ">i4").tobytes()
        packed[f"{name}.gz"] = gzip.compress(header + values.astype(np.uint8).tobytes())
    return packed


@pytest.mark.parametrize(("name", "dataset"), [("mnist", "MNIST"), ("fashion_mnist", "FashionMNIST")])
def test_four_files_are_fetched_and_loaded(monkeypatch, tmp_path, name, dataset):
    import torchvision.datasets

    content = small_idx()
    known = getattr(torchvision.datasets, dataset)
    sums = [(file, hashlib.md5(data).hexdigest()) for file, data in content.items()]
    monkeypatch.setattr(known, "resources", sums)
    with serving(content) as server:
        monkeypatch.setattr(known, "mirrors", [server.url("")])
        server.behaviour = ["well", "well", "404"]
        with pytest.raises(DataError, match="t10k-images-idx3-ubyte.gz answers 404"):
            fetch.fetch(name)
        assert left() == [f"{name}.part"]
        server.behaviour = ["well"]
        folder = fetch.fetch(name)
        assert [path for path, _ in server.requests][3:] == [f"/{file}" for file in list(content)[2:]], "two were there"
        assert fetch.fetch(name) == folder
        assert len(server.requests) == 5
    images = load_images(name)
    assert images.source == f"fetched: {folder}"
    assert (images.x_train.shape, images.x_test.shape) == ((20, 28, 28), (10, 28, 28))
    assert len(images.classes) == 10
    raw = tmp_path / dataset / "raw"
    raw.mkdir(parents=True)
    for file, data in content.items():
        (raw / file.removesuffix(".gz")).write_bytes(gzip.decompress(data))
    theirs, ours = known(tmp_path), load_images(name, folder=tmp_path)
    assert np.array_equal(theirs.data.numpy(), images.x_train) and np.array_equal(ours.x_train, images.x_train)
    assert theirs.targets.tolist() == images.y_train.tolist() == ours.y_train.tolist()


@pytest.fixture
def words(monkeypatch):
    """A small GloVe and gensim's list of sums, served on this machine."""
    from gensim import downloader

    name = "glove-wiki-gigaword-50"
    data = gzip.compress(b"3 2\nthe 0.5 1\n\xc3\xa9t\xc3\xa9 2 3\nking -1 0.25\n")
    listed = {"models": {name: {"checksum": hashlib.md5(data).hexdigest()}}}
    with serving({f"{name}.gz": data, "list.json": json.dumps(listed).encode()}) as server:
        monkeypatch.setattr(downloader, "DATA_LIST_URL", server.url("list.json"))
        monkeypatch.setattr(downloader, "DOWNLOAD_BASE_URL", server.url("")[:-1])
        yield server


def test_glove_is_held_to_the_sum_that_the_list_named_at_first(words, capsys):
    folder = fetch.fetch("glove")
    said = capsys.readouterr().out
    remembered = folder.with_name("glove-wiki-gigaword-50.md5")
    assert str(remembered) in said and "list.json names today" in said
    assert left() == ["glove", remembered.name]
    vectors = load_vectors("glove")
    assert vectors.source == f"fetched: {folder / 'glove-wiki-gigaword-50.gz'}"
    assert vectors.words == ("the", "été", "king")
    assert vectors["king"].tolist() == [-1, 0.25]
    again = load_vectors("glove")  # from the cache
    assert (again.words, again.matrix.tolist()) == (vectors.words, vectors.matrix.tolist())
    other = gzip.compress(b"1 2\nthe 0.5 2\n")
    words.content["glove-wiki-gigaword-50.gz"] = other
    words.content["list.json"] = json.dumps({"models": {folder.name: {"checksum": "0" * 32}}}).encode()
    (folder / "glove-wiki-gigaword-50.gz").write_bytes(b"")
    with pytest.raises(DataError, match=f"MD5 sum differs.*remembered in {remembered}: delete that file"):
        fetch.fetch("glove")
    assert [path for path, _ in words.requests].count("/list.json") == 1


@pytest.mark.parametrize(
    "answer", [b"{}", b"{broken", b'{"models": {"glove-wiki-gigaword-50": {"checksum": "../../x"}}}', b"{[1]}"]
)
def test_a_list_without_the_sum(words, answer):
    words.content["list.json"] = answer
    with pytest.raises(DataError, match="list.json names no MD5 sum of glove-wiki-gigaword-50"):
        fetch.fetch("glove")
    assert left() == ["glove.part"]


def test_a_list_that_is_a_log_in_page(words):
    words.behaviour = ["page"]
    with pytest.raises(DataError, match="Open a browser, log in"):
        fetch.fetch("glove")


# The command


def parse(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


def test_command(server, capsys, monkeypatch):
    assert command.run(parse("cifar10")) == 0
    assert capsys.readouterr() == (f"cifar10 is in {fetched_folder('cifar10')}\n", "")
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")
    assert command.run(parse("cifar10")) == 0
    assert "DL_COURSE_DATA=shipped goes first" in capsys.readouterr().out
    assert main(["fetch", "imagenet"]) == 2
    assert "There is: cifar10, mnist, fashion_mnist, glove." in capsys.readouterr().err


def test_command_says_what_went_wrong(server, capsys):
    server.behaviour = ["page"]
    assert main(["fetch", "cifar10"]) == 1
    assert "A web page came" in capsys.readouterr().err


def test_list(server, capsys):
    assert command.run(parse()) == 0
    before = capsys.readouterr().out
    assert command.run(parse("--list")) == 0
    assert capsys.readouterr().out == before
    for name in fetch.ENTRIES:
        assert f"not here; dl-course fetch {name}" in before
    assert any(line.startswith("digits") and "shipped" in line and "45 kB" in line for line in before.splitlines())
    fetch.fetch("cifar10")
    command.run(parse("--list"))
    assert f"fetched, {fetched_folder('cifar10')}" in capsys.readouterr().out
