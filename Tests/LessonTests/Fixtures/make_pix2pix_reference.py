#!/usr/bin/env python3
"""Writes pix2pix.safetensors beside it: what PyTorch computes with chapter 6's networks, at the paper's size, for the
lesson's own networks to agree with.

    python3 make_pix2pix_reference.py             # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64; the numbers are rounded once, to float32. The same version writes the same bytes.

What is in the file, and what follows from a formula instead: see network_reference.py.

G is called without its dropout, because two libraries draw different random numbers. Instance norm does the same in
training and in use; at the paper's batch size of one it is the paper's batch norm.

Outputs are compared at the paper's size, gradients with the same channels on images of 32x32 and five levels. On images of
256x256 some of millions of ReLUs get an input so close to zero that rounding decides which slope they have, and the
gradients of PyTorch's own float32 and float64 differ by up to 3 %. The small inputs keep 1e-5 away from all kinks.
"""

import numpy as np
import torch
import torch.nn.functional as F

from network_reference import Reference, from_torch, images_from, to_torch

torch.set_num_threads(1)
WIDTH = 64

# The smallest magnitude that a function with a kink at zero has met since this was last emptied.
nearest = []


def leaky(x, slope=0.2):
    nearest.append(x.detach().abs().min().item())
    return F.leaky_relu(x, slope)


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
            y = F.conv2d(x if outermost else leaky(x), down, stride=2, padding=1)
            y = down_norm(y) if down_norm else y
            y = below(y) if below else y
            y = F.conv_transpose2d(leaky(y, 0.0), up, up_bias, stride=2, padding=1)
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
        x = leaky(F.conv2d(x, *first, stride=2, padding=1))
        for kernels, norm, stride in middle:
            x = leaky(norm(F.conv2d(x, kernels, stride=stride, padding=1)))
        return F.conv2d(x, *last, stride=1, padding=1)

    return forward


def images(reference, name, size):
    return torch.tensor(np.ascontiguousarray(reference.fill(name, (1, size, size, 3), 1.0).transpose(0, 3, 1, 2)))


def loss_of(logits, truth):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, truth))


def outputs(reference, generator, discriminator):
    """Of the paper's networks at the paper's size."""
    source, target = images(reference, "input", 256), images(reference, "target", 256)
    with torch.no_grad():
        fake = generator(source)
        reference.add("images", images_from(fake))
        reference.add("onReal", images_from(discriminator(torch.cat([source, target], 1))))
        reference.add("onFake", images_from(discriminator(torch.cat([source, fake], 1))))


def losses(generator, discriminator, source, target):
    def decide(image):
        return discriminator(torch.cat([source, image], 1))

    fake = generator(source)
    loss_d = 0.5 * (loss_of(decide(target), 1.0) + loss_of(decide(fake.detach()), 0.0))
    loss_g = loss_of(decide(fake), 1.0) + 100 * F.l1_loss(fake, target)
    nearest.append((fake - target).detach().abs().min().item())
    return loss_d, loss_g


def small_images(reference, generator, discriminator):
    """Inputs for which nothing comes near a kink."""
    for attempt in range(200):
        seen = len(reference.fills)
        source, target = images(reference, "smallInput", 32), images(reference, "smallTarget", 32)
        nearest.clear()
        with torch.no_grad():
            losses(generator, discriminator, source, target)
        if min(nearest) > 1e-5:
            return source, target
        # Inputs that nobody reads, in place of those that do not do, give the next ones other seeds.
        for place in (seen, seen + 1):
            reference.fills[place].update(name=f"unused.{place}", shape=[1])
    raise RuntimeError("no inputs found")


def main():
    reference = Reference("pix2pix")
    g, d, small = (Weights(reference, player) for player in ("generator", "discriminator", "small"))
    generator, discriminator = unet(g), patch_discriminator(d)
    assert sum(p.numel() for p in g.trained.values()) == 54_413_955
    assert sum(p.numel() for p in d.trained.values()) == 2_768_705
    outputs(reference, generator, discriminator)

    small_generator = unet(small, depth=5)
    source, target = small_images(reference, small_generator, discriminator)
    loss_d, loss_g = losses(small_generator, discriminator, source, target)
    reference.add("lossD", loss_d.item())
    reference.add("lossG", loss_g.item())
    small.add_gradients(loss_g)
    d.add_gradients(loss_d)
    reference.write()


if __name__ == "__main__":
    main()
