"""A filter on system calls: no other process, no socket, no look into another process, no change of the system."""

import ctypes
import errno
import functools
import os

from dl_course.grading.sandbox import syscalls

_REFUSED = [
    # other processes, and looks into them
    "fork", "vfork", "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "process_mrelease", "kcmp", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kill", "tkill", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "migrate_pages", "move_pages",
    # the share of the processor
    "setpriority", "ioprio_set", "sched_setaffinity", "sched_setattr", "sched_setparam", "sched_setscheduler",
    # ways to others
    "socket", "connect", "bind", "listen", "accept", "accept4", "shmget", "shmat", "shmctl", "semget", "msgget", "mq_open",
    "memfd_create", "memfd_secret",
    # the system, and what all processes of a user share
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen", "fsmount",
    "fsconfig", "fspick", "mount_setattr", "name_to_handle_at", "open_by_handle_at", "bpf", "perf_event_open",
    "userfaultfd", "io_setup", "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key", "request_key",
    "syslog", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff",
    "acct", "quotactl", "quotactl_fd", "settimeofday", "clock_settime", "adjtimex", "sethostname", "setdomainname",
    "personality", "iopl", "ioperm", "mknod", "mknodat", "fanotify_init", "vhangup",
]  # fmt: skip
# As if the kernel did not have them: libraries do without. The flags of clone3 lie in memory, where a filter does not see
# them; a lock on a file that all can read, and a watch on one, reach other submissions.
_ABSENT = ("clone3", "flock", "inotify_init", "inotify_init1")
# As if it had been done: Landlock keeps nobody from changing the mode or the times of the user's own files, and copying a file
# asks for both.
_NOT_DONE = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "utime", "utimes", "futimesat",
    "utimensat", "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr",
)  # fmt: skip
_LAST = "mseal"  # what has a higher number is younger than this list
_SECOND = {  # values of the second argument: signals to others, leases and watches on files that others open, their pipes
    "fcntl": {
        "F_SETOWN": 8,
        "F_SETSIG": 10,
        "F_SETOWN_EX": 15,
        "F_SETLEASE": 1024,
        "F_NOTIFY": 1026,
        "F_SETPIPE_SZ": 1031,
    },
    "ioctl": {"FIOASYNC": 0x5452, "FIOSETOWN": 0x8901, "SIOCSPGRP": 0x8902},
}
_FOR_ITSELF = {"tgkill": (), "prlimit64": (0,)}  # the first argument is this process, or one of these
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_PR_SET_SECCOMP = 22
_BLOCK = 10  # calls
_CLONE_THREAD, _X32 = 0x00010000, 0x40000000
_FIRST_ARGUMENT, _SECOND_ARGUMENT = 16, 24  # places in what a filter is shown


def available() -> bool:
    return syscalls.machine() in _ARCHITECTURE


def restrict() -> None:
    """Filters the system calls of this process from now on; threads may still be started.

    Raises:
        OSError: The kernel has no filters, or they are forbidden here.
        KeyError: The processor is neither x86_64 nor aarch64.
    """
    syscalls.prctl("seccomp", _PR_SET_SECCOMP, 2, ctypes.byref(program(os.getpid())))


@functools.cache
def program(process: int) -> "_Program":
    """The filter of a process, which may signal and limit itself alone.

    Args:
        process: Its number, in its own namespace.

    Raises:
        KeyError: The processor is neither x86_64 nor aarch64.
    """
    number, allow, refuse = syscalls.number, (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE | errno.EPERM)
    absent = (_RETURN, 0, 0, _REFUSE | errno.ENOSYS)
    done = (_RETURN, 0, 0, _REFUSE)
    made = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCHITECTURE[syscalls.machine()]), (_RETURN, 0, 0, _KILL)]
    made += [(_LOAD, 0, 0, 0)]
    if syscalls.machine() == "x86_64":  # the same calls under other numbers
        made += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    made += [(_AT_LEAST, 0, 1, number(_LAST) + 1), absent]
    rules = {}  # number of a call -> what is done where it is this one
    for names, answer in ((_REFUSED, refuse), (_ABSENT, absent), (_NOT_DONE, done)):
        rules |= {number(name): [answer] for name in names}
    for name, others in _FOR_ITSELF.items():
        rules[number(name)] = [(_LOAD, 0, 0, _FIRST_ARGUMENT), *_any_of([process, *others]), refuse, allow]
    for name, values in _SECOND.items():
        rules[number(name)] = [(_LOAD, 0, 0, _SECOND_ARGUMENT), *_any_of(values.values()), allow, refuse]
    # The C library falls back to it, and a filter can read its flags.
    rules[number("clone")] = [(_LOAD, 0, 0, _FIRST_ARGUMENT), (_ANY_BIT, 1, 0, _CLONE_THREAD), refuse, allow]
    rules.pop(None, None)  # names that this kind of processor has no call for
    numbers = sorted(rules)
    # In blocks, which are passed over as a whole: the kernel tries the filter with every call there is when it is set.
    for first in range(0, len(numbers), _BLOCK):
        block = [part for each in numbers[first : first + _BLOCK] for part in _where(each, rules[each])] + [allow]
        behind = numbers[first + _BLOCK :][:1]
        made += [(_AT_LEAST, len(block), 0, each) for each in behind] + block
    return _Program(len(made), (_Instruction * len(made))(*made))


def _where(number, rule):
    return [(_EQUAL, 0, len(rule), number), *rule]


def _any_of(values):
    """Jumps over the instruction behind it where what was loaded is one of the values."""
    values = list(values)
    return [(_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction))]
