#!/bin/sh
# valgrind.sh BUILD: each sample to each format under valgrind, without an error or a leak.
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0
for sample in tests/samples/*; do
  for format in json markdown csv docx; do
    valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$build/pumice" -q "$sample" -o "$dir/o.$format" -t $format
    n=$((n + 1))
  done
done
# What was written is read again.
for format in docx; do
  "$build/pumice" -q tests/samples/report.html -o "$dir/again.$format" -t $format
  valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$build/pumice" -q -f $format "$dir/again.$format" -t json -o "$dir/o.json"
  n=$((n + 1))
done
echo "$n passed, 0 failed"
