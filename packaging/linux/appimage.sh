#!/bin/sh
# Make dist/Photosearch-VERSION-MACHINE.AppImage of the built program: sh packaging/linux/appimage.sh VERSION
# Needs appimagetool (https://github.com/AppImage/appimagetool), and what it fetches once: the AppImage runtime.
# Called by hand after packaging/build.py; not tried yet, for want of that tool.
set -eu
version=$1
cd "$(dirname "$0")/../.."
command -v appimagetool >/dev/null || { echo "appimagetool is not in the path." >&2; exit 1; }
root=build/installer/AppDir
rm -rf "$root"
mkdir -p "$root/usr/lib" "$root/usr/bin" dist
cp -al build/installer/program/photosearch "$root/usr/lib/photosearch"
ln -s ../lib/photosearch/photosearch "$root/usr/bin/photosearch"
ln -s usr/bin/photosearch "$root/AppRun"
cp -r build/installer/share "$root/usr/share"
cp "$root/usr/share/applications/photosearch.desktop" "$root/"
cp "$root/usr/share/icons/hicolor/256x256/apps/photosearch.png" "$root/"
VERSION=$version appimagetool "$root" "dist/Photosearch-$version-$(uname -m).AppImage"
rm -rf "$root"
