"""Starts a Jupyter server and uses it as the page in the browser does: over HTTP and a web socket.

rehearse.py runs this inside the built system, with the Python that the server itself runs on:

    visit.py BASE_URL TOKEN LESSON,LESSON COMMAND…

It says what it finds, line by line, and ends with 1 where something is not as it must be.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PORT = 8888
ADDRESS = f"http://127.0.0.1:{PORT}"
# Against hanging, not a test of speed.
PATIENCE = 600
# What every member of a process group of Jupyter's says about memory, in kB.
SHARED_FAIRLY, MOST = "Pss", "VmHWM"


class Failure(Exception):
    """Something is not as it must be."""


def main():
    base_url, token, lessons, *command = sys.argv[1:]
    sys.stdout.reconfigure(line_buffering=True, errors="replace")
    interfaces = [name for _, name in socket.if_nameindex()]
    if interfaces != ["lo"]:
        print(f"  The network is not cut: {interfaces}")
        return 1
    # One core, which the server and its kernels inherit.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"  user {os.getuid()} in {os.getcwd()}, network {', '.join(interfaces)}, {len(os.sched_getaffinity(0))} core")
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            use(Jupyter(base_url, token), server, [name for name in lessons.split(",") if name])
            end(server)
            return 0
        except Failure as failure:
            log.seek(0)
            print(f"  FAILED: {failure}\n{log.read()}")
            return 1
        finally:
            server.kill()


def use(jupyter, server, lessons):
    wait_for(jupyter, server)
    guarded(jupyter)
    if "java" not in jupyter.get("api/kernelspecs")["kernelspecs"]:
        raise Failure("Jupyter offers no kernel for Java.")
    page = jupyter.page("lab/tree/notebooks/01-fruit-stall.ipynb")
    if "jupyter-config-data" not in page:
        raise Failure(f"JupyterLab does not show itself:\n{page}")
    print("  JupyterLab's page of lesson 1 comes; the token is wanted; there is a kernel for Java")
    names = [entry["name"] for entry in jupyter.get("api/contents/notebooks")["content"]]
    for lesson in lessons:
        found = [name for name in names if name.startswith(lesson)]
        if len(found) != 1:
            raise Failure(f"There is no one lesson that begins with {lesson}: {found}")
        run_lesson(jupyter, server, found[0])


def wait_for(jupyter, server):
    started = time.monotonic()
    while True:
        if server.poll() is not None:
            raise Failure(f"The server ends with {server.returncode}.")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            jupyter.get("api/status")
            break
        if time.monotonic() > started + PATIENCE:
            raise Failure("The server does not answer.")
        time.sleep(0.1)
    print(f"  answers after {time.monotonic() - started:.1f} s")


def guarded(jupyter):
    for token in (None, "not-the-token"):
        stranger = Jupyter(jupyter.base_url, token)
        try:
            stranger.get("api/contents")
        except urllib.error.HTTPError as refused:
            if refused.code == 403:
                continue
            raise Failure(f"A stranger is answered with {refused.code}.") from None
        raise Failure(f"The token {token} opens the server.")


def end(server):
    """Ends it as Kubernetes does."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        raise Failure("The server does not end when it is told to.") from None


class Jupyter:
    """The server's interface."""

    def __init__(self, base_url, token):
        self.base_url = base_url
        self._headers = {"Authorization": f"token {token}"} if token else {}

    def page(self, path):
        request = urllib.request.Request(f"{ADDRESS}{self.base_url}{path}", headers=self._headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def get(self, path):
        return json.loads(self.page(path))

    def send(self, method, path, content=None):
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{ADDRESS}{self.base_url}{path}", body, self._headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    async def channels(self, kernel, session):
        address = f"{ADDRESS}{self.base_url}api/kernels/{kernel}/channels?session_id={session}"
        request = HTTPRequest(address.replace("http:", "ws:"), headers=self._headers)
        return await websocket_connect(request, max_message_size=2**30)


def run_lesson(jupyter, server, name):
    """Opens a lesson as JupyterLab does, and runs all its cells."""
    path = f"notebooks/{name}"
    lesson = jupyter.get(f"api/contents/{path}")["content"]
    about = {"path": path, "name": name, "type": "notebook", "kernel": {"name": "java"}}
    session = jupyter.send("POST", "api/sessions", about)
    started = time.monotonic()
    ran = asyncio.run(run_cells(jupyter, session["kernel"]["id"], lesson))
    print(f"  {name}: {ran} cells, {time.monotonic() - started:.1f} s with the start of the kernel")
    report_memory()
    if server.poll() is not None:
        raise Failure("The server has ended.")
    jupyter.send("DELETE", f"api/sessions/{session['id']}")


async def run_cells(jupyter, kernel, lesson):
    session = uuid.uuid4().hex
    channels = await jupyter.channels(kernel, session)
    ran = 0
    for cell in lesson["cells"]:
        if cell["cell_type"] != "code" or not cell["source"].strip():
            continue
        try:
            outputs = await asyncio.wait_for(execute(channels, session, cell["source"]), PATIENCE)
        except asyncio.TimeoutError:
            raise Failure(f"The cell was not done after {PATIENCE} s:\n{cell['source']}") from None
        expected = {output["output_type"] for output in cell["outputs"]}
        if set(outputs) != expected:
            raise Failure(f"It shows {outputs}, and in the committed lesson {expected}:\n{cell['source']}")
        ran += 1
    channels.close()
    return ran


async def execute(channels, session, source):
    """Runs a cell; the kinds of what it shows."""
    number = uuid.uuid4().hex
    header = {"msg_id": number, "msg_type": "execute_request", "session": session, "username": "", "version": "5.3"}
    content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
    message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    await channels.write_message(json.dumps(message))
    outputs = []
    replied = idle = False
    while not (replied and idle):
        answer = await channels.read_message()
        if answer is None:
            raise Failure(f"The kernel is gone:\n{source}")
        answer = json.loads(answer)
        kind, content = answer["header"]["msg_type"], answer["content"]
        if kind == "status" and content["execution_state"] in ("restarting", "dead"):
            raise Failure(f"The kernel has died:\n{source}")
        if answer["parent_header"].get("msg_id") != number:
            continue
        if kind == "error" or (kind == "execute_reply" and content["status"] != "ok"):
            raise Failure(f"{content.get('ename')}: {content.get('evalue')}\nin the cell\n{source}")
        if kind in ("stream", "display_data", "execute_result"):
            outputs.append(kind)
        replied |= kind == "execute_reply"
        idle |= kind == "status" and content["execution_state"] == "idle"
    return outputs


def report_memory():
    """What the server and the kernel hold now, each shared page counted in parts, and the most that each ever held."""
    parts = {"server": [0, 0], "kernel": [0, 0]}
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            part = parts["kernel" if words[0].endswith(b"java") else "server"]
            part[0] += kilobytes(process / "smaps_rollup", SHARED_FAIRLY)
            part[1] += kilobytes(process / "status", MOST)
    for name, (now, most) in parts.items():
        print(f"    {name}: {now / 1024:.0f} MB now (PSS), at most {most / 1024:.0f} MB (RSS)")


def kilobytes(file, name):
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
