"""The system calls of Linux that Python 3.11 has no name for, through ctypes."""

import csv
import ctypes
import errno
import functools
import os
from pathlib import Path

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = (
    1,
    2,
    4,
    8,
    32,
    4096,
    16384,
    1 << 18,
)
_MNT_DETACH = 2
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 24, 38

_NO_CAPABILITY = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()

_libc = ctypes.CDLL(None, use_errno=True)


def checked(name: str, result: int) -> int:
    """The result of a call of the C library; raises OSError where it is negative."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
    return result


@functools.cache
def numbers() -> dict[str, dict[str, int]]:
    """Processor -> name of a system call -> its number.

    `system_calls.csv` was made of Linux's own headers: asm/unistd_64.h, and asm-generic/unistd.h with arm64's settings.
    """
    with open(Path(__file__).with_name("system_calls.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    return {kind: {row["name"]: int(row[kind]) for row in rows if row[kind]} for kind in ("x86_64", "aarch64")}


def number(name: str) -> int | None:
    """Number of a system call on this machine; None if its processor's kind has no such call.

    Raises:
        KeyError: The processor is neither x86_64 nor aarch64.
    """
    return numbers()[machine()].get(name)


def syscall(name: str, *arguments) -> int:
    """A system call by its name; integers are passed with their full width.

    Raises:
        OSError: It failed, or this machine does not know it.
    """
    called = number(name) if machine() in numbers() else None
    if called is None:
        raise OSError(errno.ENOSYS, f"{name}: {os.strerror(errno.ENOSYS)}")
    wide = [ctypes.c_long(part) if isinstance(part, int) else part for part in arguments]
    return checked(name, _libc.syscall(ctypes.c_long(called), *wide))


@functools.cache
def machine() -> str:
    return os.uname().machine


def unshare(flags: int) -> None:
    checked("unshare", _libc.unshare(flags))


def setns(descriptor: int, kind: int) -> None:
    checked("setns", _libc.setns(descriptor, kind))


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    checked(f"mount {target}", _libc.mount(*encoded[:3], ctypes.c_ulong(flags), encoded[3]))


def bind_read_only(source: str, target: str) -> None:
    """Shows a folder or file at another place, with everything mounted below it, for reading only."""
    mount(source, target, None, MS_BIND | MS_REC)
    attributes = (ctypes.c_uint64 * 4)(1 | 2 | 4, 0, 0, 0)  # read-only, no setuid, no devices
    path = ctypes.c_char_p(os.fsencode(target))
    syscall("mount_setattr", -100, path, 0x8000, attributes, ctypes.sizeof(attributes))


def pivot(root: str) -> None:
    """Makes a mounted folder the root and lets go of the old one."""
    os.chdir(root)
    here = ctypes.c_char_p(b".")
    syscall("pivot_root", here, here)
    checked("umount2", _libc.umount2(b".", _MNT_DETACH))
    os.chdir("/")


def drop_inheritance() -> None:
    """Gives up every capability for what would be executed later, by this process and all that it forks."""
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break


def drop_capabilities() -> None:
    """Gives up every capability that this process has."""
    syscall("capset", *_NO_CAPABILITY)


def no_new_privileges() -> None:
    prctl("no_new_privs", _PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent() -> None:
    """Has the kernel kill this process when its parent ends, however that ends."""
    prctl("pdeathsig", _PR_SET_PDEATHSIG, 9)


def prctl(name: str, option: int, value: int, address: object = 0) -> None:
    """Sets an option of this process.

    Raises:
        OSError: It failed; `name` says what.
    """
    checked(name, _libc.prctl(option, ctypes.c_ulong(value), address, 0, 0))
