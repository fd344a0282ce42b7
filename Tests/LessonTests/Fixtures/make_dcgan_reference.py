#!/usr/bin/env python3
"""Writes dcgan-digits.safetensors and dcgan-faces.safetensors beside it: what Keras and PyTorch compute with
chapter 4's networks, at their full size, for the lesson's own networks to agree with.

    python3 make_dcgan_reference.py             # needs torch, keras, tensorflow, numpy, safetensors

Made with PyTorch 2.13.0, Keras 3.15.1 and TensorFlow 2.21.0, in float64; the numbers are rounded once, to
float32. The same versions write the same bytes.

What is in the files, and what follows from a formula instead: see network_reference.py.
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
from torch import nn

from network_reference import Reference, from_torch, images_from, to_torch

torch.set_num_threads(1)
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
keras.backend.set_floatx("float64")


# --- Digits: the document's networks in Keras ----------------------------------------------------------

def keras_networks(reference):
    """The networks, with filled weights, and the names of each one's weights."""
    layers = keras.layers
    generator = keras.Sequential([
        layers.Input((100,)),
        layers.Dense(7 * 7 * 256, use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(negative_slope=0.3),
        layers.Reshape((7, 7, 256)),
        layers.Conv2DTranspose(128, 5, strides=1, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(negative_slope=0.3),
        layers.Conv2DTranspose(64, 5, strides=2, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(negative_slope=0.3),
        layers.Conv2DTranspose(1, 5, strides=2, padding="same", use_bias=False, activation="tanh"),
    ])
    discriminator = keras.Sequential([
        layers.Input((28, 28, 1)),
        layers.Conv2D(64, 5, strides=2, padding="same"),
        layers.LeakyReLU(negative_slope=0.3),
        layers.Dropout(0.3),
        layers.Conv2D(128, 5, strides=2, padding="same"),
        layers.LeakyReLU(negative_slope=0.3),
        layers.Dropout(0.3),
        layers.Flatten(),
        layers.Dense(1),
    ])
    assert generator.count_params() == 2_330_944 and discriminator.count_params() == 212_865
    # Where these layers stand in the lesson's networks.
    for player, network, places in [("generator", generator, [0, 1, 3, 4, 5, 6, 7]),
                                    ("discriminator", discriminator, [0, 2, 5])]:
        with_weights = [layer for layer in network.layers if layer.weights]
        assert len(with_weights) == len(places)
        for layer, place in zip(with_weights, places):
            fill_keras_layer(reference, f"{player}.{place}", layer)
    return generator, discriminator


def fill_keras_layer(reference, name, layer):
    for weight in layer.weights:
        shape, full = tuple(weight.shape), f"{name}.{KERAS_NAMES[weight.name]}"
        if weight.name == "kernel":
            value = reference.weight(full, shape, keras_inputs(layer))
        elif weight.name in ("gamma", "moving_variance"):
            value = reference.fill(full, shape, 0.5, offset=1.0)
        else:
            value = reference.fill(full, shape, 0.25)
        weight.assign(value)


KERAS_NAMES = {
    "kernel": "weight", "bias": "bias", "gamma": "gamma", "beta": "beta", "moving_mean": "runningMean",
    "moving_variance": "runningVariance"}


def keras_inputs(layer):
    """The number of products that one output adds up."""
    shape = layer.kernel.shape
    if isinstance(layer, keras.layers.Conv2DTranspose):
        return shape[0] * shape[1] * shape[3] / layer.strides[0] ** 2
    return int(np.prod(shape[:-1]))


def keras_names_of(reference, player, network):
    """The names of a network's trained weights, in Keras's order: filled in that order too."""
    names = [f["name"] for f in reference.fills if f["name"].startswith(f"{player}.")]
    names = [n for n in names if not n.split(".")[-1].startswith("running")]
    assert len(names) == len(network.trainable_weights)
    return names


def digits():
    """D is called without its dropout (Keras's training=False), G with the statistics of its batch.

    Nothing but dropout depends on D's mode, and its random numbers cannot agree between two libraries.
    """
    reference = Reference("dcgan-digits")
    generator, discriminator = keras_networks(reference)
    z = tf.constant(reference.fill("z", (4, 100), 2.0))
    real = tf.constant(reference.fill("real", (4, 28, 28, 1), 1.0))
    loss_of = keras.losses.BinaryCrossentropy(from_logits=True)

    reference.add("inference.images", generator(z, training=False).numpy())
    reference.add("inference.logits", discriminator(real, training=False).numpy())

    with tf.GradientTape(persistent=True) as tape:
        fake = generator(z, training=True)
        # For D's step the images are constants.
        constant = tf.stop_gradient(fake)
        tape.watch(constant)
        on_real, on_fake = discriminator(real, training=False), discriminator(constant, training=False)
        loss_d = loss_of(tf.ones_like(on_real), on_real) + loss_of(tf.zeros_like(on_fake), on_fake)
        judged = discriminator(fake, training=False)
        loss_g = loss_of(tf.ones_like(judged), judged)
    reference.add("training.images", fake.numpy())
    reference.add("training.onReal", on_real.numpy())
    reference.add("training.onFake", on_fake.numpy())
    reference.add("lossD", loss_d.numpy())
    reference.add("lossG", loss_g.numpy())
    reference.add("gradient.images", tape.gradient(loss_g, fake).numpy())
    for player, network, loss in [("generator", generator, loss_g), ("discriminator", discriminator, loss_d)]:
        names = keras_names_of(reference, player, network)
        for name, gradient in zip(names, tape.gradient(loss, network.trainable_weights)):
            reference.add(f"gradient.{name}", gradient.numpy())
    for place, layer in zip([1, 4, 6], [la for la in generator.layers if hasattr(la, "moving_mean")]):
        reference.add(f"after.generator.{place}.runningMean", layer.moving_mean.numpy())
        reference.add(f"after.generator.{place}.runningVariance", layer.moving_variance.numpy())
    reference.write()


# --- Faces: the paper's networks in PyTorch -------------------------------------------------------------

WIDTH = 64


def torch_networks():
    """The networks of the paper's code, with GANKit's epsilon; the places of their layers in the lesson's."""
    def norm(channels):
        return nn.BatchNorm2d(channels, eps=1e-3)

    generator, inputs = [], 100
    for outputs, first in [(8 * WIDTH, True), (4 * WIDTH, False), (2 * WIDTH, False), (WIDTH, False)]:
        generator += [
            nn.ConvTranspose2d(inputs, outputs, 4, 1 if first else 2, 0 if first else 1, bias=False),
            norm(outputs), nn.ReLU()]
        inputs = outputs
    generator += [nn.ConvTranspose2d(inputs, 3, 4, 2, 1, bias=False), nn.Tanh()]

    discriminator, inputs = [nn.Conv2d(3, WIDTH, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)], WIDTH
    for outputs in [2 * WIDTH, 4 * WIDTH, 8 * WIDTH]:
        discriminator += [nn.Conv2d(inputs, outputs, 4, 2, 1, bias=False), norm(outputs), nn.LeakyReLU(0.2)]
        inputs = outputs
    discriminator += [nn.Conv2d(inputs, 1, 4, 1, 0, bias=False), nn.Flatten()]
    return nn.Sequential(*generator).double(), nn.Sequential(*discriminator).double()


class Player:
    """A PyTorch network under the lesson's names."""

    def __init__(self, reference, name, network, first_place):
        self.reference, self.network, self.trained, self.norms = reference, network, {}, {}
        place = first_place
        for layer in network:
            full = f"{name}.{place}"
            if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d)):
                self.fill_kernels(full, layer)
            elif isinstance(layer, nn.BatchNorm2d):
                self.fill_norm(full, layer)
            else:
                continue
            place += 1

    def fill_kernels(self, name, layer):
        b, a, height, width = layer.weight.shape
        upwards = isinstance(layer, nn.ConvTranspose2d)
        products = height * width * (b if upwards else a) / (layer.stride[0] ** 2 if upwards else 1)
        if upwards and layer.padding[0] == 0:
            products = b  # one pixel in, so that each output has one product per channel
        kernels = self.reference.weight(f"{name}.weight", (height, width, a, b), products)
        layer.weight.data = to_torch(kernels)
        self.trained[f"{name}.weight"] = layer.weight

    def fill_norm(self, name, layer):
        shape = layer.weight.shape
        fill = self.reference.fill
        layer.weight.data = torch.tensor(fill(f"{name}.gamma", shape, 0.5, offset=1.0))
        layer.bias.data = torch.tensor(fill(f"{name}.beta", shape, 0.25))
        layer.running_mean.data = torch.tensor(fill(f"{name}.runningMean", shape, 0.25))
        layer.running_var.data = torch.tensor(fill(f"{name}.runningVariance", shape, 0.5, offset=1.0))
        self.trained[f"{name}.gamma"], self.trained[f"{name}.beta"] = layer.weight, layer.bias
        self.norms[name] = running = [layer.running_mean.clone(), layer.running_var.clone()]

        # Keras's convention: momentum 0.99 keeps 0.99, and the variance is the biased one.
        def follow(layer, inputs):
            if layer.training:
                batch = inputs[0].detach()
                for kept, new in zip(running, [batch.mean((0, 2, 3)), batch.var((0, 2, 3), correction=0)]):
                    kept.mul_(0.99).add_(0.01 * new)

        layer.register_forward_pre_hook(follow)

    def add_gradients(self, loss):
        gradients = torch.autograd.grad(loss, list(self.trained.values()), retain_graph=True)
        for name, gradient in zip(self.trained, gradients):
            self.reference.add(f"gradient.{name}", from_torch(gradient) if gradient.dim() == 4 else gradient.numpy())

    def add_running(self):
        for name, (mean, variance) in self.norms.items():
            self.reference.add(f"after.{name}.runningMean", mean.numpy())
            self.reference.add(f"after.{name}.runningVariance", variance.numpy())


def faces():
    """Both networks in training mode: each call normalizes by its own batch.

    Running statistics are compared after G's call and D's two of D's loss. D's call in G's loss is the same as
    the second of these, because no weight has moved in between.
    """
    reference = Reference("dcgan-faces")
    generator, discriminator = torch_networks()
    g = Player(reference, "generator", generator, 1)
    d = Player(reference, "discriminator", discriminator, 0)
    assert sum(p.numel() for p in generator.parameters()) == 3_576_704
    assert sum(p.numel() for p in discriminator.parameters()) == 2_765_568
    z = torch.tensor(reference.fill("z", (4, 100), 2.0)).reshape(4, 100, 1, 1)
    real = torch.tensor(reference.fill("real", (4, 64, 64, 3), 1.0).transpose(0, 3, 1, 2))

    def loss_of(logits, target):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    with torch.no_grad():
        reference.add("inference.images", images_from(generator.eval()(z)))
        reference.add("inference.logits", discriminator.eval()(real).numpy())

    fake = generator.train()(z)
    fake.retain_grad()
    discriminator.train()
    on_real, on_fake = discriminator(real), discriminator(fake.detach())
    loss_d = loss_of(on_real, 1.0) + loss_of(on_fake, 0.0)
    g.add_running()
    d.add_running()
    loss_g = loss_of(discriminator(fake), 1.0)
    reference.add("training.images", images_from(fake))
    reference.add("training.onReal", on_real.detach().numpy())
    reference.add("training.onFake", on_fake.detach().numpy())
    reference.add("lossD", loss_d.item())
    reference.add("lossG", loss_g.item())
    reference.add("gradient.images", images_from(torch.autograd.grad(loss_g, fake, retain_graph=True)[0]))
    g.add_gradients(loss_g)
    d.add_gradients(loss_d)
    reference.write()


if __name__ == "__main__":
    digits()
    faces()
