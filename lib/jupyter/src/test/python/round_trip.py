#!/usr/bin/env python3
"""Reads a network that the library has saved with the format's own Python package, and writes what it made of it.

Arguments: the file to read, the file to write: the same network with every number doubled, and with x and y beside it, some
samples and what the network makes of them.
"""
import sys

import numpy as np
import safetensors
import safetensors.numpy


def main(source, target):
    net = safetensors.numpy.load_file(source)
    with safetensors.safe_open(source, framework="np") as file:
        print(file.metadata()["format"], file.metadata()["layers"], sep=": ")
        for name in sorted(file.keys()):
            tensor = file.get_tensor(name)
            assert np.array_equal(tensor, net[name]), name
            print(name, tensor.dtype, tensor.shape)
    x = (np.arange(20 * len(net["W1"])) % 7 - 3).reshape(20, -1).astype(net["W1"].dtype)
    y = np.maximum(x @ net["W1"] + net["b1"], 0) @ net["W2"] + net["b2"]
    safetensors.numpy.save_file({"x": x, "y": y, **{name: 2 * tensor for name, tensor in net.items()}}, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
