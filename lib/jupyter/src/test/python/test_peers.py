"""Tests of lib/bench/peers.py: what a framework's fast users write learns what its plain loop learns.

Both forms start alike and draw the same rows. A framework that this Python lacks is left out; to test them all:

    peers/bin/python -m unittest discover -s lib/jupyter/src/test/python -p test_peers.py
"""

import importlib.util
import inspect
import unittest
from pathlib import Path
from unittest import mock

REPOSITORY = Path(__file__).resolve().parents[5]

spec = importlib.util.spec_from_file_location("peers", REPOSITORY / "lib" / "bench" / "peers.py")
peers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peers)

BATCH, HIDDEN, STEPS = 32, [40, 30], peers.SCANNED


def installed(module):
    return unittest.skipUnless(importlib.util.find_spec(module), f"{module} is not installed")


def variables(function):
    return inspect.getclosurevars(function).nonlocals


class Twins(unittest.TestCase):
    @installed("numpy")
    def test_numpy_with_buffers_to_the_last_bit(self):
        import numpy as np

        for dtype in ("float32", "float64"):
            plain, fast = self.trained(peers.numpy_step, dtype), self.trained(peers.numpy_buffers_step, dtype)
            for name in ("weights", "biases"):
                for a, b in zip(variables(plain["step"])[name], variables(fast["step"])[name]):
                    self.assertEqual(a.dtype, dtype)
                    np.testing.assert_array_equal(a, b)

    @installed("torch")
    def test_torch_compile(self):
        plain, fast = self.trained(peers.torch_step), self.trained(peers.torch_compile_step)
        one = variables(plain["step"])["net"].parameters()
        # Under no_grad() and the compiler.
        other = variables(inspect.unwrap(variables(inspect.unwrap(fast["step"]))["update"]))["params"].values()
        self.assert_close(one, other)

    @installed("jax")
    def test_jax_scan(self):
        import jax
        import numpy as np

        drawn = np.random.default_rng(2).integers(0, peers.SAMPLES, (STEPS, BATCH))
        with mock.patch.object(peers, "jax_net", self.drawing(drawn)):
            plain = self.trained(peers.jax_step)
        # Counts instead of drawing: the key is the number of the step.
        with (
            mock.patch.object(jax.random, "key", lambda seed: jax.numpy.int32(0)),
            mock.patch.object(jax.random, "split", lambda key: (key + 1, key)),
            mock.patch.object(jax.random, "randint", lambda key, *_: jax.numpy.asarray(drawn)[key]),
        ):
            fast = self.trained(peers.jax_scan_step)
        self.assert_close(jax.tree.leaves(plain["params"]), jax.tree.leaves(fast["state"][0]))

    def drawing(self, drawn):
        """jax_net, with a generator that draws these rows."""
        made = peers.jax_net

        def net(dtype, hidden):
            rng, *others = made(dtype, hidden)
            return mock.Mock(integers=mock.Mock(side_effect=drawn)), *others

        return net

    def trained(self, peer, dtype="float32"):
        """The variables of its loop after some steps."""
        run, _ = peer(dtype, BATCH, HIDDEN)
        self.assertEqual(run(STEPS), STEPS)
        return variables(run)

    def assert_close(self, one, other):
        import numpy as np

        pairs = list(zip(one, other, strict=True))
        self.assertEqual(len(pairs), 2 * len(HIDDEN) + 2)
        for a, b in pairs:
            a, b = (np.asarray(p.detach() if hasattr(p, "detach") else p) for p in (a, b))
            np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
