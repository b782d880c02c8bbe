#!/bin/sh
# The head of an AppImage for tests, padded to 4096 bytes; the squashfs follows. It unpacks that once and runs what is in it;
# it needs unsquashfs where it runs, so it is not for shipping.
set -eu
APPIMAGE=$(readlink -f "$0")
ARGV0=$0
cache=${TMPDIR:-/tmp}/keyroom-appimage-$(id -u)
APPDIR=$cache/$(stat -c '%i-%s-%Y' "$APPIMAGE")
case "${1-}" in
  --appimage-offset) echo 4096; exit 0 ;;
  --appimage-extract) exec unsquashfs -o 4096 -d squashfs-root "$APPIMAGE" ;;
esac
mkdir -p -m 700 "$cache"
[ "$(stat -c %u "$cache")" = "$(id -u)" ] || { echo "$cache belongs to somebody else" >&2; exit 1; }
if [ ! -e "$APPDIR/AppRun" ]; then
  unsquashfs -q -n -o 4096 -d "$APPDIR.$$" "$APPIMAGE" > /dev/null
  mv -T "$APPDIR.$$" "$APPDIR" 2> /dev/null || rm -rf "$APPDIR.$$"
fi
export APPIMAGE APPDIR ARGV0
exec "$APPDIR/AppRun" "$@"
exit 1
