#!/usr/bin/env python3
"""Measures a training step of this library beside those of NumPy, PyTorch, JAX and Keras, in one run.

Every competitor is a process of its own. All are started and warmed up, and then they work in turns, a fraction of a
second each, while the others wait for their next order: what another program takes from the machine meanwhile meets
them all. So compare within one run only. Of each size there are two measurements, on the machine as it is, which should
be quiet, and beside a program that keeps one core busy.

    python3 lib/bench/compare.py                         with the frameworks of the Python that runs this
    python3 lib/bench/compare.py --peers other/bin/python --jdk /a/jdk-17 --jdk /a/jdk-25
    python3 lib/bench/compare.py --write                 puts the result into README.md (authors)
    python3 lib/bench/compare.py --grid                  our products beside EJML's, for thousands of shapes
    python3 lib/bench/compare.py --growth                whether the time of a step grows with the work
    python3 lib/bench/compare.py --lesson                lesson 13's run in the kernel beside one outside a notebook

The library is built first, if it has changed. Needs nothing but Python's standard library.
"""

import argparse
import contextlib
import datetime
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "binder"))
import lab  # noqa: E402 - the set-up script knows how to find a JDK and to build

README = lab.ROOT / "README.md"
README_PICTURE = lab.ROOT / "notebooks" / "images" / "speed.png"
PEERS_SCRIPT = Path(__file__).with_name("peers.py")
KERNEL_SCRIPT = Path(__file__).with_name("kernel_run.py")
BEGIN = "<!-- measured by lib/bench/compare.py --write -->"
END = "<!-- end of what was measured -->"

