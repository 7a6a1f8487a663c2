#!/usr/bin/env python3
"""The real Python client, for tests that hold ours against it. Prints one JSON document.

    python_client.py URL show OWNER PROJECT UUID      a run as Python's RunClient sees it
    python_client.py URL track OWNER PROJECT STEPS    tracks a run with Python and prints its uuid
    python_client.py URL project OWNER PROJECT        a project with its versions
    python_client.py URL register OWNER PROJECT KIND VERSION CONTENT
    python_client.py URL events OWNER PROJECT UUID KIND:NAME …   columns of events, by these words

Run it with the Python beside haupt.
"""

import json
import math
import os
import sys
import tempfile

url, command, owner, project, *rest = sys.argv[1:]
home = tempfile.mkdtemp(prefix="python-client-")
os.environ.update(HOME=home, POLYAXON_HOST=url, POLYAXON_CONTEXT_ROOT=home, POLYAXON_ARTIFACTS_ROOT=os.path.join(home, "artifacts"),
                  POLYAXON_ARCHIVES_ROOT=os.path.join(home, "archives"), POLYAXON_OFFLINE_ROOT=os.path.join(home, "offline"))
os.chdir(home)

from polyaxon.client import ProjectClient, RunClient  # noqa: E402  (it reads the environment when it is imported)


def plain(value):
    """What JSON can show: a NaN is a text, a model its dictionary."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def metric(events):
    """One metric of get_metrics: its columns."""
    events = events["data"]
    return {"steps": [None if s is None or s != s else int(s) for s in events.get("step") or []], "values": plain(events["metric"])}


def show(uuid):
    run = RunClient(owner=owner, project=project, run_uuid=uuid)
    run.refresh_data()
    data = run.run_data
    lineage = run.get_artifacts_lineage(limit=1000).results
    names = sorted(a.name for a in lineage if str(getattr(a.kind, "value", a.kind)) == "metric")
    metrics = run.get_metrics(names, force=True) if names else {}
    status, conditions = run.get_statuses()
    logs = run.get_logs()
    return {
        "name": data.name, "description": data.description, "tags": data.tags, "status": str(getattr(status, "value", status)),
        "inputs": plain(data.inputs or {}), "outputs": plain(data.outputs or {}), "meta_info": plain(data.meta_info or {}),
        "conditions": [str(getattr(c.type, "value", c.type)) for c in conditions or []],
        "lineage": {a.name: {"kind": str(getattr(a.kind, "value", a.kind)), "path": a.path, "is_input": a.is_input,
                             "summary": plain(a.summary)} for a in lineage},
        "metrics": {k: metric(v) for k, v in metrics.items()},
        "logs": [line.value for line in logs.logs or []] if logs else [],
        "tree": plain(run.get_artifacts_tree("")),
    }


def track(steps):
    from polyaxon import tracking
    tracking.init(owner=owner, project=project, is_new=True, name="from-python", tags=["python"], track_env=False, track_code=False,
                  collect_resources=False)
    tracking.log_inputs(lr=0.1, layers=3)
    for step in range(int(steps)):
        tracking.log_metrics(step=step, loss=1.0 / (step + 1), accuracy=step / (step + 2))
    tracking.log_outputs(best=0.5)
    run = tracking.TRACKING_RUN
    tracking.end()
    return {"uuid": run.run_uuid}


def show_project():
    client = ProjectClient(owner=owner, project=project)
    client.refresh_data()
    out = plain(client.project_data)
    out["versions"] = {kind: [plain(v) for v in getattr(client, "list_%s_versions" % kind)().results or []]
                       for kind in ("component", "model", "artifact")}
    return out


def register(kind, version, content):
    client = ProjectClient(owner=owner, project=project)
    return plain(getattr(client, "register_%s_version" % kind)(version=version, content=content, description="from python"))


def events(uuid, *wanted):
    run = RunClient(owner=owner, project=project, run_uuid=uuid)
    out = {}
    for word in wanted:
        kind, name = word.split(":")
        found = plain(run.get_events(kind, name, orient="dict", force=True))["data"]
        out[word] = found[0]["data"] if found else None
    return out


result = {"show": show, "events": events, "track": track, "project": show_project, "register": register}[command](*rest)
print(json.dumps(result))
