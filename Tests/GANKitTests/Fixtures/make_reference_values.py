#!/usr/bin/env python3
"""Writes the .safetensors files beside it: what PyTorch and Keras compute, for GANKit to agree with.

    python3 make_reference_values.py            # needs torch, keras, tensorflow, numpy, safetensors

Made with PyTorch 2.13.0, Keras 3.15.1 and TensorFlow 2.21.0. Every number is computed in float64 from
inputs that float32 holds exactly, then rounded once to float32: so a disagreement is never the reference's
own rounding. The same versions write the same bytes.

One file is one family. Its metadata has one key, "cases": a JSON object from case name to that case's
settings. Its tensors are named `<case>.<what>`:

    input, weight, bias, ...       what goes in
    output                         what the reference computes
    cotangent                      random numbers of the output's shape
    gradient.input, ...            the gradient of sum(output * cotangent)

Layouts are GANKit's, converted here so that tests compare directly: images [N, H, W, C], Dense weight
[in, out], Conv2D weight [kernelHeight, kernelWidth, in, out], ConvTranspose2D weight
[kernelHeight, kernelWidth, out, in].
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ["OMP_NUM_THREADS"] = "1"

import keras
import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

from reference_file import Family, single

torch.set_num_threads(1)
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
keras.backend.set_floatx("float64")


class ReferenceFamily(Family):
    def normal(self, *shape, scale=1.0):
        """Normal numbers that float32 holds exactly, as float64."""
        return single(self.random.standard_normal(shape) * scale)

    def add(self, case, settings, **tensors):
        """Adds one case. `gradient_x` is saved as `gradient.x`."""
        assert case not in self.cases, case
        self.cases[case] = settings
        for what, value in tensors.items():
            if value is None:
                continue
            # A copy, because training changes weights in place.
            self.tensors[f"{case}.{what.replace('gradient_', 'gradient.')}"] = np.array(value, dtype=np.float64)


def by(shape):
    return "x".join(map(str, shape))


def leaf(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def numpy_of(tensor):
    return None if tensor is None else tensor.detach().numpy()


# --- Dense and activations (PyTorch) -----------------------------------------------------------------

ACTIVATIONS = {
    "identity": lambda x: x,
    "relu": F.relu,
    "leakyReLU-0.2": lambda x: F.leaky_relu(x, 0.2),
    "leakyReLU-0.3": lambda x: F.leaky_relu(x, 0.3),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    # softplus written as it is defined: PyTorch's own becomes the identity above 20.
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
    "softmax": lambda x: F.softmax(x, dim=-1),
    "logSoftmax": lambda x: F.log_softmax(x, dim=-1),
}


def dense():
    family = ReferenceFamily("dense")
    for activation in ["identity", "relu", "leakyReLU-0.2", "tanh", "sigmoid"]:
        for bias in [True, False]:
            for batch, inputs, outputs in [(5, 7, 4), (1, 3, 1)]:
                x, w = leaf(family.normal(batch, inputs)), leaf(family.normal(inputs, outputs))
                b = leaf(family.normal(outputs)) if bias else None
                y = ACTIVATIONS[activation](x @ w + b if bias else x @ w)
                cotangent = family.normal(*y.shape)
                (y * torch.tensor(cotangent)).sum().backward()
                family.add(
                    f"{activation}-{'bias' if bias else 'nobias'}-{batch}x{inputs}x{outputs}",
                    {"activation": activation, "bias": bias, "inputs": inputs, "outputs": outputs},
                    input=numpy_of(x), weight=numpy_of(w), bias=numpy_of(b), output=numpy_of(y),
                    cotangent=cotangent, gradient_input=numpy_of(x.grad), gradient_weight=numpy_of(w.grad),
                    gradient_bias=numpy_of(b.grad) if bias else None)
    family.write()


def activations():
    family = ReferenceFamily("activations")
    # Never exactly 0, where ReLU's slope is a matter of taste.
    wide = single(np.linspace(-30, 30, 62))
    for activation, function in ACTIVATIONS.items():
        inputs = {"normal": family.normal(4, 9), "wide": wide}
        if activation in ("softmax", "logSoftmax"):
            inputs["wide"] = family.normal(6, 5, scale=15.0)
            inputs["shifted"] = single(family.normal(3, 4) + np.array([[0.0], [80.0], [-1000.0]]))
        for name, array in inputs.items():
            x = leaf(array)
            y = function(x)
            cotangent = family.normal(*y.shape)
            (y * torch.tensor(cotangent)).sum().backward()
            family.add(
                f"{activation}-{name}", {"activation": activation},
                input=array, output=numpy_of(y), cotangent=cotangent, gradient_input=numpy_of(x.grad))
    family.write()


# --- Convolutions ------------------------------------------------------------------------------------

def keras_gradients(family, layer, x, parameters):
    """The output of a Keras layer, a cotangent, and the gradients for x and for the parameters."""
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        cotangent = family.normal(*y.shape)
        total = tf.reduce_sum(y * cotangent)
    return y.numpy(), cotangent, [g.numpy() for g in tape.gradient(total, [x, *parameters])]


def keras_convolution(family, layer_class, case, shape, filters, kernel, stride, padding, bias):
    channels = shape[-1]
    layer = layer_class(filters, kernel, strides=stride, padding=padding, use_bias=bias, dtype="float64")
    layer.build(shape)
    layer.kernel.assign(family.normal(*layer.kernel.shape, scale=0.3))
    if bias:
        layer.bias.assign(family.normal(filters))
    x = family.normal(*shape)
    parameters = [layer.kernel.value] + ([layer.bias.value] if bias else [])
    y, cotangent, gradients = keras_gradients(family, layer, x, parameters)
    family.add(
        case,
        {"from": "keras", "inputs": channels, "outputs": filters, "kernel": kernel, "stride": stride,
         "padding": padding, "bias": bias},
        input=x, weight=layer.kernel.numpy(), bias=layer.bias.numpy() if bias else None, output=y,
        cotangent=cotangent, gradient_input=gradients[0], gradient_weight=gradients[1],
        gradient_bias=gradients[2] if bias else None)


def torch_convolution(
        family, transposed, case, shape, filters, kernel, stride, padding, bias, output_padding=0):
    """`padding` zeros on every side, PyTorch's convention. For a transposed convolution: what it undoes."""
    channels = shape[-1]
    # GANKit: [kh, kw, in, out], or [kh, kw, out, in] where transposed.
    # PyTorch: [out, in, kh, kw], or [in, out, kh, kw] where transposed. The same permutation serves both.
    x = leaf(family.normal(*shape))
    last_axes = (filters, channels) if transposed else (channels, filters)
    w = leaf(family.normal(kernel, kernel, *last_axes, scale=0.3))
    b = leaf(family.normal(filters)) if bias else None
    images, weights = x.permute(0, 3, 1, 2).contiguous(), w.permute(3, 2, 0, 1).contiguous()
    if transposed:
        y = F.conv_transpose2d(images, weights, b, stride, padding, output_padding)
    else:
        y = F.conv2d(images, weights, b, stride, padding)
    y = y.permute(0, 2, 3, 1)
    cotangent = family.normal(*y.shape)
    (y * torch.tensor(cotangent)).sum().backward()
    family.add(
        case,
        {"from": "pytorch", "inputs": channels, "outputs": filters, "kernel": kernel, "stride": stride,
         "padding": str(padding), "outputPadding": output_padding, "bias": bias},
        input=numpy_of(x), weight=numpy_of(w), bias=numpy_of(b), output=numpy_of(y), cotangent=cotangent,
        gradient_input=numpy_of(x.grad), gradient_weight=numpy_of(w.grad),
        gradient_bias=numpy_of(b.grad) if bias else None)