# What a Java needs to run the library as the lessons do.
JAVA_OPTIONS = ["--add-modules", lab.VECTOR_MODULE, "-Xmx768m", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"]
ENCODING = ["-Dsun.stdout.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]

TURN_SECONDS = 0.4
# Before each turn, not measured: brings caches and threads back to where a run without interruption has them.
LEAD_IN_SECONDS = 0.2
# Until the threads of the competitor before have gone to sleep; OpenBLAS's spin for a tenth of a second.
PAUSE_SECONDS = 0.15
# Java's compiler is ready after some thousand steps.
WARM_UP_SECONDS = 4
LONGEST_WARM_UP = 8
CALM_TURNS = 8


# Twice 3 × 3 kernels, ReLU and 2 × 2 max pooling, 8 and then 16 kernels, instead of hidden layers.
CONVOLUTIONS = ("conv",)


class Size(NamedTuple):
    hidden: tuple
    batch: int
    dtype: str = "float32"

    @property
    def name(self):
        if self.hidden == CONVOLUTIONS:
            return f"conv 8-conv 16-10, {self.batch}"
        net = "-".join(str(width) for width in (784, *self.hidden, 10))
        return f"{net}, {self.batch}" + (", double" if self.dtype == "float64" else "")

    @property
    def precision(self):
        return "double" if self.dtype == "float64" else "float"


SIZES = [Size((50,), 100), Size((500,), 100), Size((1000, 1000), 256), Size((50,), 100, "float64"), Size(CONVOLUTIONS, 100)]


class Peer(NamedTuple):
    """The plain ones are loops as the framework's documentation has them, the others what its fast users write."""

    key: str
    name: str
    modules: tuple
    color: str
    plain: bool = True

    def takes(self, size):
        """In double only NumPy is of interest: the book's code. NumPy has no convolution, and Keras computes with TensorFlow's."""
        if size.hidden == CONVOLUTIONS:
            return self.key.startswith(("torch", "jax"))
        return size.dtype == "float32" or "numpy" in self.key


PEERS = [
    Peer("numpy", "NumPy", ("numpy",), "#e69f00"),
    Peer("numpy-buffers", "NumPy with buffers", ("numpy",), "#b34700", plain=False),
    Peer("torch", "PyTorch", ("torch",), "#d69bc0"),
    Peer("torch-compile", "PyTorch compiled", ("torch",), "#8f3f77", plain=False),
    Peer("jax", "JAX", ("jax", "numpy"), "#66c2a5"),
    Peer("jax-scan", "JAX with scan", ("jax", "numpy"), "#007a55", plain=False),
    Peer("keras", "Keras", ("keras", "numpy"), "#777777"),
]
OUR_COLORS = ["#0060a0", "#00a0d8"]

ALONE, BUSY = "With nothing else running", "Beside a program that keeps one core busy"
# The end of its input ends it: it does not outlive this program, whatever becomes of that.
BUSY_PROGRAM = """
import sys, threading
def spin():
    while True:
        pass
threading.Thread(target=spin, daemon=True).start()
sys.stdin.read()
"""


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    options = read_arguments(sys.argv[1:])
    try:
        if options.lesson:
            return compare_lesson(options)
        jdks = find_jdks(options.jdk)
        if options.grid or options.growth:
            build(jdks[0])
            return look_closer(jdks, options)
        peers = find_peers(options.peers)
        build(jdks[0])
        compare(jdks, peers, options)
        return 0
    except lab.Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def read_arguments(arguments):
    parser = argparse.ArgumentParser(
        prog="compare.py", description=__doc__.splitlines()[0], allow_abbrev=False
    )
    parser.add_argument(
        "--peers",
        default=sys.executable,
        metavar="PYTHON",
        help="the Python that has the frameworks (default: this one)",
    )
    parser.add_argument(
        "--jdk", action="append", default=[], metavar="HOME", help="a JDK to measure with; may be given several times"
    )
    parser.add_argument("--rounds", type=rounds, default=11, metavar="N", help="turns for each competitor (default 11)")
    parser.add_argument("--quick", action="store_true", help="three short rounds, to see whether everything works")
    parser.add_argument(
        "--output",
        type=Path,
        default=lab.ROOT / "lib" / "bench" / "target" / "speed.md",
        metavar="FILE",
        help="where the result goes, with the picture beside it (default lib/bench/target/speed.md)",
    )
    parser.add_argument("--write", action="store_true", help="put the result and the picture into the README (authors)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--grid", action="store_true", help="compare products with EJML's instead")
    what.add_argument("--growth", action="store_true", help="compare time and work of a step instead")
    what.add_argument("--lesson", action="store_true", help="compare lesson 13's run in the kernel and outside instead")
    options = parser.parse_args(arguments)
    if options.quick and options.write:
        parser.error("--write is for numbers that hold, and those of --quick do not")
    if options.lesson and options.jdk:
        parser.error("--lesson takes the JDK of the kernel; set up another: JAVA_HOME=… python3 binder/lab.py --setup")
    if options.quick:
        options.rounds = 3
    return options


def rounds(text):
    if not text.isdecimal() or int(text) < 3:
        raise argparse.ArgumentTypeError(f"a spread needs at least 3 rounds, not {text!r}")
    return int(text)


# ---------------------------------------------------------------------------------------------------------------------
# What there is to measure.


def find_jdks(homes):
    if not homes:
        return [lab.find_jdk()]
    jdks = []
    for home in homes:
        java = Path(home) / "bin" / lab.program("java")
        if not java.is_file():
            raise lab.Problem(f"--jdk {home}: there is no {java}. Name the folder of a JDK.\n{lab.how_to_get_java()}")
        jdks.append(lab.jdk_of(java, "--jdk"))
    versions = [jdk.version for jdk in jdks]
    if len(set(versions)) < len(versions):
        raise lab.Problem("Two of the JDKs are of the same version, and could not be told apart. Name only one.")
    return jdks


def find_peers(python):
    """The python and the peers that it has; says what is missing. Without NumPy there is nothing to compare with."""
    modules = sorted({module for peer in PEERS for module in peer.modules})
    code = f"import importlib.util as u, json; print(json.dumps([m for m in {modules!r} if u.find_spec(m)]))"
    try:
        shown = lab.run([python, "-c", code])
        installed = set(json.loads(shown.output.strip().splitlines()[-1]))
    except (OSError, ValueError, IndexError):
        raise lab.Problem(f"{python} is no Python that runs. Name one with --peers.") from None
    if "numpy" not in installed:
        raise lab.Problem(
            f"{python} has no NumPy. Make an environment of its own for the frameworks (they take gigabytes):\n"
            "    python3 -m venv peers && peers/bin/pip install numpy torch jax tensorflow-cpu\n"
            "    python3 lib/bench/compare.py --peers peers/bin/python\n"
            "NumPy alone will do; the others are measured if they are there."
        )
    for peer in PEERS:
        if not installed.issuperset(peer.modules):
            print(f"{peer.name} is not installed in {python} and is left out.")
    return python, [peer for peer in PEERS if installed.issuperset(peer.modules)]


def build(jdk):
    """The library and what measures it, unless they are there, made of today's sources."""
    bench = lab.ROOT / "lib" / "bench"
    jars, stamp = lab.built_jars(), bench / "target" / "stamp.json"
    wanted = lab.fingerprint([*lab.sources(), bench / "pom.xml", *lab.files_under(bench / "java")])
    if jars[0].is_file() and lab.read_json(stamp) == {"sources": wanted, "jars": lab.fingerprints(jars)}:
        return
    lab.build_library(jdk, "-Pbench")
    lab.write_atomically(stamp, json.dumps({"sources": wanted, "jars": lab.fingerprints(lab.built_jars())}))


def java(jdk, main_class, *arguments, options=()):
    parts = [lab.ROOT / "lib" / "bench" / "target" / "classes", *lab.built_jars()]
    classpath = os.pathsep.join(map(str, parts))
    program = f"backprop.bench.{main_class}"
    return [str(jdk.java), *JAVA_OPTIONS, *ENCODING, *options, "-cp", classpath, program, *map(str, arguments)]


def environment():
    """Ours, without what would hold the others back."""
    limits = ("OPENBLAS_", "OMP_", "MKL_")
    return {name: value for name, value in lab.environment_variables({}).items() if not name.startswith(limits)}


def output_of(command):
    """What one of our programs prints; its warnings are for nobody."""
    done = subprocess.run(
        command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        raise lab.Problem(f"A program that measures has failed:\n{last_lines(done.stderr)}")
    return done.stdout


def last_lines(text):
    return "\n".join(text.strip().splitlines()[-5:])


# ---------------------------------------------------------------------------------------------------------------------
# Measuring.


class Died(Exception):
    """A competitor has ended; the text is what it said."""


class Competitor:
    """A process that takes training steps when it is told to."""

    def __init__(self, name, command):
        self.name = name
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            encoding="utf-8",
            errors="replace",
        )

    def started(self):
        """Waits until it has taken its first step; what it is, with its version."""
        return self._answer("ready ").removeprefix("ready ")

    def work(self, seconds):
        """Lets it work for about so long; microseconds and bytes a step."""
        try:
            self._process.stdin.write(f"{seconds}\n")
            self._process.stdin.flush()
        except OSError:
            raise Died(self._said()) from None
        return read_turn(self._answer(""))

    def _answer(self, start):
        for line in self._process.stdout:
            # A framework may have things to say of its own.
            if line.startswith(start):
                return line.strip()
        raise Died(self._said())

    def _said(self):
        self._process.wait()
        self._errors.seek(0)
        return last_lines(self._errors.read().decode("utf-8", "replace")) or "it said nothing"

    def end(self):
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            try:
                stream.close()
            except OSError:
                pass  # what was written last was not read


class Turn(NamedTuple):
    microseconds: float
    allocated: float


def read_turn(answer):
    """From steps, seconds and, of ours only, bytes."""
    steps, seconds, *allocated = (float(part) for part in answer.split())
    return Turn(seconds / steps * 1e6, allocated[0] / steps if allocated else 0)


class Result(NamedTuple):
    """What was measured of one size: the turns of ours and of the others, by name."""

    size: Size
    ours: dict
    others: dict

    def median(self, name):
        turns = self.ours.get(name) or self.others.get(name)
        return statistics.median(turn.microseconds for turn in turns) if turns else None

    def fastest(self, names):
        """The fastest other of these."""
        return min((name for name in self.others if name in names), key=self.median)

    def ratios(self, name, other):
        """The quartiles of the ratio of ours to the other, round by round."""
        pairs = zip(self.ours[name], self.others[other])
        return statistics.quantiles((a.microseconds / b.microseconds for a, b in pairs), n=4, method="inclusive")

    def allocated(self):
        return max(statistics.median(turn.allocated for turn in turns) for turns in self.ours.values())


def measure(size, jdks, python, peers, options, versions):
    """One size, quiet and busy; adds to the versions what the competitors say that they are."""
    mine = {ours(jdk) for jdk in jdks}
    commands = {ours(jdk): java(jdk, "StepServer", size.precision, size.batch, *size.hidden) for jdk in jdks}
    for peer in peers:
        if peer.takes(size):
            net = [size.dtype, str(size.batch), *map(str, size.hidden)]
            commands[peer.name] = [python, str(PEERS_SCRIPT), peer.key, *net]
    competitors = []
    try:
        ready = []
        # One after the other: some look for the fastest way when they start.
        for name, command in commands.items():
            competitors.append(Competitor(name, command))
            try:
                versions[name] = competitors[-1].started()
                ready.append(competitors[-1])
            except Died as died:
                if name in mine or name == "NumPy":
                    raise
                print(f"\n{name} does not run and is left out. It says:\n{died}", flush=True)
        for competitor in ready:
            warm_up(competitor, 1 if options.quick else WARM_UP_SECONDS)
        turn = TURN_SECONDS / (4 if options.quick else 1)
        turns = {ALONE: take_turns(ready, options.rounds, turn)}
        with busy_program():
            turns[BUSY] = take_turns(ready, options.rounds, turn)
    except Died as died:
        raise lab.Problem(f"A training step of {size.name} has failed:\n{died}") from None
    finally:
        for competitor in competitors:
            competitor.end()
    return {state: result(size, mine, of) for state, of in turns.items()}


def result(size, mine, turns):
    return Result(
        size,
        {name: of for name, of in turns.items() if name in mine},
        {name: of for name, of in turns.items() if name not in mine},
    )


@contextlib.contextmanager
def busy_program():
    busy = subprocess.Popen([sys.executable, "-c", BUSY_PROGRAM], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        yield busy
    finally:
        busy.kill()
        busy.wait()
        busy.stdin.close()


def ours(jdk):
    return f"Java {jdk.version}"


def warm_up(competitor, seconds):
    """For so long, and on while it still gets faster: on a busy machine Java's compiler takes longer."""
    start, best, turns_since_best = time.monotonic(), float("inf"), 0
    while (spent := time.monotonic() - start) < LONGEST_WARM_UP * seconds:
        if spent >= seconds and turns_since_best >= CALM_TURNS:
            return
        turn = competitor.work(min(seconds / 4, TURN_SECONDS)).microseconds
        turns_since_best = 0 if turn < 0.95 * best else turns_since_best + 1
        best = min(best, turn)


def take_turns(competitors, count, seconds):
    turns = {competitor.name: [] for competitor in competitors}
    for number in range(count):
        # Another one begins each time, so that nobody always follows the same.
        first = number % len(competitors)
        for competitor in competitors[first:] + competitors[:first]:
            time.sleep(PAUSE_SECONDS)
            competitor.work(LEAD_IN_SECONDS)
            turns[competitor.name].append(competitor.work(seconds))
    return turns


class Peak(NamedTuple):
    """GFLOP/s of one core: the most that it can do, and what it does in the products."""

    peak: float
    products: dict


def read_peak(lines):
    speeds = dict(reversed(line.split(" ", 1)) for line in lines.strip().splitlines())
    speeds = {what: float(speed) for what, speed in speeds.items()}
    return Peak(speeds.pop("peak"), speeds)


def compare(jdks, peers, options):
    python, peers = peers
    versions, results = {}, {ALONE: [], BUSY: []}
    for size in SIZES:
        with lab.step(f"Training {size.name}"):
            for state, measured in measure(size, jdks, python, peers, options, versions).items():
                results[state].append(measured)
    peaks = {}
    for jdk in jdks:
        with lab.step(f"The processor's peak, and products, {ours(jdk)}"):
            command = java(jdk, "Peak", 1 if options.quick else 5, options=["-Dbackprop.threads=1"])
            peaks[ours(jdk)] = read_peak(output_of(command))
    report = markdown(results, peaks, machine(versions), picture=options.output.with_suffix(".png").name)
    print("\n" + report)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(report, encoding="utf-8")
    draw(jdks[0], results[ALONE], options.output.with_suffix(".png"))
    if options.write:
        text = README.read_text(encoding="utf-8")
        place = README_PICTURE.relative_to(README.parent).as_posix()
        lab.write_atomically(README, with_block(text, markdown(results, peaks, machine(versions), picture=place)))
        draw(jdks[0], results[ALONE], README_PICTURE)


def look_closer(jdks, options):
    """Lets the programs for --grid and --growth print what they find."""
    for jdk in jdks:
        print(f"{ours(jdk)}, {machine({})}")
        if options.grid:
            command = java(jdk, "Grid", options.rounds, options=["-Dbackprop.threads=1"])
            print(output_of(command), end="", flush=True)
        else:
            found = output_of(java(jdk, "Growth", options.rounds))
            print(f"{'hidden':>7} {'µs a step':>10} {'GFLOP/s':>8}")
            for width, microseconds, speed in read_growth(found):
                print(f"{width:>7.0f} {microseconds:>10.1f} {speed:>8.1f}")
            spread = growth_ratio(read_growth(found))
            print(f"time divided by operations, largest to smallest: {spread:.2f}", flush=True)
    return 0


def compare_lesson(options):
    """The run that the reader watches beside one that nobody watches, each from the start in a new Java, in turns."""
    python, jdk = kernel_environment()
    build(jdk)
    commands = {"in the kernel": [str(python), str(KERNEL_SCRIPT)], "outside": java(jdk, "LessonRun")}
    seconds = {name: [] for name in commands}
    for number in range(options.rounds):
        for name in sorted(commands, reverse=number % 2):
            seconds[name].append(float(output_of(commands[name])))
        print("  ".join(f"{name} {times[-1]:.2f} s" for name, times in seconds.items()), flush=True)
    quartiles = kernel_ratio(seconds["in the kernel"], seconds["outside"])
    print(f"{ours(jdk)}, {machine({})}")
    print(f"lesson 13's run, in the kernel : outside  {ratio(quartiles)}")
    return 0


def kernel_ratio(inside, outside):
    """The quartiles of the ratio, pair by pair."""
    return statistics.quantiles((a / b for a, b in zip(inside, outside)), n=4, method="inclusive")


def kernel_environment():
    """The Python of the lessons, and the JDK that its kernel runs on."""
    python = lab.VENV / ("Scripts/python.exe" if lab.WINDOWS else "bin/python")
    kernel = lab.read_json(lab.VENV / "share" / "jupyter" / "kernels" / "java" / "kernel.json")
    if not kernel or not python.is_file():
        raise lab.Problem("The lessons are not set up here. Type: python3 binder/lab.py --setup")
    return python, lab.jdk_of(Path(kernel["argv"][0]), "kernel.json")


def read_growth(lines):
    return [tuple(float(part) for part in line.split()) for line in lines.strip().splitlines()]


def growth_ratio(rows):
    speeds = [speed for _, _, speed in rows]
    return max(speeds) / min(speeds)


# ---------------------------------------------------------------------------------------------------------------------
# Telling.


def machine(versions):
    today = datetime.date.today()
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [processor(), f"{count} core{'s' if count != 1 else ''}", f"{platform.system()} {platform.machine()}"]
    return f"{today.day} {today:%B %Y}: " + ", ".join([*parts, *dict.fromkeys(versions.values())])


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    if sys.platform == "darwin":
        return lab.output_of(["sysctl", "-n", "machdep.cpu.brand_string"]).strip()
    return platform.processor() or platform.machine()


def markdown(results, peaks, where, picture):
    lines = [f"![{alt(results[ALONE])}]({picture})", "", f"*Measured on {where}.*", ""]
    for state, of in results.items():
        lines += [f"**{state}**", "", *times(of), "", *ratios(of), ""]
    lines += table(
        ["share of a core's peak, float, one thread", *peaks],
        [[what, *(share(peak, what) for peak in peaks.values())] for what in next(iter(peaks.values())).products]
        + [["the peak, in GFLOP/s", *(f"{peak.peak:.0f}" for peak in peaks.values())]],
    )
    return "\n".join(lines) + "\n"


def times(results):
    """A column for each size, the least of it in bold."""
    columns = []
    for result in results:
        medians = [result.median(name) for name in names(results)]
        least = min(median for median in medians if median is not None)
        columns.append([f"**{microseconds(m)}**" if m == least else microseconds(m) for m in medians])
    head = ["microseconds a step", *(result.size.name for result in results)]
    return table(head, [[label(results, name), *cells] for name, *cells in zip(names(results), *columns)])


def ratios(results):
    """Ours beside the fastest other, and beside the fastest of the plain loops."""
    rows = []
    for what, peers in (("the fastest other", PEERS), ("the fastest plain loop", [p for p in PEERS if p.plain])):
        among = [peer.name for peer in peers]
        rows.append([what, *(result.fastest(among) for result in results)])
        for name in results[0].ours:
            rows.append([f"{name} : {what}", *(ratio(r.ratios(name, r.fastest(among))) for r in results)])
    rows.append(["bytes that ours allocates a step", *(f"{result.allocated():,.0f}" for result in results)])
    return table(["ours : others", *(result.size.name for result in results)], rows)


def names(results):
    """Of all competitors that were measured."""
    others = [peer.name for peer in PEERS if any(peer.name in result.others for result in results)]
    return [*results[0].ours, *others]


def label(results, name):
    return f"this library, {name}" if name in results[0].ours else name


def table(head, rows):
    right = "|---|" + "---:|" * (len(head) - 1)
    return ["| " + " | ".join(head) + " |", right, *("| " + " | ".join(row) + " |" for row in rows)]


def microseconds(number):
    return "" if number is None else f"{number:,.0f}"


def ratio(quartiles):
    low, middle, high = quartiles
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def share(peak, what):
    return f"{peak.products[what] / peak.peak:.0%}"


def pictured(competitors):
    """Not Keras: beside its bars one could not tell the others apart."""
    return [name for name in competitors if name != "Keras"]


def alt(results):
    first = next(iter(results[0].ours))
    parts = []
    for result in results:
        others = ", ".join(f"{n} {result.median(n) / result.median(first):.2f}" for n in pictured(result.others))
        parts.append(f"{result.size.name}: {others}")
    return f"Time of a training step in multiples of ours on {first}. " + "; ".join(parts)


def draw(jdk, results, picture):
    with tempfile.TemporaryDirectory() as folder:
        numbers = Path(folder, "numbers")
        numbers.write_text(chart(results), encoding="utf-8")
        output_of(java(jdk, "SpeedChart", picture, numbers))


def chart(results):
    """What SpeedChart reads."""
    first = next(iter(results[0].ours))
    colors = dict(zip(results[0].ours, itertools.cycle(OUR_COLORS))) | {peer.name: peer.color for peer in PEERS}
    nets = "\t".join(result.size.name for result in results)
    lines = ["Time of one training step: lower is faster", "net, size of a mini-batch", nets]
    for name in pictured(names(results)):
        medians = [r.median(name) for r in results]
        relative = ["" if m is None else f"{m / r.median(first):.2f}" for m, r in zip(medians, results)]
        lines.append("\t".join([label(results, name), colors[name], *relative]))
    return "\n".join(lines) + "\n"


def with_block(text, block):
    """The text with the block in the place of what stands between the two marks."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(END) < text.index(BEGIN):
        raise lab.Problem(f"README.md needs one line {BEGIN} and, below it, one line {END}: the place of the result.")
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n\n{block}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    sys.exit(main())
