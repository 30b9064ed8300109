"""Word vectors that others trained: GloVe's, or a file of them, text or binary, with errors that name the line."""

import gzip
import os
import zlib
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from dl_course.data.cache import ArrayCache, fetched_folder, keep, status
from dl_course.data.catalogue import Card, DataError, load_card, shipped_file

GLOVE = Card(
    name="glove",
    title="GloVe: vectors of 400,000 English words, 50 numbers each",
    origin="Pennington, Socher & Manning, GloVe: Global Vectors for Word Representation, EMNLP 2014 (6B, 50d; the file "
    "glove-wiki-gigaword-50.gz of gensim-data)",
    licence="Open Data Commons Public Domain Dedication and License (PDDL) 1.0",
    shape="400000 words, 50 numbers each, float32; the most frequent word first",
    units="none",
    notes="Trained on Wikipedia 2014 and Gigaword 5. People wrote the texts: their prejudices are in the vectors.",
)
GLOVE_FILE = "glove-wiki-gigaword-50.gz"


@dataclass(frozen=True)
class Vectors:
    """One vector a word.

    `vectors["king"]` is the vector of a word, shape (d,); `vectors[["king", "queen"]]` those of several, shape (2, d);
    `"king" in vectors` tells whether there is one.

    Attributes:
        words: The words, in the order of the file (in most files the most frequent first).
        matrix: Vector of each word, shape (number of words, d), float32 (no unit).
        source: What was really loaded.
        card: Origin, licence, shape, units.
        index: Word -> its row.
    """

    words: tuple[str, ...]
    matrix: np.ndarray
    source: str
    card: Card
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "index", {word: row for row, word in enumerate(self.words)})

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word) -> bool:
        return word in self.index

    def __getitem__(self, word) -> np.ndarray:
        if isinstance(word, str):
            return self.matrix[self._row(word)]
        if not isinstance(word, (list, tuple, np.ndarray)) or not all(isinstance(each, str) for each in word):
            raise TypeError(f"Give a word or a list of words, as in vectors['king']. Received: {word!r}.")
        return self.matrix[[self._row(each) for each in word]]

    def _row(self, word):
        if word in self.index:
            return self.index[word]
        near = get_close_matches(word, self.words[:100_000], n=3)
        raise KeyError(
            f"{word!r} is not among the {len(self.words):,} words" + (f"; there is {', '.join(near)}" if near else "")
        )


def load_vectors(name: str | os.PathLike = "glove") -> Vectors:
    """Loads word vectors: GloVe's, or a file of them: GloVe text, word2vec text or word2vec binary; `.gz` too.

    For "glove" the file of vectors that the environment variable DL_COURSE_DATA names comes first, then all 400,000
    words that `dl-course fetch glove` brought, then the 2,441 frequent ones that ship with the course; with
    DL_COURSE_DATA=shipped, only these.

    Which of the three kinds a file is, is seen from it: word2vec files begin with a line of two numbers, GloVe's do not.

    Args:
        name: "glove"; or the path of a file.

    Raises:
        TypeError: `name` is not text or a path.
        DataError: The file is missing, empty, cut off, not UTF-8, ragged, names a word twice, or holds nan or infinity;
            the message names the line.
    """
    if not isinstance(name, (str, os.PathLike)):
        raise TypeError(f"name must be 'glove' or the path of a file of word vectors. Received: {name!r}.")
    if name != "glove":
        return _from_file(Path(name).expanduser())
    pointed = os.environ.get("DL_COURSE_DATA", "").strip()
    if pointed not in ("", "shipped"):
        path = Path(pointed).expanduser()
        if not path.exists():
            raise DataError(f"DL_COURSE_DATA names {path}, which does not exist. Correct it, or unset it.")
        if looks_like_vectors(path):
            return _from_file(path)
    fetched = fetched_folder("glove")
    if pointed != "shipped" and fetched.is_dir():
        return _fetched(fetched / GLOVE_FILE)
    card = load_card("glove")
    with np.load(shipped_file(card, "glove.npz"), allow_pickle=False) as arrays:
        return Vectors(tuple(arrays["words"].tolist()), arrays["matrix"], source="shipped: glove.npz", card=card)


def _fetched(path: Path) -> Vectors:
    """All of GloVe; read from text once, which takes a while, and from then on from the cache."""
    source = f"fetched: {path}"
    cache = ArrayCache(str(path.resolve()), status(path))
    kept = cache.load()
    if kept is not None:
        return Vectors(tuple(kept["words"].tobytes().decode().split("\n")), kept["matrix"], source=source, card=GLOVE)
    try:
        vectors = _from_file(path)
    except DataError as error:
        raise DataError(f"{error} Fetch it again with: dl-course fetch glove") from None
    words = np.frombuffer("\n".join(vectors.words).encode(), np.uint8)
    for sentence in keep(cache, words=words, matrix=vectors.matrix):
        print(sentence)
    return replace(vectors, source=source, card=GLOVE)


