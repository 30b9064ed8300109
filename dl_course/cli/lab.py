"""`dl-course lab`: JupyterLab at the student's copy of a lesson, also as root, without a display and without network."""

import importlib.util
import os
import sys
from pathlib import Path

from dl_course import course
from dl_course.cli import copies
from dl_course.errors import NotPossible, UsageError


def add_arguments(parser):
    parser.add_argument("lesson", nargs="?", metavar="NN", help="number or name of a lesson (default: the first)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--fresh", action="store_true", help="put your copy of the lesson aside and get a new one")
    which.add_argument("--author", action="store_true", help="open the course itself, to change it for everybody")
    parser.add_argument("--no-browser", action="store_true", help="serve and print the address, open nothing")
    parser.add_argument(
        "--port", type=int, default=8888, help="first port to try (default 8888); a used one is passed by"
    )
    parser.add_argument(
        "--ip", help="address to listen on; 0.0.0.0 makes a container reachable (default: this machine)"
    )


def run(arguments) -> int:
    root = course.course_root()
    chosen = course.choose([arguments.lesson] if arguments.lesson else [], root)
    if not chosen:
        raise NotPossible(f"{root / 'notebooks'} has no lesson. Restore it with: git checkout notebooks")
    if not 0 < arguments.port < 65536:
        raise UsageError(f"--port must be between 1 and 65535. Received: {arguments.port}.")
    if arguments.fresh and not arguments.lesson:
        raise UsageError("--fresh needs the lesson whose copy is to be new: dl-course lab 02 --fresh")
    if arguments.author and not (root / "solutions").is_dir():
        raise UsageError(
            f"--author changes the course for everybody. {root} is an installed copy of it: clone the course, and call "
            "dl-course lab --author in its folder."
        )
    if importlib.util.find_spec("jupyterlab") is None:
        raise NotPossible(
            f"JupyterLab is not installed for {sys.executable}. "
            "Install the course with: make lab, or: pip install -e . -c requirements.lock"
        )
    lesson, folder = chosen[0], root
    if not arguments.author:
        told = copies.update(course.lessons(root), root, renew=lesson if arguments.fresh else None)
        folder = copies.work_folder(root)
        print("".join(f"{line}\n" for line in told), end="")
    no_browser = arguments.no_browser or not can_show_browser()
    where = "Serving lesson" if no_browser else "Opening lesson"
    print(f"{where} {lesson.number}, {lesson.title}. Ctrl-C ends it.", flush=True)
    path = lesson.notebook.relative_to(root)
    serve(server_options(folder, path, arguments.port, arguments.ip, no_browser))
    return 0


def serve(options: list[str]) -> None:
    """Runs JupyterLab until it is ended.

    The course brings its settings, which a student's own override: no question about news over the first lesson, no menu
    for graders, widgets that are still there when a notebook is opened again, lines of prose that can be read.
    """
    ours = Path(__file__).parent / "jupyter"
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [os.environ.get("JUPYTER_CONFIG_PATH"), str(ours)])
    )
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(options)
    server.static_custom_path.append(str(ours / "custom"))  # behind the student's own custom.css
    server.start()


def server_options(folder: Path, notebook: Path, port: int, ip: str | None, no_browser: bool) -> list[str]:
    """What JupyterLab is started with: the folder that it shows, the notebook in it that it opens, where it listens."""
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{notebook.as_posix()}",
        "--LabApp.custom_css=True",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=50",
        "--ServerApp.answer_yes=True",  # one Ctrl-C is enough: notebooks are saved as one works
        "--ServerApp.log_level=WARN",  # leaves the address, which is what a person needs
        "--LabApp.log_level=WARN",
        # No request leaves the machine, and no question about news covers the first lesson.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if ip:
        options.append(f"--ServerApp.ip={ip}")
    if no_browser:
        options.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return options


def can_show_browser() -> bool:
    """Whether a browser that is opened here would be seen: not in a container, not without a display."""
    in_container = any(Path(sign).exists() for sign in ("/.dockerenv", "/run/.containerenv")) or any(
        os.environ.get(name) for name in ("container", "KUBERNETES_SERVICE_HOST", "CODESPACES", "JUPYTERHUB_USER")
    )
    if in_container:
        return False
    if sys.platform.startswith("linux"):
        return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"))
    return not os.environ.get("SSH_CONNECTION")
