#!/usr/bin/env python3
"""Executes lessons from top to bottom on the Java kernel, without a browser, and reports.

binder/lab.py --run calls it; so do the tests. It runs in the environment that lab.py has set up. Every lesson gets a
kernel of its own, started in the folder notebooks as JupyterLab does it. Nothing is written unless --save (into the
lesson itself) or --output (a copy) asks for it.
"""

import argparse
import asyncio
import atexit
import os
import random
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

# The environment's kernel comes before one of the same name that the reader may have installed elsewhere.
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")

SET_UP = "Set the lessons up with: python3 binder/lab.py --setup"

# Ctrl-C during the second that this takes ends it without a word.
signal.signal(signal.SIGINT, signal.SIG_DFL)
try:
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError
except ImportError as missing:
    sys.exit(f"This Python has no {missing.name}. {SET_UP}")
signal.signal(signal.SIGINT, signal.default_int_handler)

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
LESSONS = "[0-9A]*.ipynb"  # the appendix, too; the other pages have nothing to execute
STARTUP_SECONDS = 60
LONGEST_ERROR = 25  # lines; a stack overflow has a thousand


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    options = read_arguments()
    failed = 0
    try:
        for lesson in options.lessons:
            failed += not report(lesson, options)
    except NoSuchKernel:
        sys.exit(f"\nThe kernel {options.kernel} is not installed here. {SET_UP}")
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    if failed:
        print(f"{failed} of {len(options.lessons)} lessons failed.", file=sys.stderr)
    return 1 if failed else 0


def read_arguments():
    parser = argparse.ArgumentParser(
        description="Executes lessons on the Java kernel, without a browser, and reports.", allow_abbrev=False
    )
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="01, 01-fruit-stall, or a path; default: all")
    parser.add_argument("--save", action="store_true", help="write the outputs into the lessons")
    parser.add_argument("--output", type=Path, metavar="DIR", help="write the executed lessons into this folder")
    parser.add_argument("--missing", action="store_true", help="only lessons of which --output has no copy yet")
    parser.add_argument(
        "--frames", type=Path, metavar="DIR", help="write there what the lessons' pictures are at every position of sliders"
    )
    parser.add_argument("--cwd", type=Path, default=NOTEBOOKS, metavar="DIR", help="the kernel's folder (notebooks)")
    parser.add_argument("--timeout", type=int, default=120, metavar="S", help="seconds a cell may take (120)")
    parser.add_argument("--kernel", default="java", metavar="NAME", help="the kernel to run on (java)")
    options = parser.parse_intermixed_args()
    try:
        options.lessons = [find_lesson(name) for name in options.lessons] or sorted(NOTEBOOKS.glob(LESSONS))
    except LookupError as problem:
        parser.exit(2, f"{problem.args[0]}\n")
    if options.missing:
        options.lessons = [lesson for lesson in options.lessons if not (options.output / lesson.name).is_file()]
    elif not options.lessons:
        parser.error(f"there are no lessons in {NOTEBOOKS}")
    if not options.cwd.is_dir():
        parser.error(f"there is no folder {options.cwd}")
    return options


def find_lesson(name):
    """A lesson by its path, its name or the beginning of its name."""
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name)
    name = Path(name).name
    lessons = sorted(NOTEBOOKS.glob(LESSONS))
    found = [lesson for lesson in lessons if name in (lesson.name, lesson.stem)]
    found = found or [lesson for lesson in lessons if name and lesson.name.startswith(name)]
    if len(found) != 1:
        which = "several lessons begin" if found else "there is no lesson that begins"
        raise LookupError(f"{which} with {name!r}; the lessons are: {', '.join(lesson.stem for lesson in lessons)}")
    return found[0]


# ---------------------------------------------------------------------------------------------------------------------
# One lesson.


class Failure(Exception):
    """Why a lesson stopped; the text is what the reader is shown."""


def report(lesson, options):
    """Executes one lesson, prints its line, saves what is to be saved. True if all went well."""
    started = time.monotonic()
    progress = Progress(lesson.name)
    try:
        notebook = read(lesson)
        try:
            execute(notebook, progress, options, frames_variable(lesson, options))
        finally:
            # A part of a lesson is not one that is no longer missing.
            if options.output and not (options.missing and sys.exc_info()[0]):
                options.output.mkdir(parents=True, exist_ok=True)
                write(notebook, options.output / lesson.name)
        if options.save:
            write(notebook, lesson)
    except Failure as failure:
        progress.end(f"FAILED{progress.place}\n{indented(failure)}")
        return False
    progress.end(f"{progress.cells:3} cells {time.monotonic() - started:6.1f} s  ok")
    return True


