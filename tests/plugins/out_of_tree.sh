#!/bin/sh
# out_of_tree.sh BUILD: a plugin is built against nothing but installed headers and pumice.pc, shows up, and converts.
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "FAILED: $*"; exit 1; }

PREFIX=$dir/usr DESTDIR='' core/install.sh "$build" 0.1.0
for file in bin/pumice lib/libpumice.so lib/pkgconfig/pumice.pc include/pumice/pumice.h lib/pumice/plugins/html.so; do
  [ -e "$dir/usr/$file" ] || fail "$file is not installed"
done
mkdir "$dir/away" && cp tests/plugins/srt.c "$dir/away/" && cd "$dir/away"
PKG_CONFIG_PATH=$dir/usr/lib/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
${CC:-cc} -std=c17 -Wall -Wextra -Wpedantic -Werror -shared -fPIC -fvisibility=hidden srt.c $(pkg-config --cflags --libs pumice) -o srt.so
[ "$(nm -D --defined-only srt.so | grep -c ' [A-Z] ')" = 1 ] || fail "the module exports more than one symbol"
plugins=$(pkg-config --variable=plugindir pumice)
[ "$(pkg-config --variable=abi pumice)" = 1 ] || fail "pumice.pc does not tell the ABI"
install -m755 srt.so "$plugins/"
pumice=$dir/usr/bin/pumice
"$pumice" --formats | grep -q '^  srt .*SubRip' || fail "the format is not in --formats"
printf '1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n\n2\n00:00:03,000 --> 00:00:04,000\n大家好。\n' >talk.srt
"$pumice" talk.srt -t json | grep -q '大家好。' || fail "the file was not converted"
"$pumice" talk.srt -t json | grep -q -e '-->' && fail "times are no text"

# The same by PUMICE_PLUGIN_PATH, and the plugins that ship build there too.
rm "$plugins/srt.so"
PUMICE_PLUGIN_PATH=$dir/away "$pumice" talk.srt -t json | grep -q 'Good morning' || fail "PUMICE_PLUGIN_PATH is not looked at"
echo "1 passed, 0 failed"
