#!/usr/bin/env python3
"""Holds our WebSocket to the cases of Autobahn|Testsuite:  conformance.py ECHO_PROGRAM | --install-only

The suite itself is Python 2 only; kosoku serves its cases on Python 3. The first run installs it, at the version that
requirements.txt beside this file pins, into a virtual environment of its own. Where it cannot be installed the test is
skipped (77). The server runs within this process, on a port of 127.0.0.1 that the system chooses.
"""

import asyncio
import collections
import hashlib
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REQUIREMENTS = os.path.join(HERE, "requirements.txt")
CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")

LEFT_OUT = {
    "12.*": "permessage-deflate: no extension is offered",
    "13.*": "permessage-deflate: no extension is offered",
}
# Case: why its verdict is what RFC 6455 allows.
EXCUSED = {
    "2.10": "ten pings in one piece: the newest is answered, as section 5.5.3 allows",
    "2.11": "ten pings, cut into bytes: those that come together get the newest one's answer, as section 5.5.3 allows",
}
GOOD = ("OK", "NON-STRICT", "INFORMATIONAL")
MOST_CASES_SECONDS = 240


def install():
    venv = os.path.join(CACHE, "polyaxon-websocket")
    with open(REQUIREMENTS, "rb") as f:
        mark = os.path.join(venv, "installed-" + hashlib.sha256(f.read()).hexdigest()[:16])
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(mark):
        subprocess.check_call([sys.executable, "-m", "venv", venv])
        subprocess.check_call([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                               "--requirement", REQUIREMENTS])
        subprocess.check_call([python, "-c", "import kosoku"])
        with open(mark, "w"):
            pass
    return python


async def run(program):
    from kosoku import FailureError, run_fuzzingserver
    began = time.monotonic()
    async with run_fuzzingserver(None, list(LEFT_OUT), host="127.0.0.1", port=0) as server:
        results = asyncio.ensure_future(server.get_result())
        client = await asyncio.create_subprocess_exec(program, str(server.port), stdout=subprocess.DEVNULL)
        try:
            code = await asyncio.wait_for(client.wait(), MOST_CASES_SECONDS)
        except asyncio.TimeoutError:
            client.kill()
            await client.wait()
            raise SystemExit("the client did not end within %d s" % MOST_CASES_SECONDS)
        if code != 0:
            raise SystemExit("the client ended with %d" % code)
        try:
            cases = await asyncio.wait_for(results, 30)
            total = len(cases)
        except FailureError as failure:   # it has only those that failed, and the number of all in its words
            cases = failure.results
            total = int(str(failure).split(" of ")[1].split()[0])
    print("%d cases in %.0f s, %d passed" % (total, time.monotonic() - began, total - sum(not c.passed for c in cases)))
    return total, cases


def judge(total, cases):
    told = collections.Counter(c.behavior.value for c in cases)
    closed = collections.Counter(c.behavior_close.value for c in cases)
    print("messages: " + ", ".join("%s %d" % pair for pair in sorted(told.items())))
    print("closing:  " + ", ".join("%s %d" % pair for pair in sorted(closed.items())))
    for case, why in LEFT_OUT.items():
        print("left out: %s (%s)" % (case, why))
    wrong = 0
    for c in cases:
        if c.behavior.value == "OK" and c.behavior_close.value == "OK":
            continue
        good = c.behavior.value in GOOD and c.behavior_close.value in GOOD
        excuse = EXCUSED.get(c.case_id)
        if not good and not excuse:
            wrong += 1
        print("%s %s, closing %s: %s %s%s" % (c.case_id, c.behavior.value, c.behavior_close.value, c.result,
                                              c.result_close, " [excused: %s]" % excuse if excuse and not good else ""))
    if total < 301:
        print("only %d cases: the suite has more" % total)
        return 1
    return 1 if wrong else 0


def main():
    if len(sys.argv) == 3 and sys.argv[2] == "--installed":
        status = judge(*asyncio.run(run(sys.argv[1])))
        # kosoku's threads may still run while Python takes itself down, and one run in twenty then aborts: the
        # verdict is out, so leave without that.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    try:
        python = install()
    except (OSError, subprocess.CalledProcessError) as e:
        print("SKIPPED: the conformance suite cannot be installed on this Python (%s): %s" % (sys.version.split()[0], e))
        return 77
    if sys.argv[1] == "--install-only":
        return 0
    os.execv(python, [python, os.path.abspath(__file__), sys.argv[1], "--installed"])


if __name__ == "__main__":
    sys.exit(main())
