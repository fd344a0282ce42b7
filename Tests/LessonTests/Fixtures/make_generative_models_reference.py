#!/usr/bin/env python3
"""Writes generative-models.safetensors beside it: what PyTorch computes with chapter 9's belief network and variational
autoencoder, for the lesson's own models to agree with.

    python3 make_generative_models_reference.py             # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64; the numbers are rounded once, to float32. The same versions write the same bytes.

The losses are PyTorch's own: binary_cross_entropy_with_logits, and kl_divergence of its distributions. The masks of the
belief network are made of degrees, as in section 4 of Germain et al. 2015, one connection at a time.

What is in the file, and what follows from a formula instead: see network_reference.py.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import torch
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence

from network_reference import Reference

torch.set_num_threads(1)

BATCH, PIXELS, HIDDEN, LATENT = 8, 60, 40, 5
reference = Reference("generative-models")
trained = {}


def weight(name, shape):
    trained[name] = torch.tensor(reference.weight(name, shape, shape[0])).requires_grad_()
    return trained[name]


def bias(name, size):
    trained[name] = torch.tensor(reference.fill(name, (size,), 0.25)).requires_grad_()
    return trained[name]


def layer(x, name, inputs, outputs, mask=None):
    w, b = weight(f"{name}.weight", (inputs, outputs)), bias(f"{name}.bias", outputs)
    return x @ (w if mask is None else w * torch.tensor(mask)) + b


def finish(key, loss):
    loss.backward()
    reference.add(f"{key}.loss", loss.detach().numpy())
    for name, leaf in trained.items():
        if name.startswith(key):
            reference.add(f"gradient.{name}", leaf.grad.numpy())


x = torch.tensor((reference.fill("x", (BATCH, PIXELS), 1.0) > 0).astype(np.float64))

# The belief network. Hidden unit k sees the pixels 1 ... 1 + floor(k (D - 1) / H).
degrees = [1 + k * (PIXELS - 1) // HIDDEN for k in range(HIDDEN)]
first, second, direct = np.zeros((PIXELS, HIDDEN)), np.zeros((HIDDEN, PIXELS)), np.zeros((PIXELS, PIXELS))
for pixel in range(1, PIXELS + 1):
    for unit, degree in enumerate(degrees):
        first[pixel - 1, unit] = 1.0 if degree >= pixel else 0.0
        second[unit, pixel - 1] = 1.0 if pixel > degree else 0.0
    for other in range(1, PIXELS + 1):
        direct[pixel - 1, other - 1] = 1.0 if other > pixel else 0.0
hidden = torch.relu(layer(x, "belief.first", PIXELS, HIDDEN, first))
logits = layer(hidden, "belief.second", HIDDEN, PIXELS, second) + layer(x, "belief.direct", PIXELS, PIXELS, direct)
reference.add("belief.logits", logits.detach().numpy())
nats = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
reference.add("belief.nats", nats.detach().numpy())
finish("belief", nats.mean())

# The variational autoencoder, with given noise.
noise = torch.tensor(reference.fill("noise", (BATCH, LATENT), 2.0))


def network(x, name, sizes):
    for index, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        x = layer(x, f"{name}.{index}", inputs, outputs)
        if index < len(sizes) - 2:
            x = torch.relu(x)
    return x


mean, log_variance = network(x, "vae.encoder", [PIXELS, HIDDEN, HIDDEN, 2 * LATENT]).chunk(2, dim=1)
q = Normal(mean, torch.exp(0.5 * log_variance))
z = mean + q.stddev * noise
logits = network(z, "vae.decoder", [LATENT, HIDDEN, HIDDEN, PIXELS])
reconstruction = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1).mean()
divergence = kl_divergence(q, Normal(torch.zeros_like(mean), torch.ones_like(mean))).sum(dim=1).mean()
reference.add("vae.reconstruction", reconstruction.detach().numpy())
reference.add("vae.divergence", divergence.detach().numpy())
finish("vae", reconstruction + divergence)

reference.write()
