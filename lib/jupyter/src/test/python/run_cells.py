"""Runs cells one after the other on one Java kernel, as a reader would, whatever they do to it.

Reads a JSON list of sources from the standard input and prints a JSON list with what each of them put on the page:
{"text": what was printed or shown, "error": the lines of the error, "name": its class, "died": whether the kernel did}.
A source that begins with "// interrupt" is interrupted as soon as it has printed something; for one that begins with
"System.exit", and after an error which says that the kernel has ended, its end is waited for. A kernel that has ended is
started again, as JupyterLab does it, and runs the first source again.
"""

import json
import os
import queue
import re
import sys

os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")

from jupyter_client.manager import KernelManager

PATIENCE = 300  # seconds, against hanging


def main():
    sources = json.load(sys.stdin)
    with open(os.devnull, "w") as log:
        manager = KernelManager(kernel_name="java")
        manager.start_kernel(cwd="notebooks", stdout=log, stderr=log)
        try:
            client = connected(manager)
            answers = []
            for source in sources:
                answers.append(run(manager, client, source))
                if answers[-1]["died"]:
                    client.stop_channels()
                    manager.restart_kernel(now=True)
                    client = connected(manager)
                    run(manager, client, sources[0])
            json.dump(answers, sys.stdout)
        finally:
            manager.shutdown_kernel(now=True)


def connected(manager):
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    return client


def run(manager, client, source):
    answer = {"text": "", "error": [], "name": "", "died": False}
    request = client.execute(source)
    ends_java = source.startswith("System.exit")
    to_interrupt = source.startswith("// interrupt")
    waited = 0
    while True:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            waited += 1
            answer["died"] = not manager.is_alive()
            if answer["died"]:
                return answer
            if source.startswith("// interrupt") and not to_interrupt:
                # JJava does not hear of one that comes between two statements.
                manager.interrupt_kernel()
            if waited > PATIENCE:
                raise TimeoutError(f"no answer to {source}") from None
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            answer["text"] += content["text"]
            if to_interrupt:
                to_interrupt = False
                manager.interrupt_kernel()
        elif kind in ("execute_result", "display_data"):
            answer["text"] += content["data"].get("text/plain", "")
        elif kind == "error":
            answer["name"] = content["ename"]
            answer["error"] += re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(content["traceback"])).splitlines()
            ends_java |= content["evalue"] == "the kernel has ended"
        elif kind == "status" and content["execution_state"] == "idle" and not ends_java:
            return answer


if __name__ == "__main__":
    main()
