#!/usr/bin/env python3
"""Losses and gradients of small networks as JAX differentiates them, for ReferenceTest.

Writes ../resources/reference.json. Needs JAX (made with 0.10): pip install jax; python3 make_reference.py
"""
import json
import pathlib

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

ACTIVATIONS = {
    "Relu": jax.nn.relu,
    "LeakyRelu": lambda x: jax.nn.leaky_relu(x, 0.01),
    "Sigmoid": jax.nn.sigmoid,
    "Tanh": jnp.tanh,
}
LOSSES = {
    "SoftmaxWithLoss": lambda y, t: -jnp.mean(jnp.sum(t * jax.nn.log_softmax(y), axis=1)),
    "HalfSquaredError": lambda y, t: 0.5 * jnp.sum((y - t) ** 2),
    "MeanSquaredError": lambda y, t: jnp.mean((y - t) ** 2),
}


def case(rng, activation, loss, rows, inputs, hidden, outputs):
    x = rng.standard_normal((rows, inputs))
    t = np.eye(outputs)[rng.integers(0, outputs, rows)]
    params = {
        "W1": rng.standard_normal((inputs, hidden)),
        "b1": rng.standard_normal((1, hidden)),
        "W2": rng.standard_normal((hidden, outputs)),
        "b2": rng.standard_normal((1, outputs)),
    }

    def value(p):
        h = ACTIVATIONS[activation](x @ p["W1"] + p["b1"])
        return LOSSES[loss](h @ p["W2"] + p["b2"], t)

    result, gradients = jax.value_and_grad(value)(params)
    as_lists = lambda arrays: {name: np.asarray(a).tolist() for name, a in arrays.items()}
    return {"activation": activation, "loss": loss, "x": x.tolist(), "t": t.tolist(), "params": as_lists(params),
            "value": float(result), "gradients": as_lists(gradients)}


def main():
    rng = np.random.default_rng(20)
    cases = [case(rng, activation, loss, 4, 5, 3, 2) for activation in ACTIVATIONS for loss in LOSSES]
    target = pathlib.Path(__file__).parent.parent / "resources" / "reference.json"
    target.write_text(json.dumps(cases) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases from JAX {jax.__version__} -> {target.name}")


if __name__ == "__main__":
    main()
