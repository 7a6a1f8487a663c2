"""Who is measured, and how one run of it goes."""

import hashlib
import json
import os
import pathlib
import signal
import subprocess

PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"


class LeftOut(Exception):
    """Why a candidate is not in the table."""


def last_line(text):
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it said nothing"


def run_small(command, limit):
    """Exit code and output. A process inherits the peak memory of the one that forks it, so a small shell does that and not we."""
    group = subprocess.Popen(["/bin/sh", "-c", '"$@"; exit $?', "sh", *command], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        out, err = group.communicate(timeout=limit)
        return group.returncode, out, err
    except BaseException as e:
        os.killpg(group.pid, signal.SIGKILL)
        group.communicate()
        if isinstance(e, subprocess.TimeoutExpired):
            raise LeftOut(f"it took longer than {limit:g} s") from None
        raise


class Candidate:
    def __init__(self, key, name, command, supports, note=""):
        self.key, self.name, self.command, self.supports, self.note = key, name, command, set(supports), note

    def words(self, server, load):
        """The command line of one run."""
        arguments = dict(host="127.0.0.1", port=server["tls_port" if load["tls"] else "port"]) | load
        if load["tls"]:
            arguments["ca"] = server["ca_file"]
        return self.command + [word for k, v in arguments.items() for word in ("--" + k, str(v))]

    def run(self, server, load, limit):
        """One run of the program; the object of its JSON line."""
        code, out, err = run_small(self.words(server, load), limit)
        try:
            found = json.loads(out.splitlines()[-1])
            found["cpu"] = (found["cpu_user"] + found["cpu_sys"]) * 1e6 / found["requests"]
        except (IndexError, ValueError, KeyError, TypeError, ZeroDivisionError):
            raise LeftOut(f"exit code {code}: {last_line(err)}") from None
        if found["errors"]:
            raise LeftOut(f"{found['errors']} of {found['requests']} calls failed: {last_line(err)}")
        return found


EVERYTHING = ["run", "experiment", "list20", "list100", "list1000", "tls", "pipeline", "concurrency1"]


def built_in(build):
    """Ours and the floor, of a CMake build folder."""
    return [Candidate("polyaxon", "polyaxon-cpp", [str(build / "bench/polyaxon_bench")], EVERYTHING),
            Candidate("raw", "raw epoll loop, nothing parsed", [str(build / "bench/raw")], EVERYTHING)]


def folder_state(*folders):
    """Changes when a file of the folders does, but for those that a build itself leaves there."""
    seen = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and file.name != "Cargo.lock":
                seen.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()


def make(folder, build, row, say):
    """Runs the peer's build commands unless nothing has changed since they last went well."""
    commands = row.get("build") or []
    if commands and isinstance(commands[0], str):
        commands = [commands]
    state = folder_state(folder, PEERS / "common", PEERS.parent / "common")
    stamp = build / ".built"
    if stamp.exists() and stamp.read_text() == state:
        return
    stamp.unlink(missing_ok=True)
    if commands:
        say(f"building {row['name']}")
    for command in commands:
        words = fill(command, folder, build)
        try:
            done = subprocess.run(words, cwd=build, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
        except (OSError, subprocess.TimeoutExpired) as e:
            raise LeftOut(f"cannot be built: {e}; it needs {row.get('needs', 'nothing it tells')}") from None
        if done.returncode:
            raise LeftOut(f"cannot be built: {last_line(done.stderr or done.stdout)}; it needs {row.get('needs', 'nothing it tells')}")
    stamp.write_text(state)


def fill(command, folder, build):
    return [word.replace("{dir}", str(folder)).replace("{build}", str(build)) for word in command]


def peers(build, only, say):
    """All that can be had of bench/peers, built; the others are told as (name, why)."""
    found, left_out = [], []
    for file in sorted(PEERS.glob("*/peer.json")):
        key = file.parent.name
        if only is not None and key not in only:
            continue
        try:
            row = json.loads(file.read_text())
            place = build / "bench" / "peers" / key
            place.mkdir(parents=True, exist_ok=True)
            make(file.parent, place, row, say)
            found.append(Candidate(key, row["name"], fill(row["run"], file.parent, place), row["supports"], row.get("note", "")))
        except (ValueError, KeyError) as e:
            left_out.append((key, f"its peer.json is of no use: {e!r}"))
        except LeftOut as e:
            left_out.append((row["name"], str(e)))
    return found, left_out
