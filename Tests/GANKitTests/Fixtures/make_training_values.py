#!/usr/bin/env python3
"""Writes optimizers.safetensors, clipping.safetensors and schedules.safetensors: what PyTorch computes.

    python3 make_training_values.py             # needs torch, numpy, safetensors

Made with PyTorch 2.13.0, in float64 from inputs that float32 holds exactly, rounded once to float32. The same
version writes the same bytes. As in make_reference_values.py, the metadata has the key "cases", a JSON object from
case name to settings, and tensors are named `<case>.<what>`.
"""

import numpy as np
import torch

from reference_file import single, write

torch.set_num_threads(1)


# --- Optimizers ---------------------------------------------------------------------------------------

STEPS = 20
COMPARED = [0, 9, 12, 19]


def optimizers():
    """Twenty steps of a layer tanh(x w + b) towards random targets.

    In the cases "-frozen" the bias has no gradient in the first twelve steps. PyTorch then leaves its value and its
    running values alone, and counts its updates from 0 afterwards.
    """
    random = np.random.default_rng(list(b"optimizers"))
    x, y = single(random.standard_normal((5, 3))), single(np.tanh(random.standard_normal((5, 4))))
    initial = {"weight": single(random.standard_normal((3, 4))), "bias": single(random.standard_normal(4))}
    cases, tensors = {}, {"input": x, "target": y}
    tensors |= {f"initial.{key}": value for key, value in initial.items()}
    adam = {"betas": (0.5, 0.999), "eps": 1e-8}
    known = {
        "sgd": (torch.optim.SGD, {"lr": 0.1}),
        "sgd-momentum": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9}),
        "sgd-nesterov": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
        "rmsprop": (torch.optim.RMSprop, {"lr": 0.01, "alpha": 0.9, "eps": 1e-8}),
        "rmsprop-wgan": (torch.optim.RMSprop, {"lr": 5e-5, "alpha": 0.99, "eps": 1e-8}),
        "adam": (torch.optim.Adam, {"lr": 0.01, **adam}),
        "adamw": (torch.optim.AdamW, {"lr": 0.01, "weight_decay": 0.01, **adam}),
        "adamw-strong": (torch.optim.AdamW, {"lr": 0.01, "weight_decay": 2.0, **adam}),
    }
    names = {"lr": "learningRate", "alpha": "decay", "eps": "epsilon", "weight_decay": "weightDecay"}
    for case, (make, settings) in known.items():
        for frozen in [0, 12]:
            parameters = {
                key: torch.tensor(value, dtype=torch.float64, requires_grad=True)
                for key, value in initial.items()}
            optimizer = make(parameters.values(), **settings)
            name = case + ("-frozen" if frozen else "")
            for step in range(STEPS):
                optimizer.zero_grad()
                output = torch.tanh(torch.tensor(x) @ parameters["weight"] + parameters["bias"])
                ((output - torch.tensor(y)) ** 2).mean().backward()
                if step < frozen:
                    parameters["bias"].grad = None
                optimizer.step()
                for key, parameter in parameters.items() if step in COMPARED else []:
                    tensors[f"{name}.step{step}.{key}"] = parameter.detach().numpy().copy()
            cases[name] = {"optimizer": case.split("-")[0], "steps": STEPS, "frozenSteps": frozen}
            for key, value in settings.items():
                if key == "betas":
                    cases[name] |= {"beta1": value[0], "beta2": value[1]}
                else:
                    cases[name][names.get(key, key)] = value
    write("optimizers", cases, tensors)


# --- Clipping -----------------------------------------------------------------------------------------

def clipping():
    """Gradients of two parameters, clipped by their common norm and by value, above and below the limit."""
    random = np.random.default_rng(list(b"clipping"))
    given = {"weight": single(random.standard_normal((3, 4))), "bias": single(random.standard_normal(4))}
    cases, tensors = {}, {f"gradient.{key}": value for key, value in given.items()}
    for name, function, limit in [
            ("norm-1", torch.nn.utils.clip_grad_norm_, 1.0), ("norm-100", torch.nn.utils.clip_grad_norm_, 100.0),
            ("value-0.5", torch.nn.utils.clip_grad_value_, 0.5), ("value-10", torch.nn.utils.clip_grad_value_, 10.0)]:
        parameters = {}
        for key, value in given.items():
            parameters[key] = torch.zeros(value.shape, dtype=torch.float64, requires_grad=True)
            parameters[key].grad = torch.tensor(value)
        function(parameters.values(), limit)
        cases[name] = {"limit": limit}
        tensors |= {f"{name}.{key}": parameter.grad.numpy() for key, parameter in parameters.items()}
    write("clipping", cases, tensors)


# --- Schedules ----------------------------------------------------------------------------------------

def schedules():
    """The rates of 40 steps and of some after the last one, before which PyTorch's schedulers stop."""
    kinds = torch.optim.lr_scheduler
    rate, total, warmup = 2e-4, 40, 8

    def warm(optimizer, after):
        # Step t of the first n has the rate (t + 1) / n.
        first = kinds.LinearLR(optimizer, start_factor=1 / warmup, total_iters=warmup - 1)
        return kinds.SequentialLR(optimizer, [first, after], milestones=[warmup])

    known = {
        "linear": lambda o: kinds.LinearLR(o, start_factor=1, end_factor=0, total_iters=total),
        "linear-second-half": lambda o: kinds.LambdaLR(
            o, lambda step: 1.0 - max(0, step - total // 2) / (total - total // 2)),
        "cosine": lambda o: kinds.CosineAnnealingLR(o, T_max=total),
        "cosine-to": lambda o: kinds.CosineAnnealingLR(o, T_max=total, eta_min=1e-5),
        "warmup-constant": lambda o: kinds.LinearLR(o, start_factor=1 / warmup, total_iters=warmup - 1),
        "warmup-cosine": lambda o: warm(o, kinds.CosineAnnealingLR(o, T_max=total - warmup)),
        "warmup-linear": lambda o: warm(
            o, kinds.LinearLR(o, start_factor=1, end_factor=0, total_iters=total - warmup)),
    }
    cases, tensors = {}, {}
    for name, make in known.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
        scheduler = make(optimizer)
        rates = []
        for _ in range(total + 1):
            rates.append(scheduler.get_last_lr()[0])
            optimizer.step()
            scheduler.step()
        cases[name] = {"learningRate": rate, "steps": total}
        tensors[f"{name}.rates"] = rates
    write("schedules", cases, tensors)


if __name__ == "__main__":
    optimizers()
    clipping()
    schedules()
