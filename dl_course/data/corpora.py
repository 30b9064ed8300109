"""Text as numbers: the village corpus, or any text of the reader's own, as ids of words in sentences."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from dl_course.data.catalogue import Card, DataError, load_card, shipped_file
from dl_course.data.texts import holds_text, read_sentences, split_sentences
from dl_course.data.vectors import looks_like_vectors


@dataclass(frozen=True)
class Corpus:
    """Sentences as ids of words.

    Attributes:
        words: The vocabulary, the most frequent word first; words of equal count in alphabetical order.
        counts: How often each word appears, shape (number of words,), int64.
        ids: Every word of the text in reading order, as index into `words`, shape (number of tokens,), int32.
        offsets: Sentence i is `ids[offsets[i] : offsets[i + 1]]`; shape (number of sentences + 1,), int64.
        source: What was really loaded.
        card: Origin, licence, shape, units.
        index: Word -> its id.
    """

    words: tuple[str, ...]
    counts: np.ndarray
    ids: np.ndarray
    offsets: np.ndarray
    source: str
    card: Card
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "index", {word: number for number, word in enumerate(self.words)})

    def __len__(self) -> int:
        """Number of sentences."""
        return len(self.offsets) - 1

    def __str__(self) -> str:
        return f"{len(self):,} sentences, {len(self.ids):,} tokens, {len(self.words):,} words ({self.source})"

    @property
    def sentences(self) -> list[list[str]]:
        """The sentences as lists of words, as gensim takes them; made anew at each call."""
        words = np.array(self.words, dtype=object)[self.ids].tolist()
        return [words[start:end] for start, end in zip(self.offsets[:-1], self.offsets[1:], strict=True)]


def load_corpus(name: str | os.PathLike = "village", *, min_count: int = 1, encoding: str = "utf-8") -> Corpus:
    """Loads the village corpus or a text of your own.

    For "village" the text that the environment variable DL_COURSE_DATA names comes first (a text file, a zip, or a
    folder of text files and nothing else), then what ships with the course; with DL_COURSE_DATA=shipped, only that.

    Words are runs of letters and digits, lower case, with inner hyphens and apostrophes kept. A sentence ends at . ! ?
    or an empty line; in `word/tag` text, as in the Brown corpus, every line is a sentence, and tags and punctuation
    are dropped.

    Args:
        name: "village"; or the path of a text file, of a `.zip` of text files, or of a folder of text files (those that
            end in .txt or have no ending).
        min_count: Words that appear less often are left out, at least 1.
        encoding: Of a text of your own.

    Raises:
        TypeError: `name` is not text or a path, or `min_count` is not an int.
        ValueError: `min_count` is out of range, or `encoding` is unknown.
        DataError: A file is missing, damaged or no text; the message names file and line.
    """
    if not isinstance(name, (str, os.PathLike)):
        raise TypeError(f"name must be 'village' or the path of a text. Received: {name!r}.")
    if not isinstance(encoding, str):
        raise TypeError(f"encoding must be the name of one, such as 'utf-8'. Received: {encoding!r}.")
    if isinstance(min_count, bool) or not isinstance(min_count, (int, np.integer)):
        raise TypeError(f"min_count must be an int. Received: {min_count!r}.")
    if min_count < 1:
        raise ValueError(f"min_count must be at least 1. Received: {min_count}.")
    if name != "village":
        return _from_path(Path(name).expanduser(), min_count, encoding)
    pointed = os.environ.get("DL_COURSE_DATA", "").strip()
    if pointed not in ("", "shipped"):
        path = Path(pointed).expanduser()
        if not path.exists():
            raise DataError(f"DL_COURSE_DATA names {path}, which does not exist. Correct it, or unset it.")
        if holds_text(path) and not looks_like_vectors(path):
            return _from_path(path, min_count, encoding)
    card = load_card("village")
    text = shipped_file(card, "village.txt").read_text(encoding="utf-8")
    return corpus_from_sentences(split_sentences(text), source="shipped: village.txt", card=card, min_count=min_count)


def corpus_from_sentences(
    sentences: Iterable[list[str]], *, source: str, card: Card | None = None, min_count: int = 1
) -> Corpus:
    """Numbers the words of sentences that are already split.

    Args:
        sentences: Lists of words.
        source: What was really loaded.
        card: Origin, licence, shape, units; one that says "your own text" if None.
        min_count: Words that appear less often are left out; a sentence without any word left is, too.

    Raises:
        DataError: No word is left.
    """
    sentences = list(sentences)
    counts = Counter(chain.from_iterable(sentences))
    kept = sorted((word for word in counts if counts[word] >= min_count), key=lambda word: (-counts[word], word))
    if not kept:
        raise DataError(f"{source}: no word appears {min_count} times or more. Take more text, or a smaller min_count.")
    index = {word: number for number, word in enumerate(kept)}
    numbered = ([index[word] for word in sentence if word in index] for sentence in sentences)
    numbered = [sentence for sentence in numbered if sentence]
    ids = np.fromiter(chain.from_iterable(numbered), dtype=np.int32)
    return Corpus(
        words=tuple(kept),
        counts=np.array([counts[word] for word in kept], dtype=np.int64),
        ids=ids,
        offsets=np.cumsum([0, *map(len, numbered)], dtype=np.int64),
        source=source,
        card=card or _own_card(source, len(numbered), len(ids), len(kept)),
    )


def _from_path(path: Path, min_count: int, encoding: str) -> Corpus:
    sentences, source = read_sentences(path, encoding)
    return corpus_from_sentences(sentences, source=source, min_count=min_count)


def _own_card(source: str, sentences: int, tokens: int, words: int) -> Card:
    return Card(
        name="your own text",
        title=f"Your own text ({source})",
        origin="the place that you pointed to",
        licence="as its owner says",
        shape=f"{sentences} sentences, {tokens} tokens, {words} words",
        units="none",
    )
