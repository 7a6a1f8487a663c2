#!/usr/bin/env python3
"""A run tracked from C++ as the real Python client sees it: tracking_test.py STATE TRACKER_PROGRAM CASE

same      1,000 steps of 20 metrics, a picture, a model, tags, inputs, outputs, an end: beside one tracked from Python
restart   the server goes in the middle and comes back: nothing is missing
signal    SIGTERM in the middle: the run is failed, and what was logged has arrived
"""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

sys.dont_write_bytecode = True  # the sources stay as they are
import servers  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
state, tracker, case = sys.argv[1:4]
with open(os.path.join(state, "haupt.json")) as f:
    haupt = json.load(f)
project = "tracked-%s-%d" % (case, os.getpid())
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def make_project(url):
    request = urllib.request.Request(url + "/api/v1/default/projects/create", json.dumps({"name": project}).encode(),
                                     {"Content-Type": "application/json"})
    opener.open(request).close()


def python(url, *arguments):
    done = subprocess.run([haupt["python"], os.path.join(HERE, "python_client.py"), url, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


class Tracker:
    """The program under test: one command a line in, one line out."""

    def __init__(self, url, *more):
        self.child = subprocess.Popen([tracker, url, "default", project, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.uuid = self.child.stdout.readline().strip()
        assert len(self.uuid) == 32, "no run was made"

    def tell(self, command):
        self.child.stdin.write(command + "\n")
        self.child.stdin.flush()
        return self.child.stdout.readline().strip()

    def end(self):
        told = json.loads(self.tell("end"))
        assert self.child.wait(60) == 0
        return told


def value(metric, step):
    return math.exp(-0.001 * step * (metric + 1)) + metric


def check_metrics(seen, steps):
    assert sorted(seen["metrics"]) == sorted("metric-%d" % m for m in range(20)), sorted(seen["metrics"])
    for m in range(20):
        got = seen["metrics"]["metric-%d" % m]
        assert got["steps"] == list(range(steps)), "metric-%d has %d steps" % (m, len(got["steps"]))
        for step, v in enumerate(got["values"]):
            assert abs(v - value(m, step)) < 1e-12 * max(1, abs(v)), (m, step, v)
        summary = seen["lineage"]["metric-%d" % m]["summary"]
        assert summary["step"] == {"count": steps, "min": 0, "max": steps - 1}, summary
        assert abs(summary["metric"]["last"] - value(m, steps - 1)) < 1e-9, summary
        assert abs(seen["outputs"]["metric-%d" % m] - value(m, steps - 1)) < 1e-9


def same():
    make_project(haupt["url"])
    ours = Tracker(haupt["url"])
    ours.tell("log 0 500")
    ours.tell("rest")
    ours.tell("log 500 1000")
    told = ours.end()
    assert told["complete"], told
    seen = python(haupt["url"], "show", "default", project, ours.uuid)
    assert seen["status"] == "succeeded" and seen["conditions"] == ["created", "running", "succeeded"], seen["conditions"]
    check_metrics(seen, 1000)
    assert set(seen["tags"]) == {"from-cpp", "live"}, seen["tags"]
    assert seen["inputs"] == {"lr": 0.1, "layers": 3}, seen["inputs"]
    assert seen["outputs"]["best"] == 0.5 and seen["outputs"]["where"] == "here"
    assert seen["lineage"]["sample"]["kind"] == "image" and seen["lineage"]["note"]["kind"] == "text", seen["lineage"].keys()
    assert seen["lineage"]["net"]["kind"] == "model"
    for flag in ("has_metrics", "has_events", "has_model"):
        assert seen["meta_info"].get(flag) is True, seen["meta_info"]
    assert "the first line" in seen["logs"], seen["logs"]

    # The same kind of run from Python: every member of its shape is in ours.
    theirs = python(haupt["url"], "track", "default", project, "20")
    shape = python(haupt["url"], "show", "default", project, theirs["uuid"])
    assert seen["conditions"] == shape["conditions"]
    assert set(shape["meta_info"]) <= set(seen["meta_info"])
    one, other = shape["lineage"]["loss"], seen["lineage"]["metric-0"]
    assert set(one) == set(other) and set(one["summary"]) == set(other["summary"])
    assert set(one["summary"]["metric"]) == set(other["summary"]["metric"])
    assert one["path"].replace("loss", "metric-0") == other["path"]
    print("1,000 steps of 20 metrics, picture, model, tags, inputs, outputs: as Python sees its own")


def start_haupt(port, data):
    log = os.path.join(data + ".log")
    with open(log, "w") as out:
        child = subprocess.Popen([sys.executable, os.path.join(HERE, "haupt", "start.py"), "--port", str(port), "--data", data],
                                 stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)
    for _ in range(3000):
        with open(log) as f:
            if "READY" in f.read():
                return child
        assert child.poll() is None, "haupt did not come up"
        time.sleep(0.1)
    raise AssertionError("haupt did not come up")


def stop(child):
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def restart():
    port = servers.free_port()
    url = "http://127.0.0.1:%d" % port
    data = os.path.join(state, "restarted")
    shutil.rmtree(data, ignore_errors=True)
    os.makedirs(data)
    server = start_haupt(port, data)
    try:
        make_project(url)
        ours = Tracker(url)
        ours.tell("log 0 300")
        assert json.loads(ours.tell("sync"))["complete"]
        stop(server)
        ours.tell("log 300 600")     # nobody listens
        ours.tell("rest")
        server = start_haupt(port, data)
        ours.tell("log 600 900")
        told = ours.end()
        assert told["complete"], told
        seen = python(url, "show", "default", project, ours.uuid)
        assert seen["status"] == "succeeded", seen["status"]
        check_metrics(seen, 900)
        assert "the first line" in seen["logs"], seen["logs"]
        assert set(seen["tags"]) == {"from-cpp", "live"}
        print("the server was away in the middle; 900 steps of 20 metrics and all the rest have arrived")
    finally:
        stop(server)
        shutil.rmtree(data, ignore_errors=True)


def by_signal():
    make_project(haupt["url"])
    ours = Tracker(haupt["url"], "end_on_signals")
    ours.tell("log 0 200")
    ours.child.send_signal(signal.SIGTERM)
    ours.child.wait(60)
    seen = python(haupt["url"], "show", "default", project, ours.uuid)
    assert seen["status"] == "failed", seen["conditions"]
    check_metrics(seen, 200)
    print("SIGTERM: failed, and 200 steps of 20 metrics have arrived")


{"same": same, "restart": restart, "signal": by_signal}[case]()
