"""Tests of lib/jupyter/src/test/binder/rehearse.py: how it reads what repo2docker writes. Nothing is built here."""

import importlib.util
import os
import unittest
from pathlib import Path
from unittest import mock

REPOSITORY = Path(__file__).resolve().parents[5]

spec = importlib.util.spec_from_file_location(
    "rehearse", REPOSITORY / "lib" / "jupyter" / "src" / "test" / "binder" / "rehearse.py"
)
rehearse = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rehearse)

DOCKERFILE = """\
FROM docker.io/library/buildpack-deps:24.04

# Set up
ENV LC_ALL=en_US.UTF-8 \\
    LANG=en_US.UTF-8
RUN a && \\
    # in the middle
    b

USER ${NB_USER}
CMD ["jupyter", "notebook", "--ip", "0.0.0.0"]
"""

LOCK = """\
@EXPLICIT
https://host/conda-forge/linux-64/python-3.12.12-hfe2f287_0_cpython.conda#ce
https://host/conda-forge/linux-64/libgcc-ng-15.2.0-h69a702a_7.conda#28
https://host/conda-forge/noarch/python_abi-3.12-8_cp312.conda#c3
https://host/conda-forge/noarch/nest-asyncio-1.6.0-pyhd8ed1ab_1.conda#59
https://host/conda-forge/noarch/defusedxml-0.7.1-pyhd8ed1ab_0.tar.bz2#96
https://host/conda-forge/linux-64/debugpy-1.8.17-py312h8285ef7_0.conda#14
https://host/conda-forge/noarch/jupyterhub-base-5.4.0-pyhc90fa1f_0.conda#59
"""


class Reading(unittest.TestCase):
    def test_instructions(self):
        self.assertEqual(
            rehearse.parse(DOCKERFILE),
            [
                ("FROM", "docker.io/library/buildpack-deps:24.04"),
                ("ENV", "LC_ALL=en_US.UTF-8     LANG=en_US.UTF-8"),
                ("RUN", "a &&     b"),
                ("USER", "${NB_USER}"),
                ("CMD", '["jupyter", "notebook", "--ip", "0.0.0.0"]'),
            ],
        )

    def test_variables(self):
        before = {"HOME": "/home/a", "PATH": "/bin"}
        set_now = rehearse.assignments("HOME=/home/b PATH=${HOME}/bin:$PATH NONE=${NOWHERE}", before)
        self.assertEqual(set_now, {"HOME": "/home/b", "PATH": "/home/a/bin:/bin", "NONE": ""})

    def test_a_command(self):
        self.assertEqual(rehearse.read_list('["jupyter", "--ip", "0.0.0.0"]'), ["jupyter", "--ip", "0.0.0.0"])

    def test_options_of_a_copy(self):
        options, places = rehearse.split_options("--chown=1000:1000 --chmod=0755 src/ /home/")
        self.assertEqual(options, {"chown": "1000:1000", "chmod": "0755"})
        self.assertEqual(places, ["src/", "/home/"])

    def test_names_in_the_build(self):
        self.assertEqual(rehearse.unescaped("-2fa-2db-2fpy-2d3-2e12-2elock-03f506"), Path("/a-b/py-3.12.lock"))
        self.assertEqual(rehearse.unescaped("-2f-c3-a9-2ffile-e8315b"), Path("/é/file"))

    def test_what_conda_pins(self):
        versions = {"nest-asyncio": "1.6.0", "defusedxml": "0.7.1", "debugpy": "1.8.17", "jupyterhub": "5.4.0"}
        self.assertEqual(rehearse.locked(LOCK), versions)

    def test_what_conda_is_asked_for(self):
        environment = "dependencies:\n- python=3.12.*\n- pip\n- ipywidgets==8.*   # why\n- jupyterhub-singleuser==5.*\n"
        self.assertEqual(rehearse.wanted(environment), ["ipywidgets", "jupyterhub"])


@unittest.skipUnless(hasattr(os, "geteuid"), "there is no root on this system")
class WhereItCannotBeDone(unittest.TestCase):
    def reason(self):
        with self.assertRaises(rehearse.Cannot) as cannot:
            rehearse.check_computer()
        return str(cannot.exception)

    def test_the_reason_is_given(self):
        with mock.patch("sys.platform", "darwin"):
            self.assertIn("Linux", self.reason())
        with mock.patch("sys.platform", "linux"), mock.patch("os.geteuid", lambda: 1000):
            self.assertIn("root", self.reason())
        with mock.patch("sys.platform", "linux"), mock.patch("os.geteuid", lambda: 0):
            with mock.patch("shutil.which", lambda tool: None):
                self.assertIn("no debootstrap", self.reason())


if __name__ == "__main__":
    unittest.main()
