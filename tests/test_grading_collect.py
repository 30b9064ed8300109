"""From a platform's zip to a table that it imports: whose each file is, what was wrong with it, and nothing outside.

The zips and tables are made as the platforms make them; `dl_course/grading/platforms.py` says which versions.
"""

import csv
import json
import re
import stat
import time
import zipfile
from pathlib import Path

import pytest

from dl_course.cli import main
from dl_course.files import whole_file
from dl_course.grading import archive, cohort
from dl_course.grading.cohort import listed
from dl_course.grading.platforms import letters, match, number, people, roster, safe, written_by
from dl_course.grading.sandbox.limits import Limits
from tests.grading_cohort import DOUBLE, EVEN, MEAN, NAME, hand_in, points_of, submission, write_lesson

pytestmark = pytest.mark.usefixtures("forked_grader")

GOOD = json.dumps(submission(MEAN, DOUBLE, EVEN))
POOR = json.dumps(submission(MEAN))
NOTEBOOK = f"{NAME}.ipynb"
WORKSHEET = "Identifier,Full name,Email address,Status,Grade,Maximum grade,Last modified (grade)\n"
GRADEBOOK = "Student,ID,SIS User ID,SIS Login ID,Section,01 (55)\n    Points Possible,,,,,9\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with a lesson that has a solution, and one that has none; it is the current folder."""
    write_lesson(tmp_path / "course")
    (tmp_path / "course/notebooks").mkdir()
    for name in (NAME, "92_other"):
        (tmp_path / "course/notebooks" / f"{name}.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def packed(files, path="all.zip", compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as made:
        for name, content in files.items() if isinstance(files, dict) else files:
            made.writestr(name, content)
    return str(path)


def cleaned(name):
    """A name as Moodle writes it into a zip."""
    return re.sub(r"[\x00-\x1f&<>\"`|':\\/]", "", name.replace("_", " "))


def moodle(handed, form="folders"):
    """(full name, participant's number, the student's path of a file, content) -> the files of Moodle's zip."""
    files = {}
    for name, participant, path, content in handed:
        start = f"{cleaned(name)}_{participant}_assignsubmission_file"
        between = {"folders": "/", "before 2022": "_/", "flat": "_"}[form]
        files[start + between + (path.rpartition("/")[2] if form == "flat" else path)] = content
    return files


def canvas(handed):
    """(sortable name, user's id, file's id, file, content), the id with LATE before it -> the files of Canvas' zip."""
    return {
        f"{re.sub('[^0-9A-Za-z_À-￿]', '', name.lower())}_{user}_{number}_{file}": content
        for name, user, number, file, content in handed
    }


def collected(files, *words, lms="moodle", status=0):
    assert main(["collect", packed(files), "--lms", lms, *words]) == status


def tree(folder="submitted"):
    return {str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file()}


def graded(*words):
    return main(["grade", "submitted", "--out", "graded", "--timeout", "9", *words])


def table(name):
    with open(Path("graded") / name, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# -------------------------------------------------------------------------------------------------------------- round trips


@pytest.mark.parametrize("form", ["folders", "before 2022", "flat"])
def test_from_moodle_and_back(course, form, capsys):
    handed = [
        ("Jan Müller", 11, NOTEBOOK, GOOD),
        ("Jan Müller", 12, NOTEBOOK, POOR),
        ("Séamus O'Brien, Jr.", 13, NOTEBOOK, GOOD),
        ("陈伟", 14, NOTEBOOK, POOR),
    ]
    rows = 'Participant 11,Jan Müller,jan@x.org,"Submitted for grading",,9.00,-\n'
    rows += "Participant 12,Jan Müller,mueller2@x.org,Submitted,,9.00,-\n"
    rows += (
        'Participant 13,"Séamus O\'Brien, Jr.",=ob@x.org,Submitted,,9.00,-\nParticipant 14,陈伟,wei@x.org,,,9.00,-\n'
    )
    rows += "Participant 15,Ada L,ada@x.org,No submission,,9.00,-\n"
    Path("worksheet.csv").write_text(WORKSHEET + rows, encoding="utf-8-sig")
    collected(moodle(handed, form), "--roster", "worksheet.csv")
    said = capsys.readouterr().out
    assert f"{NAME}: 4 handed in. Notebooks: 4 new, 0 changed, 0 as before; 0 without one." in said
    assert "Handed in nothing, of 5 in the roster: Ada L" in said
    assert graded("--lms", "moodle") == 0
    assert "Not graded" not in capsys.readouterr().err
    assert table("moodle.csv") == [
        ["Email address", "Full name", NAME, f"{NAME} (feedback)"],
        ["jan@x.org", "Jan Müller", "9", ""],
        ["mueller2@x.org", "Jan Müller", "2", table("moodle.csv")[2][3]],
        ["=ob@x.org", "Séamus O'Brien, Jr.", "9", ""],
        ["wei@x.org", "陈伟", "2", table("moodle.csv")[4][3]],
    ]
    worksheet = table(f"moodle-{NAME}.csv")
    assert worksheet[0] == ["Identifier", "Full name", "Grade", "Last modified (grade)", "Feedback comments"]
    assert [row[:3] for row in worksheet[1:]] == [
        ["Participant 11", "Jan Müller", "9"],
        ["Participant 12", "Jan Müller", "2"],
        ["Participant 13", "Séamus O'Brien, Jr.", "9"],
        ["Participant 14", "陈伟", "2"],
    ]


def test_moodle_without_a_roster_goes_back_by_the_grading_worksheet(course, capsys):
    collected(moodle([("Jan Müller", 11, NOTEBOOK, GOOD), ("Participant", 12, NOTEBOOK, POOR)]))
    assert "see --roster" in capsys.readouterr().out
    assert graded("--lms", "moodle") == 0
    assert [row[:3] for row in table(f"moodle-{NAME}.csv")[1:]] == [
        ["Participant 11", "Jan Müller", "9"],
        ["Participant 12", "Participant", "2"],
    ]
    assert table("moodle.csv")[1][:2] == ["Jan Müller", "Jan Müller"]  # no user's name: Moodle says so and stops


def test_no_row_for_moodle_is_without_a_name(course):
    """Moodle gives the grade of a row without one to the student of the row above."""
    Path("r.csv").write_text("Full name,Username,Email address\nA,a1,a@x\nB,b1,\n")
    collected(
        moodle([("A", 1, NOTEBOOK, GOOD), ("B", 2, NOTEBOOK, POOR), ("C", 3, NOTEBOOK, POOR)]), "--roster", "r.csv"
    )
    assert graded("--lms", "moodle") == 0
    assert [row[:3] for row in table("moodle.csv")] == [
        ["username", "Email address", "Full name"],
        ["a1", "a@x", "A"],
        ["b1", "B", "B"],
        ["C", "C", "C"],
    ]


def test_from_canvas_and_back(course, capsys):
    handed = [
        ("Müller, Jan", "LATE_101", 7001, NOTEBOOK, GOOD),
        ("Müller, Jan", "102", 7002, f"{NAME}-1.ipynb", POOR),
        ("O'Brien, Séamus", "103", 7003, NOTEBOOK, GOOD),
    ]
    rows = '"Müller, Jan",101,S1,jan1,A,\n"Müller, Jan",102,S2,jan2,A,\n"=""=O\'Brien, Séamus""",103,S3,ob,A,\n'
    rows += '"Lovelace, Ada",104,S4,ada,A,\n"Student, Test",105,,x,A,\n'
    Path("gradebook.csv").write_text(GRADEBOOK + rows, encoding="utf-8")
    collected(canvas(handed), "--roster", "gradebook.csv", lms="canvas")
    said = capsys.readouterr().out
    assert "Müller, Jan_101: late\n" in said
    assert f"Müller, Jan_102: handed in again ({NAME}-1.ipynb)\n" in said
    assert "Handed in nothing, of 4 in the roster: Lovelace, Ada\n" in said
    assert graded("--lms", "canvas") == 0
    assert table("canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME],
        ["Points Possible", "", "", "", "", "9"],
        ["'=O'Brien, Séamus", "103", "S3", "ob", "", "9"],
        ["Müller, Jan", "101", "S1", "jan1", "", "9"],
        ["Müller, Jan", "102", "S2", "jan2", "", "2"],
    ]


def test_canvas_needs_no_roster_as_the_id_is_in_the_name(course):
    collected(canvas([("Müller, Jan", "101", 1, NOTEBOOK, GOOD), ("Ng, A", "102", 2, NOTEBOOK, POOR)]), lms="canvas")
    hand_in(Path("submitted"), "by hand", submission(MEAN))
    assert graded("--lms", "canvas") == 0
    assert [row[:4] for row in table("canvas.csv")[2:]] == [
        ["by hand", "", "", "by hand"],
        ["müllerjan", "101", "", ""],
        ["nga", "102", "", ""],
    ]


# ---------------------------------------------------------------------------------------------------- what was handed in wrong


@pytest.mark.parametrize(
    ("path", "content", "said", "there"),
    [
        ("answers.py", "print()", "no notebook; there is only: answers.py", {"answers.py"}),
        ("91.zip", "PK", "no notebook; there is only: 91.zip", {"91.zip"}),
        (f"{NAME}.html", "<html>", f"no notebook; there is only: {NAME}.html", {f"{NAME}.html"}),
        ("mine.ipynb", GOOD, "the notebook is called mine.ipynb", {NOTEBOOK}),
        (f"{NAME}.ipynb.txt", GOOD, "", {NOTEBOOK}),
        (f"{NAME} (1).ipynb", GOOD, "", {NOTEBOOK}),
        (f"Copy of 91-sample {NAME}.IPYNB", GOOD, "", {NOTEBOOK}),
        (f"my work/{NOTEBOOK}", GOOD, "the notebook lay in a folder", {NOTEBOOK}),
        (NOTEBOOK, "<html>", f"{NOTEBOOK} holds no notebook", {NOTEBOOK}),
        ("92_other.ipynb", GOOD, "wrong lesson? The notebook is called 92_other.ipynb", {"92_other.ipynb"}),
    ],
)
def test_the_wrong_file_is_named(course, capsys, path, content, said, there):
    collected(moodle([("A B", 1, path, content), ("C", 2, NOTEBOOK, GOOD), ("D", 3, NOTEBOOK, GOOD)]))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("A B:")]
    assert lines == ([f"A B: {said}"] if said else [])
    assert {name for name in tree() if name.startswith("A B")} == {f"A B/{NAME}/{name}" for name in there}
    assert [row["note"] for row in listed(Path("submitted")) if row["student"] == "A B"] == [said]


def test_what_was_typed_in_is_no_file(course, capsys):
    typed = {
        "A_1_assignsubmission_onlinetext/onlinetext.html": "hi",
        "B_2_assignsubmission_onlinetext/onlinetext.html": "hi",
    }
    collected(typed | moodle([("B", 2, NOTEBOOK, GOOD)]))
    said = capsys.readouterr().out
    assert "A: no notebook; there is only: what was typed into the page" in said and "\nB:" not in said
    collected({"ng_1_text.html": "hi", "li_2_3_" + NOTEBOOK: GOOD}, "--into", "other", lms="canvas")
    assert "ng: no notebook; there is only: what was typed into the page" in capsys.readouterr().out
    assert cohort.students(Path("other")) == ["li", "ng"]


def test_several_notebooks_of_one_student(course, capsys):
    collected(
        moodle(
            [
                ("A", 1, NOTEBOOK, GOOD),
                ("A", 1, f"old/{NAME} (1).ipynb", POOR),
                ("B", 2, "x.ipynb", GOOD),
                ("B", 2, "y.ipynb", POOR),
            ]
        )
    )
    said = capsys.readouterr().out
    assert f"A: handed in 2 notebooks ({NOTEBOOK}, {NAME} (1).ipynb); taken: {NOTEBOOK}" in said
    assert f"B: several notebooks (x.ipynb, y.ipynb), and none is called {NOTEBOOK}" in said
    assert tree() == {
        f"A/{NAME}/{NOTEBOOK}",
        f"A/{NAME}/{NAME} (1).ipynb",
        f"B/{NAME}/x.ipynb",
        f"B/{NAME}/y.ipynb",
        "students.csv",
    }


def test_of_two_on_canvas_the_one_with_the_higher_number_is_newer(course, capsys):
    handed = [("Ng", "1", 90, f"{NAME}-1.ipynb", GOOD), ("Ng", "1", 8, NOTEBOOK, POOR)]
    collected(canvas(handed), lms="canvas")
    assert f"taken: {NAME}-1.ipynb" in capsys.readouterr().out
    assert Path(f"submitted/ng/{NAME}/{NOTEBOOK}").read_text() == GOOD
    assert Path(f"submitted/ng/{NAME}/2_{NOTEBOOK}").read_text() == POOR


@pytest.mark.parametrize(
    ("names", "words", "said"),
    [
        (["a.ipynb", "b.ipynb"], [], "do not say which lesson it is. Found: none"),
        ([NOTEBOOK, "92_other.ipynb"], [], f"Found: {NAME} (1), 92_other (1)"),
        ([NOTEBOOK], ["--lesson", "93"], "There is no lesson '93'"),
    ],
)
def test_the_lesson_must_be_known(course, capsys, names, words, said):
    collected(moodle([(f"S{i}", i, name, GOOD) for i, name in enumerate(names)]), *words, status=2)
    assert said in capsys.readouterr().err and not Path("submitted").exists()


def test_the_lesson_can_be_said(course):
    collected(moodle([("A", 1, "a.ipynb", GOOD)]), "--lesson", "91")
    assert f"A/{NAME}/{NOTEBOOK}" in tree()


# --------------------------------------------------------------------------------------------------------------- odd names


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("..", "nameless"),
        (".hidden", "hidden"),
        ("a\nb\x1b[31m", "a_b_[31m"),
        ("a\u202eb", "a_b"),
        ("  spaces  ", "spaces"),
        ("Mu\u0308ller", "Müller"),
        ("x" * 300, "x" * 100),
        ("陈" * 300, "陈" * 33),
        ("lost+found", "lost+found_1"),
        ("students.csv", "students.csv_1"),
        ("=cmd|'!A1", "=cmd_'!A1"),
    ],
)
def test_an_odd_name_is_a_folder_within_and_the_name_is_kept(course, name, folder):
    collected({f"{name}_1_assignsubmission_file/{NOTEBOOK}": GOOD})
    assert tree() == {f"{folder}/{NAME}/{NOTEBOOK}", "students.csv"}
    assert [row["name"] for row in listed(Path("submitted"))] == [name.strip()]
    assert not {path.name for path in course.parent.iterdir()} - {"course"}


