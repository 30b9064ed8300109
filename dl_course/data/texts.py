"""Text files read as sentences: plain or `word/tag`, in a file, a folder or a zip, with errors that name the line."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from dl_course.data.catalogue import DataError

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?:\s|$)|\n\s*\n")
_TAGGED = re.compile(r"\S+/[^\s/]+")
_SUFFIXES = ("", ".txt", ".text")


def split_words(text: str) -> list[str]:
    """The words of a text, lower case: runs of letters and digits, with inner hyphens and apostrophes kept.

    split_words("The dog's bone? - Well-known!") gives ["the", "dog's", "bone", "well-known"].
    """
    return _WORD.findall(text.lower())


def split_sentences(text: str) -> list[list[str]]:
    """The sentences of a plain text, each as its words.

    A sentence ends at a full stop, a question or exclamation mark before white space, and at an empty line; in a text
    without any such mark every line is a sentence. Abbreviations ("Mr. Hill") are not known to it.
    """
    parts = _SENTENCE_END.split(text)
    if len(parts) == 1:
        parts = text.splitlines()
    return [words for part in parts if (words := split_words(part))]


def read_sentences(path: Path, encoding: str = "utf-8") -> tuple[list[list[str]], str]:
    """All sentences of a file, of the text files in a folder and its folders, or of those in a zip, in order of names.

    Where some files are tagged (`word/tag`), only these are read: the others are about the corpus, not of it.

    Returns:
        The sentences, and in words which files they come from.

    Raises:
        DataError: Nothing there, no text, a wrong encoding, a damaged archive, a ragged line of tags.
    """
    texts = [(name, _decoded(name, data, encoding)) for name, data in _files(path)]
    if not texts:
        raise DataError(f"{path} holds no text. Expected: files that end in .txt or have no ending.")
    tagged = [(name, text) for name, text in texts if _is_tagged(text)]
    if tagged:
        sentences = [sentence for name, text in tagged for sentence in _tagged_sentences(name, text)]
    else:
        sentences = [sentence for _, text in texts for sentence in split_sentences(text)]
    if not sentences:
        raise DataError(f"{path} holds no words.")
    read, kind = len(tagged) or len(texts), "tagged" if tagged else "plain"
    files = "file" if path.is_file() and len(texts) == 1 else f"{read} of {len(texts)} files"
    return sentences, f"{files}, {kind} text: {path}"


def holds_text(path: Path) -> bool:
    """True if a place that may hold data of any kind is meant as text: a text file, or a folder or zip of such."""
    if path.is_dir():
        visible = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
        return bool(visible) and all(entry.is_file() and entry.suffix.lower() in _SUFFIXES for entry in visible)
    if path.suffix.lower() == ".zip":
        return any(_is_text_name(name) for name in _open_zip(path).namelist())
    return path.suffix.lower() in _SUFFIXES


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every text file, sorted by name."""
    if not path.exists():
        raise DataError(f"{path} does not exist. Expected: a text file, or a .zip or a folder of text files.")
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file() and _is_text_name(file.relative_to(path).as_posix()):
                    yield str(file), file.read_bytes()
        elif path.suffix.lower() == ".zip":
            with _open_zip(path) as archive:
                for name in sorted(filter(_is_text_name, archive.namelist())):
                    yield f"{path}, {name}", _member(archive, path, name)
        else:
            yield str(path), path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}. Check its permissions.") from None


def _is_text_name(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return bool(parts[-1]) and not hidden and Path(parts[-1]).suffix.lower() in _SUFFIXES


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError):
        raise DataError(f"{path} is no whole zip archive: cut off or damaged. Copy or download it again.") from None


def _member(archive: zipfile.ZipFile, path: Path, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise DataError(f"{path}: the file {name} in it is damaged. Copy or download the archive again.") from None
    except (RuntimeError, NotImplementedError) as error:
        raise DataError(f"{path}: the file {name} in it cannot be unpacked ({error}). Unpack it by hand.") from None


def _decoded(name: str, data: bytes, encoding: str) -> str:
    """The text without byte order mark and with \\n as the end of each line."""
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise DataError(f"{name}, line 1: this is UTF-16, not UTF-8. Pass encoding='utf-16', or save it as UTF-8.")
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ValueError(f"encoding must be one that Python knows, such as 'utf-8'. Received: {encoding!r}.") from None
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = data.count(b"\n", 0, start) + 1
        raise DataError(
            f"{name}, line {line}: byte 0x{data[start]:02x} is not {encoding.removesuffix('-sig')}. "
            "Save the file as UTF-8, or name its encoding, such as encoding='latin-1'."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(f"{name}, line {line}: a zero byte; this is no text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_tagged(text: str) -> bool:
    """Nine of ten of the first thousand tokens are word/tag."""
    tokens = text[:20_000].split()[:1000]
    return bool(tokens) and sum(_TAGGED.fullmatch(token) is not None for token in tokens) >= 0.9 * len(tokens)


def _tagged_sentences(name: str, text: str) -> Iterator[list[str]]:
    """One sentence a line; tokens without a letter or digit are punctuation and left out."""
    for number, line in enumerate(text.split("\n"), start=1):
        words = []
        for token in line.split():
            word, slash, tag = token.rpartition("/")
            if not (word and slash and tag):
                raise DataError(f"{name}, line {number}: expected tokens of the form word/tag. Received: {token!r}.")
            if any(map(str.isalnum, word)):
                words.append(word.lower())
        if words:
            yield words
