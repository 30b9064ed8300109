"""Text of the reader's own: plain, zipped, tagged; and sentences that say what is wrong with it, and where."""

import zipfile

import numpy as np
import pytest
from conftest import shared_file

from dl_course.data import load_corpus
from dl_course.data.catalogue import DataError
from dl_course.data.corpora import corpus_from_sentences
from dl_course.data.texts import split_sentences, split_words


@pytest.fixture(autouse=True)
def only_what_ships(monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", "shipped")


def write(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_words_by_count_then_alphabet_and_ids_in_reading_order(tmp_path):
    corpus = load_corpus(write(tmp_path / "a.txt", "The cat sat. The dog sat!\n\nA cat?"))
    assert corpus.words == ("cat", "sat", "the", "a", "dog")
    assert corpus.counts.tolist() == [2, 2, 2, 1, 1]
    assert corpus.ids.tolist() == [2, 0, 1, 2, 4, 1, 3, 0] and corpus.ids.dtype == np.int32
    assert corpus.offsets.tolist() == [0, 3, 6, 8] and len(corpus) == 3
    assert corpus.sentences == [["the", "cat", "sat"], ["the", "dog", "sat"], ["a", "cat"]]
    assert corpus.index["dog"] == 4
    assert corpus.source.startswith("file, plain text: ") and "3 sentences" in corpus.card.shape


def test_rare_words_leave_their_sentences_and_empty_sentences_go(tmp_path):
    corpus = load_corpus(write(tmp_path / "a.txt", "One cat. A cat. Alone."), min_count=2)
    assert corpus.words == ("cat",) and corpus.sentences == [["cat"], ["cat"]]


def test_words_are_split_as_documented():
    assert split_words("The dog's bone? – WELL-known, 'quoted' snake_case 3.5 café!") == [
        *("the", "dog's", "bone", "well-known", "quoted", "snake", "case", "3", "5", "café")
    ]


def test_sentences_may_run_over_lines_and_an_empty_line_ends_one():
    text = 'He said "Stop!" and\nwent home.\n\nA heading\n\nThe end'
    assert split_sentences(text) == [["he", "said", "stop"], ["and", "went", "home"], ["a", "heading"], ["the", "end"]]


def test_without_any_mark_a_line_is_a_sentence():
    assert split_sentences("a b c\nd e\n") == [["a", "b", "c"], ["d", "e"]]


def test_a_folder_and_a_zip_give_the_same_and_pass_over_what_is_no_text(tmp_path):
    write(tmp_path / "in" / "b.txt", "Second file.")
    write(tmp_path / "in" / "a.txt", "First file.")
    write(tmp_path / "in" / "deep" / "c", "Third file.")
    write(tmp_path / "in" / ".hidden", "Never.")
    write(tmp_path / "in" / "picture.png", "\0\1")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in (tmp_path / "in").rglob("*"):
            archive.write(file, file.relative_to(tmp_path))
    folder, archive = load_corpus(tmp_path / "in"), load_corpus(tmp_path / "all.zip")
    assert folder.sentences == archive.sentences == [["first", "file"], ["second", "file"], ["third", "file"]]
    assert folder.source.startswith("3 of 3 files, plain text")


def test_tagged_text_drops_tags_and_punctuation_and_files_about_the_corpus(tmp_path):
    write(tmp_path / "ca01", "\n\n\tThe/at Jury's/nn$ half/abn 1/2/cd said/vbd ``/`` ''/'' ./.\n\nIt/pps met/vbd ./.\n")
    write(tmp_path / "README", "About the corpus.")
    corpus = load_corpus(tmp_path)
    assert corpus.sentences == [["the", "jury's", "half", "1/2", "said"], ["it", "met"]]
    assert corpus.source.startswith("1 of 2 files, tagged text")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("fine\nna\xefve\n".encode("latin-1"), r"a\.txt, line 2: byte 0xef is not utf-8.*encoding='latin-1'"),
        ("a\nb".encode("utf-16"), "line 1: this is UTF-16.*encoding='utf-16'"),
        (b"a\nb\nc\0d", "line 3: a zero byte"),
        (b"", "holds no words"),
        (b" ...\n", "holds no words"),
        (b"The/at dog/nn ran/vbd off/rp and/cc\nbarked/vbd at/in the/at big red/jj cat/nn", "line 2.*word/tag.*'big'"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path, data, message):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(DataError, match=message):
        load_corpus(tmp_path / "a.txt")


def test_other_encodings_are_read_when_named_and_a_mark_at_the_start_is_no_letter(tmp_path):
    assert load_corpus(write(tmp_path / "a.txt", "naïve", "latin-1"), encoding="latin-1").words == ("naïve",)
    assert load_corpus(write(tmp_path / "b.txt", "naïve", "utf-8-sig")).words == ("naïve",)
    assert load_corpus(write(tmp_path / "c.txt", "naïve", "utf-16"), encoding="utf-16").words == ("naïve",)
    with pytest.raises(ValueError, match="encoding must be one that Python knows"):
        load_corpus(tmp_path / "a.txt", encoding="latin-99")


def test_windows_line_ends_count_as_one(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a b\r\nc d\r\n")
    assert load_corpus(tmp_path / "a.txt").sentences == [["a", "b"], ["c", "d"]]


def test_missing_and_empty_places_are_named(tmp_path):
    with pytest.raises(DataError, match="does not exist"):
        load_corpus(tmp_path / "nowhere.txt")
    with pytest.raises(DataError, match="holds no text"):
        load_corpus(tmp_path)
    with pytest.raises(DataError, match="no word appears 5 times"):
        load_corpus(write(tmp_path / "a.txt", "One word."), min_count=5)


def test_a_cut_off_and_a_damaged_zip_are_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "Some words. " * 500)
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="cut.zip is no whole zip archive"):
        load_corpus(tmp_path / "cut.zip")
    damaged = bytearray(whole)
    damaged[45] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    with pytest.raises(DataError, match="the file a.txt in it is damaged"):
        load_corpus(tmp_path / "damaged.zip")


def test_the_environment_may_name_a_text_and_other_data_there_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("DL_COURSE_DATA", str(write(tmp_path / "mine.txt", "My own words.")))
    assert load_corpus().words == ("my", "own", "words")
    monkeypatch.setenv("DL_COURSE_DATA", str(write(tmp_path / "vectors.txt", "the 0.1 0.2 0.3\n")))
    assert load_corpus().source == "shipped: village.txt"
    write(tmp_path / "images" / "train" / "cat" / "1.png", "")
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "images"))
    assert load_corpus().source == "shipped: village.txt"
    monkeypatch.setenv("DL_COURSE_DATA", str(tmp_path / "gone"))
    with pytest.raises(DataError, match="DL_COURSE_DATA names .*gone, which does not exist"):
        load_corpus()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((7,), TypeError, "name must be 'village' or the path"),
        (("village", 0), ValueError, "min_count must be at least 1"),
        (("village", 2.5), TypeError, "min_count must be an int"),
    ],
)
def test_wrong_arguments_are_named(arguments, error, message):
    with pytest.raises(error, match=message):
        load_corpus(arguments[0], **dict(zip(["min_count"], arguments[1:], strict=False)))


def test_sentences_of_ones_own_become_a_corpus():
    corpus = corpus_from_sentences([["b", "a"], [], ["a"]], source="typed")
    assert corpus.words == ("a", "b") and corpus.ids.tolist() == [1, 0, 0] and len(corpus) == 2


def test_the_brown_corpus():
    corpus = load_corpus(shared_file("brown.zip"))
    assert corpus.source.startswith("500 of 503 files, tagged text")
    assert len(corpus) > 55_000 and 1_000_000 < len(corpus.ids) < 1_030_000
    assert corpus.sentences[0][:6] == ["the", "fulton", "county", "grand", "jury", "said"]
    assert corpus.words[:3] == ("the", "of", "and")
