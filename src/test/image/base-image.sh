#!/bin/sh
# Makes a base image for the Dockerfile from Debian's packages and a JDK of this machine, where no image can be pulled.
# Needs root, buildah and debootstrap.
#   base-image.sh JDK_HOME IMAGE_NAME
# Then: BUILD_IMAGE=localhost/jdk-17 RUNTIME_IMAGE=localhost/jdk-25 ./mvnw -Pimage verify
set -eu
jdk=$1
image=$2
export STORAGE_DRIVER="${STORAGE_DRIVER:-vfs}" BUILDAH_ISOLATION="${BUILDAH_ISOLATION:-chroot}"

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase stable "$root" >&2
chroot "$root" apt-get clean
rm -rf "$root"/var/lib/apt/lists/* "$root"/usr/share/doc "$root"/usr/share/locale "$root"/usr/share/man
# Links are followed, since distributions keep certificates and settings of a JDK elsewhere.
mkdir -p "$root/opt/java"
(cd "$jdk" && find -L . -type f ! -path './jmods/*' ! -path './man/*' ! -name src.zip -print0 \
  | tar --create --dereference --null --files-from=-) | tar --extract --directory="$root/opt/java"

container=$(buildah from scratch)
buildah copy --quiet "$container" "$root" / >&2
buildah config --env JAVA_HOME=/opt/java --env PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  "$container"
buildah commit --quiet --rm "$container" "$image"
