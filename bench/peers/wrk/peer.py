"""Peer: wrk, the floor of what a request costs a load generator. It cannot count to a number of requests, so it runs as many
whole seconds as they take: a first second is the warm-up and tells the rate."""

import json
import pathlib
import resource
import shutil
import subprocess
import sys

folder = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(folder.parent / "common"))

from measure import parse_arguments


def run(a, seconds):
    """The report of wrk, and what the run cost."""
    path = f"/api/v1/{a.owner}/{a.project}/runs" + (f"?limit={a.limit}" if a.limit else f"/{a.uuid}")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wrk = subprocess.run(
        ["wrk", "-t1", f"-c{min(a.concurrency, a.connections)}", f"-d{seconds}s", "-s", str(folder / "report.lua"),
         "-H", "Authorization: Token bench", "-H", "Accept: application/json", a.base_url + path],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    for line in wrk.stdout.splitlines():
        if line.startswith("REPORT "):
            return [int(word) for word in line.split()[1:]], before, after
    sys.exit("peer-wrk: no report in the output of wrk:\n" + wrk.stdout)


def main():
    a = parse_arguments()
    if not shutil.which("wrk"):
        sys.exit("peer-wrk: wrk is not installed")
    (made, micros, *_), _, _ = run(a, 1)
    if not made:
        sys.exit("peer-wrk: no request was answered")
    (made, micros, p50, p99, errors, peak_kb), before, after = run(a, max(1, round(a.requests * micros / 1e6 / made)))
    print(json.dumps({
        "requests": made,
        "seconds": micros / 1e6,
        "cpu_user": round(after.ru_utime - before.ru_utime, 6),
        "cpu_sys": round(after.ru_stime - before.ru_stime, 6),
        "p50_us": p50,
        "p99_us": p99,
        "max_rss_kb": peak_kb,
        "errors": errors,
    }))
    return 1 if errors else 0


sys.exit(main())
