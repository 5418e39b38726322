"""One training step of the same small net in another framework: a competitor of compare.py.

    peers.py PEER DTYPE BATCH HIDDEN...
    peers.py PEER DTYPE BATCH conv

The step: draw BATCH rows at random from 60,000 x 784, forward through 784-HIDDEN-10 with ReLU, softmax and
cross-entropy, backward, and an update by plain gradient descent. With "conv" the hidden layers are twice a convolution
with 3 x 3 kernels, 8 and then 16, ReLU and 2 x 2 max pooling. For each line with a number of seconds on the standard
input it takes steps for about as long, and answers with their number and the seconds.

Each framework is used as its own documentation does, and NumPy, PyTorch and JAX also as their fast users do, with as
many threads as it takes by itself.
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

SAMPLES, INPUTS, CLASSES, RATE = 60_000, 784, 10, 0.1
SCANNED = 20
SIDE, KERNELS, KERNEL_SIDE, AFTER_POOLS = 28, (8, 16), 3, 5 * 5 * 16


def widths(hidden):
    """(inputs, outputs) of every layer."""
    sizes = [INPUTS, *hidden, CLASSES]
    return list(zip(sizes, sizes[1:]))


def numpy_net(dtype, hidden):
    import numpy as np

    rng = np.random.default_rng(1)
    images = rng.random((SAMPLES, INPUTS), np.float32).astype(dtype)
    one_hot = np.eye(CLASSES, dtype=dtype)[rng.integers(0, CLASSES, SAMPLES)]
    weights = [(0.01 * rng.standard_normal(shape)).astype(dtype) for shape in widths(hidden)]
    biases = [np.zeros(outputs, dtype) for _, outputs in widths(hidden)]
    return rng, images, one_hot, weights, biases


def numpy_step(dtype, batch, hidden):
    import numpy as np

    rng, images, one_hot, weights, biases = numpy_net(dtype, hidden)

    def step():
        rows = rng.integers(0, SAMPLES, batch)
        inputs = [images[rows]]
        for w, b in zip(weights[:-1], biases[:-1]):
            inputs.append(np.maximum(inputs[-1] @ w + b, 0))
        scores = inputs[-1] @ weights[-1] + biases[-1]
        y = np.exp(scores - scores.max(axis=1, keepdims=True))
        y /= y.sum(axis=1, keepdims=True)
        d = (y - one_hot[rows]) / batch
        for layer in reversed(range(len(weights))):
            x, w = inputs[layer], weights[layer]
            before = (d @ w.T) * (x > 0) if layer else None
            w -= RATE * (x.T @ d)
            biases[layer] -= RATE * d.sum(axis=0)
            d = before

    return repeated(step), f"NumPy {np.__version__}"


def numpy_buffers_step(dtype, batch, hidden):
    """The same step, to the last bit, in memory that is made once."""
    import numpy as np

    rng, images, one_hot, weights, biases = numpy_net(dtype, hidden)
    # outputs[0] is the input, outputs[i] what layer i gives; slopes[i] is the gradient of the loss by outputs[i].
    outputs = [np.empty((batch, width), dtype) for width in (INPUTS, *hidden, CLASSES)]
    slopes = [np.empty_like(output) for output in outputs]
    positive = [np.empty(output.shape, bool) for output in outputs]
    weight_slopes = [np.empty_like(w) for w in weights]
    bias_slopes = [np.empty_like(b) for b in biases]
    of_row = np.empty((batch, 1), dtype)
    expected = np.empty((batch, CLASSES), dtype)

    def step():
        rows = rng.integers(0, SAMPLES, batch)
        # With its default mode, "raise", take() would fill a buffer of its own first.
        np.take(images, rows, axis=0, out=outputs[0], mode="clip")
        np.take(one_hot, rows, axis=0, out=expected, mode="clip")
        for x, w, b, y in zip(outputs, weights, biases, outputs[1:]):
            np.matmul(x, w, out=y)
            y += b
            if y is not outputs[-1]:
                np.maximum(y, 0, out=y)
        y -= np.max(y, axis=1, keepdims=True, out=of_row)
        np.exp(y, out=y)
        y /= np.sum(y, axis=1, keepdims=True, out=of_row)
        np.subtract(y, expected, out=slopes[-1])
        slopes[-1] /= batch
        for layer in reversed(range(len(weights))):
            x, w, d = outputs[layer], weights[layer], slopes[layer + 1]
            if layer:
                np.matmul(d, w.T, out=slopes[layer])
                slopes[layer] *= np.greater(x, 0, out=positive[layer])
            np.matmul(x.T, d, out=weight_slopes[layer])
            np.sum(d, axis=0, out=bias_slopes[layer])
            for p, slope in ((w, weight_slopes[layer]), (biases[layer], bias_slopes[layer])):
                slope *= RATE
                p -= slope

    return repeated(step), f"NumPy {np.__version__}"


def repeated(step):
    def run(steps):
        for _ in range(steps):
            step()
        return steps

    return run


def torch_net(dtype, hidden):
    import torch

    torch.manual_seed(1)
    images = torch.rand(SAMPLES, INPUTS, dtype=getattr(torch, dtype))
    labels = torch.randint(0, CLASSES, (SAMPLES,))
    layers = []
    if hidden == ["conv"]:
        images = images.reshape(SAMPLES, 1, SIDE, SIDE)
        for inputs, outputs in zip((1, *KERNELS), KERNELS):
            convolution = torch.nn.Conv2d(inputs, outputs, KERNEL_SIDE, dtype=images.dtype)
            layers += [convolution, torch.nn.ReLU(), torch.nn.MaxPool2d(2)]
        layers += [torch.nn.Flatten(), torch.nn.Linear(AFTER_POOLS, CLASSES, dtype=images.dtype)]
    else:
        for inputs, outputs in widths(hidden):
            layers += [torch.nn.Linear(inputs, outputs, dtype=images.dtype), torch.nn.ReLU()]
        layers.pop()
    return images, labels, torch.nn.Sequential(*layers)


def torch_step(dtype, batch, hidden):
    import torch

    images, labels, net = torch_net(dtype, hidden)
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)

    def step():
        rows = torch.randint(0, SAMPLES, (batch,))
        optimizer.zero_grad()
        loss(net(images[rows]), labels[rows]).backward()
        optimizer.step()

    return repeated(step), f"PyTorch {torch.__version__}"


def torch_compile_step(dtype, batch, hidden):
    """Forward, backward and update in one compiled function. It needs a C++ compiler."""
    import torch

    images, labels, net = torch_net(dtype, hidden)
    params = dict(net.named_parameters())

    def loss(params, x, t):
        return torch.nn.functional.cross_entropy(torch.func.functional_call(net, params, (x,)), t)

    # The fastest of its modes on the processors that we tried; it times products when it compiles.
    @torch.compile(mode="max-autotune")
    def update(rows):
        slopes = torch.func.grad(loss)(params, images[rows], labels[rows])
        for name, p in params.items():
            p.sub_(slopes[name], alpha=RATE)

    @torch.no_grad()
    def step():
        update(torch.randint(0, SAMPLES, (batch,)))

    return repeated(step), f"PyTorch {torch.__version__}"


def jax_net(dtype, hidden):
    import jax
    import jax.numpy as jnp
    import numpy as np

    rng = np.random.default_rng(1)
    images = rng.random((SAMPLES, INPUTS), np.float32).astype(dtype)
    labels = rng.integers(0, CLASSES, SAMPLES)
    if hidden == ["conv"]:
        images = images.reshape(SAMPLES, SIDE, SIDE, 1)
        shapes = [(KERNEL_SIDE, KERNEL_SIDE, *channels) for channels in zip((1, *KERNELS), KERNELS)]
        shapes.append((AFTER_POOLS, CLASSES))
    else:
        shapes = widths(hidden)
    params = [(jnp.asarray(0.01 * rng.standard_normal(shape), dtype), jnp.zeros(shape[-1], dtype)) for shape in shapes]

    def convolution(x, w, b):
        y = jax.lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        y = jax.nn.relu(y + b)
        n, height, width, channels = y.shape
        y = y[:, : height // 2 * 2, : width // 2 * 2]
        return y.reshape(n, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))

    def loss(params, x, t):
        for w, b in params[:-1]:
            x = convolution(x, w, b) if w.ndim == 4 else jax.nn.relu(x @ w + b)
        x = x.reshape(len(x), -1)
        w, b = params[-1]
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x @ w + b), t[:, None], axis=1))

    def update(params, x, t):
        return jax.tree.map(lambda p, g: p - RATE * g, params, jax.grad(loss)(params, x, t))

    return rng, images, labels, params, update


def jax_step(dtype, batch, hidden):
    import jax

    rng, images, labels, params, update = jax_net(dtype, hidden)
    # The old parameters' memory becomes the new ones'.
    update = jax.jit(update, donate_argnums=0)

    def run(steps):
        nonlocal params
        for _ in range(steps):
            rows = rng.integers(0, SAMPLES, batch)
            params = update(params, images[rows], labels[rows])
        jax.block_until_ready(params)
        return steps

    return run, f"JAX {jax.__version__}"


def jax_scan_step(dtype, batch, hidden):
    """The data on the device, and SCANNED steps, the draw of their rows with them, in one compiled function."""
    import jax

    _, images, labels, params, update = jax_net(dtype, hidden)
    images, labels = jax.device_put(images), jax.device_put(labels)
    state = params, jax.random.key(1)

    def scan(state, images, labels):
        def step(state, _):
            params, key = state
            key, drawing = jax.random.split(key)
            rows = jax.random.randint(drawing, (batch,), 0, SAMPLES)
            return (update(params, images[rows], labels[rows]), key), None

        return jax.lax.scan(step, state, length=SCANNED)[0]

    scan = jax.jit(scan, donate_argnums=0)

    def run(steps):
        nonlocal state
        scans = -(-steps // SCANNED)
        for _ in range(scans):
            state = scan(state, images, labels)
        jax.block_until_ready(state)
        return scans * SCANNED

    return run, f"JAX {jax.__version__}"


def keras_step(dtype, batch, hidden):
    import keras
    import numpy as np

    rng = np.random.default_rng(1)
    images = rng.random((SAMPLES, INPUTS), np.float32).astype(dtype)
    labels = rng.integers(0, CLASSES, SAMPLES)
    layers = [keras.layers.Dense(width, activation="relu", dtype=dtype) for width in hidden]
    net = keras.Sequential([keras.Input((INPUTS,), dtype=dtype), *layers, keras.layers.Dense(CLASSES, dtype=dtype)])
    net.compile(
        optimizer=keras.optimizers.SGD(RATE), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )

    def run(steps):
        # One epoch at most, whose rows fit() draws without putting them back.
        steps = min(steps, SAMPLES // batch)
        net.fit(images[: steps * batch], labels[: steps * batch], batch_size=batch, epochs=1, verbose=0)
        return steps

    return run, f"Keras {keras.__version__} on {keras.backend.backend()}"


PEERS = {
    "numpy": numpy_step,
    "numpy-buffers": numpy_buffers_step,
    "torch": torch_step,
    "torch-compile": torch_compile_step,
    "jax": jax_step,
    "jax-scan": jax_scan_step,
    "keras": keras_step,
}


def main():
    peer, dtype, batch, *hidden = sys.argv[1:]
    layers = hidden if hidden == ["conv"] else [int(width) for width in hidden]
    run, version = PEERS[peer](dtype, int(batch), layers)
    a_step = seconds_a_step(run, 1)[1]
    print("ready", version, flush=True)
    for order in sys.stdin:
        steps, a_step = seconds_a_step(run, max(1, round(float(order) / a_step)))
        print(steps, steps * a_step, flush=True)


def seconds_a_step(run, steps):
    start = time.perf_counter()
    steps = run(steps)
    return steps, (time.perf_counter() - start) / steps


if __name__ == "__main__":
    main()
