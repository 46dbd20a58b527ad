"""seeds.py FORMAT FOLDER: the inputs in FORMAT of all tests that are documents, a file each, for a fuzzer to begin with."""
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
n = 0
for test in sorted(pathlib.Path(__file__).parent.parent.glob("*/*.test")):
    for words, body in re.findall(r"(?m)^---- ([^\n]*)\n(.*?)^====", test.read_text("utf-8"), re.S):
        if words.split()[0] != sys.argv[1]:
            continue
        charset = re.search(r"charset=(\S+)", words)
        body = body.encode(charset.group(1) if charset else "utf-8", "replace")
        body = re.sub(rb"\\x\{([0-9A-Fa-f]{2})\}", lambda m: bytes([int(m.group(1), 16)]), body)
        n += 1
        (folder / f"{test.stem}-{n}").write_bytes(body)
print(n, "inputs")
