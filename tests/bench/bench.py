#!/usr/bin/env python3
"""bench.py BUILD [--rounds N] [--only WORD]

Makes its own inputs and times whole programs: pumice, floors (what the bytes alone cost: xmllint, zip, unzip) and pandoc where it is
installed.  Each row is the CPU time (user + system, median of N rounds taken in turn) and peak memory of one command; the last columns are
its ratios to the first command of the group, round by round.  Machines are noisy: quote ratios."""
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[sys.argv.index("--rounds") + 1]) if "--rounds" in sys.argv else 5
ONLY = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
PUMICE = os.path.join(BUILD, "pumice")
PAGES = 300
WORDS = "全县 卫生 健康 工作 推进 完成 建设 服务 能力 基层 医疗 机构 人才 培养 项目 投资 改革 管理 质量 提升".split()


def sentence(r):
    text = "".join(r.choice(WORDS) for _ in range(r.randint(6, 14)))
    if r.random() < 0.4:
        text += f"，累计完成{r.randint(10, 99999)}人次，完成率{r.randint(10, 99)}.{r.randint(0, 9)}%"
    return text + "。"


def paragraph(r):
    return "".join(sentence(r) for _ in range(r.randint(2, 5)))


def page_part(r, i):
    kind = r.random()
    if kind < 0.08:
        return f"<h2>第{i}部分 {r.choice(WORDS)}{r.choice(WORDS)}</h2>"
    if kind < 0.14:
        return "<ul>" + "".join(f"<li>{sentence(r)}</li>" for _ in range(4)) + "</ul>"
    if kind < 0.18:
        rows = "".join(f"<tr><td>{r.choice(WORDS)}</td><td>{r.randint(1, 9999)}</td><td>{r.randint(1, 99)}%</td></tr>" for _ in range(5))
        return f"<table><tr><th>项目</th><th>数量（个）</th><th>比例</th></tr>{rows}</table>"
    return f"<p>　　{paragraph(r)}<a href='/p{i}'>{r.choice(WORDS)}</a>{sentence(r)}</p>"


def page(size, seed=1):
    r = random.Random(seed)
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>某县2024年工作总结</title></head><body>",
             "<ul class='nav'>" + "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(20)) + "</ul>",
             "<div class='content'><h1>某县2024年工作总结</h1>"]
    n = sum(len(p.encode()) for p in parts)
    while n < size - 300:
        parts.append(page_part(r, len(parts)))
        n += len(parts[-1].encode())
    parts.append("</div><div class='footer'>主办：某县人民政府 版权所有</div></body></html>\n")
    return "".join(parts)


def report(size, seed=1):
    r = random.Random(seed)
    parts, n = ["某县2024年工作总结\n"], 0
    while n < size:
        parts.append(f"{len(parts)}、{r.choice(WORDS)}{r.choice(WORDS)}\n" if r.random() < 0.1 else paragraph(r) + "\n")
        n += len(parts[-1].encode())
    return "".join(parts)


