"""The engines that `compare` times beside GANKit, and the variants of each: ways to run the same step."""

import operations

STEPS = list(operations.STEPS)

# How a step runs, and how images lie in memory; reference_pytorch.py says what each means.
PYTORCH = [kind + layout for kind in ("eager", "compiled", "autotuned") for layout in ("", "-channels-last")]

# Compiled functions have no derivative of their derivative, which the penalty's gradient is.
EAGER_ONLY = ["wgan-gp"]

# name: (title, steps, variants, the module that must be installed)
REFERENCES = {
    "pytorch": ("PyTorch", STEPS, PYTORCH, "torch"),
    "keras": ("Keras", ["vanilla", "dcgan28", "dcgan28-light"], ["graph"], "keras"),
    "jax": ("JAX", ["vanilla", "dcgan28"], ["jit"], "jax"),
}


def title(name):
    return "GANKit" if name == "gankit" else REFERENCES[name][0]


def variants(name, step):
    """The variants of a reference that can run a step; none if the reference does not have it."""
    _, steps, every, _ = REFERENCES[name]
    if step not in steps:
        return []
    return [v for v in every if v.startswith("eager")] if step in EAGER_ONLY else every


def command(python, script, variant):
    return [python, script, *(["--variant", variant] if variant in PYTORCH else [])]
