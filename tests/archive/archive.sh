#!/bin/sh
# archive.sh BUILD [N [KILLS]]: an archive of N pages is complete, the same for any number of workers, for shares, and after any number of kills.
. tests/cli/check.sh
n=${2:-120}
kills=${3:-6}
cd "$dir" || exit 1
good=$(python3 "$OLDPWD/tests/archive/make_pages.py" in "$n")
convert() { "$pumice" -q in -o "$@" -t markdown -t csv -t docx 2>.err; }
same() { diff -r "$1" "$2" >.diff 2>&1 || { head -5 .diff; return 1; }; }

convert one -j1; [ $? = 1 ]; ok "an archive with broken inputs ends with status 1"
[ "$(grep -c '"status":"converted"' one/manifest.jsonl)" = "$good" ]; ok "every good page is converted"
[ "$(wc -l <one/manifest.jsonl)" = "$n" ]; ok "every input has a line"
! grep '"status":"failed"' one/manifest.jsonl | grep -qv '"message":"'; ok "every failure has its cause"
[ "$(grep -c '^| ' one/index.md)" = $((good + 2)) ]; ok "the index names every document"
[ "$(cut -d, -f1 one/indicators.csv | grep -c '^document')" = 1 ]; ok "one table of indicators with one header"
convert two -j2; same one two; ok "two workers write the same bytes"
convert seven -j7; same one seven; ok "seven workers write the same bytes"

before=$(find one -type f -newer in | wc -l)
touch .mark
convert one -j2
[ "$(find one -type f -newer .mark | wc -l)" = 0 ]; ok "a second run writes nothing ($before files there)"
rm "one/$(sed -n 's/.*"outputs":\[{"path":"\([^"]*\)".*/\1/p' one/manifest.jsonl | head -1)"
convert one -j2; same one two; ok "an output that is gone is made again"

i=0
while [ $i -lt "$kills" ]; do
  i=$((i + 1))
  "$pumice" -q in -o killed -j2 -t markdown -t csv -t docx 2>/dev/null &
  pid=$!
  sleep "0.$(printf '%02d' $((i * 37 % 50)))"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
done
convert killed -j2
same one killed; ok "killed $kills times and run again, the same bytes"
[ -z "$(find killed -name '*.pumice-tmp')" ]; ok "no temporary file is left"

(exec 9<seven && flock 9 && convert seven -j1; [ $? = 3 ] && grep -q 'another run' .err); ok "two runs do not work in one archive at a time"
convert shares -j1 --shard 1/2 & convert shares -j1 --shard 2/2; wait
"$pumice" --merge-manifests shares; ok "manifests of shares are joined"
same one shares; ok "two shares give the same archive"

find in -type f | sort >list
"$pumice" -q --files-from list -o listed -t markdown -j2 2>/dev/null
[ "$(grep -c '"status":"converted"' listed/manifest.jsonl)" = "$good" ]; ok "a list of files"
find in -type f -print0 | "$pumice" -q --files-from - -0 -o listed0 -t markdown -j2 2>/dev/null
same listed listed0; ok "a list that ends with NUL, from standard input, in any order"

# Inputs that change and go.
first=$(find in -name '*.txt' | sort | head -1)
name=${first#in/}
echo '又及：新增一段，完成12人次。' >>"$first"
convert one -j2
grep -q '又及' "one/${name%.txt}.md"; ok "a changed input is converted again"
rm "$first"
"$pumice" in -o one -t markdown -t csv -t docx -j2 2>.err
grep -q '1 inputs of earlier runs are gone' .err && [ -f "one/${name%.txt}.md" ]; ok "an input that is gone is reported, its outputs stay"
convert one -j2 --prune
[ ! -f "one/${name%.txt}.md" ] && ! grep -q "\"$name\"" one/manifest.jsonl; ok "--prune removes its outputs"
convert fresh -j2; same one fresh; ok "after that the archive is as if made anew"

# One bad input costs itself alone.
mkdir odd && cp "$samples/report.html" odd/good.html && cp "$samples/report.html" odd/good.txt && cp "$samples/report.html" odd/index.html
mkfifo odd/pipe && ln -s . odd/loop && ln -s nowhere odd/dangling && echo 'body { color: red }' >odd/style.css && cp "$samples/report.html" odd/page.php
"$pumice" odd -o oddities -t markdown 2>.err; ok "a folder of oddities"
grep -q 'pipe: passed over' .err && grep -q 'loop: passed over' .err && grep -q 'dangling: passed over' .err; ok "what is passed over is said"
[ -f oddities/good.html.md ] && [ -f oddities/good.txt.md ]; ok "two inputs of one name are told apart"
[ -f oddities/index.html.md ] && [ -f oddities/page.php.md ] && [ ! -e oddities/style.css.md ]; ok "the archive's own names, foreign endings, style sheets"
grep -q '"path":"style.css".*"status":"skipped"' oddities/manifest.jsonl; ok "what no reader knows is listed as skipped"

# Surroundings that fail.
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=96k none small 2>/dev/null; then
  "$pumice" -q in -o small/out -t docx -j2 2>.err; [ $? = 1 ]; ok "a full disk ends with status 1"
  grep -q 'No space left' .err; ok "a full disk is named"
  bad=0
  for f in $(find small -name '*.docx'); do unzip -tq "$f" >/dev/null 2>&1 || bad=1; done
  [ $bad = 0 ]; ok "nothing is half written on a full disk"
  umount small
else
  mkdir -p closed && chmod 500 closed
  "$pumice" -q in -o closed/out -t docx 2>.err; [ $? = 1 ] || [ "$(id -u)" = 0 ]; ok "a folder without permission ends with status 1"
fi

# SIGINT stops cleanly, with what was done on record.
"$pumice" in -o stopped -t markdown -t csv -t docx -j1 2>.err &
pid=$!
sleep 0.1
kill -INT $pid 2>/dev/null
wait $pid
got=$?
[ $got = 130 ] || [ $got = 1 ]; ok "SIGINT ends with 130"
convert stopped -j2
convert stopped2 -j1
same stopped stopped2; ok "what SIGINT stopped is gone on with"
finish
