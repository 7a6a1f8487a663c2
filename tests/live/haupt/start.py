#!/usr/bin/env python3
"""Starts the real Polyaxon CE server (haupt) on the loopback interface, for the live tests.

    start.py [--port N] [--data DIR] [--venv DIR] [--tls CERT KEY] [--no-cron]
             [--no-kube] [--install-only]

The first run makes a virtual environment and installs the pinned packages that
requirements.txt beside this file lists. The server then runs in the foreground;
one line that begins with READY is printed once it answers. SIGINT or SIGTERM
ends it. All it writes lies under the data folder.
"""

import argparse
import hashlib
import json
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
REQUIREMENTS = os.path.join(HERE, "requirements.txt")
CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")

# What the server process itself runs: the steps of `haupt sandbox start`, with
# TLS and the agent's periodic call left to choose.
SERVER = r"""
import os, sys
port, data, cron, cert, key = sys.argv[1:6]
from polyaxon._cli.config import set_home_path
set_home_path(home_path=data)
from haupt import settings
from haupt.cli.runners.manage import migrate
settings.set_sandbox_config(persist=True)
migrate(migrate_tables=True, migrate_db=True)
os.environ["POLYAXON_PROXY_LOCAL_PORT"] = port
if cron == "1" and not cert:
    from haupt.cli.runners.cron import start_cron
    start_cron(host="http://127.0.0.1:" + port)
import uvicorn
tls = {"ssl_certfile": cert, "ssl_keyfile": key} if cert else {}
uvicorn.run("haupt.polyconf.asgi.sandbox:application", host="127.0.0.1", port=int(port),
            access_log=False, log_level="warning", workers=1, timeout_keep_alive=120, **tls)
"""


def install(venv):
    with open(REQUIREMENTS, "rb") as f:
        mark = os.path.join(venv, "installed-" + hashlib.sha256(f.read()).hexdigest()[:16])
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(mark):
        return python
    began = time.monotonic()
    subprocess.check_call([sys.executable, "-m", "venv", venv])
    subprocess.check_call(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--requirement", REQUIREMENTS]
    )
    with open(mark, "w"):
        pass
    print("installed into %s in %.0f s" % (venv, time.monotonic() - began), flush=True)
    return python


class NoCluster(BaseHTTPRequestHandler):
    """A Kubernetes API in which nothing exists: it answers 404 to everything."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"kind": "Status", "apiVersion": "v1", "status": "Failure",
                           "reason": "NotFound", "code": 404}).encode()
        self.send_response(404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer


def no_cluster(data):
    server = ThreadingHTTPServer(("127.0.0.1", 0), NoCluster)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = os.path.join(data, "kubeconfig")
    with open(path, "w") as f:
        json.dump({
            "apiVersion": "v1", "kind": "Config", "current-context": "none",
            "clusters": [{"name": "none", "cluster": {
                "server": "http://127.0.0.1:%d" % server.server_address[1]}}],
            "contexts": [{"name": "none", "context": {"cluster": "none", "user": "none"}}],
            "users": [{"name": "none", "user": {}}],
        }, f)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=int(os.environ.get("HAUPT_PORT", 8000)))
    parser.add_argument("--data", default=os.environ.get("HAUPT_DATA", "haupt-data"))
    parser.add_argument("--venv", default=os.environ.get("HAUPT_VENV")
                        or os.path.join(CACHE, "polyaxon-haupt"))
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"), default=("", ""))
    parser.add_argument("--no-cron", action="store_true")
    parser.add_argument("--no-kube", action="store_true")
    parser.add_argument("--install-only", action="store_true")
    args = parser.parse_args()

    python = install(os.path.abspath(args.venv))
    if args.install_only:
        return 0

    data = os.path.abspath(args.data)
    store = os.path.join(data, "store")
    for folder in ("store", "home", "archives", "logs"):
        os.makedirs(os.path.join(data, folder), exist_ok=True)
    env = {k: v for k, v in os.environ.items() if not k.startswith("POLYAXON_")}
    env.update({
        "HOME": os.path.join(data, "home"),
        "POLYAXON_ARCHIVES_ROOT": os.path.join(data, "archives"),
        "POLYAXON_ARTIFACTS_ROOT": os.path.join(data, "artifacts"),
        "POLYAXON_LOGS_ROOT": os.path.join(data, "logs"),
        "POLYAXON_DISABLE_ERRORS_REPORTING": "true",
        "POLYAXON_SERVICE": "api",
        "POLYAXON_LOG_LEVEL": "ERROR",
        "POLYAXON_DB_OPTIONS": json.dumps({
            "timeout": 20, "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}),
        "PYTHONUNBUFFERED": "1",
    })
    if not args.no_kube:
        env["KUBECONFIG"] = no_cluster(data)

    began = time.monotonic()
    with open(os.path.join(data, "server.log"), "ab") as log:
        child = subprocess.Popen(
            [python, "-c", SERVER, str(args.port), store, "0" if args.no_cron else "1", *map(
                lambda p: os.path.abspath(p) if p else "", args.tls)],
            cwd=data, env=env, stdout=log, stderr=log)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: child.terminate())

    scheme = "https" if args.tls[0] else "http"
    url = "%s://127.0.0.1:%d" % (scheme, args.port)
    unverified = ssl._create_unverified_context()
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=unverified))
    while child.poll() is None:
        try:
            if opener.open(url + "/healthz/", timeout=5).status == 200:
                break
        except OSError:
            time.sleep(0.1)
        if time.monotonic() - began > 180:
            child.terminate()
    if child.poll() is None:
        print("READY %s pid %d after %.1f s" % (url, child.pid, time.monotonic() - began),
              flush=True)
    code = child.wait()
    if code not in (0, -signal.SIGTERM, -signal.SIGINT):
        print("the server ended with %d; see %s" % (code, os.path.join(data, "server.log")),
              file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
