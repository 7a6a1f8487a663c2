"""How each kind of scenario is run, and what is made of its figures."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass

from harness import counting, scenarios
from harness.candidates import Candidate, LeftOut

LONGEST_REPEAT = 20  # runs of a load that is too short to be told by itself


class Server:
    """bench/server for as long as the block lasts; it ends when its input is closed."""

    def __init__(self, build, arguments):
        self.command = [str(build / "bench/server"), *map(str, arguments)]

    def __enter__(self):
        try:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        except OSError as e:
            sys.exit(f"bench/run: {self.command[0]} cannot be started ({e.strerror}); build the target bench_server, "
                     "which needs POLYAXON_BUILD_TESTING=ON")
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"bench/run: {self.command[0]} did not start (exit code {self.process.wait()})")
        return json.loads(line)

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=10)


@dataclass
class Entry:
    """One row of what runs in turns."""

    candidate: Candidate
    load: dict
    server: dict = None  # None: the one of all
    repeat: bool = False  # a turn is as many runs as take --seconds together


def together(runs):
    """Several runs as one."""
    if len(runs) == 1:
        return runs[0]
    all_of = {key: sum(r[key] for r in runs) for key in ("requests", "seconds", "cpu_user", "cpu_sys", "errors")}
    for key in ("p50_us", "p99_us"):
        all_of[key] = statistics.median(r[key] for r in runs)
    return all_of | {"max_rss_kb": max(r["max_rss_kb"] for r in runs), "runs": len(runs),
                     "cpu": (all_of["cpu_user"] + all_of["cpu_sys"]) * 1e6 / all_of["requests"]}


def medians(found):
    of = lambda key: statistics.median(f[key] for f in found)  # noqa: E731
    return {"cpu": of("cpu"), "per_second": statistics.median(f["requests"] / f["seconds"] for f in found),
            "p50_us": of("p50_us"), "p99_us": of("p99_us"), "max_rss_kb": of("max_rss_kb")}


def shares(ours, others):
    """Median of what ours cost in each round as a share of theirs; None when nothing could be told."""
    each = [o["cpu"] / f["cpu"] for o, f in zip(ours, others) if f["cpu"] > 0]
    return statistics.median(each) if each else None


class Bench:
    def __init__(self, options, server, found, say):
        self.options, self.server, self.say = options, server, say
        self.ours, self.floor, *self.peers = found
        self.left_out = []

    def leave_out(self, scenario, candidate, why):
        self.left_out.append((scenario.name, candidate.name, str(why)))
        self.say(f"  {candidate.name} is left out of {scenario.name}: {why}")

    def size(self, entry):
        """How many requests take about --seconds, told by a short run first. A load that says how many is left alone."""
        load = entry.load
        if "requests" in load:
            return load
        least = load["concurrency"] if load["concurrency"] > 64 else 20
        trial = load | {"requests": max(least, 100)}
        took = entry.candidate.run(entry.server or self.server, trial, self.options.limit)
        each = took["seconds"] / took["requests"]
        count = int(max(least, min(self.options.seconds / max(each, 1e-9), 200_000)))
        if each * count * 1.2 > self.options.limit:
            raise LeftOut(f"{count:,} requests would take about {each * count:.0f} s")
        return load | {"requests": count}

    def turn(self, entry, load):
        runs = []
        while True:
            runs.append(entry.candidate.run(entry.server or self.server, load, self.options.limit))
            counted = sum(r["seconds"] for r in runs)
            if not entry.repeat or counted >= self.options.seconds or len(runs) == LONGEST_REPEAT:
                return together(runs)

    def rounds(self, scenario, entries):
        """entries: label -> Entry. Runs them in turns, forwards and backwards; label -> its results, without those that failed."""
        loads = {}
        for label, entry in entries.items():
            try:
                loads[label] = self.size(entry)
            except LeftOut as e:
                self.leave_out(scenario, entry.candidate, e)
        results = {label: [] for label in loads}
        for number in range(self.options.rounds):
            order = list(loads) if number % 2 == 0 else list(reversed(loads))
            for label in order:
                if results[label] is None:
                    continue
                try:
                    results[label].append(self.turn(entries[label], loads[label]))
                except LeftOut as e:
                    results[label] = None
                    self.leave_out(scenario, entries[label].candidate, e)
        return {label: found for label, found in results.items() if found}

    def compare(self, s):
        entries = {}
        for candidate in [self.ours, self.floor, *(self.peers if s.peers else [])]:
            if not set(s.needs) <= candidate.supports:
                lacks = ", ".join(sorted(set(s.needs) - candidate.supports))
                self.leave_out(s, candidate, "it does not support " + lacks)
                continue
            load = dict(s.load)
            if candidate is self.ours:
                load |= s.ours
            if s.depth > 1 and candidate is not self.floor and "pipeline" in candidate.supports:
                load["pipeline"] = s.depth
            again = "requests" in load
            entries[candidate.key] = Entry(candidate, load, repeat=again)
            if s.depth > 1 and candidate is self.floor:  # the target is to one in flight; this shows what is left
                entries["raw-pipelined"] = Entry(candidate, load | {"pipeline": s.depth}, repeat=again)
        results = self.rounds(s, entries)
        names = {key: entry.candidate.name for key, entry in entries.items()}
        names["raw-pipelined"] = f"{self.floor.name}, pipelining {s.depth}"
        ours, raw = results.get("polyaxon"), results.get("raw")
        rows = []
        for key, found in results.items():
            row = medians(found) | {"key": key, "name": names[key], "rounds": found}
            if ours and key != "polyaxon":
                row["ours_to_it"] = shares(ours, found)
                row["at_most"] = s.at_most.get(key)
            rows.append(row)
        over = {key: {"us": statistics.median(o[key] - r[key] for o, r in zip(ours, raw)), "at_most": most}
                for key, most in s.over_raw.items()} if ours and raw else {}
        return {"rows": sorted(rows, key=lambda r: r["cpu"]), "over_raw": over, "complete": bool(ours and raw)}

    def series(self, s):
        entries = {}
        for label, load in s.loads.items():
            entries[label, "ours"] = Entry(self.ours, load)
            entries[label, "raw"] = Entry(self.floor, load)
        results = self.rounds(s, entries)
        rows = []
        for label, load in s.loads.items():
            found, floor = results.get((label, "ours")), results.get((label, "raw"))
            if not found:
                continue
            runs = int(load["target"][4:]) if s.per == "run" else 1
            row = medians(found) | {"key": label, "name": label, "rounds": found, "raw_rounds": floor or []}
            row["cpu"] /= runs
            if floor:
                row |= {"raw_cpu": medians(floor)["cpu"] / runs, "ours_to_raw": shares(found, floor)}
            rows.append(row)
        complete = len(rows) == len(s.loads)
        growth = {who: self.growth(s, [r.get(key, 0) for r in rows]) if complete else None
                  for who, key in (("ours", "cpu"), ("raw", "raw_cpu"))}
        return {"rows": rows, "per": s.per, "last_to_first": s.last_to_first, "at_most": s.limit, "growth": growth, "complete": complete}

    @staticmethod
    def growth(s, costs):
        if min(costs) <= 0:
            return None
        return costs[-1] / costs[0] if s.last_to_first else max(costs) / min(costs)

    def memory(self, s):
        rows = []
        asked = [(self.ours, self.ours.key, self.ours.name, {}),
                 (self.ours, "polyaxon-unread", f"{self.ours.name}, without the result", {"decode": 0})]
        asked += [(peer, peer.key, peer.name, {}) for peer in self.peers]
        for candidate, key, name, more in asked:
            if not set(s.needs) <= candidate.supports or candidate.key in ("wrk", "polyaxon-sdk-sync"):
                continue  # their callers are threads, or not there at all
            found = self.rounds(s, {"few": Entry(candidate, s.few | more), "many": Entry(candidate, s.many | more)})
            if len(found) == 2:
                few, many = (medians(found[k])["max_rss_kb"] for k in ("few", "many"))
                rows.append({"key": key, "name": name, "few_kb": few, "many_kb": many,
                             "bytes_each": (many - few) * 1024 / (s.many["concurrency"] - s.few["concurrency"])})
        return {"rows": rows, "each": "caller", "at_most": s.limit, "complete": any(r["key"] == "polyaxon" for r in rows)}

    def idle(self, s):
        found = self.rounds(s, {k: Entry(self.ours, of | {"stats": 1}) for k, of in (("few", s.few), ("many", s.many))})
        if len(found) < 2:
            return {"rows": [], "each": "connection", "at_most": s.limit, "complete": False}
        few, many = ({key: statistics.median(r[key] for r in found[k]) for key in ("rss_kb", "open")} for k in ("few", "many"))
        opened = many["open"] - few["open"]
        row = {"key": "polyaxon", "name": self.ours.name, "few_kb": few["rss_kb"], "many_kb": many["rss_kb"], "connections": opened,
               "bytes_each": (many["rss_kb"] - few["rss_kb"]) * 1024 / opened if opened > 0 else None, "rounds": found}
        # Fewer connections than callers: some were closed, and what they left behind would be counted as the others'.
        complete = few["open"] == s.few["connections"] and many["open"] == s.many["connections"]
        if not complete:
            self.leave_out(s, self.ours, f"{many['open']:g} of {s.many['connections']} connections were open at the end")
        return {"rows": [row] if complete else [], "each": "connection", "at_most": s.limit, "complete": complete}

    def reconnect(self, s):
        load = s.load | {"stats": 1}
        common = ["--head", self.options.head, "--delay-us", self.options.delay_us, "--once", 1]
        with Server(self.options.build, common) as gives, Server(self.options.build, [*common, "--tickets", 0]) as refuses:
            found = self.rounds(s, {"resumed": Entry(self.ours, load, gives), "full": Entry(self.ours, load, refuses)})
        rows = []
        for label, runs in found.items():
            made, resumed = (sum(r[key] for r in runs) for key in ("tls_handshakes", "tls_resumed"))
            rows.append(medians(runs) | {"key": label, "name": label, "rounds": runs, "handshakes": made,
                                         "resumed": resumed / made if made else 0})
        both = len(rows) == 2
        return {"rows": rows, "at_most": s.limit, "least_resumed": s.least_resumed,
                "share": shares(found["resumed"], found["full"]) if both else None, "complete": both}

    def count(self, s):
        rows, complete = [], True
        for candidate, extra in ((self.ours, {"decode": 0}), (self.floor, {})):
            row = {"key": candidate.key, "name": candidate.name}
            for what in counting.TOOLS:
                lengths = [s.load | extra | {"warmup": s.requests, "requests": n} for n in (s.requests, 3 * s.requests)]
                try:
                    short, long = (counting.count(what, candidate.words(self.server, load), self.options.limit) for load in lengths)
                    row[what] = (long - short) / (2 * s.requests)
                except counting.NotHere as e:
                    if candidate is self.ours:
                        self.leave_out(s, candidate, e)
                except LeftOut as e:
                    complete = False
                    self.leave_out(s, candidate, e)
            rows.append(row)
        return {"rows": rows, "at_most": s.at_most, "tools": {what: counting.tool(what)[0] for what in counting.TOOLS}, "complete": complete}

    def measure(self, s):
        self.say(f"{s.name}: {s.title}")
        kinds = {scenarios.Scenario: self.compare, scenarios.Series: self.series, scenarios.Memory: self.memory,
                 scenarios.Idle: self.idle, scenarios.Reconnect: self.reconnect, scenarios.Count: self.count}
        return {"scenario": s.name, "kind": type(s).__name__.lower(), "title": s.title} | kinds[type(s)](s)
