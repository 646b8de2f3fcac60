#!/bin/sh
# Make .venv with the pinned packages and this package in it; do nothing if that is already so.
#
# Packages are installed anew when a lock file or the folder changes, this package alone when only
# pyproject.toml does. The stamps are written last, so that an interrupted set-up is done again.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
packages_stamp=$venv/.packages
project_stamp=$venv/.project
packages_now=$( { pwd; cat requirements-build.lock requirements.lock; } | cksum)
project_now=$(cksum <pyproject.toml)

export PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_USER=0      # a personal 'user = true' has no sense inside an environment
# -qq leaves errors only: a personal configuration with several indexes can warn once per package.
pip() {
    "$venv/bin/python" -m pip "$@"
}

same() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

fail() {
    echo "setup=failed while $1; allowed: a working package index; set by your pip configuration." \
        "Read pip's lines above, mend the cause (most often the network), and repeat 'make setup'." >&2
    exit 1
}

if ! same $packages_stamp "$packages_now" || ! "$venv/bin/python" -c '' 2>/dev/null; then
    python=$(sh scripts/find_python.sh)
    echo "setup: making $venv with $("$python" --version)"
    rm -rf $venv
    "$python" -m venv $venv
    echo "setup: installing the pinned packages (one to three minutes)"
    pip install -qq --require-hashes -r requirements-build.lock || fail "installing the build tools"
    pip install -qq --require-hashes --no-build-isolation -r requirements.lock ||
        fail "installing requirements.lock"
    echo "$packages_now" >$packages_stamp
fi

if ! same $project_stamp "$project_now"; then
    pip install -qq --no-deps --no-build-isolation --editable . || fail "installing this package"
    echo "$project_now" >$project_stamp
    echo "setup: ready; the command is $venv/bin/comity"
fi
