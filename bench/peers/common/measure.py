"""What the Python peers share: the command line, the callers, and the JSON line."""

import argparse
import asyncio
import itertools
import json
import resource
import sys
import threading
import time

LIMITS = {"run": None, "experiment": None, "list20": 20, "list100": 100}


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--tls", type=int, choices=(0, 1), default=0)
    parser.add_argument("--concurrency", type=int, default=1)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--target", choices=LIMITS, default="run")
    parser.add_argument("--warmup", type=int)
    parser.add_argument("--pipeline", type=int, choices=(1,), default=1)
    parser.add_argument("--ca")
    parser.add_argument("--owner", default="acme")
    parser.add_argument("--project", default="vision")
    parser.add_argument("--uuid", default="0a1b2c3d4e5f60718293a4b5c6d7e8f9")
    a = parser.parse_args()
    if a.warmup is None:
        a.warmup = max(2 * a.connections, a.requests // 10)
    a.limit = LIMITS[a.target]
    a.base_url = f"{'https' if a.tls else 'http'}://{a.host}:{a.port}"
    return a


class Phase:
    """Some calls: how many are left, how long each took, how many went wrong."""

    def __init__(self, requests):
        self.tickets = itertools.islice(itertools.count(), requests)
        self.latencies = []
        self.errors = 0

    def note(self, begin, right, why=None):
        self.latencies.append(time.perf_counter() - begin)
        if not right:
            self.errors += 1
            if self.errors == 1:
                print(why or "the answer is not what was asked for", file=sys.stderr)

    def work(self, call):
        for _ in self.tickets:
            begin, why = time.perf_counter(), None
            try:
                right = call()
            except Exception as e:  # whatever a client raises is an error of the call
                right, why = False, repr(e)
            self.note(begin, right, why)

    async def work_async(self, call):
        for _ in self.tickets:
            begin, why = time.perf_counter(), None
            try:
                right = await call()
            except Exception as e:
                right, why = False, repr(e)
            self.note(begin, right, why)


def run_phase(requests, threads, call):
    phase = Phase(requests)
    if threads == 1:
        phase.work(call)
        return phase
    workers = [threading.Thread(target=phase.work, args=(call,)) for _ in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return phase


async def run_phase_async(requests, callers, call):
    phase = Phase(requests)
    await asyncio.gather(*(phase.work_async(call) for _ in range(callers)))
    return phase


class Meter:
    def __init__(self):
        self.before, self.begin = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()

    def report(self, phase):
        """Prints the JSON line; the exit code is 1 when a call went wrong."""
        seconds = time.perf_counter() - self.begin
        after = resource.getrusage(resource.RUSAGE_SELF)
        taken = sorted(phase.latencies)

        def at(part):
            return round(taken[min(len(taken) * part // 100, len(taken) - 1)] * 1e6)

        print(json.dumps({
            "requests": len(taken),
            "seconds": round(seconds, 6),
            "cpu_user": round(after.ru_utime - self.before.ru_utime, 6),
            "cpu_sys": round(after.ru_stime - self.before.ru_stime, 6),
            "p50_us": at(50),
            "p99_us": at(99),
            "max_rss_kb": after.ru_maxrss,
            "errors": phase.errors,
        }))
        return 1 if phase.errors else 0


def measure_threads(a, call):
    """A blocking client: one thread a caller, and no more callers than connections."""
    threads = min(a.concurrency, a.connections)
    run_phase(a.warmup, threads, call)
    meter = Meter()
    return meter.report(run_phase(a.requests, threads, call))


async def measure_async(a, call):
    await run_phase_async(a.warmup, a.concurrency, call)
    meter = Meter()
    return meter.report(await run_phase_async(a.requests, a.concurrency, call))