def test_a_long_name_of_a_file_keeps_its_ending():
    assert safe("n" * 300 + ".ipynb") == "n" * 94 + ".ipynb"
    assert safe("a/b\\c:d.py") == "a_b_c_d.py" and safe("") == "nameless"
    assert number("Teilnehmer/in12") == "12" and number("Jan") == ""


def test_names_without_the_mark_of_utf_8_are_read_as_such(course):
    path = packed({f"Jan M????r_1_assignsubmission_file/{NOTEBOOK}": GOOD}, "plain.zip")
    data = Path(path).read_bytes().replace(b"M????r", "Müllr".encode()[:1] + "üü".encode() + b"r")
    Path(path).write_bytes(data)
    assert main(["collect", path, "--lms", "moodle"]) == 0
    assert f"Jan Müür/{NAME}/{NOTEBOOK}" in tree()


@pytest.mark.parametrize(
    ("at", "name", "identifier", "late", "file"),
    [
        ("doe_123_456_91.ipynb", "doe", "123", False, "91.ipynb"),
        ("doe_LATE_123_456_91_x.ipynb", "doe", "123", True, "91_x.ipynb"),
        ("doe_late_123_456_a.py", "doe", "123", True, "a.py"),
        ("late_LATE_1_2_x", "late", "1", True, "x"),
        ("evil_1_2_other_5_6_x.ipynb", "evil", "1", False, "other_5_6_x.ipynb"),
        ("12345_678_90_x.ipynb", "12345", "678", False, "x.ipynb"),
        ("anon_ab12x_45_x.ipynb", "anon_ab12x", "", False, "x.ipynb"),
        ("LATE_anon_ab12x_45_x.ipynb", "anon_ab12x", "", True, "x.ipynb"),
        ("doe_LATE_12_link.html", "doe", "12", True, "link.html"),
        ("submissions/doe_1_2_x.ipynb", "doe", "1", False, "x.ipynb"),
    ],
)
def test_names_that_canvas_gives(at, name, identifier, late, file):
    (person,), odd = people("canvas", [at])
    assert (person.name, person.identifier, person.late, person.files[0].name) == (name, identifier, late, file)
    assert odd == []


