#!/usr/bin/env python3
"""Writes penalty-training.safetensors beside it: five training steps of a small GAN whose critic pays for its slope.

    python3 make_penalty_training.py            # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64 from inputs that float32 holds exactly, then rounded once to float32. The penalties
are differentiated with `create_graph=True`. Layouts are GANKit's: images [N, H, W, C], Conv2D weight
[kernelHeight, kernelWidth, in, out], ConvTranspose2D weight [kernelHeight, kernelWidth, out, in], Dense weight [in, out].
"""

import numpy as np
import torch
import torch.nn.functional as F

from reference_file import single, write

torch.set_num_threads(1)
STEPS, BATCH, LATENT = 5, 3, 5
RATE, BETAS, EPSILON = 1e-3, (0.0, 0.9), 1e-8
WEIGHT = {"wgan-gp": 10.0, "r1": 10.0, "r2": 10.0}
random = np.random.default_rng(list(b"penalty-training"))


def normal(*shape, scale=1.0, mean=0.0):
    """Normal numbers that float32 holds exactly, as float64."""
    return single(random.standard_normal(shape) * scale + mean)


def initial():
    """Names and layouts are GANKit's."""
    return {
        "generator": {
            "dense.weight": normal(LATENT, 32, scale=0.4), "dense.bias": normal(32, scale=0.1),
            "up1.weight": normal(4, 4, 4, 8, scale=0.2), "up1.bias": normal(4, scale=0.1),
            "up2.weight": normal(4, 4, 1, 4, scale=0.3), "up2.bias": normal(1, scale=0.1),
        },
        "critic": {
            "down1.weight": normal(3, 3, 1, 4, scale=0.4), "down1.bias": normal(4, scale=0.1),
            "norm.gamma": normal(4, scale=0.1, mean=1), "norm.beta": normal(4, scale=0.1),
            "down2.weight": normal(4, 4, 4, 6, scale=0.2), "down2.bias": normal(6, scale=0.1),
            "dense.weight": normal(24, 1, scale=0.4), "dense.bias": normal(1, scale=0.1),
        },
    }


def generate(w, z):
    x = F.relu(z @ w["dense.weight"] + w["dense.bias"]).reshape(-1, 2, 2, 8).permute(0, 3, 1, 2)
    x = F.relu(F.conv_transpose2d(x, w["up1.weight"].permute(3, 2, 0, 1), w["up1.bias"], stride=2, padding=1))
    return torch.tanh(
        F.conv_transpose2d(x, w["up2.weight"].permute(3, 2, 0, 1), w["up2.bias"], stride=2, padding=1))


def judge(w, x):
    x = F.leaky_relu(F.conv2d(x, w["down1.weight"].permute(3, 2, 0, 1), w["down1.bias"], stride=2, padding=1), 0.2)
    x = torch.tanh(F.instance_norm(x, weight=w["norm.gamma"], bias=w["norm.beta"], eps=1e-5))
    x = F.leaky_relu(F.conv2d(x, w["down2.weight"].permute(3, 2, 0, 1), w["down2.bias"], stride=2, padding=1), 0.2)
    return x.permute(0, 2, 3, 1).flatten(1) @ w["dense.weight"] + w["dense.bias"]


def slope(w, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(judge(w, x).sum(), x, create_graph=True)[0].flatten(1)


def train(case):
    players = {player: {name: torch.tensor(value, requires_grad=True) for name, value in values.items()}
               for player, values in initial().items()}
    tensors = {}

    def keep(when):
        for player, values in players.items():
            for name, value in values.items():
                tensors[f"{when}.{player}.{name}"] = value.detach().numpy().copy()

    keep("initial")
    optimizers = {player: torch.optim.Adam(list(values.values()), lr=RATE, betas=BETAS, eps=EPSILON)
                  for player, values in players.items()}
    generator, critic = players["generator"], players["critic"]
    for step in range(STEPS):
        real = single(np.tanh(normal(BATCH, 8, 8, 1)))
        z, share = normal(BATCH, LATENT), single(random.random((BATCH, 1, 1, 1)))
        x = torch.tensor(real).permute(0, 3, 1, 2)
        fake = generate(generator, torch.tensor(z))

        if case == "wgan-gp":
            between = torch.tensor(share) * x + (1 - torch.tensor(share)) * fake.detach()
            penalty = WEIGHT[case] * ((slope(critic, between).norm(dim=1) - 1) ** 2).mean()
            loss_d = judge(critic, fake.detach()).mean() - judge(critic, x).mean() + penalty
        else:
            at = x if case == "r1" else fake
            penalty = WEIGHT[case] / 2 * (slope(critic, at) ** 2).sum(dim=1).mean()
            loss_d = F.softplus(judge(critic, fake.detach())).mean() + F.softplus(-judge(critic, x)).mean() + penalty
        optimizers["critic"].zero_grad()
        loss_d.backward()
        if step == 0:
            for name, value in critic.items():
                tensors[f"step0.gradient.{name}"] = value.grad.numpy().copy()
        optimizers["critic"].step()

        score = judge(critic, fake)
        loss_g = -score.mean() if case == "wgan-gp" else F.softplus(-score).mean()
        optimizers["generator"].zero_grad()
        loss_g.backward()
        optimizers["generator"].step()
        tensors |= {f"step{step}.real": real, f"step{step}.z": z, f"step{step}.share": share,
                    f"step{step}.penalty": penalty.detach().numpy(),
                    f"step{step}.criticLoss": loss_d.detach().numpy(),
                    f"step{step}.generatorLoss": loss_g.detach().numpy()}
    keep("final")
    return tensors


cases, tensors = {}, {}
for case in WEIGHT:
    cases[case] = {"learningRate": RATE, "beta1": BETAS[0], "beta2": BETAS[1], "epsilon": EPSILON, "steps": STEPS}
    tensors |= {f"{case}.{name}": value for name, value in train(case).items()}
write("penalty-training", cases, tensors)
