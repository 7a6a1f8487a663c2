-- One line for peer.py; nothing runs per request.
function done(summary, latency, requests)
   local e = summary.errors
   local peak = 0 -- what getrusage tells of a child begins with the memory of its parent
   for line in io.lines("/proc/self/status") do
      peak = tonumber(line:match("^VmHWM:%s*(%d+)")) or peak
   end
   io.write(string.format(
      "REPORT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
      latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout, peak))
end
