"""Word vectors of others: GloVe and word2vec files, and sentences that say what is wrong with one, and where."""

import gzip
from decimal import Decimal

import numpy as np
import pytest
from conftest import shared_file

from dl_course.data import load_vectors
from dl_course.data.cache import fetched_folder
from dl_course.data.catalogue import DataError

WORDS = ("king", "queen", "café")
MATRIX = np.array([[0.5, -1, 2], [1, 0, 0.25], [-3, 4, 1e-3]], dtype=np.float32)


@pytest.fixture(autouse=True)
def only_what_ships(monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")


def rows():
    return "".join(f"{word} {' '.join(map(str, row))}\n" for word, row in zip(WORDS, MATRIX.tolist(), strict=True))


def binary(newline=b"\n"):
    pairs = zip(WORDS, MATRIX, strict=True)
    return b"3 3\n" + b"".join(word.encode() + b" " + row.tobytes() + newline for word, row in pairs)


FILES = {
    "GloVe text": rows().encode(),
    "word2vec text": b"3 3\n" + rows().encode(),
    "word2vec binary": binary(),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("packed", [False, True])
def test_each_kind_is_recognised_and_read(tmp_path, kind, packed):
    path = tmp_path / ("v.gz" if packed else "v.any")
    path.write_bytes(gzip.compress(FILES[kind]) if packed else FILES[kind])
    vectors = load_vectors(path)
    assert vectors.words == WORDS and vectors.source == f"{kind}: {path}"
    np.testing.assert_allclose(vectors.matrix, MATRIX, rtol=1e-6)
    assert vectors.matrix.dtype == np.float32 and "3 words, 3 numbers" in vectors.card.shape


def test_binary_files_without_newlines_between_words_are_read(tmp_path):
    (tmp_path / "v.bin").write_bytes(binary(newline=b""))
    np.testing.assert_array_equal(load_vectors(tmp_path / "v.bin").matrix, MATRIX)


def test_words_are_looked_up(tmp_path):
    (tmp_path / "v.txt").write_bytes(FILES["GloVe text"])
    vectors = load_vectors(tmp_path / "v.txt")
    assert "queen" in vectors and "duke" not in vectors and len(vectors) == 3
    np.testing.assert_allclose(vectors["queen"], MATRIX[1])
    np.testing.assert_allclose(vectors[["café", "king"]], MATRIX[[2, 0]])
    with pytest.raises(KeyError, match="'quen' is not among the 3 words; there is queen"):
        vectors["quen"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"hello world\n", "line 1: expected a word and its numbers, or a header"),
        (b"a 1 2 3\nb 1 2\n", r"line 2: expected a word and 3 numbers. Received: 3 fields"),
        (b"a 1 2 3\nb 1 2 3 4\n", "line 2: expected a word and 3 numbers. Received: 5 fields"),
        (b"a 1 2 3\nb 1 x 3\n", "line 2: expected 3 numbers after the word"),
        (b"a 1 2 3\n\nb 1 2 3\n", "line 2: expected a word and 3 numbers"),
        (b"a 1 2 3\nb 1 2 3\na 4 5 6\n", "line 3: the word 'a' appears for the second time"),
        (b"2 3\na 1 2 3\na 4 5 6\n", "line 3: the word 'a' appears for the second time"),
        (b"a 1 2 3\nb 1 nan 3\n", "line 2: the vector of 'b' holds nan or infinity"),
        (b"2 3\na 1 2 3\nb 1 inf 3\n", "line 3: the vector of 'b' holds nan or infinity"),
        (b"a 1 2 3\nna\xefve 1 2 3\n", "line 2: byte 0xef is not UTF-8"),
        (b"3 3\na 1 2 3\nb 1 2 3\n", "line 1: the header says 3 words, the file holds 2"),
        (b"1 3\na 1 2 3\nb 1 2 3\n", "line 1: the header says 1 words, the file holds 2"),
        (b"2 4\na 1 2 3\nb 1 2 3\n", "line 2: expected a word and 4 numbers"),
        (binary()[:-6], "word 3: the file ends in the middle of a vector; its header says 3 words"),
        (binary()[:25], "word 2: the file ends"),
        (binary()[4:], "line 1: expected a word and its numbers, or a header"),
        (binary().replace(b"queen", b"king"), "word 2: the word 'king' appears for the second time"),
        (binary().replace("café".encode(), b"caf\xe9"), "word 3: byte 0xe9 is not UTF-8"),
        (binary().replace(MATRIX[1].tobytes(), b"\xff\xff\xff\x7f" * 3), "word 2: the vector of 'queen' holds nan"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path, data, message):
    (tmp_path / "v.txt").write_bytes(data)
    with pytest.raises(DataError, match=message):
        load_vectors(tmp_path / "v.txt")


def test_a_cut_off_gz_and_a_missing_file_are_named(tmp_path):
    (tmp_path / "v.gz").write_bytes(gzip.compress(FILES["GloVe text"] * 1)[:-12])
    with pytest.raises(DataError, match="v.gz cannot be read"):
        load_vectors(tmp_path / "v.gz")
    with pytest.raises(DataError, match="is not a file"):
        load_vectors(tmp_path)


def test_the_environment_may_name_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("DL_COURSE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "v.txt").write_bytes(FILES["GloVe text"])
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "v.txt"))
    assert load_vectors().words == load_vectors("glove").words == WORDS
    (tmp_path / "text.txt").write_text("A text is no vectors.")
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "text.txt"))
    assert load_vectors().source == "shipped: glove.npz"
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "gone.txt"))
    with pytest.raises(DataError, match="DL_COURSE_DATA names .*gone.txt, which does not exist"):
        load_vectors()


