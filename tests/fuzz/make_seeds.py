#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets, tests/fuzz/corpus/TARGET/*, from the recorded data in tests/data and from hostile rows written here.

Deterministic: run again it writes the same files. Files whose names begin with `found-` were found by fuzzing and are left alone.
"""
import gzip
import json
import pathlib
import re
import struct

here = pathlib.Path(__file__).resolve().parent
data = here.parent / "data"
MOST_FILES, MOST_BYTES = 40, 4096


def write(target, seeds):
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if not old.name.startswith("found-"):
            old.unlink()
    for number, (name, content) in enumerate(seeds.items()):
        assert number < MOST_FILES, f"{target}: more than {MOST_FILES} seeds"
        assert len(content) <= MOST_BYTES, f"{target}/{name}: {len(content)} bytes"
        (folder / name).write_bytes(content)


def small(rows, most=MOST_BYTES - 8):
    """The largest of the rows that is small enough to be a seed."""
    fitting = [r for r in rows if len(r) <= most]
    return max(fitting, key=len) if fitting else None


# --- http: a byte of modes, two piece sizes, what the server says

FIN, KEEP, RST, SMALL, WARM, HEAD, POST = 0, 2, 6, 1, 8, 16, 32


def calls(n):
    return (n - 1) << 6


def answer(body, fields="", line="HTTP/1.1 200 OK"):
    return f"{line}\r\n{fields}Content-Length: {len(body)}\r\n\r\n{body}".encode("latin-1")


def chunked(chunks, fields="", line="HTTP/1.1 200 OK"):
    return f"{line}\r\n{fields}Transfer-Encoding: chunked\r\n\r\n{chunks}".encode("latin-1")


def http_seeds():
    def seed(wire, mode=FIN, pieces=(7, 3)):
        return bytes([mode, *pieces]) + wire

    early = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    out = {
        "plain": seed(answer('{"id":1}', "Content-Type: application/json\r\nX-Request-ID: a1\r\n")),
        "keep-alive": seed(answer("hello", "Keep-Alive: timeout=5\r\nConnection: keep-alive\r\n"), KEEP),
        "several-pipelined": seed(answer("one") + answer("two") + chunked("5\r\nthree\r\n0\r\n\r\n"), WARM | KEEP | calls(3)),
        "glued": seed(answer("one") + answer("poison"), KEEP | calls(2)),
        "pipelined-and-broken": seed(answer("one") + b"HTTP/1.1 2000 OK\r\n\r\n", WARM | calls(2)),
        "pipelined-cut": seed(answer("one") + b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", WARM | calls(3)),
        "chunks": seed(chunked("5\r\nhello\r\n1;a=b;c=\"d\"\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n")),
        "chunk-size-broken": seed(chunked("5 \r\nhello\r\n0\r\n\r\n")),
        "chunk-end-broken": seed(chunked("5\r\nhelloXX0\r\n\r\n")),
        "chunk-extensions-long": seed(chunked("5;" + "x" * 40 + "\r\nhello\r\n0\r\n\r\n"), SMALL),
        "chunk-huge": seed(chunked("FFFFFFFFFFFFFFFFF\r\nx"), KEEP),
        "trailers-long": seed(chunked("0\r\nA: " + "x" * 80 + "\r\n\r\n"), SMALL),
        "close-delimited": seed(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end"),
        "close-delimited-reset": seed(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the", RST),
        "version-1.0": seed(answer("old", line="HTTP/1.0 200 OK")),
        "version-1.2": seed(answer("new", line="HTTP/1.2 200 OK")),
        "length-and-chunked": seed(chunked("2\r\nhi\r\n0\r\n\r\n", "Content-Length: 2\r\n"), calls(2)),
        "lengths-that-differ": seed(b"HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nhi!"),
        "lengths-equal": seed(b"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nhi"),
        "length-signed": seed(b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nhi"),
        "length-beyond": seed(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhi"),
        "over-the-body": seed(answer("x" * 300), SMALL),
        "over-the-head": seed(answer("", "A: " + "x" * 600 + "\r\n"), SMALL),
        "over-the-fields": seed(answer("", "".join(f"F{i}: x\r\n" for i in range(14))), SMALL),
        "informational": seed(b"HTTP/1.1 100 Continue\r\n\r\n" + early + answer("after")),
        "informational-many": seed(early * 4 + answer("after"), SMALL),
        "switch-unasked": seed(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x01x"),
        "no-content": seed(b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello", calls(2)),
        "not-modified-chunked": seed(b"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", KEEP),
        "head": seed(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", HEAD | calls(2)),
        "post-lost": seed(b"", POST | WARM | calls(2)),
        "post-created": seed(answer('{"id":2}', line="HTTP/1.1 201 Created"), POST | KEEP),
        "redirect": seed(answer("", "Location: https://other.example/a?b\r\n", "HTTP/1.1 302 Found")),
        "throttled": seed(answer('{"detail":"Request was throttled."}', "Retry-After: 3\r\n", "HTTP/1.1 429 Too Many Requests")),
        "error-page": seed(answer("<html><title>502 Bad Gateway</title></html>", "Content-Type: text/html\r\n", "HTTP/1.1 502 Bad Gateway")),
        "folded": seed(b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n"),
        "control-in-value": seed(b"HTTP/1.1 200 OK\r\nA: b\0c\r\nB: d\re\r\nContent-Length: 0\r\n\r\n"),
        "bare-line-ends": seed(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
        "packed": seed(b"HTTP/1.1 200 OK\r\nContent-Encoding: x-gzip\r\nContent-Length: %d\r\n\r\n" % len(pack(b"hello")) + pack(b"hello")),
    }
    recorded = []
    for case in json.loads((data / "polyaxon-v1" / "calls.json").read_text()):
        for e in case["exchanges"]:
            r = e["response"]
            lines = "".join(f"{k}: {v}\r\n" for k, v in r["headers"])
            recorded.append(f"HTTP/1.1 {r['status']} {r['reason']}\r\n{lines}\r\n{r.get('body') or ''}".encode())
    out["recorded"] = seed(small(recorded), KEEP, (0, 0))
    return out


# --- coding: a byte of modes, two piece sizes, a chunk size, (breaks of three bytes,) text or packed body

def pack(text, level=9):
    packed = bytearray(gzip.compress(text, level, mtime=0))
    packed[9] = 255  # the system that packed it: versions of Python differ
    return bytes(packed)


def coding_seeds():
    ours, limit_out, limit_body, extended = 1, 8, 16, 32
    long = json.dumps([{"step": i, "loss": 1 / (i + 1)} for i in range(60)]).encode()

    def packed_by_us(text, mode=0, hits=(), chunk=9):
        return bytes([ours | len(hits) << 1 | mode, 5, 2, chunk]) + b"".join(struct.pack(">HB", *h) for h in hits) + text

    def as_it_is(packed, mode=0, chunk=20):
        return bytes([mode, 3, 11, chunk]) + packed

    bomb = pack(b"0" * 3_000_000)
    return {
        "object": packed_by_us(b'{"uuid":"8aac","status":"running"}'),
        "object-extended": packed_by_us(b'{"uuid":"8aac"}', extended, chunk=0),
        "long": packed_by_us(long, chunk=200),
        "beyond-decompressed": packed_by_us(long, limit_out),
        "beyond-body": packed_by_us(bytes(range(32, 127)) * 4, limit_body),
        "not-json": packed_by_us(b"<html>"),
        "empty": packed_by_us(b""),
        "cut-json": packed_by_us(b'{"a":[1,2'),
        "broken-magic": packed_by_us(b"[1]", hits=[(0, 1)]),
        "broken-flags": packed_by_us(b"[1,2,3]", hits=[(3, 4)]),
        "broken-deflate": packed_by_us(b'{"a":"hello hello hello"}', hits=[(12, 255)]),
        "broken-sum": packed_by_us(b"[1,2,3]", hits=[(0xFFF8, 16), (20, 1)]),
        "broken-thrice": packed_by_us(long, hits=[(40, 3), (41, 9), (60, 128)]),
        "one-member": as_it_is(pack(b"[1,2]")),
        "two-members": as_it_is(pack(b"[1,") + pack(b"2]")),
        "trailing": as_it_is(pack(b"[1]") + b"x"),
        "trailing-zeros": as_it_is(pack(b"[1]") + b"\0\0\0"),
        "cut": as_it_is(pack(b"[1,2,3,4]")[:-5]),
        "head-only": as_it_is(pack(b"[1]")[:10]),
        "plain": as_it_is(b'{"a":1}'),
        "zlib-stream": as_it_is(bytes.fromhex("789c8b365c0001e50098")),
        "named": as_it_is(b"\x1f\x8b\x08\x08\0\0\0\0\0\xffname\0" + pack(b"[3]")[10:]),
        "bomb": as_it_is(bomb if len(bomb) < 4000 else bomb[:4000], chunk=250),
        "reserved-flags": as_it_is(b"\x1f\x8b\x08\xe0" + pack(b"[3]")[4:]),
    }


# --- json: a byte that chooses the record, a text

def record_names():
    names = []
    for source in ("json.cpp", "records_v0.cpp", "records_v1.cpp"):
        names += re.findall(r'\{"([^"]+)", &check', (here / source).read_text())
    return names


V0_TYPES = {
    "UserConfig": "user", "PolyaxonClusterConfig": "polyaxon_cluster", "ClusterNodeConfig": "cluster_node", "ProjectConfig": "project",
    "GroupConfig": "group", "GroupStatusConfig": "group_status", "ExperimentConfig": "experiment", "ExperimentJobConfig": "experiment_job",
    "ExperimentMetricConfig": "experiment_metric", "ExperimentStatusConfig": "experiment_status", "JobConfig": "job",
    "JobStatusConfig": "job_status", "BuildJobConfig": "build_job", "CodeReferenceConfig": "code_reference",
    "PlatformVersionConfig": "platform_version",
}
V1_TYPES = {
    "V1Run": "run", "V1Project": "project", "V1ProjectVersion": "project_version", "V1Status": "status", "V1Logs": "logs",
    "V1ArtifactTree": "artifact_tree", "V1RunArtifact": "run_artifact", "V1EventsResponse": "run_events_answer",
    "V1Installation": "installation", "V1ListRunsResponse": "page of runs", "V1MultiEventsResponse": "multi_run_events_answer",
}


def json_seeds():
    names = record_names()

    def seed(name, text):
        return bytes([names.index(name)]) + (text if isinstance(text, bytes) else text.encode())

    found = {}
    for case in json.loads((data / "polyaxon-v0" / "calls.json").read_text()):
        kind = case.get("returns")
        kind = V0_TYPES.get(kind.get("$type")) if isinstance(kind, dict) else None
        body = (case.get("response") or {}).get("body")
        if kind and isinstance(body, dict):
            found.setdefault("v0 " + kind, []).append(json.dumps(body))
    for case in json.loads((data / "polyaxon-v1" / "calls.json").read_text()):
        kind = V1_TYPES.get(str(case["outcome"].get("returned")))
        if kind and case["exchanges"]:
            found.setdefault("v1 " + kind, []).append(case["exchanges"][-1]["response"].get("body") or "")
    recorded = {name: small(texts, 1500) for name, texts in found.items()}
    out = {name.replace(" ", "-"): seed(name, text) for name, text in sorted(recorded.items()) if text}
    out.update({
        "value-numbers": seed("value", "[0,-0,1e5,1E-5,0.1,12345678901234567890,1e400,-1.7976931348623157e308,5e-324]"),
        "value-texts": seed("value", '["\\u0000\\ud83d\\ude00\\n","\u00e9","\\"\\\\\\/",""]'),
        "value-lone-surrogate": seed("value", '{"a":"\\udc00"}'),
        "value-deep": seed("value", "[" * 257 + "]" * 257),
        "value-same-keys": seed("value", '{"a":1,"a":{"b":[]},"\\u0061":null}'),
        "text-bad-utf8": seed("text", b'{"detail":"caf\xc3 \xed\xa0\x80"}'),
        "text-page": seed("text", "<html><head><title>Bad &amp; Gateway</title></head><body>no</body></html>"),
        "text-errors": seed("text", '{"errors":{"name":["is taken","is long"]},"x":[1,{"a":"b"}]}'),
        "bool-word": seed("bool", '"yes"'),
        "timestamp-edge": seed("timestamp", '"2026-11-22T23:59:60.123456789+23:59"'),
        "v1-event-columns": seed("v1 run_event", json.dumps({"name": "loss", "kind": "metric", "data": {
            "step": [1, 2, None], "timestamp": ["2026-11-22T10:00:00Z", None, None], "metric": [0.5, None, "NaN"]}})),
        "v1-event-file": seed("v1 event file", "step|timestamp|metric\n1|2026-11-22 10:00:00+00:00|0.5\n|bad|x\n"),
    })
    assert len(out) <= MOST_FILES, len(out)
    return out


# --- websocket: a byte of modes, two piece sizes, what the server says

def frame(opcode, payload=b"", fin=True, rsv=0, mask=False):
    head = bytes([(128 if fin else 0) | rsv << 4 | opcode])
    flag = 128 if mask else 0
    if len(payload) < 126:
        head += bytes([flag | len(payload)])
    else:
        head += bytes([flag | 126]) + struct.pack(">H", len(payload))
    return head + (b"\1\2\3\4" if mask else b"") + payload


def websocket_seeds():
    opening, small_limits, closes, offered = 1, 2, 4, 8

    def seed(wire, mode=0, pieces=(4, 9)):
        return bytes([mode, *pieces]) + wire

    def switch(more=b""):
        return (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" + more + b"\r\n")

    bye = frame(8, struct.pack(">H", 1000) + b"done")
    return {
        "text": seed(frame(1, b'{"log_lines": ["a"]}') + bye),
        "fragments": seed(frame(1, "caf\u00e9 ".encode()[:4], False) + frame(9, b"p") + frame(0, "\u00e9".encode()[1:] + b"!") + frame(2, b"\0\xff") + bye),
        "medium-length": seed(frame(1, b"x" * 300) + frame(10, b"late")),
        "pings": seed(frame(9, b"a") + frame(9, b"b") + frame(9) + bye),
        "close-empty": seed(frame(8) + frame(1, b"late")),
        "close-half": seed(frame(8, b"\x03")),
        "close-bad-code": seed(frame(8, struct.pack(">H", 1005))),
        "close-bad-reason": seed(frame(8, struct.pack(">H", 1000) + b"\xff")),
        "reserved": seed(frame(1, b"x", rsv=4)),
        "opcode": seed(frame(3, b"x")),
        "masked": seed(frame(1, b"abcd", mask=True)),
        "control-in-fragments": seed(frame(9, b"", False)),
        "control-long": seed(b"\x89\x7e\x00\x80" + b"x" * 128),
        "nothing-to-continue": seed(frame(0, b"x")),
        "message-in-message": seed(frame(1, b"a", False) + frame(2, b"b")),
        "length-not-shortest": seed(b"\x81\x7e\x00\x05hello"),
        "length-64-bit": seed(b"\x82\x7f" + struct.pack(">Q", 1 << 40) + b"x"),
        "length-highest-bit": seed(b"\x82\x7f" + struct.pack(">Q", 1 << 63)),
        "bad-utf8": seed(frame(1, b"a\xed\xa0\x80")),
        "over-the-message": seed(frame(2, b"x" * 150, False) + frame(0, b"y" * 90), small_limits),
        "over-the-fragments": seed(frame(1, b"", False) + frame(0, b"", False) * 5 + frame(0), small_limits),
        "opened": seed(switch() + frame(1, b"hi") + bye, opening),
        "opened-protocol": seed(switch(b"Sec-WebSocket-Protocol: chat\r\n") + frame(2, b"hi"), opening | offered),
        "opened-early-hints": seed(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + switch(), opening | closes),
        "extension": seed(switch(b"Sec-WebSocket-Extensions: permessage-deflate\r\n"), opening),
        "accept-wrong": seed(switch().replace(b"s3pP", b"AAAA"), opening),
        "accept-twice": seed(switch(b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), opening),
        "refused": seed(answer('{"detail":"Invalid token."}', "Content-Type: application/json\r\n", "HTTP/1.1 401 Unauthorized"), opening),
        "refused-packed": seed(b"HTTP/1.1 403 Forbidden\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(pack(b"no"))
                               + pack(b"no") + b"\r\n0\r\n\r\n", opening),
        "refused-to-the-end": seed(b"HTTP/1.1 502 Bad Gateway\r\n\r\nno upstream", opening | closes),
        "not-http": seed(b"SSH-2.0-OpenSSH_9.2\r\n", opening),
    }


# --- context: a byte of modes, then entries: a letter that says where, a text, 0x1E

V0_FILES = {".polyaxonclient": "B", ".polyaxonconfig": "E", ".polyaxonauth": "F", ".authtoken": "D"}
TEMPORARY = {".polyaxonclient": "A", ".authtoken": "C", ".client": "a"}
V1_FILES = {".client": "b", ".auth": "c", ".home": "e", ".project": "f", ".run": "g", ".user": "h", ".cli": "i"}


def context_seeds():
    def seed(*entries, mode=0):
        return bytes([mode]) + b"\x1e".join((where + text).encode() for where, text in entries)

    out = {
        "yaml": seed(("e", "POLYAXON_HOME: /mnt/data # moved\n"), ("i", "- a: [1, 0x1F, ~, no, 1.5e3]\n- !!str 12\n- 'it''s'\n- |\n  two\n  lines\n")),
        "yaml-alias": seed(("e", "a: &x [1]\nb: *x\n")),
        "yaml-deep": seed(("e", "[" * 70 + "]" * 70)),
        "yaml-flow": seed(("e", "{a: {b: [c, \"d\\u00e9\"]}, ? [k] : v}")),
        "yaml-two-documents": seed(("e", "---\na: 1\n...\n---\nb: 2\n")),
        "broken-json": seed(("b", '{"host": "https://a",}'), ("c", '{"token": tok}')),
        "wrong-kinds": seed(("b", '{"host": 5, "timeout": "fast", "verify_ssl": "maybe", "debug": 1}'), ("c", '{"token": 12}')),
        "token-with-line-end": seed(("z", "POLYAXON_AUTH_TOKEN=tok\r\nX-Evil: 1"), ("c", '{"token": "tok\\n"}')),
        "hosts": seed(("z", "POLYAXON_HOST=https://[fd00::1]:8443/plx/"), ("z", "POLYAXON_API_HOST=example.com"), ("z", "POLYAXON_HTTP_PORT=65536")),
        "references": seed(("r", "ada/team/alpha"), ("z", "POLYAXON_RUN_INSTANCE=ada.alpha.runs.8aac02e3a62a4f0aaa257c59da5eab80"), mode=2),
        "headers": seed(("z", "POLYAXON_INTERNAL_HEADER=X-In: 1"), ("z", "POLYAXON_INTERNAL_HEADER_SERVICE=tracker"),
                        ("b", '{"header": "X-Service", "header_service": "a\\r\\nb"}')),
        "home-not-writable": seed(("A", '{"host": "tmp.example.com"}'), ("a", '{"host": "http://tmp.example.com"}'), mode=5),
    }
    for version, known in (("v0", V0_FILES), ("v1", V1_FILES)):
        cases = json.loads((data / f"polyaxon-{version}" / "context_cases.json").read_text())["cases"]
        taken = 0
        for case in cases:
            entries = [("z", f"{name}={value}") for name, value in sorted(case.get("env", {}).items())]
            for path, text in sorted(case.get("files", {}).items()):
                name = pathlib.PurePosixPath(path).name
                letter = known.get(name)
                if path.startswith(("/tmp/", "${TMP}/")):
                    letter = TEMPORARY.get(name)
                if path.startswith("${CTX}/.configs/"):
                    letter = "d"
                text = text.get("text", json.dumps(text)) if isinstance(text, dict) else str(text)
                if letter:
                    entries.append((letter, text))
            made = seed(*entries)
            if len(entries) >= 2 and len(made) < 1500 and taken < 12:
                out[f"{version}-{case['id']}"] = made
                taken += 1
    return out


# --- text: a byte that chooses the kind, a text

def text_seeds():
    retry, url, reference, escapes, time, headers, proxy = range(7)

    def seed(kind, text):
        return bytes([kind]) + text.encode()

    return {
        "retry-seconds": seed(retry, "120"),
        "retry-huge": seed(retry, "99999999999999999999999"),
        "retry-negative": seed(retry, "-5"),
        "retry-date": seed(retry, "Sun, 22 Nov 2026 10:00:00 GMT"),
        "retry-rfc850": seed(retry, "Sunday, 06-Nov-94 08:49:37 GMT"),
        "retry-asctime": seed(retry, "Sun Nov  6 08:49:37 1994"),
        "retry-leap": seed(retry, "Tue, 29 Feb 2028 23:59:60 GMT"),
        "url": seed(url, "https://polyaxon.example.com:8443/plx/api?x=1#part"),
        "url-ipv6": seed(url, "http://[::ffff:10.1.2.3]:80/"),
        "url-user": seed(url, "http://ada:secret@example.com/"),
        "url-port": seed(url, "HTTP://EXAMPLE.com:65536"),
        "url-no-port": seed(url, "ws://example.com:?q"),
        "url-backslash": seed(url, "http://example.com\\@evil.example/"),
        "url-unicode": seed(url, "https://example.com/\u00fcber/%zz?\u00e9"),
        "resolve-path": seed(reference, "http://a.example/b/c/d;p?q ../../../g/./h/../i?y#z"),
        "resolve-host": seed(reference, "https://a.example/b //other.example:1/x/.."),
        "resolve-query": seed(reference, "http://a.example/b/../c?d ?e"),
        "resolve-empty": seed(reference, "http://a.example/b "),
        "resolve-scheme": seed(reference, "http://a.example/b javascript:alert(1)"),
        "resolve-backslash": seed(reference, "http://a.example/b /\\evil.example"),
        "escape-path": seed(escapes, "../a b%2F?#&=+\u00e9"),
        "escape-dots": seed(escapes, ".."),
        "escape-line-end": seed(escapes, "a\r\nHost: evil"),
        "escape-percent": seed(escapes, "%41%zz%4"),
        "time": seed(time, "2026-11-22T10:00:00.123456+01:00"),
        "time-short": seed(time, "2026-11-22 10:00Z"),
        "time-first": seed(time, "0001-01-01T00:00:00+23:59"),
        "time-last": seed(time, "9999-12-31T23:59:60.9999999-23:59"),
        "time-leap-day": seed(time, "2023-02-29T00:00:00Z"),
        "header": seed(headers, "X-Service:tracker"),
        "header-line-end": seed(headers, "X:a\r\nY: b"),
        "header-host": seed(headers, "Host:evil.example"),
        "header-name": seed(headers, "X Y:z"),
        "proxy": seed(proxy, "http://ada:p%40ss@proxy.example:3128 localhost,.example.com:443,10.0.0.0/8"),
        "proxy-bare": seed(proxy, "proxy:3128 *"),
        "proxy-socks": seed(proxy, "socks5://proxy:1080 fd00::/8 [fd00::1]:8443"),
        "proxy-port": seed(proxy, "http://proxy:0 10.1.2.3/33,/,:,*."),
    }


if __name__ == "__main__":
    write("http", http_seeds())
    write("coding", coding_seeds())
    write("json", json_seeds())
    write("websocket", websocket_seeds())
    write("context", context_seeds())
    write("text", text_seeds())
