#!/bin/sh
# What an operator does with the installed program, step by step, with a picture of each: run by trial.py as a plain
# user inside desktop_session.sh, in a system without our sources, Python or a network. Pictures go to /trial/pictures.
# Usage: trial.sh first|second: with the version before, and after its update.
set -eu
data=$HOME/.local/share/batchdesk
pictures=/trial/pictures
program=/usr/lib/batchdesk/batchdesk

step() { echo "trial: $1"; }
fail() { picture failed; echo "trial: FAILED: $1"; exit 1; }
await() { # DESCRIPTION COMMAND...: until the command succeeds
    description=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || fail "$description"
        sleep 0.1
    done
}
gone() { ! "$@"; }
picture() { sleep 0.7 && import -window root "$pictures/$1.png"; } # the pause lets the window manager finish its frame
shown() { xdotool search --onlyvisible --name "$1"; }
front() { xdotool search --onlyvisible --name "$1" windowactivate --sync; }
running() { pgrep -r D,R,S -x batchdesk; } # nobody collects the ended ones here: they stay as zombies
heard() { grep -aq "$1" /trial/bus.log; }
icon_shown() { # a desktop that has just started may not have heard of the file
    touch "$HOME/Desktop/batchdesk.desktop"
    [ "$(import -window root -crop 48x48+46+50 +repage -format %k info:)" -gt 8 ]
}
double_click() { sleep 2 && xdotool mousemove 70 80 click --repeat 2 --delay 120 1; }

quit() { # TITLE: with the key that quits
    front "$1"
    xdotool key ctrl+q
    sleep 1
    ! running >/dev/null || xdotool key Return # to the question, where batches are still running
    await "the program ends" gone running
}

# --- with the version before
first() {
    dbus-monitor --session "interface='org.freedesktop.Notifications'" >/trial/bus.log 2>&1 &

    step "the icon on the desktop"
    install -m 755 /usr/share/applications/batchdesk.desktop "$HOME/Desktop/batchdesk.desktop"
    await "the icon" icon_shown
    picture 01-desktop

    step "double-click: the first start"
    double_click
    await "the window of the first start" shown '^batchdesk$'
    sleep 1
    picture 02-first-start

    step "the demo"
    front '^batchdesk$'
    xdotool key Tab Tab Tab Tab Tab space # from the server's field over the tabs, e-mail, code and 'Sign in' to the demo
    await "the demo's window" shown '^Demo: batchdesk$'
    sleep 2
    picture 03-demo

    step "a batch ends and is told"
    await "a notification" heard 'member=Notify'
    picture 04-notification

    step "the notification is clicked"
    xdotool mousemove 1100 70 click 1
    await "the click's way to the program" heard 'member=ActionInvoked'
    sleep 1
    picture 05-clicked
    [ "$(xdotool getactivewindow getwindowname)" = "Demo: batchdesk" ] || fail "the click did not bring the window"

    step "close, and quit"
    xdotool key alt+F4
    await "the demo's window leaves" gone shown '^Demo: batchdesk$'
    picture 06-closed-to-the-tray
    pkill -TERM -f -- '--demo'
    quit '^batchdesk$'

    step "real data: sign-in, a link, its end"
    batchdesk test-server --look-seconds 0.2 --scenario slow >/trial/server.json &
    server=$!
    await "the server" test -s /trial/server.json
    field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" /trial/server.json; }
    url=$(field url)
    sed -n 's/.*"batches": *\[{[^}]*"id": *"\([^"]*\)".*/\1/p' /trial/server.json >/trial/batch
    batch=$(cat /trial/batch)
    batchdesk &
    await "the window" shown '^batchdesk$'
    sleep 1
    front '^batchdesk$'
    xdotool key ctrl+a
    xdotool type --delay 5 "$url"
    xdotool key Tab Tab
    xdotool type --delay 5 "$(field email)"
    xdotool key Tab
    xdotool type --delay 5 "$(field code)"
    picture 07-sign-in
    xdotool key Return
    sleep 2
    xdg-open "batchdesk://watch/$batch?server=$url"
    await "the batch of the link in the history" in_history "$batch"
    picture 08-link
    kill "$server"
    quit '^batchdesk$'
}

