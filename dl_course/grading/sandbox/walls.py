"""The walls around a submission: what the nursery builds once, and what each student process closes behind itself."""

import contextlib
import functools
import os
import resource
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from dl_course.grading.sandbox import landlock, seccomp, syscalls
from dl_course.grading.sandbox.limits import Limits

NAMESPACES = "namespaces (user, process, network, mount, ipc, host name)"
SYSTEM_CALLS = "system-call filter (no other process, no socket)"
LANDLOCK = "Landlock (files, TCP)"
LIMITS = "limits (CPU, memory, open files, file size)"
REQUIRED = (NAMESPACES, SYSTEM_CALLS, LIMITS)

OWN = "/submission"  # the only folder that a submission may write to

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_OWN_PROCESS = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat")
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
_ALL_NAMESPACES = (
    syscalls.NEWUSER | syscalls.NEWPID | syscalls.NEWNET | syscalls.NEWNS | syscalls.NEWIPC | syscalls.NEWUTS
    if sys.platform == "linux"
    else 0
)


Bounds = list[tuple[int, tuple[int, int]]]  # of resource.setrlimit: what, (soft, hard)


@dataclass
class Walls:
    """What is to be built, and what stands.

    Attributes:
        visible: Files and folders that submissions may read.
        root: An empty folder to mount the new root on; without one no namespaces are used.
        standing: Names of the protections in force.
        missing: Protection -> why it is not there.
    """

    visible: list[str]
    root: str | None
    standing: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


def readable(hidden: list[str]) -> list[str]:
    """What a submission may read: the system's libraries, Python, the package and its data; nothing of the course else.

    Args:
        hidden: Folders that must not be among them.

    Raises:
        ValueError: One of the hidden folders lies inside what must be readable.
    """
    import dl_course
    from dl_course.course import came_along

    package = str(Path(dl_course.__file__).resolve().parent)
    paths = [*_SYSTEM, sys.prefix, sys.base_prefix, os.path.dirname(os.path.realpath(sys.executable)), package]
    paths.append(str(came_along() / "data"))
    paths += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    real = sorted({os.path.realpath(path) for path in paths if os.path.exists(path)} | {os.path.abspath(sys.prefix)})
    for secret in map(os.path.realpath, hidden):
        for path in real:
            if secret == path or secret.startswith(path.rstrip("/") + "/"):
                raise ValueError(f"{secret} lies inside {path}, which submissions must read. Move it elsewhere.")
    return [path for path in paths if os.path.exists(path)]


