#!/bin/sh
# Runs COMMAND as USER in the system below ROOT, without a network but its own loopback; all that it starts ends with it.
# Usage: enter.sh ROOT USER COMMAND [ARGUMENTS]. For root. The mounts are seen by these processes only.
set -eu
if [ "${1:-}" != --inside ]; then
    exec unshare --mount --pid --net --ipc --uts --fork --kill-child "$0" --inside "$@"
fi
shift
root=$1 user=$2
shift 2
mount --make-rprivate /
ip link set lo up
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for folder in tmp run dev/shm; do
    mount -t tmpfs -o mode=1777 tmpfs "$root/$folder"
done
exec chroot "$root" runuser -u "$user" -- env -i "HOME=/home/$user" "USER=$user" PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"