@pytest.mark.parametrize(
    ("at", "name", "identifier", "file"),
    [
        ("A B_1_assignsubmission_file/x.ipynb", "A B", "Participant 1", "x.ipynb"),
        ("Default group_assignsubmission_file/x.py", "Default group", "", "x.py"),
        ("E_1_assignsubmission_file/O_5_assignsubmission_file/x.py", "E", "Participant 1", "x.py"),
        ("E_1_assignsubmission_file_O_5_assignsubmission_file_x", "E", "Participant 1", "O_5_assignsubmission_file_x"),
        ("unpacked/E_1_assignsubmission_file_/x", "E", "Participant 1", "x"),
    ],
)
def test_names_that_moodle_gives(at, name, identifier, file):
    (person,), odd = people("moodle", [at])
    assert (person.name, person.identifier, person.files[0].name, odd) == (name, identifier, file, [])


def test_of_one_name_each_gets_a_folder_and_keeps_it(course):
    first = moodle([("Jan Müller", 11, NOTEBOOK, GOOD)])
    collected(first)
    collected(first | moodle([("Jan Müller", 12, NOTEBOOK, POOR)]))
    assert cohort.students(Path("submitted")) == ["Jan Müller", "Jan Müller_12"]
    assert Path(f"submitted/Jan Müller/{NAME}/{NOTEBOOK}").read_text() == GOOD
    assert graded("--lms", "moodle") == 0
    assert [row[:3] for row in table(f"moodle-{NAME}.csv")[1:]] == [
        ["Participant 11", "Jan Müller", "9"],
        ["Participant 12", "Jan Müller", "2"],
    ]


