#!/bin/sh
# Make dist/photosearch-VERSION-MACHINE.dmg of the app PyInstaller built: sh packaging/macos/package.sh VERSION
#
# Signed where SIGNING_IDENTITY names a "Developer ID Application: ..." of the keychain, and notarised where
# NOTARY_PROFILE names what `xcrun notarytool store-credentials` keeps there. Without them the app is signed for
# this Mac alone, and others open it with Control-click, Open.
set -eu
version=$1
cd "$(dirname "$0")/../.."
app=build/installer/program/Photosearch.app
image=dist/photosearch-$version-$(uname -m).dmg
stage=build/installer/dmg
identity=${SIGNING_IDENTITY:--}

rm -rf "$stage"
mkdir -p "$stage" dist
# Beside the program, not in it: the notes and the menu's entry are no code.
cp build/installer/program/photosearch/_internal/LICENCES.txt "$app/Contents/Resources/"
mkdir -p "$app/Contents/Library/Services"
cp -R "packaging/file-managers/Find Similar with Photosearch.workflow" "$app/Contents/Library/Services/"

# From the inside out: what is in a bundle has to be signed before it.
options="--force --timestamp --options runtime"
[ "$identity" != - ] || options="--force"
find "$app/Contents" -type f \( -name "*.dylib" -o -name "*.so" \) -print0 |
    xargs -0 -n 50 codesign $options --sign "$identity"
codesign $options --entitlements packaging/macos/entitlements.plist --sign "$identity" "$app"
codesign --verify --strict --deep "$app"

cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname "Photosearch $version" -srcfolder "$stage" -fs HFS+ -format UDZO "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
    codesign --timestamp --sign "$identity" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
rm -rf "$stage"
echo "$image"
