#!/bin/sh
# Make the virtual environment named by the first argument and install what requirements.txt locks; see to what
# the window and its tests need of the system.
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

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

install() {
    echo "Installing $* ..."
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# Debian splits what makes virtual environments from Python itself.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if may_install; then
        install python3-venv
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

# What the window needs of the system. Asked of Qt itself: the names of packages differ between systems.
window() {
    "$venv/bin/python" -c "from photosearch.gui import display; $1"
}
if ! window 'display.check_libraries()' 2>/dev/null && may_install; then
    # shellcheck disable=SC2046 # one argument a package
    install $(window 'print(display.PACKAGES)')
fi
if ! error=$(window 'display.check_libraries()' 2>&1); then
    echo "${error##*Error: }" >&2
    exit 1
fi

# What the test needs that works the window as a person does.
tools=
command -v Xvfb >/dev/null || tools="$tools xvfb"
command -v openbox >/dev/null || tools="$tools openbox"
command -v xdotool >/dev/null || tools="$tools xdotool"
if [ -n "$tools" ]; then
    if may_install; then
        # shellcheck disable=SC2086 # one argument a package
        install $tools || echo "Without$tools some tests of the window are left out." >&2
    else
        echo "To run all tests of the window, too: sudo apt install$tools" >&2
    fi
fi
touch "$venv/.ready"
