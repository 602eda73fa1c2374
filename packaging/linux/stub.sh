#!/bin/sh
# batchdesk @VERSION@ for Linux on x86-64, in one file: this script, and after its last line a tar.xz of the program.
#
#   sh @NAME@ [ARGUMENTS]       unpacks the program beside your own files, once, and starts it
#   sh @NAME@ --install         puts it into the menu of your desktop as well
#   sh @NAME@ --uninstall       takes away what this file has put on the disk; your data stays
set -eu
folder=${XDG_DATA_HOME:-$HOME/.local/share}/batchdesk-program
place=$folder/@VERSION@-@HASH@
program=$place/batchdesk

fail() {
    echo "batchdesk: $1" >&2
    # Without a terminal nobody would read the line.
    if [ ! -t 2 ] && [ -n "${DISPLAY:-}" ]; then
        for dialog in zenity xmessage; do
            if command -v $dialog >/dev/null; then
                case $dialog in
                zenity) zenity --error --no-markup --text="$1" || : ;;
                xmessage) xmessage -center "$1" || : ;;
                esac
                break
            fi
        done
    fi
    exit 1
}

unpack() {
    command -v xz >/dev/null || fail "xz is needed to unpack the program. Install the package xz-utils."
    mkdir -p "$folder" 2>/dev/null || fail "$folder cannot be written. Set XDG_DATA_HOME to a folder of yours."
    new=$(mktemp -d "$folder/new.XXXXXX") || fail "$folder cannot be written. Set XDG_DATA_HOME to a folder of yours."
    trap 'rm -rf "$new"' EXIT
    tail -n +@LINE@ "$0" | tar -x -J -C "$new" 2>/dev/null ||
        fail "The program could not be unpacked: the disk is full, or this file is not complete. Get it again."
    # Whole or not at all; another start may have been faster.
    mv -T "$new/batchdesk" "$place" 2>/dev/null || [ -x "$program" ] || fail "$place cannot be written."
    rm -rf "$new"
    trap - EXIT
    # A running program goes on loading from the version before; those older than that are of no use to anybody.
    for old in $(ls -1t "$folder" | tail -n +3); do
        rm -rf "${folder:?}/$old"
    done
    # The launcher, where there is one, leads to the version before.
    launcher=${XDG_DATA_HOME:-$HOME/.local/share}/applications/batchdesk.desktop
    if grep -qs "Exec=.*/batchdesk-program/" "$launcher"; then "$program" desktop-entry install; fi
}

if [ "${1:-}" = --uninstall ]; then
    if [ -x "$program" ]; then "$program" desktop-entry remove || :; fi
    rm -rf "$folder"
    exit 0
fi
[ -x "$program" ] || unpack
if [ "${1:-}" = --install ]; then
    exec "$program" desktop-entry install
fi
exec "$program" "$@"
exit 1
