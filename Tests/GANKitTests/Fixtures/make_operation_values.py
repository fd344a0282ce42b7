#!/usr/bin/env python3
"""Writes operations.safetensors beside it: what PyTorch computes, for GANKit to agree with.

    python3 make_operation_values.py            # needs torch, numpy, safetensors

Made with PyTorch 2.13.0. Every number is computed in float64 from inputs that float32 holds exactly, then
rounded once to float32. The same version writes the same bytes.

The metadata has one key, "cases": a JSON object whose keys are the names of the cases. Tensors are named
`<case>.<what>`:

    input0, input1, ...            what goes in
    output                         what PyTorch computes
    cotangent                      random numbers of the output's shape
    gradient.input0, ...           the gradient of sum(output * cotangent)
    direction0, ...                random numbers of the inputs' shapes
    second.input0, ...             the gradient of sum(gradient * direction), over all inputs
"""

import numpy as np
import torch
import torch.nn.functional as F

from reference_file import single, write

torch.set_num_threads(1)
# The first numbers that GANKit draws with `Tensor.uniform([5, 1], using: Random(seed: 3))`.
SHARES = torch.tensor(
    np.float32([[0.737518132], [0.59333241], [0.633243918], [0.793784678], [0.796608627]]).astype(np.float64))


def softplus(x):
    # As it is defined: PyTorch's own becomes the identity above 20.
    return torch.logaddexp(x, torch.zeros_like(x))


def critic(weight, images):
    return torch.tanh(images @ weight) @ torch.tensor([[0.7], [-0.4], [1.0]], dtype=torch.float64)


def slope(weight, images):
    return torch.autograd.grad(critic(weight, images).sum(), images, create_graph=True)[0]


def wgan_gp(weight, real, fake):
    images = SHARES * real + (1 - SHARES) * fake
    return 10 * ((slope(weight, images).norm(2, dim=1) - 1) ** 2).mean()


def zero_centred(weight, images):
    return (10 / 2) * slope(weight, images).square().sum(dim=1).mean()


def relativistic(winner, loser):
    return softplus(loser - winner).mean()


def relativistic_average(winner, loser):
    return softplus(loser.mean() - winner).mean() + softplus(loser - winner.mean()).mean()


def normal(mean, log_variance):
    return torch.distributions.Normal(mean, torch.exp(log_variance / 2))


def divergence(mean, log_variance, other_mean=None, other_log_variance=None):
    other = (torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean)) if other_mean is None
             else normal(other_mean, other_log_variance))
    return torch.distributions.kl_divergence(normal(mean, log_variance), other).sum(dim=-1).mean()


# What an augmentation drew for three pictures: brightness, saturation and contrast; shifts down and to the right; the
# first row and column of a cutout, and those behind its last ones.
COLOURS = [(0.3, 1.7, 0.6), (-0.45, 0.0, 1.4), (0.0, 0.25, 1.0)]
SHIFTS = [(1, -2), (-1, 0), (0, 1)]
CUTOUTS = [(0, 2, 4, 5), (3, 0, 7, 3), (4, 5, 8, 6)]


def recoloured(x):
    brightness, saturation, contrast = torch.tensor(COLOURS, dtype=torch.float64).T.reshape(3, -1, 1, 1, 1)
    x = x + brightness
    grey = x.mean(dim=3, keepdim=True)
    x = grey + saturation * (x - grey)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return mean + contrast * (x - mean)


def translated(x):
    _, h, w, _ = x.shape
    wide = F.pad(x, (0, 0, w, w, h, h))
    return torch.stack([wide[i, h - down:2 * h - down, w - right:2 * w - right]
                        for i, (down, right) in enumerate(SHIFTS)])


def cut_out(x):
    kept = torch.ones(*x.shape[:3], 1, dtype=x.dtype)
    for i, (top, left, bottom, right) in enumerate(CUTOUTS):
        kept[i, top:bottom, left:right] = 0
    return x * kept


EVEN = [[2.0, 5.0, 5.0, -1.0], [3.0, 3.0, 3.0, 1.0]]

