"""Tests of binder/lab.py and binder/lessons.py: python3 -m unittest discover -s lib/jupyter/src/test/python

They work in folders of their own, need no network, and let small shell scripts play Java and Maven. Those at the end
run lessons on the real kernel, and are skipped where it is not set up.
"""

import contextlib
import functools
import importlib.util
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

REPOSITORY = Path(__file__).resolve().parents[5]
REAL_PYTHON = REPOSITORY / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REAL_KERNEL = REPOSITORY / ".venv" / "share" / "jupyter" / "kernels" / "java" / "kernel.json"

spec = importlib.util.spec_from_file_location("lab", REPOSITORY / "binder" / "lab.py")
lab = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lab)

posix = unittest.skipIf(os.name == "nt", "the programs that are played here are shell scripts")
linux = unittest.skipUnless(sys.platform.startswith("linux"), "only Linux may come without fonts")
real_kernel = unittest.skipUnless(REAL_KERNEL.is_file(), "the lessons are not set up: python3 binder/lab.py --setup")

# What Maven leaves behind: the library, and one other that it needs.
BUILD = (
    "mkdir -p lib/backprop/target lib/jupyter/target/dependency; echo {} > lib/backprop/target/backprop.jar; "
    "echo J > lib/jupyter/target/backprop-jupyter.jar; echo E > lib/jupyter/target/dependency/ejml.jar"
)
MODULES = ["java.base@17", "java.desktop@17", "jdk.compiler@17", "jdk.jshell@17", "jdk.incubator.vector@17"]


class InAClone(unittest.TestCase):
    """A folder that looks like a clone of the repository, with a space and Chinese characters in its path."""

    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp()).resolve()
        self.addCleanup(shutil.rmtree, self.scratch, ignore_errors=True)
        self.clone = self.scratch / "反向 传播"
        (self.clone / "notebooks").mkdir(parents=True)
        shutil.copytree(REPOSITORY / "binder", self.clone / "binder", ignore=shutil.ignore_patterns("__pycache__"))
        self.write("binder/requirements.txt", "# nothing\n")
        for pom in ("pom.xml", "lib/backprop/pom.xml", "lib/jupyter/pom.xml"):
            self.write(pom, "<project/>")
        self.write("lib/backprop/src/main/java/A.java", "class A {}")
        self.maven_says(BUILD.format("A"))
        self.set(
            lab,
            ROOT=self.clone,
            NOTEBOOKS=self.clone / "notebooks",
            JARS=self.clone / "lib" / "jars",
            MODULES=[self.clone / "lib" / "backprop", self.clone / "lib" / "jupyter"],
            REQUIREMENTS=self.clone / "binder" / "requirements.txt",
            VENV=self.clone / ".venv",
        )
        # What the steps print is of interest to nobody here.
        quiet = contextlib.redirect_stdout(io.StringIO())
        self.printed = quiet.__enter__()
        self.addCleanup(quiet.__exit__, None, None, None)

    def write(self, place, text, executable=False):
        file = self.clone / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if executable:
            file.chmod(0o755)
        return file

    def set(self, target, **values):
        patch = mock.patch.multiple(target, **values)
        patch.start()
        self.addCleanup(patch.stop)

    def variables(self, **values):
        """Environment variables for this test; None takes one away."""
        patch = mock.patch.dict(os.environ, {name: value for name, value in values.items() if value is not None})
        patch.start()
        self.addCleanup(patch.stop)
        for name in [name for name, value in values.items() if value is None]:
            os.environ.pop(name, None)

    def maven_says(self, script):
        """Lets a shell script play Maven; it counts how often it is called."""
        self.write("mvnw", f"echo called >> maven-calls\n{script}\n")

    def maven_calls(self):
        calls = self.clone / "maven-calls"
        return len(calls.read_text().splitlines()) if calls.exists() else 0

    def java(self, version="17", modules=MODULES, javac=True, script=None):
        """The home of a JDK that a shell script plays."""
        home = self.scratch / f"jdk {version}"
        answers = f"""
            case $1 in
                *encoding*) printf '    %s\\n' 'java.home = {home}' 'java.specification.version = {version}' >&2 ;;
                --list-modules) printf '%s\\n' {" ".join(modules)} ;;
            esac"""
        java = home / "bin" / "java"
        java.parent.mkdir(parents=True, exist_ok=True)
        java.write_text("#!/bin/sh\n" + (script or answers) + "\n")
        java.chmod(0o755)
        if javac:
            shutil.copy(java, java.with_name("javac"))
        return home

    def problem(self, function, *arguments):
        """What a function says that cannot do its work."""
        with self.assertRaises(lab.Problem) as caught:
            function(*arguments)
        return str(caught.exception)


