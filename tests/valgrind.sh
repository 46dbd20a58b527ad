#!/bin/sh
# valgrind.sh BUILD: each sample to each format, and the tests that are no programs of their own, under valgrind, without an error or a leak.
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0
for sample in tests/samples/*; do
  for format in json markdown csv docx; do
    valgrind -q --suppressions=tests/valgrind.supp --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$build/pumice" -q "$sample" -o "$dir/o.$format" -t $format
    n=$((n + 1))
  done
done
# What was written is read again.
for format in docx; do
  "$build/pumice" -q tests/samples/report.html -o "$dir/again.$format" -t $format
  valgrind -q --suppressions=tests/valgrind.supp --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$build/pumice" -q -f $format "$dir/again.$format" -t json -o "$dir/o.json"
  n=$((n + 1))
done
# The tests that are documents, and those of the model and of every plugin.
valgrind -q --suppressions=tests/valgrind.supp --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$build/tests/golden" $(grep -ho 'tests/golden tests/[a-z_/-]*\.test' tests/*/*.ninja | cut -d' ' -f2) >"$dir/log" || { tail -40 "$dir/log"; exit 1; }
for test in model/doc_test conformance/conformance; do
  valgrind -q --suppressions=tests/valgrind.supp --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$build/tests/$test" >"$dir/log" 2>&1 || { tail -40 "$dir/log"; exit 1; }
  n=$((n + 1))
done
echo "$((n + 1)) passed, 0 failed"
