#!/usr/bin/env python3
"""A run tracked from C++ in the server's own web page: ui_test.py STATE TRACKER_PROGRAM [PICTURES]

Looks at the table of runs, the run's overview and its dashboards with a headless Chromium. Needs chromium, node and npm; without
them it ends with 77, which ctest shows as skipped. PICTURES is the folder for the pictures, else they stay in STATE.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
state, tracker = sys.argv[1:3]
pictures = sys.argv[3] if len(sys.argv) > 3 else os.path.join(state, "pictures")
chromium, node, npm = shutil.which("chromium"), shutil.which("node"), shutil.which("npm")
if not (chromium and node and npm):
    print("skipped: install chromium, nodejs and npm to look at the web page")
    sys.exit(77)
modules = os.path.join(state, "ui-modules")
os.makedirs(modules, exist_ok=True)
os.makedirs(pictures, exist_ok=True)
shutil.copy(os.path.join(HERE, "ui", "package.json"), modules)
if not os.path.isdir(os.path.join(modules, "node_modules")):
    if subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund"], cwd=modules).returncode:
        print("skipped: the page's libraries cannot be installed (npm install failed)")
        sys.exit(77)

with open(os.path.join(state, "haupt.json")) as f:
    haupt = json.load(f)
project = "pictured-%d" % os.getpid()
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.open(urllib.request.Request(haupt["url"] + "/api/v1/default/projects/create", json.dumps({"name": project}).encode(),
                                   {"Content-Type": "application/json"})).close()
done = subprocess.run([tracker, haupt["url"], "default", project], input="log 0 500\nrest\nlog 500 1000\nend\n", stdout=subprocess.PIPE,
                      text=True, check=True).stdout.splitlines()
uuid = done[0]
assert json.loads(done[-1])["complete"], done[-1]

bundles = subprocess.run([haupt["python"], "-c", "import haupt, os; print(os.path.join(os.path.dirname(haupt.__file__), 'static'))"],
                         stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
page = "%s/ui/default/%s/runs" % (haupt["url"], project)
looked = subprocess.run([node, os.path.join(HERE, "ui", "look.mjs"), chromium, bundles, modules, pictures, "run-table=" + page,
                         "run-overview=%s/%s" % (page, uuid), "run-dashboards=%s/%s/dashboards" % (page, uuid)],
                        stdout=subprocess.PIPE, text=True, check=True, timeout=240)
text = {}
for line in looked.stdout.splitlines():
    one = json.loads(line)
    text[one["name"]] = one["text"]


def wants(name, *words):
    missing = [w for w in words if w not in text[name]]
    assert not missing, "%s shows no %s:\n%s" % (name, missing, text[name])


wants("run-table", "from-cpp", "live", uuid[:9])
wants("run-overview", "from-cpp", "live", "succeeded", "Inputs", "Outputs", "lr", "layers", "0.1", "best", "0.5", "where", "here")
wants("run-dashboards", "metric events", "image events", "text events")
# Six widgets a page, in an order of the page's own.
charts = set(re.findall(r"^metric-\d+$", text["run-dashboards"], re.M))
assert len(charts) >= 4, "charts of %s:\n%s" % (charts, text["run-dashboards"])
print("the web page shows the run: table, overview with tags, inputs and outputs, and charts")
