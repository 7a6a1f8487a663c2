"""The results as Markdown, with a verdict for each target."""

met = missed = 0


def word(is_met):
    global met, missed
    met, missed = met + bool(is_met), missed + (not is_met)
    return "met" if is_met else "**missed**"


def verdict(value, most, form="{:.2f}", unit=""):
    """As in: 1.24, target ≤ 1.3: met."""
    if value is None:
        return f"not measured, target ≤ {most:g}{unit}"
    return f"{form.format(value)}{unit}, target ≤ {most:g}{unit}: {word(value <= most)}"


def cell(value, form="{:.3f}"):
    return "" if value is None else form.format(value)


def timing(r):
    return f"{r['per_second']:,.0f} | {r['p50_us']:,.1f} | {r['p99_us']:,.1f} | {r['max_rss_kb'] / 1024:.1f} |"


def scenario(result):
    lines = ["| | CPU µs a request | times ours | ours / it | target | requests/s | p50 µs | p99 µs | peak MB |",
             "|---|---:|---:|---:|---|---:|---:|---:|---:|"]
    for r in result["rows"]:
        share, most = r.get("ours_to_it"), r.get("at_most")
        times = f"{1 / share:.2f}" if share else "1.00" if r["key"] == "polyaxon" else ""
        target = "" if not most else f"≤ {most:g}: {word(share <= most)}" if share is not None else f"≤ {most:g}: not measured"
        lines.append(f"| {r['name']} | {r['cpu']:.2f} | {times} | {cell(share)} | {target} | {timing(r)}")
    for key, over in result["over_raw"].items():
        lines += ["", f"latency over the raw loop, {key[:3]}: {verdict(over['us'], over['at_most'], '{:+.1f}', ' µs')}"]
    return lines


def series(result):
    lines = [f"| | CPU µs a {result['per']} | the raw loop's | ours / it | requests/s | p50 µs | p99 µs | peak MB |",
             "|---|---:|---:|---:|---:|---:|---:|---:|"]
    lines += [f"| {r['name']} | {r['cpu']:.2f} | {cell(r.get('raw_cpu'), '{:.2f}')} | {cell(r.get('ours_to_raw'))} | {timing(r)}"
              for r in result["rows"]]
    what = "the last to the first" if result["last_to_first"] else "the largest to the smallest"
    raw = result["growth"]["raw"]
    return lines + ["", f"{what}: {verdict(result['growth']['ours'], result['at_most'])}" + (f" (the raw loop: {raw:.2f})" if raw else "")]


def memory(result):
    each = result["each"]
    lines = [f"| candidate | few {each}s, MB | many, MB | bytes a {each} |", "|---|---:|---:|---:|"]
    lines += [f"| {r['name']} | {r['few_kb'] / 1024:.1f} | {r['many_kb'] / 1024:.1f} | {cell(r['bytes_each'], '{:,.0f}')} |"
              for r in result["rows"]]
    ours = next((r["bytes_each"] for r in result["rows"] if r["key"] == "polyaxon"), None)
    return lines + ["", f"ours, a {each}: {verdict(ours, result['at_most'], '{:,.0f}', ' bytes')}"]


def reconnect(result):
    lines = ["| handshakes | CPU µs a request | resumed | requests/s | p50 µs | p99 µs | peak MB |", "|---|---:|---:|---:|---:|---:|---:|"]
    lines += [f"| {r['name']} | {r['cpu']:.1f} | {r['resumed']:.1%} of {r['handshakes']:,} | {timing(r)}" for r in result["rows"]]
    lines += ["", f"CPU of a resumed connection to a full one: {verdict(result['share'], result['at_most'])}"]
    for r in result["rows"]:
        if r["key"] == "resumed":
            least = result["least_resumed"]
            lines += ["", f"resumed: {r['resumed']:.1%}, target ≥ {least:.0%}: {word(r['resumed'] >= least)}"]
    return lines


def count(result):
    lines = ["| | system calls a request | user instructions a request |", "|---|---:|---:|"]
    lines += [f"| {r['name']} | {cell(r.get('syscalls'), '{:.2f}')} | {cell(r.get('instructions'), '{:,.0f}')} |" for r in result["rows"]]
    ours = next(r for r in result["rows"] if r["key"] == "polyaxon")
    for what, most in result["at_most"].items():
        form = "{:.2f}" if what == "syscalls" else "{:,.0f}"
        lines += ["", f"{'system calls' if what == 'syscalls' else 'user instructions'} of ours: {verdict(ours.get(what), most, form)}"]
    used = [f"{what} by {tool}" for what, tool in result["tools"].items() if tool]
    return lines + (["", "counted: " + ", ".join(used)] if used else [])


KINDS = {"scenario": scenario, "series": series, "memory": memory, "idle": memory, "reconnect": reconnect, "count": count}


def table(result):
    """One result as lines of Markdown."""
    return ["", f"**{result['title']}**", "", *KINDS[result["kind"]](result)]