def test_the_same_student_has_one_folder_for_all_lessons(course):
    """Moodle's number is another one in each assignment; the name, and with a roster the e-mail address, are not."""
    sheet = [["Identifier", "Full name", "Email address"]]
    first = [*sheet, ["Participant 11", "Jan Müller", "jan@x.org"], ["Participant 12", "Ada", "ada@x.org"]]
    second = [*sheet, ["Participant 21", "Jan Müller", "other@x.org"], ["Participant 22", "Ada", "ADA@x.org"]]
    for number_of, (rows, name) in enumerate([(first, NOTEBOOK), (second, "92_other.ipynb")], start=1):
        Path("sheet.csv").write_text("\n".join(map(",".join, rows)))
        handed = [("Jan Müller", 10 * number_of + 1, name, GOOD), ("Ada", 10 * number_of + 2, name, GOOD)]
        collected(moodle(handed), "--roster", "sheet.csv")
    assert cohort.students(Path("submitted")) == ["Ada", "Jan Müller", "Jan Müller_21"]
    assert len(listed(Path("submitted"))) == 4
    collected(moodle([("Ada", 31, NOTEBOOK, GOOD)]), "--into", "plain")
    collected(moodle([("Ada", 41, "92_other.ipynb", GOOD)]), "--into", "plain")
    assert cohort.students(Path("plain")) == ["Ada"]