def _from_file(path: Path) -> Vectors:
    if not path.is_file():
        raise DataError(f"{path} is not a file. Expected: a GloVe or word2vec file, text or binary.")
    try:
        kind, header = _kind(path)
        words, matrix = _read(path, header, binary=kind == "word2vec binary")
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}. Copy or download it again.") from None
    card = Card(
        name=path.name,
        title=f"Word vectors ({kind})",
        origin="the file that you pointed to",
        licence="as its owner says",
        shape=f"{len(words)} words, {matrix.shape[1]} numbers each, float32",
        units="none",
    )
    return Vectors(words=words, matrix=matrix, source=f"{kind}: {path}", card=card)


def looks_like_vectors(path: Path) -> bool:
    """True if the file begins as a file of vectors does: with two numbers, or with a word and at least two numbers."""
    if not path.is_file() or path.suffix == ".zip":
        return False
    try:
        _kind(path)
    except (DataError, OSError, EOFError, zlib.error):
        return False
    return True


def _open(path):
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _numbers(fields):
    try:
        return [float(value) for value in fields]
    except ValueError:
        return None


def _kind(path):
    """What the file is, and the two numbers of its header (None for GloVe)."""
    with _open(path) as file:
        first, second = file.readline(100_000), file.readline(100_000)
    if not first.strip():
        raise DataError(f"{path} is empty. Expected: a GloVe or word2vec file.")
    fields = first.split()
    if len(fields) == 2 and all(value.isdigit() for value in fields):
        header = tuple(map(int, fields))
        row = second.split()
        is_text = len(row) > 1 and _numbers(row[-min(header[1], len(row) - 1) :]) is not None
        return ("word2vec text" if is_text else "word2vec binary"), header
    if len(fields) > 2 and _numbers(fields[1:]) is not None:
        return "GloVe text", None
    raise DataError(
        f"{path}, line 1: expected a word and its numbers, or a header of two numbers (how many words, how many "
        f"numbers each), without which a binary file cannot be read. Received: {first[:40]!r}."
    )


def _read(path, header, binary):
    with _open(path) as file:
        words = _binary_words(path, file, header) if binary else _text_words(path, file, header)
    from gensim.models import KeyedVectors  # slow to import: only once the file is known to be good

    vectors = KeyedVectors.load_word2vec_format(str(path), binary=binary, no_header=header is None)
    matrix = np.asarray(vectors.vectors, dtype=np.float32)
    bad = ~np.isfinite(matrix).all(axis=1)
    if bad.any():
        place = _place(path, int(bad.argmax()), header, binary)
        word = words[bad.argmax()]
        raise DataError(f"{place}: the vector of {word!r} holds nan or infinity. Delete the word, or repair it.")
    return tuple(vectors.index_to_key), matrix


def _place(path, row, header, binary):
    return f"{path}, word {row + 1}" if binary else f"{path}, line {row + 1 + (header is not None)}"


def _word(raw, place, seen):
    try:
        word = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{place}: byte 0x{raw[error.start]:02x} is not UTF-8. Save the file as UTF-8.") from None
    if word in seen:
        raise DataError(f"{place}: the word {word!r} appears for the second time. Delete one of the two.")
    seen[word] = None
    return word


def _text_words(path, file, header):
    """Every word of a text file; raises at the first line that is not a word and as many numbers as the others have."""
    count, width = header or (None, None)
    if header:
        file.readline()
    seen = {}
    for row, line in enumerate(file):
        place = _place(path, row, header, binary=False)
        # Split at spaces only, as gensim does: a word may hold any other white space.
        fields = line.rstrip().split(b" ")
        width = width or len(fields) - 1
        if len(fields) != width + 1:
            raise DataError(f"{place}: expected a word and {width} numbers. Received: {len(fields)} fields.")
        if _numbers(fields[1:]) is None:
            raise DataError(f"{place}: expected {width} numbers after the word. Received: {line[:60]!r}.")
        _word(fields[0], place, seen)
    if count is not None and count != len(seen):
        raise DataError(f"{path}, line 1: the header says {count} words, the file holds {len(seen)}. Is it cut off?")
    return list(seen)


def _binary_words(path, file, header):
    """Every word of a binary file: text up to a space, then four bytes a number."""
    count, width = header
    file.readline()
    seen = {}
    for row in range(count):
        place = _place(path, row, header, binary=True)
        word = bytearray()
        while (byte := file.read(1)) != b" ":
            if not byte or len(word) > 10_000:
                raise DataError(f"{place}: the file ends, or is no word2vec file; its header says {count} words.")
            word += byte
        if len(file.read(4 * width)) < 4 * width:
            raise DataError(f"{place}: the file ends in the middle of a vector; its header says {count} words.")
        _word(bytes(word).lstrip(b"\n"), place, seen)
    return list(seen)
