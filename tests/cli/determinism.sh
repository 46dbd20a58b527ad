#!/bin/sh
# determinism.sh BUILD: the same conversion from another folder, with another locale and time zone, a minute later, gives the same bytes.
. tests/cli/check.sh
mkdir "$dir/a" "$dir/a/b"
for sample in "$samples"/*; do
  [ -f "$sample" ] || continue
  for format in docx markdown csv json; do
    name=$(basename "$sample")
    (cd "$dir" && LC_ALL=C TZ=UTC0 "$pumice" -q "$sample" -t $format -o "$dir/a/$name.$format") || { failed=$((failed + 1)); continue; }
    cp "$sample" "$dir/a/b/$name"
    (cd "$dir/a/b" && LC_ALL=de_DE.UTF-8 LANG=zh_CN.GB18030 TZ=Asia/Shanghai "$pumice" -q "$name" -t $format -o "$name.$format")
    cmp "$dir/a/$name.$format" "$dir/a/b/$name.$format" 2>"$dir/.err"; ok "$name to $format"
  done
done
finish