def test_two_names_with_one_id_do_not_share_a_folder(course, capsys):
    handed = {f"mia_7_1_{NOTEBOOK}": GOOD, f"evil_7_2_{NOTEBOOK}": POOR}
    collected(handed, lms="canvas")
    collected(handed, lms="canvas")
    assert "mia: 7 stands at several names in this zip" in capsys.readouterr().out
    assert cohort.students(Path("submitted")) == ["evil", "mia"]
    assert Path(f"submitted/mia/{NAME}/{NOTEBOOK}").read_text() == GOOD


# ------------------------------------------------------------------------------------------------------------------- again


def test_a_second_zip_changes_what_changed_and_loses_nothing(course, capsys):
    collected(
        moodle([("A", 1, NOTEBOOK, POOR), ("B", 2, NOTEBOOK, GOOD), ("C", 3, NOTEBOOK, GOOD), ("D", 4, NOTEBOOK, GOOD)])
    )
    capsys.readouterr()
    second = [("A", 1, NOTEBOOK, GOOD), ("B", 2, NOTEBOOK, GOOD), ("C", 3, "c.py", "pass"), ("E", 5, NOTEBOOK, GOOD)]
    collected(moodle(second))
    said = capsys.readouterr().out
    assert f"{NAME}: 4 handed in. Notebooks: 1 new, 1 changed, 1 as before; 1 without one." in said
    (aside,) = re.findall(rf"^A: {NOTEBOOK} has changed; the earlier one is now (\S+)$", said, flags=re.MULTILINE)
    assert Path(f"submitted/A/{NAME}/{aside}").read_text() == POOR
    assert Path(f"submitted/A/{NAME}/{NOTEBOOK}").read_text() == GOOD
    assert "C: no notebook; there is only: c.py; the notebook of an earlier zip stays, and is graded" in said
    assert "Kept from an earlier zip, and not in this one: D" in said
    before = tree()
    collected(moodle(second))
    assert "0 new, 0 changed, 3 as before" in capsys.readouterr().out and tree() == before
    assert graded() == 0
    assert points_of(Path("graded"))["A"] == (2, 3, 4)


