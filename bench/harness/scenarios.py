"""What is measured: each scenario is a load, and what our cost may be at most as a share of another's."""

from dataclasses import dataclass, field


@dataclass
class Scenario:
    """Ours, the floor and the peers side by side."""

    name: str
    title: str
    load: dict  # arguments of every candidate, without "--"
    needs: list  # what a candidate must support
    at_most: dict = field(default_factory=dict)  # candidate -> largest allowed share ours / its
    peers: bool = True  # False: only ours and the floor
    ours: dict = field(default_factory=dict)  # arguments of ours alone
    depth: int = 1  # pipelining, of those who can
    over_raw: dict = field(default_factory=dict)  # p50_us, p99_us -> how much longer a call of ours may take than the floor's


@dataclass
class Series:
    """Our client under several loads, with the floor beside it, which has no verdict."""

    name: str
    title: str
    loads: dict  # label -> arguments
    limit: float
    last_to_first: bool = False  # what the limit holds for; otherwise the largest cost to the smallest
    per: str = "request"  # what the cost is divided by: request, or run (elements of a page)


@dataclass
class Memory:
    """Peak memory with many callers that wait, less that with few, a caller."""

    name: str
    title: str
    few: dict
    many: dict
    limit: int  # bytes a waiting call
    needs: list = field(default_factory=lambda: ["run"])


@dataclass
class Idle:
    """Resident memory of our client when all calls are over, with many connections and with few, a connection."""

    name: str
    title: str
    few: dict
    many: dict
    limit: int  # bytes a connection


@dataclass
class Reconnect:
    """Every answer ends its connection: our cost when the server gives session tickets to when it gives none."""

    name: str
    title: str
    load: dict
    limit: float  # share of the CPU
    least_resumed: float  # share of the handshakes


@dataclass
class Count:
    """System calls and user instructions a request, as the difference of two lengths of run: no clock is in them."""

    name: str
    title: str
    load: dict
    requests: int  # of the short run; the long one has three times as many
    at_most: dict  # syscalls, instructions -> of ours


def load(concurrency, connections, target="run", tls=0, requests=None):
    of = {"concurrency": concurrency, "connections": connections, "target": target, "tls": tls}
    return of | ({"requests": requests} if requests else {})


ALL = [
    Scenario("run64", "GET a run, 64 callers on 16 connections, decoded", load(64, 16), ["run"],
             {"raw": 1.5, "reqwest": 0.40, "beast-simdjson": 0.60, "libcurl-simdjson": 0.22, "go-net-http": 0.22,
              "node-undici": 0.15, "aiohttp-orjson": 0.07}),
    Scenario("run1", "GET a run, one caller, decoded", load(1, 1), ["run", "concurrency1"],
             {"raw": 1.3, "reqwest": 0.36, "polyaxon-sdk-sync": 0.03, "polyaxon-sdk-async": 0.03},
             over_raw={"p50_us": 6, "p99_us": 15}),
    Scenario("experiment1", "GET an experiment (v0), one caller, decoded", load(1, 1, "experiment"), ["experiment", "concurrency1"],
             {"polyaxon-client": 0.01}),
    Scenario("tls64", "GET a run over TLS, 64 callers on 16 connections, decoded", load(64, 16, tls=1), ["run", "tls"],
             {"raw": 1.3, "reqwest": 0.55, "go-net-http": 0.16}),
    Scenario("transport64", "transport only, 64 callers on 16 connections", load(64, 16), ["run"], {"raw": 1.2},
             peers=False, ours={"decode": 0}),
    Scenario("transport1", "transport only, one caller", load(1, 1), ["run"], {"raw": 1.15}, peers=False, ours={"decode": 0}),
    Scenario("transporttls", "transport only over TLS, 64 callers on 16 connections", load(64, 16, tls=1), ["run"], {"raw": 1.10},
             peers=False, ours={"decode": 0}),
    Scenario("batch", "10,000 GETs at once, pipelining 16 where it can, decoded", load(10_000, 16, requests=10_000), ["run"],
             {"raw": 0.75, "reqwest": 0.13, "go-net-http": 0.07, "aiohttp-orjson": 0.03}, depth=16),
    Scenario("batchtls", "10,000 GETs at once over TLS 1.3, pipelining 16 where it can, decoded",
             load(10_000, 16, tls=1, requests=10_000), ["run", "tls"], {"raw": 0.45, "reqwest": 0.20}, depth=16),
    Scenario("list20", "a page of 20 runs, 64 callers on 16 connections", load(64, 16, "list20"), ["list20"],
             {"reqwest": 0.33, "go-net-http": 0.10, "libcurl-simdjson": 0.65}),
    Scenario("list100", "a page of 100 runs, 64 callers on 16 connections", load(64, 16, "list100"), ["list100"],
             {"reqwest": 0.38, "go-net-http": 0.10, "libcurl-simdjson": 0.80}),
    Series("scale", "growth with callers, on 64 connections: CPU a call",
           {f"{n:,} caller{'s' if n > 1 else ''}": load(n, 64) for n in (1, 64, 1_000, 10_000)}, 1.3),
    Series("pages", "growth with the page, 16 callers on 16 connections: CPU a run",
           {"20 runs": load(16, 16, "list20"), "1,000 runs": load(16, 16, "list1000")}, 1.1, last_to_first=True, per="run"),
    Memory("memory", "100,000 waiting callers on 16 connections: bytes a caller",
           load(16, 16, requests=100_000), load(100_000, 16, requests=100_000), 900),
    Idle("idletls", "idle TLS connections: resident bytes each",
         load(16, 16, tls=1, requests=2_000), load(516, 516, tls=1, requests=2_000), 36 * 1024),
    Reconnect("reconnect", "a TLS connection for every GET, one caller: resumed to full handshakes",
              load(1, 1, tls=1, requests=1_000), 0.7, 0.95),
    Count("count64", "counted, 64 callers on 16 connections, without decoding", load(64, 16), 2_000,
          {"syscalls": 2.25, "instructions": 5_500}),
    Count("count1", "counted, one caller, without decoding", load(1, 1), 2_000, {"syscalls": 4.0}),
    Count("countbatch", "counted, 10,000 callers on 16 connections, pipelining 16, without decoding",
          load(10_000, 16) | {"pipeline": 16}, 10_000, {"syscalls": 0.20}),
]
BY_NAME = {s.name: s for s in ALL}
