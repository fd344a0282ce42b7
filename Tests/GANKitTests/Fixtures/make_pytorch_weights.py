#!/usr/bin/env python3
"""Weights between PyTorch and GANKit, both ways, with a small DCGAN. Needs torch and safetensors.

    python3 make_pytorch_weights.py             # PyTorch writes
    python3 make_pytorch_weights.py read        # PyTorch reads what GANKit wrote, and compares outputs

Writing makes, with PyTorch 2.13.0 and the same bytes each time,

    pytorch-generator.safetensors, pytorch-discriminator.safetensors     model.state_dict(), as it is
    pytorch-outputs.safetensors      z, and what both networks make of it in inference

which GANKit's tests load. The files gankit-*.safetensors are the same three, written by GANKit with weights of its own:

    GANKIT_WRITE_FIXTURES=1 ./test --filter PyTorchWeights
"""

import pathlib
import sys

import safetensors.torch
import torch
from torch import nn

torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).resolve().parent


class Player(nn.Module):
    """Layers under the name "main", as in PyTorch's own DCGAN example."""

    def __init__(self, *layers):
        super().__init__()
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x)


def make_generator():
    """6 numbers in, an 8x12 colour image out. Height and width differ, so that mistaking them shows."""
    return Player(
        nn.Linear(6, 5 * 2 * 3, bias=False), nn.BatchNorm1d(5 * 2 * 3), nn.LeakyReLU(0.2),
        nn.Unflatten(1, (5, 2, 3)),
        nn.ConvTranspose2d(5, 4, 4, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
        nn.ConvTranspose2d(4, 3, 4, 2, 1), nn.Tanh())


def make_discriminator():
    """An image in, one logit out."""
    return Player(
        nn.Conv2d(3, 4, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(4, 5, 4, 2, 1, bias=False), nn.BatchNorm2d(5), nn.LeakyReLU(0.2), nn.Dropout(0.3),
        nn.Flatten(), nn.Linear(5 * 2 * 3, 1))


def outputs(generator, discriminator, z):
    """Images `[N, H, W, C]` as in GANKit, and logits."""
    with torch.no_grad():
        images = generator.eval()(z)
        return images.permute(0, 2, 3, 1).contiguous(), discriminator.eval()(images)


def write():
    torch.manual_seed(4)
    generator, discriminator = make_generator(), make_discriminator()
    with torch.no_grad():
        for layer in [*generator.main, *discriminator.main]:
            if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
                layer.weight.uniform_(0.5, 1.5)
                layer.bias.uniform_(-0.5, 0.5)
        # A few batches move the running statistics away from 0 and 1.
        for _ in range(30):
            discriminator.train()(generator.train()(torch.randn(16, 6)))
    z = torch.randn(3, 6)
    images, logits = outputs(generator, discriminator, z)
    safetensors.torch.save_file(generator.state_dict(), FOLDER / "pytorch-generator.safetensors")
    safetensors.torch.save_file(discriminator.state_dict(), FOLDER / "pytorch-discriminator.safetensors")
    safetensors.torch.save_file(
        {"z": z, "images": images, "logits": logits}, FOLDER / "pytorch-outputs.safetensors")


def read():
    generator, discriminator = make_generator(), make_discriminator()
    for name, model in [("generator", generator), ("discriminator", discriminator)]:
        # Strict: every entry has to be there, under its name, with its shape, and no other.
        model.load_state_dict(safetensors.torch.load_file(FOLDER / f"gankit-{name}.safetensors"), strict=True)
    written = safetensors.torch.load_file(FOLDER / "gankit-outputs.safetensors")
    images, logits = outputs(generator, discriminator, written["z"])
    for name, mine in [("images", images), ("logits", logits)]:
        difference = (mine - written[name]).abs().max().item()
        print(f"{name}: largest magnitude {written[name].abs().max():.3f}, largest difference {difference:.1e}")
        assert difference < 1e-5, name


if __name__ == "__main__":
    read() if sys.argv[1:] == ["read"] else write()
