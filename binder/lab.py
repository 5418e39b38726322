#!/usr/bin/env python3
"""Sets up the lessons and opens them in JupyterLab.

The first start makes a Python environment (.venv), installs JupyterLab and the Java kernel into it, builds the Java
library and lays it into lib/jars. What is up to date is not done again, so that later starts take a second and need
no network. One script for the desk, for Binder (binder/postBuild) and for the tests (./mvnw verify).

Needs nothing but Python's standard library. Everything that can go wrong ends in a Problem: a sentence that says what
is wrong and what to do.
"""

import sys

if sys.version_info < (3, 10):
    sys.exit(
        "The lessons need Python 3.10 or newer, and this is Python %d.%d (%s). "
        "Start binder/lab.py with a newer one." % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

import argparse
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
FIRST_LESSON = "01-fruit-stall.ipynb"
JARS = ROOT / "lib" / "jars"
MODULES = [ROOT / "lib" / "backprop", ROOT / "lib" / "jupyter"]
REQUIREMENTS = ROOT / "binder" / "requirements.txt"
SERVER_CONFIG = ROOT / "binder" / "jupyter_server_config.py"
VENV = ROOT / ".venv"
SITE = ROOT / "lib" / "site"
SITE_VENV = ROOT / ".venv-site"

WINDOWS = os.name == "nt"
OLDEST_JAVA = 17
NEEDED_MODULES = ("jdk.compiler", "jdk.jshell", "java.desktop")
VECTOR_MODULE = "jdk.incubator.vector"
# Enough for every lesson, and leaves room for JupyterLab in the 2 GB that Binder gives.
DEFAULT_HEAP = "768m"

NETWORK_NEEDED = (
    "The first start needs the network, and so does the first one after an update; all others do not. "
    "Check the connection and start again."
)
HELP_AFTER = f"""\
What follows -- goes on to JupyterLab (or, with --run, to lessons.py), for instance

    python3 binder/lab.py -- --allow-root        in a container in which everybody is root
    python3 binder/lab.py --run -- --timeout 600  give slow cells ten minutes

The environment variable BACKPROP_HEAP, such as 2g, gives the lessons' Java more memory than {DEFAULT_HEAP}.
"""


class Problem(Exception):
    """Something that the reader can put right; the text says what is wrong and what to do."""


def main():
    # A console that cannot show a character shows a question mark; it is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    options, rest = read_arguments(sys.argv[1:])
    try:
        if options.port:
            check_port(options.port)
        started = time.monotonic()
        environment = set_up(options.here, options.built)
        if options.setup:
            print(f"Ready ({time.monotonic() - started:.1f} s). The lessons open with: python3 binder/lab.py")
            return 0
        if options.run:
            return run_lessons(environment, options, rest)
        if options.site:
            make_site(environment, options, rest)
            print(f"Ready ({time.monotonic() - started:.0f} s). To read it: {SITE_SERVER}")
            return 0
        return open_lab(environment, options, rest)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        print(f"\nThe computer refused: {error.strerror or error}{place}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def read_arguments(arguments):
    """The options, and what stands after -- for the program that we start."""
    rest = []
    if "--" in arguments:
        cut = arguments.index("--")
        arguments, rest = arguments[:cut], arguments[cut + 1 :]
    parser = argparse.ArgumentParser(
        prog="lab.py",
        description="Sets up what is not set up yet and opens the lessons in the browser.",
        epilog=HELP_AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--setup", action="store_true", help="only set up")
    what.add_argument("--run", action="store_true", help="execute the lessons without a browser, and report")
    what.add_argument("--site", action="store_true", help="make the web edition, pages that move without a kernel (authors)")
    parser.add_argument(
        "lessons",
        nargs="*",
        metavar="LESSON",
        help="with --run and --site: only these lessons; 01, 01-fruit-stall or a path",
    )
    parser.add_argument("--save", action="store_true", help="with --run: write the outputs into the lessons (authors)")
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab and print its address")
    parser.add_argument("--port", type=port_number, metavar="N", help="JupyterLab's port (8888, or the next free one)")
    parser.add_argument(
        "--here",
        action="store_true",
        help="use the Python environment that runs this script instead of .venv (Binder)",
    )
    parser.add_argument(
        "--built",
        action="store_true",
        help="do not build the library: Maven, which calls us, has just done so",
    )
    options = parser.parse_intermixed_args(arguments)
    if options.save and not options.run:
        parser.error("--save goes with --run")
    if options.lessons and not (options.run or options.site):
        parser.error("names of lessons go with --run and --site")
    if (options.no_browser or options.port) and (options.setup or options.run or options.site):
        parser.error("--no-browser and --port are for JupyterLab, which --setup, --run and --site do not start")
    if rest and options.setup:
        parser.error("--setup starts no other program that could take: " + " ".join(rest))
    return options, rest


def port_number(text):
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


# ---------------------------------------------------------------------------------------------------------------------
# Setting up: each step looks whether it has something to do.


def set_up(here, built):
    """Does what is not done yet and returns the environment to work in."""
    jdk = find_jdk()
    environment = lessons_environment(Path(sys.prefix), Path(sys.executable)) if here else own_environment()
    provide(environment, here)
    provide_library(jdk, built)
    # After the library, so that a kernel is only offered where its lessons can run.
    install_kernel(environment, jdk)
    quieten_jupyterlab(environment)
    hurry_answers(environment)
    check_fonts(environment, jdk)
    return environment


# --- Java ------------------------------------------------------------------------------------------------------------


class Jdk(NamedTuple):
    home: Path
    version: int
    modules: frozenset

    @property
    def java(self):
        return self.home / "bin" / program("java")


def find_jdk():
    """The JDK that JAVA_HOME names or, where that is not set, the one whose java is on the PATH."""
    return jdk_of(*find_java())


def jdk_of(java, found_by):
    """The JDK that a java belongs to, if it is one that can do everything."""
    # The encoding has one name up to Java 18 and another one since; without it, Windows garbles a Chinese folder.
    utf8 = ["-Dsun.stderr.encoding=UTF-8", "-Dstderr.encoding=UTF-8"]
    settings = output_of([java, *utf8, "-XshowSettings:properties", "-version"])
    home = property_of(settings, "java.home")
    version = property_of(settings, "java.specification.version")
    if not home or not version:
        raise Problem(f"{java} ({found_by}) does not run: {first_line(settings)}\n{how_to_get_java()}")
    # Before 9, Java called itself 1.8.
    version = int(version.removeprefix("1.").split(".")[0])
    if version < OLDEST_JAVA:
        raise Problem(
            f"The lessons need Java {OLDEST_JAVA} or newer, and {java} ({found_by}) is Java {version}.\n"
            f"{how_to_get_java()}"
        )
    modules = frozenset(line.split("@")[0].strip() for line in output_of([java, "--list-modules"]).splitlines())
    jdk = Jdk(Path(home), version, modules)
    missing = [module for module in NEEDED_MODULES if module not in modules]
    if not (jdk.home / "bin" / program("javac")).is_file():
        missing.append("javac")
    if missing:
        raise Problem(
            f"The lessons need a JDK, and the Java {version} in {home} ({found_by}) is only a run-time environment: "
            f"it has no {' and no '.join(missing)}.\n{how_to_get_java()}"
        )
    return jdk


def find_java():
    """Where java is, and who says so."""
    home = os.environ.get("JAVA_HOME")
    if home:
        java = Path(home) / "bin" / program("java")
        if not java.is_file():
            raise Problem(
                f"The environment variable JAVA_HOME says {home}, but there is no {java}. "
                f"Set it to the folder of a JDK, or unset it.\n{how_to_get_java()}"
            )
        return java, "JAVA_HOME"
    java = shutil.which("java")
    if not java:
        raise Problem(f"No Java found: JAVA_HOME is not set, and there is no java on the PATH.\n{how_to_get_java()}")
    return Path(java), "found on the PATH"


def how_to_get_java():
    if WINDOWS:
        command = "winget install EclipseAdoptium.Temurin.21.JDK"
    elif sys.platform == "darwin":
        command = "brew install --cask temurin"
    else:
        command = "sudo apt install openjdk-17-jdk (Debian, Ubuntu; openjdk-21-jdk will do as well)"
    return (
        f"Install a JDK, {OLDEST_JAVA} or newer: {command}, or take one from adoptium.net. "
        "If it is not on the PATH, set JAVA_HOME to its folder."
    )


def property_of(settings, name):
    found = re.search(rf"^\s*{re.escape(name)} = (.*)$", settings, re.MULTILINE)
    return found.group(1).strip() if found else None


# --- Python ----------------------------------------------------------------------------------------------------------


UNFINISHED = "unfinished"


class Environment:
    """A Python environment, with notes in it about what we have done there."""

    def __init__(self, home, python, requirements, packages):
        self.home = home
        self.python = python
        # The lock, and what is in it in the reader's words.
        self.requirements = requirements
        self.packages = packages
        self._notes = home / "backprop-setup.json"

    def noted(self, what):
        return read_json(self._notes).get(what)

    def note(self, what, value):
        write_atomically(self._notes, json.dumps({**read_json(self._notes), what: value}, indent=1))

    def usable(self):
        """Whether it is whole: its Python runs, lies where it was made, and no installation was cut off.

        One that somebody else has made, such as an editor, is welcome.
        """
        place = self.place()
        return place is not None and self.noted("place") in (place, None) and self.noted("requirements") != UNFINISHED

    def place(self):
        """Where the environment is and the version of its Python; None if that does not run, lacks pip or is old."""
        code = "import sys, pip; assert sys.version_info >= (3, 10); print(sys.prefix, *sys.version_info[:2])"
        try:
            shown = run([self.python, "-c", code], PYTHONIOENCODING="utf-8")
        except OSError:
            return None
        return None if shown.failed else shown.output.strip()


def own_environment():
    return lessons_environment(VENV, python_in(VENV))


def lessons_environment(home, python):
    return Environment(home, python, REQUIREMENTS, "JupyterLab and the Java kernel")


def site_environment():
    return Environment(SITE_VENV, python_in(SITE_VENV), SITE / "requirements.txt", "Sphinx and its theme")


def python_in(environment):
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def provide(environment, foreign=False):
    """Sees to it that the environment is there, with all that belongs into it. A foreign one is not made anew."""
    if foreign or environment.usable():
        install_requirements(environment)
    else:
        make_environment(environment)


def make_environment(environment):
    """Makes it with all that belongs into it, or leaves none behind."""
    if not all(is_installed(module) for module in ("venv", "ensurepip")):
        raise Problem(
            f"This Python ({sys.executable}) lacks the module venv, which makes environments. "
            "On Debian and Ubuntu it comes with: sudo apt install python3-venv"
        )
    remove_folder(environment.home)
    try:
        with step(f"Making the Python environment {environment.home.name}"):
            # Not sys.executable, which lies in the folder just removed if the reader has activated .venv.
            made = run([sys._base_executable, "-m", "venv", environment.home])
        if made.failed or not environment.place():
            raise Problem(
                f"Python could not make the environment {environment.home.name}. It says:\n{made.output.strip()}"
            )
        install_requirements(environment)
    except BaseException:
        remove_folder(environment.home)
        raise


def install_requirements(environment):
    wanted = fingerprint([environment.requirements])
    if environment.noted("requirements") == wanted:
        return
    environment.note("requirements", UNFINISHED)
    with step(f"Installing {environment.packages}"):
        pip = [environment.python, "-m", "pip", "install", "--require-hashes", "-r", environment.requirements]
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
        # A habit of installing for the user, set in pip's configuration, would fail in an environment.
        installed = run(pip + quiet, PIP_USER="0")
    if installed.failed:
        environment.note("requirements", None)
        if lacks_network(installed.output):
            raise Problem(
                f"{environment.packages} could not be fetched from the Python package index. {NETWORK_NEEDED}"
            )
        lock = environment.requirements.relative_to(ROOT)
        raise Problem(f"pip could not install {lock}:\n{errors_of(installed.output)}")
    environment.note("place", environment.place())
    environment.note("requirements", wanted)


# --- The library -----------------------------------------------------------------------------------------------------


def provide_library(jdk, built):
    """Sees to it that lib/jars holds the library, built from today's sources, and what it needs, and nothing else."""
    wanted = fingerprint(sources())
    stamp = JARS / "stamp.json"
    if read_json(stamp) == {"sources": wanted, "jars": fingerprints(JARS.glob("*.jar"))}:
        return
    if not built:
        build_library(jdk)
    jars = built_jars()
    if not all(jar.is_file() for jar in jars) or len(jars) == len(MODULES):
        raise Problem(f"The library is not in {jars[0].parent}, where --built expects it. Start without --built.")
    lay_out(jars, JARS)
    write_atomically(stamp, json.dumps({"sources": wanted, "jars": fingerprints(jars)}, indent=1))


def sources():
    """All that the library is made of."""
    files = [ROOT / "pom.xml"]
    for module in MODULES:
        files += [module / "pom.xml", *files_under(module / "src" / "main")]
    return files


def built_jars():
    """Where Maven leaves the library, and what it needs."""
    library = [MODULES[0] / "target" / "backprop.jar", MODULES[1] / "target" / "backprop-jupyter.jar"]
    return [*library, *sorted((MODULES[1] / "target" / "dependency").glob("*.jar"))]


def build_library(jdk, *more):
    with step("Building the Java library"):
        # Through sh: a copy of the repository that came as a zip file has lost the permission to execute.
        wrapper = [ROOT / "mvnw.cmd"] if WINDOWS else ["sh", ROOT / "mvnw"]
        maven = run([*wrapper, "-q", "-B", "-ntp", "-Dmaven.test.skip=true", *more, "package"], JAVA_HOME=str(jdk.home))
    if not maven.failed:
        return
    if lacks_network(maven.output):
        raise Problem(
            "Maven, or the Java libraries that the lessons need, could not be fetched from Maven Central. "
            + NETWORK_NEEDED
        )
    raise Problem(f"The library could not be built. Maven says:\n{maven.output.strip()}")


def lay_out(jars, folder):
    """Makes the folder hold these jars. One that a running lesson has open is replaced, never written into."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for jar in jars:
            place = folder / jar.name
            if place.is_file() and fingerprint([place]) == fingerprint([jar]):
                continue
            fresh = folder / (jar.name + ".new")
            shutil.copyfile(jar, fresh)
            os.replace(fresh, place)
        for stale in set(folder.glob("*.jar*")) - {folder / jar.name for jar in jars}:
            stale.unlink()
    except PermissionError as error:
        if not WINDOWS:
            raise
        raise Problem(
            f"Windows does not let go of {error.filename}, because a lesson that is running uses it. "
            "Shut the lessons down (in JupyterLab: Kernel, Shut Down All Kernels) and start again."
        ) from None


# --- The kernel, JupyterLab's settings, fonts ------------------------------------------------------------------------


def install_kernel(environment, jdk):
    """Tells Jupyter how to start the Java kernel that pip has put into the environment."""
    folder = data_folder(environment) / "kernels" / "java"
    if not (folder / "jjava.jar").is_file():
        raise Problem(f"The Java kernel is not where pip puts it, {folder}. Remove the folder .venv and start again.")
    write_if_different(folder / "kernel.json", json.dumps(kernel(jdk), indent=1) + "\n")


def kernel(jdk):
    vector = ["--add-modules", VECTOR_MODULE] if VECTOR_MODULE in jdk.modules else []
    options = [
        # The kernel reaches into jshell; it would else start a second Java only to say this.
        "--add-opens",
        "jdk.jshell/jdk.jshell=ALL-UNNAMED",
        *vector,
        "-Djava.awt.headless=true",
        f"-Xmx{heap()}",
        # Java 17 would take the system's encoding, and lose Greek letters on some.
        "-Dfile.encoding=UTF-8",
        # 0.5 is written 0.5 in the lessons, wherever the reader lives, and Tablesaw's tables know no other setting.
        "-Duser.language=en",
        "-Duser.country=US",
    ]
    if jdk.version >= 24:
        # Tablesaw uses what these versions warn about.
        options.append("--sun-misc-unsafe-memory-access=allow")
    return {
        "argv": [str(jdk.java), *options, "-jar", "{resource_dir}/jjava.jar", "{connection_file}"],
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",
        # Cells, too, may use the vector module; -nowarn, or each compile error comes with a warning about it.
        "env": {"JJAVA_COMPILER_OPTS": " ".join([*vector, "-nowarn"])},
        "metadata": {},
    }


def heap():
    size = os.environ.get("BACKPROP_HEAP") or DEFAULT_HEAP
    if not re.fullmatch(r"\d+[mMgG]", size):
        raise Problem(f"The environment variable BACKPROP_HEAP is to be a size such as 768m or 2g, and it is {size!r}.")
    return size


def quieten_jupyterlab(environment):
    """JupyterLab is not to ask the internet for news and updates, nor the reader whether it may."""
    settings = {"@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"}}
    overrides = data_folder(environment) / "lab" / "settings" / "overrides.json"
    if not overrides.is_file():
        overrides.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(overrides, json.dumps(settings, indent=1) + "\n")


def hurry_answers(environment):
    """What a kernel says is sent at once, unless the environment's server has settings that are not ours."""
    config = data_folder(environment).parents[1] / "etc" / "jupyter" / SERVER_CONFIG.name
    ours = (environment.noted("server"), fingerprint([SERVER_CONFIG]))
    if config.is_file() and fingerprint([config]) not in ours:
        return
    config.parent.mkdir(parents=True, exist_ok=True)
    write_if_different(config, SERVER_CONFIG.read_text(encoding="utf-8"))
    laid = fingerprint([config])
    if environment.noted("server") != laid:
        environment.note("server", laid)


WRITE_A_WORD = """
class WriteAWord {
    public static void main(String[] args) {
        var picture = new java.awt.image.BufferedImage(80, 20, java.awt.image.BufferedImage.TYPE_INT_ARGB);
        picture.createGraphics().drawString("loss", 2, 15);
    }
}
"""


def check_fonts(environment, jdk):
    """Without any font, Java draws no chart. Bare Linux systems have none; so let Java write a word, once."""
    if not sys.platform.startswith("linux"):
        return
    listed = output_of(["fc-list"]) if shutil.which("fc-list") else ""
    known = hashlib.sha256("\n".join([str(jdk.home), *sorted(listed.splitlines())]).encode()).hexdigest()
    if environment.noted("fonts") == known:
        return
    with step("Looking for fonts"), tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "WriteAWord.java")
        source.write_text(WRITE_A_WORD, encoding="utf-8")
        drawn = run([jdk.java, "-Djava.awt.headless=true", source])
    if drawn.failed:
        raise Problem(
            "Java finds no fonts on this system, and without them no chart can be drawn. "
            "On Debian and Ubuntu: sudo apt install fontconfig fonts-dejavu-core libharfbuzz0b\n"
            f"(Java says: {first_line(drawn.output)})"
        )
    environment.note("fonts", known)


def data_folder(environment):
    """share/jupyter of the environment: kernels and default settings."""
    data = sysconfig.get_path("data") if environment.home == Path(sys.prefix) else environment.home
    return Path(data) / "share" / "jupyter"


# ---------------------------------------------------------------------------------------------------------------------
# The web edition.


SITE_OLDEST_PYTHON = (3, 11)
SITE_TARGET = SITE / "target"
SITE_SERVER = "python3 -m http.server --directory lib/site/target/html"


def make_site(environment, options, rest):
    """Runs the lessons that have changed so that their pictures are there for every position of their sliders, and makes pages
    of all lessons. Those that are not to be run are shown as they are committed."""
    if sys.version_info < SITE_OLDEST_PYTHON:
        raise Problem(
            f"The web edition needs Python {'.'.join(map(str, SITE_OLDEST_PYTHON))} or newer, and this is Python "
            f"{sys.version_info[0]}.{sys.version_info[1]} ({sys.executable}). Start binder/lab.py with a newer one."
        )
    pages = site_environment()
    provide(pages)
    work = SITE_TARGET / "work"
    lessons = [environment.python, ROOT / "binder" / "lessons.py", *options.lessons, "--timeout", "600", *rest]
    forget_what_changed(work)
    failed = wait_for([*lessons, "--missing", "--output", work / "lessons", "--frames", work / "frames"])
    write_atomically(work / "stamp.json", json.dumps({run.stem: made_of(run) for run in runs(work)}, indent=1))
    if failed:
        raise Problem("The pages are made when all these lessons run.")
    with step("Making the pages"):
        made = run(
            [pages.python, SITE / "build.py", "--work", work, "--output", SITE_TARGET / "html"],
            BACKPROP_REPOSITORY=repository() or "",
            PYTHONIOENCODING="utf-8",
        )
    if made.failed:
        raise Problem(f"The pages could not be made. Sphinx says:\n{made.output.strip()}")
    make_javadoc(find_jdk(), SITE_TARGET / "html" / "javadoc")
    print(made.output, end="")


def make_javadoc(jdk, folder):
    """The documentation of the library's classes, which the start page links to."""
    vector = ["--add-modules", VECTOR_MODULE] if VECTOR_MODULE in jdk.modules else []
    sources = MODULES[0] / "src" / "main" / "java"
    with step("Making the Javadoc"):
        command = [jdk.home / "bin" / program("javadoc"), "-quiet", "-notimestamp", "-encoding", "UTF-8", *vector]
        command += ["-Xdoclint:none", "-cp", JARS / "*", "-sourcepath", sources, "-subpackages", "backprop"]
        made = run([*command, "-doctitle", "Backprop by Hand: the library", "-d", folder])
    if made.failed:
        raise Problem(f"The Javadoc could not be made. javadoc says:\n{errors_of(made.output)}")


def forget_what_changed(work):
    """Removes what came of lessons that were other ones, or ran with another library; so that what is there is of today."""
    (work / "lessons").mkdir(parents=True, exist_ok=True)
    stamp = read_json(work / "stamp.json")
    for run in runs(work):
        if stamp.get(run.stem) != made_of(run):
            run.unlink()
    for frames in (work / "frames").glob("*"):
        if not (work / "lessons" / f"{frames.name}.ipynb").is_file():
            remove_folder(frames)


def runs(work):
    return sorted((work / "lessons").glob("*.ipynb"))


def made_of(run):
    """What a lesson that was run depends on."""
    lesson = NOTEBOOKS / run.name
    return [fingerprint([lesson]) if lesson.is_file() else None, read_json(JARS / "stamp.json").get("sources")]


def repository():
    """The web address of the repository that this one was cloned from, or the one in BACKPROP_REPOSITORY; None if there is none.

    Links to Binder and to the sources are made of it.
    """
    address = os.environ.get("BACKPROP_REPOSITORY")
    if not address and shutil.which("git"):
        found = run(["git", "remote", "get-url", "origin"])
        address = "" if found.failed else found.output.strip()
    # Both git@host:owner/name.git and https://host/owner/name.git
    found = re.fullmatch(r"(?:https://|(?:ssh://)?git@)([\w.-]+)[:/]([\w.~/-]+?)(?:\.git)?/?", address or "")
    return f"https://{found.group(1)}/{found.group(2)}" if found else None


# ---------------------------------------------------------------------------------------------------------------------
# Starting.


def run_lessons(environment, options, rest):
    command = [environment.python, ROOT / "binder" / "lessons.py", *options.lessons, *rest]
    return wait_for(command + (["--save"] if options.save else []))


def open_lab(environment, options, rest):
    command = [
        environment.python,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={NOTEBOOKS}",
        f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}",
        # There is no language server for cells, and looking for one would start npm, where that is installed.
        "--LanguageServerManager.autodetect=False",
    ]
    if options.no_browser:
        command.append("--no-browser")
    if options.port:
        command += [f"--ServerApp.port={options.port}", "--ServerApp.port_retries=0"]
    where = "Jupyter says below where the lessons are" if options.no_browser else "Opening the lessons in the browser"
    print(f"{where}. To end, press Ctrl-C here.", flush=True)
    code = wait_for(
        command + rest,
        # The reader may have another kernel named java; ours comes first.
        JUPYTER_PREFER_ENV_PATH="1",
        # Which lessons lie open is remembered here, apart from the reader's other work with JupyterLab.
        JUPYTERLAB_WORKSPACES_DIR=str(data_folder(environment) / "lab" / "workspaces"),
    )
    if code and "--allow-root" not in rest and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(
            "\nJupyterLab does not run for root, who may do too much. Start as another user or, in a container in "
            "which everybody is root: python3 binder/lab.py -- --allow-root",
            file=sys.stderr,
        )
    return code


def check_port(port):
    """Refuses a port that is taken, before anything is set up or started."""
    # JupyterLab listens on both kinds of address that localhost may have.
    for family, kind, _, _, address in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind) as listener:
            if not WINDOWS:
                # A port that was closed a moment ago is free.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(address)
                listener.listen()
            except PermissionError:
                raise Problem(f"You may not use port {port} on this system. Take one above 1023: --port 8889") from None
            except OSError as error:
                if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                    continue
                raise Problem(
                    f"Port {port} is taken by another program, perhaps by a JupyterLab that is still running. "
                    "Name another one, or leave --port out and JupyterLab looks for a free one."
                ) from None


