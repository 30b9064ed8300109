"""`dl-course fetch`: brings real data into the user's cache, or lists which data there is and where it comes from."""

import os
import sys

from dl_course.data import catalogue, fetch
from dl_course.errors import UsageError


def add_arguments(parser):
    which = parser.add_mutually_exclusive_group()
    which.add_argument("name", nargs="?", metavar="NAME", help=f"data set to download: {', '.join(fetch.ENTRIES)}")
    listed = "every data set, where it is loaded from, how large it is; what comes without a NAME, too"
    which.add_argument("--list", action="store_true", help=listed)


def run(arguments) -> int:
    if arguments.list or not arguments.name:
        return _list()
    if arguments.name not in fetch.ENTRIES:
        known = ", ".join(fetch.ENTRIES)
        raise UsageError(f"There is nothing to fetch under the name {arguments.name!r}. There is: {known}.")
    try:
        folder = fetch.fetch(arguments.name)
    except KeyboardInterrupt:
        print("Stopped. What was downloaded is kept: run the command again and it goes on from there.", file=sys.stderr)
        return 130
    print(f"{arguments.name} is in {folder}")
    if pointed := os.environ.get("DL_COURSE_DATA"):
        print(f"DL_COURSE_DATA={pointed} goes first; unset it to load what was fetched.")
    return 0


def _list() -> int:
    rows = [_shipped(path.stem) for path in sorted(catalogue.shipped_folder().glob("*.toml"))]
    rows += [_fetched(name) for name in fetch.ENTRIES]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, size, where, title in rows:
        print(f"{name:<{widths[0]}}  {size:>{widths[1]}}  {where:<{widths[2]}}  {title}")
    if pointed := os.environ.get("DL_COURSE_DATA"):
        what = "nothing but what ships is loaded" if pointed == "shipped" else "goes first, for the data that it holds"
        print(f"\nDL_COURSE_DATA={pointed}: {what}")
    return 0


def _shipped(name: str) -> tuple[str, str, str, str]:
    card = catalogue.load_card(name)
    files = [catalogue.shipped_folder() / file for file in card.files]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        return name, "", f"missing: {', '.join(missing)}", card.title
    return name, _in_words(sum(file.stat().st_size for file in files)), "shipped", card.title


def _fetched(name: str) -> tuple[str, str, str, str]:
    folder = fetch.fetched_folder(name)
    if not folder.is_dir():
        return name, "", f"not here; dl-course fetch {name}", fetch.ENTRIES[name].card.title
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return name, _in_words(size), f"fetched, {folder}", fetch.ENTRIES[name].card.title


def _in_words(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
