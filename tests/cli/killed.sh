#!/bin/sh
# killed.sh BUILD: a run that is killed leaves the old output or the new one, and no temporary file.
. tests/cli/check.sh
cd "$dir" || exit 1
for n in 1 2 3 4 5 6 7 8; do cat "$samples/report.html"; done >big.html
"$pumice" -q big.html -o whole.md; ok "an output to compare with"

# What is being put in place when the kill comes is finished a moment later, by a process of its own.
none_left() {
  for wait in 1 2 3 4 5 6 7 8 9 10; do
    ls -A | grep -q 'pumice-tmp' || return 0
    sleep 0.5
  done
  return 1
}

torn=0
left=0
for i in 1 2 3 4 5 6 7 8 9 10; do
  echo old >killed.md
  "$pumice" -q big.html -o killed.md 2>/dev/null &
  pid=$!
  sleep "0.00$i"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  none_left || left=$((left + 1))
  [ "$(cat killed.md)" = old ] || cmp -s killed.md whole.md || torn=$((torn + 1))
done
[ $torn = 0 ]; ok "a killed run leaves the old output or the new one"
[ $left = 0 ]; ok "a killed run leaves no temporary file"

# The worst moment: the new output has a name, and is not yet in its place.
at_link() {
  LD_PRELOAD=$build/tests/cli/kill_at_link.so ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-} "$@" 2>/dev/null
}
echo old >replaced.md
at_link "$pumice" -q big.html -o replaced.md
[ $? = 137 ]; ok "killed while an output is replaced"
none_left; ok "killed while an output is replaced: no temporary file"
cmp -s replaced.md whole.md; ok "killed while an output is replaced: the new one stands"
at_link "$pumice" -q big.html -o new.md
[ $? = 137 ]; ok "killed while an output is made"
none_left && cmp -s new.md whole.md; ok "killed while an output is made: it stands whole"
finish