def test_what_was_fetched_comes_before_what_ships(tmp_path, monkeypatch):
    monkeypatch.setenv("DL_COURSE_CACHE", str(tmp_path / "cache"))
    path = fetched_folder("glove") / "glove-wiki-gigaword-50.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(FILES["word2vec text"]))
    assert load_vectors().source == "shipped: glove.npz", "DL_COURSE_DATA=shipped goes first"
    monkeypatch.delenv("DL_COURSE_DATA")
    assert load_vectors().words == WORDS and load_vectors().source == f"fetched: {path}"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataError, match="cannot be read.*Fetch it again with: dl-course fetch glove"):
        load_vectors()


def test_the_words_that_ship():
    vectors = load_vectors()
    assert len(vectors) == 2441 and vectors.matrix.shape == (2441, 50) and vectors.matrix.dtype == np.float32
    assert vectors.words[:3] == ("the", ",", ".") and vectors.card.name == "glove" and "PDDL" in vectors.card.licence
    # The first numbers of the line that begins with "the" in GloVe's own file.
    assert [f"{value:.5g}" for value in vectors["the"][:6]] == [
        "0.418",
        "0.24968",
        "-0.41242",
        "0.1217",
        "0.34527",
        "-0.044457",
    ]
    unit = vectors.matrix / np.linalg.norm(vectors.matrix, axis=1, keepdims=True)
    assert vectors.words[np.argsort(unit @ unit[vectors.index["king"]])[-2]] == "prince"


def test_what_ships_is_what_the_text_says_and_nothing_is_lost():
    vectors, shipped = load_vectors(shared_file("glove.6B.50d.head.txt")), load_vectors()
    assert vectors.words == shipped.words
    assert vectors.matrix.tobytes() == shipped.matrix.tobytes()
    for row, line in enumerate(shared_file("glove.6B.50d.head.txt").read_text(encoding="utf-8").splitlines()):
        for value, text in zip(shipped.matrix[row].tolist(), line.split(" ")[1:], strict=True):
            assert Decimal(f"{value:.{len(Decimal(text).as_tuple().digits)}g}") == Decimal(text)