def test_an_instructors_own_columns_stay(course):
    files = moodle([("A", 1, NOTEBOOK, GOOD)])
    collected(files)
    path = Path("submitted/students.csv")
    head, row = path.read_text("utf-8-sig").splitlines()
    path.write_text(f"{head};group\n{row};3\n".replace(",", ";"))  # as a spreadsheet may save it
    collected(files)
    assert [(row["student"], row["group"]) for row in listed(Path("submitted"))] == [("A", "3")]


def test_a_table_of_somebody_else_is_left_alone(course, capsys):
    Path("submitted").mkdir()
    Path("submitted/students.csv").write_text("name\nAda\n")
    collected(moodle([("A", 1, NOTEBOOK, GOOD)]), status=2)
    assert "is not one that collect wrote" in capsys.readouterr().err
    assert Path("submitted/students.csv").read_text() == "name\nAda\n" and tree() == {"students.csv"}
    hand_in(Path("submitted"), "A", submission(MEAN))
    assert graded("--lms", "canvas") == 0


# ----------------------------------------------------------------------------------------------------- zips that are no good


@pytest.mark.parametrize("lms", ["moodle", "canvas"])
def test_the_zip_of_the_other_platform_is_recognised(course, capsys, lms):
    files = {"canvas": moodle([("A", 1, NOTEBOOK, GOOD)]), "moodle": canvas([("A", 1, 2, NOTEBOOK, GOOD)])}[lms]
    other = {"moodle": "canvas", "canvas": "moodle"}[lms]
    collected(files, lms=lms, status=2)
    assert f"was made by {other.capitalize()}. Say so: --lms {other}" in capsys.readouterr().err
    assert not Path("submitted").exists()
    assert written_by([*moodle([("A", 1, "x_1_2_y.ipynb", "")])]) == "moodle"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "cannot be read: No such file"),
        (b"", "is no zip, or it came only in part"),
        (b"PK\x03\x04" + b"x" * 99, "is no zip, or it came only in part"),
        ({}, "holds no file"),
        ({"__MACOSX/._a": "", "folder/": ""}, "holds no file"),
        ({"readme.txt": "", "b\x1b.txt": ""}, "The first one is readme.txt"),
    ],
)
def test_what_is_no_such_zip_ends_with_a_sentence(course, capsys, data, said):
    if isinstance(data, dict):
        packed(data)
    elif data is not None:
        Path("all.zip").write_bytes(data)
    assert main(["collect", "all.zip", "--lms", "moodle"]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1 and not Path("submitted").exists()
    assert main(["collect", ".", "--lms", "moodle"]) == 2


def test_a_cut_zip_is_told(course, capsys):
    path = Path(packed(moodle([("A", 1, NOTEBOOK, GOOD)])))
    path.write_bytes(path.read_bytes()[:-30])
    assert main(["collect", str(path), "--lms", "moodle"]) == 2
    assert "Download it again" in capsys.readouterr().err


def link(name, target):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, target


def test_nothing_is_written_outside_and_no_link_is_made(course, capsys):
    start = "E_1_assignsubmission_file"
    files = [
        (f"../../{start}/{NOTEBOOK}", GOOD),
        (f"/tmp/{start}/{NOTEBOOK}", GOOD),
        (f"{start}/../../../{NOTEBOOK}", GOOD),
        (f"..\\{start}\\{NOTEBOOK}", GOOD),
        (f"C:\\{start}\\{NOTEBOOK}", GOOD),
        link(f"{start}/{NOTEBOOK}", "/etc/passwd"),
        (f"F_2_assignsubmission_file/..\\{NOTEBOOK}", GOOD),
        (f"A_3_assignsubmission_file/{NOTEBOOK}", GOOD),
        ("stray.txt", ""),
    ]
    before = {path for path in course.parent.rglob("*") if "submitted" not in path.parts}
    collected(files, status=1)
    error = capsys.readouterr().err
    assert error.count(": leads out of the folder") == 6 and error.count(": is a link") == 1
    assert "Left out: stray.txt: is not named as Moodle does" in error
    assert tree() == {f"A/{NAME}/{NOTEBOOK}", "students.csv"}
    after = {path for path in course.parent.rglob("*") if "submitted" not in path.parts}
    assert after - before == {course / "all.zip"}
    assert not any(path.is_symlink() for path in Path("submitted").rglob("*"))


@pytest.mark.parametrize("where", ["A", f"A/{NAME}", f"A/{NAME}/{NOTEBOOK}"])
def test_a_link_that_is_there_leads_nobody_outside(course, capsys, where):
    outside = course.parent / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine")
    place = Path("submitted") / where
    place.parent.mkdir(parents=True)
    place.symlink_to(outside / "precious" if where.endswith("ipynb") else outside)
    files = moodle([("A", 1, NOTEBOOK, GOOD), ("B", 2, NOTEBOOK, GOOD)])
    collected(files, status=0 if where.endswith("ipynb") else 1)
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"precious": "mine"}
    assert Path(f"submitted/B/{NAME}/{NOTEBOOK}").is_file()


