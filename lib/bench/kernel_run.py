"""Runs lesson 13's 10,000 steps on the kernel, live picture and all: a competitor of compare.py --lesson.

Executes the cells of the lesson that the run needs, as they stand there, in the environment that binder/lab.py has set
up, and prints how many seconds the run took by the kernel's own clock.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "binder"))
import lessons  # noqa: E402 - it finds lessons, and ports that nobody takes
import nbformat  # noqa: E402 - lessons says it in plain words if it is missing
from nbclient import NotebookClient  # noqa: E402

# What each of the cells holds, and none of the others.
NEEDED = ["Notebook.connect();", "Mnist.load()", "int heldBack =", "int steps =", "new LiveTraining()"]
RUN = "History untilTheEnd = trainer.run("


def main():
    lesson = lessons.find_lesson("13")
    code = [cell for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "code"]
    cells = [only(lesson, [cell for cell in code if part in cell.source], part) for part in NEEDED]
    run = cells[-1]
    if RUN not in run.source:
        sys.exit(f"{lesson.name}: the cell with the live picture no longer has {RUN!r}")
    run.source = run.source.replace(RUN, "long started = System.nanoTime();\n" + RUN) + "\nlong ended = System.nanoTime();"
    cells.append(nbformat.v4.new_code_cell("System.out.print((ended - started) / 1e9);"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(
        notebook,
        kernel_name="java",
        resources={"metadata": {"path": str(lessons.NOTEBOOKS)}},
        timeout=600,
        record_timing=False,
        shutdown_kernel="immediate",
    )
    lessons.choose_ports(client.create_kernel_manager())
    client.execute()
    if not any(output.output_type == "display_data" for output in run.outputs):
        sys.exit(f"{lesson.name}: the run has shown no picture")
    print("".join(output.text for output in cells[-1].outputs if output.output_type == "stream"))


def only(lesson, found, part):
    if len(found) != 1:
        sys.exit(f"{lesson.name}: {len(found)} cells hold {part!r}, where one is expected")
    return found[0]


if __name__ == "__main__":
    main()
