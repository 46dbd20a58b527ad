#!/bin/sh
# calls.sh BUILD: good calls and bad ones: exit status, message, and no output damaged or left half written.
. tests/cli/check.sh
cd "$dir" || exit 1
cp "$samples/report.html" page.html

# Good calls.
is 0 -- "$pumice" page.html -o page.docx
unzip -tq page.docx >/dev/null 2>&1; ok "the document written is a whole zip"
is 0 -- "$pumice" page.html -o page.md
grep -q '^# 清河县卫生健康局2024年工作总结和2025年工作计划' page.md; ok "Markdown by the name of the output"
is 0 -- "$pumice" -q page.html -t json
python3 -c 'import json, sys; json.load(open(sys.argv[1]))' .out; ok "JSON on standard output is JSON"
"$pumice" -q -t json -f html - <page.html >stdin.json; ok "standard input by -"
"$pumice" -q page.html -t json | cmp -s - stdin.json; ok "standard input gives the same as the file"
is 0 -- "$pumice" page.html -t markdown -o - -q
cp page.html second.html
is 0 -- "$pumice" page.html second.html -t markdown -t json -o out/
[ -f out/page.md ] && [ -f out/second.json ]; ok "several inputs and formats go into a folder"
is 0 -- "$pumice" page.html second.html -t csv -o all.csv
[ "$(grep -c '^document,' all.csv)" = 1 ] && grep -q '^second.html,' all.csv; ok "several inputs join in one CSV with one header"
is 0 "audit.tsv" -- "$pumice" page.html -t json -o audit.json --audit audit.tsv
grep -q "navigation" audit.tsv; ok "the audit lists what was marked"
is 0 -- "$pumice" page.html -t json -o audit.json --audit audit.jsonl -q
python3 -c 'import json, sys; [json.loads(l) for l in open(sys.argv[1])]' audit.jsonl; ok "an audit in JSON lines"
rule=$(awk -F'\t' '$3 == "mark" { print $5; exit }' audit.tsv)
is 0 -- "$pumice" -q page.html -t json -o without.json --without "$rule" --audit without.tsv
awk -F'\t' -v r="$rule" '$5 == r { found = 1 } END { exit found }' without.tsv; ok "a rule that is switched off marks nothing"
"$pumice" -q page.html -t markdown --keep-furniture | grep -q '浏览次数'; ok "furniture is kept when asked for"
"$pumice" --version | grep -q '^pumice [0-9]'; ok "--version"
"$pumice" --help | grep -q 'exit status'; ok "--help"
"$pumice" --rules | grep -q '^furniture'; ok "--rules"
"$pumice" --formats | grep -q '^  html .*read'; ok "--formats"
cp page.html liar.txt
is 0 "html" -- "$pumice" liar.txt -t json
cp page.html -- -dash.html
is 0 -- "$pumice" -q -t json -- -dash.html

# Bad calls.
is 2 "no input" -- "$pumice"
is 2 "--frobnicate" -- "$pumice" --frobnicate page.html
is 2 "-Z" -- "$pumice" -Z page.html
is 2 "takes a value" -- "$pumice" page.html -o
is 2 "no plugin can write the format 'pdf'" "docx" -- "$pumice" page.html -t pdf
is 2 "no plugin can read the format 'pdf'" -- "$pumice" page.html -f pdf -t json
is 2 "out.xyz" "-t" -- "$pumice" page.html -o out.xyz
is 2 "no rule 'nonsense'" -- "$pumice" --without nonsense page.html
is 2 "-j" -- "$pumice" -j none page.html
is 2 "--shard" -- "$pumice" --shard 3/2 page.html
is 2 "standard output" -- "$pumice" page.html second.html -t json
is 2 "-o" -- "$pumice" out

# Bad input.
is 1 "absent.html" "No such file" -- "$pumice" absent.html -t json
: >empty.txt
is 1 "empty.txt" "is empty" -- "$pumice" empty.txt -t json
head -c 3000 /dev/urandom >noise.bin
is 1 "noise.bin" -- "$pumice" noise.bin -t json
cp noise.bin noise.docx
is 1 "noise.docx" -- "$pumice" noise.docx -t json
is 1 "noise.docx" -- "$pumice" -f docx noise.docx -t json
is 1 "absent.html" -- "$pumice" absent.html page.html -t json -o some/
[ -f some/page.json ]; ok "the other inputs are converted"

# Outputs.
is 2 "is the input and the output" -- "$pumice" page.html -f html -t markdown -o page.html
cmp -s page.html "$samples/report.html"; ok "an input is never touched"
is 3 "nowhere/x.md" "make the folder first" -- "$pumice" page.html -o nowhere/x.md
is 3 "No space left" -- "$pumice" page.html -t json -o /dev/full
"$pumice" page.html -t json >/dev/full 2>.err; [ $? = 3 ]; ok "standard output that is full"
echo old >kept.md
is 1 -- "$pumice" noise.bin -o kept.md
[ "$(cat kept.md)" = old ]; ok "a failed conversion leaves the old output"
chmod 640 kept.md
is 0 -- "$pumice" -q page.html -o kept.md
[ "$(stat -c %a kept.md)" = 640 ]; ok "an output keeps its mode"
ln -s kept.md link.md
is 0 -- "$pumice" -q page.html -o link.md
[ -L link.md ]; ok "a link is written through"
if [ "$(id -u)" != 0 ]; then
  mkdir closed && chmod 500 closed
  is 3 "closed/x.md" "ermission" -- "$pumice" page.html -o closed/x.md
fi
finish
