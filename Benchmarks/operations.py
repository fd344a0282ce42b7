#!/usr/bin/env python3
"""The arithmetic of one training step: its matrix products and convolutions, two operations per multiply-add.

    python3 Benchmarks/operations.py [--layers] [--json]

It is counted in two ways. "full" counts every tap of every kernel, as frameworks usually do; "within" leaves out
the taps that fall on the zeros around an image, which need not be computed. Activations, normalization, losses and
Adam are not counted: they are few operations, and their time goes into reading memory.
"""

import argparse
import json

# --- Layers ------------------------------------------------------------------------------------------


class Operations:
    """An amount of arithmetic, counted in both ways, in floating-point operations."""

    def __init__(self, within=0, full=0):
        self.within, self.full = within, full

    def __add__(self, other):
        return Operations(self.within + other.within, self.full + other.full)

    def __sub__(self, other):
        return Operations(self.within - other.within, self.full - other.full)

    def __rmul__(self, factor):
        return Operations(factor * self.within, factor * self.full)

    def gflop(self):
        return {"within": self.within / 1e9, "full": self.full / 1e9}


def taps_within(windows, kernel, stride, before, extent):
    """The number of taps, over all windows along one axis, that lie within an image of `extent` pixels."""
    return sum(
        0 <= window * stride - before + tap < extent for window in range(windows) for tap in range(kernel))


