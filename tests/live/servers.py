#!/usr/bin/env python3
"""Starts and stops the real servers of the live tests, as ctest fixtures.

    servers.py start haupt STATE      haupt on a free port of 127.0.0.1
    servers.py start nginx STATE      nginx with TLS in front of it
    servers.py stop haupt|nginx STATE
    servers.py kill haupt|nginx STATE      at once, with all its processes; its data stay
    servers.py revive haupt|nginx STATE    starts what was killed, where it was: same ports, same data
    servers.py reload nginx STATE          a new certificate of the same authority, taken up while it works

STATE is a folder: NAME.json in it holds pid, url and what a test needs to know; logs and data lie beside it. Only
processes that stand in such a file are ended, by their pid.
"""

import json
import os
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def free_port():
    """A free port below those that the system gives away, so that it is still free when a slow server comes to it, or comes back."""
    try:
        with open("/proc/sys/net/ipv4/ip_local_port_range") as f:
            given_from = int(f.read().split()[0])
    except (OSError, ValueError):
        given_from = 0
    for port in random.sample(range(10_000, given_from), 100) if given_from > 20_000 else []:
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:   # a child that has ended and was not waited for counts as ended
        with open("/proc/%d/stat" % pid) as f:
            return f.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return True


def stop(name, state):
    path = os.path.join(state, name + ".json")
    try:
        with open(path) as f:
            known = json.load(f)
    except FileNotFoundError:
        return
    # A number that now belongs to somebody else is left alone: the command line must still be ours.
    try:
        with open("/proc/%d/cmdline" % known["pid"], "rb") as f:
            ours = known["mark"].encode() in f.read()
    except OSError:
        ours = False
    if ours:
        os.kill(known["pid"], signal.SIGTERM)
        for _ in range(200):
            if not alive(known["pid"]):
                break
            time.sleep(0.05)
        else:
            os.kill(known["pid"], signal.SIGKILL)
    os.remove(path)


def spawn(command, log, **more):
    with open(log, "ab") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **more)


def save(name, state, known):
    path = os.path.join(state, name + ".json")
    with open(path + ".part", "w") as f:
        json.dump(known, f)
    os.rename(path + ".part", path)


def read(name, state):
    with open(os.path.join(state, name + ".json")) as f:
        return json.load(f)


def kill(name, state):
    known = read(name, state)
    with open("/proc/%d/cmdline" % known["pid"], "rb") as f:
        if known["mark"].encode() not in f.read():
            sys.exit("process %d is not ours" % known["pid"])
    os.killpg(known["pid"], signal.SIGKILL)   # each was started in a session of its own
    for _ in range(200):
        if not alive(known["pid"]):
            return
        time.sleep(0.05)
    sys.exit(name + " does not die")


def start_haupt(state, port=None):
    data = os.path.join(state, "haupt-data")
    if port is None:
        shutil.rmtree(data, ignore_errors=True)
        os.makedirs(data)
        port = free_port()
    log = os.path.join(state, "haupt.log")
    open(log, "w").close()
    child = spawn([sys.executable, os.path.join(HERE, "haupt", "start.py"), "--port", str(port), "--data", data], log)
    python = os.path.join(os.environ.get("HAUPT_VENV") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "polyaxon-haupt"), "bin", "python")
    save("haupt", state, {"pid": child.pid, "mark": data, "host": "127.0.0.1", "port": port, "url": "http://127.0.0.1:%d" % port, "python": python})
    for _ in range(3000):
        with open(log) as f:
            if "READY" in f.read():
                return
        if child.poll() is not None:
            break
        time.sleep(0.1)
    with open(log) as f:
        sys.exit("haupt did not come up:\n" + f.read()[-4000:])


NGINX = """
daemon off;
worker_processes 1;
pid {state}/nginx.pid;
error_log {state}/nginx-error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {state}/nginx-body;
    proxy_temp_path {state}/nginx-proxy;
    fastcgi_temp_path {state}/nginx-fastcgi;
    uwsgi_temp_path {state}/nginx-uwsgi;
    scgi_temp_path {state}/nginx-scgi;
    upstream haupt {{ server 127.0.0.1:{haupt}; keepalive 16; }}
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    ssl_certificate {state}/server.pem;
    ssl_certificate_key {state}/server.key;
    ssl_session_cache shared:s:1m;
    server {{
        listen 127.0.0.1:{both} ssl;
        ssl_protocols TLSv1.2 TLSv1.3;
        location / {{ proxy_pass http://haupt; }}
    }}
    server {{
        listen 127.0.0.1:{old} ssl;
        ssl_protocols TLSv1.2;
        location / {{ proxy_pass http://haupt; }}
    }}
    server {{
        listen 127.0.0.1:{client} ssl;
        ssl_protocols TLSv1.3;
        ssl_client_certificate {state}/ca.pem;
        ssl_verify_client on;
        location / {{ proxy_pass http://haupt; }}
    }}
}}
"""


NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def openssl(state, *args):
    subprocess.run(["openssl", *args], cwd=state, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def certificate(state, name, use):
    openssl(state, "req", *NEW_KEY, "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name)
    with open(os.path.join(state, name + ".ext"), "w") as f:
        f.write("subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=%s\n" % use)
    openssl(state, "x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", name + ".pem", "-days", "2", "-extfile", name + ".ext")


def certificates(state):
    openssl(state, "req", "-x509", *NEW_KEY, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2",
            "-subj", "/CN=polyaxon-cpp live tests")
    certificate(state, "server", "serverAuth")
    certificate(state, "client", "clientAuth")


def reload_nginx(state):
    known = read("nginx", state)
    place = ("127.0.0.1", known["both"])
    before = ssl.get_server_certificate(place)
    certificate(state, "server", "serverAuth")
    os.kill(known["pid"], signal.SIGHUP)
    for _ in range(200):
        if ssl.get_server_certificate(place) != before:
            return
        time.sleep(0.05)
    sys.exit("nginx still shows its old certificate")


def start_nginx(state, ports=None):
    haupt = read("haupt", state)
    config = os.path.join(state, "nginx.conf")
    if ports is None:
        certificates(state)
        ports = {"both": free_port(), "old": free_port(), "client": free_port()}
        with open(config, "w") as f:
            f.write(NGINX.format(state=state, haupt=haupt["port"], **ports))
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not program:
        sys.exit("nginx is not installed: install nginx-light, or leave the live tests out (scripts/test --no-live)")
    child = spawn([program, "-c", config], os.path.join(state, "nginx.log"))
    save("nginx", state, {"pid": child.pid, "mark": config, "host": "127.0.0.1", "ca": os.path.join(state, "ca.pem"),
                          "cert": os.path.join(state, "client.pem"), "key": os.path.join(state, "client.key"), **ports})
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", ports["both"]), 1).close()
            return
        except OSError:
            if child.poll() is not None:
                break
            time.sleep(0.05)
    with open(os.path.join(state, "nginx.log")) as f:
        sys.exit("nginx did not come up:\n" + f.read()[-4000:])


def main():
    verb, name, state = sys.argv[1:4]
    state = os.path.abspath(state)
    os.makedirs(state, exist_ok=True)
    if verb == "kill":
        kill(name, state)
    elif verb == "revive":
        known = read(name, state)
        if name == "haupt":
            start_haupt(state, known["port"])
        else:
            start_nginx(state, {which: known[which] for which in ("both", "old", "client")})
    elif verb == "reload":
        reload_nginx(state)
    else:
        stop(name, state)
        if verb == "start":
            {"haupt": start_haupt, "nginx": start_nginx}[name](state)


if __name__ == "__main__":
    main()