# --- with the version after it
second() {
    step "double-click, offline: what was seen before is there"
    double_click
    await "the window" shown '^batchdesk$'
    sleep 1
    picture 09-offline
    in_history "$(cat /trial/batch)" || fail "the update lost the history"

    step "the About window"
    front '^batchdesk$'
    xdotool key alt+h
    sleep 0.3
    xdotool key Up Return # the last of the menu
    await "the About window" shown '^About batchdesk$'
    picture 10-about
    xdotool key Escape
    quit '^batchdesk$'

    step "start hidden, as at login, then ask for the window"
    batchdesk --hidden &
    await "the hidden program" test -S "$data/instance.socket"
    sleep 2
    shown '^batchdesk$' && fail "it did not start hidden"
    picture 11-hidden
    batchdesk
    await "the window" shown '^batchdesk$'
    quit '^batchdesk$'

    step "safe mode"
    batchdesk --safe-mode &
    await "the window" shown '^batchdesk$'
    sleep 1
    picture 12-safe-mode
    quit '^batchdesk$'

    step "starts that fail say why"
    QT_QPA_PLATFORM=broken "$program" 2>/trial/broken.txt || :
    grep -q 'No window can be opened here' /trial/broken.txt || fail "a broken Qt platform is not told"
    await "the words outside Qt" shown xmessage
    picture 13-broken-graphics
    pkill xmessage
    batchdesk --data-dir /proc/nowhere 2>/trial/read-only.txt &
    await "the box about the folder" shown '^batchdesk$'
    picture 14-read-only-folder
    xdotool key Escape
    await "it ends" gone running
    grep -q 'cannot be written' /trial/read-only.txt || fail "a read-only folder is not told"
    mkdir -p /tmp/read-only-home && chmod 555 /tmp/read-only-home
    HOME=/tmp/read-only-home batchdesk 2>/trial/read-only-home.txt &
    await "the box about the home folder" shown '^batchdesk$'
    picture 15-read-only-home
    xdotool key Escape
    await "it ends" gone running
    grep -q 'cannot be written' /trial/read-only-home.txt || fail "a read-only home is not told"

    step "what is damaged is set aside, and told"
    mkdir -p "$HOME/damaged"
    echo 'no database' >"$HOME/damaged/batchdesk.sqlite"
    for file in settings.toml window.ini; do printf '[[[\0=' >"$HOME/damaged/$file"; done
    batchdesk --data-dir "$HOME/damaged" &
    await "the window" shown '^batchdesk$'
    await "the damaged database is set aside" ls "$HOME"/damaged/batchdesk.sqlite.damaged-*
    await "the damaged settings are set aside" ls "$HOME"/damaged/settings.toml.damaged-*
    sleep 1
    picture 16-damaged-database-and-settings
    quit '^batchdesk$'

    step "data of a newer version, and of the first one"
    cp -r /trial/newer "$HOME/newer"
    batchdesk --data-dir "$HOME/newer" &
    await "the window" shown '^batchdesk$'
    sleep 1
    picture 17-newer-data
    quit '^batchdesk$'
    cp -r /trial/older "$HOME/older"
    batchdesk --data-dir "$HOME/older" &
    await "the window" shown '^batchdesk$'
    await "a copy from before the update" ls "$HOME"/older/batchdesk.sqlite.before-update-*
    sleep 1
    picture 18-older-data
    quit '^batchdesk$'
    batchdesk --data-dir "$HOME/older" history | grep -q cmpartial1 || fail "an older database is not read"

    step "the single file"
    sh /trial/batchdesk.run --version | grep -q '^batchdesk ' || fail "the single file does not start"
    sh /trial/batchdesk.run selftest || fail "the single file's selftest"
    sh /trial/batchdesk.run --install
    desktop-file-validate "$HOME/.local/share/applications/batchdesk.desktop"
    sh /trial/batchdesk.run --uninstall
    [ ! -e "$HOME/.local/share/applications/batchdesk.desktop" ] || fail "the launcher of the single file stays"
    [ ! -e "$HOME/.local/share/batchdesk-program" ] || fail "the single file's program stays"

    step "what the desktop and the shells know of it"
    [ "$(xdg-mime query default x-scheme-handler/batchdesk)" = batchdesk.desktop ] || fail "nobody opens batchdesk:// links"
    desktop-file-validate /usr/share/applications/batchdesk.desktop /etc/xdg/autostart/batchdesk.desktop
    appstreamcli validate --no-net /usr/share/metainfo/org.batchdesk.batchdesk.metainfo.xml
    _BATCHDESK_COMPLETE=bash_complete COMP_WORDS='batchdesk wa' COMP_CWORD=1 batchdesk | grep -q 'plain,watch' ||
        fail "the shells' completion"
}

in_history() { batchdesk history | grep -q "$1"; }

"$1"
step "all of the $1 part is done"