class Network:
    """The layers of one network for one batch, in order; `size` is the height and width of the image so far."""

    def __init__(self, batch, channels, size=1):
        self.batch, self.channels, self.size = batch, channels, size
        self.layers = []  # of (name, Operations of one forward pass)

    def dense(self, outputs):
        multiply_adds = self.batch * self.channels * self.size**2 * outputs
        self._add(f"dense {self.channels * self.size**2} to {outputs}", multiply_adds, multiply_adds)
        self.channels, self.size = outputs, 1

    def reshape(self, channels, size):
        assert self.channels * self.size**2 == channels * size**2, "as many numbers as before"
        self.channels, self.size = channels, size

    def shuffle(self, factor):
        """Each pixel becomes a square of pixels, with as many times fewer channels."""
        self.reshape(self.channels // factor**2, factor * self.size)

    def reflect(self, padding):
        """Adds mirrored pixels around the image; taps on them count as within it."""
        self.size += 2 * padding

    def convolution(self, outputs, kernel, stride=1, padding=0, after=None):
        """`padding` zeros at the top and left, `after` at the bottom and right (as many, if not given)."""
        after = padding if after is None else after
        size = (self.size + padding + after - kernel) // stride + 1
        self._images("convolution", outputs, size, kernel, stride, padding, windows=size, extent=self.size)

    def transposed(self, outputs, kernel, stride=1, padding=0, after=None):
        """The reverse of a convolution from the larger image to the smaller one; it has the same taps."""
        after = padding if after is None else after
        size = (self.size - 1) * stride + kernel - padding - after
        self._images("transposed", outputs, size, kernel, stride, padding, windows=self.size, extent=size)

    def _images(self, kind, outputs, size, kernel, stride, padding, windows, extent):
        pairs = self.batch * self.channels * outputs
        name = (f"{kind} {kernel}x{kernel} stride {stride}, {self.size}x{self.size}x{self.channels} to "
                f"{size}x{size}x{outputs}")
        within = taps_within(windows, kernel, stride, padding, extent)
        self._add(name, pairs * within**2, pairs * (windows * kernel)**2)
        self.channels, self.size = outputs, size

    def _add(self, name, within, full):
        self.layers.append((name, Operations(2 * within, 2 * full)))

    @property
    def forward(self):
        return sum((operations for _, operations in self.layers), Operations())

    @property
    def weight_gradients(self):
        """Each layer's weight gradient takes as much arithmetic as its forward pass, and so does its input gradient."""
        return self.forward

    @property
    def gradient_to_input(self):
        """All input gradients, down to the gradient of the network's own input."""
        return self.forward

    @property
    def gradient_to_first_layer(self):
        """All input gradients but the first layer's: what the weight gradients need."""
        return self.forward - self.layers[0][1]

    @property
    def backward(self):
        """Weight gradients, and the input gradients that they need."""
        return self.weight_gradients + self.gradient_to_first_layer


# --- Networks: the same as in gankit-bench and in the references --------------------------------------


def vanilla():
    g, d = Network(64, 100), Network(64, 784)
    for outputs in (256, 512, 1024, 784):
        g.dense(outputs)
    for outputs in (512, 256, 1):
        d.dense(outputs)
    return {"G": g, "D": d}


def dcgan28():
    # Three rows of zeros, with the odd one at the bottom; the number of taps is the same if it is at the top.
    g, d = Network(256, 100), Network(256, 1, 28)
    g.dense(7 * 7 * 256)
    g.reshape(256, 7)
    g.transposed(128, 5, 1, padding=2)
    g.transposed(64, 5, 2, padding=1, after=2)
    g.transposed(1, 5, 2, padding=1, after=2)
    for outputs in (64, 128):
        d.convolution(outputs, 5, 2, padding=1, after=2)
    d.dense(1)
    return {"G": g, "D": d}


def dcgan28_light():
    g, d = Network(64, 100), Network(64, 1, 28)
    g.dense(7 * 7 * 64)
    g.reshape(64, 7)
    for outputs in (32, 1):
        g.transposed(outputs, 4, 2, padding=1)
    for outputs in (32, 64):
        d.convolution(outputs, 4, 2, padding=1)
    d.dense(1)
    return {"G": g, "D": d}


def dcgan64():
    g, d = Network(128, 100), Network(128, 3, 64)
    g.transposed(512, 4)
    for outputs in (256, 128, 64, 3):
        g.transposed(outputs, 4, 2, padding=1)
    for outputs in (64, 128, 256, 512):
        d.convolution(outputs, 4, 2, padding=1)
    d.convolution(1, 4)
    return {"G": g, "D": d}


def conditional(width=64):
    g, d = Network(64, 110), Network(64, 10)
    g.dense(7 * 7 * 2 * width)
    g.reshape(2 * width, 7)
    for outputs in (width, 1):
        g.transposed(outputs, 4, 2, padding=1)
    # A plane for the label, which is laid beside the image.
    d.dense(28 * 28)
    d.reshape(1, 28)
    d.channels += 1
    for outputs in (width, 2 * width):
        d.convolution(outputs, 4, 2, padding=1)
    d.dense(1)
    return {"G": g, "D": d}


def patch_discriminator(channels, size):
    d = Network(1, channels, size)
    for outputs, stride in [(64, 2), (128, 2), (256, 2), (512, 1), (1, 1)]:
        d.convolution(outputs, 4, stride, padding=1)
    return d


def pix2pix():
    g = Network(1, 3, 256)
    downs = [64, 128, 256, 512, 512, 512, 512, 512]
    for outputs in downs:
        g.convolution(outputs, 4, 2, padding=1)
    # On the way up, each level's input is joined to its output.
    for outputs in downs[-2::-1]:
        g.transposed(outputs, 4, 2, padding=1)
        g.channels += outputs
    g.transposed(3, 4, 2, padding=1)
    return {"G": g, "D": patch_discriminator(6, 256)}


def cyclegan():
    g = Network(1, 3, 128)
    g.reflect(3)
    g.convolution(64, 7)
    for outputs in (128, 256):
        g.convolution(outputs, 3, 2, padding=1)
    for _ in range(2 * 9):
        g.reflect(1)
        g.convolution(256, 3)
    for outputs in (128, 64):
        g.transposed(outputs, 3, 2, padding=1, after=0)
    g.reflect(3)
    g.convolution(3, 7)
    return {"G": g, "D": patch_discriminator(3, 128)}


def srgan(width=64, blocks=16):
    g, d, features = Network(4, 3, 24), Network(4, 3, 96), Network(4, 3, 96)
    g.convolution(width, 9, padding=4)
    for _ in range(2 * blocks + 1):
        g.convolution(width, 3, padding=1)
    for _ in range(2):
        g.convolution(4 * width, 3, padding=1)
        g.shuffle(2)
    g.convolution(3, 9, padding=4)
    d.convolution(width, 3, padding=1)
    for factor, stride in [(1, 2), (2, 1), (2, 2), (4, 1), (4, 2), (8, 1), (8, 2)]:
        d.convolution(factor * width, 3, stride, padding=1)
    d.dense(16 * width)
    d.dense(1)
    for factor, kernel in [(1, 3), (2, 4), (2, 3), (4, 4), (4, 3)]:
        features.convolution(factor * width, kernel, 2 if kernel == 4 else 1, padding=1)
    return {"G": g, "D": d, "features": features}


def wgan_gp():
    d = Network(32, 3, 64)
    for outputs in (64, 128, 256, 512):
        d.convolution(outputs, 4, 2, padding=1)
    d.convolution(1, 4)
    return {"D": d}


# --- Training steps ----------------------------------------------------------------------------------


def plain_step(g, d):
    """D on real and on fake images, then G through D; D's step needs no gradient of the images."""
    step_d = 2 * (d.forward + d.backward)
    step_g = d.forward + d.gradient_to_input + g.backward
    return g.forward + step_d + step_g


def conditional_step(g, d):
    """The plain step; but nobody asks for the gradient of the labels that D's planes are made from."""
    step_d = 2 * (d.forward + d.backward)
    step_g = d.forward + d.gradient_to_first_layer + g.backward
    return g.forward + step_d + step_g


def srgan_step(g, d, features):
    """The plain step, and the features of the true pictures and of G's, with the gradient of these."""
    return plain_step(g, d) + 2 * features.forward + features.gradient_to_input


def cyclegan_step(g, d):
    """Six passes of the generators, two of them on the other's output; then each D on a real and a fake image."""
    first_layer = g.forward - g.gradient_to_first_layer
    generators = 6 * (g.forward + g.backward) + 2 * first_layer
    return generators + 2 * (d.forward + d.gradient_to_input) + 4 * (d.forward + d.backward)


def critic_step(d):
    """D on real and on generated images, its slope between them, and the slope's gradient.

    The slope is a chain of input gradients from the constant 1 at the top. Its own backward pass has for each link the
    gradient of the weight and, but for the first, that of what comes down. LeakyReLU bends nowhere: nothing is left for
    the forward pass.
    """
    slope = d.forward + d.gradient_to_input
    return 2 * (d.forward + d.backward) + slope + d.weight_gradients + d.forward - d.layers[-1][1]


# pix2pix: the picture that an image is judged with is an input like any other, so that its step is a plain one.
STEPS = {
    "vanilla": (vanilla, plain_step), "dcgan28": (dcgan28, plain_step),
    "dcgan28-light": (dcgan28_light, plain_step), "dcgan64": (dcgan64, plain_step),
    "conditional": (conditional, conditional_step), "pix2pix": (pix2pix, plain_step),
    "cyclegan": (cyclegan, cyclegan_step), "srgan": (srgan, srgan_step),
    "wgan-gp": (wgan_gp, critic_step)}


def gflop(name):
    """One training step's arithmetic in GFLOP: {"within": ..., "full": ...}."""
    networks, step = STEPS[name]
    return step(*networks().values()).gflop()


def layers(name):
    """One forward pass of each network of a step, layer by layer."""
    return [{"network": player, "layer": layer, **operations.gflop()}
            for player, network in STEPS[name][0]().items() for layer, operations in network.layers]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", action="store_true", help="also show each layer's forward pass")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    arguments = parser.parse_args()
    if arguments.json:
        print(json.dumps({name: {**gflop(name), "layers": layers(name)} for name in STEPS}, indent=2))
        return
    print(f"{'GFLOP per training step':<62} {'within':>9} {'full':>9}")
    for name in STEPS:
        print("{:<62} {within:9.3f} {full:9.3f}".format(name, **gflop(name)))
        for layer in layers(name) if arguments.layers else []:
            print("  {:<60} {within:9.3f} {full:9.3f}".format(f"{layer['network']} {layer['layer']}", **layer))


if __name__ == "__main__":
    main()
