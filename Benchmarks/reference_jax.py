#!/usr/bin/env python3
"""Times one GAN training step in JAX on the CPU, as a good user would write it.

    reference_jax.py STEP [--threads N] [--repeats K] [--json]

STEP is vanilla or dcgan28; Benchmarks/README.md says what each contains. The whole training step is one jitted function
of the players' state, which is given away so that XLA may update it in place; float32, images channels last, random
images instead of data.
"""

import os

import timing

arguments = timing.parser(__doc__, ["vanilla", "dcgan28"]).parse_args()

# XLA makes as many threads as this says, and reads it when it starts.
os.environ["NPROC"] = str(arguments.threads)
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
from jax import lax

# --- Networks ----------------------------------------------------------------------------------------
#
# A network is a function of its parameters, a dictionary of lists, and of its input. The running statistics of batch
# norm are not parameters: generators return those of the batch beside the images.

IMAGES = ("NHWC", "HWIO", "NHWC")


def normal(key, *shape):
    return 0.02 * jax.random.normal(key, shape)


def leaky(x, slope):
    return jnp.where(x >= 0, x, slope * x)


def batch_norm(x, gamma, beta, epsilon=1e-3):
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axes), x.var(axes)
    return (x - mean) * lax.rsqrt(variance + epsilon) * gamma + beta, (mean, variance)


class Vanilla:
    """Chapter 3: z of 100 normals, Dense 256, 512, 1024 with LeakyReLU and batch norm, 784 with tanh."""

    batch, image, learning_rate, momentum = 64, (784,), 2e-4, 0.8
    generator_count, discriminator_count = 1_489_936, 533_505
    widths_g, widths_d, normed = [100, 256, 512, 1024, 784], [784, 512, 256, 1], [256, 512, 1024]

    @staticmethod
    def dense(key, widths):
        keys = jax.random.split(key, len(widths))
        return {"weight": [normal(k, a, b) for k, a, b in zip(keys, widths, widths[1:])],
                "bias": [jnp.zeros(b) for b in widths[1:]]}

    @classmethod
    def generator(cls, key):
        return {**cls.dense(key, cls.widths_g),
                "gamma": [jnp.ones(n) for n in cls.normed], "beta": [jnp.zeros(n) for n in cls.normed]}

    @classmethod
    def discriminator(cls, key):
        return cls.dense(key, cls.widths_d)

    @staticmethod
    def generate(p, x):
        statistics_of_batch = []
        for w, b, gamma, beta in zip(p["weight"], p["bias"], p["gamma"], p["beta"]):
            x, found = batch_norm(leaky(x @ w + b, 0.2), gamma, beta)
            statistics_of_batch.append(found)
        return jnp.tanh(x @ p["weight"][-1] + p["bias"][-1]), statistics_of_batch

    @staticmethod
    def discriminate(p, x, key):
        for w, b in zip(p["weight"][:-1], p["bias"]):
            x = leaky(x @ w + b, 0.2)
        return x @ p["weight"][-1] + p["bias"][-1]


class DCGAN28:
    """Chapter 4, digits: 5x5 kernels, batch norm, LeakyReLU(0.3), dropout 0.3 in D."""

    batch, image, learning_rate, momentum = 256, (28, 28, 1), 1e-4, 0.99
    generator_count, discriminator_count = 2_305_472, 212_865
    normed = [7 * 7 * 256, 128, 64]

    @classmethod
    def generator(cls, key):
        keys = jax.random.split(key, 4)
        kernels = [normal(k, 5, 5, a, b) for k, a, b in zip(keys[1:], [256, 128, 64], [128, 64, 1])]
        return {"dense": normal(keys[0], 100, 7 * 7 * 256), "kernels": kernels,
                "gamma": [jnp.ones(n) for n in cls.normed], "beta": [jnp.zeros(n) for n in cls.normed]}

    @staticmethod
    def discriminator(key):
        keys = jax.random.split(key, 3)
        return {"kernels": [normal(keys[0], 5, 5, 1, 64), normal(keys[1], 5, 5, 64, 128)],
                "bias": [jnp.zeros(64), jnp.zeros(128), jnp.zeros(1)], "dense": normal(keys[2], 7 * 7 * 128, 1)}

    @staticmethod
    def generate(p, z):
        x, first = batch_norm(z @ p["dense"], p["gamma"][0], p["beta"][0])
        x, statistics_of_batch = leaky(x, 0.3).reshape(-1, 7, 7, 256), [first]
        for index, stride in enumerate([1, 2, 2]):
            x = lax.conv_transpose(x, p["kernels"][index], (stride, stride), "SAME", dimension_numbers=IMAGES)
            if index < 2:
                x, found = batch_norm(x, p["gamma"][index + 1], p["beta"][index + 1])
                x = leaky(x, 0.3)
                statistics_of_batch.append(found)
        return jnp.tanh(x), statistics_of_batch

    @staticmethod
    def discriminate(p, x, key):
        for kernels, bias, drop in zip(p["kernels"], p["bias"], jax.random.split(key)):
            x = lax.conv_general_dilated(x, kernels, (2, 2), "SAME", dimension_numbers=IMAGES)
            x = leaky(x + bias, 0.3)
            x = jnp.where(jax.random.bernoulli(drop, 0.7, x.shape), x / 0.7, 0)
        return x.reshape(x.shape[0], -1) @ p["dense"] + p["bias"][-1]


