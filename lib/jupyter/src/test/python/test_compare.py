"""Tests of lib/bench/compare.py: what it reads, computes and writes. Nothing is measured here."""

import contextlib
import importlib.util
import io
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

REPOSITORY = Path(__file__).resolve().parents[5]

spec = importlib.util.spec_from_file_location("compare", REPOSITORY / "lib" / "bench" / "compare.py")
compare = importlib.util.module_from_spec(spec)
spec.loader.exec_module(compare)

SMALL, DOUBLE = compare.SIZES[0], compare.SIZES[3]


def turns(*microseconds, allocated=0):
    return [compare.Turn(number, allocated) for number in microseconds]


def a_result():
    mine = {"Java 17": turns(60, 100, 80, allocated=300), "Java 25": turns(50, 60, 40, allocated=200)}
    return compare.Result(SMALL, mine, {"NumPy": turns(200, 220, 210), "JAX": turns(120, 125, 160)})


class Reading(unittest.TestCase):
    def test_a_turn_is_a_step_of_many(self):
        self.assertEqual(compare.read_turn("200 0.5 4000"), compare.Turn(2500, 20))
        self.assertEqual(compare.read_turn("4 0.001"), compare.Turn(250, 0))

    def test_the_peak_and_the_products(self):
        peak = compare.read_peak("200.0 peak\n150.0 100 × 784 × 50\n120.5 784 × 100 × 50, AᵀB\n")
        self.assertEqual(peak.peak, 200)
        self.assertEqual(list(peak.products.values()), [150, 120.5])
        self.assertEqual(compare.share(peak, "100 × 784 × 50"), "75%")

    def test_growth(self):
        rows = compare.read_growth("64 100.0 80.0\n128 150.5 120.0\n")
        self.assertEqual(rows[1], (128, 150.5, 120))
        self.assertEqual(compare.growth_ratio(rows), 1.5)

    def test_options(self):
        options = compare.read_arguments(["--jdk", "a", "--jdk", "b", "--peers", "p", "--rounds", "5"])
        self.assertEqual((options.jdk, options.peers, options.rounds), (["a", "b"], "p", 5))
        self.assertEqual(compare.read_arguments(["--quick"]).rounds, 3)
        for wrong in (["--rounds", "2"], ["--quick", "--write"], ["--grid", "--growth"], ["--lesson", "--jdk", "a"]):
            with self.subTest(wrong), contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit):
                compare.read_arguments(wrong)


