#!/usr/bin/env python3
"""Networks as the format's own library writes them, for SafeTensorsTest.

Writes ../resources/safetensors/*.safetensors. Needs what round_trip.txt lists:
pip install -r round_trip.txt; python3 make_safetensors.py
"""
import pathlib

import numpy as np
import safetensors
import safetensors.numpy

SHAPES = {"W2": (3, 2), "b1": (1, 3), "W1": (2, 3), "b2": (1, 2)}


def net(dtype):
    """Entry k of a tensor is k / 8 - 1."""
    return {name: (np.arange(rows * columns, dtype=dtype) / 8 - 1).reshape(rows, columns).astype(dtype)
            for name, (rows, columns) in SHAPES.items()}


def main():
    folder = pathlib.Path(__file__).parent.parent / "resources" / "safetensors"
    folder.mkdir(exist_ok=True)
    safetensors.numpy.save_file(net(np.float32), folder / "float.safetensors")
    safetensors.numpy.save_file(net(np.float64), folder / "double.safetensors", metadata={"format": "np"})
    safetensors.numpy.save_file({**net(np.float32), "W1": net(np.float64)["W1"]}, folder / "mixed.safetensors")
    safetensors.numpy.save_file(net(np.float16), folder / "half.safetensors")
    # A vector, as the others keep a bias.
    safetensors.numpy.save_file({**net(np.float32), "b1": net(np.float32)["b1"][0]}, folder / "vector.safetensors")
    print(f"made by safetensors {safetensors.__version__}")


if __name__ == "__main__":
    main()
