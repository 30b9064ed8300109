"""`dl-course lab`: JupyterLab at a lesson, also as root, without a display and on a machine without network."""

import importlib.util
import os
import sys
from pathlib import Path

from dl_course import course


def add_arguments(parser):
    parser.add_argument("lesson", nargs="?", metavar="NN", help="number or name of a lesson (default: the first)")
    parser.add_argument("--no-browser", action="store_true", help="serve and print the address, open nothing")
    parser.add_argument(
        "--port", type=int, default=8888, help="first port to try (default 8888); a used one is passed by"
    )
    parser.add_argument(
        "--ip", help="address to listen on; 0.0.0.0 makes a container reachable (default: this machine)"
    )


def run(arguments) -> int:
    try:
        root = course.course_root()
        chosen = course.choose([arguments.lesson] if arguments.lesson else [], root)
    except (course.CourseNotFound, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    if not chosen:
        print(f"{root / 'notebooks'} has no lesson. Restore it with: git checkout notebooks", file=sys.stderr)
        return 1
    if not 0 < arguments.port < 65536:
        print(f"--port must be between 1 and 65535. Received: {arguments.port}.", file=sys.stderr)
        return 2
    if importlib.util.find_spec("jupyterlab") is None:
        print(
            f"JupyterLab is not installed for {sys.executable}. "
            "Install the course with: make lab, or: pip install -e . -c requirements.lock",
            file=sys.stderr,
        )
        return 1
    # Settings of the course that a student's own override: no question about news over the first lesson, no menu for graders.
    ours = str(Path(__file__).parent / "jupyter")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [os.environ.get("JUPYTER_CONFIG_PATH"), ours]))
    from jupyterlab.labapp import LabApp

    no_browser = arguments.no_browser or not can_show_browser()
    where = "Serving" if no_browser else "Opening"
    print(f"{where} lesson {chosen[0].number}, {chosen[0].title}. Ctrl-C ends it.", flush=True)
    LabApp.launch_instance(server_options(root, chosen[0].notebook, arguments.port, arguments.ip, no_browser))
    return 0


def server_options(root: Path, notebook: Path, port: int, ip: str | None, no_browser: bool) -> list[str]:
    """What JupyterLab is started with."""
    options = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{notebook.relative_to(root).as_posix()}",
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
