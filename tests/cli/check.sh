# check.sh: sourced by the shell tests.  $build is absolute, $dir a folder of the test's own, $pumice the program.
set -u
build=$PWD/$1
pumice=$build/pumice
samples=$PWD/tests/samples
dir=$(mktemp -d)
trap 'chmod -R u+rwx "$dir" 2>/dev/null; rm -rf "$dir"' EXIT
passed=0
failed=0

# ok TITLE: the last command's status was good.  Call as: COMMAND; ok "title"
ok() {
  if [ "${status:-$?}" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; [ -s "$dir/.err" ] && cat "$dir/.err"; fi
  status=
}

# is STATUS WORD... -- COMMAND...: the command ends with this status, and each word stands on standard error.
is() {
  want=$1
  shift
  words=
  while [ "$1" != -- ]; do
    words="$words$1
"
    shift
  done
  shift
  title="$want: $*"
  "$@" >"$dir/.out" 2>"$dir/.err"
  got=$?
  status=0
  if [ "$got" != "$want" ]; then
    echo "status $got, expected $want"
    status=1
  fi
  if [ -n "$words" ]; then
    printf '%s' "$words" >"$dir/.words"
    while IFS= read -r word; do
      grep -qF -- "$word" "$dir/.err" || { echo "no '$word' on standard error"; status=1; }
    done <"$dir/.words"
  fi
  ok "$title"
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}