@functools.cache
def an_environment():
    """Making one takes seconds, so there is one for all tests."""
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    home = Path(folder.name) / "environment"
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    return home


def copy_of_an_environment(place):
    shutil.copytree(an_environment(), place, symlinks=True)


@posix
class FindingAJdk(InAClone):
    def test_java_home_comes_first(self):
        self.variables(JAVA_HOME=str(self.java("21")), PATH=str(self.java("17") / "bin"))
        self.assertEqual(lab.find_jdk().version, 21)

    def test_else_the_path(self):
        home = self.java("17")
        self.variables(JAVA_HOME=None, PATH=f"{home / 'bin'}:/bin:/usr/bin")
        self.assertEqual(lab.find_jdk().java, home / "bin" / "java")

    def test_no_java(self):
        self.variables(JAVA_HOME=None, PATH=str(self.scratch))
        said = self.problem(lab.find_jdk)
        self.assertIn("No Java found", said)
        self.assertIn("Install a JDK", said)

    def test_java_home_without_java(self):
        self.variables(JAVA_HOME=str(self.scratch / "gone"))
        self.assertIn("JAVA_HOME says", self.problem(lab.find_jdk))

    def test_too_old(self):
        for version, shown in (("1.8", "Java 8"), ("11", "Java 11")):
            self.variables(JAVA_HOME=str(self.java(version)))
            self.assertIn(f"is {shown}", self.problem(lab.find_jdk))

    def test_run_time_environment_without_jshell(self):
        self.variables(JAVA_HOME=str(self.java(modules=["java.base@17", "java.desktop@17"], javac=False)))
        said = self.problem(lab.find_jdk)
        self.assertIn("jdk.jshell", said)
        self.assertIn("only a run-time environment", said)

    def test_debians_run_time_environment_has_the_modules_but_no_javac(self):
        self.variables(JAVA_HOME=str(self.java(javac=False)))
        self.assertIn("no javac", self.problem(lab.find_jdk))

    def test_a_java_that_does_not_run(self):
        self.variables(JAVA_HOME=str(self.java(script="echo Unable to locate a Java Runtime. >&2; exit 1")))
        self.assertIn("does not run: Unable to locate a Java Runtime.", self.problem(lab.find_jdk))


