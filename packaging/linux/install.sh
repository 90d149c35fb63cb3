#!/bin/sh
# Installs Photosearch for the user who runs it: no root, nothing outside the folder named by --prefix.
# The program itself follows this script in the same file, as a compressed archive.
set -eu
version="@VERSION@"
digest="@SHA256@"
kilobytes="@KILOBYTES@"
bytes="@BYTES@"
lines="@LINES@"

usage() {
    cat <<EOF
Photosearch $version

  sh $(basename "$0") [--prefix DIR]              install, or bring an earlier version up to date
  sh $(basename "$0") --uninstall [--prefix DIR]  remove it again; your library and settings stay
  sh $(basename "$0") --check                     only see whether this file arrived whole

DIR is ~/.local unless you name another: the program comes to DIR/lib/photosearch, a link to it to
DIR/bin/photosearch, and the entry for your desktop below DIR/share.
EOF
}

fail() {
    echo "photosearch: $*" >&2
    exit 1
}

prefix=$HOME/.local
action=install
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage && exit 0 ;;
        --prefix) [ $# -gt 1 ] || fail "--prefix needs a folder."; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --uninstall) action=uninstall ;;
        --check) action=check ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
case $prefix in /*) ;; *) prefix=$(pwd)/$prefix ;; esac
# It will stand in files whose every line and mark has a meaning.
case $prefix in *[!A-Za-z0-9/._@+-]*) fail "Choose a folder whose name has only plain letters and digits with --prefix, not $prefix." ;; esac
home=$prefix/lib/photosearch

payload() {
    tail -n "+$lines" "$0"
}

check() {
    if command -v sha256sum >/dev/null; then
        found=$(payload | sha256sum)
    else
        found=$(payload | shasum -a 256)
    fi
    [ "${found%% *}" = "$digest" ] || fail "This file is damaged ($(payload | wc -c) of $bytes bytes). Download it again."
}

if [ "$action" = uninstall ]; then
    [ -f "$home/uninstall.sh" ] || fail "There is no Photosearch in $prefix."
    exec sh "$home/uninstall.sh"
fi
[ "$(uname -s)-$(uname -m)" = "Linux-x86_64" ] || fail "This file is for Linux on x86_64 computers."
check
if [ "$action" = check ]; then
    echo "This file is whole."
    exit 0
fi

mkdir -p "$prefix/lib" || fail "$prefix cannot be written to. Choose another folder with --prefix."
free=$(df -Pk "$prefix/lib" | awk 'NR == 2 { print $4 }')
[ "$free" -gt "$kilobytes" ] || fail "$((kilobytes / 1024)) MB are needed in $prefix, and $((free / 1024)) MB are free."
new=$(mktemp -d "$prefix/lib/.photosearch-XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$new"
echo "Installing Photosearch $version in $prefix ..."
payload | tar -xzf - -C "$new"

# Every file outside the program's own folder, for the uninstaller.
(cd "$new" && find share -type f) >"$new/photosearch/installed-files"
while IFS= read -r file; do
    sed "s|@INSTALLED_PROGRAM@|$prefix/bin/photosearch|g" "$new/$file" >"$new/filled" 2>/dev/null || true
    case $file in *.desktop | *.nemo_action | *.py) cat "$new/filled" >"$new/$file" ;; esac
done <"$new/photosearch/installed-files"
echo "$prefix" >"$new/photosearch/installed-prefix"

# What an earlier version put there and this one does not.
if [ -f "$home/uninstall.sh" ]; then
    sh "$home/uninstall.sh" --quiet
fi
mv "$new/photosearch" "$home"
while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    mv -f "$new/$file" "$prefix/$file"
done <"$home/installed-files"
mkdir -p "$prefix/bin"
ln -sfn "$home/photosearch" "$prefix/bin/photosearch"
# So that file managers offer Photosearch for pictures.
if command -v update-desktop-database >/dev/null; then
    update-desktop-database "$prefix/share/applications" >/dev/null 2>&1 || true
fi

echo "Photosearch is in the menu of your desktop."
case :$PATH: in
    *":$prefix/bin:"*) echo "In a terminal: photosearch --help" ;;
    *) echo "In a terminal: $prefix/bin/photosearch --help" ;;
esac
echo "To remove it: sh $home/uninstall.sh"
exit 0