# name: (inputs, function); an input is a shape, or a shape with a range (uniform instead of normal), or values.
CASES = {
    "multiply, channels": ([(2, 3, 4, 5), (5,)], lambda x, g: x * g),
    "multiply, each image": ([(2, 3, 4, 5), (2, 1, 1, 5)], lambda x, g: x * g),
    "multiply, pixels": ([(2, 3, 4, 5), (2, 3, 4, 1)], lambda x, g: x * g),
    "multiply, both": ([(3, 1, 2), (4, 1)], lambda x, g: x * g),
    "divide, channels": ([(2, 3, 4), ((4,), 0.5, 2)], lambda x, g: x / g),
    "sin": ([(4, 9)], torch.sin),
    "cos": ([(4, 9)], torch.cos),
    "pow 2.5": ([((4, 5), 0.2, 3)], lambda x: x ** 2.5),
    "pow -3": ([((4, 5), 0.5, 2)], lambda x: x ** -3),
    "pow": ([((4, 5), 0.3, 2), (5,)], lambda a, b: a ** b),
    "power of 1.7": ([(4, 5)], lambda x: 1.7 ** x),
    "gelu": ([((8, 9), -6, 6)], F.gelu),
    "silu": ([((8, 9), -6, 6)], F.silu),
    "elu": ([((8, 9), -6, 6)], F.elu),
    "elu 0.4": ([((8, 9), -6, 6)], lambda x: F.elu(x, 0.4)),
    "softmax, axis 1": ([(2, 5, 3)], lambda x: F.softmax(x, dim=1)),
    "logSoftmax, axis 0": ([(5, 3)], lambda x: F.log_softmax(x, dim=0)),
    "max, axis 1": ([(3, 5, 2)], lambda x: x.amax(dim=1)),
    "max, equal elements": ([EVEN], lambda x: x.amax(dim=1)),
    "min, axes 0 and 2": ([(3, 5, 2)], lambda x: x.amin(dim=(0, 2))),
    "variance": ([(3, 5, 2)], lambda x: x.var(dim=(0, 2), correction=0)),
    "unbiased variance": ([(3, 5, 2)], lambda x: x.var(dim=1)),
    "standard deviation": ([(3, 5, 2)], lambda x: x.std(dim=1, correction=0)),
    "cumulative sum": ([(3, 5, 2)], lambda x: x.cumsum(dim=1)),
    "flipped": ([(3, 5, 2)], lambda x: x.flip((0, 2))),
    "stack, axis 1": ([(3, 2), (3, 2)], lambda a, b: torch.stack([a, b], dim=1)),
    "replacing": ([(4, 5), (4, 5)], lambda a, b: torch.where(a < b, b, a) * b),
    "matmul, batches": ([(2, 3, 4), (2, 4, 5)], torch.matmul),
    "matmul, right matrix": ([(2, 2, 3, 4), (4, 2)], torch.matmul),
    "matmul, left matrix": ([(3, 4), (2, 4, 2)], torch.matmul),
    "matmul, both broadcast": ([(2, 1, 2, 3), (3, 3, 2)], torch.matmul),
    "Huber loss": ([(4, 5), (4, 5)], lambda a, b: F.huber_loss(a, b, delta=0.7)),
    "hinge, discriminator": ([(9, 1), (7, 1)], lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean()),
    "Wasserstein, critic": ([(9, 1), (7, 1)], lambda r, f: f.mean() - r.mean()),
    "pairing, discriminator": ([(9, 1), (9, 1)], lambda r, f: relativistic(r, f)),
    "pairing, generator": ([(9, 1), (9, 1)], lambda r, f: relativistic(f, r)),
    "average, discriminator": ([(9, 1), (7, 1)], lambda r, f: relativistic_average(r, f)),
    "average, generator": ([(9, 1), (7, 1)], lambda r, f: relativistic_average(f, r)),
    "divergence, standard normal": ([(6, 4), (6, 4)], divergence),
    "divergence": ([(6, 4), (6, 4), (6, 4), (6, 4)], divergence),
    "recoloured": ([(3, 4, 5, 3)], recoloured),
    "recoloured, two channels": ([(3, 2, 4, 2)], recoloured),
    "translated": ([(3, 4, 5, 2)], translated),
    "cutting out": ([(3, 8, 6, 2)], cut_out),
    "augmented": ([(3, 8, 6, 3)], lambda x: cut_out(translated(recoloured(x)))),
    "WGAN-GP": ([(4, 3), (5, 4), (5, 4)], wgan_gp),
    "R1": ([(4, 3), (5, 4)], zero_centred),
    "R2": ([(4, 3), (5, 4)], zero_centred),
}


def drawn(random, what):
    if isinstance(what, list):
        return single(what)
    if isinstance(what[0], tuple):
        shape, low, high = what
        return single(random.uniform(low, high, shape))
    return single(random.standard_normal(what))


def sums_to(tensors, factors):
    return sum((t * torch.tensor(f)).sum() for t, f in zip(tensors, factors))


def gradients(of, inputs):
    if not of.requires_grad:
        return [torch.zeros_like(x) for x in inputs]
    found = torch.autograd.grad(of, inputs, create_graph=True, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for g, x in zip(found, inputs)]


def main():
    tensors = {}
    for name, (inputs, function) in CASES.items():
        random = np.random.default_rng(list(name.encode()))
        inputs = [torch.tensor(drawn(random, what), requires_grad=True) for what in inputs]
        output = function(*inputs)
        cotangent = single(random.standard_normal(output.shape))
        directions = [single(random.standard_normal(x.shape)) for x in inputs]
        first = gradients(sums_to([output], [cotangent]), inputs)
        second = gradients(sums_to(first, directions), inputs)
        values = {"output": output, "cotangent": cotangent}
        for index, x in enumerate(inputs):
            values |= {f"input{index}": x, f"direction{index}": directions[index],
                       f"gradient.input{index}": first[index], f"second.input{index}": second[index]}
        for what, value in values.items():
            tensors[f"{name}.{what}"] = value.detach().numpy() if isinstance(value, torch.Tensor) else value
    write("operations", {name: {} for name in CASES}, tensors)


main()