@posix
class MakingTheEnvironment(InAClone):
    """The environments here are real, only without JupyterLab."""

    def setUp(self):
        super().setUp()
        run = lab.run

        def copy_instead(command, **variables):
            if command[1:3] != ["-m", "venv"]:
                return run(command, **variables)
            copy_of_an_environment(command[3])
            return lab.Finished(False, "")

        self.set(lab, run=copy_instead)

    def made(self):
        environment = lab.own_environment()
        lab.make_environment(environment)
        return environment

    def test_made_once_and_then_usable(self):
        environment = self.made()
        self.assertTrue(environment.usable())
        with mock.patch.object(lab, "run", side_effect=AssertionError("nothing is to be done")):
            lab.install_requirements(environment)

    def test_python_without_venv(self):
        with mock.patch.object(lab, "is_installed", return_value=False):
            self.assertIn("python3-venv", self.problem(self.made))
        self.assertFalse(lab.VENV.exists())

    def test_a_failure_leaves_nothing_behind(self):
        def fail(command, **variables):
            lab.VENV.mkdir()
            return lab.Finished(True, "the disk is full")

        with mock.patch.object(lab, "run", fail):
            self.assertIn("the disk is full", self.problem(self.made))
        self.assertFalse(lab.VENV.exists())

    def test_no_network(self):
        self.write("binder/requirements.txt", f"jjava==1.0a8 --hash=sha256:{'0' * 64}\n")
        nowhere = f"http://127.0.0.1:{closed_port()}/"
        self.variables(PIP_INDEX_URL=nowhere, PIP_RETRIES="0", PIP_CONFIG_FILE=os.devnull)
        self.variables(PIP_EXTRA_INDEX_URL=None, PIP_FIND_LINKS=None)
        self.assertIn("needs the network", self.problem(self.made))
        self.assertFalse(lab.VENV.exists())

    def test_an_interrupted_installation_does_not_count(self):
        environment = self.made()
        self.write("binder/requirements.txt", "# something new\n")
        with mock.patch.object(lab, "run", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            lab.install_requirements(environment)
        self.assertFalse(environment.usable())

    def test_a_failed_update_is_tried_again(self):
        environment = self.made()
        self.write("binder/requirements.txt", "# something new\n")
        with mock.patch.object(lab, "run", return_value=lab.Finished(True, "ERROR: what is this\n")):
            self.assertIn("ERROR: what is this", self.problem(lab.install_requirements, environment))
        self.assertTrue(environment.usable())
        with mock.patch.object(lab, "run", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            lab.install_requirements(environment)

    def test_a_moved_clone_needs_a_new_one(self):
        self.made()
        moved = self.scratch / "moved"
        self.clone.rename(moved)
        self.set(lab, ROOT=moved, VENV=moved / ".venv")
        self.assertIsNotNone(lab.own_environment().place())
        self.assertFalse(lab.own_environment().usable())

    def test_a_broken_python_is_replaced(self):
        environment = self.made()
        environment.python.unlink()
        self.assertFalse(environment.usable())
        self.assertTrue(self.made().usable())

    def test_a_folder_that_is_no_environment_is_replaced(self):
        lab.VENV.mkdir()
        self.assertFalse(lab.own_environment().usable())
        self.assertTrue(self.made().usable())

    def test_one_that_an_editor_has_made_is_welcome(self):
        copy_of_an_environment(lab.VENV)
        self.assertTrue(lab.own_environment().usable())


@posix
class ProvidingTheLibrary(InAClone):
    def setUp(self):
        super().setUp()
        self.jdk = lab.Jdk(self.java(), 17, frozenset())

    def provide(self, built=False):
        lab.provide_library(self.jdk, built)

    def laid(self):
        return sorted(jar.name for jar in lab.JARS.glob("*.jar*"))

    def test_built_once(self):
        self.provide()
        self.provide()
        self.assertEqual(self.laid(), ["backprop-jupyter.jar", "backprop.jar", "ejml.jar"])
        self.assertEqual(self.maven_calls(), 1)

    def test_built_again_when_a_source_is_new_or_has_changed(self):
        self.provide()
        self.write("lib/backprop/src/main/java/A.java", "class A { int a; }")
        self.provide()
        self.write("lib/jupyter/src/main/java/B.java", "class B {}")
        self.provide()
        self.assertEqual(self.maven_calls(), 3)

    def test_a_damaged_or_missing_jar_is_put_right(self):
        self.provide()
        (lab.JARS / "backprop.jar").write_text("half")
        self.provide()
        (lab.JARS / "ejml.jar").unlink()
        self.provide()
        self.assertEqual((lab.JARS / "backprop.jar").read_text(), "A\n")
        self.assertEqual(self.laid(), ["backprop-jupyter.jar", "backprop.jar", "ejml.jar"])

    def test_stale_jars_go(self):
        self.write("lib/jars/ejml-0.1.jar", "old")
        self.write("lib/jars/half.jar.new", "cut off")
        self.provide()
        self.assertEqual(self.laid(), ["backprop-jupyter.jar", "backprop.jar", "ejml.jar"])

    def test_a_running_lesson_keeps_the_jar_that_it_has_open(self):
        self.provide()
        unchanged = (lab.JARS / "ejml.jar").stat().st_ino
        with open(lab.JARS / "backprop.jar") as running:
            self.maven_says(BUILD.format("NEW"))
            self.write("lib/backprop/src/main/java/A.java", "class A { int a; }")
            self.provide()
            self.assertEqual(running.read(), "A\n")
        self.assertEqual((lab.JARS / "backprop.jar").read_text(), "NEW\n")
        self.assertEqual((lab.JARS / "ejml.jar").stat().st_ino, unchanged)

    def test_a_compile_error_is_shown_and_nothing_counts_as_done(self):
        self.maven_says("echo '[ERROR] A.java:[1,1] what is this'; exit 1")
        self.assertIn("A.java:[1,1]", self.problem(self.provide))
        self.assertFalse(lab.JARS.exists())

    def test_no_network(self):
        for said in ("curl: Failed to fetch it", "Could not transfer artifact it", "UnknownHostException"):
            self.maven_says(f"echo '{said}'; exit 1")
            self.assertIn("needs the network", self.problem(self.provide))

    def test_maven_itself_has_built(self):
        subprocess.run(["sh", "mvnw"], cwd=self.clone, check=True)
        self.provide(built=True)
        self.provide()
        self.assertEqual(self.maven_calls(), 1)
        self.assertEqual(self.laid(), ["backprop-jupyter.jar", "backprop.jar", "ejml.jar"])

    def test_built_but_not_there(self):
        self.assertIn("--built", self.problem(self.provide, True))


class InstallingTheKernel(InAClone):
    def setUp(self):
        super().setUp()
        self.environment = lab.lessons_environment(self.clone / ".venv", Path("python"))
        self.write(".venv/share/jupyter/kernels/java/jjava.jar", "the kernel")
        self.file = self.write(".venv/share/jupyter/kernels/java/kernel.json", '{"argv": [')
        self.jdk = lab.Jdk(Path("/jdk"), 17, frozenset([lab.VECTOR_MODULE]))

    def installed(self, jdk=None):
        lab.install_kernel(self.environment, jdk or self.jdk)
        return json.loads(self.file.read_text(encoding="utf-8"))

    def test_a_damaged_one_is_replaced_and_a_good_one_left_alone(self):
        kernel = self.installed()
        self.assertEqual(kernel["argv"][0], str(self.jdk.java))
        self.assertEqual(kernel["argv"][-3:], ["-jar", "{resource_dir}/jjava.jar", "{connection_file}"])
        self.assertEqual(kernel["env"]["JJAVA_COMPILER_OPTS"], "--add-modules jdk.incubator.vector -nowarn")
        before = self.file.stat()
        self.installed()
        self.assertEqual((self.file.stat().st_ino, self.file.stat().st_mtime_ns), (before.st_ino, before.st_mtime_ns))

    def test_it_follows_the_jdk(self):
        self.installed()
        other = self.jdk._replace(home=Path("/other"))
        self.assertEqual(self.installed(other)["argv"][0], str(other.java))
        unsafe = "--sun-misc-unsafe-memory-access=allow"
        self.assertNotIn(unsafe, self.installed()["argv"])
        self.assertIn(unsafe, self.installed(self.jdk._replace(version=25))["argv"])
        self.assertNotIn(lab.VECTOR_MODULE, self.installed(self.jdk._replace(modules=frozenset()))["argv"])

    def test_memory(self):
        self.assertIn("-Xmx768m", self.installed()["argv"])
        self.variables(BACKPROP_HEAP="2g")
        self.assertIn("-Xmx2g", self.installed()["argv"])
        self.variables(BACKPROP_HEAP="a lot")
        self.assertIn("such as 768m", self.problem(self.installed))

    def test_pip_has_not_brought_it(self):
        shutil.rmtree(self.file.parent)
        self.assertIn("not where pip puts it", self.problem(self.installed))


class SettingTheServer(InAClone):
    def setUp(self):
        super().setUp()
        self.environment = lab.lessons_environment(self.clone / ".venv", Path("python"))
        self.config = self.clone / ".venv" / "etc" / "jupyter" / "jupyter_server_config.py"
        self.ours = lab.SERVER_CONFIG.read_text(encoding="utf-8")
        self.set(lab, SERVER_CONFIG=self.clone / "binder" / "jupyter_server_config.py")

    def assertSetTo(self, text):
        lab.hurry_answers(self.environment)
        self.assertEqual(self.config.read_text(encoding="utf-8"), text)

    def test_it_gets_ours_and_then_newer_ones_of_ours(self):
        self.assertSetTo(self.ours)
        for newer in ("# newer", "# newer still"):
            self.write("binder/jupyter_server_config.py", newer)
            self.assertSetTo(newer)
        self.config.unlink()
        self.assertSetTo("# newer still")

    def test_nothing_is_written_where_nothing_is_new(self):
        self.assertSetTo(self.ours)
        with mock.patch.object(lab, "write_atomically", side_effect=PermissionError):
            self.assertSetTo(self.ours)

    def test_one_from_a_time_without_notes_is_renewed_too(self):
        self.config.parent.mkdir(parents=True)
        self.config.write_text(self.ours, encoding="utf-8")
        self.assertSetTo(self.ours)
        self.write("binder/jupyter_server_config.py", "# newer")
        self.assertSetTo("# newer")

    def test_it_keeps_its_own(self):
        self.config.parent.mkdir(parents=True)
        self.config.write_bytes(b"# its own \xff")
        for ours in (self.ours, "# newer"):
            self.write("binder/jupyter_server_config.py", ours)
            lab.hurry_answers(self.environment)
            self.assertEqual(self.config.read_bytes(), b"# its own \xff")

    def test_it_keeps_ours_as_somebody_has_changed_it(self):
        self.assertSetTo(self.ours)
        changed = self.ours + "c.ServerApp.port = 9999\n"
        self.config.write_text(changed, encoding="utf-8")
        self.assertSetTo(changed)
        self.write("binder/jupyter_server_config.py", "# newer")
        self.assertSetTo(changed)

    @unittest.skipUnless(importlib.util.find_spec("jupyter_server"), "there is no Jupyter")
    def test_a_connection_sends_at_once(self):
        from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
        from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

        settings = mock.Mock()
        exec(lab.SERVER_CONFIG.read_text(encoding="utf-8"), {"c": settings})
        kind = settings.ServerApp.kernel_websocket_connection_class
        connection = kind.__new__(kind)
        connection.websocket_handler = mock.Mock(KernelWebsocketHandler)
        with mock.patch.object(ZMQChannelsWebsocketConnection, "connect", return_value="connected"):
            self.assertEqual(connection.connect(), "connected")
        connection.websocket_handler.set_nodelay.assert_called_once_with(True)


@posix
@linux
class LookingForFonts(InAClone):
    def setUp(self):
        super().setUp()
        (self.clone / ".venv").mkdir()
        self.environment = lab.lessons_environment(self.clone / ".venv", Path("python"))

    def check(self, script):
        lab.check_fonts(self.environment, lab.Jdk(self.java(script=script), 17, frozenset()))

    def test_none(self):
        self.assertIn("fonts-dejavu-core", self.problem(self.check, "exit 1"))
        # Still none: asked again, said again.
        self.assertIn("fonts-dejavu-core", self.problem(self.check, "exit 1"))

    def test_some_and_not_asked_again(self):
        self.check("exit 0")
        self.check("exit 1")

    def test_asked_again_when_the_fonts_have_changed(self):
        self.check("exit 0")
        self.variables(PATH=str(self.scratch))
        self.problem(self.check, "exit 1")


class Ports(unittest.TestCase):
    def test_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            with self.assertRaisesRegex(lab.Problem, "is taken"):
                lab.check_port(other.getsockname()[1])

    def test_free(self):
        lab.check_port(closed_port())


class TheWebEdition(InAClone):
    def setUp(self):
        super().setUp()
        self.work = self.clone / "work"
        self.write("notebooks/01-first.ipynb", "first")
        self.write("notebooks/02-second.ipynb", "second")
        self.write("lib/jars/stamp.json", '{"sources": "today"}')
        for name in ("01-first", "02-second"):
            self.write(f"work/lessons/{name}.ipynb", "run")
            self.write(f"work/frames/{name}/1.bin", "pictures")
        stamp = {run.stem: lab.made_of(run) for run in lab.runs(self.work)}
        self.write("work/stamp.json", json.dumps(stamp))

    def kept(self):
        lab.forget_what_changed(self.work)
        kept = [run.stem for run in lab.runs(self.work)]
        self.assertEqual(sorted(frames.name for frames in self.work.glob("frames/*")), kept)
        return kept

    def test_what_was_run_is_kept(self):
        self.assertEqual(self.kept(), ["01-first", "02-second"])

    def test_a_lesson_that_has_changed_runs_again(self):
        self.write("notebooks/02-second.ipynb", "other words")
        self.assertEqual(self.kept(), ["01-first"])

    def test_a_lesson_that_is_gone_goes(self):
        (self.clone / "notebooks" / "01-first.ipynb").unlink()
        self.assertEqual(self.kept(), ["02-second"])

    def test_all_run_again_with_another_library(self):
        self.write("lib/jars/stamp.json", '{"sources": "tomorrow"}')
        self.assertEqual(self.kept(), [])

    def test_what_no_stamp_knows_was_cut_off(self):
        (self.work / "stamp.json").unlink()
        self.assertEqual(self.kept(), [])

    def test_the_first_time(self):
        shutil.rmtree(self.work)
        self.assertEqual(self.kept(), [])

    def test_the_address_of_the_repository(self):
        for address, found in {
            "https://github.com/owner/name.git": "https://github.com/owner/name",
            "https://github.com/owner/name/": "https://github.com/owner/name",
            "git@github.com:owner/name.git": "https://github.com/owner/name",
            "ssh://git@gitlab.com/group/part/name": "https://gitlab.com/group/part/name",
            "/home/me/name": None,
            "file:///home/me/name": None,
        }.items():
            self.variables(BACKPROP_REPOSITORY=address)
            self.assertEqual(lab.repository(), found, address)

    def test_an_old_python(self):
        self.set(lab.sys, version_info=(3, 10, 4))
        self.assertIn("needs Python 3.11 or newer", self.problem(lab.make_site, None, None, []))


class TheCommandLine(InAClone):
    def lab(self, *arguments):
        return subprocess.run(
            [sys.executable, self.clone / "binder" / "lab.py", *arguments],
            cwd=self.scratch,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    def test_wrong_use(self):
        for arguments in (
            ["--what"],
            ["--save"],
            ["01"],
            ["--port", "0"],
            ["--port", "many"],
            ["--setup", "--run"],
            ["--setup", "--no-browser"],
            ["--run", "--port", "8890"],
            ["--site", "--save"],
            ["--site", "--no-browser"],
            ["--setup", "--", "--allow-root"],
        ):
            finished = self.lab(*arguments)
            self.assertEqual(finished.returncode, 2, arguments)
            self.assertIn("lab.py: error:", finished.stderr)

    def test_lessons_may_stand_anywhere(self):
        for arguments in ("--run 01 --save 03", "--run --save 01 03", "01 03 --save --run"):
            options, rest = lab.read_arguments([*arguments.split(), "--", "--timeout", "600"])
            self.assertEqual((options.lessons, options.save, rest), (["01", "03"], True, ["--timeout", "600"]))

    def test_help(self):
        finished = self.lab("--help")
        self.assertEqual(finished.returncode, 0)
        for option in ("--setup", "--run", "--site", "--save", "--no-browser", "--port", "--here", "--allow-root"):
            self.assertIn(option, finished.stdout)

    @posix
    def test_a_problem_is_a_sentence_and_no_traceback(self):
        self.variables(JAVA_HOME=str(self.scratch / "gone"))
        finished = self.lab("--setup")
        self.assertEqual(finished.returncode, 1)
        self.assertIn("JAVA_HOME says", finished.stderr)
        self.assertNotIn("Traceback", finished.stderr)

    def test_a_taken_port_is_found_before_anything_is_done(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            finished = self.lab("--port", str(other.getsockname()[1]))
        self.assertEqual(finished.returncode, 1)
        self.assertIn("is taken", finished.stderr)
        self.assertFalse((self.clone / ".venv").exists())

    @posix
    def test_the_whole_of_it_and_the_second_time_nothing(self):
        self.variables(JAVA_HOME=str(self.java()))
        # What pip would bring.
        copy_of_an_environment(self.clone / ".venv")
        self.write(".venv/share/jupyter/kernels/java/jjava.jar", "the kernel")
        first = self.lab("--setup")
        self.assertEqual((first.returncode, first.stderr), (0, ""))
        self.assertIn("Building the Java library", first.stdout)
        second = self.lab("--setup")
        self.assertEqual(len(second.stdout.splitlines()), 1, second.stdout)
        self.assertIn("Ready", second.stdout)
        self.assertEqual(self.maven_calls(), 1)

    @posix
    def test_it_speaks_to_an_old_python(self):
        """No old Python is at hand: but the check stands before everything that one would not understand."""
        source = (REPOSITORY / "binder" / "lab.py").read_text(encoding="utf-8")
        old = mock.patch.object(sys, "version_info", (3, 6, 15))
        with old, self.assertRaisesRegex(SystemExit, "Python 3.10 or newer"):
            exec(compile(source, "lab.py", "exec"), {"__name__": "lab"})


def closed_port():
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


# ---------------------------------------------------------------------------------------------------------------------
# Lessons on the real kernel.


def notebook(*cells):
    code = [
        {"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}
        for i, cell in enumerate(cells)
    ]
    return {"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@real_kernel
class RunningLessons(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp()).resolve()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def lesson(self, name, *cells):
        file = self.folder / name
        file.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
        return file

    def run_lessons(self, *arguments):
        return subprocess.run(
            [REAL_PYTHON, REPOSITORY / "binder" / "lessons.py", "--cwd", self.folder, *arguments],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    def test_failures_are_named_and_the_other_lessons_run(self):
        wrong = self.lesson("1-wrong.ipynb", "int a = 1;", " ", 'int b = "x";', "3")
        cut = self.folder / "2-cut.ipynb"
        cut.write_text('{"cells": [')
        good = self.lesson("3-good.ipynb", "6 * 7")
        before = {file: file.read_bytes() for file in (wrong, good)}
        finished = self.run_lessons(wrong, cut, good)
        self.assertEqual(finished.returncode, 1)
        self.assertRegex(finished.stdout, r'1-wrong.ipynb +FAILED in cell \[2\]: int b = "x";\n')
        self.assertIn("incompatible types", finished.stdout)
        self.assertNotIn("\x1b", finished.stdout)
        self.assertRegex(finished.stdout, r"2-cut.ipynb +FAILED\n +This is not a notebook")
        self.assertRegex(finished.stdout, r"3-good.ipynb +1 cells +[0-9.]+ s  ok")
        self.assertIn("2 of 3 lessons failed", finished.stderr)
        self.assertEqual(before, {file: file.read_bytes() for file in (wrong, good)}, "nothing is to be written")

    def test_saved_tidily_and_the_same_each_time(self):
        lesson = self.lesson(
            "saved.ipynb",
            'for (int i = 0; i < 5; i++) System.out.printf("%.1f σ ", i / 2.0);',
            'for (int i = 0; i < 5; i++) System.out.print("\\rround " + i);',
            'String id = display("first"); updateDisplay(id, "last");',
        )
        finished = self.run_lessons("--save", "--output", self.folder / "copies", lesson)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)
        first = lesson.read_bytes()
        self.assertEqual((self.folder / "copies" / "saved.ipynb").read_bytes(), first)
        self.assertTrue(first.endswith(b"}\n"))
        saved = json.loads(first)
        self.assertEqual([cell["execution_count"] for cell in saved["cells"]], [1, 2, 3])
        self.assertEqual(saved["cells"][0]["outputs"][0]["text"], ["0.0 σ 0.5 σ 1.0 σ 1.5 σ 2.0 σ "])
        self.assertEqual(len(saved["cells"][0]["outputs"]), 1)
        self.assertEqual(saved["cells"][1]["outputs"][0]["text"], ["round 4"])
        self.assertIn("last", saved["cells"][2]["outputs"][0]["data"]["text/plain"])
        self.assertEqual(saved["metadata"]["kernelspec"], {"display_name": "Java", "language": "java", "name": "java"})
        self.assertNotIn("version", saved["metadata"]["language_info"])
        self.run_lessons("--save", lesson)
        self.assertEqual(lesson.read_bytes(), first)

    def test_sliders_are_saved_as_words_and_a_picture(self):
        lesson = self.lesson(
            "slider.ipynb",
            f"%classpath {REPOSITORY}/lib/jars/*.jar",
            "import backprop.show.*; import backprop.widget.*;\n"
            'Slider x = new Slider("x", 0, 10, 1, 2);\n'
            "Notebook.interact(() -> x.value() * x.value(), x)",
        )
        finished = self.run_lessons("--save", lesson)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)
        saved = json.loads(lesson.read_bytes())
        words, picture = [output["data"] for output in saved["cells"][1]["outputs"]]
        self.assertEqual(sorted(words), ["text/html", "text/plain"])
        self.assertIn("x 2 (0 to 10)", "".join(words["text/html"]))
        self.assertIn("4.0", "".join(picture["text/html"]))
        self.assertNotIn("widgets", saved["metadata"])

    def test_only_what_is_missing_runs(self):
        good, bad = self.lesson("1-good.ipynb", "1"), self.lesson("2-bad.ipynb", 'int b = "x";')
        there = self.folder / "there"
        arguments = [good, bad, "--output", there, "--frames", self.folder / "frames", "--missing"]
        first = self.run_lessons(*arguments)
        self.assertIn("1 of 2 lessons failed.", first.stderr)
        self.assertEqual([file.name for file in there.iterdir()], ["1-good.ipynb"])
        second = self.run_lessons(*arguments)
        self.assertIn("1 of 1 lessons failed.", second.stderr)
        self.lesson("2-bad.ipynb", "2")
        self.assertEqual(self.run_lessons(*arguments).returncode, 0)
        self.assertEqual(self.run_lessons(*arguments).stdout, "")

    def test_a_cell_that_takes_too_long(self):
        finished = self.run_lessons("--timeout", "1", self.lesson("slow.ipynb", "Thread.sleep(60_000);"))
        self.assertEqual(finished.returncode, 1)
        self.assertIn("was not done after 1 s", finished.stdout)

    def test_a_kernel_that_dies(self):
        finished = self.run_lessons(self.lesson("dies.ipynb", "Runtime.getRuntime().halt(3);"))
        self.assertEqual(finished.returncode, 1)
        self.assertIn("The kernel has stopped", finished.stdout)

    @linux
    def test_no_other_program_is_given_a_kernels_ports(self):
        lesson = self.lesson(
            "ports.ipynb",
            "String[] options = ProcessHandle.current().info().arguments().get();\n"
            "java.nio.file.Files.readString(java.nio.file.Path.of(options[options.length - 1]))",
        )
        finished = self.run_lessons("--output", self.folder / "copies", lesson)
        self.assertEqual(finished.returncode, 0, finished.stdout + finished.stderr)
        copy = json.loads((self.folder / "copies" / "ports.ipynb").read_bytes())
        connection = json.loads("".join(copy["cells"][0]["outputs"][0]["data"]["text/plain"]))
        ports = {value for name, value in connection.items() if name.endswith("_port")}
        self.assertEqual(len(ports), 5)
        self.assertTrue(all(10000 <= port < 32768 for port in ports), ports)

    def test_a_kernel_that_is_not_there(self):
        finished = self.run_lessons("--kernel", "nowhere", self.lesson("any.ipynb", "1"))
        self.assertEqual(finished.returncode, 1)
        self.assertIn("lab.py --setup", finished.stderr)
        self.assertNotIn("Traceback", finished.stderr)

    def test_a_lesson_that_is_not_there(self):
        finished = self.run_lessons("99-nothing")
        self.assertEqual(finished.returncode, 2)
        self.assertIn("there is no lesson that begins with '99-nothing'", finished.stderr)


if __name__ == "__main__":
    unittest.main()
