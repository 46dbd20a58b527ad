#!/bin/sh
# broken.sh BUILD: plugins that are broken in every way are named with cause and cure, and the rest keeps working.
set -eu
build=$PWD/$1
dir=$(mktemp -d)
trap 'chmod -R u+rwx "$dir"; rm -rf "$dir"' EXIT
passed=0
fail() { echo "FAILED: $*"; exit 1; }
head='#include <pumice/pumice.h>
static int probe(const pm_source *s) { (void)s; return PM_NO; }
static int read_it(pm_source *s, const pm_options *o, pm_doc *d, pm_error *e) { (void)s, (void)o, (void)d, (void)e; return PM_OK; }
static const pm_reader r = { .name = NAME, .extensions = "zz", .probe = probe, .read = read_it };
static const pm_reader *const readers[] = { &r, NULL };
PM_EXPORT const pm_plugin_info pm_plugin = '

make_plugin() { # FOLDER/NAME.so, definition of NAME, initialiser, more code
  mkdir -p "$(dirname "$1")"
  printf '%s{ %s };\n%s\n' "$head" "$3" "${4:-}" >"$dir/x.c"
  ${CC:-cc} -shared -fPIC -Iinclude -DNAME="\"$2\"" "$dir/x.c" -o "$1"
}
good='.abi = PM_PLUGIN_ABI, .size = sizeof(pm_plugin_info), .id = "t", .readers = readers'

expect() { # FOLDER, words that must stand in one line of standard error...
  folder=$1
  shift
  printf 'hello\n' >"$dir/hello.txt"
  PUMICE_PLUGIN_PATH=$folder "$build/pumice" --formats >"$dir/out" 2>"$dir/err" || fail "$folder: --formats ends with $?"
  grep -q '^  text ' "$dir/out" || fail "$folder: the other plugins are gone"
  PUMICE_PLUGIN_PATH=$folder "$build/pumice" "$dir/hello.txt" -t json 2>/dev/null | grep -q hello || fail "$folder: conversions stop"
  line=$(cat "$dir/err")
  for word; do
    line=$(printf '%s\n' "$line" | grep -F -- "$word") || { cat "$dir/err"; fail "$folder: no message with '$word'"; }
  done
  passed=$((passed + 1))
}

mkdir "$dir/noelf" "$dir/short" && head -c 400 README.md >"$dir/noelf/bad.so" && : >"$dir/short/bad.so"
expect "$dir/noelf" "$dir/noelf/bad.so" "invalid ELF header" "rebuild it or remove it"
expect "$dir/short" "$dir/short/bad.so" "file too short" "rebuild it or remove it"

mkdir "$dir/nosym" && echo 'int x;' >"$dir/x.c" && ${CC:-cc} -shared -fPIC "$dir/x.c" -o "$dir/nosym/bad.so"
expect "$dir/nosym" "$dir/nosym/bad.so" "exports no symbol pm_plugin"

make_plugin "$dir/undef/bad.so" undef "$good" 'void missing_function(void); PM_EXPORT void call_it(void); void call_it(void) { missing_function(); }'
expect "$dir/undef" "$dir/undef/bad.so" "undefined symbol: missing_function"

make_plugin "$dir/new/bad.so" new '.abi = 99, .size = sizeof(pm_plugin_info), .id = "t", .readers = readers'
expect "$dir/new" "$dir/new/bad.so" "ABI 99" "upgrade pumice"
make_plugin "$dir/old/bad.so" old '.abi = 0, .size = sizeof(pm_plugin_info), .id = "t", .readers = readers'
expect "$dir/old" "$dir/old/bad.so" "ABI 0" "rebuild the plugin"
make_plugin "$dir/small/bad.so" small '.abi = PM_PLUGIN_ABI, .size = 8, .id = "t", .readers = readers'
expect "$dir/small" "$dir/small/bad.so" "8 bytes" "sizeof(pm_plugin_info)"
make_plugin "$dir/noid/bad.so" noid '.abi = PM_PLUGIN_ABI, .size = sizeof(pm_plugin_info), .readers = readers'
expect "$dir/noid" "$dir/noid/bad.so" "no .id"
make_plugin "$dir/two/bad.so" text "$good"
expect "$dir/two" "a reader of text is already there from $dir/two/bad.so"

expect "$dir/absent" "$dir/absent" "cannot be read" "PUMICE_PLUGIN_PATH"
make_plugin "$dir/open/bad.so" open "$good"
chmod 777 "$dir/open"
expect "$dir/open" "$dir/open" "everybody may write to it" "chmod o-w"
grep -q '^  open ' "$dir/out" && fail "a plugin of a folder that everybody may write to was loaded"
if [ "$(id -u)" != 0 ]; then
  mkdir "$dir/closed" && chmod 0 "$dir/closed"
  expect "$dir/closed" "$dir/closed" "cannot be read"
fi

# A plugin of its own format in a good folder works beside all that.
make_plugin "$dir/good/zz.so" zz "$good"
PUMICE_PLUGIN_PATH=$dir/noelf:$dir/good "$build/pumice" --formats 2>/dev/null | grep -q '^  zz ' || fail "a good plugin behind a bad one is lost"
echo "$((passed + 1)) passed, 0 failed"