def measured(command):
    """CPU seconds, peak memory in MiB and exit status of a shell command and all its children."""
    out = subprocess.run([os.path.join(BUILD, "tests/bench/measure"), command], stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, kib, status = out.split()
    return float(seconds), int(kib) / 1024, int(status)


def group(title, commands):
    if ONLY not in title:
        return
    commands = [(name, command) for name, command in commands if command]
    cpu = {name: [] for name, _ in commands}
    memory = {name: 0.0 for name, _ in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands:
            seconds, mib, status = measured(command)
            if status != 0 and turn == 0:
                print(f"  {name}: ends with status {status}: {command}")
            if turn > 0:                                # the first round warms the caches
                cpu[name].append(max(seconds, 1e-4))
                memory[name] = max(memory[name], mib)
    first = commands[0][0]
    print(f"\n{title}")
    for name, _ in commands:
        ratio = statistics.median(a / b for a, b in zip(cpu[name], cpu[first]))
        print(f"  {name:30} {statistics.median(cpu[name]) * 1000:10.1f} ms {memory[name]:8.1f} MiB   "
              f"cpu x{ratio:<8.2f} memory x{memory[name] / memory[first]:.2f}", flush=True)


def have(program, command):
    return command if shutil.which(program) else None


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def conversions():
    for name in ("20k", "2m", "20m"):
        group(f"HTML to JSON, {name}: the floor is parsing alone", [
            ("xmllint --html --noout", have("xmllint", f"exec xmllint --html --noout page-{name}.html")),
            ("pumice -t json", f"exec {PUMICE} -q page-{name}.html -t json -o o.json")])
    for name in ("20k", "2m"):
        group(f"HTML to DOCX, {name}", [
            ("pumice", f"exec {PUMICE} -q page-{name}.html -o o.docx"),
            ("pandoc", have("pandoc", f"exec pandoc -f html page-{name}.html -o p.docx")),
            ("zip -6 of the page", have("zip", f"rm -f o.zip; exec zip -q -6 o.zip page-{name}.html"))])
        group(f"HTML to Markdown, {name}", [
            ("pumice", f"exec {PUMICE} -q page-{name}.html -o o.md"),
            ("pandoc", have("pandoc", f"exec pandoc -f html -t gfm page-{name}.html -o p.md"))])
        group(f"DOCX to Markdown, {name}", [
            ("pumice", f"exec {PUMICE} -q page-{name}.docx -o o.md"),
            ("unzip -p | xmllint --noout", have("unzip", f"unzip -p page-{name}.docx word/document.xml | xmllint --huge --noout -")),
            ("pandoc", have("pandoc", f"exec pandoc -f docx -t gfm page-{name}.docx -o p.md"))])
    group("DOCX to Markdown, 20m", [
        ("pumice", f"exec {PUMICE} -q page-20m.docx -o o.md"),
        ("unzip -p | xmllint --noout", have("unzip", "unzip -p page-20m.docx word/document.xml | xmllint --huge --noout -"))])
    group("text to CSV of indicators, 2m", [("cat", "cat report-2m.txt >o.txt"), ("pumice", f"exec {PUMICE} -q report-2m.txt -o o.csv")])


def archives():
    os.mkdir("many")
    for i in range(PAGES):
        write(f"many/{i:04}.html", page(20e3, i))
    group(f"archive of {PAGES} pages", [
        ("pumice -j1", f"exec {PUMICE} -q many -o a1 --force -j1 -t markdown -t csv"),
        ("pumice -j2", f"exec {PUMICE} -q many -o a2 --force -j2 -t markdown -t csv"),
        ("pumice again, all unchanged", f"exec {PUMICE} -q many -o a2 -j2 -t markdown -t csv")])
    walls = {1: [], 2: []}
    for _ in range(3):
        for jobs in walls:
            start = time.monotonic()
            subprocess.run([PUMICE, "-q", "many", "-o", f"b{jobs}", "--force", f"-j{jobs}", "-t", "markdown", "-t", "docx", "-t", "csv"], check=False)
            walls[jobs].append(time.monotonic() - start)
    ratio = statistics.median(a / b for a, b in zip(walls[1], walls[2]))
    print(f"  throughput of -j2 is {ratio:.2f} times that of -j1 ({PAGES / min(walls[1]):.0f} and {PAGES / min(walls[2]):.0f} pages a second)")


def main():
    work = tempfile.mkdtemp(prefix="pumice-bench-")
    os.chdir(work)
    try:
        for name, size in (("20k", 20e3), ("2m", 2e6), ("20m", 20e6)):
            write(f"page-{name}.html", page(size))
            write(f"report-{name}.txt", report(size))
            subprocess.run([PUMICE, "-q", f"page-{name}.html", "-o", f"page-{name}.docx"], check=True)
        conversions()
        if ONLY in "archive":
            archives()
        if ONLY in "passes":
            print("\npasses, MB of input a CPU second", flush=True)
            subprocess.run([os.path.join(BUILD, "tests/bench/passes"), "report-2m.txt", "report-20m.txt", "page-2m.html", "page-20m.html"], check=False)
    finally:
        os.chdir("/")
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