STEPS = {"vanilla": (Vanilla, 100), "dcgan28": (DCGAN28, 7)}

# --- Training step -----------------------------------------------------------------------------------


def bce(logits, target):
    return (jnp.maximum(logits, 0) - logits * target + jnp.log1p(jnp.exp(-jnp.abs(logits)))).mean()


def check_count(parameters, expected):
    count = sum(p.size for p in jax.tree.leaves(parameters))
    assert count == expected, f"{count:,} parameters, expected {expected:,}"


def adam_state(parameters):
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    return {"first": zeros, "second": jax.tree.map(jnp.zeros_like, parameters)}


def adam(parameters, gradients, state, count, learning_rate, beta1=0.5, beta2=0.999, epsilon=1e-8):
    first = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, state["first"], gradients)
    second = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, state["second"], gradients)
    size, root = learning_rate / (1 - beta1**count), 1 / jnp.sqrt(1 - beta2**count)
    moved = jax.tree.map(lambda p, m, v: p - size * m / (jnp.sqrt(v) * root + epsilon), parameters, first, second)
    return moved, {"first": first, "second": second}


def make(networks):
    key_g, key_d, key_real, key = jax.random.split(jax.random.key(0), 4)
    g, d = networks.generator(key_g), networks.discriminator(key_d)
    check_count(g, networks.generator_count)
    check_count(d, networks.discriminator_count)
    real = jax.random.uniform(key_real, (networks.batch, *networks.image), minval=-1, maxval=1)
    running = [(jnp.zeros(n), jnp.ones(n)) for n in networks.normed]
    state = {"g": g, "d": d, "adam_g": adam_state(g), "adam_d": adam_state(d), "running": running, "key": key,
             "count": jnp.zeros(())}

    def step(s, real):
        """D on real and on fake, then G, non-saturating, against the updated D; one forward pass of G."""
        key, key_z, *drops = jax.random.split(s["key"], 5)
        z = jax.random.normal(key_z, (networks.batch, 100))
        count, rate = s["count"] + 1, networks.learning_rate
        fake, pull_back, found = jax.vjp(lambda g: networks.generate(g, z), s["g"], has_aux=True)

        def loss_d(d):
            return (bce(networks.discriminate(d, real, drops[0]), 1.0)
                    + bce(networks.discriminate(d, fake, drops[1]), 0.0))

        value_d, gradients_d = jax.value_and_grad(loss_d)(s["d"])
        d, adam_d = adam(s["d"], gradients_d, s["adam_d"], count, rate)

        value_g, at_fake = jax.value_and_grad(lambda fake: bce(networks.discriminate(d, fake, drops[2]), 1.0))(fake)
        g, adam_g = adam(s["g"], pull_back(at_fake)[0], s["adam_g"], count, rate)
        keep = networks.momentum
        running = jax.tree.map(lambda old, new: keep * old + (1 - keep) * new, s["running"], found)
        return {"g": g, "d": d, "adam_g": adam_g, "adam_d": adam_d, "running": running, "key": key,
                "count": count}, (value_d, value_g)

    jitted = jax.jit(step, donate_argnums=0)

    def run():
        nonlocal state
        state, losses = jitted(state, real)
        jax.block_until_ready((state, losses))

    return run


def main():
    networks, repeats = STEPS[arguments.step]
    timing.report(arguments, make(networks), repeats, f"JAX {jax.__version__}")


if __name__ == "__main__":
    main()
