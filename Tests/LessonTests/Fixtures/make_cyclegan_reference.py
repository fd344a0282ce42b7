#!/usr/bin/env python3
"""Writes cyclegan.safetensors beside it: what PyTorch computes with chapter 7's networks, at their full size, for the
lesson's own networks to agree with.

    python3 make_cyclegan_reference.py             # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64; the numbers are rounded once, to float32. The same version writes the same bytes.

What is in the file, and what follows from a formula instead: see network_reference.py.
"""

import numpy as np
import torch
from torch import nn

from network_reference import Reference, from_torch, images_from, to_torch

torch.set_num_threads(1)

WIDTH, BLOCKS = 64, 9


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), nn.InstanceNorm2d(channels), nn.ReLU(),
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), nn.InstanceNorm2d(channels))

    def forward(self, x):
        return x + self.body(x)


def make_generator():
    layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, WIDTH, 7), nn.InstanceNorm2d(WIDTH), nn.ReLU()]
    for inputs in [WIDTH, 2 * WIDTH]:
        layers += [nn.Conv2d(inputs, 2 * inputs, 3, 2, 1), nn.InstanceNorm2d(2 * inputs), nn.ReLU()]
    layers += [Residual(4 * WIDTH) for _ in range(BLOCKS)]
    for inputs in [4 * WIDTH, 2 * WIDTH]:
        layers += [
            nn.ConvTranspose2d(inputs, inputs // 2, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(inputs // 2),
            nn.ReLU()]
    return nn.Sequential(*layers, nn.ReflectionPad2d(3), nn.Conv2d(WIDTH, 3, 7), nn.Tanh()).double()


def make_discriminator():
    layers = [nn.Conv2d(3, WIDTH, 4, 2, 1), nn.LeakyReLU(0.2)]
    for inputs, stride in [(WIDTH, 2), (2 * WIDTH, 2), (4 * WIDTH, 1)]:
        layers += [nn.Conv2d(inputs, 2 * inputs, 4, stride, 1), nn.InstanceNorm2d(2 * inputs), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Conv2d(8 * WIDTH, 1, 4, 1, 1)).double()


class Player:
    """A PyTorch network under the lesson's names, in which an activation is a part of the layer before it."""

    def __init__(self, reference, name, network):
        self.reference, self.trained, self.idle = reference, {}, []
        self.name_layers(name, network)

    def name_layers(self, name, network):
        place, last = 0, None
        for layer in network:
            if isinstance(layer, (nn.ReLU, nn.LeakyReLU, nn.Tanh)):
                continue
            full = f"{name}.{place}"
            if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d)):
                self.fill(full, layer)
                last = full
            elif isinstance(layer, nn.InstanceNorm2d):
                # What it subtracts includes the bias before it.
                self.idle.append(f"{last}.bias")
            elif isinstance(layer, Residual):
                self.name_layers(f"{full}.body", layer.body)
            place += 1

    def fill(self, name, layer):
        b, a, height, width = layer.weight.shape
        upwards = isinstance(layer, nn.ConvTranspose2d)
        products = height * width * (b if upwards else a) / (layer.stride[0] ** 2 if upwards else 1)
        layer.weight.data = to_torch(self.reference.weight(f"{name}.weight", (height, width, a, b), products))
        layer.bias.data = torch.tensor(self.reference.fill(f"{name}.bias", layer.bias.shape, 0.25))
        self.trained[f"{name}.weight"], self.trained[f"{name}.bias"] = layer.weight, layer.bias

    def add_gradients(self, loss):
        gradients = torch.autograd.grad(loss, list(self.trained.values()), retain_graph=True)
        for name, gradient in zip(self.trained, gradients):
            if name in self.idle:
                assert gradient.abs().max() < 1e-12, name
                continue
            self.reference.add(f"gradient.{name}", from_torch(gradient) if gradient.dim() == 4 else gradient.numpy())


def main():
    reference = Reference("cyclegan")
    generator, discriminator = make_generator(), make_discriminator()
    g, d = Player(reference, "generator", generator), Player(reference, "discriminator", discriminator)
    assert sum(p.numel() for p in generator.parameters()) == 11_378_179
    assert sum(p.numel() for p in discriminator.parameters()) == 2_764_737
    a = torch.tensor(reference.fill("a", (2, 32, 32, 3), 1.0).transpose(0, 3, 1, 2).copy())
    b = torch.tensor(reference.fill("b", (2, 32, 32, 3), 1.0).transpose(0, 3, 1, 2).copy())

    fake = generator(a)
    on_real, on_fake = discriminator(b), discriminator(fake.detach())
    loss_d = 0.5 * (((on_real - 1) ** 2).mean() + (on_fake**2).mean())
    loss_g = ((discriminator(fake) - 1) ** 2).mean()
    reference.add("fake", images_from(fake))
    reference.add("onReal", images_from(on_real))
    reference.add("onFake", images_from(on_fake))
    reference.add("lossD", loss_d.item())
    reference.add("lossG", loss_g.item())
    reference.add("gradient.fake", images_from(torch.autograd.grad(loss_g, fake, retain_graph=True)[0]))
    g.add_gradients(loss_g)
    d.add_gradients(loss_d)
    reference.write()


if __name__ == "__main__":
    main()