def wait_for(command, **variables):
    """Runs a program in the terminal to its end. Ctrl-C and a polite kill are for it to answer, not for us."""
    child = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment_variables(variables))
    handlers = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    code = child.wait()
    for number, handler in handlers:
        signal.signal(number, handler)
    # Ended by a signal; shells count these from 128.
    return code if code >= 0 else 128 - code


# ---------------------------------------------------------------------------------------------------------------------
# Small things.


class Finished(NamedTuple):
    failed: bool
    output: str


def run(command, **variables):
    """Runs a program quietly; while it works, the seconds count on a terminal."""
    child = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment_variables(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    try:
        while True:
            try:
                output, _ = child.communicate(timeout=1)
                return Finished(child.returncode != 0, output)
            except subprocess.TimeoutExpired:
                step.tick()
    except BaseException:
        child.kill()
        child.wait()
        raise


def output_of(command):
    """What a short program prints, on both channels."""
    return run(command).output


def environment_variables(more):
    variables = {**os.environ, **more}
    # Java cannot open a file with a Chinese name where the language is plain C.
    if variables.get("LC_ALL") in ("C", "POSIX"):
        variables["LC_ALL"] = "C.UTF-8"
    return variables


class step:
    """Says what is being done and, at the end, how long it took."""

    now = None

    def __init__(self, what):
        self.what = what

    def __enter__(self):
        self.started = time.monotonic()
        step.now = self
        print(f"{self.what} …", end="", flush=True)

    def __exit__(self, kind, error, trace):
        step.now = None
        end = "stopped" if error else f"{time.monotonic() - self.started:.0f} s"
        print(f"{self._start_of_line()} {end}", flush=True)

    def _start_of_line(self):
        return f"\r{self.what} …" if sys.stdout.isatty() else ""

    @classmethod
    def tick(cls):
        if cls.now and sys.stdout.isatty():
            seconds = time.monotonic() - cls.now.started
            print(f"{cls.now._start_of_line()} {seconds:.0f} s", end="", flush=True)


def lacks_network(output):
    """Whether a program that fetches things failed because it did not reach them."""
    signs = (
        # pip
        "NewConnectionError",
        "ConnectTimeoutError",
        "ReadTimeoutError",
        "ProxyError",
        "ProtocolError",
        "name resolution",
        "(from versions: none)",
        # Maven and its wrapper
        "UnknownHost",
        "Unknown host",
        "Could not transfer artifact",
        "Failed to fetch",
        "Connection refused",
        "Connection timed out",
        "Network is unreachable",
        "No route to host",
        "offline mode",
        "Unable to connect to the remote server",
        "could not be resolved",
    )
    return any(sign in output for sign in signs)


def errors_of(output):
    """The lines that a program marks as errors, or else the last few."""
    lines = output.strip().splitlines()
    return "\n".join([line for line in lines if line.startswith("ERROR")] or lines[-5:])


def first_line(text):
    return (text.strip().splitlines() or ["it prints nothing"])[0]


def is_installed(module):
    found = importlib.util.find_spec(module)
    return found is not None and found.origin is not None


def program(name):
    return name + ".exe" if WINDOWS else name


def files_under(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def fingerprint(files):
    """A hash over the files' contents and, if there are several, over their places in the repository."""
    digest = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).digest()
        digest.update(content if len(files) == 1 else file.relative_to(ROOT).as_posix().encode() + content)
    return digest.hexdigest()


def fingerprints(files):
    return {file.name: fingerprint([file]) for file in files}


def read_json(file):
    """What a file of ours says; nothing if it is not there or damaged, so that its step is done again."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_if_different(file, text):
    try:
        if file.read_text(encoding="utf-8") == text:
            return
    except (OSError, ValueError):
        pass
    write_atomically(file, text)


def write_atomically(file, text):
    """The whole text or nothing, so that no reader meets half a file."""
    fresh = file.with_name(file.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, file)


def remove_folder(folder):
    if folder.exists():
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
