#!/bin/sh
# Removes the Photosearch this file came with. Your library and settings stay.
set -eu
home=$(cd "$(dirname "$0")" && pwd)
prefix=$(cat "$home/installed-prefix")
[ "$home" = "$prefix/lib/photosearch" ] || { echo "photosearch: it was moved from $prefix; delete $home yourself." >&2; exit 1; }

while IFS= read -r file; do
    rm -f "$prefix/$file"
    # Folders that hold nothing else any more; those above them, too.
    (cd "$prefix" && rmdir -p "$(dirname "$file")" 2>/dev/null) || true
done <"$home/installed-files"
if [ "$(readlink "$prefix/bin/photosearch" 2>/dev/null)" = "$home/photosearch" ]; then
    rm -f "$prefix/bin/photosearch"
fi
rm -rf "$home"
applications=$prefix/share/applications
if [ -z "$(find "$applications" -name "*.desktop" 2>/dev/null)" ]; then
    rm -f "$applications/mimeinfo.cache"
elif command -v update-desktop-database >/dev/null; then
    update-desktop-database "$applications" >/dev/null 2>&1 || true
fi
for folder in share/applications share bin lib; do rmdir "$prefix/$folder" 2>/dev/null || true; done
[ "${1:-}" = --quiet ] || {
    echo "Photosearch is removed. Your library and settings are where they were:"
    echo "  ${XDG_DATA_HOME:-$HOME/.local/share}/photosearch, ${XDG_CONFIG_HOME:-$HOME/.config}/photosearch, ${XDG_CACHE_HOME:-$HOME/.cache}/photosearch"
}