# Odd and even sizes, heights that differ from widths, 1, 2, 3 and 5 channels, batches of 1 to 3.
SHAPES = [(2, 7, 6, 3), (1, 8, 8, 2), (3, 5, 9, 1), (2, 6, 7, 5)]
FILTERS = [2, 5, 3, 1]


def convolution():
    family = ReferenceFamily("convolution")
    count = 0
    for kernel in [1, 3, 4, 5]:
        for stride in [1, 2]:
            for padding in ["same", "valid"]:
                for _ in range(2):
                    shape, filters = SHAPES[count % 4], FILTERS[(count + count // 4) % 4]
                    bias = count % 3 != 0
                    keras_convolution(
                        family, keras.layers.Conv2D,
                        f"keras-{kernel}x{kernel}-stride{stride}-{padding}-{by(shape)}-to{filters}",
                        shape, filters, kernel, stride, padding, bias)
                    count += 1
            for padding in sorted({0, 1, kernel // 2}):
                if kernel == 1 and padding == 1:
                    continue
                shape, filters = SHAPES[count % 4], FILTERS[(count + count // 4) % 4]
                torch_convolution(
                    family, False,
                    f"pytorch-{kernel}x{kernel}-stride{stride}-pad{padding}-{by(shape)}-to{filters}",
                    shape, filters, kernel, stride, padding, bias=count % 2 == 0)
                count += 1
    family.write()


def transposed_convolution():
    family = ReferenceFamily("transposed-convolution")
    shapes = [(2, 4, 3, 3), (1, 5, 5, 2), (3, 3, 4, 1), (2, 3, 3, 5)]
    count = 0
    for kernel, stride, padding in [(5, 1, "same"), (5, 2, "same"), (4, 2, "same"), (3, 2, "same"),
                                    (3, 1, "same"), (4, 1, "same"), (2, 2, "same"), (4, 2, "valid"),
                                    (3, 1, "valid")]:
        for _ in range(2):
            shape, filters = shapes[count % 4], FILTERS[(count + count // 4) % 4]
            keras_convolution(
                family, keras.layers.Conv2DTranspose,
                f"keras-{kernel}x{kernel}-stride{stride}-{padding}-{by(shape)}-to{filters}",
                shape, filters, kernel, stride, padding, bias=count % 3 != 0)
            count += 1
    # The paper's DCGAN starts from one pixel: 4x4, stride 1, no padding.
    for kernel, stride, padding, output_padding, shape in [
            (4, 2, 1, 0, None), (4, 2, 1, 0, None), (4, 1, 0, 0, (3, 1, 1, 5)), (4, 1, 0, 0, None),
            (3, 2, 1, 1, None), (3, 2, 1, 1, None), (5, 2, 2, 1, None), (3, 1, 1, 0, None)]:
        shape, filters = shape or shapes[count % 4], FILTERS[(count + count // 4) % 4]
        torch_convolution(
            family, True,
            f"pytorch-{kernel}x{kernel}-stride{stride}-pad{padding}-out{output_padding}"
            f"-{by(shape)}-to{filters}",
            shape, filters, kernel, stride, padding, bias=count % 2 == 0, output_padding=output_padding)
        count += 1
    family.write()


# --- Batch normalization (Keras) ---------------------------------------------------------------------

def batch_norm():
    """Three training batches, then one in inference mode.

    Keras moves its averages as moving = momentum * moving + (1 - momentum) * batch, and the batch's
    variance here is the biased one (divided by N): asserted below, for both ranks.
    """
    family = ReferenceFamily("batch-norm")
    for momentum in [0.8, 0.99]:
        for shape in [(6, 4), (3, 4, 5, 3), (5, 1)]:
            channels = shape[-1]
            layer = keras.layers.BatchNormalization(momentum=momentum, epsilon=1e-3, dtype="float64")
            layer.build(shape)
            gamma, beta = single(family.normal(channels) + 1.0), family.normal(channels)
            layer.gamma.assign(gamma)
            layer.beta.assign(beta)
            tensors = {"gamma": gamma, "beta": beta}
            mean, variance = np.zeros(channels), np.ones(channels)

            for batch in range(4):
                training = batch < 3
                x = single(family.normal(*shape) * 1.7 + family.normal(channels))
                y, cotangent, gradients = keras_gradients(
                    family, lambda v: layer(v, training=training), x, [layer.gamma.value, layer.beta.value])
                if training:
                    axes = tuple(range(len(shape) - 1))
                    mean = momentum * mean + (1 - momentum) * x.mean(axes)
                    variance = momentum * variance + (1 - momentum) * x.var(axes)  # biased
                name = f"batch{batch}" if training else "inference"
                tensors |= {
                    f"{name}.input": x, f"{name}.output": y, f"{name}.cotangent": cotangent,
                    f"{name}.gradient.input": gradients[0], f"{name}.gradient.gamma": gradients[1],
                    f"{name}.gradient.beta": gradients[2]}
            np.testing.assert_allclose(layer.moving_mean.numpy(), mean, rtol=1e-12)
            np.testing.assert_allclose(layer.moving_variance.numpy(), variance, rtol=1e-12)
            tensors |= {"runningMean": mean, "runningVariance": variance}
            family.add(
                f"momentum{momentum}-{by(shape)}",
                {"momentum": momentum, "epsilon": 1e-3, "channels": channels}, **tensors)
    family.write()


# --- Losses (PyTorch) --------------------------------------------------------------------------------

def losses():
    family = ReferenceFamily("losses")
    logits = {
        "wide": np.linspace(-50, 50, 21).reshape(21, 1),  # 0 is among them
        "normal": family.normal(8, 1),
        "patches": family.normal(2, 3, 3, 1),
    }
    for name, array in logits.items():
        for target in [1.0, 0.0]:
            x = leaf(array)
            loss = F.binary_cross_entropy_with_logits(x, torch.full_like(x, target))
            loss.backward()
            family.add(
                f"binaryCrossEntropy-{name}-{int(target)}", {"loss": "binaryCrossEntropy", "target": target},
                input=array, output=numpy_of(loss), gradient_input=numpy_of(x.grad))
    for name, array in {"normal": family.normal(6, 10), "wide": family.normal(5, 4, scale=20.0)}.items():
        labels = family.random.integers(0, array.shape[1], array.shape[0])
        x = leaf(array)
        loss = F.cross_entropy(x, torch.tensor(labels))
        loss.backward()
        family.add(
            f"softmaxCrossEntropy-{name}", {"loss": "softmaxCrossEntropy"},
            input=array, labels=labels, output=numpy_of(loss), gradient_input=numpy_of(x.grad))
    for loss_name, function in {"meanSquaredError": F.mse_loss, "meanAbsoluteError": F.l1_loss}.items():
        for shape in [(7,), (2, 3, 4, 3)]:
            a, b = leaf(family.normal(*shape)), leaf(family.normal(*shape))
            loss = function(a, b)
            loss.backward()
            family.add(
                f"{loss_name}-{by(shape)}", {"loss": loss_name},
                input=numpy_of(a), other=numpy_of(b), output=numpy_of(loss),
                gradient_input=numpy_of(a.grad), gradient_other=numpy_of(b.grad))
    family.write()


# --- Adam (PyTorch) ----------------------------------------------------------------------------------

def adam():
    """Five steps from given gradients.

    The weights are as small as the steps, so that a comparison relative to their size sees every step. Some
    gradients are 0 and some are so small that epsilon decides.
    """
    family = ReferenceFamily("adam")
    for name, rate, betas in [("gan", 2e-4, (0.5, 0.999)), ("default", 1e-3, (0.9, 0.999))]:
        initial = {"weight": family.normal(3, 4, scale=rate), "bias": family.normal(4, scale=rate)}
        parameters = {key: leaf(value) for key, value in initial.items()}
        optimizer = torch.optim.Adam(parameters.values(), lr=rate, betas=betas, eps=1e-8)
        tensors = {f"initial.{key}": value for key, value in initial.items()}
        for step in range(5):
            for key, parameter in parameters.items():
                gradient = family.normal(*parameter.shape)
                gradient.flat[0] = 0.0
                gradient.flat[1] = np.float32(3e-9) * (step + 1)
                gradient.flat[2] *= 1000
                gradient = single(gradient)
                parameter.grad = torch.tensor(gradient)
                tensors[f"step{step}.gradient.{key}"] = gradient
            optimizer.step()
            for key, parameter in parameters.items():
                tensors[f"step{step}.{key}"] = numpy_of(parameter).copy()
        family.add(
            name, {"learningRate": rate, "beta1": betas[0], "beta2": betas[1], "epsilon": 1e-8}, **tensors)
    family.write()


# --- A whole training step (PyTorch) -----------------------------------------------------------------

class TinyGAN:
    """Chapter 3's networks, made tiny: Dense, LeakyReLU(0.2), BatchNorm(0.8) twice, Dense, tanh; and D."""

    def __init__(self, family, z=6, hidden=(8, 12), pixels=10, critic=9):
        def dense(inputs, outputs):
            return {"weight": leaf(family.normal(inputs, outputs, scale=inputs ** -0.5)),
                    "bias": leaf(family.normal(outputs, scale=0.1))}

        def norm(channels):
            gamma = single(1 + family.normal(channels, scale=0.1))
            return {"gamma": leaf(gamma), "beta": leaf(family.normal(channels, scale=0.1))}

        self.generator = {
            "dense1": dense(z, hidden[0]), "norm1": norm(hidden[0]),
            "dense2": dense(hidden[0], hidden[1]), "norm2": norm(hidden[1]),
            "output": dense(hidden[1], pixels)}
        self.discriminator = {"dense1": dense(pixels, critic), "output": dense(critic, 1)}
        self.running = {f"norm{i + 1}": [torch.zeros(n).double(), torch.ones(n).double()]
                        for i, n in enumerate(hidden)}

    def generate(self, z):
        layers, x = self.generator, z
        for dense, norm in [("dense1", "norm1"), ("dense2", "norm2")]:
            x = F.leaky_relu(x @ layers[dense]["weight"] + layers[dense]["bias"], 0.2)
            # Keras's convention: momentum 0.8 keeps 0.8, and the variance is the biased one.
            for running, batch in zip(self.running[norm], [x.mean(0), x.var(0, correction=0)]):
                running.mul_(0.8).add_(0.2 * batch.detach())
            gamma, beta = layers[norm]["gamma"], layers[norm]["beta"]
            x = F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-3)
        return torch.tanh(x @ layers["output"]["weight"] + layers["output"]["bias"])

    def discriminate(self, x):
        layers = self.discriminator
        x = F.leaky_relu(x @ layers["dense1"]["weight"] + layers["dense1"]["bias"], 0.2)
        return x @ layers["output"]["weight"] + layers["output"]["bias"]

    def weights(self):
        named = {}
        for player in ["generator", "discriminator"]:
            for layer, parameters in getattr(self, player).items():
                for name, value in parameters.items():
                    named[f"{player}.{layer}.{name}"] = numpy_of(value).copy()
        for norm, (mean, variance) in self.running.items():
            named[f"generator.{norm}.runningMean"] = mean.numpy().copy()
            named[f"generator.{norm}.runningVariance"] = variance.numpy().copy()
        return named


def vanilla_gan():
    """Three alternating steps: D on real and on fake, then G, non-saturating, against the updated D.

    One forward pass of the generator a step feeds both players.
    """
    family = ReferenceFamily("vanilla-gan")
    gan = TinyGAN(family)
    tensors = {f"initial.{name}": value for name, value in gan.weights().items()}
    rate, betas = 2e-4, (0.5, 0.999)
    optimizers = {
        player: torch.optim.Adam(
            [value for layer in getattr(gan, player).values() for value in layer.values()],
            lr=rate, betas=betas, eps=1e-8)
        for player in ["generator", "discriminator"]}

    def loss_of(logits, target):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    batch = 7
    for step in range(3):
        real, z = single(np.tanh(family.normal(batch, 10))), family.normal(batch, 6)
        fake = gan.generate(torch.tensor(z))

        loss_d = loss_of(gan.discriminate(torch.tensor(real)), 1.0)
        loss_d = loss_d + loss_of(gan.discriminate(fake.detach()), 0.0)
        optimizers["discriminator"].zero_grad()
        loss_d.backward()
        optimizers["discriminator"].step()

        loss_g = loss_of(gan.discriminate(fake), 1.0)
        optimizers["generator"].zero_grad()
        loss_g.backward()
        optimizers["generator"].step()

        tensors |= {f"step{step}.real": real, f"step{step}.z": z,
                    f"step{step}.discriminatorLoss": numpy_of(loss_d),
                    f"step{step}.generatorLoss": numpy_of(loss_g)}
    tensors |= {f"final.{name}": value for name, value in gan.weights().items()}
    family.add(
        "training", {"learningRate": rate, "beta1": betas[0], "beta2": betas[1], "epsilon": 1e-8, "steps": 3},
        **tensors)
    family.write()


if __name__ == "__main__":
    for write in [dense, activations, convolution, transposed_convolution, batch_norm, losses, adam,
                  vanilla_gan]:
        write()
