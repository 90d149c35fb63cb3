#!/bin/sh
# Installs what `make installer` built in a clean Debian 12 without Python, as a person would, uses it as an ordinary
# user, and removes it again. As root, on Debian or Ubuntu with debootstrap:
#
#   sh packaging/test_install.sh [--keep] [--from FOLDER] [deb|run]...
#
# --from FOLDER: with the installers of an earlier version, which is installed and used first; the new one then
# comes over it, and library, settings and marks must still be there.
# It needs the network for Debian's packages (MIRROR names where from), some 4 GB of disk and about ten minutes.
# Everything lies below build/install-test/; pictures of the window are left there as KIND-window.png.
set -eu
cd "$(dirname "$0")/.."
work=$PWD/build/install-test
# The mirror that this system itself uses, unless another is named.
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | head -n 1)}
keep=
earlier=
kinds=
while [ $# -gt 0 ]; do
    case $1 in
        --keep) keep=yes ;;
        --from) [ -d "${2-}" ] || { echo "--from takes the folder of an earlier version's installers." >&2; exit 2; }
            earlier=$2; shift ;;
        deb | run) kinds="$kinds $1" ;;
        *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
: "${kinds:=deb run}"
[ "$(id -u)" = 0 ] || { echo "This makes a system of its own and needs root for it: sudo sh $0" >&2; exit 1; }

# Earlier versions may lie in dist/ as well.
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' photosearch/__init__.py)
for kind in $kinds; do
    ls dist/photosearch[-_]"$version"[-_]*."$kind" >/dev/null || { echo "make installer builds it." >&2; exit 1; }
done

discard() {
    # What a test that was ended left mounted belongs to the system around it.
    umount "$1/proc" "$1/sys" "$1/dev/shm" 2>/dev/null || true
    rm -rf --one-file-system "$1"
}

# One clean system, made once; each test gets a copy.
clean=$work/clean
if [ ! -f "$clean/.ready" ]; then
    discard "$clean"
    mkdir -p "$work"
    debootstrap --variant=minbase --include=ca-certificates bookworm "$clean" "$mirror" >"$work/debootstrap.log"
    cp -r /etc/apt/apt.conf.d/. "$clean/etc/apt/apt.conf.d/"
    cp /etc/resolv.conf /etc/hosts "$clean/etc/" 2>/dev/null || true
    cp -r /usr/local/share/ca-certificates/. "$clean/usr/local/share/ca-certificates/" 2>/dev/null || true
    cp /etc/ssl/certs/ca-certificates.crt "$clean/etc/ssl/certs/ca-certificates.crt"
    # What belongs to a desktop, or to looking at it from outside, and not to Photosearch. None of it is Python.
    chroot "$clean" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends xvfb matchbox-window-manager xdotool imagemagick' >"$work/desktop.log" 2>&1
    if chroot "$clean" sh -c "command -v python3"; then
        echo "One of these brings a Python." >&2
        exit 1
    fi
    chroot "$clean" useradd --create-home --shell /bin/sh anna
    touch "$clean/.ready"
fi

root=
finish() {
    [ -z "$root" ] || { umount "$root/proc" "$root/dev/shm" 2>/dev/null || true; [ -n "$keep" ] || discard "$root"; }
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

for kind in $kinds; do
    echo "== $kind"
    root=$work/$kind
    discard "$root"
    cp -a "$clean" "$root"
    mount -t proc proc "$root/proc"
    mkdir -p "$root/dev/shm"
    mount -t tmpfs tmpfs "$root/dev/shm"
    cp packaging/test_install_inside.sh "$root/test.sh"
    cp -r resources/sample "$root/home/anna/photos"
    rm -f "$root/home/anna/photos/CREDITS.md"
    cp dist/photosearch[-_]"$version"[-_]*."$kind" "$root/home/anna/"
    [ -z "$earlier" ] || { mkdir "$root/home/anna/earlier"; cp "$earlier"/photosearch*."$kind" "$root/home/anna/earlier/"; }
    chroot "$root" chown -R anna:anna /home/anna
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 sh /test.sh "$kind"
    cp "$root/home/anna/window.png" "$work/$kind-window.png"
    finish
    root=
done
echo "All went well. The window: $work/*-window.png"
