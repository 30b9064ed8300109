"""`dl-course fetch`: a server on this machine that does what networks do."""

import argparse
import errno
import hashlib
import http.server
import io
import pickle
import tarfile
import threading

import numpy as np
import pytest

from dl_course.cli import fetch as command
from dl_course.data import cifar10, fetch, load_images
from dl_course.data.cache import cache_folder, fetched_folder
from dl_course.data.catalogue import DataError

NAME = "cifar-10-python.tar.gz"


class Server(http.server.ThreadingHTTPServer):
    """Serves one file; `behaviour` says how, a word a request, the last one for all that follow."""

    daemon_threads = True

    def __init__(self, content):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content, self.behaviour, self.requests = content, ["well"], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/{NAME}"


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        server = self.server
        how = server.behaviour.pop(0) if len(server.behaviour) > 1 else server.behaviour[0]
        wanted = self.headers.get("Range")
        server.requests.append((self.path, wanted))
        content, first, status = server.content, 0, 200
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
    server = Server(content)
    archive = fetch.Archive(server.url, hashlib.md5(content).hexdigest(), NAME)
    monkeypatch.setattr(fetch, "_cifar10_archive", lambda: archive)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def part():
    return cache_folder() / "fetched" / f"{NAME}.part"


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
    assert left() == []


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
    gone = fetch.Archive("http://127.0.0.1:9/x.tar.gz", "0", NAME)
    monkeypatch.setattr(fetch, "_cifar10_archive", lambda: gone)
    assert "HTTPS_PROXY" in refused("http://127.0.0.1:9/x.tar.gz cannot be reached")


def test_proxy_is_honoured(server, monkeypatch):
    away = fetch.Archive(f"http://data.invalid/{NAME}", hashlib.md5(server.content).hexdigest(), NAME)
    monkeypatch.setattr(fetch, "_cifar10_archive", lambda: away)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    fetch.fetch("cifar10")
    assert server.requests == [(away.url, None)], "the whole address went to the proxy"


def test_stopped_by_hand_goes_on_later(server, monkeypatch, capsys):
    server.behaviour = ["cuts off", "well"]

    def stop(idle):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "_pause", stop)
        assert command.run(argparse.Namespace(list=False, name="cifar10")) == 130
    assert "goes on from there" in capsys.readouterr().err
    assert left() == [part().name]
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


def test_torchvision_knows_the_same_files():
    from torchvision.datasets import CIFAR10

    assert dict(CIFAR10.train_list + CIFAR10.test_list) == cifar10.MD5
    assert CIFAR10.base_folder == cifar10.FOLDER
    archive = fetch._cifar10_archive()
    assert archive.url.startswith("https://")
    assert archive.filename == NAME


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
    assert command.run(parse("mnist")) == 2
    assert "There is: cifar10" in capsys.readouterr().err


def test_command_says_what_went_wrong(server, capsys):
    server.behaviour = ["page"]
    assert command.run(parse("cifar10")) == 1
    assert "A web page came" in capsys.readouterr().err


def test_list(server, capsys):
    assert command.run(parse()) == 0
    before = capsys.readouterr().out
    assert command.run(parse("--list")) == 0
    assert capsys.readouterr().out == before
    assert "not here; dl-course fetch cifar10" in before
    assert any(line.startswith("digits") and "shipped" in line and "45 kB" in line for line in before.splitlines())
    fetch.fetch("cifar10")
    command.run(parse("--list"))
    assert f"fetched, {fetched_folder('cifar10')}" in capsys.readouterr().out
