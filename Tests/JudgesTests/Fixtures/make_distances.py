#!/usr/bin/env python3
"""Writes distances.safetensors: kernel distance, precision and recall of some sets of features, by their definitions.

    python3 make_distances.py                   # needs torch, numpy, safetensors

Made with PyTorch 2.13.0. Everything is computed in float64 from differences of single pairs, without matrix products
or blocks, from features that float32 holds exactly. The same version writes the same bytes. Metadata and names are as
in GANKitTests/Fixtures/make_reference_values.py.
"""

import json
import pathlib

import numpy as np
import safetensors.numpy
import torch

torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).resolve().parent


def kernel_distance(a, b):
    """Binkowski et al. 2018: the unbiased estimate of the squared MMD, with k(x, y) = (x.y / d + 1)^3."""
    def mean(x, y, skip):
        total, count = 0.0, 0
        for i in range(len(x)):
            values = ((x[i] * y).sum(1) / x.shape[1] + 1) ** 3
            if skip:
                values = torch.cat([values[:i], values[i + 1:]])
            total, count = total + values.sum().item(), count + len(values)
        return total / count
    return mean(a, a, True) + mean(b, b, True) - 2 * mean(a, b, False)


def covered(points, members, k):
    """Kynkaanniemi et al. 2019, equation 1: the share of points within the balls around the members."""
    radii = []
    for i in range(len(members)):
        distances = (members - members[i]).norm(dim=1)
        distances = torch.cat([distances[:i], distances[i + 1:]])
        radii.append(distances.sort().values[k - 1])
    radii = torch.stack(radii)
    return float(np.mean([bool(((members - point).norm(dim=1) <= radii).any()) for point in points]))


def main():
    random = np.random.default_rng(list(b"distances"))

    def normal(count, size, mean=0.0, scale=1.0):
        return (random.standard_normal((count, size)) * scale + mean).astype(np.float32)

    real = normal(60, 8)
    sets = {
        "alike": (normal(50, 8), real),
        "shifted": (normal(50, 8, mean=0.7), real),
        "narrow": (normal(50, 8, scale=0.3), real),
        "wide": (normal(50, 8, scale=3.0), real),
        "repeated": (np.repeat(real[:5], 10, axis=0), real),
        # Far from the origin, where the squares of close points cancel.
        "far": (normal(40, 5, mean=30), normal(45, 5, mean=30)),
        # More rows than two blocks of 512, and a last block that is not full.
        "long": (normal(1100, 2, mean=0.3), normal(1030, 2)),
    }
    cases, tensors = {}, {}
    for name, (generated, reference) in sets.items():
        a, b = torch.tensor(generated, dtype=torch.float64), torch.tensor(reference, dtype=torch.float64)
        cases[name] = {}
        tensors |= {f"{name}.generated": generated, f"{name}.real": reference}
        values = [kernel_distance(a, b)]
        for k in [1, 3, 5]:
            values += [covered(a, b, k), covered(b, a, k)]
        print(name, [round(value, 4) for value in values])
        tensors[f"{name}.kernelDistance"] = np.array(values[0], dtype=np.float32)
        tensors[f"{name}.precisionAndRecall"] = np.array(values[1:], dtype=np.float32).reshape(3, 2)
    path = FOLDER / "distances.safetensors"
    safetensors.numpy.save_file(tensors, path, metadata={"cases": json.dumps(cases, sort_keys=True)})
    print(f"{path.name} {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
