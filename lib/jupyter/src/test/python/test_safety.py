"""Who gets into JupyterLab as binder/lab.py starts it: nobody from another address, and nobody without the token."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from test_lab import REPOSITORY, real_kernel

ADDRESS = re.compile(r"http://(localhost|127\.0\.0\.1):(\d+)/\S*[?&]token=(\w+)")


@real_kernel
class GettingIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        command = [sys.executable, "binder/lab.py", "--no-browser"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command += ["--", "--allow-root"]
        # The settings of whoever runs this stay out of it.
        folders = dict.fromkeys(("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"), scratch.name)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")} | folders
        cls.server = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        cls.addClassCleanup(cls.stop)
        said = []
        for line in cls.server.stdout:
            said.append(line)
            found = ADDRESS.search(line)
            if found:
                cls.port, cls.token = int(found[2]), found[3]
                return cls.wait_until_it_listens()
        raise AssertionError("JupyterLab does not start:\n" + "".join(said))

    @classmethod
    def wait_until_it_listens(cls):
        """It names its address a little earlier."""
        end = time.monotonic() + 60
        while True:
            try:
                return socket.create_connection(("127.0.0.1", cls.port), timeout=60).close()
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.communicate(timeout=60)

    def ask(self, place, token=None, host=None, body=None):
        """The status of the answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{place}", data=body)
        if token:
            request.add_header("Authorization", f"token {token}")
        if host:
            request.add_header("Host", host)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code

    def test_with_the_token(self):
        self.assertEqual(200, self.ask("/api/contents", self.token))
        self.assertEqual(200, self.ask("/lab", self.token))

    def test_without_it_nothing_can_be_read_or_started(self):
        for place in ("/api/contents", "/api/kernels", "/api/sessions", "/api/terminals", "/files/01-fruit-stall.ipynb"):
            for token in (None, "0" * len(self.token)):
                self.assertIn(self.ask(place, token), (302, 401, 403), place)
        self.assertEqual(302, self.ask("/lab"))
        for place in ("/api/kernels", "/api/terminals"):
            self.assertEqual(403, self.ask(place, body=json.dumps({"name": "java"}).encode()), place)

    def test_a_page_elsewhere_cannot_pretend_to_be_this_one(self):
        """A name that leads to this machine, but is another's (DNS rebinding)."""
        self.assertEqual(403, self.ask("/api/contents", self.token, host="elsewhere.example"))

    def test_not_from_another_address(self):
        others = other_addresses()
        if not others:
            self.skipTest("this machine has no second address")
        for address in others:
            with self.assertRaises(OSError, msg=f"{address} answers"):
                socket.create_connection((address, self.port), timeout=10).close()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *ignored):
        return None


def other_addresses():
    """What this machine is called by others, and on Linux another of its own names for itself."""
    found = {"127.0.0.2"} if sys.platform.startswith("linux") else set()
    # Nothing is sent: this only asks which address would be used.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as question:
        try:
            question.connect(("192.0.2.1", 9))
            found.add(question.getsockname()[0])
        except OSError:
            pass  # no network
    return found - {"127.0.0.1"}


if __name__ == "__main__":
    unittest.main()
