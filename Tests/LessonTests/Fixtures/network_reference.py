"""What the scripts beside this one share: the file format of reference values for whole networks.

Millions of weights and as many gradients would make a large file, so neither is in it.

Weights and inputs come from a formula that the tests compute as well: element i of a tensor with seed s is

    offset + scale * u(i, s)        u = (h >> 8) / 2^23 - 1, in [-1, 1)

where h is i * 0x9E3779B1 + s * 0x85EBCA77 after the steps of `mix`, all in 32-bit arithmetic. Every scale is a
power of two, so both sides get the same bits. The metadata's key "fills" lists them. Layouts are GANKit's.

Results of up to 4,096 elements are saved whole. Of a larger one x there are

    x.entries       512 elements, those at h(i, 1) % n for i = 0, 1, ...
    x.sums          8 sums over all elements, each element with the sign given by the top bit of h(i, 100 + k)
    x.size          the largest magnitude and the Euclidean norm

A random-sign sum has the norm as its standard deviation. Held to 1e-4 of it, the sums notice a single wrong element
among a million: that one is about 1e-3 of the norm.
"""

import json
import pathlib

import numpy as np
import safetensors.numpy
import torch

FOLDER = pathlib.Path(__file__).resolve().parent


def mix(count, seed):
    """h(i, seed) for i in 0..<count."""
    h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1)
    h += np.uint32(seed * 0x85EBCA77 & 0xFFFFFFFF)
    for shift, factor in [(16, 0x7FEB352D), (15, 0x846CA68B), (16, 1)]:
        h ^= h >> np.uint32(shift)
        h *= np.uint32(factor)
    return h


class Reference:
    """One file."""

    def __init__(self, name):
        self.name, self.fills, self.tensors = name, [], {}

    def fill(self, name, shape, scale, offset=0.0):
        """A tensor by the formula; its seed is its place in the list."""
        seed = len(self.fills) + 1
        self.fills.append({"name": name, "shape": list(shape), "seed": seed, "scale": scale, "offset": offset})
        u = (mix(int(np.prod(shape)), seed) >> np.uint32(8)).astype(np.float32) / np.float32(2**23) - np.float32(1)
        value = np.float32(offset) + np.float32(scale) * u
        return value.reshape(shape).astype(np.float64)

    def weight(self, name, shape, inputs):
        """Uniform, with about the scale that keeps a signal's variance."""
        return self.fill(name, shape, 2.0 ** np.round(np.log2((3 / inputs) ** 0.5)))

    def add(self, name, array):
        flat = np.asarray(array, dtype=np.float64).reshape(-1)
        assert np.isfinite(flat).all(), name
        if flat.size <= 4096:
            self.tensors[name] = np.asarray(array, dtype=np.float64).astype(np.float32, order="C")
            return
        self.tensors[f"{name}.entries"] = flat[mix(512, 1) % np.uint32(flat.size)].astype(np.float32)
        signs = [np.where(mix(flat.size, 100 + k) >> np.uint32(31), -1.0, 1.0) for k in range(8)]
        self.tensors[f"{name}.sums"] = np.array([s @ flat for s in signs]).astype(np.float32)
        self.tensors[f"{name}.size"] = np.array(
            [np.abs(flat).max(), np.linalg.norm(flat)]).astype(np.float32)

    def write(self):
        path = FOLDER / f"{self.name}.safetensors"
        safetensors.numpy.save_file(self.tensors, path, metadata={"fills": json.dumps(self.fills)})
        print(f"{path.name:28} {len(self.fills)} fills, {len(self.tensors)} results, {path.stat().st_size:,} bytes")


# GANKit's [kernelHeight, kernelWidth, a, b] is PyTorch's [b, a, kernelHeight, kernelWidth], for both kinds.
def to_torch(kernels):
    return torch.tensor(np.ascontiguousarray(kernels.transpose(3, 2, 0, 1)))


def from_torch(kernels):
    return kernels.numpy().transpose(2, 3, 1, 0)


def images_from(tensor):
    return tensor.detach().numpy().transpose(0, 2, 3, 1)
