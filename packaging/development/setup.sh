#!/bin/sh
# Make the virtual environment named by the first argument and install what requirements.txt locks.
set -eu
venv=$1

python=
for candidate in python3 python3.11 python3.12 python3.13; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Photosearch needs Python 3.11 or newer. On Debian and Ubuntu: apt install python3 python3-venv" >&2
    exit 1
fi

# Debian splits what makes virtual environments from Python itself.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python3-venv ..."
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends python3-venv
    else
        echo "Python cannot make virtual environments here. Install that part first: sudo apt install python3-venv" >&2
        exit 1
    fi
fi

echo "Setting up $venv (once; the downloads take a few minutes) ..."
rm -f "$venv/.ready"
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --config-settings editable_mode=compat --editable .
touch "$venv/.ready"
