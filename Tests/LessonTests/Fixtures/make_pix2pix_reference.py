#!/usr/bin/env python3
"""Writes pix2pix.safetensors beside it: what PyTorch computes with chapter 6's networks, at the paper's size, for the
lesson's own networks to agree with.

    python3 make_pix2pix_reference.py             # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64; the numbers are rounded once, to float32. The same version writes the same bytes.

What is in the file, and what follows from a formula instead: see network_reference.py.

G is called without its dropout, because two libraries draw different random numbers. Instance norm does the same in
training and in use; at the paper's batch size of one it is the paper's batch norm.

D's own loss is taken on corners of 64x64. On whole images of 256x256 some of four million leaky ReLUs get an input so
close to zero that rounding decides which slope they have, and gradients of PyTorch's own float32 and float64 differ by up
to 3 %.
"""

import numpy as np
import torch
import torch.nn.functional as F

from network_reference import Reference, from_torch, images_from, to_torch

torch.set_num_threads(1)
SIZE, CORNER, WIDTH = 256, 64, 64


class Weights:
    """The weights of one network under the lesson's names."""

    def __init__(self, reference, player):
        self.reference, self.player, self.trained = reference, player, {}

    def kernels(self, name, shape, products):
        value = self.reference.weight(f"{self.player}.{name}.weight", shape, products)
        return self.keep(f"{name}.weight", to_torch(value))

    def vector(self, name, size, scale, offset=0.0):
        value = self.reference.fill(f"{self.player}.{name}", (size,), scale, offset=offset)
        return self.keep(name, torch.tensor(value))

    def keep(self, name, tensor):
        self.trained[f"{self.player}.{name}"] = tensor.requires_grad_()
        return tensor

    def norm(self, name, channels):
        gamma, beta = self.vector(f"{name}.gamma", channels, 0.5, 1.0), self.vector(f"{name}.beta", channels, 0.25)
        return lambda x: F.instance_norm(x, weight=gamma, bias=beta, eps=1e-5)

    def add_gradients(self, loss):
        gradients = torch.autograd.grad(loss, list(self.trained.values()), retain_graph=True)
        for name, gradient in zip(self.trained, gradients):
            self.reference.add(f"gradient.{name}", from_torch(gradient) if gradient.dim() == 4 else gradient.numpy())


def unet(weights, depth=8):
    """The generator of Isola et al. 2017, section 6.1.1."""
    channels = [WIDTH * min(2**level, 8) for level in range(depth)]

    def level(index, prefix):
        outermost, innermost = index == 0, index == depth - 1
        outer = 3 if outermost else channels[index - 1]
        inner = channels[index]
        down = weights.kernels(f"{prefix}.down", (4, 4, outer, inner), 16 * outer)
        down_norm = None if outermost or innermost else weights.norm(f"{prefix}.downNorm", inner)
        below = None if innermost else level(index + 1, f"{prefix}.below.0")
        into = inner if innermost else 2 * inner
        up = weights.kernels(f"{prefix}.up", (4, 4, outer, into), 16 * into / 4)
        up_bias = weights.vector(f"{prefix}.up.bias", outer, 0.25) if outermost else None
        up_norm = None if outermost else weights.norm(f"{prefix}.upNorm", outer)

        def forward(x):
            y = F.conv2d(x if outermost else F.leaky_relu(x, 0.2), down, stride=2, padding=1)
            y = down_norm(y) if down_norm else y
            y = below(y) if below else y
            y = F.conv_transpose2d(F.relu(y), up, up_bias, stride=2, padding=1)
            return torch.tanh(y) if outermost else torch.cat([x, up_norm(y)], 1)

        return forward

    return level(0, "outermost")


def patch_discriminator(weights):
    """The 70x70 PatchGAN on pairs (Isola et al. 2017, section 6.1.2)."""
    first = (weights.kernels("0", (4, 4, 6, WIDTH), 16 * 6), weights.vector("0.bias", WIDTH, 0.25))
    middle, place = [], 1
    for before, after, stride in [(WIDTH, 2 * WIDTH, 2), (2 * WIDTH, 4 * WIDTH, 2), (4 * WIDTH, 8 * WIDTH, 1)]:
        kernels = weights.kernels(f"{place}", (4, 4, before, after), 16 * before)
        middle.append((kernels, weights.norm(f"{place + 1}", after), stride))
        place += 2
    last = (weights.kernels(f"{place}", (4, 4, 8 * WIDTH, 1), 16 * 8 * WIDTH), weights.vector(f"{place}.bias", 1, 0.25))

    def forward(x):
        x = F.leaky_relu(F.conv2d(x, *first, stride=2, padding=1), 0.2)
        for kernels, norm, stride in middle:
            x = F.leaky_relu(norm(F.conv2d(x, kernels, stride=stride, padding=1)), 0.2)
        return F.conv2d(x, *last, stride=1, padding=1)

    return forward


def images(reference, name):
    return torch.tensor(np.ascontiguousarray(reference.fill(name, (1, SIZE, SIZE, 3), 1.0).transpose(0, 3, 1, 2)))


def main():
    reference = Reference("pix2pix")
    g, d = Weights(reference, "generator"), Weights(reference, "discriminator")
    generator, discriminator = unet(g), patch_discriminator(d)
    assert sum(p.numel() for p in g.trained.values()) == 54_413_955
    assert sum(p.numel() for p in d.trained.values()) == 2_768_705
    source, target = images(reference, "input"), images(reference, "target")

    def decide(image):
        return discriminator(torch.cat([source, image], 1))

    def loss_of(logits, truth):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, truth))

    fake = generator(source)
    corners = [image.detach()[:, :, :CORNER, :CORNER] for image in (source, target, fake)]
    on_real, on_fake = (discriminator(torch.cat([corners[0], image], 1)) for image in corners[1:])
    loss_d = 0.5 * (loss_of(on_real, 1.0) + loss_of(on_fake, 0.0))
    loss_g = loss_of(decide(fake), 1.0) + 100 * F.l1_loss(fake, target)
    reference.add("images", images_from(fake))
    reference.add("onReal", images_from(on_real))
    reference.add("onFake", images_from(on_fake))
    reference.add("lossD", loss_d.item())
    reference.add("lossG", loss_g.item())
    g.add_gradients(loss_g)
    d.add_gradients(loss_d)
    reference.write()


if __name__ == "__main__":
    main()
