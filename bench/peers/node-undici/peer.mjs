// Peer: Node's undici, one async function a caller over one pool.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { Page, Run } from "./run.mjs";

const text = (value) => ({ type: "string", ...(value === undefined ? {} : { default: value }) });
const { values: a } = parseArgs({
  options: {
    host: text("127.0.0.1"),
    port: text(),
    tls: text("0"),
    concurrency: text("1"),
    connections: text("1"),
    requests: text("1000"),
    target: text("run"),
    warmup: text(),
    pipeline: text("1"),
    ca: text(),
    owner: text("acme"),
    project: text("vision"),
    uuid: text("0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
  },
});
const limits = { run: 0, list20: 20, list100: 100 };
const [port, concurrency, connections, requests] = ["port", "concurrency", "connections", "requests"].map(
  (name) => Number(a[name]),
);
const limit = limits[a.target];
if (limit === undefined || ![port, concurrency, connections, requests, Number(a.pipeline)].every((n) => n > 0)) {
  console.error("peer-undici: --port and the counts must be positive, --target run, list20 or list100");
  process.exit(2);
}
const warmup = a.warmup === undefined ? Math.max(2 * connections, Math.floor(requests / 10)) : Number(a.warmup);

const pool = new Pool(`${a.tls === "1" ? "https" : "http"}://${a.host}:${port}`, {
  connections,
  pipelining: Number(a.pipeline),
  connect: a.ca ? { ca: readFileSync(a.ca) } : { rejectUnauthorized: false },
});
const runs = `/api/v1/${a.owner}/${a.project}/runs`;
const request = {
  method: "GET",
  path: limit ? `${runs}?limit=${limit}` : `${runs}/${a.uuid}`,
  headers: { Authorization: "Token bench", Accept: "application/json" },
};

async function call() {
  const { statusCode, body } = await pool.request(request);
  const value = await body.json();
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  if (limit ? new Page(value).results.length !== limit : new Run(value).uuid !== a.uuid)
    throw new Error("the answer is not what was asked for");
}

async function phase(count) {
  let left = count;
  let errors = 0;
  const latencies = new Float64Array(count);
  const caller = async () => {
    while (left > 0) {
      const slot = --left;
      const begin = performance.now();
      try {
        await call();
      } catch (error) {
        if (errors++ === 0) console.error("peer-undici:", error);
      }
      latencies[slot] = performance.now() - begin;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  return { latencies, errors };
}

await phase(warmup);
const begin = performance.now();
const before = process.resourceUsage();
const { latencies, errors } = await phase(requests);
const seconds = (performance.now() - begin) / 1000;
const after = process.resourceUsage();

latencies.sort();
const at = (part) => Math.round(1000 * latencies[Math.min(Math.floor((requests * part) / 100), requests - 1)]);
console.log(
  JSON.stringify({
    requests,
    seconds,
    cpu_user: (after.userCPUTime - before.userCPUTime) / 1e6,
    cpu_sys: (after.systemCPUTime - before.systemCPUTime) / 1e6,
    p50_us: at(50),
    p99_us: at(99),
    max_rss_kb: after.maxRSS,
    errors,
  }),
);
await pool.close();
process.exitCode = errors ? 1 : 0;
