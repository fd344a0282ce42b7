#!/usr/bin/env python3
"""Writes srgan-paper, srgan-light, srgan-discriminator and srgan-features.safetensors beside it: what PyTorch computes
with chapter 8's networks, for the lesson's own networks to agree with.

    python3 make_srgan_reference.py             # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64; the numbers are rounded once, to float32. The same versions write the same bytes.

The generators have their full sizes (paper: 16 blocks of 64 channels; light: 8 blocks of 32) and get pictures of 4x4
pixels; D has its full width, for pictures of 32x32. PReLU, PixelShuffle and BatchNorm are PyTorch's own.

What is in the files, and what follows from a formula instead: see network_reference.py.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import torch
import torch.nn.functional as F

from network_reference import Reference, from_torch, images_from, to_torch

torch.set_num_threads(1)


class Weights:
    """Filled weights under the lesson's names, in the order in which they are asked for."""

    def __init__(self, reference):
        self.reference, self.trained, self.running = reference, {}, {}

    def _leaf(self, name, value):
        self.trained[name] = torch.as_tensor(value).requires_grad_()
        return self.trained[name]

    def kernels(self, name, size, inputs, outputs, scale=1.0):
        value = self.reference.weight(f"{name}.weight", (size, size, inputs, outputs), size * size * inputs * scale)
        return self._leaf(f"{name}.weight", to_torch(value))

    def dense(self, name, inputs, outputs):
        value = self.reference.weight(f"{name}.weight", (inputs, outputs), inputs)
        return self._leaf(f"{name}.weight", value)

    def vector(self, name, count, scale=0.25, offset=0.0):
        return self._leaf(name, self.reference.fill(name, (count,), scale, offset=offset))

    def norm(self, name, count):
        fill = self.reference.fill
        gamma, beta = self.vector(f"{name}.gamma", count, 0.5, 1.0), self.vector(f"{name}.beta", count)
        mean = torch.tensor(fill(f"{name}.runningMean", (count,), 0.25))
        variance = torch.tensor(fill(f"{name}.runningVariance", (count,), 0.5, offset=1.0))
        self.running[name] = [mean, variance]
        return gamma, beta, mean, variance

    def add_gradients(self, loss):
        gradients = torch.autograd.grad(loss, list(self.trained.values()), retain_graph=True)
        for name, gradient in zip(self.trained, gradients):
            self.reference.add(f"gradient.{name}", from_torch(gradient) if gradient.dim() == 4 else gradient.numpy())

    def add_running(self):
        for name, (mean, variance) in self.running.items():
            self.reference.add(f"after.{name}.runningMean", mean.numpy())
            self.reference.add(f"after.{name}.runningVariance", variance.numpy())


# A network is a list of layers; each is a function of (x, training).

def conv(w, name, size, inputs, outputs, stride=1, bias=True, scale=1.0):
    kernels = w.kernels(name, size, inputs, outputs, scale)
    b = w.vector(f"{name}.bias", outputs) if bias else None
    return lambda x, training: F.conv2d(x, kernels, b, stride=stride, padding=(size - 1) // 2)


def batch_norm(w, name, count):
    gamma, beta, mean, variance = w.norm(name, count)

    def apply(x, training):
        if training:
            # Keras's convention: momentum 0.9 keeps 0.9, and the variance is the biased one.
            batch = x.detach()
            mean.mul_(0.9).add_(0.1 * batch.mean((0, 2, 3)))
            variance.mul_(0.9).add_(0.1 * batch.var((0, 2, 3), correction=0))
            return F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-3)
        return F.batch_norm(x, mean, variance, gamma, beta, training=False, eps=1e-3)

    return apply


# The smallest magnitude that a PReLU has met since this was last emptied.
nearest = []


def prelu(w, name, count):
    slope = w.vector(f"{name}.slope", count, 0.125, 0.25)

    def apply(x, training):
        nearest.append(x.detach().abs().min().item())
        return F.prelu(x, slope)

    return apply


