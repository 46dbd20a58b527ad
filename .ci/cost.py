#!/usr/bin/env python3
"""cost.py BUILD: instructions of HTML to JSON as a multiple of those of xmllint on the same page; exit status 1 where it is over its ceiling.

Instructions are the same in every run, whatever else the machine does; times belong into `ninja bench`."""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "bench"))
import bench  # takes BUILD from our command line

CEILING = 3.0


def instructions(*command):
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1))


with tempfile.TemporaryDirectory() as folder:
    page = os.path.join(folder, "page.html")
    with open(page, "w", encoding="utf-8") as out:
        out.write(bench.page(1000000))
    ratio = instructions(bench.PUMICE, "-q", page, "-t", "json", "-o", "/dev/null") / instructions("xmllint", "--html", "--noout", page)
print(f"  {'ok  ' if ratio <= CEILING else 'HIGH'} instructions of xmllint                   {ratio:.2f} (ceiling {CEILING})")
sys.exit(ratio > CEILING)
