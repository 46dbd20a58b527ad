#!/usr/bin/env python3
"""scores.py BUILD SHARED: scores of the readings on the shared corpora; exit status 1 where one is under its floor."""
import glob
import json
import os
import re
import subprocess
import sys

BUILD, SHARED = sys.argv[1], sys.argv[2]
PUMICE = os.path.abspath(os.path.join(BUILD, "pumice"))
passed = failed = 0


def floor(name, value, least):
    global passed, failed
    good = value >= least
    passed, failed = passed + good, failed + (not good)
    print(f"  {'ok  ' if good else 'LOW '} {name:42} {value:.4f} (floor {least})")


def run(*command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


REPORT_FLOORS = json.load(open(os.path.join(os.path.dirname(__file__), "floors.json"), encoding="utf-8"))


def reports():
    print("reports")
    for gold in sorted(glob.glob(f"{SHARED}/corpus/reports/gold/*.gold.json")):
        source = glob.glob(f"{SHARED}/corpus/reports/{os.path.basename(gold)[:3]}_*.txt")[0]
        with open("build/score.json", "w", encoding="utf-8") as out:
            out.write(run(PUMICE, "-q", source, "-t", "json", check=True).stdout)
        scores = json.loads(run("python3", f"{SHARED}/tools/score_report.py", gold, "build/score.json", check=True).stdout)
        for name, least in REPORT_FLOORS["reports"].items():
            floor(f"{os.path.basename(gold)[:3]} {name}", scores[name], least)


def pages():
    print("HTML pages")
    out = run("python3", f"{SHARED}/corpus/html/score.py", PUMICE).stdout
    mean = re.search(r"^mean.*?F1=([\d.]+)", out, re.M)
    floor("mean F1", float(mean.group(1)) if mean else 0.0, REPORT_FLOORS["pages"]["F1"])
    for kind in ("heading", "list_item", "table"):
        typed = re.search(rf"^kinds  {kind} .*?([\d.]+)% typed", out, re.M)
        floor(f"{kind} typed", float(typed.group(1)) / 100 if typed else 0.0, REPORT_FLOORS["pages"][kind])
    titles = re.search(r"^titles (\d+) of (\d+)", out, re.M)
    floor("titles", int(titles.group(1)) / int(titles.group(2)) if titles else 0.0, REPORT_FLOORS["pages"]["titles"])


def docx():
    print("DOCX files")
    corpus = os.path.abspath(f"{SHARED}/corpus/docx")
    report = os.path.abspath("build/score-docx.json")
    out = run("python3", f"{SHARED}/tools/score_docx.py", "run", "--cmd", PUMICE + " -q {} -t json", "--as", "pumice", "--corpus", corpus,
              "--gold", f"{corpus}/gold", "--out", report).stdout
    rows = [line.split("|") for line in out.splitlines() if line.startswith("|")]
    head = [cell.strip() for cell in rows[0]]
    values = dict(zip(head, (cell.strip() for cell in rows[2])))
    floor("files read", 1.0 - float(values["failed"]), 1.0)
    for name, least in REPORT_FLOORS["docx"].items():
        floor(name, float(values[name]), least)


def written():
    print("DOCX written, by the validator")
    for source in sorted(glob.glob(f"{SHARED}/corpus/reports/*.txt")) + sorted(glob.glob(f"{SHARED}/corpus/html/*/source.html"))[:20]:
        for style in ("gongwen", "plain"):
            run(PUMICE, "-q", source, "-o", "build/score.docx", f"--style={style}", check=True)
            valid = run(f"{SHARED}/tools/docx-validate", "-s", "build/score.docx")
            if valid.returncode != 0:
                floor(f"{source} {style}", 0.0, 1.0)
                print(valid.stdout)
                break
        else:
            continue
        break
    else:
        floor("all valid", 1.0, 1.0)


reports()
pages()
docx()
written()
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
