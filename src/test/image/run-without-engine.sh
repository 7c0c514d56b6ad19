#!/bin/sh
# Runs a command on the file system of an image as a container engine would: PID 1 of its own, a read-only root, an empty
# /tmp. Needs root and util-linux, and is started by "unshare --mount --pid --fork" with the image's variables alone.
#   run-without-engine.sh ROOT UID:GID WORKING_DIRECTORY [SOURCE:TARGET:rw|ro ...] -- COMMAND [ARGUMENT ...]
set -eu
root=$1
user=$2
directory=$3
shift 3

mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
for file in /etc/hosts /etc/resolv.conf; do
  if [ -e "$root$file" ]; then mount --bind "$file" "$root$file"; fi
done
while [ "$1" != -- ]; do
  source=${1%%:*}
  target=${1#*:}
  target=${target%:*}
  mount --bind "$source" "$root$target"
  if [ "${1##*:}" = ro ]; then mount -o remount,bind,ro "$root$target"; fi
  shift
done
shift
mount -o remount,bind,ro "$root"
exec unshare --root="$root" --wd="$directory" --setuid="${user%:*}" --setgid="${user#*:}" "$@"