class Computing(unittest.TestCase):
    def test_ratios_are_taken_round_by_round_to_the_fastest_by_its_median(self):
        result = a_result()
        self.assertEqual(result.median("NumPy"), 210)
        self.assertEqual(result.fastest(["NumPy", "JAX", "Keras"]), "JAX")
        self.assertEqual(result.fastest(["NumPy", "Keras"]), "NumPy")
        # 60/120, 100/125, 80/160 are 0.5, 0.8, 0.5
        self.assertEqual(compare.ratio(result.ratios("Java 17", "JAX")), "0.50 (0.50–0.65)")
        self.assertEqual(result.allocated(), 300)

    def test_the_run_in_the_kernel_is_compared_pair_by_pair(self):
        self.assertEqual(compare.ratio(compare.kernel_ratio([3, 2, 8], [2, 2, 4])), "1.50 (1.25–1.75)")

    def test_without_the_set_up_there_is_no_kernel_to_compare(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(compare.lab, "VENV", Path(folder)):
            with self.assertRaisesRegex(compare.lab.Problem, "python3 binder/lab.py --setup"):
                compare.kernel_environment()

    def test_what_was_not_measured_has_no_median(self):
        self.assertIsNone(a_result().median("Keras"))
        self.assertEqual(compare.microseconds(None), "")

    def test_in_double_there_is_only_numpy(self):
        takes = [peer.name for peer in compare.PEERS if peer.takes(DOUBLE)]
        self.assertEqual(takes, ["NumPy", "NumPy with buffers"])
        self.assertTrue(all(peer.takes(SMALL) for peer in compare.PEERS))

    def test_warming_up_goes_on_while_it_gets_faster(self):
        clock = iter(range(100))
        competitor = mock.Mock()
        competitor.work.side_effect = turns(900, 500, 300, 200, 100, 99, 98, *[100] * 50)
        with mock.patch.object(compare.time, "monotonic", lambda: next(clock)):
            compare.warm_up(competitor, 3)
        self.assertEqual(competitor.work.call_count, 5 + compare.CALM_TURNS)

    def test_turns_go_round_and_each_has_a_lead_in(self):
        log = []

        def competitor(name):
            playing = mock.Mock()
            playing.name = name
            playing.work = lambda seconds: log.append((name, seconds)) or compare.Turn(len(log), 0)
            return playing

        with mock.patch.object(compare.time, "sleep"):
            measured = compare.take_turns([competitor("a"), competitor("b")], 3, 0.4)
        lead = compare.LEAD_IN_SECONDS
        self.assertEqual([name for name, seconds in log if seconds == 0.4], ["a", "b", "b", "a", "a", "b"])
        self.assertEqual([seconds for _, seconds in log], [lead, 0.4] * 6)
        self.assertEqual([turn.microseconds for turn in measured["b"]], [4, 6, 12])


class Telling(unittest.TestCase):
    def test_the_report(self):
        peaks = {name: compare.Peak(200, {"100 × 784 × 50": 150}) for name in ("Java 17", "Java 25")}
        double = compare.Result(DOUBLE, a_result().ours, {"NumPy": turns(400, 400, 400)})
        small = a_result()
        small.others["JAX with scan"] = turns(30, 25, 40)
        results = {compare.ALONE: [small, double], compare.BUSY: [a_result(), double]}
        text = compare.markdown(results, peaks, "1 May 2026: a machine", "speed.png")
        quiet, busy = text.split(f"**{compare.BUSY}**")
        for line in (
            "![Time of a training step in multiples of ours on Java 17. 784-50-10, 100: NumPy 2.62, JAX 1.56, "
            "JAX with scan 0.38; 784-50-10, 100, double: NumPy 5.00](speed.png)",
            "*Measured on 1 May 2026: a machine.*",
            "**With nothing else running**",
            "| microseconds a step | 784-50-10, 100 | 784-50-10, 100, double |",
            "| this library, Java 25 | 50 | **50** |",
            "| NumPy | 210 | 400 |",
            "| JAX | 125 |  |",
            "| JAX with scan | **30** |  |",
            "| the fastest other | JAX with scan | NumPy |",
            "| Java 17 : the fastest other | 2.00 (2.00–3.00) | 0.20 (0.17–0.23) |",
            "| the fastest plain loop | JAX | NumPy |",
            "| Java 25 : the fastest plain loop | 0.42 (0.33–0.45) | 0.12 (0.11–0.14) |",
            "| bytes that ours allocates a step | 300 | 300 |",
        ):
            self.assertIn(line, quiet.splitlines())
        for line in (
            "| this library, Java 25 | **50** | **50** |",
            "| Java 25 : the fastest other | 0.42 (0.33–0.45) | 0.12 (0.11–0.14) |",
            "| 100 × 784 × 50 | 75% | 75% |",
            "| the peak, in GFLOP/s | 200 | 200 |",
        ):
            self.assertIn(line, busy.splitlines())

    def test_a_version_is_named_once(self):
        where = compare.machine({"JAX": "JAX 0.10", "JAX with scan": "JAX 0.10"})
        self.assertTrue(where.endswith(", JAX 0.10"))
        self.assertEqual(where.count("JAX"), 1)

    def test_the_chart_leaves_out_what_was_not_measured(self):
        double = compare.Result(DOUBLE, a_result().ours, {"NumPy": turns(400, 400, 400)})
        lines = compare.chart([a_result(), double]).splitlines()
        self.assertEqual(lines[2], "784-50-10, 100\t784-50-10, 100, double")
        self.assertEqual(lines[3], "this library, Java 17\t#0060a0\t1.00\t1.00")
        self.assertEqual(lines[-1], "JAX\t#66c2a5\t1.56\t")

    def test_only_what_is_between_the_marks_is_replaced(self):
        text = f"above\n\n{compare.BEGIN}\n\nold\n\n{compare.END}\n\nbelow\n"
        fresh = compare.with_block(text, "new\n")
        self.assertEqual(fresh, f"above\n\n{compare.BEGIN}\n\nnew\n\n{compare.END}\n\nbelow\n")
        self.assertEqual(compare.with_block(fresh, "new\n"), fresh)
        for wrong in ("no marks", text + text, f"{compare.END}{compare.BEGIN}"):
            with self.subTest(wrong), self.assertRaises(compare.lab.Problem):
                compare.with_block(wrong, "new")

    def test_the_readme_has_the_marks(self):
        compare.with_block(compare.README.read_text(encoding="utf-8"), "new")


class Refusing(unittest.TestCase):
    @contextlib.contextmanager
    def problem(self, *words):
        with self.assertRaises(compare.lab.Problem) as caught:
            yield
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_a_jdk_that_is_none(self):
        with tempfile.TemporaryDirectory() as folder, self.problem("--jdk", folder, "Install a JDK"):
            compare.find_jdks([folder])

    def test_two_jdks_of_one_version(self):
        with tempfile.TemporaryDirectory() as folder:
            java = Path(folder, "bin", compare.lab.program("java"))
            java.parent.mkdir()
            java.touch()
            jdk = compare.lab.Jdk(Path(folder), 17, frozenset())
            with mock.patch.object(compare.lab, "jdk_of", return_value=jdk), self.problem("same version"):
                compare.find_jdks([folder, folder])

    def test_a_python_that_is_none(self):
        with self.problem("no/python", "--peers"):
            compare.find_peers("no/python")

    def test_a_python_without_numpy(self):
        with mock.patch.object(compare.lab, "run", return_value=compare.lab.Finished(False, '["jax"]\n')):
            with self.problem("no NumPy", "pip install numpy"):
                compare.find_peers("some/python")

    def test_what_is_missing_is_said(self):
        answer = compare.lab.Finished(False, '["numpy", "torch"]\n')
        printed = contextlib.redirect_stdout(io.StringIO())
        with mock.patch.object(compare.lab, "run", return_value=answer), printed as said:
            _, peers = compare.find_peers("some/python")
        self.assertEqual({module for peer in peers for module in peer.modules}, {"numpy", "torch"})
        self.assertIn("JAX is not installed", said.getvalue())
        self.assertIn("Keras is not installed", said.getvalue())


class Busy(unittest.TestCase):
    def test_the_busy_program_ends_with_what_it_is_for(self):
        with self.assertRaises(KeyboardInterrupt), compare.busy_program() as busy:
            self.assertIsNone(busy.poll())
            raise KeyboardInterrupt
        self.assertIsNotNone(busy.poll())

    def test_the_busy_program_does_not_outlive_the_one_that_started_it(self):
        with compare.busy_program() as busy:
            busy.stdin.close()
            self.assertEqual(busy.wait(timeout=60), 0)


class Competing(unittest.TestCase):
    """With a process that plays a competitor."""

    def competitor(self, script):
        playing = compare.Competitor("it", [sys.executable, "-c", script])
        self.addCleanup(playing.end)
        return playing

    def test_it_answers_orders(self):
        script = "print('chatter\\nready It 1.0', flush=True)\nfor s in open(0): print(10, float(s), 50, flush=True)"
        competitor = self.competitor(script)
        self.assertEqual(competitor.started(), "It 1.0")
        self.assertEqual(competitor.work(0.5), compare.Turn(50_000, 5))

    def test_what_it_said_when_it_died_is_told(self):
        competitor = self.competitor("raise SystemExit('no such thing')")
        with self.assertRaisesRegex(compare.Died, "no such thing"):
            competitor.started()


if __name__ == "__main__":
    unittest.main()
