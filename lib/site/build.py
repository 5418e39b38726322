#!/usr/bin/env python3
"""Makes the web edition of lessons that were run: pages whose controls move without a kernel.

binder/lab.py --site calls it, in an environment that has what requirements.txt names.
"""

import argparse
import gzip
import html
import importlib.util
import json
import os
import re
import shutil
import sys
from pathlib import Path

import sphinx.cmd.build

SITE = Path(__file__).resolve().parent
ROOT = SITE.parent.parent
NOTEBOOKS = ROOT / "notebooks"
FRAMES = re.compile(r'<div class="backprop-frames" data-file="([^"]*)" data-free="(\d+)" data-pictures="(\d+)" data-controls="([^"]*)"')


def main():
    options = read_arguments()
    source = options.work / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.rmtree(options.output, ignore_errors=True)
    gather(source, options)
    failed = sphinx.cmd.build.main(
        ["-q", "-W", "--keep-going", "-d", str(options.work / "doctrees"), str(source), str(options.output)]
    )
    if not failed:
        report(source, options.output)
    return failed


def read_arguments():
    parser = argparse.ArgumentParser(description="Makes the web edition of lessons that were run.", allow_abbrev=False)
    parser.add_argument("--work", type=Path, required=True, metavar="DIR", help="has lessons and frames, of the run")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="where the pages go")
    return parser.parse_args()


# ---------------------------------------------------------------------------------------------------------------------
# What Sphinx reads.


def gather(source, options):
    """The lessons as they were run, the other notebooks as they are, and what belongs to the pages."""
    static = source / "_static"
    static.mkdir(parents=True)
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        run = options.work / "lessons" / notebook.name
        shutil.copy(run if run.is_file() else notebook, source)
    shutil.copytree(NOTEBOOKS / "images", source / "images")
    shutil.copy(SITE / "conf.py", source)
    (source / "index.md").write_text(start_page(), encoding="utf-8")
    for name in ("frames.js", "pages.css", "icon.svg"):
        shutil.copy(SITE / name, static)
    if (options.work / "frames").is_dir():
        shutil.copytree(options.work / "frames", static / "frames")
    offline = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent
    # Of all its combinations of input and output, the one that conf.py names.
    others = shutil.ignore_patterns("*svg*", "mml-*", "tex-mml-*", "tex-*-full*", "node-main.js")
    shutil.copytree(offline / "static" / "mathjax", static / "mathjax", ignore=others)


def start_page():
    """The beginning of the README and its list of lessons, and the contents."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    beginning = readme[: readme.index("\n## Start")]
    lessons = readme[readme.index("\n## The lessons") :]
    lessons = lessons[: lessons.index("\nChange the cells")]
    text = (beginning + lessons).replace("](notebooks/", "](")
    pages = sorted(notebook.stem for notebook in NOTEBOOKS.glob("*.ipynb"))
    numbered = [page for page in pages if page[0].isdigit()]
    others = [page for page in pages if page not in numbered]
    text += (
        "\n\nOn these pages sliders and play buttons move, and nothing runs: what they show was computed in Java when the "
        f"pages were made. To change the code and to do the exercises, run the lessons {places()}. The classes of the "
        'library have a <a href="javadoc/index.html">documentation</a> of their own.'
    )
    return f"{text}\n\n```{{toctree}}\n:hidden:\n\n" + "\n".join(numbered + others) + "\n```\n"


def places():
    """Where the lessons run, with links as far as the repository has an address."""
    repository = os.environ.get("BACKPROP_REPOSITORY")
    if not repository:
        return "on your own computer"
    own = f"on [your own computer]({repository})"
    name = repository.removeprefix("https://github.com/")
    if name == repository:
        return own
    first = "lab/tree/notebooks/01-fruit-stall.ipynb"
    return f"[on Binder](https://mybinder.org/v2/gh/{name}/HEAD?urlpath={first}) or {own}"


# ---------------------------------------------------------------------------------------------------------------------
# What came of it.


def report(source, output):
    """How many bytes each page is, packed as servers send it, and its controls with their pictures."""
    for notebook in sorted(source.glob("*.ipynb")):
        page = output / f"{notebook.stem}.html"
        moving = FRAMES.findall(page.read_text(encoding="utf-8"))
        frames = [output / "_static" / "frames" / name for name, *_ in moving]
        total = len(gzip.compress(page.read_bytes())) + sum(file.stat().st_size for file in frames)
        print(f"{notebook.stem:24} {total:>10,} bytes")
        for (_, free, pictures, controls), file in zip(moving, frames):
            controls = json.loads(html.unescape(controls))
            named = " × ".join(f"{control['name']} {len(control['labels'])}" for control in controls)
            limit = "" if int(free) == len(controls) else f", {free} at a time"
            print(f"    {named}{limit}: {int(pictures):,} pictures, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
