#!/usr/bin/env python3
"""The main job on real input: batch_query_test.py STATE SEED_PROGRAM BATCH_QUERY RUNS

Creates RUNS runs in a fresh project of a real haupt through our client, lets the tool list and fetch them all, and holds
what it printed against what haupt itself says (asked by plain HTTP, without our client).
"""

import collections
import json
import os
import subprocess
import sys
import urllib.request

state, seed, tool, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
with open(os.path.join(state, "haupt.json")) as f:
    haupt = json.load(f)
project = "batch-%d" % os.getpid()
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(path):
    with opener.open(haupt["url"] + path) as answer:
        import gzip
        body = answer.read()
        return json.loads(gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body)


subprocess.run([seed, haupt["url"], "default", project, str(runs)], check=True)

theirs = collections.Counter()
offset = 0
while True:
    page = ask("/api/v1/default/%s/runs?limit=1000&offset=%d" % (project, offset))
    theirs.update(run["status"] for run in page["results"])
    offset += len(page["results"])
    if not page["next"]:
        break
assert page["count"] == runs, "haupt counts %s runs, %d were made" % (page["count"], runs)

command = [tool, "--api", "v1", "--host", haupt["host"], "--port", str(haupt["port"]), "--owner", "default",
           "--project", project, "--concurrency", "8", "--connections", "8", "--format", "ndjson"]
done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
print(done.stderr)
assert done.returncode == 0, "batch_query ended with %d" % done.returncode
rows = [json.loads(line) for line in done.stdout.splitlines()]
ours = collections.Counter(row["status"] for row in rows)
assert len(rows) == len({row["id"] for row in rows}) == runs, "%d rows for %d runs" % (len(rows), runs)
assert ours == theirs, "statuses: ours %s, haupt's %s" % (dict(ours), dict(theirs))
print("%d runs, %s: the same as haupt says" % (runs, dict(sorted(ours.items()))))
