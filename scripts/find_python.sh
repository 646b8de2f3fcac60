#!/bin/sh
# Print the path of a Python interpreter that this project can use, or one error line and exit 1.
#
# A name on the PATH may be a pyenv shim that fails here (the version in .python-version is not
# installed), so every candidate is run before it is believed.
set -u

LOWEST=12      # of Python 3
HIGHEST=14
# CPython with a global lock, since the pinned packages have wheels for that; with venv. Within an
# active environment its base is meant: the environment may be the one that is to be made anew.
probe="
import sys, sysconfig
import ensurepip, venv
is_fit = (
    (3, $LOWEST) <= sys.version_info[:2] <= (3, $HIGHEST)
    and sys.implementation.name == 'cpython'
    and not sysconfig.get_config_var('Py_GIL_DISABLED')
)
if is_fit:
    print(sys.executable if sys.prefix == sys.base_prefix else sys._base_executable)
"

# Print the interpreter behind the command "$1" if it is one that can make an environment.
try() {
    found=$("$1" -c "$probe" 2>/dev/null) && [ -n "$found" ] && printf '%s\n' "$found"
}

# Print what the command "$1" is, for the error line.
describe() {
    "$1" -c 'import platform; print(platform.python_version())' 2>/dev/null || echo "not usable"
}

# Print the newest release of Python 3."$1" that pyenv has in its folder "$2".
newest_in_pyenv() {
    (cd "$2/versions" 2>/dev/null && ls -d "3.$1".* 2>/dev/null) | sort -t. -k3,3n | tail -n 1
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON" && exit 0
    echo "PYTHON=$PYTHON is $(describe "$PYTHON"); allowed 3.$LOWEST to 3.$HIGHEST, with venv;" \
        "set by the environment. Looking for another." >&2
fi

for command in python3 python3.14 python3.13 python3.12 python; do
    try "$command" && exit 0
done

pyenv_root=${PYENV_ROOT:-}
[ -n "$pyenv_root" ] || pyenv_root=$(pyenv root 2>/dev/null) || pyenv_root=${HOME:-}/.pyenv
for minor in 12 13 14; do
    version=$(newest_in_pyenv "$minor" "$pyenv_root")
    [ -n "$version" ] && try "$pyenv_root/versions/$version/bin/python" && exit 0
done

echo "python3=$(describe python3) is outside 3.$LOWEST to 3.$HIGHEST (or lacks venv); allowed a" \
    "CPython 3.$LOWEST to 3.$HIGHEST with venv; set by the PATH. Install one (for instance" \
    "'pyenv install 3.12', or your system's python3.12 and python3.12-venv), or name it:" \
    "make setup PYTHON=/path/to/python3.12" >&2
exit 1
