#!/bin/sh
# Makes batchdesk-VERSION.dmg from build/package/dist/batchdesk.app, on macOS. Usage: make_dmg.sh VERSION
# Signs and notarises when SIGNING_IDENTITY and NOTARY_PROFILE (of `xcrun notarytool store-credentials`) are set.
set -eu
version=$1
cd "$(dirname "$0")/../../build/package"
application=dist/batchdesk.app
image=batchdesk-$version.dmg

if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --sign "$SIGNING_IDENTITY" "$application"
fi
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
cp -R "$application" "$staging/"
ln -s /Applications "$staging/Applications"
hdiutil create -volname batchdesk -srcfolder "$staging" -format UDZO -ov "$image"
if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --sign "$SIGNING_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
