#!/usr/bin/env python3
"""Writes resampling.safetensors: pictures in other sizes, for Tensor.resized to agree with.

    pip install numpy pillow safetensors
    python make_resampling.py

Two sources. "matlab" cases follow the published description of MATLAB's imresize, written down here from the
formula, in float64 and in its one-based coordinates; "exact" cases are means over exact areas. "pillow" cases
are Pillow's own resize of float pictures (made with Pillow 13.0.0), which differs from MATLAB's at the edges
only: so the picture is continued by its mirror image first, and the middle resized with the box argument.

The layout is that of make_reference_values.py.
"""

import json
from pathlib import Path

import numpy as np
import safetensors.numpy
from PIL import Image

FOLDER = Path(__file__).parent
random = np.random.default_rng(1981)
cases, tensors = {}, {}


def cubic(x):
    """Keys (1981), equation 15: a = -1/2."""
    x = abs(x)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.where(x <= 1, near, np.where(x <= 2, far, 0))


def triangle(x):
    return np.maximum(0, 1 - abs(x))


KERNELS = {"bicubic": (cubic, 4), "bilinear": (triangle, 2)}


def matlab_matrix(old, new, method):
    """The matrix of imresize(picture, [new ...]) along one axis: [new, old]."""
    kernel, width = KERNELS[method]
    scale = new / old
    if scale < 1:
        narrow = kernel
        kernel, width = (lambda x: scale * narrow(scale * x)), width / scale
    matrix = np.zeros((new, old))
    mirror = np.r_[0:old, old - 1 : -1 : -1]
    for x in range(1, new + 1):
        u = x / scale + 0.5 * (1 - 1 / scale)
        left = np.floor(u - width / 2)
        indices = left + np.arange(np.ceil(width) + 2)
        weights = kernel(u - indices)
        weights /= weights.sum()
        for index, weight in zip(indices, weights):
            matrix[x - 1, mirror[int(index - 1) % (2 * old)]] += weight
    return matrix


def area_matrix(old, new):
    """The share of each old pixel in the area of each new one."""
    edges = np.arange(new + 1) * old / new
    pixels = np.arange(old)
    low, high = edges[:-1, None], edges[1:, None]
    return np.maximum(0, np.minimum(pixels + 1, high) - np.maximum(pixels, low)) * new / old


def matrix(old, new, method):
    return area_matrix(old, new) if method == "area" else matlab_matrix(old, new, method)


def by_formula(batch, height, width, method):
    rows, columns = matrix(batch.shape[1], height, method), matrix(batch.shape[2], width, method)
    return np.einsum("yi,nijc,xj->nyxc", rows, batch, columns, optimize=True)


def by_pillow(batch, height, width, method):
    filters = {
        "area": Image.Resampling.BOX,
        "bilinear": Image.Resampling.BILINEAR,
        "bicubic": Image.Resampling.BICUBIC,
    }
    _, old_height, old_width, _ = batch.shape
    margin = 64
    # NumPy calls "symmetric" what repeats the edge pixel.
    wide = np.pad(batch, ((0, 0), (margin, margin), (margin, margin), (0, 0)), "symmetric").astype(np.float32)
    box = (margin, margin, margin + old_width, margin + old_height)

    def one(plane):
        picture = Image.fromarray(np.ascontiguousarray(plane))
        return np.asarray(picture.resize((width, height), filters[method], box=box))

    return np.stack(
        [np.stack([one(image[..., c]) for c in range(image.shape[-1])], axis=-1) for image in wide])


def add(source, method, shape, height, width):
    batch = random.standard_normal(shape).astype(np.float32).astype(np.float64)
    output = (by_pillow if source == "pillow" else by_formula)(batch, height, width, method)
    if source == "pillow":
        assert abs(output - by_formula(batch, height, width, method)).max() < 2e-6
    name = f"{source}-{method}-{shape[1]}x{shape[2]}-to-{height}x{width}"
    assert name not in cases
    cases[name] = {}
    tensors[f"{name}.input"] = batch.astype(np.float32)
    tensors[f"{name}.output"] = np.ascontiguousarray(output, dtype=np.float32)


for method in ["bicubic", "bilinear", "area"]:
    source = "exact" if method == "area" else "matlab"
    add(source, method, (2, 12, 8, 3), 3, 2)
    add(source, method, (1, 24, 16, 1), 12, 8)
    add(source, method, (1, 9, 7, 3), 4, 3)
    add(source, method, (2, 5, 6, 3), 13, 11)
    add(source, method, (1, 31, 17, 3), 8, 40)
    add(source, method, (1, 17, 31, 2), 40, 8)
    add(source, method, (1, 7, 7, 1), 7, 3)
    add(source, method, (1, 7, 7, 3), 20, 7)
    add(source, method, (1, 1, 1, 3), 4, 5)
    add(source, method, (1, 2, 3, 1), 1, 1)
    add(source, method, (1, 1, 9, 3), 2, 2)
for method in ["bicubic", "bilinear"]:
    add("pillow", method, (1, 16, 24, 3), 4, 6)
    add("pillow", method, (1, 19, 14, 3), 6, 5)
    add("pillow", method, (1, 6, 5, 3), 17, 12)
    add("pillow", method, (1, 13, 6, 1), 5, 19)
# Pillow's box is a mean of whole pixels: the area's only where the new extent divides the old one.
add("pillow", "area", (1, 12, 20, 3), 3, 10)

safetensors.numpy.save_file(
    tensors, FOLDER / "resampling.safetensors", metadata={"cases": json.dumps(cases, sort_keys=True)})
print(f"{len(cases)} cases, {(FOLDER / 'resampling.safetensors').stat().st_size:,} bytes")
