#!/bin/sh
# symbols.sh BUILD: the library exports what its headers declare and the version script names, and each module one symbol.
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
nm -D --defined-only "$build/libpumice.so.1" | awk '{ sub(/@.*/, "", $3); print $3 }' | grep '^pm_' | LC_ALL=C sort -u >"$dir/exported"
sed -n 's/^\t\t\(pm_[a-z0-9_]*\);$/\1/p' core/libpumice.map | LC_ALL=C sort -u >"$dir/named"
cat include/pumice/*.h core/sink.h | tr '\n' ' ' | grep -oE 'PM_API [^;{]*' | grep -oE '\bpm_[a-z0-9_]+\(' | tr -d '(' | LC_ALL=C sort -u >"$dir/declared"
diff "$dir/declared" "$dir/named" || { echo "FAILED: core/libpumice.map and the headers differ"; exit 1; }
diff "$dir/named" "$dir/exported" || { echo "FAILED: core/libpumice.map and the library differ"; exit 1; }
n=2
for module in "$build"/plugins/*.so; do
  symbols=$(nm -D --defined-only "$module" | awk '$3 !~ /^__(asan|ubsan|odr)/ { print $3 }')
  [ "$symbols" = pm_plugin ] || { echo "FAILED: $module exports more than pm_plugin:" $symbols; exit 1; }
  n=$((n + 1))
done
# The plugins that ship are no insiders, and the library links no format's.
! grep -rnE '#include +"(\.\./)*(core|include)/|#include +<core/' plugins || { echo "FAILED: a plugin includes more than <pumice/…>"; exit 1; }
! ldd "$build/libpumice.so.1" | grep -E 'libxml2|libzip' || { echo "FAILED: libpumice links a format's library"; exit 1; }
echo "$((n + 2)) passed, 0 failed"
