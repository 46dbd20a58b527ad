"""Reads what hostile.c wrote with Python's csv module and compares: read_back.py CSV WANTED."""
import csv
import re
import sys

ARMED = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]")

with open(sys.argv[1], encoding="utf-8", newline="") as f:
    rows = list(csv.reader(f, strict=True))[1:]
with open(sys.argv[2], encoding="utf-8", newline="") as f:
    wanted = f.read().split("\0")[:-1]
cells = [cell[1:] if ARMED.match(cell) else cell for row in rows for cell in row]
wrong = [(a, b) for a, b in zip(cells, wanted) if a != b]
for got, want in wrong:
    print(f"wanted {want!r}, got {got!r}")
print(f"python3 csv: {len(rows)} rows, {len(cells)} cells, {len(wrong)} differ")
sys.exit(bool(wrong) or len(cells) != len(wanted) or any(len(row) != 14 for row in rows))
