-- One line for peer.py; nothing runs per request.
function done(summary, latency, requests)
   local e = summary.errors
   io.write(string.format(
      "REPORT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
      latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