def enclose(walls: Walls) -> None:
    """Moves the calling process, which has one thread, into namespaces and a root that shows only what is visible.

    Returns in a new process, the first one of the new process namespace; the caller waits for it and ends as it ends.
    Where the kernel does not allow this, it returns in the same process and `walls.missing` says why.
    """
    if sys.platform != "linux" or walls.root is None:
        walls.missing[NAMESPACES] = "not asked for" if sys.platform == "linux" else f"{sys.platform} has none"
        return
    failed = _in_a_trial(_new_namespaces, walls)
    if failed:
        walls.missing[NAMESPACES] = failed
        return
    uid, gid = os.getuid(), os.getgid()
    syscalls.unshare(_ALL_NAMESPACES)
    _map_ids(uid, gid)
    process = os.fork()
    if process:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _, status = os.waitpid(process, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    syscalls.die_with_parent()
    _new_root(walls)
    walls.standing.append(NAMESPACES)
    if seccomp.available():
        seccomp.program(1)  # kept for all student processes: each is the first one of its namespace
    landlock.version()  # kept as well


def _new_namespaces(walls):
    uid, gid = os.getuid(), os.getgid()
    syscalls.unshare(_ALL_NAMESPACES)
    _map_ids(uid, gid)
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    _new_root(walls)


def _in_a_trial(build, *arguments) -> str:
    """Builds in a process that ends at once; why it failed, or nothing."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            build(*arguments)
            os._exit(0)
        except BaseException as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode()[:500])
            os._exit(1)
    os.close(writing)
    _, status = os.waitpid(process, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode() if status else ""


def _map_ids(uid, gid):
    with contextlib.suppress(OSError):  # an ordinary user must, root need not
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _new_root(walls):
    syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("tmpfs", walls.root, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=16m,mode=755")
    for path in sorted(set(walls.visible), key=len):
        _show(path, walls.root)
    for device in _DEVICES:
        target = walls.root + device
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "w").close()
        syscalls.mount(device, target, None, syscalls.MS_BIND)
    for folder in ("/proc", OWN):
        os.makedirs(walls.root + folder, exist_ok=True)
    if not os.path.lexists(walls.root + "/tmp"):
        os.symlink(OWN, walls.root + "/tmp")
    syscalls.mount("proc", walls.root + "/proc", "proc", syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC)
    syscalls.mount("tmpfs", walls.root + OWN, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=16m")
    for folder in {folder for shown in (*walls.visible, *_DEVICES, OWN) for folder in Path(shown).parents}:
        if os.stat(f"{walls.root}{folder}").st_dev == os.stat(walls.root).st_dev:
            os.chmod(f"{walls.root}{folder}", 0o111)  # what leads to something visible can be passed, not listed
    syscalls.pivot(walls.root)
    flags = syscalls.MS_REMOUNT | syscalls.MS_BIND | syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV
    syscalls.mount("none", "/", None, flags)


def _show(path, root):
    target = root + path
    if os.path.lexists(target):  # part of a folder that is shown already
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path) and not path.startswith(sys.prefix):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.mkdir(target)
    else:
        open(target, "w").close()
    syscalls.bind_read_only(path, target)


@contextlib.contextmanager
def next_child_apart(walls: Walls):
    """A child forked inside the block is the first process of a namespace of its own: when it ends, all it started ends."""
    if NAMESPACES not in walls.standing:
        yield
        return
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    syscalls.unshare(syscalls.NEWPID)
    try:
        yield
    finally:
        syscalls.setns(own, syscalls.NEWPID)
        os.close(own)


def confine(walls: Walls, limits: Limits, bounds: Bounds, keep: int, folder: str) -> list[str]:
    """Closes everything behind a freshly forked student process.

    This is done for every task of every submission: what is the same for all is made before the fork.

    Args:
        walls: What the nursery built.
        limits: What the submission may use.
        bounds: The same, as `bounds_of` made it for the kernel.
        keep: The only file descriptor that stays open, besides input and output on /dev/null.
        folder: The submission's own folder, where there are no namespaces.

    Returns:
        The names of the protections in force.

    Raises:
        OSError: A wall that stands for the nursery could not be built here.
    """
    standing = [LIMITS]
    _close_all_but(keep)
    if NAMESPACES in walls.standing:
        # A network of its own, although sockets are refused: one of `socketpair` can get a name without `bind`, to which all
        # can send who share its network.
        syscalls.unshare(syscalls.NEWNS | syscalls.NEWIPC | syscalls.NEWUTS | syscalls.NEWNET)
        size = f"size={limits.disk_mb}m,nr_inodes=4096,mode=700"
        syscalls.mount("tmpfs", OWN, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, size)
        closed = syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
        syscalls.mount("proc", "/proc", "proc", closed)  # to root's processes the kernel's settings stand open
        standing.append(NAMESPACES)
        folder = OWN
    else:
        os.environ["HOME"] = os.environ["TMPDIR"] = folder
        tempfile.tempdir = None  # the nursery's
    os.chdir(folder)
    os.umask(0o077)
    os.setpgid(0, 0)
    for what, most in bounds:
        try:
            resource.setrlimit(what, most)
        except (ValueError, OSError):  # macOS knows some of them by name only
            continue
    if sys.platform != "linux":
        return standing
    syscalls.drop_capabilities()
    syscalls.no_new_privileges()
    if landlock.version():
        # All that the new root holds may be read, and a rule for it covers nothing outside of it.
        apart = NAMESPACES in walls.standing
        readable = ["/"] if apart else [*_outermost(tuple(walls.visible)), *_DEVICES, *_OWN_PROCESS]
        landlock.restrict(readable, [folder, "/dev/null"])
        standing.append(LANDLOCK)
    if seccomp.available():
        with contextlib.suppress(OSError):
            seccomp.restrict()
            standing.append(SYSTEM_CALLS)
    return standing


@functools.cache
def _outermost(paths):
    """Files and folders without those that lie in another of them."""
    real = {os.path.realpath(path) for path in paths}
    return [path for path in real if not real & set(map(str, Path(path).parents))]


def _close_all_but(keep):
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX") if sys.platform != "linux" else _highest_descriptor() + 1)


def _highest_descriptor():
    return max(map(int, os.listdir("/proc/self/fd")))


def bounds_of(limits: Limits, imported: int, counted_apart: bool) -> Bounds:
    """What `resource.setrlimit` is to be given for a student process.

    Args:
        limits: What the submission may use.
        imported: Address space of the nursery, in bytes.
        counted_apart: Whether the kernel counts the threads of a submission apart from the user's other processes.
    """
    seconds = int(limits.total) + 1
    wanted = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_AS: imported + int(limits.memory_gb * 2**30),
        resource.RLIMIT_FSIZE: limits.disk_mb * 2**20,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    if counted_apart:
        wanted[resource.RLIMIT_NPROC] = 256  # threads; outside a user namespace the user's other processes count too
    bounds = []
    for what, most in wanted.items():
        soft, hard = most if isinstance(most, tuple) else (most, most)
        _, highest = resource.getrlimit(what)
        if highest != resource.RLIM_INFINITY:
            soft, hard = min(soft, highest), min(hard, highest)
        bounds.append((what, (soft, hard)))
    return bounds
