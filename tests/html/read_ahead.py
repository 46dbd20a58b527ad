"""read_ahead.py BUILD: what the HTML reader takes from libxml2's input by itself, it reads as libxml2 would.

Every page of the tests, whole, cut off and damaged, is converted by the program as it is and by one whose reader leaves all to libxml2."""
import filecmp
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

build = pathlib.Path(sys.argv[1])
tests = pathlib.Path(__file__).parent.parent
MARKS = [b"<", b">", b"/", b"</p>", b"</div>", b"<p>", b"<td>", b"<li>", b"<b>", b"<a href=x>", b"<table>", b"</table>", b"<!--", b"&", b'"', b"=", b"\0"]


def damaged(page):
    chance = random.Random(page)  # a test that is added changes nothing for the others
    yield page
    yield page[: chance.randrange(len(page) + 1)]
    for _ in range(3):
        at, end = chance.randrange(len(page) + 1), chance.randrange(len(page) + 1)
        yield page[:at] + chance.choice(MARKS) + page[at:]
        yield page[:at] + page[at + chance.randrange(1, 9) :]
        yield page[:at] + page[end : end + 40] + page[at:]


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    subprocess.run([sys.executable, tests / "fuzz/seeds.py", "html", folder / "seeds"], check=True, stdout=subprocess.DEVNULL)
    pages = folder / "pages"
    pages.mkdir()
    sources = sorted((folder / "seeds").iterdir()) + sorted((tests / "samples").glob("*.html"))
    for source in sources:
        for i, page in enumerate(damaged(source.read_bytes())):
            if page:
                (pages / f"{source.stem}.{i}.html").write_bytes(page)
    # A program of its own, since it takes the plugins beside it.
    other = folder / "other"
    (other / "plugins").mkdir(parents=True)
    shutil.copy(build / "pumice", other)
    shutil.copy(build / "libpumice.so.1", other)
    for plugin in (build / "plugins").glob("*.so"):
        shutil.copy(plugin, other / "plugins")
    for plugin in ("html.so", "htm.so"):
        shutil.copy(build / "tests/html/by_libxml2.so", other / "plugins" / plugin)
    outputs = []
    for program in (build / "pumice", other / "pumice"):
        out = folder / f"out{len(outputs)}"
        outputs.append(out)
        subprocess.run([program.absolute(), pages, "-o", out, "-f", "html", "-t", "json:regions", "-j2", "-q"], stderr=subprocess.DEVNULL)
    written = sorted(p.relative_to(outputs[0]) for p in outputs[0].rglob("*.json"))
    differ = [str(p) for p in written if not (outputs[1] / p).is_file() or not filecmp.cmp(outputs[0] / p, outputs[1] / p, shallow=False)]
    n_other = sum(1 for _ in outputs[1].rglob("*.json"))
    for p in differ[:5]:
        print("FAILED:", p, re.sub(rb"\s+", b" ", (pages / pathlib.Path(p).with_suffix(".html")).read_bytes()[:300]))
    print(f"{len(written)} pages of {len(sources)} read by itself and by libxml2, {len(differ)} differ")
    sys.exit(bool(differ) or not written or n_other != len(written))
