#!/usr/bin/env python3
"""What PyTorch computes, in double, for TorchReferenceTest: optimizers' weights, and convolutions with their gradients.

Writes ../resources/torch.json. Needs PyTorch (made with 2.15): pip install torch numpy; python3 make_torch_reference.py

PyTorch's pictures have one channel after the other, and its kernels, too; here the channels of a pixel lie side by side.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)

STEPS = 12
OPTIMIZERS = {
    "Sgd": lambda w, decay: torch.optim.SGD(w, lr=0.1, weight_decay=decay),
    "Momentum": lambda w, decay: torch.optim.SGD(w, lr=0.1, momentum=0.9, weight_decay=decay),
    "Adam": lambda w, decay: torch.optim.Adam(w, lr=0.1, weight_decay=decay),
}


def optimizer_case(name, decay):
    """Weights after each step with gradients that do not depend on them."""
    weights = torch.randn(2, 3)
    start = weights.tolist()
    optimizer = OPTIMIZERS[name]([weights], decay)
    gradients, path = [], []
    for _ in range(STEPS):
        weights.grad = torch.randn(2, 3)
        gradients.append(weights.grad.tolist())
        optimizer.step()
        path.append(weights.tolist())
    return {"optimizer": name, "decay": decay, "start": start, "gradients": gradients, "path": path}


def rows(pictures):
    """Pictures as rows, the channels of a pixel side by side."""
    return pictures.permute(0, 2, 3, 1).reshape(len(pictures), -1).tolist()


def columns(kernels):
    """Kernels as columns, in the same order."""
    return kernels.permute(2, 3, 1, 0).reshape(-1, len(kernels)).tolist()


def convolution_case(pictures, height, width, channels, kernels, side, padding, pool):
    x = torch.randn(pictures, channels, height, width, requires_grad=True)
    convolution = torch.nn.Conv2d(channels, kernels, side, padding=padding)
    y = torch.nn.functional.max_pool2d(torch.relu(convolution(x)), pool)
    dy = torch.randn_like(y)
    y.backward(dy)
    weight, bias = convolution.weight, convolution.bias
    return {"height": height, "width": width, "channels": channels, "side": side, "padding": padding, "pool": pool,
            "x": rows(x), "W": columns(weight), "b": [bias.tolist()], "y": rows(y), "dY": rows(dy),
            "dX": rows(x.grad), "dW": columns(weight.grad), "db": [bias.grad.tolist()]}


def main():
    torch.manual_seed(20)
    reference = {
        "optimizers": [optimizer_case(name, decay) for name in OPTIMIZERS for decay in (0.0, 0.01)],
        "convolutions": [
            convolution_case(2, 6, 6, 1, 2, 3, 0, 2),
            convolution_case(2, 7, 5, 2, 3, 3, 1, 2),
            convolution_case(1, 5, 7, 3, 5, 2, 0, 3),
            convolution_case(1, 4, 6, 5, 4, 3, 2, 1),
        ],
    }
    target = pathlib.Path(__file__).parent.parent / "resources" / "torch.json"
    target.write_text(json.dumps(reference) + "\n", encoding="utf-8")
    print(f"PyTorch {torch.__version__} -> {target.name}")


if __name__ == "__main__":
    main()