def leaky():
    return lambda x, training: F.leaky_relu(x, 0.2)


def shuffle(factor):
    return lambda x, training: F.pixel_shuffle(x, factor)


def residual(layers):
    def apply(x, training):
        y = x
        for layer in layers:
            y = layer(y, training)
        return x + y

    return apply


def run(layers, x, training):
    for layer in layers:
        x = layer(x, training)
    return x


def paper(w, width, blocks):
    def block(name):
        return residual([
            conv(w, f"{name}.body.0", 3, width, width), batch_norm(w, f"{name}.body.1", width),
            prelu(w, f"{name}.body.2", width), conv(w, f"{name}.body.3", 3, width, width),
            batch_norm(w, f"{name}.body.4", width)])

    n = "generator.network"
    layers = [conv(w, f"{n}.0", 9, 3, width), prelu(w, f"{n}.1", width)]
    body = [block(f"{n}.2.body.{i}") for i in range(blocks)]
    body += [conv(w, f"{n}.2.body.{blocks}", 3, width, width), batch_norm(w, f"{n}.2.body.{blocks + 1}", width)]
    layers.append(residual(body))
    for i in [3, 6]:
        layers += [conv(w, f"{n}.{i}", 3, width, 4 * width), shuffle(2), prelu(w, f"{n}.{i + 2}", width)]
    return layers + [conv(w, f"{n}.9", 9, width, 3)]


