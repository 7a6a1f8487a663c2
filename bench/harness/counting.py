"""Counts of a whole process by the tools that are there: strace for system calls, perf or callgrind for user instructions."""

import functools
import pathlib
import re
import shutil
import tempfile

from harness.candidates import LeftOut, last_line, run_small


class NotHere(LeftOut):
    """Nothing that counts is installed, or it may not."""


def _run(tool, command, limit):
    code, _, err = run_small([*tool, *command], limit)
    if code:
        raise LeftOut(f"{tool[0]}: exit code {code}: {last_line(err)}")
    return err


def _strace(command, limit):
    """All calls of the process and its threads."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "calls")
        _run(["strace", "-c", "-f", "-o", str(report)], command, limit)
        for line in report.read_text().splitlines():
            words = line.split()  # share, seconds, µs a call, calls, errors if any, name
            if len(words) >= 5 and words[-1] == "total":
                return int(words[3])
    raise LeftOut("strace printed no total")


def _perf(command, limit):
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "counts")
        _run(["perf", "stat", "-x,", "-e", "instructions:u", "-o", str(report)], command, limit)
        for line in report.read_text().splitlines():
            words = line.split(",")
            if len(words) > 2 and words[2].startswith("instructions") and words[0].isdigit():
                return int(words[0])
    raise LeftOut("perf counted no instructions")


def _callgrind(command, limit):
    said = _run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"], command, limit)
    found = re.search(r"Collected\s*:\s*(\d+)", said)
    if not found:
        raise LeftOut("callgrind printed no sum")
    return int(found[1])


TOOLS = {"syscalls": [("strace", "strace", _strace)], "instructions": [("perf", "perf", _perf), ("callgrind", "valgrind", _callgrind)]}
WORDS = {"syscalls": "system calls", "instructions": "user instructions"}


@functools.cache
def tool(what):
    """Name and function of the first tool that counts `what` here; a trial tells. (None, None): there is none."""
    for name, program, function in TOOLS[what]:
        try:
            if shutil.which(program) and function(["true"], 60) > 0:
                return name, function
        except LeftOut:
            pass
    return None, None


def count(what, command, limit):
    """How many `syscalls` or `instructions` the command took."""
    function = tool(what)[1]
    if function is None:
        wanted = " or ".join(name for name, _, _ in TOOLS[what])
        raise NotHere(f"{WORDS[what]} are not counted: {wanted} is not installed, or cannot count here")
    return function(command, limit)
