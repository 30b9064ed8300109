"""The shipped data is the data it claims to be, and what is damaged, missing or asked for wrongly is named."""

import dataclasses
import hashlib
import re
import shutil
import sys
import tomllib

import numpy as np
import pytest
from conftest import ROOT, shared_file

from dl_course import course, data
from dl_course.data import catalogue, tables
from tools import ship

CARDS = sorted((ROOT / "data").glob("*.toml"))


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the data folder that the loaders use."""
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: folder)
    return folder


# ---------------------------------------------------------------------------------------------------- cards


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_card_is_complete_and_its_checksums_are_right(path):
    card = data.load_card(path.stem)
    for name in ("title", "origin", "licence", "shape", "units"):
        assert getattr(card, name).strip()
        assert getattr(card, name) in " ".join(str(card).split()), "the card prints it, wrapped"
    assert card.name == path.stem
    assert card.files
    for filename, checksum in card.files.items():
        assert hashlib.sha256((ROOT / "data" / filename).read_bytes()).hexdigest() == checksum, (
            f"data/{filename} is not what data/{path.name} says: put there what sha256sum data/{filename} gives"
        )


def test_every_shipped_file_has_a_card():
    named = {name for path in CARDS for name in tomllib.loads(path.read_text(encoding="utf-8")).get("files", {})}
    shipped = {path.name for path in (ROOT / "data").iterdir()}
    known = named | {path.name for path in CARDS}
    assert not shipped - known, (
        f"{sorted(shipped - known)} lies in data/ and stands in no card: name it below [files] of one, or take it away"
    )
    assert not known - shipped, f"{sorted(known - shipped)} stands in a card and does not lie in data/: put it there"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("units = ", "# units = ", r'digits.toml has no units. Write the line: units = "..."'),
        ("title = ", 'colour = "red"\ntitle = ', "digits.toml: a card has no colour. Leave it out."),
        ("title = ", 'name = "numbers"\ntitle = ', "digits.toml: a card has no name. Leave it out."),
        ('"digits.npz" = ', '"numbers.npz" = ', "digits.toml has no line for digits.npz below [files]: its SHA-256."),
    ],
)
def test_what_a_card_lacks_or_has_too_much_is_named(copied, old, new, words):
    card = copied / "digits.toml"
    card.write_text(card.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(catalogue.DataError, match=re.escape(words)):
        data.load_digits()


@pytest.mark.parametrize("name", ["no_such_set", "", "../pyproject", "digits.toml", None, 3])
def test_there_is_no_such_card(name):
    with pytest.raises(ValueError, match="name must be one of: .*digits.* Received: "):
        data.load_card(name)


def test_the_data_folder_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(course, "__file__", str(tmp_path / "dl_course/course.py"))
    with pytest.raises(catalogue.DataError, match="folder is missing.*git checkout data"):
        data.load_digits()


# ---------------------------------------------------------------------------------------------------- digits, tables


def test_digits_are_those_of_scikit_learn():
    sklearn = pytest.importorskip("sklearn.datasets")
    theirs, ours = sklearn.load_digits(), data.load_digits()
    np.testing.assert_array_equal(ours.x, theirs.images)
    np.testing.assert_array_equal(ours.y, theirs.target)
    assert ours.x.shape == (1797, 8, 8)
    assert (ours.x.dtype, ours.y.dtype) == (np.uint8, np.int64)
    assert (ours.x.min(), ours.x.max()) == (0, 16)
    assert ours.classes == tuple("0123456789")
    assert ours.source == "shipped: digits.npz"


def test_diabetes_is_that_of_scikit_learn():
    sklearn = pytest.importorskip("sklearn.datasets")
    theirs, ours = sklearn.load_diabetes(scaled=False), data.load_table("diabetes")
    np.testing.assert_array_equal(ours.x, theirs.data)
    np.testing.assert_array_equal(ours.y, theirs.target)
    assert ours.y.dtype == np.float64
    assert ours.feature_names[:4] == ("age", "sex", "bmi", "blood_pressure")
    assert len(ours.feature_names) == ours.x.shape[1] == 10
    assert ours.target_name == "progression"
    assert ours.classes == ()


def test_breast_cancer_is_that_of_scikit_learn():
    sklearn = pytest.importorskip("sklearn.datasets")
    theirs, ours = sklearn.load_breast_cancer(), data.load_table("breast_cancer")
    np.testing.assert_array_equal(ours.x, theirs.data)
    np.testing.assert_array_equal(ours.y, theirs.target)
    assert ours.y.dtype == np.int64
    assert ours.classes == tuple(theirs.target_names)
    assert [sorted(name.replace("_", " ").split()) for name in ours.feature_names] == [
        sorted(name.split()) for name in theirs.feature_names
    ]
    assert np.bincount(ours.y).tolist() == [212, 357]


def test_german_credit_has_words_for_its_categories():
    table = data.load_table("german_credit")
    assert table.x.shape == (1000, 20) and table.x.dtype == np.float64 and np.isfinite(table.x).all()
    assert table.classes == ("bad", "good") and np.bincount(table.y).tolist() == [300, 700]
    assert table.target_name == "risk"
    assert len(table.categories) == 13 and set(table.categories) < set(table.feature_names)
    assert table.categories["housing"] == ("for free", "own", "rent")
    columns = dict(zip(table.feature_names, table.x.T, strict=True))
    for name, words in table.categories.items():
        assert sorted(set(columns[name])) == list(range(len(words))), f"every category of {name} occurs"
    first = {
        name: table.categories[name][int(x[0])] if name in table.categories else x[0] for name, x in columns.items()
    }
    # The first line of UCI's file: A11 6 A34 A43 1169 A65 A75 4 A93 ... 67 ... A201 1
    assert (first["checking_account"], first["duration_months"], first["purpose"]) == (
        "below 0 DM",
        6,
        "radio or television",
    )
    assert (first["amount_dm"], first["age_years"], first["status_and_sex"]) == (1169, 67, "male: single")
    assert columns["amount_dm"].sum() == 3271258 and columns["age_years"].min() == 19


def test_mauna_loa_is_the_series_of_keeling():
    table = data.load_table("mauna_loa")
    assert table.x.shape == (521, 2) and table.y.dtype == np.float64 and table.classes == ()
    assert table.feature_names == ("year", "month") and table.target_name == "co2"
    # The file's weeks of April 1958 are 317.3, 317.6, 317.5 and 316.4, the last three of 2001 371.2, 371.3 and 371.5.
    assert table.y[1] == 317.2 and table.x[1].tolist() == [1958, 4]
    assert table.y[-1] == 371.02 and table.x[-1].tolist() == [2001, 12]
    months = table.x[:, 0] * 12 + table.x[:, 1]
    assert np.all(np.diff(months[table.x[:, 0] >= 1965]) == 1), "no month is missing"
    assert 12 * 44 - 2 - len(months) == 5, "five months were not measured"
    autumn = {year: value for (year, month), value in zip(table.x, table.y, strict=True) if month == 10}
    spring = {year: value for (year, month), value in zip(table.x, table.y, strict=True) if month == 5}
    assert all(spring[year] > autumn[year] + 4 for year in range(1965, 2002)), "the leaves of the north"


def test_months_are_means_of_the_weeks_that_were_measured(tmp_path):
    weeks = [
        "date,co2",
        "19580329,316.1",
        "19580405,317.3",
        "19580412,",
        "19580419,317.6",
        "19580503,",
        "19580607,315.0",
    ]
    (tmp_path / "co2.csv").write_text("\n".join(weeks))
    assert ship.mauna_loa(tmp_path) == [
        ["year", "month", "co2"], ["1958", "3", "316.10"], ["1958", "4", "317.45"], ["1958", "6", "315.00"],
    ]  # fmt: skip


def test_what_ships_is_what_its_owners_hand_out(tmp_path, monkeypatch):
    sources = shared_file("german_credit.data").parent
    monkeypatch.setattr(sys, "argv", ["ship", str(sources), str(tmp_path)])
    ship.main()
    assert (tmp_path / "german_credit.csv").read_bytes() == (ROOT / "data" / "german_credit.csv").read_bytes()
    for name in ("mnist.npz", "glove.npz"):
        with np.load(tmp_path / name) as made, np.load(ROOT / "data" / name) as shipped:
            assert made.files == shipped.files
            for key in made.files:
                assert made[key].dtype == shipped[key].dtype and np.array_equal(made[key], shipped[key])
    with np.load(sources / "mnist_5k.npz") as theirs, np.load(ROOT / "data" / "mnist.npz") as ours:
        of_threes = theirs["x"][theirs["y"] == 3]
        assert np.array_equal(ours["x_train"][3::10], of_threes[:400]) and np.array_equal(
            ours["x_test"][3::10], of_threes[400:]
        )


@pytest.mark.parametrize("load", [data.load_digits, lambda: data.load_table("diabetes")])
def test_each_call_gives_arrays_of_its_own_in_a_frozen_record(load):
    first = load()
    first.x[0] = 0
    first.y[0] = 0
    assert not np.array_equal(load().x[0], first.x[0])
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.x = None


@pytest.mark.parametrize("name", ["no_such_table", "", None, 3, ["diabetes"], {}])
def test_there_is_no_such_table(name):
    known = ", ".join(sorted(tables._CLASSES))
    with pytest.raises(ValueError, match=f"name must be one of {known}. Received: "):
        data.load_table(name)


def test_every_table_that_ships_is_loaded_and_named():
    shipped = {path.stem for path in (ROOT / "data").glob("*.csv")}
    assert shipped == set(tables._CLASSES), "one line a table in _CLASSES of dl_course/data/tables.py"
    named = set(re.findall(r'"(\w+)" \(', data.load_table.__doc__))
    assert shipped == named, 'the docstring of load_table names each table: "name" (how many, what of)'


BRICKS = "mass,kind,broken\n1.5,red clay,0\n2.5,sand,1\n0.5,sand,1\n"


@pytest.fixture
def bricks(copied, monkeypatch):
    """Loads a table of this text and these classes."""

    def bricks(text, classes=("whole", "broken")):
        content = text if isinstance(text, bytes) else text.encode()
        (copied / "bricks.csv").write_bytes(content)
        card = "".join(f'{line} = "-"\n' for line in ("title", "origin", "licence", "shape", "units"))
        checksum = hashlib.sha256(content).hexdigest()
        (copied / "bricks.toml").write_text(f'{card}[files]\n"bricks.csv" = "{checksum}"\n', encoding="utf-8")
        monkeypatch.setitem(tables._CLASSES, "bricks", classes)
        return data.load_table("bricks")

    return bricks


def test_a_table_has_numbers_words_and_a_target(bricks):
    table = bricks(BRICKS)
    np.testing.assert_array_equal(table.x, [[1.5, 0], [2.5, 1], [0.5, 1]])
    assert (table.y.tolist(), table.y.dtype) == ([0, 1, 1], np.int64)
    assert (table.feature_names, table.categories) == (("mass", "kind"), {"kind": ("red clay", "sand")})
    assert bricks(BRICKS, ()).y.dtype == np.float64
    words = bricks(BRICKS.replace(",0\n", ",no\n").replace(",1\n", ",yes\n"), ("no", "yes"))
    assert (words.y.tolist(), words.categories) == ([0, 1, 1], table.categories)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2.5,", ",", "bricks.csv, line 3, column mass: a table has no missing value. Received: ''. Leave the row out"),
        ("2.5,", "  ,", "line 3, column mass: a table has no missing value"),
        ("2.5,", "nan,", "line 3, column mass: a table has no missing value. Received: 'nan'"),
        ("2.5,", "inf,", "line 3, column mass: a table has no missing value"),
        ("red clay", "", "line 2, column kind: a table has no missing value"),
        (",1\n0.5", ",\n0.5", "line 3, column broken: a table has no missing value"),
        ("1.5,", "1.5 kg,", "line 2, column mass: a word among numbers. Received: '1.5 kg'. A column is all numbers, or"),
        ("red clay", "7", "line 2, column kind: a number among words. Received: '7'"),
        ("mass", "Mass", "bricks.csv, line 1: a header is names of small letters, digits and underscores, each once. "),
        ("mass", "mass kg", "Received: 'mass kg'"),
        ("mass", "", "Received: ''"),
        ("mass", "\ufeffmass", r"Received: '\ufeffmass'"),
        ("mass", "kind", "each once. Received: 'kind'"),
        ("2.5,", "2.5,3,", "bricks.csv, line 3: has 4 cells, the header 3."),
        ("2.5,", "\n2.5,", "bricks.csv, line 3: has 0 cells, the header 3."),
        (BRICKS[17:], "", "a table has at least a feature, a target and one row"),
        (BRICKS, "", "line 1: a header is names"),
        (BRICKS, "a\n1\n", "a table has at least a feature, a target and one row"),
        (",0\n", ",2\n", "bricks.csv, column broken: its classes must be 0, 1, each at least once. Received: 1, 2."),
        (",0\n", ",1\n", "its classes must be 0, 1, each at least once. Received: 1."),
        (",0\n", ",0.5\n", "Received: 0.5, 1."),
        (BRICKS, BRICKS.replace(",0\n", ",no\n").replace(",1\n", ",yes\n"), "must be whole, broken, each at least once. Received: no, yes."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_place(bricks, old, new, words):
    assert old in BRICKS
    with pytest.raises(catalogue.DataError, match=re.escape(words)):
        bricks(BRICKS.replace(old, new))


def test_a_measured_target_is_numbers_and_a_table_is_utf_8(bricks):
    with pytest.raises(
        catalogue.DataError, match="column kind: the target is words: clay, sand. They are classes: name them"
    ):
        bricks("mass,kind\n1,clay\n2,sand\n", ())
    with pytest.raises(catalogue.DataError, match="bricks.csv is not text in UTF-8. Save it as that."):
        bricks("größe,mass\n1,2\n".encode("latin-1"))


@pytest.mark.parametrize("content", [None, b"", b"age,progression\n1,2\n"], ids=["missing", "empty", "another"])
@pytest.mark.parametrize(
    ("load", "filename"),
    [(data.load_digits, "digits.npz"), (lambda: data.load_table("diabetes"), "diabetes.csv")],
    ids=["digits", "diabetes"],
)
def test_a_missing_or_damaged_file_is_named_with_what_to_do(copied, load, filename, content):
    if content is None:
        (copied / filename).unlink()
    else:
        (copied / filename).write_bytes(content)
    with pytest.raises(catalogue.DataError, match=f"git checkout data/{filename}") as caught:
        load()
    assert ("is missing" if content is None else "not the file that ships") in str(caught.value)


def test_one_changed_byte_is_noticed(copied):
    path = copied / "digits.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(catalogue.DataError, match="checksum differs"):
        data.load_digits()


# ---------------------------------------------------------------------------------------------------- points

KINDS = ["blobs", "circles", "moons", "spiral", "xor"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [2, 200, np.int64(50)])
def test_points_have_two_equal_classes_and_say_how_they_were_made(kind, n):
    points = data.make_points(kind, n=n, noise=0.2, seed=3)
    assert points.x.shape == (n, 2)
    assert points.x.dtype == np.float32
    assert np.isfinite(points.x).all()
    assert points.y.dtype == np.int64
    assert np.bincount(points.y).tolist() == [n // 2, n // 2]
    assert points.source == f"make_points({kind!r}, n={n}, noise=0.2, seed=3)"
    assert str(n) in points.card.shape


@pytest.mark.parametrize("kind", KINDS)
def test_points_follow_the_seed_and_are_shuffled(kind):
    one, same, other = (data.make_points(kind, seed=value) for value in (1, 1, 2))
    np.testing.assert_array_equal(one.x, same.x)
    np.testing.assert_array_equal(one.y, same.y)
    assert not np.array_equal(one.x, other.x)
    assert 0 < np.count_nonzero(np.diff(one.y)) != 1


@pytest.mark.parametrize(
    ("kind", "linear"), [("blobs", True), ("xor", False), ("moons", False), ("circles", False), ("spiral", False)]
)
def test_only_blobs_can_be_separated_by_a_line(kind, linear):
    logistic = pytest.importorskip("sklearn.linear_model").LogisticRegression
    points = data.make_points(kind, n=400, noise=0.0)
    score = logistic(C=1e4).fit(points.x, points.y).score(points.x, points.y)
    assert (score > 0.99) is linear


@pytest.mark.parametrize("kind", ["xor", "moons", "circles", "spiral"])
def test_without_noise_the_nearest_neighbour_knows_the_class(kind):
    neighbours = pytest.importorskip("sklearn.neighbors").KNeighborsClassifier
    points = data.make_points(kind, n=1000, noise=0.0)
    assert neighbours(1).fit(points.x[:800], points.y[:800]).score(points.x[800:], points.y[800:]) > 0.97


def test_xor_is_the_exclusive_or_of_the_signs():
    points = data.make_points("xor", noise=0.0)
    np.testing.assert_array_equal(points.y, (points.x[:, 0] > 0) != (points.x[:, 1] > 0))


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"kind": "stars"}, ValueError, "kind must be one of blobs, circles, moons, spiral, xor. Received: 'stars'"),
        ({"kind": None}, ValueError, "Received: None"),
        ({"kind": ["xor"]}, ValueError, r"Received: \['xor'\]"),
        ({"n": 3}, ValueError, "n must be even and at least 2. Received: 3"),
        ({"n": 0}, ValueError, "Received: 0"),
        ({"n": -2}, ValueError, "Received: -2"),
        ({"n": 4.0}, TypeError, "n must be an int. Received: 4.0"),
        ({"n": "4"}, TypeError, "Received: '4'"),
        ({"n": True}, TypeError, "Received: True"),
        ({"noise": -0.1}, ValueError, "noise must be finite and at least 0. Received: -0.1"),
        ({"noise": float("nan")}, ValueError, "Received: nan"),
        ({"noise": float("inf")}, ValueError, "Received: inf"),
        ({"noise": "much"}, TypeError, "noise must be a number. Received: 'much'"),
        ({"noise": None}, TypeError, "Received: None"),
        ({"noise": np.array([0.1, 0.2])}, TypeError, "noise must be a number"),
        ({"seed": -1}, ValueError, "seed must be at least 0. Received: -1"),
        ({"seed": 1.5}, TypeError, "seed must be an int. Received: 1.5"),
        ({"seed": None}, TypeError, "Received: None"),
    ],
)
def test_points_asked_for_wrongly(arguments, error, words):
    with pytest.raises(error, match=words):
        data.make_points(**{"kind": "xor", **arguments})
