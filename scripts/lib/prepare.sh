# Sourced by scripts/demo and scripts/test: makes sure that what the build needs is there.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jobs=${POLYAXON_JOBS:-$(nproc 2>/dev/null || echo 2)}

say() { printf '\n== %s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

build_packages=(g++ cmake ninja-build pkg-config git ca-certificates libasio-dev libsimdjson-dev node-llhttp libssl-dev zlib1g-dev
    libyaml-cpp-dev libarchive-dev libwslay-dev libgtest-dev libbenchmark-dev libcli11-dev)
live_packages=(python3 python3-venv nginx-light openssl)

missing() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || printf '%s ' "$package"
    done
}

# install PACKAGE...: on Debian and its kin by apt-get, as root or with sudo; elsewhere it says what is wanted.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        local tool wanted=""
        for tool in c++ cmake ninja pkg-config git; do command -v "$tool" >/dev/null 2>&1 || wanted+=" $tool"; done
        [ -z "$wanted" ] || die "This system has no apt-get. Install:$wanted, OpenSSL 3 with its headers; the other libraries are fetched at pinned versions."
        say "no apt-get here: libraries that are not installed are fetched at pinned versions"
        return 0
    fi
    local need as_root=()
    need=$(missing "$@")
    [ -n "$need" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || die "Not root and no sudo. Have these installed: $need"
        as_root=(sudo)
    fi
    say "installing $need"
    local log
    log=$(mktemp)
    # shellcheck disable=SC2086
    { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need; } >"$log" 2>&1 ||
        { cat "$log" >&2; rm -f "$log"; die "apt-get could not install: $need"; }
    rm -f "$log"
}

# quietly LOG WORDS COMMAND...: what the command prints goes to a file, and is shown, with these words, only where it fails.
quietly() {
    local log=$1 words=$2
    shift 2
    "$@" >"$log" 2>&1 || { tail -n 80 "$log" >&2; die "$words"; }
    rm -f "$log"
}

# configure_and_build BUILD_DIR TARGET [CMAKE OPTION...]; TARGET "all" builds everything.
configure_and_build() {
    local dir=$1 target=$2
    shift 2
    say "building in ${dir#"$root"/}"
    quietly "$dir.log" "cmake failed" cmake -S "$root" -B "$dir" -G Ninja "$@"
    quietly "$dir.log" "the build failed" cmake --build "$dir" --target "$target" --parallel "$jobs"
}

# build_preset NAME [TARGET [CMAKE OPTION...]]: configures and builds; without a target, or with an empty one, those of the build preset.
build_preset() {
    local name=$1 target=${2:-}
    shift $(($# < 2 ? $# : 2))
    say "building the preset $name"
    cd "$root"
    quietly "$root/build-$name.log" "cmake failed" cmake --preset "$name" "$@"
    quietly "$root/build-$name.log" "the build failed" cmake --build --preset "$name" --parallel "$jobs" ${target:+--target "$target"}
}