def light(w, width, blocks):
    def block(name):
        return residual([
            conv(w, f"{name}.body.0", 3, width, width), prelu(w, f"{name}.body.1", width),
            conv(w, f"{name}.body.2", 3, width, width, scale=16)])

    n = "generator.network"
    layers = [conv(w, f"{n}.0", 3, 3, width)]
    body = [block(f"{n}.1.body.{i}") for i in range(blocks)] + [conv(w, f"{n}.1.body.{blocks}", 3, width, width)]
    layers.append(residual(body))
    layers += [conv(w, f"{n}.2", 3, width, 4 * width), shuffle(2), prelu(w, f"{n}.4", width)]
    layers += [conv(w, f"{n}.5", 3, width, width), shuffle(2), prelu(w, f"{n}.7", width // 4)]
    return layers + [conv(w, f"{n}.8", 3, width // 4, 3)]


def inputs(reference, name, shape):
    return torch.tensor(np.ascontiguousarray(reference.fill(name, shape, 1.0).transpose(0, 3, 1, 2)))


def small_pictures(reference, w, layers):
    """Inputs for which no PReLU meets a number within 2e-5 of its kink: single precision might be on its other side, and
    one such number among the few of a channel shows in the gradient."""
    for attempt in range(200):
        seen = len(reference.fills)
        small = inputs(reference, "small", (2, 4, 4, 3))
        running = {name: [t.clone() for t in pair] for name, pair in w.running.items()}
        nearest.clear()
        with torch.no_grad():
            run(layers, small, True)
        for name, pair in running.items():
            for kept, old in zip(w.running[name], pair):
                kept.copy_(old)
        if min(nearest) > 2e-5:
            return small
        # An input that nobody reads, in place of the one that does not do, gives the next one another seed.
        reference.fills[seen]["name"], reference.fills[seen]["shape"] = f"unused.{attempt}", [1]
    raise RuntimeError("no inputs found")


def generator(name, build, width, blocks, parameters):
    """One step on the mean squared error up to the gradients."""
    reference = Reference(name)
    w = Weights(reference)
    layers = build(w, width, blocks)
    assert sum(p.numel() for p in w.trained.values()) == parameters, sum(p.numel() for p in w.trained.values())
    small = small_pictures(reference, w, layers)
    sharp = inputs(reference, "sharp", (2, 16, 16, 3))
    with torch.no_grad():
        reference.add("inference.images", images_from(run(layers, small, False)))
    images = run(layers, small, True)
    loss = ((images - sharp) ** 2).mean()
    reference.add("training.images", images_from(images))
    reference.add("loss", loss.item())
    w.add_gradients(loss)
    w.add_running()
    reference.write()


def discriminator():
    """D's loss with its gradients, and the gradient that reaches a generated picture."""
    reference = Reference("srgan-discriminator")
    w, width, size = Weights(reference), 64, 32
    layers = [conv(w, "discriminator.0", 3, 3, width), leaky()]
    place = 1
    for a, b, stride in [(1, 1, 2), (1, 2, 1), (2, 2, 2), (2, 4, 1), (4, 4, 2), (4, 8, 1), (8, 8, 2)]:
        layers += [
            conv(w, f"discriminator.{place}", 3, a * width, b * width, stride=stride, bias=False),
            batch_norm(w, f"discriminator.{place + 1}", b * width), leaky()]
        place += 2
    cells = (size // 16) ** 2 * 8 * width
    hidden = w.dense("discriminator.16", cells, 16 * width)
    hidden_bias = w.vector("discriminator.16.bias", 16 * width)
    last, last_bias = w.dense("discriminator.17", 16 * width, 1), w.vector("discriminator.17.bias", 1)

    def judge(x, training):
        x = run(layers, x, training).permute(0, 2, 3, 1).flatten(1)  # channels last, as GANKit flattens
        return F.leaky_relu(x @ hidden + hidden_bias, 0.2) @ last + last_bias

    def loss_of(logits, target):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    real, fake = inputs(reference, "real", (4, size, size, 3)), inputs(reference, "fake", (4, size, size, 3))
    with torch.no_grad():
        reference.add("inference.logits", judge(real, False).numpy())
    fake.requires_grad_()
    on_real, on_fake = judge(real, True), judge(fake, True)
    loss_d = loss_of(on_real, 1.0) + loss_of(on_fake, 0.0)
    reference.add("training.onReal", on_real.detach().numpy())
    reference.add("training.onFake", on_fake.detach().numpy())
    reference.add("lossD", loss_d.item())
    w.add_gradients(loss_d)
    w.add_running()
    loss_g = loss_of(on_fake, 1.0)
    reference.add("gradient.fake", images_from(torch.autograd.grad(loss_g, fake)[0]))
    reference.write()


def features():
    """The feature network's classification with its gradients, and the feature loss's gradient at a picture."""
    reference = Reference("srgan-features")
    w, width, classes = Weights(reference), 16, 7
    layers, place = [], 0
    for a, b, stride in [(0, 1, 1), (1, 2, 2), (2, 2, 1), (2, 4, 2), (4, 4, 1)]:
        size = 3 if stride == 1 else 4
        layers += [conv(w, f"features.body.{place}", size, a * width or 3, b * width, stride=stride), leaky()]
        place += 1
    head, bias = w.dense("features.head", 4 * width, classes), w.vector("features.head.bias", classes)
    real, fake = inputs(reference, "real", (4, 16, 16, 3)), inputs(reference, "fake", (4, 16, 16, 3))
    fake.requires_grad_()
    maps = run(layers, real, False)
    logits = maps.mean((2, 3)) @ head + bias
    reference.add("maps", images_from(maps))
    reference.add("logits", logits.detach().numpy())
    classification = F.cross_entropy(logits, torch.tensor([3, 0, 6, 3]))
    reference.add("classification", classification.item())
    w.add_gradients(classification)
    loss = ((run(layers, fake, False) - maps) ** 2).mean() / 0.25
    reference.add("featureLoss", loss.item())
    reference.add("gradient.fake", images_from(torch.autograd.grad(loss, fake)[0]))
    reference.write()


if __name__ == "__main__":
    generator("srgan-paper", paper, 64, 16, 1_550_659)
    generator("srgan-light", light, 32, 8, 204_867)
    discriminator()
    features()