def test_a_bomb_bursts_nowhere(course, capsys, monkeypatch):
    monkeypatch.setattr("dl_course.grading.collecting.Limits", lambda: Limits(notebook_mb=1))
    half = "[" + " " * 600_000 + "]"
    handed = [
        ("Bomb", 1, NOTEBOOK, " " * (1 << 24)),
        ("Two", 2, "a.ipynb", half),
        ("Two", 2, "b.ipynb", half),
        ("A", 3, NOTEBOOK, GOOD),
    ]
    handed += [("Many", 4, f"{i}.txt", "x") for i in range(500)]
    collected(moodle(handed), status=1)
    error = capsys.readouterr().err
    assert (
        f"Left out: Bomb: {NOTEBOOK} is too large (16 MB)" in error and "Left out: Two: b.ipynb is too large" in error
    )
    assert f"A/{NAME}/{NOTEBOOK}" in tree() and len([name for name in tree() if name.startswith("Many")]) == 20
    assert cohort.students(Path("submitted")) == ["A", "Bomb", "Many", "Two"]
    assert sum(path.stat().st_size for path in Path("submitted").rglob("*")) < 2 << 20


def test_a_file_that_says_it_is_small_and_is_not(course, capsys):
    path = Path(packed(moodle([("Liar", 1, NOTEBOOK, " " * 5_000_000), ("A", 2, NOTEBOOK, GOOD)])))
    size = (5_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))
    assert main(["collect", str(path), "--lms", "moodle"]) == 1
    assert f"Left out: Liar: {NOTEBOOK} is damaged in the zip" in capsys.readouterr().err
    assert f"A/{NAME}/{NOTEBOOK}" in tree()


def test_encrypted_and_damaged_files_cost_nobody_else(course, capsys):
    path = Path(
        packed(
            moodle([("Secret", 1, NOTEBOOK, GOOD), ("Broken", 2, NOTEBOOK, GOOD), ("A", 3, NOTEBOOK, GOOD)]), "x.zip", 0
        )
    )
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        secret, broken, _ = made.infolist()
        start = made.start_dir
    data[secret.header_offset + 6] |= 1
    data[data.index(b"PK\x01\x02", start) + 8] |= 1
    data[broken.header_offset + 200] ^= 1
    path.write_bytes(data)
    assert main(["collect", str(path), "--lms", "moodle"]) == 1
    error = capsys.readouterr().err
    assert f"Secret: {NOTEBOOK} is encrypted" in error and f"Broken: {NOTEBOOK} is damaged in the zip" in error
    assert graded() == 0
    assert points_of(Path("graded")) == {"A": (2, 3, 4), "Broken": (0, 0, 0), "Secret": (0, 0, 0)}


def test_no_damage_to_a_zip_ends_in_a_traceback(course, capsys):
    path = Path(packed(moodle([("A", 1, NOTEBOOK, POOR), ("B", 2, "b.py", "x")])))
    data, statuses = path.read_bytes(), set()
    for place in [*range(0, 60, 3), *range(len(data) - 300, len(data), 5)]:
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        statuses.add(main(["collect", str(path), "--lms", "moodle", "--into", "damaged"]))
        assert not [name for name in tree(".") if name.endswith(".unfinished")]
    capsys.readouterr()
    assert statuses <= {0, 1, 2} and len(statuses) > 1


