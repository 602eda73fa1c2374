#!/bin/sh
# A throw-away X desktop: screen, session bus, window manager, notifications, panel with tray, and icons on the desktop.
# Usage: desktop_session.sh COMMAND [ARGUMENTS]: runs COMMAND in it and ends with its exit code, and the desktop with it.
# Needs: xvfb xfwm4 dunst xfce4-panel xfdesktop4 xfconf dbus-x11 libglib2.0-bin x11-utils
set -eu

await() { # DESCRIPTION COMMAND...: until the command succeeds
    description=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { echo "desktop: $description never came" >&2; exit 1; }
        sleep 0.1
    done
}
on_bus() {
    gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
        --method org.freedesktop.DBus.NameHasOwner "$1" | grep -q true
}
has_manager() { xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'; }
shows_icons() { xprop -root XFCE_DESKTOP_WINDOW | grep -q 'window id'; }

if [ -z "${DESKTOP_SESSION_INNER:-}" ]; then
    logs=$(mktemp -d)
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$logs/display" >"$logs/xvfb" 2>&1 &
    screen=$!
    await "the screen" test -s "$logs/display"
    DISPLAY=:$(cat "$logs/display")
    XDG_RUNTIME_DIR=$(mktemp -d)
    export DISPLAY XDG_RUNTIME_DIR DESKTOP_SESSION_INNER="$logs"
    export XDG_CURRENT_DESKTOP=XFCE XDG_SESSION_TYPE=x11 NO_AT_BRIDGE=1
    code=0
    dbus-run-session -- "$0" "$@" 2>"$logs/bus" || code=$?
    kill "$screen"
    exit $code
fi

logs=$DESKTOP_SESSION_INNER
here=$(dirname "$0")
settings=$HOME/.config/xfce4/xfconf/xfce-perchannel-xml
mkdir -p "$settings" "$HOME/Desktop"
cp "$here/xfce4-panel.xml" "$here/xfce4-desktop.xml" "$settings/"
dunst -config "$here/dunstrc" >"$logs/dunst" 2>&1 &
xfwm4 --compositor=off >"$logs/xfwm4" 2>&1 &
await "the window manager" has_manager
await "the notification service" on_bus org.freedesktop.Notifications
xfce4-panel --disable-wm-check >"$logs/panel" 2>&1 &
await "the tray" on_bus org.kde.StatusNotifierWatcher
xfdesktop --disable-wm-check >"$logs/xfdesktop" 2>&1 &
await "the icons" shows_icons
code=0
"$@" || code=$?
exit $code