def read(lesson):
    try:
        return nbformat.read(lesson, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as problem:
        raise Failure(f"This is not a notebook that can be read: {problem}") from None


def frames_variable(lesson, options):
    """Where the lesson's pictures go, and none is left of an earlier run."""
    if not options.frames:
        return {}
    folder = options.frames.resolve() / lesson.stem
    shutil.rmtree(folder, ignore_errors=True)
    return {"BACKPROP_FRAMES": str(folder)}


def execute(notebook, progress, options, variables):
    progress.start(notebook)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        client = NotebookClient(
            notebook,
            kernel_name=options.kernel,
            resources={"metadata": {"path": str(options.cwd)}},
            timeout=options.timeout,
            startup_timeout=STARTUP_SECONDS,
            record_timing=False,
            # The kernel takes seconds to say goodbye, and has nothing to lose.
            shutdown_kernel="immediate",
            on_cell_execute=progress.cell,
        )
        try:
            choose_ports(client.create_kernel_manager())
            # What Java says about itself is no output of the lesson; it is of interest only if the kernel dies.
            client.execute(stdout=log, stderr=log, env={**os.environ, **variables})
        except NoSuchKernel:
            raise
        except (Exception, asyncio.CancelledError) as error:
            if hasattr(client, "_async_cleanup_kernel_future"):
                # Ctrl-C: nbclient has only taken the kernel away, and the next lesson would begin.
                raise KeyboardInterrupt from None
            if isinstance(error, CellExecutionError):
                raise Failure(error_text(notebook.cells[progress.index], error)) from None
            if isinstance(error, CellTimeoutError):
                raise Failure(f"The cell was not done after {options.timeout} s.") from None
            log.seek(0)
            if client.km is None:
                # nbclient has cleaned up, and would fail in doing so again when Python ends.
                atexit.unregister(client._cleanup_kernel)
            if progress.index is None:
                raise Failure(f"The kernel does not start: {error}\n{log.read()}{SET_UP}") from None
            raise Failure(f"The kernel has stopped: {error}\n{log.read()}") from None


def choose_ports(kernel):
    """Ports that no other kernel is about to take.

    Jupyter asks the system for free ports and gives them back, and until the kernel has started any other program may
    be given the same ones: with some kernels starting at once, now and then one never answers. The system gives no
    ports below 32768 away.
    """
    names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
    kernel.cache_ports = False
    free = (port for port in random.sample(range(10000, 32768), 1000) if is_free(kernel.ip, port))
    for name, port in zip(names, free):
        setattr(kernel, name, port)
    # If it is not there after all, this is better than to wait for ever.
    kernel.context.sndtimeo = STARTUP_SECONDS * 1000


def is_free(ip, port):
    with socket.socket() as listener:
        try:
            listener.bind((ip, port))
            return True
        except OSError:
            return False


def error_text(cell, error):
    """What the kernel says went wrong, without colours, not too long."""
    said = [output for output in cell.outputs if output.output_type == "error"]
    text = "\n".join(said[-1].traceback) if said and said[-1].traceback else f"{error.ename}: {error.evalue}"
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).strip().splitlines()
    left = len(lines) - LONGEST_ERROR
    return "\n".join(lines[:LONGEST_ERROR] + ([f"… {left} more lines"] if left > 0 else []))


def indented(failure):
    return "\n".join(f"    {line}".rstrip() for line in str(failure).splitlines())


class Progress:
    """The line of one lesson: its name, on a terminal the cells as they are counted, and at the end the result."""

    def __init__(self, name):
        self.cells = 0
        self.index = None
        self.place = ""
        self._name = f"{name:32} "
        self._live = sys.stdout.isatty()
        self._shown = 0
        print(self._name, end="", flush=True)

    def start(self, notebook):
        # Numbered as Jupyter does, which leaves empty cells out.
        cells = enumerate(notebook.cells)
        self._code = [index for index, cell in cells if cell.cell_type == "code" and cell.source.strip()]
        self.cells = len(self._code)
        self._show("starting Java")

    def cell(self, cell, cell_index):
        self.index = cell_index
        number = self._code.index(cell_index) + 1
        self.place = f" in cell [{number}]: {cell.source.strip().splitlines()[0]}"
        self._show(f"cell {number} of {self.cells}")

    def end(self, text):
        self._show("")
        print(("\r" + self._name if self._live else "") + text, flush=True)

    def _show(self, text):
        if self._live:
            print("\r" + self._name + text.ljust(self._shown), end="", flush=True)
            self._shown = len(text)


# ---------------------------------------------------------------------------------------------------------------------
# Writing, so that executing an unchanged lesson again changes as little as possible in the file.


def write(notebook, file):
    tidy(notebook)
    nbformat.validate(notebook)
    fresh = file.with_name(file.name + ".new")
    # Not through nbformat.write, which would write the system's line ends.
    fresh.write_text(nbformat.writes(notebook, version=4) + "\n", encoding="utf-8", newline="\n")
    os.replace(fresh, file)


def tidy(notebook):
    language = notebook.metadata.get("language_info", {})
    # Which Java it was is no property of the lesson.
    language.pop("version", None)
    kept = {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}, "language_info": language}
    notebook.metadata = nbformat.from_dict(kept)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
            without_widgets(cell.outputs)


def joined(outputs):
    """The outputs with each run of stream pieces as one: printf sends every piece by itself."""
    whole = []
    for output in outputs:
        before = whole[-1] if whole else None
        if before and output.output_type == before.output_type == "stream" and output.name == before.name:
            before.text += output.text
        else:
            whole.append(output)
    for output in whole:
        if output.output_type == "stream":
            # A line that was overwritten, as progress is, ends as what stood there last.
            output.text = re.sub(r"[^\n]*\r(?=[^\n])", "", output.text)
    return whole


def without_widgets(outputs):
    """A widget lives as long as its kernel. In a file it would be an error message, or a slider that moves nothing, in
    the place of the words that stand for it."""
    for output in outputs:
        output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


if __name__ == "__main__":
    sys.exit(main())