def test_a_full_disk_is_a_sentence_and_another_run_goes_on(course, capsys, monkeypatch):
    files = moodle([(name, i, NOTEBOOK, GOOD) for i, name in enumerate("ABCD")])
    names = []

    def full(path, **more):
        names.append(path.name)
        if len(names) > 3:
            raise OSError(28, "No space left on device")
        return whole_file(path, **more)

    monkeypatch.setattr("dl_course.grading.collecting.whole_file", full)
    collected(files, status=1)
    error = capsys.readouterr().err
    assert "cannot be written: No space left on device. What was collected is kept." in error and error.count("\n") == 1
    assert tree() == {f"A/{NAME}/{NOTEBOOK}", f"B/{NAME}/{NOTEBOOK}", "students.csv"}
    monkeypatch.setattr("dl_course.grading.collecting.whole_file", whole_file)
    collected(files)
    assert "2 new, 0 changed, 2 as before" in capsys.readouterr().out


def test_a_file_where_a_folder_must_be(course, capsys):
    Path("submitted").write_text("")
    collected(moodle([("A", 1, NOTEBOOK, GOOD)]), status=1)
    assert "submitted cannot be written" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------------ rosters


@pytest.mark.parametrize(
    ("lms", "data", "said"),
    [
        ("moodle", b"", "has: nothing"),
        ("moodle", b"Vorname,Nachname\nA,B\n", "headings in English. roster.csv has: Vorname, Nachname"),
        ("canvas", b"Student,Section\nA,B\n", "the gradebook's export, with Student and ID"),
        ("canvas", b"PK\x03\x04\xff\xfe\x80", "must be a CSV file in UTF-8"),
        ("canvas", None, "cannot be read: No such file"),
    ],
)
def test_what_is_no_roster_ends_with_a_sentence(course, capsys, lms, data, said):
    if data is not None:
        Path("roster.csv").write_bytes(data)
    files = {"moodle": moodle([("A", 1, NOTEBOOK, GOOD)]), "canvas": canvas([("A", 1, 2, NOTEBOOK, GOOD)])}[lms]
    collected(files, "--roster", "roster.csv", lms=lms, status=2)
    assert said in capsys.readouterr().err and not Path("submitted").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_of_participants_is_found_by_name(course, encoding, separator):
    rows = [
        ["First name", "Last name", "ID number", "Email address"],
        ["Séamus", "O'Brien", "7", "ob@x"],
        ["A", "A", "", "a@x"],
    ]
    Path("r.csv").write_text("\n".join(map(separator.join, [*rows, ["A", "A", "", "a2@x"]])), encoding=encoding)
    handed, _ = people("moodle", [*moodle([("Séamus O'Brien", 1, "x", ""), ("A A", 2, "x", ""), ("Z", 3, "x", "")])])
    unknown, absent = match("moodle", handed, roster(Path("r.csv"), "moodle"))
    assert [(p.name, p.id_number, p.email) for p in handed] == [
        ("Séamus O'Brien", "7", "ob@x"),
        ("A A", "", ""),
        ("Z", "", ""),
    ]
    assert [p.name for p in unknown] == ["A A", "Z"] and [p.email for p in absent] == ["a@x", "a2@x"]


def test_a_number_that_is_a_groups_or_of_another_assignment_is_not_taken_for_a_students(course):
    Path("r.csv").write_text("Identifier,Full name,Email address\nTeilnehmer/in17,Ada,ada@x\nTeilnehmer/in18,Bo,bo@x\n")
    listed_there = roster(Path("r.csv"), "moodle")
    handed, _ = people("moodle", [*moodle([("Group A", 17, "x", ""), ("Bo", 99, "x", "")])])
    unknown, absent = match("moodle", handed, listed_there)
    assert [p.name for p in unknown] == ["Group A"] and [p.name for p in absent] == ["Ada"]
    assert [(p.identifier, p.email) for p in handed] == [("Teilnehmer/in17", ""), ("Teilnehmer/in99", "bo@x")]
    blind, _ = people("moodle", [*moodle([("Participant", 18, "x", "")])])
    match("moodle", blind, listed_there)
    assert (blind[0].name, blind[0].email) == ("Bo", "bo@x")


def test_names_are_compared_without_what_platforms_drop():
    assert letters("O'Brien, Séamus_2") == letters("OBrien Séamus 2") == letters("obrienSe\u0301amus2")
    assert archive.shown("a\x1b[31m\u202eb") == "a?[31m?b"


def test_many_submissions_take_seconds(course):
    files = canvas([(f"n{i}", i, 10_000 + i, NOTEBOOK, POOR) for i in range(500)])
    began = time.monotonic()
    collected(files, lms="canvas")
    collected(files, lms="canvas")
    assert time.monotonic() - began < 60
    assert len(listed(Path("submitted"))) == 500
